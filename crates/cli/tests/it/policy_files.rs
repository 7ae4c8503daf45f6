//! `candor policy init`, `fmt`, `diff`, `render`, `schema`, and the versions of a policy as a site serves them.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use testkit::program::Start;

fn candor(folder: &Path, arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may end before it read everything.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const INIT: &[&str] =
    &["policy", "init", "--yes", "--name", "My Thing", "--email", "security@example.org"];

#[test]
fn init_asks_a_dozen_questions_and_writes_a_file_that_is_read_without_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    // A wrong answer is asked again; Enter takes what stands in brackets.
    let answers = "My Thing\nnobody\nsecurity@example.org\n\n\n48 hours\n7 dayz\n7 days\n\n\n\n\n\n\n2.x\nEurope/Berlin\nDE-BE\n\n";
    let output = candor(folder.path(), &["policy", "init"], answers, &[]);
    let asked = text(&output.stderr);
    assert!(output.status.success(), "{asked}");
    assert!(asked.contains("write an e-mail address") && asked.contains("unknown unit"), "{asked}");
    let source = std::fs::read_to_string(folder.path().join("policy.toml")).unwrap();
    let policy = policy::parse(&source).unwrap();
    assert_eq!(policy.warnings(), []);
    assert_eq!(policy.promise("acknowledge").unwrap().promised().unwrap().to_string(), "48 hours");
    assert_eq!(policy.calendar.region().unwrap().name(), "Berlin (Germany)");
    let checked = candor(folder.path(), &["policy", "fmt", "--check", "policy.toml"], "", &[]);
    assert!(checked.status.success(), "{}", text(&checked.stdout));
    // It is not written over unasked.
    let again = candor(folder.path(), INIT, "", &[]);
    assert!(!again.status.success() && text(&again.stderr).contains("--force"));
    // Answers that end too early write nothing.
    let short = candor(folder.path(), &["policy", "init", "other.toml"], "My Thing\n", &[]);
    assert!(!short.status.success() && !folder.path().join("other.toml").exists());
}

#[test]
fn init_takes_its_answers_from_flags_and_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("answers.toml"), "credit = \"opt-out\"\nfix = \"none\"\n")
        .unwrap();
    let arguments = [INIT, &["--answers", "answers.toml", "--acknowledge", "1 day", "-"]].concat();
    let output = candor(folder.path(), &arguments, "", &[]);
    let policy = policy::parse(&text(&output.stdout)).unwrap();
    assert_eq!(policy.credit.choice, policy::CreditChoice::OptOut);
    assert!(policy.promise("fix").is_none());
    assert_eq!(policy.promise("acknowledge").unwrap().promised().unwrap().to_string(), "1 day");
    for (wrong, said) in [
        (&["--acknowledge", "soon"][..], "whole number"),
        (&["--country", "XX"], "no public holidays"),
        (&["--packs", "unknown"], "no pack"),
    ] {
        let output = candor(folder.path(), &[INIT, wrong, &["-"]].concat(), "", &[]);
        assert!(!output.status.success() && text(&output.stderr).contains(said), "{wrong:?}");
    }
    let unreachable = candor(folder.path(), &["policy", "init", "--yes", "--name", "X"], "", &[]);
    assert!(text(&unreachable.stderr).contains("one way to reach you"));
}

#[test]
fn fmt_lays_a_file_out_once_and_check_only_looks() {
    let folder = tempfile::tempdir().unwrap();
    let untidy =
        "[program]\nname=\"P\" # the name\nid=\"p\"\ncontact=[{email=\"a@example.org\"}]\n";
    let path = folder.path().join("p.toml");
    std::fs::write(&path, untidy).unwrap();
    let checked = candor(folder.path(), &["policy", "fmt", "--check", "p.toml"], "", &[]);
    assert!(!checked.status.success());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), untidy);
    assert!(candor(folder.path(), &["policy", "fmt", "p.toml"], "", &[]).status.success());
    let tidy = "[program]\nid = \"p\"\nname = \"P\" # the name\ncontact = [{ email = \"a@example.org\" }]\n";
    assert_eq!(std::fs::read_to_string(&path).unwrap(), tidy);
    let piped = candor(folder.path(), &["policy", "fmt", "-"], untidy, &[]);
    assert_eq!(text(&piped.stdout), tidy);
}

#[test]
fn diff_says_what_changed_and_fails_a_review_when_something_was_loosened() {
    let folder = tempfile::tempdir().unwrap();
    for (name, time) in [("a.toml", "48 hours"), ("b.toml", "24 hours")] {
        let arguments = [INIT, &["--acknowledge", time, name]].concat();
        assert!(candor(folder.path(), &arguments, "", &[]).status.success());
    }
    let there = candor(folder.path(), &["policy", "diff", "a.toml", "b.toml"], "", &[]);
    assert_eq!(
        text(&there.stdout),
        "tightened: acknowledgement: 48 hours → 24 hours (affects reporters)\n"
    );
    let review = ["policy", "diff", "--fail-when-loosened"];
    let good = candor(folder.path(), &[&review[..], &["a.toml", "b.toml"]].concat(), "", &[]);
    let bad = candor(folder.path(), &[&review[..], &["b.toml", "a.toml"]].concat(), "", &[]);
    assert!(good.status.success() && !bad.status.success());
    let json = candor(folder.path(), &["policy", "diff", "--json", "b.toml", "a.toml"], "", &[]);
    let changes: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(changes[0]["kind"], "loosened");
}

#[test]
fn schema_and_reference_are_what_the_documents_hold() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, document) in [
        (&["policy", "schema"][..], "docs/policy.schema.json"),
        (&["policy", "schema", "--reference"], "docs/policy-language.md"),
    ] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let held = std::fs::read_to_string(root.join(document)).unwrap();
        assert_eq!(text(&candor(folder.path(), arguments, "", &[]).stdout), held);
    }
}

/// A GnuPG home with a signing key, and the key as it is exported; nothing without `gpg`.
fn signing_key(home: &Path) -> Option<String> {
    let gpg = |arguments: &[&str]| {
        let options = ["--batch", "--no-tty", "--passphrase", "", "--pinentry-mode", "loopback"];
        Command::new("gpg").env("GNUPGHOME", home).args(options).args(arguments).output()
    };
    let Ok(made) = gpg(&["--quick-generate-key", "desk", "ed25519", "sign"]) else {
        println!("skipped: gpg is not installed");
        return None;
    };
    assert!(made.status.success(), "{}", text(&made.stderr));
    Some(text(&gpg(&["--armor", "--export-secret-keys", "desk"]).unwrap().stdout))
}

#[test]
fn a_security_txt_without_any_address_is_refused_and_the_flag_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policy.toml");
    let own = own.to_str().unwrap();
    let place = ["--policy-url", "https://desk.example/p/candor"];
    let file = ["--canonical-url", "https://desk.example/.well-known/security.txt"];
    let render = [&["policy", "render", own, "--as", "security-txt"][..], &place, &file].concat();
    let refused = candor(folder.path(), &render, "", &[]);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("--report-url"), "{}", text(&refused.stderr));
    let form = ["--report-url", "https://desk.example/p/candor/report"];
    let made = candor(folder.path(), &[&render[..], &form].concat(), "", &[]);
    assert!(
        text(&made.stdout).starts_with("Contact: https://desk.example/p/candor/report\n"),
        "{}",
        text(&made.stderr)
    );
}

#[test]
fn security_txt_is_signed_with_the_configured_key_and_gpg_verifies_it() {
    let folder = tempfile::tempdir().unwrap();
    let home = tempfile::tempdir().unwrap();
    let Some(key) = signing_key(home.path()) else { return };
    std::fs::write(folder.path().join("key.asc"), &key).unwrap();
    assert!(candor(folder.path(), INIT, "", &[]).status.success());
    let arguments = [
        "policy",
        "render",
        "policy.toml",
        "--as",
        "security-txt",
        "--policy-url",
        "https://example.org/security",
        "--canonical-url",
        "https://example.org/.well-known/security.txt",
        "--out",
        "security.txt",
    ];
    let with_key = [("CANDOR_OPENPGP_KEY_FILE", "key.asc")];
    let made = candor(folder.path(), &arguments, "", &with_key);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let signed = std::fs::read_to_string(folder.path().join("security.txt")).unwrap();
    assert!(signed.starts_with("-----BEGIN PGP SIGNED MESSAGE-----"), "{signed}");
    assert!(signed.contains("\nContact: mailto:security@example.org\n"), "{signed}");
    let verified = Command::new("gpg")
        .env("GNUPGHOME", home.path())
        .args(["--batch", "--no-tty", "--verify"])
        .arg(folder.path().join("security.txt"))
        .output()
        .unwrap();
    assert!(verified.status.success(), "{}", text(&verified.stderr));
    let _ = Command::new("gpgconf").env("GNUPGHOME", home.path()).args(["--kill", "all"]).output();

    std::fs::write(folder.path().join("key.asc"), "no key").unwrap();
    let refused = candor(folder.path(), &arguments, "", &with_key);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("no armored OpenPGP secret key"));
}

#[test]
fn render_writes_files_and_tells_when_one_is_stale() {
    let folder = tempfile::tempdir().unwrap();
    assert!(candor(folder.path(), INIT, "", &[]).status.success());
    let arguments = ["policy", "render", "policy.toml", "--as", "security-md", "--out", "S.md"];
    assert!(candor(folder.path(), &arguments, "", &[]).status.success());
    let check = [&arguments[..], &["--check"]].concat();
    assert!(candor(folder.path(), &check, "", &[]).status.success());
    std::fs::write(folder.path().join("S.md"), "# Mine\n").unwrap();
    assert!(!candor(folder.path(), &check, "", &[]).status.success());
    for (form, words) in [
        ("html", "<h1>Security policy of My Thing</h1>"),
        ("json", "candor-security-policy/1"),
        ("dioterms", "\"safe_harbor\": \"full\""),
        ("privacy", "You may report without giving a name."),
    ] {
        let address = ["--policy-url", "https://example.org/security"];
        let arguments = [&["policy", "render", "policy.toml", "--as", form], &address[..]].concat();
        let made = candor(folder.path(), &arguments, "", &[]);
        assert!(text(&made.stdout).contains(words), "{form}: {}", text(&made.stdout));
    }
    // What is no plain file is written to and stays what it is: a link here, `/dev/null` elsewhere.
    let link = folder.path().join("link.md");
    std::os::unix::fs::symlink("S.md", &link).unwrap();
    let through = ["policy", "render", "policy.toml", "--as", "security-md", "--out", "link.md"];
    assert!(candor(folder.path(), &through, "", &[]).status.success());
    assert!(link.is_symlink() && candor(folder.path(), &check, "", &[]).status.success());
    let nowhere = ["policy", "render", "policy.toml", "--as", "security-txt"];
    let refused = candor(folder.path(), &nowhere, "", &[]);
    assert!(text(&refused.stderr).contains("--canonical-url"));
}

#[test]
fn pol_10_a_site_shows_each_version_with_what_it_changed_and_a_feed_of_them() {
    let folder = tempfile::tempdir().unwrap();
    for (name, time) in [("old.toml", "48 hours"), ("new.toml", "24 hours")] {
        let arguments = [INIT, &["--acknowledge", time, name]].concat();
        assert!(candor(folder.path(), &arguments, "", &[]).status.success());
    }
    let policy = folder.path().join("served.toml");
    std::fs::copy(folder.path().join("old.toml"), &policy).unwrap();
    let start = Start {
        policies: vec![policy.clone()],
        ..Start::new(env!("CARGO_BIN_EXE_candor"), &folder.path().join("site"))
    };
    start.run().unwrap().stop().unwrap();
    std::fs::copy(folder.path().join("new.toml"), &policy).unwrap();
    let program = start.run().unwrap();
    let mut browser = program.browser();
    let page = browser.get("/p/my-thing/policy").unwrap();
    let words = page.words();
    assert!(words.contains("Tightened") && words.contains("48 hours → 24 hours"), "{words}");
    assert!(words.contains("affects reporters") && words.contains("The first version."), "{words}");
    let feed = browser.get("/p/my-thing/policy.atom").unwrap();
    assert_eq!(feed.status, 200);
    assert!(feed.header("content-type").unwrap().starts_with("application/atom+xml"));
    assert_eq!(feed.text().matches("<entry>").count(), 2);
    assert!(feed.text().contains("48 hours → 24 hours"), "{}", feed.text());

    let new = policy::parse(&std::fs::read_to_string(&policy).unwrap()).unwrap();
    let markdown = browser.get("/p/my-thing/SECURITY.md").unwrap();
    assert_eq!(markdown.text(), policy::render::security_md(&new));
    for address in ["/.well-known/security-policy.json", "/p/my-thing/security-policy.json"] {
        let json = browser.get(address).unwrap();
        let document: serde_json::Value = serde_json::from_str(&json.text()).unwrap();
        assert_eq!(document["version"], new.version().to_string());
        assert_eq!(document["promises"][0]["within"]["count"], 24);
    }
    assert_eq!(browser.get("/p/other/policy.atom").unwrap().status, 404);
}
