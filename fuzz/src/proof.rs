//! Proofs, receipts of the log, entries, frontiers and bundles: what somebody brings to be verified.

use ledger::{
    BadProof, Continuation, Entry, Frontier, FrontierError, Hash, ReceiptFile, TlogProof,
    leaf_hash, read_bundle, verify_consistency, verify_inclusion, verify_receipt, write_bundle,
};

use crate::fixed::signer;

/// Anything that is read is written back to the very same bytes; nothing here can sign, so nothing that
/// was not in the seeds verifies by luck.
///
/// # Panics
/// When that does not hold.
pub fn proof(bytes: &[u8]) {
    let signer = signer();
    let keys = [signer.verifier().clone()];
    if let Ok(proof) = TlogProof::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes, "one proof, two spellings");
        let _ = proof.verify(&leaf_hash(b"an entry"), &keys);
    }
    if let Ok(receipt) = ReceiptFile::parse(bytes) {
        assert_eq!(receipt.to_string().as_bytes(), bytes, "one receipt, two spellings");
        let again = ReceiptFile::new(receipt.entry().clone(), receipt.proof().clone());
        assert_eq!(again.as_ref(), Ok(&receipt));
        let _ = verify_receipt(bytes, signer.verifier());
    }
    if let Ok(key) = verifier::Key::parse(&signer.verifier().to_string()) {
        let edition = verifier::verify_edition(bytes, &key, &[]);
        assert!(edition.is_err(), "nothing here signs editions: {edition:?}");
    }
    if let Ok(entry) = Entry::from_bytes(bytes) {
        assert_eq!(entry.to_bytes().as_deref(), Ok(bytes), "one entry, two spellings");
        let _ = entry.check_sealed(bytes);
        let _ = entry.check_commit(&[7; 32], bytes);
    }
    if let Ok(continuation) = Continuation::from_bytes(bytes) {
        assert_eq!(continuation.to_bytes(), bytes, "one continuation, two spellings");
    }
    if let Ok(mut frontier) = Frontier::from_bytes(bytes) {
        assert_eq!(frontier.to_bytes(), bytes, "one frontier, two spellings");
        let (size, root) = (frontier.size(), frontier.root());
        match frontier.append(leaf_hash(bytes)) {
            Ok(()) => {
                assert_eq!(frontier.size(), size + 1);
                assert_ne!(frontier.root(), root);
            }
            Err(error) => assert_eq!(error, FrontierError::Full),
        }
    }
    if let Some((width, bundle)) = bytes.split_first_chunk::<2>()
        && let Ok(entries) = read_bundle(bundle, u16::from_be_bytes(*width))
        && !entries.is_empty()
        && entries.len() <= 256
    {
        assert_eq!(write_bundle(&entries).as_deref(), Ok(bundle), "one bundle, two spellings");
    }
    numbers(bytes);
}

/// The two proof checks with any numbers and any hashes.
fn numbers(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first_chunk::<8>() else { return };
    let Some((second, rest)) = rest.split_first_chunk::<8>() else { return };
    let (first, second) = (u64::from_be_bytes(*first), u64::from_be_bytes(*second));
    let hashes: Vec<Hash> = rest.chunks(32).map(leaf_hash).collect();
    let root = leaf_hash(b"no root of any tree");
    let inclusion = verify_inclusion(first, second, &leaf_hash(b"leaf"), &hashes, &root);
    assert!(inclusion.is_err(), "a root out of nothing");
    let consistency: Result<(), BadProof> =
        verify_consistency(first, &root, second, &root, &hashes);
    // Only a tree and itself have one root.
    assert_eq!(
        consistency.is_ok(),
        first == second && first != 0 && hashes.is_empty(),
        "{first} {second}"
    );
}
