//! Duties that no event of a case starts: to keep something for years, or to publish times. They have no clock; what
//! can be said of them is whether the policy does it, and until when something must be kept.

use clock::Instant;
use policy::{Policy, StandingKind};
use serde::Serialize;

use super::text;
use crate::event::Event;
use crate::fact::Fact;

/// A duty that is owed all the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lasting {
    /// The duty, by its id.
    pub duty: String,
    /// Who says so: `law` or `programme`.
    pub class: &'static str,
    /// The duty in plain words.
    pub sentence: String,
    /// How it stands: until when something is kept, or what the policy does not publish.
    pub stands: String,
    /// Where it is written, and what the clause says, in our words.
    pub source: String,
}

/// Every such duty that is in force, as it stands.
pub(super) fn duties(policy: &Policy, events: &[Event], now: Instant) -> Vec<Lasting> {
    let calendar = &policy.calendar;
    let released = events.iter().find(|event| matches!(event.fact, Fact::FixReleased { .. }));
    // What begins with this case begins with its release; before there is one, the day of judgement stands for it.
    let begins = calendar.date(released.map_or(now, |event| event.happened));
    policy
        .duties_in_force(calendar.date(now))
        .map(|(pack, duty)| {
            let stands = match &duty.kind {
                StandingKind::Keep { .. } => match duty.last_day(begins, None) {
                    Some(last) => {
                        let of = |day| format!("{} {}", text::date(day), day.year());
                        format!("what begins on {} is kept until {} at least", of(begins), of(last))
                    }
                    None => "its end lies beyond the calendar".to_owned(),
                },
                StandingKind::PublishTimes(_) => {
                    let missing: Vec<&str> =
                        duty.unpublished(policy).iter().map(|act| act.as_str()).collect();
                    if missing.is_empty() {
                        "kept: the policy gives every time that is asked for".to_owned()
                    } else {
                        format!("open: the policy gives no time to {}", missing.join(" and to "))
                    }
                }
            };
            let clause = duty.clause.text.as_deref().map_or(String::new(), |at| format!("{at}: "));
            Lasting {
                duty: duty.id.clone(),
                class: pack.class.as_str(),
                sentence: duty.in_words(),
                stands,
                source: format!("{clause}{}", duty.summary),
            }
        })
        .collect()
}
