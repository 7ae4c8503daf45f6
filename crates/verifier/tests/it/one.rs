//! One entry: receipts are judged as the other crate judges them, and a case export by its proofs.

use ledger::{
    EditionFile, EditionProof, Entry, Hash, ReceiptFile, Subject, TlogProof, commitment,
    files_digest, inclusion_proof,
};
use proptest::prelude::*;
use verifier::{Fault, verify_edition, verify_export, verify_receipt};

use crate::house::{Log, ORIGIN, key, signer};

const POLICY: &str = "a policy";
const CASE: &str = "0192f0c1-7a2b-7c3d-8e4f-000000000001";

fn entry(seq: u64) -> Entry {
    Entry {
        act: "report-received".into(),
        subject: Subject::Case { case: CASE.into(), seq, visibility: "both".into() },
        event: format!("0192f0c1-7a2b-7c3d-9e4f-{seq:012x}"),
        happened: 1_792_766_220,
        learned: 1_792_766_220,
        recorded: 1_792_766_221,
        actor: "reporter-3f2a".into(),
        commit: Some(commitment(&[7; 32], &details(seq))),
        sealed: Some(Hash::of(&[b"sealed"])),
        policy: Some(Hash::of(&[POLICY.as_bytes()])),
    }
}

fn details(seq: u64) -> Vec<u8> {
    format!("{{\"what\":\"event {seq}\"}}").into_bytes()
}

/// Ten entries of one case, counted from 1.
fn log() -> Log {
    Log::of((1..=10).map(|seq| entry(seq).to_bytes().unwrap()).collect())
}

fn path(log: &Log, index: u64) -> Vec<Hash> {
    inclusion_proof(index, log.size(), |level, index| log.node(level, index)).unwrap()
}

fn receipt(index: u64) -> String {
    let (log, entry) = (log(), entry(index + 1));
    let checkpoint = log.signed(log.size());
    let proof = TlogProof { extra: None, index, hashes: path(&log, index), checkpoint };
    ReceiptFile::new(entry, proof).unwrap().to_string()
}

#[test]
fn sec_11_a_receipt_holds_and_says_what_the_entry_says() {
    let facts = verify_receipt(receipt(3).as_bytes(), &key(), &[]).unwrap();
    let theirs = ledger::verify_receipt(receipt(3).as_bytes(), signer().verifier()).unwrap();
    assert_eq!((facts.act.as_str(), facts.case.as_str()), ("report-received", CASE));
    assert_eq!(facts.recorded, "2026-10-23T14:37:01Z");
    assert_eq!(facts.policy, theirs.policy.to_string());
    assert_eq!((facts.proof.index, facts.proof.head.size), (3, 10));
}

#[test]
fn sec_11_a_line_of_a_receipt_that_disagrees_with_its_entry_is_refused() {
    for (from, to, what) in [
        ("recorded 2026", "recorded 2025", "the line recorded"),
        ("case 0192", "case 0193", "the line case"),
    ] {
        let changed = receipt(3).replacen(from, to, 1);
        let refused = verify_receipt(changed.as_bytes(), &key(), &[]);
        assert_eq!(refused, Err(Fault::Disagrees { what: what.into() }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn sec_11_both_crates_give_one_verdict_on_a_changed_receipt(
        at in any::<prop::sample::Index>(), with in any::<u8>(), cut in any::<prop::sample::Index>(), how in 0..3
    ) {
        let mut bytes = receipt(3).into_bytes();
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] ^= with,
            1 => bytes.insert(at, with),
            _ => bytes.truncate(cut.index(bytes.len() + 1)),
        }
        let ours = verify_receipt(&bytes, &key(), &[]);
        let theirs = ledger::verify_receipt(&bytes, signer().verifier());
        prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?} {:?}", ours, theirs);
    }

    #[test]
    fn receipts_and_exports_of_any_text_are_judged_without_a_panic(text in "\\PC{0,300}", json in "[\\[\\]{}\":,a0\\\\u-]{0,80}") {
        prop_assert!(verify_receipt(text.as_bytes(), &key(), &[]).is_err());
        prop_assert!(verify_edition(text.as_bytes(), &key(), &[]).is_err());
        prop_assert!(verify_export(text.as_bytes(), &key(), &[]).is_err());
        prop_assert!(verify_export(json.as_bytes(), &key(), &[]).is_err());
    }
}

/// The second edition of an advisory with two files, as the entry `act` names it.
fn edition(act: &str) -> EditionProof {
    let file = |path: &str, body: &str| EditionFile {
        path: path.to_owned(),
        sha256: Hash::of(&[body.as_bytes()]),
    };
    let files = vec![file("advisories/ACME-2026-1/a.json", "{}"), file("csaf/white/x.json", "[]")];
    let named = Entry {
        act: act.to_owned(),
        subject: Subject::Object(format!(
            "advisory:ACME-2026-1/edition:2/final/sha256:{}/files:sha256:{}",
            Hash::of(&[b"the record"]),
            files_digest(&files)
        )),
        actor: "program".into(),
        commit: None,
        sealed: None,
        policy: None,
        ..entry(4)
    };
    let entry = named.to_bytes().unwrap();
    let mut entries = log().entries;
    entries[3].clone_from(&entry);
    let log = Log::of(entries);
    let checkpoint = log.signed(log.size());
    let proof = TlogProof { extra: None, index: 3, hashes: path(&log, 3), checkpoint };
    EditionProof { advisory: "ACME-2026-1".into(), edition: 2, files, entry, proof }
}

#[test]
fn case_6_the_proof_of_an_edition_names_its_files_by_their_bytes() {
    let text = edition("AdvisoryEdition").to_string();
    let facts = verify_edition(text.as_bytes(), &key(), &[]).unwrap();
    assert_eq!((facts.advisory.as_str(), facts.edition), ("ACME-2026-1", 2));
    assert_eq!((facts.stage.as_str(), facts.proof.index), ("final", 3));
    assert_eq!(facts.recorded, "2026-10-23T14:37:01Z");
    assert_eq!(facts.names(b"{}"), Some("advisories/ACME-2026-1/a.json"));
    assert_eq!(facts.names(b"[]"), Some("csaf/white/x.json"));
    assert_eq!(facts.names(b"{ }"), None);
}

#[test]
fn case_6_the_proof_of_an_edition_that_says_something_else_than_the_log_is_refused_by_name() {
    let verdict = |proof: &EditionProof| {
        verify_edition(proof.to_string().as_bytes(), &key(), &[]).unwrap_err().to_string()
    };
    let sound = edition("AdvisoryEdition");
    for (changed, named) in [
        (EditionProof { edition: 1, ..sound.clone() }, "the line edition"),
        (EditionProof { advisory: "ACME-2026-2".into(), ..sound.clone() }, "the line advisory"),
        (EditionProof { files: sound.files[..1].to_vec(), ..sound.clone() }, "the list of files"),
        (EditionProof { files: Vec::new(), ..sound.clone() }, "the list of files"),
        (edition("AdvisoryRedacted"), "the act of its entry"),
    ] {
        let fault = verdict(&changed);
        assert!(fault.contains(named), "{named}: {fault}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn case_6_no_byte_of_the_proof_of_an_edition_can_be_changed(
        at in any::<prop::sample::Index>(), with in 1_u8.., how in 0..3
    ) {
        let mut bytes = edition("AdvisoryEdition").to_string().into_bytes();
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] ^= with,
            1 => bytes.truncate(at),
            _ => { bytes.remove(at); }
        }
        prop_assert!(verify_edition(&bytes, &key(), &[]).is_err(), "{}", String::from_utf8_lossy(&bytes));
    }
}

/// An export as the desk writes it, as far as its proofs go.
fn export() -> serde_json::Value {
    let log = log();
    let events: Vec<serde_json::Value> = (1..=10)
        .map(|seq| {
            let hashes = path(&log, seq - 1);
            serde_json::json!({
                "seq": seq, "kind": "report-received", "actor": "reporter-3f2a",
                "visibility": "both", "index": seq - 1,
                "details": String::from_utf8(details(seq)).unwrap(),
                "salt": "07".repeat(32),
                "entry": String::from_utf8(entry(seq).to_bytes().unwrap()).unwrap(),
                "inclusion": hashes.iter().map(Hash::to_string).collect::<Vec<_>>(),
            })
        })
        .collect();
    serde_json::json!({
        "format": "candor-case/1",
        "case": CASE,
        "log": { "origin": ORIGIN, "checkpoint": log.signed(10).to_string() },
        "policy": { "version": Hash::of(&[POLICY.as_bytes()]).to_string(), "source": POLICY },
        "events": events,
    })
}

#[test]
fn sec_11_an_export_holds_and_each_change_of_it_is_named() {
    let verify = |export: &serde_json::Value| {
        verify_export(export.to_string().as_bytes(), &key(), &[]).map_err(|fault| fault.to_string())
    };
    assert_eq!(verify(&export()).unwrap().events, 10);
    let changes: [(&str, serde_json::Value, &str); 7] = [
        ("/events/4/details", "{}".into(), "the content of event 5"),
        ("/events/4/actor", "somebody".into(), "the actor of event 5"),
        ("/events/4/index", 5.into(), "the proof of entry 5"),
        ("/events/4/inclusion/0", "00".repeat(32).into(), "the proof of entry 4"),
        ("/policy/source", "another policy".into(), "the text of the policy"),
        ("/log/origin", "elsewhere".into(), "the origin of the log"),
        ("/case", "another".into(), "the case of event 1"),
    ];
    for (place, value, named) in changes {
        let mut changed = export();
        *changed.pointer_mut(place).unwrap() = value;
        let fault = verify(&changed).unwrap_err();
        assert!(fault.contains(named), "{place}: {fault}");
    }
    let mut gap = export();
    gap["events"].as_array_mut().unwrap().remove(3);
    assert!(verify(&gap).unwrap_err().contains("the order of event 4"));
}
