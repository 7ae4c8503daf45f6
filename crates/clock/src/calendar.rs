//! Which days count, and where: a zone, workdays, holidays, closures and, optionally, office hours.
//!
//! A calendar is data that a policy gives; nothing here knows any country's holidays.

use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::business::{BusinessDays, Window};
use crate::wall::{self, DAY, Wall, day_number, second_of_day};
use crate::{Date, DateTime, Instant, Time, Weekday};

const MONDAY_TO_FRIDAY: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

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
    workdays: Vec<Weekday>,
    holidays: Vec<Date>,
    closures: Vec<Closure>,
    office_hours: Option<OfficeHours>,
    reading: Reading,
    business: BusinessDays,
    /// The working days of Regulation 1182/71: Monday to Friday less the holidays. A team's own
    /// workdays and closures do not move a date that law sets.
    legal: BusinessDays,
}

/// What a clock on the wall shows at some moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalTime {
    /// Date and time.
    pub civil: DateTime,
    /// Seconds ahead of UTC.
    pub offset: i32,
    /// The zone's short name at that moment, like "CEST"; a number like "+0545" where it has none.
    pub zone: String,
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
            workdays: MONDAY_TO_FRIDAY.to_vec(),
            holidays: Vec::new(),
            closures: Vec::new(),
            office_hours: None,
            reading: Reading::default(),
        }
    }

    /// Monday to Friday in UTC, nothing else.
    #[must_use]
    pub fn utc() -> Self {
        let week = MONDAY_TO_FRIDAY;
        let days = BusinessDays::monday_to_friday();
        Self {
            zone: TimeZone::UTC,
            workdays: week.to_vec(),
            holidays: Vec::new(),
            closures: Vec::new(),
            office_hours: None,
            reading: Reading::default(),
            business: days.clone(),
            legal: days,
        }
    }

    /// The zone's IANA name, as the database spells it.
    #[must_use]
    pub fn zone(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// The workdays, Monday first.
    #[must_use]
    pub fn workdays(&self) -> &[Weekday] {
        &self.workdays
    }

    /// The holidays, in order.
    #[must_use]
    pub fn holidays(&self) -> &[Date] {
        &self.holidays
    }

    /// The closures, in order.
    #[must_use]
    pub fn closures(&self) -> &[Closure] {
        &self.closures
    }

    /// The office hours, if there are any.
    #[must_use]
    pub fn office_hours(&self) -> Option<OfficeHours> {
        self.office_hours
    }

    /// How business days are meant.
    #[must_use]
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// Whether this is a workday and neither a holiday nor inside a closure.
    #[must_use]
    pub fn is_business_day(&self, date: Date) -> bool {
        self.business.contains(day_number(date))
    }

    /// What a clock on the wall shows at this moment.
    #[must_use]
    pub fn local(&self, at: Instant) -> LocalTime {
        let info = self.zone.to_offset_info(at.timestamp());
        LocalTime {
            civil: info.offset().to_datetime(at.timestamp()),
            offset: info.offset().seconds(),
            zone: info.abbreviation().to_owned(),
        }
    }

    /// The local date at this moment.
    #[must_use]
    pub fn date(&self, at: Instant) -> Date {
        self.zone.to_offset(at.timestamp()).to_datetime(at.timestamp()).date()
    }

    /// The moment at which a clock on the wall shows this: the first one where it shows it twice,
    /// the jump where it skips it. `None` outside the years of [`Instant`].
    #[must_use]
    pub fn instant(&self, civil: DateTime) -> Option<Instant> {
        wall::first_instant(&self.zone, Wall::from_civil(civil))
    }

    /// The first moment of a day. `None` outside the years of [`Instant`].
    #[must_use]
    pub fn start_of_day(&self, date: Date) -> Option<Instant> {
        wall::first_instant(&self.zone, Wall::midnight(day_number(date))?)
    }

    /// The end of a day: the first moment of the next one. `None` outside the years of [`Instant`].
    #[must_use]
    pub fn end_of_day(&self, date: Date) -> Option<Instant> {
        wall::first_instant(&self.zone, Wall::midnight(day_number(date) + 1)?)
    }

    pub(crate) fn time_zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The working days of Regulation 1182/71.
    pub(crate) fn legal_days(&self) -> &BusinessDays {
        &self.legal
    }

    /// What business days count in: all of each business day.
    pub(crate) fn business_days(&self) -> Window<'_> {
        Window::whole_days(&self.business)
    }

    /// What business hours count in; `None` without office hours.
    pub(crate) fn business_hours(&self) -> Option<Window<'_>> {
        let hours = self.office_hours?;
        Some(Window {
            days: &self.business,
            open: second_of_day(hours.open),
            length: hours.length(),
        })
    }
}

impl OfficeHours {
    /// Seconds from opening to closing; not more than zero when the office never opens.
    fn length(self) -> i64 {
        let close = match second_of_day(self.close) {
            0 => DAY,
            close => close,
        };
        close - second_of_day(self.open)
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
        let Self { zone: name, mut workdays, mut holidays, mut closures, office_hours, reading } =
            self;
        let zone = TimeZoneDatabase::bundled()
            .get(&name)
            .map_err(|_| CalendarError::UnknownZone { zone: name })?;
        if let Some(Closure { first, last }) = closures.iter().find(|days| days.last < days.first) {
            return Err(CalendarError::ClosureEndsBeforeItBegins { first: *first, last: *last });
        }
        if let Some(hours) = office_hours
            && hours.length() <= 0
        {
            return Err(CalendarError::NoOfficeTime { open: hours.open, close: hours.close });
        }
        workdays.sort_unstable_by_key(|day| day.to_monday_zero_offset());
        workdays.dedup();
        holidays.sort_unstable();
        holidays.dedup();
        closures.sort_unstable();
        let one_day = |date: &Date| (day_number(*date), day_number(*date));
        let days_off = holidays.iter().map(one_day);
        let closed = closures.iter().map(|days| (day_number(days.first), day_number(days.last)));
        let business = BusinessDays::new(&workdays, days_off.clone().chain(closed))
            .ok_or(CalendarError::NoWorkdays)?;
        let legal =
            BusinessDays::new(&MONDAY_TO_FRIDAY, days_off).ok_or(CalendarError::NoWorkdays)?;
        Ok(Calendar { zone, workdays, holidays, closures, office_hours, reading, business, legal })
    }
}
