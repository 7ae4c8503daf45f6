//! What one case of many parties costs: 120 vendors, some silent, and 500 messages.
//!
//! The case is made over HTTP, as a coordinator makes it; the pages are those that the coordinator looks at.

use testkit::http::Browser;
use testkit::program::Program;

use crate::Failure;
use crate::result::Row;
use crate::served;

/// Vendors on the case.
const VENDORS: u32 = 120;
/// Messages between the team and them.
const MESSAGES: u32 = 500;
/// Pages asked for, of each kind.
const REQUESTS: u64 = 300;
/// What a page may cost, in milliseconds of CPU.
const AIM_MS: f64 = 30.0;

/// Gives a command on one of the case's pages.
fn give(
    desk: &mut Browser,
    page: &str,
    path: &str,
    fields: &[(&str, &str)],
    expected: u16,
) -> Result<(), Failure> {
    let shown = desk.get(page)?;
    let csrf = shown.hidden("csrf").ok_or("no csrf token")?;
    let seq = shown.hidden("expected_seq").unwrap_or_default();
    let mut all = vec![("csrf", csrf.as_str())];
    if !seq.is_empty() {
        all.push(("expected_seq", seq.as_str()));
    }
    all.extend_from_slice(fields);
    let answer = desk.post(path, &all)?;
    served::expect(answer.status, expected, path)
}

/// The rows of a program whose first account is signed in at `desk`.
pub(crate) fn rows(program: &Program, desk: &mut Browser) -> Result<Vec<Row>, Failure> {
    served::submit(program, 1, 0, 1)?;
    let case = served::first_case(desk)?;
    let parties = format!("{case}/parties");
    give(desk, &case, &format!("{case}/do/accept"), &[], 303)?;
    for number in 0..VENDORS {
        let name = format!("Vendor {number}");
        give(desk, &parties, &parties, &[("name", &name), ("role", "vendor")], 200)?;
        // A third never answers, a third takes part and says nothing, a third keeps its status.
        let party = format!("{parties}/vendor-{number}");
        if number % 3 > 0 {
            give(desk, &party, &format!("{party}/do/consent"), &[], 303)?;
        }
        if number % 3 == 2 {
            let said = [("impact", "affected"), ("statement", "We ship the parser since 2.1.")];
            give(desk, &party, &format!("{party}/do/record-status"), &said, 303)?;
        }
    }
    for number in 0..MESSAGES {
        let text = format!(
            "Message {number}: the patch is on the branch, please say by Friday whether it applies to what you ship."
        );
        give(desk, &case, &format!("{case}/do/party-message"), &[("text", &text)], 303)?;
    }
    let page = |what: &str, path: &str| {
        let what = format!("{what}, {VENDORS} vendors and {MESSAGES} messages");
        served::page(program, desk, &what, Some(AIM_MS), path, REQUESTS)
    };
    Ok(vec![
        page("a case", &case)?,
        page("its parties", &parties)?,
        page("its silent parties", &format!("{parties}?show=any-silent"))?,
    ])
}
