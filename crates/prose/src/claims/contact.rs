//! How to report: mailboxes, pages, private reports of a repository host, programmes and chats.
//!
//! An address alone is no contact: the sentence, what introduces it or the heading must speak of reporting.
//! Addresses in links to other projects, of press offices, of mailing lists that only announce, and of keys
//! are left out.

use super::address::{Address, addresses};
use super::pattern;
use super::regular;
use super::scene::{Line, Scene, Stand};
use super::{Contact, Escalation, ForbiddenWay, Quote, Way};
use crate::reader::BlockKind;

/// The most ways to report that are listed.
const MAX_CONTACTS: usize = 200;

/// Words that speak of reporting.
const REPORTS: &[&str] = &[
    "report|reports|reported|reporting|disclose|disclosed|disclosing|submit|submitted|submitting|submission|submissions",
    "contact|contacts|contacting|contacted|email|emails|emailed|emailing|mail|message|messaging|reach",
    "send|sent|sending|notify|inform|write|forward|file|fill|complete / let us know",
    "private|confidential|security issue|list|advisory|report|vulnerability|contact|team|mailbox",
];
/// Headings under which addresses are contacts.
const REPORT_HEADINGS: &[&str] = &[
    "report|reporting|reports|contact|contacts|contacting|disclose|disclosing|disclosure|submit|submitting|found|find|security",
    "vulnerability|vulnerabilities / how to",
];
/// What an address is for when it is no way to report.
const ELSEWHERE: &[&str] = &[
    "announce|announcements|announcement|subscribe|newsletter|join|subscribing|notified|oss-security",
    "press|media|legal|sales|licensing|trademark",
    "public key|pgp|gpg|fingerprint|keyserver|userid|keys ?for ?at|uid",
    "third-party|third party|upstream|dependency|dependencies|other projects ..12 report|reported|contact",
    "members|membership|sponsor|sponsored|participation",
    "list of|all ..3 advisories|vulnerabilities|issues",
    "published|past|known|public vulnerabilities|advisories|cves ..4 listed|found|at|on|can",
    "for ..3 information|details|guidance|questions ..4 see|read|visit|review|about|on|refer|check",
    "see|read|refer|consult|learn|visit|following ?our ?the|more|guide|documentation|guidelines|our",
    "release|releases|changelog|license|copyright",
    "non-security|general|normal|regular|ordinary|functional|other bugs|bug|issues|questions|support|feedback",
    "interested|application|apply / notification list",
    "permission|not ..3 security",
    "acknowledged|hall|credits",
    "forbidden|not ..3 report ..4 to|via|through|in|on|using",
];

/// What contacts were found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) contacts: Vec<Contact>,
    pub(super) forbidden: Vec<ForbiddenWay>,
    pub(super) images: Vec<Quote>,
}

/// Every way to report, most preferred first.
pub(super) fn contacts(scene: &Scene<'_>, escalations: &[Escalation]) -> Found {
    let mut found = Found::default();
    // Whether the block so far speaks of the parts of others.
    let mut others = (usize::MAX, false);
    for line in &scene.lines {
        if scene.lead(line).is_some_and(|lead| regular::leads_not_by(lead.text())) {
            let quote = scene.quote_line(line);
            found.forbidden.push(ForbiddenWay { what: line.text().to_owned(), quote });
            continue;
        }
        if !super::promise::is_escalation(line) && found.forbidden.len() < MAX_CONTACTS {
            found.forbidden.extend(forbidden(scene, line));
        }
        others = (line.block, others == (line.block, true) || parts_of_others(line));
        if found.contacts.len() < MAX_CONTACTS {
            one_line(scene, line, others.1, escalations, &mut found);
        }
    }
    images(scene, &mut found);
    loose(scene, &mut found);
    pointers(scene, &mut found);
    without_repeats(&mut found.contacts);
    // A page is a way to report only when nothing better is said, or when it is said to be one.
    rank(&mut found.contacts);
    found
}

/// The mailbox of a text in another language, when it names one and no other: no word tells what others are for.
pub(super) fn only_mailbox(scene: &Scene<'_>) -> Vec<Contact> {
    let mut found: Vec<Contact> = Vec::new();
    for line in &scene.lines {
        for address in addresses(line).into_iter().filter(|address| address.way == Way::Email) {
            if found.iter().all(|known| known.address != address.address) {
                found.push(Contact {
                    way: Way::Email,
                    address: address.address,
                    preferred: true,
                    fallback: false,
                    obfuscated: address.obfuscated,
                    quote: scene.quote_line(line),
                });
            }
        }
    }
    if found.len() == 1 { found } else { Vec::new() }
}

fn one_line(
    scene: &Scene<'_>,
    line: &Line<'_>,
    others: bool,
    escalations: &[Escalation],
    found: &mut Found,
) {
    if line.stand == Stand::Heading || others || of_others(scene, line) {
        return;
    }
    let quote = || scene.quote_line(line);
    if scene.lead(line).is_some_and(|lead| regular::leads_contacts(lead.text())) {
        // Every item of such a list is a way to report, and their order is the one that is preferred.
        let mut push = |way, address: String, obfuscated| {
            let (preferred, fallback, quote) = (false, false, quote());
            found.contacts.push(Contact { way, address, preferred, fallback, obfuscated, quote });
        };
        if let Some(number) = line.text().strip_prefix("By telephone: ") {
            let number = number.split(" (").next().unwrap_or(number);
            push(Way::Phone, number.to_owned(), false);
        } else if let Some(first) = addresses(line).into_iter().next() {
            push(first.way, first.address, first.obfuscated);
        }
        return;
    }
    let speaks = line.has_any(REPORTS);
    let led = scene.led_by(line, REPORTS);
    let headed = scene.right_under(line, REPORT_HEADINGS) || scene.headings(line).next().is_none();
    let fallback_words = line.has_any(&[
        "if ..8 not|no|unable|can't|fails|reason",
        "alternatively|alternative|otherwise|backup|back-up|fallback|escalat*|secondary",
        "or",
    ]);
    for address in addresses(line) {
        let escalates = escalations.iter().any(|e| e.to == address.address);
        let program =
            !matches!(address.way, Way::Email | Way::Web | Way::GithubPrivateReport | Way::Chat);
        let relevant = match address.way {
            Way::Web => (speaks || led && line.words.len() <= 6) && is_report_page(line, &address) && (headed || led || line.has("report|reporting|submit|contact|reported|disclose|message ..9 vulnerability|vulnerabilities|security|issue|issues|privately|form|via|at|to|through|using|us|our")),
            Way::GithubPrivateReport => speaks || led || headed,
            Way::Email => {
                speaks || led || headed && is_alone(line) || scene.under(line, &["report|reporting|contact"])
            }
            _ => speaks || led || headed,
        };
        // "If nobody answers, contact one of these:" is the way of the escalation.
        if !relevant
            || scene.leads(line).any(super::promise::is_escalation)
            || is_elsewhere(scene, line, &address)
            || closed(line)
            || communicates(line)
            || taken_back(scene, line)
            || is_forbidden(line)
                && !line.has("instead|but|privately / email ..3 to / please ..2 send|report|email")
        {
            continue;
        }
        if escalates && found.contacts.iter().all(|c| c.address != address.address) {
            // Known as the place to escalate to; listed last, as such.
            if !line.has("report|submit ..6 via|to|through|at|using")
                || super::promise::is_escalation(line)
            {
                found.contacts.push(Contact {
                    way: address.way,
                    address: address.address,
                    preferred: false,
                    fallback: true,
                    obfuscated: address.obfuscated,
                    quote: quote(),
                });
                continue;
            }
        }
        let preferred = line
            .has_any(&["prefer|preferred|preferably|recommended|recommend|primary / best way"])
            && !fallback_words;
        let known = found.contacts.iter_mut().find(|c| {
            c.address
                .trim_end_matches('/')
                .eq_ignore_ascii_case(address.address.trim_end_matches('/'))
        });
        match known {
            Some(known) => known.preferred |= preferred,
            None => found.contacts.push(Contact {
                way: address.way,
                address: address.address,
                preferred,
                fallback: !program
                    && line.has_any(&[
                        "if ..8 not|unable|fails|reason",
                        "alternatively|backup|secondary",
                    ]),
                obfuscated: address.obfuscated,
                quote: quote(),
            }),
        }
    }
}

/// "Use this list to reach the team. Do not use it for reports.": the next sentence says what it is not for.
fn taken_back(scene: &Scene<'_>, line: &Line<'_>) -> bool {
    scene
        .lines_of(line.block)
        .iter()
        .find(|next| next.range.start >= line.range.end)
        .is_some_and(|next| {
            next.has("not|never ?be use|used|send|email|mail ?it|this|these|them|the ?address|list|mailbox|channel ..3 report|reports|reporting|vulnerabilities|vulnerability")
                && addresses(next).iter().all(|other| other.way != Way::Email)
        })
}

/// Whether a sentence says where to report what is wrong with the parts of others.
fn parts_of_others(line: &Line<'_>) -> bool {
    line.has("third-party / third party module|modules|package|packages|library|dependency|plugin|plugins")
        && line.has("report|reported|reporting|contact")
}

/// What is said about somebody else: what is out of scope, modules of others, people who are told early.
fn of_others(scene: &Scene<'_>, line: &Line<'_>) -> bool {
    let early = scene.led_by(
        line,
        &[
            "ahead of",
            "list of people",
            "we ..3 notify|contact|inform",
            "membership",
            "list members",
            "members of ..3 list|program|programme",
        ],
    );
    let ordinary = line.has("public ..2 tracker|issues|issue ..3 for")
        || line.has(
            "most|normal|regular|other|ordinary|non-security ..2 bugs|issues ..6 reported|report",
        );
    // "For vulnerabilities in: - the platform: report to its makers", "report upstream".
    let elsewhere = scene.led_by(line, &["for|about|concerning ..4 vulnerabilities|vulnerability|issues|bugs|problems|flaws in|of :"])
        || line.has("report|reported|reports|reporting|belong|belongs ..4 upstream")
            && !line.has("upstream ?project ..3 we|us");
    // "If it concerns DNS in general and you want to tell several vendors".
    let several = line.has("report|tell|inform|notify|coordinate|disclose ..6 to|with|by ?a number|several|multiple|many|other ?of ?other implementers|implementations|vendors|projects|parties");
    early || ordinary || elsewhere || several || scene.right_under(line, &["exclusions|excluded|out-of-scope|non-vulnerabilities / out of scope / not ..3 report|send"])
}

/// A short text that only points elsewhere: its pages are the way. Beside another way, a page to read more at,
/// a process that is followed and a key are none.
fn pointers(scene: &Scene<'_>, found: &mut Found) {
    let other = found.contacts.iter().any(|contact| !contact.fallback);
    let sentences =
        scene.lines.iter().filter(|line| matches!(line.stand, Stand::Text | Stand::Item)).count();
    if sentences > 8 {
        return;
    }
    for (index, line) in scene.lines.iter().enumerate() {
        let speaks = |line: &Line<'_>| {
            line.has("security|vulnerability|vulnerabilities|vulnerabilit*|policy")
        };
        let alone = !line.text().contains(' ');
        if line.stand == Stand::Heading
            || of_others(scene, line)
            || about_products(line)
            || other && (only_to_read(line) || !alone && !line.has("report|reports|reporting|reported|submit|submitted|disclose|disclosed|disclosure|contact|form|portal|program|programme|bounty"))
            || !(speaks(line)
                || scene.before(index).is_some_and(speaks)
                || scene.right_under(line, REPORT_HEADINGS) && alone)
        {
            continue;
        }
        let says_how = line.has("for how / how to ?privately report|disclose / reporting|disclosure|vulnerability ?and ?disclosure process|procedure|instructions|policy|communications");
        for address in addresses(line) {
            let lower = address.address.to_ascii_lowercase();
            let known = found
                .contacts
                .iter()
                .any(|contact| contact.address.eq_ignore_ascii_case(&address.address));
            let named = lower.contains("security") || lower.contains("vuln");
            let page = address.way == Way::Web
                && address.address.starts_with("http")
                && (named || says_how);
            // The rules of another repository are read; where nothing else is said, they say how to report.
            let file = lower.contains("/blob/") || lower.contains("contributing");
            let read_elsewhere = reads(&lower) && !(says_how && !other && file);
            if page
                && !known
                && !lower.contains("announce")
                && !read_elsewhere
                && !lower.contains("support")
            {
                found.contacts.push(Contact {
                    way: Way::Web,
                    address: address.address,
                    preferred: false,
                    fallback: false,
                    obfuscated: false,
                    quote: scene.quote_line(line),
                });
            }
        }
    }
}

/// Whether a sentence points to a page that is read and not reported at.
fn only_to_read(line: &Line<'_>) -> bool {
    line.has_any(&[
        "key|keys|pgp|gpg",
        "read|learn more",
        "follow|follows|per|under ..4 process|policy|guidelines|procedure",
        "additional|more|further|full|detailed ..3 information|details|breakdown|documentation|policy|policies",
    ]) || about_products(line)
}

/// Whether a page is said to be about running or judging the product safely.
fn about_products(line: &Line<'_>) -> bool {
    line.has("hardening|guidance|audits|audit|deploying|best|recommended / threat model / security model|features|considerations|overview")
        && !line.has("report|reports|reporting|reported|contact|disclose|submit")
}

/// Two addresses of private reporting in one repository are one way.
fn without_repeats(contacts: &mut Vec<Contact>) {
    let mut kept: Vec<Contact> = Vec::new();
    for contact in contacts.drain(..) {
        let repository = |contact: &Contact| {
            contact.address.split("/security").next().unwrap_or_default().to_lowercase()
        };
        let same = kept.iter_mut().find(|other| {
            other.way == Way::GithubPrivateReport
                && contact.way == Way::GithubPrivateReport
                && repository(other) == repository(&contact)
        });
        match same {
            Some(other) if contact.address.ends_with("/new") => other.address = contact.address,
            Some(_) => {}
            None => kept.push(contact),
        }
    }
    *contacts = kept;
}

/// Ways that are named without an address: "the Security tab", "GitHub Security Advisories".
fn loose(scene: &Scene<'_>, found: &mut Found) {
    const GITHUB: &[&str] = &[
        "report a ?security vulnerability ..3 button|form|feature|tab",
        "click|clicking|select|selecting|choose|choosing|press|hit|button|labelled|labeled ..5 report a ?security vulnerability",
        "\"|“ report a ?security vulnerability",
        "private vulnerability|security reporting|reports|report",
        "github security advisory|advisories|tab|page|reporting|vulnerability",
        "security advisories|advisory ..4 github|repository|repo|tab|feature",
        "draft|private|new ?github security advisory",
        "open|file|submit|create ?a|an ?private ?security advisory ..6 github|repository|repo",
        "security tab",
        "security page ?on|of|in ?the ?this repository|repo|github",
        "privately report|reporting ..6 github|tab",
        "github private|confidential|privately",
        "private|confidential ?vulnerability ?security security-advisory|advisory|advisories feature|flow|form|function|functionality|system|mechanism",
        "private vulnerability|security disclosure|reporting feature|flow|form|function|functionality|system|mechanism|channel",
    ];
    if found
        .contacts
        .iter()
        .any(|contact| contact.way == Way::GithubPrivateReport && !contact.fallback)
    {
        return;
    }
    let hit = scene.lines.iter().find(|line| {
        let named = line.has_any(GITHUB) && !(line.stand == Stand::Heading);
        let asked = line.has_any(&["report|reports|reported|reporting|submit|submitted|use|using|click|open|create|opening|creating|through|via|message|prefer|leverages|contact|enabled|navigate"])
            || scene.led_by(line, REPORTS);
        let published = line.has_any(&["publish|published|publishes|announce|announced|coordinates|released|credited|credit", "listed|past|previous|existing ..3 advisory|advisories|vulnerabilities|issues", "will|we ..4 create|open|draft|request|draft|use", "advisory ..2 will ?be", "discuss|discussed|database", "learn|about"]) && !line.has("report a vulnerability / private ?security ?vulnerability report|reporting|reports");
        named && asked && !published && !is_forbidden(line)
    });
    if let Some(line) = hit {
        let preferred = line.has_any(&["prefer|preferred|preferably|recommended"]);
        let fallback = line.has_any(&["also", "alternatively|or"]) && !found.contacts.is_empty();
        let contact = Contact {
            way: Way::GithubPrivateReport,
            address: String::new(),
            preferred,
            fallback: false,
            obfuscated: false,
            quote: scene.quote_line(line),
        };
        let at = if fallback {
            found.contacts.len()
        } else {
            found
                .contacts
                .iter()
                .position(|other| other.quote.start > contact.quote.start)
                .unwrap_or(found.contacts.len())
        };
        found.contacts.insert(at, contact);
    }
}

/// Pictures in a place where an address is expected.
fn images(scene: &Scene<'_>, found: &mut Found) {
    for (index, block) in scene.document.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Code) {
            continue;
        }
        for image in &block.passage.images {
            let name = format!("{} {}", image.alt, image.target).to_lowercase();
            let named =
                ["contact", "mail", "e-mail", "address"].iter().any(|word| name.contains(word))
                    && !name.contains("badge")
                    && !name.contains("shields.io");
            let asked = scene
                .lines_of(index)
                .iter()
                .any(|line| line.has_any(&["send|email|contact|mail|write|reach"]));
            let has_address = scene
                .lines_of(index)
                .iter()
                .any(|line| addresses(line).iter().any(|a| a.way == Way::Email));
            let asked =
                asked && !has_address && (named || block.passage.text().split(' ').count() < 12);
            if (named && !has_address) || asked {
                let plain = image.alt.clone();
                found.images.push(scene.quote_bytes(image.span.clone(), plain));
            }
        }
    }
}

/// Whether a line is little more than its address.
fn is_alone(line: &Line<'_>) -> bool {
    line.words.len() <= 12 || line.has("security|secure|psirt|cert|vulnerab*")
}

/// Whether a page is known as one to read: documentation, standards, keys, lists.
fn reads(url: &str) -> bool {
    const READS: &[&str] = &[
        "en.wikipedia",
        "docs.github.com",
        "docs.microsoft.com",
        "learn.microsoft.com",
        "semver.org",
        "first.org",
        "keepachangelog",
        "cve.mitre",
        "nvd.nist",
        "cwe.mitre",
        "shields.io",
        "/blob/",
        "/tree/",
        "/releases",
        "keys.openpgp",
        "keybase.io",
        ".asc",
        "/pks/",
        "contributing",
        "code-of-conduct",
        "owasp.org",
        "openpgp.org",
        "gnupg.org",
        "security.txt",
        "linuxfoundation.org/security",
        "bestpractices",
        "advisory-db",
        "github.com/advisories",
        "cve.org",
        "rfc-editor.org",
        "ietf.org",
        // One advisory is no place for another.
        "/ghsa-",
        // What a host pays for flaws of its own.
        "bounty.github.com",
    ];
    READS.iter().any(|part| url.contains(part))
}

/// Whether a page is one to report at, rather than one to read.
fn is_report_page(line: &Line<'_>, address: &Address) -> bool {
    let lower = address.address.to_ascii_lowercase();
    if reads(&lower) {
        return false;
    }
    // A public list of issues is a way only where the text says so in so many words.
    let issue_list = lower.trim_end_matches('/').ends_with("/issues")
        && !line.has("reported|report|submitted|submit|filed ..2 through|via|in|on|using|as ..3 issues|issue|tracker");
    // "file-path-formats" holds no form: short names count as whole words of the address.
    let page = ["report", "contact", "security", "disclos", "vuln", "submit", "msrc"]
        .iter()
        .any(|part| lower.contains(part))
        || lower.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| {
            ["bug", "bugs", "bugzilla", "form", "forms", "tips", "issue", "issues"].contains(&part)
        });
    let before = line
        .passage
        .text()
        .get(line.range.start..address.range.start.max(line.range.start))
        .unwrap_or_default();
    let near = super::words::words(before, 0..before.len());
    let near = near.get(near.len().saturating_sub(4)..).unwrap_or_default();
    let leads = pattern::has_any(
        near,
        &[
            "at|to|via|through|using|use|on|by|contact|visit|form|page|here|:|portal|with|message|in",
            "start|open|create|begin a|an|?new",
        ],
    );
    // "Bugs in [the library](…) should be reported by email": what the report is about.
    let subject = pattern::has_any(
        near,
        &[
            "bug|bugs|issue|issues|vulnerability|vulnerabilities|problem|problems in|of|with|within|affecting",
            "as recommended|suggested|described|defined by|in",
            "enumerated|described|listed|defined|documented|outlined|explained|covered by|in|on|at",
            "read|see|review|follow ..8 on|in|at",
        ],
    );
    // "Report issues in [the issue tracker](…)": where they go, for all that it says "issues in".
    let shown = line.passage.text().get(address.range.clone()).unwrap_or_default().to_lowercase();
    let subject = subject
        && !["tracker", "portal", "form", "jira", "here"].iter().any(|name| shown.contains(name));
    // "What our [policy](…) covers, please send to us": rules are read, wherever the sentence goes on to.
    let rules = ["policy", "guidelines", "terms", "threat model"];
    let subject = subject || rules.iter().any(|name| shown.ends_with(name));
    !issue_list && !subject && (page || leads) && (leads || line.words.len() <= 6)
}

fn is_elsewhere(scene: &Scene<'_>, line: &Line<'_>, address: &Address) -> bool {
    let start = line
        .words
        .iter()
        .position(|word| word.range.start >= address.range.start)
        .unwrap_or(line.words.len());
    let before = line.words.get(start.saturating_sub(14)..start).unwrap_or_default();
    let near = line
        .words
        .get(start.saturating_sub(14)..line.words.len().min(start + 8))
        .unwrap_or_default();
    let strong = line.has_any(&["report|reported|reporting|disclose|submit|submitted|send|sent|contact|email|emailing|emailed ..9 vulnerability|vulnerabilities|issue|issues|report|reports|security|privately|bug|bugs|them|it|us|directly|exploit", "post|submit|send|file|share|make ..3 vulnerability|security ?vulnerability report|reports"]);
    let list = address.address.to_ascii_lowercase();
    let announces = list.contains("announce")
        || list.contains("oss-security")
        || list.contains("noreply")
        || list.contains("example.com")
        || list.contains("@users.noreply");
    let members = scene.under(line, &["membership|members|joining|distributors|announcement|announcements|notifications|requesting|requests|embargo|team|incident"]) && !scene.right_under(line, &["report|reporting|contact|secondary"]) && !(line.has("report|reporting ..6 to|via|at|by") && strong);
    let keys = address.way != Way::Email
        && pattern::has_any(near, &["key|keys|pgp|gpg|fingerprint|keyserver|encrypt|encrypted"])
        || pattern::has_any(before, &["userid|uid|key ?is ?for|fingerprint"]);
    let elsewhere = !strong && pattern::has_any(near, ELSEWHERE);
    // "For general questions, email …": somebody else's address.
    let third = line.has_any(&["third-party|third ?party module|modules|dependency|dependencies|library|libraries|packages|components ..10 reported|report|contact", "upstream project|maintainers|vendor", "not|non ?security ?related ..3 bugs|issues|questions", "press|media inquiries|,|legal", "all press", "subscribe|subscribing|unsubscribe", "without prior|permission", "for ..3 permission", "added|add|join|joining ..4 list", "leak|leaked / shared information", "malicious|malware ..4 package|packages|report|reporting|process", "questions|question|comments|feedback|inquiries ..3 about|regarding|concerning|on ..3 policy|document|page|programme|program|process"]);
    // "The team will send a summary to …", "for general guidance, contact …": no way to report.
    let told = address.way == Way::Email
        && pattern::has_any(
            before,
            &[
                "we|team|lead|maintainers|committee will|may ?also send|email|post|announce",
                "own feedback",
            ],
        );
    let guidance = line.has(
        "for ..1 general|sensitive|further|more|additional guidance|information|questions|help",
    ) && !line.has("report|vulnerability|vulnerabilities");
    let told = told || line.has("announcement|advisory ..3 is|are|will ?be sent|posted");
    // "Reported by [a person](…) via [a place](…)": who found a flaw of the past.
    let past = pattern::has_any(
        before,
        &["reported|found|discovered|disclosed|identified|provided|contributed|spotted by"],
    ) && !pattern::has_any(
        before,
        &[
            "by ?sending ?an ?a ?the email|e-mail|mail|emailing|mailing|message|writing|contacting|using|submitting|opening|filing",
        ],
    ) || line.has("cve-1*|cve-2*")
        || line.has("versions|version ..12 vulnerable|contain|contained");
    announces || past || told || guidance || members || keys || elsewhere || third || (address.way == Way::Web && line.has_any(&["published|listed|found|available|see|maintains|found|information ..6 at|on|in|here|:|can"]) && !line.has("report|reporting|submit|contact|message|disclosed|reported ..8 at|to|via|through|on|using|form"))
}

/// "Advisories will be used to communicate": the place where the team tells, and not where it is told.
fn communicates(line: &Line<'_>) -> bool {
    line.has("used|use ?it ?them to communicate|publish|announce|track|inform|notify|disseminate / made public")
        && !line.has("report|reports|reporting|reported|submit|please")
}

/// A programme that has ended.
fn closed(line: &Line<'_>) -> bool {
    line.has_any(&["closed|ended|discontinued|shut|deprecated|retired", "no longer"])
}

fn is_forbidden(line: &Line<'_>) -> bool {
    // "If you cannot use the form, use the contact of …": the other way is not forbidden by that.
    let unable = line.has("if|when|where ..3 cannot|unable ..2 use|access|reach|open / if|when|where ..2 can not use|access|reach|open")
        && !line.has("please|must|should ?do not");
    !unable
        && line.has_any(&["do|should|must|please|can|never ?please ?* not|avoid ..6 report|file|open|use|create|disclose|post|submit|send|email|raise|discuss", "not ..2 report|file|open|create|post|submit|send|raise|reported|entered|disclosed|emailed", "instead of filing|opening|reporting"])
}

/// Ways in which reports are not wanted.
fn forbidden(scene: &Scene<'_>, line: &Line<'_>) -> Vec<ForbiddenWay> {
    const NOT: &[&str] = &[
        "not|never|avoid|refrain|instead ..7 report|reporting|file|filing|open|opening|use|using|create|creating|disclose|post|posting|submit|send|raise|reported|disclosed|entered|discuss|publicly|handle|filed|through|via|discussed|create|created",
        "rather than",
    ];
    let Some(range) = pattern::find_any(&line.words, NOT) else { return Vec::new() };
    let rest = line.words.get(range.start..).unwrap_or_default();
    let rest = rest.get(..rest.len().min(30)).unwrap_or(rest);
    const WAYS: &[(&str, &str)] = &[
        (
            "public issue",
            "public|publicly|github|gitlab|generic|normal|regular|ticket|open ?bug ?github ?gitlab ?issue issue|issues|bug|tracker|ticket|tickets|tracker|report|repository|discussion",
        ),
        ("public issue", "issue|bug|ticket tracker|trackers"),
        ("public issue", "issue|issues|ticket|tickets"),
        ("pull request", "pull request|requests"),
        ("pull request", "pr|prs"),
        (
            "public forum",
            "forum|forums|discord|slack|twitter|chat|discussions|stackoverflow|groups",
        ),
        ("public forum", "social media|network|networks|channels"),
        ("mailing list", "mailing list|lists"),
        ("email", "via|over|by|through email"),
    ];
    let mut found: Vec<ForbiddenWay> = Vec::new();
    for (what, pattern) in WAYS {
        if pattern::find(rest, pattern).is_some() && !found.iter().any(|way| way.what == *what) {
            found.push(ForbiddenWay { what: (*what).to_owned(), quote: scene.quote_line(line) });
        }
    }
    found
}

/// The preferred one first; what is only a way out last; otherwise the order of the text.
fn rank(contacts: &mut [Contact]) {
    contacts.sort_by_key(|contact| (contact.fallback, !contact.preferred, contact.quote.start));
    let none = contacts.iter().all(|contact| !contact.preferred);
    if let Some(first) = contacts.first_mut().filter(|_| none) {
        first.preferred = true;
    }
}
