//! A security policy as people write it: SECURITY.md and its like, read into what it says.
//!
//! Three steps, each a pure function. [`read()`] turns Markdown, reStructuredText, HTML or plain text into a
//! [`Document`] of blocks, sentences and words that all know their place in the original. [`claims()`] finds
//! what the document says, by fixed rules over words and structure, each claim with its [`Quote`].
//! [`import()`] writes the claims as the text of a policy and asks where they leave something open.
//!
//! What this is not: a language model, a judge of a policy (that is the linter's work), or a reader of
//! anything it was not given. Text that addresses tools or programs is text and nothing else. What looks
//! like a promise and matched no rule is listed in [`Claims::not_understood`]; nothing is dropped.
//!
//! Start with [`Claims`]; then `reader/` for the formats, `claims/` for the rules, one file for each kind of
//! claim, and `import/` for the way into a policy.

mod claims;
mod import;
mod reader;

pub use claims::{
    Audience, Bounty, BountyClaim, CalendarKind, Claims, ConductClaims, Contact, CreditClaim,
    CreditKind, Deed, Direction, DisclosureClaims, DisclosureKind, DisclosureLimit, Escalation,
    EscalationTrigger, Field, ForbiddenWay, HarborClaim, Key, Language, Pause, Promise, Quote,
    ReportFields, ReviewClaim, ScopeClaim, ScopeClaims, SoftPromise, Strength, SupportForm,
    SupportedVersions, Time, TimeUnit, Trigger, VersionRow, Way, claims,
};
pub use import::{About, Answers, Choice, Draft, Question, import};
pub use reader::{
    Block, BlockKind, Cut, Document, Format, Image, Link, MAX_BYTES, Passage, ReadError, Row,
    detect, read,
};
