//! Reads what a promise says about the clause it comes from: `clause`, `confidence`, `duty`, `valid_from`,
//! `valid_until`, `follows`, `kept_with`, `extension`, `note`.

use super::promise::Home;
use super::table::Table;
use crate::clause::{Clause, Confidence, Duty, Validity};
use crate::finding::Code;
use crate::promise::{AnchorEvent, Promise};

/// The clause of a promise; `None` for a promise of a policy that says nothing about one.
pub(super) fn clause(table: &mut Table<'_>, home: &Home<'_>) -> Option<Box<Clause>> {
    let (pack, usual) = match home {
        Home::Policy => (None, Confidence::Read),
        Home::Pack { id, confidence, .. } => (Some((*id).to_owned()), *confidence),
    };
    let text = match home {
        Home::Policy => table.text("clause"),
        Home::Pack { .. } => table.need_text("clause", "it says where the duty is written"),
    };
    let clause = Clause {
        pack,
        text,
        confidence: table.word("confidence").unwrap_or(usual),
        duty: table.word("duty").unwrap_or(Duty::Must),
        validity: validity(table),
        follows: table.text("follows"),
        kept_with: table.text("kept_with"),
        extension: table.span_of_time("extension"),
        note: table.text("note"),
    };
    (clause != Clause::default()).then(|| Box::new(clause))
}

/// `valid_from` and `valid_until`.
pub(super) fn validity(table: &mut Table<'_>) -> Validity {
    let validity = Validity { from: table.date("valid_from"), until: table.date("valid_until") };
    if let (Some(from), Some(until)) = (validity.from, validity.until)
        && until < from
    {
        let message = format!("it ends on {until}, before it begins on {from}");
        table.error(Code::Contradiction, "valid_until", message, "swap the two days");
    }
    validity
}

/// What a clause and its promise say to each other.
pub(super) fn agree(table: &Table<'_>, promise: &Promise) {
    let event = promise.from.event;
    match (event, promise.follows()) {
        (AnchorEvent::Submitted, None) => table.missing(
            "follows",
            "it counts from the notice that answers another promise, and this names that one",
        ),
        (AnchorEvent::Submitted | AnchorEvent::Notified, _) | (_, None) => {}
        (_, Some(_)) => {
            let message = format!("it counts from `{event}`, so no other promise starts it");
            let instead = "write `from = \"submitted\"`, or leave `follows` out";
            table.error(Code::Contradiction, "follows", message, instead);
        }
    }
    let itself = Some(promise.id.as_str());
    for (named, key) in [(promise.follows(), "follows"), (promise.kept_with(), "kept_with")] {
        if named == itself {
            let message = "a promise does not wait for itself";
            table.error(Code::Contradiction, key, message, "name another promise");
        }
    }
    if table.has("extension") && promise.extended().is_none() {
        let message = "more time is counted in the unit of the time that it is added to";
        let instead = "write both with one unit, like `1 month` and `2 months`";
        table.error(Code::Contradiction, "extension", message, instead);
    }
}
