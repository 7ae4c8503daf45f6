//! Advisories as they were kept before editions were: one text with fixed fields.
//!
//! A start takes every published one over into the record that is kept today, under its address, with every
//! document that can be rendered from it; its draft is taken over when somebody opens the case. What the old
//! form said in words and no field holds goes into the details, so that nothing is lost.

use std::collections::BTreeMap;

use access::{AppendLedger, Principal, RunJobs, Target, decide};
use advisory::model::{Consent, Credit, CreditRole, Name, Reference, Revision, Status};
use advisory::publication;
use advisory::{Advisory, Problem, problems};
use clock::Instant;
use policy::id::AdvisoryId;
use serde::Deserialize;
use store::advisory::PublishedRow;

use super::AdvisoryDraft;
use super::publish::Edition;
use crate::Desk;
use crate::error::Error;
use crate::program::Program;

/// Advisories taken over at once.
const BATCH: u32 = 100;

#[derive(Deserialize)]
struct Text {
    title: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    details: String,
    #[serde(default)]
    ecosystem: String,
    #[serde(default)]
    package: String,
    #[serde(default)]
    introduced: String,
    #[serde(default)]
    fixed: String,
    #[serde(default)]
    affected: String,
    #[serde(default)]
    cvss: String,
    #[serde(default)]
    weaknesses: Vec<String>,
    #[serde(default)]
    workarounds: String,
    #[serde(default)]
    references: Vec<Address>,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct Address {
    kind: String,
    url: String,
}

#[derive(Deserialize)]
struct Published {
    id: String,
    text: Text,
    #[serde(default)]
    credits: Vec<String>,
    #[serde(default)]
    severity: Option<String>,
    #[serde(default)]
    replay: bool,
    published: i64,
    modified: i64,
}

/// A draft of the old form; nothing: it is none.
pub(super) fn draft(json: &[u8]) -> Option<AdvisoryDraft> {
    let text: Text = serde_json::from_slice(json).ok()?;
    Some(AdvisoryDraft::of(record(&text, "")))
}

/// What a text says, as a record. `product` is what it is about when it names no package.
fn record(text: &Text, product: &str) -> Advisory {
    let mut words = vec![text.details.trim().to_owned()];
    let package = if text.package.trim().is_empty() { product } else { text.package.trim() };
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    let mut put = |part: &str, value: &str| {
        if !value.is_empty() {
            fields.insert(format!("product-1-{part}"), value.to_owned());
        }
    };
    match text.ecosystem.trim() {
        "" => put("name", package),
        ecosystem => {
            put("ecosystem", ecosystem);
            put("package", package);
        }
    }
    let (introduced, fixed) = (text.introduced.trim(), text.fixed.trim());
    // One version has a field of its own; several, or words, stand in the details.
    let is_version = |text: &str| !text.is_empty() && !text.contains([' ', ',', ';']);
    let from = if is_version(introduced) && introduced != "0" { introduced } else { "" };
    match (from, is_version(fixed)) {
        ("", true) => put("fixed", fixed),
        (from, true) => put("affected", &format!(">= {from}, < {fixed}")),
        ("", false) => {}
        (from, false) => put("affected", &format!(">= {from}")),
    }
    for (heading, part, is_said) in [
        ("Affected versions", text.affected.trim(), false),
        ("First affected version", introduced, introduced == "0" || is_version(introduced)),
        ("Fixed versions", fixed, is_version(fixed)),
    ] {
        if !part.is_empty() && !is_said {
            words.push(format!("### {heading}\n\n{part}"));
        }
    }
    let mut base = Advisory {
        title: text.title.trim().to_owned(),
        summary: text.summary.trim().to_owned(),
        ..Advisory::default()
    };
    for reference in &text.references {
        base.references.push(Reference {
            kind: reference.kind.parse().unwrap_or_default(),
            url: reference.url.clone(),
            title: String::new(),
        });
    }
    base.weaknesses = text.weaknesses.iter().filter_map(|word| word.parse().ok()).collect();
    base.aliases = text.aliases.iter().filter_map(|word| word.parse().ok()).collect();
    match text.cvss.trim() {
        "" => {}
        vector => match vector.parse() {
            Ok(vector) => base.severity.vectors.push(vector),
            Err(_) => words.push(format!("### Severity\n\n{vector}")),
        },
    }
    words.retain(|part| !part.is_empty());
    base.details = words.join("\n\n");
    fields.insert("workarounds".to_owned(), text.workarounds.trim().to_owned());
    let mut record = advisory::form::read(&base, &fields).unwrap_or_else(|_| base.clone());
    // What the rules of today refuse is said in words, so that the rest can be published in every format.
    let unfit = |record: &Advisory, of: fn(&Problem) -> bool| problems(record).iter().any(of);
    if unfit(&record, |problem| matches!(problem, Problem::Reference(_))) {
        let addresses: Vec<&str> = record.references.iter().map(|r| r.url.as_str()).collect();
        let addresses = addresses.join("\n\n");
        record.details = format!("{}\n\n### References\n\n{addresses}", record.details);
        record.references.clear();
    }
    if unfit(&record, |problem| matches!(problem, Problem::UnknownEcosystem { .. }))
        && let Some(product) = record.affected.first_mut()
        && let Some(package) = product.product.package.take()
    {
        product.product.name = format!("{} ({})", package.name, package.ecosystem);
    }
    record
}

/// A published advisory of the old form, as the record that is kept today, and whether it was replayed.
fn published(row: &PublishedRow, product: &str) -> Option<(Advisory, bool)> {
    let old: Published = serde_json::from_str(&row.published).ok()?;
    let mut record = record(&old.text, product);
    record.id = old.id.parse().ok()?;
    record.status = Status::Final;
    record.severity.level = old.severity.as_deref().and_then(|word| word.parse().ok());
    record.credits = old
        .credits
        .into_iter()
        .map(|line| Credit {
            name: Name::Pseudonym(line),
            role: CreditRole::Reporter,
            consent: Consent::PublicAlready,
            ..Credit::default()
        })
        .collect();
    let first = Instant::from_second(old.published);
    record.revisions.push(Revision { number: 1, at: first, summary: "First edition.".to_owned() });
    // When the editions between came out was not kept.
    for number in 2..=row.edition {
        record.revisions.push(Revision {
            number,
            at: Instant::from_second(old.modified),
            summary: "Corrected.".to_owned(),
        });
    }
    Some((record, old.replay))
}

impl Desk {
    /// Takes the advisories over that a program published in the old form. What cannot be read is left as it
    /// is and named in the log.
    pub(crate) async fn take_first_form_over(&self, program: &Program) -> Result<(), Error> {
        let mut after: Option<AdvisoryId> = None;
        loop {
            let jobs = decide::<RunJobs>(&Principal::System, Target::Program(program.id.clone()))?;
            let id = program.id.clone();
            let rows = self
                .read(move |tx| {
                    let (jobs, id) = (jobs.clone(), id.clone());
                    Box::pin(async move {
                        Ok(store::advisory::in_first_form(tx, &jobs, &id, after, BATCH).await?)
                    })
                })
                .await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = Some(last.advisory_id);
            for row in rows {
                self.take_one_over(program, row).await?;
            }
        }
    }

    async fn take_one_over(&self, program: &Program, row: PublishedRow) -> Result<(), Error> {
        let Some((mut record, replay)) = published(&row, &program.policy.program.name) else {
            tracing::error!(program = %program.id, advisory = %row.advisory_id, "a published advisory cannot be read and was left as it is");
            return Ok(());
        };
        record.publisher = self.publisher_of(program);
        let address = self.program_address(program);
        let documents = publication::documents(&record, &address).unwrap_or_else(|refused| {
            tracing::warn!(program = %program.id, advisory = %record.id, %refused, "a published advisory is shown as a page only until a new edition says what is missing");
            (Vec::new(), Vec::new())
        });
        let edition = Edition {
            advisory: row.advisory_id,
            number: row.edition,
            at: row.modified_at,
            actor: "system".to_owned(),
        };
        let signers = self.signers(program);
        let written = edition.render(&record, documents, &signers, self.now())?;
        let system = |target| decide::<RunJobs>(&Principal::System, target);
        let jobs = system(Target::Program(program.id.clone()))?;
        let append =
            decide::<AppendLedger>(&Principal::System, Target::Program(program.id.clone()))?;
        let (state, id) = (record.status.as_str(), program.id.clone());
        self.write(move |tx| {
            let (jobs, append, id) = (jobs.clone(), append.clone(), id.clone());
            let (written, advisory) = (written.clone(), row.advisory_id);
            Box::pin(async move {
                let json = &written.edition.record;
                let taken =
                    store::advisory::take_over(tx, &jobs, &id, advisory, state, json, replay);
                // Another node may have done it already.
                if taken.await? {
                    written.write(tx, &jobs, &append).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::draft;

    #[test]
    fn a_draft_of_the_old_form_keeps_everything_it_said() {
        let json = r#"{"title": "A window", "affected": "all of 2.x", "package": "vault",
            "fixed": "2.4, 3.0", "references": [{"kind": "NONSENSE", "url": "https://example.org"}]}"#;
        let record = draft(json.as_bytes()).unwrap().record;
        assert_eq!(record.title, "A window");
        assert_eq!(record.affected[0].product.name, "vault");
        assert!(record.details.contains("all of 2.x") && record.details.contains("2.4, 3.0"));
        assert_eq!(record.references[0].url, "https://example.org");
    }

    #[test]
    fn what_is_no_draft_of_the_old_form_is_not_read_as_one() {
        assert!(draft(br#"{"draft": {}, "written_by": "somebody"}"#).is_none());
    }
}
