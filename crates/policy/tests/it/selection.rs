//! Which promises apply to which severity, and promises in words.

use clock::Span;
use expect_test::expect;
use policy::{Policy, Severity};
use proptest::prelude::*;

use crate::examples::read;

const HEAD: &str = r#"
[program]
id = "p"
name = "P"
contact = [{ email = "a@example.org" }]
[calendar]
zone = "Europe/Berlin"
office_hours = { open = 09:00:00, close = 17:00:00 }
"#;

fn policy(promises: &str) -> Policy {
    read(&format!("{HEAD}{promises}"))
}

fn promise(id: &str, within: &str, severity: &[Severity]) -> String {
    let words = severity.iter().map(|s| format!("\"{s}\"")).collect::<Vec<_>>().join(", ");
    let when = if severity.is_empty() {
        String::new()
    } else {
        format!("when = {{ severity = [{words}] }}\n")
    };
    format!(
        "[[promise]]\nid = \"{id}\"\ndo = \"respond\"\nwithin = \"{within}\"\n{when}source = \"s\"\n"
    )
}

fn ids(policy: &Policy, severity: Option<Severity>) -> String {
    policy.promises_for(severity).iter().map(|p| p.id.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn unknown_severity_is_treated_as_the_most_severe() {
    use Severity::{Critical, High, Low, Medium};
    let policy = policy(
        &[
            promise("low", "10 days", &[Low]),
            promise("medium", "72 hours", &[Medium]),
            promise("high", "2 days", &[High]),
            promise("critical", "24 hours", &[Critical]),
        ]
        .concat(),
    );
    assert_eq!(ids(&policy, None), "critical");
    assert_eq!(ids(&policy, Some(Low)), "low");
}

#[test]
fn an_unconditional_promise_always_applies() {
    let policy = policy(
        &[promise("always", "5 days", &[]), promise("severe", "24 hours", &[Severity::High])]
            .concat(),
    );
    assert_eq!(ids(&policy, None), "always severe");
    assert_eq!(ids(&policy, Some(Severity::Low)), "always");
}

#[test]
fn spans_that_cannot_be_compared_both_apply_while_severity_is_unknown() {
    let policy = policy(
        &[
            promise("low", "2 days", &[Severity::Low]),
            promise("high", "8 business hours", &[Severity::High]),
        ]
        .concat(),
    );
    assert_eq!(ids(&policy, None), "low high");
}

#[test]
fn business_days_are_surely_longer_than_as_many_hours_of_the_day_before() {
    let policy = policy(
        &[
            promise("low", "3 business days", &[Severity::Low]),
            promise("high", "24 hours", &[Severity::High]),
        ]
        .concat(),
    );
    assert_eq!(ids(&policy, None), "high");
}

#[test]
fn a_number_is_stricter_than_as_soon_as_possible() {
    let policy = policy(
        &[
            promise("low", "as soon as possible\"\ntarget = \"1 hours", &[Severity::Low]),
            promise("high", "24 hours", &[Severity::High]),
        ]
        .concat(),
    );
    assert_eq!(ids(&policy, None), "high");
}

proptest! {
    /// Whatever the severity turns out to be, no promise of the same unit then gives less time than the
    /// shortest one that applied while it was unknown.
    #[test]
    fn no_assessment_ever_asks_for_more_haste_than_unknown_severity_did(
        counts in proptest::array::uniform4(1_u32..500),
        units in proptest::array::uniform4(0_usize..4),
    ) {
        const UNITS: [(&str, u32); 4] = [("hours", 1), ("days", 24), ("weeks", 168), ("hours", 1)];
        let promises = Severity::ALL.iter().zip(counts.iter().zip(units)).map(|(s, (n, unit))| {
            promise(s.as_str(), &format!("{n} {}", UNITS[unit].0), &[*s])
        });
        let policy = policy(&promises.collect::<String>());
        let hours = |span: Span| {
            let factor = UNITS.iter().find(|(name, _)| *name == span.unit.plural()).unwrap().1;
            span.count.get() * factor
        };
        let shortest = |severity| {
            policy.promises_for(severity).iter().map(|p| hours(p.promised().unwrap())).min()
        };
        let unknown = shortest(None).unwrap();
        for severity in Severity::ALL {
            prop_assert!(unknown <= shortest(Some(*severity)).unwrap());
        }
    }
}

#[test]
fn promises_read_as_plain_sentences() {
    let policy = policy(
        r#"
        [[promise]]
        id = "notice"
        do = "notify"
        to = "upstream"
        from = "disclosed"
        within = "7 days"
        direction = "at least before"
        source = "s"
        [[promise]]
        id = "early-warning"
        do = "report"
        to = "csirt"
        from = "attack observed"
        within = "24 hours"
        class = "law"
        source = "s"
        [[promise]]
        id = "update"
        do = "update"
        every = "5 business days"
        pause = ["awaiting reporter"]
        pause_cap = "14 days"
        source = "s"
        [[promise]]
        id = "publish"
        do = "publish"
        to = "public"
        from = { event = "fix released", time = "happened" }
        within = "1 month"
        when = { severity = ["critical", "medium", "high"] }
        class = "programme"
        source = "s"
        [[promise]]
        id = "credit"
        do = "credit"
        from = "disclosed"
        within = "1 week"
        class = "agreement"
        source = "s"
        "#,
    );
    let words = policy.promises.iter().map(|p| format!("{}\n", p.in_words())).collect::<String>();
    expect![[r#"
        We tell the maker of the component at least 7 days before it is made public.
        The law obliges us to report it to the CSIRT within 24 hours after we have learned of an attack.
        We tell you about our progress every 5 business days until it is resolved. The time stands still while we wait for your answer, for at most 14 days in all.
        The rules of our programme oblige us to publish an advisory within 1 month after a fix is released when its severity is medium, high or critical.
        We have agreed to credit you within 1 week after it is made public. You decide whether and how you are named.
    "#]].assert_eq(&words);
}
