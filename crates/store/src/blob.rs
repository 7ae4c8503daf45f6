//! The sealed files of cases, as objects: a local folder, or S3 when built with the feature `s3`.
//!
//! What is written is ciphertext under a name made of ids; nothing here opens it. A local write goes to a
//! temporary name, is synced, renamed, and the folder is synced, so a blob whose name is visible is whole;
//! its row is written after that. A blob without a row is an orphan of an interrupted upload, which
//! [`Blobs::of_program`] lets a job find.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{
    MultipartUpload, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, PutPayload,
};
use policy::id::{CaseId, FileId, ProgramId};

use crate::error::StoreError;

/// The size of the parts a streamed blob is written in: so much of it is in memory.
const LOCAL_PART: usize = 256 * 1024;
/// The same for S3, which takes no part below 5 MiB but the last.
#[cfg(feature = "s3")]
const S3_PART: usize = 5 * 1024 * 1024;

/// Where blobs are kept.
#[derive(Clone, PartialEq, Eq)]
pub enum BlobLocation {
    /// A folder, made when it does not exist.
    Local {
        /// The folder.
        dir: PathBuf,
    },
    /// A bucket that speaks S3.
    #[cfg(feature = "s3")]
    S3 {
        /// The bucket.
        bucket: String,
        /// Its region.
        region: String,
        /// The address of the service, when it is not Amazon's.
        endpoint: Option<String>,
        /// The access key's id.
        access_key_id: String,
        /// The access key's secret.
        secret_access_key: String,
    },
}

impl fmt::Debug for BlobLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local { dir } => f.debug_struct("Local").field("dir", dir).finish(),
            #[cfg(feature = "s3")]
            Self::S3 { bucket, region, endpoint, .. } => f
                .debug_struct("S3")
                .field("bucket", bucket)
                .field("region", region)
                .field("endpoint", endpoint)
                .finish_non_exhaustive(),
        }
    }
}

/// The name of a blob: program, case, file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobName(String);

impl BlobName {
    /// Made from a proof by [`crate::file::blob_name`].
    pub(crate) fn of_file(program: &ProgramId, case: CaseId, file: FileId) -> Self {
        Self(format!("{program}/{case}/{file}"))
    }

    /// The name as text, for the log.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn path(&self) -> ObjectPath {
        ObjectPath::from(self.0.as_str())
    }
}

/// An open place for blobs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Blobs {
    objects: Arc<dyn ObjectStore>,
    part: usize,
    /// The folder, where it is one.
    dir: Option<PathBuf>,
}

impl Blobs {
    /// Opens it.
    ///
    /// # Errors
    /// [`StoreError::File`] when the folder cannot be made; [`StoreError::Location`] when the bucket's
    /// description is incomplete.
    pub fn open(location: &BlobLocation) -> Result<Self, StoreError> {
        let (objects, part, dir): (Arc<dyn ObjectStore>, usize, _) = match location {
            BlobLocation::Local { dir } => {
                make_folder(dir)?;
                let local = LocalFileSystem::new_with_prefix(dir).map_err(|error| {
                    StoreError::File { path: dir.clone(), detail: error.to_string() }
                })?;
                let local = local.with_fsync(true).with_automatic_cleanup(true);
                (Arc::new(local), LOCAL_PART, Some(dir.clone()))
            }
            #[cfg(feature = "s3")]
            BlobLocation::S3 { bucket, region, endpoint, access_key_id, secret_access_key } => {
                let mut builder = object_store::aws::AmazonS3Builder::new()
                    .with_bucket_name(bucket)
                    .with_region(region)
                    .with_access_key_id(access_key_id)
                    .with_secret_access_key(secret_access_key);
                if let Some(endpoint) = endpoint {
                    let plain = endpoint.starts_with("http://");
                    builder = builder.with_endpoint(endpoint).with_allow_http(plain);
                }
                let bucket = builder.build().map_err(|_| {
                    StoreError::Location(
                        "the S3 bucket is not described completely: it needs a bucket, a region, a key \
                         id and a secret"
                            .to_owned(),
                    )
                })?;
                (Arc::new(bucket), S3_PART, None)
            }
        };
        Ok(Self { objects, part, dir })
    }

    /// Writes a whole blob. When this returns it is on disk.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when there is one of this name: blobs never change.
    pub async fn put(&self, name: &BlobName, sealed: Vec<u8>) -> Result<(), StoreError> {
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        let payload = PutPayload::from(sealed);
        let put = self.objects.put_opts(&name.path(), payload, options).await;
        put.map(|_| ()).map_err(|error| map(name, &error))
    }

    /// Begins a blob that is written piece by piece. Nothing is visible before [`BlobWriter::finish`].
    ///
    /// # Errors
    /// When the place cannot be written to.
    pub async fn begin(&self, name: &BlobName) -> Result<BlobWriter, StoreError> {
        let upload =
            self.objects.put_multipart(&name.path()).await.map_err(|error| map(name, &error))?;
        Ok(BlobWriter { name: name.clone(), upload, most: self.part, part: Vec::new(), written: 0 })
    }

    /// The size of a blob in bytes.
    ///
    /// # Errors
    /// [`StoreError::NoBlob`] when there is none of this name.
    pub async fn size(&self, name: &BlobName) -> Result<u64, StoreError> {
        let head = self.objects.head(&name.path()).await;
        head.map(|head| head.size).map_err(|error| map(name, &error))
    }

    /// A range of a blob, so that a large one is never whole in memory. It ends where the blob ends.
    ///
    /// # Errors
    /// [`StoreError::NoBlob`] when there is none of this name.
    pub async fn range(&self, name: &BlobName, bytes: Range<u64>) -> Result<Vec<u8>, StoreError> {
        let read = self.objects.get_range(&name.path(), bytes).await;
        read.map(|read| read.to_vec()).map_err(|error| map(name, &error))
    }

    /// A whole blob.
    ///
    /// # Errors
    /// [`StoreError::NoBlob`] when there is none of this name.
    pub async fn read(&self, name: &BlobName) -> Result<Vec<u8>, StoreError> {
        let read = async { self.objects.get(&name.path()).await?.bytes().await };
        read.await.map(|read| read.to_vec()).map_err(|error| map(name, &error))
    }

    /// Deletes a blob; one that is not there is deleted already.
    ///
    /// # Errors
    /// When the place cannot be written to.
    pub async fn delete(&self, name: &BlobName) -> Result<(), StoreError> {
        match self.objects.delete(&name.path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(map(name, &error)),
        }
    }

    /// Takes away what an upload left that was cut off in the middle by the end of the program, in the folder
    /// of one case: pieces under temporary names, last written before `before` (seconds since the Unix
    /// epoch). Says how many there were. A bucket keeps such pieces out of sight and has rules of its own.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn purge_pieces(
        &self,
        program: &ProgramId,
        case: CaseId,
        before: i64,
    ) -> Result<u64, StoreError> {
        let Some(dir) = &self.dir else { return Ok(0) };
        let folder = dir.join(program.as_str()).join(case.to_string());
        let purged = tokio::task::spawn_blocking(move || {
            purge_pieces(&folder, before)
                .map_err(|error| StoreError::File { path: folder, detail: error.to_string() })
        });
        purged.await.map_err(|_| StoreError::Closed)?
    }

    /// The files of a case that have a blob.
    ///
    /// # Errors
    /// When the place cannot be read.
    pub async fn of_case(
        &self,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<Vec<FileId>, StoreError> {
        let folder = BlobName(format!("{program}/{case}"));
        let listed = self.objects.list_with_delimiter(Some(&folder.path())).await;
        let listed = listed.map_err(|error| map(&folder, &error))?;
        Ok(listed.objects.iter().filter_map(|object| last_id(&object.location)).collect())
    }

    /// The cases of a program that have blobs.
    ///
    /// # Errors
    /// When the place cannot be read.
    pub async fn of_program(&self, program: &ProgramId) -> Result<Vec<CaseId>, StoreError> {
        let folder = BlobName(program.to_string());
        let listed = self.objects.list_with_delimiter(Some(&folder.path())).await;
        let listed = listed.map_err(|error| map(&folder, &error))?;
        Ok(listed.common_prefixes.iter().filter_map(last_id).collect())
    }
}

/// A blob being written.
#[derive(Debug)]
pub struct BlobWriter {
    name: BlobName,
    upload: Box<dyn MultipartUpload>,
    /// Bytes after which a part is sent.
    most: usize,
    part: Vec<u8>,
    written: u64,
}

impl BlobWriter {
    /// Adds sealed bytes.
    ///
    /// # Errors
    /// When they cannot be written; the blob is then to be given up with [`BlobWriter::abort`].
    pub async fn write(&mut self, sealed: &[u8]) -> Result<(), StoreError> {
        self.part.extend_from_slice(sealed);
        self.written = self.written.saturating_add(u64::try_from(sealed.len()).unwrap_or(u64::MAX));
        if self.part.len() >= self.most {
            self.send().await?;
        }
        Ok(())
    }

    async fn send(&mut self) -> Result<(), StoreError> {
        let part = std::mem::take(&mut self.part);
        self.upload.put_part(PutPayload::from(part)).await.map_err(|error| map(&self.name, &error))
    }

    /// Makes the blob visible under its name and gives its size in bytes. When this returns it is on disk.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn finish(mut self) -> Result<u64, StoreError> {
        if !self.part.is_empty() || self.written == 0 {
            self.send().await?;
        }
        match self.upload.complete().await {
            Ok(_) => Ok(self.written),
            Err(error) => Err(map(&self.name, &error)),
        }
    }

    /// Gives the blob up and takes away what was written of it.
    ///
    /// # Errors
    /// When what was written cannot be taken away.
    pub async fn abort(mut self) -> Result<(), StoreError> {
        self.upload.abort().await.map_err(|error| map(&self.name, &error))
    }
}

fn last_id<T: std::str::FromStr>(path: &ObjectPath) -> Option<T> {
    path.filename().and_then(|name| name.parse().ok())
}

/// A blob that is being written is called like the finished one, with `#` and a number at the end.
fn purge_pieces(folder: &std::path::Path, before: i64) -> std::io::Result<u64> {
    // An upload that ends meanwhile takes its piece away itself.
    let gone = |error: &std::io::Error| error.kind() == std::io::ErrorKind::NotFound;
    let entries = match std::fs::read_dir(folder) {
        // The last blob took its folder with it.
        Err(error) if gone(&error) => return Ok(0),
        entries => entries?,
    };
    let mut purged = 0;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let is_piece =
            name.to_str().and_then(|name| name.rsplit_once('#')).is_some_and(|(id, number)| {
                id.parse::<FileId>().is_ok() && number.bytes().all(|b| b.is_ascii_digit())
            });
        if !is_piece {
            continue;
        }
        let written = match entry.metadata().and_then(|meta| meta.modified()) {
            Err(error) if gone(&error) => continue,
            written => written?,
        };
        let age = written.duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs();
        if i64::try_from(age).is_ok_and(|written| written < before) {
            match std::fs::remove_file(entry.path()) {
                Err(error) if gone(&error) => continue,
                removed => removed?,
            }
            purged += 1;
        }
    }
    Ok(purged)
}

fn make_folder(dir: &std::path::Path) -> Result<(), StoreError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(dir)
        .map_err(|error| StoreError::File { path: dir.to_owned(), detail: error.to_string() })
}

fn map(name: &BlobName, error: &object_store::Error) -> StoreError {
    match error {
        object_store::Error::NotFound { .. } => StoreError::NoBlob { name: name.0.clone() },
        object_store::Error::AlreadyExists { .. } => {
            StoreError::Duplicate { table: "the folder of files".to_owned() }
        }
        other => match io_kind(other) {
            Some(std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded) => {
                StoreError::DiskFull
            }
            Some(kind) => StoreError::Unavailable { detail: format!("file {}: {kind}", name.0) },
            None => StoreError::Unavailable {
                detail: format!("the store of files does not answer for {}", name.0),
            },
        },
    }
}

fn io_kind(error: &object_store::Error) -> Option<std::io::ErrorKind> {
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            return Some(io.kind());
        }
        source = error.source();
    }
    None
}
