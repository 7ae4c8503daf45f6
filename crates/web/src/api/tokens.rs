//! `/tokens`: API tokens, for programs that sign in without a person. Made and revoked by a member in a session.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use desk::{MadeToken, TokenFacts, TokenWish};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::document::{Ended, MemberRead, MemberWrite};
use super::refused::Refused;
use super::request::{Admitted, Message, Place, Sent, SignedIn};
use super::text::{Object, Text};
use crate::site::{App, Site};

/// The days of a token where nothing else is said.
const USUAL_DAYS: u32 = 90;

const fn usual_days() -> u32 {
    USUAL_DAYS
}

/// A token to be made: of one's own account, of a new service account, or the next of one that works.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewToken {
    /// What it is for. The next of a token keeps its own.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "nightly import")]
    label: Option<Text>,
    /// What it may do: names of permissions, each with `@program` where it holds in one program only. The next of a token keeps its own.
    #[serde(default)]
    #[schema(value_type = Vec<String>, example = json!(["read-case@sigtech"]))]
    may: Vec<Text>,
    /// In how many days it ends, at most 366.
    #[serde(default = "usual_days")]
    #[schema(example = 90, default = 90)]
    days: u32,
    /// Makes a service account with this token.
    #[serde(default)]
    #[schema(value_type = Option<NewServiceAccount>)]
    service_account: Option<Object<NewServiceAccount>>,
    /// A token that works: the new one is the next of its account, with the same scope.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    renews: Option<Text>,
}

/// An account that is no person's, and comes by tokens only.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewServiceAccount {
    /// The program in whose team it is.
    #[schema(value_type = String, example = "sigtech")]
    program: Text,
    /// Its name.
    #[schema(value_type = String, example = "importer")]
    login: Text,
    /// `manager`, `analyst`, `advisory-editor`, `developer`, `auditor` or `observer`.
    #[schema(value_type = String, example = "observer")]
    role: Text,
}

impl Message for NewToken {
    fn most_bytes(_: &Site) -> usize {
        64 << 10
    }
}

/// A token that was made.
#[derive(Serialize, ToSchema)]
#[schema(as = MadeToken)]
pub(crate) struct MadeView {
    /// Its id, to revoke it by.
    id: String,
    /// The token. It is not shown again. Send it as `Authorization: Bearer …`.
    token: String,
    /// When it ends.
    expires: String,
}

impl From<MadeToken> for MadeView {
    fn from(made: MadeToken) -> Self {
        Self { id: made.id.to_string(), token: made.text, expires: made.expires.to_string() }
    }
}

/// A token in the list. Nothing in it lets anybody in.
#[derive(Serialize, ToSchema)]
#[schema(as = Token)]
pub(crate) struct TokenView {
    /// Its id, to revoke it by.
    id: String,
    /// The account it acts as.
    login: String,
    /// Whether that is a service account.
    service_account: bool,
    /// What it is for.
    label: String,
    /// What it may do.
    may: Vec<String>,
    /// Who made it.
    made_by: String,
    /// When it was made.
    created: String,
    /// When it ends.
    expires: String,
    /// When it was revoked.
    revoked: Option<String>,
    /// When it was last used, to the hour.
    used: Option<String>,
}

impl From<TokenFacts> for TokenView {
    fn from(facts: TokenFacts) -> Self {
        Self {
            id: facts.id.to_string(),
            login: facts.login,
            service_account: facts.is_service,
            label: facts.label,
            may: facts.may,
            made_by: facts.made_by,
            created: facts.created.to_string(),
            expires: facts.expires.to_string(),
            revoked: facts.revoked.map(|at| at.to_string()),
            used: facts.used.map(|at| at.to_string()),
        }
    }
}

/// Tokens, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Tokens {
    /// Revoked and ended ones included.
    tokens: Vec<TokenView>,
}

/// The tokens of one's own account, and of the service accounts that one manages.
#[utoipa::path(get, path = "/tokens", tag = "desk", operation_id = "listTokens",
    security(("session" = [])),
    responses((status = 200, description = "Tokens, the newest first", body = Tokens), MemberRead))]
pub(crate) async fn list(
    State(site): State<App>,
    signed_in: SignedIn,
) -> Result<Json<Tokens>, Refused> {
    let tokens = site.desk.tokens(&signed_in.member).await?;
    Ok(Json(Tokens { tokens: tokens.into_iter().map(TokenView::from).collect() }))
}

/// Makes a token. It needs a session in which a factor was shown within the last five minutes.
#[utoipa::path(post, path = "/tokens", tag = "desk", operation_id = "makeToken",
    request_body = NewToken, security(("session" = [])),
    responses((status = 201, description = "Made; the token is not shown again", body = MadeView), MemberWrite))]
pub(crate) async fn make(
    State(site): State<App>,
    _: Admitted,
    signed_in: SignedIn,
    Sent(new): Sent<NewToken>,
) -> Result<(StatusCode, Json<MadeView>), Refused> {
    let member = &signed_in.member;
    let made = if let Some(old) = new.renews {
        if new.label.is_some() || !new.may.is_empty() || new.service_account.is_some() {
            return Err(Refused::field(
                "renews",
                "the next of a token keeps its name, scope and account: leave the others out",
            ));
        }
        site.desk.renew_token(member, &old.0, new.days).await?
    } else {
        let wish = TokenWish {
            label: new.label.map(|label| label.0).unwrap_or_default(),
            may: new.may.into_iter().map(|text| text.0).collect(),
            days: new.days,
        };
        match new.service_account.map(|Object(account)| account) {
            None => site.desk.make_token(member, &wish).await?,
            Some(account) => {
                let program = account.program.0.parse().map_err(|_| Refused::not_found())?;
                let role = access::Role::from_name(&account.role.0)
                    .ok_or_else(|| Refused::field("role", "this is no role"))?;
                site.desk
                    .make_service_account(member, &program, &account.login.0, role, &wish)
                    .await?
            }
        }
    };
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Revokes a token: it opens nothing any more.
#[utoipa::path(delete, path = "/tokens/{token}", tag = "desk", operation_id = "revokeToken",
    params(("token" = String, Path, description = "The token's id, never the token itself")),
    security(("session" = [])),
    responses((status = 204, description = "Revoked"), Ended))]
pub(crate) async fn revoke(
    State(site): State<App>,
    signed_in: SignedIn,
    Place(token): Place<String>,
) -> Result<StatusCode, Refused> {
    site.desk.revoke_token(&signed_in.member, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}
