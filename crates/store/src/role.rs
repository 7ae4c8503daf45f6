//! Roles held outside a program as a whole: on the instance and on single cases; the sets of permissions an
//! instance made; and who was invited and has not confirmed. Roles in a program are in [`crate::team`].

use access::{AdministerInstance, Authorized, Grant, Permissions, Role, Scope, ShareCase};
use clock::Instant;
use policy::id::{CaseId, UserId};

use crate::error::StoreError;
use crate::proof::SeesCase as _;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Record, Row, Value, row};

/// A role somebody holds, or held, in a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleGrantRow {
    /// Whose.
    pub user_id: UserId,
    /// Where.
    pub scope: Scope,
    /// A built-in role's name, or a custom set's.
    pub role: String,
    /// Who gave it.
    pub granter: UserId,
    /// When.
    pub granted_at: Instant,
    /// Until when; nothing: until it is taken.
    pub expires_at: Option<Instant>,
    /// When it was taken.
    pub revoked_at: Option<Instant>,
}

impl RoleGrantRow {
    /// Whether it holds at a time.
    #[must_use]
    pub fn holds_at(&self, now: Instant) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }
}

impl Record for RoleGrantRow {
    fn read(row: &mut Row) -> Result<Self, StoreError> {
        let user_id = row.next()?;
        let (program, case): (String, Vec<u8>) = (row.next()?, row.next()?);
        let malformed = |column| StoreError::Malformed { column };
        let scope = match (program.as_str(), case.as_slice()) {
            ("", []) => Scope::Instance,
            (name, []) => Scope::Program(name.parse().map_err(|_| malformed("program_id"))?),
            (name, bytes) => Scope::Case(
                name.parse().map_err(|_| malformed("program_id"))?,
                CaseId::from_bytes(bytes.try_into().map_err(|_| malformed("case_id"))?),
            ),
        };
        Ok(Self {
            user_id,
            scope,
            role: row.next()?,
            granter: row.next()?,
            granted_at: row.next()?,
            expires_at: row.next()?,
            revoked_at: row.next()?,
        })
    }
    fn values(&self) -> Vec<Value<'_>> {
        let (program, case) = keys(&self.scope);
        vec![
            self.user_id.value(),
            program,
            case,
            self.role.value(),
            self.granter.value(),
            self.granted_at.value(),
            self.expires_at.value(),
            self.revoked_at.value(),
        ]
    }
}

/// A scope as the two keys it is stored under.
fn keys(scope: &Scope) -> (Value<'_>, Value<'_>) {
    let none = || Value::Bytes((&[] as &[u8]).into());
    match scope {
        Scope::Instance => (Value::Text("".into()), none()),
        Scope::Program(program) => (program.value(), none()),
        Scope::Case(program, case) => (program.value(), case.value()),
    }
}

row! {
    /// A set of permissions that the instance made.
    pub struct PermissionSetRow {
        /// Its name.
        pub name: String,
        /// The permissions' names, separated by spaces.
        pub permissions: String,
        /// Who made it.
        pub made_by: UserId,
        /// When it was last changed.
        pub made_at: Instant,
    }
}

impl PermissionSetRow {
    /// The permissions. A name that is not known gives nothing.
    #[must_use]
    pub fn permissions(&self) -> Permissions {
        let kinds: Vec<_> = self
            .permissions
            .split_ascii_whitespace()
            .filter_map(access::PermissionKind::from_name)
            .collect();
        Permissions::of(&kinds)
    }
}

row! {
    /// An account that somebody made for somebody else, until they confirm it.
    pub struct InvitationRow {
        /// The account.
        pub user_id: UserId,
        /// Who invited.
        pub invited_by: UserId,
        /// When.
        pub invited_at: Instant,
        /// When it was confirmed; nothing: the account may not act.
        pub confirmed_at: Option<Instant>,
    }
}

declare! {
    /// A role; given again it takes the old one's place.
    GRANT = "INSERT INTO role_grant
        (user_id, program_id, case_id, role, granter, granted_at, expires_at, revoked_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (user_id, program_id, case_id, role) DO UPDATE SET granter = excluded.granter,
            granted_at = excluded.granted_at, expires_at = excluded.expires_at,
            revoked_at = excluded.revoked_at";
    /// Takes what somebody holds in a scope.
    REVOKE = "UPDATE role_grant SET revoked_at = ?4
        WHERE user_id = ?1 AND program_id = ?2 AND case_id = ?3 AND revoked_at IS NULL";
    /// Takes everything somebody holds anywhere.
    REVOKE_ALL = "UPDATE role_grant SET revoked_at = ?2 WHERE user_id = ?1 AND revoked_at IS NULL";
    /// What somebody holds.
    OF_USER = "SELECT user_id, program_id, case_id, role, granter, granted_at, expires_at, revoked_at
        FROM role_grant WHERE user_id = ?1 ORDER BY program_id, case_id, role";
    /// Who holds something in a scope.
    OF_SCOPE = "SELECT user_id, program_id, case_id, role, granter, granted_at, expires_at, revoked_at
        FROM role_grant WHERE program_id = ?1 AND case_id = ?2 ORDER BY user_id, role";
    /// Makes a set, or changes it.
    PUT_SET = "INSERT INTO permission_set (set_id, permissions, made_by, made_at)
        VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (set_id) DO UPDATE SET permissions = excluded.permissions,
            made_by = excluded.made_by, made_at = excluded.made_at";
    /// Takes a set away.
    REMOVE_SET = "DELETE FROM permission_set WHERE set_id = ?1";
    /// Every set; an instance has few.
    SETS = "/*scan-ok*/ SELECT set_id, permissions, made_by, made_at FROM permission_set ORDER BY set_id";
    /// One set.
    SET = "SELECT set_id, permissions, made_by, made_at FROM permission_set WHERE set_id = ?1";
    /// Notes that an account was made for somebody.
    INVITE = "INSERT INTO invitation (user_id, invited_by, invited_at, confirmed_at)
        VALUES (?1, ?2, ?3, ?4)";
    /// The invitation of an account.
    INVITATION = "SELECT user_id, invited_by, invited_at, confirmed_at FROM invitation
        WHERE user_id = ?1";
    /// Confirms an account.
    CONFIRM = "UPDATE invitation SET confirmed_at = ?2 WHERE user_id = ?1 AND confirmed_at IS NULL";
}

/// Gives a role on the case of the proof.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the row is for another scope.
pub async fn grant_on_case(
    tx: &Tx<'_>,
    proof: &Authorized<ShareCase>,
    row: &RoleGrantRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.seen_key()?;
    match &row.scope {
        Scope::Case(named, on) if named == program && *on == case => {
            tx.execute(&GRANT, &row.values()).await.map(|_| ())
        }
        _ => Err(StoreError::WrongTarget),
    }
}

/// Gives a role on the instance.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the row is for another scope.
pub async fn grant_on_instance(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
    row: &RoleGrantRow,
) -> Result<(), StoreError> {
    match &row.scope {
        Scope::Instance => tx.execute(&GRANT, &row.values()).await.map(|_| ()),
        Scope::Program(_) | Scope::Case(..) => Err(StoreError::WrongTarget),
    }
}

/// Takes what somebody holds on the case of the proof. Says how many grants there were.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no case.
pub async fn revoke_on_case(
    tx: &Tx<'_>,
    proof: &Authorized<ShareCase>,
    user: UserId,
    now: Instant,
) -> Result<u64, StoreError> {
    let (program, case) = proof.seen_key()?;
    tx.execute(&REVOKE, &[user.value(), program.value(), case.value(), now.value()]).await
}

/// Takes what somebody holds on the instance. Says how many grants there were.
///
/// # Errors
/// When the database does.
pub async fn revoke_on_instance(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
    user: UserId,
    now: Instant,
) -> Result<u64, StoreError> {
    let (program, case) = keys(&Scope::Instance);
    tx.execute(&REVOKE, &[user.value(), program, case, now.value()]).await
}

/// Takes everything that somebody holds on cases and on the instance.
///
/// # Errors
/// When the database does.
pub async fn revoke_all(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
    user: UserId,
    now: Instant,
) -> Result<u64, StoreError> {
    tx.execute(&REVOKE_ALL, &[user.value(), now.value()]).await
}

/// What somebody holds outside programs as a whole, ended grants included. Needs no proof: it is how a
/// person's roles are known.
///
/// # Errors
/// When the database does.
pub async fn of_user(tx: &Tx<'_>, user: UserId) -> Result<Vec<RoleGrantRow>, StoreError> {
    tx.records(&OF_USER, &[user.value()]).await
}

/// The same as grants that hold at `now`, with what their sets give now.
///
/// # Errors
/// When the database does.
pub async fn grants_of_user(
    tx: &Tx<'_>,
    user: UserId,
    now: Instant,
) -> Result<Vec<Grant>, StoreError> {
    let mut grants = Vec::new();
    for row in of_user(tx, user).await?.into_iter().filter(|row| row.holds_at(now)) {
        grants.extend(grant(tx, row.scope, &row.role).await?);
    }
    Ok(grants)
}

/// What a role's or a set's name gives in a scope; nothing when neither is known.
///
/// # Errors
/// When the database does.
pub async fn grant(tx: &Tx<'_>, scope: Scope, name: &str) -> Result<Option<Grant>, StoreError> {
    if let Some(role) = Role::from_name(name) {
        return Ok(Some(Grant::of_role(scope, role)));
    }
    Ok(set(tx, name).await?.map(|set| Grant::of_set(scope, set.permissions())))
}

/// Who holds something on the case of the proof, ended grants included.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for no case.
pub async fn of_case(
    tx: &Tx<'_>,
    proof: &impl crate::SeesCase,
) -> Result<Vec<RoleGrantRow>, StoreError> {
    let (program, case) = proof.seen_key()?;
    tx.records(&OF_SCOPE, &[program.value(), case.value()]).await
}

/// Makes a set, or changes it: at once for everybody who holds it.
///
/// # Errors
/// When the database does.
pub async fn put_set(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
    row: &PermissionSetRow,
) -> Result<(), StoreError> {
    tx.execute(&PUT_SET, &row.values()).await.map(|_| ())
}

/// Takes a set away: whoever holds it holds nothing by it from now on. Says whether there was one.
///
/// # Errors
/// When the database does.
pub async fn remove_set(
    tx: &Tx<'_>,
    _proof: &Authorized<AdministerInstance>,
    name: &str,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&REMOVE_SET, &[Value::Text(name.into())]).await? == 1)
}

/// Every set, by name.
///
/// # Errors
/// When the database does.
pub async fn sets(tx: &Tx<'_>) -> Result<Vec<PermissionSetRow>, StoreError> {
    tx.records(&SETS, &[]).await
}

/// One set.
///
/// # Errors
/// When the database does.
pub async fn set(tx: &Tx<'_>, name: &str) -> Result<Option<PermissionSetRow>, StoreError> {
    tx.record(&SET, &[Value::Text(name.into())]).await
}

/// Notes that an account was made for somebody who has not confirmed it.
///
/// # Errors
/// [`StoreError::Duplicate`] when it was invited before.
pub async fn invite(tx: &Tx<'_>, row: &InvitationRow) -> Result<(), StoreError> {
    tx.execute(&INVITE, &row.values()).await.map(|_| ())
}

/// The invitation of an account; nothing for one that needs no confirmation.
///
/// # Errors
/// When the database does.
pub async fn invitation(tx: &Tx<'_>, user: UserId) -> Result<Option<InvitationRow>, StoreError> {
    tx.record(&INVITATION, &[user.value()]).await
}

/// Confirms an account. Says whether it was waiting for that.
///
/// # Errors
/// When the database does.
pub async fn confirm(tx: &Tx<'_>, user: UserId, now: Instant) -> Result<bool, StoreError> {
    Ok(tx.execute(&CONFIRM, &[user.value(), now.value()]).await? == 1)
}
