//! The log: what happened, for the operator. It carries no text of a report, no name and no address of a
//! visitor; fields are ids, counts and kinds.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::Config;

/// Begins to log to standard error.
pub(crate) fn begin(config: &Config) {
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let json = match config.log_format.as_str() {
        "json" => true,
        "text" => false,
        _ => !std::io::stderr().is_terminal(),
    };
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second call, as in tests, changes nothing.
    let _ = if json { builder.json().try_init() } else { builder.try_init() };
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // The place says enough; the message of a panic may hold anything.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
        if cfg!(debug_assertions) {
            previous(panic);
        }
    }));
}
