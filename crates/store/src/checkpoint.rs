//! Signed checkpoints of each log, all kept: never two for one size.

use access::{AppendLedger, Authorized};
use clock::Instant;

use crate::error::StoreError;
use crate::ledger::Log;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Hash32, Record, row};

row! {
    /// One checkpoint. All of it is public.
    pub struct CheckpointRow {
        /// How many leaves the log had.
        pub size: u64,
        /// The root hash at that size.
        pub root: Hash32,
        /// The signed note (C2SP tlog-checkpoint), as published.
        pub note: String,
        /// When it was signed.
        pub signed_at: Instant,
    }
}

declare! {
    /// A new checkpoint.
    INSERT = "INSERT INTO checkpoint (program_id, size, root, note, signed_at)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    /// The latest.
    LATEST = "SELECT size, root, note, signed_at FROM checkpoint
        WHERE program_id = ?1 ORDER BY size DESC LIMIT 1";
    /// The first that covers a leaf.
    COVERING = "SELECT size, root, note, signed_at FROM checkpoint
        WHERE program_id = ?1 AND size > ?2 ORDER BY size LIMIT 1";
    /// A page, smallest first.
    PAGE = "SELECT size, root, note, signed_at FROM checkpoint
        WHERE program_id = ?1 AND size > ?2 ORDER BY size LIMIT ?3";
}

/// Keeps a checkpoint of the log of the proof's program, or of the instance's.
///
/// # Errors
/// [`StoreError::Duplicate`] when there is one of this size: a log that signed two roots for one size has
/// forked, so a second is never written.
pub async fn insert(
    tx: &Tx<'_>,
    proof: &Authorized<AppendLedger>,
    row: &CheckpointRow,
) -> Result<(), StoreError> {
    let log = Log::of(proof);
    let mut values = vec![log.key()];
    values.extend(row.values());
    tx.execute(&INSERT, &values).await.map(|_| ())
}

/// The latest checkpoint of a log.
///
/// # Errors
/// When the database does.
pub async fn latest(
    tx: &Tx<'_>,
    log: impl Into<Log<'_>>,
) -> Result<Option<CheckpointRow>, StoreError> {
    tx.record(&LATEST, &[log.into().key()]).await
}

/// The first checkpoint that covers a leaf.
///
/// # Errors
/// When the database does.
pub async fn covering(
    tx: &Tx<'_>,
    log: impl Into<Log<'_>>,
    leaf_index: u64,
) -> Result<Option<CheckpointRow>, StoreError> {
    tx.record(&COVERING, &[log.into().key(), leaf_index.value()]).await
}

/// Up to `limit` checkpoints of a log of more than `after_size` leaves, smallest first.
///
/// # Errors
/// When the database does.
pub async fn of_program(
    tx: &Tx<'_>,
    log: impl Into<Log<'_>>,
    after_size: u64,
    limit: u32,
) -> Result<Vec<CheckpointRow>, StoreError> {
    tx.records(&PAGE, &[log.into().key(), after_size.value(), limit.value()]).await
}
