//! Rules about how a report reaches the team.

use prose::Way;

use crate::finding::Severity::{Error, Note, Warning};
use crate::rule::{Look, Notes, Rule};
use crate::subject::{Subject, span};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "no-contact",
        title: "no way to report",
        severity: Error,
        why: "A policy exists so that a report reaches somebody; this one names nobody.",
        write: "name a mailbox that the team reads, or a private form",
        example: "Report to security@acme.test.",
        sources: &["ISO/IEC 29147 clause 9", "OSPS-VM-02.01", "CRA Annex I part II (6)"],
        look: Look::Policy(no_contact),
    },
    Rule {
        code: "contact-without-address",
        title: "a contact without an address",
        severity: Error,
        why: "A reporter is told to write and not where to; the report goes to a public issue instead.",
        write: "put the address into the sentence",
        example: "Email our security team at security@acme.test.",
        sources: &["published policies that say \"email our security team\" and give no address"],
        look: Look::Policy(contact_without_address),
    },
    Rule {
        code: "contact-in-image",
        title: "a contact that stands in a picture only",
        severity: Error,
        why: "Neither a screen reader nor a program reads it, and it vanishes with the picture.",
        write: "write the address as text beside the picture",
        example: "",
        sources: &["a published policy whose address is a picture", "WCAG 2.2, 1.4.5"],
        look: Look::Policy(contact_in_image),
    },
    Rule {
        code: "public-contact",
        title: "reports go to a public place",
        severity: Error,
        why: "Attackers read public issues as well, before there is a fix.",
        write: "name a private way, and ask people not to open a public issue",
        example: "Do not open a public issue. Report to security@acme.test.",
        sources: &["OSPS-VM-03.01", "OpenSSF badge: vulnerability_report_private"],
        look: Look::Policy(public_contact),
    },
    Rule {
        code: "personal-mailbox",
        title: "a mailbox of one person",
        severity: Warning,
        why: "When that person is ill, on holiday or gone, nobody reads the reports and no clock is kept.",
        write: "name a mailbox or list that several people read",
        example: "security@acme.test",
        sources: &["OpenSSF guide to coordinated disclosure", "RFC 2142 §4"],
        look: Look::Policy(personal_mailbox),
    },
    Rule {
        code: "general-mailbox",
        title: "a mailbox for everything",
        severity: Note,
        why: "Reports lie among other mail, are read by people who need not know them, and wait in that queue.",
        write: "use a mailbox for security alone",
        example: "security@acme.test",
        sources: &["RFC 2142 §4"],
        look: Look::Policy(general_mailbox),
    },
    Rule {
        code: "link-without-mailto",
        title: "a link to an e-mail address without `mailto:`",
        severity: Warning,
        why: "It leads to a page that does not exist.",
        write: "put `mailto:` before the address",
        example: "[our address](mailto:security@acme.test)",
        sources: &["RFC 6068"],
        look: Look::Policy(link_without_mailto),
    },
    Rule {
        code: "insecure-contact",
        title: "a contact page without TLS",
        severity: Warning,
        why: "A report sent there can be read and changed on the way.",
        write: "use the `https://` address",
        example: "",
        sources: &["RFC 9116 §2.5.3"],
        look: Look::Policy(insecure_contact),
    },
    Rule {
        code: "obfuscated-address",
        title: "an address written so that programs do not find it",
        severity: Note,
        why: "Mail programs, screen readers and scanners do not find it either.",
        write: "write the address plainly; spam filters are better than this",
        example: "security@acme.test",
        sources: &["published policies"],
        look: Look::Policy(obfuscated_address),
    },
    Rule {
        code: "email-refused",
        title: "reports by e-mail are refused",
        severity: Note,
        why: "Who has no account with the platform, or may not open one, cannot report.",
        write: "name a way that needs no account, at least for what is exploited already",
        example: "",
        sources: &["NIST SP 800-216", "BOD 20-01: reports are not limited to registered people"],
        look: Look::Policy(email_refused),
    },
    Rule {
        code: "account-needed",
        title: "every way to report needs an account",
        severity: Note,
        why: "Who has no account with the platform, or may not open one, cannot report.",
        write: "name a mailbox or form as well",
        example: "If you cannot use GitHub, write to security@acme.test.",
        sources: &["BOD 20-01: reports are not limited to registered people", "CRA Annex II (2)"],
        look: Look::Policy(account_needed),
    },
];

/// Whether a report could be sent with what the text says.
fn is_reachable(contact: &prose::Contact) -> bool {
    if !contact.address.is_empty() {
        return true;
    }
    match contact.way {
        Way::Email | Way::Web | Way::Phone => false,
        // A repository needs no address, when its own way to report is meant.
        Way::GithubPrivateReport => {
            let said = contact.quote.plain.to_lowercase();
            ["github", "advisor", "security tab", "security page", "private"]
                .iter()
                .any(|word| said.contains(word))
        }
        _ => true,
    }
}

/// Where the address stands in its sentence; the sentence, where markup lies between its parts.
pub(crate) fn named(contact: &prose::Contact, notes: &Notes<'_>) -> core::ops::Range<usize> {
    let sentence = span(&contact.quote);
    let text = notes.source.text().get(sentence.clone()).unwrap_or_default();
    match text.find(&contact.address) {
        Some(at) if !contact.address.is_empty() => {
            sentence.start + at..sentence.start + at + contact.address.len()
        }
        _ => sentence,
    }
}

fn has_way(subject: &Subject<'_>) -> bool {
    subject.claims.contacts.iter().any(is_reachable)
}

/// Words that tell to write to somebody.
const WRITE: &[&str] = &[
    "email our security team",
    "e-mail our security team",
    "email us",
    "e-mail us",
    "email our",
    "e-mail our",
    "sending an email",
    "sending an e-mail",
    "send an email",
    "send an e-mail",
    "via email",
    "by email",
    "contact our security team",
    "contact the security team",
    "report it to our security team",
    "report it to us",
    "contact us",
    "to the security team",
    "contact the maintainers",
];

/// Where it tells to write, without saying where to.
fn told_to_write(subject: &Subject<'_>) -> Option<core::ops::Range<usize>> {
    let sentence = subject.sentence_with(&[WRITE])?;
    Some(subject.words_in(&sentence, WRITE))
}

/// Whether there are sentences that a contact could be missing from.
fn is_read(subject: &Subject<'_>) -> bool {
    subject.is_data() || (subject.words() >= 5 && !subject.is_foreign())
}

fn no_contact(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let other = told_to_write(subject).is_some()
        || public_way(subject).is_some()
        || !subject.claims.image_contacts.is_empty();
    if is_read(subject) && !has_way(subject) && !other && subject.pointer().is_none() {
        notes.absent("this policy names no way to report");
    }
}

fn contact_without_address(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if has_way(subject) || !subject.claims.image_contacts.is_empty() {
        return;
    }
    if let Some(span) = told_to_write(subject) {
        notes.at(&span, "this tells to write and does not say where to");
    }
}

fn contact_in_image(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if has_way(subject) {
        return;
    }
    for quote in &subject.claims.image_contacts {
        notes.at(&span(quote), "the address stands in a picture and nowhere else");
    }
}

fn public_way(subject: &Subject<'_>) -> Option<core::ops::Range<usize>> {
    let text = |range: &core::ops::Range<usize>| {
        subject.source.text().get(range.clone()).unwrap_or_default().to_lowercase()
    };
    let refused =
        ["not ", "never", "n't", "n\u{2019}t", "avoid", "refrain", "rather than", "instead of"];
    subject
        .sentences_with(&[
            &[
                "open an issue",
                "file an issue",
                "create an issue",
                "open a new issue",
                "raise an issue",
                "open a github issue",
                "create a github issue",
                "issue tracker",
                "submit an issue",
            ],
            &["vulnerab", "security", "report", "find"],
        ])
        .find(|range| !refused.iter().any(|word| text(range).contains(word)))
}

fn public_contact(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if !has_way(subject)
        && let Some(span) = public_way(subject)
    {
        notes.at(&span, "this sends reports to a place that everybody reads");
    }
}

/// Parts of a mailbox's name that say that it is a role.
const ROLES: &[&str] = &[
    "secur",
    "vuln",
    "psirt",
    "csirt",
    "cert",
    "abuse",
    "disclos",
    "report",
    "team",
    "bug",
    "core",
    "private",
    "maintain",
    "developer",
    "committe",
    "contact",
    "info",
    "support",
    "help",
    "admin",
    "hello",
    "office",
    "trust",
    "incident",
    "safety",
    "embargo",
    "list",
    "group",
    "pki",
    "root",
    "steering",
    "board",
    "noreply",
    "privacy",
    "legal",
    "compliance",
    "infra",
    "service",
    "desk",
    "vdp",
    "product",
    "owner",
    "feedback",
    "mail",
    "sales",
    "ask",
    "conduct",
    "coc",
    "cna",
    "foundation",
];
/// Short names of roles, which must stand alone.
const SHORT_ROLES: &[&str] =
    &["sec", "soc", "dev", "devs", "ops", "it", "hq", "tsc", "pmc", "cve", "oss", "sirt"];
/// Mailboxes for everything.
const GENERAL: &[&str] = &[
    "support", "info", "contact", "hello", "help", "admin", "office", "sales", "mail", "feedback",
    "service",
];

fn mailboxes<'s>(
    subject: &'s Subject<'_>,
) -> impl Iterator<Item = (&'s prose::Contact, String, String)> {
    subject.claims.contacts.iter().filter(|contact| contact.way == Way::Email).filter_map(
        |contact| {
            let lower = contact.address.to_ascii_lowercase();
            let (name, host) = lower.split_once('@')?;
            Some((contact, name.to_owned(), host.to_owned()))
        },
    )
}

fn personal_mailbox(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    for (contact, name, host) in mailboxes(subject) {
        let is_list = host.starts_with("lists.")
            || host.contains("googlegroups")
            || host.contains("groups.io");
        let alone = name.split(['.', '-', '_', '+']).any(|part| SHORT_ROLES.contains(&part));
        let is_role = alone || ROLES.iter().any(|role| name.contains(role));
        // A mailbox that bears the name of its own host is the project's.
        let of_the_host =
            host.split('.').next().is_some_and(|first| first.len() > 2 && name.contains(first));
        if !is_list && !is_role && !of_the_host {
            let address = &contact.address;
            notes.at(
                &named(contact, notes),
                format!("{address} looks like the mailbox of one person"),
            );
        }
    }
}

fn general_mailbox(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    for (contact, name, _) in mailboxes(subject) {
        if GENERAL.contains(&name.as_str()) {
            let address = &contact.address;
            notes.at(&named(contact, notes), format!("{address} takes every kind of mail"));
        }
    }
}

fn link_without_mailto(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let Some(document) = &subject.document else { return };
    for (_, passage) in document.passages() {
        for link in &passage.links {
            let target = link.target.trim();
            let bare = !target.contains([':', '/', '#', '?'])
                && target.split_once('@').is_some_and(|(name, host)| {
                    !name.is_empty() && host.contains('.') && !host.ends_with('.')
                });
            let written = notes.source.text().get(link.span.clone()).unwrap_or_default();
            // An address in angle brackets, or one that a reader made a link of itself, has no mistake.
            if bare && written.contains("](") {
                notes.write(
                    &link.span,
                    format!("this link leads to a page named {target}"),
                    format!("write `mailto:{target}`"),
                );
            }
        }
    }
}

fn insecure_contact(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    for contact in &subject.claims.contacts {
        if contact.address.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://")) {
            notes.at(&named(contact, notes), format!("{} has no TLS", contact.address));
        }
    }
}

fn obfuscated_address(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    for contact in subject.claims.contacts.iter().filter(|contact| contact.obfuscated) {
        notes.at(&named(contact, notes), "programs do not find this address");
    }
}

fn refuses_email<'s>(subject: &'s Subject<'_>) -> Option<&'s prose::ForbiddenWay> {
    subject.claims.forbidden_ways.iter().find(|way| {
        let what = way.what.to_lowercase();
        what == "email" || what == "e-mail" || what.contains("over email") || what == "mail"
    })
}

fn email_refused(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    if let Some(way) = refuses_email(subject) {
        notes.at(&span(&way.quote), "reports by e-mail are refused");
    }
}

fn account_needed(subject: &Subject<'_>, notes: &mut Notes<'_>) {
    let needs =
        |way: Way| !matches!(way, Way::Email | Way::Web | Way::Phone | Way::Chat | Way::Matrix);
    let contacts: Vec<_> =
        subject.claims.contacts.iter().filter(|contact| is_reachable(contact)).collect();
    if let Some(first) = contacts.first()
        && contacts.iter().all(|contact| needs(contact.way))
        && refuses_email(subject).is_none()
    {
        notes.at(&span(&first.quote), "every way that is named needs an account");
    }
}
