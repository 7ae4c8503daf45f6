//! Reads what the team says it does besides: `[changes]`, `[[watch]]`, `[incident]`, `[[practice]]`.

use super::table::Table;
use crate::practice::{Incident, Practice, Watch};
use crate::review::Changes;

pub(super) fn changes(table: &mut Table<'_>) -> Changes {
    Changes { source: table.texts("source") }
}

pub(super) fn watch(table: &mut Table<'_>) -> Option<Watch> {
    let subject = table.need_word("subject");
    let source = table.need_text("source", "it is the sentence that says so");
    Some(Watch { subject: subject?, source: source? })
}

pub(super) fn incident(table: &mut Table<'_>) -> Incident {
    Incident { steps: table.words("steps"), source: table.texts("source") }
}

pub(super) fn practice(table: &mut Table<'_>) -> Option<Practice> {
    let name = table.need_text("name", "it is what people see");
    let (benefit, text) = (table.text("benefit"), table.text("text"));
    let source = table.text("source");
    Some(Practice { name: name?, benefit, text, source })
}
