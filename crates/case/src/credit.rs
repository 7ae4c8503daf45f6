//! Whether a reporter is named, and what a publication does for the reporters of duplicates.
//!
//! One rule for everybody who prints a name: the advisory, the hall of fame, the mailbox that shows the line
//! beforehand.

use policy::{CreditChoice, Policy};

use crate::case::Case;
use crate::event::{NewFact, Place};
use crate::fact::Fact;
use crate::words::CreditForm;

impl Case {
    /// Whether the reporter may be named now: they agreed, or the policy names those who do not object and
    /// there is a name to use. Where the policy names nobody, nobody is.
    #[must_use]
    pub fn may_name(&self, policy: &Policy) -> bool {
        let credit = &self.credit;
        let has_line = credit.line.is_some() || credit.form == Some(CreditForm::Anonymous);
        match (credit.agreed, policy.credit.choice) {
            (Some(false), _) | (_, CreditChoice::Never) => false,
            (Some(true), _) | (None, CreditChoice::OptOut) => has_line,
            (None, CreditChoice::OptIn | CreditChoice::Unstated) => false,
        }
    }
}

/// What the publication of an original's advisory adds to one of its duplicates: that its reporter, who may be
/// named, was named too. `facts` are those that the original's decision puts there.
pub(crate) fn credited_beside(
    duplicate: &Case,
    policy: &Policy,
    facts: &[NewFact],
) -> Option<NewFact> {
    let told = facts.iter().find(
        |new| matches!(&new.fact, Fact::OriginalMoved { what, .. } if what == "AdvisoryPublished"),
    )?;
    if duplicate.credit.given || !duplicate.may_name(policy) {
        return None;
    }
    let fact = Fact::Credited { place: "The advisory of the original.".into() };
    Some(NewFact { on: Place::ThisCase, visibility: fact.visibility(), fact, ..told.clone() })
}
