//! One status in plain words for each side, and the next steps that the state of things suggests.
//!
//! The words are derived and never stored as truth. What somebody has to act on comes before where the case
//! stands; the reporter is told what it means for them.

use clock::Calendar;

use crate::case::{Case, REPORTER};
use crate::clocks::Clock;
use crate::command::CommandKind;
use crate::explain::moment;
use crate::state::{Embargo, Fix, Report};
use crate::words::WaitingOn;

/// The status of a case in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// For the team, with who has to act.
    pub team: String,
    /// For the reporter.
    pub reporter: String,
    /// A stable word for filters and styles.
    pub key: &'static str,
}

/// The status of this case.
#[must_use]
pub fn headline(case: &Case) -> Headline {
    let (key, team, reporter) = words(case);
    Headline { team: team.into_owned(), reporter: reporter.into_owned(), key }
}

impl Headline {
    /// The same, saying when the policy publishes next, where an advisory is what the team owes now.
    #[must_use]
    pub fn with_release(mut self, clocks: &[Clock], calendar: &Calendar) -> Self {
        let next = clocks.iter().filter_map(|clock| clock.next_release).min();
        if let Some(next) = next.filter(|_| self.key == "fix-released") {
            let local = moment(calendar, next).local;
            self.team = format!("{}; by the policy next on {local}", self.team);
        }
        self
    }
}

type Words = (&'static str, std::borrow::Cow<'static, str>, std::borrow::Cow<'static, str>);

fn words(case: &Case) -> Words {
    let say = |key, team: &'static str, reporter: &'static str| (key, team.into(), reporter.into());
    let class = || {
        let outcome = case.outcome.as_ref();
        outcome.map_or_else(String::new, |outcome| outcome.class.as_str().replace('-', " "))
    };
    if case.received.is_none() {
        return say("empty", "Nothing received yet", "Nothing received yet");
    }
    if case.embargo.decision_owed {
        return say(
            "embargo-decision",
            "Attacks or a leak seen: decide whether the embargo stays",
            "Attacks or a leak were seen; the team decides about the embargo",
        );
    }
    match case.report() {
        Report::Closed => {
            return (
                "closed",
                format!("Closed: {}", class()).into(),
                format!("Closed: {}", class()).into(),
            );
        }
        _ if case.withdrawn => {
            return say(
                "withdrawn",
                "Withdrawn by the reporter: close it, or go on without them",
                "You withdrew this report",
            );
        }
        _ if case.merged => {
            return say(
                "merged",
                "Goes on in another case",
                "Handled together with another report; you are told how it goes on",
            );
        }
        _ if case.original.is_some() => {
            return say(
                "duplicate",
                "Duplicate: follows another case",
                "Known from another report; you are told how it goes on",
            );
        }
        Report::Invalid | Report::Deferred if case.outcome.is_some() => {
            let wait =
                if case.embargo.state.binds() { ", closes when the embargo ends" } else { "" };
            return (
                "declined",
                format!("Declined: {}{wait}", class()).into(),
                format!("Declined: {}", class()).into(),
            );
        }
        _ => {}
    }
    if case.waiting.contains_key(&WaitingOn::Reporter) {
        return say(
            "waiting-on-reporter",
            "Waiting for the reporter",
            "The team asked you something and waits for your answer",
        );
    }
    if let Some(on) = case.waiting.keys().next() {
        return (
            "waiting",
            format!("Waiting for {}", on.label()).into(),
            format!("The team waits for {}", on.label()).into(),
        );
    }
    match (case.report(), case.fix()) {
        (Report::Received, _) if case.milestones.acknowledged.is_none() => {
            say("new", "New: answer the reporter", "Received; the team has not answered yet")
        }
        (Report::Received, _) => {
            say("judging", "Judge whether it is real", "The team is looking into it")
        }
        (Report::Invalid, _) => say(
            "invalid",
            "Judged not valid: close it, or judge it again on new information",
            "Judged not to be a vulnerability as it stands; you can add to it",
        ),
        (Report::Valid, _) => {
            say("valid", "Real: accept or defer it", "Confirmed; the team decides what to do")
        }
        (Report::Deferred, _) => say("deferred", "Deferred", "Confirmed, and not worked on now"),
        (_, Fix::Deployed) if case.advisory.is_some() => {
            say("published", "Published: close it", "Fixed and published")
        }
        (_, Fix::Deployed) if case.embargo.state.binds() => say(
            "fix-released",
            "Fix released: end the embargo, then publish the advisory",
            "A fix is released",
        ),
        (_, Fix::Deployed) => {
            say("fix-released", "Fix released: publish the advisory", "A fix is released")
        }
        (_, Fix::Ready) => say("fix-ready", "Fix ready: release it", "A fix is ready"),
        (_, _) if case.milestones.released.is_some() => say(
            "mitigated",
            "Mitigation released: fix it, or close it as mitigated",
            "Users can protect themselves; the fix is being worked on",
        ),
        _ => say("accepted", "Accepted: make a fix", "Accepted; the team works on a fix"),
    }
}

/// One step that the state of things suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    /// The pattern of the six letters vfdpxa that suggests it; a point stands for either.
    pub pattern: &'static str,
    /// What could be done.
    pub text: &'static str,
    /// The command that does it, where there is one.
    pub command: Option<CommandKind>,
}

const fn hint(pattern: &'static str, text: &'static str, command: Option<CommandKind>) -> Hint {
    Hint { pattern, text, command }
}

/// Every hint, by pattern ("could", not "should").
const HINTS: [Hint; 17] = [
    hint("vfd...", "Tell the vendor.", Some(CommandKind::Invite)),
    hint("Vfd...", "Make a fix, or press for one.", Some(CommandKind::FixReady)),
    hint("VFd...", "Release the fix.", Some(CommandKind::FixReleased)),
    hint("VFdp..", "Publish the fix.", Some(CommandKind::FixReleased)),
    hint(
        "V..p..",
        "Publish the vulnerability or a mitigation.",
        Some(CommandKind::PublishAdvisory),
    ),
    hint("...P..", "End the embargo and publish.", Some(CommandKind::PublishAdvisory)),
    hint("....X.", "Publish how exploits are detected.", Some(CommandKind::Notify)),
    hint(".....A", "Publish how attacks are detected.", Some(CommandKind::Notify)),
    hint(
        "VfdP..",
        "Raise the fix's priority and publish a mitigation.",
        Some(CommandKind::FixReleased),
    ),
    hint(".FdP..", "Raise the priority of the release.", Some(CommandKind::FixReleased)),
    hint("..dpxa", "Negotiate an embargo.", Some(CommandKind::ProposeEmbargo)),
    hint("...pxa", "Keep the embargo and watch for what would end it.", None),
    hint("VFdpxa", "Question whether an embargo should still start.", None),
    hint(".fd.xa", "Discourage the publication of exploits.", None),
    hint("vfdP..", "Tell the vendor with more urgency.", Some(CommandKind::Notify)),
    // Ours, for "existing SHOULD end" of the protocol's text.
    hint("VFDp..", "End the embargo: the fix is out.", Some(CommandKind::TerminateEmbargo)),
    hint("VFDP..", "Close the case.", Some(CommandKind::Close)),
];

/// What could be done next, from the six letters of vfd and pxa of the team and of every other vendor.
/// Nothing for a closed case; embargo hints only where the embargo's state leaves room for them.
#[must_use]
pub fn next_hints(case: &Case) -> Vec<Hint> {
    if case.received.is_none() || case.report() == Report::Closed {
        return Vec::new();
    }
    let pxa = case.awareness.letters();
    let letters: Vec<String> = case
        .participants
        .iter()
        .filter(|(name, _)| name.as_str() != REPORTER)
        .filter_map(|(_, party)| party.fix.map(|fix| format!("{}{pxa}", fix.letters())))
        .collect();
    HINTS
        .into_iter()
        .filter(|hint| letters.iter().any(|six| matches(hint.pattern, six)))
        .filter(|hint| match hint.pattern {
            "..dpxa" => matches!(case.embargo.state, Embargo::None | Embargo::Proposed),
            "VFdpxa" => case.embargo.state == Embargo::Proposed,
            "...pxa" | "VFDp.." => case.embargo.state.binds(),
            _ => true,
        })
        .collect()
}

fn matches(pattern: &str, letters: &str) -> bool {
    pattern.chars().count() == letters.chars().count()
        && pattern.chars().zip(letters.chars()).all(|(want, is)| want == '.' || want == is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_letter_by_letter() {
        assert!(matches("V..p..", "VFdpxA"));
        assert!(!matches("V..p..", "VFdPxA"));
        assert!(!matches("V..p..", "V"));
    }

    #[test]
    fn every_state_of_the_model_has_a_hint() {
        use crate::state::{Awareness, Fix};
        for fix in Fix::ALL {
            for bits in 0..8_u8 {
                let awareness = Awareness {
                    public: bits & 1 != 0,
                    exploit: bits & 2 != 0,
                    attacks: bits & 4 != 0,
                };
                let six = format!("{}{}", fix.letters(), awareness.letters());
                assert!(HINTS.iter().any(|hint| matches(hint.pattern, &six)), "{six}");
            }
        }
    }
}
