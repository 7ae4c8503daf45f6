//! A command's fields as text, and the record as JSON: what a form brings, and what a store gives back.

use std::collections::BTreeMap;

use case::{Event, Fact, MAX_TEXT_CHARS, catalogue, evolve, fold, parse_command};
use clock::Instant;

use crate::life::examples;
use crate::world::{BEGIN, World, look, member};

/// Bytes that begin like JSON are a record; others are a command: its name in the first line, then fields
/// (`name=value`, with `\r` for a line break inside a value).
///
/// # Panics
/// When a record that was read is not written the same way again, or a field that was named wrong is not
/// one that was given or asked for.
pub fn command(bytes: &[u8]) {
    match bytes.first() {
        Some(b'[' | b'{') => record(bytes),
        _ => fields(bytes),
    }
}

fn record(bytes: &[u8]) {
    if let Ok(fact) = serde_json::from_slice::<Fact>(bytes) {
        let json = serde_json::to_vec(&fact).expect("a fact can be written");
        let again: Fact = serde_json::from_slice(&json).expect("a written fact can be read");
        assert!(again == fact, "a fact is read as another");
        let _ = (fact.kind(), fact.visibility(), format!("{fact:?}"));
    }
    let events = serde_json::from_slice::<Vec<Event>>(bytes)
        .or_else(|_| serde_json::from_slice::<Event>(bytes).map(|event| vec![event]));
    let Ok(events) = events else { return };
    let json = serde_json::to_vec(&events).expect("events can be written");
    let again: Vec<Event> = serde_json::from_slice(&json).expect("written events can be read");
    assert!(again == events, "events are read as others");
    let mut live = case::Case::default();
    for event in &events {
        live = evolve(live, event);
    }
    assert!(live == fold(&events), "replay is not live");
    let policy = &examples()[events.len() % examples().len()];
    for now in [
        Instant::from_second(BEGIN),
        Instant::from_second(BEGIN + 86_400 * 400),
        Instant::MIN,
        Instant::MAX,
    ] {
        look(policy, &events, now);
    }
}

fn fields(bytes: &[u8]) {
    let Ok(text) = core::str::from_utf8(bytes) else { return };
    let mut lines = text.split('\n');
    let name = lines.next().unwrap_or_default();
    let fields: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.replace('\r', "\n")))
        .collect();
    match parse_command(name, &fields) {
        Ok(command) => {
            assert!(catalogue().iter().any(|spec| spec.name == name));
            assert!(
                fields.values().all(|value| value.trim().chars().count() <= MAX_TEXT_CHARS)
                    || fields.keys().any(|name| name.starts_with('_'))
            );
            let _ = format!("{command:?}");
            for policy in examples() {
                let mut world = World::new(policy.clone());
                for before in ["acknowledge", "validate", "accept"] {
                    world.give(before, &BTreeMap::new(), &member());
                }
                world.give(name, &fields, &member());
                world.check();
            }
        }
        Err(case::FieldErrors::UnknownCommand) => {
            assert!(catalogue().iter().all(|spec| spec.name != name));
        }
        Err(case::FieldErrors::Fields(errors)) => {
            let spec = catalogue().iter().find(|spec| spec.name == name).expect("a known command");
            assert!(
                errors.keys().all(|name| fields.contains_key(name) || spec.field(name).is_some())
            );
        }
    }
}
