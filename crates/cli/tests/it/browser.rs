//! What every whole-program test does: start the program, make the first account, report, act.

use std::path::{Path, PathBuf};

use testkit::http::{Answer, Browser};
use testkit::program::{Program, Start, set_clock};

/// The passphrase of the first account in these tests.
pub(crate) const PASSPHRASE: &str = "correct horse battery staple";

/// A served program with its first account signed in.
pub(crate) struct Served {
    pub(crate) program: Program,
    pub(crate) start: Start,
    pub(crate) desk: Browser,
    clock: PathBuf,
    pub(crate) folder: tempfile::TempDir,
}

pub(crate) fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/policies")
        .join(format!("{name}.toml"))
}

/// Starts the program with a policy of the examples at `now`, and makes the first account.
pub(crate) fn serve(policy: &str, now: &str) -> Served {
    serve_file(&example(policy), now)
}

pub(crate) fn serve_file(policy: &Path, now: &str) -> Served {
    serve_with(policy, now, tempfile::tempdir().unwrap(), &[])
}

/// As [`serve_file`], in a folder that holds files which the environment names.
pub(crate) fn serve_with(
    policy: &Path,
    now: &str,
    folder: tempfile::TempDir,
    environment: &[(&str, &str)],
) -> Served {
    let mut start =
        Start::new(env!("CARGO_BIN_EXE_candor"), folder.path()).at(now).unwrap().policy(policy);
    start.environment.push(("CANDOR_RATE_LIMIT".to_owned(), "0".to_owned()));
    for (name, value) in environment {
        start.environment.push(((*name).to_owned(), (*value).to_owned()));
    }
    let program = start.run().unwrap();
    let desk = first_account(&program);
    Served::of(program, start, desk, folder)
}

/// Makes the first account by the printed link; the browser is signed in.
pub(crate) fn first_account(program: &Program) -> Browser {
    let link = program.setup_link.clone().expect("the program prints a setup link");
    let path = link.split_once("/desk/").map(|(_, rest)| format!("/desk/{rest}")).unwrap();
    let mut desk = program.browser();
    let page = desk.get(&path).unwrap();
    assert_eq!(page.status, 200, "{}", page.words());
    let token = page.hidden("setup_token").unwrap();
    let made = desk
        .post(
            "/desk/setup",
            &[
                ("setup_token", &token),
                ("name", "alice"),
                ("passphrase", PASSPHRASE),
                ("passphrase_again", PASSPHRASE),
            ],
        )
        .unwrap();
    assert_eq!(made.status, 201, "{}", made.words());
    desk
}

impl Served {
    /// A program that runs with a driven clock, and a browser in which somebody is signed in.
    pub(crate) fn of(
        program: Program,
        start: Start,
        desk: Browser,
        folder: tempfile::TempDir,
    ) -> Self {
        let clock = start.clock.clone().unwrap();
        Self { program, start, desk, clock, folder }
    }

    /// Moves the clock. The desk's session is over by then, as it should be: alice signs in again.
    pub(crate) fn set_clock(&mut self, now: &str) {
        set_clock(&self.clock, now).unwrap();
        self.desk = self.program.browser();
        let answer = self
            .desk
            .post("/desk/sign-in", &[("name", "alice"), ("passphrase", PASSPHRASE)])
            .unwrap();
        assert_eq!(answer.status, 303, "{}", answer.words());
    }

    /// The one line of the queue that is there.
    pub(crate) fn handle(&mut self) -> String {
        let queue = self.desk.get("/desk").unwrap();
        assert_eq!(queue.status, 200, "{}", queue.words());
        handle_in(&queue.text()).expect("a case in the queue")
    }

    /// Gives a command on the desk and expects it to be accepted.
    pub(crate) fn act(
        &mut self,
        program: &str,
        handle: &str,
        command: &str,
        fields: &[(&str, &str)],
    ) {
        let answer = self.try_act(program, handle, command, fields);
        assert_eq!(answer.status, 303, "{command}: {}", answer.words());
    }

    pub(crate) fn try_act(
        &mut self,
        program: &str,
        handle: &str,
        command: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let page = self.case(program, handle);
        let csrf = page.hidden("csrf").unwrap();
        let seq = page.hidden("expected_seq").unwrap();
        let mut form = vec![("csrf", csrf.as_str()), ("expected_seq", seq.as_str())];
        form.extend_from_slice(fields);
        self.desk.post(&format!("/desk/p/{program}/cases/{handle}/do/{command}"), &form).unwrap()
    }

    pub(crate) fn case(&mut self, program: &str, handle: &str) -> Answer {
        let page = self.desk.get(&format!("/desk/p/{program}/cases/{handle}")).unwrap();
        assert_eq!(page.status, 200, "{}", page.words());
        page
    }
}

/// A case handle such as K7Q2-M4XD in the address of a case.
pub(crate) fn handle_in(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("/cases/")?;
    rest.get(..9).map(str::to_owned)
}

/// Sends a report by the form: every field of the form is filled with a text.
pub(crate) fn report(browser: &mut Browser, program: &str, extra: &[(&str, &str)]) -> Answer {
    let path = format!("/p/{program}/report");
    let page = browser.get(&path).unwrap();
    assert_eq!(page.status, 200, "{}", page.words());
    let token = page.hidden("form_token").unwrap();
    let names = field_names(&page.text());
    let mut form: Vec<(&str, &str)> =
        vec![("form_token", &token), ("rules", "yes"), ("incomplete", "yes")];
    for name in &names {
        if !extra.iter().any(|(have, _)| have == name) {
            form.push((name, "An attacker can read every file of the server."));
        }
    }
    if !extra.iter().any(|(name, _)| *name == "identity") {
        form.push(("identity", "anonymous"));
    }
    form.extend_from_slice(extra);
    browser.post_files(&path, &form, &[]).unwrap()
}

/// Names of the text fields that the policy asks for.
fn field_names(html: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for tag in html.split('<').filter(|tag| tag.starts_with("input") || tag.starts_with("textarea"))
    {
        if tag.contains("type=\"radio\"") || tag.contains("type=\"hidden\"") {
            continue;
        }
        if let Some((_, rest)) = tag.split_once("name=\"field-")
            && let Some((id, _)) = rest.split_once('"')
        {
            names.push(format!("field-{id}"));
        }
    }
    names.sort();
    names.dedup();
    names
}

/// The receipt of a received report, in characters.
pub(crate) fn receipt(answer: &Answer) -> String {
    assert_eq!(answer.status, 201, "{}", answer.words());
    answer.hidden("receipt").expect("the receipt page carries the receipt")
}

/// Opens the mailbox of a receipt and returns its page.
pub(crate) fn mailbox(program: &Program, receipt: &str) -> (Browser, Answer) {
    let mut reporter = program.browser();
    let answer = reporter.post("/mailbox", &[("receipt", receipt)]).unwrap();
    assert_eq!(answer.status, 303, "{}", answer.words());
    let page = reporter.follow(answer).unwrap();
    assert_eq!(page.status, 200, "{}", page.words());
    (reporter, page)
}
