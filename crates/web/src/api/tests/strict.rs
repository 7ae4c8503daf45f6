//! Bad input: each refused with a sentence that says what to change, and nothing stored.

use axum::http::Method;
use serde_json::json;

use super::house::{House, report};

const REPORTS: &str = "/programs/sigtech/reports";

async fn code_of(house: &House, headers: &[(&str, &str)], body: Vec<u8>) -> (u16, String, String) {
    let answer = house.send(Method::POST, REPORTS, headers, body).await;
    let detail = answer.json()["detail"].as_str().unwrap().to_owned();
    (answer.status.as_u16(), answer.code(), detail)
}

async fn refused(body: &[u8]) -> (u16, String, String) {
    let house = House::open().await;
    code_of(&house, &[("content-type", "application/json")], body.to_vec()).await
}

// ASVS 2.2.1
#[tokio::test]
async fn malformed_json_is_refused_with_line_and_column() {
    let (status, code, detail) = refused(b"{\n  \"fields\": {,}\n}").await;
    assert_eq!((status, code.as_str()), (400, "json-malformed"));
    assert!(detail.contains("line 2 column 14"), "{detail}");
    let (status, code, _) = refused(b"").await;
    assert_eq!((status, code.as_str()), (400, "json-malformed"));
    let (_, code, _) = refused(b"{\"fields\": {}} {}").await;
    assert_eq!(code, "json-malformed");
}

// ASVS 1.1.1
#[tokio::test]
async fn a_body_that_is_not_utf_8_is_refused_with_the_place() {
    let (status, code, detail) = refused(b"{\"fields\": {\"title\": \"\xff\"}}").await;
    assert_eq!((status, code.as_str()), (400, "not-utf-8"));
    assert!(detail.contains("position 22"), "{detail}");
}

// ASVS 1.5.2, 15.3.3
#[tokio::test]
async fn an_unknown_a_doubled_and_a_missing_member_are_named() {
    for (body, named) in [
        (r#"{"fields": {}, "severity": "high"}"#, "nknown field `severity`"),
        (r#"{"fields": {}, "fields": {}}"#, "uplicate field `fields`"),
        (r#"{"fields": {"title": "a", "title": "b"}}"#, "uplicate field `title`"),
        (
            r#"{"fields": {}, "identity": {"as": "named", "name": "a", "name": "b"}}"#,
            "uplicate field `name`",
        ),
        (r#"{"fields": {}, "identity": {"as": "anonymous", "name": "a"}}"#, "nknown field `name`"),
        (r#"{"incomplete": true}"#, "issing field `fields`"),
        (r#"{"fields": {"title": 7}}"#, "nvalid type: integer"),
        (r#"{"fields": {"title": "a\u0000b"}}"#, "NUL"),
        (r#"{"fields": {}, "files": [{"name": "a", "content": "%"}]}"#, "base64"),
        (r#"[]"#, "expected an object"),
        (r#"[{"title": "a"}, null, false, null, true, []]"#, "expected an object"),
        (r#"{"fields": {}, "identity": ["anonymous", {}]}"#, "expected an object"),
        (r#"{"fields": {}, "files": [["a", ""]]}"#, "expected an object"),
    ] {
        let (status, code, detail) = refused(body.as_bytes()).await;
        assert_eq!((status, code.as_str()), (422, "body-invalid"), "{body}");
        assert!(detail.contains(named), "{body}: {detail}");
        assert!(detail.contains("line 1 column"), "{body}: {detail}");
    }
}

// ASVS 15.3.3
#[tokio::test]
async fn a_field_that_the_form_does_not_have_is_refused_by_name() {
    let (status, code, detail) = refused(br#"{"fields": {"colour": "red"}}"#).await;
    assert_eq!((status, code.as_str()), (422, "fields-invalid"));
    assert!(detail.contains("colour"), "{detail}");
}

// ASVS 15.3.5
#[tokio::test]
async fn only_json_is_read() {
    let house = House::open().await;
    let body = report().to_string().into_bytes();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1",
        "json",
    ] {
        let (status, code, _) = code_of(&house, &[("content-type", kind)], body.clone()).await;
        assert_eq!((status, code.as_str()), (415, "not-json"), "{kind}");
    }
    let (status, _, _) = code_of(&house, &[], body.clone()).await;
    assert_eq!(status, 415, "no kind at all");
    for kind in ["application/json;charset=UTF-8", "Application/JSON; charset=\"utf-8\""] {
        let answer =
            house.send(Method::POST, REPORTS, &[("content-type", kind)], body.clone()).await;
        assert_eq!(answer.status, 201, "{kind}");
    }
}

// ASVS 5.2.1
#[tokio::test]
async fn a_body_over_the_limit_is_refused_announced_or_not() {
    let house = House::open().await;
    let json = [("content-type", "application/json")];
    // Files of 64 KiB, and 2 MiB beside them.
    let body = format!("{{\"fields\": {{}}{}}}", " ".repeat(3 << 20)).into_bytes();
    let (status, code, _) = code_of(&house, &json, body.clone()).await;
    assert_eq!((status, code.as_str()), (413, "too-large"));
    let length = body.len().to_string();
    let announced = [json[0], ("content-length", length.as_str())];
    let (status, code, _) = code_of(&house, &announced, body).await;
    assert_eq!((status, code.as_str()), (413, "too-large"));
}

#[tokio::test]
async fn a_long_wrong_value_is_not_sent_back_whole() {
    let body = format!(r#"{{"fields": "{}"}}"#, "x".repeat(100_000));
    let (_, code, detail) = refused(body.as_bytes()).await;
    assert_eq!(code, "body-invalid");
    assert!(detail.len() < 500, "{}", detail.len());
    assert!(detail.contains("line 1 column"), "{detail}");
}

#[tokio::test]
async fn more_files_than_a_report_may_have_are_refused() {
    let mut sent = report();
    sent["files"] = json!(vec![json!({"name": "a", "content": ""}); 11]);
    let (status, code, detail) = refused(sent.to_string().as_bytes()).await;
    assert_eq!((status, code.as_str()), (422, "body-invalid"));
    assert!(detail.contains("10 files"), "{detail}");
}
