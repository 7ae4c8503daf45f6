//! Whole-program tests: the real binary, over HTTP and the command line, on real databases.

#[cfg(test)]
mod browser;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod story;
