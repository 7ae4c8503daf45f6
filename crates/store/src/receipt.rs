//! Receipts: what a reporter's twelve words are looked up by. Nothing here opens a case; the words do.
//!
//! A lookup needs no proof, because it is how a visitor becomes a reporter, and no program, because a
//! receipt names none: its hash alone finds it.

use clock::Instant;
use policy::id::{CaseId, ProgramId};

use crate::error::StoreError;
use crate::proof::{ChangesCase, OpensCase};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Hash32, Record, Row, Value, row};

row! {
    /// One receipt of a case.
    pub struct ReceiptRow {
        /// The keyed hash it is found by.
        pub locator_hash: Hash32,
        /// The hash that a second secret of the receipt must have.
        pub auth_hash: Hash32,
        /// The public key the case's key is wrapped to.
        pub public_key: Bytes,
        /// When it was given.
        pub created_at: Instant,
    }
}

/// A receipt with the case it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundReceipt {
    /// The program.
    pub program_id: ProgramId,
    /// The case.
    pub case_id: CaseId,
    /// The receipt.
    pub receipt: ReceiptRow,
}

impl Record for FoundReceipt {
    fn read(row: &mut Row) -> Result<Self, StoreError> {
        Ok(Self { program_id: row.next()?, case_id: row.next()?, receipt: ReceiptRow::read(row)? })
    }
    fn values(&self) -> Vec<Value<'_>> {
        let mut values = vec![self.program_id.value(), self.case_id.value()];
        values.extend(self.receipt.values());
        values
    }
}

declare! {
    /// A new receipt.
    INSERT = "INSERT INTO receipt
        (program_id, case_id, locator_hash, auth_hash, public_key, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    /// The receipt with this hash.
    FIND = "SELECT program_id, case_id, locator_hash, auth_hash, public_key, created_at
        FROM receipt WHERE locator_hash = ?1";
    /// The receipts of a case.
    OF_CASE = "SELECT locator_hash, auth_hash, public_key, created_at
        FROM receipt WHERE program_id = ?1 AND case_id = ?2 ORDER BY created_at, locator_hash";
    /// Takes a receipt away.
    REMOVE = "DELETE FROM receipt WHERE program_id = ?1 AND case_id = ?2 AND locator_hash = ?3";
}

/// Adds a receipt to the case of the proof.
///
/// # Errors
/// [`StoreError::Duplicate`] when the hash is taken.
pub async fn insert(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    row: &ReceiptRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let mut values = vec![program.value(), case.value()];
    values.extend(row.values());
    tx.execute(&INSERT, &values).await.map(|_| ())
}

/// The receipt with this hash, in any program.
///
/// # Errors
/// When the database does.
pub async fn find(tx: &Tx<'_>, locator_hash: Hash32) -> Result<Option<FoundReceipt>, StoreError> {
    tx.record(&FIND, &[locator_hash.value()]).await
}

/// The receipts of the case of the proof, oldest first.
///
/// # Errors
/// When the database does.
pub async fn of_case(tx: &Tx<'_>, proof: &impl OpensCase) -> Result<Vec<ReceiptRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.records(&OF_CASE, &[program.value(), case.value()]).await
}

/// Takes a receipt of the case away. Says whether there was one.
///
/// # Errors
/// When the database does.
pub async fn remove(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    locator_hash: Hash32,
) -> Result<bool, StoreError> {
    let (program, case) = proof.case_key()?;
    let values = [program.value(), case.value(), locator_hash.value()];
    Ok(tx.execute(&REMOVE, &values).await? == 1)
}
