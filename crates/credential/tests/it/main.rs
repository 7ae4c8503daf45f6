//! What the ways of showing who one is promise, way by way.

mod password;
mod recovery;
mod softlock;
mod totp;
