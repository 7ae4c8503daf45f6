//! Who is in a team: granted by an owner, and shut out by a new key when they leave.

use access::Role;
use desk::{Door, Error, Visitor};

use crate::house::{PASSPHRASE, in_a_house, in_both_houses, program, tamper};

const PROGRAM: &str = "feature-table";

#[test]
fn a_new_member_reads_what_came_before_them() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let ben = house.sign_in("ben").await;
        house.desk.open_case(&ben, &program, received.case).await.unwrap();
        let members = house.desk.members(&ben, &program).await.unwrap();
        let listed: Vec<_> = members.iter().map(|m| (m.login.as_str(), m.role)).collect();
        assert_eq!(listed, [("ada", Role::Owner), ("ben", Role::Analyst)]);
        let refused =
            house.desk.add_member(&ben, &program, "eve", PASSPHRASE, Role::Owner).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Forbidden(_))), "an analyst grants nothing");
    });
}

#[test]
fn a_removed_member_opens_nothing_more_and_those_who_stay_open_everything() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let before = house.report(&program).await;
        let ben =
            house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let held = house.sign_in("ben").await;
        house.desk.open_case(&held, &program, before.case).await.unwrap();
        house.desk.remove_member(&ada, &program, ben).await.unwrap();
        let after = house.report(&program).await;
        for case in [before.case, after.case] {
            // Even with what he held in memory: roles, and his own key.
            let shut_out = house.desk.open_case(&held, &program, case).await.map(|_| ());
            assert!(matches!(shut_out, Err(Error::NotFound)), "{shut_out:?}");
            house.desk.open_case(&ada, &program, case).await.unwrap();
        }
        house.desk.add_member(&ada, &program, "cleo", PASSPHRASE, Role::Developer).await.unwrap();
        let cleo = house.sign_in("cleo").await;
        for case in [before.case, after.case] {
            house.desk.open_case(&cleo, &program, case).await.unwrap();
        }
        house.desk.add_member(&ada, &program, "ben", "", Role::Analyst).await.unwrap();
        let back = house.sign_in("ben").await;
        house.desk.open_case(&back, &program, after.case).await.unwrap();
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

// ASVS 8.3.2
#[test]
fn a_role_that_was_taken_away_is_gone_although_an_older_key_had_it() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Owner).await.unwrap();
        let ben = house.sign_in("ben").await;
        house.desk.add_member(&ben, &program, "cleo", PASSPHRASE, Role::Analyst).await.unwrap();
        house.desk.add_member(&ada, &program, "ben", "", Role::Developer).await.unwrap();
        let ben = house.sign_in("ben").await;
        assert_eq!(ben.roles().collect::<Vec<_>>(), [(&program, Role::Developer)]);
        let received = house.report(&program).await;
        for login in ["ada", "ben", "cleo"] {
            let member = house.sign_in(login).await;
            house.desk.open_case(&member, &program, received.case).await.unwrap();
        }
    });
}

#[test]
fn sec_4_a_session_that_opened_the_team_key_before_opens_nothing_once_its_grant_is_gone() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        let ben =
            house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let session =
            house.desk.sign_in("ben", PASSPHRASE, None, &Door::default()).await.unwrap().cookie;
        let open = async || {
            let cookie = Some(session.as_str());
            let found = house.desk.case_of_session(cookie, &program, &received.handle).await;
            found.unwrap().map(|(member, case)| (member.login, case.map(|case| case.names.len())))
        };
        for _ in 0..2 {
            let (login, case) = open().await.unwrap();
            assert_eq!((login.as_str(), case.unwrap()), ("ben", 2));
        }
        let elsewhere =
            house.desk.case_of_session(Some(&session), &program, "0000-0000").await.unwrap();
        assert!(matches!(elsewhere, Some((_, Err(Error::NotFound)))));
        house.desk.remove_member(&ada, &program, ben).await.unwrap();
        assert!(open().await.is_none(), "the session ended");
        let again =
            house.desk.sign_in("ben", PASSPHRASE, None, &Door::default()).await.unwrap().cookie;
        let found = house.desk.case_of_session(Some(&again), &program, &received.handle).await;
        assert!(matches!(found.unwrap(), Some((_, Err(Error::NotFound)))));
    });
}

#[test]
fn sec_13_a_grant_changed_in_the_database_is_found_although_its_key_was_opened_before() {
    in_a_house(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        let session =
            house.desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap().cookie;
        let open = async || {
            let cookie = Some(session.as_str());
            let found = house.desk.case_of_session(cookie, &program, &received.handle).await;
            found.map(|found| found.unwrap().1.is_ok())
        };
        assert!(open().await.unwrap());
        tamper(&house.places(), "UPDATE team_grant SET signature = zeroblob(64)");
        assert!(!matches!(open().await, Ok(true)));
    });
}

// ASVS 7.4.2, 8.3.2
#[test]
fn a_disabled_account_is_out_at_once_and_its_session_ends() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM, "sigtech"]).await;
        let programs = [program(PROGRAM), program("sigtech")];
        for (program, passphrase) in programs.iter().zip([PASSPHRASE, ""]) {
            house.desk.add_member(&ada, program, "ben", passphrase, Role::Analyst).await.unwrap();
        }
        let session = house.desk.sign_in("ben", PASSPHRASE, None, &Door::default()).await.unwrap();
        let held = session.member.unwrap();
        let cookie = Some(session.cookie.as_str());
        assert!(matches!(house.desk.visitor(cookie).await.unwrap(), Visitor::Member(_)));
        let waiting = house.desk.disable_account(&ada, held.user).await.unwrap();
        assert_eq!(waiting, [], "ada owns both programs");
        assert!(matches!(house.desk.visitor(cookie).await.unwrap(), Visitor::Anonymous));
        let refused =
            house.desk.sign_in("ben", PASSPHRASE, None, &Door::default()).await.map(|_| ());
        assert!(matches!(refused, Err(Error::WrongPassphrase)));
        for program in &programs {
            let received = house.report(program).await;
            let shut_out = house.desk.open_case(&held, program, received.case).await.map(|_| ());
            assert!(matches!(shut_out, Err(Error::NotFound)));
            house.desk.open_case(&ada, program, received.case).await.unwrap();
        }
    });
}

#[test]
fn a_passphrase_typed_for_somebody_who_has_an_account_is_refused_and_changes_nothing() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM, "sigtech"]).await;
        let (here, there) = (program(PROGRAM), program("sigtech"));
        house.desk.add_member(&ada, &here, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let other = "another passphrase that is long enough";
        let refused = house.desk.add_member(&ada, &there, "ben", other, Role::Owner).await;
        let Err(Error::Fields(fields)) = refused else { panic!("it was taken") };
        assert_eq!(fields[0].field, "passphrase");
        let ben = house.sign_in("ben").await;
        assert_eq!(ben.roles().collect::<Vec<_>>(), [(&here, Role::Analyst)]);
        assert!(house.desk.sign_in("ben", other, None, &Door::default()).await.is_err());
    });
}

#[test]
fn a_new_key_that_waits_for_an_owner_begins_when_one_signs_in() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Owner).await.unwrap();
        let cleo =
            house.desk.add_member(&ada, &program, "cleo", PASSPHRASE, Role::Analyst).await.unwrap();
        let ben = house.sign_in("ben").await;
        house.desk.add_member(&ben, &program, "ada", "", Role::Analyst).await.unwrap();
        let ada = house.sign_in("ada").await;
        let entries = |desk: desk::Desk| async move {
            desk.verify(None, None).await.unwrap().programs[0].entries
        };
        let waiting = house.desk.disable_account(&ada, cleo).await.unwrap();
        assert_eq!(waiting, std::slice::from_ref(&program), "ada administers, but owns nothing");
        let before = entries(house.desk.clone()).await;
        house.sign_in("ben").await;
        assert_eq!(entries(house.desk.clone()).await, before + 1, "a key epoch began");
        house.sign_in("ben").await;
        assert_eq!(entries(house.desk.clone()).await, before + 1, "once");
    });
}

#[test]
fn nobody_removes_themselves() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let refused = house.desk.remove_member(&ada, &program, ada.user).await;
        assert!(matches!(refused, Err(Error::Fields(_))), "{refused:?}");
        let refused = house.desk.disable_account(&ada, ada.user).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Fields(_))), "{refused:?}");
    });
}

#[test]
fn sec_11_a_grant_written_into_the_database_is_not_believed() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Observer).await.unwrap();
        let received = house.report(&program).await;
        let house = house
            .reopen_after(|places| {
                let rows = "UPDATE team_grant SET role = 'owner' WHERE role = 'observer'";
                assert_eq!(tamper(places, rows), 1);
            })
            .await;
        let opened = house.desk.open_case(&ada, &program, received.case).await.map(|_| ());
        assert!(matches!(opened, Err(Error::Bug { .. })), "{opened:?}");
        let report = house.desk.verify(None, None).await.unwrap();
        assert!(report.to_string().contains("founder"), "{report}");
    });
}

#[test]
fn sec_11_another_founder_written_into_the_database_is_not_believed() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let ben =
            house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let received = house.report(&program).await;
        let house = house
            .reopen_after(|places| {
                let row = format!("UPDATE meta SET value = '{ben}' WHERE key = 'founder'");
                assert_eq!(tamper(places, &row), 1);
            })
            .await;
        let opened = house.desk.open_case(&ada, &program, received.case).await.map(|_| ());
        assert!(matches!(opened, Err(Error::Bug { .. })), "{opened:?}");
    });
}
