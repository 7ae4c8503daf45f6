//! Every setting, with its variable, its default and what it is for: the one list that the reader, `candor config` and
//! `docs/configuration.md` share.

/// One setting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    /// The key in the configuration file.
    pub(crate) key: &'static str,
    /// The environment variable.
    pub(crate) env: &'static str,
    /// The value when nothing else is given.
    pub(crate) default: Option<&'static str>,
    /// Whether the value is a secret: never printed, and also read from `<env>_FILE`.
    pub(crate) secret: bool,
    /// What it is for, with its unit.
    pub(crate) help: &'static str,
}

/// Every setting.
pub(crate) const SETTINGS: &[Setting] = &[
    Setting {
        key: "data",
        env: "CANDOR_DATA",
        default: Some("candor-data"),
        secret: false,
        help: "The one data folder: database and sealed files. Everything in it may be backed up; nothing in it can be read without the root key or a team key.",
    },
    Setting {
        key: "root_key_file",
        env: "CANDOR_ROOT_KEY_FILE",
        default: None,
        secret: false,
        help: "File with the instance root key (64 hexadecimal digits, mode 0400). Must be outside the data folder. Default: <data>.key beside the data folder, made at the first start.",
    },
    Setting {
        key: "root_key",
        env: "CANDOR_ROOT_KEY",
        default: None,
        secret: true,
        help: "The root key itself, for platforms that hand secrets over as variables. Prefer the file.",
    },
    Setting {
        key: "database_url",
        env: "CANDOR_DATABASE_URL",
        default: None,
        secret: true,
        help: "postgres://user:password@host/name moves the data to PostgreSQL. Default: SQLite in the data folder. May hold a password, so it counts as a secret.",
    },
    Setting {
        key: "listen",
        env: "CANDOR_LISTEN",
        default: Some("127.0.0.1:8470"),
        secret: false,
        help: "Address and port to listen on. An address other than loopback needs `tls = \"elsewhere\"`, because passphrases and receipts must not travel in the clear.",
    },
    Setting {
        key: "public_url",
        env: "CANDOR_PUBLIC_URL",
        default: None,
        secret: false,
        help: "The address people use, such as https://security.example.org. Default: http:// and the listening address. An https address makes the cookies Secure.",
    },
    Setting {
        key: "tls",
        env: "CANDOR_TLS",
        default: Some("none"),
        secret: false,
        help: "`none`: plain HTTP, loopback only. `elsewhere`: a proxy in front of Candor terminates TLS, and you say so. Not needed with `tls_cert`.",
    },
    Setting {
        key: "tls_cert",
        env: "CANDOR_TLS_CERT",
        default: None,
        secret: false,
        help: "File with the certificate and those between it and its root (PEM): Candor speaks TLS itself. A renewed file is taken within a minute.",
    },
    Setting {
        key: "tls_key",
        env: "CANDOR_TLS_KEY",
        default: None,
        secret: false,
        help: "File with the certificate's private key (PEM).",
    },
    Setting {
        key: "onion_listen",
        env: "CANDOR_ONION_LISTEN",
        default: None,
        secret: false,
        help: "A second address on loopback, to which tor forwards an onion service. Nothing served there names `public_url`.",
    },
    Setting {
        key: "onion_url",
        env: "CANDOR_ONION_URL",
        default: None,
        secret: false,
        help: "The address of the onion service, such as http://NAME.onion.",
    },
    Setting {
        key: "trusted_proxies",
        env: "CANDOR_TRUSTED_PROXIES",
        default: Some(""),
        secret: false,
        help: "Addresses or networks of proxies whose X-Forwarded-For is believed, separated by commas. Used for rate limits only; addresses are never stored.",
    },
    Setting {
        key: "outbound_hosts",
        env: "CANDOR_OUTBOUND_HOSTS",
        default: Some(""),
        secret: false,
        help: "The only hosts that Candor may contact, as `host` or `host:port`, separated by commas. Default: every host of the public internet on ports 443 and 8443, as far as a setting or a command names it (docs/network.md).",
    },
    Setting {
        key: "outbound_networks",
        env: "CANDOR_OUTBOUND_NETWORKS",
        default: Some(""),
        secret: false,
        help: "Networks besides the public internet that Candor may connect to, such as `10.0.0.0/8`, separated by commas: for a server of yours that has a private address.",
    },
    Setting {
        key: "policies",
        env: "CANDOR_POLICIES",
        default: Some("policies"),
        secret: false,
        help: "Policy files or folders of policy files (*.toml), separated by commas. Each is one program.",
    },
    Setting {
        key: "log",
        env: "CANDOR_LOG",
        default: Some("info"),
        secret: false,
        help: "What to log: error, warn, info, debug, or a filter such as `info,web=debug`.",
    },
    Setting {
        key: "log_format",
        env: "CANDOR_LOG_FORMAT",
        default: Some("auto"),
        secret: false,
        help: "`text`, `json`, or `auto` (text on a terminal, JSON elsewhere).",
    },
    Setting {
        key: "max_upload_mib",
        env: "CANDOR_MAX_UPLOAD_MIB",
        default: Some("25"),
        secret: false,
        help: "Largest file a reporter may attach, in MiB.",
    },
    Setting {
        key: "rate_limit",
        env: "CANDOR_RATE_LIMIT",
        default: Some("60"),
        secret: false,
        help: "Form posts accepted per minute from one network (IPv4 /24, IPv6 /56). 0 switches the limit off.",
    },
    Setting {
        key: "second_factor",
        env: "CANDOR_SECOND_FACTOR",
        default: None,
        secret: false,
        help: "`required` (the default): a member without a second factor sets one up at the first sign-in and can do nothing else. `optional`: whoever has one shows it, for demonstrations; the default of `--demo`.",
    },
    Setting {
        key: "administrator_passkey",
        env: "CANDOR_ADMINISTRATOR_PASSKEY",
        default: Some("optional"),
        secret: false,
        help: "`required`: an administrator administers only in a session in which a passkey was shown; come in by another way, they do what their roles allow. `optional` (the default).",
    },
    Setting {
        key: "oidc_issuer",
        env: "CANDOR_OIDC_ISSUER",
        default: None,
        secret: false,
        help: "The identity provider that members may sign in with (OpenID Connect), as it names itself. It shows who somebody is and unlocks nothing.",
    },
    Setting {
        key: "oidc_name",
        env: "CANDOR_OIDC_NAME",
        default: Some("single sign-on"),
        secret: false,
        help: "What the button to the identity provider says after \u{201c}Sign in with\u{201d}.",
    },
    Setting {
        key: "oidc_client_id",
        env: "CANDOR_OIDC_CLIENT_ID",
        default: None,
        secret: false,
        help: "The client id that the identity provider gave. Register the redirection `/desk/sign-in/provider/callback` of the public address with it.",
    },
    Setting {
        key: "oidc_client_secret",
        env: "CANDOR_OIDC_CLIENT_SECRET",
        default: None,
        secret: true,
        help: "The client's secret; leave it out for a public client.",
    },
    Setting {
        key: "oidc_acr",
        env: "CANDOR_OIDC_ACR",
        default: Some(""),
        secret: false,
        help: "Classes of sign-in (`acr`), separated by spaces, of which the provider must name one. With this or `oidc_amr` its sign-in counts as two factors; without, Candor asks for its own second factor.",
    },
    Setting {
        key: "oidc_amr",
        env: "CANDOR_OIDC_AMR",
        default: Some(""),
        secret: false,
        help: "Methods of sign-in (`amr`, such as `mfa` or `hwk`), separated by spaces, of which the provider must name one.",
    },
    Setting {
        key: "known_passphrases",
        env: "CANDOR_KNOWN_PASSPHRASES",
        default: None,
        secret: false,
        help: "File with breached passphrases that are refused besides the built-in list, made by `candor passwords build`.",
    },
    Setting {
        key: "alert_rules",
        env: "CANDOR_ALERT_RULES",
        default: None,
        secret: false,
        help: "File (TOML) that changes the rules of docs/anomaly.md: one `[[rule]]` for each, with `rule` (its name) and any of `window-minutes`, `threshold`, `action` (log, notify, throttle, step-up, stop) and `on`.",
    },
    Setting {
        key: "syslog",
        env: "CANDOR_SYSLOG",
        default: None,
        secret: false,
        help: "Where the entries of the audit log and every signed head are sent, without content, as RFC 5424: `udp://HOST:PORT`, `tcp://HOST:PORT` or `unix:/dev/log`. For TLS let a relay on this machine forward.",
    },
    Setting {
        key: "ballast_mib",
        env: "CANDOR_BALLAST_MIB",
        default: Some("16"),
        secret: false,
        help: "Size in MiB of a file that is kept in the data folder and given up when the disk is full, so that cleaning up stays possible.",
    },
    Setting {
        key: "openpgp_key",
        env: "CANDOR_OPENPGP_KEY",
        default: None,
        secret: true,
        help: "An armored OpenPGP secret key that signs security.txt and advisories in CSAF: Ed25519, without a passphrase (`gpg --quick-generate-key NAME ed25519 sign`, then `gpg --armor --export-secret-keys NAME`). Make one for this alone, and name its public half as `[[program.key]]` or where readers look for it. Without it nothing is signed.",
    },
    Setting {
        key: "id_prefixes",
        env: "CANDOR_ID_PREFIXES",
        default: Some(""),
        secret: false,
        help: "With what the advisories of a program are numbered, as `PROGRAM=PREFIX`, separated by commas: `acme=ACME` gives ACME-2026-0001. Default: `x_` and the program's name, as OSV asks of prefixes that it does not know.",
    },
    Setting {
        key: "gcve_authorities",
        env: "CANDOR_GCVE_AUTHORITIES",
        default: Some(""),
        secret: false,
        help: "Programs that are a GCVE numbering authority, as `PROGRAM=NUMBER`, separated by commas: `acme=1337` gives every advisory GCVE-1337-2026-0001 besides its own number.",
    },
    Setting {
        key: "cve_url",
        env: "CANDOR_CVE_URL",
        default: Some("https://cveawg.mitre.org/api"),
        secret: false,
        help: "The CVE programme's interface for CNAs. Not contacted without `cve_key`.",
    },
    Setting {
        key: "cve_org",
        env: "CANDOR_CVE_ORG",
        default: None,
        secret: false,
        help: "The CNA's short name in the CVE programme. With this, `cve_org_id`, `cve_user` and `cve_key`, numbers can be reserved (`candor advisory cve reserve`), and the record of a published advisory with a CVE number is published, updated and rejected with it.",
    },
    Setting {
        key: "cve_org_id",
        env: "CANDOR_CVE_ORG_ID",
        default: None,
        secret: false,
        help: "The CNA's identifier in the CVE programme (a UUID).",
    },
    Setting {
        key: "cve_user",
        env: "CANDOR_CVE_USER",
        default: None,
        secret: false,
        help: "The account in the CVE programme. Take one that nothing else uses: an answer that was lost is found by what this account reserved.",
    },
    Setting {
        key: "cve_key",
        env: "CANDOR_CVE_KEY",
        default: None,
        secret: true,
        help: "The account's key.",
    },
    Setting {
        key: "webhooks",
        env: "CANDOR_WEBHOOKS",
        default: Some(""),
        secret: false,
        help: "Who is told when an edition of an advisory is out, as `PROGRAM=ADDRESS`, separated by commas; a program may have several. A message says what is public, is signed as Standard Webhooks says, and is sent again for a day until it is taken.",
    },
    Setting {
        key: "webhook_secret",
        env: "CANDOR_WEBHOOK_SECRET",
        default: None,
        secret: true,
        help: "The key that signs webhooks: `whsec_` and 24 to 64 random bytes in base64 (`echo whsec_$(head -c 32 /dev/urandom | base64)`). Whoever is told needs it too.",
    },
    Setting {
        key: "mail_relay",
        env: "CANDOR_MAIL_RELAY",
        default: None,
        secret: false,
        help: "The mail relay that takes mail from Candor: `smtps://HOST` (TLS from the start, port 465) or `smtp://HOST` (STARTTLS, port 587); another port as `HOST:PORT`. With this and `mail_from` people can ask for mail about a program\u{2019}s advisories. Without it no form offers that, and no mail is sent.",
    },
    Setting {
        key: "mail_from",
        env: "CANDOR_MAIL_FROM",
        default: None,
        secret: false,
        help: "Whom mail is from: `security@example.org` or `Example Security <security@example.org>`. The relay must be allowed to send for that domain, and should sign it (DKIM) with the headers List-Unsubscribe and List-Unsubscribe-Post.",
    },
    Setting {
        key: "mail_user",
        env: "CANDOR_MAIL_USER",
        default: None,
        secret: false,
        help: "The account at the relay, when it asks for one.",
    },
    Setting {
        key: "mail_password",
        env: "CANDOR_MAIL_PASSWORD",
        default: None,
        secret: true,
        help: "The account's passphrase.",
    },
    Setting {
        key: "mail_tls",
        env: "CANDOR_MAIL_TLS",
        default: Some("auto"),
        secret: false,
        help: "`auto`: TLS, unless the relay of `smtp://` is on this machine (loopback). `required`: TLS in every case. `none`: you say that the way to the relay of `smtp://` is protected otherwise; no passphrase is sent over it.",
    },
    Setting {
        key: "passphrase",
        env: "CANDOR_PASSPHRASE",
        default: None,
        secret: true,
        help: "The passphrase of the account a command line acts for (`candor case show`, `candor user add`). Asked for on a terminal otherwise.",
    },
];

/// The reference page, from the same list.
pub(crate) fn reference() -> String {
    let mut page = String::from(
        "# Configuration\n\nGenerated from the program (`cargo xtask gen`). A value comes from a flag, a variable, a file named by\n`<VARIABLE>_FILE` (secrets only), the file given by `--config` or `CANDOR_CONFIG`, or the default, in that order.\n\n| key | variable | default | what it is |\n| --- | --- | --- | --- |\n",
    );
    for setting in SETTINGS {
        let default = setting.default.map_or_else(String::new, |d| format!("`{d}`"));
        let secret = if setting.secret {
            format!(" Secret: also `{}_FILE`.", setting.env)
        } else {
            String::new()
        };
        page.push_str(&format!(
            "| `{}` | `{}` | {default} | {}{secret} |\n",
            setting.key, setting.env, setting.help
        ));
    }
    page
}
