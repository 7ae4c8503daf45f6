//! The speed that a list of a hundred thousand open promises needs. Run it in release:
//! `cargo test --release -p clock -- --ignored --nocapture`.

use core::hint::black_box;

use clock::{Calendar, Direction, Instant, Pauses, due};

use crate::support::{berlin, span};

#[expect(clippy::disallowed_methods, reason = "this test measures; nothing else reads a clock")]
fn per_second(within: &str, calendar: &Calendar) -> f64 {
    const ROUNDS: i32 = 1_000_000;
    let span = span(within);
    let started = std::time::Instant::now();
    for round in 0..ROUNDS {
        let trigger = Instant::from_second(1_790_000_000 + i64::from(round) * 61);
        let _ = black_box(due(trigger, span, Direction::After, calendar, Pauses::NONE));
    }
    f64::from(ROUNDS) / started.elapsed().as_secs_f64()
}

#[test]
#[ignore = "measures; needs a release build"]
fn a_million_clocks_take_less_than_a_second() {
    let calendar = berlin().build().unwrap();
    for within in ["24 hours", "7 business days", "1 month"] {
        let rate = per_second(within, &calendar);
        println!("{within}: {rate:.0} clocks per second");
        assert!(rate > 1_000_000.0, "{within}: {rate}");
    }
}
