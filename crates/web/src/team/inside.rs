//! `GET …/files/{file}/inside`: what is inside an attachment, without saving it.
//!
//! A text is shown as text, with what hides in it spelled out. Everything else is read by the walled-in process of
//! `listing`; this one looks at no byte of an archive.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use desk::Error;
use listing::{EntryKind, Kind, Listing, Unreadable, Warning};
use pages::desk::{InsideEntry, InsidePage};

use crate::answer::{self, Answer, failed, sentence};
use crate::site::{App, program_ref};
use crate::visit::member;
use crate::words;

/// The most bytes of a text that are shown.
const MOST_TEXT_BYTES: usize = 256 * 1024;

/// The page.
pub(crate) async fn get(
    State(site): State<App>,
    Path((slug, handle, file)): Path<(String, String, String)>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let frame = || site.desk_frame(Some(&cookie), Some(&member));
    let fail = |error: Error| failed(frame(), &error);
    let id = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let program = site.desk.program(&id).map_err(fail)?;
    let file = file.parse().map_err(|_| fail(Error::NotFound))?;
    let case = site.desk.case_by_handle(&member, &id, &handle).await.map_err(fail)?;
    let content = site.desk.open_file(&member, &id, case, file).await.map_err(fail)?;
    let length = u64::try_from(content.bytes.len()).unwrap_or(u64::MAX);
    let (text, cut) = preview(&content.bytes);
    let found = if text.is_some() && !is_armored(&content.bytes) {
        None
    } else {
        Some(match &site.settings.reader {
            Some(reader) => {
                let reader = Arc::clone(reader);
                let read = tokio::task::spawn_blocking(move || reader.list(content.bytes)).await;
                read.unwrap_or(Err(Unreadable::Stopped))
            }
            None => Err(Unreadable::NotConfined("no reading process is set up".to_owned())),
        })
    };
    let (kind, warnings, entries) = match found {
        None => ("text".to_owned(), Vec::new(), Vec::new()),
        Some(Ok(listing)) => shown(listing),
        Some(Err(error)) => {
            ("not looked into".to_owned(), vec![sentence(&error.to_string())], Vec::new())
        }
    };
    let place = pages::path::case(&slug, &handle);
    answer::page(&InsidePage {
        frame: frame().within(program_ref(&program)),
        program: program_ref(&program),
        href: format!("{place}/files/{file}"),
        handle,
        name: content.name,
        size: words::size(length),
        kind,
        warnings,
        entries,
        text,
        cut,
    })
}

/// The beginning of a text in UTF-8 without NUL, and a sentence when it goes on.
fn preview(bytes: &[u8]) -> (Option<String>, Option<String>) {
    let head = bytes.get(..MOST_TEXT_BYTES).unwrap_or(bytes);
    let is_cut = head.len() < bytes.len();
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The cut may have gone through a character.
        Err(error) if is_cut && error.error_len().is_none() => {
            let whole = head.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).unwrap_or_default()
        }
        Err(_) => return (None, None),
    };
    if text.contains('\0') || text.is_empty() {
        return (None, None);
    }
    let cut = is_cut.then(|| format!("The first {} KiB.", MOST_TEXT_BYTES / 1024));
    (Some(text.to_owned()), cut)
}

fn is_armored(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"-----BEGIN PGP ")
}

fn shown(listing: Listing) -> (String, Vec<String>, Vec<InsideEntry>) {
    let kind = match listing.kind {
        Kind::Zip => "ZIP archive",
        Kind::Tar => "tar archive",
        Kind::TarGzip => "tar archive, compressed",
        Kind::Gzip => "compressed file",
        Kind::OpenPgp => "OpenPGP",
        Kind::Other => "neither a text, nor an archive or message that is known here",
    };
    let warnings = listing.warnings.into_iter().map(|warning| said(warning).to_owned()).collect();
    let entries = listing
        .entries
        .into_iter()
        .map(|entry| InsideEntry {
            name: entry.name,
            kind: named(entry.kind).to_owned(),
            size: words::size(entry.bytes),
        })
        .collect();
    (kind.to_owned(), warnings, entries)
}

const fn named(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::File => "file",
        EntryKind::Folder => "folder",
        EntryKind::Link => "link",
        EntryKind::Special => "device or pipe",
        EntryKind::Packet => "packet",
    }
}

const fn said(warning: Warning) -> &'static str {
    match warning {
        Warning::Escapes => {
            "A name in it leads out of the folder in which it is unpacked. Unpack it with a program that refuses this."
        }
        Warning::Links => "It holds links, which can lead to files of yours.",
        Warning::Special => "It holds devices, pipes or other things that no archive should hold.",
        Warning::Swells => "Unpacked it becomes very much larger than it is; it may fill a disk.",
        Warning::Nested => "It holds further archives, which were not looked into.",
        Warning::Encrypted => "Its content is encrypted.",
        Warning::Doubled => {
            "Two entries have the same name; which one comes out depends on the program."
        }
        Warning::Many => "It has more entries than are shown here.",
        Warning::Damaged => "It is damaged or contradicts itself; shown is what could be read.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_up_to_its_limit_and_never_cut_through_a_character() {
        assert_eq!(preview(b"hello\n"), (Some("hello\n".to_owned()), None));
        assert_eq!(preview(b"a\0b"), (None, None));
        assert_eq!(preview(b"caf\xe9"), (None, None));
        assert_eq!(preview(b""), (None, None));
        let long = "\u{20ac}".repeat(MOST_TEXT_BYTES);
        let (text, cut) = preview(long.as_bytes());
        let text = text.unwrap();
        assert!(text.len() <= MOST_TEXT_BYTES && text.len() > MOST_TEXT_BYTES - 3);
        assert!(text.chars().all(|c| c == '\u{20ac}'));
        assert_eq!(cut.as_deref(), Some("The first 256 KiB."));
    }

    // ASVS 16.5.2
    #[tokio::test]
    async fn a_file_is_looked_into_by_its_team_only_and_without_a_reading_process_only_as_text() {
        use crate::api::tests::house::{House, PASSPHRASE, report};
        let house = House::open().await;
        let mut sent = report();
        let text = "PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0PuKArmV4ZQ==";
        sent["files"] = serde_json::json!([
            {"name": "poc.txt", "content": text}, {"name": "a.zip", "content": "UEsFBgAA"}
        ]);
        let receipt = house.post("/programs/sigtech/reports", &[], sent).await.json();
        let handle = receipt["handle"].as_str().unwrap();
        let cookie = house
            .desk
            .sign_in("ada", PASSPHRASE, None, &desk::Door::default())
            .await
            .unwrap()
            .cookie;
        let case = house.page(&format!("/desk/p/sigtech/cases/{handle}"), &cookie).await.text();
        let places: Vec<&str> = case.split('"').filter(|part| part.ends_with("/inside")).collect();
        let [first, second, ..] = places.as_slice() else { panic!("{places:?}") };
        let shown = house.page(first, &cookie).await.text();
        assert!(shown.contains("&#60;script&#62;alert(1)"), "{shown}");
        assert!(shown.contains("[U+202E]exe") && !shown.contains('\u{202e}'), "{shown}");
        let other = house.page(second, &cookie).await.text();
        assert!(other.contains("cannot confine"), "{other}");
        let nobody = house.page(first, "x").await;
        assert_eq!(nobody.status, 303);
    }
}
