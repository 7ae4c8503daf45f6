//! From the domain to what pages say: times, clocks, events and commands in words.
//!
//! The domain's types are not shown directly; these functions make the plain views that `pages` renders,
//! and are the only place where one becomes the other.

mod command;
mod event;
mod policy;

use std::time::Duration;

use case::{Clock, ClockState};
use clock::{Date, Due, Instant, Remaining, Span, Unit};
use pages::{ClockView, Language, When};

use crate::language::of_page;
pub(crate) use crate::language::{say, text};

pub(crate) use command::{command_view, groups};
pub(crate) use event::entry;
pub(crate) use policy::{
    harbor, intake, is_public, out_of_scope, program_page, promise_long, promise_short, rules,
    supported, version_supported, versions,
};

/// A time, exact and in words: `2026-10-23 14:37 UTC`, or as the language of a public page writes it.
pub(crate) fn when(at: Instant) -> When {
    let iso = at.to_string();
    let spoken = of_page().and_then(|language| {
        let date = date_in(language, &iso)?;
        let time = iso.get(11..16)?;
        Some(language.say("moment").word("date", date).word("time", time).plain())
    });
    let words = spoken.unwrap_or_else(|| {
        let mut words: String =
            iso.chars().take(16).map(|c| if c == 'T' { ' ' } else { c }).collect();
        words.push_str(" UTC");
        words
    });
    When::new(iso, words)
}

/// A time as a day.
pub(crate) fn day(at: Instant) -> When {
    let iso = at.to_string();
    let spoken = of_page().and_then(|language| date_in(language, &iso));
    let words = spoken.unwrap_or_else(|| iso.chars().take(10).collect());
    When::new(iso, words)
}

/// A day of the calendar.
pub(crate) fn date(date: Date) -> When {
    let iso = date.to_string();
    let words = of_page().and_then(|language| date_in(language, &iso));
    let words = words.unwrap_or_else(|| iso.clone());
    When::new(iso, words)
}

/// The day that an RFC 3339 text begins with. Years beyond four digits stay as they are.
fn date_in(language: Language, iso: &str) -> Option<String> {
    let (year, month, day) = (iso.get(..4)?, iso.get(5..7)?, iso.get(8..10)?);
    Some(language.date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// A duration in its largest useful unit, as [`clock::in_words`] says it in English.
pub(crate) fn duration(duration: Duration) -> String {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;
    const YEAR: u64 = 365 * DAY;
    let seconds = duration.as_secs();
    let (unit, count) = match seconds {
        0..MINUTE => return text("moments"),
        MINUTE..HOUR => ("minutes", seconds / MINUTE),
        HOUR..172_800 => ("hours", seconds / HOUR),
        172_800..63_072_000 => ("days", seconds / DAY),
        _ => ("years", seconds / YEAR),
    };
    say(unit).number("count", count).plain()
}

/// A span of a policy: "7 business days".
pub(crate) fn span(span: Span) -> String {
    let unit = match span.unit {
        Unit::Hours => "hours",
        Unit::Days => "days",
        Unit::BusinessHours => "business-hours",
        Unit::BusinessDays => "business-days",
        Unit::Weeks => "weeks",
        Unit::Months => "months",
    };
    say(unit).number("count", span.count.get().into()).plain()
}

/// How a promise that is not yet kept stands: "due in 3 hours", "2 days late".
fn standing(due: &Due, now: Instant) -> String {
    let (id, span) = match due.remaining(now) {
        Remaining::Left(left) => ("standing-in", left),
        Remaining::Late(late) => ("standing-late", late),
        Remaining::NotYetOpen(left) => ("standing-opens", left),
        Remaining::Open(since) => ("standing-open", since),
    };
    say(id).word("span", duration(span)).plain()
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
            say("standing-open")
                .word("span", duration(now.since(clock.trigger.at).unwrap_or_default()))
                .plain(),
        ),
        ClockState::Running => {
            let state = if used_percent.is_some_and(|used| used >= SOON_PERCENT) {
                pages::ClockState::DueSoon
            } else {
                pages::ClockState::Running
            };
            (state, due.map(|due| standing(&due, now)).unwrap_or_default())
        }
        ClockState::Paused => (pages::ClockState::Paused, text("standing-paused")),
        ClockState::Kept { at } => {
            let words = say("standing-kept").word("span", took(clock, *at)).plain();
            (pages::ClockState::Kept, words)
        }
        ClockState::KeptLate { at, by } => (
            pages::ClockState::KeptLate,
            say("standing-kept-late")
                .word("span", took(clock, *at))
                .word("late", duration(*by))
                .plain(),
        ),
        ClockState::Broken { by } => {
            (pages::ClockState::Broken, say("standing-late").word("span", duration(*by)).plain())
        }
        ClockState::Late { by } => {
            (pages::ClockState::DueSoon, say("standing-target").word("span", duration(*by)).plain())
        }
        ClockState::Waived => (pages::ClockState::Waived, text("standing-waived")),
        ClockState::Void { why } => (pages::ClockState::Void, void_words(why)),
    };
    let paused = clock.pauses.iter().rev().find(|wait| wait.spell.until.is_none()).map(|wait| {
        let whom = text(match wait.reason {
            ::policy::PauseReason::AwaitingReporter => "waiting-reporter",
            ::policy::PauseReason::AwaitingUpstream => "waiting-upstream",
            ::policy::PauseReason::AwaitingCoordinator => "waiting-coordinator",
        });
        let since = when(wait.spell.from).words;
        say("pause-since").word("whom", whom).word("when", since).plain()
    });
    let class = if clock.is_target { "target" } else { clock.class.as_str() };
    ClockView {
        promise: clock.promise.clone(),
        owed: act_words(clock.act),
        to: party_words(clock.owed_to),
        state,
        due: due.map(|due| when(due.strict)),
        latest_arguable: due
            .and_then(|due| due.latest_arguable.filter(|latest| *latest != due.strict))
            .map(when),
        next_release: clock.next_release.map(when),
        words,
        paused,
        includes: clock.missing.iter().map(|part| include_words(part)).collect(),
        class: text(format!("class-{class}")),
        source: clock.source.clone(),
        used_percent,
    }
}

fn took(clock: &Clock, at: Instant) -> String {
    duration(at.since(clock.trigger.at).unwrap_or_default())
}

/// What is owed, as a heading: "Acknowledge the report".
pub(crate) fn act_words(act: ::policy::Act) -> String {
    text(format!("act-{}", act.as_str()))
}

/// To whom it is owed.
pub(crate) fn party_words(party: ::policy::Party) -> String {
    text(format!("party-{}", party.as_str().replace(' ', "-")))
}

/// What an answer must contain. A word that the policy made up stays as it is.
fn include_words(part: &str) -> String {
    use ::policy::include;
    match part {
        include::EVALUATION => text("include-evaluation"),
        include::EXPECTED_RESOLUTION_DATE => text("include-date"),
        include::DECISION => text("include-decision"),
        include::REASON => text("include-reason"),
        include::SEVERITY => text("include-severity"),
        include::PROGRESS => text("include-progress"),
        include::MITIGATION => text("include-mitigation"),
        own => own.to_owned(),
    }
}

/// Why a clock counts no more. The clocks give their reasons in English; a test holds this list to them.
fn void_words(why: &str) -> String {
    match VOID.iter().find(|(english, _)| *english == why) {
        Some((_, id)) => text(id),
        None => why.to_owned(),
    }
}

/// The reasons of the clocks, and the messages that say them.
const VOID: [(&str, &str); 14] = [
    ("it became public before", "void-public"),
    ("it was already due before the severity changed", "void-due-before"),
    ("the severity was assessed", "void-assessed"),
    ("it is not for what we are to this product", "void-not-for-us"),
    ("another date was named before", "void-other-date"),
    ("the report was declined", "void-declined"),
    ("it goes on in the original case", "void-original"),
    ("it is owed in the original case", "void-original"),
    ("the reporter took the report back", "void-withdrawn"),
    ("it was owed until then", "void-until-then"),
    ("the case is decided", "void-decided"),
    ("the reporter asked not to be named", "void-not-named"),
    ("the case was closed without one", "void-closed-without"),
    ("it was decided that the law does not apply", "void-law"),
];

/// A severity in words.
pub(crate) fn severity_words(severity: ::policy::Severity) -> String {
    text(format!("severity-{}", severity.as_str()))
}

/// Why a case was closed or declined.
pub(crate) fn closed_words(class: case::CloseClass) -> String {
    text(format!("closed-{}", class.as_str()))
}

/// Whom the team waits for.
pub(crate) fn waiting_words(on: case::WaitingOn) -> String {
    text(format!("waiting-{}", on.as_str()))
}

/// How a case stands, for its reporter.
pub(crate) fn headline(case: &case::Case) -> String {
    let id = format!("headline-{}", case::headline(case).key);
    let class = case.outcome.as_ref().map(|outcome| closed_words(outcome.class));
    let whom = case.waiting.keys().next().map(|on| waiting_words(*on));
    let said = say(id).word("class", class.unwrap_or_default());
    said.word("whom", whom.unwrap_or_default()).plain()
}

/// The words of a stored party, for the queue, which knows only stored text.
pub(crate) fn stored_party(text: &str) -> String {
    text.parse::<::policy::Party>().map_or_else(|_| text.to_owned(), party_words)
}

/// A size people can read.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KiB", bytes.div_ceil(1024)),
        _ => {
            let tenths = (bytes >> 20)
                .saturating_mul(10)
                .saturating_add((bytes & 0xf_ffff) * 10 / 0x10_0000);
            format!("{} MiB", of_page().unwrap_or_default().tenths(tenths))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_durations_are_those_of_the_clock() {
        for seconds in [0, 59, 60, 3_599, 3_600, 86_400, 172_799, 172_800, 63_072_000, u64::MAX] {
            let length = Duration::from_secs(seconds);
            assert_eq!(duration(length), clock::in_words(length));
        }
    }

    #[test]
    fn english_spans_are_those_of_the_policy() {
        for text in
            ["1 hour", "24 hours", "1 business day", "7 business days", "2 weeks", "3 months"]
        {
            let read: Span = text.parse().unwrap();
            assert_eq!(span(read), text);
        }
    }

    #[test]
    fn every_reason_of_a_clock_has_its_message() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../case/src/clocks");
        let mut reasons = 0;
        for file in ["judge.rs", "meaning.rs", "spell.rs"] {
            let code = std::fs::read_to_string(folder.join(file)).unwrap();
            for start in ["Some(\"", "some(\"", "Void(\"", "why = \""] {
                for rest in code.split(start).skip(1) {
                    let why = rest.split('"').next().unwrap();
                    if why.contains(' ') {
                        reasons += 1;
                        assert!(VOID.iter().any(|(known, _)| *known == why), "{file}: {why}");
                    }
                }
            }
        }
        assert!(reasons >= VOID.len() - 2, "{reasons}");
    }

    #[test]
    fn every_word_of_the_rules_has_its_message() {
        let known = |id: String| assert!(!text(&id).contains('⟦'), "{id}");
        for act in ::policy::Act::ALL {
            known(format!("act-{}", act.as_str()));
            known(format!("thing-{}", act.as_str()));
        }
        ::policy::Party::ALL
            .iter()
            .for_each(|p| known(format!("party-{}", p.as_str().replace(' ', "-"))));
        ::policy::Class::ALL.iter().for_each(|c| known(format!("class-{}", c.as_str())));
        ::policy::Severity::ALL.iter().for_each(|s| known(format!("severity-{}", s.as_str())));
        case::CloseClass::ALL.iter().for_each(|c| known(format!("closed-{}", c.as_str())));
        case::WaitingOn::ALL.iter().for_each(|w| known(format!("waiting-{}", w.as_str())));
        case::Mitigation::ALL.iter().for_each(|m| known(format!("released-{}", m.as_str())));
        ::policy::HarborStatement::ALL
            .iter()
            .for_each(|s| known(format!("harbor-{}", s.as_str().replace(' ', "-"))));
        ::policy::Retained::ALL
            .iter()
            .for_each(|r| known(format!("kept-{}", r.as_str().replace(' ', "-"))));
        ::policy::WELL_KNOWN_FIELDS.iter().for_each(|field| {
            assert_eq!(text(format!("ask-{}", field.id)), field.label);
            assert_eq!(text(format!("ask-{}-help", field.id)), field.help);
        });
    }
}
