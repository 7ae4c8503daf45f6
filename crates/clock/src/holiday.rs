//! Public holidays by country and part of a country: tables compiled in, read only for the country asked.
//!
//! The tables in `holidays/` are written by `checks/holidays.py`, which records where they come from, and hold the
//! years 2024 to 2031. A line is `dates`, `places` and `name`, apart by tabs. Dates are one `MMDD` for every year, or
//! one entry a year, where `-` is none and a comma joins two. Places are parts of the country and `.`, the country
//! without a part; `*` is all of these, `+` all but `.`, and `-BE` takes one out again.

use core::ops::RangeInclusive;

use crate::Date;

/// A country, or a part of one, whose public holidays are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Region {
    table: Table,
    part: Option<Part>,
}

/// A country whose public holidays are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country {
    /// Its code of ISO 3166-1, such as `DE`.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
}

/// A part of a country: a state, a nation, a canton, sometimes a city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// Its code without the country's, mostly that of ISO 3166-2, such as `BE`.
    pub code: &'static str,
    /// Its English or local name.
    pub name: &'static str,
}

/// One public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicHoliday {
    /// The day.
    pub date: Date,
    /// What it is, in English.
    pub name: &'static str,
}

/// Why there is no such region.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegionError {
    /// No table for this country.
    #[error("no public holidays are known for the country \"{country}\": use one of {known}", known = codes(countries().map(|country| country.code)))]
    UnknownCountry {
        /// What was given.
        country: String,
    },
    /// The country has no such part.
    #[error("{country} has no part \"{part}\": {known}", country = country.name, known = parts_in_words(*country))]
    UnknownPart {
        /// The country.
        country: Country,
        /// What was given.
        part: String,
    },
}

/// The years of every table; a test compares them with the tables.
const YEARS: RangeInclusive<i16> = 2024..=2031;

/// A country's code and its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Table {
    code: &'static str,
    text: &'static str,
}

macro_rules! tables {
    ($($code:literal = $file:literal),* $(,)?) => {
        &[$(Table { code: $code, text: include_str!(concat!("../holidays/", $file)) }),*]
    };
}

const TABLES: &[Table] = tables! {
    "AT" = "at.txt", "AU" = "au.txt", "BE" = "be.txt", "BG" = "bg.txt", "CA" = "ca.txt",
    "CH" = "ch.txt", "CY" = "cy.txt", "CZ" = "cz.txt", "DE" = "de.txt", "DK" = "dk.txt",
    "EE" = "ee.txt", "ES" = "es.txt", "FI" = "fi.txt", "FR" = "fr.txt", "GB" = "gb.txt",
    "GR" = "gr.txt", "HR" = "hr.txt", "HU" = "hu.txt", "IE" = "ie.txt", "IN" = "in.txt",
    "IT" = "it.txt", "JP" = "jp.txt", "LT" = "lt.txt", "LU" = "lu.txt", "LV" = "lv.txt",
    "MT" = "mt.txt", "NL" = "nl.txt", "NO" = "no.txt", "PL" = "pl.txt", "PT" = "pt.txt",
    "RO" = "ro.txt", "SE" = "se.txt", "SI" = "si.txt", "SK" = "sk.txt", "US" = "us.txt",
};

/// Every country with a table, in the order of the codes.
pub fn countries() -> impl Iterator<Item = Country> {
    TABLES.iter().map(Table::country)
}

/// The parts of a country that a policy may name, in the order of the codes; none for most.
pub fn parts(country: &str) -> impl Iterator<Item = Part> {
    TABLES.iter().find(|table| table.code == country).into_iter().flat_map(Table::parts)
}

impl Region {
    /// The region with these codes.
    ///
    /// # Errors
    /// [`RegionError`], when there is no table, or no such part in it.
    pub fn new(country: &str, part: Option<&str>) -> Result<Self, RegionError> {
        let table = TABLES
            .iter()
            .find(|table| table.code == country)
            .ok_or_else(|| RegionError::UnknownCountry { country: country.to_owned() })?;
        let part = part.map(|code| {
            let unknown =
                || RegionError::UnknownPart { country: table.country(), part: code.to_owned() };
            table.parts().find(|part| part.code == code).ok_or_else(unknown)
        });
        Ok(Self { table: *table, part: part.transpose()? })
    }

    /// The country.
    #[must_use]
    pub fn country(&self) -> Country {
        self.table.country()
    }

    /// The part of the country, if one was named.
    #[must_use]
    pub const fn part(&self) -> Option<Part> {
        self.part
    }

    /// Its name: "Germany", "Berlin (Germany)".
    #[must_use]
    pub fn name(&self) -> String {
        let country = self.country().name;
        self.part.map_or_else(|| country.to_owned(), |part| format!("{} ({country})", part.name))
    }

    /// The years whose holidays are known. Outside them the table says nothing, not that there are none.
    #[must_use]
    pub const fn years(&self) -> RangeInclusive<i16> {
        YEARS
    }

    /// Its public holidays in order; two on one day are two entries.
    #[must_use]
    pub fn holidays(&self) -> Vec<PublicHoliday> {
        let place = self.part.map_or(".", |part| part.code);
        let mut days: Vec<PublicHoliday> = self
            .table
            .entries()
            .filter(|entry| entry.holds_in(place))
            .flat_map(Entry::days)
            .collect();
        days.sort_unstable();
        days
    }
}

impl Table {
    fn country(&self) -> Country {
        let name = self.text.lines().find_map(|line| line.strip_prefix("country "));
        let name = name.and_then(|line| line.split_once(' ')).map_or(self.code, |(_, name)| name);
        Country { code: self.code, name }
    }

    fn parts(&self) -> impl Iterator<Item = Part> + use<> {
        self.text.lines().filter_map(|line| {
            let (code, name) = line.strip_prefix("part ")?.split_once(' ')?;
            Some(Part { code, name })
        })
    }

    fn entries(&self) -> impl Iterator<Item = Entry> + use<> {
        self.text.lines().filter_map(|line| {
            let mut fields = line.split('\t');
            let (dates, places, name) = (fields.next()?, fields.next()?, fields.next()?);
            Some(Entry { dates, places, name })
        })
    }
}

/// One line of a table.
#[derive(Debug, Clone, Copy)]
struct Entry {
    dates: &'static str,
    places: &'static str,
    name: &'static str,
}

impl Entry {
    fn holds_in(&self, place: &str) -> bool {
        self.places.split(' ').fold(false, |holds, word| match word {
            "*" => true,
            "+" => place != ".",
            word => match word.strip_prefix('-') {
                Some(out) => holds && out != place,
                None => holds || word == place,
            },
        })
    }

    fn days(self) -> impl Iterator<Item = PublicHoliday> {
        let every_year = !self.dates.contains(' ');
        YEARS.zip(0..).flat_map(move |(year, nth)| {
            let of_year = self.dates.split(' ').nth(if every_year { 0 } else { nth });
            of_year.unwrap_or("-").split(',').filter_map(move |day| {
                let (month, day) = day.split_at_checked(2)?;
                let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
                Some(PublicHoliday { date, name: self.name })
            })
        })
    }
}

fn codes<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    codes.collect::<Vec<_>>().join(", ")
}

fn parts_in_words(country: Country) -> String {
    let known = codes(parts(country.code).map(|part| part.code));
    if known.is_empty() {
        "its public holidays are the same everywhere; leave the part out".to_owned()
    } else {
        format!("use one of {known}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_table_is_read() {
        for table in TABLES {
            let places: Vec<&str> = table.parts().map(|part| part.code).chain(["."]).collect();
            let head = |line: &str| {
                line.starts_with('#')
                    || line == format!("years {} {}", YEARS.start(), YEARS.end())
                    || line.starts_with(&format!("country {} ", table.code))
                    || line.starts_with("part ")
            };
            let lines = table.text.lines().filter(|line| !head(line)).count();
            assert_eq!(table.entries().count(), lines, "{}", table.code);
            for entry in table.entries() {
                let years = entry.dates.split(' ').count();
                assert!(years == 1 || years == YEARS.count(), "{entry:?}");
                let written = entry.dates.split([' ', ',']).filter(|date| *date != "-").count();
                let days = entry.days().count();
                assert_eq!(days, written * if years == 1 { 8 } else { 1 }, "{entry:?}");
                assert!(!entry.name.trim().is_empty() && !entry.name.contains(';'), "{entry:?}");
                for word in entry.places.split(' ') {
                    let place = word.strip_prefix('-').unwrap_or(word);
                    assert!(matches!(place, "*" | "+") || places.contains(&place), "{entry:?}");
                }
            }
        }
    }

    #[test]
    fn every_region_has_a_plausible_number_of_holidays_in_every_year() {
        let mut regions = 0;
        for country in countries() {
            let all = parts(country.code).map(|part| Some(part.code)).chain([None]);
            for part in all {
                let region = Region::new(country.code, part).unwrap();
                for year in region.years() {
                    let days =
                        region.holidays().iter().filter(|day| day.date.year() == year).count();
                    assert!((3..=36).contains(&days), "{}: {days} in {year}", region.name());
                }
                regions += 1;
            }
        }
        assert_eq!(TABLES.len(), 35);
        assert!(regions > 400, "{regions}");
    }

    #[test]
    fn the_tables_stay_small() {
        let bytes: usize = TABLES.iter().map(|table| table.text.len()).sum();
        assert!(bytes < 100_000, "{bytes}");
    }
}
