//! Whether linear inequalities over whole numbers clash, and which of them do.
//!
//! Variables are put out one after the other (Fourier, Motzkin), rows are rounded up to whole numbers. A clash that is
//! found is one; where rows become too many or too large for 128 bits, none is found.

use std::collections::{BTreeMap, BTreeSet};

/// With more rows than this nothing is found.
const MOST_ROWS: usize = 2_000;

/// `Σ coefficient × variable ≥ bound`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    terms: BTreeMap<usize, i128>,
    bound: i128,
    /// The rows from which it follows.
    from: BTreeSet<usize>,
}

impl Row {
    /// A row as told; its place among all rows is told by `place`.
    pub(super) fn new(terms: impl IntoIterator<Item = (usize, i128)>, bound: i128, place: usize) -> Row {
        let mut own: BTreeMap<usize, i128> = BTreeMap::new();
        for (variable, coefficient) in terms {
            *own.entry(variable).or_default() += coefficient;
        }
        own.retain(|_, coefficient| *coefficient != 0);
        Row { terms: own, bound, from: BTreeSet::from([place]) }
    }

    /// Divided by what all coefficients have in common; the bound is rounded up, since variables are whole.
    fn rounded(mut self) -> Row {
        let common = self.terms.values().fold(0_u128, |sofar, own| gcd(sofar, own.unsigned_abs()));
        if let Ok(common) = i128::try_from(common)
            && common > 1
        {
            self.terms.values_mut().for_each(|own| *own /= common);
            let up = i128::from(self.bound.rem_euclid(common) != 0);
            self.bound = self.bound.div_euclid(common) + up;
        }
        self
    }

    /// Both rows together, so that the variable falls out; `None` where that leaves 128 bits.
    fn without(&self, variable: usize, other: &Row) -> Option<Row> {
        let (up, down) = (*self.terms.get(&variable)?, other.terms.get(&variable)?.checked_neg()?);
        let mut terms: BTreeMap<usize, i128> = BTreeMap::new();
        for (row, factor) in [(self, down), (other, up)] {
            for (place, coefficient) in &row.terms {
                let own = terms.entry(*place).or_default();
                *own = own.checked_add(coefficient.checked_mul(factor)?)?;
            }
        }
        terms.retain(|_, coefficient| *coefficient != 0);
        let bound = self.bound.checked_mul(down)?.checked_add(other.bound.checked_mul(up)?)?;
        let from = self.from.union(&other.from).copied().collect();
        Some(Row { terms, bound, from }.rounded())
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The places of rows that cannot all hold, where such were found. A variable of which `signed` says nothing else is
/// not below zero.
pub(super) fn clash(rows: Vec<Row>, signed: impl Fn(usize) -> bool) -> Option<Vec<usize>> {
    let variables: BTreeSet<usize> = rows.iter().flat_map(|row| row.terms.keys().copied()).collect();
    let mut rows: Vec<Row> = rows.into_iter().map(Row::rounded).collect();
    let positive =
        |variable: &usize| Row { terms: BTreeMap::from([(*variable, 1)]), bound: 0, from: BTreeSet::new() };
    rows.extend(variables.iter().filter(|variable| !signed(**variable)).map(positive));
    let mut left = variables;
    loop {
        if let Some(row) = rows.iter().find(|row| row.terms.is_empty() && row.bound > 0) {
            return Some(row.from.iter().copied().collect());
        }
        let ways = |variable: &usize| {
            let signs = |up: bool| {
                rows.iter().filter(|row| row.terms.get(variable).is_some_and(|own| (*own > 0) == up)).count()
            };
            (signs(true) * signs(false), *variable)
        };
        let next = left.iter().copied().min_by_key(ways)?;
        left.remove(&next);
        let (with, mut rest): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| row.terms.contains_key(&next));
        let (up, down): (Vec<Row>, Vec<Row>) =
            with.into_iter().partition(|row| row.terms.get(&next).is_some_and(|own| *own > 0));
        for one in &up {
            for other in &down {
                rest.push(one.without(next, other)?);
            }
            if rest.len() > MOST_ROWS {
                return None;
            }
        }
        rows = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(terms: &[(usize, i128)], bound: i128, place: usize) -> Row {
        Row::new(terms.iter().copied(), bound, place)
    }

    #[test]
    fn a_clash_names_its_rows() {
        // Troops, helicopters; the third row has no part in it.
        let rows = vec![
            row(&[(0, 1)], 2_000, 0),
            row(&[(1, 100), (0, -1)], 0, 1),
            row(&[(0, 1), (1, 1)], 7, 2),
            row(&[(1, -1)], -15, 3),
        ];
        assert_eq!(clash(rows, |_| false), Some(vec![0, 1, 3]));
        assert_eq!(clash(vec![row(&[(0, -1)], 1, 0)], |_| false), Some(vec![0]));
        assert_eq!(clash(vec![row(&[(0, -1)], 1, 0)], |_| true), None);
        // Whole numbers only: nothing doubled is 3.
        let three = vec![row(&[(0, 2)], 3, 0), row(&[(0, -2)], -3, 1)];
        assert_eq!(clash(three, |_| false), Some(vec![0, 1]));
    }

    proptest! {
        #[test]
        fn what_numbers_fulfil_is_no_clash(
            rows in prop::collection::vec((prop::collection::vec(-4_i128..5, 3), -9_i128..10), 1..7),
            point in prop::collection::vec(0_i128..6, 3),
        ) {
            let rows: Vec<Row> = rows
                .into_iter()
                .enumerate()
                .map(|(place, (terms, bound))| Row::new(terms.into_iter().enumerate(), bound, place))
                .collect();
            let holds = |row: &Row| row.terms.iter().map(|(v, c)| c * point[*v]).sum::<i128>() >= row.bound;
            if let Some(places) = clash(rows.clone(), |_| false) {
                prop_assert!(!places.iter().all(|place| holds(&rows[*place])), "{rows:?} {places:?}");
            }
        }
    }
}
