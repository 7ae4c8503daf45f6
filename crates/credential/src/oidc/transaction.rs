//! One sign-in with a provider, from the first redirect to the identity.

use core::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clock::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use super::{Client, Identity, KeySet, OidcRefused, Provider};
use crate::percent;
use crate::secret::{Secret, same_bytes};

/// From the redirect to the way back, at most.
const LONGEST: Duration = Duration::from_secs(10 * 60);
const LONGEST_CODE: usize = 4096;

/// What a sign-in with a provider is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Signing in an account that is bound already.
    SignIn,
    /// Binding the provider to this account, whose session or invitation began it.
    Bind {
        /// The account's id.
        account: Vec<u8>,
    },
    /// Showing once more who it is, in the session of this account.
    StepUp {
        /// The account's id.
        account: Vec<u8>,
    },
}

/// What the provider's own sign-in must have been like.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Demands {
    /// The longest time since the person signed in there, in seconds; 0 asks to sign in anew.
    pub max_age_seconds: Option<u32>,
    /// One of these classes (`acr`), when there are any.
    pub acr_any_of: Vec<String>,
    /// One of these methods (`amr`, RFC 8176, such as `mfa` or `hwk`), when there are any.
    pub amr_any_of: Vec<String>,
}

/// A sign-in that has begun. Without `Debug`: state, nonce and verifier are secrets of one browser.
pub struct Transaction {
    issuer: String,
    state: Secret<32>,
    nonce: Secret<32>,
    verifier: Secret<32>,
    purpose: Purpose,
    demands: Demands,
    begun: Instant,
}

/// Stored bytes that are no transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this sign-in cannot be continued; begin again")]
pub struct TransactionDamaged;

/// The form in the sealed cookie.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    issuer: String,
    secrets: [[u8; 32]; 3],
    purpose: Purpose,
    demands: Demands,
    begun: Instant,
}

impl Drop for Stored {
    fn drop(&mut self) {
        self.secrets.zeroize();
    }
}

/// What came back with the browser.
#[derive(Clone, Copy, Default)]
pub struct Callback<'a> {
    state: Option<&'a str>,
    code: Option<&'a str>,
    issuer: Option<&'a str>,
    error: Option<&'a str>,
}

impl<'a> Callback<'a> {
    /// Reads the decoded pairs of the callback's query. Unknown names are left out.
    ///
    /// # Errors
    /// [`OidcRefused::Malformed`] when a name comes twice.
    pub fn from_pairs(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, OidcRefused> {
        let mut callback = Self::default();
        for (name, value) in pairs {
            let slot = match name {
                "state" => &mut callback.state,
                "code" => &mut callback.code,
                "iss" => &mut callback.issuer,
                "error" => &mut callback.error,
                _ => continue,
            };
            if slot.replace(value).is_some() {
                return Err(OidcRefused::Malformed);
            }
        }
        Ok(callback)
    }
}

fn text(secret: &Secret<32>) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(43));
    URL_SAFE_NO_PAD.encode_string(secret.expose(), &mut text);
    text
}

impl Transaction {
    /// Begins a sign-in with three times 32 fresh random bytes.
    #[must_use]
    pub fn begin(
        provider: &Provider,
        purpose: Purpose,
        demands: Demands,
        random: [[u8; 32]; 3],
        now: Instant,
    ) -> Self {
        let [state, nonce, verifier] = random.map(Secret::new);
        Self {
            issuer: provider.issuer.clone(),
            state,
            nonce,
            verifier,
            purpose,
            demands,
            begun: now,
        }
    }

    /// The bytes for the pre-login cookie, which the caller seals.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let secrets = [*self.state.expose(), *self.nonce.expose(), *self.verifier.expose()];
        let stored = Stored {
            issuer: self.issuer.clone(),
            secrets,
            purpose: self.purpose.clone(),
            demands: self.demands.clone(),
            begun: self.begun,
        };
        // Numbers and texts always have a JSON form.
        Zeroizing::new(serde_json::to_vec(&stored).unwrap_or_default())
    }

    /// Reads what [`Self::to_bytes`] made, unsealed.
    ///
    /// # Errors
    /// When it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TransactionDamaged> {
        let stored: Stored = serde_json::from_slice(bytes).map_err(|_| TransactionDamaged)?;
        let [state, nonce, verifier] = stored.secrets.map(Secret::new);
        let (purpose, demands) = (stored.purpose.clone(), stored.demands.clone());
        Ok(Self {
            issuer: stored.issuer.clone(),
            state,
            nonce,
            verifier,
            purpose,
            demands,
            begun: stored.begun,
        })
    }

    /// The issuer that was asked: look the provider up by it.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Where to send the browser (§3.1.2.1; RFC 7636). Only `openid` is asked for: no name, no address.
    #[must_use]
    pub fn authorization_url(&self, provider: &Provider, client: Client<'_>) -> Zeroizing<String> {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(text(&self.verifier).as_bytes()));
        let endpoint = &provider.authorization_endpoint;
        let joint = if endpoint.contains('?') { '&' } else { '?' };
        let mut url = Zeroizing::new(format!(
            "{endpoint}{joint}response_type=code&scope=openid&client_id={}&redirect_uri={}&state={}&nonce={}&code_challenge={challenge}&code_challenge_method=S256",
            percent::encoded(client.id),
            percent::encoded(client.redirect_uri),
            &*text(&self.state),
            &*text(&self.nonce),
        ));
        if let Some(seconds) = self.demands.max_age_seconds {
            url.push_str(&format!("&max_age={seconds}"));
        }
        if !self.demands.acr_any_of.is_empty() {
            url.push_str("&acr_values=");
            url.push_str(&percent::encoded(&self.demands.acr_any_of.join(" ")));
        }
        url
    }

    /// Checks that the browser that comes back is the one that began, and that the provider is the one that was asked
    /// (RFC 9207 against mix-up).
    ///
    /// # Errors
    /// The first comparison that failed; the transaction is gone then.
    pub fn accept_callback(
        self,
        provider: &Provider,
        callback: Callback<'_>,
        now: Instant,
    ) -> Result<Awaiting, OidcRefused> {
        match now.since(self.begun) {
            Some(passed) if passed <= LONGEST => {}
            _ => return Err(OidcRefused::Expired),
        }
        let state = callback.state.unwrap_or_default();
        if !same_bytes(state.as_bytes(), text(&self.state).as_bytes()) {
            return Err(OidcRefused::State);
        }
        let named = callback.issuer;
        let silent_although_promised = named.is_none() && provider.names_itself;
        if provider.issuer != self.issuer
            || silent_although_promised
            || named.is_some_and(|issuer| issuer != self.issuer)
        {
            return Err(OidcRefused::Issuer);
        }
        if callback.error.is_some() {
            return Err(OidcRefused::Declined);
        }
        let is_code = |code: &&str| {
            (1..=LONGEST_CODE).contains(&code.len())
                && code.bytes().all(|b| b == b' ' || b.is_ascii_graphic())
        };
        let code = callback.code.filter(is_code).ok_or(OidcRefused::Malformed)?;
        Ok(Awaiting { transaction: self, code: Zeroizing::new(code.to_owned()) })
    }
}

/// A sign-in whose code has not been exchanged yet.
pub struct Awaiting {
    transaction: Transaction,
    code: Zeroizing<String>,
}

impl Awaiting {
    /// The form to send to the token endpoint (§3.1.3.1). How the client authenticates itself there is the caller's.
    #[must_use]
    pub fn token_form(&self, client: Client<'_>) -> Vec<(&'static str, Zeroizing<String>)> {
        vec![
            ("grant_type", Zeroizing::new("authorization_code".to_owned())),
            ("code", self.code.clone()),
            ("redirect_uri", Zeroizing::new(client.redirect_uri.to_owned())),
            ("client_id", Zeroizing::new(client.id.to_owned())),
            ("code_verifier", text(&self.transaction.verifier)),
        ]
    }

    /// Checks the ID token (§3.1.3.7). After [`OidcRefused::UnknownKey`] fetch the keys anew, once, and ask again.
    ///
    /// # Errors
    /// The first comparison that failed.
    pub fn accept_id_token(
        &self,
        provider: &Provider,
        client: Client<'_>,
        keys: &KeySet,
        id_token: &str,
        now: Instant,
    ) -> Result<Identity, OidcRefused> {
        let Transaction { nonce, purpose, demands, begun, issuer, .. } = &self.transaction;
        if provider.issuer != *issuer {
            return Err(OidcRefused::Issuer);
        }
        let claims = super::claims::read(provider, keys, id_token)?;
        claims.check(provider, client.id, &text(nonce), *begun, now)?;
        claims.check_demands(demands, now)?;
        Ok(claims.identity(purpose.clone()))
    }
}
