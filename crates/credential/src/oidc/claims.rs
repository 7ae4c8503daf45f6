//! The claims of an ID token, and what each of them must be (§2, §3.1.3.7).

use clock::Instant;
use serde::{Deserialize, Deserializer};

use super::{Binding, Demands, KeySet, OidcRefused, Provider, Purpose};
use crate::jose::{JwsRefused, verified_payload};
use crate::secret::same_bytes;

/// How far two clocks may differ, in seconds.
const SKEW: i64 = 60;
const LONGEST_SUBJECT: usize = 255;
const MOST_METHODS: usize = 16;

/// Who somebody is, as the provider says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// What accounts are looked up by.
    pub binding: Binding,
    /// What the sign-in was for.
    pub purpose: Purpose,
    /// When the person signed in at the provider, when it says so.
    pub auth_time: Option<Instant>,
    /// The class of that sign-in.
    pub acr: Option<String>,
    /// Its methods.
    pub amr: Vec<String>,
}

/// One or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    fn as_slice(&self) -> &[String] {
        match self {
            Self::One(one) => core::slice::from_ref(one),
            Self::Several(several) => several,
        }
    }
}

/// A claim that comes twice is an error; claims that are not named here (an e-mail address above all) are not read.
#[derive(Deserialize)]
pub(super) struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    #[serde(deserialize_with = "seconds")]
    exp: i64,
    #[serde(deserialize_with = "seconds")]
    iat: i64,
    #[serde(default, deserialize_with = "maybe_seconds")]
    nbf: Option<i64>,
    nonce: Option<String>,
    #[serde(default, deserialize_with = "maybe_seconds")]
    auth_time: Option<i64>,
    acr: Option<String>,
    #[serde(default)]
    amr: Vec<String>,
}

/// A NumericDate (RFC 7519 §2): whole seconds, or a fraction that is dropped.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let number = serde_json::Number::deserialize(deserializer)?;
    let whole = || {
        let fraction = number.as_f64().filter(|n| n.is_finite() && n.abs() < 1e15)?;
        #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
        Some(fraction.floor() as i64)
    };
    number.as_i64().or_else(whole).ok_or_else(|| serde::de::Error::custom("not a time"))
}

fn maybe_seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    seconds(deserializer).map(Some)
}

/// The claims of a token whose signature is right.
pub(super) fn read(provider: &Provider, keys: &KeySet, token: &str) -> Result<Claims, OidcRefused> {
    let payload =
        verified_payload(token, keys, &provider.algorithms).map_err(|refused| match refused {
            JwsRefused::Malformed => OidcRefused::Malformed,
            JwsRefused::Algorithm => OidcRefused::Algorithm,
            JwsRefused::UnknownKey => OidcRefused::UnknownKey,
            JwsRefused::Signature => OidcRefused::Signature,
        })?;
    serde_json::from_slice(&payload).map_err(|_| OidcRefused::Malformed)
}

impl Claims {
    pub(super) fn check(
        &self,
        provider: &Provider,
        client: &str,
        nonce: &str,
        begun: Instant,
        now: Instant,
    ) -> Result<(), OidcRefused> {
        if self.iss != provider.issuer {
            return Err(OidcRefused::Issuer);
        }
        let audience = self.aud.as_slice();
        let for_us = audience.iter().any(|one| one == client);
        let party_ok = match &self.azp {
            Some(party) => party == client,
            None => audience.len() == 1,
        };
        if !for_us || !party_ok {
            return Err(OidcRefused::Audience);
        }
        if !self.nonce.as_ref().is_some_and(|said| same_bytes(said.as_bytes(), nonce.as_bytes())) {
            return Err(OidcRefused::Nonce);
        }
        let now = now.second();
        if now >= self.exp.saturating_add(SKEW) {
            return Err(OidcRefused::TokenExpired);
        }
        let latest = now.saturating_add(SKEW);
        if self.iat > latest || self.nbf.is_some_and(|nbf| nbf > latest) {
            return Err(OidcRefused::NotYet);
        }
        if self.iat < begun.second().saturating_sub(SKEW) {
            return Err(OidcRefused::Old);
        }
        let subject_ok = (1..=LONGEST_SUBJECT).contains(&self.sub.len())
            && self.sub.chars().all(|c| !c.is_control());
        if subject_ok { Ok(()) } else { Err(OidcRefused::Subject) }
    }

    pub(super) fn check_demands(&self, demands: &Demands, now: Instant) -> Result<(), OidcRefused> {
        if let Some(longest) = demands.max_age_seconds {
            let signed_in = self.auth_time.ok_or(OidcRefused::TooWeak)?;
            let now = now.second();
            let oldest = now.saturating_sub(i64::from(longest)).saturating_sub(SKEW);
            if signed_in < oldest {
                return Err(OidcRefused::TooWeak);
            }
            if signed_in > now.saturating_add(SKEW) {
                return Err(OidcRefused::NotYet);
            }
        }
        let acr_ok = demands.acr_any_of.is_empty()
            || self.acr.as_ref().is_some_and(|acr| demands.acr_any_of.contains(acr));
        let amr_ok = demands.amr_any_of.is_empty()
            || self.amr.iter().any(|method| demands.amr_any_of.contains(method));
        if acr_ok && amr_ok { Ok(()) } else { Err(OidcRefused::TooWeak) }
    }

    pub(super) fn identity(self, purpose: Purpose) -> Identity {
        Identity {
            binding: Binding { issuer: self.iss, subject: self.sub },
            purpose,
            auth_time: self.auth_time.map(Instant::from_second),
            acr: self.acr,
            amr: self.amr.into_iter().take(MOST_METHODS).collect(),
        }
    }
}
