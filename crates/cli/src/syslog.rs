//! Shipping to a syslog collector: the entries of the audit log and every signed head, without content.
//!
//! Messages follow RFC 5424, facility 13 (log audit). UDP carries one message in a datagram (RFC 5426), TCP
//! counts octets (RFC 6587 §3.4.1), a Unix socket takes datagrams as `/dev/log` does. How far the collector is
//! stays in the database and moves after a message was handed to the system, so a collector that was away gets
//! what it missed, and may get a message twice. Everything that is sent is printable ASCII: a value can begin
//! no line and end no field. For TLS let a relay on this machine forward (rsyslog, syslog-ng, stunnel).

use std::fmt::Write as _;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use desk::{Desk, Instant, ShippedEntry, SignedHeadFacts};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpStream, UdpSocket, UnixDatagram};
use tokio::sync::watch;

/// Facility 13: log audit (RFC 5424 §6.2.1).
const FACILITY: u8 = 13;
/// The enterprise number of documents (RFC 5612): Candor has none of its own.
const ENTERPRISE: u32 = 32_473;
/// How often it looks for something to send.
const EVERY: Duration = Duration::from_secs(2);
/// After a failure it waits so long.
const AFTER_FAILURE: Duration = Duration::from_secs(10);
/// A collector has so long to take a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// Longest name of a message (RFC 5424 §6).
const LONGEST_MSGID: usize = 32;
/// Longest host name (RFC 5424 §6).
const LONGEST_HOST: usize = 255;

/// Where messages go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Collector {
    /// `udp://host:port`
    Udp(String),
    /// `tcp://host:port`
    Tcp(String),
    /// `unix:/path`
    Unix(PathBuf),
}

/// An address that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "write udp://HOST:PORT, tcp://HOST:PORT or unix:/PATH; for TLS let a relay on this machine forward"
)]
pub(crate) struct NoCollector;

impl FromStr for Collector {
    type Err = NoCollector;

    fn from_str(text: &str) -> Result<Self, NoCollector> {
        let place = |place: &str| match place.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => {
                Ok(place.to_owned())
            }
            _ => Err(NoCollector),
        };
        if let Some(rest) = text.strip_prefix("udp://") {
            place(rest).map(Self::Udp)
        } else if let Some(rest) = text.strip_prefix("tcp://") {
            place(rest).map(Self::Tcp)
        } else if let Some(path) = text.strip_prefix("unix:").filter(|path| path.starts_with('/')) {
            Ok(Self::Unix(PathBuf::from(path)))
        } else {
            Err(NoCollector)
        }
    }
}

impl std::fmt::Display for Collector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Udp(place) => write!(f, "udp://{place}"),
            Self::Tcp(place) => write!(f, "tcp://{place}"),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

/// How bad it is (RFC 5424 §6.2.1).
const fn severity(act: &str) -> u8 {
    match act.as_bytes() {
        b"AlertRaised" => 4,
        b"SignInFailed"
        | b"CodeFailed"
        | b"RestrictedCaseRead"
        | b"CaseExported"
        | b"CaseSealedForAnother"
        | b"CaseHandedOver"
        | b"CaseTakenOver"
        | b"MemberGranted"
        | b"MemberRemoved"
        | b"CaseErased"
        | b"AttachmentsErased"
        | b"ReporterErased" => 5,
        _ => 6,
    }
}

/// Printable ASCII without spaces, as the fields of the header are; `-` for nothing.
fn word(text: &str, longest: usize) -> String {
    let word: String =
        text.chars().take(longest).map(|c| if c.is_ascii_graphic() { c } else { '?' }).collect();
    if word.is_empty() { "-".to_owned() } else { word }
}

/// A value of structured data: printable ASCII, with the three characters escaped that would end it
/// (RFC 5424 §6.3.3).
fn value(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' | ']' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            _ => out.push('?'),
        }
    }
    out
}

/// One message.
fn message(
    severity: u8,
    at: Instant,
    host: &str,
    name: &str,
    data: &[(&str, &str)],
    words: &str,
) -> String {
    let mut out = format!(
        "<{}>1 {at} {} candor - {} [candor@{ENTERPRISE}",
        FACILITY * 8 + severity,
        word(host, LONGEST_HOST),
        word(name, LONGEST_MSGID),
    );
    for (key, text) in data {
        // Writing to a String cannot fail.
        let _ = write!(out, " {key}=\"{}\"", value(text));
    }
    let _ = write!(out, "] {}", value(words));
    out
}

/// An entry of the audit log as a message.
pub(crate) fn of_entry(entry: &ShippedEntry, host: &str) -> String {
    let index = entry.index.to_string();
    let mut data =
        vec![("index", index.as_str()), ("actor", &entry.actor), ("object", &entry.object)];
    if let Some(program) = &entry.program {
        data.push(("program", program.as_str()));
    }
    message(severity(&entry.act), entry.at, host, &entry.act, &data, &entry.act)
}

/// A signed head of a log as a message: a second place that remembers it.
pub(crate) fn of_head(head: &SignedHeadFacts, host: &str) -> String {
    let size = head.size.to_string();
    let data = [("origin", head.origin.as_str()), ("size", &size), ("root", &head.root)];
    message(6, head.signed_at, host, "Checkpoint", &data, "a log was signed")
}

/// A connection to a collector.
enum Line {
    Udp(UdpSocket),
    Tcp(TcpStream),
    Unix(UnixDatagram),
}

impl Line {
    async fn open(collector: &Collector) -> std::io::Result<Self> {
        Ok(match collector {
            Collector::Udp(place) => {
                let socket = match UdpSocket::bind("[::]:0").await {
                    Ok(socket) => socket,
                    Err(_) => UdpSocket::bind("0.0.0.0:0").await?,
                };
                match socket.connect(place).await {
                    Ok(()) => Self::Udp(socket),
                    Err(_) => {
                        // A machine without IPv6, or a collector that has none.
                        let socket = UdpSocket::bind("0.0.0.0:0").await?;
                        socket.connect(place).await?;
                        Self::Udp(socket)
                    }
                }
            }
            Collector::Tcp(place) => {
                let connected = tokio::time::timeout(CONNECT, TcpStream::connect(place)).await;
                let late = |_| std::io::Error::from(std::io::ErrorKind::TimedOut);
                Self::Tcp(connected.map_err(late)??)
            }
            Collector::Unix(path) => {
                let socket = UnixDatagram::unbound()?;
                socket.connect(path)?;
                Self::Unix(socket)
            }
        })
    }

    async fn send(&mut self, message: &str) -> std::io::Result<()> {
        match self {
            Self::Udp(socket) => socket.send(message.as_bytes()).await.map(|_| ()),
            Self::Unix(socket) => socket.send(message.as_bytes()).await.map(|_| ()),
            Self::Tcp(stream) => {
                let framed = format!("{} {message}", message.len());
                stream.write_all(framed.as_bytes()).await?;
                stream.flush().await
            }
        }
    }
}

/// Ships until told to stop, and once more then.
pub(crate) async fn ship(desk: Desk, collector: Collector, mut stopped: watch::Receiver<bool>) {
    let mut shipper = Shipper { desk, collector, line: None, heads: Vec::new() };
    loop {
        let pause = match shipper.round().await {
            Ok(()) => EVERY,
            Err(why) => {
                shipper.line = None;
                tracing::warn!(collector = %shipper.collector, why, "syslog messages wait");
                AFTER_FAILURE
            }
        };
        if *stopped.borrow() {
            return;
        }
        #[expect(clippy::disallowed_methods, reason = "this waits for something to send")]
        let pause = tokio::time::sleep(pause);
        tokio::select! {
            () = pause => {}
            changed = stopped.changed() => if changed.is_err() { return },
        }
    }
}

struct Shipper {
    desk: Desk,
    collector: Collector,
    line: Option<Line>,
    /// The heads that were sent, since this process began.
    heads: Vec<SignedHeadFacts>,
}

impl Shipper {
    /// Sends what there is.
    async fn round(&mut self) -> Result<(), String> {
        let host = self.desk.host().to_owned();
        loop {
            let entries = self.desk.entries_to_ship().await.map_err(|error| error.to_string())?;
            let Some(last) = entries.last().map(|entry| entry.index) else { break };
            for entry in &entries {
                self.send(&of_entry(entry, &host)).await?;
            }
            self.desk.shipped_up_to(last).await.map_err(|error| error.to_string())?;
        }
        let heads = self.desk.signed_heads().await.map_err(|error| error.to_string())?;
        for head in &heads {
            if !self.heads.contains(head) {
                self.send(&of_head(head, &host)).await?;
            }
        }
        self.heads = heads;
        Ok(())
    }

    async fn send(&mut self, message: &str) -> Result<(), String> {
        let line = match &mut self.line {
            Some(line) => line,
            none => {
                none.insert(Line::open(&self.collector).await.map_err(|error| error.to_string())?)
            }
        };
        line.send(message).await.map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(act: &str, actor: &str, object: &str) -> ShippedEntry {
        ShippedEntry {
            index: 7,
            at: "2026-10-05T08:00:00Z".parse().unwrap(),
            act: act.to_owned(),
            actor: actor.to_owned(),
            object: object.to_owned(),
            program: Some("sigtech".to_owned()),
        }
    }

    // ASVS 16.4.3
    #[test]
    fn sec_9_an_entry_is_a_message_of_rfc_5424() {
        let sent = of_entry(&entry("CaseRead", "member:x", "case:y"), "bugs.example.org");
        assert_eq!(
            sent,
            "<110>1 2026-10-05T08:00:00Z bugs.example.org candor - CaseRead [candor@32473 index=\"7\" actor=\"member:x\" object=\"case:y\" program=\"sigtech\"] CaseRead"
        );
    }

    // ASVS 16.4.1
    #[test]
    fn sec_9_no_value_begins_a_line_or_ends_a_field() {
        for nasty in ["a\nb", "a\r\n<13>1 - - - - - -", "x\"] [y", "\\", "\u{2028}é\0\u{1b}[2J"] {
            let sent = of_entry(&entry(nasty, nasty, nasty), nasty);
            assert!(sent.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{sent}");
            // The structured data (RFC 5424 §6.3) end at the first bracket that is neither quoted nor escaped:
            // there must be one element, with each value whole, and then the text.
            let (_, data) = sent.split_once(" [candor@").expect("structured data");
            let (mut inside, mut escaped, mut quotes) = (false, false, 0);
            let end = data.char_indices().find(|(_, c)| {
                let (is_quote, is_end) = (*c == '"' && !escaped, *c == ']' && !escaped && !inside);
                escaped = *c == '\\' && !escaped;
                if is_quote {
                    inside = !inside;
                    quotes += 1;
                }
                is_end
            });
            let (end, _) = end.unwrap_or_else(|| panic!("no end: {sent}"));
            assert!(data.get(end..).is_some_and(|rest| rest.starts_with("] ")), "{sent}");
            let values = data.get(..end).unwrap_or_default().matches("=\"").count();
            assert_eq!(quotes, 2 * values, "{sent}");
        }
    }

    #[test]
    fn a_collector_is_an_address_or_a_sentence() {
        for (text, known) in [
            ("udp://127.0.0.1:514", true),
            ("tcp://[::1]:601", true),
            ("unix:/dev/log", true),
            ("tls://host:6514", false),
            ("tcp://host", false),
            ("unix:dev/log", false),
            ("udp://:514", false),
        ] {
            let read = text.parse::<Collector>();
            assert_eq!(read.is_ok(), known, "{text}");
            if let Ok(read) = read {
                assert_eq!(read.to_string(), text);
            }
        }
    }
}
