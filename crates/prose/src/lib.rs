//! A security policy as people write it: SECURITY.md and its like, read into what it says.
//!
//! Three steps, each a pure function. [`read()`] turns Markdown, reStructuredText, HTML or plain text into a
//! [`Document`] of blocks, sentences and words that all know their place in the original. [`claims()`] finds
//! what the document says, by fixed rules over words and structure, each claim with its [`Quote`].
