//! Advisories in numbers: one record in every format, a folder for any web server, and feeds of ten thousand.
//!
//! The records are those that the demonstration publishes. The long list repeats one of them under other
//! identifiers, written beside the program: publishing so many would measure seals and signatures instead. What
//! is repeated keeps its size; its signatures and the log say nothing about it, and nothing here asks them.

use std::time::Duration;

use advisory::{Advisory, publication};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::cost::{as_f64, thread_cpu, waited_cpu};
use crate::result::Row;
use crate::{Failure, served};

/// Advisories of the long list.
const MANY: u64 = 10_000;
/// How often every record is rendered.
const ROUNDS: u64 = 50;
/// Where the program says that it is; CSAF is published with an address only.
const ADDRESS: &str = "https://security.example.org";

/// Every row about advisories.
pub(crate) fn rows(binary: &str) -> Result<Vec<Row>, Failure> {
    let folder = tempfile::tempdir()?;
    let mut start = served::start(binary, folder.path());
    start.policies.clear();
    start.arguments.push("--demo".to_owned());
    start.environment.push(("CANDOR_PUBLIC_URL".to_owned(), ADDRESS.to_owned()));
    let program = start.run()?;
    // The demonstration listens before its cases are replayed.
    let mut database = None;
    for _ in 0..600 {
        std::thread::sleep(Duration::from_millis(100));
        let log = program.log.lock().map_or_else(|log| log.into_inner().clone(), |log| log.clone());
        if log.contains("were replayed") {
            database = Some(start.data.join("candor.db"));
            break;
        }
    }
    program.stop()?;
    let database = Connection::open(database.ok_or("the demonstration was not filled")?)?;
    let mut rows = vec![formats(&database)?];
    let slug = repeat(&database)?;
    drop(database);
    rows.push(tree(&start, folder.path())?);
    let program = start.run()?;
    let visitor = program.browser();
    for (what, path) in [
        ("a ROLIE feed of 10,000", format!("/p/{slug}/csaf/feed-tlp-white.json")),
        ("the Atom feed at 10,000", format!("/p/{slug}/advisories.atom")),
        ("the list at 10,000", format!("/p/{slug}/advisories")),
    ] {
        rows.push(served::page(&program, &visitor, what, Some(5.0), &path, 400)?);
    }
    rows.push(served::memory("with these advisories", None, &program));
    program.stop()?;
    Ok(rows)
}

fn formats(database: &Connection) -> Result<Row, Failure> {
    let mut ask = database.prepare("SELECT record FROM advisory_edition")?;
    let records: Vec<Advisory> = ask
        .query_map([], |row| row.get::<_, String>(0))?
        .map(|text| Ok(serde_json::from_str(&text?)?))
        .collect::<Result<_, Failure>>()?;
    let (mut bytes, mut most) = (0, Duration::ZERO);
    let before = thread_cpu();
    for record in &records {
        let began = thread_cpu();
        for _ in 0..ROUNDS {
            let (documents, _) = publication::documents(record, ADDRESS)?;
            bytes += documents.iter().map(|document| document.body.len()).sum::<usize>();
        }
        most = most.max(thread_cpu().saturating_sub(began));
    }
    let count = u64::try_from(records.len())?.max(1);
    let ms = |time: Duration, times: u64| time.as_secs_f64() * 1e3 / as_f64(times);
    let mean = ms(thread_cpu().saturating_sub(before), count * ROUNDS);
    Ok(Row::new("one advisory in every format", "< 5 ms CPU", format!("{mean:.2} ms"))
        .met(mean < 5.0)
        .note(format!(
            "{count} public records; the dearest {:.2} ms; {} bytes each",
            ms(most, ROUNDS),
            u64::try_from(bytes)? / (count * ROUNDS)
        )))
}

/// Writes one advisory of the demonstration again and again, under other identifiers; says of which program.
fn repeat(database: &Connection) -> Result<String, Failure> {
    let (slug, of, public_id): (String, Vec<u8>, String) = database.query_row(
        "SELECT program_id, advisory_id, public_id FROM advisory WHERE published IS NOT NULL
            ORDER BY program_id LIMIT 1",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    database.execute_batch("BEGIN")?;
    for table in ["advisory", "advisory_edition", "published_document"] {
        let mut ask = database.prepare(&format!("SELECT * FROM {table} WHERE advisory_id = ?1"))?;
        let width = ask.column_count();
        let found: Vec<Vec<Value>> = ask
            .query_map([&of], |row| (0..width).map(|place| row.get(place)).collect())?
            .collect::<Result<_, _>>()?;
        let places = vec!["?"; width].join(",");
        let mut insert = database.prepare(&format!("INSERT INTO {table} VALUES ({places})"))?;
        for number in 1..MANY {
            for row in &found {
                let row = row.iter().map(|value| renumbered(value, &of, &public_id, number));
                insert.execute(params_from_iter(row))?;
            }
        }
    }
    database.execute_batch("COMMIT")?;
    Ok(slug)
}

/// The same value of another advisory.
fn renumbered(value: &Value, of: &[u8], public_id: &str, number: u64) -> Value {
    let another = format!("{public_id}0{number}");
    let text = |text: &str| {
        text.replace(public_id, &another)
            .replace(&public_id.to_ascii_lowercase(), &another.to_ascii_lowercase())
    };
    match value {
        Value::Blob(bytes) if bytes.as_slice() == of => {
            let mut id = of.to_vec();
            for (to, from) in id.iter_mut().rev().zip(number.to_le_bytes()) {
                *to ^= from;
            }
            Value::Blob(id)
        }
        Value::Blob(bytes) => match std::str::from_utf8(bytes) {
            Ok(body) => Value::Blob(text(body).into_bytes()),
            Err(_) => value.clone(),
        },
        Value::Text(body) => Value::Text(text(body)),
        other => other.clone(),
    }
}

/// `candor advisory export`: every file of every program.
fn tree(start: &testkit::program::Start, folder: &std::path::Path) -> Result<Row, Failure> {
    let to = folder.join("tree");
    let before = (waited_cpu(), std::time::Instant::now());
    let output = start.command(&["advisory", "export"]).arg(&to).output()?;
    let (cpu, wall) = (waited_cpu().saturating_sub(before.0), before.1.elapsed());
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let files = said.split_whitespace().find(|word| word.parse::<u64>().is_ok()).unwrap_or("?");
    let seconds = cpu.as_secs_f64();
    Ok(Row::new("a static tree of 10,000 advisories", "< 10 s", format!("{seconds:.1} s CPU"))
        .met(seconds < 10.0)
        .note(format!("{files} files; wall time {:.1} s", wall.as_secs_f64())))
}
