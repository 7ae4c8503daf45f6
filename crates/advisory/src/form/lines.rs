//! Lists as lines: one entry on each, written and read by the same rules.

use core::fmt::Display;
use core::str::FromStr;

use super::Unreadable;
use crate::model::{
    Advisory, Consent, Credit, CreditRole, Moment, Name, Reference, ReferenceKind, Remediation,
    RemediationKind,
};
use crate::problems::short;

/// What sets two measures of a kind apart.
const BETWEEN_MEASURES: &str = "----";

pub(super) fn joined<T: Display>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

pub(super) fn vectors(record: &Advisory) -> String {
    joined(&record.severity.vectors)
}

pub(super) fn filled(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn reference(reference: &Reference) -> String {
    format!("{} {} {}", reference.kind, reference.url, reference.title).trim_end().to_owned()
}

pub(super) fn references(record: &Advisory) -> String {
    record.references.iter().map(reference).collect::<Vec<_>>().join("\n")
}

pub(super) fn read_references(base: &Advisory, text: &str) -> Vec<Reference> {
    filled(text)
        .map(|line| {
            if let Some(same) = base.references.iter().find(|known| reference(known) == line) {
                return same.clone();
            }
            let (kind, rest) = match line.split_once(char::is_whitespace) {
                Some((word, rest)) => match word.parse::<ReferenceKind>() {
                    Ok(kind) => (kind, rest.trim()),
                    Err(_) => (ReferenceKind::Web, line),
                },
                None => (ReferenceKind::Web, line),
            };
            let (url, title) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            Reference { kind, url: url.to_owned(), title: title.trim().to_owned() }
        })
        .collect()
}

fn credit(credit: &Credit) -> String {
    let name = match &credit.name {
        Name::Anonymous => "anonymous",
        named => named.as_str(),
    };
    let organization = credit.organization.as_deref().unwrap_or_default();
    let mut line = format!("{} | {name} | {}", credit.role, credit.consent);
    if !organization.is_empty() || !credit.contacts.is_empty() {
        line.push_str(&format!(" | {organization}"));
    }
    if !credit.contacts.is_empty() {
        line.push_str(&format!(" | {}", credit.contacts.join(" ")));
    }
    line.trim_end().to_owned()
}

pub(super) fn credits(record: &Advisory) -> String {
    record.credits.iter().map(credit).collect::<Vec<_>>().join("\n")
}

pub(super) fn timeline(record: &Advisory) -> String {
    let line = |moment: &Moment| format!("{} {}", moment.at, moment.what.replace('\n', " "));
    record.timeline.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn measures(record: &Advisory, kind: RemediationKind) -> String {
    let texts = record.remediations.iter().filter(|r| r.kind == kind).map(|r| r.text.trim());
    texts.collect::<Vec<_>>().join(&format!("\n{BETWEEN_MEASURES}\n"))
}

/// Replaces the measures of a kind; one whose text stays keeps its address and date.
pub(super) fn put_measures(record: &mut Advisory, kind: RemediationKind, text: &str) {
    let mut texts = vec![String::new()];
    for line in text.lines() {
        if line.trim() == BETWEEN_MEASURES {
            texts.push(String::new());
        } else if let Some(last) = texts.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    let before = core::mem::take(&mut record.remediations);
    let new = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).map(|text| {
        let same = before.iter().find(|known| known.kind == kind && known.text.trim() == text);
        same.cloned().unwrap_or_else(|| Remediation {
            kind,
            text: text.to_owned(),
            url: None,
            at: None,
        })
    });
    let new: Vec<Remediation> = new.collect();
    record.remediations =
        before.into_iter().filter(|known| known.kind != kind).chain(new).collect();
}

/// Reads texts and notes what cannot be read.
pub(super) struct Into<'w> {
    pub(super) wrong: &'w mut Vec<Unreadable>,
}

impl Into<'_> {
    pub(super) fn refuse(&mut self, field: &str, sentence: String) {
        self.wrong.push(Unreadable { field: field.to_owned(), sentence });
    }

    fn parse<T: FromStr<Err: Display>>(&mut self, field: &str, text: &str) -> Option<T> {
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(field, format!("“{}”: {error}.", short(text)));
                None
            }
        }
    }

    pub(super) fn one<T: FromStr<Err: Display>>(&mut self, field: &str, text: &str, place: &mut T) {
        if let Some(value) = self.parse(field, text) {
            *place = value;
        }
    }

    pub(super) fn maybe<T: FromStr<Err: Display>>(
        &mut self,
        field: &str,
        text: &str,
        place: &mut Option<T>,
    ) {
        *place = if text.is_empty() { None } else { self.parse(field, text) };
    }

    pub(super) fn list<T: FromStr<Err: Display>>(
        &mut self,
        field: &str,
        text: &str,
        place: &mut Vec<T>,
    ) {
        *place = filled(text).filter_map(|line| self.parse(field, line)).collect();
    }

    pub(super) fn credits(&mut self, base: &Advisory, text: &str) -> Vec<Credit> {
        filled(text)
            .filter_map(|line| {
                if let Some(same) = base.credits.iter().find(|known| credit(known) == line) {
                    return Some(same.clone());
                }
                let mut parts = line.split('|').map(str::trim);
                let (Some(role), Some(name)) = (parts.next(), parts.next()) else {
                    self.refuse(
                        "credits",
                        format!("“{}” is no credit: write role | name | consent.", short(line)),
                    );
                    return None;
                };
                let role: CreditRole = self.parse("credits", role)?;
                let consent = match parts.next().unwrap_or_default() {
                    "" => Consent::Unknown,
                    word => self.parse("credits", word)?,
                };
                if consent.is_of_a_reporter() {
                    self.refuse(
                        "credits",
                        format!("“{consent}” is what a reporter says in the mailbox, and comes from there; write given, when somebody told you so."),
                    );
                    return None;
                }
                let organization = parts.next().unwrap_or_default();
                let contacts = parts.next().unwrap_or_default();
                Some(Credit {
                    name: match name {
                        "anonymous" => Name::Anonymous,
                        name => Name::Name(name.to_owned()),
                    },
                    role,
                    organization: (!organization.is_empty()).then(|| organization.to_owned()),
                    contacts: contacts.split_whitespace().map(str::to_owned).collect(),
                    github: None,
                    consent,
                })
            })
            .collect()
    }

    pub(super) fn timeline(&mut self, text: &str) -> Vec<Moment> {
        let mut moments: Vec<Moment> = filled(text)
            .filter_map(|line| {
                let (at, what) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
                let at = self.parse("timeline", at)?;
                Some(Moment { at, what: what.trim().to_owned() })
            })
            .collect();
        moments.sort_by_key(|moment| moment.at);
        moments
    }
}
