//! What the public sees, one file per address.

pub(crate) mod advisories;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
pub(crate) mod browser;
pub(crate) mod csaf;
pub(crate) mod home;
pub(crate) mod ledger;
pub(crate) mod mailbox;
pub(crate) mod party;
#[cfg(test)]
mod policy_tests;
pub(crate) mod program;
pub(crate) mod proof;
pub(crate) mod report;
pub(crate) mod security_txt;
pub(crate) mod statistics;
pub(crate) mod subscription;
#[cfg(test)]
mod subscription_tests;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use desk::Program;

use crate::answer::{Halt, failed};
use crate::site::Site;

/// The program of an address, or a page that says there is nothing.
pub(crate) fn find(site: &Site, slug: &str) -> Result<Arc<Program>, Halt> {
    slug.parse()
        .map_err(|_| desk::Error::NotFound)
        .and_then(|id| site.desk.program(&id))
        .map_err(|error| failed(site.portal(None), &error))
}
