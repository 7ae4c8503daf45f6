//! `candor advisory`: the published tree as files; others' records read and rendered.

use std::collections::HashSet;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use advisory::publication;
use advisory::{Advisory, Format, preview, problems, read};
use serde::Serialize;

use crate::Failure;
use crate::advisory_verify::Keys;
use crate::args::AdvisoryCommand;
use crate::config::Config;
use crate::instance::{self, Mode};
use crate::{advisory_verify, cve_command, say, serve};

/// Files that wait to be written.
const FILES_WAITING: usize = 256;

/// Commands that need no data. Nothing: it is not one of them.
///
/// # Errors
/// A sentence for people.
pub(crate) fn without_instance(
    command: &AdvisoryCommand,
    reach: &outbound::Reach,
    json: bool,
) -> Result<Option<ExitCode>, Failure> {
    match command {
        AdvisoryCommand::Export { .. } | AdvisoryCommand::Cve(_) => Ok(None),
        AdvisoryCommand::Import { file } => import(file, json).map(Some),
        AdvisoryCommand::Render { file, format, at } => render(file, format, at).map(Some),
        AdvisoryCommand::Verify { target, key, openpgp_key, log_key } => {
            let keys = Keys {
                minisign: key.as_deref(),
                openpgp: openpgp_key.as_deref(),
                log: log_key.as_deref(),
            };
            advisory_verify::verify(target, keys, reach, json).map(Some)
        }
    }
}

/// Carries out a command on the data.
///
/// # Errors
/// A sentence for people.
pub(crate) async fn run(
    config: &Config,
    command: &AdvisoryCommand,
    json: bool,
) -> Result<ExitCode, Failure> {
    let folder = match command {
        AdvisoryCommand::Export { folder } => folder,
        AdvisoryCommand::Cve(command) => return cve_command::run(config, command, json).await,
        _ => return Ok(ExitCode::SUCCESS),
    };
    if folder.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(format!(
            "{} is not empty: name a new folder, so that nothing old stays beside what is published",
            folder.display()
        )
        .into());
    }
    let desk = instance::open(config, Mode::Command, serve::system_time()).await?;
    let settings = serve::site_settings(config, false);
    let mut writers = Writers::start()?;
    let mut known = HashSet::new();
    let written = web::static_tree(&desk, settings, |path, bytes| {
        let to = folder.join(path);
        if let Some(parent) = to.parent()
            && !known.contains(parent)
        {
            std::fs::create_dir_all(parent)?;
            known.insert(parent.to_owned());
        }
        writers.write(to, bytes)
    })
    .await;
    // Why a file could not be written says more than that no more were taken.
    writers.finish()?;
    let count = written?;
    say::remark(&format!("{count} files were written into {}.", folder.display()));
    Ok(ExitCode::SUCCESS)
}

/// Threads that write files: a tree is hundreds of thousands, and most of its time is the file system's.
struct Writers {
    give: SyncSender<(PathBuf, Vec<u8>)>,
    threads: Vec<JoinHandle<std::io::Result<()>>>,
}

impl Writers {
    fn start() -> std::io::Result<Self> {
        let (give, take) = sync_channel::<(PathBuf, Vec<u8>)>(FILES_WAITING);
        let take = Arc::new(Mutex::new(take));
        let count = std::thread::available_parallelism().map_or(1, NonZero::get);
        let write = move || {
            let take = Arc::clone(&take);
            std::thread::Builder::new().spawn(move || {
                loop {
                    let next = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((to, bytes)) = next else { return Ok(()) };
                    std::fs::write(to, bytes)?;
                }
            })
        };
        let threads = (0..count).map(|_| write()).collect::<Result<_, _>>()?;
        Ok(Self { give, threads })
    }

    fn write(&mut self, to: PathBuf, bytes: &[u8]) -> std::io::Result<()> {
        // Every thread ended early: with an error, which `finish` gives.
        self.give.send((to, bytes.to_owned())).map_err(|_| std::io::ErrorKind::BrokenPipe.into())
    }

    /// Waits until every file is written.
    fn finish(self) -> std::io::Result<()> {
        drop(self.give);
        for thread in self.threads {
            thread.join().map_err(|_| std::io::ErrorKind::Other)??;
        }
        Ok(())
    }
}

pub(crate) fn bytes_of(file: &Path) -> Result<Vec<u8>, Failure> {
    let size = std::fs::metadata(file).map_err(|e| format!("{}: {e}", file.display()))?.len();
    if usize::try_from(size).is_ok_and(|size| size > read::MAX_BYTES) {
        return Err(read::ImportError::TooLarge(usize::try_from(size).unwrap_or(usize::MAX)).into());
    }
    std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

#[derive(Serialize)]
struct Read<'a> {
    drafts: &'a [Advisory],
    not_understood: Vec<(String, String)>,
}

/// Shows what a record of others becomes, and what of it was not understood.
fn import(file: &Path, json: bool) -> Result<ExitCode, Failure> {
    let imported = read::read(&bytes_of(file)?)?;
    let not_understood: Vec<(String, String)> = imported
        .not_understood
        .iter()
        .map(|left| (left.pointer.clone(), left.why.clone()))
        .collect();
    let drafts = imported.into_drafts();
    if json {
        say::json(&Read { drafts: &drafts, not_understood });
        return Ok(ExitCode::SUCCESS);
    }
    for draft in &drafts {
        say::line(&format!("{}  {}", draft.id, draft.title));
        for group in advisory::form::fields(draft) {
            for field in group.fields.iter().filter(|field| !field.value.is_empty()) {
                say::line(&format!("  {}: {}", field.name, field.value.replace('\n', "\n    ")));
            }
        }
    }
    for (pointer, why) in &not_understood {
        say::remark(&format!("not understood: {pointer}: {why}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a record of others in another format.
fn render(file: &Path, format: &str, at: &str) -> Result<ExitCode, Failure> {
    let wanted = Format::ALL.iter().copied().find(|known| {
        publication::name(*known).split('.').next() == Some(format)
            || publication::name(*known) == format
    });
    let Some(format) = wanted else {
        let names: Vec<&str> = Format::ALL.iter().map(|known| publication::name(*known)).collect();
        return Err(format!("{format} is no format; write one of: {}", names.join(", ")).into());
    };
    let imported = read::read(&bytes_of(file)?)?;
    for record in &imported.records {
        let place = publication::place(at.trim_end_matches('/'), record);
        for problem in problems(record) {
            say::remark(&format!("{}: {problem}", record.id));
        }
        for missing in publication::needs(record, format, &place) {
            say::remark(&format!("{}: {}", record.id, missing.sentence));
        }
        say::line(preview(record, format, &place).body.trim_end());
    }
    Ok(ExitCode::SUCCESS)
}
