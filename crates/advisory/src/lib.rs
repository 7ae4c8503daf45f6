//! Advisories: one record of a published vulnerability, and every format that carries it.
pub mod cvss;
pub mod cwe;
pub mod model;
pub mod ssvc;
