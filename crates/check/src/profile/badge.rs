//! OpenSSF Best Practices badge: the rows of passing and silver that are about vulnerability reports.

use super::{Profile, Row, question};

pub(super) static PROFILE: Profile = Profile {
    id: "openssf-badge",
    title: "OpenSSF Best Practices badge, vulnerability rows",
    badge: "badge rows",
    source: "OpenSSF Best Practices criteria, passing and silver",
    most: None,
    rows: &[
        Row {
            id: "vulnerability_report_process",
            clause: "passing, MUST",
            words: "how to report a vulnerability is published",
            ask: question::process,
        },
        Row {
            id: "vulnerability_report_private",
            clause: "passing, MUST if there is a private way",
            words: "how to send a report in private is said",
            ask: question::private_channel,
        },
        Row {
            id: "vulnerability_report_response",
            clause: "passing, MUST: 14 days",
            words: "a report is answered within 14 days",
            ask: question::answer_within_14_days,
        },
        Row {
            id: "vulnerabilities_fixed_60_days",
            clause: "passing, MUST: 60 days",
            words: "a vulnerability of medium or higher severity that is public is fixed within 60 days",
            ask: question::fix_within_60_days,
        },
        Row {
            id: "vulnerabilities_critical_fixed",
            clause: "passing, SHOULD",
            words: "critical vulnerabilities are fixed rapidly",
            ask: question::fix_at_all,
        },
        Row {
            id: "vulnerability_report_credit",
            clause: "silver, MUST",
            words: "those who report are credited unless they do not want it",
            ask: question::credit,
        },
        Row {
            id: "vulnerability_response_process",
            clause: "silver, MUST",
            words: "how reports are handled is documented",
            ask: question::handling,
        },
    ],
    score: None,
};
