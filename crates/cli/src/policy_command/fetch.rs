//! Fetching a policy, or a site's security.txt and the policies that it names. Only on request, only over
//! HTTPS, through the one client of the program; nothing is sent but the request itself.

use check::{FieldKind, MAX_POLICY_BYTES, SecurityTxt, Source};
use outbound::{Client, Failed, Purpose, Reach, Url};

use crate::Failure;

/// The most redirections that are followed; each is judged as if it had been named first.
const REDIRECTIONS: usize = 5;
/// The most policies of a security.txt that are fetched.
const POLICIES: usize = 3;

/// A file as it was fetched: its address, its bytes, its length.
type Fetched = (String, Vec<u8>, u64);

/// Fetches what an address stands for: a site's security.txt with the policies it names when the address has
/// no path, or else what is there, and the policies it names when it is a security.txt.
///
/// # Errors
/// A sentence for people: a bad address, no connection, an answer that is none.
pub(super) fn fetch(address: &str, reach: &Reach) -> Result<Vec<Fetched>, Failure> {
    let url = parse(address)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let unusable = |failed: Failed| format!("{url} is not fetched: {}", failed.reason());
    let reach = reach.clone().and_typed(url.as_str()).map_err(unusable)?;
    let client = Client::new(Purpose::PolicyCheck, reach).map_err(unusable)?;
    runtime.block_on(all(&client, url))
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

/// Fetches one file, by way of other addresses where it moved to them.
async fn one(client: &Client, url: &Url) -> Result<Fetched, Failure> {
    let mut place = url.to_string();
    for _ in 0..=REDIRECTIONS {
        let failed = match client.get(&place, &[], MAX_POLICY_BYTES).await {
            Ok(reply) => {
                let length = u64::try_from(reply.body.len())?;
                return Ok((place, reply.body, length));
            }
            Err(failed) => failed,
        };
        match (failed.redirected_to(), failed.status()) {
            (Some(next), _) => place = next.to_owned(),
            (_, Some(404 | 410)) => return Err(format!("there is nothing at {place}").into()),
            _ => return Err(format!("{place} is not fetched: {}", failed.reason()).into()),
        }
    }
    Err(format!("{url} redirects more than {REDIRECTIONS} times").into())
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
