//! Several parties on one case, through HTTP: a guest vendor's whole story, one that stays silent, a leak, and
//! more vendors than fit on a screen.

use std::path::Path;

use testkit::http::{Answer, Browser};

use crate::browser::{PASSPHRASE, Served, mailbox, receipt, report, serve_file};

/// Candor's own policy, whose embargo is ninety days.
const P: &str = "candor";

/// A served program, an accepted case, and the reporter's receipt.
fn a_case() -> (Served, String, String) {
    let policy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy.toml");
    let mut served = serve_file(&policy, "2026-11-02T09:00:00Z");
    let mut reporter = served.program.browser();
    let receipt = receipt(&report(&mut reporter, P, &[]));
    let handle = served.handle();
    served.act(P, &handle, "accept", &[]);
    (served, handle, receipt)
}

fn parties(handle: &str) -> String {
    format!("/desk/p/{P}/cases/{handle}/parties")
}

/// Invites a party by the page, and gives the path of its link, which is shown once.
fn invite(served: &mut Served, handle: &str, fields: &[(&str, &str)]) -> String {
    let path = parties(handle);
    let csrf = served.desk.get(&path).unwrap().hidden("csrf").unwrap();
    let mut form = vec![("csrf", csrf.as_str())];
    form.extend_from_slice(fields);
    let shown = served.desk.post(&path, &form).unwrap();
    assert_eq!(shown.status, 200, "{}", shown.words());
    let text = shown.words();
    let link = text.split_whitespace().find(|word| word.contains("/invitation/")).unwrap();
    format!("/invitation/{}", link.rsplit('/').next().unwrap())
}

/// Opens a link as a person does: the page, then its button.
fn open_link(browser: &mut Browser, link: &str) -> Answer {
    let page = browser.get(link).unwrap();
    assert_eq!(page.status, 200, "{}", page.words());
    assert!(page.header("set-cookie").is_none(), "looking at a link does nothing");
    let code = page.hidden("code").unwrap();
    let opened = browser.post("/invitation", &[("code", &code)]).unwrap();
    assert_eq!(opened.status, 303, "{}", opened.words());
    assert_eq!(opened.header("location"), Some("/party"), "the code is in no address any more");
    browser.follow(opened).unwrap()
}

fn say(browser: &mut Browser, command: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = browser.get("/party").unwrap().hidden("csrf").unwrap();
    let mut form = vec![("csrf", csrf.as_str())];
    form.extend_from_slice(fields);
    browser.post(&format!("/party/do/{command}"), &form).unwrap()
}

/// The key that a party is shown, once, when it agrees.
fn agree(browser: &mut Browser) -> String {
    let shown = say(browser, "consent", &[]);
    assert_eq!(shown.status, 200, "{}", shown.words());
    let text = shown.text();
    let codes: Vec<&str> =
        text.split("<code>").skip(1).filter_map(|rest| rest.split("</code>").next()).collect();
    assert_eq!(codes.len(), 2, "words and characters: {}", shown.words());
    codes[0].to_owned()
}

// ASVS 8.2.2, 8.2.3
#[test]
fn sec_13_a_guest_vendor_s_whole_story() {
    let (mut served, handle, receipt) = a_case();
    let link = invite(
        &mut served,
        &handle,
        &[
            ("name", "Acme Embedded"),
            ("role", "vendor"),
            ("contact", "psirt@acme.example"),
            ("rules", "Name the people who read along."),
        ],
    );
    served.act(P, &handle, "party-message", &[("text", "PARSER-FLAW in all releases")]);
    served.act(P, &handle, "note", &[("text", "TEAM-ONLY note")]);
    served.act(P, &handle, "message", &[("text", "REPORTER-ONLY message")]);

    // Terms first: the embargo, the mark, the rules, the time to answer; and nothing of the case.
    let mut acme = served.program.browser();
    let terms = open_link(&mut acme, &link);
    let words = terms.words();
    for said in
        ["Acme Embedded", "You tell nobody before", "TLP:AMBER", "Name the people", "Answer by"]
    {
        assert!(words.contains(said), "{said}: {words}");
    }
    let secrets = ["PARSER-FLAW", "TEAM-ONLY", "REPORTER-ONLY", "read every file", "psirt@acme"];
    for secret in secrets {
        assert!(!terms.text().contains(secret), "{secret} before consent");
    }
    let early = say(&mut acme, "party-message", &[("text", "Too early")]);
    assert!([403, 404].contains(&early.status), "{}", early.words());

    // A counter-proposal changes nothing that binds.
    let longer = say(&mut acme, "revise-embargo", &[("ends", "2027-11-01T12:00:00Z")]);
    assert_eq!(longer.status, 303, "{}", longer.words());
    let page = acme.follow(longer).unwrap().words();
    assert!(page.contains("You proposed") && page.contains("2027-11-01"), "{page}");
    served.act(P, &handle, "reject-embargo", &[("reason", "Too long.")]);

    // It agrees, takes its key, and sees what is shared and nothing else.
    let key = agree(&mut acme);
    let seen = acme.get("/party").unwrap();
    assert!(seen.words().contains("PARSER-FLAW in all releases"), "{}", seen.words());
    for secret in ["TEAM-ONLY", "REPORTER-ONLY", "read every file", "psirt@acme"] {
        assert!(!seen.text().contains(secret), "{secret} is not the party's");
    }
    let code = link.rsplit('/').next().unwrap();
    let dead = served.program.browser().post("/invitation", &[("code", code)]).unwrap();
    assert_eq!(dead.status, 422, "the link was answered");
    for path in
        [format!("/desk/p/{P}/cases/{handle}"), parties(&handle), "/mailbox/case".to_owned()]
    {
        assert_eq!(acme.get(&path).unwrap().status, 303, "{path} is not for a party");
    }

    // Later, with the key, from another browser: status, statement, a message to the team.
    let mut later = served.program.browser();
    let opened = later.post("/invitation", &[("code", &key)]).unwrap();
    assert_eq!(opened.status, 303, "{}", opened.words());
    let stated = [("impact", "affected"), ("statement", "Versions 2 and 3 are affected.")];
    assert_eq!(say(&mut later, "record-status", &stated).status, 303);
    let wrong = say(&mut later, "record-status", &[("fix", "ready")]);
    assert_eq!(wrong.status, 422, "a fix only for a report that it accepted");
    assert!(wrong.words().contains("accepted"), "{}", wrong.words());
    let ready = [("report", "accepted"), ("fix", "ready")];
    assert_eq!(say(&mut later, "record-status", &ready).status, 303);
    let said = say(&mut later, "party-message", &[("text", "ACME-TO-TEAM"), ("to", "yes")]);
    assert_eq!(said.status, 303, "{}", said.words());

    let list = served.desk.get(&parties(&handle)).unwrap().words();
    for shown in ["Fix ready", "Versions 2 and 3 are affected.", "1 party"] {
        assert!(list.contains(shown), "{shown}: {list}");
    }
    let one = served.desk.get(&format!("{}/acme-embedded", parties(&handle))).unwrap();
    assert!(one.words().contains("ACME-TO-TEAM") && one.words().contains("psirt@acme.example"));
    let theirs = mailbox(&served.program, &receipt).1.text();
    for hidden in ["ACME-TO-TEAM", "Acme", "acme", "PARSER-FLAW"] {
        assert!(!theirs.contains(hidden), "{hidden} is not the reporter's");
    }

    // Taken off: at once, and what comes after is under another key.
    served.act(P, &handle, "remove-party", &[("participant", "acme-embedded")]);
    assert_eq!(later.get("/party").unwrap().status, 303);
    let gone = served.program.browser().post("/invitation", &[("code", &key)]).unwrap();
    assert_eq!(gone.status, 422, "{}", gone.words());
    served.act(P, &handle, "note", &[("text", "After they left")]);
    assert!(served.case(P, &handle).words().contains("After they left"));
    assert!(mailbox(&served.program, &receipt).1.words().contains("REPORTER-ONLY message"));
    let mut keyed = served.start.command(&["verify", "--as", "alice"]);
    let keyed = keyed.env("CANDOR_PASSPHRASE", PASSPHRASE).output().unwrap();
    assert!(keyed.status.success(), "{}", String::from_utf8_lossy(&keyed.stdout));
}

#[test]
fn a_silent_vendor_is_shown_as_silent_with_the_days_and_never_as_not_affected() {
    let (mut served, handle, _) = a_case();
    invite(&mut served, &handle, &[("name", "Quiet Ltd"), ("role", "vendor")]);
    let loud = invite(&mut served, &handle, &[("name", "Loud Inc"), ("role", "vendor")]);
    let mut browser = served.program.browser();
    open_link(&mut browser, &loud);
    agree(&mut browser);
    assert_eq!(say(&mut browser, "record-status", &[("impact", "not-affected")]).status, 303);
    served.set_clock("2026-11-06T09:00:00Z");
    let words = served.desk.get(&parties(&handle)).unwrap().words();
    assert!(words.contains("2 parties, 1 silent"), "{words}");
    let silent = served.desk.get(&format!("{}?show=any-silent", parties(&handle))).unwrap().words();
    assert!(silent.contains("Quiet Ltd") && silent.contains("4 days"), "{silent}");
    assert!(!silent.contains("Loud Inc"), "{silent}");
    let cleared =
        served.desk.get(&format!("{}?show=not-affected", parties(&handle))).unwrap().words();
    assert!(cleared.contains("Loud Inc") && !cleared.contains("Quiet Ltd"), "{cleared}");
    // The time to answer runs out: silence is a no, and still shown as silence.
    served.set_clock("2026-11-12T09:00:00Z");
    served.act(P, &handle, "note", &[("text", "Nothing from them")]);
    let words = served.desk.get(&parties(&handle)).unwrap().words();
    assert!(words.contains("Did not answer the invitation"), "{words}");
    assert!(words.contains("10 days") && words.contains("2 parties, 1 silent"), "{words}");
}

#[test]
fn a_leak_forces_a_decision_with_its_reason_before_anything_else_is_done_with_the_embargo() {
    let (mut served, handle, _) = a_case();
    let link = invite(&mut served, &handle, &[("name", "Acme"), ("role", "vendor")]);
    let mut acme = served.program.browser();
    open_link(&mut acme, &link);
    agree(&mut acme);
    served.act(P, &handle, "record-leak", &[("note", "Seen in a chat")]);
    let page = served.case(P, &handle).words();
    assert!(page.contains("Decide to keep it, to shorten it or to end it"), "{page}");
    let revise = [("ends", "2026-11-20T12:00:00Z")];
    let refused = served.try_act(P, &handle, "revise-embargo", &revise);
    assert_eq!(refused.status, 422, "{}", refused.words());
    let silent = served.try_act(P, &handle, "shorten-embargo", &revise);
    assert_eq!(silent.status, 422, "a decision has a reason: {}", silent.words());
    let decision = [("ends", "2026-11-20T12:00:00Z"), ("reason", "It is in one chat only")];
    served.act(P, &handle, "shorten-embargo", &decision);
    assert!(!served.case(P, &handle).words().contains("Decide to keep it, to shorten it"));
    let told = acme.get("/party").unwrap().words();
    assert!(
        told.contains("Embargo shortened") && told.contains("It is in one chat only"),
        "{told}"
    );
    // Before it is published the parties are told, or it shows that they were not.
    served.set_clock("2026-11-18T12:00:00Z");
    let words = served.desk.get(&parties(&handle)).unwrap().words();
    assert!(words.contains("The parties were not told of the publication"), "{words}");
}

#[test]
fn a_mark_is_not_widened_in_silence() {
    let (mut served, handle, _) = a_case();
    let wider = served.try_act(P, &handle, "message", &[("text", "x"), ("tlp", "clear")]);
    assert_eq!(wider.status, 422, "{}", wider.words());
    let silent = served.try_act(P, &handle, "set-tlp", &[("tlp", "clear")]);
    assert_eq!(silent.status, 422, "{}", silent.words());
    served.act(P, &handle, "set-tlp", &[("tlp", "clear"), ("reason", "The fix is public")]);
    served.act(P, &handle, "message", &[("text", "Hello"), ("tlp", "clear")]);
    let page = served.case(P, &handle).words();
    assert!(page.contains("Message from the team (TLP:CLEAR)"), "{page}");
}

#[test]
fn a_wrong_code_an_unknown_one_and_an_answered_one_are_told_the_same() {
    let (mut served, handle, _) = a_case();
    let link = invite(&mut served, &handle, &[("name", "Acme"), ("role", "vendor")]);
    let mut acme = served.program.browser();
    open_link(&mut acme, &link);
    agree(&mut acme);
    let unknown = seal::PartyKey::generate(&mut desk::SystemRandom);
    let code = unknown.characters().to_string();
    let mut anyone = served.program.browser();
    let mut ask = |code: &str| {
        let answer = anyone.post("/invitation", &[("code", code)]).unwrap();
        (answer.status, answer.words())
    };
    assert_eq!(ask(&code), ask(link.rsplit('/').next().unwrap()));
    assert_eq!(ask("twelve words that are none").0, 422);
    let bad = anyone.get("/invitation/not-a-code").unwrap();
    assert_eq!(bad.status, 422, "{}", bad.words());
}
