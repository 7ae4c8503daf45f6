//! A plain-text mail to subscribers: every fact of the page, in lines of at most 72 characters where words
//! allow. The subject is [`subject`]; headers are the sender's work.

use super::page::Page;
use crate::model::Advisory;

/// The longest line that is made by wrapping.
const WIDTH: usize = 72;

/// The subject: identifier and title, in one line.
#[must_use]
pub fn subject(advisory: &Advisory) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    words(&format!("{}: {}", advisory.id, advisory.title))
}

/// The text.
#[must_use]
pub fn text(page: &Page) -> String {
    let mut text = String::new();
    wrap(&page.title, "", &mut text);
    text.push_str(&"=".repeat(page.title.chars().count().min(WIDTH)));
    text.push('\n');
    if let Some(notice) = &page.notice {
        text.push('\n');
        wrap(notice, "", &mut text);
    }
    text.push('\n');
    for fact in &page.facts {
        // Facts are not wrapped: an address or a vector must stay in one piece.
        text.push_str(&format!("{}: {}\n", fact.name, one_line(&fact.value)));
    }
    let heading = |name: &str, text: &mut String| {
        text.push_str(&format!("\n{name}\n{}\n\n", "-".repeat(name.chars().count())));
    };
    if !page.products.is_empty() {
        heading("Affected", &mut text);
        for product in &page.products {
            let mut line = product.name.clone();
            if !product.package.is_empty() {
                line.push_str(&format!(" ({})", product.package));
            }
            line.push_str(&format!(": {}: {}", product.standing, product.versions));
            if !product.fixed.is_empty() {
                line.push_str(&format!("; fixed in {}", product.fixed.join(", ")));
            }
            if !product.reason.is_empty() {
                line.push_str(&format!(". {}", product.reason));
            }
            wrap(&line, "* ", &mut text);
        }
    }
    for section in &page.sections {
        heading(section.heading, &mut text);
        for line in section.text.lines() {
            wrap(line, "", &mut text);
        }
    }
    let mut list = |name: &str, items: Vec<String>| {
        if !items.is_empty() {
            heading(name, &mut text);
            for item in items {
                wrap(&item, "* ", &mut text);
            }
        }
    };
    list("References", page.references.iter().map(|l| format!("{}: {}", l.title, l.url)).collect());
    list("Credits", page.credits.clone());
    list("Timeline", page.timeline.iter().map(|(at, what)| format!("{at}: {what}")).collect());
    list(
        "Editions",
        page.editions.iter().map(|(n, at, what)| format!("{n}, {at}: {what}")).collect(),
    );
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds a paragraph in lines of at most [`WIDTH`] characters; a longer word stands alone.
fn wrap(paragraph: &str, bullet: &str, out: &mut String) {
    let indent = " ".repeat(bullet.len());
    let mut line = bullet.to_owned();
    let mut empty = true;
    for word in paragraph.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(line.trim_end());
            out.push('\n');
            line.clone_from(&indent);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}
