//! What SQLite reports, as what the caller can do about it.

use rusqlite::ffi::{self, ErrorCode};

use crate::error::StoreError;

/// Maps an error. Its message names tables and columns, never values.
pub(crate) fn map(error: &rusqlite::Error) -> StoreError {
    let rusqlite::Error::SqliteFailure(failure, message) = error else {
        return StoreError::Refused { detail: plain(error) };
    };
    let detail = || format!("SQLite {}", failure.extended_code);
    match failure.code {
        ErrorCode::DiskFull => StoreError::DiskFull,
        ErrorCode::SystemIoFailure
        | ErrorCode::DatabaseCorrupt
        | ErrorCode::NotADatabase
        | ErrorCode::FileLockingProtocolFailed => {
            StoreError::Durability { detail: format!("{}: {failure}", detail()) }
        }
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Contended,
        ErrorCode::ReadOnly => StoreError::ReadOnly,
        ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
            StoreError::Unavailable { detail: "the file cannot be opened".to_owned() }
        }
        ErrorCode::ConstraintViolation => {
            let table = message.as_deref().map(constraint_table).unwrap_or_default();
            match failure.extended_code {
                ffi::SQLITE_CONSTRAINT_UNIQUE
                | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                | ffi::SQLITE_CONSTRAINT_ROWID => StoreError::Duplicate { table },
                _ => StoreError::Broken { table },
            }
        }
        ErrorCode::TooBig => {
            StoreError::Refused { detail: "a value is larger than 16 MiB".to_owned() }
        }
        _ => StoreError::Refused { detail: detail() },
    }
}

/// `UNIQUE constraint failed: event.program_id, event.case_id` → `event`.
fn constraint_table(message: &str) -> String {
    message
        .rsplit_once(": ")
        .and_then(|(_, columns)| columns.split_once('.'))
        .map(|(table, _)| table.to_owned())
        .unwrap_or_default()
}

/// Errors of the driver itself carry no values except text that is not UTF-8; say only what kind they are.
fn plain(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { error, .. } => {
            format!("a statement cannot be prepared: SQLite {}", error.extended_code)
        }
        rusqlite::Error::InvalidParameterCount(given, wanted) => {
            format!("{given} values for {wanted} parameters")
        }
        rusqlite::Error::Utf8Error(..) => "a text is not UTF-8".to_owned(),
        _ => "a fault of the driver".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(code: i32, message: &str) -> StoreError {
        map(&rusqlite::Error::SqliteFailure(ffi::Error::new(code), Some(message.to_owned())))
    }

    #[test]
    fn a_collision_names_its_table_and_no_value() {
        assert_eq!(
            failure(
                ffi::SQLITE_CONSTRAINT_UNIQUE,
                "UNIQUE constraint failed: event.program_id, event.case_id, event.seq"
            ),
            StoreError::Duplicate { table: "event".to_owned() }
        );
    }

    #[test]
    fn a_disk_error_is_fatal_and_a_full_disk_is_not() {
        assert!(failure(ffi::SQLITE_IOERR_FSYNC, "disk I/O error").is_fatal());
        assert!(failure(ffi::SQLITE_CORRUPT, "malformed").is_fatal());
        assert_eq!(failure(ffi::SQLITE_FULL, "database or disk is full"), StoreError::DiskFull);
        assert!(!StoreError::DiskFull.is_fatal());
    }
}
