//! The tests of the policy language: the five examples, the statements of the mission, the mistakes a text
//! can have, and what must hold for every text.

#[cfg(test)]
mod calendar;
#[cfg(test)]
mod clock_vectors;
#[cfg(test)]
mod clock_vectors_policies;
#[cfg(test)]
mod contradictions;
#[cfg(test)]
mod described;
#[cfg(test)]
mod differences;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod findings;
#[cfg(test)]
mod format;
#[cfg(test)]
mod language;
#[cfg(test)]
mod mission_clocks;
#[cfg(test)]
mod mission_policy;
#[cfg(test)]
mod own;
#[cfg(test)]
mod packs;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod render;
#[cfg(test)]
mod selection;
#[cfg(test)]
mod starter;
