//! The container of a backup: named parts in one sealed stream. The format is in `docs/formats/backup.md`.
//!
//! Written and read piece by piece, so that a backup of any size fits in little memory. What is read was
//! authenticated before it is handed out; that nothing is missing at the end is known when the end was read.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use seal::file::{BackupOpener, BackupSealer};
use seal::{InstanceId, PublicKey, RecoveryKit};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::backup::BackupError;
use crate::inner::hex;
use crate::random::SystemRandom;

/// The first line of a backup.
const FIRST_LINE: &str = "candor-backup/1\n";
/// Bytes handled at once.
pub(crate) const PIECE: usize = 1024 * 1024;
/// Longest name of a part.
const LONGEST_NAME: usize = 1024;

/// One part as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    /// Its name.
    pub(crate) name: String,
    /// Its length.
    pub(crate) bytes: u64,
    /// SHA-256 of it, in hexadecimal.
    pub(crate) sha256: String,
}

/// A backup being written.
pub(crate) struct ArchiveWriter<'p> {
    path: &'p Path,
    file: File,
    sealer: BackupSealer,
    out: Vec<u8>,
    parts: Vec<Part>,
    open: Option<(String, u64, Sha256)>,
}

impl<'p> ArchiveWriter<'p> {
    /// Begins: `file` is empty and open for writing.
    pub(crate) fn begin(
        path: &'p Path,
        mut file: File,
        instance: &InstanceId,
        recovery: &PublicKey,
    ) -> Result<Self, BackupError> {
        let head = format!("{FIRST_LINE}{instance}\n");
        file.write_all(head.as_bytes()).map_err(|error| BackupError::io(path, &error))?;
        let mut out = Vec::with_capacity(PIECE * 2);
        let sealer = BackupSealer::start(instance, recovery, &mut SystemRandom, &mut out)
            .map_err(crate::Error::from)?;
        Ok(Self { path, file, sealer, out, parts: Vec::new(), open: None })
    }

    /// Begins a part of this length.
    pub(crate) fn part(&mut self, name: &str, bytes: u64) -> Result<(), BackupError> {
        let length = u16::try_from(name.len()).map_err(|_| BackupError::Malformed)?;
        self.push(&length.to_be_bytes())?;
        self.push(name.as_bytes())?;
        self.push(&bytes.to_be_bytes())?;
        self.parts.push(Part { name: name.to_owned(), bytes, sha256: String::new() });
        self.open = Some((name.to_owned(), bytes, Sha256::new()));
        if bytes == 0 { self.end_of_part() } else { Ok(()) }
    }

    /// Adds bytes to the part.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        let Some((name, left, hash)) = &mut self.open else { return Err(BackupError::Malformed) };
        let Some(after) = left.checked_sub(bytes.len() as u64) else {
            return Err(BackupError::Grew { name: name.clone() });
        };
        *left = after;
        hash.update(bytes);
        self.push(bytes)?;
        if after == 0 { self.end_of_part() } else { Ok(()) }
    }

    fn end_of_part(&mut self) -> Result<(), BackupError> {
        if let (Some((_, _, hash)), Some(part)) = (self.open.take(), self.parts.last_mut()) {
            part.sha256 = hex(&hash.finalize());
        }
        Ok(())
    }

    /// The parts so far; every one of them ended.
    pub(crate) fn parts(&self) -> Result<Vec<Part>, BackupError> {
        match &self.open {
            Some((name, ..)) => Err(BackupError::Grew { name: name.clone() }),
            None => Ok(self.parts.clone()),
        }
    }

    /// Ends: everything is on the disk when this returns.
    pub(crate) fn finish(mut self) -> Result<(), BackupError> {
        self.parts()?;
        self.push(&0_u16.to_be_bytes())?;
        let Self { path, mut file, sealer, mut out, .. } = self;
        sealer.finish(&mut out).map_err(crate::Error::from)?;
        file.write_all(&out)
            .and_then(|()| file.sync_all())
            .map_err(|error| BackupError::io(path, &error))
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.sealer.push(bytes, &mut self.out).map_err(crate::Error::from)?;
        if self.out.len() >= PIECE {
            self.file.write_all(&self.out).map_err(|error| BackupError::io(self.path, &error))?;
            self.out.clear();
        }
        Ok(())
    }
}

/// A backup being read.
pub(crate) struct ArchiveReader<'p> {
    path: &'p Path,
    file: File,
    opener: Option<BackupOpener>,
    sealed: Vec<u8>,
    text: Vec<u8>,
    taken: usize,
    instance: InstanceId,
}

impl<'p> ArchiveReader<'p> {
    /// Opens a backup with the recovery kit.
    pub(crate) fn open(path: &'p Path, kit: &RecoveryKit) -> Result<Self, BackupError> {
        let mut file = File::open(path).map_err(|error| BackupError::io(path, &error))?;
        let mut first = vec![0; FIRST_LINE.len()];
        let mut id = [0; 33];
        let mut head = [0; BackupOpener::HEAD];
        file.read_exact(&mut first)
            .and_then(|()| file.read_exact(&mut id))
            .and_then(|()| file.read_exact(&mut head))
            .map_err(|_| BackupError::NotABackup(path.to_owned()))?;
        if first != FIRST_LINE.as_bytes() {
            return Err(BackupError::NotABackup(path.to_owned()));
        }
        let instance: InstanceId = core::str::from_utf8(&id)
            .ok()
            .and_then(|id| id.strip_suffix('\n'))
            .and_then(|id| id.parse().ok())
            .ok_or_else(|| BackupError::NotABackup(path.to_owned()))?;
        let opener = BackupOpener::start(&instance, kit, &head).map_err(|_| BackupError::Kit)?;
        Ok(Self {
            path,
            file,
            opener: Some(opener),
            sealed: vec![0; PIECE],
            text: Vec::new(),
            taken: 0,
            instance,
        })
    }

    /// The instance it is of.
    pub(crate) const fn instance(&self) -> &InstanceId {
        &self.instance
    }

    /// The next part's name and length; nothing at the end.
    pub(crate) fn next(&mut self) -> Result<Option<(String, u64)>, BackupError> {
        let length = usize::from(u16::from_be_bytes(self.array()?));
        if length == 0 {
            self.at_end()?;
            return Ok(None);
        }
        if length > LONGEST_NAME {
            return Err(BackupError::Malformed);
        }
        let name = self.take(length)?.to_vec();
        let name = String::from_utf8(name).map_err(|_| BackupError::Malformed)?;
        Ok(Some((name, u64::from_be_bytes(self.array()?))))
    }

    /// Reads a part of this length piece by piece, and gives its SHA-256.
    pub(crate) fn read(
        &mut self,
        bytes: u64,
        mut piece: impl FnMut(&[u8]) -> Result<(), BackupError>,
    ) -> Result<[u8; 32], BackupError> {
        let mut left = bytes;
        let mut hash = Sha256::new();
        while left > 0 {
            let now = usize::try_from(left).map_or(PIECE, |left| left.min(PIECE));
            let text = self.take(now)?;
            hash.update(text);
            piece(text)?;
            left -= now as u64;
        }
        Ok(hash.finalize().into())
    }

    fn at_end(&mut self) -> Result<(), BackupError> {
        while self.fill()? {}
        if self.taken == self.text.len() { Ok(()) } else { Err(BackupError::Malformed) }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], BackupError> {
        self.take(N)?.try_into().map_err(|_| BackupError::Malformed)
    }

    fn take(&mut self, wanted: usize) -> Result<&[u8], BackupError> {
        while self.text.len() - self.taken < wanted {
            if !self.fill()? {
                return Err(BackupError::CutShort(self.path.to_owned()));
            }
        }
        let from = self.taken;
        self.taken += wanted;
        self.text.get(from..self.taken).ok_or(BackupError::Malformed)
    }

    /// Opens more of the stream; says whether there may be more.
    fn fill(&mut self) -> Result<bool, BackupError> {
        let Some(opener) = &mut self.opener else { return Ok(false) };
        self.text.drain(..self.taken);
        self.taken = 0;
        let read =
            self.file.read(&mut self.sealed).map_err(|error| BackupError::io(self.path, &error))?;
        let opened = match self.sealed.get(..read) {
            Some(sealed) if !sealed.is_empty() => opener.push(sealed, &mut self.text),
            _ => match self.opener.take() {
                Some(opener) => opener.finish(&mut self.text),
                None => Ok(()),
            },
        };
        opened.map_err(|error| match error {
            seal::OpenError::Truncated => BackupError::CutShort(self.path.to_owned()),
            _ => BackupError::Damaged(self.path.to_owned()),
        })?;
        Ok(true)
    }
}
