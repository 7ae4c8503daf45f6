//! Which days count, and where: a zone, workdays, holidays, closures and, optionally, office hours.
//!
//! A calendar is data that a policy gives; nothing here knows any country's holidays.

use jiff::tz::TimeZone;

use crate::{Date, Time, Weekday};

/// How "within N business days" is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Reading {
    /// N days counted only inside business days, from the moment itself. The earlier reading.
    #[default]
    Elapsed,
    /// Until the end of the Nth business day after the day of receipt.
    DayCount,
}

/// Days on which nobody works although they are workdays, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Closure {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

/// From when to when the office is open on a business day, local time. `close` of 00:00 means
/// midnight at the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OfficeHours {
    /// Opens at.
    pub open: Time,
    /// Closes at.
    pub close: Time,
}

/// Which days count, and where.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
    reading: Reading,
}

/// Collects what a [`Calendar`] needs and checks it.
#[derive(Debug, Clone)]
pub struct CalendarBuilder {
    zone: String,
    workdays: Vec<Weekday>,
    holidays: Vec<Date>,
    closures: Vec<Closure>,
    office_hours: Option<OfficeHours>,
    reading: Reading,
}

/// Why there is no such calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not a zone of the IANA database.
    #[error("unknown time zone \"{zone}\": use a name like Europe/Berlin, America/New_York or UTC")]
    UnknownZone {
        /// What was given.
        zone: String,
    },
    /// No day of the week is a workday.
    #[error("a calendar needs at least one workday, like \"monday\"")]
    NoWorkdays,
    /// A closure's last day lies before its first.
    #[error("the closure from {first} ends before it begins, on {last}: swap the two dates")]
    ClosureEndsBeforeItBegins {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
    /// The office never opens.
    #[error("office hours from {open} to {close} are empty: the office must close after it opens")]
    NoOfficeTime {
        /// Opens at.
        open: Time,
        /// Closes at.
        close: Time,
    },
}

impl Calendar {
    /// Starts a calendar in this IANA zone: Monday to Friday, no holidays, no closures, no office
    /// hours, [`Reading::Elapsed`].
    #[must_use]
    pub fn builder(zone: &str) -> CalendarBuilder {
        CalendarBuilder {
            zone: zone.to_owned(),
            workdays: vec![
                Weekday::Monday,
                Weekday::Tuesday,
                Weekday::Wednesday,
                Weekday::Thursday,
                Weekday::Friday,
            ],
            holidays: Vec::new(),
            closures: Vec::new(),
            office_hours: None,
            reading: Reading::default(),
        }
    }

    /// Monday to Friday in UTC, nothing else.
    #[must_use]
    pub fn utc() -> Self {
        Self { zone: TimeZone::UTC, reading: Reading::default() }
    }

    /// How business days are meant.
    #[must_use]
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// The zone's IANA name.
    #[must_use]
    pub fn zone(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }
}

impl CalendarBuilder {
    /// The days of the week on which people work (Sunday to Thursday where the weekend is Friday
    /// and Saturday).
    #[must_use]
    pub fn workdays(mut self, workdays: impl IntoIterator<Item = Weekday>) -> Self {
        self.workdays = workdays.into_iter().collect();
        self
    }

    /// Adds holidays; order and repetition do not matter.
    #[must_use]
    pub fn holidays(mut self, holidays: impl IntoIterator<Item = Date>) -> Self {
        self.holidays.extend(holidays);
        self
    }

    /// Adds a closure, both days included.
    #[must_use]
    pub fn closure(mut self, first: Date, last: Date) -> Self {
        self.closures.push(Closure { first, last });
        self
    }

    /// Sets the office hours, which only [`crate::Unit::BusinessHours`] asks for.
    #[must_use]
    pub fn office_hours(mut self, open: Time, close: Time) -> Self {
        self.office_hours = Some(OfficeHours { open, close });
        self
    }

    /// Sets how business days are meant.
    #[must_use]
    pub fn reading(mut self, reading: Reading) -> Self {
        self.reading = reading;
        self
    }

    /// Checks everything and makes the calendar.
    ///
    /// # Errors
    /// [`CalendarError`], for the first thing that is wrong.
    pub fn build(self) -> Result<Calendar, CalendarError> {
        let zone = jiff::tz::TimeZoneDatabase::bundled()
            .get(&self.zone)
            .map_err(|_| CalendarError::UnknownZone { zone: self.zone.clone() })?;
        Ok(Calendar { zone, reading: self.reading })
    }
}
