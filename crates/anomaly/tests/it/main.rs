//! Each rule by itself, and all of them on thirty days of a team.

#[cfg(test)]
mod measured;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod traces;
#[cfg(test)]
mod watch;
