//! The one way out: every HTTP request that Candor makes to another machine goes through [`Client`].
//!
//! A server that fetches what others name can be led to its own network (server-side request forgery, OWASP ASVS
//! 1.3.6). So an address is judged before anything is sent ([`Reach`]), a name is resolved once and the connection is
//! made to the addresses that were judged, nothing is followed, and time and size have limits. Whatever goes wrong,
//! [`Failed`] says one and the same sentence: somebody who may name an address learns nothing about the network
//! behind it. The reason is there as well, for whoever runs the server.
//!
//! Mail goes the same way out: [`Letter`] is a message, [`Relay`] the one server it is handed to, which the operator
//! names.
//!
//! It is no general HTTP client: no redirects, no cookies, no proxies, no decompression, no reuse of connections.
//!
//! Start at [`Client`]; what may be contacted is in `reach`, which addresses are public in `global`, and the list of all
//! connections of the program in [`Purpose`]. A new kind of connection is a new `Purpose`; a client cannot be made
//! without one.

mod client;
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod global;
mod inventory;
mod letter;
mod reach;
mod relay;
#[cfg(test)]
mod tests;

pub use client::{Client, Failed, Reply, Verb};
pub use global::is_global;
pub use inventory::{Connection, Purpose, document};
pub use ipnet::IpNet;
pub use letter::{Letter, MailAddress, MailSender, NotAMessage, NotAnAddress};
pub use reach::{Reach, ReachError};
pub use relay::{MailSession, MailTls, NotTaken, Relay, RelaySettings};
pub use reqwest::Url;
