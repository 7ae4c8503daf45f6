//! The desk by API: signing in, the queue, a case, its commands, its advisory.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::house::{House, PASSPHRASE, by};

fn path(receipt: &Value) -> String {
    format!("/programs/sigtech/cases/{}", receipt["handle"].as_str().unwrap())
}

#[tokio::test]
async fn a_wrong_passphrase_and_an_unknown_name_get_the_same_answer() {
    let house = House::open().await;
    let mut answers = Vec::new();
    for (login, passphrase) in [("ada", "wrong horse battery staple"), ("eve", PASSPHRASE)] {
        let sent = json!({"login": login, "passphrase": passphrase});
        let answer = house.post("/sessions", &[], sent).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        answers.push(answer.text());
    }
    assert_eq!(answers[0], answers[1]);
}

// ASVS 7.4.1
#[tokio::test]
async fn a_token_opens_nothing_after_signing_out() {
    let house = House::open().await;
    let token = house.sign_in().await;
    let who = [("authorization", token.as_str())];
    assert_eq!(house.get("/cases", &who).await.status, StatusCode::OK);
    assert_eq!(
        house.send(Method::DELETE, "/sessions", &who, "").await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(house.get("/cases", &who).await.code(), "signed-out");
}

// ASVS 3.5.2
#[tokio::test]
async fn cookies_are_never_read() {
    let house = House::open().await;
    let token = house.sign_in().await;
    let token = token.strip_prefix("Bearer ").unwrap();
    for name in ["__Host-candor-desk", "candor-desk"] {
        let cookie = format!("{name}={token}");
        let answer = house.get("/cases", &[("cookie", &cookie)]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn a_receipt_is_no_token_and_a_token_is_no_receipt() {
    let house = House::open().await;
    let receipt = house.report().await;
    let as_token = by(&receipt).replace("Receipt", "Bearer");
    assert_eq!(house.get("/cases", &[("authorization", &as_token)]).await.code(), "signed-out");
    let as_receipt = house.sign_in().await.replace("Bearer", "Receipt");
    assert_eq!(house.get("/mailbox", &[("authorization", &as_receipt)]).await.code(), "not-found");
}

#[tokio::test]
async fn case_1_the_queue_comes_in_pages_the_one_owed_next_first() {
    let house = House::open().await;
    let first = house.report().await;
    house.set("2026-10-05T09:00:00Z");
    let second = house.report().await;
    house.set("2026-10-05T10:00:00Z");
    let third = house.report().await;
    let token = house.sign_in().await;
    let who = [("authorization", token.as_str())];
    let page = house.get("/cases?program=sigtech&state=open&limit=2", &who).await.json();
    assert_eq!(page["cases"][0]["handle"], first["handle"]);
    assert_eq!(page["cases"][1]["handle"], second["handle"]);
    assert_eq!(page["cases"][0]["next_due"], "2026-10-06T08:00:00Z");
    assert_eq!(page["counts"][0]["open"], 3);
    assert_eq!(page["counts"][0]["more_open"], false);
    let next = page["next"].as_str().unwrap();
    let page = house.get(&format!("/cases?limit=2&after={next}"), &who).await.json();
    assert_eq!(page["cases"].as_array().unwrap().len(), 1);
    assert_eq!(page["cases"][0]["handle"], third["handle"]);
    assert_eq!(page["next"], Value::Null);
    let closed = house.get("/cases?state=closed", &who).await.json();
    assert_eq!(closed["cases"], json!([]));
}

#[tokio::test]
async fn the_queue_refuses_a_query_that_is_not_documented() {
    let house = House::open().await;
    let token = house.sign_in().await;
    let who = [("authorization", token.as_str())];
    for query in ["state=lost", "limit=1000", "after=x", "order=age"] {
        assert_eq!(
            house.get(&format!("/cases?{query}"), &who).await.code(),
            "query-invalid",
            "{query}"
        );
    }
    assert_eq!(house.get("/cases?program=nowhere", &who).await.code(), "not-found");
}

#[tokio::test]
async fn clk_1_an_answer_in_time_keeps_the_promise_for_both_sides() {
    let house = House::open().await;
    let receipt = house.report().await;
    let token = house.sign_in().await;
    let who = [("authorization", token.as_str())];
    let case = house.get(&path(&receipt), &who).await.json();
    assert_eq!(case["state"]["headline"], "new");
    assert_eq!(case["reports"][0]["title"], "A window into the vault");
    let acknowledge = case["commands"]
        .as_array()
        .unwrap()
        .iter()
        .find(|command| command["name"] == "acknowledge")
        .unwrap();
    assert_eq!(acknowledge["allowed"], true);
    house.set("2026-10-05T20:00:00Z");
    let token = house.sign_in().await;
    let who = [("authorization", token.as_str())];
    let sent = json!({"fields": {"text": "We have it."}, "seen": case["last_seq"]});
    let outcome = house.post(&format!("{}/commands/acknowledge", path(&receipt)), &who, sent).await;
    assert_eq!(outcome.status, StatusCode::OK, "{}", outcome.text());
    assert_eq!(outcome.json()["facts"], json!(["Acknowledged"]));
    let mailbox = house.get("/mailbox", &[("authorization", &by(&receipt))]).await.json();
    let case = house.get(&path(&receipt), &who).await.json();
    for side in [&mailbox, &case] {
        assert_eq!(side["clocks"][0]["state"], "kept", "{}", side["clocks"]);
        assert_eq!(side["clocks"][0]["kept_at"], "2026-10-05T20:00:00Z");
    }
}

#[tokio::test]
async fn a_broken_promise_shows_as_broken_to_both_sides() {
    let house = House::open().await;
    let receipt = house.report().await;
    house.set("2026-10-06T09:00:00Z");
    let token = house.sign_in().await;
    let case = house.get(&path(&receipt), &[("authorization", &token)]).await.json();
    let mailbox = house.get("/mailbox", &[("authorization", &by(&receipt))]).await.json();
    for side in [&case, &mailbox] {
        assert_eq!(side["clocks"][0]["state"], "broken");
        assert_eq!(side["clocks"][0]["late_seconds"], 3600);
    }
    let statistics = house.get("/programs/sigtech/statistics", &[]).await.json();
    let record = statistics["promises"]
        .as_array()
        .unwrap()
        .iter()
        .find(|record| record["promise"] == "respond-severe")
        .unwrap();
    assert_eq!(record["broken"], "under 5");
}

#[tokio::test]
async fn case_3_two_people_acting_at_once_is_a_conflict_and_nothing_is_done() {
    let house = House::open().await;
    let receipt = house.report().await;
    let token = house.sign_in().await;
    let who = [("authorization", token.as_str())];
    let seen = house.get(&path(&receipt), &who).await.json()["last_seq"].clone();
    let address = format!("{}/commands/note", path(&receipt));
    let first = house.post(&address, &who, json!({"fields": {"text": "one"}, "seen": seen})).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    let second = house.post(&address, &who, json!({"fields": {"text": "two"}, "seen": seen})).await;
    assert_eq!((second.status.as_u16(), second.code().as_str()), (409, "conflict"));
    let case = house.get(&path(&receipt), &who).await.json();
    assert_eq!(case["last_seq"], first.json()["last_seq"]);
}

#[tokio::test]
async fn a_refusal_names_the_rule_and_what_is_possible_instead() {
    let house = House::open().await;
    let receipt = house.report().await;
    let token = house.sign_in().await;
    let who = [("authorization", token.as_str())];
    let case = house.get(&path(&receipt), &who).await.json();
    let sent = json!({"fields": {"reason": "It came back."}, "seen": case["last_seq"]});
    let answer = house.post(&format!("{}/commands/reopen", path(&receipt)), &who, sent).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, "refused"));
    let rule = &answer.json()["rule"];
    let listed = case["commands"]
        .as_array()
        .unwrap()
        .iter()
        .find(|command| command["name"] == "reopen")
        .unwrap();
    assert_eq!(listed["allowed"], false);
    assert_eq!(*rule, listed["rule"]);
    assert!(!rule["instead"].as_array().unwrap().is_empty(), "{rule}");
}

// ASVS 2.2.1, 2.2.2
#[tokio::test]
async fn a_field_of_a_command_that_is_missing_is_named() {
    let house = House::open().await;
    let receipt = house.report().await;
    let token = house.sign_in().await;
    let who = [("authorization", token.as_str())];
    let address = format!("{}/commands/message", path(&receipt));
    let seen = house.get(&path(&receipt), &who).await.json()["last_seq"].clone();
    let answer = house.post(&address, &who, json!({"seen": seen})).await;
    assert_eq!(answer.code(), "fields-invalid");
    assert_eq!(answer.json()["fields"][0]["field"], "text");
}

// ASVS 8.2.2, 8.4.1
#[tokio::test]
async fn sec_3_a_case_of_another_team_is_nowhere() {
    let house = House::open().await;
    house.report().await;
    let token = house.sign_in().await;
    let who = [("authorization", token.as_str())];
    for address in [
        "/programs/sigtech/cases/ZZZZ-ZZZZ",
        "/programs/nowhere/cases/ZZZZ-ZZZZ",
        "/programs/sigtech/cases/%00",
        "/programs/sigtech/cases/ZZZZ-ZZZZ/advisory",
    ] {
        assert_eq!(house.get(address, &who).await.code(), "not-found", "{address}");
    }
}

#[tokio::test]
async fn an_export_proves_a_case_offline() {
    let house = House::open().await;
    let receipt = house.report().await;
    let token = house.sign_in().await;
    let address = format!("{}/export", path(&receipt));
    let export = house.get(&address, &[("authorization", &token)]).await;
    assert_eq!(export.status, StatusCode::OK);
    assert_eq!(export.json()["handle"], receipt["handle"]);
    let program = house.get("/programs/sigtech", &[]).await.json();
    let key = program["ledger_key"].as_str().unwrap();
    let export: desk::CaseExport = serde_json::from_slice(&export.body).unwrap();
    export.verify(key).unwrap();
}

#[tokio::test]
async fn an_advisory_is_drafted_published_and_read_as_osv() {
    let house = House::open().await;
    let receipt = house.report().await;
    let token = house.sign_in().await;
    let who = [("authorization", token.as_str())];
    let address = path(&receipt);
    let prefilled = house.get(&format!("{address}/advisory"), &who).await.json();
    assert_eq!(prefilled["fields"]["title"], "A window into the vault");
    assert_eq!(prefilled["edition"], 0);
    for command in ["validate", "accept"] {
        let seen = house.get(&address, &who).await.json()["last_seq"].clone();
        let sent = json!({"fields": {"text": "It is so."}, "seen": seen});
        let done = house.post(&format!("{address}/commands/{command}"), &who, sent).await;
        assert_eq!(done.status, StatusCode::OK, "{command}: {}", done.text());
    }
    let seen = house.get(&address, &who).await.json()["last_seq"].clone();
    let incomplete = json!({"fields": {"title": "A window"}});
    let kept = house.json(Method::PUT, &format!("{address}/advisory"), &who, incomplete).await;
    assert!(!kept.json()["problems"].as_array().unwrap().is_empty());
    let publish = format!("{address}/advisory/publish");
    let answer = house.post(&publish, &who, json!({"seen": seen})).await;
    assert_eq!(answer.code(), "fields-invalid");
    let draft = json!({"fields": {
        "title": "A window", "summary": "The vault can be read.", "product-1-package": "vault",
        "product-1-ecosystem": "PyPI", "product-1-affected": "", "product-1-fixed": "1.2.3",
        "weaknesses": "CWE-284", "references": "FIX https://example.org/fix",
    }});
    let kept = house.json(Method::PUT, &format!("{address}/advisory"), &who, draft).await;
    assert_eq!(kept.json()["problems"], json!([]), "{}", kept.text());
    let stale = json!({"seen": seen, "draft": "another"});
    assert_eq!(house.post(&publish, &who, stale).await.code(), "conflict");
    let published =
        house.post(&publish, &who, json!({"seen": seen, "draft": kept.json()["draft"]})).await;
    assert_eq!(published.status, StatusCode::OK, "{}", published.text());
    let id = published.json()["id"].as_str().unwrap().to_owned();
    let list = house.get("/programs/sigtech/advisories", &[]).await.json();
    assert_eq!(list["advisories"][0]["id"], id.as_str());
    let record = house.get(&format!("/programs/sigtech/advisories/{id}"), &[]).await.json();
    assert_eq!(record["id"], id.as_str());
    assert_eq!(record["affected"][0]["package"]["name"], "vault");
    let late = house.post(&publish, &who, json!({"seen": seen})).await;
    assert_eq!(late.code(), "conflict");
}

// ASVS 6.3.3, 6.3.4
#[tokio::test]
async fn sec_4_a_program_signs_in_with_the_code_of_the_app_or_not_at_all() {
    let house = House::open().await;
    let token = house.sign_in().await;
    let own = house.desk.own(token.strip_prefix("Bearer ")).await.unwrap().unwrap();
    let door = desk::Door::default();
    let app = house.desk.begin_app(&own, PASSPHRASE, &door).await.unwrap();
    let code = || testkit::totp::code(&app.typed, house.desk.now().second());
    house.desk.confirm_app(&own, &code()).await.unwrap();
    house.set("2026-10-05T08:01:00Z");
    let sign_in = async |code: Value| {
        let sent = json!({"login": "ada", "passphrase": PASSPHRASE, "code": code});
        house.post("/sessions", &[], sent).await
    };
    assert_eq!(sign_in(Value::Null).await.code(), "second-factor-missing");
    assert_eq!(sign_in(json!("000000")).await.code(), "sign-in-refused");
    let begun = sign_in(json!(code())).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text());
    assert_eq!(sign_in(json!(code())).await.code(), "sign-in-refused", "a code works once");
}

#[tokio::test]
async fn sec_4_an_export_asks_for_a_session_in_which_a_factor_was_shown_lately() {
    let house = House::open().await;
    let report = house.report().await;
    let token = house.sign_in().await;
    let place = format!("/programs/sigtech/cases/{}/export", report["handle"].as_str().unwrap());
    assert_eq!(house.get(&place, &[("authorization", &token)]).await.status, StatusCode::OK);
    house.set("2026-10-05T08:05:00Z");
    let late = house.get(&place, &[("authorization", &token)]).await;
    assert_eq!((late.status, late.code().as_str()), (StatusCode::UNAUTHORIZED, "step-up-required"));
    let anew = house.sign_in().await;
    assert_eq!(house.get(&place, &[("authorization", &anew)]).await.status, StatusCode::OK);
}
