//! `/sessions`: a member signs in with name and passphrase, and gets a token instead of a cookie.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::document::{Ended, SignIn};
use super::refused::Refused;
use super::request::{Admitted, Message, Sent, SignedIn};
use super::text::Text;
use crate::site::{App, Site};

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    /// The name to sign in with.
    #[schema(value_type = String)]
    login: Text,
    /// The passphrase.
    #[schema(value_type = String, format = Password)]
    passphrase: Text,
    /// The code that the account's authenticator app shows now, or a code of its recovery sheet. Asked for where the account has one.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    code: Option<Text>,
}

impl Message for Credentials {
    fn most_bytes(_: &Site) -> usize {
        16 << 10
    }
}

/// A session that began. It ends after half an hour without a request, and after twelve hours.
#[derive(Serialize, ToSchema)]
#[schema(as = Session)]
pub(crate) struct SessionView {
    /// Send it as `Authorization: Bearer …`. Whoever has it can do what the member can.
    token: String,
    /// The name that signed in.
    login: String,
    /// Whether the account administers the instance.
    administrator: bool,
    /// Roles by program.
    roles: Vec<RoleView>,
}

/// A role in a program.
#[derive(Serialize, ToSchema)]
#[schema(as = MemberRole)]
pub(crate) struct RoleView {
    /// The program.
    program: String,
    /// `owner`, `manager`, `analyst`, `advisory-editor`, `developer`, `auditor` or `observer`.
    #[schema(example = "analyst")]
    role: &'static str,
}

/// Signs in.
#[utoipa::path(post, path = "/sessions", tag = "desk", operation_id = "signIn",
    request_body = Credentials,
    responses((status = 201, description = "Signed in", body = SessionView), SignIn))]
pub(crate) async fn begin(
    State(site): State<App>,
    Admitted(door): Admitted,
    Sent(credentials): Sent<Credentials>,
) -> Result<(StatusCode, Json<SessionView>), Refused> {
    let code = credentials.code.as_ref().map(|code| code.0.as_str());
    let signed_in =
        site.desk.sign_in(&credentials.login.0, &credentials.passphrase.0, code, &door).await?;
    let member = signed_in.member.as_ref().ok_or(desk::Error::SecondFactorMissing)?;
    let session = SessionView {
        login: member.login.clone(),
        administrator: member.administrator,
        roles: member
            .roles()
            .map(|(program, role)| RoleView { program: program.to_string(), role: role.name() })
            .collect(),
        token: signed_in.cookie,
    };
    Ok((StatusCode::CREATED, Json(session)))
}

/// Signs out: the token opens nothing any more.
#[utoipa::path(delete, path = "/sessions", tag = "desk", operation_id = "signOut",
    security(("session" = [])),
    responses((status = 204, description = "Signed out"), Ended))]
pub(crate) async fn end(
    State(site): State<App>,
    signed_in: SignedIn,
) -> Result<StatusCode, Refused> {
    if signed_in.member.is_by_token() {
        return Err(desk::Error::NotByToken { what: "signing out: it has no session" }.into());
    }
    site.desk.end_session(&signed_in.token).await?;
    Ok(StatusCode::NO_CONTENT)
}
