//! Amounts of time in a sentence: "24 hours", "three (3) business days", "2-3 weeks", "a 90-day embargo".

use core::ops::Range;

use super::words::Word;
use super::{CalendarKind, Time, TimeUnit};

/// An amount of time with what stands right before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    /// The words of number and unit.
    pub(super) words: Range<usize>,
    /// The amount.
    pub(super) time: Time,
    /// The word that says how it is meant.
    pub(super) bound: Bound,
    /// "Approximately", "about".
    pub(super) roughly: bool,
    /// "An additional", "another": counted from the amount before.
    pub(super) further: bool,
}

/// How a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// "within", "in", "no later than", "up to", or nothing.
    AtMost,
    /// "at least", "no less than", "longer than".
    AtLeast,
    /// "every", "each", "once a".
    Every,
    /// "for", "for the past": how long something lasts.
    Lasting,
    /// "after": not before so much has passed.
    After,
}

/// Every amount of time in these words.
pub(super) fn amounts(words: &[Word]) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match amount(words, at) {
            Some(amount) => {
                at = amount.words.end.max(at + 1);
                found.push(amount);
            }
            None => at += 1,
        }
    }
    found
}

fn amount(words: &[Word], start: usize) -> Option<Amount> {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let before = |back: usize| start.checked_sub(back).map_or("", text);
    // "daily", "weekly" only where something is repeated.
    if let Some(unit) = adverb(text(start)) {
        let around = [text(start + 1), text(start + 2), before(1)];
        let repeats = around.iter().any(|w| {
            ["update", "updates", "status", "communication", "updated", "basis", "progress"]
                .contains(w)
        });
        return repeats.then(|| Amount {
            words: start..start + 1,
            time: Time { min: None, max: Some(1), unit, calendar: calendar(unit, None) },
            bound: Bound::Every,
            roughly: false,
            further: false,
        });
    }
    // "Every week" and "each month" need no number.
    if matches!(text(start), "every" | "each")
        && let Some(unit) = singular(text(start + 1))
    {
        return Some(Amount {
            words: start..start + 2,
            time: Time { min: None, max: Some(1), unit, calendar: calendar(unit, None) },
            bound: Bound::Every,
            roughly: false,
            further: false,
        });
    }
    let (least, most, mut at, glued) = number(words, start)?;
    // A zero-day is no time.
    if most == 0 && (text(start).starts_with("zero") || text(start).contains('-')) {
        return None;
    }
    let mut kind = None;
    let unit = match glued {
        Some(unit) => unit,
        None => loop {
            match text(at) {
                "business" | "working" | "work" | "office" => kind = Some(CalendarKind::Business),
                "calendar" | "consecutive" => kind = Some(CalendarKind::Calendar),
                "full" | "more" | "additional" | "further" | "(" | ")" | "whole" | "-" => {}
                other => {
                    if let Some((unit, own)) = unit_of(other) {
                        kind = kind.or(own);
                        at += 1;
                        break unit;
                    }
                    return None;
                }
            }
            at += 1;
            if at > start + 9 {
                return None;
            }
        },
    };
    let after = words.get(at..words.len().min(at + 8)).unwrap_or_default();
    let excluded =
        super::pattern::find(after, "excluding|except|excl|not ..2 weekends|holidays|weekend")
            .is_some_and(|range| range.start <= 2);
    let inclusive = super::pattern::find(after, "( business|working )|days|day|hours")
        .is_some_and(|range| range.start <= 1);
    if excluded || inclusive {
        kind = Some(CalendarKind::Business);
    }
    let (bound, roughly, further, article_counts) = bound(words, start);
    // "a day" and "an hour" are amounts only after a word that makes them one.
    if matches!(text(start), "a" | "an") && !article_counts {
        return None;
    }
    let time = match bound {
        Bound::AtLeast | Bound::After if least.is_none() => {
            Time { min: Some(most), max: None, unit, calendar: calendar(unit, kind) }
        }
        _ => Time { min: least, max: Some(most), unit, calendar: calendar(unit, kind) },
    };
    let further = further
        || words.get(start..at).is_some_and(|w| {
            w.iter().any(|word| matches!(word.text.as_str(), "additional" | "further"))
        });
    Some(Amount { words: start..at, time, bound, roughly, further })
}

/// The number that begins here: least, most, the word after it, and a unit that is joined to it.
fn number(words: &[Word], start: usize) -> Option<(Option<u32>, u32, usize, Option<TimeUnit>)> {
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let first = text(start);
    if matches!(first, "a" | "an") {
        return Some((None, 1, start + 1, None));
    }
    // Most words are no number: that is told without taking them apart.
    let begin = first.split(['–', '—', '−', '/', '-']).find(|piece| !piece.is_empty())?;
    if value_of(begin).is_none()
        && glued(begin).is_none()
        && !matches!(begin, "business" | "working")
    {
        return None;
    }
    // "48-hour", "24h", "90-day", "24-48", "two-week".
    let joined = first.replace(['–', '—', '−', '/'], "-");
    let pieces: Vec<&str> = joined.split('-').filter(|piece| !piece.is_empty()).collect();
    let mut numbers = Vec::new();
    let mut unit = None;
    for piece in &pieces {
        if let Some(value) = value_of(piece) {
            numbers.push(value);
        } else if let Some((value, glued)) = glued(piece) {
            numbers.push(value);
            unit = Some(glued);
        } else if let Some((word, _)) = unit_of(piece).filter(|_| !numbers.is_empty()) {
            unit = Some(word);
        } else if *piece == "business" || *piece == "working" {
            // "3-business-day": the unit follows in the same word.
        } else {
            return None;
        }
    }
    let mut at = start + 1;
    // "twenty-four" is one number.
    let (mut least, mut most) = match *numbers.as_slice() {
        [tens, ones] if pieces.first().is_some_and(|p| p.ends_with("ty")) && ones < 10 => {
            (None, tens.saturating_add(ones))
        }
        [least, most] if least < most => (Some(least), most),
        [_, _] => return None,
        [value] => (None, value),
        _ => return None,
    };
    if unit.is_some() {
        return Some((least, most, at, unit));
    }
    // "three (3)", "3 (three)".
    let repeated = |at: usize| {
        (text(at) == "(" && value_of(text(at + 1)) == Some(most) && text(at + 2) == ")")
            .then_some(at + 3)
    };
    at = repeated(at).unwrap_or(at);
    // "2 to 3", "1 - 2", "one or two", "2 – 3".
    if least.is_none() && matches!(text(at), "to" | "-" | "–" | "—" | "or" | "and" | "through")
    {
        let (next, joined) = match glued(text(at + 1)) {
            Some((value, unit)) => (Some(value), Some(unit)),
            None => (value_of(text(at + 1)), None),
        };
        if let Some(next) = next.filter(|next| *next > most) {
            least = Some(most);
            most = next;
            at += 2;
            if joined.is_some() {
                return Some((least, most, at, joined));
            }
            if text(at) == "(" && value_of(text(at + 1)) == Some(most) && text(at + 2) == ")" {
                at += 3;
            }
        }
    }
    // "5 days to 10 days" is left as two amounts.
    Some((least, most, at, None))
}

/// "24h", "90d", "2wks".
fn glued(word: &str) -> Option<(u32, TimeUnit)> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = word.split_at_checked(digits)?;
    let (unit, _) = unit_of(rest)?;
    Some((value_of(number)?, unit))
}

fn value_of(word: &str) -> Option<u32> {
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        // Too large for anything: kept as such, so that it is seen and asked about.
        return Some(word.parse().unwrap_or(u32::MAX));
    }
    let words = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    if let Some(value) = words.iter().position(|known| *known == word) {
        return u32::try_from(value).ok();
    }
    match word {
        "twenty" => Some(20),
        "thirty" => Some(30),
        "forty" => Some(40),
        "fifty" => Some(50),
        "sixty" => Some(60),
        "seventy" => Some(70),
        "eighty" => Some(80),
        "ninety" => Some(90),
        _ => None,
    }
}

/// The unit that a word names, with the calendar that it brings along.
fn unit_of(word: &str) -> Option<(TimeUnit, Option<CalendarKind>)> {
    let business = Some(CalendarKind::Business);
    Some(match word.trim_end_matches('.') {
        "minute" | "minutes" | "min" | "mins" => (TimeUnit::Minutes, None),
        "hour" | "hours" | "hr" | "hrs" | "h" => (TimeUnit::Hours, None),
        "day" | "days" | "d" => (TimeUnit::Days, None),
        "workday" | "workdays" | "weekday" | "weekdays" | "workingdays" => {
            (TimeUnit::Days, business)
        }
        "week" | "weeks" | "wk" | "wks" | "w" => (TimeUnit::Weeks, None),
        "month" | "months" => (TimeUnit::Months, None),
        "year" | "years" => (TimeUnit::Years, None),
        _ => return None,
    })
}

fn singular(word: &str) -> Option<TimeUnit> {
    Some(match word {
        "day" => TimeUnit::Days,
        "week" => TimeUnit::Weeks,
        "month" => TimeUnit::Months,
        _ => return None,
    })
}

fn adverb(word: &str) -> Option<TimeUnit> {
    Some(match word {
        "daily" => TimeUnit::Days,
        "weekly" => TimeUnit::Weeks,
        "monthly" => TimeUnit::Months,
        _ => return None,
    })
}

const fn calendar(unit: TimeUnit, said: Option<CalendarKind>) -> CalendarKind {
    match (said, unit) {
        (Some(said), _) => said,
        (None, TimeUnit::Hours | TimeUnit::Minutes) => CalendarKind::Wall,
        (None, _) => CalendarKind::Unspecified,
    }
}

/// What stands before a number: how it is meant, whether roughly, whether further, and whether it makes an
/// amount of "a" with a unit.
fn bound(words: &[Word], start: usize) -> (Bound, bool, bool, bool) {
    let mut at = start;
    let mut roughly = false;
    let mut further = false;
    let mut result = None;
    let mut counts = false;
    for _ in 0..6 {
        let Some(back) = at.checked_sub(1) else { break };
        let Some(word) = words.get(back) else { break };
        let earlier =
            back.checked_sub(1).and_then(|i| words.get(i)).map_or("", |w| w.text.as_str());
        match word.text.as_str() {
            "approximately" | "about" | "around" | "roughly" | "approx" | "~" | "circa"
            | "nearly" => roughly = true,
            "order" => roughly = true,
            "additional" | "another" | "further" => {
                further = true;
                counts = true;
            }
            "the" | "of" | "an" | "a" | "first" | "next" | "our" | "on" | "only" | "just" | "("
            | "max" | "maximum" | "typically" | "usually" | "generally" | "industry-standard"
            | "standard" => {
                counts |= matches!(word.text.as_str(), "next" | "first");
            }
            "past" | "last" => result = result.or(Some(Bound::Lasting)),
            "than" => {
                result = Some(
                    if matches!(earlier, "more" | "longer" | "greater" | "sooner" | "earlier") {
                        let negated = back
                            .checked_sub(2)
                            .and_then(|i| words.get(i))
                            .is_some_and(|w| matches!(w.text.as_str(), "no" | "not" | "never"));
                        // "no sooner than 7 days" is at least seven.
                        if negated != matches!(earlier, "sooner" | "earlier") {
                            Bound::AtMost
                        } else {
                            Bound::AtLeast
                        }
                    } else if matches!(earlier, "less" | "fewer")
                        && back
                            .checked_sub(2)
                            .and_then(|i| words.get(i))
                            .is_some_and(|w| w.text == "no")
                    {
                        Bound::AtLeast
                    } else {
                        Bound::AtMost
                    },
                );
                counts = true;
                break;
            }
            "least" if earlier == "at" => {
                result =
                    Some(result.filter(|bound| *bound == Bound::Every).unwrap_or(Bound::AtLeast));
                counts = true;
                break;
            }
            "minimum" => {
                result = Some(Bound::AtLeast);
                counts = true;
                break;
            }
            "every" | "each" | "per" => {
                result = Some(Bound::Every);
                counts = true;
                break;
            }
            "once" | "twice" => {
                result = Some(Bound::Every);
                counts = true;
                break;
            }
            "for" => {
                result = result.or(Some(Bound::Lasting));
                counts = true;
                break;
            }
            "after" => {
                result = Some(Bound::After);
                counts = true;
                break;
            }
            "within" | "in" | "under" | "to" | "by" | "until" | "most" | "exceed" | "takes"
            | "take" => {
                // "Between some days to a month": here "to" is the end of a span.
                counts |= word.text != "to" || unit_of(earlier).is_some();
                break;
            }
            _ => break,
        }
        at = back;
    }
    (result.unwrap_or(Bound::AtMost), roughly, further, counts)
}
