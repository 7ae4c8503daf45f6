//! The receipt as a file: proof that the report is in the log, which anyone can check offline.

use access::{ReadMailbox, Target, decide};
use ledger::{
    Entry, ReceiptFacts, ReceiptFile, TlogProof, VerifierKey, inclusion_nodes, inclusion_proof,
};
use policy::id::ProgramId;

use crate::Desk;
use crate::checkpoint::{LatestCheckpoint, node_hashes};
use crate::error::Error;
use crate::visitor::Reporter;

impl Desk {
    /// The receipt file of a reporter's case. Signs the log's head first when that is needed to cover it.
    ///
    /// # Errors
    /// [`Error::Ledger`] when the log must not be signed.
    pub async fn receipt_file(&self, reporter: &Reporter) -> Result<String, Error> {
        let proof = decide::<ReadMailbox>(
            &reporter.principal(),
            Target::Mailbox(reporter.program.clone(), reporter.case),
        )?;
        let program = self.program(&reporter.program)?;
        let checkpoint = self
            .sign_checkpoint(&program)
            .await?
            .ok_or_else(|| Error::bug("receipt", &"the log is empty"))?;
        let leaf = self
            .read(move |tx| {
                let proof = proof.clone();
                Box::pin(async move {
                    let leaves = store::ledger::of_case(tx, &proof).await?;
                    leaves.into_iter().next().ok_or(Error::NotFound)
                })
            })
            .await?;
        let proof = self.inclusion(&program.id, &checkpoint, leaf.leaf_index).await?;
        let entry = Entry::from_bytes(&leaf.entry).map_err(|error| Error::bug("entry", &error))?;
        let file = ReceiptFile::new(entry, proof).map_err(|error| Error::bug("receipt", &error))?;
        Ok(file.to_string())
    }

    /// That an entry stands in a program's log, under a signed head that covers it.
    pub(crate) async fn inclusion(
        &self,
        program: &ProgramId,
        checkpoint: &LatestCheckpoint,
        index: u64,
    ) -> Result<TlogProof, Error> {
        let (id, size) = (program.clone(), checkpoint.size);
        let hashes = self
            .read(move |tx| {
                let id = id.clone();
                Box::pin(async move {
                    let nodes = inclusion_nodes(index, size)
                        .map_err(|error| Error::bug("inclusion", &error))?;
                    node_hashes(tx, &id, size, &nodes).await
                })
            })
            .await?;
        let path = inclusion_proof(index, size, |level, index| {
            hashes.get(&(level, index)).copied().ok_or("a hash that was not read")
        })
        .map_err(|error| Error::bug("inclusion", &error))?;
        let note = ledger::SignedNote::parse(checkpoint.note.as_bytes())
            .map_err(|error| Error::bug("checkpoint", &error))?;
        Ok(TlogProof { extra: None, index, hashes: path, checkpoint: note })
    }
}

/// Checks a receipt file against a log's public key. Needs no server.
///
/// # Errors
/// A sentence that says what does not fit.
pub fn verify_receipt_file(text: &[u8], key: &str) -> Result<ReceiptFacts, String> {
    let key: VerifierKey =
        key.trim().parse().map_err(|error: ledger::NoteError| error.to_string())?;
    ledger::verify_receipt(text, &key).map_err(|error| error.to_string())
}
