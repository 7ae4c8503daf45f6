//! The measurement, as a page that is kept: `docs/import.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::ground_truth::{Score, all, scores};

/// What every group must reach.
const PRECISION: f64 = 0.95;
const RECALL: f64 = 0.85;

#[test]
fn what_is_claimed_is_right_and_what_is_there_is_found() {
    let Some(policies) = all() else {
        println!("skipped: the policies are not beside the project");
        return;
    };
    let scores = scores(&policies);
    print!("{}", table(&scores));
    for (group, score) in &scores {
        for note in &score.notes {
            println!("{group}: {note}");
        }
    }
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/import.md");
    expect_test::expect_file![page].assert_eq(&document(policies.len(), &scores));
    for (group, score) in &scores {
        assert!(score.precision() >= PRECISION, "{group}: precision {:.2}", score.precision());
        assert!(score.recall() >= RECALL, "{group}: recall {:.2}", score.recall());
    }
}

fn table(scores: &BTreeMap<&'static str, Score>) -> String {
    let mut table = String::from(
        "| claims | there | made | right | precision | recall |\n| --- | --: | --: | --: | --: | --: |\n",
    );
    for (group, score) in scores {
        writeln!(
            table,
            "| {group} | {} | {} | {} | {:.2} | {:.2} |",
            score.there,
            score.claimed,
            score.right,
            score.precision(),
            score.recall()
        )
        .expect("a string takes text");
    }
    table
}

fn document(policies: usize, scores: &BTreeMap<&'static str, Score>) -> String {
    let mut open = String::new();
    for (group, score) in scores {
        for note in &score.notes {
            writeln!(open, "- {group}: {note}").expect("a string takes text");
        }
    }
    if open.is_empty() {
        open.push_str("Nothing.\n");
    }
    include_str!("import.md")
        .replace("{policies}", &policies.to_string())
        .replace("{table}", &table(scores))
        .replace("{open}", &open)
}
