//! What can be recorded about a case: facts, in the past tense, each with its content.
//!
//! A fact is written as JSON with its name under `kind` and is then sealed; the record is the format, which is
//! why this pure crate derives serde here. Names and fields are kept for ever: a field is only ever added, with a default. Text of
//! people is [`Private`], so that no fact shows its content in debug output.

use std::collections::BTreeMap;

use clock::{Date, Instant};
use policy::id::{AdvisoryId, CaseId, ReportId, UserId};
use policy::{PolicyVersion, Regime, Severity};
use serde::{Deserialize, Serialize};

use crate::state::{Fix, Report};
use crate::words::{
    Applicability, CloseClass, CreditForm, CreditRole, Impact, Mitigation, Occasion, PartyRole,
    Private, Recipient, Tlp, WaitingOn,
};

/// Terms of an embargo. The end is an instant: a day without a zone ends at a different hour for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// When it ends.
    pub ends: Instant,
    /// What else is agreed, such as who may be told earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Private>,
}

/// What is affected: one of the products, or a product that the policy does not know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    /// The product, as the policy names it or in the reporter's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Private>,
    /// The affected versions, such as `>= 1.2, < 1.4.1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<Private>,
    /// The kind of weakness, such as `CWE-79`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weakness: Option<Private>,
    /// Full paths of affected source files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Private>,
    /// Where those files are: tag, branch, commit or address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Private>,
}

/// A fact of a case. See the module for how it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
#[non_exhaustive]
pub enum Fact {
    /// A report came in, or a part of one that was split off. The first fact of every case.
    ReportReceived {
        /// The case's own id.
        #[serde(with = "crate::wire::text")]
        case: CaseId,
        /// The report as it was sent.
        #[serde(with = "crate::wire::text")]
        report: ReportId,
        /// The version of the policy then in force; the case is held to it.
        #[serde(with = "crate::wire::text")]
        policy: PolicyVersion,
        /// SHA-256 of the report as it was sent (lower-case hexadecimal), so that the log commits to its
        /// text; nothing for a case that no report began.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        digest: Option<String>,
        /// What it is about, in a few words of the reporter.
        #[serde(default)]
        title: Private,
        /// What the reporter says is affected.
        #[serde(default)]
        affected: Affected,
        /// The name under which the reporter wants to be credited; nothing: not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credit: Option<Private>,
        /// The packs that the policy switched on, each with the version (lower-case hexadecimal) that the
        /// program brought then.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        packs: BTreeMap<String, String>,
    },
    /// The team said that it has the report.
    Acknowledged {
        /// What it wrote.
        text: Private,
    },
    /// The team wrote to the reporter.
    MessageSent {
        /// What it wrote.
        text: Private,
        /// How far it may be passed on; nothing: as the case is marked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tlp: Option<Tlp>,
    },
    /// The reporter wrote to the team.
    ReporterWrote {
        /// What they wrote.
        text: Private,
        /// How far it may be passed on; nothing: as the case is marked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tlp: Option<Tlp>,
    },
    /// Somebody of the team wrote a note that only the team sees.
    NoteTaken {
        /// The note.
        text: Private,
    },
    /// The case was given to a person, or to nobody.
    Assigned {
        /// To whom.
        #[serde(
            with = "crate::wire::maybe_text",
            default,
            skip_serializing_if = "Option::is_none"
        )]
        to: Option<UserId>,
    },
    /// A person read the report and looked into it.
    Reviewed {
        /// What was found, for the team.
        note: Private,
    },
    /// The team judged the report real.
    Validated {
        /// What the reporter is told.
        #[serde(default)]
        text: Private,
    },
    /// The team judged that it is not a vulnerability as it stands.
    Invalidated {
        /// Why, as the reporter is told.
        reason: Private,
    },
    /// The team asked the reporter something and waits for the answer.
    InformationRequested {
        /// The question.
        question: Private,
    },
    /// The reporter answered.
    InformationGiven {
        /// The answer.
        text: Private,
    },
    /// The team began to wait for somebody else; clocks that allow it pause.
    WaitingBegan {
        /// For whom.
        on: WaitingOn,
        /// Why, as the reporter sees it.
        reason: Private,
    },
    /// A wait ended.
    WaitingEnded {
        /// For whom it was.
        on: WaitingOn,
        /// Why.
        #[serde(default)]
        reason: Private,
    },
    /// The reporter took the report back.
    Withdrawn {
        /// Why, if they said.
        #[serde(default)]
        reason: Private,
    },
    /// The team assessed the severity.
    SeverityAssessed {
        /// The severity.
        #[serde(with = "crate::wire::text")]
        severity: Severity,
        /// The CVSS vector behind it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cvss: Option<Private>,
        /// Why.
        #[serde(default)]
        reason: Private,
    },
    /// The team recorded what is affected.
    AffectedSet {
        /// What.
        affected: Affected,
    },
    /// The team will work on it.
    Accepted {
        /// What the reporter is told.
        #[serde(default)]
        text: Private,
    },
    /// It is real, and not worked on now.
    Deferred {
        /// Why, as the reporter is told.
        reason: Private,
    },
    /// The team will not act on it.
    Declined {
        /// The class.
        class: CloseClass,
        /// Why, as the reporter is told.
        reason: Private,
        /// The entry of the policy's list that it falls under, by its id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entry: Option<String>,
    },
    /// The case is finished.
    Closed {
        /// The class.
        class: CloseClass,
        /// Why, as the reporter is told.
        reason: Private,
    },
    /// A finished case was taken up again.
    Reopened {
        /// Why.
        reason: Private,
    },
    /// It is the same as another case, whose outcome this one shares.
    MarkedDuplicate {
        /// The original.
        #[serde(with = "crate::wire::text")]
        of: CaseId,
        /// What the reporter is told.
        reason: Private,
    },
    /// Another case was found to be the same as this one.
    DuplicateAttached {
        /// The duplicate: its reporter is told what happens here, and credited too.
        #[serde(with = "crate::wire::text")]
        duplicate: CaseId,
    },
    /// A case that was taken for the same, or had gone on here, stands for itself again.
    DuplicateDetached {
        /// Which.
        #[serde(with = "crate::wire::text")]
        duplicate: CaseId,
    },
    /// Something happened in a case that was split from this one, or from which this one was split.
    RelatedMoved {
        /// The other case.
        #[serde(with = "crate::wire::text")]
        related: CaseId,
        /// The name of the fact there.
        what: String,
    },
    /// Something happened in the original that the reporter of this duplicate is told.
    OriginalMoved {
        /// The original.
        #[serde(with = "crate::wire::text")]
        original: CaseId,
        /// The name of the fact there.
        what: String,
        /// What the reporter is told.
        text: Private,
        /// The expected resolution date, when that is what moved.
        #[serde(
            with = "crate::wire::maybe_text",
            default,
            skip_serializing_if = "Option::is_none"
        )]
        expected: Option<Date>,
    },
    /// This case goes on in another one.
    Merged {
        /// Where it goes on.
        #[serde(with = "crate::wire::text")]
        into: CaseId,
        /// What the reporter is told.
        reason: Private,
    },
    /// Another case goes on in this one.
    MergedIn {
        /// The other.
        #[serde(with = "crate::wire::text")]
        from: CaseId,
        /// The end of its embargo: the earlier of both applies until a new one is agreed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        embargo_ends: Option<Instant>,
    },
    /// A part of the report became a case of its own.
    Split {
        /// The new case.
        #[serde(with = "crate::wire::text")]
        into: CaseId,
        /// Which part.
        part: Private,
    },
    /// This case began as a part of another. Follows copies of the facts it inherits.
    SplitFrom {
        /// The case it came from.
        #[serde(with = "crate::wire::text")]
        parent: CaseId,
        /// Which part it is.
        part: Private,
    },
    /// Another program of the instance handed the case over, with everything in it. It is still held to the policy
    /// that it was received under.
    Transferred {
        /// The program that had it.
        from: String,
        /// The name of that program's log, which holds what was recorded until then.
        log: String,
    },
    /// Another Candor handed over what it had of the matter. It is a stated past: nothing of it happened here.
    HistoryTaken {
        /// The name of the log that proves it.
        log: String,
        /// The public key of that log.
        key: String,
        /// Whether whoever took it over had the key from elsewhere, and not from the file itself.
        compared: bool,
        /// The handle of the case there.
        handle: String,
        /// How many events it states.
        events: u64,
        /// When the last of them was recorded.
        until: Instant,
        /// How many entries the log had when its head was signed.
        size: u64,
        /// SHA-256 of the file that states it and is kept with the case, in lower-case hexadecimal.
        digest: String,
    },
    /// The team told the reporter how far it is.
    ProgressReported {
        /// What it wrote.
        text: Private,
    },
    /// The team named the date on which it expects the matter to be resolved.
    ResolutionExpected {
        /// The date.
        #[serde(with = "crate::wire::text")]
        date: Date,
        /// The date named before, when this one is later: the reporter is told of the slip.
        #[serde(
            with = "crate::wire::maybe_text",
            default,
            skip_serializing_if = "Option::is_none"
        )]
        slipped_from: Option<Date>,
        /// Why.
        #[serde(default)]
        reason: Private,
    },
    /// A fix exists and is not released yet.
    FixReady {
        /// Where it is.
        #[serde(default)]
        note: Private,
    },
    /// Users can have the fix, or protect themselves.
    FixReleased {
        /// What was released.
        mitigation: Mitigation,
        /// The fixed version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<Private>,
        /// What users do with it.
        #[serde(default)]
        note: Private,
    },
    /// The vulnerability is public.
    BecamePublic {
        /// Where.
        #[serde(default)]
        place: Private,
    },
    /// An exploit is public.
    ExploitPublished {
        /// Where.
        #[serde(default)]
        place: Private,
    },
    /// Somebody uses the vulnerability in attacks.
    AttackObserved {
        /// How we know.
        #[serde(default)]
        evidence: Private,
    },
    /// What is under embargo reached somebody who did not agree to it, and is not public.
    LeakObserved {
        /// What, and to whom.
        #[serde(default)]
        note: Private,
    },
    /// A security incident of our own was found.
    IncidentFound {
        /// What.
        #[serde(default)]
        note: Private,
    },
    /// A person decided whether a law's word for an event applies. `happened` is the first signal and
    /// `learned` is when the team became aware; for what does not apply, when that was decided.
    RegimeDecided {
        /// The law's word.
        #[serde(with = "crate::wire::text")]
        regime: Regime,
        /// Whether it applies.
        applies: Applicability,
        /// Why.
        reason: Private,
        /// When the assessment began.
        assessed: Instant,
        /// When it was decided.
        decided: Instant,
        /// The packs that the policy switched on, each with its version at the decision.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        packs: BTreeMap<String, String>,
    },
    /// Something happened from which a duty counts.
    OccasionRecorded {
        /// What.
        what: Occasion,
        /// What about it, for the team.
        #[serde(default)]
        note: Private,
        /// The time that was named for the answer, where one was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Instant>,
    },
    /// The team took the longer time that the rule itself allows, and told those it is owed to.
    PeriodLengthened {
        /// The promise, by its id.
        promise: String,
        /// Why, as they were told.
        reason: Private,
    },
    /// The maker of a component released a patch or a notice.
    UpstreamNotified {
        /// What.
        #[serde(default)]
        note: Private,
    },
    /// Embargo terms were proposed: first terms, other terms, or new terms for an active embargo.
    EmbargoProposed {
        /// The terms.
        terms: Terms,
    },
    /// An embargo began at once: the policy's default, to which the reporter did not object, or one that
    /// was inherited from another case.
    EmbargoBegan {
        /// The terms.
        terms: Terms,
    },
    /// Proposed terms were agreed.
    EmbargoAccepted {
        /// The terms.
        terms: Terms,
    },
    /// Everything that was proposed was refused.
    EmbargoRejected {
        /// Why.
        #[serde(default)]
        reason: Private,
    },
    /// The embargo ended.
    EmbargoTerminated {
        /// Why.
        #[serde(default)]
        reason: Private,
    },
    /// The team decided to keep the embargo although attacks or a leak were seen.
    EmbargoKept {
        /// Why.
        reason: Private,
    },
    /// The team decided that the embargo ends earlier, because attacks or a leak were seen. Whoever agreed
    /// to keep quiet for longer has agreed to this.
    EmbargoShortened {
        /// The terms that bind from now on.
        terms: Terms,
        /// Why.
        reason: Private,
    },
    /// A party was asked to join, with the terms of the embargo if there is one.
    ParticipantInvited {
        /// Its short name within the case.
        participant: String,
        /// What it is to the case.
        role: PartyRole,
        /// When silence counts as a no.
        respond_by: Instant,
        /// Its name in full.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Private>,
        /// How the team reaches it outside of this program.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contact: Option<Private>,
        /// How far what it is told may be passed on; nothing: as the case is marked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tlp: Option<Tlp>,
        /// What it is asked to keep to, besides the embargo.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rules: Option<Private>,
    },
    /// A party agreed to the embargo, or to join when there is none.
    ConsentGiven {
        /// Which.
        participant: String,
    },
    /// A party did not agree.
    ConsentDeclined {
        /// Which.
        participant: String,
        /// Whether it was silence until the time to answer ran out.
        #[serde(default)]
        by_silence: bool,
        /// Why, if it said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Private>,
    },
    /// The team took a party off the case. What comes after is not for it.
    PartyRemoved {
        /// Which.
        participant: String,
        /// Why, for the team.
        #[serde(default)]
        reason: Private,
    },
    /// A vendor among the participants learned of the vulnerability.
    VendorInformed {
        /// Which.
        participant: String,
    },
    /// A participant said how far it is.
    StatusReceived {
        /// Which.
        participant: String,
        /// How far with the report.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<Report>,
        /// How far with the fix.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fix: Option<Fix>,
        /// Whether steps of the protocol were skipped; taken, and noted.
        #[serde(default)]
        skipped: bool,
        /// Whether its product is affected.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        impact: Option<Impact>,
        /// What it says about it, for the advisory.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        statement: Option<Private>,
    },
    /// The team wrote to the outside parties, or one of them wrote. The reporter does not see it.
    PartyMessageSent {
        /// What was written.
        text: Private,
        /// The one party it is for besides the team; nothing: every party.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
        /// How far it may be passed on; nothing: as the case is marked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tlp: Option<Tlp>,
    },
    /// The team told every party when it will publish.
    PartiesNotified {
        /// What it wrote.
        text: Private,
        /// When it means to publish.
        publishes: Instant,
    },
    /// How far what is in the case may be passed on.
    TlpSet {
        /// The mark.
        tlp: Tlp,
        /// Why; always said where it became wider.
        #[serde(default)]
        reason: Private,
    },
    /// The team wrote down how the reporter will be named.
    CreditSet {
        /// The line.
        line: Private,
        /// What they are thanked for; nothing: as it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<CreditRole>,
    },
    /// The reporter agreed to be named.
    CreditAgreed {
        /// The line; nothing: as the team wrote it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<Private>,
        /// As what they are named; nothing: as the line says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<CreditForm>,
    },
    /// The reporter does not want to be named.
    CreditDeclined {},
    /// The reporter was named in public.
    Credited {
        /// Where.
        #[serde(default)]
        place: Private,
    },
    /// The team asked whether what was declined may be disclosed.
    DisclosureProposed {
        /// What would be said.
        text: Private,
    },
    /// The reporter agreed to that.
    DisclosureAgreed {},
    /// The reporter does not want it disclosed.
    DisclosureRefused {},
    /// The advisory was published, in this edition.
    AdvisoryPublished {
        /// Which.
        #[serde(with = "crate::wire::text")]
        advisory: AdvisoryId,
        /// Its edition, from 1.
        edition: u32,
        /// Its title.
        #[serde(default)]
        title: Private,
    },
    /// A notice was sent.
    NoticeSent {
        /// To whom.
        to: Recipient,
        /// What it said.
        #[serde(default)]
        text: Private,
        /// The promise or duty that it answers, by its id. A duty of law is kept only by a notice that
        /// names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promise: Option<String>,
    },
    /// The one to whom a promise is owed let the team off, or the team dropped its own aim.
    PromiseWaived {
        /// The promise, by its id.
        promise: String,
        /// Why.
        #[serde(default)]
        reason: Private,
    },
    /// The team asked for more time.
    ExtensionOffered {
        /// The promise, by its id.
        promise: String,
        /// Until when.
        until: Instant,
        /// Why.
        reason: Private,
    },
    /// The reporter agreed to more time.
    ExtensionAgreed {
        /// The promise, by its id.
        promise: String,
        /// Until when.
        until: Instant,
    },
    /// The reporter did not agree to more time.
    ExtensionRefused {
        /// The promise, by its id.
        promise: String,
    },
}

impl Fact {
    /// The name under which it is recorded.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::ReportReceived { .. } => "ReportReceived",
            Self::Acknowledged { .. } => "Acknowledged",
            Self::MessageSent { .. } => "MessageSent",
            Self::ReporterWrote { .. } => "ReporterWrote",
            Self::NoteTaken { .. } => "NoteTaken",
            Self::Assigned { .. } => "Assigned",
            Self::Reviewed { .. } => "Reviewed",
            Self::Validated { .. } => "Validated",
            Self::Invalidated { .. } => "Invalidated",
            Self::InformationRequested { .. } => "InformationRequested",
            Self::InformationGiven { .. } => "InformationGiven",
            Self::WaitingBegan { .. } => "WaitingBegan",
            Self::WaitingEnded { .. } => "WaitingEnded",
            Self::Withdrawn { .. } => "Withdrawn",
            Self::SeverityAssessed { .. } => "SeverityAssessed",
            Self::AffectedSet { .. } => "AffectedSet",
            Self::Accepted { .. } => "Accepted",
            Self::Deferred { .. } => "Deferred",
            Self::Declined { .. } => "Declined",
            Self::Closed { .. } => "Closed",
            Self::Reopened { .. } => "Reopened",
            Self::MarkedDuplicate { .. } => "MarkedDuplicate",
            Self::DuplicateAttached { .. } => "DuplicateAttached",
            Self::DuplicateDetached { .. } => "DuplicateDetached",
            Self::RelatedMoved { .. } => "RelatedMoved",
            Self::OriginalMoved { .. } => "OriginalMoved",
            Self::Merged { .. } => "Merged",
            Self::MergedIn { .. } => "MergedIn",
            Self::Split { .. } => "Split",
            Self::SplitFrom { .. } => "SplitFrom",
            Self::Transferred { .. } => "Transferred",
            Self::HistoryTaken { .. } => "HistoryTaken",
            Self::ProgressReported { .. } => "ProgressReported",
            Self::ResolutionExpected { .. } => "ResolutionExpected",
            Self::FixReady { .. } => "FixReady",
            Self::FixReleased { .. } => "FixReleased",
            Self::BecamePublic { .. } => "BecamePublic",
            Self::ExploitPublished { .. } => "ExploitPublished",
            Self::AttackObserved { .. } => "AttackObserved",
            Self::LeakObserved { .. } => "LeakObserved",
            Self::IncidentFound { .. } => "IncidentFound",
            Self::UpstreamNotified { .. } => "UpstreamNotified",
            Self::RegimeDecided { .. } => "RegimeDecided",
            Self::OccasionRecorded { .. } => "OccasionRecorded",
            Self::PeriodLengthened { .. } => "PeriodLengthened",
            Self::EmbargoProposed { .. } => "EmbargoProposed",
            Self::EmbargoBegan { .. } => "EmbargoBegan",
            Self::EmbargoAccepted { .. } => "EmbargoAccepted",
            Self::EmbargoRejected { .. } => "EmbargoRejected",
            Self::EmbargoTerminated { .. } => "EmbargoTerminated",
            Self::EmbargoKept { .. } => "EmbargoKept",
            Self::EmbargoShortened { .. } => "EmbargoShortened",
            Self::ParticipantInvited { .. } => "ParticipantInvited",
            Self::ConsentGiven { .. } => "ConsentGiven",
            Self::ConsentDeclined { .. } => "ConsentDeclined",
            Self::VendorInformed { .. } => "VendorInformed",
            Self::StatusReceived { .. } => "StatusReceived",
            Self::PartyRemoved { .. } => "PartyRemoved",
            Self::PartyMessageSent { .. } => "PartyMessageSent",
            Self::PartiesNotified { .. } => "PartiesNotified",
            Self::TlpSet { .. } => "TlpSet",
            Self::CreditSet { .. } => "CreditSet",
            Self::CreditAgreed { .. } => "CreditAgreed",
            Self::CreditDeclined {} => "CreditDeclined",
            Self::Credited { .. } => "Credited",
            Self::DisclosureProposed { .. } => "DisclosureProposed",
            Self::DisclosureAgreed {} => "DisclosureAgreed",
            Self::DisclosureRefused {} => "DisclosureRefused",
            Self::AdvisoryPublished { .. } => "AdvisoryPublished",
            Self::NoticeSent { .. } => "NoticeSent",
            Self::PromiseWaived { .. } => "PromiseWaived",
            Self::ExtensionOffered { .. } => "ExtensionOffered",
            Self::ExtensionAgreed { .. } => "ExtensionAgreed",
            Self::ExtensionRefused { .. } => "ExtensionRefused",
        }
    }
}
