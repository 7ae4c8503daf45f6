//! What the ways of showing who one is promise, way by way.

mod authenticator;
mod oidc;
mod passkey;
mod passkey_vectors;
mod password;
mod pathway;
mod provider;
mod recovery;
mod session;
mod softlock;
mod token;
mod totp;
