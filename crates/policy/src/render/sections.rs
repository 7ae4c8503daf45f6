//! The prose of a policy: one function for each section, one sentence for each statement.
//!
//! The sentences are regular on purpose: an importer reads them back. Who changes one changes what is read
//! (docs/formats/security-md.md, which a test keeps current, shows them all).

use super::document::{Document, Line};
use super::terms;
use crate::intake::IntakeMode;
use crate::policy::Policy;
use crate::product::{Product, SupportedVersion, VersionPattern};
use crate::program::{Contact, ContactWay, Key};
use crate::report_form::ReportField;
use crate::scope::ScopeItem;

/// Every section that has something to say, in the order in which a reporter needs them.
pub(super) fn all(policy: &Policy, document: &mut Document) {
    if let Some(about) = &policy.program.about {
        document.paragraph(about);
    }
    if let Some(url) = &policy.program.url {
        document.paragraph(Line::from("Home page: ").address(url).text("."));
    }
    for (heading, section) in SECTIONS {
        document.heading(heading);
        section(policy, document);
        document.end_section();
    }
}

type Section = fn(&Policy, &mut Document);

const SECTIONS: &[(&str, Section)] = &[
    ("Reporting a vulnerability", reporting),
    ("What to report", report_form),
    ("Supported versions", versions),
    ("Scope", scope),
    ("What we promise", promises),
    ("Laws and rules of programmes", terms::laws),
    ("How we count time", terms::calendar),
    ("If we are silent", escalations),
    ("Disclosure", terms::disclosure),
    ("Rules of good faith", rules),
    ("Safe harbor", harbor),
    ("Credit", terms::credit),
    ("Reward", terms::reward),
    ("Privacy", terms::privacy),
    ("What else we do", terms::practices),
    ("Changes of this policy", terms::changes),
];

fn reporting(policy: &Policy, document: &mut Document) {
    intake(policy, document);
    let program = &policy.program;
    let lead = match program.contacts.as_slice() {
        [_] => "Please report vulnerabilities in this way:",
        _ => "Please report vulnerabilities in one of these ways, the preferred one first:",
    };
    document.numbered(lead, program.contacts.iter().map(contact).collect());
    document.list("Please do not report vulnerabilities in these ways:", &program.not_by);
    document.list("Please encrypt to one of these keys:", program.keys.iter().map(key));
    if !program.languages.is_empty() {
        let languages = program.languages.join(", ");
        document.paragraph(format!("Reports may be written in these languages: {languages}."));
    }
}

fn intake(policy: &Policy, document: &mut Document) {
    match &policy.intake.mode {
        IntakeMode::Open => {}
        IntakeMode::Restricted { condition } => {
            document.paragraph(format!("Reports are taken on this condition: {condition}"));
        }
        IntakeMode::Paused { from: Some(from), until } => {
            document.paragraph(format!("No reports are taken from {from} until {until}."));
        }
        IntakeMode::Paused { from: None, until } => {
            document.paragraph(format!("No reports are taken until {until}."));
        }
    }
    if let Some(notice) = &policy.intake.notice {
        document.paragraph(notice);
    }
    if let Some(urgent) = &policy.intake.urgent {
        document.paragraph(way(Line::from("Urgent matter goes to "), urgent).text("."));
    }
}

fn contact(contact: &Contact) -> Line {
    let line = match &contact.way {
        ContactWay::Email(_) => Line::from("By e-mail to "),
        ContactWay::Url(_) => Line::from("On the page "),
        ContactWay::GithubPrivateReporting(_) if !contact.way.has_address() => {
            Line::from("With the private vulnerability reporting of this repository")
        }
        ContactWay::GithubPrivateReporting(_) => {
            Line::from("With private vulnerability reporting on GitHub: ")
        }
        ContactWay::Phone(_) => Line::from("By telephone: "),
    };
    let line = way(line, &contact.way);
    match &contact.note {
        Some(note) => line.text(format!(" ({note})")),
        None => line,
    }
}

/// Adds an address.
pub(super) fn way(line: Line, way: &ContactWay) -> Line {
    match way {
        ContactWay::Email(address) => line.address(address),
        ContactWay::Phone(number) => line.text(number),
        ContactWay::GithubPrivateReporting(_) if !way.has_address() => {
            line.text(" (“Report a vulnerability” on its security page)")
        }
        ContactWay::Url(_) | ContactWay::GithubPrivateReporting(_) => line.address(way.uri()),
    }
}

fn key(key: &Key) -> Line {
    let line = if key.uri.starts_with("https:") {
        Line::default().address(&key.uri)
    } else {
        Line::from(&key.uri)
    };
    let fingerprint = key.fingerprint.iter().map(|digits| format!(", fingerprint {digits}"));
    let expires = key.expires.iter().map(|day| format!(", until {day}"));
    fingerprint.chain(expires).fold(line, Line::text)
}

fn report_form(policy: &Policy, document: &mut Document) {
    if let Some(intro) = &policy.report.intro {
        document.paragraph(intro);
    }
    let fields = |required: bool| {
        policy.report.fields.iter().filter(move |field| field.required == required).map(field)
    };
    document.list("A report must contain:", fields(true));
    document.list("If you know it, please also tell us:", fields(false));
}

fn field(field: &ReportField) -> Line {
    let line = Line::default().strong(&field.label);
    if field.help.is_empty() { line } else { line.text(format!(": {}", field.help)) }
}

fn versions(policy: &Policy, document: &mut Document) {
    let rows = policy.products.iter().flat_map(|product| {
        product
            .versions
            .iter()
            .map(|version| vec![product.name.clone(), pattern(product, version), updates(version)])
    });
    let rows = rows.collect::<Vec<_>>();
    let some = !rows.is_empty();
    document.table(&["Product", "Version", "Security updates"], rows);
    for product in &policy.products {
        if let Some(note) = &product.versions_note {
            document.paragraph(format!("Supported versions of {}: {note}", product.name));
        }
        if let Some(url) = &product.versions_url {
            let lead = format!("The supported versions of {} are listed on ", product.name);
            document.paragraph(Line::from(lead).address(url).text("."));
        }
    }
    if some {
        document.paragraph("Reports about other versions may be declined.");
    }
}

fn pattern(product: &Product, version: &SupportedVersion) -> String {
    match (&version.pattern, &product.latest) {
        (VersionPattern::Latest, Some(latest)) => format!("latest ({latest})"),
        (pattern, _) => pattern.to_string(),
    }
}

fn updates(version: &SupportedVersion) -> String {
    match (version.supported, version.until) {
        (true, Some(until)) => format!("yes, until {until}"),
        (true, None) => "yes".to_owned(),
        (false, _) => "no".to_owned(),
    }
}

fn scope(policy: &Policy, document: &mut Document) {
    let products = policy.products.iter().map(|product| {
        let line = Line::default().strong(&product.name).text(format!(" ({})", product.kind));
        match &product.repository {
            Some(repository) => line.text(", source at ").address(repository),
            None => line,
        }
    });
    document.list("This policy is about:", products);
    document.list("Reports about these are welcome:", policy.scope.inside.iter().map(item));
    document.list("Reports about these belong elsewhere:", policy.scope.outside.iter().map(item));
    document.list(
        "We do not take these for vulnerabilities:",
        policy.scope.not_vulnerabilities.iter().map(item),
    );
}

fn item(item: &ScopeItem) -> String {
    match &item.report_to {
        Some(to) => format!("{}; report it to {to}", item.what),
        None => item.what.clone(),
    }
}

fn promises(policy: &Policy, document: &mut Document) {
    document.list("", policy.promises.iter().map(crate::promise::Promise::in_words));
}

fn escalations(policy: &Policy, document: &mut Document) {
    document.list("", policy.escalations.iter().map(crate::escalation::Escalation::in_words));
}

fn rules(policy: &Policy, document: &mut Document) {
    document.list("Please keep these rules:", policy.rules.asked.iter().map(|rule| &rule.text));
    document
        .list("Please keep to these limits:", policy.rules.forbidden.iter().map(|rule| &rule.text));
}

fn harbor(policy: &Policy, document: &mut Document) {
    let harbor = &policy.harbor;
    document.list("", harbor.statements.iter().map(|statement| statement.in_words()));
    document.list("This holds on these conditions:", &harbor.conditions);
    if !harbor.statements.is_empty() && harbor.conditions.is_empty() {
        document.paragraph("This holds while you follow the rules of this policy.");
    }
}
