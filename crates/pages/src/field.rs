//! Fields of forms, generated from a list, and the error summary made from them.

/// One field of a form. The text a person typed stays in `value` when the form comes back.
#[derive(Clone)]
pub struct Field {
    /// The name the browser sends.
    pub name: String,
    /// What is asked, in a few words.
    pub label: String,
    /// One or two sentences of help; may be empty.
    pub help: String,
    /// Why an answer helps, and an example of one.
    pub why: Option<Why>,
    /// What kind of answer is expected.
    pub kind: FieldKind,
    /// Whether the form is refused without it.
    pub required: bool,
    /// What was typed. For [`FieldKind::Checkbox`], `"yes"` when ticked; never shown again for
    /// [`FieldKind::Secret`].
    pub value: String,
    /// What is wrong with it, as a sentence.
    pub error: Option<String>,
}

/// Why an answer helps, and an example of one: for who has never answered such a question.
#[derive(Clone)]
pub struct Why {
    /// Why it helps, in a sentence or two.
    pub reason: String,
    /// What somebody else might write.
    pub example: String,
}

impl Field {
    /// An empty optional field of one line.
    #[must_use]
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            help: String::new(),
            why: None,
            kind: FieldKind::Text,
            required: false,
            value: String::new(),
            error: None,
        }
    }

    /// The same field, of another kind.
    #[must_use]
    pub fn kind(self, kind: FieldKind) -> Self {
        Self { kind, ..self }
    }

    /// The same field, with help.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// The same field, with why an answer helps and an example of one.
    #[must_use]
    pub fn why(self, why: Why) -> Self {
        Self { why: Some(why), ..self }
    }

    /// The same field, required.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same field with what was typed.
    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    /// The same field with what is wrong.
    #[must_use]
    pub fn error(self, error: impl Into<String>) -> Self {
        Self { error: Some(error.into()), ..self }
    }

    /// The id of the element in a form whose ids begin with `form`.
    #[must_use]
    pub fn id(&self, form: &str) -> String {
        element_id(form, &self.name)
    }

    /// The ids of the help and error texts, as `aria-describedby` wants them.
    #[must_use]
    pub fn described_by(&self, form: &str) -> Option<String> {
        let id = self.id(form);
        match (self.help.is_empty(), self.error.is_some()) {
            (true, false) => None,
            (false, false) => Some(format!("{id}-help")),
            (true, true) => Some(format!("{id}-error")),
            (false, true) => Some(format!("{id}-help {id}-error")),
        }
    }

    /// Whether the box is ticked.
    #[must_use]
    pub fn ticked(&self) -> bool {
        self.value == "yes"
    }
}

/// What kind of answer a field expects.
#[derive(Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Text,
    /// One line that must not be shown or kept: a passphrase.
    Secret,
    /// Several lines.
    LongText,
    /// One of a few.
    Choice(Vec<Choice>),
    /// Yes or no.
    Checkbox,
    /// A day, `2026-10-23`.
    Date,
    /// A moment in UTC, `2026-10-23T14:37Z`, typed as text.
    Moment,
    /// An e-mail address.
    Email,
    /// Files, any number.
    Files,
}

/// One of the answers of a choice.
#[derive(Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// What choosing it means; may be empty.
    pub help: String,
}

impl Choice {
    /// A choice without help.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), help: String::new() }
    }

    /// The same choice with what it means.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }
}

/// What was typed into a field whose name, label and help the page itself knows.
#[derive(Clone, Default)]
pub struct Input {
    /// What was typed.
    pub value: String,
    /// What is wrong with it, as a sentence.
    pub error: Option<String>,
}

impl Input {
    /// What was typed, with nothing wrong.
    #[must_use]
    pub fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), error: None }
    }

    /// What was typed, and what is wrong with it.
    #[must_use]
    pub fn wrong(value: impl Into<String>, error: impl Into<String>) -> Self {
        Self { value: value.into(), error: Some(error.into()) }
    }
}

/// One line of the error summary: what is wrong, and the field to go to.
#[derive(Clone, PartialEq, Eq)]
pub struct Problem {
    /// The id of the element to go to; `None` when no single field is to blame.
    pub target: Option<String>,
    /// The sentence, as it stands at the field.
    pub words: String,
}

/// The problems of a list of fields in a form whose ids begin with `form`.
pub(crate) fn problems_of<'a>(
    form: &'a str,
    fields: &'a [Field],
) -> impl Iterator<Item = Problem> + 'a {
    fields.iter().filter_map(move |field| {
        let words = field.error.clone()?;
        let first_choice = match &field.kind {
            FieldKind::Choice(choices) if choices.len() <= RADIO_LIMIT => choices.first(),
            _ => None,
        };
        let id = field.id(form);
        let target = first_choice.map_or(id.clone(), |choice| element_id(&id, &choice.value));
        Some(Problem { target: Some(target), words })
    })
}

/// Up to this many choices are shown at once (radio buttons); more become a drop-down list.
pub(crate) const RADIO_LIMIT: usize = 6;

/// An id for an element: only ASCII letters, digits, hyphens, underscores and dots.
#[must_use]
pub fn element_id(form: &str, name: &str) -> String {
    let keep = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '_' | '.') { c } else { '-' };
    format!(
        "{}-{}",
        form.chars().map(keep).collect::<String>(),
        name.chars().map(keep).collect::<String>()
    )
}

impl Field {
    /// Whether the answer has several lines.
    pub(crate) fn is_long(&self) -> bool {
        self.kind == FieldKind::LongText
    }

    /// Whether what was typed may be shown again.
    pub(crate) fn keeps_value(&self) -> bool {
        !matches!(self.kind, FieldKind::Secret | FieldKind::Files)
    }

    /// The `type` of the input element.
    pub(crate) fn input_type(&self) -> &'static str {
        match self.kind {
            FieldKind::Secret => "password",
            FieldKind::Date => "date",
            FieldKind::Email => "email",
            FieldKind::Files => "file",
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Choice(_)
            | FieldKind::Checkbox
            | FieldKind::Moment => "text",
        }
    }

    /// Attributes that only some kinds have. A fixed text, so it needs no escaping.
    pub(crate) fn extra(&self) -> &'static str {
        match self.kind {
            FieldKind::Secret => r#" autocomplete="new-password""#,
            FieldKind::Files => r#" multiple="""#,
            FieldKind::Moment => r#" dir="ltr" placeholder="2026-10-23T14:37Z" autocomplete="off""#,
            FieldKind::Email => r#" autocomplete="email""#,
            FieldKind::Text => r#" dir="auto""#,
            FieldKind::LongText | FieldKind::Choice(_) | FieldKind::Checkbox | FieldKind::Date => {
                ""
            }
        }
    }
}

/// Whether an element is the first one to correct: it then gets the focus.
pub(crate) fn is_first(first_bad: &Option<String>, id: &str) -> bool {
    first_bad.as_deref() == Some(id)
}

/// Whether choices are few enough to be shown at once.
pub(crate) fn are_few(choices: &[Choice]) -> bool {
    choices.len() <= RADIO_LIMIT
}

/// The first element to correct.
pub(crate) fn first_target(problems: &[Problem]) -> Option<String> {
    problems.iter().find_map(|problem| problem.target.clone())
}
