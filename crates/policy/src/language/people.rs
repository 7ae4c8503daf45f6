//! `[program]` and `[[product]]`: who receives reports, and about what.

use super::Kind::{Day, Entries, Flag, Https, Id, Text, Texts, Word};
use super::{Key, SOURCE, Section, key, tables, words};
use crate::law::Role;
use crate::product::ProductKind;

/// Where a policy's own entries are told apart from well-known ones.
pub(super) const PROGRAM: Section = Section {
    path: "program",
    about: "The team that makes the promises, and how it is reached.",
    keys: &[
        key("id", Id, "Its name in addresses. It never changes.", "\"example\"").required(),
        key("name", Text, "Its name for people.", "\"Example\"").required(),
        key("about", Text, "One or two sentences about it.", "\"We make examples.\""),
        key("url", Https, "Its home page.", "\"https://example.org\""),
        key(
            "languages",
            Texts,
            "The languages a report may be written in, as BCP 47 tags, the preferred one first.",
            "[\"en\", \"de\"]",
        ),
        key(
            "not_by",
            Texts,
            "Ways by which reports must not be sent.",
            "[\"public issue\", \"chat\"]",
        ),
        Key { required: true, ..tables("contact", &CONTACT) },
        tables("key", &KEY),
    ],
};

const CONTACT: Section = Section {
    path: "program.contact",
    about: "One way to reach the team besides this instance, the preferred one first. It has exactly one of `email`, `url`, `github` and `phone`.",
    keys: &[
        key("email", Text, "An e-mail address.", "\"security@example.org\""),
        key("url", Https, "A page or form.", "\"https://example.org/report\""),
        key(
            "github",
            Text,
            "A repository on GitHub with private vulnerability reporting, as `owner/repository`; `this` for the one in which the policy stands.",
            "\"example/example\"",
        ),
        key("phone", Text, "A number in international form.", "\"+44 20 7946 0000\""),
        key("note", Text, "What it is for, when that is not plain.", "\"for urgent matter\""),
        key("source", Text, SOURCE, "\"Please write to security@example.org.\""),
    ],
};

const KEY: Section = Section {
    path: "program.key",
    about: "A key to encrypt reports to.",
    keys: &[
        key(
            "uri",
            Text,
            "Where the key is: `https:`, `dns:` or `openpgp4fpr:` (RFC 9116 §2.5.4).",
            "\"https://example.org/key.asc\"",
        )
        .required(),
        key(
            "fingerprint",
            Text,
            "Its fingerprint: 40 or 64 hexadecimal digits, spaces allowed.",
            "\"0123456789abcdef0123456789abcdef01234567\"",
        ),
        key("expires", Day, "The last day on which it may be used.", "2030-12-31"),
    ],
};

pub(super) const PRODUCT: Section = Section {
    path: "product",
    about: "One thing that the program receives reports about.",
    keys: &[
        key("id", Id, "Its name within the policy.", "\"server\"").required(),
        key("name", Text, "Its name for people.", "\"Example Server\"").required(),
        key("type", Word(words::<ProductKind>), "What it is.", "\"application\"")
            .default("application"),
        key(
            "role",
            Word(words::<Role>),
            "What the team is to it in the words of the Cyber Resilience Act. Needed by the pack `cra`.",
            "\"manufacturer\"",
        ),
        key("repository", Https, "Where its source is.", "\"https://example.org/server.git\""),
        key("latest", Text, "Its newest released version.", "\"2.1.0\""),
        key(
            "versions_url",
            Https,
            "Where the supported versions are listed, when not here.",
            "\"https://example.org/versions\"",
        ),
        key(
            "versions_note",
            Text,
            "Which versions are supported, in words.",
            "\"The two most recent releases.\"",
        ),
        tables("versions", &VERSION),
    ],
};

const VERSION: Section = Section {
    path: "product.versions",
    about: "One row of the table of supported versions. The first row about a version decides; a version that no row is about gets no security updates.",
    keys: &[
        key(
            "version",
            Text,
            "`latest`, `any`, `1.2.3`, `1.2.x`, `< 2.0`, `<= 2.0`, `> 1.0` or `>= 1.0`.",
            "\"2.x\"",
        )
        .required(),
        key("supported", Flag, "Whether these versions get security updates.", "true").required(),
        key("until", Day, "The last day on which they do.", "2030-12-31"),
        key("source", Text, "The row of the published table, word for word.", "\"2.x: yes\""),
    ],
};

/// The keys of an entry of scope; used by `[scope]`.
pub(super) const SCOPE_ITEM: Section = Section {
    path: "scope entry",
    about: "A text is enough where an entry needs no id of its own: the id is then made from it.",
    keys: &[
        key("id", Id, "Its name, by which a decision can name it.", "\"server\"").required(),
        key("what", Text, "What is meant.", "\"The server\"").required(),
        key("product", Id, "The product that is meant, by its id.", "\"server\""),
        key("report_to", Text, "Where to report it instead.", "\"its maintainers\""),
        key("source", Text, SOURCE, "\"Reports about the server are welcome.\""),
    ],
};

/// A list of entries of scope.
pub(super) const fn scope_items(name: &'static str, help: &'static str) -> Key {
    key(name, Entries(&SCOPE_ITEM), help, "[\"The server\"]")
}
