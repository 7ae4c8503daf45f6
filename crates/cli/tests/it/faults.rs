//! Bad input, full disks, lost databases, clocks that go backwards: a clear answer, and nothing lost.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests mount, call and disturb other programs"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use testkit::http::{Answer, Browser};
use testkit::program::{Program, Start, set_clock};

use crate::browser::{PASSPHRASE, example, first_account, mailbox, serve};
use crate::durability::{
    Acknowledged, NOW, PROGRAM, REPORT, acknowledged, all_there, form_token, prepared, send,
    stored, submit, verify,
};

/// A post of anything to the report form.
fn post_raw(browser: &mut Browser, kind: &str, body: &[u8]) -> Answer {
    let origin = format!("http://{}", browser.address);
    let headers =
        [("content-type", kind), ("origin", origin.as_str()), ("sec-fetch-site", "same-origin")];
    browser.request("POST", REPORT, &headers, body).unwrap()
}

fn sign_in(program: &Program, name: &str, passphrase: &str) -> Browser {
    let mut desk = program.browser();
    let answer = desk.post("/desk/sign-in", &[("name", name), ("passphrase", passphrase)]).unwrap();
    assert_eq!(answer.status, 303, "{}", answer.words());
    desk
}

/// The page says this, as a sentence for people, and nothing about the inside.
fn says(answer: &Answer, status: u16, sentence: &str) {
    let words = answer.words();
    assert_eq!(answer.status, status, "{words}");
    assert!(words.contains(sentence), "{words}");
    for inside in ["panicked", "SQLite", ".rs:", "Error {"] {
        assert!(!words.contains(inside), "{words}");
    }
}

// ASVS 2.2.1, 2.2.2, 5.2.1, 16.5.3
#[test]
fn oversized_malformed_binary_and_wrongly_encoded_forms_get_a_sentence_each_and_store_nothing() {
    let mut served = serve(PROGRAM, NOW);
    served.start.environment.push(("CANDOR_MAX_UPLOAD_MIB".to_owned(), "1".to_owned()));
    served.program.stop().unwrap();
    let program = served.start.run().unwrap();
    let mut browser = program.browser();
    let token = form_token(&mut browser).unwrap();
    let long = "a".repeat(300 * 1024);
    says(&send(&mut browser, &token, &long, &[]).unwrap(), 413, "longer than 256 KiB");
    let large = vec![7; (1 << 20) + 1];
    let sent = send(&mut browser, &token, "text", &[("files", "core.bin", &large)]).unwrap();
    says(&sent, 413, "is larger than 1 MiB");
    let multipart = "multipart/form-data; boundary=b";
    let broken: [(&str, &[u8]); 5] = [
        ("multipart/form-data", b"--b\r\n"),
        (multipart, b"no boundary anywhere"),
        (multipart, b"--b\r\ncontent-disposition: form-data; name=\"field-steps\"\r\n\r\ncut off"),
        (multipart, b"--b\r\n\x00\xff\xfe\r\n\r\n\r\n--b--\r\n"),
        (multipart, b"--b\ncontent-disposition: form-data; name=\"x\"\n\ny\n--b--\n"),
    ];
    for (kind, body) in broken {
        says(&post_raw(&mut browser, kind, body), 400, "The form did not arrive whole");
    }
    let form = "application/x-www-form-urlencoded";
    let latin = post_raw(&mut browser, form, b"field-steps=caf%E9");
    says(&latin, 400, "\u{201c}field-steps\u{201d} is not readable text. Send it as UTF-8");
    says(&post_raw(&mut browser, form, b"field-steps=%00"), 400, "not readable text");
    let binary = b"--b\r\ncontent-disposition: form-data; name=\"field-steps\"\r\n\r\n\x89PNG\x00\xff\r\n--b--\r\n";
    says(&post_raw(&mut browser, multipart, binary), 400, "not readable text");
    says(&post_raw(&mut browser, "application/json", b"{}"), 415, "takes a form");
    let many: String = (0..300).map(|number| format!("f{number}=1&")).collect();
    says(&post_raw(&mut browser, form, many.as_bytes()), 400, "more fields than this page");
    says(&post_raw(&mut browser, form, b""), 422, "Your text is kept");
    assert!(stored(&served.start).unwrap().is_empty(), "nothing of it was stored");
    // The same form still works.
    assert_eq!(send(&mut browser, &token, "a good report", &[]).unwrap().status, 201);
}

// ASVS 2.3.4
#[test]
fn a_report_sent_twice_is_one_case_with_one_receipt() {
    let served = serve(PROGRAM, NOW);
    let mut browser = served.program.browser();
    let token = form_token(&mut browser).unwrap();
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let senders: Vec<_> = (0..4)
            .map(|_| {
                let (mut browser, token) = (browser.clone(), token.as_str());
                scope.spawn(move || {
                    send(&mut browser, token, "pressed again and again", &[]).unwrap()
                })
            })
            .collect();
        senders.into_iter().map(|sender| sender.join().unwrap()).collect()
    });
    let receipts: BTreeSet<String> = answers
        .iter()
        .map(|answer| acknowledged(answer).unwrap_or_else(|| panic!("{}", answer.words())).receipt)
        .collect();
    assert_eq!(receipts.len(), 1);
    assert_eq!(stored(&served.start).unwrap().len(), 1);
    // After a restart too: the browser went back and sent it once more.
    served.program.kill().unwrap();
    let program = served.start.run().unwrap();
    let again = send(&mut program.browser(), &token, "pressed again and again", &[]).unwrap();
    assert!(
        receipts
            .contains(&acknowledged(&again).unwrap_or_else(|| panic!("{}", again.words())).receipt)
    );
    assert_eq!(stored(&served.start).unwrap().len(), 1);
}

#[test]
fn nothing_tells_a_receipt_of_no_case_from_one_of_another_place() {
    let served = serve(PROGRAM, NOW);
    let elsewhere = serve(PROGRAM, NOW);
    let known = acknowledged(&submit(&mut served.program.browser(), "here", &[]).unwrap()).unwrap();
    let foreign =
        acknowledged(&submit(&mut elsewhere.program.browser(), "there", &[]).unwrap()).unwrap();
    let open =
        |receipt: &str| served.program.browser().post("/mailbox", &[("receipt", receipt)]).unwrap();
    let unknown = open(&foreign.receipt);
    says(&unknown, 422, "No report can be opened with this receipt");
    assert!(unknown.header("set-cookie").is_none());
    // Two words exchanged: what was typed is never shown again, whatever the answer is.
    let mut words: Vec<&str> = known.receipt.split_whitespace().collect();
    assert_eq!(words.len(), 12, "{known:?}");
    words.swap(0, 11);
    words.swap(3, 7);
    let mistyped = open(&words.join(" "));
    assert_eq!(mistyped.status, 422, "{}", mistyped.words());
    for answer in [&unknown, &mistyped, &open("no receipt at all"), &open("")] {
        assert_eq!(answer.status, 422);
        assert!(!answer.text().contains(words[5]) || words[5].len() < 4, "a receipt is not echoed");
        assert!(answer.header("set-cookie").is_none());
    }
    // A receipt's proof cannot be had by guessing either.
    let proof =
        served.program.browser().post("/mailbox/proof", &[("receipt", &foreign.receipt)]).unwrap();
    says(&proof, 404, "There is nothing here for you");
    // The right one opens, however it is typed.
    let typed = format!("  {}  ", known.receipt.to_uppercase().replace(' ', "   "));
    assert_eq!(open(&typed).status, 303);
}

/// What the program logged, once it holds these words; what there is after ten seconds otherwise.
fn log_with(program: &Program, words: &str) -> String {
    for _ in 0..100 {
        let log = program.log.lock().unwrap().clone();
        if log.contains(words) {
            return log;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    program.log.lock().unwrap().clone()
}

#[test]
fn pol_10_a_policy_with_an_error_leaves_the_version_in_force_and_says_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let mut start = prepared(folder.path());
    let program = start.run().unwrap();
    let versions = program.browser().get("/p/sigtech/policy").unwrap().words();
    program.stop().unwrap();

    let source = std::fs::read_to_string(example(PROGRAM)).unwrap();
    let wrong = folder.path().join("policy.toml");
    std::fs::write(&wrong, source.replacen("within = \"24 hours\"", "within = \"24 hors\"", 1))
        .unwrap();
    let line = 1 + source.lines().position(|line| line.contains("within = \"24 hours\"")).unwrap();
    start.policies = vec![wrong.clone()];
    let program = start.run().unwrap();
    let log = log_with(&program, "the version in force stays");
    assert!(log.contains("the version in force stays"), "{log}");
    let place = format!("line {line}, column 10");
    assert!(log.contains(&place) && log.contains("24 hors\"` is not a time"), "{log}");
    assert_eq!(program.browser().get("/p/sigtech/policy").unwrap().words(), versions);
    let queue = sign_in(&program, "alice", PASSPHRASE).get("/desk").unwrap();
    assert_eq!(queue.status, 200, "{}", queue.words());
    let words = queue.words();
    assert!(words.contains("the version in force stays") && words.contains(&place), "{words}");
    let received = submit(&mut program.browser(), "under the version in force", &[]).unwrap();
    assert_eq!(received.status, 201, "{}", received.words());
    program.stop().unwrap();

    std::fs::write(&wrong, [0x80, 0xff, 0x00]).unwrap();
    let program = start.run().unwrap();
    let log = log_with(&program, "policy.toml");
    assert!(log.contains("policy.toml"), "{log}");
    assert_eq!(program.browser().get("/p/sigtech/policy").unwrap().words(), versions);
}

#[test]
fn a_clock_that_goes_backwards_records_nothing_before_what_was_recorded() {
    let mut served = serve(PROGRAM, "2026-11-02T12:00:00Z");
    let first =
        acknowledged(&submit(&mut served.program.browser(), "at noon", &[]).unwrap()).unwrap();
    served.set_clock("2026-11-02T13:00:00Z");
    served.act(PROGRAM, &first.handle, "acknowledge", &[("text", "Thank you.")]);
    served.set_clock("2026-11-02T09:00:00Z");
    served.act(PROGRAM, &first.handle, "assess-severity", &[("severity", "low")]);
    let second = submit(&mut served.program.browser(), "the clock went back", &[]).unwrap();
    let second = acknowledged(&second).unwrap_or_else(|| panic!("{}", second.words()));
    let export = |handle: &str| -> serde_json::Value {
        let output = served
            .start
            .command(&["case", "export", handle, "--as", "alice"])
            .env("CANDOR_PASSPHRASE", PASSPHRASE)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let case = export(&first.handle);
    let recorded: Vec<String> = case["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| {
            let entry = match &event["entry"] {
                serde_json::Value::String(text) => serde_json::from_str(text).unwrap(),
                other => other.clone(),
            };
            let at = [&event["recorded"], &entry["recorded"]].into_iter().find(|at| !at.is_null());
            match at.unwrap_or_else(|| panic!("no instant in {event}")) {
                serde_json::Value::String(text) => text.clone(),
                number => format!("{:020}", number.as_i64().unwrap()),
            }
        })
        .collect();
    assert!(recorded.len() >= 3, "{recorded:?}");
    assert!(recorded.is_sorted(), "{recorded:?}");
    assert!(stored(&served.start).unwrap().contains(&second.handle));
    verify(&served.start).unwrap();
    // Back further than the program is old, and after a restart.
    served.program.kill().unwrap();
    set_clock(&served.start.clock.clone().unwrap(), "1999-12-31T23:59:59Z").unwrap();
    let program = served.start.run().unwrap();
    let third = submit(&mut program.browser(), "the battery is empty", &[]).unwrap();
    let third = acknowledged(&third).unwrap_or_else(|| panic!("{}", third.words()));
    program.kill().unwrap();
    verify(&served.start).unwrap();
    all_there(&served.start, &[first, second, third]);
}

#[test]
fn unknown_programs_cases_and_versions_get_the_same_answer() {
    let mut served = serve(PROGRAM, NOW);
    let mut anyone = served.program.browser();
    let none = "0".repeat(64);
    for path in [
        "/p/nobody".to_owned(),
        "/p/NOT%20A%20NAME".to_owned(),
        "/p/nobody/report".to_owned(),
        format!("/p/{PROGRAM}/policy/{none}"),
        format!("/p/{PROGRAM}/policy/latest"),
        format!("/p/{PROGRAM}/advisories/CANDOR-2026-9999"),
    ] {
        says(&anyone.get(&path).unwrap(), 404, "There is nothing here for you");
    }
    let report = anyone.post("/p/nobody/report", &[("field-steps", "x")]).unwrap();
    says(&report, 404, "There is nothing here for you");
    for path in [
        "/desk/p/nobody/cases/AAAA-AAAA".to_owned(),
        format!("/desk/p/{PROGRAM}/cases/AAAA-AAAA"),
        format!("/desk/p/{PROGRAM}/cases/%00"),
    ] {
        says(&served.desk.get(&path).unwrap(), 404, "There is nothing here for you");
    }
}

// ASVS 2.3.4
#[test]
fn two_people_acting_on_a_case_at_once_are_told_and_keep_what_they_wrote() {
    let mut served = serve(PROGRAM, NOW);
    let report =
        acknowledged(&submit(&mut served.program.browser(), "one case", &[]).unwrap()).unwrap();
    let secret = served.folder.path().join("bob");
    std::fs::write(&secret, "a second passphrase of bob").unwrap();
    let added = served
        .start
        .command(&[
            "user",
            "add",
            "bob",
            "--program",
            PROGRAM,
            "--as",
            "alice",
            "--passphrase-file",
        ])
        .arg(&secret)
        .env("CANDOR_PASSPHRASE", PASSPHRASE)
        .output()
        .unwrap();
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    let mut bob = sign_in(&served.program, "bob", "a second passphrase of bob");
    let case = format!("/desk/p/{PROGRAM}/cases/{}", report.handle);
    let seen = bob.get(&case).unwrap();
    assert_eq!(seen.status, 200, "{}", seen.words());
    served.act(PROGRAM, &report.handle, "acknowledge", &[("text", "Alice has it.")]);
    let fields = [
        ("csrf", seen.hidden("csrf").unwrap()),
        ("expected_seq", seen.hidden("expected_seq").unwrap()),
        ("text", "What Bob wrote at the same time.".to_owned()),
    ];
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = bob.post(&format!("{case}/do/acknowledge"), &fields).unwrap();
    says(&answer, 409, "What you wrote is kept");
    assert!(answer.text().contains("What Bob wrote at the same time."), "{}", answer.words());
    let page = served.case(PROGRAM, &report.handle).text();
    assert!(
        page.contains("Alice has it.") && !page.contains("What Bob wrote"),
        "only the first counts"
    );
    // At the very same moment: exactly one is accepted.
    let page = served.case(PROGRAM, &report.handle);
    let seq = page.hidden("expected_seq").unwrap();
    let path = format!("{case}/do/assess-severity");
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let tries: Vec<_> = [served.desk.clone(), bob]
            .into_iter()
            .map(|mut person| {
                let (path, case, seq) = (&path, &case, &seq);
                scope.spawn(move || {
                    let csrf = person.get(case).unwrap().hidden("csrf").unwrap();
                    person
                        .post(path, &[("csrf", &csrf), ("expected_seq", seq), ("severity", "high")])
                        .unwrap()
                        .status
                })
            })
            .collect();
        tries.into_iter().map(|person| person.join().unwrap()).collect()
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    verify(&served.start).unwrap();
}

/// A file system of `kib` KiB at a folder, unmounted at the end; says why when there is none.
struct Small<'a>(&'a Path);

impl<'a> Small<'a> {
    fn mount(at: &'a Path, kib: u32) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let size = format!("size={kib}k,mode=0700");
        let output =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at).output();
        match output {
            Ok(output) if output.status.success() => Some(Self(at)),
            Ok(output) => {
                eprintln!(
                    "skipped: no small disk: {}",
                    String::from_utf8_lossy(&output.stderr).trim()
                );
                None
            }
            Err(error) => {
                eprintln!("skipped: no small disk: {error}");
                None
            }
        }
    }
}

impl Drop for Small<'_> {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("-l").arg(self.0).status();
        assert!(unmounted.is_ok(), "the small disk stays mounted: {unmounted:?}");
    }
}

/// Takes all the room that is left, up to `spare` bytes.
fn fill(path: &Path, spare: usize) {
    let mut size = 0;
    for chunk in [1 << 20, 64 << 10, 4 << 10] {
        loop {
            let grown = vec![1; size + chunk];
            if std::fs::write(path, &grown).is_err() {
                break;
            }
            size += chunk;
        }
        std::fs::write(path, vec![1; size]).unwrap();
    }
    std::fs::write(path, vec![1; size.saturating_sub(spare)]).unwrap();
}

#[test]
fn a_full_disk_keeps_the_text_loses_nothing_and_works_again_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let Some(_small) = Small::mount(&data, 12 << 10) else { return };
    let start = prepared(folder.path());
    let program = start.run().unwrap();
    let mut browser = program.browser();
    let mut reports: Vec<Acknowledged> = Vec::new();
    for _ in 0..3 {
        reports.push(
            acknowledged(&submit(&mut browser, "while there is room", &[]).unwrap()).unwrap(),
        );
    }
    let filling = data.join("filling");
    fill(&filling, 0);
    let text = "what was typed when the disk was full";
    let mut refused = None;
    for _ in 0..50 {
        let token = form_token(&mut browser).unwrap();
        let answer = send(&mut browser, &token, text, &[]).unwrap();
        match acknowledged(&answer) {
            Some(report) => reports.push(report),
            None => {
                refused = Some((token, answer));
                break;
            }
        }
    }
    let (token, answer) = refused.expect("the disk is full");
    says(&answer, 507, "no room to store this, and nothing was stored");
    assert!(answer.text().contains(text), "the text is kept");
    assert_eq!(answer.header("retry-after"), Some("60"));
    // With a file, too, and reading goes on.
    let file = vec![3; 900_000];
    let with_file = submit(&mut browser, text, &[("files", "large.bin", &file)]).unwrap();
    says(&with_file, 507, "no room to store this");
    assert!(with_file.text().contains(text));
    let mut visitor = program.browser();
    assert_eq!(visitor.get("/p/sigtech").unwrap().status, 200);

    std::fs::remove_file(&filling).unwrap();
    let sent = send(&mut browser, &token, text, &[]).unwrap();
    reports.push(acknowledged(&sent).unwrap_or_else(|| panic!("{}", sent.words())));
    let before = stored(&start).unwrap();
    assert_eq!(before.len(), reports.len(), "what was refused was not stored");
    program.kill().unwrap();
    verify(&start).unwrap();
    all_there(&start, &reports);
}

/// `psql` beside the server of the tests.
fn psql(address: &str, sql: &str) {
    let host = address.split_whitespace().find_map(|word| word.strip_prefix("host=")).unwrap();
    let output = Command::new("psql")
        .args([
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-U",
            "candor",
            "-d",
            "postgres",
            "-h",
            host,
            "-c",
            sql,
        ])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A start on an empty PostgreSQL database with its first account, and the database's name.
fn on_postgres(folder: &Path) -> Option<(Start, Program, String, String)> {
    let address = testkit::postgres::fresh_database()?;
    let name = address.split_whitespace().find_map(|word| word.strip_prefix("dbname="))?.to_owned();
    let mut start =
        Start::new(env!("CARGO_BIN_EXE_candor"), folder).at(NOW).unwrap().policy(example(PROGRAM));
    for (name, value) in [("CANDOR_RATE_LIMIT", "0"), ("CANDOR_DATABASE_URL", &address)] {
        start.environment.push((name.to_owned(), value.to_owned()));
    }
    let program = start.run().unwrap();
    first_account(&program);
    Some((start, program, address, name))
}

fn cut_connections(address: &str, name: &str) {
    let ends =
        format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    psql(address, &ends);
}

// ASVS 16.5.2
#[test]
fn a_lost_postgresql_is_said_and_the_same_form_makes_one_case_when_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let Some((start, program, address, name)) = on_postgres(folder.path()) else { return };
    let mut browser = program.browser();
    let first = acknowledged(&submit(&mut browser, "before", &[]).unwrap()).unwrap();
    let token = form_token(&mut browser).unwrap();
    let text = "typed while the database was away";
    psql(&address, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"));
    cut_connections(&address, &name);
    let answer = send(&mut browser, &token, text, &[]).unwrap();
    says(&answer, 503, "This cannot be stored at the moment, and nothing was");
    assert!(answer.text().contains(text), "the text is kept");
    assert_eq!(answer.header("retry-after"), Some("60"));
    assert_eq!(answer.hidden("form_token").as_deref(), Some(token.as_str()), "the same form");
    psql(&address, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"));
    let sent = send(&mut browser, &token, text, &[]).unwrap();
    let second = acknowledged(&sent).unwrap_or_else(|| panic!("{}", sent.words()));
    let again = send(&mut browser, &token, text, &[]).unwrap();
    assert_eq!(acknowledged(&again).unwrap().receipt, second.receipt);
    assert_eq!(stored(&start).unwrap(), BTreeSet::from([first.handle, second.handle.clone()]));
    mailbox(&program, &second.receipt);
    verify(&start).unwrap();
}

#[test]
fn connections_to_postgresql_cut_at_any_moment_make_each_form_exactly_one_case() {
    let folder = tempfile::tempdir().unwrap();
    let Some((start, program, address, name)) = on_postgres(folder.path()) else { return };
    let ended = AtomicBool::new(false);
    let (results, cuts) = std::thread::scope(|scope| {
        let cutter = scope.spawn(|| {
            let mut cuts = 0;
            while !ended.load(Ordering::SeqCst) {
                cut_connections(&address, &name);
                cuts += 1;
                std::thread::sleep(Duration::from_millis(40));
            }
            cuts
        });
        let reporters: Vec<_> = (0..3)
            .map(|reporter| {
                let program = &program;
                scope.spawn(move || {
                    let mut browser = program.browser();
                    let mut receipts = Vec::new();
                    for number in 0..12 {
                        let token = form_token(&mut browser).unwrap();
                        let text = format!("report {number} of {reporter}");
                        let report = (0..40).find_map(|_| {
                            let answer = send(&mut browser, &token, &text, &[]).unwrap();
                            assert!(matches!(answer.status, 201 | 503), "{}", answer.words());
                            acknowledged(&answer)
                        });
                        receipts.push(report.expect("sent again until it is received"));
                    }
                    receipts
                })
            })
            .collect();
        let results: Vec<Acknowledged> =
            reporters.into_iter().flat_map(|reporter| reporter.join().unwrap()).collect();
        ended.store(true, Ordering::SeqCst);
        (results, cutter.join().unwrap())
    });
    let by_handle: BTreeMap<&str, &str> =
        results.iter().map(|report| (report.handle.as_str(), report.receipt.as_str())).collect();
    assert_eq!(by_handle.len(), results.len(), "two forms gave one case");
    let stored = stored(&start).unwrap();
    assert_eq!(stored.len(), results.len(), "each form is one case");
    assert!(results.iter().all(|report| stored.contains(&report.handle)));
    verify(&start).unwrap();
    eprintln!(
        "{cuts} times all connections were cut; {} forms made {} cases",
        results.len(),
        stored.len()
    );
}
