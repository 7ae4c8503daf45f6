//! Fetching a policy, or a site's security.txt and the policies that it names. Only on request, only over
//! HTTPS, with limits on time, size and redirections; nothing is sent but the request itself.

use std::time::Duration;

use check::{FieldKind, MAX_POLICY_BYTES, SecurityTxt, Source};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};

use crate::Failure;

/// For one request with its answer.
const TIMEOUT: Duration = Duration::from_secs(15);
/// The most redirections that are followed.
const REDIRECTIONS: usize = 5;
/// The most policies of a security.txt that are fetched.
const POLICIES: usize = 3;

/// A file as it was fetched: its address, its bytes (the first of them, when there are too many), its length.
type Fetched = (String, Vec<u8>, u64);

/// Fetches what an address stands for: a site's security.txt with the policies it names when the address has
/// no path, or else what is there, and the policies it names when it is a security.txt.
///
/// # Errors
/// A sentence for people: a bad address, no connection, an answer that is none.
pub(super) fn fetch(address: &str) -> Result<Vec<Fetched>, Failure> {
    let url = parse(address)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(all(&client()?, url))
}

/// An address with a scheme, or a bare host name.
fn parse(address: &str) -> Result<Url, Failure> {
    let whole =
        if address.contains("://") { address.to_owned() } else { format!("https://{address}") };
    let url = Url::parse(&whole).map_err(|error| format!("{address} is no address: {error}"))?;
    if url.scheme() != "https" {
        return Err(format!("{address} is not fetched: a policy is fetched over https only").into());
    }
    Ok(url)
}

fn client() -> Result<Client, Failure> {
    let client = Client::builder()
        .https_only(true)
        .redirect(Policy::limited(REDIRECTIONS))
        .timeout(TIMEOUT)
        .no_proxy()
        .user_agent(concat!("candor/", env!("CARGO_PKG_VERSION")))
        .build()?;
    Ok(client)
}

async fn all(client: &Client, url: Url) -> Result<Vec<Fetched>, Failure> {
    let is_site = matches!(url.path(), "" | "/") && url.query().is_none();
    let first = if is_site { url.join("/.well-known/security.txt")? } else { url };
    let mut files = vec![one(client, &first).await?];
    if !first.path().ends_with("/security.txt") {
        return Ok(files);
    }
    for policy in policies(&files) {
        files.push(one(client, &policy).await?);
    }
    Ok(files)
}

/// The policies that a fetched security.txt names, each once.
fn policies(files: &[Fetched]) -> Vec<Url> {
    let mut named = Vec::new();
    for (path, bytes, _) in files {
        let source = Source::new(path.as_str(), String::from_utf8_lossy(bytes));
        let file = SecurityTxt::read(&source);
        let urls = file.all(FieldKind::Policy).filter_map(|field| Url::parse(&field.value).ok());
        for url in urls.filter(|url| url.scheme() == "https") {
            if !named.contains(&url) && named.len() < POLICIES {
                named.push(url);
            }
        }
    }
    named
}

async fn one(client: &Client, url: &Url) -> Result<Fetched, Failure> {
    let unreachable =
        |error: reqwest::Error| format!("{url} cannot be fetched: {}", causes(&error));
    let mut answer = client.get(url.clone()).send().await.map_err(unreachable)?;
    match answer.status() {
        StatusCode::OK => {}
        StatusCode::NOT_FOUND | StatusCode::GONE => {
            return Err(format!("there is nothing at {url}").into());
        }
        status => return Err(format!("{url} answers {status}").into()),
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
        bytes.extend_from_slice(&chunk);
        // One byte more than is read says that there is too much; the rest is not fetched.
        if bytes.len() > MAX_POLICY_BYTES {
            break;
        }
    }
    let length = u64::try_from(bytes.len())?;
    Ok((answer.url().to_string(), bytes, length))
}

/// An error with what lies under it, which says more than the error itself.
fn causes(error: &dyn std::error::Error) -> String {
    let mut said = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(error) = cause {
        said.push(error.to_string());
        cause = error.source();
    }
    said.dedup();
    said.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_scheme_is_one_over_https() {
        assert_eq!(parse("example.org").unwrap().as_str(), "https://example.org/");
        assert_eq!(parse("https://example.org/x").unwrap().path(), "/x");
    }

    // ASVS 12.3.1
    #[test]
    fn an_address_without_tls_is_refused() {
        let refused = parse("http://example.org").unwrap_err().to_string();
        assert!(refused.contains("https only"), "{refused}");
        assert!(parse("file:///x").is_err());
        assert!(parse("https://").is_err());
    }

    #[test]
    fn policies_are_taken_from_security_txt_once_and_over_https_only() {
        let text = "Contact: mailto:a@example.org\nPolicy: https://a.test/x\nPolicy: https://a.test/x\nPolicy: http://a.test/y\nPolicy: https://b.test/\nPolicy: https://c.test/\nPolicy: https://d.test/\n";
        let file =
            ("https://a.test/.well-known/security.txt".to_owned(), text.as_bytes().to_vec(), 0);
        let named: Vec<_> = policies(&[file]).iter().map(Url::to_string).collect();
        assert_eq!(named, ["https://a.test/x", "https://b.test/", "https://c.test/"]);
    }
}
