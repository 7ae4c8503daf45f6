//! Writes the seeds of the corpora from real inputs: the example policies, a log, sealed things, a case.
//!
//! `cargo run --manifest-path fuzz/Cargo.toml --example seeds -- fuzz/corpus` writes `<target>/seed-…`;
//! what a fuzzer finds later lies beside them under its hash. The targets of `web` have seeds of their own.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fuzz::{ORIGIN, Repeatable, signer};
use ledger::{
    Checkpoint, Entry, Frontier, Hash, ReceiptFile, SignedNote, Subject, TlogProof, commitment,
    inclusion_proof, leaf_hash, write_bundle,
};
use seal::rand_core::Rng as _;
use seal::{InstanceId, Receipt, RecoveryKit, RootKey, Session, TeamRoot, UserRoot};
use sha2::Digest as _;

fn main() -> io::Result<()> {
    let folder =
        std::env::args_os().nth(1).map_or_else(|| PathBuf::from("fuzz/corpus"), PathBuf::from);
    policies(&folder)?;
    prose(&folder)?;
    advisories(&folder)?;
    calendars(&folder)?;
    log(&folder)?;
    codes(&folder)?;
    sealed(&folder)?;
    passkeys(&folder)?;
    providers(&folder)?;
    cases(&folder)
}

fn write(folder: &Path, target: &str, name: &str, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    let folder = folder.join(target);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(format!("seed-{name}")), bytes)
}

fn policies(folder: &Path) -> io::Result<()> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/policies");
    for file in fs::read_dir(examples)? {
        let file = file?;
        let text = fs::read(file.path())?;
        write(folder, "policy", &file.file_name().to_string_lossy(), &text)?;
        write(folder, "format", &file.file_name().to_string_lossy(), &text)?;
    }
    let whole = include_str!("whole.toml");
    write(folder, "policy", "whole.toml", whole)?;
    write(folder, "format", "whole.toml", whole)?;
    write(folder, "format", "untidy.toml", UNTIDY)?;
    write(
        folder,
        "policy",
        "broken.toml",
        "[program]\nid = \"P\"\n[[promise]]\ndo = \"acknowlege\"\nwithin = \"7 bussiness days\"\n",
    )
}

/// Comments in every place, tables in no order, strings of each kind.
const UNTIDY: &str = "# About.\n\n# First\n[[promise]]\nsource=\"s\" # c\nid   = 'a'\n# how\nwithin = \"24 hours\"\n\
    do = \"acknowledge\"\n[program]   # us\ncontact = [\n  { note = \"x\", email = \"a@example.org\" }, # 1\n  # 2\n  \
    { url = \"https://example.org/a\", # in\n note = \"y\" },\n  # no\n]\nname = \"\"\"\nP\"\"\"\nid = \"p\"\n\
    languages = [ \"en\" ,\"de\" ]\n[scope]\nin = [{ what = \"W\", id = \"w\" }]\n# The end.\n";

/// Days off as calendar programs export them: a national calendar, an office program, a phone.
fn calendars(folder: &Path) -> io::Result<()> {
    let event = |body: &str| format!("BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\n");
    let file = |body: String| {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a//b//EN\r\n{body}END:VCALENDAR\r\n")
    };
    let day = event(
        "UID:1\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Christmas\\, all of\r\n  it\r\nTRANSP:TRANSPARENT",
    );
    let yearly = event(
        "DTSTART;VALUE=DATE:20201126\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20301231\r\nEXDATE;VALUE=DATE:20271125\r\nSUMMARY:Thanksgiving",
    );
    let zoned = event(
        "DTSTART;TZID=\"W. Europe Standard Time\":20261228T000000\r\nDTEND;TZID=Europe/Berlin:20270102T000000\r\nSUMMARY:Away\r\nBEGIN:VALARM\r\nTRIGGER:-PT15M\r\nEND:VALARM",
    );
    let length = event("DTSTART:20261223T230000Z\r\nDURATION:P1W\r\nSTATUS:CONFIRMED");
    let refused = event("DTSTART:20261224T140000\r\nDTEND:20261224T180000\r\nSUMMARY:Party")
        + &event("DTSTART:20261224\r\nRRULE:FREQ=WEEKLY;COUNT=3")
        + "BEGIN:VTODO\r\nSUMMARY:Call\r\nEND:VTODO\r\n";
    let zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    write(folder, "ics", "day.ics", file(day.clone()))?;
    write(folder, "ics", "yearly.ics", file(yearly.clone()))?;
    write(folder, "ics", "zoned.ics", file(zone.to_owned() + &zoned))?;
    write(folder, "ics", "length.ics", file(length.clone()))?;
    write(folder, "ics", "refused.ics", file(refused.clone()))?;
    write(
        folder,
        "ics",
        "whole.ics",
        file(zone.to_owned() + &day + &yearly + &zoned + &length + &refused),
    )
}

/// The example policies as SECURITY.md and as pages, and what stands between the lines of real ones.
fn prose(folder: &Path) -> io::Result<()> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/policies");
    for file in fs::read_dir(examples)? {
        let file = file?;
        let name = file.file_name().to_string_lossy().replace(".toml", "");
        let Ok(policy) = policy::parse(&fs::read_to_string(file.path())?) else { continue };
        let markdown = policy::render::security_md(&policy);
        write(folder, "markdown", &name, &markdown)?;
        write(folder, "html", &name, policy::render::html(&policy))?;
        write(folder, "policy_claims", &name, format!("\0{markdown}"))?;
        let underlined: String = markdown
            .lines()
            .map(|line| match line.strip_prefix("## ") {
                Some(title) => format!("{title}\n{}\n", "=".repeat(title.chars().count())),
                None => format!("{line}\n"),
            })
            .collect();
        write(folder, "restructured", &name, underlined)?;
    }
    let odd = [
        "| Version | Supported |\n| --- | --- |\n| 2.x | :white_check_mark: |\n| < 2.0 | :x: |\n",
        "**Delay:** 4 business days\n\nsecurity [at] acme [dot] example, key 0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567\n",
        "Title\n=====\n\n.. note:: Read *this* and `that <https://a.example>`_.\n\n+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n\n::\n\n  code\n",
    ];
    for (index, text) in odd.iter().enumerate() {
        write(folder, "markdown", &format!("odd-{index}"), text)?;
        write(folder, "restructured", &format!("odd-{index}"), text)?;
        write(folder, "policy_claims", &format!("odd-{index}"), format!("\u{1}{text}"))?;
    }
    Ok(())
}

/// One vulnerability as each of the four formats tells it.
fn advisories(folder: &Path) -> io::Result<()> {
    let csaf = r#"{"document":{"category":"csaf_security_advisory","csaf_version":"2.0","lang":"en","title":"Overflow","publisher":{"category":"vendor","name":"Acme","namespace":"https://acme.example"},"notes":[{"category":"summary","text":"A."}],"tracking":{"id":"ACME-2026-1","status":"final","version":"2","initial_release_date":"2026-11-02T09:00:00Z","current_release_date":"2026-11-03T09:00:00Z","revision_history":[{"number":"1","date":"2026-11-02T09:00:00Z","summary":"Published."},{"number":"2","date":"2026-11-03T09:00:00Z","summary":"Changed."}]}},"product_tree":{"branches":[{"category":"vendor","name":"Acme","branches":[{"category":"product_name","name":"Box","branches":[{"category":"product_version_range","name":"vers:semver/<2.0.0","product":{"name":"Box","product_id":"A","product_identification_helper":{"purl":"pkg:npm/%40acme/box@1.0.0","cpe":"cpe:2.3:a:acme:box:1.0.0:*:*:*:*:*:*:*"}}},{"category":"product_version","name":"2.0.0","product":{"name":"Box 2","product_id":"B"}}]}]}]},"vulnerabilities":[{"cve":"CVE-2026-12345","cwe":{"id":"CWE-120","name":"Buffer Copy without Checking Size of Input ('Classic Buffer Overflow')"},"product_status":{"known_affected":["A"],"fixed":["B"]},"remediations":[{"category":"vendor_fix","details":"Update.","product_ids":["A"]}],"scores":[{"products":["A"],"cvss_v3":{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":9.8,"baseSeverity":"CRITICAL"}}],"acknowledgments":[{"names":["Ada"],"organization":"Example"}]}]}"#;
    let osv = r#"{"schema_version":"1.7.0","id":"GHSA-2222-3333-4444","modified":"2026-11-03T09:00:00Z","published":"2026-11-02T09:00:00Z","withdrawn":null,"aliases":["CVE-2026-12345"],"summary":"Overflow","details":"A.\n\n\u0000B","severity":[{"type":"CVSS_V4","score":"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}],"affected":[{"package":{"ecosystem":"crates.io","name":"box","purl":"pkg:cargo/box"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"2.0.0"},{"introduced":"3.0.0"},{"last_affected":"3.1.0"}]},{"type":"GIT","repo":"https://example.org/box","events":[{"introduced":"0"},{"limit":"6bae1f"}]}],"versions":["1.0.0"]}],"references":[{"type":"FIX","url":"https://example.org/fix"}],"credits":[{"name":"Ada","type":"FINDER","contact":["https://example.org"]}],"database_specific":{"cwe_ids":["CWE-120"]}}"#;
    let cve = r#"{"dataType":"CVE_RECORD","dataVersion":"5.1","cveMetadata":{"cveId":"CVE-2026-12345","assignerOrgId":"b3476cb9-2e3d-41a6-98d0-0f47421a65b6","state":"PUBLISHED","datePublished":"2026-11-02T09:00:00Z"},"containers":{"cna":{"providerMetadata":{"orgId":"b3476cb9-2e3d-41a6-98d0-0f47421a65b6"},"title":"Overflow","descriptions":[{"lang":"en","value":"A."},{"lang":"de","value":"Ein."}],"affected":[{"vendor":"Acme","product":"Box","defaultStatus":"unaffected","versions":[{"version":"0","lessThan":"2.0.0","status":"affected","versionType":"semver","changes":[{"at":"1.5.0","status":"unaffected"}]}]}],"problemTypes":[{"descriptions":[{"lang":"en","type":"CWE","cweId":"CWE-120","description":"CWE-120"}]}],"references":[{"url":"https://example.org/a","tags":["vendor-advisory"]}],"metrics":[{"cvssV3_1":{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}],"credits":[{"lang":"en","value":"Ada","type":"finder"}]}}}"#;
    let ghsa = r#"{"ghsa_id":"GHSA-2222-3333-4444","cve_id":"CVE-2026-12345","summary":"Overflow","description":"A.\n\nB.","severity":"critical","state":"published","identifiers":[{"type":"CVE","value":"CVE-2026-12345"}],"published_at":"2026-11-02T09:00:00Z","updated_at":"2026-11-03T09:00:00Z","vulnerabilities":[{"package":{"ecosystem":"npm","name":"@acme/box"},"vulnerable_version_range":">= 1.0.0, < 2.0.0","patched_versions":"2.0.0","vulnerable_functions":["f"]}],"cvss_severities":{"cvss_v3":{"vector_string":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","score":9.8}},"cwes":[{"cwe_id":"CWE-120","name":"x"}],"credits_detailed":[{"user":{"login":"ada"},"type":"reporter","state":"accepted"}]}"#;
    for (name, text) in [("csaf", csaf), ("osv", osv), ("cve", cve), ("ghsa", ghsa), ("other", "{\"id\":1}")] {
        write(folder, "advisory", name, text)?;
    }
    Ok(())
}

fn entry(n: u64) -> Entry {
    let second = 1_792_766_220 + i64::try_from(n).expect("few");
    Entry {
        act: "report-received".into(),
        subject: Subject::Case {
            case: format!("0192f0c1-7a2b-7c3d-8e4f-{n:012x}"),
            seq: 1,
            visibility: "reporter".into(),
        },
        event: format!("0192f0c1-7a2b-7c3d-9e4f-{n:012x}"),
        happened: second,
        learned: second,
        recorded: second,
        actor: "reporter".into(),
        commit: Some(commitment(&[7; 32], &n.to_be_bytes())),
        sealed: Some(Hash::of(&[b"sealed"])),
        policy: Some(Hash::of(&[b"policy"])),
    }
}

fn log(folder: &Path) -> io::Result<()> {
    let entries: Vec<Vec<u8>> = (0..5).map(|n| entry(n).to_bytes().expect("an entry")).collect();
    let leaves: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    let mut levels = vec![Vec::new(); 4];
    let mut frontier = Frontier::new();
    for leaf in &leaves {
        let told = |level: u8, _: u64, hash| levels[usize::from(level)].push(hash);
        frontier.append_with(*leaf, told).expect("far from full");
    }
    let node = |level: u8, index: u64| {
        Ok::<_, ()>(levels[usize::from(level)][usize::try_from(index).expect("few")])
    };
    let hashes = inclusion_proof(2, 5, node).expect("in the tree");
    let head = Checkpoint::new(ORIGIN, frontier.size(), frontier.root()).expect("an origin");
    let checkpoint = SignedNote::sign(&head.to_string(), &[&signer()]).expect("a text");
    let proof = TlogProof { extra: None, index: 2, hashes, checkpoint: checkpoint.clone() };
    let extra = TlogProof { extra: Some(b"more".to_vec()), ..proof.clone() };
    let receipt = ReceiptFile::new(entry(2), proof.clone()).expect("an entry of a case");
    let object = Entry {
        subject: Subject::Object("policy".into()),
        commit: None,
        sealed: None,
        policy: None,
        ..entry(9)
    };

    write(folder, "note", "checkpoint", checkpoint.to_string())?;
    write(folder, "note", "checkpoint-text", head.to_string())?;
    write(folder, "note", "key", signer().verifier().to_string())?;
    let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    write(folder, "note", "key-of-go", text)?;
    for (name, tile) in [
        ("tile", "tile/0/x001/234"),
        ("tile-partial", "tile/1/005.p/17"),
        ("tile-large", "tile/3/x001/x234/067"),
    ] {
        write(folder, "note", name, tile)?;
    }
    write(folder, "proof", "proof", proof.to_string())?;
    write(folder, "proof", "proof-extra", extra.to_string())?;
    write(folder, "proof", "receipt", receipt.to_string())?;
    write(folder, "proof", "entry", &entries[0])?;
    write(folder, "proof", "entry-object", object.to_bytes().expect("an entry"))?;
    write(folder, "proof", "frontier", frontier.to_bytes())?;
    let mut bundle = vec![0, 5];
    bundle.extend(write_bundle(&entries).expect("five"));
    write(folder, "proof", "bundle", bundle)
}

fn codes(folder: &Path) -> io::Result<()> {
    let rng = &mut Repeatable::new(11);
    let receipt = Receipt::generate(rng);
    write(folder, "receipt", "words", receipt.words().as_bytes())?;
    write(folder, "receipt", "characters", receipt.characters().as_bytes())?;
    write(folder, "receipt", "shouted", receipt.characters().to_lowercase().replace('-', " "))?;
    let mistyped = receipt.words().replacen('a', "e", 1);
    write(folder, "receipt", "mistyped", mistyped)?;
    let kit = RecoveryKit::generate(rng);
    write(folder, "receipt", "kit", kit.words().as_bytes())?;
    write(folder, "receipt", "kit-characters", kit.characters().as_bytes())?;
    write(folder, "receipt", "cookie", Session::generate(rng).cookie_text().as_bytes())?;
    let key = RootKey::generate(rng).to_file_text();
    // Not the words that a scanner for lost secrets looks for: this key protects nothing.
    write(folder, "receipt", "root", key.as_bytes())?;
    write(folder, "receipt", "instance", InstanceId::generate(rng).to_string())
}

fn sealed(folder: &Path) -> io::Result<()> {
    for choice in 0_u8..8 {
        for length in [40, 700] {
            let mut bytes = vec![choice; 1 + length];
            Repeatable::new(u64::from(choice)).fill_bytes(&mut bytes[1..]);
            write(folder, "blob", &format!("{choice}-{length}"), bytes)?;
        }
    }
    let rng = &mut Repeatable::new(1);
    let key = seal::CaseKey::generate(rng);
    let place = seal::FieldContext { table: "message", column: "text", row: b"row", version: 1 };
    let field = key.seal(&place, b"A text of the reporter", rng).expect("short");
    write(folder, "blob", "field", [[0].as_slice(), &field].concat())?;
    let rng = &mut Repeatable::new(3);
    let (user, team) = (UserRoot::generate(rng), TeamRoot::generate("acme", 2, rng));
    let wrap = team.wrap_to_member(&user.public_key(), rng).expect("a good key");
    write(folder, "blob", "wrap-member", [[2].as_slice(), &wrap].concat())?;
    write(folder, "blob", "public-key", [[2].as_slice(), &user.public_key().to_bytes()].concat())?;
    write(folder, "blob", "verify-key", [[2].as_slice(), &user.verify_key().to_bytes()].concat())?;
    let instance = InstanceId::generate(rng);
    let pepper = RootKey::generate(rng).subkey(&instance, seal::RootUse::Pepper);
    let cost = seal::Argon2Cost::cheap_for_tests();
    let wrap =
        user.wrap_with_passphrase(b"user", "a passphrase", &pepper, cost, rng).expect("memory");
    write(folder, "blob", "passphrase-wrap", [[7].as_slice(), &wrap].concat())?;
    let verifier = seal::hash_passphrase("a passphrase", &pepper, cost, rng).expect("memory");
    write(folder, "blob", "passphrase-verifier", [[7].as_slice(), verifier.as_bytes()].concat())?;
    let mut file = vec![4];
    let mut sealer = seal::FileSealer::start(&key.file_key(b"file"), rng, &mut file);
    sealer.push(&[9; 2000], &mut file).expect("short");
    sealer.finish(&mut file).expect("short");
    write(folder, "blob", "file", file)
}

fn cases(folder: &Path) -> io::Result<()> {
    // One record of every kind of fact, as the crate's own golden file has them.
    let facts = include_str!("../../crates/case/src/tests/facts.jsonl");
    let event = |number: usize, fact: &str| {
        format!(
            "{{\"id\":\"0192f0c1-7a2b-7c3d-9e4f-{number:012x}\",\"happened\":\"2026-11-02T09:{number:02}:00Z\",\"learned\":\"2026-11-02T09:{number:02}:00Z\",\"recorded\":\"2026-11-02T09:{number:02}:00Z\",\"actor\":\"reporter\",\"visibility\":\"reporter\",\"fact\":{fact}}}"
        )
    };
    for (number, fact) in facts.lines().enumerate().step_by(8) {
        write(folder, "command", &format!("fact-{number:02}"), fact)?;
    }
    let all: Vec<String> = facts.lines().enumerate().map(|(n, fact)| event(n % 60, fact)).collect();
    write(folder, "command", "record", format!("[{}]", all.join(",\n")))?;
    write(folder, "command", "record-short", format!("[{}]", all[..3].join(",\n")))?;
    // Every command that asks for something it cannot do without.
    let asking = |spec: &&case::CommandSpec| spec.fields.iter().any(|field| field.required);
    for spec in case::catalogue().iter().filter(asking).step_by(2) {
        let fields: Vec<String> = spec
            .fields
            .iter()
            .map(|field| format!("{}={}", field.name, example(field.kind)))
            .collect();
        write(
            folder,
            "command",
            &format!("give-{}", spec.name),
            format!("{}\n{}", spec.name, fields.join("\n")),
        )?;
    }
    for policy in 0_u8..5 {
        let steps: Vec<u8> = (0..40)
            .flat_map(|step: u8| [step.wrapping_mul(7) ^ policy, step << 2, 1, 0, 3])
            .collect();
        write(folder, "life", &format!("{policy}"), [[policy].as_slice(), &steps].concat())?;
    }
    Ok(())
}

fn example(kind: case::FieldKind) -> String {
    use case::FieldKind as Kind;
    match kind {
        Kind::Text | Kind::LongText => "Some words".into(),
        Kind::Lines => "one\rtwo".into(),
        Kind::Choice(choices) => choices.first().map_or("", |(value, _)| value).into(),
        Kind::Date => "2026-11-20".into(),
        Kind::Instant => "2026-11-02T08:00:00Z".into(),
        Kind::Severity => "high".into(),
        Kind::Count => "1".into(),
        Kind::Case | Kind::NewCase | Kind::Advisory => {
            "01010101-0101-7101-8101-010101010101".into()
        }
        Kind::Member => "07070707-0707-7707-8707-070707070707".into(),
        Kind::Promise => "decide".into(),
        Kind::Participant => "acme".into(),
    }
}

fn passkeys(folder: &Path) -> io::Result<()> {
    let key = fuzz::public_key();
    let domain = sha2::Sha256::digest("desk.example.org");
    let data = |flags: u8, rest: &[u8]| [&domain[..], &[flags, 0, 0, 0, 9], rest].concat();
    let new = [&[0; 16][..], &[0, 2], b"id", &key].concat();
    let object = |format: &[u8], data: &[u8]| {
        let length = u8::try_from(data.len()).expect("short");
        [&[0xa3][..], format, b"\x68authData\x58", &[length], data].concat()
    };
    let none = b"\x63fmt\x64none\x67attStmt\xa0";
    let extensions = [&new[..], b"\xa1\x6bhmac-secret\xf5"].concat();
    let seed = |choice: u8, rest: &[u8]| [&[choice][..], rest].concat();
    write(folder, "webauthn", "object", seed(1, &object(none, &data(0x45, &new))))?;
    write(
        folder,
        "webauthn",
        "object-extensions",
        seed(1, &object(none, &data(0xc5, &extensions))),
    )?;
    write(folder, "webauthn", "object-unverified", seed(1, &object(none, &data(0x41, &new))))?;
    let packed =
        [&b"\x63fmt\x66packed\x67attStmt\xa2\x63alg\x27\x63sig\x58\x40"[..], &[7; 64]].concat();
    write(folder, "webauthn", "object-packed", seed(1, &object(&packed, &data(0x45, &new))))?;
    write(folder, "webauthn", "data", seed(2, &data(0x05, &[])))?;
    write(
        folder,
        "webauthn",
        "data-extensions",
        seed(2, &data(0x85, b"\xa1\x6bhmac-secret\x41\x00")),
    )?;
    write(folder, "webauthn", "key", seed(3, &key))?;
    let rsa = [
        &[0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59, 0x01, 0x00][..],
        &[0xc5; 256],
        &[0x21, 0x43, 1, 0, 1],
    ]
    .concat();
    write(folder, "webauthn", "key-rsa", seed(3, &rsa))?;
    let json = br#"{"id":"aWQ","rawId":"aWQ","type":"public-key","clientExtensionResults":{"prf":{"enabled":true,"results":{"first":"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk"}}},"response":{"clientDataJSON":"e30","attestationObject":"oA","authenticatorData":"AA","signature":"AA","userHandle":null,"transports":["usb"]}}"#;
    write(folder, "webauthn", "json", seed(0, json))
}

fn providers(folder: &Path) -> io::Result<()> {
    let seed = |choice: u8, rest: &str| [&[choice][..], rest.as_bytes()].concat();
    let token = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    write(folder, "oidc", "token", seed(0, token))?;
    write(folder, "oidc", "claims", seed(1, &fuzz::claims()))?;
    let several = fuzz::claims().replace("\"candor\"", "[\"candor\",\"other\"],\"azp\":\"candor\"");
    write(folder, "oidc", "claims-several", seed(1, &several))?;
    write(folder, "oidc", "head", seed(2, r#"{"alg":"EdDSA","kid":"k","typ":"JWT"}"#))?;
    write(folder, "oidc", "head-none", seed(2, r#"{"alg":"none"}"#))?;
    write(folder, "oidc", "keys", seed(3, &fuzz::keys()))?;
    write(folder, "oidc", "document", seed(4, &fuzz::document()))?;
    write(
        folder,
        "oidc",
        "callback",
        seed(
            5,
            "state=AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE&code=c&iss=https://id.example.org",
        ),
    )?;
    let cookie = r#"{"issuer":"https://id.example.org","secrets":[SECRETS],"purpose":"sign-in","demands":{"max_age_seconds":300,"acr_any_of":["2"],"amr_any_of":[]},"begun":"2027-01-15T08:00:00Z"}"#;
    let secret = format!("[{}]", vec!["7"; 32].join(","));
    write(folder, "oidc", "cookie", seed(6, &cookie.replace("SECRETS", &[&*secret; 3].join(","))))?;
    write(folder, "oidc", "scope", seed(7, "act-on-case@acme"))?;
    let token = credential::token::Token::new([1; 16], [2; 32]);
    write(folder, "oidc", "api", seed(7, &token.text()))
}
