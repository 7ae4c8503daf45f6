//! Runs every group of rules over a document.

use policy::HarborGrade;

use super::scene::Scene;
use super::{
    Bounty, BountyClaim, Claims, ConductClaims, CreditClaim, CreditKind, DisclosureClaims,
    HarborClaim, Quote, ReportFields, ScopeClaims, SupportForm, SupportedVersions,
};
use super::{
    conduct, contact, counting, disclosure, escalation, fields, key, promise, remainder, scope,
    soft, support, terms,
};
use crate::reader::{BlockKind, Document};

/// What the document says. In a language that the rules do not know, nothing but its addresses and keys is
/// claimed: everything else would be a guess.
pub(super) fn all(document: &Document) -> Claims {
    let scene = Scene::of(document);
    let mut claims = nothing();
    claims.language = remainder::language(&scene);
    claims.name = name(document);
    claims.keys = key::keys(&scene);
    claims.template_left = remainder::template_left(&scene);
    claims.addressed_to_tools = remainder::addressed_to_tools(&scene);
    if claims.language.readable {
        claims.promises = promise::promises(&scene);
        claims.escalations = escalation::escalations(&scene, &claims.promises);
        claims.soft_promises = soft::soft(&scene);
        claims.caveats = soft::caveats(&scene);
        claims.scope = scope::scope(&scene);
        claims.report = fields::fields(&scene);
        claims.harbor = terms::harbor(&scene);
        claims.credit = terms::credit(&scene);
        claims.bounty = terms::bounty(&scene);
        claims.conduct = conduct::conduct(&scene);
        claims.disclosure = disclosure::disclosure(&scene, &claims.promises);
        claims.days = counting::days(&scene);
        claims.zone = counting::zone(&scene);
        claims.report_languages = counting::languages(&scene);
        counting::settle(&mut claims);
    }
    claims.supported = support::supported(&scene);
    let contacts = contact::contacts(&scene, &claims.escalations);
    claims.contacts = contacts.contacts;
    if !claims.language.readable && claims.contacts.is_empty() {
        claims.contacts = contact::only_mailbox(&scene);
    }
    claims.forbidden_ways = contacts.forbidden;
    claims.image_contacts = contacts.images;
    not_for_tools(&mut claims);
    if claims.language.readable {
        claims.not_understood = remainder::not_understood(&scene, &claims);
    }
    claims
}

/// What speaks to tools and programs says nothing to people: no claim is taken from it.
fn not_for_tools(claims: &mut Claims) {
    let spoken: Vec<_> =
        claims.addressed_to_tools.iter().map(|quote| quote.start..quote.end).collect();
    let for_people = |quote: &Quote| !spoken.iter().any(|range| range.contains(&quote.start));
    claims.promises.retain(|promise| for_people(&promise.quote));
    claims.soft_promises.retain(|promise| for_people(&promise.quote));
    claims.contacts.retain(|contact| for_people(&contact.quote));
    claims.escalations.retain(|escalation| for_people(&escalation.quote));
    claims.disclosure.limits.retain(|limit| for_people(&limit.quote));
}

/// What the first heading calls the project, without the words that every policy has.
fn name(document: &Document) -> Option<String> {
    let heading = document
        .blocks
        .iter()
        .find(|block| matches!(block.kind, BlockKind::Heading { level } if level <= 2))?;
    const EVERY: &[&str] = &[
        "security",
        "policy",
        "policies",
        "vulnerability",
        "vulnerabilities",
        "disclosure",
        "responsible",
        "reporting",
        "report",
        "process",
        "a",
        "the",
        "for",
        "of",
        "in",
        "and",
        "issues",
        "issue",
        "bugs",
        "bug",
        "top",
        "level",
        "page",
        "announcements",
        "how",
        "to",
        "guidelines",
        "coordinated",
        "document",
        "response",
        "supported",
        "versions",
        "-",
        "–",
        ":",
        "&",
        "project",
        "repositories",
        "about",
        "contact",
        "team",
    ];
    let kept: Vec<&str> = heading
        .passage
        .text()
        .split(' ')
        .filter(|word| !EVERY.contains(&word.to_lowercase().as_str()))
        .collect();
    let name = kept.join(" ");
    let name = name.trim_end_matches("'s").trim_end_matches("’s").trim();
    (!name.is_empty() && kept.len() <= 5 && name.chars().next().is_some_and(char::is_alphanumeric))
        .then(|| name.to_owned())
}

fn nothing() -> Claims {
    Claims {
        language: super::Language { tag: "und".to_owned(), readable: false },
        name: None,
        contacts: Vec::new(),
        forbidden_ways: Vec::new(),
        image_contacts: Vec::new(),
        promises: Vec::new(),
        soft_promises: Vec::new(),
        escalations: Vec::new(),
        scope: ScopeClaims::default(),
        supported: SupportedVersions {
            form: SupportForm::None,
            rows: Vec::new(),
            rule: None,
            link: None,
            dangling: None,
        },
        report: ReportFields::default(),
        harbor: HarborClaim {
            statements: Vec::new(),
            conditions: Vec::new(),
            grade: HarborGrade::None,
            threat: None,
        },
        credit: CreditClaim {
            kind: CreditKind::Unspecified,
            hall_of_fame: false,
            quotes: Vec::new(),
        },
        bounty: BountyClaim { kind: Bounty::Unspecified, contradiction: None, quote: None },
        disclosure: DisclosureClaims::default(),
        conduct: ConductClaims::default(),
        keys: Vec::new(),
        template_left: Vec::new(),
        days: None,
        zone: None,
        report_languages: Vec::new(),
        caveats: Vec::new(),
        addressed_to_tools: Vec::new(),
        not_understood: Vec::new(),
    }
}
