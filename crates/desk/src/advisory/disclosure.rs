//! What the public will see, beside what was reported: which words of the report come out, and whether anything
//! stands in the publication that is private to the case.

use advisory::disclosure::{Piece, is_told, pieces};
use advisory::{Advisory, Format, publication};

use crate::Desk;
use crate::error::Error;
use crate::open_case::OpenCase;
use crate::report_body::Identity;
use crate::visitor::Member;

/// A publication beside the report that it comes from.
#[derive(Debug, Clone)]
pub struct Disclosure {
    /// The record as it is out, or would be.
    pub record: Advisory,
    /// What was reported, field by field.
    pub fields: Vec<DisclosedField>,
    /// What is private and stands in the publication all the same, a sentence for each.
    pub told: Vec<String>,
}

/// A field of the report.
#[derive(Debug, Clone)]
pub struct DisclosedField {
    /// What was asked.
    pub label: String,
    /// What was written, in parts: those that come out, and those that do not.
    pub pieces: Vec<Piece>,
    /// Whether it never comes out: who sent it, how to reach them, how their files are named.
    pub is_private: bool,
}

impl Desk {
    /// The publication of a case, as its draft says or as it is out, beside the report.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case is not the member's.
    pub async fn disclosure(
        &self,
        member: &Member,
        opened: &OpenCase,
    ) -> Result<Disclosure, Error> {
        let program = self.program(&opened.program)?;
        let draft = self.advisory_of(member, opened).await?.draft;
        let record = self.preview_advisory(member, opened, &draft).await?;
        let place = publication::place(&self.program_address(&program), &record);
        let public = advisory::preview(&record, Format::Markdown, &place).body;
        let mut disclosure = Disclosure { record, fields: Vec::new(), told: Vec::new() };
        for (_, body) in &opened.reports {
            let field = |label: &str, text: &str| DisclosedField {
                label: label.to_owned(),
                pieces: pieces(text, &public),
                is_private: false,
            };
            let title = field("Title", &body.title);
            let asked = body.fields.iter().filter(|field| !field.text.trim().is_empty());
            let texts = asked.filter(|field| field.id != "title");
            disclosure.fields.push(title);
            disclosure.fields.extend(texts.map(|one| field(&one.label, &one.text)));
            let (name, contact) = match &body.identity {
                Identity::Anonymous => (None, None),
                Identity::Pseudonym { name } => (Some(name), None),
                Identity::Named { name, contact } => (Some(name), contact.as_ref()),
            };
            disclosure.keep("Who sent it", name.map(String::as_str), &public);
            disclosure.keep("How to reach them", contact.map(String::as_str), &public);
        }
        for file in &opened.files {
            disclosure.keep("Name of a file", Some(&file.name), &public);
        }
        disclosure.keep("Handle of the case", Some(&opened.handle), &public);
        Ok(disclosure)
    }
}

impl Disclosure {
    /// Takes in what is private, and notes when it stands in the publication; a name under which somebody is
    /// credited may.
    fn keep(&mut self, label: &str, text: Option<&str>, public: &str) {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return };
        let is_credited = self.record.named().any(|credit| credit.name.as_str() == text.trim());
        if !is_credited && is_told(text, public) {
            self.told.push(format!(
                "“{text}” ({}) is private to the case and stands in the publication.",
                label.to_lowercase()
            ));
        }
        self.fields.push(DisclosedField {
            label: label.to_owned(),
            pieces: vec![Piece { text: text.to_owned(), is_public: is_credited }],
            is_private: true,
        });
    }
}
