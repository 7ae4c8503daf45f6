//! The codes that people type: receipts, recovery kits, recovery codes, session cookies, key files.

use seal::{InstanceId, Receipt, RecoveryCode, RecoveryKit, RootKey, Session};

/// What is read as typed is the same code when it is written out and typed again, in words and in
/// characters; an error never repeats what was typed.
///
/// # Panics
/// When that does not hold.
pub fn receipt(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    let read = Receipt::parse(&typed);
    assert_eq!(read.is_ok(), RecoveryCode::parse(&typed).is_ok());
    match &read {
        Ok(receipt) => {
            for written in [receipt.words(), receipt.characters()] {
                let again = Receipt::parse(&written).expect("what is handed out can be typed");
                assert!(again.is(receipt));
                assert_eq!(again.locator_hash(), receipt.locator_hash());
                assert!(again.authenticates(&receipt.authenticator_hash()));
            }
            assert!(!receipt.authenticates(bytes), "by luck");
        }
        Err(error) => {
            let shown = format!("{error:?}");
            assert!(typed.len() < 40 || !shown.contains(&*typed), "an error shows what was typed");
            assert!(error.to_string().len() < 2000, "an error as long as what was typed");
        }
    }
    if let Ok(kit) = RecoveryKit::parse(&typed) {
        assert!(read.is_err(), "a kit that is a receipt as well");
        for written in [kit.words(), kit.characters()] {
            let again = RecoveryKit::parse(&written).expect("what is printed can be typed");
            assert_eq!(again.public_key().to_bytes(), kit.public_key().to_bytes());
        }
    }
    if let Ok(session) = Session::from_cookie(&typed) {
        assert_eq!(&**session.cookie_text(), &*typed, "one session, two cookies");
        let _ = session.lookup_hash();
        let _ = session.open_user(bytes);
        let _ = session.open_receipt(bytes);
    }
    if let Ok(key) = RootKey::from_text(&typed) {
        let again = RootKey::from_text(&key.to_file_text()).expect("the file of a key is a key");
        let instance: InstanceId = "00112233445566778899aabbccddeeff".parse().expect("an id");
        assert_eq!(again.check_value(&instance), key.check_value(&instance));
    }
    if let Ok(instance) = typed.parse::<InstanceId>() {
        assert_eq!(instance.to_string().parse(), Ok(instance));
    }
}
