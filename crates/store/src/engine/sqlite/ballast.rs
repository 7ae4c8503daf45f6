//! A file that only takes up room, so that there is some to give back when the disk is full: even deleting
//! rows needs space in the log.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::error::StoreError;

const CHUNK: usize = 64 * 1024;

fn ballast_path(database: &Path) -> PathBuf {
    database.with_file_name("ballast")
}

/// Makes the ballast if it is not there, in a thread of its own: the start does not wait for it. On a disk
/// without room there is none, which is no reason not to start.
pub(crate) fn make(database: &Path, bytes: u64) {
    let path = ballast_path(database);
    let wanted = bytes > 0 && fs::metadata(&path).map_or(true, |found| found.len() < bytes);
    if wanted {
        let spawned =
            std::thread::Builder::new().name("store-ballast".to_owned()).spawn(move || {
                if fill(&path, bytes).is_err() {
                    drop(fs::remove_file(&path));
                }
            });
        drop(spawned);
    }
}

/// Deletes the ballast.
pub(crate) fn release(database: &Path) -> Result<bool, StoreError> {
    let path = ballast_path(database);
    match fs::remove_file(&path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::File { path, detail: error.to_string() }),
    }
}

/// Writes bytes that a file system can neither leave out nor compress.
fn fill(path: &Path, bytes: u64) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    let mut noise: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut left = bytes;
    while left > 0 {
        let mut chunk = Vec::with_capacity(CHUNK);
        while chunk.len() < CHUNK {
            noise ^= noise << 13;
            noise ^= noise >> 7;
            noise ^= noise << 17;
            chunk.extend_from_slice(&noise.to_le_bytes());
        }
        chunk.truncate(usize::try_from(left).unwrap_or(CHUNK).min(CHUNK));
        file.write_all(&chunk)?;
        left = left.saturating_sub(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ballast_takes_its_room_and_gives_it_back() {
        let dir = tempfile::tempdir().unwrap();
        let database = dir.path().join("candor.db");
        fill(&ballast_path(&database), 100_000).unwrap();
        assert_eq!(fs::metadata(dir.path().join("ballast")).unwrap().len(), 100_000);
        assert_eq!(release(&database), Ok(true));
        assert_eq!(release(&database), Ok(false));
    }
}
