//! `import(render(p)) == p`: what a policy renders to is read back as the same policy, for every field that
//! prose carries.
//!
//! Prose does not carry, and this test does not compare: ids and sources; what applies by default and is not
//! said; the calendar (its country, hours, holidays and closures) beyond its zone and the business days of a span;
//! classes other than promise and target; to whom a fix or an advisory is owed (users and the public are
//! meant), and promises to parties other than the reporter, users and distributors; fields of a report beyond what
//! they are; notes of contacts; keys; products without versions; intake, retention, practices, laws; from where an
//! embargo counts, who may end it and who is told under it; on which days advisories come; a statement of disclosure
//! in words that no rule knows; `[changes]`, whose sentences a rendered policy says in words of its own.

use std::collections::BTreeSet;

use policy::Policy;
use proptest::prelude::*;
use prose::{About, Answers, Format};

/// The policy of a text, or what is wrong with it.
fn parsed(toml: &str) -> Policy {
    let calendar = "\n[calendar]\nzone = \"UTC\"\n";
    let whole =
        if toml.contains("[calendar]") { toml.to_owned() } else { format!("{toml}{calendar}") };
    policy::parse(&whole).map_err(|wrong| format!("{wrong:?}\n{whole}")).unwrap()
}

/// What prose carries of a policy, as lines.
fn carried(policy: &Policy) -> Vec<String> {
    let mut lines = Vec::new();
    for contact in &policy.program.contacts {
        lines.push(format!("contact {}", contact.way.uri()));
    }
    let mut promises: Vec<String> = policy
        .promises
        .iter()
        .map(|p| {
            format!(
                "promise {:?} to {:?} from {:?} within {:?} target {:?} least {:?} {:?} every {:?} until {:?} {:?} {:?} when {:?} includes {:?} pause {:?} {:?}",
                p.act, p.to, p.from, p.within, p.target(), p.at_least, p.direction, p.every, p.until,
                p.strength, p.class(), p.when.severity, p.includes, p.pause(), p.pause_cap()
            )
        })
        .collect();
    // A draft has promises with a number first; their order means nothing.
    promises.sort();
    lines.extend(promises);
    let mut escalations: Vec<String> = policy
        .escalations
        .iter()
        .map(|e| format!("escalation {:?} after {:?} to {}", e.when, e.after, e.to.in_words()))
        .collect();
    escalations.sort();
    lines.extend(escalations);
    for product in &policy.products {
        for version in &product.versions {
            let (name, pattern) = (&product.name, version.pattern.to_string());
            lines.push(format!(
                "version {name} {pattern} {} {:?}",
                version.supported, version.until
            ));
        }
    }
    for field in &policy.report.fields {
        lines.push(format!("field {} {}", field.id, field.required));
    }
    let statements: BTreeSet<_> = policy.harbor.statements.iter().map(|s| s.as_str()).collect();
    lines.push(format!("harbor {statements:?} if {:?}", policy.harbor.conditions));
    let credit = &policy.credit;
    lines.push(format!("credit {:?} hall {}", credit.choice, credit.hall_of_fame));
    lines.push(format!("reward {:?}", policy.reward.kind));
    let limits = &policy.disclosure;
    lines.push(format!(
        "disclosure {:?} {:?} {:?}",
        limits.preferred, limits.minimum, limits.maximum
    ));
    lines.push(format!("places {:?} until {:?}", limits.places, limits.until));
    lines.push(format!("extension {:?}", limits.extension));
    lines.push(format!("not by {:?}", policy.program.not_by));
    if policy.counts_business_days() {
        lines.push(format!("zone {}", policy.calendar.zone()));
    }
    if let Some(review) = &policy.review {
        lines.push(format!("review {:?} {:?}", review.covers, review.last));
    }
    let privacy = &policy.privacy;
    lines.push(format!(
        "privacy {} {} {}",
        privacy.anonymous, privacy.pseudonym, privacy.not_passed_on
    ));
    for (name, items) in [
        ("in", &policy.scope.inside),
        ("out", &policy.scope.outside),
        ("not", &policy.scope.not_vulnerabilities),
    ] {
        for item in items {
            lines.push(format!("scope {name} {} {:?}", item.what, item.report_to));
        }
    }
    for (name, rules) in [("asked", &policy.rules.asked), ("forbidden", &policy.rules.forbidden)] {
        for rule in rules {
            lines.push(format!("rule {name} {}", rule.text));
        }
    }
    lines
}

/// Shows that what a policy renders to is read back as it.
fn returns(toml: &str) -> Result<(), TestCaseError> {
    let policy = parsed(toml);
    let markdown = policy::render::security_md(&policy);
    let document = prose::read(&markdown, Format::Markdown).expect("a short text");
    let draft = prose::import(&prose::claims(&document), &About::default(), &Answers::new());
    let back = parsed(&draft.toml);
    let (before, after) = (carried(&policy), carried(&back));
    let lost: Vec<_> = before.iter().filter(|line| !after.contains(line)).collect();
    let made: Vec<_> = after.iter().filter(|line| !before.contains(line)).collect();
    prop_assert_eq!(&before, &after, "lost {:#?}\nmade {:#?}\n{}", lost, made, markdown);
    Ok(())
}

fn span() -> impl Strategy<Value = String> {
    (2_u32..60, prop::sample::select(vec!["hours", "days", "business days", "weeks"]))
        .prop_map(|(count, unit)| format!("{count} {unit}"))
}

fn promise(id: usize) -> impl Strategy<Value = String> {
    let act = prop::sample::select(vec![
        "acknowledge",
        "respond",
        "evaluate",
        "decide",
        "update",
        "fix",
        "publish",
        "credit",
    ]);
    let from = prop::sample::select(vec![
        "received",
        "acknowledged",
        "evaluated",
        "accepted",
        "fix ready",
        "fix released",
    ]);
    let strength = prop::option::of(prop::sample::select(vec!["aim", "expectation", "typical"]));
    let severity = prop::sample::subsequence(vec!["low", "medium", "high", "critical"], 0..4);
    let contents = prop::sample::subsequence(vec!["evaluation", "reason", "mitigation"], 0..3);
    let time = (0_u8..6, span(), prop::option::of(1_u32..40), any::<bool>());
    (act, from, strength, severity, contents, time).prop_map(
        move |(act, from, strength, severity, contents, (kind, span, target, until))| {
            // What is told in advance is told to those who prepare for it.
            let act = if kind == 5 { "notify" } else { act };
            let mut text = format!("\n[[promise]]\nid = \"p{id}\"\ndo = \"{act}\"\n");
            let mut add = |line: String| text.push_str(&(line + "\n"));
            match kind {
                0 => {
                    add(format!("within = \"{span}\""));
                    add(format!("from = \"{from}\""));
                }
                1 => {
                    add("within = \"as soon as possible\"".to_owned());
                    add(format!("from = \"{from}\""));
                    if let Some(days) = target {
                        add(format!("target = \"{days} days\""));
                    }
                }
                2 => {
                    add("within = \"regularly\"".to_owned());
                    if let Some(days) = target {
                        add(format!("target = \"{days} days\""));
                    }
                }
                4 => {
                    let unit = span.split_once(' ').map_or("days", |(_, unit)| unit);
                    add("within = \"70 ".to_owned() + unit + "\"");
                    add(format!("at_least = \"{span}\""));
                    add(format!("from = \"{from}\""));
                }
                5 => {
                    add(format!("within = \"{span}\""));
                    add("from = \"disclosed\"".to_owned());
                    let direction = if until { "at least before" } else { "at most before" };
                    add(format!("direction = \"{direction}\""));
                    add("to = \"distributors\"".to_owned());
                }
                _ => {
                    add(format!("every = \"{span}\""));
                    if until {
                        add("until = \"resolved\"".to_owned());
                    }
                }
            }
            match act {
                "fix" => add("to = \"users\"".to_owned()),
                "publish" => add("to = \"public\"".to_owned()),
                _ => {}
            }
            if let Some(strength) = strength {
                add(format!("strength = \"{strength}\""));
            }
            if !severity.is_empty() {
                add(format!("when = {{ severity = {severity:?} }}"));
            }
            if act == "evaluate" && !contents.is_empty() {
                add(format!("includes = {contents:?}"));
            }
            add("source = \"So it is.\"".to_owned());
            text
        },
    )
}

#[test]
fn each_statement_alone_is_read_back_as_it_was() {
    let mut wrong = Vec::new();
    for section in [
        "[[program.contact]]\nurl = \"https://acme.org/report\"",
        "[harbor]\nstatements = [\"anti-hacking\"]",
        "[harbor]\nstatements = [\"anti-circumvention\"]",
        "[harbor]\nstatements = [\"terms of service\"]",
        "[harbor]\nstatements = [\"good faith\"]",
        "[harbor]\nstatements = [\"no legal action\"]",
        "[harbor]\nstatements = [\"no charges\"]",
        "[harbor]\nstatements = [\"third parties\"]",
        "[credit]\nchoice = \"opt-in\"",
        "[credit]\nchoice = \"opt-out\"\nhall_of_fame = true",
        "[credit]\nchoice = \"never\"",
        "[reward]\nkind = \"none\"",
        "[reward]\nkind = \"gift\"",
        "[reward]\nkind = \"discretionary\"",
        "[reward]\nkind = \"bounty\"",
        "[disclosure]\nminimum = \"7 days\"\nmaximum = \"90 days\"",
        "[disclosure]\npreferred = \"30 days\"",
        "[[escalation]]\nwhen = \"no acknowledgement\"\nafter = \"6 business days\"\nto = \"board@acme.org\"\nsource = \"So.\"",
        "[[escalation]]\nwhen = \"no engagement\"\nafter = \"14 days\"\nto = \"https://cert.acme.org/report\"\nsource = \"So.\"",
        "[[escalation]]\nwhen = \"no resolution\"\nafter = \"3 months\"\nto = \"any committer directly\"\nsource = \"So.\"",
        "[[product]]\nid = \"acme\"\nname = \"Acme\"\n[[product.versions]]\nversion = \"< 2.0\"\nsupported = false\n[[product.versions]]\nversion = \"latest\"\nsupported = true",
        "[report]\nrequired = [\"details\", \"steps\", \"version\"]\nwanted = [\"title\", \"impact\", \"mitigations\"]",
        "[scope]\nin = [\"The server and its clients\"]",
        "[scope]\nout = [\"Plugins of others\"]",
        "[scope]\nnot_vulnerabilities = [\"Missing headers without an attack\", \"Version banners\"]",
        "[disclosure]\nplaces = [\"Social media\"]",
        "[privacy]\nanonymous = true\npseudonym = true\nnot_passed_on = true",
        "[rules]\nasked = [\"good-faith\", \"prompt-report\", \"own-accounts\", \"delete-data\"]",
        "[rules]\nforbidden = [\"exfiltration\", \"denial-of-service\", \"early-disclosure\"]",
        "[review]\nevery = \"12 months\"\ncovers = [\"this policy\"]\nlast = 2026-01-15\nsource = \"So.\"",
        "[review]\nevery = \"regularly\"\nsource = \"So.\"",
        "[disclosure]\nuntil = \"fix released\"\nextension = \"Once, by two weeks, when both sides agree.\"",
        "[scope]\nout = [{ id = \"plugins\", what = \"Plugins of others\", report_to = \"their makers\" }]",
        "[[program.contact]]\nphone = \"+49 30 1234567\"",
        "[[program.contact]]\ngithub = \"this\"",
        "[calendar]\nzone = \"Europe/Berlin\"\n[[escalation]]\nwhen = \"no engagement\"\nafter = \"9 business days\"\nto = \"board@acme.org\"\nsource = \"So.\"",
        "[[promise]]\nid = \"a\"\ndo = \"evaluate\"\nwithin = \"20 days\"\npause = [\"awaiting reporter\", \"awaiting coordinator\"]\npause_cap = \"14 days\"\nsource = \"So.\"",
        "[[product]]\nid = \"acme\"\nname = \"Acme\"\n[[product.versions]]\nversion = \"2.x\"\nsupported = true\nuntil = 2031-12-31\n[[product.versions]]\nversion = \"any\"\nsupported = false",
    ] {
        let head = "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.org\"\n";
        if let Err(TestCaseError::Fail(why)) = returns(&format!("{head}{section}\n")) {
            wrong.push(format!("{section}\n{why}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn candors_own_policy_is_read_back_as_it_is_and_nothing_is_left_to_ask() {
    const OWN: &str = include_str!("../../../../policy.toml");
    returns(OWN).unwrap();
    let markdown = policy::render::security_md(&policy::parse(OWN).unwrap());
    let claims = prose::claims(&prose::read(&markdown, Format::Markdown).unwrap());
    let draft = prose::import(&claims, &About::default(), &Answers::new());
    assert_eq!(draft.questions, []);
    assert!(!draft.toml.contains("ASK:"), "{}", draft.toml);
    let left: Vec<&str> = claims.not_understood.iter().map(|quote| quote.plain.as_str()).collect();
    assert_eq!(left, [""; 0]);
    let (own, back) = (policy::parse(OWN).unwrap(), policy::parse(&draft.toml).unwrap());
    assert_eq!(back.warnings(), []);
    assert_eq!(back.program.languages, own.program.languages);
}

#[test]
fn ways_in_which_reports_are_not_wanted_are_read_back() {
    let toml = "[program]\nid = \"acme\"\nname = \"Acme\"\nnot_by = [\"public issue\", \"a message in the chat\"]\n[[program.contact]]\nemail = \"security@acme.org\"\n";
    returns(toml).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_rendered_promise_is_read_back_as_the_same_promise(
        promises in (promise(1), promise(2), promise(3))
    ) {
        let head = "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.org\"\n[calendar]\nzone = \"UTC\"\n";
        returns(&format!("{head}{}{}{}", promises.0, promises.1, promises.2))?;
    }

    #[test]
    fn rendered_terms_are_read_back_as_the_same_terms(
        contacts in Just(vec![
            "email = \"security@acme.org\"", "url = \"https://acme.org/report\"",
            "email = \"psirt@acme.org\"", "github = \"acme/acme\"",
        ]).prop_shuffle(),
        count in 1_usize..4,
        statements in prop::sample::subsequence(vec![
            "anti-hacking", "anti-circumvention", "terms of service", "good faith",
            "no legal action", "no charges", "third parties",
        ], 0..7),
        credit in prop::option::of(prop::sample::select(vec!["opt-in", "opt-out", "never"])),
        reward in prop::option::of(prop::sample::select(vec!["none", "gift", "discretionary", "bounty"])),
        minimum in prop::option::of(1_u32..30),
        preferred in prop::option::of(30_u32..60),
        maximum in prop::option::of(60_u32..120),
        escalation in prop::sample::subsequence(vec![
            "when = \"no acknowledgement\"\nafter = \"6 business days\"\nto = \"board@acme.org\"",
            "when = \"no engagement\"\nafter = \"14 days\"\nto = \"https://cert.acme.org/report\"",
            "when = \"no resolution\"\nafter = \"3 months\"\nto = \"lead@acme.org\"",
        ], 0..3),
        versions in prop::sample::subsequence(vec![
            ("latest", true), ("2.x", true), ("1.4.2", false), ("< 1.0", false),
        ], 0..4),
        required in prop::sample::subsequence(vec!["details", "steps", "version"], 0..3),
        wanted in prop::sample::subsequence(vec!["title", "impact", "mitigations"], 0..3),
        scope in prop::sample::subsequence(vec![
            "in = [\"The server and its clients\"]",
            "out = [\"Plugins of others\"]",
            "not_vulnerabilities = [\"Missing headers without an attack\", \"Version banners\"]",
        ], 0..3),
        asked in prop::sample::subsequence(vec!["good-faith", "prompt-report", "own-accounts", "delete-data"], 0..3),
        forbidden in prop::sample::subsequence(vec!["exfiltration", "denial-of-service", "social-engineering", "early-disclosure"], 0..3),
    ) {
        let mut text = "[program]\nid = \"acme\"\nname = \"Acme\"\n".to_owned();
        for contact in contacts.iter().take(count) {
            text.push_str(&format!("\n[[program.contact]]\n{contact}\n"));
        }
        text.push_str("\n[calendar]\nzone = \"UTC\"\n");
        if !versions.is_empty() {
            text.push_str("\n[[product]]\nid = \"acme\"\nname = \"Acme\"\n");
        }
        for (version, supported) in &versions {
            text.push_str(&format!("\n[[product.versions]]\nversion = \"{version}\"\nsupported = {supported}\n"));
        }
        if !scope.is_empty() {
            text.push_str(&format!("\n[scope]\n{}\n", scope.join("\n")));
        }
        if !required.is_empty() || !wanted.is_empty() {
            text.push_str(&format!("\n[report]\nrequired = {required:?}\nwanted = {wanted:?}\n"));
        }
        if !asked.is_empty() || !forbidden.is_empty() {
            text.push_str(&format!("\n[rules]\nasked = {asked:?}\nforbidden = {forbidden:?}\n"));
        }
        if !statements.is_empty() {
            text.push_str(&format!("\n[harbor]\nstatements = {statements:?}\n"));
        }
        if let Some(credit) = credit {
            text.push_str(&format!("\n[credit]\nchoice = \"{credit}\"\n"));
        }
        if let Some(reward) = reward {
            text.push_str(&format!("\n[reward]\nkind = \"{reward}\"\n"));
        }
        text.push_str("\n[disclosure]\n");
        for (key, days) in [("minimum", minimum), ("preferred", preferred), ("maximum", maximum)] {
            if let Some(days) = days {
                text.push_str(&format!("{key} = \"{days} days\"\n"));
            }
        }
        for escalation in &escalation {
            text.push_str(&format!("\n[[escalation]]\n{escalation}\nsource = \"So it is.\"\n"));
        }
        returns(&text)?;
    }
}
