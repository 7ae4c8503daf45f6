//! BSI TR-03183-3: security.txt, the way to report, and the disclosure policy of a manufacturer.

use super::{Profile, Row, question};

pub(super) static PROFILE: Profile = Profile {
    id: "tr-03183-3",
    title: "BSI TR-03183-3, reports and notifications",
    badge: "TR-03183-3 rows",
    source: "BSI TR-03183-3 version 1.0.0 (2025), in the summary of others",
    most: None,
    rows: &[
        Row {
            id: "security-txt",
            clause: "security.txt",
            words: "there is a security.txt",
            ask: question::has_security_txt,
        },
        Row {
            id: "contacts",
            clause: "security.txt",
            words: "it names contacts in order of preference",
            ask: question::security_txt_contact,
        },
        Row {
            id: "encryption",
            clause: "security.txt",
            words: "it names a key",
            ask: question::security_txt_encryption,
        },
        Row {
            id: "policy",
            clause: "security.txt",
            words: "it names the policy",
            ask: question::security_txt_policy,
        },
        Row {
            id: "expiry",
            clause: "security.txt",
            words: "it expires within a year, and has not expired",
            ask: question::security_txt_expiry,
        },
        Row {
            id: "signature",
            clause: "security.txt",
            words: "it is signed",
            ask: question::security_txt_signed,
        },
        Row {
            id: "form",
            clause: "report page",
            words: "reports can be sent through a form on the web",
            ask: question::web_form,
        },
        Row {
            id: "response-times",
            clause: "disclosure policy",
            words: "times to answer are guaranteed",
            ask: question::answer_firm,
        },
        Row {
            id: "anonymous",
            clause: "disclosure policy",
            words: "reports may be anonymous",
            ask: question::anonymous,
        },
        Row {
            id: "disclosure",
            clause: "disclosure policy",
            words: "how and when a vulnerability is made public is said",
            ask: question::disclosure_limit,
        },
        Row {
            id: "csaf",
            clause: "advisories",
            words: "advisories are published in CSAF",
            ask: question::csaf,
        },
    ],
    score: None,
};
