//! Passkeys: added, used and taken away; what is asked once, of whom, and who unlocks with what.

use access::Role;
use credential::passkey::PasskeyRefused;
use desk::{Door, Error, Stage, Visitor};
use testkit::passkey::Authenticator;

use crate::house::{House, PASSPHRASE, in_a_house, in_both_houses, program};
use crate::signing_in::own;

const PROGRAM: &str = "feature-table";
const ORIGIN: &str = "https://security.example.org";

async fn begin(house: &House, login: &str) -> String {
    house.desk.sign_in(login, PASSPHRASE, None, &Door::default()).await.unwrap().cookie
}

/// Adds a passkey in the session of this cookie: the new cookie.
async fn add(house: &House, cookie: &str, device: &mut Authenticator) -> String {
    let mine = own(house, cookie).await;
    let asked = house.desk.ask_for_new_passkey(&mine, "phone").await.unwrap();
    let answer = device.create(&asked.options);
    house.desk.add_passkey(&mine, &asked.browser, &answer).await.unwrap()
}

async fn come(house: &House, device: &mut Authenticator) -> Result<desk::SignedIn, Error> {
    let asked = house.desk.ask_to_sign_in().await?;
    let answer = device.get(&asked.options);
    house.desk.sign_in_with_passkey(&asked.browser, &answer, &Door::default()).await
}

async fn is_member(house: &House, cookie: &str) -> bool {
    matches!(house.desk.visitor(Some(cookie)).await.unwrap(), Visitor::Member(_))
}

// ASVS 6.3.3
#[test]
fn sec_4_a_passkey_signs_in_unlocks_and_opens_a_case_with_one_touch() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let house = house.strict().await;
        let id = program(PROGRAM);
        let report = house.report(&id).await;
        let started = house.desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap();
        assert_eq!(started.stage, Stage::Enrol);
        let mut phone = Authenticator::new(ORIGIN, 1);
        let cookie = add(&house, &started.cookie, &mut phone).await;
        assert!(is_member(&house, &cookie).await, "it is the second factor that was missing");
        assert!(house.desk.own(Some(&started.cookie)).await.unwrap().is_none(), "a new name");
        let came = come(&house, &mut phone).await.unwrap();
        assert_eq!(came.stage, Stage::Open);
        let read = house.desk.case_of_session(Some(&came.cookie), &id, &report.handle).await;
        assert!(read.unwrap().unwrap().1.is_ok(), "the touch unlocked");
        let facts = house.desk.passkeys(&own(&house, &came.cookie).await).await.unwrap();
        assert_eq!((facts.len(), facts[0].label.as_str(), facts[0].unlocks), (1, "phone", true));
        assert!(facts[0].used.is_some());
        // The passphrase alone is not enough any more: the passkey is asked for.
        let by_words = house.desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap();
        assert_eq!(by_words.stage, Stage::SecondFactor);
    });
}

#[test]
fn sec_4_a_passkey_without_prf_shows_who_it_is_and_the_passphrase_unlocks() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let mut key = Authenticator::new(ORIGIN, 2);
        key.has_prf = false;
        add(&house, &begin(&house, "ada").await, &mut key).await;
        let came = come(&house, &mut key).await.unwrap();
        assert_eq!((came.stage, came.member.is_some()), (Stage::Locked, false));
        let mine = own(&house, &came.cookie).await;
        let asked = house.desk.ask_own_passkey(&mine).await.unwrap();
        let answer = key.get(&asked.options);
        let locked = house.desk.answer_own_passkey(&mine, &asked.browser, &answer).await;
        assert!(matches!(locked, Err(Error::PasskeyLocks)));
        let door = Door::default();
        let opened = house.desk.unlock_session(&mine, PASSPHRASE, &door).await.unwrap();
        assert!(is_member(&house, &opened).await);
    });
}

#[test]
fn sec_4_a_passkey_that_computes_nothing_when_it_is_made_learns_to_unlock_when_it_is_shown() {
    in_a_house(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let mut key = Authenticator::new(ORIGIN, 3);
        key.prf_at_creation = false;
        let cookie = add(&house, &begin(&house, "ada").await, &mut key).await;
        assert_eq!(come(&house, &mut key).await.unwrap().stage, Stage::Locked);
        let mine = own(&house, &cookie).await;
        assert!(house.desk.passkeys(&mine).await.unwrap()[0].could_unlock);
        let asked = house.desk.ask_own_passkey(&mine).await.unwrap();
        let answer = key.get(&asked.options);
        let renewed = house.desk.answer_own_passkey(&mine, &asked.browser, &answer).await.unwrap();
        assert!(house.desk.passkeys(&own(&house, &renewed).await).await.unwrap()[0].unlocks);
        assert_eq!(come(&house, &mut key).await.unwrap().stage, Stage::Open);
        // And it unlocks a session that was locked.
        let locked = own(&house, &renewed).await;
        house.desk.lock_own(&locked).await.unwrap();
        let mine = own(&house, &renewed).await;
        assert_eq!(mine.stage, Stage::Locked);
        let asked = house.desk.ask_own_passkey(&mine).await.unwrap();
        let answer = key.get(&asked.options);
        let opened = house.desk.answer_own_passkey(&mine, &asked.browser, &answer).await.unwrap();
        assert!(is_member(&house, &opened).await);
    });
}

// ASVS 6.5.1
#[test]
fn sec_4_login_csrf_a_passkey_s_question_is_answered_once_in_its_browser_for_its_account_in_time() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        house
            .desk
            .add_member(&ada, &program(PROGRAM), "ben", PASSPHRASE, Role::Analyst)
            .await
            .unwrap();
        let mut phone = Authenticator::new(ORIGIN, 4);
        let cookie = add(&house, &begin(&house, "ada").await, &mut phone).await;
        let door = Door::default();
        let asked = house.desk.ask_to_sign_in().await.unwrap();
        let answer = phone.get(&asked.options);
        let other = house.desk.ask_to_sign_in().await.unwrap();
        let elsewhere = house.desk.sign_in_with_passkey(&other.browser, &answer, &door).await;
        assert!(matches!(elsewhere.map(|_| ()), Err(Error::Passkey(PasskeyRefused::Challenge))));
        for browser in ["", "00", &other.browser] {
            let none = house.desk.sign_in_with_passkey(browser, &answer, &door).await;
            assert!(matches!(none.map(|_| ()), Err(Error::Passkey(PasskeyRefused::Challenge))));
        }
        house.desk.sign_in_with_passkey(&asked.browser, &answer, &door).await.unwrap();
        let twice = house.desk.sign_in_with_passkey(&asked.browser, &answer, &door).await;
        assert!(matches!(twice.map(|_| ()), Err(Error::Passkey(PasskeyRefused::Challenge))));
        // A question of ada's session is nobody else's, and a wrong answer takes it away too.
        let mine = own(&house, &cookie).await;
        let bens = own(&house, &begin(&house, "ben").await).await;
        let asked = house.desk.ask_own_passkey(&mine).await.unwrap();
        let answer = phone.get(&asked.options);
        let by_ben = house.desk.answer_own_passkey(&bens, &asked.browser, &answer).await;
        assert!(matches!(by_ben, Err(Error::Passkey(PasskeyRefused::Challenge))));
        let gone = house.desk.answer_own_passkey(&mine, &asked.browser, &answer).await;
        assert!(matches!(gone, Err(Error::Passkey(PasskeyRefused::Challenge))));
        // A question to sign in is no question to step up.
        let asked = house.desk.ask_to_sign_in().await.unwrap();
        let answer = phone.get(&asked.options);
        let other_step = house.desk.answer_own_passkey(&mine, &asked.browser, &answer).await;
        assert!(matches!(other_step, Err(Error::Passkey(PasskeyRefused::Challenge))));
        let asked = house.desk.ask_to_sign_in().await.unwrap();
        let answer = phone.get(&asked.options);
        house.set("2026-10-05T08:05:01Z");
        let late = house.desk.sign_in_with_passkey(&asked.browser, &answer, &door).await;
        assert!(matches!(late.map(|_| ()), Err(Error::Passkey(_))));
    });
}

// ASVS 8.2.2
#[test]
fn sec_4_second_factor_enrolment_by_another_a_passkey_is_added_to_ones_own_account_only() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        house.desk.add_member(&ada, &id, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let adas = own(&house, &begin(&house, "ada").await).await;
        let bens = own(&house, &begin(&house, "ben").await).await;
        let mut phone = Authenticator::new(ORIGIN, 5);
        let asked = house.desk.ask_for_new_passkey(&bens, "ben's").await.unwrap();
        let answer = phone.create(&asked.options);
        let into_adas = house.desk.add_passkey(&adas, &asked.browser, &answer).await;
        assert!(matches!(into_adas, Err(Error::Passkey(PasskeyRefused::Challenge))));
        assert!(house.desk.passkeys(&adas).await.unwrap().is_empty());
        let asked = house.desk.ask_for_new_passkey(&bens, "ben's").await.unwrap();
        let answer = phone.create(&asked.options);
        house.desk.add_passkey(&bens, &asked.browser, &answer).await.unwrap();
        // A credential that is known belongs to whoever has it.
        let asked = house.desk.ask_for_new_passkey(&adas, "taken").await.unwrap();
        let answer = phone.create(&asked.options);
        let taken = house.desk.add_passkey(&adas, &asked.browser, &answer).await;
        assert!(matches!(taken, Err(Error::Passkey(PasskeyRefused::CredentialId))));
        for label in ["", " ", &"x".repeat(61), "a\u{7}b"] {
            let named = house.desk.ask_for_new_passkey(&adas, label).await.map(|_| ());
            assert!(matches!(named, Err(Error::Fields(_))), "{label:?}");
        }
        let disabled = house.sign_in("ada").await;
        house.desk.disable_account(&disabled, bens.user).await.unwrap();
        assert!(matches!(
            come(&house, &mut phone).await.map(|_| ()),
            Err(Error::Passkey(_) | Error::UnknownPasskey)
        ));
    });
}

#[test]
fn sec_4_a_copied_passkey_is_refused_and_the_log_says_so() {
    in_a_house(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let mut phone = Authenticator::new(ORIGIN, 6);
        add(&house, &begin(&house, "ada").await, &mut phone).await;
        come(&house, &mut phone).await.unwrap();
        house.desk.run_jobs_once().await.unwrap();
        phone.counter = 0;
        let copied = come(&house, &mut phone).await.map(|_| ());
        assert!(matches!(copied, Err(Error::Passkey(PasskeyRefused::CounterWentBack))));
        assert_eq!(house.desk.run_jobs_once().await.unwrap().checkpoints, 1, "it is in the log");
        let mut stranger = Authenticator::new(ORIGIN, 60);
        stranger.handle = phone.handle.clone();
        assert!(matches!(
            come(&house, &mut stranger).await.map(|_| ()),
            Err(Error::UnknownPasskey)
        ));
        let mut elsewhere = Authenticator::new("https://evil.example", 6);
        elsewhere.handle = phone.handle.clone();
        elsewhere.counter = 100;
        let phished = come(&house, &mut elsewhere).await.map(|_| ());
        assert!(matches!(phished, Err(Error::Passkey(PasskeyRefused::Origin))));
    });
}

// ASVS 7.4.3, 7.5.1
#[test]
fn sec_4_a_passkey_is_removed_after_showing_who_it_is_and_never_the_last_factor() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let house = house.strict().await;
        let started = begin(&house, "ada").await;
        let mut phone = Authenticator::new(ORIGIN, 7);
        let cookie = add(&house, &started, &mut phone).await;
        let mut blue = Authenticator::new(ORIGIN, 8);
        let cookie = add(&house, &cookie, &mut blue).await;
        let elsewhere = come(&house, &mut phone).await.unwrap().cookie;
        house.set("2026-10-05T08:06:00Z");
        let mine = own(&house, &cookie).await;
        let ids: Vec<String> =
            house.desk.passkeys(&mine).await.unwrap().into_iter().map(|facts| facts.id).collect();
        let stale = house.desk.remove_passkey(&mine, &ids[0]).await;
        assert!(matches!(stale, Err(Error::StepUp { .. })));
        let asked = house.desk.ask_own_passkey(&mine).await.unwrap();
        let answer = blue.get(&asked.options);
        let cookie = house.desk.answer_own_passkey(&mine, &asked.browser, &answer).await.unwrap();
        let mine = own(&house, &cookie).await;
        for nothing in ["", "00", "zz", "+1"] {
            let gone = house.desk.remove_passkey(&mine, nothing).await;
            assert!(matches!(gone, Err(Error::NotFound)), "{nothing}");
        }
        let cookie = house.desk.remove_passkey(&mine, &ids[0]).await.unwrap();
        assert!(!is_member(&house, &elsewhere).await, "every other session ended");
        assert!(matches!(come(&house, &mut phone).await.map(|_| ()), Err(Error::UnknownPasskey)));
        let mine = own(&house, &cookie).await;
        let last = house.desk.remove_passkey(&mine, &ids[1]).await;
        assert!(matches!(last, Err(Error::Fields(_))), "one second factor must be there");
        assert_eq!(come(&house, &mut blue).await.unwrap().stage, Stage::Open);
    });
}

// ASVS 6.3.3
#[test]
fn sec_4_where_it_is_asked_for_an_administrator_administers_only_with_a_passkey() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        let ben = house.desk.add_member(&ada, &id, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let mut phone = Authenticator::new(ORIGIN, 9);
        add(&house, &begin(&house, "ada").await, &mut phone).await;
        let house = house.guarded().await;
        // By passphrase and paper she is the owner that she is, and administers nothing.
        let words = house.desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap();
        assert_eq!(words.stage, Stage::SecondFactor);
        let mut computer = Authenticator::new(ORIGIN, 10);
        let came = come(&house, &mut phone).await.unwrap();
        let cookie = add(&house, &came.cookie, &mut computer).await;
        let Visitor::Member(by_passkey) = house.desk.visitor(Some(&cookie)).await.unwrap() else {
            panic!("ada is signed in")
        };
        assert!(by_passkey.administrator);
        let app = crate::signing_in::enrol(&house, &cookie).await;
        house.set("2026-10-05T08:01:00Z");
        let code = crate::signing_in::code_of(&app.1, house.desk.now());
        let words =
            house.desk.sign_in("ada", PASSPHRASE, Some(&code), &Door::default()).await.unwrap();
        let Visitor::Member(by_app) = house.desk.visitor(Some(&words.cookie)).await.unwrap() else {
            panic!("ada is signed in")
        };
        assert!(!by_app.administrator && !words.member.unwrap().administrator);
        let refused = house.desk.disable_account(&by_app, ben).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Forbidden(_))));
        house.desk.members(&by_app, &id).await.unwrap();
        // Shown once more with a passkey, the same session administers.
        let mine = own(&house, &words.cookie).await;
        let asked = house.desk.ask_own_passkey(&mine).await.unwrap();
        let answer = phone.get(&asked.options);
        let raised = house.desk.answer_own_passkey(&mine, &asked.browser, &answer).await.unwrap();
        let Visitor::Member(raised) = house.desk.visitor(Some(&raised)).await.unwrap() else {
            panic!("ada is signed in")
        };
        house.desk.disable_account(&raised, ben).await.unwrap();
    });
}

// ASVS 16.3.3
#[test]
fn sec_4_sec_11_locking_unlocking_and_showing_who_it_is_again_are_in_the_log() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let door = Door::default();
        let mut cookie = begin(&house, "ada").await;
        house.desk.run_jobs_once().await.unwrap();
        for step in ["step-up", "lock", "unlock"] {
            let mine = own(&house, &cookie).await;
            match step {
                "step-up" => {
                    cookie = house.desk.step_up(&mine, PASSPHRASE, "", &door).await.unwrap();
                }
                "lock" => house.desk.lock_own(&mine).await.unwrap(),
                _ => cookie = house.desk.unlock_session(&mine, PASSPHRASE, &door).await.unwrap(),
            }
            assert_eq!(house.desk.run_jobs_once().await.unwrap().checkpoints, 1, "{step}");
        }
        assert_eq!(house.desk.run_jobs_once().await.unwrap().checkpoints, 0);
    });
}
