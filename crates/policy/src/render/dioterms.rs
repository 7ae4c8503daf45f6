//! An entry of a directory of programs, in the form that disclose.io's directory takes
//! (`program-list-schema.json` of diodb).

use clock::Unit;

use super::Addresses;
use crate::harbor::HarborGrade;
use crate::json::{Json, Members};
use crate::policy::Policy;
use crate::program::ContactWay;
use crate::reward::RewardKind;

/// Why a policy has no entry in the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotListed {
    /// The directory knows e-mail and `https` addresses only.
    #[error(
        "the directory takes programs with an e-mail or https address only: add such a `[[program.contact]]`"
    )]
    NoContact,
    /// It links to every policy.
    #[error("the directory links to every policy: say where this one is shown")]
    NoPolicyPage,
}

/// The entry, as JSON.
///
/// # Errors
/// [`NotListed`], when something that the directory needs is missing.
pub fn dioterms(policy: &Policy, addresses: &Addresses<'_>) -> Result<String, NotListed> {
    let contacts = policy.program.contacts.iter().map(|contact| &contact.way);
    let contacts = contacts.filter(|way| way.has_address());
    let email = contacts.clone().find_map(|way| match way {
        ContactWay::Email(address) => Some(address.clone()),
        _ => None,
    });
    let page = contacts.clone().find_map(|way| match way {
        ContactWay::Url(_) | ContactWay::GithubPrivateReporting(_) => Some(way.uri()),
        _ => None,
    });
    let page = addresses.report.map(str::to_owned).or(page);
    if email.is_none() && page.is_none() {
        return Err(NotListed::NoContact);
    }
    let (disclosure, days) = match embargo_days(policy) {
        Some(days) => ("co-ordinated", Some(days)),
        // The directory knows no coordination without a number of days.
        None => ("discretionary", None),
    };
    let repository = || policy.products.iter().find_map(|product| product.repository.clone());
    let home = policy.program.url.clone().or_else(repository).or_else(|| page.clone());
    let policy_url = addresses.policy.map(str::to_owned).or(home).ok_or(NotListed::NoPolicyPage)?;
    let key = policy.program.keys.iter().find(|key| key.uri.starts_with("https:"));
    let credited = policy.credit.hall_of_fame.then_some(addresses.acknowledgments).flatten();
    let entry = Members::default()
        .with("program_name", policy.program.name.as_str())
        .with("policy_url", policy_url)
        .maybe("contact_url", page)
        .maybe("contact_email", email)
        .with(
            "offers_bounty",
            match policy.reward.kind {
                RewardKind::Bounty => "yes",
                RewardKind::Discretionary => "partial",
                RewardKind::None | RewardKind::Gift | RewardKind::Unstated => "no",
            },
        )
        .with("offers_swag", policy.reward.kind == RewardKind::Gift)
        .maybe("hall_of_fame", credited)
        .with(
            "safe_harbor",
            match policy.harbor.grade() {
                HarborGrade::Full => "full",
                HarborGrade::Partial => "partial",
                HarborGrade::None => "none",
            },
        )
        .with("public_disclosure", disclosure)
        .maybe("disclosure_timeline_days", days)
        .maybe("pgp_key", key.map(|key| key.uri.as_str()))
        .maybe("securitytxt_url", addresses.security_txt);
    let languages = &policy.program.languages;
    let entry =
        entry.maybe("preferred_languages", (!languages.is_empty()).then(|| languages.join(", ")));
    Ok(Json::from(entry).pretty())
}

/// The proposed embargo in days, or the longest one; months count 30 days here.
fn embargo_days(policy: &Policy) -> Option<u64> {
    let span = policy.disclosure.preferred.or(policy.disclosure.maximum)?;
    let count = u64::from(span.count.get());
    Some(match span.unit {
        Unit::Hours | Unit::BusinessHours => count.div_ceil(24),
        Unit::Days | Unit::BusinessDays => count,
        Unit::Weeks => count * 7,
        Unit::Months => count * 30,
    })
}
