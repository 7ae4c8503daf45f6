//! Configuration: what was typed becomes what it means, once, at start.
//!
//! [`SETTINGS`] is the only list: the reader, `candor config` and `docs/configuration.md` all read it. A
//! value comes from a flag, a `CANDOR_*` variable, a file named by `CANDOR_*_FILE` (secrets), the
//! configuration file, or the default, in that order. A misspelt name is an error, never ignored.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use credential::oidc::Demands;
use desk::{AdministratorRule, SecondFactorRule};
use ipnet::IpNet;
use outbound::{Purpose, Reach, ReachError};
use thiserror::Error;

use crate::publishing::Publishing;
use crate::settings::{SETTINGS, Setting};
use crate::syslog::Collector;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A flag on the command line.
    Flag,
    /// An environment variable.
    Environment,
    /// A file named by a `*_FILE` variable.
    SecretFile(PathBuf),
    /// The configuration file.
    File(PathBuf),
    /// Nothing was said.
    Default,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Flag => f.write_str("flag"),
            Self::Environment => f.write_str("environment"),
            Self::SecretFile(path) => write!(f, "file {}", path.display()),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// What is wrong with the configuration, and what to write instead.
#[derive(Debug, Error)]
pub(crate) enum ConfigError {
    /// A variable that is none of ours.
    #[error("the variable {name} is not a setting{suggestion}. `candor config` lists them all")]
    UnknownVariable {
        /// As given.
        name: String,
        /// `; did you mean …?`, or nothing.
        suggestion: String,
    },
    /// A key of the file that is none of ours.
    #[error("{path}: `{key}` is not a setting{suggestion}. `candor config` lists them all")]
    UnknownKey {
        /// The file.
        path: PathBuf,
        /// As given.
        key: String,
        /// `; did you mean …?`, or nothing.
        suggestion: String,
    },
    /// A file that cannot be read.
    #[error("{path} cannot be read: {reason}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The configuration file is not TOML.
    #[error("{path}, line {line}: {message}")]
    NotToml {
        /// The file.
        path: PathBuf,
        /// Counted from one.
        line: usize,
        /// What the parser expected.
        message: String,
    },
    /// A value that does not mean anything.
    #[error("{key} = {value:?}: {expected}")]
    Value {
        /// The setting.
        key: &'static str,
        /// As given; never a secret.
        value: String,
        /// What to write instead.
        expected: &'static str,
    },
    /// Hosts or networks that cannot be read.
    #[error("{key}: {reason}")]
    Reach {
        /// The setting.
        key: &'static str,
        /// What to write instead.
        reason: ReachError,
    },
    /// The listening address is reachable from outside and nothing protects it.
    #[error(
        "listening on {address} without TLS would send passphrases and receipts in the clear. Listen on 127.0.0.1, or set tls = \"elsewhere\" (CANDOR_TLS=elsewhere) when a proxy in front of Candor terminates TLS"
    )]
    Plaintext {
        /// The address.
        address: SocketAddr,
    },
}

/// One value with its origin.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    text: Option<String>,
    /// Where it came from.
    pub(crate) origin: Origin,
}

/// What was typed, before it means anything.
#[derive(Debug)]
pub(crate) struct RawConfig {
    values: BTreeMap<&'static str, Value>,
}

/// Everything the edge hands in: flags by key, the environment, and the file if any.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// Flags, by setting key.
    pub(crate) flags: BTreeMap<&'static str, String>,
    /// The environment.
    pub(crate) environment: Vec<(String, String)>,
    /// The configuration file, from `--config` or `CANDOR_CONFIG`.
    pub(crate) file: Option<PathBuf>,
}

/// Variables that are read but are not settings of the program.
const OTHER_VARIABLES: &[&str] = &["CANDOR_CONFIG"];

impl RawConfig {
    /// Gathers every setting from its sources.
    ///
    /// # Errors
    /// [`ConfigError`] for an unknown name or an unreadable file.
    pub(crate) fn gather(sources: &Sources) -> Result<Self, ConfigError> {
        let environment: BTreeMap<&str, &str> = sources
            .environment
            .iter()
            .filter(|(name, _)| name.starts_with("CANDOR_"))
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        for name in environment.keys() {
            if !is_known_variable(name) {
                return Err(ConfigError::UnknownVariable {
                    name: (*name).to_owned(),
                    suggestion: did_you_mean(name, SETTINGS.iter().map(|s| s.env)),
                });
            }
        }
        let file = match &sources.file {
            Some(path) => Some((path.clone(), read_file(path)?)),
            None => None,
        };
        let mut values = BTreeMap::new();
        for setting in SETTINGS {
            let from_secret_file = || -> Result<Option<Value>, ConfigError> {
                if !setting.secret {
                    return Ok(None);
                }
                let Some(path) = environment.get(format!("{}_FILE", setting.env).as_str()) else {
                    return Ok(None);
                };
                let path = PathBuf::from(path);
                let text = std::fs::read_to_string(&path)
                    .map_err(|reason| ConfigError::Unreadable { path: path.clone(), reason })?;
                let text = text.trim_end_matches(['\r', '\n']).to_owned();
                Ok(Some(Value { text: Some(text), origin: Origin::SecretFile(path) }))
            };
            let value = if let Some(text) = sources.flags.get(setting.key) {
                Value { text: Some(text.clone()), origin: Origin::Flag }
            } else if let Some(text) = environment.get(setting.env) {
                Value { text: Some((*text).to_owned()), origin: Origin::Environment }
            } else if let Some(value) = from_secret_file()? {
                value
            } else if let Some((path, text)) =
                file.as_ref().and_then(|(path, keys)| keys.get(setting.key).map(|t| (path, t)))
            {
                Value { text: Some(text.clone()), origin: Origin::File(path.clone()) }
            } else {
                Value { text: setting.default.map(str::to_owned), origin: Origin::Default }
            };
            values.insert(setting.key, value);
        }
        Ok(Self { values })
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.values.get(key).and_then(|value| value.text.as_deref())
    }

    /// Every setting with its value (hidden when secret) and origin, for `candor config`.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&'static Setting, String, &Origin)> {
        SETTINGS.iter().filter_map(|setting| {
            let value = self.values.get(setting.key)?;
            let shown = match &value.text {
                None => "(not set)".to_owned(),
                Some(_) if setting.secret => "(set, hidden)".to_owned(),
                Some(text) => text.clone(),
            };
            Some((setting, shown, &value.origin))
        })
    }
}

fn is_known_variable(name: &str) -> bool {
    OTHER_VARIABLES.contains(&name)
        || SETTINGS.iter().any(|setting| {
            name == setting.env
                || (setting.secret && name.strip_suffix("_FILE") == Some(setting.env))
        })
}

fn read_file(path: &Path) -> Result<BTreeMap<String, String>, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|reason| ConfigError::Unreadable { path: path.to_owned(), reason })?;
    let table: toml::Table = toml::from_str(&text).map_err(|error| ConfigError::NotToml {
        path: path.to_owned(),
        line: error
            .span()
            .map_or(1, |span| text.bytes().take(span.start).filter(|b| *b == b'\n').count() + 1),
        message: error.message().to_owned(),
    })?;
    let mut keys = BTreeMap::new();
    for (key, value) in table {
        if !SETTINGS.iter().any(|setting| setting.key == key) {
            let suggestion = did_you_mean(&key, SETTINGS.iter().map(|s| s.key));
            return Err(ConfigError::UnknownKey { path: path.to_owned(), key, suggestion });
        }
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Array(items) => items
                .iter()
                .map(|item| plain(item).ok_or(()))
                .collect::<Result<Vec<_>, ()>>()
                .map_err(|()| not_plain(path, &key))?
                .join(","),
            other => plain(&other).ok_or_else(|| not_plain(path, &key))?,
        };
        keys.insert(key, text);
    }
    Ok(keys)
}

/// The text of a string, a number or a truth value.
fn plain(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Boolean(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn not_plain(path: &Path, key: &str) -> ConfigError {
    ConfigError::NotToml {
        path: path.to_owned(),
        line: 1,
        message: format!("`{key}` must be a text, a number, or a list of texts"),
    }
}

fn did_you_mean<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> String {
    known
        .map(|candidate| (strsim::damerau_levenshtein(given, candidate), candidate))
        .min()
        .filter(|(distance, _)| *distance <= 4)
        .map_or_else(String::new, |(_, candidate)| format!("; did you mean {candidate}?"))
}

/// Who terminates TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tls {
    /// Nobody: loopback only.
    None,
    /// A proxy in front.
    Elsewhere,
}

/// What the configuration means.
#[derive(Debug)]
pub(crate) struct Config {
    /// The data folder.
    pub(crate) data: PathBuf,
    /// The file of the root key.
    pub(crate) root_key_file: PathBuf,
    /// The root key as text, when it came as a value.
    pub(crate) root_key: Option<Secret>,
    /// PostgreSQL, when configured.
    pub(crate) database_url: Option<Secret>,
    /// Where to listen.
    pub(crate) listen: SocketAddr,
    /// The address people use, without a trailing slash.
    pub(crate) public_url: String,
    /// The certificate, when Candor speaks TLS itself.
    pub(crate) certificate: Option<web::CertificateFiles>,
    /// The entrance for an onion service: where to listen, and its address.
    pub(crate) onion: Option<(SocketAddr, String)>,
    /// Proxies whose forwarded addresses are believed.
    pub(crate) trusted_proxies: Vec<IpNet>,
    /// Policy files and folders.
    pub(crate) policies: Vec<PathBuf>,
    /// Log filter.
    pub(crate) log: String,
    /// Log format: `text`, `json` or `auto`.
    pub(crate) log_format: String,
    /// Largest attachment in bytes.
    pub(crate) max_upload_bytes: usize,
    /// Form posts per minute from one network; zero means no limit.
    pub(crate) posts_per_minute: u32,
    /// Whether every member must have a second factor, where that was said.
    pub(crate) second_factor: Option<SecondFactorRule>,
    /// What administrators must come with.
    pub(crate) administrator_passkey: AdministratorRule,
    /// The identity provider.
    oidc: Option<Oidc>,
    /// A list of breached passphrases besides the built-in one.
    pub(crate) known_passphrases: Option<PathBuf>,
    /// A collector of logs.
    pub(crate) syslog: Option<Collector>,
    /// Changes of the rules of `anomaly`.
    pub(crate) alert_rules: Option<PathBuf>,
    /// Ballast in bytes.
    pub(crate) ballast_bytes: u64,
    /// The armored key that signs what is published.
    pub(crate) openpgp_key: Option<Secret>,
    /// Identifiers, the CVE account, webhooks.
    pub(crate) publishing: Publishing,
    /// How mail is sent, if it is.
    pub(crate) mail: Option<outbound::RelaySettings>,
    /// What may be contacted.
    pub(crate) reach: Reach,
    /// Passphrase for commands.
    pub(crate) passphrase: Option<Secret>,
}

/// How the identity provider is reached.
#[derive(Debug)]
pub(crate) struct Oidc {
    issuer: String,
    name: String,
    client_id: String,
    client_secret: Option<Secret>,
    demands: Demands,
}

impl Config {
    /// The identity provider, as the web needs it.
    pub(crate) fn provider(&self) -> Option<web::ProviderSettings> {
        let oidc = self.oidc.as_ref()?;
        Some(web::ProviderSettings {
            issuer: oidc.issuer.clone(),
            name: oidc.name.clone(),
            client_id: oidc.client_id.clone(),
            client_secret: oidc.client_secret.as_ref().map(|secret| secret.reveal().into()),
            demands: oidc.demands.clone(),
            reach: self.reach.clone(),
        })
    }
}

/// A secret text: not printable.
pub(crate) struct Secret(String);

impl Secret {
    /// Keeps a text secret.
    pub(crate) const fn new(text: String) -> Self {
        Self(text)
    }
    /// The text, to be used and not shown.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(hidden)")
    }
}

impl Config {
    /// Reads meaning into the values.
    ///
    /// # Errors
    /// [`ConfigError`] with the setting, the value and what to write instead.
    pub(crate) fn from_raw(raw: &RawConfig) -> Result<Self, ConfigError> {
        let required = |key: &'static str| raw.text(key).unwrap_or_default();
        let data = PathBuf::from(required("data"));
        let root_key_file = raw.text("root_key_file").map_or_else(
            || {
                let mut beside = data.clone().into_os_string();
                beside.push(".key");
                PathBuf::from(beside)
            },
            PathBuf::from,
        );
        let listen: SocketAddr = required("listen").parse().map_err(|_| ConfigError::Value {
            key: "listen",
            value: required("listen").to_owned(),
            expected: "write an address and a port, such as 127.0.0.1:8470",
        })?;
        let tls = match required("tls") {
            "none" => Tls::None,
            "elsewhere" => Tls::Elsewhere,
            other => {
                return Err(ConfigError::Value {
                    key: "tls",
                    value: other.to_owned(),
                    expected: "write \"none\" or \"elsewhere\"",
                });
            }
        };
        let certificate = certificate(raw)?;
        if tls == Tls::None && certificate.is_none() && !listen.ip().is_loopback() {
            return Err(ConfigError::Plaintext { address: listen });
        }
        let public_url = raw.text("public_url").map_or_else(
            || format!("{}://{listen}", if certificate.is_some() { "https" } else { "http" }),
            |url| url.trim_end_matches('/').to_owned(),
        );
        if !(public_url.starts_with("https://") || public_url.starts_with("http://")) {
            return Err(ConfigError::Value {
                key: "public_url",
                value: public_url,
                expected: "write a full address, such as https://security.example.org",
            });
        }
        let mut trusted_proxies = Vec::new();
        for part in list(required("trusted_proxies")) {
            let one = part.parse::<std::net::IpAddr>().map(IpNet::from);
            let network = one.or_else(|_| part.parse()).map_err(|_| ConfigError::Value {
                key: "trusted_proxies",
                value: part.to_owned(),
                expected: "write IP addresses or networks (10.0.0.0/8) separated by commas",
            })?;
            trusted_proxies.push(network);
        }
        let second_factor = match raw.text("second_factor") {
            None => None,
            Some("required") => Some(SecondFactorRule::Required),
            Some("optional") => Some(SecondFactorRule::Optional),
            Some(other) => {
                return Err(ConfigError::Value {
                    key: "second_factor",
                    value: other.to_owned(),
                    expected: "write `required` or `optional`",
                });
            }
        };
        let reach = Reach::from_settings(required("outbound_hosts"), required("outbound_networks"))
            .map_err(|reason| {
                let key = match reason {
                    ReachError::Host(_) => "outbound_hosts",
                    ReachError::Network(_) => "outbound_networks",
                };
                ConfigError::Reach { key, reason }
            })?;
        let administrator_passkey = match required("administrator_passkey") {
            "required" => AdministratorRule::Passkey,
            "optional" => AdministratorRule::AnyWay,
            other => {
                return Err(ConfigError::Value {
                    key: "administrator_passkey",
                    value: other.to_owned(),
                    expected: "write `required` or `optional`",
                });
            }
        };
        let words =
            |key: &'static str| required(key).split_whitespace().map(str::to_owned).collect();
        let oidc = match (raw.text("oidc_issuer"), raw.text("oidc_client_id")) {
            (Some(issuer), Some(client_id)) => Some(Oidc {
                issuer: issuer.to_owned(),
                name: required("oidc_name").to_owned(),
                client_id: client_id.to_owned(),
                client_secret: raw.text("oidc_client_secret").map(|t| Secret::new(t.to_owned())),
                demands: Demands {
                    max_age_seconds: None,
                    acr_any_of: words("oidc_acr"),
                    amr_any_of: words("oidc_amr"),
                },
            }),
            (None, None) => None,
            (issuer, _) => {
                let key = if issuer.is_some() { "oidc_client_id" } else { "oidc_issuer" };
                return Err(ConfigError::Value {
                    key,
                    value: String::new(),
                    expected: "set `oidc_issuer` and `oidc_client_id` together",
                });
            }
        };
        Ok(Self {
            oidc,
            publishing: Publishing::from_raw(raw)?,
            mail: crate::mail::from_raw(raw, &public_url)?,
            certificate,
            onion: onion(raw)?,
            reach,
            administrator_passkey,
            second_factor,
            known_passphrases: raw.text("known_passphrases").map(PathBuf::from),
            alert_rules: raw.text("alert_rules").map(PathBuf::from),
            syslog: raw
                .text("syslog")
                .map(|text| {
                    text.parse().map_err(|_| ConfigError::Value {
                        key: "syslog",
                        value: text.to_owned(),
                        expected: "write udp://HOST:PORT, tcp://HOST:PORT or unix:/PATH",
                    })
                })
                .transpose()?,
            root_key_file,
            root_key: raw.text("root_key").map(|t| Secret::new(t.to_owned())),
            database_url: raw.text("database_url").map(|t| Secret::new(t.to_owned())),
            listen,
            public_url,
            trusted_proxies,
            policies: list(required("policies")).map(PathBuf::from).collect(),
            log: required("log").to_owned(),
            log_format: required("log_format").to_owned(),
            max_upload_bytes: number::<usize>(raw, "max_upload_mib")?.saturating_mul(1 << 20),
            posts_per_minute: number(raw, "rate_limit")?,
            ballast_bytes: number::<u64>(raw, "ballast_mib")?.saturating_mul(1 << 20),
            openpgp_key: raw.text("openpgp_key").map(|t| Secret::new(t.to_owned())),
            passphrase: raw.text("passphrase").map(|t| Secret::new(t.to_owned())),
            data,
        })
    }

    /// The key that signs what is published, if one is configured.
    ///
    /// # Errors
    /// When it is no key to sign with.
    pub(crate) fn signing_key(&self) -> Result<Option<signing::SigningKey>, signing::KeyError> {
        self.openpgp_key.as_ref().map(|key| signing::SigningKey::read(key.reveal())).transpose()
    }

    /// The connections that this configuration makes to elsewhere: the whole list.
    pub(crate) fn outbound(&self) -> Vec<(&'static str, String)> {
        let place = |purpose| match purpose {
            Purpose::Database => {
                self.database_url.as_ref().map(|url| without_credentials(url.reveal()))
            }
            Purpose::Syslog => self.syslog.as_ref().map(ToString::to_string),
            Purpose::IdentityProvider => self.oidc.as_ref().map(|oidc| oidc.issuer.clone()),
            Purpose::CveServices => self.publishing.cve_place(),
            Purpose::Webhook => self.publishing.webhook_places(),
            Purpose::Mail => self.mail.as_ref().map(|mail| format!("{}:{}", mail.host, mail.port)),
            // Made only when somebody types them.
            Purpose::PolicyCheck | Purpose::AdvisoryCheck | Purpose::Witness => None,
        };
        Purpose::ALL
            .into_iter()
            .filter_map(|purpose| Some((purpose.connection().name, place(purpose)?)))
            .collect()
    }
}

/// The files of our own certificate: both or none.
fn certificate(raw: &RawConfig) -> Result<Option<web::CertificateFiles>, ConfigError> {
    let lacking = |key, other: &str| ConfigError::Value {
        key,
        value: other.to_owned(),
        expected: "give both tls_cert and tls_key, or neither",
    };
    match (raw.text("tls_cert"), raw.text("tls_key")) {
        (None, None) => Ok(None),
        (Some(certificate), Some(key)) => {
            Ok(Some(web::CertificateFiles { certificate: certificate.into(), key: key.into() }))
        }
        (Some(certificate), None) => Err(lacking("tls_key", certificate)),
        (None, Some(key)) => Err(lacking("tls_cert", key)),
    }
}

/// The entrance for an onion service: both settings or none, on loopback only.
fn onion(raw: &RawConfig) -> Result<Option<(SocketAddr, String)>, ConfigError> {
    let (listen, url) = match (raw.text("onion_listen"), raw.text("onion_url")) {
        (None, None) => return Ok(None),
        (listen, url) => (listen.unwrap_or_default(), url.unwrap_or_default()),
    };
    let wrong =
        |key, value: &str, expected| ConfigError::Value { key, value: value.to_owned(), expected };
    let address: Option<SocketAddr> = listen.parse().ok();
    let address = address.filter(|address| address.ip().is_loopback()).ok_or_else(|| {
        wrong(
            "onion_listen",
            listen,
            "write an address of loopback and a port, such as 127.0.0.1:8471, to which tor forwards",
        )
    })?;
    let host = url.strip_prefix("http://").unwrap_or_default().trim_end_matches('/');
    if !host.ends_with(".onion") || host.contains('/') {
        return Err(wrong(
            "onion_url",
            url,
            "write the address of the onion service, such as http://NAME.onion",
        ));
    }
    Ok(Some((address, format!("http://{host}"))))
}

fn without_credentials(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "(unreadable address)".to_owned();
    };
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    let place = place.split_once('?').map_or(place, |(place, _)| place);
    format!("{scheme}://{place}")
}

pub(crate) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

fn number<N: std::str::FromStr>(raw: &RawConfig, key: &'static str) -> Result<N, ConfigError> {
    let text = raw.text(key).unwrap_or_default();
    text.parse().map_err(|_| ConfigError::Value {
        key,
        value: text.to_owned(),
        expected: "write a whole number",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gather(environment: &[(&str, &str)]) -> Result<RawConfig, ConfigError> {
        RawConfig::gather(&Sources {
            environment: environment.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect(),
            ..Sources::default()
        })
    }

    // ASVS 13.3.1
    #[test]
    fn sec_1_every_secret_can_come_from_a_variable_or_a_file() {
        let folder = tempfile::tempdir().unwrap();
        for setting in SETTINGS.iter().filter(|s| s.secret) {
            let raw = gather(&[(setting.env, "from the variable")]).unwrap();
            assert_eq!(raw.text(setting.key), Some("from the variable"));
            let path = folder.path().join(setting.key);
            std::fs::write(&path, "from the file\n").unwrap();
            let raw =
                gather(&[(&format!("{}_FILE", setting.env), path.to_str().unwrap())]).unwrap();
            assert_eq!(raw.text(setting.key), Some("from the file"));
        }
    }

    // ASVS 13.3.1, 16.2.5
    #[test]
    fn sec_10_a_secret_is_never_shown() {
        let raw = gather(&[
            ("CANDOR_ROOT_KEY", "s3cret-value"),
            ("CANDOR_DATABASE_URL", "postgres://u:s3cret-value@127.0.0.1/c?password=s3cret-value"),
        ])
        .unwrap();
        let shown: String = raw.rows().map(|(_, value, _)| value).collect();
        let config = Config::from_raw(&raw).unwrap();
        assert!(!shown.contains("s3cret-value"));
        assert!(!format!("{config:?}").contains("s3cret-value"));
        assert_eq!(config.outbound(), [("database", "postgres://127.0.0.1/c".to_owned())]);
    }

    // ASVS 13.2.4, 13.2.5, 14.2.3
    #[test]
    fn sec_2_nothing_is_contacted_unless_configured() {
        let config = Config::from_raw(&gather(&[]).unwrap()).unwrap();
        assert!(config.outbound().is_empty());
    }

    #[test]
    fn a_misspelt_variable_is_an_error_that_says_which_was_meant() {
        let error = gather(&[("CANDOR_LISTN", "x")]).unwrap_err().to_string();
        assert!(error.contains("did you mean CANDOR_LISTEN?"), "{error}");
    }

    #[test]
    fn a_misspelt_key_of_the_file_is_an_error_that_says_which_was_meant() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("candor.toml");
        std::fs::write(&path, "listen = \"127.0.0.1:1\"\npolicy = [\"a\"]\n").unwrap();
        let error = RawConfig::gather(&Sources { file: Some(path), ..Sources::default() })
            .unwrap_err()
            .to_string();
        assert!(error.contains("did you mean policies?"), "{error}");
    }

    #[test]
    fn a_flag_wins_over_a_variable_and_a_variable_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("candor.toml");
        std::fs::write(&path, "log = \"warn\"\nlisten = \"127.0.0.1:3\"\ndata = \"third\"\n")
            .unwrap();
        let raw = RawConfig::gather(&Sources {
            flags: BTreeMap::from([("data", "first".to_owned())]),
            environment: vec![
                ("CANDOR_DATA".into(), "second".into()),
                ("CANDOR_LISTEN".into(), "127.0.0.1:2".into()),
            ],
            file: Some(path),
        })
        .unwrap();
        assert_eq!(raw.text("data"), Some("first"));
        assert_eq!(raw.text("listen"), Some("127.0.0.1:2"));
        assert_eq!(raw.text("log"), Some("warn"));
    }

    #[test]
    fn a_certificate_comes_with_its_key_and_lets_us_listen_in_the_open() {
        let open = [("CANDOR_LISTEN", "0.0.0.0:443"), ("CANDOR_TLS_CERT", "a.pem")];
        let half = Config::from_raw(&gather(&open).unwrap()).unwrap_err().to_string();
        assert!(half.contains("both tls_cert and tls_key"), "{half}");
        let both = gather(&[open[0], open[1], ("CANDOR_TLS_KEY", "a.key")]).unwrap();
        let config = Config::from_raw(&both).unwrap();
        assert!(config.certificate.is_some());
        assert_eq!(config.public_url, "https://0.0.0.0:443");
    }

    #[test]
    fn sec_12_an_onion_entrance_listens_on_loopback_and_has_an_onion_address() {
        let with = |listen: &str, url: &str| {
            let raw = gather(&[("CANDOR_ONION_LISTEN", listen), ("CANDOR_ONION_URL", url)]);
            Config::from_raw(&raw.unwrap()).map(|config| config.onion)
        };
        let (address, url) = with("127.0.0.1:8471", "http://abc.onion/").unwrap().unwrap();
        assert_eq!((address.port(), url.as_str()), (8471, "http://abc.onion"));
        assert!(with("0.0.0.0:8471", "http://abc.onion").is_err());
        for wrong in ["https://security.example.org", "http://abc.onion/x", "abc.onion", ""] {
            assert!(with("127.0.0.1:8471", wrong).is_err(), "{wrong}");
        }
    }

    // ASVS 12.2.1
    #[test]
    fn sec_12_listening_in_the_open_without_tls_is_refused() {
        let refused = Config::from_raw(&gather(&[("CANDOR_LISTEN", "0.0.0.0:80")]).unwrap());
        assert!(matches!(refused, Err(ConfigError::Plaintext { .. })));
        let accepted =
            gather(&[("CANDOR_LISTEN", "0.0.0.0:80"), ("CANDOR_TLS", "elsewhere")]).unwrap();
        assert!(Config::from_raw(&accepted).is_ok());
    }
}
