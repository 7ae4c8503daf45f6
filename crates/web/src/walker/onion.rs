//! Every page of the onion entrance: nothing on it names the address that other people use, or guards itself by what
//! an onion service does not have.

use axum::body::Body;
use axum::http::{Method, Request, header};
use desk::Door;
use tower::ServiceExt as _;

use super::{NOTHING, all_routes, filled};
use crate::SiteSettings;
use crate::api::tests::house::{House, PASSPHRASE, PUBLIC_URL, settings};

const ONION: &str = "http://exampleexampleexampleexampleexampleexampleexample.onion";

#[tokio::test]
async fn sec_12_no_route_of_the_onion_entrance_names_the_other_address() {
    let house = House::open().await;
    let onion = SiteSettings { public_url: ONION.to_owned(), is_onion: true, ..settings() };
    let router = crate::router(house.desk.clone(), onion, Vec::new());
    let handle = house.report().await["handle"].as_str().unwrap().to_owned();
    let session =
        house.desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap().cookie;
    let clearnet = PUBLIC_URL.trim_start_matches("https://");
    // A log has one name, which its signatures cover (c2sp.org/tlog-checkpoint); it is no address to go to.
    let log = format!("{clearnet}/log/sigtech");
    let mut onion_links = 0;
    for pattern in all_routes() {
        let path = filled(&pattern, &handle, NOTHING);
        for verb in [Method::GET, Method::POST] {
            for who in ["", session.as_str()] {
                let request = Request::builder()
                    .method(&verb)
                    .uri(&path)
                    .header("cookie", format!("candor-desk={who}"))
                    .header("authorization", format!("Bearer {who}"))
                    .header("x-forwarded-for", "198.51.100.7")
                    .body(Body::empty())
                    .unwrap();
                let response = router.clone().oneshot(request).await.unwrap();
                let what = format!("{verb} {path}");
                let headers = response.headers();
                assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY), "{what}");
                for (name, value) in headers {
                    let value = value.to_str().unwrap();
                    assert!(!value.contains(clearnet), "{what}: {name}: {value}");
                    assert!(
                        name != header::LOCATION || value.starts_with('/'),
                        "{what} leads to {value}"
                    );
                    let is_cookie = name == header::SET_COOKIE;
                    assert!(!is_cookie || !value.contains("Secure"), "{what}: {value}");
                }
                let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
                let body = String::from_utf8_lossy(&body);
                onion_links += body.matches(ONION).count();
                let rest = body.replace(&log, "");
                // So has a CSAF provider, whose documents are hashed and signed with it (CSAF 2.0 §7.1.9).
                let is_csaf = path.contains("/csaf/");
                assert!(is_csaf || !rest.contains(clearnet), "{what} names the other address");
            }
        }
    }
    assert!(onion_links > 0, "what needs a whole address has the onion's");
}

// ASVS 2.4.1
#[tokio::test]
async fn while_many_reports_arrive_a_form_is_taken_when_it_is_half_a_minute_old_and_keeps_its_text()
{
    let many = SiteSettings { is_onion: true, posts_per_minute: 3, ..settings() };
    let house = House::with(many).await;
    let page = house.page("/p/sigtech/report", "x").await.text();
    let token = page.split("name=\"form_token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap().to_owned();
    let send = |text: &'static str| {
        let fields = [
            ("form_token", token.as_str()),
            ("field-title", text),
            ("field-type", "CWE-284"),
            ("field-steps", "Lift the window."),
            ("field-impact", "Everything inside can be read."),
            ("rules", "yes"),
            ("identity", "anonymous"),
        ];
        let body = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", crate::visit::percent(value)))
            .collect::<Vec<_>>()
            .join("&");
        let request = Request::post("/p/sigtech/report")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap();
        let router = house.router.clone();
        async move {
            let response = router.oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
            (status, String::from_utf8_lossy(&body).into_owned())
        }
    };
    for _ in 0..3 {
        let (status, body) = send("First").await;
        assert_eq!(status, 201, "{body}");
    }
    let (status, body) = send("Kept by the page").await;
    assert_eq!(status, 429, "{body}");
    assert!(body.contains("30 seconds") && body.contains("Kept by the page"), "{body}");
    assert!(body.contains(&token), "the same form, which only has to grow older");
    let by_program =
        house.post("/programs/sigtech/reports", &[], crate::api::tests::house::report());
    assert_eq!(by_program.await.code(), "too-many-requests", "programs wait too");
    house.set("2026-10-05T08:00:30Z");
    let (status, body) = send("Kept by the page").await;
    assert_eq!(status, 201, "{body}");
}
