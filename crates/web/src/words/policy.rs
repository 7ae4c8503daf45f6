//! A policy as its pages show it.

use std::collections::BTreeMap;

use ::policy::{AnchorEvent, Party, Policy, Promise, RewardKind, VersionPattern};
use clock::{Direction, Instant};
use desk::Program;
use pages::portal::{
    Change, ChangeKind, Contact, HarborStatement, LawLine, ProgramPage, PromiseRow, ScopeItem,
    Supported, SupportedVersion, VersionRow,
};
use pages::{Frame, Intake, IntakeState, Language};

use super::{act_words, date, day, party_words, severity_words, span};
use crate::language::{of_page, say, text};

/// Whether reports are taken now, in words.
pub(crate) fn intake(policy: &Policy, now: Instant) -> Intake {
    let urgent = policy.intake.urgent.as_ref().map_or_else(String::new, |way| {
        format!(" {}", say("intake-urgent").by("way", way.in_words()).plain())
    });
    let notice = policy.intake.notice.clone().unwrap_or_default();
    let (state, words) = match policy.intake.state_at(now) {
        ::policy::IntakeState::Open => (IntakeState::Open, notice),
        ::policy::IntakeState::Restricted { condition } => (
            IntakeState::Restricted,
            format!(
                "{}{urgent} {notice}",
                say("intake-condition").by("condition", condition).plain()
            ),
        ),
        ::policy::IntakeState::Paused { until } => (
            IntakeState::Paused,
            format!(
                "{}{urgent} {notice}",
                say("intake-until").word("until", super::when(until).words).plain()
            ),
        ),
    };
    Intake { state, words: words.trim().to_owned() }
}

/// A promise in a few words: "an acknowledgement within 24 hours".
pub(crate) fn promise_short(promise: &Promise) -> String {
    let thing = text(format!("thing-{}", promise.act.as_str()));
    let condition = condition(promise);
    let id = if condition.is_empty() { "thing-when" } else { "thing-when-if" };
    let said = say(id).word("thing", thing).word("when", within(promise));
    said.word("condition", condition).plain()
}

/// A promise as a heading: the policy's sentence in English, what is owed in the other languages.
pub(crate) fn promise_long(promise: &Promise) -> String {
    match of_page() {
        None | Some(Language::English) => promise.in_words(),
        Some(_) => {
            let when = within(promise);
            say("thing-when").word("thing", act_words(promise.act)).word("when", when).plain()
        }
    }
}

fn within(promise: &Promise) -> String {
    let (id, length) = match promise.within {
        ::policy::Within::Span(length) => match (promise.direction, promise.from.event) {
            (Direction::After, AnchorEvent::Received) => ("within-span", Some(length)),
            (Direction::After, _) => ("within-span-after", Some(length)),
            (Direction::AtLeastBefore | Direction::AtMostBefore, _) => {
                ("within-span-before", Some(length))
            }
        },
        ::policy::Within::AsSoonAsPossible { .. } => ("within-soon", None),
        ::policy::Within::Regularly { .. } => match promise.every {
            Some(every) => ("within-every", Some(every)),
            None => ("within-regularly", None),
        },
    };
    let length = length.map(span).unwrap_or_default();
    say(id).word("span", length).word("event", event(promise.from.event)).plain()
}

/// What a time counts from, as a noun. What only laws name is said in general.
fn event(event: AnchorEvent) -> String {
    text(match event {
        AnchorEvent::Received => "from-received",
        AnchorEvent::Acknowledged => "from-acknowledged",
        AnchorEvent::Evaluated => "from-evaluated",
        AnchorEvent::Accepted => "from-accepted",
        AnchorEvent::FixReady => "from-fix-ready",
        AnchorEvent::FixReleased => "from-fix-released",
        AnchorEvent::Resolved => "from-resolved",
        AnchorEvent::Disclosed => "from-disclosed",
        _ => "from-other",
    })
}

fn condition(promise: &Promise) -> String {
    if promise.when.severity.is_empty() {
        return String::new();
    }
    let list: Vec<String> = promise.when.severity.iter().map(|one| severity_words(*one)).collect();
    let list = of_page().unwrap_or_default().one_of(&list);
    say("if-severity").word("severities", list).plain()
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
                    .map_or_else(String::new, |to| say("scope-report-to").by("whom", to).plain()),
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
                kind: text(match contact.way {
                    ::policy::ContactWay::Email(_) => "contact-email",
                    ::policy::ContactWay::Url(_) => "contact-web",
                    ::policy::ContactWay::GithubPrivateReporting(_) => "contact-github",
                    ::policy::ContactWay::Phone(_) => "contact-phone",
                }),
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
                what: promise_heading(promise),
                to: party_words(promise.to),
                within: within(promise),
                condition: condition(promise),
                class: match promise.class() {
                    ::policy::Class::Promise => String::new(),
                    class => text(format!("class-{}", class.as_str())),
                },
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
                    note: version.until.map_or_else(String::new, |until| {
                        say("supported-until").word("day", date(until).words).plain()
                    }),
                })
            })
            .collect(),
        rules: rules(policy),
        harbor: policy
            .harbor
            .statements
            .iter()
            .map(|statement| HarborStatement {
                what: text(format!("harbor-{}", statement.as_str().replace(' ', "-"))),
                given: true,
                source: policy.harbor.source.first().cloned().unwrap_or_default(),
            })
            .collect(),
        escalations: policy.escalations.iter().map(escalation).collect(),
        disclosure: disclosure(policy),
        credit: credit(policy),
        reward: match policy.reward.kind {
            RewardKind::Unstated => Vec::new(),
            RewardKind::None => vec![text("reward-none")],
            RewardKind::Gift => vec![text("reward-gift")],
            RewardKind::Discretionary => vec![text("reward-discretionary")],
            RewardKind::Bounty => vec![text("reward-bounty")],
        },
        privacy: privacy(policy),
        version: policy.version().to_string(),
        since: day(since),
        version_count: program.versions.len(),
    }
}

/// What a policy does not take reports about, each with where to report it instead.
pub(crate) fn out_of_scope(policy: &Policy) -> Vec<String> {
    let items = policy.scope.outside.iter().chain(&policy.scope.not_vulnerabilities);
    items
        .map(|item| match &item.report_to {
            Some(to) => {
                format!("{} {}", item.what, say("scope-report-to").by("whom", to).plain())
            }
            None => item.what.clone(),
        })
        .collect()
}

/// What the team promises those who report in good faith.
pub(crate) fn harbor(policy: &Policy) -> Vec<String> {
    let statements = policy.harbor.statements.iter();
    statements.map(|one| text(format!("harbor-{}", one.as_str().replace(' ', "-")))).collect()
}

/// The product that a form names, or the only one there is.
fn product_of<'p>(policy: &'p Policy, id: &str) -> Option<&'p ::policy::Product> {
    match policy.products.as_slice() {
        [only] => Some(only),
        several => several.iter().find(|product| product.id == id),
    }
}

/// The versions that get security updates, in words; empty when the policy does not tell.
pub(crate) fn supported(policy: &Policy, product: &str) -> String {
    let Some(product) = product_of(policy, product) else { return String::new() };
    let rows = product.versions.iter().filter(|row| row.supported);
    let rows: Vec<String> =
        rows.map(|row| pattern(&row.pattern, product.latest.as_deref())).collect();
    of_page().unwrap_or_default().all_of(&rows)
}

/// What the policy says about a version, kindly; empty when it does not tell.
pub(crate) fn version_supported(
    policy: &Policy,
    product: &str,
    version: &str,
    now: Instant,
) -> String {
    let Some(named) = product_of(policy, product).filter(|_| !version.is_empty()) else {
        return String::new();
    };
    let today = now.to_string().get(..10).and_then(|day| day.parse().ok());
    match named.supports(version, today) {
        ::policy::Support::Supported => say("version-supported").by("version", version).plain(),
        ::policy::Support::NotSupported => {
            let versions = supported(policy, product);
            let id = if versions.is_empty() { "version-old" } else { "version-unsupported" };
            say(id).by("version", version).by("versions", versions).plain()
        }
        ::policy::Support::Unknown => String::new(),
    }
}

/// A promise in the table, where its time stands beside it.
fn promise_heading(promise: &Promise) -> String {
    match of_page() {
        None | Some(Language::English) => promise.in_words(),
        Some(_) => act_words(promise.act),
    }
}

/// Whom a reporter may turn to when the team is silent.
fn escalation(escalation: &::policy::Escalation) -> String {
    use ::policy::EscalationTrigger as T;
    let id = match escalation.when {
        T::NoAcknowledgement => "silent-acknowledgement",
        T::NoEngagement => "silent-engagement",
        T::NoResolution => "silent-resolution",
    };
    say(id).word("span", span(escalation.after)).by("whom", escalation.to.in_words()).plain()
}

/// The rules of good faith, those asked for and those forbidden.
pub(crate) fn rules(policy: &Policy) -> Vec<String> {
    policy.rules.asked.iter().chain(&policy.rules.forbidden).map(|rule| rule.text.clone()).collect()
}

fn pattern(pattern: &VersionPattern, latest: Option<&str>) -> String {
    match pattern {
        VersionPattern::Latest => latest.map_or_else(
            || text("versions-latest"),
            |version| say("versions-latest-is").by("version", version).plain(),
        ),
        VersionPattern::Any => text("versions-all"),
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
        let places = disclosure.places.join(", ");
        lines.push(say("disclosure-not-in").by("places", places).plain());
    }
    for (id, length) in [
        ("disclosure-preferred", disclosure.preferred),
        ("disclosure-minimum", disclosure.minimum),
        ("disclosure-maximum", disclosure.maximum),
    ] {
        if let Some(length) = length {
            lines.push(say(id).word("span", span(length)).plain());
        }
    }
    if let Some(extension) = &disclosure.extension {
        lines.push(say("disclosure-extension").by("text", extension).plain());
    }
    for venue in &disclosure.venues {
        let id = if venue.maximum.is_some() { "disclosure-told-most" } else { "disclosure-told" };
        let most = venue.maximum.map(span).unwrap_or_default();
        lines.push(say(id).by("venue", &venue.name).word("span", most).plain());
    }
    if !disclosure.ended_by.is_empty() {
        let who: Vec<String> = disclosure.ended_by.iter().copied().map(party_words).collect();
        let who = of_page().unwrap_or_default().one_of(&who);
        lines.push(say("disclosure-ended-by").word("parties", who).plain());
    }
    lines
}

fn credit(policy: &Policy) -> Vec<String> {
    use ::policy::CreditChoice as C;
    let mut lines = match policy.credit.choice {
        C::Unstated => Vec::new(),
        C::OptIn => vec![text("credit-opt-in")],
        C::OptOut => vec![text("credit-opt-out")],
        C::Never => vec![text("credit-never")],
    };
    if !policy.credit.forms.is_empty() {
        let forms: Vec<String> = policy
            .credit
            .forms
            .iter()
            .map(|form| text(format!("name-{}", form.as_str().replace(' ', "-"))))
            .collect();
        let forms = of_page().unwrap_or_default().one_of(&forms);
        lines.push(say("credit-by").word("forms", forms).plain());
    }
    if policy.credit.hall_of_fame {
        lines.push(text("credit-hall"));
    }
    lines
}

fn privacy(policy: &Policy) -> Vec<String> {
    let privacy = &policy.privacy;
    let mut lines: Vec<String> = privacy.statement.iter().cloned().collect();
    if privacy.anonymous {
        lines.push(text("privacy-anonymous"));
    }
    if privacy.pseudonym {
        lines.push(text("privacy-pseudonym"));
    }
    if privacy.not_passed_on {
        lines.push(text("privacy-not-passed-on"));
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
