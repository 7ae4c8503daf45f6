//! The schema: migrations in order, forward only, written once for both engines.
//!
//! A migration is a file of definitions, one per statement. SQLite takes each migration in one transaction;
//! PostgreSQL takes one definition per transaction (distributed engines allow no more), and how far it came
//! is noted in the same transaction, so an interrupted start goes on where it stopped and two starting at
//! once do not disturb each other.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _};

use crate::engine::sqlite::map_error;
use crate::error::StoreError;

/// One step of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// Its number, from 1 without gaps.
    pub number: i64,
    /// Its file name without the ending.
    pub name: &'static str,
    /// Its definitions, as written.
    pub sql: &'static str,
}

/// Every migration, in order. One is never changed once released; a new one is added.
pub const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "0001_first", sql: include_str!("../migrations/0001_first.sql") },
    Migration {
        number: 2,
        name: "0002_sign_in",
        sql: include_str!("../migrations/0002_sign_in.sql"),
    },
    Migration { number: 3, name: "0003_roles", sql: include_str!("../migrations/0003_roles.sql") },
    Migration {
        number: 4,
        name: "0004_parties",
        sql: include_str!("../migrations/0004_parties.sql"),
    },
    Migration { number: 5, name: "0005_audit", sql: include_str!("../migrations/0005_audit.sql") },
    Migration {
        number: 6,
        name: "0006_alerts",
        sql: include_str!("../migrations/0006_alerts.sql"),
    },
    Migration {
        number: 7,
        name: "0007_advisory_editions",
        sql: include_str!("../migrations/0007_advisory_editions.sql"),
    },
    Migration {
        number: 8,
        name: "0008_reporter_identity",
        sql: include_str!("../migrations/0008_reporter_identity.sql"),
    },
    Migration {
        number: 9,
        name: "0009_cve_numbers",
        sql: include_str!("../migrations/0009_cve_numbers.sql"),
    },
    Migration {
        number: 10,
        name: "0010_edition_files",
        sql: include_str!("../migrations/0010_edition_files.sql"),
    },
    Migration {
        number: 11,
        name: "0011_subscribers",
        sql: include_str!("../migrations/0011_subscribers.sql"),
    },
];

/// Where the schema's number is kept; it exists before the first migration.
pub(crate) const CREATE_META: &str =
    "CREATE TABLE IF NOT EXISTS meta (key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (key))";
const KEY: &str = "schema";

/// How far a database came: the last migration begun, and how many of its statements are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Progress {
    pub(crate) number: i64,
    pub(crate) statements: usize,
}

impl Progress {
    /// `3` when migration 3 is done, `3+2` when two statements of it are.
    pub(crate) fn text(self) -> String {
        match self.migration() {
            Some(migration) if self.statements < migration.statements().len() => {
                format!("{}+{}", self.number, self.statements)
            }
            _ => self.number.to_string(),
        }
    }

    pub(crate) fn parse(text: &str) -> Result<Self, StoreError> {
        let malformed = || StoreError::Malformed { column: "the schema's number" };
        let (number, statements) = match text.split_once('+') {
            Some((number, statements)) => {
                (number, Some(statements.parse().map_err(|_| malformed())?))
            }
            None => (text, None),
        };
        let mut progress = Self { number: number.parse().map_err(|_| malformed())?, statements: 0 };
        progress.statements = statements.unwrap_or_else(|| {
            progress.migration().map_or(0, |migration| migration.statements().len())
        });
        Ok(progress)
    }

    fn migration(self) -> Option<&'static Migration> {
        MIGRATIONS.iter().find(|migration| migration.number == self.number)
    }

    /// The next statement to carry out, and how far the database is after it.
    pub(crate) fn next(self) -> Option<(String, Self)> {
        if let Some(statement) =
            self.migration().and_then(|m| m.statements().into_iter().nth(self.statements))
        {
            return Some((statement, Self { statements: self.statements + 1, ..self }));
        }
        let migration = MIGRATIONS.iter().find(|migration| migration.number == self.number + 1)?;
        Self { number: migration.number, statements: 0 }.next()
    }

    /// Refuses a database that a newer program wrote.
    pub(crate) fn refuse_newer(self) -> Result<(), StoreError> {
        let known = newest();
        if self.number > known {
            return Err(StoreError::NewerSchema { found: self.number, known });
        }
        Ok(())
    }

    /// Refuses a database that lacks something, for those who only read.
    pub(crate) fn refuse_older(self) -> Result<(), StoreError> {
        self.refuse_newer()?;
        if self.next().is_some() {
            return Err(StoreError::OlderSchema { found: self.number, known: newest() });
        }
        Ok(())
    }
}

impl Migration {
    /// Its statements, in the dialect of PostgreSQL, as written.
    #[must_use]
    pub fn statements(&self) -> Vec<String> {
        let code: Vec<&str> =
            self.sql.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
        code.join("\n")
            .split(";\n")
            .map(|statement| statement.trim().trim_end_matches(';').to_owned())
            .filter(|statement| !statement.is_empty())
            .collect()
    }
}

/// The number of the last migration this program has.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.number)
}

/// A definition as SQLite wants it: its names of types, and tables that keep to them.
pub(crate) fn for_sqlite(statement: &str) -> String {
    let typed = statement.replace(" BYTEA", " BLOB").replace(" BIGINT", " INTEGER");
    if typed.starts_with("CREATE TABLE") { format!("{typed} STRICT") } else { typed }
}

/// How far a SQLite database came.
fn progress_of_sqlite(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let has_meta: i64 = connection.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'meta'",
        [],
        |row| row.get(0),
    )?;
    if has_meta == 0 {
        return Ok(None);
    }
    connection
        .query_row("SELECT value FROM meta WHERE key = ?1", [KEY], |row| row.get(0))
        .optional()
}

fn read_progress(connection: &Connection) -> Result<Progress, StoreError> {
    match progress_of_sqlite(connection).map_err(|error| map_error(&error))? {
        Some(text) => Progress::parse(&text),
        None => Ok(Progress::default()),
    }
}

/// Refuses a SQLite database that is not exactly at this program's schema.
pub(crate) fn check_sqlite(connection: &Connection) -> Result<(), StoreError> {
    read_progress(connection)?.refuse_older()
}

/// Brings a SQLite database up to date. Before an existing one is changed, a copy of it is kept beside it.
pub(crate) fn run_sqlite(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let found = read_progress(connection)?;
    found.refuse_newer()?;
    if found.next().is_none() {
        return Ok(());
    }
    if found.number > 0 {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".before-{:04}", newest()));
        let copy = path.with_file_name(name);
        if !copy.exists() {
            crate::engine::sqlite::copy(path, &copy)?;
        }
    }
    for migration in MIGRATIONS.iter().filter(|migration| migration.number > found.number) {
        apply_to_sqlite(connection, migration).map_err(|error| map_error(&error))?;
    }
    Ok(())
}

fn apply_to_sqlite(connection: &mut Connection, migration: &Migration) -> rusqlite::Result<()> {
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    transaction.execute_batch(&for_sqlite(CREATE_META))?;
    // Another process may have come first, between our look and our lock.
    let done: Option<String> = transaction
        .query_row("SELECT value FROM meta WHERE key = ?1", [KEY], |row| row.get(0))
        .optional()?;
    if done.and_then(|text| text.parse::<i64>().ok()).unwrap_or(0) < migration.number {
        for statement in migration.statements() {
            transaction.execute_batch(&for_sqlite(&statement))?;
        }
        transaction.execute(
            "INSERT INTO meta (key, value) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (KEY, migration.number.to_string()),
        )?;
    }
    transaction.commit()
}

/// The statements PostgreSQL's runner reads and notes its progress with.
pub(crate) const READ_PROGRESS: &str = "SELECT value FROM meta WHERE key = 'schema'";
/// Notes how far it came.
pub(crate) const NOTE_PROGRESS: &str = "INSERT INTO meta (key, value) VALUES ('schema', $1)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_written_and_read_back_and_walks_through_every_statement() {
        let mut progress = Progress::default();
        let mut walked = 0;
        while let Some((_, next)) = progress.next() {
            assert!(next > progress);
            assert_eq!(Progress::parse(&next.text()), Ok(next));
            progress = next;
            walked += 1;
        }
        assert_eq!(walked, MIGRATIONS.iter().map(|m| m.statements().len()).sum::<usize>());
        assert_eq!(progress.text(), newest().to_string());
    }

    #[test]
    fn the_list_holds_every_file_of_the_folder_in_order() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let listed: Vec<String> = MIGRATIONS.iter().map(|m| format!("{}.sql", m.name)).collect();
        assert_eq!(files, listed);
        for (place, migration) in MIGRATIONS.iter().enumerate() {
            assert_eq!(migration.number, i64::try_from(place).unwrap() + 1);
            assert!(migration.name.starts_with(&format!("{:04}_", migration.number)));
        }
    }
}
