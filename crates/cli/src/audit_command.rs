//! `candor audit`: a log as static files (C2SP tlog-tiles), written and verified.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use desk::{Desk, Program, SecurityReport};
use ledger::{CosignerKey, LogCheck, SignedNote, StoredEntry, Tile, Tiles, Verified, VerifierKey};

use crate::args::AuditCommand;
use crate::config::Config;
use crate::instance::{self, Mode};
use crate::{Failure, say, serve};

/// Exports or verifies. Ends with 1 when something does not fit.
///
/// # Errors
/// A sentence for people.
pub(crate) async fn run(
    config: &Config,
    command: &AuditCommand,
    json: bool,
) -> Result<ExitCode, Failure> {
    match command {
        AuditCommand::Export { folder, program, instance } => {
            export(config, folder, program.as_deref(), *instance, json).await
        }
        AuditCommand::Report { program } => report(config, program.as_deref(), json).await,
        AuditCommand::Verify { folder, key, older, witness } => {
            let key: VerifierKey = key.trim().parse()?;
            let witnesses: Vec<CosignerKey> =
                witness.iter().map(|key| key.trim().parse()).collect::<Result<_, _>>()?;
            let mut notes = Vec::new();
            for path in older {
                notes.push(read(path)?);
            }
            match verify(folder, &key, &notes, &witnesses) {
                Ok(found) if json => say::json(&serde_json::json!({
                    "holds": true,
                    "log": key.name(),
                    "size": found.size,
                    "root": found.root.to_base64(),
                    "tiles": found.tiles,
                })),
                Ok(found) => say::line(&format!(
                    "This log holds. {} has {} entries; each was hashed anew, {} tiles were compared, and the signed root is theirs.",
                    key.name(),
                    found.size,
                    found.tiles
                )),
                Err(fault) => {
                    say::remark(&format!("This log does not hold: {fault}"));
                    return Ok(ExitCode::FAILURE);
                }
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn export(
    config: &Config,
    folder: &Path,
    slug: Option<&str>,
    instance: bool,
    json: bool,
) -> Result<ExitCode, Failure> {
    if std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(format!(
            "{} is not empty: an export is written into a new folder",
            folder.display()
        )
        .into());
    }
    let desk = instance::open(config, Mode::Command, serve::system_time()).await?;
    let (log, head, key) = match instance {
        true => {
            let head = desk.sign_audit_checkpoint().await?;
            let (name, key) = desk.audit_key().await?;
            (Log { program: None, name }, head, key)
        }
        false => {
            let program = chosen(&desk, slug)?;
            let (name, key) = (program.origin.clone(), program.ledger_key());
            let head = desk.sign_checkpoint(&program).await?;
            (Log { program: Some(program), name }, head, key)
        }
    };
    let head = head.ok_or("this log is empty: there is nothing to export")?;
    let mut tiles: u64 = 0;
    for tile in Tile::all(head.size) {
        put(folder, &tile.to_string(), &log.tile(&desk, tile).await?)?;
        if tile.level() == 0 {
            put(folder, &tile.entries_path(), &log.entries(&desk, tile).await?)?;
        }
        tiles += 1;
    }
    put(folder, "vkey", format!("{key}\n").as_bytes())?;
    // Last, so that a folder with a checkpoint is whole.
    put(folder, "checkpoint", head.note.as_bytes())?;
    if json {
        say::json(&serde_json::json!({
            "log": log.name, "size": head.size, "tiles": tiles, "key": key,
        }));
    } else {
        say::remark(&format!(
            "{} holds the log {} with {} entries. Verify it with:",
            folder.display(),
            log.name,
            head.size
        ));
        say::line(&format!("candor-verify log {} --key '{key}'", folder.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the security report. Ends with 1 when a check does not hold.
async fn report(config: &Config, slug: Option<&str>, json: bool) -> Result<ExitCode, Failure> {
    let desk = instance::open(config, Mode::Command, serve::system_time()).await?;
    let program = chosen(&desk, slug)?;
    let report = desk.security_report_at_console(&program.id).await?;
    if json {
        say::json(&report);
    } else {
        say::line(&in_words(&report));
    }
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn in_words(report: &SecurityReport) -> String {
    let mut lines = vec![format!("Security report of {}, made {}", report.program, report.made)];
    lines.push("\nChecks".to_owned());
    for check in &report.checks {
        let mark = if check.holds { "holds" } else { "FAILS" };
        lines.push(format!("  {mark}  {}: {}", check.name, check.found));
    }
    lines.extend(report.deviations.iter().map(|words| format!("  note   {words}")));
    lines.push("\nWho has access".to_owned());
    for member in &report.members {
        lines.push(format!(
            "  {}, {}, since {}; last sign-in {}{}{}",
            member.login,
            member.role,
            member.since,
            member.last_sign_in.as_deref().unwrap_or("not known"),
            if member.stale { "; STALE" } else { "" },
            if member.second_factor { "" } else { "; no second factor" },
        ));
    }
    lines.push(format!("\nAlerts of the last {} days", report.days));
    for count in &report.alerts {
        lines.push(format!("  {}: {} open, {} looked at", count.rule, count.waiting, count.seen));
    }
    let sections = [
        ("Rights given and taken", &report.changes),
        ("Restricted cases read, files and cases taken out", &report.reads),
    ];
    for (title, entries) in sections {
        lines.push(format!("\n{title}"));
        for line in entries {
            let why = line.why.as_deref().map(|why| format!(" ({why})")).unwrap_or_default();
            lines.push(format!("  {} {} {} {}{why}", line.at, line.who, line.act, line.about));
        }
    }
    lines.join("\n")
}

/// The log that is exported.
struct Log {
    /// Whose; nothing: the instance's.
    program: Option<Arc<Program>>,
    name: String,
}

impl Log {
    async fn tile(&self, desk: &Desk, tile: Tile) -> Result<Vec<u8>, desk::Error> {
        match &self.program {
            Some(program) => desk.log_tile(program, tile).await,
            None => desk.audit_tile(tile).await,
        }
    }

    async fn entries(&self, desk: &Desk, tile: Tile) -> Result<Vec<u8>, desk::Error> {
        match &self.program {
            Some(program) => desk.log_entries(program, tile).await,
            None => desk.audit_entries(tile).await,
        }
    }
}

fn chosen(desk: &Desk, slug: Option<&str>) -> Result<Arc<Program>, Failure> {
    let programs = desk.programs();
    match (slug, programs.as_slice()) {
        (Some(slug), _) => Ok(desk.program(&slug.parse()?)?),
        (None, [only]) => Ok(Arc::clone(only)),
        (None, []) => Err("this instance has no program yet".into()),
        (None, [_, _, ..]) => {
            let names: Vec<&str> = programs.iter().map(|program| program.id.as_str()).collect();
            Err(format!("say which log with --program: {}", names.join(", ")).into())
        }
    }
}

fn put(folder: &Path, path: &str, bytes: &[u8]) -> Result<(), Failure> {
    let path = folder.join(path);
    let failed = |error| format!("{} cannot be written: {error}", path.display());
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(failed)?;
    }
    std::fs::write(&path, bytes).map_err(failed)?;
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()).into())
}

/// Verifies an exported log against its head, older heads and witnesses.
fn verify(
    folder: &Path,
    key: &VerifierKey,
    older: &[Vec<u8>],
    witnesses: &[CosignerKey],
) -> Result<Verified, Failure> {
    let keys = core::slice::from_ref(key);
    let mut check = LogCheck::new(keys, Tiles::Stored);
    let note = read(&folder.join("checkpoint"))?;
    let size = ledger::Checkpoint::open(&note, keys)?.size();
    let parsed = SignedNote::parse(&note)?;
    for witness in witnesses {
        if witness.cosigned(&parsed)?.is_none() {
            return Err(format!("the witness {} did not cosign it", witness.name()).into());
        }
    }
    for note in older.iter().chain([&note]) {
        check.checkpoint(note)?;
    }
    for tile in (0..size.div_ceil(256)).filter_map(|index| Tile::in_tree(0, index, size)) {
        let hashes = read(&folder.join(tile.to_string()))?;
        let bundle = read(&folder.join(tile.entries_path()))?;
        let entries = ledger::read_bundle(&bundle, tile.width())
            .map_err(|why| format!("{}: {why}", tile.entries_path()))?;
        for (entry, leaf) in entries.into_iter().zip(tile.hashes(&hashes)?) {
            check.entry(&StoredEntry { entry, leaf: leaf.as_slice(), sealed: None })?;
        }
        due_tiles(&mut check, folder)?;
    }
    check.end_of_entries()?;
    due_tiles(&mut check, folder)?;
    Ok(check.finish(None)?)
}

fn due_tiles(check: &mut LogCheck, folder: &Path) -> Result<(), Failure> {
    while let Some(tile) = check.due_tile() {
        check.tile(Some(&read(&folder.join(tile.to_string()))?))?;
    }
    Ok(())
}
