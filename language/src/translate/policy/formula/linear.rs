//! Numbers as sums: quantities times whole numbers, and a constant.

use crate::model::{Date, LinearTerm, Unit};
use crate::syntax::policy::ast::Literal;

/// What sort of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::translate::policy) enum Kind {
    /// A count of something.
    Count,
    /// A share of something.
    Percent,
    /// A length of time.
    Days,
    /// A day.
    Date,
}

impl Kind {
    /// In words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Kind::Count => "a plain number",
            Kind::Percent => "a percentage",
            Kind::Days => "a length of time",
            Kind::Date => "a date",
        }
    }

    /// How one is written.
    pub(super) fn example(self) -> &'static str {
        match self {
            Kind::Count => "`15`",
            Kind::Percent => "`90%`",
            Kind::Days => "`60 days` or `4 months`",
            Kind::Date => "`2013-04-25`",
        }
    }
}

/// A number: its parts, what is added to them, what sort of number it is, and what it counts.
#[derive(Clone, Debug)]
pub(in crate::translate::policy) struct Linear {
    pub(in crate::translate::policy) terms: Vec<LinearTerm>,
    pub(in crate::translate::policy) constant: i64,
    pub(super) kind: Kind,
    pub(in crate::translate::policy) unit: String,
}

impl Linear {
    /// Nothing where the calendar has no such day.
    pub(super) fn literal(literal: Literal) -> Option<Linear> {
        let (constant, kind) = match literal {
            Literal::Plain(value) => (value, Kind::Count),
            Literal::Percent(value) => (value, Kind::Percent),
            Literal::Days(value) => (value, Kind::Days),
            Literal::Date(year, month, day) => (i64::from(Date::new(year, month, day)?.0), Kind::Date),
        };
        Some(Linear { terms: Vec::new(), constant, kind, unit: String::new() })
    }

    pub(super) fn quantity(quantity: crate::model::Quantity, unit: &Unit) -> Linear {
        let (kind, unit) = match unit {
            Unit::Count(what) => (Kind::Count, what.clone()),
            Unit::Percent => (Kind::Percent, String::new()),
            Unit::Days => (Kind::Days, String::new()),
        };
        Linear { terms: vec![LinearTerm { coefficient: 1, quantity }], constant: 0, kind, unit }
    }

    pub(super) fn is_constant(&self) -> bool {
        self.terms.is_empty()
    }

    /// What it counts, for people.
    pub(in crate::translate::policy) fn shown_unit(&self) -> String {
        match self.kind {
            _ if !self.unit.is_empty() => self.unit.clone(),
            Kind::Count => String::new(),
            Kind::Percent => "%".to_owned(),
            Kind::Days => "days".to_owned(),
            Kind::Date => "date".to_owned(),
        }
    }

    /// So many times the number; nothing where that overflows.
    pub(super) fn times(&self, factor: i64) -> Option<Linear> {
        let mut product = self.clone();
        product.constant = self.constant.checked_mul(factor)?;
        for term in &mut product.terms {
            term.coefficient = term.coefficient.checked_mul(factor)?;
        }
        Some(product)
    }

    /// The sum of two numbers of sorts that were checked; nothing where that overflows.
    pub(super) fn plus(&self, other: &Linear) -> Option<Linear> {
        let mut sum = self.clone();
        sum.constant = self.constant.checked_add(other.constant)?;
        sum.terms.extend(other.terms.iter().cloned());
        if sum.unit.is_empty() {
            sum.unit.clone_from(&other.unit);
        }
        Some(sum)
    }
}
