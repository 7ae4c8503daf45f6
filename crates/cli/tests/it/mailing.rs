//! Mail about advisories with the program as it runs: from the form on the public page over the relay to the button that
//! ends it, across a relay that is away, answers that are lost and a program that is killed.

use std::net::TcpListener;
use std::time::Duration;

use testkit::http::Browser;
use testkit::mail::{MailRelay, Start as RelayStart, Taken, Tls, certificate};
use testkit::program::{Start, set_clock};

use crate::browser::{PASSPHRASE, Served, example, first_account, report};

const P: &str = "simprints";
const RELAY_PASSPHRASE: &str = "a passphrase of the relay";
/// The jobs wake up every twenty seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// A port on which nobody listens.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn ask(browser: &mut Browser, address: &str) -> String {
    let place = format!("/p/{P}/subscribe");
    let form = browser.get(&place).unwrap();
    assert_eq!(form.status, 200, "{}", form.words());
    let asked = browser.post(&place, &[("address", address)]).unwrap();
    assert_eq!(asked.status, 200, "{}", asked.words());
    asked.words()
}

fn of<'a>(taken: &'a [Taken], to: &str, word: &str) -> Vec<&'a Taken> {
    taken
        .iter()
        .filter(|one| one.to == [to] && one.header("Subject").unwrap().contains(word))
        .collect()
}

/// The path of the only link of a mail that has this in it.
fn link(mail: &Taken, part: &str) -> String {
    let text = mail.body();
    let line = text.lines().find(|line| line.contains(part)).expect(part);
    let path = line.split_once("//").unwrap().1.split_once('/').unwrap().1;
    format!("/{path}")
}

/// Starts the program again, as after a crash. It sends at once what is due.
fn restart(served: Served) -> Served {
    let Served { program, start, folder, .. } = served;
    program.kill().unwrap();
    let program = start.run().unwrap();
    let mut desk = program.browser();
    let signed_in = desk.post("/desk/sign-in", &[("name", "alice"), ("passphrase", PASSPHRASE)]);
    assert_eq!(signed_in.unwrap().status, 303);
    Served::of(program, start, desk, folder)
}

/// Waits until the program knows that everything was taken: the relay knows it a moment before.
fn nothing_waits(served: &mut Served) {
    for _ in 0..300 {
        let page = served.desk.get(&format!("/desk/p/{P}/members")).unwrap();
        assert!(page.text().contains("Mail: 1 subscriber."), "{}", page.words());
        if !page.text().contains("to be taken") {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("mail waits: {}", served.program.log.lock().unwrap());
}

fn sent_draft(served: &mut Served, handle: &str, fields: &[(&str, &str)]) {
    let editor = format!("/desk/p/{P}/cases/{handle}/advisory");
    let page = served.desk.get(&editor).unwrap();
    let (csrf, seq) = (page.hidden("csrf").unwrap(), page.hidden("expected_seq").unwrap());
    let mut draft = vec![
        ("csrf", csrf.as_str()),
        ("expected_seq", seq.as_str()),
        ("title", "Files can be read\u{2026} by \u{201c}anyone\u{201d}"),
        ("summary", "Anyone can read every file. Update to 2026.3."),
        ("product-1-ecosystem", "Maven"),
        ("product-1-package", "com.simprints:id"),
        ("product-1-fixed", "2026.3"),
        ("product-1-affected", ""),
    ];
    draft.extend_from_slice(fields);
    let sent = served.desk.post(&editor, &draft).unwrap();
    assert_eq!(sent.status, 303, "{}", sent.words());
}

fn accepted(served: &mut Served) -> String {
    report(&mut served.program.browser(), P, &[]);
    let handle = served.handle();
    for (command, fields) in [
        ("validate", &[][..]),
        ("accept", &[("text", "It is a vulnerability.")]),
        ("fix-ready", &[]),
        ("fix-released", &[("mitigation", "release"), ("version", "2026.3")]),
        ("terminate-embargo", &[("reason", "The fix is out.")]),
    ] {
        served.try_act(P, &handle, command, fields);
    }
    handle
}

// ASVS 12.3.1
#[test]
fn case_5_sec_2_a_subscriber_gets_each_edition_after_its_minute_until_they_end_it() {
    let folder = tempfile::tempdir().unwrap();
    let pair = certificate(folder.path());
    let port = free_port();
    let start_relay = || -> MailRelay {
        let address = format!("127.0.0.1:{port}");
        let files = pair.as_ref();
        let tls =
            files.map(|(certificate, key)| (Tls::AfterStart, certificate.as_path(), key.as_path()));
        let login = Some(("candor", RELAY_PASSPHRASE));
        RelayStart { address: &address, tls, login }.run().unwrap()
    };
    let secret = folder.path().join("mail.password");
    std::fs::write(&secret, RELAY_PASSPHRASE).unwrap();
    let mut start = Start::new(env!("CARGO_BIN_EXE_candor"), folder.path())
        .at("2026-11-02T09:00:00Z")
        .unwrap()
        .policy(example(P));
    let relay_address = format!("smtp://localhost:{port}");
    let mut environment = vec![
        ("CANDOR_RATE_LIMIT", "0"),
        ("CANDOR_MAIL_RELAY", relay_address.as_str()),
        ("CANDOR_MAIL_FROM", "Simprints Security <security@simprints.example>"),
        ("CANDOR_MAIL_USER", "candor"),
        ("CANDOR_MAIL_PASSWORD_FILE", secret.to_str().unwrap()),
    ];
    if let Some((certificate, _)) = &pair {
        environment.push(("CANDOR_MAIL_TLS", "required"));
        environment.push(("SSL_CERT_FILE", certificate.to_str().unwrap()));
    }
    for (name, value) in environment {
        start.environment.push((name.to_owned(), value.to_owned()));
    }
    let program = start.run().unwrap();
    let desk = first_account(&program);
    let mut served = Served::of(program, start, desk, folder);
    let clock = served.start.clock.clone().unwrap();
    let handle = accepted(&mut served);

    // The relay is away while people ask; they are asked once it is there.
    let mut anyone = served.program.browser();
    let said = ask(&mut anyone, "ann@example.net");
    assert_eq!(ask(&mut anyone, "ben@example.net"), said);
    assert_eq!(ask(&mut anyone, "dora@example.net"), said);
    assert_eq!(ask(&mut anyone, "ANN@example.net"), said, "the same answer whoever is known");
    served = restart(served);
    let mut waited = 0;
    while !served.program.log.lock().unwrap().contains("the mail relay takes nothing") {
        waited += 1;
        assert!(waited < 600, "{}", served.program.log.lock().unwrap());
        std::thread::sleep(Duration::from_millis(100));
    }
    let relay = start_relay();
    set_clock(&clock, "2026-11-02T09:10:00Z").unwrap();
    served = restart(served);
    let is_asked = relay.wait_until(PATIENCE, |taken| taken.len() >= 3);
    let log = served.program.log.lock().unwrap().clone();
    assert!(is_asked, "{:?} {log}", relay.complaints());
    assert!(!log.contains("example.net") && !log.contains(RELAY_PASSPHRASE), "{log}");
    let asked = relay.taken();
    assert_eq!(asked.len(), 3, "each is asked once");
    for one in &asked {
        assert_eq!((one.over_tls, one.login.as_deref()), (pair.is_some(), Some("candor")));
        assert_eq!(one.from, "security@simprints.example");
        let place = link(one, "/subscribe/");
        let mut reader = served.program.browser();
        assert_eq!(reader.get(&place).unwrap().status, 200, "looking confirms nothing");
        assert_eq!(reader.post(&place, &[]).unwrap().status, 200);
    }

    // Settled for a minute: nothing before it, each one mail after it.
    relay.refuse("ben@example.net", "550 5.1.1 no such user");
    served.set_clock("2026-11-02T09:20:00Z");
    sent_draft(&mut served, &handle, &[("act", "schedule"), ("release_at", "2026-11-02T10:00Z")]);
    set_clock(&clock, "2026-11-02T09:59:59Z").unwrap();
    served = restart(served);
    let early = relay.wait_until(Duration::from_secs(3), |taken| taken.len() > 3);
    assert!(!early, "{:?}", relay.taken());
    set_clock(&clock, "2026-11-02T10:00:00Z").unwrap();
    served = restart(served);
    let is_out = relay.wait_until(PATIENCE, |taken| taken.len() >= 5);
    assert!(is_out, "{:?} {}", relay.complaints(), served.program.log.lock().unwrap());
    let taken = relay.taken();
    assert_eq!(taken.len(), 5, "ann and dora; ben's mailbox is gone");
    let [mail] = of(&taken, "ann@example.net", "2026-0001")[..] else { panic!("{taken:?}") };
    assert!(mail.body().contains("Anyone can read every file."), "{}", mail.text);
    assert_eq!(mail.header("List-Unsubscribe-Post").unwrap(), "List-Unsubscribe=One-Click");
    assert_eq!(mail.header("Auto-Submitted").unwrap(), "auto-generated");
    let ending = mail.header("List-Unsubscribe").unwrap();
    let ending = ending.trim_matches(['<', '>']).to_owned();
    assert!(mail.body().contains(&ending), "people end it by the same address");
    let ids: Vec<_> = taken.iter().map(|one| one.header("Message-ID").unwrap()).collect();
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), 5, "{ids:?}");

    // One click, as a mail program sends it: no page before it, no cookie, nothing of a browser.
    let path = ending.split_once("//").unwrap().1.split_once('/').unwrap().1;
    let path = format!("/{path}");
    let mut program = served.program.browser();
    assert_eq!(program.get(&path).unwrap().status, 200, "looking ends nothing");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let body = b"List-Unsubscribe=One-Click";
    for _ in 0..2 {
        assert_eq!(program.request("POST", &path, &form, body).unwrap().status, 200);
    }

    // The next edition goes to who is left. Its answer is lost, so it comes twice, and is known by its id.
    relay.lose_answers(1);
    served.set_clock("2026-11-02T10:10:00Z");
    let publish = [("act", "publish"), ("confirm", "publish"), ("change", "It says more.")];
    sent_draft(&mut served, &handle, &publish);
    served = restart(served);
    assert!(relay.wait_until(PATIENCE, |taken| taken.len() >= 6), "{:?}", relay.complaints());
    served = restart(served);
    set_clock(&clock, "2026-11-02T10:20:00Z").unwrap();
    assert!(relay.wait_until(PATIENCE, |taken| taken.len() >= 7));
    nothing_waits(&mut served);
    set_clock(&clock, "2026-11-02T12:00:00Z").unwrap();
    served = restart(served);
    assert!(!relay.wait_until(Duration::from_secs(3), |taken| taken.len() > 7));
    let taken = relay.taken();
    let [.., once, again] = taken.as_slice() else { panic!("{taken:?}") };
    assert_eq!((&once.to, &once.text), (&again.to, &again.text), "the very same message");
    assert_eq!(once.to, ["dora@example.net"]);
    assert_eq!(relay.complaints(), [""; 0]);
    let verified = served.start.command(&["verify"]).output().unwrap();
    assert!(verified.status.success());
}
