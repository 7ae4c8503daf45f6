//! Notes, checkpoints, verifier keys and tile names: what a log publishes and what others send back.

use ledger::{Checkpoint, NoteError, SignedNote, Tile, VerifierKey};

use crate::fixed::signer;

/// Anything that is read is written back to the very same bytes, and what is signed here verifies.
///
/// # Panics
/// When that does not hold.
pub fn note(bytes: &[u8]) {
    let signer = signer();
    let keys = [signer.verifier().clone()];
    if let Ok(note) = SignedNote::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes, "one note, two spellings");
        let verified = note.verify(&keys);
        let named = note
            .signatures()
            .iter()
            .any(|line| line.name == keys[0].name() && line.key_id == keys[0].id());
        assert_eq!(verified == Err(NoteError::Unsigned), !named, "{verified:?}");
    }
    if let Ok(head) = Checkpoint::open(bytes, &keys) {
        assert_eq!(SignedNote::parse(bytes).expect("it was opened").text(), head.to_string());
    }
    let Ok(text) = core::str::from_utf8(bytes) else { return };
    if let Ok(signed) = SignedNote::sign(text, &[&signer]) {
        assert!(signed.verify(&keys).is_ok());
        let again =
            SignedNote::parse(signed.to_string().as_bytes()).expect("what was signed is a note");
        assert_eq!(again, signed);
        // Whoever changes a letter of the text is found.
        let forged = again.to_string().replacen('a', "b", 1);
        if forged != again.to_string() && forged.ends_with(&again.to_string()[text.len()..]) {
            assert!(
                SignedNote::parse(forged.as_bytes()).is_ok_and(|note| note.verify(&keys).is_err())
            );
        }
    }
    if let Ok(head) = text.parse::<Checkpoint>() {
        assert_eq!(head.to_string(), text, "one checkpoint, two spellings");
        let plain = Checkpoint::new(head.origin(), head.size(), *head.root()).expect("it was read");
        assert!(head.to_string().starts_with(&plain.to_string()));
    }
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string(), text, "one key, two spellings");
    }
    if let Ok(tile) = text.parse::<Tile>() {
        assert_eq!(tile.to_string(), text, "one tile, two addresses");
        assert_eq!(Tile::new(tile.level(), tile.index(), tile.width()), Ok(tile));
        let _ = tile.entries_path();
        let content = vec![7; tile.byte_count()];
        assert_eq!(
            tile.hashes(&content).expect("the right length").len(),
            usize::from(tile.width())
        );
        let _ =
            tile.node(&content, tile.level().saturating_mul(8), tile.index().saturating_mul(256));
    }
}
