//! What the page hands to the browser: `PublicKeyCredentialCreationOptionsJSON` and `…RequestOptionsJSON` (§5.4, §5.5).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{LONGEST_CEREMONY, Passkey, Pending, RelyingParty};
use crate::signature::Algorithm;

/// The account that a passkey is added to.
#[derive(Debug, Clone, Copy)]
pub struct AccountFacts<'a> {
    /// The user handle: the account's id, 1 to 64 bytes, and nothing about the person.
    pub handle: &'a [u8],
    /// The name to sign in with, as the browser lists it.
    pub login: &'a str,
}

/// What the `prf` extension is evaluated on: the same for every passkey of an instance, so that a browser can evaluate it
/// before anybody has said who they are. The output differs per passkey all the same.
#[must_use]
pub fn prf_salt(instance: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(b"candor/prf/unlock/v1\0").chain_update(instance).finalize().into()
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn milliseconds() -> u128 {
    LONGEST_CEREMONY.as_millis()
}

fn descriptor(passkey: &Passkey) -> Value {
    json!({ "type": "public-key", "id": text(&passkey.id), "transports": passkey.transports })
}

impl Pending {
    /// The options for `navigator.credentials.create`. `existing` are the account's passkeys, so that none is added twice.
    #[must_use]
    pub fn creation_options(
        &self,
        party: &RelyingParty,
        account: AccountFacts<'_>,
        existing: &[Passkey],
        prf_salt: &[u8; 32],
    ) -> Value {
        let parameters: Vec<Value> = Algorithm::ALL
            .into_iter()
            .map(|algorithm| json!({ "type": "public-key", "alg": algorithm.cose() }))
            .collect();
        json!({
            "rp": { "id": party.id, "name": party.name },
            "user": { "id": text(account.handle), "name": account.login, "displayName": account.login },
            "challenge": text(&self.challenge),
            "pubKeyCredParams": parameters,
            "timeout": milliseconds(),
            "excludeCredentials": existing.iter().map(descriptor).collect::<Vec<_>>(),
            "authenticatorSelection": {
                "residentKey": "required",
                "requireResidentKey": true,
                "userVerification": "required",
            },
            "attestation": "none",
            "extensions": { "prf": { "eval": { "first": text(prf_salt) } } },
        })
    }

    /// The options for `navigator.credentials.get`. `allowed` are the passkeys that will do; none of them means any of this
    /// site, and the passkey says whose it is.
    #[must_use]
    pub fn request_options(
        &self,
        party: &RelyingParty,
        allowed: &[Passkey],
        prf_salt: &[u8; 32],
    ) -> Value {
        json!({
            "challenge": text(&self.challenge),
            "timeout": milliseconds(),
            "rpId": party.id,
            "allowCredentials": allowed.iter().map(descriptor).collect::<Vec<_>>(),
            "userVerification": "required",
            "extensions": { "prf": { "eval": { "first": text(prf_salt) } } },
        })
    }
}
