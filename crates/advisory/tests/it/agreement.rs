//! The formats agree: random advisories are rendered into every format, read back by small readers that
//! share no code with the writers, and the common facts are compared.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use advisory::cvss::Version;
use advisory::format::{atom, page::Page};
use advisory::model::{Standing, Status, UpTo};
use advisory::{Advisory, Format, render};
use serde_json::Value;

use crate::strategy::{place, samples};

/// The same advisories in every test.
pub(crate) static SAMPLES: LazyLock<Vec<Advisory>> = LazyLock::new(|| samples(200));

/// What formats have in common. A reader leaves `None` what its format does not carry.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
struct Facts {
    ids: Option<BTreeSet<String>>,
    title: Option<String>,
    /// Affected stretches and versions, as "product [from, to)".
    affected: Option<BTreeSet<String>>,
    fixed: Option<BTreeSet<String>>,
    cvss: Option<BTreeSet<String>>,
    cwe: Option<BTreeSet<String>>,
    credits: Option<BTreeSet<String>>,
    references: Option<BTreeSet<String>>,
    published: Option<String>,
    modified: Option<String>,
}

/// One affected stretch in the notation of the comparison.
fn stretch(from: Option<&str>, end: &str) -> String {
    format!("[{}, {end}", from.filter(|v| *v != "0").unwrap_or("*"))
}

/// What the record says, whatever the format.
fn truth(advisory: &Advisory) -> Facts {
    let affected = || advisory.affected.iter().filter(|a| a.standing == Standing::Affected);
    let mut stretches = BTreeSet::new();
    for product in affected() {
        for (_, interval) in product.stretches() {
            let end = match interval.to {
                UpTo::Open => "∞)".to_owned(),
                UpTo::Before(v) | UpTo::Limit(v) => format!("{v})"),
                UpTo::Through(v) => format!("{v}]"),
            };
            stretches.insert(stretch(interval.from, &end));
        }
        stretches.extend(product.versions.iter().map(|v| format!("= {v}")));
    }
    let mut ids: BTreeSet<String> = advisory.aliases.iter().map(ToString::to_string).collect();
    ids.insert(advisory.id.to_string());
    Facts {
        ids: Some(ids),
        title: Some(advisory.title.clone()),
        affected: Some(stretches),
        fixed: Some(affected().flat_map(|a| a.fixed_versions()).map(str::to_owned).collect()),
        cvss: Some(advisory.severity.vectors.iter().map(ToString::to_string).collect()),
        cwe: Some(advisory.weaknesses.iter().map(ToString::to_string).collect()),
        credits: Some(
            advisory
                .credits
                .iter()
                .filter(|c| c.consent.allows())
                .map(|c| c.name.as_str().to_owned())
                .collect(),
        ),
        references: Some(advisory.references.iter().map(|r| r.url.clone()).collect()),
        published: advisory.published().map(|at| at.to_string()),
        modified: advisory.modified().map(|at| at.to_string()),
    }
}

fn texts(value: &Value, pointer: &str) -> BTreeSet<String> {
    items(value, pointer).iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
}

fn items(value: &Value, pointer: &str) -> Vec<Value> {
    value.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default()
}

fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Everything but the address of the advisory's own page and file.
fn others(urls: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    urls.into_iter().filter(|url| url.starts_with("https://read.example/")).collect()
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// `vers:x/>=1|<2` as a stretch.
fn of_vers(vers: &str) -> String {
    let constraints = vers.split_once('/').unwrap().1;
    let (mut from, mut end) = (None, "∞)".to_owned());
    for part in constraints.split('|').filter(|part| *part != "*") {
        if let Some(version) = part.strip_prefix(">=") {
            from = Some(unescaped(version));
        } else if let Some(version) = part.strip_prefix("<=") {
            end = format!("{}]", unescaped(version));
        } else {
            end = format!("{})", unescaped(part.strip_prefix('<').unwrap()));
        }
    }
    stretch(from.as_deref(), &end)
}

fn csaf(body: &str) -> Facts {
    let root: Value = serde_json::from_str(body).unwrap();
    let mut leaves = Vec::new();
    let mut open = items(&root, "/product_tree/branches");
    while let Some(branch) = open.pop() {
        open.extend(items(&branch, "/branches"));
        let id = text(&branch, "/product/product_id");
        if !id.is_empty() {
            leaves.push((id, text(&branch, "/category"), text(&branch, "/name")));
        }
    }
    let group = |name: &str| texts(&root, &format!("/vulnerabilities/0/product_status/{name}"));
    let (known, fixed) = (group("known_affected"), group("fixed"));
    let vulnerability = root.pointer("/vulnerabilities/0").cloned().unwrap_or_default();
    let mut ids = BTreeSet::from([text(&root, "/document/tracking/id")]);
    ids.extend(Some(text(&vulnerability, "/cve")).filter(|id| !id.is_empty()));
    ids.extend(items(&vulnerability, "/ids").iter().map(|id| text(id, "/text")));
    let mut cvss = BTreeSet::new();
    for score in items(&vulnerability, "/scores").iter().chain(&items(&vulnerability, "/metrics")) {
        for at in
            ["/cvss_v2", "/cvss_v3", "/content/cvss_v2", "/content/cvss_v3", "/content/cvss_v4"]
        {
            cvss.extend(Some(text(score, &format!("{at}/vectorString"))).filter(|v| !v.is_empty()));
        }
    }
    let mut cwe: BTreeSet<String> =
        items(&vulnerability, "/cwes").iter().map(|c| text(c, "/id")).collect();
    cwe.extend(Some(text(&vulnerability, "/cwe/id")).filter(|id| !id.is_empty()));
    for note in items(&vulnerability, "/notes") {
        let words = text(&note, "/text");
        match text(&note, "/title").as_str() {
            "CVSS 4.0" => cvss.extend(words.split(' ').next().map(str::to_owned)),
            "Weaknesses" => {
                cwe.extend(words.lines().map(|l| l.split(' ').next().unwrap().to_owned()));
            }
            _ => {}
        }
    }
    let mut credits = BTreeSet::new();
    for credit in items(&vulnerability, "/acknowledgments") {
        let names = texts(&credit, "/names");
        let organization = text(&credit, "/organization");
        credits.extend(if names.is_empty() { BTreeSet::from([organization]) } else { names });
    }
    Facts {
        ids: Some(ids),
        title: Some(text(&root, "/document/title").replace("Withdrawn: ", "")),
        affected: Some(
            leaves
                .iter()
                .filter(|(id, category, _)| known.contains(id) && category != "product_name")
                .map(|(_, category, name)| {
                    if category == "product_version" { format!("= {name}") } else { of_vers(name) }
                })
                .collect(),
        ),
        fixed: Some(leaves.iter().filter(|l| fixed.contains(&l.0)).map(|l| l.2.clone()).collect()),
        cvss: (!known.is_empty()).then_some(cvss),
        cwe: Some(cwe),
        credits: Some(credits),
        references: Some(others(
            items(&root, "/document/references").iter().map(|r| text(r, "/url")),
        )),
        published: Some(text(&root, "/document/tracking/initial_release_date")),
        modified: Some(text(&root, "/document/tracking/current_release_date")),
    }
}

fn osv(body: &str) -> Facts {
    let root: Value = serde_json::from_str(body).unwrap();
    let (mut affected, mut fixed) = (BTreeSet::new(), BTreeSet::new());
    for product in items(&root, "/affected") {
        let mut lists: Vec<Vec<Value>> = items(&product, "/ranges")
            .iter()
            .filter(|range| text(range, "/type") != "GIT")
            .map(|range| items(range, "/events"))
            .collect();
        lists.extend(
            items(&product, "/database_specific/ranges")
                .iter()
                .filter_map(|l| l.as_array().cloned()),
        );
        for events in lists {
            let mut from: Option<String> = None;
            for event in events {
                let (key, version) = event.as_object().unwrap().iter().next().unwrap();
                let version = version.as_str().unwrap();
                let end = match key.as_str() {
                    "introduced" => {
                        from = Some(version.to_owned());
                        continue;
                    }
                    "fixed" => {
                        fixed.insert(version.to_owned());
                        format!("{version})")
                    }
                    _ => format!("{version}]"),
                };
                affected.insert(stretch(from.take().as_deref(), &end));
            }
            if let Some(from) = from {
                affected.insert(stretch(Some(&from), "∞)"));
            }
        }
        affected.extend(texts(&product, "/versions").iter().map(|v| format!("= {v}")));
        fixed.extend(texts(&product, "/database_specific/fixed"));
    }
    let mut ids = texts(&root, "/aliases");
    ids.insert(text(&root, "/id"));
    Facts {
        ids: Some(ids),
        title: Some(text(&root, "/summary")),
        affected: Some(affected),
        fixed: Some(fixed),
        cvss: Some(items(&root, "/severity").iter().map(|s| text(s, "/score")).collect()),
        cwe: Some(texts(&root, "/database_specific/cwe_ids")),
        credits: Some(
            items(&root, "/credits").iter().map(|c| name_of_line(&text(c, "/name"))).collect(),
        ),
        references: Some(others(items(&root, "/references").iter().map(|r| text(r, "/url")))),
        published: Some(text(&root, "/published")),
        modified: Some(text(&root, "/modified")),
    }
}

/// "Ada (Example University)" → "Ada".
fn name_of_line(line: &str) -> String {
    line.replace(" (Example University)", "")
}

fn cve(body: &str) -> Facts {
    let root: Value = serde_json::from_str(body).unwrap();
    let cna = root.pointer("/containers/cna").cloned().unwrap();
    if text(&root, "/cveMetadata/state") == "REJECTED" {
        return Facts {
            published: Some(text(&root, "/cveMetadata/datePublished")),
            modified: Some(text(&root, "/cveMetadata/dateUpdated")),
            ..Facts::default()
        };
    }
    let (mut affected, mut fixed) = (BTreeSet::new(), BTreeSet::new());
    for product in items(&cna, "/affected") {
        // Without versions the default is about all of them.
        if items(&product, "/versions").is_empty() && text(&product, "/defaultStatus") == "affected"
        {
            affected.insert(stretch(None, "∞)"));
        }
    }
    let has_affected =
        |p: &&Value| items(p, "/versions").iter().any(|v| text(v, "/status") == "affected");
    let products = items(&cna, "/affected");
    for version in products.iter().filter(has_affected).flat_map(|p| items(p, "/versions")) {
        let (from, status) = (text(&version, "/version"), text(&version, "/status"));
        let (before, through) = (text(&version, "/lessThan"), text(&version, "/lessThanOrEqual"));
        if text(&version, "/versionType") == "git" {
            continue;
        }
        match (status.as_str(), before.as_str(), through.as_str()) {
            ("affected", "", "") => affected.insert(format!("= {from}")),
            ("affected", "*", _) => affected.insert(stretch(Some(&from), "∞)")),
            ("affected", "", end) => affected.insert(stretch(Some(&from), &format!("{end}]"))),
            ("affected", end, _) => {
                fixed.insert(end.to_owned());
                affected.insert(stretch(Some(&from), &format!("{end})")))
            }
            ("unaffected", "", "") => fixed.insert(from),
            _ => false,
        };
    }
    let mut ids = BTreeSet::from([text(&root, "/cveMetadata/cveId")]);
    ids.insert(text(&cna, "/source/advisory"));
    let vectors = items(&cna, "/metrics");
    let vectors =
        vectors.iter().flat_map(|m| m.as_object().unwrap().values().cloned().collect::<Vec<_>>());
    Facts {
        ids: Some(ids),
        title: Some(text(&cna, "/title")),
        affected: Some(affected),
        fixed: Some(fixed),
        cvss: Some(vectors.map(|v| text(&v, "/vectorString")).filter(|v| !v.is_empty()).collect()),
        cwe: Some(
            items(&cna, "/problemTypes").iter().map(|p| text(p, "/descriptions/0/cweId")).collect(),
        ),
        credits: Some(
            items(&cna, "/credits").iter().map(|c| name_of_line(&text(c, "/value"))).collect(),
        ),
        references: Some(others(items(&cna, "/references").iter().map(|r| text(r, "/url")))),
        published: Some(text(&root, "/cveMetadata/datePublished")),
        modified: Some(text(&root, "/cveMetadata/dateUpdated")),
    }
}

fn at_version(purl: &str) -> Option<String> {
    purl.rsplit_once('@').map(|(_, version)| unescaped(version))
}

fn openvex(body: &str) -> Facts {
    let root: Value = serde_json::from_str(body).unwrap();
    let (mut affected, mut fixed, mut ids) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for statement in items(&root, "/statements") {
        let versions: Vec<String> = items(&statement, "/products")
            .iter()
            .filter_map(|p| at_version(&text(p, "/@id")))
            .collect();
        match text(&statement, "/status").as_str() {
            "affected" => {
                affected.extend(versions.iter().map(|v| format!("= {v}")));
                let notes = text(&statement, "/status_notes");
                let vers = notes.split('(').skip(1).filter(|part| part.starts_with("vers:"));
                affected.extend(vers.map(|part| of_vers(part.split(')').next().unwrap())));
            }
            "fixed" => fixed.extend(versions),
            _ => {}
        }
        ids.insert(text(&statement, "/vulnerability/name"));
        ids.extend(texts(&statement, "/vulnerability/aliases"));
    }
    let published = text(&root, "/timestamp");
    let modified = text(&root, "/last_updated");
    Facts {
        ids: Some(ids),
        title: Some(text(&root, "/statements/0/vulnerability/description")),
        affected: Some(affected),
        fixed: Some(fixed),
        modified: Some(if modified.is_empty() { published.clone() } else { modified }),
        published: Some(published),
        ..Facts::default()
    }
}

fn cyclonedx(body: &str) -> Facts {
    let root: Value = serde_json::from_str(body).unwrap();
    let (mut affected, mut fixed, mut ids) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for vulnerability in items(&root, "/vulnerabilities") {
        let mitigated = text(&vulnerability, "/analysis/state") == "not_affected";
        for version in items(&vulnerability, "/affects").iter().flat_map(|a| items(a, "/versions"))
        {
            let (exact, range) = (text(&version, "/version"), text(&version, "/range"));
            match text(&version, "/status").as_str() {
                "affected" if range.is_empty() => affected.insert(format!("= {exact}")),
                "affected" => affected.insert(of_vers(&range)),
                "unaffected" if !mitigated => fixed.insert(exact),
                _ => false,
            };
        }
        ids.insert(text(&vulnerability, "/id"));
        ids.extend(items(&vulnerability, "/references").iter().map(|r| text(r, "/id")));
    }
    let first = root.pointer("/vulnerabilities/0").cloned().unwrap();
    let cwe = items(&first, "/cwes");
    let mut credits: BTreeSet<String> = items(&first, "/credits/individuals")
        .iter()
        .map(|c| name_of_line(&text(c, "/name")))
        .collect();
    credits.extend(items(&first, "/credits/organizations").iter().map(|c| text(c, "/name")));
    Facts {
        ids: Some(ids),
        title: Some(text(&first, "/description")),
        affected: Some(affected),
        fixed: Some(fixed),
        cvss: Some(
            items(&first, "/ratings")
                .iter()
                .map(|r| text(r, "/vector"))
                .filter(|v| !v.is_empty())
                .collect(),
        ),
        cwe: Some(cwe.iter().map(|n| format!("CWE-{n}")).collect()),
        credits: Some(credits),
        references: Some(others(items(&first, "/advisories").iter().map(|a| text(a, "/url")))),
        published: Some(text(&first, "/published")),
        modified: Some(text(&first, "/updated")),
    }
}

fn ghsa(body: &str) -> Facts {
    let root: Value = serde_json::from_str(body).unwrap();
    let (mut affected, mut fixed) = (BTreeSet::new(), BTreeSet::new());
    for item in items(&root, "/vulnerabilities") {
        let range = text(&item, "/vulnerable_version_range");
        for part in range.split(" || ").filter(|part| !part.is_empty()) {
            if let Some(version) = part.strip_prefix("= ") {
                affected.insert(format!("= {version}"));
                continue;
            }
            let (mut from, mut end) = (None, "∞)".to_owned());
            for constraint in part.split(", ") {
                let (sign, version) = constraint.split_once(' ').unwrap();
                match sign {
                    ">=" => from = Some(version.to_owned()),
                    "<=" => end = format!("{version}]"),
                    _ => end = format!("{version})"),
                }
            }
            affected.insert(stretch(from.as_deref(), &end));
        }
        let patched = text(&item, "/patched_versions");
        fixed.extend(patched.split(", ").filter(|v| !v.is_empty()).map(str::to_owned));
    }
    let description = text(&root, "/description");
    let own = markdown(&format!("# x\n\n{description}"));
    Facts {
        title: Some(text(&root, "/summary")),
        affected: Some(affected),
        fixed: Some(fixed),
        cwe: Some(texts(&root, "/cwe_ids")),
        ..own
    }
}

/// What the lines `- **Name**: value` and the lists of a Markdown file say.
fn markdown(body: &str) -> Facts {
    let unescape = |text: &str| {
        let mut out = String::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            out.push(if c == '\\' { chars.next().unwrap() } else { c });
        }
        out
    };
    lines(body, "- **", "**: ", "# ", "## ", unescape)
}

/// What the lines of a text file say.
fn lines(
    body: &str,
    open: &str,
    close: &str,
    title: &str,
    heading: &str,
    unescape: impl Fn(&str) -> String,
) -> Facts {
    let mut facts = Facts {
        ids: Some(BTreeSet::new()),
        cvss: Some(BTreeSet::new()),
        cwe: Some(BTreeSet::new()),
        credits: Some(BTreeSet::new()),
        references: Some(BTreeSet::new()),
        ..Facts::default()
    };
    let mut section = String::new();
    for line in body.lines() {
        if let Some(name) = line.strip_prefix(heading).filter(|_| !heading.is_empty()) {
            section = name.to_owned();
        } else if let Some(name) = line.strip_prefix(title) {
            facts.title.get_or_insert_with(|| unescape(name));
        }
        if section == "Credits"
            && let Some(item) = line.strip_prefix("- ")
        {
            let name = unescape(item.split(" — ").next().unwrap());
            facts.credits.as_mut().unwrap().insert(name_of_line(&name));
        }
        if section == "References"
            && let Some((_, url)) = line.split_once(": <")
        {
            facts.references.as_mut().unwrap().insert(url.trim_end_matches('>').to_owned());
        }
        if !section.is_empty() && !heading.is_empty() {
            continue;
        }
        let Some((name, value)) = line.strip_prefix(open).and_then(|rest| rest.split_once(close))
        else {
            continue;
        };
        let value = unescape(value);
        match name {
            "Advisory" | "Also known as" => {
                facts.ids.as_mut().unwrap().extend(value.split(", ").map(str::to_owned));
            }
            "Published" => facts.published = Some(value),
            "Changed" => facts.modified = Some(value),
            "Weakness" => {
                facts.cwe.as_mut().unwrap().extend(value.split(": ").next().map(str::to_owned));
            }
            name if name.starts_with("CVSS ") => {
                let vector = value.split('(').nth(1).unwrap().trim_end_matches(')').to_owned();
                facts.cvss.as_mut().unwrap().insert(vector);
            }
            _ => {}
        }
    }
    facts.modified = facts.modified.or_else(|| facts.published.clone());
    facts
}

/// Facts of the first lines of a mail; its lists are wrapped and compared as words below.
fn mail(body: &str) -> Facts {
    let facts = lines(body, "", ": ", "\u{0}", "", str::to_owned);
    Facts { credits: None, references: None, title: None, ..facts }
}

fn assert_agree(number: usize, format: Format, truth: &Facts, read: &Facts) {
    macro_rules! same {
        ($($field:ident),+) => {$(
            if let Some(found) = &read.$field {
                assert_eq!(Some(found), truth.$field.as_ref(), "{number}: {format:?}: {}", stringify!($field));
            }
        )+};
    }
    same!(ids, title, affected, fixed, cvss, cwe, credits, references, published, modified);
}

#[test]
fn case_6_every_format_says_the_same() {
    let mut compared = 0;
    for (number, advisory) in SAMPLES.iter().enumerate() {
        for format in Format::ALL {
            let Ok(rendered) = render(advisory, *format, &place()) else { continue };
            let mut truth = truth(advisory);
            let read = match format {
                Format::Csaf20 => csaf(&rendered.body),
                // A withdrawn document of 2.1 says that it was withdrawn, and nothing else.
                Format::Csaf21Draft if advisory.status == Status::Withdrawn => {
                    let Facts { title, published, modified, .. } = csaf(&rendered.body);
                    Facts { title, published, modified, ..Facts::default() }
                }
                Format::Csaf21Draft => csaf(&rendered.body),
                Format::Osv => {
                    let own = advisory.id.to_string();
                    let ids = truth.ids.as_mut().unwrap();
                    ids.remove(&own);
                    ids.insert(advisory.id.for_osv());
                    osv(&rendered.body)
                }
                Format::Cve => {
                    // CVE has room for two identifiers: its number and the advisory's.
                    truth.ids = Some(
                        [advisory.id.as_str(), advisory.cve().unwrap()].map(str::to_owned).into(),
                    );
                    cve(&rendered.body)
                }
                Format::OpenVex => openvex(&rendered.body),
                Format::CycloneDx => cyclonedx(&rendered.body),
                Format::Ghsa => ghsa(&rendered.body),
                Format::Markdown => markdown(&rendered.body),
                Format::Mail => mail(&rendered.body),
            };
            assert_agree(number, *format, &truth, &read);
            compared += 1;
        }
    }
    assert!(compared > 1200, "{compared}");
}

#[test]
fn the_mail_names_every_product_version_credit_and_reference() {
    for advisory in SAMPLES.iter() {
        let body = render(advisory, Format::Mail, &place()).unwrap().body;
        let words: String = body.split_whitespace().collect::<Vec<_>>().join(" ");
        let truth = truth(advisory);
        let wanted = [truth.fixed, truth.credits, truth.references].into_iter().flatten().flatten();
        for fact in wanted.chain(Some(advisory.title.clone())) {
            assert!(words.contains(&fact), "{fact}\n{body}");
        }
    }
}

#[test]
fn the_page_and_the_feed_say_what_the_files_say() {
    for advisory in SAMPLES.iter() {
        let page = Page::of(advisory, &place());
        let truth = truth(advisory);
        assert_eq!(Some(&page.title), truth.title.as_ref());
        let fixed: BTreeSet<String> = page.products.iter().flat_map(|p| p.fixed.clone()).collect();
        assert!(truth.fixed.unwrap().is_subset(&fixed));
        let links: BTreeSet<String> = page.references.iter().map(|l| l.url.clone()).collect();
        assert_eq!(Some(links), truth.references);
        let entry = atom::entry(advisory, &place()).unwrap();
        assert_eq!(Some(entry.published.to_string()), truth.published);
        assert_eq!(Some(entry.updated.to_string()), truth.modified);
        assert_eq!(entry.title.starts_with("Withdrawn: "), advisory.status == Status::Withdrawn);
        for id in truth.ids.unwrap() {
            assert!(entry.categories.contains(&id));
        }
    }
}

#[test]
fn the_same_advisory_gives_the_same_bytes() {
    for (one, two) in SAMPLES.iter().take(20).zip(samples(20)) {
        for format in Format::ALL {
            assert_eq!(render(one, *format, &place()), render(&two, *format, &place()));
        }
    }
}

#[test]
fn an_advisory_survives_being_stored() {
    for advisory in SAMPLES.iter() {
        let text = serde_json::to_string(advisory).unwrap();
        assert_eq!(&serde_json::from_str::<Advisory>(&text).unwrap(), advisory);
    }
}

#[test]
fn case_7_nobody_is_named_who_refused() {
    let refused = |a: &&Advisory| a.credits.iter().any(|c| !c.consent.allows());
    let mut seen = 0;
    for advisory in SAMPLES.iter().filter(refused) {
        let only_refused: Vec<&str> = advisory
            .credits
            .iter()
            .filter(|c| !c.consent.allows() && !advisory.named().any(|n| n.name == c.name))
            .map(|c| c.name.as_str())
            .collect();
        for format in Format::ALL {
            let Ok(rendered) = render(advisory, *format, &place()) else { continue };
            for name in &only_refused {
                assert!(!rendered.body.contains(name), "{format:?} names {name}");
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
    assert!(SAMPLES.iter().any(|a| a.severity.newest(|v| v == Version::V4).is_some()));
}
