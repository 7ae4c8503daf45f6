//! What CSAF 2.0 and 2.1 share: the product tree and the pieces of a document.
//!
//! Every product of the record becomes leaves below vendor and product name: one for each affected
//! stretch, version, and fixed version. A leaf knows in which status group it stands, so that no product
//! can be in two (§6.1.6), and carries an identification helper (§6.2.16).

use serde_json::{Value, json};

use crate::json::Object;
use crate::model::{
    Advisory, AffectedProduct, Credit, Justification, Name, Order, Product, RemediationKind,
    Standing,
};
use crate::purl::{Purl, vers};

/// A version of CSAF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edition {
    /// 2.0.
    V20,
    /// 2.1.
    V21,
}

/// In which status group a leaf stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Group {
    Affected,
    Fixed,
    NotAffected { justification: Option<Justification>, statement: String },
    UnderInvestigation,
}

/// One product as CSAF counts them: a product at a version or in a range.
pub(crate) struct Leaf<'a> {
    /// Its id in the document.
    pub(crate) id: String,
    /// Its status.
    pub(crate) group: Group,
    /// From which of the record's products it comes.
    pub(crate) from: &'a AffectedProduct,
    vendor: String,
    name: String,
    /// Category and name of its branch; `None`: the product without a version.
    branch: Option<(&'static str, String)>,
    helper: Value,
}

/// The leaves of an advisory, in the order of the record.
pub(crate) fn leaves(advisory: &Advisory, edition: Edition) -> Vec<Leaf<'_>> {
    let mut leaves: Vec<Leaf<'_>> = Vec::new();
    for affected in &advisory.affected {
        let product = &affected.product;
        let group = match &affected.standing {
            Standing::Affected => Group::Affected,
            Standing::NotAffected { justification, statement } => Group::NotAffected {
                justification: *justification,
                statement: statement.trim().to_owned(),
            },
            Standing::UnderInvestigation => Group::UnderInvestigation,
        };
        let mut add =
            |branch: Option<(&'static str, String)>, version: Option<&str>, group: &Group| {
                let purl = Purl::of_product(product, &advisory.publisher.name, version);
                let helper = helper(product, &purl.to_string(), version, edition);
                let vendor = vendor(advisory, product);
                let name = product.display_name().trim().to_owned();
                let same = |leaf: &Leaf<'_>| {
                    leaf.vendor == vendor
                        && leaf.name == name
                        && leaf.branch == branch
                        && leaf.helper == helper
                        && leaf.group == *group
                };
                if !leaves.iter().any(same) {
                    let id = format!("CSAFPID-{:04}", leaves.len() + 1);
                    leaves.push(Leaf {
                        id,
                        group: group.clone(),
                        from: affected,
                        vendor,
                        name,
                        branch,
                        helper,
                    });
                }
            };
        let stretches = affected.stretches();
        for (order, interval) in &stretches {
            add(Some(("product_version_range", vers(product, *order, interval))), None, &group);
        }
        for version in &affected.versions {
            add(Some(("product_version", version.clone())), Some(version), &group);
        }
        // Ranges of commits only: the product, and the commits in a note.
        if stretches.is_empty() && affected.versions.is_empty() && !affected.ranges.is_empty() {
            add(None, None, &group);
        }
        for version in affected.fixed_versions() {
            add(Some(("product_version", version.to_owned())), Some(version), &Group::Fixed);
        }
    }
    leaves
}

fn vendor(advisory: &Advisory, product: &Product) -> String {
    let own = product.vendor.trim();
    if own.is_empty() { advisory.publisher.name.trim().to_owned() } else { own.to_owned() }
}

/// What identifies a product to a machine.
fn helper(product: &Product, purl: &str, version: Option<&str>, edition: Edition) -> Value {
    let mut helper = Object::default();
    helper.maybe("cpe", product.cpe.as_deref().map(|cpe| at_version(cpe, version)));
    if !product.hashes.is_empty() && version.is_some() {
        let files: Vec<Value> = product
            .hashes
            .iter()
            .map(|hash| {
                json!({
                    "filename": hash.file,
                    "file_hashes": [{ "algorithm": hash.algorithm, "value": hash.digest }],
                })
            })
            .collect();
        helper.list("hashes", files);
    }
    match edition {
        Edition::V20 => helper.put("purl", purl),
        Edition::V21 => helper.put("purls", vec![Value::from(purl)]),
    };
    helper.value()
}

/// A CPE 2.3 name at a version, when it leaves the version open.
fn at_version(cpe: &str, version: Option<&str>) -> String {
    let parts: Vec<&str> = cpe.split(':').collect();
    match (version, parts.as_slice()) {
        (Some(version), [a, b, kind, vendor, product, "*", rest @ ..])
            if *b == "2.3" && version.chars().all(|c| c.is_ascii_alphanumeric() || c == '.') =>
        {
            let mut out = vec![*a, *b, *kind, *vendor, *product, version];
            out.extend(rest);
            out.join(":")
        }
        _ => cpe.to_owned(),
    }
}

/// The product tree: vendor, product name, and one branch for each leaf.
pub(crate) fn product_tree(leaves: &[Leaf<'_>]) -> Value {
    let product = |leaf: &Leaf<'_>| {
        let full = match &leaf.branch {
            Some((_, version)) => format!("{} {} {version}", leaf.vendor, leaf.name),
            None => format!("{} {}", leaf.vendor, leaf.name),
        };
        json!({
            "name": full,
            "product_id": leaf.id,
            "product_identification_helper": leaf.helper,
        })
    };
    let mut vendors: Vec<(&str, Vec<Value>)> = Vec::new();
    let mut names: Vec<(&str, &str)> = Vec::new();
    for leaf in leaves {
        if !names.contains(&(&leaf.vendor, &leaf.name)) {
            names.push((&leaf.vendor, &leaf.name));
        }
    }
    for (vendor, name) in names {
        let mut versions = Vec::new();
        let mut branches = Vec::new();
        for leaf in leaves.iter().filter(|leaf| leaf.vendor == vendor && leaf.name == name) {
            match &leaf.branch {
                Some((category, version)) => versions.push(json!({
                    "category": category, "name": version, "product": product(leaf),
                })),
                None => branches.push(json!({
                    "category": "product_name", "name": name, "product": product(leaf),
                })),
            }
        }
        if !versions.is_empty() {
            branches
                .push(json!({ "category": "product_name", "name": name, "branches": versions }));
        }
        match vendors.iter_mut().find(|(known, _)| *known == vendor) {
            Some((_, all)) => all.append(&mut branches),
            None => vendors.push((vendor, branches)),
        }
    }
    let vendors: Vec<Value> = vendors
        .into_iter()
        .map(|(name, branches)| json!({ "category": "vendor", "name": name, "branches": branches }))
        .collect();
    json!({ "branches": vendors })
}

/// The ids of the leaves of a group.
pub(crate) fn ids(leaves: &[Leaf<'_>], is: impl Fn(&Group) -> bool) -> Vec<Value> {
    leaves.iter().filter(|leaf| is(&leaf.group)).map(|leaf| leaf.id.clone().into()).collect()
}

/// The status groups of a vulnerability.
pub(crate) fn product_status(leaves: &[Leaf<'_>]) -> Value {
    let mut status = Object::default();
    status
        .list("fixed", ids(leaves, |group| *group == Group::Fixed))
        .list("known_affected", ids(leaves, |group| *group == Group::Affected))
        .list("known_not_affected", ids(leaves, |g| matches!(g, Group::NotAffected { .. })))
        .list("under_investigation", ids(leaves, |g| *g == Group::UnderInvestigation));
    status.value()
}

/// Who is thanked.
pub(crate) fn acknowledgments(advisory: &Advisory) -> Vec<Value> {
    advisory.named().map(acknowledgment).collect()
}

fn acknowledgment(credit: &Credit) -> Value {
    let mut object = Object::default();
    match &credit.name {
        Name::Organization(name) => object.text("organization", name),
        name => {
            let organization = credit.organization.as_deref().unwrap_or_default();
            object.list("names", vec![name.as_str().into()]).text("organization", organization)
        }
    };
    object.text("summary", &credit.role.in_words());
    object.list("urls", credit.contacts.iter().map(|url| url.as_str().into()).collect());
    object.value()
}

/// What to do, for every affected product and every one under investigation (§6.2.2): what the record says,
/// the update where a fixed version is known, and the statement that there is none where it is not.
pub(crate) fn remediations(advisory: &Advisory, leaves: &[Leaf<'_>]) -> Vec<Value> {
    let affected: Vec<&Leaf<'_>> =
        leaves.iter().filter(|leaf| leaf.group == Group::Affected).collect();
    let has_fix = |leaf: &Leaf<'_>| !leaf.from.fixed_versions().is_empty();
    let is_none = |kind: RemediationKind| {
        matches!(kind, RemediationKind::NoFixPlanned | RemediationKind::NoneAvailable)
    };
    let mut all = Vec::new();
    for remediation in advisory.remediations.iter().filter(|r| !is_only_a_note(advisory, r.kind)) {
        let about: Vec<Value> = affected
            .iter()
            .filter(|leaf| !is_none(remediation.kind) || !has_fix(leaf))
            .map(|leaf| leaf.id.clone().into())
            .collect();
        if about.is_empty() {
            continue;
        }
        let mut object = Object::default();
        object
            .put("category", remediation.kind.as_str())
            .text("details", &remediation.text)
            .put("product_ids", about)
            .maybe("date", remediation.at.map(|at| at.to_string()))
            .maybe("url", remediation.url.clone());
        all.push(object.value());
    }
    let says_fix = advisory.remediations.iter().any(|r| r.kind == RemediationKind::VendorFix);
    let mut generated: Vec<(String, &str, Vec<Value>)> = Vec::new();
    for leaf in affected {
        let (category, details) = if has_fix(leaf) && !says_fix {
            ("vendor_fix", update_sentence(leaf.from))
        } else if !has_fix(leaf) && advisory.remediations.is_empty() {
            ("none_available", "No fix is available yet.".to_owned())
        } else {
            continue;
        };
        match generated.iter_mut().find(|(known, _, _)| *known == details) {
            Some((_, _, about)) => about.push(leaf.id.clone().into()),
            None => generated.push((details, category, vec![leaf.id.clone().into()])),
        }
    }
    all.extend(generated.into_iter().map(|(details, category, about)| {
        json!({ "category": category, "details": details, "product_ids": about })
    }));
    let open = ids(leaves, |group| *group == Group::UnderInvestigation);
    if !open.is_empty() {
        all.push(json!({
            "category": "none_available",
            "details": "Whether this product is affected is being investigated.",
            "product_ids": open,
        }));
    }
    all
}

/// Whether a measure is written as a note: "none available" contradicts any other measure (CSAF 2.1 §6.1.35).
pub(crate) fn is_only_a_note(advisory: &Advisory, kind: RemediationKind) -> bool {
    kind == RemediationKind::NoneAvailable && advisory.remediations.iter().any(|r| r.kind != kind)
}

/// "Update requests to 2.31.0." The sentence that stands where the record names a fixed version only.
pub(crate) fn update_sentence(affected: &AffectedProduct) -> String {
    let versions = affected.fixed_versions();
    let (last, others) = versions.split_last().map_or(("", &[][..]), |(last, rest)| (*last, rest));
    let list = if others.is_empty() {
        last.to_owned()
    } else {
        format!("{} or {last}", others.join(", "))
    };
    // A name of several lines would become several sentences.
    let sentence = format!("Update {} to {list}.", affected.product.display_name());
    sentence.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why products are not affected: flags for justifications, threats for sentences (§6.1.27.9).
pub(crate) fn not_affected(leaves: &[Leaf<'_>]) -> (Vec<Value>, Vec<Value>) {
    let mut flags: Vec<(Justification, Vec<Value>)> = Vec::new();
    let mut threats: Vec<(&str, Vec<Value>)> = Vec::new();
    for leaf in leaves {
        let Group::NotAffected { justification, statement } = &leaf.group else { continue };
        let id = || Value::from(leaf.id.clone());
        if let Some(label) = justification {
            match flags.iter_mut().find(|(known, _)| known == label) {
                Some((_, about)) => about.push(id()),
                None => flags.push((*label, vec![id()])),
            }
        }
        if !statement.is_empty() {
            match threats.iter_mut().find(|(known, _)| known == statement) {
                Some((_, about)) => about.push(id()),
                None => threats.push((statement, vec![id()])),
            }
        }
    }
    let flags = flags
        .into_iter()
        .map(|(label, about)| json!({ "label": label.as_str(), "product_ids": about }))
        .collect();
    let threats = threats
        .into_iter()
        .map(|(details, about)| json!({ "category": "impact", "details": details, "product_ids": about }))
        .collect();
    (flags, threats)
}

/// The other identifiers of the vulnerability; a CVE number stands elsewhere (§6.2.17).
pub(crate) fn other_ids(advisory: &Advisory) -> Vec<Value> {
    let own =
        json!({ "system_name": advisory.publisher.name.trim(), "text": advisory.id.as_str() });
    let cve = advisory.cve();
    let mut ids = Vec::new();
    if !advisory.id.is_empty() && cve != Some(advisory.id.as_str()) {
        ids.push(own);
    }
    for alias in advisory.aliases.iter().filter(|alias| Some(alias.as_str()) != cve) {
        if alias.system() != crate::model::IdSystem::Cve {
            ids.push(json!({ "system_name": alias.system().in_words(), "text": alias.as_str() }));
        }
    }
    ids
}

/// A note.
pub(crate) fn note(category: &str, title: &str, text: &str) -> Option<Value> {
    let text = text.trim();
    (!text.is_empty()).then(|| json!({ "category": category, "title": title, "text": text }))
}

/// What a format that knows no commits says about them, in words.
pub(crate) fn commits_in_words(advisory: &Advisory) -> String {
    let mut lines = Vec::new();
    for affected in &advisory.affected {
        for range in affected.ranges.iter().filter(|range| range.order == Order::Git) {
            let events: Vec<String> = range
                .events
                .iter()
                .map(|event| {
                    let word = match event {
                        crate::model::Event::Introduced(_) => "introduced",
                        crate::model::Event::Fixed(_) => "fixed",
                        crate::model::Event::LastAffected(_) => "last affected",
                        crate::model::Event::Limit(_) => "limit",
                    };
                    format!("{word} {}", event.version())
                })
                .collect();
            let repository = range.repository.as_deref().unwrap_or("the repository");
            lines.push(format!(
                "{} ({repository}): {}",
                affected.product.display_name(),
                events.join(", ")
            ));
        }
    }
    lines.join("\n")
}
