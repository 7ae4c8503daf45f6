//! `candor policy schema`: the JSON Schema of policy files, or the reference page, as this version knows them.

use std::process::ExitCode;

use clap::Args;

use crate::{Failure, say};

/// Options of `policy schema`.
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Print the reference page of the language (Markdown) instead.
    #[arg(long)]
    reference: bool,
}

/// Prints it.
///
/// # Errors
/// None yet.
pub(crate) fn run(options: &Schema) -> Result<ExitCode, Failure> {
    let text = if options.reference {
        policy::language::reference()
    } else {
        policy::language::json_schema()
    };
    say::line(text.trim_end());
    Ok(ExitCode::SUCCESS)
}
