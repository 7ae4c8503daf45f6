//! A copy of the database: whole, checked, and under its name only then.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::engine::sqlite::errors::map;
use crate::engine::sqlite::{Purpose, open_connection};
use crate::error::StoreError;

/// Copies the database at `from` to a new file `to`.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        return Err(StoreError::File {
            path: to.to_owned(),
            detail: "there is a file of this name already; choose another".to_owned(),
        });
    }
    let part = part_path(to);
    let outcome = copy_checked(from, &part).and_then(|()| {
        fs::rename(&part, to).map_err(|error| failed(to, &error))?;
        sync_folder(to)
    });
    if outcome.is_err() {
        drop(fs::remove_file(&part));
    }
    outcome
}

fn copy_checked(from: &Path, part: &Path) -> Result<(), StoreError> {
    // An empty file with the right permissions: VACUUM INTO fills it.
    drop(fs::remove_file(part));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(part).map_err(|error| failed(part, &error))?;
    let target = part.to_str().ok_or_else(|| StoreError::File {
        path: part.to_owned(),
        detail: "the name of a backup must be UTF-8".to_owned(),
    })?;
    open_connection(from, Purpose::Copy)?
        .execute("VACUUM INTO ?1", [target])
        .map_err(|error| written(part, &error))?;
    let copied = Connection::open_with_flags(part, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| written(part, &error))?;
    let verdict: String = copied
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(|error| written(part, &error))?;
    if verdict != "ok" {
        return Err(StoreError::File {
            path: part.to_owned(),
            detail: "the copy did not pass SQLite's integrity check, so it was not kept".to_owned(),
        });
    }
    drop(copied);
    File::open(part).and_then(|file| file.sync_all()).map_err(|error| failed(part, &error))
}

/// A disk error while writing the copy says nothing about the database it is a copy of.
fn written(part: &Path, error: &rusqlite::Error) -> StoreError {
    match map(error) {
        StoreError::Durability { detail } => StoreError::File { path: part.to_owned(), detail },
        other => other,
    }
}

fn part_path(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    to.with_file_name(name)
}

fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| failed(folder, &error))
}

fn failed(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::File { path: path.to_owned(), detail: error.to_string() }
}
