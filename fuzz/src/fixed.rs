//! Keys and randomness that are the same in every run.

use core::convert::Infallible;

use ed25519_dalek::SigningKey;
use ledger::NoteSigner;
use seal::rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest as _, Sha256};

/// The origin of the log that the seeds are from.
pub const ORIGIN: &str = "bugs.example.org/log/acme";

/// The log's signing key.
///
/// # Panics
/// Never: the origin is a key name.
#[must_use]
pub fn signer() -> NoteSigner {
    NoteSigner::new(ORIGIN, SigningKey::from_bytes(&[1; 32])).expect("a key name")
}

/// Randomness that every run repeats: SHA-256 in counter mode over a seed.
pub struct Repeatable {
    seed: u64,
    block: u64,
    left: Vec<u8>,
}

impl Repeatable {
    /// The same seed gives the same bytes.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, block: 0, left: Vec::new() }
    }
}

impl TryRng for Repeatable {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for byte in bytes {
            if self.left.is_empty() {
                let hash = Sha256::new()
                    .chain_update(self.seed.to_le_bytes())
                    .chain_update(self.block.to_le_bytes())
                    .finalize();
                self.left = hash.to_vec();
                self.block += 1;
            }
            *byte = self.left.pop().unwrap_or(0);
        }
        Ok(())
    }
}

impl TryCryptoRng for Repeatable {}
