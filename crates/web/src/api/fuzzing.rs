//! What the fuzz target `api_json` does with its bytes: see [`crate::fuzzing`].

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::response::IntoResponse;
use desk::{Instruction, NewFile, Submission};
use serde::de::DeserializeOwned;

use super::advisory_draft::{AdvisoryDraft, Publication};
use super::commands::{ReporterCommand, TeamCommand};
use super::cursor;
use super::reports::Report;
use super::request::parse;
use super::sessions::Credentials;
use crate::form::{MOST_FILES, MOST_TEXT_BYTES};

/// The first byte chooses a body of the API, the rest is that body. It is read and turned into what the use
/// cases take, within every bound; or it is refused with a problem document of the sender's making.
///
/// # Panics
/// When that does not hold.
pub fn api_json(bytes: &[u8]) {
    let Some((choice, body)) = bytes.split_first() else { return };
    let body = Bytes::copy_from_slice(body);
    match choice % 7 {
        0 => {
            if let Some(report) = read::<Report>(&body) {
                let submission = Submission::from(report);
                texts(&submission.fields);
                files(&submission.files);
            }
        }
        1 => {
            if let Some(command) = read::<TeamCommand>(&body) {
                given(command.instruction("acknowledge").ok());
            }
        }
        2 => {
            if let Some(command) = read::<ReporterCommand>(&body) {
                given(command.instruction("message").ok());
            }
        }
        3 => {
            read::<Credentials>(&body);
        }
        4 => {
            if let Some(draft) = read::<AdvisoryDraft>(&body) {
                let empty = desk::AdvisoryDraft::of(advisory::Advisory::default());
                match draft.onto(&empty) {
                    Ok(written) => assert_eq!(
                        draft.onto(&written).map(|again| again.digest()).ok(),
                        Some(written.digest()),
                        "a draft that is sent twice stays what it is"
                    ),
                    Err(error) => assert!(!error.to_string().is_empty()),
                }
            }
        }
        5 => {
            read::<Publication>(&body);
        }
        _ => {
            let place = String::from_utf8_lossy(&body);
            if let Ok(place) = cursor::to_queue(&place) {
                let again = cursor::to_queue(&cursor::of_queue(place));
                assert!(
                    again.is_ok_and(|again| again == place),
                    "a place moves when it is handed out"
                );
            }
        }
    }
}

fn read<T: DeserializeOwned>(body: &Bytes) -> Option<T> {
    match parse::<T>(body) {
        Ok(read) => {
            assert!(
                serde_json::from_slice::<serde_json::Value>(body).is_ok(),
                "read, and not JSON"
            );
            Some(read)
        }
        Err(refused) => {
            let response = refused.into_response();
            assert!(response.status().is_client_error(), "{}", response.status());
            None
        }
    }
}

fn given(instruction: Option<Instruction>) {
    let Some(Instruction { command, fields, files: sent, .. }) = instruction else { return };
    texts(&fields);
    files(&sent);
    for spec in case::catalogue() {
        let _ = case::parse_command(spec.name, &fields);
    }
    assert!(case::catalogue().iter().any(|spec| spec.name == command), "{command}");
}

fn texts(fields: &BTreeMap<String, String>) {
    for text in fields.values() {
        assert!(text.len() <= MOST_TEXT_BYTES && !text.contains(['\0', '\r']), "{text:?}");
    }
}

fn files(sent: &[NewFile]) {
    assert!(sent.len() <= MOST_FILES, "{} files", sent.len());
}
