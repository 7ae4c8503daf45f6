//! Nothing that a reporter writes is found on the disk: in no file, in no encoding.

use std::collections::HashMap;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use desk::{Identity, NewFile, SubmissionKey};

use crate::house::{in_a_house, instruction, program, report};

const PROGRAM: &str = "sigtech";

/// A word that is nowhere else: long enough that chance does not write it.
pub(crate) fn canary(place: &str) -> String {
    format!("kanarie{place}q7x2w9zvogel")
}

/// The texts under which a word could lie in a file.
fn spellings(word: &str) -> Vec<Vec<u8>> {
    let raw = word.as_bytes();
    let mut spellings = vec![raw.to_vec(), word.to_uppercase().into_bytes()];
    for shift in 0..3 {
        let mut shifted = vec![0; shift];
        shifted.extend_from_slice(raw);
        for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
            // Only the digits that the word alone decides, whatever stands before and after it.
            let text = engine.encode(&shifted);
            let from = (shift * 8).div_ceil(6);
            let upto = (shift + raw.len()) * 8 / 6;
            spellings.push(text.as_bytes()[from..upto].to_vec());
        }
    }
    spellings.push(word.encode_utf16().flat_map(u16::to_le_bytes).collect());
    spellings.push(word.encode_utf16().flat_map(u16::to_be_bytes).collect());
    let hex: String = raw.iter().map(|byte| format!("{byte:02x}")).collect();
    spellings.push(hex.to_uppercase().into_bytes());
    spellings.push(hex.into_bytes());
    spellings
}

pub(crate) fn found_in(folder: &Path, words: &[String]) -> Vec<String> {
    let mut spellings: HashMap<[u8; 4], Vec<(usize, Vec<u8>)>> = HashMap::new();
    for (place, word) in words.iter().enumerate() {
        for text in self::spellings(word) {
            let begin = *text.first_chunk::<4>().unwrap();
            spellings.entry(begin).or_default().push((place, text));
        }
    }
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.to_string_lossy().into_owned();
            let bytes = [std::fs::read(&path).unwrap(), name.clone().into_bytes()].concat();
            for (from, begin) in bytes.windows(4).enumerate() {
                let Some(texts) = spellings.get(begin) else { continue };
                for (place, text) in texts {
                    if bytes[from..].starts_with(text) {
                        found.push(format!("{} in {name}", words[*place]));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn the_search_finds_a_word_in_every_encoding() {
    let word = canary("probe");
    let hex: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    let texts: Vec<Vec<u8>> = vec![
        format!("before {word} after").into_bytes(),
        STANDARD_NO_PAD.encode(format!("{word} after")).into_bytes(),
        STANDARD_NO_PAD.encode(format!("b{word} after")).into_bytes(),
        STANDARD_NO_PAD.encode(format!("be{word} after")).into_bytes(),
        word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        word.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        hex.clone().into_bytes(),
        hex.to_uppercase().into_bytes(),
    ];
    for text in texts {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), &text).unwrap();
        let found = found_in(folder.path(), std::slice::from_ref(&word));
        assert!(!found.is_empty(), "{}", String::from_utf8_lossy(&text));
    }
}

// ASVS 14.2.4
#[test]
fn sec_3_nothing_a_reporter_writes_is_readable_in_the_data_folder_or_a_backup() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let mut words = Vec::new();
        let mut plant = |place: &str| {
            words.push(canary(place));
            canary(place)
        };
        let mut sent = report(&plant("title"));
        let held = house.desk.program(&program).unwrap();
        for field in &held.policy.report_form().fields {
            if !matches!(field.kind, policy::FieldKind::Choice(_)) {
                sent.fields.insert(field.id.clone(), plant(&field.id.replace('-', "")));
            }
        }
        assert!(sent.fields.len() >= 7, "every field of the form");
        sent.identity = Identity::Named { name: plant("name"), contact: Some(plant("contact")) };
        sent.credit = Some(plant("credit"));
        let content = format!("{} {}", plant("content"), "x".repeat(40_000));
        sent.files.push(NewFile { name: plant("filename"), bytes: content.into_bytes() });
        let received = house.send(&program, sent, SubmissionKey::Fresh).await.unwrap();

        let reporter = house.desk.reporter(&received.receipt).await.unwrap();
        let message = instruction("message", &[("text", &plant("message"))]);
        let message = desk::Instruction {
            files: vec![NewFile { name: plant("secondname"), bytes: plant("second").into_bytes() }],
            ..message
        };
        house.desk.act_as_reporter(&reporter, message).await.unwrap();
        house.desk.open_mailbox(&received.receipt).await.unwrap();
        let case = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        house
            .act(&ada, &program, received.case, "note", &[("text", &plant("note"))])
            .await
            .unwrap();
        let mut draft = house.desk.advisory_of(&ada, &case).await.unwrap().draft;
        draft.record.title = plant("draft");
        draft.change = plant("change");
        house.desk.save_advisory_draft(&ada, &case, &draft, None).await.unwrap();
        house.desk.run_jobs_once().await.unwrap();
        house.desk.backup(&house.folder.path().join("backup.candor")).await.unwrap();
        words.push(received.receipt.words().to_string());
        words.push(crate::house::PASSPHRASE.to_owned());
        words.push(house.kit.clone());

        let folder = house.folder.path();
        assert_eq!(found_in(folder, &words), Vec::<String>::new(), "while it serves");
        let house = house.reopen().await;
        assert_eq!(found_in(house.folder.path(), &words), Vec::<String>::new(), "after its end");
        assert!(words.len() > 15);
    });
}
