//! What a provider says of itself (OpenID Connect Discovery 1.0), checked before it is believed.

use serde::Deserialize;

use crate::signature::Algorithm;

const LONGEST_DOCUMENT: usize = 256 * 1024;

/// A provider, as configured and as it describes itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    pub(super) issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) jwks_uri: String,
    pub(super) algorithms: Vec<Algorithm>,
    /// Whether every callback names the issuer (RFC 9207).
    pub(super) names_itself: bool,
}

/// Why a provider cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DiscoveryRefused {
    /// Not the JSON of a discovery document.
    #[error("this is no OpenID Connect discovery document; check the issuer's address")]
    Malformed,
    /// It is of another issuer than the configured one.
    #[error(
        "the document names another issuer than the configured one; write the issuer exactly as the provider does"
    )]
    Issuer,
    /// An address without TLS.
    #[error("the provider's addresses must begin with https:// (http only on this very machine)")]
    NotHttps,
    /// No code flow, or no S256.
    #[error("the provider does not offer the code flow with PKCE S256")]
    Flow,
    /// None of the accepted algorithms.
    #[error("the provider signs ID tokens with none of RS256, ES256 and EdDSA")]
    Algorithm,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    response_types_supported: Vec<String>,
    id_token_signing_alg_values_supported: Vec<String>,
    code_challenge_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl Provider {
    /// Where the document of an issuer lies (§4.1).
    #[must_use]
    pub fn discovery_address(issuer: &str) -> String {
        format!("{}/.well-known/openid-configuration", issuer.strip_suffix('/').unwrap_or(issuer))
    }

    /// Reads the document that was fetched for `issuer`.
    ///
    /// # Errors
    /// When it is another issuer's, or offers less than is needed. A provider that does not say whether it takes PKCE is
    /// believed to (the parameter is younger than many providers), one that says which methods must name S256.
    pub fn from_discovery(json: &str, issuer: &str) -> Result<Self, DiscoveryRefused> {
        if json.len() > LONGEST_DOCUMENT {
            return Err(DiscoveryRefused::Malformed);
        }
        let document: Document =
            serde_json::from_str(json).map_err(|_| DiscoveryRefused::Malformed)?;
        if document.issuer != issuer {
            return Err(DiscoveryRefused::Issuer);
        }
        let addresses = [
            issuer,
            &document.authorization_endpoint,
            &document.token_endpoint,
            &document.jwks_uri,
        ];
        if !addresses.iter().all(|address| is_safe(address)) || issuer.contains('?') {
            return Err(DiscoveryRefused::NotHttps);
        }
        let has = |list: &[String], wanted: &str| list.iter().any(|one| one == wanted);
        let s256 = document
            .code_challenge_methods_supported
            .as_ref()
            .is_none_or(|methods| has(methods, "S256"));
        if !has(&document.response_types_supported, "code") || !s256 {
            return Err(DiscoveryRefused::Flow);
        }
        let named = &document.id_token_signing_alg_values_supported;
        let algorithms: Vec<Algorithm> =
            Algorithm::ALL.into_iter().filter(|algorithm| has(named, algorithm.jose())).collect();
        if algorithms.is_empty() {
            return Err(DiscoveryRefused::Algorithm);
        }
        Ok(Self {
            issuer: document.issuer,
            authorization_endpoint: document.authorization_endpoint,
            token_endpoint: document.token_endpoint,
            jwks_uri: document.jwks_uri,
            algorithms,
            names_itself: document.authorization_response_iss_parameter_supported,
        })
    }

    /// The issuer, as it stands in every token.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Where codes are exchanged for tokens.
    #[must_use]
    pub fn token_endpoint(&self) -> &str {
        &self.token_endpoint
    }

    /// Where the keys are.
    #[must_use]
    pub fn jwks_uri(&self) -> &str {
        &self.jwks_uri
    }
}

/// `https` with a host, no user, no fragment, no control or space; `http` on the loopback only. Whether the host may be
/// spoken to at all is the outbound client's business.
fn is_safe(address: &str) -> bool {
    let (rest, local) = match (address.strip_prefix("https://"), address.strip_prefix("http://")) {
        (Some(rest), _) => (rest, false),
        (None, Some(rest)) => (rest, true),
        (None, None) => return false,
    };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let plain = !address.contains(['#', '\\']) && address.chars().all(|c| c.is_ascii_graphic());
    let host_ok = !host.is_empty() && !authority.contains('@');
    plain && host_ok && (!local || matches!(host, "localhost" | "127.0.0.1" | "[::1]"))
}
