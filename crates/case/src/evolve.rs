//! From events to the case. Total: any list of events folds to some case, and nothing panics.

use crate::case::Case;
use crate::event::Event;

/// The case after one more event.
#[must_use]
pub fn evolve(mut case: Case, event: &Event) -> Case {
    case.version = case.version.saturating_add(1);
    case.last_recorded = Some(event.recorded);
    case
}

/// The case that these events make, in order.
#[must_use]
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Case {
    events.into_iter().fold(Case::default(), evolve)
}
