//! A few renderings kept word for word: the receipt as text, the feed.

use expect_test::expect;

use crate::{Page, portal, samples};

/// What a person reads: the text of a page's main part, without tags and empty lines.
fn words(html: &str) -> String {
    let html =
        html.replace("<li", "\n<li").replace("<d", "\n<d").replace("<blockquote", "\n<blockquote");
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
    expect![[r#"
        Your report was received
        It is stored, and the clock of every promise below runs since 23 October 2026, 14:37 UTC.
        Your receipt
        Write this down or print it now. It is shown only once. If you lose this, you lose the way back: nobody can restore it, and nobody but you has it.
        legal
        winner
        thank
        year
        wave
        sausage
        worth
        useful
        legal
        winner
        thank
        yellow
        The words in one line, to copy: legal winner thank year wave sausage worth useful legal winner thank yellow
        The same receipt as 26 characters: 7ZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZW
        Either of the two opens your mailbox. Anyone who has it can read your case, so keep it to yourself.
        Case
        SIG-7Q4M You may tell this to others; it opens nothing.
        Program
        SigTech
        Received
        23 October 2026, 14:37 UTC, with 1 file
        Policy version
        9f2c51d0a7c6be2f0de13c8a4b6ad9e4d6c8f1a07d3be5529c11f4a6e0b78d35
        What you are owed, and by when
        A response by 24 October 2026, 14:37 UTC
        Severe issues: 24 hours
        Whether it is accepted as soon as possible
        We will let you know as soon as possible.
        What to do now
        Keep the receipt. Paper or a password manager are good places.
        Keep the proof. A small file that shows, without this site and years later, that the team had your report at this time.
        Download the proof
        What this file proves, and how it is checked
        Look into your mailbox. Answers and questions arrive there.
        Open the mailbox
    "#]].assert_eq(&words(&Page::render(&page).unwrap()));
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
    expect![[r#"
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom">
        <id>urn:candor:sigtech</id>
        <title>SigTech: advisories</title>
        <updated>2026-10-31T08:15:00Z</updated>
        <link rel="self" type="application/atom+xml" href="https://candor.example/p/sigtech/advisories.atom"/>
        <link rel="alternate" type="text/html" href="https://candor.example/p/sigtech/advisories"/>
        <generator>Candor</generator>
        <entry>
        <id>urn:candor:sigtech:SIG-2026-0003</id>
        <title>A viewer&#39;s token can write</title>
        <link rel="alternate" type="text/html" href="https://candor.example/p/sigtech/advisories/SIG-2026-0003"/>
        <published>2026-10-30T10:00:00Z</published>
        <updated>2026-10-31T08:15:00Z</updated>
        <author><name>SigTech</name></author>
        <summary>Refreshing a session twice returned too much.</summary>
        </entry>
        <entry>
        <id>urn:candor:sigtech:SIG-2026-0002</id>
        <title>&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;&#62;&#60;img src=x onerror=alert(2)&#62; &#38;amp; [U+202E]txt.exe[U+202C] a[U+200B]b [U+0000][U+001B][2J {{7*7}} &#60;/textarea&#62;&#60;svg onload=alert(3)&#62;</title>
        <link rel="alternate" type="text/html" href="https://candor.example/p/sigtech/advisories/SIG-2026-0002"/>
        <published>2026-10-30T10:00:00Z</published>
        <updated>2026-10-31T08:15:00Z</updated>
        <author><name>SigTech</name></author>
        <summary>Refreshing a session twice returned too much.</summary>
        </entry>
        </feed>"#]].assert_eq(&feed);
}
