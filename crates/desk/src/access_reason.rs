//! Why somebody reads a case that is not theirs: asked for before it is shown, kept for a working day.
//!
//! A reason is asked for a restricted case, and for one that is assigned to somebody else, unless the reader
//! was named on it. A case that nobody is assigned to is the team's: taking it up is the reason (decision
//! 0212). Whoever works at the console has the root key already; their reads are written down all the same.

use core::time::Duration;

use access::{ReadCase, Scope};
use clock::Instant;
use policy::id::{CaseId, ProgramId};
use store::access_reason::AccessReasonRow;

use crate::Desk;
use crate::audit::{AuditDetails, Record, append};
use crate::error::Error;
use crate::open_case::{Loaded, on_case};
use crate::visitor::{Member, Proven};

/// A reason holds for so long.
const GOOD_FOR: Duration = Duration::from_hours(8);
/// The tokens of somebody whom an alert holds up read nothing for so long.
const TOKENS_WAIT: Duration = Duration::from_hours(1);
/// Most characters of what is written beside it.
const MOST_WORDS: usize = 300;

/// Why a case is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadReason {
    /// It is taken over from a colleague, or handed on.
    Handover,
    /// Somebody on it asked for help.
    Help,
    /// The reader is on duty for whoever is away.
    Duty,
    /// It is compared with another case.
    Comparison,
    /// The work on it is reviewed.
    Review,
    /// Something else, which has to be said in words.
    Other,
}

impl ReadReason {
    /// Every reason, in the order of the form.
    pub const ALL: [Self; 6] =
        [Self::Handover, Self::Help, Self::Duty, Self::Comparison, Self::Review, Self::Other];

    /// The word that forms, the API and the log use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Handover => "handover",
            Self::Help => "help",
            Self::Duty => "duty",
            Self::Comparison => "comparison",
            Self::Review => "review",
            Self::Other => "other",
        }
    }

    /// The reason as its reader would say it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Handover => "I take it over, or hand it on",
            Self::Help => "Somebody on it asked me for help",
            Self::Duty => "I am on duty for somebody who is away",
            Self::Comparison => "I compare it with another case",
            Self::Review => "I review the work on it",
            Self::Other => "Something else, as written below",
        }
    }

    /// The reason of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// Whether a case is the reader's own matter: assigned to them, or they were named on it.
pub(crate) fn is_theirs(
    member: &Member,
    program: &ProgramId,
    case: CaseId,
    loaded: &Loaded,
) -> bool {
    let named = member.grants.iter().any(
        |grant| matches!(grant.scope(), Scope::Case(held, named) if held == program && *named == case),
    );
    named || loaded.row.assignee == Some(member.user)
}

impl Desk {
    /// Lets a member read a case: the reason was given where one is asked for, and the read is written, at
    /// once where the case is restricted or nobody runs who would write it later.
    pub(crate) async fn admit_reader(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        loaded: &Loaded,
    ) -> Result<(), Error> {
        let now = self.now();
        self.refuse_restrained(member, loaded.restrained, now)?;
        let is_theirs = is_theirs(member, program, case, loaded);
        let is_assigned = loaded.row.assignee == Some(member.user);
        let is_anothers = loaded.row.assignee.is_some() && !is_theirs;
        let given = loaded.reason.as_ref().filter(|reason| now < reason.good_until);
        let asks = !is_assigned && (loaded.restricted || is_anothers);
        let is_at_console = member.proven == Proven::AtConsole;
        if asks && given.is_none() && !is_at_console {
            return Err(Error::ReasonNeeded);
        }
        let act = if loaded.restricted { "RestrictedCaseRead" } else { "CaseRead" };
        let details = AuditDetails {
            reason: given.filter(|_| asks).map(|given| given.reason.clone()),
            theirs: Some(is_theirs),
            pathway: match member.proven {
                Proven::AtConsole => Some("console".to_owned()),
                Proven::ByToken => Some("API token".to_owned()),
                Proven::At(_) => None,
            },
            ..AuditDetails::default()
        };
        let record = Record::on_case(act, member.user, program, case, now).with(details);
        self.audit_read(record, loaded.restricted || is_at_console).await
    }

    /// An alert asks for a factor once more. At the console it was just shown; a token can show none, and waits.
    fn refuse_restrained(
        &self,
        member: &Member,
        since: Option<Instant>,
        now: Instant,
    ) -> Result<(), Error> {
        let Some(since) = since else { return Ok(()) };
        match member.proven {
            Proven::At(proven) if proven < since => {
                Err(Error::StepUp { before: "you read on: much was read in a short time" })
            }
            Proven::ByToken if now.since(since).is_none_or(|age| age < TOKENS_WAIT) => {
                Err(Error::NotByToken { what: "reading on: much was read in a short time" })
            }
            Proven::AtConsole | Proven::At(_) | Proven::ByToken => Ok(()),
        }
    }

    /// Says why a member reads a case, and keeps that for a working day. It is in the audit log before
    /// anything of the case is shown.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case is not theirs to read, [`Error::Fields`] for a reason that says
    /// nothing.
    pub async fn give_reason(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        reason: ReadReason,
        words: &str,
    ) -> Result<Instant, Error> {
        let words = words.trim();
        if reason == ReadReason::Other && words.chars().count() < 3 {
            return Err(Error::field("words", "Say in a few words why you open this case."));
        }
        if words.chars().count() > MOST_WORDS {
            return Err(Error::field(
                "words",
                format!("Say it in at most {MOST_WORDS} characters."),
            ));
        }
        let now = self.now();
        let until = now.checked_add(GOOD_FOR).unwrap_or(now);
        let details = AuditDetails {
            reason: Some(reason.name().to_owned()),
            words: (!words.is_empty()).then(|| words.to_owned()),
            ..AuditDetails::default()
        };
        let record = Record::on_case("ReasonGiven", member.user, program, case, now).with(details);
        let prepared = self.prepare_audit(&record)?;
        let row = AccessReasonRow {
            user_id: member.user,
            reason: reason.name().to_owned(),
            good_until: until,
        };
        let (principal, id) = (member.principal(), program.clone());
        self.write(move |tx| {
            let (principal, id) = (principal.clone(), id.clone());
            let (row, prepared) = (row.clone(), prepared.clone());
            Box::pin(async move {
                let proof = on_case::<ReadCase>(tx, &principal, &id, case).await?;
                store::access_reason::put(tx, &proof, &row).await?;
                append(tx, &[prepared]).await.map(|_| ())
            })
        })
        .await?;
        Ok(until)
    }
}
