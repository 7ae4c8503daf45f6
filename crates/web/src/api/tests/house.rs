//! An instance with a driven clock and one program, and a client that checks each answer.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use desk::{Desk, DrivenTime, PassphraseCost, Settings};
use serde_json::{Value, json};
use store::blob::{BlobLocation, Blobs};
use store::{Location, Options, Store};
use tower::ServiceExt;

use super::conforms::check;
use crate::SiteSettings;

/// The passphrase of the one account, `ada`.
pub(super) const PASSPHRASE: &str = "correct horse battery staple";
/// When the tests begin: a Monday.
pub(super) const START: &str = "2026-10-05T08:00:00Z";

pub(super) struct House {
    pub(super) router: Router,
    pub(super) desk: Desk,
    pub(super) time: Arc<DrivenTime>,
    _folder: tempfile::TempDir,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The code of a problem document.
    pub(super) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(super) fn settings() -> SiteSettings {
    SiteSettings {
        name: "Security of Example".to_owned(),
        max_file_bytes: 64 << 10,
        posts_per_minute: 0,
        trusted_proxies: Vec::new(),
        demonstration: false,
    }
}

pub(super) fn policy_text(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/policies");
    std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap()
}

impl House {
    /// An instance that serves `sigtech`, with the account `ada`.
    pub(super) async fn open() -> Self {
        Self::with(settings()).await
    }

    pub(super) async fn with(settings: SiteSettings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        let time = Arc::new(DrivenTime::new(START.parse().unwrap()));
        let store = Store::open(Location::Sqlite { path: place("candor.db") }, Options::default());
        let desk = Desk::open(Settings {
            store: store.await.unwrap(),
            blobs: Blobs::open(&BlobLocation::Local { dir: place("files") }).unwrap(),
            root_key: seal::RootKey::generate(&mut desk::SystemRandom),
            anchors: place("anchors"),
            time: Arc::<DrivenTime>::clone(&time),
            public_url: "https://security.example.org".to_owned(),
            passphrase_cost: PassphraseCost::cheap_for_tests(),
        })
        .await
        .unwrap();
        desk.adopt(&policy_text("sigtech")).await.unwrap();
        desk.set_up("ada", PASSPHRASE).await.unwrap();
        let router = crate::router(desk.clone(), settings, Vec::new());
        Self { router, desk, time, _folder: folder }
    }

    pub(super) fn set(&self, time: &str) {
        self.time.set(time.parse().unwrap());
    }

    /// Sends a request to an address below `/api/v1`, and holds the answer against the document.
    pub(super) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder().method(&method).uri(format!("/api/v1{path}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response =
            self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let answer = Answer { status: parts.status, headers: parts.headers, body };
        check(&method, path, &answer);
        answer
    }

    pub(super) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, headers, Body::empty()).await
    }

    pub(super) async fn post(&self, path: &str, headers: &[(&str, &str)], body: Value) -> Answer {
        self.json(Method::POST, path, headers, body).await
    }

    pub(super) async fn json(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Value,
    ) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.send(method, path, &all, body.to_string()).await
    }

    /// Sends a report without a key, and gives its receipt.
    pub(super) async fn report(&self) -> Value {
        let answer = self.post("/programs/sigtech/reports", &[], report()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        answer.json()
    }

    /// The `Authorization` of a member's session.
    pub(super) async fn sign_in(&self) -> String {
        let sent = json!({"login": "ada", "passphrase": PASSPHRASE});
        let answer = self.post("/sessions", &[], sent).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        format!("Bearer {}", answer.json()["token"].as_str().unwrap())
    }
}

/// A report that the policy of `sigtech` finds complete.
pub(super) fn report() -> Value {
    json!({
        "fields": {
            "title": "A window into the vault",
            "type": "CWE-284",
            "steps": "Lift the window.",
            "impact": "Everything inside can be read.",
        },
    })
}

/// The `Authorization` of a receipt.
pub(super) fn by(receipt: &Value) -> String {
    format!("Receipt {}", receipt["characters"].as_str().unwrap())
}
