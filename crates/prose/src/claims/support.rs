//! Which versions get fixes: a table, sentences, or a link.

use super::pattern;
use super::scene::{Line, Scene, Stand};
use super::words::words;
use super::{SupportForm, SupportedVersions, VersionRow};
use crate::reader::{BlockKind, Row};

/// Headings under which the text speaks of supported versions.
const HEADINGS: &[&str] = &[
    "supported|maintained|affected ?release ?software versions|version|releases|branches",
    "support ?policy|window|status|horizon",
    "security updates|support|maintenance|backports",
    "version|versions ?support",
    "end of life|support",
    "eol|lts",
];

/// What the text says of supported versions.
pub(super) fn supported(scene: &Scene<'_>) -> SupportedVersions {
    let dangling = dangling(scene);
    let rows: Vec<VersionRow> = table_rows(scene);
    if !rows.is_empty() {
        return SupportedVersions {
            form: SupportForm::Table,
            rows,
            rule: None,
            link: None,
            dangling,
        };
    }
    let mut rule = None;
    let mut link = None;
    for line in scene.lines.iter().filter(|line| matches!(line.stand, Stand::Text | Stand::Item)) {
        let headed = scene.right_under(line, HEADINGS);
        if is_template(line) {
            continue;
        }
        if rule.is_none() && is_rule(line, headed) {
            rule = Some(scene.quote_line(line));
        }
        let points = line.has_any(&["see|refer|check|found|consult|listed|visit|available|described|documented|information|details|learn|page|policy|at|follow"]);
        let about = headed || line.has("supported|maintained|support ..4 versions|version|releases|release|branches|policy|horizon");
        if link.is_none() && points && about {
            link = line
                .passage
                .links
                .iter()
                .find(|link| {
                    line.range.contains(&link.words.start)
                        && !link.target.contains("semver.org")
                        && !link.target.starts_with("mailto:")
                })
                .map(|link| link.target.clone())
                .or_else(|| {
                    line.words.iter().find(|word| word.text.starts_with("https://")).map(|word| {
                        line.passage.text().get(word.range.clone()).unwrap_or_default().to_owned()
                    })
                });
        }
    }
    let rule = rule.or_else(|| cell_rule(scene));
    let form = match (&rule, &link) {
        (Some(_), _) => SupportForm::Prose,
        (None, Some(_)) => SupportForm::Link,
        (None, None) => SupportForm::None,
    };
    SupportedVersions {
        form,
        rows,
        rule,
        link: link.filter(|_| form == SupportForm::Link),
        dangling,
    }
}

/// A table that says for each class of flaws which releases get a fix: its first such cell.
fn cell_rule(scene: &Scene<'_>) -> Option<super::Quote> {
    let cell = scene.lines.iter().find(|line| {
        let Stand::Cell { row, column } = line.stand else { return false };
        let title = scene.cell(line, 0, column).map(|cell| cell.text().to_lowercase());
        row > 0
            && title.is_some_and(|title| title.contains("version") && title.contains("support"))
            && line.has("release|releases|version|versions|latest")
            && !line.has("cve-1*|cve-2*")
    })?;
    Some(scene.quote_line(cell))
}

/// A sentence that says which versions get fixes.
fn is_rule(line: &Line<'_>, headed: bool) -> bool {
    const WHICH: &[&str] = &[
        "latest|newest|current|recent|last|previous|main|master|stable|lts|long-term|supported|active|development|minor|major|maintained|two|three ..5 version|versions|release|releases|branch|branches|series|line|lines|minor|major",
        "main|master|trunk branch",
        "only ?the latest|newest|current|main|master",
        "only ..4 versions|releases",
    ];
    const GETS: &[&str] = &[
        "receive|receives|get|gets|provided|provide|provides|supported|support|supports|maintained|maintain|patched|patch|fixed|backported|backport|covered|updated|released|accept|accepted|offer|applied|issued|benefit|benefits",
    ];
    let points = line.has_any(&[
        "see|refer|consult|visit|check ..6 for|page|to|about",
        "click|details|find ..9 here",
        "information on|about",
        "can|may be found|seen|read",
    ]);
    let address = line.words.iter().any(|word| word.text.starts_with("https://"));
    if points
        && (address || !line.passage.links.is_empty())
        && !line.has("only|latest|current|newest")
    {
        return false;
    }
    // "0.7.x" alone under its heading.
    if headed && line.words.len() <= 3 && line.words.iter().any(|word| is_version(&word.text)) {
        return true;
    }
    // "Always the latest release." under its heading needs no verb.
    if headed && line.words.len() <= 8 && line.has("?always ?only ?the latest|newest|current|last ?stable ?major ?minor version|release|versions|releases") && !line.has("upgrade|update|use|is|are|see|check") {
        return true;
    }
    let speaks = line.has_any(WHICH) && line.has_any(GETS);
    let security = line.has_any(&[
        "security|vulnerability|vulnerabilities|fixes|patches|support|supported|updates|maintained",
    ]);
    let asks = line.has_any(&[
        "please ..4 make|check|test|verify|upgrade|confirm|use|ensure|report|include|provide",
        "if you|a|there",
        "when|before reporting / reporting a",
        "may be|not ..2 reproduc*",
        "may receive|get",
        "confirm|reproduces",
        "prepared|backports|validated / problem is",
        "affected versions",
    ]);
    let strong = line.has_any(&[
        "only|currently ..6 support|supported|supports|receive|receives|maintained|maintain",
        "we ?currently ?only ?actively support|maintain|provide",
        "security ?updates ?fixes ?patches ?support ..8 only|latest|versions|releases",
        "updates|fixes|patches|support ..8 for|to ..5 latest|recent|current|last|main|supported",
        "latest|recent|current ..5 is|are supported|maintained",
        "benefit|benefits ..2 security|updates|support|fixes",
        "receive|receives ..2 security|updates|support|fixes",
        "supported is|are ?only ?the latest|current|two|last|newest|main",
    ]);
    // Fixes of one report are no rule of support.
    let process = line.has_any(&[
        "fix|fixes|patch|patches|it ?will ?be ?are ?is prepared|applied|committed|developed",
        "patches ..7 included",
        "from time to time",
        "msrv",
        "apply|backport ?the patch|fix|patches",
        "package new",
    ]) && !headed;
    speaks
        && security
        && !process
        && ((headed && !asks)
            || (strong && !asks && !line.has("report|disclose / vulnerability in")))
}

/// A version as it is written in lists: `0.7.x`, `v2.1`.
fn is_version(text: &str) -> bool {
    let digits = text.strip_prefix('v').unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.contains('.')
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'x' | '*' | '+'))
}

/// "Use this section to tell people …".
fn is_template(line: &Line<'_>) -> bool {
    line.has("use this section to tell")
}

fn table_rows(scene: &Scene<'_>) -> Vec<VersionRow> {
    let mut found = Vec::new();
    for (index, block) in scene.document.blocks.iter().enumerate() {
        let BlockKind::Table(rows) = &block.kind else { continue };
        let header = rows.iter().find(|row| row.header).or(rows.first());
        let title =
            |row: &Row| row.cells.iter().map(|cell| cell.text().to_lowercase()).collect::<Vec<_>>();
        let Some(titles) = header.map(title) else { continue };
        let headed = block.section.is_some_and(|section| {
            scene.lines_of(section).iter().any(|line| line.has_any(HEADINGS))
        });
        let column = |names: &[&str]| {
            titles.iter().position(|title| names.iter().any(|name| title.contains(name)))
        };
        let version = column(&["version", "release", "branch", "series", "tag"]);
        let support = column(&[
            "support",
            "status",
            "maintained",
            "security",
            "eol",
            "end of life",
            "update",
            "active",
            "fix",
        ])
        .filter(|at| Some(*at) != version);
        let (Some(version), Some(support)) =
            (version.or_else(|| headed.then_some(0)), support.or_else(|| headed.then_some(1)))
        else {
            continue;
        };
        let is_about = headed || titles.iter().any(|title| title.contains("support"));
        if !is_about {
            continue;
        }
        let product =
            column(&["product", "component", "project", "package", "software", "name", "module"])
                .filter(|at| *at != version && *at != support);
        for row in rows.iter().filter(|row| !row.header) {
            let cell =
                |at: usize| row.cells.get(at).map(|cell| clean(cell.text())).unwrap_or_default();
            let name = cell(version);
            if name.is_empty()
                || (titles.get(version).is_some_and(|title| clean(title) == name.to_lowercase()))
            {
                continue;
            }
            let picture = row
                .cells
                .get(support)
                .and_then(|cell| cell.images.first())
                .map(|image| format!("{} {}", image.alt, image.target));
            let mut said =
                row.cells.get(support).map(|cell| cell.text().to_owned()).unwrap_or_default();
            if said.is_empty() {
                said = picture.unwrap_or_default();
            }
            let supported = is_yes(&said).or_else(|| legend(scene, index, &said));
            found.push(VersionRow {
                product: product.map(cell).filter(|name| !name.is_empty()),
                version: name,
                supported,
                until: supported.filter(|is| *is).and_then(|_| until(row, support, &titles)),
                said: said.trim().to_owned(),
                quote: scene.quote_bytes(
                    row.span.clone(),
                    row.cells
                        .iter()
                        .map(crate::reader::Passage::text)
                        .collect::<Vec<_>>()
                        .join(" | "),
                ),
            });
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// What a word of a table means, where a line near the table says it: "Legacy: security patches only."
fn legend(scene: &Scene<'_>, table: usize, said: &str) -> Option<bool> {
    let said = words(said, 0..said.len());
    if said.is_empty() || said.len() > 3 {
        return None;
    }
    (table.saturating_sub(6)..table + 8).flat_map(|block| scene.lines_of(block)).find_map(|line| {
        let (word, meaning) = line.words.split_at_checked(said.len())?;
        let named = word.iter().zip(&said).all(|(one, other)| one.text == other.text)
            && meaning
                .first()
                .is_some_and(|mark| matches!(mark.text.as_str(), ":" | "-" | "–" | "—" | "="));
        if !named || matches!(line.stand, Stand::Cell { .. }) {
            return None;
        }
        let none = pattern::has_any(
            meaning,
            &["no ..3 updates|fixes|patches|support|longer", "not|unsupported"],
        );
        let some = pattern::has_any(
            meaning,
            &["security|full|all|critical ..4 fixes|patches|updates|support|supported"],
        );
        if none { Some(false) } else { some.then_some(true) }
    })
}

/// The last day of support: a day in the cell that says yes, or in a column for the end.
fn until(row: &Row, support: usize, titles: &[String]) -> Option<String> {
    let day = |text: &str| {
        text.split(|c: char| !c.is_ascii_digit() && c != '-')
            .find(|part| is_day(part))
            .map(str::to_owned)
    };
    let ends = |title: &String| ["until", "end", "eol"].iter().any(|word| title.contains(word));
    let own = row.cells.get(support).and_then(|cell| day(cell.text()));
    own.or_else(|| {
        let column = titles.iter().position(ends).filter(|at| *at != support)?;
        row.cells.get(column).and_then(|cell| day(cell.text()))
    })
}

/// Whether a text is a day of ISO 8601.
pub(crate) fn is_day(text: &str) -> bool {
    text.parse::<clock::Date>().is_ok() && text.len() == 10
}

/// A version without the marks of code and emphasis.
fn clean(text: &str) -> String {
    text.trim_matches(|c: char| matches!(c, '`' | '*' | '"' | ' ')).to_owned()
}

/// Whether a cell says yes; `None`: it says something else.
fn is_yes(said: &str) -> Option<bool> {
    let lower = said.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    if has(&[
        ":x:",
        "❌",
        "✗",
        "✘",
        "🔴",
        "⛔",
        "🚫",
        "❎",
        ":no_entry",
        ":negative_squared",
        ":heavy_multiplication",
        "no longer",
        "not supported",
        "unsupported",
        "end of life",
        "end-of-life",
        "eol",
        "deprecated",
        "❗",
        "red_circle",
    ]) {
        return Some(false);
    }
    if has(&[
        ":white_check_mark:",
        "✅",
        "✔",
        "☑",
        "🟢",
        ":heavy_check_mark:",
        "green_circle",
        ":+1:",
        "👍",
        "green_heart",
        ":ballot_box_with_check",
    ]) {
        return Some(true);
    }
    let words = words(&lower, 0..lower.len());
    let starts = |options: &'static str| pattern::matches_here(&words, options).is_some();
    if starts("no|none|never|false|-|x|n|inactive|discontinued|unmaintained|ended|not") {
        Some(false)
    } else if starts(
        "yes|y|true|full|active|supported|security|maintained|current|stable|lts|until|maintenance|partial|critical|only|limited|best|latest",
    ) {
        Some(true)
    } else {
        None
    }
}

/// "Any of the above versions" where none is named.
fn dangling(scene: &Scene<'_>) -> Option<super::Quote> {
    let line = scene.lines.iter().find(|line| {
        line.has_any(&[
            "above|listed|specified versions|releases",
            "versions listed|specified|mentioned|named ?above",
        ])
    })?;
    let named = scene.document.blocks.iter().any(|block| match &block.kind {
        BlockKind::Table(rows) => rows.iter().flat_map(|row| &row.cells).any(|cell| {
            cell.text().to_lowercase().contains("version")
                || cell.text().chars().next().is_some_and(|c| c.is_ascii_digit())
        }),
        _ => false,
    });
    (!named).then(|| scene.quote_line(line))
}
