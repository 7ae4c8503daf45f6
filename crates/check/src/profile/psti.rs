//! UK product security regime: what a maker of consumer connectable products publishes.

use super::{Profile, Row, question};

pub(super) static PROFILE: Profile = Profile {
    id: "psti",
    title: "UK PSTI, reporting of security issues",
    badge: "PSTI rows",
    source: "The Product Security and Telecommunications Infrastructure (Security Requirements for Relevant Connectable Products) Regulations 2023, Schedule 1",
    most: None,
    rows: &[
        Row {
            id: "contact",
            clause: "Schedule 1 para. 2(2)(a)",
            words: "at least one point of contact for security issues",
            ask: question::contact,
        },
        Row {
            id: "acknowledgement",
            clause: "Schedule 1 para. 2(2)(b)(i)",
            words: "when a reporter gets an acknowledgement",
            ask: question::answer_with_time,
        },
        Row {
            id: "updates",
            clause: "Schedule 1 para. 2(2)(b)(ii)",
            words: "when a reporter gets status updates until it is resolved",
            ask: question::updates_with_time,
        },
        Row {
            id: "english",
            clause: "Schedule 1 para. 2(3)",
            words: "it is in English",
            ask: question::english,
        },
        Row {
            id: "free",
            clause: "Schedule 1 para. 2(3)",
            words: "it is free and given without being asked for",
            ask: question::freely_given,
        },
        Row {
            id: "no-personal-data",
            clause: "Schedule 1 para. 2(3)",
            words: "no personal data is asked for before it can be read",
            ask: question::freely_given,
        },
        Row {
            id: "support-period",
            clause: "Schedule 1 para. 3",
            words: "how long security updates are given, with the day on which that ends",
            ask: question::end_of_support,
        },
    ],
    score: None,
};
