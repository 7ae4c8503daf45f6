//! What the fuzz target `destination` does with its bytes, and the replay of its corpus.
//!
//! Compiled for tests and fuzzing only: what judges an address is private to the crate, as it should be, and so the
//! corpus runs in this crate's own tests. See `docs/how-to/fuzz.md`.
#![expect(clippy::expect_used, reason = "a fuzz target reports by panicking")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::{Reach, is_global};

/// The bytes are an address that somebody named. One that is accepted leads to the public internet by https, to one
/// host that reads the same to every reader, and is accepted again as it was understood. The first bytes are an IP
/// address too: what stands for an IPv4 address inside IPv6 is never more public than that address.
///
/// # Panics
/// When that does not hold.
pub fn destination(bytes: &[u8]) {
    inside(bytes);
    let Ok(text) = core::str::from_utf8(bytes) else { return };
    let Ok(url) = Reach::public().judge(text) else { return };
    assert_eq!(url.scheme(), "https", "{text:?}");
    assert!(url.username().is_empty() && url.password().is_none(), "{text:?} holds a name");
    assert!(matches!(url.port_or_known_default(), Some(443 | 8443)), "{text:?}: {:?}", url.port());
    let host = url.host_str().expect("an accepted address has a host");
    assert!(!host.is_empty() && !host.ends_with('.'), "{text:?}: {host:?}");
    assert!(host.chars().all(|c| c.is_ascii_graphic()), "{text:?}: {host:?}");
    let bare = host.trim_matches(['[', ']']);
    match bare.parse::<IpAddr>() {
        Ok(ip) => assert!(is_global(ip), "{text:?} leads to {ip}"),
        // Whatever other readers take for a number is none here.
        Err(_) => {
            let last = bare.rsplit('.').next().unwrap_or_default();
            assert!(bare.contains('.'), "{text:?} leads to the bare name {bare:?}");
            assert!(!last.chars().all(|c| c.is_ascii_digit()), "{text:?} leads to {bare:?}");
            assert!(!last.starts_with("0x"), "{text:?} leads to {bare:?}");
        }
    }
    let again = Reach::public().judge(url.as_str()).expect("what was accepted is accepted again");
    assert_eq!(again, url, "{text:?}");
}

fn inside(bytes: &[u8]) {
    let Some(first) = bytes.first_chunk::<4>() else { return };
    let v4 = Ipv4Addr::from(*first);
    let [a, b, c, d] = *first;
    let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
    for v6 in [
        v4.to_ipv6_mapped(),
        Ipv6Addr::new(0, 0, 0, 0, 0, 0, high, low),
        Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
        Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, high, low),
        Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1),
        Ipv6Addr::new(0x2001, 0, high, low, 0, 0, 0, 0),
    ] {
        assert!(!is_global(v6.into()) || is_global(v4.into()), "{v6} is more public than {v4}");
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_corpus_of_destination_breaks_nothing() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/destination");
        let mut files: Vec<_> =
            fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        assert!(files.len() >= 5, "the corpus of destination is gone");
        for file in files {
            let bytes = fs::read(&file).unwrap();
            // Caught only to name the input that broke it; the assertion below fails then.
            let outcome = std::panic::catch_unwind(|| super::destination(&bytes));
            assert!(outcome.is_ok(), "{} breaks destination", file.display());
        }
    }
}
