//! What changed in everything but the promises. Whatever has no words of its own here is still noticed: a
//! section whose contents differ without a change noted says so in general.

use core::fmt::Debug;

use super::{ChangeKind, Changes, Place};
use crate::policy::Policy;
use crate::product::{Product, SupportedVersion};
use crate::program::{Contact, ContactWay};
use crate::report_form::ReportField;
use crate::retention::Retention;
use crate::rules::Rule;
use crate::scope::ScopeItem;

/// A section: its name, whom it affects, what it holds, and how its changes are told.
type Tell = fn(&mut Place<'_>, &Policy, &Policy);
type Held = fn(&Policy) -> String;

const SECTIONS: &[(&str, &str, Held, Tell)] = &[
    ("program", "reporters", |p| shown(&p.program), program),
    ("product", "reporters and users", |p| shown(&p.products), products),
    ("scope", "reporters", |p| shown(&p.scope), scope),
    ("report", "reporters", |p| shown(&p.report), report),
    ("rules", "reporters", |p| shown(&p.rules), rules),
    ("harbor", "reporters", |p| shown(&p.harbor), harbor),
    ("disclosure", "reporters and the public", |p| shown(&p.disclosure), disclosure),
    ("credit", "reporters", |p| shown(&p.credit), credit),
    ("reward", "reporters", |p| shown(&p.reward), reward),
    ("privacy", "reporters", |p| shown(&p.privacy), privacy),
    ("retention", "reporters", |p| shown(&p.retention), retention),
    ("intake", "reporters", |p| shown(&p.intake), intake),
    ("calendar", "everyone who is owed something", calendar_shown, calendar),
    ("law", "users and authorities", |p| shown(&p.law), law),
    ("review", "the public", |p| shown(&p.review.as_ref().map(|r| (&r.covers, &r.last))), review),
    ("changes", "the public", |p| shown(&p.changes), |_, _, _| {}),
    ("watch", "users", |p| shown(&p.watch), watch),
    ("incident", "users", |p| shown(&p.incident), |_, _, _| {}),
    ("practice", "users", |p| shown(&p.practices), practices),
];

fn shown<T: Debug>(value: &T) -> String {
    format!("{value:?}")
}

pub(super) fn all(changes: &mut Changes, before: &Policy, after: &Policy) {
    for (section, affects, held, tell) in SECTIONS {
        if held(before) == held(after) {
            continue;
        }
        let mut place = changes.at(section, affects);
        let count = place.count();
        tell(&mut place, before, after);
        if place.count() == count {
            place.note(ChangeKind::Changed, format!("`{section}`: details or quoted sentences"));
        }
    }
}

fn program(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let (then, now) = (&before.program, &after.program);
    place.value("id", Some(&then.id.to_string()), Some(&now.id.to_string()));
    place.value("name", Some(&then.name), Some(&now.name));
    place.value("description", then.about.as_ref(), now.about.as_ref());
    place.value("home page", then.url.as_ref(), now.url.as_ref());
    let contacts = |contacts: &[Contact]| {
        contacts.iter().map(|contact| contact.way.in_words()).collect::<Vec<_>>()
    };
    place.list("contact", &contacts(&then.contacts), &contacts(&now.contacts), true);
    place.list("not to be used for reports", &then.not_by, &now.not_by, false);
    place.list("language", &then.languages, &now.languages, true);
    let keys =
        |policy: &Policy| policy.program.keys.iter().map(|key| key.uri.clone()).collect::<Vec<_>>();
    place.list("key", &keys(before), &keys(after), false);
}

fn products(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let names = |policy: &Policy| {
        policy.products.iter().map(|product| product.name.clone()).collect::<Vec<_>>()
    };
    place.list("product", &names(before), &names(after), false);
    for old in &before.products {
        let Some(new) = after.products.iter().find(|new| new.id == old.id) else { continue };
        let name = &new.name;
        let (then, now) = (Some(old.kind), Some(new.kind));
        place.value(&format!("type of {name}"), then.as_ref(), now.as_ref());
        for (what, then, now) in [
            ("source of", &old.repository, &new.repository),
            ("newest version of", &old.latest, &new.latest),
            ("list of supported versions of", &old.versions_url, &new.versions_url),
            ("supported versions of", &old.versions_note, &new.versions_note),
        ] {
            place.value(&format!("{what} {name}"), then.as_ref(), now.as_ref());
        }
        let rows = |product: &Product| product.versions.iter().map(row).collect::<Vec<_>>();
        place.list(&format!("versions of {name}"), &rows(old), &rows(new), true);
    }
}

fn row(version: &SupportedVersion) -> String {
    let pattern = &version.pattern;
    match (version.supported, version.until) {
        (true, Some(until)) => format!("{pattern} supported until {until}"),
        (true, None) => format!("{pattern} supported"),
        (false, _) => format!("{pattern} not supported"),
    }
}

fn scope(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let words = |items: &[ScopeItem]| {
        let items = items.iter().map(|item| match &item.report_to {
            Some(to) => format!("{} (report it to {to})", item.what),
            None => item.what.clone(),
        });
        items.collect::<Vec<_>>()
    };
    let (then, now) = (&before.scope, &after.scope);
    for (what, then, now) in [
        ("in scope", &then.inside, &now.inside),
        ("out of scope", &then.outside, &now.outside),
        ("not a vulnerability", &then.not_vulnerabilities, &now.not_vulnerabilities),
    ] {
        place.list(what, &words(then), &words(now), false);
    }
}

fn report(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let find =
        |fields: &[ReportField], id: &str| fields.iter().find(|field| field.id == id).cloned();
    let need = |field: &ReportField| if field.required { "required" } else { "wanted" };
    for old in &before.report.fields {
        match find(&after.report.fields, &old.id) {
            None => place.note(ChangeKind::Removed, format!("field of a report: {}", old.label)),
            Some(new) if new.required != old.required => {
                let words = format!("{}: {} → {}", new.label, need(old), need(&new));
                place.note(ChangeKind::Changed, words);
            }
            Some(new) if new.label != old.label => {
                place.note(ChangeKind::Changed, format!("field: {} → {}", old.label, new.label));
            }
            Some(_) => {}
        }
    }
    for new in &after.report.fields {
        if find(&before.report.fields, &new.id).is_none() {
            let words = format!("field of a report: {} ({})", new.label, need(new));
            place.note(ChangeKind::Added, words);
        }
    }
    place.value("form", before.report.intro.as_ref(), after.report.intro.as_ref());
}

fn rules(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let texts = |rules: &[Rule]| rules.iter().map(|rule| rule.text.clone()).collect::<Vec<_>>();
    let (then, now) = (&before.rules, &after.rules);
    place.list("asked of reporters", &texts(&then.asked), &texts(&now.asked), false);
    place.list("forbidden", &texts(&then.forbidden), &texts(&now.forbidden), false);
}

fn harbor(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let statements = |policy: &Policy| {
        let statements = policy.harbor.statements.iter();
        statements.map(|statement| statement.in_words().to_owned()).collect::<Vec<_>>()
    };
    place.list("safe harbor", &statements(before), &statements(after), false);
    place.list(
        "condition of safe harbor",
        &before.harbor.conditions,
        &after.harbor.conditions,
        false,
    );
}

fn disclosure(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let (then, now) = (&before.disclosure, &after.disclosure);
    place.value("disclosure", then.statement.as_ref(), now.statement.as_ref());
    place.value("confidential until", then.until.as_ref(), now.until.as_ref());
    place.list("not to be told in", &then.places, &now.places, false);
    place.value("embargo counts from", then.from.as_ref(), now.from.as_ref());
    place.value("preferred embargo", then.preferred.as_ref(), now.preferred.as_ref());
    place.value("shortest embargo", then.minimum.as_ref(), now.minimum.as_ref());
    place.value("longest embargo", then.maximum.as_ref(), now.maximum.as_ref());
    place.value("extension of an embargo", then.extension.as_ref(), now.extension.as_ref());
    let words = |policy: &Policy| {
        policy.disclosure.ended_by.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    place.list("may end an embargo", &words(before), &words(after), false);
    let venues = |policy: &Policy| {
        let venues = policy.disclosure.venues.iter().map(|venue| match venue.maximum {
            Some(maximum) => format!("{} (at most {maximum})", venue.name),
            None => venue.name.clone(),
        });
        venues.collect::<Vec<_>>()
    };
    place.list("told under embargo", &venues(before), &venues(after), false);
}

fn credit(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let (then, now) = (&before.credit, &after.credit);
    place.value("credit", Some(&then.choice), Some(&now.choice));
    let forms =
        |policy: &Policy| policy.credit.forms.iter().map(ToString::to_string).collect::<Vec<_>>();
    place.list("form of credit", &forms(before), &forms(after), false);
    place.flag("hall of fame", then.hall_of_fame, now.hall_of_fame);
    place.flag("words of credit are agreed", then.in_consultation, now.in_consultation);
}

fn reward(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    place.value("reward", Some(&before.reward.kind), Some(&after.reward.kind));
}

fn privacy(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let (then, now) = (&before.privacy, &after.privacy);
    place.value("privacy", then.statement.as_ref(), now.statement.as_ref());
    place.value("privacy policy", then.policy_url.as_ref(), now.policy_url.as_ref());
    place.flag("anonymous reports", then.anonymous, now.anonymous);
    place.flag("reports under a pseudonym", then.pseudonym, now.pseudonym);
    place.flag("personal details are not passed on", then.not_passed_on, now.not_passed_on);
}

fn retention(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let keep = |row: &Retention| match row.keep {
        Some(span) => format!("{span} after it was {}", row.after),
        None => "for good".to_owned(),
    };
    let find = |policy: &Policy, row: &Retention| {
        policy.retention.iter().find(|other| other.what == row.what).map(keep)
    };
    for row in &before.retention {
        let what = format!("kept: {}", row.what);
        place.value(&what, Some(&keep(row)), find(after, row).as_ref());
    }
    for row in after.retention.iter().filter(|row| find(before, row).is_none()) {
        place.note(ChangeKind::Added, format!("kept: {}: {}", row.what, keep(row)));
    }
}

fn intake(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let word = |policy: &Policy| policy.intake.mode.as_str().to_owned();
    place.value("intake of reports", Some(&word(before)), Some(&word(after)));
    place.value("notice", before.intake.notice.as_ref(), after.intake.notice.as_ref());
    let urgent = |policy: &Policy| policy.intake.urgent.as_ref().map(ContactWay::in_words);
    place.value("urgent matter goes to", urgent(before).as_ref(), urgent(after).as_ref());
}

/// What a calendar says, without the days that follow from it.
fn calendar_shown(policy: &Policy) -> String {
    let calendar = &policy.calendar;
    shown(&(
        (calendar.zone(), calendar.workdays(), calendar.region().map(|region| region.name())),
        (calendar.holidays(), calendar.closures(), calendar.office_hours(), calendar.reading()),
        &policy.calendar_note,
    ))
}

fn calendar(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let (then, now) = (&before.calendar, &after.calendar);
    let zone = |calendar: &clock::Calendar| calendar.zone().to_owned();
    place.value("time zone", Some(&zone(then)), Some(&zone(now)));
    let days = |calendar: &clock::Calendar| {
        let days = calendar.workdays().iter().map(|day| crate::word::word_of(*day).to_owned());
        days.collect::<Vec<_>>()
    };
    place.list("workday", &days(then), &days(now), false);
    let region = |calendar: &clock::Calendar| calendar.region().map(|region| region.name());
    place.value("public holidays of", region(then).as_ref(), region(now).as_ref());
    let holidays = |calendar: &clock::Calendar| {
        let days = calendar.holidays().iter().map(|holiday| holiday.date.to_string());
        days.collect::<Vec<_>>()
    };
    place.list("holiday", &holidays(then), &holidays(now), false);
    let closures = |calendar: &clock::Calendar| {
        let closures = calendar.closures().iter();
        closures.map(|days| format!("{} to {}", days.first, days.last)).collect::<Vec<_>>()
    };
    place.list("closure", &closures(then), &closures(now), false);
    let reading = |calendar: &clock::Calendar| crate::word::word_of(calendar.reading()).to_owned();
    place.value("reading of business days", Some(&reading(then)), Some(&reading(now)));
    let hours = |calendar: &clock::Calendar| {
        calendar.office_hours().map(|hours| format!("{} to {}", hours.open, hours.close))
    };
    place.value("office hours", hours(then).as_ref(), hours(now).as_ref());
    place.value("on times", before.calendar_note.as_ref(), after.calendar_note.as_ref());
}

fn law(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let packs =
        |policy: &Policy| policy.law.packs.iter().map(|pack| pack.id.clone()).collect::<Vec<_>>();
    place.list("law or programme", &packs(before), &packs(after), false);
    let state = |policy: &Policy| policy.law.member_state.map(|state| state.to_string());
    place.value("main establishment", state(before).as_ref(), state(after).as_ref());
}

fn review(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let covers = |policy: &Policy| {
        policy.review.as_ref().map(|review| review.covers.clone()).unwrap_or_default()
    };
    place.list("reviewed", &covers(before), &covers(after), false);
    let last = |policy: &Policy| policy.review.as_ref().and_then(|review| review.last);
    place.value("last review", last(before).as_ref(), last(after).as_ref());
}

fn watch(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let subjects = |policy: &Policy| {
        policy.watch.iter().map(|watch| watch.subject.to_string()).collect::<Vec<_>>()
    };
    place.list("watched", &subjects(before), &subjects(after), false);
}

fn practices(place: &mut Place<'_>, before: &Policy, after: &Policy) {
    let names = |policy: &Policy| {
        policy.practices.iter().map(|practice| practice.name.clone()).collect::<Vec<_>>()
    };
    place.list("practice", &names(before), &names(after), false);
}
