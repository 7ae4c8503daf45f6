//! Moments, facts and whole explanations as plain text for people.

use core::fmt::Write as _;

use clock::{Calendar, Date, DateTime, Instant, Time, Weekday};

use super::{DaysOff, Explanation, Moment, Owed};
use crate::fact::Fact;
use crate::words::Applicability;

/// The narrowest text that is still readable.
pub(super) const MIN_WIDTH: usize = 40;

/// A moment as people see it.
pub(crate) fn moment(calendar: &Calendar, at: Instant) -> Moment {
    let local = calendar.local(at);
    Moment { utc: at, local: format!("{} {}", day_and_time(local.civil), local.zone) }
}

/// The end of a period. Midnight is said as the end of the day before it, which it is.
pub(super) fn end(calendar: &Calendar, at: Instant) -> Moment {
    let local = calendar.local(at);
    let before =
        (local.civil.time() == Time::midnight()).then(|| local.civil.date().yesterday().ok());
    match before.flatten() {
        Some(day) => {
            Moment { utc: at, local: format!("{} {} 24:00 {}", date(day), day.year(), local.zone) }
        }
        None => moment(calendar, at),
    }
}

fn day_and_time(civil: DateTime) -> String {
    format!("{} {} {}", date(civil.date()), civil.year(), time(civil.time()))
}

/// A time of day; seconds only where there are any.
pub(super) fn time(time: Time) -> String {
    match time.second() {
        0 => format!("{:02}:{:02}", time.hour(), time.minute()),
        second => format!("{:02}:{:02}:{second:02}", time.hour(), time.minute()),
    }
}

/// A day without its year: `Wed 23 Dec`.
pub(super) fn date(date: Date) -> String {
    let weekday = match date.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    };
    let month = match date.month() {
        1 => "Jan",
        2 => "Feb",
        3 => "Mar",
        4 => "Apr",
        5 => "May",
        6 => "Jun",
        7 => "Jul",
        8 => "Aug",
        9 => "Sep",
        10 => "Oct",
        11 => "Nov",
        _ => "Dec",
    };
    format!("{weekday} {} {month}", date.day())
}

/// What was recorded, in small words: `report received`.
pub(super) fn fact(fact: &Fact) -> String {
    let mut words = String::new();
    for c in fact.kind().chars() {
        if c.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    match fact {
        Fact::SeverityAssessed { severity, .. } => format!("{words}: {severity}"),
        Fact::ResolutionExpected { date, .. } => format!("{words} on {date}"),
        Fact::RegimeDecided { regime, applies, .. } => {
            let applies = if *applies == Applicability::Applies { "" } else { "not " };
            format!("{words}: {applies}{regime}")
        }
        Fact::NoticeSent { to, .. } => format!("{words} to {to}"),
        Fact::Closed { class, .. } | Fact::Declined { class, .. } => format!("{words} as {class}"),
        _ => words,
    }
}

/// Days in words: holidays and closures by name; weekends by name when they are few, by number otherwise.
pub(super) fn days_off(runs: &[DaysOff]) -> String {
    const FEW: usize = 2;
    let weekends: Vec<&DaysOff> = runs.iter().filter(|run| run.is_weekend).collect();
    let named = |run: &DaysOff| {
        let (first, last) = (date(run.first), date(run.last));
        if run.first == run.last {
            format!("{first} ({})", run.why)
        } else {
            format!("{first} to {last} ({})", run.why)
        }
    };
    let counted = if weekends.len() > FEW { weekends.len() } else { 0 };
    let mut said: Vec<String> =
        runs.iter().filter(|run| counted == 0 || !run.is_weekend).map(named).collect();
    if counted > 0 {
        said.push(format!("{counted} weekends"));
    }
    said.join(", ")
}

impl Explanation {
    /// The whole as plain text, lines broken before `width` columns. It states everything that the picture shows.
    #[must_use]
    pub fn to_text(&self, width: usize) -> String {
        let width = width.max(MIN_WIDTH);
        let mut out = String::new();
        let severity = self.severity.unwrap_or("not assessed");
        let mut line = |indent: usize, text: &str| wrap(&mut out, width, indent, text);
        line(0, &format!("{}, times in {}", self.program, self.zone));
        line(
            0,
            &format!(
                "Received {} ({}), severity {severity}",
                self.received.local, self.received.utc
            ),
        );
        line(0, &format!("Judged as of {} ({})", self.as_of.local, self.as_of.utc));
        for note in &self.notes {
            line(0, &format!("Note: {note}"));
        }
        if self.events.len() > 1 {
            line(0, "");
            line(0, "What happened");
            for told in &self.events {
                line(2, &format!("{}  {} ({})", told.at.local, told.what, told.who));
            }
        }
        line(0, "");
        line(0, if self.owed.is_empty() { "Nothing is owed yet." } else { "What is owed" });
        for owed in &self.owed {
            line(0, "");
            owed.tell(&mut line);
        }
        if !self.not_started.is_empty() {
            line(0, "");
            line(0, "Not started");
            for promise in &self.not_started {
                line(
                    2,
                    &format!(
                        "{} waits for: {}. {}",
                        promise.promise, promise.from, promise.sentence
                    ),
                );
            }
        }
        if !self.lasting.is_empty() {
            line(0, "");
            line(0, "Owed all the time");
            for duty in &self.lasting {
                line(2, &format!("{}: {}", duty.duty, duty.sentence));
                line(4, &duty.stands);
                line(4, &format!("why ({}): {}", duty.class, duty.source));
            }
        }
        out
    }
}

impl Owed {
    /// The promise and how often it came up, as one name.
    #[must_use]
    pub fn name(&self) -> String {
        match self.occurrence {
            1 => self.promise.clone(),
            number => format!("{} #{number}", self.promise),
        }
    }

    fn tell(&self, line: &mut impl FnMut(usize, &str)) {
        let aim = if self.is_aim { " (own aim)" } else { "" };
        let due = match &self.due {
            Some(due) => format!("due{aim} {} ({})", due.local, due.utc),
            None => "no time".to_owned(),
        };
        line(2, &format!("{}: {} to {}, {due}", self.name(), self.act, self.to));
        line(4, &self.standing);
        if let Some(latest) = &self.latest_arguable {
            line(4, &format!("latest arguable {} ({})", latest.local, latest.utc));
        }
        if !self.missing.is_empty() {
            line(4, &format!("still to be given: {}", self.missing.join(", ")));
        }
        let (open, close) = if self.is_quoted { ("\u{201c}", "\u{201d}") } else { ("", "") };
        line(4, &format!("why ({}): {open}{}{close}", self.class, self.source));
        for sentence in &self.counted {
            line(4, sentence);
        }
        for pause in &self.pauses {
            line(4, pause);
        }
    }
}

/// Adds a line, broken between words; what follows stands as far in as its beginning and two more.
pub(super) fn wrap(out: &mut String, width: usize, indent: usize, text: &str) {
    let mut column = 0;
    // White space inside a line is kept once; a text of somebody else brings no line of its own.
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column == 0 {
            let _ = write!(out, "{:indent$}", "");
            column = indent;
        } else if column + 1 + length > width {
            let hanging = indent + 2;
            let _ = write!(out, "\n{:hanging$}", "");
            column = hanging;
        } else {
            out.push(' ');
            column += 1;
        }
        out.extend(word.chars().filter(|c| !c.is_control()));
        column += length;
    }
    out.push('\n');
}
