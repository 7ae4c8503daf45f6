//! A reader of JSON (RFC 8259), as small as entries and case exports allow.
//!
//! Stricter than the RFC where two readers could disagree: a key that occurs twice, a lone surrogate and
//! anything nested deeper than 32 are refused.

/// The deepest nesting that is read.
const DEPTH: usize = 32;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    /// `null`, `true` or `false`, or a number that is no integer of 64 bits: nothing here asks for them.
    Other,
    /// An integer.
    Integer(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object: keys and values in their order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a whole text.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut reader = Reader { rest: text };
        let value = reader.value(DEPTH)?;
        reader.space();
        reader.rest.is_empty().then_some(value)
    }

    /// The member of an object.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text of a member.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        if let Self::Text(text) = self.get(key)? { Some(text) } else { None }
    }

    /// The integer of a member.
    pub(crate) fn integer(&self, key: &str) -> Option<i64> {
        if let Self::Integer(number) = self.get(key)? { Some(*number) } else { None }
    }

    /// The list of a member.
    pub(crate) fn list(&self, key: &str) -> Option<&[Self]> {
        if let Self::List(list) = self.get(key)? { Some(list) } else { None }
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    fn take(&mut self, what: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(what)?;
        Some(())
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        let depth = depth.checked_sub(1)?;
        self.space();
        match self.rest.chars().next()? {
            '{' => self.object(depth),
            '[' => self.list(depth),
            '"' => self.text().map(Json::Text),
            '-' | '0'..='9' => self.number(),
            _ => ["null", "true", "false"]
                .iter()
                .find_map(|word| self.take(word))
                .map(|()| Json::Other),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        self.take("{")?;
        let mut members: Vec<(String, Json)> = Vec::new();
        self.space();
        if self.take("}").is_some() {
            return Some(Json::Object(members));
        }
        loop {
            self.space();
            let key = self.text()?;
            self.space();
            self.take(":")?;
            let value = self.value(depth)?;
            if members.iter().any(|(known, _)| *known == key) {
                return None;
            }
            members.push((key, value));
            self.space();
            if self.take("}").is_some() {
                return Some(Json::Object(members));
            }
            self.take(",")?;
        }
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        self.take("[")?;
        let mut list = Vec::new();
        self.space();
        if self.take("]").is_some() {
            return Some(Json::List(list));
        }
        loop {
            list.push(self.value(depth)?);
            self.space();
            if self.take("]").is_some() {
                return Some(Json::List(list));
            }
            self.take(",")?;
        }
    }

    /// A number by the grammar of RFC 8259 section 6, within the range of a double.
    fn number(&mut self) -> Option<Json> {
        let whole = self.rest;
        let _ = self.take("-");
        if self.take("0").is_none() {
            self.digits()?;
        }
        if self.take(".").is_some() {
            self.digits()?;
        }
        if self.take("e").or_else(|| self.take("E")).is_some() {
            let _ = self.take("+").or_else(|| self.take("-"));
            self.digits()?;
        }
        let number = whole.strip_suffix(self.rest)?;
        match number.parse() {
            Ok(integer) => Some(Json::Integer(integer)),
            Err(_) => {
                number.parse().ok().filter(|double: &f64| double.is_finite()).map(|_| Json::Other)
            }
        }
    }

    /// One digit or more.
    fn digits(&mut self) -> Option<()> {
        let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let any = rest.len() < self.rest.len();
        self.rest = rest;
        any.then_some(())
    }

    fn text(&mut self) -> Option<String> {
        self.take("\"")?;
        let mut text = String::new();
        loop {
            let end = self.rest.find(|c| c == '"' || c == '\\' || c < ' ')?;
            let (plain, rest) = self.rest.split_at_checked(end)?;
            text.push_str(plain);
            self.rest = rest;
            if self.take("\"").is_some() {
                return Some(text);
            }
            self.take("\\")?;
            let escape = self.rest.chars().next()?;
            self.rest = self.rest.strip_prefix(escape)?;
            text.push(match escape {
                '"' | '\\' | '/' => escape,
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => self.escaped()?,
                _ => return None,
            });
        }
    }

    /// What follows `\u`: a character, perhaps of two halves.
    fn escaped(&mut self) -> Option<char> {
        let high = self.four()?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high);
        }
        self.take("\\u")?;
        let low = self.four()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + low)
    }

    fn four(&mut self) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        let are_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| are_digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_serde_writes_is_read_as_it_was(texts in prop::collection::vec(any::<String>(), 0..6), number: i64) {
            let value = serde_json::json!({ "list": texts, "n": number, "f": 1.5, "b": [true, null] });
            for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
                let read = Json::read(&text).unwrap();
                let list: Vec<Json> = texts.iter().cloned().map(Json::Text).collect();
                prop_assert_eq!(read.list("list"), Some(&*list));
                prop_assert_eq!(read.integer("n"), Some(number));
            }
        }

        #[test]
        fn what_serde_refuses_is_refused(text in "[\\[\\]{}\":, a0\\\\u1eE.+-]{0,24}") {
            if Json::read(&text).is_some() {
                prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{}", text);
            }
        }
    }

    #[test]
    fn a_number_that_breaks_the_grammar_or_the_range_is_refused() {
        for text in ["0.", "01", "-", "1.e1", "1e", "1e+", ".1", "+1", "1e999", "--1"] {
            assert_eq!(Json::read(text), None, "{text}");
        }
        for text in ["-0", "0.5", "1e-9", "10E+2", "18446744073709551616"] {
            assert!(Json::read(text).is_some(), "{text}");
        }
    }

    #[test]
    fn two_members_of_one_name_a_lone_half_and_deep_nesting_are_refused() {
        for text in ["{\"a\":1,\"a\":2}", "\"\\ud800\"", "\"\\udc00\"", &"[".repeat(100_000)] {
            assert_eq!(Json::read(text), None);
        }
        assert_eq!(Json::read("\"\\ud83d\\ude00\""), Some(Json::Text("😀".into())));
    }
}
