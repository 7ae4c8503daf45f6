//! CISA Binding Operational Directive 20-01: what the policy of a federal agency must and must not say.

use super::{Profile, Row, question};

pub(super) static PROFILE: Profile = Profile {
    id: "bod-20-01",
    title: "CISA BOD 20-01, required contents",
    badge: "BOD 20-01 rows",
    source: "CISA BOD 20-01, required actions: vulnerability disclosure policy",
    most: None,
    rows: &[
        Row {
            id: "scope",
            clause: "must include",
            words: "which systems are in scope",
            ask: question::scope,
        },
        Row {
            id: "testing",
            clause: "must include",
            words: "which kinds of testing are allowed and which are not",
            ask: question::testing_rules,
        },
        Row {
            id: "third-party-data",
            clause: "must include",
            words: "personal data that is come across is not shown to third parties",
            ask: question::no_data_sharing,
        },
        Row {
            id: "how-to-report",
            clause: "must include",
            words: "where and how to send a report",
            ask: question::contact,
        },
        Row {
            id: "what-helps",
            clause: "must include",
            words: "which information helps to understand a report",
            ask: question::report_fields,
        },
        Row {
            id: "anonymous",
            clause: "must include",
            words: "reports may be anonymous",
            ask: question::anonymous,
        },
        Row {
            id: "authorisation",
            clause: "must include",
            words: "no legal action for good faith, which counts as authorised",
            ask: question::good_faith_authorised,
        },
        Row {
            id: "acknowledgement",
            clause: "must include",
            words: "when a report is acknowledged",
            ask: question::answer_with_time,
        },
        Row {
            id: "transparency",
            clause: "must include",
            words: "reporters are kept informed about how it goes on",
            ask: question::kept_informed,
        },
        Row {
            id: "issue-date",
            clause: "must include",
            words: "when the policy was issued, with its history as a recommendation",
            ask: question::issue_date,
        },
        Row {
            id: "no-personal-data",
            clause: "must not",
            words: "personal data is not required of reporters",
            ask: question::no_personal_data_required,
        },
        Row {
            id: "not-only-vetted",
            clause: "must not",
            words: "reports are not limited to vetted or registered people",
            ask: question::open_to_all,
        },
        Row {
            id: "no-endless-silence",
            clause: "must not",
            words: "reporters may publish after a time that is stated",
            ask: question::silence_is_limited,
        },
    ],
    score: None,
};
