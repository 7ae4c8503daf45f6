//! ZIP, tar and gzip, listed and never unpacked. Only gzip around a tar is looked through, and that only up to a size:
//! a list is not worth a full memory.

use std::collections::HashSet;
use std::io::Read;

use flate2::read::GzDecoder;
use rawzip::ZipArchive;

use crate::{Entry, EntryKind, Kind, Listing, Warning};

/// The most entries that are listed.
pub const MOST_ENTRIES: usize = 1000;
/// The most entries that are counted and judged.
const MOST_JUDGED: usize = 100_000;
/// The most bytes that come out of gzip.
pub const MOST_UNPACKED_BYTES: u64 = 64 << 20;
/// How many times larger than itself an archive may say that it is.
const MOST_SWELLING: u64 = 200;
/// Below this size nothing swells dangerously.
const HARMLESS_BYTES: u64 = 1 << 20;
/// The most characters of a name.
const MOST_NAME_CHARS: usize = 400;
/// Ends of names that are archives themselves.
const ARCHIVES: [&str; 14] = [
    ".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".jar", ".war", ".apk",
    ".cab", ".iso",
];

/// Gathers entries and judges them.
struct Sheet {
    listing: Listing,
    seen: HashSet<Vec<u8>>,
    judged: usize,
    total: u64,
}

impl Sheet {
    fn new(kind: Kind) -> Self {
        Self { listing: Listing::new(kind), seen: HashSet::new(), judged: 0, total: 0 }
    }

    /// Adds an entry; false when there are too many to go on.
    fn add(&mut self, name: &[u8], kind: EntryKind, bytes: u64) -> bool {
        self.judged += 1;
        if self.judged > MOST_JUDGED {
            self.listing.warn(Warning::Many);
            return false;
        }
        self.total = self.total.saturating_add(bytes);
        let text = String::from_utf8_lossy(name);
        if escapes(&text) {
            self.listing.warn(Warning::Escapes);
        }
        match kind {
            EntryKind::Link => self.listing.warn(Warning::Links),
            EntryKind::Special => self.listing.warn(Warning::Special),
            EntryKind::File | EntryKind::Folder | EntryKind::Packet => {}
        }
        let lower = text.to_ascii_lowercase();
        if kind == EntryKind::File && ARCHIVES.iter().any(|end| lower.ends_with(end)) {
            self.listing.warn(Warning::Nested);
        }
        if !self.seen.insert(name.to_vec()) {
            self.listing.warn(Warning::Doubled);
        }
        if self.listing.entries.len() < MOST_ENTRIES {
            let name = text.chars().take(MOST_NAME_CHARS).collect();
            self.listing.entries.push(Entry { name, kind, bytes });
        } else {
            self.listing.warn(Warning::Many);
        }
        true
    }

    fn finish(mut self, packed: usize) -> Listing {
        let packed = u64::try_from(packed).unwrap_or(u64::MAX).max(1);
        if self.total > HARMLESS_BYTES && self.total / packed > MOST_SWELLING {
            self.listing.warn(Warning::Swells);
        }
        self.listing
    }
}

/// Whether a name leads out of the folder in which it would be unpacked, on any system.
fn escapes(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with(['/', '\\', '~']) || is_drive || name.split(['/', '\\']).any(|p| p == "..")
}

/// The central directory of a ZIP archive.
pub(crate) fn zip(bytes: &[u8]) -> Listing {
    let mut sheet = Sheet::new(Kind::Zip);
    let Ok(archive) = ZipArchive::from_slice(bytes) else {
        sheet.listing.warn(Warning::Damaged);
        return sheet.finish(bytes.len());
    };
    let mut entries = archive.entries();
    loop {
        match entries.next_entry() {
            Ok(Some(entry)) => {
                if entry.flags().is_encrypted() {
                    sheet.listing.warn(Warning::Encrypted);
                }
                let kind = match (entry.is_dir(), entry.mode().is_symlink()) {
                    (_, true) => EntryKind::Link,
                    (true, _) => EntryKind::Folder,
                    _ => EntryKind::File,
                };
                let name = entry.file_path();
                if !sheet.add(name.as_bytes(), kind, entry.uncompressed_size_hint()) {
                    break;
                }
            }
            Ok(None) => break,
            Err(_) => {
                sheet.listing.warn(Warning::Damaged);
                break;
            }
        }
    }
    sheet.finish(bytes.len())
}

/// A gzip stream: the tar inside, or the one file.
pub(crate) fn gzip(bytes: &[u8]) -> Listing {
    let decoder = GzDecoder::new(bytes);
    let name = decoder.header().and_then(|header| header.filename()).map(<[u8]>::to_vec);
    let mut unpacked = Vec::new();
    let read = decoder.take(MOST_UNPACKED_BYTES + 1).read_to_end(&mut unpacked);
    let length = u64::try_from(unpacked.len()).unwrap_or(u64::MAX);
    let is_tar = is_tar(&unpacked);
    let mut listing = if is_tar {
        tar(&unpacked, Kind::TarGzip)
    } else {
        let mut sheet = Sheet::new(Kind::Gzip);
        sheet.add(&name.unwrap_or_else(|| b"(unnamed)".to_vec()), EntryKind::File, length);
        sheet.finish(bytes.len())
    };
    let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX).max(1);
    if length > MOST_UNPACKED_BYTES || (length > HARMLESS_BYTES && length / packed > MOST_SWELLING)
    {
        listing.warn(Warning::Swells);
    }
    if read.is_err() {
        listing.warn(Warning::Damaged);
    }
    listing
}

/// Whether bytes begin with a tar header: the mark `ustar`, or a right checksum for the tars before it.
pub(crate) fn is_tar(bytes: &[u8]) -> bool {
    let Some(header) = bytes.get(..512) else { return false };
    if header.get(257..262) == Some(b"ustar") {
        return true;
    }
    let written = header.get(148..156).unwrap_or_default();
    let digits: String =
        written.iter().map(|b| char::from(*b)).filter(char::is_ascii_digit).collect();
    let sum: u64 = header
        .iter()
        .enumerate()
        .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u64::from(*byte) })
        .sum();
    header.first().is_some_and(|first| *first != 0) && u64::from_str_radix(&digits, 8) == Ok(sum)
}

/// The headers of a tar archive.
pub(crate) fn tar(bytes: &[u8], kind: Kind) -> Listing {
    let mut sheet = Sheet::new(kind);
    let mut archive = tar::Archive::new(bytes);
    let Ok(entries) = archive.entries() else {
        sheet.listing.warn(Warning::Damaged);
        return sheet.finish(bytes.len());
    };
    for entry in entries {
        let Ok(entry) = entry else {
            sheet.listing.warn(Warning::Damaged);
            break;
        };
        let of = entry.header().entry_type();
        let kind = if of.is_dir() {
            EntryKind::Folder
        } else if of.is_symlink() || of.is_hard_link() {
            EntryKind::Link
        } else if of.is_file() || of.is_contiguous() || of.is_gnu_sparse() {
            EntryKind::File
        } else {
            EntryKind::Special
        };
        if !sheet.add(&entry.path_bytes(), kind, entry.size()) {
            break;
        }
    }
    sheet.finish(bytes.len())
}
