//! A reporter with a browser: forms are filled in and sent as a browser does, cookies are kept, no script runs.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::json;
use tower::ServiceExt as _;

use crate::api::tests::house::{Answer, House};

/// A browser of somebody who reports.
pub(crate) struct Browser<'a> {
    house: &'a House,
    /// What its addresses begin with: `/de`, or nothing.
    language: String,
    cookie: String,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(house: &'a House, tag: &str) -> Self {
        let language = if tag.is_empty() { String::new() } else { format!("/{tag}") };
        Self { house, language, cookie: String::new() }
    }

    async fn send(&mut self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let path = path.strip_prefix(&self.language).unwrap_or(path);
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.language))
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .unwrap();
        let response = self.house.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        if let Some(cookie) = parts.headers.get(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            cookie.split(';').next().unwrap().clone_into(&mut self.cookie);
        }
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, "text/plain", Vec::new()).await
    }

    /// Sends a form; the page it stands on is where its hidden fields come from.
    pub(crate) async fn post(
        &mut self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let mut body = String::new();
        for name in ["csrf", "form_token", "expected_seq"] {
            if let Some(value) = hidden(page, name) {
                body.push_str(&format!("&{name}={}", crate::visit::percent(&value)));
            }
        }
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", crate::visit::percent(value)));
        }
        let kind = "application/x-www-form-urlencoded";
        self.send(Method::POST, action, kind, body.into_bytes()).await
    }

    /// Sends a form with files: their names and what is in them.
    pub(crate) async fn upload(
        &mut self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Answer {
        let mut body = Vec::new();
        let hidden = ["csrf", "form_token", "expected_seq"]
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), hidden(page, name)?)));
        let given = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        for (name, value) in hidden.chain(given) {
            body.extend_from_slice(
                format!(
                    "--bound\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .as_bytes(),
            );
        }
        for (name, bytes) in files {
            body.extend_from_slice(
                format!("--bound\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--bound--\r\n");
        self.send(Method::POST, action, "multipart/form-data; boundary=bound", body).await
    }

    /// Reports, and gives the page with the receipt and its words.
    pub(crate) async fn report(&mut self, fields: &[(&str, &str)]) -> (String, String) {
        let form = self.get("/p/sigtech/report").await.text();
        let sent = self.post(&form, "/p/sigtech/report", fields).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
        let page = sent.text();
        let receipt = hidden(&page, "receipt").unwrap();
        (page, receipt)
    }

    /// Opens the mailbox, and gives its page.
    pub(crate) async fn open(&mut self, receipt: &str) -> String {
        let entry = self.get("/mailbox").await.text();
        let opened = self.post(&entry, "/mailbox", &[("receipt", receipt)]).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text());
        let page = self.get(opened.header("location")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        page.text()
    }
}

/// The value of a field of a page that people do not see.
pub(crate) fn hidden(page: &str, name: &str) -> Option<String> {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
    Some(rest.split('"').next()?.to_owned())
}

/// A report that the policy of `sigtech` finds complete.
pub(crate) const WHOLE: [(&str, &str); 5] = [
    ("field-title", "Fenster 7"),
    ("field-type", "CWE-284"),
    ("field-steps", "1-2-3"),
    ("field-impact", "4-5-6"),
    ("rules", "yes"),
];

/// Every page of a reporter's story, with its address.
pub(crate) async fn story(tag: &str) -> Vec<(String, String)> {
    let house = House::open().await;
    let mut browser = Browser::new(&house, tag);
    let mut seen = Vec::new();
    for path in [
        "/",
        "/p/sigtech",
        "/p/sigtech/policy",
        "/p/sigtech/privacy",
        "/p/sigtech/credits",
        "/p/sigtech/statistics",
        "/p/sigtech/ledger",
        "/p/sigtech/advisories",
        "/p/sigtech/report",
        "/mailbox",
        "/p/nobody",
    ] {
        seen.push((path.to_owned(), browser.get(path).await.text()));
    }
    let form = browser.get("/p/sigtech/report").await.text();
    for (name, fields) in [
        ("nothing written", &[("rules", "yes")][..]),
        ("fields missing", &[("rules", "yes"), ("field-title", "7"), ("identity", "named")][..]),
    ] {
        let answer = browser.post(&form, "/p/sigtech/report", fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        seen.push((name.to_owned(), answer.text()));
    }
    let (page, receipt) = browser.report(&WHOLE).await;
    seen.push(("receipt".to_owned(), page));
    for wrong in
        ["abandon", "legal winner thank year wave sausage worth useful legal winner thank yellow"]
    {
        let entry = browser.get("/mailbox").await.text();
        let answer = browser.post(&entry, "/mailbox", &[("receipt", wrong)]).await;
        seen.push((format!("receipt {wrong}"), answer.text()));
    }
    seen.push(("mailbox".to_owned(), browser.open(&receipt).await));
    let token = house.sign_in().await;
    let by = [("authorization", token.as_str())];
    let cases = house.get("/cases", &by).await.json();
    let found = cases["cases"][0]["handle"].as_str().unwrap().to_owned();
    for (command, fields) in [
        ("acknowledge", json!({})),
        ("request-information", json!({"question": "7?"})),
        ("assess-severity", json!({"severity": "high"})),
        ("validate", json!({})),
        ("accept", json!({})),
        ("set-resolution-date", json!({"date": "2026-11-20"})),
        ("propose-embargo", json!({"ends": "2026-12-01T16:00:00Z"})),
        ("set-credit", json!({"line": "7"})),
    ] {
        let case = format!("/programs/sigtech/cases/{found}");
        let seen = house.get(&case, &by).await.json()["last_seq"].clone();
        let sent = json!({"fields": fields, "seen": seen});
        let answer = house.post(&format!("{case}/commands/{command}"), &by, sent).await;
        assert!(answer.status.is_success(), "{command}: {}", answer.text());
    }
    let page = browser.get("/mailbox/case").await.text();
    let wrong = browser.post(&page, "/mailbox/case/do/propose-embargo", &[("ends", "7")]).await;
    seen.push(("wrong command".to_owned(), wrong.text()));
    let foreign = browser.post("", "/mailbox/case/do/answer", &[("text", "7")]).await;
    seen.push(("foreign form".to_owned(), foreign.text()));
    seen.push(("mailbox, worked on".to_owned(), page));
    seen
}
