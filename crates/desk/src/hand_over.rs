//! A case handed over to another Candor: everything in it, with what proves it, sealed to a team there or to words;
//! and taken over here as a case of its own whose past is stated and proven, and did not happen here.
//!
//! The one who hands over keeps the case, and both its log and the audit log say that it went out. The one who takes
//! it over gets a new case under its own policy, received now, from the team that sent it: the receipt is that team's
//! mailbox. The past is verified before anything is stored (every event against the sender's signed log) and kept
//! with the case as a file that anyone can verify again. What binds whoever is told comes along: the mark, the
//! embargo, and the line under which the reporter wants to be named.
//!
//! A file that was changed, cut short, or does not prove itself begins nothing.

use access::{ActOnCase, AppendLedger, CaseFacts, ExportCase, Principal, Stage, Target, decide};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use case::{Actor, Fact, NewFact, Place};
use ledger::{Checkpoint, VerifierKey};
use policy::FieldKind;
use policy::id::{CaseId, ProgramId};
use seal::{HandOverWords, PublicKey, Receipt, hand_over};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Desk;
use crate::act_on_case::Beside;
use crate::error::Error;
use crate::export_case::CaseExport;
use crate::file::NewFile;
use crate::inner::hex;
use crate::open_case::Purpose;
use crate::program::Program;
use crate::random::{self, SystemRandom};
use crate::record::Leaf;
use crate::report_body::{Identity, ReportBody};
use crate::submit_report::{Submission, SubmissionKey};
use crate::visitor::Member;

/// The format of what is sealed.
const FORMAT: &str = "candor-case-parcel/1";
/// How a line with the key of a program's team begins.
const KEY_MARK: &str = "candor-case-key/1";
/// Most bytes of text that is gathered into one field of the form here.
const MOST_TEXT: usize = 200 * 1024;

/// A case on its way: its export and its files, in the clear.
#[derive(Serialize, Deserialize)]
pub struct CaseParcel {
    format: String,
    export: CaseExport,
    files: Vec<ParcelFile>,
}

#[derive(Serialize, Deserialize)]
struct ParcelFile {
    name: String,
    /// The event it came with.
    seq: u64,
    /// Base64.
    bytes: String,
}

/// A case that was taken over.
pub struct TakenOver {
    /// The program here.
    pub program: ProgramId,
    /// Its handle here.
    pub handle: String,
    /// The case.
    pub case: CaseId,
    /// The mailbox of the team that handed it over: theirs, shown once.
    pub receipt: Receipt,
    /// What the past shows, in plain words.
    pub shown: String,
    /// The public key of the log that it was verified against.
    pub key: String,
    /// Whether that key was had from elsewhere.
    pub compared: bool,
    /// Whether it had been taken over before: this is that case.
    pub again: bool,
}

/// The public key of a team, as a line that [`Desk::case_key_line`] wrote.
///
/// # Errors
/// [`Error::Fields`] when it is none.
pub fn read_case_key(line: &str) -> Result<PublicKey, Error> {
    let wrong = || {
        Error::field(
            "key",
            format!(
                "This is no key of a team: it is one line that begins with {KEY_MARK}, as `candor case key` writes it."
            ),
        )
    };
    let mut words = line.split_whitespace();
    let (mark, _program, key) =
        (words.next().unwrap_or_default(), words.next(), words.next().unwrap_or_default());
    if mark != KEY_MARK || words.next().is_some() {
        return Err(wrong());
    }
    let bytes = BASE64.decode(key).map_err(|_| wrong())?;
    PublicKey::from_bytes(&bytes).map_err(|_| wrong())
}

fn unusable(why: &str) -> Error {
    Error::field("file", format!("Nothing was taken over: {why}."))
}

impl CaseParcel {
    /// Opens a file with its words.
    ///
    /// # Errors
    /// [`Error::Fields`] when they do not open it, or what is inside cannot be read.
    pub fn open_with_words(words: &HandOverWords, sealed: &[u8]) -> Result<Self, Error> {
        let text = hand_over::open_with_words(words, sealed).map_err(|_| {
            unusable("these words do not open the file, or it was changed on its way")
        })?;
        Self::read(&text)
    }

    fn read(text: &[u8]) -> Result<Self, Error> {
        // The parser's own sentence may quote what it read.
        let parcel: Self = serde_json::from_slice(text)
            .map_err(|_| unusable("what is inside is no case as this release writes it"))?;
        match parcel.format == FORMAT {
            true => Ok(parcel),
            false => Err(unusable("it was written by another release: use that one")),
        }
    }

    /// What identifies it, so that the same file makes one case.
    fn digest(&self) -> Result<String, Error> {
        let text = serde_json::to_vec(self).map_err(|e| Error::bug("parcel to JSON", &e))?;
        Ok(hex(&Sha256::digest(&text)))
    }
}

impl Desk {
    /// The public key of a program's team, as a line to give to whoever hands a case over to it. It changes when
    /// somebody leaves the team; files that were sealed to an earlier one still open.
    ///
    /// # Errors
    /// [`Error::NotFound`] while nobody could open anything.
    pub fn case_key_line(&self, program: &Program) -> Result<String, Error> {
        let team = program.team.as_ref().ok_or(Error::NotFound)?;
        Ok(format!("{KEY_MARK} {} {}", program.id, BASE64.encode(team.key.to_bytes())))
    }

    /// A case with its files, sealed to `to`. Both logs say that it went out.
    ///
    /// # Errors
    /// As [`Desk::export_case`].
    pub async fn hand_over_case(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        to: &PublicKey,
    ) -> Result<Vec<u8>, Error> {
        let mut export = self.export_case(member, program, case).await?;
        // Who sent a report is passed on where they agreed to it, and nowhere else.
        for report in &mut export.reports {
            let body: Option<ReportBody> = serde_json::from_str(&report.text).ok();
            if !body.is_some_and(|body| body.may_pass_on) {
                report.sender = None;
            }
        }
        let proof = self.enter::<ExportCase>(&member.principal(), program, case).await?;
        let opened = self.open_case_for(Purpose::Step, member, program, case).await?;
        let mut files = Vec::with_capacity(opened.files.len());
        for facts in &opened.files {
            let name = store::file::blob_name(&proof, facts.id)?;
            let content = self.content(&opened.key, &opened.files, facts.id, &name).await?;
            let bytes = BASE64.encode(&content.bytes);
            files.push(ParcelFile { name: content.name, seq: facts.seq, bytes });
        }
        let parcel = CaseParcel { format: FORMAT.to_owned(), export, files };
        let text = serde_json::to_vec(&parcel).map_err(|e| Error::bug("parcel to JSON", &e))?;
        let text = seal::Opened::from(text);
        let sealed = hand_over::seal(to, &text, &mut SystemRandom)?;
        let recipient = hex(to.fingerprint().first_chunk::<8>().unwrap_or(&[0; 8]));
        let digest = hex(&Sha256::digest(&sealed));
        let object = format!("case:{case}/to:{recipient}/sha256:{digest}");
        let by = format!("member:{}", member.user);
        let leaf = Leaf::of_act("CaseSealedForAnother", &object, &by, None, self.now())?;
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        self.write(move |tx| {
            let (append, leaf) = (append.clone(), leaf.clone());
            Box::pin(async move {
                crate::ledger_log::append_act(tx, &append, &[leaf]).await.map(|_| ())
            })
        })
        .await?;
        Ok(sealed)
    }

    /// Opens a file that was sealed to a program's team, of now or of an earlier epoch.
    ///
    /// # Errors
    /// [`Error::Fields`] when it was sealed to somebody else or changed, [`Error::NotFound`] for somebody without a
    /// key of the team.
    pub async fn open_parcel(
        &self,
        member: &Member,
        program: &ProgramId,
        sealed: &[u8],
    ) -> Result<CaseParcel, Error> {
        let newest = self.program(program)?.team.as_ref().map_or(0, |team| team.epoch);
        for epoch in (1..=newest).rev() {
            let team = match self.team_root(member, program, epoch).await {
                Ok(team) => team,
                Err(Error::NotFound) if epoch < newest => break,
                Err(error) => return Err(error),
            };
            if let Ok(text) = hand_over::open_with_team(&team, sealed) {
                return CaseParcel::read(&text);
            }
        }
        Err(unusable(
            "the file is not sealed to this program's team, or was changed on its way. If it was sealed with words, give those",
        ))
    }

    /// Takes a case over: verifies its past, and begins a case with it. `key` is the public key of the sender's log
    /// as it is known from elsewhere; without it the past is verified against the key that came with it, and the case
    /// says so. The same parcel makes one case.
    ///
    /// # Errors
    /// [`Error::Fields`] when the past does not prove itself, [`Error::NotFound`] or [`Error::Forbidden`] for
    /// somebody who may not work on cases of the program.
    pub async fn take_case_over(
        &self,
        member: &Member,
        program: &ProgramId,
        parcel: &CaseParcel,
        key: Option<&str>,
    ) -> Result<TakenOver, Error> {
        let here = self.program(program)?;
        // No case yet: what is asked is whether they work on cases of this program.
        let begins = CaseFacts {
            program: program.clone(),
            case: random::case_id(self.now()),
            stage: Stage::Open,
            restricted: false,
        };
        decide::<ActOnCase>(&member.principal(), Target::Case(begins))?;
        let export = &parcel.export;
        let against = key.map_or(export.log.key.as_str(), str::trim);
        let shown = export.verify(against).map_err(|why| unusable(&why))?;
        let past = Past::of(export, against, key.is_some())?;
        let submission = self.submission_of(&here, parcel, &past)?;
        let once = SubmissionKey::Api(format!("parcel-{}", parcel.digest()?));
        let received = self.submit_report(&member.principal(), program, submission, once).await?;
        let again = self.note_past(member, program, received.case, &past).await?;
        Ok(TakenOver {
            program: program.clone(),
            handle: received.handle,
            case: received.case,
            receipt: received.receipt,
            shown,
            key: against.to_owned(),
            compared: key.is_some(),
            again,
        })
    }

    /// The report that a parcel becomes, in the form of the program here.
    fn submission_of(
        &self,
        here: &Program,
        parcel: &CaseParcel,
        past: &Past,
    ) -> Result<Submission, Error> {
        let export = &parcel.export;
        let form = here.policy.report_form();
        let mut submission = Submission {
            fields: [("title".to_owned(), past.title.clone())].into(),
            identity: Identity::Pseudonym {
                name: format!("{} ({})", export.program, export.log.origin),
            },
            may_pass_on: false,
            credit: past.credit.clone(),
            files: Vec::with_capacity(parcel.files.len() + 1),
            sealed: None,
            incomplete: true,
            channel: "import",
            replay_of: None,
        };
        let mut elsewhere = String::new();
        for report in &export.reports {
            let body: ReportBody = serde_json::from_str(&report.text)
                .map_err(|_| unusable("a report in it cannot be read by this release"))?;
            for field in body.fields.into_iter().filter(|field| field.id != "title") {
                let takes = form.field(&field.id).is_some_and(|known| match &known.kind {
                    FieldKind::Choice(choices) => {
                        choices.iter().any(|choice| choice.value == field.text)
                    }
                    FieldKind::Text | FieldKind::LongText => true,
                });
                if takes && !submission.fields.contains_key(&field.id) {
                    submission.fields.insert(field.id, field.text);
                } else if elsewhere.len() + field.text.len() < MOST_TEXT {
                    elsewhere.push_str(&format!("{}:\n{}\n\n", field.label, field.text));
                }
            }
        }
        // What the form here does not ask goes where people write at length; the file has all of it.
        let long = form.fields.iter().find(|field| field.kind == FieldKind::LongText);
        if let Some(field) = long.filter(|_| !elsewhere.is_empty()) {
            let text = submission.fields.entry(field.id.clone()).or_default();
            if text.len() + elsewhere.len() < MOST_TEXT {
                *text = format!("{text}\n\n{elsewhere}").trim().to_owned();
            }
        }
        let history = NewFile { name: past.file_name(), bytes: past.file.clone() };
        submission.files.push(history);
        for file in &parcel.files {
            let bytes = BASE64
                .decode(&file.bytes)
                .map_err(|_| unusable("a file in it cannot be read by this release"))?;
            submission.files.push(NewFile { name: file.name.clone(), bytes });
        }
        Ok(submission)
    }

    /// Records where the case comes from, and what binds because of it. Says whether that had been done before.
    async fn note_past(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        past: &Past,
    ) -> Result<bool, Error> {
        let proof = self.enter::<ActOnCase>(&member.principal(), program, case).await?;
        let opened = self.open_case_for(Purpose::Step, member, program, case).await?;
        if opened.events.iter().any(|event| matches!(event.fact, Fact::HistoryTaken { .. })) {
            return Ok(true);
        }
        let now = self.now();
        let mut facts = vec![past.fact.clone()];
        facts.extend(case::taken_over(&past.state, &opened.state, now));
        let facts = facts
            .into_iter()
            .map(|fact| NewFact {
                on: Place::ThisCase,
                happened: now,
                learned: now,
                recorded: now,
                actor: Actor::Member(member.user),
                visibility: fact.visibility(),
                fact,
            })
            .collect();
        let change = self.change(&opened, facts, proof, now)?;
        self.commit(program.clone(), change, Vec::new(), Beside::default()).await?;
        Ok(false)
    }
}

/// What is kept of a past that proved itself.
struct Past {
    fact: Fact,
    state: case::Case,
    title: String,
    credit: Option<String>,
    handle: String,
    /// The file that states it: an export, to be verified again by anybody.
    file: Vec<u8>,
}

impl Past {
    /// Of an export that was verified against this key.
    fn of(export: &CaseExport, key: &str, compared: bool) -> Result<Self, Error> {
        let events = export.history().map_err(|why| unusable(&why))?;
        let state = case::fold(&events);
        let file =
            serde_json::to_vec_pretty(export).map_err(|e| Error::bug("export to JSON", &e))?;
        let verifier: VerifierKey =
            key.parse().map_err(|error: ledger::NoteError| unusable(&error.to_string()))?;
        let head = Checkpoint::open(export.log.checkpoint.as_bytes(), &[verifier])
            .map_err(|error| unusable(&error.to_string()))?;
        let until = events.last().map_or(export.exported, |event| event.recorded);
        let fact = Fact::HistoryTaken {
            log: export.log.origin.clone(),
            key: key.to_owned(),
            compared,
            handle: export.handle.clone(),
            events: events.len().try_into().unwrap_or(u64::MAX),
            until,
            size: head.size(),
            digest: hex(&Sha256::digest(&file)),
        };
        let title = state
            .received
            .as_ref()
            .map(|received| received.title.as_str().to_owned())
            .filter(|title| !title.trim().is_empty())
            .unwrap_or_else(|| format!("Case {} of {}", export.handle, export.program));
        let agreed = state.credit.agreed == Some(true);
        let credit = state.credit.line.as_ref().filter(|_| agreed);
        let credit = credit.map(|line| line.as_str().to_owned());
        Ok(Self { fact, title, credit, handle: export.handle.clone(), file, state })
    }

    fn file_name(&self) -> String {
        format!("{}-history.json", self.handle)
    }
}
