//! What time asks for is done once, however often the jobs run.

use desk::{Door, SubmissionKey, Visitor};

use crate::house::{PASSPHRASE, in_both_houses, policy_text, program, report};

const PROGRAM: &str = "feature-table";

#[test]
fn a_promise_that_time_broke_is_marked_once_and_shown_to_both_sides() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        house.set("2026-10-06T08:00:00Z");
        assert_eq!(house.desk.run_jobs_once().await.unwrap().broken, 0, "due now is not late");
        house.set("2026-10-06T08:00:01Z");
        assert_eq!(house.desk.run_jobs_once().await.unwrap().broken, 1);
        let again = house.desk.run_jobs_once().await.unwrap();
        assert_eq!((again.broken, again.reminded, again.delivered), (0, 0, 0));
        let reporter = house.desk.reporter(&received.receipt).await.unwrap();
        for case in [
            house.desk.open_case(&ada, &program, received.case).await.unwrap(),
            house.desk.mailbox(&reporter).await.unwrap().case,
        ] {
            let clock = case.clocks.iter().find(|c| c.promise == "acknowledge").unwrap();
            assert_eq!(clock.state.name(), "broken");
        }
        let queue = house.desk.queue(&ada, desk::QueueAsk::default()).await.unwrap();
        assert_eq!(queue.lines[0].next_due_promise.as_deref(), Some("acknowledge"));
        assert_eq!(queue.counts[0].1.late, desk::Tally { counted: 1, more: false });
        let report = house.desk.verify(None, Some(&ada)).await.unwrap();
        assert!(report.is_sound(), "{report}");
    });
}

#[test]
fn the_team_is_reminded_once_before_a_promise_is_due() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        house.report(&program).await;
        assert_eq!(house.desk.run_jobs_once().await.unwrap().reminded, 0, "too early");
        house.set("2026-10-06T06:00:00Z");
        assert_eq!(house.desk.run_jobs_once().await.unwrap().reminded, 1);
        let house = house.reopen().await;
        assert_eq!(house.desk.run_jobs_once().await.unwrap().reminded, 0);
        let kinds = |queue: desk::Queue| {
            let mut kinds: Vec<String> =
                queue.notices.into_iter().map(|(_, notice)| notice.kind).collect();
            kinds.sort();
            kinds
        };
        let queue = house.desk.queue(&ada, desk::QueueAsk::default()).await.unwrap();
        assert_eq!(kinds(queue), ["remind", "report-received"]);
        assert_eq!(house.desk.see_notices(&ada, &program).await.unwrap(), 2);
        let queue = house.desk.queue(&ada, desk::QueueAsk::default()).await.unwrap();
        assert_eq!(kinds(queue), Vec::<String>::new());
    });
}

#[test]
fn two_runners_at_once_do_everything_once() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        for _ in 0..10 {
            house.report(&program).await;
        }
        house.set("2026-10-07T08:00:00Z");
        let (one, other) = tokio::join!(house.desk.run_jobs_once(), house.desk.run_jobs_once());
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!(one.broken + other.broken, 10, "{one:?} {other:?}");
        house.desk.run_jobs_once().await.unwrap();
        let queue = house.desk.queue(&ada, desk::QueueAsk::default()).await.unwrap();
        let broken =
            queue.notices.iter().filter(|(_, notice)| notice.kind == "mark-broken").count();
        assert_eq!(broken, 10);
        assert_eq!(one.troubles.len() + other.troubles.len(), 0, "{one:?} {other:?}");
    });
}

#[test]
fn ended_sessions_and_old_keys_are_taken_away_and_cases_stay() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let key = || SubmissionKey::Api("once".to_owned());
        let first = house.send(&program, report("Kept"), key()).await.unwrap();
        let session = house.desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap();
        assert!(house.desk.run_jobs_once().await.unwrap().purged == 0);
        house.set("2026-10-30T08:00:00Z");
        assert!(house.desk.run_jobs_once().await.unwrap().purged >= 2);
        let visitor = house.desk.visitor(Some(&session.cookie)).await.unwrap();
        assert!(matches!(visitor, Visitor::Anonymous));
        house.desk.reporter(&first.receipt).await.unwrap();
        let later = house.send(&program, report("Kept"), key()).await.unwrap();
        assert!(later.again && later.case == first.case, "the receipt remembers");
        let other = house.send(&program, report("Other"), key()).await.unwrap();
        assert_ne!(other.case, first.case, "the key itself was forgotten after a week");
    });
}

#[test]
fn a_log_that_did_not_grow_is_not_signed_again() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        assert_eq!(house.desk.run_jobs_once().await.unwrap().checkpoints, 1);
        assert_eq!(house.desk.run_jobs_once().await.unwrap().checkpoints, 0);
        house.report(&program).await;
        assert_eq!(house.desk.run_jobs_once().await.unwrap().checkpoints, 1);
    });
}

#[test]
fn a_duty_of_a_law_that_begins_soon_is_told_to_the_desk_once() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let policy = policy_text(PROGRAM).replacen(
            "type = \"application\"\n",
            "type = \"application\"\nrole = \"manufacturer\"\n",
            1,
        ) + "\n[law]\npacks = [\"cra\"]\nmember_state = \"DE\"\n";
        house.desk.adopt(&policy).await.unwrap();
        house.set("2027-09-01T12:00:00Z");
        assert_eq!(house.desk.run_jobs_once().await.unwrap().reminded, 0, "too early");
        house.set("2027-11-01T12:00:00Z");
        assert_eq!(house.desk.run_jobs_once().await.unwrap().reminded, 2);
        let ada = house.sign_in("ada").await;
        let queue = house.desk.queue(&ada, desk::QueueAsk::default()).await.unwrap();
        let kinds: Vec<_> = queue.notices.iter().map(|(_, notice)| notice.kind.as_str()).collect();
        assert_eq!(kinds, ["duty-begins"; 2]);
        house.set("2027-11-20T12:00:00Z");
        assert_eq!(house.desk.run_jobs_once().await.unwrap().reminded, 0, "told once");
    });
}
