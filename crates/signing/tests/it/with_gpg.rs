//! GnuPG as the oracle: it makes the keys and verifies the signatures.

use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use signing::{Certificate, KeyError, NotSigned, SigningKey};
use tempfile::TempDir;

/// A GnuPG home of its own.
struct Gpg(TempDir);

impl Gpg {
    /// Nothing when there is no `gpg` on this machine.
    fn new() -> Option<Self> {
        let home = Self(tempfile::tempdir().unwrap());
        let there = run("gpg", home.0.path(), &["--version"]).is_some_and(|o| o.status.success());
        if !there {
            println!("skipped: gpg is not installed");
        }
        there.then_some(home)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        run("gpg", self.0.path(), arguments).unwrap()
    }

    fn write(&self, name: &str, text: &[u8]) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    }
}

impl Drop for Gpg {
    fn drop(&mut self) {
        run("gpgconf", self.0.path(), &["--kill", "all"]);
    }
}

#[expect(clippy::disallowed_methods, reason = "gpg is the oracle of these tests")]
fn run(program: &str, home: &Path, arguments: &[&str]) -> Option<Output> {
    let home = home.to_string_lossy().into_owned();
    let mut command = Command::new(program);
    if program == "gpg" {
        command.args(["--batch", "--no-tty"]);
    }
    command.env("GNUPGHOME", home).args(arguments).output().ok()
}

/// 2026-12-01T00:00:00Z: gpg refuses signatures from before the key was made, so keys are made at this time
/// minus a day.
const AT: u32 = 1_796_083_200;
const MADE: &[&str] = &["--faked-system-time", "20261130T000000"];
const CHECKED: &[&str] = &["--faked-system-time", "20261202T000000"];

fn made(gpg: &Gpg, name: &str, kind: &[&str], passphrase: &str) -> String {
    let mut arguments = MADE.to_vec();
    arguments.extend(["--passphrase", passphrase, "--pinentry-mode", "loopback"]);
    arguments.extend(["--quick-generate-key", name]);
    arguments.extend(kind);
    let output = gpg.run(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let export = ["--passphrase", passphrase, "--pinentry-mode", "loopback", "--armor"];
    let output = gpg.run(&[&export[..], &["--export-secret-keys", name]].concat());
    String::from_utf8(output.stdout).unwrap()
}

fn verifies(gpg: &Gpg, files: &[&str]) -> (bool, String) {
    let output = gpg.run(&[CHECKED, &["--verify"], files].concat());
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn gpg_verifies_a_clear_signed_text_and_a_detached_signature() {
    let Some(gpg) = Gpg::new() else { return };
    let key = SigningKey::read(&made(&gpg, "signer", &["ed25519", "sign"], "")).unwrap();
    let listed = gpg.run(&["--with-colons", "--fingerprint", "signer"]);
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.contains(&key.fingerprint()), "{listed}");
    assert_eq!(format!("{key:?}"), format!("SigningKey({})", key.fingerprint()));

    for text in [
        "Contact: mailto:security@example.org\nExpires: 2027-06-01T00:00:00Z\n",
        "",
        "- a line with a dash\n-----BEGIN PGP SIGNATURE-----\nFrom here\n",
        "ends without a line break",
        "trailing white space \t \nand more  \r\n\n\n",
        "ü — 漢字\n",
    ] {
        let signed = key.clear_sign(text, AT);
        let path = gpg.write("signed.asc", signed.as_bytes());
        let (good, said) = verifies(&gpg, &[&path]);
        assert!(good, "{said}\n{signed}");
        let changed = signed.replacen("SHA512\n\n", "SHA512\n\nx", 1);
        let path = gpg.write("changed.asc", changed.as_bytes());
        assert!(!verifies(&gpg, &[&path]).0, "{changed}");
    }
    for bytes in [&b""[..], b"{}\n", &[0, 255, 13, 10]] {
        let signature = gpg.write("a.asc", key.detached(bytes, AT).as_bytes());
        let (good, said) = verifies(&gpg, &[&signature, &gpg.write("a", bytes)]);
        assert!(good, "{said}");
        assert!(!verifies(&gpg, &[&signature, &gpg.write("a", b"other")]).0);
    }
}

#[test]
fn a_signing_subkey_signs_where_the_primary_key_may_not() {
    let Some(gpg) = Gpg::new() else { return };
    made(&gpg, "certifier", &["ed25519", "cert"], "");
    let listed =
        String::from_utf8(gpg.run(&["--with-colons", "--fingerprint", "certifier"]).stdout);
    let listed = listed.unwrap();
    let primary = listed.lines().find_map(|line| line.strip_prefix("fpr:::::::::")).unwrap();
    let primary = primary.trim_end_matches(':').to_owned();
    let add = ["--passphrase", "", "--pinentry-mode", "loopback", "--quick-add-key", &primary];
    for kind in [&["cv25519", "encr"], &["ed25519", "sign"]] {
        let output = gpg.run(&[MADE, &add, kind].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let export = ["--pinentry-mode", "loopback", "--passphrase", "", "--armor"];
    let output = gpg.run(&[&export[..], &["--export-secret-keys", &primary]].concat());
    let key = SigningKey::read(&String::from_utf8(output.stdout).unwrap()).unwrap();
    assert_ne!(key.fingerprint(), primary);
    let path = gpg.write("signed.asc", key.clear_sign("text\n", AT).as_bytes());
    let (good, said) = verifies(&gpg, &[&path]);
    assert!(good, "{said}");
}

#[test]
fn keys_that_cannot_be_used_say_why() {
    let Some(gpg) = Gpg::new() else { return };
    let read = |text: &str| SigningKey::read(text).unwrap_err();
    assert_eq!(read(&made(&gpg, "locked", &["ed25519", "sign"], "secret")), KeyError::Locked);
    assert_eq!(read(&made(&gpg, "certifying", &["ed25519", "cert"], "")), KeyError::NoSigningKey);
    assert_eq!(read(&made(&gpg, "other", &["rsa2048", "sign"], "")), KeyError::NoSigningKey);
    let good = made(&gpg, "good", &["ed25519", "sign"], "");
    assert_eq!(read(&good.replace("-----END", "-----end")), KeyError::Damaged);
    let body = good.lines().nth(3).unwrap();
    let turned = body.chars().rev().collect::<String>();
    assert_eq!(read(&good.replace(body, &turned)), KeyError::Damaged);
    assert_eq!(read("nothing"), KeyError::NotArmored);
    let public = gpg.run(&["--armor", "--export", "good"]);
    assert_eq!(read(&String::from_utf8(public.stdout).unwrap()), KeyError::NotArmored);
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(body in "[A-Za-z0-9+/=\n]{0,400}") {
        let what = concat!("PGP PRIV", "ATE KEY BLOCK");
        let text = format!(
            "-----BEGIN {what}-----\n\n{body}\n-----END {what}-----\n"
        );
        let _ = SigningKey::read(&text);
    }
}

#[test]
fn the_certificate_holds_no_secret_and_is_all_that_a_reader_needs() {
    let Some(gpg) = Gpg::new() else { return };
    let kinds: [&[&str]; 2] = [&["ed25519", "sign"], &["ed25519", "default"]];
    for (number, kind) in kinds.into_iter().enumerate() {
        let name = format!("publisher-{number}");
        let key = SigningKey::read(&made(&gpg, &name, kind, "")).unwrap();
        let Some(reader) = Gpg::new() else { return };
        let certificate = reader.write("key.asc", key.certificate().as_bytes());
        let imported = reader.run(&[CHECKED, &["--import", &certificate]].concat());
        assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
        let secrets = reader.run(&["--with-colons", "--list-secret-keys"]);
        assert!(!String::from_utf8_lossy(&secrets.stdout).contains("sec:"));
        let listed = reader.run(&["--with-colons", "--fingerprint"]);
        assert!(String::from_utf8_lossy(&listed.stdout).contains(&key.certificate_fingerprint()));
        let file = reader.write("advisory.json", b"{}\n");
        let signature = reader.write("advisory.json.asc", key.detached(b"{}\n", AT).as_bytes());
        let (good, words) = verifies(&reader, &[&signature, &file]);
        assert!(good, "{words}");
    }
}

#[test]
fn a_key_says_when_it_expires_by_the_newest_word_on_it() {
    let Some(gpg) = Gpg::new() else { return };
    let read = |text: &str| SigningKey::read(text).unwrap();
    assert_eq!(read(&made(&gpg, "for-ever", &["ed25519", "sign", "never"], "")).expires_at(), None);
    let week = read(&made(&gpg, "a-week", &["ed25519", "sign", "1w"], ""));
    let made_at = AT - 24 * 60 * 60;
    let until = |expires: Option<u32>, weeks: u32| {
        let after = expires.unwrap() - made_at;
        assert!((0..60).contains(&(after - weeks * 7 * 24 * 60 * 60)), "{after}");
    };
    until(week.expires_at(), 1);
    let primary = week.certificate_fingerprint();
    let output = gpg.run(&[
        "--pinentry-mode",
        "loopback",
        "--passphrase",
        "",
        "--faked-system-time",
        "20261201T000000",
        "--quick-set-expire",
        &primary,
        "20261221T000100",
    ]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let export = [
        "--passphrase",
        "",
        "--pinentry-mode",
        "loopback",
        "--armor",
        "--export-secret-keys",
        "a-week",
    ];
    let again = read(&String::from_utf8(gpg.run(&export).stdout).unwrap());
    assert!(again.expires_at() > week.expires_at(), "it was extended");
}

#[test]
fn what_gpg_and_we_signed_is_believed_of_its_key_and_its_bytes_only() {
    let Some(gpg) = Gpg::new() else { return };
    let secret = made(&gpg, "signer", &["ed25519", "sign"], "");
    let key = SigningKey::read(&secret).unwrap();
    let exported = gpg.run(&["--armor", "--export", "signer"]);
    let certificate = Certificate::read(&String::from_utf8(exported.stdout).unwrap()).unwrap();
    let file = gpg.write("advisory.json", b"{}\r\n");
    let out = gpg.write("advisory.json.asc", b"");
    let sign = ["--yes", "--armor", "--local-user", "signer", "--output", &out, "--detach-sign"];
    for digest in ["SHA256", "SHA512"] {
        let arguments = [CHECKED, &["--digest-algo", digest], &sign, &[&file]].concat();
        let signed = gpg.run(&arguments);
        assert!(signed.status.success(), "{}", String::from_utf8_lossy(&signed.stderr));
        let theirs = std::fs::read_to_string(&out).unwrap();
        let by = certificate.verify(b"{}\r\n", &theirs).unwrap();
        assert_eq!(by.fingerprint, key.fingerprint(), "{digest}");
        assert_eq!(certificate.verify(b"{}\n", &theirs), Err(NotSigned::OtherBytes), "{digest}");
    }
    let ours = key.detached(b"ours", AT);
    assert_eq!(certificate.verify(b"ours", &ours).unwrap().at, AT);
    let own = Certificate::read(&key.certificate()).unwrap();
    assert!(own.verify(b"ours", &ours).is_ok());

    let other = SigningKey::read(&made(&gpg, "another", &["ed25519", "sign"], "")).unwrap();
    let theirs = other.detached(b"ours", AT);
    assert_eq!(certificate.verify(b"ours", &theirs), Err(NotSigned::OtherKey));
    assert_eq!(certificate.verify(b"ours", "no signature"), Err(NotSigned::Unknown));
    let made_of_text = gpg.run(
        &[CHECKED, &["--yes", "--armor", "--textmode", "--output", &out, "--detach-sign", &file]]
            .concat(),
    );
    assert!(made_of_text.status.success());
    let text = std::fs::read_to_string(&out).unwrap();
    assert_eq!(certificate.verify(b"{}\r\n", &text), Err(NotSigned::Unknown), "over text");
    made(&gpg, "rsa", &["rsa2048", "sign"], "");
    let rsa = gpg.run(&["--armor", "--export", "rsa"]).stdout;
    let rsa = Certificate::read(&String::from_utf8(rsa).unwrap()).map(|_| ());
    assert_eq!(rsa, Err(KeyError::NoSigningKey));

    // Whatever single bit of it changes, other bytes are never believed, and it never says another time.
    for place in 0..ours.len() {
        let mut changed = ours.clone().into_bytes();
        changed[place] ^= 1 << (place % 7);
        let Ok(changed) = String::from_utf8(changed) else { continue };
        assert!(own.verify(b"others", &changed).is_err(), "{place}");
        if let Ok(by) = own.verify(b"ours", &changed) {
            assert_eq!(by.at, AT, "{place}");
        }
    }
}
