//! From a report to a published, credited advisory, and what a third party can verify of it.

use std::process::Command;

use crate::browser::{PASSPHRASE, mailbox, receipt, report, serve};

#[test]
fn sec_14_case_5_case_6_case_7_a_report_becomes_a_fix_an_advisory_and_a_credit() {
    let mut served = serve("simprints", "2026-11-02T09:00:00Z");
    let mut reporter = served.program.browser();
    let sent = report(
        &mut reporter,
        "simprints",
        &[
            ("identity", "pseudonym"),
            ("name", "Grey Heron"),
            ("credit", "yes"),
            ("credit_line", "Grey Heron"),
        ],
    );
    let receipt = receipt(&sent);
    let handle = served.handle();
    let p = "simprints";
    served.act(p, &handle, "acknowledge", &[("text", "Thank you.")]);
    served.act(p, &handle, "validate", &[]);
    served.act(p, &handle, "assess-severity", &[("severity", "high")]);

    // Both ways, in private (CASE-4).
    served.act(p, &handle, "request-information", &[("question", "Which device was it?")]);
    let (mut mail, page) = mailbox(&served.program, &receipt);
    assert!(page.words().contains("Which device was it?"), "{}", page.words());
    let csrf = page.hidden("csrf").unwrap();
    let answered = mail
        .post("/mailbox/case/do/answer", &[("csrf", &csrf), ("text", "A Pixel 9, Android 16.")])
        .unwrap();
    assert_eq!(answered.status, 303, "{}", answered.words());
    assert!(served.case(p, &handle).words().contains("A Pixel 9, Android 16."));

    // A note of the team's stays the team's.
    served.act(p, &handle, "note", &[("text", "PRIVATE-NOTE-OF-THE-TEAM")]);
    assert!(!mailbox(&served.program, &receipt).1.text().contains("PRIVATE-NOTE-OF-THE-TEAM"));

    served.act(p, &handle, "accept", &[("text", "It is a vulnerability.")]);
    served.act(p, &handle, "fix-ready", &[]);
    served.act(p, &handle, "fix-released", &[("mitigation", "release"), ("version", "2026.3")]);
    let unpublished = served.program.browser().get("/p/simprints/advisories").unwrap().text();
    assert!(!unpublished.contains("Files can be read"), "nothing is visible before");

    let editor = format!("/desk/p/{p}/cases/{handle}/advisory");
    let page = served.desk.get(&editor).unwrap();
    let (csrf, seq) = (page.hidden("csrf").unwrap(), page.hidden("expected_seq").unwrap());
    let draft = [
        ("csrf", csrf.as_str()),
        ("expected_seq", seq.as_str()),
        ("title", "Files can be read"),
        ("summary", "Anyone can read every file. Update to 2026.3."),
        ("product-1-ecosystem", "Maven"),
        ("product-1-package", "com.simprints:id"),
        ("product-1-fixed", "2026.3"),
        ("product-1-affected", ""),
        ("cvss", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"),
        ("weaknesses", "CWE-22"),
        ("act", "publish"),
    ];
    let not_confirmed = served.desk.post(&editor, &draft).unwrap();
    assert_eq!(not_confirmed.status, 422, "publishing has to be confirmed");
    let mut confirmed = draft.to_vec();
    confirmed.push(("confirm", "publish"));
    let published = served.desk.post(&editor, &confirmed).unwrap();
    if published.status != 303 {
        // The default embargo still binds: it is ended, with a reason, and then it goes out.
        assert!(published.words().to_lowercase().contains("embargo"), "{}", published.words());
        served.act(p, &handle, "terminate-embargo", &[("reason", "The fix is out.")]);
        let page = served.desk.get(&editor).unwrap();
        let seq = page.hidden("expected_seq").unwrap();
        confirmed[1] = ("expected_seq", &seq);
        let published = served.desk.post(&editor, &confirmed).unwrap();
        assert_eq!(published.status, 303, "{}", published.words());
    }

    let mut anyone = served.program.browser();
    let list = anyone.get("/p/simprints/advisories").unwrap();
    assert!(list.words().contains("Files can be read"), "{}", list.words());
    let link = list
        .text()
        .split("href=\"")
        .find(|part| part.starts_with("/p/simprints/advisories/x_"))
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    assert!(anyone.get(&link).unwrap().words().contains("Update to 2026.3"));
    let osv: serde_json::Value =
        serde_json::from_slice(&anyone.get(&format!("{link}/osv.json")).unwrap().body).unwrap();
    assert_eq!(osv["affected"][0]["package"]["name"], "com.simprints:id");
    for name in
        ["csaf.json", "openvex.json", "cyclonedx.json", "ghsa.json", "advisory.md", "advisory.txt"]
    {
        let answer = anyone.get(&format!("{link}/{name}")).unwrap();
        assert_eq!(answer.status, 200, "{name}");
        assert!(answer.text().contains("2026.3"), "{name} names the fix");
    }
    assert_eq!(
        anyone.get(&format!("{link}/cve.json")).unwrap().status,
        404,
        "it has no CVE number"
    );
    let feed = anyone.get("/p/simprints/advisories.atom").unwrap();
    assert!(feed.text().contains("<title") && feed.text().contains("Files can be read"));

    // The policy credits unless the reporter declines: publishing did it.
    assert!(anyone.get("/p/simprints/credits").unwrap().words().contains("Grey Heron"));

    // The receipt is a proof that anyone can check offline.
    let proof = served.program.browser().post("/mailbox/proof", &[("receipt", &receipt)]).unwrap();
    assert_eq!(proof.status, 200, "{}", proof.words());
    let path = served.folder.path().join("receipt.txt");
    std::fs::write(&path, &proof.body).unwrap();
    let ledger = anyone.get("/p/simprints/ledger").unwrap().words();
    let key = ledger
        .split_whitespace()
        .map(|word| word.trim_matches('\''))
        .find(|word| word.contains("/log/simprints+"))
        .expect("the ledger key is public")
        .to_owned();
    let verify = |file: &std::path::Path| {
        let mut command: Command = served.start.command(&["verify", "--receipt"]);
        command.arg(file).args(["--key", &key]).output().unwrap()
    };
    let held = verify(&path);
    assert!(held.status.success(), "{}", String::from_utf8_lossy(&held.stderr));
    assert!(String::from_utf8_lossy(&held.stdout).contains("2026-11-02T09:00:00Z"));
    let mut forged = proof.body.clone();
    let place = forged.windows(4).position(|part| part == b"2026").unwrap_or(40);
    forged[place + 3] ^= 1;
    std::fs::write(&path, &forged).unwrap();
    assert!(!verify(&path).status.success(), "a changed receipt does not hold");

    // And the whole data folder verifies, with and without keys, while it is served.
    let plain = served.start.command(&["verify"]).output().unwrap();
    assert!(
        plain.status.success(),
        "{}{}",
        String::from_utf8_lossy(&plain.stdout),
        String::from_utf8_lossy(&plain.stderr)
    );
    let mut keyed = served.start.command(&["verify", "--as", "alice"]);
    let keyed = keyed.env("CANDOR_PASSPHRASE", PASSPHRASE).output().unwrap();
    assert!(
        keyed.status.success(),
        "{}{}",
        String::from_utf8_lossy(&keyed.stdout),
        String::from_utf8_lossy(&keyed.stderr)
    );
}

// ASVS 8.2.1, 8.3.1
#[test]
fn sec_4_the_desk_is_closed_to_whoever_has_not_signed_in() {
    let mut served = serve("sigtech", "2026-11-02T09:00:00Z");
    let mut reporter = served.program.browser();
    receipt(&report(&mut reporter, "sigtech", &[]));
    let handle = served.handle();
    let mut stranger = served.program.browser();
    for path in ["/desk", "/desk/p/sigtech/members", &format!("/desk/p/sigtech/cases/{handle}")] {
        let answer = stranger.get(path).unwrap();
        assert_eq!(answer.status, 303, "{path}");
        assert!(answer.header("location").unwrap().starts_with("/desk/sign-in"), "{path}");
    }
    let wrong = |name: &str, passphrase: &str| {
        let mut browser = served.program.browser();
        browser.post("/desk/sign-in", &[("name", name), ("passphrase", passphrase)]).unwrap()
    };
    let (unknown, mistyped) =
        (wrong("nobody", PASSPHRASE), wrong("alice", "wrong passphrase, twice"));
    assert_eq!((unknown.status, mistyped.status), (422, 422));
    let said =
        |answer: &testkit::http::Answer| answer.words().replace("nobody", "").replace("alice", "");
    assert_eq!(said(&unknown), said(&mistyped), "nothing tells whether the account exists");
    assert_eq!(wrong("alice", PASSPHRASE).status, 303);
}

#[test]
fn pol_9_a_wrong_receipt_says_nothing_about_what_exists() {
    let served = serve("ethical-rules", "2026-11-02T09:00:00Z");
    let unknown = seal::Receipt::generate(&mut desk::SystemRandom);
    let mut anyone = served.program.browser();
    let first = anyone.post("/mailbox", &[("receipt", &unknown.words())]).unwrap();
    assert_eq!(first.status, 422);
    assert!(
        first.words().contains("No report can be opened with this receipt"),
        "{}",
        first.words()
    );
    let mistyped = anyone.post("/mailbox", &[("receipt", "these are not twelve words")]).unwrap();
    assert_eq!(mistyped.status, 422);
    let empty = anyone.post("/mailbox", &[("receipt", "")]).unwrap();
    assert_eq!(empty.status, 422);
}

// ASVS 3.4.3, 3.4.4, 3.4.5, 3.4.6, 3.5.1, 14.3.2
#[test]
fn sec_12_every_answer_carries_the_security_headers() {
    let served = serve("sigtech", "2026-11-02T09:00:00Z");
    let mut anyone = served.program.browser();
    for path in [
        "/",
        "/p/sigtech",
        "/p/sigtech/report",
        "/nope",
        "/assets/style.css",
        "/api/v1/programs",
        "/api/v1/nope",
        "/desk",
        "/p/sigtech/advisories.atom",
        "/health",
    ] {
        let answer = anyone.get(path).unwrap();
        for name in [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "permissions-policy",
            "cache-control",
        ] {
            assert!(answer.header(name).is_some(), "{path} lacks {name}");
        }
        assert!(
            answer.header("content-security-policy").unwrap().starts_with("default-src 'none'"),
            "{path}"
        );
        assert!(answer.header("server").is_none(), "{path}");
    }
    let foreign = anyone
        .request(
            "POST",
            "/p/sigtech/report",
            &[
                ("content-type", "application/x-www-form-urlencoded"),
                ("sec-fetch-site", "cross-site"),
            ],
            b"a=b",
        )
        .unwrap();
    assert_eq!(foreign.status, 400, "a form of another site is refused");
}
