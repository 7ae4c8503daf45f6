//! `candor policy init`: a dozen questions, and a good policy file. Enter takes what stands in brackets.
//!
//! An answer is checked as soon as it is given, with the same rules that later read the file. Flags and an
//! answers file answer before anything is asked; `--yes` asks nothing.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use policy::starter::{Answers, starter};

use crate::{Failure, say};

/// Options of `policy init`.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The file to write; `-` is standard output.
    #[arg(default_value = "policy.toml")]
    to: PathBuf,
    /// Ask nothing: take the answers given, and the usual ones for the rest.
    #[arg(long)]
    yes: bool,
    /// A TOML file with answers, one `question = "answer"` a line, by the names of these flags.
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Replace the file when it is there already.
    #[arg(long)]
    force: bool,
    /// The name of the program.
    #[arg(long)]
    name: Option<String>,
    /// An e-mail address for reports.
    #[arg(long)]
    email: Option<String>,
    /// A repository on GitHub with private vulnerability reporting, as `owner/repository`.
    #[arg(long)]
    github: Option<String>,
    /// A page for reports.
    #[arg(long)]
    url: Option<String>,
    /// Within what time a report is acknowledged.
    #[arg(long, value_name = "TIME")]
    acknowledge: Option<String>,
    /// How often reporters hear of the progress.
    #[arg(long, value_name = "TIME")]
    update: Option<String>,
    /// Within what time a fix is aimed at.
    #[arg(long, value_name = "TIME")]
    fix: Option<String>,
    /// The embargo that is proposed.
    #[arg(long, value_name = "TIME")]
    embargo: Option<String>,
    /// opt-in, opt-out or never.
    #[arg(long)]
    credit: Option<String>,
    /// none, gift, discretionary or bounty.
    #[arg(long)]
    reward: Option<String>,
    /// Whether a safe harbor is promised: yes or no.
    #[arg(long, value_name = "YES/NO")]
    harbor: Option<String>,
    /// The product.
    #[arg(long)]
    product: Option<String>,
    /// Its supported versions, with commas between them.
    #[arg(long)]
    versions: Option<String>,
    /// The time zone.
    #[arg(long)]
    zone: Option<String>,
    /// The country whose public holidays do not count, such as DE or DE-BE.
    #[arg(long)]
    country: Option<String>,
    /// Packs of laws and rules, with commas between them.
    #[arg(long)]
    packs: Option<String>,
    /// What you are to the product: manufacturer, steward or neither. Only with packs.
    #[arg(long)]
    role: Option<String>,
    /// The Member State of your main establishment. Only with packs.
    #[arg(long, value_name = "STATE")]
    member_state: Option<String>,
}

/// One question: the name of its flag, its words, and what Enter means.
struct Question {
    name: &'static str,
    words: &'static str,
    usual: &'static str,
}

const fn ask(name: &'static str, words: &'static str, usual: &'static str) -> Question {
    Question { name, words, usual }
}

/// The questions, in order. `none` is how an answer that may be absent is refused.
const QUESTIONS: &[Question] = &[
    ask("name", "What is the program called?", ""),
    ask("email", "An e-mail address for reports", "none"),
    ask("github", "A GitHub repository with private reporting (owner/repository)", "none"),
    ask("url", "A page for reports", "none"),
    ask("acknowledge", "Within what time do you acknowledge a report?", "3 business days"),
    ask("update", "How often do reporters hear of the progress?", "14 days"),
    ask("fix", "Within what time do you aim to fix?", "90 days"),
    ask("embargo", "What embargo do you propose?", "90 days"),
    ask("credit", "Are reporters credited: opt-in, opt-out or never?", "opt-in"),
    ask("reward", "What do they get: none, gift, discretionary or bounty?", "none"),
    ask("harbor", "Do you promise a safe harbor (no legal action in good faith)?", "yes"),
    ask("product", "What is the product called?", ""),
    ask("versions", "Which versions get security updates?", "latest"),
    ask("zone", "In which time zone do you work?", "UTC"),
    ask("country", "Whose public holidays do you keep (such as DE or DE-BE)?", "none"),
    ask("packs", "Which laws and rules shall count too", "none"),
];

/// Asked only when packs are switched on.
const FOR_PACKS: &[Question] = &[
    ask("role", "What are you to the product: manufacturer, steward or neither?", "neither"),
    ask("member-state", "In which Member State is your main establishment?", "none"),
];

/// Asks, and writes the file.
///
/// # Errors
/// When an answer cannot be, or the file is there already or cannot be written.
pub(crate) fn run(options: &Init) -> Result<ExitCode, Failure> {
    let to_output = options.to.as_os_str() == "-";
    if !to_output && !options.force && options.to.exists() {
        let path = options.to.display();
        return Err(format!("{path} is there already: name another file, or add --force").into());
    }
    let given = given(options)?;
    let mut answers = Answers::sensible();
    for question in QUESTIONS {
        settle(&mut answers, question, &given, options.yes)?;
    }
    if !answers.packs.is_empty() {
        for question in FOR_PACKS {
            settle(&mut answers, question, &given, options.yes)?;
        }
    }
    let text = starter(&answers).map_err(|findings| super::unusable(&options.to, &findings))?;
    if to_output {
        say::line(text.trim_end());
    } else {
        super::replace(&options.to, &text)?;
        let path = options.to.display();
        say::remark(&format!(
            "{path} is written. Read it once, then try:\n  candor policy check {path}\n  candor policy render {path} --as security-md --out SECURITY.md"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// The answers of flags and of the answers file; flags first.
fn given(options: &Init) -> Result<BTreeMap<String, String>, Failure> {
    let mut given = BTreeMap::new();
    if let Some(path) = &options.answers {
        let text = super::text(path)?;
        let table = text
            .parse::<toml::Table>()
            .map_err(|error| format!("{} is no file of answers: {error}", path.display()))?;
        for (name, value) in table {
            let known = QUESTIONS.iter().chain(FOR_PACKS).any(|question| question.name == name);
            let toml::Value::String(value) = value else {
                return Err(format!("{}: `{name}` takes a text in quotes", path.display()).into());
            };
            if !known {
                return Err(format!("{}: nothing asks for `{name}`", path.display()).into());
            }
            given.insert(name, value);
        }
    }
    for (name, value) in [
        ("name", &options.name),
        ("email", &options.email),
        ("github", &options.github),
        ("url", &options.url),
        ("acknowledge", &options.acknowledge),
        ("update", &options.update),
        ("fix", &options.fix),
        ("embargo", &options.embargo),
        ("credit", &options.credit),
        ("reward", &options.reward),
        ("harbor", &options.harbor),
        ("product", &options.product),
        ("versions", &options.versions),
        ("zone", &options.zone),
        ("country", &options.country),
        ("packs", &options.packs),
        ("role", &options.role),
        ("member-state", &options.member_state),
    ] {
        if let Some(value) = value {
            given.insert(name.to_owned(), value.clone());
        }
    }
    Ok(given)
}

/// Takes the answer that is given, or asks until there is one that can be.
fn settle(
    answers: &mut Answers,
    question: &Question,
    given: &BTreeMap<String, String>,
    silent: bool,
) -> Result<(), Failure> {
    let usual = match question.name {
        "product" => answers.name.clone(),
        _ => question.usual.to_owned(),
    };
    if let Some(answer) = given.get(question.name) {
        return take(answers, question.name, answer)
            .map_err(|why| format!("--{} {answer}: {why}", question.name).into());
    }
    if silent {
        return take(answers, question.name, &usual)
            .map_err(|why| format!("--{} is needed: {why}", question.name).into());
    }
    loop {
        let hint = if usual.is_empty() { String::new() } else { format!(" [{usual}]") };
        let packs = || policy::packs().iter().map(|pack| pack.id.as_str()).collect::<Vec<_>>();
        let choice = match question.name {
            "packs" => format!(" ({})?", packs().join(", ")),
            _ => String::new(),
        };
        say::prompt(&format!("{}{choice}{hint} ", question.words));
        let mut line = String::new();
        if std::io::stdin().lock().read_line(&mut line)? == 0 {
            return Err("the answers ended before the questions: nothing is written".into());
        }
        let line = line.trim();
        let answer = if line.is_empty() { usual.as_str() } else { line };
        match take(answers, question.name, answer) {
            Ok(()) => return Ok(()),
            Err(why) => say::remark(&format!("  {why}")),
        }
    }
}

/// Takes one answer.
fn take(answers: &mut Answers, name: &str, answer: &str) -> Result<(), String> {
    let answer = answer.trim();
    let some = (answer != "none" && !answer.is_empty()).then(|| answer.to_owned());
    let list = || {
        let items = answer.split(',').map(str::trim).filter(|item| !item.is_empty());
        items.filter(|item| *item != "none").map(str::to_owned).collect::<Vec<_>>()
    };
    let time = || match &some {
        None => Ok(None),
        Some(text) => text.parse::<clock::Span>().map(Some).map_err(|error| error.to_string()),
    };
    let word = |known: &[&str]| {
        if known.contains(&answer) {
            Ok(answer.to_owned())
        } else {
            Err(format!("answer one of {}", known.join(", ")))
        }
    };
    match name {
        "name" if policy::starter::id_of(answer).is_empty() => {
            return Err("a name has at least one letter of a to z".to_owned());
        }
        "name" => answers.name = answer.to_owned(),
        "email" => answers.email = some,
        "github" => answers.github = some,
        "url" => {
            if some.is_none() && answers.email.is_none() && answers.github.is_none() {
                return Err("a reporter needs one way to reach you: an e-mail address, a repository or a page".to_owned());
            }
            answers.url = some;
        }
        "acknowledge" => answers.acknowledge = time()?,
        "update" => answers.update = time()?,
        "fix" => answers.fix = time()?,
        "embargo" => answers.embargo = time()?,
        "credit" => answers.credit = word(&["opt-in", "opt-out", "never"])?,
        "reward" => answers.reward = word(&["none", "gift", "discretionary", "bounty"])?,
        "harbor" => answers.harbor = word(&["yes", "no"])? == "yes",
        "product" => answers.product = some.unwrap_or_default(),
        "versions" => answers.versions = list(),
        "zone" => answers.zone = answer.to_owned(),
        "country" => {
            if some.as_deref().is_some_and(|code| !Answers::knows_country(code)) {
                return Err(
                    "no public holidays are known for it: answer a code like DE or DE-BE, or none"
                        .to_owned(),
                );
            }
            answers.country = some;
        }
        "packs" => {
            let packs = list();
            if let Some(unknown) = packs.iter().find(|id| policy::pack(id).is_none()) {
                return Err(format!("there is no pack `{unknown}`"));
            }
            answers.packs = packs;
        }
        "role" => answers.role = Some(word(&["manufacturer", "steward", "neither"])?),
        "member-state" => answers.member_state = some,
        _ => {}
    }
    checked(answers, name)
}

/// Whether the file that the answers so far would make has a finding; only what this answer brought is new.
fn checked(answers: &Answers, name: &str) -> Result<(), String> {
    if !["email", "github", "url", "zone", "versions", "member-state"].contains(&name) {
        return Ok(());
    }
    let mut so_far = answers.clone();
    if so_far.email.is_none() && so_far.github.is_none() && so_far.url.is_none() {
        so_far.url = Some("https://example.org".to_owned());
    }
    // Packs ask for more than is answered yet.
    if name != "member-state" {
        so_far.packs.clear();
    }
    if so_far.product.is_empty() {
        so_far.product.clone_from(&so_far.name);
    }
    match starter(&so_far) {
        Ok(_) => Ok(()),
        Err(findings) => Err(findings
            .first()
            .map(|finding| format!("{}: {}", finding.message, finding.instead))
            .unwrap_or_default()),
    }
}
