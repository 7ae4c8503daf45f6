//! The advisory of a case: written beside the report, sealed until it is published.
//!
//! Publication is a command of the case like any other (an embargo refuses it), and one transaction makes
//! the public record, the event and the ledger leaf: nothing is visible before, and nothing is published
//! without a trace.

use access::{DraftAdvisory, PublishAdvisory};
use case::{Actor, Command};
use clock::Instant;
use policy::id::{AdvisoryId, CaseId, ProgramId};
use seal::{FieldContext, row_key};
use serde::{Deserialize, Serialize};
use store::advisory::{AdvisoryRow, PublishedRow};

use crate::Desk;
use crate::act_on_case::{Acted, AdvisoryChange, Beside};
use crate::audit::Record;
use crate::error::{Error, FieldError};
use crate::inner::hex;
use crate::open_case::{OpenCase, Purpose};
use crate::random::{self, SystemRandom};
use crate::visitor::Member;

/// What an advisory says.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvisoryText {
    /// What it is, in one line.
    pub title: String,
    /// What an affected person must know, in a few sentences.
    #[serde(default)]
    pub summary: String,
    /// Everything else.
    #[serde(default)]
    pub details: String,
    /// Ecosystem of the package as OSV names it, such as `PyPI`; empty: the product is in none.
    #[serde(default)]
    pub ecosystem: String,
    /// The package or product.
    #[serde(default)]
    pub package: String,
    /// First affected version; empty or `0`: all before the fix.
    #[serde(default)]
    pub introduced: String,
    /// First version with the fix.
    #[serde(default)]
    pub fixed: String,
    /// Affected versions in words.
    #[serde(default)]
    pub affected: String,
    /// CVSS vector, versions 3.0, 3.1 or 4.0.
    #[serde(default)]
    pub cvss: String,
    /// Weaknesses, such as `CWE-79`.
    #[serde(default)]
    pub weaknesses: Vec<String>,
    /// What to do until the fix is installed.
    #[serde(default)]
    pub workarounds: String,
    /// Where to read more.
    #[serde(default)]
    pub references: Vec<Reference>,
    /// Other identifiers, such as a CVE number.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// Where to read more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Kind, as OSV names it: ADVISORY, FIX, REPORT, WEB …
    pub kind: String,
    /// Address.
    pub url: String,
}

/// A published advisory, as the public record holds it.
#[derive(Clone, Serialize, Deserialize)]
pub struct PublishedAdvisory {
    /// Its public identifier.
    pub id: String,
    /// Which edition, from 1.
    pub edition: u32,
    /// What it says.
    pub text: AdvisoryText,
    /// Who is credited, as they agreed.
    #[serde(default)]
    pub credits: Vec<String>,
    /// The severity the team had assessed when this edition was published.
    #[serde(default)]
    pub severity: Option<String>,
    /// Whether it comes from a replayed case.
    #[serde(default)]
    pub replay: bool,
    /// When it was first published, seconds since the Unix epoch.
    pub published: i64,
    /// When this edition was published.
    pub modified: i64,
}

impl AdvisoryText {
    /// What is missing before it can be published, and what is wrong.
    #[must_use]
    pub fn problems(&self) -> Vec<FieldError> {
        let mut problems = Vec::new();
        let mut wrong = |field: &str, message: &str| {
            problems.push(FieldError { field: field.to_owned(), message: message.to_owned() });
        };
        if self.title.trim().is_empty() {
            wrong("title", "Write a title: what it is, in one line.");
        }
        if self.title.chars().count() > 200 {
            wrong(
                "title",
                "Keep the title within 200 characters; the rest belongs in the summary.",
            );
        }
        if self.summary.trim().is_empty() {
            wrong("summary", "Write a summary: who is affected, what can happen, what to do.");
        }
        if self.affected.trim().is_empty() && self.fixed.trim().is_empty() {
            wrong("affected", "Say which versions are affected, or which version has the fix.");
        }
        if self.ecosystem.trim().is_empty() != self.package.trim().is_empty()
            && !self.ecosystem.trim().is_empty()
        {
            wrong("package", "Name the package of this ecosystem, or leave the ecosystem empty.");
        }
        if !self.cvss.trim().is_empty() && !is_cvss(self.cvss.trim()) {
            wrong(
                "cvss",
                "Write a CVSS vector such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, or leave it empty.",
            );
        }
        for weakness in &self.weaknesses {
            let number = weakness.strip_prefix("CWE-").unwrap_or("");
            if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
                wrong("weaknesses", "Write weaknesses as CWE-79, one on each line.");
                break;
            }
        }
        for reference in &self.references {
            if !(reference.url.starts_with("https://") || reference.url.starts_with("http://")) {
                wrong("references", "Write references as full addresses, one on each line.");
                break;
            }
        }
        problems
    }
}

/// Whether a text has the shape of a CVSS 3 or 4 vector. Scores are computed elsewhere.
fn is_cvss(text: &str) -> bool {
    let Some(rest) =
        ["CVSS:3.0/", "CVSS:3.1/", "CVSS:4.0/"].iter().find_map(|p| text.strip_prefix(p))
    else {
        return false;
    };
    let mut metrics = 0;
    for part in rest.split('/') {
        let Some((metric, value)) = part.split_once(':') else { return false };
        let word =
            |t: &str| !t.is_empty() && t.len() <= 6 && t.bytes().all(|b| b.is_ascii_alphanumeric());
        if !word(metric) || !word(value) {
            return false;
        }
        metrics += 1;
    }
    (8..=40).contains(&metrics)
}

fn draft_row(program: &ProgramId, case: CaseId, advisory: AdvisoryId) -> Vec<u8> {
    row_key(&[program.as_str().as_bytes(), case.as_bytes(), advisory.as_bytes()])
}

fn draft_place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "advisory", column: "sealed_draft", row, version: 1 }
}

/// The advisory of a case: its draft, and the edition that is out.
pub struct AdvisoryOfCase {
    /// Its id.
    pub id: AdvisoryId,
    /// The draft.
    pub draft: AdvisoryText,
    /// The edition that is out; 0: none yet.
    pub edition: u32,
    /// Its public identifier, once published.
    pub public_id: Option<String>,
}

impl Desk {
    /// The advisory of a case, or a first draft made from what the case says.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case is not the member's.
    pub async fn advisory_of(
        &self,
        member: &Member,
        opened: &OpenCase,
    ) -> Result<AdvisoryOfCase, Error> {
        match self.advisory_row(member, opened).await? {
            Some(row) => {
                let draft = match &row.sealed_draft {
                    Some(sealed) => {
                        let place = draft_row(&opened.program, opened.id, row.advisory_id);
                        serde_json::from_slice(&opened.key.open(&draft_place(&place), sealed)?)
                            .map_err(|e| {
                                Error::bug("draft from JSON", &format!("{:?}", e.classify()))
                            })?
                    }
                    None => prefilled(opened),
                };
                Ok(AdvisoryOfCase {
                    id: row.advisory_id,
                    draft,
                    edition: row.edition,
                    public_id: row.public_id,
                })
            }
            None => Ok(AdvisoryOfCase {
                id: random::advisory_id(self.now()),
                draft: prefilled(opened),
                edition: 0,
                public_id: None,
            }),
        }
    }

    async fn advisory_row(
        &self,
        member: &Member,
        opened: &OpenCase,
    ) -> Result<Option<AdvisoryRow>, Error> {
        let proof =
            self.enter::<access::ReadCase>(&member.principal(), &opened.program, opened.id).await?;
        let rows = self
            .read(move |tx| {
                let proof = proof.clone();
                Box::pin(async move { Ok(store::advisory::of_case(tx, &proof).await?) })
            })
            .await?;
        Ok(rows.into_iter().next())
    }

    /// Keeps a draft. Nothing of it is visible outside the case.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case is not the member's to change.
    pub async fn save_advisory_draft(
        &self,
        member: &Member,
        opened: &OpenCase,
        draft: &AdvisoryText,
    ) -> Result<(), Error> {
        let proof =
            self.enter::<DraftAdvisory>(&member.principal(), &opened.program, opened.id).await?;
        let now = self.now();
        let known = self.advisory_row(member, opened).await?;
        let id = known.as_ref().map_or_else(|| random::advisory_id(now), |row| row.advisory_id);
        let json = serde_json::to_vec(draft).map_err(|e| Error::bug("draft to JSON", &e))?;
        let place = draft_row(&opened.program, opened.id, id);
        let sealed: store::Bytes =
            opened.key.seal(&draft_place(&place), &json, &mut SystemRandom)?.into();
        let is_new = known.is_none();
        let record = Record::on_case("DraftSaved", member.user, &opened.program, opened.id, now);
        let entry = self.prepare_audit(&record)?;
        self.write(move |tx| {
            let (proof, sealed, entry) = (proof.clone(), sealed.clone(), entry.clone());
            Box::pin(async move {
                if is_new {
                    let row = AdvisoryRow {
                        advisory_id: id,
                        public_id: None,
                        edition: 0,
                        state: "draft".to_owned(),
                        sealed_draft: Some(sealed),
                        published: None,
                        published_at: None,
                        modified_at: now,
                    };
                    store::advisory::insert(tx, &proof, &row).await?;
                } else {
                    store::advisory::save_draft(tx, &proof, id, &sealed, now).await?;
                }
                crate::audit::append(tx, &[entry]).await.map(|_| ())
            })
        })
        .await
    }

    /// Publishes the advisory: a new edition of the public record.
    ///
    /// # Errors
    /// [`Error::Fields`] for what is missing, [`Error::Refused`] while an embargo binds.
    pub async fn publish_advisory(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        text: AdvisoryText,
        seen: Option<u64>,
    ) -> Result<(Acted, String), Error> {
        let proof = self.enter::<PublishAdvisory>(&member.principal(), program, case).await?;
        let problems = text.problems();
        if !problems.is_empty() {
            return Err(Error::Fields(problems));
        }
        let opened = self.open_case_for(Purpose::Step, member, program, case).await?;
        if seen.is_some_and(|seen| seen != opened.last_seq) {
            return Err(Error::Conflict);
        }
        self.save_advisory_draft(member, &opened, &text).await?;
        let row = self
            .advisory_row(member, &opened)
            .await?
            .ok_or_else(|| Error::bug("advisory", &"the draft was not kept"))?;
        let now = self.now();
        let edition = row.edition.saturating_add(1);
        let public_id = row.public_id.clone().unwrap_or_else(|| public_id(&opened, now));
        let published_at = row.published_at.unwrap_or(now);
        let published = PublishedAdvisory {
            id: public_id.clone(),
            edition,
            credits: credits_of(&opened),
            severity: opened.state.severity.map(|severity| severity.to_string()),
            replay: opened.replay,
            published: published_at.second(),
            modified: now.second(),
            text,
        };
        let json =
            serde_json::to_string(&published).map_err(|e| Error::bug("advisory to JSON", &e))?;
        let command = Command::PublishAdvisory {
            advisory: row.advisory_id,
            edition,
            title: Some(published.text.title.as_str().into()),
        };
        let beside = Beside {
            advisory: Some(AdvisoryChange {
                expected_edition: row.edition,
                row: AdvisoryRow {
                    public_id: Some(public_id.clone()),
                    edition,
                    state: "published".to_owned(),
                    published: Some(json),
                    published_at: Some(published_at),
                    modified_at: now,
                    ..row
                },
                proof: proof.clone(),
            }),
            ..Beside::default()
        };
        let actor = Actor::Member(member.user);
        let acted = self.carry_out(&opened, &command, &actor, proof, Some(member), beside).await?;
        Ok((acted, public_id))
    }

    /// Published advisories of a program, newest first: up to `limit`, after the one named `after`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when `after` is none of them.
    pub async fn advisories(
        &self,
        program: &ProgramId,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<PublishedAdvisory>, Error> {
        let (program, after) = (program.clone(), after.map(str::to_owned));
        let rows = self
            .read(move |tx| {
                let (program, after) = (program.clone(), after.clone());
                Box::pin(async move {
                    let place = match after {
                        Some(id) => {
                            let row = store::advisory::by_public_id(tx, &program, &id).await?;
                            let row = row.ok_or(Error::NotFound)?;
                            Some((row.published_at, row.advisory_id))
                        }
                        None => None,
                    };
                    Ok(store::advisory::published(tx, &program, place, limit).await?)
                })
            })
            .await?;
        rows.iter().map(read).collect()
    }

    /// One published advisory.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of this identifier, unpublished ones included.
    pub async fn advisory(
        &self,
        program: &ProgramId,
        public_id: &str,
    ) -> Result<PublishedAdvisory, Error> {
        let (program, public_id) = (program.clone(), public_id.to_owned());
        let row = self
            .read(move |tx| {
                let (program, public_id) = (program.clone(), public_id.clone());
                Box::pin(async move {
                    Ok(store::advisory::by_public_id(tx, &program, &public_id).await?)
                })
            })
            .await?;
        row.as_ref().map_or(Err(Error::NotFound), read)
    }

    /// The program's hall of fame, newest first.
    ///
    /// # Errors
    /// When the store does.
    pub async fn credits(
        &self,
        program: &ProgramId,
    ) -> Result<Vec<store::credit::CreditRow>, Error> {
        let program = program.clone();
        self.read(move |tx| {
            let program = program.clone();
            Box::pin(async move { Ok(store::credit::of_program(tx, &program, 500).await?) })
        })
        .await
    }
}

fn read(row: &PublishedRow) -> Result<PublishedAdvisory, Error> {
    serde_json::from_str(&row.published)
        .map_err(|e| Error::bug("advisory from JSON", &format!("{:?}", e.classify())))
}

/// A local identifier in the form that OSV reserves for databases without a registered prefix.
fn public_id(opened: &OpenCase, now: Instant) -> String {
    let year = now.to_string().get(..4).map_or_else(|| "0000".to_owned(), str::to_owned);
    let suffix = hex(&random::bytes::<3>());
    format!("x_{}-{year}-{suffix}", opened.program.as_str().to_ascii_uppercase())
}

/// Who is credited: only a line that the reporter's choice and the policy let us print.
pub(crate) fn credits_of(opened: &OpenCase) -> Vec<String> {
    opened
        .state
        .credit
        .line
        .iter()
        .filter(|_| may_credit(opened))
        .map(|line| line.as_str().to_owned())
        .collect()
}

/// Whether the reporter may be named: they agreed, or the policy credits unless they decline.
pub(crate) fn may_credit(opened: &OpenCase) -> bool {
    match opened.state.credit.agreed {
        Some(agreed) => agreed,
        None => opened.policy.credit.choice == policy::CreditChoice::OptOut,
    }
}

fn prefilled(opened: &OpenCase) -> AdvisoryText {
    let affected = &opened.state.affected;
    let text = |part: &Option<case::Private>| {
        part.as_ref().map(|part| part.as_str().to_owned()).unwrap_or_default()
    };
    AdvisoryText {
        title: opened
            .state
            .received
            .as_ref()
            .map(|r| r.title.as_str().to_owned())
            .unwrap_or_default(),
        package: text(&affected.product),
        affected: text(&affected.versions),
        weaknesses: affected
            .weakness
            .iter()
            .flat_map(|text| {
                text.as_str().split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            })
            .filter(|word| word.starts_with("CWE-"))
            .map(str::to_owned)
            .collect(),
        ..AdvisoryText::default()
    }
}
