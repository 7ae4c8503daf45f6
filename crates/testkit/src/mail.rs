//! A mail relay that takes everything it is told to, and holds the client to the letter of SMTP (RFC 5321): order of
//! commands, line ends, length of lines, dots at their beginning, bytes that were not announced.
//!
//! It can speak TLS from the start or after STARTTLS, ask for a sign-in, refuse a recipient, put off, and lose the
//! answer to a message that it took.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests make certificates with openssl, and say when it is not there"
)]

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// How the relay speaks TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// Not at all.
    No,
    /// From the first byte.
    FromTheStart,
    /// After STARTTLS, and it takes nothing before.
    AfterStart,
}

/// A message that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The sender of the envelope.
    pub from: String,
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// The message, without the dots that were added for the way; lines end with CRLF.
    pub text: String,
    /// Whether it came over TLS.
    pub over_tls: bool,
    /// Who signed in, when somebody did.
    pub login: Option<String>,
}

impl Taken {
    /// The value of a header, unfolded; nothing when there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.text.split("\r\n\r\n").next().unwrap_or_default();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        unfolded.lines().find_map(|line| {
            let (have, value) = line.split_once(": ")?;
            have.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    }

    /// The text of the message, decoded.
    #[must_use]
    pub fn body(&self) -> String {
        let body = self.text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        let bytes = match self.header("Content-Transfer-Encoding").as_deref() {
            Some("base64") => STANDARD.decode(body.replace("\r\n", "")).unwrap_or_default(),
            Some("quoted-printable") => unquoted(body),
            _ => body.as_bytes().to_vec(),
        };
        String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
    }
}

/// Undoes quoted-printable (RFC 2045 §6.7).
fn unquoted(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'=').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

#[derive(Default)]
struct Inside {
    taken: Vec<Taken>,
    complaints: Vec<String>,
    connections: usize,
    recipients: BTreeMap<String, String>,
    put_off: usize,
    lost_answers: usize,
}

struct Shared {
    inside: Mutex<Inside>,
    changed: Condvar,
    tls: Tls,
    config: Option<Arc<ServerConfig>>,
    login: Option<(String, String)>,
}

/// A running relay. It ends with the process.
pub struct MailRelay {
    shared: Arc<Shared>,
    port: u16,
}

/// How to start one.
pub struct Start<'a> {
    /// Where: `127.0.0.1:0` for a free port.
    pub address: &'a str,
    /// TLS, with the files of the certificate and its key (PEM).
    pub tls: Option<(Tls, &'a Path, &'a Path)>,
    /// Who must sign in before anything is taken.
    pub login: Option<(&'a str, &'a str)>,
}

impl Default for Start<'_> {
    fn default() -> Self {
        Self { address: "127.0.0.1:0", tls: None, login: None }
    }
}

impl Start<'_> {
    /// Starts it.
    ///
    /// # Errors
    /// When it cannot listen there, or the certificate cannot be read.
    pub fn run(&self) -> std::io::Result<MailRelay> {
        let listener = TcpListener::bind(self.address)?;
        let port = listener.local_addr()?.port();
        let config = self.tls.map(|(_, certificate, key)| config(certificate, key)).transpose()?;
        let shared = Arc::new(Shared {
            inside: Mutex::default(),
            changed: Condvar::new(),
            tls: self.tls.map_or(Tls::No, |(tls, ..)| tls),
            config,
            login: self.login.map(|(name, pass)| (name.to_owned(), pass.to_owned())),
        });
        let serving = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = Arc::clone(&serving);
                // A client that goes away is its own business.
                std::thread::spawn(move || serving.serve(stream));
            }
        });
        Ok(MailRelay { shared, port })
    }
}

/// A certificate for `localhost` that vouches for itself, and its key, as files in a folder. Nothing without `openssl`,
/// and it says so.
#[must_use]
pub fn certificate(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    let request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE -keyout relay.key -out relay.pem";
    let mut openssl = Command::new("openssl");
    openssl.current_dir(folder).args(request.split(' ')).stdout(Stdio::null());
    let made = openssl.stderr(Stdio::null()).status();
    if !made.is_ok_and(|status| status.success()) {
        println!("skipped: openssl is not installed");
        return None;
    }
    Some((folder.join("relay.pem"), folder.join("relay.key")))
}

fn config(certificate: &Path, key: &Path) -> std::io::Result<Arc<ServerConfig>> {
    let certificates: Result<Vec<_>, _> =
        CertificateDer::pem_file_iter(certificate).map_err(std::io::Error::other)?.collect();
    let key = PrivateKeyDer::from_pem_file(key).map_err(std::io::Error::other)?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(std::io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(certificates.map_err(std::io::Error::other)?, key)
        .map_err(std::io::Error::other)?;
    Ok(Arc::new(config))
}

impl MailRelay {
    /// Its port on the loopback.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.shared.inside()
    }

    /// Refuses a recipient with this answer, such as `550 5.1.1 no such user`.
    pub fn refuse(&self, recipient: &str, answer: &str) {
        self.inside().recipients.insert(recipient.to_owned(), answer.to_owned());
    }

    /// Answers the next messages with "try again later" after they came whole.
    pub fn put_off(&self, messages: usize) {
        self.inside().put_off = messages;
    }

    /// Takes the next messages and closes the connection without an answer.
    pub fn lose_answers(&self, messages: usize) {
        self.inside().lost_answers = messages;
    }

    /// What was taken so far.
    #[must_use]
    pub fn taken(&self) -> Vec<Taken> {
        self.inside().taken.clone()
    }

    /// How many connections there were.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.inside().connections
    }

    /// What of the client was not as SMTP has it.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        self.inside().complaints.clone()
    }

    /// Waits until something holds of what was taken. Says whether it came to that in time.
    #[must_use]
    pub fn wait_until(&self, most: Duration, holds: impl Fn(&[Taken]) -> bool) -> bool {
        let waited = self
            .shared
            .changed
            .wait_timeout_while(self.inside(), most, |inside| !holds(&inside.taken));
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

enum Wire {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Wire {
    fn over_tls(stream: TcpStream, config: &Arc<ServerConfig>) -> std::io::Result<Self> {
        let connection =
            ServerConnection::new(Arc::clone(config)).map_err(std::io::Error::other)?;
        Ok(Self::Tls(Box::new(StreamOwned::new(connection, stream))))
    }

    /// A line with its end; nothing when the client is gone.
    fn line(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let mut byte = [0];
        loop {
            let read = match self {
                Self::Plain(stream) => stream.read(&mut byte)?,
                Self::Tls(stream) => stream.read(&mut byte)?,
            };
            if read == 0 {
                return Ok(None);
            }
            line.extend_from_slice(&byte);
            if byte == *b"\n" {
                return Ok(Some(line));
            }
        }
    }

    fn say(&mut self, words: &str) -> std::io::Result<()> {
        let words = format!("{words}\r\n");
        match self {
            Self::Plain(stream) => stream.write_all(words.as_bytes()),
            Self::Tls(stream) => stream.write_all(words.as_bytes()).and_then(|()| stream.flush()),
        }
    }
}

/// One conversation.
#[derive(Default)]
struct Talk {
    greeted: bool,
    login: Option<String>,
    from: Option<String>,
    eight_bits: bool,
    to: Vec<String>,
}

impl Shared {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn complain(&self, words: String) {
        self.inside().complaints.push(words);
    }

    fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        self.inside().connections += 1;
        let mut wire = match (self.tls, &self.config) {
            (Tls::FromTheStart, Some(config)) => Wire::over_tls(stream, config)?,
            _ => Wire::Plain(stream),
        };
        wire.say("220 relay.example ESMTP")?;
        let mut talk = Talk::default();
        while let Some(line) = wire.line()? {
            if !line.ends_with(b"\r\n") {
                self.complain(format!("a line without CRLF: {line:?}"));
            }
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            let verb = text.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            let is_tls = matches!(wire, Wire::Tls(_));
            if self.tls == Tls::AfterStart
                && !is_tls
                && !["EHLO", "STARTTLS", "QUIT", "NOOP"].contains(&verb.as_str())
            {
                self.complain(format!("said in the clear: {verb}"));
                wire.say("530 5.7.0 Must issue a STARTTLS command first")?;
                continue;
            }
            match verb.as_str() {
                "EHLO" => {
                    talk = Talk { greeted: true, ..Talk::default() };
                    self.hello(&mut wire, is_tls)?;
                }
                "STARTTLS" => {
                    let (Wire::Plain(stream), Some(config)) = (&wire, &self.config) else {
                        wire.say("503 5.5.1 not now")?;
                        continue;
                    };
                    let stream = stream.try_clone()?;
                    wire.say("220 2.0.0 go ahead")?;
                    wire = Wire::over_tls(stream, config)?;
                    talk = Talk::default();
                }
                "AUTH" => self.sign_in(&mut wire, &mut talk, &text)?,
                "MAIL" => self.mail(&mut wire, &mut talk, &text)?,
                "RCPT" => self.recipient(&mut wire, &mut talk, &text)?,
                "DATA" if !talk.to.is_empty() => {
                    wire.say("354 go on")?;
                    if !self.data(&mut wire, &mut talk, is_tls)? {
                        return Ok(());
                    }
                }
                "RSET" => {
                    talk = Talk { greeted: talk.greeted, login: talk.login, ..Talk::default() };
                    wire.say("250 2.0.0 anew")?;
                }
                "NOOP" => wire.say("250 2.0.0 yes")?,
                "QUIT" => return wire.say("221 2.0.0 bye"),
                _ => {
                    self.complain(format!("out of place: {text}"));
                    wire.say("503 5.5.1 out of place")?;
                }
            }
        }
        Ok(())
    }

    fn hello(&self, wire: &mut Wire, is_tls: bool) -> std::io::Result<()> {
        wire.say("250-relay.example")?;
        if self.tls == Tls::AfterStart && !is_tls {
            wire.say("250-STARTTLS")?;
        } else if self.login.is_some() {
            wire.say("250-AUTH PLAIN")?;
        }
        wire.say("250-8BITMIME")?;
        wire.say("250 ENHANCEDSTATUSCODES")
    }

    fn sign_in(&self, wire: &mut Wire, talk: &mut Talk, text: &str) -> std::io::Result<()> {
        let given = text.split(' ').nth(2).and_then(|code| STANDARD.decode(code).ok());
        let given = given.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let wanted = self.login.as_ref().map(|(name, pass)| format!("\0{name}\0{pass}"));
        if wanted.is_some_and(|wanted| wanted == given) {
            talk.login = self.login.as_ref().map(|(name, _)| name.clone());
            return wire.say("235 2.7.0 welcome");
        }
        wire.say("535 5.7.8 wrong")
    }

    fn mail(&self, wire: &mut Wire, talk: &mut Talk, text: &str) -> std::io::Result<()> {
        if !talk.greeted || talk.from.is_some() {
            self.complain(format!("out of place: {text}"));
            return wire.say("503 5.5.1 out of place");
        }
        if self.login.is_some() && talk.login.is_none() {
            return wire.say("530 5.7.0 sign in first");
        }
        talk.from = Some(between(text));
        talk.eight_bits = text.contains("BODY=8BITMIME");
        wire.say("250 2.1.0 yes")
    }

    fn recipient(&self, wire: &mut Wire, talk: &mut Talk, text: &str) -> std::io::Result<()> {
        if talk.from.is_none() {
            self.complain(format!("out of place: {text}"));
            return wire.say("503 5.5.1 out of place");
        }
        let to = between(text);
        let refusal = self.inside().recipients.get(&to).cloned();
        match refusal {
            Some(refusal) => wire.say(&refusal),
            None => {
                talk.to.push(to);
                wire.say("250 2.1.5 yes")
            }
        }
    }

    /// Reads a message. Says whether the conversation goes on.
    fn data(&self, wire: &mut Wire, talk: &mut Talk, over_tls: bool) -> std::io::Result<bool> {
        let mut bytes = Vec::new();
        loop {
            let Some(line) = wire.line()? else { return Ok(false) };
            if line == b".\r\n" {
                break;
            }
            if !line.ends_with(b"\r\n") {
                self.complain("a line of a message without CRLF".to_owned());
            }
            if line.len() > 1000 {
                self.complain(format!("a line of {} bytes", line.len()));
            }
            match line.strip_prefix(b".") {
                Some(rest) if rest.starts_with(b".") => bytes.extend_from_slice(rest),
                Some(rest) => {
                    self.complain("a line began with one dot".to_owned());
                    bytes.extend_from_slice(rest);
                }
                None => bytes.extend_from_slice(&line),
            }
        }
        if !bytes.is_ascii() && !talk.eight_bits {
            self.complain("bytes beyond ASCII that were not announced".to_owned());
        }
        let taken = Taken {
            from: talk.from.take().unwrap_or_default(),
            to: std::mem::take(&mut talk.to),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            over_tls,
            login: talk.login.clone(),
        };
        let mut inside = self.inside();
        if inside.put_off > 0 {
            inside.put_off -= 1;
            drop(inside);
            wire.say("451 4.3.0 not now")?;
            return Ok(true);
        }
        inside.taken.push(taken);
        let is_lost = inside.lost_answers > 0;
        inside.lost_answers = inside.lost_answers.saturating_sub(1);
        drop(inside);
        self.changed.notify_all();
        if is_lost {
            return Ok(false);
        }
        wire.say("250 2.0.0 taken")?;
        Ok(true)
    }
}

/// What stands between the angle brackets.
fn between(text: &str) -> String {
    let inner = text.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(inner, _)| inner.to_owned()).unwrap_or_default()
}
