//! Commands as forms: the catalogue of `case`, with what was typed and why one is closed.

use std::collections::BTreeMap;

use ::policy::{Policy, Severity};
use case::{Case, CommandSpec, FieldKind, Group, Refusal};
use pages::{Audience, Availability, Choice, CommandGroup, CommandLink, CommandView, Field};

/// One command as a form. `typed` and `errors` are what came back from a form that has to be corrected.
pub(crate) fn command_view(
    spec: &CommandSpec,
    allowed: &Result<(), Refusal>,
    case: &Case,
    policy: &Policy,
    typed: &BTreeMap<String, String>,
    errors: &[desk::FieldError],
) -> CommandView {
    let fields = spec
        .fields
        .iter()
        .filter(|field| !matches!(field.kind, FieldKind::NewCase))
        .map(|field| {
            let mut view = Field::text(field.name, field.label)
                .help(field.help)
                .kind(kind(field.kind, case, policy))
                .value(typed.get(field.name).cloned().unwrap_or_default());
            if field.required {
                view = view.required();
            }
            match errors.iter().find(|error| error.field == field.name) {
                Some(error) => view.error(crate::answer::sentence(&error.message)),
                None => view,
            }
        })
        .collect();
    let general: Vec<&str> = errors
        .iter()
        .filter(|error| spec.field(&error.field).is_none())
        .map(|error| error.message.as_str())
        .collect();
    CommandView {
        name: spec.name.to_owned(),
        label: spec.label.to_owned(),
        help: spec.help.to_owned(),
        audience: audience(spec),
        fields,
        availability: match allowed {
            Ok(()) => Availability::Open,
            Err(refusal) => Availability::Refused {
                why: crate::answer::sentence(&refusal.sentence),
                instead: refusal
                    .instead
                    .iter()
                    .filter_map(|kind| kind.spec())
                    .map(|spec| spec.label.to_owned())
                    .collect(),
            },
        },
        error: (!general.is_empty()).then(|| crate::answer::sentence(&general.join(" "))),
    }
}

/// Who will see it: said where somebody could be mistaken.
fn audience(spec: &CommandSpec) -> Option<Audience> {
    match spec.name {
        "note"
        | "assign"
        | "review"
        | "record-incident"
        | "record-upstream-notice"
        | "decide-regime"
        | "record-occasion"
        | "lengthen-period"
        | "remove-party" => Some(Audience::Team),
        "party-message" | "notify-parties" => Some(Audience::Parties),
        "record-status" | "invite" => Some(Audience::Party),
        "acknowledge"
        | "message"
        | "progress"
        | "request-information"
        | "decline"
        | "invalidate"
        | "close"
        | "accept"
        | "set-resolution-date"
        | "defer" => Some(Audience::Reporter),
        _ => None,
    }
}

fn kind(kind: FieldKind, case: &Case, policy: &Policy) -> pages::FieldKind {
    let choices = |choices: Vec<(String, String)>| {
        pages::FieldKind::Choice(
            choices.into_iter().map(|(value, label)| Choice::new(value, label)).collect(),
        )
    };
    match kind {
        FieldKind::Text
        | FieldKind::Case
        | FieldKind::NewCase
        | FieldKind::Member
        | FieldKind::Count
        | FieldKind::Advisory => pages::FieldKind::Text,
        FieldKind::LongText | FieldKind::Lines => pages::FieldKind::LongText,
        FieldKind::Choice(list) => choices(
            list.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned())).collect(),
        ),
        FieldKind::Date => pages::FieldKind::Date,
        FieldKind::Instant => pages::FieldKind::Moment,
        FieldKind::Severity => choices(
            Severity::ALL.iter().rev().map(|s| (s.to_string(), capital(&s.to_string()))).collect(),
        ),
        FieldKind::Promise => choices(
            policy
                .every_promise()
                .map(|promise| (promise.id.clone(), promise.in_words()))
                .collect(),
        ),
        FieldKind::Participant => {
            choices(case.participants.keys().map(|name| (name.clone(), name.clone())).collect())
        }
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The commands by group, in the catalogue's order: those that `at_hand` names as forms, the others as links
/// to a page of their own. Those that the editor gives are left out.
pub(crate) fn groups(
    commands: &[(&'static CommandSpec, Result<(), Refusal>)],
    at_hand: impl Fn(&CommandSpec, bool) -> bool,
    mut view: impl FnMut(&CommandSpec, &Result<(), Refusal>) -> CommandView,
) -> Vec<CommandGroup> {
    Group::ALL
        .into_iter()
        .map(|group| {
            let mut shown = CommandGroup {
                label: group.label().to_owned(),
                commands: Vec::new(),
                others: Vec::new(),
            };
            let all = commands.iter().filter(|(spec, _)| {
                spec.group == group && spec.kind != case::CommandKind::PublishAdvisory
            });
            for (spec, allowed) in all {
                if at_hand(spec, allowed.is_ok()) {
                    shown.commands.push(view(spec, allowed));
                } else {
                    shown.others.push(CommandLink {
                        name: spec.name.to_owned(),
                        label: spec.label.to_owned(),
                        is_open: allowed.is_ok(),
                    });
                }
            }
            shown
        })
        .filter(|group| !group.commands.is_empty() || !group.others.is_empty())
        .collect()
}
