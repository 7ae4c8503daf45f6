//! A policy's text, and everything that a program serves from it.

use clock::Instant;
use policy::{MAX_SOURCE_BYTES, SecurityTxt, Severity, completeness, parse, security_txt};

use crate::world::{BEGIN, World, look, member};

/// A text is a policy or has findings, each at a place of the text. A policy can be shown, asked and kept:
/// every promise in words, security.txt without a line of its own making, and clocks that stand.
///
/// # Panics
/// When that does not hold.
pub fn policy(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let policy = match parse(&text) {
        Ok(policy) => policy,
        Err(findings) => {
            assert!(!findings.is_empty(), "refused without a reason");
            let lines = u32::try_from(text.split('\n').count()).expect("few lines");
            for finding in &findings {
                assert!(finding.line >= 1 && finding.line <= lines, "{finding:?} in {lines} lines");
                assert!(finding.column >= 1, "{finding:?}");
                assert!(finding.to_string().len() < 20_000, "a finding as long as the text");
            }
            assert!(findings.iter().any(|finding| !finding.is_warning()), "refused for a warning");
            return;
        }
    };
    assert!(text.len() <= MAX_SOURCE_BYTES);
    assert!(parse(&text).is_ok_and(|again| again.version() == policy.version()));
    for promise in &policy.promises {
        assert!(!promise.in_words().is_empty());
        assert_eq!(policy.promise(&promise.id), Some(promise));
        let _ = (promise.counted(), promise.promised(), promise.target(), promise.interval());
    }
    for severity in [
        None,
        Some(Severity::Low),
        Some(Severity::Medium),
        Some(Severity::High),
        Some(Severity::Critical),
    ] {
        let promises = policy.promises_for(severity);
        assert!(promises.len() <= policy.promises.len());
    }
    let begin = Instant::from_second(BEGIN);
    served(&policy, begin);
    let _ = policy.review_due(begin);
    let _ = case::review_deadline(&policy, begin, begin);
    let _ = policy.intake.state_at(begin);
    let ids: Vec<&str> = policy.report.fields.iter().map(|field| field.id.as_str()).collect();
    assert!(completeness(&policy, &ids).is_sufficient());
    let _ = completeness::<&str>(&policy, &[]).counts();
    for product in &policy.products {
        for version in ["1", "v2.0.1", "latest", "", "18446744073709551616.0", "1.x"] {
            let _ = policy.supports_version(&product.id, version);
        }
    }
    kept(policy);
}

/// No value of a policy begins a field of its own in security.txt.
fn served(policy: &policy::Policy, expires: Instant) {
    let place = SecurityTxt {
        expires,
        canonical_url: "https://bugs.example.org/.well-known/security.txt",
        policy_url: "https://bugs.example.org/p/acme",
        report_url: None,
        acknowledgments_url: Some("https://bugs.example.org/p/acme/credits"),
        csaf_url: Some("https://bugs.example.org/.well-known/csaf/provider-metadata.json"),
    };
    let text = security_txt(policy, &place);
    let known = [
        "Contact",
        "Expires",
        "Encryption",
        "Acknowledgments",
        "CSAF",
        "Preferred-Languages",
        "Canonical",
        "Policy",
    ];
    let lines: Vec<&str> = text.lines().collect();
    for line in &lines {
        let (name, value) = line.split_once(": ").expect("a field");
        assert!(known.contains(&name) && !value.is_empty(), "{line:?}");
    }
    assert_eq!(lines.iter().filter(|line| line.starts_with("Expires: ")).count(), 1);
    let most = policy.program.contacts.len() + policy.program.keys.len() + 6;
    assert!(lines.len() <= most, "{} lines of at most {most}", lines.len());
}

/// A case lives under the policy for years.
fn kept(policy: policy::Policy) {
    let mut world = World::new(policy);
    let give = |world: &mut World, name: &str| {
        let fields = crate::world::spec(name)
            .map(|spec| crate::world::fields(spec, &world.policy, world.now, || 0));
        world.give(name, &fields.unwrap_or_default(), &member());
        world.pass(86_400 * 3);
    };
    for name in [
        "acknowledge",
        "assess-severity",
        "validate",
        "accept",
        "record-attack",
        "wait-for",
        "fix-ready",
        "fix-released",
    ] {
        give(&mut world, name);
    }
    world.check();
    for days in [1, 40, 1200] {
        look(&world.policy, &world.events, Instant::from_second(BEGIN + 86_400 * days));
    }
}
