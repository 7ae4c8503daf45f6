//! Another recovery kit in the place of the first, which is withdrawn.
//!
//! The kit of the first setup may be lost, or have been seen. A new one is made, every team's key begins a new epoch
//! that is wrapped to it, and the wraps of earlier epochs to the old kit are taken away, all in one transaction:
//! whoever has the old kit opens nothing of what is stored from now on, and nothing of what was, except in backups
//! that were made before. The epochs before open through the new ones, as for every member.

use std::sync::Arc;

use access::{AdministerInstance, Target, decide};
use credential::session::Act;
use policy::id::ProgramId;
use seal::RecoveryKit;

use crate::Desk;
use crate::error::Error;
use crate::inner::hex;
use crate::members::TeamChange;
use crate::random::SystemRandom;
use crate::set_up::{RECOVERY_KEY, ROOT_KEY_COPY};
use crate::visitor::Member;

/// A recovery kit, to be printed. It is shown once and kept nowhere.
pub struct NewKit {
    /// As 24 words.
    pub words: String,
    /// As characters.
    pub characters: String,
    /// In three sheets, of which any two give it back.
    pub sheets: [String; 3],
    /// The programs whose teams have a new key because of it.
    pub programs: Vec<ProgramId>,
}

impl Desk {
    /// Makes another recovery kit and withdraws the one before.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for somebody who does not administer the instance, [`Error::Fields`] when there is a
    /// program that they do not own, [`Error::Conflict`] when a team changed meanwhile.
    pub async fn renew_recovery_kit(&self, member: &Member) -> Result<NewKit, Error> {
        let administer = decide::<AdministerInstance>(&member.principal(), Target::Instance)?;
        self.require_fresh(member, Act::Recover)?;
        let kit = RecoveryKit::generate(&mut SystemRandom);
        let inner = self.inner();
        let public = kit.public_key();
        let root_copy =
            hex(&inner.root_key.wrap_to_recovery(&inner.instance, &public, &mut SystemRandom)?);
        let recovery_public = hex(&public.to_bytes());
        let (mut epochs, mut of_others) = (Vec::new(), Vec::new());
        for program in self.programs().iter().filter(|program| program.has_team()) {
            match self.new_epoch(member, &program.id, TeamChange::default(), &public).await {
                Ok(epoch) => epochs.push(epoch),
                Err(Error::NotFound | Error::Forbidden(_)) => {
                    of_others.push(program.id.to_string());
                }
                Err(error) => return Err(error),
            }
        }
        if !of_others.is_empty() {
            return Err(Error::field(
                "kit",
                format!(
                    "The kit opens every program, and you do not own: {}. Somebody who owns all of them has to make it.",
                    of_others.join(", ")
                ),
            ));
        }
        let programs: Vec<ProgramId> = epochs.iter().map(|epoch| epoch.program.clone()).collect();
        let log = self.every_log("RecoveryKitRenewed", "kit", member, self.now())?;
        let epochs = Arc::new(epochs);
        self.write(move |tx| {
            let (administer, log, epochs) =
                (administer.clone(), Arc::clone(&log), Arc::clone(&epochs));
            let (recovery_public, root_copy) = (recovery_public.clone(), root_copy.clone());
            Box::pin(async move {
                store::meta::write(tx, &administer, RECOVERY_KEY, &recovery_public).await?;
                store::meta::write(tx, &administer, ROOT_KEY_COPY, &root_copy).await?;
                for new in epochs.iter() {
                    for before in store::team::epochs(tx, &new.program).await? {
                        let nothing = Vec::new().into();
                        store::team::set_recovery(tx, &new.proof, before.epoch, &nothing).await?;
                    }
                    new.write(tx).await?;
                }
                crate::roles::append_all(tx, &log).await
            })
        })
        .await?;
        for program in &programs {
            self.reload(program).await?;
        }
        Ok(NewKit {
            words: kit.words().to_string(),
            characters: kit.characters().to_string(),
            sheets: kit.sheets(&mut SystemRandom).map(|sheet| sheet.text().to_string()),
            programs,
        })
    }
}
