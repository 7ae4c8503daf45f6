//! Every route of the desk and of the API, with every verb, for everybody who has no business there: nothing
//! is answered but "not there", "sign in" or "not in this way", and nothing changes.
//!
//! The routes are read from the router's own text and from the API's document, so that a new one is walked
//! without being added here.

mod headers;
mod onion;

use std::collections::BTreeSet;

use access::Role;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use desk::Door;
use policy::id::ProgramId;
use serde_json::json;
use tower::ServiceExt as _;

use crate::api::tests::house::{House, PASSPHRASE, policy_text, report};

const VERBS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
/// An id that names nothing.
const NOTHING: &str = "0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f";
/// What an outsider may be told. "Forbidden" and "conflict" would say that something is there.
const DENIALS: [u16; 9] = [303, 400, 401, 404, 405, 413, 415, 422, 429];

/// The patterns of all routes.
fn all_routes() -> BTreeSet<String> {
    let router = include_str!("lib.rs");
    let mut found: BTreeSet<String> = router
        .split(".route(\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect();
    found.extend(pages::path::ALL.iter().map(|path| (*path).to_owned()));
    let document: serde_json::Value = serde_json::from_str(&crate::api::openapi()).unwrap();
    for path in document["paths"].as_object().unwrap().keys() {
        found.insert(format!("/api/v1{}", path.trim_start_matches("/api/v1")));
    }
    found.extend([pages::path::STYLE, pages::path::ICON].map(str::to_owned));
    assert!(found.len() >= 70, "too few routes were found: {found:?}");
    found
}

/// The patterns of all routes that lead to something of a program's team.
fn routes() -> BTreeSet<String> {
    let is_desk = |path: &String| {
        path.starts_with("/desk/p/")
            || (path.starts_with("/api/v1") && path.contains("{program}/cases"))
    };
    let desk: BTreeSet<String> = all_routes().into_iter().filter(is_desk).collect();
    assert!(desk.len() >= 14, "too few routes were found: {desk:?}");
    desk
}

fn filled(pattern: &str, handle: &str, file: &str) -> String {
    let mut path = String::new();
    for segment in pattern.split('/').skip(1) {
        path.push('/');
        path.push_str(match segment {
            "{program}" => "sigtech",
            "{case}" | "{handle}" => handle,
            "{file}" => file,
            "{command}" => "acknowledge",
            other if other.starts_with('{') => NOTHING,
            other => other,
        });
    }
    path
}

/// Everything that could have changed: the log, the queue, the team.
async fn state(house: &House, login: &str) -> String {
    let sigtech: ProgramId = "sigtech".parse().unwrap();
    let member = house
        .desk
        .sign_in(login, PASSPHRASE, None, &Door::default())
        .await
        .unwrap()
        .member
        .unwrap();
    let program = house.desk.program(&sigtech).unwrap();
    let size = house.desk.sign_checkpoint(&program).await.unwrap().unwrap().size;
    let lines = house.desk.queue(&member, desk::QueueAsk::default()).await.unwrap().lines;
    let members = house.desk.members(&member, &sigtech).await.unwrap();
    format!("{size} {lines:?} {members:?}")
}

async fn ask(house: &House, verb: &Method, path: &str, token: &str) -> (StatusCode, String) {
    let is_api = path.starts_with("/api/");
    let fields = "text=x&severity=high&login=eve&passphrase=correct+horse+battery&role=owner\
        &act=publish&step=agree&reason=x&case=x&member=0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f";
    let mut request = Request::builder().method(verb).uri(path);
    let body = match is_api {
        true => {
            request = request
                .header("authorization", format!("Bearer {token}"))
                .header("content-type", "application/json");
            json!({"command": "acknowledge", "fields": {}, "expected_seq": 1}).to_string()
        }
        false => {
            request = request
                .header("cookie", format!("__Host-candor-desk={token}"))
                .header("sec-fetch-site", "same-origin")
                .header("content-type", "application/x-www-form-urlencoded");
            format!("csrf={}&{fields}", house.desk.csrf_token(token))
        }
    };
    let response =
        house.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8_lossy(&body).into_owned())
}

/// A second program, and a case of the first with its handle.
async fn two_programs() -> (House, String) {
    let house = House::open().await;
    house.desk.adopt(&policy_text("feature-table")).await.unwrap();
    let handle = house.report().await["handle"].as_str().unwrap().to_owned();
    // Signing in gives the new program its team.
    house.desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap();
    (house, handle)
}

// ASVS 8.2.2, 8.2.3, 8.4.1
#[tokio::test]
async fn sec_5_sec_13_no_route_answers_or_changes_anything_for_somebody_of_another_program() {
    let (house, handle) = two_programs().await;
    let there: ProgramId = "feature-table".parse().unwrap();
    let here: ProgramId = "sigtech".parse().unwrap();
    let ada = house
        .desk
        .sign_in("ada", PASSPHRASE, None, &Door::default())
        .await
        .unwrap()
        .member
        .unwrap();
    let mut tokens = vec![("nobody".to_owned(), "x".to_owned())];
    // A reporter's session, presented as a member's.
    let receipt = house.report().await;
    let receipt = seal::Receipt::parse(receipt["characters"].as_str().unwrap()).unwrap();
    tokens.push(("a reporter".to_owned(), house.desk.open_mailbox(&receipt).await.unwrap()));
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Guest) {
        let login = format!("{}-elsewhere", role.name());
        house.desk.add_member(&ada, &there, &login, PASSPHRASE, role).await.unwrap();
        let token =
            house.desk.sign_in(&login, PASSPHRASE, None, &Door::default()).await.unwrap().cookie;
        tokens.push((login, token));
    }
    let wish = desk::TokenWish {
        label: "elsewhere".to_owned(),
        may: desk::token_permissions()
            .map(|kind| format!("{}@feature-table", kind.name()))
            .collect(),
        days: 30,
    };
    let token = house.desk.make_token(&ada, &wish).await.unwrap().text;
    tokens.push(("an owner's token for the other program".to_owned(), token));
    house.desk.invite_member(&ada, &here, "invited", PASSPHRASE, Role::Owner).await.unwrap();
    let invited =
        house.desk.sign_in("invited", PASSPHRASE, None, &Door::default()).await.unwrap().cookie;
    tokens.push(("an unconfirmed owner".to_owned(), invited));
    let gone = house.desk.add_member(&ada, &here, "gone", PASSPHRASE, Role::Owner).await.unwrap();
    let token =
        house.desk.sign_in("gone", PASSPHRASE, None, &Door::default()).await.unwrap().cookie;
    house.desk.remove_member(&ada, &here, gone).await.unwrap();
    tokens.push(("a removed member".to_owned(), token));
    let before = state(&house, "ada").await;
    let mut walked = 0;
    for pattern in routes() {
        let path = filled(&pattern, &handle, NOTHING);
        let absent = filled(&pattern, "0000-0000", NOTHING);
        for verb in VERBS {
            for (who, token) in &tokens {
                let (status, body) = ask(&house, &verb, &path, token).await;
                assert!(
                    DENIALS.contains(&status.as_u16()),
                    "{verb} {path} as {who}: {status} {body}"
                );
                // The same answer as for a case that is not there: nothing can be told apart.
                let (other, _) = ask(&house, &verb, &absent, token).await;
                assert_eq!(status, other, "{verb} {path} as {who} tells that the case exists");
                walked += 1;
            }
        }
    }
    println!("{walked} requests, each refused");
    assert_eq!(state(&house, "ada").await, before);
}

// ASVS 7.4.1, 8.3.2
#[tokio::test]
async fn sec_4_sec_5_an_ended_session_opens_no_route() {
    let (house, handle) = two_programs().await;
    let token = house.desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap().cookie;
    house.set("2026-10-05T21:00:00Z");
    let before = state(&house, "ada").await;
    for pattern in routes() {
        let path = filled(&pattern, &handle, NOTHING);
        for verb in VERBS {
            let (status, body) = ask(&house, &verb, &path, &token).await;
            assert!([303, 401, 405].contains(&status.as_u16()), "{verb} {path}: {status} {body}");
        }
    }
    assert_eq!(state(&house, "ada").await, before);
}

// ASVS 8.4.2, 14.2.6
#[tokio::test]
async fn sec_13_an_administrator_without_the_team_s_key_finds_no_text_of_a_report_in_any_answer() {
    let (house, _) = two_programs().await;
    let here: ProgramId = "sigtech".parse().unwrap();
    let ada = house
        .desk
        .sign_in("ada", PASSPHRASE, None, &Door::default())
        .await
        .unwrap()
        .member
        .unwrap();
    house.desk.add_member(&ada, &here, "ben", PASSPHRASE, Role::Owner).await.unwrap();
    let ben = house
        .desk
        .sign_in("ben", PASSPHRASE, None, &Door::default())
        .await
        .unwrap()
        .member
        .unwrap();
    let canary = "kanarievogel7x2q";
    let mut sent = report();
    for field in ["title", "steps", "impact"] {
        sent["fields"][field] = json!(format!("{canary} {field}"));
    }
    let sent = house.post("/programs/sigtech/reports", &[], sent).await;
    let receipt = sent.json();
    let handle = receipt["handle"].as_str().unwrap();
    let bens = house.desk.sign_in("ben", PASSPHRASE, None, &Door::default()).await.unwrap().cookie;
    let page = house.page(&format!("/desk/p/sigtech/cases/{handle}"), &bens).await;
    assert!(page.text().contains(canary), "whoever may read it does");
    house.desk.remove_member(&ben, &here, ada.user).await.unwrap();
    let signed_in = house.desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap();
    assert!(signed_in.member.unwrap().administrator);
    let all = pages::path::ALL.iter().map(|path| (*path).to_owned());
    for pattern in routes().into_iter().chain(all) {
        for verb in VERBS {
            let path = filled(&pattern, handle, NOTHING);
            if verb != Method::GET && (path.contains("sign-out") || path.contains("/report")) {
                continue;
            }
            let (status, body) = ask(&house, &verb, &path, &signed_in.cookie).await;
            assert!(!body.contains(canary), "{verb} {path}: {status}");
        }
    }
}
