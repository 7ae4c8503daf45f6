//! Which format a text has: by the ending of its name, and otherwise by marks that only one format uses.

use super::Format;

/// How a text is written. `name` is the name of its file, where it has one.
#[must_use]
pub fn detect(name: Option<&str>, text: &str) -> Format {
    let ending =
        name.and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        // Files are misnamed now and then, and a wrong reader loses every heading and link: marks that only one
        // other format has count more than the ending.
        Some("md" | "markdown" | "mdown" | "mkd" | "mdx") => match marks(text) {
            Marks { rst, markdown, .. } if rst >= 8 && rst > markdown * 4 => {
                Format::ReStructuredText
            }
            Marks { page: true, .. } => Format::Html,
            _ => Format::Markdown,
        },
        Some("rst" | "rest") => Format::ReStructuredText,
        Some("html" | "htm" | "xhtml") => Format::Html,
        _ => by_marks(text),
    }
}

/// How many marks of each format a text has.
struct Marks {
    rst: u32,
    markdown: u32,
    tags: u32,
    /// Whether it begins as a page of HTML.
    page: bool,
    bold: bool,
}

fn by_marks(text: &str) -> Format {
    let Marks { rst, markdown, tags, page, bold } = marks(text);
    if page || (markdown == 0 && tags >= 3) {
        Format::Html
    } else if rst > markdown && rst >= 2 {
        Format::ReStructuredText
    } else if markdown > 0 || bold {
        Format::Markdown
    } else if rst > 0 {
        Format::ReStructuredText
    } else {
        Format::Plain
    }
}

fn marks(text: &str) -> Marks {
    const TAGS: [&str; 6] = ["<p>", "<h1", "<h2", "<li>", "<div", "<body"];
    const HEADINGS: [&str; 4] = ["# ", "## ", "### ", "#### "];
    let start: String = text.chars().take(20_000).collect();
    let lower = start.trim_start().to_ascii_lowercase();
    let page = lower.starts_with("<!doctype html") || lower.starts_with("<html");
    let mut found = Marks { rst: 0, markdown: 0, tags: 0, page, bold: start.contains("**") };
    let mut before = "";
    for line in start.lines() {
        let line = line.trim_end();
        let inner = line.trim_start();
        let starts = |marks: &[&str]| marks.iter().any(|mark| inner.starts_with(mark));
        let directive =
            inner.starts_with(".. ") && (inner.contains("::") || inner.starts_with(".. _"));
        let reference = inner.contains("`_") || inner.contains(":ref:`") || inner.contains("``");
        let under = line.starts_with(['~', '^', '"', '\''])
            && super::plain::is_rule(line)
            && !before.is_empty();
        found.rst += u32::from(directive) * 3 + u32::from(reference && !inner.starts_with("```"));
        found.rst += u32::from(under && !line.starts_with("~~~"));
        found.markdown += u32::from(starts(&HEADINGS)) * 3 + u32::from(inner.contains("](")) * 2;
        found.markdown += u32::from(starts(&["```", "|--", "| --"]));
        found.tags += u32::from(starts(&TAGS));
        before = line;
    }
    found
}
