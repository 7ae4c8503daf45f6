//! A few renderings kept word for word: the receipt as text, the feed.

use expect_test::expect;

use crate::{Page, portal, samples};

/// What a person reads: the text of a page's main part, without tags and empty lines.
fn words(html: &str) -> String {
    let main = html.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let mut text = String::new();
    let mut inside = true;
    for c in main.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_receipt_says_what_to_keep_and_what_is_owed() {
    let (_, page) = portal::ReceiptPage::samples().swap_remove(0);
    expect![].assert_eq(&words(&Page::render(&page).unwrap()));
}

#[test]
fn the_feed_is_atom() {
    let feed = samples::portal::feed().render().unwrap();
    let document = roxmltree::Document::parse(&feed).unwrap();
    let atom = |name| ("http://www.w3.org/2005/Atom", name);
    assert!(document.root_element().has_tag_name(atom("feed")));
    // RFC 4287, 4.1.1 and 4.1.2: these must be there, once.
    for parent in document
        .descendants()
        .filter(|n| n.has_tag_name(atom("feed")) || n.has_tag_name(atom("entry")))
    {
        for name in ["id", "title", "updated"] {
            assert_eq!(
                parent.children().filter(|n| n.has_tag_name(atom(name))).count(),
                1,
                "{name}"
            );
        }
    }
    expect![].assert_eq(&feed);
}
