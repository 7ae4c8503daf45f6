//! What the browser says it asked the authenticator: type, challenge, origin (§5.8.1).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::PasskeyRefused;
use crate::secret::same_bytes;

/// Browsers may add members; these are the ones that decide. A member that comes twice is an error.
#[derive(Deserialize)]
struct ClientData<'a> {
    #[serde(rename = "type", borrow)]
    kind: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    challenge: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    origin: std::borrow::Cow<'a, str>,
    #[serde(rename = "crossOrigin", default)]
    cross_origin: bool,
    #[serde(rename = "topOrigin", default)]
    top_origin: Option<serde::de::IgnoredAny>,
}

/// Checks them against what was asked.
pub(super) fn check(
    json: &[u8],
    kind: &str,
    challenge: &[u8; 32],
    origin: &str,
) -> Result<(), PasskeyRefused> {
    let data: ClientData<'_> =
        serde_json::from_slice(json).map_err(|_| PasskeyRefused::Malformed)?;
    if data.kind != kind {
        return Err(PasskeyRefused::Type);
    }
    let said =
        URL_SAFE_NO_PAD.decode(data.challenge.as_bytes()).map_err(|_| PasskeyRefused::Challenge)?;
    if !same_bytes(&said, challenge) {
        return Err(PasskeyRefused::Challenge);
    }
    if data.origin != origin {
        return Err(PasskeyRefused::Origin);
    }
    if data.cross_origin || data.top_origin.is_some() {
        return Err(PasskeyRefused::CrossOrigin);
    }
    Ok(())
}
