//! The rows of each log: leaves, tiles of hashes, and the head. The hashing is the ledger crate's; here is
//! only that the head moves in the transaction that adds the leaves, and that leaves are never changed or
//! removed (a test holds that no statement could).
//!
//! Every program has a log, and the instance has one: no program ('') in the keys is the instance.

use access::{AppendLedger, Authorized};
use futures_util::future::try_join3;
use policy::id::ProgramId;

use crate::error::StoreError;
use crate::proof::{OpensCase, SeesProgram, WalksProgram, within};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Hash32, Record, Row, Value, row};

/// Which log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Log<'a> {
    /// That of a program.
    Program(&'a ProgramId),
    /// The audit log of the instance: who read what, signed in, was given a right.
    Instance,
}

impl<'a> From<&'a ProgramId> for Log<'a> {
    fn from(program: &'a ProgramId) -> Self {
        Self::Program(program)
    }
}

impl<'a> From<&'a Option<ProgramId>> for Log<'a> {
    fn from(program: &'a Option<ProgramId>) -> Self {
        program.as_ref().map_or(Self::Instance, Self::Program)
    }
}

impl Log<'_> {
    /// The log that a proof was given for.
    pub(crate) fn of(proof: &impl SeesProgram) -> Log<'_> {
        proof.program_key().map_or(Log::Instance, Log::Program)
    }

    pub(crate) fn key(&self) -> Value<'_> {
        Value::Text(match self {
            Self::Program(program) => program.as_str().into(),
            Self::Instance => "".into(),
        })
    }

    /// Refuses a proof that was given for another log. The instance's is walked by nobody who was let into
    /// one program.
    fn walked_with(&self, proof: &impl WalksProgram) -> Result<(), StoreError> {
        match (self, proof.program_key()) {
            (Self::Program(program), _) => within(proof, program),
            (Self::Instance, None) => Ok(()),
            (Self::Instance, Some(_)) => Err(StoreError::WrongTarget),
        }
    }
}

row! {
    /// The head of a log.
    pub struct HeadRow {
        /// How many leaves it has.
        pub size: u64,
        /// The compact range of hashes that a new leaf is added to.
        pub frontier: Bytes,
    }
}

row! {
    /// One leaf of a program's log.
    pub struct LeafRow {
        /// Its index, from 0.
        pub leaf_index: u64,
        /// The canonical entry.
        pub entry: Bytes,
        /// Its RFC 6962 leaf hash.
        pub leaf_hash: Hash32,
    }
}

row! {
    /// One tile of hashes (C2SP tlog-tiles), full or partial.
    pub struct TileRow {
        /// Its level, 0 for leaf hashes.
        pub level: u8,
        /// Its index in the level.
        pub tile_index: u64,
        /// Its hashes, 32 bytes each, at most 256.
        pub hashes: Bytes,
    }
}

struct LeafHash(Hash32);

impl Record for LeafHash {
    fn read(row: &mut Row) -> Result<Self, StoreError> {
        row.next().map(Self)
    }
    fn values(&self) -> Vec<Value<'_>> {
        vec![self.0.value()]
    }
}

declare! {
    /// The head.
    HEAD = "SELECT size, frontier FROM ledger_head WHERE program_id = ?1";
    /// The first head.
    FIRST_HEAD = "INSERT INTO ledger_head (program_id, size, frontier) VALUES (?1, ?2, ?3)";
    /// The next head, if the log still has `?2` leaves.
    MOVE_HEAD = "UPDATE ledger_head SET size = ?3, frontier = ?4 WHERE program_id = ?1 AND size = ?2";
    /// A new leaf.
    LEAF = "INSERT INTO ledger_leaf (program_id, leaf_index, entry, leaf_hash) VALUES (?1, ?2, ?3, ?4)";
    /// A new or fuller tile.
    TILE = "INSERT INTO ledger_tile (program_id, level, tile_index, hashes) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (program_id, level, tile_index) DO UPDATE SET hashes = excluded.hashes";
    /// One tile.
    READ_TILE = "SELECT level, tile_index, hashes FROM ledger_tile
        WHERE program_id = ?1 AND level = ?2 AND tile_index = ?3";
    /// A page of leaves.
    LEAVES = "SELECT leaf_index, entry, leaf_hash FROM ledger_leaf
        WHERE program_id = ?1 AND leaf_index >= ?2 ORDER BY leaf_index LIMIT ?3";
    /// A page of leaf hashes.
    LEAF_HASHES = "SELECT leaf_hash FROM ledger_leaf
        WHERE program_id = ?1 AND leaf_index >= ?2 ORDER BY leaf_index LIMIT ?3";
    /// The leaves that commit to a case's events.
    OF_CASE = "SELECT ledger_leaf.leaf_index, ledger_leaf.entry, ledger_leaf.leaf_hash
        FROM event JOIN ledger_leaf ON ledger_leaf.program_id = event.program_id
            AND ledger_leaf.leaf_index = event.leaf_index
        WHERE event.program_id = ?1 AND event.case_id = ?2 ORDER BY event.seq";
    /// A page of tiles.
    TILES = "SELECT level, tile_index, hashes FROM ledger_tile
        WHERE program_id = ?1 AND (level, tile_index) > (?2, ?3) ORDER BY level, tile_index LIMIT ?4";
}

/// The head of a log; nothing before its first leaf. Public: a checkpoint says the same.
///
/// # Errors
/// When the database does.
pub async fn head(tx: &Tx<'_>, log: impl Into<Log<'_>>) -> Result<Option<HeadRow>, StoreError> {
    tx.record(&HEAD, &[log.into().key()]).await
}

/// Adds leaves to the log of the proof's program, or to the instance's, with the tiles they change, and moves the head from
/// `expected_size` to `new_head`.
///
/// # Errors
/// [`StoreError::Conflict`] when the log no longer has `expected_size` leaves, or a leaf's place is taken.
pub async fn append(
    tx: &Tx<'_>,
    proof: &Authorized<AppendLedger>,
    expected_size: u64,
    leaves: &[LeafRow],
    tiles: &[TileRow],
    new_head: &HeadRow,
) -> Result<(), StoreError> {
    let log = Log::of(proof);
    let move_head = async {
        let moved = if expected_size == 0 {
            let values = [log.key(), new_head.size.value(), new_head.frontier.value()];
            match tx.execute(&FIRST_HEAD, &values).await {
                Err(StoreError::Duplicate { .. }) => 0,
                outcome => outcome?,
            }
        } else {
            let values = [
                log.key(),
                expected_size.value(),
                new_head.size.value(),
                new_head.frontier.value(),
            ];
            tx.execute(&MOVE_HEAD, &values).await?
        };
        if moved == 1 { Ok(()) } else { Err(StoreError::Conflict) }
    };
    let leaves: Vec<_> = leaves.iter().map(|leaf| keyed(log, leaf)).collect();
    let add_leaves = async {
        match tx.execute_many(&LEAF, &leaves).await {
            Err(StoreError::Duplicate { .. }) => Err(StoreError::Conflict),
            outcome => outcome,
        }
    };
    let tiles: Vec<_> = tiles.iter().map(|tile| keyed(log, tile)).collect();
    // On PostgreSQL all are on their way before the first answer is back.
    try_join3(move_head, add_leaves, tx.execute_many(&TILE, &tiles)).await.map(|_| ())
}

/// One tile of a log. Public: it holds hashes only.
///
/// # Errors
/// When the database does.
pub async fn tile(
    tx: &Tx<'_>,
    log: impl Into<Log<'_>>,
    level: u8,
    tile_index: u64,
) -> Result<Option<TileRow>, StoreError> {
    tx.record(&READ_TILE, &[log.into().key(), level.value(), tile_index.value()]).await
}

/// Up to `limit` leaf hashes of a log from index `from` on. Public: hashes only.
///
/// # Errors
/// When the database does.
pub async fn leaf_hashes(
    tx: &Tx<'_>,
    log: impl Into<Log<'_>>,
    from: u64,
    limit: u32,
) -> Result<Vec<Hash32>, StoreError> {
    let hashes: Vec<LeafHash> =
        tx.records(&LEAF_HASHES, &[log.into().key(), from.value(), limit.value()]).await?;
    Ok(hashes.into_iter().map(|hash| hash.0).collect())
}

/// The leaves that commit to the events of the case of the proof, in the events' order.
///
/// # Errors
/// When the database does.
pub async fn of_case(tx: &Tx<'_>, proof: &impl OpensCase) -> Result<Vec<LeafRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.records(&OF_CASE, &[program.value(), case.value()]).await
}

/// Up to `limit` leaves of a log from index `from` on, entries included: for verification.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn leaves(
    tx: &Tx<'_>,
    proof: &impl WalksProgram,
    log: impl Into<Log<'_>>,
    from: u64,
    limit: u32,
) -> Result<Vec<LeafRow>, StoreError> {
    let log = log.into();
    log.walked_with(proof)?;
    tx.records(&LEAVES, &[log.key(), from.value(), limit.value()]).await
}

/// Up to `limit` tiles of a log after `(level, tile_index)`: for verification.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn tiles(
    tx: &Tx<'_>,
    proof: &impl WalksProgram,
    log: impl Into<Log<'_>>,
    after: Option<(u8, u64)>,
    limit: u32,
) -> Result<Vec<TileRow>, StoreError> {
    let log = log.into();
    log.walked_with(proof)?;
    let (level, index) = match after {
        Some((level, index)) => (i64::from(level), index),
        None => (-1, 0),
    };
    tx.records(&TILES, &[log.key(), level.value(), index.value(), limit.value()]).await
}

fn keyed<'v>(log: Log<'v>, record: &'v impl Record) -> Vec<Value<'v>> {
    let mut values = vec![match log {
        Log::Program(program) => program.value(),
        Log::Instance => Value::Text("".into()),
    }];
    values.extend(record.values());
    values
}
