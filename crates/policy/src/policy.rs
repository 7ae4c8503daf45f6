//! A whole policy, as it was parsed from one text.

use clock::{Calendar, Unit};

use crate::credit::Credit;
use crate::disclosure::Disclosure;
use crate::escalation::Escalation;
use crate::finding::Finding;
use crate::harbor::Harbor;
use crate::intake::Intake;
use crate::law::Law;
use crate::practice::{Incident, Practice, Watch};
use crate::privacy::Privacy;
use crate::product::Product;
use crate::program::Program;
use crate::promise::Promise;
use crate::report_form::ReportForm;
use crate::retention::Retention;
use crate::review::{Changes, Review};
use crate::reward::Reward;
use crate::rules::Rules;
use crate::scope::Scope;
use crate::version::PolicyVersion;

/// A policy. Made only by [`crate::parse`], so its references hold and its version is that of its text.
#[derive(Debug, Clone)]
pub struct Policy {
    pub(crate) version: PolicyVersion,
    pub(crate) warnings: Vec<Finding>,
    /// `[program]`.
    pub program: Program,
    /// `[[product]]`, in order.
    pub products: Vec<Product>,
    /// `[scope]`.
    pub scope: Scope,
    /// `[report]`.
    pub report: ReportForm,
    /// `[rules]`.
    pub rules: Rules,
    /// `[harbor]`.
    pub harbor: Harbor,
    /// `[disclosure]`.
    pub disclosure: Disclosure,
    /// `[credit]`.
    pub credit: Credit,
    /// `[reward]`.
    pub reward: Reward,
    /// `[calendar]`.
    pub calendar: Calendar,
    /// What `[calendar]` says in words, such as that times may be longer around the end of the year.
    pub calendar_note: Option<String>,
    /// What is said of `[calendar] country` on days near a year whose holidays are not known.
    pub(crate) unknown_years: Option<Finding>,
    /// `[[escalation]]`, in order.
    pub escalations: Vec<Escalation>,
    /// `[intake]`.
    pub intake: Intake,
    /// `[[retention]]`.
    pub retention: Vec<Retention>,
    /// `[privacy]`.
    pub privacy: Privacy,
    /// `[review]`.
    pub review: Option<Review>,
    /// `[changes]`.
    pub changes: Option<Changes>,
    /// `[[watch]]`.
    pub watch: Vec<Watch>,
    /// `[incident]`.
    pub incident: Option<Incident>,
    /// `[[practice]]`.
    pub practices: Vec<Practice>,
    /// `[[promise]]`, in order, and the promise of `[review]` last. Those of packs are beside them, in
    /// [`Policy::every_promise`].
    pub promises: Vec<Promise>,
    /// `[law]`.
    pub law: Law,
}

impl Policy {
    /// The SHA-256 of the text.
    #[must_use]
    pub const fn version(&self) -> PolicyVersion {
        self.version
    }
    /// What is worth mending although the policy can be used.
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }
    /// The promise with this id: the team's own, or one of a pack that is switched on.
    #[must_use]
    pub fn promise(&self, id: &str) -> Option<&Promise> {
        self.every_promise().find(|p| p.id == id)
    }
    /// The product with this id.
    #[must_use]
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.products.iter().find(|p| p.id == id)
    }
    /// Whether anything that the policy says is counted in business days or hours.
    #[must_use]
    pub fn counts_business_days(&self) -> bool {
        self.counts_in(&[Unit::BusinessDays, Unit::BusinessHours])
    }

    /// Whether anything is counted in days that are no business days.
    #[must_use]
    pub fn counts_plain_days(&self) -> bool {
        self.counts_in(&[Unit::Days])
    }

    fn counts_in(&self, units: &[Unit]) -> bool {
        let spans = self.promises.iter().flat_map(|promise| {
            [promise.promised(), promise.target(), promise.every, promise.at_least]
        });
        let waits = self.escalations.iter().map(|escalation| Some(escalation.after));
        let embargoes =
            [self.disclosure.preferred, self.disclosure.minimum, self.disclosure.maximum];
        spans.chain(waits).chain(embargoes).flatten().any(|span| units.contains(&span.unit))
    }

    /// The form for a report.
    #[must_use]
    pub const fn report_form(&self) -> &ReportForm {
        &self.report
    }
}
