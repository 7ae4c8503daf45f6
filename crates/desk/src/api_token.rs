//! API tokens and service accounts: what a program signs in with, how far it gets, and how it ends.
//!
//! A token belongs to a member, or to a service account: an account of a program's team that has no passphrase
//! and no page, only tokens. Its secret is shown once. The server keeps a hash and the account's root wrapped
//! under what the secret gives, so a token opens sealed content for its own requests and for nothing else; when
//! it is revoked the wrap goes with it. What it may do is judged anew at every request: what its account may,
//! as far as the token's scope names it (`access::TokenScope`).
//!
//! The root of a service account is wrapped by its tokens only: whoever leaves the team takes no copy along.
//! So the next token of such an account is made from one that still works ([`Desk::renew_token`]).

use access::{ManageMembers, PermissionKind, Role, Target, TokenScope, decide};
use clock::Instant;
use core::time::Duration;
use credential::session::Act;
use credential::token::{MOST_DAYS, Scope, Token, TokenId, TokenRow, Within};
use policy::id::{ProgramId, UserId};
use seal::{KeyKind, UserRoot};
use store::account::AccountRow;
use store::api_token::ApiTokenRow;

use crate::Desk;
use crate::account_log::append_about;
use crate::error::Error;
use crate::members::Joins;
use crate::random::{self, SystemRandom};
use crate::set_up::check_login;
use crate::visitor::{Account, Member, Proven};

/// A token's last use is written at most this often: to the hour is enough to find unused ones.
const USED_EVERY: Duration = Duration::from_secs(60 * 60);
const DAY_SECONDS: u64 = 24 * 60 * 60;
/// The longest name of a token, in characters.
const LONGEST_LABEL: usize = 80;

/// What a token is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenWish {
    /// What it is for.
    pub label: String,
    /// What it may do: names of permissions, each with `@program` where it holds in one program only.
    pub may: Vec<String>,
    /// In how many days it ends.
    pub days: u32,
}

/// A token as its owner sees it afterwards: nothing in it lets anybody in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenFacts {
    /// Its id: the part that may be shown.
    pub id: TokenId,
    /// The name of the account it acts as.
    pub login: String,
    /// Whether that is a service account.
    pub is_service: bool,
    /// What it is for.
    pub label: String,
    /// What it may do.
    pub may: Vec<String>,
    /// The name of the account that made it.
    pub made_by: String,
    /// When it was made.
    pub created: Instant,
    /// When it ends.
    pub expires: Instant,
    /// When it was revoked.
    pub revoked: Option<Instant>,
    /// When it was last used, to the hour.
    pub used: Option<Instant>,
}

impl TokenFacts {
    /// Whether it still lets somebody in.
    #[must_use]
    pub fn is_good(&self, now: Instant) -> bool {
        self.revoked.is_none() && now < self.expires
    }
}

/// A token that was made. Shown once; without `Debug`.
pub struct MadeToken {
    /// The token itself.
    pub text: String,
    /// Its id.
    pub id: TokenId,
    /// When it ends.
    pub expires: Instant,
}

/// Every permission that a token may hold.
pub fn token_permissions() -> impl Iterator<Item = PermissionKind> {
    PermissionKind::ALL.iter().copied().filter(|kind| kind.may_be_in_a_token())
}

/// Whether a text is meant to be an API token, good or not.
#[must_use]
pub fn is_api_token(text: &str) -> bool {
    text.starts_with(credential::token::PREFIX)
}

/// A token that was made and is not stored yet.
struct Made {
    token: Token,
    row: ApiTokenRow,
}

impl Made {
    fn shown(self) -> MadeToken {
        MadeToken {
            text: self.token.text().to_string(),
            id: self.token.id(),
            expires: self.row.expires_at,
        }
    }
}

impl Desk {
    /// Makes a token of one's own account.
    ///
    /// # Errors
    /// [`Error::StepUp`] when no factor was shown lately; [`Error::NotByToken`] with a token;
    /// [`Error::Fields`] for a scope or an end that is not allowed.
    pub async fn make_token(&self, member: &Member, wish: &TokenWish) -> Result<MadeToken, Error> {
        self.require_fresh(member, Act::MakeToken)?;
        let made = self.mint(member.user, &member.root, member.user, wish)?;
        self.store_token(&made.row).await?;
        Ok(made.shown())
    }

    /// Makes a service account in a program's team, with its first token.
    ///
    /// # Errors
    /// [`Error::NotFound`] when `owner` may not manage the members; [`Error::Fields`] for a name that is
    /// taken, an owner's role, or what the token may not be; otherwise as [`Desk::make_token`].
    pub async fn make_service_account(
        &self,
        owner: &Member,
        program: &ProgramId,
        login: &str,
        role: Role,
        wish: &TokenWish,
    ) -> Result<MadeToken, Error> {
        decide::<ManageMembers>(&owner.principal(), Target::Program(program.clone()))?;
        self.require_fresh(owner, Act::MakeToken)?;
        let login = check_login(login)?;
        if matches!(role, Role::Owner | Role::Guest) {
            return Err(Error::field(
                "role",
                "A service account is no owner and no guest: choose the smallest role that is enough.",
            ));
        }
        if self.account_of(&login).await?.is_some() {
            return Err(Error::field("login", format!("There is an account {login} already.")));
        }
        let now = self.now();
        let root = UserRoot::generate(&mut SystemRandom);
        let account = AccountRow {
            user_id: random::user_id(now),
            login,
            // No passphrase is ever right.
            verifier: Vec::new().into(),
            public_key: root.public_key().to_bytes().into(),
            signing_key: root.verify_key().to_bytes().to_vec().into(),
            administrator: false,
            created_at: now,
            disabled_at: None,
        };
        let made = self.mint(account.user_id, &root, owner.user, wish)?;
        let joins = Joins::Service { token: made.row.clone() };
        self.grant(owner, program, account, joins, role).await?;
        Ok(made.shown())
    }

    /// Makes the next token of an account from one that still works, with the same scope. The old one stays
    /// good until it ends or is revoked, so that a program can change over.
    ///
    /// # Errors
    /// [`Error::Fields`] when `old` is none that works; [`Error::NotFound`] when it is of an account that is
    /// not theirs to manage; otherwise as [`Desk::make_token`].
    pub async fn renew_token(
        &self,
        member: &Member,
        old: &str,
        days: u32,
    ) -> Result<MadeToken, Error> {
        self.require_fresh(member, Act::MakeToken)?;
        let Some((row, _, root)) = self.opened_token(old).await? else {
            return Err(Error::field(
                "renews",
                "This is no token that works. Copy it whole, from candor_ to its last character; one that has ended renews nothing.",
            ));
        };
        self.require_managed(member, row.user_id).await?;
        let wish = TokenWish { label: row.label, may: words_of(&row.scope), days };
        let made = self.mint(row.user_id, &root, member.user, &wish)?;
        self.store_token(&made.row).await?;
        Ok(made.shown())
    }

    /// The tokens of one's own account, and of the service accounts that one manages, the newest first.
    ///
    /// # Errors
    /// When the store does.
    pub async fn tokens(&self, member: &Member) -> Result<Vec<TokenFacts>, Error> {
        let mut found = Vec::new();
        for facts in self.every_token().await? {
            let (user, facts) = facts;
            let is_managed = facts.is_service && self.manages(member, user).await?;
            if user == member.user || is_managed {
                found.push(facts);
            }
        }
        Ok(found)
    }

    /// Every token of the instance, for the operator at the console.
    ///
    /// # Errors
    /// When the store does.
    pub async fn tokens_for_operator(&self) -> Result<Vec<TokenFacts>, Error> {
        Ok(self.every_token().await?.into_iter().map(|(_, facts)| facts).collect())
    }

    /// Revokes a token at once: one's own, or that of a service account that one manages.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such token, or it is not theirs, or it is revoked already;
    /// [`Error::NotByToken`] with a token.
    pub async fn revoke_token(&self, member: &Member, id: &str) -> Result<(), Error> {
        if member.is_by_token() {
            return Err(Error::NotByToken { what: "revoking tokens" });
        }
        let found = self
            .every_token()
            .await?
            .into_iter()
            .find(|(_, facts)| facts.id.to_string() == id)
            .ok_or(Error::NotFound)?;
        let (user, facts) = found;
        self.require_managed(member, user).await?;
        let (now, actor, token) = (self.now(), member.user, *facts.id.as_bytes());
        let object = format!("token:{}", facts.id);
        let revoked = self
            .write(move |tx| {
                let object = object.clone();
                Box::pin(async move {
                    let revoked = store::api_token::revoke(tx, user, token, now).await?;
                    if revoked {
                        append_about(tx, user, "TokenRevoked", &object, actor, now).await?;
                    }
                    Ok(revoked)
                })
            })
            .await?;
        if revoked { Ok(()) } else { Err(Error::NotFound) }
    }

    /// The member that a token stands for, with what is left of their grants. Every text that is no token
    /// that works gets the same answer.
    ///
    /// # Errors
    /// [`Error::SignedOut`].
    pub async fn member_by_token(&self, text: &str) -> Result<Member, Error> {
        let (row, account, root) = self.opened_token(text).await?.ok_or(Error::SignedOut)?;
        let now = self.now();
        if row.used_at.and_then(|used| now.since(used)).is_none_or(|since| since >= USED_EVERY) {
            let id = row.token_id;
            // Losing this write costs nothing but a line in a list.
            let noted = self
                .write(move |tx| {
                    Box::pin(async move { Ok(store::api_token::used(tx, id, now).await?) })
                })
                .await;
            if let Err(error) = noted {
                tracing::debug!(%error, "a token's last use was not recorded");
            }
        }
        let scope = token_scope(&words_of(&row.scope));
        Ok(account.member_by_token(root, &scope))
    }

    /// The row, the account and the root of a token that works.
    async fn opened_token(
        &self,
        text: &str,
    ) -> Result<Option<(ApiTokenRow, Account, UserRoot)>, Error> {
        let Ok(token) = Token::parse(text) else { return Ok(None) };
        let (id, now) = (*token.id().as_bytes(), self.now());
        let found = self
            .read(move |tx| {
                Box::pin(async move {
                    let Some(row) = store::api_token::find(tx, id).await? else { return Ok(None) };
                    let account = Account::read(tx, row.user_id, now).await?;
                    Ok(account.map(|account| (row, account)))
                })
            })
            .await?;
        let Some((row, account)) = found else { return Ok(None) };
        let kept = TokenRow {
            id: token.id(),
            auth_hash: row.auth_hash.0,
            scopes: Vec::new(),
            created: row.created_at,
            expires: row.expires_at,
            revoked: row.revoked_at,
        };
        if !kept.admits(&token, now) {
            return Ok(None);
        }
        let root = UserRoot::from_key_wrap(
            row.user_id.as_bytes(),
            KeyKind::ApiToken,
            &row.token_id,
            &token.unlock_key(),
            &row.wrap,
        )?;
        Ok(Some((row, account, root)))
    }

    /// A new token of an account, out of its root.
    fn mint(
        &self,
        user: UserId,
        root: &UserRoot,
        made_by: UserId,
        wish: &TokenWish,
    ) -> Result<Made, Error> {
        let label = wish.label.trim();
        if label.is_empty()
            || label.chars().count() > LONGEST_LABEL
            || label.chars().any(char::is_control)
        {
            return Err(Error::field(
                "label",
                format!("Say in 1 to {LONGEST_LABEL} characters what the token is for."),
            ));
        }
        let scopes = self.checked_scopes(&wish.may)?;
        let now = self.now();
        let life = Duration::from_secs(u64::from(wish.days.min(MOST_DAYS + 1)) * DAY_SECONDS);
        let expires = now.checked_add(life).unwrap_or(Instant::MAX);
        let token = Token::new(random::bytes(), random::bytes());
        let row = TokenRow::new(&token, scopes, now, expires).map_err(|refused| {
            use credential::token::TokenRefused;
            let field = match refused {
                TokenRefused::Scopes => "may",
                TokenRefused::Expiry => "days",
            };
            Error::field(field, refused.to_string())
        })?;
        let wrap = root.wrap_with_key(
            user.as_bytes(),
            KeyKind::ApiToken,
            token.id().as_bytes(),
            &token.unlock_key(),
            &mut SystemRandom,
        )?;
        let scope: Vec<String> = row.scopes.iter().map(ToString::to_string).collect();
        let row = ApiTokenRow {
            token_id: *row.id.as_bytes(),
            user_id: user,
            label: label.to_owned(),
            auth_hash: row.auth_hash.into(),
            wrap: wrap.into(),
            scope: scope.join(" "),
            made_by,
            created_at: row.created,
            expires_at: row.expires,
            revoked_at: None,
            used_at: None,
        };
        Ok(Made { token, row })
    }

    /// Scopes whose permissions a token may hold, in programs that there are.
    fn checked_scopes(&self, may: &[String]) -> Result<Vec<Scope>, Error> {
        let mut scopes = Vec::new();
        for text in may {
            let scope = Scope::parse(text.trim())
                .map_err(|error| Error::field("may", error.to_string()))?;
            let is_known = token_permissions().any(|kind| kind.name() == scope.permission);
            if !is_known {
                let names: Vec<&str> = token_permissions().map(PermissionKind::name).collect();
                return Err(Error::field(
                    "may",
                    format!(
                        "\u{201c}{}\u{201d} is nothing that a token may do. Choose among: {}.",
                        scope.permission,
                        names.join(", ")
                    ),
                ));
            }
            if let Within::Program(program) = &scope.within
                && !self.programs().iter().any(|known| known.id.as_str() == program)
            {
                return Err(Error::field("may", format!("There is no program {program}.")));
            }
            scopes.push(scope);
        }
        Ok(scopes)
    }

    async fn store_token(&self, row: &ApiTokenRow) -> Result<(), Error> {
        let row = row.clone();
        self.write(move |tx| {
            let row = row.clone();
            Box::pin(async move { insert_token(tx, &row).await })
        })
        .await
    }

    async fn every_token(&self) -> Result<Vec<(UserId, TokenFacts)>, Error> {
        self.read(|tx| {
            Box::pin(async move {
                let accounts = store::account::all(tx).await?;
                let login = |user: UserId| {
                    accounts
                        .iter()
                        .find(|account| account.user_id == user)
                        .map_or_else(String::new, |account| account.login.clone())
                };
                let is_service = |user: UserId| {
                    accounts.iter().any(|account| account.user_id == user && account.is_service())
                };
                let administer = decide::<access::AdministerInstance>(
                    &access::Principal::System,
                    Target::Instance,
                )?;
                let rows = store::api_token::all(tx, &administer).await?;
                Ok(rows
                    .into_iter()
                    .map(|row| {
                        let facts = TokenFacts {
                            id: TokenId::from_bytes(row.token_id),
                            login: login(row.user_id),
                            is_service: is_service(row.user_id),
                            label: row.label,
                            may: words_of(&row.scope),
                            made_by: login(row.made_by),
                            created: row.created_at,
                            expires: row.expires_at,
                            revoked: row.revoked_at,
                            used: row.used_at,
                        };
                        (row.user_id, facts)
                    })
                    .collect())
            })
        })
        .await
    }

    /// Whether an account is a service account in a program whose members this member manages.
    async fn manages(&self, member: &Member, user: UserId) -> Result<bool, Error> {
        let grants = self
            .read(move |tx| {
                Box::pin(async move {
                    let account = store::account::find(tx, user).await?;
                    let is_service = account.is_some_and(|account| account.is_service());
                    let grants = store::team::grants_of_user(tx, user).await?;
                    Ok(if is_service { grants } else { Vec::new() })
                })
            })
            .await?;
        Ok(crate::visitor::roles_of(grants)
            .iter()
            .any(|(program, _)| member.may_in(program, PermissionKind::ManageMembers)))
    }

    async fn require_managed(&self, member: &Member, user: UserId) -> Result<(), Error> {
        if user == member.user || self.manages(member, user).await? {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    }
}

/// Keeps a token, and says so in the log.
pub(crate) async fn insert_token(tx: &store::Tx<'_>, row: &ApiTokenRow) -> Result<(), Error> {
    store::api_token::insert(tx, row).await?;
    let object = format!("token:{}", TokenId::from_bytes(row.token_id));
    append_about(tx, row.user_id, "TokenMade", &object, row.made_by, row.created_at).await
}

fn words_of(scope: &str) -> Vec<String> {
    scope.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What stored words let a token do. What is not known any more gives nothing.
fn token_scope(may: &[String]) -> TokenScope {
    let parts = may.iter().filter_map(|text| {
        let scope = Scope::parse(text).ok()?;
        let kind = PermissionKind::from_name(&scope.permission)?;
        match scope.within {
            Within::Instance => Some((kind, None)),
            Within::Program(program) => Some((kind, Some(program.parse().ok()?))),
        }
    });
    TokenScope::new(parts)
}

impl Account {
    fn member_by_token(self, root: UserRoot, scope: &TokenScope) -> Member {
        Member {
            proven: Proven::ByToken,
            user: self.row.user_id,
            login: self.row.login,
            // Administering is for people.
            administrator: false,
            standing: self.standing,
            grants: scope.narrow(&self.grants).into(),
            root,
            session: None,
        }
    }
}
