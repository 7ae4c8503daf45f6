//! What needs no server: clocks of a case, and the verification of a long log, on one core.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Duration;

use case::{Actor, Arrival, Event};
use clock::Instant;
use ledger::{Entry, Frontier, Hash, LogCheck, StoredEntry, Subject, Tile, Tiles, leaf_hash};
use policy::id::{CaseId, EventId, ReportId, UserId};

use crate::Failure;
use crate::cost::{as_f64, thread_cpu};
use crate::result::Row;

const POLICIES: [&str; 5] = [
    include_str!("../../examples/policies/simprints.toml"),
    include_str!("../../examples/policies/feature-table.toml"),
    include_str!("../../examples/policies/ethical-rules.toml"),
    include_str!("../../examples/policies/supported-versions.toml"),
    include_str!("../../examples/policies/sigtech.toml"),
];

/// Mon 2026-11-02 09:00 UTC.
const START: i64 = 1_793_610_000;

/// Days after the start, the command, its fields.
type Step = (i64, &'static str, &'static [(&'static str, &'static str)]);

/// What happens in the case whose clocks are computed.
const STORY: &[Step] = &[
    (1, "acknowledge", &[("text", "Thank you.")]),
    (2, "assess-severity", &[("severity", "high")]),
    (3, "validate", &[("text", "It is real.")]),
    (4, "accept", &[("text", "We will fix it.")]),
];

/// Clocks of a case of each example policy, a thousand moments each.
pub(crate) fn clocks(rounds: u32) -> Result<Vec<Row>, Failure> {
    let mut cases = Vec::new();
    for source in POLICIES {
        let policy = policy::parse(source).map_err(|_| "an example policy does not parse")?;
        let events = story(&policy)?;
        cases.push((policy, events));
    }
    let (mut count, mut event_count) = (0_u64, 0);
    let before = thread_cpu();
    for round in 0..rounds {
        let now = Instant::from_second(START + 5 * 86_400 + i64::from(round) * 60);
        for (policy, events) in &cases {
            let clocks = case::clocks(policy, black_box(events), now);
            count += u64::try_from(black_box(clocks).len())?;
        }
    }
    let cpu = thread_cpu().saturating_sub(before);
    for (_, events) in &cases {
        event_count += events.len();
    }
    let per_second = as_f64(count) / cpu.as_secs_f64();
    let runs = as_f64(u64::from(rounds)) * as_f64(u64::try_from(cases.len())?);
    Ok(vec![
        Row::new("clocks, one core", ">= 1,000,000/s", format!("{per_second:.0}/s"))
            .met(per_second >= 1e6)
            .note(format!(
                "five example policies, {event_count} events in all, {count} clocks; {:.1} us for all clocks of a case",
                cpu.as_secs_f64() * 1e6 / runs
            )),
    ])
}

fn story(policy: &policy::Policy) -> Result<Vec<Event>, Failure> {
    let at = |days: i64| Instant::from_second(START + days * 86_400);
    let mut events: Vec<Event> = Vec::new();
    let add = |events: &mut Vec<Event>, facts: Vec<case::NewFact>| {
        for fact in facts {
            let number = u8::try_from(events.len()).unwrap_or(u8::MAX);
            let last = events.last().map(|event| event.recorded);
            events.push(fact.into_event(EventId::from_bytes([number; 16]), last));
        }
    };
    let arrival = Arrival {
        case: CaseId::from_bytes([1; 16]),
        report: ReportId::from_bytes([1; 16]),
        digest: None,
        title: "A title".into(),
        affected: case::Affected::default(),
        credit: None,
        sent: None,
        embargo_ends: None,
    };
    add(&mut events, case::receive(arrival, policy, at(0)));
    let member = Actor::Member(UserId::from_bytes([7; 16]));
    for (days, name, fields) in STORY {
        let fields: BTreeMap<String, String> =
            fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let command =
            case::parse_command(name, &fields).map_err(|error| format!("{name}: {error:?}"))?;
        let facts = case::decide(&case::fold(&events), &command, &member, policy, at(*days))
            .map_err(|refusal| format!("{name}: {refusal:?}"))?;
        add(&mut events, facts);
    }
    Ok(events)
}

/// The parts of sealing a report that cost most: what the reporter's key and the two wraps take.
pub(crate) fn sealing(rounds: u32) -> Result<Vec<Row>, Failure> {
    let mut random = desk::SystemRandom;
    let key = seal::CaseKey::generate(&mut random);
    let context = seal::CaseContext { program: "bench", case: &[1; 16] };
    let receipts: Vec<seal::Receipt> =
        (0..rounds).map(|_| seal::Receipt::generate(&mut random)).collect();
    let before = thread_cpu();
    let keys: Vec<seal::PublicKey> = receipts.iter().map(seal::Receipt::public_key).collect();
    let derived = thread_cpu().saturating_sub(before);
    let before = thread_cpu();
    let mut wraps = Vec::with_capacity(keys.len());
    for holder in &keys {
        wraps.push(key.wrap_to_reporter(context, holder, &mut random)?);
    }
    let wrapped = thread_cpu().saturating_sub(before);
    let before = thread_cpu();
    for (receipt, wrap) in receipts.iter().zip(&wraps) {
        black_box(seal::CaseKey::from_reporter_wrap(context, receipt, wrap)?);
    }
    let opened = thread_cpu().saturating_sub(before);
    let us = |cpu: Duration| cpu.as_secs_f64() * 1e6 / f64::from(rounds);
    Ok(vec![
        Row::new("X-Wing: key of a receipt", "", format!("{:.0} us", us(derived)))
            .note("once a report".to_owned()),
        Row::new("X-Wing: wrap of a case key", "", format!("{:.0} us", us(wrapped)))
            .note("twice a report: to the team and to the reporter".to_owned()),
        Row::new("X-Wing: opening a wrap", "", format!("{:.0} us", us(opened)))
            .note("with the derivation of the key".to_owned()),
    ])
}

/// Full verification of a log of `size` entries with all its tiles.
pub(crate) fn leaves(size: u64) -> Result<Vec<Row>, Failure> {
    const CHUNK: u64 = 10_000;
    let mut frontier = Frontier::new();
    let mut tiles: BTreeMap<(u8, u64), Vec<u8>> = BTreeMap::new();
    let mut check = LogCheck::new(&[], Tiles::Stored);
    let (mut cpu, mut bytes) = (Duration::ZERO, 0_u64);
    let mut next = 0;
    while next < size {
        // Made apart and not timed: only the check is.
        let mut stored = Vec::new();
        for number in next..size.min(next + CHUNK) {
            let entry = entry(number).to_bytes()?;
            bytes += u64::try_from(entry.len())?;
            let leaf = leaf_hash(&entry);
            frontier.append_with(leaf, |level, index, hash| {
                if let Some(slot) = Tile::slot_of(level, index) {
                    let tile = tiles.entry((slot.tile_level, slot.tile_index)).or_default();
                    tile.extend_from_slice(hash.as_bytes());
                }
            })?;
            stored.push((entry, leaf));
        }
        let before = thread_cpu();
        for (entry, leaf) in &stored {
            check.entry(&StoredEntry {
                entry: entry.as_slice(),
                leaf: leaf.as_bytes(),
                sealed: None,
            })?;
            compare(&mut check, &tiles)?;
        }
        cpu += thread_cpu().saturating_sub(before);
        next += CHUNK;
    }
    let before = thread_cpu();
    check.end_of_entries()?;
    compare(&mut check, &tiles)?;
    let verified = check.finish(Some(&frontier.to_bytes()))?;
    cpu += thread_cpu().saturating_sub(before);
    let seconds = cpu.as_secs_f64();
    Ok(vec![
        Row::new(&format!("verification of {size} leaves"), "< 5 s", format!("{seconds:.2} s"))
            .met(seconds < 5.0)
            .note(format!(
                "every leaf rehashed, {} tiles and the frontier compared; entries of {:.0} bytes, in memory",
                verified.tiles,
                as_f64(bytes) / as_f64(size)
            )),
    ])
}

fn compare(check: &mut LogCheck, tiles: &BTreeMap<(u8, u64), Vec<u8>>) -> Result<(), Failure> {
    while let Some(due) = check.due_tile() {
        let key = (due.level(), due.index());
        check.tile(tiles.get(&key).map(|bytes| bytes.get(..due.byte_count()).unwrap_or(bytes)))?;
    }
    Ok(())
}

fn entry(number: u64) -> Entry {
    let seconds = START + i64::try_from(number).unwrap_or(0);
    Entry {
        act: "report-acknowledged".to_owned(),
        subject: Subject::Case {
            case: format!("019a4c1e-0000-7000-8000-{:012x}", number / 8),
            seq: number % 8,
            visibility: "shared".to_owned(),
        },
        event: format!("019a4c1e-0000-7000-9000-{number:012x}"),
        happened: seconds,
        learned: seconds,
        recorded: seconds,
        actor: "member:019a4c1e-0000-7000-8000-000000000001".to_owned(),
        commit: Some(Hash::of(&[&number.to_be_bytes()])),
        sealed: Some(Hash::of(&[&number.to_le_bytes()])),
        policy: None,
    }
}
