//! The program `candor-verify`: reads files, has them judged, says what was found.
//!
//! Ends with 0 when everything holds, 1 when something does not, 2 when nothing could be judged.

use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use verifier::{
    Fault, Head, Key, MAX_FILE_BYTES, Unverified, Witness, verify_edition, verify_export,
    verify_log, verify_proof, verify_receipt,
};

/// Verify a log, a receipt, a case or what was published, trusting nobody but a key.
#[derive(Debug, Parser)]
#[command(
    name = "candor-verify",
    version,
    after_help = "Examples:\n  candor-verify log export/ --key \"$KEY\"\n  candor-verify log export/ --key \"$KEY\" --older checkpoint.last-year\n  candor-verify receipt candor-receipt.txt --key \"$KEY\"\n  candor-verify export case.json --key \"$KEY\"\n  candor-verify edition edition.proof osv.json csaf.json --key \"$KEY\"\n\nThe key is the line name+hash+base64 that the program shows on its ledger page. Take it from there, from\na receipt kept earlier or from a colleague, and not from the folder that you verify: whoever can forge the\none can forge the other. A log is exported with `candor audit export DIR`.\n\nExit codes: 0 it holds, 1 it does not, 2 it could not be judged (a file cannot be read, a wrong key text)."
)]
struct Arguments {
    /// Answer in JSON, for programs.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A whole log in a folder (C2SP tlog-tiles): every entry is hashed anew, every tile compared.
    Log {
        /// The folder: checkpoint, tile/0/…, tile/entries/….
        folder: PathBuf,
        /// A checkpoint kept from earlier that the log must continue. May be given more than once.
        #[arg(long, value_name = "FILE")]
        older: Vec<PathBuf>,
        #[command(flatten)]
        keys: Keys,
    },
    /// A receipt file of a reporter.
    Receipt {
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        keys: Keys,
    },
    /// The proof of an edition of an advisory (edition.proof), and that files are those it names.
    Edition {
        /// The file edition.proof.
        file: PathBuf,
        /// Published files: each has to be one that the log names for this edition.
        published: Vec<PathBuf>,
        #[command(flatten)]
        keys: Keys,
    },
    /// A bare C2SP tlog-proof, with the entry in a file of its own.
    Proof {
        /// The .tlog-proof file.
        file: PathBuf,
        /// The bytes of the entry, exactly as they were hashed.
        #[arg(long, value_name = "FILE")]
        entry: PathBuf,
        #[command(flatten)]
        keys: Keys,
    },
    /// The proofs of a case export. Its times and its status are judged by `candor verify --export`.
    Export {
        /// The JSON file.
        file: PathBuf,
        #[command(flatten)]
        keys: Keys,
    },
}

#[derive(Debug, Args)]
struct Keys {
    /// The log's public key: name+hash+base64.
    #[arg(long)]
    key: String,
    /// The public key of a witness that must have cosigned. May be given more than once.
    #[arg(long, value_name = "KEY")]
    witness: Vec<String>,
}

impl Keys {
    fn read(&self) -> Result<(Key, Vec<Witness>), Outcome> {
        let unusable = |fault: Fault| Outcome::Unjudged(fault.to_string());
        let witnesses = self.witness.iter().map(|text| Witness::parse(text));
        let witnesses = witnesses.collect::<Result<_, _>>().map_err(unusable)?;
        Ok((Key::parse(&self.key).map_err(unusable)?, witnesses))
    }
}

/// Why it does not end with 0.
enum Outcome {
    Fault(Fault),
    Unjudged(String),
}

impl From<Fault> for Outcome {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What holds: a sentence, and fields for programs.
type Shown = (String, Vec<(&'static str, String)>);

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let (code, sentence, fields) = match run(&arguments.what) {
        Ok((sentence, mut fields)) => {
            fields.insert(0, ("holds", "true".to_owned()));
            (0, sentence, fields)
        }
        Err(Outcome::Fault(fault)) => {
            let first = fault.first_entry().map_or("null".to_owned(), |entry| entry.to_string());
            let why = fault.to_string();
            let fields =
                vec![("holds", "false".to_owned()), ("first_entry", first), ("why", quoted(&why))];
            (1, format!("DOES NOT HOLD: {why}."), fields)
        }
        Err(Outcome::Unjudged(why)) => {
            let fields = vec![("holds", "null".to_owned()), ("why", quoted(&why))];
            (2, format!("Not verified: {why}."), fields)
        }
    };
    let text = if arguments.json {
        let members: Vec<String> =
            fields.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
        format!("{{{}}}", members.join(","))
    } else {
        sentence
    };
    // Who closes the pipe wants the exit code.
    let _ = if arguments.json || code == 0 {
        writeln!(std::io::stdout(), "{text}")
    } else {
        writeln!(std::io::stderr(), "{text}")
    };
    ExitCode::from(code)
}

fn run(what: &What) -> Result<Shown, Outcome> {
    match what {
        What::Log { folder, older, keys } => log(folder, older, keys),
        What::Receipt { file, keys } => {
            let (key, witnesses) = keys.read()?;
            let facts = verify_receipt(&whole(file)?, &key, &witnesses)?;
            let head = &facts.proof.head;
            let sentence = format!(
                "This receipt holds. {} was recorded at {} as entry {} of the log {}, under the policy version {}.",
                facts.act, facts.recorded, facts.proof.index, head.origin, facts.policy
            );
            let mut fields = vec![
                ("act", quoted(&facts.act)),
                ("case", quoted(&facts.case)),
                ("recorded", quoted(&facts.recorded)),
                ("policy", quoted(&facts.policy)),
                ("index", facts.proof.index.to_string()),
            ];
            fields.extend(of_head(head));
            Ok((sentence, fields))
        }
        What::Edition { file, published, keys } => {
            let (key, witnesses) = keys.read()?;
            let facts = verify_edition(&whole(file)?, &key, &witnesses)?;
            for path in published {
                if facts.names(&whole(path)?).is_none() {
                    let what = format!("the file {}", path.display());
                    return Err(Outcome::Fault(Fault::Disagrees { what }));
                }
            }
            let head = &facts.proof.head;
            let sentence = format!(
                "This proof holds: edition {} of {} ({}) was recorded at {} as entry {} of the log {}, with {} public files{}.",
                facts.edition,
                facts.advisory,
                facts.stage,
                facts.recorded,
                facts.proof.index,
                head.origin,
                facts.files.len(),
                if published.is_empty() { "" } else { "; those given are among them" }
            );
            let mut fields = vec![
                ("advisory", quoted(&facts.advisory)),
                ("edition", facts.edition.to_string()),
                ("stage", quoted(&facts.stage)),
                ("recorded", quoted(&facts.recorded)),
                ("files", facts.files.len().to_string()),
                ("index", facts.proof.index.to_string()),
            ];
            fields.extend(of_head(head));
            Ok((sentence, fields))
        }
        What::Proof { file, entry, keys } => {
            let (key, witnesses) = keys.read()?;
            let facts = verify_proof(&whole(file)?, &whole(entry)?, &key, &witnesses)?;
            let sentence = format!(
                "This proof holds: it is entry {} of the log {}, whose head over {} entries was signed.",
                facts.index, facts.head.origin, facts.head.size
            );
            let mut fields = vec![("index", facts.index.to_string())];
            fields.extend(of_head(&facts.head));
            Ok((sentence, fields))
        }
        What::Export { file, keys } => {
            let (key, witnesses) = keys.read()?;
            let facts = verify_export(&whole(file)?, &key, &witnesses)?;
            let sentence = format!(
                "The proofs of this export hold: the log {} had the {} events of case {} in this order and without a gap when its head over {} entries was signed. Whether the times it states are right was not computed.",
                facts.head.origin, facts.events, facts.case, facts.head.size
            );
            let mut fields = vec![
                ("case", quoted(&facts.case)),
                ("events", facts.events.to_string()),
                ("policy", quoted(&facts.policy)),
            ];
            fields.extend(of_head(&facts.head));
            Ok((sentence, fields))
        }
    }
}

fn log(folder: &Path, older: &[PathBuf], keys: &Keys) -> Result<Shown, Outcome> {
    let (key, witnesses) = keys.read()?;
    let older: Vec<(String, Vec<u8>)> = older
        .iter()
        .map(|path| Ok((path.display().to_string(), whole(path)?)))
        .collect::<Result<_, Outcome>>()?;
    if !folder.is_dir() {
        return Err(Outcome::Unjudged(format!("{} is not a folder", folder.display())));
    }
    let read = |path: &str| at_most(&folder.join(path), MAX_FILE_BYTES + 1);
    let facts = verify_log(read, &key, &older, &witnesses).map_err(|error| match error {
        Unverified::Fault(fault) => Outcome::Fault(fault),
        unread @ Unverified::Read { .. } => Outcome::Unjudged(unread.to_string()),
    })?;
    let mut sentence = format!(
        "This log holds. {} has {} entries; each was hashed anew, {} tiles were compared, and the signed root is theirs.",
        facts.head.origin, facts.head.size, facts.tiles
    );
    for size in &facts.older {
        sentence.push_str(&format!(" It continues the head over {size} entries."));
    }
    let mut fields = vec![
        ("tiles", facts.tiles.to_string()),
        (
            "older",
            format!("[{}]", facts.older.iter().map(u64::to_string).collect::<Vec<_>>().join(",")),
        ),
    ];
    fields.extend(of_head(&facts.head));
    Ok((sentence, fields))
}

fn of_head(head: &Head) -> Vec<(&'static str, String)> {
    let witnesses = head.cosigned.iter();
    let witnesses =
        witnesses.map(|(name, at)| format!("{{\"name\":{},\"at\":{at}}}", quoted(name)));
    vec![
        ("log", quoted(&head.origin)),
        ("size", head.size.to_string()),
        ("root", quoted(&head.root.to_string())),
        ("cosigned", format!("[{}]", witnesses.collect::<Vec<_>>().join(","))),
    ]
}

/// A file that the person named.
fn whole(path: &Path) -> Result<Vec<u8>, Outcome> {
    let unread = |why: &str| Outcome::Unjudged(format!("{} cannot be read: {why}", path.display()));
    match at_most(path, 256 * 1024 * 1024 + 1) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(unread("there is no such file")),
        Err(error) => Err(unread(&error.to_string())),
    }
}

/// The bytes of a file, at most so many; nothing when there is none.
fn at_most(path: &Path, most: u64) -> std::io::Result<Option<Vec<u8>>> {
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// A text in JSON.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c < ' ' => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
