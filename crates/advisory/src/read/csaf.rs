//! CSAF 2.0 in. Each vulnerability of a document becomes a record of its own; several name each other.

use std::collections::BTreeMap;

use serde_json::Value;

use super::csaf_products::Tree;
use super::part::{Left, Part};
use super::{ImportError, split};
use crate::cvss::Vector;
use crate::model::{
    Advisory, Consent, Credit, CreditRole, Identifier, Justification, Kind, Level, Name, Publisher,
    Reference, ReferenceKind, Remediation, RemediationKind, Revision, Standing, Status, Tlp,
};

pub(super) fn records(value: Value, left: &mut Left) -> Result<Vec<Advisory>, ImportError> {
    let mut root = Part::root(value);
    root.known(&["$schema"]);
    let mut base = Advisory { language: "en".to_owned(), ..Advisory::default() };
    if let Some(document) = root.part("document", left) {
        header(&mut base, document, left)?;
    }
    let tree = match root.part("product_tree", left) {
        Some(tree) => Tree::read(tree, left)?,
        None => Tree::default(),
    };
    let vulnerabilities = root.parts("vulnerabilities", left);
    root.finish(left);
    if vulnerabilities.is_empty() {
        return Ok(vec![base]);
    }
    let several = vulnerabilities.len() > 1;
    let mut records: Vec<Advisory> = Vec::new();
    for (place, item) in vulnerabilities.into_iter().enumerate() {
        let mut record = base.clone();
        if several {
            record.id = format!("{}-{}", base.id, place + 1).parse().unwrap_or_default();
        }
        vulnerability(&mut record, item, &tree, several, left);
        records.push(record);
    }
    let names: Vec<Option<Identifier>> = records
        .iter()
        .map(|record| record.cve().unwrap_or(record.id.as_str()).parse().ok())
        .collect();
    if several {
        for (place, record) in records.iter_mut().enumerate() {
            let others = names.iter().enumerate().filter(|(other, _)| *other != place);
            record.related = others.filter_map(|(_, name)| name.clone()).collect();
        }
    }
    Ok(records)
}

fn header(base: &mut Advisory, mut document: Part, left: &mut Left) -> Result<(), ImportError> {
    let version = document.text("csaf_version", left).unwrap_or_default();
    if version != "2.0" {
        return Err(ImportError::CsafVersion(version.chars().take(20).collect()));
    }
    let category = document.text("category", left).unwrap_or_default();
    match category.strip_prefix("csaf_").and_then(|kind| kind.parse::<Kind>().ok()) {
        Some(kind) => base.kind = kind,
        None if category == "csaf_base" => {}
        None => document.leave(
            "category",
            "this profile is not known; read as a security advisory",
            left,
        ),
    }
    base.title = document.text("title", left).unwrap_or_default();
    if let Some(language) = document.text("lang", left) {
        base.language = language;
    }
    if let Some(mut publisher) = document.part("publisher", left) {
        base.publisher = Publisher {
            name: publisher.text("name", left).unwrap_or_default(),
            namespace: publisher.text("namespace", left).unwrap_or_default(),
            category: publisher.parsed("category", left).unwrap_or_default(),
            contact: publisher.text("contact_details", left),
            authority: publisher.text("issuing_authority", left),
            cve: None,
        };
        publisher.finish(left);
    }
    if let Some(mut distribution) = document.part("distribution", left) {
        if let Some(mut tlp) = distribution.part("tlp", left) {
            let label = tlp.text("label", left).unwrap_or_default();
            base.tlp = Tlp::of_either(&label).unwrap_or_default();
            tlp.known(&["url"]);
            tlp.finish(left);
        }
        distribution.finish(left);
    }
    if let Some(tracking) = document.part("tracking", left) {
        read_tracking(base, tracking, left);
    }
    if let Some(mut severity) = document.part("aggregate_severity", left) {
        base.severity.level = severity.text("text", left).and_then(|word| level(&word));
        severity.known(&["namespace"]);
        severity.finish(left);
    }
    for (category, title, text) in notes(&mut document, left) {
        document_note(base, &category, &title, &text, &document, left);
    }
    base.references = references(&mut document, left);
    base.credits = credits(&mut document, left);
    document.finish(left);
    Ok(())
}

/// The word of a vendor's scale: Red Hat's "Important" and "Moderate", and CVSS's own.
fn level(word: &str) -> Option<Level> {
    match word.to_lowercase().as_str() {
        "important" => Some(Level::High),
        "moderate" => Some(Level::Medium),
        word => word.parse().ok(),
    }
}

fn read_tracking(base: &mut Advisory, mut tracking: Part, left: &mut Left) {
    base.id = tracking.parsed("id", left).unwrap_or_default();
    base.aliases = tracking.parsed_list("aliases", left);
    base.status = match tracking.text("status", left).as_deref() {
        Some("draft") => Status::Draft,
        Some("interim") => Status::Interim,
        _ => Status::Final,
    };
    let mut entries = Vec::new();
    for mut item in tracking.parts("revision_history", left) {
        let number = item.text("number", left).unwrap_or_default();
        let at = item.time("date", left);
        let summary = item.text("summary", left).unwrap_or_default();
        item.known(&["legacy_version"]);
        item.finish(left);
        if let Some(at) = at {
            entries.push((at, number, summary));
        }
    }
    entries.sort_by_key(|entry| entry.0);
    // Entries of drafts (0, 0.x) are no editions; numbers of any scheme become 1, 2, 3.
    let published = entries.into_iter().filter(|(_, n, _)| *n != "0" && !n.starts_with("0."));
    base.revisions = (1_u32..)
        .zip(published)
        .map(|(number, (at, _, summary))| Revision { number, at, summary })
        .collect();
    tracking.known(&["version", "initial_release_date", "current_release_date", "generator"]);
    tracking.finish(left);
}

/// Category, title and text of every note.
fn notes(part: &mut Part, left: &mut Left) -> Vec<(String, String, String)> {
    part.parts("notes", left)
        .into_iter()
        .map(|mut note| {
            let read = (
                note.text("category", left).unwrap_or_default(),
                note.text("title", left).unwrap_or_default(),
                note.text("text", left).unwrap_or_default(),
            );
            note.known(&["audience"]);
            note.finish(left);
            read
        })
        .collect()
}

/// Adds a paragraph to a text, under a heading when it is not the first.
fn append(field: &mut String, title: &str, text: &str) {
    if field.is_empty() {
        *field = text.trim().to_owned();
    } else if !field.contains(text.trim()) {
        let heading = if title.is_empty() { String::new() } else { format!("### {title}\n\n") };
        field.push_str(&format!("\n\n{heading}{}", text.trim()));
    }
}

fn document_note(
    base: &mut Advisory,
    category: &str,
    title: &str,
    text: &str,
    document: &Part,
    left: &mut Left,
) {
    match (category, title) {
        (_, "Timeline") if read_timeline(base, text) => {}
        (_, "Related") => base.related = ids(text),
        (_, "Upstream") => base.upstream = ids(text),
        (_, "Withdrawn") => base.status = Status::Withdrawn,
        (_, "Impact") => append(&mut base.impact, "", text),
        ("summary", _) if base.summary.is_empty() => base.summary = text.trim().to_owned(),
        ("legal_disclaimer", _) => {
            document.leave("notes", "a legal disclaimer is the publisher's own", left);
        }
        _ => append(&mut base.details, title, text),
    }
}

fn ids(text: &str) -> Vec<Identifier> {
    text.split(',').filter_map(|id| id.trim().parse().ok()).collect()
}

/// "2026-01-02T03:04:05Z: what happened", one a line; whether every line was one.
fn read_timeline(base: &mut Advisory, text: &str) -> bool {
    let mut moments = Vec::new();
    for line in text.lines() {
        let read = line.split_once("Z: ").and_then(|(time, what)| {
            let at = format!("{time}Z").parse().ok()?;
            Some(crate::model::Moment { at, what: what.to_owned() })
        });
        match read {
            Some(moment) => moments.push(moment),
            None => return false,
        }
    }
    base.timeline = moments;
    true
}

fn references(part: &mut Part, left: &mut Left) -> Vec<Reference> {
    let mut all = Vec::new();
    for mut item in part.parts("references", left) {
        let category = item.text("category", left).unwrap_or_default();
        let summary = item.text("summary", left).unwrap_or_default();
        let url = item.text("url", left).unwrap_or_default();
        item.finish(left);
        // The document's own addresses are not "more to read".
        if category == "self" || summary == "Advisory page" {
            continue;
        }
        let kinds = ReferenceKind::ALL.iter().copied();
        let kind = kinds.max_by_key(|kind| {
            let words = kind.in_words();
            let hit = summary == words || summary.starts_with(&format!("{words}: "));
            if hit { words.len() } else { 0 }
        });
        let kind = kind.filter(|kind| summary.starts_with(kind.in_words()));
        let title = match kind {
            Some(kind) if summary == kind.in_words() => String::new(),
            Some(kind) => summary.replacen(&format!("{}: ", kind.in_words()), "", 1),
            None => summary,
        };
        all.push(Reference { kind: kind.unwrap_or_default(), url, title });
    }
    all
}

fn credits(part: &mut Part, left: &mut Left) -> Vec<Credit> {
    let mut all = Vec::new();
    for mut item in part.parts("acknowledgments", left) {
        let names = item.texts("names", left);
        let organization = item.text("organization", left);
        let summary = item.text("summary", left).unwrap_or_default();
        let role: Option<CreditRole> = summary.to_lowercase().replace(' ', "_").parse().ok();
        if role.is_none() && !summary.is_empty() {
            item.leave("summary", "it names no role that is known", left);
        }
        let credit = |name, organization| Credit {
            name,
            role: role.unwrap_or(CreditRole::Other),
            organization,
            contacts: Vec::new(),
            github: None,
            consent: Consent::PublicAlready,
        };
        let contacts = item.texts("urls", left);
        let mut named: Vec<Credit> = if names.is_empty() {
            organization.map(|name| credit(Name::Organization(name), None)).into_iter().collect()
        } else {
            names.into_iter().map(|name| credit(Name::Name(name), organization.clone())).collect()
        };
        if let Some(first) = named.first_mut() {
            first.contacts = contacts;
        }
        all.append(&mut named);
        item.finish(left);
    }
    all
}

fn vulnerability(
    record: &mut Advisory,
    mut item: Part,
    tree: &Tree,
    several: bool,
    left: &mut Left,
) {
    if let Some(cve) = item.parsed::<Identifier>("cve", left)
        && cve.as_str() != record.id.as_str()
    {
        record.aliases.insert(0, cve);
    }
    for mut id in item.parts("ids", left) {
        if let Some(alias) = id.parsed::<Identifier>("text", left)
            && alias.as_str() != record.id.as_str()
            && !record.aliases.contains(&alias)
        {
            record.aliases.push(alias);
        }
        id.known(&["system_name"]);
        id.finish(left);
    }
    let title = item.text("title", left).unwrap_or_default();
    if several && !title.is_empty() {
        record.title = title;
    }
    record.discovered = item.time("discovery_date", left);
    let public = item.time("release_date", left);
    record.made_public = public.filter(|public| record.published().is_none_or(|at| at != *public));
    if let Some(mut cwe) = item.part("cwe", left) {
        record.weaknesses.extend(cwe.parsed::<crate::cwe::CweId>("id", left));
        cwe.known(&["name"]);
        cwe.finish(left);
    }
    vulnerability_notes(record, &mut item, left);
    let reasons = reasons(record, &mut item, tree, left);
    if let Some(status) = item.part("product_status", left) {
        let reason = |id: &str| {
            let (justification, statement) = reasons.get(id).cloned().unwrap_or_default();
            Standing::NotAffected { justification, statement }
        };
        record.affected = tree.affected(status, reason, left);
    }
    scores(record, &mut item, left);
    remediations(record, &mut item, tree, left);
    for reference in references(&mut item, left) {
        if !record.references.iter().any(|known| known.url == reference.url) {
            record.references.push(reference);
        }
    }
    for credit in credits(&mut item, left) {
        if !record.credits.contains(&credit) {
            record.credits.push(credit);
        }
    }
    item.finish(left);
}

fn vulnerability_notes(record: &mut Advisory, item: &mut Part, left: &mut Left) {
    for (category, title, text) in notes(item, left) {
        match (category.as_str(), title.as_str()) {
            (_, "Impact") => append(&mut record.impact, "", &text),
            (_, "CVSS 4.0") => {
                let vector = text.split(' ').next().and_then(|text| text.parse::<Vector>().ok());
                record.severity.vectors.extend(vector);
            }
            (_, "Weaknesses") => {
                for line in text.lines() {
                    record.weaknesses.extend(
                        line.split(' ').next().and_then(|id| id.parse::<crate::cwe::CweId>().ok()),
                    );
                }
            }
            ("description" | "summary", _) if record.summary.is_empty() => {
                (record.summary, record.details) = split(&text);
            }
            (_, "Affected commits") => {
                item.leave("notes", "ranges of commits in words are not read", left);
            }
            _ if text.trim() == record.summary => {}
            _ => append(&mut record.details, if title == "Details" { "" } else { &title }, &text),
        }
    }
}

/// Why products are not affected, by product id; threats of impact on others are the impact.
fn reasons(
    record: &mut Advisory,
    item: &mut Part,
    tree: &Tree,
    left: &mut Left,
) -> BTreeMap<String, (Option<Justification>, String)> {
    let mut reasons: BTreeMap<String, (Option<Justification>, String)> = BTreeMap::new();
    for mut flag in item.parts("flags", left) {
        let label = flag.parsed::<Justification>("label", left);
        for id in tree.ids(&mut flag, left) {
            reasons.entry(id).or_default().0 = label;
        }
        flag.known(&["date"]);
        flag.finish(left);
    }
    let not_affected: Vec<String> = item.peek_texts("product_status", "known_not_affected");
    for mut threat in item.parts("threats", left) {
        let category = threat.text("category", left).unwrap_or_default();
        let details = threat.text("details", left).unwrap_or_default();
        let ids = tree.ids(&mut threat, left);
        let about: Vec<&String> = ids.iter().filter(|id| not_affected.contains(id)).collect();
        if category != "impact" {
            threat.leave("", format!("a threat of the category “{category}” is not kept"), left);
        } else if about.is_empty() {
            match level(&details) {
                Some(level) => record.severity.level = Some(level),
                None => append(&mut record.impact, "", &details),
            }
        }
        for id in about {
            reasons.entry(id.clone()).or_default().1.clone_from(&details);
        }
    }
    reasons
}

fn scores(record: &mut Advisory, item: &mut Part, left: &mut Left) {
    for mut score in item.parts("scores", left) {
        for key in ["cvss_v2", "cvss_v3"] {
            let Some(mut cvss) = score.part(key, left) else { continue };
            let Some(vector) = cvss.parsed::<Vector>("vectorString", left) else { continue };
            let vectors = &mut record.severity.vectors;
            match vectors.iter().find(|known| known.version() == vector.version()) {
                Some(known) if *known != vector => {
                    cvss.leave("", "products with different scores: only the first is kept", left);
                }
                Some(_) => {}
                None => vectors.push(vector),
            }
        }
        score.known(&["products"]);
        score.finish(left);
    }
}

fn remediations(record: &mut Advisory, item: &mut Part, tree: &Tree, left: &mut Left) {
    let affected = item.peek_texts("product_status", "known_affected").len();
    for mut measure in item.parts("remediations", left) {
        let kind = measure.parsed("category", left).unwrap_or(RemediationKind::Mitigation);
        let text = measure.text("details", left).unwrap_or_default();
        let (url, at) = (measure.text("url", left), measure.time("date", left));
        let about = tree.ids(&mut measure, left);
        if about.len() < affected {
            measure.leave("product_ids", "a measure holds for every affected product here", left);
        }
        if measure.take("restart_required").is_some() {
            measure.leave("restart_required", "the record has no field for it", left);
        }
        measure.finish(left);
        let remediation = Remediation { kind, text, url, at };
        if !record.remediations.contains(&remediation) {
            record.remediations.push(remediation);
        }
    }
}
