//! Every connection that the program may make to another machine: one list, from which the page
//! `docs/network.md` and `candor config --network` are made (OWASP ASVS 13.1.1, 13.2.4).

/// What a connection is for. A [`crate::Client`] is made for one of these, so nothing goes out that is not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Rows and files of the instance, where PostgreSQL holds them.
    Database,
    /// A collector of logs.
    Syslog,
    /// Policies that somebody has judged by typing their address.
    PolicyCheck,
    /// The identity provider of the team.
    IdentityProvider,
    /// The CVE programme's interface for CNAs.
    CveServices,
    /// Whoever asked to be told of publications.
    Webhook,
    /// The mail relay of the operator.
    Mail,
    /// An advisory that is checked, at the address that somebody typed.
    AdvisoryCheck,
    /// The log of another machine, watched from here.
    Witness,
}

/// One row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connection {
    /// A short name.
    pub name: &'static str,
    /// To whom.
    pub to: &'static str,
    /// What makes the program connect.
    pub when: &'static str,
    /// Protocol, and how the other side is known.
    pub how: &'static str,
    /// What is sent.
    pub sends: &'static str,
    /// The setting that switches it on; none for a command that somebody types.
    pub setting: Option<&'static str>,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 9] = [
        Self::Database,
        Self::Syslog,
        Self::PolicyCheck,
        Self::IdentityProvider,
        Self::CveServices,
        Self::Webhook,
        Self::Mail,
        Self::AdvisoryCheck,
        Self::Witness,
    ];

    /// Its row.
    #[must_use]
    pub const fn connection(self) -> Connection {
        match self {
            Self::Database => Connection {
                name: "database",
                to: "the PostgreSQL server of `database_url`",
                when: "always, when the setting is given",
                how: "PostgreSQL by Unix socket or loopback; without TLS no other machine is accepted",
                sends: "rows, sealed where docs/data-classification.md says so",
                setting: Some("database_url"),
            },
            Self::Syslog => Connection {
                name: "syslog",
                to: "the collector of `syslog`",
                when: "always, when the setting is given",
                how: "RFC 5424 by UDP, TCP or Unix socket, in the clear: to another machine through a relay with TLS",
                sends: "the entries of the audit log without what is sealed, and the signed heads of the logs",
                setting: Some("syslog"),
            },
            Self::PolicyCheck => Connection {
                name: "policy check",
                to: "the address after `--url`, and the policies that a security.txt there names",
                when: "somebody types `candor policy check --url ADDRESS`",
                how: "HTTPS; the certificates that the system trusts",
                sends: "the request itself",
                setting: None,
            },
            Self::IdentityProvider => Connection {
                name: "identity provider",
                to: "the provider of `oidc_issuer`, and the addresses that its description names",
                when: "somebody signs in with it, when the setting is given; its description and keys are kept for an hour",
                how: "HTTPS; HTTP only to an issuer on this very machine",
                sends: "the client id and secret, and the code that the browser brought; nothing of a case",
                setting: Some("oidc_issuer"),
            },
            Self::CveServices => Connection {
                name: "CVE services",
                to: "the CVE programme's interface at `cve_url`",
                when: "an advisory with a CVE number is published, or somebody types `candor advisory cve`, when the settings of the account are given",
                how: "HTTPS; HTTP only to the very address of `cve_url` on this machine",
                sends: "the account's name and key; how many numbers are wanted; the CVE record, when it is public",
                setting: Some("cve_user"),
            },
            Self::Webhook => Connection {
                name: "webhook",
                to: "the addresses of `webhooks`",
                when: "an edition of an advisory is out, when the setting is given; again with longer and longer pauses until it is taken",
                how: "HTTPS; HTTP only to the very address that was set; signed with `webhook_secret`",
                sends: "which advisory is out, where, and in which formats: what is public",
                setting: Some("webhooks"),
            },
            Self::Mail => Connection {
                name: "mail relay",
                to: "the relay of `mail_relay`",
                when: "somebody asks for mail about advisories, and when an edition of one is out, when the setting is given; again with longer and longer pauses until it is taken",
                how: "SMTP with TLS (`smtps://`, or STARTTLS before anything else is said) and the certificates that the system trusts; without TLS to a relay on this machine, or where `mail_tls` says so",
                sends: "the account's name and passphrase; the addresses of those who asked for mail and confirmed it; what is public of an advisory",
                setting: Some("mail_relay"),
            },
            Self::AdvisoryCheck => Connection {
                name: "advisory check",
                to: "the address after `candor advisory verify`, and the hashes and signature beside it",
                when: "somebody types `candor advisory verify ADDRESS`",
                how: "HTTPS, or HTTP to the very address that was typed",
                sends: "the request itself",
                setting: None,
            },
            Self::Witness => Connection {
                name: "witness",
                to: "the log at the address that was typed",
                when: "somebody types `candor witness ADDRESS`",
                how: "HTTPS, or HTTP to the very address that was typed: what comes is public and signed",
                sends: "the request itself",
                setting: None,
            },
        }
    }
}

/// The list as a page in Markdown.
#[must_use]
pub fn document() -> String {
    let mut page = String::from(
        "# Connections to other machines\n\nGenerated from `outbound::Purpose` (`cargo xtask gen`). There are no others: no telemetry, no search for updates, nothing\nloaded from elsewhere by a page. `candor config --network` lists those that a configuration switches on.\n\n| what | to | when | how | sends |\n| --- | --- | --- | --- | --- |\n",
    );
    for purpose in Purpose::ALL {
        let Connection { name, to, when, how, sends, setting } = purpose.connection();
        let switch = setting.map_or_else(String::new, |key| format!(" (`{key}`)"));
        page.push_str(&format!("| {name} | {to} | {when}{switch} | {how} | {sends} |\n"));
    }
    page.push_str(
        "\nEvery HTTP request goes through one client. It takes `https` only, on port 443 or 8443 or one that `outbound_hosts`\nnames; refuses an address with a user name in it; connects to addresses of the public internet only, unless\n`outbound_networks` names their network; resolves a name once and connects to what it judged; follows no\nredirection; and gives up after 15 seconds or at the size that is expected. An address that somebody types on the\ncommand line may be one of this machine or a bare name of its network; what is named there by others may not.\n",
    );
    page
}
