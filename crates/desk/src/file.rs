//! Files on a case: opened only for who may read the case. `attachment` is how they come in.

use access::{ReadCase, ReadMailbox, ReadShared, Target, decide};
use clock::Instant;
use policy::id::{CaseId, FileId, ProgramId};
use seal::{CaseKey, FieldContext, FileOpener, row_key};
use store::blob::BlobName;
use store::file::FileRow;

use crate::Desk;
use crate::audit::Record;
use crate::error::Error;
use crate::visitor::{Member, Party, Reporter};

/// Most bytes of a file's name that are kept.
const MOST_NAME_BYTES: usize = 255;

/// A file that came whole, such as within a request of the API.
pub struct NewFile {
    /// The sender's name for it, for display only.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What is known of a file of an opened case.
#[derive(Clone)]
pub struct FileFacts {
    /// Its id.
    pub id: FileId,
    /// The event it came with.
    pub seq: u64,
    /// Its name.
    pub name: String,
    /// Its size as stored, in bytes (padded).
    pub stored_bytes: u64,
    /// When it came.
    pub at: Instant,
}

/// A file, opened.
pub struct FileContent {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

pub(crate) fn name_row(program: &ProgramId, case: CaseId, file: FileId) -> Vec<u8> {
    row_key(&[program.as_str().as_bytes(), case.as_bytes(), file.as_bytes()])
}

pub(crate) fn name_place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "file", column: "sealed_name", row, version: 1 }
}

/// What is shown of a stored file.
pub(crate) fn facts(
    key: &CaseKey,
    program: &ProgramId,
    case: CaseId,
    row: &FileRow,
) -> Result<FileFacts, Error> {
    let place = name_row(program, case, row.file_id);
    let name = key.open(&name_place(&place), &row.sealed_name)?;
    Ok(FileFacts {
        id: row.file_id,
        seq: row.seq,
        name: String::from_utf8_lossy(&name).into_owned(),
        stored_bytes: row.stored_size,
        at: row.created_at,
    })
}

/// A name without folders and control characters: it is shown and offered for saving.
pub(crate) fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut clean = String::new();
    for c in last.chars().filter(|c| !c.is_control()) {
        if clean.len() + c.len_utf8() > MOST_NAME_BYTES {
            break;
        }
        clean.push(c);
    }
    if clean.trim_matches('.').trim().is_empty() { "file".to_owned() } else { clean }
}

impl Desk {
    /// Opens a file for a member of the team.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not on a case of theirs.
    pub async fn open_file(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        file: FileId,
    ) -> Result<FileContent, Error> {
        let proof = self.enter::<ReadCase>(&member.principal(), program, case).await?;
        let opened = self.open_case(member, program, case).await?;
        if opened.files.iter().all(|facts| facts.id != file) {
            return Err(Error::NotFound);
        }
        let record = Record {
            object: format!("case:{case}/file:{file}"),
            ..Record::on_case("AttachmentRead", member.user, program, case, self.now())
        };
        // A file leaves the house: that is written before it does.
        self.audit(&[record]).await?;
        let name = store::file::blob_name(&proof, file)?;
        self.content(&opened.key, &opened.files, file, &name).await
    }

    /// Opens a file for the reporter of its case: only what is visible to the reporter.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not on this case, or came with something the reporter does not see.
    pub async fn open_file_as_reporter(
        &self,
        reporter: &Reporter,
        file: FileId,
    ) -> Result<FileContent, Error> {
        let proof = decide::<ReadMailbox>(
            &reporter.principal(),
            Target::Mailbox(reporter.program.clone(), reporter.case),
        )?;
        let opened = self.open_for_reporter(reporter).await?;
        let visible = opened.files.iter().find(|facts| facts.id == file).is_some_and(|facts| {
            usize::try_from(facts.seq)
                .ok()
                .and_then(|seq| opened.events.get(seq.checked_sub(1)?))
                .is_some_and(case::Event::is_for_reporter)
        });
        if !visible {
            return Err(Error::NotFound);
        }
        let name = store::file::blob_name(&proof, file)?;
        self.content(&opened.key, &opened.files, file, &name).await
    }

    /// Opens a file for a party of its case: only what came with something the party sees.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not on this case, or not for this party.
    pub async fn open_file_as_party(
        &self,
        party: &Party,
        file: FileId,
    ) -> Result<FileContent, Error> {
        let proof =
            self.enter::<ReadShared>(&party.principal(), &party.program, party.case).await?;
        let opened = self.open_for_party(party, proof.clone()).await?;
        let is_theirs = opened.state.may_see(&party.name)
            && crate::party::files_for(&opened, &party.name).any(|facts| facts.id == file);
        if !is_theirs {
            return Err(Error::NotFound);
        }
        let name = store::file::blob_name(&proof, file)?;
        self.content(&opened.key, &opened.files, file, &name).await
    }

    pub(crate) async fn content(
        &self,
        key: &CaseKey,
        files: &[FileFacts],
        file: FileId,
        name: &BlobName,
    ) -> Result<FileContent, Error> {
        let facts = files.iter().find(|facts| facts.id == file).ok_or(Error::NotFound)?;
        let sealed = self.inner().blobs.read(name).await?;
        let mut outcome = Err(Error::NotFound);
        // A file is not sealed anew when its case gets a new key: the newest that opens it is its own.
        for key in key.file_keys(file.as_bytes()) {
            let mut bytes = Vec::with_capacity(sealed.len());
            let mut opener = FileOpener::new(key);
            outcome = opener
                .push(&sealed, &mut bytes)
                .and_then(|()| opener.finish(&mut bytes))
                .map(|_| FileContent { name: facts.name.clone(), bytes })
                .map_err(Error::from);
            if outcome.is_ok() {
                break;
            }
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::clean_name;

    // ASVS 5.3.2
    #[test]
    fn a_file_name_keeps_no_folder_and_no_control_character() {
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("C:\\temp\\poc\r\n.py"), "poc.py");
        assert_eq!(clean_name(".."), "file");
        assert_eq!(clean_name(""), "file");
        assert_eq!(clean_name("beweis ü.png"), "beweis ü.png");
    }
}
