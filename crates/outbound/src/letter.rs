//! One message of plain text to one person, and the address it goes to.
//!
//! What is in a message was written by others: titles, addresses, texts. A header is one line whatever its value holds,
//! the body is encoded so that it goes through any relay as it is (no line is too long, none is taken for the end), and
//! an address is one that needs no quoting. Nothing in it tells the sender that it was read.

use core::fmt;
use core::str::FromStr;
use std::time::{Duration, SystemTime};

use email_address::{EmailAddress, Options};
use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::message::{Mailbox, MessageBuilder};
use thiserror::Error;

/// The longest address, in bytes (RFC 5321 §4.5.3.1.3, without the angle brackets).
const LONGEST_ADDRESS: usize = 254;
/// The longest subject, in characters: what a reader shows of one.
const LONGEST_SUBJECT: usize = 200;

/// A text that is no address to which mail is sent from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "this is no mail address that can be used here. Write one as name@example.org, without quotes, and a domain in another script in its xn-- form"
)]
pub struct NotAnAddress;

/// The address of a mailbox: ASCII, a local part without quotes, a domain with a point.
///
/// It has no readable `Debug`, so that no log line names a person.
#[derive(Clone, PartialEq, Eq)]
pub struct MailAddress(lettre::Address);

impl MailAddress {
    /// The address as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }

    /// The address in lower case: what makes two spellings one mailbox. Few servers tell the case of a local part
    /// apart, and none should (RFC 5321 §2.4).
    #[must_use]
    pub fn folded(&self) -> String {
        self.as_str().to_ascii_lowercase()
    }

    pub(crate) fn to_lettre(&self) -> lettre::Address {
        self.0.clone()
    }
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(an address)")
    }
}

impl FromStr for MailAddress {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let is_plain = text.is_ascii()
            && text.len() <= LONGEST_ADDRESS
            && !text.contains(|c: char| c.is_ascii_control() || " \"\\(),:;<>[]".contains(c));
        let options =
            Options::default().with_required_tld().without_display_text().without_domain_literal();
        if !is_plain || EmailAddress::parse_with_options(text, options).is_err() {
            return Err(NotAnAddress);
        }
        text.parse().map(Self).map_err(|_| NotAnAddress)
    }
}

/// Whom messages are from, as the operator wrote it: `security@example.org` or `Example <security@example.org>`.
#[derive(Clone, PartialEq, Eq)]
pub struct MailSender(Mailbox);

impl MailSender {
    /// The address alone, for the envelope.
    pub(crate) fn address(&self) -> lettre::Address {
        self.0.email.clone()
    }

    /// The domain of the address: message ids end with it.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.email.domain()
    }
}

impl fmt::Debug for MailSender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.email.as_ref())
    }
}

impl FromStr for MailSender {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let mailbox: Mailbox = text.trim().parse().map_err(|_| NotAnAddress)?;
        mailbox.email.to_string().parse::<MailAddress>()?;
        Ok(Self(mailbox))
    }
}

/// One message to one person.
#[derive(Clone)]
pub struct Letter {
    /// To whom.
    pub to: MailAddress,
    /// What it is about; becomes one line.
    pub subject: String,
    /// The text; lines of any length.
    pub text: String,
    /// The language of the text (BCP 47).
    pub language: String,
    /// What makes it the same message when it is sent again: letters, digits and `-`.
    pub id: String,
    /// When it was written, in seconds since 1970.
    pub written_at: i64,
    /// The address at which a post ends what brings these messages (RFC 8058); none in a message that is sent once.
    pub unsubscribe: Option<String>,
}

/// A message that cannot be written as it is: an address or an id holds what a header cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the message cannot be written as it is")]
pub struct NotAMessage;

impl Letter {
    /// The message as it is sent (RFC 5322): lines end with CRLF, every byte is ASCII.
    ///
    /// # Errors
    /// [`NotAMessage`] when the id or the address for unsubscribing holds what a header cannot.
    pub fn write(&self, from: &MailSender) -> Result<Vec<u8>, NotAMessage> {
        let is_token = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if self.id.is_empty() || !is_token(&self.id) || !is_token(&self.language) {
            return Err(NotAMessage);
        }
        let written_at = Duration::from_secs(u64::try_from(self.written_at).unwrap_or(0));
        let mut message = Message::builder()
            .from(from.0.clone())
            .to(Mailbox::new(None, self.to.to_lettre()))
            .subject(one_line(&self.subject))
            .date(SystemTime::UNIX_EPOCH + written_at)
            .message_id(Some(format!("<{}@{}>", self.id, from.domain())))
            .header(MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN);
        message = with(message, "Content-Language", &self.language)?;
        // RFC 3834: no machine answers to it.
        message = with(message, "Auto-Submitted", "auto-generated")?;
        if let Some(address) = &self.unsubscribe {
            message = with(message, "List-Unsubscribe", &format!("<{address}>"))?;
            message = with(message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click")?;
        }
        let message = message.body(plain(&self.text)).map_err(|_| NotAMessage)?;
        Ok(message.formatted())
    }
}

/// Adds a header whose value is visible ASCII: it is written as it is, so that an address stays in one piece.
fn with(
    message: MessageBuilder,
    name: &'static str,
    value: &str,
) -> Result<MessageBuilder, NotAMessage> {
    let is_visible = value.bytes().all(|byte| byte.is_ascii_graphic());
    // A line holds 998 bytes (RFC 5322 §2.1.1).
    if !is_visible || value.len() > 900 {
        return Err(NotAMessage);
    }
    let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|_| NotAMessage)?;
    let value = value.to_owned();
    Ok(message.raw_header(HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value)))
}

/// A subject in one line: whatever separates lines or steers a terminal becomes a space.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST_SUBJECT).collect()
}

/// A text without what steers a terminal; line breaks stay.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| !c.is_control() || *c == '\n').collect()
}
