//! The verifier against the crate that writes logs: they must agree on every tree, and on every damage.

#[cfg(test)]
mod damage;
#[cfg(test)]
mod house;
#[cfg(test)]
mod one;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run the program")]
mod program;
#[cfg(test)]
mod trees;
