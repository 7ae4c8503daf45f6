//! Messages as they are sent, and that nothing that others wrote gets out of its place in them.

use expect_test::expect;
use proptest::prelude::*;

use crate::{Letter, MailAddress, MailSender};

fn from() -> MailSender {
    "Example Security <security@example.org>".parse().unwrap()
}

fn letter() -> Letter {
    Letter {
        to: "reader@example.net".parse().unwrap(),
        subject: "ACME-2026-0001: Files can be read".to_owned(),
        text: "Anyone can read every file.\n.\nUpdate to 2026.3.\n".to_owned(),
        language: "en".to_owned(),
        id: "0192f0c1-7a2b".to_owned(),
        written_at: 1_793_520_000,
        unsubscribe: Some(
            "https://security.example.org/p/acme/unsubscribe/0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f.MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK".to_owned(),
        ),
    }
}

fn written(letter: &Letter) -> String {
    let text = String::from_utf8(letter.write(&from()).unwrap()).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
    text.replace("\r\n", "\n")
}

fn headers(text: &str) -> Vec<&str> {
    let head = text.split("\n\n").next().unwrap();
    head.lines()
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| line.split(':').next().unwrap())
        .collect()
}

#[test]
fn a_message_to_a_subscriber_says_how_to_end_it_and_that_no_person_wrote_it() {
    expect![[r#"
        From: "Example Security" <security@example.org>
        To: reader@example.net
        Subject: ACME-2026-0001: Files can be read
        Date: Sun, 01 Nov 2026 08:00:00 +0000
        Message-ID: <0192f0c1-7a2b@example.org>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Language: en
        Auto-Submitted: auto-generated
        List-Unsubscribe: <https://security.example.org/p/acme/unsubscribe/0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f.MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK>
        List-Unsubscribe-Post: List-Unsubscribe=One-Click
        Content-Transfer-Encoding: 7bit

        Anyone can read every file.
        .
        Update to 2026.3.
    "#]].assert_eq(&written(&letter()));
}

#[test]
fn words_of_every_script_are_written_in_ascii() {
    let arabic = Letter {
        subject: "أكّد الاشتراك في تنبيهات Beispiel-Straße".to_owned(),
        text: "للتأكيد افتح هذا العنوان:\nhttps://security.example.org/\n".to_owned(),
        language: "ar".to_owned(),
        unsubscribe: None,
        ..letter()
    };
    let text = written(&arabic);
    assert!(text.is_ascii());
    expect![[r#"
        From: "Example Security" <security@example.org>
        To: reader@example.net
        Subject: =?utf-8?b?2KPZg9mR2K8g2KfZhNin2LTYqtix2KfZgyDZgdmKINiq2YbYqNmK?=
         =?utf-8?b?2YfYp9iqIEJlaXNwaWVsLVN0cmHDn2U=?=
        Date: Sun, 01 Nov 2026 08:00:00 +0000
        Message-ID: <0192f0c1-7a2b@example.org>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Language: ar
        Auto-Submitted: auto-generated
        Content-Transfer-Encoding: base64

        2YTZhNiq2KPZg9mK2K8g2KfZgdiq2K0g2YfYsNinINin2YTYudmG2YjYp9mGOg0KaHR0cHM6Ly9z
        ZWN1cml0eS5leGFtcGxlLm9yZy8NCg=="#]]
    .assert_eq(&text);
}

#[test]
fn a_hostile_title_stays_in_its_header() {
    for title in [
        "a\r\nBcc: everyone@example.net",
        "a\nBcc: everyone@example.net\n\nBody",
        "a\r\n\r\n.\r\nMAIL FROM:<x@example.net>",
        "\u{85}a\u{2028}Bcc: x@example.net",
        "=?utf-8?q?a=0D=0ABcc:_x@example.net?=",
        "\0\u{7f}\u{1b}[2J",
    ] {
        let letter = Letter { subject: title.to_owned(), ..letter() };
        let text = written(&letter);
        let names = headers(&text);
        assert!(!names.contains(&"Bcc"), "{title:?}: {text}");
        assert_eq!(names.iter().filter(|name| **name == "Subject").count(), 1);
        assert_eq!(names.len(), headers(&written(&self::letter())).len(), "{title:?}: {text}");
    }
}

#[test]
fn what_a_header_cannot_hold_is_no_message() {
    for id in ["", "a b", "a>\r\nBcc: x", "a@b"] {
        assert!(Letter { id: id.to_owned(), ..letter() }.write(&from()).is_err(), "{id:?}");
    }
    for address in ["https://a\r\nBcc: x", "https://a b", "https://ä"] {
        let letter = Letter { unsubscribe: Some(address.to_owned()), ..letter() };
        assert!(letter.write(&from()).is_err(), "{address:?}");
    }
}

#[test]
fn an_address_is_plain_and_whole_or_none() {
    for right in ["a@example.org", " first.last+tag@mail.example.org ", "x@xn--bcher-kva.example"] {
        assert_eq!(right.parse::<MailAddress>().unwrap().as_str(), right.trim());
    }
    let folded = |text: &str| text.parse::<MailAddress>().unwrap().folded();
    assert_eq!(folded("First.Last@Example.ORG"), folded("first.last@example.org"));
    let long = format!("{}@example.org", "a".repeat(300));
    for wrong in [
        "",
        "a",
        "a@",
        "@example.org",
        "a@localhost",
        "a@[127.0.0.1]",
        "a@example.org, b@example.org",
        "A <a@example.org>",
        "\"a b\"@example.org",
        "a@example.org\r\nRCPT TO:<b@example.org>",
        "a\n@example.org",
        "a>@example.org",
        "a..b@example.org",
        "bücher@example.org",
        "a@bücher.example",
        long.as_str(),
    ] {
        assert!(wrong.parse::<MailAddress>().is_err(), "{wrong:?}");
    }
    let address: MailAddress = "a@example.org".parse().unwrap();
    assert!(!format!("{address:?}").contains("example"), "no log names a person");
}

#[test]
fn the_sender_may_have_a_name() {
    for right in ["security@example.org", "Example <security@example.org>"] {
        assert_eq!(right.parse::<MailSender>().unwrap().domain(), "example.org");
    }
    for wrong in ["", "Example", "security@localhost", "a@example.org\r\nBcc: b@example.org"] {
        assert!(wrong.parse::<MailSender>().is_err(), "{wrong:?}");
    }
}

proptest! {
    #[test]
    fn whatever_is_written_keeps_its_headers_and_its_lines(
        subject in ".{0,300}",
        text in "(?s).{0,2000}",
    ) {
        let letter = Letter { subject, text, ..letter() };
        let bytes = letter.write(&from()).unwrap();
        prop_assert!(bytes.is_ascii());
        let text = String::from_utf8(bytes).unwrap();
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n'])));
        let names = text.replace("\r\n", "\n");
        let plain = written(&self::letter());
        let own = headers(&plain);
        prop_assert!(headers(&names).iter().all(|name| own.contains(name) || *name == "Content-Transfer-Encoding"));
    }
}
