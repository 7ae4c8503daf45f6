//! What the configuration says of publishing: identifiers, the account of the CVE programme, webhooks.

use std::collections::BTreeMap;
use std::sync::Arc;

use advisory::model::{CveOrganization, Prefix};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use outbound::Reach;
use policy::id::ProgramId;

use crate::config::{ConfigError, RawConfig, Secret, list};

/// The account of the CVE programme.
#[derive(Debug)]
struct CveAccount {
    address: String,
    organization: CveOrganization,
    user: String,
    key: Secret,
}

/// What the configuration says of publishing.
#[derive(Debug)]
pub(crate) struct Publishing {
    prefixes: BTreeMap<ProgramId, Prefix>,
    gcve: BTreeMap<ProgramId, u32>,
    cve: Option<CveAccount>,
    webhooks: BTreeMap<ProgramId, Vec<String>>,
    webhook_secret: Option<Secret>,
}

const fn wrong(key: &'static str, value: String, expected: &'static str) -> ConfigError {
    ConfigError::Value { key, value, expected }
}

/// The parts `PROGRAM=VALUE` of a setting.
fn by_program<'a>(
    raw: &'a RawConfig,
    key: &'static str,
    expected: &'static str,
) -> Result<Vec<(ProgramId, &'a str)>, ConfigError> {
    let part = |part: &'a str| {
        let (program, value) = part.split_once('=')?;
        Some((program.trim().parse().ok()?, value.trim()))
    };
    list(raw.text(key).unwrap_or_default())
        .map(|text| part(text).ok_or_else(|| wrong(key, text.to_owned(), expected)))
        .collect()
}

fn cve_account(raw: &RawConfig) -> Result<Option<CveAccount>, ConfigError> {
    const ALL: [&str; 4] = ["cve_org", "cve_org_id", "cve_user", "cve_key"];
    let given = ALL.map(|key| raw.text(key).filter(|text| !text.is_empty()));
    let [Some(org), Some(id), Some(user), Some(key)] = given else {
        let missing = ALL.into_iter().zip(given).find(|(_, text)| text.is_none());
        return match (missing, given.iter().any(Option::is_some)) {
            (Some((key, _)), true) => Err(wrong(
                key,
                String::new(),
                "set `cve_org`, `cve_org_id`, `cve_user` and `cve_key` together",
            )),
            _ => Ok(None),
        };
    };
    Ok(Some(CveAccount {
        address: raw.text("cve_url").unwrap_or_default().to_owned(),
        organization: CveOrganization { id: id.to_owned(), short_name: org.to_owned() },
        user: user.to_owned(),
        key: Secret::new(key.to_owned()),
    }))
}

/// The bytes of a key of Standard Webhooks.
fn webhook_key(text: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(text.strip_prefix("whsec_")?).ok()?;
    (24..=64).contains(&bytes.len()).then_some(bytes)
}

impl Publishing {
    /// Reads meaning into the settings.
    ///
    /// # Errors
    /// [`ConfigError`] with the setting and what to write instead.
    pub(crate) fn from_raw(raw: &RawConfig) -> Result<Self, ConfigError> {
        let mut prefixes = BTreeMap::new();
        let expected = "write PROGRAM=PREFIX, such as acme=ACME";
        for (program, text) in by_program(raw, "id_prefixes", expected)? {
            let prefix =
                text.parse().map_err(|_| wrong("id_prefixes", text.to_owned(), expected))?;
            prefixes.insert(program, prefix);
        }
        let mut gcve: BTreeMap<ProgramId, u32> = BTreeMap::new();
        let expected =
            "write PROGRAM=NUMBER, such as acme=1337; each number for one program, and not 0 to 2";
        for (program, text) in by_program(raw, "gcve_authorities", expected)? {
            // 0 to 2 are CVE, the directory itself, and the database of the EU.
            let number = text.parse().ok().filter(|number| *number > 2);
            let number = number.filter(|number| gcve.values().all(|taken| taken != number));
            let number =
                number.ok_or_else(|| wrong("gcve_authorities", text.to_owned(), expected))?;
            gcve.insert(program, number);
        }
        let mut webhooks: BTreeMap<ProgramId, Vec<String>> = BTreeMap::new();
        let expected = "write PROGRAM=ADDRESS, such as acme=https://hooks.example.org/advisories";
        for (program, address) in by_program(raw, "webhooks", expected)? {
            if Reach::public().and_typed(address).is_err() {
                return Err(wrong("webhooks", address.to_owned(), expected));
            }
            webhooks.entry(program).or_default().push(address.to_owned());
        }
        let secret = raw.text("webhook_secret").filter(|text| !text.is_empty());
        if !webhooks.is_empty() && secret.and_then(webhook_key).is_none() {
            return Err(wrong(
                "webhook_secret",
                String::new(),
                "write whsec_ and 24 to 64 random bytes in base64: webhooks are signed",
            ));
        }
        Ok(Self {
            prefixes,
            gcve,
            cve: cve_account(raw)?,
            webhooks,
            webhook_secret: secret.map(|text| Secret::new(text.to_owned())),
        })
    }

    /// What the use cases need of it.
    pub(crate) fn for_desk(&self, sends_mail: bool) -> desk::Publishing {
        desk::Publishing {
            cve: self.cve.as_ref().map(|account| account.organization.clone()),
            prefixes: self.prefixes.clone(),
            gcve: self.gcve.clone(),
            webhooks: self.webhooks.clone(),
            sends_mail,
        }
    }

    /// The account of the CVE programme.
    pub(crate) fn cve(&self, reach: &Reach) -> Option<web::CveSettings> {
        let account = self.cve.as_ref()?;
        Some(web::CveSettings {
            address: account.address.clone(),
            organization: account.organization.clone(),
            user: account.user.clone(),
            key: account.key.reveal().into(),
            reach: reach.clone(),
        })
    }

    /// How webhooks are told.
    pub(crate) fn webhooks(&self, reach: &Reach) -> Option<web::WebhookSettings> {
        if self.webhooks.is_empty() {
            return None;
        }
        Some(web::WebhookSettings {
            addresses: self.webhooks.values().flatten().cloned().collect(),
            key: Arc::from(webhook_key(self.webhook_secret.as_ref()?.reveal())?),
            reach: reach.clone(),
        })
    }

    /// Where the CVE programme is contacted, if it is.
    pub(crate) fn cve_place(&self) -> Option<String> {
        self.cve.as_ref().map(|account| account.address.clone())
    }

    /// Which hosts are told. An address may hold a token, so no more of it is shown.
    pub(crate) fn webhook_places(&self) -> Option<String> {
        let mut hosts: Vec<String> = self
            .webhooks
            .values()
            .flatten()
            .filter_map(|address| outbound::Url::parse(address).ok())
            .filter_map(|url| url.host_str().map(str::to_owned))
            .collect();
        hosts.sort();
        hosts.dedup();
        (!hosts.is_empty()).then(|| hosts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Sources};

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    fn read(environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_raw(&RawConfig::gather(&Sources {
            environment: environment.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect(),
            ..Sources::default()
        })?)
    }

    #[test]
    fn an_account_of_the_cve_programme_is_whole_or_not_there() {
        let half = read(&[("CANDOR_CVE_ORG", "acme"), ("CANDOR_CVE_KEY", "s3cret")]);
        let said = half.unwrap_err().to_string();
        assert!(said.contains("cve_org_id") && !said.contains("s3cret"), "{said}");
        let whole = read(&[
            ("CANDOR_CVE_ORG", "acme"),
            ("CANDOR_CVE_ORG_ID", "b6f8a0c2-7d1e-4f3a-9b5c-1d2e3f4a5b6c"),
            ("CANDOR_CVE_USER", "candor@acme.example"),
            ("CANDOR_CVE_KEY", "s3cret"),
        ])
        .unwrap();
        assert!(!format!("{whole:?}").contains("s3cret"));
        let place = ("CVE services", "https://cveawg.mitre.org/api".to_owned());
        assert_eq!(whole.outbound(), [place]);
    }

    #[test]
    fn webhooks_need_a_key_to_sign_with_and_show_no_more_than_their_host() {
        let to = ("CANDOR_WEBHOOKS", "acme=https://hooks.example.org/in?token=abc");
        assert!(read(&[to]).unwrap_err().to_string().contains("webhook_secret"));
        assert!(read(&[to, ("CANDOR_WEBHOOK_SECRET", "whsec_c2hvcnQ=")]).is_err(), "too short");
        let config = read(&[to, ("CANDOR_WEBHOOK_SECRET", SECRET)]).unwrap();
        assert_eq!(config.outbound(), [("webhook", "hooks.example.org".to_owned())]);
        for wrong in ["https://hooks.example.org/", "acme=ftp://hooks.example.org/", "acme="] {
            assert!(
                read(&[("CANDOR_WEBHOOKS", wrong), ("CANDOR_WEBHOOK_SECRET", SECRET)]).is_err()
            );
        }
    }

    #[test]
    fn prefixes_and_authorities_are_each_for_one_program() {
        let good = [("CANDOR_ID_PREFIXES", "acme=ACME"), ("CANDOR_GCVE_AUTHORITIES", "acme=1337")];
        assert!(read(&good).is_ok());
        for wrong in ["acme=1", "acme=1337,other=1337", "acme", "acme=x"] {
            assert!(read(&[("CANDOR_GCVE_AUTHORITIES", wrong)]).is_err(), "{wrong}");
        }
        assert!(read(&[("CANDOR_ID_PREFIXES", "acme=a b")]).is_err());
    }
}
