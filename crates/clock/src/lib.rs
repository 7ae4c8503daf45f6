//! Time owed: when a promise is due, and by how much it was kept or missed.
//!
//! What this is: a pure function from a trigger, a span ("24 hours", "7 business days"), a direction,
//! a calendar and the pauses to a due instant, plus the types it needs. What this is not: a source of
//! time (no function here reads a clock), a store of promises, or a judge of who owes what.
//!
//! How to read it: [`instant`] and [`span`] are the words; [`calendar`] says which days count,
//! [`holiday`] knows the public holidays of countries, [`ical`] reads the days off that others wrote down;
//! [`pause`] says which time does not; [`mod@due`] puts them together, [`eu`] adds the later reading of
//! Regulation (EEC, Euratom) No 1182/71; [`recur`] repeats; [`words`] says it to people.
//!
//! Three rules hold everywhere: time is whole seconds UTC; where the local clock is ambiguous the
//! earlier reading is the due time; nothing panics or loops on absurd input, it is a [`ClockError`].

mod business;
pub mod calendar;
pub mod due;
pub mod eu;
pub mod holiday;
pub mod ical;
pub mod instant;
pub mod pause;
pub mod recur;
pub mod span;
mod wall;
pub mod words;

pub use calendar::{
    Calendar, CalendarBuilder, CalendarError, Closure, DayOff, Holiday, LocalTime, OfficeHours,
    Reading,
};
pub use due::{ClockError, Direction, Due, Remaining, due};
pub use eu::law_due;
pub use holiday::{Country, Part, PublicHoliday, Region, RegionError};
pub use instant::{Instant, InstantError};
pub use jiff::civil::{Date, DateTime, Time, Weekday};
pub use pause::{Pause, PauseCap, Pauses};
pub use recur::next_occurrence;
pub use span::{Span, SpanError, Unit};
pub use words::{in_words, standing_in_words};
