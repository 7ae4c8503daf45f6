//! What can be asked of a case: one command, one intention of one person.
//!
//! Commands are in the imperative and may be refused; facts are in the past tense and stand. What a
//! form, the command line or the API offers is read from [`crate::catalogue`], which lists every kind once.

use clock::{Date, Instant};
use policy::id::{AdvisoryId, CaseId, UserId};
use policy::{Regime, Severity};

use crate::fact::{Affected, Terms};
use crate::state::{Fix, Report};
use crate::words::{
    Applicability, CloseClass, CreditForm, CreditRole, EmbargoChoice, Impact, Mitigation, Occasion,
    PartyRole, Private, Recipient, Tlp, WaitingOn,
};

/// When something was so, as the person says who records it. Nothing: now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Times {
    /// When it happened.
    pub happened: Option<Instant>,
    /// When we learned of it.
    pub learned: Option<Instant>,
}

/// How awareness came about, as the person says who decides it. Nothing: the same as the one after it,
/// and the decision is now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AwarenessTimes {
    /// The first sign of it.
    pub signal: Option<Instant>,
    /// When the assessment began.
    pub assessed: Option<Instant>,
    /// When there was a reasonable degree of certainty.
    pub aware: Option<Instant>,
    /// When it was decided.
    pub decided: Option<Instant>,
}

macro_rules! commands {
    ($($(#[$doc:meta])* $kind:ident = $name:literal { $($(#[$fdoc:meta])* $field:ident : $ty:ty),* $(,)? })+) => {
        /// One thing asked of a case.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Command {
            $($(#[$doc])* $kind { $($(#[$fdoc])* $field: $ty),* },)+
        }

        /// A command without its content.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum CommandKind {
            $($(#[$doc])* $kind,)+
        }

        impl Command {
            /// Which command it is.
            #[must_use]
            pub const fn kind(&self) -> CommandKind {
                match self { $(Self::$kind { .. } => CommandKind::$kind),+ }
            }
        }

        impl CommandKind {
            /// Every kind, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// The stable name, used in addresses, the API and the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name),+ }
            }
        }
    };
}

commands! {
    /// Say that the report is here and a person has it.
    Acknowledge = "acknowledge" {
        /// What to write; nothing: the usual sentence.
        text: Option<Private>,
    }
    /// Write to the other side: the team to the reporter, the reporter to the team.
    Message = "message" {
        /// What to write.
        text: Private,
        /// How far it may be passed on; nothing: as the case is marked.
        tlp: Option<Tlp>,
    }
    /// Write a note that only the team sees.
    Note = "note" {
        /// The note.
        text: Private,
    }
    /// Give the case to a person, or to nobody.
    Assign = "assign" {
        /// To whom.
        to: Option<UserId>,
    }
    /// Record that a person looked into the report.
    Review = "review" {
        /// What they found.
        note: Private,
    }
    /// Judge the report real.
    Validate = "validate" {
        /// What to tell the reporter.
        text: Option<Private>,
    }
    /// Judge that it is not a vulnerability as it stands.
    Invalidate = "invalidate" {
        /// Why; the reporter reads it.
        reason: Private,
    }
    /// Ask the reporter something and wait.
    RequestInformation = "request-information" {
        /// The question.
        question: Private,
    }
    /// Answer the team's question.
    Answer = "answer" {
        /// The answer.
        text: Private,
    }
    /// Take the report back.
    Withdraw = "withdraw" {
        /// Why.
        reason: Option<Private>,
    }
    /// Wait for somebody other than the reporter.
    WaitFor = "wait-for" {
        /// For whom.
        on: WaitingOn,
        /// Why; the reporter reads it.
        reason: Private,
    }
    /// Stop waiting.
    StopWaiting = "stop-waiting" {
        /// For whom.
        on: WaitingOn,
        /// Why.
        reason: Option<Private>,
    }
    /// Say how bad it is.
    AssessSeverity = "assess-severity" {
        /// The severity.
        severity: Severity,
        /// The CVSS vector behind it.
        cvss: Option<Private>,
        /// Why.
        reason: Option<Private>,
    }
    /// Record what is affected.
    SetAffected = "set-affected" {
        /// What.
        affected: Affected,
    }
    /// Begin to work on it.
    Accept = "accept" {
        /// What to tell the reporter.
        text: Option<Private>,
    }
    /// Put the work off.
    Defer = "defer" {
        /// Why; the reporter reads it.
        reason: Private,
    }
    /// Decide not to act on it.
    Decline = "decline" {
        /// The class.
        class: CloseClass,
        /// Why; the reporter reads it.
        reason: Private,
        /// The entry of the policy's list that it falls under.
        entry: Option<String>,
        /// What becomes of an active embargo.
        embargo: Option<EmbargoChoice>,
    }
    /// Finish the case.
    Close = "close" {
        /// The class.
        class: CloseClass,
        /// Why; the reporter reads it.
        reason: Private,
        /// What becomes of an active embargo.
        embargo: Option<EmbargoChoice>,
    }
    /// Take a finished case up again.
    Reopen = "reopen" {
        /// Why; the reporter reads it.
        reason: Private,
    }
    /// Say that it is the same as another case.
    MarkDuplicate = "mark-duplicate" {
        /// The original.
        of: CaseId,
        /// What to tell the reporter.
        reason: Private,
    }
    /// Go on in another case.
    Merge = "merge" {
        /// Which.
        into: CaseId,
        /// What to tell the reporter.
        reason: Private,
        /// Parties who are asked to join there too, by short name.
        parties: Vec<String>,
    }
    /// Make a part of the report a case of its own.
    Split = "split" {
        /// The id of the new case, made by the edge.
        into: CaseId,
        /// Which part.
        part: Private,
        /// Parties who are asked to join there too, by short name.
        parties: Vec<String>,
    }
    /// Tell the reporter how far it is.
    Progress = "progress" {
        /// What to write.
        text: Private,
    }
    /// Name the date on which it should be resolved.
    SetResolutionDate = "set-resolution-date" {
        /// The date.
        date: Date,
        /// Why, above all when it is later than the last one.
        reason: Option<Private>,
    }
    /// Record that a fix exists.
    FixReady = "fix-ready" {
        /// Where.
        note: Option<Private>,
    }
    /// Record that users can have the fix, or protect themselves.
    FixReleased = "fix-released" {
        /// What was released.
        mitigation: Mitigation,
        /// The fixed version.
        version: Option<Private>,
        /// What users do with it.
        note: Option<Private>,
        /// When.
        times: Times,
    }
    /// Record that the vulnerability is public.
    RecordPublic = "record-public" {
        /// Where.
        place: Option<Private>,
        /// When.
        times: Times,
    }
    /// Record that an exploit is public.
    RecordExploit = "record-exploit" {
        /// Where.
        place: Option<Private>,
        /// When.
        times: Times,
    }
    /// Record that it is used in attacks.
    RecordAttack = "record-attack" {
        /// How we know.
        evidence: Option<Private>,
        /// When.
        times: Times,
    }
    /// Record that what is under embargo reached somebody who did not agree to it.
    RecordLeak = "record-leak" {
        /// What, and to whom.
        note: Option<Private>,
        /// When.
        times: Times,
    }
    /// Record an incident of our own.
    RecordIncident = "record-incident" {
        /// What.
        note: Option<Private>,
        /// When.
        times: Times,
    }
    /// Record a patch or notice of the maker of a component.
    RecordUpstreamNotice = "record-upstream-notice" {
        /// What.
        note: Option<Private>,
        /// When.
        times: Times,
    }
    /// Decide whether a law's word for an event applies.
    DecideRegime = "decide-regime" {
        /// The law's word.
        regime: Regime,
        /// Whether it applies.
        applies: Applicability,
        /// Why.
        reason: Private,
        /// First signal, assessment, awareness and decision.
        times: AwarenessTimes,
    }
    /// Record something from which a duty counts.
    RecordOccasion = "record-occasion" {
        /// What.
        what: Occasion,
        /// What about it.
        note: Option<Private>,
        /// The time that was named for the answer.
        until: Option<Instant>,
        /// When.
        times: Times,
    }
    /// Propose embargo terms, or other terms than those on the table.
    ProposeEmbargo = "propose-embargo" {
        /// The terms.
        terms: Terms,
    }
    /// Agree to what the other side proposed.
    AcceptEmbargo = "accept-embargo" {}
    /// Refuse everything that is proposed.
    RejectEmbargo = "reject-embargo" {
        /// Why.
        reason: Option<Private>,
    }
    /// Propose new terms for an embargo in force.
    ReviseEmbargo = "revise-embargo" {
        /// The terms.
        terms: Terms,
    }
    /// End the embargo.
    TerminateEmbargo = "terminate-embargo" {
        /// Why.
        reason: Private,
    }
    /// Keep the embargo although attacks or a leak were seen.
    KeepEmbargo = "keep-embargo" {
        /// Why.
        reason: Private,
    }
    /// End the embargo earlier, because attacks or a leak were seen.
    ShortenEmbargo = "shorten-embargo" {
        /// The new end, before the one that binds.
        ends: Instant,
        /// Why.
        reason: Private,
    }
    /// Ask another party to join.
    Invite = "invite" {
        /// Its short name within the case.
        participant: String,
        /// What it is to the case.
        role: PartyRole,
        /// Hours it has to answer; silence then counts as a no.
        hours: Option<u32>,
        /// Its name in full.
        name: Option<Private>,
        /// How the team reaches it outside of this program.
        contact: Option<Private>,
        /// How far what it is told may be passed on; nothing: as the case is marked.
        tlp: Option<Tlp>,
        /// What it is asked to keep to besides the embargo.
        rules: Option<Private>,
    }
    /// Record that a party agreed.
    Consent = "consent" {
        /// Which.
        participant: String,
    }
    /// Record that a party did not agree.
    DeclineConsent = "decline-consent" {
        /// Which.
        participant: String,
        /// Why.
        reason: Option<Private>,
    }
    /// Take a party off the case.
    RemoveParty = "remove-party" {
        /// Which.
        participant: String,
        /// Why, for the team.
        reason: Option<Private>,
    }
    /// Record how far a party says it is.
    RecordStatus = "record-status" {
        /// Which.
        participant: String,
        /// How far with the report.
        report: Option<Report>,
        /// How far with the fix.
        fix: Option<Fix>,
        /// Whether its product is affected.
        impact: Option<Impact>,
        /// What it says about it.
        statement: Option<Private>,
    }
    /// Write to the parties of the case, or as one of them.
    PartyMessage = "party-message" {
        /// What to write.
        text: Private,
        /// The one party it is for; nothing: every party.
        to: Option<String>,
        /// How far it may be passed on; nothing: as the case is marked.
        tlp: Option<Tlp>,
    }
    /// Tell every party when the team will publish.
    NotifyParties = "notify-parties" {
        /// What to write.
        text: Private,
        /// When the team means to publish; nothing: when the embargo ends.
        publishes: Option<Instant>,
    }
    /// Say how far what is in the case may be passed on.
    SetTlp = "set-tlp" {
        /// The mark.
        tlp: Tlp,
        /// Why; needed where it becomes wider.
        reason: Option<Private>,
    }
    /// Write down how the reporter will be named.
    SetCredit = "set-credit" {
        /// The line.
        line: Private,
        /// What they are thanked for; nothing: as it was.
        role: Option<CreditRole>,
    }
    /// Agree to be named.
    AgreeCredit = "agree-credit" {
        /// The line; nothing: as it is shown.
        line: Option<Private>,
        /// As what; nothing: as the line says.
        form: Option<CreditForm>,
    }
    /// Do not be named.
    DeclineCredit = "decline-credit" {}
    /// Record that the reporter was named.
    Credit = "credit" {
        /// Where.
        place: Option<Private>,
    }
    /// Ask the reporter whether what was declined may be disclosed.
    ProposeDisclosure = "propose-disclosure" {
        /// What would be said.
        text: Private,
    }
    /// Agree that it is disclosed.
    AgreeDisclosure = "agree-disclosure" {}
    /// Do not agree to that.
    RefuseDisclosure = "refuse-disclosure" {}
    /// Record that an edition of the advisory is published.
    PublishAdvisory = "publish-advisory" {
        /// Which.
        advisory: AdvisoryId,
        /// Its edition, from 1.
        edition: u32,
        /// Its title.
        title: Option<Private>,
    }
    /// Record that a notice was sent.
    Notify = "notify" {
        /// To whom.
        to: Recipient,
        /// What it said.
        text: Private,
        /// The promise or duty that it answers, by its id.
        promise: Option<String>,
    }
    /// Let the team off a promise, or drop one's own aim.
    WaivePromise = "waive-promise" {
        /// The promise, by its id.
        promise: String,
        /// Why.
        reason: Option<Private>,
    }
    /// Ask the reporter for more time.
    Extend = "extend" {
        /// The promise, by its id.
        promise: String,
        /// Until when.
        until: Instant,
        /// Why.
        reason: Private,
    }
    /// Take the longer time that a rule itself allows.
    LengthenPeriod = "lengthen-period" {
        /// The promise, by its id.
        promise: String,
        /// Why, as those it is owed to were told.
        reason: Private,
    }
    /// Agree to more time.
    AgreeExtension = "agree-extension" {
        /// The promise, by its id.
        promise: String,
    }
    /// Do not agree to more time.
    RefuseExtension = "refuse-extension" {
        /// The promise, by its id.
        promise: String,
    }
}
