//! The rules from outside: every combination as reviewed tables, and what must hold for all of them.

mod joint;
mod matrix;
mod properties;
