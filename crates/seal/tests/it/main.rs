//! What sealing promises, as sentences: who opens what, what is noticed, and what stays the same in stored data.

mod classification;
mod codes;
mod fields;
mod files;
mod formats;
mod keys;
mod passphrases;
mod secrets;
mod seeded;
mod teams;
