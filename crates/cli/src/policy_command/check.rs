//! `candor policy check`: reads policies from files, a folder or (only when asked) a site, and shows what is
//! wrong with them. The rules are in the crate `check`; here is only what touches disk and terminal.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use check::{File, MAX_POLICY_BYTES, Options, Profile, Report, Severity};
use clap::{Args, ValueEnum};
use clock::Instant;

use crate::config::Config;
use crate::{Failure, say, serve};

/// How deep a `.well-known` folder is looked for, and how many folders are opened for it.
const DEEPEST: usize = 4;
const MOST_FOLDERS: usize = 2_000;
/// Folders that hold what others wrote, or what a build made.
const SKIPPED: &[&str] =
    &[".git", "node_modules", "target", "vendor", "third_party", "dist", "build"];
/// The exit code for what cannot be read at all.
const UNREADABLE: u8 = 2;

/// Options of `policy check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  candor policy check                                       the repository in this folder\n  candor policy check SECURITY.md --profile scorecard,cra   one file, and two profiles\n  candor policy check --format sarif > policy.sarif         for code scanning\n  candor policy check --badge badge.svg --fail-on warning   for CI\n  candor policy check --url https://example.org             its security.txt and what that names\n\nExit codes: 0 nothing at or above --fail-on, 1 something, 2 cannot be read. No connection is made without --url."
)]
pub(crate) struct Check {
    /// Policy files (policy.toml, SECURITY.md, security.rst, an HTML page, security.txt), or one folder in
    /// which they are looked for as hosts do. This folder otherwise.
    paths: Vec<PathBuf>,
    /// Fill in what these ask, comma-separated, or `all`.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    profile: Vec<String>,
    /// How to show what is found. Also `json` with the global `--json`.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The mildest finding that makes the exit code 1.
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// Write a badge (SVG) to this file as well.
    #[arg(long, value_name = "FILE")]
    badge: Option<PathBuf>,
    /// Fetch a policy, or a site's security.txt and the policies that it names, over HTTPS. The certificates that
    /// the system trusts are trusted, or else those in the file that `SSL_CERT_FILE` names.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "paths")]
    url: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Note,
    Warning,
    Error,
    /// The exit code is 0 whatever is found.
    Never,
}

/// What was read: paths as they are shown, and the bytes.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) files: Vec<(String, Vec<u8>, u64)>,
    whole_tree: bool,
}

/// Carries out `policy check`.
///
/// # Errors
/// When a profile is unknown or the badge cannot be written.
pub(crate) fn run(options: &Check, config: &Config, json: bool) -> Result<ExitCode, Failure> {
    let mut profiles = profiles(&options.profile)?;
    if profiles.is_empty() && options.badge.is_some() {
        // A badge shows a score; the widest known one, when nobody asks for another.
        profiles.extend(check::profile("scorecard"));
    }
    let gathered = match gather(options, config) {
        Ok(gathered) => gathered,
        Err(failure) => {
            say::remark(&format!("error: {failure}"));
            return Ok(ExitCode::from(UNREADABLE));
        }
    };
    let files: Vec<File<'_>> = gathered
        .files
        .iter()
        .map(|(path, bytes, length)| File { path, bytes, length: *length })
        .collect();
    let now: Instant = serve::system_time().now();
    let asked = Options { now, whole_tree: gathered.whole_tree, profiles: &profiles };
    let report = check::check(&files, &asked);
    if let Some(file) = &options.badge {
        std::fs::write(file, check::badge(&report))
            .map_err(|error| format!("{} cannot be written: {error}", file.display()))?;
    }
    let shown = match options.format {
        Format::Sarif => check::sarif(&report),
        Format::Json => check::json(&report),
        Format::Text if json => check::json(&report),
        Format::Text => check::text(&report),
    };
    say::line(shown.trim_end());
    Ok(exit_code(&report, options.fail_on))
}

fn exit_code(report: &Report, fail_on: FailOn) -> ExitCode {
    let least = match fail_on {
        FailOn::Note => Severity::Note,
        FailOn::Warning => Severity::Warning,
        FailOn::Error => Severity::Error,
        FailOn::Never => return ExitCode::SUCCESS,
    };
    if report.reaches(least) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn profiles(names: &[String]) -> Result<Vec<&'static Profile>, Failure> {
    if names.iter().any(|name| name == "all") {
        return Ok(check::PROFILES.to_vec());
    }
    let one = |name: &String| {
        check::profile(name).ok_or_else(|| {
            let known: Vec<_> = check::PROFILES.iter().map(|profile| profile.id).collect();
            format!("there is no profile `{name}`: use {} or all", known.join(", ")).into()
        })
    };
    names.iter().map(one).collect()
}

fn gather(options: &Check, config: &Config) -> Result<Gathered, Failure> {
    if let Some(address) = &options.url {
        return Ok(Gathered {
            files: super::fetch::fetch(address, &config.reach)?,
            whole_tree: false,
        });
    }
    let folders = options.paths.iter().filter(|path| path.is_dir()).count();
    if options.paths.is_empty() {
        return folder(Path::new("."));
    }
    if folders == 0 {
        let read = |path: &PathBuf| read(path, &shown(path));
        let files = options.paths.iter().map(read).collect::<Result<_, _>>()?;
        return Ok(Gathered { files, whole_tree: false });
    }
    match options.paths.as_slice() {
        [one] => folder(one),
        _ => Err("a folder is checked alone: name one folder, or only files".into()),
    }
}

/// A path as findings show it: relative to the working folder, where it lies in it.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let relative = path.strip_prefix(&here).unwrap_or(path);
    let relative = relative.strip_prefix(".").unwrap_or(relative);
    relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Reads a file, or its beginning when it is longer than any policy.
fn read(path: &Path, name: &str) -> Result<(String, Vec<u8>, u64), Failure> {
    let unreadable = |error: std::io::Error| format!("{} cannot be read: {error}", path.display());
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    let most = u64::try_from(MAX_POLICY_BYTES)?.saturating_add(1);
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).map_err(unreadable)?;
    // A device or a pipe has no length of its own.
    let length = length.max(u64::try_from(bytes.len())?);
    Ok((name.to_owned(), bytes, length))
}

/// The files of a folder that may be policies.
fn folder(root: &Path) -> Result<Gathered, Failure> {
    let mut found = Vec::new();
    for place in check::FOLDERS {
        if let Ok(entries) = std::fs::read_dir(root.join(place)) {
            found.extend(
                entries
                    .flatten()
                    .map(|entry| format!("{place}{}", entry.file_name().to_string_lossy())),
            );
        } else if place.is_empty() {
            return Err(format!("{} cannot be read", root.display()).into());
        }
    }
    found.extend(well_known(root));
    found.sort();
    found.dedup();
    let files = found
        .iter()
        .filter(|path| check::wanted(path) && root.join(path).is_file())
        .map(|path| read(&root.join(path), path))
        .collect::<Result<_, _>>()?;
    Ok(Gathered { files, whole_tree: true })
}

/// Every `.well-known/security.txt` that is not too deep. Linked folders are not followed.
fn well_known(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), 0)];
    let mut opened = 0;
    while let Some((folder, depth)) = open.pop() {
        opened += 1;
        let (true, Ok(entries)) = (opened <= MOST_FOLDERS, std::fs::read_dir(root.join(&folder)))
        else {
            continue;
        };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if !is_folder || SKIPPED.contains(&name.as_str()) {
                continue;
            }
            if name == ".well-known" {
                found.push(format!("{folder}{name}/security.txt"));
            } else if depth < DEEPEST {
                open.push((format!("{folder}{name}/"), depth + 1));
            }
        }
    }
    found
}
