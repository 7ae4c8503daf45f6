//! A policy as facts: what a program promises, asks for, and how it is reached.

use clock::Instant;
use desk::Program;
use policy::{ContactWay, FieldKind, IntakeState, Policy, Promise, ReportField, Within};
use serde::Serialize;
use utoipa::ToSchema;

/// A program in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramSummary)]
pub(crate) struct SummaryView {
    /// Its id, as addresses name it.
    #[schema(example = "sigtech")]
    id: String,
    /// Its name.
    name: String,
    /// What it is, in a sentence.
    about: Option<String>,
    /// Whether reports are taken now.
    intake: IntakeView,
    /// The policy in force: SHA-256 of its source.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    policy_version: String,
}

/// Whether reports are taken now.
#[derive(Serialize, ToSchema)]
#[schema(as = Intake)]
pub(crate) struct IntakeView {
    /// `open`, `restricted` or `paused`.
    #[schema(example = "open")]
    state: &'static str,
    /// The condition of a restricted intake.
    condition: Option<String>,
    /// The first moment at which a paused intake is open again.
    #[schema(format = DateTime)]
    until: Option<String>,
    /// What the program says about it.
    notice: Option<String>,
    /// Where urgent matter goes meanwhile.
    urgent: Option<String>,
}

/// A program and the facts of its policy in force.
#[derive(Serialize, ToSchema)]
#[schema(as = Program)]
pub(crate) struct ProgramView {
    /// Its id, as addresses name it.
    #[schema(example = "sigtech")]
    id: String,
    /// Its name.
    name: String,
    /// What it is, in a sentence.
    about: Option<String>,
    /// Its own page.
    url: Option<String>,
    /// Languages the team reads.
    languages: Vec<String>,
    /// How the team is reached.
    contacts: Vec<ContactView>,
    /// Whether reports are taken now.
    intake: IntakeView,
    /// What the policy promises, in its order.
    promises: Vec<PromiseView>,
    /// The fields of the report form.
    report_fields: Vec<FieldView>,
    /// The rules of good faith, as sentences.
    rules: Vec<String>,
    /// The policy in force: SHA-256 of its source.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    policy_version: String,
    /// Since when it is in force.
    #[schema(format = DateTime)]
    in_force_since: Option<String>,
    /// The log's name, as its checkpoints carry it.
    ledger_origin: String,
    /// The log's public key (C2SP signed-note verifier key).
    ledger_key: String,
}

/// One way to reach the team.
#[derive(Serialize, ToSchema)]
#[schema(as = Contact)]
pub(crate) struct ContactView {
    /// `email`, `url`, `github-private-reporting` or `phone`.
    #[schema(example = "email")]
    kind: &'static str,
    /// As an address that can be opened.
    uri: String,
    /// As people write it.
    text: String,
    /// What the program says about it.
    note: Option<String>,
}

/// One promise.
#[derive(Serialize, ToSchema)]
#[schema(as = Promise)]
pub(crate) struct PromiseView {
    /// Its id in the policy.
    id: String,
    /// What is owed.
    #[schema(example = "acknowledge")]
    act: String,
    /// To whom.
    #[schema(example = "reporter")]
    to: String,
    /// The event it counts from.
    #[schema(example = "received")]
    from: String,
    /// The promised time; nothing when no number was promised.
    #[schema(example = "24 hours")]
    span: Option<String>,
    /// The team's own aim, where no number was promised.
    target: Option<String>,
    /// The interval of a promise that recurs.
    every: Option<String>,
    /// The severities it applies to; empty: all.
    severities: Vec<String>,
    /// What must be given to keep it.
    includes: Vec<String>,
    /// What may pause it.
    pauses: Vec<String>,
    /// Who says so: `law`, `programme`, `promise`, `target` or `agreement`.
    #[schema(example = "promise")]
    class: String,
    /// The promise in a sentence.
    words: String,
    /// The sentence of the policy, word for word.
    source: String,
}

/// One field of the report form.
#[derive(Serialize, ToSchema)]
#[schema(as = ReportField)]
pub(crate) struct FieldView {
    /// Its id: the name to send it under.
    #[schema(example = "description")]
    id: String,
    /// What the form says.
    label: String,
    /// What to write.
    help: String,
    /// Whether the policy requires it.
    required: bool,
    /// `text`, `long-text` or `choice`.
    #[schema(example = "long-text")]
    kind: &'static str,
    /// What there is to choose.
    choices: Vec<ChoiceView>,
}

/// One thing to choose.
#[derive(Serialize, ToSchema)]
#[schema(as = Choice)]
pub(crate) struct ChoiceView {
    /// What to send.
    value: String,
    /// What it means.
    label: String,
}

impl SummaryView {
    pub(crate) fn new(program: &Program, now: Instant) -> Self {
        let about = &program.policy.program;
        Self {
            id: program.id.to_string(),
            name: about.name.clone(),
            about: about.about.clone(),
            intake: IntakeView::new(&program.policy, now),
            policy_version: program.policy.version().to_string(),
        }
    }
}

impl IntakeView {
    fn new(policy: &Policy, now: Instant) -> Self {
        let (state, condition, until) = match policy.intake.state_at(now) {
            IntakeState::Open => ("open", None, None),
            IntakeState::Restricted { condition } => {
                ("restricted", Some(condition.to_owned()), None)
            }
            IntakeState::Paused { until } => ("paused", None, Some(until.to_string())),
        };
        Self {
            state,
            condition,
            until,
            notice: policy.intake.notice.clone(),
            urgent: policy.intake.urgent.as_ref().map(ContactWay::uri),
        }
    }
}

impl ProgramView {
    pub(crate) fn new(program: &Program, now: Instant) -> Self {
        let policy = &program.policy;
        let about = &policy.program;
        let version = policy.version();
        Self {
            id: program.id.to_string(),
            name: about.name.clone(),
            about: about.about.clone(),
            url: about.url.clone(),
            languages: about.languages.clone(),
            contacts: about
                .contacts
                .iter()
                .map(|contact| ContactView {
                    kind: match contact.way {
                        ContactWay::Email(_) => "email",
                        ContactWay::Url(_) => "url",
                        ContactWay::GithubPrivateReporting(_) => "github-private-reporting",
                        ContactWay::Phone(_) => "phone",
                    },
                    uri: contact.way.uri(),
                    text: contact.way.in_words(),
                    note: contact.note.clone(),
                })
                .collect(),
            intake: IntakeView::new(policy, now),
            promises: policy.promises.iter().map(PromiseView::from).collect(),
            report_fields: policy.report_form().fields.iter().map(FieldView::from).collect(),
            rules: crate::words::rules(policy),
            policy_version: version.to_string(),
            in_force_since: program
                .versions
                .iter()
                .rev()
                .find(|(policy, _)| policy.version() == version)
                .map(|(_, since)| since.to_string()),
            ledger_origin: program.origin.clone(),
            ledger_key: program.ledger_key(),
        }
    }
}

impl From<&Promise> for PromiseView {
    fn from(promise: &Promise) -> Self {
        let (span, target) = match promise.within {
            Within::Span(span) => (Some(span.to_string()), None),
            Within::AsSoonAsPossible { target } | Within::Regularly { target } => {
                (None, target.map(|span| span.to_string()))
            }
        };
        Self {
            id: promise.id.clone(),
            act: promise.act.to_string(),
            to: promise.to.to_string(),
            from: promise.from.event.to_string(),
            span,
            target,
            every: promise.every.map(|span| span.to_string()),
            severities: promise.when.severity.iter().map(ToString::to_string).collect(),
            includes: promise.includes.clone(),
            pauses: promise.pause().iter().map(ToString::to_string).collect(),
            class: promise.class().to_string(),
            words: promise.in_words(),
            source: promise.source.clone(),
        }
    }
}

impl From<&ReportField> for FieldView {
    fn from(field: &ReportField) -> Self {
        let (kind, choices) = match &field.kind {
            FieldKind::Text => ("text", &[][..]),
            FieldKind::LongText => ("long-text", &[][..]),
            FieldKind::Choice(choices) => ("choice", choices.as_slice()),
        };
        Self {
            id: field.id.clone(),
            label: field.label.clone(),
            help: field.help.clone(),
            required: field.required,
            kind,
            choices: choices
                .iter()
                .map(|choice| ChoiceView {
                    value: choice.value.clone(),
                    label: choice.label.clone(),
                })
                .collect(),
        }
    }
}
