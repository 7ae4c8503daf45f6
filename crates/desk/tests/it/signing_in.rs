//! Second factors, sessions, locks and waits: who gets in, how far, and for how long.

use access::Role;
use desk::{Door, Error, Own, Stage, Visitor};

use crate::house::{House, PASSPHRASE, at, in_a_house, in_both_houses, program, tamper};

const PROGRAM: &str = "feature-table";

/// The code that an app with this seed shows at the house's time.
pub(crate) fn code_of(typed: &str, now: desk::Instant) -> String {
    testkit::totp::code(typed, now.second())
}

pub(crate) async fn own(house: &House, cookie: &str) -> Own {
    house.desk.own(Some(cookie)).await.unwrap().unwrap()
}

/// Sets up an app in the session of this cookie: the new cookie, what is typed into the app, the codes.
pub(crate) async fn enrol(house: &House, cookie: &str) -> (String, String, Vec<String>) {
    let door = Door::default();
    let mine = own(house, cookie).await;
    let app = house.desk.begin_app(&mine, PASSPHRASE, &door).await.unwrap();
    let code = code_of(&app.typed, house.desk.now());
    let sheet = house.desk.confirm_app(&mine, &code).await.unwrap();
    (sheet.cookie, app.typed, sheet.codes)
}

async fn begin(house: &House, login: &str) -> desk::SignedIn {
    house.desk.sign_in(login, PASSPHRASE, None, &Door::default()).await.unwrap()
}

async fn is_member(house: &House, cookie: &str) -> bool {
    matches!(house.desk.visitor(Some(cookie)).await.unwrap(), Visitor::Member(_))
}

// ASVS 6.3.3
#[test]
fn sec_4_a_member_without_a_second_factor_sets_one_up_and_can_do_nothing_else() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let house = house.strict().await;
        let started = begin(&house, "ada").await;
        assert_eq!(started.stage, Stage::Enrol);
        assert!(started.member.is_none());
        assert!(matches!(
            house.desk.visitor(Some(&started.cookie)).await.unwrap(),
            Visitor::Halfway(_)
        ));
        let report = house.report(&program(PROGRAM)).await;
        let (id, handle) = (program(PROGRAM), report.handle);
        let read = house.desk.case_of_session(Some(&started.cookie), &id, &handle).await;
        assert!(read.unwrap().is_none());
        let (cookie, _, codes) = enrol(&house, &started.cookie).await;
        assert!(is_member(&house, &cookie).await);
        assert_eq!(codes.len(), 10);
        assert!(house.desk.own(Some(&started.cookie)).await.unwrap().is_none(), "a new name");
        let read = house.desk.case_of_session(Some(&cookie), &id, &handle).await;
        assert!(read.unwrap().unwrap().1.is_ok());
    });
}

// ASVS 6.5.1
#[test]
fn sec_4_a_code_of_the_app_works_once_and_a_recovery_code_once_in_its_place() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let (_, typed, codes) = enrol(&house, &begin(&house, "ada").await.cookie).await;
        let used = code_of(&typed, house.desk.now());
        let waiting = begin(&house, "ada").await;
        assert_eq!(waiting.stage, Stage::SecondFactor);
        assert!(!is_member(&house, &waiting.cookie).await);
        let mine = own(&house, &waiting.cookie).await;
        let again = house.desk.show_second_factor(&mine, &used).await;
        assert!(matches!(again, Err(Error::WrongCode)), "the code of the setting up");
        house.set("2026-10-05T08:01:00Z");
        let next = code_of(&typed, house.desk.now());
        let cookie = house.desk.show_second_factor(&mine, &next).await.unwrap();
        assert!(is_member(&house, &cookie).await);
        let other = own(&house, &begin(&house, "ada").await.cookie).await;
        let replayed = house.desk.show_second_factor(&other, &next).await;
        assert!(matches!(replayed, Err(Error::WrongCode)));
        let by_paper = house.desk.show_second_factor(&other, &codes[3]).await.unwrap();
        assert!(is_member(&house, &by_paper).await);
        let third = own(&house, &begin(&house, "ada").await.cookie).await;
        let twice = house.desk.show_second_factor(&third, &codes[3]).await;
        assert!(matches!(twice, Err(Error::WrongCode)));
        assert_eq!(house.desk.second_factors(&third).await.unwrap().codes_left, 9);
    });
}

// ASVS 8.2.2, 7.5.1
#[test]
fn sec_4_securedrop_idor_nobody_sets_up_the_second_factor_of_another() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        let other = "some quite different words";
        house.desk.add_member(&ada, &id, "ben", other, Role::Analyst).await.unwrap();
        let door = Door::default();
        let bens = house.desk.sign_in("ben", other, None, &door).await.unwrap().cookie;
        let ben = own(&house, &bens).await;
        // The account is the session's: there is no way to name another, and another's passphrase opens none.
        let with_adas = house.desk.begin_app(&ben, PASSPHRASE, &door).await.map(|_| ());
        assert!(matches!(with_adas, Err(Error::WrongPassphrase)));
        let app = house.desk.begin_app(&ben, other, &door).await.unwrap();
        let adas = own(&house, &begin(&house, "ada").await.cookie).await;
        let code = code_of(&app.typed, house.desk.now());
        let stolen = house.desk.confirm_app(&adas, &code).await.map(|_| ());
        assert!(matches!(stolen, Err(Error::NotFound)), "ada has no app that waits");
        assert_eq!(begin(&house, "ada").await.stage, Stage::Open);
    });
}

// ASVS 6.4.3
#[test]
fn sec_4_an_owner_takes_a_second_factor_away_and_chooses_none() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        let ben = house.desk.add_member(&ada, &id, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let (bens, _, _) = enrol(&house, &begin(&house, "ben").await.cookie).await;
        let Visitor::Member(as_ben) = house.desk.visitor(Some(&bens)).await.unwrap() else {
            panic!("ben is signed in")
        };
        let by_ben = house.desk.reset_second_factor(&as_ben, &id, ada.user).await;
        assert!(matches!(by_ben, Err(Error::Forbidden(_))), "an analyst takes nothing away");
        house.desk.run_jobs_once().await.unwrap();
        house.desk.reset_second_factor(&ada, &id, ben).await.unwrap();
        let grew = house.desk.run_jobs_once().await.unwrap().checkpoints == 1;
        assert!(grew, "it is in the log");
        assert!(!is_member(&house, &bens).await, "the sessions ended");
        assert_eq!(begin(&house, "ben").await.stage, Stage::Open, "and he may set up a new one");
    });
}

// ASVS 6.3.1
#[test]
fn sec_4_unknown_wrong_and_waiting_get_one_answer_and_no_wait_is_for_good() {
    in_a_house(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let door = Door { prefix: Some([4, 192, 0, 2, 0, 0, 0]), ..Door::default() };
        let mut answers = std::collections::BTreeSet::new();
        for (login, passphrase) in
            [("nobody", PASSPHRASE), ("ada", "wrong words and others"), ("ada", PASSPHRASE)]
        {
            for _ in 0..7 {
                let refused = house.desk.sign_in(login, passphrase, None, &door).await;
                answers.insert(refused.err().map(|error| error.to_string()));
            }
        }
        assert_eq!(
            answers.len(),
            1,
            "the right passphrase has to wait like the others: {answers:?}"
        );
        house.set("2026-10-05T08:15:00Z");
        let signed_in = house.desk.sign_in("ada", PASSPHRASE, None, &door).await.unwrap();
        for _ in 0..30 {
            let _ = house.desk.sign_in("ada", "wrong words and others", None, &door).await;
        }
        let known = Door { device: Some(signed_in.device), ..door.clone() };
        house.desk.sign_in("ada", PASSPHRASE, None, &known).await.unwrap();
        let forged = Door { device: Some("00.1.00".to_owned()), ..door };
        assert!(house.desk.sign_in("ada", PASSPHRASE, None, &forged).await.is_err());
    });
}

// ASVS 7.3.1, 7.3.2
#[test]
fn sec_4_a_session_is_locked_when_idle_ends_when_idle_for_longer_and_after_twelve_hours() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let door = Door::default();
        let cookie = begin(&house, "ada").await.cookie;
        house.set("2026-10-05T08:14:59Z");
        assert!(is_member(&house, &cookie).await);
        house.set("2026-10-05T08:29:59Z");
        let mine = own(&house, &cookie).await;
        assert_eq!(mine.stage, Stage::Locked);
        assert!(!is_member(&house, &cookie).await);
        let wrong = house.desk.unlock_session(&mine, "wrong words and others", &door).await;
        assert!(matches!(wrong, Err(Error::WrongPassphrase)));
        let cookie = house.desk.unlock_session(&mine, PASSPHRASE, &door).await.unwrap();
        assert!(is_member(&house, &cookie).await);
        house.set("2026-10-05T09:00:00Z");
        assert!(house.desk.own(Some(&cookie)).await.unwrap().is_none(), "idle for half an hour");
        let mut cookie = begin(&house, "ada").await.cookie;
        for quarter in 1..48 {
            let minute = 540 + 15 * quarter;
            house.set(&format!("2026-10-05T{:02}:{:02}:00Z", minute / 60, minute % 60));
            let mine = own(&house, &cookie).await;
            cookie = house.desk.unlock_session(&mine, PASSPHRASE, &door).await.unwrap();
        }
        house.set("2026-10-05T21:00:00Z");
        assert!(house.desk.own(Some(&cookie)).await.unwrap().is_none(), "twelve hours are over");
    });
}

#[test]
fn sec_4_the_keys_of_an_idle_session_leave_the_database() {
    in_a_house(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        begin(&house, "ada").await;
        let held = "UPDATE session SET client = 'held' WHERE length(sealed_payload) > 0";
        let before = tamper(&house.places(), held);
        assert!(before > 0);
        house.set("2026-10-05T08:15:00Z");
        house.desk.run_jobs_once().await.unwrap();
        assert_eq!(tamper(&house.places(), held), 0);
    });
}

// ASVS 7.4.3, 7.5.2
#[test]
fn sec_4_sessions_are_listed_and_ended_one_by_one_and_all_but_ones_own() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        house.desk.add_member(&ada, &id, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let door = Door { client: "Firefox on Linux".to_owned(), ..Door::default() };
        let phone = house.desk.sign_in("ada", PASSPHRASE, None, &door).await.unwrap().cookie;
        let here = begin(&house, "ada").await.cookie;
        let bens = own(&house, &begin(&house, "ben").await.cookie).await;
        let mine = own(&house, &here).await;
        let lines = house.desk.sessions(&mine).await.unwrap();
        assert_eq!(lines.len(), 3, "the first sign-in, the phone, and this one");
        let line = lines.iter().find(|line| line.client == "Firefox on Linux").unwrap();
        assert!(!line.own && line.began == at(crate::house::START));
        let foreign = house.desk.end_session_of_own(&bens, &line.id).await;
        assert!(matches!(foreign, Err(Error::NotFound)));
        assert!(is_member(&house, &phone).await);
        house.desk.end_session_of_own(&mine, &line.id).await.unwrap();
        assert!(!is_member(&house, &phone).await);
        assert_eq!(house.desk.end_other_sessions(&mine).await.unwrap(), 1);
        assert!(is_member(&house, &here).await);
    });
}

// ASVS 7.5.1, 7.5.3
#[test]
fn sec_4_what_is_dangerous_asks_for_a_factor_that_was_shown_lately() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        let report = house.report(&id).await;
        let (cookie, typed, _) = enrol(&house, &begin(&house, "ada").await.cookie).await;
        house.set("2026-10-05T08:05:00Z");
        let Visitor::Member(ada) = house.desk.visitor(Some(&cookie)).await.unwrap() else {
            panic!("ada is signed in")
        };
        let added = house.desk.add_member(&ada, &id, "ben", PASSPHRASE, Role::Analyst).await;
        assert!(matches!(added, Err(Error::StepUp { .. })), "{added:?}");
        let exported = house.desk.export_case(&ada, &id, report.case).await.map(|_| ());
        assert!(matches!(exported, Err(Error::StepUp { .. })));
        let mine = own(&house, &cookie).await;
        let door = Door::default();
        let without = house.desk.step_up(&mine, PASSPHRASE, "", &door).await;
        assert!(matches!(without, Err(Error::WrongCode)), "the app is asked for as well");
        let code = code_of(&typed, house.desk.now());
        let renewed = house.desk.step_up(&mine, PASSPHRASE, &code, &door).await.unwrap();
        assert!(!is_member(&house, &cookie).await, "a new name for the session");
        let Visitor::Member(ada) = house.desk.visitor(Some(&renewed)).await.unwrap() else {
            panic!("ada is signed in")
        };
        house.desk.add_member(&ada, &id, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        house.desk.export_case(&ada, &id, report.case).await.unwrap();
    });
}
