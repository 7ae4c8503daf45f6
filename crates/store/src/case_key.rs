//! The key of each case, wrapped once for everyone who may open it: the team of an epoch, each receipt,
//! the recovery kit. Deleting these rows erases the case.

use policy::id::CaseId;

use access::{Authorized, ManageMembers};

use crate::error::StoreError;
use crate::proof::{ChangesCase, OpensCase, one_program};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Record, Row, Value, row};

row! {
    /// A case's key wrapped for one holder.
    pub struct CaseKeyRow {
        /// What kind of holder (`team`, `receipt`, `recovery` …).
        pub holder_kind: String,
        /// Which one: the locator hash of a receipt, a user's id; empty for the team.
        pub holder_id: Bytes,
        /// The key epoch of the holder.
        pub epoch: u32,
        /// The wrap.
        pub wrap: Bytes,
    }
}

/// A wrap with the case it opens, for re-wrapping to a new team epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseKeyOfProgram {
    /// The case.
    pub case_id: CaseId,
    /// The wrap.
    pub wrap: Bytes,
}

impl Record for CaseKeyOfProgram {
    fn read(row: &mut Row) -> Result<Self, StoreError> {
        Ok(Self { case_id: row.next()?, wrap: row.next()? })
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![self.case_id.value(), self.wrap.value()]
    }
}

declare! {
    /// A wrap for a holder; a new wrap for the same holder and epoch takes the old one's place.
    PUT = "INSERT INTO case_key (program_id, case_id, holder_kind, holder_id, epoch, wrap)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (program_id, case_id, holder_kind, holder_id, epoch) DO UPDATE SET wrap = excluded.wrap";
    /// The wraps of a case.
    OF_CASE = "SELECT holder_kind, holder_id, epoch, wrap FROM case_key
        WHERE program_id = ?1 AND case_id = ?2 ORDER BY holder_kind, holder_id, epoch";
    /// A page of the wraps a program's holders of one kind and epoch have.
    OF_EPOCH = "SELECT case_id, wrap FROM case_key
        WHERE program_id = ?1 AND holder_kind = ?2 AND holder_id = ?3 AND epoch = ?4 AND case_id > ?5
        ORDER BY case_id LIMIT ?6";
    /// Takes a holder's wraps away.
    REMOVE = "DELETE FROM case_key
        WHERE program_id = ?1 AND case_id = ?2 AND holder_kind = ?3 AND holder_id = ?4";
    /// Takes every wrap of a case away.
    ERASE = "DELETE FROM case_key WHERE program_id = ?1 AND case_id = ?2";
}

/// Wraps the key of the case of the proof for a holder.
///
/// # Errors
/// When the database does.
pub async fn put(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    row: &CaseKeyRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let mut values = vec![program.value(), case.value()];
    values.extend(row.values());
    tx.execute(&PUT, &values).await.map(|_| ())
}

/// The wraps of the case of the proof.
///
/// # Errors
/// When the database does.
pub async fn of_case(tx: &Tx<'_>, proof: &impl OpensCase) -> Result<Vec<CaseKeyRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.records(&OF_CASE, &[program.value(), case.value()]).await
}

/// A page of the wraps of a program's cases for one holder and epoch, after `after`: for re-wrapping when
/// the team changes.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn of_epoch(
    tx: &Tx<'_>,
    proof: &Authorized<ManageMembers>,
    holder_kind: &str,
    holder_id: &[u8],
    epoch: u32,
    after: Option<CaseId>,
    limit: u32,
) -> Result<Vec<CaseKeyOfProgram>, StoreError> {
    let program = one_program(proof)?;
    let after: &[u8] = after.as_ref().map_or(&[], |case| case.as_bytes());
    let values = [
        program.value(),
        Value::Text(holder_kind.into()),
        Value::Bytes(holder_id.into()),
        epoch.value(),
        Value::Bytes(after.into()),
        limit.value(),
    ];
    tx.records(&OF_EPOCH, &values).await
}

/// Takes the wraps of one holder of the case away, of every epoch. Says how many there were.
///
/// # Errors
/// When the database does.
pub async fn remove(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    holder_kind: &str,
    holder_id: &[u8],
) -> Result<u64, StoreError> {
    let (program, case) = proof.case_key()?;
    let values = [
        program.value(),
        case.value(),
        Value::Text(holder_kind.into()),
        Value::Bytes(holder_id.into()),
    ];
    tx.execute(&REMOVE, &values).await
}

/// Takes every wrap of the case away; part of [`crate::case_file::erase`].
pub(crate) async fn erase(tx: &Tx<'_>, proof: &impl ChangesCase) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    tx.execute(&ERASE, &[program.value(), case.value()]).await.map(|_| ())
}
