//! File names of CSAF documents (CSAF 2.0 §5.1).

/// The file name of a tracking id: lower case, every run of other characters than `+-a-z0-9` as one `_`.
#[must_use]
pub fn csaf(id: &str) -> String {
    let mut name = String::with_capacity(id.len() + 5);
    let mut replaced = false;
    for c in id.to_lowercase().chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '+' || c == '-' {
            name.push(c);
            replaced = false;
        } else if !replaced {
            name.push('_');
            replaced = true;
        }
    }
    name.push_str(".json");
    name
}
