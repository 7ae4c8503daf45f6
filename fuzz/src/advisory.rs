//! Advisories of others: CSAF, OSV, CVE and GitHub records as JSON.

use ::advisory::read::{ImportError, MAX_BYTES, MAX_NOT_UNDERSTOOD, read};
use ::advisory::{Format, Place, missing, preview, problems};

/// What is read is read the same twice, says where it understood nothing, and can be shown in every format; what
/// is not read has a sentence.
///
/// # Panics
/// When that does not hold.
pub fn advisory(bytes: &[u8]) {
    let imported = match read(bytes) {
        Ok(imported) => imported,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            assert!(!matches!(error, ImportError::TooLarge(_)) || bytes.len() > MAX_BYTES);
            return;
        }
    };
    assert_eq!(read(bytes).as_ref(), Ok(&imported));
    assert!(imported.not_understood.len() <= MAX_NOT_UNDERSTOOD + 1);
    for part in &imported.not_understood {
        assert!(part.pointer.is_empty() || part.pointer.starts_with('/'), "{part:?}");
        assert!(!part.why.is_empty(), "{part:?}");
    }
    let place = Place {
        page: "https://acme.example/p/acme/advisories/x".to_owned(),
        csaf_folder: "https://acme.example/p/acme/csaf/white/2026/".to_owned(),
    };
    for draft in imported.into_drafts().iter().take(4) {
        let _ = problems(draft);
        for format in Format::ALL {
            let _ = missing(draft, *format, &place);
            let shown = preview(draft, *format, &place);
            assert!(!shown.body.is_empty() && !shown.file_name.contains('/'), "{shown:?}");
        }
    }
}
