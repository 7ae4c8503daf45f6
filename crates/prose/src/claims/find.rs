//! Runs every group of rules over a document.

use policy::HarborGrade;

use super::{
    Bounty, BountyClaim, Claims, CreditClaim, CreditKind, DisclosureClaims, HarborClaim, Language,
    ReportFields, ScopeClaims, SupportForm, SupportedVersions,
};
use crate::reader::Document;

/// What the document says.
pub(super) fn all(document: &Document) -> Claims {
    let _ = document;
    Claims {
        language: Language { tag: "und".to_owned(), readable: false },
        name: None,
        contacts: Vec::new(),
        forbidden_ways: Vec::new(),
        image_contacts: Vec::new(),
        promises: Vec::new(),
        soft_promises: Vec::new(),
        escalations: Vec::new(),
        scope: ScopeClaims::default(),
        supported: SupportedVersions {
            form: SupportForm::None,
            rows: Vec::new(),
            rule: None,
            link: None,
            dangling: None,
        },
        report: ReportFields::default(),
        harbor: HarborClaim {
            statements: Vec::new(),
            conditions: Vec::new(),
            grade: HarborGrade::None,
            threat: None,
        },
        credit: CreditClaim { kind: CreditKind::Unspecified, hall_of_fame: false, quotes: Vec::new() },
        bounty: BountyClaim { kind: Bounty::Unspecified, contradiction: None, quote: None },
        disclosure: DisclosureClaims::default(),
        keys: Vec::new(),
        template_left: Vec::new(),
        caveats: Vec::new(),
        addressed_to_tools: Vec::new(),
        not_understood: Vec::new(),
    }
}
