//! Every way to lose something, carried out: who acts, what comes back, what is gone (`docs/lost.md`).

use access::Role;
use credential::lost::Loss;
use desk::{Door, Error, Member, Own, Received, Stage, TokenWish, Visitor};
use policy::id::{ProgramId, UserId};
use testkit::passkey::Authenticator;

use crate::house::{House, PASSPHRASE, in_both_houses, program};
use crate::signing_in::{code_of, enrol, own};

const PROGRAM: &str = "feature-table";
const ANOTHER: &str = "umbrella teapot giraffe cellar";

/// A team of ada, the owner, and ben, an analyst, with a case.
struct Scene {
    house: House,
    ada: Member,
    ben: UserId,
    id: ProgramId,
    report: Received,
}

impl Scene {
    async fn of(mut house: House) -> Self {
        let ada = house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        let ben = house.desk.add_member(&ada, &id, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let report = house.report(&id).await;
        Self { house, ada, ben, id, report }
    }

    async fn begin(&self, login: &str, passphrase: &str) -> Result<desk::SignedIn, Error> {
        self.house.desk.sign_in(login, passphrase, None, &Door::default()).await
    }

    async fn bens(&self) -> String {
        self.begin("ben", PASSPHRASE).await.unwrap().cookie
    }

    async fn own(&self, cookie: &str) -> Own {
        own(&self.house, cookie).await
    }

    /// Whether the holder of a session reads the case.
    async fn reads(&self, cookie: &str) -> bool {
        let read =
            self.house.desk.case_of_session(Some(cookie), &self.id, &self.report.handle).await;
        matches!(read, Ok(Some((_, Ok(_)))))
    }

    async fn member(&self, cookie: &str) -> Member {
        match self.house.desk.visitor(Some(cookie)).await.unwrap() {
            Visitor::Member(member) => member,
            _ => panic!("this session is a member's"),
        }
    }

    async fn passkey(&self, cookie: &str, seed: u8) -> (Authenticator, String) {
        let mut device = Authenticator::new("https://security.example.org", seed);
        let mine = self.own(cookie).await;
        let asked = self.house.desk.ask_for_new_passkey(&mine, "phone").await.unwrap();
        let answer = device.create(&asked.options);
        let cookie = self.house.desk.add_passkey(&mine, &asked.browser, &answer).await.unwrap();
        (device, cookie)
    }

    async fn come(&self, device: &mut Authenticator) -> Result<desk::SignedIn, Error> {
        let asked = self.house.desk.ask_to_sign_in().await?;
        let answer = device.get(&asked.options);
        self.house.desk.sign_in_with_passkey(&asked.browser, &answer, &Door::default()).await
    }
}

fn wish() -> TokenWish {
    TokenWish { label: "import".to_owned(), may: vec!["read-case".to_owned()], days: 30 }
}

async fn carry_out(loss: Loss, house: House) {
    let scene = Scene::of(house).await;
    let desk = &scene.house.desk;
    let door = Door::default();
    match loss {
        Loss::RecoveryCodes => {
            let (cookie, _, old) = enrol(&scene.house, &scene.bens().await).await;
            let sheet = desk.new_codes(&scene.own(&cookie).await).await.unwrap();
            let waiting = scene.own(&scene.bens().await).await;
            let refused = desk.show_second_factor(&waiting, &old[0]).await;
            assert!(matches!(refused, Err(Error::WrongCode)));
            let cookie = desk.show_second_factor(&waiting, &sheet.codes[0]).await.unwrap();
            assert!(scene.reads(&cookie).await);
        }
        Loss::App => {
            let (_, lost, codes) = enrol(&scene.house, &scene.bens().await).await;
            let waiting = scene.own(&scene.bens().await).await;
            let cookie = desk.show_second_factor(&waiting, &codes[0]).await.unwrap();
            let (cookie, _, _) = enrol(&scene.house, &cookie).await;
            assert!(scene.reads(&cookie).await);
            scene.house.set("2026-10-05T08:02:00Z");
            let waiting = scene.own(&scene.bens().await).await;
            let refused = desk.show_second_factor(&waiting, &code_of(&lost, desk.now())).await;
            assert!(matches!(refused, Err(Error::WrongCode)), "the lost app is worth nothing");
        }
        Loss::AppAndCodes => {
            let (cookie, ..) = enrol(&scene.house, &scene.bens().await).await;
            let (mut phone, _) = scene.passkey(&cookie, 1).await;
            let came = scene.come(&mut phone).await.unwrap();
            let (cookie, ..) = enrol(&scene.house, &came.cookie).await;
            assert!(scene.reads(&cookie).await);
        }
        Loss::EverySecondFactor => {
            enrol(&scene.house, &scene.bens().await).await;
            assert_eq!(scene.begin("ben", PASSPHRASE).await.unwrap().stage, Stage::SecondFactor);
            desk.reset_second_factor(&scene.ada, &scene.id, scene.ben).await.unwrap();
            let (cookie, ..) = enrol(&scene.house, &scene.bens().await).await;
            assert!(scene.reads(&cookie).await);
        }
        Loss::Passkey => {
            let (cookie, typed, _) = enrol(&scene.house, &scene.bens().await).await;
            let (mut phone, _) = scene.passkey(&cookie, 2).await;
            scene.house.set("2026-10-05T08:01:00Z");
            let waiting = scene.own(&scene.bens().await).await;
            let code = code_of(&typed, desk.now());
            let cookie = desk.show_second_factor(&waiting, &code).await.unwrap();
            let mine = scene.own(&cookie).await;
            let id = desk.passkeys(&mine).await.unwrap()[0].id.clone();
            let cookie = desk.remove_passkey(&mine, &id).await.unwrap();
            assert!(scene.reads(&cookie).await);
            let refused = scene.come(&mut phone).await.map(|_| ());
            assert!(matches!(refused, Err(Error::UnknownPasskey)));
        }
        Loss::Passphrase => {
            let (mut phone, _) = scene.passkey(&scene.bens().await, 3).await;
            let mine = scene.own(&scene.come(&mut phone).await.unwrap().cookie).await;
            let cookie = desk.change_passphrase(&mine, "", ANOTHER, &door).await.unwrap();
            assert!(scene.reads(&cookie).await);
            let old = scene.begin("ben", PASSPHRASE).await.map(|_| ());
            assert!(matches!(old, Err(Error::WrongPassphrase)));
            assert_eq!(scene.begin("ben", ANOTHER).await.unwrap().stage, Stage::SecondFactor);
            assert!(scene.reads(&scene.come(&mut phone).await.unwrap().cookie).await);
        }
        Loss::EveryWayToUnlock => reset_by_a_colleague(&scene).await,
        Loss::SessionCookie => {
            let (lost, here) = (scene.bens().await, scene.bens().await);
            let mine = scene.own(&here).await;
            let lines = desk.sessions(&mine).await.unwrap();
            let line = lines.iter().find(|line| !line.own).unwrap();
            desk.end_session_of_own(&mine, &line.id).await.unwrap();
            assert!(!scene.reads(&lost).await && scene.reads(&here).await);
        }
        Loss::ApiToken => {
            let ben = scene.member(&scene.bens().await).await;
            let lost = desk.make_token(&ben, &wish()).await.unwrap();
            let next = desk.renew_token(&ben, &lost.text, 30).await.unwrap();
            desk.revoke_token(&ben, &lost.id.to_string()).await.unwrap();
            assert!(desk.member_by_token(&lost.text).await.is_err());
            let program = desk.member_by_token(&next.text).await.unwrap();
            let case =
                desk.case_by_handle(&program, &scene.id, &scene.report.handle).await.unwrap();
            assert!(desk.open_case(&program, &scene.id, case).await.is_ok());
        }
        Loss::EveryTokenOfAService => {
            let make = async |name| {
                let role = Role::Developer;
                desk.make_service_account(&scene.ada, &scene.id, name, role, &wish()).await
            };
            make("bot").await.unwrap();
            let again = make("bot").await.map(|_| ());
            assert!(matches!(again, Err(Error::Fields(_))), "nothing opens its root");
            let members = desk.members(&scene.ada, &scene.id).await.unwrap();
            let bot = members.iter().find(|facts| facts.is_service).unwrap().user;
            desk.remove_member(&scene.ada, &scene.id, bot).await.unwrap();
            let token = make("bot-2").await.unwrap();
            assert!(desk.member_by_token(&token.text).await.is_ok());
        }
        Loss::OneSheet => {
            for alone in &scene.house.sheets {
                let refused = desk.recover_with_kit(alone, "eve", ANOTHER).await;
                let Err(Error::Fields(fields)) = refused else { panic!("{refused:?}") };
                assert!(fields[0].message.contains("one sheet alone"), "{}", fields[0].message);
            }
            let [first, _, third] = &scene.house.sheets;
            desk.recover_with_kit(&format!("{third}\n{first}"), "eve", ANOTHER).await.unwrap();
            assert!(scene.reads(&scene.begin("eve", ANOTHER).await.unwrap().cookie).await);
        }
        Loss::KitInOtherHands => {
            // PostgreSQL has its own backups.
            let backs_up = matches!(scene.house.location, store::Location::Sqlite { .. });
            let before = scene.house.folder.path().join("before.candor");
            if backs_up {
                desk.backup(&before).await.unwrap();
            }
            let cookie = scene.begin("ben", PASSPHRASE).await.unwrap().cookie;
            let refused = desk.renew_recovery_kit(&scene.member(&cookie).await).await.map(|_| ());
            assert!(refused.is_err(), "ben does not administer");
            let new = desk.renew_recovery_kit(&scene.ada).await.unwrap();
            assert!(scene.reads(&scene.bens().await).await, "nobody of the team notices");
            for old in [&scene.house.kit, &scene.house.sheets[1..].join(" ")] {
                let refused = desk.recover_with_kit(old, "eve", ANOTHER).await;
                assert!(matches!(refused, Err(Error::Fields(_))), "the withdrawn one");
            }
            let after = scene.house.folder.path().join("after.candor");
            if backs_up {
                desk.backup(&after).await.unwrap();
                for (backup, kit, opens) in [
                    (&before, &scene.house.kit, true),
                    (&before, &new.words, false),
                    (&after, &scene.house.kit, false),
                    (&after, &new.words, true),
                ] {
                    let restored = crate::joint::tried(&scene.house, backup, kit).await;
                    assert_eq!(restored, opens);
                }
            }
            let mixed = format!("{} {}", scene.house.sheets[0], new.sheets[1]);
            let refused = desk.recover_with_kit(&mixed, "eve", ANOTHER).await;
            let Err(Error::Fields(fields)) = refused else { panic!("{refused:?}") };
            assert!(fields[0].message.contains("of different kits"), "{}", fields[0].message);
            desk.recover_with_kit(&new.sheets[1..].join(" "), "eve", ANOTHER).await.unwrap();
            assert!(scene.reads(&scene.begin("eve", ANOTHER).await.unwrap().cookie).await);
        }
        Loss::RecoveryKit => {
            let other = seal::RecoveryKit::generate(&mut desk::SystemRandom);
            for kit in ["", "abandon", other.words().as_str()] {
                let refused = desk.recover_with_kit(kit, "eve", ANOTHER).await;
                assert!(matches!(refused, Err(Error::Fields(_))), "{kit}");
            }
            assert!(scene.reads(&scene.bens().await).await);
            let new = desk.renew_recovery_kit(&scene.ada).await.unwrap();
            desk.recover_with_kit(&new.words, "eve", ANOTHER).await.unwrap();
            assert!(scene.reads(&scene.begin("eve", ANOTHER).await.unwrap().cookie).await);
            assert!(desk.verify(None, None).await.unwrap().is_sound());
        }
        Loss::EveryMemberKey => recovered_by_the_kit(&scene).await,
        Loss::EveryMemberKeyAndKit => {
            for login in ["ada", "ben"] {
                let refused = scene.begin(login, ANOTHER).await.map(|_| ());
                assert!(matches!(refused, Err(Error::WrongPassphrase)));
            }
            let refused = desk.recover_with_kit(ANOTHER, "eve", ANOTHER).await;
            assert!(matches!(refused, Err(Error::Fields(_))));
            let receipt = &scene.report.receipt;
            assert!(desk.reporter(receipt).await.is_ok(), "the reporter reads their own case");
        }
        Loss::MailboxCookie => {
            let receipt = &scene.report.receipt;
            let lost = desk.open_mailbox(receipt).await.unwrap();
            desk.end_session(&lost).await.unwrap();
            let again = desk.open_mailbox(receipt).await.unwrap();
            let visitor = desk.visitor(Some(&again)).await.unwrap();
            assert!(matches!(visitor, Visitor::Reporter(_)));
        }
        Loss::Receipt => {
            let another = seal::Receipt::generate(&mut desk::SystemRandom);
            assert!(matches!(desk.reporter(&another).await.map(|_| ()), Err(Error::NotFound)));
            assert!(scene.reads(&scene.bens().await).await, "the team goes on");
        }
    }
}

async fn reset_by_a_colleague(scene: &Scene) {
    let desk = &scene.house.desk;
    let door = Door::default();
    let (cookie, typed, _) = enrol(&scene.house, &scene.bens().await).await;
    let ben = scene.member(&cookie).await;
    let token = desk.make_token(&ben, &wish()).await.unwrap();
    let by_ben = desk.reset_member(&ben, &scene.id, scene.ada.user).await.map(|_| ());
    assert!(matches!(by_ben, Err(Error::Forbidden(_))), "an analyst gives no keys");
    let own_one = desk.reset_member(&scene.ada, &scene.id, scene.ada.user).await.map(|_| ());
    assert!(matches!(own_one, Err(Error::Fields(_))));
    let reset = desk.reset_member(&scene.ada, &scene.id, scene.ben).await.unwrap();
    assert!(reset.left_to_others.is_empty());
    assert!(!scene.reads(&cookie).await, "the old sessions ended");
    assert!(desk.member_by_token(&token.text).await.is_err());
    let old = scene.begin("ben", PASSPHRASE).await.map(|_| ());
    assert!(matches!(old, Err(Error::WrongPassphrase)));
    // The words alone are not enough: the app is still asked for, and its code was used.
    let waiting = scene.begin("ben", &reset.words).await.unwrap();
    assert_eq!(waiting.stage, Stage::SecondFactor);
    scene.house.set("2026-10-05T08:01:00Z");
    let code = code_of(&typed, desk.now());
    let cookie = desk.show_second_factor(&scene.own(&waiting.cookie).await, &code).await.unwrap();
    assert!(!scene.reads(&cookie).await, "nothing until the passphrase is his own");
    let mine = scene.own(&cookie).await;
    let same = desk.change_passphrase(&mine, &reset.words, &reset.words, &door).await;
    assert!(matches!(same, Err(Error::Fields(_))));
    let cookie = desk.change_passphrase(&mine, &reset.words, ANOTHER, &door).await.unwrap();
    assert!(scene.reads(&cookie).await, "a case of before");
    let ben = scene.member(&cookie).await;
    assert_ne!(ben.user, scene.ben);
    let case = desk.case_by_handle(&ben, &scene.id, &scene.report.handle).await.unwrap();
    scene.house.act(&ben, &scene.id, case, "note", &[("text", "I am back")]).await.unwrap();
    let members = desk.members(&scene.ada, &scene.id).await.unwrap();
    let logins: Vec<&str> = members.iter().map(|facts| facts.login.as_str()).collect();
    assert_eq!(logins, ["ada", "ben"]);
}

async fn recovered_by_the_kit(scene: &Scene) {
    let desk = &scene.house.desk;
    let taken = desk.recover_with_kit(&scene.house.kit, "ada", ANOTHER).await;
    assert!(matches!(taken, Err(Error::Fields(_))));
    desk.recover_with_kit(&scene.house.kit, "eve", ANOTHER).await.unwrap();
    let eves = scene.begin("eve", ANOTHER).await.unwrap().cookie;
    assert!(scene.reads(&eves).await);
    let eve = scene.member(&eves).await;
    assert!(eve.administrator);
    let bens = scene.bens().await;
    assert!(!scene.reads(&bens).await, "what the lost keys granted counts no more");
    desk.add_member(&eve, &scene.id, "ben", "", Role::Analyst).await.unwrap();
    assert!(scene.reads(&scene.bens().await).await);
    let later = scene.house.report(&scene.id).await;
    let case = desk.case_by_handle(&eve, &scene.id, &later.handle).await.unwrap();
    assert!(desk.open_case(&eve, &scene.id, case).await.is_ok());
    let verified = desk.verify(None, Some(&eve)).await.unwrap();
    assert!(verified.is_sound(), "{verified}");
}

// ASVS 6.4.1, 6.4.3, 6.4.4
#[test]
fn sec_4_what_is_lost_comes_back_as_far_as_the_table_says_and_what_is_gone_is_gone() {
    for loss in Loss::ALL {
        println!("{loss:?}");
        // One function with every row is one large future: more than a test's thread has room for.
        let row = std::thread::Builder::new()
            .stack_size(64 << 20)
            .spawn(move || in_both_houses(move |house| Box::pin(carry_out(loss, house))));
        row.unwrap().join().unwrap();
    }
}
