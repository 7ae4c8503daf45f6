//! What happens to an account, written to the audit log and to the log of every program that the account has
//! a part in.
//!
//! A factor, a token or a passphrase belongs to a person and not to a program, and each program has its own
//! log (decision 0005). The teams whose cases the account opens are those whom its change concerns, so each
//! of their logs says it.

use access::{AppendLedger, Principal, Target, decide};
use clock::Instant;
use policy::id::UserId;
use store::Tx;

use crate::error::Error;
use crate::record::Leaf;
use crate::visitor::roles_of;

/// Appends one act on an account. `object` names what of it, never a secret.
pub(crate) async fn append_about(
    tx: &Tx<'_>,
    user: UserId,
    act: &str,
    object: &str,
    actor: UserId,
    now: Instant,
) -> Result<(), Error> {
    let actor = format!("member:{actor}");
    let about =
        |object: &str| Leaf::of_act(act, &format!("member:{user}/{object}"), &actor, None, now);
    crate::ledger_log::audit_too(tx, None, &[about(object)?]).await?;
    let grants = store::team::grants_of_user(tx, user).await?;
    for (program, _) in roles_of(grants) {
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program))?;
        crate::ledger_log::append(tx, &append, &[about(object)?]).await?;
    }
    Ok(())
}
