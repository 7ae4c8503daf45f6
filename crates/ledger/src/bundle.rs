//! Entry bundles (C2SP tlog-tiles, "Log entries"): the entries of a level-0 tile, each behind its length
//! as two big-endian bytes.

use crate::entry::MAX_ENTRY_BYTES;
use crate::tile::TILE_WIDTH;

/// A bundle that cannot be written or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// An entry above [`MAX_ENTRY_BYTES`].
    #[error("entry {place} of the bundle has {found} bytes; at most {MAX_ENTRY_BYTES} fit")]
    EntryTooLarge {
        /// Which entry of the bundle, from 0.
        place: usize,
        /// How many bytes it has.
        found: usize,
    },
    /// Not as many entries as the tile is wide.
    #[error("the bundle has {found} entries and its tile {expected}")]
    Width {
        /// How many entries the tile has.
        expected: u16,
        /// How many the bundle has.
        found: usize,
    },
    /// The bundle ends inside an entry.
    #[error("the bundle is cut off inside its entry {place}")]
    Truncated {
        /// Which entry of the bundle, from 0.
        place: usize,
    },
}

/// Writes the bundle of 1 to 256 entries.
pub fn write_bundle<B: AsRef<[u8]>>(
    entries: impl IntoIterator<Item = B>,
) -> Result<Vec<u8>, BundleError> {
    let mut bytes = Vec::new();
    let mut count = 0;
    for entry in entries {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len())
            .map_err(|_| BundleError::EntryTooLarge { place: count, found: entry.len() })?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
        count += 1;
    }
    if (1..=usize::from(TILE_WIDTH)).contains(&count) {
        Ok(bytes)
    } else {
        Err(BundleError::Width { expected: TILE_WIDTH, found: count })
    }
}

/// Reads the bundle of a tile that is `width` wide.
pub fn read_bundle(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleError> {
    let mut entries = Vec::with_capacity(usize::from(TILE_WIDTH));
    let mut rest = bytes;
    while !rest.is_empty() {
        if entries.len() == usize::from(width) {
            return Err(BundleError::Width { expected: width, found: entries.len() + 1 });
        }
        let truncated = BundleError::Truncated { place: entries.len() };
        let (length, after) = rest.split_first_chunk::<2>().ok_or(truncated)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, after) = after.split_at_checked(length).ok_or(truncated)?;
        entries.push(entry);
        rest = after;
    }
    if entries.len() == usize::from(width) {
        Ok(entries)
    } else {
        Err(BundleError::Width { expected: width, found: entries.len() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_reads_back_to_its_entries() {
        let entries: [&[u8]; 3] = [b"", b"one", &[7; MAX_ENTRY_BYTES]];
        let bytes = write_bundle(entries).unwrap();
        assert_eq!(bytes.get(..7), Some(&[0, 0, 0, 3, b'o', b'n', b'e'][..]));
        assert_eq!(read_bundle(&bytes, 3), Ok(entries.to_vec()));
    }

    #[test]
    fn a_bundle_of_the_wrong_width_or_cut_off_is_refused() {
        let bytes = write_bundle([b"one", b"two"]).unwrap();
        assert_eq!(read_bundle(&bytes, 1), Err(BundleError::Width { expected: 1, found: 2 }));
        assert_eq!(read_bundle(&bytes, 3), Err(BundleError::Width { expected: 3, found: 2 }));
        for cut in [1, 3, 6, 9] {
            let place = cut / 5;
            assert_eq!(read_bundle(&bytes[..cut], 2), Err(BundleError::Truncated { place }));
        }
    }

    #[test]
    fn a_bundle_takes_no_oversized_entry_and_neither_none_nor_257() {
        let large = vec![0; MAX_ENTRY_BYTES + 1];
        let error = BundleError::EntryTooLarge { place: 0, found: MAX_ENTRY_BYTES + 1 };
        assert_eq!(write_bundle([large]), Err(error));
        let none: [&[u8]; 0] = [];
        assert!(matches!(write_bundle(none), Err(BundleError::Width { found: 0, .. })));
        assert!(matches!(write_bundle([b""; 257]), Err(BundleError::Width { found: 257, .. })));
    }
}
