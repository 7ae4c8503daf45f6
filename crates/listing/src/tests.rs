//! Archives and messages as people make them and as they attack with them.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use crate::{EntryKind, Kind, Listing, MOST_ENTRIES, MOST_UNPACKED_BYTES, Warning, list};

fn names(listing: &Listing) -> Vec<&str> {
    listing.entries.iter().map(|entry| entry.name.as_str()).collect()
}

/// A ZIP archive of stored entries: name and mode (a symbolic link is 0o120777), size as it is said to be.
fn zip(entries: &[(&str, u32, u32)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, mode, size) in entries {
        let at = u32::try_from(out.len()).unwrap();
        let length = u16::try_from(name.len()).unwrap();
        out.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        out.extend(size.to_le_bytes());
        out.extend(length.to_le_bytes());
        out.extend([0, 0]);
        out.extend(name.as_bytes());
        directory.extend(b"PK\x01\x02\x14\x03\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        directory.extend(size.to_le_bytes());
        directory.extend(length.to_le_bytes());
        directory.extend([0; 8]);
        directory.extend((mode << 16).to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, length) = (u32::try_from(out.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    let count = u16::try_from(entries.len()).unwrap();
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn tar(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in entries {
        let mut header = tar::Header::new_gnu();
        // Written past the checks of the library, as an attacker does.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len().try_into().unwrap());
        header.set_mode(0o644);
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_zip_archive_is_listed_with_its_folders_and_sizes() {
    let listing = list(&zip(&[("poc/", 0o040_755, 0), ("poc/run.py", 0o100_644, 120)]));
    assert_eq!((listing.kind, names(&listing)), (Kind::Zip, vec!["poc/", "poc/run.py"]));
    assert_eq!(listing.entries[0].kind, EntryKind::Folder);
    assert_eq!(listing.entries[1].bytes, 120);
    assert!(listing.warnings.is_empty(), "{listing:?}");
}

#[test]
fn names_that_lead_outside_links_and_archives_inside_are_warned_of() {
    for name in ["../../etc/cron.d/x", "/etc/passwd", "..\\..\\x", "C:\\x", "a/../../b"] {
        assert_eq!(list(&zip(&[(name, 0, 1)])).warnings, [Warning::Escapes], "{name}");
        if name.len() < 100 {
            assert_eq!(list(&tar(&[(name, b"x")])).warnings, [Warning::Escapes], "{name}");
        }
    }
    let link = list(&zip(&[("link", 0o120_777, 9), ("again.zip", 0, 1), ("again.zip", 0, 1)]));
    assert_eq!(link.warnings, [Warning::Links, Warning::Nested, Warning::Doubled]);
    assert_eq!(link.entries[0].kind, EntryKind::Link);
}

// ASVS 5.2.3
#[test]
fn an_archive_that_swells_is_measured_and_not_unpacked() {
    let bomb = list(&zip(&[("zeros", 0, u32::MAX)]));
    assert_eq!(bomb.warnings, [Warning::Swells]);
    let many: Vec<(String, u32, u32)> =
        (0..MOST_ENTRIES + 5).map(|n| (format!("f{n}"), 0, 0)).collect();
    let many: Vec<(&str, u32, u32)> = many.iter().map(|(n, a, b)| (n.as_str(), *a, *b)).collect();
    let many = list(&zip(&many));
    assert_eq!((many.entries.len(), many.warnings), (MOST_ENTRIES, vec![Warning::Many]));
    let beyond = usize::try_from(MOST_UNPACKED_BYTES).unwrap() + (8 << 20);
    let zeros = gzip(&vec![0; beyond]);
    let listing = list(&zeros);
    assert_eq!((listing.kind, &listing.warnings[..]), (Kind::Gzip, &[Warning::Swells][..]));
    assert!(listing.entries[0].bytes <= MOST_UNPACKED_BYTES + 1, "no more was unpacked");
}

#[test]
fn a_tar_archive_is_listed_plain_and_compressed() {
    let plain = tar(&[("a.txt", b"hello"), ("b/c.bin", &[0; 600])]);
    for (bytes, kind) in [(plain.clone(), Kind::Tar), (gzip(&plain), Kind::TarGzip)] {
        let listing = list(&bytes);
        assert_eq!((listing.kind, names(&listing)), (kind, vec!["a.txt", "b/c.bin"]));
        assert_eq!(listing.entries[1].bytes, 600);
    }
}

#[test]
fn what_is_cut_off_is_listed_as_far_as_it_goes_and_called_damaged() {
    let whole = tar(&[("a.txt", b"hello"), ("b.txt", &[1; 2000])]);
    let cut = list(&whole[..1200]);
    assert_eq!(names(&cut)[0], "a.txt");
    let squeezed = gzip(&whole);
    assert!(list(&squeezed[..squeezed.len() / 2]).warnings.contains(&Warning::Damaged));
    let zipped = zip(&[("a", 0, 0)]);
    assert_eq!(list(&zipped[..zipped.len() - 4]).warnings, [Warning::Damaged]);
}

#[test]
fn an_openpgp_message_tells_for_whom_it_is_sealed_and_nothing_of_its_content() {
    let mut message = vec![0xc1, 12, 3, 0xde, 0xad, 0xbe, 0xef, 0, 1, 2, 3, 18, 0, 0];
    // Encrypted data in two parts: 2 octets, then 3.
    message.extend([0xd2, 0xe1, 2, 9, 3, 9, 9, 9]);
    let listing = list(&message);
    assert_eq!(listing.kind, Kind::OpenPgp);
    assert_eq!(names(&listing), ["session key sealed for DEADBEEF00010203", "encrypted data"]);
    assert_eq!(listing.warnings, [Warning::Encrypted]);
    let armored = "-----BEGIN PGP MESSAGE-----\nComment: x\n\nwQwD3q2+7wABAgMSAADS4QIJAwkJCQ==\n=abcd\n-----END PGP MESSAGE-----\n";
    assert_eq!(names(&list(armored.as_bytes())), names(&listing));
    let empty = list(b"-----BEGIN PGP MESSAGE-----\n\n-----END PGP MESSAGE-----\n");
    assert_eq!((empty.kind, empty.warnings), (Kind::OpenPgp, vec![Warning::Damaged]));
}

#[test]
fn other_files_are_taken_for_nothing_else() {
    for bytes in [
        &b""[..],
        b"hello, this is a text",
        b"\x89PNG\r\n\x1a\n0000",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"%PDF-1.7",
        "\u{e4}\u{f6}\u{fc} and so on".as_bytes(),
    ] {
        let listing = list(bytes);
        assert_eq!((listing.kind, listing.entries.len()), (Kind::Other, 0), "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_listed_within_the_bounds(
        head in prop_oneof![
            Just(b"PK\x03\x04".to_vec()), Just(vec![0x1f, 0x8b, 8]), Just(vec![0xc1]), Just(vec![])
        ],
        tail in proptest::collection::vec(any::<u8>(), 0..2000),
    ) {
        let mut bytes = head;
        bytes.extend(tail);
        prop_assert!(list(&bytes).entries.len() <= MOST_ENTRIES);
    }

    #[test]
    fn an_archive_with_changed_bytes_is_listed_within_the_bounds(
        at in 0_usize..300, to in any::<u8>(), squeezed in any::<bool>(),
    ) {
        let mut bytes = zip(&[("a", 0, 5), ("b/", 0, 0), ("../c", 0o120_777, 9)]);
        if squeezed {
            bytes = gzip(&tar(&[("a.txt", b"hello"), ("b.txt", &[1; 2000])]));
        }
        let at = at % bytes.len();
        bytes[at] = to;
        prop_assert!(list(&bytes).entries.len() <= MOST_ENTRIES);
    }
}
