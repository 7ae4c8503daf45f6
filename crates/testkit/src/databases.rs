//! One test, both databases.
//!
//! [`both_databases`] runs a test with an empty store on SQLite and then with one on PostgreSQL, each in a
//! runtime of its own. [`both_locations`] gives the place instead, for tests that open it themselves.

use std::future::Future;

use store::{Location, Options, Store};

use crate::postgres::{fresh_database, say};

/// How the stores of tests are opened: as in service, without the ballast.
#[must_use]
pub fn options() -> Options {
    Options { ballast_bytes: 0, ..Options::default() }
}

/// Runs `test` with an empty store on each database.
///
/// # Panics
/// When the test does, or a store cannot be opened.
pub fn both_databases<F, Fut>(test: F)
where
    F: Fn(Store) -> Fut,
    Fut: Future<Output = ()>,
{
    both_locations(|location| async {
        let opened = Store::open(location, options()).await;
        assert!(opened.is_ok(), "the store cannot be opened: {opened:?}");
        if let Ok(store) = opened {
            test(store).await;
        }
    });
}

/// Runs `test` with the place of an empty database of each kind.
///
/// # Panics
/// When the test does.
pub fn both_locations<F, Fut>(test: F)
where
    F: Fn(Location) -> Fut,
    Fut: Future<Output = ()>,
{
    on_sqlite(&test);
    on_postgres(&test);
}

/// Runs `test` with the place of a SQLite database that does not exist yet, in a folder that is removed.
///
/// # Panics
/// When the test does.
pub fn on_sqlite<F, Fut>(test: F)
where
    F: Fn(Location) -> Fut,
    Fut: Future<Output = ()>,
{
    say("on SQLite");
    let folder = tempfile::tempdir();
    assert!(folder.is_ok(), "no temporary folder: {folder:?}");
    if let Ok(folder) = folder {
        run(test(Location::Sqlite { path: folder.path().join("candor.db") }));
    }
}

/// Runs `test` with the place of an empty PostgreSQL database; says that it skips where there is none.
///
/// # Panics
/// When the test does, or PostgreSQL is required and missing.
pub fn on_postgres<F, Fut>(test: F)
where
    F: Fn(Location) -> Fut,
    Fut: Future<Output = ()>,
{
    if let Some(url) = fresh_database() {
        say("on PostgreSQL");
        run(test(Location::Postgres { url }));
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    assert!(runtime.is_ok(), "no runtime: {runtime:?}");
    if let Ok(runtime) = runtime {
        runtime.block_on(test);
    }
}
