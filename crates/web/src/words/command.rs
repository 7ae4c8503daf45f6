//! Commands as forms: the catalogue of `case`, with what was typed and why one is closed.

use std::collections::BTreeMap;

use ::policy::{Policy, Severity};
use case::{Case, CommandSpec, FieldKind, FieldSpec, Group, Refusal};
use pages::{
    Audience, Availability, Choice, CommandGroup, CommandLink, CommandView, Field, Language,
};

use super::promise_long;
use crate::language::{of_page, say, text};

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
            let (label, help) = field_words(spec.name, field);
            let mut view = Field::text(field.name, label)
                .help(help)
                .kind(kind(field.kind, case, policy))
                .value(typed.get(field.name).cloned().unwrap_or_default());
            if field.required {
                view = view.required();
            }
            match errors.iter().find(|error| error.field == field.name) {
                Some(error) => {
                    let typed = typed.get(field.name).map_or("", |typed| typed.trim());
                    view.error(wrong_words(field.kind, typed, &error.message))
                }
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
        label: label(spec),
        help: match of_page() {
            Some(_) => text(format!("do-{}.help", spec.name)),
            None => spec.help.to_owned(),
        },
        audience: audience(spec),
        fields,
        availability: match allowed {
            Ok(()) => Availability::Open,
            Err(refusal) => Availability::Refused {
                why: refused_words(refusal),
                instead: refusal.instead.iter().filter_map(|kind| kind.spec()).map(label).collect(),
            },
        },
        error: (!general.is_empty()).then(|| crate::answer::sentence(&general.join(" "))),
    }
}

/// What a button says. Only the commands of a reporter have messages: the others stand on the team's pages.
fn label(spec: &CommandSpec) -> String {
    let is_theirs = spec.givers.contains(&case::Giver::Reporter);
    match of_page() {
        Some(_) if is_theirs => text(format!("do-{}", spec.name)),
        _ => spec.label.to_owned(),
    }
}

/// The message of a field of a reporter's command.
fn field_id(command: &str, field: &str) -> Option<&'static str> {
    Some(match (command, field) {
        ("answer", "text") => "do-answer-text",
        ("message", "text") => "do-message-text",
        ("message", "tlp") => "do-message-tlp",
        ("withdraw", "reason") => "do-withdraw-reason",
        ("propose-embargo" | "revise-embargo", "ends") => "do-embargo-ends",
        ("propose-embargo" | "revise-embargo", "note") => "do-embargo-note",
        ("reject-embargo" | "waive-promise", "reason") => "do-other-side-reason",
        ("terminate-embargo", "reason") => "do-every-party-reason",
        ("agree-credit", "line") => "do-agree-credit-line",
        ("agree-credit", "form") => "do-agree-credit-form",
        ("waive-promise" | "agree-extension" | "refuse-extension", "promise") => "do-promise",
        _ => return None,
    })
}

fn field_words(command: &str, field: &FieldSpec) -> (String, String) {
    match (of_page(), field_id(command, field.name)) {
        (Some(_), Some(id)) => (text(id), text(format!("{id}.help"))),
        _ => (field.label.to_owned(), field.help.to_owned()),
    }
}

/// What is wrong with a field. The rules say it in English; in other languages it is told from what was typed.
fn wrong_words(kind: FieldKind, typed: &str, message: &str) -> String {
    if matches!(of_page(), None | Some(Language::English)) {
        return crate::answer::sentence(message);
    }
    text(match kind {
        _ if typed.is_empty() => "wrong-needed",
        FieldKind::LongText | FieldKind::Lines => "wrong-long",
        FieldKind::Date => "wrong-day",
        FieldKind::Instant => "wrong-moment",
        _ => "wrong-value",
    })
}

/// Why a command is refused. The rules say it in English.
fn refused_words(refusal: &Refusal) -> String {
    match of_page() {
        None | Some(Language::English) => crate::answer::sentence(&refusal.sentence),
        Some(_) => text("no-longer-possible"),
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
        FieldKind::Choice(list) if list == case::CreditForm::CHOICES => choices(
            case::CreditForm::ALL
                .iter()
                .filter(|form| {
                    policy.credit.forms.is_empty() || policy.credit.forms.contains(&form.offered())
                })
                .map(|form| (form.as_str().to_owned(), form_words(*form)))
                .collect(),
        ),
        // Of the choices, only the marks and the forms of a credit are a reporter's.
        FieldKind::Choice(list) if list == case::Tlp::CHOICES => choices(
            case::Tlp::ALL.iter().map(|tlp| (tlp.as_str().to_owned(), tlp_words(*tlp))).collect(),
        ),
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
                .map(|promise| (promise.id.clone(), promise_long(promise)))
                .collect(),
        ),
        FieldKind::Participant => {
            choices(case.participants.keys().map(|name| (name.clone(), name.clone())).collect())
        }
    }
}

/// As what a reporter may be named.
fn form_words(form: case::CreditForm) -> String {
    text(match form {
        case::CreditForm::Name => "credit-form-name",
        case::CreditForm::Acronym => "credit-form-acronym",
        case::CreditForm::Pseudonym => "credit-form-pseudonym",
        case::CreditForm::Organization => "credit-form-organization",
        case::CreditForm::Anonymous => "credit-form-anonymous",
    })
}

/// A mark of the Traffic Light Protocol with its meaning.
fn tlp_words(tlp: case::Tlp) -> String {
    let meaning = text(match tlp {
        case::Tlp::Red => "tlp-red",
        case::Tlp::AmberStrict => "tlp-amber-strict",
        case::Tlp::Amber => "tlp-amber",
        case::Tlp::Green => "tlp-green",
        case::Tlp::Clear => "tlp-clear",
    });
    say("tlp-means").word("mark", tlp.mark()).word("meaning", meaning).plain()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_of_a_reporter_has_its_words_in_english_as_the_rules_have_them() {
        let mut seen = 0;
        let theirs = case::catalogue().iter().filter(|spec| {
            let is_a_party_s = matches!(spec.name, "consent" | "decline-consent");
            spec.givers.contains(&case::Giver::Reporter) && !is_a_party_s
        });
        for spec in theirs {
            assert_eq!(text(format!("do-{}", spec.name)), spec.label);
            assert!(!text(format!("do-{}.help", spec.name)).contains('⟦'), "{}", spec.name);
            for field in spec.fields {
                let id = field_id(spec.name, field.name)
                    .unwrap_or_else(|| panic!("{}.{} has no message", spec.name, field.name));
                assert_eq!(text(id), field.label, "{}.{}", spec.name, field.name);
                seen += 1;
            }
        }
        assert!(seen > 8);
        for form in case::CreditForm::ALL {
            assert_eq!(form_words(*form), form.label());
        }
        for tlp in case::Tlp::ALL {
            assert_eq!(tlp_words(*tlp), tlp.label());
        }
    }
}
