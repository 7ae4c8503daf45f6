//! The tests of the advisory crate, as one program: random advisories through every format, public records in
//! and out, the vocabularies, and what is wrong or missing.

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod cvss;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod disclosure;
#[cfg(test)]
mod form;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod import;
#[cfg(test)]
mod problems;
#[cfg(test)]
mod provider;
#[cfg(test)]
mod publication;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod strategy;
#[cfg(test)]
mod vocabularies;
