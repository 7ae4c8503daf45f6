//! Signed tokens of others: compact JWS (RFC 7515) and key sets (RFC 7517), as far as ID tokens need them.
//!
//! The key decides the algorithm. What the token's header says must agree with it and with what was configured; keys or
//! addresses of keys inside the header are not looked at. `none` and the HS algorithms do not exist here.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::signature::{Algorithm, EcdsaForm, PublicKey};

/// Longer tokens are not looked at.
pub(crate) const LONGEST_TOKEN: usize = 16 * 1024;
const LONGEST_SET: usize = 256 * 1024;
const MOST_KEYS: usize = 64;

/// Why a token's signature is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JwsRefused {
    /// Not three parts of base64url with a JSON head, or too long.
    Malformed,
    /// An algorithm that is not accepted, or not that of the key.
    Algorithm,
    /// No key, or more than one, fits.
    UnknownKey,
    /// The signature is not of that key.
    Signature,
}

/// The keys of a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySet(Vec<NamedKey>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct NamedKey {
    id: Option<String>,
    key: PublicKey,
}

/// A key set that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the identity provider's keys cannot be read: what came is no JSON Web Key Set, or far too long"
)]
pub struct NotAKeySet;

#[derive(Deserialize)]
struct SetJson {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct KeyJson {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    n: Option<String>,
    e: Option<String>,
}

impl KeySet {
    /// Reads a key set. Keys for other uses or of other kinds are left out (symmetric ones above all).
    ///
    /// # Errors
    /// When it is not a key set.
    pub fn parse(json: &str) -> Result<Self, NotAKeySet> {
        if json.len() > LONGEST_SET {
            return Err(NotAKeySet);
        }
        let set: SetJson = serde_json::from_str(json).map_err(|_| NotAKeySet)?;
        let keys = set.keys.into_iter().take(MOST_KEYS);
        Ok(Self(
            keys.filter_map(|value| serde_json::from_value(value).ok().and_then(named_key))
                .collect(),
        ))
    }

    /// How many keys can verify something.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none can.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn named_key(json: KeyJson) -> Option<NamedKey> {
    let bytes = |text: &Option<String>| URL_SAFE_NO_PAD.decode(text.as_ref()?).ok();
    let for_signing = json.purpose.as_ref().is_none_or(|purpose| purpose == "sig")
        && json.key_ops.as_ref().is_none_or(|ops| ops.iter().any(|op| op == "verify"));
    if !for_signing {
        return None;
    }
    let key = match (json.kty.as_str(), json.crv.as_deref()) {
        ("OKP", Some("Ed25519")) => PublicKey::ed25519(&bytes(&json.x)?),
        ("EC", Some("P-256")) => PublicKey::p256(&bytes(&json.x)?, &bytes(&json.y)?),
        ("RSA", None) => PublicKey::rsa(&bytes(&json.n)?, &bytes(&json.e)?),
        _ => None,
    }?;
    let fits = json.alg.as_ref().is_none_or(|alg| *alg == key.algorithm().jose());
    fits.then_some(NamedKey { id: json.kid, key })
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<IgnoredAny>,
}

/// The payload of a token whose signature is right.
pub(crate) fn verified_payload(
    token: &str,
    keys: &KeySet,
    allowed: &[Algorithm],
) -> Result<Vec<u8>, JwsRefused> {
    if token.len() > LONGEST_TOKEN {
        return Err(JwsRefused::Malformed);
    }
    let mut parts = token.split('.');
    let (Some(head), Some(payload), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(JwsRefused::Malformed);
    };
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| JwsRefused::Malformed);
    let header: Header =
        serde_json::from_slice(&decode(head)?).map_err(|_| JwsRefused::Malformed)?;
    // What must be understood is not understood here; another type of token is not an ID token.
    let is_jwt = header.typ.as_ref().is_none_or(|typ| typ.eq_ignore_ascii_case("JWT"));
    if header.crit.is_some() || !is_jwt {
        return Err(JwsRefused::Malformed);
    }
    let algorithm = Algorithm::from_jose(&header.alg)
        .filter(|algorithm| allowed.contains(algorithm))
        .ok_or(JwsRefused::Algorithm)?;
    let mut named =
        keys.0.iter().filter(|key| header.kid.is_none() || key.id == header.kid).peekable();
    if named.peek().is_none() {
        return Err(JwsRefused::UnknownKey);
    }
    let mut fitting = named.filter(|key| key.key.algorithm() == algorithm);
    let chosen = match (fitting.next(), fitting.next()) {
        (Some(chosen), None) => chosen,
        (Some(_), Some(_)) => return Err(JwsRefused::UnknownKey),
        (None, _) => return Err(JwsRefused::Algorithm),
    };
    let signed = token.rsplit_once('.').map(|(signed, _)| signed).ok_or(JwsRefused::Malformed)?;
    if chosen.key.verifies(signed.as_bytes(), &decode(signature)?, EcdsaForm::Fixed) {
        decode(payload)
    } else {
        Err(JwsRefused::Signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7515 A.2 and A.3, RFC 8037 A.4: key, token.
    const PUBLISHED: [(&str, &str); 3] = [
        (
            r#"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}"#,
            "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
        ),
        (
            r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
            "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
        ),
        (
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
            "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
        ),
    ];

    #[test]
    fn the_published_examples_verify_and_with_one_letter_changed_they_do_not() {
        for (key, token) in PUBLISHED {
            let keys = KeySet::parse(&format!(r#"{{"keys":[{key}]}}"#)).unwrap();
            assert!(verified_payload(token, &keys, &Algorithm::ALL).is_ok(), "{token}");
            let place = token.find('.').unwrap() + 5;
            let mut changed = token.to_owned();
            let other = if token.as_bytes()[place] == b'A' { "B" } else { "A" };
            changed.replace_range(place..=place, other);
            assert_eq!(
                verified_payload(&changed, &keys, &Algorithm::ALL),
                Err(JwsRefused::Signature)
            );
        }
    }
}
