//! The packs: that each reads and stays what it was, and how `[law]` switches them on.

use std::collections::BTreeMap;

use clock::Date;
use expect_test::expect;
use policy::{Basis, Class, Confidence, Pausing, Policy, Role, Within, pack, packs};

const HEAD: &str = "[program]\nid = \"p\"\nname = \"P\"\ncontact = [{ email = \"a@example.org\" }]\n\
    [calendar]\nzone = \"Europe/Berlin\"\n";

fn read(text: &str) -> Policy {
    crate::examples::read(&format!("{HEAD}{text}"))
}

fn findings(text: &str) -> String {
    let source = format!("{HEAD}{text}");
    let found = match policy::parse(&source) {
        Ok(policy) => policy.warnings().to_vec(),
        Err(findings) => findings,
    };
    found.iter().map(|finding| format!("{finding}\n")).collect()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn product(id: &str, role: &str) -> String {
    format!("[[product]]\nid = \"{id}\"\nname = \"{id}\"\nrole = \"{role}\"\n")
}

/// The promises of packs in force, by id.
fn in_force<'a>(policy: &'a Policy, on: &str, product: Option<&'a str>) -> Vec<&'a str> {
    policy
        .promises_in_force(day(on), product)
        .filter(|promise| promise.clause.as_ref().is_some_and(|clause| clause.pack.is_some()))
        .map(|promise| promise.id.as_str())
        .collect()
}

#[test]
fn every_pack_reads() {
    let ids: Vec<&str> = packs().iter().map(|pack| pack.id.as_str()).collect();
    expect!["cra nis2 gdpr dora psti cna bod-20-01 openssf-badge distros kernel"]
        .assert_eq(&ids.join(" "));
}

#[test]
fn every_promise_of_a_pack_names_its_clause_and_says_how_sure_it_is() {
    let mut sure: BTreeMap<Confidence, usize> = BTreeMap::new();
    for pack in packs() {
        assert!(!pack.promises.is_empty() || !pack.standing.is_empty(), "{}", pack.id);
        let clauses = pack.promises.iter().map(|promise| promise.clause.as_deref().unwrap());
        for clause in clauses.chain(pack.standing.iter().map(|standing| &standing.clause)) {
            assert!(clause.text.is_some());
            assert_eq!(clause.pack.as_deref(), Some(pack.id.as_str()));
            assert!(clause.validity.from >= pack.validity.from, "{:?}", clause.text);
            *sure.entry(clause.confidence).or_default() += 1;
        }
    }
    assert_eq!(sure.len(), 3, "what was read, what others read, and what is from memory: {sure:?}");
}

#[test]
fn ids_are_unique_over_all_packs() {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for pack in packs() {
        for promise in &pack.promises {
            assert_eq!(seen.insert(&promise.id, &pack.id), None, "{}", promise.id);
        }
    }
}

/// What counts of a promise: everything that moves its due time. A text that is only mended stays.
fn what_counts() -> Vec<String> {
    let each = packs().iter().flat_map(|pack| &pack.promises).map(|one| {
        let clause = one.clause.as_deref().unwrap();
        let (from, when) = (one.from, &one.when);
        let within = match one.within {
            Within::Span(span) => span.to_string(),
            Within::AsSoonAsPossible { target } | Within::Regularly { target } => {
                target.map_or_else(|| "no number".to_owned(), |span| format!("aim {span}"))
            }
        };
        let mut line = vec![
            format!("{}: {} {} to {}", one.id, one.class(), one.act, one.to),
            format!("within {within}"),
            format!("from {} {}", from.event, from.time),
        ];
        line.extend(one.every.map(|every| format!("every {every}")));
        line.extend(when.severity.iter().map(|severity| format!("if {severity}")));
        line.extend(when.regime.iter().map(|regime| format!("if {regime}")));
        line.extend(when.role.iter().map(|role| format!("if {role}")));
        line.extend(when.member_state.iter().map(|state| format!("if {state}")));
        line.extend(clause.follows.iter().map(|other| format!("follows {other}")));
        line.extend(clause.kept_with.iter().map(|other| format!("with {other}")));
        line.extend(clause.extension.map(|more| format!("more {more}")));
        line.extend(one.is_recommended().then(|| "should".to_owned()));
        line.extend(clause.validity.from.map(|day| format!("since {day}")));
        line.join(", ")
    });
    each.collect()
}

/// A promise that was ever released stays as it was: a case that was counted by it must be counted so for
/// ever. A law that changes ends the old promise (`valid_until`) and gets a new one. New lines are added
/// to the list by `UPDATE_EXPECT=1`; none is ever taken out.
#[test]
fn a_promise_that_was_ever_in_a_pack_stays_in_it_as_it_was() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/promises.lock");
    let locked = std::fs::read_to_string(path).unwrap_or_default();
    let now = what_counts();
    for line in locked.lines() {
        assert!(now.iter().any(|one| one == line), "a pack no longer has this promise:\n{line}");
    }
    let fresh: Vec<_> = now.iter().filter(|one| !locked.lines().any(|line| line == *one)).collect();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let all = locked.lines().map(str::to_owned).chain(fresh.into_iter().cloned());
        std::fs::write(path, all.map(|line| line + "\n").collect::<String>()).unwrap();
    } else {
        assert!(fresh.is_empty(), "new promises, add them with UPDATE_EXPECT=1: {fresh:#?}");
    }
}

/// The types say it: a law that pauses is not a value, so no reader, no pack and no later change of one
/// can make such a promise.
#[test]
fn there_is_no_law_that_pauses() {
    let pausing = || Pausing {
        reasons: vec![policy::PauseReason::AwaitingReporter],
        cap: clock::PauseCap(core::time::Duration::from_secs(3_600)),
    };
    for class in Class::ALL {
        let basis = Basis::new(*class, Some(pausing()));
        assert_eq!(basis.is_none(), *class == Class::Law, "{class}");
        assert_eq!(
            basis.and_then(|basis| basis.pausing().cloned()).is_some(),
            *class != Class::Law
        );
    }
    assert_eq!(Basis::Law.pausing(), None);
    for promise in packs().iter().flat_map(|pack| &pack.promises) {
        assert!(promise.pause().is_empty() || promise.class() != Class::Law);
    }
}

#[test]
fn a_pack_is_switched_on_by_its_name_and_known_by_its_version() {
    let policy = read("[law]\npacks = [\"kernel\", \"gdpr\"]\nmember_state = \"DE\"\n");
    let used: Vec<_> = policy.law.packs.iter().map(|one| (one.id.as_str(), one.version)).collect();
    let version = |id| pack(id).unwrap().version();
    assert_eq!(used, [("kernel", version("kernel")), ("gdpr", version("gdpr"))]);
    assert_eq!(policy.promises.len(), 0, "they stand beside the team's own");
    assert!(policy.promise("gdpr-notification").is_some());
    assert!(policy.promise("cra-notification").is_none());
    let source = include_str!("../../../../packs/kernel.toml");
    assert_eq!(version("kernel"), policy::PackVersion::of(source));
    assert_eq!(version("kernel").to_string(), policy::PolicyVersion::of(source).to_string());
}

#[test]
fn the_role_decides_what_is_owed_for_a_product() {
    let text = format!(
        "[law]\npacks = [\"cra\"]\nmember_state = \"DE\"\n{}{}{}",
        product("app", "manufacturer"),
        product("lib", "steward"),
        product("site", "neither")
    );
    let policy = read(&text);
    assert_eq!(policy.product("lib").unwrap().role, Some(Role::Steward));
    let owed = |on, product| in_force(&policy, on, product).join(" ");
    let now = "2026-11-20";
    expect!["cra-assess-exploitation cra-assess-incident cra-early-warning cra-notification cra-final-report cra-incident-early-warning cra-incident-notification cra-incident-final-report cra-intermediate-report cra-inform-users cra-inform-users-of-incident cra-announced-mitigation"]
        .assert_eq(&owed(now, Some("app")));
    expect!["cra-assess-exploitation cra-assess-incident"].assert_eq(&owed(now, Some("lib")));
    assert_eq!(owed(now, Some("site")), "");
    assert_eq!(owed(now, None), owed(now, Some("app")), "until somebody says which: the strictest");
    assert_eq!(owed("2026-09-10", Some("app")), "", "the day before it is in force");
    assert!(owed("2027-12-11", Some("lib")).contains("cra-steward-early-warning"));
    assert!(!owed("2027-12-10", Some("lib")).contains("cra-steward-early-warning"));
    assert!(owed("2027-12-11", Some("app")).contains("cra-publish-fixed cra-report-upstream"));
}

#[test]
fn irish_guidance_is_for_those_established_in_ireland() {
    let owed = |state: &str| {
        let law = format!("[law]\npacks = [\"cra\"]\n{state}");
        let policy = read(&format!("{law}{}", product("app", "manufacturer")));
        in_force(&policy, "2026-11-20", None).contains(&"cra-detailed-notification-ie")
    };
    assert!(owed("member_state = \"IE\"\n"));
    assert!(!owed("member_state = \"DE\"\n"));
    assert!(!owed(""));
}

#[test]
fn a_pack_that_does_not_exist_is_refused_with_what_was_meant() {
    expect![[r#"
        error[unknown-reference]: there is no pack `nis-2`
         --> line 8, column 10
          |
        8 | packs = ["nis-2", "hipaa"]
          |          ^^^^^^^
          = instead: did you mean `nis2`?
        error[unknown-reference]: there is no pack `hipaa`
         --> line 8, column 19
          |
        8 | packs = ["nis-2", "hipaa"]
          |                   ^^^^^^^
          = instead: use one of `bod-20-01`, `cna`, `cra`, `distros`, `dora`, `gdpr`, `kernel`, `nis2`, `openssf-badge`, `psti`
    "#]]
        .assert_eq(&findings("[law]\npacks = [\"nis-2\", \"hipaa\"]\nmember_state = \"DE\"\n"));
}

#[test]
fn the_same_pack_twice_is_refused() {
    expect![[r#"
        error[duplicate]: `kernel` stands here twice
         --> line 8, column 20
          |
        8 | packs = ["kernel", "kernel"]
          |                    ^^^^^^^^
          = instead: leave one of them out
    "#]]
    .assert_eq(&findings("[law]\npacks = [\"kernel\", \"kernel\"]\n"));
}

#[test]
fn a_product_without_a_role_is_refused_where_the_pack_asks_for_it() {
    let plain = "[[product]]\nid = \"app\"\nname = \"App\"\n";
    expect![[r#"
        error[missing]: `cra` asks what you are to `app`
          --> line 11, column 6
           |
        11 | id = "app"
           |      ^^^^^
           = instead: add `role = "manufacturer"`, `"steward"` or `"neither"` to it
    "#]]
    .assert_eq(&findings(&format!("[law]\npacks = [\"cra\"]\nmember_state = \"DE\"\n{plain}")));
    assert_eq!(findings(&format!("[law]\npacks = [\"kernel\"]\n{plain}")), "");
}

#[test]
fn a_pack_that_asks_for_roles_needs_a_product() {
    expect![[r#"
        error[missing]: `cra` asks what you are to each product, and this policy has no product
         --> line 7, column 1
          |
        7 | [law]
          | ^^^^^
          = instead: add `[[product]]` with `role = "manufacturer"`, `"steward"` or `"neither"`
    "#]]
    .assert_eq(&findings("[law]\npacks = [\"cra\"]\nmember_state = \"DE\"\n"));
}

#[test]
fn a_missing_or_unknown_member_state_is_a_finding() {
    expect![[r#"
        warning[missing]: `gdpr` is reported to the CSIRT or authority of one Member State, and this policy names none
         --> line 8, column 10
          |
        8 | packs = ["gdpr"]
          |          ^^^^^^
          = instead: add `member_state = "DE"`, where your main establishment is; leave it out when that is outside the European Union
    "#]].assert_eq(&findings("[law]\npacks = [\"gdpr\"]\n"));
    expect![[r#"
        error[unknown-value]: this is not the code of a Member State of the European Union
         --> line 9, column 16
          |
        9 | member_state = "UK"
          |                ^^^^
          = instead: write one of AT, BE, BG, CY, CZ, DE, DK, EE, ES, FI, FR, GR, HR, HU, IE, IT, LT, LU, LV, MT, NL, PL, PT, RO, SE, SI, SK; leave it out outside the Union
    "#]].assert_eq(&findings("[law]\npacks = [\"gdpr\"]\nmember_state = \"UK\"\n"));
}

#[test]
fn a_pack_outside_its_days_is_a_finding_of_that_day() {
    let law =
        format!("[law]\npacks = [\"cra\"]\nmember_state = \"DE\"\n{}", product("app", "steward"));
    let policy = read(&law);
    let on =
        |date| policy.findings_on(day(date)).iter().map(ToString::to_string).collect::<String>();
    assert_eq!(on("2026-09-11"), "");
    expect![[r#"
        warning[out-of-force]: `cra` is in force since 2026-09-11, so nothing of it counts today
         --> line 8, column 10
          |
        8 | packs = ["cra"]
          |          ^^^^^
          = instead: leave it out until then, or keep it: it counts by itself on its days"#]]
    .assert_eq(&on("2026-09-10"));
}

#[test]
fn an_own_promise_cannot_take_the_name_of_one_of_a_pack() {
    expect![[r#"
        error[duplicate]: the pack `kernel` has a promise with the id `kernel-release`
          --> line 10, column 6
           |
        10 | id = "kernel-release"
           |      ^^^^^^^^^^^^^^^^
           = instead: give yours another id
    "#]].assert_eq(&findings(
        "[law]\npacks = [\"kernel\"]\n[[promise]]\nid = \"kernel-release\"\ndo = \"fix\"\nwithin = \"3 days\"\nsource = \"s\"\n",
    ));
}

#[test]
fn a_pack_that_counts_business_days_needs_a_calendar() {
    let head = "[program]\nid = \"p\"\nname = \"P\"\ncontact = [{ email = \"a@example.org\" }]\n";
    let found = policy::parse(&format!("{head}[law]\npacks = [\"bod-20-01\"]\n")).unwrap_err();
    expect![[r#"
        error[bad-calendar]: `bod-20-01` counts business days, and this policy has no calendar
         --> line 5, column 1
          |
        5 | [law]
          | ^^^^^
          = instead: add `[calendar]` with `zone = "Europe/Berlin"` or where the team works"#]]
    .assert_eq(&found.iter().map(ToString::to_string).collect::<String>());
}

#[test]
fn a_law_that_should_pause_is_a_finding() {
    expect![[r#"
        error[law-pauses]: the law never pauses
          --> line 13, column 9
           |
        13 | pause = ["awaiting reporter"]
           |         ^^^^^^^^^^^^^^^^^^^^^
           = instead: leave `pause` out, or name another `class`
    "#]].assert_eq(&findings(
        "[[promise]]\nid = \"a\"\ndo = \"report\"\nto = \"csirt\"\nwithin = \"24 hours\"\nclass = \"law\"\npause = [\"awaiting reporter\"]\nsource = \"s\"\n",
    ));
}

#[test]
fn what_a_clause_says_must_fit_its_promise() {
    let row = |more: &str| {
        findings(&format!(
            "[[promise]]\nid = \"a\"\ndo = \"report\"\nto = \"csirt\"\nwithin = \"24 hours\"\nsource = \"s\"\n{more}\n"
        ))
    };
    expect![[r#"
        error[missing]: `[[promise]]` has no `follows`: it counts from the notice that answers another promise, and this names that one
         --> line 7, column 1
          |
        7 | [[promise]]
          | ^^^^^^^^^^^
          = instead: add `follows = …` to it
    "#]].assert_eq(&row("from = \"submitted\""));
    expect![[r#"
        error[unknown-reference]: `a` names a promise `b`, which is not here
         --> line 8, column 6
          |
        8 | id = "a"
          |      ^^^
          = instead: did you mean `a`?
    "#]]
    .assert_eq(&row("from = \"submitted\"\nfollows = \"b\""));
    expect![[r#"
        error[unknown-reference]: `a` names a promise `b`, which is not here
         --> line 8, column 6
          |
        8 | id = "a"
          |      ^^^
          = instead: did you mean `a`?
        error[contradiction]: it counts from `received`, so no other promise starts it
          --> line 13, column 11
           |
        13 | follows = "b"
           |           ^^^
           = instead: write `from = "submitted"`, or leave `follows` out
    "#]]
    .assert_eq(&row("follows = \"b\""));
    expect![[r#"
        error[contradiction]: a promise does not wait for itself
          --> line 13, column 13
           |
        13 | kept_with = "a"
           |             ^^^
           = instead: name another promise
    "#]]
    .assert_eq(&row("kept_with = \"a\""));
    expect![[r#"
        error[contradiction]: more time is counted in the unit of the time that it is added to
          --> line 13, column 13
           |
        13 | extension = "1 month"
           |             ^^^^^^^^^
           = instead: write both with one unit, like `1 month` and `2 months`
    "#]]
    .assert_eq(&row("extension = \"1 month\""));
    expect![[r#"
        error[contradiction]: it ends on 2027-01-01, before it begins on 2027-01-02
          --> line 14, column 15
           |
        14 | valid_until = 2027-01-01
           |               ^^^^^^^^^^
           = instead: swap the two days
    "#]]
    .assert_eq(&row("valid_from = 2027-01-02\nvalid_until = 2027-01-01"));
}

#[test]
fn the_reference_page_of_packs_is_current() {
    expect_test::expect_file!["../../../../docs/packs.md"].assert_eq(&policy::packs_reference());
}

#[test]
fn a_pack_says_in_words_what_it_owes_where_it_is_written_and_how_sure_that_is() {
    expect![[r#"
        Digital Operational Resilience Act: Regulation (EU) 2022/2554; Delegated Regulation (EU) 2025/301
        https://eur-lex.europa.eu/eli/reg/2022/2554/oj

        Financial entities report major incidents of their information technology to their competent authority. Customers in finance pass parts of it on to suppliers by contract.

        Followed up to 2026-11-15. In force since 2025-01-17. Counted strictly, and beside it by Regulation 1182/71. Asks for `member_state` in `[law]`.
        Version 66d8ed0f598f6a249266881f05c09103002d42bcea9e85b700bfe6d4f8dacb77.

        dora-classify-incident
          Our own target is to decide whether it is a major incident as soon as possible after we have learned of an incident (our own aim: within 20 hours).
          Article 18: Decide whether an incident is major. The aim leaves four hours for the initial notification before its outer limit of 24 hours from awareness.
          Taken from somebody else's report of the source.

        dora-initial-notification
          The law obliges us to report it to the authority within 4 hours after an incident is classified as major.
          Article 19(4)(a); Delegated Regulation (EU) 2025/301, Article 5: The initial notification as early as possible and within four hours after the incident was classified as major.
          There is relief at weekends and on holidays for smaller entities (from memory); it is not counted.
          Taken from somebody else's report of the source.

        dora-initial-notification-limit
          The law obliges us to report it to the authority within 24 hours after we have become aware of a major incident.
          Article 19(4)(a); Delegated Regulation (EU) 2025/301, Article 5: The initial notification at the latest 24 hours after becoming aware of the incident, whenever it was classified.
          What keeps `dora-initial-notification` keeps it too.
          Taken from somebody else's report of the source.

        dora-intermediate-report
          The law obliges us to report it to the authority within 72 hours after the notice before it was sent once it was decided to be a major incident.
          Article 19(4)(b); Delegated Regulation (EU) 2025/301, Article 5: An intermediate report within 72 hours after the initial notification was submitted, and again once regular work has been recovered.
          It counts from the notice that answers `dora-initial-notification`.
          Taken from somebody else's report of the source.

        dora-final-report
          The law obliges us to report it to the authority within 1 month after the notice before it once it was decided to be a major incident.
          Article 19(4)(c); Delegated Regulation (EU) 2025/301, Article 5: A final report within one month after the intermediate report, or the latest update of it.
          It counts from the notice that answers `dora-intermediate-report`.
          Taken from somebody else's report of the source.
    "#]].assert_eq(&pack("dora").unwrap().in_words());
    expect![[r#"
        UK product security regime: Product Security and Telecommunications Infrastructure Act 2022; S.I. 2023/1007
        https://www.legislation.gov.uk/uksi/2023/1007

        Makers of connectable consumer products sold in the United Kingdom publish how to report a security issue and when they answer.

        Followed up to 2026-11-15. In force since 2024-04-29.
        Version 838bab18ea10af08043aa467e69c361306b424086d7d91bf17a124c613fa7052.

        psti-published-timescales
          Publish a contact, the time to an acknowledgement, and the time between status updates until resolution, as long as the product is on sale.
          Schedule 1, paragraph 2: Publish, in English, free of charge and without being asked, where to report a security issue, when the reporter receives an acknowledgement, and when status updates come until the issue is resolved.
          Written from memory: check it before you rely on it.
    "#]].assert_eq(&pack("psti").unwrap().in_words());
}
