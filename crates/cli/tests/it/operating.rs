//! What an operator relies on: the first account, and the program's own log.

use testkit::program::Start;

use crate::browser::example;

const NOW: &str = "2026-11-02T09:00:00Z";

// ASVS 6.4.1, 13.2.3
#[test]
fn sec_4_a_new_instance_has_no_account_but_the_one_that_its_operator_makes_by_a_link_that_works_once()
 {
    let folder = tempfile::tempdir().unwrap();
    let start = Start::new(env!("CARGO_BIN_EXE_candor"), folder.path())
        .at(NOW)
        .unwrap()
        .policy(example("simprints"));
    let program = start.run().unwrap();
    let mut stranger = program.browser();
    for (name, passphrase) in [("admin", "admin"), ("root", ""), ("candor", "candor")] {
        let tried =
            stranger.post("/desk/sign-in", &[("name", name), ("passphrase", passphrase)]).unwrap();
        assert_ne!(tried.status, 303, "{name}: {}", tried.words());
        assert!(stranger.cookies.is_empty(), "{name} got a session");
    }
    for path in
        ["/desk/setup", "/desk/setup?code=", "/desk/setup?code=00112233445566778899aabbccddeeff"]
    {
        assert_ne!(stranger.get(path).unwrap().status, 200, "{path}");
    }
    let link = program.setup_link.clone().expect("a link for the first account");
    let path = format!("/desk/{}", link.split_once("/desk/").unwrap().1);
    let page = stranger.get(&path).unwrap();
    let token = page.hidden("setup_token").unwrap();
    let account = [
        ("setup_token", token.as_str()),
        ("name", "alice"),
        ("passphrase", "correct horse battery staple"),
        ("passphrase_again", "correct horse battery staple"),
    ];
    assert_eq!(stranger.post("/desk/setup", &account).unwrap().status, 201);
    let mut second = program.browser();
    assert_ne!(second.get(&path).unwrap().status, 200, "the link worked twice");
    assert_ne!(second.post("/desk/setup", &account).unwrap().status, 201);
    // And a program that starts again makes another, as long as there is no account.
    let other = tempfile::tempdir().unwrap();
    let start = Start::new(env!("CARGO_BIN_EXE_candor"), other.path()).at(NOW).unwrap();
    let links: Vec<_> = (0..2)
        .map(|_| {
            let program = start.run().unwrap();
            let link = program.setup_link.clone();
            program.stop().unwrap();
            link.and_then(|link| Some(link.split_once("code=")?.1.to_owned()))
        })
        .collect();
    assert!(links.iter().all(|code| code.as_ref().is_some_and(|code| code.len() >= 32)));
    assert_ne!(links[0], links[1], "the code is made anew at each start");
}

#[test]
fn sec_4_the_kit_of_the_first_account_comes_in_three_sheets_for_whoever_asks_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let start = Start::new(env!("CARGO_BIN_EXE_candor"), folder.path())
        .at(NOW)
        .unwrap()
        .policy(example("simprints"));
    let program = start.run().unwrap();
    let mut desk = program.browser();
    let link = program.setup_link.clone().expect("a link for the first account");
    let page = desk.get(&format!("/desk/{}", link.split_once("/desk/").unwrap().1)).unwrap();
    let token = page.hidden("setup_token").unwrap();
    let passphrase = "correct horse battery staple";
    let account = [
        ("setup_token", token.as_str()),
        ("name", "alice"),
        ("passphrase", passphrase),
        ("passphrase_again", passphrase),
        ("sheets", "yes"),
    ];
    let shown = desk.post("/desk/setup", &account).unwrap();
    assert_eq!(shown.status, 201, "{}", shown.words());
    let code = |text: &str| text.split("</code>").next().unwrap_or_default().to_owned();
    let body = String::from_utf8_lossy(&shown.body);
    let codes: Vec<String> = body.split("<code>").skip(1).map(code).collect();
    let sheets: Vec<&[String]> = codes.chunks(25).collect();
    assert_eq!(sheets.len(), 3, "{}", shown.words());
    let kit_token = shown.hidden("kit_token").unwrap();
    let csrf = shown.hidden("csrf").unwrap();
    let wrong = [("csrf", csrf.as_str()), ("kit_token", &kit_token), ("word_1_3", "x")];
    assert_eq!(desk.post("/desk/setup/recovery-kit", &wrong).unwrap().status, 422);
    let typed = [
        ("csrf", csrf.as_str()),
        ("kit_token", kit_token.as_str()),
        ("word_1_3", sheets[0][3].as_str()),
        ("word_2_8", sheets[1][8].as_str()),
        ("word_3_14", sheets[2][14].as_str()),
    ];
    assert_eq!(desk.post("/desk/setup/recovery-kit", &typed).unwrap().status, 303);
    let kit = folder.path().join("kit");
    std::fs::write(&kit, format!("{}\n{}", sheets[1].join(" "), sheets[2].join(" "))).unwrap();
    let first = folder.path().join("passphrase");
    std::fs::write(&first, passphrase).unwrap();
    let mut recover = start.command(&["user", "recover", "eve", "--recovery-kit"]);
    let recovered = recover.arg(&kit).arg("--passphrase-file").arg(&first).output().unwrap();
    assert!(recovered.status.success(), "{}", String::from_utf8_lossy(&recovered.stderr));
}

// ASVS 16.2.2, 16.2.4, 16.4.1
#[test]
fn every_entry_of_the_log_is_one_line_of_json_with_its_time_in_utc_and_no_input_makes_another() {
    let folder = tempfile::tempdir().unwrap();
    let mut start = Start::new(env!("CARGO_BIN_EXE_candor"), folder.path())
        .at(NOW)
        .unwrap()
        .policy(example("simprints"));
    start.environment.push(("CANDOR_LOG".to_owned(), "debug".to_owned()));
    start.environment.push(("CANDOR_LOG_FORMAT".to_owned(), "json".to_owned()));
    let program = start.run().unwrap();
    let mut hostile = program.browser();
    let forged = "%0A%7B%22level%22:%22FORGED%22%7D";
    for path in [
        format!("/p/simprints{forged}"),
        format!("/p/simprints/advisories/{forged}?a={forged}"),
        format!("/api/v1/programs/{forged}"),
        format!("/desk/setup?code={forged}"),
    ] {
        hostile.get(&path).unwrap();
    }
    let name = "eve\n{\"level\":\"FORGED\"}\r\n";
    hostile.post("/desk/sign-in", &[("name", name), ("passphrase", name)]).unwrap();
    hostile.post("/mailbox", &[("receipt", name)]).unwrap();
    let log = std::sync::Arc::clone(&program.log);
    program.stop().unwrap();
    let log = log.lock().unwrap().clone();
    let entries: Vec<&str> = log.lines().filter(|line| line.starts_with('{')).collect();
    assert!(!entries.is_empty(), "{log}");
    for line in entries {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(entry["timestamp"].as_str().is_some_and(|time| time.ends_with('Z')), "{line}");
        assert_ne!(entry["level"], "FORGED", "{line}");
    }
}
