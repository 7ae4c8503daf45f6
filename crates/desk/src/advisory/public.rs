//! What came out, for everybody: records, their editions, and the documents rendered from them.

use advisory::{Advisory, Format};
use clock::Instant;
use policy::id::ProgramId;
use store::advisory::PublishedRow;
use store::published::DocumentRow;

use super::publish::format_key;
use crate::Desk;
use crate::error::Error;

/// A published advisory: the edition that is out.
#[derive(Debug, Clone)]
pub struct PublishedAdvisory {
    /// What it says.
    pub record: Advisory,
    /// Whether it comes from a replayed case.
    pub replay: bool,
}

/// One edition that came out.
#[derive(Debug, Clone)]
pub struct EditionFacts {
    /// What it says.
    pub record: Advisory,
    /// The SHA-256 of the record as it is stored, which the program's log names.
    pub digest: [u8; 32],
    /// When it came out.
    pub published: Instant,
    /// Whether the program's log names its files, so that [`Desk::edition_proof`] can show it.
    pub is_proven: bool,
}

/// A document that is public.
#[derive(Debug, Clone)]
pub struct PublicDocument {
    /// Its path below the program's address.
    pub path: String,
    /// Its media type.
    pub media_type: String,
    /// What is in it.
    pub body: Vec<u8>,
    /// The SHA-256 of that.
    pub sha256: Vec<u8>,
    /// The SHA-512 of that.
    pub sha512: Vec<u8>,
    /// The signature over that, as its own file: of CSAF the armored OpenPGP one, when the operator configured
    /// a key; of everything else minisign's.
    pub signature: Option<String>,
    /// When the edition came out that it was rendered from.
    pub modified: Instant,
}

pub(super) fn record(json: &str) -> Result<Advisory, Error> {
    serde_json::from_str(json)
        .map_err(|e| Error::bug("advisory from JSON", &format!("{:?}", e.classify())))
}

fn published(row: &PublishedRow) -> Result<PublishedAdvisory, Error> {
    Ok(PublishedAdvisory { record: record(&row.published)?, replay: row.replay })
}

fn document(row: DocumentRow) -> PublicDocument {
    PublicDocument {
        path: row.path,
        media_type: row.media_type,
        body: row.body.0,
        sha256: row.sha256.0,
        sha512: row.sha512.0,
        signature: row.signature,
        modified: row.modified_at,
    }
}

impl Desk {
    /// Published advisories of a program, newest first: up to `limit`, after the one named `after`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when `after` is none of them.
    pub async fn advisories(
        &self,
        program: &ProgramId,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<PublishedAdvisory>, Error> {
        let (program, after) = (program.clone(), after.map(str::to_owned));
        let rows = self
            .read(move |tx| {
                let (program, after) = (program.clone(), after.clone());
                Box::pin(async move {
                    let place = match after {
                        Some(id) => {
                            let row = store::advisory::by_public_id(tx, &program, &id).await?;
                            let row = row.ok_or(Error::NotFound)?;
                            Some((row.published_at, row.advisory_id))
                        }
                        None => None,
                    };
                    Ok(store::advisory::published(tx, &program, place, limit).await?)
                })
            })
            .await?;
        rows.iter().map(published).collect()
    }

    pub(super) async fn public_row(
        &self,
        program: &ProgramId,
        public_id: &str,
    ) -> Result<PublishedRow, Error> {
        let (program, public_id) = (program.clone(), public_id.to_owned());
        self.read(move |tx| {
            let (program, public_id) = (program.clone(), public_id.clone());
            Box::pin(
                async move { Ok(store::advisory::by_public_id(tx, &program, &public_id).await?) },
            )
        })
        .await?
        .ok_or(Error::NotFound)
    }

    /// One published advisory.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of this identifier, unpublished ones included.
    pub async fn advisory(
        &self,
        program: &ProgramId,
        public_id: &str,
    ) -> Result<PublishedAdvisory, Error> {
        published(&self.public_row(program, public_id).await?)
    }

    /// Every edition of a published advisory, oldest first.
    ///
    /// # Errors
    /// As [`Desk::advisory`].
    pub async fn editions(
        &self,
        program: &ProgramId,
        public_id: &str,
    ) -> Result<Vec<EditionFacts>, Error> {
        let id = self.public_row(program, public_id).await?.advisory_id;
        let of = program.clone();
        let rows = self
            .read(move |tx| {
                let of = of.clone();
                Box::pin(async move { Ok(store::published::editions(tx, &of, id).await?) })
            })
            .await?;
        rows.iter()
            .map(|row| {
                Ok(EditionFacts {
                    record: record(&row.record)?,
                    digest: row.digest.0,
                    published: row.published_at,
                    is_proven: row.leaf_index.is_some(),
                })
            })
            .collect()
    }

    /// A published advisory in a format.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such advisory, or not in this format.
    pub async fn advisory_in(
        &self,
        program: &ProgramId,
        public_id: &str,
        format: Format,
    ) -> Result<PublicDocument, Error> {
        let id = self.public_row(program, public_id).await?.advisory_id;
        let of = program.clone();
        self.read(move |tx| {
            let of = of.clone();
            Box::pin(async move {
                Ok(store::published::in_format(tx, &of, id, format_key(format)).await?)
            })
        })
        .await?
        .map(document)
        .ok_or(Error::NotFound)
    }

    /// The document at a path below the program's address.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nothing was published there.
    pub async fn public_document(
        &self,
        program: &ProgramId,
        path: &str,
    ) -> Result<PublicDocument, Error> {
        let (of, path) = (program.clone(), path.to_owned());
        self.read(move |tx| {
            let (of, path) = (of.clone(), path.clone());
            Box::pin(async move { Ok(store::published::document(tx, &of, &path).await?) })
        })
        .await?
        .map(document)
        .ok_or(Error::NotFound)
    }

    /// Up to `limit` documents of a program after a path, in the order of their paths: for an export.
    ///
    /// # Errors
    /// When the store does.
    pub async fn public_documents(
        &self,
        program: &ProgramId,
        after: &str,
        limit: u32,
    ) -> Result<Vec<PublicDocument>, Error> {
        let (of, after) = (program.clone(), after.to_owned());
        let rows = self
            .read(move |tx| {
                let (of, after) = (of.clone(), after.clone());
                Box::pin(
                    async move { Ok(store::published::documents(tx, &of, &after, limit).await?) },
                )
            })
            .await?;
        Ok(rows.into_iter().map(document).collect())
    }

    /// The program's hall of fame, newest first.
    ///
    /// # Errors
    /// When the store does.
    pub async fn credits(
        &self,
        program: &ProgramId,
    ) -> Result<Vec<store::credit::CreditRow>, Error> {
        let program = program.clone();
        self.read(move |tx| {
            let program = program.clone();
            Box::pin(async move { Ok(store::credit::of_program(tx, &program, 500).await?) })
        })
        .await
    }
}
