//! What the rules notice, and what is done about it.

use access::Role;
use anomaly::{Override, RuleId, Rules};
use desk::{Door, Error, Member, Sight, Stage, Visitor};
use policy::id::{CaseId, ProgramId};

use crate::house::{House, PASSPHRASE, in_a_house, in_both_houses, program, tamper};

const PROGRAM: &str = "sigtech";
const NETWORK: [u8; 7] = [4, 192, 0, 2, 0, 0, 0];

async fn session(house: &House, login: &str) -> String {
    house.desk.sign_in(login, PASSPHRASE, None, &Door::default()).await.unwrap().cookie
}

async fn member(house: &House, cookie: &str) -> Member {
    match house.desk.visitor(Some(cookie)).await.unwrap() {
        Visitor::Member(member) => member,
        _ => panic!("the session is not open"),
    }
}

/// Ada, owner; Ben and Cleo, analysts; so many cases.
async fn settled(house: &mut House, cases: usize) -> (Member, ProgramId, Vec<CaseId>) {
    let ada = house.settle(&[PROGRAM]).await;
    let program = program(PROGRAM);
    for login in ["ben", "cleo"] {
        house.desk.add_member(&ada, &program, login, PASSPHRASE, Role::Analyst).await.unwrap();
    }
    let mut ids = Vec::new();
    for _ in 0..cases {
        ids.push(house.report(&program).await.case);
    }
    (ada, program, ids)
}

async fn rules_about(house: &House, reader: &Member, login: &str) -> Vec<String> {
    let alerts = house.desk.alerts(reader).await.unwrap();
    let about = alerts.into_iter().filter(|alert| alert.login.as_deref() == Some(login));
    about.map(|alert| alert.rule).collect()
}

// ASVS 8.2.4, 16.3.3
#[test]
fn sec_9_an_insider_who_reads_thirty_cases_in_an_hour_shows_a_factor_and_the_owners_are_told() {
    in_a_house(|mut house| async move {
        let (ada, program, cases) = settled(&mut house, 31).await;
        let cookie = session(&house, "ben").await;
        let ben = member(&house, &cookie).await;
        house.desk.run_jobs_once().await.unwrap();
        house.desk.see_notices(&ada, &program).await.unwrap();
        house.set("2026-10-05T08:10:00Z");
        for case in &cases[..30] {
            house.desk.open_case(&ben, &program, *case).await.unwrap();
        }
        let report = house.desk.run_jobs_once().await.unwrap();
        assert!(report.alerts > 0 && report.troubles.is_empty(), "{report:?}");
        let stopped = house.desk.open_case(&ben, &program, cases[30]).await.map(|_| ());
        assert!(matches!(stopped, Err(Error::StepUp { .. })), "{stopped:?}");
        house.set("2026-10-05T08:11:00Z");
        let own = house.desk.own(Some(&cookie)).await.unwrap().unwrap();
        let cookie = house.desk.step_up(&own, PASSPHRASE, "", &Door::default()).await.unwrap();
        let ben = member(&house, &cookie).await;
        house.desk.open_case(&ben, &program, cases[30]).await.unwrap();
        let rules = rules_about(&house, &ada, "ben").await;
        assert!(rules.contains(&"reads-budget".to_owned()), "{rules:?}");
        assert!(rules.contains(&"unassigned-day".to_owned()), "{rules:?}");
        assert_eq!(rules_about(&house, &ben, "ben").await, rules, "the person sees the same");
        let cleo = member(&house, &session(&house, "cleo").await).await;
        assert!(rules_about(&house, &cleo, "ben").await.is_empty(), "a colleague sees nothing");
        let queue = house.desk.queue(&ada, desk::QueueAsk::default()).await.unwrap();
        let kinds: Vec<_> = queue.notices.iter().map(|(_, notice)| notice.kind.as_str()).collect();
        assert!(kinds.contains(&"alert"), "{kinds:?}");
        let mine = &house.desk.alerts(&ben).await.unwrap()[0];
        let closed = house.desk.see_alert(&ben, &mine.id).await;
        assert!(matches!(closed, Err(Error::Forbidden(_))), "nobody closes their own: {closed:?}");
        let closed = house.desk.see_alert(&cleo, &mine.id).await;
        assert!(matches!(closed, Err(Error::NotFound)), "{closed:?}");
        house.desk.see_alert(&ada, &mine.id).await.unwrap();
        let seen = house.desk.alerts(&ada).await.unwrap();
        assert!(seen.iter().find(|alert| alert.id == mine.id).unwrap().seen.is_some());
        // Nothing of an alert names a case.
        let words = format!("{seen:?}");
        assert!(cases.iter().all(|case| !words.contains(&case.to_string())));
    });
}

#[test]
fn sec_9_who_reads_on_past_the_hard_budget_is_locked_out_until_they_unlock() {
    in_a_house(|mut house| async move {
        let (_, program, cases) = settled(&mut house, 4).await;
        let tuned = Override {
            rule: RuleId::ReadsStop,
            window_minutes: None,
            threshold: Some(3),
            action: None,
            on: None,
        };
        house.desk.set_alert_rules(Rules::tuned(&[tuned]).unwrap());
        let cookie = session(&house, "ben").await;
        let ben = member(&house, &cookie).await;
        for case in &cases[..3] {
            house.desk.open_case(&ben, &program, *case).await.unwrap();
        }
        house.desk.run_jobs_once().await.unwrap();
        let own = house.desk.own(Some(&cookie)).await.unwrap().unwrap();
        assert_eq!(own.stage, Stage::Locked);
        assert!(matches!(house.desk.visitor(Some(&cookie)).await.unwrap(), Visitor::Halfway(_)));
        house.set("2026-10-05T08:01:00Z");
        let cookie = house.desk.unlock_session(&own, PASSPHRASE, &Door::default()).await.unwrap();
        let ben = member(&house, &cookie).await;
        house.desk.open_case(&ben, &program, cases[3]).await.unwrap();
    });
}

#[test]
fn sec_9_failed_guesses_at_an_account_are_an_alert_and_the_account_stays_open() {
    in_both_houses(|mut house| async move {
        let (ada, _, _) = settled(&mut house, 0).await;
        for _ in 0..6 {
            let door = Door::default();
            assert!(house.desk.sign_in("ben", "wrong wrong wrong", None, &door).await.is_err());
        }
        house.desk.run_jobs_once().await.unwrap();
        let rules = rules_about(&house, &ada, "ben").await;
        assert!(rules.contains(&"failed-unlocks".to_owned()), "{rules:?}");
        house.set("2026-10-05T09:00:00Z");
        session(&house, "ben").await;
    });
}

#[test]
fn sec_9_a_network_that_probes_is_slowed_down_for_a_while_and_no_other() {
    in_both_houses(|mut house| async move {
        let (ada, _, _) = settled(&mut house, 0).await;
        for _ in 0..20 {
            house.desk.saw(Sight::NotFound, Some(NETWORK));
        }
        house.desk.run_jobs_once().await.unwrap();
        assert!(house.desk.is_slowed(Some(NETWORK), None));
        assert!(!house.desk.is_slowed(Some([4, 198, 51, 100, 0, 0, 0]), None));
        assert!(!house.desk.is_slowed(None, None));
        let alerts = house.desk.alerts(&ada).await.unwrap();
        let probing = alerts.iter().find(|alert| alert.rule == "probing").unwrap();
        assert_eq!((probing.subject.as_str(), &probing.login), ("network", &None));
        house.set("2026-10-05T08:05:00Z");
        assert!(!house.desk.is_slowed(Some(NETWORK), None), "for five minutes");
    });
}

#[test]
fn sec_9_guesses_at_receipts_and_floods_of_reports_slow_down_whoever_sends_them() {
    in_a_house(|mut house| async move {
        settled(&mut house, 0).await;
        for guess in 0..30 {
            house.desk.saw(Sight::ReceiptGuessed, Some([4, guess, 0, 0, 0, 0, 0]));
        }
        house.desk.run_jobs_once().await.unwrap();
        assert!(house.desk.is_slowed(None, None), "thirty from thirty networks: everybody");
    });
}

#[test]
fn sec_9_a_token_that_is_used_too_often_is_slowed_down_alone() {
    in_a_house(|mut house| async move {
        settled(&mut house, 0).await;
        for _ in 0..600 {
            house.desk.saw_token("a token", Some(NETWORK));
        }
        house.desk.run_jobs_once().await.unwrap();
        assert!(house.desk.is_slowed(None, Some("a token")));
        assert!(!house.desk.is_slowed(Some(NETWORK), Some("another")));
    });
}

#[test]
fn sec_9_founding_a_team_raises_nobody_and_naming_oneself_on_a_case_does() {
    in_both_houses(|mut house| async move {
        let (ada, program, cases) = settled(&mut house, 1).await;
        house.desk.run_jobs_once().await.unwrap();
        let rules = rules_about(&house, &ada, "ada").await;
        assert!(rules.contains(&"grant-changed".to_owned()), "{rules:?}");
        assert!(!rules.contains(&"self-elevation".to_owned()), "{rules:?}");
        let role = Role::Analyst;
        house.desk.name_on_case(&ada, &program, cases[0], "ada", role, None).await.unwrap();
        house.desk.run_jobs_once().await.unwrap();
        let rules = rules_about(&house, &ada, "ada").await;
        assert!(rules.contains(&"self-elevation".to_owned()), "{rules:?}");
    });
}

#[test]
fn sec_11_a_log_that_contradicts_what_was_signed_is_an_alert() {
    in_a_house(|mut house| async move {
        let (ada, _, _) = settled(&mut house, 1).await;
        house.desk.run_jobs_once().await.unwrap();
        let places = house.places();
        let anchors = std::fs::read_to_string(&places.anchors).unwrap();
        let larger: String = anchors
            .lines()
            .map(|line| {
                let mut words: Vec<&str> = line.split(' ').collect();
                words[1] = "9999";
                format!("{}\n", words.join(" "))
            })
            .collect();
        std::fs::write(&places.anchors, larger).unwrap();
        house.desk.run_jobs_once().await.unwrap();
        house.desk.run_jobs_once().await.unwrap();
        let alerts = house.desk.alerts(&ada).await.unwrap();
        assert!(alerts.iter().any(|alert| alert.rule == "ledger-mismatch"), "{alerts:?}");
    });
}

#[test]
fn sec_9_what_was_judged_before_a_restart_is_not_judged_again_and_still_counts() {
    in_a_house(|mut house| async move {
        let (ada, program, cases) = settled(&mut house, 30).await;
        let ben = member(&house, &session(&house, "ben").await).await;
        for case in &cases[..20] {
            house.desk.open_case(&ben, &program, *case).await.unwrap();
        }
        house.desk.run_jobs_once().await.unwrap();
        let before = house.desk.alerts(&ada).await.unwrap();
        let house = house.reopen().await;
        house.desk.run_jobs_once().await.unwrap();
        assert_eq!(house.desk.alerts(&ada).await.unwrap(), before);
        let ben = member(&house, &session(&house, "ben").await).await;
        for case in &cases[20..] {
            house.desk.open_case(&ben, &program, *case).await.unwrap();
        }
        house.desk.run_jobs_once().await.unwrap();
        let rules = rules_about(&house, &ada, "ben").await;
        assert!(rules.contains(&"reads-budget".to_owned()), "twenty and ten are thirty: {rules:?}");
        drop(house.reopen_after(|places| {
            assert!(tamper(places, "UPDATE alert SET count = count") > 0);
        }));
    });
}
