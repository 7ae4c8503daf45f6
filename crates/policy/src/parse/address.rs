//! Addresses: what may stand in a contact, a key or a link. Checked for form only; nothing is looked up.

use super::table::Table;
use crate::finding::Code;
use crate::program::{ContactWay, THIS_REPOSITORY};

/// An id of something within a policy.
pub(super) fn id(table: &mut Table<'_>, why: &str) -> Option<String> {
    let text = table.need_text("id", why)?;
    if is_id(&text) {
        return Some(text);
    }
    let message = format!("`{}` is not an id", text.chars().take(60).collect::<String>());
    let instead = match slug(&text) {
        Some(slug) => format!("write `{slug}`: lower-case letters, digits and hyphens"),
        None => "use 1 to 40 lower-case letters, digits and hyphens, a letter first".to_owned(),
    };
    table.error(Code::BadId, "id", message, instead);
    None
}

/// Whether a text is 1 to 40 lower-case letters, digits and hyphens, a letter first.
pub(super) fn is_id(text: &str) -> bool {
    text.parse::<crate::id::ProgramId>().is_ok()
}

/// An id made from a text; `None` when it has no letters for one.
pub(crate) fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for c in text.chars().map(|c| c.to_ascii_lowercase()) {
        if c.is_ascii_lowercase() || (c.is_ascii_digit() && !slug.is_empty()) {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.chars().take(40).collect::<String>();
    let slug = slug.trim_matches('-');
    is_id(slug).then(|| slug.to_owned())
}

/// An `https` address.
pub(super) fn url(table: &mut Table<'_>, key: &'static str) -> Option<String> {
    let text = table.text(key)?;
    if is_https(&text) {
        return Some(text);
    }
    let message = format!("`{key}` is not a full https address");
    table.error(
        Code::BadAddress,
        key,
        message,
        "write it whole, like `https://example.org/security`",
    );
    None
}

/// Where to turn to: an e-mail address or an `https` address.
pub(super) fn email_or_url(table: &mut Table<'_>, key: &'static str) -> Option<ContactWay> {
    let text = table.text(key)?;
    if is_email(&text) {
        Some(ContactWay::Email(text))
    } else if is_https(&text) {
        Some(ContactWay::Url(text))
    } else {
        let message = format!("`{key}` is neither an e-mail address nor an https address");
        let instead = "write one, like `security@example.org` or `https://example.org/security`";
        table.error(Code::BadAddress, key, message, instead);
        None
    }
}

/// The one way that a `[[program.contact]]` names.
pub(super) fn contact_way(table: &mut Table<'_>) -> Option<ContactWay> {
    let email = checked(table, "email", is_email, "an e-mail address, like `security@example.org`");
    let url = url(table, "url");
    let repository = "`owner/repository` as in its address on GitHub, or `this`";
    let github = checked(table, "github", is_repository, repository);
    let number = "a number in international form, like `+44 20 7946 0000`";
    let phone = checked(table, "phone", is_phone, number);
    let keys = ["email", "url", "github", "phone"];
    let given = keys.into_iter().filter(|key| table.has(key)).collect::<Vec<_>>();
    match given.as_slice() {
        [_] => {}
        [] => table.missing("email", "a contact has one of `email`, `url`, `github`, `phone`"),
        [_, second, ..] => table.error(
            Code::Contradiction,
            second,
            "a contact is one way to reach the team, and this one names several",
            "write a `[[program.contact]]` of its own for each, the preferred one first",
        ),
    }
    email
        .map(ContactWay::Email)
        .or(url.map(ContactWay::Url))
        .or(github.map(ContactWay::GithubPrivateReporting))
        .or(phone.map(ContactWay::Phone))
}

fn checked(
    table: &mut Table<'_>,
    key: &'static str,
    is_good: fn(&str) -> bool,
    wanted: &str,
) -> Option<String> {
    let text = table.text(key)?;
    if is_good(&text) {
        return Some(text);
    }
    let message = format!("`{key}` cannot be used as it stands");
    table.error(Code::BadAddress, key, message, format!("write {wanted}"));
    None
}

/// Whether a text is an e-mail address.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    // What a `mailto:` address takes without escapes (RFC 6068 §2); other local parts are not in use.
    let local_char = |c: char| c.is_ascii_alphanumeric() || "._+-=~".contains(c);
    !local.is_empty() && local.chars().all(local_char) && domain.contains('.') && is_host(domain)
}

/// Whether a text is a whole `https` address without anything that could break out of a line or a link.
pub(super) fn is_https(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let Some((authority, path)) = rest.split_at_checked(end) else { return false };
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let path_char = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    is_host(host) && port.parse::<u16>().is_ok() && path.chars().all(path_char)
}

fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(label)
}

fn is_repository(text: &str) -> bool {
    if text == THIS_REPOSITORY {
        return true;
    }
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.split_once('/').is_some_and(|(owner, repository)| {
        [owner, repository]
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(name) && !part.starts_with('.'))
    })
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.starts_with('+')
        && (7..=15).contains(&digits)
        && text.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')'))
}
