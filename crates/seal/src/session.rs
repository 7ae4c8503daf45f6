//! A visitor's session: what stands in the cookie, and what the server may keep of it.
//!
//! The cookie is 32 bytes to find the session by and 32 bytes of key. The server stores SHA-256 of
//! the first half and the visitor's root or receipt sealed under the second, and in memory the team
//! roots that this session opened, sealed the same way: neither the database nor the memory between
//! two requests holds an open key.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use crate::blob::{self, FieldContext, OpenError, SealError, row_key};
use crate::kdf;
use crate::party_key::PartyKey;
use crate::rand_core::CryptoRng;
use crate::receipt::Receipt;
use crate::secret::Secret;
use crate::team::TeamRoot;
use crate::user::UserRoot;

/// Characters of a cookie's text.
pub const COOKIE_LENGTH: usize = 86;

/// A cookie that is not a session's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this session is not one of ours; sign in, or enter your receipt, again")]
pub struct NotASession;

/// The two halves of a session.
pub struct Session {
    lookup: Secret<32>,
    key: Secret<32>,
}

impl Session {
    /// A new session.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self { lookup: Secret::random(rng), key: Secret::random(rng) }
    }

    /// The session in a cookie's text.
    ///
    /// # Errors
    /// When the text is not [`COOKIE_LENGTH`] characters of unpadded base64url.
    pub fn from_cookie(text: &str) -> Result<Self, NotASession> {
        if text.len() != COOKIE_LENGTH {
            return Err(NotASession);
        }
        let mut bytes = Zeroizing::new([[0_u8; 32]; 2]);
        let written = URL_SAFE_NO_PAD
            .decode_slice(text, bytes.as_flattened_mut())
            .map_err(|_| NotASession)?;
        let [lookup, key] = &*bytes;
        match (Secret::from_slice(lookup), Secret::from_slice(key)) {
            (Some(lookup), Some(key)) if written == 64 => Ok(Self { lookup, key }),
            _ => Err(NotASession),
        }
    }

    /// The cookie's text: [`COOKIE_LENGTH`] characters that need no escaping.
    #[must_use]
    pub fn cookie_text(&self) -> Zeroizing<String> {
        let bytes = Zeroizing::new([*self.lookup.expose(), *self.key.expose()]);
        let mut text = Zeroizing::new(String::with_capacity(COOKIE_LENGTH));
        URL_SAFE_NO_PAD.encode_string(bytes.as_flattened(), &mut text);
        text
    }

    /// What the server finds the session by.
    #[must_use]
    pub fn lookup_hash(&self) -> [u8; 32] {
        kdf::sha256(self.lookup.expose())
    }

    /// A member's root, sealed for this session.
    ///
    /// # Errors
    /// Never in practice: a root is short.
    pub fn seal_user(
        &self,
        user: &UserRoot,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        self.seal("member", user.expose(), rng)
    }

    /// Opens what [`Self::seal_user`] made.
    ///
    /// # Errors
    /// When it is not this session's, or not a member's.
    pub fn open_user(&self, sealed: &[u8]) -> Result<UserRoot, OpenError> {
        UserRoot::from_bytes(&self.open("member", sealed)?).ok_or(OpenError::Damaged)
    }

    /// A team's root that the member opened in this session, sealed for it: opening the member's wrap again
    /// at every request would cost a hundred times more. `wrap` is that wrap; with another one (a new
    /// grant) the root no longer opens.
    ///
    /// # Errors
    /// Never in practice: a root is short.
    pub fn seal_team(
        &self,
        team: &TeamRoot,
        wrap: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        let row = self.team_row(team.program(), team.epoch(), wrap);
        blob::seal(&self.key, &place(&row), team.expose(), rng)
    }

    /// Opens what [`Self::seal_team`] made.
    ///
    /// # Errors
    /// When it is not this session's, or of another program, epoch or wrap.
    pub fn open_team(
        &self,
        program: &str,
        epoch: u32,
        wrap: &[u8],
        sealed: &[u8],
    ) -> Result<TeamRoot, OpenError> {
        let opened = blob::open(&self.key, &place(&self.team_row(program, epoch, wrap)), sealed)?;
        TeamRoot::from_bytes(program, epoch, &opened).ok_or(OpenError::Damaged)
    }

    fn team_row(&self, program: &str, epoch: u32, wrap: &[u8]) -> Vec<u8> {
        row_key(&[
            b"team",
            &self.lookup_hash(),
            program.as_bytes(),
            &epoch.to_be_bytes(),
            &kdf::sha256(wrap),
        ])
    }

    /// A reporter's receipt, sealed for this session.
    ///
    /// # Errors
    /// Never in practice: a receipt is short.
    pub fn seal_receipt(
        &self,
        receipt: &Receipt,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        self.seal("reporter", receipt.expose(), rng)
    }

    /// Opens what [`Self::seal_receipt`] made.
    ///
    /// # Errors
    /// When it is not this session's, or not a reporter's.
    pub fn open_receipt(&self, sealed: &[u8]) -> Result<Receipt, OpenError> {
        Receipt::from_bytes(&self.open("reporter", sealed)?).ok_or(OpenError::Damaged)
    }

    /// A party's secret, sealed for this session.
    ///
    /// # Errors
    /// Never in practice: a secret is short.
    pub fn seal_party(
        &self,
        party: &PartyKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        self.seal("party", party.expose(), rng)
    }

    /// Opens what [`Self::seal_party`] made.
    ///
    /// # Errors
    /// When it is not this session's, or not a party's.
    pub fn open_party(&self, sealed: &[u8]) -> Result<PartyKey, OpenError> {
        PartyKey::from_bytes(&self.open("party", sealed)?).ok_or(OpenError::Damaged)
    }

    fn seal(
        &self,
        kind: &str,
        secret: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        blob::seal(&self.key, &place(&self.row(kind)), secret, rng)
    }

    fn open(&self, kind: &str, sealed: &[u8]) -> Result<crate::Opened, OpenError> {
        blob::open(&self.key, &place(&self.row(kind)), sealed)
    }

    fn row(&self, kind: &str) -> Vec<u8> {
        row_key(&[kind.as_bytes(), &self.lookup_hash()])
    }
}

fn place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "session", column: "sealed_payload", row, version: 1 }
}
