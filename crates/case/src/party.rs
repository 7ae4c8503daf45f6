//! How the outside parties of a case stand, and whether they were told before the team published.
//!
//! Derived, never stored. Silence is a standing of its own and never "not affected" (a vendor that says
//! nothing has said nothing); every standing that waits for a party says since when.

use core::time::Duration;

use clock::{Direction, Instant, Pauses};
use policy::{Act, AnchorEvent, Party, Policy, Within};

use crate::case::{Case, Participant};
use crate::state::{Consent, Fix};
use crate::words::Impact;

/// How long before publication the parties are told, where the policy says nothing: three days.
const USUAL_LEAD: Duration = Duration::from_hours(72);

/// How one outside party stands, in the order in which somebody has to look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyStanding {
    /// Asked to join, and no answer yet.
    Asked,
    /// Agreed once, to terms that have changed since, and has not answered again.
    AskedAgain,
    /// Takes part, and has not said anything about its product.
    Silent,
    /// Did not answer the invitation in time.
    NoAnswer,
    /// Looked, and cannot say yet whether it is affected.
    Looking,
    /// Is affected and has no fix.
    Affected,
    /// Has a fix that is not released.
    FixReady,
    /// Has released its fix.
    FixDeployed,
    /// Says that it is not affected.
    NotAffected,
    /// Takes part, and has no product to speak of.
    TakesPart,
    /// Said no.
    Declined,
    /// Was taken off the case.
    Removed,
}

impl PartyStanding {
    /// Every standing, in the order of a page.
    pub const ALL: [Self; 12] = [
        Self::Asked,
        Self::AskedAgain,
        Self::Silent,
        Self::NoAnswer,
        Self::Looking,
        Self::Affected,
        Self::FixReady,
        Self::FixDeployed,
        Self::NotAffected,
        Self::TakesPart,
        Self::Declined,
        Self::Removed,
    ];

    /// The stable name, used in addresses and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::AskedAgain => "asked-again",
            Self::Silent => "silent",
            Self::NoAnswer => "no-answer",
            Self::Looking => "looking",
            Self::Affected => "affected",
            Self::FixReady => "fix-ready",
            Self::FixDeployed => "fix-deployed",
            Self::NotAffected => "not-affected",
            Self::TakesPart => "takes-part",
            Self::Declined => "declined",
            Self::Removed => "removed",
        }
    }

    /// The words of the heading.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Asked => "Asked, no answer yet",
            Self::AskedAgain => "Asked again: the terms changed",
            Self::Silent => "Silent: takes part and has said nothing",
            Self::NoAnswer => "Did not answer the invitation",
            Self::Looking => "Unknown: still looking",
            Self::Affected => "Affected, no fix yet",
            Self::FixReady => "Fix ready",
            Self::FixDeployed => "Fix released",
            Self::NotAffected => "Not affected",
            Self::TakesPart => "Takes part",
            Self::Declined => "Declined",
            Self::Removed => "Taken off the case",
        }
    }

    /// The standing of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.as_str() == name)
    }

    /// Whether somebody waits for a word of the party.
    #[must_use]
    pub const fn is_silent(self) -> bool {
        matches!(self, Self::Asked | Self::AskedAgain | Self::Silent | Self::NoAnswer)
    }
}

impl Participant {
    /// How it stands, in a case whose embargo binds or does not.
    #[must_use]
    pub fn standing(&self, embargo_binds: bool) -> PartyStanding {
        if self.removed.is_some() {
            return PartyStanding::Removed;
        }
        let takes_part = if embargo_binds { self.consent.adheres() } else { self.joined };
        if !takes_part {
            return if self.respond_by.is_some() {
                PartyStanding::Asked
            } else if matches!(self.consent, Consent::Invited | Consent::Lapsed) {
                PartyStanding::AskedAgain
            } else if self.no_answer {
                PartyStanding::NoAnswer
            } else {
                PartyStanding::Declined
            };
        }
        match (self.impact, self.fix) {
            (Some(Impact::NotAffected), _) => PartyStanding::NotAffected,
            (_, Some(Fix::Deployed)) => PartyStanding::FixDeployed,
            (_, Some(Fix::Ready)) => PartyStanding::FixReady,
            (Some(Impact::Affected), _) => PartyStanding::Affected,
            (Some(Impact::Unknown), _) => PartyStanding::Looking,
            (None, Some(_)) => PartyStanding::Silent,
            (None, None) => PartyStanding::TakesPart,
        }
    }

    /// Since when somebody waits for a word of it: since it was asked, or since it agreed and said nothing
    /// of its product; nothing where nobody waits.
    #[must_use]
    pub fn silent_since(&self, embargo_binds: bool) -> Option<Instant> {
        match self.standing(embargo_binds) {
            PartyStanding::Asked | PartyStanding::AskedAgain | PartyStanding::NoAnswer => {
                self.asked
            }
            PartyStanding::Silent => self.agreed.or(self.asked),
            _ => None,
        }
    }
}

/// Whether the parties of a case were told before the team published, or have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisclosureNotice {
    /// By when they are told at the latest.
    pub due: Instant,
    /// When the team published, or means to: the end of the embargo.
    pub discloses: Instant,
    /// When they were told.
    pub told: Option<Instant>,
    /// How that stands.
    pub state: NoticeState,
}

/// How a notice before disclosure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeState {
    /// Not given, and in time still.
    Owed,
    /// Given in time.
    Kept,
    /// Not given in time, or not at all.
    Missed,
}

/// The notice that the parties of a case are owed before disclosure: as long before it as the policy
/// promises them (a promise to notify distributors, upstreams or users at least so long before), three days
/// where it promises nothing. Nothing where no party takes part, where nothing is planned, and where others
/// published first.
#[must_use]
pub fn disclosure_notice(case: &Case, policy: &Policy, now: Instant) -> Option<DisclosureNotice> {
    case.parties().find(|(name, _)| case.may_see(name))?;
    let published = case.milestones.published;
    let discloses = match (published, &case.embargo.terms) {
        (Some(at), _) => at,
        (None, Some(terms)) if case.embargo.state.binds() => terms.ends,
        (None, _) => return None,
    };
    let due = promised(policy, discloses).or_else(|| discloses.checked_sub(USUAL_LEAD))?;
    let told = case.milestones.parties_told.filter(|told| *told <= discloses);
    let state = match told {
        Some(told) if told <= due => NoticeState::Kept,
        Some(_) => NoticeState::Missed,
        None if now <= due && published.is_none() => NoticeState::Owed,
        None => NoticeState::Missed,
    };
    Some(DisclosureNotice { due, discloses, told, state })
}

/// The earliest time by which the policy promises to tell a party of a case of a disclosure at that time.
fn promised(policy: &Policy, discloses: Instant) -> Option<Instant> {
    let before = |promise: &&policy::Promise| {
        promise.act == Act::Notify
            && promise.direction == Direction::AtLeastBefore
            && promise.from.event == AnchorEvent::Disclosed
            && matches!(promise.to, Party::Distributors | Party::Upstream)
    };
    policy
        .every_promise()
        .filter(before)
        .filter_map(|promise| match promise.within {
            Within::Span(span) => Some(span),
            Within::AsSoonAsPossible { .. } | Within::Regularly { .. } => None,
        })
        .filter_map(|span| {
            let direction = Direction::AtLeastBefore;
            clock::due(discloses, span, direction, &policy.calendar, Pauses::NONE).ok()
        })
        .map(|due| due.strict)
        .min()
}
