//! Sealed things: field blobs, key wraps, encrypted files and backups, passphrase verifiers. What lies in a
//! database or a folder, where somebody may have changed it.

use seal::chunked::{Decryptor, Reader};
use seal::file::{BackupOpener, BackupSealer};
use seal::{
    Argon2Cost, CaseContext, CaseKey, FieldContext, FileOpener, FileSealer, InstanceId, PublicKey,
    Receipt, RecoveryKit, RootKey, RootUse, Session, TeamRoot, UserRoot, VerifyKey,
    verify_passphrase,
};

use crate::fixed::Repeatable;

const PLACE: FieldContext<'_> =
    FieldContext { table: "message", column: "text", row: b"row", version: 1 };
const CASE: CaseContext<'_> = CaseContext { program: "acme", case: b"case" };

/// The first byte says what is done with the rest: opened as it is, or sealed, changed in one place and
/// opened. What was sealed opens to itself; what was changed does not open; nothing else happens.
///
/// # Panics
/// When that does not hold.
pub fn blob(bytes: &[u8]) {
    let Some((choice, rest)) = bytes.split_first() else { return };
    match choice % 8 {
        0 => open_field(rest),
        1 => seal_field(rest),
        2 => open_wraps(rest),
        3 => change_wrap(rest),
        4 => open_file(rest),
        5 => seal_file(rest),
        6 => backup(rest),
        _ => passphrase(rest),
    }
}

fn case_key() -> CaseKey {
    CaseKey::generate(&mut Repeatable::new(1))
}

/// The change that the last bytes of the input ask for: a place and what is flipped there.
fn change(bytes: &[u8]) -> (&[u8], usize, u8) {
    match bytes.split_last_chunk::<3>() {
        Some((rest, [high, low, flip])) => {
            (rest, usize::from(u16::from_be_bytes([*high, *low])), *flip)
        }
        None => (bytes, 0, 1),
    }
}

fn flipped(sealed: &[u8], place: usize, flip: u8) -> Vec<u8> {
    let mut changed = sealed.to_vec();
    let place = place % changed.len();
    changed[place] ^= flip;
    changed
}

fn open_field(bytes: &[u8]) {
    let _ = seal::blob::key_id(bytes);
    assert!(case_key().open(&PLACE, bytes).is_err() || !bytes.is_empty());
}

fn seal_field(bytes: &[u8]) {
    let (text, place, flip) = change(bytes);
    let key = case_key();
    let sealed = key.seal(&PLACE, text, &mut Repeatable::new(2)).expect("short enough");
    assert_eq!(&**key.open(&PLACE, &sealed).expect("what was sealed opens"), text);
    assert_eq!(seal::blob::key_id(&sealed), Ok(key.id()));
    assert_eq!(key.open(&PLACE, &flipped(&sealed, place, flip)).is_ok(), flip == 0);
    let elsewhere = FieldContext { row: b"other", ..PLACE };
    assert!(key.open(&elsewhere, &sealed).is_err(), "opened in another row");
    let cut = sealed.get(..place % sealed.len()).expect("shorter");
    assert!(key.open(&PLACE, cut).is_err(), "opened though cut off");
}

fn open_wraps(bytes: &[u8]) {
    let rng = &mut Repeatable::new(3);
    let (user, team) = (UserRoot::generate(rng), TeamRoot::generate("acme", 2, rng));
    let (receipt, kit, session) =
        (Receipt::generate(rng), RecoveryKit::generate(rng), Session::generate(rng));
    let _ = seal::case_key::is_intake_wrap(bytes);
    let opened = [
        CaseKey::from_team_wrap(CASE, &team, bytes).is_ok(),
        CaseKey::from_reporter_wrap(CASE, &receipt, bytes).is_ok(),
        TeamRoot::from_member_wrap("acme", 2, &user, bytes).is_ok(),
        TeamRoot::from_recovery_wrap("acme", 2, &kit, bytes).is_ok(),
        team.open_previous(bytes).is_ok(),
        UserRoot::from_recovery_wrap(b"user", &kit, bytes).is_ok(),
        session.open_user(bytes).is_ok(),
        session.open_receipt(bytes).is_ok(),
    ];
    assert!(
        opened.iter().filter(|opened| **opened).count() <= 1,
        "one wrap is for one holder: {opened:?}"
    );
    if let Ok(key) = PublicKey::from_bytes(bytes) {
        assert_eq!(key.to_bytes(), bytes, "one key, two spellings");
        let _ = case_key().wrap_to_team(CASE, 2, &key, rng);
    }
    if let Ok(key) = VerifyKey::from_bytes(bytes) {
        assert_eq!(key.to_bytes().as_slice(), bytes, "one key, two spellings");
    }
}

fn change_wrap(bytes: &[u8]) {
    let (_, place, flip) = change(bytes);
    let rng = &mut Repeatable::new(4);
    let team = TeamRoot::generate("acme", 2, rng);
    let key = case_key();
    let wrap = key.wrap_to_team(CASE, 2, &team.public_key(), rng).expect("a good key");
    assert!(CaseKey::from_team_wrap(CASE, &team, &wrap).is_ok_and(|opened| opened.is(&key)));
    let changed = flipped(&wrap, place, flip);
    assert_eq!(CaseKey::from_team_wrap(CASE, &team, &changed).is_ok(), flip == 0);
    let rewrapped = key.rewrap_under_team(CASE, &team, rng).expect("a short key");
    let changed = flipped(&rewrapped, place, flip);
    assert_eq!(CaseKey::from_team_wrap(CASE, &team, &changed).is_ok(), flip == 0);
}

/// Any bytes as a file, pushed in pieces; and through the random-access reader.
fn open_file(bytes: &[u8]) {
    let key = case_key();
    let mut opener = FileOpener::new(key.file_key(b"file"));
    let mut text = Vec::new();
    let pushed = bytes.chunks(1000).try_for_each(|piece| opener.push(piece, &mut text));
    let opened = pushed.and_then(|()| opener.finish(&mut text));
    if let Ok(length) = opened {
        assert_eq!(usize::try_from(length), Ok(text.len()));
    }
    let mut decryptor = Decryptor::new(key.file_key(b"file"), b"context");
    let mut text = Vec::new();
    let _ = decryptor.push(bytes, &mut text).and_then(|()| decryptor.finish(&mut text));
    let Some((header, chunks)) = bytes.split_first_chunk::<{ seal::chunked::HEADER }>() else {
        return;
    };
    let length = bytes.len() as u64;
    if let Ok(reader) = Reader::new(&key.file_key(b"file"), b"context", header, length) {
        for index in [0, 1, reader.last_chunk(), u64::MAX] {
            let _ = reader.place(index);
            let _ = reader.open(index, chunks);
        }
        assert!(reader.plaintext_length() <= length);
    }
}

fn seal_file(bytes: &[u8]) {
    let (text, place, flip) = change(bytes);
    let key = case_key();
    let mut sealed = Vec::new();
    let mut sealer =
        FileSealer::start(&key.file_key(b"file"), &mut Repeatable::new(5), &mut sealed);
    // Pieces of a length that the text itself chooses.
    let piece = usize::from(text.first().copied().unwrap_or_default()) * 97 + 1;
    for piece in text.chunks(piece) {
        sealer.push(piece, &mut sealed).expect("far from too long");
    }
    assert_eq!(sealer.finish(&mut sealed), Ok(text.len() as u64));
    assert_eq!(opened(&key, &sealed, piece).as_deref(), Some(text));
    assert_eq!(opened(&key, &flipped(&sealed, place, flip), piece).is_some(), flip == 0);
    let cut = sealed.get(..place % sealed.len()).expect("shorter");
    assert_eq!(opened(&key, cut, piece), None, "opened though cut off");
}

fn opened(key: &CaseKey, sealed: &[u8], piece: usize) -> Option<Vec<u8>> {
    let mut opener = FileOpener::new(key.file_key(b"file"));
    let mut text = Vec::new();
    for piece in sealed.chunks(piece) {
        opener.push(piece, &mut text).ok()?;
    }
    let length = opener.finish(&mut text).ok()?;
    assert_eq!(usize::try_from(length), Ok(text.len()));
    Some(text)
}

fn backup(bytes: &[u8]) {
    let rng = &mut Repeatable::new(6);
    let (kit, instance) = (RecoveryKit::generate(rng), InstanceId::generate(rng));
    if let Some((head, rest)) = bytes.split_first_chunk::<{ BackupOpener::HEAD }>()
        && let Ok(mut opener) = BackupOpener::start(&instance, &kit, head)
    {
        let mut text = Vec::new();
        let _ = opener.push(rest, &mut text).and_then(|()| opener.finish(&mut text));
    }
    let (text, place, flip) = change(bytes);
    let mut sealed = Vec::new();
    let sealer =
        BackupSealer::start(&instance, &kit.public_key(), &mut Repeatable::new(7), &mut sealed);
    let mut sealer = sealer.expect("a good key");
    sealer.push(text, &mut sealed).expect("far from too long");
    sealer.finish(&mut sealed).expect("far from too long");
    let open = |sealed: &[u8]| {
        let (head, rest) = sealed.split_first_chunk::<{ BackupOpener::HEAD }>()?;
        let mut opener = BackupOpener::start(&instance, &kit, head).ok()?;
        let mut text = Vec::new();
        opener.push(rest, &mut text).ok()?;
        opener.finish(&mut text).ok()?;
        Some(text)
    };
    assert_eq!(open(&sealed).as_deref(), Some(text));
    assert_eq!(open(&flipped(&sealed, place, flip)).is_some(), flip == 0);
}

/// Stored verifiers and wraps whose cost anybody could have written; only cheap ones are computed here.
fn passphrase(bytes: &[u8]) {
    let rng = &mut Repeatable::new(8);
    let instance = InstanceId::generate(rng);
    let pepper = RootKey::generate(rng).subkey(&instance, RootUse::Pepper);
    if let Some(cost) = UserRoot::passphrase_wrap_cost(bytes) {
        assert!(
            cost.memory_bytes() <= 512 << 20,
            "a stored wrap asks for {} bytes",
            cost.memory_bytes()
        );
        if cost.memory_bytes() <= 64 << 10 {
            assert!(
                UserRoot::from_passphrase_wrap(b"user", "a passphrase", &pepper, bytes).is_err()
            );
        }
    }
    let Ok(stored) = core::str::from_utf8(bytes) else { return };
    let small = |kib: &str| kib.parse::<u64>().is_ok_and(|kib| kib <= 64);
    if stored.split(['$', ',']).filter_map(|part| part.strip_prefix("m=")).all(small) {
        let cost = Argon2Cost::cheap_for_tests();
        let _ = verify_passphrase(Some(stored), "a passphrase", &pepper, cost);
    }
}
