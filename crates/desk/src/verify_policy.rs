//! Verifying the policies of a program: every stored text must be the one that the log says was adopted.
//!
//! A policy that was changed in the database cannot be loaded, and with it neither can its program. So a
//! program that could not be loaded is checked here by its rows alone, and the report names the entry of the
//! log under which the policy was adopted.

use std::sync::PoisonError;

use access::{Principal, RunJobs, Target, decide};
use ledger::{Entry, Hash};
use policy::PolicyVersion;
use policy::id::ProgramId;

use crate::Desk;
use crate::checkpoint::origin_of;
use crate::error::Error;
use crate::verify::{LogReport, Stop, fault};

/// Leaves read at once.
const PAGE: u32 = 500;

impl Desk {
    /// The programs that could not be loaded.
    pub(crate) fn set_aside(&self) -> Vec<ProgramId> {
        self.inner().set_aside.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What is wrong with a program that could not be loaded.
    pub(crate) async fn verify_set_aside(&self, id: &ProgramId) -> Result<LogReport, Error> {
        let asked = id.clone();
        let row = self
            .read(move |tx| {
                let id = asked.clone();
                Box::pin(async move { Ok(store::program::find(tx, &id).await?) })
            })
            .await?
            .ok_or(Error::NotFound)?;
        let words = match self.check_policies(id).await {
            Err(Stop::Fault(words)) => words,
            Err(Stop::Failed(error)) => return Err(error),
            Ok(()) => format!(
                "the policy in force, version {}, is not among the stored ones, or cannot be read by this program; {}",
                row.policy_version.short(),
                self.adopted_as(id, row.policy_version).await?
            ),
        };
        Ok(LogReport {
            program: id.to_string(),
            origin: origin_of(&row.log_origin, row.log_epoch),
            entries: 0,
            signed: 0,
            checkpoints: 0,
            events: 0,
            files: 0,
            editions: 0,
            opened: None,
            fault: Some(words),
        })
    }

    /// Whether each stored policy is the text whose hash it is stored under.
    pub(crate) async fn check_policies(&self, program: &ProgramId) -> Result<(), Stop> {
        let id = program.clone();
        let versions = self
            .read(move |tx| {
                let id = id.clone();
                Box::pin(async move { Ok(store::policy_version::history(tx, &id).await?) })
            })
            .await?;
        for row in versions {
            if PolicyVersion::of(&row.source) != row.version {
                return fault(format!(
                    "the policy version {} is not the text that is stored for it; {}",
                    row.version.short(),
                    self.adopted_as(program, row.version).await?
                ));
            }
        }
        Ok(())
    }

    /// Where the log says that a version was adopted, in words.
    async fn adopted_as(
        &self,
        program: &ProgramId,
        version: PolicyVersion,
    ) -> Result<String, Error> {
        let target = Target::Program(program.clone());
        let proof = decide::<RunJobs>(&Principal::System, target)?;
        let wanted = Some(Hash::from_bytes(*version.as_bytes()));
        let mut from = 0;
        loop {
            let (proof, id) = (proof.clone(), program.clone());
            let page = self
                .read(move |tx| {
                    let (proof, id) = (proof.clone(), id.clone());
                    Box::pin(async move {
                        Ok(store::ledger::leaves(tx, &proof, &id, from, PAGE).await?)
                    })
                })
                .await?;
            let adopts = |entry: &Entry| entry.act == "PolicyAdopted" && entry.policy == wanted;
            let found = page
                .iter()
                .find(|leaf| Entry::from_bytes(&leaf.entry).is_ok_and(|entry| adopts(&entry)));
            if let Some(leaf) = found {
                return Ok(format!("entry {} of the log adopted it", leaf.leaf_index));
            }
            match page.last() {
                Some(last) => from = last.leaf_index.saturating_add(1),
                None => return Ok("no entry of the log adopted it".to_owned()),
            }
        }
    }
}
