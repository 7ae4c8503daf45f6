//! Canonical JSON for flat objects: RFC 8785 (JCS) over the subset that leaves and receipts use.
//!
//! An object of strings and integers, keys sorted, no spaces, the shortest escapes. What is read must
//! be spelt exactly as it would be written: two texts never mean the same entry. Nesting, fractions,
//! `true`, `false` and `null` do not occur and are refused.

use std::borrow::Cow;

/// The largest integer that every JSON reader keeps exactly (RFC 8785 §3.2.2.3, I-JSON): 2^53 − 1.
const MAX_INTEGER: i64 = (1 << 53) - 1;

/// A text that is not a canonical flat object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// Not UTF-8.
    #[error("the text is not UTF-8")]
    Utf8,
    /// Not a flat object of strings and integers.
    #[error(
        "byte {at} is not what canonical JSON has there: an object of strings and integers, without spaces"
    )]
    Syntax {
        /// Where reading stopped, in bytes from the start.
        at: usize,
    },
    /// The same object, spelt another way: key order, escapes, leading zeros.
    #[error(
        "the JSON is not canonical: its keys must be sorted and unique, its escapes the shortest"
    )]
    NotCanonical,
}

/// A value of a flat object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Text(Cow<'a, str>),
    Integer(i64),
}

/// The members of a flat object, sorted by key. Keys are ASCII, so the order by bytes is that of
/// RFC 8785 (by UTF-16 unit). A list, not a map: an entry has 13 members and a log has many entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Object<'a> {
    /// The object with these members, whose keys must differ.
    pub(crate) fn of(members: impl IntoIterator<Item = (&'a str, Value<'a>)>) -> Self {
        let mut members: Vec<_> =
            members.into_iter().map(|(key, value)| (Cow::Borrowed(key), value)).collect();
        members.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self(members)
    }

    pub(crate) fn contains(&self, key: &str) -> bool {
        self.0.iter().any(|(found, _)| found == key)
    }

    /// Takes a member out.
    pub(crate) fn take(&mut self, key: &str) -> Option<Value<'a>> {
        let place = self.0.iter().position(|(found, _)| found == key)?;
        Some(self.0.remove(place).1)
    }

    /// The first key that was not taken out.
    pub(crate) fn first_key(&self) -> Option<&str> {
        self.0.first().map(|(key, _)| key.as_ref())
    }
}

/// Writes the object canonically.
pub(crate) fn write(object: &Object<'_>) -> String {
    let mut out = String::with_capacity(640);
    out.push('{');
    for (place, (key, value)) in object.0.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        write_text(&mut out, key);
        out.push(':');
        match value {
            Value::Text(text) => write_text(&mut out, text),
            Value::Integer(number) => out.push_str(&number.to_string()),
        }
    }
    out.push('}');
    out
}

/// RFC 8785 §3.2.2.2: escape only what must be, each with its shortest escape.
fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match short_escape(c) {
            Some(letter) => out.extend(['\\', letter]),
            None if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            None => out.push(c),
        }
    }
    out.push('"');
}

/// The letter of an escape of two characters.
fn short_escape(c: char) -> Option<char> {
    Some(match c {
        '"' | '\\' => c,
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{c}' => 'f',
        '\r' => 'r',
        _ => return None,
    })
}

/// Reads a canonical flat object in one pass.
pub(crate) fn read(bytes: &[u8]) -> Result<Object<'_>, JsonError> {
    let text = str::from_utf8(bytes).map_err(|_| JsonError::Utf8)?;
    Reader { length: text.len(), rest: text }.object()
}

struct Reader<'a> {
    length: usize,
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn syntax(&self) -> JsonError {
        JsonError::Syntax { at: self.length - self.rest.len() }
    }

    fn take(&mut self, wanted: char) -> Result<(), JsonError> {
        self.rest = self.rest.strip_prefix(wanted).ok_or_else(|| self.syntax())?;
        Ok(())
    }

    fn object(mut self) -> Result<Object<'a>, JsonError> {
        let mut members = Vec::with_capacity(16);
        self.take('{')?;
        if self.take('}').is_err() {
            loop {
                let key = self.text()?;
                if !key.is_ascii() {
                    return Err(self.syntax());
                }
                self.take(':')?;
                let value = self.value()?;
                if members.last().is_some_and(|(last, _)| *last >= key) {
                    return Err(JsonError::NotCanonical);
                }
                members.push((key, value));
                if self.take(',').is_err() {
                    self.take('}')?;
                    break;
                }
            }
        }
        if self.rest.is_empty() { Ok(Object(members)) } else { Err(self.syntax()) }
    }

    fn value(&mut self) -> Result<Value<'a>, JsonError> {
        if self.rest.starts_with('"') { self.text().map(Value::Text) } else { self.integer() }
    }

    fn integer(&mut self) -> Result<Value<'a>, JsonError> {
        let unsigned = self.rest.strip_prefix('-').unwrap_or(self.rest);
        let after = unsigned.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = self.rest.strip_suffix(after).unwrap_or_default();
        let digits = unsigned.strip_suffix(after).unwrap_or_default();
        let value = number.parse::<i64>().map_err(|_| self.syntax())?;
        if value.unsigned_abs() > MAX_INTEGER.unsigned_abs() {
            return Err(self.syntax());
        }
        if digits.starts_with('0') && number != "0" {
            return Err(JsonError::NotCanonical);
        }
        self.rest = after;
        Ok(Value::Integer(value))
    }

    fn text(&mut self) -> Result<Cow<'a, str>, JsonError> {
        self.take('"')?;
        let mut text = Cow::Borrowed("");
        loop {
            let special = |byte: &u8| *byte == b'"' || *byte == b'\\' || *byte < b' ';
            let length = self.rest.as_bytes().iter().position(special);
            let (plain, rest) = length
                .and_then(|at| self.rest.split_at_checked(at))
                .ok_or_else(|| self.syntax())?;
            self.rest = rest;
            text += plain;
            if self.take('"').is_ok() {
                return Ok(text);
            }
            self.take('\\')?;
            text.to_mut().push(self.escape()?);
        }
    }

    /// What stands after a backslash. An escape that [`write_text`] does not make is not canonical.
    fn escape(&mut self) -> Result<char, JsonError> {
        if let Some(rest) = self.rest.strip_prefix('u') {
            let (digits, rest) = rest.split_at_checked(4).ok_or_else(|| self.syntax())?;
            let digit =
                |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c.to_ascii_lowercase());
            let code = u32::from_str_radix(digits, 16).ok().filter(|_| digits.chars().all(digit));
            let c = code.and_then(char::from_u32).ok_or_else(|| self.syntax())?;
            self.rest = rest;
            let lower = !digits.contains(|c: char| c.is_ascii_uppercase());
            let needed = c < ' ' && short_escape(c).is_none();
            return if lower && needed { Ok(c) } else { Err(JsonError::NotCanonical) };
        }
        let letter = self.rest.chars().next();
        let mut known = "\"\\\u{8}\t\n\u{c}\r".chars();
        let c = known.find(|c| short_escape(*c) == letter).ok_or_else(|| self.syntax())?;
        self.take(letter.unwrap_or_default())?;
        Ok(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_are_sorted_and_nothing_is_spaced() {
        let object =
            Object::of([("b", Value::Integer(-3)), ("a", Value::Text("é\"\n\u{1}".into()))]);
        assert_eq!(write(&object), "{\"a\":\"é\\\"\\n\\u0001\",\"b\":-3}");
        assert_eq!(write(&Object::of([])), "{}");
    }

    #[test]
    fn other_spellings_of_an_object_are_refused() {
        for bad in [
            r#"{"b":1,"a":2}"#,
            r#"{"a":1,"a":2}"#,
            r#"{"a":1,"a":1}"#,
            r#"{"a":01}"#,
            r#"{"a":-0}"#,
            r#"{"a":"\u0041"}"#,
            r#"{"a":"\u000a"}"#,
            r#"{"a":"\u001F"}"#,
            r#"{"a":-01}"#,
        ] {
            assert_eq!(read(bad.as_bytes()), Err(JsonError::NotCanonical), "{bad}");
        }
        for bad in [
            "",
            "{",
            "{}x",
            "{} ",
            " {}",
            r#"{"a": 1}"#,
            r#"{"a":1,}"#,
            r#"{"a":1.0}"#,
            r#"{"a":1e3}"#,
            r#"{"a":9007199254740992}"#,
            r#"{"a":99999999999999999999999}"#,
            r#"{"a":-}"#,
            r#"{"a":null}"#,
            r#"{"a":true}"#,
            r#"{"a":[]}"#,
            r#"{"a":{}}"#,
            r#"{"a":"\/"}"#,
            r#"{"a":"\ud800"}"#,
            "{\"a\":\"\n\"}",
            r#"{"é":1}"#,
            r#"{"a":"\u12"}"#,
            r#"{"a":"\u+123"}"#,
            r#"{"a":"\u00é"}"#,
            r#"{"a":"x"#,
            r#"{a:1}"#,
            r#"[1]"#,
        ] {
            assert!(matches!(read(bad.as_bytes()), Err(JsonError::Syntax { .. })), "{bad}");
        }
        assert_eq!(read(&[b'{', 0xff, b'}']), Err(JsonError::Utf8));
    }

    #[test]
    fn an_error_says_at_which_byte_reading_stopped() {
        assert_eq!(read(br#"{"a":1,"b":x}"#), Err(JsonError::Syntax { at: 11 }));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            texts in proptest::collection::btree_map("[a-z]{1,4}", any::<String>(), 0..5),
            number in -MAX_INTEGER..=MAX_INTEGER,
        ) {
            let texts = texts.iter().map(|(k, t)| (k.as_str(), Value::Text(t.into())));
            let object = Object::of(texts.chain([("number", Value::Integer(number))]));
            let text = write(&object);
            prop_assert_eq!(read(text.as_bytes()), Ok(object));
        }

        #[test]
        fn nothing_that_is_read_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }
    }
}
