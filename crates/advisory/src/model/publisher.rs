//! Who publishes an advisory.

use serde::{Deserialize, Serialize};

use super::word::words;

/// Who publishes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Publisher {
    /// Its name for people.
    pub name: String,
    /// An address under its control that stands for it, such as `https://example.org`.
    pub namespace: String,
    /// What it is to the vulnerability.
    pub category: PublisherCategory,
    /// How to reach it, in words or as an address.
    pub contact: Option<String>,
    /// By what authority it publishes, in words.
    pub authority: Option<String>,
    /// Its membership in the CVE programme, when it is a CNA.
    pub cve: Option<CveOrganization>,
}

/// What a publisher is to the vulnerability (CSAF 2.0 §3.2.1.8.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublisherCategory {
    /// It makes the product.
    #[default]
    Vendor,
    /// It coordinates between others.
    Coordinator,
    /// It found the vulnerability.
    Discoverer,
    /// It translates another's advisory.
    Translator,
    /// It uses the product.
    User,
    /// None of these.
    Other,
}

words!(PublisherCategory, "a category of publisher", {
    Vendor = "vendor", Coordinator = "coordinator", Discoverer = "discoverer",
    Translator = "translator", User = "user", Other = "other",
});

/// A CNA's identity in the CVE programme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CveOrganization {
    /// Its UUID, version 4.
    pub id: String,
    /// Its short name, 2 to 32 characters.
    pub short_name: String,
}
