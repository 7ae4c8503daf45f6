//! The audit log: who read what and why, who came in, which rights changed; and that it cannot be changed.

use access::Role;
use desk::{AuditLine, Door, Error, Health, Member, ReadReason, Visitor};
use policy::id::{CaseId, ProgramId};

use crate::house::{House, PASSPHRASE, Places, in_a_house, in_both_houses, open, program, tamper};

const PROGRAM: &str = "sigtech";

/// A member in a session of a browser, as the pages have them.
async fn in_session(house: &House, login: &str) -> Member {
    let signed_in = house.desk.sign_in(login, PASSPHRASE, None, &Door::default()).await.unwrap();
    match house.desk.visitor(Some(&signed_in.cookie)).await.unwrap() {
        Visitor::Member(member) => member,
        _ => panic!("{login} is not signed in"),
    }
}

/// What the log says about the program, newest first, without what waits to be written.
async fn written(house: &House, member: &Member, program: &ProgramId) -> Vec<AuditLine> {
    house.desk.audit_of_program(member, program, None).await.unwrap().lines
}

/// The same of the instance as a whole, with what waits.
async fn of_instance(house: &House, member: &Member) -> Vec<AuditLine> {
    house.desk.write_audit().await.unwrap();
    house.desk.audit_of_instance(member, None).await.unwrap().lines
}

fn reads(lines: &[AuditLine]) -> usize {
    lines.iter().filter(|line| line.act.ends_with("CaseRead")).count()
}

/// Ada, owner; Ben and Cleo, analysts; a case that is assigned to Ben.
async fn settled(house: &mut House) -> (Member, ProgramId, CaseId) {
    let ada = house.settle(&[PROGRAM]).await;
    let program = program(PROGRAM);
    for login in ["ben", "cleo"] {
        house.desk.add_member(&ada, &program, login, PASSPHRASE, Role::Analyst).await.unwrap();
    }
    let case = house.report(&program).await.case;
    (ada, program, case)
}

// ASVS 16.3.3, 16.2.5
#[test]
fn sec_9_a_read_is_written_with_the_next_ones_and_once_for_a_while() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = settled(&mut house).await;
        let ben = in_session(&house, "ben").await;
        for _ in 0..3 {
            house.desk.open_case(&ben, &program, case).await.unwrap();
        }
        assert_eq!(reads(&written(&house, &ada, &program).await), 0, "the page did not wait");
        assert_eq!(house.desk.write_audit().await.unwrap(), 1);
        house.set("2026-10-05T08:11:00Z");
        house.desk.open_case(&ben, &program, case).await.unwrap();
        house.desk.run_jobs_once().await.unwrap();
        let lines = written(&house, &ada, &program).await;
        assert_eq!(reads(&lines), 2, "a later read is another");
        let read = lines.iter().find(|line| line.act == "CaseRead").unwrap();
        assert_eq!(read.login.as_deref(), Some("ben"));
        assert_eq!((read.is_about_a_case, read.details.theirs), (true, Some(false)));
        assert!(read.case.is_some());
    });
}

// ASVS 8.2.4, 16.3.3
#[test]
fn sec_9_a_restricted_case_asks_for_a_reason_and_is_shown_after_the_read_is_written() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = settled(&mut house).await;
        house.desk.restrict_case(&ada, &program, case, true).await.unwrap();
        let ada = house.sign_in("ada").await;
        house.desk.name_on_case(&ada, &program, case, "ben", Role::Analyst, None).await.unwrap();
        let ben = in_session(&house, "ben").await;
        let unasked = house.desk.open_case(&ben, &program, case).await.map(|_| ());
        assert!(matches!(unasked, Err(Error::ReasonNeeded)), "{unasked:?}");
        assert_eq!(reads(&written(&house, &ada, &program).await), 0);
        let silent =
            house.desk.give_reason(&ben, &program, case, ReadReason::Other, " ").await.map(|_| ());
        assert!(matches!(silent, Err(Error::Fields(_))), "{silent:?}");
        let words = "The court's expert waits";
        house.desk.give_reason(&ben, &program, case, ReadReason::Other, words).await.unwrap();
        house.desk.open_case(&ben, &program, case).await.unwrap();
        // Nothing was written in between: the read was there before the case was shown.
        let lines = written(&house, &ada, &program).await;
        assert_eq!(lines[0].act, "RestrictedCaseRead");
        assert_eq!(lines[0].details.reason.as_deref(), Some("other"));
        assert_eq!(lines[1].act, "ReasonGiven");
        assert_eq!(lines[1].details.words.as_deref(), Some(words));
        let cleo = in_session(&house, "cleo").await;
        let seen = written(&house, &cleo, &program).await;
        assert_eq!((&seen[0].case, &*seen[0].object), (&None, "case"), "somebody read something");
        assert_eq!(seen[1].details.words, None);
        let hidden =
            house.desk.give_reason(&cleo, &program, case, ReadReason::Duty, "").await.map(|_| ());
        assert!(matches!(hidden, Err(Error::NotFound)), "a reason opens nothing: {hidden:?}");
        house.set("2026-10-05T16:00:00Z");
        let ben = in_session(&house, "ben").await;
        let later = house.desk.open_case(&ben, &program, case).await.map(|_| ());
        assert!(matches!(later, Err(Error::ReasonNeeded)), "it holds for eight hours: {later:?}");
    });
}

#[test]
fn sec_9_a_case_of_somebody_else_asks_for_a_reason_and_one_of_nobody_does_not() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = settled(&mut house).await;
        let (ben, cleo) = (in_session(&house, "ben").await, in_session(&house, "cleo").await);
        house.desk.open_case(&cleo, &program, case).await.unwrap();
        house.act(&ada, &program, case, "assign", &[("to", "ben")]).await.unwrap();
        house.desk.open_case(&ben, &program, case).await.unwrap();
        let asked = house.desk.open_case(&cleo, &program, case).await.map(|_| ());
        assert!(matches!(asked, Err(Error::ReasonNeeded)), "{asked:?}");
        house.desk.give_reason(&cleo, &program, case, ReadReason::Handover, "").await.unwrap();
        house.desk.open_case(&cleo, &program, case).await.unwrap();
    });
}

// ASVS 16.3.1
#[test]
fn sec_9_sign_ins_good_and_failed_are_written_and_no_name_that_nobody_has() {
    in_both_houses(|mut house| async move {
        let (ada, _, _) = settled(&mut house).await;
        let typed = "my passphrase in the wrong field";
        for login in ["ben", "ben", typed] {
            let door = Door::default();
            let refused = house.desk.sign_in(login, "wrong wrong wrong", None, &door).await;
            assert!(matches!(refused.map(|_| ()), Err(Error::WrongPassphrase)));
        }
        let ben = house.desk.sign_in("ben", PASSPHRASE, None, &Door::default()).await.unwrap();
        house.desk.end_session(&ben.cookie).await.unwrap();
        let lines = of_instance(&house, &ada).await;
        let failed: Vec<_> = lines
            .iter()
            .filter(|line| line.act == "SignInFailed")
            .map(|line| (line.object_login.as_deref(), line.details.count))
            .collect();
        assert_eq!(failed.len(), 2, "{failed:?}");
        assert!(failed.contains(&(Some("ben"), Some(2))) && failed.contains(&(None, Some(1))));
        let of_ben: Vec<_> = lines
            .iter()
            .filter(|line| line.login.as_deref() == Some("ben"))
            .map(|line| line.act.as_str())
            .collect();
        assert_eq!(of_ben, ["SignedOut", "SignedIn"]);
        let kept = serde_json::to_string(
            &lines.iter().map(|line| format!("{line:?}")).collect::<Vec<_>>(),
        );
        assert!(!kept.unwrap().contains(typed));
    });
}

// ASVS 16.3.2
#[test]
fn sec_9_rights_exports_and_files_are_in_the_audit_log_and_only_those_who_audit_see_it() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = settled(&mut house).await;
        house.desk.export_case(&ada, &program, case).await.unwrap();
        let role = Role::Developer;
        house.desk.add_member(&ada, &program, "dev", PASSPHRASE, role).await.unwrap();
        let ben = in_session(&house, "dev").await;
        let refused = house.desk.audit_of_program(&ben, &program, None).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        let refused = house.desk.audit_of_instance(&ben, None).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        let lines = written(&house, &ada, &program).await;
        let granted = lines.iter().filter(|line| line.act == "MemberGranted");
        assert_eq!(granted.count(), 4, "ada, ben, cleo and dev");
        let exported = lines.iter().find(|line| line.act == "CaseExported").unwrap();
        assert_eq!(exported.login.as_deref(), Some("ada"));
        let page = house.desk.audit_of_instance(&ada, None).await.unwrap();
        assert!(page.lines.iter().all(|line| line.program.is_none()), "no program's matter");
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn erasing_a_case_empties_what_was_said_about_it_and_the_log_still_verifies() {
    in_both_houses(|mut house| async move {
        let (ada, program, case) = settled(&mut house).await;
        house.act(&ada, &program, case, "assign", &[("to", "ben")]).await.unwrap();
        let cleo = in_session(&house, "cleo").await;
        let words = "Its reporter wrote to me as well";
        house.desk.give_reason(&cleo, &program, case, ReadReason::Other, words).await.unwrap();
        house.desk.add_member(&ada, &program, "dan", PASSPHRASE, Role::Owner).await.unwrap();
        let dan = house.sign_in("dan").await;
        let act = desk::joint::JointAct::EraseCase;
        let made = house.desk.propose(&ada, &program, act, Some(case), "Asked for.").await.unwrap();
        house.desk.agree_to_proposal(&dan, &program, made.id).await.unwrap();
        let lines = written(&house, &ada, &program).await;
        let given = lines.iter().find(|line| line.act == "ReasonGiven").unwrap();
        assert_eq!(given.details, desk::AuditDetails::default());
        house.desk.run_jobs_once().await.unwrap();
        let report = house.desk.verify(None, None).await.unwrap();
        assert!(report.is_sound(), "{report}");
    });
}

// ASVS 16.4.2
#[test]
fn sec_11_a_changed_or_missing_row_of_the_audit_log_is_noticed() {
    in_a_house(|mut house| async move {
        let (ada, program, case) = settled(&mut house).await;
        house.desk.export_case(&ada, &program, case).await.unwrap();
        house.desk.run_jobs_once().await.unwrap();
        let House { desk, time, folder, location, .. } = house;
        drop(desk);
        let places = Places::in_folder(folder.path());
        let verify = async || {
            let desk = open(&places, &location, time.clone()).await.unwrap();
            desk.verify(None, None).await.unwrap()
        };
        assert!(verify().await.is_sound());
        tamper(&places, "CREATE TABLE kept AS SELECT * FROM audit_entry");
        for change in [
            "UPDATE audit_entry SET actor = 'member:nobody' WHERE act = 'CaseExported'",
            "UPDATE audit_entry SET act = 'CaseRead' WHERE act = 'CaseExported'",
            "UPDATE audit_entry SET case_id = NULL WHERE act = 'CaseExported'",
            "UPDATE audit_entry SET program_id = 'other' WHERE act = 'CaseExported'",
            "UPDATE audit_entry SET sealed_details = x'00' WHERE act = 'Heartbeat'",
            "DELETE FROM audit_entry WHERE act = 'CaseExported'",
        ] {
            assert_eq!(tamper(&places, change), 1, "{change}");
            let report = verify().await;
            assert!(report.audit.clone().unwrap().fault.is_some(), "{change}: {report}");
            tamper(&places, "DELETE FROM audit_entry");
            tamper(&places, "INSERT INTO audit_entry SELECT * FROM kept");
        }
        assert!(verify().await.is_sound());
    });
}

#[test]
fn sec_11_a_quiet_hour_ends_with_a_heartbeat_that_holds_the_programs_logs_to_their_heads() {
    in_a_house(|mut house| async move {
        let (ada, _, _) = settled(&mut house).await;
        house.desk.run_jobs_once().await.unwrap();
        let beats = async |house: &House| {
            let lines = of_instance(house, &ada).await;
            lines.iter().filter(|line| line.act == "Heartbeat").count()
        };
        assert_eq!(beats(&house).await, 1);
        house.set("2026-10-05T08:59:00Z");
        house.desk.run_jobs_once().await.unwrap();
        assert_eq!(beats(&house).await, 1);
        house.set("2026-10-05T09:00:00Z");
        house.desk.run_jobs_once().await.unwrap();
        assert_eq!(beats(&house).await, 2);
        let report = house.desk.verify(None, None).await.unwrap();
        assert_eq!(report.audit.clone().unwrap().heads, 2, "{report}");
        // A head of the program's log that was signed, and taken away.
        let house = house
            .reopen_after(|places| {
                tamper(places, "DELETE FROM checkpoint WHERE program_id <> ''");
            })
            .await;
        let report = house.desk.verify(None, None).await.unwrap();
        let fault = report.audit.unwrap().fault.unwrap();
        assert!(fault.contains("put back or changed"), "{fault}");
    });
}

#[test]
fn sec_9_an_instance_whose_logs_are_not_signed_for_two_hours_is_not_well() {
    in_both_houses(|mut house| async move {
        settled(&mut house).await;
        assert_eq!(house.desk.health().await.unwrap(), Health::Fine, "the jobs have not run yet");
        house.desk.run_jobs_once().await.unwrap();
        house.set("2026-10-05T10:00:00Z");
        assert_eq!(house.desk.health().await.unwrap(), Health::Fine);
        house.set("2026-10-05T10:00:01Z");
        let unsigned = Health::Unsigned { log: "security.example.org/audit".to_owned() };
        assert_eq!(house.desk.health().await.unwrap(), unsigned);
        house.desk.run_jobs_once().await.unwrap();
        assert_eq!(house.desk.health().await.unwrap(), Health::Fine);
        let house = house.reopen().await;
        house.set("2026-10-05T11:00:00Z");
        assert_eq!(house.desk.health().await.unwrap(), Health::Fine);
    });
}

#[test]
fn sec_11_of_two_that_sign_a_head_at_once_one_wins_and_both_give_its_note() {
    in_both_houses(|mut house| async move {
        let (_, program, _) = settled(&mut house).await;
        let held = house.desk.program(&program).unwrap();
        for _ in 0..5 {
            house.report(&program).await;
            // On PostgreSQL two processes have a store each; on SQLite two tasks share the only one.
            let beside = match &house.location {
                store::Location::Postgres { .. } => {
                    open(&house.places(), &house.location, house.time.clone()).await.unwrap()
                }
                store::Location::Sqlite { .. } => house.desk.clone(),
            };
            let (one, other) =
                tokio::join!(house.desk.sign_checkpoint(&held), beside.sign_checkpoint(&held));
            let (one, other) = (one.unwrap().unwrap(), other.unwrap().unwrap());
            assert_eq!((one.size, one.note), (other.size, other.note));
            let (one, other) =
                tokio::join!(house.desk.sign_audit_checkpoint(), beside.sign_audit_checkpoint());
            assert_eq!(one.unwrap().unwrap().note, other.unwrap().unwrap().note);
        }
        assert!(house.desk.verify(None, None).await.unwrap().is_sound());
    });
}

#[test]
fn sec_11_an_old_copy_of_the_audit_log_is_not_signed() {
    in_a_house(|mut house| async move {
        let (_, program, _) = settled(&mut house).await;
        house.desk.run_jobs_once().await.unwrap();
        house.desk.store().settle().await.unwrap();
        let mut old = Vec::new();
        let house = house
            .reopen_after(|places| old = std::fs::read(places.data.join("candor.db")).unwrap())
            .await;
        let ben = in_session(&house, "ben").await;
        let case = house.report(&program).await.case;
        house.desk.open_case(&ben, &program, case).await.unwrap();
        house.desk.run_jobs_once().await.unwrap();
        let house = house
            .reopen_after(|places| {
                std::fs::write(places.data.join("candor.db"), &old).unwrap();
                for leftover in ["candor.db-wal", "candor.db-shm"] {
                    drop(std::fs::remove_file(places.data.join(leftover)));
                }
            })
            .await;
        let refused = house.desk.sign_audit_checkpoint().await.map(|_| ());
        assert!(matches!(refused, Err(Error::Ledger(_))), "{refused:?}");
        let report = house.desk.verify(None, None).await.unwrap();
        assert!(report.audit.clone().unwrap().fault.is_some(), "{report}");
    });
}
