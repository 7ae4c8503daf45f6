//! Acts that need two people: holds and erasures, from proposal to proof.

use std::path::Path;

use access::Role;
use desk::joint::{JointAct, JointRefusal, Phase};
use desk::{Door, Error, Restore, SubmissionKey, restore};

use crate::canary::{canary, found_in};
use crate::house::{House, PASSPHRASE, Places, at, in_a_house, in_both_houses, program, report};

const PROGRAM: &str = "sigtech";
const WHY: &str = "A court asked for it.";

#[test]
fn sec_5_nobody_erases_a_case_alone_while_somebody_else_could_agree() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Manager).await.unwrap();
        house.desk.add_member(&ada, &program, "cleo", PASSPHRASE, Role::Analyst).await.unwrap();
        let (ben, cleo) = (house.sign_in("ben").await, house.sign_in("cleo").await);
        let case = house.report(&program).await.case;
        let desk = &house.desk;
        let refused = desk.propose(&cleo, &program, JointAct::EraseCase, Some(case), WHY).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "an analyst: {refused:?}");
        let made =
            desk.propose(&ada, &program, JointAct::EraseCase, Some(case), WHY).await.unwrap();
        assert_eq!((made.phase, made.agreed_at), (Phase::Waiting, None));
        let alone = desk.agree_to_proposal(&ada, &program, made.id).await;
        assert!(matches!(alone, Err(Error::Joint(JointRefusal::SamePerson))), "{alone:?}");
        let unfit = desk.agree_to_proposal(&cleo, &program, made.id).await;
        assert!(matches!(unfit, Err(Error::Forbidden(_))), "{unfit:?}");
        house.set("2026-10-12T08:00:00Z");
        desk.run_jobs_once().await.unwrap();
        let ada = house.sign_in("ada").await;
        house.desk.open_case(&ada, &program, case).await.unwrap();
        let shown = house.desk.proposals(&ben, &program).await.unwrap();
        assert_eq!(shown[0].reason.as_deref(), Some(WHY));
        let done = house.desk.agree_to_proposal(&ben, &program, made.id).await.unwrap();
        assert_eq!(done, Phase::Done);
        let gone = house.desk.open_case(&ada, &program, case).await.map(|_| ());
        assert!(matches!(gone, Err(Error::Forbidden(_))), "{gone:?}");
        let again = house.desk.agree_to_proposal(&ben, &program, made.id).await;
        assert!(matches!(again, Err(Error::Forbidden(_))), "nothing is left to erase: {again:?}");
    });
}

#[test]
fn sec_5_a_team_of_one_waits_seventy_two_hours_and_can_take_it_back() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let (kept, erased) = (house.report(&program).await.case, house.report(&program).await.case);
        let propose =
            |case| house.desk.propose(&ada, &program, JointAct::EraseCase, Some(case), WHY);
        let (back, stays) = (propose(kept).await.unwrap(), propose(erased).await.unwrap());
        assert_eq!(stays.agreed_at, Some(at("2026-10-08T08:00:00Z")));
        let stopped = house.desk.stop_proposal(&ada, &program, back.id).await.unwrap();
        assert_eq!(stopped, Phase::Withdrawn);
        house.set("2026-10-08T07:59:59Z");
        house.desk.run_jobs_once().await.unwrap();
        let ada = house.sign_in("ada").await;
        house.desk.open_case(&ada, &program, erased).await.unwrap();
        house.set("2026-10-08T08:00:00Z");
        let report = house.desk.run_jobs_once().await.unwrap();
        assert_eq!((report.proposals, report.troubles), (1, Vec::new()));
        assert!(house.desk.open_case(&ada, &program, erased).await.is_err());
        house.desk.open_case(&ada, &program, kept).await.unwrap();
    });
}

#[test]
fn a_legal_hold_keeps_a_case_from_every_erasure_until_two_people_lift_it() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Owner).await.unwrap();
        let ben = house.sign_in("ben").await;
        let case = house.report(&program).await.case;
        let agreed = async |act| {
            let made = house.desk.propose(&ada, &program, act, Some(case), WHY).await?;
            house.desk.agree_to_proposal(&ben, &program, made.id).await
        };
        agreed(JointAct::SetHold).await.unwrap();
        let outline = house.desk.outline(&ben, &program, case).await.unwrap();
        assert_eq!(outline.held_since, Some(house.desk.now()));
        let refused = agreed(JointAct::EraseCase).await;
        assert!(matches!(refused, Err(Error::Fields(_))), "{refused:?}");
        house.desk.open_case(&ada, &program, case).await.unwrap();
        agreed(JointAct::LiftHold).await.unwrap();
        agreed(JointAct::EraseCase).await.unwrap();
        assert!(house.desk.open_case(&ada, &program, case).await.is_err());
    });
}

#[test]
fn sec_5_a_program_leaves_as_a_whole_once_for_each_agreement() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Manager).await.unwrap();
        let ben = house.sign_in("ben").await;
        house.report(&program).await;
        house.report(&program).await;
        let desk = &house.desk;
        let made = desk.propose(&ada, &program, JointAct::ExportProgram, None, WHY).await.unwrap();
        let early = desk.export_program(&ada, &program, made.id).await.map(|_| ());
        assert!(matches!(early, Err(Error::Joint(JointRefusal::NotNow(Phase::Waiting)))));
        desk.agree_to_proposal(&ben, &program, made.id).await.unwrap();
        assert_eq!(desk.export_program(&ada, &program, made.id).await.unwrap().len(), 2);
        let again = desk.export_program(&ada, &program, made.id).await.map(|_| ());
        assert!(matches!(again, Err(Error::Joint(JointRefusal::NotNow(Phase::Done)))), "{again:?}");
    });
}

async fn erased(house: &mut House) -> (desk::Member, policy::id::CaseId) {
    let ada = house.settle(&[PROGRAM]).await;
    let program = program(PROGRAM);
    let mut sent = report(&canary("title"));
    sent.files.push(desk::NewFile { name: canary("name"), bytes: vec![7; 300_000] });
    let received = house.send(&program, sent, SubmissionKey::Fresh).await.unwrap();
    let case = received.case;
    let made =
        house.desk.propose(&ada, &program, JointAct::EraseCase, Some(case), WHY).await.unwrap();
    house.set("2026-10-08T08:00:00Z");
    house.desk.run_jobs_once().await.unwrap();
    let gone = house.desk.reporter(&received.receipt).await.map(|_| ());
    assert!(matches!(gone, Err(Error::NotFound)), "the receipt opens nothing: {gone:?}");
    let shown = house.desk.proposals(&ada, &program).await.unwrap();
    assert!(shown.iter().all(|facts| facts.id != made.id || facts.reason.is_none()));
    (house.sign_in("ada").await, case)
}

// ASVS 16.4.2
#[test]
fn sec_11_an_erased_case_leaves_no_text_no_file_and_a_log_that_still_verifies() {
    in_a_house(|mut house| async move {
        let (ada, case) = erased(&mut house).await;
        let program = program(PROGRAM);
        let report = house.desk.verify(None, Some(&ada)).await.unwrap();
        assert!(report.is_sound(), "{report}");
        let certificate = house.desk.erasure_certificate(&ada, &program, case).await.unwrap();
        assert_eq!((certificate.what.as_str(), certificate.reason.as_str()), ("case", "agreed"));
        let key = house.desk.program(&program).unwrap().ledger_key();
        certificate.verify(&key).unwrap();
        let other = desk::ErasureCertificate { case: PROGRAM.to_owned(), ..certificate };
        assert!(other.verify(&key).is_err());
        let words = [canary("title"), canary("name")];
        let folder = house.folder.path().to_owned();
        let left: Vec<_> = walk(&house.places().blobs);
        assert_eq!(left, Vec::<std::path::PathBuf>::new());
        drop(house.desk);
        assert_eq!(found_in(&folder, &words), Vec::<String>::new());
    });
}

#[test]
fn sec_11_a_case_that_was_emptied_without_an_entry_of_the_log_is_found() {
    in_a_house(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        house.report(&program(PROGRAM)).await;
        let house = house
            .reopen_after(|places| {
                let sql = "UPDATE case_file SET sealed_state = NULL";
                assert_eq!(crate::house::tamper(places, sql), 1);
            })
            .await;
        let ada = house.sign_in("ada").await;
        let report = house.desk.verify(None, Some(&ada)).await.unwrap();
        assert!(report.to_string().contains("no entry of the log says"), "{report}");
    });
}

/// What a backup restores in another folder, beside the anchors of the house it came from.
pub(crate) async fn restored(house: &House, backup: &Path, elsewhere: &Path) -> desk::Desk {
    let here = house.places();
    let to = Places { key: here.key.clone(), ..Places::in_folder(elsewhere) };
    let asked = Restore {
        from: backup,
        kit: &house.kit,
        data: &to.data,
        root_key_file: &here.key,
        anchors: &here.anchors,
        reason: "The disk broke.",
        now: house.desk.now(),
    };
    restore(asked).await.unwrap();
    let location = store::Location::Sqlite { path: to.data.join("candor.db") };
    let to = Places { anchors: here.anchors, ..to };
    crate::house::open(&to, &location, house.time.clone()).await.unwrap()
}

/// Whether a kit restores a backup, in a folder of its own.
pub(crate) async fn tried(house: &House, backup: &Path, kit: &str) -> bool {
    let elsewhere = tempfile::tempdir().unwrap();
    let to = Places::in_folder(elsewhere.path());
    let asked = Restore {
        from: backup,
        kit,
        data: &to.data,
        root_key_file: &to.key,
        anchors: &to.anchors,
        reason: "The disk broke.",
        now: house.desk.now(),
    };
    restore(asked).await.is_ok()
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn sec_11_what_was_erased_after_a_backup_is_erased_again_when_it_is_restored() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let case = house.report(&program).await.case;
        let other = house.report(&program).await.case;
        house.desk.run_jobs_once().await.unwrap();
        let backup = house.folder.path().join("older.candor");
        house.desk.backup(&backup).await.unwrap();
        house.desk.propose(&ada, &program, JointAct::EraseCase, Some(case), WHY).await.unwrap();
        house.set("2026-10-08T08:00:00Z");
        house.desk.run_jobs_once().await.unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let desk = restored(&house, &backup, elsewhere.path()).await;
        let ada =
            desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap().member.unwrap();
        assert!(desk.open_case(&ada, &program, case).await.is_err());
        assert_eq!(desk.outline(&ada, &program, case).await.unwrap().erased[0].0, "case");
        desk.open_case(&ada, &program, other).await.unwrap();
        assert!(desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}
