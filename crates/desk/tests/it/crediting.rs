//! Who is named, as what, by whose word; and that a name which is taken back is nowhere any more.

use std::collections::BTreeMap;

use advisory::Format;
use advisory::model::{Consent, CreditRole, Status};
use desk::{CreditStanding, Desk, Error, Member, Received, SubmissionKey};
use policy::id::ProgramId;

use crate::acting::{accept, publish, written};
use crate::house::{House, in_a_house, in_both_houses, instruction, policy_text, program, report};

const PROGRAM: &str = "feature-table";

/// A house whose policy gives credit like this, with one accepted report.
async fn with_credit(house: &mut House, credit: &str) -> (Member, ProgramId, Received) {
    let ada = house.settle(&[PROGRAM]).await;
    if !credit.is_empty() {
        let text = format!("{}\n[credit]\n{credit}\n", policy_text(PROGRAM));
        house.desk.adopt(&text).await.unwrap();
    }
    let program = program(PROGRAM);
    let received = house.report(&program).await;
    accept(house, &ada, received.case).await;
    (ada, program, received)
}

/// The reporter says something about their credit.
async fn says(
    house: &House,
    received: &Received,
    command: &str,
    fields: &[(&str, &str)],
) -> Result<(), Error> {
    let reporter = house.desk.reporter(&received.receipt).await?;
    house.desk.act_as_reporter(&reporter, instruction(command, fields)).await.map(|_| ())
}

async fn standing(house: &House, received: &Received) -> (Option<String>, CreditStanding) {
    let reporter = house.desk.reporter(&received.receipt).await.unwrap();
    let facts = house.desk.mailbox(&reporter).await.unwrap().credit();
    (facts.line, facts.standing)
}

async fn fame(house: &House, program: &ProgramId) -> Vec<String> {
    house.desk.credits(program).await.unwrap().into_iter().map(|row| row.line).collect()
}

/// Everything that is public of advisories, by where it is.
async fn everything(house: &House, program: &ProgramId) -> BTreeMap<String, String> {
    everything_of(&house.desk, program).await
}

async fn everything_of(desk: &Desk, program: &ProgramId) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for document in desk.public_documents(program, "", 999).await.unwrap() {
        all.insert(document.path.clone(), String::from_utf8(document.body).unwrap());
    }
    let served = desk.program(program).unwrap();
    for (path, listing) in desk.csaf_listings(&served).await.unwrap().iter() {
        all.insert(format!("csaf/{path}"), listing.body.clone());
    }
    for advisory in desk.advisories(program, None, 99).await.unwrap() {
        let id = advisory.record.id.to_string();
        for edition in desk.editions(program, &id).await.unwrap() {
            let text = serde_json::to_string(&edition.record).unwrap();
            all.insert(format!("{id}/{}", edition.record.edition()), text);
        }
        all.insert(id, serde_json::to_string(&advisory.record).unwrap());
    }
    for row in desk.credits(program).await.unwrap() {
        all.insert(format!("credits/{}", row.line), row.line);
    }
    all
}

fn naming<'a>(all: &'a BTreeMap<String, String>, name: &str) -> Vec<&'a str> {
    all.iter().filter(|(_, text)| text.contains(name)).map(|(place, _)| place.as_str()).collect()
}

fn fields(error: Error) -> Vec<(String, String)> {
    let Error::Fields(fields) = error else { panic!("{error:?}") };
    fields.into_iter().map(|field| (field.field, field.message)).collect()
}

#[test]
fn case_7_the_mailbox_shows_the_line_as_it_appears_and_the_reporter_decides_on_it() {
    in_both_houses(|mut house| async move {
        let (ada, program, received) = with_credit(&mut house, "").await;
        let silent = CreditStanding::Silent { by_default: false };
        assert_eq!(standing(&house, &received).await, (None, silent));
        let line = [("line", "Grace H."), ("role", "finder")];
        house.act(&ada, &program, received.case, "set-credit", &line).await.unwrap();
        let shown = "Grace H. — finder".to_owned();
        assert_eq!(standing(&house, &received).await, (Some(shown.clone()), silent));
        let other = [("line", "nyx"), ("form", "pseudonym")];
        says(&house, &received, "agree-credit", &other).await.unwrap();
        let agreed = (Some("nyx — finder".to_owned()), CreditStanding::Agreed);
        assert_eq!(standing(&house, &received).await, agreed);
        let (_, id) = publish(&house, &ada, &program, received.case, "Out").await.unwrap();
        let named = (Some("nyx — finder".to_owned()), CreditStanding::Named);
        assert_eq!(standing(&house, &received).await, named);
        let record = house.desk.advisory(&program, &id).await.unwrap().record;
        let credit = &record.credits[0];
        assert_eq!((credit.role, credit.consent), (CreditRole::Finder, Consent::Confirmed));
        let osv = house.desk.advisory_in(&program, &id, Format::Osv).await.unwrap();
        assert!(String::from_utf8(osv.body).unwrap().contains("\"FINDER\""));
        let page = house.desk.advisory_in(&program, &id, Format::Markdown).await.unwrap();
        assert!(String::from_utf8(page.body).unwrap().contains("nyx — finder"), "as was shown");
        says(&house, &received, "decline-credit", &[]).await.unwrap();
        assert_eq!(standing(&house, &received).await, (None, CreditStanding::Declined));
    });
}

#[test]
fn case_7_both_reporters_of_a_duplicate_are_named_each_by_their_own_word() {
    in_both_houses(|mut house| async move {
        let (ada, program, first) = with_credit(&mut house, "").await;
        let mut twice = report("The same");
        twice.credit = Some("Second Finder".to_owned());
        let second = house.send(&program, twice, SubmissionKey::Fresh).await.unwrap();
        let third = house.report(&program).await;
        for duplicate in [&second, &third] {
            let of = [("of", first.handle.as_str()), ("reason", "Known.")];
            house.act(&ada, &program, duplicate.case, "mark-duplicate", &of).await.unwrap();
        }
        says(&house, &first, "agree-credit", &[("line", "First Finder")]).await.unwrap();
        let opened = house.desk.open_case(&ada, &program, first.case).await.unwrap();
        let told = house.desk.advisory_of(&ada, &opened).await.unwrap().credits.join("\n");
        assert!(told.contains("First Finder") && told.contains("Second Finder"), "{told}");
        assert!(told.contains("has given no name and is not named"), "{told}");
        let (_, id) = publish(&house, &ada, &program, first.case, "Out").await.unwrap();
        let record = house.desk.advisory(&program, &id).await.unwrap().record;
        let names: Vec<_> = record.credits.iter().map(|credit| credit.name.as_str()).collect();
        assert_eq!(names, ["First Finder", "Second Finder"]);
        assert_eq!(fame(&house, &program).await, ["First Finder", "Second Finder"]);
        let links: Vec<_> = house.desk.credits(&program).await.unwrap();
        let page = format!("/p/{PROGRAM}/advisories/{id}");
        assert!(links.iter().all(|row| row.link.as_deref() == Some(page.as_str())), "{links:?}");
        assert_eq!(standing(&house, &second).await.1, CreditStanding::Named);

        // The reporter of the duplicate takes the name back: gone from the original's advisory.
        says(&house, &second, "decline-credit", &[]).await.unwrap();
        let all = everything(&house, &program).await;
        assert_eq!(naming(&all, "Second Finder"), Vec::<&str>::new());
        assert!(naming(&all, "First Finder").len() > 5, "the other stays named");
        assert_eq!(fame(&house, &program).await, ["First Finder"]);
        let ada = house.sign_in("ada").await;
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn case_7_a_name_that_is_taken_back_is_gone_from_every_page_feed_document_and_edition() {
    in_both_houses(|mut house| async move {
        let (ada, program, received) = with_credit(&mut house, "").await;
        says(&house, &received, "agree-credit", &[("line", "Grace Hopper")]).await.unwrap();
        let (_, id) = publish(&house, &ada, &program, received.case, "First").await.unwrap();
        house.set("2026-10-06T08:00:00Z");
        let ada = house.sign_in("ada").await;
        publish(&house, &ada, &program, received.case, "Second").await.unwrap();
        let before = everything(&house, &program).await;
        assert!(naming(&before, "Grace Hopper").len() > 6, "{:?}", before.keys());
        let old = house.desk.editions(&program, &id).await.unwrap();
        // A draft of the next edition is begun, and its publication settled.
        let opened = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        let draft = written(&house, &ada, &opened, "Third").await.unwrap();
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let minute = "2026-10-07T16:00:00Z";
        let settled = crate::house::at(minute);
        house.desk.schedule_advisory(&ada, &opened, &draft.digest(), settled).await.unwrap();

        house.set("2026-10-07T08:00:00Z");
        says(&house, &received, "decline-credit", &[]).await.unwrap();
        let after = everything(&house, &program).await;
        assert_eq!(naming(&after, "Grace Hopper"), Vec::<&str>::new());
        assert_eq!(fame(&house, &program).await, Vec::<String>::new());
        let editions = house.desk.editions(&program, &id).await.unwrap();
        assert_eq!(editions.len(), 3, "whoever keeps copies is told by a new edition");
        assert!(editions.iter().zip(&old).all(|(new, old)| new.digest != old.digest));
        let record = house.desk.advisory(&program, &id).await.unwrap().record;
        assert_eq!((record.edition(), record.title.as_str()), (3, "Second"));
        assert_eq!(record.modified(), Some(crate::house::at("2026-10-07T08:00:00Z")));
        let csaf = after.get("csaf/white/changes.csv").unwrap();
        assert!(csaf.contains("2026-10-07T08:00:00Z"), "{csaf}");
        let ada = house.sign_in("ada").await;
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());

        house.set(minute);
        assert_eq!(house.desk.run_jobs_once().await.unwrap().released, 1);
        let all = everything(&house, &program).await;
        assert_eq!(naming(&all, "Grace Hopper"), Vec::<&str>::new(), "nor in what comes later");
        let record = house.desk.advisory(&program, &id).await.unwrap().record;
        assert_eq!((record.edition(), record.title.as_str()), (4, "Third"));
    });
}

#[test]
fn case_7_a_part_that_was_split_off_names_the_reporter_as_they_say_in_the_mailbox_of_the_whole() {
    in_both_houses(|mut house| async move {
        let (ada, program, received) = with_credit(&mut house, "").await;
        says(&house, &received, "agree-credit", &[("line", "Grace Hopper")]).await.unwrap();
        let before: Vec<_> = cases(&house, &ada).await;
        let part = [("part", "The second window.")];
        house.act(&ada, &program, received.case, "split", &part).await.unwrap();
        let all = cases(&house, &ada).await;
        let part = *all.iter().find(|case| !before.contains(case)).unwrap();
        let (_, id) = publish(&house, &ada, &program, part, "A part").await.unwrap();
        let names = |record: advisory::Advisory| {
            record.credits.iter().map(|credit| credit.name.as_str().to_owned()).collect::<Vec<_>>()
        };
        let record = house.desk.advisory(&program, &id).await.unwrap().record;
        assert_eq!(names(record), ["Grace Hopper"]);
        says(&house, &received, "decline-credit", &[]).await.unwrap();
        let gone = everything(&house, &program).await;
        assert_eq!(naming(&gone, "Grace Hopper"), Vec::<&str>::new());
        // And it stays gone with the next edition of the part.
        house.set("2026-10-06T08:00:00Z");
        let ada = house.sign_in("ada").await;
        publish(&house, &ada, &program, part, "More of it").await.unwrap();
        let later = everything(&house, &program).await;
        assert_eq!(naming(&later, "Grace Hopper"), Vec::<&str>::new());
        assert_eq!(fame(&house, &program).await, Vec::<String>::new());
    });
}

async fn cases(house: &House, member: &Member) -> Vec<policy::id::CaseId> {
    let queue = house.desk.queue(member, desk::QueueAsk::default()).await.unwrap();
    queue.lines.iter().map(|line| line.case_id).collect()
}

#[test]
fn case_7_whoever_keeps_a_copy_elsewhere_is_sent_the_record_without_the_name() {
    in_both_houses(|mut house| async move {
        house.desk.set_publishing(crate::sending::publishing());
        let (ada, program, received) = with_credit(&mut house, "").await;
        says(&house, &received, "agree-credit", &[("line", "Grace Hopper")]).await.unwrap();
        let opened = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        let mut draft = written(&house, &ada, &opened, "Out").await.unwrap();
        draft.record.aliases.push("CVE-2026-1000".parse().unwrap());
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let case = received.case;
        house.desk.publish_advisory(&ada, &program, case, None, None).await.unwrap();
        let mut containers = Vec::new();
        for _ in 0..2 {
            let parcels = house.desk.claim_parcels().await.unwrap();
            assert_eq!(parcels.len(), 2, "the record, and word of it");
            for parcel in &parcels {
                house.desk.parcel_is_due(parcel).await.unwrap();
                if let desk::ToSend::CveRecord { container, .. } = &parcel.content {
                    containers.push(container.clone());
                }
                house.desk.parcel_sent(parcel, &desk::Delivery::Taken).await.unwrap();
            }
            says(&house, &received, "decline-credit", &[]).await.ok();
        }
        assert!(containers[0].contains("Grace Hopper") && !containers[1].contains("Grace Hopper"));
        let ada = house.sign_in("ada").await;
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn case_7_a_line_that_is_changed_after_publication_replaces_the_old_one_everywhere() {
    in_both_houses(|mut house| async move {
        let (ada, program, received) = with_credit(&mut house, "").await;
        says(&house, &received, "agree-credit", &[("line", "Grace Hopper")]).await.unwrap();
        let (_, id) = publish(&house, &ada, &program, received.case, "Out").await.unwrap();
        // The same words again change nothing.
        says(&house, &received, "agree-credit", &[("line", "Grace Hopper")]).await.unwrap();
        assert_eq!(house.desk.editions(&program, &id).await.unwrap().len(), 1);
        says(&house, &received, "agree-credit", &[("line", "nyx")]).await.unwrap();
        let all = everything(&house, &program).await;
        assert_eq!(naming(&all, "Grace Hopper"), Vec::<&str>::new());
        assert_eq!(fame(&house, &program).await, ["nyx"]);
        says(&house, &received, "agree-credit", &[("form", "anonymous")]).await.unwrap();
        let all = everything(&house, &program).await;
        assert_eq!(naming(&all, "nyx"), Vec::<&str>::new());
        assert!(!naming(&all, "an anonymous reporter").is_empty());
        assert_eq!(fame(&house, &program).await, Vec::<String>::new(), "a hall is for names");
        let ada = house.sign_in("ada").await;
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn case_7_a_withdrawn_advisory_loses_the_name_too_and_stays_withdrawn() {
    in_a_house(|mut house| async move {
        let (ada, program, received) = with_credit(&mut house, "").await;
        says(&house, &received, "agree-credit", &[("line", "Grace Hopper")]).await.unwrap();
        let (_, id) = publish(&house, &ada, &program, received.case, "Out").await.unwrap();
        let opened = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        let mut draft = written(&house, &ada, &opened, "Out").await.unwrap();
        draft.becomes = Status::Withdrawn;
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let case = received.case;
        house.desk.publish_advisory(&ada, &program, case, None, None).await.unwrap();
        says(&house, &received, "decline-credit", &[]).await.unwrap();
        let all = everything(&house, &program).await;
        assert_eq!(naming(&all, "Grace Hopper"), Vec::<&str>::new());
        let record = house.desk.advisory(&program, &id).await.unwrap().record;
        assert_eq!((record.status, record.edition()), (Status::Withdrawn, 3));
    });
}

#[test]
fn case_7_the_team_cannot_name_a_reporter_who_did_not_agree() {
    in_both_houses(|mut house| async move {
        let (ada, program, received) = with_credit(&mut house, "").await;
        let line = [("line", "Grace Hopper")];
        house.act(&ada, &program, received.case, "set-credit", &line).await.unwrap();
        let opened = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        let mut draft = written(&house, &ada, &opened, "Out").await.unwrap();
        let credits = [("credits".to_owned(), "finder | grace hopper | given".to_owned())].into();
        draft.record = advisory::form::read(&draft.record, &credits).unwrap();
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let case = received.case;
        for said in ["has not agreed to be named", "asked not to be named"] {
            let refused = house.desk.publish_advisory(&ada, &program, case, None, None).await;
            let wrong = fields(refused.map(|_| ()).unwrap_err());
            assert_eq!(wrong[0].0, "credits");
            assert!(wrong[0].1.contains(said), "{wrong:?}");
            says(&house, &received, "decline-credit", &[]).await.ok();
        }
        assert!(everything(&house, &program).await.keys().all(|path| path.starts_with("csaf/")));
        let claimed = [("credits".to_owned(), "finder | Ada | confirmed".to_owned())].into();
        let wrong = advisory::form::read(&draft.record, &claimed).unwrap_err();
        assert!(wrong[0].sentence.contains("in the mailbox"), "{wrong:?}");
    });
}

#[test]
fn case_7_who_does_not_object_is_named_where_the_policy_says_so_and_nobody_where_it_names_nobody() {
    in_both_houses(|mut house| async move {
        let (ada, program, received) = with_credit(&mut house, "choice = \"opt-out\"").await;
        let line = [("line", "Grace Hopper")];
        house.act(&ada, &program, received.case, "set-credit", &line).await.unwrap();
        let by_default = CreditStanding::Silent { by_default: true };
        assert_eq!(standing(&house, &received).await.1, by_default);
        let (_, id) = publish(&house, &ada, &program, received.case, "Out").await.unwrap();
        let record = house.desk.advisory(&program, &id).await.unwrap().record;
        assert_eq!(record.credits[0].consent, Consent::ByPolicy);
        // An answer in the mailbox outweighs the silence.
        says(&house, &received, "decline-credit", &[]).await.unwrap();
        assert_eq!(naming(&everything(&house, &program).await, "Grace"), Vec::<&str>::new());

        let never = format!("{}\n[credit]\nchoice = \"never\"\n", policy_text(PROGRAM));
        house.desk.adopt(&never).await.unwrap();
        let mut asks = report("Another");
        asks.credit = Some("Barbara Liskov".to_owned());
        let received = house.send(&program, asks, SubmissionKey::Fresh).await.unwrap();
        accept(&house, &ada, received.case).await;
        publish(&house, &ada, &program, received.case, "Other").await.unwrap();
        assert_eq!(naming(&everything(&house, &program).await, "Liskov"), Vec::<&str>::new());
        assert_eq!(standing(&house, &received).await, (None, CreditStanding::Never));
    });
}

#[test]
fn case_7_a_form_that_the_policy_does_not_offer_is_refused_with_those_it_does() {
    in_a_house(|mut house| async move {
        let credit = "choice = \"opt-in\"\nforms = [\"name\", \"acronym\"]";
        let (_, _, received) = with_credit(&mut house, credit).await;
        let other = [("line", "nyx"), ("form", "pseudonym")];
        let refused = says(&house, &received, "agree-credit", &other).await.unwrap_err();
        assert!(refused.to_string().contains("by: name, acronym"), "{refused}");
        let fits = [("line", "G. H."), ("form", "acronym")];
        says(&house, &received, "agree-credit", &fits).await.unwrap();
    });
}

#[test]
fn a_redacted_edition_is_believed_only_where_the_log_names_what_it_was() {
    in_a_house(|mut house| async move {
        let (ada, program, received) = with_credit(&mut house, "").await;
        says(&house, &received, "agree-credit", &[("line", "Grace Hopper")]).await.unwrap();
        publish(&house, &ada, &program, received.case, "Out").await.unwrap();
        says(&house, &received, "decline-credit", &[]).await.unwrap();
        let sound = house.desk.verify(None, None).await.unwrap();
        assert_eq!((sound.is_sound(), sound.programs[0].editions), (true, 2));
        let house = house
            .reopen_after(|places| {
                let sql = "UPDATE advisory_edition SET record = replace(record, 'Out', 'In') WHERE edition = 1";
                assert_eq!(crate::house::tamper(places, sql), 1);
            })
            .await;
        let report = house.desk.verify(None, None).await.unwrap();
        let fault = report.programs[0].fault.clone().unwrap();
        assert!(fault.contains("is not the one that the log names"), "{fault}");
    });
}

#[test]
fn case_7_sec_11_a_name_that_is_taken_back_stays_back_when_an_older_backup_is_restored() {
    in_a_house(|mut house| async move {
        let (ada, program, received) = with_credit(&mut house, "").await;
        says(&house, &received, "agree-credit", &[("line", "Grace Hopper")]).await.unwrap();
        publish(&house, &ada, &program, received.case, "Out").await.unwrap();
        assert_eq!(fame(&house, &program).await, ["Grace Hopper"]);
        let backup = house.folder.path().join("older.candor");
        house.desk.backup(&backup).await.unwrap();
        says(&house, &received, "decline-credit", &[]).await.unwrap();

        let elsewhere = tempfile::tempdir().unwrap();
        house.desk = crate::joint::restored(&house, &backup, elsewhere.path()).await;
        let all = everything(&house, &program).await;
        assert!(!all.is_empty());
        assert_eq!(naming(&all, "Grace Hopper"), Vec::<&str>::new());
        assert!(house.desk.verify(None, None).await.unwrap().is_sound());
        // The case of the backup does not know; a later edition names nobody all the same.
        house.set("2026-10-06T08:00:00Z");
        let ada = house.sign_in("ada").await;
        publish(&house, &ada, &program, received.case, "More").await.unwrap();
        let all = everything(&house, &program).await;
        assert_eq!(naming(&all, "Grace Hopper"), Vec::<&str>::new());
        // Until the reporter says so again.
        says(&house, &received, "agree-credit", &[("line", "Grace Hopper")]).await.unwrap();
        house.set("2026-10-07T08:00:00Z");
        let ada = house.sign_in("ada").await;
        publish(&house, &ada, &program, received.case, "Again").await.unwrap();
        let all = everything(&house, &program).await;
        assert!(naming(&all, "Grace Hopper").len() > 4, "{:?}", all.keys());
        let list = std::fs::read_dir(house.places().anchors.parent().unwrap()).unwrap();
        let list = list.map(|entry| entry.unwrap().path());
        let list =
            list.into_iter().find(|path| path.to_string_lossy().ends_with(".names")).unwrap();
        let list = std::fs::read_to_string(list).unwrap();
        assert!(list.contains(" back ") && !list.contains("Grace"), "{list}");
    });
}
