//! What anyone may read: policies, statistics, the log's head, advisories.

use serde_json::json;

use super::house::{House, policy_text, report};

#[tokio::test]
async fn pol_1_a_program_shows_its_promises_its_contacts_and_the_fields_of_its_form() {
    let house = House::open().await;
    let list = house.get("/programs", &[]).await.json();
    assert_eq!(list["programs"][0]["id"], "sigtech");
    let program = house.get("/programs/sigtech", &[]).await.json();
    let promise = &program["promises"][0];
    assert_eq!(promise["id"], "respond-severe");
    assert_eq!(promise["span"], "24 hours");
    assert_eq!(promise["severities"], json!(["high", "critical"]));
    let required: Vec<_> = program["report_fields"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|field| field["required"] == true)
        .map(|field| field["id"].as_str().unwrap())
        .collect();
    assert_eq!(required, ["type", "steps", "impact"]);
    assert!(!program["contacts"].as_array().unwrap().is_empty());
    assert!(program["ledger_key"].as_str().unwrap().contains("/log/sigtech+"), "{program}");
}

#[tokio::test]
async fn pol_10_every_version_of_a_policy_stays_readable_as_it_was_written() {
    let house = House::open().await;
    let first = policy_text("sigtech");
    let second = format!("{first}\n# revised\n");
    house.set("2026-10-06T08:00:00Z");
    house.desk.adopt(&second).await.unwrap();
    assert_eq!(house.get("/programs/sigtech/policy", &[]).await.text(), second);
    let versions = house.get("/programs/sigtech/policy/versions", &[]).await.json();
    let versions = versions["versions"].as_array().unwrap().clone();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0]["until"], json!(null));
    assert_eq!(versions[1]["until"], "2026-10-06T08:00:00Z");
    let old = versions[1]["version"].as_str().unwrap();
    let source = house.get(&format!("/programs/sigtech/policy/versions/{old}"), &[]).await;
    assert_eq!(source.text(), first);
    let unknown = house.get("/programs/sigtech/policy/versions/abc", &[]).await;
    assert_eq!(unknown.code(), "not-found");
}

#[tokio::test]
async fn statistics_give_small_counts_as_small_and_no_median_of_few() {
    let house = House::open().await;
    house.report().await;
    let statistics = house.get("/programs/sigtech/statistics", &[]).await.json();
    let running: Vec<_> = statistics["promises"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["running"].as_str().unwrap())
        .collect();
    assert!(running.contains(&"under 5"), "{statistics}");
    assert!(
        statistics["promises"].as_array().unwrap().iter().all(|r| r["median_seconds"].is_null())
    );
}

#[tokio::test]
async fn the_newest_checkpoint_is_signed_with_the_key_that_the_program_shows() {
    let house = House::open().await;
    house.report().await;
    let note = house.get("/programs/sigtech/checkpoint", &[]).await.text();
    let program = house.get("/programs/sigtech", &[]).await.json();
    let key: ledger::VerifierKey = program["ledger_key"].as_str().unwrap().parse().unwrap();
    let note = ledger::SignedNote::parse(note.as_bytes()).unwrap();
    assert!(note.verify(&[key]).is_ok());
}

#[tokio::test]
async fn an_unknown_program_is_the_same_problem_everywhere() {
    let house = House::open().await;
    for path in [
        "/programs/nowhere",
        "/programs/No%20Where",
        "/programs/%ff",
        "/programs/nowhere/policy",
        "/programs/nowhere/policy/versions",
        "/programs/nowhere/statistics",
        "/programs/nowhere/checkpoint",
        "/programs/nowhere/advisories",
        "/programs/sigtech/advisories/CVE-0000-0000",
    ] {
        let answer = house.get(path, &[]).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "not-found"), "{path}");
    }
    let sent = house.post("/programs/nowhere/reports", &[], report()).await;
    assert_eq!(sent.code(), "not-found");
}

#[tokio::test]
async fn a_list_refuses_a_query_that_is_not_documented() {
    let house = House::open().await;
    for query in ["limit=0", "limit=201", "limit=x", "after=nothing", "page=2", "limit=1&limit=2"] {
        let answer = house.get(&format!("/programs/sigtech/advisories?{query}"), &[]).await;
        assert_eq!(answer.code(), "query-invalid", "{query}");
    }
    let answer = house.get("/programs/sigtech/advisories?limit=1", &[]).await.json();
    assert_eq!(answer, json!({"advisories": [], "next": null}));
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_a_problem_with_an_explanation() {
    let house = House::open().await;
    for path in ["/nothing", "/programs/sigtech/nothing", "/"] {
        let answer = house.get(path, &[]).await;
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        assert_eq!(answer.code(), "not-found", "{path}");
    }
}
