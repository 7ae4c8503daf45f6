//! What the team sees, one file per address.

pub(crate) mod account;
pub(crate) mod advisory;
pub(crate) mod alerts;
pub(crate) mod audit;
pub(crate) mod case;
pub(crate) mod disclosure;
pub(crate) mod inside;
pub(crate) mod ledger;
pub(crate) mod members;
pub(crate) mod outline;
pub(crate) mod parties;
pub(crate) mod passkeys;
pub(crate) mod proposals;
pub(crate) mod provider;
pub(crate) mod queue;
pub(crate) mod roles;
pub(crate) mod security;
pub(crate) mod set_up;
pub(crate) mod sign_in;
#[cfg(test)]
mod tests;
pub(crate) mod tokens;

use axum::extract::Request;
use axum::http::request::Parts;
use desk::{Error, Member};

use crate::answer::{Halt, failed, unreadable};
use crate::form::Form;
use crate::site::Site;
use crate::visit::{Side, check_post, check_token, member, member_with};

/// A member's post: from this site, signed in, with the session's token. It brings no files.
pub(crate) async fn posted(
    site: &Site,
    request: Request,
) -> Result<(Member, String, Form, Parts), Halt> {
    let (parts, body) = request.into_parts();
    check_post(site, &parts)?;
    let (member, cookie) = member(site, &parts).await?;
    let frame = site.desk_frame(Some(&cookie), Some(&member));
    let form = Form::read(Request::from_parts(parts.clone(), body))
        .await
        .map_err(|error| unreadable(frame, &error))?;
    check_token(site, &cookie, &form, Side::Desk)?;
    Ok((member, cookie, form, parts))
}

/// The program and case of an address, as far as this member may open them.
pub(crate) async fn opened(
    site: &Site,
    member: &Member,
    cookie: &str,
    slug: &str,
    handle: &str,
) -> Result<(std::sync::Arc<desk::Program>, desk::OpenCase), Halt> {
    let fail = |error: Error| failed(site.desk_frame(Some(cookie), Some(member)), &error);
    let id = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let case = site.desk.case_by_handle(member, &id, handle).await.map_err(fail)?;
    let program = site.desk.program(&id).map_err(fail)?;
    let opened = site.desk.open_case(member, &id, case).await.map_err(fail)?;
    Ok((program, opened))
}

/// A member, and a case of an address that they read, or may know of.
pub(crate) struct Seen {
    pub(crate) member: Member,
    pub(crate) cookie: String,
    pub(crate) program: std::sync::Arc<desk::Program>,
    /// Nothing: they may know where it stands, and read nothing of it.
    pub(crate) case: Option<desk::OpenCase>,
}

/// The case of an address together with who asks for it, read at once: for a page.
pub(crate) async fn opened_or_seen(
    site: &Site,
    parts: &Parts,
    slug: &str,
    handle: &str,
) -> Result<Seen, Halt> {
    let Ok(id) = slug.parse() else {
        let (member, cookie) = member(site, parts).await?;
        return Err(failed(site.desk_frame(Some(&cookie), Some(&member)), &Error::NotFound));
    };
    let (member, cookie, case) = member_with(site, parts, async |cookie| {
        let read = site.desk.case_of_session(cookie, &id, handle).await?;
        Ok(read.map(|(member, opened)| match opened {
            Ok(case) => (member, Ok(Some(case))),
            Err(Error::Forbidden(_)) => (member, Ok(None)),
            Err(error) => (member, Err(error)),
        }))
    })
    .await?;
    let program = site
        .desk
        .program(&id)
        .map_err(|error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error))?;
    Ok(Seen { member, cookie, program, case })
}

/// The same for what needs the case opened.
pub(crate) async fn opened_at(
    site: &Site,
    parts: &Parts,
    slug: &str,
    handle: &str,
) -> Result<(Member, String, std::sync::Arc<desk::Program>, desk::OpenCase), Halt> {
    let Seen { member, cookie, program, case } = opened_or_seen(site, parts, slug, handle).await?;
    let Some(case) = case else {
        let error = Error::Forbidden(access::PermissionKind::ReadCase.words());
        return Err(failed(site.desk_frame(Some(&cookie), Some(&member)), &error));
    };
    Ok((member, cookie, program, case))
}
