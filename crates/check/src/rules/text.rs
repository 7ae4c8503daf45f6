//! Rules about the text itself: left-overs of editors and templates, damage, and what no reader can use.

use core::ops::Range;

use crate::finding::Severity::{Error, Note, Warning};
use crate::rule::{Look, Notes, Rule};
use crate::subject::{Subject, span};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "wrong-encoding",
        title: "characters damaged by a wrong encoding",
        severity: Warning,
        why: "Damaged characters make a rule hard to read and look as if nobody kept the text up.",
        write: "type the character again and save the file as UTF-8",
        example: "other people\u{2019}s data",
        sources: &["Unicode: UTF-8 read as Windows-1252"],
        look: Look::Policy(wrong_encoding),
    },
    Rule {
        code: "left-over-entity",
        title: "an entity that an editor left behind",
        severity: Note,
        why: "It shows in every place that does not render Markdown, and hides that words are missing.",
        write: "take it out",
        example: "",
        sources: &["a published policy with `&#x20;` at the ends of its lines"],
        look: Look::Policy(left_over_entity),
    },
    Rule {
        code: "dangling-words",
        title: "words that begin a sentence and end nothing",
        severity: Note,
        why: "Something was cut off; a reader cannot know what was promised there.",
        write: "finish the sentence, or take the words out",
        example: "",
        sources: &["a published policy whose list ends with \"Additional\""],
        look: Look::Policy(dangling_words),
    },
    Rule {
        code: "empty-table-row",
        title: "a row of a table with empty cells",
        severity: Warning,
        why: "The row names something and says nothing about it, so that nobody can rely on it.",
        write: "fill the row in, or take it out",
        example: "",
        sources: &["a published policy whose row on audits is empty"],
        look: Look::Policy(empty_table_row),
    },
    Rule {
        code: "stray-underline",
        title: "a line of dashes or equals signs under a heading that has its mark already",
        severity: Note,
        why: "It shows as text or as a line, and often turns what is above it into another heading.",
        write: "take the line out, or take the `#` out",
        example: "",
        sources: &["CommonMark 4.3"],
        look: Look::Policy(stray_underline),
    },
    Rule {
        code: "template-text",
        title: "text of a template left in",
        severity: Warning,
        why: "The instructions of a template promise nothing; readers conclude that nobody wrote this policy.",
        write: "replace the instruction by what holds for your project, or take it out",
        example: "We fix the newest release and the one before it.",
        sources: &["the template that GitHub offers for SECURITY.md"],
        look: Look::Policy(template_text),
    },
    Rule {
        code: "other-language",
        title: "a policy in another language than English",
        severity: Note,
        why: "These rules read English only: what they do not find may be there. Reporters come from everywhere, and UK PSTI asks for English.",
        write: "add an English version beside it, and check that one",
        example: "",
        sources: &["UK PSTI, Schedule 1 paragraph 2", "RFC 9116 §2.5.8"],
        look: Look::Policy(other_language),
    },
    Rule {
        code: "empty-policy",
        title: "a policy with nothing in it",
        severity: Error,
        why: "A reporter who finds the file finds no way to report.",
        write: "say at least where to report, and by when you will answer",
        example: "Report to security@example.org. We acknowledge every report within 3 business days.",
        sources: &["OpenSSF Scorecard: Security-Policy"],
        look: Look::Policy(empty_policy),
    },
    Rule {
        code: "pointer-only",
        title: "a policy that only points elsewhere",
        severity: Note,
        why: "The copy in the repository promises nothing, and the page it points to may change or vanish without a trace.",
        write: "repeat the contact and the times here, beside the link",
        example: "",
        sources: &["published policies that hold a link and nothing else"],
        look: Look::Policy(pointer_only),
    },
    Rule {
        code: "endless-list",
        title: "more text than is read",
        severity: Warning,
        why: "What comes after was not read, so the findings are not complete; no reporter reads it either.",
        write: "keep the policy short and put long lists on pages of their own",
        example: "",
        sources: &["limits of the readers"],
        look: Look::Policy(endless_list),
    },
    Rule {
        code: "text-for-tools",
        title: "text addressed to tools",
        severity: Note,
        why: "It is text like any other here. People read it as well, and tools that obey it can be led by anybody who can edit the file.",
        write: "say to people what you ask of reports that tools helped to write",
        example: "Say which tools you used, and confirm that you reproduced the problem yourself.",
        sources: &["published policies with instructions for language models"],
        look: Look::Policy(text_for_tools),
    },
    Rule {
        code: "rules-for-ai-reports",
        title: "rules for reports that language models helped to write",
        severity: Note,
        why: "Reporters meet them only if they read the whole text; asked for in the form, they are seen by all.",
        write: "ask for it where the contents of a report are listed, so that it can be a field of the form",
        example: "Include: whether and how you used AI tools.",
        sources: &["Django, curl, rustls, Hush Line"],
        look: Look::Policy(rules_for_ai_reports),
    },
    Rule {
        code: "not-read",
        title: "a file that cannot be read",
        severity: Error,
        why: "What cannot be read cannot be checked, and other readers will stumble as well.",
        write: "save it as UTF-8 text",
        example: "",
        sources: &["limits of the readers"],
        look: Look::Reader,
    },
    Rule {
        code: "too-long",
        title: "a file that is too long for a policy",
        severity: Error,
        why: "It is not read further than its limit, so the findings are not complete; no reporter reads it either.",
        write: "keep the policy alone in the file, without logs, keys or archives",
        example: "",
        sources: &["limits of the readers"],
        look: Look::Reader,
    },
];

fn wrong_encoding(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    for (range, _) in notes.source.lines() {
        let line = subject.source.text().get(range.clone()).unwrap_or_default();
        if line.is_ascii() {
            continue;
        }
        if let Some((at, length, meant)) = damaged(line) {
            let span = range.start + at..range.start + at + length;
            let words = subject.source.words(&span);
            let message = match meant {
                Some(meant) => format!("`{words}` stands for `{meant}` in another encoding"),
                None => "a character was lost to a wrong encoding".to_owned(),
            };
            notes.at(&span, message);
        }
    }
}

/// The first run of characters that is UTF-8 read as Windows-1252: where, how long, and what was meant.
fn damaged(line: &str) -> Option<(usize, usize, Option<char>)> {
    let letters: Vec<(usize, char)> = line.char_indices().collect();
    for (index, (at, c)) in letters.iter().enumerate() {
        if *c == '\u{fffd}' {
            return Some((*at, c.len_utf8(), None));
        }
        let length = match c {
            '\u{c2}'..='\u{df}' => 2,
            '\u{e0}'..='\u{ef}' => 3,
            '\u{f0}'..='\u{f4}' => 4,
            _ => continue,
        };
        let run = letters.get(index..index + length).unwrap_or_default();
        let bytes: Option<Vec<u8>> = run.iter().map(|(_, c)| in_windows_1252(*c)).collect();
        let meant = bytes.and_then(|bytes| {
            let text = core::str::from_utf8(&bytes).ok()?;
            let mut letters = text.chars();
            letters.next().filter(|_| !bytes.is_empty() && letters.next().is_none())
        });
        if let Some(meant) = meant {
            let size = run.iter().map(|(_, c)| c.len_utf8()).sum();
            return Some((*at, size, Some(meant)));
        }
    }
    None
}

/// The byte of a character in Windows-1252, with the control characters where it has none.
fn in_windows_1252(c: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match c {
        '\0'..='\u{7f}' | '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        '\u{80}'..='\u{9f}' => u8::try_from(u32::from(c)).ok(),
        _ => {
            let place = HIGH.chars().position(|other| other == c)?;
            u8::try_from(0x80 + place).ok()
        }
    }
}

fn left_over_entity(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    for entity in ["&#x20;", "&#32;"] {
        for (at, _) in subject.source.text().match_indices(entity) {
            notes.at(&(at..at + entity.len()), format!("`{entity}` stands for a space"));
        }
    }
}

fn dangling_words(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    use prose::BlockKind::{Item, Paragraph};
    let Some(document) = &subject.document else { return };
    for (block, passage) in document.passages() {
        if matches!(block.kind, Paragraph | Item { .. }) {
            note_dangling(passage, notes);
        }
    }
}

/// One capitalised word without an end, after a sentence that has one.
fn note_dangling(passage: &prose::Passage, notes: &mut Notes<'_>) {
    let text = passage.text().trim_end();
    let Some(at) = [". ", "! "].iter().filter_map(|end| text.rfind(end)).max() else { return };
    let rest = text.get(at + 2..).unwrap_or_default();
    let mut letters = rest.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    if is_capital && rest.len() >= 4 && letters.all(char::is_lowercase) {
        let message = format!("\u{201c}{rest}\u{201d} begins a sentence that is not there");
        notes.at(&passage.source(&(at + 2..text.len())), message);
    }
}

fn empty_table_row(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let Some(document) = &subject.document else { return };
    let is_empty = |cell: &prose::Passage| cell.text().trim().is_empty() && cell.images.is_empty();
    for block in &document.blocks {
        let prose::BlockKind::Table(rows) = &block.kind else { continue };
        let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        if columns < 2 {
            continue;
        }
        for row in rows.iter().filter(|row| !row.header) {
            let mut filled = row.cells.iter().filter(|cell| !is_empty(cell));
            let name = filled.next().map_or("", |cell| cell.text());
            if filled.next().is_none() {
                notes.at(
                    &row.span,
                    format!("the row \u{201c}{name}\u{201d} has nothing in its other cells"),
                );
            }
        }
    }
}

fn stray_underline(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if !subject.is_markdown() {
        return;
    }
    let mut heading = false;
    for (range, line) in subject.source.lines() {
        let trimmed = line.trim();
        let is_rule = trimmed.len() >= 5
            && (trimmed.bytes().all(|byte| byte == b'=')
                || trimmed.bytes().all(|byte| byte == b'-'));
        if heading && is_rule {
            notes.at(&range, "this line underlines a heading that begins with `#`");
        }
        if !trimmed.is_empty() {
            heading = trimmed.starts_with('#');
        }
    }
}

fn template_text(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let mut noted: Vec<Range<usize>> = Vec::new();
    let spans = subject.claims.template_left.iter().map(span);
    for span in spans.chain(placeholders(subject.source.text())) {
        if noted.iter().any(|other| other.start < span.end && span.start < other.end) {
            continue;
        }
        notes.at(&span, "this is text of a template");
        noted.push(span);
    }
}

/// What templates ask to be replaced, in lower case.
const PLACEHOLDERS: &[&str] = &[
    "use this section to tell people",
    "[insert ",
    "<insert ",
    "{{",
    "[your ",
    "<your ",
    "[project name]",
    "[email address]",
    "[email]",
    "[organization",
    "[company",
    "lorem ipsum",
    "security@example.com",
    "security@example.org",
    "@yourdomain",
    "@your-domain",
    "your-email@",
    "youremail@",
    "tell them where to go, how often they can expect",
];

fn placeholders(text: &str) -> impl Iterator<Item = Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Range<usize>> = PLACEHOLDERS
        .iter()
        .flat_map(|words| {
            // A link whose words are "[email]" has its address right after it.
            let is_link = |end: usize| lower.get(end..).is_some_and(|rest| rest.starts_with('('));
            lower
                .match_indices(words)
                .map(|(at, words)| at..at + words.len())
                .filter(|range| !is_link(range.end))
                .collect::<Vec<_>>()
        })
        .collect();
    found.sort_by_key(|range| range.start);
    found.into_iter()
}

fn other_language(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if subject.is_foreign() {
        notes.absent(
            "this policy does not seem to be in English: only rules that need no language ran",
        );
    }
}

fn empty_policy(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if subject.document.is_some() && subject.words() < 5 {
        notes.absent("there are no sentences here");
    }
}

fn pointer_only(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if let Some(span) = subject.pointer() {
        notes.at(&span, "the policy itself is elsewhere");
    }
}

fn endless_list(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let Some(document) = &subject.document else { return };
    for cut in &document.cuts {
        let (prose::Cut::Blocks { at } | prose::Cut::Cells { at }) = cut;
        notes.at(&(*at..*at), "nothing was read from here on");
    }
}

fn text_for_tools(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if let Some(quote) = subject.claims.addressed_to_tools.first() {
        notes.at(&span(quote), "this text addresses a program, not a person");
    }
}

fn rules_for_ai_reports(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if let Some(span) = subject.sentence_with(&[
        &[
            "ai-assisted",
            "ai assisted",
            "ai tools",
            "ai-generated",
            "generated by llm",
            "llms",
            "language model",
            "generated by ai",
        ],
        &["report", "submission"],
        &["must", "do not", "not ", "disclose", "closed", "please", "ban"],
    ]) {
        notes.at(&span, "a rule for reports that a language model helped to write");
    }
}
