//! `candor policy explain` and `candor policy holidays` as people type them.

use std::process::{Command, Output, Stdio};

use crate::browser::example;

fn candor(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What is said on success.
fn said(arguments: &[&str]) -> String {
    let output = candor(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

fn sigtech() -> String {
    example("sigtech").to_str().unwrap().to_owned()
}

#[test]
fn a_situation_is_explained_drawn_and_compared() {
    let folder = tempfile::tempdir().unwrap();
    let (svg, events) = (folder.path().join("timeline.svg"), folder.path().join("events.txt"));
    std::fs::write(&events, "# nobody was there\nt+30h message\n").unwrap();
    let simprints = example("simprints");
    let told = said(&[
        "policy",
        "explain",
        &sigtech(),
        "--received",
        "2026-12-23T16:00",
        "--severity",
        "high",
        "--events",
        events.to_str().unwrap(),
        "--event",
        "t+90d tick",
        "--svg",
        svg.to_str().unwrap(),
        "--what-if",
        simprints.to_str().unwrap(),
        "--ascii",
        "--width",
        "72",
    ]);
    assert!(
        told.contains("kept late, Thu 24 Dec 2026 22:00 GMT: 6 hours after it was due"),
        "{told}"
    );
    assert!(told.contains("\u{201c}Severe issues: 24 hours\u{201d}"), "{told}");
    assert!(told.contains("Judged as of Tue 23 Mar 2027 16:00 GMT"), "{told}");
    assert!(
        told.contains("\nrespond-severe o") && told.contains("= running, . standing still"),
        "{told}"
    );
    assert!(told.contains("What if") && told.contains("own aim passed 78"), "{told}");
    let drawn = std::fs::read_to_string(&svg).unwrap();
    assert!(
        drawn.starts_with("<svg ") && drawn.contains("respond-severe: due Thu 24 Dec"),
        "{drawn}"
    );
}

#[test]
fn the_explanation_is_the_same_for_programs() {
    let told = said(&[
        "--json",
        "policy",
        "explain",
        &sigtech(),
        "--received",
        "2026-12-23T16:00Z",
        "--severity",
        "low",
        "--what-if",
        &sigtech(),
    ]);
    let answer: serde_json::Value = serde_json::from_str(&told).unwrap();
    let owed = &answer["explanation"]["owed"][0];
    assert_eq!(owed["promise"], "respond-other");
    assert_eq!(owed["due"]["utc"], "2026-12-26T16:00:00Z");
    assert_eq!(owed["state"], "running");
    assert_eq!(answer["what_if"]["comparison"]["promises"][0]["change"], "same");
}

#[test]
fn a_situation_that_cannot_be_is_refused_with_a_sentence() {
    let explain = |more: &[&str]| {
        let policy = sigtech();
        let mut arguments = vec!["policy", "explain", policy.as_str()];
        arguments.extend(more);
        let output = candor(&arguments);
        assert!(!output.status.success(), "{arguments:?}");
        text(&output.stderr)
    };
    for (arguments, sentence) in [
        (["--received", "yesterday", "--event", "t+1d message"], "is not a time of receipt"),
        (["--received", "2026-12-23T16:00", "--event", "t+1d mesage"], "did you mean `message`?"),
        (
            ["--received", "2026-12-23T16:00", "--event", "2026-12-01T10:00 message"],
            "this is before the report was received",
        ),
        (["--received", "2026-12-23T16:00", "--severity", "awful"], "a severity is one of"),
        (
            ["--received", "2026-12-23T16:00", "--events", "nowhere.txt"],
            "nowhere.txt cannot be read",
        ),
        (
            ["--received", "2026-12-23T16:00", "--what-if", "nowhere.toml"],
            "nowhere.toml cannot be read",
        ),
    ] {
        let error = explain(&arguments);
        assert!(error.contains(sentence), "{arguments:?}: {error}");
    }
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("wrong.toml");
    std::fs::write(&wrong, "[program]\n").unwrap();
    let output =
        candor(&["policy", "explain", wrong.to_str().unwrap(), "--received", "2026-12-23T16:00"]);
    assert!(text(&output.stderr).contains("mend what is named above"), "{output:?}");
}

#[test]
fn days_off_of_a_calendar_file_become_part_of_a_policy() {
    let folder = tempfile::tempdir().unwrap();
    let (ics, policy) = (folder.path().join("away.ics"), folder.path().join("policy.toml"));
    let file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\
        BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20270103\r\nSUMMARY:\"Away\" over New Year\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nDTSTART:20261130T140000\r\nDTEND:20261130T150000\r\nSUMMARY:Cake\r\nEND:VEVENT\r\n\
        END:VCALENDAR\r\n";
    std::fs::write(&ics, file).unwrap();
    let path = ics.to_str().unwrap();
    let import = |more: &[&str]| {
        let mut arguments =
            vec!["policy", "holidays", "--ics", path, "--from", "2026", "--to", "2027"];
        arguments.extend(more);
        candor(&arguments)
    };
    let output = import(&["--zone", "Europe/London"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let remarks = text(&output.stderr);
    assert!(remarks.contains("line 8, Cake: it is not a whole day"), "{remarks}");
    assert!(
        remarks.contains("1 entry in 2026 to 2027; 1 line of the file to look at"),
        "{remarks}"
    );
    let source = std::fs::read_to_string(example("sigtech")).unwrap();
    std::fs::write(&policy, format!("{source}\n{}", text(&output.stdout))).unwrap();
    let policy = policy.to_str().unwrap();
    let checked = candor(&["policy", "check", policy]);
    assert!(checked.status.success(), "{}", text(&checked.stdout));
    // As holidays there is one entry a day.
    let days = text(&import(&["--as", "holidays"]).stdout);
    assert_eq!(days.matches("[[calendar.holiday]]").count(), 10, "{days}");
    assert!(days.contains("date = 2027-01-02\nname = \"\\\"Away\\\" over New Year\""), "{days}");
}

#[test]
fn the_public_holidays_of_a_place_are_shown_and_unknown_places_named() {
    let berlin = ["policy", "holidays", "--country", "DE", "--subdivision", "BE", "--from", "2026"];
    let told = said(&[berlin.as_slice(), &["--to", "2026"]].concat());
    assert!(told.contains("date = 2026-03-08\nname = \"Women's Day\""), "{told}");
    let beyond =
        candor(&["policy", "holidays", "--country", "DE", "--from", "2031", "--to", "2032"]);
    assert!(text(&beyond.stderr).contains("are known for 2024 to 2031 only"), "{beyond:?}");
    let unknown = candor(&["policy", "holidays", "--country", "UK"]);
    assert!(text(&unknown.stderr).contains("the country \"UK\": use one of"), "{unknown:?}");
    let none =
        candor(&["policy", "holidays", "--ics", "/etc/hostname", "--from", "2027", "--to", "2026"]);
    assert!(text(&none.stderr).contains("2026 lies before 2027"), "{none:?}");
}
