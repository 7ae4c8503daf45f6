//! OSPS Baseline: the rows on vulnerability management, and those on support in the documentation.

use super::{Profile, Row, question};

pub(super) static PROFILE: Profile = Profile {
    id: "osps",
    title: "OSPS Baseline, VM and DO rows",
    badge: "OSPS rows",
    source: "Open Source Project Security Baseline 2026-02-19",
    most: None,
    rows: &[
        Row {
            id: "OSPS-VM-01.01",
            clause: "levels 2 and 3",
            words: "there is a policy for coordinated disclosure with a clear time to answer",
            ask: question::policy_with_time,
        },
        Row {
            id: "OSPS-VM-02.01",
            clause: "level 1",
            words: "security contacts are named",
            ask: question::contact,
        },
        Row {
            id: "OSPS-VM-03.01",
            clause: "levels 2 and 3",
            words: "reports can be sent to them in private",
            ask: question::private_channel,
        },
        Row {
            id: "OSPS-VM-04.01",
            clause: "levels 2 and 3",
            words: "what is known of vulnerabilities is published",
            ask: question::advisories,
        },
        Row {
            id: "OSPS-VM-04.02",
            clause: "level 3",
            words: "vulnerabilities of components that do not affect the project are told in VEX",
            ask: question::vex,
        },
        Row {
            id: "OSPS-VM-05.01",
            clause: "level 3",
            words: "there is a threshold for mending what composition analysis finds",
            ask: question::composition_analysis,
        },
        Row {
            id: "OSPS-VM-05.02",
            clause: "level 3",
            words: "what composition analysis finds is settled before a release",
            ask: question::composition_analysis,
        },
        Row {
            id: "OSPS-VM-05.03",
            clause: "level 3",
            words: "changes are checked for bad dependencies and blocked",
            ask: question::beyond_a_policy,
        },
        Row {
            id: "OSPS-VM-06.01",
            clause: "level 3",
            words: "there is a threshold for mending what static analysis finds",
            ask: question::static_analysis,
        },
        Row {
            id: "OSPS-VM-06.02",
            clause: "level 3",
            words: "changes are checked for weaknesses and blocked",
            ask: question::beyond_a_policy,
        },
        Row {
            id: "OSPS-DO-04.01",
            clause: "level 3",
            words: "for each release, what is supported and for how long",
            ask: question::support,
        },
        Row {
            id: "OSPS-DO-05.01",
            clause: "level 3",
            words: "when a version no longer gets security updates",
            ask: question::end_of_support,
        },
    ],
    score: None,
};
