//! What real policies say beside their promises: how firmly, from when to when, whom a silent team's
//! reporter may turn to, who is told before the public.

use expect_test::expect;
use policy::{EscalationTarget, EscalationTrigger, Strength};

use crate::examples::read;
use crate::findings::check;

const HEAD: &str = r#"[program]
id = "p"
name = "P"
contact = [{ email = "a@example.org" }]
not_by = ["public issue"]

[calendar]
zone = "Europe/Berlin"
note = "Times may be longer around the end of the year."
"#;

fn policy(addition: &str) -> policy::Policy {
    read(&format!("{HEAD}{addition}"))
}

#[test]
fn a_promise_keeps_how_firmly_it_is_worded() {
    for (word, strength, sentence) in [
        ("firm", Strength::Firm, "We acknowledge your report within 3 days."),
        ("aim", Strength::Aim, "We aim to acknowledge your report within 3 days."),
        (
            "expectation",
            Strength::Expectation,
            "We expect to acknowledge your report within 3 days.",
        ),
        ("typical", Strength::Typical, "We typically acknowledge your report within 3 days."),
    ] {
        let policy = policy(&format!(
            "[[promise]]\nid = \"a\"\ndo = \"acknowledge\"\nwithin = \"3 days\"\nstrength = \"{word}\"\nsource = \"s\"\n"
        ));
        assert_eq!(policy.promises[0].strength, strength);
        assert_eq!(policy.promises[0].in_words(), sentence);
    }
}

#[test]
fn a_range_keeps_both_of_its_ends() {
    for (least, words) in [
        ("2 business days", "We assess your report within 2 to 3 business days."),
        ("4 hours", "We assess your report within 4 hours to 3 business days."),
    ] {
        let policy = policy(&format!(
            "[[promise]]\nid = \"a\"\ndo = \"evaluate\"\nwithin = \"3 business days\"\nat_least = \"{least}\"\nsource = \"s\"\n"
        ));
        assert_eq!(policy.promises[0].at_least, Some(least.parse().unwrap()));
        assert_eq!(policy.promises[0].in_words(), words);
    }
}

#[test]
fn a_reporter_reads_whom_they_may_turn_to() {
    let policy = policy(
        r#"
[[escalation]]
when = "no acknowledgement"
after = "6 business days"
to = "security@lists.example.org"
source = "s"

[[escalation]]
when = "no engagement"
after = "14 days"
to = "any committer directly"
source = "s"

[[escalation]]
when = "no resolution"
after = "3 months"
to = "https://cert.example.org/report"
source = "s"
"#,
    );
    assert_eq!(policy.escalations[0].when, EscalationTrigger::NoAcknowledgement);
    assert!(matches!(policy.escalations[0].to, EscalationTarget::Way(_)));
    assert!(matches!(policy.escalations[1].to, EscalationTarget::Words(_)));
    let words = policy.escalations.iter().map(|one| one.in_words() + "\n").collect::<String>();
    expect![[r#"
        If nobody has acknowledged your report after 6 business days, turn to security@lists.example.org.
        If you have heard nothing more from us for 14 days, turn to any committer directly.
        If your report is not resolved after 3 months, turn to https://cert.example.org/report.
    "#]]
    .assert_eq(&words);
}

#[test]
fn those_who_are_told_before_the_public_have_limits_of_their_own() {
    let policy = policy(
        r#"
[disclosure]
from = "fix ready"
preferred = "7 days"
extension = "By agreement with the reporter."

[[disclosure.venue]]
name = "linux-distros"
to = "https://oss-security.example.org/distros"
maximum = "14 days"
"#,
    );
    assert_eq!(policy.disclosure.from.map(|event| event.to_string()).as_deref(), Some("fix ready"));
    assert_eq!(policy.disclosure.extension.as_deref(), Some("By agreement with the reporter."));
    assert_eq!(policy.disclosure.venues[0].maximum, Some("14 days".parse().unwrap()));
    assert_eq!(policy.program.not_by, ["public issue"]);
    assert_eq!(
        policy.calendar_note.as_deref(),
        Some("Times may be longer around the end of the year.")
    );
}

#[test]
fn a_range_and_a_strength_that_cannot_be_are_said() {
    check(
        r#"
[[promise]]
id = "a"
do = "acknowledge"
within = "3 days"
at_least = "5 days"
source = "s"

[[promise]]
id = "b"
do = "update"
within = "regularly"
at_least = "5 days"
target = "7 days"
source = "s"

[[promise]]
id = "c"
do = "notify"
to = "csirt"
from = "attack observed"
within = "24 hours"
class = "law"
strength = "aim"
source = "s"

[[escalation]]
when = "no answer"
after = "6 business days"
source = "s"
"#,
        &expect![[r#"
            error[contradiction]: this range begins with 5 days and ends with 3 days already
              --> line 10, column 12
               |
            10 | at_least = "5 days"
               |            ^^^^^^^^
               = instead: write the shorter time as `at_least` and the longer one as `within`

            error[contradiction]: a range has two ends, and `within` gives no number
              --> line 17, column 12
               |
            17 | at_least = "5 days"
               |            ^^^^^^^^
               = instead: write the longer time as `within`, or leave `at_least` out

            error[contradiction]: what a law owes is owed, however it is worded
              --> line 28, column 12
               |
            28 | strength = "aim"
               |            ^^^^^
               = instead: leave `strength` out, or `class`

            error[missing]: `[[escalation]]` has no `to`: it says whom a reporter may turn to
              --> line 31, column 1
               |
            31 | [[escalation]]
               | ^^^^^^^^^^^^^^
               = instead: add `to = …` to it

            error[unknown-value]: `no answer` is not a reason to escalate
              --> line 32, column 8
               |
            32 | when = "no answer"
               |        ^^^^^^^^^^^
               = instead: a reason to escalate is one of: no acknowledgement, no engagement, no resolution

            error[bad-calendar]: business days need a calendar, and this policy has none
              --> line 33, column 9
               |
            33 | after = "6 business days"
               |         ^^^^^^^^^^^^^^^^^
               = instead: add `[calendar]` with `zone = "Europe/Berlin"` or where the team works

        "#]],
    );
}
