//! Every statement of the product, as a value in one list.
//!
//! SQL is written once, with `?1`, `?2` … as SQLite wants it; PostgreSQL gets the same text with `$1`,
//! `$2` … A statement exists only as a `static` made by [`declare!`], and the waist accepts nothing
//! else, so no SQL is ever put together at run time and no text from outside can become part of one.
//! `statements()` hands the list to the tests that prepare each one on both engines and look at its plan.

use std::sync::OnceLock;

/// One SQL text with its name.
#[derive(Debug)]
pub struct Statement {
    name: &'static str,
    sql: &'static str,
    numbered: OnceLock<String>,
}

impl Statement {
    /// Only for [`declare!`].
    pub(crate) const fn new(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, numbered: OnceLock::new() }
    }

    /// Module and constant, for messages of tests.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The text as written, for SQLite.
    #[must_use]
    pub const fn sqlite(&self) -> &'static str {
        self.sql
    }

    /// The text for PostgreSQL: `?N` has become `$N`.
    pub fn postgres(&self) -> &str {
        self.numbered.get_or_init(|| numbered(self.sql))
    }
}

/// `?N` → `$N`, outside quoted text.
fn numbered(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut quoted = false;
    for c in sql.chars() {
        if c == '\'' {
            quoted = !quoted;
        }
        out.push(if c == '?' && !quoted { '$' } else { c });
    }
    out
}

/// Declares the statements of a module and its `STATEMENTS` list.
macro_rules! declare {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* static $name: crate::statement::Statement =
            crate::statement::Statement::new(concat!(module_path!(), "::", stringify!($name)), $sql);)+
        /// Every statement of this module.
        pub(crate) static STATEMENTS: &[&crate::statement::Statement] = &[$(&$name,)+];
    };
}
pub(crate) use declare;

/// Every statement of the product.
pub fn statements() -> impl Iterator<Item = &'static Statement> {
    [
        crate::access_reason::STATEMENTS,
        crate::account::STATEMENTS,
        crate::advisory::STATEMENTS,
        crate::alert::STATEMENTS,
        crate::api_token::STATEMENTS,
        crate::audit::STATEMENTS,
        crate::case_file::STATEMENTS,
        crate::case_key::STATEMENTS,
        crate::ceremony::STATEMENTS,
        crate::checkpoint::STATEMENTS,
        crate::credit::STATEMENTS,
        crate::cve_number::STATEMENTS,
        crate::deadline::STATEMENTS,
        crate::erasure::STATEMENTS,
        crate::event::STATEMENTS,
        crate::file::STATEMENTS,
        crate::ledger::STATEMENTS,
        crate::meta::STATEMENTS,
        crate::notice::STATEMENTS,
        crate::outbox::STATEMENTS,
        crate::party::STATEMENTS,
        crate::passkey::STATEMENTS,
        crate::policy_version::STATEMENTS,
        crate::program::STATEMENTS,
        crate::proposal::STATEMENTS,
        crate::provider_binding::STATEMENTS,
        crate::published::STATEMENTS,
        crate::queue::STATEMENTS,
        crate::receipt::STATEMENTS,
        crate::report::STATEMENTS,
        crate::restraint::STATEMENTS,
        crate::role::STATEMENTS,
        crate::second_factor::STATEMENTS,
        crate::session::STATEMENTS,
        crate::submission::STATEMENTS,
        crate::subscriber::STATEMENTS,
        crate::team::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_keep_their_numbers_and_quoted_question_marks_stay() {
        assert_eq!(numbered("a=?2 AND b=?1 AND c='what?'"), "a=$2 AND b=$1 AND c='what?'");
    }
}
