//! What the ways of showing who one is promise, way by way.

#[cfg(test)]
mod authenticator;
#[cfg(test)]
mod oidc;
#[cfg(test)]
mod passkey;
#[cfg(test)]
mod passkey_vectors;
#[cfg(test)]
mod password;
#[cfg(test)]
mod pathway;
#[cfg(test)]
mod provider;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod session;
#[cfg(test)]
mod softlock;
#[cfg(test)]
mod token;
#[cfg(test)]
mod totp;
