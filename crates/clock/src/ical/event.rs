//! Events: what stands between BEGIN:VEVENT and END:VEVENT, made into days.

use core::ops::RangeInclusive;

use super::lines::Line;
use super::rule::Rule;
use super::{DaysOff, MAX_SPELLS, Skipped};
use crate::{Calendar, Date, DateTime, Instant, Time};

/// Properties that say nothing about days, or that are read elsewhere.
const KNOWN: &[&str] = &[
    "ATTACH",
    "ATTENDEE",
    "CATEGORIES",
    "CLASS",
    "COLOR",
    "COMMENT",
    "CONTACT",
    "CREATED",
    "DESCRIPTION",
    "DTEND",
    "DTSTAMP",
    "DTSTART",
    "DURATION",
    "EXDATE",
    "GEO",
    "IMAGE",
    "LAST-MODIFIED",
    "LOCATION",
    "ORGANIZER",
    "PRIORITY",
    "RELATED-TO",
    "REQUEST-STATUS",
    "RESOURCES",
    "RRULE",
    "SEQUENCE",
    "STATUS",
    "SUMMARY",
    "TRANSP",
    "UID",
    "URL",
];

/// An event as it stands.
#[derive(Debug, Clone)]
pub(super) struct Event<'l> {
    line: usize,
    lines: Vec<&'l Line>,
}

/// The days of one event.
#[derive(Debug, Clone, Default)]
pub(super) struct Days {
    pub(super) spells: Vec<DaysOff>,
    pub(super) outside: usize,
    /// What was taken although something about it was not understood.
    pub(super) remark: Option<Skipped>,
}

/// The events of a file; every other component is noted, apart from zones, which only describe moments.
pub(super) fn events<'l>(lines: &'l [Line], skipped: &mut Vec<Skipped>) -> Vec<Event<'l>> {
    let mut events: Vec<Event<'l>> = Vec::new();
    // The components that are open, outermost first.
    let mut open: Vec<String> = Vec::new();
    for line in lines {
        let kind = line.value.to_ascii_uppercase();
        match (line.name.as_str(), open.as_slice()) {
            ("BEGIN", outer) => {
                match (kind.as_str(), outer.len()) {
                    ("VEVENT", 1) => events.push(Event { line: line.number, lines: Vec::new() }),
                    ("VCALENDAR", 0) => {}
                    (other, 1) if other != "VTIMEZONE" => skipped.push(Skipped {
                        line: line.number,
                        // `BEGIN:` alone: what is told needs a name all the same.
                        what: if other.is_empty() { "a part without a name" } else { other }
                            .to_owned(),
                        why: "it is not an event; only events have days".to_owned(),
                    }),
                    _ => {}
                }
                open.push(kind);
            }
            ("END", _) => {
                // An end that fits nothing closes nothing; a missing one is closed by the next that fits.
                if let Some(place) = open.iter().rposition(|name| *name == kind) {
                    open.truncate(place);
                }
            }
            (_, [_, event]) if event == "VEVENT" => {
                if let Some(event) = events.last_mut() {
                    event.lines.push(line);
                }
            }
            _ => {}
        }
    }
    events
}

/// A value of DTSTART, DTEND, EXDATE or UNTIL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// A day.
    Day(Date),
    /// A time of the local clock.
    Local(DateTime),
    /// A time in UTC.
    Utc(DateTime),
}

impl Event<'_> {
    fn line(&self, name: &str) -> Option<&Line> {
        self.lines.iter().copied().find(|line| line.name == name)
    }

    fn name(&self) -> String {
        self.line("SUMMARY").map(Line::text).unwrap_or_default()
    }

    fn skip(&self, why: impl Into<String>) -> Skipped {
        let name = self.name();
        let what = if name.is_empty() { "an event without a name".to_owned() } else { name };
        Skipped { line: self.line, what, why: why.into() }
    }

    /// The days of the event in these years.
    pub(super) fn days(
        &self,
        years: &RangeInclusive<i16>,
        calendar: &Calendar,
    ) -> Result<Days, Skipped> {
        if self.line("STATUS").is_some_and(|line| line.value.eq_ignore_ascii_case("CANCELLED")) {
            return Err(self.skip("it was cancelled"));
        }
        let single = |name: &str| self.lines.iter().filter(|line| line.name == name).count() > 1;
        if let Some(name) = ["DTSTART", "DTEND", "RRULE"].into_iter().find(|name| single(name)) {
            return Err(self.skip(format!("it has several {name}")));
        }
        for (name, why) in [
            ("RECURRENCE-ID", "it changes one time of another event; enter that day by hand"),
            ("RDATE", "it repeats on listed days (RDATE); enter them by hand"),
            ("EXRULE", "it leaves days out by a rule (EXRULE); enter the days by hand"),
        ] {
            if self.line(name).is_some() {
                return Err(self.skip(why));
            }
        }
        let start = self.line("DTSTART").ok_or_else(|| self.skip("it has no DTSTART"))?;
        let (first, last) = self.span(start, calendar)?;
        let out = self.left_out(calendar)?;
        let rule = match self.line("RRULE") {
            Some(line) => Rule::read(&line.value, first)
                .map_err(|why| self.skip(format!("{why}; enter its days by hand")))?,
            None => Rule::once(),
        };
        let length = first.until(last).map_or(0, |span| span.get_days());
        let mut days = Days { remark: self.remark(start), ..Days::default() };
        for begins in rule.occurrences(first, years) {
            if out.contains(&begins) {
                continue;
            }
            let ends = begins.checked_add(jiff::Span::new().days(length)).unwrap_or(begins);
            // What reaches into the years counts, whole: a closure over New Year is one closure.
            if ends.year() < *years.start() || begins.year() > *years.end() {
                days.outside += 1;
            } else {
                days.spells.push(DaysOff { first: begins, last: ends, name: self.name() });
            }
            if days.spells.len() > MAX_SPELLS {
                break;
            }
        }
        Ok(days)
    }

    /// What is worth saying of an event that is taken all the same.
    fn remark(&self, start: &Line) -> Option<Skipped> {
        let unknown =
            |line: &&&Line| !KNOWN.contains(&line.name.as_str()) && !line.name.starts_with("X-");
        if let Some(line) = self.lines.iter().find(unknown) {
            let why = format!("taken, but its {} was not understood", line.name);
            return Some(Skipped { line: line.number, ..self.skip(why) });
        }
        let zone = start.parameter("TZID")?;
        Calendar::builder(zone).build().is_err().then(|| {
            self.skip(format!(
                "taken, but its zone \"{zone}\" is no IANA name; its times were read as local ones"
            ))
        })
    }

    /// The first and the last day.
    fn span(&self, start: &Line, calendar: &Calendar) -> Result<(Date, Date), Skipped> {
        let begins = self.moment(start)?;
        let ends = match (self.line("DTEND"), self.line("DURATION")) {
            (Some(line), _) => Some(self.moment(line)?),
            (None, Some(line)) => Some(self.after(begins, &line.value)?),
            (None, None) => None,
        };
        let part = "it is not a whole day; only whole days can be off";
        match (begins, ends) {
            (Moment::Day(first), None) => Ok((first, first)),
            (Moment::Day(first), Some(Moment::Day(end))) => {
                // The end is the day after (RFC 5545 §3.6.1); some programs write the same day.
                let last = if end > first { end.yesterday().unwrap_or(first) } else { end };
                if last < first {
                    Err(self.skip("it ends before it begins"))
                } else {
                    Ok((first, last))
                }
            }
            (Moment::Day(_), Some(_)) | (_, Some(Moment::Day(_))) => {
                Err(self.skip("one end is a day and the other a time"))
            }
            (_, None) => Err(self.skip(part)),
            (begins, Some(ends)) => {
                let end_line = self.line("DTEND").unwrap_or(start);
                let first = self.local(begins, start, calendar)?;
                let end = self.local(ends, end_line, calendar)?;
                let at_midnight = |at: DateTime| at.time() == Time::midnight();
                if end <= first {
                    Err(self.skip("it ends before it begins"))
                } else if at_midnight(first) && at_midnight(end) {
                    Ok((first.date(), end.date().yesterday().unwrap_or(first.date())))
                } else {
                    Err(self.skip(part))
                }
            }
        }
    }

    /// The days that EXDATE leaves out.
    fn left_out(&self, calendar: &Calendar) -> Result<Vec<Date>, Skipped> {
        let mut out = Vec::new();
        for line in self.lines.iter().filter(|line| line.name == "EXDATE") {
            for value in line.value.split(',') {
                let moment = read_moment(value)
                    .ok_or_else(|| self.skip(format!("\"{value}\" is no day to leave out")))?;
                out.push(match moment {
                    Moment::Day(day) => day,
                    other => self.local(other, line, calendar)?.date(),
                });
            }
        }
        Ok(out)
    }

    fn moment(&self, line: &Line) -> Result<Moment, Skipped> {
        read_moment(&line.value).ok_or_else(|| {
            let value: String = line.value.chars().take(40).collect();
            self.skip(format!("its {} \"{value}\" is neither a day nor a time", line.name))
        })
    }

    /// A time on the clock of the calendar. A zone that is no IANA name is taken for the calendar's own.
    fn local(&self, moment: Moment, line: &Line, calendar: &Calendar) -> Result<DateTime, Skipped> {
        let there = match moment {
            Moment::Day(day) => return Ok(DateTime::from_parts(day, Time::midnight())),
            Moment::Utc(civil) => (civil, Some(Calendar::utc())),
            Moment::Local(civil) => {
                let zone = line.parameter("TZID").filter(|zone| *zone != calendar.zone());
                (civil, zone.and_then(|zone| Calendar::builder(zone).build().ok()))
            }
        };
        match there {
            (civil, None) => Ok(civil),
            (civil, Some(zone)) => zone
                .instant(civil)
                .map(|at: Instant| calendar.local(at).civil)
                .ok_or_else(|| self.skip("its time is out of range")),
        }
    }

    /// The end of an event that says how long it lasts; whole days and weeks only.
    fn after(&self, begins: Moment, duration: &str) -> Result<Moment, Skipped> {
        let wrong = || self.skip(format!("its length \"{duration}\" is not one of whole days"));
        let body = duration.trim().strip_prefix('+').unwrap_or(duration.trim());
        let body = body.strip_prefix('P').ok_or_else(wrong)?;
        let body = body.strip_suffix("T0S").or(body.strip_suffix("T0H0M0S")).unwrap_or(body);
        let (count, days) = match (body.strip_suffix('D'), body.strip_suffix('W')) {
            (Some(count), _) => (count, 1),
            (None, Some(count)) => (count, 7),
            (None, None) => return Err(wrong()),
        };
        let count = count.parse::<i32>().ok().filter(|count| (1..=5_000).contains(count));
        let span = jiff::Span::new().days(count.ok_or_else(wrong)? * days);
        let moved = match begins {
            Moment::Day(day) => day.checked_add(span).ok().map(Moment::Day),
            Moment::Local(civil) => civil.checked_add(span).ok().map(Moment::Local),
            Moment::Utc(civil) => civil.checked_add(span).ok().map(Moment::Utc),
        };
        moved.ok_or_else(wrong)
    }
}

/// `20261224`, `20261224T000000` or `20261224T000000Z`.
fn read_moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let day = read_day(day)?;
    let Some(time) = time else { return Some(Moment::Day(day)) };
    let utc = time.strip_suffix('Z');
    let digits = utc.unwrap_or(time);
    let hour = two(digits, 0)?;
    let time = Time::new(hour, two(digits, 2)?, two(digits, 4)?.min(59), 0).ok()?;
    if digits.len() != 6 {
        return None;
    }
    let civil = DateTime::from_parts(day, time);
    Some(if utc.is_some() { Moment::Utc(civil) } else { Moment::Local(civil) })
}

/// `20261224`, with or without a time behind it.
pub(super) fn read_day(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = text.get(..4)?.parse().ok()?;
    Date::new(year, two(text, 4)?, two(text, 6)?).ok()
}

fn two(digits: &str, at: usize) -> Option<i8> {
    let pair = digits.get(at..at.checked_add(2)?)?;
    pair.bytes().all(|byte| byte.is_ascii_digit()).then(|| pair.parse().ok()).flatten()
}
