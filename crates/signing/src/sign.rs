//! Signing: version 4 signatures (RFC 9580 §5.2.3) over a text or over bytes, with SHA-512.

use core::fmt;

use ed25519_dalek::Signer as _;
use sha1::{Digest as _, Sha1};
use sha2::Sha512;
use zeroize::Zeroizing;

use crate::armor;
use crate::packet::{Algorithm, KeyError, certificate, primary, signing_key};

const SHA_512: u8 = 10;
/// The types of a signature (§5.2.1).
pub(crate) const OF_BYTES: u8 = 0x00;
pub(crate) const OF_TEXT: u8 = 0x01;

/// A key to sign with. `Debug` shows its fingerprint only; the secret is wiped when it goes.
pub struct SigningKey {
    secret: ed25519_dalek::SigningKey,
    algorithm: Algorithm,
    fingerprint: [u8; 20],
    /// That of the certificate's first key.
    primary: [u8; 20],
    certificate: Vec<u8>,
    expires: Option<u32>,
}

impl SigningKey {
    /// Reads an armored secret key, as `gpg --armor --export-secret-keys` writes it.
    ///
    /// # Errors
    /// [`KeyError`], which says what to do.
    pub fn read(armored: &str) -> Result<Self, KeyError> {
        let bytes = Zeroizing::new(armor::read(armored, "PGP PRIVATE KEY BLOCK")?);
        let key = signing_key(&bytes)?;
        let secret = ed25519_dalek::SigningKey::from_bytes(&key.seed);
        // A key whose halves do not belong together would give its secret away with its signatures.
        if !key.public.ends_with(secret.verifying_key().as_bytes()) {
            return Err(KeyError::Damaged);
        }
        Ok(Self {
            secret,
            algorithm: key.algorithm,
            fingerprint: fingerprint_of(&key.public)?,
            primary: fingerprint_of(primary(&bytes)?)?,
            certificate: certificate(&bytes)?,
            expires: key.expires,
        })
    }

    /// The fingerprint, as 40 hexadecimal digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.fingerprint.iter().map(|byte| format!("{byte:02X}")).collect()
    }

    /// When the key expires, in seconds since 1970 (UTC): what it signs then, readers refuse. Nothing: never.
    #[must_use]
    pub const fn expires_at(&self) -> Option<u32> {
        self.expires
    }

    /// The fingerprint of the certificate: that of its first key, which need not be the one that signs.
    #[must_use]
    pub fn certificate_fingerprint(&self) -> String {
        self.primary.iter().map(|byte| format!("{byte:02X}")).collect()
    }

    /// The public half, armored: what readers import to verify the signatures (§10.1).
    #[must_use]
    pub fn certificate(&self) -> String {
        armor::write("PGP PUBLIC KEY BLOCK", &self.certificate)
    }

    /// The text with its signature below it (§7). `at` is in seconds since 1970 (UTC). White space at the
    /// ends of lines is not covered by the signature (§7.2), so it is taken away.
    #[must_use]
    pub fn clear_sign(&self, text: &str, at: u32) -> String {
        let lines = text.lines().map(|line| line.trim_end_matches([' ', '\t', '\r']));
        let lines = lines.collect::<Vec<_>>();
        let signature = self.signature(lines.join("\r\n").as_bytes(), OF_TEXT, at);
        let mut signed = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n".to_owned();
        for line in lines {
            if line.starts_with('-') {
                signed.push_str("- ");
            }
            signed.push_str(line);
            signed.push('\n');
        }
        signed.push_str(&armor::write("PGP SIGNATURE", &signature));
        signed
    }

    /// A signature of its own over these bytes. `at` is in seconds since 1970 (UTC).
    #[must_use]
    pub fn detached(&self, bytes: &[u8], at: u32) -> String {
        armor::write("PGP SIGNATURE", &self.signature(bytes, OF_BYTES, at))
    }

    /// The packet (§5.2.3), with the header of §4.2.1.
    fn signature(&self, bytes: &[u8], kind: u8, at: u32) -> Vec<u8> {
        let mut hashed = vec![4, kind, self.algorithm.number(), SHA_512];
        // Its own subpackets: the time (§5.2.3.11) and whose it is (§5.2.3.35). 29 octets in all.
        let mut subpackets = vec![5, 2];
        subpackets.extend(at.to_be_bytes());
        subpackets.extend([22, 33, 4]);
        subpackets.extend(self.fingerprint);
        hashed.extend([0, 29]);
        hashed.extend(&subpackets);

        // The trailer (§5.2.4): the version, 0xFF, and how many octets were hashed: 6 and the subpackets.
        let mut hash = Sha512::new();
        hash.update(bytes);
        hash.update(&hashed);
        hash.update([4, 0xFF, 0, 0, 0, 6 + 29]);
        let digest = hash.finalize();
        let signature = self.secret.sign(&digest).to_bytes();

        let mut body = hashed;
        // For older readers: the key's id, which is the end of the fingerprint (§5.2.3.12).
        body.extend([0, 10, 9, 16]);
        body.extend(self.fingerprint.iter().skip(12));
        body.extend(digest.iter().take(2));
        match self.algorithm {
            Algorithm::Ed25519 => body.extend(signature),
            Algorithm::EdDsaLegacy => {
                let (r, s) = signature.split_at(32);
                body.extend(integer(r));
                body.extend(integer(s));
            }
        }
        // At most 145 octets, so the length takes one.
        let mut packet = vec![0xC0 | 2, u8::try_from(body.len()).unwrap_or(u8::MAX)];
        packet.extend(body);
        packet
    }
}

/// A number as a multiprecision integer (§3.2): its length in bits, and its octets without leading zeros.
fn integer(octets: &[u8]) -> Vec<u8> {
    let octets = octets.iter().copied().skip_while(|octet| *octet == 0).collect::<Vec<_>>();
    let leading = octets.first().map_or(0, |first| first.leading_zeros());
    let bits = u32::try_from(octets.len() * 8).unwrap_or_default().saturating_sub(leading);
    let bits = u16::try_from(bits).unwrap_or_default();
    bits.to_be_bytes().into_iter().chain(octets).collect()
}

/// The fingerprint of a version 4 key (§5.5.4.2).
pub(crate) fn fingerprint_of(public: &[u8]) -> Result<[u8; 20], KeyError> {
    let mut hash = Sha1::new();
    hash.update([0x99]);
    hash.update(length_of_two(public.len())?);
    hash.update(public);
    Ok(hash.finalize().into())
}

fn length_of_two(length: usize) -> Result<[u8; 2], KeyError> {
    u16::try_from(length).map(u16::to_be_bytes).map_err(|_| KeyError::Damaged)
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.fingerprint())
    }
}
