//! Reads a pack: `[pack]`, then its `[[promise]]` and `[[standing]]`, with the readers of a policy.

use super::calendar::Counting;
use super::promise::{Home, condition, promise_of};
use super::table::Table;
use super::{MAX_ENTRIES, promise};
use crate::clause::{Clause, Confidence};
use crate::finding::Code;
use crate::pack::{Pack, PackVersion, Standing, StandingKind};
use crate::promise::{Act, Class};

/// The one rule of counting that a pack can name beside the strict one.
const EU_RULE: &str = "regulation 1182/71";

/// `[pack]`, without its promises.
struct Head {
    pack: Pack,
    confidence: Confidence,
}

pub(super) fn pack(root: &mut Table<'_>, source: &str) -> Option<Pack> {
    let version = PackVersion::of(source);
    let head = root.need_table("pack", "it names the pack", |table| head(table, version)).flatten();
    // Where days of work count, they are those of the policy that switches the pack on.
    let counting = Counting::of_a_pack();
    let (id, class, confidence) =
        head.as_ref().map_or(("", Class::Programme, Confidence::Read), |head| {
            (head.pack.id.as_str(), head.pack.class, head.confidence)
        });
    let home = Home::Pack { id, class, confidence };
    let promises =
        root.tables("promise", promise::MAX_PROMISES, |table| promise_of(table, &counting, &home));
    let standing = root.tables("standing", MAX_ENTRIES, |table| standing(table, &home));
    super::check::pack(root, &promises, &standing);
    let mut pack = Pack { promises, standing, ..head?.pack };
    // What says nothing of its own days holds on those of the pack.
    let clauses = pack.promises.iter_mut().filter_map(|promise| promise.clause.as_deref_mut());
    for clause in clauses.chain(pack.standing.iter_mut().map(|standing| &mut standing.clause)) {
        clause.validity.from = clause.validity.from.or(pack.validity.from);
        clause.validity.until = clause.validity.until.or(pack.validity.until);
    }
    Some(pack)
}

fn head(table: &mut Table<'_>, version: PackVersion) -> Option<Head> {
    let id = super::address::id(table, "a policy switches the pack on by it");
    let name = table.need_text("name", "it is the pack's name for people");
    let title = table.need_text("title", "it is the law or the rules in full");
    let url = super::address::url(table, "url");
    let about = table.need_text("about", "it says for whom the pack is");
    let class = table.word("class").unwrap_or(Class::Programme);
    let counting = table.text("counting");
    if counting.as_deref().is_some_and(|rule| rule != EU_RULE) {
        let message = "there is no such rule of counting";
        table.error(Code::UnknownValue, "counting", message, format!("write `{EU_RULE}`"));
    }
    let validity = super::clause::validity(table);
    let as_of = table.date("as_of");
    for (key, is_there, why) in [
        ("url", url.is_some(), "it says where the text is"),
        ("as_of", as_of.is_some(), "it says up to which day it was followed"),
    ] {
        if !is_there && !table.has(key) {
            table.missing(key, why);
        }
    }
    let confidence = table.word("confidence").unwrap_or_default();
    let pack = Pack {
        id: id?,
        name: name?,
        title: title?,
        url: url?,
        about: about?,
        class,
        counted_by_eu_rule: counting.is_some(),
        validity,
        as_of: as_of?,
        needs_roles: table.flag("roles"),
        needs_member_state: table.flag("member_state"),
        promises: Vec::new(),
        standing: Vec::new(),
        version,
    };
    Some(Head { pack, confidence })
}

fn standing(table: &mut Table<'_>, home: &Home<'_>) -> Option<Standing> {
    let id = super::address::id(table, "pages name the duty by it");
    let what = table.need_text("what", "it says what is kept or published");
    let from = table.need_text("from", "it says from when it is owed");
    let keep = table.span_of_time("keep");
    let or_support_period = table.flag("or_support_period");
    let publish = table.words::<Act>("publish");
    let when = table.table("when", condition).unwrap_or_default();
    let clause = super::clause::clause(table, home);
    let summary = table.need_text("summary", "it is what the clause says, in our words");
    let kind = match (keep, publish.is_empty()) {
        (Some(keep), true) => StandingKind::Keep { keep, or_support_period },
        (None, false) => StandingKind::PublishTimes(publish),
        _ => {
            let message = "a standing duty is either to keep something or to publish something";
            let instead = "write `keep = \"120 months\"`, or `publish = [\"acknowledge\"]`";
            table.error_at(Code::Contradiction, table.span(), message, instead);
            return None;
        }
    };
    let clause = clause.map_or_else(Clause::default, |clause| *clause);
    Some(Standing { id: id?, what: what?, from: from?, kind, when, clause, summary: summary? })
}
