//! API tokens and service accounts: how far a program gets, what is kept of a token, and how it ends.

use access::Role;
use desk::{Door, Error, Member, TokenWish, Visitor};

use crate::house::{House, PASSPHRASE, in_a_house, in_both_houses, program, tamper};

const PROGRAM: &str = "feature-table";

fn wish(may: &[&str]) -> TokenWish {
    TokenWish {
        label: "nightly import".to_owned(),
        may: may.iter().map(|may| (*may).to_owned()).collect(),
        days: 30,
    }
}

async fn by(house: &House, token: &str) -> Member {
    house.desk.member_by_token(token).await.unwrap()
}

async fn is_signed_out(house: &House, token: &str) -> bool {
    matches!(house.desk.member_by_token(token).await, Err(Error::SignedOut))
}

/// A member in a session that was just opened.
async fn in_session(house: &House, login: &str) -> Member {
    let cookie =
        house.desk.sign_in(login, PASSPHRASE, None, &Door::default()).await.unwrap().cookie;
    match house.desk.visitor(Some(&cookie)).await.unwrap() {
        Visitor::Member(member) => member,
        _ => panic!("{login} is signed in"),
    }
}

// ASVS 8.3.2
#[test]
fn sec_4_a_token_opens_sealed_content_by_its_own_wrap_as_far_as_its_scope_says() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        let report = house.report(&id).await;
        let reads = house.desk.make_token(&ada, &wish(&["read-case@feature-table"])).await.unwrap();
        let reader = by(&house, &reads.text).await;
        let case = house.desk.case_by_handle(&reader, &id, &report.handle).await.unwrap();
        let opened = house.desk.open_case(&reader, &id, case).await.unwrap();
        assert_eq!(opened.reports.len(), 1);
        let note = house.act(&reader, &id, case, "note", &[("text", "x")]).await;
        assert!(matches!(note, Err(Error::Forbidden(_))), "reading is not writing");
        let exported = house.desk.export_case(&reader, &id, case).await;
        assert!(matches!(exported, Err(Error::Forbidden(_))));
        assert!(!reader.administrator);

        let sees = house.desk.make_token(&ada, &wish(&["see-case"])).await.unwrap();
        let observer = by(&house, &sees.text).await;
        let opened = house.desk.open_case(&observer, &id, case).await;
        assert!(matches!(opened, Err(Error::Forbidden(_))), "it sees where a case stands only");
        let elsewhere = house.desk.adopt(&crate::house::policy_text("sigtech")).await;
        assert!(elsewhere.is_ok());
        let other = house.desk.make_token(&ada, &wish(&["read-case@sigtech"])).await.unwrap();
        let stranger = by(&house, &other.text).await;
        let found = house.desk.case_by_handle(&stranger, &id, &report.handle).await;
        assert!(matches!(found, Err(Error::NotFound)), "another program's token learns nothing");
    });
}

// ASVS 7.4.1
#[test]
fn sec_4_a_token_ends_with_its_time_with_its_revocation_and_with_its_account() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        house.desk.add_member(&ada, &id, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let ben = house.sign_in("ben").await;
        let first = house.desk.make_token(&ben, &wish(&["read-case"])).await.unwrap();
        let second = house.desk.make_token(&ben, &wish(&["read-case"])).await.unwrap();
        let third = house.desk.make_token(&ben, &wish(&["read-case"])).await.unwrap();
        assert_eq!(by(&house, &first.text).await.login, "ben");
        let by_another = house.desk.revoke_token(&ada, &first.id.to_string()).await;
        assert!(matches!(by_another, Err(Error::NotFound)), "a member's tokens are the member's");
        house.desk.run_jobs_once().await.unwrap();
        house.desk.revoke_token(&ben, &first.id.to_string()).await.unwrap();
        assert!(is_signed_out(&house, &first.text).await);
        let twice = house.desk.revoke_token(&ben, &first.id.to_string()).await;
        assert!(matches!(twice, Err(Error::NotFound)));
        assert_eq!(house.desk.run_jobs_once().await.unwrap().checkpoints, 1, "it is in the log");
        house.set("2026-11-04T07:59:59Z");
        assert!(!is_signed_out(&house, &second.text).await);
        house.set("2026-11-04T08:00:00Z");
        assert!(is_signed_out(&house, &second.text).await, "thirty days are over");
        house.set("2026-10-06T08:00:00Z");
        let ada = house.sign_in("ada").await;
        house.desk.disable_account(&ada, ben.user).await.unwrap();
        assert!(is_signed_out(&house, &third.text).await);
        let facts = house.desk.tokens_for_operator().await.unwrap();
        assert!(facts.iter().all(|facts| facts.revoked.is_some()), "{facts:?}");
    });
}

#[test]
fn sec_4_what_is_kept_of_a_token_lets_nobody_in_and_is_no_other_token_s() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let one = house.desk.make_token(&ada, &wish(&["read-case"])).await.unwrap();
        let two = house.desk.make_token(&ada, &wish(&["see-case"])).await.unwrap();
        let secret = one.text.split('_').nth(2).unwrap().to_owned();
        let bytes = std::fs::read(house.places().data.join("candor.db")).unwrap();
        let wal = std::fs::read(house.places().data.join("candor.db-wal")).unwrap_or_default();
        for kept in [&bytes, &wal] {
            let found = kept.windows(secret.len()).any(|bytes| bytes == secret.as_bytes());
            assert!(!found, "the secret is on the disk");
        }
        for wrong in [
            "",
            "candor_",
            one.text.trim_start_matches('c'),
            &two.text.replace('_', "-"),
            &one.text.to_uppercase(),
        ] {
            assert!(is_signed_out(&house, wrong).await, "{wrong}");
        }
        // A widened scope is a matter of whoever writes the database; a wrap that is moved opens nothing.
        tamper(
            &house.places(),
            "UPDATE api_token SET wrap = (SELECT wrap FROM api_token t WHERE t.token_id <> api_token.token_id)",
        );
        assert!(house.desk.member_by_token(&one.text).await.is_err(), "another token's wrap");
    });
}

// ASVS 7.5.3
#[test]
fn sec_4_making_a_token_asks_for_a_fresh_factor_and_a_token_makes_none() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        let ada = in_session(&house, "ada").await;
        let made = house.desk.make_token(&ada, &wish(&["read-case", "export-case"])).await.unwrap();
        house.set("2026-10-05T08:06:00Z");
        let stale = house.desk.make_token(&ada, &wish(&["read-case"])).await.map(|_| ());
        assert!(matches!(stale, Err(Error::StepUp { .. })));
        let tool = by(&house, &made.text).await;
        let report = house.report(&id).await;
        let case = house.desk.case_by_handle(&tool, &id, &report.handle).await.unwrap();
        assert!(house.desk.export_case(&tool, &id, case).await.is_ok(), "its scope says so");
        let refused = house.desk.make_token(&tool, &wish(&["read-case"])).await.map(|_| ());
        assert!(matches!(refused, Err(Error::NotByToken { .. })));
        let renewed = house.desk.renew_token(&tool, &made.text, 30).await.map(|_| ());
        assert!(matches!(renewed, Err(Error::NotByToken { .. })));
        let revoked = house.desk.revoke_token(&tool, &made.id.to_string()).await;
        assert!(matches!(revoked, Err(Error::NotByToken { .. })));
        let added = house.desk.add_member(&tool, &id, "eve", PASSPHRASE, Role::Owner).await;
        assert!(matches!(added, Err(Error::Forbidden(_))), "it manages nobody");
    });
}

#[test]
fn sec_4_a_token_may_hold_what_a_program_needs_and_nothing_that_decides_about_people() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        for may in
            ["manage-members", "administer-instance", "switch-mode", "append-ledger", "nothing"]
        {
            let made = house.desk.make_token(&ada, &wish(&[may])).await.map(|_| ());
            assert!(matches!(made, Err(Error::Fields(ref f)) if f[0].field == "may"), "{may}");
        }
        for (may, days, label, field) in [
            (vec![], 30, "x", "may"),
            (vec!["read-case@nowhere"], 30, "x", "may"),
            (vec!["read-case"], 0, "x", "days"),
            (vec!["read-case"], 367, "x", "days"),
            (vec!["read-case"], u32::MAX, "x", "days"),
            (vec!["read-case"], 30, " ", "label"),
        ] {
            let bad = TokenWish { days, label: label.to_owned(), ..wish(&may) };
            let Err(Error::Fields(wrong)) = house.desk.make_token(&ada, &bad).await.map(|_| ())
            else {
                panic!("{bad:?} was made")
            };
            assert_eq!(wrong[0].field, field);
        }
    });
}

#[test]
fn sec_4_a_service_account_comes_by_tokens_only_and_its_tokens_leave_with_whoever_made_them() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        let ben = house.desk.add_member(&ada, &id, "ben", PASSPHRASE, Role::Owner).await.unwrap();
        let as_ben = house.sign_in("ben").await;
        let scope = wish(&["act-on-case", "read-case"]);
        let make = async |by: &Member, login: &str, role| {
            house.desk.make_service_account(by, &id, login, role, &scope).await
        };
        for (login, role, field) in [
            ("bot", Role::Owner, "role"),
            ("bot", Role::Guest, "role"),
            ("ben", Role::Analyst, "login"),
        ] {
            let Err(Error::Fields(wrong)) = make(&as_ben, login, role).await.map(|_| ()) else {
                panic!("{login} was made")
            };
            assert_eq!(wrong[0].field, field);
        }
        let made = make(&as_ben, "bot", Role::Analyst).await.unwrap();
        let report = house.report(&id).await;
        let bot = by(&house, &made.text).await;
        let case = house.desk.case_by_handle(&bot, &id, &report.handle).await.unwrap();
        house.act(&bot, &id, case, "note", &[("text", "seen by the importer")]).await.unwrap();
        for passphrase in ["", PASSPHRASE] {
            let sign_in = house.desk.sign_in("bot", passphrase, None, &Door::default()).await;
            assert!(matches!(sign_in.map(|_| ()), Err(Error::WrongPassphrase)));
        }
        let raised = house.desk.add_member(&ada, &id, "bot", "", Role::Owner).await;
        assert!(matches!(raised, Err(Error::Fields(_))), "no role is given to it like to a person");

        // Any owner sees it and revokes; the next token is made from one that works.
        let seen = house.desk.tokens(&ada).await.unwrap();
        assert_eq!((seen.len(), seen[0].login.as_str(), seen[0].is_service), (1, "bot", true));
        let next = house.desk.renew_token(&ada, &made.text, 60).await.unwrap();
        let bot = by(&house, &next.text).await;
        assert!(house.desk.open_case(&bot, &id, case).await.is_ok());
        let again = house.desk.renew_token(&ada, "candor_x", 60).await.map(|_| ());
        assert!(matches!(again, Err(Error::Fields(_))));

        // Ben leaves: the token that he saw is worth nothing, the one that Ada made goes on, also in the new epoch.
        house.desk.remove_member(&ada, &id, ben).await.unwrap();
        assert!(is_signed_out(&house, &made.text).await);
        let later = house.report(&id).await;
        let bot = by(&house, &next.text).await;
        let case = house.desk.case_by_handle(&bot, &id, &later.handle).await.unwrap();
        assert!(house.desk.open_case(&bot, &id, case).await.is_ok());
        // And the account itself leaves.
        let members = house.desk.members(&ada, &id).await.unwrap();
        let account = members.iter().find(|facts| facts.is_service).unwrap();
        house.desk.remove_member(&ada, &id, account.user).await.unwrap();
        assert!(is_signed_out(&house, &next.text).await);
    });
}
