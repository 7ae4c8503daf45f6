//! What a report should contain: lists after "please include", and enumerations in a sentence.

use core::ops::Range;

use super::pattern;
use super::scene::{Line, Scene, Stand};
use super::words::Word;
use super::{Field, ReportFields};

/// The well-known field that some words mean, most telling first.
const FIELDS: &[(&str, &[&str])] = &[
    (
        "proof-of-concept",
        &[
            "proof of concept|concepts",
            "proof-of-concept",
            "poc|pocs",
            "exploit ?code ?if|or",
            "reproducible ?javascript code",
            "test case",
            "reproducer",
            "code ..6 demonstrat*|reproduce|find",
            "code|sample|snippet ?code ?snippet ?to ?that",
        ],
    ),
    (
        "steps",
        &[
            "steps|instructions|instruction|step-by-step|how|information|method|procedure|way ..4 reproduce|reproducing|replicate|trigger|run|demonstrate|set",
            "reproduction|reproducible ?steps|instructions|case|scenario",
            "reproduce|reproducibility",
            "steps",
        ],
    ),
    (
        "requirements",
        &["requirements|prerequisites|preconditions|privileges|conditions|assumptions"],
    ),
    (
        "impact",
        &[
            "impact|impacts|consequences|attacker|severity|exploited|exploitability",
            "attack scenario|scenarios",
        ],
    ),
    ("mitigations", &["mitigation|mitigations|workaround|workarounds", "mitigation ideas"]),
    (
        "suggestions",
        &[
            "suggestion|suggestions|suggested|proposed|recommendation|recommendations|possible|potential|working ..2 fix|fixes|patch|patches|remediation|solution",
            "fix|patch|remediation",
            "suggest*|recommend*",
        ],
    ),
    (
        "version",
        &[
            "version|versions|versions/branches|version/branch|release|releases|revision / commit hash",
        ],
    ),
    (
        "source-paths",
        &["path|paths|source ..3 file|files", "source code|files|file", "filenames|file"],
    ),
    ("location", &["location|tag|branch|commit|line"]),
    ("configuration", &["configuration|config|configurations|settings"]),
    ("service", &["service|url|urls|ip|ips|endpoint|endpoints|domain"]),
    (
        "components",
        &["component|components|dependencies|module|modules|package|packages|repo|repository"],
    ),
    ("product", &["product|project|projects|products / affected software"]),
    ("type", &["type|kind|class|category|nature ?of ?issue ?vulnerability", "cwe"]),
    ("exploited", &["exploited ..2 wild", "actively"]),
    ("title", &["title|summary|subject"]),
    (
        "details",
        &[
            "description|details|detailed|detail|explanation|describe|overview|information|issue|vulnerability|descriptions",
        ],
    ),
];

/// What opens a list of fields.
const OPENS: &[&str] = &[
    "include|includes|including|provide|provides|contain|contains|supply|attach|give|tell|add|specify|indicate|share|mention|submit|contains ..9 following|information|details|these|below|as|much|:|least|report|possible|with|us|much|the|a",
    "following|required|requested|these|this|helpful ..3 information|details|items|things|data|content|elements|fields",
    "report|reports|email|submission|reporting ..3 should|must|include|contain|includes|provide|:",
    "what|information|details ..2 to|needed|we ?should include|need|required|provide|report|want",
    "please|to ..4 include|provide|ensure|add|specify|attach",
    "report|reports|submission quality|contents|content|format|template|checklist|requirements|guidelines|instructions",
    "include|provide|describe|with / tell us",
    "we need|require|want|ask ?for ?the ?to ?know",
];

/// Words that say that a field only helps.
const HELPFUL: &[&str] = &[
    "if ..4 known|possible|available|applicable|any|you|have|relevant|appropriate",
    "optional|optionally|ideally|helpful|preferably|recommended|welcome|appreciated|encouraged",
    "any|suggested|proposed|possible|potential|known ..3 mitigation|mitigations|fix|fixes|suggestions|workaround|workarounds|ideas|remediation|patch|recommendations|solution|additional|other|supporting|screenshots|logs",
    "if|where|when possible|known|available|applicable|any|relevant|feasible|appropriate|needed|necessary|useful",
    "your ..5 name|contact|credit|preferred|handle|details",
    "may|can|might ?also include|provide",
    "as many|much ..6 as possible|can|you",
    "recommendations|suggestions|mitigation|mitigations|workaround|workarounds",
    "could|would help|be",
];

/// The most fields that are read.
const MAX_FIELDS: usize = 200;

/// What the text wants in a report.
pub(super) fn fields(scene: &Scene<'_>) -> ReportFields {
    let mut found = ReportFields::default();
    for (index, line) in scene.lines.iter().enumerate() {
        if names_tools(line) {
            push(scene, line, 0..line.words.len().min(12), false, true, &mut found);
            continue;
        }
        let heading = line.stand == Stand::Heading
            && pattern::matches_here(&line.words, "include|provide|share|attach ?a|an|the")
                .is_some();
        if heading {
            push(scene, line, 1..line.words.len(), false, false, &mut found);
        }
        if !matches!(line.stand, Stand::Text | Stand::Item)
            || elsewhere(scene, line)
            || is_in_another_script(line)
        {
            continue;
        }
        // "3. Include the following information:" with a list of its own is no field.
        if line.stand == Stand::Item
            && line.first
            && !next_is_list(scene, index, line)
            && let Some(lead) = opening_lead(scene, line)
        {
            item(scene, line, lead, &mut found);
            continue;
        }
        if opens_sentence(line) && !next_is_list(scene, index, line) {
            sentence(scene, line, &mut found);
        }
    }
    found
}

/// A text in two languages says its fields twice: what is written in another script is not read.
fn is_in_another_script(line: &Line<'_>) -> bool {
    let letters = line.text().chars().filter(|c| c.is_alphabetic());
    let (own, others): (Vec<char>, Vec<char>) = letters.partition(char::is_ascii);
    others.len() > own.len()
}

fn elsewhere(scene: &Scene<'_>, line: &Line<'_>) -> bool {
    scene.under(line, &["ai|tools|threat|membership|distributor|notifications|requesting|announcement|announcements|advisory|advisories|responsibilities|maintainers|handling|process|templates|publishing|experimental|scope|goals|practices|features|measures|properties|dependency|dependencies|example|examples"])
        && !scene.right_under(line, &["report|reporting|include|submit|contents"])
        || scene.led_by(line, &["advisory|disclosures|announcement|post ..4 contain|include|following", "tool|language model", "your request", "bug|classes|issues ..3 out"])
        || scene.right_under(line, &["ai|llm|tools ?assisted"])
}

/// A demand to say which tools were used.
fn names_tools(line: &Line<'_>) -> bool {
    line.words.len() <= 30
        && matches!(line.stand, Stand::Text | Stand::Item)
        && line.has("disclose|mention|state|declare ..5 ai|llm|llms ..3 used|assistance|tools|use / disclose|mention|state|declare ..4 used|use|using ..2 ai|llm|llms")
        && !line.has("if you are")
}

/// The line that introduces a list of fields.
fn opening_lead<'s, 'd>(scene: &'s Scene<'d>, line: &'s Line<'d>) -> Option<Option<&'s Line<'d>>> {
    let lead = scene.lead(line);
    if let Some(lead) = lead {
        let rules = lead.has_any(&["not|avoid|refrain|never|out|promise|process|expect|qualify|considered|must|eligible|unless|in-scope / we ?you ?maintainers will|aim|promise|can / you can|will / following steps"]) && !lead.has_any(&["include|includes|provide|information|details|contain / report|reports should / we need"]);
        let also = lead.text().ends_with(':') || lead.has("following|below");
        let wants = lead.has("include|includes|including|provide|contain|contains|information|details|describe|supply|specify|ensure / tell us / we need / helpful ..2 in / reports|report should|must / quality");
        let theirs = lead.has("we|team|maintainers|project ..6 provide|provides|support|include|includes / we|team|maintainers will ..16 provide|send|response indicating|containing|including|with / response|reply|answer ..6 indicating / advisory|disclosure|announcement|notification ..4 contain|include|includes") || lead.has("not ?:") || of_something_else(lead);
        if !wants || theirs {
            return None;
        }
        if !rules
            && also
            && lead.has_any(OPENS)
            && !lead.has("steps ..3 process|handle|respond|take|taken")
        {
            return Some(Some(lead));
        }
        if lead.stand == Stand::Item && also && lead.has("report quality|contents|include|details")
        {
            return Some(Some(lead));
        }
        let steps = lead.has_any(&["follow|following|these ..3 steps|guidelines|instructions"]);
        if steps && line.has_any(&["include|provide|describe|detailed|submit ..6 description|steps|details|information|instructions|version|versions|impact|suggestions|concept"]) {
            return Some(Some(lead));
        }
        return None;
    }
    let headed = scene.right_under(
        line,
        &[
            "what|information ..2 to|needed include|provide|report",
            "report quality|contents|content|requirements|template|format",
            "include|required ..3 report|information",
        ],
    );
    let starts = pattern::matches_here(&line.words, "include|provide|describe|attach|add|document|state|mention ?the ..6 description|steps|details|information|instructions|version|versions|impact|suggestions|concept|code").is_some();
    (headed || (starts && scene.under(line, &["report|reporting|quality"]))).then_some(None)
}

/// "The project includes several features:", "some examples include:", "we check each part to ensure that it:":
/// what introduces this list is no report.
fn of_something_else(lead: &Line<'_>) -> bool {
    const REPORT: &str = "report|reports|submission|submissions|email|message|advisory|disclosure|ticket|it|you|your|please|following information|details|items";
    let third = pattern::find(&lead.words, "includes|contains|provides|ensures");
    let of_others = third.is_some_and(|verb| {
        let before = lead.words.get(..verb.start).unwrap_or_default();
        pattern::find(before, REPORT).is_none()
    });
    of_others
        || lead.has("example|examples ?of ?such ?issues include|are|:")
        || lead.has("evaluated|checked|reviewed|introduced|designed|built ..5 to ensure|provide")
        || !speaks_of_reports(lead)
}

/// Whether a line asks the reader for something, or says what a report holds.
fn speaks_of_reports(lead: &Line<'_>) -> bool {
    lead.has_any(&[
        "report|reports|reporting|reporter|submission|submissions|email|message|advisory|disclosure|ticket|form",
        "please|you|your|us|kindly",
        "following|below|these ..3 information|details|items|fields|things|data",
        "we need|require|want|ask|expect|appreciate",
        "helpful|useful",
    ]) || pattern::matches_here(
        &lead.words,
        "?and ?also ?then ?always include|provide|describe|attach|add|share|send|give|specify|tell|list|supply|mention|state",
    )
    .is_some()
        || lead.words.len() <= 6
}

/// An item is one field, or several where it names well-known ones with "and".
fn item(scene: &Scene<'_>, line: &Line<'_>, lead: Option<&Line<'_>>, found: &mut ReportFields) {
    if line.has_any(&["do not|remove|avoid|stop"]) || line.words.len() > 60 {
        return;
    }
    let helpful_lead = lead.is_some_and(|lead| {
        lead.has_any(&[
            "if ?at ?all possible|available|known|applicable|can",
            "if you know it",
            "helpful|optional|optionally|ideally|could|recommended|useful|appreciated|preferably",
            "may|might|can ..1 include|contain|cover",
            "worth ..2 adding|including|mentioning|having / nice to have",
        ]) && !lead.has("must|required|minimum / at least")
    });
    // "Description: what you found": the label is the field.
    let label =
        line.words.iter().position(|word| word.text == ":").filter(|at| *at <= 6 && *at > 0);
    let end = label.unwrap_or(line.words.len());
    let own = line.words.get(..end).unwrap_or(&line.words);
    let wished = pattern::has_any(&line.words, HELPFUL) && !pattern::has_any(own, &["identity"]);
    let helpful = helpful_lead || wished && !required_poc(line);
    // This lead of a rendered policy leaves nothing to guess from the words of an item.
    let helpful = helpful && lead.is_none_or(|lead| lead.text() != "A report must contain:");
    push(scene, line, 0..own.len(), helpful, true, found);
}

/// "Steps to reproduce (proof-of-concept if available)": the steps are wanted whatever comes after.
fn required_poc(line: &Line<'_>) -> bool {
    // "Proof of concept (if possible)": there the whole of it is wished for.
    let wished = pattern::matches_here(
        &line.words,
        "?a proof|proof-of-concept|poc|exploit ..5 ( if|when|where",
    )
    .is_some();
    let in_brackets = pattern::find(&line.words, "( if|when|where|optional").is_some();
    !wished
        && !in_brackets
        && pattern::find(&line.words, "( / , ideally|preferably|optionally").is_some_and(|open| {
            let before = line.words.get(..open.start).unwrap_or_default();
            !pattern::has_any(before, HELPFUL) && open.start >= 2
        })
        || pattern::find(&line.words, "or , if").is_some()
}

/// A sentence that asks for fields one after another.
fn opens_sentence(line: &Line<'_>) -> bool {
    line.has_any(&[
        "please|must|should|and|particular ?, ?also include|provide|give|send|submit|share|describe|tell|add|attach|outline|specify|explain|state|indicate|document|note ?clearly ..12 description|details|detailed|detail|steps|information|instructions|version|versions|impact|poc|concept|code|reproduce|reproducer|reproduction|severity|logs|descriptions|explanation|type",
        "include|including|provide|containing ..6 description|steps|instructions|version|versions|impact|poc|concept|reproduce|reproducer|reproduction|severity|details|code",
        "email|mail|report|reports|advisory|message|submission|contact|send|submit|issue ..12 with|detailing|describing|explaining ..6 description|steps|instructions|version|versions|impact|poc|concept|reproduce|details|code",
        "email|report ..5 should|must|with contain|include|the|a ..4 description|details|steps|impact|detailed",
        "must not replace|disclose ..4 use|usage|tools|assistance",
        "must disclose|mention|state",
    ]) && !line.has_any(&["we|team|maintainers|they will|may|can|shall ..3 provide|include|send|give|publish|share", "we|us|team|project|it ?currently ?only ?actively provide|provides|share|release|publish|support", "advisory|disclosures|announcement|notification|notice ..3 will|contain|include|should", "you will ..3 provided|receive|given", "can|may be found", "do not ..3 include|provide|send|attach", "will ..2 contain|include"])
}

/// Whether a list follows that says it item by item.
fn next_is_list(scene: &Scene<'_>, index: usize, line: &Line<'_>) -> bool {
    line.text().ends_with(':')
        && scene.lines.get(index + 1).is_some_and(|next| {
            next.stand == Stand::Item
                // An item that leads its own list, and not the one before another.
                && (line.stand != Stand::Item
                    || scene.block(next).is_some_and(|block| block.lead == Some(line.block)))
        })
}

fn sentence(scene: &Scene<'_>, line: &Line<'_>, found: &mut ReportFields) {
    // "Some checks include code reviews": what includes here is no report.
    let of_others = |at: usize| {
        line.words.get(..at).is_some_and(|before| {
            pattern::has_any(
                before,
                &["some|these|those|which|checks|tests|features|measures|practices|tools|examples|it|they"],
            )
        })
    };
    let asked = |at: usize| {
        at <= 2 && !of_others(at)
            || line.words.get(..at).is_some_and(|before| {
                pattern::find(
                    before,
                    "please|should|must|need|and|to|ask|require|required|particular",
                )
                .is_some()
                    && pattern::find(before, "we|team|they|maintainers will|may|can").is_none()
            })
    };
    let Some(start) = pattern::find_any(
        &line.words,
        &[
            "include|including|provide|share|describe|attach|containing|contain|send|give|add|submit|outline|specify|explain|state|indicate|document|with|detailing|describing|explaining",
            "disclose|mention",
        ],
    ) else {
        return;
    };
    if !asked(start.start) {
        return;
    }
    if line.has("as much ..3 information|detail|details ..2 as possible")
        && !line.has("including|such|steps|version|description|:")
    {
        return;
    }
    // What comes after "for us to" and "so that" is what the report is for.
    let rest = line.words.get(start.end..).unwrap_or_default();
    let purpose =
        pattern::find(rest, "for us to / so that|we / in order to / to help|allow|enable");
    let last = purpose.map_or(line.words.len(), |purpose| start.end + purpose.start);
    // "Describing the flaw": the verb is a part of the field.
    let tells = line.words.get(start.clone()).is_some_and(|verb| {
        pattern::has_any(verb, &["describe|describing|explain|explaining|outline|detailing"])
    });
    let mut begin = if tells { start.start } else { start.end };
    let mut helpful = line
        .has_any(&["if possible|available|known|applicable", "helpful|ideally|useful|optionally"])
        && !line.has("and|or ?, if known|possible|available|applicable");
    for at in start.end..=last {
        let word = line.words.get(at).filter(|_| at < last).map_or(",", |word| word.text.as_str());
        // "The affected version or commit" is one thing.
        if matches!(word, "," | "and" | ";" | "." | "(" | ")" | ":" | "including") {
            let part = begin..at;
            let words = line.words.get(part.clone()).unwrap_or_default();
            helpful |= pattern::has_any(words, &["if possible|available|known|applicable"]);
            let is_helpful = helpful || pattern::has_any(words, HELPFUL);
            let no_field = "we|our|will|email / do you / but not limited";
            if words.len() <= 14 && pattern::find(words, no_field).is_none() {
                push(scene, line, part, is_helpful, false, found);
            }
            begin = at + 1;
        }
    }
}

/// Adds the fields that some words name. In a list an item without a well-known name counts as well.
fn push(
    scene: &Scene<'_>,
    line: &Line<'_>,
    part: Range<usize>,
    helpful: bool,
    in_list: bool,
    found: &mut ReportFields,
) {
    let listed = in_list || line.stand == Stand::Item;
    let words = line.words.get(part.clone()).unwrap_or_default();
    let mut named: Vec<&'static str> = Vec::new();
    if let Some(id) = well_known(words) {
        named.push(id);
    }
    // "Description of the issue and its impact" names two.
    if let Some(joint) =
        words.iter().position(|word| matches!(word.text.as_str(), "and" | "," | "&"))
    {
        let first = well_known(words.get(..joint).unwrap_or_default());
        let second = well_known(words.get(joint + 1..).unwrap_or_default());
        if let (Some(first), Some(second)) = (first, second)
            && first != second
        {
            // "Steps to reproduce, ideally with a proof of concept": only the first is asked for.
            let wished = words.get(joint + 1..).is_some_and(|rest| {
                pattern::matches_here(rest, "ideally|preferably|optionally").is_some()
            });
            named = if wished { vec![first] } else { vec![first, second] };
        }
    }
    let vague = named == ["details"]
        && pattern::find(
            words,
            "description|detailed|descriptive|explanation|describe|describing|explain|explaining|outline|detailing|overview|descriptions",
        )
        .is_none();
    const UNNAMED: &str = "behavior|behaviour|log|logs|screenshot|screenshots|environment|platform|os|device|browser|traffic|commands|requests|payload|payloads / operating system / stack trace|traces";
    let unnamed = words.len() <= 6 && pattern::find(words, UNNAMED).is_some();
    if (named.is_empty() && !unnamed || vague) && !in_list {
        return;
    }
    let quote = scene.quote_words(line, part.clone());
    let text = quote.plain.trim_end_matches(['.', ';', ',', ':']).to_owned();
    if text.is_empty() {
        return;
    }
    let ids: Vec<Option<&'static str>> =
        if named.is_empty() { vec![None] } else { named.into_iter().map(Some).collect() };
    for id in ids {
        let known = |list: &[Field]| {
            list.iter().any(|field| {
                let same = id.is_some() && field.well_known == id;
                (field.words == text && (id.is_none() || same))
                    || same && (alike(&field.words, &text) || !listed && in_one_line(field, &quote))
            })
        };
        let full = found.required.len() + found.helpful.len() >= MAX_FIELDS;
        if full || known(&found.required) || known(&found.helpful) {
            continue;
        }
        let field = Field { well_known: id, words: text.clone(), quote: quote.clone() };
        if helpful { found.helpful.push(field) } else { found.required.push(field) }
    }
}

/// Whether the second way to say a field is mostly the first: half of the words that tell it from others.
fn alike(one: &str, other: &str) -> bool {
    const EMPTY: &[&str] =
        &["vulne", "secur", "issue", "poten", "detai", "clear", "affec", "relev", "which", "infor"];
    let stems = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= 5)
            .map(|word| word.chars().take(5).collect())
            .filter(|stem: &String| !EMPTY.contains(&stem.as_str()))
            .collect()
    };
    let (known, said) = (stems(one), stems(other));
    let shared = said.iter().filter(|stem| known.contains(stem)).count();
    shared > 0 && shared * 2 > said.len()
}

/// Whether a field was said in the same breath already.
fn in_one_line(field: &Field, quote: &super::Quote) -> bool {
    field.quote.line != quote.line
}

/// The well-known field that some words mean.
pub(super) fn well_known(words: &[Word]) -> Option<&'static str> {
    // "Affected versions/branches": what it is of matters less than the first word that names a field.
    FIELDS
        .iter()
        .filter_map(|(id, patterns)| {
            let start = patterns
                .iter()
                .filter_map(|pattern| pattern::find(words, pattern))
                .map(|range| range.start)
                .min()?;
            Some((start, *id))
        })
        .min_by_key(|(start, id)| {
            let vague =
                usize::from(matches!(*id, "details" | "product" | "location" | "source-paths")) * 3;
            start + vague
        })
        .map(|(_, id)| id)
}
