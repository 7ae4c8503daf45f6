//! A team's key, found for a member and believed only when its grant is.
//!
//! A wrap does not say who made it; its grant does. Before a wrap is opened every grant of the program is
//! followed back to the founder, whose key is bound to the instance's root key: somebody who can only write
//! to the database can neither slip in a key of their own nor name another founder.

use std::collections::BTreeMap;

use access::Role;
use policy::id::{ProgramId, UserId};
use seal::team::{GrantError, verify_chain};
use seal::{Grant, PublicKey, RootUse, TeamRoot, VerifyKey};
use sha2::{Digest, Sha256};
use store::account::AccountRow;
use store::team::{TeamEpochRow, TeamGrantRow};

use crate::Desk;
use crate::error::Error;
use crate::inner::hex;
use crate::members::keys_of;
use crate::set_up::{FOUNDER, FOUNDER_SEAL};
use crate::visitor::Member;

/// What is stored about a program's team.
pub(crate) struct Team {
    epochs: Vec<TeamEpochRow>,
    grants: Vec<TeamGrantRow>,
    accounts: Vec<AccountRow>,
    founder: Option<String>,
    founder_seal: Option<String>,
}

/// What a grant states besides its row, decoded.
struct Stated<'r> {
    row: &'r TeamGrantRow,
    key: PublicKey,
    verify: VerifyKey,
    granter: UserId,
}

impl Team {
    /// Reads what is stored about a program's team.
    pub(crate) async fn read(tx: &store::Tx<'_>, program: &ProgramId) -> Result<Self, Error> {
        let founder = store::meta::read(tx, FOUNDER).await?;
        let mut accounts = store::account::of_program(tx, program).await?;
        let named = founder.as_deref().and_then(|founder| founder.parse().ok());
        // The founder need not be in the team that rests on their key.
        if let Some(founder) = named
            && !accounts.iter().any(|account| account.user_id == founder)
        {
            accounts.extend(store::account::find(tx, founder).await?);
        }
        Ok(Self {
            epochs: store::team::epochs(tx, program).await?,
            grants: store::team::grants_of_program(tx, program).await?,
            accounts,
            founder,
            founder_seal: store::meta::read(tx, FOUNDER_SEAL).await?,
        })
    }

    /// The names of everybody who is or was in the team.
    pub(crate) fn names(&self) -> BTreeMap<UserId, String> {
        self.accounts.iter().map(|account| (account.user_id, account.login.clone())).collect()
    }
}

impl Desk {
    /// The team's key of an epoch, as far as this member was granted it.
    pub(crate) async fn team_root(
        &self,
        member: &Member,
        program: &ProgramId,
        epoch: u32,
    ) -> Result<TeamRoot, Error> {
        let team = self.team_of(program).await?;
        self.team_root_in(member, program, epoch, &team)
    }

    /// The same, of a team that was read already.
    pub(crate) fn team_root_in(
        &self,
        member: &Member,
        program: &ProgramId,
        epoch: u32,
        team: &Team,
    ) -> Result<TeamRoot, Error> {
        let grant = team
            .grants
            .iter()
            .filter(|grant| grant.user_id == member.user && grant.revoked_at.is_none())
            .filter(|grant| grant.epoch >= epoch)
            .min_by_key(|grant| grant.epoch)
            .ok_or(Error::NotFound)?;
        self.believe(program, team)?;
        let unlocked = &self.inner().unlocked_teams;
        let mut root = match unlocked.find(member, program, grant) {
            Some(root) => root,
            None => {
                let root = TeamRoot::from_member_wrap(
                    program.as_str(),
                    grant.epoch,
                    &member.root,
                    &grant.wrap,
                )?;
                unlocked.keep(member, program, grant, &root)?;
                root
            }
        };
        while root.epoch() > epoch {
            let row =
                team.epochs.iter().find(|row| row.epoch == root.epoch()).ok_or(Error::NotFound)?;
            let previous = row.previous_wrap.as_ref().ok_or(Error::NotFound)?;
            root = root.open_previous(previous)?;
        }
        Ok(root)
    }

    /// Whether every grant of a program leads back to the founder.
    pub(crate) async fn team_is_believable(&self, program: &ProgramId) -> Result<bool, Error> {
        let team = self.team_of(program).await?;
        Ok(self.believe(program, &team).is_ok())
    }

    async fn team_of(&self, program: &ProgramId) -> Result<Team, Error> {
        let id = program.clone();
        self.read(move |tx| {
            let id = id.clone();
            Box::pin(async move { Team::read(tx, &id).await })
        })
        .await
    }

    /// What binds the founder's account and signing key to the root key.
    pub(crate) fn founder_seal(&self, founder: UserId, signing_key: &[u8]) -> String {
        let inner = self.inner();
        let key = inner.root_key.subkey(&inner.instance, RootUse::Config);
        hex(&key.mac(&[b"founder", founder.as_bytes(), signing_key]))
    }

    /// Follows every grant of a program back to the founder, once for each state of the team.
    fn believe(&self, program: &ProgramId, team: &Team) -> Result<(), Error> {
        let digest = digest_of(team);
        let believed = &self.inner().believed_teams;
        let known = believed.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        if known.get(program) == Some(&digest) {
            return Ok(());
        }
        drop(known);
        let founder: UserId = team
            .founder
            .as_deref()
            .and_then(|founder| founder.parse().ok())
            .ok_or_else(|| Error::bug("founder", &"no account is named"))?;
        let founder_row = team
            .accounts
            .iter()
            .find(|account| account.user_id == founder)
            .ok_or_else(|| Error::bug("founder", &"the account is gone"))?;
        let seal = self.founder_seal(founder, &founder_row.signing_key);
        let kept = team.founder_seal.as_deref().unwrap_or_default();
        if !crate::inner::same(seal.as_bytes(), kept.as_bytes()) {
            return Err(Error::bug(
                "founder",
                &"the founder's account or key was changed outside Candor",
            ));
        }
        let (_, founder_key) = keys_of(founder_row)?;
        let stated = in_order(team, founder)?;
        let chain: Vec<(Grant<'_>, &[u8])> = stated
            .iter()
            .map(|stated| {
                let grant = Grant {
                    program: program.as_str(),
                    epoch: stated.row.epoch,
                    member: stated.row.user_id.as_bytes(),
                    member_key: &stated.key,
                    member_verify_key: &stated.verify,
                    role: &stated.row.role,
                    wrap: &stated.row.wrap,
                    granter: stated.granter.as_bytes(),
                    granted_at: stated.row.granted_at.second(),
                };
                let signature: &[u8] = stated.row.signature.as_deref().unwrap_or_default();
                (grant, signature)
            })
            .collect();
        let may_grant = |role: &str| Role::from_name(role) == Some(Role::Owner);
        verify_chain((founder.as_bytes(), &founder_key), may_grant, &chain)
            .map_err(|(place, error)| unbelieved(&stated, place, error))?;
        believed
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .insert(program.clone(), digest);
        Ok(())
    }
}

fn unbelieved(stated: &[Stated<'_>], place: usize, error: GrantError) -> Error {
    let whose = stated.get(place).map_or_else(String::new, |s| s.row.user_id.to_string());
    Error::bug("a grant", &format!("member {whose}: {error}"))
}

/// The grants in the order they were given. Of those of one second, the founder's come first, then those
/// of an owner to themselves: nobody grants before they were granted.
fn in_order(team: &Team, founder: UserId) -> Result<Vec<Stated<'_>>, Error> {
    let mut stated = Vec::with_capacity(team.grants.len());
    for row in &team.grants {
        let account = team
            .accounts
            .iter()
            .find(|account| account.user_id == row.user_id)
            .ok_or_else(|| Error::bug("a grant", &"its account is gone"))?;
        let (key, verify) = keys_of(account)?;
        let granter =
            row.granter.ok_or_else(|| Error::bug("a grant", &"it says not who granted"))?;
        stated.push(Stated { row, key, verify, granter });
    }
    stated.sort_by_key(|stated| {
        let row = stated.row;
        let own = stated.granter == row.user_id;
        (row.epoch, row.granted_at, stated.granter != founder, !own, row.user_id)
    });
    Ok(stated)
}

/// Changes whenever anything does that the grants' standing rests on.
fn digest_of(team: &Team) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    };
    for text in [&team.founder, &team.founder_seal] {
        part(text.as_deref().unwrap_or_default().as_bytes());
    }
    for account in &team.accounts {
        part(account.user_id.as_bytes());
        part(&account.public_key);
        part(&account.signing_key);
    }
    for grant in &team.grants {
        part(&grant.epoch.to_be_bytes());
        part(grant.user_id.as_bytes());
        part(grant.role.as_bytes());
        part(&grant.wrap);
        part(grant.granter.as_ref().map_or(&[], |granter| granter.as_bytes()));
        part(grant.signature.as_deref().unwrap_or_default());
        part(&grant.granted_at.second().to_be_bytes());
    }
    hash.finalize().into()
}
