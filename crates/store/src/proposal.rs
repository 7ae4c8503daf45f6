//! Acts that need two people, from proposal to end. What a proposal is about in words is sealed; who, what
//! kind and when is plain, because time alone may decide it.

use access::joint::{JointAct, Phase, Proposal};
use clock::Instant;
use policy::id::{CaseId, ProgramId, UserId};

use crate::error::StoreError;
use crate::proof::SeesProgram;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Record as _, Value, row};

/// The id of a proposal: sixteen bytes, ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProposalId(pub [u8; 16]);

impl Column for ProposalId {
    fn value(&self) -> Value<'_> {
        self.0.value()
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        Column::read(value).map(Self)
    }
}

impl core::fmt::Display for ProposalId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        policy::id::EventId::from_bytes(self.0).fmt(f)
    }
}

impl core::str::FromStr for ProposalId {
    type Err = policy::id::IdError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<policy::id::EventId>().map(|id| Self(*id.as_bytes()))
    }
}

row! {
    /// One proposal.
    pub struct ProposalRow {
        /// Its id.
        pub proposal_id: ProposalId,
        /// What is proposed: the name of a [`JointAct`].
        pub act: String,
        /// The case it is about.
        pub case_id: Option<CaseId>,
        /// Who proposed it.
        pub proposer: UserId,
        /// When.
        pub proposed_at: Instant,
        /// The reason, sealed.
        pub sealed_details: Option<Bytes>,
        /// Where it stood when it was last written: the name of a [`Phase`].
        pub phase: String,
        /// Until when it may be agreed to or done.
        pub open_until: Instant,
        /// When it is agreed by itself.
        pub agreed_at: Option<Instant>,
        /// Who agreed, rejected, or took it back.
        pub decided_by: Option<UserId>,
        /// When.
        pub decided_at: Option<Instant>,
    }
}

impl ProposalRow {
    /// What decides about it.
    ///
    /// # Errors
    /// [`StoreError::Malformed`] when its words are not known.
    pub fn proposal(&self) -> Result<Proposal, StoreError> {
        let malformed = || StoreError::Malformed { column: "a proposal" };
        Ok(Proposal {
            act: JointAct::from_name(&self.act).ok_or_else(malformed)?,
            proposer: self.proposer,
            phase: Phase::from_name(&self.phase).ok_or_else(malformed)?,
            until: self.open_until,
            agreed_at: self.agreed_at,
        })
    }
}

declare! {
    /// A new proposal.
    INSERT = "INSERT INTO proposal
        (program_id, proposal_id, act, case_id, proposer, proposed_at, sealed_details, phase,
         open_until, agreed_at, decided_by, decided_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    /// One proposal.
    ONE = "SELECT proposal_id, act, case_id, proposer, proposed_at, sealed_details, phase, open_until,
            agreed_at, decided_by, decided_at
        FROM proposal WHERE program_id = ?1 AND proposal_id = ?2";
    /// The proposals of a program, latest first.
    OF_PROGRAM = "SELECT proposal_id, act, case_id, proposer, proposed_at, sealed_details, phase,
            open_until, agreed_at, decided_by, decided_at
        FROM proposal WHERE program_id = ?1 ORDER BY proposal_id DESC LIMIT ?2";
    /// The proposals in a phase, oldest first.
    IN_PHASE = "SELECT proposal_id, act, case_id, proposer, proposed_at, sealed_details, phase,
            open_until, agreed_at, decided_by, decided_at
        FROM proposal WHERE program_id = ?1 AND phase = ?2 ORDER BY proposal_id LIMIT ?3";
    /// Moves a proposal on, if nobody else did.
    MOVE = "UPDATE proposal SET phase = ?4, decided_by = ?5, decided_at = ?6
        WHERE program_id = ?1 AND proposal_id = ?2 AND phase = ?3";
    /// Takes the reasons of a case's proposals away.
    ERASE = "UPDATE proposal SET sealed_details = NULL WHERE program_id = ?1 AND case_id = ?2";
}

/// Writes a proposal down. Who may propose it was asked with the act's own permission.
///
/// # Errors
/// When the database does.
pub async fn insert(tx: &Tx<'_>, program: &ProgramId, row: &ProposalRow) -> Result<(), StoreError> {
    let mut values = vec![program.value()];
    values.extend(row.values());
    tx.execute(&INSERT, &values).await.map(|_| ())
}

/// One proposal of a program. Whoever shows it asks for the act's permission.
///
/// # Errors
/// When the database does.
pub async fn find(
    tx: &Tx<'_>,
    program: &ProgramId,
    proposal: ProposalId,
) -> Result<Option<ProposalRow>, StoreError> {
    tx.record(&ONE, &[program.value(), proposal.value()]).await
}

/// The latest proposals of the program of the proof.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn of_program(
    tx: &Tx<'_>,
    proof: &impl SeesProgram,
    limit: u32,
) -> Result<Vec<ProposalRow>, StoreError> {
    let program = crate::proof::one_program(proof)?;
    tx.records(&OF_PROGRAM, &[program.value(), limit.value()]).await
}

/// The proposals in a phase, oldest first.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn in_phase(
    tx: &Tx<'_>,
    proof: &impl SeesProgram,
    phase: Phase,
    limit: u32,
) -> Result<Vec<ProposalRow>, StoreError> {
    let program = crate::proof::one_program(proof)?;
    let phase = Value::Text(phase.name().into());
    tx.records(&IN_PHASE, &[program.value(), phase, limit.value()]).await
}

/// Moves a proposal from the phase it was read in to another.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else did meanwhile.
pub async fn move_on(
    tx: &Tx<'_>,
    program: &ProgramId,
    row: &ProposalRow,
    phase: Phase,
    by: Option<UserId>,
    now: Instant,
) -> Result<(), StoreError> {
    let values = [
        program.value(),
        row.proposal_id.value(),
        row.phase.value(),
        Value::Text(phase.name().into()),
        by.value(),
        now.value(),
    ];
    match tx.execute(&MOVE, &values).await? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// Takes the reasons of a case's proposals away; part of [`crate::case_file::erase`].
pub(crate) async fn erase(tx: &Tx<'_>, proof: &impl crate::ChangesCase) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    tx.execute(&ERASE, &[program.value(), case.value()]).await.map(|_| ())
}
