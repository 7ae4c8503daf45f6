//! The one layout of a policy file: sections and keys in the order of the language, one blank line between
//! tables, lists on one line while they fit. Comments stay with what they stand before.
//!
//! The text is read with its comments (`toml_edit`) and written anew; values are taken over as they are
//! spelled. A comment inside `{ … }` comes out above it, since a table on one line has no place for it.

use core::fmt::Write as _;

use toml_edit::{DocumentMut, InlineTable, Item, RawString, Table, Value};

use crate::finding::Finding;
use crate::language::{Key, ROOT, Section};

/// The longest line that a list may take, in characters.
const WIDTH: usize = 100;

/// The same policy in the one layout; only its version differs.
///
/// # Errors
/// What is wrong with the text: only a policy that can be used is laid out anew.
pub fn format(source: &str) -> Result<String, Vec<Finding>> {
    crate::parse(source)?;
    let source = source.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (head, body) = split_head(&source);
    let Ok(document) = body.parse::<DocumentMut>() else {
        // What the one reader takes and the other does not is left as it is.
        return Ok(source);
    };
    let mut tables = Vec::new();
    collect(document.as_table(), Some(&ROOT), &Path::default(), &mut tables);
    let tail = settle(&mut tables, &raw(Some(document.trailing())));
    tables.sort_by(|one, other| one.path.order.cmp(&other.path.order));

    let mut text = String::new();
    lines(&mut text, &head);
    for table in &tables {
        let printed = table.print();
        if !printed.is_empty() {
            separate(&mut text);
            text.push_str(&printed);
        }
    }
    if !tail.is_empty() {
        separate(&mut text);
        lines(&mut text, &tail);
    }
    Ok(text)
}

/// The comments at the top that a blank line parts from what follows: they belong to the whole file.
fn split_head(source: &str) -> (Vec<String>, String) {
    let is_head = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let leading = source.lines().take_while(is_head).count();
    let blank = source.lines().take(leading).collect::<Vec<_>>();
    let Some(last) = blank.iter().rposition(|line| line.trim().is_empty()) else {
        return (Vec::new(), source.to_owned());
    };
    let head = source.lines().take(last).map(|line| line.trim().to_owned()).collect::<Vec<_>>();
    let start = head.iter().position(|line| !line.is_empty()).unwrap_or(head.len());
    let mut head = head.into_iter().skip(start).collect::<Vec<_>>();
    head.dedup_by(|one, other| one.is_empty() && other.is_empty());
    while head.last().is_some_and(String::is_empty) {
        head.pop();
    }
    let body = source.lines().skip(last + 1).fold(String::new(), |text, line| text + line + "\n");
    (head, body)
}

/// The way to a table: its header, and its place in the order of the language.
#[derive(Debug, Clone, Default)]
struct Path {
    header: String,
    order: Vec<(usize, usize)>,
}

/// One table of the file, with the comments that belong to it.
struct Entry<'t> {
    path: Path,
    table: &'t Table,
    section: Option<&'static Section>,
    is_repeated: bool,
    /// Comments before its header.
    before: Vec<String>,
    /// Comments after its last key.
    after: Vec<String>,
}

fn rank(section: Option<&Section>, name: &str) -> usize {
    let place = section.and_then(|section| section.keys.iter().position(|key| key.name == name));
    place.unwrap_or(usize::MAX)
}

fn collect<'t>(
    table: &'t Table,
    section: Option<&'static Section>,
    path: &Path,
    found: &mut Vec<Entry<'t>>,
) {
    let is_repeated = path.order.last().is_some_and(|(_, index)| *index > 0);
    found.push(Entry {
        path: path.clone(),
        table,
        section,
        is_repeated,
        before: Vec::new(),
        after: Vec::new(),
    });
    inner(table, section, path, found);
}

/// The tables inside a table; those behind dotted keys belong to its own lines.
fn inner<'t>(
    table: &'t Table,
    section: Option<&'static Section>,
    path: &Path,
    found: &mut Vec<Entry<'t>>,
) {
    for (name, item) in table {
        let inside = section.and_then(|section| section.key(name)).and_then(Key::section);
        let key = table.key(name).map_or_else(|| name.to_owned(), |key| key.display_repr().into());
        let header = match path.header.as_str() {
            "" => key,
            outer => format!("{outer}.{key}"),
        };
        let at = |index: usize| {
            let step = (rank(section, name), index);
            let order = path.order.iter().copied().chain([step]).collect();
            Path { header: header.clone(), order }
        };
        match item {
            Item::Table(table) if table.is_dotted() => inner(table, inside, &at(0), found),
            Item::Table(table) => collect(table, inside, &at(0), found),
            Item::ArrayOfTables(tables) => {
                for (index, table) in tables.iter().enumerate() {
                    collect(table, inside, &at(index + 1), found);
                }
            }
            Item::None | Item::Value(_) => {}
        }
    }
}

/// Gives every comment to a table: what a blank line parts from a header belongs to the table before it.
/// What remains at the end of the file is handed back.
fn settle(tables: &mut [Entry<'_>], trailing: &str) -> Vec<String> {
    tables.sort_by_key(|entry| entry.table.position());
    let mut last: Option<usize> = None;
    for place in 0..tables.len() {
        let Some(entry) = tables.get(place) else { continue };
        if entry.path.header.is_empty() || entry.table.is_implicit() {
            if last.is_none() {
                last = Some(place);
            }
            continue;
        }
        let (left, own) = parted(&raw(entry.table.decor().prefix()));
        if let Some(entry) = tables.get_mut(place) {
            entry.before = own;
        }
        match last.and_then(|last| tables.get_mut(last)) {
            Some(previous) => previous.after.extend(left),
            None => {
                if let Some(entry) = tables.get_mut(place) {
                    entry.before.splice(0..0, left);
                }
            }
        }
        last = Some(place);
    }
    let (left, end) = parted(trailing);
    match last.and_then(|last| tables.get_mut(last)) {
        Some(previous) => {
            // What follows the last key directly belongs to it; the rest ends the file.
            let attached = !trailing.starts_with('\n');
            let (own, rest) =
                if attached && left.is_empty() { (end, Vec::new()) } else { (left, end) };
            previous.after.extend(own);
            rest
        }
        None => left.into_iter().chain(end).collect(),
    }
}

/// The comments of a text before and after its last blank line.
fn parted(text: &str) -> (Vec<String>, Vec<String>) {
    let all = text.split('\n').map(str::trim).collect::<Vec<_>>();
    // The piece after the last line break is the beginning of the next line, not a line.
    let whole = all.len().saturating_sub(1);
    let blank = all.iter().take(whole).rposition(|line| line.is_empty());
    let comments = |lines: &[&str]| {
        let comments = lines.iter().filter(|line| line.starts_with('#'));
        comments.map(|line| (*line).to_owned()).collect::<Vec<_>>()
    };
    match blank {
        None => (Vec::new(), comments(&all)),
        Some(blank) => {
            let (left, right) = all.split_at(blank);
            (comments(left), comments(right))
        }
    }
}

fn raw(text: Option<&RawString>) -> String {
    text.and_then(RawString::as_str).unwrap_or_default().to_owned()
}

/// The comments in a text, one a line.
fn comments(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

fn lines(text: &mut String, lines: &[String]) {
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
}

fn separate(text: &mut String) {
    if !text.is_empty() {
        text.push('\n');
    }
}

impl Entry<'_> {
    fn print(&self) -> String {
        let mut text = String::new();
        lines(&mut text, &self.before);
        if !self.path.header.is_empty() && !self.table.is_implicit() {
            let header = &self.path.header;
            let (open, close) = if self.is_repeated { ("[[", "]]") } else { ("[", "]") };
            let beside = comments(&raw(self.table.decor().suffix()));
            text.push_str(&format!("{open}{header}{close}{}\n", trailing(&beside)));
        }
        let mut values = Vec::new();
        values_of(self.table, self.section, "", &[], &mut values);
        values.sort_by(|one, other| one.0.cmp(&other.0));
        values.iter().for_each(|(_, printed)| text.push_str(printed));
        lines(&mut text, &self.after);
        text
    }
}

/// The lines of a table's own values, each with its place in the order of the language.
fn values_of(
    table: &Table,
    section: Option<&'static Section>,
    prefix: &str,
    order: &[usize],
    found: &mut Vec<(Vec<usize>, String)>,
) {
    for (name, item) in table {
        let Some(key) = table.key(name) else { continue };
        let order = order.iter().copied().chain([rank(section, name)]).collect::<Vec<_>>();
        let path = format!("{prefix}{}", key.display_repr());
        let inside = section.and_then(|section| section.key(name)).and_then(Key::section);
        match item {
            Item::Value(value) => {
                let mut text = String::new();
                lines(&mut text, &comments(&raw(key.leaf_decor().prefix())));
                lines(&mut text, &hoisted(value));
                let line = format!("{path} = ");
                let printed = print(value, inside, line.chars().count());
                let beside = comments(&raw(value.decor().suffix()));
                text.push_str(&format!("{line}{printed}{}\n", trailing(&beside)));
                found.push((order, text));
            }
            Item::Table(table) if table.is_dotted() => {
                values_of(table, inside, &format!("{path}."), &order, found);
            }
            Item::None | Item::Table(_) | Item::ArrayOfTables(_) => {}
        }
    }
}

fn trailing(comments: &[String]) -> String {
    comments.iter().map(|comment| format!(" {comment}")).collect()
}

/// The comments inside a table on one line, which come out above it.
fn hoisted(value: &Value) -> Vec<String> {
    match value {
        Value::InlineTable(table) => inside(table),
        _ => Vec::new(),
    }
}

/// Every comment inside a table on one line.
fn inside(table: &InlineTable) -> Vec<String> {
    let mut found = Vec::new();
    for (name, value) in table {
        if let Some(key) = table.key(name) {
            found.extend(comments(&raw(key.leaf_decor().prefix())));
            found.extend(comments(&raw(key.leaf_decor().suffix())));
        }
        found.extend(everything(value));
    }
    found.extend(comments(&raw(Some(table.trailing()))));
    found
}

/// Every comment of a value that is printed on one line.
fn everything(value: &Value) -> Vec<String> {
    let mut found = comments(&raw(value.decor().prefix()));
    match value {
        Value::InlineTable(table) => found.extend(inside(table)),
        Value::Array(array) => {
            found.extend(array.iter().flat_map(everything));
            found.extend(comments(&raw(Some(array.trailing()))));
        }
        _ => {}
    }
    found.extend(comments(&raw(value.decor().suffix())));
    found
}

/// A value that begins in this column.
fn print(value: &Value, section: Option<&'static Section>, column: usize) -> String {
    let Value::Array(array) = value else { return on_one_line(value, section) };
    let short = on_one_line(value, section);
    let fits = column + short.chars().count() <= WIDTH;
    let commented = array.iter().any(|item| !everything(item).is_empty())
        || !comments(&raw(Some(array.trailing()))).is_empty();
    if !commented && (fits || array.is_empty()) {
        return short;
    }
    let mut text = "[".to_owned();
    for item in array {
        // A comment after the comma before belongs to the line of that comma.
        let prefix = raw(item.decor().prefix());
        let (beside, above) = prefix.split_once('\n').unwrap_or((prefix.as_str(), ""));
        let (beside, mut above) = (comments(beside), comments(above));
        above.extend(hoisted(item));
        above.extend(comments(&raw(item.decor().suffix())));
        text.push_str(&trailing(&beside));
        text.push('\n');
        for comment in above {
            let _ = writeln!(text, "  {comment}");
        }
        text.push_str(&format!("  {},", on_one_line(item, section)));
    }
    let end = raw(Some(array.trailing()));
    let (beside, below) = end.split_once('\n').unwrap_or((end.as_str(), ""));
    text.push_str(&trailing(&comments(beside)));
    text.push('\n');
    for comment in comments(below) {
        let _ = writeln!(text, "  {comment}");
    }
    text.push(']');
    text
}

/// A value without line breaks, except those inside a text.
fn on_one_line(value: &Value, section: Option<&'static Section>) -> String {
    match value {
        Value::Array(array) => {
            let items = array.iter().map(|item| on_one_line(item, section)).collect::<Vec<_>>();
            format!("[{}]", items.join(", "))
        }
        Value::InlineTable(table) => {
            let mut members = Vec::new();
            members_of(table, section, "", &[], &mut members);
            members.sort_by(|one, other| one.0.cmp(&other.0));
            let members = members.into_iter().map(|(_, member)| member).collect::<Vec<_>>();
            if members.is_empty() {
                "{}".to_owned()
            } else {
                format!("{{ {} }}", members.join(", "))
            }
        }
        scalar => {
            let mut scalar = scalar.clone();
            scalar.decor_mut().clear();
            scalar.to_string().trim().to_owned()
        }
    }
}

/// The members of a table on one line, each with its place in the order of the language.
fn members_of(
    table: &InlineTable,
    section: Option<&'static Section>,
    prefix: &str,
    order: &[usize],
    found: &mut Vec<(Vec<usize>, String)>,
) {
    for (name, value) in table {
        let order = order.iter().copied().chain([rank(section, name)]).collect::<Vec<_>>();
        let key = table.key(name).map_or_else(|| name.to_owned(), |key| key.display_repr().into());
        let path = format!("{prefix}{key}");
        let inside = section.and_then(|section| section.key(name)).and_then(Key::section);
        match value {
            Value::InlineTable(table) if table.is_dotted() => {
                members_of(table, inside, &format!("{path}."), &order, found);
            }
            value => found.push((order, format!("{path} = {}", on_one_line(value, inside)))),
        }
    }
}
