//! Outside parties of a case: what the secret of an invitation, or of a party, is looked up by.
//!
//! A lookup needs no proof, because it is how a visitor becomes a party, and no program: the hash alone finds
//! it. Nothing here opens a case; the secret does, with the wrap in [`crate::case_key`].

use clock::Instant;
use policy::id::{CaseId, PartyId, ProgramId};

use crate::error::StoreError;
use crate::proof::{ChangesCase, OpensCase};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Hash32, Record, Row, Value, row};

row! {
    /// One party of a case.
    pub struct PartyRow {
        /// Its id: that of the holder of its wrap too.
        pub party_id: PartyId,
        /// The hash it is found by.
        pub locator_hash: Hash32,
        /// The hash that a second secret must have.
        pub auth_hash: Hash32,
        /// The public key the case's key is wrapped to.
        pub public_key: Bytes,
        /// `invited` while its secret is the link's, `joined` with a key of its own.
        pub standing: String,
        /// Its short name within the case, sealed.
        pub sealed_name: Bytes,
        /// When its link was made.
        pub invited_at: Instant,
        /// When its access ends.
        pub expires_at: Instant,
    }
}

/// A party with the case it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundParty {
    /// The program.
    pub program_id: ProgramId,
    /// The case.
    pub case_id: CaseId,
    /// The party.
    pub party: PartyRow,
}

impl Record for FoundParty {
    fn read(row: &mut Row) -> Result<Self, StoreError> {
        Ok(Self { program_id: row.next()?, case_id: row.next()?, party: PartyRow::read(row)? })
    }
    fn values(&self) -> Vec<Value<'_>> {
        let mut values = vec![self.program_id.value(), self.case_id.value()];
        values.extend(self.party.values());
        values
    }
}

declare! {
    /// A party; put again it has another secret.
    PUT = "INSERT INTO party (program_id, case_id, party_id, locator_hash, auth_hash, public_key,
            standing, sealed_name, invited_at, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT (program_id, case_id, party_id) DO UPDATE SET
            locator_hash = excluded.locator_hash, auth_hash = excluded.auth_hash,
            public_key = excluded.public_key, standing = excluded.standing,
            sealed_name = excluded.sealed_name, invited_at = excluded.invited_at,
            expires_at = excluded.expires_at";
    /// The party with this hash.
    FIND = "SELECT program_id, case_id, party_id, locator_hash, auth_hash, public_key, standing,
            sealed_name, invited_at, expires_at
        FROM party WHERE locator_hash = ?1";
    /// The parties of a case.
    OF_CASE = "SELECT party_id, locator_hash, auth_hash, public_key, standing, sealed_name, invited_at,
            expires_at
        FROM party WHERE program_id = ?1 AND case_id = ?2 ORDER BY party_id";
    /// Exchanges a secret for another, when it is still the one that was shown.
    EXCHANGE = "UPDATE party SET locator_hash = ?5, auth_hash = ?6, public_key = ?7, standing = ?8
        WHERE program_id = ?1 AND case_id = ?2 AND party_id = ?3 AND locator_hash = ?4";
    /// Takes a party away.
    REMOVE = "DELETE FROM party WHERE program_id = ?1 AND case_id = ?2 AND party_id = ?3";
    /// Takes every party of a case away.
    ERASE = "DELETE FROM party WHERE program_id = ?1 AND case_id = ?2";
}

/// Puts a party on the case of the proof, or gives it another secret.
///
/// # Errors
/// [`StoreError::Duplicate`] when the hash is taken.
pub async fn put(tx: &Tx<'_>, proof: &impl ChangesCase, row: &PartyRow) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let mut values = vec![program.value(), case.value()];
    values.extend(row.values());
    tx.execute(&PUT, &values).await.map(|_| ())
}

/// The party with this hash, in any program.
///
/// # Errors
/// When the database does.
pub async fn find(tx: &Tx<'_>, locator_hash: Hash32) -> Result<Option<FoundParty>, StoreError> {
    tx.record(&FIND, &[locator_hash.value()]).await
}

/// The parties of the case of the proof.
///
/// # Errors
/// When the database does.
pub async fn of_case(tx: &Tx<'_>, proof: &impl OpensCase) -> Result<Vec<PartyRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.records(&OF_CASE, &[program.value(), case.value()]).await
}

/// Gives a party of the case of the proof another secret and standing, when `shown` is still the hash of its
/// secret. Says whether it was: of two answers to one invitation one is taken.
///
/// # Errors
/// [`StoreError::Duplicate`] when the new hash is taken.
pub async fn exchange(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    shown: Hash32,
    row: &PartyRow,
) -> Result<bool, StoreError> {
    let (program, case) = proof.case_key()?;
    let values = [
        program.value(),
        case.value(),
        row.party_id.value(),
        shown.value(),
        row.locator_hash.value(),
        row.auth_hash.value(),
        row.public_key.value(),
        row.standing.value(),
    ];
    Ok(tx.execute(&EXCHANGE, &values).await? == 1)
}

/// Takes a party of the case away. Says whether there was one.
///
/// # Errors
/// When the database does.
pub async fn remove(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    party: PartyId,
) -> Result<bool, StoreError> {
    let (program, case) = proof.case_key()?;
    let values = [program.value(), case.value(), party.value()];
    Ok(tx.execute(&REMOVE, &values).await? == 1)
}

/// Takes every party of the case away; part of [`crate::case_file::erase`].
pub(crate) async fn erase(tx: &Tx<'_>, proof: &impl ChangesCase) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    tx.execute(&ERASE, &[program.value(), case.value()]).await.map(|_| ())
}
