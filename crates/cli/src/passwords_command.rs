//! `candor passwords build`: a list of breached passphrases in the form that `known_passphrases` names.
//!
//! The form is described in `docs/formats/breached-passphrases.md`. No data folder is needed, and nothing is
//! fetched: the operator brings the list.

use std::path::Path;
use std::process::ExitCode;

use credential::password::table::{BreachedTable, build, build_from_sha1_lines};

use crate::Failure;
use crate::args::PasswordsCommand;
use crate::say;

/// Bytes of an entry: of five hundred million entries one in two thousand million guesses is taken for one
/// of them by chance.
const WIDTH: u8 = 8;

/// Carries out a command on lists of passphrases.
///
/// # Errors
/// A sentence for people.
pub(crate) fn run(command: &PasswordsCommand) -> Result<ExitCode, Failure> {
    let PasswordsCommand::Build { from, to, sha1, seen_at_least } = command;
    let named = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let text = std::fs::read_to_string(from).map_err(|error| named(from, error))?;
    let (list, strange) = if *sha1 {
        build_from_sha1_lines(text.lines(), *seen_at_least, WIDTH)
    } else {
        (build(text.lines(), WIDTH), 0)
    };
    let entries = BreachedTable::open(list.as_slice())?.entries();
    if entries == 0 {
        return Err(format!(
            "{} holds no passphrase that could be read. Write one on each line, or with --sha1 forty hexadecimal digits, a colon and how often it was seen",
            from.display()
        )
        .into());
    }
    std::fs::write(to, &list).map_err(|error| named(to, error))?;
    if strange > 0 {
        say::remark(&format!("{strange} lines have another form and were left out."));
    }
    say::remark(&format!(
        "{} holds {entries} passphrases. Name it with CANDOR_KNOWN_PASSPHRASES.",
        to.display()
    ));
    Ok(ExitCode::SUCCESS)
}
