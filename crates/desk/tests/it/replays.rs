//! Public cases, replayed: every step through the use cases, at the dates of its record.

use std::sync::Arc;

use desk::{Replay, SwitchableTime};
use policy::id::ProgramId;

use crate::house::{Places, open, policy_text};

const PROGRAMS: [&str; 5] =
    ["ethical-rules", "feature-table", "sigtech", "simprints", "supported-versions"];

#[test]
fn every_public_case_is_replayed_at_its_dates_and_marked_as_a_replay() {
    testkit::both_locations(|location| async move {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let time = Arc::new(SwitchableTime::new(Replay::begin_of_time().unwrap()));
        let desk = open(&places, &location, time.clone()).await.unwrap();
        for program in PROGRAMS {
            desk.adopt(&policy_text(program)).await.unwrap();
        }
        desk.set_up("ada", crate::house::PASSPHRASE).await.unwrap();
        let member = desk.unlock("ada", crate::house::PASSPHRASE).await.unwrap();
        let programs: Vec<ProgramId> = PROGRAMS.iter().map(|p| p.parse().unwrap()).collect();

        let report = desk.replay_all(&member, &time, &programs).await.unwrap();
        let replays = Replay::all().unwrap();
        assert_eq!(report.cases, replays.len() as u64);
        assert_eq!(report.passed_over, Vec::<String>::new());

        let again = desk.replay_all(&member, &time, &programs).await.unwrap();
        assert_eq!(again.cases, 0, "a program that holds cases is left as it is");
        assert_eq!(again.left_alone, programs);

        let ask = desk::QueueAsk { closed: true, limit: Some(200), ..Default::default() };
        let closed = desk.queue(&member, ask).await.unwrap().lines;
        let ended = replays.iter().filter(|replay| replay.outcome.is_some()).count();
        assert_eq!(closed.len(), ended);
        assert!(closed.iter().all(|line| line.replay));
        for line in &closed {
            let case = desk.open_case(&member, &line.program_id, line.case_id).await.unwrap();
            let source = case.reports[0].1.replay_of.clone().unwrap();
            assert!(replays.iter().any(|replay| replay.source == source), "{source}");
            let recorded: Vec<_> = case.events.iter().map(|event| event.recorded).collect();
            assert!(recorded.is_sorted());
        }
        time.release();
        assert!(desk.now() > closed[0].last_recorded);
    });
}
