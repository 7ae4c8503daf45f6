//! What is inside an attachment, without opening it: the names in a ZIP or tar archive, the packets of an OpenPGP
//! message.
//!
//! Nothing is unpacked, run, decrypted or shown as a picture. Files of strangers are read by a process of its own that
//! holds no key and can open nothing ([`Reader`] starts it, [`answer`] is its whole life): a flaw in a parser ends in
//! front of a wall instead of in the house. How the wall is built stands in `confine`.
//!
//! Start at [`list`], which is pure and bounded; then `child`.

mod archive;
mod child;
#[cfg(target_os = "linux")]
mod confine;
mod packets;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use archive::{MOST_ENTRIES, MOST_UNPACKED_BYTES};
pub use child::{MOST_BYTES, Probe, Reader, Unreadable, WORD, answer, probe};

/// What a file is, going by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A ZIP archive; also what office programs and Java write.
    Zip,
    /// A tar archive.
    Tar,
    /// A tar archive, compressed by gzip.
    TarGzip,
    /// One file, compressed by gzip.
    Gzip,
    /// An OpenPGP message, key or signature.
    OpenPgp,
    /// None of these.
    Other,
}

/// What an entry of an archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A link to elsewhere.
    Link,
    /// A device, a pipe, or something that no archive should hold.
    Special,
    /// A packet of OpenPGP.
    Packet,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name as the archive has it; what is not UTF-8 is replaced. Not safe to use as a path.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
    /// Its size unpacked, in bytes, as the archive says; nothing proves it.
    pub bytes: u64,
}

/// What a reader should know before unpacking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Warning {
    /// A name leads out of the folder in which it is unpacked.
    Escapes,
    /// It holds links.
    Links,
    /// It holds devices or pipes.
    Special,
    /// Unpacked it is more than two hundred times as large, or larger than is looked at.
    Swells,
    /// It holds archives, which are not looked into.
    Nested,
    /// Entries are encrypted.
    Encrypted,
    /// Two entries have the same name.
    Doubled,
    /// It has more entries than are listed.
    Many,
    /// It ends early or contradicts itself; the list is what could be read.
    Damaged,
}

/// What is inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// What the file is.
    pub kind: Kind,
    /// Its entries, at most [`MOST_ENTRIES`].
    pub entries: Vec<Entry>,
    /// What to know before unpacking, each once.
    pub warnings: Vec<Warning>,
}

impl Listing {
    fn new(kind: Kind) -> Self {
        Self { kind, entries: Vec::new(), warnings: Vec::new() }
    }

    fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// Lists what is inside. Takes any bytes; work and memory are bounded.
#[must_use]
pub fn list(bytes: &[u8]) -> Listing {
    let mut listing = match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => archive::zip(bytes),
        [0x1f, 0x8b, 8, ..] => archive::gzip(bytes),
        _ if archive::is_tar(bytes) => archive::tar(bytes, Kind::Tar),
        _ => packets::list(bytes).unwrap_or_else(|| Listing::new(Kind::Other)),
    };
    listing.warnings.sort_unstable();
    listing
}
