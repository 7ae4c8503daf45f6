//! `[rules]`, `[privacy]`, `[review]` and `[changes]`.

use super::promises::span;
use super::write::{Writer, quoted, slug};
use crate::claims::{Claims, Quote, is_day};

pub(super) fn rules(writer: &mut Writer<'_>, claims: &Claims) {
    let conduct = &claims.conduct;
    if conduct.asked.is_empty() && conduct.forbidden.is_empty() {
        return;
    }
    writer.header("[rules]");
    list(writer, "asked", &conduct.asked);
    list(writer, "forbidden", &conduct.forbidden);
}

fn list(writer: &mut Writer<'_>, key: &str, quotes: &[Quote]) {
    if quotes.is_empty() {
        return;
    }
    writer.raw(&format!("{key} = ["));
    for (index, quote) in quotes.iter().enumerate() {
        let id = slug(&quote.plain).unwrap_or_else(|| format!("rule-{}", index + 1));
        let id = writer.unique(&format!("rule:{id}")).replace("rule:", "");
        let (id, text) = (quoted(&id), quoted(&quote.plain));
        writer.raw(&format!("  {{ id = {id}, text = {text}, source = {text} }},"));
    }
    writer.raw("]");
}

pub(super) fn privacy(writer: &mut Writer<'_>, claims: &Claims) {
    let conduct = &claims.conduct;
    let said = [
        ("anonymous", &conduct.anonymous),
        ("pseudonym", &conduct.pseudonym),
        ("not_passed_on", &conduct.not_passed_on),
    ];
    if said.iter().all(|(_, quote)| quote.is_none()) {
        return;
    }
    writer.header("[privacy]");
    for (key, quote) in &said {
        if quote.is_some() {
            writer.raw(&format!("{key} = true"));
        }
    }
    writer.sources(said.iter().filter_map(|(_, quote)| quote.as_ref()));
}

pub(super) fn review(writer: &mut Writer<'_>, claims: &Claims) {
    let Some(review) = &claims.conduct.review else { return };
    let every = match review.every {
        Some(time) => span(time),
        None => Some("regularly".to_owned()),
    };
    let Some(every) = every else {
        writer.no_word(&review.quote);
        return;
    };
    writer.header("[review]");
    writer.text("every", &every);
    let covers: Vec<&str> = review.covers.iter().map(|quote| quote.plain.as_str()).collect();
    writer.texts("covers", &covers);
    if let Some(last) = review.last.as_ref().filter(|day| is_day(day)) {
        writer.raw(&format!("last = {last}"));
    }
    writer.source(&review.quote);
}

pub(super) fn changes(writer: &mut Writer<'_>, claims: &Claims) {
    if let Some(quote) = &claims.conduct.changes {
        writer.header("[changes]");
        writer.source(quote);
    }
}
