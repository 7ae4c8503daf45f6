//! What is said about the text itself: its language, template words, text for tools, and what no rule took.

use std::collections::BTreeSet;

use super::pattern::hash;
use super::promise::is_escalation;
use super::regular::{is_frame, is_proviso, read};
use super::scene::{Line, Scene, Stand};
use super::{Claims, Language, Quote};

/// Whether a character belongs to a script.
type Script = fn(char) -> bool;

/// Common words of languages that policies are written in.
const LANGUAGES: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the", "and", "to", "of", "you", "we", "is", "are", "for", "this", "that", "please",
            "in", "or", "be", "with", "a", "not", "our", "if",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "sie", "wir", "ist", "nicht", "für", "mit", "ein", "eine",
            "bitte", "zu", "den", "von", "auf", "oder", "wenn", "werden",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "les", "et", "vous", "nous", "est", "pas", "pour", "avec", "un", "une",
            "des", "du", "veuillez", "dans", "ou", "si", "sur", "de",
        ],
    ),
    (
        "es",
        &[
            "el", "la", "los", "las", "y", "usted", "es", "no", "para", "con", "un", "una", "de",
            "que", "por", "favor", "en", "si", "del", "se",
        ],
    ),
    (
        "pt",
        &[
            "o", "a", "os", "as", "e", "você", "é", "não", "para", "com", "um", "uma", "de", "que",
            "por", "favor", "em", "se", "do", "da",
        ],
    ),
    (
        "it",
        &[
            "il", "lo", "gli", "e", "è", "non", "per", "con", "un", "una", "di", "che", "si",
            "del", "della", "sono", "nel", "la", "le", "favore",
        ],
    ),
    (
        "nl",
        &[
            "de", "het", "een", "en", "van", "je", "we", "is", "niet", "voor", "met", "op", "te",
            "dat", "u", "wij", "bij", "als", "om", "worden",
        ],
    ),
    (
        "pl",
        &[
            "i", "w", "na", "nie", "się", "z", "do", "jest", "że", "prosimy", "o", "jeśli", "lub",
            "dla", "przez", "po", "od", "są", "oraz", "to",
        ],
    ),
    (
        "tr",
        &[
            "ve",
            "bir",
            "bu",
            "için",
            "lütfen",
            "ile",
            "da",
            "de",
            "veya",
            "güvenlik",
            "olarak",
            "olan",
            "size",
            "biz",
            "değil",
        ],
    ),
];

/// The language of the text, by its most common words; by its script where it has none of them.
pub(super) fn language(scene: &Scene<'_>) -> Language {
    let mut counts = vec![0_usize; LANGUAGES.len()];
    // Every common word with its language, by its number: a word that is none of them is seen at once.
    let mut common: Vec<(u32, &str, usize)> = LANGUAGES
        .iter()
        .enumerate()
        .flat_map(|(at, (_, words))| words.iter().map(move |word| (hash(word), *word, at)))
        .collect();
    common.sort_unstable();
    let mut words = 0_usize;
    for word in scene
        .lines
        .iter()
        .filter(|line| line.stand != Stand::Code)
        .flat_map(|line| &line.words)
        .take(5_000)
    {
        if word.text.chars().all(char::is_alphabetic) {
            words += 1;
            let from = common.partition_point(|(hash, _, _)| *hash < word.hash);
            let same = common.get(from..).unwrap_or_default();
            for (_, known, at) in same.iter().take_while(|(hash, _, _)| *hash == word.hash) {
                if let Some(count) = counts.get_mut(*at).filter(|_| *known == word.text) {
                    *count += 1;
                }
            }
        }
    }
    let text = || scene.lines.iter().take(500).flat_map(|line| line.text().chars());
    let share = |of: fn(char) -> bool| {
        text().filter(|c| of(*c)).count() * 10 > text().filter(|c| c.is_alphabetic()).count() * 3
    };
    let by_script: &[(&str, Script)] = &[
        ("ja", |c| ('\u{3040}'..='\u{30ff}').contains(&c)),
        ("ko", |c| ('\u{ac00}'..='\u{d7a3}').contains(&c)),
        ("zh", |c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
        ("ru", |c| ('\u{0400}'..='\u{04ff}').contains(&c)),
        ("el", |c| ('\u{0370}'..='\u{03ff}').contains(&c)),
        ("ar", |c| ('\u{0600}'..='\u{06ff}').contains(&c)),
        ("he", |c| ('\u{0590}'..='\u{05ff}').contains(&c)),
    ];
    let has_other_script = text().any(|c| c >= '\u{0370}');
    if let Some((tag, _)) = by_script.iter().find(|(_, of)| has_other_script && share(*of)) {
        return Language { tag: (*tag).to_owned(), readable: false };
    }
    let best =
        LANGUAGES.iter().zip(&counts).max_by_key(|((tag, _), count)| (**count, *tag == "en"));
    match best {
        Some(((tag, _), count)) if *count * 12 >= words && *count > 0 => {
            Language { tag: (*tag).to_owned(), readable: *tag == "en" }
        }
        // A text of a few words with nothing telling: "Email security@example.org".
        _ if words <= 60 => Language { tag: "en".to_owned(), readable: true },
        _ => Language { tag: "und".to_owned(), readable: false },
    }
}

/// Words of a template that nobody replaced.
pub(super) fn template_left(scene: &Scene<'_>) -> Vec<Quote> {
    const LEFT: &[&str] = &[
        "use this section to tell people",
        "tell them where to go",
        "lorem ipsum",
        "todo|tbd|fixme|xxxx",
        "your project|organization|company|name here",
        "insert ..4 here",
        "yourdomain|yourcompany|your-domain|your-email|youremail",
        "[ your|insert|email|project|company|organization|contact|name",
        "< your|insert|email|project|company|organization|contact|name",
    ];
    let is_example = |text: &str| {
        let lower = text.to_lowercase();
        [
            "@example.com",
            "@example.org",
            "your-email",
            "yourdomain",
            "youremail",
            "yourcompany",
            "yourproject",
            "xxxx@",
            "{{",
            "<your",
            "[your",
        ]
        .iter()
        .any(|part| lower.contains(part))
    };
    scene
        .lines
        .iter()
        .filter(|line| {
            let marked = line.text().contains(['@', '{', '<', '[']) || line.has("your*");
            line.stand != Stand::Code && (line.has_any(LEFT) || marked && is_example(line.text()))
        })
        .map(|line| scene.quote_line(line))
        .collect()
}

/// Text that speaks to tools and programs.
pub(super) fn addressed_to_tools(scene: &Scene<'_>) -> Vec<Quote> {
    const SPEAKS: &[&str] = &[
        "if you are|be an|a ?ai ?large ai|llm|language|tool|agent|assistant|model|bot|chatbot",
        "you are an|a ai|llm|language|assistant|agent|chatbot",
        "note|notes|instructions|message|attention ?for ?to ?all ai|llm|llms|agents|assistants|bots|models|tools",
        "ignore|disregard ?all ?any previous|prior|above|earlier|your instructions|prompts|guidelines",
        "ai|llm agents|agent|assistants|assistant|models must|should|shall|:",
        "system prompt",
    ];
    scene
        .lines
        .iter()
        .filter(|line| {
            line.has_any(SPEAKS)
                || scene.right_under(line, &["for ?to ai|llm|agents|bots / note ..2 ai"])
        })
        .filter(|line| line.stand != Stand::Code)
        .map(|line| scene.quote_line(line))
        .collect()
}

/// Sentences that look like a promise or a demand and that no claim quotes.
pub(super) fn not_understood(scene: &Scene<'_>, claims: &Claims) -> Vec<Quote> {
    let mut taken: BTreeSet<u32> = BTreeSet::new();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for quote in quotes(claims) {
        taken.insert(quote.line);
        spans.push((quote.start, quote.end));
    }
    spans.sort_unstable();
    let mut found = Vec::new();
    for (index, line) in scene.lines.iter().enumerate() {
        if matches!(line.stand, Stand::Heading | Stand::Code) {
            continue;
        }
        let bytes = line.passage.source(&line.range);
        let from = spans.partition_point(|(start, _)| *start + 4_000 < bytes.start);
        let covered = spans
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|(start, _)| *start < bytes.end)
            .any(|(start, end)| *start < bytes.end && bytes.start < *end);
        if covered {
            continue;
        }
        // What a regular promise says in a second sentence was read with it.
        let before = scene.lines.get(index.saturating_sub(2)..index).unwrap_or_default();
        let is_read = is_proviso(line.text())
            && before
                .iter()
                .any(|before| before.block == line.block && read(before.text()).is_some());
        if looks_binding(line) && !is_frame(line.text()) && !is_read {
            found.push(scene.quote_line(line));
        }
    }
    found
}

/// Whether a sentence looks like a promise or a demand.
fn looks_binding(line: &Line<'_>) -> bool {
    let promises = line.has_any(&["we|team|maintainers|maintainer|project|committee|you|reporter|reporters|report|reports ..3 will|shall|must|commit|promise|guarantee|undertake"]);
    let demands = line.has_any(&[
        "you|reporters|researchers|reports must|shall|may|should",
        "please ?do ?not ..2 do|report|include|use|avoid|refrain|provide|send|disclose",
    ]);
    let timed = !line.amounts.is_empty();
    promises || demands || timed || is_escalation(line)
}

/// Every quote of every claim.
fn quotes(claims: &Claims) -> impl Iterator<Item = &Quote> {
    let contacts = claims
        .contacts
        .iter()
        .map(|c| &c.quote)
        .chain(claims.forbidden_ways.iter().map(|w| &w.quote))
        .chain(&claims.image_contacts);
    let promises = claims
        .promises
        .iter()
        .map(|p| &p.quote)
        .chain(claims.soft_promises.iter().map(|p| &p.quote))
        .chain(claims.escalations.iter().map(|e| &e.quote));
    let scope = claims.scope.inside.iter().chain(&claims.scope.outside).map(|s| &s.quote);
    let support = claims
        .supported
        .rows
        .iter()
        .map(|r| &r.quote)
        .chain(&claims.supported.rule)
        .chain(&claims.supported.dangling);
    let fields = claims.report.required.iter().chain(&claims.report.helpful).map(|f| &f.quote);
    let harbor = claims
        .harbor
        .statements
        .iter()
        .map(|(_, q)| q)
        .chain(&claims.harbor.conditions)
        .chain(&claims.harbor.threat);
    let terms =
        claims.credit.quotes.iter().chain(&claims.bounty.quote).chain(&claims.bounty.contradiction);
    let disclosure = claims
        .disclosure
        .limits
        .iter()
        .map(|l| &l.quote)
        .chain(&claims.disclosure.asks)
        .chain(&claims.disclosure.forbidden);
    let conduct = &claims.conduct;
    let lists = conduct.asked.iter().chain(&conduct.forbidden).chain(&conduct.places);
    let privacy = conduct.anonymous.iter().chain(&conduct.pseudonym).chain(&conduct.not_passed_on);
    let review = conduct
        .review
        .iter()
        .flat_map(|review| core::iter::once(&review.quote).chain(&review.covers));
    let held = claims.disclosure.until.iter().map(|(_, quote)| quote);
    let held = held.chain(&claims.disclosure.extension);
    let conduct = lists.chain(privacy).chain(&conduct.changes).chain(review).chain(held);
    let keys = claims.keys.iter().map(|k| &k.quote);
    let days = claims.days.iter().map(|(_, quote)| quote);
    let rest =
        days.chain(&claims.template_left).chain(&claims.caveats).chain(&claims.addressed_to_tools);
    contacts
        .chain(promises)
        .chain(scope)
        .chain(support)
        .chain(fields)
        .chain(harbor)
        .chain(terms)
        .chain(disclosure)
        .chain(conduct)
        .chain(keys)
        .chain(rest)
}
