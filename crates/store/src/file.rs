//! The files of a case. The bytes are sealed blobs ([`crate::blob`]); a row is written in the transaction
//! of the event that brought the file, after its blob is safely on disk.

use clock::Instant;
use policy::id::{CaseId, FileId, ProgramId};

use crate::blob::BlobName;
use crate::error::StoreError;
use crate::proof::{ChangesCase, OpensCase, WalksProgram, within};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Hash32, Record, Row, Value, row};

row! {
    /// One file of a case.
    pub struct FileRow {
        /// Its id.
        pub file_id: FileId,
        /// The event that brought it.
        pub seq: u64,
        /// Its name and media type, sealed.
        pub sealed_name: Bytes,
        /// The size of the sealed blob in bytes.
        pub stored_size: u64,
        /// SHA-256 of the sealed blob.
        pub digest: Hash32,
        /// When it was stored.
        pub created_at: Instant,
    }
}

/// A file with the case it belongs to, as verification walks a whole program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOfProgram {
    /// The case.
    pub case_id: CaseId,
    /// The file.
    pub file: FileRow,
}

impl Record for FileOfProgram {
    fn read(row: &mut Row) -> Result<Self, StoreError> {
        Ok(Self { case_id: row.next()?, file: FileRow::read(row)? })
    }
    fn values(&self) -> Vec<Value<'_>> {
        let mut values = vec![self.case_id.value()];
        values.extend(self.file.values());
        values
    }
}

declare! {
    /// A new file.
    INSERT = "INSERT INTO file
        (program_id, case_id, file_id, seq, sealed_name, stored_size, digest, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    /// The files of a case.
    OF_CASE = "SELECT file_id, seq, sealed_name, stored_size, digest, created_at
        FROM file WHERE program_id = ?1 AND case_id = ?2 ORDER BY file_id";
    /// One file of a case.
    ONE = "SELECT file_id, seq, sealed_name, stored_size, digest, created_at
        FROM file WHERE program_id = ?1 AND case_id = ?2 AND file_id = ?3";
    /// A page of a program's files.
    OF_PROGRAM = "SELECT case_id, file_id, seq, sealed_name, stored_size, digest, created_at
        FROM file WHERE program_id = ?1 AND (case_id, file_id) > (?2, ?3)
        ORDER BY case_id, file_id LIMIT ?4";
    /// Takes the files of a case away.
    ERASE = "DELETE FROM file WHERE program_id = ?1 AND case_id = ?2";
}

/// Adds a file to the case of the proof.
///
/// # Errors
/// [`StoreError::Duplicate`] when the case has one with this id.
pub async fn insert(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    row: &FileRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let mut values = vec![program.value(), case.value()];
    values.extend(row.values());
    tx.execute(&INSERT, &values).await.map(|_| ())
}

/// The files of the case of the proof, oldest first.
///
/// # Errors
/// When the database does.
pub async fn of_case(tx: &Tx<'_>, proof: &impl OpensCase) -> Result<Vec<FileRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.records(&OF_CASE, &[program.value(), case.value()]).await
}

/// One file of the case of the proof.
///
/// # Errors
/// When the database does.
pub async fn find(
    tx: &Tx<'_>,
    proof: &impl OpensCase,
    file: FileId,
) -> Result<Option<FileRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.record(&ONE, &[program.value(), case.value(), file.value()]).await
}

/// The name of a file's blob. Taken from the proof, so that no blob of another case can be asked for.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no case.
pub fn blob_name(proof: &impl OpensCase, file: FileId) -> Result<BlobName, StoreError> {
    let (program, case) = proof.case_key()?;
    Ok(BlobName::of_file(program, case, file))
}

/// A page of a program's files after `after`: for scrubbing, which re-reads blobs and compares digests.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn of_program(
    tx: &Tx<'_>,
    proof: &impl WalksProgram,
    program: &ProgramId,
    after: Option<(CaseId, FileId)>,
    limit: u32,
) -> Result<Vec<FileOfProgram>, StoreError> {
    within(proof, program)?;
    let (case, file): (&[u8], &[u8]) =
        after.as_ref().map_or((&[], &[]), |(case, file)| (case.as_bytes(), file.as_bytes()));
    let values =
        [program.value(), Value::Bytes(case.into()), Value::Bytes(file.into()), limit.value()];
    tx.records(&OF_PROGRAM, &values).await
}

/// Takes the rows of the case's files away and gives them back: the caller then deletes the blobs by their names.
///
/// # Errors
/// When the database does.
pub async fn erase(tx: &Tx<'_>, proof: &impl ChangesCase) -> Result<Vec<FileRow>, StoreError> {
    let files = of_case(tx, proof).await?;
    let (program, case) = proof.case_key()?;
    tx.execute(&ERASE, &[program.value(), case.value()]).await?;
    Ok(files)
}
