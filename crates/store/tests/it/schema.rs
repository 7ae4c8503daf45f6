//! The schema: the same on both databases, reached by migrations in order, and never older than the program.

use std::collections::{BTreeMap, BTreeSet};

use store::{Location, MIGRATIONS, Migration, Options, Store, StoreError};
use testkit::{both_locations, on_sqlite};

use crate::support::*;

/// Table → column → (kind, may be null).
type Tables = BTreeMap<String, BTreeMap<String, (String, bool)>>;
/// Index → (table, columns, unique).
type Indexes = BTreeMap<String, (String, Vec<String>, bool)>;

pub(crate) async fn tables(location: &Location) -> Tables {
    match location {
        Location::Sqlite { path } => tables_of_sqlite(path),
        Location::Postgres { url } => tables_of_postgres(url).await,
    }
}

fn tables_of_sqlite(path: &std::path::Path) -> Tables {
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut query = connection
        .prepare(
            "SELECT m.name, c.name, c.type, c.\"notnull\" FROM sqlite_schema m, pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
        )
        .unwrap();
    let mut tables = Tables::new();
    let rows = query
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .unwrap();
    for row in rows {
        let (table, column, kind, not_null): (String, String, String, bool) = row.unwrap();
        let kind = match kind.as_str() {
            "INTEGER" => "bigint",
            "TEXT" => "text",
            "BLOB" => "bytea",
            other => panic!("{table}.{column}: {other}"),
        };
        tables.entry(table).or_default().insert(column, (kind.to_owned(), !not_null));
    }
    tables
}

async fn client(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn tables_of_postgres(url: &str) -> Tables {
    let rows = client(url)
        .await
        .query(
            "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'YES'
             FROM information_schema.columns WHERE table_schema = 'public'",
            &[],
        )
        .await
        .unwrap();
    let mut tables = Tables::new();
    for row in rows {
        let (table, column, kind, nullable) = (row.get(0), row.get(1), row.get(2), row.get(3));
        tables.entry(table).or_default().insert(column, (kind, nullable));
    }
    tables
}

fn indexes_of_sqlite(path: &std::path::Path) -> Indexes {
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut query = connection
        .prepare(
            "SELECT m.name, i.name, i.\"unique\", i.origin, c.name
             FROM sqlite_schema m, pragma_index_list(m.name) i, pragma_index_info(i.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY i.name, c.seqno",
        )
        .unwrap();
    let mut indexes = Indexes::new();
    let rows = query
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        .unwrap();
    for row in rows {
        let (table, index, unique, origin, column): (String, String, bool, String, String) =
            row.unwrap();
        let index = if origin == "pk" { format!("{table}_pkey") } else { index };
        indexes.entry(index).or_insert((table, Vec::new(), unique)).1.push(column);
    }
    indexes
}

async fn indexes_of_postgres(url: &str) -> Indexes {
    let rows = client(url)
        .await
        .query(
            "SELECT t.relname::text, i.relname::text, x.indisunique, a.attname::text
             FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
             JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
             CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY AS k(attnum, place)
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum ORDER BY 2, k.place",
            &[],
        )
        .await
        .unwrap();
    let mut indexes = Indexes::new();
    for row in rows {
        let (table, index, unique, column): (String, String, bool, String) =
            (row.get(0), row.get(1), row.get(2), row.get(3));
        indexes.entry(index).or_insert((table, Vec::new(), unique)).1.push(column);
    }
    indexes
}

/// What the migrations, read as text, say should be there.
fn tables_as_written() -> BTreeMap<String, BTreeSet<String>> {
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    tables.insert("meta".to_owned(), BTreeSet::from(["key".to_owned(), "value".to_owned()]));
    for statement in MIGRATIONS.iter().flat_map(Migration::statements) {
        if let Some(added) = statement.strip_prefix("ALTER TABLE ") {
            let (name, column) = added.split_once(" ADD COLUMN ").unwrap();
            let column = column.split_whitespace().next().unwrap();
            tables.get_mut(name).unwrap().insert(column.to_owned());
        }
        let Some(table) = statement.strip_prefix("CREATE TABLE ") else { continue };
        let (name, body) = table.split_once(" (").unwrap();
        let columns = body
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with("PRIMARY KEY") && *line != ")")
            .map(|line| line.split_whitespace().next().unwrap().to_owned())
            .collect();
        tables.insert(name.to_owned(), columns);
    }
    tables
}

#[test]
fn a_fresh_database_has_what_all_migrations_in_order_say() {
    both_locations(|location| async move {
        let _store = Store::open(location.clone(), testkit::databases::options()).await.unwrap();
        let found: BTreeMap<String, BTreeSet<String>> = tables(&location)
            .await
            .into_iter()
            .map(|(table, columns)| (table, columns.into_keys().collect()))
            .collect();
        assert_eq!(found, tables_as_written());
    });
}

#[test]
fn both_databases_have_the_same_tables_columns_and_indexes() {
    on_sqlite(|location| async move {
        let Location::Sqlite { path } = location.clone() else { unreachable!() };
        let _lite = Store::open(location, testkit::databases::options()).await.unwrap();
        let Some(url) = testkit::postgres::fresh_database() else { return };
        let there = Location::Postgres { url: url.clone() };
        let _pg = Store::open(there, testkit::databases::options()).await.unwrap();
        assert_eq!(tables_of_sqlite(&path), tables_of_postgres(&url).await);
        assert_eq!(indexes_of_sqlite(&path), indexes_of_postgres(&url).await);
    });
}

#[test]
fn opening_a_database_again_changes_nothing() {
    both_locations(|location| async move {
        for _ in 0..2 {
            let store = Store::open(location.clone(), testkit::databases::options()).await.unwrap();
            drop(store);
        }
        assert_eq!(tables(&location).await.len(), tables_as_written().len());
    });
}

async fn run_sql(location: &Location, sql: &str) {
    match location {
        Location::Sqlite { path } => {
            rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
        }
        Location::Postgres { url } => client(url).await.batch_execute(sql).await.unwrap(),
    }
}

#[test]
fn a_database_of_a_newer_program_is_refused() {
    both_locations(|location| async move {
        drop(Store::open(location.clone(), testkit::databases::options()).await.unwrap());
        run_sql(&location, "UPDATE meta SET value = '99' WHERE key = 'schema'").await;
        for read_only in [false, true] {
            let options = Options { read_only, ..testkit::databases::options() };
            let refused = Store::open(location.clone(), options).await;
            let known = i64::try_from(MIGRATIONS.len()).unwrap();
            assert_eq!(refused.err(), Some(StoreError::NewerSchema { found: 99, known }));
        }
    });
}

#[test]
fn an_empty_database_is_not_opened_for_reading() {
    both_locations(|location| async move {
        let options = Options { read_only: true, ..testkit::databases::options() };
        let refused = Store::open(location, options).await.unwrap_err();
        let expected = matches!(refused, StoreError::OlderSchema { .. } | StoreError::Location(_));
        assert!(expected, "{refused}");
    });
}

#[test]
fn a_migration_that_was_interrupted_goes_on_where_it_stopped() {
    testkit::on_postgres(|location| async move {
        let Location::Postgres { url } = location.clone() else { unreachable!() };
        drop(Store::open(location.clone(), testkit::databases::options()).await.unwrap());
        let whole = indexes_of_postgres(&url).await;
        // As if the process had ended before the last two definitions.
        let statements = MIGRATIONS.last().unwrap().statements();
        for statement in statements.iter().rev().take(2) {
            let words: Vec<&str> = statement.split_whitespace().collect();
            let undone = match words[..] {
                ["CREATE", "TABLE", table, ..] => format!("DROP TABLE {table}"),
                ["ALTER", "TABLE", table, "ADD", "COLUMN", column, ..] => {
                    format!("ALTER TABLE {table} DROP COLUMN {column}")
                }
                ["CREATE", "INDEX", index, ..] | ["CREATE", "UNIQUE", "INDEX", index, ..] => {
                    format!("DROP INDEX {index}")
                }
                _ => panic!("how is this undone? {statement}"),
            };
            run_sql(&location, &undone).await;
        }
        let done = statements.len().saturating_sub(2);
        let number = MIGRATIONS.last().unwrap().number;
        run_sql(&location, &format!("UPDATE meta SET value = '{number}+{done}'")).await;
        let store = Store::open(location, testkit::databases::options()).await.unwrap();
        assert_eq!(indexes_of_postgres(&url).await, whole);
        open_case(&store, 1).await;
    });
}

#[test]
fn two_nodes_that_start_at_once_both_come_up() {
    testkit::on_postgres(|location| async move {
        let open = || Store::open(location.clone(), testkit::databases::options());
        let (first, second, third) = tokio::join!(open(), open(), open());
        for store in [first, second, third] {
            store.unwrap();
        }
    });
}
