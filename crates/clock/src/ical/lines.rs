//! Content lines (RFC 5545 §3.1): unfolded, split into name, parameters and value.

/// One content line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it begins in the file, from 1.
    pub(super) number: usize,
    /// In capitals.
    pub(super) name: String,
    /// Names in capitals, values without their quotation marks.
    pub(super) parameters: Vec<(String, String)>,
    /// As it stands.
    pub(super) value: String,
}

/// Every content line of a text. A line without a colon is one with an empty value, for whoever reports it.
pub(super) fn read(text: &str) -> Vec<Line> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut unfolded: Vec<(usize, String)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let more = line.strip_prefix([' ', '\t']);
        match (more, unfolded.last_mut()) {
            (Some(more), Some((_, last))) => last.push_str(more),
            _ if line.trim().is_empty() => {}
            _ => unfolded.push((number, line.to_owned())),
        }
    }
    unfolded.into_iter().map(|(number, line)| split(number, &line)).collect()
}

fn split(number: usize, line: &str) -> Line {
    let mut quoted = false;
    // The first colon outside quotation marks ends name and parameters.
    let colon = line.find(|c: char| {
        quoted ^= c == '"';
        c == ':' && !quoted
    });
    let (head, value) = colon.and_then(|at| line.split_at_checked(at)).unwrap_or((line, ""));
    let value = value.strip_prefix(':').unwrap_or(value);
    let mut quoted = false;
    let mut parts = head.split(|c: char| {
        quoted ^= c == '"';
        c == ';' && !quoted
    });
    let name = parts.next().unwrap_or_default().trim().to_ascii_uppercase();
    let parameters = parts
        .filter_map(|part| part.split_once('='))
        .map(|(name, value)| (name.trim().to_ascii_uppercase(), value.trim().replace('"', "")))
        .collect();
    Line { number, name, parameters, value: value.trim().to_owned() }
}

impl Line {
    /// Whether it is this property with this value; case does not matter.
    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.name == name && self.value.eq_ignore_ascii_case(value)
    }

    /// The value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value as text (RFC 5545 §3.3.11): escapes undone, on one line.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut characters = self.value.chars();
        while let Some(c) = characters.next() {
            match (c, c == '\\') {
                (_, true) => match characters.next() {
                    Some('n' | 'N') => text.push(' '),
                    Some(other) if other.is_control() => text.push(' '),
                    Some(other) => text.push(other),
                    None => {}
                },
                (c, false) if c.is_control() => text.push(' '),
                (c, false) => text.push(c),
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_character_after_a_backslash_is_a_space_like_any_other() {
        let lines = read("SUMMARY:Christmas\\\0, all of it\r\n");
        let texts: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!(texts, ["Christmas , all of it"]);
    }

    #[test]
    fn lines_are_unfolded_and_split_at_the_colon_outside_quotation_marks() {
        let lines = read(
            "\u{feff}BEGIN:VCALENDAR\r\nDTSTART;TZID=\"A:B;C\";value=date:2026\r\n 1224\r\nSUMMARY:Caf\r\n\t\u{e9}\\, closed\\n now\\\\\r\n\r\nodd\r\n",
        );
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[1].value, "20261224");
        assert_eq!(lines[1].parameter("TZID"), Some("A:B;C"));
        assert_eq!(lines[1].parameter("VALUE"), Some("date"));
        assert_eq!(lines[2].text(), "Caf\u{e9}, closed now\\");
        assert_eq!((lines[2].number, lines[3].number), (4, 7));
        assert_eq!((lines[3].name.as_str(), lines[3].value.as_str()), ("ODD", ""));
    }
}
