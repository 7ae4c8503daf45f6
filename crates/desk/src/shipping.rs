//! What leaves the instance for a collector of logs: entries of the audit log and signed heads, no content.
//!
//! How far the collector is stays in the database. It moves after the entries were handed over, so that a
//! process that ends in between sends them again rather than never.

use access::{Principal, RunJobs, Target, decide};
use clock::Instant;
use ledger::Hash;

use crate::Desk;
use crate::checkpoint::SignedLog;
use crate::error::Error;

/// Where the place of the next entry to be shipped is kept.
const PLACE_KEY: &str = "shipped";
/// Entries read at once.
const PAGE: u32 = 500;

/// An entry of the audit log as it is shipped: pseudonyms and kinds, nothing that was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShippedEntry {
    /// Its place in the log.
    pub index: u64,
    /// When it was recorded.
    pub at: Instant,
    /// What was done.
    pub act: String,
    /// The pseudonym of who did it.
    pub actor: String,
    /// What it was done to, under a pseudonym.
    pub object: String,
    /// The program it is about.
    pub program: Option<String>,
}

/// The signed head of a log, in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHeadFacts {
    /// The name of the log.
    pub origin: String,
    /// How many entries it covers.
    pub size: u64,
    /// Its root hash, in base64 as the note has it.
    pub root: String,
    /// When it was signed.
    pub signed_at: Instant,
}

impl Desk {
    /// The host name of the address that people use.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.inner().host
    }

    /// The next entries of the audit log that were not shipped, oldest first; none when all were.
    ///
    /// # Errors
    /// When the store does.
    pub async fn entries_to_ship(&self) -> Result<Vec<ShippedEntry>, Error> {
        let jobs = decide::<RunJobs>(&Principal::System, Target::Instance)?;
        let rows = self
            .read(move |tx| {
                let jobs = jobs.clone();
                Box::pin(async move {
                    let kept = store::meta::read(tx, PLACE_KEY).await?;
                    let from = kept.and_then(|kept| kept.parse().ok()).unwrap_or(0);
                    Ok(store::audit::page(tx, &jobs, from, PAGE).await?)
                })
            })
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| ShippedEntry {
                index: row.leaf_index,
                at: row.recorded_at,
                act: row.act,
                actor: row.actor,
                object: row.object,
                program: row.program_id.map(|program| program.to_string()),
            })
            .collect())
    }

    /// Notes that everything up to the entry at `last` was shipped.
    ///
    /// # Errors
    /// When the store does.
    pub async fn shipped_up_to(&self, last: u64) -> Result<(), Error> {
        let jobs = decide::<RunJobs>(&Principal::System, Target::Instance)?;
        let next = last.saturating_add(1).to_string();
        self.write(move |tx| {
            let (jobs, next) = (jobs.clone(), next.clone());
            Box::pin(async move { Ok(store::meta::write(tx, &jobs, PLACE_KEY, &next).await?) })
        })
        .await
    }

    /// The newest signed head of every log, as far as there is one.
    ///
    /// # Errors
    /// When the store does.
    pub async fn signed_heads(&self) -> Result<Vec<SignedHeadFacts>, Error> {
        let mut heads = Vec::new();
        let audit = self.audit_log().await?;
        heads.extend(self.head_facts(&audit.log()).await?);
        for program in self.programs() {
            heads.extend(self.head_facts(&program.log()).await?);
        }
        Ok(heads)
    }

    async fn head_facts(&self, log: &SignedLog<'_>) -> Result<Option<SignedHeadFacts>, Error> {
        let id = log.program.clone();
        let row = self
            .read(move |tx| {
                let id = id.clone();
                Box::pin(async move { Ok(store::checkpoint::latest(tx, &id).await?) })
            })
            .await?;
        Ok(row.map(|row| SignedHeadFacts {
            origin: log.origin.to_owned(),
            size: row.size,
            root: Hash::from_bytes(row.root.0).to_base64(),
            signed_at: row.signed_at,
        }))
    }
}
