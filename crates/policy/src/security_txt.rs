//! `security.txt` (RFC 9116), made from a policy.

use clock::Instant;

use crate::policy::Policy;

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
    /// Where those who reported are named (§2.5.1); used only when the policy has a hall of fame.
    pub acknowledgments_url: Option<&'a str>,
}

/// The text of security.txt, with a line feed after every line.
#[must_use]
pub fn security_txt(policy: &Policy, place: &SecurityTxt<'_>) -> String {
    let _ = (policy, place);
    String::new()
}
