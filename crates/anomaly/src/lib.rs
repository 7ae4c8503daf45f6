//! What is unusual: deterministic rules over metadata, for those who look after a team and for the person concerned.
//!
//! What this is: a [`Watch`] that is shown one [`Event`] after another (when, who, what kind, which case, from where,
//! each as a pseudonym) and says which rule was met. What this is not: a judge, a model that learns, a reader of content
//! or a store. The same events give the same alerts; an alert names a rule, a pseudonym and a count, and nothing else.
//!
//! How to read it: [`event`] is what goes in, [`rule`] is the table of the rules with window, threshold and action, all
//! of which an operator may change ([`Rules::tuned`]); [`watch`] applies them; `window` and `baseline` are how things are
//! counted. How well the rules do on labelled traces stands in `docs/anomaly.md`, which the tests write.

mod baseline;
pub mod event;
pub mod rule;
pub mod watch;
mod window;

pub use event::{Event, Kind, Pseudonym};
pub use rule::{Action, Override, Rule, RuleId, Rules, TuningError, rules_markdown};
pub use watch::{Alert, Subject, Watch};
