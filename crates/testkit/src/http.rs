//! A plain HTTP client for tests: one request per connection, a cookie jar, forms, and nothing hidden.
//!
//! It behaves as a browser does where that matters for the server: it sends `Origin` and `Sec-Fetch-Site`
//! with posts, keeps cookies, and follows a `303` only when told to.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Header names in lower case, with their values, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of this name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of the first hidden field of this name in the page.
    #[must_use]
    pub fn hidden(&self, name: &str) -> Option<String> {
        let text = self.text();
        text.split('<').find_map(|tag| {
            let is_it = tag.starts_with("input")
                && attribute(tag, "name").as_deref() == Some(name)
                && attribute(tag, "type").as_deref() == Some("hidden");
            if is_it { attribute(tag, "value") } else { None }
        })
    }

    /// The visible text of the page: tags dropped, entities decoded, spaces collapsed.
    #[must_use]
    pub fn words(&self) -> String {
        let text = self.text();
        let mut words = String::with_capacity(text.len());
        let mut in_tag = false;
        for c in text.chars() {
            match c {
                '<' => {
                    in_tag = true;
                    words.push(' ');
                }
                '>' => in_tag = false,
                _ if !in_tag => words.push(c),
                _ => {}
            }
        }
        unescape(&words).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let marker = format!("{name}=\"");
    let mut from = 0;
    while let Some(found) = tag.get(from..)?.find(&marker) {
        let start = from + found;
        let preceded =
            start == 0 || tag.as_bytes().get(start - 1).is_some_and(u8::is_ascii_whitespace);
        let value = tag.get(start + marker.len()..)?;
        if preceded {
            return value.split('"').next().map(unescape);
        }
        from = start + marker.len();
    }
    None
}

/// Decodes the entities that our pages use.
#[must_use]
pub fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

/// A visitor with a cookie jar.
#[derive(Debug, Clone)]
pub struct Browser {
    /// The server.
    pub address: SocketAddr,
    /// Cookies by name.
    pub cookies: BTreeMap<String, String>,
}

impl Browser {
    /// A visitor of the server at `address`, without cookies.
    #[must_use]
    pub fn new(address: SocketAddr) -> Self {
        Self { address, cookies: BTreeMap::new() }
    }

    /// `GET path`.
    pub fn get(&mut self, path: &str) -> std::io::Result<Answer> {
        self.request("GET", path, &[], &[])
    }

    /// `POST` of a form, as `application/x-www-form-urlencoded`.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> std::io::Result<Answer> {
        let origin = format!("http://{}", self.address);
        self.post_as(path, fields, &origin, "same-origin")
    }

    /// The same, sent by a page of another site.
    pub fn post_from(
        &mut self,
        origin: &str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> std::io::Result<Answer> {
        self.post_as(path, fields, origin, "cross-site")
    }

    fn post_as(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        origin: &str,
        site: &str,
    ) -> std::io::Result<Answer> {
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let headers = [kind, ("origin", origin), ("sec-fetch-site", site)];
        self.request("POST", path, &headers, encode_form(fields).as_bytes())
    }

    /// `POST` of a form with files, as `multipart/form-data`. A file is (field, name, bytes).
    pub fn post_files(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> std::io::Result<Answer> {
        const BOUNDARY: &str = "candor-test-boundary-7d8a1f";
        let mut body = Vec::new();
        for (name, value) in fields {
            write!(
                body,
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )?;
        }
        for (field, name, bytes) in files {
            write!(
                body,
                "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\ncontent-type: application/octet-stream\r\n\r\n"
            )?;
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        write!(body, "--{BOUNDARY}--\r\n")?;
        let origin = format!("http://{}", self.address);
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.request(
            "POST",
            path,
            &[("content-type", &kind), ("origin", &origin), ("sec-fetch-site", "same-origin")],
            &body,
        )
    }

    /// Follows redirects of `answer` with GET, at most ten.
    pub fn follow(&mut self, mut answer: Answer) -> std::io::Result<Answer> {
        for _ in 0..10 {
            if !matches!(answer.status, 301..=308) {
                break;
            }
            let Some(place) = answer.header("location").map(str::to_owned) else { break };
            answer = self.get(&place)?;
        }
        Ok(answer)
    }

    /// Any request. `headers` are added to the ones every request has.
    pub fn request(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&self.address, Duration::from_secs(10))?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        stream.set_nodelay(true)?;
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.address);
        if !self.cookies.is_empty() {
            let jar: Vec<String> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
            head.push_str(&format!("cookie: {}\r\n", jar.join("; ")));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() || method == "POST" {
            head.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        let mut message = head.into_bytes();
        message.extend_from_slice(body);
        // A server may answer and close before it has read everything (413); the answer still counts.
        let sent = stream.write_all(&message);
        let mut raw = Vec::new();
        match stream.read_to_end(&mut raw) {
            Ok(_) => {}
            Err(error) if raw.is_empty() => return Err(error),
            Err(_) => {}
        }
        if raw.is_empty() {
            sent?;
        }
        let answer = parse(&raw)?;
        for (name, value) in &answer.headers {
            if name == "set-cookie" {
                let pair = value.split(';').next().unwrap_or_default();
                if let Some((name, value)) = pair.split_once('=') {
                    if value.is_empty() || value.eq_ignore_ascii_case("deleted") {
                        self.cookies.remove(name.trim());
                    } else {
                        self.cookies.insert(name.trim().to_owned(), value.trim().to_owned());
                    }
                }
            }
        }
        Ok(answer)
    }
}

/// A form body.
#[must_use]
pub fn encode_form(fields: &[(&str, &str)]) -> String {
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}

fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

fn parse(raw: &[u8]) -> std::io::Result<Answer> {
    let broken = || std::io::Error::other("the server's answer is not HTTP");
    let end = raw.windows(4).position(|window| window == b"\r\n\r\n").ok_or_else(broken)?;
    let (head, rest) = raw.split_at(end);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .and_then(|code| code.parse().ok())
        .ok_or_else(broken)?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let mut body = rest.get(4..).unwrap_or_default().to_vec();
    let chunked = headers
        .iter()
        .any(|(name, value)| name == "transfer-encoding" && value.eq_ignore_ascii_case("chunked"));
    if chunked {
        body = unchunk(&body).ok_or_else(broken)?;
    }
    if status == 100 {
        return parse(rest.get(4..).unwrap_or_default());
    }
    Ok(Answer { status, headers, body })
}

fn unchunk(mut raw: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line_end = raw.windows(2).position(|window| window == b"\r\n")?;
        let size = std::str::from_utf8(raw.get(..line_end)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        raw = raw.get(line_end + 2..)?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(raw.get(..size)?);
        raw = raw.get(size + 2..)?;
    }
}
