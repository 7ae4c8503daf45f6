//! The timeline of an explanation as a picture of its own: an SVG file that carries its colours, light and dark.
//!
//! The charts of [`crate::chart`] take their colours and width from a page; this one is opened alone, put into a
//! document or a wiki, or printed. It loads nothing and runs nothing. Its title and description say in words what it
//! shows, and whatever a colour says, a word beside it says too.

use std::fmt::{self, Write as _};

use crate::chart::{Tone, escape};

/// What was owed from when to when, and what became of it. Rendered with `to_string`.
#[derive(Clone)]
pub struct TimelinePicture {
    /// What it is about: the program and the situation.
    pub title: String,
    /// A line below the title: when the report was received, as of when it is judged.
    pub subtitle: String,
    /// Everything that the picture shows, in sentences, for whoever does not see it.
    pub description: String,
    /// One row a promise.
    pub rows: Vec<PictureRow>,
    /// What happened: where, in thousandths of the way, and what.
    pub events: Vec<(u16, String)>,
    /// As of when it is judged, in thousandths of the way.
    pub now: u16,
    /// Where the picture begins, in words.
    pub from: String,
    /// Where it ends, in words.
    pub until: String,
}

/// One promise. Positions are thousandths of the way from the beginning to the end; see [`crate::chart::position`].
#[derive(Clone)]
pub struct PictureRow {
    /// Which promise.
    pub label: String,
    /// How it stands, in words.
    pub standing: String,
    /// What was so from when to when.
    pub spans: Vec<(Tone, u16, u16)>,
    /// The time that is left, from when to when.
    pub ahead: Option<(u16, u16)>,
    /// When it is due.
    pub due: Option<u16>,
    /// The later time that could be argued for a period of law.
    pub latest: Option<u16>,
    /// When it was kept.
    pub kept: Option<u16>,
}

/// Widths and heights in user units.
const WIDTH: u32 = 960;
const LEFT: u32 = 24;
const PLOT: u32 = 320;
const PLOT_WIDTH: u32 = 612;
const HEAD: u32 = 108;
const ROW: u32 = 46;
const FOOT: u32 = 64;
/// How many characters of a label and of its standing fit before the plot begins.
const LABEL_CHARS: usize = 34;
const STANDING_CHARS: usize = 46;

/// Colours of the style sheet of the pages, whose contrast is tested there.
const STYLE: &str = "\
svg{background:#fff;color-scheme:light dark}\
text{font:14px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',sans-serif;fill:#18212a}\
.title{font-size:18px;font-weight:600}.label{font-weight:600}.soft{font-size:12px;fill:#52606d}\
.track{fill:#ebeff1}.running{fill:#3a76bd}.paused{fill:#75828e}.kept{fill:#2c8256}.broken{fill:#c2372c}\
.ahead{fill:none;stroke:#3a76bd}.due{stroke:#18212a;stroke-width:2}.latest{stroke:#18212a;stroke-dasharray:2 3}\
.now{stroke:#75828e;stroke-dasharray:4 4}.event{fill:#52606d}.done{fill:#fff;stroke:#2c8256;stroke-width:3}\
@media (prefers-color-scheme:dark){svg{background:#13181d}text{fill:#e7ecf0}.soft{fill:#a5b1bc}\
.track{fill:#222a31}.running{fill:#6ea3e4}.paused{fill:#7b8793}.kept{fill:#4fae7e}.broken{fill:#ee7a70}\
.ahead{stroke:#6ea3e4}.due,.latest{stroke:#e7ecf0}.now{stroke:#7b8793}.event{fill:#a5b1bc}\
.done{fill:#13181d;stroke:#4fae7e}}";

impl fmt::Display for TimelinePicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let bottom = rows.saturating_mul(ROW).saturating_add(HEAD);
        let height = bottom.saturating_add(FOOT);
        write!(
            f,
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d"><title id="t">{}</title><desc id="d">{}</desc><style>{STYLE}</style>"#,
            escape(&self.title),
            escape(&self.description)
        )?;
        text(f, "title", LEFT, 32, &self.title, 100)?;
        text(f, "soft", LEFT, 54, &self.subtitle, 150)?;
        for (at, what) in &self.events {
            let (x, y) = (place(*at), HEAD - 18);
            write!(
                f,
                r#"<circle class="event" cx="{x}" cy="{y}" r="4"><title>{}</title></circle>"#,
                escape(what)
            )?;
        }
        let mut top = HEAD;
        for row in &self.rows {
            row.draw(f, top)?;
            top = top.saturating_add(ROW);
        }
        upright(f, "now", self.now, HEAD - 10, bottom)?;
        let axis = bottom + 18;
        text(f, "soft", PLOT, axis, &self.from, 40)?;
        let until = escape(&self.until);
        let right = PLOT + PLOT_WIDTH;
        write!(f, r#"<text class="soft" x="{right}" y="{axis}" text-anchor="end">{until}</text>"#)?;
        let legend = "Blue: running. Grey: standing still. Red: late. Outline: time left. Line: due; dotted line: latest arguable. Ring: kept. Dots: events. Dashed line: as of.";
        text(f, "soft", LEFT, bottom + 44, legend, 200)?;
        f.write_str("</svg>\n")
    }
}

impl PictureRow {
    fn draw(&self, f: &mut fmt::Formatter<'_>, top: u32) -> fmt::Result {
        text(f, "label", LEFT, top + 14, &self.label, LABEL_CHARS)?;
        text(f, "soft", LEFT, top + 31, &self.standing, STANDING_CHARS)?;
        let y = top + 10;
        rect(f, "track", (0, 1000), y)?;
        if let Some(ahead) = self.ahead {
            rect(f, "ahead", ahead, y)?;
        }
        for (tone, from, to) in &self.spans {
            rect(f, tone.class(), (*from, *to), y)?;
        }
        if let Some(latest) = self.latest {
            upright(f, "latest", latest, top + 2, top + 30)?;
        }
        if let Some(due) = self.due {
            upright(f, "due", due, top + 2, top + 30)?;
        }
        if let Some(kept) = self.kept {
            let (x, y) = (place(kept), top + 16);
            write!(f, r#"<circle class="done" cx="{x}" cy="{y}" r="6"/>"#)?;
        }
        Ok(())
    }
}

/// Where a position lies in the plot.
fn place(thousandths: u16) -> u32 {
    PLOT + u32::from(thousandths.min(1000)) * PLOT_WIDTH / 1000
}

fn text(
    f: &mut fmt::Formatter<'_>,
    class: &str,
    x: u32,
    y: u32,
    words: &str,
    most: usize,
) -> fmt::Result {
    let mut shown: String = words.chars().take(most).collect();
    if words.chars().nth(most).is_some() {
        shown.pop();
        shown.write_char('…')?;
    }
    write!(f, r#"<text class="{class}" x="{x}" y="{y}">{}</text>"#, escape(&shown))
}

fn rect(f: &mut fmt::Formatter<'_>, class: &str, (from, to): (u16, u16), y: u32) -> fmt::Result {
    let (x, end) = (place(from), place(to));
    // What happened within a moment is still seen.
    let width = end.saturating_sub(x).max(2);
    write!(f, r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="12" rx="2"/>"#)
}

fn upright(f: &mut fmt::Formatter<'_>, class: &str, at: u16, from: u32, to: u32) -> fmt::Result {
    let x = place(at);
    write!(f, r#"<line class="{class}" x1="{x}" x2="{x}" y1="{from}" y2="{to}"/>"#)
}

#[cfg(test)]
mod tests {
    use roxmltree::Document;

    use super::*;

    fn picture(label: &str) -> TimelinePicture {
        TimelinePicture {
            title: format!("{label}: severity high"),
            subtitle: "Received Wed 23 Dec 2026 16:00 CET".to_owned(),
            description: "acknowledge: kept late.".to_owned(),
            rows: vec![PictureRow {
                label: label.to_owned(),
                standing: "kept late: 6 hours after it was due".to_owned(),
                spans: vec![
                    (Tone::Running, 0, 500),
                    (Tone::Paused, 100, 200),
                    (Tone::Broken, 500, 700),
                ],
                ahead: Some((700, 1000)),
                due: Some(500),
                latest: Some(2_000),
                kept: Some(700),
            }],
            events: vec![(0, "report received <b>".to_owned())],
            now: 700,
            from: "Wed 23 Dec 2026".to_owned(),
            until: "Thu 24 Dec 2026".to_owned(),
        }
    }

    #[test]
    fn a_picture_is_an_svg_file_that_says_in_words_what_it_shows() {
        let svg = picture("acknowledge").to_string();
        let document = Document::parse(&svg).unwrap();
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        for (id, tag) in
            root.attribute("aria-labelledby").unwrap().split(' ').zip(["title", "desc"])
        {
            let named = root.children().find(|node| node.attribute("id") == Some(id)).unwrap();
            assert_eq!(named.tag_name().name(), tag);
            assert!(!named.text().unwrap().is_empty());
        }
        assert!(svg.contains("prefers-color-scheme:dark"));
        for tag in ["script", "image", "use", "foreignObject", "a"] {
            assert!(document.descendants().all(|node| node.tag_name().name() != tag), "{tag}");
        }
        assert!(!svg.contains("url(") && !svg.contains("@import"), "it loads nothing");
    }

    #[test]
    fn everything_stays_inside_the_picture_and_mark_up_stays_text() {
        let svg = picture(&"<script>\u{202e}".repeat(60)).to_string();
        let document = Document::parse(&svg).unwrap();
        let number = |node: roxmltree::Node<'_, '_>, name: &str| {
            node.attribute(name).and_then(|text| text.parse::<u32>().ok()).unwrap_or(0)
        };
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let right = number(node, "x") + number(node, "width");
            assert!(right.max(number(node, "x1")).max(number(node, "cx")) <= WIDTH, "{node:?}");
        }
        let label = document.descendants().find(|n| n.attribute("class") == Some("label")).unwrap();
        assert!(label.text().unwrap().starts_with("<script>[U+202E]"));
    }

    #[test]
    fn a_picture_without_rows_is_still_one() {
        let empty = TimelinePicture { rows: Vec::new(), ..picture("nothing") };
        assert!(Document::parse(&empty.to_string()).is_ok());
    }
}
