//! JSON as text, always the same for the same value: keys sorted, two spaces, a line feed at the end.

use serde_json::{Map, Value};

/// The text of a value with sorted keys (CSAF 2.0 §6.2.13 asks for it; the others do not mind).
pub(crate) fn text(value: &Value) -> String {
    // Writing a value into a string fails only for keys that are no strings, which `Value` cannot hold.
    let mut text = serde_json::to_string_pretty(&sorted(value)).unwrap_or_default();
    text.push('\n');
    text
}

/// The value with the keys of every object in order, whichever map `serde_json` was built with.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<(&String, &Value)> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            Value::Object(entries.into_iter().map(|(k, v)| (k.clone(), sorted(v))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

/// An object that is filled step by step; what is empty is left out.
#[derive(Default)]
pub(crate) struct Object(Map<String, Value>);

impl Object {
    /// An object that begins with these members.
    pub(crate) fn of<const N: usize>(members: [(&str, Value); N]) -> Self {
        Self(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// Adds a member, whatever it is.
    pub(crate) fn put(&mut self, key: &str, value: impl Into<Value>) -> &mut Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    /// Adds a text unless it is blank.
    pub(crate) fn text(&mut self, key: &str, text: &str) -> &mut Self {
        if text.trim().is_empty() { self } else { self.put(key, text.trim()) }
    }

    /// Adds a list unless it is empty.
    pub(crate) fn list(&mut self, key: &str, items: Vec<Value>) -> &mut Self {
        if items.is_empty() { self } else { self.put(key, items) }
    }

    /// Adds a member when there is one.
    pub(crate) fn maybe(&mut self, key: &str, value: Option<impl Into<Value>>) -> &mut Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    /// Whether it has no members.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value.
    pub(crate) fn value(self) -> Value {
        Value::Object(self.0)
    }
}
