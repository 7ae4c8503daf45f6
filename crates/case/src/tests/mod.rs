//! The tests of the crate as a whole: the life of cases told as text, and what must hold for all of them.

mod catalogue;
mod clocks;
mod embargo;
mod explain;
mod law;
mod links;
mod matrix;
mod missions;
mod parties;
mod parting;
mod plan;
mod properties;
mod script;
mod wire;
