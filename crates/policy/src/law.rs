//! `[law]`: which laws and programme rules a policy takes upon itself, and which of their promises hold for
//! which product on which day.
//!
//! A pack that is switched on brings its promises beside the team's own. They are not part of the policy's
//! text, so the policy's version does not cover them; each pack has a version of its own ([`PackVersion`]),
//! which is recorded with every report (`docs/decisions/0135`).

use clock::Date;

use crate::finding::Finding;
use crate::pack::{self, Pack, PackVersion, Standing};
use crate::policy::Policy;
use crate::promise::Promise;
use crate::promise_words::listed;
use crate::word::words;

/// `[law]`. Empty: no pack is switched on.
#[derive(Debug, Clone, Default)]
pub struct Law {
    /// The packs that are switched on, in the order of the policy.
    pub packs: Vec<PackUse>,
    /// The Member State of the main establishment: where decisions on the security of the products are
    /// predominantly taken (CRA Article 14(7)).
    pub member_state: Option<MemberState>,
    /// What is wrong with it on some days and right on others.
    pub(crate) dated: Vec<Dated>,
}

/// A pack that a policy switches on, with the version that this program brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackUse {
    /// Its id, such as `cra`.
    pub id: String,
    /// The version of its text.
    pub version: PackVersion,
}

/// A finding that holds outside the days of a pack.
#[derive(Debug, Clone)]
pub(crate) struct Dated {
    pub(crate) pack: String,
    pub(crate) finding: Finding,
}

/// What a team is to a product in the words of the Cyber Resilience Act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It makes the product and puts it on the market under its name (Article 3(13)).
    Manufacturer,
    /// It supports the development of free and open-source software for commercial use (Article 3(14)).
    Steward,
    /// Neither.
    Neither,
}

/// A Member State of the European Union, by its code (ISO 3166-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the codes of ISO 3166-1 say themselves what they mean")]
pub enum MemberState {
    At,
    Be,
    Bg,
    Cy,
    Cz,
    De,
    Dk,
    Ee,
    Es,
    Fi,
    Fr,
    Gr,
    Hr,
    Hu,
    Ie,
    It,
    Lt,
    Lu,
    Lv,
    Mt,
    Nl,
    Pl,
    Pt,
    Ro,
    Se,
    Si,
    Sk,
}

impl Policy {
    /// The packs that are switched on.
    pub fn packs(&self) -> impl Iterator<Item = &'static Pack> + '_ {
        self.law.packs.iter().filter_map(|one| pack::pack(&one.id))
    }

    /// Every promise that a case can come under: the team's own in the order of the policy, then those of
    /// the packs for this team's Member State, whatever the day, the product and the severity.
    pub fn every_promise(&self) -> impl Iterator<Item = &Promise> + '_ {
        let here = |promise: &&Promise| promise.when.holds_in(self.law.member_state);
        self.promises.iter().chain(self.packs().flat_map(|pack| &pack.promises).filter(here))
    }

    /// The promises in force on a day for a product. A product that the policy does not name, or `None`,
    /// comes under whatever any product of the policy comes under, until somebody says which it is.
    pub fn promises_in_force<'a>(
        &'a self,
        on: Date,
        product: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Promise> + 'a {
        self.every_promise()
            .filter(move |promise| promise.validity().holds_on(on))
            .filter(move |promise| self.role_holds(promise, product))
    }

    /// Whether a promise is for what the team is to this product.
    #[must_use]
    pub fn role_holds(&self, promise: &Promise, product: Option<&str>) -> bool {
        self.any_role_holds(&promise.when.role, product)
    }

    /// The duties of the packs that no event of a case starts, for what this team is, in force on a day.
    pub fn duties_in_force(
        &self,
        on: Date,
    ) -> impl Iterator<Item = (&'static Pack, &'static Standing)> + '_ {
        self.packs().flat_map(|pack| pack.standing.iter().map(move |duty| (pack, duty))).filter(
            move |(pack, duty)| {
                pack.validity.holds_on(on)
                    && duty.clause.validity.holds_on(on)
                    && duty.when.holds_in(self.law.member_state)
                    && self.any_role_holds(&duty.when.role, None)
            },
        )
    }

    fn any_role_holds(&self, roles: &[Role], product: Option<&str>) -> bool {
        if roles.is_empty() {
            return true;
        }
        let named = product.and_then(|id| self.product(id));
        let holds = |role: Option<Role>| role.is_none_or(|role| roles.contains(&role));
        match named {
            Some(product) => holds(product.role),
            None => self.products.is_empty() || self.products.iter().any(|one| holds(one.role)),
        }
    }

    /// Each pack that is switched on in one line, with the products that it asks a role for: "Cyber Resilience
    /// Act (Regulation (EU) 2024/2847), since 2026-09-11, as manufacturer of Lamp".
    pub fn laws_in_words(&self) -> impl Iterator<Item = (&'static Pack, String)> + '_ {
        self.packs().map(|pack| (pack, self.law_in_words(pack)))
    }

    fn law_in_words(&self, pack: &Pack) -> String {
        let mut words = format!("{} ({})", pack.name, pack.title);
        if pack.name == pack.title {
            words.clone_from(&pack.name);
        }
        if let Some(days) = pack.validity.in_words() {
            words.push_str(&format!(", {days}"));
        }
        if pack.needs_roles {
            for role in [Role::Manufacturer, Role::Steward] {
                let of = self.products.iter().filter(|product| product.role == Some(role));
                let names: Vec<String> = of.map(|product| product.name.clone()).collect();
                if !names.is_empty() {
                    words.push_str(&format!(", as {role} of {}", listed(&names, "and")));
                }
            }
        }
        words
    }

    /// The pack that brings the promise with this id, when it is not the team's own.
    #[must_use]
    pub fn pack_of(&self, promise: &str) -> Option<&'static Pack> {
        self.packs().find(|pack| pack.promise(promise).is_some())
    }

    /// What is worth knowing about the policy on this day and no mistake on others: a pack that is switched
    /// on before it is in force, or after; a country whose public holidays are not known for the whole of
    /// this year and the next, which is as far as most promises reach.
    #[must_use]
    pub fn findings_on(&self, day: Date) -> Vec<Finding> {
        let is_out = |dated: &&Dated| {
            pack::pack(&dated.pack).is_some_and(|pack| !pack.validity.holds_on(day))
        };
        let packs = self.law.dated.iter().filter(is_out).map(|dated| &dated.finding);
        let next = Date::new(day.year().saturating_add(1), 1, 1).unwrap_or(day);
        let is_known = self.calendar.covers(day) && self.calendar.covers(next);
        let years = self.unknown_years.iter().filter(|_| !is_known);
        years.chain(packs).cloned().collect()
    }
}

words!(Role, "a role", {
    Manufacturer = "manufacturer", Steward = "steward", Neither = "neither",
});
words!(MemberState, "a Member State", {
    At = "AT", Be = "BE", Bg = "BG", Cy = "CY", Cz = "CZ", De = "DE", Dk = "DK", Ee = "EE", Es = "ES",
    Fi = "FI", Fr = "FR", Gr = "GR", Hr = "HR", Hu = "HU", Ie = "IE", It = "IT", Lt = "LT", Lu = "LU",
    Lv = "LV", Mt = "MT", Nl = "NL", Pl = "PL", Pt = "PT", Ro = "RO", Se = "SE", Si = "SI", Sk = "SK",
});
