//! `candor policy explain`: what is owed in a situation, to whom, by when and why, with a picture of the timeline.
//!
//! Reads files and writes them; what is said is decided in [`case::explain`], what is drawn in [`pages::timeline`].

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use case::ClockState;
use case::explain::{
    Comparison, Explanation, History, Owed, Situation, TimelineStyle, compare, explain, history,
};
use clap::Args;
use clock::Instant;
use pages::chart::{Tone, position};
use pages::timeline::{PictureRow, TimelinePicture};
use policy::{Policy, Severity};
use serde::Serialize;

use crate::{Failure, say};

/// The width of text that is not shown on a terminal.
const USUAL_WIDTH: u16 = 100;

/// Options of `policy explain`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  candor policy explain policy.toml --received 2026-12-23T16:00 --severity high\n  candor policy explain policy.toml --received 2026-12-23T16:00 --event \"t+2d acknowledge\" --event \"t+9d accept\" --as-of t+30d\n  candor policy explain policy.toml --received 2026-12-23T16:00 --events history.txt --svg timeline.svg\n  candor policy explain old.toml --received 2026-12-23T16:00 --events history.txt --what-if new.toml\n\nAn event is a time and a command of a case: `t+2d acknowledge`, `2026-12-27T10:00 reporter> message`,\n`t+9d assess-severity severity=low`. `tick` only lets time pass. A file has one event a line; # begins a remark."
)]
pub(crate) struct Explain {
    /// The policy.
    policy: PathBuf,
    /// When the report was received, on the policy's clock (2026-12-23T16:00) or with an offset (2026-12-23T15:00Z).
    #[arg(long, value_name = "TIME")]
    received: String,
    /// The severity: low, medium, high or critical. Left out, the strictest promises apply.
    #[arg(long)]
    severity: Option<Severity>,
    /// Something that happened, such as "t+2d acknowledge"; may be given more than once.
    #[arg(long = "event", value_name = "EVENT")]
    event: Vec<String>,
    /// File with what happened, one event a line.
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// As of when everything is judged: a time, or t+10d. The last event otherwise.
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// What this other policy would have made of the same history.
    #[arg(long, value_name = "POLICY")]
    what_if: Option<PathBuf>,
    /// Also write the timeline into this file, as SVG.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Draw the timeline with plain ASCII signs.
    #[arg(long)]
    ascii: bool,
    /// How many columns to use; those of the terminal otherwise.
    #[arg(long, value_name = "COLUMNS")]
    width: Option<u16>,
}

/// The answer for programs.
#[derive(Serialize)]
struct Answer<'a> {
    explanation: &'a Explanation,
    #[serde(skip_serializing_if = "Option::is_none")]
    what_if: Option<WhatIf>,
}

/// The same history under the other policy.
#[derive(Serialize)]
struct WhatIf {
    file: String,
    explanation: Explanation,
    comparison: Comparison,
}

/// Explains a situation.
///
/// # Errors
/// When a file cannot be read or written, a policy is wrong, or the situation cannot be.
pub(crate) fn run(options: &Explain, json: bool) -> Result<ExitCode, Failure> {
    let policy = read_policy(&options.policy)?;
    let script = script(options)?;
    let situation = Situation {
        received: &options.received,
        severity: options.severity,
        script: &script,
        as_of: options.as_of.as_deref(),
    };
    let past = history(&policy, &situation)?;
    let explanation = explain(&policy, &past);
    let what_if =
        options.what_if.as_deref().map(|path| other(path, &explanation, &past)).transpose()?;
    if let Some(path) = &options.svg {
        std::fs::write(path, picture(&explanation).to_string())
            .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    }
    if json {
        say::json(&Answer { explanation: &explanation, what_if });
        return Ok(ExitCode::SUCCESS);
    }
    let width = usize::from(options.width.unwrap_or_else(columns));
    let style = TimelineStyle { width, ascii: options.ascii };
    let mut text = explanation.to_text(width);
    if !explanation.owed.is_empty() {
        text.push('\n');
        text.push_str(&explanation.timeline(style));
    }
    if let Some(what_if) = &what_if {
        let own = options.policy.display().to_string();
        text.push_str(&format!("\nWhat if {} had been in force\n\n", what_if.file));
        text.push_str(&what_if.comparison.to_text((&own, &what_if.file), width));
    }
    say::line(text.trim_end());
    Ok(ExitCode::SUCCESS)
}

/// Everything that happened, as one script: the file first, then the options.
fn script(options: &Explain) -> Result<String, Failure> {
    let mut script = match &options.events {
        Some(path) => std::fs::read_to_string(path)
            .map_err(|error| format!("{} cannot be read: {error}", path.display()))?,
        None => String::new(),
    };
    for event in &options.event {
        if !script.is_empty() && !script.ends_with('\n') {
            script.push('\n');
        }
        script.push_str(event);
    }
    Ok(script)
}

fn read_policy(path: &Path) -> Result<Policy, Failure> {
    let source = std::fs::read_to_string(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    policy::parse(&source).map_err(|findings| {
        for finding in &findings {
            say::remark(&format!("{}: {finding}\n", path.display()));
        }
        format!("{} cannot be used as a policy: mend what is named above", path.display()).into()
    })
}

fn other(path: &Path, first: &Explanation, past: &History) -> Result<WhatIf, Failure> {
    let policy = read_policy(path)?;
    let explanation = explain(&policy, past);
    let comparison = compare(first, &explanation);
    Ok(WhatIf { file: path.display().to_string(), explanation, comparison })
}

/// The columns of the terminal that is written to.
fn columns() -> u16 {
    if !std::io::stdout().is_terminal() {
        return USUAL_WIDTH;
    }
    terminal_size::terminal_size().map_or(USUAL_WIDTH, |(width, _)| width.0)
}

/// The timeline as a picture.
fn picture(explanation: &Explanation) -> TimelinePicture {
    let (start, end) = explanation.stretch();
    let place = |at: Instant| position(start.second(), end.second(), at.second());
    let severity = explanation.severity.unwrap_or("not assessed");
    let sentences = explanation.owed.iter().map(|owed| {
        let due = owed.due.as_ref().map_or_else(String::new, |due| format!("due {}; ", due.local));
        format!("{}: {due}{}.", owed.name(), owed.standing)
    });
    TimelinePicture {
        title: format!("{}: what is owed, severity {severity}", explanation.program),
        subtitle: format!(
            "Received {}, judged as of {}",
            explanation.received.local, explanation.as_of.local
        ),
        description: sentences.collect::<Vec<_>>().join(" "),
        rows: explanation.owed.iter().map(|owed| row(owed, explanation.as_of.utc, place)).collect(),
        events: explanation
            .events
            .iter()
            .map(|told| (place(told.at.utc), format!("{}: {}", told.at.local, told.what)))
            .collect(),
        now: place(explanation.as_of.utc),
        from: explanation.from_words(),
        until: explanation.until_words(),
    }
}

fn row(owed: &Owed, now: Instant, place: impl Fn(Instant) -> u16) -> PictureRow {
    let clock = &owed.clock;
    let due = clock.due.map(|due| due.strict);
    let started = clock.trigger.at;
    let ended = clock.over.unwrap_or(now).max(started);
    let late = matches!(
        clock.state,
        ClockState::KeptLate { .. } | ClockState::Broken { .. } | ClockState::Late { .. }
    );
    let in_time = if late { due.map_or(ended, |due| due.clamp(started, ended)) } else { ended };
    let mut spans = vec![(Tone::Running, place(started), place(in_time))];
    spans.extend(clock.pauses.iter().filter_map(|wait| {
        let from = wait.spell.from.max(started);
        let until = wait.spell.until.unwrap_or(ended).min(in_time);
        (from < until).then(|| (Tone::Paused, place(from), place(until)))
    }));
    if in_time < ended {
        spans.push((Tone::Broken, place(in_time), place(ended)));
    }
    PictureRow {
        label: owed.name(),
        standing: owed.standing.clone(),
        spans,
        ahead: due
            .filter(|due| clock.is_open() && *due > ended)
            .map(|due| (place(ended), place(due))),
        due: due.map(&place),
        latest: clock.due.and_then(|due| due.latest_arguable).map(&place),
        kept: match clock.state {
            ClockState::Kept { at } | ClockState::KeptLate { at, .. } => Some(place(at)),
            _ => None,
        },
    }
}
