//! Team keys that a session has opened, kept sealed under the session's own key.
//!
//! Opening a member's wrap of a team's key takes half a millisecond; a case page would pay it at every
//! request. What is kept here opens only with the key half of the session's cookie, which the server does
//! not have between requests: whoever holds both could open the member's root as well, and with it the same
//! key. The grants are still followed and the sealed copy is bound to the wrap it was opened from, so a
//! grant that is revoked or renewed counts at the next request.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use policy::id::ProgramId;
use seal::TeamRoot;
use store::team::TeamGrantRow;

use crate::error::Error;
use crate::random::SystemRandom;
use crate::visitor::Member;

/// Sessions kept at most; when there are more, the kept ones are given up and opened again.
const MOST_SESSIONS: usize = 1_024;

/// What a session keeps is found by.
type SessionHash = [u8; 32];
/// Sealed team keys by program and epoch.
type Sealed = BTreeMap<(ProgramId, u32), Vec<u8>>;

/// The sealed team keys of the sessions of this process.
#[derive(Default)]
pub(crate) struct UnlockedTeams(RwLock<BTreeMap<SessionHash, Sealed>>);

impl UnlockedTeams {
    /// The team's key that this member's session opened from this grant before.
    pub(crate) fn find(
        &self,
        member: &Member,
        program: &ProgramId,
        grant: &TeamGrantRow,
    ) -> Option<TeamRoot> {
        let session = member.session.as_ref()?;
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let sealed = kept.get(&session.lookup_hash())?.get(&(program.clone(), grant.epoch))?;
        session.open_team(program.as_str(), grant.epoch, &grant.wrap, sealed).ok()
    }

    /// Keeps a team's key for the rest of this member's session.
    pub(crate) fn keep(
        &self,
        member: &Member,
        program: &ProgramId,
        grant: &TeamGrantRow,
        root: &TeamRoot,
    ) -> Result<(), Error> {
        let Some(session) = &member.session else { return Ok(()) };
        let sealed = session.seal_team(root, &grant.wrap, &mut SystemRandom)?;
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let hash = session.lookup_hash();
        if kept.len() >= MOST_SESSIONS && !kept.contains_key(&hash) {
            kept.clear();
        }
        kept.entry(hash).or_default().insert((program.clone(), grant.epoch), sealed);
        Ok(())
    }

    /// Forgets what a session kept.
    pub(crate) fn forget(&self, session: &seal::Session) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        kept.remove(&session.lookup_hash());
    }
}

#[cfg(test)]
mod tests {
    use clock::Instant;
    use policy::id::UserId;
    use seal::{Session, UserRoot};

    use super::*;

    fn member(session: Option<Session>) -> Member {
        Member {
            user: UserId::from_bytes([1; 16]),
            login: "ada".to_owned(),
            administrator: false,
            standing: access::Standing::Confirmed,
            grants: [].into(),
            root: UserRoot::generate(&mut SystemRandom),
            session,
            proven: crate::visitor::Proven::AtConsole,
        }
    }

    fn grant(program: &ProgramId, wrap: u8) -> TeamGrantRow {
        TeamGrantRow {
            program_id: program.clone(),
            epoch: 3,
            user_id: UserId::from_bytes([1; 16]),
            role: "owner".to_owned(),
            wrap: vec![wrap; 8].into(),
            granter: None,
            signature: None,
            granted_at: Instant::from_second(0),
            revoked_at: None,
        }
    }

    #[test]
    fn sec_4_a_kept_team_key_opens_for_its_session_and_grant_until_it_is_forgotten() {
        let program: ProgramId = "widgets".parse().unwrap();
        let kept = UnlockedTeams::default();
        let ada = member(Some(Session::generate(&mut SystemRandom)));
        let elsewhere = member(Some(Session::generate(&mut SystemRandom)));
        let console = member(None);
        let root = TeamRoot::generate("widgets", 3, &mut SystemRandom);
        assert!(kept.find(&ada, &program, &grant(&program, 1)).is_none());
        for member in [&ada, &console] {
            kept.keep(member, &program, &grant(&program, 1), &root).unwrap();
        }
        let found = kept.find(&ada, &program, &grant(&program, 1)).unwrap();
        assert!(found.public_key() == root.public_key());
        assert!(kept.find(&ada, &program, &grant(&program, 2)).is_none(), "a new grant");
        assert!(kept.find(&elsewhere, &program, &grant(&program, 1)).is_none());
        assert!(kept.find(&console, &program, &grant(&program, 1)).is_none());
        kept.forget(ada.session.as_ref().unwrap());
        assert!(kept.find(&ada, &program, &grant(&program, 1)).is_none());
    }

    #[test]
    fn what_sessions_keep_is_bounded() {
        let program: ProgramId = "widgets".parse().unwrap();
        let kept = UnlockedTeams::default();
        let root = TeamRoot::generate("widgets", 3, &mut SystemRandom);
        for _ in 0..=MOST_SESSIONS {
            let member = member(Some(Session::generate(&mut SystemRandom)));
            kept.keep(&member, &program, &grant(&program, 1), &root).unwrap();
        }
        assert!(kept.0.read().unwrap().len() <= MOST_SESSIONS);
    }
}
