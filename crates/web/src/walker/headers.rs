//! Every route with every verb, for somebody and for nobody, good and bad: no answer goes out without its guard.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use desk::Door;
use serde_json::json;
use tower::ServiceExt as _;

use super::{NOTHING, all_routes, filled};
use crate::api::tests::house::{House, PASSPHRASE, report, settings};

const VERBS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];
/// What may be kept by a browser: what is the same for everybody and for ever.
const KEPT: [&str; 3] = [pages::path::STYLE, pages::path::ICON, pages::path::PASSKEY_SCRIPT];

/// What every answer of the instance must carry.
fn assert_guarded(what: &str, path: &str, status: StatusCode, headers: &HeaderMap) {
    let is = |name: &str, wanted: &str| {
        let found: Vec<_> = headers.get_all(name).iter().collect();
        assert_eq!(found, [wanted], "{what}: {status}: {name}");
    };
    is("x-content-type-options", "nosniff");
    is("x-frame-options", "DENY");
    is("referrer-policy", "no-referrer");
    is("cross-origin-opener-policy", "same-origin");
    is("cross-origin-embedder-policy", "require-corp");
    is("cross-origin-resource-policy", "same-origin");
    is("strict-transport-security", "max-age=31536000; includeSubDomains");
    let policies: Vec<_> = headers.get_all(header::CONTENT_SECURITY_POLICY).iter().collect();
    let [policy] = policies.as_slice() else { panic!("{what}: {policies:?}") };
    let policy = policy.to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; "), "{what}: {policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{what}: {policy}");
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{what}: {policy}");
    let attached = headers.get(header::CONTENT_DISPOSITION).is_some();
    assert_eq!(attached, policy.contains("; sandbox"), "{what}: {policy}");
    if !attached {
        assert!(policy.contains("trusted-types 'none'"), "{what}: {policy}");
        assert!(policy.contains("report-to violations"), "{what}: {policy}");
    }
    let permissions = headers["permissions-policy"].to_str().unwrap();
    assert!(permissions.split(", ").all(|one| one.ends_with("=()")), "{what}: {permissions}");
    let kept = KEPT.contains(&path) && status.is_success();
    is("cache-control", if kept { "public, max-age=31536000, immutable" } else { "no-store" });
    for (name, value) in headers {
        // What is published as CSAF is for everybody's pages (CSAF 2.1 §7.1.25); it has no cookie to lend.
        let is_open =
            path.contains("/csaf/") && name == "access-control-allow-origin" && value == "*";
        assert!(is_open || !name.as_str().starts_with("access-control-"), "{what}: {name}");
        assert!(!["server", "x-powered-by", "via"].contains(&name.as_str()), "{what}: {name}");
    }
    if let Some(kind) = headers.get(header::CONTENT_TYPE) {
        let kind = kind.to_str().unwrap();
        let is_text = kind.starts_with("text/") || kind.contains("xml");
        assert!(
            !is_text || kind.contains("charset=utf-8") || kind.contains("xml"),
            "{what}: {kind}"
        );
    }
}

async fn send(house: &House, request: Request<Body>) -> Response {
    house.router.clone().oneshot(request).await.unwrap()
}

async fn body(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

// ASVS 3.4.1, 3.4.2, 3.4.3, 3.4.4, 3.4.5, 3.4.6, 3.4.8, 4.1.1, 13.4.4, 14.3.2, 14.2.2, 14.2.5
#[tokio::test]
async fn sec_12_no_route_answers_any_verb_to_anybody_without_its_security_headers() {
    let house = House::open().await;
    let handle = house.report().await["handle"].as_str().unwrap().to_owned();
    let session =
        house.desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap().cookie;
    let mut walked = 0;
    for pattern in all_routes() {
        let path = filled(&pattern, &handle, NOTHING);
        for verb in VERBS {
            for who in ["", session.as_str()] {
                let request = Request::builder()
                    .method(Method::from_bytes(verb.as_bytes()).unwrap())
                    .uri(&path)
                    .header("cookie", format!("__Host-candor-desk={who}"))
                    .header("authorization", format!("Bearer {who}"))
                    .header("origin", "https://evil.example")
                    .header("access-control-request-method", "POST")
                    .header("access-control-request-headers", "authorization")
                    .header("x-echo", "sent-and-never-shown")
                    .body(Body::empty())
                    .unwrap();
                let response = send(&house, request).await;
                let (status, what) = (response.status(), format!("{verb} {path}"));
                assert_guarded(&what, &path, status, response.headers());
                if verb == "TRACE" || verb == "OPTIONS" {
                    assert!([404, 405].contains(&status.as_u16()), "{what}: {status}");
                    if status == StatusCode::METHOD_NOT_ALLOWED {
                        assert!(response.headers().contains_key(header::ALLOW), "{what}");
                    }
                    assert!(!body(response).await.contains("sent-and-never-shown"), "{what}");
                }
                walked += 1;
            }
        }
    }
    assert!(walked > 600, "only {walked} answers were seen");
}

// ASVS 3.2.1, 3.4.1, 5.4.2
#[tokio::test]
async fn sec_12_what_goes_wrong_and_what_is_saved_carries_them_too() {
    let house = House::with(crate::SiteSettings { posts_per_minute: 6, ..settings() }).await;
    let mut sent = report();
    let name = "d\u{e9}j\u{e0} \u{202e}\"vu\"; x=\r\n\u{200b}.html";
    sent["files"] = json!([{"name": name, "content": "PHNjcmlwdD4x"}]);
    let answer = house.post("/programs/sigtech/reports", &[], sent).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let receipt = answer.json();
    let by = format!("Receipt {}", receipt["characters"].as_str().unwrap());
    let case = format!("/programs/sigtech/cases/{}", receipt["handle"].as_str().unwrap());
    let token = house.sign_in().await;
    let shown = house.get(&case, &[("authorization", &token)]).await.json();
    let id = shown["events"][0]["files"][0]["id"].as_str().unwrap().to_owned();
    let file = house.get(&format!("/mailbox/files/{id}"), &[("authorization", &by)]).await;
    assert_guarded("a file", "", file.status, &file.headers);
    let disposition = file.header("content-disposition");
    assert!(disposition.starts_with("attachment; filename=\""), "{disposition}");
    // RFC 6266 §4.1, RFC 8187: a quoted name of safe ASCII, and the real one encoded.
    let (plain, encoded) = disposition.split_once("; filename*=UTF-8''").unwrap();
    assert_eq!(plain.matches('"').count(), 2, "{disposition}");
    assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)));
    assert!(encoded.contains("d%C3%A9j%C3%A0"), "{disposition}");
    // What turns a name around (U+202E) or hides in it (U+200B) is not part of the name that is saved.
    assert!(!encoded.contains("%E2%80%AE") && !encoded.contains("%E2%80%8B"), "{disposition}");

    let big = "x".repeat(6 << 20);
    let form = |path: &str, kind: &str, text: String| {
        Request::post(path).header("content-type", kind).body(Body::from(text)).unwrap()
    };
    let urlencoded = "application/x-www-form-urlencoded";
    let wrong = [
        ("413", form("/p/sigtech/report", urlencoded, big.clone())),
        ("413", form("/api/v1/programs/sigtech/reports", "application/json", big)),
        ("415", form("/mailbox", "text/plain", "x".into())),
        ("400", form("/mailbox", "multipart/form-data; boundary=x", "--x\r\nbroken".into())),
        ("400", Request::get("/p/%ff%fe").body(Body::empty()).unwrap()),
        ("404", Request::get("/no/such/place").body(Body::empty()).unwrap()),
        ("404", Request::get("/../../etc/passwd").body(Body::empty()).unwrap()),
        ("303", Request::get("/desk").body(Body::empty()).unwrap()),
        ("any", form("/mailbox", urlencoded, "receipt=x".into())),
        ("any", form("/mailbox", urlencoded, "receipt=x".into())),
        ("any", form("/mailbox", urlencoded, "receipt=x".into())),
        ("429", form("/mailbox", urlencoded, "receipt=x".into())),
    ];
    let mut seen = std::collections::BTreeSet::new();
    for (about, request) in wrong {
        let path = request.uri().path().to_owned();
        let response = send(&house, request).await;
        assert_guarded(&format!("{about} {path}"), &path, response.status(), response.headers());
        seen.insert(response.status().as_u16());
    }
    for status in [303, 400, 404, 413, 415, 429] {
        assert!(seen.contains(&status), "no answer was {status}: {seen:?}");
    }
}

// ASVS 3.4.7
#[tokio::test]
async fn sec_12_a_browser_may_report_what_was_stopped_and_may_not_flood() {
    let house = House::open().await;
    let deliver = |kind: &'static str, text: String| {
        Request::post("/violations").header("content-type", kind).body(Body::from(text)).unwrap()
    };
    let report =
        r#"{"csp-report":{"effective-directive":"img-src","blocked-uri":"https://x.example/"}}"#;
    let good = |house| send(house, deliver("application/csp-report", report.into()));
    assert_eq!(good(&house).await.status(), 204);
    let text = send(&house, deliver("text/plain", report.into())).await;
    assert_eq!(text.status(), 415);
    let broken = send(&house, deliver("application/reports+json", "[".into())).await;
    assert_eq!(broken.status(), 400);
    let long = send(&house, deliver("application/csp-report", " ".repeat(64 << 10))).await;
    assert_eq!(long.status(), 413);
    let mut statuses = Vec::new();
    for _ in 0..40 {
        statuses.push(good(&house).await.status().as_u16());
    }
    assert_eq!(statuses.first(), Some(&204));
    assert_eq!(statuses.last(), Some(&429));
    // Reports never use up what people may post.
    let page = Request::get("/").body(Body::empty()).unwrap();
    assert_eq!(send(&house, page).await.status(), 200);
}

// ASVS 3.3.1, 3.3.2, 3.3.3, 3.3.4, 14.3.1
#[tokio::test]
async fn sec_4_every_cookie_is_guarded_and_signing_out_clears_the_browser() {
    let house = House::open().await;
    let form = format!("name=ada&passphrase={}", crate::visit::percent(PASSPHRASE));
    let request = Request::post("/desk/sign-in")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(form))
        .unwrap();
    let signed_in = send(&house, request).await;
    let cookies: Vec<String> = signed_in
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .map(|value| value.to_str().unwrap().to_owned())
        .collect();
    assert!(!cookies.is_empty());
    for cookie in &cookies {
        assert!(cookie.starts_with("__Host-candor-"), "{cookie}");
        for part in ["; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.to_lowercase().contains("domain="), "{cookie}");
    }
    assert!(signed_in.status().is_redirection(), "{}", signed_in.status());
    let desk = cookies.iter().find(|cookie| cookie.starts_with("__Host-candor-desk=")).unwrap();
    let token = desk.split(['=', ';']).nth(1).unwrap();
    let signed_out = house.form("/desk/sign-out", token, &[]).await;
    assert_eq!(signed_out.header("clear-site-data"), "\"cache\", \"storage\"");
    assert!(signed_out.header("set-cookie").contains("Max-Age=0"));
}
