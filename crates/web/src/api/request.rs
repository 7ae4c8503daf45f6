//! What a request brings, read strictly: who sends it, its place, its query, its JSON.
//!
//! Cookies are never looked at: a browser that is signed in on the desk gives no page of another site any
//! power here. Every limit is checked before anything is parsed, and everything that does not fit is a
//! problem document that names what to change.

use axum::RequestPartsExt;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use desk::{Member, Reporter, Sight, Visitor};
use serde::de::DeserializeOwned;

use super::kind;
use super::refused::Refused;
use super::text::Object;
use crate::site::{App, Site};

/// Most bytes of a body without files.
pub(crate) const MOST_BODY_BYTES: usize = 2 << 20;
/// Longest part of a parser's sentence that is passed on.
const LONGEST_SENTENCE_CHARS: usize = 300;

/// A post that the rate limit let through, and where it comes from.
pub(crate) struct Admitted(pub(crate) desk::Door);

impl FromRequestParts<App> for Admitted {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, site: &App) -> Result<Self, Refused> {
        site.admit(crate::visit::network(site, parts)).map_err(Refused::too_many)?;
        let door = desk::Door { is_program: true, ..crate::visit::door(site, parts) };
        Ok(Self(door))
    }
}

/// A member of a team, by the token of a session or an API token.
pub(crate) struct SignedIn {
    pub(crate) member: Member,
    pub(crate) token: String,
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, site: &App) -> Result<Self, Refused> {
        let token = authorization(&parts.headers, "Bearer").ok_or_else(|| {
            Refused::signed_out(
                "send the token of a session, or an API token, as `Authorization: Bearer …`",
            )
        })?;
        let network = crate::visit::network(site, parts);
        let prefix = network.map(|_| crate::limit::network(network));
        site.admit_token(&token, network).map_err(Refused::too_many)?;
        if desk::is_api_token(&token) {
            // Wrong tokens count like posts: a network that sends many is told to wait.
            site.has_room(network).map_err(Refused::too_many)?;
            let found = site.desk.member_by_token(&token).await;
            if found.is_ok() {
                site.desk.saw_token(&token, prefix);
            }
            return found.map(|member| Self { member, token }).map_err(|error| {
                if matches!(error, desk::Error::SignedOut) {
                    let _ = site.admit(network);
                }
                error.into()
            });
        }
        match site.desk.visitor(Some(&token)).await? {
            Visitor::Member(member) => {
                site.desk.saw_token(&token, prefix);
                Ok(Self { member, token })
            }
            Visitor::Anonymous | Visitor::Reporter(_) | Visitor::Party(_) | Visitor::Halfway(_) => {
                Err(desk::Error::SignedOut.into())
            }
        }
    }
}

/// The holder of a receipt.
pub(crate) struct ByReceipt(pub(crate) Reporter);

impl FromRequestParts<App> for ByReceipt {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, site: &App) -> Result<Self, Refused> {
        let typed = authorization(&parts.headers, "Receipt").ok_or_else(|| {
            Refused::signed_out(
                "send the receipt as `Authorization: Receipt …`: its 26 characters, or its words joined by hyphens",
            )
        })?;
        // Wrong receipts count like posts, and a network that sent too many is told so before anything is
        // looked up, with a right one too: the answer tells nothing.
        let network = crate::visit::network(site, parts);
        site.has_room(network).map_err(Refused::too_many)?;
        // Mistyped and unknown are the same: nothing tells whether a case exists.
        let found = match receipt(&typed) {
            Some(receipt) => site.desk.reporter(&receipt).await,
            None => Err(desk::Error::NotFound),
        };
        let prefix = network.map(|_| crate::limit::network(network));
        if let Ok(reporter) = &found {
            site.desk.saw(Sight::ReceiptOpened(reporter.case), prefix);
        }
        found.map(Self).map_err(|error| {
            if matches!(error, desk::Error::NotFound) {
                site.desk.saw(Sight::ReceiptGuessed, prefix);
                // There was room a moment ago: if there is none now, the next one is told.
                let _ = site.admit(network);
            }
            error.into()
        })
    }
}

/// A receipt as typed: words are told from characters by their spaces, so hyphens are tried as both.
fn receipt(typed: &str) -> Option<seal::Receipt> {
    seal::Receipt::parse(typed).or_else(|_| seal::Receipt::parse(&typed.replace('-', " "))).ok()
}

/// The credentials of one scheme (RFC 9110 §11.4; the scheme's case does not matter).
fn authorization(headers: &HeaderMap, scheme: &str) -> Option<String> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next()?.to_str().ok()?;
    // Two of them would leave open which one counts.
    if values.next().is_some() {
        return None;
    }
    let (given, credentials) = value.trim().split_once(' ')?;
    let credentials = credentials.trim();
    (given.eq_ignore_ascii_case(scheme) && !credentials.is_empty()).then(|| credentials.to_owned())
}

/// The variable parts of a path.
pub(crate) struct Place<T>(pub(crate) T);

impl<T: DeserializeOwned + Send + 'static> FromRequestParts<App> for Place<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Refused> {
        let place = parts.extract::<Path<T>>().await.map_err(|_| Refused::not_found())?;
        Ok(Self(place.0))
    }
}

/// The query, with nothing in it that is not documented.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned + Send + 'static> FromRequestParts<App> for Asked<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Refused> {
        let asked = parts
            .extract::<Query<T>>()
            .await
            .map_err(|error| kind::QUERY_INVALID.refused(shortened(&error.body_text())))?;
        Ok(Self(asked.0))
    }
}

/// A JSON body of a known shape.
pub(crate) trait Message: DeserializeOwned {
    /// Most bytes of it.
    fn most_bytes(_site: &Site) -> usize {
        MOST_BODY_BYTES
    }
}

/// Most bytes of a body with files: all of them together may be as large as one may be (RFC 4648: four
/// characters for three bytes).
pub(crate) fn most_bytes_with_files(site: &Site) -> usize {
    site.settings.max_file_bytes.div_ceil(3).saturating_mul(4).saturating_add(MOST_BODY_BYTES)
}

/// The body, read.
pub(crate) struct Sent<T>(pub(crate) T);

impl<T: Message> FromRequest<App> for Sent<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, site: &App) -> Result<Self, Refused> {
        if !is_json(request.headers()) {
            return Err(kind::NOT_JSON
                .refused("send the body with `Content-Type: application/json`, in UTF-8"));
        }
        let most = T::most_bytes(site);
        let announced = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.parse::<usize>().ok());
        let too_large = || {
            kind::TOO_LARGE.refused(format!("the body may have at most {} KiB here", most >> 10))
        };
        if announced.is_some_and(|bytes| bytes > most) {
            return Err(too_large());
        }
        let body = axum::body::to_bytes(request.into_body(), most).await.map_err(|error| {
            if is_length_limit(&error) {
                too_large()
            } else {
                kind::BODY_BROKEN.refused("the body did not arrive whole. Send it again")
            }
        })?;
        parse(&body).map(Self)
    }
}

/// Whether reading stopped at a limit, ours or one around us.
fn is_length_limit(error: &axum::Error) -> bool {
    let mut cause = core::error::Error::source(error);
    while let Some(error) = cause {
        // The type is `http_body_util::LengthLimitError`, which we do not depend on by name.
        if error.to_string().contains("length limit") {
            return true;
        }
        cause = error.source();
    }
    false
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let mut parts = value.split(';').map(str::trim);
    parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"))
        && parts.all(|parameter| match parameter.split_once('=') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
                value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
            }
            _ => true,
        })
}

/// Reads a JSON body.
pub(crate) fn parse<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refused> {
    let text = core::str::from_utf8(body).map_err(|error| {
        kind::NOT_UTF_8.refused(format!(
            "the body is not UTF-8: the byte at position {} begins no character",
            error.valid_up_to()
        ))
    })?;
    serde_json::from_str(text).map(|Object(message)| message).map_err(|error| {
        use serde_json::error::Category;
        // What was sent may be in the sentence: it is cut, its place is not.
        let place = format!(" at line {} column {}", error.line(), error.column());
        let whole = error.to_string();
        let words = format!("{}{place}", shortened(whole.strip_suffix(&place).unwrap_or(&whole)));
        match error.classify() {
            Category::Data => kind::BODY_INVALID.refused(words),
            Category::Syntax | Category::Eof | Category::Io => kind::JSON_MALFORMED.refused(words),
        }
    })
}

fn shortened(sentence: &str) -> String {
    let mut short: String = sentence.chars().take(LONGEST_SENTENCE_CHARS).collect();
    if short.len() < sentence.len() {
        short.push('\u{2026}');
    }
    short
}
