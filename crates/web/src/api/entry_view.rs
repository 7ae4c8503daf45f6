//! Events as the API shows them: what happened in one line, what was written, and the files with it.

use case::{Actor, Event};
use desk::FileFacts;
use serde::Serialize;
use utoipa::ToSchema;

/// One event of a case.
#[derive(Serialize, ToSchema)]
#[schema(as = Entry)]
pub(crate) struct EntryView {
    /// Its place in the case, from 1.
    seq: u64,
    /// What kind of fact it is.
    #[schema(example = "ReportReceived")]
    kind: &'static str,
    /// When it happened.
    #[schema(format = DateTime)]
    happened: String,
    /// When the team learned of it.
    #[schema(format = DateTime)]
    learned: String,
    /// When it was recorded.
    #[schema(format = DateTime)]
    recorded: String,
    /// Who acted: `reporter`, `team`, `system`, or the short name of another party; in a mailbox `party`.
    #[schema(example = "team")]
    actor: String,
    /// Who may see it: `team`, `party`, `parties`, `reporter`, `participants` or `public`.
    #[schema(example = "reporter")]
    visibility: &'static str,
    /// What happened, in one line.
    title: String,
    /// What was written with it.
    text: Option<String>,
    /// The files that came with it.
    files: Vec<FileView>,
}

/// A file of a case. Its bytes are at `…/files/{id}` below the case or the mailbox.
#[derive(Serialize, ToSchema)]
#[schema(as = File)]
pub(crate) struct FileView {
    /// Its id.
    #[schema(format = "uuid")]
    id: String,
    /// The sender's name for it.
    name: String,
    /// Its size as stored, padding included, in bytes.
    stored_bytes: u64,
}

impl EntryView {
    /// The same as the reporter sees it: which parties there are is not theirs to know.
    pub(crate) fn for_reporter<'f>(
        seq: u64,
        event: &Event,
        files: impl Iterator<Item = &'f FileFacts>,
    ) -> Self {
        let entry = Self::new(seq, event, files);
        match &event.actor {
            Actor::Participant(_) => Self { actor: "party".to_owned(), ..entry },
            _ => entry,
        }
    }

    /// The event at a place of its case, with those of `files` that came with it.
    pub(crate) fn new<'f>(
        seq: u64,
        event: &Event,
        files: impl Iterator<Item = &'f FileFacts>,
    ) -> Self {
        let words = crate::words::entry(seq, event, Vec::new(), "", |_| String::new());
        Self {
            seq,
            kind: event.fact.kind(),
            happened: event.happened.to_string(),
            learned: event.learned.to_string(),
            recorded: event.recorded.to_string(),
            actor: match &event.actor {
                Actor::Reporter => "reporter".to_owned(),
                Actor::Member(_) => "team".to_owned(),
                Actor::System => "system".to_owned(),
                Actor::Participant(name) => name.clone(),
            },
            visibility: event.visibility.as_str(),
            title: words.title,
            text: words.text,
            files: files
                .filter(|file| file.seq == seq)
                .map(|file| FileView {
                    id: file.id.to_string(),
                    name: file.name.clone(),
                    stored_bytes: file.stored_bytes,
                })
                .collect(),
        }
    }
}
