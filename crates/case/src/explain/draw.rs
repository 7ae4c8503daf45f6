//! The timeline of an explanation for a terminal: one line a promise, as wide as asked, in Unicode or plain ASCII.

use core::fmt::Write as _;

use clock::Instant;

use super::text::{MIN_WIDTH, wrap};
use super::{Explanation, Owed};
use crate::clocks::ClockState;

/// How a timeline is drawn on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimelineStyle {
    /// Columns in all; at least 40 are used.
    pub width: usize,
    /// Whether only ASCII may be used.
    pub ascii: bool,
}

/// The signs of a timeline.
struct Signs {
    runs: char,
    pauses: char,
    ahead: char,
    late: char,
    due: char,
    latest: char,
    kept: char,
    now: char,
    cut: char,
}

const UNICODE: Signs = Signs {
    runs: '━',
    pauses: '┅',
    ahead: '─',
    late: '╳',
    due: '┃',
    latest: '┊',
    kept: '●',
    now: '▲',
    cut: '…',
};
const ASCII: Signs = Signs {
    runs: '=',
    pauses: '.',
    ahead: '-',
    late: 'x',
    due: '|',
    latest: ':',
    kept: 'o',
    now: '^',
    cut: '~',
};

/// The widest label.
const MAX_LABEL: usize = 28;

impl Explanation {
    /// The stretch of time that a picture of this shows: from the receipt (or the earliest start) to the last due
    /// time, event or the present, whichever is latest.
    #[must_use]
    pub fn stretch(&self) -> (Instant, Instant) {
        let ends = self.owed.iter().flat_map(|owed| {
            let due = owed.clock.due;
            [due.map(|due| due.strict), due.and_then(|due| due.latest_arguable), owed.clock.over]
        });
        let begins = self
            .owed
            .iter()
            .flat_map(|owed| [Some(owed.clock.trigger.at), owed.clock.due.map(|due| due.strict)]);
        let start = begins.flatten().fold(self.received.utc, Instant::min);
        let events = self.events.iter().map(|told| told.at.utc);
        let end = ends.flatten().chain(events).fold(self.as_of.utc, Instant::max);
        // A picture of no time at all would have no scale.
        let least = Instant::from_second(start.second().saturating_add(3_600));
        (start, end.max(least))
    }

    /// The timeline as lines of text.
    #[must_use]
    pub fn timeline(&self, style: TimelineStyle) -> String {
        let width = style.width.max(MIN_WIDTH);
        let signs = if style.ascii { &ASCII } else { &UNICODE };
        let longest = self.owed.iter().map(|owed| owed.name().chars().count()).max().unwrap_or(0);
        let label = longest.min(MAX_LABEL).min(width / 3);
        let scale = Scale::new(self.stretch(), width - label - 1);
        let mut out = String::new();
        for owed in &self.owed {
            let name = fitted(&owed.name(), label, signs.cut);
            let bar = bar(owed, &scale, self.as_of.utc, signs);
            let _ = writeln!(out, "{name} {}", bar.trim_end());
        }
        let mut axis = vec![' '; scale.columns];
        set(&mut axis, scale.column(self.as_of.utc), signs.now);
        let axis: String = axis.into_iter().collect();
        let _ = writeln!(out, "{:label$} {}", "", axis.trim_end());
        let _ = writeln!(out, "{}", self.axis_words(label, scale.columns));
        let Signs { runs, pauses, ahead, late, due, latest, kept, now, .. } = signs;
        let legend = format!(
            "{runs} running, {pauses} standing still, {ahead} ahead, {due} due, {latest} latest arguable, {kept} kept, {late} late, {now} as of"
        );
        wrap(&mut out, width, 0, &legend);
        out
    }

    /// First and last day under the picture.
    fn axis_words(&self, label: usize, columns: usize) -> String {
        let (first, last) = (self.from_words(), self.until_words());
        let (first, last) = if first.len() + last.len() < columns {
            (first, last)
        } else {
            (day_only(&first), day_only(&last))
        };
        let room = columns.saturating_sub(first.len() + last.len());
        format!("{:label$} {first}{:room$}{last}", "", "")
    }

    /// Where a picture begins, in words.
    #[must_use]
    pub fn from_words(&self) -> String {
        let (start, _) = self.stretch();
        let of_clocks = self.owed.iter().flat_map(|owed| [Some(&owed.from), owed.due.as_ref()]);
        let found = of_clocks.flatten().chain([&self.received]).find(|moment| moment.utc == start);
        short(found.map_or("", |moment| &moment.local))
    }

    /// Where a picture ends, in words.
    #[must_use]
    pub fn until_words(&self) -> String {
        let (_, end) = self.stretch();
        let of_clocks =
            self.owed.iter().flat_map(|owed| [owed.due.as_ref(), owed.latest_arguable.as_ref()]);
        let events = self.events.iter().map(|told| &told.at);
        let all = of_clocks.flatten().chain(events).chain([&self.as_of]);
        let latest = all.filter(|moment| moment.utc <= end).max_by_key(|moment| moment.utc);
        short(latest.map_or("", |moment| &moment.local))
    }
}

/// Without the zone, which stands above.
fn short(local: &str) -> String {
    local.rsplit_once(' ').map_or(local, |(moment, _)| moment).to_owned()
}

/// Without weekday and time of day, where there is little room.
fn day_only(moment: &str) -> String {
    moment.split(' ').skip(1).take(3).collect::<Vec<_>>().join(" ")
}

/// From moments to columns.
struct Scale {
    start: i64,
    length: i64,
    columns: usize,
}

impl Scale {
    fn new((start, end): (Instant, Instant), columns: usize) -> Self {
        let length = end.second().saturating_sub(start.second()).max(1);
        Self { start: start.second(), length, columns }
    }

    fn column(&self, at: Instant) -> usize {
        let last = i128::try_from(self.columns.saturating_sub(1)).unwrap_or(0);
        let into = i128::from(at.second()) - i128::from(self.start);
        let column = (into * last / i128::from(self.length)).clamp(0, last);
        usize::try_from(column).unwrap_or(0)
    }
}

fn set(columns: &mut [char], at: usize, sign: char) {
    if let Some(place) = columns.get_mut(at) {
        *place = sign;
    }
}

fn fill(columns: &mut [char], from: usize, to: usize, sign: char) {
    for place in columns.iter_mut().take(to.saturating_add(1)).skip(from) {
        *place = sign;
    }
}

fn bar(owed: &Owed, scale: &Scale, now: Instant, signs: &Signs) -> String {
    let clock = &owed.clock;
    let mut columns = vec![' '; scale.columns];
    let due = clock.due.map(|due| due.strict);
    let started = clock.trigger.at;
    let ended = clock.over.unwrap_or(now).max(started);
    if let Some(due) = due.filter(|due| *due > ended && clock.is_open()) {
        fill(&mut columns, scale.column(ended), scale.column(due), signs.ahead);
    }
    fill(&mut columns, scale.column(started), scale.column(ended), signs.runs);
    for wait in &clock.pauses {
        let (from, until) =
            (wait.spell.from.max(started), wait.spell.until.unwrap_or(ended).min(ended));
        if from < until {
            fill(&mut columns, scale.column(from), scale.column(until), signs.pauses);
        }
    }
    let is_late = matches!(
        clock.state,
        ClockState::KeptLate { .. } | ClockState::Broken { .. } | ClockState::Late { .. }
    );
    if let Some(due) = due.filter(|due| is_late && *due < ended) {
        fill(&mut columns, scale.column(due), scale.column(ended), signs.late);
    }
    if let Some(latest) = clock.due.and_then(|due| due.latest_arguable) {
        set(&mut columns, scale.column(latest), signs.latest);
    }
    if let Some(due) = due {
        set(&mut columns, scale.column(due), signs.due);
    }
    if let ClockState::Kept { at } | ClockState::KeptLate { at, .. } = clock.state {
        set(&mut columns, scale.column(at), signs.kept);
    }
    columns.into_iter().collect()
}

fn fitted(text: &str, width: usize, cut: char) -> String {
    if text.chars().count() <= width {
        return format!("{text:width$}");
    }
    text.chars().take(width.saturating_sub(1)).chain([cut]).collect()
}
