//! What is particular to one file: its lock, its copy, what is erased from it.

use access::{ActOnCase, ReadCase};
use store::{Location, Options, Store, StoreError, case_file};
use testkit::on_sqlite;

use crate::support::*;

fn path(location: &Location) -> std::path::PathBuf {
    match location {
        Location::Sqlite { path } => path.clone(),
        Location::Postgres { .. } => unreachable!(),
    }
}

#[test]
fn a_second_serving_process_is_refused_and_told_why() {
    on_sqlite(|location| async move {
        let first = Store::open(location.clone(), testkit::databases::options()).await.unwrap();
        let second =
            Store::open(location.clone(), testkit::databases::options()).await.unwrap_err();
        assert_eq!(second, StoreError::InUse { path: path(&location) });
        assert!(second.to_string().contains("another candor process"), "{second}");
        drop(first);
        Store::open(location, testkit::databases::options()).await.unwrap();
    });
}

#[test]
fn a_tool_may_write_beside_a_serving_process() {
    on_sqlite(|location| async move {
        let serving = Store::open(location.clone(), testkit::databases::options()).await.unwrap();
        let shared = Options { exclusive: false, ..testkit::databases::options() };
        let tool = Store::open(location, shared).await.unwrap();
        open_case(&tool, 1).await;
        open_case(&serving, 2).await;
        let found = read(&serving, |tx| {
            Box::pin(async move { case_file::of_case(tx, &on_case::<ReadCase>(1)).await })
        });
        assert!(found.await.is_some());
    });
}

#[test]
fn a_copy_made_while_others_write_is_whole_and_opens() {
    on_sqlite(|location| async move {
        let store = Store::open(location.clone(), testkit::databases::options()).await.unwrap();
        let writer = {
            let store = store.clone();
            tokio::spawn(async move {
                for number in 0..200 {
                    open_case(&store, number).await;
                }
            })
        };
        let copy = path(&location).with_file_name("copy.db");
        store.backup(&copy).await.unwrap();
        writer.await.unwrap();
        let again = store.backup(&copy).await.unwrap_err();
        assert!(again.to_string().contains("there is a file of this name"), "{again}");
        assert!(!copy.with_file_name("copy.db.part").exists());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&copy).unwrap().permissions().mode() & 0o077, 0);
        }
        let opened = Store::open(Location::Sqlite { path: copy }, testkit::databases::options())
            .await
            .unwrap();
        let cases = read(&opened, |tx| {
            Box::pin(async move {
                let jobs = system_in_program::<access::RunJobs>();
                case_file::of_program(tx, &jobs, &program(), None, 1000).await
            })
        })
        .await;
        for row in cases {
            let proof_for = row.handle.trim_start_matches("A-").parse().unwrap();
            let events = read(&opened, move |tx| {
                Box::pin(
                    async move { store::event::of_case(tx, &on_case::<ReadCase>(proof_for)).await },
                )
            });
            assert_eq!(events.await.len(), 1, "a case in the copy has its event");
        }
    });
}

#[test]
fn what_is_erased_is_gone_from_the_file_and_its_log() {
    on_sqlite(|location| async move {
        const MARK: &[u8] = b"a-text-that-occurs-nowhere-else-0123456789";
        let store = Store::open(location.clone(), testkit::databases::options()).await.unwrap();
        let mut row = case_row(1);
        row.sealed_state = Some(MARK.repeat(500).into());
        open_case_as(&store, 1, row).await;
        let folder = path(&location).parent().unwrap().to_owned();
        let holding = || -> Vec<String> {
            std::fs::read_dir(&folder)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .filter(|path| {
                    std::fs::read(path).unwrap().windows(MARK.len()).any(|bytes| bytes == MARK)
                })
                .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
                .collect()
        };
        assert!(!holding().is_empty(), "the test looks where it is");
        store.settle().await.unwrap();
        assert_eq!(holding(), ["candor.db"]);
        write(&store, |tx| {
            Box::pin(async move { case_file::erase(tx, &on_case::<ActOnCase>(1)).await })
        })
        .await
        .unwrap();
        store.settle().await.unwrap();
        assert_eq!(holding(), [""; 0]);
    });
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_as_it_is() {
    on_sqlite(|location| async move {
        std::fs::write(path(&location), b"these are somebody's notes, not a database".repeat(40))
            .unwrap();
        let before = std::fs::read(path(&location)).unwrap();
        assert!(Store::open(location.clone(), testkit::databases::options()).await.is_err());
        assert_eq!(std::fs::read(path(&location)).unwrap(), before);
    });
}

#[test]
fn a_database_in_a_folder_that_does_not_exist_is_refused_with_its_name() {
    on_sqlite(|location| async move {
        let nowhere = path(&location).with_file_name("missing").join("candor.db");
        let refused =
            Store::open(Location::Sqlite { path: nowhere }, testkit::databases::options()).await;
        assert!(refused.unwrap_err().to_string().contains("missing"));
    });
}

#[test]
fn on_postgresql_a_backup_says_which_tool_to_use() {
    testkit::on_postgres(|location| async move {
        let store = Store::open(location, testkit::databases::options()).await.unwrap();
        let refused = store.backup(std::path::Path::new("copy")).await.unwrap_err();
        assert!(refused.to_string().contains("pg_dump"), "{refused}");
    });
}
