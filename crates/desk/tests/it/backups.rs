//! A backup is put back whole or not at all, and the log says that it was.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use desk::{BackupError, Door, NewFile, Restore, SubmissionKey, restore};

use crate::house::{
    House, PASSPHRASE, Places, at, in_a_house, in_both_houses, open, program, report,
};

const PROGRAM: &str = "feature-table";

async fn backed_up(house: &mut House) -> (PathBuf, desk::Received) {
    let ada = house.settle(&[PROGRAM, "sigtech"]).await;
    let program = program(PROGRAM);
    let mut sent = report("A window into the vault");
    sent.files.push(NewFile { name: "poc.bin".to_owned(), bytes: vec![3; 3_000_000] });
    let received = house.send(&program, sent, SubmissionKey::Fresh).await.unwrap();
    house.act(&ada, &program, received.case, "acknowledge", &[]).await.unwrap();
    house.desk.run_jobs_once().await.unwrap();
    let to = house.folder.path().join("backup.candor");
    let made = house.desk.backup(&to).await.unwrap();
    assert_eq!((made.files, made.missing.len()), (1, 0));
    (to, received)
}

fn places(folder: &Path) -> Places {
    Places::in_folder(folder)
}

fn ask<'a>(from: &'a Path, kit: &'a str, to: &'a Places) -> Restore<'a> {
    Restore {
        from,
        kit,
        data: &to.data,
        root_key_file: &to.key,
        anchors: &to.anchors,
        reason: "The disk broke.",
        now: at("2026-10-07T08:00:00Z"),
    }
}

#[test]
fn sec_11_a_restored_backup_is_what_was_backed_up_under_a_new_origin() {
    in_a_house(|mut house| async move {
        let (backup, received) = backed_up(&mut house).await;
        let elsewhere = tempfile::tempdir().unwrap();
        let to = places(elsewhere.path());
        let restored = restore(ask(&backup, &house.kit, &to)).await.unwrap();
        assert!(restored.logs.iter().all(|(_, origin)| origin.ends_with("/2")), "{restored:?}");
        assert_eq!(std::fs::metadata(&to.key).unwrap().permissions().mode() & 0o777, 0o400);

        let old = rows(&house.places());
        let location = store::Location::Sqlite { path: to.data.join("candor.db") };
        for (table, was) in old {
            let is = rows_of(&to, table);
            // What a restore adds, and sessions, which it ends; everything else is equal.
            let added = ["meta", "ledger_leaf", "ledger_tile", "ledger_head", "program", "session"];
            if added.contains(&table) {
                assert!(table == "session" || is.len() >= was.len(), "{table}");
            } else {
                assert_eq!(is, was, "{table}");
            }
        }
        let desk = open(&to, &location, house.time.clone()).await.unwrap();
        let ada =
            desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap().member.unwrap();
        let program = program(PROGRAM);
        let case = desk.open_case(&ada, &program, received.case).await.unwrap();
        let file = desk.open_file(&ada, &program, received.case, case.files[0].id).await.unwrap();
        assert_eq!(file.bytes, vec![3; 3_000_000]);
        let reporter = desk.reporter(&received.receipt).await.unwrap();
        desk.mailbox(&reporter).await.unwrap();

        assert_eq!(desk.run_jobs_once().await.unwrap().checkpoints, 2, "the new logs are signed");
        let report = desk.verify(None, Some(&ada)).await.unwrap();
        assert!(report.is_sound(), "{report}");
        let held = desk.program(&program).unwrap();
        assert!(held.origin.ends_with("/2") && held.ledger_key().contains("/2"));
        // What was proven before still is; and the new log proves it too.
        let file = desk.receipt_file(&reporter).await.unwrap();
        desk::verify_receipt_file(file.as_bytes(), &held.ledger_key()).unwrap();
    });
}

#[test]
fn a_second_restore_takes_another_origin_so_that_no_name_is_signed_twice() {
    in_a_house(|mut house| async move {
        let (backup, _) = backed_up(&mut house).await;
        let elsewhere = tempfile::tempdir().unwrap();
        let to = places(elsewhere.path());
        restore(ask(&backup, &house.kit, &to)).await.unwrap();
        let location = store::Location::Sqlite { path: to.data.join("candor.db") };
        let desk = open(&to, &location, house.time.clone()).await.unwrap();
        desk.run_jobs_once().await.unwrap();
        drop(desk);
        std::fs::remove_dir_all(&to.data).unwrap();
        let again = restore(ask(&backup, &house.kit, &to)).await.unwrap();
        assert!(again.logs.iter().all(|(_, origin)| origin.ends_with("/3")), "{again:?}");
        let desk = open(&to, &location, house.time.clone()).await.unwrap();
        assert_eq!(desk.run_jobs_once().await.unwrap().checkpoints, 2);
        assert!(desk.verify(None, None).await.unwrap().is_sound());
    });
}

#[test]
fn a_damaged_or_cut_backup_or_another_kit_restores_nothing() {
    in_a_house(|mut house| async move {
        let (backup, _) = backed_up(&mut house).await;
        let elsewhere = tempfile::tempdir().unwrap();
        let to = places(elsewhere.path());
        let bytes = std::fs::read(&backup).unwrap();
        let broken = elsewhere.path().join("broken");
        let mut kinds: Vec<Vec<u8>> = vec![
            bytes[..bytes.len() - 1].to_vec(),
            bytes[..bytes.len() / 2].to_vec(),
            bytes[..20].to_vec(),
            Vec::new(),
            [&bytes[..], b"x"].concat(),
        ];
        for place in [10, 60, 2_000, bytes.len() / 2, bytes.len() - 5] {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            kinds.push(changed);
        }
        for changed in kinds {
            std::fs::write(&broken, changed).unwrap();
            let refused = restore(ask(&broken, &house.kit, &to)).await.map(|_| ());
            assert!(refused.is_err());
            assert_nothing_is_left(elsewhere.path());
        }
        let other = seal::RecoveryKit::generate(&mut desk::SystemRandom);
        let refused = restore(ask(&backup, &other.words(), &to)).await.map(|_| ());
        assert!(matches!(refused, Err(BackupError::Kit)), "{refused:?}");
        let refused = restore(ask(&backup, "twelve words that are none", &to)).await.map(|_| ());
        assert!(matches!(refused, Err(BackupError::KitText(_))), "{refused:?}");
        let silent = Restore { reason: " ", ..ask(&backup, &house.kit, &to) };
        assert!(restore(silent).await.is_err(), "a restore gives its reason");
        assert_nothing_is_left(elsewhere.path());
    });
}

#[test]
fn nothing_is_overwritten_by_a_backup_or_a_restore() {
    in_a_house(|mut house| async move {
        let (backup, _) = backed_up(&mut house).await;
        let again = house.desk.backup(&backup).await.map(|_| ());
        assert!(matches!(again, Err(BackupError::Exists(_))), "{again:?}");
        let there = house.places();
        let refused = restore(ask(&backup, &house.kit, &there)).await.map(|_| ());
        assert!(matches!(refused, Err(BackupError::NotEmpty(_))), "{refused:?}");
        let elsewhere = tempfile::tempdir().unwrap();
        let to = places(elsewhere.path());
        let other = seal::RootKey::generate(&mut desk::SystemRandom);
        std::fs::write(&to.key, other.to_file_text().as_bytes()).unwrap();
        let refused = restore(ask(&backup, &house.kit, &to)).await.map(|_| ());
        assert!(matches!(refused, Err(BackupError::Start(_))), "{refused:?}");
        assert!(!to.data.exists());
        let names: Vec<_> = std::fs::read_dir(house.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains("backup"))
            .collect();
        assert_eq!(names, ["backup.candor"], "no part is left beside it");
    });
}

#[test]
fn a_lost_file_does_not_keep_the_rest_from_being_backed_up_and_restored() {
    in_a_house(|mut house| async move {
        backed_up(&mut house).await;
        std::fs::remove_dir_all(house.places().blobs.join(PROGRAM)).unwrap();
        let to = house.folder.path().join("second.candor");
        let made = house.desk.backup(&to).await.unwrap();
        assert_eq!((made.files, made.missing.len()), (0, 1));
        let elsewhere = tempfile::tempdir().unwrap();
        let restored = restore(ask(&to, &house.kit, &places(elsewhere.path()))).await.unwrap();
        assert_eq!(restored.missing, made.missing);
    });
}

#[test]
fn on_postgresql_a_backup_says_what_to_use_instead() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let to = house.folder.path().join("backup.candor");
        let made = house.desk.backup(&to).await;
        match house.location {
            store::Location::Sqlite { .. } => assert!(to.exists()),
            store::Location::Postgres { .. } => {
                let told = made.map(|_| ()).unwrap_err().to_string();
                assert!(told.contains("pg_dump"), "{told}");
                assert!(!to.exists());
            }
        }
    });
}

#[test]
fn a_backup_before_the_first_account_has_nothing_to_be_sealed_to() {
    in_a_house(|house| async move {
        let to = house.folder.path().join("backup.candor");
        let refused = house.desk.backup(&to).await.map(|_| ());
        assert!(matches!(refused, Err(BackupError::NoRecoveryKit)), "{refused:?}");
        assert!(!to.exists());
    });
}

fn assert_nothing_is_left(folder: &Path) {
    let names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "broken")
        .collect();
    assert!(names.is_empty(), "{names:?}");
}

const TABLES: [&str; 24] = [
    "account",
    "account_wrap",
    "advisory",
    "case_file",
    "case_key",
    "checkpoint",
    "credit",
    "deadline",
    "event",
    "file",
    "ledger_head",
    "ledger_leaf",
    "ledger_tile",
    "meta",
    "notice",
    "outbox",
    "policy_version",
    "program",
    "receipt",
    "report",
    "session",
    "submission",
    "team_epoch",
    "team_grant",
];

fn rows(places: &Places) -> Vec<(&'static str, Vec<String>)> {
    TABLES.iter().map(|table| (*table, rows_of(places, table))).collect()
}

fn rows_of(places: &Places, table: &str) -> Vec<String> {
    let database = rusqlite::Connection::open(places.data.join("candor.db")).unwrap();
    let mut statement = database.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns = statement.column_count();
    let mut rows: Vec<String> = statement
        .query_map([], |row| {
            (0..columns)
                .map(|column| row.get::<_, rusqlite::types::Value>(column))
                .collect::<Result<Vec<_>, _>>()
                .map(|values| format!("{values:?}"))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    rows.sort();
    rows
}
