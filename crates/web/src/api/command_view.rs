//! Commands as the API offers them: the catalogue of `case`, each with whether the case lets it through.

use case::{CommandSpec, FieldKind, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::RuleProblem;

/// A command that may be given, or why not.
#[derive(Serialize, ToSchema)]
#[schema(as = Command)]
pub(crate) struct CommandView {
    /// Its name: the last part of the address that takes it.
    #[schema(example = "acknowledge")]
    name: &'static str,
    /// What a button would say.
    label: &'static str,
    /// What it does.
    help: &'static str,
    /// Under which heading it stands.
    group: &'static str,
    /// What it asks for, in order.
    fields: Vec<CommandField>,
    /// Whether the case lets it through now.
    allowed: bool,
    /// Why not, in a sentence.
    #[schema(nullable)]
    why_not: Option<String>,
    /// The rule that refuses it.
    rule: Option<RuleProblem>,
}

/// One field of a command. Every value travels as text.
#[derive(Serialize, ToSchema)]
pub(crate) struct CommandField {
    /// Its name.
    name: &'static str,
    /// What a form would say.
    label: &'static str,
    /// What to write.
    help: &'static str,
    /// What is written: `text`, `long-text`, `lines`, `choice`, `date`, `instant`, `severity`, `count`,
    /// `case`, `member`, `promise`, `participant` or `advisory`.
    #[schema(example = "text")]
    kind: &'static str,
    /// Whether the command cannot be given without it.
    required: bool,
    /// The values to choose from, for a choice.
    choices: Vec<&'static str>,
}

impl CommandView {
    /// A command as it stands with a case.
    pub(crate) fn new(spec: &CommandSpec, verdict: &Result<(), Refusal>) -> Self {
        let refusal = verdict.as_ref().err();
        Self {
            name: spec.name,
            label: spec.label,
            help: spec.help,
            group: spec.group.label(),
            fields: spec.fields.iter().filter_map(field).collect(),
            allowed: refusal.is_none(),
            why_not: refusal.map(|refusal| refusal.sentence.clone()),
            rule: refusal.map(|refusal| RuleProblem {
                code: refusal.code.to_owned(),
                source: refusal.source.to_owned(),
                instead: refusal.instead.iter().map(|kind| kind.name().to_owned()).collect(),
            }),
        }
    }
}

fn field(field: &case::FieldSpec) -> Option<CommandField> {
    let kind = match field.kind {
        FieldKind::Text => "text",
        FieldKind::LongText => "long-text",
        FieldKind::Lines => "lines",
        FieldKind::Choice(_) => "choice",
        FieldKind::Date => "date",
        FieldKind::Instant => "instant",
        FieldKind::Severity => "severity",
        FieldKind::Count => "count",
        FieldKind::Case => "case",
        // Asked of nobody: the new case's id is made when the command is carried out.
        FieldKind::NewCase => return None,
        FieldKind::Member => "member",
        FieldKind::Promise => "promise",
        FieldKind::Participant => "participant",
        FieldKind::Advisory => "advisory",
    };
    Some(CommandField {
        name: field.name,
        label: field.label,
        help: field.help,
        kind,
        required: field.required,
        choices: match field.kind {
            FieldKind::Choice(choices) => choices.iter().map(|(value, _)| *value).collect(),
            FieldKind::Severity => vec!["low", "medium", "high", "critical"],
            _ => Vec::new(),
        },
    })
}
