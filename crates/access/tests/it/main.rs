//! The rules from outside: every combination as reviewed tables, and what must hold for all of them.

#[cfg(test)]
mod joint;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod properties;
