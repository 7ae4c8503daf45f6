//! Notes, checkpoints, proofs, receipts and entries: what is written reads back, and what is not of
//! the format is refused with the reason.

use expect_test::expect;
use ledger::{
    Checkpoint, CheckpointError, Entry, EntryError, Hash, JsonError, NoteError, NoteSignature,
    ReceiptError, ReceiptFile, SignedNote, Subject, Tile, TileError, TlogProof, TlogProofError,
    VerifierKey, commitment, inclusion_proof, leaf_hash, verify_receipt,
};
use proptest::prelude::*;

use crate::common::{ORIGIN, Stored, entry, keys, signer};

// ---- keys and notes

#[test]
fn a_verifier_key_reads_back_from_its_published_text() {
    let key = signer(ORIGIN, 1).verifier().clone();
    let text = key.to_string();
    assert!(text.starts_with(&format!("{ORIGIN}+{:08x}+A", key.id())), "{text}");
    assert_eq!(text.parse(), Ok(key));
}

#[test]
fn the_example_note_of_the_format_is_read() {
    // The example of C2SP signed-note; its key is not published with it.
    let note = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\
                \ned è subito sera.\n\n\u{2014} quasimodo.example/salvatore \
                NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3Zek\
                RwNtIc=\n";
    let read = SignedNote::parse(note.as_bytes()).unwrap();
    assert!(read.text().ends_with("ed è subito sera.\n"));
    assert_eq!(read.signatures()[0].name, "quasimodo.example/salvatore");
    assert_eq!(read.signatures()[0].key_id, 0x367b_a04b);
    assert_eq!(read.to_string(), note);
}

#[test]
fn a_note_with_gos_published_test_vector_verifies() {
    // The key and note of the package documentation of golang.org/x/mod/sumdb/note.
    let key: VerifierKey =
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".parse().unwrap();
    let note = "If you think cryptography is the answer to your problem,\n\
                then you don't know what your problem is.\n\n\
                \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdn\
                gotpRZb6KE6RyyBwJnAM=\n";
    let read = SignedNote::parse(note.as_bytes()).unwrap();
    assert_eq!(read.verify(std::slice::from_ref(&key)), Ok(vec![&key]));
}

#[test]
fn sec_16_a_verifier_key_that_was_mistyped_is_refused() {
    let text = signer(ORIGIN, 1).verifier().to_string();
    let (name_and_id, key) = text.rsplit_once('+').unwrap();
    let (name, id) = name_and_id.rsplit_once('+').unwrap();
    let other_key = signer(ORIGIN, 2).verifier().to_string();
    let other_key = other_key.rsplit_once('+').unwrap().1;
    for (bad, error) in [
        (String::new(), NoteError::VerifierKey),
        (name.to_owned(), NoteError::VerifierKey),
        (name_and_id.to_owned(), NoteError::VerifierKey),
        (format!("+{id}+{key}"), NoteError::KeyName),
        (format!("a b+{id}+{key}"), NoteError::KeyName),
        (format!("a\u{a0}b+{id}+{key}"), NoteError::KeyName),
        (format!("{name}x+{id}+{key}"), NoteError::KeyHash),
        (format!("{name}+{id}+{other_key}"), NoteError::KeyHash),
        (format!("{name}+00000000+{key}"), NoteError::KeyHash),
        (format!("{name}+{}+{key}", id.to_uppercase()), NoteError::VerifierKey),
        (format!("{name}+{id}0+{key}"), NoteError::VerifierKey),
        (format!("{name}+{id}+{key}="), NoteError::VerifierKey),
        (format!("{name}+{id}+"), NoteError::VerifierKey),
        (format!("{text}\n"), NoteError::VerifierKey),
    ] {
        assert_eq!(bad.parse::<VerifierKey>(), Err(error), "{bad:?}");
    }
}

/// A verifier key text with the right hash for whatever bytes it has.
fn key_text(name: &str, bytes: &[u8]) -> String {
    use base64::Engine as _;
    let hash = Hash::of(&[name.as_bytes(), b"\n", bytes]);
    let id: String = hash.to_string().chars().take(8).collect();
    format!("{name}+{id}+{}", base64::engine::general_purpose::STANDARD.encode(bytes))
}

#[test]
fn a_key_of_another_kind_or_a_weak_one_is_refused() {
    let witness = key_text("witness", &[&[4], &[9; 32][..]].concat());
    assert_eq!(witness.parse::<VerifierKey>(), Err(NoteError::KeyKind { kind: 4, wanted: 1 }));
    let short = key_text("short", &[&[1], &[9; 31][..]].concat());
    assert_eq!(short.parse::<VerifierKey>(), Err(NoteError::VerifierKey));
    // A point of small order: with it, one signature fits many texts.
    let mut weak = vec![1, 1];
    weak.resize(33, 0);
    assert_eq!(key_text("weak", &weak).parse::<VerifierKey>(), Err(NoteError::VerifierKey));
}

#[test]
fn sec_11_a_signing_key_is_not_shown_by_debug() {
    let signer = signer(ORIGIN, 0xab);
    let shown = format!("{signer:?}");
    assert_eq!(shown, format!("NoteSigner({})", signer.verifier()));
}

#[test]
fn several_keys_sign_one_note_and_each_is_found() {
    let (one, two) = (signer("one", 1), signer("two", 2));
    let note = SignedNote::sign("text\n", &[&one, &two]).unwrap();
    let keys = [two.verifier().clone(), one.verifier().clone()];
    let read = SignedNote::parse(note.to_string().as_bytes()).unwrap();
    assert_eq!(read.verify(&keys), Ok(vec![one.verifier(), two.verifier()]));
    assert_eq!(read.verify(&keys[..1]), Ok(vec![two.verifier()]));
}

#[test]
fn a_signature_of_an_unknown_key_is_ignored() {
    let (known, unknown) = (signer("known", 1), signer("unknown", 2));
    let same_name = signer("known", 3);
    let witness = NoteSignature { name: "witness".into(), key_id: 7, signature: vec![0; 5000] };
    let note = SignedNote::sign("text\n", &[&unknown, &same_name, &known]).unwrap();
    let note = note.with_signature(witness).unwrap();
    let read = SignedNote::parse(note.to_string().as_bytes()).unwrap();
    assert_eq!(read.signatures().len(), 4);
    assert_eq!(read.verify(&[known.verifier().clone()]), Ok(vec![known.verifier()]));
}

#[test]
fn sec_16_a_note_of_unknown_keys_only_is_unsigned() {
    let note = SignedNote::sign("text\n", &[&signer("unknown", 2)]).unwrap();
    let known = signer("known", 1).verifier().clone();
    assert_eq!(note.verify(&[known]), Err(NoteError::Unsigned));
    assert_eq!(note.verify(&[]), Err(NoteError::Unsigned));
}

#[test]
fn sec_16_one_wrong_signature_of_a_known_key_rejects_the_note() {
    let (one, two) = (signer("one", 1), signer("two", 2));
    let other_text = SignedNote::sign("other\n", &[&two]).unwrap();
    let forged = other_text.signatures()[0].clone();
    let note = SignedNote::sign("text\n", &[&one]).unwrap().with_signature(forged).unwrap();
    let keys = [one.verifier().clone(), two.verifier().clone()];
    assert_eq!(note.verify(&keys), Err(NoteError::Forged { name: "two".into() }));
    assert_eq!(note.verify(&keys[..1]), Ok(vec![one.verifier()]));
}

#[test]
fn a_truncated_note_is_refused_at_every_byte() {
    let log = Stored::of_numbers(5, &[5]);
    let note = &log.checkpoints[0];
    assert!(Checkpoint::open(note, &keys()).is_ok());
    for cut in 0..note.len() {
        assert!(Checkpoint::open(&note[..cut], &keys()).is_err(), "cut to {cut} bytes");
    }
}

#[test]
fn notes_that_are_not_of_the_format_are_refused_with_the_reason() {
    let good = SignedNote::sign("text\n", &[&signer("one", 1)]).unwrap().to_string();
    let line = good.lines().last().unwrap().to_owned();
    for (bad, error) in [
        (good.replace('\n', "\r\n"), NoteError::Text),
        (good.replace("text", "te\txt"), NoteError::Text),
        (good.replace("text", "te\0xt"), NoteError::Text),
        ("text\n".into(), NoteError::Form),
        (format!("text\n{line}\n"), NoteError::Form),
        (good.trim_end().to_owned(), NoteError::Form),
        ("text\n\n".into(), NoteError::Form),
        ("text\n\n\n".into(), NoteError::Form),
        (format!("text\n\n{line}\nmore\n"), NoteError::SignatureLine { line: 2 }),
        (good.replace('\u{2014}', "-"), NoteError::SignatureLine { line: 1 }),
        (good.replace(" one ", " o+e "), NoteError::SignatureLine { line: 1 }),
        (good.replace(" one ", "  "), NoteError::SignatureLine { line: 1 }),
        (format!("text\n\n{line}=\n"), NoteError::SignatureLine { line: 1 }),
        ("text\n\n\u{2014} one AAAAAA==\n".into(), NoteError::SignatureLine { line: 1 }),
    ] {
        assert_eq!(SignedNote::parse(bad.as_bytes()), Err(error), "{bad:?}");
    }
    let mut bytes = good.into_bytes();
    bytes[0] = 0xff;
    assert_eq!(SignedNote::parse(&bytes), Err(NoteError::Text));
}

#[test]
fn an_oversized_note_is_refused_unread() {
    let bytes = vec![b'a'; ledger::MAX_NOTE_BYTES + 1];
    assert_eq!(SignedNote::parse(&bytes), Err(NoteError::TooLarge { found: bytes.len() }));
    let line = "\u{2014} w AAAAAAA=\n";
    let many = format!("text\n\n{}", line.repeat(ledger::MAX_SIGNATURES));
    assert!(SignedNote::parse(many.as_bytes()).is_ok());
    let too_many = format!("{many}{line}");
    assert_eq!(SignedNote::parse(too_many.as_bytes()), Err(NoteError::TooManySignatures));
}

#[test]
fn a_text_that_no_reader_would_take_is_not_signed() {
    let one = signer("one", 1);
    assert_eq!(SignedNote::sign("no newline", &[&one]), Err(NoteError::Form));
    assert_eq!(SignedNote::sign("a\r\n", &[&one]), Err(NoteError::Text));
    assert_eq!(SignedNote::sign("a\n", &[]), Err(NoteError::Unsigned));
    // A text that ends in a blank line, or looks like a signature, still reads back to itself.
    for text in ["a\n\n", "\n", "a\n\n\u{2014} one AAAAAAA=\n"] {
        let note = SignedNote::sign(text, &[&one]).unwrap();
        let read = SignedNote::parse(note.to_string().as_bytes()).unwrap();
        assert_eq!((read.text(), read.signatures().len()), (text, 1));
    }
}

// ---- checkpoints

#[test]
fn a_checkpoint_is_three_lines() {
    let head = Stored::of_numbers(5, &[]).head();
    expect![[r#"
        bugs.example.org/log/acme
        5
        fKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049nI=
    "#]]
    .assert_eq(&head.to_string());
    assert_eq!(head.to_string().parse(), Ok(head));
}

#[test]
fn checkpoint_texts_that_are_not_of_the_format_are_refused_with_the_reason() {
    let root = Hash::of_empty_tree().to_base64();
    for (bad, error) in [
        (String::new(), CheckpointError::Form),
        (format!("o\n1\n{root}"), CheckpointError::Form),
        ("o\n1\n".into(), CheckpointError::Form),
        (format!("\n1\n{root}\n"), CheckpointError::Origin),
        (format!("o\n01\n{root}\n"), CheckpointError::Size),
        (format!("o\n+1\n{root}\n"), CheckpointError::Size),
        (format!("o\n-1\n{root}\n"), CheckpointError::Size),
        (format!("o\n\n{root}\n"), CheckpointError::Size),
        (format!("o\n1 \n{root}\n"), CheckpointError::Size),
        (format!("o\n9223372036854775808\n{root}\n"), CheckpointError::Size),
        (format!("o\n18446744073709551616\n{root}\n"), CheckpointError::Size),
        (format!("o\n99999999999999999999999999\n{root}\n"), CheckpointError::Size),
        (format!("o\n1\n{root}=\n"), CheckpointError::Root),
        (format!("o\n1\n{}\n", &leaf_hash(b"")), CheckpointError::Root),
        (format!("o\n0\n{}\n", leaf_hash(b"").to_base64()), CheckpointError::EmptyRoot),
        (format!("o\n1\n{root}\n\n"), CheckpointError::Form),
        (format!("o\n1\n{root}\n\next\n"), CheckpointError::Form),
    ] {
        assert_eq!(bad.parse::<Checkpoint>(), Err(error), "{bad:?}");
    }
    assert!(format!("o\n9223372036854775807\n{root}\n").parse::<Checkpoint>().is_ok());
    let extended: Checkpoint = format!("o\n0\n{root}\none\ntwo\n").parse().unwrap();
    assert_eq!(extended.extensions(), ["one", "two"]);
    assert_eq!(extended.to_string(), format!("o\n0\n{root}\none\ntwo\n"));
}

#[test]
fn sec_16_a_checkpoint_signed_by_the_key_of_another_log_is_not_believed() {
    let text = Stored::of_numbers(5, &[]).head().to_string();
    let other = signer("bugs.example.org/log/other", 1);
    let note = SignedNote::sign(&text, &[&other]).unwrap().to_string();
    let keys = [other.verifier().clone(), keys().remove(0)];
    assert_eq!(
        Checkpoint::open(note.as_bytes(), &keys),
        Err(CheckpointError::OtherLog { origin: ORIGIN.into() })
    );
}

// ---- entries

#[test]
fn sec_9_an_entry_says_what_was_done_when_and_by_whom_in_canonical_json() {
    let bytes = entry(4).to_bytes().unwrap();
    expect![[r#"{"act":"report-received","actor":"reporter-3f2a","case":"0192f0c1-7a2b-7c3d-8e4f-000000000001","commit":"0eff4ecb23082c1b684bb81a6d8978a447e92d017c90611e8014376d13a35299","event":"0192f0c1-7a2b-7c3d-9e4f-000000000004","happened":1792766224,"learned":1792766224,"policy":"823412d1eacb67956220e532959f0104603057c88704863ca38e7cd188fda812","recorded":1792766225,"sealed":"665f98e97fb99492aad0fa80e27d8a0cb71c21cb9418ab6496072bdbb9690e0e","seq":1,"v":1,"visibility":"both"}"#]]
    .assert_eq(str::from_utf8(&bytes).unwrap());
    assert_eq!(Entry::from_bytes(&bytes), Ok(entry(4)));
}

#[test]
fn an_act_on_no_case_names_its_object_and_may_commit_to_nothing() {
    let adopted = Entry {
        act: "policy-adopted".into(),
        subject: Subject::Object("policy/5f1c".into()),
        commit: None,
        sealed: None,
        ..entry(0)
    };
    let bytes = adopted.to_bytes().unwrap();
    let text = str::from_utf8(&bytes).unwrap();
    for absent in ["case", "seq", "visibility", "commit", "sealed"] {
        assert!(!text.contains(&format!("\"{absent}\":")), "{text}");
    }
    assert_eq!(Entry::from_bytes(&bytes), Ok(adopted));
}

fn text_of(entry: &Entry) -> String {
    String::from_utf8(entry.to_bytes().unwrap()).unwrap()
}

#[test]
fn sec_16_entries_spelt_another_way_are_refused() {
    let text = text_of(&entry(4));
    let not_canonical = EntryError::Json(JsonError::NotCanonical);
    let swapped = text
        .replace("{\"act\":\"report-received\",", "{")
        .replace("\"v\":1,", "\"v\":1,\"act\":\"report-received\",");
    for (bad, error) in [
        (swapped, not_canonical.clone()),
        (text.replace("\"seq\":1", "\"seq\":01"), not_canonical.clone()),
        (text.replace("both", "\\u0062oth"), not_canonical.clone()),
        (text.replace("\"seq\":1", "\"seq\":1,\"seq\":1"), not_canonical),
        (text.replace("{\"act\"", "{ \"act\""), EntryError::Json(JsonError::Syntax { at: 1 })),
        (format!("{text}\n"), EntryError::Json(JsonError::Syntax { at: text.len() })),
        (text.replace("\"v\":1", "\"v\":2"), EntryError::Version { found: 2 }),
        (text.replace("both\"}", "both\",\"w\":1}"), EntryError::Unknown { field: "w".into() }),
        (text.replace("\"seq\":1,", ""), EntryError::Missing { field: "seq" }),
        (text.replace("\"actor\":\"reporter-3f2a\",", ""), EntryError::Missing { field: "actor" }),
        (
            text.replace("\"learned\"", "\"object\":\"x\",\"learned\"").replace(
                "\"object\":\"x\",\"learned\":1792766224,",
                "\"learned\":1792766224,\"object\":\"x\",",
            ),
            EntryError::Unknown { field: "case".into() },
        ),
    ] {
        assert_eq!(Entry::from_bytes(bad.as_bytes()), Err(error), "{bad}");
    }
    for (field, bad) in [
        ("seq", text.replace("\"seq\":1", "\"seq\":-1")),
        ("seq", text.replace("\"seq\":1", "\"seq\":\"1\"")),
        ("act", text.replace("report-received", "report received")),
        ("act", text.replace("report-received", "")),
        ("actor", text.replace("reporter-3f2a", &"r".repeat(513))),
        ("actor", text.replace("reporter-3f2a", "J\u{f6}rg")),
        ("commit", text.replace("\"commit\":\"", "\"commit\":\"A")),
        ("sealed", text.replace("\"sealed\":\"", "\"sealed\":\"0")),
        ("happened", text.replace("\"happened\":1792766224", "\"happened\":\"now\"")),
    ] {
        let error = Entry::from_bytes(bad.as_bytes());
        assert!(
            matches!(&error, Err(EntryError::Value { field: found, .. }) if *found == field),
            "{error:?}: {bad}"
        );
    }
}

#[test]
fn what_could_not_be_read_back_is_not_written() {
    for bad in [
        Entry { act: "two words".into(), ..entry(0) },
        Entry { actor: String::new(), ..entry(0) },
        Entry { event: "e".repeat(513), ..entry(0) },
        Entry { subject: Subject::Object("caf\u{e9}".into()), ..entry(0) },
        Entry { recorded: i64::MAX, ..entry(0) },
        Entry { happened: i64::MIN, ..entry(0) },
        Entry {
            subject: Subject::Case { case: "c".into(), seq: u64::MAX, visibility: "v".into() },
            ..entry(0)
        },
    ] {
        assert!(matches!(bad.to_bytes(), Err(EntryError::Value { .. })), "{bad:?}");
    }
    let uncommitted = Entry { commit: None, ..entry(0) };
    assert_eq!(uncommitted.to_bytes(), Err(EntryError::Missing { field: "commit" }));
    let unsealed = Entry { sealed: None, ..entry(0) };
    assert_eq!(unsealed.to_bytes(), Err(EntryError::Missing { field: "sealed" }));
}

#[test]
fn an_oversized_entry_is_refused_unread() {
    let bytes = vec![b'{'; ledger::MAX_ENTRY_BYTES + 1];
    assert_eq!(Entry::from_bytes(&bytes), Err(EntryError::TooLarge { found: bytes.len() }));
}

#[test]
fn sec_16_details_are_compared_with_what_the_entry_commits_to() {
    let salt = [3; 32];
    let entry = Entry { commit: Some(commitment(&salt, b"fact")), ..entry(1) };
    assert!(entry.check_commit(&salt, b"fact").is_ok());
    assert!(entry.check_commit(&salt, b"facts").is_err());
    assert!(entry.check_commit(&[4; 32], b"fact").is_err());
    assert!(entry.check_sealed(&crate::common::body(1)).is_ok());
    let changed = entry.check_sealed(b"other").unwrap_err();
    assert_eq!(
        changed.to_string(),
        "the sealed body is not the one the log committed to: it was changed afterwards"
    );
}

// ---- tile paths

#[test]
fn tile_paths_are_those_of_the_format() {
    for (level, index, width, path) in [
        (0, 0, 256, "tile/0/000"),
        (0, 1_234_067, 256, "tile/0/x001/x234/067"),
        (1, 1234, 5, "tile/1/x001/234.p/5"),
        (2, 1000, 255, "tile/2/x001/000.p/255"),
        (7, 0, 127, "tile/7/000.p/127"),
        (0, 36_028_797_018_963_966, 256, "tile/0/x036/x028/x797/x018/x963/966"),
    ] {
        let tile = Tile::new(level, index, width).unwrap();
        assert_eq!(tile.to_string(), path);
        assert_eq!(path.parse(), Ok(tile));
    }
    let bundle = Tile::new(0, 1234, 7).unwrap();
    assert_eq!(bundle.entries_path(), "tile/entries/x001/234.p/7");
}

#[test]
fn other_tile_paths_are_refused() {
    for bad in [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/x000/000",
        "tile/0/x001/x000",
        "tile/00/000",
        "tile/+0/000",
        "tile/-1/000",
        "tile/0/+00",
        "tile/0/000.p/",
        "tile/0/000.p/05",
        "tile/0/000.p/256",
        "tile/0/000/",
        "/tile/0/000",
        "tile/entries/000",
        "tile/256/000",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert_eq!(bad.parse::<Tile>(), Err(TileError::Path), "{bad}");
    }
    for bad in ["tile/0/000.p/0", "tile/0/000.p/257"] {
        assert!(matches!(bad.parse::<Tile>(), Err(TileError::Width { .. })), "{bad}");
    }
    for bad in [
        "tile/8/000.p/1",
        "tile/8/0/000",
        "tile/63/000",
        "tile/7/000",
        "tile/0/x999/x999/x999/x999/x999/999",
    ] {
        assert!(matches!(bad.parse::<Tile>(), Err(TileError::OutOfRange { .. })), "{bad}");
    }
}

#[test]
fn the_tiles_of_70_000_entries_are_those_the_format_counts() {
    let mut count = std::collections::BTreeMap::<(u8, u16), u64>::new();
    for tile in Tile::all(70_000) {
        *count.entry((tile.level(), tile.width())).or_default() += 1;
    }
    let expected = [((0, 256), 273), ((0, 112), 1), ((1, 256), 1), ((1, 17), 1), ((2, 1), 1)];
    assert_eq!(count, expected.into());
    assert_eq!(
        Tile::all(256).map(|t| t.to_string()).collect::<Vec<_>>(),
        ["tile/0/000", "tile/1/000.p/1"]
    );
    assert_eq!(Tile::all(0).count(), 0);
}

#[test]
fn a_tile_of_the_wrong_length_gives_no_hash() {
    let tile = Tile::new(0, 0, 5).unwrap();
    assert_eq!(
        tile.node(&[0; 5 * 32 + 1], 0, 0),
        Err(TileError::Bytes { tile, expected: 160, found: 161 })
    );
    assert!(matches!(tile.node(&[0; 160], 2, 1), Err(TileError::NoNode { .. })));
    assert!(matches!(Tile::holding(2, 1, 7), Err(TileError::NoNode { .. })));
    assert!(matches!(Tile::holding(255, 1, 7), Err(TileError::NoNode { .. })));
    assert_eq!(Tile::holding(2, 1, 8), Tile::new(0, 0, 8));
}

// ---- proofs and receipts

fn proof_of(log: &Stored, index: u64) -> TlogProof {
    TlogProof {
        extra: None,
        index,
        hashes: inclusion_proof(index, log.size(), |l, i| log.node(l, i)).unwrap(),
        checkpoint: SignedNote::parse(&log.checkpoints[0]).unwrap(),
    }
}

fn log_of_seven() -> Stored {
    Stored::of_cases(7, &[7])
}

#[test]
fn a_proof_file_reads_back_and_holds() {
    let log = log_of_seven();
    for index in 0..7 {
        for extra in [None, Some(vec![]), Some(b"extra".to_vec())] {
            let proof = TlogProof { extra, ..proof_of(&log, index) };
            let read = TlogProof::parse(proof.to_string().as_bytes()).unwrap();
            assert_eq!(read, proof);
            let leaf = leaf_hash(&log.entries[usize::try_from(index).unwrap()]);
            assert_eq!(read.verify(&leaf, &keys()), Ok(log.head()));
            assert!(read.verify(&leaf_hash(b"other"), &keys()).is_err());
        }
    }
}

#[test]
fn a_proof_for_the_only_entry_has_no_hashes() {
    let log = Stored::of_cases(1, &[1]);
    let text = proof_of(&log, 0).to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 0\n\nbugs.example.org/"), "{text}");
    let read = TlogProof::parse(text.as_bytes()).unwrap();
    assert!(read.verify(&leaf_hash(&log.entries[0]), &keys()).is_ok());
}

#[test]
fn proof_files_that_are_not_of_the_format_are_refused_with_the_reason() {
    let text = proof_of(&log_of_seven(), 3).to_string();
    let hash = Hash::of_empty_tree().to_base64();
    for (bad, error) in [
        (String::new(), TlogProofError::Header),
        (text.replace("@v1", "@v2"), TlogProofError::Header),
        (text.replace('\n', "\r\n"), TlogProofError::Text),
        (text.replace("index 3", "index 03"), TlogProofError::Index),
        (text.replace("index 3", "index -3"), TlogProofError::Index),
        (text.replace("index 3", "index 3 "), TlogProofError::Index),
        (text.replace("index 3", "index 9223372036854775807"), TlogProofError::Index),
        (text.replace("index 3", "index 18446744073709551616"), TlogProofError::Index),
        (text.replace("index 3\n", ""), TlogProofError::Index),
        (text.replace("index 3", "extra *\nindex 3"), TlogProofError::Extra),
        (text.replace("index 3", "index 3\nx"), TlogProofError::Hash { number: 1 }),
        (
            text.replace("index 3", &format!("index 3{}", format!("\n{hash}").repeat(64))),
            TlogProofError::TooManyHashes,
        ),
        (text.split_once("\n\n").unwrap().0.to_owned() + "\n", TlogProofError::NoCheckpoint),
    ] {
        assert_eq!(TlogProof::parse(bad.as_bytes()), Err(error), "{bad:?}");
    }
    let large = vec![b'a'; 2_000_000];
    let error = TlogProofError::TooLarge { found: large.len() };
    assert_eq!(TlogProof::parse(&large), Err(error));
    let extra = TlogProof { extra: Some(vec![0; 65_537]), ..proof_of(&log_of_seven(), 3) };
    assert_eq!(TlogProof::parse(extra.to_string().as_bytes()), Err(TlogProofError::Extra));
}

fn receipt() -> ReceiptFile {
    ReceiptFile::new(entry(3), proof_of(&log_of_seven(), 3)).unwrap()
}

#[test]
fn sec_16_a_receipt_shows_offline_what_was_received_and_when() {
    let key = keys().remove(0);
    let text = receipt().to_string();
    expect![[r#"
        candor receipt v1
        case 0192f0c1-7a2b-7c3d-8e4f-000000000001
        recorded 2026-10-23T14:37:04Z
        policy 823412d1eacb67956220e532959f0104603057c88704863ca38e7cd188fda812
        entry {"act":"report-received","actor":"reporter-3f2a","case":"0192f0c1-7a2b-7c3d-8e4f-000000000001","commit":"cde46f4b8147c314b107e8d778e9bc3a6eb68322fd996d2cb636c6d9e29f8b24","event":"0192f0c1-7a2b-7c3d-9e4f-000000000003","happened":1792766223,"learned":1792766223,"policy":"823412d1eacb67956220e532959f0104603057c88704863ca38e7cd188fda812","recorded":1792766224,"sealed":"1c7d264588a3d247f2ea67074cb2910c2e6bea56fa7073c8fae6fcba8017cdeb","seq":0,"v":1,"visibility":"both"}

        c2sp.org/tlog-proof@v1
        index 3
        riv7oC/mU5iistxc0RSdBf1qTVyn4yfpy3asHM/roR8=
        g681i0o62uHG7Q96wvwThtEz9g7J/xGJTDD7HvcsJFU=
        /6d0Rczoab6ap8iqnvHTNZ6Cyl9p0IuVWWbptsOe/UM=

        bugs.example.org/log/acme
        7
        slqk8ZfOqhaMV9uV78bFGFtwEsGBooViDusub1aDo8I=

        — bugs.example.org/log/acme lP5uoomSDfWq2PKMqdkAFtZysIqEN/q3b9F9ditI7jp36e7gAl3NHRRLXmN7V9hDGE+EkWNCKUGpVHpqwBV94Tcgdg4=
    "#]].assert_eq(&text);
    let facts = verify_receipt(text.as_bytes(), &key).unwrap();
    assert_eq!(facts.entry, entry(3));
    assert_eq!((facts.case.as_str(), facts.index), ("0192f0c1-7a2b-7c3d-8e4f-000000000001", 3));
    assert_eq!((facts.recorded, facts.policy), (1_792_766_224, Hash::of(&[b"policy"])));
    assert_eq!(facts.checkpoint, log_of_seven().head());
}

#[test]
fn sec_16_every_changed_byte_of_a_receipt_makes_it_worthless() {
    let key = keys().remove(0);
    let text = receipt().to_string().into_bytes();
    for at in 0..text.len() {
        for flip in [1, 0x20, 0x80] {
            let mut changed = text.clone();
            changed[at] ^= flip;
            assert!(verify_receipt(&changed, &key).is_err(), "byte {at} flipped with {flip}");
        }
        assert!(verify_receipt(&text[..at], &key).is_err(), "cut to {at} bytes");
    }
    let other = signer(ORIGIN, 2).verifier().clone();
    assert!(verify_receipt(&text, &other).is_err());
}

#[test]
fn receipts_that_are_not_of_the_format_are_refused_with_the_reason() {
    let text = receipt().to_string();
    let cut_off = text.split_once("\n\n").unwrap().0.to_owned();
    for (bad, error) in [
        (String::new(), ReceiptError::Header),
        (text.replace("receipt v1", "receipt v2"), ReceiptError::Header),
        (text.replace('\n', "\r\n"), ReceiptError::Text),
        (text.replace("case 0", "case\t0"), ReceiptError::Text),
        (cut_off, ReceiptError::NoProof),
        (text.replace("recorded ", "Recorded "), ReceiptError::Line { field: "recorded" }),
        (text.replace("14:37:04Z", "14:37:05Z"), ReceiptError::Disagrees { field: "recorded" }),
        (text.replace("case 01", "case 02"), ReceiptError::Disagrees { field: "case" }),
        (text.replace("policy ", "policy 0"), ReceiptError::Disagrees { field: "policy" }),
        (text.replace("}\n\n", "}\nmore\n\n"), ReceiptError::NoProof),
        (
            text.replace("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v0"),
            ReceiptError::Proof(TlogProofError::Header),
        ),
    ] {
        assert_eq!(ReceiptFile::parse(bad.as_bytes()), Err(error), "{bad}");
    }
    let large = format!("candor receipt v1\ncase {}", "x".repeat(200_000)) + "\n\n";
    assert_eq!(ReceiptFile::parse(large.as_bytes()), Err(ReceiptError::NoProof));
}

#[test]
fn a_receipt_needs_a_case_and_a_policy() {
    let proof = proof_of(&log_of_seven(), 3);
    let bound_to_nothing = Entry { policy: None, ..entry(3) };
    assert_eq!(ReceiptFile::new(bound_to_nothing, proof.clone()), Err(ReceiptError::NoPolicy));
    let no_case = Entry { subject: Subject::Object("key/1".into()), ..entry(3) };
    assert_eq!(ReceiptFile::new(no_case, proof.clone()), Err(ReceiptError::NotACase));
    let no_date = Entry { recorded: 9_000_000_000_000_000, ..entry(3) };
    assert_eq!(ReceiptFile::new(no_date, proof), Err(ReceiptError::Time));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_parser_of_outside_bytes_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = SignedNote::parse(&bytes);
        let _ = TlogProof::parse(&bytes);
        let _ = ReceiptFile::parse(&bytes);
        let _ = Entry::from_bytes(&bytes);
        let _ = ledger::Frontier::from_bytes(&bytes);
        let _ = ledger::read_bundle(&bytes, 256);
        let text = String::from_utf8_lossy(&bytes);
        let _ = text.parse::<Checkpoint>();
        let _ = text.parse::<VerifierKey>();
        let _ = text.parse::<Tile>();
    }

    #[test]
    fn a_changed_receipt_or_proof_never_panics_a_parser(
        at in any::<prop::sample::Index>(),
        with in proptest::collection::vec(any::<u8>(), 0..20),
    ) {
        let text = receipt().to_string().into_bytes();
        let at = at.index(text.len());
        let upto = (at + with.len()).min(text.len());
        let mut changed = text.clone();
        changed.splice(at..upto, with);
        let key = keys().remove(0);
        prop_assert!(changed == text || verify_receipt(&changed, &key).is_err());
    }

    #[test]
    fn what_is_written_of_an_entry_reads_back(
        names in proptest::collection::vec("[!-~]{1,40}", 6),
        numbers in proptest::collection::vec(-(1_i64 << 53) + 1..1 << 53, 3),
        seq in 0_u64..1 << 53,
        on_case in any::<bool>(),
        hashes in proptest::collection::vec(any::<[u8; 32]>(), 3),
    ) {
        let name = |n: usize| names[n].clone();
        let hash = |n: usize| Some(Hash::from_bytes(hashes[n]));
        let subject = if on_case {
            Subject::Case { case: name(0), seq, visibility: name(1) }
        } else {
            Subject::Object(name(0))
        };
        let entry = Entry {
            act: name(2),
            subject,
            event: name(3),
            happened: numbers[0],
            learned: numbers[1],
            recorded: numbers[2],
            actor: name(4),
            commit: hash(0),
            sealed: hash(1),
            policy: hash(2),
        };
        prop_assert_eq!(Entry::from_bytes(&entry.to_bytes().unwrap()), Ok(entry));
    }
}
