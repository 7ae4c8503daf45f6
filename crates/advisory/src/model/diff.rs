//! What changed between two editions, in words.

use super::{Advisory, AffectedProduct, Status};

/// One change between two editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field, as it is named in the record.
    pub field: &'static str,
    /// What changed, as a sentence.
    pub words: String,
}

/// What changed from one edition to the next, in the order in which readers care: affected versions and
/// severity before texts, texts before the rest. Equal editions have no changes.
#[must_use]
pub fn diff(before: &Advisory, after: &Advisory) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut say = |field: &'static str, words: String| changes.push(Change { field, words });

    if before.status != after.status {
        say(
            "status",
            match after.status {
                Status::Withdrawn => "The advisory was withdrawn.".to_owned(),
                status => {
                    format!("The status changed from {} to {status}.", before.status)
                }
            },
        );
    }
    for product in &after.affected {
        let name = product.product.display_name();
        match same_product(&before.affected, product) {
            None => say("affected", format!("{name} was added.")),
            Some(old) if old == product => {}
            Some(old) => {
                let (was, is) = (versions_in_words(old), versions_in_words(product));
                if was != is {
                    say("affected", format!("{name}: {is} (was: {was})."));
                }
                let (was, is) = (old.fixed_versions(), product.fixed_versions());
                if was != is {
                    say("fixed", format!("{name}: fixed in {} (was: {}).", list(&is), list(&was)));
                }
                if old.standing != product.standing {
                    say("affected", format!("{name}: what is known about it changed."));
                }
            }
        }
    }
    for product in &before.affected {
        if same_product(&after.affected, product).is_none() {
            say("affected", format!("{} was removed.", product.product.display_name()));
        }
    }
    let (was, is) = (before.severity.in_one_word(), after.severity.in_one_word());
    if was != is {
        let word = |level: Option<super::Level>| level.map_or("not assessed", super::Level::as_str);
        say("severity", format!("The severity changed from {} to {}.", word(was), word(is)));
    } else if before.severity != after.severity {
        say("severity", "How the severity was assessed changed.".to_owned());
    }
    for (field, name, was, is) in [
        ("title", "title", &before.title, &after.title),
        ("summary", "summary", &before.summary, &after.summary),
        ("details", "details", &before.details, &after.details),
        ("impact", "impact", &before.impact, &after.impact),
    ] {
        if was != is {
            say(
                field,
                if field == "title" {
                    format!("The title changed to “{is}”.")
                } else {
                    format!("The {name} changed.")
                },
            );
        }
    }
    changed(&mut say, "remediations", "measure", &before.remediations, &after.remediations, |r| {
        format!("{}: {}", r.kind.in_words(), first_line(&r.text))
    });
    changed(&mut say, "weaknesses", "weakness", &before.weaknesses, &after.weaknesses, |w| {
        w.to_string()
    });
    changed(
        &mut say,
        "aliases",
        "identifier",
        &before.aliases,
        &after.aliases,
        ToString::to_string,
    );
    changed(&mut say, "references", "reference", &before.references, &after.references, |r| {
        r.url.clone()
    });
    let named = |advisory: &Advisory| {
        advisory
            .named()
            .map(|c| format!("{} ({})", c.line(), c.role.in_words()))
            .collect::<Vec<_>>()
    };
    changed(&mut say, "credits", "credit", &named(before), &named(after), Clone::clone);
    changed(&mut say, "timeline", "moment", &before.timeline, &after.timeline, |m| {
        format!("{} {}", m.at, first_line(&m.what))
    });
    if before.tlp != after.tlp {
        say("tlp", format!("It may now be shared as TLP:{} (was: TLP:{}).", after.tlp, before.tlp));
    }
    if before.translations != after.translations {
        say("translations", "The translations changed.".to_owned());
    }
    changes
}

fn same_product<'a>(
    products: &'a [AffectedProduct],
    wanted: &AffectedProduct,
) -> Option<&'a AffectedProduct> {
    let key = |p: &AffectedProduct| {
        (p.product.vendor.clone(), p.product.display_name().to_owned(), p.product.package.clone())
    };
    products.iter().find(|product| key(product) == key(wanted))
}

/// The affected versions of a product: "from 1.0 before 1.2, 3.1".
pub(crate) fn versions_in_words(product: &AffectedProduct) -> String {
    if product.is_about_every_version() {
        return if product.fixed.is_empty() { "all versions" } else { "no version named" }
            .to_owned();
    }
    let ranges = product.ranges.iter().flat_map(super::Range::intervals).map(|i| i.in_words());
    ranges.chain(product.versions.iter().cloned()).collect::<Vec<_>>().join(", ")
}

fn list(versions: &[&str]) -> String {
    if versions.is_empty() { "no version".to_owned() } else { versions.join(", ") }
}

fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > 80 {
        format!("{}…", line.chars().take(79).collect::<String>())
    } else {
        line.to_owned()
    }
}

/// Says what was added to and removed from a list.
fn changed<T: PartialEq>(
    say: &mut impl FnMut(&'static str, String),
    field: &'static str,
    noun: &str,
    before: &[T],
    after: &[T],
    words: impl Fn(&T) -> String,
) {
    for item in after.iter().filter(|item| !before.contains(item)) {
        say(field, format!("Added the {noun} {}.", words(item).trim_end_matches('.')));
    }
    for item in before.iter().filter(|item| !after.contains(item)) {
        say(field, format!("Removed the {noun} {}.", words(item).trim_end_matches('.')));
    }
}
