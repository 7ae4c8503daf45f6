//! Which days count, and where: a zone, workdays, holidays, closures and, optionally, office hours.
//!
//! A calendar is data that a policy gives: its own days, and the public holidays of a [`Region`] that it names.
//! Those are known for some years only; [`Calendar::covers`] says for which, and whoever shows a time that was
//! counted outside them says so.

use std::sync::Arc;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::business::{BusinessDays, Window};
use crate::holiday::{PublicHoliday, Region};
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Closure {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Why, if that was said.
    pub reason: Option<String>,
}

/// A holiday that a policy gives by its date.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// What it is, if that was said.
    pub name: Option<String>,
}

/// Why a day is no business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayOff<'a> {
    /// Nobody works on this day of the week.
    NotAWorkday,
    /// A holiday, with its name where one is known.
    Holiday(Option<&'a str>),
    /// A closure, with its reason where one was given.
    Closure(Option<&'a str>),
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
    region: Option<Region>,
    /// The public holidays of the region, in order. Shared, because calendars are cloned with their policy.
    public: Arc<[PublicHoliday]>,
    holidays: Vec<Holiday>,
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
    region: Option<Region>,
    holidays: Vec<Holiday>,
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
            region: None,
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
            region: None,
            public: Arc::default(),
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

    /// The holidays that were given by their date, in order, without those of the region.
    #[must_use]
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    /// The region whose public holidays do not count, if one was named.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        self.region
    }

    /// The public holidays of the region, in order; none without one.
    #[must_use]
    pub fn public_holidays(&self) -> &[PublicHoliday] {
        &self.public
    }

    /// Whether the holidays of this day's year are known: always without a region, else for [`Region::years`]. A
    /// span that is counted in other years takes every workday there for a business day.
    #[must_use]
    pub fn covers(&self, date: Date) -> bool {
        self.region.is_none_or(|region| region.years().contains(&date.year()))
    }

    /// Why this day is no business day; `None` when it is one.
    #[must_use]
    pub fn day_off(&self, date: Date) -> Option<DayOff<'_>> {
        if !self.workdays.contains(&date.weekday()) {
            return Some(DayOff::NotAWorkday);
        }
        self.holiday_on(date).or_else(|| {
            let closure = self.closures.iter().find(|days| days.first <= date && date <= days.last);
            closure.map(|closure| DayOff::Closure(closure.reason.as_deref()))
        })
    }

    /// Why this day is no working day of Regulation 1182/71, to which a team's own workdays and closures are
    /// nothing; `None` when it is one.
    #[must_use]
    pub fn legal_day_off(&self, date: Date) -> Option<DayOff<'_>> {
        if !MONDAY_TO_FRIDAY.contains(&date.weekday()) {
            return Some(DayOff::NotAWorkday);
        }
        self.holiday_on(date)
    }

    fn holiday_on(&self, date: Date) -> Option<DayOff<'_>> {
        let own = self.holidays.iter().filter(|holiday| holiday.date == date);
        // A name is worth more than none: one day may be given twice.
        let own = own.map(|holiday| holiday.name.as_deref()).max();
        let public = self.public_name(date);
        (own.is_some() || public.is_some()).then(|| DayOff::Holiday(own.flatten().or(public)))
    }

    fn public_name(&self, date: Date) -> Option<&str> {
        self.public.iter().find(|holiday| holiday.date == date).map(|holiday| holiday.name)
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

    /// Takes the public holidays of a region as holidays, beside those given by their date.
    #[must_use]
    pub fn region(mut self, region: Region) -> Self {
        self.region = Some(region);
        self
    }

    /// Adds holidays without names; order and repetition do not matter.
    #[must_use]
    pub fn holidays(mut self, holidays: impl IntoIterator<Item = Date>) -> Self {
        self.holidays.extend(holidays.into_iter().map(|date| Holiday { date, name: None }));
        self
    }

    /// Adds a holiday.
    #[must_use]
    pub fn holiday(mut self, holiday: Holiday) -> Self {
        self.holidays.push(holiday);
        self
    }

    /// Adds a closure without a reason, both days included.
    #[must_use]
    pub fn closure(self, first: Date, last: Date) -> Self {
        self.closed(Closure { first, last, reason: None })
    }

    /// Adds a closure.
    #[must_use]
    pub fn closed(mut self, closure: Closure) -> Self {
        self.closures.push(closure);
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
        let Self {
            zone: name,
            mut workdays,
            region,
            mut holidays,
            mut closures,
            office_hours,
            reading,
        } = self;
        let zone = TimeZoneDatabase::bundled()
            .get(&name)
            .map_err(|_| CalendarError::UnknownZone { zone: name })?;
        if let Some(Closure { first, last, .. }) =
            closures.iter().find(|days| days.last < days.first)
        {
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
        let public: Arc<[PublicHoliday]> =
            region.map(|region| region.holidays()).unwrap_or_default().into();
        let one_day = |date: Date| (day_number(date), day_number(date));
        let own = holidays.iter().map(|holiday| one_day(holiday.date));
        let days_off = own.chain(public.iter().map(|holiday| one_day(holiday.date)));
        let closed = closures.iter().map(|days| (day_number(days.first), day_number(days.last)));
        let business = BusinessDays::new(&workdays, days_off.clone().chain(closed))
            .ok_or(CalendarError::NoWorkdays)?;
        let legal =
            BusinessDays::new(&MONDAY_TO_FRIDAY, days_off).ok_or(CalendarError::NoWorkdays)?;
        Ok(Calendar {
            zone,
            workdays,
            region,
            public,
            holidays,
            closures,
            office_hours,
            reading,
            business,
            legal,
        })
    }
}
