//! `candor verify`: a receipt or an export offline, or everything in the data folder.

use std::path::Path;
use std::process::ExitCode;

use crate::Failure;
use crate::args::Verify;
use crate::case_command::unlock;
use crate::config::Config;
use crate::instance::{self, Mode};
use crate::{say, serve};

/// Verifies, and ends with 1 when something does not fit.
///
/// # Errors
/// A sentence for people.
pub(crate) async fn run(
    config: &Config,
    options: &Verify,
    json: bool,
) -> Result<ExitCode, Failure> {
    if let (Some(path), Some(key)) = (&options.receipt, &options.key) {
        return verify_receipt(path, key, json);
    }
    if let (Some(path), Some(key)) = (&options.export, &options.key) {
        let export: desk::CaseExport = serde_json::from_slice(&read(path)?)
            .map_err(|error| format!("{} is not a case export: {error}", path.display()))?;
        return Ok(match export.verify(key) {
            Ok(shown) => {
                say::line(&shown);
                ExitCode::SUCCESS
            }
            Err(fault) => {
                say::remark(&format!("This export does not hold: {fault}"));
                ExitCode::FAILURE
            }
        });
    }
    let desk = instance::open(config, Mode::Verify, serve::system_time()).await?;
    let member = match &options.login {
        Some(login) => Some(unlock(config, &desk, login).await?),
        None => None,
    };
    let only = match &options.program {
        Some(slug) => Some(slug.parse().map_err(|error| format!("{slug}: {error}"))?),
        None => None,
    };
    let report = desk.verify(only.as_ref(), member.as_ref()).await?;
    if json {
        say::json(&report);
    } else {
        say::line(&report.to_string());
    }
    Ok(if report.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn verify_receipt(path: &Path, key: &str, json: bool) -> Result<ExitCode, Failure> {
    match desk::verify_receipt_file(&read(path)?, key) {
        Ok(facts) => {
            let recorded = clock::Instant::from_second(facts.recorded);
            if json {
                say::json(&serde_json::json!({
                    "holds": true,
                    "act": facts.entry.act,
                    "case": facts.case,
                    "recorded": recorded.to_string(),
                    "policy": facts.policy.to_string(),
                    "index": facts.index,
                    "log": facts.checkpoint.origin(),
                    "log_size": facts.checkpoint.size(),
                }));
            } else {
                say::line(&format!(
                    "This receipt holds. {} was recorded at {recorded} as entry {} of the log {}, under the policy version {}.",
                    facts.entry.act,
                    facts.index,
                    facts.checkpoint.origin(),
                    facts.policy
                ));
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(fault) => {
            say::remark(&format!("This receipt does not hold: {fault}"));
            Ok(ExitCode::FAILURE)
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()).into())
}
