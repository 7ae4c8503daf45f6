//! The prose of the terms: time, disclosure, credit, reward, privacy, and what a team does besides.

use clock::{Calendar, Reading};

use super::document::{Document, Line};
use super::sections::way;
use crate::credit::{CreditChoice, NameForm};
use crate::policy::Policy;
use crate::practice::IncidentStep;
use crate::promise::{Anchor, AnchorEvent, AnchorTime};
use crate::promise_words::{event, listed, party};
use crate::reward::RewardKind;

pub(super) fn laws(policy: &Policy, document: &mut Document) {
    let laws = policy
        .laws_in_words()
        .map(|(pack, words)| Line::from(format!("{words}: ")).address(&pack.url));
    document.list("These hold beside what we promise ourselves:", laws);
}

pub(super) fn calendar(policy: &Policy, document: &mut Document) {
    let calendar = &policy.calendar;
    if policy.counts_business_days() {
        let days = calendar.workdays().iter().map(|day| weekday(*day)).collect::<Vec<_>>();
        document.paragraph(format!(
            "Business days are {} in the time zone {}.",
            listed(&days, "and"),
            calendar.zone()
        ));
        if calendar.reading() == Reading::DayCount {
            document.paragraph("A time in business days ends with the last of them.");
        }
        if let Some(hours) = calendar.office_hours() {
            document
                .paragraph(format!("Business hours are from {} to {}.", hours.open, hours.close));
        }
        days_off(calendar, document);
    }
    if policy.counts_plain_days() {
        document.paragraph(
            "Days that are not called business days are calendar days: weekends and holidays count.",
        );
    }
    if let Some(note) = &policy.calendar_note {
        document.paragraph(note);
    }
}

fn days_off(calendar: &Calendar, document: &mut Document) {
    if let Some(region) = calendar.region() {
        let code = region.part().map(|part| format!("-{}", part.code)).unwrap_or_default();
        document.paragraph(format!(
            "The public holidays of {}, {}{code}, are no business days.",
            region.name(),
            region.country().code
        ));
    }
    let named = |day: String, name: &Option<String>| match name {
        Some(name) => format!("{day} ({name})"),
        None => day,
    };
    let holidays = calendar.holidays().iter();
    document.list(
        "These are no business days either:",
        holidays.map(|holiday| named(holiday.date.to_string(), &holiday.name)),
    );
    let closures = calendar.closures().iter().map(|closure| {
        named(format!("from {} to {}", closure.first, closure.last), &closure.reason)
    });
    document.list("We are away:", closures);
}

fn weekday(day: clock::Weekday) -> String {
    use clock::Weekday as D;
    match day {
        D::Monday => "Monday",
        D::Tuesday => "Tuesday",
        D::Wednesday => "Wednesday",
        D::Thursday => "Thursday",
        D::Friday => "Friday",
        D::Saturday => "Saturday",
        D::Sunday => "Sunday",
    }
    .to_owned()
}

fn happened(at: AnchorEvent) -> &'static str {
    event(Anchor { event: at, time: AnchorTime::Happened })
}

pub(super) fn disclosure(policy: &Policy, document: &mut Document) {
    let disclosure = &policy.disclosure;
    if let Some(statement) = &disclosure.statement {
        document.paragraph(statement);
    }
    if let Some(until) = disclosure.until {
        document.paragraph(format!("Please keep it confidential until {}.", happened(until)));
    }
    document.list("Please do not tell it in these places:", &disclosure.places);
    let from = match disclosure.from {
        None | Some(AnchorEvent::Received) => String::new(),
        Some(from) => format!(", counted from when {}", happened(from)),
    };
    for (lead, span) in [
        ("We propose an embargo of", disclosure.preferred),
        ("We ask for an embargo of at least", disclosure.minimum),
        ("We agree to an embargo of at most", disclosure.maximum),
    ] {
        if let Some(span) = span {
            document.paragraph(format!("{lead} {span}{from}."));
        }
    }
    if let Some(extension) = &disclosure.extension {
        document.paragraph(format!("Extension: {extension}"));
    }
    if !disclosure.ended_by.is_empty() {
        let who = disclosure.ended_by.iter().map(|who| party(*who).to_owned()).collect::<Vec<_>>();
        document.paragraph(format!("An embargo can be ended early by {}.", listed(&who, "or")));
    }
    let venues = disclosure.venues.iter().map(|venue| {
        let line = Line::default().strong(&venue.name);
        let line = venue.way.iter().fold(line, |line, at| way(line.text(", "), at));
        venue.maximum.iter().fold(line, |line, span| {
            line.text(format!(", which keeps a secret for at most {span}"))
        })
    });
    document.list("Under embargo we also tell:", venues);
}

pub(super) fn credit(policy: &Policy, document: &mut Document) {
    let credit = &policy.credit;
    match credit.choice {
        CreditChoice::Unstated => {}
        CreditChoice::OptIn => document.paragraph("We name you only if you ask for it."),
        CreditChoice::OptOut => document.paragraph("We name you unless you ask us not to."),
        CreditChoice::Never => document.paragraph("We do not name those who report."),
    }
    if !credit.forms.is_empty() {
        let forms = credit.forms.iter().map(|form| name_form(*form).to_owned()).collect::<Vec<_>>();
        document.paragraph(format!("You may be named by {}.", listed(&forms, "or")));
    }
    if credit.hall_of_fame {
        document.paragraph("Those who reported are listed in our hall of fame.");
    }
    if credit.in_consultation {
        document.paragraph("We agree on the words with you.");
    }
}

const fn name_form(form: NameForm) -> &'static str {
    match form {
        NameForm::Name => "your name",
        NameForm::Acronym => "an acronym",
        NameForm::Pseudonym => "a pseudonym",
        NameForm::Organization => "your organization",
        NameForm::Anonymous => "the words “an anonymous reporter”",
    }
}

pub(super) fn reward(policy: &Policy, document: &mut Document) {
    match policy.reward.kind {
        RewardKind::Unstated => {}
        RewardKind::None => document.paragraph("We do not pay for reports."),
        RewardKind::Gift => document.paragraph("We give a gift for a good report."),
        RewardKind::Discretionary => document.paragraph("We may pay for a report, case by case."),
        RewardKind::Bounty => document.paragraph("We pay a bounty by published rules."),
    }
}

pub(super) fn privacy(policy: &Policy, document: &mut Document) {
    let privacy = &policy.privacy;
    if let Some(statement) = &privacy.statement {
        document.paragraph(statement);
    }
    if privacy.anonymous {
        document.paragraph("You may report without giving a name.");
    }
    if privacy.pseudonym {
        document.paragraph("You may report under a pseudonym.");
    }
    if privacy.not_passed_on {
        document.paragraph(
            "We do not pass your personal details on without your permission, unless the law obliges us to.",
        );
    }
    if let Some(url) = &privacy.policy_url {
        document.paragraph(Line::from("Our privacy policy: ").address(url).text("."));
    }
}

/// The privacy page: the statements, and the table of what is kept.
pub(super) fn privacy_document(policy: &Policy) -> Document {
    let mut document = Document::new(&format!("Privacy at {}", policy.program.name));
    privacy(policy, &mut document);
    document.heading("What is kept");
    let rows = policy.retention.iter().map(|row| {
        let how_long = match row.keep {
            Some(span) => format!("{span} after it was {}", row.after),
            None => "for good".to_owned(),
        };
        vec![row.what.to_string(), row.why.clone(), how_long]
    });
    document.table(&["What", "Why", "How long"], rows.collect());
    document.end_section();
    if let Some(contact) = policy.program.contacts.first() {
        document.heading("Who to ask");
        document.paragraph(way(Line::from("Questions go to "), &contact.way).text("."));
    }
    document
}

pub(super) fn practices(policy: &Policy, document: &mut Document) {
    let watched = policy.watch.iter().map(|watch| watch.subject.to_string()).collect::<Vec<_>>();
    if !watched.is_empty() {
        document.paragraph(format!("We watch {}.", listed(&watched, "and")));
    }
    if let Some(incident) = policy.incident.as_ref().filter(|incident| !incident.steps.is_empty()) {
        let steps = incident.steps.iter().map(|step| step_words(*step).to_owned());
        let steps = steps.collect::<Vec<_>>();
        document.paragraph(format!("After an incident we {}.", listed(&steps, "and")));
    }
    let practices = policy.practices.iter().map(|practice| {
        let line = Line::default().strong(&practice.name);
        let line = match &practice.benefit {
            Some(benefit) => line.text(format!(" ({benefit})")),
            None => line,
        };
        match practice.text.as_ref().or(practice.source.as_ref()) {
            Some(text) if *text != practice.name => line.text(format!(": {text}")),
            _ => line,
        }
    });
    document.list("For the security of what we make:", practices);
}

const fn step_words(step: IncidentStep) -> &'static str {
    match step {
        IncidentStep::Identify => "find out what happened",
        IncidentStep::Contain => "stop it from spreading",
        IncidentStep::Remediate => "remove the cause",
        IncidentStep::Recover => "bring back what was lost",
        IncidentStep::Learn => "learn from it",
    }
}

pub(super) fn changes(policy: &Policy, document: &mut Document) {
    if let Some(review) = &policy.review {
        document.list("We review:", &review.covers);
        if let Some(last) = review.last {
            document.paragraph(format!("The last review was on {last}."));
        }
    }
    document.paragraph(
        "A report is held to the version of this policy that was in force when it arrived.",
    );
}
