//! Sending a report and coming back with its receipt.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::house::{House, by, report, settings};

#[tokio::test]
async fn a_report_gets_its_receipt_and_what_is_owed_from_now() {
    let house = House::open().await;
    let receipt = house.report().await;
    assert_eq!(receipt["words"].as_str().unwrap().split(' ').count(), 12);
    assert_eq!(receipt["received"], "2026-10-05T08:00:00Z");
    // Severity is unknown: the strictest promise counts.
    assert_eq!(receipt["owed"][0]["promise"], "respond-severe");
    assert_eq!(receipt["owed"][0]["due"], "2026-10-06T08:00:00Z");
}

#[tokio::test]
async fn the_same_report_under_the_same_key_is_one_case_and_one_receipt() {
    let house = House::open().await;
    let key = [("idempotency-key", "5f0c1f3e-4a6b-4c55-9a54-0d5e3a1b2c3d")];
    let first = house.post("/programs/sigtech/reports", &key, report()).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let again = house.post("/programs/sigtech/reports", &key, report()).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(first.json(), again.json());
    let mut other = report();
    other["fields"]["title"] = json!("Another window");
    let other = house.post("/programs/sigtech/reports", &key, other).await;
    assert_eq!((other.status.as_u16(), other.code().as_str()), (409, "idempotency-key-reused"));
    let token = house.sign_in().await;
    let queue = house.get("/cases", &[("authorization", &token)]).await.json();
    assert_eq!(queue["cases"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn without_a_key_the_same_report_twice_is_two_cases() {
    let house = House::open().await;
    assert_ne!(house.report().await["handle"], house.report().await["handle"]);
}

#[tokio::test]
async fn an_idempotency_key_is_plain_and_comes_once() {
    let house = House::open().await;
    for key in [" ", "a b", "\u{e9}", &"x".repeat(201)] {
        let headers = [("idempotency-key", key)];
        let answer = house.post("/programs/sigtech/reports", &headers, report()).await;
        assert_eq!(answer.code(), "fields-invalid", "{key}");
    }
    let twice = [("idempotency-key", "a"), ("idempotency-key", "b")];
    let answer = house.post("/programs/sigtech/reports", &twice, report()).await;
    assert_eq!(answer.code(), "fields-invalid");
}

#[tokio::test]
async fn a_report_that_leaves_required_fields_empty_names_them_and_may_be_sent_all_the_same() {
    let house = House::open().await;
    let mut sent = json!({"fields": {"title": "Only a title"}});
    let answer = house.post("/programs/sigtech/reports", &[], sent.clone()).await;
    assert_eq!(answer.code(), "fields-invalid");
    let fields: Vec<Value> =
        answer.json()["fields"].as_array().unwrap().iter().map(|f| f["field"].clone()).collect();
    assert_eq!(fields, ["type", "steps", "impact"]);
    sent["incomplete"] = json!(true);
    let answer = house.post("/programs/sigtech/reports", &[], sent).await;
    assert_eq!(answer.status, StatusCode::CREATED);
}

#[tokio::test]
async fn pol_9_a_report_may_be_anonymous_under_a_pseudonym_or_named() {
    let house = House::open().await;
    let token = house.sign_in().await;
    for (identity, sender, name, contact) in [
        (json!({"as": "anonymous"}), "anonymous", Value::Null, Value::Null),
        (json!({"as": "pseudonym", "name": "Owl"}), "pseudonym", json!("Owl"), Value::Null),
        (
            json!({"as": "named", "name": "Ada", "contact": "ada@example.org"}),
            "named",
            json!("Ada"),
            json!("ada@example.org"),
        ),
    ] {
        let mut sent = report();
        sent["identity"] = identity;
        let receipt = house.post("/programs/sigtech/reports", &[], sent).await.json();
        let handle = receipt["handle"].as_str().unwrap();
        let path = format!("/programs/sigtech/cases/{handle}");
        let case = house.get(&path, &[("authorization", &token)]).await.json();
        let report = &case["reports"][0];
        assert_eq!(report["sender"], sender);
        assert_eq!(report["name"], name);
        assert_eq!(report["contact"], contact);
        assert_eq!(report["may_pass_on"], false);
    }
    let mut nameless = report();
    nameless["identity"] = json!({"as": "pseudonym", "name": " "});
    let answer = house.post("/programs/sigtech/reports", &[], nameless).await;
    assert_eq!(answer.json()["fields"][0]["field"], "name");
}

#[tokio::test]
async fn case_5_the_receipt_opens_the_mailbox_as_characters_and_as_words() {
    let house = House::open().await;
    let receipt = house.report().await;
    let words = receipt["words"].as_str().unwrap();
    for typed in [
        by(&receipt),
        format!("receipt {}", receipt["characters"].as_str().unwrap().to_lowercase()),
        format!("Receipt {}", words.replace(' ', "-")),
        format!("Receipt {words}"),
    ] {
        let mailbox = house.get("/mailbox", &[("authorization", &typed)]).await;
        assert_eq!(mailbox.status, StatusCode::OK, "{typed}");
        let mailbox = mailbox.json();
        assert_eq!(mailbox["handle"], receipt["handle"]);
        assert_eq!(mailbox["entries"][0]["kind"], "ReportReceived");
        assert_eq!(mailbox["clocks"][0]["state"], "running");
    }
}

#[tokio::test]
async fn sec_1_a_wrong_receipt_and_an_unknown_one_get_the_same_answer() {
    let house = House::open().await;
    house.report().await;
    let unknown = seal::Receipt::generate(&mut desk::SystemRandom).characters();
    let mut answers = Vec::new();
    for typed in ["nonsense", "abandon-ability", unknown.as_str()] {
        let header = format!("Receipt {typed}");
        for path in ["/mailbox", "/mailbox/proof"] {
            let answer = house.get(path, &[("authorization", &header)]).await;
            answers.push((answer.status, answer.text()));
        }
        let sent = json!({"fields": {"text": "hello"}});
        let answer =
            house.post("/mailbox/commands/message", &[("authorization", &header)], sent).await;
        answers.push((answer.status, answer.text()));
    }
    assert_eq!(answers[0].0, StatusCode::NOT_FOUND);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[tokio::test]
async fn a_request_without_a_receipt_is_told_how_to_send_one() {
    let house = House::open().await;
    for headers in [&[][..], &[("authorization", "Bearer x")], &[("authorization", "Receipt ")]] {
        let answer = house.get("/mailbox", headers).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.headers.get_all("www-authenticate").iter().any(|v| v == "Receipt"));
    }
}

#[tokio::test]
async fn a_reporter_writes_and_the_team_reads_it() {
    let house = House::open().await;
    let receipt = house.report().await;
    let header = by(&receipt);
    let who = [("authorization", header.as_str())];
    let sent = json!({
        "fields": {"text": "One more thing."},
        "files": [{"name": "../poc.txt", "content": "aGVsbG8="}],
    });
    let outcome = house.post("/mailbox/commands/message", &who, sent).await;
    assert_eq!(outcome.status, StatusCode::OK, "{}", outcome.text());
    assert_eq!(outcome.json()["facts"], json!(["ReporterWrote"]));
    let mailbox = house.get("/mailbox", &who).await.json();
    let entry = mailbox["entries"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(entry["text"], "One more thing.");
    assert_eq!(entry["files"][0]["name"], "poc.txt");
    let token = house.sign_in().await;
    let path = format!("/programs/sigtech/cases/{}", receipt["handle"].as_str().unwrap());
    let case = house.get(&path, &[("authorization", &token)]).await.json();
    assert_eq!(case["events"].as_array().unwrap().last().unwrap()["text"], "One more thing.");
}

#[tokio::test]
async fn case_7_a_reporter_reads_how_they_are_named_and_agrees_to_it() {
    let house = House::open().await;
    let header = by(&house.report().await);
    let who = [("authorization", header.as_str())];
    let before = house.get("/mailbox", &who).await.json()["credit"].clone();
    assert_eq!(before["standing"], "silent", "{before}");
    let agree = json!({"fields": {"line": "nyx", "form": "pseudonym"}});
    let agreed = house.post("/mailbox/commands/agree-credit", &who, agree).await;
    assert_eq!(agreed.status, StatusCode::OK, "{}", agreed.text());
    let credit = house.get("/mailbox", &who).await.json()["credit"].clone();
    assert_eq!(credit["standing"], "agreed");
    assert!(credit["line"].as_str().is_some_and(|line| line.starts_with("nyx")), "{credit}");
}

#[tokio::test]
async fn a_command_that_no_catalogue_has_is_an_address_that_does_not_exist() {
    let house = House::open().await;
    let header = by(&house.report().await);
    let who = [("authorization", header.as_str())];
    let answer = house.post("/mailbox/commands/nonsense", &who, json!({})).await;
    assert_eq!(answer.code(), "not-found");
    let refused =
        house.post("/mailbox/commands/acknowledge", &who, json!({"fields": {"text": "x"}})).await;
    assert_eq!(refused.code(), "refused", "a team's command is not the reporter's");
}

#[tokio::test]
async fn sec_4_the_receipt_file_proves_offline_that_the_report_is_in_the_log() {
    let house = House::open().await;
    let header = by(&house.report().await);
    let file = house.get("/mailbox/proof", &[("authorization", &header)]).await.text();
    let program = house.get("/programs/sigtech", &[]).await.json();
    let key = program["ledger_key"].as_str().unwrap();
    desk::verify_receipt_file(file.as_bytes(), key).unwrap();
}

// ASVS 2.3.2, 2.4.1
#[tokio::test]
async fn too_many_posts_from_one_network_are_told_how_long_to_wait() {
    let mut few = settings();
    few.posts_per_minute = 2;
    let house = House::with(few).await;
    house.report().await;
    house.report().await;
    let answer = house.post("/programs/sigtech/reports", &[], report()).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (429, "too-many-requests"));
    assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert_eq!(house.send(Method::GET, "/programs", &[], "").await.status, StatusCode::OK);
}

// ASVS 2.4.1
#[tokio::test]
async fn rep_wrong_receipts_are_limited_like_posts_and_a_right_one_is_told_the_same() {
    let mut few = settings();
    few.posts_per_minute = 4;
    let house = House::with(few).await;
    let receipt = house.report().await;
    let right = by(&receipt);
    let wrong = [("authorization", "Receipt 0000-0000-0000-0000-0000-0000-00")];
    for _ in 0..20 {
        let answer = house.get("/mailbox", &[("authorization", &right)]).await;
        assert_eq!(answer.status, StatusCode::OK, "reading with a receipt is not limited");
    }
    for place in ["/mailbox", "/mailbox/proof", "/mailbox/files/x"] {
        assert_eq!(house.get(place, &wrong).await.code(), "not-found");
    }
    for who in [wrong, [("authorization", right.as_str())]] {
        let answer = house.get("/mailbox", &who).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (429, "too-many-requests"));
    }
}

// ASVS 3.2.1, 5.3.1, 5.4.1
#[tokio::test]
async fn the_files_of_a_case_are_fetched_by_its_team_and_its_reporter_and_only_saved() {
    let house = House::open().await;
    let mut sent = report();
    sent["files"] = json!([{"name": "proof <b>.html", "content": "PHNjcmlwdD4x"}]);
    let answer = house.post("/programs/sigtech/reports", &[], sent).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let receipt = answer.json();
    let (right, token) = (by(&receipt), house.sign_in().await);
    let case = format!("/programs/sigtech/cases/{}", receipt["handle"].as_str().unwrap());
    let shown = house.get(&case, &[("authorization", &token)]).await.json();
    let id = shown["events"][0]["files"][0]["id"].as_str().unwrap().to_owned();
    for (place, who) in
        [(format!("/mailbox/files/{id}"), &right), (format!("{case}/files/{id}"), &token)]
    {
        let file = house.get(&place, &[("authorization", who)]).await;
        assert_eq!((file.status, file.body.as_slice()), (StatusCode::OK, &b"<script>1"[..]));
        assert_eq!(file.header("content-type"), "application/octet-stream");
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.header("content-security-policy").contains("sandbox"));
    }
    let other = by(&house.report().await);
    let foreign = house.get(&format!("/mailbox/files/{id}"), &[("authorization", &other)]).await;
    assert_eq!(foreign.code(), "not-found");
    let missing = "019a4c1e-0000-7000-8000-000000000001";
    for file in [missing, "x"] {
        let answer = house.get(&format!("{case}/files/{file}"), &[("authorization", &token)]).await;
        assert_eq!(answer.code(), "not-found", "{file}");
    }
    let nobody = house.get(&format!("{case}/files/{id}"), &[]).await;
    assert_eq!(nobody.code(), "signed-out");
}
