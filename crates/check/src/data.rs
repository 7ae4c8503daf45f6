//! What a `policy.toml` claims, in the vocabulary of prose, with the places of its values.
//!
//! So every rule and every question is written once. A value is found again in the text by its section and
//! number; where a section has no value of its own, the claim points at what the section is about.

use core::ops::Range;

use policy::{
    Act, AnchorEvent, Class, ContactWay, CreditChoice, EscalationTarget, Party, Policy, RewardKind,
    Within,
};
use prose::{
    Audience, Bounty, BountyClaim, CalendarKind, Claims, Contact, CreditClaim, CreditKind, Deed,
    Direction, DisclosureClaims, DisclosureKind, DisclosureLimit, Escalation, EscalationTrigger,
    Field, ForbiddenWay, HarborClaim, Key, Language, Pause, Promise, Quote, ReportFields,
    ScopeClaim, ScopeClaims, SoftPromise, Strength, SupportForm, SupportedVersions, Time, TimeUnit,
    Trigger, VersionRow, Way,
};
use toml::de::{DeTable, DeValue};

use crate::source::Source;

/// What a policy claims.
pub(crate) fn claims(source: &Source, policy: &Policy) -> Claims {
    let places = Places::of(source);
    let mut promises = Vec::new();
    let mut soft_promises = Vec::new();
    for (number, promise) in policy.promises.iter().enumerate() {
        let class = promise.basis.class();
        if matches!(class, Class::Law | Class::Target) || promise.act == Act::Review {
            continue;
        }
        let quote = places.entry("promise", number, &["within", "every", "source", "do"]);
        let strength = match promise.strength {
            policy::Strength::Firm => Strength::Commit,
            policy::Strength::Aim => Strength::Aim,
            policy::Strength::Expectation => Strength::Expect,
            policy::Strength::Typical => Strength::Typical,
        };
        let deed = deed(promise.act);
        let span = match promise.within {
            Within::Span(span) => Some(span),
            Within::AsSoonAsPossible { .. } | Within::Regularly { .. } => promise.every,
        };
        let pause = Pause {
            reasons: promise.pause().iter().map(|reason| reason.as_str()).collect(),
            most: promise.pause_cap().map(|cap| clock::in_words(cap.0)),
        };
        match span {
            Some(span) => promises.push(Promise {
                deed,
                also: Vec::new(),
                to: audience(promise.to),
                trigger: trigger(promise.from.event),
                time: time(span),
                severity: promise.when.severity.clone(),
                condition: None,
                strength,
                recurring: promise.recurs(),
                pause,
                direction: match promise.direction {
                    clock::Direction::After => Direction::After,
                    clock::Direction::AtLeastBefore => Direction::AtLeastBefore,
                    clock::Direction::AtMostBefore => Direction::AtMostBefore,
                },
                quote,
            }),
            None => soft_promises.push(SoftPromise { deed, strength, pause, quote }),
        }
    }
    Claims {
        conduct: prose::ConductClaims::default(),
        days: None,
        zone: Some(policy.calendar.zone().to_string()),
        report_languages: policy.program.languages.clone(),
        language: Language { tag: "en".to_owned(), readable: true },
        name: Some(policy.program.name.clone()),
        contacts: contacts(policy, &places),
        forbidden_ways: policy
            .program
            .not_by
            .iter()
            .map(|what| ForbiddenWay {
                what: what.clone(),
                quote: places.key(&["program", "not_by"]),
            })
            .collect(),
        image_contacts: Vec::new(),
        promises,
        soft_promises,
        escalations: escalations(policy, &places),
        scope: scope(policy, &places),
        supported: supported(policy, &places),
        report: report(policy, &places),
        harbor: HarborClaim {
            statements: policy
                .harbor
                .statements
                .iter()
                .map(|statement| (*statement, places.key(&["harbor", "statements"])))
                .collect(),
            conditions: Vec::new(),
            grade: policy.harbor.grade(),
            threat: None,
        },
        credit: CreditClaim {
            kind: match policy.credit.choice {
                CreditChoice::Unstated => CreditKind::Unspecified,
                CreditChoice::OptIn => CreditKind::OptIn,
                CreditChoice::OptOut => CreditKind::OptOut,
                CreditChoice::Never => CreditKind::No,
            },
            hall_of_fame: policy.credit.hall_of_fame,
            quotes: vec![places.key(&["credit", "choice"])],
        },
        bounty: BountyClaim {
            kind: match policy.reward.kind {
                RewardKind::Unstated => Bounty::Unspecified,
                RewardKind::None => Bounty::No,
                RewardKind::Gift => Bounty::Gift,
                RewardKind::Discretionary => Bounty::Discretionary,
                RewardKind::Bounty => Bounty::Yes,
            },
            contradiction: None,
            quote: Some(places.key(&["reward", "kind"])),
        },
        disclosure: disclosure(policy, &places),
        keys: policy
            .program
            .keys
            .iter()
            .enumerate()
            .map(|(number, key)| Key {
                fingerprint: key.fingerprint.clone(),
                id: None,
                url: Some(key.uri.clone()),
                in_text: false,
                expires: key.expires.map(|day| day.to_string()),
                quote: places.nested("program", "key", number),
            })
            .collect(),
        template_left: Vec::new(),
        caveats: Vec::new(),
        addressed_to_tools: Vec::new(),
        not_understood: Vec::new(),
    }
}

const fn deed(act: Act) -> Deed {
    match act {
        Act::Acknowledge => Deed::Acknowledge,
        Act::Respond => Deed::FirstResponse,
        Act::Evaluate | Act::Classify => Deed::Triage,
        Act::Decide => Deed::AcceptOrDecline,
        Act::Update => Deed::StatusUpdate,
        Act::Fix => Deed::Fix,
        Act::Publish => Deed::PublishAdvisory,
        Act::Credit => Deed::Credit,
        Act::Notify => Deed::NotifyUsers,
        Act::Report => Deed::Other,
        Act::Review => Deed::ReviewPolicy,
    }
}

const fn audience(party: Party) -> Audience {
    match party {
        Party::Reporter => Audience::Reporter,
        Party::Public => Audience::Public,
        Party::Users => Audience::Users,
        Party::Upstream => Audience::Upstream,
        _ => Audience::Team,
    }
}

const fn trigger(event: AnchorEvent) -> Trigger {
    match event {
        AnchorEvent::Acknowledged => Trigger::Acknowledged,
        AnchorEvent::Evaluated => Trigger::TriageDone,
        AnchorEvent::Accepted => Trigger::Confirmed,
        AnchorEvent::FixReady => Trigger::FixReady,
        AnchorEvent::FixReleased | AnchorEvent::Resolved => Trigger::Release,
        AnchorEvent::Disclosed => Trigger::PublicDisclosure,
        AnchorEvent::AttackObserved => Trigger::AttackSeen,
        AnchorEvent::UpstreamNotified => Trigger::UpstreamNotified,
        _ => Trigger::ReportReceived,
    }
}

fn time(span: clock::Span) -> Time {
    use clock::Unit;
    let (unit, calendar) = match span.unit {
        Unit::Hours => (TimeUnit::Hours, CalendarKind::Wall),
        Unit::BusinessHours => (TimeUnit::Hours, CalendarKind::Business),
        Unit::Days => (TimeUnit::Days, CalendarKind::Calendar),
        Unit::BusinessDays => (TimeUnit::Days, CalendarKind::Business),
        Unit::Weeks => (TimeUnit::Weeks, CalendarKind::Calendar),
        Unit::Months => (TimeUnit::Months, CalendarKind::Calendar),
    };
    Time { min: None, max: Some(span.count.get()), unit, calendar }
}

fn way(way: &ContactWay) -> (Way, String) {
    match way {
        ContactWay::Email(address) => (Way::Email, address.clone()),
        ContactWay::Url(url) => (Way::Web, url.clone()),
        ContactWay::GithubPrivateReporting(_) => (Way::GithubPrivateReport, way.uri()),
        ContactWay::Phone(_) => (Way::Phone, way.uri()),
    }
}

fn contacts(policy: &Policy, places: &Places<'_>) -> Vec<Contact> {
    let of = |(number, contact): (usize, &policy::Contact)| {
        let (way, address) = way(&contact.way);
        Contact {
            way,
            address,
            preferred: number == 0,
            fallback: false,
            obfuscated: false,
            quote: places.nested("program", "contact", number),
        }
    };
    policy.program.contacts.iter().enumerate().map(of).collect()
}

fn escalations(policy: &Policy, places: &Places<'_>) -> Vec<Escalation> {
    let of = |(number, right): (usize, &policy::Escalation)| Escalation {
        to: match &right.to {
            EscalationTarget::Way(target) => way(target).1,
            EscalationTarget::Words(words) => words.clone(),
        },
        trigger: match right.when {
            policy::EscalationTrigger::NoAcknowledgement => EscalationTrigger::NoAcknowledgement,
            policy::EscalationTrigger::NoEngagement => EscalationTrigger::NoEngagement,
            policy::EscalationTrigger::NoResolution => EscalationTrigger::NoFix,
        },
        after: Some(time(right.after)),
        quote: places.entry("escalation", number, &["after"]),
    };
    policy.escalations.iter().enumerate().map(of).collect()
}

fn scope(policy: &Policy, places: &Places<'_>) -> ScopeClaims {
    let of = |items: &[policy::ScopeItem], key: &str, not_vulnerability: bool| {
        let claim = |item: &policy::ScopeItem| ScopeClaim {
            what: item.what.clone(),
            not_vulnerability,
            quote: places.key(&["scope", key]),
        };
        items.iter().map(claim).collect::<Vec<_>>()
    };
    let mut outside = of(&policy.scope.outside, "out", false);
    outside.extend(of(&policy.scope.not_vulnerabilities, "not_vulnerabilities", true));
    ScopeClaims { inside: of(&policy.scope.inside, "in", false), outside }
}

fn supported(policy: &Policy, places: &Places<'_>) -> SupportedVersions {
    let mut rows = Vec::new();
    for (number, product) in policy.products.iter().enumerate() {
        for row in &product.versions {
            let version = match &row.pattern {
                policy::VersionPattern::Latest => "latest".to_owned(),
                policy::VersionPattern::Any => "any".to_owned(),
                policy::VersionPattern::Exactly(version) => version.clone(),
                policy::VersionPattern::Series(numbers) => {
                    let parts: Vec<_> = numbers.iter().map(u64::to_string).collect();
                    format!("{}.x", parts.join("."))
                }
                policy::VersionPattern::Before { version, inclusive } => {
                    format!("{} {version}", if *inclusive { "<=" } else { "<" })
                }
                policy::VersionPattern::After { version, inclusive } => {
                    format!("{} {version}", if *inclusive { ">=" } else { ">" })
                }
            };
            rows.push(VersionRow {
                product: Some(product.id.clone()),
                version,
                supported: Some(row.supported),
                until: row.until.map(|day| day.to_string()),
                said: row.until.map(|day| day.to_string()).unwrap_or_default(),
                quote: places.entry("product", number, &["versions", "id"]),
            });
        }
    }
    let link = policy.products.iter().find_map(|product| product.versions_url.clone());
    let form = if rows.is_empty() {
        if link.is_some() { SupportForm::Link } else { SupportForm::None }
    } else {
        SupportForm::Table
    };
    SupportedVersions { form, rows, rule: None, link, dangling: None }
}

fn report(policy: &Policy, places: &Places<'_>) -> ReportFields {
    let of = |required: bool| {
        let key = if required { "required" } else { "wanted" };
        let fields = policy.report.fields.iter().filter(|field| field.required == required);
        let known = |id: &str| {
            policy::WELL_KNOWN_FIELDS.iter().find(|field| field.id == id).map(|field| field.id)
        };
        fields
            .map(|field| Field {
                well_known: known(&field.id),
                words: field.label.clone(),
                quote: places.key(&["report", key]),
            })
            .collect()
    };
    ReportFields { required: of(true), helpful: of(false) }
}

fn disclosure(policy: &Policy, places: &Places<'_>) -> DisclosureClaims {
    let rows = [
        (DisclosureKind::Preferred, policy.disclosure.preferred, "preferred"),
        (DisclosureKind::Minimum, policy.disclosure.minimum, "minimum"),
        (DisclosureKind::Maximum, policy.disclosure.maximum, "maximum"),
    ];
    let limits = rows.into_iter().filter_map(|(kind, limit, key)| {
        let quote = places.key(&["disclosure", key]);
        limit.map(|limit| DisclosureLimit { kind, time: time(limit), quote })
    });
    let asks = policy.disclosure.statement.iter().map(|_| places.key(&["disclosure", "statement"]));
    DisclosureClaims {
        limits: limits.collect(),
        asks: asks.collect(),
        ..DisclosureClaims::default()
    }
}

/// The places of sections, entries and values in the text.
struct Places<'a> {
    source: &'a Source,
    root: Option<DeTable<'a>>,
}

impl<'a> Places<'a> {
    fn of(source: &'a Source) -> Self {
        let root = DeTable::parse(source.text()).ok().map(toml::Spanned::into_inner);
        Self { source, root }
    }

    /// A value by its keys, or else its section, or else the start of the text.
    fn key(&self, keys: &[&str]) -> Quote {
        let mut table = self.root.as_ref();
        let mut span = 0..0;
        for key in keys {
            let Some(value) = table.and_then(|table| table.get(*key)) else { break };
            span = value.span();
            table = value.get_ref().as_table();
        }
        self.quote(&span)
    }

    /// The first of these values in the numbered entry of an array of tables.
    fn entry(&self, section: &str, number: usize, keys: &[&str]) -> Quote {
        let array = self.root.as_ref().and_then(|root| root.get(section));
        let found = array
            .and_then(|array| array.get_ref().as_array())
            .and_then(|array| array.get(number))
            .map(|entry| Self::value_span(entry.get_ref(), keys).unwrap_or_else(|| entry.span()));
        self.quote(&found.unwrap_or(0..0))
    }

    /// The numbered entry of an array of tables inside a section: its first value.
    fn nested(&self, section: &str, inner: &str, number: usize) -> Quote {
        let array = self
            .root
            .as_ref()
            .and_then(|root| root.get(section))
            .and_then(|section| section.get_ref().as_table())
            .and_then(|section| section.get(inner))
            .and_then(|array| array.get_ref().as_array());
        let keys = ["email", "url", "github", "phone", "uri", "fingerprint"];
        let found = array
            .and_then(|array| array.get(number))
            .map(|entry| Self::value_span(entry.get_ref(), &keys).unwrap_or_else(|| entry.span()));
        self.quote(&found.unwrap_or(0..0))
    }

    fn value_span(entry: &DeValue<'_>, keys: &[&str]) -> Option<Range<usize>> {
        let table = entry.as_table()?;
        keys.iter().find_map(|key| table.get(*key)).map(toml::Spanned::span)
    }

    fn quote(&self, span: &Range<usize>) -> Quote {
        let place = self.source.place(span);
        let text = self.source.text().get(span.clone()).unwrap_or_default().to_owned();
        Quote {
            plain: self.source.words(span),
            text,
            start: span.start,
            end: span.end,
            line: place.line,
            column: place.column,
        }
    }
}
