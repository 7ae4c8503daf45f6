//! A full disk and a failing one, with a real full disk and real errors from the system.
//!
//! The small disk is a `tmpfs`, which only root may mount; the errors are put into this test's own child by
//! `strace`. Where either is not to be had the test says that it skips.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use access::{ActOnCase, ReadCase};
use store::{Bytes, Location, Options, Store, StoreError, case_file};

use crate::support::*;

#[expect(clippy::disallowed_methods, reason = "mounts a small disk, starts this test under strace")]
fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    Command::new(program)
}

fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// A disk of a few megabytes, unmounted when dropped.
struct SmallDisk {
    folder: Option<tempfile::TempDir>,
}

impl SmallDisk {
    fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = succeeds(
            command("mount")
                .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
                .arg(folder.path()),
        );
        if !mounted {
            println!("skipped: a small disk cannot be mounted here");
        }
        mounted.then_some(Self { folder: Some(folder) })
    }

    fn path(&self) -> &Path {
        self.folder.as_ref().unwrap().path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            succeeds(command("umount").arg(folder.path()));
        }
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().unwrap()
}

#[test]
fn a_full_disk_is_said_clearly_loses_nothing_and_the_ballast_lets_work_go_on() {
    let Some(disk) = SmallDisk::mount("6m") else { return };
    runtime().block_on(async {
        let location = Location::Sqlite { path: disk.path().join("candor.db") };
        let ballast_bytes = 2 * 1024 * 1024;
        let options = Options { ballast_bytes, ..testkit::databases::options() };
        let store = Store::open(location.clone(), options.clone()).await.unwrap();
        let ballast = disk.path().join("ballast");
        for _ in 0..200 {
            if std::fs::metadata(&ballast).is_ok_and(|found| found.len() == ballast_bytes) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let mut kept = 0;
        let refused = loop {
            let number = kept;
            let outcome = write(&store, move |tx| {
                Box::pin(async move {
                    let mut row = case_row(number);
                    row.sealed_state = Some(Bytes(vec![7; 20_000]));
                    case_file::open(tx, &owner(), case(number), &row).await.map(|_| ())
                })
            });
            match outcome.await {
                Ok(()) => kept += 1,
                Err(error) => break error,
            }
            assert!(kept < 1000, "the disk never filled");
        };
        assert_eq!(refused, StoreError::DiskFull);
        assert!(refused.to_string().contains("ballast"), "{refused}");
        assert!(kept > 10);
        let all_there = |store: Store| async move {
            for number in 0..kept {
                let found = read(&store, move |tx| {
                    Box::pin(
                        async move { case_file::of_case(tx, &on_case::<ReadCase>(number)).await },
                    )
                });
                assert!(found.await.is_some(), "acknowledged case {number} of {kept}");
            }
        };
        all_there(store.clone()).await;
        // Erasing needs room too, which the ballast gives.
        assert_eq!(store.release_ballast(), Ok(true));
        write(&store, |tx| {
            Box::pin(async move { case_file::erase(tx, &on_case::<ActOnCase>(0)).await })
        })
        .await
        .unwrap();
        open_case(&store, 5000).await;
        drop(store);
        all_there(Store::open(location, options).await.unwrap()).await;
    });
}

#[test]
fn a_backup_to_a_full_disk_leaves_no_half_a_file() {
    let Some(disk) = SmallDisk::mount("200k") else { return };
    runtime().block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::Sqlite { path: folder.path().join("candor.db") };
        let store = Store::open(location, testkit::databases::options()).await.unwrap();
        open_case(&store, 1).await;
        let to = disk.path().join("copy.db");
        assert!(store.backup(&to).await.is_err());
        assert_eq!(std::fs::read_dir(disk.path()).unwrap().count(), 0);
        open_case(&store, 2).await;
    });
}

/// Set for the child that runs under strace: the folder it writes in.
const CHILD: &str = "CANDOR_TEST_DISK_CHILD";

/// Runs this test again in a child of its own, with errors put into its system calls.
fn under_strace(test: &str, inject: &str, folder: &Path) -> Option<Output> {
    if !succeeds(command("strace").args(["-o", "/dev/null", "true"])) {
        println!("skipped: strace cannot trace here");
        return None;
    }
    let output = command("strace")
        .args(["-f", "-o", "/dev/null", "-e", "trace=fdatasync,fsync", "-e", inject])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(CHILD, folder)
        .output()
        .unwrap();
    Some(output)
}

// ASVS 16.5.3
#[test]
fn after_an_fsync_error_nothing_is_acknowledged_any_more_and_nothing_acknowledged_is_lost() {
    const NAME: &str = concat!(
        "disk::",
        "after_an_fsync_error_nothing_is_acknowledged_any_more_and_nothing_acknowledged_is_lost"
    );
    if let Some(folder) = std::env::var_os(CHILD) {
        return runtime().block_on(write_until_the_disk_fails(PathBuf::from(folder)));
    }
    let folder = tempfile::tempdir().unwrap();
    // The first forty succeed, so that the database is made and some cases are stored; the next fails, and
    // those after it would succeed again: whoever tries again would believe them.
    let inject = "inject=fdatasync,fsync:error=EIO:when=40";
    let Some(output) = under_strace(NAME, inject, folder.path()) else { return };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let acknowledged: Vec<u64> = said
        .lines()
        .filter_map(|line| line.rsplit("acknowledged ").next()?.trim().parse().ok())
        .collect();
    assert!(acknowledged.len() > 5, "{said}");
    assert!(said.contains("the process must end"), "{said}");
    runtime().block_on(async {
        let location = Location::Sqlite { path: folder.path().join("candor.db") };
        let store = Store::open(location, testkit::databases::options()).await.unwrap();
        for number in acknowledged {
            let found = read(&store, move |tx| {
                Box::pin(async move { case_file::of_case(tx, &on_case::<ReadCase>(number)).await })
            });
            assert!(found.await.is_some(), "case {number}");
        }
    });
}

async fn write_until_the_disk_fails(folder: PathBuf) {
    let location = Location::Sqlite { path: folder.join("candor.db") };
    let store = Store::open(location, testkit::databases::options()).await.unwrap();
    for number in 0..200 {
        let outcome = write(&store, move |tx| {
            Box::pin(async move {
                case_file::open(tx, &owner(), case(number), &case_row(number)).await.map(|_| ())
            })
        });
        match outcome.await {
            Ok(()) => println!("acknowledged {number}"),
            Err(error) => {
                assert!(error.is_fatal(), "{error}");
                println!("{error}");
                let after = write(&store, |tx| {
                    Box::pin(async move {
                        case_file::open(tx, &owner(), case(999), &case_row(999)).await.map(|_| ())
                    })
                });
                assert!(after.await.unwrap_err().is_fatal(), "it stays refused");
                let reading = store
                    .read::<_, StoreError, _>(|tx| {
                        Box::pin(
                            async move { case_file::of_case(tx, &on_case::<ReadCase>(0)).await },
                        )
                    })
                    .await;
                assert!(reading.unwrap_err().is_fatal(), "reading too");
                return;
            }
        }
    }
    panic!("no fsync failed");
}
