//! Advisories for everybody: no trace before their moment, all of them at once after it, and a CSAF provider that
//! leads from its metadata to every document.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::browser::{Browser, hidden};
use crate::api::tests::house::House;

/// What the public can ask for about advisories, published or not.
const PUBLIC: [&str; 15] = [
    "/p/sigtech/advisories",
    "/p/sigtech/advisories.atom",
    "/p/sigtech/credits",
    "/p/sigtech/advisories/x_SIGTECH-2026-0001",
    "/p/sigtech/advisories/x_SIGTECH-2026-0001/csaf.json",
    "/p/sigtech/advisories/x_SIGTECH-2026-0000",
    "/p/sigtech/csaf/",
    "/p/sigtech/csaf/white/",
    "/p/sigtech/csaf/white/index.txt",
    "/p/sigtech/csaf/white/changes.csv",
    "/p/sigtech/csaf/feed-tlp-white.json",
    "/p/sigtech/csaf/white/2026/x_sigtech-2026-0001.json",
    "/.well-known/csaf/provider-metadata.json",
    "/api/v1/programs/sigtech/advisories",
    "/api/v1/programs/sigtech/advisories/x_SIGTECH-2026-0001",
];

async fn seen(house: &House) -> BTreeMap<&'static str, (StatusCode, String)> {
    let mut all = BTreeMap::new();
    for path in PUBLIC {
        let answer = house.page(path, "").await;
        all.insert(path, (answer.status, answer.text()));
    }
    all
}

/// A case that may be published, with a draft that is ready: the session, the case's path, the digest.
async fn drafted(house: &House) -> (String, String, String) {
    let receipt = house.report().await;
    drafted_from(house, &receipt).await
}

async fn drafted_from(house: &House, receipt: &Value) -> (String, String, String) {
    let token = house.sign_in().await;
    let who = [("authorization", token.as_str())];
    let address = format!("/programs/sigtech/cases/{}", receipt["handle"].as_str().unwrap());
    for command in ["validate", "accept"] {
        let seq = house.get(&address, &who).await.json()["last_seq"].clone();
        let sent = json!({"fields": {"text": "It is so."}, "seen": seq});
        let done = house.post(&format!("{address}/commands/{command}"), &who, sent).await;
        assert_eq!(done.status, StatusCode::OK, "{command}: {}", done.text());
    }
    let draft = json!({"fields": {
        "title": "CANARY-TITLE", "summary": "CANARY-SUMMARY", "product-1-affected": "",
        "product-1-fixed": "1.2.3",
    }});
    let kept = house.json(Method::PUT, &format!("{address}/advisory"), &who, draft).await;
    assert_eq!(kept.json()["problems"], json!([]), "{}", kept.text());
    (token.clone(), address, kept.json()["draft"].as_str().unwrap().to_owned())
}

async fn publish(house: &House, token: &str, address: &str) -> String {
    let who = [("authorization", token)];
    let seq = house.get(address, &who).await.json()["last_seq"].clone();
    let done = house.post(&format!("{address}/advisory/publish"), &who, json!({"seen": seq})).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    done.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn case_6_nothing_tells_of_a_draft_or_of_a_settled_minute_before_it() {
    let house = House::open().await;
    let before = seen(&house).await;
    let (token, address, digest) = drafted(&house).await;
    assert_eq!(seen(&house).await, before, "a draft leaves no trace");
    let cookie = token.strip_prefix("Bearer ").unwrap();
    let editor =
        format!("/desk/p/sigtech{}/advisory", address.strip_prefix("/programs/sigtech").unwrap());
    let minute = house.desk.now().checked_add(Duration::from_secs(3_600)).unwrap();
    let fields = [("act", "schedule"), ("release_at", &minute.to_string()), ("draft", &digest)];
    let settled = house.form(&editor, cookie, &fields).await;
    assert_eq!(settled.status, StatusCode::SEE_OTHER, "{}", settled.text());
    assert_eq!(seen(&house).await, before, "a settled minute leaves no trace");
    house.set(&minute.checked_sub(Duration::from_secs(1)).unwrap().to_string());
    house.desk.run_jobs_once().await.unwrap();
    let text = format!("{:?}", seen(&house).await);
    assert!(!text.contains("CANARY"), "a second before, nothing");
    house.set(&minute.to_string());
    house.desk.run_jobs_once().await.unwrap();
    let after = seen(&house).await;
    let found = |path: &str| after.get(path).unwrap().0 == StatusCode::OK;
    assert!(
        PUBLIC.iter().filter(|path| !path.ends_with("0000")).all(|path| found(path)),
        "{after:?}"
    );
}

#[tokio::test]
async fn the_team_sees_the_publication_beside_the_report_with_what_does_not_come_out_marked() {
    let house = House::open().await;
    let (token, address, _) = drafted(&house).await;
    let desk = format!("/desk/p/sigtech{}", address.strip_prefix("/programs/sigtech").unwrap());
    let member = token.strip_prefix("Bearer ").unwrap();
    let page = house.page(&format!("{desk}/disclosure"), member).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text();
    assert!(text.contains("Nothing stands against its publication."), "{text}");
    assert!(text.contains("CANARY-SUMMARY"), "what the public sees: {text}");
    assert!(text.contains("[not published: </span>Lift the window."), "{text}");
    let editor = house.page(&format!("{desk}/advisory"), member).await.text();
    assert!(editor.contains(&format!("{desk}/disclosure")), "the editor leads there");
    let nobody = house.page(&format!("{desk}/disclosure"), "").await;
    assert_ne!(nobody.status, StatusCode::OK);
}

#[tokio::test]
async fn a_provider_leads_from_its_metadata_to_every_document_and_its_hashes() {
    let house = House::open().await;
    let (token, address, _) = drafted(&house).await;
    publish(&house, &token, &address).await;
    let metadata = house.page("/.well-known/csaf/provider-metadata.json", "").await.json();
    assert_eq!(metadata["role"], "csaf_provider", "nothing is signed here");
    let here = |url: &Value| {
        let path = url.as_str().unwrap().strip_prefix("https://security.example.org");
        path.expect("an address of this site, over https").to_owned()
    };
    assert_eq!(
        here(&metadata["canonical_url"]),
        "/.well-known/csaf/provider-metadata.json",
        "requirement 9"
    );
    let feeds = metadata["distributions"][0]["rolie"]["feeds"].as_array().unwrap().clone();
    let mut documents = Vec::new();
    for feed in &feeds {
        let answer = house.page(&here(&feed["url"]), "").await;
        assert_eq!(answer.status, StatusCode::OK, "requirements 4 and 6");
        for entry in answer.json()["feed"]["entry"].as_array().unwrap() {
            for link in entry["link"].as_array().unwrap() {
                let linked = house.page(&here(&link["href"]), "").await;
                assert_eq!(linked.status, StatusCode::OK, "{link}");
            }
            documents.push(here(&entry["content"]["src"]));
        }
    }
    assert_eq!(
        documents,
        ["/p/sigtech/csaf/white/2026/x_sigtech-2026-0001.json"],
        "requirement 15"
    );
    for path in &documents {
        let document = house.page(path, "").await;
        assert_eq!(document.headers["content-type"], "application/json");
        assert_eq!(document.headers["access-control-allow-origin"], "*");
        assert!(document.text().contains(path), "it names its own address");
        let hash = house.page(&format!("{path}.sha256"), "").await.text();
        let name = path.rsplit('/').next().unwrap();
        assert!(hash.trim_end().ends_with(&format!("  {name}")), "{hash}");
        assert_eq!(hash.split(' ').next().unwrap().len(), 64, "requirement 18");
        let unsigned = house.page(&format!("{path}.asc"), "").await;
        assert_eq!(unsigned.status, StatusCode::NOT_FOUND, "no key, no signature");
    }
    let directory = here(&metadata["distributions"][1]["directory_url"]);
    let index = house.page(&format!("{directory}index.txt"), "").await.text();
    assert_eq!(index, "2026/x_sigtech-2026-0001.json\n", "requirement 12");
    let year = house.page(&format!("{directory}2026/"), "").await.text();
    assert!(year.contains("x_sigtech-2026-0001.json.sha512"), "requirement 14: {year}");
    let security_txt = house.page("/.well-known/security.txt", "").await.text();
    assert!(
        security_txt.contains(&format!("CSAF: {}", metadata["canonical_url"].as_str().unwrap())),
        "requirement 8: {security_txt}"
    );
}

/// Every file that an export writes.
async fn exported(house: &House) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let settings = crate::api::tests::house::settings();
    let count = crate::static_tree(&house.desk, settings, |path, bytes| {
        files.insert(path.to_owned(), String::from_utf8_lossy(bytes).into_owned());
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(usize::try_from(count).unwrap(), files.len(), "no file is written twice");
    files
}

#[tokio::test]
async fn case_7_a_reporter_reads_the_line_confirms_it_and_takes_it_back_everywhere() {
    let house = House::open().await;
    let receipt = house.report().await;
    let characters = receipt["characters"].as_str().unwrap();
    let (token, address, _) = drafted_from(&house, &receipt).await;
    let who = [("authorization", token.as_str())];
    let seq = house.get(&address, &who).await.json()["last_seq"].clone();
    let line = json!({"fields": {"line": "Grace Hopper", "role": "finder"}, "seen": seq});
    house.post(&format!("{address}/commands/set-credit"), &who, line).await;
    let mut browser = Browser::new(&house, "");
    let page = browser.open(characters).await;
    assert!(page.contains("Grace Hopper — finder"), "as it will appear: {page}");
    assert!(page.contains("You are named only if you agree."), "{page}");
    let (name, agree) = ("Grace Hopper", "/mailbox/case/do/agree-credit");
    assert_eq!(hidden(&page, "line").as_deref(), Some(name), "one button agrees to what is shown");
    let foreign = browser.post("", agree, &[("line", name)]).await;
    assert_eq!(foreign.status, StatusCode::BAD_REQUEST, "not without the token of the page");
    let done = browser.post(&page, agree, &[("line", name)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let id = publish(&house, &token, &address).await;
    let hall = house.page("/p/sigtech/credits", "").await.text();
    assert!(hall.contains("<h2>2026</h2>") && hall.contains(name), "{hall}");
    assert!(hall.contains(&format!("href=\"/p/sigtech/advisories/{id}\"")), "{hall}");
    let named = |all: &BTreeMap<String, String>| all.values().filter(|t| t.contains(name)).count();
    assert!(named(&exported(&house).await) > 5);
    let mut german = Browser::new(&house, "de");
    let page = german.open(characters).await;
    assert!(page.contains("Sie werden öffentlich genannt."), "{page}");
    let gone = german.post(&page, "/mailbox/case/do/decline-credit", &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text());
    assert_eq!(named(&exported(&house).await), 0, "the exported tree");
    let served = seen(&house).await;
    let left: Vec<_> = served.iter().filter(|(_, (_, text))| text.contains(name)).collect();
    assert!(left.is_empty(), "{left:?}");
    let page = house.page(&format!("/p/sigtech/advisories/{id}"), "").await.text();
    assert!(page.contains("A credit was changed at the wish of whom it named."), "{page}");
    let feed = house.page("/p/sigtech/advisories.atom", "").await.text();
    assert!(feed.contains(&id), "it is still there, under its address");
}

#[tokio::test]
async fn what_is_exported_is_what_is_served() {
    let house = House::open().await;
    let (token, address, _) = drafted(&house).await;
    let id = publish(&house, &token, &address).await;
    let files = exported(&house).await;
    let mut compared = 0;
    for (path, text) in &files {
        let served = path.strip_suffix("index.html").unwrap_or(path);
        // A page has a token of its own each time; a hash lies beside every file, and is served beside CSAF.
        if served.contains("/advisories/") && (served.ends_with('/') || served.contains(".sha")) {
            continue;
        }
        let answer = house.page(&format!("/{served}"), "").await;
        assert_eq!((answer.status, &answer.text()), (StatusCode::OK, text), "{path}");
        compared += 1;
    }
    assert!(compared > 12, "{compared} files were compared");
    assert!(files.contains_key(&format!("p/sigtech/advisories/{id}/index.html")));
    assert!(files.contains_key(&format!("p/sigtech/advisories/{id}/osv.json")));
    assert!(files.contains_key(".well-known/csaf/provider-metadata.json"));
    let key = minisign_verify::PublicKey::decode(&files["p/sigtech/minisign.pub"]).unwrap();
    let mut verified = 0;
    for (path, signature) in files.iter().filter(|(path, _)| path.ends_with(".minisig")) {
        let body = files[path.strip_suffix(".minisig").unwrap()].as_bytes();
        let signature = minisign_verify::Signature::decode(signature).unwrap();
        key.verify(body, &signature, false).unwrap();
        assert!(signature.trusted_comment().contains("timestamp:"), "{path}");
        verified += 1;
    }
    assert!(verified >= 5, "{verified} documents are signed");
}
