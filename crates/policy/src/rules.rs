//! The rules of good faith: what a reporter is asked to do and not to do.
//!
//! The well-known rules have ids and sentences of their own, so that a policy can just name them.

/// `[rules]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// What a reporter is asked to do.
    pub asked: Vec<Rule>,
    /// What a reporter must not do.
    pub forbidden: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name, such as `denial-of-service`.
    pub id: String,
    /// The rule as a sentence.
    pub text: String,
    /// The sentence of the policy, word for word.
    pub source: Option<String>,
}

/// The well-known things that are forbidden, with a sentence for each.
pub(crate) const FORBIDDEN: &[(&str, &str)] = &[
    ("exploitation", "Do not exploit the vulnerability beyond what is needed to show it."),
    ("exfiltration", "Do not take more data than is needed to show the vulnerability."),
    ("data-changes", "Do not delete or change the data of others."),
    ("data-sharing", "Do not share data that you came across."),
    ("backdoor", "Do not place a backdoor."),
    ("system-changes", "Do not change the system or the application."),
    ("denial-of-service", "Do not use denial of service."),
    ("brute-force", "Do not use brute force."),
    ("aggressive-scanning", "Do not use aggressive automated scanning."),
    ("social-engineering", "Do not use social engineering."),
    ("physical-access", "Do not use physical access."),
    ("harm", "Do not harm users or systems."),
    (
        "unverified-tools",
        "Do not send what a tool or language model says without having verified it.",
    ),
    ("early-disclosure", "Do not tell others before it is resolved."),
];

/// The well-known things that are asked for, with a sentence for each.
pub(crate) const ASKED: &[(&str, &str)] = &[
    (
        "good-faith",
        "Avoid violations of privacy, destruction of data and interruption of services.",
    ),
    ("prompt-report", "Report soon after you have found it."),
    ("own-accounts", "Use only accounts that are yours or that you may use."),
    ("delete-data", "Delete data that you came across once the report is sent."),
    ("tools-named", "Say which tools and language models you used."),
    ("reasonable-time", "Give us reasonable time before you make it public."),
];
