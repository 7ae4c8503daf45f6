//! The languages of the public pages: which there are, which one a reader prefers, and what is said in each.
//!
//! The words are Fluent messages (<https://projectfluent.org>) in `words/*.ftl`, one file per language, compiled in. They
//! are plain text: a message never holds mark-up, so it is written into a page as it is, and only its arguments are escaped.
//! [`Language::say`] begins a message, [`Said`] takes the arguments and becomes HTML in a template or plain text elsewhere.
//!
//! The team's pages are English. What a policy, a reporter or a team wrote is shown as they wrote it.

use std::borrow::{Borrow, Cow};
use std::fmt::{self, Write as _};
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::{Link, When, safe_href, visible};

/// A language of the public pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English, the language in which everything was first written.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Japanese.
    Japanese,
    /// Arabic; runs from right to left.
    Arabic,
    /// No language: every message is its own name in brackets, so that a test sees which words are none.
    #[cfg(test)]
    Names,
}

type Bundle = FluentBundle<FluentResource>;

/// The messages of each language, in the order of [`Language::ALL`]; read when somebody first asks for that language.
static BUNDLES: [LazyLock<Bundle>; 6] = [
    LazyLock::new(|| Language::English.bundle()),
    LazyLock::new(|| Language::German.bundle()),
    LazyLock::new(|| Language::French.bundle()),
    LazyLock::new(|| Language::Spanish.bundle()),
    LazyLock::new(|| Language::Japanese.bundle()),
    LazyLock::new(|| Language::Arabic.bundle()),
];

impl Language {
    /// Every language, in the order of the menu.
    pub const ALL: [Self; 6] =
        [Self::English, Self::German, Self::French, Self::Spanish, Self::Japanese, Self::Arabic];

    /// Its tag (BCP 47), which also begins the addresses in this language: `/de/…`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Japanese => "ja",
            Self::Arabic => "ar",
            #[cfg(test)]
            Self::Names => "zxx",
        }
    }

    /// Its own name for itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Japanese => "日本語",
            Self::Arabic => "العربية",
            #[cfg(test)]
            Self::Names => "⟦⟧",
        }
    }

    /// The value of the `dir` attribute.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        if matches!(self, Self::Arabic) { "rtl" } else { "ltr" }
    }

    /// The language of a tag, whatever its region: `de-AT` is German.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The first of our languages in the order of an `Accept-Language` header (RFC 9110 §12.5.4). Nothing when it names
    /// none of them, or cannot be read.
    #[must_use]
    pub fn preferred(header: &str) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        // A browser names a handful; whoever names thousands gets the first of them.
        for range in header.split(',').take(32) {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default();
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1_000, thousandths);
            let Some(language) = Self::from_tag(tag) else { continue };
            if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }

    /// Begins the message `id`. A message with a part, such as `do-answer.help`, is named with a point.
    #[must_use]
    pub fn say(self, id: impl AsRef<str>) -> Said {
        Said { language: self, id: id.as_ref().to_owned(), arguments: Vec::new() }
    }

    /// The message `id` as plain text.
    #[must_use]
    pub fn text(self, id: impl AsRef<str>) -> String {
        self.say(id).plain()
    }

    const fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("../words/en.ftl"),
            Self::German => include_str!("../words/de.ftl"),
            Self::French => include_str!("../words/fr.ftl"),
            Self::Spanish => include_str!("../words/es.ftl"),
            Self::Japanese => include_str!("../words/ja.ftl"),
            Self::Arabic => include_str!("../words/ar.ftl"),
            #[cfg(test)]
            Self::Names => "",
        }
    }

    /// The messages, read once. A message that cannot be read is missing, which a test would see.
    fn bundle(self) -> Bundle {
        let tag = self.tag().parse().unwrap_or_default();
        let mut bundle = Bundle::new_concurrent(vec![tag]);
        // Pages set `dir` on what others wrote, and plain texts go into elements that do.
        bundle.set_use_isolating(false);
        let resource = match FluentResource::try_new(self.source().to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let _ = bundle.add_resource(resource);
        bundle
    }

    /// The message with these arguments, or nothing when there is no such message. A message without arguments is
    /// not copied.
    fn format(self, id: &str, arguments: &FluentArgs<'_>) -> Option<Cow<'static, str>> {
        #[cfg(test)]
        if self == Self::Names {
            let given = arguments.iter().map(|(_, value)| match value {
                FluentValue::String(text) => format!(" {text}"),
                _ => String::new(),
            });
            return Some(format!("⟦{id}{}⟧", given.collect::<String>()).into());
        }
        let place = Self::ALL.into_iter().position(|language| language == self)?;
        let bundle = BUNDLES.get(place)?;
        let (name, part) = id.split_once('.').map_or((id, None), |(name, part)| (name, Some(part)));
        let message = bundle.get_message(name)?;
        let pattern = match part {
            Some(part) => message.get_attribute(part)?.value(),
            None => message.value()?,
        };
        let mut missing = Vec::new();
        Some(bundle.format_pattern(pattern, Some(arguments), &mut missing))
    }

    /// A day: "23 October 2026".
    #[must_use]
    pub fn date(self, year: i16, month: i8, day: i8) -> String {
        // Years and days are written without grouping, so they are text to Fluent.
        let month = self.text(format!("month-{month}"));
        self.say("date").word("day", day).word("month", month).word("year", year).plain()
    }

    /// A number with one digit after the sign, in tenths: "1.2".
    #[must_use]
    pub fn tenths(self, tenths: u64) -> String {
        format!("{}{}{}", tenths / 10, self.text("decimal-sign"), tenths % 10)
    }

    /// "a, b and c".
    #[must_use]
    pub fn all_of(self, words: &[String]) -> String {
        self.listed(words, "list-and")
    }

    /// "a, b or c".
    #[must_use]
    pub fn one_of(self, words: &[String]) -> String {
        self.listed(words, "list-or")
    }

    fn listed(self, words: &[String], joint: &str) -> String {
        let Some((last, most)) = words.split_last() else { return String::new() };
        let most = most.iter().cloned().reduce(|first, next| {
            self.say("list-comma").word("first", first).word("next", next).plain()
        });
        most.map_or_else(
            || last.clone(),
            |first| self.say(joint).word("first", first).word("last", last).plain(),
        )
    }
}

/// A weight of `Accept-Language` in thousandths; what is no weight counts nothing.
fn thousandths(weight: &str) -> u16 {
    let (whole, rest) = weight.trim().split_once('.').unwrap_or((weight.trim(), ""));
    let digits: String = rest.chars().chain("000".chars()).take(3).collect();
    match (whole, digits.parse::<u16>()) {
        ("1", _) => 1_000,
        ("0", Ok(part)) => part,
        _ => 0,
    }
}

/// A message with its arguments. In a template it becomes HTML: text that others wrote is escaped and finds its own
/// direction, times and links become elements.
#[derive(Clone)]
pub struct Said {
    language: Language,
    id: String,
    arguments: Vec<(&'static str, Argument)>,
}

#[derive(Clone)]
enum Argument {
    Count(u64),
    Word(String),
    Text(String),
    Code(String),
    Time(When),
    Link { href: String, text: String },
}

impl Said {
    /// With a number that decides about plural forms.
    #[must_use]
    pub fn count(self, name: &'static str, count: impl Borrow<usize>) -> Self {
        let count = u64::try_from(*count.borrow()).unwrap_or(u64::MAX);
        self.with(name, Argument::Count(count))
    }

    /// With a number that decides about plural forms.
    #[must_use]
    pub fn number(self, name: &'static str, count: u64) -> Self {
        self.with(name, Argument::Count(count))
    }

    /// With a number that comes as digits.
    #[must_use]
    pub fn digits(self, name: &'static str, digits: &str) -> Self {
        match digits.parse() {
            Ok(count) => self.number(name, count),
            Err(_) => self.word(name, digits),
        }
    }

    /// With words of ours, in the same language.
    #[must_use]
    pub fn word(self, name: &'static str, word: impl fmt::Display) -> Self {
        self.with(name, Argument::Word(word.to_string()))
    }

    /// With a text that somebody else wrote.
    #[must_use]
    pub fn by(self, name: &'static str, text: impl fmt::Display) -> Self {
        self.with(name, Argument::Text(text.to_string()))
    }

    /// With something for machines: a command, a key.
    #[must_use]
    pub fn code(self, name: &'static str, code: impl fmt::Display) -> Self {
        self.with(name, Argument::Code(code.to_string()))
    }

    /// With a time.
    #[must_use]
    pub fn time(self, name: &'static str, when: &When) -> Self {
        self.with(name, Argument::Time(when.clone()))
    }

    /// With a link whose text is the message `id`.
    #[must_use]
    pub fn link(self, name: &'static str, href: impl fmt::Display, id: &str) -> Self {
        let text = self.language.text(id);
        self.with(name, Argument::Link { href: href.to_string(), text })
    }

    /// With a link that others named; shown as text when following it is not harmless.
    #[must_use]
    pub fn link_to(self, name: &'static str, link: &Link) -> Self {
        match safe_href(&link.href) {
            Some(href) => {
                let (href, text) = (href.to_owned(), link.text.clone());
                self.with(name, Argument::Link { href, text })
            }
            None => self.by(name, &link.text),
        }
    }

    fn with(mut self, name: &'static str, argument: Argument) -> Self {
        self.arguments.push((name, argument));
        self
    }

    /// The message as plain text, for where a template escapes it.
    #[must_use]
    pub fn plain(&self) -> String {
        let arguments = self.arguments.iter().map(|(name, argument)| {
            let value = match argument {
                Argument::Count(count) => FluentValue::from(*count),
                Argument::Word(text) | Argument::Text(text) | Argument::Code(text) => {
                    FluentValue::from(text.as_str())
                }
                Argument::Time(when) => FluentValue::from(when.words.as_str()),
                Argument::Link { text, .. } => FluentValue::from(text.as_str()),
            };
            (*name, value)
        });
        self.format(&arguments.collect()).into_owned()
    }

    fn html(&self) -> Cow<'static, str> {
        let arguments = self.arguments.iter().map(|(name, argument)| {
            let value = match argument {
                Argument::Count(count) => FluentValue::from(*count),
                Argument::Word(text) => FluentValue::from(Escaped(text).to_string()),
                Argument::Text(text) => {
                    FluentValue::from(format!("<span dir=\"auto\">{}</span>", Escaped(text)))
                }
                Argument::Code(text) => {
                    FluentValue::from(format!("<code class=\"long\">{}</code>", Escaped(text)))
                }
                Argument::Time(when) => FluentValue::from(format!(
                    "<time datetime=\"{}\">{}</time>",
                    Escaped(&when.iso),
                    Escaped(&when.words)
                )),
                Argument::Link { href, text } => FluentValue::from(format!(
                    "<a href=\"{}\" dir=\"auto\">{}</a>",
                    Escaped(href),
                    Escaped(text)
                )),
            };
            (*name, value)
        });
        self.format(&arguments.collect())
    }

    fn format(&self, arguments: &FluentArgs<'_>) -> Cow<'static, str> {
        self.language
            .format(&self.id, arguments)
            .or_else(|| Language::English.format(&self.id, arguments))
            .unwrap_or_else(|| format!("⟦{}⟧", self.id).into())
    }
}

/// Text made visible and escaped for HTML.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in visible(self.0).to_string().chars() {
            match c {
                '<' => f.write_str("&#60;")?,
                '>' => f.write_str("&#62;")?,
                '&' => f.write_str("&#38;")?,
                '"' => f.write_str("&#34;")?,
                '\'' => f.write_str("&#39;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.html())
    }
}

/// The arguments are escaped one by one; the message itself holds no mark-up.
impl askama::filters::HtmlSafe for Said {}

impl askama::FastWritable for Said {
    fn write_into(&self, out: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(out.write_str(&self.html())?)
    }
}
