//! EU Cyber Resilience Act: what Annex I part II and Annex II ask that a published policy can show.

use super::{Profile, Row, question};

pub(super) static PROFILE: Profile = Profile {
    id: "cra",
    title: "EU Cyber Resilience Act, Annex I part II and Annex II",
    badge: "CRA rows",
    source: "Regulation (EU) 2024/2847",
    most: None,
    rows: &[
        Row {
            id: "annex-1-2-1",
            clause: "Annex I part II (1)",
            words: "vulnerabilities and components are documented, with a bill of materials",
            ask: question::bill_of_materials,
        },
        Row {
            id: "annex-1-2-2",
            clause: "Annex I part II (2)",
            words: "vulnerabilities are mended without delay, apart from features where feasible",
            ask: question::fix_at_all,
        },
        Row {
            id: "annex-1-2-3",
            clause: "Annex I part II (3)",
            words: "security is tested and reviewed regularly",
            ask: question::beyond_a_policy,
        },
        Row {
            id: "annex-1-2-4",
            clause: "Annex I part II (4)",
            words: "fixed vulnerabilities are published once there is an update",
            ask: question::advisories,
        },
        Row {
            id: "annex-1-2-5",
            clause: "Annex I part II (5)",
            words: "there is a policy on coordinated disclosure, and it is enforced",
            ask: question::coordinated_disclosure,
        },
        Row {
            id: "annex-1-2-6",
            clause: "Annex I part II (6)",
            words: "there is a contact for vulnerabilities, also of components",
            ask: question::contact,
        },
        Row {
            id: "annex-1-2-7",
            clause: "Annex I part II (7)",
            words: "updates are distributed securely",
            ask: question::beyond_a_policy,
        },
        Row {
            id: "annex-1-2-8",
            clause: "Annex I part II (8)",
            words: "security updates are free and come without delay, with a message for users",
            ask: question::users_are_told,
        },
        Row {
            id: "annex-2-2",
            clause: "Annex II (2)",
            words: "there is a single point of contact, and where the policy is can be found",
            ask: question::contact,
        },
        Row {
            id: "annex-2-3",
            clause: "Annex II (3)",
            words: "the product is identified",
            ask: question::products,
        },
        Row {
            id: "annex-2-7",
            clause: "Annex II (7)",
            words: "what support is given and until when",
            ask: question::end_of_support,
        },
        Row {
            id: "annex-2-8",
            clause: "Annex II (8)(c)",
            words: "how security updates are installed",
            ask: question::beyond_a_policy,
        },
        Row {
            id: "annex-2-9",
            clause: "Annex II (9)",
            words: "where the bill of materials is, if it is offered",
            ask: question::bill_of_materials,
        },
    ],
    score: None,
};
