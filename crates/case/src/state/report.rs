//! RM, report management: how far one participant is with the report.
//!
//! Seven states and eleven transitions (Vultron, RM), and one of ours: a closed report can be
//! opened again, with a reason. A valid report is never closed directly: it is accepted or deferred first.

use serde::{Deserialize, Serialize};

/// How far one participant is with the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Report {
    /// S: the participant does not have the report.
    Start,
    /// R: it came in and nobody has judged it.
    Received,
    /// I: judged not to be a vulnerability of ours as it stands; new information may change that.
    Invalid,
    /// V: judged to be real; not yet decided whether to work on it.
    Valid,
    /// D: real, and not being worked on now.
    Deferred,
    /// A: being worked on.
    Accepted,
    /// C: finished.
    Closed,
}

/// What can happen to a report in one participant's hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportStep {
    /// The report arrives.
    Receive,
    /// It is judged real.
    Validate,
    /// It is judged not to be one.
    Invalidate,
    /// Work on it begins.
    Accept,
    /// Work on it is put off.
    Defer,
    /// It is finished.
    Close,
    /// A finished one is taken up again (ours; the protocol ends at Closed).
    Reopen,
}

impl Report {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Start,
        Self::Received,
        Self::Invalid,
        Self::Valid,
        Self::Deferred,
        Self::Accepted,
        Self::Closed,
    ];

    /// The whole table: from, step, to.
    pub const TABLE: [(Self, ReportStep, Self); 12] = [
        (Self::Start, ReportStep::Receive, Self::Received),
        (Self::Received, ReportStep::Validate, Self::Valid),
        (Self::Received, ReportStep::Invalidate, Self::Invalid),
        (Self::Invalid, ReportStep::Validate, Self::Valid),
        (Self::Invalid, ReportStep::Close, Self::Closed),
        (Self::Valid, ReportStep::Accept, Self::Accepted),
        (Self::Valid, ReportStep::Defer, Self::Deferred),
        (Self::Accepted, ReportStep::Defer, Self::Deferred),
        (Self::Accepted, ReportStep::Close, Self::Closed),
        (Self::Deferred, ReportStep::Accept, Self::Accepted),
        (Self::Deferred, ReportStep::Close, Self::Closed),
        (Self::Closed, ReportStep::Reopen, Self::Received),
    ];

    /// The state after a step, or nothing when the table has no such transition.
    #[must_use]
    pub fn after(self, step: ReportStep) -> Option<Self> {
        Self::TABLE
            .iter()
            .find(|(from, taken, _)| *from == self && *taken == step)
            .map(|(_, _, to)| *to)
    }

    /// The letter the protocol uses.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Start => 'S',
            Self::Received => 'R',
            Self::Invalid => 'I',
            Self::Valid => 'V',
            Self::Deferred => 'D',
            Self::Accepted => 'A',
            Self::Closed => 'C',
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Received => "received",
            Self::Invalid => "invalid",
            Self::Valid => "valid",
            Self::Deferred => "deferred",
            Self::Accepted => "accepted",
            Self::Closed => "closed",
        }
    }

    /// How far along a state is, for judging what another participant says of itself: a claim that
    /// goes forward is taken even when it skips steps, one that goes back is not (Vultron ADR-0067).
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Start => 0,
            Self::Received => 1,
            Self::Invalid | Self::Valid => 2,
            Self::Deferred | Self::Accepted => 3,
            Self::Closed => 4,
        }
    }

    /// Whether the report may be closed from here.
    #[must_use]
    pub fn may_close(self) -> bool {
        self.after(ReportStep::Close).is_some()
    }

    /// Whether somebody should be working on it: received, valid or accepted.
    #[must_use]
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Received | Self::Valid | Self::Accepted)
    }

    /// Whether an owner of this state may agree to an embargo: not before receiving, not when the
    /// report is judged invalid or finished.
    #[must_use]
    pub const fn may_agree_embargo(self) -> bool {
        matches!(self, Self::Received | Self::Valid | Self::Accepted | Self::Deferred)
    }

    /// Whether a fix may be claimed: only once the report has been accepted (A, D or C).
    #[must_use]
    pub const fn has_been_accepted(self) -> bool {
        matches!(self, Self::Accepted | Self::Deferred | Self::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_eleven_transitions_of_the_protocol_and_reopen() {
        let ours = Report::TABLE.iter().filter(|row| row.1 == ReportStep::Reopen).count();
        assert_eq!((Report::TABLE.len() - ours, ours), (11, 1));
    }

    #[test]
    fn a_valid_report_cannot_be_closed_directly() {
        assert_eq!(Report::Valid.after(ReportStep::Close), None);
        let closable: Vec<_> = Report::ALL.into_iter().filter(|s| s.may_close()).collect();
        assert_eq!(closable, [Report::Invalid, Report::Deferred, Report::Accepted]);
    }

    #[test]
    fn every_state_is_reached_and_no_step_has_two_outcomes() {
        for state in Report::ALL {
            let reached = state == Report::Start || Report::TABLE.iter().any(|row| row.2 == state);
            assert!(reached, "{state:?}");
        }
        for (at, row) in Report::TABLE.iter().enumerate() {
            let twin = Report::TABLE.iter().skip(at + 1).any(|o| (o.0, o.1) == (row.0, row.1));
            assert!(!twin, "{row:?}");
        }
    }

    #[test]
    fn no_transition_but_reopen_lowers_the_rank() {
        for (from, step, to) in Report::TABLE {
            assert!(to.rank() >= from.rank() || step == ReportStep::Reopen, "{from:?} {step:?}");
        }
    }
}
