//! The packets of an OpenPGP message (RFC 9580 §4): what each is, how long it is, and for which key it is sealed.
//! Headers only: nothing is decrypted, decompressed or verified.

use crate::{Entry, EntryKind, Kind, Listing, Warning};

/// The most packets that are listed.
const MOST_PACKETS: usize = 200;
/// The most characters of an armor header or line that is looked at.
const ARMOR: &[u8] = b"-----BEGIN PGP ";

/// Lists the packets, if this is OpenPGP, armored or not.
pub(crate) fn list(bytes: &[u8]) -> Option<Listing> {
    if let Some(armored) = dearmored(bytes) {
        let mut listing = packets(&armored).unwrap_or_else(|| Listing::new(Kind::OpenPgp));
        if listing.entries.is_empty() {
            listing.warn(Warning::Damaged);
        }
        return Some(listing);
    }
    // A bare byte with the top bit set begins many files: only a sequence of packets that fits to the end counts.
    let listing = packets(bytes)?;
    let fits = !listing.entries.is_empty() && !listing.warnings.contains(&Warning::Damaged);
    fits.then_some(listing)
}

/// The bytes inside of the first armor.
fn dearmored(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.trim_ascii_start().starts_with(ARMOR) {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.trim_start().lines().skip(1).map(str::trim);
    // Headers end at an empty line.
    lines.by_ref().take_while(|line| !line.is_empty()).for_each(drop);
    let body: String = lines.take_while(|line| !line.starts_with(['-', '='])).collect();
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in body.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => break,
        };
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(((bits >> count) & 0xff).try_into().unwrap_or_default());
        }
    }
    Some(out)
}

fn packets(bytes: &[u8]) -> Option<Listing> {
    let mut listing = Listing::new(Kind::OpenPgp);
    let mut rest = bytes;
    while !rest.is_empty() {
        if listing.entries.len() == MOST_PACKETS {
            listing.warn(Warning::Many);
            break;
        }
        let Some((tag, body, after)) = packet(rest) else {
            listing.warn(Warning::Damaged);
            break;
        };
        let name = named(tag, body)?;
        if matches!(tag, 1 | 3 | 9 | 18) {
            listing.warn(Warning::Encrypted);
        }
        let bytes = u64::try_from(body.len()).unwrap_or(u64::MAX);
        listing.entries.push(Entry { name, kind: EntryKind::Packet, bytes });
        rest = after;
    }
    Some(listing)
}

/// One packet: its type, what of its body lies in the first part, and what follows.
fn packet(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (first, rest) = bytes.split_first()?;
    if first & 0x80 == 0 {
        return None;
    }
    if first & 0x40 == 0 {
        // The old form (§4.2.2): the type in four bits, the kind of length in two.
        let tag = (first >> 2) & 0x0f;
        let (length, rest) = match first & 3 {
            0 => number(rest, 1)?,
            1 => number(rest, 2)?,
            2 => number(rest, 4)?,
            _ => (rest.len(), rest),
        };
        let (body, after) = rest.split_at_checked(length)?;
        return Some((tag, body, after));
    }
    let tag = first & 0x3f;
    let (mut length, mut rest, mut is_part) = new_length(rest)?;
    let body = rest.get(..length)?;
    // Parts (§4.2.1.4) follow each other until a last one; the first is enough to name the packet.
    while is_part {
        rest = rest.get(length..)?;
        (length, rest, is_part) = new_length(rest)?;
    }
    Some((tag, body, rest.get(length..)?))
}

/// A length of the new form (§4.2.1), and whether more parts follow.
fn new_length(bytes: &[u8]) -> Option<(usize, &[u8], bool)> {
    let (first, rest) = bytes.split_first()?;
    match first {
        0..=191 => Some((usize::from(*first), rest, false)),
        192..=223 => {
            let (second, rest) = rest.split_first()?;
            Some(((usize::from(*first) - 192) * 256 + usize::from(*second) + 192, rest, false))
        }
        224..=254 => Some((1_usize << (first & 0x1f), rest, true)),
        255 => number(rest, 4).map(|(length, rest)| (length, rest, false)),
    }
}

fn number(bytes: &[u8], length: usize) -> Option<(usize, &[u8])> {
    let (digits, rest) = bytes.split_at_checked(length)?;
    Some((digits.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest))
}

/// What a packet is, in words; nothing for a type that no standard knows.
fn named(tag: u8, body: &[u8]) -> Option<String> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>();
    let key = |bytes: &[u8]| {
        if bytes.iter().all(|byte| *byte == 0) { "an unnamed key".into() } else { hex(bytes) }
    };
    Some(match (tag, body) {
        (1, [3, rest @ ..]) => {
            format!("session key sealed for {}", key(rest.get(..8)?))
        }
        (1, [6, 0, ..]) => "session key sealed for an unnamed key".to_owned(),
        (1, [6, length, _, rest @ ..]) => {
            let print = rest.get(..usize::from(*length).checked_sub(1)?)?;
            format!("session key sealed for {}", hex(print))
        }
        (1, _) => "session key sealed for a key".to_owned(),
        (2, _) => "signature".to_owned(),
        (3, _) => "session key sealed by a passphrase".to_owned(),
        (4, _) => "announcement of a signature".to_owned(),
        (5, _) => "secret key".to_owned(),
        (6, _) => "public key".to_owned(),
        (7, _) => "secret subkey".to_owned(),
        (8, _) => "compressed data, not looked into".to_owned(),
        (9, _) => "encrypted data without protection of its content".to_owned(),
        (10, _) => "marker".to_owned(),
        (11, _) => "literal data".to_owned(),
        (12, _) => "trust".to_owned(),
        (13, _) => "user id".to_owned(),
        (14, _) => "public subkey".to_owned(),
        (17, _) => "user attribute".to_owned(),
        (18, _) => "encrypted data".to_owned(),
        (20, _) => "encrypted data of GnuPG".to_owned(),
        (21, _) => "padding".to_owned(),
        _ => return None,
    })
}
