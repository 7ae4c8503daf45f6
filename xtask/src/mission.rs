//! The statements that tests must show to hold: `xtask/mission.txt`, read and looked up.

use crate::error::TaskError;
use crate::tree::Tree;

/// Where the statements stand.
pub(crate) const PATH: &str = "xtask/mission.txt";

/// One statement of the seed policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    /// `CLK-4`.
    pub(crate) id: String,
    /// Whether a test must hold it today.
    pub(crate) now: bool,
    /// Letters of the policies that make it.
    pub(crate) policies: String,
    /// What must work, in words.
    pub(crate) text: String,
}

/// Reads the statements of a tree.
pub(crate) fn statements(tree: &Tree) -> Result<Vec<Statement>, TaskError> {
    parse(tree.text(PATH).unwrap_or_default())
}

fn parse(text: &str) -> Result<Vec<Statement>, TaskError> {
    let mut found: Vec<Statement> = Vec::new();
    for (line, written) in (1..).zip(text.lines()) {
        if written.trim().is_empty() || written.starts_with('#') {
            continue;
        }
        let wrong = |what: &str| TaskError::Data { path: PATH, line, what: what.to_owned() };
        let parts: Vec<&str> = written.split('|').map(str::trim).collect();
        let [id, reach, policies, text] = parts.as_slice() else {
            return Err(wrong("expected `id | now or later | policies | statement`"));
        };
        let now = match *reach {
            "now" => true,
            "later" => false,
            _ => return Err(wrong("the second part is `now` or `later`")),
        };
        if leading_ids(&id.to_lowercase().replace('-', "_")).len() != 1 {
            return Err(wrong("the first part is an id like `CLK-4`"));
        }
        if found.iter().any(|statement| statement.id == *id) {
            return Err(wrong("this id stands twice"));
        }
        found.push(Statement {
            id: (*id).to_owned(),
            now,
            policies: (*policies).to_owned(),
            text: (*text).to_owned(),
        });
    }
    Ok(found)
}

/// The groups of ids; a test whose name starts otherwise shows no statement.
const GROUPS: &[&str] = &["pol", "clk", "case", "watch", "inc", "sec"];

/// The ids a test's name starts with: `clk_1_case_1_acknowledged_in_time` shows `CLK-1` and `CASE-1`.
/// Words may be joined by `_`, `-` or a space; `and` may stand between ids.
pub(crate) fn leading_ids(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(['_', '-', ' ']).collect();
    let mut ids = Vec::new();
    let mut rest = words.as_slice();
    while let [group, number, after @ ..] = rest {
        let group = group.to_lowercase();
        if group == "and" && !ids.is_empty() {
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let counts = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
        if !counts || !GROUPS.contains(&group.as_str()) {
            break;
        }
        ids.push(format!("{}-{number}", group.to_uppercase()));
        rest = after;
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_at_the_start_of_a_name_are_read() {
        assert_eq!(leading_ids("clk_4_answers_in_time"), ["CLK-4"]);
        assert_eq!(leading_ids("clk_1_case_1_acknowledged"), ["CLK-1", "CASE-1"]);
        assert_eq!(leading_ids("pol_2_and_pol_3_scope"), ["POL-2", "POL-3"]);
        assert_eq!(leading_ids("CLK-4 answers in time"), ["CLK-4"]);
        assert_eq!(leading_ids("sec_14"), ["SEC-14"]);
    }

    #[test]
    fn a_name_without_an_id_shows_nothing() {
        assert!(leading_ids("a_case_3_days_old").is_empty());
        assert!(leading_ids("case_state").is_empty());
        assert!(leading_ids("second_3_counts").is_empty());
    }

    #[test]
    fn a_malformed_line_is_named() {
        for (text, what) in [
            ("CLK-1 | soon | A | x", "now"),
            ("CLK-1 | now | x", "expected"),
            ("CLK | now | A | x", "id like"),
            ("CLK-1 | now | A | x\nCLK-1 | now | A | y", "twice"),
        ] {
            let message = parse(text).unwrap_err().to_string();
            assert!(message.contains(what), "{message}");
        }
    }

    #[test]
    fn the_list_holds_every_statement() {
        let all = statements(&Tree::read().unwrap()).unwrap();
        let count = |group: &str| all.iter().filter(|s| s.id.starts_with(group)).count();
        assert_eq!(count("POL-"), 11);
        assert_eq!(count("CLK-"), 8);
        assert_eq!(count("CASE-"), 10);
        assert_eq!(count("WATCH-") + count("INC-"), 5);
        assert_eq!(count("SEC-"), 16);
    }
}
