//! The first draft: what the case says already.

use std::collections::BTreeMap;

use advisory::Advisory;
use advisory::model::{Kind, Moment, Severity};

use crate::open_case::OpenCase;
use crate::program::Program;

/// A record made from what the case says. Nothing in it is public by that: the team reads and changes it.
pub(super) fn record(program: &Program, opened: &OpenCase) -> Advisory {
    let state = &opened.state;
    let text = |part: &Option<case::Private>| {
        part.as_ref().map(|part| part.as_str().to_owned()).unwrap_or_default()
    };
    let named = text(&state.affected.product);
    let products = &program.policy.products;
    let product = products.iter().find(|product| product.id == named || product.name == named);
    let fallback = || match products.as_slice() {
        [only] if named.is_empty() => only.name.clone(),
        _ if named.is_empty() => program.policy.program.name.clone(),
        _ => named.clone(),
    };
    let mut fields = BTreeMap::from([(
        "product-1-name".to_owned(),
        product.map_or_else(fallback, |product| product.name.clone()),
    )]);
    let versions = text(&state.affected.versions).replace(';', "\n");
    fields.insert("product-1-affected".to_owned(), versions);
    if let Some(repository) = product.and_then(|product| product.repository.clone()) {
        fields.insert("product-1-repository".to_owned(), repository);
    }
    let weaknesses = text(&state.affected.weakness);
    let weaknesses: Vec<&str> = weaknesses
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter(|word| word.starts_with("CWE-"))
        .collect();
    let language = program.policy.program.languages.first().map_or("en", String::as_str);
    let base = Advisory {
        title: state.received.as_ref().map(|r| r.title.as_str().to_owned()).unwrap_or_default(),
        language: language.to_owned(),
        weaknesses: weaknesses.iter().filter_map(|word| word.parse().ok()).collect(),
        timeline: timeline(opened),
        ..Advisory::default()
    };
    let mut record = advisory::form::read(&base, &fields).unwrap_or(base);
    record.severity.level = state.severity.map(Into::into);
    if state.is_declined() {
        // Nothing of ours is affected: what is disclosed is information.
        record.kind = Kind::Informational;
        record.affected.clear();
        record.weaknesses.clear();
        record.severity = Severity::default();
    }
    record
}

/// What the public may learn of the dates: when it was reported and when the fix came.
fn timeline(opened: &OpenCase) -> Vec<Moment> {
    let mut moments = vec![Moment { at: opened.opened_at, what: "Reported to us.".to_owned() }];
    let fixed = opened.events.iter().find(|event| event.fact.kind() == "FixReleased");
    moments.extend(
        fixed.map(|event| Moment { at: event.happened, what: "The fix was released.".to_owned() }),
    );
    moments
}
