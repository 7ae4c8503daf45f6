//! Verification names what does not fit: in events, leaves, tiles, heads, cases, deadlines, files, policies.

use desk::{Error, NewFile, SubmissionKey};

use crate::house::{
    House, Places, in_a_house, in_both_houses, open_to_verify, program, report, tamper,
};

const PROGRAM: &str = "feature-table";

async fn filled(house: &mut House) -> desk::Member {
    let ada = house.settle(&[PROGRAM]).await;
    let program = program(PROGRAM);
    let mut sent = report("A window into the vault");
    sent.files.push(NewFile { name: "poc.txt".to_owned(), bytes: b"look".to_vec() });
    let received = house.send(&program, sent, SubmissionKey::Fresh).await.unwrap();
    house.report(&program).await;
    house.act(&ada, &program, received.case, "acknowledge", &[]).await.unwrap();
    house.act(&ada, &program, received.case, "accept", &[]).await.unwrap();
    house.desk.run_jobs_once().await.unwrap();
    ada
}

// ASVS 16.2.1
#[test]
fn sec_9_every_act_has_its_entry_and_everything_fits() {
    in_both_houses(|mut house| async move {
        let ada = filled(&mut house).await;
        let report = house.desk.verify(None, Some(&ada)).await.unwrap();
        assert!(report.is_sound(), "{report}");
        let log = &report.programs[0];
        let events: u64 = {
            let ask = desk::QueueAsk::default();
            house.desk.queue(&ada, ask).await.unwrap().lines.iter().map(|line| line.last_seq).sum()
        };
        assert_eq!(log.events, events);
        assert_eq!(log.entries, events + 3, "a policy, a team's key, a member");
        assert_eq!((log.signed, log.checkpoints), (log.entries, 1));
        assert_eq!((log.files, log.opened), (1, Some(2)));
        let unknown = house.desk.verify(Some(&program("nothing")), None).await.map(|_| ());
        assert!(matches!(unknown, Err(Error::NotFound)));
    });
}

/// Statements that change one thing each, and a word that the fault must have.
const CHANGES: [(&str, &str); 17] = [
    ("UPDATE event SET sealed_body = zeroblob(length(sealed_body)) WHERE leaf_index = 3", "event"),
    ("UPDATE event SET kind = 'Declined' WHERE leaf_index = 4", "event"),
    ("UPDATE event SET happened_at = happened_at - 1 WHERE leaf_index = 4", "event"),
    ("UPDATE event SET actor = 'system' WHERE leaf_index = 3", "event"),
    ("UPDATE event SET visibility = 'public' WHERE leaf_index = 3", "event"),
    ("DELETE FROM event WHERE leaf_index = (SELECT max(leaf_index) FROM event)", "missing"),
    (
        "UPDATE ledger_leaf SET entry = CAST(replace(CAST(entry AS TEXT), '\"v\"', '\"w\"') AS BLOB) WHERE leaf_index = 2",
        "entry 2",
    ),
    ("UPDATE ledger_leaf SET leaf_hash = zeroblob(32) WHERE leaf_index = 5", "entry 5"),
    ("DELETE FROM ledger_leaf WHERE leaf_index = 1", "entry 1"),
    ("UPDATE ledger_tile SET hashes = zeroblob(length(hashes))", "tile"),
    ("UPDATE ledger_head SET size = size + 1", "entries"),
    ("UPDATE checkpoint SET root = zeroblob(32)", "signed"),
    ("UPDATE checkpoint SET note = replace(note, 'log', 'lag')", "signed"),
    ("UPDATE case_file SET last_seq = last_seq + 1 WHERE headline IS NOT NULL", "case"),
    ("DELETE FROM case_file WHERE rm = (SELECT min(rm) FROM case_file)", "case"),
    ("UPDATE file SET digest = zeroblob(32)", "file"),
    ("UPDATE file SET stored_size = stored_size + 1", "file"),
];

#[test]
fn sec_11_a_change_in_any_stored_row_is_found_without_a_key() {
    for (statement, word) in CHANGES {
        in_a_house(|mut house| async move {
            filled(&mut house).await;
            let house = house
                .reopen_after(|places| assert!(tamper(places, statement) > 0, "{statement}"))
                .await;
            let report = house.desk.verify(None, None).await.unwrap();
            assert!(!report.is_sound(), "{statement}");
            let fault = report.programs[0].fault.clone().unwrap();
            assert!(fault.contains(word), "{statement}: {fault}");
        });
    }
}

#[test]
fn sec_11_what_only_keys_can_tell_is_found_with_a_member_s_keys() {
    for statement in [
        "UPDATE case_file SET headline = 'closed'",
        "UPDATE case_file SET assignee = zeroblob(16)",
        "UPDATE case_file SET next_due_at = next_due_at + 60",
        "UPDATE deadline SET due_at = due_at + 3600 WHERE due_at IS NOT NULL",
        "UPDATE deadline SET state = 'kept' WHERE state = 'running'",
        "DELETE FROM deadline",
        "UPDATE report SET sealed_body = zeroblob(length(sealed_body))",
    ] {
        in_a_house(|mut house| async move {
            let ada = filled(&mut house).await;
            let house = house
                .reopen_after(|places| assert!(tamper(places, statement) > 0, "{statement}"))
                .await;
            assert!(house.desk.verify(None, None).await.unwrap().is_sound());
            let report = house.desk.verify(None, Some(&ada)).await.unwrap();
            assert!(!report.is_sound(), "{statement}");
        });
    }
}

#[test]
fn sec_11_a_changed_or_lost_file_is_found() {
    in_a_house(|mut house| async move {
        filled(&mut house).await;
        let blob = the_file(&house.places());
        let house = house
            .reopen_after(|_| {
                let mut bytes = std::fs::read(&blob).unwrap();
                bytes[100] ^= 1;
                std::fs::write(&blob, bytes).unwrap();
            })
            .await;
        let report = house.desk.verify(None, None).await.unwrap();
        assert!(report.programs[0].fault.clone().unwrap().contains("changed"), "{report}");
        std::fs::remove_file(&blob).unwrap();
        let report = house.desk.verify(None, None).await.unwrap();
        assert!(report.programs[0].fault.clone().unwrap().contains("missing"), "{report}");
    });
}

#[test]
fn sec_11_an_old_data_folder_put_back_is_not_signed_and_is_reported() {
    in_a_house(|mut house| async move {
        let ada = filled(&mut house).await;
        let program = program(PROGRAM);
        let mut old = Vec::new();
        house.desk.store().settle().await.unwrap();
        let house = house
            .reopen_after(|places| old = std::fs::read(places.data.join("candor.db")).unwrap())
            .await;
        let received = house.report(&program).await;
        house.act(&ada, &program, received.case, "acknowledge", &[]).await.unwrap();
        assert_eq!(house.desk.run_jobs_once().await.unwrap().checkpoints, 1);
        let house = house
            .reopen_after(|places| {
                std::fs::write(places.data.join("candor.db"), &old).unwrap();
                for leftover in ["candor.db-wal", "candor.db-shm"] {
                    drop(std::fs::remove_file(places.data.join(leftover)));
                }
            })
            .await;
        let held = house.desk.program(&program).unwrap();
        let refused = house.desk.sign_checkpoint(&held).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Ledger(_))), "{refused:?}");
        // Growing it differently does not help.
        for _ in 0..4 {
            house.report(&program).await;
        }
        let refused = house.desk.sign_checkpoint(&held).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Ledger(_))), "{refused:?}");
        let jobs = house.desk.run_jobs_once().await.unwrap();
        assert_eq!((jobs.checkpoints, jobs.troubles.len()), (0, 1), "{jobs:?}");
        assert!(!house.desk.verify(None, None).await.unwrap().is_sound());
    });
}

fn the_file(places: &Places) -> std::path::PathBuf {
    let mut found = Vec::new();
    let mut folders = vec![places.blobs.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[test]
fn led_1_a_policy_in_force_that_was_changed_in_the_database_is_named_with_its_entry() {
    in_a_house(|mut house| async move {
        filled(&mut house).await;
        let House { desk, time, folder, location, .. } = house;
        drop(desk);
        let places = Places::in_folder(folder.path());
        let verify = async || {
            let desk = open_to_verify(&places, &location, time.clone()).await;
            desk.verify(None, None).await.unwrap()
        };
        tamper(&places, "CREATE TABLE kept AS SELECT * FROM policy_version");
        for change in [
            "UPDATE policy_version SET source = replace(source, 'name', 'eman')",
            "UPDATE policy_version SET source = source || char(10) || '# a word more'",
        ] {
            assert_eq!(tamper(&places, change), 1);
            let report = verify().await;
            assert!(!report.is_sound());
            let fault = report.programs[0].fault.clone().unwrap();
            assert!(fault.contains("is not the text that is stored for it"), "{fault}");
            assert!(fault.contains("entry 0 of the log adopted it"), "{fault}");
            tamper(&places, "UPDATE policy_version SET source = (SELECT kept.source FROM kept)");
        }
        assert!(verify().await.is_sound());
    });
}
