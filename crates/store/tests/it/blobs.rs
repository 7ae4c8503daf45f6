//! The sealed files: whole or not there, never changed, deleted when asked.

use access::ReadCase;
use policy::id::FileId;
use store::blob::{BlobLocation, BlobName, Blobs};
use store::{StoreError, file};

use crate::support::*;

fn name(number: u8) -> BlobName {
    file::blob_name(&on_case::<ReadCase>(1), FileId::from_bytes([number; 16])).unwrap()
}

fn with_blobs(test: impl AsyncFn(Blobs, std::path::PathBuf)) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("files");
    let blobs = Blobs::open(&BlobLocation::Local { dir: dir.clone() }).unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(test(blobs, dir));
}

#[test]
fn a_blob_is_read_back_whole_and_in_part() {
    with_blobs(async |blobs, _| {
        blobs.put(&name(1), b"sealed bytes".to_vec()).await.unwrap();
        assert_eq!(blobs.read(&name(1)).await.unwrap(), b"sealed bytes");
        assert_eq!(blobs.range(&name(1), 7..100).await.unwrap(), b"bytes");
        assert_eq!(blobs.size(&name(1)).await.unwrap(), 12);
        assert_eq!(blobs.of_program(&program()).await.unwrap(), [case(1)]);
        let files = blobs.of_case(&program(), case(1)).await.unwrap();
        assert_eq!(files, [FileId::from_bytes([1; 16])]);
    });
}

#[test]
fn a_blob_is_never_written_over() {
    with_blobs(async |blobs, _| {
        blobs.put(&name(1), vec![1]).await.unwrap();
        assert!(matches!(blobs.put(&name(1), vec![2]).await, Err(StoreError::Duplicate { .. })));
        assert_eq!(blobs.read(&name(1)).await.unwrap(), [1]);
    });
}

#[test]
fn a_blob_that_is_not_there_is_said_to_be_missing_and_can_be_deleted_twice() {
    with_blobs(async |blobs, _| {
        let missing = blobs.read(&name(1)).await.unwrap_err();
        assert_eq!(missing, StoreError::NoBlob { name: name(1).as_str().to_owned() });
        blobs.put(&name(1), vec![1]).await.unwrap();
        blobs.delete(&name(1)).await.unwrap();
        blobs.delete(&name(1)).await.unwrap();
        assert!(blobs.read(&name(1)).await.is_err());
        assert_eq!(blobs.of_case(&program(), case(9)).await.unwrap(), []);
    });
}

#[test]
fn a_blob_in_pieces_is_invisible_until_it_is_finished() {
    with_blobs(async |blobs, dir| {
        let piece = vec![7; 3 * 1024 * 1024];
        let mut writer = blobs.begin(&name(1)).await.unwrap();
        for _ in 0..4 {
            writer.write(&piece).await.unwrap();
        }
        assert!(matches!(blobs.size(&name(1)).await, Err(StoreError::NoBlob { .. })));
        assert_eq!(blobs.of_case(&program(), case(1)).await.unwrap(), []);
        assert_eq!(writer.finish().await.unwrap(), 12 * 1024 * 1024);
        assert_eq!(blobs.size(&name(1)).await.unwrap(), 12 * 1024 * 1024);

        let mut given_up = blobs.begin(&name(2)).await.unwrap();
        given_up.write(&piece).await.unwrap();
        given_up.abort().await.unwrap();
        assert!(blobs.size(&name(2)).await.is_err());

        let empty = blobs.begin(&name(3)).await.unwrap();
        assert_eq!(empty.finish().await.unwrap(), 0);
        assert!(blobs.read(&name(3)).await.unwrap().is_empty());
        let files = std::fs::read_dir(dir.join("acme").join(case(1).to_string())).unwrap().count();
        assert_eq!(files, 2, "nothing is left of the one given up");
    });
}

#[cfg(unix)]
#[test]
fn the_folder_of_files_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt as _;
    with_blobs(async |_, dir| {
        assert_eq!(std::fs::metadata(dir).unwrap().permissions().mode() & 0o077, 0);
    });
}
