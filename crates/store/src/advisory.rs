//! Advisories: a sealed draft beside the case, and the public text once an edition is out.

use clock::Instant;
use policy::id::{AdvisoryId, ProgramId};

use access::{Authorized, PublishAdvisory};

use crate::error::StoreError;
use crate::proof::{ChangesCase, OpensCase};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Value, row};

row! {
    /// One advisory, drafts included.
    pub struct AdvisoryRow {
        /// Its id.
        pub advisory_id: AdvisoryId,
        /// Its public identifier, once it has one.
        pub public_id: Option<String>,
        /// The edition that is out; 0 before the first.
        pub edition: u32,
        /// Where it stands (`draft`, `published`, `withdrawn`).
        pub state: String,
        /// The draft, sealed.
        pub sealed_draft: Option<Bytes>,
        /// The edition that is out, as public JSON.
        pub published: Option<String>,
        /// When the first edition came out.
        pub published_at: Option<Instant>,
        /// When the row last changed.
        pub modified_at: Instant,
    }
}

row! {
    /// A published advisory. All of it is public.
    pub struct PublishedRow {
        /// The program.
        pub program_id: ProgramId,
        /// Its id.
        pub advisory_id: AdvisoryId,
        /// Its public identifier.
        pub public_id: Option<String>,
        /// The edition that is out.
        pub edition: u32,
        /// Where it stands (`published`, `withdrawn`).
        pub state: String,
        /// The text, as public JSON.
        pub published: String,
        /// When the first edition came out.
        pub published_at: Instant,
        /// When this edition came out.
        pub modified_at: Instant,
    }
}

declare! {
    /// Takes the drafts of a case away.
    ERASE = "UPDATE advisory SET sealed_draft = NULL WHERE program_id = ?1 AND case_id = ?2";
    /// A new advisory.
    INSERT = "INSERT INTO advisory
        (program_id, case_id, advisory_id, public_id, edition, state, sealed_draft, published,
         published_at, modified_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    /// A changed draft; what is public stays.
    DRAFT = "UPDATE advisory SET sealed_draft = ?4, modified_at = ?5
        WHERE program_id = ?1 AND advisory_id = ?2 AND case_id = ?3";
    /// A new edition, if `?4` is the one that is out.
    PUBLISH = "UPDATE advisory SET public_id = ?5, edition = ?6, state = ?7, sealed_draft = ?8,
            published = ?9, published_at = ?10, modified_at = ?11
        WHERE program_id = ?1 AND advisory_id = ?2 AND case_id = ?3 AND edition = ?4";
    /// The advisories of a case.
    OF_CASE = "SELECT advisory_id, public_id, edition, state, sealed_draft, published, published_at,
            modified_at
        FROM advisory WHERE program_id = ?1 AND case_id = ?2 ORDER BY advisory_id";
    /// A page of published advisories, latest first.
    PUBLISHED = "SELECT program_id, advisory_id, public_id, edition, state, published, published_at,
            modified_at
        FROM advisory WHERE program_id = ?1 AND published IS NOT NULL
            AND (published_at, advisory_id) < (?2, ?3)
        ORDER BY published_at DESC, advisory_id DESC LIMIT ?4";
    /// The published advisory with this identifier.
    BY_PUBLIC_ID = "SELECT program_id, advisory_id, public_id, edition, state, published, published_at,
            modified_at
        FROM advisory WHERE program_id = ?1 AND public_id = ?2 AND published IS NOT NULL";
}

/// Adds an advisory to the case of the proof.
///
/// # Errors
/// [`StoreError::Duplicate`] when its id or public identifier is taken.
pub async fn insert(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    row: &AdvisoryRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let mut values = vec![program.value(), case.value()];
    values.extend(crate::value::Record::values(row));
    tx.execute(&INSERT, &values).await.map(|_| ())
}

/// Changes the draft. Says whether the case has that advisory.
///
/// # Errors
/// When the database does.
pub async fn save_draft(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    advisory: AdvisoryId,
    sealed_draft: &Bytes,
    now: Instant,
) -> Result<bool, StoreError> {
    let (program, case) = proof.case_key()?;
    let values =
        [program.value(), advisory.value(), case.value(), sealed_draft.value(), now.value()];
    Ok(tx.execute(&DRAFT, &values).await? == 1)
}

/// Writes a new edition (or a withdrawal) if `expected_edition` is the one that is out.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not; [`StoreError::Duplicate`] when the public identifier is taken.
pub async fn publish(
    tx: &Tx<'_>,
    proof: &Authorized<PublishAdvisory>,
    expected_edition: u32,
    row: &AdvisoryRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let values = [
        program.value(),
        row.advisory_id.value(),
        case.value(),
        expected_edition.value(),
        row.public_id.value(),
        row.edition.value(),
        row.state.value(),
        row.sealed_draft.value(),
        row.published.value(),
        row.published_at.value(),
        row.modified_at.value(),
    ];
    match tx.execute(&PUBLISH, &values).await? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// The advisories of the case of the proof, drafts included.
///
/// # Errors
/// When the database does.
pub async fn of_case(tx: &Tx<'_>, proof: &impl OpensCase) -> Result<Vec<AdvisoryRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.records(&OF_CASE, &[program.value(), case.value()]).await
}

/// A page of a program's published advisories, latest first.
///
/// # Errors
/// When the database does.
pub async fn published(
    tx: &Tx<'_>,
    program: &ProgramId,
    after: Option<(Instant, AdvisoryId)>,
    limit: u32,
) -> Result<Vec<PublishedRow>, StoreError> {
    let (at, id): (i64, &[u8]) = match &after {
        Some((at, id)) => (at.second(), id.as_bytes()),
        None => (i64::MAX, &[]),
    };
    let values = [program.value(), at.value(), Value::Bytes(id.into()), limit.value()];
    tx.records(&PUBLISHED, &values).await
}

/// The published advisory with this identifier.
///
/// # Errors
/// When the database does.
pub async fn by_public_id(
    tx: &Tx<'_>,
    program: &ProgramId,
    public_id: &str,
) -> Result<Option<PublishedRow>, StoreError> {
    tx.record(&BY_PUBLIC_ID, &[program.value(), Value::Text(public_id.into())]).await
}

/// Takes the drafts of the case away; part of [`crate::case_file::erase`]. What was published stays.
pub(crate) async fn erase(tx: &Tx<'_>, proof: &impl ChangesCase) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    tx.execute(&ERASE, &[program.value(), case.value()]).await.map(|_| ())
}
