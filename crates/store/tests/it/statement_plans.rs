//! Every statement prepares on both databases, means the same on both, and reads rows by an index.

use std::collections::BTreeSet;

use store::{Location, MIGRATIONS, Migration, Statement, Store, statements};
use testkit::{on_postgres, on_sqlite};
use tokio_postgres::types::Type;

/// A query of a whole table is allowed where the text says so.
const SCAN_OK: &str = "/*scan-ok*/";

#[test]
fn every_statement_prepares_on_sqlite_and_reads_by_an_index() {
    on_sqlite(|location| async move {
        let Location::Sqlite { path } = location.clone() else { unreachable!() };
        let _store = Store::open(location, testkit::databases::options()).await.unwrap();
        let connection = rusqlite::Connection::open(path).unwrap();
        for statement in statements() {
            let name = statement.name();
            let sql = statement.sqlite();
            connection.prepare(sql).unwrap_or_else(|error| panic!("{name}: {error}"));
            let mut explained = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let parameters = explained.parameter_count();
            let nothing = vec![rusqlite::types::Null; parameters];
            let plan: Vec<String> = explained
                .query_map(rusqlite::params_from_iter(nothing), |row| row.get(3))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            // Walking the few rows that an inner query with a limit gave is no walk over a table.
            let scans =
                plan.iter().any(|step| step.starts_with("SCAN") && !step.starts_with("SCAN due"));
            assert_eq!(scans, sql.contains(SCAN_OK), "{name}: {plan:#?}");
            if name.contains("QUEUE") || name.contains("COUNTS") || name.contains("::PUBLISHED") {
                assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{name}: {plan:#?}");
            }
        }
    });
}

#[test]
fn every_statement_prepares_on_postgresql_and_reads_by_an_index() {
    on_postgres(|location| async move {
        let Location::Postgres { url } = location.clone() else { unreachable!() };
        let _store = Store::open(location, testkit::databases::options()).await.unwrap();
        let (client, connection) =
            tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client
            .batch_execute("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan")
            .await
            .unwrap();
        for statement in statements() {
            let name = statement.name();
            let sql = statement.postgres();
            let prepared = client.prepare(sql).await;
            let prepared = prepared.unwrap_or_else(|error| panic!("{name}: {error:?}"));
            let types = prepared
                .params()
                .iter()
                .chain(prepared.columns().iter().map(tokio_postgres::Column::type_));
            for kind in types {
                assert!([Type::INT8, Type::TEXT, Type::BYTEA].contains(kind), "{name}: {kind}");
            }
            let nothing = vec!["NULL"; prepared.params().len()].join(", ");
            let call = if nothing.is_empty() { String::new() } else { format!("({nothing})") };
            client.batch_execute(&format!("PREPARE looked_at AS {sql}")).await.unwrap();
            let rows =
                client.query(&format!("EXPLAIN EXECUTE looked_at{call}"), &[]).await.unwrap();
            client.batch_execute("DEALLOCATE looked_at").await.unwrap();
            let plan: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
            if sql.contains(SCAN_OK) {
                continue;
            }
            assert!(!plan.iter().any(|step| step.contains("Seq Scan")), "{name}: {plan:#?}");
            let scans = plan.iter().filter(|s| s.contains("Index") && s.contains("Scan")).count();
            let bounded = plan.iter().filter(|step| step.contains("Index Cond")).count();
            assert_eq!(scans, bounded, "{name} walks a whole index: {plan:#?}");
        }
    });
}

#[test]
fn both_databases_take_the_same_parameters_and_give_the_same_columns() {
    on_sqlite(|location| async move {
        let Location::Sqlite { path } = location.clone() else { unreachable!() };
        let _store = Store::open(location, testkit::databases::options()).await.unwrap();
        let connection = rusqlite::Connection::open(path).unwrap();
        let shapes: Vec<(usize, usize)> = statements()
            .map(|statement| {
                let prepared = connection.prepare(statement.sqlite()).unwrap();
                (prepared.parameter_count(), prepared.column_count())
            })
            .collect();
        on_postgres_from_here(shapes).await;
    });
}

async fn on_postgres_from_here(shapes: Vec<(usize, usize)>) {
    let Some(url) = testkit::postgres::fresh_database() else { return };
    let location = Location::Postgres { url: url.clone() };
    let _store = Store::open(location, testkit::databases::options()).await.unwrap();
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    for (statement, shape) in statements().zip(shapes) {
        let prepared = client.prepare(statement.postgres()).await.unwrap();
        let found = (prepared.params().len(), prepared.columns().len());
        assert_eq!(found, shape, "{}", statement.name());
    }
}

#[test]
fn statement_names_are_unique_and_every_module_that_declares_some_is_in_the_list() {
    let names: BTreeSet<&str> = statements().map(Statement::name).collect();
    assert_eq!(names.len(), statements().count());
    let listed: BTreeSet<&str> = names.iter().filter_map(|name| name.split("::").nth(1)).collect();
    let sources = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut declaring = BTreeSet::new();
    for entry in std::fs::read_dir(sources).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        if text.contains("\ndeclare! {") {
            declaring.insert(path.file_stem().unwrap().to_str().unwrap().to_owned());
        }
    }
    assert_eq!(declaring.iter().map(String::as_str).collect::<BTreeSet<_>>(), listed);
}

/// The words of a text, upper-cased, quoted text left out.
fn words(sql: &str) -> Vec<String> {
    let unquoted: String = sql.split('\'').step_by(2).collect::<Vec<_>>().join(" ");
    unquoted
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_uppercase)
        .collect()
}

/// What a distributed engine that speaks PostgreSQL's protocol lacks or does otherwise (the rules that keep
/// YugabyteDB and CockroachDB within reach).
fn breach(sql: &str) -> Option<&'static str> {
    const FORBIDDEN: &[(&str, &str)] = &[
        ("PG_ADVISORY_LOCK", "an advisory lock"),
        ("PG_TRY_ADVISORY_LOCK", "an advisory lock"),
        ("LISTEN", "LISTEN"),
        ("NOTIFY", "NOTIFY"),
        ("TRIGGER", "a trigger"),
        ("PLPGSQL", "a stored procedure"),
        ("EXTENSION", "an extension"),
        ("LOCK", "LOCK TABLE"),
        ("TEMP", "a temporary table"),
        ("TEMPORARY", "a temporary table"),
        ("DOMAIN", "a domain"),
        ("ENUM", "an enumeration type"),
        ("DEFERRABLE", "a deferrable constraint"),
        ("EXCLUDE", "an exclusion constraint"),
        ("GENERATED", "a generated column"),
        ("SERIAL", "an id made by the database"),
        ("BIGSERIAL", "an id made by the database"),
        ("IDENTITY", "an id made by the database"),
        ("AUTOINCREMENT", "an id made by the database"),
        ("NEXTVAL", "an id made by the database"),
        ("NOW", "the database's clock"),
        ("CURRENT_TIMESTAMP", "the database's clock"),
        ("OFFSET", "OFFSET instead of a key to go on from"),
        ("JSON", "a JSON type"),
        ("JSONB", "a JSON type"),
        ("TIMESTAMP", "a time type"),
        ("TIMESTAMPTZ", "a time type"),
        ("BOOLEAN", "a type outside TEXT, BIGINT, BYTEA"),
        ("INTEGER", "a type outside TEXT, BIGINT, BYTEA"),
        ("VARCHAR", "a type outside TEXT, BIGINT, BYTEA"),
        ("REAL", "a type outside TEXT, BIGINT, BYTEA"),
        ("NUMERIC", "a type outside TEXT, BIGINT, BYTEA"),
        ("SKIP", "a need for SKIP LOCKED"),
        ("ROWID", "SQLite's row number"),
        ("ILIKE", "ILIKE"),
        ("GLOB", "GLOB"),
        ("WITH", "a common table expression"),
    ];
    let words = words(sql);
    if let Some((_, what)) = FORBIDDEN.iter().find(|(word, _)| words.iter().any(|w| w == word)) {
        return Some(what);
    }
    let unquoted: String = sql.split('\'').step_by(2).collect();
    let code = unquoted.replace(SCAN_OK, "");
    if code.contains('/') {
        return Some("a division, which is a decimal elsewhere");
    }
    if code.contains('$') {
        return Some("$N, which SQLite numbers by first appearance");
    }
    if code.contains('*') && !code.contains("count(*)") {
        return Some("SELECT * instead of named columns");
    }
    if code.contains("||") || code.contains("::") {
        return Some("an operator that differs");
    }
    if let Some((_, target)) = code.split_once("ON CONFLICT") {
        let columns = target.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let plain = |c: char| c.is_ascii_lowercase() || c == '_' || c == ',' || c.is_whitespace();
        if !columns.is_some_and(|(columns, _)| columns.chars().all(plain)) {
            return Some("ON CONFLICT on something else than plain columns");
        }
    }
    None
}

#[test]
fn no_statement_and_no_migration_uses_what_a_distributed_engine_lacks() {
    for statement in statements() {
        assert_eq!(breach(statement.sqlite()), None, "{}", statement.name());
    }
    for migration in MIGRATIONS {
        for statement in migration.statements() {
            assert_eq!(breach(&statement), None, "{}: {statement}", migration.name);
            assert!(!statement.contains(';'), "one definition per statement: {statement}");
        }
    }
}

#[test]
fn the_rules_find_each_breach() {
    for (sql, found) in [
        ("SELECT a / b FROM t", true),
        ("SELECT a FROM t LIMIT 5 OFFSET 10", true),
        ("SELECT now()", true),
        ("UPDATE t SET a = $2 WHERE b = $1", true),
        ("SELECT * FROM t", true),
        ("INSERT INTO t (a) VALUES (?1) ON CONFLICT (lower(a)) DO NOTHING", true),
        ("INSERT INTO t (a) VALUES (?1) ON CONFLICT DO NOTHING", true),
        ("SELECT a FROM t FOR UPDATE SKIP LOCKED", true),
        ("CREATE TABLE t (a SERIAL)", true),
        ("SELECT count(*) FROM t WHERE a = 'now() / later'", false),
        ("INSERT INTO t (a) VALUES (?1) ON CONFLICT (a, b) DO NOTHING", false),
    ] {
        assert_eq!(breach(sql).is_some(), found, "{sql}: {:?}", breach(sql));
    }
}

// ASVS 16.4.2
#[test]
fn led_1_no_statement_changes_or_removes_an_event_or_a_leaf_but_the_one_of_erasure() {
    let mut changes = Vec::new();
    for statement in statements() {
        let words = words(statement.sqlite());
        let touches = |table: &str| {
            words.windows(2).any(|pair| pair[0] == "UPDATE" && pair[1] == table)
                || words.windows(3).any(|w| w[0] == "DELETE" && w[1] == "FROM" && w[2] == table)
        };
        if ["EVENT", "LEDGER_LEAF", "CHECKPOINT"].iter().any(|table| touches(table)) {
            changes.push(statement.name());
        }
        let inserts = words.windows(3).any(|w| w[0] == "INSERT" && w[2] == "EVENT");
        if inserts || words.windows(3).any(|w| w[0] == "INSERT" && w[2] == "LEDGER_LEAF") {
            assert!(!words.contains(&"CONFLICT".to_owned()), "{}", statement.name());
        }
    }
    assert_eq!(changes, ["store::event::ERASE"]);
    let erase = statements().find(|statement| statement.name() == "store::event::ERASE").unwrap();
    assert!(erase.sqlite().starts_with("UPDATE event SET sealed_body = NULL WHERE"));
}

#[test]
fn the_program_leads_every_key_but_those_that_belong_to_the_instance() {
    // What belongs to the instance, or is looked for by someone who cannot name a program yet.
    const OF_THE_INSTANCE: &[&str] = &[
        "account",
        "account_login",
        "account_wrap",
        "api_token",
        "api_token_of_user",
        "ceremony",
        "ceremony_expiry",
        "cve_number",
        "invitation",
        "passkey",
        "passkey_of_user",
        "permission_set",
        "provider_binding",
        "provider_binding_of_user",
        "party_locator",
        "receipt_locator",
        "recovery_code",
        "role_grant",
        "session",
        "session_idle",
        "session_of_user",
        "session_expiry",
        "team_grant_user",
        "totp",
        "access_reason_end",
        "alert",
        "alert_time",
        "audit_entry",
        "audit_entry_time",
        "restraint",
    ];
    let mut exempt = BTreeSet::new();
    for statement in MIGRATIONS.iter().flat_map(Migration::statements) {
        if statement.starts_with("ALTER TABLE ") {
            continue;
        }
        let (name, key) = if let Some(table) = statement.strip_prefix("CREATE TABLE ") {
            let name = table.split_whitespace().next().unwrap();
            (name.to_owned(), statement.split("PRIMARY KEY (").nth(1).unwrap().to_owned())
        } else {
            let index = statement.split(" ON ").next().unwrap();
            let name = index.split_whitespace().last().unwrap().to_owned();
            (name, statement.split('(').nth(1).unwrap().to_owned())
        };
        if !key.starts_with("program_id") {
            exempt.insert(name);
        }
    }
    assert_eq!(exempt, OF_THE_INSTANCE.iter().map(|name| (*name).to_owned()).collect());
}
