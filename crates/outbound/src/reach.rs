//! What may be contacted: the rules on an address before anything is sent, and on the addresses that a name has.
//!
//! An address is read once, by the parser that the connection uses too, so there are no two opinions on where it leads:
//! `0x7f.1`, `2130706433` and `127。0。0。1` are 127.0.0.1 here as there.

use std::net::IpAddr;

use ipnet::IpNet;
use reqwest::Url;
use thiserror::Error;

use crate::client::{Failed, Why};
use crate::global::is_global;

/// The longest address that is read, in bytes.
const LONGEST: usize = 2048;
/// Ports of HTTPS that need not be named.
const PORTS: [u16; 2] = [443, 8443];
/// Names that are never on the public internet: RFC 6761, 6762, 7686, 8375, 9476 and ICANN's `internal`.
const SPECIAL_NAMES: [&str; 9] =
    ["localhost", "local", "internal", "onion", "arpa", "test", "invalid", "alt", "lan"];

/// A setting that cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ReachError {
    /// Not a host.
    #[error("{0:?} is no host. Write a host or host:port, such as login.example.org:8443")]
    Host(String),
    /// Not a network.
    #[error(
        "{0:?} is no network. Write an address with its prefix, such as 10.0.0.0/8 or fd00::/8"
    )]
    Network(String),
}

/// A scheme, host and port.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

/// What may be contacted.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// The only hosts that may be contacted; none: every host.
    hosts: Option<Vec<Origin>>,
    /// Networks that may be connected to besides the public internet.
    networks: Vec<IpNet>,
    /// Addresses that somebody typed who has this machine in their hands.
    typed: Vec<Origin>,
}

impl Reach {
    /// Every host of the public internet.
    #[must_use]
    pub fn public() -> Self {
        Self::default()
    }

    /// What the operator wrote: `hosts` (`host` or `host:port`, separated by commas) are the only ones that may be
    /// contacted when there are any; `networks` (`10.0.0.0/8`, …) may be connected to besides the public internet.
    ///
    /// # Errors
    /// [`ReachError`] with the part that cannot be read.
    pub fn from_settings(hosts: &str, networks: &str) -> Result<Self, ReachError> {
        let parts = |text: &str| -> Vec<String> {
            text.split(',').map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect()
        };
        let mut named = Vec::new();
        for part in parts(hosts) {
            let is_bare = !part.contains(['/', '@', '?', '#', '\\']);
            let url = Url::parse(&format!("https://{part}")).ok().filter(|_| is_bare);
            named.push(url.as_ref().and_then(origin).ok_or(ReachError::Host(part))?);
        }
        let mut inside = Vec::new();
        for part in parts(networks) {
            inside.push(part.parse().map_err(|_| ReachError::Network(part))?);
        }
        let hosts = (!named.is_empty()).then_some(named);
        Ok(Self { hosts, networks: inside, typed: Vec::new() })
    }

    /// Adds an address that somebody typed on the command line: its scheme (`http` too), host and port are accepted as
    /// they are, an IP address or a bare name (`localhost`) wherever it leads. A name with a dot must still lead to the
    /// public internet or a network of the settings, because whoever owns the name decides where it leads.
    ///
    /// # Errors
    /// [`Failed`] when it is no address.
    pub fn and_typed(mut self, address: &str) -> Result<Self, Failed> {
        let url = Url::parse(address).map_err(|error| Why::NotAnAddress(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Why::Scheme(url.scheme().to_owned()).into());
        }
        self.typed.extend(origin(&url));
        Ok(self)
    }

    /// Reads an address and judges it as far as that goes without resolving its name.
    pub(crate) fn judge(&self, address: &str) -> Result<Url, Why> {
        // The parser drops tabs and line breaks and reads a backslash as a slash; whoever reads the address
        // elsewhere may not.
        let is_odd = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
        if address.len() > LONGEST || address.contains(is_odd) {
            return Err(Why::NotAnAddress(
                "it is too long, or holds a space or a backslash".into(),
            ));
        }
        let url = Url::parse(address).map_err(|error| Why::NotAnAddress(error.to_string()))?;
        let origin = origin(&url).ok_or_else(|| Why::NotAnAddress("it has no host".into()))?;
        let typed = self.typed.contains(&origin);
        if url.scheme() != "https" && !typed {
            return Err(Why::Scheme(url.scheme().to_owned()));
        }
        let authority = address.split_once("://").map_or("", |(_, rest)| rest);
        let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(Why::UserInfo);
        }
        let listed = match &self.hosts {
            Some(hosts) => {
                hosts.iter().any(|named| (&named.host, named.port) == (&origin.host, origin.port))
            }
            None => false,
        };
        if self.hosts.is_some() && !listed && !typed {
            return Err(Why::NotListed(origin.host));
        }
        if !PORTS.contains(&origin.port) && !listed && !typed {
            return Err(Why::Port(origin.port));
        }
        match literal(&origin.host) {
            Some(ip) if typed || self.admits(ip) => Ok(url),
            Some(ip) => Err(Why::Inside(ip.to_string())),
            None if typed || listed => Ok(url),
            None if is_public_name(&origin.host) => Ok(url),
            None => Err(Why::Inside(origin.host)),
        }
    }

    /// The addresses of a name that may be connected to.
    pub(crate) fn vetted(&self, name: &str, found: Vec<IpAddr>) -> Vec<IpAddr> {
        let is_typed = !name.contains('.') && self.typed.iter().any(|typed| typed.host == name);
        found.into_iter().filter(|ip| is_typed || self.admits(*ip)).collect()
    }

    fn admits(&self, ip: IpAddr) -> bool {
        is_global(ip) || self.networks.iter().any(|network| network.contains(&ip))
    }
}

fn origin(url: &Url) -> Option<Origin> {
    Some(Origin {
        scheme: url.scheme().to_owned(),
        host: url.host_str()?.to_owned(),
        port: url.port_or_known_default()?,
    })
}

/// The IP address that a host is, if it is one.
fn literal(host: &str) -> Option<IpAddr> {
    host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host).parse().ok()
}

/// Whether a name can be one of the public internet. A dot at the end names the same host in other letters, so it is
/// not taken.
fn is_public_name(name: &str) -> bool {
    name.contains('.')
        && !name.ends_with('.')
        && name.rsplit('.').next().is_some_and(|last| !SPECIAL_NAMES.contains(&last))
}
