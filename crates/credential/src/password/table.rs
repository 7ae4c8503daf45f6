//! Lists of passphrases that are guessed first, as sorted prefixes of hashes.
//!
//! A list is a file of fixed-size entries in ascending order; looking one up is a binary search that reads some
//! thirty entries, so a list of a hundred million needs no memory. Nobody can read the passphrases back out of
//! it short of guessing them. The format is `docs/formats/breached-passphrases.md`; a wrong hit happens as often
//! as the number of entries divided by 2 to the bits of one.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use sha2::{Digest, Sha256};

/// The first bytes of a list.
pub const MAGIC: [u8; 4] = *b"CBP1";
/// Bytes before the first entry: magic, kind, width, two zeros, the number of entries.
const HEAD: usize = 16;
/// Widths of an entry that are allowed, in bytes.
const WIDTHS: core::ops::RangeInclusive<u8> = 4..=16;

/// The list that comes with the program: see `crates/credential/data/README.md`.
static BUILT_IN: &[u8] = include_bytes!("../../data/common.cbp");
/// How many of the built-in list's first lines are common enough to be pieces of another: see the same file.
static PIECES: &[u8] = include_bytes!("../../data/pieces.cbp");

/// What an entry is the beginning of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HashKind {
    /// SHA-256 of the folded passphrase ([`super::fold`]) in UTF-8.
    Sha256OfFolded,
    /// SHA-1 of the passphrase as typed, in UTF-8: what public lists of breached passwords hold.
    Sha1OfTyped,
}

impl HashKind {
    const fn byte(self) -> u8 {
        match self {
            Self::Sha256OfFolded => 1,
            Self::Sha1OfTyped => 2,
        }
    }

    fn of(self, typed: &str, folded: &str) -> [u8; 16] {
        let first = |bytes: &[u8]| bytes.first_chunk().copied().unwrap_or_default();
        match self {
            Self::Sha256OfFolded => first(&Sha256::digest(folded.as_bytes())),
            Self::Sha1OfTyped => {
                first(digest(&SHA1_FOR_LEGACY_USE_ONLY, typed.as_bytes()).as_ref())
            }
        }
    }
}

/// Why a list cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Other first bytes.
    #[error(
        "this is no list of breached passphrases of the form CBP1; make one with `candor passwords build`"
    )]
    NotATable,
    /// A kind of hash or a width that is not known.
    #[error("this list was made by a newer program, or its head is damaged; make it again")]
    UnknownForm,
    /// The number of entries and the size of the file do not agree.
    #[error("this list is cut off or has something added; copy or make it again")]
    WrongSize,
    /// Reading failed.
    #[error("the list could not be read: check that the file is there and readable")]
    Unreadable,
    /// Two entries are out of order.
    #[error("this list is not sorted; make it again")]
    NotSorted,
}

/// Where the bytes of a list come from: memory, or a file at the edge.
pub trait ReadAt {
    /// The number of bytes.
    ///
    /// # Errors
    /// [`TableError::Unreadable`].
    fn size(&self) -> Result<u64, TableError>;

    /// Fills `into` with the bytes from `offset`.
    ///
    /// # Errors
    /// [`TableError::Unreadable`], also where there are not as many.
    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<(), TableError>;
}

impl ReadAt for [u8] {
    fn size(&self) -> Result<u64, TableError> {
        u64::try_from(self.len()).map_err(|_| TableError::Unreadable)
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> Result<(), TableError> {
        let start = usize::try_from(offset).map_err(|_| TableError::Unreadable)?;
        let end = start.checked_add(into.len()).ok_or(TableError::Unreadable)?;
        into.copy_from_slice(self.get(start..end).ok_or(TableError::Unreadable)?);
        Ok(())
    }
}

/// Anything that knows breached passphrases.
pub trait Breached {
    /// Whether it holds this passphrase; `folded` is [`super::fold`] of `typed`.
    ///
    /// # Errors
    /// When it cannot be read.
    fn holds(&self, typed: &str, folded: &str) -> Result<bool, TableError>;
}

/// A list in the form that `docs/formats/breached-passphrases.md` describes.
pub struct BreachedTable<'a, R: ReadAt + ?Sized> {
    bytes: &'a R,
    kind: HashKind,
    width: u8,
    entries: u64,
}

impl<'a, R: ReadAt + ?Sized> BreachedTable<'a, R> {
    /// Reads the head of a list. The order of the entries is not looked at: see [`Self::verify`].
    ///
    /// # Errors
    /// When it is no list, of an unknown form, or not as long as it says.
    pub fn open(bytes: &'a R) -> Result<Self, TableError> {
        let mut head = [0_u8; HEAD];
        if bytes.size()? < 16 {
            return Err(TableError::NotATable);
        }
        bytes.read_at(0, &mut head)?;
        let [m0, m1, m2, m3, kind, width, z0, z1, count @ ..] = head;
        if [m0, m1, m2, m3] != MAGIC {
            return Err(TableError::NotATable);
        }
        let kind = match kind {
            1 => HashKind::Sha256OfFolded,
            2 => HashKind::Sha1OfTyped,
            _ => return Err(TableError::UnknownForm),
        };
        if !WIDTHS.contains(&width) || [z0, z1] != [0, 0] {
            return Err(TableError::UnknownForm);
        }
        let entries = u64::from_be_bytes(count);
        let size = entries.checked_mul(u64::from(width)).and_then(|size| size.checked_add(16));
        if size != Some(bytes.size()?) {
            return Err(TableError::WrongSize);
        }
        Ok(Self { bytes, kind, width, entries })
    }

    /// The number of entries.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.entries
    }

    /// How often a passphrase that is not in the list is taken for one that is.
    #[must_use]
    pub fn false_positive_rate(&self) -> f64 {
        let bits = i32::from(self.width) * 8;
        #[expect(clippy::cast_precision_loss, reason = "a rate in words needs few digits")]
        let entries = self.entries as f64;
        entries / 2_f64.powi(bits)
    }

    /// Reads the whole list and checks its order: once, when the operator names it.
    ///
    /// # Errors
    /// [`TableError::NotSorted`], or when reading fails.
    pub fn verify(&self) -> Result<(), TableError> {
        let mut before: Option<[u8; 16]> = None;
        for index in 0..self.entries {
            let entry = self.entry(index)?;
            if before.is_some_and(|before| before >= entry) {
                return Err(TableError::NotSorted);
            }
            before = Some(entry);
        }
        Ok(())
    }

    /// An entry, filled with zeros at its end.
    fn entry(&self, index: u64) -> Result<[u8; 16], TableError> {
        let mut entry = [0_u8; 16];
        let offset = index
            .checked_mul(u64::from(self.width))
            .and_then(|offset| offset.checked_add(16))
            .ok_or(TableError::Unreadable)?;
        let (part, _) = entry.split_at_mut(usize::from(self.width));
        self.bytes.read_at(offset, part)?;
        Ok(entry)
    }

    fn holds_hash(&self, hash: [u8; 16]) -> Result<bool, TableError> {
        let wanted = cut(hash, self.width);
        let (mut low, mut high) = (0, self.entries);
        while low < high {
            let middle = low + (high - low) / 2;
            let entry = self.entry(middle)?;
            match entry.cmp(&wanted) {
                core::cmp::Ordering::Equal => return Ok(true),
                core::cmp::Ordering::Less => low = middle + 1,
                core::cmp::Ordering::Greater => high = middle,
            }
        }
        Ok(false)
    }
}

impl<R: ReadAt + ?Sized> Breached for BreachedTable<'_, R> {
    fn holds(&self, typed: &str, folded: &str) -> Result<bool, TableError> {
        self.holds_hash(self.kind.of(typed, folded))
    }
}

/// The first `width` bytes, then zeros.
fn cut(hash: [u8; 16], width: u8) -> [u8; 16] {
    let mut kept = hash;
    for byte in kept.iter_mut().skip(usize::from(width)) {
        *byte = 0;
    }
    kept
}

/// Makes a list out of passphrases, one an item; empty ones and repetitions are left out. `width` is the bytes of
/// an entry; outside 4 to 16 it is the nearest of them.
pub fn build<'a>(passphrases: impl IntoIterator<Item = &'a str>, width: u8) -> Vec<u8> {
    let kind = HashKind::Sha256OfFolded;
    let hashes = passphrases.into_iter().filter(|typed| !typed.is_empty());
    write(kind, width, hashes.map(|typed| kind.of(typed, &super::fold(typed))).collect())
}

/// Makes a list out of the lines of a public list of breached passwords: 40 hexadecimal digits of SHA-1, then a
/// colon and how often it was seen. Lines of fewer than `seen_at_least` are left out, lines of another form too;
/// the second number says how many of those there were.
pub fn build_from_sha1_lines<'a>(
    lines: impl IntoIterator<Item = &'a str>,
    seen_at_least: u64,
    width: u8,
) -> (Vec<u8>, usize) {
    let mut hashes = Vec::new();
    let mut strange = 0;
    for line in lines.into_iter().map(str::trim).filter(|line| !line.is_empty()) {
        let (hash, seen) = line.split_once(':').unwrap_or((line, "1"));
        match (sha1_from_hex(hash), seen.trim().parse::<u64>()) {
            (Some(hash), Ok(seen)) if seen >= seen_at_least => hashes.push(hash),
            (Some(_), Ok(_)) => {}
            _ => strange += 1,
        }
    }
    (write(HashKind::Sha1OfTyped, width, hashes), strange)
}

fn sha1_from_hex(text: &str) -> Option<[u8; 16]> {
    if text.len() != 40 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let value = u128::from_str_radix(text.get(..32)?, 16).ok()?;
    Some(value.to_be_bytes())
}

fn write(kind: HashKind, width: u8, hashes: Vec<[u8; 16]>) -> Vec<u8> {
    let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    let mut entries: Vec<[u8; 16]> = hashes.into_iter().map(|hash| cut(hash, width)).collect();
    entries.sort_unstable();
    entries.dedup();
    let count = u64::try_from(entries.len()).unwrap_or(u64::MAX);
    let mut file = Vec::with_capacity(HEAD + entries.len() * usize::from(width));
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&[kind.byte(), width, 0, 0]);
    file.extend_from_slice(&count.to_be_bytes());
    for entry in &entries {
        file.extend(entry.iter().take(usize::from(width)));
    }
    file
}

/// The built-in lists.
pub(super) struct BuiltIn {
    common: Option<BreachedTable<'static, [u8]>>,
    pieces: Option<BreachedTable<'static, [u8]>>,
}

/// The lists that come with the program. That they open is a test's business; were they broken, everything would
/// count as listed, so that nothing is accepted unseen.
pub(super) fn built_in() -> BuiltIn {
    BuiltIn { common: BreachedTable::open(BUILT_IN).ok(), pieces: BreachedTable::open(PIECES).ok() }
}

impl BuiltIn {
    /// Whether the folded text is on the list of common passphrases.
    pub(super) fn holds(&self, folded: &str) -> bool {
        Self::has(self.common.as_ref(), folded)
    }

    /// Whether the folded text is among the most common ones.
    pub(super) fn is_common(&self, folded: &str) -> bool {
        Self::has(self.pieces.as_ref(), folded)
    }

    fn has(list: Option<&BreachedTable<'static, [u8]>>, folded: &str) -> bool {
        list.is_none_or(|list| list.holds(folded, folded).unwrap_or(true))
    }
}

/// The built-in list as a list of its own, for whoever wants to say what it holds.
///
/// # Errors
/// Never: a test opens and verifies it.
pub fn built_in_table() -> Result<BreachedTable<'static, [u8]>, TableError> {
    BreachedTable::open(BUILT_IN)
}
