//! Reads `[report]` into the form for a report.

use super::MAX_ENTRIES;
use super::address::is_id;
use super::reader::{or_else, suggestion};
use super::table::Table;
use crate::field_catalogue::well_known_field;
use crate::field_catalogue::{WELL_KNOWN_FIELDS, WellKnownKind};
use crate::finding::Code;
use crate::product::Product;
use crate::report_form::{Choice, FieldKind, ReportField, ReportForm};

/// What a policy says about a field of its own, or differently about a well-known one.
struct OwnField {
    id: String,
    label: Option<String>,
    help: Option<String>,
    kind: Option<FieldKind>,
    source: Option<String>,
    place: core::ops::Range<usize>,
}

/// The form. A policy that does not speak of reports asks for a description and wants a title.
pub(super) fn report(root: &mut Table<'_>, products: &[Product]) -> ReportForm {
    let form = root.table("report", |table| read(table, products));
    form.unwrap_or_else(|| {
        let field = |id, required| named(id, required, None, products);
        ReportForm {
            fields: [field("details", true), field("title", false)].into_iter().flatten().collect(),
            ..ReportForm::default()
        }
    })
}

fn read(table: &mut Table<'_>, products: &[Product]) -> ReportForm {
    let own = table.tables("field", MAX_ENTRIES, own_field);
    for (place, field) in own.iter().enumerate() {
        if own.iter().take(place).any(|other| other.id == field.id) {
            let message = format!("the field `{}` is defined twice", field.id);
            let span = field.place.clone();
            table.error_at(Code::Duplicate, span, message, "leave one of the two out");
        }
    }
    let mut fields: Vec<ReportField> = Vec::new();
    for (key, required) in [("required", true), ("wanted", false)] {
        for (id, span) in table.spanned_texts(key) {
            if fields.iter().any(|field| field.id == id) {
                let message = format!("the field `{id}` is asked for twice");
                table.error_at(Code::Duplicate, span, message, "leave one of the two out");
                continue;
            }
            let mine = own.iter().find(|field| field.id == id);
            match named(&id, required, mine, products) {
                Some(field) => fields.push(field),
                None => unknown(table, &id, span, &own),
            }
        }
    }
    for field in own.iter().filter(|own| !fields.iter().any(|field| field.id == own.id)) {
        let message = format!("the field `{}` is neither required nor wanted", field.id);
        let instead = "name it in `required` or `wanted` of `[report]`, or leave it out";
        table.error_at(Code::UnknownReference, field.place.clone(), message, instead);
    }
    if !table.has("required") && !table.has("wanted") {
        table.missing("required", "a form without fields takes no report");
    }
    let (intro, source) = (table.text("intro"), table.texts("source"));
    ReportForm { fields, intro, source }
}

fn unknown(table: &Table<'_>, id: &str, span: core::ops::Range<usize>, own: &[OwnField]) {
    let mut known = WELL_KNOWN_FIELDS.iter().map(|field| field.id).collect::<Vec<_>>();
    known.extend(own.iter().map(|field| field.id.as_str()));
    let message = "this field is neither well known nor defined here";
    let instead = or_else(&suggestion(id, &known), "define it as `[[report.field]]`");
    table.error_at(Code::UnknownReference, span, message, instead);
}

/// The field with this id: the policy's own words first, the well-known ones for the rest.
fn named(
    id: &str,
    required: bool,
    own: Option<&OwnField>,
    products: &[Product],
) -> Option<ReportField> {
    let known = well_known_field(id);
    let label = own.and_then(|own| own.label.clone());
    let help = own.and_then(|own| own.help.clone());
    let kind = own.and_then(|own| own.kind.clone());
    Some(ReportField {
        id: id.to_owned(),
        label: label.or_else(|| known.map(|known| known.label.to_owned()))?,
        help: help.or_else(|| known.map(|known| known.help.to_owned())).unwrap_or_default(),
        required,
        kind: kind
            .or_else(|| known.map(|known| known_kind(known.kind, products)))
            .unwrap_or(FieldKind::LongText),
        source: own.and_then(|own| own.source.clone()),
    })
}

fn known_kind(kind: WellKnownKind, products: &[Product]) -> FieldKind {
    let choice =
        |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    match kind {
        WellKnownKind::Text => FieldKind::Text,
        WellKnownKind::LongText => FieldKind::LongText,
        WellKnownKind::Product if products.is_empty() => FieldKind::Text,
        WellKnownKind::Product => {
            let mut choices = products.iter().map(|p| choice(&p.id, &p.name)).collect::<Vec<_>>();
            choices.push(choice("other", "Something else, or not sure"));
            FieldKind::Choice(choices)
        }
        WellKnownKind::YesNo => FieldKind::Choice(vec![
            choice("yes", "Yes"),
            choice("no", "No"),
            choice("unknown", "Not known"),
        ]),
    }
}

fn own_field(table: &mut Table<'_>) -> Option<OwnField> {
    let id = super::address::id(table, "a stored report names the field by it");
    let (label, help) = (table.text("label"), table.text("help"));
    let kind = table.text("kind");
    let options = table.spanned_texts("options");
    let source = table.text("source");
    let kind = match kind.as_deref() {
        None if options.is_empty() => None,
        Some("text") => Some(FieldKind::Text),
        Some("long text") => Some(FieldKind::LongText),
        None | Some("choice") => Some(FieldKind::Choice(choices(table, &options))),
        Some(other) => {
            let instead = suggestion(other, &["text", "long text", "choice"]);
            table.error(Code::UnknownValue, "kind", "there is no such kind of field", instead);
            None
        }
    };
    if matches!(kind, Some(FieldKind::Text | FieldKind::LongText)) && !options.is_empty() {
        let message = "a field for text has options";
        table.error(Code::Contradiction, "options", message, "write `kind = \"choice\"`");
    }
    let id = id?;
    if well_known_field(&id).is_none() && label.is_none() {
        table.missing("label", "it is what people see beside the field");
        return None;
    }
    Some(OwnField { id, label, help, kind, source, place: table.span() })
}

fn choices(table: &Table<'_>, options: &[(String, core::ops::Range<usize>)]) -> Vec<Choice> {
    if options.len() < 2 {
        let message = "a choice needs at least two options";
        table.error(Code::Missing, "options", message, "add `options = [\"…\", \"…\"]`");
    }
    let mut choices: Vec<Choice> = Vec::new();
    for (label, span) in options {
        let value =
            super::address::slug(label).unwrap_or_else(|| format!("o{}", choices.len() + 1));
        if choices.iter().any(|choice| choice.value == value) || !is_id(&value) {
            let message = "this option cannot be told from another one";
            table.error_at(Code::Duplicate, span.clone(), message, "name it differently");
        } else {
            choices.push(Choice { value, label: label.clone() });
        }
    }
    choices
}
