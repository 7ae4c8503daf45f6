//! The command line: what may be typed, with help that teaches. Meaning is given elsewhere.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::policy_command::PolicyCommand;

/// Candor keeps the promises of a security policy, and proves it.
#[derive(Debug, Parser)]
#[command(
    name = "candor",
    version,
    about,
    long_about = "Candor keeps the promises of a security policy, and proves it.\n\nIt publishes your policy, takes reports in from anyone, holds your team to every promised time, keeps each case sealed, publishes the advisory and credits the reporter. A tamper-evident ledger shows that all of it happened.",
    after_help = "Try it:\n  candor serve --demo              five programs with replayed public cases\n  candor policy check policy.toml  is this policy right? where is it wrong?\n  candor verify                    does the ledger fit everything that is stored?\n\nEvery setting can be a CANDOR_* variable; `candor config` lists them with their origin.",
    propagate_version = true
)]
pub(crate) struct Arguments {
    /// Configuration file (TOML). Also `CANDOR_CONFIG`.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The data folder. Also `CANDOR_DATA`.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,
    /// Answer in JSON, for programs.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the portal, the desk and the API.
    #[command(
        after_help = "Examples:\n  candor serve --demo\n  CANDOR_POLICIES=policy.toml candor serve\n  CANDOR_LISTEN=0.0.0.0:8470 CANDOR_TLS=elsewhere CANDOR_PUBLIC_URL=https://security.example.org candor serve"
    )]
    Serve(Serve),
    /// Work on policy files: no data folder is needed.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// List, show and export cases.
    #[command(subcommand)]
    Case(CaseCommand),
    /// Advisories: the published tree as files; records of others imported, rendered and checked.
    #[command(
        subcommand,
        after_help = "Examples:\n  candor advisory export www/                 everything published, for any web server\n  candor advisory import GHSA-x.json          what a CSAF, OSV, CVE or GitHub record becomes\n  candor advisory render CVE-x.json csaf      the same in another format\n  candor advisory verify osv.json --key minisign.pub   against the hashes and the signature beside it\n  candor advisory verify https://example.org/p/acme/csaf/white/2026/x.json --openpgp-key key.asc\n  candor advisory verify csaf.json --log-key \"$KEY\"   that the program's log names this very file\n\nThe tree is a CSAF provider (CSAF 2.0 §7): provider-metadata.json, feeds, index.txt, changes.csv, hashes, and signatures when a key is configured."
    )]
    Advisory(AdvisoryCommand),
    /// Verify the ledger, a case export, or a receipt.
    #[command(
        after_help = "Examples:\n  candor verify                                   everything in the data folder\n  candor verify --as alice                        and that events fold to the stored state\n  candor verify --receipt receipt.txt --key KEY   one receipt, offline, trusting nobody\n  candor verify --export case.json --key KEY      one exported case, offline"
    )]
    Verify(Verify),
    /// Export the log as static files, and verify such an export.
    #[command(
        subcommand,
        after_help = "Examples:\n  candor audit export log-2026/\n  candor audit export access-2026/ --instance\n  candor audit verify log-2026/ --key KEY\n\nThe export is a C2SP tlog-tiles tree. `candor-verify log`, a program of its own, and other people's tools read it as well."
    )]
    Audit(AuditCommand),
    /// Watch the log of another machine: cosign its head as long as it only grows.
    #[command(
        after_help = "Examples:\n  candor witness https://bugs.example.org/p/acme/log --key KEY --state witness/ --name witness.example.net\n  candor witness http://127.0.0.1:8470/p/acme/log --key KEY --state witness/ --once\n\nThe folder holds the witness's private key, its public key (vkey) and the last head that it cosigned of each log; a web server may serve the *.checkpoint files. A log that was rolled back or forked is refused, and the folder stays as it was.\n\nExit codes: 0 cosigned, 1 REFUSED: the log contradicts what was cosigned, 2 nothing could be judged (no connection, an unreadable folder)."
    )]
    Witness(Witness),
    /// Accounts of the desk.
    #[command(subcommand)]
    User(UserCommand),
    /// Lists of breached passphrases that nobody may choose.
    #[command(subcommand)]
    Passwords(PasswordsCommand),
    /// Write a backup that only the recovery kit opens.
    Backup {
        /// The file to write. It must not exist.
        to: PathBuf,
    },
    /// Restore a backup into an empty data folder.
    Restore {
        /// The backup file.
        from: PathBuf,
        /// File with the recovery kit, or with two of its sheets, one a line; asked for on a terminal otherwise.
        #[arg(long, value_name = "FILE")]
        recovery_kit: Option<PathBuf>,
        /// Why the restore is needed; recorded in the ledger for everyone to see.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Show every setting in force and where it came from.
    Config {
        /// Show only the connections this configuration makes to elsewhere.
        #[arg(long)]
        network: bool,
        /// Print the reference of all settings (Markdown).
        #[arg(long, conflicts_with = "network")]
        reference: bool,
    },
    /// Look into a file on standard input, walled in. The server starts this; it is no command for people.
    #[command(name = listing::WORD, hide = true)]
    ParseChild {
        /// Try one thing that the walls forbid.
        #[arg(long, hide = true, value_parser = probe)]
        probe: Option<listing::Probe>,
    },
    /// Print the OpenAPI 3.1 description of the API.
    Openapi,
    /// Print shell completions.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Write the man pages into a folder.
    Man {
        /// The folder.
        folder: PathBuf,
    },
}

/// Commands on lists of breached passphrases.
#[derive(Debug, Subcommand)]
pub(crate) enum PasswordsCommand {
    /// Make a list for the setting `known_passphrases` out of a text file.
    Build {
        /// One passphrase on each line; with --sha1 the lines of a public list.
        from: PathBuf,
        /// The list to write.
        to: PathBuf,
        /// The lines are forty hexadecimal digits of SHA-1, a colon, and how often it was seen.
        #[arg(long)]
        sha1: bool,
        /// Leave out what was seen less often.
        #[arg(long, value_name = "TIMES", default_value_t = 1, requires = "sha1")]
        seen_at_least: u64,
    },
}

fn probe(word: &str) -> Result<listing::Probe, &'static str> {
    Ok(match word {
        "nothing" => listing::Probe::Nothing,
        "file" => listing::Probe::File,
        "socket" => listing::Probe::Socket,
        "program" => listing::Probe::Program,
        "memory" => listing::Probe::Memory,
        _ => return Err("nothing, file, socket, program or memory"),
    })
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Serve five example programs with cases replayed from public advisories. Data goes to `candor-demo`
    /// unless `--data` says otherwise.
    #[arg(long)]
    pub(crate) demo: bool,
    /// Address and port. Also `CANDOR_LISTEN`.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<String>,
    /// Policy file or folder of policy files; may be given more than once. Also `CANDOR_POLICIES`.
    #[arg(long, value_name = "PATH")]
    pub(crate) policy: Vec<String>,
    /// Read the time from this file instead of the system's clock. For tests: pages say that time is driven.
    #[arg(long, value_name = "FILE")]
    pub(crate) clock_file: Option<PathBuf>,
}

/// Advisory commands.
#[derive(Debug, Subcommand)]
pub(crate) enum AdvisoryCommand {
    /// Write everything published into a new folder: pages, every format, feeds, hashes, signatures.
    Export {
        /// The folder. It must be empty or not there.
        folder: PathBuf,
    },
    /// Show what a record of others (CSAF 2.0, OSV, CVE, GitHub) becomes as a draft, and what of it is lost.
    Import {
        /// The file.
        file: PathBuf,
    },
    /// Write a record of others in another format, to standard output.
    Render {
        /// The file.
        file: PathBuf,
        /// csaf, csaf-2.1-draft, osv, cve, openvex, cyclonedx, ghsa, advisory.md or advisory.txt.
        format: String,
        /// The https address of the program that publishes it, for the links in it.
        #[arg(long, value_name = "URL", default_value = "https://example.org/p/example")]
        at: String,
    },
    /// CVE numbers and records, for a CNA; and the text of a request, for everybody else.
    #[command(
        subcommand,
        after_help = "Examples:\n  candor advisory cve reserve K7Q2-M4XD --as alice              one number, into the draft of the case\n  candor advisory cve reserve K7Q2-M4XD --as alice --amount 5   four more are kept for other drafts\n  candor advisory cve request K7Q2-M4XD --as alice              the text for a CNA's form\n  candor advisory cve return K7Q2-M4XD --as alice               the number is free for another draft\n  candor advisory cve send K7Q2-M4XD --as alice                 the record once more, after a refusal\n\nThe record is published by itself when the advisory comes out, put anew with every edition, and rejected when it is withdrawn. The account is that of cve_org, cve_org_id, cve_user and cve_key."
    )]
    Cve(CveCommand),
    /// Compare a file with the hashes and the signature beside it, and say what is wrong with the record.
    Verify {
        /// The file, or its http(s) address: then what is beside it is fetched too.
        #[arg(value_name = "FILE|URL")]
        target: String,
        /// The program's minisign.pub: the signature in FILE.minisig has to be made with it.
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
        /// The program's armored OpenPGP key: the signature in FILE.asc has to be made with it (CSAF).
        #[arg(long, value_name = "FILE")]
        openpgp_key: Option<PathBuf>,
        /// The program's public ledger key, as its ledger page shows it: its log has to name this very file
        /// (edition.proof, beside the advisory).
        #[arg(long, value_name = "KEY")]
        log_key: Option<String>,
    },
}

/// Case commands.
#[derive(Debug, Subcommand)]
pub(crate) enum CaseCommand {
    /// List open cases, the one owed next first. Metadata only: no passphrase needed.
    List {
        /// Only this program.
        #[arg(long)]
        program: Option<String>,
        /// Closed cases too.
        #[arg(long)]
        all: bool,
    },
    /// Show one case. Needs an account of the program's team.
    Show {
        /// The case's handle, such as K7Q2-M4XD.
        handle: String,
        /// The account to act as.
        #[arg(long = "as", value_name = "LOGIN")]
        login: String,
    },
    /// Hand a case over to another program of this instance. Its team opens nothing of it any more.
    #[command(
        after_help = "Reporter and parties come along: their words and keys go on working. The case is still held to the policy that it was received under. Both logs say that it went over. It needs the right to take the case out and to erase it, and a role in the other program that works on cases."
    )]
    Transfer {
        /// The case's handle.
        handle: String,
        /// The program that takes it over.
        #[arg(long)]
        to: String,
        /// The account to act as.
        #[arg(long = "as", value_name = "LOGIN")]
        login: String,
    },
    /// Export one case with everything that proves it, as JSON. Needs an account of the program's team.
    Export {
        /// The case's handle.
        handle: String,
        /// The account to act as.
        #[arg(long = "as", value_name = "LOGIN")]
        login: String,
        /// The file to write; standard output otherwise.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
        /// Seal it, with its files, for the team whose key is in this file (`candor case key` there writes it).
        #[arg(long, value_name = "FILE", requires = "to", conflicts_with = "with_words")]
        sealed_for: Option<PathBuf>,
        /// Seal it, with its files, to twelve words, which are shown once.
        #[arg(long, requires = "to")]
        with_words: bool,
    },
    /// Write the public key of a program's team, for whoever hands a case over to it.
    Key {
        /// The program; needed when there are several.
        program: Option<String>,
    },
    /// Take a case over that another Candor sealed: verify its past, and begin a case with it.
    #[command(
        after_help = "Examples:\n  candor case import K7Q2-M4XD.case --program acme --as alice --log-key KEY\n  candor case import K7Q2-M4XD.case --program acme --as alice --words-file words.txt\n\nThe case is received now, under this program's policy. Its past stands beside it as a file that proves itself (`candor verify --export`). The mark, the embargo and the line for the reporter's credit come along. The twelve words that are shown are the mailbox of the team that handed it over: give them to that team."
    )]
    Import {
        /// The sealed file.
        file: PathBuf,
        /// The program that takes it over; needed when there are several.
        #[arg(long)]
        program: Option<String>,
        /// The account to act as.
        #[arg(long = "as", value_name = "LOGIN")]
        login: String,
        /// A file with the words that it was sealed with.
        #[arg(long, value_name = "FILE")]
        words_file: Option<PathBuf>,
        /// The public key of the other team's log, as its page shows it. Without it the past is verified against the
        /// key that came with it, and the case says so.
        #[arg(long, value_name = "KEY")]
        log_key: Option<String>,
    },
}

/// Commands about CVE numbers and records.
#[derive(Debug, Subcommand)]
pub(crate) enum CveCommand {
    /// Give the draft of a case a number: a kept one, or one that is reserved now. Run again, it reserves nothing twice.
    Reserve {
        /// The case's handle.
        handle: String,
        /// The account to act as.
        #[arg(long = "as", value_name = "LOGIN")]
        login: String,
        /// The year of the number; this year otherwise.
        #[arg(long)]
        year: Option<u16>,
        /// How many to reserve, when none is kept. Those that the draft does not need are kept.
        #[arg(long, default_value_t = 1)]
        amount: u32,
    },
    /// Write the request for a number, to copy into a CNA's form or mail.
    Request {
        /// The case's handle.
        handle: String,
        /// The account to act as.
        #[arg(long = "as", value_name = "LOGIN")]
        login: String,
    },
    /// Take the number out of a draft that has not come out, and keep it for another one.
    Return {
        /// The case's handle.
        handle: String,
        /// The account to act as.
        #[arg(long = "as", value_name = "LOGIN")]
        login: String,
    },
    /// Have the running program send the record of the published advisory once more.
    Send {
        /// The case's handle.
        handle: String,
        /// The account to act as.
        #[arg(long = "as", value_name = "LOGIN")]
        login: String,
    },
}

/// Audit commands.
#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Sign the head of a program's log, and write the log up to it into a new folder.
    Export {
        /// The folder. It must not exist, or be empty.
        folder: PathBuf,
        /// The program; needed when there are several.
        #[arg(long)]
        program: Option<String>,
        /// The audit log of the instance instead: who read, signed in, and was given rights.
        #[arg(long, conflicts_with = "program")]
        instance: bool,
    },
    /// Who has access and uses it, what changed, what was read, what is amiss. Verifies everything first.
    Report {
        /// The program; needed when there are several.
        #[arg(long)]
        program: Option<String>,
    },
    /// Verify an export: every entry is hashed anew, every tile compared. No data folder is needed.
    Verify {
        /// The folder.
        folder: PathBuf,
        /// The program's public ledger key, as its page shows it.
        #[arg(long, value_name = "KEY")]
        key: String,
        /// A checkpoint kept from earlier that the log must continue. May be given more than once.
        #[arg(long, value_name = "FILE")]
        older: Vec<PathBuf>,
        /// The public key of a witness that must have cosigned. May be given more than once.
        #[arg(long, value_name = "KEY")]
        witness: Vec<String>,
    },
}

/// Options of `witness`.
#[derive(Debug, Args)]
pub(crate) struct Witness {
    /// The address of the log, as https://HOST/p/PROGRAM/log.
    pub(crate) log: String,
    /// The program's public ledger key, as its page shows it.
    #[arg(long, value_name = "KEY")]
    pub(crate) key: String,
    /// The folder in which the witness remembers what it cosigned.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) state: PathBuf,
    /// The name under which it cosigns, such as its host. Needed the first time.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Look once, and end.
    #[arg(long)]
    pub(crate) once: bool,
    /// Seconds between two looks.
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) every: u64,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Only this program.
    #[arg(long)]
    pub(crate) program: Option<String>,
    /// A receipt file, verified offline.
    #[arg(long, value_name = "FILE", requires = "key", conflicts_with_all = ["export", "program"])]
    pub(crate) receipt: Option<PathBuf>,
    /// A case export, verified offline.
    #[arg(long, value_name = "FILE", requires = "key", conflicts_with = "program")]
    pub(crate) export: Option<PathBuf>,
    /// The program's public ledger key, as its page shows it.
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,
    /// Also open cases with this account's keys, and check that their events fold to the stored state.
    #[arg(long = "as", value_name = "LOGIN")]
    pub(crate) login: Option<String>,
}

/// Account commands.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// List accounts and their roles.
    List,
    /// Add an account to a program's team. A member who holds the team key grants it.
    Add {
        /// Name to sign in with.
        login: String,
        /// The program.
        #[arg(long)]
        program: String,
        /// owner, manager, analyst, advisory-editor, developer, auditor or observer.
        #[arg(long, default_value = "analyst")]
        role: String,
        /// The account that grants; it must be an owner.
        #[arg(long = "as", value_name = "LOGIN")]
        granter: String,
        /// File with the new account's passphrase; asked for on a terminal otherwise.
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    /// Give a member who can no longer unlock a new account and key. Prints the words to hand over in person.
    Reset {
        /// Name of the member.
        login: String,
        /// A program that both are in.
        #[arg(long)]
        program: String,
        /// The owner who gives it.
        #[arg(long = "as", value_name = "LOGIN")]
        granter: String,
    },
    /// Make a new owner of every program with the recovery kit, when no member can unlock any more.
    Recover {
        /// Name of the new account.
        login: String,
        /// File with the recovery kit, or with two of its sheets, one a line; asked for on a terminal otherwise.
        #[arg(long, value_name = "FILE")]
        recovery_kit: Option<PathBuf>,
        /// File with the new account's passphrase; asked for on a terminal otherwise.
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    /// Make another recovery kit, and withdraw the one before. Printed once.
    #[command(
        after_help = "Every team's key begins a new epoch that only the new kit opens, and the old kit opens nothing that is stored from then on. Backups that were made before still need the old one: make a new backup.\n\nIt takes an administrator who owns every program."
    )]
    Kit {
        /// The administrator who makes it.
        #[arg(long = "as", value_name = "LOGIN")]
        login: String,
        /// Print it as three sheets for three people: any two give it back, one alone gives nothing.
        #[arg(long)]
        sheets: bool,
    },
    /// API tokens: what programs sign in with.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Disable an account at once: its sessions end, its grants are revoked.
    Disable {
        /// Name of the account.
        login: String,
        /// The owner who disables it.
        #[arg(long = "as", value_name = "LOGIN")]
        granter: String,
    },
}

/// Token commands.
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// List every token: what it may do, when it ends, when it was last used. None lets anybody in.
    List,
    /// Make a token of an account, or a service account with its first token. It is printed once.
    #[command(
        after_help = "Examples:\n  candor user token new --as alice --label 'my scripts' --may see-case@acme\n  candor user token new --as alice --label 'nightly import' --may act-on-case --service importer --program acme --role analyst\n\nWith --service the token holds in that program only. docs/permissions.md lists the permissions."
    )]
    New {
        /// The account whose token it is; with --service the owner who makes the service account.
        #[arg(long = "as", value_name = "LOGIN")]
        login: String,
        /// What it is for.
        #[arg(long)]
        label: String,
        /// A permission that it has, with @PROGRAM where it holds in one program only. May be given more than once.
        #[arg(long, value_name = "PERMISSION", required = true)]
        may: Vec<String>,
        /// In how many days it ends, at most 366.
        #[arg(long, default_value_t = 90)]
        days: u32,
        /// Make a service account of this name.
        #[arg(long, value_name = "NAME", requires_all = ["program", "role"])]
        service: Option<String>,
        /// The program of the service account.
        #[arg(long, requires = "service")]
        program: Option<String>,
        /// The role of the service account: manager, analyst, advisory-editor, developer, auditor or observer.
        #[arg(long, requires = "service")]
        role: Option<String>,
    },
    /// Make the next token of an account from one that works, with the same scope.
    Renew {
        /// The account that asks: the token's own, or an owner's for a service account.
        #[arg(long = "as", value_name = "LOGIN")]
        login: String,
        /// File with the token that works; asked for on a terminal otherwise.
        #[arg(long, value_name = "FILE")]
        token_file: Option<PathBuf>,
        /// In how many days the new one ends, at most 366.
        #[arg(long, default_value_t = 90)]
        days: u32,
    },
    /// Revoke a token at once.
    Revoke {
        /// Its id, as the list shows it; never the token itself.
        id: String,
        /// The account whose it is, or an owner for a service account.
        #[arg(long = "as", value_name = "LOGIN")]
        login: String,
    },
}
