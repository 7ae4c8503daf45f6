//! What must hold for every text.

use policy::{Level, PolicyVersion, parse};
use proptest::prelude::*;

use crate::examples::EXAMPLES;

/// One of the examples with a part replaced by something else.
fn damaged() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        any::<String>(),
        "[\\[\\]{}=\"'.,#\n a-z0-9-]{0,40}",
        Just("[[promise]]\n".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("\u{202e}\u{0}\u{feff}é𝄞".to_owned()),
    ];
    (0..EXAMPLES.len(), any::<prop::sample::Index>(), 0_usize..60, part).prop_map(
        |(example, place, length, part)| {
            let characters = EXAMPLES[example].2.chars().collect::<Vec<_>>();
            let start = place.index(characters.len());
            let end = (start + length).min(characters.len());
            characters[..start].iter().collect::<String>()
                + &part
                + &characters[end..].iter().collect::<String>()
        },
    )
}

/// Parses and checks what holds for every outcome.
fn check(source: &str) {
    match parse(source) {
        Ok(policy) => {
            assert!(policy.warnings().iter().all(|finding| finding.severity == Level::Warning));
            for promise in &policy.promises {
                assert!(promise.in_words().ends_with('.'));
            }
        }
        Err(findings) => {
            assert!(findings.iter().any(|finding| finding.severity == Level::Error));
            assert!(findings.len() <= 100);
            let lines = source.lines().count().max(1) + 1;
            for finding in findings {
                assert!((1..=lines).contains(&usize::try_from(finding.line).unwrap()));
                assert!(finding.column >= 1);
                assert!(!finding.message.is_empty() && !finding.instead.is_empty());
                assert!(!finding.to_string().contains('\u{202e}'), "{finding}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_read_or_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_text_is_read_or_refused_without_a_panic(source in any::<String>()) {
        check(&source);
    }

    #[test]
    fn a_damaged_policy_is_read_or_refused_without_a_panic(source in damaged()) {
        check(&source);
    }

    #[test]
    fn one_changed_byte_makes_another_version(
        source in "[ -~]{1,200}",
        place in any::<prop::sample::Index>(),
        other in 0_u8..128,
    ) {
        let mut bytes = source.clone().into_bytes();
        let place = place.index(bytes.len());
        prop_assume!(bytes[place] != other);
        bytes[place] = other;
        let changed = String::from_utf8(bytes).unwrap();
        prop_assert_ne!(PolicyVersion::of(&source), PolicyVersion::of(&changed));
        let longer = format!("{source}\n");
        prop_assert_ne!(PolicyVersion::of(&source), PolicyVersion::of(&longer));
    }
}

#[test]
fn texts_made_to_be_costly_are_refused_without_a_panic() {
    let big = policy::MAX_SOURCE_BYTES;
    let repeated = |part: &str| part.repeat(big / part.len());
    for source in [
        repeated("a."),
        format!("{}a = 1", "a.".repeat(big / 2 - 10)),
        format!("[{}a]", "a.".repeat(big / 2 - 10)),
        format!("a = {}", "[".repeat(big - 10)),
        format!("a = {}", "{a=".repeat(big / 3 - 10)),
        repeated("["),
        repeated("[[promise]]\n"),
        (0..30_000).map(|n| format!("k{n}=1\n")).collect(),
        (0..20_000).map(|n| format!("[k{n}]\n")).collect(),
        format!("a = \"{}\"", repeated("\u{1}").chars().take(big - 10).collect::<String>()),
        repeated("\"\"\""),
        repeated("\r"),
        repeated("\u{feff}"),
    ] {
        let started = source.get(..20.min(source.len())).unwrap_or_default().to_owned();
        println!("{} bytes beginning with {started:?}", source.len());
        check(&source);
    }
}
