//! Roles beyond a program as a whole: restricted cases, guests, invitations, sets, and at once.

use core::time::Duration;

use access::{PermissionKind, Permissions, Role};
use desk::{Door, Error, Visitor};

use crate::house::{PASSPHRASE, at, in_both_houses, program};

const PROGRAM: &str = "sigtech";

// ASVS 8.2.2
#[test]
fn sec_5_a_restricted_case_is_not_there_for_whoever_is_not_named_on_it() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        for (login, role) in [("ben", Role::Analyst), ("cleo", Role::Analyst), ("dan", Role::Owner)]
        {
            house.desk.add_member(&ada, &program, login, PASSPHRASE, role).await.unwrap();
        }
        let received = house.report(&program).await;
        let case = received.case;
        house.desk.restrict_case(&ada, &program, case, true).await.unwrap();
        let (ben, cleo) = (house.sign_in("ben").await, house.sign_in("cleo").await);
        let hidden = house.desk.open_case(&ben, &program, case).await.map(|_| ());
        assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
        let named = house.desk.case_by_handle(&ben, &program, &received.handle).await;
        assert!(matches!(named, Err(Error::NotFound)), "not by its handle either");
        assert!(house.desk.queue(&ben, desk::QueueAsk::default()).await.unwrap().lines.is_empty());
        let dan = house.sign_in("dan").await;
        house.desk.outline(&dan, &program, case).await.unwrap();
        let unread = house.desk.open_case(&dan, &program, case).await.map(|_| ());
        assert!(matches!(unread, Err(Error::Forbidden(_))), "another owner keeps order only");
        let ada = house.sign_in("ada").await;
        house.desk.name_on_case(&ada, &program, case, "ben", Role::Analyst, None).await.unwrap();
        let ben = house.sign_in("ben").await;
        house.desk.open_case(&ben, &program, case).await.unwrap();
        assert!(house.desk.open_case(&cleo, &program, case).await.is_err());
        house.desk.restrict_case(&ada, &program, case, false).await.unwrap();
        house.desk.open_case(&cleo, &program, case).await.unwrap();
    });
}

#[test]
fn sec_5_a_guest_reads_what_is_shared_until_the_grant_ends_or_is_taken() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM, "feature-table"]).await;
        let (ours, theirs) = (program(PROGRAM), program("feature-table"));
        // An account of another program, which knows nothing of this one.
        house.desk.add_member(&ada, &theirs, "gus", PASSPHRASE, Role::Analyst).await.unwrap();
        let (case, other) = (house.report(&ours).await.case, house.report(&ours).await.case);
        house.act(&ada, &ours, case, "note", &[("text", "For the team alone")]).await.unwrap();
        let gus = house.sign_in("gus").await;
        assert!(matches!(
            house.desk.open_shared(&gus, &ours, case).await.map(|_| ()),
            Err(Error::NotFound)
        ));
        let name = |until| house.desk.name_on_case(&ada, &ours, case, "gus", Role::Guest, until);
        assert!(matches!(name(None).await, Err(Error::Fields(_))), "a guest's access ends");
        let user = name(Some(at("2026-10-05T09:00:00Z"))).await.unwrap();
        let gus = house.sign_in("gus").await;
        let shared = house.desk.open_shared(&gus, &ours, case).await.unwrap();
        assert!(shared.events.iter().all(|(_, event)| event.visibility != case::Visibility::Team));
        for refused in [
            house.desk.open_case(&gus, &ours, case).await.map(|_| ()),
            house
                .desk
                .act(&gus, &ours, case, crate::house::instruction("acknowledge", &[]))
                .await
                .map(|_| ()),
        ] {
            assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        }
        let elsewhere = house.desk.open_shared(&gus, &ours, other).await.map(|_| ());
        assert!(matches!(elsewhere, Err(Error::NotFound)), "{elsewhere:?}");
        house.set("2026-10-05T09:00:00Z");
        let gus = house.sign_in("gus").await;
        let ended = house.desk.open_shared(&gus, &ours, case).await.map(|_| ());
        assert!(matches!(ended, Err(Error::NotFound)), "{ended:?}");
        let ada = house.sign_in("ada").await;
        let until = Some(at("2026-10-09T09:00:00Z"));
        house.desk.name_on_case(&ada, &ours, case, "gus", Role::Guest, until).await.unwrap();
        let held = house.sign_in("gus").await;
        house.desk.take_off_case(&ada, &ours, case, user).await.unwrap();
        // Even with what was read before: the wrap is gone.
        assert!(house.desk.open_shared(&held, &ours, case).await.is_err());
    });
}

// ASVS 8.3.1
#[test]
fn sec_5_nobody_names_on_a_case_with_more_than_they_hold() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let case = house.report(&program).await.case;
        let ben = house.sign_in("ben").await;
        let up = house.desk.name_on_case(&ben, &program, case, "ben", Role::Manager, None).await;
        assert!(matches!(up, Err(Error::Forbidden(_))), "{up:?}");
    });
}

// ASVS 8.2.1
#[test]
fn sec_5_an_invited_member_does_nothing_before_they_confirm_the_account() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        house.desk.invite_member(&ada, &program, "ben", PASSPHRASE, Role::Owner).await.unwrap();
        let case = house.report(&program).await.case;
        let ben = house.sign_in("ben").await;
        for refused in [
            house.desk.open_case(&ben, &program, case).await.map(|_| ()),
            house.desk.members(&ben, &program).await.map(|_| ()),
            house.desk.add_member(&ben, &program, "eve", PASSPHRASE, Role::Owner).await.map(|_| ()),
        ] {
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
        let same = house.desk.confirm_account(house.sign_in("ben").await, PASSPHRASE).await;
        assert!(matches!(same, Err(Error::Fields(_))), "somebody else has known it: {same:?}");
        let own = "a passphrase of my very own";
        let before = house.desk.verify(None, None).await.unwrap().programs[0].entries;
        house.desk.confirm_account(ben, own).await.unwrap();
        let after = house.desk.verify(None, None).await.unwrap().programs[0].entries;
        assert_eq!(after, before + 1, "the log says that the account is its owner's");
        let ben =
            house.desk.sign_in("ben", own, None, &Door::default()).await.unwrap().member.unwrap();
        house.desk.open_case(&ben, &program, case).await.unwrap();
    });
}

#[test]
fn sec_9_another_delay_for_joint_acts_stands_in_the_log() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let before = house.desk.verify(None, None).await.unwrap().programs[0].entries;
        let refused = house.desk.set_joint_delay(&ada, 1).await;
        assert!(matches!(refused, Err(Error::Fields(_))), "{refused:?}");
        house.desk.set_joint_delay(&ada, 24).await.unwrap();
        assert_eq!(house.desk.joint_delay().await.unwrap(), Duration::from_hours(24));
        let after = house.desk.verify(None, None).await.unwrap().programs[0].entries;
        assert_eq!(after, before + 1, "one entry, and none for what was refused");
    });
}

// ASVS 8.3.2
#[test]
fn sec_5_what_is_taken_is_gone_in_the_next_request_of_an_open_session() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let cookie =
            house.desk.sign_in("ben", PASSPHRASE, None, &Door::default()).await.unwrap().cookie;
        let may_act = async || match house.desk.visitor(Some(&cookie)).await.unwrap() {
            Visitor::Member(ben) => {
                let case = house.report(&program).await.case;
                house.act(&ben, &program, case, "acknowledge", &[]).await.is_ok()
            }
            _ => panic!("the session lives"),
        };
        assert!(may_act().await);
        house.desk.add_member(&ada, &program, "ben", "", Role::AdvisoryEditor).await.unwrap();
        assert!(!may_act().await);
    });
}

#[test]
fn an_auditor_of_the_instance_sees_every_program_and_no_text() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM, "feature-table"]).await;
        let (one, two) = (program(PROGRAM), program("feature-table"));
        house.desk.add_member(&ada, &one, "ben", PASSPHRASE, Role::Observer).await.unwrap();
        let content = house.desk.grant_on_instance(&ada, "ben", Role::Analyst).await;
        assert!(matches!(content, Err(Error::Fields(_))), "{content:?}");
        let user = house.desk.grant_on_instance(&ada, "ben", Role::Auditor).await.unwrap();
        let case = house.report(&two).await.case;
        let ben = house.sign_in("ben").await;
        house.desk.outline(&ben, &two, case).await.unwrap();
        assert!(matches!(
            house.desk.open_case(&ben, &two, case).await.map(|_| ()),
            Err(Error::Forbidden(_))
        ));
        house.desk.revoke_on_instance(&ada, user).await.unwrap();
        let ben = house.sign_in("ben").await;
        assert!(matches!(
            house.desk.outline(&ben, &two, case).await.map(|_| ()),
            Err(Error::NotFound)
        ));
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn a_set_is_made_of_what_a_set_may_hold() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let put = |name, kinds: &[PermissionKind]| {
            house.desk.put_permission_set(&ada, name, Permissions::of(kinds))
        };
        put("legal", &[PermissionKind::SeeCase, PermissionKind::HoldCase]).await.unwrap();
        let owners = put("shadow", &[PermissionKind::ManageMembers]).await;
        assert!(matches!(owners, Err(Error::Fields(_))), "{owners:?}");
        assert!(matches!(put("owner", &[PermissionKind::SeeCase]).await, Err(Error::Fields(_))));
        let sets = house.desk.permission_sets().await.unwrap();
        assert_eq!(sets.len(), 1);
    });
}

#[test]
fn sec_5_a_set_gives_what_it_holds_on_a_case_until_it_is_taken_away() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let desk = &house.desk;
        desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Observer).await.unwrap();
        let case = house.report(&program).await.case;
        let none = desk.case_role("readers").await;
        assert!(matches!(none, Err(Error::Fields(_))), "{none:?}");
        let may = Permissions::of(&[PermissionKind::SeeCase, PermissionKind::ReadCase]);
        desk.put_permission_set(&ada, "readers", may).await.unwrap();
        let ben = house.sign_in("ben").await;
        let unread = desk.open_case(&ben, &program, case).await.map(|_| ());
        assert!(matches!(unread, Err(Error::Forbidden(_))), "{unread:?}");
        let readers = desk.case_role("readers").await.unwrap();
        desk.name_on_case(&ada, &program, case, "ben", readers, None).await.unwrap();
        let ben = house.sign_in("ben").await;
        desk.open_case(&ben, &program, case).await.unwrap();
        let note = crate::house::instruction("note", &[("text", "Hello")]);
        assert!(desk.act(&ben, &program, case, note).await.is_err(), "it only reads");
        desk.remove_permission_set(&ada, "readers").await.unwrap();
        let ben = house.sign_in("ben").await;
        let gone = desk.open_case(&ben, &program, case).await.map(|_| ());
        assert!(matches!(gone, Err(Error::Forbidden(_))), "{gone:?}");
    });
}

#[test]
fn who_audits_every_program_is_listed_for_administrators_alone() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Owner).await.unwrap();
        let user = house.desk.grant_on_instance(&ada, "ben", Role::Auditor).await.unwrap();
        let held = house.desk.instance_roles(&ada).await.unwrap();
        assert_eq!(held, [(user, "ben".to_owned(), Role::Auditor)]);
        let ben = house.sign_in("ben").await;
        let refused = house.desk.instance_roles(&ben).await;
        assert!(matches!(refused, Err(Error::Forbidden(_) | Error::NotFound)), "{refused:?}");
        house.desk.revoke_on_instance(&ada, user).await.unwrap();
        assert!(house.desk.instance_roles(&ada).await.unwrap().is_empty());
    });
}
