//! `candor policy render`: what a policy becomes, for a repository or a site that runs no desk.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use clock::Instant;
use policy::SecurityTxt;
use policy::render::{self, Addresses};

use crate::config::Config;
use crate::{Failure, say, serve};

/// Options of `policy render`.
#[derive(Debug, Args)]
pub(crate) struct Render {
    /// The policy file; `-` is standard input.
    file: PathBuf,
    /// What to make of it.
    #[arg(long = "as", value_enum, value_name = "FORM")]
    form: Form,
    /// The file to write; standard output otherwise.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Change nothing; fail when the file given with `--out` is not what would be written.
    #[arg(long, requires = "out")]
    check: bool,
    /// Where the policy is shown. Needed for security.txt.
    #[arg(long, value_name = "URL")]
    policy_url: Option<String>,
    /// Where this security.txt is served. Needed for security.txt.
    #[arg(long, value_name = "URL")]
    canonical_url: Option<String>,
    /// Where reports are sent: a form or a mailbox's page, put before the contacts of the policy.
    #[arg(long, value_name = "URL")]
    report_url: Option<String>,
    /// Where those who reported are named.
    #[arg(long, value_name = "URL")]
    acknowledgments_url: Option<String>,
    /// Where the metadata of a CSAF provider is (`provider-metadata.json`).
    #[arg(long, value_name = "URL")]
    csaf_url: Option<String>,
    /// Until when security.txt holds; at most a year ahead, half a year when left out.
    #[arg(long, value_name = "MOMENT")]
    expires: Option<String>,
}

/// What a policy can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// SECURITY.md, in plain words.
    SecurityMd,
    /// security.txt (RFC 9116); clear-signed when an OpenPGP key is configured.
    SecurityTxt,
    /// An entry of disclose.io's directory.
    Dioterms,
    /// The document for machines, as it is served at /.well-known/security-policy.json.
    Json,
    /// A page without a style sheet.
    Html,
    /// The privacy page, as Markdown.
    Privacy,
}

/// Makes it.
///
/// # Errors
/// When the file is no policy, something needed is missing, or the result cannot be written.
pub(crate) fn run(options: &Render, config: &Config) -> Result<ExitCode, Failure> {
    let (_, policy) = super::read(&options.file)?;
    let addresses = Addresses {
        policy: options.policy_url.as_deref(),
        report: options.report_url.as_deref(),
        acknowledgments: options.acknowledgments_url.as_deref(),
        ..Addresses::default()
    };
    let text = match options.form {
        Form::SecurityMd => render::security_md(&policy),
        Form::SecurityTxt => security_txt(options, &policy, config)?,
        Form::Dioterms => render::dioterms(&policy, &addresses).map_err(|why| match why {
            render::NotListed::NoContact => why.to_string(),
            render::NotListed::NoPolicyPage => format!("{why} with --policy-url URL"),
        })?,
        Form::Json => render::well_known(&policy, &addresses),
        Form::Html => render::html(&policy),
        Form::Privacy => render::privacy_md(&policy),
    };
    match &options.out {
        None => say::line(text.trim_end_matches('\n')),
        Some(path) if options.check => {
            let there = super::text(path)?;
            if there != text {
                say::remark(&format!("{} is not what the policy says now", path.display()));
                return Ok(ExitCode::FAILURE);
            }
        }
        Some(path) => super::replace(path, &text)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn security_txt(
    options: &Render,
    policy: &policy::Policy,
    config: &Config,
) -> Result<String, Failure> {
    let needed = |value: &Option<String>, flag: &str| {
        value
            .clone()
            .ok_or(format!("security.txt says where it and the policy are: add {flag} URL"))
    };
    let canonical_url = needed(&options.canonical_url, "--canonical-url")?;
    let policy_url = needed(&options.policy_url, "--policy-url")?;
    let has_address = policy.program.contacts.iter().any(|contact| contact.way.has_address());
    if options.report_url.is_none() && !has_address {
        return Err("security.txt needs a contact with an address (RFC 9116 \u{a7}2.5.3), and the policy names only the repository that it lies in: add --report-url URL".into());
    }
    let now = serve::system_time().now();
    let year = now.checked_add(policy::security_txt_at_most()).unwrap_or(now);
    let expires = match &options.expires {
        None => now.checked_add(policy::security_txt_usually()).unwrap_or(now),
        Some(text) => text
            .parse::<Instant>()
            .ok()
            .filter(|expires| now < *expires && *expires <= year)
            .ok_or_else(|| format!("`{text}` is no moment within the next year, like {year}"))?,
    };
    let text = policy::security_txt(
        policy,
        &SecurityTxt {
            expires,
            canonical_url: &canonical_url,
            policy_url: &policy_url,
            report_url: options.report_url.as_deref(),
            acknowledgments_url: options.acknowledgments_url.as_deref(),
            csaf_url: options.csaf_url.as_deref(),
        },
    );
    let key = config.signing_key().map_err(|error| format!("CANDOR_OPENPGP_KEY: {error}"))?;
    Ok(match key {
        Some(key) => key.clear_sign(&text, u32::try_from(now.second()).unwrap_or(u32::MAX)),
        None => text,
    })
}
