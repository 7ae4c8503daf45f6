//! An event: one fact, with its times, who recorded it and who may see it.
//!
//! Three times are kept apart. `happened` is when it was so in the world, `learned` is when we came to
//! know, and `recorded` is when it was written down. Promises say which of the first two they count from; the third only orders
//! the record, and never goes back: an event written while the machine's clock is behind takes the time of the last one.

use core::fmt;
use core::str::FromStr;

use clock::Instant;
use policy::id::{CaseId, EventId, UserId};
use serde::{Deserialize, Serialize};

use crate::fact::Fact;
use crate::words::UnknownWord;

/// One recorded fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its id.
    #[serde(with = "crate::wire::text")]
    pub id: EventId,
    /// When it was so in the world.
    pub happened: Instant,
    /// When we came to know.
    pub learned: Instant,
    /// When it was written down.
    pub recorded: Instant,
    /// Who recorded it.
    pub actor: Actor,
    /// Who may see it.
    pub visibility: Visibility,
    /// The fact.
    pub fact: Fact,
}

impl Event {
    /// Whether the reporter may see it.
    #[must_use]
    pub const fn is_for_reporter(&self) -> bool {
        match self.visibility {
            Visibility::Reporter | Visibility::Participants | Visibility::Public => true,
            Visibility::Team | Visibility::Party | Visibility::Parties => false,
        }
    }

    /// Whether an outside party of that short name may see it, once it may see the case at all
    /// ([`crate::Case::may_see`]).
    #[must_use]
    pub fn is_for_party(&self, name: &str) -> bool {
        match self.visibility {
            Visibility::Parties | Visibility::Participants | Visibility::Public => true,
            Visibility::Party => self.fact.named_party() == Some(name),
            Visibility::Team | Visibility::Reporter => false,
        }
    }
}

/// A fact that a decision made, before it has an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact {
    /// The case that it belongs to.
    pub on: Place,
    /// When it was so in the world.
    pub happened: Instant,
    /// When we came to know.
    pub learned: Instant,
    /// When it is written down: `now`, or the time of the last event if that is later.
    pub recorded: Instant,
    /// Who recorded it.
    pub actor: Actor,
    /// Who may see it.
    pub visibility: Visibility,
    /// The fact.
    pub fact: Fact,
}

/// Which case a new fact belongs to. Facts of one decision are written together or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The case that was asked.
    ThisCase,
    /// Another case: a duplicate, an original, or one that begins with this fact. Its `recorded` time is settled with [`NewFact::into_event`].
    Case(CaseId),
}

impl NewFact {
    /// The event, with the id that the edge made. `last_recorded` is the time of the last event of the case
    /// it goes to, so that the record never runs backwards.
    #[must_use]
    pub fn into_event(self, id: EventId, last_recorded: Option<Instant>) -> Event {
        let Self { on: _, happened, learned, recorded, actor, visibility, fact } = self;
        let recorded = last_recorded.map_or(recorded, |last| recorded.max(last));
        Event { id, happened, learned, recorded, actor, visibility, fact }
    }
}

/// Who may see an event. The parties of a case and its reporter are circles side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// The team only.
    Team,
    /// The team and the one outside party that the fact names.
    Party,
    /// The team and every outside party that agreed to take part; not the reporter.
    Parties,
    /// The team and the reporter.
    Reporter,
    /// The reporter and every participant who has consented to the embargo.
    Participants,
    /// Everybody.
    Public,
}

impl Visibility {
    /// Every circle.
    pub const ALL: [Self; 6] =
        [Self::Team, Self::Party, Self::Parties, Self::Reporter, Self::Participants, Self::Public];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Party => "party",
            Self::Parties => "parties",
            Self::Reporter => "reporter",
            Self::Participants => "participants",
            Self::Public => "public",
        }
    }
}

impl fmt::Display for Visibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Visibility {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .into_iter()
            .find(|circle| circle.as_str() == text)
            .ok_or(UnknownWord::of("team party parties reporter participants public"))
    }
}

/// Who does something in a case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// The holder of the receipt.
    Reporter,
    /// A member of the team.
    Member(#[serde(with = "crate::wire::text")] UserId),
    /// The program itself.
    System,
    /// Another party of the case, by its short name.
    Participant(String),
}

impl Actor {
    /// Whether a person of the team acts.
    #[must_use]
    pub const fn is_team(&self) -> bool {
        matches!(self, Self::Member(_))
    }
}
