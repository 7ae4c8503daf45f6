//! Makes a list of breached passphrases out of lines on standard input, to standard output.
//!
//! `cargo run -p credential --example breached_list -- 4 < passphrases.txt > list.cbp` with the bytes of an entry
//! as its argument. This is how the lists in `crates/credential/data/` were made.

use std::io::{Read, Write};

fn main() -> std::io::Result<()> {
    let width = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(5);
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    std::io::stdout().write_all(&credential::password::table::build(text.lines(), width))
}
