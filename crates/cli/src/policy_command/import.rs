//! `candor policy import`: drafts a policy from a SECURITY.md. What the text says is found in `prose`; here
//! the file is read, questions are asked on a terminal, and the draft is written where it was asked for.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use prose::{About, Answers, Draft, MAX_BYTES, Question};
use serde_json::json;

use crate::{Failure, say};

/// The most questions that one run asks.
const MOST_QUESTIONS: usize = 100;

/// Options of `policy import`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  candor policy import SECURITY.md --out policy.toml      draft it, asking what the text leaves open\n  candor policy import SECURITY.md                        print it; open questions are lines `# ASK:`\n  candor policy import SECURITY.md --json                 what the text says, and the draft, for programs\n\nNothing is guessed: what no rule understood stands at the end of the draft, with its line."
)]
pub(crate) struct Import {
    /// The policy: Markdown, reStructuredText, HTML or plain text. `-` reads standard input.
    file: PathBuf,
    /// Write the draft to this file instead of printing it. A file that is there is not overwritten.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Ask what the text leaves open before the draft is written: one line of standard input for each answer.
    #[arg(long)]
    ask: bool,
    /// What the program is called, when the text does not say it.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The repository on GitHub, for private reporting.
    #[arg(long, value_name = "OWNER/NAME")]
    repository: Option<String>,
}

/// Carries out `policy import`.
///
/// # Errors
/// When the file cannot be read, is too long, or the draft cannot be written.
pub(crate) fn run(options: &Import, json: bool) -> Result<ExitCode, Failure> {
    let text = text(&options.file)?;
    let name = options.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let format = prose::detect(name.as_deref(), &text);
    let document = prose::read(&text, format)?;
    let claims = prose::claims(&document);
    let about = About {
        name: options.name.clone(),
        repository: options.repository.clone(),
        file: name.filter(|name| name != "-"),
    };
    let mut answers = Answers::new();
    if options.ask {
        if options.file == Path::new("-") {
            return Err(
                "--ask reads the answers from standard input, which is the text itself here: name the file, or leave --ask out and answer the lines `# ASK:` in the draft"
                    .into(),
            );
        }
        ask_all(&claims, &about, &mut answers)?;
    }
    let draft = prose::import(&claims, &about, &answers);
    for cut in &document.cuts {
        let (prose::Cut::Blocks { at } | prose::Cut::Cells { at }) = cut;
        let (line, _) = document.line_column(*at);
        say::remark(&format!("What follows line {line} was left out: there is too much of it."));
    }
    if json {
        say::json(&json!({
            "format": format.to_string(),
            "claims": claims,
            "questions": draft.questions,
            "policy": draft.toml,
        }));
    } else if let Some(out) = &options.out {
        write_new(out, &draft.toml)?;
    } else {
        say::line(draft.toml.trim_end());
    }
    summary(&claims, &draft);
    Ok(ExitCode::SUCCESS)
}

/// The text of the file; standard input for `-`. No more than the reader takes is read.
fn text(file: &Path) -> Result<String, Failure> {
    use std::io::Read as _;
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().take(limit).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|open| open.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Asks until nothing is open that was not asked yet. An empty answer leaves the question open.
fn ask_all(claims: &prose::Claims, about: &About, answers: &mut Answers) -> Result<(), Failure> {
    let mut asked: Vec<String> = Vec::new();
    while asked.len() < MOST_QUESTIONS {
        let draft = prose::import(claims, about, answers);
        let Some(question) = draft.questions.into_iter().find(|q| !asked.contains(&q.id)) else {
            break;
        };
        asked.push(question.id.clone());
        match ask(&question)? {
            Answer::Given(answer) => {
                answers.insert(question.id, answer);
            }
            Answer::Open => {}
            Answer::Ended => break,
        }
    }
    Ok(())
}

/// What came of a question.
enum Answer {
    /// An answer.
    Given(String),
    /// It stays open.
    Open,
    /// There is nobody who answers any more.
    Ended,
}

fn ask(question: &Question) -> Result<Answer, Failure> {
    let mut terminal = std::io::stderr().lock();
    let place =
        if question.line == 0 { String::new() } else { format!("line {}: ", question.line) };
    if !question.quote.is_empty() {
        writeln!(terminal, "\n  {place}“{}”", question.quote)?;
    }
    writeln!(terminal, "{}", question.text)?;
    for (index, choice) in question.choices.iter().enumerate() {
        writeln!(terminal, "  {}) {}", index + 1, choice.label)?;
    }
    write!(terminal, "answer (nothing leaves it open): ")?;
    terminal.flush()?;
    let mut line = String::new();
    if std::io::stdin().read_line(&mut line)? == 0 {
        return Ok(Answer::Ended);
    }
    let line = line.trim();
    if line.is_empty() {
        return Ok(Answer::Open);
    }
    if question.choices.is_empty() {
        return Ok(Answer::Given(line.to_owned()));
    }
    let by_number = line
        .parse::<usize>()
        .ok()
        .and_then(|n| n.checked_sub(1))
        .and_then(|n| question.choices.get(n));
    let by_value =
        question.choices.iter().find(|choice| choice.value == line || choice.label == line);
    let chosen = by_number.or(by_value).map(|choice| choice.value.clone());
    Ok(chosen.map_or(Answer::Open, Answer::Given))
}

/// Writes a file that is not there yet.
fn write_new(out: &Path, text: &str) -> Result<(), Failure> {
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(out);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| format!("{} cannot be written: {error}", out.display()))?;
    say::remark(&format!("Written to {}.", out.display()));
    Ok(())
}

/// What was found, what is open and what was not understood.
fn summary(claims: &prose::Claims, draft: &Draft) {
    if !claims.language.readable {
        say::remark(&format!(
            "The text is not in English (it looks like {}): only addresses and keys were read.",
            claims.language.tag
        ));
    }
    say::remark(&format!(
        "{} contacts, {} promises with a number and {} without, {} rights to escalate; {} questions are open; {} sentences were not understood.",
        claims.contacts.len(),
        claims.promises.len(),
        claims.soft_promises.len(),
        claims.escalations.len(),
        draft.questions.len(),
        claims.not_understood.len(),
    ));
    if let Err(findings) = policy::parse(&draft.toml) {
        let errors = findings.iter().filter(|finding| !finding.is_warning()).count();
        say::remark(&format!(
            "The draft needs {errors} more things before it is a policy: `candor policy check` says which."
        ));
    }
}
