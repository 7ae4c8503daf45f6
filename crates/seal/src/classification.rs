//! What every stored column is: sealed, plain, a pseudonym, a hash, or a key.
//!
//! One table, from which `docs/data-classification.md` is generated. The store's tests fail on a
//! column that is not listed here, so a new column begins with the question of who may read it
//! (OWASP ASVS 5.0, 14.1.1 and 14.2.4).

use core::fmt::Write as _;

/// How a column is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Sealed under a key that the data does not hold.
    Sealed,
    /// Readable by whoever has the data.
    Plain,
    /// Names a person only to those who know whose it is.
    Pseudonym,
    /// A digest of something that cannot be guessed, or a keyed or salted one.
    Hash,
    /// A public key, a signature, or a secret key wrapped to its holder.
    Key,
}

impl Class {
    /// Every class, in the order of the documentation.
    pub const ALL: [Self; 5] = [Self::Sealed, Self::Key, Self::Hash, Self::Pseudonym, Self::Plain];

    /// The class in one word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sealed => "sealed",
            Self::Plain => "plain",
            Self::Pseudonym => "pseudonym",
            Self::Hash => "hash",
            Self::Key => "key",
        }
    }

    /// What the class means to somebody who has the data folder, the database or a backup, and
    /// nothing else.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Sealed => {
                "Unreadable without a key that is not in the data. Its length is padded."
            }
            Self::Plain => {
                "Readable. Nothing that a reporter or the team wrote in private is here."
            }
            Self::Pseudonym => {
                "Readable, and points at one person; who that is stands nowhere in the data in the clear."
            }
            Self::Hash => {
                "A digest. What it was made of is too random to guess, or a key or a sealed salt went into it."
            }
            Self::Key => {
                "A public key, a signature, or a secret key wrapped so that only its holder opens it."
            }
        }
    }
}

/// A column and why it is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The column's name.
    pub name: &'static str,
    /// How it is protected.
    pub class: Class,
    /// Why, in one line.
    pub reason: &'static str,
}

/// A table of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// The table's name.
    pub name: &'static str,
    /// What its rows are, in one line.
    pub rows: &'static str,
    /// Its columns, in the order of the schema.
    pub columns: &'static [Column],
}

const fn sealed(name: &'static str, reason: &'static str) -> Column {
    Column { name, class: Class::Sealed, reason }
}

const fn plain(name: &'static str, reason: &'static str) -> Column {
    Column { name, class: Class::Plain, reason }
}

const fn pseudonym(name: &'static str, reason: &'static str) -> Column {
    Column { name, class: Class::Pseudonym, reason }
}

const fn hash(name: &'static str, reason: &'static str) -> Column {
    Column { name, class: Class::Hash, reason }
}

const fn key(name: &'static str, reason: &'static str) -> Column {
    Column { name, class: Class::Key, reason }
}

const PROGRAM: Column = plain("program_id", "the program's public short name");
const CASE: Column = plain("case_id", "random id; never a secret");
const CREATED: Column = plain("created_at", "time, for order and retention");

/// Every table and column of the store.
pub const TABLES: &[Table] = &[
    Table {
        name: "meta",
        rows: "facts about the instance: its id, schema version, recovery kit's public key",
        columns: &[
            plain("key", "the fact's name"),
            plain(
                "value",
                "nothing secret is kept here; secret settings are sealed under the root key before they come in",
            ),
        ],
    },
    Table {
        name: "program",
        rows: "programs that take reports",
        columns: &[
            PROGRAM,
            plain("name", "public: stands on the program's page"),
            CREATED,
            plain("policy_version", "public: SHA-256 of the policy in force"),
            plain("log_origin", "public: the name of the program's log"),
            plain("log_epoch", "public: counts new beginnings of the log after a restore"),
        ],
    },
    Table {
        name: "policy_version",
        rows: "every version of a program's policy",
        columns: &[
            PROGRAM,
            plain("version", "public: SHA-256 of the source"),
            plain("source", "public: the policy's text"),
            plain("in_force_from", "public: readers see what changed and when"),
        ],
    },
    Table {
        name: "report",
        rows: "reports as they came in",
        columns: &[
            PROGRAM,
            plain("report_id", "random id; never a secret"),
            CASE,
            plain("received_at", "promises count from it"),
            plain("policy_version", "the version the report is held to"),
            plain("channel", "form, API, mail or entered by the team"),
            sealed("sealed_body", "all that the reporter wrote; case key"),
            sealed("sealed_identity", "the reporter's name and contact, if given; case key"),
        ],
    },
    Table {
        name: "case_file",
        rows: "one row per case: what the queue and the background need to see",
        columns: &[
            PROGRAM,
            CASE,
            plain("handle", "random short name, said in notices"),
            plain("opened_at", "promises count from it"),
            plain("policy_version", "the version the case is held to"),
            plain("last_seq", "counts events; two people acting at once are noticed by it"),
            plain("last_recorded", "time of the last event"),
            plain("rm", "report management state: queues are made of it"),
            plain("em", "embargo state: promises depend on it"),
            plain("vfd", "fix state: promises depend on it"),
            plain("pxa", "public, exploit and attack state: promises depend on it"),
            plain("waiting", "whose turn it is"),
            plain("headline", "one of a fixed set of states in words; never the report's title"),
            plain("close_class", "how it ended; statistics are made of it"),
            plain(
                "next_due_at",
                "the queue is ordered by it, and reminders go out by it while nobody is signed in",
            ),
            plain("next_due_promise", "which promise of the public policy"),
            plain("next_due_to", "owed to the reporter, the public or the team"),
            pseudonym("assignee", "the member's account id; the queue is filtered by it"),
            plain("replay", "marks a replayed example"),
            plain("restricted", "open to those named on it only"),
            plain("held_since", "a legal hold keeps it from being erased"),
            sealed("sealed_state", "the folded case: title, severity, versions, notes; case key"),
        ],
    },
    Table {
        name: "event",
        rows: "all that happened in a case, in order",
        columns: &[
            PROGRAM,
            CASE,
            plain("seq", "the event's place in the case"),
            plain("event_id", "random id; never a secret"),
            plain("kind", "which kind of act; the log publishes it too"),
            plain("happened_at", "when it happened"),
            plain("learned_at", "when the team learned of it; promises count from it"),
            plain("recorded_at", "when it was written down"),
            pseudonym("actor", "member's account id, or “reporter”; never a name"),
            plain("visibility", "for the reporter too, or for the team"),
            sealed("sealed_body", "a random salt and what was written; case key"),
            plain("leaf_index", "the event's place in the log"),
        ],
    },
    Table {
        name: "deadline",
        rows: "what is owed, to whom, by when",
        columns: &[
            PROGRAM,
            CASE,
            plain("promise_id", "which promise of the public policy"),
            plain("occurrence", "counts repetitions"),
            plain("act", "what is owed"),
            plain("owed_to", "the reporter, the public or the team"),
            plain("class", "promise or internal target"),
            plain("started_at", "when the clock started"),
            plain(
                "due_at",
                "reminders go out by it while nobody is signed in; severity itself is sealed",
            ),
            plain("latest_at", "the latest arguable reading of the same promise"),
            plain("target_at", "the team's own earlier target"),
            plain("state", "running, paused, met or missed"),
            plain("met_at", "public statistics are made of it"),
        ],
    },
    Table {
        name: "case_key",
        rows: "the case's key, once for each who may open it; deleting these erases the case",
        columns: &[
            PROGRAM,
            CASE,
            plain(
                "holder_kind",
                "team, reporter, guest or party; or that a new key is due, and the earlier ones",
            ),
            pseudonym("holder_id", "the guest's account or the party's random id; else empty"),
            plain("epoch", "which team key"),
            key("wrap", "opens only with the holder's private key"),
        ],
    },
    Table {
        name: "receipt",
        rows: "what is kept of a reporter's receipt",
        columns: &[
            PROGRAM,
            CASE,
            hash("locator_hash", "SHA-256 of 256 bits derived from the receipt's 128 random bits"),
            hash("auth_hash", "SHA-256 of other 256 bits derived from the receipt"),
            key(
                "public_key",
                "the case key is sealed to it; the private half comes only from the receipt",
            ),
            CREATED,
        ],
    },
    Table {
        name: "party",
        rows: "what is kept of the key of an outside party of one case",
        columns: &[
            PROGRAM,
            CASE,
            pseudonym("party_id", "random id; never a name"),
            hash("locator_hash", "SHA-256 of 256 bits derived from the party's 128 random bits"),
            hash("auth_hash", "SHA-256 of other 256 bits derived from them"),
            key(
                "public_key",
                "the case key is sealed to it; the private half comes only from the party's secret",
            ),
            plain("standing", "invited, or with a key of its own"),
            sealed("sealed_name", "its short name within the case; case key"),
            plain("invited_at", "when its link was made"),
            plain("expires_at", "a party's access always ends"),
        ],
    },
    Table {
        name: "file",
        rows: "attachments; their bytes stand encrypted in the blob folder",
        columns: &[
            PROGRAM,
            CASE,
            plain("file_id", "random id; never a secret"),
            plain("seq", "the event that brought it"),
            sealed("sealed_name", "name and type; case key"),
            plain("stored_size", "size of the padded ciphertext"),
            hash("digest", "SHA-256 of the ciphertext, for the integrity check"),
            CREATED,
        ],
    },
    Table {
        name: "advisory",
        rows: "advisories, drafts and published",
        columns: &[
            PROGRAM,
            plain("advisory_id", "random id; never a secret"),
            CASE,
            plain("public_id", "our own number; a CVE id stays in the draft until it is published"),
            plain("edition", "counts published editions"),
            plain("state", "draft, interim, final or withdrawn"),
            sealed("sealed_draft", "the text before publication; case key"),
            plain("published", "public: the text as published"),
            plain("published_at", "public"),
            plain("modified_at", "public once published; before, when a draft was last kept"),
            plain("replay", "whether it replays a public advisory"),
            plain(
                "release_at",
                "when a draft is to come out: the job goes by it, and says nothing before",
            ),
            plain("release_by", "random id of the account that settled it"),
            sealed(
                "sealed_release",
                "what opens the case at that minute; root key; gone once it is out or taken back",
            ),
        ],
    },
    Table {
        name: "advisory_edition",
        rows: "editions of advisories that came out; a draft has no row",
        columns: &[
            PROGRAM,
            plain("advisory_id", "random id; never a secret"),
            plain("edition", "public"),
            plain("stage", "public: interim, final or withdrawn"),
            plain("record", "public: the text as published"),
            hash("digest", "SHA-256 of the text, which the log names"),
            plain("published_at", "public"),
            hash("files", "SHA-256 of the list of public files, which the log names"),
            plain("leaf_index", "where the log names it"),
        ],
    },
    Table {
        name: "published_document",
        rows: "what was rendered from the edition that is out; a draft has no row",
        columns: &[
            PROGRAM,
            plain("path", "public: its address"),
            plain("advisory_id", "random id; never a secret"),
            plain("format", "public"),
            plain("media_type", "public"),
            plain("body", "public"),
            hash("sha256", "of the body"),
            hash("sha512", "of the body"),
            plain("signature", "public"),
            plain("signed_by", "public: which key"),
            plain("modified_at", "public"),
        ],
    },
    Table {
        name: "credit",
        rows: "the hall of fame",
        columns: &[
            PROGRAM,
            CASE,
            plain(
                "line",
                "public: what the reporter chose to be called; written only on publication",
            ),
            plain("year", "public"),
            plain("link", "public: given by the reporter for publication"),
            plain("published_at", "public"),
        ],
    },
    Table {
        name: "ledger_leaf",
        rows: "entries of the program's log",
        columns: &[
            PROGRAM,
            plain("leaf_index", "the entry's place"),
            plain(
                "entry",
                "metadata as in `event` and salted commitments to the rest; the salt is sealed with the event",
            ),
            hash("leaf_hash", "RFC 6962 hash of the entry"),
        ],
    },
    Table {
        name: "ledger_tile",
        rows: "hashes of the log's tree",
        columns: &[
            PROGRAM,
            plain("level", "the tile's height in the tree"),
            plain("tile_index", "the tile's place"),
            hash("hashes", "RFC 6962 node hashes"),
        ],
    },
    Table {
        name: "ledger_head",
        rows: "where the log is appended",
        columns: &[
            PROGRAM,
            plain("size", "number of entries"),
            hash("frontier", "RFC 6962 node hashes"),
        ],
    },
    Table {
        name: "checkpoint",
        rows: "signed states of the log",
        columns: &[
            PROGRAM,
            plain("size", "public: number of entries"),
            hash("root", "public: RFC 6962 root hash"),
            key("note", "public: the signed checkpoint"),
            plain("signed_at", "public"),
        ],
    },
    Table {
        name: "account",
        rows: "members of the team",
        columns: &[
            pseudonym("user_id", "random id; stands for the member elsewhere"),
            pseudonym("login", "the name chosen to sign in with; the account is found by it"),
            hash(
                "verifier",
                "Argon2id with a random salt, over the passphrase and a pepper from the root key",
            ),
            key("public_key", "team keys are sealed to it"),
            key("signing_key", "verifies the member's grants"),
            plain("administrator", "may change the instance's settings; reads no case by that"),
            CREATED,
            plain("disabled_at", "ends access at once"),
        ],
    },
    Table {
        name: "account_wrap",
        rows: "a member's root, once for each way to unlock it",
        columns: &[
            pseudonym("user_id", "whose"),
            plain("kind", "passphrase, recovery code or recovery kit"),
            key(
                "wrap",
                "opens only with that way; the passphrase's also needs the root key's pepper",
            ),
        ],
    },
    Table {
        name: "team_epoch",
        rows: "a program's team keys, one per epoch",
        columns: &[
            PROGRAM,
            plain("epoch", "counts new keys; a member's removal makes one"),
            key("public_key", "reports are sealed to it"),
            key("recovery_wrap", "opens only with the organisation's recovery kit"),
            key("previous_wrap", "the epoch before, under this one"),
            CREATED,
        ],
    },
    Table {
        name: "team_grant",
        rows: "who was given a team key, by whom",
        columns: &[
            PROGRAM,
            plain("epoch", "which team key"),
            pseudonym("user_id", "the member"),
            plain("role", "signed with the grant"),
            key("wrap", "opens only with the member's root"),
            pseudonym("granter", "the member who gave it"),
            key("signature", "the granter's, over all of the row"),
            plain("granted_at", "signed with the grant"),
            plain("revoked_at", "ends access at once; the next epoch ends it for good"),
        ],
    },
    Table {
        name: "role_grant",
        rows: "roles held on the instance and on single cases",
        columns: &[
            pseudonym("user_id", "the member or guest"),
            PROGRAM,
            CASE,
            plain("role", "a role's or a set's name"),
            pseudonym("granter", "who gave it"),
            plain("granted_at", "coarse enough to say nothing of content"),
            plain("expires_at", "ends it by itself"),
            plain("revoked_at", "ends it at once"),
        ],
    },
    Table {
        name: "permission_set",
        rows: "sets of permissions that the instance made",
        columns: &[
            plain("set_id", "the set's name, chosen by an administrator; names no person"),
            plain("permissions", "names of permissions"),
            pseudonym("made_by", "the administrator"),
            plain("made_at", "when it was last changed"),
        ],
    },
    Table {
        name: "invitation",
        rows: "accounts made for somebody who has to confirm them",
        columns: &[
            pseudonym("user_id", "whose"),
            pseudonym("invited_by", "who made the account"),
            plain("invited_at", "when"),
            plain("confirmed_at", "from then on the account may act"),
        ],
    },
    Table {
        name: "proposal",
        rows: "acts that need two people",
        columns: &[
            PROGRAM,
            plain("proposal_id", "random id; never a secret"),
            plain("act", "what kind of act"),
            CASE,
            pseudonym("proposer", "who proposed it"),
            plain("proposed_at", "when"),
            sealed(
                "sealed_details",
                "the reason in words; case key, or the root key where it is about no case",
            ),
            plain("phase", "where it stands"),
            plain("open_until", "ends it by itself"),
            plain("agreed_at", "when a delay agrees to it"),
            pseudonym("decided_by", "who agreed, rejected, or took it back"),
            plain("decided_at", "when"),
        ],
    },
    Table {
        name: "audit_entry",
        rows: "the instance's audit log as rows: reads, sign-ins, rights given and taken",
        columns: &[
            plain("leaf_index", "its place in the log"),
            plain("event_id", "random id; never a secret"),
            plain("recorded_at", "when"),
            plain("act", "what kind of act"),
            pseudonym("actor", "who did it"),
            pseudonym("object", "whom or what it was done to"),
            PROGRAM,
            CASE,
            sealed("sealed_details", "the reason in words and other details; root key"),
        ],
    },
    Table {
        name: "access_reason",
        rows: "reasons given for reading a case, as long as they hold",
        columns: &[
            PROGRAM,
            CASE,
            pseudonym("user_id", "who reads"),
            plain("reason", "one of a fixed list"),
            plain("good_until", "ends it by itself"),
        ],
    },
    Table {
        name: "alert",
        rows: "what the rules of anomaly noticed; no case and no content",
        columns: &[
            plain("alert_id", "follows from rule, subject and time"),
            plain("raised_at", "when"),
            plain("rule", "the rule's name"),
            plain("subject", "a member, a token, a network or the instance; no address"),
            pseudonym("user_id", "the account it is about"),
            plain("count", "what was counted"),
            plain("action", "what was done about it"),
            plain("seen_at", "when somebody looked at it"),
            pseudonym("seen_by", "who did"),
        ],
    },
    Table {
        name: "restraint",
        rows: "members who have to show a factor before they read on",
        columns: &[
            pseudonym("user_id", "whom"),
            plain("since", "since when"),
            plain("rule", "the rule that was met"),
        ],
    },
    Table {
        name: "erasure",
        rows: "what was erased",
        columns: &[
            PROGRAM,
            CASE,
            plain("what", "the case, or the reporter's details"),
            plain("reason", "retention, agreement, or a restored backup"),
            plain("erased_at", "when"),
            plain("leaf_index", "the entry of the log that says so"),
        ],
    },
    Table {
        name: "session",
        rows: "who is signed in now",
        columns: &[
            hash("lookup_hash", "SHA-256 of 256 random bits of the cookie"),
            plain("kind", "member, program of a member, or reporter"),
            pseudonym("user_id", "the member; empty for a reporter"),
            sealed(
                "sealed_payload",
                "the member's root, the reporter's receipt or the party's secret, under the other 256 bits of the cookie",
            ),
            CREATED,
            plain("seen_at", "idle sessions end"),
            plain("expires_at", "every session ends"),
            plain("stage", "open, or what must be done first"),
            plain("pathway", "the way in that began it; its owner looks at it"),
            plain("client", "browser and system, no version: its owner looks at it"),
            plain("proven_at", "what is dangerous asks for a factor that was shown lately"),
        ],
    },
    Table {
        name: "totp",
        rows: "a member's authenticator app",
        columns: &[
            pseudonym("user_id", "whose"),
            sealed("sealed_seed", "what app and server share; under the root key"),
            plain("last_step", "the half minute of the last code; none is taken twice"),
            sealed("sealed_pending", "a seed that waits for its first code; under the root key"),
            plain("confirmed_at", "time; its owner looks at it"),
        ],
    },
    Table {
        name: "recovery_code",
        rows: "a member's codes on paper",
        columns: &[
            pseudonym("user_id", "whose"),
            plain("place", "the code's place on the sheet"),
            hash("code_hash", "SHA-256 over the account and 128 random bits"),
            plain("used_at", "a code works once"),
        ],
    },
    Table {
        name: "passkey",
        rows: "a member's passkeys",
        columns: &[
            plain("credential_id", "random; names the passkey, opens nothing"),
            pseudonym("user_id", "whose"),
            plain("label", "what its owner calls it"),
            key("record", "the public key, its counter and its kind"),
            key("wrap", "the member's root; opens only with what the passkey computes"),
            CREATED,
            plain("used_at", "time; its owner looks at it"),
        ],
    },
    Table {
        name: "ceremony",
        rows: "what was begun in a browser and waits for its answer",
        columns: &[
            hash("ceremony_hash", "SHA-256 of 256 random bits that the browser holds"),
            plain("kind", "a passkey's, or a provider's"),
            pseudonym("user_id", "the account in whose session it was begun"),
            sealed("sealed_body", "challenge, or state, nonce and verifier; under the root key"),
            plain("expires_at", "minutes later"),
        ],
    },
    Table {
        name: "provider_binding",
        rows: "which account is which person at an identity provider",
        columns: &[
            plain("issuer", "the provider's address"),
            pseudonym("subject", "the provider's own id of the person; never an address"),
            pseudonym("user_id", "the account here"),
            plain("bound_at", "time; its owner looks at it"),
        ],
    },
    Table {
        name: "api_token",
        rows: "tokens of service accounts and members",
        columns: &[
            plain("token_id", "random; the part of a token that may be shown"),
            pseudonym("user_id", "the account it acts as"),
            plain("label", "what it is for, in its owner's words"),
            hash("auth_hash", "SHA-256 of 256 bits derived from the token's 256 random bits"),
            key("wrap", "the account's root; opens only with the token; emptied when revoked"),
            plain("scope", "what it may do, and where"),
            pseudonym("made_by", "the account that made it"),
            CREATED,
            plain("expires_at", "every token ends"),
            plain("revoked_at", "ends access at once"),
            plain("used_at", "to the hour, so that unused ones are found"),
        ],
    },
    Table {
        name: "submission",
        rows: "forms already sent, so that sending one twice makes one case",
        columns: &[
            PROGRAM,
            hash(
                "key_hash",
                "SHA-256 of the form's 128 random bits or of the client's idempotency key",
            ),
            hash(
                "body_hash",
                "keyed with a subkey of the root key, so that a guessed text is not confirmed by it",
            ),
            CASE,
            CREATED,
        ],
    },
    Table {
        name: "cve_number",
        rows: "CVE numbers that were reserved",
        columns: &[
            plain(
                "cve_id",
                "the CVE programme shows which numbers are reserved; which draft took one is sealed",
            ),
            plain("reserved_at", "time"),
            plain("is_taken", "whether some draft has it; not which"),
        ],
    },
    Table {
        name: "outbox",
        rows: "work still to be done: mail, webhooks, checkpoints",
        columns: &[
            PROGRAM,
            plain("outbox_id", "random id; never a secret"),
            plain("kind", "which work"),
            CASE,
            sealed("payload", "address and parameters; outbox subkey of the root key"),
            CREATED,
            plain("run_at", "when to do it"),
            plain("attempts", "how often it was tried"),
            plain("lease_owner", "random id of the process that does it"),
            plain("lease_until", "when another may"),
            plain("fence", "a late process notices by it that it lost its lease"),
            hash("dedupe_key", "SHA-256 of ids and counts: the same work is not queued twice"),
            plain("done_at", "time"),
            plain("last_error", "class of the error; never an address or a content"),
        ],
    },
    Table {
        name: "subscriber",
        rows: "who gets mail about a program's advisories, since they confirmed it",
        columns: &[
            PROGRAM,
            plain("subscriber_id", "random id; never a secret"),
            hash("fingerprint", "HMAC-SHA-256 of the address; contact subkey of the root key"),
            sealed("sealed_address", "mail address; contact subkey of the root key"),
            plain("language", "in which the few words around an advisory are written"),
            plain("confirmed_at", "time"),
        ],
    },
    Table {
        name: "notice",
        rows: "what a member is told on the desk",
        columns: &[
            PROGRAM,
            plain("notice_id", "random id; never a secret"),
            plain("kind", "which notice; its words come from the program, not from the case"),
            CASE,
            CREATED,
            plain("seen_at", "time"),
        ],
    },
];

/// The class of a column, or `None` when it is not in the table.
#[must_use]
pub fn class_of(table: &str, column: &str) -> Option<Class> {
    TABLES
        .iter()
        .find(|known| known.name == table)?
        .columns
        .iter()
        .find(|known| known.name == column)
        .map(|known| known.class)
}

/// The table as Markdown: the text of `docs/data-classification.md`.
#[must_use]
pub fn classification_markdown() -> String {
    let mut text = String::from(
        "# Data classification\n\n\
         What every stored column is to somebody who has the data folder, the database or a backup, and nothing else: \
         no root key, no passphrase, no receipt, no recovery kit. Generated from `crates/seal/src/classification.rs`; \
         a column that is not listed there fails the store's tests.\n\n\
         | class | meaning | columns |\n| --- | --- | --- |\n",
    );
    for class in Class::ALL {
        let columns = TABLES.iter().flat_map(|table| table.columns);
        let count = columns.filter(|column| column.class == class).count();
        line(&mut text, format_args!("| {} | {} | {count} |", class.name(), class.meaning()));
    }
    for table in TABLES {
        line(&mut text, format_args!("\n## {}\n\n{}.\n", table.name, capitalised(table.rows)));
        line(&mut text, format_args!("| column | class | why |\n| --- | --- | --- |"));
        for column in table.columns {
            line(
                &mut text,
                format_args!("| {} | {} | {} |", column.name, column.class.name(), column.reason),
            );
        }
    }
    text
}

fn line(text: &mut String, arguments: core::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "{arguments}");
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
