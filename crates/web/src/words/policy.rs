//! A policy as its pages show it.

use std::collections::BTreeMap;

use ::policy::{Act, Party, Policy, Promise, RewardKind, VersionPattern};
use clock::Instant;
use desk::Program;
use pages::portal::{
    Change, ChangeKind, Contact, HarborStatement, LawLine, ProgramPage, PromiseRow, ScopeItem,
    Supported, SupportedVersion, VersionRow,
};
use pages::{Frame, Intake, IntakeState};

use super::{day, party_words};

/// Whether reports are taken now, in words.
pub(crate) fn intake(policy: &Policy, now: Instant) -> Intake {
    let urgent = policy
        .intake
        .urgent
        .as_ref()
        .map_or_else(String::new, |way| format!(" Urgent matter goes to {}.", way.in_words()));
    let notice = policy.intake.notice.clone().unwrap_or_default();
    let (state, words) = match policy.intake.state_at(now) {
        ::policy::IntakeState::Open => (IntakeState::Open, notice),
        ::policy::IntakeState::Restricted { condition } => (
            IntakeState::Restricted,
            format!("Reports are taken on a condition: {condition}{urgent} {notice}"),
        ),
        ::policy::IntakeState::Paused { until } => (
            IntakeState::Paused,
            format!("No reports are taken until {}.{urgent} {notice}", super::when(until).words),
        ),
    };
    Intake { state, words: words.trim().to_owned() }
}

/// A promise in a few words: "acknowledgement within 24 hours".
pub(crate) fn promise_short(promise: &Promise) -> String {
    let what = match promise.act {
        Act::Acknowledge => "an acknowledgement",
        Act::Respond => "an answer",
        Act::Evaluate => "an evaluation",
        Act::Decide => "a decision",
        Act::Update => "progress updates",
        Act::Fix => "a fix or mitigation",
        Act::Publish => "an advisory",
        Act::Credit => "credit",
        Act::Notify => "a notice",
        Act::Report => "a report to the authority",
        Act::Review => "a review of the policy",
        Act::Classify => "a decision on what the law calls it",
    };
    let condition = condition(promise);
    format!(
        "{what} {}{}",
        within(promise),
        if condition.is_empty() { String::new() } else { format!(" ({condition})") }
    )
}

fn within(promise: &Promise) -> String {
    match promise.within {
        ::policy::Within::Span(span) => format!("within {span}"),
        ::policy::Within::AsSoonAsPossible { .. } => "as soon as possible".to_owned(),
        ::policy::Within::Regularly { .. } => "regularly".to_owned(),
    }
}

fn condition(promise: &Promise) -> String {
    if promise.when.severity.is_empty() {
        return String::new();
    }
    let list: Vec<String> = promise.when.severity.iter().map(ToString::to_string).collect();
    format!("when the severity is {}", list.join(" or "))
}

/// The page of a program. `records` says per promise how it was kept so far.
pub(crate) fn program_page(
    frame: Frame,
    program: &Program,
    records: &BTreeMap<String, String>,
    now: Instant,
) -> ProgramPage {
    let policy = &program.policy;
    let scope = |items: &[::policy::ScopeItem]| {
        items
            .iter()
            .map(|item| ScopeItem {
                what: item.what.clone(),
                note: item
                    .report_to
                    .as_ref()
                    .map_or_else(String::new, |to| format!("Report it to {to}.")),
            })
            .collect::<Vec<_>>()
    };
    let mut scope_out = scope(&policy.scope.outside);
    scope_out.extend(scope(&policy.scope.not_vulnerabilities));
    let since = program.versions.last().map_or(now, |(_, since)| *since);
    ProgramPage {
        frame,
        program: crate::site::program_ref(program),
        summary: policy.program.about.clone().unwrap_or_default(),
        intake: intake(policy, now),
        contacts: policy
            .program
            .contacts
            .iter()
            // The repository in which the file stands has no address here.
            .filter(|contact| contact.way.has_address())
            .map(|contact| Contact {
                kind: match contact.way {
                    ::policy::ContactWay::Email(_) => "E-mail",
                    ::policy::ContactWay::Url(_) => "Web",
                    ::policy::ContactWay::GithubPrivateReporting(_) => "Private report on GitHub",
                    ::policy::ContactWay::Phone(_) => "Telephone",
                }
                .to_owned(),
                href: contact.way.uri(),
                text: contact.way.in_words(),
                note: contact.note.clone().unwrap_or_default(),
            })
            .collect(),
        promises: policy
            .promises
            .iter()
            .map(|promise| PromiseRow {
                id: promise.id.clone(),
                what: promise.in_words(),
                to: party_words(promise.to).to_owned(),
                within: within(promise),
                condition: condition(promise),
                class: promise.class().as_str().to_owned(),
                record: records.get(&promise.id).cloned().unwrap_or_default(),
                source: promise.source.clone(),
            })
            .collect(),
        laws: policy
            .laws_in_words()
            .map(|(pack, words)| LawLine {
                words,
                href: pack.url.clone(),
                promises: pack
                    .promises
                    .iter()
                    .filter(|promise| promise.when.holds_in(policy.law.member_state))
                    .map(Promise::in_words)
                    .collect(),
            })
            .collect(),
        scope_in: scope(&policy.scope.inside),
        scope_out,
        versions: policy
            .products
            .iter()
            .flat_map(|product| {
                product.versions.iter().map(|version| SupportedVersion {
                    product: product.name.clone(),
                    versions: pattern(&version.pattern, product.latest.as_deref()),
                    supported: if version.supported { Supported::Yes } else { Supported::No },
                    note: version.until.map_or_else(String::new, |until| format!("until {until}")),
                })
            })
            .collect(),
        rules: rules(policy),
        harbor: policy
            .harbor
            .statements
            .iter()
            .map(|statement| HarborStatement {
                what: statement.in_words().to_owned(),
                given: true,
                source: policy.harbor.source.first().cloned().unwrap_or_default(),
            })
            .collect(),
        escalations: policy.escalations.iter().map(::policy::Escalation::in_words).collect(),
        disclosure: disclosure(policy),
        credit: credit(policy),
        reward: match policy.reward.kind {
            RewardKind::Unstated => Vec::new(),
            RewardKind::None => vec!["There is no payment for reports.".to_owned()],
            RewardKind::Gift => vec!["There is a gift for a good report.".to_owned()],
            RewardKind::Discretionary => vec!["A payment is possible, case by case.".to_owned()],
            RewardKind::Bounty => vec!["Reports can earn a bounty.".to_owned()],
        },
        privacy: privacy(policy),
        version: policy.version().to_string(),
        since: day(since),
        version_count: program.versions.len(),
    }
}

/// The rules of good faith, those asked for and those forbidden.
pub(crate) fn rules(policy: &Policy) -> Vec<String> {
    policy.rules.asked.iter().chain(&policy.rules.forbidden).map(|rule| rule.text.clone()).collect()
}

fn pattern(pattern: &VersionPattern, latest: Option<&str>) -> String {
    match pattern {
        VersionPattern::Latest => latest.map_or_else(
            || "the latest release".to_owned(),
            |version| format!("the latest release ({version})"),
        ),
        VersionPattern::Any => "all".to_owned(),
        VersionPattern::Exactly(version) => version.clone(),
        VersionPattern::Series(numbers) => {
            let mut text: String = numbers.iter().map(|number| format!("{number}.")).collect();
            text.push('x');
            text
        }
        VersionPattern::Before { version, inclusive } => {
            format!("{} {version}", if *inclusive { "\u{2264}" } else { "<" })
        }
        VersionPattern::After { version, inclusive } => {
            format!("{} {version}", if *inclusive { "\u{2265}" } else { ">" })
        }
    }
}

fn disclosure(policy: &Policy) -> Vec<String> {
    let disclosure = &policy.disclosure;
    let mut lines: Vec<String> = disclosure.statement.iter().cloned().collect();
    if !disclosure.places.is_empty() {
        lines.push(format!("Not in public places such as {}.", disclosure.places.join(", ")));
    }
    for (label, span) in [
        ("Preferred time until publication", disclosure.preferred),
        ("At least", disclosure.minimum),
        ("At most", disclosure.maximum),
    ] {
        if let Some(span) = span {
            lines.push(format!("{label}: {span}."));
        }
    }
    if let Some(extension) = &disclosure.extension {
        lines.push(format!("Extension: {extension}"));
    }
    for venue in &disclosure.venues {
        let most = venue.maximum.map(|span| format!(", for at most {span}")).unwrap_or_default();
        lines.push(format!("Told under embargo: {}{most}.", venue.name));
    }
    if !disclosure.ended_by.is_empty() {
        let who: Vec<&str> = disclosure.ended_by.iter().copied().map(party_words).collect();
        lines.push(format!("The embargo can be ended by {}.", who.join(", ")));
    }
    lines
}

fn credit(policy: &Policy) -> Vec<String> {
    use ::policy::CreditChoice as C;
    let mut lines = match policy.credit.choice {
        C::Unstated => Vec::new(),
        C::OptIn => vec!["Reporters are credited if they ask for it.".to_owned()],
        C::OptOut => vec!["Reporters are credited unless they decline.".to_owned()],
        C::Never => vec!["Reporters are not credited.".to_owned()],
    };
    if !policy.credit.forms.is_empty() {
        let forms: Vec<String> = policy.credit.forms.iter().map(ToString::to_string).collect();
        lines.push(format!("By: {}.", forms.join(", ")));
    }
    if policy.credit.hall_of_fame {
        lines.push("Credits are listed on the hall of fame.".to_owned());
    }
    lines
}

fn privacy(policy: &Policy) -> Vec<String> {
    let privacy = &policy.privacy;
    let mut lines: Vec<String> = privacy.statement.iter().cloned().collect();
    if privacy.anonymous {
        lines.push("You may report anonymously.".to_owned());
    }
    if privacy.pseudonym {
        lines.push("You may report under a pseudonym.".to_owned());
    }
    if privacy.not_passed_on {
        lines.push(
            "Your details are not passed on without your permission, unless the law obliges."
                .to_owned(),
        );
    }
    lines
}

/// Every version of a policy, newest first, with what it changed.
pub(crate) fn versions(program: &Program) -> Vec<VersionRow> {
    let mut rows: Vec<VersionRow> = Vec::new();
    let mut before: Option<&Policy> = None;
    for (policy, since) in &program.versions {
        if let Some(row) = rows.last_mut() {
            row.until = Some(day(*since));
        }
        let changes = before.map(|before| ::policy::diff(before, policy)).unwrap_or_default();
        rows.push(VersionRow {
            hash: policy.version().to_string(),
            since: day(*since),
            until: None,
            changes: changes.into_iter().map(change).collect(),
            is_first: before.is_none(),
        });
        before = Some(policy);
    }
    rows.reverse();
    rows
}

fn change(change: ::policy::Change) -> Change {
    use ::policy::ChangeKind as K;
    Change {
        kind: match change.kind {
            K::Added => ChangeKind::Added,
            K::Removed => ChangeKind::Removed,
            K::Tightened => ChangeKind::Tightened,
            K::Loosened => ChangeKind::Loosened,
            K::Changed => ChangeKind::Changed,
        },
        words: change.words,
        affects: change.affects.to_owned(),
    }
}

/// To whom something is owed, when it is not the team's own business.
pub(crate) fn is_public(promise: &Promise) -> bool {
    promise.to != Party::Team
}
