//! A line of the results: what was measured, the aim, the figure.

/// One figure.
#[derive(Debug)]
pub(crate) struct Row {
    what: String,
    aim: String,
    measured: String,
    met: Option<bool>,
    note: String,
}

impl Row {
    /// A figure with its aim, `""` when there is none.
    pub(crate) fn new(what: &str, aim: &str, measured: String) -> Self {
        Self {
            what: what.to_owned(),
            aim: aim.to_owned(),
            measured,
            met: None,
            note: String::new(),
        }
    }

    /// Whether the aim is met.
    pub(crate) fn met(mut self, met: bool) -> Self {
        self.met = Some(met);
        self
    }

    /// How it was measured.
    pub(crate) fn note(mut self, note: String) -> Self {
        self.note = note;
        self
    }

    /// As a line of a Markdown table.
    pub(crate) fn line(&self) -> String {
        let Self { what, aim, measured, met, note } = self;
        let verdict = match met {
            Some(true) => "met",
            Some(false) => "**missed**",
            None => "",
        };
        format!("| {what} | {aim} | {measured} | {verdict} | {note} |")
    }
}

/// The head of the table.
pub(crate) const HEAD: &str = "| what | aim | measured | | how |\n| --- | --- | --- | --- | --- |";
