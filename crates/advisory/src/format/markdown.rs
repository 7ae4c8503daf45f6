//! Markdown: for repositories, release notes and issue trackers.
//!
//! Facts of the record (title, names, versions) are escaped; its texts are Markdown already and go in as
//! they are.

use super::page::{Page, ProductLine};

/// The advisory as a Markdown file.
#[must_use]
pub fn text(page: &Page) -> String {
    format!("# {}\n\n{}", escape(&page.title), body(page))
}

/// The advisory without its title, for places that show the title themselves.
#[must_use]
pub fn body(page: &Page) -> String {
    let mut text = String::new();
    if let Some(notice) = &page.notice {
        text.push_str(&format!("> {}\n\n", escape(notice)));
    }
    for fact in &page.facts {
        text.push_str(&format!("- **{}**: {}\n", fact.name, value(&fact.value)));
    }
    if !page.products.is_empty() {
        text.push_str("\n## Affected\n\n");
        for product in &page.products {
            text.push_str(&format!("- {}\n", line(product)));
        }
    }
    for section in &page.sections {
        let written = if section.is_markdown {
            section.text.clone()
        } else {
            section.text.lines().map(escape).collect::<Vec<_>>().join("\n")
        };
        text.push_str(&format!("\n## {}\n\n{written}\n", section.heading));
    }
    let mut list = |heading: &str, items: Vec<String>| {
        if !items.is_empty() {
            text.push_str(&format!("\n## {heading}\n\n"));
            for item in items {
                text.push_str(&format!("- {item}\n"));
            }
        }
    };
    let links =
        page.references.iter().map(|link| format!("{}: <{}>", escape(&link.title), link.url));
    list("References", links.collect());
    list("Credits", page.credits.iter().map(|credit| escape(credit)).collect());
    let moments = page.timeline.iter().map(|(at, what)| format!("{at}: {}", escape(what)));
    list("Timeline", moments.collect());
    let editions = page.editions.iter().map(|(n, at, what)| format!("{n}, {at}: {}", escape(what)));
    list("Editions", editions.collect());
    text
}

fn line(product: &ProductLine) -> String {
    let mut line = format!("**{}**", escape(&product.name));
    if !product.package.is_empty() {
        line.push_str(&format!(" ({})", escape(&product.package)));
    }
    line.push_str(&format!(": {}: {}", product.standing, escape(&product.versions)));
    if !product.fixed.is_empty() {
        line.push_str(&format!("; fixed in {}", escape(&product.fixed.join(", "))));
    }
    if !product.reason.is_empty() {
        line.push_str(&format!(". {}", escape(&product.reason)));
    }
    line
}

/// An address as a link, anything else escaped.
fn value(text: &str) -> String {
    if text.starts_with("https://") { format!("<{text}>") } else { escape(text) }
}

/// A text of which no sign is taken for Markdown or HTML. Line ends become spaces.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '!' | '~' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
