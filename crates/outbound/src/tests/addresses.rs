//! Addresses before anything is sent: every spelling of a place inside is refused, whoever wrote it.

use std::net::Ipv4Addr;

use proptest::prelude::*;

use crate::{Client, Purpose, Reach, ReachError, is_global};

fn client(reach: Reach) -> Client {
    Client::new(Purpose::PolicyCheck, reach).unwrap()
}

/// Addresses that must never be tried, with what they try.
const REFUSED: &[(&str, &str)] = &[
    ("https://127.0.0.1/", "loopback"),
    ("https://127.1/", "loopback, short"),
    ("https://2130706433/", "loopback, decimal"),
    ("https://017700000001/", "loopback, octal"),
    ("https://0x7f000001/", "loopback, hexadecimal"),
    ("https://0177.0.0.1/", "loopback, first part octal"),
    ("https://0x7f.0.0.0x1/", "loopback, parts hexadecimal"),
    ("https://127.0.0.1./", "loopback, dot at the end"),
    ("https://%31%32%37.0.0.1/", "loopback, percent-encoded"),
    ("https://127\u{3002}0\u{3002}0\u{3002}1/", "loopback, ideographic dots"),
    ("https://\u{2460}\u{2461}\u{2466}.0.0.1/", "loopback, circled digits"),
    ("https://0/", "this host"),
    ("https://0.0.0.0/", "this host"),
    ("https://10.1.2.3/", "private"),
    ("https://172.16.0.1/", "private"),
    ("https://192.168.1.1/", "private"),
    ("https://100.64.0.1/", "shared"),
    ("https://169.254.169.254/latest/meta-data/", "metadata"),
    ("https://0xa9fea9fe/", "metadata, hexadecimal"),
    ("https://2852039166/", "metadata, decimal"),
    ("https://255.255.255.255/", "broadcast"),
    ("https://[::]/", "this host, IPv6"),
    ("https://[::1]/", "loopback, IPv6"),
    ("https://[0:0:0:0:0:0:0:1]/", "loopback, IPv6 at length"),
    ("https://[::ffff:127.0.0.1]/", "mapped"),
    ("https://[::ffff:a9fe:a9fe]/", "metadata, mapped"),
    ("https://[::127.0.0.1]/", "compatible"),
    ("https://[64:ff9b::7f00:1]/", "NAT64"),
    ("https://[64:ff9b::169.254.169.254]/", "metadata by NAT64"),
    ("https://[64:ff9b:1::a00:1]/", "local NAT64"),
    ("https://[2002:7f00:1::]/", "6to4"),
    ("https://[2002:a9fe:a9fe::]/", "metadata by 6to4"),
    ("https://[2001:0:a9fe:a9fe::]/", "Teredo"),
    ("https://[fe80::1]/", "link-local"),
    ("https://[fd00:ec2::254]/", "metadata, IPv6"),
    ("https://[fc00::1]/", "unique local"),
    ("https://[ff02::1]/", "multicast"),
    ("https://localhost/", "name of this host"),
    ("https://LOCALHOST/", "name of this host, capitals"),
    ("https://localhost./", "name of this host, dot"),
    ("https://a.localhost/", "name below localhost"),
    ("https://metadata/", "bare name"),
    ("https://metadata.google.internal/", "metadata by name"),
    ("https://printer.local/", "name of the local link"),
    ("https://router.lan/", "name of the local network"),
    ("https://1.0.0.127.in-addr.arpa/", "name of the reverse tree"),
    ("https://abcdefabcdefabcd.onion/", "onion name, never asked of DNS"),
    ("https://example.org./", "dot at the end"),
    ("https://user@example.org/", "user name"),
    ("https://user:secret@example.org/", "user name and passphrase"),
    ("https://@example.org/", "empty user name"),
    ("https://example.org@127.0.0.1/", "host after a user name"),
    ("https://example.org\\@127.0.0.1/", "backslash"),
    ("https://127.0.0.1\\.example.org/", "backslash"),
    ("https://exam\nple.org/", "line break"),
    ("https://example.org/ HTTP/1.1", "space"),
    (" https://example.org/", "space before"),
    ("http://example.org/", "no TLS"),
    ("http://127.0.0.1/", "no TLS"),
    ("ftp://example.org/", "scheme"),
    ("file:///etc/passwd", "scheme"),
    ("gopher://example.org/", "scheme"),
    ("data:text/plain,x", "scheme"),
    ("https:///example.org:22/", "port, three slashes"),
    ("https://example.org:22/", "port"),
    ("https://example.org:80/", "port"),
    ("https://example.org:5432/", "port"),
    ("https://example.org:0/", "port"),
    ("https://example.org:99999/", "no port"),
    ("https://", "no host"),
    ("//example.org/", "no scheme"),
    ("example.org", "no scheme"),
    ("", "nothing"),
];

// ASVS 1.3.6
#[test]
fn every_spelling_of_a_place_inside_is_refused_with_the_same_words() {
    let client = client(Reach::public());
    let mut said = std::collections::BTreeSet::new();
    for (address, what) in REFUSED {
        let refused = client.accepts(address);
        let refused = refused.expect_err(&format!("{address} is accepted: {what}"));
        said.insert(refused.to_string());
        assert_ne!(refused.reason(), refused.to_string());
    }
    assert_eq!(said.len(), 1, "{said:?}");
    for address in [
        "https://example.org/",
        "https://example.org:8443/x?y#z",
        "https://1.1.1.1/",
        "https://[2606:4700::1111]/",
        "https://b\u{fc}cher.example/",
        "HTTPS://EXAMPLE.ORG",
    ] {
        assert!(client.accepts(address).is_ok(), "{address}");
    }
}

#[test]
fn an_operator_names_the_only_hosts_and_the_networks_inside() {
    let reach = Reach::from_settings(
        "login.example.org, hooks.example.org:9443,10.0.0.5:8000",
        "10.0.0.0/24",
    )
    .unwrap();
    let client = client(reach);
    for address in
        ["https://login.example.org/", "https://Hooks.Example.org:9443/x", "https://10.0.0.5:8000/"]
    {
        assert!(client.accepts(address).is_ok(), "{address}");
    }
    for address in [
        "https://example.org/",
        "https://login.example.org:8443/",
        "https://login.example.org.evil.example/",
        "https://10.0.0.6/",
        "http://login.example.org/",
    ] {
        assert!(client.accepts(address).is_err(), "{address}");
    }
    // A named host on an unnamed network of the inside is not enough.
    let only_host = Reach::from_settings("10.0.0.5", "").unwrap();
    assert!(super::addresses::client(only_host).accepts("https://10.0.0.5/").is_err());
    let only_network = Reach::from_settings("", "10.0.0.0/24,fd00::/8").unwrap();
    let only_network = super::addresses::client(only_network);
    assert!(only_network.accepts("https://10.0.0.5/").is_ok());
    assert!(only_network.accepts("https://[fd00::1]/").is_ok());
    assert!(only_network.accepts("https://10.0.1.5/").is_err());
}

#[test]
fn what_an_operator_writes_wrongly_is_named() {
    assert_eq!(
        Reach::from_settings("https://a.example", "").unwrap_err(),
        ReachError::Host("https://a.example".into())
    );
    assert_eq!(
        Reach::from_settings("", "10.0.0.0/8,ten").unwrap_err(),
        ReachError::Network("ten".into())
    );
}

#[test]
fn what_is_typed_opens_itself_and_nothing_beside_it() {
    let client = client(Reach::public().and_typed("http://127.0.0.1:8470/p/x/log").unwrap());
    assert!(client.accepts("http://127.0.0.1:8470/other").is_ok());
    for address in ["http://127.0.0.1:8471/", "https://127.0.0.1:8470/", "http://127.0.0.2:8470/"] {
        assert!(client.accepts(address).is_err(), "{address}");
    }
    assert!(Reach::public().and_typed("file:///x").is_err());
}

/// An IPv4 address in one of the ways in which it can be written.
fn spelled() -> impl Strategy<Value = (u32, String)> {
    (any::<u32>(), 0..6_usize).prop_map(|(bits, way)| {
        let [a, b, c, d] = Ipv4Addr::from(bits).octets();
        let text = match way {
            0 => format!("{a}.{b}.{c}.{d}"),
            1 => bits.to_string(),
            2 => format!("{bits:#x}"),
            3 => format!("0{bits:o}"),
            4 => format!("{a:#x}.0{b:o}.{}", u32::from(c) << 8 | u32::from(d)),
            _ => format!("{a}.{}", bits & 0x00ff_ffff),
        };
        (bits, text)
    })
}

proptest! {
    #[test]
    fn an_address_is_judged_alike_in_every_spelling((bits, text) in spelled()) {
        let is_public = is_global(Ipv4Addr::from(bits).into());
        let accepted = Reach::public().judge(&format!("https://{text}/")).is_ok();
        prop_assert_eq!(accepted, is_public, "{}", text);
    }

    #[test]
    fn no_text_panics_and_what_is_accepted_is_https_to_a_public_place(text in "\\PC{0,60}") {
        for text in [text.clone(), format!("https://{text}")] {
            if let Ok(url) = Reach::public().judge(&text) {
                prop_assert_eq!(url.scheme(), "https");
                prop_assert_eq!(url.username(), "");
                let host = url.host_str().unwrap().trim_matches(['[', ']']);
                match host.parse() {
                    Ok(ip) => prop_assert!(is_global(ip)),
                    Err(_) => prop_assert!(host.contains('.') && !host.ends_with('.')),
                }
            }
        }
    }
}
