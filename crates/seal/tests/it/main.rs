//! What sealing promises, as sentences: who opens what, what is noticed, and what stays the same in stored data.

#[cfg(test)]
mod classification;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod fields;
#[cfg(test)]
mod files;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod hand_over;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod passphrases;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod seeded;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod teams;
