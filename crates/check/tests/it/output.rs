//! How findings are shown: as a compiler does, as JSON, as SARIF 2.1.0, and as a badge.

use serde_json::Value;

const TEXT: &str = "# Security policy\n\nReport vulnerabilities to kye@acme.test please.\nWe will acknowledge your report within 3 days.\n";

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn findings_are_shown_with_their_line_and_marks_under_the_words() {
    let report = crate::check_one("SECURITY.md", TEXT);
    let shown = check::text(&report);
    let part = "\
warning[personal-mailbox]: kye@acme.test looks like the mailbox of one person
 --> SECURITY.md:3:";
    assert!(shown.contains(part), "{shown}");
    assert!(shown.contains("3 | Report vulnerabilities to kye@acme.test please."), "{shown}");
    assert!(shown.contains("= why: When that person is ill"), "{shown}");
    assert!(shown.contains("= write: name a mailbox or list"), "{shown}");
    assert!(shown.trim_end().ends_with('.'), "the last line counts: {shown}");
}

#[test]
fn a_clean_report_says_that_there_is_nothing_to_mend() {
    let report = check::Report { files: vec!["policy.toml".into()], ..check::Report::default() };
    assert_eq!(check::text(&report), "policy.toml: nothing to mend.\n");
}

#[test]
fn json_has_the_documented_keys() {
    let json = parsed(&check::json(&crate::check_one("SECURITY.md", TEXT)));
    assert_eq!(json["version"], 1);
    assert_eq!(json["files"][0], "SECURITY.md");
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys(&json["findings"][0]),
        ["code", "instead", "message", "path", "place", "severity", "why", "words"]
    );
    assert_eq!(keys(&json["findings"][0]["place"]), ["column", "end_column", "end_line", "line"]);
    assert_eq!(keys(&json["profiles"][0]), ["id", "most", "rows", "score", "title"]);
    assert_eq!(
        keys(&json["profiles"][0]["rows"][0]),
        ["clause", "id", "outcome", "remark", "shown", "words"]
    );
    assert_eq!(json["profiles"].as_array().unwrap().len(), check::PROFILES.len());
}

#[test]
fn sarif_has_the_shape_that_code_scanning_reads() {
    let report = crate::check_one("docs/SECURITY policy.md", TEXT);
    let sarif = parsed(&check::sarif(&report));
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), report.findings.len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(rules[index]["help"]["markdown"].as_str().unwrap().contains("**Why.**"));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "docs/SECURITY%20policy.md");
        let region = &place["region"];
        assert!(
            region["startLine"].as_u64().unwrap() >= 1
                && region["startColumn"].as_u64().unwrap() >= 1
        );
        if let Some(end) = region["endColumn"].as_u64() {
            assert!(
                region["endLine"] != region["startLine"]
                    || end > region["startColumn"].as_u64().unwrap()
            );
        }
        assert!(
            result["partialFingerprints"]["primaryLocationLineHash"]
                .as_str()
                .unwrap()
                .contains(':')
        );
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
    }
}

#[test]
fn fingerprints_stay_when_lines_move_and_differ_between_findings() {
    let prints = |text: &str| -> Vec<String> {
        let sarif = parsed(&check::sarif(&crate::check_one("SECURITY.md", text)));
        let results = sarif["runs"][0]["results"].as_array().unwrap().clone();
        let print = |result: &Value| {
            result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap().to_owned()
        };
        results.iter().map(print).collect()
    };
    let moved = TEXT.replace("\n\n", "\n\n\n\n");
    assert_eq!(prints(TEXT), prints(&moved));
    let distinct: std::collections::BTreeSet<_> = prints(TEXT).into_iter().collect();
    assert_eq!(distinct.len(), prints(TEXT).len());
}

#[test]
fn a_badge_says_in_its_title_what_it_shows() {
    let report = crate::check_one("SECURITY.md", TEXT);
    let svg = check::badge(&report);
    assert!(svg.contains("<title id=\"title\">security policy: Scorecard "), "{svg}");
    assert!(svg.contains("role=\"img\"") && svg.contains("aria-labelledby=\"title\""));
    assert!(!svg.contains("http://") || svg.contains("http://www.w3.org/2000/svg"));
    let plain = check::Report { profiles: Vec::new(), ..report };
    assert!(check::badge(&plain).contains("warning"), "without a score it counts findings");
    assert!(check::badge(&check::Report::default()).contains("security policy: clear"));
}
