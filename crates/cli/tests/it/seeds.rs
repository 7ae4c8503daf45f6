//! One story per seed policy: the promise it makes, kept by one program and broken in front of everybody by
//! another.

use crate::browser::{Served, mailbox, receipt, report, serve};

const START: &str = "2026-11-02T09:00:00Z";

/// Reports at the start, and returns the receipt and the handle.
fn reported(served: &mut Served, program: &str) -> (String, String) {
    let mut reporter = served.program.browser();
    let receipt = receipt(&report(&mut reporter, program, &[]));
    let handle = served.handle();
    (receipt, handle)
}

/// The words of the mailbox at this moment.
fn reporter_sees(served: &Served, receipt: &str) -> String {
    mailbox(&served.program, receipt).1.words()
}

#[test]
fn clk_1_case_1_seed_b_acknowledges_within_24_hours_and_a_late_one_shows_as_broken() {
    let mut served = serve("feature-table", START);
    let (receipt, handle) = reported(&mut served, "feature-table");
    assert!(
        reporter_sees(&served, &receipt).contains("3 November 2026, 09:00 UTC"),
        "due in 24 hours"
    );
    served.set_clock("2026-11-03T08:59:00Z");
    served.act("feature-table", &handle, "acknowledge", &[("text", "We have it.")]);
    let page = served.case("feature-table", &handle).words();
    assert!(page.contains("kept after 23 hours"), "{page}");

    let mut late = serve("feature-table", START);
    let (receipt, handle) = reported(&mut late, "feature-table");
    late.set_clock("2026-11-03T11:00:00Z");
    let words = reporter_sees(&late, &receipt);
    assert!(words.contains("Broken") && words.contains("2 hours late"), "{words}");
    let words = late.case("feature-table", &handle).words();
    assert!(words.contains("Broken") && words.contains("2 hours late"), "{words}");
    let mut anyone = late.program.browser();
    let statistics = anyone.get("/p/feature-table/statistics").unwrap().words();
    assert!(statistics.contains("under 5"), "a broken promise counts in public: {statistics}");
}

#[test]
fn clk_2_seed_d_acknowledges_within_48_hours() {
    let mut served = serve("supported-versions", START);
    let (receipt, handle) = reported(&mut served, "supported-versions");
    assert!(reporter_sees(&served, &receipt).contains("4 November 2026, 09:00 UTC"));
    served.set_clock("2026-11-04T09:00:00Z");
    served.act("supported-versions", &handle, "acknowledge", &[("text", "Thank you.")]);
    assert!(served.case("supported-versions", &handle).words().contains("kept after 2 days"));
}

#[test]
fn clk_3_case_8_seed_e_answers_in_24_hours_while_severity_is_unknown_and_in_72_when_it_is_low() {
    let mut served = serve("sigtech", START);
    let (receipt, handle) = reported(&mut served, "sigtech");
    assert!(
        reporter_sees(&served, &receipt).contains("3 November 2026, 09:00 UTC"),
        "unknown counts as severe"
    );
    served.set_clock("2026-11-02T12:00:00Z");
    served.act("sigtech", &handle, "assess-severity", &[("severity", "low")]);
    let words = reporter_sees(&served, &receipt);
    assert!(words.contains("5 November 2026, 09:00 UTC"), "{words}");

    let mut severe = serve("sigtech", START);
    let (receipt, handle) = reported(&mut severe, "sigtech");
    severe.act("sigtech", &handle, "assess-severity", &[("severity", "critical")]);
    assert!(reporter_sees(&severe, &receipt).contains("3 November 2026, 09:00 UTC"));
}

#[test]
fn clk_4_seed_c_answers_in_7_business_days_with_both_things_it_owes() {
    let mut served = serve("ethical-rules", START);
    let (receipt, handle) = reported(&mut served, "ethical-rules");
    let words = reporter_sees(&served, &receipt);
    assert!(
        words.contains("11 November 2026"),
        "seven business days after Monday 2 November: {words}"
    );
    served.set_clock("2026-11-04T10:00:00Z");
    served.act("ethical-rules", &handle, "acknowledge", &[("text", "Received.")]);
    served.act(
        "ethical-rules",
        &handle,
        "validate",
        &[("text", "We can reproduce it: it is a real flaw.")],
    );
    let words = reporter_sees(&served, &receipt);
    assert!(words.contains("expected resolution date"), "one of two things is still owed: {words}");
    served.act("ethical-rules", &handle, "set-resolution-date", &[("date", "2026-12-01")]);
    let words = reporter_sees(&served, &receipt);
    assert!(words.contains("kept after"), "{words}");
    assert!(words.contains("1 December 2026"), "{words}");
}

#[test]
fn clk_5_case_3_seed_a_decides_against_its_own_target_and_says_why() {
    let mut served = serve("simprints", START);
    let (receipt, handle) = reported(&mut served, "simprints");
    served.set_clock("2026-11-03T09:00:00Z");
    served.act("simprints", &handle, "acknowledge", &[("text", "Thank you for your report.")]);
    let refused = served.try_act(
        "simprints",
        &handle,
        "decline",
        &[("class", "not-reproducible"), ("reason", "")],
    );
    assert_eq!(refused.status, 422, "a decision without a reason is refused");
    served.act(
        "simprints",
        &handle,
        "decline",
        &[("class", "not-reproducible"), ("reason", "We could not see it in release 2026.2.")],
    );
    let words = reporter_sees(&served, &receipt);
    assert!(words.contains("We could not see it in release 2026.2."), "{words}");
    assert!(words.contains("accepted"), "the promise to decide is shown: {words}");
}
