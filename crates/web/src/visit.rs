//! One request: who sends it, from which network, and whether its form is one of our pages'.
//!
//! Three sessions may live side by side in a browser: a member's (desk), a reporter's (mailbox) and a party's. A form
//! that changes anything needs the session's token; a form for anyone (report, receipt, sign-in) is
//! accepted only from a page of this site, judged by `Sec-Fetch-Site` and `Origin`.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use desk::{Door, Error, Member, Party, Reporter, Visitor};
use ipnet::IpNet;
use pages::problem::ProblemKind;

use crate::answer::{Halt, failed, refusal, to, too_many};
use crate::form::Form;
use crate::site::Site;

/// Which session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// A member's.
    Desk,
    /// A reporter's.
    Mailbox,
    /// An outside party's.
    Party,
}

impl Side {
    /// The cookie's name. The `__Host-` prefix (RFC 6265bis §4.1.3.2) needs TLS.
    const fn cookie_name(self, https: bool) -> &'static str {
        match (self, https) {
            (Self::Desk, true) => "__Host-candor-desk",
            (Self::Desk, false) => "candor-desk",
            (Self::Mailbox, true) => "__Host-candor-mailbox",
            (Self::Mailbox, false) => "candor-mailbox",
            (Self::Party, true) => "__Host-candor-party",
            (Self::Party, false) => "candor-party",
        }
    }
}

/// The session cookie of one side.
pub(crate) fn cookie(site: &Site, headers: &HeaderMap, side: Side) -> Option<String> {
    named_cookie(headers, side.cookie_name(site.https))
}

fn named_cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(have, _)| *have == name)
        .map(|(_, value)| value.to_owned())
}

/// Hands out a session cookie.
pub(crate) fn with_cookie(
    site: &Site,
    mut response: Response,
    side: Side,
    value: &str,
) -> Response {
    let name = side.cookie_name(site.https);
    let secure = if site.https { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// The cookie that a browser holds between a passkey's question and its answer.
const fn ceremony_cookie_name(https: bool) -> &'static str {
    if https { "__Host-candor-ceremony" } else { "candor-ceremony" }
}

/// How long it is held, in seconds: as long as a question may be answered.
const CEREMONY_SECONDS: u32 = 300;

/// What this browser holds of a ceremony; empty when nothing.
pub(crate) fn ceremony_cookie(site: &Site, headers: &HeaderMap) -> String {
    named_cookie(headers, ceremony_cookie_name(site.https)).unwrap_or_default()
}

/// Hands out what a browser holds until it answers.
pub(crate) fn with_ceremony(site: &Site, response: Response, value: &str) -> Response {
    set_ceremony(site, response, value, CEREMONY_SECONDS)
}

/// Takes it back: the question was answered.
pub(crate) fn without_ceremony(site: &Site, response: Response) -> Response {
    set_ceremony(site, response, "", 0)
}

fn set_ceremony(site: &Site, mut response: Response, value: &str, seconds: u32) -> Response {
    let name = ceremony_cookie_name(site.https);
    let secure = if site.https { "; Secure" } else { "" };
    let text =
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// The cookie that names a device to us, so that strangers' guesses do not keep its owner waiting.
const fn device_cookie_name(https: bool) -> &'static str {
    if https { "__Host-candor-device" } else { "candor-device" }
}

/// Names the device on which somebody signed in; for ninety days.
pub(crate) fn with_device(site: &Site, mut response: Response, value: &str) -> Response {
    let name = device_cookie_name(site.https);
    let secure = if site.https { "; Secure" } else { "" };
    let text =
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=7776000{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// What a request shows of where it comes from.
pub(crate) fn door(site: &Site, parts: &Parts) -> Door {
    let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Door {
        prefix: network(site, parts).map(|address| crate::limit::network(Some(address))),
        device: named_cookie(&parts.headers, device_cookie_name(site.https)),
        client: agent.map(coarse_client).unwrap_or_default(),
        is_program: false,
    }
}

/// Browser and system, without versions: enough to know one's own again.
fn coarse_client(agent: &str) -> String {
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Firefox", "Firefox"),
        ("Edg", "Edge"),
        ("Chrom", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iPadOS"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => String::new(),
    }
}

/// Takes a session cookie away, and whatever the browser keeps of our pages.
pub(crate) fn without_cookie(site: &Site, mut response: Response, side: Side) -> Response {
    let name = side.cookie_name(site.https);
    let secure = if site.https { "; Secure" } else { "" };
    let text = format!("{name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
        .headers_mut()
        .insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    response
}

/// The member who sends a request, with the cookie; or an answer that asks to sign in.
pub(crate) async fn member(site: &Site, parts: &Parts) -> Result<(Member, String), Halt> {
    let cookie = cookie(site, &parts.headers, Side::Desk);
    match site.desk.visitor(cookie.as_deref()).await {
        Ok(Visitor::Member(member)) => Ok((member, cookie.unwrap_or_default())),
        Ok(Visitor::Anonymous | Visitor::Reporter(_) | Visitor::Party(_) | Visitor::Halfway(_)) => {
            Err(to_sign_in(parts))
        }
        Err(error) => Err(failed(site.desk_frame(None, None), &error)),
    }
}

/// The same for a page that reads what it shows together with who asks for it: what `read` gave for the
/// cookie, or an answer that asks to sign in, or one that says what failed.
pub(crate) async fn member_with<T>(
    site: &Site,
    parts: &Parts,
    read: impl AsyncFnOnce(Option<&str>) -> Result<Option<(Member, Result<T, Error>)>, Error>,
) -> Result<(Member, String, T), Halt> {
    let cookie = cookie(site, &parts.headers, Side::Desk);
    match read(cookie.as_deref()).await {
        Ok(Some((member, Ok(found)))) => Ok((member, cookie.unwrap_or_default(), found)),
        Ok(Some((member, Err(error)))) => {
            Err(failed(site.desk_frame(cookie.as_deref(), Some(&member)), &error))
        }
        Ok(None) => Err(to_sign_in(parts)),
        Err(error) => Err(failed(site.desk_frame(None, None), &error)),
    }
}

/// To the page that asks for name and passphrase, and back afterwards.
fn to_sign_in(parts: &Parts) -> Halt {
    let next = parts.uri.path_and_query().map_or("", |path| path.as_str());
    let mut place = pages::path::SIGN_IN.to_owned();
    if parts.method == axum::http::Method::GET && next != pages::path::QUEUE {
        place.push_str("?next=");
        place.push_str(&percent(next));
    }
    Halt::from(to(&place))
}

/// The reporter who sends a request, with the cookie; or an answer that asks for the receipt.
pub(crate) async fn reporter(site: &Site, parts: &Parts) -> Result<(Reporter, String), Halt> {
    let cookie = cookie(site, &parts.headers, Side::Mailbox);
    match site.desk.visitor(cookie.as_deref()).await {
        Ok(Visitor::Reporter(reporter)) => Ok((reporter, cookie.unwrap_or_default())),
        Ok(_) => Err(Halt::from(to(pages::path::MAILBOX))),
        Err(error) => Err(failed(site.portal(None), &error)),
    }
}

/// The party who sends a request, with the cookie; or an answer that asks for its link or key.
pub(crate) async fn party(site: &Site, parts: &Parts) -> Result<(Party, String), Halt> {
    let cookie = cookie(site, &parts.headers, Side::Party);
    match site.desk.visitor(cookie.as_deref()).await {
        Ok(Visitor::Party(party)) => Ok((party, cookie.unwrap_or_default())),
        Ok(_) => Err(Halt::from(to(pages::path::INVITATION))),
        Err(error) => Err(failed(site.portal(None), &error)),
    }
}

/// Refuses a form that does not carry its session's token.
pub(crate) fn check_token(site: &Site, cookie: &str, form: &Form, side: Side) -> Result<(), Halt> {
    if site.desk.csrf_matches(cookie, form.text("csrf")) {
        return Ok(());
    }
    let frame = match side {
        Side::Desk => site.desk_frame(Some(cookie), None),
        Side::Mailbox | Side::Party => site.portal(Some(cookie)),
    };
    Err(refusal(frame, ProblemKind::BadRequest, Some(crate::language::text("problem-session"))))
}

/// Refuses a post that a page of another site sent, and one too many from a network.
pub(crate) fn check_post(site: &Site, parts: &Parts) -> Result<(), Halt> {
    if !is_same_site(site, &parts.headers) {
        return Err(refusal(
            site.portal(None),
            ProblemKind::BadRequest,
            Some(crate::language::text("problem-other-site")),
        ));
    }
    site.admit(network(site, parts)).map_err(|wait| too_many(site.portal(None), wait))
}

fn is_same_site(site: &Site, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some("same-origin" | "none") => true,
        Some(_) => false,
        // An old browser, or a program: the origin decides, if there is one.
        None => match text("origin") {
            None => true,
            Some(origin) => {
                let host = text("host").unwrap_or_default();
                origin == site.public_url()
                    || origin.split_once("://").is_some_and(|(_, place)| place == host)
            }
        },
    }
}

/// The address that a request came from, as far as it is known. None on an onion service, where there is none.
pub(crate) fn network(site: &Site, parts: &Parts) -> Option<IpAddr> {
    if site.settings.is_onion {
        return None;
    }
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())?;
    Some(origin(peer, &parts.headers, &site.settings.trusted_proxies))
}

/// The last address that no trusted proxy has: proxies add the address of whoever asked them at the end, and what
/// stands before the first stranger is that stranger's claim. What is no address ends the search.
fn origin(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted =
        |address: IpAddr| trusted.iter().any(|network| network.contains(&address.to_canonical()));
    let claims: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .flat_map(|value| value.to_str().unwrap_or("?").split(','))
        .map(str::trim)
        .collect();
    let mut known = peer;
    for claim in claims.into_iter().rev() {
        if !is_trusted(known) {
            break;
        }
        let Ok(address) = claim.parse() else { break };
        known = address;
    }
    known
}

/// Percent-encodes a value for a query.
pub(crate) fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // ASVS 4.1.3, 15.3.4
    #[test]
    fn sec_12_an_address_is_believed_as_far_as_trusted_proxies_vouch_for_it() {
        let trusted: Vec<IpNet> =
            ["127.0.0.1/32", "10.0.0.0/8"].iter().map(|text| text.parse().unwrap()).collect();
        let from = |peer: &str, claims: &[&str]| {
            let mut headers = HeaderMap::new();
            for claim in claims {
                headers.append("x-forwarded-for", claim.parse().unwrap());
            }
            origin(peer.parse().unwrap(), &headers, &trusted).to_string()
        };
        assert_eq!(from("192.0.2.1", &["198.51.100.7"]), "192.0.2.1", "a stranger's claim");
        assert_eq!(from("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(from("127.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(from("127.0.0.1", &["203.0.113.9, 198.51.100.7"]), "198.51.100.7");
        assert_eq!(from("127.0.0.1", &["203.0.113.9", "198.51.100.7, 10.1.1.1"]), "198.51.100.7");
        assert_eq!(from("::ffff:127.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(from("127.0.0.1", &["198.51.100.7, unknown"]), "127.0.0.1");
        assert_eq!(from("127.0.0.1", &["198.51.100.7, <script>, 10.1.1.1"]), "10.1.1.1");
    }
}
