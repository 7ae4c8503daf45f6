//! Tests over every page.
