//! Reading the CBOR that authenticators write: a strict subset of RFC 8949, as CTAP2 §8 has it.
//!
//! Definite lengths and shortest numbers only; no tags, no floats, no `undefined`. Nothing is allocated and nothing
//! recurses: an item is a slice of what came in, and a container is its number of items. Every length is checked
//! against what is there.

/// One item; of a container, only its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item<'a> {
    /// An integer of either sign.
    Integer(i64),
    /// A byte string.
    Bytes(&'a [u8]),
    /// A text.
    Text(&'a str),
    /// So many items follow.
    Array(usize),
    /// So many pairs of items follow.
    Map(usize),
    /// True, false or null.
    Simple,
}

/// The bytes are not of the subset, or end too early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotCbor;

/// What has not been read yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

/// Items that a skipped value may consist of, itself included.
const MOST_SKIPPED: usize = 256;

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What has not been read yet.
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    fn take(&mut self, length: u64) -> Result<&'a [u8], NotCbor> {
        let length = usize::try_from(length).map_err(|_| NotCbor)?;
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(NotCbor)?;
        self.rest = rest;
        Ok(taken)
    }

    /// The number in the head of an item, in its shortest form only.
    fn argument(&mut self, info: u8) -> Result<u64, NotCbor> {
        let (length, least) = match info {
            0..=23 => return Ok(u64::from(info)),
            24 => (1, 24),
            25 => (2, 1 << 8),
            26 => (4, 1 << 16),
            27 => (8, 1 << 32),
            _ => return Err(NotCbor),
        };
        let value =
            self.take(length)?.iter().fold(0_u64, |value, byte| (value << 8) | u64::from(*byte));
        if value < least { Err(NotCbor) } else { Ok(value) }
    }

    /// The next item.
    pub(crate) fn item(&mut self) -> Result<Item<'a>, NotCbor> {
        let [head] = *self.take(1)? else { return Err(NotCbor) };
        if matches!(head, 0xf4..=0xf6) {
            return Ok(Item::Simple);
        }
        let argument = self.argument(head & 0x1f)?;
        let count = || {
            // An item takes a byte at least: more items than bytes are a lie.
            usize::try_from(argument).ok().filter(|count| *count <= self.rest.len()).ok_or(NotCbor)
        };
        match head >> 5 {
            0 => i64::try_from(argument).map(Item::Integer).map_err(|_| NotCbor),
            1 => i64::try_from(argument).map(|n| Item::Integer(-1 - n)).map_err(|_| NotCbor),
            2 => self.take(argument).map(Item::Bytes),
            3 => core::str::from_utf8(self.take(argument)?).map(Item::Text).map_err(|_| NotCbor),
            4 => count().map(Item::Array),
            5 => count().map(Item::Map),
            _ => Err(NotCbor),
        }
    }

    /// The number of pairs of a map that comes next.
    pub(crate) fn map(&mut self) -> Result<usize, NotCbor> {
        match self.item()? {
            Item::Map(pairs) => Ok(pairs),
            _ => Err(NotCbor),
        }
    }

    /// Passes over one whole value.
    pub(crate) fn skip(&mut self) -> Result<(), NotCbor> {
        let mut owed = 1_usize;
        for _ in 0..MOST_SKIPPED {
            let more = match self.item()? {
                Item::Array(items) => items,
                Item::Map(pairs) => pairs.checked_mul(2).ok_or(NotCbor)?,
                Item::Integer(_) | Item::Bytes(_) | Item::Text(_) | Item::Simple => 0,
            };
            owed = (owed - 1).checked_add(more).ok_or(NotCbor)?;
            if owed == 0 {
                return Ok(());
            }
        }
        Err(NotCbor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Item<'_>, NotCbor> {
        Reader::new(bytes).item()
    }

    /// RFC 8949 appendix A, those of the subset.
    #[test]
    fn the_examples_of_rfc_8949_come_out() {
        for (bytes, item) in [
            (&[0x00][..], Item::Integer(0)),
            (&[0x17], Item::Integer(23)),
            (&[0x18, 0x18], Item::Integer(24)),
            (&[0x19, 0x03, 0xe8], Item::Integer(1000)),
            (&[0x1b, 0, 0, 0, 0xe8, 0xd4, 0xa5, 0x10, 0], Item::Integer(1_000_000_000_000)),
            (&[0x20], Item::Integer(-1)),
            (&[0x38, 0x63], Item::Integer(-100)),
            (&[0x39, 0x03, 0xe7], Item::Integer(-1000)),
            (&[0x44, 1, 2, 3, 4], Item::Bytes(&[1, 2, 3, 4])),
            (&[0x62, 0xc3, 0xbc], Item::Text("ü")),
            (&[0x83, 1, 2, 3], Item::Array(3)),
            (&[0xa1, 1, 2], Item::Map(1)),
            (&[0xf5], Item::Simple),
        ] {
            assert_eq!(read(bytes), Ok(item));
        }
    }

    #[test]
    fn what_is_not_of_the_subset_is_refused() {
        for bytes in [
            &[][..],
            &[0x18, 0x17],             // not the shortest
            &[0x19, 0x00, 0xff],       // not the shortest
            &[0x5f, 0x41, 0x00, 0xff], // indefinite
            &[0x9f, 0xff],             // indefinite
            &[0xc0, 0x60],             // a tag
            &[0xf9, 0x00, 0x00],       // a float
            &[0xf7],                   // undefined
            &[0x44, 1, 2, 3],          // too short
            &[0x62, 0xff, 0xff],       // no UTF-8
            &[0x83, 1],                // fewer items than said
            &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        ] {
            assert_eq!(read(bytes), Err(NotCbor), "{bytes:02x?}");
        }
    }

    #[test]
    fn skipping_ends_on_any_depth_of_nesting() {
        let mut deep = vec![0x81; 100_000];
        deep.push(0);
        assert_eq!(Reader::new(&deep).skip(), Err(NotCbor));
        let mut reader = Reader::new(&[0xa1, 0x01, 0x82, 0x02, 0x41, 0x00, 0x17]);
        reader.skip().unwrap();
        assert_eq!(reader.rest(), [0x17]);
    }
}
