//! What leaves for other machines once an edition is out: nothing before, once each, and again until it is taken.

use advisory::model::{CveOrganization, Status};
use case::ClockState;
use desk::{Delivery, Error, Member, OpenCase, Parcel, Publishing, ToSend};
use policy::id::{CaseId, ProgramId};

use crate::acting::{accept, written};
use crate::house::{House, at, in_a_house, in_both_houses, policy_text, program, tamper};

const PROGRAM: &str = "feature-table";
const CVE: &str = "CVE-2026-1000";

pub(crate) fn publishing() -> Publishing {
    let organization = CveOrganization {
        id: "b6f8a0c2-7d1e-4f3a-9b5c-1d2e3f4a5b6c".to_owned(),
        short_name: "acme_cna".to_owned(),
    };
    let hook = "https://hooks.example.org/in".to_owned();
    Publishing {
        cve: Some(organization),
        webhooks: [(program(PROGRAM), vec![hook])].into(),
        ..Publishing::default()
    }
}

/// A case that may be published, of a program that keeps the rules for CNAs.
pub(crate) async fn accepted(house: &mut House) -> (Member, ProgramId, CaseId) {
    let ada = house.settle(&[PROGRAM]).await;
    let program = program(PROGRAM);
    let policy = format!("{}\n[law]\npacks = [\"cna\"]\n", policy_text(PROGRAM));
    house.desk.adopt(&policy).await.unwrap();
    let received = house.report(&program).await;
    accept(house, &ada, received.case).await;
    (ada, program, received.case)
}

async fn open(house: &House, ada: &Member, program: &ProgramId, case: CaseId) -> OpenCase {
    house.desk.open_case(ada, program, case).await.unwrap()
}

/// Keeps a draft with a CVE number and publishes it.
pub(crate) async fn publish(
    house: &House,
    ada: &Member,
    program: &ProgramId,
    case: CaseId,
    becomes: Status,
) -> String {
    let opened = open(house, ada, program, case).await;
    let mut draft = written(house, ada, &opened, "A window").await.unwrap();
    if draft.record.cve().is_none() {
        draft.record.aliases.push(CVE.parse().unwrap());
    }
    draft.becomes = becomes;
    draft.change = "It says more.".to_owned();
    house.desk.save_advisory_draft(ada, &opened, &draft, None).await.unwrap();
    house.desk.publish_advisory(ada, program, case, None, None).await.unwrap().1
}

fn record_of(parcels: &[Parcel]) -> &Parcel {
    let is_record = |parcel: &&Parcel| matches!(parcel.content, ToSend::CveRecord { .. });
    parcels.iter().find(is_record).expect("a CVE record is to be sent")
}

fn hook_of(parcels: &[Parcel]) -> (serde_json::Value, &Parcel) {
    let hook = parcels.iter().find_map(|parcel| match &parcel.content {
        ToSend::Webhook { address, body, .. } => {
            assert_eq!(address, "https://hooks.example.org/in");
            Some((serde_json::from_str(body).unwrap(), parcel))
        }
        ToSend::CveRecord { .. } => None,
    });
    hook.expect("a webhook is to be told")
}

pub(crate) async fn notices(house: &House, ada: &Member) -> Vec<String> {
    house.desk.run_jobs_once().await.unwrap();
    let queue = house.desk.queue(ada, desk::QueueAsk::default()).await.unwrap();
    queue.notices.iter().map(|(_, notice)| notice.kind.clone()).collect()
}

#[test]
fn case_5_a_record_is_sent_after_the_advisory_is_out_and_keeps_the_clock_of_the_programme() {
    in_both_houses(|mut house| async move {
        house.desk.set_publishing(publishing());
        let (ada, program, case) = accepted(&mut house).await;
        house.desk.run_jobs_once().await.unwrap();
        assert!(house.desk.claim_parcels().await.unwrap().is_empty(), "nothing is out");
        let id = publish(&house, &ada, &program, case, Status::Final).await;
        house.desk.run_jobs_once().await.unwrap();
        let parcels = house.desk.claim_parcels().await.unwrap();
        assert_eq!(parcels.len(), 2);
        assert!(house.desk.claim_parcels().await.unwrap().is_empty(), "they are claimed");

        let (told, _) = hook_of(&parcels);
        assert_eq!(told["type"], "advisory.published");
        assert_eq!(told["data"]["id"], id.as_str());
        let urls = told["data"]["documents"].as_array().unwrap();
        assert!(urls.iter().any(|document| document["format"] == "cve.json"), "{told}");

        let parcel = record_of(&parcels);
        let ToSend::CveRecord { cve_id, container, is_rejection } = &parcel.content else {
            unreachable!()
        };
        assert_eq!((cve_id.as_str(), *is_rejection), (CVE, false));
        assert!(container.contains("A window"), "{container}");
        house.desk.parcel_is_due(parcel).await.unwrap();
        house.desk.parcel_is_due(parcel).await.unwrap();
        let opened = open(&house, &ada, &program, case).await;
        let clock = |opened: &OpenCase| {
            let of = |clock: &&case::Clock| clock.promise.as_str() == "cna-publish-record-soon";
            opened.clocks.iter().filter(of).map(|clock| clock.state.clone()).collect::<Vec<_>>()
        };
        assert_eq!(clock(&opened), [ClockState::Running], "it began once, before it was sent");
        house.set("2026-10-05T09:00:00Z");
        house.desk.parcel_sent(parcel, &Delivery::Taken).await.unwrap();
        let ada = house.sign_in("ada").await;
        let opened = open(&house, &ada, &program, case).await;
        assert!(matches!(clock(&opened)[..], [ClockState::Kept { .. }]), "{:?}", clock(&opened));
        assert!(!notices(&house, &ada).await.contains(&"cve-record-sent".to_owned()));
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn what_is_not_taken_comes_again_later_and_what_is_refused_is_told_to_the_desk() {
    in_a_house(|mut house| async move {
        house.desk.set_publishing(publishing());
        let (ada, program, case) = accepted(&mut house).await;
        publish(&house, &ada, &program, case, Status::Final).await;
        let parcels = house.desk.claim_parcels().await.unwrap();
        let later = Delivery::Later("status 503".to_owned());
        for parcel in &parcels {
            house.desk.parcel_sent(parcel, &later).await.unwrap();
        }
        assert!(house.desk.claim_parcels().await.unwrap().is_empty(), "not at once");
        house.set("2026-10-05T08:01:00Z");
        let again = house.desk.claim_parcels().await.unwrap();
        assert_eq!(again.len(), 2);
        assert_eq!(hook_of(&again).0, hook_of(&parcels).0, "the same message");
        assert_eq!(again[0].attempt(), 2);
        house.desk.parcel_sent(hook_of(&again).1, &Delivery::Taken).await.unwrap();
        let refused = Delivery::Refused("status 400".to_owned());
        house.desk.parcel_sent(record_of(&again), &refused).await.unwrap();
        let ada = house.sign_in("ada").await;
        assert!(notices(&house, &ada).await.contains(&"cve-record-refused".to_owned()));
        house.set("2026-10-06T08:00:00Z");
        assert!(house.desk.claim_parcels().await.unwrap().is_empty(), "both are done");
        let ada = house.sign_in("ada").await;
        let opened = open(&house, &ada, &program, case).await;
        house.desk.send_cve_again(&ada, &opened).await.unwrap();
        record_of(&house.desk.claim_parcels().await.unwrap());
    });
}

#[test]
fn a_correction_sends_the_record_anew_and_a_withdrawal_rejects_the_number() {
    in_a_house(|mut house| async move {
        house.desk.set_publishing(publishing());
        let (ada, program, case) = accepted(&mut house).await;
        for (becomes, kind, rejects) in [
            (Status::Final, "advisory.published", false),
            (Status::Final, "advisory.updated", false),
            (Status::Withdrawn, "advisory.withdrawn", true),
        ] {
            publish(&house, &ada, &program, case, becomes).await;
            let parcels = house.desk.claim_parcels().await.unwrap();
            assert_eq!(hook_of(&parcels).0["type"], kind);
            let ToSend::CveRecord { is_rejection, container, .. } = &record_of(&parcels).content
            else {
                unreachable!()
            };
            assert_eq!((*is_rejection, container.contains("rejectedReasons")), (rejects, rejects));
            for parcel in &parcels {
                house.desk.parcel_sent(parcel, &Delivery::Taken).await.unwrap();
            }
        }
    });
}

// ASVS 13.2.5
#[test]
fn without_settings_nothing_is_put_aside_for_anybody() {
    in_a_house(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        publish(&house, &ada, &program, case, Status::Final).await;
        assert!(house.desk.claim_parcels().await.unwrap().is_empty());
        assert!(house.desk.claim_mail().await.unwrap().is_empty());
        let rows = tamper(
            &house.places(),
            "DELETE FROM outbox WHERE kind LIKE 'send-%' OR kind LIKE 'spread-%'",
        );
        assert_eq!(rows, 0);
    });
}

#[test]
fn an_advisory_is_numbered_as_its_program_numbers_and_as_a_gcve_authority() {
    in_a_house(|mut house| async move {
        let name = program(PROGRAM);
        house.desk.set_publishing(Publishing {
            prefixes: [(name.clone(), "ACME".parse().unwrap())].into(),
            gcve: [(name, 1337)].into(),
            ..Publishing::default()
        });
        let (ada, program, case) = accepted(&mut house).await;
        let id = publish(&house, &ada, &program, case, Status::Final).await;
        assert_eq!(id, "ACME-2026-0001");
        let csaf = house.desk.advisory_in(&program, &id, advisory::Format::Csaf20).await.unwrap();
        let csaf = String::from_utf8(csaf.body).unwrap();
        assert!(csaf.contains("\"GCVE-1337-2026-0001\""), "{csaf}");
        publish(&house, &ada, &program, case, Status::Final).await;
        let record = house.desk.advisory(&program, &id).await.unwrap().record;
        let gcve = record.aliases.iter().filter(|alias| alias.as_str().starts_with("GCVE-"));
        assert_eq!(gcve.count(), 1, "the next edition keeps it");
    });
}

#[test]
fn a_draft_takes_a_kept_number_and_a_lost_answer_is_looked_for_before_anything_is_asked() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let desk = house.desk.clone();
        let opened = open(&house, &ada, &program, case).await;
        assert_eq!(desk.take_cve_number(&ada, &opened, 2026).await.unwrap(), None);
        let ask = |year, amount, known: &[&str]| {
            let known = known.iter().map(|number| (*number).to_owned()).collect();
            desk.ask_for_cve_numbers(&ada, &program, case, (year, amount), known)
        };
        for (year, amount) in [(1998, 1), (2028, 1), (2026, 0), (2026, 101)] {
            assert!(
                matches!(ask(year, amount, &[]).await, Err(Error::Fields(_))),
                "{year} {amount}"
            );
        }
        let wish = ask(2026, 2, &["CVE-2026-999"]).await.unwrap();
        assert!(!wish.is_resumed);
        assert!(matches!(ask(2026, 1, &[]).await, Err(Error::Busy)), "the answer may be coming");
        desk.leave_cve_wish(&wish).await.unwrap();
        let again = ask(2026, 1, &["CVE-2026-999", "CVE-2026-1000"]).await.unwrap();
        assert!(again.is_resumed);
        assert_eq!(
            (again.amount, &again.known),
            (2, &wish.known),
            "the first wish is gone on with"
        );
        let numbers = ["CVE-2026-1000", "CVE-2026-1001"].map(str::to_owned).to_vec();
        assert_eq!(desk.keep_cve_numbers(&ada, &program, case, numbers.clone()).await.unwrap(), 2);
        assert_eq!(desk.keep_cve_numbers(&ada, &program, case, numbers).await.unwrap(), 0);
        assert_eq!(desk.take_cve_number(&ada, &opened, 2025).await.unwrap(), None, "another year");
        let taken = desk.take_cve_number(&ada, &opened, 2026).await.unwrap();
        assert_eq!(taken.as_deref(), Some(CVE));
        let second = desk.take_cve_number(&ada, &opened, 2026).await;
        assert!(matches!(second, Err(Error::Fields(_))), "the draft has one");
        let kept = desk.cve_numbers(&ada, &program, case).await.unwrap();
        let free: Vec<_> = kept.iter().filter(|row| !row.is_taken).map(|row| &row.cve_id).collect();
        assert_eq!(free, ["CVE-2026-1001"]);
        let draft = desk.advisory_of(&ada, &opened).await.unwrap().draft;
        assert_eq!(draft.record.cve(), Some(CVE));
        assert!(!ask(2026, 1, &[]).await.unwrap().is_resumed, "the wish was ended");
    });
}

#[test]
fn a_request_for_a_number_says_what_a_cna_asks_for_and_marks_what_is_missing() {
    in_a_house(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let opened = open(&house, &ada, &program, case).await;
        let draft = written(&house, &ada, &opened, "A window").await.unwrap();
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let (text, broken) = house.desk.cve_request(&ada, &opened).await.unwrap();
        for part in ["Request for a CVE ID", "Fixed in:\n2.0", "confidential", "(to be added)"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(broken.iter().any(|sentence| sentence.contains("CVE number")), "{broken:?}");
    });
}

#[test]
fn parcels_whose_runner_is_gone_are_claimed_by_the_next_one() {
    in_a_house(|mut house| async move {
        house.desk.set_publishing(publishing());
        let (ada, program, case) = accepted(&mut house).await;
        publish(&house, &ada, &program, case, Status::Final).await;
        let first = house.desk.claim_parcels().await.unwrap();
        house.set("2026-10-05T08:11:00Z");
        let second = house.desk.claim_parcels().await.unwrap();
        assert_eq!(second.len(), first.len());
        house.desk.parcel_sent(hook_of(&second).1, &Delivery::Taken).await.unwrap();
        let late = Delivery::Later("status 503".to_owned());
        house.desk.parcel_sent(hook_of(&first).1, &late).await.unwrap();
        house.set("2026-10-06T08:00:00Z");
        let left = house.desk.claim_parcels().await.unwrap();
        let is_hook = |parcel: &Parcel| matches!(parcel.content, ToSend::Webhook { .. });
        assert!(!left.iter().any(is_hook), "what comes too late changes nothing");
        assert!(at("2026-10-06T08:00:00Z") <= house.desk.now());
    });
}

#[test]
fn case_6_a_draft_has_nothing_by_which_it_could_be_looked_for_so_no_answer_takes_longer() {
    in_a_house(|mut house| async move {
        house.desk.set_publishing(publishing());
        let (ada, program, case) = accepted(&mut house).await;
        let opened = open(&house, &ada, &program, case).await;
        let mut draft = written(&house, &ada, &opened, "A window").await.unwrap();
        draft.record.aliases.push(CVE.parse().unwrap());
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let minute = at("2026-10-05T12:00:00Z");
        house.desk.schedule_advisory(&ada, &opened, &draft.digest(), minute).await.unwrap();
        // What an address leads to is looked up by `public_id` and by `path`. Nobody knows either before the
        // minute, so the id that it will get is looked up as one that nobody will ever get.
        for table in [
            "advisory SET public_id = public_id WHERE public_id IS NOT NULL OR published IS NOT NULL",
            "advisory_edition SET edition = edition",
            "published_document SET path = path",
        ] {
            let rows = tamper(&house.places(), &format!("UPDATE {table}"));
            assert_eq!(rows, 0, "{table}");
        }
        for id in ["x_FEATURE-TABLE-2026-0001", "x_FEATURE-TABLE-2026-9999"] {
            let found = house.desk.advisory(&program, id).await.map(|_| ());
            assert!(matches!(found, Err(Error::NotFound)), "{id}");
        }
        house.set("2026-10-05T12:00:00Z");
        house.desk.run_jobs_once().await.unwrap();
        assert!(house.desk.advisory(&program, "x_FEATURE-TABLE-2026-0001").await.is_ok());
        assert_eq!(house.desk.claim_parcels().await.unwrap().len(), 2, "told at its minute");
    });
}

#[test]
fn case_5_a_record_that_breaks_the_rules_of_the_programme_is_not_sent_and_the_desk_is_told() {
    in_a_house(|mut house| async move {
        house.desk.set_publishing(publishing());
        let (ada, program, case) = accepted(&mut house).await;
        let opened = open(&house, &ada, &program, case).await;
        let mut draft = written(&house, &ada, &opened, "A window").await.unwrap();
        draft.record.aliases.push(CVE.parse().unwrap());
        draft.record.tlp = advisory::model::Tlp::Green;
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let standing = house.desk.cve_of_case(&ada, &opened).await.unwrap();
        assert!(standing.broken.iter().any(|rule| rule.contains("TLP:CLEAR")), "{standing:?}");
        house.desk.publish_advisory(&ada, &program, case, None, None).await.unwrap();
        let parcels = house.desk.claim_parcels().await.unwrap();
        assert!(parcels.iter().all(|parcel| matches!(parcel.content, ToSend::Webhook { .. })));
        let told = notices(&house, &ada).await;
        assert!(told.iter().any(|kind| kind == "cve-record-refused"), "{told:?}");
    });
}

#[test]
fn case_5_a_number_is_handed_back_only_before_it_is_out_and_only_where_it_was_reserved() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = accepted(&mut house).await;
        let opened = open(&house, &ada, &program, case).await;
        let mut draft = written(&house, &ada, &opened, "A window").await.unwrap();
        draft.record.aliases.push("CVE-2026-9".parse().unwrap());
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let theirs = house.desk.return_cve_number(&ada, &opened).await;
        assert!(matches!(theirs, Err(Error::Fields(_))), "another CNA's: {theirs:?}");
        draft.record.aliases.clear();
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let none = house.desk.return_cve_number(&ada, &opened).await;
        assert!(matches!(none, Err(Error::Fields(_))), "{none:?}");

        house.desk.keep_cve_numbers(&ada, &program, case, vec![CVE.to_owned()]).await.unwrap();
        let take = house.desk.take_cve_number(&ada, &opened, 2026).await.unwrap();
        assert_eq!(take.as_deref(), Some(CVE));
        assert_eq!(house.desk.return_cve_number(&ada, &opened).await.unwrap(), CVE);
        assert_eq!(house.desk.advisory_of(&ada, &opened).await.unwrap().draft.record.cve(), None);
        let again = house.desk.take_cve_number(&ada, &opened, 2026).await.unwrap();
        assert_eq!(again.as_deref(), Some(CVE), "it is free again");
        house.desk.publish_advisory(&ada, &program, case, None, None).await.unwrap();
        let out = house.desk.return_cve_number(&ada, &opened).await;
        assert!(matches!(out, Err(Error::Fields(_))), "it is public: {out:?}");
    });
}
