//! The hierarchy from the root key to one case, and a visitor's session: who opens what.

use proptest::prelude::*;
use seal::case_key::is_intake_wrap;
use seal::{
    CaseContext, CaseKey, FieldContext, InstanceId, OpenError, PublicKey, Receipt, RecoveryKit,
    RootKey, RootUse, SealError, Session, TeamRoot, UserRoot,
};

use crate::seeded::Seeded;

const CASE: CaseContext<'_> = CaseContext { program: "widgets", case: b"case-1" };
const OTHER_CASE: CaseContext<'_> = CaseContext { program: "widgets", case: b"case-2" };
const OTHER_PROGRAM: CaseContext<'_> = CaseContext { program: "gadgets", case: b"case-1" };
const PLACE: FieldContext<'_> =
    FieldContext { table: "outbox", column: "payload", row: b"1", version: 1 };

fn root(seed: u64) -> RootKey {
    RootKey::generate(&mut Seeded::new(seed))
}

fn instance(seed: u64) -> InstanceId {
    InstanceId::generate(&mut Seeded::new(seed))
}

#[test]
fn a_root_key_comes_back_from_its_file() {
    let (key, id) = (root(1), instance(2));
    let text = key.to_file_text();
    assert!(text.starts_with("candor-root-key-1:") && text.ends_with('\n'));
    let bare = text.trim().trim_start_matches("candor-root-key-1:").to_uppercase();
    let commented = format!("# keep this safe\r\n\r\n  {}\r\n", text.trim());
    for text in [text.as_str(), &bare, &commented] {
        let read = RootKey::from_text(text).unwrap();
        assert_eq!(read.check_value(&id), key.check_value(&id));
    }
}

#[test]
fn a_file_that_is_no_root_key_is_refused_without_showing_it() {
    let digits = "ab".repeat(32);
    let (_, short) = digits.split_at(2);
    let nearly = format!("g{short}a");
    let two = format!("{digits}\n{digits}");
    for (text, sentence) in [
        ("", "is empty"),
        ("# nothing here\n", "is empty"),
        (short, "64 hexadecimal digits"),
        (&nearly, "64 hexadecimal digits"),
        ("é", "64 hexadecimal digits"),
        (&two, "more than one line"),
    ] {
        let error = RootKey::from_text(text).err().unwrap();
        assert!(error.to_string().contains(sentence), "{text}: {error}");
        assert!(!error.to_string().contains("abab") && !format!("{error:?}").contains("abab"));
    }
    assert!("0011".parse::<InstanceId>().is_err());
    let id = instance(1);
    assert_eq!(id.to_string().parse(), Ok(id));
}

#[test]
fn sec_3_every_use_of_the_root_key_has_its_own_subkey() {
    let key = root(1);
    let uses = [
        RootUse::Config,
        RootUse::Contact,
        RootUse::Outbox,
        RootUse::Pepper,
        RootUse::LedgerSigning("widgets"),
        RootUse::LedgerSigning("gadgets"),
        RootUse::FormToken,
        RootUse::Receipt,
        RootUse::Submission,
        RootUse::Anchor,
    ];
    let mut seen = std::collections::BTreeSet::new();
    for id in [instance(1), instance(2)] {
        for purpose in uses {
            assert!(seen.insert(*key.subkey(&id, purpose).expose()), "{purpose:?}");
        }
        assert!(!seen.contains(key.check_value(&id).as_slice()));
    }
    let blob = key
        .subkey(&instance(1), RootUse::Outbox)
        .seal(&PLACE, b"mail", &mut Seeded::new(3))
        .unwrap();
    assert!(key.subkey(&instance(1), RootUse::Outbox).open(&PLACE, &blob).is_ok());
    assert_eq!(
        key.subkey(&instance(1), RootUse::Contact).open(&PLACE, &blob).err(),
        Some(OpenError::OtherKey)
    );
}

#[test]
fn sec_11_a_message_is_authenticated_with_where_its_parts_begin() {
    let key = root(1).subkey(&instance(1), RootUse::FormToken);
    let mac = key.mac(&[b"report", b"12"]);
    assert!(key.verifies(&[b"report", b"12"], &mac));
    assert!(!key.verifies(&[b"report1", b"2"], &mac));
    assert!(!key.verifies(&[b"report", b"12"], &mac[..31]));
    assert!(!key.verifies(&[b"report", b"12"], &[]));
    let other = root(2).subkey(&instance(1), RootUse::FormToken);
    assert!(!other.verifies(&[b"report", b"12"], &mac));
}

#[test]
fn sec_3_a_root_key_in_a_backup_opens_only_with_the_recovery_kit() {
    let mut rng = Seeded::new(5);
    let kit = RecoveryKit::generate(&mut rng);
    let (key, id) = (root(1), instance(1));
    let wrap = key.wrap_to_recovery(&id, &kit.public_key(), &mut rng).unwrap();
    let back = RootKey::from_recovery_wrap(&id, &kit, &wrap).unwrap();
    assert_eq!(back.check_value(&id), key.check_value(&id));
    assert!(RootKey::from_recovery_wrap(&instance(2), &kit, &wrap).is_err());
    let other = RecoveryKit::generate(&mut rng);
    assert!(RootKey::from_recovery_wrap(&id, &other, &wrap).is_err());
}

/// A case as intake leaves it.
struct Intake {
    key: CaseKey,
    team: TeamRoot,
    receipt: Receipt,
    to_team: Vec<u8>,
    to_reporter: Vec<u8>,
}

fn intake() -> Intake {
    let mut rng = Seeded::new(1);
    let team = TeamRoot::generate("widgets", 3, &mut rng);
    let receipt = Receipt::generate(&mut rng);
    let key = CaseKey::generate(&mut rng);
    // What intake needs is public: the team's key comes as stored bytes.
    let public = PublicKey::from_bytes(&team.public_key().to_bytes()).unwrap();
    let to_team = key.wrap_to_team(CASE, 3, &public, &mut rng).unwrap();
    let to_reporter = key.wrap_to_reporter(CASE, &receipt.public_key(), &mut rng).unwrap();
    Intake { key, team, receipt, to_team, to_reporter }
}

#[test]
fn sec_3_team_and_reporter_each_open_the_case() {
    let Intake { key, team, receipt, to_team, to_reporter } = intake();
    assert!(CaseKey::from_team_wrap(CASE, &team, &to_team).unwrap().is(&key));
    assert!(CaseKey::from_reporter_wrap(CASE, &receipt, &to_reporter).unwrap().is(&key));
    assert_eq!(to_team.len(), 1_171);
    assert_eq!(to_reporter.len(), 1_171);
}

#[test]
fn sec_3_the_first_open_replaces_the_teams_wrap_by_a_small_one() {
    let Intake { key, team, to_team, .. } = intake();
    assert!(is_intake_wrap(&to_team));
    let rewrap = key.rewrap_under_team(CASE, &team, &mut Seeded::new(2)).unwrap();
    assert!(!is_intake_wrap(&rewrap));
    assert!(rewrap.len() < 160);
    assert!(CaseKey::from_team_wrap(CASE, &team, &rewrap).unwrap().is(&key));
    assert!(CaseKey::from_team_wrap(OTHER_CASE, &team, &rewrap).is_err());
    assert!(CaseKey::from_team_wrap(OTHER_PROGRAM, &team, &rewrap).is_err());
}

#[test]
fn sec_11_a_wrap_opens_for_no_other_case_holder_or_epoch() {
    let Intake { key, team, receipt, to_team, to_reporter } = intake();
    let mut rng = Seeded::new(3);
    for case in [OTHER_CASE, OTHER_PROGRAM] {
        assert!(CaseKey::from_team_wrap(case, &team, &to_team).is_err());
        assert!(CaseKey::from_reporter_wrap(case, &receipt, &to_reporter).is_err());
    }
    assert!(CaseKey::from_team_wrap(CASE, &team, &to_reporter).is_err());
    assert!(CaseKey::from_reporter_wrap(CASE, &receipt, &to_team).is_err());
    let stranger = Receipt::generate(&mut rng);
    assert!(CaseKey::from_reporter_wrap(CASE, &stranger, &to_reporter).is_err());
    let other_team = TeamRoot::generate("widgets", 3, &mut rng);
    assert!(CaseKey::from_team_wrap(CASE, &other_team, &to_team).is_err());
    // The same team key, but the row says another epoch.
    let other_epoch = key.wrap_to_team(CASE, 4, &team.public_key(), &mut rng).unwrap();
    assert!(CaseKey::from_team_wrap(CASE, &team, &other_epoch).is_err());
}

#[test]
fn sec_3_a_guest_opens_one_case_and_not_as_team() {
    let mut rng = Seeded::new(3);
    let (guest, other) = (UserRoot::generate(&mut rng), UserRoot::generate(&mut rng));
    let key = CaseKey::generate(&mut rng);
    let wrap = key.wrap_to_guest(CASE, &guest.public_key(), &mut rng).unwrap();
    assert!(CaseKey::from_guest_wrap(CASE, &guest, &wrap).unwrap().is(&key));
    assert!(CaseKey::from_guest_wrap(OTHER_CASE, &guest, &wrap).is_err());
    assert!(CaseKey::from_guest_wrap(CASE, &other, &wrap).is_err());
    assert!(TeamRoot::from_member_wrap("widgets", 1, &guest, &wrap).is_err());
}

#[test]
fn sec_11_a_changed_byte_of_a_wrap_is_noticed() {
    let Intake { team, to_team, .. } = intake();
    for place in 0..to_team.len() {
        let mut changed = to_team.clone();
        changed[place] ^= 1 << (place % 8);
        assert!(CaseKey::from_team_wrap(CASE, &team, &changed).is_err(), "byte {place}");
    }
    for length in (0..to_team.len()).step_by(41) {
        assert!(CaseKey::from_team_wrap(CASE, &team, &to_team[..length]).is_err());
    }
    let longer = [to_team.as_slice(), &[0]].concat();
    assert!(CaseKey::from_team_wrap(CASE, &team, &longer).is_err());
}

#[test]
fn a_key_that_nobody_could_open_is_not_sealed_to() {
    assert_eq!(PublicKey::from_bytes(&[0; 31]), Err(SealError::PublicKey));
    // ML-KEM encapsulation keys hold numbers below 3329 (FIPS 203 §7.2); these do not.
    assert_eq!(PublicKey::from_bytes(&[0xff; 1_216]), Err(SealError::PublicKey));
    let key = intake().team.public_key();
    assert_eq!(PublicKey::from_bytes(&key.to_bytes()), Ok(key));
}

fn session(seed: u64) -> Session {
    Session::generate(&mut Seeded::new(seed))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    // ASVS 7.2.2, 7.2.3, 11.5.1
    #[test]
    fn sec_4_a_session_comes_back_from_its_cookie(seed: u64, cut in 0_usize..86, other in "[^A-Za-z0-9_-]") {
        let text = session(seed).cookie_text();
        prop_assert_eq!(text.len(), 86);
        prop_assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)));
        let back = Session::from_cookie(&text).ok().unwrap();
        prop_assert_eq!(back.lookup_hash(), session(seed).lookup_hash());
        prop_assert_eq!(&back.cookie_text(), &text);
        prop_assert!(Session::from_cookie(text.split_at(cut).0).is_err());
        let foreign = format!("{}{other}", text.split_at(85).0);
        prop_assert!(Session::from_cookie(&foreign).is_err());
        let longer = format!("{}A", text.as_str());
        prop_assert!(Session::from_cookie(&longer).is_err());
    }

    #[test]
    fn no_cookie_panics(text in "\\PC{0,100}") {
        let _ = Session::from_cookie(&text).is_ok();
    }
}

// ASVS 7.2.1
#[test]
fn sec_4_what_the_server_keeps_of_a_session_opens_only_with_its_cookie() {
    let mut rng = Seeded::new(1);
    let (user, receipt) = (UserRoot::generate(&mut rng), Receipt::generate(&mut rng));
    let (mine, other) = (session(2), session(3));
    let member = mine.seal_user(&user, &mut rng).unwrap();
    let reporter = mine.seal_receipt(&receipt, &mut rng).unwrap();
    assert!(mine.open_user(&member).unwrap().is(&user));
    assert!(mine.open_receipt(&reporter).unwrap().is(&receipt));
    assert!(other.open_user(&member).is_err() && other.open_receipt(&reporter).is_err());
    assert!(mine.open_user(&reporter).is_err() && mine.open_receipt(&member).is_err());
    // The half that the server could look up opens nothing with another key half.
    let text =
        format!("{}{}", mine.cookie_text().split_at(43).0, other.cookie_text().split_at(43).1);
    if let Ok(mixed) = Session::from_cookie(&text) {
        assert!(mixed.open_user(&member).is_err());
    }
}

#[test]
fn sec_4_a_team_key_kept_for_a_session_opens_only_with_its_cookie_and_from_the_same_grant() {
    let mut rng = Seeded::new(1);
    let team = TeamRoot::generate("widgets", 2, &mut rng);
    let (mine, other) = (session(2), session(3));
    let kept = mine.seal_team(&team, b"the wrap of the grant", &mut rng).unwrap();
    let opened = mine.open_team("widgets", 2, b"the wrap of the grant", &kept).unwrap();
    assert_eq!(opened.public_key(), team.public_key());
    assert!(mine.open_team("widgets", 2, b"the wrap of a new grant", &kept).is_err());
    assert!(mine.open_team("widgets", 1, b"the wrap of the grant", &kept).is_err());
    assert!(mine.open_team("gadgets", 2, b"the wrap of the grant", &kept).is_err());
    assert!(other.open_team("widgets", 2, b"the wrap of the grant", &kept).is_err());
    assert!(mine.open_user(&kept).is_err() && mine.open_receipt(&kept).is_err());
}
