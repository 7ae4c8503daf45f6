//! Precision and recall against policies that somebody read: what each says, in a JSON file beside it.
//!
//! The policies are other people's texts and lie outside of the project; without them the measurement is
//! skipped and says so. A claim counts as found when its whole tuple is the one that was read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use prose::{
    Bounty, Claims, CreditKind, DisclosureKind, Promise, SupportForm, Time, TimeUnit, Way,
};
use serde_json::Value;

/// One policy with what was read in it.
pub(crate) struct Read {
    /// The name of its file.
    pub(crate) name: String,
    /// What the rules claim.
    pub(crate) claims: Claims,
    /// What a person read.
    pub(crate) truth: Value,
}

/// What was found and what was there, for one group of claims.
#[derive(Debug, Default, Clone)]
pub(crate) struct Score {
    /// Claims that are right.
    pub(crate) right: usize,
    /// Claims that were made.
    pub(crate) claimed: usize,
    /// Claims that were there.
    pub(crate) there: usize,
    /// What is wrong or missing, in words.
    pub(crate) notes: Vec<String>,
}

impl Score {
    /// How many of the claims are right.
    pub(crate) fn precision(&self) -> f64 {
        ratio(self.right, self.claimed)
    }
    /// How many of those there were found.
    pub(crate) fn recall(&self) -> f64 {
        ratio(self.right, self.there)
    }
    fn add(&mut self, name: &str, claimed: &[String], there: &[String]) {
        self.compare(name, claimed, there, |one, other| one == other);
    }
    fn compare(
        &mut self,
        name: &str,
        claimed: &[String],
        there: &[String],
        same: impl Fn(&str, &str) -> bool,
    ) {
        let mut open: Vec<&String> = there.iter().collect();
        let mut wrong = Vec::new();
        for claim in claimed {
            match open.iter().position(|truth| same(claim, truth)) {
                Some(at) => {
                    open.remove(at);
                    self.right += 1;
                }
                None => wrong.push(claim),
            }
        }
        self.claimed += claimed.len();
        self.there += there.len();
        self.notes.extend(wrong.iter().map(|claim| format!("{name}: claims {claim}")));
        self.notes.extend(open.iter().map(|truth| format!("{name}: misses {truth}")));
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred claims")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The folder of policies, when it is there.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/policies");
    folder.is_dir().then_some(folder)
}

/// Every policy with a file of truth.
pub(crate) fn all() -> Option<Vec<Read>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder()?)
        .expect("a readable folder")
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    let read = |path: &PathBuf| {
        let truth = serde_json::from_str(&fs::read_to_string(path).expect("truth")).expect("JSON");
        let text = ["md", "rst", "html", "txt"]
            .iter()
            .find_map(|end| fs::read_to_string(path.with_extension(end)).ok());
        let text = text.expect("the policy beside its truth");
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let format = prose::detect(Some(&format!("{name}.md")), &text);
        let document = prose::read(&text, format).expect("a short text");
        Read { name, claims: prose::claims(&document), truth }
    };
    Some(files.iter().map(read).collect())
}

/// The scores of every group.
pub(crate) fn scores(policies: &[Read]) -> BTreeMap<&'static str, Score> {
    let mut scores: BTreeMap<&'static str, Score> = BTreeMap::new();
    for policy in policies {
        let (name, claims, truth) = (policy.name.as_str(), &policy.claims, &policy.truth);
        let mut group = |group: &'static str, claimed: Vec<String>, there: Vec<String>| {
            scores.entry(group).or_default().add(name, &claimed, &there);
        };
        group("contacts", contacts(claims), true_contacts(truth));
        group(
            "promises",
            claims.promises.iter().map(promise).collect(),
            list(truth, "promises").map(true_promise).collect(),
        );
        group(
            "escalation",
            claims.escalations.iter().map(escalation).collect(),
            list(truth, "escalation").map(true_escalation).collect(),
        );
        group("supported versions", supported(claims), true_supported(truth));
        group(
            "safe harbor",
            vec![claims.harbor.grade_word()],
            vec![text(&truth["safe_harbor"]["level"])],
        );
        group("credit", credit(claims), known(&truth["credit"]));
        group("bounty", bounty(claims), known(&truth["bounty"]));
        let there = true_limits(truth);
        // Only limits of the kinds that the truth speaks of can be judged.
        let claimed = limits(claims)
            .into_iter()
            .filter(|limit| there.contains(limit) || is_judged(limit))
            .collect();
        group("disclosure limit", claimed, there);
        // Words that name two fields are one thing that was read.
        let mut fields: Vec<String> =
            claims.report.required.iter().map(|field| field.words.clone()).collect();
        fields.dedup();
        let truth: Vec<String> = strings(&truth["report_fields"]["required"]);
        scores.entry("required fields").or_default().compare(name, &fields, &truth, same_field);
    }
    scores
}

trait GradeWord {
    fn grade_word(&self) -> String;
}

impl GradeWord for prose::HarborClaim {
    fn grade_word(&self) -> String {
        format!("{:?}", self.grade).to_lowercase()
    }
}

fn list<'t>(truth: &'t Value, name: &str) -> impl Iterator<Item = &'t Value> {
    truth[name].as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(text).collect()
}

/// The value, unless it is that nothing is said.
fn known(value: &Value) -> Vec<String> {
    Some(text(value)).filter(|word| word != "unspecified" && !word.is_empty()).into_iter().collect()
}

fn contacts(claims: &Claims) -> Vec<String> {
    let escalates =
        |address: &str| claims.escalations.iter().any(|escalation| escalation.to == address);
    claims
        .contacts
        .iter()
        .filter(|contact| !escalates(&contact.address))
        .map(|contact| match (contact.way, contact.address.as_str()) {
            (Way::GithubPrivateReport, "") => "github".to_owned(),
            (_, address) => address.trim_end_matches('/').to_lowercase(),
        })
        .collect()
}

fn true_contacts(truth: &Value) -> Vec<String> {
    let contacts = &truth["contacts"];
    let addresses = strings(&contacts["emails"]).into_iter().chain(strings(&contacts["urls"]));
    let other = strings(&contacts["other"]).into_iter().map(|other| {
        if other.to_lowercase().contains("github") { "github".to_owned() } else { other }
    });
    addresses.map(|address| address.trim_end_matches('/').to_lowercase()).chain(other).collect()
}

fn time(time: &Time) -> String {
    let least =
        time.min.filter(|_| time.max.is_some()).map_or(String::new(), |min| format!("{min}-"));
    let most = time.max.or(time.min).map_or(String::new(), |max| max.to_string());
    format!("{least}{most} {} {}", time.unit.as_str(), time.calendar.as_str())
}

fn true_time(value: &Value) -> String {
    let number = |name: &str| value[name].as_u64().map(|n| n.to_string());
    let least = number("min")
        .filter(|_| number("max").is_some())
        .map_or(String::new(), |min| format!("{min}-"));
    let most =
        number("max").or_else(|| number("min")).or_else(|| number("after")).unwrap_or_default();
    // "Calendar" means that the text says so, by the rules of the truth itself.
    let says = text(&value["quote"]).to_lowercase().contains("calendar");
    let calendar = match text(&value["calendar"]).as_str() {
        "calendar" if !says => "unspecified".to_owned(),
        other => other.to_owned(),
    };
    format!("{least}{most} {} {calendar}", text(&value["unit"]))
}

fn promise(promise: &Promise) -> String {
    let severity: Vec<String> =
        promise.severity.iter().map(|s| format!("{s:?}").to_lowercase()).collect();
    let recurring = if promise.recurring { " recurring" } else { "" };
    format!("{} {} [{}]{recurring}", promise.deed.as_str(), time(&promise.time), severity.join("+"))
}

fn true_promise(value: &Value) -> String {
    let what = match text(&value["what"]).as_str() {
        "acknowledge_and_analyze" => "acknowledge".to_owned(),
        "answer_notification_list_request" => "answer_request".to_owned(),
        other => other.to_owned(),
    };
    let severity = text(&value["severity"]);
    let recurring = if value["recurring"].as_bool() == Some(true) { " recurring" } else { "" };
    format!("{what} {} [{severity}]{recurring}", true_time(value))
}

fn escalation(escalation: &prose::Escalation) -> String {
    let after = escalation.after.as_ref().map_or(String::new(), time);
    format!("{} {after}", escalation.trigger.as_str())
}

fn true_escalation(value: &Value) -> String {
    format!("{} {}", text(&value["trigger"]), true_time(value))
}

fn supported(claims: &Claims) -> Vec<String> {
    let form = Some(claims.supported.form).filter(|form| *form != SupportForm::None);
    let rows = claims
        .supported
        .rows
        .iter()
        .map(|row| format!("{} {}", row.version, row.supported == Some(true)));
    let link = claims.supported.link.clone();
    form.map(|form| form.as_str().to_owned()).into_iter().chain(rows).chain(link).collect()
}

fn true_supported(truth: &Value) -> Vec<String> {
    let versions = &truth["supported_versions"];
    let form = Some(text(&versions["form"])).filter(|form| form != "none");
    let rows = versions["rows"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| format!("{} {}", text(&row[0]), row[1].as_bool() == Some(true)));
    let link = versions["link"].as_str().map(str::to_owned);
    form.into_iter().chain(rows).chain(link).collect()
}

fn credit(claims: &Claims) -> Vec<String> {
    Some(claims.credit.kind)
        .filter(|kind| *kind != CreditKind::Unspecified)
        .map(|kind| kind.as_str().to_owned())
        .into_iter()
        .collect()
}

fn bounty(claims: &Claims) -> Vec<String> {
    Some(claims.bounty.kind)
        .filter(|kind| *kind != Bounty::Unspecified)
        .map(|kind| kind.as_str().to_owned())
        .into_iter()
        .collect()
}

fn limits(claims: &Claims) -> Vec<String> {
    let days = |time: &Time| {
        let count = time.max.or(time.min).unwrap_or_default();
        match time.unit {
            TimeUnit::Weeks => count * 7,
            TimeUnit::Months => count * 30,
            TimeUnit::Hours => count / 24,
            _ => count,
        }
    };
    let mut found: Vec<String> = claims
        .disclosure
        .limits
        .iter()
        .map(|limit| {
            let kind = match limit.kind {
                DisclosureKind::AdvanceNotice => "notice",
                DisclosureKind::Preferred | DisclosureKind::Minimum | DisclosureKind::Maximum => {
                    "limit"
                }
            };
            format!("{kind} {} days", days(&limit.time))
        })
        .collect();
    found.dedup();
    found
}

/// The truth names a notice, a target, a default or the embargo of a list.
fn true_limits(truth: &Value) -> Vec<String> {
    truth["disclosure"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| {
            let kind = if name.contains("notice") { "notice" } else { "limit" };
            value.as_u64().map(|days| format!("{kind} {days} days"))
        })
        .collect()
}

fn is_judged(limit: &str) -> bool {
    limit.starts_with("limit")
}

/// Two ways of naming a field share a word that means something.
fn same_field(one: &str, other: &str) -> bool {
    const EMPTY: &[&str] = &[
        "the",
        "and",
        "that",
        "with",
        "this",
        "issue",
        "vulnerability",
        "clear",
        "potential",
        "which",
    ];
    let words = |text: &str| {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 2 && !EMPTY.contains(word))
            .map(|word| word.chars().take(5).collect::<String>())
            .collect::<Vec<_>>()
    };
    let other = words(other);
    words(one).iter().any(|word| other.contains(word))
}
