//! A JSON object that is taken apart: what a reader understands it takes out, and what is left is reported.

use clock::Instant;
use serde_json::{Map, Value};

use super::NotUnderstood;

/// An object of the source and where it stands.
pub(super) struct Part {
    pointer: String,
    members: Map<String, Value>,
}

/// The list of what was not carried over.
pub(super) type Left = Vec<NotUnderstood>;

/// One member's name as RFC 6901 writes it.
fn token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

impl Part {
    /// The whole document. Anything but an object has no members.
    pub(super) fn root(value: Value) -> Self {
        Self::at(value, String::new())
    }

    fn at(value: Value, pointer: String) -> Self {
        let members = match value {
            Value::Object(members) => members,
            _ => Map::new(),
        };
        Self { pointer, members }
    }

    /// Where a member stands.
    pub(super) fn pointer(&self, key: &str) -> String {
        if key.is_empty() {
            self.pointer.clone()
        } else {
            format!("{}/{}", self.pointer, token(key))
        }
    }

    /// Reports a member, or with an empty key the object itself.
    pub(super) fn leave(&self, key: &str, why: impl Into<String>, left: &mut Left) {
        left.push(NotUnderstood { pointer: self.pointer(key), why: why.into() });
    }

    /// Takes a member out; null is nothing.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.members.remove(key).filter(|value| !value.is_null())
    }

    /// Takes a member out that says nothing new.
    pub(super) fn known(&mut self, keys: &[&str]) {
        for key in keys {
            self.members.remove(*key);
        }
    }

    /// Takes a text out; anything else under the name is reported.
    pub(super) fn text(&mut self, key: &str, left: &mut Left) -> Option<String> {
        match self.take(key)? {
            Value::String(text) => Some(text),
            _ => {
                self.leave(key, "it is no text", left);
                None
            }
        }
    }

    /// Takes a text that must mean something, such as a time or a vector.
    pub(super) fn parsed<T>(&mut self, key: &str, left: &mut Left) -> Option<T>
    where
        T: core::str::FromStr,
        T::Err: core::fmt::Display,
    {
        let text = self.text(key, left)?;
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.leave(key, error.to_string(), left);
                None
            }
        }
    }

    /// Takes a moment; one without an offset is UTC (CVE records are written so).
    pub(super) fn time(&mut self, key: &str, left: &mut Left) -> Option<Instant> {
        let text = self.text(key, left)?;
        let read = text.parse().or_else(|error| format!("{text}Z").parse().map_err(|_| error));
        match read {
            Ok(at) => Some(at),
            Err(error) => {
                self.leave(key, error.to_string(), left);
                None
            }
        }
    }

    /// Takes an object out.
    pub(super) fn part(&mut self, key: &str, left: &mut Left) -> Option<Self> {
        match self.take(key)? {
            value @ Value::Object(_) => Some(Self::at(value, self.pointer(key))),
            _ => {
                self.leave(key, "it is no object", left);
                None
            }
        }
    }

    fn items(&mut self, key: &str, left: &mut Left) -> Vec<(String, Value)> {
        let at = self.pointer(key);
        match self.take(key) {
            Some(Value::Array(items)) => {
                items.into_iter().enumerate().map(|(n, item)| (format!("{at}/{n}"), item)).collect()
            }
            Some(_) => {
                self.leave(key, "it is no list", left);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Takes a list of objects out; other items are reported.
    pub(super) fn parts(&mut self, key: &str, left: &mut Left) -> Vec<Self> {
        let mut parts = Vec::new();
        for (pointer, item) in self.items(key, left) {
            if item.is_object() {
                parts.push(Self::at(item, pointer));
            } else {
                left.push(NotUnderstood { pointer, why: "it is no object".to_owned() });
            }
        }
        parts
    }

    /// Takes a list of texts out; other items are reported.
    pub(super) fn texts(&mut self, key: &str, left: &mut Left) -> Vec<String> {
        let mut texts = Vec::new();
        for (pointer, item) in self.items(key, left) {
            match item {
                Value::String(text) => texts.push(text),
                _ => left.push(NotUnderstood { pointer, why: "it is no text".to_owned() }),
            }
        }
        texts
    }

    /// Takes a list of texts that must mean something.
    pub(super) fn parsed_list<T>(&mut self, key: &str, left: &mut Left) -> Vec<T>
    where
        T: core::str::FromStr,
        T::Err: core::fmt::Display,
    {
        let at = self.pointer(key);
        let mut all = Vec::new();
        for (place, text) in self.texts(key, left).into_iter().enumerate() {
            match text.parse::<T>() {
                Ok(value) => all.push(value),
                Err(error) => {
                    let pointer = format!("{at}/{place}");
                    left.push(NotUnderstood { pointer, why: error.to_string() });
                }
            }
        }
        all
    }

    /// Reports what nobody took.
    pub(super) fn finish(self, left: &mut Left) {
        for (key, value) in &self.members {
            let empty = value.is_null()
                || value.as_array().is_some_and(Vec::is_empty)
                || value.as_object().is_some_and(Map::is_empty);
            if !empty {
                self.leave(key, "the record has no field for it", left);
            }
        }
    }
}

impl Part {
    /// A text, left where it is.
    pub(super) fn peek_text(&self, key: &str) -> Option<String> {
        self.members.get(key).and_then(Value::as_str).map(str::to_owned)
    }
}

impl Part {
    /// Whether a member is an object.
    pub(super) fn peek_is_object(&self, key: &str) -> bool {
        self.members.get(key).is_some_and(Value::is_object)
    }

    /// Whether a member is a list of texts.
    pub(super) fn peek_is_texts(&self, key: &str) -> bool {
        let list = self.members.get(key).and_then(Value::as_array);
        list.and_then(|items| items.first()).is_some_and(Value::is_string)
    }
}

impl Part {
    /// A list of texts inside an object, left where it is.
    pub(super) fn peek_texts(&self, key: &str, inner: &str) -> Vec<String> {
        let list =
            self.members.get(key).and_then(|object| object.get(inner)).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}
