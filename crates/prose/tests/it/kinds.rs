//! Kinds of sentences that texts nobody had read before showed: what each is, and what it only looks like.

use prose::{Bounty, Claims, Format, Promise, SupportForm};

fn read(text: &str, format: Format) -> Claims {
    prose::claims(&prose::read(text, format).expect("a short text"))
}

fn claims(text: &str) -> Claims {
    read(text, Format::Markdown)
}

fn addresses(claims: &Claims) -> Vec<&str> {
    claims.contacts.iter().map(|contact| contact.address.as_str()).collect()
}

fn required(claims: &Claims) -> Vec<&str> {
    claims.report.required.iter().map(|field| field.words.as_str()).collect()
}

fn short(promise: &Promise) -> String {
    let severity: Vec<&str> = promise.severity.iter().map(|s| s.as_str()).collect();
    let most = promise.time.max.map_or(String::new(), |most| most.to_string());
    format!(
        "{} {most} {} [{}]",
        promise.deed.as_str(),
        promise.time.unit.as_str(),
        severity.join(" ")
    )
}

fn promises(text: &str) -> Vec<String> {
    claims(text).promises.iter().map(short).collect()
}

#[test]
fn who_found_a_flaw_of_the_past_is_nobody_to_report_to() {
    let text = "# Security\n\nReport flaws to security@one.example.\n\n\
        ## History\n\nOne 2.0 and older have a hole. Responsibly reported by \
        [Ada](mailto:ada@two.example) via [a tracker](https://security.two.example/report).\n\n\
        Versions before 1.9 contain a bug, [CVE-2020-1234](https://nvd.example/security/CVE-2020-1234).\n";
    assert_eq!(addresses(&claims(text)), ["security@one.example"]);
}

#[test]
fn a_report_that_goes_by_email_is_not_one_made_by_somebody() {
    let claims =
        claims("# Security\n\nFlaws are reported by sending an email to security@one.example.\n");
    assert_eq!(addresses(&claims), ["security@one.example"]);
}

#[test]
fn advisories_that_the_team_tells_with_are_no_way_to_tell_the_team() {
    let text = "# Security\n\n## Reporting\n\nWrite to security@one.example to report a flaw.\n\n\
        ## Communication\n\n[Security advisories](https://github.com/one/one/security/advisories) will be used \
        to communicate while a flaw is fixed.\n";
    assert_eq!(addresses(&claims(text)), ["security@one.example"]);
}

#[test]
fn a_page_on_hardening_is_read_and_a_page_that_says_how_to_report_is_a_way() {
    let text = "# Security\n\nOne follows the process published at \
        https://github.com/one/community/blob/main/SECURITY.md.\n\n\
        For the threat model and hardening see the [security guide](https://one.example/docs/security/).\n";
    assert!(!addresses(&claims(text)).contains(&"https://one.example/docs/security/"));
    let text = "# Security\n\nDo not open an issue for a security flaw.\n\
        The reporting process is described [here](https://github.com/one/org/blob/main/SECURITY.md).\n";
    assert_eq!(addresses(&claims(text)), ["https://github.com/one/org/blob/main/SECURITY.md"]);
}

#[test]
fn the_way_for_those_who_cannot_use_the_first_one_is_a_way() {
    let text = "# Security\n\n## Reporting a vulnerability\n\nReport it \
        [in private](https://github.com/one/one/security/advisories/new).\n\n\
        If you cannot use GitHub, use the [security contact](https://desk.example/security).\n";
    assert_eq!(
        addresses(&claims(text)),
        ["https://github.com/one/one/security/advisories/new", "https://desk.example/security"]
    );
}

#[test]
fn each_field_of_a_security_txt_is_a_line_of_its_own() {
    let text = "Contact: mailto:security@one.example\nContact: https://one.example/contact-security\n\
        Expires: 2030-01-01T00:00:00Z\n";
    let claims = read(text, Format::Plain);
    assert_eq!(
        addresses(&claims),
        ["security@one.example", "https://one.example/contact-security"]
    );
}

#[test]
fn what_checks_include_is_nothing_that_a_report_holds() {
    let claims = claims(
        "# Security\n\nSome checks include code review, version pinning and signed releases.\n",
    );
    assert_eq!(required(&claims), [""; 0]);
}

#[test]
fn a_list_in_two_languages_is_read_once_and_its_own_lead_is_no_field() {
    let text = "# Security\n\nPlease follow the process below:\n\n1. Write to security@one.example\n\
        2. Include the following information:\n   - Description of the flaw\n   - Steps to reproduce\n\n   \
        请包含以下信息：\n   - 漏洞描述\n   - 复现步骤\n";
    assert_eq!(required(&claims(text)), ["Description of the flaw", "Steps to reproduce"]);
}

#[test]
fn fields_after_a_colon_are_read_one_by_one() {
    let text = "# Security\n\n## Reporting\n\nWrite to security@one.example. Include: a reproducer, the affected version, \
        and your suggested severity.\n";
    assert_eq!(required(&claims(text)).len(), 3, "{:?}", required(&claims(text)));
}

#[test]
fn what_a_report_may_include_only_helps() {
    let text = "# Security\n\n## How to report\n\nPlease tell us as much as you can. This may include:\n\n\
        - Description of the flaw\n- Steps to reproduce\n";
    let claims = claims(text);
    assert_eq!(required(&claims), [""; 0]);
    assert_eq!(claims.report.helpful.len(), 2);
}

#[test]
fn money_without_reports_is_no_bounty() {
    let claims = |text| claims(text).bounty.kind;
    assert_eq!(
        claims("# Security\n\nNever pay someone to download One; no paid edition exists.\n"),
        Bounty::Unspecified
    );
    assert_eq!(
        claims("# Security\n\nWe do not provide compensations for reporting vulnerabilities.\n"),
        Bounty::No
    );
}

#[test]
fn a_promise_not_to_sue_in_a_list_of_promises_is_one() {
    let text = "# Security\n\nWe commit to:\n\n- **Not** pursuing legal action against researchers who follow this policy.\n";
    assert_eq!(claims(text).harbor.statements.len(), 1);
}

#[test]
fn a_fix_that_comes_late_is_no_promise_of_a_time() {
    let text = "# Security\n\nWe follow a 90-day coordinated disclosure window. If a fix cannot be delivered within 90 days, \
        we will talk with the reporter.\n";
    assert_eq!(promises(text), [""; 0]);
    assert_eq!(claims(text).disclosure.limits.len(), 1);
}

#[test]
fn a_label_says_less_of_the_deed_than_its_sentence_and_lower_means_all_below() {
    assert_eq!(
        promises(
            "# Security\n\n- **Resolution timeline:** We aim to release a fix within 30 days for critical flaws and 90 days \
             for lower-severity issues.\n"
        ),
        ["fix 30 days [critical]", "fix 90 days [low medium high]"]
    );
    assert_eq!(
        promises("# Security\n\nWe aim to publish a fix within 60 days.\n"),
        ["fix 60 days []"]
    );
}

#[test]
fn a_table_as_a_list_of_lists_is_a_table() {
    let text = "Security\n========\n\nSupported versions\n------------------\n\n.. list-table::\n   :header-rows: 1\n\n   \
        * - Version\n     - Supported\n   * - 4.5.x\n     - Yes\n   * - 4.4.x\n     - No\n\nThanks.\n";
    let supported = read(text, Format::ReStructuredText).supported;
    let rows: Vec<_> =
        supported.rows.iter().map(|row| (row.version.as_str(), row.supported)).collect();
    assert_eq!(supported.form, SupportForm::Table);
    assert_eq!(rows, [("4.5.x", Some(true)), ("4.4.x", Some(false))]);
}

#[test]
fn a_table_by_severity_is_a_rule_and_no_promise() {
    let text = "# Security\n\nWhich versions get fixes depends on the score:\n\n| CVSS | Supported Versions |\n| --- | --- |\n\
        | 9.0 and more | Releases within the previous three months |\n| less | Most recent release |\n";
    let claims = claims(text);
    assert_eq!(claims.promises, []);
    assert_eq!(claims.supported.form, SupportForm::Prose);
}

#[test]
fn versions_may_stand_alone_or_behind_a_link() {
    let form = |text| claims(text).supported;
    assert_eq!(form("# Security\n\n## Supported versions\n\n* 0.7.x\n").form, SupportForm::Prose);
    let linked = form(
        "# Security\n\n## Supported versions\n\nTo find the details of our supported versions \
         [click here](https://docs.one.example/versions)\n",
    );
    assert_eq!(
        (linked.form, linked.link.as_deref()),
        (SupportForm::Link, Some("https://docs.one.example/versions"))
    );
}

#[test]
fn a_window_that_may_be_raised_is_the_window_of_the_same_people() {
    let text = "# Security\n\nA three week window will be provided to members of the private distributor list until the \
        release. In exceptional circumstances the team will raise this window to four weeks.\n";
    let found = claims(text);
    let shown: Vec<_> = found.promises.iter().map(|one| (short(one), one.to.as_str())).collect();
    assert_eq!(
        shown,
        [
            ("advance_notice 3 weeks []".to_owned(), "distributors"),
            ("advance_notice 4 weeks []".to_owned(), "distributors")
        ]
    );
}
