//! Tests of the way out: which addresses are refused, that a connection goes to what was judged, and the limits.

mod addresses;
mod connections;
mod letters;
mod relays;

use std::net::IpAddr;

use expect_test::expect_file;

use crate::{Purpose, document, is_global};

// ASVS 13.1.1
#[test]
fn sec_2_the_page_of_all_connections_is_the_list() {
    expect_file!["../../../../docs/network.md"].assert_eq(&document());
    for purpose in Purpose::ALL {
        assert!(document().contains(&format!("| {} |", purpose.connection().name)));
    }
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

#[test]
fn addresses_of_special_networks_are_not_public_to_their_first_and_last() {
    let special = [
        ("0.0.0.0", "0.255.255.255"),
        ("10.0.0.0", "10.255.255.255"),
        ("100.64.0.0", "100.127.255.255"),
        ("127.0.0.0", "127.255.255.255"),
        ("169.254.0.0", "169.254.255.255"),
        ("172.16.0.0", "172.31.255.255"),
        ("192.0.0.0", "192.0.0.255"),
        ("192.0.2.0", "192.0.2.255"),
        ("192.168.0.0", "192.168.255.255"),
        ("198.18.0.0", "198.19.255.255"),
        ("198.51.100.0", "198.51.100.255"),
        ("203.0.113.0", "203.0.113.255"),
        ("224.0.0.0", "255.255.255.255"),
        ("::", "::1"),
        ("::ffff:0.0.0.0", "::ffff:255.255.255.255"),
        ("64:ff9b::10.0.0.0", "64:ff9b::10.255.255.255"),
        ("64:ff9b:1::", "64:ff9b:1:ffff::"),
        ("100::", "100::ffff"),
        ("2001::", "2001:1ff:ffff::"),
        ("2001:db8::", "2001:db8:ffff::"),
        ("2002::", "2002:ffff::"),
        ("3fff::", "3fff:fff:ffff::"),
        ("fc00::", "fdff:ffff::"),
        ("fe80::", "febf:ffff::"),
        ("fec0::", "feff::"),
        ("ff00::", "ffff::"),
    ];
    for (first, last) in special {
        assert!(!is_global(ip(first)), "{first}");
        assert!(!is_global(ip(last)), "{last}");
    }
    let public = [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2606:4700::1111",
        "2a00::1",
        "64:ff9b::8.8.8.8",
    ];
    for address in public {
        assert!(is_global(ip(address)), "{address}");
    }
}
