//! What the browser's script sends: `PublicKeyCredential.toJSON()` (§5.1), and the attestation object in it (§6.5).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{PasskeyRefused, PrfOutput};
use crate::cbor::{Item, Reader};
use crate::secret::Secret;
use crate::signature::{EcdsaForm, PublicKey};

/// Longer answers are not looked at.
const LONGEST: usize = 64 * 1024;
const MOST_TRANSPORTS: usize = 8;

/// The answer to adding a passkey.
pub struct RegistrationResponse {
    pub(super) id: Vec<u8>,
    pub(super) client_data: Vec<u8>,
    pub(super) attestation_object: Vec<u8>,
    pub(super) transports: Vec<String>,
    pub(super) prf: PrfAnswer,
}

/// The answer to using one.
pub struct AssertionResponse {
    pub(super) id: Vec<u8>,
    pub(super) client_data: Vec<u8>,
    pub(super) authenticator_data: Vec<u8>,
    pub(super) signature: Vec<u8>,
    pub(super) user_handle: Option<Vec<u8>>,
    pub(super) prf: PrfAnswer,
}

/// What came of the `prf` extension.
pub(super) struct PrfAnswer {
    pub(super) enabled: bool,
    pub(super) first: Option<Secret<32>>,
}

impl PrfAnswer {
    pub(super) fn output(&self) -> Option<PrfOutput> {
        self.first.as_ref().map(|first| PrfOutput(Secret::filled(|bytes| *bytes = *first.expose())))
    }
}

#[derive(Deserialize)]
struct Credential<R> {
    id: String,
    #[serde(rename = "rawId")]
    raw_id: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    response: R,
    #[serde(rename = "clientExtensionResults", default)]
    extensions: Extensions,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attestation {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    attestation_object: String,
    #[serde(default)]
    transports: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assertion {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
    signature: String,
    user_handle: Option<String>,
}

#[derive(Deserialize, Default)]
struct Extensions {
    prf: Option<Prf>,
}

#[derive(Deserialize)]
struct Prf {
    enabled: Option<bool>,
    results: Option<PrfResults>,
}

#[derive(Deserialize)]
struct PrfResults {
    first: String,
}

fn bytes_of(text: &str) -> Result<Vec<u8>, PasskeyRefused> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| PasskeyRefused::Malformed)
}

impl<R> Credential<R> {
    fn parse<'a>(json: &'a str) -> Result<Self, PasskeyRefused>
    where
        R: Deserialize<'a>,
    {
        if json.len() > LONGEST {
            return Err(PasskeyRefused::Malformed);
        }
        let read: Self = serde_json::from_str(json).map_err(|_| PasskeyRefused::Malformed)?;
        let same = read.raw_id.as_ref().is_none_or(|raw| *raw == read.id);
        if read.kind == "public-key" && same { Ok(read) } else { Err(PasskeyRefused::Malformed) }
    }
}

impl Extensions {
    fn answer(self) -> Result<PrfAnswer, PasskeyRefused> {
        let Some(prf) = self.prf else { return Ok(PrfAnswer { enabled: false, first: None }) };
        let first = match prf.results {
            None => None,
            Some(results) => {
                let text = Zeroizing::new(results.first);
                let bytes = Zeroizing::new(bytes_of(&text)?);
                Some(Secret::from_slice(&bytes).ok_or(PasskeyRefused::Malformed)?)
            }
        };
        Ok(PrfAnswer { enabled: prf.enabled == Some(true), first })
    }
}

impl RegistrationResponse {
    /// Reads the JSON of an answer; members that are not needed are left out.
    ///
    /// # Errors
    /// [`PasskeyRefused::Malformed`].
    pub fn parse(json: &str) -> Result<Self, PasskeyRefused> {
        let read: Credential<Attestation> = Credential::parse(json)?;
        let is_hint = |hint: &String| {
            (1..=32).contains(&hint.len())
                && hint.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let transports = read.response.transports.into_iter().filter(is_hint).take(MOST_TRANSPORTS);
        Ok(Self {
            id: bytes_of(&read.id)?,
            client_data: bytes_of(&read.response.client_data)?,
            attestation_object: bytes_of(&read.response.attestation_object)?,
            transports: transports.collect(),
            prf: read.extensions.answer()?,
        })
    }
}

impl AssertionResponse {
    /// Reads the JSON of an answer.
    ///
    /// # Errors
    /// [`PasskeyRefused::Malformed`].
    pub fn parse(json: &str) -> Result<Self, PasskeyRefused> {
        let read: Credential<Assertion> = Credential::parse(json)?;
        Ok(Self {
            id: bytes_of(&read.id)?,
            client_data: bytes_of(&read.response.client_data)?,
            authenticator_data: bytes_of(&read.response.authenticator_data)?,
            signature: bytes_of(&read.response.signature)?,
            user_handle: read.response.user_handle.as_deref().map(bytes_of).transpose()?,
            prf: read.extensions.answer()?,
        })
    }

    /// The id to look the passkey up by.
    #[must_use]
    pub fn credential_id(&self) -> &[u8] {
        &self.id
    }
}

/// An attestation object, taken apart.
pub(super) struct AttestationObject<'a> {
    pub(super) authenticator_data: &'a [u8],
    format: &'a str,
    statement: Statement<'a>,
}

#[derive(Default)]
struct Statement<'a> {
    members: usize,
    algorithm: Option<i64>,
    signature: Option<&'a [u8]>,
}

/// Takes an attestation object apart: exactly `fmt`, `attStmt` and `authData`, in any order.
pub(super) fn attestation_object(bytes: &[u8]) -> Result<AttestationObject<'_>, PasskeyRefused> {
    let mut reader = Reader::new(bytes);
    let (mut format, mut statement, mut data) = (None, None, None);
    for _ in 0..reader.map()? {
        let Item::Text(name) = reader.item()? else { return Err(PasskeyRefused::Damaged) };
        let twice = match name {
            "fmt" => {
                let Item::Text(value) = reader.item()? else { return Err(PasskeyRefused::Damaged) };
                format.replace(value).is_some()
            }
            "authData" => {
                let Item::Bytes(value) = reader.item()? else {
                    return Err(PasskeyRefused::Damaged);
                };
                data.replace(value).is_some()
            }
            "attStmt" => statement.replace(read_statement(&mut reader)?).is_some(),
            _ => return Err(PasskeyRefused::Damaged),
        };
        if twice {
            return Err(PasskeyRefused::Damaged);
        }
    }
    match (format, statement, data, reader.rest()) {
        (Some(format), Some(statement), Some(authenticator_data), []) => {
            Ok(AttestationObject { authenticator_data, format, statement })
        }
        _ => Err(PasskeyRefused::Damaged),
    }
}

fn read_statement<'a>(reader: &mut Reader<'a>) -> Result<Statement<'a>, PasskeyRefused> {
    let members = reader.map()?;
    let mut statement = Statement { members, ..Statement::default() };
    for _ in 0..members {
        let Item::Text(name) = reader.item()? else { return Err(PasskeyRefused::Damaged) };
        let mut ahead = *reader;
        match (name, ahead.item()?) {
            ("alg", Item::Integer(algorithm)) => statement.algorithm = Some(algorithm),
            ("sig", Item::Bytes(signature)) => statement.signature = Some(signature),
            _ => {}
        }
        reader.skip()?;
    }
    Ok(statement)
}

impl AttestationObject<'_> {
    /// No attestation, or self attestation (§8.7, §8.2): a browser leaves the latter in place.
    pub(super) fn check_statement(
        &self,
        key: &PublicKey,
        client_data_hash: &[u8],
    ) -> Result<(), PasskeyRefused> {
        let statement = &self.statement;
        match (self.format, statement.members, statement.algorithm, statement.signature) {
            ("none", 0, None, None) => Ok(()),
            ("packed", 2, Some(algorithm), Some(signature)) => {
                let mut signed = self.authenticator_data.to_vec();
                signed.extend_from_slice(client_data_hash);
                let right = algorithm == key.algorithm().cose()
                    && key.verifies(&signed, signature, EcdsaForm::Der);
                if right { Ok(()) } else { Err(PasskeyRefused::Signature) }
            }
            _ => Err(PasskeyRefused::Attestation),
        }
    }
}
