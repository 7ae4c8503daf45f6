//! Reads `[calendar]` into a [`clock::Calendar`].

use clock::holiday::{countries, parts};
use clock::{
    Calendar, CalendarError, Closure, Holiday, OfficeHours, Reading, Region, RegionError, Weekday,
};

use super::table::Table;
use crate::finding::{Code, Finding};
use crate::word::Word;

/// Ten years of holidays and bridge days.
const MAX_HOLIDAYS: usize = 500;
const MAX_CLOSURES: usize = 100;

/// The calendar, and what promises must know about it.
pub(super) struct Counting {
    pub(super) calendar: Calendar,
    /// Whether the policy has a calendar of its own.
    pub(super) is_given: bool,
    pub(super) has_office_hours: bool,
    pub(super) note: Option<String>,
    /// What is said of the country in years whose holidays are not known.
    pub(super) unknown_years: Option<Finding>,
}

impl Counting {
    /// For a policy without `[calendar]`.
    pub(super) fn without_calendar() -> Self {
        Self {
            calendar: Calendar::utc(),
            is_given: false,
            has_office_hours: false,
            note: None,
            unknown_years: None,
        }
    }

    /// For a pack: it is counted on the calendar of the policy that switches it on.
    pub(super) fn of_a_pack() -> Self {
        Self { is_given: true, ..Self::without_calendar() }
    }

    /// For a policy whose `[calendar]` cannot be used: that is noted already, and nothing that follows
    /// from it is.
    fn unusable() -> Self {
        Self { is_given: true, has_office_hours: true, ..Self::without_calendar() }
    }
}

impl Word for Weekday {
    const NOUN: &'static str = "a day of the week";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("monday", Self::Monday),
        ("tuesday", Self::Tuesday),
        ("wednesday", Self::Wednesday),
        ("thursday", Self::Thursday),
        ("friday", Self::Friday),
        ("saturday", Self::Saturday),
        ("sunday", Self::Sunday),
    ];
}

impl Word for Reading {
    const NOUN: &'static str = "a reading of business days";
    const WORDS: &'static [(&'static str, Self)] =
        &[("elapsed", Self::Elapsed), ("day count", Self::DayCount)];
}

pub(super) fn calendar(table: &mut Table<'_>) -> Counting {
    let zone = table.need_text("zone", "days begin and end somewhere");
    let workdays = table.words::<Weekday>("workdays");
    let region = region(table);
    let holidays = table.dates("holidays", MAX_HOLIDAYS);
    let named = table.tables("holiday", MAX_HOLIDAYS, |table| {
        if !table.has("date") {
            table.missing("date", "a holiday is a day");
        }
        let name = table.text("name");
        Some(Holiday { date: table.date("date")?, name })
    });
    let closures = table.tables("closure", MAX_CLOSURES, |table| {
        let need = |table: &mut Table<'_>, key| {
            if !table.has(key) {
                table.missing(key, "a closure has a first and a last day");
            }
            table.date(key)
        };
        let (first, last) = (need(table, "first"), need(table, "last"));
        let reason = table.text("reason");
        Some(Closure { first: first?, last: last?, reason })
    });
    let reading = table.word::<Reading>("reading").unwrap_or_default();
    let hours = table.table("office_hours", office_hours);
    let has_office_hours = hours.is_some();
    let note = table.text("note");

    let Some(zone) = zone else { return Counting::unusable() };
    let mut builder = Calendar::builder(&zone).holidays(holidays).reading(reading);
    if table.has("workdays") {
        builder = builder.workdays(workdays);
    }
    if let Some(region) = region {
        builder = builder.region(region);
    }
    builder = named.into_iter().fold(builder, clock::CalendarBuilder::holiday);
    builder = closures.into_iter().fold(builder, clock::CalendarBuilder::closed);
    if let Some(OfficeHours { open, close }) = hours.flatten() {
        builder = builder.office_hours(open, close);
    }
    match builder.build() {
        Ok(calendar) => {
            let unknown_years = region.map(|region| unknown_years(table, region));
            Counting { calendar, is_given: true, has_office_hours, note, unknown_years }
        }
        Err(error) => {
            let (key, instead) = match error {
                CalendarError::UnknownZone { .. } => {
                    ("zone", "use a name like `Europe/Berlin`, `America/New_York` or `UTC`")
                }
                CalendarError::NoWorkdays => {
                    ("workdays", "name a day, like `monday`, or leave `workdays` out")
                }
                CalendarError::ClosureEndsBeforeItBegins { .. } => {
                    ("closure", "swap the two dates")
                }
                CalendarError::NoOfficeTime { .. } => ("office_hours", "close after opening"),
            };
            let sentence = error.to_string();
            let message = sentence.split_once(": ").map_or(sentence.as_str(), |(what, _)| what);
            table.error(Code::BadCalendar, key, message, instead);
            Counting::unusable()
        }
    }
}

/// What is said in years whose holidays are not known; whether it is one is asked on a day.
fn unknown_years(table: &Table<'_>, region: Region) -> Finding {
    let years = region.years();
    let message = format!(
        "the public holidays of {} are known for {} to {} only: in other years every workday counts",
        region.name(),
        years.start(),
        years.end()
    );
    let instead = "add the days of this year and the next to `holidays`, or run a newer Candor";
    let span = table.span_of("country");
    table.warning_for_later(Code::UnknownHolidays, span, message, instead)
}

/// The country and, perhaps, the part of it whose public holidays do not count.
fn region(table: &mut Table<'_>) -> Option<Region> {
    let subdivision = table.text("subdivision");
    let Some(country) = table.text("country") else {
        if subdivision.is_some() && !table.has("country") {
            table.missing("country", "a subdivision is part of a country");
        }
        return None;
    };
    match Region::new(&country, subdivision.as_deref()) {
        Ok(region) => Some(region),
        Err(RegionError::UnknownCountry { .. }) => {
            let message = format!("no public holidays are known for the country `{country}`");
            table.error(Code::UnknownValue, "country", message, country_meant(&country));
            None
        }
        Err(RegionError::UnknownPart { country, part }) => {
            let message = format!("{} has no subdivision `{part}`", country.name);
            let instead = part_meant(country.code, &part);
            table.error(Code::UnknownValue, "subdivision", message, instead);
            None
        }
    }
}

/// What to write for a country that has no table under this name.
fn country_meant(given: &str) -> String {
    let known = countries().collect::<Vec<_>>();
    let code_of = |given: &str| {
        let code = match given.to_ascii_uppercase().as_str() {
            // What people and the European Union say beside ISO 3166.
            "UK" => "GB".to_owned(),
            "EL" => "GR".to_owned(),
            "USA" => "US".to_owned(),
            code => code.to_owned(),
        };
        known.iter().find(|country| country.code == code).map(|country| country.code)
    };
    if let Some((country, part)) = given.split_once('-')
        && let Some(country) = code_of(country.trim())
    {
        let part = part.trim().to_ascii_uppercase();
        return match parts(country).find(|known| known.code == part) {
            Some(part) => {
                format!("write `country = \"{country}\"` and `subdivision = \"{}\"`", part.code)
            }
            None => format!("write `country = \"{country}\"`, and its part as `subdivision`"),
        };
    }
    if let Some(code) = code_of(given) {
        return format!("did you mean `{code}`?");
    }
    let names = known.iter().map(|country| (country.name, country.code));
    likely_name(given, names).unwrap_or_else(|| {
        let codes = one_of(known.iter().map(|country| country.code));
        format!("{codes}, or leave it out and list the days as `holidays`")
    })
}

/// What to write for a part that the country does not have.
fn part_meant(country: &str, given: &str) -> String {
    let known = parts(country).collect::<Vec<_>>();
    if known.is_empty() {
        return "leave `subdivision` out: the public holidays are the same everywhere".to_owned();
    }
    let bare = given.strip_prefix(country).and_then(|rest| rest.strip_prefix('-'));
    let code = bare.unwrap_or(given).to_ascii_uppercase();
    if let Some(part) = known.iter().find(|part| part.code.to_ascii_uppercase() == code) {
        return format!("did you mean `{}`?", part.code);
    }
    likely_name(given, known.iter().map(|part| (part.name, part.code)))
        .unwrap_or_else(|| one_of(known.iter().map(|part| part.code)))
}

/// Codes are so short that one is always like another; so all of them are named.
fn one_of<'c>(codes: impl Iterator<Item = &'c str>) -> String {
    format!("use one of {}", codes.map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", "))
}

/// The code of the place whose name was probably meant.
fn likely_name<'n>(given: &str, names: impl Iterator<Item = (&'n str, &'n str)>) -> Option<String> {
    let length = given.chars().count();
    if !(4..=40).contains(&length) {
        return None;
    }
    let given = given.to_lowercase();
    names
        .map(|(name, code)| (strsim::damerau_levenshtein(&given, &name.to_lowercase()), name, code))
        .filter(|(distance, ..)| *distance <= length / 4)
        .min()
        .map(|(_, name, code)| format!("did you mean `{code}` ({name})?"))
}

fn office_hours(table: &mut Table<'_>) -> Option<OfficeHours> {
    for key in ["open", "close"] {
        if !table.has(key) {
            table.missing(key, "office hours open and close");
        }
    }
    let (open, close) = (table.time("open"), table.time("close"));
    Some(OfficeHours { open: open?, close: close? })
}
