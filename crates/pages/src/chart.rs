//! Charts as SVG, drawn here so that they need no script, follow the style sheet and are the same every time.
//!
//! Lengths along the reading direction are percentages, so a chart fills its column while its text keeps its size.
//! Every chart carries a title and a description, and `direction="ltr"`: SVG inherits the direction of the page,
//! which would move labels onto bars. Colours are classes; whatever a colour says, a word beside it says too.

use std::fmt;

use crate::When;

/// What a stretch or a part of a bar stands for; the class in the style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Kept, in time.
    Kept,
    /// Broken, late.
    Broken,
    /// Running.
    Running,
    /// Paused.
    Paused,
}

impl Tone {
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Running => "running",
            Self::Paused => "paused",
        }
    }
}

/// Bars of several parts, one below the other, on one scale. Rendered with `to_string`.
#[derive(Clone)]
pub struct StackedBars {
    /// What the chart shows, for screen readers.
    pub title: String,
    /// What it says, in a sentence, for screen readers.
    pub description: String,
    /// The prefix of the ids of title and description: unique on the page.
    pub id: String,
    /// The bars.
    pub bars: Vec<StackedBar>,
}

/// One bar.
#[derive(Clone)]
pub struct StackedBar {
    /// What it is about, written above it.
    pub label: String,
    /// Its parts, in order.
    pub parts: Vec<(Tone, u32)>,
}

/// The height of a line of a label, and of the bar with the room below it, in CSS pixels.
const LINE: usize = 19;
const BAR: usize = 32;
/// How many characters of a label fit on a line of the narrowest screen (320 px), and how many lines it gets.
const CHARACTERS: usize = 36;
const LINES: usize = 2;

impl fmt::Display for StackedBars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let longest = self.bars.iter().map(StackedBar::length).max().unwrap_or(0).max(1);
        let height = self.bars.iter().map(|bar| row_height(&bar.label)).sum();
        open(f, &self.id, height, &self.title, &self.description)?;
        let mut top = 0;
        for bar in &self.bars {
            let below = label(f, top, &bar.label)?;
            top += row_height(&bar.label);
            rect(f, "track", (0, 1000), below + 4, 14)?;
            let mut from = 0;
            for (tone, count) in &bar.parts {
                let to = from + u64::from(*count);
                rect(f, tone.class(), (share(from, longest), share(to, longest)), below + 4, 14)?;
                from = to;
            }
        }
        f.write_str("</svg>")
    }
}

impl StackedBar {
    fn length(&self) -> u64 {
        self.parts.iter().map(|(_, count)| u64::from(*count)).sum()
    }
}

/// The promises of a case over time: what ran, what stood still, what was due when. Rendered with `to_string`.
#[derive(Clone)]
pub struct Timeline {
    /// What it says, in a sentence or two, for screen readers.
    pub description: String,
    /// Where the picture begins.
    pub start: When,
    /// Where it ends.
    pub end: When,
    /// The present, in thousandths of the way from start to end.
    pub now: Option<u16>,
    /// One row per promise.
    pub rows: Vec<TimelineRow>,
}

/// One promise in the picture. Positions are thousandths of the way from start to end.
#[derive(Clone)]
pub struct TimelineRow {
    /// What is owed and how it stands: "Acknowledge: kept".
    pub label: String,
    /// What happened from when to when.
    pub spans: Vec<(Tone, u16, u16)>,
    /// When it is or was due.
    pub due: Option<u16>,
}

/// Where a moment lies between two others, in thousandths; before the start is 0, after the end 1000.
#[must_use]
pub fn position(start_second: i64, end_second: i64, second: i64) -> u16 {
    let length = i128::from(end_second) - i128::from(start_second);
    let done = i128::from(second) - i128::from(start_second);
    if length <= 0 || done <= 0 {
        return 0;
    }
    u16::try_from((done * 1000 / length).min(1000)).unwrap_or(1000)
}

impl fmt::Display for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bottom = self.rows.iter().map(|row| row_height(&row.label)).sum::<usize>();
        open(f, "timeline", bottom + 24, "Promises over time", &self.description)?;
        let mut top = 0;
        for promise in &self.rows {
            let below = label(f, top, &promise.label)?;
            top += row_height(&promise.label);
            rect(f, "track", (0, 1000), below + 6, 10)?;
            for (tone, from, to) in &promise.spans {
                rect(f, tone.class(), (u64::from(*from), u64::from(*to)), below + 6, 10)?;
            }
            if let Some(due) = promise.due {
                upright(f, "due", due, below + 1, below + 21)?;
            }
        }
        if let Some(now) = self.now {
            upright(f, "now", now, 0, bottom)?;
        }
        let y = bottom + 16;
        write!(f, r#"<text class="axis" x="0" y="{y}">{}</text>"#, escape(&self.start.words))?;
        write!(
            f,
            r#"<text class="axis" x="100%" y="{y}" text-anchor="end">{}</text></svg>"#,
            escape(&self.end.words)
        )
    }
}

/// How much of a clock's time is used: a thin bar beside the words that say so, hidden from screen readers.
#[must_use]
pub fn used(percent: u8, class: &str) -> String {
    let percent = percent.min(100);
    format!(
        r#"<svg class="used {}" width="100%" height="6" direction="ltr" aria-hidden="true" focusable="false"><rect class="track" width="100%" height="6" rx="3"/><rect class="fill" width="{percent}%" height="6" rx="3"/></svg>"#,
        escape(class)
    )
}

fn open(
    f: &mut fmt::Formatter<'_>,
    id: &str,
    height: usize,
    title: &str,
    description: &str,
) -> fmt::Result {
    let id = escape(id);
    write!(
        f,
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="100%" height="{height}" direction="ltr" role="img" aria-labelledby="{id}-title {id}-desc"><title id="{id}-title">{}</title><desc id="{id}-desc">{}</desc>"#,
        escape(title),
        escape(description)
    )
}

/// Writes a label and returns where it ends.
fn label(f: &mut fmt::Formatter<'_>, top: usize, text: &str) -> Result<usize, fmt::Error> {
    let mut y = top;
    for line in wrap(text) {
        write!(f, r#"<text x="0" y="{}">{}</text>"#, y + 14, escape(&line))?;
        y += LINE;
    }
    Ok(y)
}

fn row_height(label: &str) -> usize {
    wrap(label).len() * LINE + BAR
}

/// Breaks a label between words; what does not fit ends in an ellipsis. SVG does not wrap text by itself.
fn wrap(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let text = crate::visible(text).to_string();
    for word in text.split_whitespace() {
        let needed = word.chars().count() + 1;
        let fits = lines.last().is_some_and(|line| line.chars().count() + needed <= CHARACTERS + 1);
        match lines.last_mut() {
            Some(line) if fits || line.is_empty() => {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let cut = lines.len() > LINES;
    lines.truncate(LINES);
    let last = lines.len().saturating_sub(1);
    for (number, line) in lines.iter_mut().enumerate() {
        let too_long = line.chars().count() > CHARACTERS;
        if too_long || (cut && number == last) {
            *line = line.chars().take(CHARACTERS - 1).chain(['…']).collect();
        }
    }
    lines
}

/// A rectangle between two positions in thousandths of the width.
fn rect(
    f: &mut fmt::Formatter<'_>,
    class: &str,
    (from, to): (u64, u64),
    y: usize,
    height: usize,
) -> fmt::Result {
    if to <= from {
        return Ok(());
    }
    let (x, width) = (Percent(from), Percent(to - from));
    write!(f, r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}"/>"#)
}

fn upright(
    f: &mut fmt::Formatter<'_>,
    class: &str,
    at: u16,
    from: usize,
    to: usize,
) -> fmt::Result {
    let x = Percent(u64::from(at));
    write!(f, r#"<line class="{class}" x1="{x}" x2="{x}" y1="{from}" y2="{to}"/>"#)
}

/// A part of the whole in thousandths.
fn share(part: u64, whole: u64) -> u64 {
    part.saturating_mul(1000).checked_div(whole).unwrap_or(0)
}

/// Thousandths written as a percentage, without floating point.
struct Percent(u64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => write!(f, "{whole}%"),
            (whole, tenths) => write!(f, "{whole}.{tenths}%"),
        }
    }
}

/// Text for SVG: hidden characters spelled out, mark-up escaped.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::visible(text).to_string().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_never_leaves_the_picture() {
        assert_eq!(position(100, 200, 150), 500);
        assert_eq!(position(100, 200, 50), 0);
        assert_eq!(position(100, 200, 900), 1000);
        assert_eq!(position(200, 100, 150), 0);
        assert_eq!(position(i64::MIN, i64::MAX, i64::MAX), 1000);
    }

    #[test]
    fn a_bar_of_nothing_is_an_empty_track() {
        let chart = StackedBars {
            title: "Kept".to_owned(),
            description: "Nothing yet".to_owned(),
            id: "kept".to_owned(),
            bars: vec![StackedBar {
                label: "Acknowledge".to_owned(),
                parts: vec![(Tone::Kept, 0)],
            }],
        }
        .to_string();
        assert!(chart.contains("class=\"track\""));
        assert!(!chart.contains("class=\"kept\""));
    }

    #[test]
    fn a_long_label_is_broken_between_words_and_then_cut() {
        assert_eq!(wrap("short"), ["short"]);
        assert_eq!(
            wrap("Respond within 24 hours when the severity is high"),
            ["Respond within 24 hours when the", "severity is high"]
        );
        let long = wrap(&"word ".repeat(40));
        assert_eq!(long.len(), LINES);
        assert!(long[1].ends_with('…'));
        assert!(wrap(&"x".repeat(500)).iter().all(|line| line.chars().count() <= CHARACTERS));
    }

    #[test]
    fn the_parts_of_the_longest_bar_fill_the_width() {
        let chart = StackedBars {
            title: "Kept".to_owned(),
            description: String::new(),
            id: "kept".to_owned(),
            bars: vec![StackedBar {
                label: "A <b> & \u{202e}".to_owned(),
                parts: vec![(Tone::Kept, 2), (Tone::Broken, 1)],
            }],
        };
        expect_test::expect![[r#"<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="100%" height="51" direction="ltr" role="img" aria-labelledby="kept-title kept-desc"><title id="kept-title">Kept</title><desc id="kept-desc"></desc><text x="0" y="14">A &lt;b&gt; &amp; [U+202E]</text><rect class="track" x="0%" y="23" width="100%" height="14"/><rect class="kept" x="0%" y="23" width="66.6%" height="14"/><rect class="broken" x="66.6%" y="23" width="33.4%" height="14"/></svg>"#]]
        .assert_eq(&chart.to_string());
    }
}
