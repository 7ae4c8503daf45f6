//! Who is named: the reporter by what they agreed to, the reporters of duplicates likewise, and whom the team
//! entered with their consent.

use advisory::model::{Consent, Credit, CreditRole, Name};

use crate::open_case::OpenCase;

/// The reporter's line, when it may be printed.
pub(crate) fn credits_of(opened: &OpenCase) -> Vec<String> {
    opened
        .state
        .credit
        .line
        .iter()
        .filter(|_| may_credit(opened))
        .map(|line| line.as_str().to_owned())
        .collect()
}

/// Whether the reporter may be named: they agreed, or the policy credits unless they decline.
fn may_credit(opened: &OpenCase) -> bool {
    match opened.state.credit.agreed {
        Some(agreed) => agreed,
        None => opened.policy.credit.choice == policy::CreditChoice::OptOut,
    }
}

/// The reporter's credit in a record: of this case, or of one that is the same.
pub(super) fn of_reporter(opened: &OpenCase) -> Option<Credit> {
    let line = credits_of(opened).into_iter().next()?;
    let consent =
        if opened.state.credit.agreed == Some(true) { Consent::Given } else { Consent::ByPolicy };
    Some(Credit {
        name: Name::Pseudonym(line),
        role: CreditRole::Reporter,
        consent,
        ..Credit::default()
    })
}
