//! The operator's mail relay: the one server to which mail is handed over (SMTP submission, RFC 6409).
//!
//! Nothing is said to a relay in the clear unless it is on this machine or the operator said so; a relay that offers no
//! TLS then gets neither a passphrase nor an address. Every step has its time. One connection carries many messages.
//!
//! What went wrong is told apart by whose fault it is: a recipient that does not exist ends a subscription, everything
//! else is tried again later. Neither says an address.

use core::fmt;
use std::time::Duration;

use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, TlsParameters, TlsParametersBuilder, TlsVersion,
};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use thiserror::Error;
use tokio::time::timeout;

use crate::letter::{Letter, MailSender};

/// For a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// For each step of a conversation.
const STEP: Duration = Duration::from_secs(30);
/// For taking a whole message: a relay may look at it first (RFC 5321 §4.5.3.2.6 allows ten minutes).
const TAKE: Duration = Duration::from_secs(120);

/// How the way to the relay is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTls {
    /// TLS from the first byte (RFC 8314): `smtps://`.
    FromTheStart,
    /// TLS before anything else is said (`STARTTLS`, RFC 3207), or nothing is.
    Required,
    /// None: the relay is on this machine, or the operator says that the way is protected otherwise.
    None,
}

/// How mail is sent. It has no readable `Debug`: it holds the relay's passphrase.
#[derive(Clone)]
pub struct RelaySettings {
    /// The relay's host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way is protected.
    pub tls: MailTls,
    /// Name and passphrase, when the relay asks for them.
    pub login: Option<(String, String)>,
    /// Whom messages are from.
    pub from: MailSender,
}

impl fmt::Debug for RelaySettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} ({:?}) from {:?}", self.host, self.port, self.tls, self.from)
    }
}

/// Why a message was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// The relay says for good that there is no such recipient; its code.
    #[error("the recipient is refused with {0}")]
    Recipient(u16),
    /// Nobody was there, not now, or not from us: it may be taken later. The class of the reason.
    #[error("{0}")]
    Later(String),
}

/// The relay, before a connection. It is cheap to clone.
#[derive(Debug, Clone)]
pub struct Relay {
    settings: RelaySettings,
}

/// A connection to the relay, ready for messages.
pub struct MailSession {
    connection: AsyncSmtpConnection,
    from: MailSender,
}

fn later(what: &str, error: &SmtpError) -> NotTaken {
    NotTaken::Later(match error.status() {
        Some(code) => format!("{what}: the relay answers {code}"),
        None if is_about_trust(error) => format!("{what}: no certificate that is trusted"),
        None => format!("{what}: no connection to the relay"),
    })
}

/// Whether a certificate was refused. The library says so in words alone.
fn is_about_trust(error: &SmtpError) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if error.to_string().contains("certificate") {
            return true;
        }
        cause = error.source();
    }
    false
}

/// A step, which is given up after its time.
async fn step<T>(
    what: &str,
    most: Duration,
    does: impl Future<Output = Result<T, SmtpError>>,
) -> Result<T, NotTaken> {
    match timeout(most, does).await {
        Ok(done) => done.map_err(|error| later(what, &error)),
        Err(_) => Err(NotTaken::Later(format!("{what}: the relay takes too long"))),
    }
}

/// Whether a refusal of a recipient is about that recipient for good. `5.7.x` (RFC 3463) is about us.
fn is_about_the_recipient(error: &SmtpError) -> bool {
    let said = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    error.is_permanent() && !said.trim_start().starts_with("5.7.")
}

impl Relay {
    /// The relay of these settings. Nothing is contacted yet.
    #[must_use]
    pub const fn new(settings: RelaySettings) -> Self {
        Self { settings }
    }

    fn tls(&self) -> Result<TlsParameters, NotTaken> {
        let builder: TlsParametersBuilder = TlsParameters::builder(self.settings.host.clone());
        builder
            .set_min_tls_version(TlsVersion::Tlsv12)
            .build_rustls()
            .map_err(|error| later("connecting", &error))
    }

    /// Connects, protects the way as the settings say, and signs in.
    ///
    /// # Errors
    /// [`NotTaken::Later`], always.
    pub async fn open(&self) -> Result<MailSession, NotTaken> {
        let settings = &self.settings;
        let hello = ClientId::Domain(settings.from.domain().to_owned());
        let wrapped = match settings.tls {
            MailTls::FromTheStart => Some(self.tls()?),
            MailTls::Required | MailTls::None => None,
        };
        let place = (settings.host.as_str(), settings.port);
        let connecting =
            AsyncSmtpConnection::connect_tokio1(place, Some(CONNECT), &hello, wrapped, None);
        let mut connection = step("connecting", STEP, connecting).await?;
        if settings.tls == MailTls::Required {
            if !connection.can_starttls() {
                connection.abort().await;
                return Err(NotTaken::Later("connecting: the relay offers no TLS".to_owned()));
            }
            step("connecting", STEP, connection.starttls(self.tls()?, &hello)).await?;
        }
        if let Some((name, passphrase)) = &settings.login {
            let login = Credentials::new(name.clone(), passphrase.clone());
            step("signing in", STEP, connection.auth(DEFAULT_MECHANISMS, &login)).await?;
        }
        Ok(MailSession { connection, from: settings.from.clone() })
    }
}

impl MailSession {
    /// Hands a message over. When this is `Ok`, the relay is responsible for it (RFC 5321 §4.2.5). When the connection
    /// ends after the message and before the answer, nobody knows; whoever sends it again sends the same id.
    ///
    /// # Errors
    /// [`NotTaken`].
    pub async fn hand_over(&mut self, letter: &Letter) -> Result<(), NotTaken> {
        let bytes = letter.write(&self.from).map_err(|error| NotTaken::Later(error.to_string()))?;
        let connection = &mut self.connection;
        let mail = Mail::new(Some(self.from.address()), Vec::new());
        step("as the sender", STEP, connection.command(mail)).await?;
        let recipient = Rcpt::new(letter.to.to_lettre(), Vec::new());
        match timeout(STEP, connection.command(recipient)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                let refusal = match error.status() {
                    Some(code) if is_about_the_recipient(&error) => {
                        NotTaken::Recipient(code.into())
                    }
                    _ => later("as a recipient", &error),
                };
                if error.status().is_some() {
                    let reset = Rset;
                    step("starting anew", STEP, connection.command(reset)).await?;
                }
                return Err(refusal);
            }
            Err(_) => {
                return Err(NotTaken::Later("as a recipient: the relay takes too long".to_owned()));
            }
        }
        step("before the message", STEP, connection.command(Data)).await?;
        // The end of the last line is said with the dot that ends the message.
        let lines = bytes.strip_suffix(b"\r\n").unwrap_or(&bytes);
        step("after the message", TAKE, connection.message(lines)).await?;
        Ok(())
    }

    /// Ends the conversation.
    pub async fn close(mut self) {
        let _ = timeout(STEP, self.connection.abort()).await;
    }
}
