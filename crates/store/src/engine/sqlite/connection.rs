//! One way to open a connection: every pragma, limit and refusal in one place.
//!
//! The list is the storage section of the security design. `synchronous = FULL` with a write-ahead log is
//! what makes an acknowledged report survive a power cut; `secure_delete` is what makes an erased one gone.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use crate::engine::sqlite::errors::map;
use crate::error::StoreError;

/// The first SQLite without the write-ahead-log reset fault (3.7.0 to 3.51.2 can corrupt data).
const OLDEST_SQLITE: i32 = 3_051_003;

/// How long a statement waits for another process that writes.
const BUSY_WAIT: Duration = Duration::from_secs(10);

/// The longest text, blob or row, in bytes. Files are blobs outside the database; sealed texts are small.
const LONGEST_VALUE: i32 = 16 * 1024 * 1024;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Reads.
    Read,
    /// Reads and changes rows; changes no tables, and no written event or leaf.
    Write,
    /// Changes tables, counts rows.
    Migrate,
    /// Copies the database.
    Copy,
}

/// Refuses a SQLite that is known to corrupt data.
pub(crate) fn assert_version() -> Result<(), StoreError> {
    assert_at_least(OLDEST_SQLITE, rusqlite::version_number(), rusqlite::version())
}

fn assert_at_least(oldest: i32, found: i32, text: &str) -> Result<(), StoreError> {
    if found < oldest { Err(StoreError::OldSqlite { found: text.to_owned() }) } else { Ok(()) }
}

/// Makes the database file readable by its owner only, before SQLite does (its other files follow it).
pub(crate) fn create_private(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) => Err(StoreError::File { path: path.to_owned(), detail: error.to_string() }),
    }
}

/// Opens a connection.
pub(crate) fn open(path: &Path, purpose: Purpose) -> Result<Connection, StoreError> {
    configured(path, purpose).map_err(|error| map(&error))
}

fn configured(path: &Path, purpose: Purpose) -> rusqlite::Result<Connection> {
    let writes = matches!(purpose, Purpose::Write | Purpose::Migrate);
    let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags |=
        if writes { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_WAIT)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // One statement, one plan. Without it SQLite plans a kept statement anew whenever a value is bound that
    // the planner looked at, which is at nearly every use (`SQLITE_ENABLE_STAT4` is compiled in).
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    if writes {
        // Only a new, empty file takes the first; on others it does nothing.
        connection.execute_batch(
            "PRAGMA auto_vacuum = INCREMENTAL;
             PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA secure_delete = ON;
             PRAGMA wal_autocheckpoint = 0;
             PRAGMA journal_size_limit = 67108864;",
        )?;
    }
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;",
    )?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
    if matches!(purpose, Purpose::Read | Purpose::Write) {
        connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        connection.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, 16 * 1024)?;
        connection.set_limit(Limit::SQLITE_LIMIT_COLUMN, 64)?;
        connection.set_limit(Limit::SQLITE_LIMIT_EXPR_DEPTH, 64)?;
        connection.set_limit(Limit::SQLITE_LIMIT_COMPOUND_SELECT, 4)?;
        connection.set_limit(Limit::SQLITE_LIMIT_FUNCTION_ARG, 8)?;
        connection.set_limit(Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 256)?;
        connection.set_limit(Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 64)?;
        connection.set_limit(Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1)?;
        connection.set_limit(Limit::SQLITE_LIMIT_WORKER_THREADS, 0)?;
        connection.set_prepared_statement_cache_capacity(256);
        connection.authorizer(Some(authorize))?;
    }
    Ok(connection)
}

/// Rows only: no table is changed, no file attached, no extension loaded, no pragma set; and of what is
/// written for ever, only the erasure of an event's sealed body.
fn authorize(context: AuthContext<'_>) -> Authorization {
    let allowed = match context.action {
        AuthAction::Select
        | AuthAction::Read { .. }
        | AuthAction::Transaction { .. }
        | AuthAction::Savepoint { .. } => true,
        AuthAction::Insert { table_name } => !table_name.starts_with("sqlite_"),
        AuthAction::Delete { table_name } => {
            !matches!(table_name, "event" | "ledger_leaf" | "checkpoint")
                && !table_name.starts_with("sqlite_")
        }
        AuthAction::Update { table_name, column_name } => match table_name {
            "event" => column_name == "sealed_body",
            "ledger_leaf" | "checkpoint" => false,
            _ => !table_name.starts_with("sqlite_"),
        },
        AuthAction::Function { function_name } => {
            matches!(function_name, "count" | "min" | "coalesce" | "nullif")
        }
        _ => false,
    };
    if allowed { Authorization::Allow } else { Authorization::Deny }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pragma(connection: &Connection, name: &str) -> String {
        connection
            .query_row(&format!("PRAGMA {name}"), [], |row| {
                Ok(match row.get_ref(0)? {
                    rusqlite::types::ValueRef::Integer(integer) => integer.to_string(),
                    rusqlite::types::ValueRef::Text(text) => {
                        String::from_utf8_lossy(text).into_owned()
                    }
                    _ => String::new(),
                })
            })
            .unwrap()
    }

    #[test]
    fn sec_12_every_pragma_of_the_security_design_is_in_force() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("candor.db");
        create_private(&path).unwrap();
        let connection = open(&path, Purpose::Migrate).unwrap();
        for (name, value) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("secure_delete", "1"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
            ("mmap_size", "0"),
            ("temp_store", "2"),
            ("auto_vacuum", "2"),
        ] {
            assert_eq!(pragma(&connection, name), value, "{name}");
        }
        assert!(connection.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).unwrap());
    }

    #[test]
    fn no_statement_of_a_serving_connection_can_attach_a_file_or_change_a_table() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("candor.db");
        create_private(&path).unwrap();
        open(&path, Purpose::Migrate)
            .unwrap()
            .execute_batch(
                "CREATE TABLE event (seq INTEGER, sealed_body BLOB);
                 CREATE TABLE ledger_leaf (leaf_index INTEGER);
                 CREATE TABLE notice (seen_at INTEGER);",
            )
            .unwrap();
        let connection = open(&path, Purpose::Write).unwrap();
        for refused in [
            "ATTACH 'other.db' AS other",
            "CREATE TABLE t (c)",
            "DROP TABLE notice",
            "PRAGMA synchronous = OFF",
            "VACUUM INTO 'copy.db'",
            "DELETE FROM event",
            "UPDATE event SET seq = 1",
            "DELETE FROM ledger_leaf",
            "UPDATE ledger_leaf SET leaf_index = 1",
            "SELECT load_extension('x')",
        ] {
            assert!(connection.execute_batch(refused).is_err(), "{refused}");
        }
        for allowed in ["UPDATE event SET sealed_body = NULL", "DELETE FROM notice"] {
            connection.prepare(allowed).unwrap();
        }
    }

    #[test]
    fn a_sqlite_with_the_log_reset_fault_is_refused() {
        assert_eq!(
            assert_at_least(OLDEST_SQLITE, 3_051_002, "3.51.2"),
            Err(StoreError::OldSqlite { found: "3.51.2".to_owned() })
        );
        assert_eq!(assert_version(), Ok(()));
    }

    #[test]
    fn a_kept_statement_is_planned_once_whatever_is_bound_to_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("candor.db");
        create_private(&path).unwrap();
        let filler = open(&path, Purpose::Migrate).unwrap();
        filler
            .execute_batch(
                "CREATE TABLE t (a, b); CREATE INDEX t_b ON t (a, b) WHERE a IS NOT NULL;
                 INSERT INTO t VALUES (1, 2), (3, 4); ANALYZE;",
            )
            .unwrap();
        let reader = open(&path, Purpose::Read).unwrap();
        let mut statement =
            reader.prepare_cached("SELECT a FROM t WHERE a = ?1 AND b > ?2 LIMIT ?3").unwrap();
        for value in 0..5 {
            let mut rows = statement.query([value, value, value]).unwrap();
            while rows.next().unwrap().is_some() {}
        }
        assert_eq!(statement.get_status(rusqlite::StatementStatus::RePrepare), 0);
    }

    #[cfg(unix)]
    #[test]
    fn the_database_is_readable_by_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("candor.db");
        create_private(&path).unwrap();
        let connection = open(&path, Purpose::Migrate).unwrap();
        connection.execute_batch("CREATE TABLE t (c)").unwrap();
        for file in ["candor.db", "candor.db-wal", "candor.db-shm"] {
            let mode = std::fs::metadata(dir.path().join(file)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{file}");
        }
    }
}
