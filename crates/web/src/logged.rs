//! Every route that changes something, used once as it is meant to be: each writes an entry to a log.
//!
//! The routes are read from the router's own text and from the API's list, so that a new one fails this test
//! until it is used here, or stands among those that change nothing of the team's, with the reason.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::Role;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use desk::Door;
use policy::id::ProgramId;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::api::tests::house::{Answer, House, PASSPHRASE, by, report, settings};

/// What takes a post and writes nothing, and why.
const WRITES_NOTHING: [(&str, &str); 14] = [
    ("SUBSCRIBE", "sends a question whose answer is written; who asked is nobody's to read about"),
    ("RECOVERY_KIT", "compares what was typed with what was shown"),
    ("MAILBOX", "when a reporter looks into the own mailbox is nobody's to read about"),
    ("MAILBOX_PROOF", "gives a file that was already signed"),
    ("MAILBOX_EXPORT", "gives a reporter what is theirs"),
    ("PROOF", "checks a file and keeps nothing of it"),
    ("MAILBOX_LEAVE", "when a reporter leaves is nobody's to read about"),
    ("PARTY_LEAVE", "when a party leaves is nobody's to read about"),
    ("SIGN_IN_PASSKEY", "asks a question whose answer is written"),
    ("PASSKEY", "asks a question whose answer is written"),
    ("ACCOUNT_PASSKEYS", "asks a question whose answer is written"),
    ("SIGN_IN_PROVIDER", "leads to the provider, whose answer is written"),
    ("ACCOUNT_PROVIDER", "leads to the provider, whose answer is written"),
    ("headers::VIOLATIONS", "counts what a browser's policy stopped"),
];

/// What needs an authenticator, a provider, a party or another account, and the tests of `desk` in which its use case
/// is carried out.
const SHOWN_ELSEWHERE: [(&str, &str); 15] = [
    ("SUBSCRIPTION", "mailing"),
    ("UNSUBSCRIBE", "mailing"),
    ("SIGN_IN_PASSKEY_ANSWER", "passkeys"),
    ("PASSKEY_ANSWER", "passkeys"),
    ("ACCOUNT_PASSKEY_ADD", "passkeys"),
    ("ACCOUNT_PASSKEY_REMOVE", "passkeys"),
    ("PROVIDER_FINISH", "providers"),
    ("ACCOUNT_PROVIDER_REMOVE", "providers"),
    ("ACCOUNT_PASSPHRASE", "passphrases"),
    ("MEMBER_RESET", "lost"),
    ("PARTIES", "parties"),
    ("PARTY_LINK", "parties"),
    ("PARTY_ACT", "parties"),
    ("INVITATION", "parties"),
    ("PARTY_COMMAND", "parties"),
];

/// The names of the routes of pages that take a post, as the router's text has them.
fn posts_of_pages() -> BTreeSet<String> {
    let router = include_str!("lib.rs").split(".nest(\"/api/v1\"").next().unwrap();
    let found: BTreeSet<String> = router
        .split(".route(")
        .skip(1)
        .filter(|route| route.contains("post("))
        .map(|route| {
            let place = route.split(',').next().unwrap().trim();
            place.strip_prefix("path::").unwrap_or(place).to_owned()
        })
        .collect();
    assert!(found.len() >= 25, "too few routes were found: {found:?}");
    found
}

/// The routes of the API that are no reads.
fn writes_of_api() -> BTreeSet<String> {
    let writes = crate::api::ROUTES.iter().filter(|(verb, _)| *verb != "get");
    writes.map(|(verb, path)| format!("{verb} {path}")).collect()
}

/// A house whose logs are measured before and after each step.
struct Walk {
    house: Arc<House>,
    used: BTreeSet<String>,
}

impl Walk {
    /// Entries in all logs.
    async fn entries(&self) -> u64 {
        let desk = &self.house.desk;
        desk.write_audit().await.unwrap();
        let mut entries = desk.sign_audit_checkpoint().await.unwrap().map_or(0, |head| head.size);
        for program in desk.programs() {
            entries += desk.sign_checkpoint(&program).await.unwrap().map_or(0, |head| head.size);
        }
        entries
    }

    /// Takes a step, which must go well and leave an entry.
    async fn step<F: Future<Output = Answer>>(&mut self, route: &str, step: F) -> Answer {
        let before = self.entries().await;
        let answer = step.await;
        let (status, text) = (answer.status, answer.text());
        assert!(status.is_success() || status == StatusCode::SEE_OTHER, "{route}: {status} {text}");
        let to = answer.header("location");
        let is_turned_away = to.contains("step-up") || to.ends_with("sign-in");
        assert!(route == "SIGN_OUT" || !is_turned_away, "{route} led to {to}");
        assert!(self.entries().await > before, "{route} left no entry in any log: {status} {to}");
        self.used.insert(route.to_owned());
        answer
    }

    async fn cookie(&self, login: &str) -> String {
        let desk = &self.house.desk;
        desk.sign_in(login, PASSPHRASE, None, &Door::default()).await.unwrap().cookie
    }
}

/// The session that an answer hands out.
fn cookie_of(answer: &Answer, name: &str) -> String {
    answer
        .headers
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok()?.strip_prefix(&format!("__Host-candor-{name}=")))
        .map(|rest| rest.split(';').next().unwrap().to_owned())
        .find(|value| !value.is_empty())
        .unwrap()
}

/// A form of a page that needs no session, or a reporter's.
async fn form(house: &House, path: &str, cookie: Option<&str>, fields: &[(&str, &str)]) -> Answer {
    let mut body: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", crate::visit::percent(value)))
        .collect();
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    if let Some(cookie) = cookie {
        request = request.header("cookie", format!("__Host-candor-mailbox={cookie}"));
        body.push(format!("csrf={}", house.desk.csrf_token(cookie)));
    }
    let request = request.body(Body::from(body.join("&"))).unwrap();
    let (parts, body) = house.router.clone().oneshot(request).await.unwrap().into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

async fn first_account(walk: &mut Walk) {
    let house = House::without_accounts(settings()).await;
    let code = house.desk.new_setup_code();
    let there = Walk { house: Arc::new(house), used: BTreeSet::new() };
    let fields = [
        ("setup_token", code.as_str()),
        ("name", "eve"),
        ("passphrase", PASSPHRASE),
        ("passphrase_again", PASSPHRASE),
    ];
    let before = there.entries().await;
    let answer = form(&there.house, pages::path::SETUP, None, &fields).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert!(there.entries().await > before);
    walk.used.insert("SETUP".to_owned());
}

/// The routes of one's own account, from signing in to signing out.
async fn account(walk: &mut Walk) {
    let ben = walk.cookie("ben").await;
    let fields = [("passphrase", PASSPHRASE)];
    let house = Arc::clone(&walk.house);
    walk.step("ACCOUNT_APP", house.form(pages::path::ACCOUNT_APP, &ben, &fields)).await;
    let own = house.desk.own(Some(&ben)).await.unwrap().unwrap();
    let typed = house.desk.app_to_confirm(&own).await.unwrap().typed;
    let code = || testkit::totp::code(&typed, house.desk.now().second());
    let place = pages::path::ACCOUNT_APP_CONFIRM;
    let ben = cookie_of(
        &walk.step("ACCOUNT_APP_CONFIRM", house.form(place, &ben, &[("code", &code())])).await,
        "desk",
    );
    let ben = cookie_of(
        &walk.step("ACCOUNT_CODES", house.form(pages::path::ACCOUNT_CODES, &ben, &[])).await,
        "desk",
    );
    let fields = [("name", "ben"), ("passphrase", PASSPHRASE)];
    let second = cookie_of(
        &walk.step("SIGN_IN", form(&house, pages::path::SIGN_IN, None, &fields)).await,
        "desk",
    );
    house.set("2026-10-05T08:01:00Z");
    let second = cookie_of(
        &walk
            .step(
                "SIGN_IN_CODE",
                house.form(pages::path::SIGN_IN_CODE, &second, &[("code", &code())]),
            )
            .await,
        "desk",
    );
    let other = house.desk.own(Some(&second)).await.unwrap().unwrap();
    let lines = house.desk.sessions(&other).await.unwrap();
    let line = lines.iter().find(|line| !line.own).unwrap();
    walk.step(
        "ACCOUNT_SESSION_END",
        house.form(pages::path::ACCOUNT_SESSION_END, &second, &[("session", &line.id)]),
    )
    .await;
    assert!(house.desk.own(Some(&ben)).await.unwrap().is_none(), "the first session");
    walk.step("ACCOUNT_SESSIONS_END", house.form(pages::path::ACCOUNT_SESSIONS_END, &second, &[]))
        .await;
    walk.step("LOCK", house.form(pages::path::LOCK, &second, &[])).await;
    let second = cookie_of(
        &walk
            .step("UNLOCK", house.form(pages::path::UNLOCK, &second, &[("passphrase", PASSPHRASE)]))
            .await,
        "desk",
    );
    house.set("2026-10-05T08:02:00Z");
    let fields = [("passphrase", PASSPHRASE), ("code", &code())];
    let second = cookie_of(
        &walk.step("STEP_UP", house.form(pages::path::STEP_UP, &second, &fields)).await,
        "desk",
    );
    let second = cookie_of(
        &walk
            .step(
                "ACCOUNT_APP_REMOVE",
                house.form(pages::path::ACCOUNT_APP_REMOVE, &second, &fields),
            )
            .await,
        "desk",
    );
    walk.step("SIGN_OUT", house.form(pages::path::SIGN_OUT, &second, &[])).await;
}

/// The routes of a team: who is in it, and what two people do.
async fn team(walk: &mut Walk) {
    let house = Arc::clone(&walk.house);
    let ada = walk.cookie("ada").await;
    let fields = [("login", "cleo"), ("passphrase", PASSPHRASE), ("role", "manager")];
    walk.step("MEMBERS", house.form(&pages::path::members("sigtech"), &ada, &fields)).await;
    let cleo = house.desk.sign_in("cleo", PASSPHRASE, None, &Door::default()).await.unwrap();
    let user = cleo.member.unwrap().user.to_string();
    let place = pages::path::member_reset_factor("sigtech");
    walk.step("MEMBER_RESET_FACTOR", house.form(&place, &ada, &[("member", &user)])).await;
    let handle = house.report().await["handle"].as_str().unwrap().to_owned();
    let fields = [("act", "set-hold"), ("case", handle.as_str()), ("reason", "A court asked.")];
    walk.step("PROPOSALS", house.form(&pages::path::proposals("sigtech"), &ada, &fields)).await;
    let own = house.desk.visitor(Some(&ada)).await.unwrap();
    let desk::Visitor::Member(member) = own else { panic!("ada is signed in") };
    let sigtech: ProgramId = "sigtech".parse().unwrap();
    let made = house.desk.proposals(&member, &sigtech).await.unwrap().swap_remove(0);
    let place = pages::path::proposal("sigtech", &made.id.to_string());
    walk.step("PROPOSAL", house.form(&place, &ada, &[("step", "stop")])).await;
    tokens(walk, &ada).await;
    let place = pages::path::security("sigtech");
    walk.step("SECURITY", house.form(&place, &ada, &[])).await;
    // Somebody looks for what is not there, so that there is another alert to be seen.
    for _ in 0..20 {
        house.desk.saw(desk::Sight::NotFound, Some([4, 0, 0, 0, 0, 0, 0]));
    }
    house.desk.run_jobs_once().await.unwrap();
    let alerts = house.desk.alerts(&member).await.unwrap();
    let alert = alerts.iter().filter(|alert| alert.may_see).map(|alert| alert.id.clone());
    let [page, api]: [String; 2] = alert.take(2).collect::<Vec<_>>().try_into().unwrap();
    walk.step("ALERTS", house.form(pages::path::ALERTS, &ada, &[("alert", &page)])).await;
    let bearer = format!("Bearer {ada}");
    let auth = [("authorization", bearer.as_str())];
    let place = format!("/alerts/{api}/seen");
    let route = "post /alerts/{alert}/seen";
    walk.step(route, house.send(Method::POST, &place, &auth, Body::empty())).await;
    let place = pages::path::member_remove("sigtech");
    walk.step("MEMBER_REMOVE", house.form(&place, &ada, &[("member", &user)])).await;
}

/// The routes about roles on a case and in every program.
async fn roles(walk: &mut Walk) {
    let house = Arc::clone(&walk.house);
    let ada = walk.cookie("ada").await;
    let desk::Visitor::Member(member) = house.desk.visitor(Some(&ada)).await.unwrap() else {
        panic!("ada is signed in")
    };
    let sigtech: ProgramId = "sigtech".parse().unwrap();
    let analyst = Role::Analyst;
    let added = house.desk.add_member(&member, &sigtech, "dora", PASSPHRASE, analyst).await;
    let (ada, dora) = (ada.as_str(), added.unwrap().to_string());
    let dora = dora.as_str();
    let handle = house.report().await["handle"].as_str().unwrap().to_owned();
    let handle = handle.as_str();
    let fields = [("name", "readers"), ("may-see-case", "yes"), ("may-read-case", "yes")];
    walk.step("ROLE_SETS", house.form(pages::path::ROLE_SETS, ada, &fields)).await;
    let place = pages::path::case_people("sigtech", handle);
    let fields = [("login", "dora"), ("role", "readers"), ("until", "")];
    walk.step("CASE_PEOPLE", house.form(&place, ada, &fields)).await;
    let place = pages::path::case_people_remove("sigtech", handle);
    walk.step("CASE_PEOPLE_REMOVE", house.form(&place, ada, &[("member", dora)])).await;
    let place = pages::path::case_restrict("sigtech", handle);
    walk.step("CASE_RESTRICT", house.form(&place, ada, &[("restricted", "yes")])).await;
    let fields = [("name", "readers")];
    walk.step("ROLE_SET_REMOVE", house.form(pages::path::ROLE_SET_REMOVE, ada, &fields)).await;
    let fields = [("login", "dora"), ("role", "auditor")];
    walk.step("ROLE_GRANTS", house.form(pages::path::ROLE_GRANTS, ada, &fields)).await;
    let fields = [("member", dora)];
    walk.step("ROLE_GRANT_REMOVE", house.form(pages::path::ROLE_GRANT_REMOVE, ada, &fields)).await;
}

/// The routes of tokens.
async fn tokens(walk: &mut Walk, ada: &str) {
    let house = Arc::clone(&walk.house);
    let may = format!("may-{}", access::PermissionKind::ReadCase.name());
    let fields =
        [("label", "nightly"), ("program", "sigtech"), ("days", "30"), (may.as_str(), "yes")];
    walk.step("ACCOUNT_TOKENS", house.form(pages::path::ACCOUNT_TOKENS, ada, &fields)).await;
    let fields = [
        ("login", "importer"),
        ("role", "analyst"),
        ("label", "import"),
        ("days", "30"),
        (may.as_str(), "yes"),
    ];
    let place = pages::path::service_accounts("sigtech");
    walk.step("SERVICE_ACCOUNTS", house.form(&place, ada, &fields)).await;
    let bearer = format!("Bearer {ada}");
    let auth = [("authorization", bearer.as_str())];
    let wish = json!({"label": "nightly", "may": ["read-case@sigtech"], "days": 30});
    let mut ids = Vec::new();
    for _ in 0..2 {
        let made = walk.step("post /tokens", house.post("/tokens", &auth, wish.clone())).await;
        ids.push(made.json()["id"].as_str().unwrap().to_owned());
    }
    let place = pages::path::ACCOUNT_TOKEN_REVOKE;
    walk.step("ACCOUNT_TOKEN_REVOKE", house.form(place, ada, &[("token", &ids[0])])).await;
    let place = format!("/tokens/{}", ids[1]);
    let revoked = house.send(Method::DELETE, &place, &auth, Body::empty());
    walk.step("delete /tokens/{token}", revoked).await;
}

/// The routes of a case, for the team and for its reporter.
async fn case(walk: &mut Walk) {
    let house = Arc::clone(&walk.house);
    let ada = walk.cookie("ada").await;
    let slip = house.page(&pages::path::report("sigtech"), "").await.text();
    let token = slip.split("name=\"form_token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let fields = [
        ("form_token", token),
        ("field-title", "A window into the vault"),
        ("identity", "anonymous"),
        ("rules", "yes"),
        ("incomplete", "yes"),
    ];
    walk.step("REPORT", form(&house, &pages::path::report("sigtech"), None, &fields)).await;
    house.desk.run_jobs_once().await.unwrap();
    walk.step("NOTICES_SEEN", house.form(pages::path::NOTICES_SEEN, &ada, &[("program", "")]))
        .await;
    let receipt = house.report().await;
    let handle = receipt["handle"].as_str().unwrap();
    let fields = [("receipt", receipt["characters"].as_str().unwrap())];
    let opened = form(&house, pages::path::MAILBOX, None, &fields).await;
    let reporter = cookie_of(&opened, "mailbox");
    let place = pages::path::mailbox_command("message");
    walk.step(
        "MAILBOX_COMMAND",
        form(&house, &place, Some(&reporter), &[("text", "It happens on 2.0 too.")]),
    )
    .await;
    let place = pages::path::MAILBOX_ERASURE;
    let fields = [("reason", "My name.")];
    walk.step("MAILBOX_ERASURE", form(&house, place, Some(&reporter), &fields)).await;
    let place = pages::path::command("sigtech", handle, "acknowledge");
    walk.step("COMMAND", house.form(&place, &ada, &[("text", "Thank you.")])).await;
    let fields = [("act", "save"), ("title", "A window"), ("summary", "Look through it.")];
    walk.step("EDITOR", house.form(&pages::path::editor("sigtech", handle), &ada, &fields)).await;
    let fields = [("reason", "review"), ("words", "")];
    walk.step("REASON", house.form(&pages::path::reason("sigtech", handle), &ada, &fields)).await;
}

async fn api(walk: &mut Walk) {
    let house = Arc::clone(&walk.house);
    let receipt: Value = walk
        .step(
            "post /programs/{program}/reports",
            house.post("/programs/sigtech/reports", &[], report()),
        )
        .await
        .json();
    let (handle, by) = (receipt["handle"].as_str().unwrap(), by(&receipt));
    walk.step(
        "post /mailbox/commands/{command}",
        house.post(
            "/mailbox/commands/message",
            &[("authorization", &by)],
            json!({"fields": {"text": "It happens on 2.0 too."}}),
        ),
    )
    .await;
    let credentials = json!({"login": "ada", "passphrase": PASSPHRASE});
    let token = walk.step("post /sessions", house.post("/sessions", &[], credentials)).await.json()
        ["token"]
        .clone();
    let bearer = format!("Bearer {}", token.as_str().unwrap());
    let auth = [("authorization", bearer.as_str())];
    let case = format!("/programs/sigtech/cases/{handle}");
    let seen = house.get(&case, &auth).await.json()["last_seq"].clone();
    let command = json!({"fields": {"text": "Thank you."}, "seen": seen});
    let place = format!("{case}/commands/acknowledge");
    let route = "post /programs/{program}/cases/{handle}/commands/{command}";
    walk.step(route, house.post(&place, &auth, command)).await;
    let given = json!({"reason": "review"});
    let place = format!("{case}/reason");
    let route = "post /programs/{program}/cases/{handle}/reason";
    walk.step(route, house.post(&place, &auth, given)).await;
    for command in ["validate", "accept"] {
        let seen = house.get(&case, &auth).await.json()["last_seq"].clone();
        let sent = json!({"fields": {"text": "It is so."}, "seen": seen});
        let done = house.post(&format!("{case}/commands/{command}"), &auth, sent).await;
        assert_eq!(done.status, StatusCode::OK, "{command}: {}", done.text());
    }
    let draft = json!({"fields": {
        "title": "A window", "summary": "The vault can be read.", "product-1-package": "vault",
        "product-1-ecosystem": "PyPI", "product-1-affected": "", "product-1-fixed": "1.2.3",
    }});
    let place = format!("{case}/advisory");
    let route = "put /programs/{program}/cases/{handle}/advisory";
    let kept = walk.step(route, house.json(Method::PUT, &place, &auth, draft)).await.json();
    let draft = &kept["draft"];
    let ben = format!("Bearer {}", walk.cookie("ben").await);
    let place = format!("{case}/advisory/agree");
    let route = "post /programs/{program}/cases/{handle}/advisory/agree";
    let sent = json!({"draft": draft});
    walk.step(route, house.post(&place, &[("authorization", &ben)], sent)).await;
    let place = format!("{case}/advisory/release");
    let route = "put /programs/{program}/cases/{handle}/advisory/release";
    let sent = json!({"draft": draft, "release_at": "2026-10-06T08:00:00Z"});
    walk.step(route, house.json(Method::PUT, &place, &auth, sent)).await;
    let route = "delete /programs/{program}/cases/{handle}/advisory/release";
    walk.step(route, house.send(Method::DELETE, &place, &auth, Body::empty())).await;
    let seen = house.get(&case, &auth).await.json()["last_seq"].clone();
    let place = format!("{case}/advisory/publish");
    let route = "post /programs/{program}/cases/{handle}/advisory/publish";
    walk.step(route, house.post(&place, &auth, json!({"seen": seen}))).await;
    walk.step("delete /sessions", house.send(Method::DELETE, "/sessions", &auth, Body::empty()))
        .await;
}

// ASVS 16.1.1, 16.3.3
#[tokio::test]
async fn sec_9_every_route_that_changes_something_leaves_an_entry_in_a_log() {
    let mut walk = Walk { house: Arc::new(House::open().await), used: BTreeSet::new() };
    let sigtech: ProgramId = "sigtech".parse().unwrap();
    let ada = walk.house.desk.sign_in("ada", PASSPHRASE, None, &Door::default()).await.unwrap();
    let ada = ada.member.unwrap();
    walk.house.desk.add_member(&ada, &sigtech, "ben", PASSPHRASE, Role::Analyst).await.unwrap();
    first_account(&mut walk).await;
    account(&mut walk).await;
    team(&mut walk).await;
    case(&mut walk).await;
    api(&mut walk).await;
    // Last: so many rights given at once are noticed.
    roles(&mut walk).await;
    let mut all = posts_of_pages();
    for (route, why) in WRITES_NOTHING {
        assert!(all.remove(route), "{route} ({why}) is no route any more");
        assert!(!walk.used.contains(route));
    }
    for (route, module) in SHOWN_ELSEWHERE {
        assert!(all.remove(route), "{route}, shown in {module}, is no route any more");
    }
    all.extend(writes_of_api());
    let missing: Vec<_> = all.difference(&walk.used).collect();
    assert!(
        missing.is_empty(),
        "show here that these leave an entry, or why they need not: {missing:?}"
    );
    println!("{} routes, each with its entry", walk.used.len());
}
