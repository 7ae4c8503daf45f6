//! The products of a CSAF document in: the tree flattened, and status groups made into affected products.

use std::collections::BTreeMap;

use super::part::{Left, Part};
use super::{ImportError, MAX_PRODUCTS};
use crate::model::{AffectedProduct, Event, FileHash, Order, Product, Range, Standing};
use crate::purl::{Purl, Stretch, read_vers};

/// A product of the tree.
#[derive(Clone, Default)]
pub(super) struct Leaf {
    product: Product,
    /// Category and name of its branch of versions.
    version: Option<(String, String)>,
}

/// Every product by its id, and every group of them.
#[derive(Default)]
pub(super) struct Tree {
    leaves: BTreeMap<String, Leaf>,
    groups: BTreeMap<String, Vec<String>>,
}

/// What is known of the branches above a product.
#[derive(Clone, Default)]
struct Above {
    vendor: String,
    product: String,
    others: Vec<String>,
    version: Option<(String, String)>,
}

impl Tree {
    /// Reads `/product_tree`.
    pub(super) fn read(mut tree: Part, left: &mut Left) -> Result<Self, ImportError> {
        let mut read = Self::default();
        for branch in tree.parts("branches", left) {
            read.branch(branch, &Above::default(), left);
        }
        for product in tree.parts("full_product_names", left) {
            read.product(product, &Above::default(), left);
        }
        for mut relationship in tree.parts("relationships", left) {
            relationship.leave(
                "",
                "the product is kept under its full name, its parts are not linked",
                left,
            );
            if let Some(product) = relationship.part("full_product_name", left) {
                read.product(product, &Above::default(), left);
            }
        }
        for mut group in tree.parts("product_groups", left) {
            let id = group.text("group_id", left).unwrap_or_default();
            read.groups.insert(id, group.texts("product_ids", left));
            group.known(&["summary"]);
            group.finish(left);
        }
        tree.finish(left);
        if read.leaves.len() > MAX_PRODUCTS {
            return Err(ImportError::TooManyProducts(read.leaves.len()));
        }
        Ok(read)
    }

    fn branch(&mut self, mut branch: Part, above: &Above, left: &mut Left) {
        let category = branch.text("category", left).unwrap_or_default();
        let name = branch.text("name", left).unwrap_or_default();
        let mut here = above.clone();
        match category.as_str() {
            "vendor" => here.vendor = name,
            "product_name" => here.product = name,
            "product_version" | "product_version_range" => here.version = Some((category, name)),
            _ => here.others.push(name),
        }
        // The depth of the tree is bounded by that of the JSON text.
        for child in branch.parts("branches", left) {
            self.branch(child, &here, left);
        }
        if let Some(product) = branch.part("product", left) {
            self.product(product, &here, left);
        }
        branch.finish(left);
    }

    fn product(&mut self, mut item: Part, above: &Above, left: &mut Left) {
        let full = item.text("name", left).unwrap_or_default();
        let id = item.text("product_id", left).unwrap_or_default();
        let mut name = above.product.clone();
        if name.is_empty() {
            // Without a branch for the product the full name is the only name.
            name = full;
        } else if !above.others.is_empty() {
            name = format!("{name} ({})", above.others.join(", "));
        }
        let mut product = Product { vendor: above.vendor.clone(), name, ..Product::default() };
        let mut version = above.version.clone();
        if let Some(mut helper) = item.part("product_identification_helper", left) {
            product.cpe = helper.text("cpe", left);
            let text = helper.text("purl", left);
            if let Some(purl) = text.as_deref().and_then(Purl::parse) {
                if let Some(found) = purl.version.clone()
                    && version.is_none()
                {
                    version = Some(("product_version".to_owned(), found));
                }
                let plain = Purl { version: None, ..purl };
                let written = text.as_deref().unwrap_or_default();
                if written.contains(['?', '#']) {
                    helper.leave("purl", "qualifiers and subpath are not kept", left);
                }
                product.package = plain.package();
                if product.package.is_none() {
                    product.purl = Some(plain.to_string());
                }
            }
            for mut file in helper.parts("hashes", left) {
                let name = file.text("filename", left).unwrap_or_default();
                for mut hash in file.parts("file_hashes", left) {
                    product.hashes.push(FileHash {
                        file: name.clone(),
                        algorithm: hash.text("algorithm", left).unwrap_or_default(),
                        digest: hash.text("value", left).unwrap_or_default().to_lowercase(),
                    });
                }
            }
            helper.finish(left);
        }
        self.leaves.insert(id, Leaf { product, version });
        item.finish(left);
    }

    /// The ids that a part names by products and by groups.
    pub(super) fn ids(&self, part: &mut Part, left: &mut Left) -> Vec<String> {
        let mut ids = part.texts("product_ids", left);
        for group in part.texts("group_ids", left) {
            ids.extend(self.groups.get(&group).cloned().unwrap_or_default());
        }
        ids
    }

    /// The affected products of a vulnerability. `reason` gives why a product is not affected.
    pub(super) fn affected(
        &self,
        mut status: Part,
        reason: impl Fn(&str) -> Standing,
        left: &mut Left,
    ) -> Vec<AffectedProduct> {
        let mut all: Vec<AffectedProduct> = Vec::new();
        let groups = [
            ("known_affected", false),
            ("fixed", true),
            ("known_not_affected", false),
            ("under_investigation", false),
            // What says more than "known affected" or "fixed" becomes that; the difference is lost.
            ("first_affected", false),
            ("last_affected", false),
            ("first_fixed", true),
        ];
        for (group, is_fix) in groups {
            for (place, id) in status.texts(group, left).into_iter().enumerate() {
                let Some(leaf) = self.leaves.get(&id) else {
                    status.leave(&format!("{group}/{place}"), "the tree has no such product", left);
                    continue;
                };
                let standing = match group {
                    "known_not_affected" => reason(&id),
                    "under_investigation" => Standing::UnderInvestigation,
                    _ => Standing::Affected,
                };
                let same = |known: &&mut AffectedProduct| {
                    known.standing == standing
                        && known.product.vendor == leaf.product.vendor
                        && known.product.display_name() == leaf.product.display_name()
                        && known.product.package == leaf.product.package
                };
                let entry = match all.iter_mut().find(same) {
                    Some(entry) => entry,
                    None => {
                        let product = leaf.product.clone();
                        all.push(AffectedProduct {
                            product,
                            standing,
                            ..AffectedProduct::default()
                        });
                        let Some(entry) = all.last_mut() else { continue };
                        entry
                    }
                };
                if !add(entry, leaf, is_fix) {
                    status.leave(
                        &format!("{group}/{place}"),
                        "the versions are named in words, or not at all",
                        left,
                    );
                }
            }
        }
        if status.take("recommended").is_some() {
            status.leave("recommended", "recommended versions are not kept", left);
        }
        status.finish(left);
        all
    }
}

/// Adds a leaf's versions to an entry; whether they could be.
fn add(entry: &mut AffectedProduct, leaf: &Leaf, is_fix: bool) -> bool {
    let Some((category, name)) = &leaf.version else {
        // The product as a whole: right as long as nothing else is said of it.
        return !is_fix;
    };
    if category == "product_version" {
        let list = if is_fix { &mut entry.fixed } else { &mut entry.versions };
        let in_range =
            is_fix && entry.ranges.iter().any(|r| r.events.contains(&Event::Fixed(name.clone())));
        if !in_range && !list.contains(name) {
            list.push(name.clone());
        }
        return true;
    }
    let Some(stretch) = read_range(name).filter(|_| !is_fix) else { return false };
    let order = if stretch.scheme == "semver" { Order::Semver } else { Order::Ecosystem };
    let end =
        stretch.to.map(
            |(version, included)| {
                if included { Event::LastAffected(version) } else { Event::Fixed(version) }
            },
        );
    entry.ranges.push(Range::of(order, stretch.from.as_deref().unwrap_or("0"), end));
    true
}

/// A range as vers, or as the signs that are common without it: `<1.2`, `<=1.2`, `>=1.0`, `>=1.0|<2.0`.
fn read_range(name: &str) -> Option<Stretch> {
    let plain = name.trim();
    let text = if plain.starts_with("vers:") {
        plain.to_owned()
    } else {
        let signs =
            plain.replace(", ", "|").replace(',', "|").replace(['≤'], "<=").replace(' ', "");
        format!("vers:generic/{signs}")
    };
    read_vers(&text)
}
