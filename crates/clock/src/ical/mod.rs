//! Days off out of an iCalendar file (RFC 5545), as other programs export them.
//!
//! What this is: a reader of the part of the format in which people keep holidays and absences: events of whole days,
//! of one or several, once or every year. What this is not: a calendar program. Whatever it does not understand, or
//! what is not a whole day, is returned as a [`Skipped`] with its line, never dropped.
//!
//! `lines` unfolds and splits content lines, `event` puts events together, `rule` repeats them.

mod event;
mod lines;
mod rule;

use core::ops::RangeInclusive;

use crate::{Calendar, Date};

/// The longest file, in bytes: a hundred years of a national calendar fit in a tenth of it.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// The most spells of days that are returned.
pub const MAX_SPELLS: usize = 2_000;

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Days off in order, the same one once.
    pub spells: Vec<DaysOff>,
    /// What could not be taken, in the order of the file.
    pub skipped: Vec<Skipped>,
    /// How many spells lie outside the years that were asked for.
    pub outside: usize,
}

/// Days in a row that are off, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaysOff {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// What the event is called; empty when it has no name.
    pub name: String,
}

/// Something in the file that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The line on which it stands or begins, from 1.
    pub line: usize,
    /// What it is: the event's name, or the component.
    pub what: String,
    /// Why it was not taken, and what to do about it.
    pub why: String,
}

/// Why a file says nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IcalError {
    /// It does not begin as an iCalendar file does.
    #[error(
        "this is not an iCalendar file: it does not begin with BEGIN:VCALENDAR; export the calendar as .ics"
    )]
    NotIcal,
    /// It is too long.
    #[error("this file has {bytes} bytes, at most {MAX_BYTES} are read: export fewer years")]
    TooLarge {
        /// How long it is.
        bytes: usize,
    },
    /// It has too many days off.
    #[error(
        "this file has more than {MAX_SPELLS} spells of days off in these years: ask for fewer years"
    )]
    TooMany,
}

/// Reads the days off of these years. `calendar` says where the days are: a moment with another zone is a day here
/// only if it begins and ends at midnight here.
///
/// # Errors
/// [`IcalError`], when the file is none or too large. What is wrong with single events is in [`Found::skipped`].
pub fn read(
    text: &str,
    years: RangeInclusive<i16>,
    calendar: &Calendar,
) -> Result<Found, IcalError> {
    if text.len() > MAX_BYTES {
        return Err(IcalError::TooLarge { bytes: text.len() });
    }
    let lines = lines::read(text);
    if !lines.first().is_some_and(|line| line.is("BEGIN", "VCALENDAR")) {
        return Err(IcalError::NotIcal);
    }
    let mut found = Found::default();
    for event in event::events(&lines, &mut found.skipped) {
        match event.days(&years, calendar) {
            Ok(days) => {
                found.outside += days.outside;
                found.spells.extend(days.spells);
                found.skipped.extend(days.remark);
            }
            Err(skipped) => found.skipped.push(skipped),
        }
        if found.spells.len() > MAX_SPELLS {
            return Err(IcalError::TooMany);
        }
    }
    found.spells.sort_unstable();
    found.spells.dedup();
    found.skipped.sort_by_key(|skipped| skipped.line);
    Ok(found)
}
