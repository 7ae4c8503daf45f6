//! Each program's team: its key epochs, and who was granted a role in which, signed by whom.

use access::{AdministerInstance, Authorized, ManageMembers};
use clock::Instant;
use policy::id::{ProgramId, UserId};

use crate::error::StoreError;
use crate::proof::{SeesProgram, one_program, within};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Record, Value, row};

/// Proof that a program's team may be changed: an owner's, or an administrator's who sets up a program.
pub trait ChangesTeam: SeesProgram {}
impl ChangesTeam for Authorized<ManageMembers> {}
impl ChangesTeam for Authorized<AdministerInstance> {}

row! {
    /// One epoch of a team's key.
    pub struct TeamEpochRow {
        /// Its number, from 1.
        pub epoch: u32,
        /// The public key that cases are wrapped to.
        pub public_key: Bytes,
        /// The team's root key wrapped for the recovery kit.
        pub recovery_wrap: Bytes,
        /// The root key of the epoch before, wrapped for this one.
        pub previous_wrap: Option<Bytes>,
        /// When it began.
        pub created_at: Instant,
    }
}

row! {
    /// A member's part in one epoch.
    pub struct TeamGrantRow {
        /// The program.
        pub program_id: ProgramId,
        /// The epoch.
        pub epoch: u32,
        /// The member.
        pub user_id: UserId,
        /// The role (`owner`, `analyst`, `observer`).
        pub role: String,
        /// The team's root key wrapped for the member.
        pub wrap: Bytes,
        /// Who granted it; nothing for the first owner.
        pub granter: Option<UserId>,
        /// The granter's signature.
        pub signature: Option<Bytes>,
        /// When.
        pub granted_at: Instant,
        /// Since when it no longer holds.
        pub revoked_at: Option<Instant>,
    }
}

declare! {
    /// A new epoch.
    INSERT_EPOCH = "INSERT INTO team_epoch
        (program_id, epoch, public_key, recovery_wrap, previous_wrap, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    /// The current epoch.
    CURRENT = "SELECT epoch, public_key, recovery_wrap, previous_wrap, created_at FROM team_epoch
        WHERE program_id = ?1 ORDER BY epoch DESC LIMIT 1";
    /// Every epoch, latest first.
    EPOCHS = "SELECT epoch, public_key, recovery_wrap, previous_wrap, created_at FROM team_epoch
        WHERE program_id = ?1 ORDER BY epoch DESC";
    /// A new recovery wrap for an epoch.
    SET_RECOVERY = "UPDATE team_epoch SET recovery_wrap = ?3 WHERE program_id = ?1 AND epoch = ?2";
    /// A grant; given again in the same epoch it takes the old one's place.
    GRANT = "INSERT INTO team_grant
        (program_id, epoch, user_id, role, wrap, granter, signature, granted_at, revoked_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT (program_id, epoch, user_id) DO UPDATE SET role = excluded.role,
            wrap = excluded.wrap, granter = excluded.granter, signature = excluded.signature,
            granted_at = excluded.granted_at, revoked_at = excluded.revoked_at";
    /// Forgets who was granted what in a program.
    FORGET = "DELETE FROM team_grant WHERE program_id = ?1";
    /// Ends a member's grants in every epoch.
    REVOKE = "UPDATE team_grant SET revoked_at = ?3
        WHERE program_id = ?1 AND user_id = ?2 AND revoked_at IS NULL";
    /// The grants of an epoch.
    OF_EPOCH = "SELECT program_id, epoch, user_id, role, wrap, granter, signature, granted_at, revoked_at
        FROM team_grant WHERE program_id = ?1 AND epoch = ?2 ORDER BY user_id";
    /// The grants of every epoch, latest first.
    OF_PROGRAM = "SELECT program_id, epoch, user_id, role, wrap, granter, signature, granted_at,
            revoked_at
        FROM team_grant WHERE program_id = ?1 ORDER BY epoch DESC, user_id";
    /// The grants of a person in all programs, latest epochs first.
    OF_USER = "SELECT program_id, epoch, user_id, role, wrap, granter, signature, granted_at, revoked_at
        FROM team_grant WHERE user_id = ?1 ORDER BY program_id, epoch DESC";
}

/// Begins a new epoch.
///
/// # Errors
/// [`StoreError::Duplicate`] when there is one with this number: someone else began it at the same time.
pub async fn begin_epoch(
    tx: &Tx<'_>,
    proof: &impl ChangesTeam,
    program: &ProgramId,
    row: &TeamEpochRow,
) -> Result<(), StoreError> {
    within(proof, program)?;
    let mut values = vec![program.value()];
    values.extend(row.values());
    tx.execute(&INSERT_EPOCH, &values).await.map(|_| ())
}

/// The current epoch: what new cases are wrapped to. Needs no proof: the public key is for everyone.
///
/// # Errors
/// When the database does.
pub async fn current_epoch(
    tx: &Tx<'_>,
    program: &ProgramId,
) -> Result<Option<TeamEpochRow>, StoreError> {
    tx.record(&CURRENT, &[program.value()]).await
}

/// Every epoch of a program's team, latest first.
///
/// # Errors
/// When the database does.
pub async fn epochs(tx: &Tx<'_>, program: &ProgramId) -> Result<Vec<TeamEpochRow>, StoreError> {
    tx.records(&EPOCHS, &[program.value()]).await
}

/// Wraps an epoch's root key for a new recovery kit. Says whether there is such an epoch.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn set_recovery(
    tx: &Tx<'_>,
    proof: &Authorized<ManageMembers>,
    epoch: u32,
    recovery_wrap: &Bytes,
) -> Result<bool, StoreError> {
    let values = [one_program(proof)?.value(), epoch.value(), recovery_wrap.value()];
    Ok(tx.execute(&SET_RECOVERY, &values).await? == 1)
}

/// Grants a role.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn grant(
    tx: &Tx<'_>,
    proof: &impl ChangesTeam,
    row: &TeamGrantRow,
) -> Result<(), StoreError> {
    within(proof, &row.program_id)?;
    tx.execute(&GRANT, &row.values()).await.map(|_| ())
}

/// Ends every grant of a person in a program. Says how many there were.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn revoke(
    tx: &Tx<'_>,
    proof: &impl ChangesTeam,
    program: &ProgramId,
    user: UserId,
    now: Instant,
) -> Result<u64, StoreError> {
    within(proof, program)?;
    tx.execute(&REVOKE, &[program.value(), user.value(), now.value()]).await
}

/// The grants of an epoch, revoked ones included.
///
/// # Errors
/// When the database does.
pub async fn grants_of_epoch(
    tx: &Tx<'_>,
    program: &ProgramId,
    epoch: u32,
) -> Result<Vec<TeamGrantRow>, StoreError> {
    tx.records(&OF_EPOCH, &[program.value(), epoch.value()]).await
}

/// The grants of every epoch of a program, latest epoch first, revoked ones included.
///
/// # Errors
/// When the database does.
pub async fn grants_of_program(
    tx: &Tx<'_>,
    program: &ProgramId,
) -> Result<Vec<TeamGrantRow>, StoreError> {
    tx.records(&OF_PROGRAM, &[program.value()]).await
}

/// The grants of a person in all programs, latest epoch first, revoked ones included. Needs no proof: it is
/// how a person's roles are known.
///
/// # Errors
/// When the database does.
pub async fn grants_of_user(tx: &Tx<'_>, user: UserId) -> Result<Vec<TeamGrantRow>, StoreError> {
    tx.records(&OF_USER, &[Value::Bytes(user.as_bytes().as_slice().into())]).await
}

/// Forgets every grant of a program: the recovery kit opened its key, and what was signed before leads back to a
/// founder whose key is lost. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn forget_grants(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
    program: &ProgramId,
) -> Result<u64, StoreError> {
    tx.execute(&FORGET, &[program.value()]).await
}
