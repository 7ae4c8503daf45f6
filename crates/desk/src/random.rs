//! Where randomness comes from: the operating system, through one door.

use policy::id::{AdvisoryId, CaseId, EventId, OutboxId, PartyId, ReportId, SubscriberId, UserId};
use seal::rand_core::{TryCryptoRng, TryRng};

use crate::Instant;

/// The operating system's generator. If the system cannot give random bytes the process must not go on:
/// every key would be guessable.
#[derive(Debug, Clone, Copy)]
pub struct SystemRandom;

impl TryRng for SystemRandom {
    type Error = core::convert::Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }
    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        if getrandom::fill(bytes).is_err() {
            // Unwinding could be caught and answered; an unkeyed answer is worse than none.
            std::process::abort();
        }
        Ok(())
    }
}

impl TryCryptoRng for SystemRandom {}

/// Random bytes: for keys and salts.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let _ = SystemRandom.try_fill_bytes(&mut bytes);
    bytes
}

/// A number for an incident: 40 random bits.
pub(crate) fn incident() -> String {
    bytes::<5>().iter().map(|byte| format!("{byte:02x}")).collect()
}

macro_rules! ids {
    ($($function:ident -> $id:ident),+ $(,)?) => {$(
        /// A new id, ordered by `now`.
        pub(crate) fn $function(now: Instant) -> $id {
            $id::new(millis(now), bytes())
        }
    )+};
}
ids! {
    case_id -> CaseId, report_id -> ReportId, event_id -> EventId, user_id -> UserId,
    outbox_id -> OutboxId, advisory_id -> AdvisoryId, party_id -> PartyId,
    subscriber_id -> SubscriberId,
}

pub(crate) fn millis(now: Instant) -> u64 {
    u64::try_from(now.second()).unwrap_or(0).saturating_mul(1000)
}

/// A case's handle: eight Crockford characters (40 bits), as `K7Q2-M4XD`. It names, it opens nothing.
pub(crate) fn handle() -> String {
    const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut text = String::with_capacity(9);
    for (place, byte) in bytes::<8>().iter().enumerate() {
        if place == 4 {
            text.push('-');
        }
        let digit = DIGITS.get(usize::from(byte & 31)).copied().unwrap_or(b'0');
        text.push(char::from(digit));
    }
    text
}
