//! API tokens over HTTP: made in a session, used as `Bearer`, listed without their secret, revoked.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::house::{House, settings};
use crate::SiteSettings;

async fn made(house: &House, who: &str, sent: Value) -> Value {
    let answer = house.post("/tokens", &[("authorization", who)], sent).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    answer.json()
}

fn bearer(made: &Value) -> String {
    format!("Bearer {}", made["token"].as_str().unwrap())
}

// ASVS 8.3.2
#[tokio::test]
async fn sec_4_a_token_does_over_http_what_its_scope_names_until_it_is_revoked() {
    let house = House::open().await;
    let receipt = house.report().await;
    let session = house.sign_in().await;
    let reads =
        made(&house, &session, json!({"label": "reader", "may": ["read-case@sigtech"]})).await;
    let token = bearer(&reads);
    let who = [("authorization", token.as_str())];
    assert_eq!(reads["expires"], "2027-01-03T08:00:00Z", "ninety days where nothing is said");
    let case = format!("/programs/sigtech/cases/{}", receipt["handle"].as_str().unwrap());
    let read = house.get(&case, &who).await;
    assert_eq!(read.json()["reports"][0]["title"], "A window into the vault");
    assert_eq!(house.get("/cases", &who).await.json()["cases"].as_array().unwrap().len(), 1);
    let seen = read.json()["last_seq"].clone();
    let note = json!({"fields": {"text": "x"}, "seen": seen});
    let note = house.post(&format!("{case}/commands/note"), &who, note).await;
    assert_eq!((note.status.as_u16(), note.code().as_str()), (403, "forbidden"));
    assert_eq!(house.get(&format!("{case}/export"), &who).await.code(), "forbidden");
    for refused in [
        house.post("/tokens", &who, json!({"label": "more", "may": ["act-on-case"]})).await,
        house.send(Method::DELETE, "/sessions", &who, "").await,
        house
            .send(Method::DELETE, &format!("/tokens/{}", reads["id"].as_str().unwrap()), &who, "")
            .await,
    ] {
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (403, "not-by-token"));
    }
    let list = house.get("/tokens", &[("authorization", &session)]).await;
    assert_eq!(list.json()["tokens"][0]["label"], "reader");
    assert_eq!(list.json()["tokens"][0]["used"], "2026-10-05T08:00:00Z");
    let secret = token.rsplit('_').nth(1).unwrap().to_owned();
    assert!(!list.text().contains(&secret), "the list holds no secret");
    let address = format!("/tokens/{}", reads["id"].as_str().unwrap());
    let by_session = [("authorization", session.as_str())];
    assert_eq!(house.send(Method::DELETE, &address, &by_session, "").await.status, 204);
    assert_eq!(house.get(&case, &who).await.code(), "signed-out");
    assert_eq!(house.send(Method::DELETE, &address, &by_session, "").await.code(), "not-found");
    for nothing in ["x", "candor_x"] {
        let gone = house.send(Method::DELETE, &format!("/tokens/{nothing}"), &by_session, "").await;
        assert_eq!(gone.code(), "not-found");
    }
}

#[tokio::test]
async fn sec_4_a_service_account_is_made_and_renewed_over_http() {
    let house = House::open().await;
    let session = house.sign_in().await;
    let sent = json!({"label": "import", "may": ["see-case"], "days": 30,
        "service_account": {"program": "sigtech", "login": "importer", "role": "observer"}});
    let first = made(&house, &session, sent.clone()).await;
    let next = made(&house, &session, json!({"renews": first["token"], "days": 10})).await;
    assert_ne!(first["id"], next["id"]);
    for token in [&first, &next] {
        let answer = house.get("/cases", &[("authorization", &bearer(token))]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }
    let who = [("authorization", session.as_str())];
    for (wrong, code) in [
        (sent, "fields-invalid"),
        (json!({"renews": "candor_no"}), "fields-invalid"),
        (json!({"renews": first["token"], "label": "other"}), "fields-invalid"),
        (json!({"label": "x", "may": ["manage-members"]}), "fields-invalid"),
        (json!({"label": "x", "may": "see-case"}), "body-invalid"),
        (
            json!({"label": "x", "may": ["see-case"], "service_account": {"program": "nowhere", "login": "b1", "role": "observer"}}),
            "not-found",
        ),
    ] {
        assert_eq!(house.post("/tokens", &who, wrong).await.code(), code);
    }
    house.set("2026-10-05T08:06:00Z");
    let stale = house.post("/tokens", &who, json!({"label": "x", "may": ["see-case"]})).await;
    assert_eq!(stale.code(), "step-up-required");
}

// ASVS 6.3.1
#[tokio::test]
async fn sec_4_a_network_that_tries_many_tokens_is_told_to_wait() {
    let house = House::with(SiteSettings { posts_per_minute: 3, ..settings() }).await;
    let wrong = "Bearer candor_00000000000000000000000000_0000000000000000000000000000000000000000000000000000_0000000";
    let mut codes = Vec::new();
    for _ in 0..5 {
        codes.push(house.get("/cases", &[("authorization", wrong)]).await.code());
    }
    assert_eq!(codes[..3], ["signed-out", "signed-out", "signed-out"]);
    assert_eq!(codes[3..], ["too-many-requests", "too-many-requests"]);
}

#[tokio::test]
async fn sec_4_a_token_is_made_on_a_page_shown_once_and_revoked_there() {
    let house = House::open().await;
    let session = house.sign_in().await;
    let session = session.strip_prefix("Bearer ").unwrap();
    let form = house.page("/desk/account/tokens", session).await;
    assert!(form.text().contains("name=\"may-read-case\""), "{}", form.text());
    assert!(!form.text().contains("may-manage-members"));
    let wrong =
        house.form("/desk/account/tokens", session, &[("label", "mine"), ("days", "30")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("value=\"mine\""), "what was typed is kept");
    let fields =
        [("label", "mine"), ("days", "30"), ("program", "sigtech"), ("may-read-case", "yes")];
    let shown = house.form("/desk/account/tokens", session, &fields).await;
    assert_eq!(shown.status, StatusCode::CREATED, "{}", shown.text());
    let text = shown.text();
    let token = text.split("<code>").nth(1).unwrap().split('<').next().unwrap();
    let who = format!("Bearer {token}");
    assert_eq!(house.get("/cases", &[("authorization", &who)]).await.status, StatusCode::OK);
    let account = house.page("/desk/account", session).await.text();
    assert!(account.contains("read-case@sigtech") && !account.contains(token));
    let id = token.split('_').nth(1).unwrap();
    let revoked = house.form("/desk/account/tokens/revoke", session, &[("token", id)]).await;
    assert_eq!(revoked.header("location"), "/desk/account", "{}", revoked.text());
    assert_eq!(house.get("/cases", &[("authorization", &who)]).await.code(), "signed-out");
    assert!(house.page("/desk/account", session).await.text().contains("revoked"));

    let place = "/desk/p/sigtech/members/service-accounts";
    assert_eq!(house.page(place, session).await.status, StatusCode::OK);
    let fields = [
        ("login", "importer"),
        ("role", "observer"),
        ("label", "import"),
        ("days", "30"),
        ("may-see-case", "yes"),
    ];
    let made = house.form(place, session, &fields).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    assert!(
        house.page("/desk/p/sigtech/members", session).await.text().contains("Service account")
    );
    let again = house.form(place, session, &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the name is taken");
}
