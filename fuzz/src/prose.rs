//! Security policies as people write them: the readers of the formats, and everything found in a text.

use ::prose::{About, Answers, Block, BlockKind, Document, Format, MAX_BYTES, Passage};

/// Markdown gives a document whose every word has its place.
///
/// # Panics
/// When a place lies outside of the text.
pub fn markdown(bytes: &[u8]) {
    read(bytes, Format::Markdown);
}

/// reStructuredText does.
///
/// # Panics
/// When a place lies outside of the text.
pub fn restructured(bytes: &[u8]) {
    read(bytes, Format::ReStructuredText);
}

/// HTML does.
///
/// # Panics
/// When a place lies outside of the text.
pub fn html(bytes: &[u8]) {
    read(bytes, Format::Html);
}

/// Every claim quotes the text word for word, and a draft is the same twice. The first byte chooses the
/// format.
///
/// # Panics
/// When that does not hold.
pub fn policy_claims(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let format = match first % 4 {
        0 => Format::Markdown,
        1 => Format::ReStructuredText,
        2 => Format::Html,
        _ => Format::Plain,
    };
    let Some(document) = read(rest, format) else { return };
    let claims = ::prose::claims(&document);
    let quotes = claims
        .promises
        .iter()
        .map(|promise| &promise.quote)
        .chain(claims.contacts.iter().map(|contact| &contact.quote))
        .chain(claims.escalations.iter().map(|escalation| &escalation.quote))
        .chain(&claims.not_understood);
    for quote in quotes {
        assert_eq!(document.source.get(quote.start..quote.end), Some(quote.text.as_str()));
        assert!(quote.line >= 1 && quote.column >= 1);
    }
    let draft = ::prose::import(&claims, &About::default(), &Answers::new());
    assert_eq!(draft, ::prose::import(&claims, &About::default(), &Answers::new()));
    // A draft is a policy, or says what it needs; it is never text that is no TOML at all.
    if let Err(findings) = ::policy::parse(&draft.toml) {
        assert!(findings.iter().all(|finding| finding.code != ::policy::Code::NotToml), "{findings:?}");
    }
}

fn read(bytes: &[u8], format: Format) -> Option<Document> {
    let text = String::from_utf8_lossy(bytes);
    let document = match ::prose::read(&text, format) {
        Ok(document) => document,
        Err(error) => {
            assert!(text.len() > MAX_BYTES, "{error}");
            return None;
        }
    };
    for block in &document.blocks {
        look(&document, block);
    }
    Some(document)
}

fn look(document: &Document, block: &Block) {
    assert!(document.source.get(block.span.clone()).is_some(), "{:?}", block.span);
    let passages = match &block.kind {
        BlockKind::Table(rows) => rows.iter().flat_map(|row| &row.cells).collect::<Vec<&Passage>>(),
        _ => vec![&block.passage],
    };
    for passage in passages {
        for sentence in passage.sentences() {
            assert!(passage.text().get(sentence.clone()).is_some_and(|text| !text.is_empty()));
            let source = passage.source(sentence);
            assert!(document.source.get(source.clone()).is_some(), "{source:?}");
            let (line, column) = document.line_column(source.start);
            assert!(line >= 1 && column >= 1);
        }
    }
}
