//! Appending to a log, inside the transaction that the leaves belong to.
//!
//! The head (size and frontier), the leaves and the tiles they touch move together. Tiles are kept filled
//! as the log grows, so that a proof of any age reads a handful of rows.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use access::{AppendLedger, Authorized};
use ledger::{Frontier, Hash, Tile};
use policy::id::ProgramId;
use store::Tx;
use store::ledger::{HeadRow, LeafRow, TileRow};

use crate::error::Error;
use crate::record::Leaf;

/// Appends leaves, and returns the index of the first.
pub(crate) async fn append(
    tx: &Tx<'_>,
    proof: &Authorized<AppendLedger>,
    leaves: &[Leaf],
) -> Result<u64, Error> {
    let program = proof.program().cloned();
    let mut frontier = match store::ledger::head(tx, &program).await? {
        Some(head) => {
            Frontier::from_bytes(&head.frontier).map_err(|e| Error::bug("frontier", &e))?
        }
        None => Frontier::new(),
    };
    let first = frontier.size();
    let mut completed: Vec<(u8, u64, Hash)> = Vec::new();
    let mut rows = Vec::with_capacity(leaves.len());
    for leaf in leaves {
        rows.push(LeafRow {
            leaf_index: frontier.size(),
            entry: leaf.entry.clone().into(),
            leaf_hash: (*leaf.hash.as_bytes()).into(),
        });
        frontier
            .append_with(leaf.hash, |level, index, hash| completed.push((level, index, hash)))
            .map_err(|e| Error::bug("frontier", &e))?;
    }
    let mut tiles: BTreeMap<(u8, u64), Vec<u8>> = BTreeMap::new();
    for (level, index, hash) in completed {
        let Some(slot) = Tile::slot_of(level, index) else { continue };
        let place = (slot.tile_level, slot.tile_index);
        let tile = match tiles.entry(place) {
            Entry::Occupied(begun) => begun.into_mut(),
            Entry::Vacant(unread) if slot.position == 0 => unread.insert(Vec::new()),
            Entry::Vacant(unread) => {
                let row =
                    store::ledger::tile(tx, &program, slot.tile_level, slot.tile_index).await?;
                unread.insert(row.map(|tile| tile.hashes.0).unwrap_or_default())
            }
        };
        if tile.len() != usize::from(slot.position) * Hash::BYTES {
            return Err(Error::bug(
                "ledger tile",
                &format!("{place:?} does not end where the log does"),
            ));
        }
        tile.extend_from_slice(hash.as_bytes());
    }
    let tiles: Vec<TileRow> = tiles
        .into_iter()
        .map(|((level, tile_index), hashes)| TileRow { level, tile_index, hashes: hashes.into() })
        .collect();
    let head = HeadRow { size: frontier.size(), frontier: frontier.to_bytes().into() };
    store::ledger::append(tx, proof, first, &rows, &tiles, &head).await?;
    Ok(first)
}

/// Appends leaves that are about no event of a case (rights given, a policy adopted, an erasure) to a
/// program's log, and to the audit log of the instance. Gives the index of the first in the program's.
pub(crate) async fn append_act(
    tx: &Tx<'_>,
    proof: &Authorized<AppendLedger>,
    leaves: &[Leaf],
) -> Result<u64, Error> {
    let first = append(tx, proof, leaves).await?;
    audit_too(tx, proof.program(), leaves).await?;
    Ok(first)
}

/// Copies leaves to the audit log of the instance.
pub(crate) async fn audit_too(
    tx: &Tx<'_>,
    program: Option<&ProgramId>,
    leaves: &[Leaf],
) -> Result<(), Error> {
    let mut copies = Vec::with_capacity(leaves.len());
    for leaf in leaves {
        copies.extend(crate::audit::copy_of(program, leaf)?);
    }
    if copies.is_empty() {
        return Ok(());
    }
    crate::audit::append(tx, &copies).await.map(|_| ())
}
