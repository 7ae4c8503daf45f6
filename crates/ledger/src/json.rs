//! Canonical JSON for flat objects: RFC 8785 (JCS) over the subset that leaves and receipts use.
//!
//! An object of strings and integers, keys sorted, no spaces, the shortest escapes. What is read must
//! be spelt exactly as it would be written: two texts never mean the same entry. Nesting, fractions,
//! `true`, `false` and `null` do not occur and are refused.

use std::collections::BTreeMap;

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
pub(crate) enum Value {
    Text(String),
    Integer(i64),
}

/// A flat object. The map's order (by bytes) equals RFC 8785's (by UTF-16 unit) for ASCII keys,
/// the only keys used here.
pub(crate) type Object = BTreeMap<String, Value>;

/// Writes the object canonically.
pub(crate) fn write<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> String {
    let sorted: BTreeMap<&str, Value> = members.into_iter().collect();
    let mut out = String::with_capacity(512);
    let mut opening = '{';
    for (key, value) in &sorted {
        out.push(opening);
        opening = ',';
        write_text(&mut out, key);
        out.push(':');
        match value {
            Value::Text(text) => write_text(&mut out, text),
            Value::Integer(number) => out.push_str(&number.to_string()),
        }
    }
    if sorted.is_empty() {
        out.push('{');
    }
    out.push('}');
    out
}

/// RFC 8785 §3.2.2.2: escape only what must be, each with its shortest escape.
fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Reads a canonical flat object.
pub(crate) fn read(bytes: &[u8]) -> Result<Object, JsonError> {
    let text = str::from_utf8(bytes).map_err(|_| JsonError::Utf8)?;
    let mut reader = Reader { whole: text, chars: text.char_indices() };
    let object = reader.object().ok_or_else(|| JsonError::Syntax { at: reader.at() })?;
    let members = object.iter().map(|(key, value)| (key.as_str(), value.clone()));
    if write(members) == text { Ok(object) } else { Err(JsonError::NotCanonical) }
}

struct Reader<'a> {
    whole: &'a str,
    chars: core::str::CharIndices<'a>,
}

/// Every step gives `None` where the text is not of the grammar; [`Reader::at`] then says where.
impl Reader<'_> {
    fn at(&self) -> usize {
        self.whole.len() - self.chars.as_str().len()
    }

    fn peek(&self) -> Option<char> {
        self.chars.as_str().chars().next()
    }

    fn take(&mut self, wanted: char) -> Option<()> {
        if self.peek()? != wanted {
            return None;
        }
        self.chars.next();
        Some(())
    }

    fn object(&mut self) -> Option<Object> {
        let mut object = Object::new();
        self.take('{')?;
        if self.peek()? == '}' {
            self.chars.next();
        } else {
            loop {
                let key = self.text()?;
                self.take(':')?;
                let value = self.value()?;
                object.insert(key, value);
                if self.take(',').is_none() {
                    self.take('}')?;
                    break;
                }
            }
        }
        self.chars.as_str().is_empty().then_some(object)
    }

    fn value(&mut self) -> Option<Value> {
        if self.peek()? == '"' { self.text().map(Value::Text) } else { self.integer() }
    }

    fn integer(&mut self) -> Option<Value> {
        let negative = self.take('-').is_some();
        let mut number = 0_i64;
        let mut digits = 0;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.chars.next();
            digits += 1;
            number = number * 10 + i64::from(digit);
            if number > MAX_INTEGER {
                return None;
            }
        }
        (digits > 0).then_some(Value::Integer(if negative { -number } else { number }))
    }

    fn text(&mut self) -> Option<String> {
        self.take('"')?;
        let mut text = String::new();
        loop {
            match self.chars.next()?.1 {
                '"' => return Some(text),
                '\\' => text.push(self.escape()?),
                c if u32::from(c) < 0x20 => return None,
                c => text.push(c),
            }
        }
    }

    /// Only the escapes that [`write_text`] makes; others could not be canonical.
    fn escape(&mut self) -> Option<char> {
        Some(match self.chars.next()?.1 {
            '"' => '"',
            '\\' => '\\',
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'u' => {
                let mut code = 0;
                for _ in 0..4 {
                    code = code << 4 | self.chars.next()?.1.to_digit(16)?;
                }
                char::from_u32(code)?
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_are_sorted_and_nothing_is_spaced() {
        let members = [("b", Value::Integer(-3)), ("a", Value::Text("é\"\n\u{1}".into()))];
        assert_eq!(write(members), "{\"a\":\"é\\\"\\n\\u0001\",\"b\":-3}");
        assert_eq!(write([]), "{}");
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
            let mut object: Object =
                texts.into_iter().map(|(key, text)| (key, Value::Text(text))).collect();
            object.insert("number".into(), Value::Integer(number));
            let text = write(object.iter().map(|(k, v)| (k.as_str(), v.clone())));
            prop_assert_eq!(read(text.as_bytes()), Ok(object));
        }

        #[test]
        fn nothing_that_is_read_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }
    }
}
