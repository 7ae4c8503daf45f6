//! What can happen on the way to PostgreSQL, made to happen by PostgreSQL itself: triggers that cut the
//! connection or report a serialization failure at COMMIT, and a backend that is ended in the middle.

use access::ReadCase;
use store::{Location, Store, StoreError, case_file};
use testkit::on_postgres;

use crate::support::*;

async fn sql(url: &str, sql: &str) {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute(sql).await.unwrap();
}

/// Makes COMMIT of a transaction that wrote a case run `statement`.
async fn at_commit(url: &str, statement: &str) {
    sql(
        url,
        &format!(
            "CREATE SEQUENCE IF NOT EXISTS commits;
             CREATE OR REPLACE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS
               $$ BEGIN {statement}; RETURN NULL; END $$;
             CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON case_file
               DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION at_commit();"
        ),
    )
    .await;
}

async fn open_plain(store: &Store, number: u64) -> Result<(), StoreError> {
    write(store, move |tx| {
        Box::pin(async move {
            case_file::open(tx, &owner(), case(number), &case_row(number)).await.map(|_| ())
        })
    })
    .await
}

async fn exists(store: &Store, number: u64) -> bool {
    read(store, move |tx| {
        Box::pin(async move { case_file::of_case(tx, &on_case::<ReadCase>(number)).await })
    })
    .await
    .is_some()
}

fn with_url(test: impl AsyncFn(Store, String)) {
    on_postgres(|location| async {
        let Location::Postgres { url } = location.clone() else { unreachable!() };
        let store = Store::open(location, testkit::databases::options()).await.unwrap();
        test(store, url).await;
    });
}

#[test]
fn a_connection_lost_during_commit_is_unknown_and_is_not_tried_again() {
    with_url(async |store, url| {
        at_commit(
            &url,
            "PERFORM nextval('commits'); PERFORM pg_terminate_backend(pg_backend_pid())",
        )
        .await;
        assert_eq!(open_plain(&store, 1).await, Err(StoreError::Unknown));
        let (client, connection) =
            tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        let tries: i64 =
            client.query_one("SELECT last_value FROM commits", &[]).await.unwrap().get(0);
        assert_eq!(tries, 1);
        sql(&url, "DROP TRIGGER at_commit ON case_file").await;
        // The store goes on with a new connection, and the caller's key finds out what became of it.
        assert!(!exists(&store, 1).await);
        open_plain(&store, 1).await.unwrap();
    });
}

#[test]
fn a_serialization_failure_at_commit_is_started_anew_until_it_succeeds() {
    with_url(async |store, url| {
        at_commit(
            &url,
            "IF nextval('commits') < 8 THEN RAISE EXCEPTION 'retry' USING ERRCODE = '40001'; END IF",
        )
        .await;
        open_plain(&store, 1).await.unwrap();
        assert!(exists(&store, 1).await);
    });
}

#[test]
fn a_transaction_that_always_loses_ends_with_a_clear_answer() {
    with_url(async |store, url| {
        at_commit(&url, "RAISE EXCEPTION 'retry' USING ERRCODE = '40001'").await;
        assert_eq!(open_plain(&store, 1).await, Err(StoreError::Contended));
        assert!(StoreError::Contended.is_passing());
        assert!(!exists(&store, 1).await);
    });
}

#[test]
fn connections_that_the_server_closed_are_replaced_and_nothing_is_lost() {
    with_url(async |store, url| {
        open_plain(&store, 1).await.unwrap();
        sql(
            &url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .await;
        open_plain(&store, 2).await.unwrap();
        assert!(exists(&store, 1).await && exists(&store, 2).await);
    });
}

/// Sends these at once, while the writing task is held up by an earlier one, so that they share a transaction.
async fn together(store: &Store, numbers: &[u64]) -> Vec<Result<(), StoreError>> {
    let tasks: Vec<_> = numbers
        .iter()
        .map(|&number| {
            let store = store.clone();
            tokio::spawn(async move { open_plain(&store, number).await })
        })
        .collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}

#[test]
fn dur_a_group_that_loses_starts_anew_and_a_body_that_always_loses_takes_no_other_with_it() {
    with_url(async |store, url| {
        // The first three commits lose whatever they hold, and a commit with case 13 loses always.
        at_commit(
            &url,
            "IF nextval('commits') < 4 OR NEW.handle = 'A-13'
             THEN RAISE EXCEPTION 'retry' USING ERRCODE = '40001'; END IF",
        )
        .await;
        let outcomes = together(&store, &(1..=30).collect::<Vec<_>>()).await;
        for (number, outcome) in (1_u64..).zip(outcomes) {
            let expected = if number == 13 { Err(StoreError::Contended) } else { Ok(()) };
            assert_eq!(outcome, expected, "{number}");
            assert_eq!(exists(&store, number).await, number != 13, "{number}");
        }
    });
}

#[test]
fn dur_no_body_of_a_group_is_acknowledged_when_its_commit_is_unknown() {
    with_url(async |store, url| {
        at_commit(&url, "PERFORM pg_terminate_backend(pg_backend_pid())").await;
        for (number, outcome) in
            (1_u64..).zip(together(&store, &(1..=20).collect::<Vec<_>>()).await)
        {
            assert_eq!(outcome, Err(StoreError::Unknown), "{number}");
        }
        sql(&url, "DROP TRIGGER at_commit ON case_file").await;
        assert!(together(&store, &(1..=20).collect::<Vec<_>>()).await.iter().all(Result::is_ok));
    });
}

#[test]
fn many_bodies_share_a_commit_and_one_that_fails_is_taken_back_alone() {
    with_url(async |store, url| {
        open_plain(&store, 7).await.unwrap();
        at_commit(&url, "PERFORM nextval('commits')").await;
        sql(
            &url,
            "CREATE TABLE groups (id xid8); CREATE FUNCTION note_group() RETURNS trigger LANGUAGE plpgsql AS
               $$ BEGIN INSERT INTO groups VALUES (pg_current_xact_id()); RETURN NULL; END $$;
             CREATE TRIGGER note_group AFTER INSERT ON case_file FOR EACH ROW EXECUTE FUNCTION note_group()",
        )
        .await;
        let outcomes = together(&store, &(1..=60).collect::<Vec<_>>()).await;
        for (number, outcome) in (1_u64..).zip(outcomes) {
            assert_eq!(outcome.is_ok(), number != 7, "{number}: {outcome:?}");
            assert!(exists(&store, number).await);
        }
        let (client, connection) =
            tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        let row = client
            .query_one("SELECT count(*), count(DISTINCT id::text) FROM groups", &[])
            .await
            .unwrap();
        let (rows, groups): (i64, i64) = (row.get(0), row.get(1));
        assert_eq!(rows, 59);
        assert!(groups < 30, "{groups} transactions for {rows} bodies");
    });
}

#[test]
fn of_statements_sent_together_the_one_that_failed_is_told_and_not_those_after_it() {
    with_url(async |store, _| {
        open_plain(&store, 1).await.unwrap();
        let tries: Vec<_> = (0..400_u64)
            .map(|number| {
                let store = store.clone();
                tokio::spawn(async move {
                    write(&store, move |tx| {
                        Box::pin(async move {
                            let open = async |number: u64| {
                                let row = case_row(number);
                                case_file::open(tx, &owner(), case(number), &row).await.map(|_| ())
                            };
                            tokio::try_join!(
                                biased;
                                open(1),
                                open(10_000 + 3 * number),
                                open(10_001 + 3 * number),
                                open(10_002 + 3 * number),
                            )
                            .map(|_| ())
                        })
                    })
                    .await
                })
            })
            .collect();
        for one in tries {
            let told = one.await.unwrap();
            assert_eq!(told, Err(StoreError::Duplicate { table: "case_file".to_owned() }));
        }
    });
}

// ASVS 16.5.1, 16.5.2
#[test]
fn a_database_that_does_not_answer_is_said_to_be_unreachable_without_its_address() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("host={} user=ada password=hunter2 dbname=x", folder.path().display());
        let refused = Store::open(Location::Postgres { url }, testkit::databases::options())
            .await
            .unwrap_err();
        assert!(matches!(refused, StoreError::Unavailable { .. }), "{refused}");
        assert!(!refused.to_string().contains("hunter2"));
    });
}

#[test]
fn a_caller_that_goes_away_leaves_all_or_nothing() {
    with_url(async |store, _| {
        for number in 0..20 {
            let writing = open_plain(&store, number);
            // Dropped after it was polled once: the transaction goes on in its own task.
            let waited = tokio::time::timeout(std::time::Duration::from_micros(300), writing).await;
            drop(waited);
        }
        open_plain(&store, 100).await.unwrap();
    });
}
