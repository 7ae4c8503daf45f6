//! Asking for a passphrase: from the configuration, or on a terminal without showing it.

use std::io::IsTerminal;
use std::path::Path;

use crate::Failure;
use crate::config::{Config, Secret};

/// The passphrase of the account a command acts for.
///
/// # Errors
/// When it is not configured and there is no terminal to ask on.
pub(crate) fn of_account(config: &Config, login: &str) -> Result<Secret, Failure> {
    if let Some(passphrase) = &config.passphrase {
        return Ok(Secret::new(passphrase.reveal().to_owned()));
    }
    ask(&format!("Passphrase of {login}: "), "Set CANDOR_PASSPHRASE_FILE to a file that holds it")
}

/// A secret from a file, or asked for.
///
/// # Errors
/// When the file cannot be read, or there is no terminal to ask on.
pub(crate) fn from_file_or_ask(
    file: Option<&Path>,
    prompt: &str,
    otherwise: &str,
) -> Result<Secret, Failure> {
    match file {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
            Ok(Secret::new(text.trim_end_matches(['\r', '\n']).to_owned()))
        }
        None => ask(prompt, otherwise),
    }
}

/// A recovery kit: from a file, or asked for. Whoever types one of its sheets is asked for a second, so that each
/// holder types their own.
///
/// # Errors
/// When the file cannot be read, or there is no terminal to ask on.
pub(crate) fn recovery_kit(file: Option<&Path>) -> Result<Secret, Failure> {
    const OTHERWISE: &str =
        "Give a file with the kit, or with two of its sheets, with --recovery-kit";
    let first = from_file_or_ask(file, "Recovery kit, or one of its sheets: ", OTHERWISE)?;
    let needs_another = file.is_none()
        && matches!(seal::RecoveryKit::parse(first.reveal()), Err(seal::KitError::OneSheet));
    if !needs_another {
        return Ok(first);
    }
    let second = ask("Another sheet: ", OTHERWISE)?;
    Ok(Secret::new(format!("{}\n{}", first.reveal(), second.reveal())))
}

fn ask(prompt: &str, otherwise: &str) -> Result<Secret, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(format!("there is no terminal to ask on. {otherwise}").into());
    }
    Ok(Secret::new(rpassword::prompt_password(prompt)?))
}
