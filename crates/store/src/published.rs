//! What is public of advisories: every edition that came out, and the documents rendered from the last one.
//!
//! Both are written by the transaction that publishes and by nothing else; a draft has no row here. Whoever
//! asks for a path that was never published asks for a key that is not there, whatever drafts there are.

use access::{Authorized, RunJobs};
use clock::Instant;
use policy::id::{AdvisoryId, ProgramId};

use crate::error::StoreError;
use crate::proof::{PublishesAdvisory, WalksProgram, within};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Hash32, Record, Value, row};

row! {
    /// One edition that came out. All of it is public.
    pub struct EditionRow {
        /// Which, from 1.
        pub edition: u32,
        /// Where the advisory stood with it (`interim`, `final`, `withdrawn`).
        pub stage: String,
        /// The record, as JSON.
        pub record: String,
        /// The SHA-256 of that JSON, which the program's log names.
        pub digest: Hash32,
        /// When it came out.
        pub published_at: Instant,
        /// The SHA-256 of the list of every file that was public of the advisory with it, which the log names.
        /// Nothing for an edition from before such lists.
        pub files: Option<Hash32>,
        /// The entry of the program's log that names it. Nothing for one from before `files`.
        pub leaf_index: Option<u64>,
    }
}

row! {
    /// A public file of an advisory.
    pub struct FileRow {
        /// Its path below the program's address.
        pub path: String,
        /// The SHA-256 of its content.
        pub sha256: Hash32,
    }
}

row! {
    /// An edition together with the advisory it is of.
    pub struct EditionOfProgram {
        /// The advisory.
        pub advisory_id: AdvisoryId,
        /// Which, from 1.
        pub edition: u32,
        /// The record, as JSON.
        pub record: String,
        /// The SHA-256 that was written beside it.
        pub digest: Hash32,
        /// The SHA-256 of the list of its files.
        pub files: Option<Hash32>,
    }
}

row! {
    /// A document that is public.
    pub struct DocumentRow {
        /// Its path below the program's address.
        pub path: String,
        /// The advisory it is of.
        pub advisory_id: AdvisoryId,
        /// The format's name.
        pub format: String,
        /// Its media type.
        pub media_type: String,
        /// What is in it.
        pub body: Bytes,
        /// The SHA-256 of that.
        pub sha256: Bytes,
        /// The SHA-512 of that.
        pub sha512: Bytes,
        /// The signature over that, as the text of its own file.
        pub signature: Option<String>,
        /// Which key signed it.
        pub signed_by: Option<String>,
        /// When the edition came out that it was rendered from.
        pub modified_at: Instant,
    }
}

row! {
    /// A published document without its content, and the record it was rendered from.
    pub struct LineRow {
        /// Its path below the program's address.
        pub path: String,
        /// Which key signed it.
        pub signed_by: Option<String>,
        /// The record, as public JSON.
        pub record: String,
    }
}

declare! {
    /// A new edition.
    ADD = "INSERT INTO advisory_edition (program_id, advisory_id, edition, stage, record, digest,
            published_at, files, leaf_index)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    /// The editions of an advisory, oldest first.
    OF_ADVISORY = "SELECT edition, stage, record, digest, published_at, files, leaf_index
        FROM advisory_edition
        WHERE program_id = ?1 AND advisory_id = ?2 ORDER BY edition";
    /// The editions of a program, for verification.
    OF_PROGRAM = "SELECT advisory_id, edition, record, digest, files FROM advisory_edition
        WHERE program_id = ?1 AND (advisory_id, edition) > (?2, ?3) ORDER BY advisory_id, edition LIMIT ?4";
    /// Another record in the place of an edition's, when a name was taken out of it.
    REDACT = "UPDATE advisory_edition SET record = ?4, digest = ?5
        WHERE program_id = ?1 AND advisory_id = ?2 AND edition = ?3";
    /// How many editions of a program came out: it grows with each, so it tells whether anything changed.
    COUNT = "SELECT count(*) FROM advisory_edition WHERE program_id = ?1";
    /// Takes the document of a format away, before the next edition's.
    CLEAR = "DELETE FROM published_document WHERE program_id = ?1 AND advisory_id = ?2 AND format = ?3";
    /// A new document.
    PUT = "INSERT INTO published_document (program_id, path, advisory_id, format, media_type, body, sha256,
            sha512, signature, signed_by, modified_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    /// The document at a path.
    AT_PATH = "SELECT path, advisory_id, format, media_type, body, sha256, sha512, signature, signed_by, modified_at
        FROM published_document WHERE program_id = ?1 AND path = ?2";
    /// The document of an advisory in a format.
    IN_FORMAT = "SELECT path, advisory_id, format, media_type, body, sha256, sha512, signature, signed_by, modified_at
        FROM published_document WHERE program_id = ?1 AND advisory_id = ?2 AND format = ?3";
    /// A page of a program's documents, by path.
    DOCUMENTS = "SELECT path, advisory_id, format, media_type, body, sha256, sha512, signature, signed_by, modified_at
        FROM published_document WHERE program_id = ?1 AND path > ?2 ORDER BY path LIMIT ?3";
    /// The public files of an advisory, by path.
    FILES = "SELECT path, sha256 FROM published_document
        WHERE program_id = ?1 AND advisory_id = ?2 ORDER BY path";
    /// Every document of a program in a format, without its content.
    LINES = "SELECT d.path, d.signed_by, a.published
        FROM published_document d
        JOIN advisory a ON a.program_id = d.program_id AND a.advisory_id = d.advisory_id
        WHERE d.program_id = ?1 AND d.format = ?2 AND a.published IS NOT NULL";
    /// Another signature under a document whose bytes are still these.
    SIGN = "UPDATE published_document SET signature = ?4, signed_by = ?5
        WHERE program_id = ?1 AND path = ?2 AND sha256 = ?3";
}

/// Adds an edition of an advisory of the program of the proof.
///
/// # Errors
/// [`StoreError::Duplicate`] when it came out already.
pub async fn add_edition(
    tx: &Tx<'_>,
    proof: &impl PublishesAdvisory,
    advisory: AdvisoryId,
    row: &EditionRow,
) -> Result<(), StoreError> {
    let program = proof.publishing_in()?;
    let mut values = vec![program.value(), advisory.value()];
    values.extend(row.values());
    tx.execute(&ADD, &values).await.map(|_| ())
}

/// Puts another record in the place of an edition's: one out of which a name was taken. Whoever calls this
/// says so in the log.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no program.
pub async fn redact(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    advisory: AdvisoryId,
    row: &EditionRow,
) -> Result<(), StoreError> {
    let program = proof.publishing_in()?;
    let values = [
        program.value(),
        advisory.value(),
        row.edition.value(),
        row.record.value(),
        row.digest.value(),
    ];
    tx.execute(&REDACT, &values).await.map(|_| ())
}

/// Takes the document of a format away.
///
/// # Errors
/// When the database does.
pub async fn clear(
    tx: &Tx<'_>,
    proof: &impl PublishesAdvisory,
    advisory: AdvisoryId,
    format: &str,
) -> Result<(), StoreError> {
    let program = proof.publishing_in()?;
    let values = [program.value(), advisory.value(), Value::Text(format.into())];
    tx.execute(&CLEAR, &values).await.map(|_| ())
}

/// Writes a document.
///
/// # Errors
/// [`StoreError::Duplicate`] when there is one at its path.
pub async fn put(
    tx: &Tx<'_>,
    proof: &impl PublishesAdvisory,
    row: &DocumentRow,
) -> Result<(), StoreError> {
    let program = proof.publishing_in()?;
    let mut values = vec![program.value()];
    values.extend(row.values());
    tx.execute(&PUT, &values).await.map(|_| ())
}

/// The editions of an advisory that came out, oldest first.
///
/// # Errors
/// When the database does.
pub async fn editions(
    tx: &Tx<'_>,
    program: &ProgramId,
    advisory: AdvisoryId,
) -> Result<Vec<EditionRow>, StoreError> {
    tx.records(&OF_ADVISORY, &[program.value(), advisory.value()]).await
}

/// Up to `limit` editions of a program after the place of the last one read, for verification.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn editions_of_program(
    tx: &Tx<'_>,
    proof: &impl WalksProgram,
    program: &ProgramId,
    after: Option<(AdvisoryId, u32)>,
    limit: u32,
) -> Result<Vec<EditionOfProgram>, StoreError> {
    within(proof, program)?;
    let (id, edition): (&[u8], u32) = match &after {
        Some((id, edition)) => (id.as_bytes(), *edition),
        None => (&[], 0),
    };
    let values = [program.value(), Value::Bytes(id.into()), edition.value(), limit.value()];
    tx.records(&OF_PROGRAM, &values).await
}

/// How many editions of a program came out.
///
/// # Errors
/// When the database does.
pub async fn count(tx: &Tx<'_>, program: &ProgramId) -> Result<u64, StoreError> {
    let mut rows = tx.rows(&COUNT, &[program.value()]).await?;
    rows.first_mut().map_or(Ok(0), crate::value::Row::next)
}

/// The public files of an advisory, in the order of their paths.
///
/// # Errors
/// When the database does.
pub async fn files(
    tx: &Tx<'_>,
    program: &ProgramId,
    advisory: AdvisoryId,
) -> Result<Vec<FileRow>, StoreError> {
    tx.records(&FILES, &[program.value(), advisory.value()]).await
}

/// The document at a path below the program's address.
///
/// # Errors
/// When the database does.
pub async fn document(
    tx: &Tx<'_>,
    program: &ProgramId,
    path: &str,
) -> Result<Option<DocumentRow>, StoreError> {
    tx.record(&AT_PATH, &[program.value(), Value::Text(path.into())]).await
}

/// The document of an advisory in a format.
///
/// # Errors
/// When the database does.
pub async fn in_format(
    tx: &Tx<'_>,
    program: &ProgramId,
    advisory: AdvisoryId,
    format: &str,
) -> Result<Option<DocumentRow>, StoreError> {
    let values = [program.value(), advisory.value(), Value::Text(format.into())];
    tx.record(&IN_FORMAT, &values).await
}

/// Up to `limit` documents of a program after a path, in the order of their paths.
///
/// # Errors
/// When the database does.
pub async fn documents(
    tx: &Tx<'_>,
    program: &ProgramId,
    after: &str,
    limit: u32,
) -> Result<Vec<DocumentRow>, StoreError> {
    let values = [program.value(), Value::Text(after.into()), limit.value()];
    tx.records(&DOCUMENTS, &values).await
}

/// Every document of a program in a format, without its content, and the record behind each.
///
/// # Errors
/// When the database does.
pub async fn lines(
    tx: &Tx<'_>,
    program: &ProgramId,
    format: &str,
) -> Result<Vec<LineRow>, StoreError> {
    tx.records(&LINES, &[program.value(), Value::Text(format.into())]).await
}

/// Puts another signature under a document. Nothing happens when its bytes are others by now.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn sign(
    tx: &Tx<'_>,
    proof: &impl WalksProgram,
    program: &ProgramId,
    row: &DocumentRow,
) -> Result<bool, StoreError> {
    within(proof, program)?;
    let values = [
        program.value(),
        row.path.value(),
        row.sha256.value(),
        row.signature.value(),
        row.signed_by.value(),
    ];
    Ok(tx.execute(&SIGN, &values).await? == 1)
}
