//! The clocks of laws, programmes and norms: each row of what they owe, built from its pack and counted
//! across a change of local time, the end of a month and a holiday.
//!
//! The expected times were worked out by a program of its own that shares no code with this one. Holidays
//! are those of Berlin.

use clock::{Calendar, Date, Instant, Pause, Pauses};
use policy::{
    Act, AnchorEvent, AnchorTime, Basis, Class, Party, Promise, StandingKind, Within, pack, packs,
};

/// What a row owes, to whom, from which event and from which of its times.
type Shape = (Act, Party, AnchorEvent, AnchorTime);

/// One promise with the calendar on which it is counted.
pub(crate) struct Row {
    pub(crate) promise: Promise,
    pub(crate) calendar: Calendar,
}

pub(crate) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn berlin() -> Calendar {
    let holidays = [
        "2026-10-03",
        "2026-12-25",
        "2026-12-26",
        "2027-01-01",
        "2027-03-26",
        "2027-03-29",
        "2027-05-01",
        "2027-05-06",
        "2027-05-17",
        "2027-10-03",
        "2027-12-25",
        "2027-12-26",
    ];
    Calendar::builder("Europe/Berlin").holidays(holidays.map(day)).build().unwrap()
}

fn promise_of_a_pack(id: &str) -> &'static Promise {
    packs().iter().find_map(|pack| pack.promise(id)).unwrap_or_else(|| panic!("no pack has {id}"))
}

fn pack_row(id: &str, shape: Shape, within: &str) -> Row {
    let promise = promise_of_a_pack(id);
    assert_eq!(shape_of(promise), shape, "{id}");
    assert_eq!(promise.promised().map(|span| span.to_string()).as_deref(), Some(within), "{id}");
    Row { promise: promise.clone(), calendar: berlin() }
}

fn shape_of(promise: &Promise) -> Shape {
    (promise.act, promise.to, promise.from.event, promise.from.time)
}

impl Row {
    fn due(&self, trigger: &str, pauses: Pauses<'_>) -> clock::Due {
        let span = self.promise.interval().or(self.promise.counted()).unwrap();
        self.promise.due(at(trigger), span, &self.calendar, pauses).unwrap()
    }

    /// A duty of law: trigger, strict time, latest arguable time. Waiting changes nothing.
    fn law(&self, expected: &[(&str, &str, &str)]) {
        assert_eq!(self.promise.basis, Basis::Law);
        for (trigger, strict, latest) in expected {
            let due = self.due(trigger, Pauses::NONE);
            assert_eq!(due.strict.to_string(), *strict, "{} from {trigger}", self.promise.id);
            let shown = due.latest_arguable.map(|latest| latest.to_string());
            assert_eq!(shown.as_deref(), Some(*latest), "{} from {trigger}", self.promise.id);
            let wait = [Pause { from: at(trigger), until: None }];
            let waited = self.due(trigger, Pauses::new(&wait, None, due.strict));
            assert_eq!(waited, due, "{} does not pause", self.promise.id);
        }
    }

    /// Everything else: trigger and due time.
    pub(crate) fn rule(&self, expected: &[(&str, &str)]) {
        assert_ne!(self.promise.class(), Class::Law);
        for (trigger, strict) in expected {
            let due = self.due(trigger, Pauses::NONE);
            assert_eq!(due.strict.to_string(), *strict, "{} from {trigger}", self.promise.id);
            assert_eq!(due.latest_arguable, None);
        }
    }
}

/// A duty of law that names no number: it is tracked, and nothing is ever due by it.
fn without_number(id: &str, shape: Shape) {
    let promise = promise_of_a_pack(id);
    assert_eq!(shape_of(promise), shape, "{id}");
    assert_eq!(promise.within, Within::AsSoonAsPossible { target: None }, "{id}");
    assert_eq!((promise.counted(), &promise.basis), (None, &Basis::Law), "{id}");
}

#[test]
fn l13_the_technical_documentation_is_kept_for_ten_years_or_the_support_period() {
    let row = pack("cra").unwrap().standing("cra-keep-documentation").unwrap();
    for (placed, support, last) in [
        ("2027-12-31", None, "2037-12-31"),
        ("2028-02-29", None, "2038-02-28"),
        ("2028-03-26", Some("2035-01-01"), "2038-03-26"),
        ("2028-03-26", Some("2045-06-30"), "2045-06-30"),
    ] {
        assert_eq!(row.last_day(day(placed), support.map(day)), Some(day(last)), "{placed}");
    }
}

#[test]
fn l14_a_security_update_is_kept_for_ten_years_or_the_rest_of_the_support_period() {
    let row = pack("cra").unwrap().standing("cra-keep-updates").unwrap();
    assert_eq!(row.last_day(day("2027-12-25"), None), Some(day("2037-12-25")));
    assert_eq!(row.last_day(day("2029-01-31"), Some(day("2050-12-31"))), Some(day("2050-12-31")));
    assert!(matches!(row.kind, StandingKind::Keep { or_support_period: true, .. }));
}

#[test]
fn l26_psti_timescales_for_acknowledgement_and_updates_are_published() {
    let row = pack("psti").unwrap().standing("psti-published-timescales").unwrap();
    let missing = |promises: &str| {
        let head =
            "[program]\nid = \"p\"\nname = \"P\"\ncontact = [{ email = \"a@example.org\" }]\n";
        row.unpublished(&crate::examples::read(&format!("{head}{promises}")))
    };
    let acknowledge =
        "[[promise]]\nid = \"a\"\ndo = \"acknowledge\"\nwithin = \"3 days\"\nsource = \"s\"\n";
    let update = "[[promise]]\nid = \"u\"\ndo = \"update\"\nevery = \"7 days\"\nsource = \"s\"\n";
    let vague = "[[promise]]\nid = \"u\"\ndo = \"update\"\nwithin = \"regularly\"\ntarget = \"7 days\"\nsource = \"s\"\n";
    assert_eq!(missing(""), [Act::Acknowledge, Act::Update]);
    assert_eq!(missing(acknowledge), [Act::Update]);
    assert_eq!(missing(&format!("{acknowledge}{vague}")), [Act::Update]);
    assert_eq!(missing(&format!("{acknowledge}{update}")), []);
}

#[test]
fn l22_two_more_months_are_three_from_the_request() {
    let row = promise_of_a_pack("gdpr-answer-request");
    let calendar = berlin();
    for (trigger, strict) in [
        ("2026-07-25T10:00:00Z", "2026-10-25T11:00:00Z"),
        ("2026-11-30T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-09-25T08:30:00Z", "2026-12-25T09:30:00Z"),
    ] {
        let due = row.due(at(trigger), row.extended().unwrap(), &calendar, Pauses::NONE).unwrap();
        assert_eq!(due.strict.to_string(), strict);
    }
}

#[test]
fn n2_an_exceptional_kernel_embargo_is_14_days() {
    let row = promise_of_a_pack("kernel-release");
    assert_eq!(row.extended().unwrap().to_string(), "14 days");
}

#[test]
fn l1_cra_early_warning_within_24_hours_of_awareness() {
    let row = pack_row(
        "cra-early-warning",
        (Act::Report, Party::Csirt, AnchorEvent::Exploited, AnchorTime::Learned),
        "24 hours",
    );
    row.law(&[
        ("2026-10-24T14:37:00Z", "2026-10-25T14:37:00Z", "2026-10-25T15:00:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-01T22:10:00Z", "2027-02-01T23:00:00Z"),
        ("2026-12-24T09:00:00Z", "2026-12-25T09:00:00Z", "2026-12-25T10:00:00Z"),
    ]);
}

#[test]
fn l2_cra_notification_within_72_hours_of_awareness() {
    let row = pack_row(
        "cra-notification",
        (Act::Report, Party::Csirt, AnchorEvent::Exploited, AnchorTime::Learned),
        "72 hours",
    );
    row.law(&[
        ("2026-10-23T14:37:00Z", "2026-10-26T14:37:00Z", "2026-10-26T15:00:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-03T22:10:00Z", "2027-02-03T23:00:00Z"),
        ("2026-12-23T09:30:00Z", "2026-12-26T09:30:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn l3_cra_final_report_within_14_days_of_a_measure() {
    let row = pack_row(
        "cra-final-report",
        (Act::Report, Party::Csirt, AnchorEvent::FixReleased, AnchorTime::Happened),
        "14 days",
    );
    row.law(&[
        ("2026-10-13T14:37:00Z", "2026-10-27T14:37:00Z", "2026-10-27T23:00:00Z"),
        ("2027-02-14T10:00:00Z", "2027-02-28T10:00:00Z", "2027-03-01T23:00:00Z"),
        ("2026-12-12T10:00:00Z", "2026-12-26T10:00:00Z", "2026-12-28T23:00:00Z"),
    ]);
}

#[test]
fn l4_cra_incident_early_warning_within_24_hours_of_awareness() {
    let row = pack_row(
        "cra-incident-early-warning",
        (Act::Report, Party::Csirt, AnchorEvent::SevereIncident, AnchorTime::Learned),
        "24 hours",
    );
    row.law(&[
        ("2026-10-24T14:37:00Z", "2026-10-25T14:37:00Z", "2026-10-25T15:00:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-01T22:10:00Z", "2027-02-01T23:00:00Z"),
        ("2026-12-24T09:00:00Z", "2026-12-25T09:00:00Z", "2026-12-25T10:00:00Z"),
    ]);
}

#[test]
fn l5_cra_incident_notification_within_72_hours_of_awareness() {
    let row = pack_row(
        "cra-incident-notification",
        (Act::Report, Party::Csirt, AnchorEvent::SevereIncident, AnchorTime::Learned),
        "72 hours",
    );
    row.law(&[
        ("2026-10-23T14:37:00Z", "2026-10-26T14:37:00Z", "2026-10-26T15:00:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-03T22:10:00Z", "2027-02-03T23:00:00Z"),
        ("2026-12-23T09:30:00Z", "2026-12-26T09:30:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn l6_cra_incident_final_report_within_a_month_of_the_notification() {
    let row = pack_row(
        "cra-incident-final-report",
        (Act::Report, Party::Csirt, AnchorEvent::Submitted, AnchorTime::Happened),
        "1 month",
    );
    row.law(&[
        ("2026-09-25T10:00:00Z", "2026-10-25T11:00:00Z", "2026-10-26T23:00:00Z"),
        ("2027-01-31T10:00:00Z", "2027-02-28T10:00:00Z", "2027-03-01T23:00:00Z"),
        ("2026-11-26T08:30:00Z", "2026-12-26T08:30:00Z", "2026-12-28T23:00:00Z"),
    ]);
}

#[test]
fn l9_irish_guidance_48_hours_after_the_early_warning() {
    let row = pack_row(
        "cra-detailed-notification-ie",
        (Act::Report, Party::Csirt, AnchorEvent::Submitted, AnchorTime::Happened),
        "48 hours",
    );
    row.rule(&[
        ("2026-10-24T14:37:00Z", "2026-10-26T14:37:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-02T22:10:00Z"),
        ("2026-12-24T09:00:00Z", "2026-12-26T09:00:00Z"),
    ]);
}

#[test]
fn l10_a_mitigation_announced_to_the_csirt_within_72_hours() {
    let row = pack_row(
        "cra-announced-mitigation",
        (Act::Fix, Party::Csirt, AnchorEvent::MitigationAnnounced, AnchorTime::Happened),
        "72 hours",
    );
    row.rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-26T14:37:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-03T22:10:00Z"),
        ("2026-12-23T09:30:00Z", "2026-12-26T09:30:00Z"),
    ]);
}

#[test]
fn l15_nis2_early_warning_within_24_hours_of_awareness() {
    let row = pack_row(
        "nis2-early-warning",
        (Act::Report, Party::Csirt, AnchorEvent::SignificantIncident, AnchorTime::Learned),
        "24 hours",
    );
    row.law(&[
        ("2026-10-24T14:37:00Z", "2026-10-25T14:37:00Z", "2026-10-25T15:00:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-01T22:10:00Z", "2027-02-01T23:00:00Z"),
        ("2026-12-24T09:00:00Z", "2026-12-25T09:00:00Z", "2026-12-25T10:00:00Z"),
    ]);
}

#[test]
fn l16_nis2_notification_within_72_hours_of_awareness() {
    let row = pack_row(
        "nis2-notification",
        (Act::Report, Party::Csirt, AnchorEvent::SignificantIncident, AnchorTime::Learned),
        "72 hours",
    );
    row.law(&[
        ("2026-10-23T14:37:00Z", "2026-10-26T14:37:00Z", "2026-10-26T15:00:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-03T22:10:00Z", "2027-02-03T23:00:00Z"),
        ("2026-12-23T09:30:00Z", "2026-12-26T09:30:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn l18_nis2_final_report_within_a_month_of_the_notification() {
    let row = pack_row(
        "nis2-final-report",
        (Act::Report, Party::Csirt, AnchorEvent::Submitted, AnchorTime::Happened),
        "1 month",
    );
    row.law(&[
        ("2026-09-25T10:00:00Z", "2026-10-25T11:00:00Z", "2026-10-26T23:00:00Z"),
        ("2027-01-31T10:00:00Z", "2027-02-28T10:00:00Z", "2027-03-01T23:00:00Z"),
        ("2026-11-26T08:30:00Z", "2026-12-26T08:30:00Z", "2026-12-28T23:00:00Z"),
    ]);
}

#[test]
fn l18_nis2_final_report_within_a_month_of_handling() {
    let row = pack_row(
        "nis2-final-report-after-handling",
        (Act::Report, Party::Csirt, AnchorEvent::IncidentHandled, AnchorTime::Happened),
        "1 month",
    );
    row.law(&[
        ("2026-09-25T10:00:00Z", "2026-10-25T11:00:00Z", "2026-10-26T23:00:00Z"),
        ("2027-01-31T10:00:00Z", "2027-02-28T10:00:00Z", "2027-03-01T23:00:00Z"),
        ("2026-11-26T08:30:00Z", "2026-12-26T08:30:00Z", "2026-12-28T23:00:00Z"),
    ]);
}

#[test]
fn l19_gdpr_notification_within_72_hours_of_awareness() {
    let row = pack_row(
        "gdpr-notification",
        (Act::Report, Party::Authority, AnchorEvent::PersonalData, AnchorTime::Learned),
        "72 hours",
    );
    row.law(&[
        ("2026-10-23T14:37:00Z", "2026-10-26T14:37:00Z", "2026-10-26T15:00:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-03T22:10:00Z", "2027-02-03T23:00:00Z"),
        ("2026-12-23T09:30:00Z", "2026-12-26T09:30:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn l22_gdpr_answer_within_a_month_of_the_request() {
    let row = pack_row(
        "gdpr-answer-request",
        (Act::Respond, Party::Requester, AnchorEvent::DataRequested, AnchorTime::Happened),
        "1 month",
    );
    row.law(&[
        ("2026-09-25T10:00:00Z", "2026-10-25T11:00:00Z", "2026-10-26T23:00:00Z"),
        ("2027-01-31T10:00:00Z", "2027-02-28T10:00:00Z", "2027-03-01T23:00:00Z"),
        ("2026-11-26T08:30:00Z", "2026-12-26T08:30:00Z", "2026-12-28T23:00:00Z"),
    ]);
}

#[test]
fn l23_dora_initial_notification_within_4_hours_of_classification() {
    let row = pack_row(
        "dora-initial-notification",
        (Act::Report, Party::Authority, AnchorEvent::MajorIncident, AnchorTime::Decided),
        "4 hours",
    );
    row.law(&[
        ("2026-10-24T22:37:00Z", "2026-10-25T02:37:00Z", "2026-10-25T03:00:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-01T02:10:00Z", "2027-02-01T03:00:00Z"),
        ("2026-12-24T21:00:00Z", "2026-12-25T01:00:00Z", "2026-12-25T02:00:00Z"),
    ]);
}

#[test]
fn l23_dora_initial_notification_within_24_hours_of_awareness() {
    let row = pack_row(
        "dora-initial-notification-limit",
        (Act::Report, Party::Authority, AnchorEvent::MajorIncident, AnchorTime::Learned),
        "24 hours",
    );
    row.law(&[
        ("2026-10-24T14:37:00Z", "2026-10-25T14:37:00Z", "2026-10-25T15:00:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-01T22:10:00Z", "2027-02-01T23:00:00Z"),
        ("2026-12-24T09:00:00Z", "2026-12-25T09:00:00Z", "2026-12-25T10:00:00Z"),
    ]);
}

#[test]
fn l24_dora_intermediate_report_within_72_hours_of_the_initial_one() {
    let row = pack_row(
        "dora-intermediate-report",
        (Act::Report, Party::Authority, AnchorEvent::Submitted, AnchorTime::Happened),
        "72 hours",
    );
    row.law(&[
        ("2026-10-23T14:37:00Z", "2026-10-26T14:37:00Z", "2026-10-26T15:00:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-03T22:10:00Z", "2027-02-03T23:00:00Z"),
        ("2026-12-23T09:30:00Z", "2026-12-26T09:30:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn l25_dora_final_report_within_a_month_of_the_latest_intermediate_one() {
    let row = pack_row(
        "dora-final-report",
        (Act::Report, Party::Authority, AnchorEvent::Notified, AnchorTime::Happened),
        "1 month",
    );
    row.law(&[
        ("2026-09-25T10:00:00Z", "2026-10-25T11:00:00Z", "2026-10-26T23:00:00Z"),
        ("2027-01-31T10:00:00Z", "2027-02-28T10:00:00Z", "2027-03-01T23:00:00Z"),
        ("2026-11-26T08:30:00Z", "2026-12-26T08:30:00Z", "2026-12-28T23:00:00Z"),
    ]);
}

#[test]
fn s1_bod_acknowledgement_within_3_business_days() {
    let row = pack_row(
        "bod-acknowledge",
        (Act::Acknowledge, Party::Reporter, AnchorEvent::Received, AnchorTime::Happened),
        "3 business days",
    );
    row.rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-28T15:37:00Z"),
        ("2027-01-29T15:00:00Z", "2027-02-03T15:00:00Z"),
        ("2026-12-24T15:00:00Z", "2026-12-30T15:00:00Z"),
    ]);
}

#[test]
fn s2_bod_assessment_within_7_days() {
    let row = pack_row(
        "bod-assess",
        (Act::Evaluate, Party::Reporter, AnchorEvent::Received, AnchorTime::Happened),
        "7 days",
    );
    row.rule(&[
        ("2026-10-20T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-21T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-19T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn s3_bod_resolution_within_90_days() {
    let row = pack_row(
        "bod-resolve",
        (Act::Fix, Party::Reporter, AnchorEvent::Received, AnchorTime::Happened),
        "90 days",
    );
    row.rule(&[
        ("2026-07-29T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2026-11-30T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-09-27T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn s4_cve_record_should_be_published_within_24_hours() {
    let row = pack_row(
        "cna-publish-record-soon",
        (Act::Publish, Party::CveList, AnchorEvent::CveIdPublic, AnchorTime::Happened),
        "24 hours",
    );
    row.rule(&[
        ("2026-10-24T14:37:00Z", "2026-10-25T14:37:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-01T22:10:00Z"),
        ("2026-12-24T09:00:00Z", "2026-12-25T09:00:00Z"),
    ]);
}

#[test]
fn s4_cve_record_must_be_published_within_72_hours() {
    let row = pack_row(
        "cna-publish-record",
        (Act::Publish, Party::CveList, AnchorEvent::CveIdPublic, AnchorTime::Happened),
        "72 hours",
    );
    row.rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-26T14:37:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-03T22:10:00Z"),
        ("2026-12-23T09:30:00Z", "2026-12-26T09:30:00Z"),
    ]);
}

#[test]
fn s5_cve_record_of_others_within_72_hours_of_learning() {
    let row = pack_row(
        "cna-publish-record-of-others",
        (Act::Publish, Party::CveList, AnchorEvent::CveIdDisclosedByOthers, AnchorTime::Learned),
        "72 hours",
    );
    row.rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-26T14:37:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-03T22:10:00Z"),
        ("2026-12-23T09:30:00Z", "2026-12-26T09:30:00Z"),
    ]);
}

#[test]
fn s6_cve_assignment_is_decided_within_72_hours() {
    let row = pack_row(
        "cna-decide-assignment",
        (Act::Decide, Party::Requester, AnchorEvent::AssignmentRequested, AnchorTime::Happened),
        "72 hours",
    );
    row.rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-26T14:37:00Z"),
        ("2027-01-31T22:10:00Z", "2027-02-03T22:10:00Z"),
        ("2026-12-23T09:30:00Z", "2026-12-26T09:30:00Z"),
    ]);
}

#[test]
fn s7_cve_dispute_is_acknowledged_within_3_business_days() {
    let row = pack_row(
        "cna-acknowledge-dispute",
        (Act::Acknowledge, Party::Requester, AnchorEvent::RecordDisputed, AnchorTime::Happened),
        "3 business days",
    );
    row.rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-28T15:37:00Z"),
        ("2027-01-29T15:00:00Z", "2027-02-03T15:00:00Z"),
        ("2026-12-24T15:00:00Z", "2026-12-30T15:00:00Z"),
    ]);
}

#[test]
fn s7_cve_dispute_is_decided_within_5_business_days_more() {
    let row = pack_row(
        "cna-decide-dispute",
        (Act::Decide, Party::Requester, AnchorEvent::Submitted, AnchorTime::Happened),
        "5 business days",
    );
    row.rule(&[
        ("2026-10-23T14:37:00Z", "2026-10-30T15:37:00Z"),
        ("2027-01-29T15:00:00Z", "2027-02-05T15:00:00Z"),
        ("2026-12-24T15:00:00Z", "2027-01-04T15:00:00Z"),
    ]);
}

#[test]
fn s8_badge_first_response_within_14_days() {
    let row = pack_row(
        "badge-first-response",
        (Act::Respond, Party::Reporter, AnchorEvent::Received, AnchorTime::Happened),
        "14 days",
    );
    row.rule(&[
        ("2026-10-13T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-14T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-12T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn s9_badge_fix_within_60_days_of_disclosure() {
    let row = pack_row(
        "badge-fix-public",
        (Act::Fix, Party::Public, AnchorEvent::Disclosed, AnchorTime::Happened),
        "60 days",
    );
    row.rule(&[
        ("2026-08-28T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2026-12-30T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-10-27T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn s10_badge_credit_within_the_12_months_that_are_looked_at() {
    let row = pack_row(
        "badge-credit",
        (Act::Credit, Party::Reporter, AnchorEvent::Resolved, AnchorTime::Happened),
        "12 months",
    );
    row.rule(&[
        ("2026-10-25T10:00:00Z", "2027-10-25T09:00:00Z"),
        ("2028-02-29T10:00:00Z", "2029-02-28T10:00:00Z"),
        ("2026-12-25T08:30:00Z", "2027-12-25T08:30:00Z"),
    ]);
}

#[test]
fn n1_distros_public_within_14_days_of_the_post() {
    let row = pack_row(
        "distros-public",
        (Act::Publish, Party::Public, AnchorEvent::ListInformed, AnchorTime::Happened),
        "14 days",
    );
    row.rule(&[
        ("2026-10-13T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-14T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-12T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn n1_distros_public_within_7_days_is_preferred() {
    let row = pack_row(
        "distros-public-soon",
        (Act::Publish, Party::Public, AnchorEvent::ListInformed, AnchorTime::Happened),
        "7 days",
    );
    row.rule(&[
        ("2026-10-20T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-21T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-19T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn n2_kernel_fix_within_7_days_of_readiness() {
    let row = pack_row(
        "kernel-release",
        (Act::Fix, Party::Public, AnchorEvent::FixReady, AnchorTime::Happened),
        "7 days",
    );
    row.rule(&[
        ("2026-10-20T14:37:00Z", "2026-10-27T14:37:00Z"),
        ("2027-02-21T10:00:00Z", "2027-02-28T10:00:00Z"),
        ("2026-12-19T10:00:00Z", "2026-12-26T10:00:00Z"),
    ]);
}

#[test]
fn l7_cra_intermediate_report_as_the_csirt_asks() {
    without_number(
        "cra-intermediate-report",
        (Act::Report, Party::Csirt, AnchorEvent::AuthorityAsked, AnchorTime::Learned),
    );
}

#[test]
fn l8_cra_users_are_told_without_a_number() {
    without_number(
        "cra-inform-users",
        (Act::Notify, Party::Users, AnchorEvent::Exploited, AnchorTime::Learned),
    );
}

#[test]
fn l8_cra_users_are_told_of_an_incident_without_a_number() {
    without_number(
        "cra-inform-users-of-incident",
        (Act::Notify, Party::Users, AnchorEvent::SevereIncident, AnchorTime::Learned),
    );
}

#[test]
fn l11_cra_fixed_vulnerabilities_are_published_once_fixed() {
    without_number(
        "cra-publish-fixed",
        (Act::Publish, Party::Public, AnchorEvent::FixReleased, AnchorTime::Happened),
    );
}

#[test]
fn l12_cra_component_flaws_are_reported_upstream() {
    without_number(
        "cra-report-upstream",
        (Act::Report, Party::Upstream, AnchorEvent::ComponentFlawFound, AnchorTime::Learned),
    );
}

#[test]
fn l17_nis2_intermediate_report_as_asked() {
    without_number(
        "nis2-intermediate-report",
        (Act::Report, Party::Csirt, AnchorEvent::AuthorityAsked, AnchorTime::Learned),
    );
}

#[test]
fn l20_gdpr_persons_are_told_without_undue_delay() {
    without_number(
        "gdpr-tell-persons",
        (Act::Notify, Party::Persons, AnchorEvent::HighRisk, AnchorTime::Learned),
    );
}

#[test]
fn l21_gdpr_controller_is_told_without_undue_delay() {
    without_number(
        "gdpr-tell-controller",
        (Act::Notify, Party::Controller, AnchorEvent::ProcessedData, AnchorTime::Learned),
    );
}
