//! Packets (RFC 9580 §4 and §5), as far as a secret signing key needs: headers of both formats, version 4
//! secret keys with Ed25519, and the key flags of their signatures.

use zeroize::Zeroizing;

/// Why a text is no key to sign with. No message holds any part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// There is no armored secret key in it.
    #[error(
        "this is no armored OpenPGP secret key: export one with `gpg --armor --export-secret-keys`"
    )]
    NotArmored,
    /// Its bytes are not what they say.
    #[error("this OpenPGP key is damaged: export it again")]
    Damaged,
    /// It is locked.
    #[error(
        "this OpenPGP key is locked with a passphrase: export a key of its own for signing, made without one"
    )]
    Locked,
    /// None of its keys is one that can be used here.
    #[error(
        "this OpenPGP key holds no Ed25519 key that may sign: make one with `gpg --quick-generate-key NAME ed25519 sign`"
    )]
    NoSigningKey,
}

/// The algorithm numbers of Ed25519 (§9.1): in its own form, and as EdDSA with a curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Ed25519,
    EdDsaLegacy,
}

impl Algorithm {
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Ed25519 => 27,
            Self::EdDsaLegacy => 22,
        }
    }
}

/// A secret key or subkey.
pub(crate) struct SecretKey {
    /// The body of its public packet, of which the fingerprint is made.
    pub(crate) public: Vec<u8>,
    pub(crate) algorithm: Algorithm,
    pub(crate) seed: Zeroizing<[u8; 32]>,
    /// When it expires, in seconds since 1970.
    pub(crate) expires: Option<u32>,
}

/// The curve's object identifier, with its length before it (§9.2).
pub(crate) const ED25519_OID: &[u8] = &[9, 0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x0F, 0x01];
const SECRET_KEY: u8 = 5;
const SECRET_SUBKEY: u8 = 7;
pub(crate) const SIGNATURE: u8 = 2;
pub(crate) const PUBLIC_KEY: u8 = 6;
pub(crate) const PUBLIC_SUBKEY: u8 = 14;
/// The flag "may be used to sign data" (§5.2.3.29).
const MAY_SIGN: u8 = 0x02;

/// A reader over bytes; every step may find that they end.
pub(crate) struct Bytes<'b>(pub(crate) &'b [u8]);

impl<'b> Bytes<'b> {
    pub(crate) fn take(&mut self, count: usize) -> Result<&'b [u8], KeyError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(KeyError::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }
    pub(crate) fn byte(&mut self) -> Result<u8, KeyError> {
        self.take(1)?.first().copied().ok_or(KeyError::Damaged)
    }
    pub(crate) fn number(&mut self, bytes: usize) -> Result<usize, KeyError> {
        Ok(self.take(bytes)?.iter().fold(0, |number, byte| (number << 8) | usize::from(*byte)))
    }
    /// A multiprecision integer (§3.2).
    pub(crate) fn integer(&mut self) -> Result<&'b [u8], KeyError> {
        let bits = self.number(2)?;
        self.take(bits.div_ceil(8))
    }
    /// The length of a packet of the new format, or of a subpacket (§4.2.1, §5.2.3.7).
    pub(crate) fn length(&mut self, is_packet: bool) -> Result<usize, KeyError> {
        let first = usize::from(self.byte()?);
        match first {
            0..192 => Ok(first),
            192..=254 if first < 224 || !is_packet => {
                Ok(((first - 192) << 8) + usize::from(self.byte()?) + 192)
            }
            255 => self.number(4),
            // Partial lengths are for data, never for keys (§4.2.1.4).
            _ => Err(KeyError::Damaged),
        }
    }
    /// The next packet: its type and its body.
    pub(crate) fn packet(&mut self) -> Result<(u8, &'b [u8]), KeyError> {
        let head = self.byte()?;
        if head & 0x80 == 0 {
            return Err(KeyError::Damaged);
        }
        let (kind, length) = if head & 0x40 == 0 {
            let length = match head & 3 {
                0 => self.number(1)?,
                1 => self.number(2)?,
                2 => self.number(4)?,
                _ => return Err(KeyError::Damaged),
            };
            ((head >> 2) & 0x0F, length)
        } else {
            (head & 0x3F, self.length(true)?)
        };
        Ok((kind, self.take(length)?))
    }
}

/// What is known of a key while its signatures are read.
struct Candidate {
    key: Result<SecretKey, KeyError>,
    is_primary: bool,
    flags: Option<u8>,
    /// When the key was made, in seconds since 1970.
    made: u32,
    /// When its newest signature over itself was made, and how long it lives by that.
    newest: Option<(u32, Option<u32>)>,
}

impl Candidate {
    fn of(kind: u8, body: &[u8]) -> Self {
        Self {
            key: secret_key(body),
            is_primary: kind == SECRET_KEY,
            flags: None,
            made: body
                .get(1..5)
                .and_then(<[u8]>::first_chunk)
                .map_or(0, |at| u32::from_be_bytes(*at)),
            newest: None,
        }
    }

    fn hear(&mut self, said: &Said) {
        if let Some(flags) = said.flags {
            self.flags = Some(self.flags.unwrap_or_default() | flags);
        }
        if said.is_of_itself() && self.newest.is_none_or(|(made, _)| made <= said.made) {
            self.newest = Some((said.made, said.lives));
        }
    }

    /// When it expires, in seconds since 1970.
    fn expires(&self) -> Option<u32> {
        self.newest.and_then(|(_, lives)| lives).map(|lives| self.made.saturating_add(lives))
    }
}

/// The key to sign with: the first that may, by the flags of its own signatures. A primary key without
/// flags may; a subkey without them may not.
pub(crate) fn signing_key(bytes: &[u8]) -> Result<SecretKey, KeyError> {
    let mut bytes = Bytes(bytes);
    let mut candidates: Vec<Candidate> = Vec::new();
    while !bytes.0.is_empty() {
        let (kind, body) = bytes.packet()?;
        match kind {
            SECRET_KEY | SECRET_SUBKEY => candidates.push(Candidate::of(kind, body)),
            SIGNATURE => {
                if let (Some(candidate), Some(said)) = (candidates.last_mut(), Said::read(body)) {
                    candidate.hear(&said);
                }
            }
            _ => {}
        }
    }
    if candidates.is_empty() {
        return Err(KeyError::NotArmored);
    }
    let may_sign = |candidate: &Candidate| match candidate.flags {
        Some(flags) => flags & MAY_SIGN != 0,
        None => candidate.is_primary,
    };
    // With the primary key everything under it expires.
    let primary = candidates.iter().find(|key| key.is_primary).and_then(Candidate::expires);
    let mut reason = KeyError::NoSigningKey;
    for candidate in candidates.into_iter().filter(may_sign) {
        let expires = [primary, candidate.expires()].into_iter().flatten().min();
        match candidate.key {
            Ok(key) => return Ok(SecretKey { expires, ..key }),
            // That a usable key is locked helps more than that another is of the wrong kind.
            Err(error) if error != KeyError::NoSigningKey => reason = error,
            Err(_) => {}
        }
    }
    Err(reason)
}

/// The public half of an exported secret key: the same packets without their secret parts, so that readers
/// get the names and self-signatures that `gpg` made. A subkey of an unknown kind is left out with its
/// signatures.
pub(crate) fn certificate(bytes: &[u8]) -> Result<Vec<u8>, KeyError> {
    let mut bytes = Bytes(bytes);
    let mut written = Vec::new();
    let mut is_known = true;
    while !bytes.0.is_empty() {
        let (kind, body) = bytes.packet()?;
        let (kind, body) = match kind {
            SECRET_KEY | SECRET_SUBKEY => {
                let part = public_part(body);
                is_known = part.is_some();
                (if kind == SECRET_KEY { PUBLIC_KEY } else { PUBLIC_SUBKEY }, part)
            }
            other => (other, is_known.then_some(body)),
        };
        if let Some(body) = body {
            let length = u32::try_from(body.len()).map_err(|_| KeyError::Damaged)?;
            written.push(0xC0 | kind);
            // The form of five octets (§4.2.1.3) fits every length.
            written.push(0xFF);
            written.extend(length.to_be_bytes());
            written.extend(body);
        }
    }
    Ok(written)
}

/// The public fields of the first key: the one that the certificate is known by.
pub(crate) fn primary(bytes: &[u8]) -> Result<&[u8], KeyError> {
    let (kind, body) = Bytes(bytes).packet()?;
    if kind == SECRET_KEY {
        public_part(body).ok_or(KeyError::Damaged)
    } else {
        Err(KeyError::Damaged)
    }
}

/// The public fields at the beginning of a secret key packet (§5.5.2), of the kinds that `gpg` makes.
fn public_part(body: &[u8]) -> Option<&[u8]> {
    let mut bytes = Bytes(body);
    if bytes.byte().ok()? != 4 {
        return None;
    }
    bytes.take(4).ok()?;
    match bytes.byte().ok()? {
        // RSA
        1..=3 => {
            bytes.integer().ok()?;
            bytes.integer().ok()?;
        }
        // ECDH: curve, point, and how keys are derived
        18 => {
            let curve = bytes.number(1).ok()?;
            bytes.take(curve).ok()?;
            bytes.integer().ok()?;
            let derivation = bytes.number(1).ok()?;
            bytes.take(derivation).ok()?;
        }
        // ECDSA and EdDSA: curve and point
        19 | 22 => {
            let curve = bytes.number(1).ok()?;
            bytes.take(curve).ok()?;
            bytes.integer().ok()?;
        }
        // X25519 and Ed25519
        25 | 27 => {
            bytes.take(32).ok()?;
        }
        _ => return None,
    }
    body.get(..body.len() - bytes.0.len())
}

/// Reads the body of a secret key packet (§5.5.3).
fn secret_key(body: &[u8]) -> Result<SecretKey, KeyError> {
    let mut bytes = Bytes(body);
    if bytes.byte()? != 4 {
        return Err(KeyError::NoSigningKey);
    }
    bytes.take(4)?;
    let algorithm = match bytes.byte()? {
        27 => Algorithm::Ed25519,
        22 => Algorithm::EdDsaLegacy,
        _ => return Err(KeyError::NoSigningKey),
    };
    match algorithm {
        Algorithm::Ed25519 => {
            bytes.take(32)?;
        }
        Algorithm::EdDsaLegacy => {
            if bytes.take(ED25519_OID.len())? != ED25519_OID {
                return Err(KeyError::NoSigningKey);
            }
            bytes.integer()?;
        }
    }
    let public = body.get(..body.len() - bytes.0.len()).ok_or(KeyError::Damaged)?.to_vec();
    if bytes.byte()? != 0 {
        return Err(KeyError::Locked);
    }
    let checked = bytes.0;
    let secret = match algorithm {
        Algorithm::Ed25519 => bytes.take(32)?,
        Algorithm::EdDsaLegacy => bytes.integer()?,
    };
    let covered = checked.get(..checked.len() - bytes.0.len()).ok_or(KeyError::Damaged)?;
    let sum = covered.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
    if bytes.take(2)? != sum.to_be_bytes() {
        return Err(KeyError::Damaged);
    }
    // An integer is written without leading zeros.
    let mut seed = Zeroizing::new([0_u8; 32]);
    let start = seed.len().checked_sub(secret.len()).ok_or(KeyError::Damaged)?;
    seed.get_mut(start..).ok_or(KeyError::Damaged)?.copy_from_slice(secret);
    Ok(SecretKey { public, algorithm, seed, expires: None })
}

/// What a signature over a key says of it (§5.2.3).
#[derive(Default)]
struct Said {
    /// What kind of signature it is (§5.2.1).
    kind: u8,
    /// When it was made, in seconds since 1970.
    made: u32,
    flags: Option<u8>,
    /// For how many seconds after it was made the key is good; nothing: for ever (§5.2.3.13).
    lives: Option<u32>,
}

impl Said {
    /// By the key itself about itself (§5.2.1): a certification, a binding of a subkey, or directly.
    const fn is_of_itself(&self) -> bool {
        matches!(self.kind, 0x10..=0x13 | 0x18 | 0x1F)
    }

    /// Reads the hashed part of a signature; nothing when it is of another version.
    fn read(body: &[u8]) -> Option<Self> {
        const MADE: u8 = 2;
        const LIVES: u8 = 9;
        const KEY_FLAGS: u8 = 27;
        let mut bytes = Bytes(body);
        if bytes.byte().ok()? != 4 {
            return None;
        }
        let mut said = Self { kind: bytes.byte().ok()?, ..Self::default() };
        bytes.take(2).ok()?;
        let length = bytes.number(2).ok()?;
        let mut subpackets = Bytes(bytes.take(length).ok()?);
        while !subpackets.0.is_empty() {
            let length = subpackets.length(false).ok()?;
            let (kind, rest) = subpackets.take(length).ok()?.split_first()?;
            let number = || rest.first_chunk::<4>().map(|bytes| u32::from_be_bytes(*bytes));
            // The highest bit of the type says whether a reader must know it.
            match kind & 0x7F {
                MADE => said.made = number()?,
                LIVES => said.lives = number().filter(|seconds| *seconds > 0),
                KEY_FLAGS => said.flags = rest.first().copied(),
                _ => {}
            }
        }
        Some(said)
    }
}
