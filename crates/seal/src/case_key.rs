//! The key of one case. Everything a reporter or the team writes in the case is sealed under it.
//!
//! At intake it is wrapped to the team's public key and to the reporter's; the first member who
//! opens the case replaces the team's wrap by a symmetric one, which is fifty times cheaper to
//! open. Erasing a case is erasing its wraps: what is left is noise.

use crate::blob::{self, FieldContext, OpenError, Opener, SealError, row_key};
use crate::chunked::FileKey;
use crate::kem::{self, PrivateKey};
use crate::party_key::PartyKey;
use crate::rand_core::CryptoRng;
use crate::receipt::Receipt;
use crate::root::Subkey;
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

    fn earlier_row(&self) -> Vec<u8> {
        row_key(&[self.program.as_bytes(), self.case, b"earlier"])
    }

    fn row(&self, epoch: u32) -> Vec<u8> {
        row_key(&[self.program.as_bytes(), self.case, &epoch.to_be_bytes()])
    }
}

fn place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "case_key", column: "wrap", row, version: 1 }
}

fn release_place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "advisory", column: "release_wrap", row, version: 1 }
}

/// The key of one case. When somebody leaves a case it goes on under a new key: what is written from then
/// on is sealed under that, and what was written before opens with the earlier ones, which are kept sealed
/// under the newest.
pub struct CaseKey {
    current: Secret<32>,
    earlier: Vec<Secret<32>>,
}

impl CaseKey {
    /// A new key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self::of(Secret::random(rng))
    }

    /// Whether both are the same key. Constant time.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.current.same(&other.current)
    }

    fn of(current: Secret<32>) -> Self {
        Self { current, earlier: Vec::new() }
    }

    /// A new key, with this one and its earlier ones behind it.
    #[must_use]
    pub fn rotated(&self, rng: &mut impl CryptoRng) -> Self {
        let earlier = self.every().filter_map(|key| Secret::from_slice(key.expose())).collect();
        Self { current: Secret::random(rng), earlier }
    }

    /// The earlier keys, sealed under this one.
    ///
    /// # Errors
    /// Never in practice: keys are short.
    pub fn seal_earlier(
        &self,
        case: CaseContext<'_>,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        let mut keys = zeroize::Zeroizing::new(Vec::with_capacity(32 * self.earlier.len()));
        for key in &self.earlier {
            keys.extend_from_slice(key.expose());
        }
        blob::seal(&self.current, &place(&case.earlier_row()), &keys, rng)
    }

    /// This key with the earlier ones that [`Self::seal_earlier`] sealed.
    ///
    /// # Errors
    /// When they were sealed under another key or for another case.
    pub fn with_earlier(mut self, case: CaseContext<'_>, sealed: &[u8]) -> Result<Self, OpenError> {
        let keys = blob::open(&self.current, &place(&case.earlier_row()), sealed)?;
        self.earlier = keys
            .chunks(32)
            .map(|key| Secret::from_slice(key).ok_or(OpenError::Damaged))
            .collect::<Result<_, _>>()?;
        Ok(self)
    }

    /// The eight bytes that blobs under this key carry ([`blob::key_id`]).
    #[must_use]
    pub fn id(&self) -> [u8; 8] {
        blob::id_of(&self.current)
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
        blob::seal(&self.current, place, text, rng)
    }

    /// Opens what [`Self::seal`] made.
    ///
    /// # Errors
    /// When the blob was changed, moved, or sealed under another key.
    pub fn open(&self, place: &FieldContext<'_>, sealed: &[u8]) -> Result<Opened, OpenError> {
        newest_that_opens(self.every().map(|key| blob::open(key, place, sealed)))
    }

    /// To open many texts of the case, one after another.
    #[must_use]
    pub fn opener(&self) -> CaseOpener {
        CaseOpener(self.every().map(Opener::of).collect())
    }

    /// This key and the earlier ones, the newest first.
    fn every(&self) -> impl Iterator<Item = &Secret<32>> {
        core::iter::once(&self.current).chain(&self.earlier)
    }

    /// The key of one new file of the case.
    #[must_use]
    pub fn file_key(&self, file: &[u8]) -> FileKey {
        file_key(&self.current, file)
    }

    /// The keys that a file of the case may have been sealed under, the newest first.
    pub fn file_keys(&self, file: &[u8]) -> impl Iterator<Item = FileKey> {
        self.every().map(move |key| file_key(key, file))
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
        kem::wrap(team, &case.info("team", epoch), self.current.expose(), rng)
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
        blob::seal(team.symmetric(), &place(&case.row(team.epoch())), self.current.expose(), rng)
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
        Secret::from_slice(&opened).map(Self::of).ok_or(OpenError::Damaged)
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
        kem::wrap(reporter, &case.info("reporter", 0), self.current.expose(), rng)
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
        kem::wrap(guest, &case.info("guest", 0), self.current.expose(), rng)
    }

    /// Wraps the key to an outside party of this one case.
    ///
    /// # Errors
    /// When `party` cannot be sealed to.
    pub fn wrap_to_party(
        &self,
        case: CaseContext<'_>,
        party: &PublicKey,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        kem::wrap(party, &case.info("party", 0), self.current.expose(), rng)
    }

    /// Opens a party's wrap with its secret.
    ///
    /// # Errors
    /// When the wrap is not for this party and case.
    pub fn from_party_wrap(
        case: CaseContext<'_>,
        party: &PartyKey,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        Self::unwrapped(&party.private_key(), case, "party", 0, wrap)
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

    /// Wraps the key under a subkey of the root key, so that the server can open the case by itself at the
    /// minute at which its advisory is to come out. Kept until then and no longer.
    ///
    /// # Errors
    /// Never in practice: a key is short.
    pub fn wrap_for_release(
        &self,
        case: CaseContext<'_>,
        root: &Subkey,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, SealError> {
        root.seal(&release_place(&case.row(0)), self.current.expose(), rng)
    }

    /// Opens what [`Self::wrap_for_release`] made.
    ///
    /// # Errors
    /// When the wrap is not for this case and instance.
    pub fn from_release_wrap(
        case: CaseContext<'_>,
        root: &Subkey,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        let opened = root.open(&release_place(&case.row(0)), wrap)?;
        Secret::from_slice(&opened).map(Self::of).ok_or(OpenError::Damaged)
    }

    fn unwrapped(
        key: &PrivateKey,
        case: CaseContext<'_>,
        holder: &str,
        epoch: u32,
        wrap: &[u8],
    ) -> Result<Self, OpenError> {
        kem::unwrap_secret(key, &case.info(holder, epoch), wrap).map(Self::of)
    }
}

/// Opens the texts of a case, those under its earlier keys too.
pub struct CaseOpener(Vec<Opener>);

impl CaseOpener {
    /// Opens a text at its place.
    ///
    /// # Errors
    /// When it was changed, moved, or sealed under a key that is none of the case's.
    pub fn open(&self, place: &FieldContext<'_>, sealed: &[u8]) -> Result<Opened, OpenError> {
        newest_that_opens(self.0.iter().map(|opener| opener.open(place, sealed)))
    }
}

/// The first that is no answer about another key; a blob names its own.
fn newest_that_opens(
    mut tried: impl Iterator<Item = Result<Opened, OpenError>>,
) -> Result<Opened, OpenError> {
    tried.find(|one| !matches!(one, Err(OpenError::OtherKey))).unwrap_or(Err(OpenError::OtherKey))
}

fn file_key(key: &Secret<32>, file: &[u8]) -> FileKey {
    FileKey::of(kdf::derive(None, key.expose(), &kdf::framed("candor/file/v1", &[file])))
}

/// Whether a team's wrap is still the one that intake made.
#[must_use]
pub fn is_intake_wrap(wrap: &[u8]) -> bool {
    wrap.starts_with(&kem::MAGIC)
}
