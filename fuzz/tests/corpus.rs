//! Every kept input of every target, run through the same functions without a fuzzer.

use std::fs;
use std::path::Path;

/// Runs a corpus and gives the number of inputs that it has.
fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort();
    assert!(files.len() >= 5, "the corpus of {target} is gone");
    for file in files {
        let bytes = fs::read(&file).expect("a readable file");
        let outcome = std::panic::catch_unwind(|| run(&bytes));
        assert!(outcome.is_ok(), "{} breaks {target}", file.display());
    }
}

#[test]
fn the_corpus_of_policy_breaks_nothing() {
    replay("policy", fuzz::policy);
}

#[test]
fn the_corpus_of_receipt_breaks_nothing() {
    replay("receipt", fuzz::receipt);
}

#[test]
fn the_corpus_of_blob_breaks_nothing() {
    replay("blob", fuzz::blob);
}

#[test]
fn the_corpus_of_note_breaks_nothing() {
    replay("note", fuzz::note);
}

#[test]
fn the_corpus_of_proof_breaks_nothing() {
    replay("proof", fuzz::proof);
}

#[test]
fn the_corpus_of_command_breaks_nothing() {
    replay("command", fuzz::command);
}

#[test]
fn the_corpus_of_life_breaks_nothing() {
    replay("life", fuzz::life);
}

#[test]
fn the_corpus_of_ics_breaks_nothing() {
    replay("ics", fuzz::ics);
}

#[test]
fn the_corpus_of_webauthn_breaks_nothing() {
    replay("webauthn", fuzz::webauthn);
}

#[test]
fn the_corpus_of_oidc_breaks_nothing() {
    replay("oidc", fuzz::oidc);
}

#[test]
fn the_corpus_of_check_breaks_nothing() {
    replay("check", fuzz::check);
}

#[test]
fn the_corpus_of_markdown_breaks_nothing() {
    replay("markdown", fuzz::markdown);
}

#[test]
fn the_corpus_of_restructured_breaks_nothing() {
    replay("restructured", fuzz::restructured);
}

#[test]
fn the_corpus_of_html_breaks_nothing() {
    replay("html", fuzz::html);
}

#[test]
fn the_corpus_of_policy_claims_breaks_nothing() {
    replay("policy_claims", fuzz::policy_claims);
}

#[test]
fn the_corpus_of_format_breaks_nothing() {
    replay("format", fuzz::layout);
}

#[test]
fn the_corpus_of_advisory_breaks_nothing() {
    replay("advisory", fuzz::advisory);
}

#[test]
fn the_corpus_of_attachment_breaks_nothing() {
    replay("attachment", fuzz::attachment);
}
