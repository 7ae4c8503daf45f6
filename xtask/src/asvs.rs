//! Which tests show which requirement of the OWASP ASVS 5.0.0: `xtask/asvs.txt` and the comments of the tests.
//!
//! A test says `// ASVS 8.2.2, 8.3.1` in a line of its own above its function; a script of `checks/` or
//! `browser/` says it anywhere. From both comes `docs/asvs.md`. A requirement that nothing shows, and that
//! the list neither documents nor declines, stands there as open, so that nobody takes it for done.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::error::TaskError;
use crate::tree::Tree;

/// Where the requirements stand.
pub(crate) const PATH: &str = "xtask/asvs.txt";
/// Where the matrix stands.
pub(crate) const MATRIX: &str = "docs/asvs.md";
/// What a comment begins with that names requirements.
const MARK: &str = "ASVS ";

/// How a requirement is met where no test shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum How {
    /// Tests show it; those that name its id.
    Tests,
    /// It does not apply, for this reason.
    NotApplicable(String),
    /// We do otherwise, for this reason.
    Differs(String),
    /// A document answers it.
    Written(String),
}

/// One requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Requirement {
    /// `8.2.2`.
    id: String,
    /// 1, 2 or 3.
    level: u8,
    /// What it asks, in our words.
    text: String,
    how: How,
}

/// A place that says it shows requirements.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Claim {
    path: String,
    line: usize,
    /// The function below the comment; nothing for a script.
    test: Option<String>,
}

/// Reads the requirements of a tree.
pub(crate) fn requirements(tree: &Tree) -> Result<Vec<Requirement>, TaskError> {
    let mut found: Vec<Requirement> = Vec::new();
    for (line, written) in (1..).zip(tree.text(PATH).unwrap_or_default().lines()) {
        if written.trim().is_empty() || written.starts_with('#') {
            continue;
        }
        let wrong = |what: &str| TaskError::Data { path: PATH, line, what: what.to_owned() };
        let parts: Vec<&str> = written.splitn(3, '|').map(str::trim).collect();
        let [head, text, how] = parts.as_slice() else {
            return Err(wrong("expected `id level | what it asks | how`"));
        };
        let Some((id, level)) = head.split_once(' ') else {
            return Err(wrong("expected an id and a level, such as `8.2.2 1`"));
        };
        let level: u8 = level
            .trim()
            .parse()
            .ok()
            .filter(|level| (1..=3).contains(level))
            .ok_or_else(|| wrong("the level is 1, 2 or 3"))?;
        if !is_id(id) {
            return Err(wrong("an id has three numbers, such as `8.2.2`"));
        }
        if found.iter().any(|requirement| requirement.id == id) {
            return Err(wrong("this id stands twice"));
        }
        let how = match how.split_once(' ') {
            None if how.is_empty() => How::Tests,
            Some(("n/a", why)) => How::NotApplicable(why.to_owned()),
            Some(("differs", why)) => How::Differs(why.to_owned()),
            Some(("written", place)) => How::Written(place.to_owned()),
            _ => return Err(wrong("how is empty, or `n/a`, `differs` or `written` and words")),
        };
        found.push(Requirement { id: id.to_owned(), level, text: (*text).to_owned(), how });
    }
    Ok(found)
}

fn is_id(word: &str) -> bool {
    let numbers: Vec<&str> = word.split('.').collect();
    numbers.len() == 3
        && numbers.iter().all(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
}

/// Every claim of a tree, by requirement.
pub(crate) fn claims(tree: &Tree) -> BTreeMap<String, Vec<Claim>> {
    let mut found: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    for (path, text) in tree.files() {
        let comment = match path.rsplit_once('.') {
            Some((_, "rs" | "mjs" | "js")) => "// ",
            Some((_, "sh" | "py" | "yml")) => "# ",
            _ => continue,
        };
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let marked = line.trim_start().strip_prefix(comment).and_then(|l| l.strip_prefix(MARK));
            let Some(ids) = marked else { continue };
            let below = lines.get(at..).unwrap_or_default();
            let test = path.ends_with(".rs").then(|| below.iter().find_map(|line| function(line)));
            for id in ids.split([',', ' ']).filter(|id| is_id(id)) {
                let claim =
                    Claim { path: path.to_owned(), line: at + 1, test: test.clone().flatten() };
                found.entry(id.to_owned()).or_default().push(claim);
            }
        }
    }
    found
}

/// The name of the function that a line begins.
fn function(line: &str) -> Option<String> {
    let line = line.trim_start();
    let line = line.strip_prefix("async ").unwrap_or(line);
    let (name, _) = line.strip_prefix("fn ")?.split_once('(')?;
    Some(name.to_owned())
}

/// Claims of requirements that the list does not hold, each with its place.
pub(crate) fn unknown(tree: &Tree, requirements: &[Requirement]) -> Vec<(String, String, usize)> {
    claims(tree)
        .into_iter()
        .filter(|(id, _)| !requirements.iter().any(|requirement| requirement.id == *id))
        .flat_map(|(id, claims)| {
            claims.into_iter().map(move |claim| (id.clone(), claim.path, claim.line))
        })
        .collect()
}

/// The text of `docs/asvs.md`.
pub(crate) fn matrix(tree: &Tree) -> Result<String, TaskError> {
    let requirements = requirements(tree)?;
    let claims = claims(tree);
    let mut text = String::from(
        "# OWASP ASVS 5.0.0\n\n\
         <!-- Generated by `cargo xtask gen` from xtask/asvs.txt and the comments of the tests; edits here are lost. -->\n\n\
         Candor holds itself to levels 1 and 2 of the OWASP Application Security Verification Standard 5.0.0, and to level 3\n\
         for file handling, sessions, authorization, data protection and logging. What a requirement asks is given in our own\n\
         words; the standard's are at <https://owasp.org/www-project-application-security-verification-standard/>. A test\n\
         shows a requirement when its comment names it (`// ASVS 8.2.2`). *Open* is what nothing shows yet.\n\n",
    );
    let shown = |requirement: &Requirement| claims.contains_key(&requirement.id);
    text.push_str("| level | requirements | shown by tests | written down | does not apply | done otherwise | open |\n");
    text.push_str("| --- | --- | --- | --- | --- | --- | --- |\n");
    for level in 1..=3 {
        let of: Vec<&Requirement> = requirements.iter().filter(|r| r.level == level).collect();
        let count = |test: &dyn Fn(&Requirement) -> bool| of.iter().filter(|r| test(r)).count();
        let _ = writeln!(
            text,
            "| {level} | {} | {} | {} | {} | {} | {} |",
            of.len(),
            count(&|r| shown(r)),
            count(&|r| !shown(r) && matches!(r.how, How::Written(_))),
            count(&|r| !shown(r) && matches!(r.how, How::NotApplicable(_))),
            count(&|r| !shown(r) && matches!(r.how, How::Differs(_))),
            count(&|r| !shown(r) && r.how == How::Tests),
        );
    }
    text.push_str("\n| id | level | what it asks | how it is met |\n| --- | --- | --- | --- |\n");
    for requirement in &requirements {
        let mut parts: Vec<String> = match &requirement.how {
            How::Tests => Vec::new(),
            How::NotApplicable(why) => vec![format!("does not apply: {why}")],
            How::Differs(why) => vec![format!("otherwise: {why}")],
            How::Written(place) => vec![format!("written in {place}")],
        };
        parts.extend(claims.get(&requirement.id).into_iter().flatten().map(|claim| {
            let title = claim.test.as_deref().unwrap_or(&claim.path);
            format!("[`{title}`](../{})", claim.path)
        }));
        let how = if parts.is_empty() { String::from("*open*") } else { parts.join("<br>") };
        let Requirement { id, level, text: what, .. } = requirement;
        let _ = writeln!(text, "| {id} | {level} | {what} | {how} |");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: (&str, &str) = (
        PATH,
        "# head\n8.2.1 1 | Functions |\n8.2.2 1 | Objects |\n4.3.1 2 | GraphQL | n/a there is none\n\
         13.2.2 2 | Accounts | written docs/deploy.md\n",
    );

    #[test]
    fn a_test_shows_the_requirements_that_its_comment_names() {
        let tree = Tree::of(&[
            LIST,
            ("crates/a/src/a.rs", "// ASVS 8.2.2, 8.2.1\n#[test]\nfn nobody_reads() {}\n"),
            ("checks/a.sh", "# ASVS 8.2.2\n"),
        ]);
        let text = matrix(&tree).unwrap();
        assert!(text.contains("[`nobody_reads`](../crates/a/src/a.rs)"), "{text}");
        assert!(text.contains("[`checks/a.sh`](../checks/a.sh)"), "{text}");
        assert!(text.contains("| 1 | 2 | 2 | 0 | 0 | 0 | 0 |"), "{text}");
    }

    #[test]
    fn what_nothing_shows_is_open() {
        let text = matrix(&Tree::of(&[LIST])).unwrap();
        assert!(text.contains("| 8.2.1 | 1 | Functions | *open* |"), "{text}");
        assert!(text.contains("| 4.3.1 | 2 | GraphQL | does not apply: there is none |"), "{text}");
        assert!(text.contains("| 1 | 2 | 0 | 0 | 0 | 0 | 2 |"), "{text}");
        assert!(text.contains("| 2 | 2 | 0 | 1 | 1 | 0 | 0 |"), "{text}");
    }

    #[test]
    fn a_claim_of_an_unknown_requirement_is_named() {
        let tree = Tree::of(&[LIST, ("crates/a/src/a.rs", "// ASVS 99.1.1\nfn a() {}\n")]);
        let list = requirements(&tree).unwrap();
        assert_eq!(unknown(&tree, &list), [("99.1.1".into(), "crates/a/src/a.rs".into(), 1)]);
    }

    #[test]
    fn a_malformed_requirement_is_named() {
        for (text, what) in [
            ("8.2.1 1 | x", "expected"),
            ("8.2.1 | x |", "an id and a level"),
            ("8.2.1 4 | x |", "level"),
            ("8.2 1 | x |", "three numbers"),
            ("8.2.1 1 | x |\n8.2.1 1 | y |", "twice"),
            ("8.2.1 1 | x | perhaps so", "how is empty"),
        ] {
            let message = requirements(&Tree::of(&[(PATH, text)])).unwrap_err().to_string();
            assert!(message.contains(what), "{message}");
        }
    }

    #[test]
    fn the_list_holds_both_levels_and_five_chapters_of_the_third() {
        let all = requirements(&Tree::read().unwrap()).unwrap();
        let count = |level: u8| all.iter().filter(|r| r.level == level).count();
        assert_eq!((count(1), count(2)), (70, 183));
        assert!(count(3) >= 16, "{} of level 3", count(3));
    }

    #[test]
    fn every_document_that_answers_a_requirement_exists() {
        let tree = Tree::read().unwrap();
        for requirement in requirements(&tree).unwrap() {
            let How::Written(places) = &requirement.how else { continue };
            for place in places.split(" and ") {
                assert!(crate::tree::root().join(place).exists(), "{}: {place}", requirement.id);
            }
        }
    }
}
