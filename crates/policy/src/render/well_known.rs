//! The policy for machines: `/.well-known/security-policy.json` (docs/formats/security-policy.md).
//!
//! Only what a program can act on, in the words of the policy language; prose stays on the page. Members
//! that would be empty are absent, and readers leave out members that they do not know.

use clock::Span;

use super::Addresses;
use crate::harbor::HarborGrade;
use crate::json::{Json, Members};
use crate::pack::Pack;
use crate::policy::Policy;
use crate::product::Product;
use crate::promise::Promise;
use crate::scope::ScopeItem;
use crate::word::word_of;

/// The name of the format, with its version.
const FORMAT: &str = "candor-security-policy/1";

/// The document, as JSON.
#[must_use]
pub fn well_known(policy: &Policy, addresses: &Addresses<'_>) -> String {
    let program = &policy.program;
    let named = Members::default()
        .with("id", program.id.as_str())
        .with("name", program.name.as_str())
        .maybe("url", program.url.as_deref());
    let addressed = Members::default()
        .maybe("policy", addresses.policy)
        .maybe("report", addresses.report)
        .maybe("acknowledgments", addresses.acknowledgments)
        .maybe("security_txt", addresses.security_txt)
        .maybe("history", addresses.history)
        .maybe("privacy", addresses.privacy);
    let contacts =
        program.contacts.iter().filter(|contact| contact.way.has_address()).map(|contact| {
            Members::default().with("uri", contact.way.uri()).maybe("note", contact.note.as_deref())
        });
    let keys = program.keys.iter().map(|key| {
        Members::default()
            .with("uri", key.uri.as_str())
            .maybe("fingerprint", key.fingerprint.as_deref())
            .maybe("expires", key.expires.map(|day| day.to_string()))
    });
    let whole = Members::default()
        .with("format", FORMAT)
        .with("version", policy.version().to_string())
        .with("program", named)
        .maybe("addresses", object(addressed))
        .with("contacts", contacts.collect::<Vec<_>>())
        .maybe("not_by", Some(program.not_by.clone()))
        .maybe("keys", Some(keys.collect::<Vec<_>>()))
        .maybe("languages", Some(program.languages.clone()))
        .with("intake", policy.intake.mode.as_str())
        .maybe("products", Some(policy.products.iter().map(product).collect::<Vec<_>>()))
        .maybe("scope", object(scope(policy)))
        .with("promises", policy.promises.iter().map(promise).collect::<Vec<_>>())
        .maybe("laws", Some(policy.packs().map(|pack| law(policy, pack)).collect::<Vec<_>>()))
        .maybe("member_state", policy.law.member_state.map(crate::law::MemberState::as_str))
        .maybe("escalations", Some(escalations(policy)))
        .maybe("disclosure", object(disclosure(policy)))
        .with("safe_harbor", harbor(policy))
        .with("credit", policy.credit.choice.as_str())
        .with("reward", policy.reward.kind.as_str())
        .with("anonymous", policy.privacy.anonymous)
        .maybe("calendar", policy.counts_business_days().then(|| calendar(policy)));
    Json::from(whole).pretty()
}

/// An object, unless it is empty.
fn object(members: Members) -> Option<Members> {
    (!members.is_empty()).then_some(members)
}

fn span(span: Span) -> Members {
    Members::default().with("count", u64::from(span.count.get())).with("unit", span.unit.plural())
}

fn product(product: &Product) -> Members {
    let versions = product.versions.iter().map(|version| {
        Members::default()
            .with("version", version.pattern.to_string())
            .with("supported", version.supported)
            .maybe("until", version.until.map(|day| day.to_string()))
    });
    Members::default()
        .with("id", product.id.as_str())
        .with("name", product.name.as_str())
        .with("type", product.kind.as_str())
        .maybe("role", product.role.map(crate::law::Role::as_str))
        .maybe("repository", product.repository.as_deref())
        .maybe("latest", product.latest.as_deref())
        .maybe("versions_url", product.versions_url.as_deref())
        .maybe("versions", Some(versions.collect::<Vec<_>>()))
}

fn scope(policy: &Policy) -> Members {
    let items = |items: &[ScopeItem]| {
        let items = items.iter().map(|item| {
            Members::default()
                .with("id", item.id.as_str())
                .with("what", item.what.as_str())
                .maybe("product", item.product.as_deref())
                .maybe("report_to", item.report_to.as_deref())
        });
        Some(items.collect::<Vec<_>>())
    };
    Members::default()
        .maybe("in", items(&policy.scope.inside))
        .maybe("out", items(&policy.scope.outside))
        .maybe("not_vulnerabilities", items(&policy.scope.not_vulnerabilities))
}

fn promise(promise: &Promise) -> Members {
    let from = Members::default()
        .with("event", promise.from.event.as_str())
        .with("time", promise.from.time.as_str());
    let severity = promise.when.severity.iter().map(|severity| severity.as_str());
    Members::default()
        .with("id", promise.id.as_str())
        .with("words", promise.in_words())
        .with("do", promise.act.as_str())
        .with("to", promise.to.as_str())
        .with("from", from)
        .with("direction", word_of(promise.direction))
        .maybe("within", promise.promised().map(span))
        .maybe("at_least", promise.at_least.map(span))
        .maybe("target", promise.target().map(span))
        .maybe("every", promise.every.map(span))
        .maybe("until", promise.until.map(crate::promise::AnchorEvent::as_str))
        .maybe("severity", Some(severity.collect::<Vec<_>>()))
        .maybe("includes", Some(promise.includes.clone()))
        .with("class", promise.class().as_str())
        .with("strength", promise.strength.as_str())
}

/// A pack that is switched on, with its promises for this team, whatever the day and the product.
fn law(policy: &Policy, pack: &Pack) -> Members {
    let here = |promise: &&Promise| promise.when.holds_in(policy.law.member_state);
    let promises = pack.promises.iter().filter(here).map(|one| {
        let role = one.when.role.iter().map(|role| role.as_str()).collect::<Vec<_>>();
        let days = one.validity();
        promise(one)
            .maybe("clause", one.clause.as_ref().and_then(|clause| clause.text.as_deref()))
            .maybe("role", Some(role))
            .maybe("valid_from", days.from.map(|day| day.to_string()))
            .maybe("valid_until", days.until.map(|day| day.to_string()))
    });
    Members::default()
        .with("id", pack.id.as_str())
        .with("name", pack.name.as_str())
        .with("title", pack.title.as_str())
        .with("url", pack.url.as_str())
        .with("version", pack.version().to_string())
        .with("class", pack.class.as_str())
        .maybe("valid_from", pack.validity.from.map(|day| day.to_string()))
        .maybe("valid_until", pack.validity.until.map(|day| day.to_string()))
        .with("promises", promises.collect::<Vec<_>>())
}

fn escalations(policy: &Policy) -> Vec<Members> {
    let rows = policy.escalations.iter().map(|escalation| {
        Members::default()
            .with("when", escalation.when.as_str())
            .with("after", span(escalation.after))
            .with("to", escalation.to.in_words())
    });
    rows.collect()
}

fn disclosure(policy: &Policy) -> Members {
    let disclosure = &policy.disclosure;
    let ended_by = disclosure.ended_by.iter().map(|party| party.as_str()).collect::<Vec<_>>();
    let embargoed = disclosure.preferred.or(disclosure.minimum).or(disclosure.maximum).is_some();
    let from = disclosure.from.map_or("received", crate::promise::AnchorEvent::as_str);
    Members::default()
        .maybe("until", disclosure.until.map(crate::promise::AnchorEvent::as_str))
        .maybe("from", embargoed.then_some(from))
        .maybe("preferred", disclosure.preferred.map(span))
        .maybe("minimum", disclosure.minimum.map(span))
        .maybe("maximum", disclosure.maximum.map(span))
        .maybe("ended_by", Some(ended_by))
}

fn harbor(policy: &Policy) -> Members {
    let statements = policy.harbor.statements.iter().map(|statement| statement.as_str());
    Members::default()
        .with(
            "grade",
            match policy.harbor.grade() {
                HarborGrade::None => "none",
                HarborGrade::Partial => "partial",
                HarborGrade::Full => "full",
            },
        )
        .maybe("statements", Some(statements.collect::<Vec<_>>()))
        .maybe("conditions", Some(policy.harbor.conditions.clone()))
}

fn calendar(policy: &Policy) -> Members {
    let calendar = &policy.calendar;
    let holidays = calendar.holidays().iter().map(|holiday| holiday.date.to_string());
    let closures = calendar.closures().iter().map(|closure| {
        Members::default()
            .with("first", closure.first.to_string())
            .with("last", closure.last.to_string())
    });
    let region = calendar.region();
    let workdays = calendar.workdays().iter().map(|day| word_of(*day));
    Members::default()
        .with("zone", calendar.zone())
        .with("workdays", workdays.collect::<Vec<_>>())
        .with("reading", word_of(calendar.reading()))
        .maybe("country", region.map(|region| region.country().code))
        .maybe("subdivision", region.and_then(|region| region.part()).map(|part| part.code))
        .maybe("holidays", Some(holidays.collect::<Vec<_>>()))
        .maybe("closures", Some(closures.collect::<Vec<_>>()))
}
