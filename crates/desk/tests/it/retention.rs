//! What a policy keeps for a time is erased when the time is over, each kind by its own.
//!
//! The example policy of `simprints` keeps files and names for 12 months after a case is closed, the case for 36.

use desk::joint::{JointAct, Phase};
use desk::{Door, Identity, NewFile, SubmissionKey};

use crate::house::{House, PASSPHRASE, in_a_house, in_both_houses, program, report};
use crate::joint::restored;

const PROGRAM: &str = "simprints";

/// A report with a name and a file, declined at once.
async fn closed_case(house: &mut House) -> (desk::Received, desk::Member) {
    let ada = house.settle(&[PROGRAM]).await;
    let program = program(PROGRAM);
    let mut sent = report("A window into the vault");
    sent.identity =
        Identity::Named { name: "Grace".to_owned(), contact: Some("grace@example.org".to_owned()) };
    sent.files.push(NewFile { name: "proof.txt".to_owned(), bytes: vec![7; 40_000] });
    let received = house.send(&program, sent, SubmissionKey::Fresh).await.unwrap();
    let reason = [("class", "not-a-vulnerability"), ("reason", "It is meant to be open.")];
    house.act(&ada, &program, received.case, "decline", &reason).await.unwrap();
    (received, ada)
}

/// What is known of the sender of the case, and how many files there are.
async fn left(
    desk: &desk::Desk,
    received: &desk::Received,
) -> Result<(Identity, usize), desk::Error> {
    let cookie = desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap();
    let case = desk.open_case(&cookie.member.unwrap(), &program(PROGRAM), received.case).await?;
    Ok((case.reports[0].1.identity.clone(), case.files.len()))
}

async fn erased_at(house: &House, time: &str) -> u64 {
    house.set(time);
    let report = house.desk.run_jobs_once().await.unwrap();
    assert_eq!(report.troubles, Vec::<String>::new());
    report.erased
}

// ASVS 14.2.7
#[test]
fn sec_11_files_and_names_go_after_their_time_and_the_case_after_its_own() {
    in_both_houses(|mut house| async move {
        let (received, _) = closed_case(&mut house).await;
        let desk = &house.desk;
        assert_eq!(erased_at(&house, "2027-10-04T08:00:00Z").await, 0);
        let (sender, files) = left(desk, &received).await.unwrap();
        assert!(matches!(sender, Identity::Named { name, .. } if name == "Grace"));
        assert_eq!(files, 1);
        assert_eq!(erased_at(&house, "2027-10-05T20:00:00Z").await, 2);
        let (sender, files) = left(desk, &received).await.unwrap();
        assert!(sender == Identity::Anonymous, "the name is forgotten");
        assert_eq!(files, 0);
        let reporter = desk.reporter(&received.receipt).await.unwrap();
        desk.mailbox(&reporter).await.unwrap();
        let ada = house.sign_in("ada").await;
        let outline = desk.outline(&ada, &program(PROGRAM), received.case).await.unwrap();
        let parts: Vec<_> = outline.erased.iter().map(|(what, _)| what.as_str()).collect();
        assert_eq!(parts, ["attachments", "reporter"]);
        assert_eq!(erased_at(&house, "2028-10-05T20:00:00Z").await, 0, "once is enough");
        let ada = house.sign_in("ada").await;
        let report = desk.verify(None, Some(&ada)).await.unwrap();
        assert!(report.is_sound(), "{report}");
        assert_eq!(erased_at(&house, "2029-10-05T20:00:00Z").await, 1);
        assert!(left(desk, &received).await.is_err(), "the case is gone");
        let ada = house.sign_in("ada").await;
        let certificate =
            desk.erasure_certificate(&ada, &program(PROGRAM), received.case).await.unwrap();
        assert_eq!((&*certificate.what, &*certificate.reason), ("case", "retention"));
        certificate.verify(&desk.program(&program(PROGRAM)).unwrap().ledger_key()).unwrap();
        assert!(desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn sec_11_an_open_case_and_one_on_hold_keep_everything() {
    in_both_houses(|mut house| async move {
        let (received, ada) = closed_case(&mut house).await;
        let program = program(PROGRAM);
        let open = house.report(&program).await.case;
        let desk = &house.desk;
        let act = JointAct::SetHold;
        let held = desk.propose(&ada, &program, act, Some(received.case), "A court asks.").await;
        assert_eq!(held.unwrap().phase, Phase::Waiting);
        house.set("2026-10-09T08:00:00Z");
        desk.run_jobs_once().await.unwrap();
        assert_eq!(erased_at(&house, "2031-10-05T20:00:00Z").await, 0);
        assert_eq!(left(desk, &received).await.unwrap().1, 1);
        let ada = house.sign_in("ada").await;
        desk.open_case(&ada, &program, open).await.unwrap();
    });
}

#[test]
fn sec_11_what_time_erased_after_a_backup_is_erased_again_when_it_is_restored() {
    in_a_house(|mut house| async move {
        let (received, _) = closed_case(&mut house).await;
        house.desk.run_jobs_once().await.unwrap();
        let backup = house.folder.path().join("older.candor");
        house.desk.backup(&backup).await.unwrap();
        assert_eq!(erased_at(&house, "2027-10-05T20:00:00Z").await, 2);
        let elsewhere = tempfile::tempdir().unwrap();
        let desk = restored(&house, &backup, elsewhere.path()).await;
        let (sender, files) = left(&desk, &received).await.unwrap();
        assert!(sender == Identity::Anonymous && files == 0);
    });
}

#[test]
fn an_open_case_that_is_erased_leaves_the_queue_and_owes_nothing_more() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let case = house.report(&program).await.case;
        let desk = &house.desk;
        desk.propose(&ada, &program, JointAct::EraseCase, Some(case), "A mistake.").await.unwrap();
        house.set("2026-10-08T08:00:00Z");
        assert_eq!(desk.run_jobs_once().await.unwrap().proposals, 1);
        let ada = house.sign_in("ada").await;
        let queue = desk.queue(&ada, desk::QueueAsk::default()).await.unwrap();
        assert!(queue.lines.is_empty());
        house.set("2027-10-08T08:00:00Z");
        assert_eq!(desk.run_jobs_once().await.unwrap().broken, 0, "nobody is kept waiting");
        let ada = house.sign_in("ada").await;
        assert!(desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}
