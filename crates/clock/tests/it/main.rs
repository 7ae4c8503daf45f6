//! Tests of the whole crate through its public face: the worked examples, the properties that hold for
//! every input, and the speed.

#[cfg(test)]
mod bounds;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod holidays;
#[cfg(test)]
mod ical;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod speed;
#[cfg(test)]
mod support;
