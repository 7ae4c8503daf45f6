//! `candor witness`: fetches the head of a log from another machine, has `ledger::cosign` judge it, and keeps
//! the cosigned note as a file.
//!
//! The last cosigned note of a log is all that is remembered, in one file that is replaced whole: a crash
//! leaves the old or the new one. What is fetched is public and signed, so plain HTTP is allowed; whoever
//! changes it on the way gets no cosignature.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use ed25519_dalek::SigningKey;
use ledger::{
    Anchor, Checkpoint, Cosigned, Cosigner, Hash, NotCosigned, SignedNote, Tile, VerifierKey,
    consistency_nodes, consistency_proof, cosign,
};
use outbound::{Client, Failed, Purpose, Url};

use crate::args::Witness;
use crate::config::Config;
use crate::{Failure, instance, say, serve};

/// The most bytes of a checkpoint or tile that are read.
const MAX_BYTES: usize = ledger::MAX_NOTE_BYTES;
/// The exit code when nothing could be judged.
const UNJUDGED: u8 = 2;

/// Why a head was not cosigned.
enum Stop {
    /// It must not be.
    Refused(NotCosigned),
    /// It could not be judged.
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// A log that is watched.
struct Watch {
    client: Client,
    log: Url,
    key: VerifierKey,
    cosigner: Cosigner,
    /// The last cosigned note.
    file: PathBuf,
}

/// Looks once, or until the log is refused.
///
/// # Errors
/// A sentence for people.
pub(crate) async fn run(
    options: &Witness,
    config: &Config,
    json: bool,
) -> Result<ExitCode, Failure> {
    let (watch, _lock) = match prepare(options, config) {
        Ok(prepared) => prepared,
        Err(failure) => {
            say::remark(&format!("error: {failure}"));
            return Ok(ExitCode::from(UNJUDGED));
        }
    };
    loop {
        match watch.look().await {
            Ok(done) => said(&watch, &done, json),
            Err(Stop::Refused(why)) => {
                say::remark(&format!("REFUSED: {} is not cosigned. {why}.", watch.log));
                return Ok(ExitCode::FAILURE);
            }
            Err(Stop::Failed(failure)) => {
                say::remark(&format!("error: {failure}"));
                if options.once {
                    return Ok(ExitCode::from(UNJUDGED));
                }
            }
        }
        if options.once {
            return Ok(ExitCode::SUCCESS);
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "the witness is a loop of its own, without jobs"
        )]
        tokio::time::sleep(Duration::from_secs(options.every)).await;
    }
}

fn said(watch: &Watch, done: &Cosigned, json: bool) {
    let Anchor { origin, size, root } = &done.head;
    if json {
        say::json(&serde_json::json!({
            "cosigned": true, "log": origin, "size": size, "root": root.to_base64(),
            "witness": watch.cosigner.public().to_string(), "file": watch.file,
        }));
    } else {
        say::line(&format!(
            "Cosigned: {origin} has {size} entries and continues what was cosigned before. The note is in {}.",
            watch.file.display()
        ));
    }
}

/// Opens the folder; the file returned keeps a second witness out of it.
fn prepare(options: &Witness, config: &Config) -> Result<(Watch, std::fs::File), Failure> {
    let mut log =
        Url::parse(&options.log).map_err(|e| format!("{} is no address: {e}", options.log))?;
    if !matches!(log.scheme(), "http" | "https") {
        return Err(format!("{log} is not fetched: give an http or https address").into());
    }
    if !log.path().ends_with('/') {
        let path = format!("{}/", log.path());
        log.set_path(&path);
    }
    let key: VerifierKey = options.key.trim().parse()?;
    let folder = &options.state;
    let failed = |error: std::io::Error| format!("{} cannot be used: {error}", folder.display());
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut lock = std::fs::OpenOptions::new();
    let lock = lock.create(true).truncate(false).write(true).open(folder.join("lock"));
    let lock = lock.map_err(failed)?;
    lock.try_lock().map_err(|_| format!("{} is in use by another witness", folder.display()))?;
    let cosigner = cosigner(folder, options.name.as_deref())?;
    // Two origins never share a file: the hash tells apart what the plain characters do not.
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' { c } else { '_' };
    let name: String = key.name().chars().map(plain).take(100).collect();
    let hash: String = Hash::of(&[key.name().as_bytes()]).to_string().chars().take(12).collect();
    let file = folder.join(format!("{name}-{hash}.checkpoint"));
    let unusable = |failed: Failed| format!("{log} is not fetched: {}", failed.reason());
    let reach = config.reach.clone().and_typed(log.as_str()).map_err(unusable)?;
    let client = Client::new(Purpose::Witness, reach).map_err(unusable)?;
    Ok((Watch { client, log, key, cosigner, file }, lock))
}

/// The witness's key: `name+seed`, made the first time.
fn cosigner(folder: &Path, name: Option<&str>) -> Result<Cosigner, Failure> {
    let path = folder.join("witness.key");
    let failed = |why: &str| format!("{}: {why}", path.display());
    if !path.exists() {
        let name = name.ok_or("a new witness needs a name: give its host with --name")?;
        let seed = Hash::from_bytes(desk::random_bytes());
        // The name is judged before anything is written.
        let made = Cosigner::new(name, SigningKey::from_bytes(seed.as_bytes()))?;
        instance::write_private(&path, format!("{name}+{seed}\n").as_bytes())
            .map_err(|error| failed(&error.to_string()))?;
        replace(&folder.join("vkey"), format!("{}\n", made.public()).as_bytes())?;
        return Ok(made);
    }
    let text = std::fs::read_to_string(&path).map_err(|error| failed(&error.to_string()))?;
    let (kept, seed) = text.trim_end().rsplit_once('+').ok_or_else(|| failed("is no key"))?;
    let seed: Hash = seed.parse().map_err(|_| failed("is no key"))?;
    if let Some(name) = name.filter(|name| *name != kept) {
        return Err(failed(&format!("is the key of {kept}, not of {name}")).into());
    }
    Ok(Cosigner::new(kept, SigningKey::from_bytes(seed.as_bytes()))?)
}

impl Watch {
    async fn look(&self) -> Result<Cosigned, Stop> {
        let seen = self.seen()?;
        let note = self.fetch("checkpoint").await?;
        let refused = |error: ledger::CheckpointError| Stop::Refused(error.into());
        let head = Checkpoint::open(&note, core::slice::from_ref(&self.key)).map_err(refused)?;
        let proof = match &seen {
            Some(seen) if seen.size < head.size() => self.proof(seen.size, head.size()).await?,
            _ => Vec::new(),
        };
        let now = u64::try_from(serve::system_time().now().second())?;
        let keys = core::slice::from_ref(&self.key);
        let done = cosign(seen.as_ref(), &note, keys, &proof, &self.cosigner, now)
            .map_err(Stop::Refused)?;
        replace(&self.file, done.note.to_string().as_bytes())?;
        Ok(done)
    }

    /// The head cosigned last. A file that does not hold is not taken for a first time.
    fn seen(&self) -> Result<Option<Anchor>, Failure> {
        let bytes = match std::fs::read(&self.file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("{}: {error}", self.file.display()).into()),
        };
        let damaged = |why: String| {
            format!("{} is damaged ({why}); restore it from a copy", self.file.display())
        };
        let head = Checkpoint::open(&bytes, core::slice::from_ref(&self.key))
            .map_err(|error| damaged(error.to_string()))?;
        let note = SignedNote::parse(&bytes).map_err(|error| damaged(error.to_string()))?;
        match self.cosigner.public().cosigned(&note) {
            Ok(Some(_)) => Ok(Some(Anchor::from(&head))),
            Ok(None) => Err(damaged("this witness did not cosign it".to_owned()).into()),
            Err(error) => Err(damaged(error.to_string()).into()),
        }
    }

    /// The proof that the log of `new` entries continues the one of `old`, from its tiles.
    async fn proof(&self, old: u64, new: u64) -> Result<Vec<Hash>, Failure> {
        let mut tiles = BTreeMap::new();
        for node in consistency_nodes(old, new)? {
            let tile = Tile::holding(node.level, node.index, new)?;
            if let Entry::Vacant(unread) = tiles.entry(tile) {
                unread.insert(self.fetch(&tile.to_string()).await?);
            }
        }
        let read = ledger::tile_reader(new, |tile| tiles.get(&tile).ok_or("a tile is missing"));
        consistency_proof(old, new, read).map_err(|error| error.to_string().into())
    }

    async fn fetch(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let url = self.log.join(path)?;
        let fetched = self.client.get(url.as_str(), &[], MAX_BYTES).await;
        let reply =
            fetched.map_err(|failed| format!("{url} cannot be fetched: {}", failed.reason()))?;
        Ok(reply.body)
    }
}

/// Replaces a file so that it is whole after a crash: temporary, fsync, rename, fsync of the folder.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let write = || -> std::io::Result<()> {
        let mut next = path.as_os_str().to_owned();
        next.push(".next");
        let next = PathBuf::from(next);
        let mut file = std::fs::File::create(&next)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&next, path)?;
        path.parent().map_or(Ok(()), |folder| std::fs::File::open(folder)?.sync_all())
    };
    write().map_err(|error| format!("{} cannot be written: {error}", path.display()).into())
}
