//! API tokens: `candor_<id>_<secret>_<check>`, shown once, found by secret scanners, worth nothing in a database dump.
//!
//! | part | characters | what |
//! | --- | --- | --- |
//! | `candor` | 6 | so that a scanner can find a leaked one |
//! | id | 26 | 128 random bits: the row's name, no secret |
//! | secret | 52 | 256 random bits |
//! | check | 7 | CRC-32 of everything before, so that a scanner (or a paste that lost its end) is told offline |
//!
//! Parts are in Crockford's base 32, lower case. From the secret come two values by HKDF-SHA-256: an authenticator, whose
//! SHA-256 the server keeps, and an unlock key, under which `seal` wraps the service account's root. The server keeps
//! neither. What a token may do is data ([`Scope`]); whether its account may do it is judged anew at every request by
//! `access`, and the smaller of the two counts.

use clock::Instant;
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::base32::{self, CROCKFORD_LOWER};
use crate::secret::{Secret, same_bytes};

/// What every token begins with.
pub const PREFIX: &str = "candor_";
/// A regular expression that finds tokens, for secret scanners.
pub const SCANNER_PATTERN: &str =
    "candor_[0-9a-hjkmnp-tv-z]{26}_[0-9a-hjkmnp-tv-z]{52}_[0-9a-hjkmnp-tv-z]{7}";
/// The longest life of a token, in days.
pub const MOST_DAYS: u32 = 366;
const MOST_SCOPES: usize = 64;

/// The id of a token: no secret, but random, so that nobody counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TokenId([u8; 16]);

impl TokenId {
    /// The bytes, as stored.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// A stored id.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl core::fmt::Display for TokenId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&base32::encode(&self.0, CROCKFORD_LOWER))
    }
}

/// A token: whoever holds it is the service account, within its scopes. Without `Debug`.
pub struct Token {
    id: TokenId,
    secret: Secret<32>,
}

/// A text that is no token. Says nothing about which part is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is not an API token, or a part of it is missing; copy it whole, from candor_ to its last character"
)]
pub struct NotAToken;

impl Token {
    /// A new token out of fresh random bytes.
    #[must_use]
    pub fn new(id: [u8; 16], secret: [u8; 32]) -> Self {
        Self { id: TokenId(id), secret: Secret::new(secret) }
    }

    /// Reads a token as sent. Exactly its form is taken: no spaces, no upper case.
    ///
    /// # Errors
    /// When it is no token. Nothing of it is repeated.
    pub fn parse(text: &str) -> Result<Self, NotAToken> {
        let rest = text.strip_prefix(PREFIX).ok_or(NotAToken)?;
        let (body, check) = rest.rsplit_once('_').ok_or(NotAToken)?;
        let (id, secret) = body.split_once('_').ok_or(NotAToken)?;
        let mut sum = [0_u8; 4];
        base32::decode(check, CROCKFORD_LOWER, &mut sum).ok_or(NotAToken)?;
        let signed = text.len().checked_sub(check.len() + 1).and_then(|end| text.get(..end));
        if signed.is_none_or(|signed| crc32(signed.as_bytes()) != u32::from_be_bytes(sum)) {
            return Err(NotAToken);
        }
        let mut id_bytes = [0_u8; 16];
        base32::decode(id, CROCKFORD_LOWER, &mut id_bytes).ok_or(NotAToken)?;
        let mut read = None;
        let secret = Secret::filled(|bytes| read = base32::decode(secret, CROCKFORD_LOWER, bytes));
        read.ok_or(NotAToken)?;
        Ok(Self { id: TokenId(id_bytes), secret })
    }

    /// The token as text: show it once.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let secret = base32::encode(self.secret.expose(), CROCKFORD_LOWER);
        let mut text = Zeroizing::new(String::with_capacity(128));
        text.push_str(PREFIX);
        text.push_str(&base32::encode(&self.id.0, CROCKFORD_LOWER));
        text.push('_');
        text.push_str(&secret);
        let check = crc32(text.as_bytes()).to_be_bytes();
        text.push('_');
        text.push_str(&base32::encode(&check, CROCKFORD_LOWER));
        text
    }

    /// The id to look the row up by.
    #[must_use]
    pub const fn id(&self) -> TokenId {
        self.id
    }

    /// What the server stores to recognise it.
    #[must_use]
    pub fn auth_hash(&self) -> [u8; 32] {
        Sha256::digest(self.derived(b"candor/token/auth/v1").expose()).into()
    }

    /// What the service account's root is wrapped under. Never stored.
    #[must_use]
    pub fn unlock_key(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.derived(b"candor/token/unlock/v1").expose())
    }

    fn derived(&self, info: &[u8]) -> Secret<32> {
        let hkdf = Hkdf::<Sha256>::new(Some(&self.id.0), self.secret.expose());
        Secret::filled(|bytes| {
            // 32 bytes are far below what HKDF can give; were they not, the zeros would match nothing stored.
            let _ = hkdf.expand(info, bytes);
        })
    }
}

/// CRC-32 of IEEE 802.3, as GitHub's tokens use it.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            let carry = crc & 1;
            (crc >> 1) ^ (0xedb8_8320 & carry.wrapping_neg())
        })
    })
}

/// One thing that a token may do, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Scope {
    /// The name of the permission, as `access` names it.
    pub permission: String,
    /// Where.
    pub within: Within,
}

/// Where a scope holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    /// In every program of the account.
    Instance,
    /// In one program.
    Program(String),
}

/// A text that is no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a scope is the name of a permission, and @program where it holds in one program only: read-queue, act-on-case@acme"
)]
pub struct NotAScope;

impl Scope {
    /// Reads `permission` or `permission@program`.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(text: &str) -> Result<Self, NotAScope> {
        let is_name = |name: &str| {
            (1..=64).contains(&name.len())
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let (permission, within) = match text.split_once('@') {
            None => (text, Within::Instance),
            Some((permission, program)) if is_name(program) => {
                (permission, Within::Program(program.to_owned()))
            }
            Some(_) => return Err(NotAScope),
        };
        if is_name(permission) {
            Ok(Self { permission: permission.to_owned(), within })
        } else {
            Err(NotAScope)
        }
    }
}

impl TryFrom<String> for Scope {
    type Error = NotAScope;
    fn try_from(text: String) -> Result<Self, NotAScope> {
        Self::parse(&text)
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.to_string()
    }
}

impl core::fmt::Display for Scope {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match &self.within {
            Within::Instance => f.write_str(&self.permission),
            Within::Program(program) => write!(f, "{}@{program}", self.permission),
        }
    }
}

/// A token, as stored. Nothing in it lets anybody in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRow {
    /// Its id.
    pub id: TokenId,
    /// [`Token::auth_hash`].
    pub auth_hash: [u8; 32],
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created: Instant,
    /// From then on it is worth nothing.
    pub expires: Instant,
    /// When it was revoked.
    pub revoked: Option<Instant>,
}

/// Why a new token is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    /// No scope, or very many.
    #[error("choose between one and {MOST_SCOPES} scopes")]
    Scopes,
    /// In the past, or more than [`MOST_DAYS`] away.
    #[error("a token ends within {MOST_DAYS} days; choose an earlier day that is still to come")]
    Expiry,
}

impl TokenRow {
    /// The row of a new token.
    ///
    /// # Errors
    /// When the scopes or the expiry are not allowed.
    pub fn new(
        token: &Token,
        mut scopes: Vec<Scope>,
        now: Instant,
        expires: Instant,
    ) -> Result<Self, TokenRefused> {
        scopes.sort();
        scopes.dedup();
        if !(1..=MOST_SCOPES).contains(&scopes.len()) {
            return Err(TokenRefused::Scopes);
        }
        let life = expires.since(now).filter(|life| !life.is_zero());
        if life.is_none_or(|life| life.as_secs() > u64::from(MOST_DAYS) * 86_400) {
            return Err(TokenRefused::Expiry);
        }
        Ok(Self {
            id: token.id(),
            auth_hash: token.auth_hash(),
            scopes,
            created: now,
            expires,
            revoked: None,
        })
    }

    /// Whether this token is the row's and is still good. All refusals are one: whoever holds none learns nothing.
    #[must_use]
    pub fn admits(&self, token: &Token, now: Instant) -> bool {
        // The id is the salt of the hash: another id is another hash.
        let same = same_bytes(&self.auth_hash, &token.auth_hash());
        // A clock before its beginning is not believed either.
        same && self.revoked.is_none() && self.created <= now && now < self.expires
    }

    /// Whether a scope covers this permission in this program. `None` is a thing of the instance, which only a scope of the
    /// whole instance covers.
    #[must_use]
    pub fn covers(&self, permission: &str, program: Option<&str>) -> bool {
        self.scopes.iter().any(|scope| {
            scope.permission == permission
                && match &scope.within {
                    Within::Instance => true,
                    Within::Program(own) => program == Some(own.as_str()),
                }
        })
    }
}
