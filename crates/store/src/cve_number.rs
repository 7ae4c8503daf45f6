//! CVE numbers that were reserved: which there are, and which are still free. Who took one is nowhere but in the
//! sealed draft that names it.

use access::{Authorized, DraftAdvisory};
use clock::Instant;

use crate::error::StoreError;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Record, Value, row};

row! {
    /// One number.
    pub struct CveNumberRow {
        /// The number, such as `CVE-2026-12345`.
        pub cve_id: String,
        /// When it was kept here.
        pub reserved_at: Instant,
        /// Whether a draft has it.
        pub is_taken: bool,
    }
}

declare! {
    /// A new number; one that is known stays as it is.
    KEEP = "INSERT INTO cve_number (cve_id, reserved_at, is_taken) VALUES (?1, ?2, ?3)
        ON CONFLICT (cve_id) DO NOTHING";
    /// Every number.
    ALL = "SELECT cve_id, reserved_at, is_taken FROM cve_number WHERE cve_id >= ?1 ORDER BY cve_id";
    /// Takes a free number, or gives a taken one back.
    TURN = "UPDATE cve_number SET is_taken = ?2 WHERE cve_id = ?1 AND is_taken <> ?2";
}

/// Keeps numbers that were reserved. Says how many are new.
///
/// # Errors
/// When the database does.
pub async fn keep(
    tx: &Tx<'_>,
    _proof: &Authorized<DraftAdvisory>,
    numbers: &[String],
    at: Instant,
) -> Result<u64, StoreError> {
    let mut new = 0;
    for number in numbers {
        let row = CveNumberRow { cve_id: number.clone(), reserved_at: at, is_taken: false };
        new += tx.execute(&KEEP, &row.values()).await?;
    }
    Ok(new)
}

/// Every number, in their order as texts.
///
/// # Errors
/// When the database does.
pub async fn all(
    tx: &Tx<'_>,
    _proof: &Authorized<DraftAdvisory>,
) -> Result<Vec<CveNumberRow>, StoreError> {
    tx.records(&ALL, &[Value::Text("CVE-".into())]).await
}

/// Takes a number, or gives it back. Says whether it was the other way before.
///
/// # Errors
/// When the database does.
pub async fn turn(
    tx: &Tx<'_>,
    _proof: &Authorized<DraftAdvisory>,
    number: &str,
    is_taken: bool,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&TURN, &[Value::Text(number.into()), is_taken.value()]).await? == 1)
}
