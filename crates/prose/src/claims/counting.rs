//! How a text counts time: what its days are, in which time zone, and in which languages it is spoken to.

use super::regular;
use super::scene::{Scene, Stand};
use super::{CalendarKind, Claims, Quote};

/// What the text means by "days" where it says no more: the first sentence that defines them.
pub(super) fn days(scene: &Scene<'_>) -> Option<(CalendarKind, Quote)> {
    const WHAT: &str = "days|day|time|times|timeline|timelines|timeframe|timeframes|period|periods|deadline|deadlines|duration|durations ..9 is|are|mean|means|refer|refers|count|counts|counted|measured|given|expressed|calculated|in|as ..3 ";
    scene.lines.iter().filter(|line| matches!(line.stand, Stand::Text | Stand::Item)).find_map(|line| {
        // A sentence with a time of its own speaks of that time.
        if !line.has(WHAT) || !line.amounts.is_empty() {
            return None;
        }
        let kind = if line.has("is|are|mean|means|refer|refers|counted|measured|given|expressed|calculated|in|as ?to ?in ?as calendar|consecutive day|days|time") {
            CalendarKind::Calendar
        } else if line.has("is|are|mean|means|refer|refers|counted|measured|given|expressed|calculated|in|as ?to ?in ?as business|working|work day|days") {
            CalendarKind::Business
        } else {
            return None;
        };
        Some((kind, scene.quote_line(line)))
    })
}

/// Gives every time in bare days the meaning that the text defines.
pub(super) fn settle(claims: &mut Claims) {
    let Some((kind, _)) = claims.days else { return };
    let promises = claims.promises.iter_mut().map(|promise| &mut promise.time);
    let waits = claims.escalations.iter_mut().filter_map(|escalation| escalation.after.as_mut());
    let limits = claims.disclosure.limits.iter_mut().map(|limit| &mut limit.time);
    for time in promises.chain(waits).chain(limits) {
        if time.calendar == CalendarKind::Unspecified {
            time.calendar = kind;
        }
    }
}

/// The time zone that a regular sentence names.
pub(super) fn zone(scene: &Scene<'_>) -> Option<String> {
    scene.lines.iter().find_map(|line| regular::zone(line.text())).map(str::to_owned)
}

/// The languages that a regular sentence lists.
pub(super) fn languages(scene: &Scene<'_>) -> Vec<String> {
    let listed = scene.lines.iter().find_map(|line| regular::languages(line.text()));
    listed.into_iter().flatten().map(str::to_owned).collect()
}
