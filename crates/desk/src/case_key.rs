//! The key of a case and who holds it: found with what somebody has, and renewed when somebody left.
//!
//! When a party or a guest is taken off, their wrap is deleted at once and a new key is marked as due. The
//! next member of the team who opens the case makes it and wraps it for everybody who is left; what was
//! written before opens with the earlier keys, which are sealed under the new one.

use std::sync::Arc;

use access::{ActOnCase, AppendLedger, Authorized, Principal, Target, decide};
use policy::id::{CaseId, ProgramId, UserId};
use seal::{CaseContext, CaseKey, PublicKey};
use store::case_key::CaseKeyRow;
use store::{Bytes, ChangesCase};

use crate::Desk;
use crate::error::Error;
use crate::open_case::{GUEST_HOLDER, TEAM_HOLDER};
use crate::random::SystemRandom;
use crate::record::Leaf;
use crate::team_key::Team;
use crate::visitor::Member;

/// The kind of holder under which a party's wrap of a case key is kept.
pub(crate) const PARTY_HOLDER: &str = "party";
/// The kind of holder under which a reporter's wrap is kept.
pub(crate) const REPORTER_HOLDER: &str = "reporter";
/// Under which the earlier keys of a case stand, sealed under the newest.
const EARLIER: &str = "earlier";
/// Which says that a new key is due: somebody who had the key was taken off the case.
const DUE: &str = "rotation-due";

/// A key just unwrapped, with the earlier ones behind it.
pub(crate) fn whole(
    key: CaseKey,
    context: CaseContext<'_>,
    keys: &[CaseKeyRow],
) -> Result<CaseKey, Error> {
    match keys.iter().find(|row| row.holder_kind == EARLIER) {
        Some(row) => Ok(key.with_earlier(context, &row.wrap)?),
        None => Ok(key),
    }
}

/// Which key of a case this is: what its earlier keys are sealed as. Nothing for the first.
pub(crate) fn generation(keys: &[CaseKeyRow]) -> Option<Bytes> {
    keys.iter().find(|row| row.holder_kind == EARLIER).map(|row| row.wrap.clone())
}

/// Refuses to go on when the case has another key than the one that was opened.
pub(crate) async fn require_generation(
    tx: &store::Tx<'_>,
    proof: &impl ChangesCase,
    opened: Option<&Bytes>,
) -> Result<(), Error> {
    let keys = store::case_key::of_case(tx, proof).await?;
    if generation(&keys).as_ref() == opened { Ok(()) } else { Err(Error::Conflict) }
}

/// Takes a holder's wrap away, and marks a new key as due.
pub(crate) async fn take_away(
    tx: &store::Tx<'_>,
    proof: &impl ChangesCase,
    kind: &str,
    id: &[u8],
) -> Result<(), Error> {
    if store::case_key::remove(tx, proof, kind, id).await? > 0 {
        store::case_key::put(tx, proof, &row(DUE, &[], 0, Vec::new())).await?;
    }
    Ok(())
}

pub(crate) fn row(kind: &str, id: &[u8], epoch: u32, wrap: Vec<u8>) -> CaseKeyRow {
    CaseKeyRow {
        holder_kind: kind.to_owned(),
        holder_id: id.to_vec().into(),
        epoch,
        wrap: wrap.into(),
    }
}

/// Everybody besides the team who holds the key of a case: as what, by which id, and with which public key.
struct Holders(Vec<(&'static str, Vec<u8>, PublicKey)>);

impl Holders {
    async fn read(tx: &store::Tx<'_>, proof: &Authorized<ActOnCase>) -> Result<Self, Error> {
        let keys = store::case_key::of_case(tx, proof).await?;
        let holds = |kind: &str, id: &[u8]| {
            keys.iter().any(|row| row.holder_kind == kind && *row.holder_id == *id)
        };
        let mut holders = Vec::new();
        for receipt in store::receipt::of_case(tx, proof).await? {
            if holds(REPORTER_HOLDER, &receipt.locator_hash.0) {
                let key = PublicKey::from_bytes(&receipt.public_key)?;
                holders.push((REPORTER_HOLDER, receipt.locator_hash.0.to_vec(), key));
            }
        }
        for party in store::party::of_case(tx, proof).await? {
            if holds(PARTY_HOLDER, party.party_id.as_bytes()) {
                let key = PublicKey::from_bytes(&party.public_key)?;
                holders.push((PARTY_HOLDER, party.party_id.as_bytes().to_vec(), key));
            }
        }
        for guest in keys.iter().filter(|row| row.holder_kind == GUEST_HOLDER) {
            let Ok(bytes) = <[u8; 16]>::try_from(&*guest.holder_id) else { continue };
            let account = store::account::find(tx, UserId::from_bytes(bytes)).await?;
            if let Some(account) = account {
                let key = PublicKey::from_bytes(&account.public_key)?;
                holders.push((GUEST_HOLDER, guest.holder_id.to_vec(), key));
            }
        }
        Ok(Self(holders))
    }

    fn wraps(&self, key: &CaseKey, context: CaseContext<'_>) -> Result<Vec<CaseKeyRow>, Error> {
        let mut rng = SystemRandom;
        let mut rows = Vec::with_capacity(self.0.len());
        for (kind, id, public) in &self.0 {
            let wrap = match *kind {
                REPORTER_HOLDER => key.wrap_to_reporter(context, public, &mut rng)?,
                PARTY_HOLDER => key.wrap_to_party(context, public, &mut rng)?,
                _ => key.wrap_to_guest(context, public, &mut rng)?,
            };
            rows.push(row(kind, id, 0, wrap));
        }
        Ok(rows)
    }
}

impl Desk {
    /// The key to go on with: a new one, when somebody was taken off since and this member may make it; else
    /// the one that was opened. Whoever only reads may not write; the next member who may will do it.
    pub(crate) async fn renewed_case_key(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        key: CaseKey,
        keys: &[CaseKeyRow],
        team: &Team,
    ) -> (Arc<CaseKey>, Option<Bytes>) {
        let generation = generation(keys);
        if !keys.iter().any(|row| row.holder_kind == DUE) {
            return (Arc::new(key), generation);
        }
        match self.renew_case_key(member, program, case, &key, keys, team).await {
            Ok((renewed, generation)) => (Arc::new(renewed), Some(generation)),
            Err(error) => {
                tracing::debug!(%error, "a case has no new key yet");
                (Arc::new(key), generation)
            }
        }
    }

    async fn renew_case_key(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        key: &CaseKey,
        keys: &[CaseKeyRow],
        team: &Team,
    ) -> Result<(CaseKey, Bytes), Error> {
        let proof = self.enter::<ActOnCase>(&member.principal(), program, case).await?;
        let epoch = keys
            .iter()
            .filter(|row| row.holder_kind == TEAM_HOLDER)
            .map(|row| row.epoch)
            .max()
            .ok_or(Error::NotFound)?;
        let root = self.team_root_in(member, program, epoch, team)?;
        let context = CaseContext { program: program.as_str(), case: case.as_bytes() };
        let mut rng = SystemRandom;
        let renewed = key.rotated(&mut rng);
        let to_team = renewed.rewrap_under_team(context, &root, &mut rng)?;
        let earlier: Bytes = renewed.seal_earlier(context, &mut rng)?.into();
        let reading = proof.clone();
        let holders = self
            .read(move |tx| {
                let proof = reading.clone();
                Box::pin(async move { Holders::read(tx, &proof).await })
            })
            .await?;
        let mut rows = holders.wraps(&renewed, context)?;
        let who: Vec<(&'static str, Vec<u8>)> =
            holders.0.into_iter().map(|(kind, id, _)| (kind, id)).collect();
        rows.push(row(TEAM_HOLDER, &[], epoch, to_team));
        rows.push(CaseKeyRow { wrap: earlier.clone(), ..row(EARLIER, &[], 0, Vec::new()) });
        let by = format!("member:{}", member.user);
        let leaf = Leaf::of_act("CaseKeyRenewed", &format!("case:{case}"), &by, None, self.now())?;
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        let before = generation(keys);
        let handed = self.wrapped_for_release(program, case, &renewed)?;
        let (desk, program) = (self.clone(), program.clone());
        self.write(move |tx| {
            let (proof, append, leaf) = (proof.clone(), append.clone(), leaf.clone());
            let (desk, program, handed) = (desk.clone(), program.clone(), handed.clone());
            let (rows, who, before) = (rows.clone(), who.clone(), before.clone());
            Box::pin(async move {
                require_generation(tx, &proof, before.as_ref()).await?;
                let now: Vec<_> = Holders::read(tx, &proof)
                    .await?
                    .0
                    .into_iter()
                    .map(|(kind, id, _)| (kind, id))
                    .collect();
                // Somebody came or went meanwhile: the next who opens the case makes the key.
                if now != who || store::case_key::remove(tx, &proof, DUE, &[]).await? == 0 {
                    return Err(Error::Conflict);
                }
                store::case_key::remove(tx, &proof, TEAM_HOLDER, &[]).await?;
                for row in &rows {
                    store::case_key::put(tx, &proof, row).await?;
                }
                desk.hand_over_again(tx, &program, case, &handed).await?;
                crate::ledger_log::append_act(tx, &append, &[leaf]).await?;
                Ok(())
            })
        })
        .await?;
        Ok((renewed, earlier))
    }
}
