//! The clocks of norms and of typical policies, each built from a policy, and the vectors in which the
//! readings of a period part. The expected times were worked out by a program of its own.

use clock::{Calendar, Direction, Pause, PauseCap, Pauses, Reading};
use policy::{Act, Basis, EscalationTrigger, Policy, include};

use crate::clock_vectors::{Row, at, berlin};

const HEAD: &str = "[program]\nid = \"p\"\nname = \"P\"\ncontact = [{ email = \"a@example.org\" }]\n\
    [calendar]\nzone = \"Europe/Berlin\"\n";

fn read(text: &str) -> Policy {
    crate::examples::read(&format!("{HEAD}{text}"))
}

/// The one promise of a policy, on the calendar of Berlin with its holidays.
fn policy_row(toml: &str, act: &str, within: &str) -> Row {
    let policy = read(&format!("[[promise]]\nid = \"row\"\nsource = \"s\"\n{toml}\n"));
    let promise = policy.promise("row").unwrap().clone();
    assert_eq!(promise.act.as_str(), act);
    assert_eq!(promise.promised().map(|span| span.to_string()).as_deref(), Some(within));
    Row { promise, calendar: berlin() }
}

#[test]
fn s11_iso_29147_acknowledgement_within_7_days() {
    policy_row(
        r#"do = "acknowledge"
within = "7 days""#,
        "acknowledge",
        "7 days",
    )
    .rule(&[
        ("2026-10-20T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-21T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-19T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn n3_project_zero_90_days_7_when_exploited_and_a_week_to_the_name() {
    policy_row(
        r#"do = "publish"
to = "public"
within = "90 days"
extension = "30 days""#,
        "publish",
        "90 days",
    )
    .rule(&[
        ("2026-07-29T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2026-11-30T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-09-27T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
    policy_row(
        r#"do = "publish"
to = "public"
from = "attack observed"
within = "7 days""#,
        "publish",
        "7 days",
    )
    .rule(&[
        ("2026-10-20T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-21T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-19T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
    policy_row(
        r#"do = "publish"
to = "public"
within = "1 week""#,
        "publish",
        "1 week",
    )
    .rule(&[
        ("2026-10-20T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-21T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-19T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn n4_cert_cc_public_after_45_days() {
    policy_row(
        r#"do = "publish"
to = "public"
within = "45 days""#,
        "publish",
        "45 days",
    )
    .rule(&[
        ("2026-09-12T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-01-14T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-11-11T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn p1_acknowledgement_in_hours_and_business_days() {
    policy_row(
        r#"do = "acknowledge"
within = "24 hours""#,
        "acknowledge",
        "24 hours",
    )
    .rule(&[
        ("2026-10-24T14:37:00Z", "2026-10-25T14:37:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-01T22:10:00Z"),
        ("2026-12-24T09:00:00Z", "2026-12-25T09:00:00Z"),
    ]);
    policy_row(
        r#"do = "acknowledge"
within = "48 hours""#,
        "acknowledge",
        "48 hours",
    )
    .rule(&[
        ("2026-10-24T14:37:00Z", "2026-10-26T14:37:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-02T22:10:00Z"),
        ("2026-12-24T09:00:00Z", "2026-12-26T09:00:00Z"),
    ]);
    policy_row(
        r#"do = "acknowledge"
within = "72 hours""#,
        "acknowledge",
        "72 hours",
    )
    .rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-26T14:37:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-03T22:10:00Z"),
        ("2026-12-23T09:30:00Z", "2026-12-26T09:30:00Z"),
    ]);
    policy_row(
        r#"do = "acknowledge"
within = "1 business day""#,
        "acknowledge",
        "1 business day",
    )
    .rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-26T15:37:00Z"),
        ("2027-01-29T15:00:00Z", "2027-02-01T15:00:00Z"),
        ("2026-12-24T15:00:00Z", "2026-12-28T15:00:00Z"),
    ]);
    policy_row(
        r#"do = "acknowledge"
within = "3 business days""#,
        "acknowledge",
        "3 business days",
    )
    .rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-28T15:37:00Z"),
        ("2027-01-29T15:00:00Z", "2027-02-03T15:00:00Z"),
        ("2026-12-24T15:00:00Z", "2026-12-30T15:00:00Z"),
    ]);
    policy_row(
        r#"do = "acknowledge"
within = "4 business days""#,
        "acknowledge",
        "4 business days",
    )
    .rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-29T15:37:00Z"),
        ("2027-01-29T15:00:00Z", "2027-02-04T15:00:00Z"),
        ("2026-12-24T15:00:00Z", "2026-12-31T15:00:00Z"),
    ]);
    policy_row(
        r#"do = "acknowledge"
within = "5 business days""#,
        "acknowledge",
        "5 business days",
    )
    .rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-30T15:37:00Z"),
        ("2027-01-29T15:00:00Z", "2027-02-05T15:00:00Z"),
        ("2026-12-24T15:00:00Z", "2027-01-04T15:00:00Z"),
    ]);
}

#[test]
fn p2_detailed_response_from_receipt_or_from_the_acknowledgement() {
    policy_row(
        r#"do = "evaluate"
within = "48 hours""#,
        "evaluate",
        "48 hours",
    )
    .rule(&[
        ("2026-10-24T14:37:00Z", "2026-10-26T14:37:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-02T22:10:00Z"),
        ("2026-12-24T09:00:00Z", "2026-12-26T09:00:00Z"),
    ]);
    policy_row(
        r#"do = "evaluate"
within = "72 hours""#,
        "evaluate",
        "72 hours",
    )
    .rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-26T14:37:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-03T22:10:00Z"),
        ("2026-12-23T09:30:00Z", "2026-12-26T09:30:00Z"),
    ]);
    policy_row(
        r#"do = "evaluate"
within = "10 days""#,
        "evaluate",
        "10 days",
    )
    .rule(&[
        ("2026-10-17T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-18T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-16T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
    policy_row(
        r#"do = "evaluate"
from = "acknowledged"
within = "3 business days""#,
        "evaluate",
        "3 business days",
    )
    .rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-28T15:37:00Z"),
        ("2027-01-29T15:00:00Z", "2027-02-03T15:00:00Z"),
        ("2026-12-24T15:00:00Z", "2026-12-30T15:00:00Z"),
    ]);
}

#[test]
fn p3_evaluation_with_the_expected_date_in_business_days() {
    policy_row(
        r#"do = "evaluate"
within = "3 business days"
includes = ["evaluation", "expected resolution date"]
pause = ["awaiting reporter"]"#,
        "evaluate",
        "3 business days",
    )
    .rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-28T15:37:00Z"),
        ("2027-01-29T15:00:00Z", "2027-02-03T15:00:00Z"),
        ("2026-12-24T15:00:00Z", "2026-12-30T15:00:00Z"),
    ]);
    policy_row(
        r#"do = "evaluate"
within = "7 business days"
includes = ["evaluation", "expected resolution date"]
pause = ["awaiting reporter"]"#,
        "evaluate",
        "7 business days",
    )
    .rule(&[
        ("2026-10-23T14:37:00Z", "2026-11-03T15:37:00Z"),
        ("2027-01-29T15:00:00Z", "2027-02-09T15:00:00Z"),
        ("2026-12-24T15:00:00Z", "2027-01-06T15:00:00Z"),
    ]);
}

#[test]
fn p4_updates_every_5_or_7_days() {
    policy_row(
        r#"do = "update"
every = "5 days""#,
        "update",
        "5 days",
    )
    .rule(&[
        ("2026-10-22T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-23T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-21T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
    policy_row(
        r#"do = "update"
every = "7 days""#,
        "update",
        "7 days",
    )
    .rule(&[
        ("2026-10-20T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-21T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-19T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn p5_fix_from_the_end_of_triage() {
    policy_row(
        r#"do = "fix"
to = "users"
from = "evaluated"
within = "24 hours"
when = { severity = ["critical"] }"#,
        "fix",
        "24 hours",
    )
    .rule(&[
        ("2026-10-24T14:37:00Z", "2026-10-25T14:37:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-01T22:10:00Z"),
        ("2026-12-24T09:00:00Z", "2026-12-25T09:00:00Z"),
    ]);
    policy_row(
        r#"do = "fix"
to = "users"
from = "evaluated"
within = "90 days""#,
        "fix",
        "90 days",
    )
    .rule(&[
        ("2026-07-29T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2026-11-30T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-09-27T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn p6_disclosure_after_7_30_60_and_90_days() {
    policy_row(
        r#"do = "publish"
to = "public"
from = "fix ready"
within = "7 days""#,
        "publish",
        "7 days",
    )
    .rule(&[
        ("2026-10-20T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-21T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-19T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
    policy_row(
        r#"do = "publish"
to = "public"
from = "evaluated"
within = "30 days""#,
        "publish",
        "30 days",
    )
    .rule(&[
        ("2026-09-27T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-01-29T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-11-26T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
    policy_row(
        r#"do = "publish"
to = "public"
from = "received"
within = "60 days""#,
        "publish",
        "60 days",
    )
    .rule(&[
        ("2026-08-28T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2026-12-30T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-10-27T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
    policy_row(
        r#"do = "publish"
to = "public"
from = "received"
within = "90 days""#,
        "publish",
        "90 days",
    )
    .rule(&[
        ("2026-07-29T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2026-11-30T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-09-27T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn p10_retrospective_1_to_3_days_after_the_release() {
    policy_row(
        r#"do = "publish"
to = "public"
from = "fix released"
within = "1 day""#,
        "publish",
        "1 day",
    )
    .rule(&[
        ("2026-10-25T00:30:00Z", "2026-10-26T00:30:00Z"),
        ("2027-02-27T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-25T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
    policy_row(
        r#"do = "publish"
to = "public"
from = "fix released"
within = "3 days""#,
        "publish",
        "3 days",
    )
    .rule(&[
        ("2026-10-24T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-25T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-23T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn n5_notice_before_disclosure_counts_back() {
    for (direction, within, disclosed, notice) in [
        ("at least before", "7 days", "2026-10-28T16:00:00Z", "2026-10-21T16:00:00Z"),
        ("at least before", "3 weeks", "2027-01-05T16:00:00Z", "2026-12-15T16:00:00Z"),
        ("at least before", "72 hours", "2027-03-30T16:00:00Z", "2027-03-27T16:00:00Z"),
        ("at least before", "1 week", "2027-03-01T16:00:00Z", "2027-02-22T16:00:00Z"),
        ("at most before", "7 days", "2026-12-30T07:00:00Z", "2026-12-23T07:00:00Z"),
    ] {
        let row = policy_row(
            &format!(
                "do = \"notify\"\nto = \"distributors\"\nfrom = \"disclosed\"\nwithin = \"{within}\"\ndirection = \"{direction}\""
            ),
            "notify",
            within,
        );
        row.rule(&[(disclosed, notice)]);
        let span = row.promise.promised().unwrap();
        let due = row.promise.due(at(disclosed), span, &row.calendar, Pauses::NONE).unwrap();
        let early = at("2026-01-01T00:00:00Z");
        assert_eq!(due.is_met_at(early), due.direction == Direction::AtLeastBefore);
    }
}

#[test]
fn n6_a_release_falls_on_a_preferred_day_and_hour_and_on_no_holiday() {
    let policy = crate::examples::read(
        "[program]\nid = \"p\"\nname = \"P\"\ncontact = [{ email = \"a@example.org\" }]\n\
         [calendar]\nzone = \"UTC\"\nholidays = [2026-12-28]\n\
         [disclosure]\nrelease_days = [\"monday\", \"tuesday\", \"wednesday\"]\nrelease_at = 16:00:00\n",
    );
    for (from, release) in [
        ("2026-10-21T15:59:59Z", "2026-10-21T16:00:00Z"),
        ("2026-10-21T16:00:00Z", "2026-10-21T16:00:00Z"),
        ("2026-10-21T16:00:01Z", "2026-10-26T16:00:00Z"),
        ("2026-12-25T08:00:00Z", "2026-12-29T16:00:00Z"),
        ("2026-11-27T16:00:00Z", "2026-11-30T16:00:00Z"),
    ] {
        assert_eq!(policy.next_release(at(from)).unwrap().to_string(), release, "{from}");
    }
    let berlin = read("[disclosure]\nrelease_days = [\"sunday\"]\nrelease_at = 18:00:00\n");
    assert_eq!(berlin.next_release(at("2026-10-24T12:00:00Z")), None, "no Sunday is a workday");
}

#[test]
fn p7_a_refusal_comes_with_its_reason_and_no_time_of_its_own() {
    let row = read(
        "[[promise]]\nid = \"refuse\"\ndo = \"decide\"\nwithin = \"as soon as possible\"\ntarget = \"10 days\"\nincludes = [\"decision\", \"reason\"]\nsource = \"s\"\n",
    );
    let promise = row.promise("refuse").unwrap();
    assert_eq!(promise.act, Act::Decide);
    assert_eq!(promise.promised(), None);
    assert!(promise.includes.iter().any(|part| part == include::REASON));
}

/// When the right to escalate begins, for a reporter who waited from `since`.
fn escalates(toml: &str, when: EscalationTrigger, since: &str) -> String {
    let policy =
        read(&format!("[[escalation]]\nto = \"board@example.org\"\nsource = \"s\"\n{toml}\n"));
    let right = &policy.escalations[0];
    assert_eq!(right.when, when);
    let due = clock::due(at(since), right.after, Direction::After, &berlin(), Pauses::NONE);
    due.unwrap().strict.to_string()
}

#[test]
fn p8_escalation_after_6_business_days_without_an_acknowledgement() {
    let right = "when = \"no acknowledgement\"\nafter = \"6 business days\"";
    for (received, from) in [
        ("2026-10-23T14:37:00Z", "2026-11-02T15:37:00Z"),
        ("2027-01-29T15:00:00Z", "2027-02-08T15:00:00Z"),
        ("2026-12-24T15:00:00Z", "2027-01-05T15:00:00Z"),
    ] {
        assert_eq!(escalates(right, EscalationTrigger::NoAcknowledgement, received), from);
    }
}

#[test]
fn p9_escalation_after_14_days_of_silence() {
    let right = "when = \"no engagement\"\nafter = \"14 days\"";
    for (heard, from) in [
        ("2026-10-13T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-14T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-12T10:00:00Z", "2026-12-26T10:00:00Z"),
    ] {
        assert_eq!(escalates(right, EscalationTrigger::NoEngagement, heard), from);
    }
}

fn pack_due(pack: &str, id: &str, trigger: &str, calendar: &Calendar) -> (String, String) {
    let promise = policy::pack(pack).unwrap().promise(id).unwrap();
    assert_eq!(promise.basis, Basis::Law);
    let due =
        promise.due(at(trigger), promise.promised().unwrap(), calendar, Pauses::NONE).unwrap();
    (due.strict.to_string(), due.latest_arguable.unwrap().to_string())
}

#[test]
fn vectors_of_the_cyber_resilience_act() {
    for (id, trigger, strict, latest) in [
        (
            "cra-early-warning",
            "2026-10-23T14:37:00Z",
            "2026-10-24T14:37:00Z",
            "2026-10-24T15:00:00Z",
        ),
        (
            "cra-notification",
            "2026-10-23T14:37:00Z",
            "2026-10-26T14:37:00Z",
            "2026-10-26T15:00:00Z",
        ),
        (
            "cra-final-report",
            "2026-12-12T10:00:00Z",
            "2026-12-26T10:00:00Z",
            "2026-12-28T23:00:00Z",
        ),
        (
            "cra-incident-final-report",
            "2027-01-31T10:00:00Z",
            "2027-02-28T10:00:00Z",
            "2027-03-01T23:00:00Z",
        ),
    ] {
        let (shown_strict, shown_latest) = pack_due("cra", id, trigger, &berlin());
        assert_eq!((shown_strict.as_str(), shown_latest.as_str()), (strict, latest), "{id}");
    }
}

fn due(toml: &str, calendar: &Calendar, trigger: &str) -> String {
    let promise = read_row(toml);
    let due = promise.due(at(trigger), promise.promised().unwrap(), calendar, Pauses::NONE);
    due.unwrap().strict.to_string()
}

fn read_row(toml: &str) -> policy::Promise {
    read(&format!(
        "office_hours = {{ open = 09:00:00, close = 17:00:00 }}\n[[promise]]\nid = \"row\"\nsource = \"s\"\n{toml}\n"
    ))
    .promise("row")
    .unwrap()
    .clone()
}

#[test]
fn vector_24_hours_over_the_spring_change_end_an_hour_later_on_the_wall() {
    let row = "do = \"acknowledge\"\nwithin = \"24 hours\"";
    assert_eq!(due(row, &berlin(), "2027-03-27T20:00:00+01:00"), "2027-03-28T19:00:00Z");
}

#[test]
fn vector_three_business_days_over_christmas() {
    let row = "do = \"acknowledge\"\nwithin = \"3 business days\"";
    let received = "2026-12-24T16:00:00+01:00";
    let bare = Calendar::builder("Europe/Berlin").build().unwrap();
    let holidays = berlin().holidays().iter().map(|day| day.date).collect::<Vec<_>>();
    let by_days = Calendar::builder("Europe/Berlin")
        .holidays(holidays)
        .reading(Reading::DayCount)
        .build()
        .unwrap();
    assert_eq!(due(row, &berlin(), received), "2026-12-30T15:00:00Z");
    assert_eq!(due(row, &by_days, received), "2026-12-30T23:00:00Z", "the end of the day");
    assert_eq!(due(row, &bare, received), "2026-12-29T15:00:00Z");
}

#[test]
fn vector_one_business_day_from_a_saturday() {
    let row = "do = \"acknowledge\"\nwithin = \"1 business day\"";
    assert_eq!(due(row, &berlin(), "2026-11-07T11:00:00+01:00"), "2026-11-09T23:00:00Z");
}

#[test]
fn vector_four_office_hours_over_a_weekend() {
    let row = "do = \"acknowledge\"\nwithin = \"4 business hours\"";
    let hour = |hour| clock::Time::new(hour, 0, 0, 0).unwrap();
    let office =
        Calendar::builder("Europe/Berlin").office_hours(hour(9), hour(17)).build().unwrap();
    assert_eq!(due(row, &office, "2026-11-06T15:30:00+01:00"), "2026-11-09T10:30:00Z");
}

#[test]
fn vector_a_wait_moves_a_promise_and_no_law() {
    let waited =
        [Pause { from: at("2026-11-04T09:00:00Z"), until: Some(at("2026-11-07T09:00:00Z")) }];
    let cap = Some(PauseCap(core::time::Duration::from_secs(14 * 86_400)));
    let row = "do = \"evaluate\"\nwithin = \"7 days\"\n";
    for (toml, strict) in [
        (format!("{row}pause = [\"awaiting reporter\"]"), "2026-11-12T09:00:00Z"),
        (format!("{row}class = \"law\""), "2026-11-09T09:00:00Z"),
    ] {
        let promise = read_row(&toml);
        let pauses = Pauses::new(&waited, cap, at("2026-11-08T00:00:00Z"));
        let span = promise.promised().unwrap();
        let due = promise.due(at("2026-11-02T09:00:00Z"), span, &berlin(), pauses).unwrap();
        assert_eq!(due.strict.to_string(), strict);
    }
}

#[test]
fn vector_three_business_days_from_a_federal_holiday() {
    let row = policy::pack("bod-20-01").unwrap().promise("bod-acknowledge").unwrap();
    let washington = Calendar::builder("America/New_York")
        .holidays(["2026-07-03".parse().unwrap()])
        .build()
        .unwrap();
    let due = row
        .due(at("2026-07-03T10:00:00-04:00"), row.promised().unwrap(), &washington, Pauses::NONE)
        .unwrap();
    assert_eq!(due.strict.to_string(), "2026-07-09T04:00:00Z", "the end of Wednesday");
}
