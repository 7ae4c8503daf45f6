//! What the configuration says of mail: the relay, and whom mail is from.

use std::net::IpAddr;

use outbound::{MailSender, MailTls, RelaySettings, Url};

use crate::config::{ConfigError, RawConfig};

const fn wrong(key: &'static str, value: String, expected: &'static str) -> ConfigError {
    ConfigError::Value { key, value, expected }
}

/// Whether a host is this very machine.
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Reads meaning into the settings of mail; nothing when there is no relay.
///
/// # Errors
/// [`ConfigError`] with the setting and what to write instead.
pub(crate) fn from_raw(
    raw: &RawConfig,
    public_url: &str,
) -> Result<Option<RelaySettings>, ConfigError> {
    const PLACE: &str =
        "write smtps://HOST, smtps://HOST:PORT, smtp://HOST or smtp://HOST:PORT, without a name";
    let given = |key: &'static str| raw.text(key).filter(|text| !text.is_empty());
    let Some(text) = given("mail_relay") else {
        let alone = ["mail_from", "mail_user", "mail_password"].into_iter();
        return match alone.into_iter().find(|key| given(key).is_some()) {
            Some(_) => Err(wrong("mail_relay", String::new(), PLACE)),
            None => Ok(None),
        };
    };
    let url = Url::parse(text).ok().filter(|url| {
        let is_bare = url.username().is_empty() && url.password().is_none();
        let is_place = ["", "/"].contains(&url.path()) && url.query().is_none();
        is_bare && is_place && url.fragment().is_none()
    });
    // What was written may hold a passphrase in spite of all: it is not repeated.
    let no_place = || wrong("mail_relay", String::new(), PLACE);
    let url = url.ok_or_else(no_place)?;
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(no_place)?.to_owned();
    let is_here = is_loopback(&host);
    let asked = raw.text("mail_tls").unwrap_or("auto");
    let (port, tls) = match (url.scheme(), asked) {
        ("smtps", "auto" | "required") => (465, MailTls::FromTheStart),
        ("smtp", "auto") if is_here => (587, MailTls::None),
        ("smtp", "auto" | "required") => (587, MailTls::Required),
        ("smtp", "none") => (587, MailTls::None),
        ("smtp" | "smtps", other) => {
            return Err(wrong(
                "mail_tls",
                other.to_owned(),
                "write auto, required or, with smtp://, none",
            ));
        }
        _ => return Err(no_place()),
    };
    let login = match (given("mail_user"), given("mail_password")) {
        (None, None) => None,
        (Some(user), Some(password)) => Some((user.to_owned(), password.to_owned())),
        (None, Some(_)) => {
            return Err(wrong("mail_user", String::new(), "write whose passphrase it is"));
        }
        (Some(user), None) => {
            return Err(wrong(
                "mail_password",
                user.to_owned(),
                "give the passphrase of this account, best by CANDOR_MAIL_PASSWORD_FILE",
            ));
        }
    };
    if login.is_some() && tls == MailTls::None && !is_here {
        return Err(wrong(
            "mail_tls",
            asked.to_owned(),
            "write required: a passphrase is not sent in the clear to another machine",
        ));
    }
    let from = given("mail_from").unwrap_or_default();
    let from: MailSender = from.parse().map_err(|_| {
        let expected = "write whom mail is from, such as Example Security <security@example.org>";
        wrong("mail_from", from.to_owned(), expected)
    })?;
    // Whoever gets mail follows its links, and one-click unsubscribing is for https (RFC 8058 §3.1).
    let site = Url::parse(public_url).ok();
    let is_own_machine = site.as_ref().and_then(Url::host_str).is_some_and(is_loopback);
    if !public_url.starts_with("https://") && !is_own_machine {
        return Err(wrong(
            "public_url",
            public_url.to_owned(),
            "write an https address: mail has links for confirming and for ending it",
        ));
    }
    Ok(Some(RelaySettings { host, port: url.port().unwrap_or(port), tls, login, from }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Sources};

    fn read(more: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let mut environment: Vec<(String, String)> =
            vec![("CANDOR_PUBLIC_URL".into(), "https://security.example.org".into())];
        environment.extend(more.iter().map(|(k, v)| ((*k).into(), (*v).into())));
        Config::from_raw(&RawConfig::gather(&Sources { environment, ..Sources::default() })?)
    }

    fn with_relay(relay: &str, more: &[(&str, &str)]) -> Result<RelaySettings, ConfigError> {
        let mut all =
            vec![("CANDOR_MAIL_RELAY", relay), ("CANDOR_MAIL_FROM", "security@example.org")];
        all.extend(more);
        Ok(read(&all)?.mail.unwrap())
    }

    #[test]
    fn a_relay_is_spoken_to_over_tls_unless_it_is_on_this_machine() {
        for (relay, tls, port) in [
            ("smtps://mail.example.org", MailTls::FromTheStart, 465),
            ("smtp://mail.example.org", MailTls::Required, 587),
            ("smtp://mail.example.org:2525", MailTls::Required, 2525),
            ("smtp://127.0.0.1:25", MailTls::None, 25),
            ("smtp://localhost", MailTls::None, 587),
            ("smtp://[::1]:25", MailTls::None, 25),
        ] {
            let settings = with_relay(relay, &[]).unwrap();
            assert_eq!((settings.tls, settings.port), (tls, port), "{relay}");
        }
        let here = with_relay("smtp://127.0.0.1", &[("CANDOR_MAIL_TLS", "required")]).unwrap();
        assert_eq!(here.tls, MailTls::Required);
        let near = with_relay("smtp://10.0.0.5", &[("CANDOR_MAIL_TLS", "none")]).unwrap();
        assert_eq!(near.tls, MailTls::None);
    }

    // ASVS 13.3.1
    #[test]
    fn a_passphrase_is_shown_nowhere_and_goes_over_no_wire_in_the_clear() {
        let login = [("CANDOR_MAIL_USER", "candor"), ("CANDOR_MAIL_PASSWORD", "s3cret")];
        let mut all = vec![
            ("CANDOR_MAIL_RELAY", "smtps://mail.example.org"),
            ("CANDOR_MAIL_FROM", "security@example.org"),
        ];
        all.extend(login);
        let config = read(&all).unwrap();
        assert!(!format!("{config:?}").contains("s3cret"));
        assert_eq!(config.outbound(), [("mail relay", "mail.example.org:465".to_owned())]);
        let mut clear = login.to_vec();
        clear.push(("CANDOR_MAIL_TLS", "none"));
        let said = with_relay("smtp://mail.example.org", &clear).unwrap_err().to_string();
        assert!(said.contains("mail_tls") && !said.contains("s3cret"), "{said}");
        let said = with_relay("smtp://candor:s3cret@mail.example.org", &[]).unwrap_err();
        assert!(!said.to_string().contains("s3cret"), "{said}");
        assert!(with_relay("smtps://mail.example.org", &login[..1]).is_err());
        assert!(with_relay("smtps://mail.example.org", &login[1..]).is_err());
    }

    #[test]
    fn mail_needs_a_relay_a_sender_and_a_site_with_https() {
        assert!(read(&[]).unwrap().mail.is_none());
        assert!(read(&[("CANDOR_MAIL_FROM", "security@example.org")]).is_err());
        assert!(read(&[("CANDOR_MAIL_RELAY", "smtps://mail.example.org")]).is_err());
        for wrong in ["mail.example.org", "https://mail.example.org", "smtp://", "smtps://h/x"] {
            assert!(with_relay(wrong, &[]).is_err(), "{wrong}");
        }
        let plain = ("CANDOR_PUBLIC_URL", "http://security.example.org");
        assert!(with_relay("smtps://mail.example.org", &[plain]).is_err());
        assert!(with_relay("smtps://m.example.org", &[("CANDOR_MAIL_TLS", "none")]).is_err());
        assert!(with_relay("smtps://m.example.org", &[("CANDOR_MAIL_TLS", "yes")]).is_err());
    }
}
