//! Clocks as the API shows them: to the team and to the reporter the same times, kept or broken.

use case::{Clock, ClockState};
use serde::Serialize;
use utoipa::ToSchema;

/// One promise applied to a case, once.
#[derive(Serialize, ToSchema)]
#[schema(as = Clock)]
pub(crate) struct ClockView {
    /// The promise, by its id in the policy.
    promise: String,
    /// What is owed: `acknowledge`, `respond`, `evaluate`, `decide`, `update`, `fix`, `publish`, `credit`,
    /// `notify`, `report` or `review`.
    #[schema(example = "acknowledge")]
    act: String,
    /// To whom.
    #[schema(example = "reporter")]
    owed_to: String,
    /// Who says so: `law`, `programme`, `promise`, `target` or `agreement`.
    #[schema(example = "promise")]
    class: String,
    /// Which time, from 1, for a promise that starts more than once.
    occurrence: u32,
    /// From when it counts.
    #[schema(format = DateTime)]
    started: String,
    /// When it is due; nothing while no number applies, or while a wait without a cap lasts.
    #[schema(format = DateTime)]
    due: Option<String>,
    /// The later time that could be argued for a period of law.
    #[schema(format = DateTime)]
    latest_arguable: Option<String>,
    /// When the policy's days and hours of publication let an advisory out next; nothing for other promises, or
    /// where the policy names none.
    #[schema(format = DateTime)]
    next_release: Option<String>,
    /// Whether `due` is the team's own aim and not a promised time.
    is_target: bool,
    /// How it stands: `running`, `paused`, `kept`, `kept-late`, `broken`, `late`, `waived` or `void`.
    #[schema(example = "running")]
    state: &'static str,
    /// When it was kept.
    #[schema(format = DateTime)]
    kept_at: Option<String>,
    /// By how many seconds it was missed.
    late_seconds: Option<u64>,
    /// Whether something is still owed.
    open: bool,
    /// What must still be given to keep it.
    missing: Vec<String>,
    /// When it stood still.
    pauses: Vec<PauseView>,
    /// The sentence of the policy, word for word.
    source: String,
}

/// A spell in which a clock stood still.
#[derive(Serialize, ToSchema)]
#[schema(as = Pause)]
pub(crate) struct PauseView {
    /// Why.
    #[schema(example = "awaiting reporter")]
    reason: String,
    /// From when.
    #[schema(format = DateTime)]
    from: String,
    /// Until when; nothing: it lasts.
    #[schema(format = DateTime)]
    until: Option<String>,
}

impl From<&Clock> for ClockView {
    fn from(clock: &Clock) -> Self {
        let (kept_at, late) = match &clock.state {
            ClockState::Kept { at } => (Some(*at), None),
            ClockState::KeptLate { at, by } => (Some(*at), Some(*by)),
            ClockState::Broken { by } | ClockState::Late { by } => (None, Some(*by)),
            ClockState::Running
            | ClockState::Paused
            | ClockState::Waived
            | ClockState::Void { .. } => (None, None),
        };
        Self {
            promise: clock.promise.clone(),
            act: clock.act.to_string(),
            owed_to: clock.owed_to.to_string(),
            class: clock.class.to_string(),
            occurrence: clock.occurrence,
            started: clock.trigger.at.to_string(),
            due: clock.due.map(|due| due.strict.to_string()),
            latest_arguable: clock
                .due
                .and_then(|due| due.latest_arguable)
                .map(|latest| latest.to_string()),
            next_release: clock.next_release.map(|at| at.to_string()),
            is_target: clock.is_target,
            state: clock.state.name(),
            kept_at: kept_at.map(|at| at.to_string()),
            late_seconds: late.map(|by| by.as_secs()),
            open: clock.is_open(),
            missing: clock.missing.clone(),
            pauses: clock
                .pauses
                .iter()
                .map(|wait| PauseView {
                    reason: wait.reason.to_string(),
                    from: wait.spell.from.to_string(),
                    until: wait.spell.until.map(|until| until.to_string()),
                })
                .collect(),
            source: clock.source.clone(),
        }
    }
}
