//! Case scripts: what happened, one statement a line, as people write it down.
//!
//! `t+2d acknowledge` is a time and a command of the catalogue; `t+3d reporter> answer text="Yes, 1.4 too"` says who
//! gave it and with which fields. A time is counted from the receipt (`t+1w2d3h30m`), or is a moment
//! (`2026-12-24T10:00`, on the calendar's clock unless an offset stands there). `tick` only lets time pass. Statements
//! may share a line with `;` between them; what follows a `#` is a remark. Texts that a command needs and that change
//! no clock may be left out.

use std::collections::BTreeMap;

use clock::{Calendar, DateTime, Instant};

use super::ExplainError;
use crate::catalogue::{FieldKind, Giver, catalogue, parse_command};
use crate::command::Command;
use crate::event::Actor;

/// The most statements of one script.
const MAX_STATEMENTS: usize = 1_000;

/// One statement, read but not yet tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    /// The line it stands on, from 1.
    pub(super) line: usize,
    /// As it was written.
    pub(super) text: String,
    /// When it happened.
    pub(super) at: Instant,
    /// Who gave it; `None` only lets time pass.
    pub(super) act: Option<(Actor, Command)>,
}

/// Reads a script against the time of receipt and the calendar; the statements in the order of their times.
pub(super) fn read(
    script: &str,
    received: Instant,
    calendar: &Calendar,
) -> Result<Vec<Statement>, ExplainError> {
    let mut statements = Vec::new();
    for (line, text) in (1..).zip(script.lines()) {
        for words in split(line, text)? {
            statements.push(statement(line, &words, received, calendar)?);
        }
        if statements.len() > MAX_STATEMENTS {
            return Err(ExplainError::TooMany { most: MAX_STATEMENTS });
        }
    }
    // Events given as options need not come in order; those of one moment stay as they were written.
    statements.sort_by_key(|statement| statement.at);
    Ok(statements)
}

fn statement(
    line: usize,
    words: &[String],
    received: Instant,
    calendar: &Calendar,
) -> Result<Statement, ExplainError> {
    let text = words.join(" ");
    let wrong = |why: String| ExplainError::Statement { line, text: text.clone(), why };
    let mut words = words.iter().peekable();
    let time = words.next().map_or("", String::as_str);
    let at = moment(time, received, calendar).ok_or_else(|| {
        wrong(format!(
            "\"{time}\" is not a time; write how long after the receipt, like t+2d12h, or a moment, like 2026-12-24T10:00"
        ))
    })?;
    if at < received {
        return Err(wrong("this is before the report was received".to_owned()));
    }
    let who = words.next_if(|word| word.ends_with('>'));
    let Some(name) = words.next() else {
        return Err(wrong("a command is missing after the time, such as `acknowledge`".to_owned()));
    };
    if name == "tick" {
        return Ok(Statement { line, text, at, act: None });
    }
    let Some(spec) = catalogue().iter().find(|spec| spec.name == name) else {
        return Err(wrong(unknown_command(name)));
    };
    let mut fields = BTreeMap::new();
    for word in words {
        let Some((field, value)) = word.split_once('=') else {
            return Err(wrong(format!(
                "\"{word}\" is not a field; write name=value, with quotes round a value with spaces"
            )));
        };
        let is_moment =
            spec.field(field).is_some_and(|field| matches!(field.kind, FieldKind::Instant));
        let value = match moment(value, received, calendar) {
            Some(at) if is_moment => at.to_string(),
            _ => value.to_owned(),
        };
        fields.insert(field.to_owned(), value);
    }
    for field in spec.fields.iter().filter(|field| field.required) {
        if matches!(field.kind, FieldKind::Text | FieldKind::LongText) {
            fields.entry(field.name.to_owned()).or_insert_with(|| "(not told)".to_owned());
        }
    }
    let actor = match who.map(|word| word.trim_end_matches('>')) {
        Some("reporter") => Actor::Reporter,
        Some("team") => member(),
        Some(party) => Actor::Participant(party.to_owned()),
        None if spec.givers == [Giver::Reporter] => Actor::Reporter,
        None => member(),
    };
    let command = parse_command(name, &fields).map_err(|error| wrong(error.to_string()))?;
    Ok(Statement { line, text, at, act: Some((actor, command)) })
}

/// Whoever of the team: which member it was changes no clock.
fn member() -> Actor {
    Actor::Member(policy::id::UserId::from_bytes([0; 16]))
}

/// What to write for a command that there is not.
fn unknown_command(given: &str) -> String {
    let names = || catalogue().iter().map(|spec| spec.name).chain(["tick"]);
    let likely = names()
        .map(|name| (strsim::damerau_levenshtein(given, name), name))
        .filter(|(distance, _)| *distance <= given.chars().count() / 3)
        .min();
    match likely {
        Some((_, name)) => format!("there is no event `{given}`; did you mean `{name}`?"),
        None => {
            let names: Vec<_> = names().collect();
            format!("there is no event `{given}`; the events are: {}", names.join(", "))
        }
    }
}

/// A moment: counted from the receipt, on the calendar's clock, or with an offset.
pub(super) fn moment(text: &str, received: Instant, calendar: &Calendar) -> Option<Instant> {
    if let Some(rest) = text.strip_prefix("t+") {
        let second = received.second().checked_add(seconds(rest)?)?;
        let at = Instant::from_second(second);
        return (at.second() == second).then_some(at);
    }
    if let Ok(at) = text.parse() {
        return Some(at);
    }
    // A day alone begins at midnight; "2026-12-24 10:00" is how many people write it.
    calendar.instant(text.replace(' ', "T").parse::<DateTime>().ok()?)
}

/// `1w2d3h4m5s` in seconds; `0` needs no unit.
fn seconds(text: &str) -> Option<i64> {
    if text == "0" {
        return Some(0);
    }
    let mut total: i64 = 0;
    let mut count: Option<i64> = None;
    for c in text.chars() {
        let unit = match c {
            'w' => 604_800,
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            digit => {
                let digit = i64::from(digit.to_digit(10)?);
                count = Some(count.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
                continue;
            }
        };
        total = total.checked_add(count.take()?.checked_mul(unit)?)?;
    }
    (count.is_none() && !text.is_empty()).then_some(total)
}

/// The statements of a line as words: quotes keep words together, `;` ends a statement, `#` ends the line.
fn split(line: usize, text: &str) -> Result<Vec<Vec<String>>, ExplainError> {
    let mut statements: Vec<Vec<String>> = vec![Vec::new()];
    let mut word: Option<String> = None;
    let mut quoted = false;
    let finish = |word: &mut Option<String>, statements: &mut Vec<Vec<String>>| {
        if let (Some(word), Some(last)) = (word.take(), statements.last_mut()) {
            last.push(word);
        }
    };
    for c in text.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '#' if !quoted && word.is_none() => break,
            ';' if !quoted => {
                finish(&mut word, &mut statements);
                statements.push(Vec::new());
            }
            c if c.is_whitespace() && !quoted => finish(&mut word, &mut statements),
            c => word.get_or_insert_default().push(c),
        }
    }
    if quoted {
        let why = "a quotation mark is opened and not closed".to_owned();
        return Err(ExplainError::Statement { line, text: text.trim().to_owned(), why });
    }
    finish(&mut word, &mut statements);
    statements.retain(|words| !words.is_empty());
    Ok(statements)
}
