//! The advisory of a case: written beside the report, sealed until it is published.
//!
//! What is written is one draft: the next edition, with who wrote it and whether a second person agreed to
//! exactly this text. It is sealed under the case's key, and no column says anything of it. `publish` makes
//! an edition of it, `release` does that at a minute settled before, `public` reads what came out, `credit`
//! says who may be named.

mod commitment;
mod credit;
mod disclosure;
mod first_form;
mod prefill;
mod public;
mod publish;
mod release;
mod rename;
mod taken_back;
mod tree;

use access::{DraftAdvisory, PublishAdvisory};
use advisory::model::Status;
use advisory::publication;
use advisory::{Advisory, Missing};
use clock::Instant;
use policy::id::{AdvisoryId, ProgramId, UserId};
use seal::{FieldContext, row_key};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::advisory::AdvisoryRow;

use crate::Desk;
use crate::audit::Record;
use crate::case_key::require_generation;
use crate::error::{Error, FieldError};
use crate::inner::hex;
use crate::open_case::{OpenCase, Purpose};
use crate::program::Program;
use crate::random::{self, SystemRandom};
use crate::record::Leaf;
use crate::visitor::Member;

pub(crate) use commitment::note as note_edition;
pub use credit::{CreditFacts, CreditStanding};
pub(crate) use credit::{facts as credit_facts, line_of_fame};
pub use disclosure::{DisclosedField, Disclosure};
pub use public::{EditionFacts, PublicDocument, PublishedAdvisory};
pub(crate) use publish::NewEdition;
pub(crate) use release::HandedKeys;
pub(crate) use rename::Renaming;
pub use tree::CsafListings;
pub(crate) use tree::Derived;

/// The next edition of an advisory, as it is being written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AdvisoryDraft {
    /// What it says. Its identifier, publisher, history and the reporter's credit are added when it comes out.
    pub record: Advisory,
    /// As what it is to come out: interim, final or withdrawn.
    pub becomes: Status,
    /// What it changes, in a sentence; for a withdrawal, why.
    pub change: String,
}

impl AdvisoryDraft {
    /// A draft that says this, to come out as final.
    #[must_use]
    pub const fn of(record: Advisory) -> Self {
        Self { record, becomes: Status::Final, change: String::new() }
    }

    /// What tells this text from every other: the SHA-256 of all of it, in hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> String {
        // A record is made of texts, numbers and lists of them: writing it as JSON cannot fail.
        hex(&Sha256::digest(serde_json::to_vec(self).unwrap_or_default()))
    }
}

/// A draft as it is kept, sealed.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    draft: AdvisoryDraft,
    written_by: String,
    #[serde(default)]
    agreed: Option<Agreed>,
}

/// That a second person agreed to a draft.
#[derive(Clone, Serialize, Deserialize)]
struct Agreed {
    by: String,
    at: i64,
    digest: String,
}

/// The agreement of a second person to exactly the draft that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// Whose.
    pub by: UserId,
    /// When.
    pub at: Instant,
}

/// The advisory of a case: its draft, and the editions that are out.
pub struct AdvisoryOfCase {
    /// Its id.
    pub id: AdvisoryId,
    /// The draft; before anything was kept, one made from what the case says.
    pub draft: AdvisoryDraft,
    /// Who kept it last; nothing: nobody yet.
    pub written_by: Option<UserId>,
    /// Whether a second person agreed to it.
    pub agreed: Option<Agreement>,
    /// Whether the policy asks for that.
    pub needs_agreement: bool,
    /// The last edition that is out; 0: none yet.
    pub edition: u32,
    /// Its public identifier, once published.
    pub public_id: Option<String>,
    /// When the draft is to come out, and who settled that.
    pub release: Option<(Instant, UserId)>,
    /// What is wrong with the draft.
    pub problems: Vec<FieldError>,
    /// What each format asks for and the draft does not say.
    pub missing: Vec<Missing>,
    /// What is allowed and looks wrong, a sentence for each.
    pub hints: Vec<String>,
    /// The reporters of this case and of those that are the same: how they are named, or that they are not.
    pub credits: Vec<String>,
}

fn draft_row(program: &ProgramId, advisory: &AdvisoryId, case: &[u8]) -> Vec<u8> {
    row_key(&[program.as_str().as_bytes(), case, advisory.as_bytes()])
}

fn draft_place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "advisory", column: "sealed_draft", row, version: 1 }
}

fn kept_in(opened: &OpenCase, row: &AdvisoryRow) -> Result<Option<Kept>, Error> {
    let Some(sealed) = &row.sealed_draft else { return Ok(None) };
    let place = draft_row(&opened.program, &row.advisory_id, opened.id.as_bytes());
    let json = opened.key.open(&draft_place(&place), sealed)?;
    match serde_json::from_slice(&json) {
        Ok(kept) => Ok(Some(kept)),
        Err(error) => match first_form::draft(&json) {
            // Who wrote it was not kept then.
            Some(draft) => Ok(Some(Kept { draft, written_by: String::new(), agreed: None })),
            None => Err(Error::bug("draft from JSON", &format!("{:?}", error.classify()))),
        },
    }
}

fn sealed(opened: &OpenCase, id: AdvisoryId, kept: &Kept) -> Result<store::Bytes, Error> {
    let json = serde_json::to_vec(kept).map_err(|e| Error::bug("draft to JSON", &e))?;
    let place = draft_row(&opened.program, &id, opened.id.as_bytes());
    Ok(opened.key.seal(&draft_place(&place), &json, &mut SystemRandom)?.into())
}

/// The draft of a case that goes over to another place, sealed for that; nothing without one.
pub(crate) fn moved_draft(
    opened: &OpenCase,
    row: &AdvisoryRow,
    (program, key): (&ProgramId, &seal::CaseKey),
    now: Instant,
) -> Result<Option<AdvisoryRow>, Error> {
    let Some(kept) = kept_in(opened, row)? else { return Ok(None) };
    // Whoever agreed to it did so as one of the team that hands it over.
    let kept = Kept { agreed: None, ..kept };
    let json = serde_json::to_vec(&kept).map_err(|e| Error::bug("draft to JSON", &e))?;
    let advisory_id = random::advisory_id(now);
    let place = draft_row(program, &advisory_id, opened.id.as_bytes());
    let sealed = key.seal(&draft_place(&place), &json, &mut SystemRandom)?;
    Ok(Some(AdvisoryRow {
        advisory_id,
        public_id: None,
        sealed_draft: Some(sealed.into()),
        release_at: None,
        release_by: None,
        sealed_release: None,
        ..row.clone()
    }))
}

/// The draft of the next edition while none is kept: what is out, or what the case says.
fn first_draft(
    program: &Program,
    opened: &OpenCase,
    row: Option<&AdvisoryRow>,
) -> Result<AdvisoryDraft, Error> {
    match row.and_then(|row| row.published.as_deref()) {
        Some(json) => {
            let mut record = public::record(json)?;
            credit::forget_reporters(&mut record);
            Ok(AdvisoryDraft::of(record))
        }
        None => Ok(AdvisoryDraft::of(prefill::record(program, opened))),
    }
}

/// Affected products that the policy does not name, where it names any.
fn unknown_products(policy: &policy::Policy, record: &Advisory) -> Vec<String> {
    if policy.products.is_empty() {
        return Vec::new();
    }
    let is_named = |text: &str| {
        let text = text.trim();
        policy.products.iter().any(|product| {
            product.id.eq_ignore_ascii_case(text) || product.name.eq_ignore_ascii_case(text)
        })
    };
    let affected = record.affected.iter().map(|affected| &affected.product);
    let unknown = affected.filter(|product| {
        let package = product.package.as_ref().map(|package| package.name.as_str());
        !is_named(&product.name) && !package.is_some_and(is_named)
    });
    unknown
        .map(|product| {
            format!(
                "“{}” is no product of the policy: name it as the policy does, or add it there, so that readers know that it is yours.",
                product.display_name()
            )
        })
        .collect()
}

impl Kept {
    /// The agreement to exactly this draft, by somebody who did not write it.
    fn agreement(&self) -> Option<Agreement> {
        let agreed = self.agreed.as_ref()?;
        let by: UserId = agreed.by.parse().ok()?;
        (agreed.digest == self.draft.digest() && agreed.by != self.written_by)
            .then(|| Agreement { by, at: Instant::from_second(agreed.at) })
    }
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
        let program = self.program(&opened.program)?;
        let row = self.advisory_row(member, opened).await?;
        let kept = row.as_ref().map(|row| kept_in(opened, row)).transpose()?.flatten();
        let (written_by, agreed) = kept.as_ref().map_or((None, None), |kept| {
            (kept.written_by.parse::<UserId>().ok(), kept.agreement())
        });
        let draft = match kept {
            Some(kept) => kept.draft,
            None => first_draft(&program, opened, row.as_ref())?,
        };
        let as_if_out = self.as_if_out(&program, opened, row.as_ref(), &draft)?;
        let place = publication::place(&self.program_address(&program), &as_if_out);
        let mut problems = publish::field_errors(&as_if_out, &place);
        problems.extend(credit::against_the_reporter(opened, &draft.record));
        problems.extend(publish::only_informational(opened, &draft.record));
        problems.extend(publish::change_missing(&draft, row.as_ref().map_or(0, |row| row.edition)));
        problems.extend(self.openpgp().and_then(|key| publish::key_expired(key, self.now())));
        let missing = publication::PUBLISHED
            .iter()
            .flat_map(|format| publication::needs(&as_if_out, *format, &place))
            .collect();
        let hints = unknown_products(&program.policy, &draft.record);
        Ok(AdvisoryOfCase {
            hints,
            id: row.as_ref().map_or_else(|| random::advisory_id(self.now()), |r| r.advisory_id),
            draft,
            written_by,
            agreed,
            needs_agreement: program.policy.disclosure.four_eyes,
            edition: row.as_ref().map_or(0, |row| row.edition),
            release: row.as_ref().and_then(|row| row.release_at.zip(row.release_by)),
            public_id: row.and_then(|row| row.public_id),
            problems,
            missing,
            credits: self.credited_with(member, opened).await?,
        })
    }

    /// The draft as the record that it would be if it came out now: for previews, and to judge it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case is not the member's.
    pub async fn preview_advisory(
        &self,
        member: &Member,
        opened: &OpenCase,
        draft: &AdvisoryDraft,
    ) -> Result<Advisory, Error> {
        let program = self.program(&opened.program)?;
        let row = self.advisory_row(member, opened).await?;
        self.as_if_out(&program, opened, row.as_ref(), draft)
    }

    /// How the reporters are named whom the draft does not name itself: of this case, and of its duplicates.
    async fn credited_with(
        &self,
        member: &Member,
        opened: &OpenCase,
    ) -> Result<Vec<String>, Error> {
        let mut lines = Vec::new();
        // The reporter of a part is the one of the whole, and says there how they are named.
        if opened.state.parent.is_none() {
            lines.push(credit::in_words(opened, None));
        }
        for other in opened.state.parent.iter().chain(&opened.state.duplicates) {
            match self.open_case_for(Purpose::Step, member, &opened.program, *other).await {
                Ok(other) => lines.push(credit::in_words(&other, Some(&other.handle))),
                // Closed to this member: the publication asks again.
                Err(Error::NotFound | Error::Forbidden(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(lines)
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

    /// Keeps a draft. Nothing of it is visible outside the case. `seen` is the digest of the draft that the
    /// writer saw; nothing: whatever is there now. Another text takes back the agreement to the old one, and
    /// its publication when that was settled.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case is not the member's to change, [`Error::Conflict`] when somebody
    /// kept another draft meanwhile.
    pub async fn save_advisory_draft(
        &self,
        member: &Member,
        opened: &OpenCase,
        draft: &AdvisoryDraft,
        seen: Option<&str>,
    ) -> Result<(), Error> {
        let proof =
            self.enter::<DraftAdvisory>(&member.principal(), &opened.program, opened.id).await?;
        let now = self.now();
        let known = self.advisory_row(member, opened).await?;
        let kept = known.as_ref().map(|row| kept_in(opened, row)).transpose()?.flatten();
        let there = match &kept {
            Some(kept) => kept.draft.digest(),
            None => first_draft(&*self.program(&opened.program)?, opened, known.as_ref())?.digest(),
        };
        if seen.is_some_and(|seen| seen != there) {
            return Err(Error::Conflict);
        }
        if kept.is_some() && there == draft.digest() {
            return Ok(());
        }
        let id = known.as_ref().map_or_else(|| random::advisory_id(now), |row| row.advisory_id);
        let kept = Kept { draft: draft.clone(), written_by: member.user.to_string(), agreed: None };
        let sealed = sealed(opened, id, &kept)?;
        let (is_new, replay) = (known.is_none(), opened.replay);
        let record = Record::on_case("DraftSaved", member.user, &opened.program, opened.id, now);
        let entry = self.prepare_audit(&record)?;
        let generation = opened.generation.clone();
        self.write(move |tx| {
            let (proof, sealed, entry) = (proof.clone(), sealed.clone(), entry.clone());
            let generation = generation.clone();
            Box::pin(async move {
                require_generation(tx, &proof, generation.as_ref()).await?;
                if is_new {
                    let row = AdvisoryRow {
                        advisory_id: id,
                        public_id: None,
                        edition: 0,
                        state: Status::Draft.as_str().to_owned(),
                        sealed_draft: Some(sealed),
                        published: None,
                        published_at: None,
                        modified_at: now,
                        replay,
                        release_at: None,
                        release_by: None,
                        sealed_release: None,
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

    /// Agrees to the draft with this digest, as the second person that the policy asks for. The log names who
    /// agreed, and no text.
    ///
    /// # Errors
    /// [`Error::Conflict`] when another draft is kept by now, [`Error::Fields`] for one's own.
    pub async fn agree_to_advisory(
        &self,
        member: &Member,
        opened: &OpenCase,
        digest: &str,
    ) -> Result<(), Error> {
        let proof =
            self.enter::<PublishAdvisory>(&member.principal(), &opened.program, opened.id).await?;
        let row = self.advisory_row(member, opened).await?.ok_or(Error::Conflict)?;
        let mut kept = kept_in(opened, &row)?.ok_or(Error::Conflict)?;
        if kept.draft.digest() != digest {
            return Err(Error::Conflict);
        }
        let refused = |words: &str| Err(Error::field("agree", words));
        if kept.written_by == member.user.to_string() {
            return refused("You wrote this text yourself: somebody else has to agree to it.");
        }
        if kept.written_by.is_empty() {
            return refused(
                "Who wrote this text is not known any more: change and save it, then somebody else agrees to it.",
            );
        }
        let now = self.now();
        kept.agreed = Some(Agreed {
            by: member.user.to_string(),
            at: now.second(),
            digest: digest.to_owned(),
        });
        let agreed: store::Bytes = sealed(opened, row.advisory_id, &kept)?;
        let append = access::decide::<access::AppendLedger>(
            &access::Principal::System,
            access::Target::Program(opened.program.clone()),
        )?;
        let object = format!("advisory:{}/edition:{}", row.advisory_id, row.edition + 1);
        let leaf =
            Leaf::of_act("AdvisoryAgreed", &object, &format!("member:{}", member.user), None, now)?;
        let generation = opened.generation.clone();
        self.write(move |tx| {
            let (proof, append, generation) = (proof.clone(), append.clone(), generation.clone());
            let (row, agreed, leaf) = (row.clone(), agreed.clone(), leaf.clone());
            Box::pin(async move {
                require_generation(tx, &proof, generation.as_ref()).await?;
                // Only where the draft is still the one that was read.
                store::advisory::settle(tx, &proof, &row).await?;
                store::advisory::save_draft(tx, &proof, row.advisory_id, &agreed, now).await?;
                crate::ledger_log::append_act(tx, &append, core::slice::from_ref(&leaf)).await?;
                Ok(())
            })
        })
        .await
    }

    /// The address of a program, without a slash at its end.
    pub(crate) fn program_address(&self, program: &Program) -> String {
        format!("{}/p/{}", self.public_url(), program.id)
    }
}
