//! An advisory from its first draft to its withdrawal: sealed before, whole after, and never by one person alone
//! where the policy asks for two.

use access::Role;
use advisory::Format;
use advisory::model::{Status, Tlp};
use desk::{Error, Member, OpenCase, Received};
use policy::id::{CaseId, ProgramId};

use crate::acting::{accept, publish, written};
use crate::house::{
    House, PASSPHRASE, at, in_a_house, in_both_houses, instruction, policy_text, program, tamper,
};
use crate::parties::{a_case, invite, join};

const PROGRAM: &str = "feature-table";

/// A case that is accepted and may be published.
async fn accepted(house: &mut House) -> (Member, ProgramId, CaseId) {
    let (ada, program, received) = reported(house).await;
    (ada, program, received.case)
}

async fn reported(house: &mut House) -> (Member, ProgramId, Received) {
    let ada = house.settle(&[PROGRAM]).await;
    let program = program(PROGRAM);
    let received = house.report(&program).await;
    accept(house, &ada, received.case).await;
    (ada, program, received)
}

async fn open(house: &House, member: &Member, program: &ProgramId, case: CaseId) -> OpenCase {
    house.desk.open_case(member, program, case).await.unwrap()
}

/// Keeps a ready draft with this title and gives its digest.
async fn kept(house: &House, member: &Member, opened: &OpenCase, title: &str) -> String {
    let draft = written(house, member, opened, title).await.unwrap();
    house.desk.save_advisory_draft(member, opened, &draft, None).await.unwrap();
    draft.digest()
}

/// Everything that the public can ask the desk for.
async fn public_traces(house: &House, program: &ProgramId) -> (usize, usize, usize) {
    let list = house.desk.advisories(program, None, 9).await.unwrap();
    let documents = house.desk.public_documents(program, "", 99).await.unwrap();
    let credits = house.desk.credits(program).await.unwrap();
    (list.len(), documents.len(), credits.len())
}

/// Why settled publications did not happen, as the desk is told.
async fn refusals(house: &House) -> Vec<String> {
    house.desk.run_jobs_once().await.unwrap();
    let ada = house.sign_in("ada").await;
    let queue = house.desk.queue(&ada, desk::QueueAsk::default()).await.unwrap();
    let kinds = queue.notices.into_iter().map(|(_, notice)| notice.kind);
    kinds.filter(|kind| kind.starts_with("release-refused")).collect()
}

fn fields(error: Error) -> Vec<String> {
    let Error::Fields(fields) = error else { panic!("{error:?}") };
    fields.into_iter().map(|field| field.field).collect()
}

#[test]
fn case_6_an_edition_comes_out_in_every_format_at_once_and_is_named_in_the_log() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let opened = open(&house, &ada, &program, case).await;
        kept(&house, &ada, &opened, "A window").await;
        assert_eq!(public_traces(&house, &program).await, (0, 0, 0), "a draft is nowhere");
        let (_, id) = house.desk.publish_advisory(&ada, &program, case, None, None).await.unwrap();
        assert_eq!(id, "x_FEATURE-TABLE-2026-0001", "numbered by what is public, not by drafts");
        for format in [Format::Csaf20, Format::Osv, Format::OpenVex, Format::Markdown, Format::Mail]
        {
            let document = house.desk.advisory_in(&program, &id, format).await.unwrap();
            assert!(String::from_utf8(document.body).unwrap().contains("2.0"), "{format:?}");
        }
        let cve = house.desk.advisory_in(&program, &id, Format::Cve).await.map(|_| ());
        assert!(matches!(cve, Err(Error::NotFound)), "it has no CVE number: {cve:?}");
        let csaf = "csaf/white/2026/x_feature-table-2026-0001.json";
        assert!(house.desk.public_document(&program, csaf).await.is_ok());
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn a_correction_is_a_new_edition_with_its_history_and_a_withdrawal_keeps_the_address() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let (_, id) = publish(&house, &ada, &program, case, "First").await.unwrap();
        house.set("2026-10-06T08:00:00Z");
        let opened = open(&house, &ada, &program, case).await;
        let mut draft = written(&house, &ada, &opened, "Second").await.unwrap();
        draft.change.clear();
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let silent = house.desk.publish_advisory(&ada, &program, case, None, None).await;
        assert_eq!(fields(silent.map(|_| ()).unwrap_err()), ["change"], "it says what it changes");
        publish(&house, &ada, &program, case, "Second").await.unwrap();

        let opened = open(&house, &ada, &program, case).await;
        let mut draft = house.desk.advisory_of(&ada, &opened).await.unwrap().draft;
        assert_eq!(draft.record.title, "Second", "the next draft begins with what is out");
        draft.becomes = Status::Withdrawn;
        draft.change = "It was about another product.".to_owned();
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let (_, same) =
            house.desk.publish_advisory(&ada, &program, case, None, None).await.unwrap();
        assert_eq!(same, id);
        let out = house.desk.advisory(&program, &id).await.unwrap().record;
        assert_eq!((out.status, out.edition()), (Status::Withdrawn, 3));
        let vex = house.desk.advisory_in(&program, &id, Format::OpenVex).await;
        assert!(vex.is_ok(), "what cannot say that it was withdrawn stays as it was");
        let osv = house.desk.advisory_in(&program, &id, Format::Osv).await.unwrap();
        assert!(String::from_utf8(osv.body).unwrap().contains("\"withdrawn\""));
        let editions = house.desk.editions(&program, &id).await.unwrap();
        let titles: Vec<_> = editions.iter().map(|e| e.record.title.as_str()).collect();
        assert_eq!(titles, ["First", "Second", "Second"]);
        let digests: std::collections::BTreeSet<_> = editions.iter().map(|e| e.digest).collect();
        assert_eq!(digests.len(), 3);
    });
}

#[test]
fn nothing_can_be_withdrawn_that_never_came_out_and_no_label_but_clear_and_green_is_published() {
    in_a_house(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let opened = open(&house, &ada, &program, case).await;
        let mut draft = written(&house, &ada, &opened, "A window").await.unwrap();
        draft.becomes = Status::Withdrawn;
        draft.record.tlp = Tlp::Amber;
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let refused = house.desk.publish_advisory(&ada, &program, case, None, None).await;
        assert_eq!(fields(refused.map(|_| ()).unwrap_err()), ["tlp", "change"]);
        assert_eq!(public_traces(&house, &program).await, (0, 0, 0));
    });
}

#[test]
fn pol_8_a_second_person_agrees_to_exactly_the_text_that_comes_out() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let asks_two =
            policy_text(PROGRAM).replacen("[disclosure]\n", "[disclosure]\nfour_eyes = true\n", 1);
        house.desk.adopt(&asks_two).await.unwrap();
        house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Manager).await.unwrap();
        let ben = house.sign_in("ben").await;
        let opened = open(&house, &ada, &program, case).await;
        let digest = kept(&house, &ada, &opened, "A window").await;
        let alone = house.desk.publish_advisory(&ada, &program, case, None, None).await;
        assert_eq!(fields(alone.map(|_| ()).unwrap_err()), ["agree"]);
        let own = house.desk.agree_to_advisory(&ada, &opened, &digest).await;
        assert_eq!(fields(own.unwrap_err()), ["agree"], "not to one's own text");
        let seen_by_ben = open(&house, &ben, &program, case).await;
        house.desk.agree_to_advisory(&ben, &seen_by_ben, &digest).await.unwrap();
        let agreed = house.desk.advisory_of(&ada, &opened).await.unwrap().agreed.unwrap();
        assert_eq!(agreed.by, ben.user);

        let other = kept(&house, &ada, &opened, "Another window").await;
        let stale = house.desk.publish_advisory(&ada, &program, case, None, None).await;
        assert_eq!(
            fields(stale.map(|_| ()).unwrap_err()),
            ["agree"],
            "another text, another agreement"
        );
        let late = house.desk.agree_to_advisory(&ben, &seen_by_ben, &digest).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        house.desk.agree_to_advisory(&ben, &seen_by_ben, &other).await.unwrap();
        house.desk.publish_advisory(&ada, &program, case, None, Some(&other)).await.unwrap();
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn of_two_who_write_the_second_is_told_of_the_first_and_loses_nothing() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let opened = open(&house, &ada, &program, case).await;
        let first = house.desk.advisory_of(&ada, &opened).await.unwrap().draft.digest();
        let draft = written(&house, &ada, &opened, "One").await.unwrap();
        house.desk.save_advisory_draft(&ada, &opened, &draft, Some(&first)).await.unwrap();
        let other = written(&house, &ada, &opened, "Other").await.unwrap();
        let late = house.desk.save_advisory_draft(&ada, &opened, &other, Some(&first)).await;
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        let there = house.desk.advisory_of(&ada, &opened).await.unwrap().draft;
        assert_eq!(there.record.title, "One");
        let now = there.digest();
        house.desk.save_advisory_draft(&ada, &opened, &other, Some(&now)).await.unwrap();
    });
}

#[test]
fn an_embargo_that_begins_while_one_publishes_stops_it_and_leaves_no_trace() {
    in_both_houses(|mut house| async move {
        let (ada, program, received) = reported(&mut house).await;
        let case = received.case;
        let opened = open(&house, &ada, &program, case).await;
        kept(&house, &ada, &opened, "A window").await;
        embargo(&house, &ada, &program, &received, "2026-12-01T00:00:00Z").await;
        let seen = Some(opened.last_seq);
        let stopped =
            house.desk.publish_advisory(&ada, &program, case, seen, None).await.map(|_| ());
        assert!(matches!(stopped, Err(Error::Conflict)), "{stopped:?}");
        let refused =
            house.desk.publish_advisory(&ada, &program, case, None, None).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        assert_eq!(public_traces(&house, &program).await, (0, 0, 0));
    });
}

#[test]
fn a_settled_minute_publishes_by_itself_and_not_a_second_earlier() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let opened = open(&house, &ada, &program, case).await;
        let digest = kept(&house, &ada, &opened, "A window").await;
        let minute = at("2026-10-05T16:00:00Z");
        let past = house.desk.schedule_advisory(&ada, &opened, &digest, at("2026-10-05T08:00:00Z"));
        assert_eq!(fields(past.await.unwrap_err()), ["release_at"]);
        house.desk.schedule_advisory(&ada, &opened, &digest, minute).await.unwrap();
        let settled = house.desk.advisory_of(&ada, &opened).await.unwrap().release;
        assert_eq!(settled, Some((minute, ada.user)));

        house.set("2026-10-05T15:59:59Z");
        assert_eq!(house.desk.run_jobs_once().await.unwrap().released, 0);
        assert_eq!(public_traces(&house, &program).await, (0, 0, 0));
        // The clock jumps over the minute: it comes out at the next run, once.
        house.set("2026-10-05T16:03:10Z");
        let report = house.desk.run_jobs_once().await.unwrap();
        assert_eq!((report.released, report.troubles), (1, Vec::new()));
        assert_eq!(house.desk.run_jobs_once().await.unwrap().released, 0);
        let out = house.desk.advisories(&program, None, 9).await.unwrap();
        assert_eq!(out[0].record.title, "A window");
        let now = open(&house, &ada, &program, case).await;
        assert!(now.events.iter().any(|event| event.fact.kind() == "AdvisoryPublished"));
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn another_text_or_a_second_thought_takes_the_settled_minute_back() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let opened = open(&house, &ada, &program, case).await;
        let digest = kept(&house, &ada, &opened, "A window").await;
        let minute = at("2026-10-05T16:00:00Z");
        house.desk.schedule_advisory(&ada, &opened, &digest, minute).await.unwrap();
        house.desk.unschedule_advisory(&ada, &opened).await.unwrap();
        let twice = house.desk.unschedule_advisory(&ada, &opened).await;
        assert!(matches!(twice, Err(Error::Conflict)), "{twice:?}");
        house.desk.schedule_advisory(&ada, &opened, &digest, minute).await.unwrap();
        kept(&house, &ada, &opened, "Another window").await;
        house.set("2026-10-05T16:00:00Z");
        assert_eq!(house.desk.run_jobs_once().await.unwrap().released, 0);
        assert_eq!(public_traces(&house, &program).await, (0, 0, 0));
    });
}

#[test]
fn at_its_minute_an_embargo_that_binds_stops_it_and_the_desk_is_told() {
    in_both_houses(|mut house| async move {
        let (ada, program, received) = reported(&mut house).await;
        let case = received.case;
        let opened = open(&house, &ada, &program, case).await;
        let digest = kept(&house, &ada, &opened, "A window").await;
        let minute = at("2026-10-05T16:00:00Z");
        house.desk.schedule_advisory(&ada, &opened, &digest, minute).await.unwrap();
        embargo(&house, &ada, &program, &received, "2026-12-01T00:00:00Z").await;
        house.set("2026-10-05T16:00:00Z");
        assert_eq!(house.desk.run_jobs_once().await.unwrap().released, 0);
        assert_eq!(public_traces(&house, &program).await, (0, 0, 0));
        let opened = open(&house, &ada, &program, case).await;
        let after = house.desk.advisory_of(&ada, &opened).await.unwrap();
        assert_eq!(after.release, None, "it is taken back");
        assert_eq!(after.draft.record.title, "A window", "the draft stays");
        assert_eq!(refusals(&house).await, ["release-refused-embargo"]);
    });
}

#[test]
fn at_its_minute_an_embargo_whose_agreed_end_is_reached_ends_and_it_comes_out() {
    in_both_houses(|mut house| async move {
        let (ada, program, received) = reported(&mut house).await;
        let case = received.case;
        embargo(&house, &ada, &program, &received, "2026-10-20T00:00:00Z").await;
        let opened = open(&house, &ada, &program, case).await;
        let digest = kept(&house, &ada, &opened, "A window").await;
        let minute = at("2026-10-20T12:00:00Z");
        house.desk.schedule_advisory(&ada, &opened, &digest, minute).await.unwrap();
        house.set("2026-10-20T12:00:00Z");
        let report = house.desk.run_jobs_once().await.unwrap();
        assert_eq!((report.released, report.troubles), (1, Vec::new()));
        let now = open(&house, &ada, &program, case).await;
        let kinds: Vec<_> = now.events.iter().map(|event| event.fact.kind()).collect();
        assert!(
            kinds.contains(&"EmbargoTerminated") && kinds.contains(&"AdvisoryPublished"),
            "{kinds:?}"
        );
    });
}

#[test]
fn who_lost_the_right_to_publish_publishes_nothing_at_the_minute_they_settled() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let ben =
            house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Manager).await.unwrap();
        let member = house.sign_in("ben").await;
        let opened = open(&house, &member, &program, case).await;
        let digest = kept(&house, &member, &opened, "A window").await;
        let minute = at("2026-10-05T16:00:00Z");
        house.desk.schedule_advisory(&member, &opened, &digest, minute).await.unwrap();
        house.desk.remove_member(&ada, &program, ben).await.unwrap();
        house.set("2026-10-05T16:00:00Z");
        assert_eq!(house.desk.run_jobs_once().await.unwrap().released, 0);
        assert_eq!(public_traces(&house, &program).await, (0, 0, 0));
        assert_eq!(refusals(&house).await, ["release-refused-right"]);
    });
}

/// The team proposes an embargo and the reporter accepts it.
async fn embargo(
    house: &House,
    member: &Member,
    program: &ProgramId,
    report: &Received,
    ends: &str,
) {
    let terms = [("ends", ends)];
    house.act(member, program, report.case, "propose-embargo", &terms).await.unwrap();
    let reporter = house.desk.reporter(&report.receipt).await.unwrap();
    house.desk.act_as_reporter(&reporter, instruction("accept-embargo", &[])).await.unwrap();
    let opened = open(house, member, program, report.case).await;
    assert!(opened.state.embargo.state.binds());
}

#[test]
fn a_settled_minute_holds_when_a_party_is_taken_off_and_the_case_gets_a_new_key() {
    in_both_houses(|mut house| async move {
        let (ada, program, case, _) = a_case(&mut house).await;
        let place = (&program, case);
        join(&house, &invite(&house, &ada, place, "acme").await).await;
        let opened = open(&house, &ada, &program, case).await;
        let digest = kept(&house, &ada, &opened, "A window").await;
        let minute = at("2026-12-01T12:00:00Z");
        house.desk.schedule_advisory(&ada, &opened, &digest, minute).await.unwrap();
        let gone = [("participant", "acme"), ("reason", "It told a journalist")];
        house.act(&ada, &program, case, "remove-party", &gone).await.unwrap();
        // The next open makes the new key; what was opened before writes nothing under the old one.
        let renewed = open(&house, &ada, &program, case).await;
        let other = written(&house, &ada, &renewed, "Another window").await.unwrap();
        let stale = house.desk.save_advisory_draft(&ada, &opened, &other, None).await;
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        let settled = house.desk.advisory_of(&ada, &renewed).await.unwrap().release;
        assert_eq!(settled, Some((minute, ada.user)), "it is still settled");
        house.set("2026-12-01T12:00:00Z");
        let report = house.desk.run_jobs_once().await.unwrap();
        assert_eq!((report.released, report.troubles), (1, Vec::new()));
        assert_eq!(house.desk.advisories(&program, None, 9).await.unwrap().len(), 1);
        assert!(
            house.desk.verify(None, Some(&house.sign_in("ada").await)).await.unwrap().is_sound()
        );
    });
}

#[test]
fn what_was_published_before_editions_were_stays_at_its_address_and_gets_every_format() {
    in_a_house(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let opened = open(&house, &ada, &program, case).await;
        kept(&house, &ada, &opened, "A draft").await;
        let old = serde_json::json!({
            "id": "x_FEATURE-TABLE-2026-a1b2c3", "edition": 2, "credits": ["Robin Finder"],
            "severity": "high", "replay": false, "published": 1_700_000_000, "modified": 1_700_086_400,
            "text": {
                "title": "A window", "summary": "It can be looked through.", "details": "Long ago.",
                "ecosystem": "PyPI", "package": "vault", "introduced": "1.0", "fixed": "1.2.3",
                "affected": "1.0 to 1.2.2, and some nightly builds", "cvss": "", "weaknesses": ["CWE-284"],
                "workarounds": "Draw the curtains.", "aliases": ["CVE-2023-1234"],
                "references": [{"kind": "FIX", "url": "https://example.org/fix"}],
            },
        });
        let unfit = serde_json::json!({
            "id": "x_FEATURE-TABLE-2026-d4e5f6", "edition": 1, "published": 1_700_000_000, "modified": 1_700_000_000,
            "text": {"title": "Another", "affected": "whatever was sold", "cvss": "CVSS:3.1/X", "ecosystem": "Nowhere", "package": "p"},
        });
        let house = house
            .reopen_after(|places| {
                let rows = tamper(places, &format!(
                    "UPDATE advisory SET state = 'published', public_id = 'x_FEATURE-TABLE-2026-a1b2c3', edition = 2, \
                     sealed_draft = NULL, published_at = 1700000000, modified_at = 1700086400, published = '{old}'"
                ));
                assert_eq!(rows, 1);
                tamper(places, &format!(
                    "INSERT INTO advisory (program_id, case_id, advisory_id, public_id, edition, state, published, published_at, modified_at) \
                     SELECT program_id, case_id, x'00000000000070008000000000000001', 'x_FEATURE-TABLE-2026-d4e5f6', 1, 'published', '{unfit}', 1700000000, 1700000000 FROM advisory"
                ));
            })
            .await;
        let id = "x_FEATURE-TABLE-2026-a1b2c3";
        let out = house.desk.advisory(&program, id).await.unwrap().record;
        assert_eq!((out.title.as_str(), out.edition(), out.status), ("A window", 2, Status::Final));
        assert_eq!(out.published(), Some(at("2023-11-14T22:13:20Z")));
        for format in [Format::Csaf20, Format::Osv, Format::Markdown, Format::Mail] {
            let document = house.desk.advisory_in(&program, id, format).await.unwrap();
            let text = String::from_utf8(document.body).unwrap();
            assert!(text.contains("1.2.3") && text.contains("Robin Finder"), "{format:?}: {text}");
            assert!(text.contains("nightly builds"), "{format:?}: {text}");
        }
        let other =
            house.desk.advisory(&program, "x_FEATURE-TABLE-2026-d4e5f6").await.unwrap().record;
        assert!(other.details.contains("whatever was sold"), "{}", other.details);
        assert!(other.details.contains("CVSS:3.1/X"), "{}", other.details);
        assert_eq!(house.desk.advisories(&program, None, 9).await.unwrap().len(), 2);
        // Once only, and in the log.
        let house = house.reopen().await;
        assert_eq!(house.desk.editions(&program, id).await.unwrap().len(), 1);
        let ada = house.sign_in("ada").await;
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

/// An armored key that signs until a week after the tests begin; nothing where there is no `gpg`.
#[expect(clippy::disallowed_methods, reason = "gpg makes the keys that operators use")]
fn key_of_a_week() -> Option<String> {
    let home = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let common = ["--batch", "--no-tty", "--passphrase", "", "--pinentry-mode", "loopback"];
        let mut command = std::process::Command::new("gpg");
        command.env("GNUPGHOME", home.path()).args(common).args(arguments).output()
    };
    let made = [
        "--faked-system-time",
        "20261005T000000",
        "--quick-generate-key",
        "a",
        "ed25519",
        "sign",
        "1w",
    ];
    if run(&made).is_err() {
        println!("skipped: gpg is not installed");
        return None;
    }
    let key = run(&["--armor", "--export-secret-keys", "a"]).unwrap().stdout;
    let mut end = std::process::Command::new("gpgconf");
    let _ = end.env("GNUPGHOME", home.path()).args(["--kill", "all"]).output();
    Some(String::from_utf8(key).unwrap())
}

#[test]
fn a_key_that_expires_before_the_minute_is_refused_before_the_minute_is_settled() {
    let Some(key) = key_of_a_week() else { return };
    in_a_house(|mut house| {
        let key = key.clone();
        async move {
            let (ada, program, case) = accepted(&mut house).await;
            let house = house
                .reopen_after(|places| {
                    std::fs::write(places.data.join("openpgp.asc"), key).unwrap();
                })
                .await;
            let opened = open(&house, &ada, &program, case).await;
            let digest = kept(&house, &ada, &opened, "A window").await;
            let late = at("2026-10-13T00:00:00Z");
            let refused = house.desk.schedule_advisory(&ada, &opened, &digest, late).await;
            assert_eq!(fields(refused.unwrap_err()), ["sign"]);
            assert_eq!(house.desk.advisory_of(&ada, &opened).await.unwrap().release, None);
            let early = at("2026-10-11T00:00:00Z");
            house.desk.schedule_advisory(&ada, &opened, &digest, early).await.unwrap();
            house.set("2026-10-11T00:00:00Z");
            assert_eq!(house.desk.run_jobs_once().await.unwrap().released, 1);
            let out = house.desk.advisories(&program, None, 9).await.unwrap();
            let csaf = house.desk.advisory_in(&program, out[0].record.id.as_str(), Format::Csaf20);
            assert!(csaf.await.unwrap().signature.is_some());
            house.set("2026-10-13T00:00:00Z");
            let ada = house.sign_in("ada").await;
            let opened = open(&house, &ada, &program, case).await;
            kept(&house, &ada, &opened, "Another window").await;
            let now = house.desk.publish_advisory(&ada, &program, case, None, None).await;
            assert_eq!(fields(now.map(|_| ()).unwrap_err()), ["sign"]);
        }
    });
}

#[test]
fn case_6_the_log_proves_every_public_file_of_the_edition_that_is_out() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let here = house.desk.program(&program).unwrap();
        let (_, id) = publish(&house, &ada, &program, case, "First").await.unwrap();
        let before = house.desk.sign_checkpoint(&here).await.unwrap().unwrap();
        house.set("2026-10-06T08:00:00Z");
        publish(&house, &ada, &program, case, "Second").await.unwrap();
        let early = house.desk.edition_proof(&program, &before, &id).await;
        assert!(matches!(early, Err(Error::NotFound)), "that head does not cover it: {early:?}");
        let head = house.desk.sign_checkpoint(&here).await.unwrap().unwrap();
        let proof = house.desk.edition_proof(&program, &head, &id).await.unwrap();
        assert!(!proof.contains("member:"), "who of the team published is nobody else's: {proof}");
        let key = verifier::Key::parse(&here.ledger_key()).unwrap();
        let facts = verifier::verify_edition(proof.as_bytes(), &key, &[]).unwrap();
        assert_eq!((facts.edition, facts.stage.as_str()), (2, "final"));
        let documents = house.desk.public_documents(&program, "", 100).await.unwrap();
        assert_eq!(facts.files.len(), documents.len());
        for document in &documents {
            assert_eq!(facts.names(&document.body), Some(document.path.as_str()));
        }
        let unknown = house.desk.edition_proof(&program, &head, "x_FEATURE-TABLE-2026-0002").await;
        assert!(matches!(unknown, Err(Error::NotFound)));
    });
}

#[test]
fn a_public_file_that_was_changed_behind_the_program_s_back_is_found() {
    in_a_house(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        publish(&house, &ada, &program, case, "First").await.unwrap();
        let house = house
            .reopen_after(|places| {
                let sql = "UPDATE published_document SET body = CAST('{}' AS BLOB) WHERE format = 'osv.json'";
                assert_eq!(tamper(places, sql), 1);
            })
            .await;
        let report = house.desk.verify(None, None).await.unwrap();
        let fault = report.programs[0].fault.clone().unwrap();
        assert!(fault.contains("are not those that the log names"), "{fault}");
    });
}

#[test]
fn an_edition_that_was_changed_or_taken_away_behind_the_program_s_back_is_found() {
    in_a_house(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        publish(&house, &ada, &program, case, "First").await.unwrap();
        let sound = house.desk.verify(None, None).await.unwrap();
        assert_eq!((sound.is_sound(), sound.programs[0].editions), (true, 1));
        let house = house
            .reopen_after(|places| {
                let sql = "UPDATE advisory_edition SET record = replace(record, 'First', 'Worst')";
                assert_eq!(tamper(places, sql), 1);
            })
            .await;
        let report = house.desk.verify(None, None).await.unwrap();
        let fault = report.programs[0].fault.clone().unwrap();
        assert!(fault.contains("is not the one that the log names"), "{fault}");
        let house = house
            .reopen_after(|places| assert_eq!(tamper(places, "DELETE FROM advisory_edition"), 1))
            .await;
        let report = house.desk.verify(None, None).await.unwrap();
        let fault = report.programs[0].fault.clone().unwrap();
        assert!(fault.contains("is not stored any more"), "{fault}");
    });
}
