//! A first policy file from a dozen answers: good, short, commented, and read without a finding.

use core::fmt::Write as _;

use clock::{Region, Span, Unit};

use crate::finding::Finding;

/// What a team answers. Texts are checked by the parser, which reads what is made of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// The program's name for people.
    pub name: String,
    /// Its id; made from the name when empty.
    pub id: String,
    /// An e-mail address for reports.
    pub email: Option<String>,
    /// A repository on GitHub with private vulnerability reporting, as `owner/repository`.
    pub github: Option<String>,
    /// A page for reports.
    pub url: Option<String>,
    /// Within what time a report is acknowledged.
    pub acknowledge: Option<Span>,
    /// How often reporters hear of the progress.
    pub update: Option<Span>,
    /// Within what time the team aims to fix.
    pub fix: Option<Span>,
    /// The embargo that the team proposes.
    pub embargo: Option<Span>,
    /// Whether reporters are named only when they ask (`opt-in`), or unless they decline (`opt-out`).
    pub credit: String,
    /// What a reporter is given: `none`, `gift`, `discretionary`, `bounty`.
    pub reward: String,
    /// Whether the team promises a safe harbor.
    pub harbor: bool,
    /// The product's name.
    pub product: String,
    /// Its supported versions, such as `latest` or `2.x`.
    pub versions: Vec<String>,
    /// The time zone in which days are counted.
    pub zone: String,
    /// The country whose public holidays do not count, with a subdivision as in `DE-BE`.
    pub country: Option<String>,
    /// Packs of laws and programme rules, such as `cra`.
    pub packs: Vec<String>,
    /// What the team is to the product, in the words of the Cyber Resilience Act; used with packs.
    pub role: Option<String>,
    /// The Member State of the main establishment; used with packs.
    pub member_state: Option<String>,
}

/// The policy file.
///
/// # Errors
/// What is wrong with the answers, as findings in the file that they would make.
pub fn starter(answers: &Answers) -> Result<String, Vec<Finding>> {
    let mut text = String::new();
    write_all(&mut text, answers);
    crate::parse(&text)?;
    Ok(text)
}

/// The id that a name makes; empty when it has no letters for one.
#[must_use]
pub fn id_of(name: &str) -> String {
    crate::parse::slug(name).unwrap_or_default()
}

fn write_all(text: &mut String, answers: &Answers) {
    let id = if answers.id.is_empty() { id_of(&answers.name) } else { answers.id.clone() };
    text.push_str(
        "# The security policy, as data. `candor policy check` reads it, `candor policy render` makes SECURITY.md\n\
         # and security.txt of it. Every key: docs/policy-language.md.\n\n",
    );
    let _ = writeln!(
        text,
        "[program]\nid = {} # in addresses; it never changes\nname = {}\nlanguages = [\"en\"]",
        quoted(&id),
        quoted(&answers.name)
    );
    text.push_str("not_by = [\"public issue\"]\n");
    text.push_str("\n# How to reach you, the preferred way first.\n");
    for (key, way) in
        [("email", &answers.email), ("github", &answers.github), ("url", &answers.url)]
    {
        if let Some(way) = way {
            separated(text, "[[program.contact]]");
            let _ = writeln!(text, "{key} = {}", quoted(way));
        }
    }
    product(text, answers);
    text.push_str(
        "\n# What a report needs. The well-known fields are listed in docs/policy-language.md.\n[report]\n\
         required = [\"details\", \"steps\"]\nwanted = [\"title\", \"version\", \"impact\"]\n",
    );
    text.push_str(
        "\n# Rules of good faith, by their well-known names.\n[rules]\nasked = [\"good-faith\", \"reasonable-time\"]\n\
         forbidden = [\"exploitation\", \"exfiltration\", \"denial-of-service\", \"social-engineering\"]\n",
    );
    if answers.harbor {
        text.push_str(
            "\n# A full safe harbor: the first four statements together. Have it read by somebody who knows your law.\n\
             [harbor]\nstatements = [\n  \"anti-hacking\",\n  \"anti-circumvention\",\n  \"terms of service\",\n  \"good faith\",\n  \"no legal action\",\n]\n",
        );
    }
    text.push_str("\n[disclosure]\nuntil = \"fix released\"\n");
    if let Some(embargo) = answers.embargo {
        let _ = writeln!(
            text,
            "preferred = \"{embargo}\" # the embargo you propose, from the report on"
        );
    }
    let _ = writeln!(text, "\n[credit]\nchoice = {}", quoted(&answers.credit));
    let _ = writeln!(text, "\n[reward]\nkind = {}", quoted(&answers.reward));
    text.push_str("\n[privacy]\nanonymous = true\npseudonym = true\nnot_passed_on = true\n");
    calendar(text, answers);
    promises(text, answers);
    if !answers.packs.is_empty() {
        let packs = answers.packs.iter().map(|pack| quoted(pack)).collect::<Vec<_>>().join(", ");
        let _ = writeln!(
            text,
            "\n# Laws and programme rules that hold for you beside your own promises.\n[law]\npacks = [{packs}]"
        );
        if let Some(state) = &answers.member_state {
            let _ = writeln!(text, "member_state = {}", quoted(&state.to_uppercase()));
        }
    }
}

fn product(text: &mut String, answers: &Answers) {
    if answers.product.is_empty() {
        return;
    }
    let id = id_of(&answers.product);
    let id = if id.is_empty() { "product" } else { &id };
    let _ =
        writeln!(text, "\n[[product]]\nid = {}\nname = {}", quoted(id), quoted(&answers.product));
    if let Some(role) = answers.role.as_ref().filter(|_| !answers.packs.is_empty()) {
        let _ = writeln!(text, "role = {}", quoted(role));
    }
    let rows = answers.versions.iter().map(|version| (version.as_str(), true));
    let others = (!answers.versions.is_empty()
        && !answers.versions.iter().any(|version| version == "any"))
    .then_some(("any", false));
    for (version, supported) in rows.chain(others) {
        let _ = writeln!(
            text,
            "\n[[product.versions]]\nversion = {}\nsupported = {supported}",
            quoted(version)
        );
    }
}

fn calendar(text: &mut String, answers: &Answers) {
    let _ = writeln!(
        text,
        "\n# Which days are business days.\n[calendar]\nzone = {}",
        quoted(&answers.zone)
    );
    if let Some(country) = &answers.country {
        let (country, part) = country.split_once('-').unwrap_or((country, ""));
        let _ = writeln!(text, "country = {}", quoted(&country.to_uppercase()));
        if !part.is_empty() {
            let _ = writeln!(text, "subdivision = {}", quoted(&part.to_uppercase()));
        }
    }
}

fn promises(text: &mut String, answers: &Answers) {
    text.push_str(
        "\n# What you promise. `source` is the sentence that people read; keep the two together.\n",
    );
    if let Some(span) = answers.acknowledge {
        separated(text, "[[promise]]");
        let _ = writeln!(
            text,
            "id = \"acknowledge\"\ndo = \"acknowledge\"\nwithin = \"{span}\"\nsource = \"We acknowledge your report within {span}.\""
        );
    }
    separated(text, "[[promise]]");
    text.push_str(
        "id = \"decide\"\ndo = \"decide\"\nwithin = \"as soon as possible\"\ntarget = \"14 days\" # your own aim, shown as one\n\
         includes = [\"reason\"]\nsource = \"We tell you as soon as possible whether we accept your report, and why.\"\n",
    );
    if let Some(span) = answers.update {
        separated(text, "[[promise]]");
        let _ = writeln!(
            text,
            "id = \"update\"\ndo = \"update\"\nevery = \"{span}\"\nuntil = \"resolved\"\npause = [\"awaiting reporter\"]\nsource = \"We tell you about our progress every {span} until it is resolved.\""
        );
    }
    if let Some(span) = answers.fix {
        separated(text, "[[promise]]");
        let _ = writeln!(
            text,
            "id = \"fix\"\ndo = \"fix\"\nto = \"users\"\nfrom = \"accepted\"\nwithin = \"{span}\"\nstrength = \"aim\" # worded as an aim; the time is counted all the same\nsource = \"We aim to release a fix within {span} after we have accepted a report.\""
        );
    }
    if answers.credit != "never" {
        separated(text, "[[promise]]");
        text.push_str(
            "id = \"credit\"\ndo = \"credit\"\nfrom = \"fix released\"\nwithin = \"as soon as possible\"\ntarget = \"14 days\"\nsource = \"We credit you if you wish.\"\n",
        );
    }
}

/// A header, parted from what stands before it unless that is a comment about it.
fn separated(text: &mut String, header: &str) {
    if !text.lines().last().unwrap_or_default().starts_with('#') {
        text.push('\n');
    }
    text.push_str(header);
    text.push('\n');
}

/// A text as TOML's basic string.
fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

impl Answers {
    /// What most small teams can keep: an acknowledgement within three business days, news every two weeks,
    /// a fix aimed at within ninety days.
    #[must_use]
    pub fn sensible() -> Self {
        Self {
            acknowledge: Span::new(3, Unit::BusinessDays),
            update: Span::new(14, Unit::Days),
            fix: Span::new(90, Unit::Days),
            embargo: Span::new(90, Unit::Days),
            credit: "opt-in".to_owned(),
            reward: "none".to_owned(),
            harbor: true,
            versions: vec!["latest".to_owned()],
            zone: "UTC".to_owned(),
            ..Self::default()
        }
    }

    /// Whether the public holidays of this country (`DE`) or part of one (`DE-BE`) are known.
    #[must_use]
    pub fn knows_country(code: &str) -> bool {
        let (country, part) = code.split_once('-').map_or((code, None), |(c, p)| (c, Some(p)));
        Region::new(&country.to_uppercase(), part.map(str::to_uppercase).as_deref()).is_ok()
    }
}
