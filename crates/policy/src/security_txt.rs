//! `security.txt` (RFC 9116), made from a policy.

use core::time::Duration;

use clock::Instant;

use crate::policy::Policy;
use crate::program::ContactWay;

/// What a policy does not know about the place where its security.txt is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityTxt<'a> {
    /// After this moment the file must not be used any more (RFC 9116 §2.5.5; less than a year ahead is
    /// recommended).
    pub expires: Instant,
    /// Where this file is served (§2.5.2).
    pub canonical_url: &'a str,
    /// Where the policy is shown (§2.5.7).
    pub policy_url: &'a str,
    /// Where reports are sent; put before the contacts of the policy (§2.5.3).
    pub report_url: Option<&'a str>,
    /// Where the metadata of a CSAF provider is (CSAF 2.0 §7.1.8).
    pub csaf_url: Option<&'a str>,
    /// Where those who reported are named (§2.5.1); used only when the policy has a hall of fame.
    pub acknowledgments_url: Option<&'a str>,
}

/// How far ahead a security.txt may expire at most: a year (RFC 9116 §2.5.5).
#[must_use]
pub const fn security_txt_at_most() -> Duration {
    Duration::from_secs(365 * 24 * 60 * 60)
}

/// How far ahead it expires where nobody says otherwise: half a year.
#[must_use]
pub const fn security_txt_usually() -> Duration {
    Duration::from_secs(182 * 24 * 60 * 60)
}

/// The text of security.txt, with a line feed after every line: contacts in the policy's order of
/// preference, then the other fields, each once where RFC 9116 wants it once.
#[must_use]
pub fn security_txt(policy: &Policy, place: &SecurityTxt<'_>) -> String {
    let mut text = String::new();
    let mut field = |name: &str, value: &str| {
        // A line break inside a value would begin a field of its own.
        let value = value.chars().filter(|c| !c.is_control()).collect::<String>();
        let value = value.trim();
        if !value.is_empty() {
            text.push_str(name);
            text.push_str(": ");
            text.push_str(value);
            text.push('\n');
        }
    };
    let mut contacts = place.report_url.map(str::to_owned).into_iter().collect::<Vec<_>>();
    contacts.extend(
        policy
            .program
            .contacts
            .iter()
            .map(|contact| &contact.way)
            .filter(|way| way.has_address())
            .map(ContactWay::uri),
    );
    contacts.iter().for_each(|uri| field("Contact", uri));
    field("Expires", &place.expires.to_string());
    policy.program.keys.iter().for_each(|key| field("Encryption", &key.uri));
    if policy.credit.hall_of_fame {
        field("Acknowledgments", place.acknowledgments_url.unwrap_or_default());
    }
    place.csaf_url.iter().for_each(|url| field("CSAF", url));
    field("Preferred-Languages", &policy.program.languages.join(", "));
    field("Canonical", place.canonical_url);
    field("Policy", place.policy_url);
    text
}
