//! The CVE programme's interface, asked of a server that validates as the published one does.

use std::path::{Path, PathBuf};

use advisory::model::CveOrganization;
use desk::Asking;
use outbound::Reach;
use serde_json::{Value, json};
use testkit::cve_services::{self, KEY, Mishap, ORGANIZATION, USER};

use crate::{CveFailed, CveServices, CveSettings};

fn published_schemas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/cve")
}

fn server() -> cve_services::CveServices {
    let schemas = published_schemas();
    if !schemas.is_dir() {
        println!("skipped: bodies are not held against the published schemas, which are not there");
    }
    cve_services::CveServices::start(Some(&schemas)).unwrap()
}

fn client_with(server: &cve_services::CveServices, key: &str) -> CveServices {
    CveServices::new(CveSettings {
        address: format!("{}/", server.address()),
        organization: CveOrganization {
            id: "b6f8a0c2-7d1e-4f3a-9b5c-1d2e3f4a5b6c".to_owned(),
            short_name: ORGANIZATION.to_owned(),
        },
        user: USER.to_owned(),
        key: key.into(),
        reach: Reach::public(),
    })
    .unwrap()
}

fn wish(amount: u32, known: &[&str], is_resumed: bool) -> Asking {
    let wish = json!({ "year": 2026, "amount": amount, "known": known, "at": 0 });
    let mut wish: Asking = serde_json::from_value(wish).unwrap();
    wish.is_resumed = is_resumed;
    wish
}

fn container() -> Value {
    json!({
        "providerMetadata": { "orgId": "b6f8a0c2-7d1e-4f3a-9b5c-1d2e3f4a5b6c" },
        "title": "A window",
        "descriptions": [{ "lang": "en", "value": "Update." }],
        "affected": [{ "vendor": "Acme", "product": "Door", "versions": [
            { "version": "0", "status": "affected", "lessThan": "2.0", "versionType": "semver" }] }],
        "references": [{ "url": "https://security.example.org/p/acme/advisories/1" }],
    })
}

fn rejection() -> Value {
    json!({
        "providerMetadata": { "orgId": "b6f8a0c2-7d1e-4f3a-9b5c-1d2e3f4a5b6c" },
        "rejectedReasons": [{ "lang": "en", "value": "It was about another product." }],
    })
}

#[tokio::test]
async fn numbers_are_reserved_one_and_several_as_far_as_the_quota_goes() {
    let server = server();
    let client = client_with(&server, KEY);
    let one = client.reserve(&wish(1, &[], false), &[]).await.unwrap();
    assert_eq!((one.numbers, one.missing), (vec!["CVE-2026-1000".to_owned()], 0));
    server.set_quota(5);
    let six = client.reserve(&wish(6, &[], false), &[]).await.unwrap();
    assert_eq!((six.numbers.len(), six.missing), (4, 2), "206: as many as there are");
    let none = client.reserve(&wish(1, &[], false), &[]).await.unwrap_err();
    assert!(matches!(none, CveFailed::Refused { status: 403, .. }) && none.is_certain(), "{none}");
    assert!(none.to_string().contains("quota"), "{none}");
    assert_eq!(server.complaints(), [""; 0]);
}

#[tokio::test]
async fn an_answer_that_was_lost_reserves_nothing_twice() {
    let server = server();
    let client = client_with(&server, KEY);
    server.reserved_by_another_account("CVE-2026-7");
    let before = client.reserve(&wish(4, &[], false), &[]).await.unwrap().numbers;
    let known: Vec<&str> = before.iter().map(String::as_str).collect();
    server.mishap("POST /api/cve-id", Mishap::LoseTheAnswer);
    let lost = client.reserve(&wish(3, &known, false), &before).await.unwrap_err();
    assert!(matches!(lost, CveFailed::Away(_)) && !lost.is_certain(), "{lost}");
    assert_eq!(server.numbers().len(), 8, "they were reserved all the same");
    // A colleague reserves one of their own meanwhile, with another account.
    server.reserved_by_another_account("CVE-2026-8");
    let found = client.reserve(&wish(3, &known, true), &before).await.unwrap();
    assert_eq!(found.numbers, ["CVE-2026-1004", "CVE-2026-1005", "CVE-2026-1006"]);
    assert_eq!(server.numbers().len(), 9, "nothing was reserved again");
    let posts = server.requests().iter().filter(|line| line.starts_with("POST")).count();
    assert_eq!(posts, 2);
}

#[tokio::test]
async fn what_was_reserved_in_part_before_the_answer_was_lost_is_made_whole() {
    let server = server();
    let client = client_with(&server, KEY);
    server.mishap("POST /api/cve-id", Mishap::LoseTheAnswer);
    assert!(client.reserve(&wish(1, &[], false), &[]).await.is_err());
    let whole = client.reserve(&wish(3, &[], true), &[]).await.unwrap();
    assert_eq!(whole.numbers.len(), 3);
    assert_eq!(server.numbers().len(), 3);
}

#[tokio::test]
async fn a_record_is_published_updated_and_rejected_as_it_stands_over_there() {
    let server = server();
    let client = client_with(&server, KEY);
    let numbers = client.reserve(&wish(2, &[], false), &[]).await.unwrap().numbers;
    let [first, second] = &numbers[..] else { unreachable!() };
    let stands = |id: &String| server.numbers()[id].state.clone();
    // The first answer is lost; the same again is an update.
    server.mishap("POST /api/cve/", Mishap::LoseTheAnswer);
    let text = container().to_string();
    assert!(client.put_record(first, &text, false).await.is_err());
    assert_eq!(stands(first), "PUBLISHED");
    client.put_record(first, &text, false).await.unwrap();
    client.put_record(first, &rejection().to_string(), true).await.unwrap();
    assert_eq!(stands(first), "REJECTED");
    client.put_record(second, &rejection().to_string(), true).await.unwrap();
    assert_eq!(stands(second), "REJECTED");
    assert_eq!(server.complaints(), [""; 0]);
    let sent: Vec<String> = server
        .requests()
        .into_iter()
        .filter(|line| line.contains("/cve/"))
        .map(|line| line.replace("/api/cve/", ""))
        .collect();
    let steps = ["POST CVE-2026-1000/cna", "PUT CVE-2026-1000/cna", "PUT CVE-2026-1000/reject"];
    assert_eq!(sent[..3], steps);
    assert_eq!(sent[3], "POST CVE-2026-1001/reject");
}

#[tokio::test]
async fn every_refusal_says_what_can_be_done() {
    let server = server();
    let client = client_with(&server, KEY);
    let text = container().to_string();
    let unknown = client.put_record("CVE-2026-1", &text, false).await.unwrap_err();
    assert!(matches!(unknown, CveFailed::Refused { status: 404, .. }), "{unknown}");
    let account = client_with(&server, "another").reserved().await.unwrap_err();
    assert!(account.to_string().contains("cve_key") && account.is_certain(), "{account}");
    for (status, is_certain) in [(429, true), (500, false), (503, false)] {
        server.mishap("GET /api/cve-id", Mishap::Answer(status));
        let later = client.reserved().await.unwrap_err();
        assert!(matches!(later, CveFailed::Later(said) if said == status), "{later}");
        assert_eq!(later.is_certain(), is_certain, "{status}");
    }
    server.mishap("GET /api/cve-id", Mishap::Answer(302));
    assert!(client.reserved().await.is_err(), "it goes nowhere else");
}

#[tokio::test]
async fn a_body_that_is_not_as_published_is_refused_by_the_server_and_told_in_its_words() {
    let server = server();
    let client = client_with(&server, KEY);
    let number = client.reserve(&wish(1, &[], false), &[]).await.unwrap().numbers.remove(0);
    let mut damaged = container();
    damaged["descriptions"] = json!([]);
    let refused = client.put_record(&number, &damaged.to_string(), false).await;
    if !published_schemas().is_dir() {
        println!("skipped: the published schemas are not there");
        return;
    }
    let refused = refused.unwrap_err();
    assert!(matches!(refused, CveFailed::Refused { status: 400, .. }), "{refused}");
    assert!(refused.to_string().contains("descriptions"), "{refused}");
    assert_eq!(server.numbers()[&number].state, "RESERVED");
}
