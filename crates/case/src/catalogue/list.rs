//! The list itself. One entry for each kind of command; a test fails when one is missing.

use super::{CommandSpec, FieldKind, FieldSpec, Giver, Group};
use crate::command::CommandKind;
use crate::words::{
    Applicability, CloseClass, EmbargoChoice, Mitigation, Occasion, PartyRole, Recipient, WaitingOn,
};

/// What a law may call an event; the names are those of [`policy::Regime`].
const REGIME_CHOICES: &[(&str, &str)] = &[
    ("exploited", "An actively exploited vulnerability (Cyber Resilience Act)"),
    ("severe incident", "A severe incident (Cyber Resilience Act)"),
    ("significant incident", "A significant incident (NIS 2)"),
    ("major incident", "A major incident (DORA)"),
    ("personal data", "A personal data breach with a risk to people (GDPR)"),
    ("high risk", "A breach with a high risk to people (GDPR)"),
    ("processed data", "A breach of data processed for somebody else (GDPR)"),
];

const TEAM: &[Giver] = &[Giver::Team];
const REPORTER: &[Giver] = &[Giver::Reporter];
const BOTH: &[Giver] = &[Giver::Team, Giver::Reporter];
const PARTY: &[Giver] = &[Giver::Team, Giver::Participant];
const ANY_PARTY: &[Giver] = &[Giver::Team, Giver::Reporter, Giver::Participant];

const fn must(
    name: &'static str,
    label: &'static str,
    kind: FieldKind,
    help: &'static str,
) -> FieldSpec {
    FieldSpec { name, label, help, kind, required: true }
}

const fn may(
    name: &'static str,
    label: &'static str,
    kind: FieldKind,
    help: &'static str,
) -> FieldSpec {
    FieldSpec { name, label, help, kind, required: false }
}

const fn entry(
    kind: CommandKind,
    label: &'static str,
    help: &'static str,
    givers: &'static [Giver],
    group: Group,
    fields: &'static [FieldSpec],
) -> CommandSpec {
    CommandSpec { kind, name: kind.name(), label, help, givers, group, fields }
}

const TOLD: &str = "The reporter reads this.";
const NOW: &str = "Leave empty for now.";

const HAPPENED: FieldSpec = may("happened", "When it happened", FieldKind::Instant, NOW);
const LEARNED: FieldSpec = may(
    "learned",
    "When we learned of it",
    FieldKind::Instant,
    "Legal periods count from this moment. Leave empty for now.",
);
const ENDS: FieldSpec = must(
    "ends",
    "Ends at",
    FieldKind::Instant,
    "A moment with its zone, not a day: 2026-12-01T16:00:00Z.",
);
const TERMS_NOTE: FieldSpec =
    may("note", "Further terms", FieldKind::LongText, "Who may be told earlier, for example.");
const EMBARGO: FieldSpec = may(
    "embargo",
    "Embargo",
    FieldKind::Choice(EmbargoChoice::CHOICES),
    "Only when an embargo is in force: a case cannot be closed under one.",
);
const PROMISE: FieldSpec =
    must("promise", "Promise", FieldKind::Promise, "The promise, by its id in the policy.");
const PARTICIPANT: FieldSpec =
    must("participant", "Party", FieldKind::Participant, "Its short name within the case.");

const REPORT_CHOICES: &[(&str, &str)] = &[
    ("received", "Received"),
    ("invalid", "Judged invalid"),
    ("valid", "Judged valid"),
    ("deferred", "Deferred"),
    ("accepted", "Accepted"),
    ("closed", "Closed"),
];
const FIX_CHOICES: &[(&str, &str)] =
    &[("aware", "Knows of it"), ("ready", "Fix ready"), ("deployed", "Fix released")];
const THIRD_PARTIES: &[(&str, &str)] =
    &[("upstream", "the maker of a component"), ("coordinator", "a coordinator")];

static CATALOGUE: &[CommandSpec] = &[
    entry(
        CommandKind::Acknowledge,
        "Acknowledge",
        "Tell the reporter that the report is here and that a person has it.",
        TEAM,
        Group::Conversation,
        &[may(
            "text",
            "Message",
            FieldKind::LongText,
            "The reporter reads this. Leave empty for the usual sentence.",
        )],
    ),
    entry(
        CommandKind::Message,
        "Send a message",
        "Write to the other side of the case.",
        BOTH,
        Group::Conversation,
        &[must("text", "Message", FieldKind::LongText, "The other side reads this.")],
    ),
    entry(
        CommandKind::Note,
        "Take a note",
        "Write something that only the team sees.",
        TEAM,
        Group::Record,
        &[must("text", "Note", FieldKind::LongText, "Never shown to the reporter.")],
    ),
    entry(
        CommandKind::Assign,
        "Assign",
        "Give the case to a person, or to nobody.",
        TEAM,
        Group::Record,
        &[may("to", "Member", FieldKind::Member, "Leave empty to take it from everybody.")],
    ),
    entry(
        CommandKind::Review,
        "Record a review",
        "Record that a person looked into the report, and what they found.",
        TEAM,
        Group::Judgement,
        &[must("note", "Finding", FieldKind::LongText, "For the team.")],
    ),
    entry(
        CommandKind::Validate,
        "Judge it real",
        "Say that the report describes a real vulnerability. Accept or defer it next.",
        TEAM,
        Group::Judgement,
        &[may("text", "Message", FieldKind::LongText, TOLD)],
    ),
    entry(
        CommandKind::Invalidate,
        "Judge it not valid",
        "Say that it is not a vulnerability as it stands. New information can change that.",
        TEAM,
        Group::Judgement,
        &[must("reason", "Reason", FieldKind::LongText, TOLD)],
    ),
    entry(
        CommandKind::RequestInformation,
        "Ask the reporter",
        "Ask for more information. Clocks that allow it stand still until the answer.",
        TEAM,
        Group::Conversation,
        &[must("question", "Question", FieldKind::LongText, TOLD)],
    ),
    entry(
        CommandKind::Answer,
        "Answer",
        "Answer what the team asked.",
        REPORTER,
        Group::Conversation,
        &[must("text", "Answer", FieldKind::LongText, "The team reads this.")],
    ),
    entry(
        CommandKind::Withdraw,
        "Withdraw the report",
        "Take the report back. What was sent stays with the team.",
        REPORTER,
        Group::Record,
        &[may("reason", "Reason", FieldKind::LongText, "The team reads this.")],
    ),
    entry(
        CommandKind::WaitFor,
        "Wait for somebody else",
        "Record that the work waits for a third party. Clocks that allow it stand still.",
        TEAM,
        Group::Promises,
        &[
            must("on", "Waiting for", FieldKind::Choice(THIRD_PARTIES), "Who has to act."),
            must("reason", "Reason", FieldKind::LongText, TOLD),
        ],
    ),
    entry(
        CommandKind::StopWaiting,
        "Stop waiting",
        "End a wait. Clocks that stood still run again.",
        TEAM,
        Group::Promises,
        &[
            must("on", "Waiting for", FieldKind::Choice(WaitingOn::CHOICES), "Whose wait ends."),
            may("reason", "Reason", FieldKind::LongText, TOLD),
        ],
    ),
    entry(
        CommandKind::AssessSeverity,
        "Assess the severity",
        "Say how bad it is. Until then it is treated as the most severe.",
        TEAM,
        Group::Judgement,
        &[
            must("severity", "Severity", FieldKind::Severity, "Decides which promises apply."),
            may("cvss", "CVSS vector", FieldKind::Text, "Such as CVSS:4.0/AV:N/AC:L/…"),
            may("reason", "Reason", FieldKind::LongText, TOLD),
        ],
    ),
    entry(
        CommandKind::SetAffected,
        "Record what is affected",
        "Record product, versions, weakness and source files.",
        TEAM,
        Group::Judgement,
        &[
            may("product", "Product", FieldKind::Text, "As the policy names it."),
            may("versions", "Versions", FieldKind::Text, "Such as >= 1.2, < 1.4.1"),
            may("weakness", "Weakness", FieldKind::Text, "Such as CWE-79"),
            may("sources", "Source files", FieldKind::Lines, "Full paths, one a line."),
            may("location", "Location", FieldKind::Text, "Tag, branch, commit or address."),
        ],
    ),
    entry(
        CommandKind::Accept,
        "Accept",
        "Tell the reporter that it is real and that work on it begins.",
        TEAM,
        Group::Judgement,
        &[may("text", "Message", FieldKind::LongText, TOLD)],
    ),
    entry(
        CommandKind::Defer,
        "Defer",
        "Say that it is real and not worked on now.",
        TEAM,
        Group::Judgement,
        &[must("reason", "Reason", FieldKind::LongText, TOLD)],
    ),
    entry(
        CommandKind::Decline,
        "Decline",
        "Decide not to act on the report, and say why.",
        TEAM,
        Group::Judgement,
        &[
            must("class", "Class", FieldKind::Choice(CloseClass::CHOICES), "Why it is declined."),
            must("reason", "Reason", FieldKind::LongText, TOLD),
            may("entry", "Entry of the policy", FieldKind::Text, "The id of the scope entry."),
            EMBARGO,
        ],
    ),
    entry(
        CommandKind::Close,
        "Close",
        "Finish the case, and say how it ended.",
        TEAM,
        Group::Record,
        &[
            must("class", "Class", FieldKind::Choice(CloseClass::CHOICES), "How it ended."),
            must("reason", "Reason", FieldKind::LongText, TOLD),
            EMBARGO,
        ],
    ),
    entry(
        CommandKind::Reopen,
        "Reopen",
        "Take a closed case up again. The reporter is told why.",
        TEAM,
        Group::Record,
        &[must("reason", "Reason", FieldKind::LongText, TOLD)],
    ),
    entry(
        CommandKind::MarkDuplicate,
        "Mark as duplicate",
        "Say that it is the same as another case. Its reporter shares the outcome and the credit.",
        TEAM,
        Group::Judgement,
        &[
            must("of", "Original", FieldKind::Case, "The case that came first."),
            must("reason", "Message", FieldKind::LongText, TOLD),
        ],
    ),
    entry(
        CommandKind::Merge,
        "Merge into another case",
        "Go on in another case. The earlier embargo end of both applies.",
        TEAM,
        Group::Record,
        &[
            must("into", "Case", FieldKind::Case, "Where the work goes on."),
            must("reason", "Message", FieldKind::LongText, TOLD),
        ],
    ),
    entry(
        CommandKind::Split,
        "Split off a part",
        "Make a part of the report a case of its own. Its promises count from the same report.",
        TEAM,
        Group::Record,
        &[
            must("into", "New case", FieldKind::NewCase, "Filled in for you."),
            must("part", "Part", FieldKind::LongText, "Which part of the report."),
        ],
    ),
    entry(
        CommandKind::Progress,
        "Report progress",
        "Tell the reporter how far it is.",
        TEAM,
        Group::Conversation,
        &[must("text", "Update", FieldKind::LongText, TOLD)],
    ),
    entry(
        CommandKind::SetResolutionDate,
        "Name the expected date",
        "Say when it should be resolved. A later date than before is told as a slip.",
        TEAM,
        Group::Resolution,
        &[
            must("date", "Expected date", FieldKind::Date, TOLD),
            may(
                "reason",
                "Reason",
                FieldKind::LongText,
                "Needed when the date slips. The reporter reads this.",
            ),
        ],
    ),
    entry(
        CommandKind::FixReady,
        "Fix ready",
        "Record that a fix exists and is not released yet.",
        TEAM,
        Group::Resolution,
        &[may("note", "Where", FieldKind::LongText, "For the parties of the case.")],
    ),
    entry(
        CommandKind::FixReleased,
        "Fix released",
        "Record that users can have the fix, or protect themselves.",
        TEAM,
        Group::Resolution,
        &[
            must(
                "mitigation",
                "What was released",
                FieldKind::Choice(Mitigation::CHOICES),
                "A release or a patch fixes it; the others only protect.",
            ),
            may("version", "Fixed version", FieldKind::Text, "Such as 1.4.1"),
            may("note", "What users do", FieldKind::LongText, TOLD),
            HAPPENED,
        ],
    ),
    entry(
        CommandKind::RecordPublic,
        "It is public",
        "Record that the vulnerability became public. An embargo ends with it.",
        TEAM,
        Group::Situation,
        &[
            may("place", "Where", FieldKind::LongText, "An address, for example."),
            HAPPENED,
            LEARNED,
        ],
    ),
    entry(
        CommandKind::RecordExploit,
        "An exploit is public",
        "Record that an exploit became public, and the vulnerability with it.",
        TEAM,
        Group::Situation,
        &[
            may("place", "Where", FieldKind::LongText, "An address, for example."),
            HAPPENED,
            LEARNED,
        ],
    ),
    entry(
        CommandKind::RecordAttack,
        "Attacks were seen",
        "Record that the vulnerability is used in attacks. Legal clocks may start.",
        TEAM,
        Group::Situation,
        &[
            may("evidence", "How we know", FieldKind::LongText, "For the parties of the case."),
            HAPPENED,
            LEARNED,
        ],
    ),
    entry(
        CommandKind::RecordIncident,
        "An incident was found",
        "Record a security incident of our own. Legal clocks may start.",
        TEAM,
        Group::Situation,
        &[may("note", "What", FieldKind::LongText, "For the team."), HAPPENED, LEARNED],
    ),
    entry(
        CommandKind::RecordUpstreamNotice,
        "A component was patched",
        "Record a patch or a notice of the maker of a component.",
        TEAM,
        Group::Situation,
        &[may("note", "What", FieldKind::LongText, "For the team."), HAPPENED, LEARNED],
    ),
    entry(
        CommandKind::DecideRegime,
        "Decide what the law calls it",
        "Decide whether a law's word for an event applies, or that it does not. Legal clocks start from awareness.",
        TEAM,
        Group::Situation,
        &[
            must("regime", "The law's word", FieldKind::Choice(REGIME_CHOICES), "One at a time."),
            must(
                "applies",
                "Does it apply?",
                FieldKind::Choice(Applicability::CHOICES),
                "That it does not is worth proving, too.",
            ),
            must(
                "reason",
                "Reason",
                FieldKind::LongText,
                "What is known, and why that decides it. For the team.",
            ),
            may(
                "signal",
                "First signal",
                FieldKind::Instant,
                "Leave empty when the assessment began at once.",
            ),
            may(
                "assessed",
                "Assessment began",
                FieldKind::Instant,
                "Leave empty when it was over at once.",
            ),
            may(
                "aware",
                "Aware since",
                FieldKind::Instant,
                "When there was a reasonable degree of certainty: legal periods count from here. Leave empty for the time of the decision.",
            ),
            may("decided", "Decided at", FieldKind::Instant, NOW),
        ],
    ),
    entry(
        CommandKind::RecordOccasion,
        "Record what starts a duty",
        "Record something outside the steps of the case from which a rule counts.",
        TEAM,
        Group::Situation,
        &[
            must("what", "What", FieldKind::Choice(Occasion::CHOICES), "What happened."),
            may("note", "Details", FieldKind::LongText, "For the team."),
            may("until", "To be answered until", FieldKind::Instant, "Where a time was named."),
            HAPPENED,
            LEARNED,
        ],
    ),
    entry(
        CommandKind::ProposeEmbargo,
        "Propose an embargo",
        "Propose until when both sides keep quiet, or other terms than those proposed.",
        BOTH,
        Group::Embargo,
        &[ENDS, TERMS_NOTE],
    ),
    entry(
        CommandKind::AcceptEmbargo,
        "Agree to the proposal",
        "Agree to what the other side proposed; of several, the one that ends first.",
        BOTH,
        Group::Embargo,
        &[],
    ),
    entry(
        CommandKind::RejectEmbargo,
        "Refuse the proposal",
        "Refuse everything that is proposed. An embargo in force keeps its terms.",
        BOTH,
        Group::Embargo,
        &[may("reason", "Reason", FieldKind::LongText, "The other side reads this.")],
    ),
    entry(
        CommandKind::ReviseEmbargo,
        "Propose new terms",
        "Propose new terms for the embargo in force, which binds meanwhile.",
        BOTH,
        Group::Embargo,
        &[ENDS, TERMS_NOTE],
    ),
    entry(
        CommandKind::TerminateEmbargo,
        "End the embargo",
        "End the embargo for good. Publication is then allowed, not ordered.",
        BOTH,
        Group::Embargo,
        &[must("reason", "Reason", FieldKind::LongText, "Every party reads this.")],
    ),
    entry(
        CommandKind::KeepEmbargo,
        "Keep the embargo",
        "Decide to keep the embargo although attacks were seen.",
        TEAM,
        Group::Embargo,
        &[must("reason", "Reason", FieldKind::LongText, "Every party reads this.")],
    ),
    entry(
        CommandKind::Invite,
        "Invite a party",
        "Ask a vendor, a coordinator or another party to join, under the embargo if there is one.",
        TEAM,
        Group::Embargo,
        &[
            PARTICIPANT,
            must("role", "Role", FieldKind::Choice(PartyRole::CHOICES), "What it is to the case."),
            may(
                "hours",
                "Hours to answer",
                FieldKind::Count,
                "168 when empty, at least 72; silence counts as a no.",
            ),
        ],
    ),
    entry(
        CommandKind::Consent,
        "Record consent",
        "Record that a party agreed. It may see the case from now on.",
        ANY_PARTY,
        Group::Embargo,
        &[PARTICIPANT],
    ),
    entry(
        CommandKind::DeclineConsent,
        "Record a refusal",
        "Record that a party did not agree. It sees nothing of the case.",
        ANY_PARTY,
        Group::Embargo,
        &[PARTICIPANT],
    ),
    entry(
        CommandKind::RecordStatus,
        "Record a party's status",
        "Record how far another party says it is.",
        PARTY,
        Group::Embargo,
        &[
            PARTICIPANT,
            may(
                "report",
                "With the report",
                FieldKind::Choice(REPORT_CHOICES),
                "Only ever forward.",
            ),
            may("fix", "With the fix", FieldKind::Choice(FIX_CHOICES), "Vendors only."),
        ],
    ),
    entry(
        CommandKind::SetCredit,
        "Write the credit line",
        "Write down how the reporter will be named, for them to agree.",
        TEAM,
        Group::Credit,
        &[must("line", "Credit line", FieldKind::Text, TOLD)],
    ),
    entry(
        CommandKind::AgreeCredit,
        "Agree to be named",
        "Agree to be named in public as the one who found it.",
        REPORTER,
        Group::Credit,
        &[may(
            "line",
            "Name",
            FieldKind::Text,
            "A name, initials or a pseudonym. Leave empty to agree to the line shown.",
        )],
    ),
    entry(
        CommandKind::DeclineCredit,
        "Do not name me",
        "Ask not to be named.",
        REPORTER,
        Group::Credit,
        &[],
    ),
    entry(
        CommandKind::Credit,
        "Record the credit",
        "Record that the reporter was named, on a hall of fame for example.",
        TEAM,
        Group::Credit,
        &[may("place", "Where", FieldKind::Text, "An address or the name of a page.")],
    ),
    entry(
        CommandKind::PublishAdvisory,
        "Publish the advisory",
        "Record that an edition of the advisory is public.",
        TEAM,
        Group::Resolution,
        &[
            must("advisory", "Advisory", FieldKind::Advisory, "Which."),
            must("edition", "Edition", FieldKind::Count, "From 1."),
            may("title", "Title", FieldKind::Text, "As published."),
        ],
    ),
    entry(
        CommandKind::Notify,
        "Record a notice",
        "Record that users, an authority, a CSIRT or a maker was told.",
        TEAM,
        Group::Resolution,
        &[
            must("to", "Recipient", FieldKind::Choice(Recipient::CHOICES), "Who was told."),
            must("text", "Notice", FieldKind::LongText, "What was said."),
            may(
                "promise",
                "Answers",
                FieldKind::Promise,
                "The promise it answers; a duty of law must be named to be met.",
            ),
        ],
    ),
    entry(
        CommandKind::WaivePromise,
        "Waive a promise",
        "Let the team off a promise made to you, or drop an aim of one's own. Never a law.",
        BOTH,
        Group::Promises,
        &[PROMISE, may("reason", "Reason", FieldKind::LongText, "The other side reads this.")],
    ),
    entry(
        CommandKind::Extend,
        "Ask for more time",
        "Ask the reporter to agree to a later time. Nothing changes until they do.",
        TEAM,
        Group::Promises,
        &[
            PROMISE,
            must("until", "Until", FieldKind::Instant, "The new time, with its zone."),
            must("reason", "Reason", FieldKind::LongText, TOLD),
        ],
    ),
    entry(
        CommandKind::LengthenPeriod,
        "Take the longer time",
        "Record that those it is owed to were told why the longer time is needed that the rule itself allows.",
        TEAM,
        Group::Promises,
        &[
            PROMISE,
            must(
                "reason",
                "Reason",
                FieldKind::LongText,
                "As they were told, before the time was up.",
            ),
        ],
    ),
    entry(
        CommandKind::AgreeExtension,
        "Agree to more time",
        "Agree to the later time that the team asked for.",
        REPORTER,
        Group::Promises,
        &[PROMISE],
    ),
    entry(
        CommandKind::RefuseExtension,
        "Do not agree to more time",
        "Hold the team to its promise.",
        REPORTER,
        Group::Promises,
        &[PROMISE],
    ),
];

/// Every command, in the order in which a page lists them within their groups.
#[must_use]
pub fn catalogue() -> &'static [CommandSpec] {
    CATALOGUE
}
