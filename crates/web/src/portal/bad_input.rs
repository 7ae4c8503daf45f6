//! The reporter's forms with what nobody should send: nothing, too much, what would run or hide, and everything twice.

use axum::http::StatusCode;

use super::browser::{Browser, WHOLE, hidden};
use crate::api::tests::house::House;

/// What would run, reverse, hide, calculate or climb out of a folder if it were let.
const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "invoice\u{202e}gpj.exe",
    "pass\u{200b}word",
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "../../etc/passwd",
    "</textarea><img src=x onerror=alert(2)>",
];

fn is_harmless(page: &str) {
    for mark in ["<script", "<img", "onerror=alert(2)>\n"] {
        assert!(!page.contains(mark), "{mark} in {page}");
    }
}

#[tokio::test]
async fn an_empty_report_is_answered_with_what_is_missing() {
    let house = House::open().await;
    let mut browser = Browser::new(&house, "");
    let form = browser.get("/p/sigtech/report").await.text();
    let answer = browser.post(&form, "/p/sigtech/report", &[("rules", "yes")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("The report is empty."), "{}", answer.text());
    let nothing = browser.post("", "/p/sigtech/report", &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY, "a form without its token");
}

#[tokio::test]
async fn a_huge_text_is_refused_and_a_long_one_comes_back_whole() {
    let house = House::open().await;
    let mut browser = Browser::new(&house, "");
    let form = browser.get("/p/sigtech/report").await.text();
    let huge = "a".repeat((256 << 10) + 1);
    let fields = [("field-title", "x"), ("field-steps", huge.as_str()), ("rules", "yes")];
    let answer = browser.post(&form, "/p/sigtech/report", &fields).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let long = format!("begin {} end", "b".repeat(200 << 10));
    let fields = [("field-steps", long.as_str()), ("rules", "yes")];
    let answer = browser.post(&form, "/p/sigtech/report", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "fields are missing");
    assert!(answer.text().contains(&long), "nothing of it is lost");
}

#[tokio::test]
async fn hostile_text_comes_back_as_text_and_reaches_the_mailbox_as_text() {
    let house = House::open().await;
    let mut browser = Browser::new(&house, "");
    let form = browser.get("/p/sigtech/report").await.text();
    for text in HOSTILE {
        let fields =
            [("field-title", text), ("field-steps", text), ("name", text), ("rules", "yes")];
        for check in ["", "yes"] {
            let fields: Vec<_> = fields.into_iter().chain([("check", check)]).collect();
            let page = browser.post(&form, "/p/sigtech/report", &fields).await.text();
            is_harmless(&page);
        }
    }
    let all = HOSTILE.join("\n");
    let mut fields = WHOLE.to_vec();
    fields[2] = ("field-steps", &all);
    let (page, receipt) = browser.report(&fields).await;
    is_harmless(&page);
    let page = browser.open(&receipt).await;
    is_harmless(&page);
    assert!(page.contains("[U+202E]") && page.contains("pass[U+200B]word"), "{page}");
    let sent = [("text", all.as_str())];
    let wrote = browser.post(&page, "/mailbox/case/do/message", &sent).await;
    assert_eq!(wrote.status, StatusCode::SEE_OTHER, "{}", wrote.text());
    is_harmless(&browser.get("/mailbox/case").await.text());
}

#[tokio::test]
async fn a_file_is_given_back_under_a_name_that_is_only_a_name() {
    let house = House::open().await;
    let mut browser = Browser::new(&house, "");
    let form = browser.get("/p/sigtech/report").await.text();
    let names = ["../../etc/passwd", "a\u{202e}gpj.exe", "..\\..\\boot.ini"];
    let files: Vec<_> = names.iter().map(|name| (*name, &b"x"[..])).collect();
    let sent = browser.upload(&form, "/p/sigtech/report", &WHOLE, &files).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    let page = browser.open(&hidden(&sent.text(), "receipt").unwrap()).await;
    let links = page.split("href=\"/mailbox/files/").skip(1);
    let links: std::collections::BTreeSet<_> =
        links.map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(links.len(), names.len(), "{page}");
    for file in links {
        let answer = browser.get(&format!("/mailbox/files/{file}")).await;
        let disposition = answer.header("content-disposition").to_owned();
        assert!(disposition.starts_with("attachment"), "{disposition}");
        assert!(!disposition.contains(['/', '\\', '\u{202e}']), "{disposition}");
        assert_eq!(answer.body, b"x");
    }
}

#[tokio::test]
async fn a_form_sent_twice_is_one_report_with_one_receipt() {
    let house = House::open().await;
    let mut browser = Browser::new(&house, "de");
    let form = browser.get("/p/sigtech/report").await.text();
    let mut receipts = Vec::new();
    for _ in 0..2 {
        let sent = browser.post(&form, "/p/sigtech/report", &WHOLE).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
        receipts.push(hidden(&sent.text(), "receipt").unwrap());
    }
    assert_eq!(receipts[0], receipts[1]);
    let token = house.sign_in().await;
    let cases = house.get("/cases", &[("authorization", &token)]).await.json();
    assert_eq!(cases["cases"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn looking_a_report_over_stores_nothing_and_says_how_complete_it_is() {
    let house = House::open().await;
    let mut browser = Browser::new(&house, "");
    let form = browser.get("/p/sigtech/report").await.text();
    let fields = [("field-title", "A window"), ("field-steps", "Lift it."), ("check", "yes")];
    let looked = browser.upload(&form, "/p/sigtech/report", &fields, &[("a.txt", b"x")]).await;
    let page = looked.text();
    assert_eq!(looked.status, StatusCode::OK, "{page}");
    assert!(page.contains("Looked over, not sent yet"), "{page}");
    assert!(page.contains("href=\"#report-field-type\""), "what is missing is named: {page}");
    assert!(page.contains(">Lift it.</dd>"), "it is shown as the team reads it: {page}");
    assert_eq!(hidden(&page, "form_token"), hidden(&form, "form_token"), "it is the same form");
    let token = house.sign_in().await;
    let cases = house.get("/cases", &[("authorization", &token)]).await.json();
    assert_eq!(cases["cases"].as_array().unwrap().len(), 0);
    let sent = browser.post(&page, "/p/sigtech/report", &WHOLE).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
}

#[tokio::test]
async fn a_proof_is_checked_and_a_changed_one_is_refused() {
    let house = House::open().await;
    let mut browser = Browser::new(&house, "");
    let (page, receipt) = browser.report(&WHOLE).await;
    let proof = browser.post(&page, "/mailbox/proof", &[("receipt", &receipt)]).await;
    assert_eq!(proof.status, StatusCode::OK);
    let text = proof.text();
    let form = browser.get("/proof").await.text();
    let pasted = text.replace('\n', "\r\n");
    for sent in [
        browser.post(&form, "/proof", &[("proof", &pasted)]).await,
        browser
            .upload(&form, "/proof", &[("proof", "")], &[("candor-receipt.txt", text.as_bytes())])
            .await,
    ] {
        let page = sent.text();
        assert_eq!(sent.status, StatusCode::OK, "{page}");
        assert!(page.contains("This proof holds") && page.contains("SigTech"), "{page}");
        assert!(page.contains("5 October 2026, 08:00 UTC"), "{page}");
    }
    let changed = text.replacen("08:00", "07:00", 1).replacen('a', "b", 1);
    for wrong in [changed.as_str(), "nonsense", HOSTILE[0], &"x".repeat(60_000)] {
        let page = browser.post(&form, "/proof", &[("proof", wrong)]).await.text();
        assert!(page.contains("This proof does not hold here"), "{page}");
        is_harmless(&page);
    }
    let empty = browser.post(&form, "/proof", &[("proof", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let huge = vec![b'x'; (64 << 10) + 1];
    let answer = browser.upload(&form, "/proof", &[], &[("big", &huge)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_reporter_takes_away_what_is_held_about_them_and_nothing_of_the_team_s() {
    let house = House::open().await;
    let mut browser = Browser::new(&house, "");
    let mut fields = WHOLE.to_vec();
    fields.extend([("identity", "named"), ("name", "Ada L"), ("contact", "ada@example.org")]);
    let (_, receipt) = browser.report(&fields).await;
    let page = browser.open(&receipt).await;
    let token = house.sign_in().await;
    let by = [("authorization", token.as_str())];
    let handle = house.get("/cases", &by).await.json()["cases"][0]["handle"].clone();
    let case = format!("/programs/sigtech/cases/{}", handle.as_str().unwrap());
    let note = serde_json::json!({"fields": {"text": "a secret of the team"}, "seen": 1});
    assert!(house.post(&format!("{case}/commands/note"), &by, note).await.status.is_success());
    let file = browser.post(&page, "/mailbox/export", &[]).await;
    assert!(file.header("content-disposition").starts_with("attachment"), "{}", file.text());
    let data = file.json();
    assert_eq!(data["reports"][0]["sender"]["name"], "Ada L");
    assert_eq!(data["reports"][0]["sender"]["contact"], "ada@example.org");
    assert_eq!(data["mailbox"]["handle"], handle);
    assert!(!file.text().contains("a secret of the team"));
    let foreign = browser.post("", "/mailbox/export", &[]).await;
    assert_eq!(foreign.status, StatusCode::BAD_REQUEST, "without its token");
    let mut stranger = Browser::new(&house, "");
    let nobody = stranger.post(&page, "/mailbox/export", &[]).await;
    assert_eq!(nobody.header("location"), "/mailbox");
}

#[tokio::test]
async fn a_request_for_erasure_reaches_the_team_as_a_message_on_the_case() {
    let house = House::open().await;
    let mut browser = Browser::new(&house, "fr");
    let (_, receipt) = browser.report(&WHOLE).await;
    let page = browser.open(&receipt).await;
    let sent = browser.post(&page, "/mailbox/erasure", &[("reason", HOSTILE[0])]).await;
    assert_eq!(sent.header("location"), "/fr/mailbox/case#talk", "{}", sent.text());
    let page = browser.get("/mailbox/case").await.text();
    is_harmless(&page);
    assert!(page.contains("I ask for the erasure of my personal data"), "{page}");
    let token = house.sign_in().await;
    let by = [("authorization", token.as_str())];
    let handle = house.get("/cases", &by).await.json()["cases"][0]["handle"].clone();
    let case = format!("/programs/sigtech/cases/{}", handle.as_str().unwrap());
    let seen = house.get(&case, &by).await.text();
    assert!(seen.contains("I ask for the erasure of my personal data"), "{seen}");
}
