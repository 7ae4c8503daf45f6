//! A small server that behaves as the CVE programme's interface (CVE Services 2.3.3) does towards a CNA: the paths,
//! parameters, headers, states and refusals of its OpenAPI description.
//!
//! It validates what is sent: parameters as the description has them, containers against the schemas of the record
//! format when their folder is there (those in the description have lost their choices). It loses an answer, or answers with another status, when it is told to.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use crate::schema;

/// The CNA's short name.
pub const ORGANIZATION: &str = "acme_cna";
/// The account.
pub const USER: &str = "candor@acme.example";
/// Its key.
pub const KEY: &str = "TCF25YM-39C4H6D-KA32EGF-V5XSHN3";
/// Numbers on a page of a list: few, so that lists have pages.
const PAGE: usize = 3;

/// What the server does wrongly with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// Does what was asked for, and closes the connection without an answer.
    LoseTheAnswer,
    /// Does nothing, and answers with this status.
    Answer(u16),
}

/// One number.
#[derive(Debug, Clone)]
pub struct Number {
    /// `RESERVED`, `PUBLISHED` or `REJECTED`.
    pub state: String,
    /// The container that was sent last.
    pub container: Option<Value>,
    user: String,
}

#[derive(Default)]
struct Inside {
    numbers: BTreeMap<String, Number>,
    next: u32,
    quota: usize,
    requests: Vec<String>,
    complaints: Vec<String>,
    mishaps: VecDeque<(&'static str, Mishap)>,
}

struct Shared {
    inside: Mutex<Inside>,
    changed: Condvar,
    schemas: Option<PathBuf>,
}

/// A running server. It ends with the process.
pub struct CveServices {
    shared: Arc<Shared>,
    address: String,
}

struct Request {
    method: String,
    path: String,
    query: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

type Reply = (u16, Value);

fn refusal(status: u16, error: &str, message: &str) -> Reply {
    (status, json!({ "error": error, "message": message }))
}

impl CveServices {
    /// Starts one. `schemas` is the folder of the published schemas of containers, if it is there.
    ///
    /// # Errors
    /// When the loopback cannot be listened on.
    pub fn start(schemas: Option<&Path>) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("http://{}/api", listener.local_addr()?);
        let shared = Arc::new(Shared {
            inside: Mutex::new(Inside { next: 1000, quota: 100, ..Inside::default() }),
            changed: Condvar::new(),
            schemas: schemas.filter(|folder| folder.is_dir()).map(Path::to_owned),
        });
        let serving = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that goes away is its own business.
                let _ = serving.serve(stream);
            }
        });
        Ok(Self { shared, address })
    }

    /// Where it is, as `cve_url` has it.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.shared.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a mishap of the next request that begins like this, such as `POST /cve-id`. Several wait in line.
    pub fn mishap(&self, request: &'static str, mishap: Mishap) {
        self.inside().mishaps.push_back((request, mishap));
    }

    /// How many numbers may be reserved at one time.
    pub fn set_quota(&self, quota: usize) {
        self.inside().quota = quota;
    }

    /// Somebody else reserves a number for the same CNA.
    pub fn reserved_by_another_account(&self, cve_id: &str) {
        let user = "colleague@acme.example".to_owned();
        let number = Number { state: "RESERVED".to_owned(), container: None, user };
        self.inside().numbers.insert(cve_id.to_owned(), number);
    }

    /// Every number.
    #[must_use]
    pub fn numbers(&self) -> BTreeMap<String, Number> {
        self.inside().numbers.clone()
    }

    /// Method and path of every request.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.inside().requests.clone()
    }

    /// What of the requests was not as the description has it.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        self.inside().complaints.clone()
    }

    /// Waits until something holds of the numbers. Says whether it came to that in time.
    #[must_use]
    pub fn wait_until(
        &self,
        patience: Duration,
        holds: impl Fn(&BTreeMap<String, Number>) -> bool,
    ) -> bool {
        let unfulfilled = |inside: &mut Inside| !holds(&inside.numbers);
        let waited = self.shared.changed.wait_timeout_while(self.inside(), patience, unfulfilled);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

impl Shared {
    fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let request = read(&stream)?;
        let line = format!("{} {}", request.method, request.path);
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.requests.push(line.clone());
        let due = inside.mishaps.front().filter(|(begin, _)| line.starts_with(begin));
        let mishap = due.map(|(_, mishap)| *mishap);
        if mishap.is_some() {
            inside.mishaps.pop_front();
        }
        let (status, body) = match mishap {
            Some(Mishap::Answer(status)) => refusal(status, "MISHAP", "As the test wanted it."),
            _ => self.answer(&request, &mut inside),
        };
        if status == 400 && mishap.is_none() {
            inside.complaints.push(format!("{line}: {body}"));
        }
        drop(inside);
        self.changed.notify_all();
        if mishap == Some(Mishap::LoseTheAnswer) {
            return Ok(());
        }
        let body = body.to_string();
        write!(
            stream,
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
    }

    fn answer(&self, request: &Request, inside: &mut Inside) -> Reply {
        let header = |name: &str| request.headers.get(name).map_or("", String::as_str);
        if ["cve-api-org", "cve-api-user", "cve-api-key"].iter().any(|name| header(name).is_empty())
        {
            return refusal(400, "BAD_INPUT", "A header of the account is missing.");
        }
        let account = (header("cve-api-org"), header("cve-api-user"), header("cve-api-key"));
        if account != (ORGANIZATION, USER, KEY) {
            return refusal(401, "UNAUTHORIZED", "Unauthorized");
        }
        let parts: Vec<&str> = request.path.split('/').skip(1).collect();
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["api", "cve-id"]) => list(&request.query, inside),
            ("POST", ["api", "cve-id"]) => reserve(&request.query, inside),
            ("GET", ["api", "cve-id", id]) => match inside.numbers.get(*id) {
                Some(number) => (200, facts(id, number)),
                None => refusal(404, "CVEID_NOT_FOUND", "There is no such number."),
            },
            ("POST" | "PUT", ["api", "cve", id, end @ ("cna" | "reject")]) => {
                self.put(request, id, end, inside)
            }
            _ => refusal(404, "NOT_FOUND", "There is nothing at this path."),
        }
    }

    fn put(&self, request: &Request, id: &str, end: &str, inside: &mut Inside) -> Reply {
        let is_new = request.method == "POST";
        let name = match end {
            "cna" => "CVE_JSON_cnaPublishedContainer_5.1.1.json",
            _ => "CVE_JSON_cnaRejectedContainer_5.1.1.json",
        };
        let Ok(body) = serde_json::from_slice::<Value>(&request.body) else {
            return refusal(400, "BAD_INPUT", "The body is no JSON.");
        };
        let only = body.as_object().filter(|body| body.len() == 1);
        let Some(container) = only.and_then(|body| body.get("cnaContainer")) else {
            return refusal(400, "BAD_INPUT", "The body is cnaContainer and nothing else.");
        };
        if let Some(folder) = &self.schemas {
            let wrong =
                match std::fs::read(folder.join(name)).map(|text| serde_json::from_slice(&text)) {
                    Ok(Ok(schema)) => schema::wrong(&schema, container),
                    other => vec![format!("{name} cannot be read: {other:?}")],
                };
            if !wrong.is_empty() {
                let details: Vec<Value> = wrong
                    .iter()
                    .map(|msg| json!({ "msg": msg, "param": "cnaContainer", "location": "body" }))
                    .collect();
                let message = "CVE JSON schema validation FAILED.";
                return (
                    400,
                    json!({ "error": "INVALID_JSON_SCHEMA", "message": message, "details": details }),
                );
            }
        }
        let Some(number) = inside.numbers.get_mut(id) else {
            return refusal(404, "CVE_DNE", "There is no such number.");
        };
        match (is_new, number.container.is_some()) {
            (true, true) => return refusal(403, "CVE_RECORD_EXISTS", "The record exists."),
            (false, false) => return refusal(404, "CVE_RECORD_DNE", "There is no record yet."),
            _ => {}
        }
        number.container = Some(container.clone());
        number.state = if end == "cna" { "PUBLISHED" } else { "REJECTED" }.to_owned();
        (200, json!({ "message": format!("{id} record was successfully written."), "created": {} }))
    }
}

fn facts(id: &str, number: &Number) -> Value {
    json!({
        "cve_id": id, "cve_year": id.get(4..8), "state": number.state, "owning_cna": ORGANIZATION,
        "requested_by": { "cna": ORGANIZATION, "user": number.user }, "reserved": "2026-10-05T08:00:00Z",
    })
}

fn list(query: &BTreeMap<String, String>, inside: &Inside) -> Reply {
    let wanted = query.get("state");
    if query.keys().any(|name| !matches!(name.as_str(), "state" | "cve_id_year" | "page")) {
        return refusal(400, "BAD_INPUT", "A parameter is not known.");
    }
    let page = query.get("page").map_or(Ok(1), |page| page.parse::<usize>()).unwrap_or(0);
    if page == 0 {
        return refusal(400, "BAD_INPUT", "A page is a number from 1.");
    }
    let found: Vec<Value> = inside
        .numbers
        .iter()
        .filter(|(_, number)| wanted.is_none_or(|state| *state == number.state))
        .map(|(id, number)| facts(id, number))
        .collect();
    let shown: Vec<&Value> = found.iter().skip((page - 1) * PAGE).take(PAGE).collect();
    let mut answer = json!({ "cve_ids": shown });
    if found.len() > PAGE
        && let Some(answer) = answer.as_object_mut()
    {
        let next = (page * PAGE < found.len()).then_some(page + 1);
        answer.insert("totalCount".into(), found.len().into());
        answer.insert("currentPage".into(), page.into());
        answer.insert("nextPage".into(), next.map_or(Value::Null, Value::from));
    }
    (200, answer)
}

fn reserve(query: &BTreeMap<String, String>, inside: &mut Inside) -> Reply {
    let text = |name: &str| query.get(name).map_or("", String::as_str);
    let amount: usize = text("amount").parse().unwrap_or(0);
    let Ok(year) = text("cve_year").parse::<u16>() else {
        return refusal(400, "BAD_INPUT", "cve_year is missing.");
    };
    if amount == 0 {
        return refusal(400, "BAD_INPUT", "amount is missing.");
    }
    let batches = ["sequential", "non-sequential", "nonsequential"];
    if amount > 1 && !batches.contains(&text("batch_type")) {
        return refusal(400, "NO_BATCH_TYPE", "A batch_type is required for more than one.");
    }
    if text("short_name") != ORGANIZATION {
        return refusal(403, "ORG_CANNOT_RESERVE_FOR_OTHER", "This is another organization.");
    }
    let reserved = inside.numbers.values().filter(|number| number.state == "RESERVED").count();
    let left = inside.quota.saturating_sub(reserved);
    if left == 0 {
        return refusal(403, "EXCEEDED_ID_QUOTA", "The quota of reserved numbers is used up.");
    }
    let mut given = Vec::new();
    for _ in 0..amount.min(left) {
        let id = format!("CVE-{year}-{}", inside.next);
        inside.next += 1;
        let user = USER.to_owned();
        let number = Number { state: "RESERVED".to_owned(), container: None, user };
        given.push(facts(&id, &number));
        inside.numbers.insert(id, number);
    }
    if given.len() < amount {
        let message = "Not every number could be reserved.";
        return (206, json!({ "error": "PARTIAL", "message": message, "cve_ids": given }));
    }
    (200, json!({ "cve_ids": given, "meta": { "remaining_quota": left - amount } }))
}

fn read(stream: &TcpStream) -> std::io::Result<Request> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split(' ');
    let method = words.next().unwrap_or_default().to_owned();
    let target = words.next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut request = Request {
        method,
        path: path.to_owned(),
        query: query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        headers: BTreeMap::new(),
        body: Vec::new(),
    };
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        let (name, value) = header.split_once(':').unwrap_or_default();
        request.headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = request.headers.get("content-length").and_then(|text| text.parse().ok());
    request.body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut request.body)?;
    Ok(request)
}
