//! The promises themselves: waiting, letting the team off, and more time by agreement.

use policy::Promise;

use super::judgement::words;
use super::{Ask, Facts, OURS, POLICY, open_among, permit};
use crate::command::{Command, CommandKind as Kind};
use crate::fact::Fact;
use crate::refusal::Refusal;

pub(super) fn make(command: &Command, ask: &Ask<'_>, made: &mut Facts) -> Result<(), Refusal> {
    match command {
        Command::WaitFor { on, reason } => {
            if ask.case.waiting.contains_key(on) {
                return Err(super::judgement::unchanged("The case already waits for that."));
            }
            made.add(Fact::WaitingBegan { on: *on, reason: words(reason)? });
        }
        Command::StopWaiting { on, reason } => {
            if !ask.case.waiting.contains_key(on) {
                return Err(Refusal::new(
                    "not-waiting",
                    OURS,
                    format!("The case is not waiting for {}.", on.label()),
                    &[],
                ));
            }
            made.add(Fact::WaitingEnded { on: *on, reason: reason.clone().unwrap_or_default() });
        }
        Command::WaivePromise { promise, reason } => {
            let found = known(promise, ask)?;
            if !permit::may_waive(ask, found) {
                return Err(Refusal::new(
                    "not-yours-to-waive",
                    OURS,
                    "That promise is not yours to waive: only the one it is owed to can, and nobody waives a law.",
                    &open_among(ask, &[Kind::Extend]),
                ));
            }
            made.add(Fact::PromiseWaived {
                promise: promise.clone(),
                reason: reason.clone().unwrap_or_default(),
            });
        }
        Command::Extend { promise, until, reason } => {
            let found = known(promise, ask)?;
            if !permit::may_extend(found) {
                return Err(Refusal::new(
                    "not-extendable",
                    OURS,
                    "Only a promise to the reporter can be extended, and never a law or a programme's rule.",
                    &[],
                ));
            }
            if *until <= ask.moment {
                return Err(Refusal::new("time-past", OURS, "More time ends in the future.", &[]));
            }
            made.add(Fact::ExtensionOffered {
                promise: promise.clone(),
                until: *until,
                reason: words(reason)?,
            });
        }
        Command::LengthenPeriod { promise, reason } => {
            let found = known(promise, ask)?;
            if found.extended().is_none() {
                return Err(Refusal::new(
                    "nothing-to-lengthen",
                    POLICY,
                    "That rule allows no longer time by itself.",
                    &open_among(ask, &[Kind::Extend]),
                ));
            }
            made.add(Fact::PeriodLengthened { promise: promise.clone(), reason: words(reason)? });
        }
        Command::AgreeExtension { promise } => {
            let until = offered(promise, ask)?;
            made.add(Fact::ExtensionAgreed { promise: promise.clone(), until });
        }
        Command::RefuseExtension { promise } => {
            offered(promise, ask)?;
            made.add(Fact::ExtensionRefused { promise: promise.clone() });
        }
        _ => {}
    }
    Ok(())
}

pub(super) fn known<'a>(id: &str, ask: &Ask<'a>) -> Result<&'a Promise, Refusal> {
    ask.policy.promise(id).ok_or_else(|| {
        let ids: Vec<_> = ask.policy.every_promise().map(|one| one.id.as_str()).collect();
        Refusal::new(
            "unknown-promise",
            POLICY,
            format!("The policy has no such promise; it has: {}.", ids.join(", ")),
            &[],
        )
    })
}

fn offered(id: &str, ask: &Ask<'_>) -> Result<clock::Instant, Refusal> {
    ask.case.extensions_offered.get(id).copied().ok_or_else(|| {
        Refusal::new(
            "no-extension",
            OURS,
            "The team has not asked for more time on that promise.",
            &[],
        )
    })
}
