//! `candor policy fmt`: brings policy files into the one layout, keeping their comments.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::{Failure, say};

/// Options of `policy fmt`.
#[derive(Debug, Args)]
pub(crate) struct Fmt {
    /// The files; `-` is standard input, and its result goes to standard output.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Change nothing; say which files would change, and fail when there are any.
    #[arg(long)]
    check: bool,
}

/// Writes the files anew.
///
/// # Errors
/// When a file cannot be read or written, or is no policy.
pub(crate) fn run(options: &Fmt) -> Result<ExitCode, Failure> {
    let mut differ = false;
    for path in &options.files {
        let (source, _) = super::read(path)?;
        let laid_out =
            policy::format(&source).map_err(|findings| super::unusable(path, &findings))?;
        let changed = laid_out != source;
        differ |= changed;
        if options.check {
            if changed {
                say::line(&format!("{} is laid out differently", path.display()));
            }
        } else if path.as_os_str() == "-" {
            say::line(laid_out.trim_end());
        } else if changed {
            super::replace(path, &laid_out)?;
            say::remark(&format!("{} is laid out anew", path.display()));
        }
    }
    Ok(if options.check && differ { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
