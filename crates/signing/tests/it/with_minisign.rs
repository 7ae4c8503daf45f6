//! An implementation of minisign that shares no code with ours as the oracle: it verifies the signatures.

use minisign_verify::{PublicKey, Signature};
use signing::MinisignKey;

#[test]
fn another_implementation_verifies_a_signature_and_its_comment_and_nothing_else() {
    let key = MinisignKey::from_seed(&[7; 32]);
    let public = PublicKey::decode(&key.public_key()).unwrap();
    for bytes in [&b""[..], b"{}\n", &[0, 255, 13, 10], &[42; 100_000]] {
        let text = key.sign(bytes, "timestamp:1796083200\tfile:advisory.md\nhashed");
        let signature = Signature::decode(&text).unwrap();
        // `false`: no signature of the old kind, which was not over a hash.
        public.verify(bytes, &signature, false).unwrap();
        assert_eq!(signature.trusted_comment(), "timestamp:1796083200\tfile:advisory.md hashed");
        assert!(public.verify(b"other", &signature, false).is_err());
        let told = text.replace("advisory.md", "advisory.xx");
        assert!(public.verify(bytes, &Signature::decode(&told).unwrap(), false).is_err());
        let other = PublicKey::decode(&MinisignKey::from_seed(&[8; 32]).public_key()).unwrap();
        assert!(other.verify(bytes, &signature, false).is_err());
    }
    assert_eq!(format!("{key:?}"), format!("MinisignKey({})", key.id()));
}
