//! The metrics of every CVSS version: what a vector may say, and how FIRST's JSON schemas call it.
//!
//! Sources: CVSS v2.0 guide §2.4, v3.1 specification §6, v4.0 specification §7, and the JSON schemas
//! `cvss-v2.0.json`, `cvss-v3.1.json`, `cvss-v4.0.json` (FIRST). The order is that of a rendered vector.

/// One metric.
#[derive(Debug)]
pub(super) struct Metric {
    /// As a vector writes it.
    pub(super) key: &'static str,
    /// As the JSON schema calls it.
    pub(super) property: &'static str,
    /// To which group it belongs.
    pub(super) group: Group,
    /// Its values: in a vector, and in JSON.
    pub(super) values: &'static [(&'static str, &'static str)],
}

/// A group of metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// Required.
    Base,
    /// CVSS 2 and 3: changes over time.
    Temporal,
    /// CVSS 4: changes over time.
    Threat,
    /// Depends on who is affected.
    Environmental,
    /// CVSS 4: changes no score.
    Supplemental,
}

/// CVSS 2.0.
#[rustfmt::skip]
pub(super) const V2: &[Metric] = &[
    Metric { key: "AV", property: "accessVector", group: Group::Base, values: &[("L", "LOCAL"), ("A", "ADJACENT_NETWORK"), ("N", "NETWORK")] },
    Metric { key: "AC", property: "accessComplexity", group: Group::Base, values: &[("H", "HIGH"), ("M", "MEDIUM"), ("L", "LOW")] },
    Metric { key: "Au", property: "authentication", group: Group::Base, values: &[("M", "MULTIPLE"), ("S", "SINGLE"), ("N", "NONE")] },
    Metric { key: "C", property: "confidentialityImpact", group: Group::Base, values: &[("N", "NONE"), ("P", "PARTIAL"), ("C", "COMPLETE")] },
    Metric { key: "I", property: "integrityImpact", group: Group::Base, values: &[("N", "NONE"), ("P", "PARTIAL"), ("C", "COMPLETE")] },
    Metric { key: "A", property: "availabilityImpact", group: Group::Base, values: &[("N", "NONE"), ("P", "PARTIAL"), ("C", "COMPLETE")] },
    Metric { key: "E", property: "exploitability", group: Group::Temporal, values: &[("ND", "NOT_DEFINED"), ("U", "UNPROVEN"), ("POC", "PROOF_OF_CONCEPT"), ("F", "FUNCTIONAL"), ("H", "HIGH")] },
    Metric { key: "RL", property: "remediationLevel", group: Group::Temporal, values: &[("ND", "NOT_DEFINED"), ("OF", "OFFICIAL_FIX"), ("TF", "TEMPORARY_FIX"), ("W", "WORKAROUND"), ("U", "UNAVAILABLE")] },
    Metric { key: "RC", property: "reportConfidence", group: Group::Temporal, values: &[("ND", "NOT_DEFINED"), ("UC", "UNCONFIRMED"), ("UR", "UNCORROBORATED"), ("C", "CONFIRMED")] },
    Metric { key: "CDP", property: "collateralDamagePotential", group: Group::Environmental, values: &[("ND", "NOT_DEFINED"), ("N", "NONE"), ("L", "LOW"), ("LM", "LOW_MEDIUM"), ("MH", "MEDIUM_HIGH"), ("H", "HIGH")] },
    Metric { key: "TD", property: "targetDistribution", group: Group::Environmental, values: &[("ND", "NOT_DEFINED"), ("N", "NONE"), ("L", "LOW"), ("M", "MEDIUM"), ("H", "HIGH")] },
    Metric { key: "CR", property: "confidentialityRequirement", group: Group::Environmental, values: &[("ND", "NOT_DEFINED"), ("L", "LOW"), ("M", "MEDIUM"), ("H", "HIGH")] },
    Metric { key: "IR", property: "integrityRequirement", group: Group::Environmental, values: &[("ND", "NOT_DEFINED"), ("L", "LOW"), ("M", "MEDIUM"), ("H", "HIGH")] },
    Metric { key: "AR", property: "availabilityRequirement", group: Group::Environmental, values: &[("ND", "NOT_DEFINED"), ("L", "LOW"), ("M", "MEDIUM"), ("H", "HIGH")] },
];

/// CVSS 3.0 and 3.1.
#[rustfmt::skip]
pub(super) const V3: &[Metric] = &[
    Metric { key: "AV", property: "attackVector", group: Group::Base, values: &[("N", "NETWORK"), ("A", "ADJACENT_NETWORK"), ("L", "LOCAL"), ("P", "PHYSICAL")] },
    Metric { key: "AC", property: "attackComplexity", group: Group::Base, values: &[("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "PR", property: "privilegesRequired", group: Group::Base, values: &[("N", "NONE"), ("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "UI", property: "userInteraction", group: Group::Base, values: &[("N", "NONE"), ("R", "REQUIRED")] },
    Metric { key: "S", property: "scope", group: Group::Base, values: &[("U", "UNCHANGED"), ("C", "CHANGED")] },
    Metric { key: "C", property: "confidentialityImpact", group: Group::Base, values: &[("N", "NONE"), ("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "I", property: "integrityImpact", group: Group::Base, values: &[("N", "NONE"), ("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "A", property: "availabilityImpact", group: Group::Base, values: &[("N", "NONE"), ("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "E", property: "exploitCodeMaturity", group: Group::Temporal, values: &[("X", "NOT_DEFINED"), ("U", "UNPROVEN"), ("P", "PROOF_OF_CONCEPT"), ("F", "FUNCTIONAL"), ("H", "HIGH")] },
    Metric { key: "RL", property: "remediationLevel", group: Group::Temporal, values: &[("X", "NOT_DEFINED"), ("O", "OFFICIAL_FIX"), ("T", "TEMPORARY_FIX"), ("W", "WORKAROUND"), ("U", "UNAVAILABLE")] },
    Metric { key: "RC", property: "reportConfidence", group: Group::Temporal, values: &[("X", "NOT_DEFINED"), ("U", "UNKNOWN"), ("R", "REASONABLE"), ("C", "CONFIRMED")] },
    Metric { key: "CR", property: "confidentialityRequirement", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("L", "LOW"), ("M", "MEDIUM"), ("H", "HIGH")] },
    Metric { key: "IR", property: "integrityRequirement", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("L", "LOW"), ("M", "MEDIUM"), ("H", "HIGH")] },
    Metric { key: "AR", property: "availabilityRequirement", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("L", "LOW"), ("M", "MEDIUM"), ("H", "HIGH")] },
    Metric { key: "MAV", property: "modifiedAttackVector", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("N", "NETWORK"), ("A", "ADJACENT_NETWORK"), ("L", "LOCAL"), ("P", "PHYSICAL")] },
    Metric { key: "MAC", property: "modifiedAttackComplexity", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "MPR", property: "modifiedPrivilegesRequired", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("N", "NONE"), ("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "MUI", property: "modifiedUserInteraction", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("N", "NONE"), ("R", "REQUIRED")] },
    Metric { key: "MS", property: "modifiedScope", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("U", "UNCHANGED"), ("C", "CHANGED")] },
    Metric { key: "MC", property: "modifiedConfidentialityImpact", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("N", "NONE"), ("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "MI", property: "modifiedIntegrityImpact", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("N", "NONE"), ("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "MA", property: "modifiedAvailabilityImpact", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("N", "NONE"), ("L", "LOW"), ("H", "HIGH")] },
];

/// CVSS 4.0.
#[rustfmt::skip]
pub(super) const V4: &[Metric] = &[
    Metric { key: "AV", property: "attackVector", group: Group::Base, values: &[("N", "NETWORK"), ("A", "ADJACENT"), ("L", "LOCAL"), ("P", "PHYSICAL")] },
    Metric { key: "AC", property: "attackComplexity", group: Group::Base, values: &[("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "AT", property: "attackRequirements", group: Group::Base, values: &[("N", "NONE"), ("P", "PRESENT")] },
    Metric { key: "PR", property: "privilegesRequired", group: Group::Base, values: &[("N", "NONE"), ("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "UI", property: "userInteraction", group: Group::Base, values: &[("N", "NONE"), ("P", "PASSIVE"), ("A", "ACTIVE")] },
    Metric { key: "VC", property: "vulnConfidentialityImpact", group: Group::Base, values: &[("H", "HIGH"), ("L", "LOW"), ("N", "NONE")] },
    Metric { key: "VI", property: "vulnIntegrityImpact", group: Group::Base, values: &[("H", "HIGH"), ("L", "LOW"), ("N", "NONE")] },
    Metric { key: "VA", property: "vulnAvailabilityImpact", group: Group::Base, values: &[("H", "HIGH"), ("L", "LOW"), ("N", "NONE")] },
    Metric { key: "SC", property: "subConfidentialityImpact", group: Group::Base, values: &[("H", "HIGH"), ("L", "LOW"), ("N", "NONE")] },
    Metric { key: "SI", property: "subIntegrityImpact", group: Group::Base, values: &[("H", "HIGH"), ("L", "LOW"), ("N", "NONE")] },
    Metric { key: "SA", property: "subAvailabilityImpact", group: Group::Base, values: &[("H", "HIGH"), ("L", "LOW"), ("N", "NONE")] },
    Metric { key: "E", property: "exploitMaturity", group: Group::Threat, values: &[("X", "NOT_DEFINED"), ("A", "ATTACKED"), ("P", "PROOF_OF_CONCEPT"), ("U", "UNREPORTED")] },
    Metric { key: "CR", property: "confidentialityRequirement", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("L", "LOW"), ("M", "MEDIUM"), ("H", "HIGH")] },
    Metric { key: "IR", property: "integrityRequirement", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("L", "LOW"), ("M", "MEDIUM"), ("H", "HIGH")] },
    Metric { key: "AR", property: "availabilityRequirement", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("L", "LOW"), ("M", "MEDIUM"), ("H", "HIGH")] },
    Metric { key: "MAV", property: "modifiedAttackVector", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("N", "NETWORK"), ("A", "ADJACENT"), ("L", "LOCAL"), ("P", "PHYSICAL")] },
    Metric { key: "MAC", property: "modifiedAttackComplexity", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "MAT", property: "modifiedAttackRequirements", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("N", "NONE"), ("P", "PRESENT")] },
    Metric { key: "MPR", property: "modifiedPrivilegesRequired", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("N", "NONE"), ("L", "LOW"), ("H", "HIGH")] },
    Metric { key: "MUI", property: "modifiedUserInteraction", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("N", "NONE"), ("P", "PASSIVE"), ("A", "ACTIVE")] },
    Metric { key: "MVC", property: "modifiedVulnConfidentialityImpact", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("H", "HIGH"), ("L", "LOW"), ("N", "NONE")] },
    Metric { key: "MVI", property: "modifiedVulnIntegrityImpact", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("H", "HIGH"), ("L", "LOW"), ("N", "NONE")] },
    Metric { key: "MVA", property: "modifiedVulnAvailabilityImpact", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("H", "HIGH"), ("L", "LOW"), ("N", "NONE")] },
    Metric { key: "MSC", property: "modifiedSubConfidentialityImpact", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("H", "HIGH"), ("L", "LOW"), ("N", "NONE")] },
    Metric { key: "MSI", property: "modifiedSubIntegrityImpact", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("S", "SAFETY"), ("H", "HIGH"), ("L", "LOW"), ("N", "NONE")] },
    Metric { key: "MSA", property: "modifiedSubAvailabilityImpact", group: Group::Environmental, values: &[("X", "NOT_DEFINED"), ("S", "SAFETY"), ("H", "HIGH"), ("L", "LOW"), ("N", "NONE")] },
    Metric { key: "S", property: "Safety", group: Group::Supplemental, values: &[("X", "NOT_DEFINED"), ("N", "NEGLIGIBLE"), ("P", "PRESENT")] },
    Metric { key: "AU", property: "Automatable", group: Group::Supplemental, values: &[("X", "NOT_DEFINED"), ("N", "NO"), ("Y", "YES")] },
    Metric { key: "R", property: "Recovery", group: Group::Supplemental, values: &[("X", "NOT_DEFINED"), ("A", "AUTOMATIC"), ("U", "USER"), ("I", "IRRECOVERABLE")] },
    Metric { key: "V", property: "valueDensity", group: Group::Supplemental, values: &[("X", "NOT_DEFINED"), ("D", "DIFFUSE"), ("C", "CONCENTRATED")] },
    Metric { key: "RE", property: "vulnerabilityResponseEffort", group: Group::Supplemental, values: &[("X", "NOT_DEFINED"), ("L", "LOW"), ("M", "MODERATE"), ("H", "HIGH")] },
    Metric { key: "U", property: "providerUrgency", group: Group::Supplemental, values: &[("X", "NOT_DEFINED"), ("Clear", "CLEAR"), ("Green", "GREEN"), ("Amber", "AMBER"), ("Red", "RED")] },
];
