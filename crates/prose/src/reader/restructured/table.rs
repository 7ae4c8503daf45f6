//! Tables of reStructuredText: with `=` rules (simple), with `+---+` frames (grid), and as a list of lists.

use super::super::outline::Outline;
use super::super::passage::{Passage, PassageBuilder};
use super::super::{Cut, MAX_CELLS, Row};
use super::Line;
use super::inline::{self, Targets};

/// The most lines of one table.
const MAX_LINES: usize = 5_000;

/// Reads the table that begins here and says how many lines it has; `None` when there is none.
pub(super) fn read(
    lines: &[Line<'_>],
    targets: &Targets<'_>,
    outline: &mut Outline,
) -> Option<usize> {
    let first = lines.first()?.trimmed();
    if first.starts_with("+-") && first.ends_with('+') {
        return grid(lines, targets, outline);
    }
    if first.starts_with("==") && first.contains(' ') && first.chars().all(|c| c == '=' || c == ' ')
    {
        return simple(lines, targets, outline);
    }
    None
}

fn grid(lines: &[Line<'_>], targets: &Targets<'_>, outline: &mut Outline) -> Option<usize> {
    let length = lines
        .iter()
        .take(MAX_LINES)
        .take_while(|line| line.trimmed().starts_with(['+', '|']))
        .count();
    let table = lines.get(..length)?;
    let mut rows = Vec::new();
    let mut open: Vec<Vec<(&str, usize)>> = Vec::new();
    for line in table {
        let text = line.trimmed();
        if text.starts_with('+') {
            if !open.is_empty() {
                rows.push(row(&core::mem::take(&mut open), targets));
            }
            if text.contains('=') {
                rows.iter_mut().for_each(|row| row.header = true);
            }
            continue;
        }
        let mut at = line.at + line.indent() + 1;
        let inner = text.strip_prefix('|').unwrap_or(text);
        let inner = inner.strip_suffix('|').unwrap_or(inner);
        for (index, cell) in inner.split('|').enumerate() {
            if open.len() <= index {
                open.push(Vec::new());
            }
            let lead = cell.len() - cell.trim_start().len();
            if let Some(lines) = open.get_mut(index).filter(|_| !cell.trim().is_empty()) {
                lines.push((cell.trim(), at + lead));
            }
            at += cell.len() + 1;
        }
    }
    if !open.is_empty() {
        rows.push(row(&open, targets));
    }
    finish(rows, table, outline);
    Some(length)
}

fn simple(lines: &[Line<'_>], targets: &Targets<'_>, outline: &mut Outline) -> Option<usize> {
    let rule = lines.first()?;
    let columns: Vec<usize> = rule
        .text
        .char_indices()
        .filter(|(at, c)| {
            *c == '='
                && (*at == 0 || rule.text.get(..*at).is_some_and(|before| before.ends_with(' ')))
        })
        .map(|(at, _)| at)
        .collect();
    let is_rule = |line: &Line<'_>| {
        let text = line.trimmed();
        text.starts_with("==") && text.chars().all(|c| c == '=' || c == ' ')
    };
    let rules: Vec<usize> = lines
        .iter()
        .take(MAX_LINES)
        .enumerate()
        .filter(|(_, line)| is_rule(line))
        .map(|(index, _)| index)
        .take(3)
        .collect();
    let (header, last) = match *rules.as_slice() {
        [_, second, third] => (Some(second), third),
        [_, second] => (None, second),
        _ => return None,
    };
    // Three rules with an empty line between the last two are two tables, or a table and a title.
    let mut rows = Vec::new();
    for (index, line) in lines.iter().enumerate().take(last).skip(1) {
        if Some(index) == header || line.is_empty() {
            continue;
        }
        let mut cells = Vec::new();
        for (column, start) in columns.iter().enumerate() {
            let end = columns.get(column + 1).copied().unwrap_or(line.text.len());
            let start = floor(line.text, *start);
            let end = floor(line.text, end).max(start);
            let text = line.text.get(start..end).unwrap_or_default();
            let lead = text.len() - text.trim_start().len();
            cells.push(if text.trim().is_empty() {
                Vec::new()
            } else {
                vec![(text.trim(), line.at + start + lead)]
            });
        }
        let mut row = row(&cells, targets);
        row.header = header.is_some_and(|header| index < header);
        row.span = line.at..line.end();
        rows.push(row);
    }
    finish(rows, lines.get(..=last)?, outline);
    Some(last + 1)
}

/// Reads the directive `list-table`, whose rows are items (`* - cell`) with an item for each cell (`  - cell`).
pub(super) fn list(lines: &[Line<'_>], targets: &Targets<'_>, outline: &mut Outline) {
    let option =
        |line: &Line<'_>| line.trimmed().strip_prefix(":header-rows:")?.trim().parse().ok();
    let headers: usize = lines.iter().find_map(option).unwrap_or(0);
    let mut rows: Vec<Vec<Vec<(&str, usize)>>> = Vec::new();
    for line in lines.iter().take(MAX_LINES).skip(1).filter(|line| !line.is_empty()) {
        let text = line.trimmed();
        let begin = line.at + line.indent();
        let new_row = text.strip_prefix("* -").map(|cell| (cell, 3));
        let new_cell = || text.strip_prefix('-').map(|cell| (cell, 1));
        let (cell, skipped) = if let Some(found) = new_row {
            rows.push(vec![Vec::new()]);
            found
        } else if let Some(found) = new_cell().filter(|_| !rows.is_empty()) {
            if let Some(row) = rows.last_mut() {
                row.push(Vec::new());
            }
            found
        } else {
            // Options before the first row; after it, what a cell goes on with.
            (text, 0)
        };
        let lead = cell.len() - cell.trim_start().len();
        let last = rows.last_mut().and_then(|row| row.last_mut());
        if let Some(last) = last.filter(|_| !cell.trim().is_empty()) {
            last.push((cell.trim(), begin + skipped + lead));
        }
    }
    let mut rows: Vec<Row> = rows.iter().map(|cells| row(cells, targets)).collect();
    rows.iter_mut().take(headers).for_each(|row| row.header = true);
    finish(rows, lines, outline);
}

fn row(cells: &[Vec<(&str, usize)>], targets: &Targets<'_>) -> Row {
    let places = cells.iter().flatten().map(|(text, at)| (*at, at + text.len()));
    let start = places.clone().map(|(start, _)| start).min().unwrap_or_default();
    let end = places.map(|(_, end)| end).max().unwrap_or_default();
    let cells = cells
        .iter()
        .map(|lines| {
            let mut words = PassageBuilder::default();
            inline::read_lines(lines, targets, &mut words);
            words.finish()
        })
        .collect::<Vec<Passage>>();
    Row { header: false, cells, span: start..end }
}

fn finish(mut rows: Vec<Row>, table: &[Line<'_>], outline: &mut Outline) {
    let (Some(first), Some(last)) = (table.first(), table.last()) else { return };
    let mut cells = 0;
    let keep = rows.iter().take_while(|row| {
        cells += row.cells.len();
        cells <= MAX_CELLS
    });
    let keep = keep.count();
    if keep < rows.len() {
        outline.cut(Cut::Cells { at: first.at });
        rows.truncate(keep);
    }
    outline.table(rows, first.at..last.end(), false);
}

/// The nearest boundary of a character at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
