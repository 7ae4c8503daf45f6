//! Security headers on every answer: pages, errors, redirects, files.
//!
//! One function, applied outermost, so that no handler can forget one and none can weaken one by accident:
//! only the policy for downloads, the one for pages with our own script ([`OwnScript`]) and the cached assets differ,
//! and all are named here. Values follow OWASP ASVS 5.0 §3.4. No answer carries a CORS header: no other site is
//! given anything.

use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::Response;

/// The address to which browsers report what a policy stopped (`violations`).
pub(crate) const VIOLATIONS: &str = "/violations";

/// No scripts, no frames, no foreign loads; forms post to us only. Trusted Types: no text ever becomes a script.
const PAGE_POLICY: &str = concat!(
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; ",
    "require-trusted-types-for 'script'; trusted-types 'none'; report-uri /violations; report-to violations",
);

/// As for pages, and scripts of our own, which may not connect anywhere.
const SCRIPT_POLICY: &str = concat!(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; ",
    "base-uri 'none'; frame-ancestors 'none'; ",
    "require-trusted-types-for 'script'; trusted-types 'none'; report-uri /violations; report-to violations",
);

/// A downloaded file may do nothing at all, should a browser show it.
const DOWNLOAD_POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// What browsers may be asked to give a page, each given to nobody.
const PERMISSIONS: &str = "accelerometer=(), ambient-light-sensor=(), attribution-reporting=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(), compute-pressure=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), interest-cohort=(), keyboard-map=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), otp-credentials=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), web-share=(), window-management=(), xr-spatial-tracking=()";

const ALWAYS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("origin-agent-cluster", "?1"),
    ("permissions-policy", PERMISSIONS),
    ("reporting-endpoints", "violations=\"/violations\""),
];

/// On an answer: the page runs a script of ours, a file that we serve. A handler puts it into the extensions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OwnScript;

/// Sets the headers. `https` says whether people reach this instance over TLS.
pub(crate) fn apply(mut response: Response, https: bool) -> Response {
    let policy = policy(&response);
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    if https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn policy(response: &Response) -> &'static str {
    let disposition = response.headers().get(header::CONTENT_DISPOSITION);
    if disposition.is_some_and(|value| value.as_bytes().starts_with(b"attachment")) {
        DOWNLOAD_POLICY
    } else if response.extensions().get::<OwnScript>().is_some() {
        SCRIPT_POLICY
    } else {
        PAGE_POLICY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy_of(response: Response) -> String {
        let response = apply(response, true);
        response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned()
    }

    #[test]
    fn only_an_answer_that_says_so_may_run_our_script_and_none_may_run_text() {
        let plain = policy_of(Response::default());
        assert!(!plain.contains("script-src"), "{plain}");
        let mut scripted = Response::default();
        scripted.extensions_mut().insert(OwnScript);
        let scripted = policy_of(scripted);
        assert!(scripted.contains("script-src 'self';"), "{scripted}");
        for policy in [plain, scripted] {
            assert!(policy.contains("require-trusted-types-for 'script'"), "{policy}");
            assert!(!policy.contains("unsafe"), "{policy}");
        }
    }

    #[test]
    fn a_file_may_not_run_a_script_even_when_its_answer_says_so() {
        let mut file = Response::default();
        file.extensions_mut().insert(OwnScript);
        file.headers_mut()
            .insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
        assert_eq!(policy_of(file), DOWNLOAD_POLICY);
    }
}
