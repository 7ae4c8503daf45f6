//! A report comes in: once, sealed, with a receipt that opens this case and no other.

use access::Principal;
use desk::{Door, Error, Identity, NewFile, SubmissionKey};

use crate::house::{House, PASSPHRASE, at, in_both_houses, program, report};

const PROGRAM: &str = "simprints";

#[test]
fn a_report_is_read_by_its_reporter_and_by_the_team_as_it_was_sent() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let mut sent = report("A window into the vault");
        sent.fields.insert("details".to_owned(), "Open it and look in.".to_owned());
        sent.identity = Identity::Named {
            name: "Grace".to_owned(),
            contact: Some("grace@example.org".to_owned()),
        };
        sent.files.push(NewFile { name: "window.png".to_owned(), bytes: vec![7; 70_000] });
        let received = house.send(&program, sent, SubmissionKey::Fresh).await.unwrap();
        assert_eq!(received.at, house.desk.now());
        assert!(!received.clocks.is_empty(), "what is owed is said at once");

        let reporter = house.desk.reporter(&received.receipt).await.unwrap();
        let mailbox = house.desk.mailbox(&reporter).await.unwrap();
        let (_, body) = &mailbox.case.reports[0];
        assert_eq!(body.field("details"), Some("Open it and look in."));
        let file = mailbox.files().next().unwrap();
        let content = house.desk.open_file_as_reporter(&reporter, file.id).await.unwrap();
        assert_eq!((content.name.as_str(), content.bytes.len()), ("window.png", 70_000));

        let case = house.desk.case_by_handle(&ada, &program, &received.handle).await.unwrap();
        let opened = house.desk.open_case(&ada, &program, case).await.unwrap();
        assert!(opened.reports[0].1 == *body, "both sides read the same");
        let contact = Some("grace@example.org".to_owned());
        let named = Identity::Named { name: "Grace".to_owned(), contact };
        assert!(opened.reports[0].1.identity == named);
        // The second opening goes by the cheap wrap that the first one left.
        let again = house.desk.open_case(&ada, &program, case).await.unwrap();
        assert_eq!(again.last_seq, opened.last_seq);
    });
}

#[test]
fn the_same_form_sent_twice_gives_one_case_and_one_receipt() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let token = house.desk.issue_form_token();
        let key = || SubmissionKey::Form(house.desk.check_form_token(&token).unwrap());
        let first = house.send(&program, report("Twice"), key()).await.unwrap();
        let second = house.send(&program, report("Twice"), key()).await.unwrap();
        assert_eq!(first.receipt.words(), second.receipt.words());
        assert_eq!(first.case, second.case);
        assert!(second.again && !first.again);
        let edited = house.send(&program, report("Twice, edited"), key()).await.unwrap();
        assert_ne!(edited.case, first.case, "an edited form is a new report");
        assert_eq!(queue_length(&house, &ada).await, 2);
    });
}

#[test]
fn two_requests_with_one_key_at_the_same_moment_make_one_case() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let key = || SubmissionKey::Api("0f2a7f5e-aaaa".to_owned());
        let (one, other) = tokio::join!(
            house.send(&program, report("Race"), key()),
            house.send(&program, report("Race"), key())
        );
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!(one.case, other.case);
        assert_eq!(one.receipt.words(), other.receipt.words());
        assert_eq!(queue_length(&house, &ada).await, 1);
    });
}

#[test]
fn an_idempotency_key_with_another_body_is_refused() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let key = || SubmissionKey::Api("client-key-1".to_owned());
        house.send(&program, report("One"), key()).await.unwrap();
        let refused = house.send(&program, report("Other"), key()).await.map(|_| ());
        assert!(matches!(refused, Err(Error::KeyReused)), "{refused:?}");
    });
}

#[test]
fn a_receipt_opens_its_own_case_and_no_other() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM, "sigtech"]).await;
        let one = house.report(&program(PROGRAM)).await;
        let other = house.report(&program("sigtech")).await;
        let reporter = house.desk.reporter(&one.receipt).await.unwrap();
        assert_eq!(reporter.case, one.case);
        assert_eq!(reporter.program, program(PROGRAM));
        let unknown = seal::Receipt::generate(&mut desk::SystemRandom);
        let nothing = house.desk.reporter(&unknown).await.map(|_| ());
        assert!(matches!(nothing, Err(Error::NotFound)), "{nothing:?}");
        // A file of another case is not there, whoever asks.
        let case = house.desk.open_case(&ada, &program("sigtech"), other.case).await.unwrap();
        assert!(case.files.is_empty());
        let stray = policy::id::FileId::new(1, [9; 10]);
        let none = house.desk.open_file_as_reporter(&reporter, stray).await.map(|_| ());
        assert!(matches!(none, Err(Error::NotFound)));
    });
}

#[test]
fn a_report_before_the_first_account_is_refused_with_a_reason() {
    in_both_houses(|house| async move {
        house.desk.adopt(&crate::house::policy_text(PROGRAM)).await.unwrap();
        let refused = house
            .desk
            .submit_report(
                &Principal::Anonymous,
                &program(PROGRAM),
                report("Early"),
                SubmissionKey::Fresh,
            )
            .await
            .map(|_| ());
        assert!(matches!(refused, Err(Error::IntakeClosed(_))), "{refused:?}");
    });
}

#[test]
fn pol_10_a_case_stays_with_the_policy_version_it_came_under() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let before = house.report(&program).await;
        let text = crate::house::policy_text(PROGRAM);
        house.set("2026-10-06T08:00:00Z");
        house.desk.adopt(&format!("{text}\n# a new edition\n")).await.unwrap();
        let after = house.report(&program).await;
        assert_ne!(before.policy, after.policy);
        let house = house.reopen().await;
        let old = house.desk.open_case(&ada, &program, before.case).await.unwrap();
        let new = house.desk.open_case(&ada, &program, after.case).await.unwrap();
        assert_eq!(old.policy.version(), before.policy);
        assert_eq!(new.policy.version(), after.policy);
        // Acting on it later changes nothing about that.
        house.act(&ada, &program, before.case, "acknowledge", &[]).await.unwrap();
        let old = house.desk.open_case(&ada, &program, before.case).await.unwrap();
        assert_eq!(old.policy.version(), before.policy);
    });
}

#[test]
fn pol_4_a_report_says_how_complete_it_is_and_is_taken_either_way() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&["sigtech"]).await;
        let program = program("sigtech");
        let mut strict = report("Half a report");
        strict.incomplete = false;
        let asked = house.send(&program, strict, SubmissionKey::Fresh).await.map(|_| ());
        let Err(Error::Fields(missing)) = asked else { panic!("{asked:?}") };
        let missing: Vec<&str> = missing.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(missing, ["type", "steps", "impact"]);

        let mut half = report("Half a report");
        half.fields.insert("steps".to_owned(), "Open, look.".to_owned());
        let received = house.send(&program, half, SubmissionKey::Fresh).await.unwrap();
        let case = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        let filled = case.reports[0].1.filled();
        let completeness = case.policy.report_form().completeness(&filled);
        assert_eq!(completeness.missing_required, ["type", "impact"]);
    });
}

#[test]
fn pol_9_anonymous_and_pseudonymous_reports_are_taken_and_silence_is_no_consent() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        for identity in [Identity::Anonymous, Identity::Pseudonym { name: "nightowl".to_owned() }] {
            let mut sent = report("Unnamed");
            sent.identity = identity.clone();
            let received = house.send(&program, sent, SubmissionKey::Fresh).await.unwrap();
            let opened = house.desk.open_case(&ada, &program, received.case).await.unwrap();
            assert!(opened.reports[0].1.identity == identity);
            assert!(!opened.reports[0].1.may_pass_on);
        }
    });
}

// ASVS 3.5.1
#[test]
fn an_old_or_foreign_form_token_is_not_taken() {
    in_both_houses(|house| async move {
        let token = house.desk.issue_form_token();
        assert!(house.desk.check_form_token(&token).is_some());
        assert!(house.desk.check_form_token(&token.replace('0', "1")).is_none());
        house.time.set(at("2026-10-06T08:00:01Z"));
        assert!(house.desk.check_form_token(&token).is_none(), "a day has passed");
    });
}

#[test]
fn a_wrong_passphrase_and_an_unknown_name_get_the_same_answer() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        for (login, passphrase) in
            [("ada", "wrong horse battery"), ("nobody", PASSPHRASE), ("ada", &"x".repeat(5_000))]
        {
            let refused =
                house.desk.sign_in(login, passphrase, None, &Door::default()).await.map(|_| ());
            assert!(matches!(refused, Err(Error::WrongPassphrase)), "{login}: {refused:?}");
        }
    });
}

async fn queue_length(house: &House, member: &desk::Member) -> usize {
    house.desk.queue(member, desk::QueueAsk::default()).await.unwrap().lines.len()
}
