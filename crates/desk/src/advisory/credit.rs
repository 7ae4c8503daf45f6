//! Who is named: the reporter by what they agreed to, the reporters of duplicates likewise, and whom the team
//! entered with their consent.
//!
//! What a reporter says belongs to the reporter: it is read from the case whenever something comes out, never
//! from a draft, and nobody of the team can say it for them.

use std::collections::BTreeSet;

use advisory::Advisory;
use advisory::model::{Consent, Credit, CreditRole, Name};
use case::{Case, CreditForm, Fact};
use policy::{CreditChoice, Policy};

use crate::error::FieldError;
use crate::open_case::OpenCase;

/// How a reporter is named, as the mailbox shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditFacts {
    /// The line as it appears, or would; nothing: there is no name to use.
    pub line: Option<String>,
    /// Where it stands.
    pub standing: CreditStanding,
}

/// Where the credit of a reporter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditStanding {
    /// The policy names nobody.
    Never,
    /// The reporter asked not to be named.
    Declined,
    /// The reporter has not answered: unless they do, they are named when `by_default`, and not otherwise.
    Silent {
        /// Whether the policy names those who do not object.
        by_default: bool,
    },
    /// The reporter agreed; nothing is out yet.
    Agreed,
    /// The reporter is named in public.
    Named,
}

/// How the reporter of a case is named.
pub(crate) fn facts(state: &Case, policy: &Policy) -> CreditFacts {
    let credit = &state.credit;
    let standing = match (policy.credit.choice, credit.agreed) {
        (CreditChoice::Never, _) => CreditStanding::Never,
        (_, Some(false)) => CreditStanding::Declined,
        _ if credit.given => CreditStanding::Named,
        (_, Some(true)) => CreditStanding::Agreed,
        (choice, None) => CreditStanding::Silent { by_default: choice == CreditChoice::OptOut },
    };
    let line = match standing {
        CreditStanding::Never | CreditStanding::Declined => None,
        _ => as_named(state).map(|credit| credit.line_and_role()),
    };
    CreditFacts { line, standing }
}

/// The credit that the line of a case makes, whether or not it may be printed.
fn as_named(state: &Case) -> Option<Credit> {
    let credit = &state.credit;
    let line = credit.line.as_ref().map(|line| line.as_str().trim().to_owned());
    let name = match (credit.form, line) {
        (Some(CreditForm::Anonymous), _) => Name::Anonymous,
        (_, None) => return None,
        (Some(CreditForm::Name), Some(line)) => Name::Name(line),
        (Some(CreditForm::Acronym), Some(line)) => Name::Acronym(line),
        (Some(CreditForm::Organization), Some(line)) => Name::Organization(line),
        (Some(CreditForm::Pseudonym) | None, Some(line)) => Name::Pseudonym(line),
    };
    let role = credit.role.and_then(|role| role.as_str().parse().ok());
    Some(Credit {
        name,
        role: role.unwrap_or(CreditRole::Reporter),
        consent: if credit.agreed == Some(true) { Consent::Confirmed } else { Consent::ByPolicy },
        ..Credit::default()
    })
}

/// The reporter's credit, when it may be printed. The reporter of a part that was split off says in the mailbox of
/// the whole how they are named: the part alone names nobody.
pub(crate) fn of(state: &Case, policy: &Policy) -> Option<Credit> {
    let may = state.parent.is_none() && state.may_name(policy);
    may.then(|| as_named(state)).flatten()
}

/// The reporter's credit in a record: of this case, or of one that is the same.
pub(super) fn of_reporter(opened: &OpenCase) -> Option<Credit> {
    of(&opened.state, &opened.policy)
}

/// The reporter's line on the hall of fame, which is for names.
pub(crate) fn line_of_fame(state: &Case, policy: &Policy) -> Option<String> {
    of(state, policy)
        .filter(|credit| credit.name != Name::Anonymous)
        .map(|credit| credit.name.as_str().to_owned())
}

/// Names a reporter, as their case says now: whatever the record said under that name goes.
pub(super) fn put(record: &mut Advisory, at: usize, credit: Credit) {
    record.credits.retain(|known| known.name.as_str() != credit.name.as_str());
    let at = at.min(record.credits.len());
    record.credits.insert(at, credit);
}

/// Takes out what reporters said earlier: it is read anew from their cases.
pub(super) fn forget_reporters(record: &mut Advisory) {
    record.credits.retain(|credit| !credit.consent.is_of_a_reporter());
}

/// Every name that the reporter was to be named by, at any time.
pub(crate) fn names_ever(opened: &OpenCase) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for event in &opened.events {
        let (line, form) = match &event.fact {
            Fact::ReportReceived { credit, .. } => (credit.as_ref(), None),
            Fact::CreditSet { line, .. } => (Some(line), None),
            Fact::CreditAgreed { line, form } => (line.as_ref(), *form),
            _ => continue,
        };
        names.extend(line.map(|line| line.as_str().trim().to_owned()));
        if form == Some(CreditForm::Anonymous) {
            names.insert(Name::Anonymous.as_str().to_owned());
        }
    }
    names
}

/// Credits that the team wrote and that name a reporter who may not be named.
pub(super) fn against_the_reporter(opened: &OpenCase, record: &Advisory) -> Vec<FieldError> {
    if opened.state.may_name(&opened.policy) {
        return Vec::new();
    }
    let names: BTreeSet<String> = names_ever(opened).iter().map(|name| folded(name)).collect();
    let said = match opened.state.credit.agreed {
        Some(false) => "asked not to be named",
        _ => "has not agreed to be named",
    };
    let written = record.named().filter(|credit| {
        !credit.consent.is_of_a_reporter()
            && credit.consent != Consent::PublicAlready
            && credit.name != Name::Anonymous
            && names.contains(&folded(credit.name.as_str()))
    });
    written
        .map(|credit| FieldError {
            field: "credits".to_owned(),
            message: format!(
                "“{}” is a reporter of this, who {said}: take the credit out, or ask in the mailbox.",
                credit.name.as_str()
            ),
        })
        .collect()
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// How the reporter of a case is named, as the team reads it before it publishes.
pub(super) fn in_words(opened: &OpenCase, duplicate: Option<&str>) -> String {
    let CreditFacts { line, standing } = facts(&opened.state, &opened.policy);
    let who = duplicate
        .map_or_else(|| "The reporter".to_owned(), |handle| format!("The reporter of {handle}"));
    let line = line.unwrap_or_default();
    match (standing, line.is_empty()) {
        (CreditStanding::Never, _) => format!("{who} is not named: the policy names nobody."),
        (CreditStanding::Declined, _) => format!("{who} asked not to be named."),
        (CreditStanding::Silent { by_default: true }, false) => {
            format!("{who} has not answered, and the policy names those who do not object: {line}")
        }
        (CreditStanding::Silent { .. }, false) => {
            format!("{who} has not answered and is not named; the line would be: {line}")
        }
        (_, true) => format!("{who} has given no name and is not named."),
        (CreditStanding::Agreed | CreditStanding::Named, false) => {
            format!("{who} agreed to be named: {line}")
        }
    }
}
