//! Randomness that tests can repeat: SHA-256 in counter mode over a seed.

use core::convert::Infallible;

use sha2::{Digest, Sha256};

use hpke::rand_core::{TryCryptoRng, TryRng};

/// A repeatable generator. The same seed gives the same bytes, however they are asked for.
pub(crate) struct Seeded {
    seed: u64,
    block: u64,
    left: Vec<u8>,
}

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, block: 0, left: Vec::new() }
    }
}

impl TryRng for Seeded {
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

impl TryCryptoRng for Seeded {}
