//! What one question of authorization costs, for somebody with many grants.

use std::hint::black_box;

use access::{CaseFacts, Grant, Principal, ReadCase, Role, Scope, Stage, Target, decide};
use policy::id::{CaseId, ProgramId, UserId};

use crate::Failure;
use crate::cost::{as_f64, thread_cpu};
use crate::result::Row;

/// Grants on single cases.
const GRANTS: u8 = 200;

/// `decide` for a member named on two hundred cases, half of the answers yes.
pub(crate) fn decisions(rounds: u32) -> Result<Row, Failure> {
    let program: ProgramId = "sigtech".parse()?;
    let case = |number: u8| CaseId::from_bytes([number; 16]);
    let grants = (0..GRANTS)
        .map(|number| Grant::of_role(Scope::Case(program.clone(), case(number)), Role::Analyst))
        .collect();
    let member = Principal::member(UserId::from_bytes([1; 16]), grants);
    let mut allowed = 0_u32;
    let before = thread_cpu();
    for round in 0..rounds {
        // The last grant, and one that is not there: the longest way for either answer.
        let number = if round % 2 == 0 { GRANTS - 1 } else { GRANTS };
        let facts = CaseFacts {
            program: program.clone(),
            case: case(number),
            stage: Stage::Open,
            restricted: true,
        };
        let asked = decide::<ReadCase>(black_box(&member), Target::Case(facts));
        allowed += u32::from(black_box(asked).is_ok());
    }
    let cpu = thread_cpu().saturating_sub(before);
    if allowed != rounds.div_ceil(2) {
        return Err("decide gave other answers than expected".into());
    }
    let nanoseconds = cpu.as_secs_f64() * 1e9 / as_f64(u64::from(rounds));
    Ok(Row::new("one decision, one core", "< 1 us", format!("{nanoseconds:.0} ns"))
        .met(nanoseconds < 1_000.0)
        .note(format!("a member named on {GRANTS} cases; proof made or refused")))
}
