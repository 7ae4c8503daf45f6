//! Every statement that `xtask/mission.txt` marks `now` has a test, and no test names an unknown one.

use super::Finding;
use crate::mission;
use crate::traceability::tests_by_id;
use crate::tree::Tree;

/// Names statements without a test, and tests of statements that do not exist.
pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let statements = match mission::statements(tree) {
        Ok(statements) => statements,
        Err(error) => return vec![Finding::new(mission::PATH, 0, error.to_string())],
    };
    let tests = tests_by_id(tree);
    let mut findings = Vec::new();
    for statement in statements.iter().filter(|s| s.now && !tests.contains_key(&s.id)) {
        let prefix = statement.id.to_lowercase().replace('-', "_");
        findings.push(Finding::new(
            mission::PATH,
            0,
            format!("{} has no test: {} (name one `{prefix}_…`)", statement.id, statement.text),
        ));
    }
    for (id, tests) in tests.iter().filter(|(id, _)| !statements.iter().any(|s| s.id == **id)) {
        findings.extend(tests.iter().map(|test| {
            Finding::new(
                &test.path,
                0,
                format!("`{}` starts with {id}, which is no statement", test.name),
            )
        }));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const MISSION: (&str, &str) =
        (mission::PATH, "CLK-1 | now | A | in time\nINC-1 | later | A | contain\n");

    fn messages(test: &str) -> Vec<String> {
        let source = format!("//! x\n#[test]\nfn {test}() {{}}\n");
        let tree = Tree::of(&[MISSION, ("crates/clock/src/due.rs", &source)]);
        check(&tree).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_statement_without_a_test_is_caught() {
        let found = messages("unnamed");
        assert_eq!(
            found,
            [format!("{}: CLK-1 has no test: in time (name one `clk_1_…`)", mission::PATH)]
        );
        assert!(messages("clk_1_holds").is_empty());
    }

    #[test]
    fn a_test_of_an_unknown_statement_is_caught() {
        let found = messages("clk_1_clk_99_holds");
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("CLK-99, which is no statement"), "{found:?}");
    }
}
