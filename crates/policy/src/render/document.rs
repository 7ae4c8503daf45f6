//! A document of headings, paragraphs, lists and tables, and how it is written as Markdown and as HTML.
//!
//! Whatever a policy says is text here, never markup: both writers escape it.

/// A document.
pub(super) struct Document {
    title: String,
    blocks: Vec<Block>,
}

enum Block {
    Heading(String),
    Paragraph(Line),
    List(Vec<Line>),
    Numbered(Vec<Line>),
    Table(Vec<String>, Vec<Vec<String>>),
}

/// A sentence or a part of one.
#[derive(Clone, Default)]
pub(super) struct Line(Vec<Piece>);

#[derive(Clone)]
enum Piece {
    Text(String),
    Strong(String),
    /// An address that is shown as it is.
    Address(String),
}

impl Line {
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Piece::Text(text.into()));
        self
    }
    pub(super) fn strong(mut self, text: impl Into<String>) -> Self {
        self.0.push(Piece::Strong(text.into()));
        self
    }
    /// An e-mail or `https` address.
    pub(super) fn address(mut self, address: impl Into<String>) -> Self {
        self.0.push(Piece::Address(address.into()));
        self
    }
}

impl<T: Into<String>> From<T> for Line {
    fn from(text: T) -> Self {
        Self::default().text(text)
    }
}

impl Document {
    pub(super) fn new(title: &str) -> Self {
        Self { title: title.to_owned(), blocks: Vec::new() }
    }
    pub(super) fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(text.to_owned()));
    }
    pub(super) fn paragraph(&mut self, line: impl Into<Line>) {
        self.blocks.push(Block::Paragraph(line.into()));
    }
    /// A list under its lead; nothing when there are no entries.
    pub(super) fn list<L: Into<Line>>(&mut self, lead: &str, lines: impl IntoIterator<Item = L>) {
        let lines = lines.into_iter().map(Into::into).collect::<Vec<_>>();
        if !lines.is_empty() {
            if !lead.is_empty() {
                self.paragraph(lead);
            }
            self.blocks.push(Block::List(lines));
        }
    }
    /// The same with numbers, where the order counts.
    pub(super) fn numbered(&mut self, lead: &str, lines: Vec<Line>) {
        if !lines.is_empty() {
            self.paragraph(lead);
            self.blocks.push(Block::Numbered(lines));
        }
    }
    pub(super) fn table(&mut self, head: &[&str], rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            let head = head.iter().map(|cell| (*cell).to_owned()).collect();
            self.blocks.push(Block::Table(head, rows));
        }
    }
    /// Whether nothing follows the last heading: then the heading goes too.
    pub(super) fn end_section(&mut self) {
        if matches!(self.blocks.last(), Some(Block::Heading(_))) {
            self.blocks.pop();
        }
    }

    /// As CommonMark with GitHub's tables. `origin` says where the file comes from.
    pub(super) fn markdown(&self, origin: &str) -> String {
        let mut text =
            format!("<!-- {} -->\n\n# {}\n", origin.replace("--", "- -"), escaped(&self.title));
        for block in &self.blocks {
            text.push('\n');
            match block {
                Block::Heading(heading) => text.push_str(&format!("## {}\n", escaped(heading))),
                Block::Paragraph(line) => text.push_str(&format!("{}\n", markdown_line(line))),
                Block::List(lines) => {
                    for line in lines {
                        text.push_str(&format!("- {}\n", markdown_line(line)));
                    }
                }
                Block::Numbered(lines) => {
                    for (place, line) in lines.iter().enumerate() {
                        text.push_str(&format!("{}. {}\n", place + 1, markdown_line(line)));
                    }
                }
                Block::Table(head, rows) => {
                    let row = |cells: &[String]| {
                        let cells = cells.iter().map(|cell| escaped(cell).replace('|', "\\|"));
                        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
                    };
                    text.push_str(&row(head));
                    text.push_str(&format!("|{}\n", " --- |".repeat(head.len())));
                    rows.iter().for_each(|cells| text.push_str(&row(cells)));
                }
            }
        }
        text
    }

    /// As a page of its own.
    pub(super) fn html(&self) -> String {
        let title = html_text(&self.title);
        let mut text = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        );
        for block in &self.blocks {
            let items = |lines: &[Line]| {
                lines
                    .iter()
                    .map(|line| format!("<li>{}</li>\n", html_line(line)))
                    .collect::<String>()
            };
            text.push_str(&match block {
                Block::Heading(heading) => format!("<h2>{}</h2>\n", html_text(heading)),
                Block::Paragraph(line) => format!("<p>{}</p>\n", html_line(line)),
                Block::List(lines) => format!("<ul>\n{}</ul>\n", items(lines)),
                Block::Numbered(lines) => format!("<ol>\n{}</ol>\n", items(lines)),
                Block::Table(head, rows) => html_table(head, rows),
            });
        }
        text.push_str("</main>\n</body>\n</html>\n");
        text
    }
}

fn html_table(head: &[String], rows: &[Vec<String>]) -> String {
    let cells = |cells: &[String], tag: &str| {
        let cells = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", html_text(cell)));
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    let body = rows.iter().map(|row| cells(row, "td")).collect::<String>();
    format!("<table>\n<thead>\n{}</thead>\n<tbody>\n{body}</tbody>\n</table>\n", cells(head, "th"))
}

fn markdown_line(line: &Line) -> String {
    let pieces = line.0.iter().map(|piece| match piece {
        Piece::Text(text) => escaped(text),
        Piece::Strong(text) => format!("**{}**", escaped(text)),
        Piece::Address(address) => format!("<{address}>"),
    });
    at_start(&pieces.collect::<String>())
}

fn html_line(line: &Line) -> String {
    let pieces = line.0.iter().map(|piece| match piece {
        Piece::Text(text) => html_text(text),
        Piece::Strong(text) => format!("<strong>{}</strong>", html_text(text)),
        Piece::Address(address) => {
            let shown = html_text(address);
            let scheme = if address.contains("://") { "" } else { "mailto:" };
            format!("<a href=\"{scheme}{shown}\">{shown}</a>")
        }
    });
    pieces.collect()
}

fn html_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Text in which nothing is markup (CommonMark 0.31 §2.4 and §6): what could begin or end any is escaped,
/// and no more, so that the file reads well as it is.
fn escaped(text: &str) -> String {
    let characters = one_line(text).chars().collect::<Vec<_>>();
    let mut escaped = String::with_capacity(text.len());
    for (place, c) in characters.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| characters.get(before));
        let after = characters.get(place + 1);
        let inside = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        let special = match c {
            '*' | '`' | '[' | ']' => true,
            '<' => after.is_some_and(|after| after.is_ascii_alphabetic() || "/!?".contains(*after)),
            '\\' => after.is_some_and(char::is_ascii_punctuation),
            '_' => !(inside(before) && inside(after)),
            '~' => before == Some(&'~') || after == Some(&'~'),
            '&' => after.is_some_and(|after| *after == '#' || after.is_ascii_alphabetic()),
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(*c);
    }
    escaped
}

/// Without line breaks, and without a run of white space; a space at an end stays one.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c != ' ' || !line.ends_with(' ') {
            line.push(c);
        }
    }
    line
}

/// The same for what only counts at the start of a line: headings, quotes, lists, rules.
fn at_start(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = line.chars().skip(digits).take(2).collect::<String>();
    let numbered = digits > 0 && (rest.starts_with('.') || rest.starts_with(')'));
    if numbered {
        let number = line.chars().take(digits).collect::<String>();
        return format!("{number}\\{}", line.chars().skip(digits).collect::<String>());
    }
    let marks = line.starts_with(['#', '>', '-', '+', '=', '|', '~', ':']);
    if marks { format!("\\{line}") } else { line.to_owned() }
}
