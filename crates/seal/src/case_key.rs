//! The key of one case. Everything a reporter or the team writes in the case is sealed under it.
//!
//! At intake it is wrapped to the team's public key and to the reporter's; the first member who
//! opens the case replaces the team's wrap by a symmetric one, which is fifty times cheaper to
//! open. Erasing a case is erasing its wraps: what is left is noise.

use crate::blob::{self, FieldContext, OpenError, Opener, SealError, row_key};
use crate::chunked::FileKey;
use crate::kem::{self, PrivateKey};
use crate::rand_core::CryptoRng;
use crate::receipt::Receipt;
use crate::secret::Secret;
use crate::team::TeamRoot;
use crate::user::UserRoot;
use crate::{Opened, PublicKey, kdf};

/// Which case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseContext<'a> {
    /// The program's id.
    pub program: &'a str,
    /// The case's id, as bytes.
    pub case: &'a [u8],
}

impl CaseContext<'_> {
    fn info(&self, holder: &str, epoch: u32) -> Vec<u8> {
        kdf::framed(
            "candor/wrap/case/v1",
            &[holder.as_bytes(), &epoch.to_be_bytes(), self.program.as_bytes(), self.case],
        )
    }

    fn row(&self, epoch: u32) -> Vec<u8> {
        row_key(&[self.program.as_bytes(), self.case, &epoch.to_be_bytes()])
    }
}

fn place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "case_key", column: "wrap", row, version: 1 }
}

/// The key of one case.
pub struct CaseKey(Secret<32>);

impl CaseKey {
    /// A new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(Secret::random(rng))
    }

    /// Whether both are the same key. Constant time.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.0.same(&other.0)
    }

    /// The eight bytes that blobs under this key carry ([`blob::key_id`]).
    #[must_use]
    pub fn id(&self) -> [u8; 8] {
        blob::id_of(&self.0)
    }

    /// Seals a text at its place.
    ///
    /// # Errors
    /// When it is longer than [`blob::LONGEST`].
    pub fn seal(
        &self,
        place: &FieldContext<'_>,
        text: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        blob::seal(&self.0, place, text, rng)
    }

    /// Opens what [`Self::seal`] made.
    ///
    /// # Errors
    /// When the blob was changed, moved, or sealed under another key.
    pub fn open(&self, place: &FieldContext<'_>, sealed: &[u8]) -> Result<Opened, OpenError> {
        blob::open(&self.0, place, sealed)
    }

    /// To open many texts of the case, one after another.
    #[must_use]
    pub fn opener(&self) -> Opener {
        Opener::of(&self.0)
    }

    /// The key of one file of the case.
    #[must_use]
    pub fn file_key(&self, file: &[u8]) -> FileKey {
        FileKey::of(kdf::derive(None, self.0.expose(), &kdf::framed("candor/file/v1", &[file])))
    }

    /// Wraps the key to the team's public key, at intake.
    ///
    /// # Errors
    /// When `team` cannot be sealed to.
    pub fn wrap_to_team(
        &self,
        case: CaseContext<'_>,
        epoch: u32,
        team: &PublicKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        kem::wrap(team, &case.info("team", epoch), self.0.expose(), rng)
    }

    /// Wraps the key under the team's symmetric key, at the first open: this replaces the intake's
    /// wrap.
    ///
    /// # Errors
    /// Never in practice: a key is short.
    pub fn rewrap_under_team(
        &self,
        case: CaseContext<'_>,
        team: &TeamRoot,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        blob::seal(team.symmetric(), &place(&case.row(team.epoch())), self.0.expose(), rng)
    }

    /// Opens the team's wrap, of either form. [`is_intake_wrap`] tells whether to replace it now.
    ///
    /// # Errors
    /// When the wrap is not for this case, program and epoch.
    pub fn from_team_wrap(
        case: CaseContext<'_>,
        team: &TeamRoot,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        if is_intake_wrap(wrap) {
            return Self::unwrapped(team.private_key(), case, "team", team.epoch(), wrap);
        }
        let opened = blob::open(team.symmetric(), &place(&case.row(team.epoch())), wrap)?;
        Secret::from_slice(&opened).map(Self).ok_or(OpenError::Damaged)
    }

    /// Wraps the key to the reporter's public key.
    ///
    /// # Errors
    /// When `reporter` cannot be sealed to.
    pub fn wrap_to_reporter(
        &self,
        case: CaseContext<'_>,
        reporter: &PublicKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        kem::wrap(reporter, &case.info("reporter", 0), self.0.expose(), rng)
    }

    /// Opens the reporter's wrap with the receipt.
    ///
    /// # Errors
    /// When the wrap is not for this receipt and case.
    pub fn from_reporter_wrap(
        case: CaseContext<'_>,
        receipt: &Receipt,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        Self::unwrapped(&receipt.private_key(), case, "reporter", 0, wrap)
    }

    /// Wraps the key to a guest of this one case.
    ///
    /// # Errors
    /// When `guest` cannot be sealed to.
    pub fn wrap_to_guest(
        &self,
        case: CaseContext<'_>,
        guest: &PublicKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        kem::wrap(guest, &case.info("guest", 0), self.0.expose(), rng)
    }

    /// Opens a guest's wrap.
    ///
    /// # Errors
    /// When the wrap is not for this guest and case.
    pub fn from_guest_wrap(
        case: CaseContext<'_>,
        guest: &UserRoot,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        Self::unwrapped(guest.private_key(), case, "guest", 0, wrap)
    }

    fn unwrapped(
        key: &PrivateKey,
        case: CaseContext<'_>,
        holder: &str,
        epoch: u32,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        kem::unwrap_secret(key, &case.info(holder, epoch), wrap).map(Self)
    }
}

/// Whether a team's wrap is still the one that intake made.
#[must_use]
pub fn is_intake_wrap(wrap: &[u8]) -> bool {
    wrap.starts_with(&kem::MAGIC)
}
