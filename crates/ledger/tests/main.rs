//! The log as a whole: against other people's programs, against tampering, against bad input.
//!
//! One test program for all of it, so that the oracles are compiled and linked once.

#[cfg(test)]
mod anchors;
#[cfg(test)]
mod common;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod go_oracle;
#[cfg(test)]
mod oracles;
#[cfg(test)]
mod tamper;
#[cfg(test)]
mod witness;
