//! What a check found: findings in the order of the files, and the profiles that were asked for.

use crate::finding::{Finding, Severity};
use crate::profile::ProfileResult;

/// What a check found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The files that were read, in the order in which they were read.
    pub files: Vec<String>,
    /// What to mend, by file and place.
    pub findings: Vec<Finding>,
    /// The profiles that were asked for.
    pub profiles: Vec<ProfileResult>,
}

impl Report {
    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether there is a finding of this severity or a worse one.
    #[must_use]
    pub fn reaches(&self, severity: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= severity)
    }

    /// The findings in numbers, in one sentence.
    #[must_use]
    pub fn summary(&self) -> String {
        let of = |severity: Severity| {
            let count = self.count(severity);
            format!("{count} {severity}{}", if count == 1 { "" } else { "s" })
        };
        let files = match self.files.as_slice() {
            [] => "no file".to_owned(),
            [one] => one.clone(),
            many => format!("{} files", many.len()),
        };
        if self.findings.is_empty() {
            return format!("{files}: nothing to mend.");
        }
        format!(
            "{files}: {}, {}, {}.",
            of(Severity::Error),
            of(Severity::Warning),
            of(Severity::Note)
        )
    }
}
