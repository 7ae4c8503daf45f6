//! What if the other policy had been in force: two explanations of one history, promise by promise.

use core::fmt::Write as _;

use serde::Serialize;

use super::text::{MIN_WIDTH, wrap};
use super::{Explanation, Moment, Owed};

/// Two policies on the same history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Each promise of either, in the order of the first policy and then of the second.
    pub promises: Vec<Compared>,
}

/// One promise under both policies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// What is owed.
    pub act: &'static str,
    /// To whom.
    pub to: &'static str,
    /// Under the first policy; nothing: it owes no such thing.
    pub first: Option<Outlook>,
    /// Under the second policy.
    pub second: Option<Outlook>,
    /// How the second differs: `same`, `earlier`, `later`, `only first`, `only second`, `other outcome`, `other time`
    /// (one of them has none).
    pub change: &'static str,
}

/// How a promise stands under one policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outlook {
    /// The promise, by its id, with the number of its occurrence where it is not the first.
    pub promise: String,
    /// When it is due.
    pub due: Option<Moment>,
    /// Whether that is an own aim.
    pub is_aim: bool,
    /// The stable name of how it stands.
    pub state: &'static str,
    /// How it stands, in words.
    pub standing: String,
}

/// Sets the second explanation against the first. Both should be of the same history.
#[must_use]
pub fn compare(first: &Explanation, second: &Explanation) -> Comparison {
    let mut rest: Vec<&Owed> = second.owed.iter().collect();
    let mut partner = |matches: &dyn Fn(&Owed) -> bool| {
        let place = rest.iter().position(|owed| matches(owed))?;
        Some(rest.remove(place))
    };
    // The same name is the same promise; only then is the same duty under another name.
    let by_name: Vec<(&Owed, Option<&Owed>)> = first
        .owed
        .iter()
        .map(|one| {
            let same = |other: &Owed| {
                (&other.promise, other.occurrence, other.act, other.to)
                    == (&one.promise, one.occurrence, one.act, one.to)
            };
            (one, partner(&same))
        })
        .collect();
    let pairs: Vec<(&Owed, Option<&Owed>)> = by_name
        .into_iter()
        .map(|(one, found)| {
            let same = |other: &Owed| {
                (other.act, other.to, other.from.utc) == (one.act, one.to, one.from.utc)
            };
            (one, found.or_else(|| partner(&same)))
        })
        .collect();
    let left = rest.iter().map(|owed| compared(None, Some(owed)));
    let promises = pairs.into_iter().map(|(one, other)| compared(Some(one), other)).chain(left);
    Comparison { promises: promises.flatten().collect() }
}

fn compared(first: Option<&Owed>, second: Option<&Owed>) -> Option<Compared> {
    let either = first.or(second)?;
    let change = match (first, second) {
        (Some(one), Some(other)) => {
            match (one.clock.due.map(|due| due.strict), other.clock.due.map(|due| due.strict)) {
                (Some(one_due), Some(other_due)) if other_due < one_due => "earlier",
                (Some(one_due), Some(other_due)) if other_due > one_due => "later",
                (Some(_), None) | (None, Some(_)) => "other time",
                _ if one.state != other.state => "other outcome",
                _ => "same",
            }
        }
        (Some(_), None) => "only first",
        (None, _) => "only second",
    };
    let outlook = |owed: &Owed| Outlook {
        promise: owed.name(),
        due: owed.due.clone(),
        is_aim: owed.is_aim,
        state: owed.state,
        standing: owed.standing.clone(),
    };
    Some(Compared {
        act: either.act,
        to: either.to,
        first: first.map(outlook),
        second: second.map(outlook),
        change,
    })
}

impl Comparison {
    /// As plain text: what is owed, then a line for each policy.
    #[must_use]
    pub fn to_text(&self, names: (&str, &str), width: usize) -> String {
        let width = width.max(MIN_WIDTH);
        let mut out = String::new();
        for row in &self.promises {
            wrap(&mut out, width, 0, &format!("{} to {}: {}", row.act, row.to, row.change));
            for (name, outlook) in [(names.0, &row.first), (names.1, &row.second)] {
                let said = match outlook {
                    None => "owes no such thing".to_owned(),
                    Some(outlook) => {
                        let mut said = format!("{}, ", outlook.promise);
                        let aim = if outlook.is_aim { " (own aim)" } else { "" };
                        let _ = match &outlook.due {
                            Some(due) => write!(said, "due{aim} {}; ", due.local),
                            None => write!(said, "no time; "),
                        };
                        said.push_str(&outlook.standing);
                        said
                    }
                };
                wrap(&mut out, width, 2, &format!("{name}: {said}"));
            }
        }
        out
    }
}
