//! What the samples are made of: one program, one case, and texts that try to break out of a page.

pub(crate) mod access;
pub(crate) mod account;
pub(crate) mod advisory;
pub(crate) mod audit;
pub(crate) mod case;
pub(crate) mod desk;
pub(crate) mod party;
pub(crate) mod portal;
pub(crate) mod report;
pub(crate) mod roles;

use std::cell::Cell;

use crate::{Frame, Intake, IntakeState, Language, Note, NoteKind, ProgramRef, When};

/// A text that would run, load, reverse or hide something if a page let it.
pub(crate) const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> &amp; \u{202e}txt.exe\u{202c} a\u{200b}b \u{0000}\u{001b}[2J {{7*7}} </textarea><svg onload=alert(3)>";
/// A text that runs from right to left.
pub(crate) const ARABIC: &str = "ثغرة في واجهة البرمجة: يمكن قراءة بيانات الآخرين.";
/// The hash of a policy version.
pub(crate) const HASH: &str = "9f2c51d0a7c6be2f0de13c8a4b6ad9e4d6c8f1a07d3be5529c11f4a6e0b78d35";
/// The hash of the version before it.
pub(crate) const OLDER_HASH: &str =
    "41bb6c0e97f5d2a86c3f9e1d07a4c8b2e5f6a7d8c9b0e1f2a3b4c5d6e7f80912";

pub(crate) fn program() -> ProgramRef {
    ProgramRef { slug: "sigtech".to_owned(), name: "SigTech".to_owned() }
}

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
}

/// Makes samples in another language.
#[cfg(test)]
pub(crate) fn speaking<T>(language: Language, make: impl FnOnce() -> T) -> T {
    LANGUAGE.set(language);
    let made = make();
    LANGUAGE.set(Language::English);
    made
}

pub(crate) fn public() -> Frame {
    let place = Some("/p/sigtech".to_owned());
    Frame { language: LANGUAGE.get(), place, ..Frame::portal("Candor", "csrf-token-of-the-sample") }
}

pub(crate) fn in_program() -> Frame {
    public().within(program())
}

pub(crate) fn team() -> Frame {
    Frame::desk("Candor", "csrf-token-of-the-sample", Some("Mara Lind".to_owned()))
}

/// The frame of an instance that demonstrates, showing a replay.
pub(crate) fn replayed(frame: Frame) -> Frame {
    frame
        .note(NoteKind::Demonstration, "time on this instance is driven, its cases are examples.")
        .note(NoteKind::Replay, "this case replays a public advisory with its real dates.")
}

/// A frame whose own words run from right to left: Arabic, except while samples are made in another language.
pub(crate) fn mirrored(frame: Frame) -> Frame {
    let language = match LANGUAGE.get() {
        Language::English => Language::Arabic,
        other => other,
    };
    Frame { language, ..frame }
}

/// A frame in which everything that somebody could name is hostile.
pub(crate) fn hostile(frame: Frame) -> Frame {
    Frame {
        notes: vec![Note { kind: NoteKind::Warning, words: HOSTILE.to_owned() }],
        done: Some(HOSTILE.to_owned()),
        ..frame
    }
    .within(ProgramRef { slug: "sigtech".to_owned(), name: HOSTILE.to_owned() })
}

pub(crate) fn open() -> Intake {
    Intake { state: IntakeState::Open, words: "Reports are welcome.".to_owned() }
}

pub(crate) fn paused() -> Intake {
    Intake {
        state: IntakeState::Paused,
        words: "The team is away until 4 January 2027.".to_owned(),
    }
}

pub(crate) fn received() -> When {
    When::new("2026-10-23T14:37:00Z", "23 October 2026, 14:37 UTC")
}

pub(crate) fn when(day: u32, clock: &str) -> When {
    When::new(format!("2026-10-{day:02}T{clock}:00Z"), format!("{day} October 2026, {clock} UTC"))
}

/// Many from few: texts as owned strings.
pub(crate) fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}
