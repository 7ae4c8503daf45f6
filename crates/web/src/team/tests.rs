//! The desk's pages as they are served: what is on them, and that they stay small.

use axum::http::StatusCode;
use serde_json::Value;

use crate::api::tests::house::{House, PASSPHRASE};

/// A report, the token of a member's session, and the address of the case.
async fn a_case(house: &House) -> (Value, String, String) {
    let report = house.report().await;
    let token = house.sign_in().await;
    let token = token.strip_prefix("Bearer ").unwrap().to_owned();
    let address = format!("/desk/p/sigtech/cases/{}", report["handle"].as_str().unwrap());
    (report, token, address)
}

#[tokio::test]
async fn the_page_of_a_case_is_small_and_leads_to_every_command() {
    let house = House::open().await;
    let (_, token, address) = a_case(&house).await;
    let page = house.page(&address, &token).await;
    assert_eq!(page.status, StatusCode::OK);
    let html = page.text();
    assert!(html.len() < 50_000, "{} bytes", html.len());
    for at_hand in ["acknowledge", "message", "note"] {
        assert!(html.contains(&format!("id=\"do-{at_hand}\"")), "{at_hand}");
    }
    let offered: Vec<&str> = case::catalogue()
        .iter()
        .filter(|spec| html.contains(&format!("/do/{}\"", spec.name)))
        .map(|spec| spec.name)
        .collect();
    assert!(offered.len() > 30, "{offered:?}");
    for command in offered {
        let form = house.page(&format!("{address}/do/{command}"), &token).await;
        assert_eq!(form.status, StatusCode::OK, "{command}");
        let html = form.text();
        let is_form = html.contains(&format!("id=\"do-{command}\""));
        assert!(is_form || html.contains("Not now:"), "{command}: {html}");
    }
    assert!(html.len() > 5_000);
}

#[tokio::test]
async fn a_command_given_from_its_own_page_is_carried_out_and_one_with_an_error_comes_back_filled()
{
    let house = House::open().await;
    let (_, token, address) = a_case(&house).await;
    let wrong = house
        .form(&format!("{address}/do/assess-severity"), &token, &[("severity", "enormous")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text());
    assert!(wrong.text().contains("id=\"do-assess-severity\""), "the form is opened on the case");
    let done =
        house.form(&format!("{address}/do/assess-severity"), &token, &[("severity", "high")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert!(house.page(&address, &token).await.text().contains("<dd dir=\"auto\">high</dd>"));
}

#[tokio::test]
async fn pages_of_the_desk_ask_strangers_to_sign_in_and_tell_members_what_is_not_there() {
    let house = House::open().await;
    let (_, token, address) = a_case(&house).await;
    for place in ["/desk", "/desk?program=NOT+ONE", &address, &format!("{address}/do/note")] {
        let stranger = house.page(place, "x").await;
        assert_eq!(stranger.status, StatusCode::SEE_OTHER, "{place}");
        assert!(stranger.header("location").starts_with("/desk/sign-in"), "{place}");
    }
    for place in [
        "/desk?program=NOT+ONE",
        "/desk?program=nowhere",
        "/desk?after=x",
        "/desk/p/sigtech/cases/0000-0000",
        "/desk/p/NOT+ONE/cases/0000-0000",
        &format!("{address}/do/nothing-known"),
    ] {
        let missing = house.page(place, &token).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND, "{place}");
        assert!(missing.text().contains("ada"), "{place}: the page is still theirs");
    }
}

#[tokio::test]
async fn notices_are_shown_until_somebody_of_the_team_marks_them_as_seen() {
    let house = House::open().await;
    let (_, token, _) = a_case(&house).await;
    house.desk.run_jobs_once().await.unwrap();
    let queue = house.page("/desk", &token).await.text();
    assert!(queue.contains("1 new report") && queue.contains("Mark these as seen"), "{queue}");
    let elsewhere = house.form("/desk/notices/seen", &token, &[("program", "nowhere")]).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    let seen = house.form("/desk/notices/seen", &token, &[("program", "")]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
    let queue = house.page("/desk", &token).await.text();
    assert!(!queue.contains("1 new report") && !queue.contains("Mark these as seen"), "{queue}");
}

// ASVS 2.4.1, 6.3.1
#[tokio::test]
async fn sec_4_a_flood_of_sign_ins_is_turned_away_beyond_its_bound_and_told_when_to_come_back() {
    use axum::body::Body;
    use axum::http::{Request, header};
    use tower::ServiceExt as _;

    let house = House::open().await;
    let form = |name: &str| {
        Request::post("/desk/sign-in")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("name={name}&passphrase=correct+horse+battery+staple")))
            .unwrap()
    };
    let mut flood = tokio::task::JoinSet::new();
    for _ in 0..200 {
        flood.spawn(house.router.clone().oneshot(form("nobody")));
    }
    let (mut tried, mut turned_away) = (0, 0);
    for answer in flood.join_all().await {
        let answer = answer.unwrap();
        match answer.status() {
            StatusCode::UNPROCESSABLE_ENTITY => tried += 1,
            StatusCode::SERVICE_UNAVAILABLE => {
                assert!(answer.headers().contains_key(header::RETRY_AFTER));
                turned_away += 1;
            }
            other => panic!("{other}"),
        }
    }
    assert!(tried >= 32 && turned_away > 0, "{tried} tried, {turned_away} turned away");
    house.set("2026-10-05T08:01:00Z");
    let ada = house.router.clone().oneshot(form("ada")).await.unwrap();
    assert_eq!(ada.status(), StatusCode::SEE_OTHER, "the flood kept nobody out");
}

// ASVS 8.2.4
#[tokio::test]
async fn sec_9_whoever_opens_a_case_of_somebody_else_is_asked_why_and_the_answer_is_in_the_access_log()
 {
    let house = House::open().await;
    let (report, token, address) = a_case(&house).await;
    let sigtech = "sigtech".parse().unwrap();
    let desk::Visitor::Member(ada) = house.desk.visitor(Some(&token)).await.unwrap() else {
        panic!("ada is signed in");
    };
    let role = access::Role::Developer;
    house.desk.add_member(&ada, &sigtech, "ben", PASSPHRASE, role).await.unwrap();
    let assigned = house.form(&format!("{address}/do/assign"), &token, &[("to", "ada")]).await;
    assert_eq!(assigned.status, StatusCode::SEE_OTHER, "{}", assigned.text());
    let ben = house.desk.sign_in("ben", PASSPHRASE, None, &desk::Door::default()).await.unwrap();
    let ben = ben.cookie;
    let asked = house.page(&address, &ben).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    assert_eq!(asked.header("location"), format!("{address}/reason"));
    let page = house.page(&format!("{address}/reason"), &ben).await;
    assert_eq!(page.status, StatusCode::OK);
    let bearer = format!("Bearer {ben}");
    let auth = [("authorization", bearer.as_str())];
    let case = format!("/programs/sigtech/cases/{}", report["handle"].as_str().unwrap());
    let refused = house.get(&case, &auth).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (403, "reason-needed".to_owned()));
    let silent = [("reason", "other"), ("words", "")];
    let silent = house.form(&format!("{address}/reason"), &ben, &silent).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = [("reason", "other"), ("words", "Ada is ill this week")];
    let given = house.form(&format!("{address}/reason"), &ben, &words).await;
    assert_eq!((given.status, given.header("location")), (StatusCode::SEE_OTHER, &*address));
    assert_eq!(house.page(&address, &ben).await.status, StatusCode::OK);
    assert_eq!(house.get(&case, &auth).await.status, StatusCode::OK);
    house.desk.write_audit().await.unwrap();
    let log = house.page("/desk/p/sigtech/access", &token).await;
    assert_eq!(log.status, StatusCode::OK);
    assert!(log.text().contains("Ada is ill this week") && log.text().contains("case read"));
    assert_eq!(house.page("/desk/p/sigtech/access", &ben).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.page("/desk/access", &ben).await.status, StatusCode::FORBIDDEN);
    let log = house.page("/desk/access", &token).await;
    assert!(log.text().contains("signed in"), "{}", log.text());
    let bearer = format!("Bearer {token}");
    let auth = [("authorization", bearer.as_str())];
    let entries = house.get("/programs/sigtech/access", &auth).await.json()["entries"].clone();
    assert_eq!(entries[0]["act"], "CaseRead");
    assert_eq!((&entries[0]["login"], &entries[0]["reason"]), (&"ben".into(), &"other".into()));
}

#[tokio::test]
async fn health_says_when_no_log_was_signed_for_two_hours() {
    let house = House::open().await;
    let health = async || house.page("/health", "").await;
    assert_eq!(health().await.status, StatusCode::OK);
    house.desk.run_jobs_once().await.unwrap();
    house.set("2026-10-05T10:00:01Z");
    assert_eq!(health().await.status, StatusCode::SERVICE_UNAVAILABLE);
    house.desk.run_jobs_once().await.unwrap();
    assert_eq!(health().await.text(), "ok\n");
}

#[tokio::test]
async fn sec_5_a_program_is_taken_out_once_when_it_was_agreed_and_nothing_without_effect_is_offered()
 {
    let house = House::open().await;
    let (report, token, _) = a_case(&house).await;
    let place = pages::path::proposals("sigtech");
    let offered = house.page(&place, &token).await.text();
    assert!(offered.contains("\"export-program\""), "{offered}");
    assert!(!offered.contains("switch-to-assisted"), "{offered}");
    let fields = [("act", "export-program"), ("reason", "We move house.")];
    let made = house.form(&place, &token, &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let button = "value=\"do\"";
    assert!(!house.page(&place, &token).await.text().contains(button), "nobody agreed yet");
    // Nobody else may agree, so it waits three days.
    let later = house.desk.now().checked_add(std::time::Duration::from_hours(73)).unwrap();
    house.set(&later.to_string());
    house.desk.run_jobs_once().await.unwrap();
    let token = house.sign_in().await;
    let token = token.strip_prefix("Bearer ").unwrap();
    let page = house.page(&place, token).await.text();
    assert!(page.contains(button), "{page}");
    let action = page.split("action=\"").find(|rest| rest.starts_with(&format!("{place}/")));
    let action = action.unwrap().split('"').next().unwrap();
    let taken = house.form(action, token, &[("step", "do")]).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text());
    assert!(taken.header("content-disposition").contains("candor-sigtech.json"));
    let cases = taken.json();
    assert_eq!(cases.as_array().unwrap().len(), 1);
    assert_eq!(cases[0]["handle"], report["handle"]);
    let again = house.form(action, token, &[("step", "do")]).await;
    assert!(again.status.is_client_error(), "{}", again.status);
}
