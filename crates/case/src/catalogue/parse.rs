//! Reading a command from named texts, as a form, a JSON object or the command line brings them.
//!
//! The catalogue's entry is checked first: unknown and missing fields, length, and the form of each
//! value. Only then is the command put together, so that one answer names everything that is wrong.

use std::collections::BTreeMap;

use clock::{Date, Instant};

use super::{CommandSpec, FieldKind, FieldSpec, catalogue};
use crate::command::{AwarenessTimes, Command, CommandKind, Times};
use crate::fact::{Affected, Terms};
use crate::state::{Fix, Report};
use crate::words::Private;

/// The longest text that a field takes, in characters.
pub const MAX_TEXT_CHARS: usize = 65_536;
/// The longest single line that a field takes, in characters.
const MAX_LINE_CHARS: usize = 500;
/// The most values of a field with many.
const MAX_LINES: usize = 200;

/// What is wrong with the fields of a command.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldErrors {
    /// There is no command of that name.
    #[error("there is no command of this name; the commands of a case are: {}", names())]
    UnknownCommand,
    /// Some fields cannot be used as they are: field name and what to do about it.
    #[error("{}", sentences(.0))]
    Fields(BTreeMap<String, String>),
}

fn names() -> String {
    catalogue().iter().map(|spec| spec.name).collect::<Vec<_>>().join(", ")
}

fn sentences(errors: &BTreeMap<String, String>) -> String {
    let each: Vec<_> = errors.iter().map(|(field, error)| format!("{field}: {error}")).collect();
    each.join("; ")
}

/// The command of that name with these fields. Values are trimmed; an empty one is absent. Names that
/// begin with an underscore belong to the form itself and are passed over.
///
/// # Errors
/// [`FieldErrors`], which names every field that cannot be used.
pub fn parse_command(
    name: &str,
    fields: &BTreeMap<String, String>,
) -> Result<Command, FieldErrors> {
    let spec =
        catalogue().iter().find(|spec| spec.name == name).ok_or(FieldErrors::UnknownCommand)?;
    let given: BTreeMap<&str, &str> = fields
        .iter()
        .filter(|(name, value)| !name.starts_with('_') && !value.trim().is_empty())
        .map(|(name, value)| (name.as_str(), value.trim()))
        .collect();
    let mut errors = BTreeMap::new();
    for name in given.keys() {
        if spec.field(name).is_none() {
            errors.insert((*name).to_owned(), unknown_field(spec));
        }
    }
    for field in spec.fields {
        let wrong = match given.get(field.name) {
            None => field.required.then(|| missing(field)),
            Some(value) => unusable(field.kind, value),
        };
        if let Some(sentence) = wrong {
            errors.insert(field.name.to_owned(), sentence);
        }
    }
    if !errors.is_empty() {
        return Err(FieldErrors::Fields(errors));
    }
    build(spec.kind, &Read { given }).ok_or_else(|| {
        FieldErrors::Fields(BTreeMap::from([(
            spec.fields.first().map_or_else(String::new, |field| field.name.to_owned()),
            "could not be read as written".to_owned(),
        )]))
    })
}

fn unknown_field(spec: &CommandSpec) -> String {
    let names: Vec<_> = spec.fields.iter().map(|field| field.name).collect();
    if names.is_empty() {
        "this command has no fields".to_owned()
    } else {
        format!("this command has no such field; it has: {}", names.join(", "))
    }
}

fn missing(field: &FieldSpec) -> String {
    match field.kind {
        FieldKind::Choice(choices) => {
            let values: Vec<_> = choices.iter().map(|(value, _)| *value).collect();
            format!("is needed; choose one of: {}", values.join(", "))
        }
        _ => format!("is needed: {}", field.help),
    }
}

fn unusable(kind: FieldKind, value: &str) -> Option<String> {
    let longest = if matches!(kind, FieldKind::LongText | FieldKind::Lines) {
        MAX_TEXT_CHARS
    } else {
        MAX_LINE_CHARS
    };
    if value.chars().nth(longest).is_some() {
        return Some(format!("is too long: at most {longest} characters"));
    }
    match kind {
        FieldKind::LongText => None,
        FieldKind::Text => value.contains('\n').then(|| "must be one line".to_owned()),
        FieldKind::Lines => (value.lines().count() > MAX_LINES)
            .then(|| format!("has too many lines: at most {MAX_LINES}")),
        FieldKind::Choice(choices) => {
            let known = choices.iter().any(|(name, _)| *name == value);
            let values: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
            (!known).then(|| format!("choose one of: {}", values.join(", ")))
        }
        FieldKind::Date => {
            value.parse::<Date>().is_err().then(|| "write a day like 2026-11-02".to_owned())
        }
        FieldKind::Instant => value.parse::<Instant>().err().map(|error| error.to_string()),
        FieldKind::Severity => {
            value.parse::<policy::Severity>().err().map(|error| error.to_string())
        }
        FieldKind::Count => match value.parse::<u32>() {
            Ok(1..) => None,
            _ => Some("write a whole number from 1".to_owned()),
        },
        FieldKind::Case | FieldKind::NewCase => {
            value.parse::<policy::id::CaseId>().err().map(|error| error.to_string())
        }
        FieldKind::Member => {
            value.parse::<policy::id::UserId>().err().map(|error| error.to_string())
        }
        FieldKind::Advisory => {
            value.parse::<policy::id::AdvisoryId>().err().map(|error| error.to_string())
        }
        FieldKind::Promise | FieldKind::Participant => {
            let well_formed = value.chars().count() <= 60
                && value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
            (!well_formed)
                .then(|| "write a short name: letters, digits, hyphens; at most 60".to_owned())
        }
    }
}

struct Read<'a> {
    given: BTreeMap<&'a str, &'a str>,
}

impl Read<'_> {
    fn word<T: core::str::FromStr>(&self, name: &str) -> Option<T> {
        self.given.get(name).and_then(|value| value.parse().ok())
    }
    fn private(&self, name: &str) -> Option<Private> {
        self.given.get(name).map(|value| Private::from(*value))
    }
    /// The values of a field of lines.
    fn lines(&self, name: &str) -> impl Iterator<Item = &str> {
        let lines = self.given.get(name).copied().unwrap_or_default();
        lines.lines().map(str::trim).filter(|line| !line.is_empty())
    }
    /// Short names, each once.
    fn names(&self, name: &str) -> Vec<String> {
        let names: std::collections::BTreeSet<&str> = self.lines(name).collect();
        names.into_iter().map(str::to_owned).collect()
    }
    fn times(&self) -> Times {
        Times { happened: self.word("happened"), learned: self.word("learned") }
    }
    fn terms(&self) -> Option<Terms> {
        Some(Terms { ends: self.word("ends")?, note: self.private("note") })
    }
    fn affected(&self) -> Affected {
        Affected {
            product: self.private("product"),
            versions: self.private("versions"),
            weakness: self.private("weakness"),
            sources: self.lines("sources").map(Private::from).collect(),
            location: self.private("location"),
        }
    }
    fn report(&self) -> Option<Report> {
        let name = self.given.get("report")?;
        Report::ALL.into_iter().find(|state| state.name() == *name)
    }
    fn fix(&self) -> Option<Fix> {
        let name = self.given.get("fix")?;
        Fix::ALL.into_iter().find(|state| state.name() == *name)
    }
}

fn build(kind: CommandKind, read: &Read<'_>) -> Option<Command> {
    Some(match kind {
        CommandKind::Acknowledge => Command::Acknowledge { text: read.private("text") },
        CommandKind::Message => {
            Command::Message { text: read.private("text")?, tlp: read.word("tlp") }
        }
        CommandKind::Note => Command::Note { text: read.private("text")? },
        CommandKind::Assign => Command::Assign { to: read.word("to") },
        CommandKind::Review => Command::Review { note: read.private("note")? },
        CommandKind::Validate => Command::Validate { text: read.private("text") },
        CommandKind::Invalidate => Command::Invalidate { reason: read.private("reason")? },
        CommandKind::RequestInformation => {
            Command::RequestInformation { question: read.private("question")? }
        }
        CommandKind::Answer => Command::Answer { text: read.private("text")? },
        CommandKind::Withdraw => Command::Withdraw { reason: read.private("reason") },
        CommandKind::WaitFor => {
            Command::WaitFor { on: read.word("on")?, reason: read.private("reason")? }
        }
        CommandKind::StopWaiting => {
            Command::StopWaiting { on: read.word("on")?, reason: read.private("reason") }
        }
        CommandKind::AssessSeverity => Command::AssessSeverity {
            severity: read.word("severity")?,
            cvss: read.private("cvss"),
            reason: read.private("reason"),
        },
        CommandKind::SetAffected => Command::SetAffected { affected: read.affected() },
        CommandKind::Accept => Command::Accept { text: read.private("text") },
        CommandKind::Defer => Command::Defer { reason: read.private("reason")? },
        CommandKind::Decline => Command::Decline {
            class: read.word("class")?,
            reason: read.private("reason")?,
            entry: read.word("entry"),
            embargo: read.word("embargo"),
        },
        CommandKind::Close => Command::Close {
            class: read.word("class")?,
            reason: read.private("reason")?,
            embargo: read.word("embargo"),
        },
        CommandKind::Reopen => Command::Reopen { reason: read.private("reason")? },
        CommandKind::MarkDuplicate => {
            Command::MarkDuplicate { of: read.word("of")?, reason: read.private("reason")? }
        }
        CommandKind::Merge => {
            let parties = read.names("parties");
            Command::Merge { into: read.word("into")?, reason: read.private("reason")?, parties }
        }
        CommandKind::Split => {
            let parties = read.names("parties");
            Command::Split { into: read.word("into")?, part: read.private("part")?, parties }
        }
        CommandKind::Progress => Command::Progress { text: read.private("text")? },
        CommandKind::SetResolutionDate => {
            Command::SetResolutionDate { date: read.word("date")?, reason: read.private("reason") }
        }
        CommandKind::FixReady => Command::FixReady { note: read.private("note") },
        CommandKind::FixReleased => Command::FixReleased {
            mitigation: read.word("mitigation")?,
            version: read.private("version"),
            note: read.private("note"),
            times: read.times(),
        },
        CommandKind::RecordPublic => {
            Command::RecordPublic { place: read.private("place"), times: read.times() }
        }
        CommandKind::RecordExploit => {
            Command::RecordExploit { place: read.private("place"), times: read.times() }
        }
        CommandKind::RecordAttack => {
            Command::RecordAttack { evidence: read.private("evidence"), times: read.times() }
        }
        CommandKind::RecordLeak => {
            Command::RecordLeak { note: read.private("note"), times: read.times() }
        }
        CommandKind::RecordIncident => {
            Command::RecordIncident { note: read.private("note"), times: read.times() }
        }
        CommandKind::RecordUpstreamNotice => {
            Command::RecordUpstreamNotice { note: read.private("note"), times: read.times() }
        }
        CommandKind::DecideRegime => Command::DecideRegime {
            regime: read.word("regime")?,
            applies: read.word("applies")?,
            reason: read.private("reason")?,
            times: AwarenessTimes {
                signal: read.word("signal"),
                assessed: read.word("assessed"),
                aware: read.word("aware"),
                decided: read.word("decided"),
            },
        },
        CommandKind::RecordOccasion => Command::RecordOccasion {
            what: read.word("what")?,
            note: read.private("note"),
            until: read.word("until"),
            times: read.times(),
        },
        CommandKind::ProposeEmbargo => Command::ProposeEmbargo { terms: read.terms()? },
        CommandKind::AcceptEmbargo => Command::AcceptEmbargo {},
        CommandKind::RejectEmbargo => Command::RejectEmbargo { reason: read.private("reason") },
        CommandKind::ReviseEmbargo => Command::ReviseEmbargo { terms: read.terms()? },
        CommandKind::TerminateEmbargo => {
            Command::TerminateEmbargo { reason: read.private("reason")? }
        }
        CommandKind::KeepEmbargo => Command::KeepEmbargo { reason: read.private("reason")? },
        CommandKind::ShortenEmbargo => {
            Command::ShortenEmbargo { ends: read.word("ends")?, reason: read.private("reason")? }
        }
        CommandKind::Invite => Command::Invite {
            participant: read.word("participant")?,
            role: read.word("role")?,
            hours: read.word("hours"),
            name: read.private("name"),
            contact: read.private("contact"),
            tlp: read.word("tlp"),
            rules: read.private("rules"),
        },
        CommandKind::Consent => Command::Consent { participant: read.word("participant")? },
        CommandKind::DeclineConsent => {
            let (participant, reason) = (read.word("participant")?, read.private("reason"));
            Command::DeclineConsent { participant, reason }
        }
        CommandKind::RemoveParty => {
            let (participant, reason) = (read.word("participant")?, read.private("reason"));
            Command::RemoveParty { participant, reason }
        }
        CommandKind::PartyMessage => Command::PartyMessage {
            text: read.private("text")?,
            to: read.word("to"),
            tlp: read.word("tlp"),
        },
        CommandKind::NotifyParties => Command::NotifyParties {
            text: read.private("text")?,
            publishes: read.word("publishes"),
        },
        CommandKind::SetTlp => {
            Command::SetTlp { tlp: read.word("tlp")?, reason: read.private("reason") }
        }
        CommandKind::RecordStatus => Command::RecordStatus {
            participant: read.word("participant")?,
            report: read.report(),
            fix: read.fix(),
            impact: read.word("impact"),
            statement: read.private("statement"),
        },
        CommandKind::SetCredit => {
            Command::SetCredit { line: read.private("line")?, role: read.word("role") }
        }
        CommandKind::AgreeCredit => {
            Command::AgreeCredit { line: read.private("line"), form: read.word("form") }
        }
        CommandKind::DeclineCredit => Command::DeclineCredit {},
        CommandKind::Credit => Command::Credit { place: read.private("place") },
        CommandKind::ProposeDisclosure => {
            Command::ProposeDisclosure { text: read.private("text")? }
        }
        CommandKind::AgreeDisclosure => Command::AgreeDisclosure {},
        CommandKind::RefuseDisclosure => Command::RefuseDisclosure {},
        CommandKind::PublishAdvisory => Command::PublishAdvisory {
            advisory: read.word("advisory")?,
            edition: read.word("edition")?,
            title: read.private("title"),
        },
        CommandKind::Notify => Command::Notify {
            to: read.word("to")?,
            text: read.private("text")?,
            promise: read.word("promise"),
        },
        CommandKind::WaivePromise => {
            Command::WaivePromise { promise: read.word("promise")?, reason: read.private("reason") }
        }
        CommandKind::Extend => Command::Extend {
            promise: read.word("promise")?,
            until: read.word("until")?,
            reason: read.private("reason")?,
        },
        CommandKind::LengthenPeriod => Command::LengthenPeriod {
            promise: read.word("promise")?,
            reason: read.private("reason")?,
        },
        CommandKind::AgreeExtension => Command::AgreeExtension { promise: read.word("promise")? },
        CommandKind::RefuseExtension => Command::RefuseExtension { promise: read.word("promise")? },
    })
}
