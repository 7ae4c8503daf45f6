//! What a fact means besides its content: who may see it, whom it is about, what it ends or tells.
//!
//! One place for the circles of visibility, so that a new fact cannot forget to say who it is for.

use crate::event::Visibility;
use crate::fact::Fact;
use crate::words::WaitingOn;

impl Fact {
    /// Who may see it. Every fact that touches what the reporter is owed is open to the reporter.
    #[must_use]
    pub const fn visibility(&self) -> Visibility {
        match self {
            Self::NoteTaken { .. }
            | Self::Assigned { .. }
            | Self::Reviewed { .. }
            | Self::DuplicateAttached { .. }
            | Self::DuplicateDetached { .. }
            | Self::RelatedMoved { .. }
            | Self::MergedIn { .. }
            | Self::HistoryTaken { .. }
            | Self::IncidentFound { .. }
            | Self::UpstreamNotified { .. }
            | Self::RegimeDecided { .. }
            | Self::OccasionRecorded { .. }
            | Self::PeriodLengthened { .. }
            | Self::NoticeSent { .. }
            | Self::PartyRemoved { .. } => Visibility::Team,
            // What a party says of itself, and what it was asked, is between it and the team.
            Self::StatusReceived { .. }
            | Self::ParticipantInvited { .. }
            | Self::ConsentGiven { .. }
            | Self::ConsentDeclined { .. }
            | Self::VendorInformed { .. }
            | Self::PartyMessageSent { to: Some(_), .. } => Visibility::Party,
            Self::PartyMessageSent { to: None, .. } | Self::PartiesNotified { .. } => {
                Visibility::Parties
            }
            Self::EmbargoProposed { .. }
            | Self::EmbargoBegan { .. }
            | Self::EmbargoAccepted { .. }
            | Self::EmbargoRejected { .. }
            | Self::EmbargoTerminated { .. }
            | Self::EmbargoKept { .. }
            | Self::EmbargoShortened { .. }
            | Self::LeakObserved { .. }
            | Self::TlpSet { .. }
            | Self::Transferred { .. }
            | Self::FixReady { .. }
            | Self::FixReleased { .. }
            | Self::ExploitPublished { .. }
            | Self::AttackObserved { .. } => Visibility::Participants,
            Self::BecamePublic { .. } | Self::AdvisoryPublished { .. } | Self::Credited { .. } => {
                Visibility::Public
            }
            _ => Visibility::Reporter,
        }
    }

    /// The one outside party that it is about or for.
    #[must_use]
    pub fn named_party(&self) -> Option<&str> {
        match self {
            Self::ParticipantInvited { participant, .. }
            | Self::ConsentGiven { participant }
            | Self::ConsentDeclined { participant, .. }
            | Self::VendorInformed { participant }
            | Self::StatusReceived { participant, .. }
            | Self::PartyRemoved { participant, .. } => Some(participant),
            Self::PartyMessageSent { to, .. } => to.as_deref(),
            _ => None,
        }
    }

    /// Whether it carries words of the team to the reporter: these acknowledge, and count as an update.
    #[must_use]
    pub fn speaks_to_reporter(&self) -> bool {
        match self {
            Self::Acknowledged { .. }
            | Self::MessageSent { .. }
            | Self::InformationRequested { .. }
            | Self::Validated { .. }
            | Self::Invalidated { .. }
            | Self::Accepted { .. }
            | Self::Deferred { .. }
            | Self::Declined { .. }
            | Self::Closed { .. }
            | Self::Reopened { .. }
            | Self::MarkedDuplicate { .. }
            | Self::Merged { .. }
            | Self::OriginalMoved { .. }
            | Self::ProgressReported { .. }
            | Self::ResolutionExpected { .. }
            | Self::DisclosureProposed { .. }
            | Self::ExtensionOffered { .. } => true,
            Self::FixReleased { note, .. } => !note.is_blank(),
            _ => false,
        }
    }

    /// Whether it ends a wait. A wait for the reporter ends with any word of theirs, and every wait ends
    /// where nobody works on the report any more.
    #[must_use]
    pub fn ends_wait(&self, on: WaitingOn) -> bool {
        match self {
            Self::WaitingEnded { on: ended, .. } => *ended == on,
            Self::InformationGiven { .. } | Self::ReporterWrote { .. } => on == WaitingOn::Reporter,
            Self::Withdrawn { .. }
            | Self::Invalidated { .. }
            | Self::Deferred { .. }
            | Self::Declined { .. }
            | Self::MarkedDuplicate { .. }
            | Self::Merged { .. }
            | Self::Closed { .. } => true,
            _ => false,
        }
    }

    /// Whether it says that the vulnerability is public: in this case or, for a duplicate, in its original.
    #[must_use]
    pub fn makes_public(&self) -> bool {
        match self {
            Self::BecamePublic { .. }
            | Self::ExploitPublished { .. }
            | Self::AdvisoryPublished { .. } => true,
            Self::OriginalMoved { what, .. } => {
                matches!(what.as_str(), "BecamePublic" | "ExploitPublished" | "AdvisoryPublished")
            }
            _ => false,
        }
    }

    /// Whether it is this kind, or says for a duplicate that this happened in its original.
    #[must_use]
    pub fn is_or_echoes(&self, kind: &str) -> bool {
        self.kind() == kind || matches!(self, Self::OriginalMoved { what, .. } if what == kind)
    }
}
