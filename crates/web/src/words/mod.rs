//! From the domain to what pages say: times, clocks, events and commands in words.
//!
//! The domain's types are not shown directly; these functions make the plain views that `pages` renders,
//! and are the only place where one becomes the other.

mod command;
mod event;
mod policy;

use case::{Clock, ClockState};
use clock::{Instant, in_words, standing_in_words};
use pages::{ClockView, When};

pub(crate) use command::{command_view, groups};
pub(crate) use event::entry;
pub(crate) use policy::{intake, is_public, program_page, promise_short, rules, versions};

/// A time, exact and in words: `2026-10-23 14:37 UTC`.
pub(crate) fn when(at: Instant) -> When {
    let iso = at.to_string();
    let mut words: String = iso.chars().take(16).map(|c| if c == 'T' { ' ' } else { c }).collect();
    words.push_str(" UTC");
    When::new(iso, words)
}

/// A time as a day.
pub(crate) fn day(at: Instant) -> When {
    let iso = at.to_string();
    let words = iso.chars().take(10).collect::<String>();
    When::new(iso, words)
}

/// How soon something is due counts as soon, as a share of its whole time.
const SOON_PERCENT: u8 = 75;

/// A clock as both sides see it.
pub(crate) fn clock_view(clock: &Clock, now: Instant) -> ClockView {
    let due = clock.due;
    let used_percent = due.and_then(|due| {
        if !matches!(clock.state, ClockState::Running | ClockState::Paused) {
            return None;
        }
        let whole = due.strict.since(clock.trigger.at)?.as_secs();
        let used = now.since(clock.trigger.at).unwrap_or_default().as_secs();
        let percent = used.saturating_mul(100).checked_div(whole.max(1)).unwrap_or(100).min(100);
        u8::try_from(percent).ok()
    });
    let (state, words) = match &clock.state {
        ClockState::Running if clock.due.is_none() => (
            pages::ClockState::Measured,
            format!("open for {}", in_words(now.since(clock.trigger.at).unwrap_or_default())),
        ),
        ClockState::Running => {
            let state = if used_percent.is_some_and(|used| used >= SOON_PERCENT) {
                pages::ClockState::DueSoon
            } else {
                pages::ClockState::Running
            };
            (
                state,
                format!("due {}", due.map(|due| standing_in_words(&due, now)).unwrap_or_default()),
            )
        }
        ClockState::Paused => (pages::ClockState::Paused, "paused".to_owned()),
        ClockState::Kept { at } => {
            (pages::ClockState::Kept, format!("kept after {}", took(clock, *at)))
        }
        ClockState::KeptLate { at, by } => (
            pages::ClockState::KeptLate,
            format!("kept after {}, {} late", took(clock, *at), in_words(*by)),
        ),
        ClockState::Broken { by } => (pages::ClockState::Broken, format!("{} late", in_words(*by))),
        ClockState::Late { by } => {
            (pages::ClockState::DueSoon, format!("{} past the team's own target", in_words(*by)))
        }
        ClockState::Waived => {
            (pages::ClockState::Waived, "let off by the one it was owed to".to_owned())
        }
        ClockState::Void { why } => (pages::ClockState::Void, (*why).to_owned()),
    };
    let paused = clock
        .pauses
        .iter()
        .rev()
        .find(|wait| wait.spell.until.is_none())
        .map(|wait| format!("{} since {}", wait.reason.as_str(), when(wait.spell.from).words));
    let mut class = clock.class.as_str().to_owned();
    if clock.is_target {
        class = "target".to_owned();
    }
    ClockView {
        promise: clock.promise.clone(),
        owed: act_words(clock.act).to_owned(),
        to: party_words(clock.owed_to).to_owned(),
        state,
        due: due.map(|due| when(due.strict)),
        latest_arguable: due
            .and_then(|due| due.latest_arguable.filter(|latest| *latest != due.strict))
            .map(when),
        words,
        paused,
        includes: clock.missing.clone(),
        class,
        source: clock.source.clone(),
        used_percent,
    }
}

fn took(clock: &Clock, at: Instant) -> String {
    in_words(at.since(clock.trigger.at).unwrap_or_default())
}

/// What is owed, as a heading: "Acknowledge the report".
pub(crate) const fn act_words(act: ::policy::Act) -> &'static str {
    use ::policy::Act;
    match act {
        Act::Acknowledge => "Acknowledge the report",
        Act::Respond => "Answer the report",
        Act::Evaluate => "Evaluate the report",
        Act::Decide => "Say whether it is accepted",
        Act::Update => "Report progress",
        Act::Fix => "Release a fix or mitigation",
        Act::Publish => "Publish an advisory",
        Act::Credit => "Credit the reporter",
        Act::Notify => "Give notice",
        Act::Report => "Report to the authority",
        Act::Review => "Review the policy",
        Act::Classify => "Decide what the law calls it",
    }
}

/// To whom it is owed.
pub(crate) const fn party_words(party: ::policy::Party) -> &'static str {
    use ::policy::Party;
    match party {
        Party::Reporter => "the reporter",
        Party::Public => "the public",
        Party::Users => "the users",
        Party::Csirt => "the CSIRT",
        Party::Authority => "the authority",
        Party::Upstream => "the upstream project",
        Party::Team => "the team",
        Party::Persons => "the people whose data it is",
        Party::Controller => "the controller of the data",
        Party::Requester => "the one who asked",
        Party::CveList => "the CVE list",
        Party::Distributors => "the distributors",
    }
}

/// The words of a stored party, for the queue, which knows only stored text.
pub(crate) fn stored_party(text: &str) -> String {
    text.parse::<::policy::Party>()
        .map_or_else(|_| text.to_owned(), |party| party_words(party).to_owned())
}

/// A size people can read.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!("{}.{} MiB", bytes >> 20, (bytes & 0xf_ffff) * 10 / 0x10_0000),
    }
}
