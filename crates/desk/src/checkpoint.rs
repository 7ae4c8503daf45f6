//! Signing the head of a log, and never two heads that contradict each other.
//!
//! What was signed is remembered outside the data (the anchor file beside the root key), so that a data
//! folder put back from an old copy is noticed: the log would be shorter than what people hold receipts
//! of. Then nothing is signed until an operator restores properly, which continues the log under a new
//! origin and says why.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::PathBuf;
use std::sync::Mutex;

use access::{AppendLedger, Principal, Target, decide};
use clock::Instant;
use ledger::{Anchor, Checkpoint, Frontier, Hash, NoteSigner, Tile, clear_to_sign};
use policy::id::ProgramId;
use seal::RootUse;
use store::Tx;
use store::checkpoint::CheckpointRow;
use store::ledger::Log;

use crate::Desk;
use crate::error::Error;
use crate::program::Program;

/// The last signed head of a program's log.
#[derive(Debug, Clone)]
pub struct LatestCheckpoint {
    /// How many entries it covers.
    pub size: u64,
    /// The signed note, as it is published.
    pub note: String,
    /// When it was signed.
    pub signed_at: Instant,
}

/// A log that this instance signs: a program's, or the audit log.
pub(crate) struct SignedLog<'a> {
    /// Whose; nothing: the instance's.
    pub(crate) program: Option<ProgramId>,
    /// The name of the first.
    pub(crate) base: &'a str,
    /// The name that it is signed under.
    pub(crate) origin: &'a str,
    /// Which one it is; a restore begins the next.
    pub(crate) epoch: u32,
    pub(crate) signer: &'a NoteSigner,
}

impl SignedLog<'_> {
    /// What stands for it in key derivation.
    pub(crate) fn place(&self) -> &str {
        self.program.as_ref().map_or(crate::audit::PLACE, ProgramId::as_str)
    }

    /// For whom its proofs are given.
    pub(crate) fn target(&self) -> Target {
        self.program.clone().map_or(Target::Instance, Target::Program)
    }
}

/// The origin of a log: the first is the program's name, later ones are numbered.
pub(crate) fn origin_of(base: &str, epoch: u32) -> String {
    if epoch <= 1 { base.to_owned() } else { format!("{base}/{epoch}") }
}

/// The file of anchors: one line per log, `origin size root`. Written before a signature leaves the
/// program, by rename, so that a crash leaves either the old or the new line.
pub(crate) struct AnchorFile {
    path: PathBuf,
    lock: Mutex<()>,
}

impl AnchorFile {
    pub(crate) const fn new(path: PathBuf) -> Self {
        Self { path, lock: Mutex::new(()) }
    }

    /// Where it lies.
    pub(crate) fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// The anchors of one log.
    pub(crate) fn of(&self, origin: &str) -> Result<Vec<Anchor>, Error> {
        Ok(self.read()?.remove(origin).into_iter().collect())
    }

    fn read(&self) -> Result<BTreeMap<String, Anchor>, Error> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Error::bug("anchor file", &error)),
        };
        let mut anchors = BTreeMap::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let mut words = line.split(' ');
            let anchor = words.next().zip(words.next()).zip(words.next()).and_then(
                |((origin, size), root)| {
                    Some(Anchor {
                        origin: origin.to_owned(),
                        size: size.parse().ok()?,
                        root: root.parse().ok()?,
                    })
                },
            );
            let Some(anchor) = anchor else {
                return Err(Error::Ledger(format!(
                    "{} holds a line that is no anchor; restore the file from where the root key is kept",
                    self.path.display()
                )));
            };
            anchors.insert(anchor.origin.clone(), anchor);
        }
        Ok(anchors)
    }

    /// Held by one process at a time; the system lets go of it when the process ends, however it does.
    fn lock_file(&self) -> std::io::Result<std::fs::File> {
        let mut path = self.path.as_os_str().to_owned();
        path.push(".lock");
        let mut options = std::fs::OpenOptions::new();
        let file = options.create(true).truncate(false).write(true).open(path)?;
        file.lock()?;
        Ok(file)
    }

    /// Remembers a head, unless a larger one of the same log is remembered already.
    pub(crate) fn remember(&self, head: &Checkpoint) -> Result<(), Error> {
        let _guard = self.lock.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // A command beside a serving process remembers heads too: neither may overwrite the other's.
        let _other_processes = self.lock_file().map_err(|e| Error::bug("anchor file", &e))?;
        let mut anchors = self.read()?;
        let anchor = Anchor::from(head);
        if anchors.get(&anchor.origin).is_some_and(|known| known.size >= anchor.size) {
            return Ok(());
        }
        anchors.insert(anchor.origin.clone(), anchor);
        let text: String = anchors
            .values()
            .map(|anchor| format!("{} {} {}\n", anchor.origin, anchor.size, anchor.root))
            .collect();
        write_durably(&self.path, text.as_bytes())
            .map_err(|error| Error::bug("anchor file", &error))
    }
}

/// Writes a small file so that it is whole after a crash: temporary, fsync, rename, fsync of the folder.
pub(crate) fn write_durably(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut next = path.as_os_str().to_owned();
    next.push(".next");
    let next = PathBuf::from(next);
    let mut file = std::fs::File::create(&next)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&next, path)?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::File::open(folder)?.sync_all()?;
    } else {
        std::fs::File::open(".")?.sync_all()?;
    }
    Ok(())
}

/// The hashes of some nodes, read from the tiles.
pub(crate) async fn node_hashes(
    tx: &Tx<'_>,
    log: impl Into<Log<'_>>,
    size: u64,
    nodes: &[ledger::Node],
) -> Result<BTreeMap<(u8, u64), Hash>, Error> {
    let log = log.into();
    let mut tiles: BTreeMap<(u8, u64), Vec<u8>> = BTreeMap::new();
    let mut hashes = BTreeMap::new();
    for node in nodes {
        let tile =
            Tile::holding(node.level, node.index, size).map_err(|e| Error::bug("tile", &e))?;
        let place = (tile.level(), tile.index());
        let bytes = match tiles.entry(place) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(unread) => {
                let row = store::ledger::tile(tx, log, tile.level(), tile.index()).await?;
                unread.insert(row.map(|row| row.hashes.0).unwrap_or_default())
            }
        };
        // The stored tile may have grown since the size we prove for: only its first hashes count.
        let bytes = bytes.get(..tile.byte_count());
        let bytes =
            bytes.ok_or_else(|| Error::bug("ledger tile", &format!("{tile} is not there")))?;
        let hash = tile.node(bytes, node.level, node.index).map_err(|e| Error::bug("tile", &e))?;
        hashes.insert((node.level, node.index), hash);
    }
    Ok(hashes)
}

impl Desk {
    pub(crate) fn log_signer(
        &self,
        place: &str,
        epoch: u32,
        origin: &str,
    ) -> Result<NoteSigner, Error> {
        let place = if epoch <= 1 { place.to_owned() } else { format!("{place}/{epoch}") };
        let seed =
            self.inner().root_key.subkey(&self.inner().instance, RootUse::LedgerSigning(&place));
        NoteSigner::new(origin, ed25519_dalek::SigningKey::from_bytes(seed.expose()))
            .map_err(|error| Error::bug("log key", &error))
    }

    /// The last signed head, if any.
    ///
    /// # Errors
    /// When the store does.
    pub async fn latest_checkpoint(
        &self,
        program: &Program,
    ) -> Result<Option<LatestCheckpoint>, Error> {
        self.latest_head(&program.log()).await
    }

    pub(crate) async fn latest_head(
        &self,
        log: &SignedLog<'_>,
    ) -> Result<Option<LatestCheckpoint>, Error> {
        let id = log.program.clone();
        let row = self
            .read(move |tx| {
                let id = id.clone();
                Box::pin(async move { Ok(store::checkpoint::latest(tx, &id).await?) })
            })
            .await?;
        Ok(row.map(|row| LatestCheckpoint {
            size: row.size,
            note: row.note,
            signed_at: row.signed_at,
        }))
    }

    /// Signs the head of a program's log if it grew since the last signature.
    ///
    /// # Errors
    /// [`Error::Ledger`] when an anchor outside the data contradicts the log: nothing is signed then.
    pub async fn sign_checkpoint(
        &self,
        program: &Program,
    ) -> Result<Option<LatestCheckpoint>, Error> {
        self.sign_head(&program.log()).await
    }

    pub(crate) async fn sign_head(
        &self,
        log: &SignedLog<'_>,
    ) -> Result<Option<LatestCheckpoint>, Error> {
        let id = log.program.clone();
        let anchors = self.inner().anchors.of(log.origin)?;
        let anchor_sizes: Vec<u64> = anchors.iter().map(|anchor| anchor.size).collect();
        let loaded = self
            .read(move |tx| {
                let (id, anchor_sizes) = (id.clone(), anchor_sizes.clone());
                Box::pin(async move {
                    let latest = store::checkpoint::latest(tx, &id).await?;
                    let Some(head) = store::ledger::head(tx, &id).await? else {
                        return Ok((latest, None));
                    };
                    let frontier = Frontier::from_bytes(&head.frontier)
                        .map_err(|e| Error::bug("frontier", &e))?;
                    let size = frontier.size();
                    let mut nodes = ledger::frontier_nodes(size);
                    for anchor in
                        anchor_sizes.into_iter().filter(|anchor| (1..=size).contains(anchor))
                    {
                        nodes.extend(
                            ledger::consistency_nodes(anchor, size)
                                .map_err(|e| Error::bug("consistency", &e))?,
                        );
                    }
                    let hashes = node_hashes(tx, &id, size, &nodes).await?;
                    Ok((latest, Some((frontier, hashes))))
                })
            })
            .await?;
        let (latest, Some((frontier, hashes))) = loaded else {
            if anchors.iter().any(|anchor| anchor.size > 0) {
                return Err(Error::Ledger(
                    "entries were signed before, and the log in the data folder is empty. Restore the newest backup with `candor restore`".to_owned(),
                ));
            }
            return Ok(None);
        };
        let head = Checkpoint::new(log.origin, frontier.size(), frontier.root())
            .map_err(|error| Error::bug("checkpoint", &error))?;
        let cleared = clear_to_sign(&anchors, head, |level, index| {
            hashes.get(&(level, index)).copied().ok_or("a hash that was not read")
        })
        .map_err(|error| Error::Ledger(error.to_string()))?;
        if let Some(latest) = latest
            && latest.size == frontier.size()
        {
            return Ok(Some(LatestCheckpoint {
                size: latest.size,
                note: latest.note,
                signed_at: latest.signed_at,
            }));
        }
        // Remembered before it is published: an anchor may be ahead of the store, never behind it.
        self.inner().anchors.remember(cleared.checkpoint())?;
        let note = cleared
            .sign(&[log.signer])
            .map_err(|error| Error::bug("checkpoint", &error))?
            .to_string();
        let now = self.now();
        let row = CheckpointRow {
            size: frontier.size(),
            root: (*frontier.root().as_bytes()).into(),
            note: note.clone(),
            signed_at: now,
        };
        let proof = decide::<AppendLedger>(&Principal::System, log.target())?;
        let stored = self
            .write(move |tx| {
                let (row, proof) = (row.clone(), proof.clone());
                Box::pin(async move {
                    match store::checkpoint::insert(tx, &proof, &row).await {
                        Err(store::StoreError::Duplicate { .. }) => Err(Error::Conflict),
                        outcome => Ok(outcome?),
                    }
                })
            })
            .await;
        match stored {
            // Another request signed the same size first: theirs stands, and it is the same root.
            Err(Error::Conflict) => self.latest_head(log).await,
            Err(error) => Err(error),
            Ok(()) => Ok(Some(LatestCheckpoint { size: frontier.size(), note, signed_at: now })),
        }
    }
}
