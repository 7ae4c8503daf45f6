//! What a document says, each claim with the words that say it.
//!
//! The rules read sentences as lists of words and look at what stands around them: the heading, the line that
//! introduces a list, the sentence before. A claim is made only where a rule matches. The names that
//! `as_str` gives are stable, for tools.

mod address;
mod clause;
mod conduct;
mod contact;
mod counting;
mod deed;
mod disclosure;
mod escalation;
mod fields;
mod find;
mod key;
mod kind;
mod pattern;
mod promise;
pub(crate) mod regular;
mod remainder;
mod scene;
mod scope;
mod soft;
mod support;
mod terms;
mod time;
mod words;

use serde::{Serialize, Serializer};

use crate::reader::Document;

pub(crate) use promise::is_answer;
pub(crate) use support::is_day;

pub use kind::{
    Audience, Bounty, CalendarKind, CreditKind, Deed, Direction, DisclosureKind, EscalationTrigger,
    Strength, SupportForm, TimeUnit, Trigger, Way,
};
use policy::{HarborGrade, HarborStatement, Severity};

/// Words of the document, with their place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Quote {
    /// The bytes of the source, word for word, with the markup between them.
    pub text: String,
    /// The same as a reader sees it, on one line.
    pub plain: String,
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
    /// Line, counted from 1.
    pub line: u32,
    /// Column in characters, counted from 1.
    pub column: u32,
}

/// An amount of time as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Time {
    /// The least: "2" in "2-3 days", or the number of "at least 7 days".
    pub min: Option<u32>,
    /// The most: "3" in "2-3 days", or the number of "within 24 hours".
    pub max: Option<u32>,
    /// Of what.
    pub unit: TimeUnit,
    /// Which time counts.
    pub calendar: CalendarKind,
}

/// Everything that a document says and a rule understands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claims {
    /// The language it is written in.
    pub language: Language,
    /// What the policy calls its maker or its project, where a heading or sentence says it.
    pub name: Option<String>,
    /// How to report, most preferred first.
    pub contacts: Vec<Contact>,
    /// How not to report.
    pub forbidden_ways: Vec<ForbiddenWay>,
    /// Pictures that stand where an address should: without words that could be read.
    pub image_contacts: Vec<Quote>,
    /// What is promised, with a number.
    pub promises: Vec<Promise>,
    /// What is promised, without a number.
    pub soft_promises: Vec<SoftPromise>,
    /// What a reporter may do when nobody answers.
    pub escalations: Vec<Escalation>,
    /// What may be reported, and what not.
    pub scope: ScopeClaims,
    /// Which versions get fixes.
    pub supported: SupportedVersions,
    /// What a report should contain.
    pub report: ReportFields,
    /// Safe harbor.
    pub harbor: HarborClaim,
    /// Credit.
    pub credit: CreditClaim,
    /// Money.
    pub bounty: BountyClaim,
    /// When things become public.
    pub disclosure: DisclosureClaims,
    /// How reporters should behave, and what is done with what they send.
    pub conduct: ConductClaims,
    /// Keys to encrypt to.
    pub keys: Vec<Key>,
    /// Words of a template that nobody replaced.
    pub template_left: Vec<Quote>,
    /// What the text means by days of which it says no more.
    pub days: Option<(CalendarKind, Quote)>,
    /// The time zone that it counts in, by its IANA name.
    pub zone: Option<String>,
    /// The languages in which reports may be written, by their BCP 47 tags, where a sentence lists them.
    pub report_languages: Vec<String>,
    /// Sentences that weaken every promise: "best effort", "may take longer".
    pub caveats: Vec<Quote>,
    /// Text that speaks to tools and programs. It is listed and never followed.
    pub addressed_to_tools: Vec<Quote>,
    /// Sentences that look like a promise or a demand and matched no rule.
    pub not_understood: Vec<Quote>,
}

/// The language of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Language {
    /// Its BCP 47 tag; `und` when it is not known.
    pub tag: String,
    /// Whether the rules can read it: they know English.
    pub readable: bool,
}

/// One way to report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// What kind of way.
    pub way: Way,
    /// The address: of a mailbox or a page; empty when the text names the way alone ("use the Security tab").
    pub address: String,
    /// Whether the text says that it is preferred, or names it first.
    pub preferred: bool,
    /// Whether it is only for when another way fails: an escalation, an alternative.
    pub fallback: bool,
    /// Whether the address is written so that machines do not find it ("at example dot org").
    pub obfuscated: bool,
    /// The sentence.
    pub quote: Quote,
}

/// A way in which reports are not wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForbiddenWay {
    /// What it is, such as `public issue`, `email`, `public forum`.
    pub what: String,
    /// The sentence.
    pub quote: Quote,
}

/// Something that is promised within a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Promise {
    /// What is promised.
    pub deed: Deed,
    /// What else the same sentence promises in the same time.
    pub also: Vec<Deed>,
    /// To whom.
    pub to: Audience,
    /// What starts the clock.
    pub trigger: Trigger,
    /// How much time.
    pub time: Time,
    /// For which severities; empty: for all.
    #[serde(serialize_with = "severities")]
    pub severity: Vec<Severity>,
    /// Another condition, in the words of the text.
    pub condition: Option<String>,
    /// How firmly.
    pub strength: Strength,
    /// Whether it is owed again and again.
    pub recurring: bool,
    /// When its time stands still.
    pub pause: Pause,
    /// On which side of the trigger the time lies.
    pub direction: Direction,
    /// The words that say it.
    pub quote: Quote,
}

/// Something that is promised without a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SoftPromise {
    /// What is promised.
    pub deed: Deed,
    /// How firmly.
    pub strength: Strength,
    /// When its time stands still.
    pub pause: Pause,
    /// The sentence.
    pub quote: Quote,
}

/// When the time of a promise stands still.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Pause {
    /// What for, in the words of the policy language; empty: never.
    pub reasons: Vec<&'static str>,
    /// For how long in all at most, as written.
    pub most: Option<String>,
}

/// What a reporter may do when the desk is silent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Escalation {
    /// Where to: an address, or the words of the text.
    pub to: String,
    /// What did not happen.
    pub trigger: EscalationTrigger,
    /// For how long; `None`: the text gives no number.
    pub after: Option<Time>,
    /// The words that say it.
    pub quote: Quote,
}

/// What may be reported, and what not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ScopeClaims {
    /// In scope.
    pub inside: Vec<ScopeClaim>,
    /// Out of scope, or not taken for a vulnerability.
    pub outside: Vec<ScopeClaim>,
}

/// One statement of scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScopeClaim {
    /// What is meant.
    pub what: String,
    /// Whether it is not taken for a vulnerability at all, rather than being somebody else's.
    pub not_vulnerability: bool,
    /// The words.
    pub quote: Quote,
}

/// Which versions get fixes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportedVersions {
    /// In which form the text says it.
    pub form: SupportForm,
    /// The rows of the table, or what a sentence names.
    pub rows: Vec<VersionRow>,
    /// The sentence, where it is one.
    pub rule: Option<Quote>,
    /// Where it is said instead.
    pub link: Option<String>,
    /// A reference to versions that are named nowhere ("any of the above versions").
    pub dangling: Option<Quote>,
}

/// One row of the table of supported versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionRow {
    /// The product, where the table has a column for it.
    pub product: Option<String>,
    /// The version as written, without marks.
    pub version: String,
    /// Whether it gets fixes; `None` when the cell says something else.
    pub supported: Option<bool>,
    /// The last day on which it does, as `2030-12-31`, where a cell names one.
    pub until: Option<String>,
    /// What the cell says.
    pub said: String,
    /// The row.
    pub quote: Quote,
}

/// What a report should contain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReportFields {
    /// What it must contain.
    pub required: Vec<Field>,
    /// What helps.
    pub helpful: Vec<Field>,
}

/// One thing that a report should contain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The id of the well-known field that it is, when it is one (`policy::WELL_KNOWN_FIELDS`).
    pub well_known: Option<&'static str>,
    /// The words.
    pub words: String,
    /// The words with their place.
    pub quote: Quote,
}

/// Safe harbor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HarborClaim {
    /// The statements that are made, each with its sentence.
    #[serde(serialize_with = "statements")]
    pub statements: Vec<(HarborStatement, Quote)>,
    /// On what conditions.
    pub conditions: Vec<Quote>,
    /// How much it covers.
    #[serde(serialize_with = "grade")]
    pub grade: HarborGrade,
    /// A threat of legal action.
    pub threat: Option<Quote>,
}

/// Credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CreditClaim {
    /// What is said.
    pub kind: CreditKind,
    /// Whether there is a page that lists those who reported.
    pub hall_of_fame: bool,
    /// The sentences.
    pub quotes: Vec<Quote>,
}

/// Money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BountyClaim {
    /// What is said.
    pub kind: Bounty,
    /// A sentence that says the opposite.
    pub contradiction: Option<Quote>,
    /// The sentence.
    pub quote: Option<Quote>,
}

/// When things become public.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DisclosureClaims {
    /// With a number.
    pub limits: Vec<DisclosureLimit>,
    /// What reporters are asked, without a number.
    pub asks: Vec<Quote>,
    /// A sentence that forbids it without end.
    pub forbidden: Option<Quote>,
    /// The event until which reporters are asked to keep it, in the word of the policy language.
    pub until: Option<(&'static str, Quote)>,
    /// When and how an embargo may be longer.
    pub extension: Option<Quote>,
}

/// A number about disclosure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DisclosureLimit {
    /// What the number is.
    pub kind: DisclosureKind,
    /// The time.
    pub time: Time,
    /// The words.
    pub quote: Quote,
}

/// How reporters should behave, what is done with their data, and whether the policy may change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ConductClaims {
    /// What is asked of them.
    pub asked: Vec<Quote>,
    /// What they must not do.
    pub forbidden: Vec<Quote>,
    /// Where they should not tell it before it is public.
    pub places: Vec<Quote>,
    /// That a report needs no name.
    pub anonymous: Option<Quote>,
    /// That a pseudonym will do.
    pub pseudonym: Option<Quote>,
    /// That personal details are not passed on.
    pub not_passed_on: Option<Quote>,
    /// That the policy may change.
    pub changes: Option<Quote>,
    /// That the policy is looked at again.
    pub review: Option<ReviewClaim>,
}

/// How often the policy itself is looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewClaim {
    /// How often; `None`: the text says "regularly".
    pub every: Option<Time>,
    /// What is looked at, where a list says it.
    pub covers: Vec<Quote>,
    /// The day of the last review, as `2027-01-15`.
    pub last: Option<String>,
    /// The sentence.
    pub quote: Quote,
}

/// A key to encrypt to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Key {
    /// Its fingerprint in hexadecimal digits without spaces.
    pub fingerprint: Option<String>,
    /// Its short or long id, where there is no fingerprint.
    pub id: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// Whether the key itself stands in the text.
    pub in_text: bool,
    /// The day after which it is no longer valid, as written.
    pub expires: Option<String>,
    /// The words.
    pub quote: Quote,
}

/// What a document says.
#[must_use]
pub fn claims(document: &Document) -> Claims {
    find::all(document)
}

fn severities<S: Serializer>(severities: &[Severity], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(severities.iter().map(|severity| severity.as_str()))
}

fn statements<S: Serializer>(
    statements: &[(HarborStatement, Quote)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(statements.iter().map(|(statement, quote)| (statement.as_str(), quote)))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn grade<S: Serializer>(grade: &HarborGrade, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match grade {
        HarborGrade::None => "none",
        HarborGrade::Partial => "partial",
        HarborGrade::Full => "full",
    })
}
