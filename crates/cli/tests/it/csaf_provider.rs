//! A CSAF trusted provider, point by point: the requirements that the field's checker of providers tests (CSAF 2.0
//! §7.1, its numbers), over HTTPS on this machine, as the program serves it and as another web server serves what
//! `candor advisory export` wrote. Each requirement is one function, and each is shown to fail on a tree in which
//! just that is broken.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use sha2::{Digest as _, Sha256, Sha512};

use crate::browser::{Served, example, report, serve_with};
use crate::gpg::Gpg;

/// The site that publishes; every name of it leads to this machine.
const SITE: &str = "https://security.example.org";
const HOST: &str = "security.example.org";
const PROGRAM: &str = "sigtech";
const NOW: &str = "2026-11-02T09:00:00Z";

/// What a requirement's function found: that it holds, that it asks for nothing here, or what breaks it.
enum Found {
    Holds,
    NotHere(&'static str),
}
type Verdict = Result<Found, String>;

/// An answer to a request.
#[derive(Clone, Debug)]
struct Answer {
    status: u16,
    body: Vec<u8>,
}

/// A tree as somebody finds it who comes by HTTPS, without an account.
struct Tree<'t> {
    fetch: &'t dyn Fn(&str) -> Answer,
    /// What is broken on purpose.
    damage: Damage,
    /// Whether `security.txt` belongs to it.
    has_security_txt: bool,
}

type Damage = fn(&str, &mut Answer);

fn sound(_: &str, _: &mut Answer) {}

impl Tree<'_> {
    fn get(&self, url: &str) -> Answer {
        let mut answer = (self.fetch)(url);
        (self.damage)(url, &mut answer);
        answer
    }

    fn bytes(&self, url: &str) -> Result<Vec<u8>, String> {
        let answer = self.get(url);
        if answer.status == 200 {
            Ok(answer.body)
        } else {
            Err(format!("{url}: {}", answer.status))
        }
    }

    fn text(&self, url: &str) -> Result<String, String> {
        String::from_utf8(self.bytes(url)?).map_err(|_| format!("{url} is not UTF-8"))
    }

    fn json(&self, url: &str) -> Result<Value, String> {
        serde_json::from_slice(&self.bytes(url)?).map_err(|error| format!("{url}: {error}"))
    }

    fn metadata(&self) -> Result<Value, String> {
        self.json(&format!("{SITE}/.well-known/csaf/provider-metadata.json"))
    }

    /// The addresses of every document, from the feeds.
    fn documents(&self) -> Result<Vec<String>, String> {
        let mut documents = Vec::new();
        for feed in feeds(&self.metadata()?) {
            for entry in list(&self.json(&string(&feed["url"]))?["feed"]["entry"]) {
                documents.push(string(&entry["content"]["src"]));
            }
        }
        ensure(!documents.is_empty(), || "no document is in any feed".to_owned())?;
        Ok(documents)
    }

    /// The addresses of the folders by label.
    fn directories(&self) -> Result<Vec<String>, String> {
        let metadata = self.metadata()?;
        let all = list(&metadata["distributions"]);
        Ok(all.iter().filter_map(|d| d["directory_url"].as_str().map(str::to_owned)).collect())
    }

    /// The addresses of every document that lies below a folder.
    fn within(&self, directory: &str) -> Result<BTreeSet<String>, String> {
        let all = self.documents()?;
        Ok(all.iter().filter_map(|url| url.strip_prefix(directory).map(str::to_owned)).collect())
    }
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn feeds(metadata: &Value) -> Vec<Value> {
    list(&metadata["distributions"]).iter().flat_map(|d| list(&d["rolie"]["feeds"])).collect()
}

fn ensure(holds: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}

/// 1: every document is a valid CSAF document. Schema and tests run in `checks/advisory.sh`; here an importer that
/// reads others' documents understands all of it.
fn valid_document(tree: &Tree<'_>) -> Verdict {
    for url in tree.documents()? {
        let document = tree.json(&url)?;
        ensure(document["document"]["csaf_version"] == "2.0", || format!("{url}: no CSAF 2.0"))?;
        let imported =
            advisory::read::read(&tree.bytes(&url)?).map_err(|e| format!("{url}: {e}"))?;
        ensure(imported.records.len() == 1, || {
            format!("{url}: {} records", imported.records.len())
        })?;
    }
    Ok(Found::Holds)
}

/// 2: the file is named after the identifier (§5.1).
fn file_name(tree: &Tree<'_>) -> Verdict {
    for url in tree.documents()? {
        let id = string(&tree.json(&url)?["document"]["tracking"]["id"]).to_lowercase();
        let mut name = String::new();
        for c in id.chars() {
            let kept = c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '+' | '-');
            if kept {
                name.push(c);
            } else if !name.ends_with('_') {
                name.push('_');
            }
        }
        ensure(url.ends_with(&format!("/{name}.json")), || format!("{url} holds {id}"))?;
    }
    Ok(Found::Holds)
}

/// 3: TLS only. Every address that is named is an https one.
fn tls(tree: &Tree<'_>) -> Verdict {
    fn walk(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) if text.contains("://") => found.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
            Value::Object(items) => items.values().for_each(|item| walk(item, found)),
            _ => {}
        }
    }
    let metadata = tree.metadata()?;
    let mut urls = Vec::new();
    walk(&metadata, &mut urls);
    for feed in feeds(&metadata) {
        walk(&tree.json(&string(&feed["url"]))?, &mut urls);
    }
    match urls.iter().find(|url| !url.starts_with("https://")) {
        Some(url) => Err(format!("{url} is not https")),
        None => Ok(Found::Holds),
    }
}

/// 4: TLP:WHITE is free for everybody.
fn free_access(tree: &Tree<'_>) -> Verdict {
    for url in tree.documents()? {
        let status = tree.get(&url).status;
        ensure(!matches!(status, 401 | 403), || format!("{url}: {status}"))?;
    }
    Ok(Found::Holds)
}

/// 5: nothing that is marked TLP:AMBER or TLP:RED lies open.
fn closed_labels(tree: &Tree<'_>) -> Verdict {
    for feed in feeds(&tree.metadata()?) {
        let label = string(&feed["tlp_label"]);
        ensure(matches!(label.as_str(), "WHITE" | "GREEN"), || format!("a feed of TLP:{label}"))?;
    }
    for url in tree.documents()? {
        let label = string(&tree.json(&url)?["document"]["distribution"]["tlp"]["label"]);
        ensure(matches!(label.as_str(), "WHITE" | "GREEN"), || format!("{url}: TLP:{label}"))?;
    }
    Ok(Found::Holds)
}

/// 6: no redirects.
fn no_redirects(tree: &Tree<'_>) -> Verdict {
    let mut urls = tree.documents()?;
    urls.extend(feeds(&tree.metadata()?).iter().map(|feed| string(&feed["url"])));
    urls.extend(tree.directories()?);
    for url in urls {
        let status = tree.get(&url).status;
        ensure(!(300..400).contains(&status), || format!("{url}: {status}"))?;
    }
    Ok(Found::Holds)
}

/// 7: the metadata is whole.
fn metadata(tree: &Tree<'_>) -> Verdict {
    let metadata = tree.metadata()?;
    ensure(metadata["role"] == "csaf_trusted_provider", || format!("role: {}", metadata["role"]))?;
    ensure(metadata["metadata_version"] == "2.0", || "metadata_version".to_owned())?;
    let canonical = string(&metadata["canonical_url"]);
    ensure(canonical.ends_with("/provider-metadata.json"), || canonical.clone())?;
    let at_place = tree.json(&canonical)?;
    ensure(at_place == metadata, || format!("{canonical} says something else"))?;
    for field in ["category", "name", "namespace"] {
        ensure(!string(&metadata["publisher"][field]).is_empty(), || format!("publisher.{field}"))?;
    }
    for field in ["list_on_CSAF_aggregators", "mirror_on_CSAF_aggregators"] {
        ensure(metadata[field].is_boolean(), || field.to_owned())?;
    }
    let updated = string(&metadata["last_updated"]);
    ensure(updated.parse::<clock::Instant>().is_ok(), || format!("last_updated: {updated}"))?;
    Ok(Found::Holds)
}

/// 8: `security.txt` leads to the metadata.
fn security_txt(tree: &Tree<'_>) -> Verdict {
    if !tree.has_security_txt {
        return Ok(Found::NotHere("security.txt is the site's own; 9 holds"));
    }
    let text = tree.text(&format!("{SITE}/.well-known/security.txt"))?;
    let line = format!("CSAF: {}", string(&tree.metadata()?["canonical_url"]));
    ensure(text.lines().any(|found| found == line), || format!("no line {line}"))?;
    Ok(Found::Holds)
}

/// 9: the metadata lies at the well-known place.
fn well_known(tree: &Tree<'_>) -> Verdict {
    tree.metadata().map(|_| Found::Holds)
}

/// 10: or the DNS path leads to it.
fn dns(_: &Tree<'_>) -> Verdict {
    Ok(Found::NotHere("a name of the operator's own domain; 8 or 9 is enough"))
}

/// 11: documents lie in folders by the year in which they first came out.
fn year_folders(tree: &Tree<'_>) -> Verdict {
    for url in tree.documents()? {
        let released = string(&tree.json(&url)?["document"]["tracking"]["initial_release_date"]);
        let year = released.split('-').next().unwrap_or_default();
        let folder = url.rsplit('/').nth(1).unwrap_or_default();
        ensure(folder == year && year.len() == 4, || format!("{url}: released {released}"))?;
    }
    Ok(Found::Holds)
}

/// 12: `index.txt` names every file.
fn index(tree: &Tree<'_>) -> Verdict {
    for directory in tree.directories()? {
        let text = tree.text(&format!("{directory}index.txt"))?;
        let named: BTreeSet<String> = text.lines().map(str::to_owned).collect();
        ensure(named == tree.within(&directory)?, || format!("{directory}index.txt: {named:?}"))?;
    }
    Ok(Found::Holds)
}

/// 13: `changes.csv` names every file with its last change, the latest first, in quotes.
fn changes(tree: &Tree<'_>) -> Verdict {
    for directory in tree.directories()? {
        let text = tree.text(&format!("{directory}changes.csv"))?;
        let mut named = BTreeMap::new();
        let mut last = None;
        for line in text.lines() {
            let parts = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let (file, at) = parts
                .and_then(|parts| parts.split_once("\",\""))
                .ok_or_else(|| format!("{directory}changes.csv: {line}"))?;
            let at: clock::Instant = at.parse().map_err(|_| format!("no moment: {line}"))?;
            ensure(last.is_none_or(|last| at <= last), || format!("not sorted: {line}"))?;
            last = Some(at);
            let document = tree.json(&format!("{directory}{file}"))?;
            let changed = string(&document["document"]["tracking"]["current_release_date"]);
            ensure(changed.parse() == Ok(at), || format!("{file} changed at {changed}, not {at}"))?;
            named.insert(file.to_owned(), at);
        }
        let files: BTreeSet<String> = named.into_keys().collect();
        ensure(files == tree.within(&directory)?, || format!("{directory}changes.csv: {files:?}"))?;
    }
    Ok(Found::Holds)
}

/// 14: folders can be listed, down to every document.
fn listings(tree: &Tree<'_>) -> Verdict {
    for directory in tree.directories()? {
        tree.text(&directory)?;
        for file in tree.within(&directory)? {
            let (year, name) = file.split_once('/').ok_or_else(|| format!("{file} in no year"))?;
            let link = |page: &str, to: &str| page.contains(&format!("href=\"{to}\""));
            let top = tree.text(&directory)?;
            ensure(link(&top, &format!("{year}/")), || {
                format!("{directory} does not show {year}")
            })?;
            let page = tree.text(&format!("{directory}{year}/"))?;
            ensure(link(&page, name), || format!("{directory}{year}/ does not show {name}"))?;
        }
    }
    Ok(Found::Holds)
}

/// 15: a ROLIE feed for each label, with everything that an entry needs.
fn rolie(tree: &Tree<'_>) -> Verdict {
    let metadata = tree.metadata()?;
    let labels: Vec<String> = feeds(&metadata).iter().map(|f| string(&f["tlp_label"])).collect();
    ensure(labels.contains(&"WHITE".to_owned()), || format!("feeds of {labels:?}"))?;
    for feed in feeds(&metadata) {
        let url = string(&feed["url"]);
        let feed = tree.json(&url)?["feed"].clone();
        let category = &feed["category"][0];
        let scheme = "urn:ietf:params:rolie:category:information-type";
        ensure(category["scheme"] == scheme && category["term"] == "csaf", || {
            format!("{url}: category")
        })?;
        let own = list(&feed["link"]);
        ensure(own.iter().any(|l| l["rel"] == "self" && l["href"] == url.as_str()), || {
            format!("{url}: self")
        })?;
        for entry in list(&feed["entry"]) {
            let id = string(&entry["id"]);
            for field in ["id", "title", "published", "updated"] {
                ensure(!string(&entry[field]).is_empty(), || format!("{url}: {id}: {field}"))?;
            }
            ensure(entry["summary"]["content"].is_string(), || format!("{url}: {id}: summary"))?;
            ensure(entry["content"]["type"] == "application/json", || {
                format!("{url}: {id}: type")
            })?;
            ensure(entry["format"]["version"] == "2.0", || format!("{url}: {id}: format"))?;
            let links: BTreeSet<String> =
                list(&entry["link"]).iter().map(|link| string(&link["rel"])).collect();
            for kind in ["self", "hash", "signature"] {
                ensure(links.contains(kind), || format!("{url}: {id}: no link {kind}"))?;
            }
            for link in list(&entry["link"]) {
                tree.bytes(&string(&link["href"]))?;
            }
        }
    }
    Ok(Found::Holds)
}

/// 16: the service document names every feed.
fn service(tree: &Tree<'_>) -> Verdict {
    let metadata = tree.metadata()?;
    let services: Vec<Value> = list(&metadata["distributions"])
        .iter()
        .flat_map(|d| list(&d["rolie"]["services"]))
        .collect();
    let mut named = BTreeSet::new();
    for service in services {
        let document = tree.json(&string(&service))?;
        for workspace in list(&document["service"]["workspace"]) {
            named.extend(list(&workspace["collection"]).iter().map(|c| string(&c["href"])));
        }
    }
    let asked: BTreeSet<String> = feeds(&metadata).iter().map(|f| string(&f["url"])).collect();
    ensure(asked == named, || format!("{named:?} in place of {asked:?}"))?;
    Ok(Found::Holds)
}

/// 17: a category document, for whoever uses further categories.
fn categories(_: &Tree<'_>) -> Verdict {
    Ok(Found::NotHere("optional, for categories beyond the one that every feed has"))
}

/// 18: hashes beside every document.
fn hashes(tree: &Tree<'_>) -> Verdict {
    for url in tree.documents()? {
        let bytes = tree.bytes(&url)?;
        let name = url.rsplit('/').next().unwrap_or_default();
        let hex = |digest: &[u8]| digest.iter().map(|b| format!("{b:02x}")).collect::<String>();
        for (end, digest) in
            [("sha256", hex(&Sha256::digest(&bytes))), ("sha512", hex(&Sha512::digest(&bytes)))]
        {
            let line = tree.text(&format!("{url}.{end}"))?;
            ensure(line == format!("{digest}  {name}\n"), || format!("{url}.{end}: {line}"))?;
        }
    }
    Ok(Found::Holds)
}

/// 19: every document is signed, and `gpg` says so with the published key.
fn signatures(tree: &Tree<'_>) -> Verdict {
    let home = Gpg::new().ok_or("gpg is not installed")?;
    let metadata = tree.metadata()?;
    for key in list(&metadata["public_openpgp_keys"]) {
        home.write("key.asc", &tree.bytes(&string(&key["url"]))?);
        let read = home.run(&["--import", "key.asc"]);
        ensure(read.status.success(), || String::from_utf8_lossy(&read.stderr).into_owned())?;
    }
    for url in tree.documents()? {
        home.write("document.json", &tree.bytes(&url)?);
        home.write("document.json.asc", &tree.bytes(&format!("{url}.asc"))?);
        let said = home.run(&["--verify", "document.json.asc", "document.json"]);
        ensure(said.status.success(), || {
            format!("{url}.asc: {}", String::from_utf8_lossy(&said.stderr))
        })?;
    }
    Ok(Found::Holds)
}

/// 20: the key is there, and is the one that the metadata names.
fn public_key(tree: &Tree<'_>) -> Verdict {
    let home = Gpg::new().ok_or("gpg is not installed")?;
    let keys = list(&tree.metadata()?["public_openpgp_keys"]);
    ensure(!keys.is_empty(), || "no key is named".to_owned())?;
    for key in keys {
        home.write("key.asc", &tree.bytes(&string(&key["url"]))?);
        let shown = home.run(&["--show-keys", "--with-colons", "key.asc"]);
        let shown = String::from_utf8_lossy(&shown.stdout).to_lowercase();
        let named = string(&key["fingerprint"]).to_lowercase();
        ensure(shown.contains(&format!("fpr:::::::::{named}:")), || format!("{named} in {shown}"))?;
    }
    Ok(Found::Holds)
}

type Check = fn(&Tree<'_>) -> Verdict;

/// The list, in the checker's numbers: 1–20 are a trusted provider's, 21–23 those of listers and aggregators.
const REQUIREMENTS: [(u8, &str, Check); 20] = [
    (1, "valid CSAF documents", valid_document),
    (2, "file names", file_name),
    (3, "TLS", tls),
    (4, "TLP:WHITE is free", free_access),
    (5, "TLP:AMBER and TLP:RED are closed", closed_labels),
    (6, "no redirects", no_redirects),
    (7, "provider-metadata.json", metadata),
    (8, "security.txt", security_txt),
    (9, "well-known address", well_known),
    (10, "DNS path", dns),
    (11, "a folder for each year", year_folders),
    (12, "index.txt", index),
    (13, "changes.csv", changes),
    (14, "listings of folders", listings),
    (15, "ROLIE feeds", rolie),
    (16, "ROLIE service document", service),
    (17, "ROLIE category document", categories),
    (18, "hashes", hashes),
    (19, "signatures", signatures),
    (20, "public key", public_key),
];

fn is_document(url: &str) -> bool {
    url.contains("/csaf/white/") && url.ends_with(".json")
}

fn is_metadata(url: &str) -> bool {
    url.ends_with("/provider-metadata.json")
}

fn is_feed(url: &str) -> bool {
    url.ends_with("/feed-tlp-white.json")
}

fn swap(answer: &mut Answer, from: &str, to: &str) {
    answer.body = String::from_utf8_lossy(&answer.body).replace(from, to).into_bytes();
}

/// For every requirement that asks for something: a way to break it.
const DAMAGES: [(u8, Damage); 18] = [
    (1, |url, a| {
        if is_document(url) {
            swap(a, "\"csaf_version\"", "\"version\"");
        }
    }),
    (2, |url, a| {
        if is_document(url) {
            swap(a, "x_SIGTECH-2026-0001", "x_SIGTECH-2026-0002");
        }
    }),
    (3, |url, a| {
        if is_feed(url) {
            swap(a, "https://", "http://");
        }
    }),
    (4, |url, a| {
        if is_document(url) {
            a.status = 403;
        }
    }),
    (5, |url, a| {
        if is_document(url) {
            swap(a, "\"WHITE\"", "\"AMBER\"");
        }
    }),
    (6, |url, a| {
        if is_document(url) {
            a.status = 302;
        }
    }),
    (7, |url, a| {
        if is_metadata(url) {
            swap(a, "\"csaf_trusted_provider\"", "\"csaf_publisher\"");
        }
    }),
    (8, |url, a| {
        if url.ends_with("security.txt") {
            swap(a, "CSAF: ", "CSAF-was: ");
        }
    }),
    (9, |url, a| {
        if url.contains("/.well-known/csaf/") {
            a.status = 404;
        }
    }),
    (11, |url, a| {
        if is_document(url) {
            swap(a, "\"initial_release_date\":\"2026", "\"initial_release_date\":\"2025");
            swap(a, "\"initial_release_date\": \"2026", "\"initial_release_date\": \"2025");
        }
    }),
    (12, |url, a| {
        if url.ends_with("white/index.txt") {
            a.body.clear();
        }
    }),
    (13, |url, a| {
        if url.ends_with("white/changes.csv") {
            swap(a, "\"", "");
        }
    }),
    (14, |url, a| {
        if url.ends_with("/2026/") {
            swap(a, "href", "title");
        }
    }),
    (15, |url, a| {
        if is_feed(url) {
            swap(a, "\"signature\"", "\"alternate\"");
        }
    }),
    (16, |url, a| {
        if url.ends_with("/service.json") {
            swap(a, "feed-tlp-white", "feed-tlp-grey");
        }
    }),
    (18, |url, a| {
        if url.ends_with(".sha512") {
            swap(a, "  ", " ");
        }
    }),
    (19, |url, a| {
        if is_document(url) {
            a.body.push(b'\n');
        }
    }),
    (20, |url, a| {
        if is_metadata(url) {
            let (zeros, mut body) = ("0".repeat(40), String::from_utf8_lossy(&a.body).into_owned());
            if let Some((_, rest)) = body.split_once("\"fingerprint\"") {
                let named = rest.split('"').nth(1).unwrap_or_default().to_owned();
                body = body.replacen(&named, &zeros, 1);
            }
            a.body = body.into_bytes();
        }
    }),
];

/// Runs the list, prints it, and breaks each requirement in turn.
fn judge(name: &str, fetch: &dyn Fn(&str) -> Answer, has_security_txt: bool) {
    let tree = |damage| Tree { fetch, damage, has_security_txt };
    let mut broken = Vec::new();
    for (number, what, check) in REQUIREMENTS {
        let verdict = match check(&tree(sound)) {
            Ok(Found::Holds) => "holds".to_owned(),
            Ok(Found::NotHere(why)) => format!("asks for nothing here: {why}"),
            Err(why) => {
                broken.push(number);
                format!("BROKEN: {why}")
            }
        };
        println!("{name}: requirement {number:2}, {what}: {verdict}");
    }
    assert!(broken.is_empty(), "{name}: {broken:?}");
    for (number, damage) in DAMAGES {
        if number == 8 && !has_security_txt {
            continue;
        }
        let (_, what, check) = REQUIREMENTS[usize::from(number) - 1];
        let verdict = check(&tree(damage));
        assert!(verdict.is_err(), "{name}: {number}, {what}: a damaged tree passes");
    }
}

/// A key and a certificate for the site; nothing without `gpg`, `openssl` or `python3`.
fn prepared(folder: &Path) -> Option<()> {
    let missing = |what: &str| println!("skipped: {what} is not installed");
    let gpg = Gpg::new().or_else(|| {
        missing("gpg");
        None
    })?;
    let at = "20261101T000000";
    let made =
        ["--faked-system-time", at, "--quick-generate-key", "security", "ed25519", "sign", "2y"];
    assert!(gpg.run(&made).status.success());
    let key = gpg.run(&["--armor", "--export-secret-keys", "security"]).stdout;
    std::fs::write(folder.join("openpgp.asc"), key).unwrap();
    let request = format!(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN={HOST} -addext subjectAltName=DNS:{HOST} -keyout site.key -out site.pem"
    );
    let mut openssl = Command::new("openssl");
    openssl.current_dir(folder).args(request.split(' ')).stderr(Stdio::null());
    let made = openssl.status().inspect_err(|_| missing("openssl")).ok()?;
    assert!(made.success());
    Command::new("python3").arg("--version").output().inspect_err(|_| missing("python3")).ok()?;
    Some(())
}

/// Any file of an exported tree can be held against the OpenPGP key of the folder and the key of the log.
fn a_file_of_the_tree_is_what_was_signed_and_logged(served: &Served, tree: &Path) {
    let said = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let words = served.program.browser().get(&format!("/p/{PROGRAM}/ledger")).unwrap().words();
    let mut words = words.split_whitespace().map(|word| word.trim_matches('\''));
    let log_key =
        words.find(|word| word.contains("/log/") && word.contains('+')).unwrap().to_owned();
    let program = tree.join("p").join(PROGRAM);
    let first = |folder: &Path, end: &str| {
        let mut files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let found = files.find(|path| path.to_string_lossy().ends_with(end));
        found.unwrap_or_else(|| panic!("{end} in {}", folder.display()))
    };
    let certificate = first(&program.join("csaf/openpgp"), ".asc");
    let verify = |file: &Path, certificate: &Path| {
        let mut command = served.start.command(&["advisory", "verify", "--log-key", &log_key]);
        command.arg(file).arg("--openpgp-key").arg(certificate).output().unwrap()
    };
    let file = first(&program.join("csaf/white/2026"), ".json");
    let sound = verify(&file, &certificate);
    assert!(sound.status.success(), "{}", said(&sound));
    for part in [".asc is made with this key", "the log names this file: edition 1"] {
        assert!(said(&sound).contains(part), "{part}: {}", said(&sound));
    }
    let other = tree.join("other.asc");
    let certificate_of_another = Gpg::new().unwrap();
    let made = ["--quick-generate-key", "another", "ed25519", "sign", "2y"];
    assert!(certificate_of_another.run(&made).status.success());
    let exported = certificate_of_another.run(&["--armor", "--export", "another"]).stdout;
    std::fs::write(&other, exported).unwrap();
    let refused = verify(&file, &other);
    assert!(!refused.status.success(), "another key: {}", said(&refused));
    assert!(said(&refused).contains("NOT a signature of the file"), "{}", said(&refused));
    std::fs::remove_file(other).unwrap();

    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, [bytes.as_slice(), b"\n"].concat()).unwrap();
    let changed = verify(&file, &certificate);
    assert!(!changed.status.success());
    for part in ["NOT a signature of the file", "does NOT show that the log names", "NOT the hash"]
    {
        assert!(said(&changed).contains(part), "{part}: {}", said(&changed));
    }
    std::fs::write(&file, bytes).unwrap();
}

/// Asks a server on this machine that answers for the site, by HTTPS with its certificate.
fn ask(folder: &Path, address: SocketAddr, url: &str) -> Answer {
    let none = Answer { status: 0, body: Vec::new() };
    let Some(path) = url.strip_prefix(SITE) else { return none };
    let mut client = Command::new("openssl")
        .current_dir(folder)
        .args(["s_client", "-quiet", "-verify_return_error", "-CAfile", "site.pem"])
        .args(["-servername", HOST, "-verify_hostname", HOST, "-connect", &address.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let request = format!("GET {path} HTTP/1.0\r\nHost: {HOST}\r\nConnection: close\r\n\r\n");
    let mut input = client.stdin.take().unwrap();
    let _ = input.write_all(request.as_bytes());
    let said = client.wait_with_output().unwrap().stdout;
    drop(input);
    let Some(end) = said.windows(4).position(|part| part == b"\r\n\r\n") else { return none };
    let head = String::from_utf8_lossy(&said[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    Answer { status, body: said[end + 4..].to_vec() }
}

/// Each address is asked for once: what a tree says does not change while it is judged.
fn remembering(folder: &Path, address: SocketAddr) -> impl Fn(&str) -> Answer + use<'_> {
    let known = std::cell::RefCell::new(BTreeMap::<String, Answer>::new());
    move |url: &str| {
        if let Some(answer) = known.borrow().get(url) {
            return answer.clone();
        }
        let answer = ask(folder, address, url);
        known.borrow_mut().insert(url.to_owned(), answer.clone());
        answer
    }
}

/// Another web server, with no idea of what it serves; it ends with the test.
struct FileServer(Child, SocketAddr);

impl Drop for FileServer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const FILE_SERVER: &str = r"
import functools, http.server, ssl, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(('127.0.0.1', int(sys.argv[2])), handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain('site.pem', 'site.key')
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
";

fn serve_files(folder: &Path, tree: &Path) -> FileServer {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut python = Command::new("python3");
    python.current_dir(folder).args(["-c", FILE_SERVER]).arg(tree).arg(address.port().to_string());
    let server = FileServer(python.stderr(Stdio::null()).spawn().unwrap(), address);
    let begun = Instant::now();
    while std::net::TcpStream::connect(address).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(20), "python3 does not listen");
        std::thread::sleep(Duration::from_millis(50));
    }
    server
}

#[test]
fn a_trusted_provider_meets_every_requirement_served_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    if prepared(folder.path()).is_none() {
        return;
    }
    let place = folder.path().to_owned();
    let key = place.join("openpgp.asc").display().to_string();
    let environment = [("CANDOR_PUBLIC_URL", SITE), ("CANDOR_OPENPGP_KEY_FILE", key.as_str())];
    let mut served = serve_with(&example(PROGRAM), NOW, folder, &environment);
    report(&mut served.program.browser(), PROGRAM, &[]);
    let handle = served.handle();
    served.act(PROGRAM, &handle, "validate", &[]);
    served.act(PROGRAM, &handle, "accept", &[]);
    let editor = format!("/desk/p/{PROGRAM}/cases/{handle}/advisory");
    let page = served.desk.get(&editor).unwrap();
    let (csrf, seq) = (page.hidden("csrf").unwrap(), page.hidden("expected_seq").unwrap());
    let draft = [
        ("csrf", csrf.as_str()),
        ("expected_seq", seq.as_str()),
        ("title", "Files can be read"),
        ("summary", "Anyone can read every file. Update to 2026.3."),
        ("product-1-fixed", "2026.3"),
        ("product-1-affected", ""),
        ("cvss", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"),
        ("weaknesses", "CWE-22"),
        ("act", "publish"),
        ("confirm", "publish"),
    ];
    let published = served.desk.post(&editor, &draft).unwrap();
    assert_eq!(published.status, 303, "{}", published.words());
    let tree = place.join("tree");
    let mut export = served.start.command(&["advisory", "export"]);
    let written = export.arg(&tree).output().unwrap();
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    a_file_of_the_tree_is_what_was_signed_and_logged(&served, &tree);
    served.program.stop().unwrap();

    let file = |name: &str| place.join(name).display().to_string();
    served.start.environment.push(("CANDOR_TLS_CERT".into(), file("site.pem")));
    served.start.environment.push(("CANDOR_TLS_KEY".into(), file("site.key")));
    let program = served.start.run().unwrap();
    judge("served", &remembering(&place, program.address), true);
    program.stop().unwrap();
    let server = serve_files(&place, &tree);
    judge("exported", &remembering(&place, server.1), false);
}
