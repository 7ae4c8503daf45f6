//! The team works on a case: one command at a time, refused with its rule, never two at once unseen.

use access::Role;
use desk::Error;

use crate::house::{House, PASSPHRASE, in_both_houses, instruction, program};

const PROGRAM: &str = "feature-table";

#[test]
fn of_two_who_act_on_what_they_saw_the_second_is_told_of_the_first() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        house.desk.add_member(&ada, &program, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
        let ben = house.sign_in("ben").await;
        let seen = house.desk.open_case(&ada, &program, received.case).await.unwrap().last_seq;
        let with = |command: &str, fields: &[(&str, &str)]| desk::Instruction {
            seen: Some(seen),
            ..instruction(command, fields)
        };
        house.desk.act(&ada, &program, received.case, with("acknowledge", &[])).await.unwrap();
        let late = house
            .desk
            .act(&ben, &program, received.case, with("note", &[("text", "Mine?")]))
            .await
            .map(|_| ());
        assert!(matches!(late, Err(Error::Conflict)), "{late:?}");
        let case = house.desk.open_case(&ben, &program, received.case).await.unwrap();
        assert!(case.events.iter().any(|event| event.fact.kind() == "Acknowledged"));
        assert!(!case.events.iter().any(|event| event.fact.kind() == "NoteTaken"));
    });
}

// ASVS 2.3.4
#[test]
fn of_two_acts_in_the_same_moment_one_is_refused_and_nothing_is_lost() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        let note = |text: &'static str| instruction("note", &[("text", text)]);
        let (one, other) = tokio::join!(
            house.desk.act(&ada, &program, received.case, note("one")),
            house.desk.act(&ada, &program, received.case, note("other"))
        );
        let done = [&one, &other].iter().filter(|outcome| outcome.is_ok()).count();
        assert!(done >= 1);
        for outcome in [&one, &other] {
            assert!(matches!(outcome, Ok(_) | Err(Error::Conflict)));
        }
        let case = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        let notes = case.events.iter().filter(|e| e.fact.kind() == "NoteTaken").count();
        assert_eq!(notes, done);
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn case_3_the_reporter_reads_why_a_report_is_declined() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        let silent = house
            .act(&ada, &program, received.case, "decline", &[("class", "not-a-vulnerability")])
            .await
            .map(|_| ());
        assert!(matches!(silent, Err(Error::Fields(_))), "a reason is needed: {silent:?}");
        let class = "not-a-vulnerability";
        let reason = "The door is painted on the wall.";
        house
            .act(&ada, &program, received.case, "decline", &[("class", class), ("reason", reason)])
            .await
            .unwrap();
        let reporter = house.desk.reporter(&received.receipt).await.unwrap();
        let mailbox = house.desk.mailbox(&reporter).await.unwrap();
        let told = mailbox
            .events()
            .any(|(_, event)| serde_json::to_string(&event.fact).unwrap().contains(reason));
        assert!(told);
    });
}

// ASVS 8.2.3, 15.3.1
#[test]
fn the_team_s_notes_are_not_for_the_reporter() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        house.act(&ada, &program, received.case, "note", &[("text", "Between us.")]).await.unwrap();
        house
            .act(&ada, &program, received.case, "message", &[("text", "Thank you.")])
            .await
            .unwrap();
        let reporter = house.desk.reporter(&received.receipt).await.unwrap();
        let mailbox = house.desk.mailbox(&reporter).await.unwrap();
        let seen: Vec<&str> = mailbox.events().map(|(_, event)| event.fact.kind()).collect();
        assert!(seen.contains(&"MessageSent") && !seen.contains(&"NoteTaken"), "{seen:?}");
        let answer = instruction("message", &[("text", "You are welcome.")]);
        house.desk.act_as_reporter(&reporter, answer).await.unwrap();
        let case = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        assert_eq!(case.events.last().unwrap().fact.kind(), "ReporterWrote");
    });
}

#[test]
fn case_1_an_acknowledgement_reaches_the_reporter_and_keeps_the_promise() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        house.set("2026-10-06T07:59:00Z");
        house.act(&ada, &program, received.case, "acknowledge", &[]).await.unwrap();
        let reporter = house.desk.reporter(&received.receipt).await.unwrap();
        let mailbox = house.desk.mailbox(&reporter).await.unwrap();
        assert!(mailbox.events().any(|(_, event)| event.fact.kind() == "Acknowledged"));
        let clock = mailbox.clocks().find(|clock| clock.promise == "acknowledge").unwrap();
        assert_eq!(clock.state.name(), "kept");
    });
}

#[test]
fn case_4_more_is_asked_for_and_given_in_private() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        house.act(&ada, &program, received.case, "acknowledge", &[]).await.unwrap();
        let question = [("question", "Which window?")];
        house.act(&ada, &program, received.case, "request-information", &question).await.unwrap();
        let reporter = house.desk.reporter(&received.receipt).await.unwrap();
        let waiting = house.desk.mailbox(&reporter).await.unwrap().case;
        assert!(!waiting.state.waiting.is_empty());
        let answer = instruction("answer", &[("text", "The small one.")]);
        house.desk.act_as_reporter(&reporter, answer).await.unwrap();
        let case = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        assert!(case.state.waiting.is_empty());
        let notices = house.desk.run_jobs_once().await.unwrap().delivered;
        assert!(notices >= 2, "the team is told of the report and of the answer");
    });
}

#[test]
fn case_7_who_agreed_is_named_and_who_did_not_is_not() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let mut named = crate::house::report("Mine");
        named.credit = Some("Grace H.".to_owned());
        let named = house.send(&program, named, desk::SubmissionKey::Fresh).await.unwrap();
        let silent = house.report(&program).await;
        for received in [&named, &silent] {
            accept(&house, &ada, received.case).await;
            publish(&house, &ada, &program, received.case, "Out").await.unwrap();
        }
        let lines: Vec<String> = house
            .desk
            .credits(&program)
            .await
            .unwrap()
            .into_iter()
            .map(|credit| credit.line)
            .collect();
        assert_eq!(lines, ["Grace H."]);
    });
}

// ASVS 2.2.3, 2.3.1
#[test]
fn a_refusal_names_the_rule_and_what_is_possible() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        let refused = house
            .act(&ada, &program, received.case, "fix-ready", &[])
            .await
            .map(|_| ())
            .unwrap_err();
        assert!(matches!(refused, Error::Refused(_)));
        assert!(refused.to_string().contains("accept"), "{refused}");
    });
}

#[test]
fn case_6_a_published_advisory_is_public_and_leaves_its_trace() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        let publish = |title: &'static str| publish(&house, &ada, &program, received.case, title);
        let incomplete = publish("").await.map(|_| ());
        assert!(matches!(incomplete, Err(Error::Fields(_))), "{incomplete:?}");
        let early = publish("First").await.map(|_| ());
        assert!(matches!(early, Err(Error::Refused(_))), "{early:?}");
        assert!(house.desk.advisories(&program, None, 10).await.unwrap().is_empty());

        accept(&house, &ada, received.case).await;
        let (_, id) = publish("First").await.unwrap();
        let public = house.desk.advisory(&program, &id).await.unwrap();
        assert_eq!((public.record.edition(), public.record.title.as_str()), (1, "First"));
        let (_, again) = publish("Second").await.unwrap();
        assert_eq!(again, id, "a new edition keeps its name");
        let public = house.desk.advisory(&program, &id).await.unwrap();
        assert_eq!((public.record.edition(), public.record.title.as_str()), (2, "Second"));
        let case = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        let published = case.events.iter().filter(|e| e.fact.kind() == "AdvisoryPublished").count();
        assert_eq!(published, 2);
    });
}

#[test]
fn the_record_of_promises_counts_what_was_kept_and_what_time_broke() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&["supported-versions", PROGRAM]).await;
        let program = program(PROGRAM);
        let kept = house.report(&program).await;
        house.report(&program).await;
        house.set("2026-10-05T10:00:00Z");
        house.act(&ada, &program, kept.case, "acknowledge", &[]).await.unwrap();
        let held = house.desk.program(&program).unwrap();
        let record = |records: Vec<desk::PromiseRecord>| {
            records.into_iter().find(|record| record.promise == "acknowledge").unwrap()
        };
        let now = record(house.desk.promise_records(&held).await.unwrap());
        assert_eq!((now.kept, now.broken, now.running), (1, 0, 1));
        assert_eq!(now.median, Some(std::time::Duration::from_secs(2 * 60 * 60)));
        house.set("2027-10-05T10:00:00Z");
        let later = record(house.desk.promise_records(&held).await.unwrap());
        assert_eq!((later.kept, later.broken, later.running), (1, 1, 0), "no job has run");
        house.desk.run_jobs_once().await.unwrap();
        let swept = record(house.desk.promise_records(&held).await.unwrap());
        assert_eq!(swept, later, "marking it changes nothing of the count");
    });
}

#[test]
fn a_split_begins_a_case_with_a_key_of_its_own_and_a_merge_ends_one() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        let other = house.report(&program).await;
        accept(&house, &ada, received.case).await;
        let part = [("part", "The second window.")];
        house.act(&ada, &program, received.case, "split", &part).await.unwrap();
        let queue = house.desk.queue(&ada, desk::QueueAsk::default()).await.unwrap();
        assert_eq!(queue.lines.len(), 3);
        let into = [("into", received.handle.as_str()), ("reason", "The same window.")];
        house.act(&ada, &program, other.case, "merge", &into).await.unwrap();
        for line in &queue.lines {
            let case = house.desk.open_case(&ada, &program, line.case_id).await.unwrap();
            let kinds: Vec<_> = case.events.iter().map(|event| event.fact.kind()).collect();
            assert!(!kinds.is_empty(), "{}", line.handle);
        }
        let report = house.desk.verify(None, Some(&ada)).await.unwrap();
        assert!(report.is_sound(), "{report}");
        assert_eq!(report.programs[0].opened, Some(3));
    });
}

#[test]
fn a_handle_that_is_not_there_is_told_at_its_field() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        let of = [("of", "ZZZZ-ZZZZ"), ("reason", "Known.")];
        let refused =
            house.act(&ada, &program, received.case, "mark-duplicate", &of).await.map(|_| ());
        let Err(Error::Fields(fields)) = refused else { panic!("{refused:?}") };
        assert_eq!(fields[0].field, "of");
    });
}

/// Writes a draft that is ready under this title, and publishes it.
pub(crate) async fn publish(
    house: &House,
    member: &desk::Member,
    program: &policy::id::ProgramId,
    case: policy::id::CaseId,
    title: &str,
) -> Result<(desk::Acted, String), Error> {
    let opened = house.desk.open_case(member, program, case).await?;
    let draft = written(house, member, &opened, title).await?;
    house.desk.save_advisory_draft(member, &opened, &draft, None).await?;
    house.desk.publish_advisory(member, program, case, None, None).await
}

/// The draft of a case with this title, ready to publish.
pub(crate) async fn written(
    house: &House,
    member: &desk::Member,
    opened: &desk::OpenCase,
    title: &str,
) -> Result<desk::AdvisoryDraft, Error> {
    let mut draft = house.desk.advisory_of(member, opened).await?.draft;
    let fields = [("title", title), ("summary", "Update."), ("product-1-fixed", "2.0")];
    let fields = fields.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    draft.record = advisory::form::read(&draft.record, &fields).unwrap();
    draft.change = "Another title.".to_owned();
    Ok(draft)
}

pub(crate) async fn accept(house: &House, member: &desk::Member, case: policy::id::CaseId) {
    house.act(member, &program(PROGRAM), case, "accept", &[]).await.unwrap();
}
