//! Reads `[law]`: which packs are switched on, and what they need to know about the team.

use super::calendar::Counting;
use super::reader::suggestion;
use super::table::Table;
use crate::finding::Code;
use crate::law::{Dated, Law, MemberState, PackUse};
use crate::pack::{Pack, pack, packs};
use crate::product::Product;
use crate::promise::Promise;

/// `[law]`.
pub(super) fn law(table: &mut Table<'_>) -> Law {
    if !table.has("packs") {
        table.missing("packs", "it names the laws and rules that apply, like `[\"cra\"]`");
    }
    let mut law = Law { member_state: member_state(table), ..Law::default() };
    for (id, span) in table.spanned_texts("packs") {
        let Some(pack) = pack(&id) else {
            let known: Vec<&str> = packs().iter().map(|pack| pack.id.as_str()).collect();
            let message = format!("there is no pack `{}`", super::reader::shortened(&id));
            table.error_at(Code::UnknownReference, span, message, suggestion(&id, &known));
            continue;
        };
        if law.packs.iter().any(|one| one.id == id) {
            let message = format!("`{id}` stands here twice");
            table.error_at(Code::Duplicate, span, message, "leave one of them out");
            continue;
        }
        if pack.needs_member_state && !table.has("member_state") {
            let message = format!(
                "`{id}` is reported to the CSIRT or authority of one Member State, and this policy names none"
            );
            let instead = "add `member_state = \"DE\"`, where your main establishment is; leave it out when that is outside the European Union";
            table.warning_at(Code::Missing, span.clone(), message, instead);
        }
        if let Some(days) = pack.validity.in_words() {
            let message = format!("`{id}` is in force {days}, so nothing of it counts today");
            let instead = "leave it out until then, or keep it: it counts by itself on its days";
            let finding = table.warning_for_later(Code::OutOfForce, span, message, instead);
            law.dated.push(Dated { pack: id.clone(), finding });
        }
        law.packs.push(PackUse { id, version: pack.version() });
    }
    law
}

/// A Member State by its code. No likely one is suggested: the code of another country is no slip.
fn member_state(table: &mut Table<'_>) -> Option<MemberState> {
    let code = table.text("member_state")?;
    let state = code.parse().ok();
    if state.is_none() {
        let message = "this is not the code of a Member State of the European Union";
        let codes = MemberState::ALL.iter().map(|state| state.as_str()).collect::<Vec<_>>();
        let instead = format!("write one of {}; leave it out outside the Union", codes.join(", "));
        table.error(Code::UnknownValue, "member_state", message, instead);
    }
    state
}

/// What packs, products and promises say to each other.
pub(super) fn agree(
    root: &Table<'_>,
    law: &Law,
    products: &[Product],
    promises: &[Promise],
    counting: &Counting,
) {
    let used: Vec<&Pack> = law.packs.iter().filter_map(|one| pack(&one.id)).collect();
    for pack in used.iter().filter(|pack| pack.needs_roles) {
        if products.is_empty() {
            let message = format!(
                "`{}` asks what you are to each product, and this policy has no product",
                pack.id
            );
            let instead =
                "add `[[product]]` with `role = \"manufacturer\"`, `\"steward\"` or `\"neither\"`";
            root.error(Code::Missing, "law", message, instead);
        }
        for product in products.iter().filter(|product| product.role.is_none()) {
            let message = format!("`{}` asks what you are to `{}`", pack.id, product.id);
            let instead = "add `role = \"manufacturer\"`, `\"steward\"` or `\"neither\"` to it";
            let place = root.place_of_entry("product", &product.id);
            root.error_at(Code::Missing, place, message, instead);
        }
    }
    let there: Vec<&Promise> =
        promises.iter().chain(used.iter().flat_map(|pack| &pack.promises)).collect();
    super::check::references(root, promises, &there);
    for promise in promises {
        if let Some(pack) = used.iter().find(|pack| pack.promise(&promise.id).is_some()) {
            let message =
                format!("the pack `{}` has a promise with the id `{}`", pack.id, promise.id);
            let place = root.place_of_entry("promise", &promise.id);
            root.error_at(Code::Duplicate, place, message, "give yours another id");
        }
    }
    if counting.is_given {
        return;
    }
    for pack in used {
        let counts_days_of_work = |promise: &&Promise| {
            promise.counted().is_some_and(|span| span.unit == clock::Unit::BusinessDays)
        };
        if pack.promises.iter().any(|promise| counts_days_of_work(&promise)) {
            let message =
                format!("`{}` counts business days, and this policy has no calendar", pack.id);
            let instead =
                "add `[calendar]` with `zone = \"Europe/Berlin\"` or where the team works";
            root.error(Code::BadCalendar, "law", message, instead);
        }
    }
}
