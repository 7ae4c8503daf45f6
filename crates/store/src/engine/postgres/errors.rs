//! What PostgreSQL reports, as what the caller can do about it. Only codes, tables and constraints are kept:
//! its messages and details may quote stored values.

use tokio_postgres::Error;
use tokio_postgres::error::{DbError, SqlState};

use crate::error::StoreError;

/// What an error means for the transaction it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// Starting anew would give the same.
    Final,
    /// Others were faster: starting anew may succeed.
    Contended,
    /// The connection is gone, and the transaction with it.
    Lost,
}

/// Tables in which two can take the same place at once, and the second sees the first when it starts anew.
const RACES: [&str; 4] = ["event", "ledger_leaf", "ledger_head", "submission"];

/// Maps an error before COMMIT.
pub(crate) fn map(error: &Error) -> (StoreError, Fault) {
    match error.as_db_error() {
        Some(reported) => map_reported(reported),
        None if is_connection(error) => {
            let detail = "the connection was lost".to_owned();
            (StoreError::Unavailable { detail }, Fault::Lost)
        }
        None => (StoreError::Refused { detail: "a fault of the driver".to_owned() }, Fault::Final),
    }
}

/// Maps an error of COMMIT itself: unless the server says that it took the transaction back, nobody knows.
pub(crate) fn map_commit(error: &Error) -> (StoreError, Fault) {
    match error.as_db_error() {
        Some(reported) => match map_reported(reported) {
            (_, Fault::Lost) => (StoreError::Unknown, Fault::Final),
            _ if *reported.code() == SqlState::T_R_STATEMENT_COMPLETION_UNKNOWN => {
                (StoreError::Unknown, Fault::Final)
            }
            mapped => mapped,
        },
        None => (StoreError::Unknown, Fault::Final),
    }
}

/// Whether a statement failed because its table is not there.
pub(crate) fn is_missing_table(error: &Error) -> bool {
    error.code() == Some(&SqlState::UNDEFINED_TABLE)
}

fn is_connection(error: &Error) -> bool {
    let source = std::error::Error::source(error);
    error.is_closed() || source.is_some_and(<dyn std::error::Error>::is::<std::io::Error>)
}

fn map_reported(reported: &DbError) -> (StoreError, Fault) {
    let code = reported.code();
    let table = || reported.table().unwrap_or_default().to_owned();
    let detail = || match reported.constraint() {
        Some(constraint) => format!("PostgreSQL {}, {constraint}", code.code()),
        None => format!("PostgreSQL {}", code.code()),
    };
    if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED {
        return (StoreError::Contended, Fault::Contended);
    }
    if *code == SqlState::UNIQUE_VIOLATION {
        let race = RACES.contains(&reported.table().unwrap_or_default());
        let fault = if race { Fault::Contended } else { Fault::Final };
        return (StoreError::Duplicate { table: table() }, fault);
    }
    if *code == SqlState::DISK_FULL {
        return (StoreError::DiskFull, Fault::Final);
    }
    match code.code().get(..2) {
        Some("23") => (StoreError::Broken { table: table() }, Fault::Final),
        // 08 connection, 57P0x shutdown, 53 resources, 25006 a server that only reads (a failover).
        Some("08") => (StoreError::Unavailable { detail: detail() }, Fault::Lost),
        Some("57") if code.code().starts_with("57P") => {
            (StoreError::Unavailable { detail: detail() }, Fault::Lost)
        }
        Some("57" | "53") => (StoreError::Unavailable { detail: detail() }, Fault::Final),
        _ if *code == SqlState::READ_ONLY_SQL_TRANSACTION => {
            (StoreError::Unavailable { detail: detail() }, Fault::Final)
        }
        _ => (StoreError::Refused { detail: detail() }, Fault::Final),
    }
}
