//! Vulnerability case handling as pure state machines: events, commands, promises' clocks, and plans.
//!
//! What this is: [`decide`] turns a command into facts or into a [`Refusal`] that names the rule;
//! [`evolve`] and [`fold`] turn events into a [`Case`]; [`clocks`] applies a policy's promises to the events;
//! [`plan`](fn@plan) says what time alone asks for. What this is not: it stores, sends, encrypts and reads no
//! time. Facts derive serde because they are the record: their JSON is what is sealed and committed to.
//!
//! How to read it: [`state`] holds the machines, one table each. `fact` is what can be recorded, `command`
//! what can be asked, [`catalogue`] how it is asked. `decide/` holds the rules between the machines, `clocks/`
//! what is owed and when, [`explain`] says it to people. `tests/matrix.txt` shows every command against every state on one screen.

mod case;
mod catalogue;
mod clocks;
mod command;
mod credit;
mod decide;
mod draft;
mod event;
mod evolve;
pub mod explain;
mod fact;
mod fact_meaning;
mod headline;
mod party;
mod past;
mod plan;
mod refusal;
pub mod state;
#[cfg(test)]
mod tests;
mod wire;
mod words;

pub use case::{
    Case, CreditState, DisclosureState, EmbargoState, Milestones, Outcome, Participant, Proposal,
    REPORTER, Received, RegimeDecision, Statement, TEAM,
};
pub use catalogue::{
    CommandSpec, FieldErrors, FieldKind, FieldSpec, Giver, Group, MAX_TEXT_CHARS, catalogue,
    parse_command,
};
pub use clocks::{Clock, ClockState, Deadline, Trigger, Wait, clocks, deadlines, next_owed};
pub use command::{AwarenessTimes, Command, CommandKind, Times};
pub use decide::{Arrival, beside, decide, lapse, may_take_in, open_commands, receive};
pub use draft::draft_reason;
pub use event::{Actor, Event, NewFact, Place, Visibility};
pub use evolve::{evolve, fold};
pub use fact::{Affected, Fact, Terms};
pub use headline::{Headline, Hint, headline, next_hints};
pub use party::{DisclosureNotice, NoticeState, PartyStanding, disclosure_notice};
pub use past::taken_over;
pub use plan::{Action, ActionKind, DeadlineFacts, plan, plan_duties, review_deadline};
pub use refusal::Refusal;
pub use words::{
    Applicability, CloseClass, CreditForm, CreditRole, EmbargoChoice, Impact, Mitigation, Occasion,
    PartyRole, Private, Recipient, Tlp, UnknownWord, WaitingOn,
};
