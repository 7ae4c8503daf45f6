//! Where the next page of a list begins, as a word that a client hands back and does not read.

use clock::Instant;
use policy::id::CaseId;

use super::kind;
use super::refused::Refused;

/// Most lines of a page.
pub(crate) const MOST_LINES: u32 = 200;
/// Lines of a page when nobody says.
pub(crate) const LINES: u32 = 50;

/// How many lines somebody wants.
///
/// # Errors
/// When it is none, or more than [`MOST_LINES`].
pub(crate) fn limit(asked: Option<u32>) -> Result<u32, Refused> {
    match asked {
        None => Ok(LINES),
        Some(lines @ 1..=MOST_LINES) => Ok(lines),
        Some(_) => Err(kind::QUERY_INVALID
            .refused(format!("`limit` is a whole number from 1 to {MOST_LINES}"))),
    }
}

/// The place after a line of the queue: its due time and its case.
pub(crate) fn of_queue((at, case): (Option<Instant>, CaseId)) -> String {
    let at = at.map_or_else(|| "never".to_owned(), |at| at.second().to_string());
    format!("{at}.{case}")
}

/// Reads a place back.
///
/// # Errors
/// When it is not one that we gave out.
pub(crate) fn to_queue(text: &str) -> Result<(Option<Instant>, CaseId), Refused> {
    let wrong = || {
        kind::QUERY_INVALID
            .refused("`after` is not a place in this list: send the `next` of the page before")
    };
    let (at, case) = text.split_once('.').ok_or_else(wrong)?;
    let at = match at {
        "never" => None,
        second => Some(Instant::from_second(second.parse().map_err(|_| wrong())?)),
    };
    Ok((at, case.parse().map_err(|_| wrong())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_queue_survives_being_handed_out() {
        let case = CaseId::from_bytes([7; 16]);
        for at in [None, Some(Instant::from_second(1_790_000_000)), Some(Instant::from_second(-5))]
        {
            assert_eq!(to_queue(&of_queue((at, case))).unwrap(), (at, case));
        }
        for text in ["", "never", "x.y", "5.0192f0c1", "99999999999999999999.x"] {
            assert!(to_queue(text).is_err(), "{text}");
        }
    }
}
