//! The names of the browser checks: the first argument of `test("…")`, `it("…")` or `check("…")`.

/// The names of the tests in a JavaScript file, in the order they stand.
pub(crate) fn test_names(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in source.lines().map(str::trim_start) {
        let call = line.strip_prefix("await ").unwrap_or(line);
        let Some((function, arguments)) = call.split_once('(') else { continue };
        if !["test", "it", "check"].contains(&function) {
            continue;
        }
        let mut chars = arguments.trim_start().chars();
        let Some(quote) = chars.next().filter(|c| ['"', '\'', '`'].contains(c)) else { continue };
        let name: String = chars.take_while(|c| *c != quote).collect();
        if !name.is_empty() {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_first_argument() {
        let source = "import test from 'node:test';\ntest('clk_4 answers', async () => {});\n\
                      await check(`pol_1 contact`, () => {});\n  it(\"x\", y);\n// test('no')\n\
                      attest('no');\n";
        assert_eq!(test_names(source), ["clk_4 answers", "pol_1 contact", "x"]);
    }
}
