//! Full verification finds every change to a stored log and says where it is.

use std::collections::BTreeMap;

use ledger::{
    Anchor, CheckpointError, Fault, Hash, LogCheck, NoteError, StoredEntry, Tile, Tiles, leaf_hash,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::common::{ORIGIN, Stored, entry, keys};

/// What a byte was flipped in.
#[derive(Debug, Clone, Copy)]
enum Part {
    Entry,
    Leaf,
    Body,
    Tile,
    Frontier,
    Checkpoint,
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        Just(Part::Entry),
        Just(Part::Leaf),
        Just(Part::Body),
        Just(Part::Tile),
        Just(Part::Frontier),
        Just(Part::Checkpoint),
    ]
}

/// Where a byte is flipped: a part of the stored log, and which row of it.
struct Place {
    part: Part,
    row: usize,
    tile: Tile,
    note: usize,
}

impl Place {
    fn bytes<'a>(&self, log: &'a mut Stored) -> &'a mut Vec<u8> {
        match self.part {
            Part::Entry => &mut log.entries[self.row],
            Part::Leaf => &mut log.leaves[self.row],
            Part::Body => log.bodies[self.row].as_mut().unwrap(),
            Part::Tile => log.tiles.get_mut(&self.tile).unwrap(),
            Part::Frontier => &mut log.frontier,
            Part::Checkpoint => &mut log.checkpoints[self.note],
        }
    }

    fn is_named_by(&self, fault: &Fault) -> bool {
        match (self.part, fault) {
            (Part::Entry | Part::Leaf, Fault::Leaf { index })
            | (Part::Body, Fault::Sealed { index, .. }) => usize::try_from(*index) == Ok(self.row),
            (Part::Tile, Fault::Tile { tile, .. }) => *tile == self.tile,
            (Part::Frontier, Fault::FrontierBytes(_))
            | (Part::Frontier, Fault::FrontierSize { .. } | Fault::Frontier { .. }) => true,
            (Part::Checkpoint, Fault::Checkpoint { number, .. }) => {
                usize::try_from(*number) == Ok(self.note + 1)
            }
            _ => false,
        }
    }
}

/// Flips one byte, verifies, flips it back, and says whether the fault names the right place.
fn flip_is_found(
    log: &mut Stored,
    part: Part,
    row: prop::sample::Index,
    at: prop::sample::Index,
    with: u8,
) -> Result<(), String> {
    let place = Place {
        part,
        row: row.index(log.entries.len()),
        tile: *log.tiles.keys().nth(row.index(log.tiles.len())).unwrap(),
        note: row.index(log.checkpoints.len()),
    };
    let at = at.index(place.bytes(log).len());
    place.bytes(log)[at] ^= with;
    let result = log.verify();
    place.bytes(log)[at] ^= with;
    match result {
        Ok(_) => Err("the change was not found".into()),
        Err(fault) if place.is_named_by(&fault) => Ok(()),
        Err(fault) => Err(format!("{part:?} was blamed on: {fault}")),
    }
}

#[test]
fn sec_11_ten_thousand_random_byte_flips_are_all_found_and_named() {
    let logs: Vec<Stored> = [1_u64, 2, 3, 7, 30, 64, 100, 257]
        .map(|size| Stored::of_cases(size, &[1, 2, 5, size / 2, size]))
        .into();
    for log in &logs {
        assert_eq!(log.verify().unwrap().signed_size, log.size());
    }
    let cases = 10_000;
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let found = std::cell::Cell::new(0_u32);
    let logs = std::cell::RefCell::new(logs);
    let strategy = (
        0..logs.borrow().len(),
        part(),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        1_u8..,
    );
    TestRunner::new(config)
        .run(&strategy, |(log, part, row, at, with)| {
            flip_is_found(&mut logs.borrow_mut()[log], part, row, at, with)
                .map_err(TestCaseError::fail)?;
            found.set(found.get() + 1);
            Ok(())
        })
        .unwrap();
    assert_eq!(found.get(), cases, "100 % of the flips");
}

#[test]
fn sec_11_flips_in_a_log_with_three_levels_of_tiles_are_found() {
    let log = Stored::of_numbers(65_536 + 300, &[65_536, 65_836]);
    let verified = log.verify().unwrap();
    // 257 full tiles and a partial one, a full one and a partial one, a partial one.
    assert_eq!((verified.tiles, verified.size), (258 + 2 + 1, 65_836));
    let tiles: Vec<Tile> = log.tiles.keys().copied().collect();
    for tile in tiles.iter().filter(|tile| tile.level() > 0 || tile.index() % 100 == 99) {
        let mut changed = log.clone();
        *changed.tiles.get_mut(tile).unwrap().last_mut().unwrap() ^= 1;
        let fault = changed.verify().unwrap_err();
        assert!(matches!(&fault, Fault::Tile { tile: found, .. } if found == tile), "{fault}");
    }
    let mut changed = log.clone();
    changed.entries[65_700][0] ^= 1;
    assert_eq!(changed.verify(), Err(Fault::Leaf { index: 65_700 }));
}

/// Replaces an entry and makes everything but the named parts fit it again.
fn rewritten(size: u64, at: usize, signed_at: &[u64]) -> (Stored, Stored) {
    let log = Stored::of_cases(size, signed_at);
    let rows = log.entries.iter().enumerate().map(|(place, bytes)| {
        if place == at {
            let mut other = entry(u64::try_from(place).unwrap());
            other.actor = "somebody-else".into();
            (other.to_bytes().unwrap(), None)
        } else {
            (bytes.clone(), None)
        }
    });
    let forged = Stored::of(rows, &[]);
    (log, forged)
}

#[test]
fn sec_16_an_entry_rewritten_with_its_leaf_is_named_by_the_tile() {
    let (log, forged) = rewritten(300, 120, &[300]);
    let forged = Stored { tiles: log.tiles, ..forged };
    let fault = forged.verify().unwrap_err();
    assert_eq!(fault.to_string(), "tile/0/000 does not hold the hash of entry 120");
}

#[test]
fn sec_16_an_entry_rewritten_with_its_leaf_and_tile_is_narrowed_by_the_upper_tile() {
    let (log, forged) = rewritten(300, 120, &[300]);
    let mut tiles = forged.tiles.clone();
    let upper: Tile = "tile/1/000.p/1".parse().unwrap();
    tiles.insert(upper, log.tiles[&upper].clone());
    let forged = Stored { tiles, ..forged };
    let fault = forged.verify().unwrap_err();
    assert_eq!(fault.to_string(), "tile/1/000.p/1 does not hold the hash of entries 0 to 255");
}

#[test]
fn sec_16_a_log_rewritten_in_every_part_contradicts_the_checkpoint_after_the_change() {
    let (log, forged) = rewritten(300, 120, &[100, 200, 300]);
    let forged = Stored { checkpoints: log.checkpoints, ..forged };
    assert_eq!(forged.verify(), Err(Fault::Head { size: 200, fits: 100 }));
    assert_eq!(
        forged.verify().unwrap_err().to_string(),
        "entries 100 to 199 do not fit the head that was signed for 200 entries: one of them was \
             changed, added or left out, and every stored hash with it"
    );
}

#[test]
fn sec_16_a_log_rewritten_with_its_checkpoints_contradicts_an_anchor() {
    let (log, forged) = rewritten(300, 120, &[]);
    let anchor = Anchor::from(&log.head());
    let forged = Stored { checkpoints: vec![forged.sign(forged.head())], ..forged };
    assert!(forged.verify().is_ok(), "nothing stored beside it contradicts it");
    assert_eq!(forged.verify_against(&[anchor]), Err(Fault::Forked { size: 300 }));
    let earlier = Anchor { origin: ORIGIN.into(), size: 200, root: log.root_at(200) };
    assert_eq!(forged.verify_against(&[earlier]), Err(Fault::Head { size: 200, fits: 0 }));
}

#[test]
fn sec_16_a_rolled_back_log_contradicts_its_last_checkpoint() {
    let log = Stored::of_cases(300, &[200, 300]);
    let older = Stored { checkpoints: log.checkpoints, ..Stored::of_cases(250, &[]) };
    assert_eq!(older.verify(), Err(Fault::CutOff { size: 300, stored: 250 }));
}

#[test]
fn sec_9_entries_left_out_added_or_swapped_are_found() {
    let log = Stored::of_cases(300, &[300]);
    let mut short = log.clone();
    short.entries.pop();
    short.leaves.pop();
    short.bodies.pop();
    assert_eq!(short.verify(), Err(Fault::CutOff { size: 300, stored: 299 }));

    let mut gap = log.clone();
    gap.entries.remove(17);
    gap.leaves.remove(17);
    gap.bodies.remove(17);
    let tile: Tile = "tile/0/000".parse().unwrap();
    assert_eq!(gap.verify(), Err(Fault::Tile { tile, from: 17, upto: 18 }));

    let mut swapped = log.clone();
    swapped.entries.swap(3, 4);
    swapped.leaves.swap(3, 4);
    swapped.bodies.swap(3, 4);
    assert_eq!(swapped.verify(), Err(Fault::Tile { tile, from: 3, upto: 4 }));

    let mut longer = log;
    longer.entries.push(b"more".to_vec());
    longer.leaves.push(leaf_hash(b"more").as_bytes().to_vec());
    longer.bodies.push(None);
    let tile: Tile = "tile/0/001.p/45".parse().unwrap();
    assert_eq!(longer.verify(), Err(Fault::TileMissing { tile }));
}

#[test]
fn sec_11_a_missing_or_short_part_is_named() {
    let log = Stored::of_cases(300, &[300]);
    let tile: Tile = "tile/0/001.p/44".parse().unwrap();

    let mut changed = log.clone();
    changed.tiles.remove(&tile);
    assert_eq!(changed.verify(), Err(Fault::TileMissing { tile }));

    let mut changed = log.clone();
    changed.tiles.get_mut(&tile).unwrap().pop();
    let short = Fault::TileBytes { tile, expected: 1408, found: 1407 };
    assert_eq!(changed.verify(), Err(short.clone()));
    assert_eq!(short.to_string(), "tile/0/001.p/44 must have 1408 bytes and has 1407");

    let mut changed = log.clone();
    changed.leaves[5].pop();
    assert!(matches!(changed.verify(), Err(Fault::LeafBytes { index: 5, .. })));

    let mut changed = log.clone();
    changed.frontier = Stored::of_cases(299, &[]).frontier;
    assert_eq!(changed.verify(), Err(Fault::FrontierSize { expected: 300, found: 299 }));

    let mut changed = log.clone();
    // Bytes 8 to 39 are the root of the first 256 entries.
    changed.frontier[20] ^= 1;
    assert_eq!(changed.verify(), Err(Fault::Frontier { from: 0, upto: 256 }));

    let mut changed = log;
    changed.entries[9] = vec![b'x'; 65_536];
    assert_eq!(changed.verify(), Err(Fault::EntryTooLarge { index: 9, found: 65_536 }));
}

#[test]
fn the_sentence_names_the_entry() {
    let mut log = Stored::of_cases(10, &[10]);
    log.leaves[7][0] ^= 1;
    let fault = log.verify().unwrap_err();
    assert_eq!(fault.to_string(), "entry 7 does not hash to the leaf stored for it");
}

#[test]
fn an_erased_body_leaves_the_log_verifiable() {
    let mut log = Stored::of_cases(10, &[10]);
    log.bodies[4] = None;
    let verified = log.verify().unwrap();
    assert_eq!((verified.size, verified.bodies), (10, 9));
}

#[test]
fn a_body_beside_an_entry_that_commits_to_none_is_found() {
    let mut log = Stored::of_numbers(3, &[3]);
    log.bodies[1] = Some(b"body".to_vec());
    assert!(matches!(log.verify(), Err(Fault::Entry { index: 1, .. })));
}

#[test]
fn an_unsigned_tail_is_reported_as_such() {
    let verified = Stored::of_cases(10, &[8]).verify().unwrap();
    assert_eq!((verified.size, verified.signed_size, verified.checkpoints), (10, 8, 1));
}

#[test]
fn a_log_without_entries_verifies() {
    let verified = Stored::of_cases(0, &[]).verify().unwrap();
    assert_eq!((verified.size, verified.root), (0, Hash::of_empty_tree()));
}

#[test]
fn a_checkpoint_of_another_key_is_not_believed() {
    let log = Stored::of_cases(10, &[10]);
    let other = crate::common::signer(ORIGIN, 2).verifier().clone();
    let mut check = LogCheck::new(&[other], Tiles::Absent);
    let fault = check.checkpoint(&log.checkpoints[0]).unwrap_err();
    let why = CheckpointError::Note(NoteError::Unsigned);
    assert_eq!(fault, Fault::Checkpoint { number: 1, why });
}

#[test]
fn heads_of_two_logs_are_not_mixed() {
    let mut check = LogCheck::new(&keys(), Tiles::Absent);
    let root = Hash::of_empty_tree();
    check.anchor(&Anchor { origin: "a".into(), size: 0, root }).unwrap();
    assert_eq!(
        check.anchor(&Anchor { origin: "b".into(), size: 0, root }),
        Err(Fault::Mixed { one: "a".into(), other: "b".into() })
    );
}

#[test]
fn a_check_that_skips_the_tiles_does_not_pass() {
    let log = Stored::of_cases(300, &[]);
    let mut check = LogCheck::new(&keys(), Tiles::Stored);
    for (entry, leaf) in log.entries.iter().zip(&log.leaves) {
        check.entry(&StoredEntry { entry, leaf, sealed: None }).unwrap();
    }
    let tile = "tile/0/000".parse().unwrap();
    assert_eq!(check.finish(Some(&log.frontier)), Err(Fault::TileMissing { tile }));
}

#[test]
fn an_export_without_tiles_and_frontier_verifies_by_its_checkpoints() {
    let log = Stored::of_cases(300, &[300]);
    let mut check = LogCheck::new(&keys(), Tiles::Absent);
    check.checkpoint(&log.checkpoints[0]).unwrap();
    for (entry, leaf) in log.entries.iter().zip(&log.leaves) {
        check.entry(&StoredEntry { entry, leaf, sealed: None }).unwrap();
    }
    let verified = check.finish(None).unwrap();
    assert_eq!((verified.signed_size, verified.tiles), (300, 0));
}

#[test]
fn the_partial_tile_a_log_needs_has_the_width_of_its_size() {
    let log = Stored::of_cases(300, &[]);
    let stored: BTreeMap<String, usize> =
        log.tiles.iter().map(|(tile, bytes)| (tile.to_string(), bytes.len())).collect();
    let widths = [("tile/0/000", 256), ("tile/0/001.p/44", 44), ("tile/1/000.p/1", 1)];
    assert_eq!(stored, widths.map(|(path, width)| (path.to_owned(), width * 32)).into());
}
