//! Between instants and the local clock.
