//! From text to [`Policy`]: TOML with its places, then section by section, then what the sections say to
//! each other.
//!
//! Nothing is guessed and nothing stops at the first mistake: every reader notes a [`Finding`] and goes on,
//! so that one run shows all there is to mend. A text that is no TOML shows only its TOML mistakes, since
//! what would follow from them is noise.

mod address;
mod calendar;
mod check;
mod clause;
mod conduct;
mod law;
mod pack;
mod practice;
mod product;
mod program;
mod promise;
mod reader;
mod report;
mod table;
mod terms;

use toml::de::DeTable;

use crate::finding::{Code, Finding};
use crate::pack::Pack;
use crate::policy::Policy;
use crate::version::PolicyVersion;
pub(crate) use address::slug;
use calendar::Counting;
use reader::Reader;
use table::Table;

/// The longest policy text, in bytes.
pub const MAX_SOURCE_BYTES: usize = 256 * 1024;
/// The most entries of one list, unless its reader says otherwise.
const MAX_ENTRIES: usize = 100;

/// Reads a policy text.
///
/// # Errors
/// Everything that is wrong with it and what is worth mending, in the order of the text; at most
/// a hundred findings.
pub fn parse(source: &str) -> Result<Policy, Vec<Finding>> {
    let reader = Reader::new(source);
    if source.len() > MAX_SOURCE_BYTES {
        reader.error(
            Code::TooLarge,
            0..0,
            format!("this text has {} bytes, a policy at most {MAX_SOURCE_BYTES}", source.len()),
            "keep the promises here and put long texts on a page of their own",
        );
        return Err(reader.into_findings());
    }
    let (document, mistakes) = DeTable::parse_recoverable(source);
    if !mistakes.is_empty() {
        mistakes.iter().take(MAX_ENTRIES).for_each(|mistake| reader.not_toml(mistake));
        return Err(reader.into_findings());
    }
    let policy = Table::root(&reader, document.get_ref()).read_whole(|root| read(root, source));
    let findings = reader.into_findings();
    match policy {
        Some(policy) if findings.iter().all(Finding::is_warning) => {
            Ok(Policy { warnings: findings, ..policy })
        }
        _ => Err(findings),
    }
}

/// Reads the text of a pack.
///
/// # Errors
/// Everything that is wrong with it, in the order of the text. What a promise without a number lacks in
/// a policy, a target of the team, it does not lack here.
pub(crate) fn parse_pack(source: &str) -> Result<Pack, Vec<Finding>> {
    let reader = Reader::new(source);
    let (document, mistakes) = DeTable::parse_recoverable(source);
    if !mistakes.is_empty() {
        mistakes.iter().take(MAX_ENTRIES).for_each(|mistake| reader.not_toml(mistake));
        return Err(reader.into_findings());
    }
    let pack = Table::root(&reader, document.get_ref()).read_whole(|root| pack::pack(root, source));
    let findings = reader.into_findings();
    pack.filter(|_| findings.iter().all(Finding::is_warning)).ok_or(findings)
}

/// Reads every section; `None` when there is no program to speak of.
fn read(root: &mut Table<'_>, source: &str) -> Option<Policy> {
    let program = root.need_table("program", "every policy names its program", program::program);
    let products = root.tables("product", MAX_ENTRIES, product::product);
    let calendar = root.table("calendar", calendar::calendar);
    let calendar = calendar.unwrap_or_else(Counting::without_calendar);
    let mut promises =
        root.tables("promise", promise::MAX_PROMISES, |table| promise::promise(table, &calendar));
    let escalations =
        root.tables("escalation", MAX_ENTRIES, |table| terms::escalation(table, &calendar));
    let review = root.table("review", |table| promise::review(table, &calendar)).flatten();
    promises.extend(review.as_ref().map(|review| review.promise.clone()));
    let law = root.table("law", law::law).unwrap_or_default();
    check::products(root, &products);
    check::promises(root, &promises);
    law::agree(root, &law, &products, &promises, &calendar);
    let scope = root.table("scope", |table| conduct::scope(table, &products));
    let report = report::report(root, &products);
    let rules = root.table("rules", conduct::rules);
    let harbor = root.table("harbor", conduct::harbor);
    let disclosure = root.table("disclosure", terms::disclosure);
    let credit = root.table("credit", terms::credit);
    let reward = root.table("reward", terms::reward);
    let intake = root.table("intake", terms::intake);
    let retention = root.tables("retention", MAX_ENTRIES, terms::retention);
    check::retention(root, &retention);
    let privacy = root.table("privacy", terms::privacy);
    let changes = root.table("changes", practice::changes);
    let watch = root.tables("watch", MAX_ENTRIES, practice::watch);
    let incident = root.table("incident", practice::incident);
    let practices = root.tables("practice", MAX_ENTRIES, practice::practice);
    let unknown_years = calendar.unknown_years;
    Some(Policy {
        version: PolicyVersion::of(source),
        warnings: Vec::new(),
        program: program.flatten()?,
        products,
        scope: scope.unwrap_or_default(),
        report,
        rules: rules.unwrap_or_default(),
        harbor: harbor.unwrap_or_default(),
        disclosure: disclosure.unwrap_or_default(),
        credit: credit.unwrap_or_default(),
        reward: reward.unwrap_or_default(),
        calendar: calendar.calendar,
        calendar_note: calendar.note,
        unknown_years,
        escalations,
        intake: intake.flatten().unwrap_or_default(),
        retention,
        privacy: privacy.unwrap_or_default(),
        review,
        changes,
        watch,
        incident,
        practices,
        promises,
        law,
    })
}
