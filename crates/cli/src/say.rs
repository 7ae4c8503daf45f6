//! What the program says: results on standard output, everything else on standard error.
//!
//! A closed pipe (`candor case list | head`) ends the output, not the program in disorder.

use std::io::Write;

/// A line of the result.
pub(crate) fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    if writeln!(out, "{text}").and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}

/// A remark for people.
pub(crate) fn remark(text: &str) {
    // Nobody reads it when standard error is closed.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// A question, with the cursor behind it.
pub(crate) fn prompt(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = write!(out, "{text}").and_then(|()| out.flush());
}

/// A value as JSON, for programs.
pub(crate) fn json(value: &impl serde::Serialize) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => line(&text),
        Err(error) => remark(&format!("this result cannot be written as JSON: {error}")),
    }
}
