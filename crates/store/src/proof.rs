//! Which proofs open what: the traits through which every function on a case takes its keys.
//!
//! The store never takes a case id beside a proof. It asks the proof which program and case it was given
//! for and uses those as the keys of its rows, so a proof for one case cannot open another. The traits are
//! sealed: the list of permissions that open a case is this file.

use std::marker::PhantomData;

use access::{
    ActOnCase, AdministerInstance, AnswerInvitation, AppendLedger, Authorized, DevelopCase,
    DraftAdvisory, EraseCase, ExportCase, ExportProgram, HoldCase, KeepMailbox, ManageMembers,
    Permission, PublishAdvisory, ReadAudit, ReadCase, ReadMailbox, ReadMembers, ReadPortal,
    ReadQueue, ReadShared, RestrictCase, RunJobs, SeeCase, ShareCase, SubmitReport, Subscribe,
    SwitchMode, TakePart,
};
use policy::id::{CaseId, ProgramId};

use crate::error::StoreError;

mod sealed {
    pub trait Sealed {}
}
use sealed::Sealed;

/// Proof that one case may be read.
pub trait OpensCase: Sealed + Sync {
    /// The program and case the proof is for.
    ///
    /// # Errors
    /// [`StoreError::WrongTarget`] when it is for no case.
    fn case_key(&self) -> Result<(&ProgramId, CaseId), StoreError>;
}

/// Proof that one case may be changed.
pub trait ChangesCase: OpensCase {}

/// Proof that one case may be known: its plain metadata, no text.
pub trait SeesCase: Sealed + Sync {
    /// The program and case the proof is for.
    ///
    /// # Errors
    /// [`StoreError::WrongTarget`] when it is for no case.
    fn seen_key(&self) -> Result<(&ProgramId, CaseId), StoreError>;
}

/// Proof that is for one program, or for the instance and so for each program.
pub trait SeesProgram: Sealed + Sync {
    /// The program, when the proof is for one.
    fn program_key(&self) -> Option<&ProgramId>;
}

/// Proof that everything stored of a program may be walked through, still sealed: for verification,
/// backup and the jobs.
pub trait WalksProgram: SeesProgram {}

impl<P: Permission> Sealed for Authorized<P> {}

macro_rules! opens_case {
    ($($permission:ident),+) => {$(
        impl OpensCase for Authorized<$permission> {
            fn case_key(&self) -> Result<(&ProgramId, CaseId), StoreError> {
                Ok((
                    self.program().ok_or(StoreError::WrongTarget)?,
                    self.case().ok_or(StoreError::WrongTarget)?,
                ))
            }
        }
    )+};
}
opens_case!(
    ReadCase,
    ReadShared,
    AnswerInvitation,
    TakePart,
    DevelopCase,
    ActOnCase,
    DraftAdvisory,
    ReadMailbox,
    KeepMailbox,
    ExportCase,
    PublishAdvisory
);

macro_rules! sees_case {
    ($($permission:ident),+) => {$(
        impl SeesCase for Authorized<$permission> {
            fn seen_key(&self) -> Result<(&ProgramId, CaseId), StoreError> {
                Ok((
                    self.program().ok_or(StoreError::WrongTarget)?,
                    self.case().ok_or(StoreError::WrongTarget)?,
                ))
            }
        }
    )+};
}
sees_case!(SeeCase, ReadCase, RestrictCase, HoldCase, EraseCase, ShareCase, ActOnCase, KeepMailbox);

impl ChangesCase for Authorized<ActOnCase> {}
impl ChangesCase for Authorized<DevelopCase> {}
impl ChangesCase for Authorized<DraftAdvisory> {}
impl ChangesCase for Authorized<AnswerInvitation> {}
impl ChangesCase for Authorized<TakePart> {}
impl ChangesCase for Authorized<KeepMailbox> {}
impl ChangesCase for Authorized<PublishAdvisory> {}

/// Proof that an edition of an advisory may be put before everybody: by whoever may publish it, or by the job
/// that takes over what was published already.
pub trait PublishesAdvisory: Sealed + Sync {
    /// The program the proof is for.
    ///
    /// # Errors
    /// [`StoreError::WrongTarget`] when it is for no program.
    fn publishing_in(&self) -> Result<&ProgramId, StoreError>;
}

impl PublishesAdvisory for Authorized<PublishAdvisory> {
    fn publishing_in(&self) -> Result<&ProgramId, StoreError> {
        self.program().ok_or(StoreError::WrongTarget)
    }
}

impl PublishesAdvisory for Authorized<RunJobs> {
    fn publishing_in(&self) -> Result<&ProgramId, StoreError> {
        self.program().ok_or(StoreError::WrongTarget)
    }
}

macro_rules! sees_program {
    ($($permission:ident),+) => {$(
        impl SeesProgram for Authorized<$permission> {
            fn program_key(&self) -> Option<&ProgramId> {
                self.program()
            }
        }
    )+};
}
sees_program!(
    ReadPortal,
    SubmitReport,
    Subscribe,
    ReadQueue,
    ReadMembers,
    ReadAudit,
    ExportProgram,
    SwitchMode,
    ManageMembers,
    AdministerInstance,
    AppendLedger,
    RunJobs
);
impl WalksProgram for Authorized<AdministerInstance> {}
impl WalksProgram for Authorized<RunJobs> {}

/// Proof that a subscription to a program's advisories may be ended: by whoever shows its token, or by the job that
/// was told that nobody is there.
pub trait EndsSubscription: SeesProgram {}

impl EndsSubscription for Authorized<Subscribe> {}
impl EndsSubscription for Authorized<RunJobs> {}

/// Refuses a proof that was given for another program.
pub(crate) fn within(proof: &impl SeesProgram, program: &ProgramId) -> Result<(), StoreError> {
    match proof.program_key() {
        Some(other) if other != program => Err(StoreError::WrongTarget),
        _ => Ok(()),
    }
}

/// The one program a proof is for.
pub(crate) fn one_program(proof: &impl SeesProgram) -> Result<&ProgramId, StoreError> {
    proof.program_key().ok_or(StoreError::WrongTarget)
}

/// A case that this very transaction opened ([`crate::case_file::open`]) or that a job entered
/// ([`crate::case_file::enter`]). It lives no longer than the transaction.
#[derive(Debug)]
pub struct OpenedCase<'t> {
    program: ProgramId,
    case: CaseId,
    transaction: PhantomData<&'t ()>,
}

impl OpenedCase<'_> {
    pub(crate) const fn new(program: ProgramId, case: CaseId) -> Self {
        Self { program, case, transaction: PhantomData }
    }
}

impl Sealed for OpenedCase<'_> {}
impl OpensCase for OpenedCase<'_> {
    fn case_key(&self) -> Result<(&ProgramId, CaseId), StoreError> {
        Ok((&self.program, self.case))
    }
}
impl ChangesCase for OpenedCase<'_> {}
impl SeesCase for OpenedCase<'_> {
    fn seen_key(&self) -> Result<(&ProgramId, CaseId), StoreError> {
        self.case_key()
    }
}
