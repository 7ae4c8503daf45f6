//! How many files a case may hold, and how many may come in a day (ASVS 5.2.4).
//!
//! One form is bounded where it is read. These bounds are for who sends one form after the other: a receipt must not be
//! a way to fill the disk.

use clock::Instant;
use store::file::FileRow;

use crate::error::Error;
use crate::file::FileFacts;

/// Most files of one case.
pub(crate) const MOST_FILES: usize = 500;
/// Most files that one case takes within a day.
pub(crate) const MOST_FILES_A_DAY: usize = 100;
/// Most bytes of all files of one case, sealed.
pub(crate) const MOST_BYTES: u64 = 4 << 30;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Whether a case takes more files.
///
/// # Errors
/// [`Error::Fields`] that names the bound.
pub(crate) fn check(held: &[FileFacts], new: &[FileRow], now: Instant) -> Result<(), Error> {
    if new.is_empty() {
        return Ok(());
    }
    let today = held.iter().filter(|file| now.second() - file.at.second() < DAY_SECONDS).count();
    let sizes =
        held.iter().map(|file| file.stored_bytes).chain(new.iter().map(|row| row.stored_size));
    let bytes = sizes.fold(0_u64, u64::saturating_add);
    let over = if held.len() + new.len() > MOST_FILES {
        format!("A case holds at most {MOST_FILES} files.")
    } else if today + new.len() > MOST_FILES_A_DAY {
        format!("A case takes at most {MOST_FILES_A_DAY} files within a day.")
    } else if bytes > MOST_BYTES {
        format!("A case holds at most {} GiB of files.", MOST_BYTES >> 30)
    } else {
        return Ok(());
    };
    Err(Error::field(
        "files",
        format!(
            "{over} Say in a message where more can be fetched, or put several into one archive."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use policy::id::FileId;

    use super::*;

    fn held(count: usize, at: i64, stored_bytes: u64) -> Vec<FileFacts> {
        let one = FileFacts {
            id: FileId::new(1, [0; 10]),
            seq: 1,
            name: "a".to_owned(),
            stored_bytes,
            at: Instant::from_second(at),
        };
        vec![one; count]
    }

    fn new(count: usize, stored_size: u64) -> Vec<FileRow> {
        let one = FileRow {
            file_id: FileId::new(1, [0; 10]),
            seq: 0,
            sealed_name: Vec::new().into(),
            stored_size,
            digest: [0; 32].into(),
            created_at: Instant::from_second(0),
        };
        vec![one; count]
    }

    // ASVS 5.2.4
    #[test]
    fn a_case_takes_files_up_to_each_of_its_bounds_and_not_one_more() {
        let now = Instant::from_second(10 * DAY_SECONDS);
        let long_ago = 0;
        let lately = now.second() - DAY_SECONDS + 1;
        let said = |held: &[FileFacts], new: &[FileRow]| {
            check(held, new, now).err().map(|error| error.to_string()).unwrap_or_default()
        };
        assert_eq!(said(&held(MOST_FILES - 1, long_ago, 1), &new(1, 1)), "");
        assert!(said(&held(MOST_FILES, long_ago, 1), &new(1, 1)).contains("at most 500 files"));
        assert_eq!(said(&held(MOST_FILES_A_DAY - 1, lately, 1), &new(1, 1)), "");
        assert!(said(&held(MOST_FILES_A_DAY, lately, 1), &new(1, 1)).contains("within a day"));
        assert_eq!(said(&held(1, long_ago, MOST_BYTES - 5), &new(1, 5)), "");
        assert!(said(&held(1, long_ago, MOST_BYTES - 5), &new(1, 6)).contains("4 GiB"));
        assert_eq!(
            said(&held(2 * MOST_FILES, lately, MOST_BYTES), &[]),
            "",
            "a message without files"
        );
    }
}
