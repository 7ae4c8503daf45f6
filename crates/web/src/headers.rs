//! Security headers on every answer: pages, errors, redirects, files.
//!
//! One function, applied outermost, so that no handler can forget one and none can weaken one by accident:
//! only the policy for downloads and for the cached style sheet differs, and both are named here. Values
//! follow OWASP ASVS 5.0 §3.4 and the field's advice for pages without scripts.

use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::Response;

/// No scripts, no frames, no foreign loads; forms post to us only.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A downloaded file may do nothing at all, should a browser show it.
const DOWNLOAD_POLICY: &str = "default-src 'none'; sandbox";

const ALWAYS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
    ),
];

/// Sets the headers. `https` says whether people reach this instance over TLS.
pub(crate) fn apply(mut response: Response, https: bool) -> Response {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let is_download = headers
        .get(header::CONTENT_DISPOSITION)
        .is_some_and(|value| value.as_bytes().starts_with(b"attachment"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(if is_download { DOWNLOAD_POLICY } else { PAGE_POLICY }),
    );
    if https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
