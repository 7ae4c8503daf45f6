//! How long one advisory takes in all formats: `cargo run --release --package advisory --example render_time`.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "an example measures the time and says it"
)]

use advisory::model::{AffectedProduct, Publisher, Revision, Status};
use advisory::model::{Event, Order, Package, Product, Range};
use advisory::{Advisory, Format, Place, preview};

/// How often each format is rendered.
const TIMES: u32 = 2_000;

fn main() {
    let product = |number: u32| AffectedProduct {
        product: Product {
            package: Some(Package { ecosystem: "PyPI".to_owned(), name: format!("acme-{number}") }),
            ..Product::default()
        },
        ranges: vec![Range::of(Order::Ecosystem, "1.0", Some(Event::Fixed("1.2.3".to_owned())))],
        ..AffectedProduct::default()
    };
    let advisory = Advisory {
        id: "ACME-SA-2026-0001".parse().unwrap_or_default(),
        publisher: Publisher {
            name: "Acme".to_owned(),
            namespace: "https://acme.example".to_owned(),
            ..Publisher::default()
        },
        title: "Crafted archives overwrite files".to_owned(),
        summary: "Unpacking a crafted archive writes outside of the target folder.".to_owned(),
        details: "A paragraph of details.\n\n".repeat(20),
        affected: (0..10).map(product).collect(),
        weaknesses: "CWE-22".parse().into_iter().collect(),
        status: Status::Final,
        revisions: vec![Revision {
            number: 1,
            at: clock::Instant::from_second(1_790_000_000),
            summary: "Published.".to_owned(),
        }],
        ..Advisory::default()
    };
    let place = Place {
        page: "https://acme.example/advisories/1".to_owned(),
        csaf_folder: "https://acme.example/csaf/white/2026/".to_owned(),
    };
    let mut bytes = 0;
    let begun = std::time::Instant::now();
    for _ in 0..TIMES {
        bytes =
            Format::ALL.iter().map(|format| preview(&advisory, *format, &place).body.len()).sum();
    }
    let each = begun.elapsed() / TIMES;
    println!(
        "one advisory of ten products in {} formats ({bytes} bytes): {each:?}",
        Format::ALL.len()
    );
}
