//! What the entries of a policy say to each other: the same name twice, promises that contradict each
//! other.

use super::table::Table;
use crate::finding::Code;
use crate::pack::Standing;
use crate::product::Product;
use crate::promise::Promise;
use crate::retention::{Retained, Retention};
use crate::selection::{is_as_strict, is_same_kind};

pub(super) fn products(root: &Table<'_>, products: &[Product]) {
    repeated(root, "product", products.iter().map(|product| product.id.as_str()));
}

pub(super) fn pack(root: &Table<'_>, promises: &[Promise], standing: &[Standing]) {
    repeated(root, "promise", promises.iter().map(|promise| promise.id.as_str()));
    repeated(root, "standing", standing.iter().map(|standing| standing.id.as_str()));
    references(root, promises, &promises.iter().collect::<Vec<_>>());
}

/// Notes each promise that waits for one that is not among `there`.
pub(super) fn references(root: &Table<'_>, promises: &[Promise], there: &[&Promise]) {
    for promise in promises {
        for named in [promise.follows(), promise.kept_with()].into_iter().flatten() {
            if !there.iter().any(|other| other.id == named) {
                let message =
                    format!("`{}` names a promise `{named}`, which is not here", promise.id);
                let ids: Vec<&str> = there.iter().map(|other| other.id.as_str()).collect();
                let instead = super::reader::suggestion(named, &ids);
                let place = root.place_of_entry("promise", &promise.id);
                root.error_at(Code::UnknownReference, place, message, instead);
            }
        }
    }
}

pub(super) fn retention(root: &Table<'_>, retention: &[Retention]) {
    let mut seen = Vec::new();
    for row in retention {
        if seen.contains(&row.what) {
            let message = format!("there are two rows of `[[retention]]` for `{}`", row.what);
            root.error(Code::Duplicate, "retention", message, "keep one of them");
        }
        seen.push(row.what);
    }
    // A case is one record: its messages and its events are erased with its report.
    let report = retention.iter().find(|row| row.what == Retained::Report);
    for row in retention {
        let goes_along = matches!(row.what, Retained::Messages | Retained::Events);
        let same = |report: &Retention| (report.keep, report.after) == (row.keep, row.after);
        if goes_along && !report.is_some_and(same) {
            let message = format!(
                "`{}` are erased together with the report, and the report has another time",
                row.what
            );
            let instead = "give both the same `keep` and `after`";
            root.error(Code::Contradiction, "retention", message, instead);
        }
    }
}

pub(super) fn promises(root: &Table<'_>, promises: &[Promise]) {
    repeated(root, "promise", promises.iter().map(|promise| promise.id.as_str()));
    for (place, promise) in promises.iter().enumerate() {
        let milder = promises.iter().skip(place + 1).chain(promises.iter().take(place));
        for other in milder {
            // Only those that are surely about milder matter, and surely stricter.
            let (Some(mildest), Some(severest)) =
                (promise.when.severity.first(), other.when.severity.last())
            else {
                continue;
            };
            if severest < mildest
                && is_same_kind(promise, other)
                && is_as_strict(other, promise)
                && !is_as_strict(promise, other)
            {
                let message = format!(
                    "`{}` gives a report of {severest} severity less time than `{}` gives one of {mildest} severity",
                    other.id, promise.id
                );
                let instead = "check whether the two times are the wrong way round";
                root.warning_at(
                    Code::Contradiction,
                    root.place_of_entry("promise", &promise.id),
                    message,
                    instead,
                );
            }
        }
    }
}

/// Notes each id that stood before.
fn repeated<'p>(root: &Table<'_>, section: &'static str, ids: impl Iterator<Item = &'p str>) {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        if seen.contains(&id) {
            let message = format!("there are two entries of `[[{section}]]` with the id `{id}`");
            root.error_at(
                Code::Duplicate,
                root.place_of_entry(section, id),
                message,
                "give one of them another id",
            );
        } else {
            seen.push(id);
        }
    }
}
