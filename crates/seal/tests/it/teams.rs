//! Team keys: who reads which epoch, and who may let whom in.

use seal::team::{GrantError, verify_chain};
use seal::{CaseContext, CaseKey, Grant, PublicKey, RecoveryKit, TeamRoot, UserRoot, VerifyKey};

use crate::seeded::Seeded;

fn person(seed: u64) -> UserRoot {
    UserRoot::generate(&mut Seeded::new(seed))
}

fn team(epoch: u32) -> TeamRoot {
    TeamRoot::generate("widgets", epoch, &mut Seeded::new(u64::from(epoch) + 100))
}

#[test]
fn sec_5_a_member_opens_the_epoch_that_was_wrapped_for_them() {
    let mut rng = Seeded::new(1);
    let (ada, bob) = (person(1), person(2));
    let wrap = team(1).wrap_to_member(&ada.public_key(), &mut rng).unwrap();
    let opened = TeamRoot::from_member_wrap("widgets", 1, &ada, &wrap).unwrap();
    assert_eq!(opened.public_key(), team(1).public_key());
    assert_eq!((opened.program(), opened.epoch()), ("widgets", 1));
    assert!(TeamRoot::from_member_wrap("widgets", 1, &bob, &wrap).is_err());
    assert!(TeamRoot::from_member_wrap("widgets", 2, &ada, &wrap).is_err());
    assert!(TeamRoot::from_member_wrap("gadgets", 1, &ada, &wrap).is_err());
}

#[test]
fn sec_11_losing_every_passphrase_does_not_lose_the_cases_when_the_kit_was_kept() {
    let mut rng = Seeded::new(1);
    let kit = RecoveryKit::generate(&mut rng);
    let words = kit.words();
    let wrap = team(1).wrap_to_recovery(&kit.public_key(), &mut rng).unwrap();
    let typed = RecoveryKit::parse(&words).ok().unwrap();
    let opened = TeamRoot::from_recovery_wrap("widgets", 1, &typed, &wrap).unwrap();
    let case = CaseContext { program: "widgets", case: b"1" };
    let key = CaseKey::generate(&mut rng);
    let intake = key.wrap_to_team(case, 1, &team(1).public_key(), &mut rng).unwrap();
    assert!(CaseKey::from_team_wrap(case, &opened, &intake).unwrap().is(&key));
    let other = RecoveryKit::generate(&mut rng);
    assert!(TeamRoot::from_recovery_wrap("widgets", 1, &other, &wrap).is_err());
    assert!(TeamRoot::from_recovery_wrap("widgets", 2, &typed, &wrap).is_err());
}

#[test]
fn sec_13_a_removed_member_reads_nothing_new_and_a_new_one_reads_what_is_old() {
    let mut rng = Seeded::new(1);
    let (removed, joined) = (person(1), person(2));
    let old = team(1).wrap_to_member(&removed.public_key(), &mut rng).unwrap();
    let new = team(2).wrap_to_member(&joined.public_key(), &mut rng).unwrap();
    let previous = team(2).seal_previous(&team(1), &mut rng).unwrap();
    let case = CaseContext { program: "widgets", case: b"1" };
    let (before, after) = (CaseKey::generate(&mut rng), CaseKey::generate(&mut rng));
    let before_wrap = before.wrap_to_team(case, 1, &team(1).public_key(), &mut rng).unwrap();
    let after_wrap = after.wrap_to_team(case, 2, &team(2).public_key(), &mut rng).unwrap();

    // All that the removed member has, and the whole database.
    let epoch_1 = TeamRoot::from_member_wrap("widgets", 1, &removed, &old).unwrap();
    assert!(TeamRoot::from_member_wrap("widgets", 2, &removed, &new).is_err());
    assert!(epoch_1.open_previous(&previous).is_err());
    assert!(CaseKey::from_team_wrap(case, &epoch_1, &after_wrap).is_err());

    let epoch_2 = TeamRoot::from_member_wrap("widgets", 2, &joined, &new).unwrap();
    let back = epoch_2.open_previous(&previous).unwrap();
    assert_eq!(back.epoch(), 1);
    assert!(CaseKey::from_team_wrap(case, &back, &before_wrap).unwrap().is(&before));
    assert!(CaseKey::from_team_wrap(case, &epoch_2, &after_wrap).unwrap().is(&after));
    assert!(team(3).open_previous(&previous).is_err(), "only its own successor opens it");
    assert!(back.open_previous(&previous).is_err(), "nothing stands before the first epoch");
}

/// A grant with everything it is made of, so that tests can change one thing.
struct Row {
    program: String,
    epoch: u32,
    member: Vec<u8>,
    member_key: PublicKey,
    member_verify_key: VerifyKey,
    role: String,
    wrap: Vec<u8>,
    granter: Vec<u8>,
    granted_at: i64,
    signature: Vec<u8>,
}

impl Row {
    fn signed(member: (&str, &UserRoot), role: &str, granter: (&str, &UserRoot), at: i64) -> Self {
        let mut row = Self {
            program: "widgets".to_owned(),
            epoch: 1,
            member: member.0.as_bytes().to_vec(),
            member_key: member.1.public_key(),
            member_verify_key: member.1.verify_key(),
            role: role.to_owned(),
            wrap: format!("wrap for {}", member.0).into_bytes(),
            granter: granter.0.as_bytes().to_vec(),
            granted_at: at,
            signature: Vec::new(),
        };
        row.signature = row.grant().sign(granter.1).to_vec();
        row
    }

    fn grant(&self) -> Grant<'_> {
        Grant {
            program: &self.program,
            epoch: self.epoch,
            member: &self.member,
            member_key: &self.member_key,
            member_verify_key: &self.member_verify_key,
            role: &self.role,
            wrap: &self.wrap,
            granter: &self.granter,
            granted_at: self.granted_at,
        }
    }
}

fn check(founder: &UserRoot, rows: &[&Row]) -> Result<(), (usize, GrantError)> {
    let grants: Vec<(Grant<'_>, &[u8])> =
        rows.iter().map(|row| (row.grant(), row.signature.as_slice())).collect();
    // Keys are read back from their stored bytes.
    let key = VerifyKey::from_bytes(&founder.verify_key().to_bytes()).unwrap();
    verify_chain((b"ada", &key), |role| role == "owner", &grants)
}

#[test]
fn sec_5_grants_lead_back_to_the_founder() {
    let (ada, bob, eve) = (person(1), person(2), person(3));
    let founding = Row::signed(("ada", &ada), "owner", ("ada", &ada), 10);
    let second = Row::signed(("bob", &bob), "owner", ("ada", &ada), 20);
    let third = Row::signed(("eve", &eve), "analyst", ("bob", &bob), 30);
    assert_eq!(check(&ada, &[&founding, &second, &third]), Ok(()));
    assert_eq!(check(&ada, &[]), Ok(()));
}

#[test]
fn sec_5_who_may_not_grant_cannot() {
    let (ada, bob, eve) = (person(1), person(2), person(3));
    let founding = Row::signed(("ada", &ada), "owner", ("ada", &ada), 10);
    let analyst = Row::signed(("bob", &bob), "analyst", ("ada", &ada), 20);
    let by_analyst = Row::signed(("eve", &eve), "analyst", ("bob", &bob), 30);
    assert_eq!(check(&ada, &[&founding, &analyst, &by_analyst]), Err((2, GrantError::Granter)));
    assert_eq!(check(&ada, &[&founding, &by_analyst]), Err((1, GrantError::Granter)));
    // Before one was let in, and after one was made less.
    let owner = Row::signed(("bob", &bob), "owner", ("ada", &ada), 20);
    let early = Row::signed(("eve", &eve), "analyst", ("bob", &bob), 15);
    assert_eq!(check(&ada, &[&founding, &owner, &early]), Err((2, GrantError::Granter)));
    assert_eq!(check(&ada, &[&founding, &by_analyst, &owner]), Err((1, GrantError::Granter)));
    let lowered = Row::signed(("bob", &bob), "observer", ("ada", &ada), 25);
    assert_eq!(
        check(&ada, &[&founding, &owner, &lowered, &by_analyst]),
        Err((3, GrantError::Granter))
    );
}

#[test]
fn sec_13_a_database_writer_cannot_slip_in_a_key_of_his_own() {
    let (ada, bob, mallory) = (person(1), person(2), person(66));
    let founding = Row::signed(("ada", &ada), "owner", ("ada", &ada), 10);
    type Change = fn(&mut Row, &UserRoot);
    let changes: [(&str, Change); 10] = [
        ("program", |row, _| row.program = "gadgets".to_owned()),
        ("epoch", |row, _| row.epoch = 2),
        ("member", |row, _| row.member = b"eve".to_vec()),
        ("member key", |row, mallory| row.member_key = mallory.public_key()),
        ("verify key", |row, mallory| row.member_verify_key = mallory.verify_key()),
        ("role", |row, _| row.role = "owner".to_owned()),
        ("wrap", |row, _| row.wrap = b"another".to_vec()),
        ("time", |row, _| row.granted_at += 1),
        ("signature", |row, _| row.signature[40] ^= 1),
        ("signer", |row, mallory| row.signature = row.grant().sign(mallory).to_vec()),
    ];
    for (name, change) in changes {
        let mut row = Row::signed(("bob", &bob), "analyst", ("ada", &ada), 20);
        assert_eq!(check(&ada, &[&founding, &row]), Ok(()));
        change(&mut row, &mallory);
        let outcome = check(&ada, &[&founding, &row]);
        assert_eq!(outcome, Err((1, GrantError::Signature)), "{name}");
    }
    let mut row = Row::signed(("bob", &bob), "analyst", ("ada", &ada), 20);
    row.granter = b"bob".to_vec();
    assert_eq!(check(&ada, &[&founding, &row]), Err((1, GrantError::Granter)));
    row.signature.clear();
    assert!(row.grant().verify(&ada.verify_key(), &row.signature).is_err());
}

#[test]
fn a_weak_or_broken_verify_key_is_refused() {
    assert!(VerifyKey::from_bytes(&[0; 31]).is_err());
    // The neutral element: every signature would verify loosely under it.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert!(VerifyKey::from_bytes(&neutral).is_err());
}
