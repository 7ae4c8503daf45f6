//! What a case that is begun from a stated past takes over of it: the duties of keeping quiet, and nothing else.
//!
//! What happened elsewhere did not happen here: it moves no machine. But whoever is told of a matter under an embargo
//! and a mark keeps to both.

use clock::Instant;

use crate::case::Case;
use crate::fact::{Fact, Terms};

/// The facts that a case which stands like `here` takes over of a past that came to `past`: the narrower mark and
/// the earlier end of both embargoes.
#[must_use]
pub fn taken_over(past: &Case, here: &Case, now: Instant) -> Vec<Fact> {
    let mut facts = Vec::new();
    let reason = || "As in the case that was taken over.".into();
    if here.tlp().is_wider_than(past.tlp()) || past.tlp.is_some() && here.tlp.is_none() {
        facts.push(Fact::TlpSet { tlp: past.tlp(), reason: reason() });
    }
    let bound = past.embargo.terms.as_ref().filter(|_| past.embargo.state.binds());
    if let Some(terms) = bound.filter(|terms| terms.ends > now) {
        let terms = Terms { ends: terms.ends, note: terms.note.clone() };
        match &here.embargo.terms {
            Some(own) if own.ends <= terms.ends => {}
            Some(_) => facts.push(Fact::EmbargoShortened { terms, reason: reason() }),
            None => facts.push(Fact::EmbargoBegan { terms }),
        }
    }
    facts
}
