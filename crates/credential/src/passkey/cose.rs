//! A credential's public key: COSE_Key (RFC 9052 §7), the three kinds that are accepted.

use super::PasskeyRefused;
use crate::cbor::{Item, NotCbor, Reader};
use crate::signature::{Algorithm, PublicKey};

const KEY_TYPE: i64 = 1;
const ALGORITHM: i64 = 3;
const OKP: i64 = 1;
const EC2: i64 = 2;
const RSA: i64 = 3;
const CURVE_P256: i64 = 1;
const CURVE_ED25519: i64 = 6;

impl From<NotCbor> for PasskeyRefused {
    fn from(NotCbor: NotCbor) -> Self {
        Self::Damaged
    }
}

/// The labelled values of a key. Labels −1, −2 and −3 mean something else for each type.
#[derive(Default)]
struct Labels<'a> {
    kind: Option<i64>,
    algorithm: Option<i64>,
    minus: [Option<Item<'a>>; 3],
}

/// Reads a key. Its algorithm must fit its type and curve; no other parameter is allowed.
pub(super) fn read(bytes: &[u8]) -> Result<PublicKey, PasskeyRefused> {
    let mut reader = Reader::new(bytes);
    let mut labels = Labels::default();
    for _ in 0..reader.map()? {
        let Item::Integer(label) = reader.item()? else { return Err(PasskeyRefused::Algorithm) };
        let value = reader.item()?;
        let twice = match (label, value) {
            (KEY_TYPE, Item::Integer(kind)) => labels.kind.replace(kind).is_some(),
            (ALGORITHM, Item::Integer(algorithm)) => labels.algorithm.replace(algorithm).is_some(),
            (-3..=-1, Item::Integer(_) | Item::Bytes(_)) => {
                let place = usize::try_from(-1 - label).unwrap_or(usize::MAX);
                let slot = labels.minus.get_mut(place).ok_or(PasskeyRefused::Damaged)?;
                slot.replace(value).is_some()
            }
            _ => return Err(PasskeyRefused::Algorithm),
        };
        if twice {
            return Err(PasskeyRefused::Damaged);
        }
    }
    if !reader.rest().is_empty() {
        return Err(PasskeyRefused::Damaged);
    }
    let algorithm = labels.algorithm.and_then(Algorithm::from_cose);
    let key = match (algorithm, labels.kind, labels.minus) {
        (
            Some(Algorithm::EdDsa),
            Some(OKP),
            [Some(Item::Integer(CURVE_ED25519)), Some(Item::Bytes(x)), None],
        ) => PublicKey::ed25519(x),
        (
            Some(Algorithm::Es256),
            Some(EC2),
            [Some(Item::Integer(CURVE_P256)), Some(Item::Bytes(x)), Some(Item::Bytes(y))],
        ) => PublicKey::p256(x, y),
        (Some(Algorithm::Rs256), Some(RSA), [Some(Item::Bytes(n)), Some(Item::Bytes(e)), None]) => {
            PublicKey::rsa(n, e)
        }
        _ => None,
    };
    key.ok_or(PasskeyRefused::Algorithm)
}
