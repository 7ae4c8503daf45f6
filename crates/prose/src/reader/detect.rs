//! Which format a text has: by the ending of its name, and otherwise by marks that only one format uses.

use super::Format;

/// How a text is written. `name` is the name of its file, where it has one.
#[must_use]
pub fn detect(name: Option<&str>, text: &str) -> Format {
    let ending =
        name.and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("md" | "markdown" | "mdown" | "mkd" | "mdx") => Format::Markdown,
        Some("rst" | "rest") => Format::ReStructuredText,
        Some("html" | "htm" | "xhtml") => Format::Html,
        _ => by_marks(text),
    }
}

fn by_marks(text: &str) -> Format {
    let start: String = text.chars().take(20_000).collect();
    let lower = start.trim_start().to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Format::Html;
    }
    let mut rst = 0_u32;
    let mut markdown = 0_u32;
    let mut tags = 0_u32;
    let mut before = "";
    for line in start.lines() {
        let line = line.trim_end();
        let inner = line.trim_start();
        let directive =
            inner.starts_with(".. ") && (inner.contains("::") || inner.starts_with(".. _"));
        let reference = inner.contains("`_") || inner.contains(":ref:`") || inner.contains("``");
        rst += u32::from(directive) * 3 + u32::from(reference && !inner.starts_with("```"));
        rst += u32::from(
            super::plain::is_rule(line)
                && !before.is_empty()
                && "~^\"'".contains(line.get(..1).unwrap_or("#")),
        );
        markdown += u32::from(
            inner.starts_with("# ") || inner.starts_with("## ") || inner.starts_with("### "),
        ) * 3;
        markdown += u32::from(inner.contains("](")) * 2
            + u32::from(inner.starts_with("```") || inner.starts_with("|--"));
        tags += u32::from(
            ["<p>", "<h1", "<h2", "<li>", "<div", "<body"].iter().any(|tag| inner.starts_with(tag)),
        );
        before = line;
    }
    if markdown == 0 && tags >= 3 {
        Format::Html
    } else if rst > markdown && rst >= 2 {
        Format::ReStructuredText
    } else if markdown > 0 || start.contains("**") {
        Format::Markdown
    } else if rst > 0 {
        Format::ReStructuredText
    } else {
        Format::Plain
    }
}
