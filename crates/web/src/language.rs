//! In which language a request is answered: the one that its address names (`/de/p/…`), else the one that the browser prefers.
//!
//! The public pages are spoken in every language of [`pages::Language`]; the team's and the parties' pages and the API are
//! English. An address that begins with a language is answered as the address without it, and its links keep the language: there
//! is no cookie for it. The language of the request at hand is known to whatever answers it ([`of_page`]), however deep, since
//! every refusal is said in it too.

use axum::Router;
use axum::extract::Request;
use axum::http::uri::{PathAndQuery, Uri};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use pages::{Frame, Language, Said};

tokio::task_local! {
    static SPOKEN: Spoken;
}

/// What the request at hand is answered in.
#[derive(Clone)]
struct Spoken {
    language: Language,
    /// Whether the address says so.
    by_address: bool,
    /// The address without its language, when the page can be asked for again.
    place: Option<String>,
}

/// The language of the page that is being made; nothing for pages that are English for everybody.
pub(crate) fn of_page() -> Option<Language> {
    SPOKEN.try_with(|spoken| spoken.language).ok()
}

/// Begins a message in the language of the page.
pub(crate) fn say(id: impl AsRef<str>) -> Said {
    of_page().unwrap_or_default().say(id)
}

/// A message without arguments in the language of the page, as plain text.
pub(crate) fn text(id: impl AsRef<str>) -> String {
    say(id).plain()
}

/// The frame in the language of the page.
pub(crate) fn spoken(frame: Frame) -> Frame {
    match SPOKEN.try_with(Clone::clone) {
        Ok(Spoken { language, place, .. }) => Frame { language, place, ..frame },
        Err(_) => frame,
    }
}

/// Answers every request in its language.
pub(crate) fn in_every_language(router: Router) -> Router {
    // What changes an address has to stand before the routes are looked at.
    Router::new().fallback_service(router).layer(middleware::from_fn(speak))
}

async fn speak(mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let named = language_of(&path).filter(|(_, rest)| is_public(rest));
    let place = named.map_or(path.as_str(), |(_, rest)| rest);
    if !is_public(place) {
        return next.run(request).await;
    }
    let is_get = matches!(*request.method(), Method::GET | Method::HEAD);
    let asked = request.uri().query().and_then(|query| {
        query.split('&').find_map(|pair| Language::from_tag(pair.strip_prefix("lang=")?))
    });
    if let Some(language) = asked.filter(|_| is_get) {
        return crate::answer::to_exactly(&format!("/{}{place}", language.tag()));
    }
    let preferred = || {
        let header = request.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        Language::preferred(header)
    };
    let language = named.map(|(language, _)| language).or_else(preferred).unwrap_or_default();
    let spoken =
        Spoken { language, by_address: named.is_some(), place: is_get.then(|| place.to_owned()) };
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    if named.is_some()
        && let Ok(target) = PathAndQuery::try_from(format!("{place}{query}"))
    {
        let mut parts = std::mem::take(request.uri_mut()).into_parts();
        parts.path_and_query = Some(target);
        *request.uri_mut() = Uri::from_parts(parts).unwrap_or_default();
    }
    let mut response = SPOKEN.scope(spoken, next.run(request)).await;
    let is_page = response.headers().get(header::CONTENT_TYPE);
    if is_page.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    }
    response
}

/// The language that an address begins with, and the address without it.
fn language_of(path: &str) -> Option<(Language, &str)> {
    let rest = path.strip_prefix('/')?;
    let tag = rest.split('/').next().unwrap_or_default();
    let language = Language::ALL.into_iter().find(|language| language.tag() == tag)?;
    let rest = rest.strip_prefix(tag)?;
    Some((language, if rest.is_empty() { "/" } else { rest }))
}

/// Whether an address of ours is one of the pages that reporters meet.
fn is_public(path: &str) -> bool {
    let Some(path) = path.strip_prefix('/') else { return false };
    let first = path.split(['/', '?', '#']).next().unwrap_or_default();
    matches!(first, "" | "p" | "mailbox" | "proof") && !path.starts_with('/')
}

/// An address of ours as it is written into this page or redirect: with the language, when the page's own names one.
pub(crate) fn place(path: &str) -> String {
    match SPOKEN.try_with(Clone::clone) {
        Ok(spoken) if spoken.by_address && is_public(path) => {
            format!("/{}{path}", spoken.language.tag())
        }
        _ => path.to_owned(),
    }
}

/// The page with the language in its links and forms, when its own address names one.
pub(crate) fn linked(html: String) -> String {
    if !SPOKEN.try_with(|spoken| spoken.by_address).unwrap_or_default() {
        return html;
    }
    // What people wrote is escaped, so that an attribute of ours is all that can look like this.
    let mut out = String::with_capacity(html.len() + 1024);
    let mut rest = html.as_str();
    while let Some((before, after)) = rest.split_once("=\"/") {
        out.push_str(before);
        out.push_str("=\"");
        if before.ends_with(" href") || before.ends_with(" action") {
            let path = after.split('"').next().unwrap_or_default();
            out.push_str(&place(&format!("/{path}")));
            rest = after.strip_prefix(path).unwrap_or_default();
        } else {
            out.push('/');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::StatusCode;
    use tower::ServiceExt as _;

    use super::*;
    use crate::api::tests::house::House;
    use crate::portal::browser::story;

    async fn ask(router: &Router, path: &str, accepts: &str) -> (StatusCode, String, String) {
        let request = Request::get(path)
            .header(header::ACCEPT_LANGUAGE, accepts)
            .body(Body::empty())
            .unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let place = response.headers().get(header::LOCATION);
        let place = place.map(|place| place.to_str().unwrap().to_owned()).unwrap_or_default();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, place, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_page_is_said_in_the_language_of_its_address_or_of_the_browser() {
        let house = House::open().await;
        let router = &house.router;
        for language in Language::ALL {
            let tag = language.tag();
            let html = format!("<html lang=\"{tag}\" dir=\"{}\">", language.direction());
            let (status, _, page) = ask(router, "/", tag).await;
            assert!(status.is_success() && page.contains(&html), "{tag}: {page}");
            let (status, _, page) = ask(router, &format!("/{tag}"), "en").await;
            assert!(status.is_success() && page.contains(&html), "{tag}: {page}");
            assert!(page.contains(&format!("href=\"/{tag}/mailbox\"")), "links keep it: {page}");
            let (status, _, page) = ask(router, &format!("/{tag}/p/nobody/report"), "en").await;
            assert_eq!(status, StatusCode::NOT_FOUND);
            assert!(page.contains(&language.text("problem-404")), "{tag}: {page}");
            let (status, place, _) = ask(router, &format!("/mailbox/case?lang={tag}"), "en").await;
            assert_eq!((status.as_u16(), place), (303, format!("/{tag}/mailbox/case")));
            let (_, place, _) = ask(router, &format!("/{tag}/mailbox/case"), "en").await;
            assert_eq!(place, format!("/{tag}/mailbox"), "a redirect keeps it too");
        }
    }

    #[tokio::test]
    async fn the_team_s_pages_and_the_api_are_english_and_have_no_such_address() {
        let house = House::open().await;
        let (_, _, page) = ask(&house.router, "/sign-in", "ar").await;
        assert!(!page.contains("dir=\"rtl\"><head>") && !page.contains("العربية"), "{page}");
        for path in
            ["/de/sign-in", "/de/api/v1/programs", "/xx/mailbox", "/de//evil.example", "/DE/"]
        {
            let (status, _, _) = ask(&house.router, path, "en").await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        }
        let (_, place, _) = ask(&house.router, "//evil.example/?lang=de", "en").await;
        assert_eq!(place, "", "nobody is led elsewhere");
    }

    /// The English words that have another form in the language, as a page would show them.
    fn english_only(language: Language) -> Vec<String> {
        let source = include_str!("../../pages/words/en.ftl");
        source
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(" = ").map(|(id, _)| id.trim()))
            .filter(|id| !id.starts_with('.'))
            .map(|id| (Language::English.text(id), language.text(id)))
            .filter(|(english, own)| english != own && !english.contains('{'))
            .map(|(english, _)| english)
            .filter(|english| english.split_whitespace().count() > 2)
            .collect()
    }

    #[tokio::test]
    async fn a_whole_story_of_a_reporter_holds_no_english_sentence_of_ours() {
        for language in Language::ALL.into_iter().skip(1) {
            let english = english_only(language);
            assert!(english.len() > 200);
            for (place, page) in story(language.tag()).await {
                assert!(!page.contains('⟦'), "{language:?}: {place}: {page}");
                for words in &english {
                    assert!(!page.contains(words), "{language:?}: {place}: {words:?} in {page}");
                }
            }
        }
    }
}
