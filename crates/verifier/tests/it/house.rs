//! A log as a folder, in memory, written with the crate `ledger`.

use std::collections::BTreeMap;
use std::convert::Infallible;

use ed25519_dalek::SigningKey;
use ledger::{
    Checkpoint, Frontier, Hash, NoteSigner, SignedNote, Tile, clear_to_sign, leaf_hash,
    write_bundle,
};
use verifier::{Fault, Key, LogFacts, Unverified, verify_log};

pub(crate) const ORIGIN: &str = "bugs.example.org/log/acme";

pub(crate) fn signer() -> NoteSigner {
    NoteSigner::new(ORIGIN, SigningKey::from_bytes(&[1; 32])).unwrap()
}

pub(crate) fn key() -> Key {
    Key::parse(&signer().verifier().to_string()).unwrap()
}

/// A log and its files.
#[derive(Clone)]
pub(crate) struct Log {
    pub entries: Vec<Vec<u8>>,
    nodes: Vec<Vec<Hash>>,
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Log {
    pub(crate) fn of(entries: Vec<Vec<u8>>) -> Self {
        let mut nodes = vec![Vec::new(); 64];
        let mut frontier = Frontier::new();
        for entry in &entries {
            frontier
                .append_with(leaf_hash(entry), |level, _, hash| {
                    nodes[usize::from(level)].push(hash);
                })
                .unwrap();
        }
        let mut log = Self { entries, nodes, files: BTreeMap::new() };
        for tile in Tile::all(log.size()) {
            let from = usize::try_from(tile.index() * 256).unwrap();
            let upto = from + usize::from(tile.width());
            let hashes = &log.nodes[usize::from(tile.level()) * 8][from..upto];
            let bytes = hashes.iter().flat_map(|hash| *hash.as_bytes()).collect();
            log.files.insert(tile.to_string(), bytes);
            if tile.level() == 0 {
                let bundle = write_bundle(&log.entries[from..upto]).unwrap();
                log.files.insert(tile.entries_path(), bundle);
            }
        }
        log.files.insert("checkpoint".into(), log.signed(log.size()).to_string().into_bytes());
        log.files.insert("vkey".into(), format!("{}\n", signer().verifier()).into_bytes());
        log
    }

    pub(crate) fn of_numbers(size: u64) -> Self {
        Self::of((0..size).map(|n| format!("entry {n}").into_bytes()).collect())
    }

    pub(crate) fn size(&self) -> u64 {
        u64::try_from(self.entries.len()).unwrap()
    }

    pub(crate) fn node(&self, level: u8, index: u64) -> Result<Hash, Infallible> {
        Ok(self.nodes[usize::from(level)][usize::try_from(index).unwrap()])
    }

    pub(crate) fn root(&self, size: u64) -> Hash {
        ledger::root_at(size, |level, index| self.node(level, index)).unwrap()
    }

    pub(crate) fn signed(&self, size: u64) -> SignedNote {
        let head = Checkpoint::new(ORIGIN, size, self.root(size)).unwrap();
        let cleared = clear_to_sign(&[], head, |level, index| self.node(level, index)).unwrap();
        cleared.sign(&[&signer()]).unwrap()
    }

    pub(crate) fn verify(&self, older: &[(String, Vec<u8>)]) -> Result<LogFacts, Fault> {
        let read = |path: &str| Ok::<_, Infallible>(self.files.get(path).cloned());
        verify_log(read, &key(), older, &[]).map_err(|error| match error {
            Unverified::Fault(fault) => fault,
            Unverified::Read { why, .. } => match why {},
        })
    }
}

/// A checkpoint as it was kept.
pub(crate) fn kept(note: &SignedNote) -> (String, Vec<u8>) {
    ("kept".to_owned(), note.to_string().into_bytes())
}
