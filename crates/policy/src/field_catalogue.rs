//! The fields that policies ask for again and again, so that a policy can just name them.

/// A field with its own label and help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WellKnownField {
    /// Its name in a policy, in the form and in the stored report.
    pub id: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What to write in it.
    pub help: &'static str,
    pub(crate) kind: WellKnownKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WellKnownKind {
    Text,
    LongText,
    /// One of the products of the policy.
    Product,
    YesNo,
}

const fn field(
    id: &'static str,
    kind: WellKnownKind,
    label: &'static str,
    help: &'static str,
) -> WellKnownField {
    WellKnownField { id, label, help, kind }
}

/// The catalogue, in the order in which a report reads well.
pub const WELL_KNOWN_FIELDS: &[WellKnownField] = {
    use WellKnownKind::{LongText, Product, Text, YesNo};
    &[
        field("title", Text, "Title", "One line that says what it is."),
        field("details", LongText, "Description", "What you found, in your own words."),
        field(
            "type",
            Text,
            "Type of vulnerability",
            "For example data access or privilege escalation, with a CWE number if you know it.",
        ),
        field("product", Product, "Affected product", "What the vulnerability is in."),
        field("version", Text, "Affected version", "The version you tested, and others if known."),
        field(
            "components",
            LongText,
            "Affected components or dependencies",
            "The parts or dependencies that are affected, one on each line.",
        ),
        field(
            "source-paths",
            LongText,
            "Affected source files",
            "The full paths of the source files, one on each line.",
        ),
        field(
            "location",
            LongText,
            "Location of the affected code",
            "The tag, branch, commit or direct URL of the affected code.",
        ),
        field(
            "service",
            LongText,
            "Affected service, URL or IP addresses",
            "The service, URLs or IP addresses that are affected, one on each line.",
        ),
        field(
            "configuration",
            LongText,
            "Configuration",
            "Any special configuration that is needed to see it.",
        ),
        field(
            "requirements",
            LongText,
            "Requirements",
            "What is needed to reproduce it: accounts, rights, tools, conditions.",
        ),
        field(
            "steps",
            LongText,
            "Steps to reproduce",
            "What to do, step by step, and what happens then.",
        ),
        field(
            "proof-of-concept",
            LongText,
            "Proof of concept",
            "Code or requests that show the vulnerability. Files can be attached as well.",
        ),
        field(
            "impact",
            LongText,
            "Impact",
            "What an attacker could do, and how they could find and exploit it.",
        ),
        field(
            "mitigations",
            LongText,
            "Known mitigations",
            "What users can do until there is a fix, if you know it.",
        ),
        field(
            "suggestions",
            LongText,
            "Suggestions",
            "How it could be fixed, if you have an idea.",
        ),
        field(
            "exploited",
            YesNo,
            "Is it being exploited?",
            "Whether you know of attacks that use it.",
        ),
    ]
};

/// The well-known field with this id.
pub(crate) fn well_known_field(id: &str) -> Option<&'static WellKnownField> {
    WELL_KNOWN_FIELDS.iter().find(|field| field.id == id)
}
