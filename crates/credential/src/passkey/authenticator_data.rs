//! The authenticator data: whose domain, what was done by the person, the counter, and a new key (§6.1).

use sha2::{Digest, Sha256};

use super::PasskeyRefused;
use crate::cbor::Reader;
use crate::secret::same_bytes;

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const HAS_CREDENTIAL: u8 = 0x40;
const HAS_EXTENSIONS: u8 = 0x80;

/// A new credential (§6.5.1).
pub(super) struct NewCredential<'a> {
    pub(super) id: &'a [u8],
    /// COSE, exactly as written.
    pub(super) public_key: &'a [u8],
}

/// The authenticator data, taken apart.
pub(super) struct AuthenticatorData<'a> {
    party_id_hash: &'a [u8; 32],
    flags: u8,
    pub(super) sign_count: u32,
    pub(super) backup_eligible: bool,
    pub(super) backed_up: bool,
    pub(super) credential: Option<NewCredential<'a>>,
}

impl<'a> AuthenticatorData<'a> {
    /// Takes the bytes apart; none may be left.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, PasskeyRefused> {
        let damaged = PasskeyRefused::Damaged;
        let (party_id_hash, rest) = bytes.split_first_chunk::<32>().ok_or(damaged)?;
        let (flags, rest) = rest.split_first().ok_or(damaged)?;
        let (count, mut rest) = rest.split_first_chunk::<4>().ok_or(damaged)?;
        let has = |flag: u8| flags & flag != 0;
        let mut credential = None;
        if has(HAS_CREDENTIAL) {
            let (_aaguid, after) = rest.split_first_chunk::<16>().ok_or(damaged)?;
            let (length, after) = after.split_first_chunk::<2>().ok_or(damaged)?;
            let length = usize::from(u16::from_be_bytes(*length));
            let (id, after) = after.split_at_checked(length).ok_or(damaged)?;
            let mut reader = Reader::new(after);
            reader.skip().map_err(|_| damaged)?;
            let (public_key, after) =
                after.split_at_checked(after.len() - reader.rest().len()).ok_or(damaged)?;
            credential = Some(NewCredential { id, public_key });
            rest = after;
        }
        if has(HAS_EXTENSIONS) {
            let mut reader = Reader::new(rest);
            let mut ahead = reader;
            ahead.map().map_err(|_| damaged)?;
            reader.skip().map_err(|_| damaged)?;
            rest = reader.rest();
        }
        if !rest.is_empty() {
            return Err(damaged);
        }
        Ok(Self {
            party_id_hash,
            flags: *flags,
            sign_count: u32::from_be_bytes(*count),
            backup_eligible: has(BACKUP_ELIGIBLE),
            backed_up: has(BACKED_UP),
            credential,
        })
    }

    /// The domain, the touch, and the flags among themselves.
    pub(super) fn check(&self, party_id: &str) -> Result<(), PasskeyRefused> {
        if !same_bytes(self.party_id_hash, &Sha256::digest(party_id.as_bytes())) {
            return Err(PasskeyRefused::RelyingPartyId);
        }
        if self.flags & USER_PRESENT == 0 {
            return Err(PasskeyRefused::UserNotPresent);
        }
        if self.backed_up && !self.backup_eligible {
            return Err(PasskeyRefused::Flags);
        }
        Ok(())
    }

    /// That a person was verified. Looked at last: see [`super`].
    pub(super) const fn check_verified(&self) -> Result<(), PasskeyRefused> {
        if self.flags & USER_VERIFIED == 0 { Err(PasskeyRefused::UserNotVerified) } else { Ok(()) }
    }
}
