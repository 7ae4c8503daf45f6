//! API tokens.

use clock::Instant;
use credential::token::{NotAToken, SCANNER_PATTERN, Scope, Token, TokenRefused, TokenRow};
use proptest::prelude::*;

fn token() -> Token {
    Token::new([0x5a; 16], [0xc3; 32])
}

fn at(seconds: i64) -> Instant {
    Instant::from_second(1_800_000_000 + seconds)
}

fn row(scopes: &[&str]) -> TokenRow {
    let scopes = scopes.iter().map(|text| Scope::parse(text).unwrap()).collect();
    TokenRow::new(&token(), scopes, at(0), at(86_400)).unwrap()
}

/// The pattern given to scanners, matched by hand: this project has no other use for regular expressions.
fn matches_pattern(text: &str) -> bool {
    let parts: Vec<&str> = text.split('_').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [6, 26, 52, 7]
        && parts[0] == "candor"
        && parts[1..].iter().all(|part| {
            part.chars().all(
            |c| matches!(c, '0'..='9' | 'a'..='h' | 'j' | 'k' | 'm' | 'n' | 'p'..='t' | 'v'..='z'),
        )
        })
}

#[test]
fn sec_4_a_token_is_found_by_scanners_and_read_back() {
    let text = token().text();
    assert!(matches_pattern(&text), "{}", *text);
    assert_eq!(
        SCANNER_PATTERN,
        "candor_[0-9a-hjkmnp-tv-z]{26}_[0-9a-hjkmnp-tv-z]{52}_[0-9a-hjkmnp-tv-z]{7}"
    );
    let again = Token::parse(&text).unwrap();
    assert_eq!((again.id(), again.auth_hash()), (token().id(), token().auth_hash()));
    assert_eq!(*again.unlock_key(), *token().unlock_key());
}

#[test]
fn what_is_stored_neither_signs_in_nor_unlocks() {
    let token = token();
    assert_ne!(token.auth_hash(), *token.unlock_key());
    assert_ne!(
        <[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(*token.unlock_key())),
        token.auth_hash()
    );
    let stored = serde_json::to_string(&row(&["read-queue"])).unwrap();
    let text = token.text();
    for part in text.split('_').skip(2) {
        assert!(!stored.contains(part), "{stored}");
    }
}

#[test]
fn a_token_ends_when_it_expires_and_when_it_is_revoked() {
    let mut row = row(&["read-queue"]);
    for (second, admitted) in [(-1, false), (0, true), (86_399, true), (86_400, false)] {
        assert_eq!(row.admits(&token(), at(second)), admitted, "{second}");
    }
    row.revoked = Some(at(10));
    assert!(!row.admits(&token(), at(5)));
}

#[test]
fn another_secret_or_another_id_is_not_admitted() {
    let row = row(&["read-queue"]);
    assert!(!row.admits(&Token::new([0x5a; 16], [0xc4; 32]), at(1)));
    assert!(!row.admits(&Token::new([0x5b; 16], [0xc3; 32]), at(1)));
}

#[test]
fn a_scope_holds_where_it_says_and_nowhere_else() {
    let row = row(&["read-queue@acme", "read-portal"]);
    assert!(row.covers("read-queue", Some("acme")));
    assert!(!row.covers("read-queue", Some("other")));
    assert!(!row.covers("read-queue", None));
    assert!(row.covers("read-portal", Some("other")) && row.covers("read-portal", None));
    assert!(!row.covers("export-case", Some("acme")));
}

#[test]
fn a_scope_is_a_permission_and_perhaps_a_program() {
    for text in ["read-queue", "act-on-case@acme", "x2@p-1"] {
        assert_eq!(Scope::parse(text).unwrap().to_string(), text);
    }
    for text in ["", "@acme", "read-queue@", "Read", "read queue", "a@b@c", "*", "read-queue@*"] {
        assert!(Scope::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_token_has_a_scope_and_an_end() {
    let scopes = vec![Scope::parse("read-queue").unwrap()];
    let new = |scopes: Vec<Scope>, end| TokenRow::new(&token(), scopes, at(0), at(end)).err();
    assert_eq!(new(vec![], 100), Some(TokenRefused::Scopes));
    assert_eq!(new(scopes.clone(), 0), Some(TokenRefused::Expiry));
    assert_eq!(new(scopes.clone(), -5), Some(TokenRefused::Expiry));
    assert_eq!(new(scopes.clone(), 366 * 86_400), None);
    assert_eq!(new(scopes, 366 * 86_400 + 1), Some(TokenRefused::Expiry));
}

/// CRC-32's published check value is of "123456789"; here the whole token is what GitHub's documentation describes.
#[test]
fn a_mistyped_or_cut_token_is_told_without_a_database() {
    let text = token().text();
    for place in 0..text.len() {
        let mut changed = text.to_string();
        let other = if text.as_bytes()[place] == b'z' { "y" } else { "z" };
        changed.replace_range(place..=place, other);
        assert_eq!(Token::parse(&changed).err(), Some(NotAToken), "{place}");
        assert_eq!(Token::parse(text.get(..place).unwrap()).err(), Some(NotAToken), "{place}");
    }
    assert!(Token::parse(&text.to_uppercase()).is_err());
    assert!(Token::parse(&format!(" {}", *text)).is_err());
}

#[test]
fn a_refusal_repeats_nothing() {
    let error = Token::parse("candor_secretsecretsecret_x_y").err().unwrap();
    assert!(!format!("{error} {error:?}").contains("secretsecret"));
}

proptest! {
    #[test]
    fn every_token_is_read_back(id in any::<[u8; 16]>(), secret in any::<[u8; 32]>()) {
        let token = Token::new(id, secret);
        let text = token.text();
        prop_assert!(matches_pattern(&text));
        let again = Token::parse(&text).unwrap();
        prop_assert_eq!(again.auth_hash(), token.auth_hash());
        prop_assert_eq!(&*again.text(), &*text);
    }

    #[test]
    fn nothing_breaks_on_any_text(text in any::<String>(), body in "[0-9a-z_]{0,100}") {
        prop_assert!(Token::parse(&text).is_err());
        let made = format!("candor_{body}");
        prop_assert!(Token::parse(&made).is_err());
        let _ = Scope::parse(&text).err();
    }
}
