//! The five state machines of a case, each with its transition table in one place.
//!
//! [`report`] (RM) is held by every participant, [`embargo`] (EM) by the case, [`consent`] (PEC) by every
//! participant, [`vulnerability`] holds what is true of the vulnerability: vfd by every vendor and pxa by
//! the case. The tables are those of the Vultron protocol (CERT/CC) with its errata corrected
//! and one addition, `reopen`. A machine knows nothing of the others: the rules between them are in `decide`.

pub mod consent;
pub mod embargo;
pub mod report;
pub mod vulnerability;

pub use consent::{Consent, ConsentStep};
pub use embargo::{Embargo, EmbargoStep};
pub use report::{Report, ReportStep};
pub use vulnerability::{Awareness, Fix, Vulnerability, VulnerabilityStep};
