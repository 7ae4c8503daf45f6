//! JSON as it is written: members in the order in which they are given, so that the same policy always
//! makes the same bytes. Nothing here reads JSON.

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Flag(bool),
    Number(u64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The value over several lines, with a line feed at the end.
    pub(crate) fn pretty(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text.push('\n');
        text
    }

    fn write(&self, text: &mut String, depth: usize) {
        match self {
            Self::Flag(flag) => text.push_str(if *flag { "true" } else { "false" }),
            Self::Number(number) => text.push_str(&number.to_string()),
            Self::Text(value) => write_text(text, value),
            Self::List(values) if values.is_empty() => text.push_str("[]"),
            Self::List(values) => {
                text.push('[');
                for (place, value) in values.iter().enumerate() {
                    new_line(text, place, depth + 1);
                    value.write(text, depth + 1);
                }
                close(text, depth, ']');
            }
            Self::Object(members) if members.is_empty() => text.push_str("{}"),
            Self::Object(members) => {
                text.push('{');
                for (place, (name, value)) in members.iter().enumerate() {
                    new_line(text, place, depth + 1);
                    write_text(text, name);
                    text.push_str(": ");
                    value.write(text, depth + 1);
                }
                close(text, depth, '}');
            }
        }
    }
}

fn new_line(text: &mut String, place: usize, depth: usize) {
    text.push_str(if place == 0 { "\n" } else { ",\n" });
    text.push_str(&"  ".repeat(depth));
}

fn close(text: &mut String, depth: usize, bracket: char) {
    text.push('\n');
    text.push_str(&"  ".repeat(depth));
    text.push(bracket);
}

fn write_text(text: &mut String, value: &str) {
    text.push('"');
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            // Readers that put JSON into a page must not meet an end of it (`</script>`).
            c if c.is_control() || matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') => {
                text.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

/// An object with members that are there, in order.
#[derive(Default)]
pub(crate) struct Members(Vec<(String, Json)>);

impl Members {
    pub(crate) fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Only when there is a value; an empty list is none.
    pub(crate) fn maybe(self, name: &str, value: Option<impl Into<Json>>) -> Self {
        match value.map(Into::into) {
            None => self,
            Some(Json::List(values)) if values.is_empty() => self,
            Some(value) => self.with(name, value),
        }
    }
}

impl From<Members> for Json {
    fn from(members: Members) -> Self {
        Self::Object(members.0)
    }
}
impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<bool> for Json {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}
impl From<u64> for Json {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}
impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Json, Members};

    #[test]
    fn members_keep_their_order_and_texts_cannot_break_out() {
        let json = Json::from(
            Members::default()
                .with("b", "a\"\\\n\u{1}</é")
                .with("a", Json::List(vec![true.into(), 7.into()]))
                .maybe("none", Some(Vec::<String>::new()))
                .with("empty", Members::default()),
        );
        expect_test::expect![[r#"
            {
              "b": "a\"\\\n\u0001\u003c/é",
              "a": [
                true,
                7
              ],
              "empty": {}
            }
        "#]]
        .assert_eq(&json.pretty());
    }
}
