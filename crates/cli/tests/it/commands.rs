//! The command line: configuration, policies, cases, accounts, and what it says when nothing is there.

use std::process::{Command, Output, Stdio};

use crate::browser::{PASSPHRASE, example, receipt, report, serve};

fn candor(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_configuration_page_is_current() {
    let output = candor(&["config", "--reference"]);
    assert!(output.status.success());
    expect_test::expect_file!["../../../../docs/configuration.md"].assert_eq(&text(&output.stdout));
}

#[test]
fn sec_1_sec_2_config_shows_origins_hides_secrets_and_lists_no_connection() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    let output = command
        .args(["config", "--json"])
        .env_clear()
        .env("CANDOR_ROOT_KEY", "s3cret-root-key")
        .env("CANDOR_LISTEN", "127.0.0.1:9")
        .output()
        .unwrap();
    let shown = text(&output.stdout);
    assert!(shown.contains("environment") && shown.contains("127.0.0.1:9"), "{shown}");
    assert!(!shown.contains("s3cret"), "{shown}");
    let network = candor(&["config", "--network"]);
    let (listed, beside) = (text(&network.stdout), text(&network.stderr));
    assert!(listed.contains("no connection"), "{listed}");
    assert!(beside.contains("policy check --url"), "{beside}");
}

#[test]
fn a_policy_with_an_error_is_shown_with_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("policy.toml");
    let source = std::fs::read_to_string(example("sigtech")).unwrap();
    std::fs::write(&path, source.replacen("within = \"24 hours\"", "within = \"24 hors\"", 1))
        .unwrap();
    let output = candor(&["policy", "check", path.to_str().unwrap()]);
    assert!(!output.status.success());
    let said = text(&output.stdout);
    assert!(said.contains("hors") && said.contains(':'), "{said}");
    let good = candor(&["policy", "check", example("sigtech").to_str().unwrap()]);
    assert!(good.status.success(), "{}", text(&good.stdout));
}

#[test]
fn the_packs_are_listed_and_each_says_what_it_owes_in_words_and_as_json() {
    let list = text(&candor(&["policy", "packs"]).stdout);
    assert!(
        list.lines().any(|line| line.starts_with("cra ") && line.contains("2026-09-11")),
        "{list}"
    );
    let words = text(&candor(&["policy", "packs", "cra"]).stdout);
    assert!(words.contains("Article 14(2)(a)") && words.contains("within 24 hours"), "{words}");
    let json = text(&candor(&["policy", "packs", "cra", "--json"]).stdout);
    let cra: serde_json::Value = serde_json::from_str(&json).unwrap();
    let warning = cra["promises"].as_array().unwrap().iter();
    let warning = warning.filter(|one| one["id"] == "cra-early-warning").collect::<Vec<_>>();
    assert_eq!(warning.len(), 1);
    assert_eq!(warning[0]["within"], "24 hours");
    assert_eq!(warning[0]["clause"], "Article 14(2)(a)");
    let unknown = candor(&["policy", "packs", "hipaa"]);
    assert!(!unknown.status.success());
    assert!(text(&unknown.stderr).contains("choose one of cra, nis2"), "{}", text(&unknown.stderr));
}

#[test]
fn serving_without_a_policy_explains_the_next_step() {
    let folder = tempfile::tempdir().unwrap();
    let start = testkit::program::Start::new(env!("CARGO_BIN_EXE_candor"), folder.path());
    let program = start.run().unwrap();
    let page = program.browser().get("/").unwrap();
    assert_eq!(page.status, 200);
    assert!(page.words().contains("candor serve --policy"), "{}", page.words());
    let log = program.log.lock().unwrap().clone();
    assert!(log.contains("candor policy check"), "{log}");
}

#[test]
fn a_command_without_data_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("none");
    let output = candor(&["case", "list", "--data", data.to_str().unwrap()]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("candor serve"), "{}", text(&output.stderr));
    assert!(!data.exists(), "a look makes nothing");
}

#[test]
fn a_second_server_on_the_same_data_is_refused() {
    let served = serve("sigtech", "2026-11-02T09:00:00Z");
    let error = served.start.run().unwrap_err().to_string();
    assert!(error.contains("in use by another candor process"), "{error}");
}

#[test]
fn sec_5_cases_are_listed_shown_and_exported_and_an_export_verifies_offline() {
    let mut served = serve("sigtech", "2026-11-02T09:00:00Z");
    let mut reporter = served.program.browser();
    receipt(&report(&mut reporter, "sigtech", &[]));
    let handle = served.handle();
    let list = served.start.command(&["case", "list", "--json"]).output().unwrap();
    let lines: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    assert_eq!(lines[0]["handle"], handle.as_str());
    let run = |arguments: &[&str], passphrase: &str| {
        served.start.command(arguments).env("CANDOR_PASSPHRASE", passphrase).output().unwrap()
    };
    let shown = run(&["case", "show", &handle, "--as", "alice", "--json"], PASSPHRASE);
    assert!(text(&shown.stdout).contains("An attacker can read"), "{}", text(&shown.stderr));
    let refused = run(&["case", "show", &handle, "--as", "alice"], "not the passphrase");
    assert!(!refused.status.success());
    assert!(!text(&refused.stdout).contains("attacker"));

    let export = served.folder.path().join("case.json");
    let exported = run(
        &["case", "export", &handle, "--as", "alice", "--to", export.to_str().unwrap()],
        PASSPHRASE,
    );
    assert!(exported.status.success(), "{}", text(&exported.stderr));
    let said = text(&exported.stderr);
    let key = said.split('\'').nth(1).expect("the key is named").to_owned();
    let verify = |path: &std::path::Path| {
        candor(&["verify", "--export", path.to_str().unwrap(), "--key", &key])
    };
    let held = verify(&export);
    assert!(held.status.success(), "{}", text(&held.stderr));
    let tampered = served.folder.path().join("tampered.json");
    let changed = std::fs::read_to_string(&export).unwrap().replacen(
        "An attacker can read",
        "An attacker can't read",
        1,
    );
    std::fs::write(&tampered, changed).unwrap();
    let fault = verify(&tampered);
    assert!(!fault.status.success(), "{}", text(&fault.stdout));
}

#[test]
fn sec_16_a_case_is_sealed_for_another_candor_and_taken_over_there_with_its_past() {
    let mut served = serve("sigtech", "2026-11-02T09:00:00Z");
    receipt(&report(&mut served.program.browser(), "sigtech", &[]));
    let handle = served.handle();
    let there = serve("simprints", "2026-11-03T09:00:00Z");
    let run = |served: &crate::browser::Served, arguments: &[&str]| {
        let mut command = served.start.command(arguments);
        command.env("CANDOR_PASSPHRASE", PASSPHRASE).output().unwrap()
    };
    let path = |name: &str| served.folder.path().join(name).to_str().unwrap().to_owned();
    let (key_file, for_team, for_words) = (path("team.key"), path("team.case"), path("words.case"));
    let key = run(&there, &["case", "key"]);
    std::fs::write(&key_file, &key.stdout).unwrap();
    let export = ["case", "export", &handle, "--as", "alice", "--to"];
    let sealed = run(&served, &[&export[..], &[&for_team, "--sealed-for", &key_file]].concat());
    assert!(sealed.status.success(), "{}", text(&sealed.stderr));
    let log_key = text(&sealed.stderr).split('\'').nth(1).expect("the key is named").to_owned();
    let bytes = std::fs::read(&for_team).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("attacker"));

    let import = ["case", "import", &for_team, "--as", "alice", "--log-key", &log_key, "--json"];
    let taken = run(&there, &import);
    assert!(taken.status.success(), "{}", text(&taken.stderr));
    let taken: serde_json::Value = serde_json::from_slice(&taken.stdout).unwrap();
    assert_eq!(taken["log_key_compared"], true);
    assert!(taken["past"].as_str().unwrap().starts_with("This export holds."), "{taken}");
    let new_handle = taken["handle"].as_str().unwrap();
    let shown = run(&there, &["case", "show", new_handle, "--as", "alice", "--json"]);
    assert!(text(&shown.stdout).contains("An attacker can read"), "{}", text(&shown.stderr));
    let refused = run(&served, &["case", "import", &for_team, "--as", "alice"]);
    assert!(text(&refused.stderr).contains("not sealed to this program's team"));

    let sealed = run(&served, &[&export[..], &[&for_words, "--with-words"]].concat());
    let words = path("words.txt");
    std::fs::write(&words, &sealed.stdout).unwrap();
    assert_eq!(text(&sealed.stdout).split_whitespace().count(), 12);
    let import = ["case", "import", &for_words, "--as", "alice", "--words-file", &words];
    let taken = run(&there, &import);
    assert!(taken.status.success(), "{}", text(&taken.stderr));
    assert!(text(&taken.stderr).contains("Compare that with the key"), "{}", text(&taken.stderr));
    let nowhere = run(&served, &["case", "transfer", &handle, "--to", "nowhere", "--as", "alice"]);
    assert!(text(&nowhere.stderr).contains("no such program"), "{}", text(&nowhere.stderr));
}

#[test]
fn sec_4_another_kit_is_made_in_three_sheets_and_two_of_them_recover_an_owner() {
    let served = serve("sigtech", "2026-11-02T09:00:00Z");
    let run = |arguments: &[&str]| {
        let mut command = served.start.command(arguments);
        command.env("CANDOR_PASSPHRASE", PASSPHRASE).output().unwrap()
    };
    let made = run(&["user", "kit", "--as", "alice", "--sheets"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let sheets: Vec<String> = text(&made.stdout).lines().map(str::to_owned).collect();
    assert_eq!(sheets.len(), 3);
    let path = |name: &str, content: &str| {
        let path = served.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let passphrase = path("passphrase", PASSPHRASE);
    let recover = |kit: &str| {
        let file = path("kit", kit);
        let rest = ["--recovery-kit", &file, "--passphrase-file", &passphrase];
        run(&[&["user", "recover", "eve"][..], &rest].concat())
    };
    let alone = recover(&sheets[0]);
    assert!(
        text(&alone.stderr).contains("one sheet alone opens nothing"),
        "{}",
        text(&alone.stderr)
    );
    let two = recover(&format!("{}\n{}\n", sheets[2], sheets[0]));
    assert!(two.status.success(), "{}", text(&two.stderr));
}

#[test]
fn completions_and_man_pages_are_made() {
    let bash = candor(&["completions", "bash"]);
    assert!(text(&bash.stdout).contains("_candor"));
    let folder = tempfile::tempdir().unwrap();
    assert!(candor(&["man", folder.path().to_str().unwrap()]).status.success());
    assert!(folder.path().join("candor.1").exists());
}
