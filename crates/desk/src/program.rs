//! A program as this instance holds it: its policy in force, earlier versions, its team's public key, its log.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{AdministerInstance, AppendLedger, Principal, Target, decide};
use clock::Instant;
use ledger::{Hash, NoteSigner};
use policy::id::ProgramId;
use policy::{Finding, Policy, PolicyVersion};
use seal::PublicKey;
use store::policy_version::PolicyVersionRow;
use store::program::ProgramRow;

use crate::Desk;
use crate::checkpoint::SignedLog;
use crate::error::Error;
use crate::record::Leaf;

/// A program, ready to serve. Cheap to clone through its `Arc`.
pub struct Program {
    /// Its id.
    pub id: ProgramId,
    /// The policy in force.
    pub policy: Arc<Policy>,
    /// Every version by its hash, each with when it came into force, oldest first.
    pub versions: Vec<(Arc<Policy>, Instant)>,
    /// The source of every version.
    sources: BTreeMap<[u8; 32], String>,
    /// The name of its log, as checkpoints carry it.
    pub origin: String,
    /// Which log of the program this is; a restore begins the next.
    pub log_epoch: u32,
    /// The name of its first log.
    log_base: String,
    /// Where reports are sealed to; nothing until a first account exists.
    pub(crate) team: Option<TeamKey>,
    pub(crate) signer: NoteSigner,
}

/// The public half of the team's key.
#[derive(Clone)]
pub(crate) struct TeamKey {
    pub(crate) epoch: u32,
    pub(crate) key: PublicKey,
}

impl Program {
    /// The policy of a version.
    #[must_use]
    pub fn version(&self, version: PolicyVersion) -> Option<&Arc<Policy>> {
        self.versions.iter().map(|(policy, _)| policy).find(|policy| policy.version() == version)
    }

    /// The source text of a version.
    #[must_use]
    pub fn source(&self, version: PolicyVersion) -> Option<&str> {
        self.sources.get(version.as_bytes()).map(String::as_str)
    }

    /// The log's public key, as people compare it.
    #[must_use]
    pub fn ledger_key(&self) -> String {
        self.signer.verifier().to_string()
    }

    /// Its log, to be signed.
    pub(crate) fn log(&self) -> SignedLog<'_> {
        SignedLog {
            program: Some(self.id.clone()),
            base: &self.log_base,
            origin: &self.origin,
            epoch: self.log_epoch,
            signer: &self.signer,
        }
    }

    /// Whether reports can be sealed: a team exists.
    #[must_use]
    pub const fn has_team(&self) -> bool {
        self.team.is_some()
    }
}

/// What adopting a policy file did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Adopted {
    /// A new program.
    Founded(ProgramId),
    /// A new version of a known program's policy.
    NewVersion(ProgramId),
    /// The version that was in force already.
    Unchanged(ProgramId),
}

/// Why a policy file was not adopted. The version in force stays.
#[derive(Debug, thiserror::Error)]
pub enum AdoptError {
    /// It has errors, each with its place.
    #[error("{}", findings_in_words(.0))]
    Findings(Vec<Finding>),
    /// It could not be stored.
    #[error(transparent)]
    Store(#[from] Error),
}

fn findings_in_words(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl Desk {
    /// Takes a policy into force: founds the program, or adds a version. Reports that came in before are
    /// held to the version they came in under (POL-10).
    ///
    /// # Errors
    /// [`AdoptError::Findings`] when the text has errors.
    pub async fn adopt(&self, source: &str) -> Result<Adopted, AdoptError> {
        let policy = policy::parse(source).map_err(AdoptError::Findings)?;
        let id = policy.program.id.clone();
        let now = self.now();
        let known = self.program(&id).ok();
        if known.as_ref().is_some_and(|known| known.policy.version() == policy.version()) {
            return Ok(Adopted::Unchanged(id));
        }
        let version = policy.version();
        let row = ProgramRow {
            program_id: id.clone(),
            name: policy.program.name.clone(),
            created_at: now,
            policy_version: version,
            log_origin: format!("{}/log/{id}", self.inner().host),
            log_epoch: 1,
        };
        let version_row =
            PolicyVersionRow { version, source: source.to_owned(), in_force_from: now };
        let leaf = Leaf::of_act(
            "PolicyAdopted",
            &format!("policy:{version}"),
            "system",
            Some(Hash::from_bytes(*version.as_bytes())),
            now,
        )?;
        let administer = decide::<AdministerInstance>(&Principal::System, Target::Instance)
            .map_err(Error::from)?;
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(id.clone()))
            .map_err(Error::from)?;
        let is_new = known.is_none();
        self.write(move |tx| {
            let (row, version_row) = (row.clone(), version_row.clone());
            let (administer, append, leaf) = (administer.clone(), append.clone(), leaf.clone());
            Box::pin(async move {
                if is_new {
                    store::program::insert(tx, &administer, &row).await?;
                } else if let Some(before) = store::program::find(tx, &row.program_id).await? {
                    let after = ProgramRow {
                        name: row.name.clone(),
                        policy_version: row.policy_version,
                        ..before
                    };
                    store::program::update(tx, &administer, &after).await?;
                }
                store::policy_version::insert(tx, &administer, &row.program_id, &version_row)
                    .await?;
                crate::ledger_log::append_act(tx, &append, &[leaf]).await?;
                Ok(())
            })
        })
        .await?;
        self.reload(&id).await?;
        Ok(if is_new { Adopted::Founded(id) } else { Adopted::NewVersion(id) })
    }

    /// The policy that a case of a program is held to: a version of the program, or of the one that handed the
    /// case over. A version is the hash of its text, so whoever has it has the same.
    pub fn policy_of_case(&self, program: &Program, version: PolicyVersion) -> Option<Arc<Policy>> {
        let of_another =
            || self.programs().iter().find_map(|program| program.version(version).cloned());
        program.version(version).cloned().or_else(of_another)
    }

    /// The text of that policy.
    pub(crate) fn source_of_case(
        &self,
        program: &Program,
        version: PolicyVersion,
    ) -> Option<String> {
        let of_another = || {
            self.programs().iter().find_map(|program| program.source(version).map(str::to_owned))
        };
        program.source(version).map(str::to_owned).or_else(of_another)
    }

    /// The program of that id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when this instance does not serve it.
    pub fn program(&self, id: &ProgramId) -> Result<Arc<Program>, Error> {
        let programs =
            self.inner().programs.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        programs.get(id).cloned().ok_or(Error::NotFound)
    }

    /// Every program, by id.
    #[must_use]
    pub fn programs(&self) -> Vec<Arc<Program>> {
        let programs =
            self.inner().programs.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        programs.values().cloned().collect()
    }

    /// Reads a program anew from the store.
    pub(crate) async fn reload(&self, id: &ProgramId) -> Result<(), Error> {
        let id_owned = id.clone();
        let (row, versions, epoch) = self
            .read(move |tx| {
                let id = id_owned.clone();
                Box::pin(async move {
                    let row = store::program::find(tx, &id).await?;
                    let versions = store::policy_version::history(tx, &id).await?;
                    let epoch = store::team::current_epoch(tx, &id).await?;
                    Ok((row, versions, epoch))
                })
            })
            .await?;
        let Some(row) = row else { return Err(Error::NotFound) };
        let mut sources = BTreeMap::new();
        let mut parsed = Vec::new();
        for version in versions {
            match policy::parse(&version.source) {
                Ok(policy) => parsed.push((Arc::new(policy), version.in_force_from)),
                Err(findings) => {
                    return Err(Error::bug("a stored policy", &findings_in_words(&findings)));
                }
            }
            sources.insert(*version.version.as_bytes(), version.source);
        }
        parsed.sort_by_key(|(_, from)| *from);
        let policy = parsed
            .iter()
            .map(|(policy, _)| policy)
            .find(|policy| policy.version() == row.policy_version)
            .cloned()
            .ok_or_else(|| Error::bug("policy in force", &"it is not among the stored versions"))?;
        let team = epoch
            .map(|epoch| -> Result<TeamKey, Error> {
                Ok(TeamKey { epoch: epoch.epoch, key: PublicKey::from_bytes(&epoch.public_key)? })
            })
            .transpose()?;
        let origin = crate::checkpoint::origin_of(&row.log_origin, row.log_epoch);
        let signer = self.log_signer(row.program_id.as_str(), row.log_epoch, &origin)?;
        let program = Program {
            id: row.program_id,
            policy,
            versions: parsed,
            sources,
            origin,
            log_epoch: row.log_epoch,
            log_base: row.log_origin,
            team,
            signer,
        };
        self.inner()
            .programs
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .insert(id.clone(), Arc::new(program));
        Ok(())
    }
}
