//! The rules, one file for each subject. [`GROUPS`] is the whole list.

mod access;
mod contact;
pub(crate) mod contradiction;
pub(crate) mod disclosure;
mod harbor;
pub(crate) mod promise;
mod reader;
mod scope;
mod security_txt;
mod text;
mod tree;

use clock::Instant;

use crate::rule::Rule;
use crate::security_txt::SecurityTxt;

pub(crate) use reader::{not_read, of_code, too_long};

/// The rules with the name of their subject, in the order in which they are listed.
pub const GROUPS: &[(&str, &[Rule])] = &[
    ("Contact", contact::RULES),
    ("Promises", promise::RULES),
    ("Scope and versions", scope::RULES),
    ("Safe harbor", harbor::RULES),
    ("Disclosure, credit and reward", disclosure::RULES),
    ("What is asked of reporters", access::RULES),
    ("Contradictions", contradiction::RULES),
    ("The text", text::RULES),
    ("security.txt", security_txt::RULES),
    ("The repository", tree::RULES),
    ("policy.toml", reader::RULES),
];

/// A security.txt, the moment of the check, and the contacts of the policy beside it.
#[derive(Debug)]
pub(crate) struct Served<'a> {
    pub(crate) file: &'a SecurityTxt,
    pub(crate) now: Instant,
    pub(crate) contacts_of_policy: &'a [String],
}
