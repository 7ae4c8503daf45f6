//! An instance with a driven clock and one program, and a client that checks each answer.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use desk::{Desk, DrivenTime, PassphraseCost, SecondFactorRule, Settings};
use serde_json::{Value, json};
use store::blob::{BlobLocation, Blobs};
use store::{Location, Options, Store};
use tower::ServiceExt;

use super::conforms::check;
use crate::SiteSettings;

/// The passphrase of the one account, `ada`.
pub(crate) const PASSPHRASE: &str = "correct horse battery staple";
/// The address people use.
pub(crate) const PUBLIC_URL: &str = "https://security.example.org";
/// When the tests begin: a Monday.
pub(crate) const START: &str = "2026-10-05T08:00:00Z";

pub(crate) struct House {
    pub(crate) router: Router,
    pub(crate) desk: Desk,
    pub(crate) time: Arc<DrivenTime>,
    _folder: tempfile::TempDir,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The code of a problem document.
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(crate) fn settings() -> SiteSettings {
    SiteSettings {
        cve: None,
        name: "Security of Example".to_owned(),
        max_file_bytes: 64 << 10,
        posts_per_minute: 0,
        trusted_proxies: Vec::new(),
        provider: None,
        public_url: PUBLIC_URL.to_owned(),
        is_onion: false,
        reader: None,
        demonstration: false,
    }
}

pub(crate) fn policy_text(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/policies");
    std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap()
}

impl House {
    /// An instance that serves `sigtech`, with the account `ada`.
    pub(crate) async fn open() -> Self {
        Self::with(settings()).await
    }

    pub(crate) async fn with(settings: SiteSettings) -> Self {
        let house = Self::without_accounts(settings).await;
        house.desk.set_up("ada", PASSPHRASE).await.unwrap();
        house
    }

    /// The same before its first account is made.
    pub(crate) async fn without_accounts(settings: SiteSettings) -> Self {
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
            public_url: PUBLIC_URL.to_owned(),
            passphrase_cost: PassphraseCost::cheap_for_tests(),
            second_factor: SecondFactorRule::Optional,
            administrator_passkey: desk::AdministratorRule::AnyWay,
            known_passphrases: None,
            openpgp: None,
        })
        .await
        .unwrap();
        desk.adopt(&policy_text("sigtech")).await.unwrap();
        let router = crate::router(desk.clone(), settings, Vec::new());
        Self { router, desk, time, _folder: folder }
    }

    pub(crate) fn set(&self, time: &str) {
        self.time.set(time.parse().unwrap());
    }

    /// Sends a request to an address below `/api/v1`, and holds the answer against the document.
    pub(crate) async fn send(
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

    /// Asks for a page with a member's session, as a browser does.
    pub(crate) async fn page(&self, path: &str, token: &str) -> Answer {
        self.as_browser(Method::GET, path, token, String::new()).await
    }

    /// Sends a form with a member's session, as a browser does.
    pub(crate) async fn form(&self, path: &str, token: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.desk.csrf_token(token);
        let mut body = format!("csrf={csrf}");
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", crate::visit::percent(value)));
        }
        self.as_browser(Method::POST, path, token, body).await
    }

    async fn as_browser(&self, method: Method, path: &str, token: &str, body: String) -> Answer {
        let request = Request::builder()
            .method(&method)
            .uri(path)
            .header("cookie", format!("__Host-candor-desk={token}"))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, headers, Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, headers: &[(&str, &str)], body: Value) -> Answer {
        self.json(Method::POST, path, headers, body).await
    }

    pub(crate) async fn json(
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
    pub(crate) async fn report(&self) -> Value {
        let answer = self.post("/programs/sigtech/reports", &[], report()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        answer.json()
    }

    /// The `Authorization` of a member's session.
    pub(crate) async fn sign_in(&self) -> String {
        let sent = json!({"login": "ada", "passphrase": PASSPHRASE});
        let answer = self.post("/sessions", &[], sent).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        format!("Bearer {}", answer.json()["token"].as_str().unwrap())
    }
}

/// A report that the policy of `sigtech` finds complete.
pub(crate) fn report() -> Value {
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
pub(crate) fn by(receipt: &Value) -> String {
    format!("Receipt {}", receipt["characters"].as_str().unwrap())
}
