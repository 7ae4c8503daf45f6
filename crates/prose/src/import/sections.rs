//! Every section but the promises: program, products, scope, report, harbor, disclosure, credit, reward.

use super::About;
use super::promises::span;
use super::write::{Writer, quoted, slug};
use crate::claims::{
    Bounty, Claims, Contact, CreditKind, DisclosureKind, Field, Quote, ScopeClaim, SupportForm,
    VersionRow, Way,
};

/// The most entries of a list that a policy takes.
const MAX_ENTRIES: usize = 100;

pub(super) fn program(writer: &mut Writer<'_>, claims: &Claims, about: &About) {
    let known = about.name.clone().or_else(|| claims.name.clone());
    let asked = known.is_none();
    let text = "what is the name of the program?";
    let answer = if asked { writer.ask("program-name", text, None, &[]) } else { None };
    let open = asked && answer.is_none();
    let from_repository = about
        .repository
        .as_deref()
        .and_then(|repository| repository.rsplit('/').next())
        .map(str::to_owned);
    let name = known.or(answer).or(from_repository).unwrap_or_else(|| "Unnamed".to_owned());
    let id = slug(&name).unwrap_or_else(|| "program".to_owned());
    writer.header("[program]");
    writer.text("id", &id);
    writer.text_asked("name", &name, open.then_some(text));
    if !claims.report_languages.is_empty() {
        writer.texts("languages", &claims.report_languages);
    } else if claims.language.tag != "und" {
        writer.texts("languages", &[claims.language.tag.as_str()]);
    }
    let mut forbidden: Vec<&str> = Vec::new();
    for way in &claims.forbidden_ways {
        if !forbidden.contains(&way.what.as_str()) {
            forbidden.push(&way.what);
        }
    }
    writer.texts("not_by", &forbidden);
    if claims.contacts.is_empty() && claims.image_contacts.is_empty() {
        let text = "how is a vulnerability reported? The text does not say: an e-mail address, or an https page";
        match writer.ask("contact", text, None, &[]) {
            Some(address) => told_contact(writer, &address),
            None => writer
                .comment("ASK: the text names no way to report: add one as [[program.contact]]."),
        }
    }
    for image in &claims.image_contacts {
        let text = "this way to report is only a picture: which address does it show?";
        match writer.ask("contact-image", text, Some(image), &[]) {
            Some(address) => told_contact(writer, &address),
            None => writer.comment(&format!(
                "ASK: line {} shows a way to report only as a picture ({}): what does it say?",
                image.line, image.text
            )),
        }
    }
    for contact in
        claims.contacts.iter().filter(|contact| !is_escalation(claims, contact)).take(MAX_ENTRIES)
    {
        one_contact(writer, contact, about);
    }
    for key in claims.keys.iter().take(MAX_ENTRIES) {
        let uri = key.url.clone().filter(|url| url.starts_with("https://"));
        let by_fingerprint = key
            .fingerprint
            .as_ref()
            .or(key.id.as_ref().filter(|id| id.len() == 40))
            .map(|digits| format!("openpgp4fpr:{}", digits.to_lowercase()));
        match uri.or(by_fingerprint) {
            Some(uri) => {
                writer.header("[[program.key]]");
                writer.text("uri", &uri);
                if let Some(fingerprint) = &key.fingerprint {
                    writer.text("fingerprint", fingerprint);
                }
                if let Some(expires) = &key.expires {
                    writer.comment(&format!(
                        "line {}: the text says that it expires: {expires}",
                        key.quote.line
                    ));
                }
            }
            None => writer.comment(&format!(
                "ASK: line {} offers a key: at which address is it? {}",
                key.quote.line, key.quote.plain
            )),
        }
    }
}

/// A way to report that somebody gave as an answer.
fn told_contact(writer: &mut Writer<'_>, address: &str) {
    writer.header("[[program.contact]]");
    writer.text(if address.contains("://") { "url" } else { "email" }, address);
}

fn is_escalation(claims: &Claims, contact: &Contact) -> bool {
    contact.fallback && claims.escalations.iter().any(|escalation| escalation.to == contact.address)
}

fn one_contact(writer: &mut Writer<'_>, contact: &Contact, about: &About) {
    let own = contact.address.strip_prefix("https://github.com/").and_then(|rest| {
        let mut parts = rest.split('/');
        let (owner, name) = (parts.next()?, parts.next()?);
        (contact.way == Way::GithubPrivateReport).then(|| format!("{owner}/{name}"))
    });
    let (key, value) = match contact.way {
        Way::Email => ("email", contact.address.clone()),
        Way::GithubPrivateReport if own.is_some() || contact.address.is_empty() => {
            let repository = own.or_else(|| about.repository.clone());
            let text = format!(
                "line {} says private reporting on GitHub: of which repository?",
                contact.quote.line
            );
            let answer = match repository {
                Some(repository) => Some(repository),
                // The one in which the text lies, by its own words.
                None if says_this_repository(&contact.quote.plain) => Some("this".to_owned()),
                None => writer.ask("contact-repository", &text, Some(&contact.quote), &[]),
            };
            let Some(repository) = answer else {
                writer.comment(&format!("ASK: {text}"));
                return;
            };
            ("github", repository)
        }
        Way::Phone => ("phone", contact.address.clone()),
        _ if contact.address.starts_with("https://") => ("url", contact.address.clone()),
        _ => {
            writer.comment(&format!(
                "ASK: line {} names a way to report that is no https page: {}",
                contact.quote.line, contact.quote.plain
            ));
            return;
        }
    };
    writer.header("[[program.contact]]");
    writer.text(key, &value);
    if contact.fallback {
        writer.text("note", "when the other ways fail");
    }
    writer.source(&contact.quote);
}

/// "Of this repository": the repository is the one that holds the text.
fn says_this_repository(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["this repo", "this github repo", "this project's repo", "this project’s repo"]
        .iter()
        .any(|words| lower.contains(words))
}

pub(super) fn products(writer: &mut Writer<'_>, claims: &Claims, about: &About) {
    let supported = &claims.supported;
    if supported.form == SupportForm::None {
        if let Some(dangling) = &supported.dangling {
            let text = "which versions get fixes? The text speaks of them and names none";
            match writer.ask("versions", text, Some(dangling), &[]) {
                Some(answer) => {
                    let name = about.name.clone().or_else(|| claims.name.clone());
                    let name = name.unwrap_or_else(|| "Product".to_owned());
                    writer.header("[[product]]");
                    writer.text("id", &slug(&name).unwrap_or_else(|| "product".to_owned()));
                    writer.text("name", &name);
                    match pattern(&answer) {
                        Some(version) => version_row(writer, &version, true, None, dangling),
                        None => writer.text("versions_note", &answer),
                    }
                }
                None => {
                    writer.blank();
                    writer.comment(&format!(
                        "ASK: line {} speaks of versions that the text does not name: {}",
                        dangling.line, dangling.plain
                    ));
                }
            }
        }
        return;
    }
    let main =
        about.name.clone().or_else(|| claims.name.clone()).unwrap_or_else(|| "Product".to_owned());
    let mut names: Vec<String> = Vec::new();
    for row in &supported.rows {
        let name = row.product.clone().unwrap_or_else(|| main.clone());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        names.push(main.clone());
    }
    for name in names.iter().take(MAX_ENTRIES) {
        writer.header("[[product]]");
        let id = slug(name).unwrap_or_else(|| "product".to_owned());
        let id = writer.unique(&format!("product:{id}")).replace("product:", "");
        writer.text("id", &id);
        writer.text("name", name);
        if let Some(rule) = &supported.rule {
            writer.text("versions_note", &rule.plain);
        }
        if let Some(link) = &supported.link {
            if link.starts_with("https://") {
                writer.text("versions_url", link);
            } else {
                writer.comment(&format!("the supported versions are listed in {link}"));
            }
        }
        for row in supported
            .rows
            .iter()
            .filter(|row| row.product.as_ref().unwrap_or(&main) == name)
            .take(MAX_ENTRIES)
        {
            match meant(writer, row) {
                Some((version, supported)) => {
                    version_row(writer, &version, supported, row.until.as_deref(), &row.quote);
                }
                None => {
                    writer.blank();
                    writer.comment(&format!(
                        "ASK: line {}: this row cannot be compared with a version: {}",
                        row.quote.line, row.quote.plain
                    ));
                }
            }
        }
    }
}

fn version_row(
    writer: &mut Writer<'_>,
    version: &str,
    supported: bool,
    until: Option<&str>,
    quote: &Quote,
) {
    writer.header("[[product.versions]]");
    writer.text("version", version);
    writer.raw(&format!("supported = {supported}"));
    if let Some(day) = until.filter(|_| supported) {
        writer.raw(&format!("until = {day}"));
    }
    writer.source(quote);
}

/// Which versions a row means and whether they get fixes: by itself, or by an answer.
fn meant(writer: &mut Writer<'_>, row: &VersionRow) -> Option<(String, bool)> {
    let id = format!("version-row-{}", row.quote.line);
    let known = pattern(&row.version);
    match (known, row.supported) {
        (Some(version), Some(supported)) => Some((version, supported)),
        (Some(version), None) => {
            let choices = [("yes", "they get fixes"), ("no", "they get none")];
            let text = "do these versions get fixes?";
            let answer = writer.ask(&id, text, Some(&row.quote), &choices)?;
            Some((version, answer == "yes"))
        }
        (None, Some(supported)) => {
            let text =
                "which versions are meant? Write them as 2.x, 1.4.2, >= 2.0, < 2.0 or latest";
            let answer = writer.ask(&id, text, Some(&row.quote), &[])?;
            Some((pattern(&answer)?, supported))
        }
        (None, None) => {
            let text = "which versions are meant, and do they get fixes? Write it as `2.x yes` or `< 2.0 no`";
            let answer = writer.ask(&id, text, Some(&row.quote), &[])?;
            let (version, gets) = answer.trim().rsplit_once(' ')?;
            let gets = match gets {
                "yes" => true,
                "no" => false,
                _ => return None,
            };
            Some((pattern(version)?, gets))
        }
    }
}

/// A version as the policy language writes it; `None`: it cannot be compared.
fn pattern(version: &str) -> Option<String> {
    let lower = version.trim().to_lowercase();
    let plain = lower.trim_start_matches("version ").trim_start_matches('v').trim();
    let numbers = |text: &str| {
        !text.is_empty()
            && text.split('.').all(|part| {
                !part.is_empty()
                    && part.len() <= 9
                    && part.bytes().all(|byte| byte.is_ascii_digit())
            })
    };
    if plain.contains("latest")
        && plain.len() <= 24
        && !plain.contains('<')
        && !plain.bytes().any(|byte| byte.is_ascii_digit())
    {
        return Some("latest".to_owned());
    }
    if plain == "any" || plain == "all other versions" || plain == "any other version" {
        return Some("any".to_owned());
    }
    let swapped = plain.replace('≤', "<=").replace('≥', ">=");
    let plain = swapped.trim();
    for sign in ["<=", ">=", "<", ">"] {
        if let Some(rest) = plain.strip_prefix(sign) {
            let rest = rest.trim().trim_start_matches('v').trim_end_matches(".x");
            return numbers(rest).then(|| format!("{sign} {rest}"));
        }
    }
    if let Some(rest) = plain.strip_suffix('+') {
        return numbers(rest.trim()).then(|| format!(">= {}", rest.trim()));
    }
    for ending in [".x.x", ".x", ".*", ".*.*"] {
        if let Some(rest) = plain.strip_suffix(ending) {
            return numbers(rest).then(|| format!("{rest}.x"));
        }
    }
    numbers(plain).then(|| plain.to_owned())
}

pub(super) fn scope(writer: &mut Writer<'_>, claims: &Claims) {
    let scope = &claims.scope;
    if scope.inside.is_empty() && scope.outside.is_empty() {
        return;
    }
    writer.header("[scope]");
    let other: Vec<&ScopeClaim> =
        scope.outside.iter().filter(|claim| !claim.not_vulnerability).collect();
    let not: Vec<&ScopeClaim> =
        scope.outside.iter().filter(|claim| claim.not_vulnerability).collect();
    entries(writer, "in", &scope.inside.iter().collect::<Vec<_>>());
    entries(writer, "out", &other);
    entries(writer, "not_vulnerabilities", &not);
}

fn entries(writer: &mut Writer<'_>, key: &str, claims: &[&ScopeClaim]) {
    if claims.is_empty() {
        return;
    }
    writer.raw(&format!("{key} = ["));
    for (index, claim) in claims.iter().take(MAX_ENTRIES).enumerate() {
        let id = slug(&claim.what).unwrap_or_else(|| format!("entry-{}", index + 1));
        let id = writer.unique(&format!("scope:{id}")).replace("scope:", "");
        let (what, to) = match claim.what.split_once("; report it to ") {
            Some((what, to)) => (what, format!(", report_to = {}", quoted(to))),
            None => (claim.what.as_str(), String::new()),
        };
        let (id, what, source) = (quoted(&id), quoted(what), quoted(&claim.quote.plain));
        writer.raw(&format!("  {{ id = {id}, what = {what}{to}, source = {source} }},"));
    }
    writer.raw("]");
}

pub(super) fn report(writer: &mut Writer<'_>, claims: &Claims) {
    let report = &claims.report;
    if report.required.is_empty() && report.helpful.is_empty() {
        return;
    }
    let mut ids: Vec<(String, &Field)> = Vec::new();
    let mut lists: [Vec<String>; 2] = [Vec::new(), Vec::new()];
    for (list, fields) in [&report.required, &report.helpful].into_iter().enumerate() {
        for field in fields.iter().take(MAX_ENTRIES / 2) {
            let wanted = field
                .well_known
                .map(str::to_owned)
                .or_else(|| slug(&field.words))
                .unwrap_or_else(|| "field".to_owned());
            let mut id = wanted.clone();
            let mut count = 2;
            while ids.iter().any(|(known, _)| *known == id) {
                id = format!("{wanted}-{count}");
                count += 1;
            }
            if let Some(list) = lists.get_mut(list) {
                list.push(id.clone());
            }
            ids.push((id, field));
        }
    }
    let [required, helpful] = lists;
    writer.header("[report]");
    writer.texts("required", &required);
    writer.texts("wanted", &helpful);
    for (id, field) in ids {
        writer.header("[[report.field]]");
        writer.text("id", &id);
        let label: String = field.words.chars().take(120).collect();
        writer.text("label", &label);
        writer.source(&field.quote);
    }
}

pub(super) fn harbor(writer: &mut Writer<'_>, claims: &Claims) {
    let harbor = &claims.harbor;
    if let Some(threat) = &harbor.threat {
        writer.blank();
        writer.comment(&format!("line {} speaks of legal action: {}", threat.line, threat.plain));
    }
    if harbor.statements.is_empty() {
        return;
    }
    writer.header("[harbor]");
    let words: Vec<&str> =
        harbor.statements.iter().map(|(statement, _)| statement.as_str()).collect();
    writer.texts("statements", &words);
    let conditions: Vec<&str> =
        harbor.conditions.iter().map(|quote| quote.plain.as_str()).take(MAX_ENTRIES).collect();
    writer.texts("conditions", &conditions);
    writer.sources(harbor.statements.iter().map(|(_, quote)| quote));
}

/// A limit of disclosure that is written.
struct Kept<'q> {
    key: &'static str,
    text: String,
    days: u64,
    quote: &'q Quote,
}

pub(super) fn disclosure(writer: &mut Writer<'_>, claims: &Claims) {
    let disclosure = &claims.disclosure;
    let of = |kind: DisclosureKind| disclosure.limits.iter().find(|limit| limit.kind == kind);
    let limits = [
        ("preferred", of(DisclosureKind::Preferred)),
        ("minimum", of(DisclosureKind::Minimum)),
        ("maximum", of(DisclosureKind::Maximum)),
    ];
    let places: Vec<&str> =
        claims.conduct.places.iter().map(|quote| quote.plain.as_str()).collect();
    let silent = limits.iter().all(|(_, limit)| limit.is_none());
    let unsaid = disclosure.until.is_none() && disclosure.extension.is_none();
    if silent && unsaid && disclosure.asks.is_empty() && places.is_empty() {
        return;
    }
    writer.header("[disclosure]");
    if let Some(ask) = disclosure.asks.first() {
        writer.text("statement", &ask.plain);
    }
    if let Some((event, _)) = &disclosure.until {
        writer.text("until", event);
    }
    writer.texts("places", &places);
    if let Some(extension) = &disclosure.extension {
        writer.text("extension", extension.plain.trim_start_matches("Extension: "));
    }
    // Limits that contradict each other would be no policy: they are shown, and asked about.
    let (mut kept, mut open): (Vec<Kept<'_>>, Vec<&Quote>) = (Vec::new(), Vec::new());
    for (key, limit) in limits {
        let Some(limit) = limit else { continue };
        let Some(text) = span(limit.time) else { continue };
        let length = u64::from(limit.time.max.or(limit.time.min).unwrap_or_default())
            * unit_days(limit.time.unit);
        let fits = |other: &Kept<'_>| match key {
            "minimum" => length <= other.days,
            _ => other.days <= length,
        };
        if let Some(other) = kept.iter().find(|other| !fits(other)) {
            let question = "these limits of disclosure contradict each other: which one holds?";
            let choices =
                [("first", other.quote.plain.as_str()), ("second", limit.quote.plain.as_str())];
            let id = format!("disclosure-{key}");
            match writer.ask(&id, question, Some(&limit.quote), &choices).as_deref() {
                Some("second") => kept.retain(fits),
                Some(_) => continue,
                None => {
                    open.push(&limit.quote);
                    continue;
                }
            }
        }
        kept.push(Kept { key, text, days: length, quote: &limit.quote });
    }
    for limit in &kept {
        writer.text(limit.key, &limit.text);
    }
    for quote in open {
        writer.comment(&format!(
            "ASK: line {} contradicts the limit above: {}",
            quote.line, quote.plain
        ));
    }
    let quotes = kept.iter().map(|limit| limit.quote);
    if let Some(forbidden) = &disclosure.forbidden {
        writer.comment(&format!(
            "line {} forbids disclosure without end: {}",
            forbidden.line, forbidden.plain
        ));
    }
    writer.sources(quotes.chain(disclosure.asks.iter().take(MAX_ENTRIES / 2)));
}

const fn unit_days(unit: crate::claims::TimeUnit) -> u64 {
    match unit {
        crate::claims::TimeUnit::Weeks => 7,
        crate::claims::TimeUnit::Months => 30,
        crate::claims::TimeUnit::Years => 365,
        _ => 1,
    }
}

pub(super) fn credit(writer: &mut Writer<'_>, claims: &Claims) {
    let credit = &claims.credit;
    let text = "credit is given: only to those who ask for it, or to all who do not say no?";
    let (choice, open) = match credit.kind {
        CreditKind::Unspecified => return,
        CreditKind::OptIn => ("opt-in".to_owned(), None),
        CreditKind::OptOut => ("opt-out".to_owned(), None),
        CreditKind::No => ("never".to_owned(), None),
        CreditKind::Yes => {
            let choices =
                [("opt-in", "only who asks for it"), ("opt-out", "all who do not say no")];
            match writer.ask("credit-choice", text, credit.quotes.first(), &choices) {
                Some(answer) => (answer, None),
                // Until somebody answers, nobody is named unasked.
                None => ("opt-in".to_owned(), Some(text)),
            }
        }
    };
    writer.header("[credit]");
    writer.text_asked("choice", &choice, open);
    if credit.hall_of_fame && choice != "never" {
        writer.raw("hall_of_fame = true");
    }
    writer.sources(credit.quotes.iter().take(MAX_ENTRIES / 2));
}

pub(super) fn reward(writer: &mut Writer<'_>, claims: &Claims) {
    let kind = match claims.bounty.kind {
        Bounty::Unspecified => return,
        Bounty::No => "none",
        Bounty::Discretionary => "discretionary",
        Bounty::Gift => "gift",
        Bounty::Yes => "bounty",
    };
    const TEXT: &str =
        "the text says both that there is a bounty and that there is none: which holds?";
    let choices = [("none", "there is none"), ("bounty", "there is a bounty")];
    let contradiction = claims.bounty.contradiction.as_ref();
    let answer = contradiction.and_then(|quote| writer.ask("reward", TEXT, Some(quote), &choices));
    writer.header("[reward]");
    writer.text("kind", answer.as_deref().unwrap_or(kind));
    if let Some(quote) = contradiction.filter(|_| answer.is_none()) {
        writer.comment(&format!("ASK: line {} says otherwise: {}", quote.line, quote.plain));
    }
    if let Some(quote) = &claims.bounty.quote {
        writer.source(quote);
    }
}

/// What stands at the end: what has no word, what is for tools, what was not understood.
pub(super) fn remainder(writer: &mut Writer<'_>, claims: &Claims) {
    let without: Vec<_> = writer.without_word().to_vec();
    let groups = [
        ("Understood, and there is no word for it in a policy:", without.as_slice()),
        ("Left over from a template:", claims.template_left.as_slice()),
        (
            "Speaks to tools and programs; read as text, and not followed:",
            claims.addressed_to_tools.as_slice(),
        ),
        ("Not understood; put it where it belongs:", claims.not_understood.as_slice()),
    ];
    for (title, quotes) in groups {
        if quotes.is_empty() {
            continue;
        }
        writer.blank();
        writer.comment(title);
        for quote in quotes {
            writer.comment(&format!("line {}: {}", quote.line, quote.plain));
        }
    }
}
