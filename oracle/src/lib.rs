//! The rules of `access`, written a second time in Cedar's language (`access.cedar`, `access.json`), and a
//! test that asks both the same random questions.
//!
//! Nothing here is part of the product. Whoever changes a rule writes it in both places; whoever changes it in
//! one sees the test fail.
#![forbid(unsafe_code)]
