//! Who gets mail about the advisories of a program: a sealed address, and a keyed hash by which the same one is known.
//! A subscription that ends leaves no row.

use access::{Authorized, RunJobs, Subscribe};
use clock::Instant;
use policy::id::{ProgramId, SubscriberId};

use crate::error::StoreError;
use crate::proof::{EndsSubscription, SeesProgram, within};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Hash32, Record, row};

row! {
    /// One subscription.
    pub struct SubscriberRow {
        /// Its id.
        pub subscriber_id: SubscriberId,
        /// A keyed hash of the address.
        pub fingerprint: Hash32,
        /// The address, sealed.
        pub sealed_address: Bytes,
        /// The language that they asked in (BCP 47).
        pub language: String,
        /// When they confirmed it.
        pub confirmed_at: Instant,
    }
}

declare! {
    /// A new subscription; whoever has one keeps it.
    INSERT = "INSERT INTO subscriber
            (program_id, subscriber_id, fingerprint, sealed_address, language, confirmed_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (program_id, fingerprint) DO NOTHING";
    /// One subscription.
    FIND = "SELECT subscriber_id, fingerprint, sealed_address, language, confirmed_at
        FROM subscriber WHERE program_id = ?1 AND subscriber_id = ?2";
    /// Those after an id who had confirmed by a time.
    AFTER = "SELECT subscriber_id, fingerprint, sealed_address, language, confirmed_at
        FROM subscriber WHERE program_id = ?1 AND subscriber_id > ?2 AND confirmed_at <= ?3
        ORDER BY subscriber_id LIMIT ?4";
    /// How many there are.
    COUNT = "SELECT count(*) FROM subscriber WHERE program_id = ?1";
    /// Ends one.
    REMOVE = "DELETE FROM subscriber WHERE program_id = ?1 AND subscriber_id = ?2";
}

/// Keeps a subscription. Says whether it is new: the same address is kept once.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn insert(
    tx: &Tx<'_>,
    proof: &Authorized<Subscribe>,
    program: &ProgramId,
    row: &SubscriberRow,
) -> Result<bool, StoreError> {
    within(proof, program)?;
    let mut values = vec![program.value()];
    values.extend(row.values());
    Ok(tx.execute(&INSERT, &values).await? == 1)
}

/// A subscription; nothing when it ended.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn find(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    id: SubscriberId,
) -> Result<Option<SubscriberRow>, StoreError> {
    within(proof, program)?;
    tx.record(&FIND, &[program.value(), id.value()]).await
}

/// Up to `limit` subscriptions after an id, in the order of their ids, of those who had confirmed by a time.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn after(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    id: SubscriberId,
    by: Instant,
    limit: u32,
) -> Result<Vec<SubscriberRow>, StoreError> {
    within(proof, program)?;
    tx.records(&AFTER, &[program.value(), id.value(), by.value(), limit.value()]).await
}

/// How many subscriptions a program has.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn count(
    tx: &Tx<'_>,
    proof: &impl SeesProgram,
    program: &ProgramId,
) -> Result<u64, StoreError> {
    within(proof, program)?;
    match tx.rows(&COUNT, &[program.value()]).await?.first_mut() {
        Some(row) => row.next(),
        None => Ok(0),
    }
}

/// Ends a subscription. Says whether there was one.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn remove(
    tx: &Tx<'_>,
    proof: &impl EndsSubscription,
    program: &ProgramId,
    id: SubscriberId,
) -> Result<bool, StoreError> {
    within(proof, program)?;
    Ok(tx.execute(&REMOVE, &[program.value(), id.value()]).await? == 1)
}
