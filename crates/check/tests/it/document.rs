//! docs/check.md: the list of rules and profiles, with how much of what a reviewer raises is found.

use std::fmt::Write as _;
use std::path::Path;

fn rules(out: &mut String) {
    for (group, rules) in check::GROUPS {
        let _ = writeln!(
            out,
            "## {group}\n\n| rule | severity | finds | why | write |\n| --- | --- | --- | --- | --- |"
        );
        for rule in *rules {
            let example = if rule.example.is_empty() || rule.example.contains('\n') {
                String::new()
            } else {
                format!(", such as `{}`", rule.example.replace('|', "\\|"))
            };
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} | {}{example} |",
                rule.code, rule.severity, rule.title, rule.why, rule.write
            );
        }
        out.push('\n');
    }
}

fn profiles(out: &mut String) {
    for profile in check::PROFILES {
        let _ = writeln!(
            out,
            "### {} (`{}`)\n\nFrom: {}.\n",
            profile.title, profile.id, profile.source
        );
        let _ = writeln!(out, "| row | clause | asks |\n| --- | --- | --- |");
        for row in profile.rows {
            let _ = writeln!(out, "| `{}` | {} | {} |", row.id, row.clause, row.words);
        }
        out.push('\n');
    }
}

fn recall(out: &mut String) -> Option<()> {
    let (mut found, mut raised) = (0, 0);
    let mut table = String::from(
        "| policy | raised by a reviewer | found | not found |\n| --- | --- | --- | --- |\n",
    );
    for name in crate::published::POLICIES {
        let list = crate::published::recall(name)?;
        let missed: Vec<_> =
            list.iter().filter(|(_, hit)| !hit).map(|(word, _)| word.as_str()).collect();
        raised += list.len();
        found += list.len() - missed.len();
        let hits = list.len() - missed.len();
        let _ = writeln!(table, "| {name} | {} | {hits} | {} |", list.len(), missed.join(", "));
    }
    let _ = writeln!(
        out,
        "Twelve published policies were read by hand, and what a careful reviewer would raise was written down: {found} of {raised} \
         are found. The test `most_of_what_a_reviewer_raises_is_found` counts again.\n\n{table}"
    );
    Some(())
}

#[test]
fn the_list_of_rules_and_profiles_is_written_down() {
    let mut out = String::from(
        "# What `candor policy check` looks for\n\nGenerated from the tables of `crates/check`; `cargo xtask gen` writes it again.\n\n\
         Every finding has a code, a place and a remedy. An *error* means that a report goes nowhere or a statement cannot hold; a \
         *warning* that a reporter or the team will be unsure what holds; a *note* is worth knowing. The rules read English; \
         they are fixed, and the same text always gives the same findings.\n\n",
    );
    rules(&mut out);
    out.push_str(
        "## Profiles\n\nA profile says row by row what a standard, law or programme asks of a published policy: met, with the words that \
         show it; not met; or not to be told from a text. A met row says that the text says it, not that it is done. None of this is \
         legal advice.\n\n",
    );
    profiles(&mut out);
    out.push_str(
        "## Candor's own policy\n\n`candor policy check .` at the root of Candor's repository gives three notes and nothing else; a test holds \
         that there are no others. `account-needed`, in SECURITY.md and in policy.toml: reports go through the private reporting of \
         the repository's host, since the project has no mailbox that somebody keeps. `securitytxt-missing`: the project has no \
         site on which a security.txt could be served. Whoever runs Candor has both.\n\n",
    );
    out.push_str("## How much is found\n\n");
    if recall(&mut out).is_none() {
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/check.md");
    expect_test::expect_file![path].assert_eq(&format!("{}\n", out.trim_end()));
}
