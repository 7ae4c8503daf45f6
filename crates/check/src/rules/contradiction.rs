//! Rules about statements of one policy that cannot both hold, and about two policies that differ.

use core::ops::Range;

use prose::{Deed, Promise, Way};

use super::promise::hours;
use crate::finding::Severity::{Error, Warning};
use crate::rule::{Look, Notes, Rule};
use crate::subject::{Subject, span};

/// The rule for two policies of one repository that say different things.
pub(crate) const DISAGREE: &str = "policies-disagree";

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "bounty-contradiction",
        title: "a bounty that is offered and refused",
        severity: Warning,
        why: "A reporter who counts on money and gets none will not report again.",
        write: "say in one place whether there is a reward, and take the other sentence out",
        example: "",
        sources: &["a published policy that ended its bounty and still speaks of forfeiting it"],
        look: Look::Policy(bounty),
    },
    Rule {
        code: "two-times",
        title: "the same thing promised within two times",
        severity: Error,
        why: "Whoever keeps the longer one breaks the shorter one.",
        write: "decide which time holds, or say for which reports each holds",
        example: "",
        sources: &["the policy language"],
        look: Look::Policy(two_times),
    },
    Rule {
        code: "answers-out-of-order",
        title: "a detailed answer due before the acknowledgement",
        severity: Warning,
        why: "The first answer cannot come after the second one; most often a number is in the wrong place.",
        write: "check whether the two times are the wrong way round",
        example: "",
        sources: &["the policy language"],
        look: Look::Policy(out_of_order),
    },
    Rule {
        code: "harbor-and-threat",
        title: "a safe harbor and a threat",
        severity: Warning,
        why: "A reporter cannot tell which of the two they will meet.",
        write: "let the safe harbor stand, and say under which conditions it ends",
        example: "",
        sources: &["OWASP vulnerability disclosure cheat sheet"],
        look: Look::Policy(harbor_and_threat),
    },
    Rule {
        code: "refused-way-named",
        title: "a way to report that is named and refused",
        severity: Warning,
        why: "The report goes where the policy itself says that it is lost.",
        write: "take the address out, or say what else it is for",
        example: "",
        sources: &["published policies"],
        look: Look::Policy(refused_way),
    },
    Rule {
        code: DISAGREE,
        title: "policy.toml and the policy in prose say different things",
        severity: Error,
        why: "People read one and the clocks keep the other.",
        write: "render the prose from policy.toml again",
        example: "",
        sources: &["the policy language"],
        look: Look::Reader,
    },
];

fn bounty(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if let Some(quote) = &subject.claims.bounty.contradiction {
        notes.at(&span(quote), "this says the opposite of another sentence about rewards");
    }
}

/// Whether two promises are about the same reports.
fn same_reports(one: &Promise, other: &Promise) -> bool {
    one.severity == other.severity
        && one.condition.is_none()
        && other.condition.is_none()
        && one.trigger == other.trigger
        && one.to == other.to
        && one.direction == other.direction
        && one.recurring == other.recurring
}

fn two_times(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let promises = &subject.claims.promises;
    // Deeds that happen once; a policy may well give several notices or fixes.
    let once = |deed: Deed| {
        matches!(deed, Deed::Acknowledge | Deed::FirstResponse | Deed::Triage | Deed::Resolve)
    };
    for (number, later) in promises.iter().enumerate() {
        let earlier = promises.iter().take(number).find(|earlier| {
            once(later.deed)
                && earlier.deed == later.deed
                && same_reports(earlier, later)
                && hours(&earlier.time) != hours(&later.time)
        });
        if let Some(earlier) = earlier {
            let place = subject.source.place(&span(&earlier.quote));
            notes.at(
                &span(&later.quote),
                format!("line {} gives another time for the same thing", place.line),
            );
        }
    }
}

fn out_of_order(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let promises = &subject.claims.promises;
    for first in promises.iter().filter(|p| matches!(p.deed, Deed::Acknowledge)) {
        let second = promises.iter().find(|second| {
            matches!(second.deed, Deed::DetailedResponse | Deed::Triage | Deed::Resolve | Deed::Fix)
                && same_reports(first, second)
                && hours(&second.time).zip(hours(&first.time)).is_some_and(|(b, a)| b < a)
        });
        if let Some(second) = second {
            notes.at(&span(&second.quote), "this is due before the acknowledgement");
        }
    }
}

fn harbor_and_threat(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let harbor = &subject.claims.harbor;
    if let (Some(quote), false) = (&harbor.threat, harbor.statements.is_empty()) {
        notes.at(&span(quote), "this threatens those whom another sentence protects");
    }
}

fn refused_way(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let refuses =
        subject.claims.forbidden_ways.iter().any(|way| way.what.eq_ignore_ascii_case("email"));
    let named = subject.claims.contacts.iter().find(|c| c.way == Way::Email && !c.fallback);
    if let (true, Some(contact)) = (refuses, named) {
        notes.at(
            &super::contact::named(contact, notes),
            "this names an address, and reports by e-mail are refused",
        );
    }
}

/// Where the second policy says something else than the first: the place in it and what differs.
pub(crate) fn differences(data: &Subject<'_>, prose: &Subject<'_>) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let addresses = |subject: &Subject<'_>| {
        let named = subject.claims.contacts.iter().filter(|contact| !contact.fallback);
        named.map(|c| c.address.to_lowercase()).filter(|a| !a.is_empty()).collect::<Vec<_>>()
    };
    let known = addresses(data);
    let first = prose.claims.contacts.iter().find(|contact| !contact.address.is_empty());
    if let Some(contact) = first
        && !known.is_empty()
        && !addresses(prose).iter().any(|address| known.contains(address))
    {
        found.push((span(&contact.quote), format!("policy.toml names {}", known.join(", "))));
    }
    for said in &prose.claims.promises {
        let kept = data.claims.promises.iter().find(|kept| {
            kept.deed == said.deed && same_reports(kept, said) && said.deed == Deed::Acknowledge
        });
        if let Some(kept) = kept
            && hours(&kept.time) != hours(&said.time)
        {
            let place = data.source.place(&span(&kept.quote));
            let message = format!("policy.toml says {} in line {}", kept.quote.plain, place.line);
            found.push((span(&said.quote), message));
        }
    }
    found
}
