//! CVSS: equal to the reference implementation, and nothing lost between text and vector.

use advisory::cvss::{Vector, VectorError, Version};
use expect_test::expect;
use proptest::prelude::*;

use crate::shared::shared_json;
use crate::strategy;

/// "(9.8, None, 3.5)", "(-0.0,)", "9.2" → the scores in tenths.
fn reference_scores(text: &str) -> Vec<Option<u8>> {
    text.trim_matches(['(', ')'])
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            // "9.8", "5", "-0.0": the digits before and after the point are the tenths.
            let (whole, tenth) =
                part.trim_start_matches('-').split_once('.').unwrap_or((part, "0"));
            format!("{whole}{tenth}").parse().ok()
        })
        .collect()
}

#[test]
fn every_vector_of_the_reference_implementation_has_its_scores() {
    let Some(sets) = shared_json("cvss/redhat-vectors.json") else { return };
    let mut checked = [0; 3];
    for (name, pairs) in sets.as_object().unwrap() {
        for pair in pairs.as_array().unwrap() {
            let text = pair[0].as_str().unwrap();
            let expected = reference_scores(pair[1].as_str().unwrap());
            let vector: Vector = text.parse().unwrap_or_else(|e| panic!("{name} {text}: {e}"));
            let scores = vector.scores();
            assert_eq!(Some(scores.base.tenths()), expected[0], "{name} {text}");
            checked[0] += 1;
            if let Some(Some(temporal)) = expected.get(1) {
                // Without temporal metrics the reference repeats the base score where we say nothing.
                let ours = scores.temporal.unwrap_or(scores.base);
                assert_eq!(ours.tenths(), *temporal, "{name} {text} temporal");
                checked[1] += 1;
            }
            if let (Some(Some(environmental)), Some(ours)) = (expected.get(2), scores.environmental)
            {
                assert_eq!(ours.tenths(), *environmental, "{name} {text} environmental");
                checked[2] += 1;
            }
        }
    }
    assert_eq!(checked[0], 7667);
    assert!(checked[1] > 5000 && checked[2] > 10, "{checked:?}");
}

proptest! {
    #[test]
    fn a_vector_survives_being_written_and_read(vector in strategy::vector()) {
        let text = vector.to_string();
        prop_assert_eq!(&text.parse::<Vector>().unwrap(), &vector);
        prop_assert_eq!(text.parse::<Vector>().unwrap().to_string(), text);
    }

    #[test]
    fn no_text_breaks_the_reader(text in "(CVSS:[234]\\.[01]/)?([A-Za-z]{1,3}:[A-Za-z]{1,3}/?){0,15}.{0,8}") {
        let _ = text.parse::<Vector>();
    }

    #[test]
    fn every_property_says_what_the_vector_says(vector in strategy::vector()) {
        let json = vector.to_json();
        prop_assert_eq!(json["vectorString"].as_str().unwrap(), vector.to_string());
        prop_assert_eq!(json["baseScore"].as_f64().unwrap(), f64::from(vector.score().tenths()) / 10.0);
        let metrics = vector.to_string().split('/').filter(|part| !part.starts_with("CVSS")).count();
        let scores = json.as_object().unwrap().keys().filter(|k| k.ends_with("Score") || k.ends_with("Severity")).count();
        let properties = json.as_object().unwrap().len() - scores - 2;
        // MSC, MSI and MSA of `N` are the only ones left out.
        let disputed = ["MSC:N", "MSI:N", "MSA:N"].iter().filter(|m| vector.to_string().contains(*m)).count();
        prop_assert_eq!(properties + disputed, metrics);
    }
}

#[test]
fn a_wrong_vector_is_told_what_is_wrong() {
    let said = |text: &str| text.parse::<Vector>().unwrap_err().to_string();
    let all = [
        "",
        "high",
        "CVSS:5.0/AV:N",
        "CVSS:3.1/AV:N/AC:L",
        "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "CVSS:4.0/AV:N/S:U",
        "AV:N/AC:L/Au:N/C:P/I:P/A:P/Q:1",
    ]
    .map(said)
    .join("\n");
    expect![[r#"
        “” begins no CVSS vector: use CVSS:4.0/…, CVSS:3.1/…, CVSS:3.0/…, or AV:… for version 2.0
        “high” begins no CVSS vector: use CVSS:4.0/…, CVSS:3.1/…, CVSS:3.0/…, or AV:… for version 2.0
        “CVSS:5.0/AV:N” begins no CVSS vector: use CVSS:4.0/…, CVSS:3.1/…, CVSS:3.0/…, or AV:… for version 2.0
        PR is missing; a CVSS 3.1 vector says every base metric
        AV cannot be “X” in CVSS 3.1; it is one of: N, A, L, P
        AV is there twice; write each metric once
        S cannot be “U” in CVSS 4.0; it is one of: X, N, P
        “Q:1” is no metric of CVSS 2.0"#]]
    .assert_eq(&all);
    assert_eq!(Version::V31.as_str(), "3.1");
    assert!(matches!("x".parse::<Vector>(), Err(VectorError::Version(_))));
}
