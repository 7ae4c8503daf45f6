//! The client: one request, to a judged address, with limits; and the one way in which it fails.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderName, HeaderValue, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Method, Url};
use thiserror::Error;

use crate::inventory::Purpose;
use crate::reach::Reach;

/// For a connection with its handshake.
const CONNECT: Duration = Duration::from_secs(5);
/// For a request with its whole answer.
const WHOLE: Duration = Duration::from_secs(15);

/// That a request came to nothing. What it says is the same whatever the reason, so that it may be shown to whoever
/// named the address.
#[derive(Debug, Error)]
#[error(
    "the address cannot be used, or gave no usable answer. Check it, or ask whoever runs this server; its log has the reason"
)]
pub struct Failed(#[from] Why);

impl Failed {
    /// The reason, for the server's log or for somebody who typed the address on the command line. Never for a page:
    /// it tells what is where in the network.
    #[must_use]
    pub fn reason(&self) -> String {
        self.0.to_string()
    }

    /// The status that was answered instead of success, for the same readers.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        match self.0 {
            Why::Status(status) => Some(status),
            _ => None,
        }
    }

    /// The address to which a redirection would lead. The client follows none; whoever does judges it anew.
    #[must_use]
    pub fn redirected_to(&self) -> Option<&str> {
        match &self.0 {
            Why::Redirect(place) => Some(place),
            _ => None,
        }
    }
}

/// Why a request came to nothing.
#[derive(Debug, Error)]
pub(crate) enum Why {
    #[error("it is no address: {0}")]
    NotAnAddress(String),
    #[error("only https is used, not {0}")]
    Scheme(String),
    #[error("it holds a user name or a passphrase")]
    UserInfo,
    #[error("port {0} is not used for HTTPS; `outbound_hosts` can name it")]
    Port(u16),
    #[error("{0} is not among the `outbound_hosts`")]
    NotListed(String),
    #[error("{0} is not on the public internet; `outbound_networks` can name its network")]
    Inside(String),
    #[error("a header cannot be sent as it is")]
    Header,
    #[error("{0}")]
    Connection(String),
    #[error("it redirects to {0}")]
    Redirect(String),
    #[error("it answers with status {0}")]
    Status(u16),
    #[error("it answers with more than {0} bytes")]
    TooLarge(usize),
}

/// What a request of an API does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Reads.
    Get,
    /// Adds.
    Post,
    /// Puts in the place of what is there.
    Put,
}

/// An answer, whole.
pub struct Reply {
    /// Its status: 200 to 299 from [`Client::get`] and [`Client::post`], any but a redirection from [`Client::ask`].
    pub status: u16,
    /// Its `Content-Type`; empty when there was none.
    pub content_type: String,
    /// Its body, whole.
    pub body: Vec<u8>,
}

/// The one HTTP client of the program. It is cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    reach: Arc<Reach>,
}

impl Client {
    /// A client for one purpose.
    ///
    /// # Errors
    /// [`Failed`] when the system's certificates cannot be read.
    pub fn new(purpose: Purpose, reach: Reach) -> Result<Self, Failed> {
        Self::with_resolver(purpose, reach, Arc::new(System), WHOLE)
    }

    pub(crate) fn with_resolver(
        purpose: Purpose,
        reach: Reach,
        resolver: Arc<dyn Resolve>,
        whole: Duration,
    ) -> Result<Self, Failed> {
        let reach = Arc::new(reach);
        let resolver = Vetting { reach: Arc::clone(&reach), resolver };
        let name = purpose.connection().name.replace(' ', "-");
        let http = reqwest::Client::builder()
            .dns_resolver(resolver)
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .referer(false)
            .http1_only()
            // A connection that is kept was judged once; the next request would not be.
            .pool_max_idle_per_host(0)
            .connect_timeout(CONNECT)
            .timeout(whole)
            .tls_version_min(reqwest::tls::Version::TLS_1_2)
            .user_agent(format!("candor/{} ({name})", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| unconnected(&error))?;
        Ok(Self { http, reach })
    }

    /// Whether an address would be tried, without trying it: for settings and forms that take one.
    ///
    /// # Errors
    /// [`Failed`] when it would be refused.
    pub fn accepts(&self, address: &str) -> Result<(), Failed> {
        self.reach.judge(address)?;
        Ok(())
    }

    /// Fetches an address; at most `most_bytes` of body.
    ///
    /// # Errors
    /// [`Failed`], whatever the reason: an address that may not be used, no connection, a status that is not success.
    pub async fn get(
        &self,
        address: &str,
        headers: &[(&'static str, &str)],
        most_bytes: usize,
    ) -> Result<Reply, Failed> {
        let url = self.reach.judge(address)?;
        Ok(self.send(Method::GET, url, headers, Vec::new(), most_bytes).await?)
    }

    /// Posts a body to an address; reads at most `most_bytes` of the answer. Name the body's type in a
    /// `content-type` header.
    ///
    /// # Errors
    /// As for [`Client::get`].
    pub async fn post(
        &self,
        address: &str,
        headers: &[(&'static str, &str)],
        body: Vec<u8>,
        most_bytes: usize,
    ) -> Result<Reply, Failed> {
        let url = self.reach.judge(address)?;
        Ok(self.send(Method::POST, url, headers, body, most_bytes).await?)
    }

    /// Makes a request of an API whose refusals say something: whatever the status, a whole answer is a reply. A
    /// redirection is none.
    ///
    /// # Errors
    /// [`Failed`] when the address may not be used, or no whole answer came.
    pub async fn ask(
        &self,
        verb: Verb,
        address: &str,
        headers: &[(&'static str, &str)],
        body: Vec<u8>,
        most_bytes: usize,
    ) -> Result<Reply, Failed> {
        let url = self.reach.judge(address)?;
        let method = match verb {
            Verb::Get => Method::GET,
            Verb::Post => Method::POST,
            Verb::Put => Method::PUT,
        };
        Ok(self.exchange(method, url, headers, body, most_bytes).await?)
    }

    async fn send(
        &self,
        method: Method,
        url: Url,
        headers: &[(&'static str, &str)],
        body: Vec<u8>,
        most_bytes: usize,
    ) -> Result<Reply, Why> {
        let reply = self.exchange(method, url, headers, body, most_bytes).await?;
        if (200..300).contains(&reply.status) { Ok(reply) } else { Err(Why::Status(reply.status)) }
    }

    async fn exchange(
        &self,
        method: Method,
        url: Url,
        headers: &[(&'static str, &str)],
        body: Vec<u8>,
        most_bytes: usize,
    ) -> Result<Reply, Why> {
        let mut request = self.http.request(method, url.clone()).body(body);
        for (name, value) in headers {
            let name = HeaderName::try_from(*name).map_err(|_| Why::Header)?;
            let mut value = HeaderValue::from_str(value).map_err(|_| Why::Header)?;
            // Kept out of every Debug of the request.
            value.set_sensitive(true);
            request = request.header(name, value);
        }
        let mut answer = request.send().await.map_err(|error| unconnected(&error))?;
        let status = answer.status();
        if status.is_redirection() {
            let place = answer.headers().get(LOCATION).and_then(|place| place.to_str().ok());
            let place = place.and_then(|place| url.join(place).ok());
            return Err(match place {
                Some(place) => Why::Redirect(place.to_string()),
                None => Why::Status(status.as_u16()),
            });
        }
        let content_type = answer.headers().get(reqwest::header::CONTENT_TYPE);
        let content_type = content_type.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let content_type = content_type.to_owned();
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| unconnected(&error))? {
            if body.len() + chunk.len() > most_bytes {
                // What does not succeed says so, however long its words are.
                return Err(if status.is_success() {
                    Why::TooLarge(most_bytes)
                } else {
                    Why::Status(status.as_u16())
                });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Reply { status: status.as_u16(), content_type, body })
    }
}

/// What the system resolves.
struct System;

impl Resolve for System {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?.collect::<Vec<_>>();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Resolves a name once, and lets through only what may be connected to. The connection is made to these addresses and
/// no others, so a name that is given another address a moment later ("rebinding") gains nothing.
struct Vetting {
    reach: Arc<Reach>,
    resolver: Arc<dyn Resolve>,
}

impl Resolve for Vetting {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = Arc::clone(&self.reach);
        let host = name.as_str().to_owned();
        let found = self.resolver.resolve(name);
        Box::pin(async move {
            let found: Vec<IpAddr> = found.await?.map(|address| address.ip()).collect();
            let vetted = reach.vetted(&host, found);
            if vetted.is_empty() {
                return Err(Why::Inside(host).into());
            }
            Ok(Box::new(vetted.into_iter().map(|ip| SocketAddr::new(ip, 0))) as Addrs)
        })
    }
}

/// An error with what lies under it, which says more than the error itself.
fn unconnected(error: &reqwest::Error) -> Why {
    // The error itself repeats the address, which may hold a token; its causes do not.
    let mut said = vec!["no connection, or it broke off".to_owned()];
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        said.push(error.to_string());
        cause = error.source();
    }
    if error.is_timeout() {
        said.push("it took too long".to_owned());
    }
    said.dedup();
    Why::Connection(said.join(": "))
}
