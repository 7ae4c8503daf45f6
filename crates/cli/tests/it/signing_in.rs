//! Signing in to the served program: the second factor from the first sign-in on, step-up, sessions, requests
//! of other sites.

use testkit::http::{Answer, Browser};
use testkit::program::{Start, set_clock};

use crate::browser::{PASSPHRASE, example, first_account};

const NOW: &str = "2026-11-02T09:00:00Z";
/// [`NOW`] in seconds since 1970.
const NOW_SECOND: i64 = 1_793_610_000;

fn post(desk: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let page = desk.get("/desk/account").unwrap();
    let page = if page.status == 303 { desk.follow(page).unwrap() } else { page };
    let csrf = page.hidden("csrf").unwrap();
    let mut form = vec![("csrf", csrf.as_str())];
    form.extend_from_slice(fields);
    desk.post(path, &form).unwrap()
}

fn typed_key(page: &Answer) -> String {
    let text = page.text();
    let (_, rest) = text.split_once("<dt>Key to type</dt><dd><code>").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

fn sign_in(desk: &mut Browser) -> Answer {
    desk.post("/desk/sign-in", &[("name", "alice"), ("passphrase", PASSPHRASE)]).unwrap()
}

// ASVS 6.3.2, 6.3.3
#[test]
fn sec_4_the_first_account_sets_up_its_second_factor_before_anything_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut start = Start::new(env!("CARGO_BIN_EXE_candor"), folder.path())
        .at(NOW)
        .unwrap()
        .policy(example("simprints"));
    start.environment = vec![("CANDOR_RATE_LIMIT".to_owned(), "0".to_owned())];
    let program = start.run().unwrap();
    let mut desk = first_account(&program);
    for closed in ["/desk", "/desk/account", "/desk/p/simprints/members"] {
        let page = desk.get(closed).unwrap();
        assert_eq!(page.status, 303, "{closed}");
        let page = desk.follow(page).unwrap();
        assert!(page.words().contains("Set up an authenticator app"), "{}", page.words());
    }
    let wrong = post(&mut desk, "/desk/account/app", &[("passphrase", "another one of mine")]);
    assert_eq!(wrong.status, 422, "{}", wrong.words());
    let enrol = post(&mut desk, "/desk/account/app", &[("passphrase", PASSPHRASE)]);
    assert_eq!(enrol.status, 200, "{}", enrol.words());
    assert!(enrol.text().contains("<svg class=\"qr\""));
    let key = typed_key(&enrol);
    let wrong = post(&mut desk, "/desk/account/app/confirm", &[("code", "000000")]);
    assert_eq!(wrong.status, 422, "{}", wrong.words());
    assert_eq!(typed_key(&wrong), key, "the same key is shown again");
    let code = testkit::totp::code(&key, NOW_SECOND);
    let codes = post(&mut desk, "/desk/account/app/confirm", &[("code", &code)]);
    assert_eq!(codes.status, 201, "{}", codes.words());
    let sheet = codes.text();
    let (_, first) = sheet.split_once("<li><code>").unwrap();
    let recovery = first.split('<').next().unwrap().to_owned();
    assert_eq!(sheet.matches("<li><code>").count(), 10);
    assert_eq!(desk.get("/desk").unwrap().status, 200);

    // The next sign-in asks for the code, and a code that was used is none.
    let mut phone = program.browser();
    let asked = sign_in(&mut phone);
    assert!(asked.header("location").unwrap().starts_with("/desk/sign-in/code"));
    let page = phone.follow(asked).unwrap();
    let csrf = page.hidden("csrf").unwrap();
    let used = phone.post("/desk/sign-in/code", &[("csrf", &csrf), ("code", &code)]).unwrap();
    assert_eq!(used.status, 422, "{}", used.words());
    assert_eq!(phone.get("/desk").unwrap().status, 303);
    let by_paper =
        phone.post("/desk/sign-in/code", &[("csrf", &csrf), ("code", &recovery)]).unwrap();
    assert_eq!(by_paper.status, 303, "{}", by_paper.words());
    assert_eq!(phone.get("/desk").unwrap().status, 200);

    // Half an hour of nothing ends it; a quarter locks it.
    set_clock(start.clock.as_ref().unwrap(), "2026-11-02T09:20:00Z").unwrap();
    let locked = phone.get("/desk").unwrap();
    let page = phone.follow(locked).unwrap();
    assert!(page.words().contains("Unlock the desk"), "{}", page.words());
    let csrf = page.hidden("csrf").unwrap();
    let form = [("csrf", csrf.as_str()), ("passphrase", PASSPHRASE), ("next", "/desk/account")];
    let opened = phone.post("/desk/unlock", &form).unwrap();
    assert_eq!(opened.header("location"), Some("/desk/account"), "{}", opened.words());
    let account = phone.get("/desk/account").unwrap();
    assert!(account.words().contains("9 recovery codes are left"), "{}", account.words());
}

// ASVS 7.5.3
#[test]
fn sec_4_what_is_dangerous_leads_to_showing_who_it_is_and_back() {
    let mut served = crate::browser::serve("simprints", NOW);
    let clock = served.start.clock.clone().unwrap();
    set_clock(&clock, "2026-11-02T09:06:00Z").unwrap();
    let members = "/desk/p/simprints/members";
    let new = [("login", "bob"), ("passphrase", "quite another set of words"), ("role", "analyst")];
    let refused = post(&mut served.desk, members, &new);
    let place = refused.header("location").unwrap().to_owned();
    assert_eq!(place, format!("/desk/step-up?next={members}"), "{}", refused.words());
    let page = served.desk.get(&place).unwrap();
    let csrf = page.hidden("csrf").unwrap();
    let form = [("csrf", csrf.as_str()), ("passphrase", PASSPHRASE), ("next", members)];
    let shown = served.desk.post("/desk/step-up", &form).unwrap();
    assert_eq!(shown.header("location"), Some(members), "{}", shown.words());
    let added = post(&mut served.desk, members, &new);
    assert_eq!(added.header("location"), Some(members), "{}", added.words());
    assert!(served.desk.get(members).unwrap().words().contains("bob"));
}

// ASVS 3.5.1, 7.6.2
#[test]
fn sec_4_login_csrf_and_logout_csrf_of_another_site_change_nothing() {
    let mut served = crate::browser::serve("simprints", NOW);
    // Another site knows no token: signing out needs the session's.
    for token in ["", "0123456789abcdef0123456789abcdef"] {
        let refused = served.desk.post("/desk/sign-out", &[("csrf", token)]).unwrap();
        assert_eq!(refused.status, 400, "{}", refused.words());
    }
    // Nor does another site's form sign anybody out, even if it had the session's token.
    let page = served.desk.get("/desk").unwrap();
    let token = page.hidden("csrf").unwrap();
    let csrf = [("csrf", token.as_str())];
    let crossed = served.desk.post_from("https://evil.example", "/desk/sign-out", &csrf).unwrap();
    assert_eq!(crossed.status, 400, "{}", crossed.words());
    assert_eq!(served.desk.get("/desk").unwrap().status, 200, "still signed in");
    // And a form that another site sends signs nobody in.
    let mut victim = served.program.browser();
    let form = [("name", "alice"), ("passphrase", PASSPHRASE)];
    let sent = victim.post_from("https://evil.example", "/desk/sign-in", &form).unwrap();
    assert_eq!(sent.status, 400, "{}", sent.words());
    assert!(victim.cookies.is_empty(), "no session was handed out");
}

/// What a command said on standard output; it succeeded.
fn said(start: &Start, arguments: &[&str]) -> String {
    let mut command = start.command(arguments);
    let output = command.env("CANDOR_PASSPHRASE", PASSPHRASE).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A minute after now.
#[expect(clippy::disallowed_methods, reason = "it compares with what commands take as the time")]
fn system_time() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    clock::Instant::from_second(i64::try_from(since.as_secs()).unwrap() + 60).to_string()
}

// ASVS 16.2.5
#[test]
fn sec_4_sec_10_a_token_of_the_console_works_over_the_api_until_it_is_revoked_and_is_in_no_log() {
    // The console goes by the system's clock, so the server is driven by it here.
    let served = crate::browser::serve("simprints", &system_time());
    let start = &served.start;
    let new = ["user", "token", "new", "--as", "alice", "--label", "import", "--may", "see-case"];
    let service = ["--service", "importer", "--program", "simprints", "--role", "observer"];
    let token = said(start, &[&new[..], &service[..]].concat());
    set_clock(start.clock.as_ref().unwrap(), &system_time()).unwrap();
    let ask = |token: &str| {
        let mut program = served.program.browser();
        let who = format!("Bearer {token}");
        program.request("GET", "/api/v1/cases", &[("authorization", &who)], &[]).unwrap()
    };
    assert_eq!(ask(&token).status, 200);
    let list = said(start, &["user", "token", "list"]);
    assert!(list.contains("importer") && list.contains("see-case@simprints"), "{list}");
    assert!(!list.contains(&token));
    let id = token.split('_').nth(1).unwrap();
    said(start, &["user", "token", "revoke", id, "--as", "alice"]);
    assert_eq!(ask(&token).status, 401);
    let secret = token.split('_').nth(2).unwrap();
    let log = served.program.log.lock().unwrap().clone();
    assert!(!log.contains(secret), "the log holds the token's secret");
}

// ASVS 6.2.12
#[test]
#[expect(clippy::disallowed_methods, reason = "it runs the program itself")]
fn sec_4_a_list_that_the_operator_built_is_refused_as_a_new_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(place("words.txt"), "umbrella teapot giraffe\nanother line of it\n").unwrap();
    let build = |from: &str, sha1: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_candor"));
        let (from, to) = (place(from), place("list.cbp"));
        command.args(["passwords", "build", &from, &to]).args(sha1).env_clear().output().unwrap()
    };
    std::fs::write(place("empty.txt"), "\n").unwrap();
    assert!(!build("empty.txt", &[]).status.success());
    assert!(!build("words.txt", &["--sha1"]).status.success(), "no such lines");
    let built = build("words.txt", &[]);
    assert!(built.status.success());
    assert!(String::from_utf8_lossy(&built.stderr).contains("2 passphrases"));
    let mut start = Start::new(env!("CARGO_BIN_EXE_candor"), folder.path())
        .at(NOW)
        .unwrap()
        .policy(example("simprints"));
    start.environment.push(("CANDOR_KNOWN_PASSPHRASES".to_owned(), place("list.cbp")));
    let program = start.run().unwrap();
    let mut desk = first_account(&program);
    for (passphrase, status) in
        [("Umbrella teapot giraffe", 422), ("umbrella giraffe in a teapot", 303)]
    {
        let new = [("login", "bob"), ("passphrase", passphrase), ("role", "analyst")];
        let answer = post(&mut desk, "/desk/p/simprints/members", &new);
        assert_eq!(answer.status, status, "{}", answer.words());
    }
}
