//! `candor policy holidays`: the days off of a country, or of an iCalendar file, as a policy writes them.
//!
//! What it prints can be put at the end of a policy file that has a `[calendar]`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use clock::ical::{self, DaysOff};
use clock::{Calendar, Date, Region};
use desk::{SystemTime, Time as _};
use serde::Serialize;

use crate::{Failure, say};

/// How many years are taken when nobody says.
const USUAL_YEARS: i16 = 3;

/// Options of `policy holidays`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  candor policy holidays --country DE --subdivision BE          what Candor knows of Berlin\n  candor policy holidays --ics away.ics >> policy.toml         the team's absences, as closures\n  candor policy holidays --ics bank.ics --as holidays --from 2026 --to 2030\n\nA policy needs no list for a country that Candor knows: `[calendar] country = \"DE\"` is enough."
)]
pub(crate) struct Holidays {
    /// The iCalendar file (.ics) whose whole-day events are taken.
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "country",
        conflicts_with = "country"
    )]
    ics: Option<PathBuf>,
    /// What the events are. Holidays hold up periods of law as well; closures are the team's own.
    #[arg(long = "as", value_enum, default_value_t = Kind::Closures, requires = "ics")]
    kind: Kind,
    /// The zone of the policy's calendar, in which a day begins and ends.
    #[arg(long, default_value = "UTC", requires = "ics")]
    zone: String,
    /// Show the public holidays of this country, such as DE.
    #[arg(long)]
    country: Option<String>,
    /// And of this part of it, such as BE.
    #[arg(long, requires = "country")]
    subdivision: Option<String>,
    /// The first year. This year otherwise.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1900..=2200))]
    from: Option<i16>,
    /// The last year. Two years after the first otherwise.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1900..=2200))]
    to: Option<i16>,
}

/// What days off are to a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// The team is away.
    Closures,
    /// Nobody works.
    Holidays,
}

/// The answer for programs.
#[derive(Serialize)]
struct Answer {
    days: Vec<Day>,
    skipped: Vec<Left>,
}

#[derive(Serialize)]
struct Day {
    first: String,
    last: String,
    name: String,
}

#[derive(Serialize)]
struct Left {
    line: usize,
    what: String,
    why: String,
}

/// Prints days off.
///
/// # Errors
/// When the file cannot be read or is no calendar, or the country is not known.
pub(crate) fn run(options: &Holidays, json: bool) -> Result<ExitCode, Failure> {
    let from = options.from.unwrap_or_else(|| Calendar::utc().date(SystemTime.now()).year());
    let to = options.to.unwrap_or(from.saturating_add(USUAL_YEARS - 1));
    if to < from {
        return Err(format!("{to} lies before {from}: let --to be the later year").into());
    }
    let (spells, skipped, outside) = match (&options.ics, &options.country) {
        (Some(path), _) => from_file(path, &options.zone, from..=to)?,
        (None, Some(country)) => {
            (of_country(country, options.subdivision.as_deref(), from, to)?, Vec::new(), 0)
        }
        (None, None) => return Err("name a file with --ics, or a country with --country".into()),
    };
    if json {
        let days = spells.into_iter().map(|days| Day {
            first: days.first.to_string(),
            last: days.last.to_string(),
            name: days.name,
        });
        say::json(&Answer { days: days.collect(), skipped });
        return Ok(ExitCode::SUCCESS);
    }
    let kind = if options.ics.is_some() { options.kind } else { Kind::Holidays };
    let blocks: Vec<String> = spells.iter().flat_map(|days| blocks(kind, days)).collect();
    if !blocks.is_empty() {
        say::line(&blocks.join("\n\n"));
    }
    for Left { line, what, why } in &skipped {
        say::remark(&format!("line {line}, {what}: {why}"));
    }
    let years = if from == to { format!("{from}") } else { format!("{from} to {to}") };
    let outside =
        if outside == 0 { String::new() } else { format!(", {outside} more in other years") };
    say::remark(&format!(
        "{} in {years}{outside}; {} of the file to look at",
        counted(blocks.len(), "entry", "entries"),
        counted(skipped.len(), "line", "lines"),
    ));
    Ok(ExitCode::SUCCESS)
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn from_file(
    path: &Path,
    zone: &str,
    years: std::ops::RangeInclusive<i16>,
) -> Result<(Vec<DaysOff>, Vec<Left>, usize), Failure> {
    let calendar = Calendar::builder(zone).build()?;
    let bytes = std::fs::read(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    // Old programs write other encodings; names may suffer, days do not.
    let found = ical::read(&String::from_utf8_lossy(&bytes), years, &calendar)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let skipped = found.skipped.into_iter().map(|skipped| Left {
        line: skipped.line,
        what: skipped.what,
        why: skipped.why,
    });
    Ok((found.spells, skipped.collect(), found.outside))
}

fn of_country(
    country: &str,
    part: Option<&str>,
    from: i16,
    to: i16,
) -> Result<Vec<DaysOff>, Failure> {
    let region = Region::new(country, part)?;
    let known = region.years();
    if from < *known.start() || to > *known.end() {
        say::remark(&format!(
            "the public holidays of {} are known for {} to {} only",
            region.name(),
            known.start(),
            known.end()
        ));
    }
    let days = region.holidays().into_iter().filter(|day| (from..=to).contains(&day.date.year()));
    Ok(days
        .map(|day| DaysOff { first: day.date, last: day.date, name: day.name.to_owned() })
        .collect())
}

/// Tables of a policy: one closure, or one holiday for each day.
fn blocks(kind: Kind, days: &DaysOff) -> Vec<String> {
    let name = |key: &str| {
        if days.name.is_empty() {
            String::new()
        } else {
            // A JSON string without control characters is a TOML string, and those were taken out on reading.
            format!("\n{key} = {}", serde_json::Value::String(days.name.clone()))
        }
    };
    match kind {
        Kind::Closures => vec![format!(
            "[[calendar.closure]]\nfirst = {}\nlast = {}{}",
            days.first,
            days.last,
            name("reason")
        )],
        Kind::Holidays => {
            let each = std::iter::successors(Some(days.first), |day: &Date| day.tomorrow().ok());
            each.take_while(|day| *day <= days.last)
                .map(|day| format!("[[calendar.holiday]]\ndate = {day}{}", name("name")))
                .collect()
        }
    }
}
