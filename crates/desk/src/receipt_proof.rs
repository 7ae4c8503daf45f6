//! The receipt as a file: proof that the report is in the log, which anyone can check offline.

use access::{ReadMailbox, Target, decide};
use ledger::{
    Entry, ReceiptFacts, ReceiptFile, TlogProof, VerifierKey, inclusion_nodes, inclusion_proof,
};

use crate::Desk;
use crate::checkpoint::node_hashes;
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
        let id = reporter.program.clone();
        let size = checkpoint.size;
        let (entry, index, hashes) = self
            .read(move |tx| {
                let (proof, id) = (proof.clone(), id.clone());
                Box::pin(async move {
                    let leaf = store::ledger::of_case(tx, &proof)
                        .await?
                        .into_iter()
                        .next()
                        .ok_or(Error::NotFound)?;
                    let nodes = inclusion_nodes(leaf.leaf_index, size)
                        .map_err(|error| Error::bug("inclusion", &error))?;
                    let hashes = node_hashes(tx, &id, size, &nodes).await?;
                    Ok((leaf.entry, leaf.leaf_index, hashes))
                })
            })
            .await?;
        let path = inclusion_proof(index, size, |level, index| {
            hashes.get(&(level, index)).copied().ok_or("a hash that was not read")
        })
        .map_err(|error| Error::bug("inclusion", &error))?;
        let entry = Entry::from_bytes(&entry).map_err(|error| Error::bug("entry", &error))?;
        let note = ledger::SignedNote::parse(checkpoint.note.as_bytes())
            .map_err(|error| Error::bug("checkpoint", &error))?;
        let proof = TlogProof { extra: None, index, hashes: path, checkpoint: note };
        let file = ReceiptFile::new(entry, proof).map_err(|error| Error::bug("receipt", &error))?;
        Ok(file.to_string())
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
