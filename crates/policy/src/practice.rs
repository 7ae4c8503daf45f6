//! What the team says it does besides handling reports: watching, answering incidents, and its own
//! security practice.

use crate::word::words;

/// One row of `[[watch]]`: something the team says it watches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// What is watched.
    pub subject: WatchSubject,
    /// The sentence of the policy, word for word.
    pub source: String,
}

/// What is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WatchSubject {
    /// Threats, from various sources.
    Threats,
    /// Third-party components.
    Components,
    /// Providers of infrastructure.
    Infrastructure,
}

/// `[incident]`: how the team answers an incident.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Incident {
    /// The steps, in order.
    pub steps: Vec<IncidentStep>,
    /// The sentences of the policy, word for word.
    pub source: Vec<String>,
}

/// A step of answering an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IncidentStep {
    /// Find out what happened.
    Identify,
    /// Stop it from spreading.
    Contain,
    /// Remove the cause.
    Remediate,
    /// Bring back what was lost.
    Recover,
    /// Learn from it.
    Learn,
}

/// One row of `[[practice]]`: something the team does for the security of what it makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    /// Its name, such as "Data Encryption".
    pub name: String,
    /// What it is good for.
    pub benefit: Option<String>,
    /// What is done, as a sentence.
    pub text: Option<String>,
    /// The sentence of the policy, word for word.
    pub source: Option<String>,
}

words!(WatchSubject, "something to watch", {
    Threats = "threats", Components = "components", Infrastructure = "infrastructure",
});
words!(IncidentStep, "a step of answering an incident", {
    Identify = "identify", Contain = "contain", Remediate = "remediate", Recover = "recover",
    Learn = "learn",
});
