//! What can go wrong in a task, as sentences that say what to do next.

use std::fmt;

/// Why a task ended without doing what was asked.
#[derive(Debug)]
pub(crate) enum TaskError {
    /// The words on the command line name no task; holds the usage text.
    Usage(&'static str),
    /// A file or folder could not be read or written.
    File { path: String, source: std::io::Error },
    /// A program could not be started.
    Start { program: String, source: std::io::Error },
    /// A program ran and failed.
    Failed { program: String },
    /// There is no fuzz target of this name.
    NoFuzzTarget { target: String },
    /// The house rules are broken in this many places.
    Untidy(usize),
    /// A generated document differs from what would be generated now.
    Stale { path: String },
    /// A data file of the tasks is malformed.
    Data { path: &'static str, line: usize, what: String },
    /// Steps of `ci` failed.
    Steps(Vec<String>),
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(text) => f.write_str(text),
            Self::File { path, source } => write!(f, "{path}: {source}"),
            Self::Start { program, source } => {
                write!(f, "cannot start `{program}`: {source}; install it, or put it on PATH")
            }
            Self::Failed { program } => write!(f, "`{program}` failed; its output is above"),
            Self::NoFuzzTarget { target } => {
                write!(
                    f,
                    "there is no fuzz target `{target}`; the targets are the files of fuzz/fuzz_targets"
                )
            }
            Self::Untidy(1) => f.write_str("tidy: 1 place breaks a house rule (CONTRIBUTING.md)"),
            Self::Untidy(count) => {
                write!(f, "tidy: {count} places break a house rule (CONTRIBUTING.md)")
            }
            Self::Stale { path } => {
                write!(f, "{path} is not what the sources say now; run `cargo xtask gen`")
            }
            Self::Data { path, line, what } => write!(f, "{path}:{line}: {what}"),
            Self::Steps(names) => write!(f, "ci: failed: {}", names.join(", ")),
        }
    }
}

impl std::error::Error for TaskError {}
