//! The identity provider as this server speaks to it: its description, its keys, and codes for tokens.
//!
//! One provider, named by the operator. Every request goes through the outbound client. What was fetched is kept
//! for an hour; the keys are fetched anew, at most once a minute, when a token names one that is not among them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use credential::oidc::{
    Awaiting, Callback, Client, Demands, Identity, KeySet, OidcRefused, Provider, Transaction,
};
use outbound::{Failed, Purpose, Reach};
use serde::Deserialize;

use crate::visit::percent;

/// What was fetched is kept for so long.
const KEPT: Duration = Duration::from_secs(60 * 60);
/// Keys are fetched anew at most this often.
const ANEW: Duration = Duration::from_secs(60);
/// Most bytes of an answer.
const MOST_BYTES: usize = 256 << 10;

/// How this instance is registered with an identity provider.
#[derive(Clone)]
pub struct ProviderSettings {
    /// The provider, as it names itself.
    pub issuer: String,
    /// What people read on the button.
    pub name: String,
    /// The client id that the provider gave.
    pub client_id: String,
    /// The client's secret; none for a public client.
    pub client_secret: Option<Arc<str>>,
    /// What the provider's own sign-in must have been like. With an `acr` or `amr` it counts as two factors.
    pub demands: Demands,
    /// What may be contacted.
    pub reach: Reach,
}

impl core::fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ProviderSettings").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProviderFailed {
    /// What came back is not accepted.
    #[error(transparent)]
    Refused(#[from] OidcRefused),
    /// The provider did not answer as it should; the log has the reason.
    #[error(
        "the identity provider cannot be reached at the moment. Try again in a minute, or sign in by another way"
    )]
    Away,
}

/// What the provider says of itself.
#[derive(Clone)]
struct Known {
    provider: Provider,
    keys: Arc<KeySet>,
    at: Instant,
}

/// The one provider of this instance.
pub(crate) struct IdentityProvider {
    pub(crate) settings: ProviderSettings,
    redirect_uri: String,
    http: outbound::Client,
    known: tokio::sync::Mutex<Option<Known>>,
}

#[derive(Deserialize)]
struct TokenAnswer {
    id_token: String,
}

fn away(what: &str, failed: &Failed) -> ProviderFailed {
    tracing::warn!(reason = failed.reason(), "the identity provider: {what}");
    ProviderFailed::Away
}

fn unusable(what: &str, why: &dyn core::fmt::Display) -> ProviderFailed {
    tracing::warn!(%why, "the identity provider: {what}");
    ProviderFailed::Away
}

impl IdentityProvider {
    /// The provider of these settings; nothing when the system's certificates cannot be read or the address is none.
    pub(crate) fn new(settings: ProviderSettings, public_url: &str) -> Option<Self> {
        // The operator wrote the issuer: it may be on this machine, as an address that somebody typed may.
        let made = settings
            .reach
            .clone()
            .and_typed(&settings.issuer)
            .and_then(|reach| outbound::Client::new(Purpose::IdentityProvider, reach));
        match made {
            Ok(http) => Some(Self {
                redirect_uri: format!("{public_url}{}", pages::path::PROVIDER_CALLBACK),
                settings,
                http,
                known: tokio::sync::Mutex::new(None),
            }),
            Err(failed) => {
                tracing::error!(reason = failed.reason(), "the identity provider is not used");
                None
            }
        }
    }

    /// This instance, as the provider knows it.
    pub(crate) fn client(&self) -> Client<'_> {
        Client { id: &self.settings.client_id, redirect_uri: &self.redirect_uri }
    }

    /// Whether its sign-in counts as two factors.
    pub(crate) fn is_strong(&self) -> bool {
        let demands = &self.settings.demands;
        !demands.acr_any_of.is_empty() || !demands.amr_any_of.is_empty()
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "how long something is kept is measured at the edge"
    )]
    async fn known(&self, younger_than: Duration) -> Result<Known, ProviderFailed> {
        let mut kept = self.known.lock().await;
        if let Some(known) = kept.as_ref().filter(|known| known.at.elapsed() < younger_than) {
            return Ok(known.clone());
        }
        let address = Provider::discovery_address(&self.settings.issuer);
        let document = self.text(&address, "its description").await?;
        let provider = Provider::from_discovery(&document, &self.settings.issuer)
            .map_err(|refused| unusable("its description", &refused))?;
        let keys = self.text(provider.jwks_uri(), "its keys").await?;
        let keys = KeySet::parse(&keys).map_err(|refused| unusable("its keys", &refused))?;
        let known = Known { provider, keys: Arc::new(keys), at: Instant::now() };
        *kept = Some(known.clone());
        Ok(known)
    }

    async fn text(&self, address: &str, what: &str) -> Result<String, ProviderFailed> {
        let headers = [("accept", "application/json")];
        let reply = self.http.get(address, &headers, MOST_BYTES).await;
        let reply = reply.map_err(|failed| away(what, &failed))?;
        String::from_utf8(reply.body).map_err(|error| unusable(what, &error))
    }

    /// What the provider says of itself.
    pub(crate) async fn provider(&self) -> Result<Provider, ProviderFailed> {
        Ok(self.known(KEPT).await?.provider)
    }

    /// Who came back with this callback, in the browser that began this.
    pub(crate) async fn identity(
        &self,
        transaction: Transaction,
        callback: Callback<'_>,
        now: clock::Instant,
    ) -> Result<Identity, ProviderFailed> {
        let known = self.known(KEPT).await?;
        let awaiting = transaction.accept_callback(&known.provider, callback, now)?;
        let token = self.token(&awaiting, &known.provider).await?;
        let read = |known: &Known| {
            awaiting.accept_id_token(&known.provider, self.client(), &known.keys, &token, now)
        };
        match read(&known) {
            Err(OidcRefused::UnknownKey) => Ok(read(&self.known(ANEW).await?)?),
            other => Ok(other?),
        }
    }

    async fn token(
        &self,
        awaiting: &Awaiting,
        provider: &Provider,
    ) -> Result<String, ProviderFailed> {
        let form = awaiting.token_form(self.client());
        let body: Vec<String> =
            form.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
        let mut headers = vec![
            ("accept", "application/json".to_owned()),
            ("content-type", "application/x-www-form-urlencoded".to_owned()),
        ];
        if let Some(secret) = &self.settings.client_secret {
            // RFC 6749 §2.3.1: both parts form-encoded, then in base64.
            let pair = format!("{}:{}", percent(&self.settings.client_id), percent(secret));
            headers.push(("authorization", format!("Basic {}", STANDARD.encode(pair))));
        }
        let headers: Vec<(&'static str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let body = body.join("&").into_bytes();
        let reply = self.http.post(provider.token_endpoint(), &headers, body, MOST_BYTES).await;
        let reply = reply.map_err(|failed| away("a token for its code", &failed))?;
        let answer: TokenAnswer = serde_json::from_slice(&reply.body)
            .map_err(|error| unusable("a token for its code", &error))?;
        Ok(answer.id_token)
    }
}
