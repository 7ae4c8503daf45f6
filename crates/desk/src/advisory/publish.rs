//! Publishing: a draft becomes the next edition, public at once and whole.
//!
//! It is a command of the case like any other: `case::decide` refuses while an embargo binds. What it decided
//! on is what is committed: the transaction writes nothing when the case, the draft or the edition that is out
//! are others than were read. The same transaction gives the identifier, renders every format, and names the
//! edition's digest in the program's log. Before it there is nothing to be found anywhere.

use std::sync::Arc;

use access::{AppendLedger, Authorized, PublishAdvisory};
use advisory::model::{Kind, Revision, Status};
use advisory::publication::{self, Document};
use advisory::{Advisory, Format, Place};
use case::{Actor, Command};
use clock::Instant;
use policy::id::{AdvisoryId, CaseId, ProgramId, UserId};
use seal::RootUse;
use sha2::{Digest as _, Sha256, Sha512};
use store::PublishesAdvisory;
use store::advisory::AdvisoryRow;
use store::published::{DocumentRow, EditionRow};

use super::commitment::{ACT, digest_of, object, with_files};
use super::{AdvisoryDraft, Kept, kept_in};
use crate::Desk;
use crate::act_on_case::{Acted, Beside, Hand};
use crate::error::{Error, FieldError};
use crate::open_case::{OpenCase, Purpose};
use crate::program::Program;
use crate::record::Leaf;
use crate::sending::{News, Outgoing};
use crate::visitor::Member;

/// An edition that is to come out with the events of its case.
#[derive(Clone)]
pub(crate) struct NewEdition {
    proof: Authorized<PublishAdvisory>,
    /// The advisory as it was read.
    head: AdvisoryRow,
    /// What it says; its identifier is given in the transaction.
    record: Advisory,
    program: ProgramId,
    case: CaseId,
    address: String,
    actor: UserId,
    replay: bool,
    now: Instant,
    signers: Signers,
    outgoing: Arc<Outgoing>,
}

/// What signs documents: CSAF as its standard asks, with OpenPGP when the operator configured a key; everything
/// else for `minisign`, with a key that every program has.
#[derive(Clone)]
pub(super) struct Signers {
    openpgp: Option<Arc<signing::SigningKey>>,
    minisign: Arc<signing::MinisignKey>,
}

/// What is wrong with a record, each at the field of the form that can mend it.
pub(super) fn field_errors(record: &Advisory, place: &Place) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    if let Err(refused) = publication::ready(record, place) {
        wrong.extend(refused.problems.iter().map(|problem| FieldError {
            field: field_of(problem).to_owned(),
            message: problem.to_string(),
        }));
        wrong.extend(refused.missing.iter().map(|missing| {
            FieldError {
                field: match missing.field {
                    "affected" => "product-1-name",
                    other => other,
                }
                .to_owned(),
                message: missing.sentence.clone(),
            }
        }));
    }
    if !publication::is_open(record.tlp) {
        wrong.push(FieldError {
            field: "tlp".to_owned(),
            message: format!(
                "An advisory marked TLP:{} is not for everybody and is not published here; hand it to its readers, or mark it CLEAR or GREEN.",
                record.tlp
            ),
        });
    }
    wrong
}

/// What is missing besides the record.
pub(super) fn change_missing(draft: &AdvisoryDraft, edition: u32) -> Option<FieldError> {
    let error = |message: &str| {
        Some(FieldError { field: "change".to_owned(), message: message.to_owned() })
    };
    match draft.becomes {
        Status::Draft => error("Say as what it comes out: interim, final or withdrawn."),
        Status::Withdrawn if edition == 0 => {
            error("There is nothing to withdraw: no edition is out.")
        }
        Status::Withdrawn if draft.change.trim().is_empty() => {
            error("Say why it is withdrawn: readers see it in place of a reason of their own.")
        }
        _ if edition > 0 && draft.change.trim().is_empty() => {
            error("Say in a sentence what this edition changes.")
        }
        _ => None,
    }
}

/// Of a report that was declined, the public is told as information: it is no vulnerability of ours.
pub(super) fn only_informational(opened: &OpenCase, record: &Advisory) -> Option<FieldError> {
    (opened.state.is_declined() && record.kind != Kind::Informational).then(|| FieldError {
        field: "kind".to_owned(),
        message: "This report was declined: what is disclosed of it is an informational advisory, without products.".to_owned(),
    })
}

fn field_of(problem: &advisory::Problem) -> &'static str {
    use advisory::Problem as P;
    match problem {
        P::NoSummary => "summary",
        P::Language(_) => "language",
        P::NoProduct(_) => "product-1-name",
        P::UnknownEcosystem { .. } => "product-1-ecosystem",
        P::Purl(_) => "product-1-purl",
        P::Cpe(_) | P::Hash(_) => "product-1-cpe",
        P::Range { .. } | P::Contradiction { .. } => "product-1-affected",
        P::NotAffectedWithoutReason(_) => "product-1-reason",
        P::TwoVectors(_) | P::Ssvc(_) => "cvss",
        P::UnknownWeakness(_) | P::ProhibitedWeakness(_) => "weaknesses",
        P::CreditWithoutConsent(_) | P::CreditWithoutName => "credits",
        P::Reference(_) => "references",
        P::EmptyRemediation(_) | P::FixAndNoFix => "fix",
        P::OwnAlias(_) => "aliases",
        P::FoundAfterPublication => "discovered",
        _ => "title",
    }
}

/// The year of a moment in UTC, and where it begins and ends.
fn year_of(now: Instant) -> (u16, Instant, Instant) {
    let year: u16 =
        now.to_string().split('-').next().and_then(|text| text.parse().ok()).unwrap_or_default();
    let begin = |year: u16| format!("{year:04}-01-01T00:00:00Z").parse().unwrap_or(now);
    (year, begin(year), begin(year.saturating_add(1)))
}

impl NewEdition {
    fn edition(&self) -> u32 {
        self.head.edition.saturating_add(1)
    }

    /// Writes the edition and everything that is rendered from it, and names it in the log. Gives the path of
    /// its page.
    pub(crate) async fn write(
        &self,
        tx: &store::Tx<'_>,
        append: &Authorized<AppendLedger>,
    ) -> Result<String, Error> {
        let mut record = self.record.clone();
        if self.head.public_id.is_none() {
            let (year, from, to) = year_of(self.now);
            let before = store::advisory::first_between(tx, &self.program, from, to).await?;
            let number = before.saturating_add(1);
            record.id = self.outgoing.publishing.prefix(&self.program).id(year, number);
            record.aliases.extend(self.outgoing.publishing.gcve_id(&self.program, year, number));
        }
        let documents = publication::documents(&record, &self.address)
            .map_err(|refused| Error::field("title", refused.to_string()))?;
        let news = News {
            program: &self.program,
            case: self.case,
            replay: self.replay,
            advisory: self.head.advisory_id,
            edition: self.edition(),
            record: &record,
            address: &self.address,
            documents: &documents.0,
            now: self.now,
        };
        let work = self.outgoing.work(&news)?;
        let edition = Edition {
            advisory: self.head.advisory_id,
            number: self.edition(),
            at: self.now,
            actor: format!("member:{}", self.actor),
        };
        let written = edition.render(&record, documents, &self.signers, self.now)?;
        let row = AdvisoryRow {
            public_id: Some(record.id.to_string()),
            edition: self.edition(),
            state: record.status.as_str().to_owned(),
            published: Some(written.edition.record.clone()),
            published_at: Some(self.head.published_at.unwrap_or(self.now)),
            modified_at: self.now,
            replay: self.replay,
            ..self.head.clone()
        };
        store::advisory::publish(tx, &self.proof, self.head.edition, &row).await?;
        written.write(tx, &self.proof, append).await?;
        for work in &work {
            store::outbox::enqueue(tx, &self.program, work).await?;
        }
        let id = publication::segment(record.id.as_str());
        Ok(format!("/p/{}/advisories/{id}", self.program))
    }
}

/// Who acts in the entry that names an edition: everybody may read it.
const PROGRAM: &str = "program";

/// Which edition of what, and by whom.
pub(super) struct Edition {
    pub(super) advisory: AdvisoryId,
    pub(super) number: u32,
    /// When it came out.
    pub(super) at: Instant,
    /// Who published it, as the audit log names them.
    pub(super) actor: String,
}

/// An edition, everything that is rendered from it, and the entry that names it: what one transaction writes.
#[derive(Clone)]
pub(super) struct Written {
    pub(super) edition: EditionRow,
    advisory: AdvisoryId,
    documents: Vec<DocumentRow>,
    /// Formats whose earlier documents go without another in their place.
    gone: Vec<Format>,
    /// What the log calls it, but for its files.
    object: String,
    actor: String,
    now: Instant,
}

impl Edition {
    /// Signs and hashes what was rendered from a record.
    pub(super) fn render(
        &self,
        record: &Advisory,
        (documents, gone): (Vec<Document>, Vec<Format>),
        signers: &Signers,
        now: Instant,
    ) -> Result<Written, Error> {
        let json = serde_json::to_string(record).map_err(|e| Error::bug("advisory to JSON", &e))?;
        let digest: [u8; 32] = Sha256::digest(json.as_bytes()).into();
        Ok(Written {
            advisory: self.advisory,
            edition: EditionRow {
                edition: self.number,
                stage: record.status.as_str().to_owned(),
                record: json,
                digest: digest.into(),
                published_at: self.at,
                files: None,
                leaf_index: None,
            },
            documents: documents
                .iter()
                .map(|document| self.row_of(document, signers, now))
                .collect(),
            gone,
            object: object(record, self.number, &digest),
            actor: self.actor.clone(),
            now,
        })
    }

    fn row_of(&self, document: &Document, signers: &Signers, now: Instant) -> DocumentRow {
        let bytes = document.body.as_bytes();
        let mut row = DocumentRow {
            path: document.path.clone(),
            advisory_id: self.advisory,
            format: format_key(document.format).to_owned(),
            media_type: document.format.media_type().to_owned(),
            body: bytes.into(),
            sha256: <[u8; 32]>::from(Sha256::digest(bytes)).into(),
            sha512: <[u8; 64]>::from(Sha512::digest(bytes)).into(),
            signature: None,
            signed_by: None,
            modified_at: self.at,
        };
        signers.sign(&mut row, document.format, now);
        row
    }
}

impl Written {
    /// Writes it, in place of what the edition before left.
    pub(super) async fn write(
        &self,
        tx: &store::Tx<'_>,
        proof: &impl PublishesAdvisory,
        append: &Authorized<AppendLedger>,
    ) -> Result<(), Error> {
        let rendered = self.documents.iter().map(|document| document.format.as_str());
        for format in rendered.chain(self.gone.iter().map(|format| format_key(*format))) {
            store::published::clear(tx, proof, self.advisory, format).await?;
        }
        for document in &self.documents {
            store::published::put(tx, proof, document).await?;
        }
        let program = append.program().ok_or_else(|| Error::bug("edition", &"of no program"))?;
        // What was left from the edition before is public with this one.
        let files = digest_of(&store::published::files(tx, program, self.advisory).await?);
        let object = with_files(&self.object, &files);
        let leaf = |actor: &str| Leaf::of_act(ACT, &object, actor, None, self.now);
        // This entry of the log is public, with its proof. Who of the team published stands in the entry of the
        // case's event beside it, which is not, and in the audit log.
        let index = crate::ledger_log::append(tx, append, &[leaf(PROGRAM)?]).await?;
        crate::ledger_log::audit_too(tx, Some(program), &[leaf(&self.actor)?]).await?;
        let edition = EditionRow {
            files: Some(files.into()),
            leaf_index: Some(index),
            ..self.edition.clone()
        };
        store::published::add_edition(tx, proof, self.advisory, &edition).await?;
        Ok(())
    }
}

/// That the key that signs is good no longer at a moment: what it signed then, readers would refuse.
pub(super) fn key_expired(key: &signing::SigningKey, at: Instant) -> Option<FieldError> {
    let expires = Instant::from_second(i64::from(key.expires_at()?));
    (expires <= at).then(|| FieldError {
        field: "sign".to_owned(),
        message: format!(
            "The key that signs what is published expires at {expires}, and this comes out at {at}. Whoever runs this instance extends it or makes another one, and puts it in CANDOR_OPENPGP_KEY."
        ),
    })
}

impl Signers {
    fn sign(&self, row: &mut DocumentRow, format: Format, now: Instant) {
        if format == Format::Csaf20 {
            let at = u32::try_from(now.second()).unwrap_or(u32::MAX);
            row.signature = self.openpgp.as_ref().map(|key| key.detached(&row.body, at));
            row.signed_by = self.openpgp.as_ref().map(|key| key.fingerprint());
        } else {
            // As `minisign` writes it: when, and under which name the file was signed.
            let file = row.path.rsplit('/').next().unwrap_or_default();
            let comment = format!("timestamp:{}\tfile:{file}\thashed", now.second());
            row.signature = Some(self.minisign.sign(&row.body, &comment));
            row.signed_by = Some(self.minisign.id());
        }
    }
}

/// The word under which a format is stored: its name beside the page.
pub(super) const fn format_key(format: Format) -> &'static str {
    publication::name(format)
}

impl Desk {
    pub(super) fn signers(&self, program: &Program) -> Signers {
        let minisign = Arc::new(self.minisign_key(program));
        Signers { openpgp: self.inner().openpgp.clone(), minisign }
    }

    fn minisign_key(&self, program: &Program) -> signing::MinisignKey {
        let inner = self.inner();
        let purpose = RootUse::Minisign(program.id.as_str());
        let seed = inner.root_key.subkey(&inner.instance, purpose);
        signing::MinisignKey::from_seed(seed.expose())
    }

    /// The key with which `minisign` verifies what a program publishes, as its file.
    #[must_use]
    pub fn minisign_public_key(&self, program: &Program) -> String {
        self.minisign_key(program).public_key()
    }

    /// The draft as the record that it would be if it came out now. Its identifier is the one it has, or one
    /// that is never given.
    pub(super) fn as_if_out(
        &self,
        program: &Program,
        opened: &OpenCase,
        row: Option<&AdvisoryRow>,
        draft: &AdvisoryDraft,
    ) -> Result<Advisory, Error> {
        let now = self.now();
        let out = row.and_then(|row| row.published.as_deref()).map(super::public::record);
        let out = out.transpose()?;
        let mut record = draft.record.clone();
        super::credit::forget_reporters(&mut record);
        record.id = match &out {
            Some(out) => out.id.clone(),
            None => self.publishing().prefix(&program.id).id(year_of(now).0, 0),
        };
        record.revisions = out.map(|out| out.revisions).unwrap_or_default();
        let first = record.revisions.is_empty();
        record.revisions.push(Revision {
            number: u32::try_from(record.revisions.len()).unwrap_or(u32::MAX).saturating_add(1),
            at: now,
            summary: match draft.change.trim() {
                "" if first => "First edition.".to_owned(),
                words => words.to_owned(),
            },
        });
        record.status = draft.becomes;
        record.publisher = self.publisher_of(program);
        if let Some(credit) = self.credit_of_reporter(opened)? {
            super::credit::put(&mut record, 0, credit);
        }
        Ok(record)
    }

    /// Publishes the draft that is kept: the next edition of the public record.
    ///
    /// # Errors
    /// [`Error::Fields`] for what is missing, [`Error::Refused`] while an embargo binds, [`Error::Conflict`]
    /// when the case (`seen`) or the draft (`digest`) are not what was read.
    pub async fn publish_advisory(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        seen: Option<u64>,
        digest: Option<&str>,
    ) -> Result<(Acted, String), Error> {
        let proof = self.enter::<PublishAdvisory>(&member.principal(), program, case).await?;
        let opened = self.open_case_for(Purpose::Step, member, program, case).await?;
        if seen.is_some_and(|seen| seen != opened.last_seq) {
            return Err(Error::Conflict);
        }
        self.publish_opened(&opened, proof, member.user, digest, Hand::Member(member)).await
    }

    /// The advisory of a case that may be published at a moment, with its draft.
    pub(super) async fn to_publish(
        &self,
        opened: &OpenCase,
        proof: &Authorized<PublishAdvisory>,
        digest: Option<&str>,
        at: Instant,
    ) -> Result<(AdvisoryRow, Kept), Error> {
        let read = proof.clone();
        let rows = self
            .read(move |tx| {
                let read = read.clone();
                Box::pin(async move { Ok(store::advisory::of_case(tx, &read).await?) })
            })
            .await?;
        let nothing = || Error::field("title", "Nothing was written yet: keep a draft first.");
        let row = rows.into_iter().next().ok_or_else(nothing)?;
        let kept = kept_in(opened, &row)?.ok_or_else(nothing)?;
        if digest.is_some_and(|digest| digest != kept.draft.digest()) {
            return Err(Error::Conflict);
        }
        let program = self.program(&opened.program)?;
        let record = self.as_if_out(&program, opened, Some(&row), &kept.draft)?;
        let place = publication::place(&self.program_address(&program), &record);
        let mut wrong = field_errors(&record, &place);
        wrong.extend(super::credit::against_the_reporter(opened, &kept.draft.record));
        wrong.extend(only_informational(opened, &kept.draft.record));
        wrong.extend(change_missing(&kept.draft, row.edition));
        wrong.extend(self.openpgp().and_then(|key| key_expired(key, at)));
        if program.policy.disclosure.four_eyes && kept.agreement().is_none() {
            wrong.push(FieldError {
                field: "agree".to_owned(),
                message: "The policy asks that a second person agrees to exactly this text; nobody has yet.".to_owned(),
            });
        }
        if wrong.is_empty() { Ok((row, kept)) } else { Err(Error::Fields(wrong)) }
    }

    pub(super) async fn publish_opened(
        &self,
        opened: &OpenCase,
        proof: Authorized<PublishAdvisory>,
        actor: UserId,
        digest: Option<&str>,
        hand: Hand<'_>,
    ) -> Result<(Acted, String), Error> {
        let (head, kept) = self.to_publish(opened, &proof, digest, self.now()).await?;
        let program = self.program(&opened.program)?;
        let mut record = self.as_if_out(&program, opened, Some(&head), &kept.draft)?;
        if let Some(whole) = opened.state.parent {
            let whole = self.open_by(&hand, &opened.program, whole).await?;
            let against = super::credit::against_the_reporter(&whole, &record);
            if !against.is_empty() {
                return Err(Error::Fields(against));
            }
            if let Some(credit) = self.credit_of_reporter(&whole)? {
                super::credit::put(&mut record, 0, credit);
            }
        }
        // Whoever reported the same is named as well, as they agreed in their own mailbox.
        for duplicate in &opened.state.duplicates {
            let other = self.open_by(&hand, &opened.program, *duplicate).await?;
            let against = super::credit::against_the_reporter(&other, &record);
            if !against.is_empty() {
                return Err(Error::Fields(against));
            }
            if let Some(credit) = self.credit_of_reporter(&other)? {
                super::credit::put(&mut record, usize::MAX, credit);
            }
        }
        let advisory = head.advisory_id;
        let edition = NewEdition {
            proof: proof.clone(),
            head,
            record,
            program: program.id.clone(),
            case: opened.id,
            address: self.program_address(&program),
            actor,
            replay: opened.replay,
            now: self.now(),
            signers: self.signers(&program),
            outgoing: Arc::new(self.outgoing(opened, actor)?),
        };
        let command = Command::PublishAdvisory {
            advisory,
            edition: edition.edition(),
            title: Some(edition.record.title.as_str().into()),
        };
        let beside = Beside { advisory: Some(edition), ..Beside::default() };
        let read = proof.clone();
        let acted = self
            .carry_out_by(opened, &command, &Actor::Member(actor), proof, Some(&hand), beside)
            .await?;
        let rows = self
            .read(move |tx| {
                let read = read.clone();
                Box::pin(async move { Ok(store::advisory::of_case(tx, &read).await?) })
            })
            .await?;
        let id = rows.into_iter().find(|row| row.advisory_id == advisory);
        Ok((acted, id.and_then(|row| row.public_id).unwrap_or_default()))
    }
}
