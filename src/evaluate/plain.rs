//! Truths as `bool`, numbers as `i64`: the fast path of a plain check.

use super::{Algebra, Overflow};

/// The two-valued algebra: one reading, no provenance.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bool;

impl Algebra for Bool {
    type Truth = bool;
    type Number = i64;

    #[inline]
    fn constant(&mut self, value: bool) -> bool {
        value
    }

    #[inline]
    fn and(&mut self, a: &bool, b: &bool) -> bool {
        *a && *b
    }

    #[inline]
    fn or(&mut self, a: &bool, b: &bool) -> bool {
        *a || *b
    }

    #[inline]
    fn not(&mut self, a: &bool) -> bool {
        !*a
    }

    #[inline]
    fn number(&mut self, value: i64, when: &bool) -> i64 {
        if *when { value } else { 0 }
    }

    #[inline]
    fn sum(&mut self, terms: &[(i64, i64)]) -> Result<i64, Overflow> {
        // Partial sums may leave 64 bits where the whole does not: the order of terms must not matter.
        let total: i128 = terms.iter().map(|(c, n)| i128::from(*c) * i128::from(*n)).sum();
        i64::try_from(total).map_err(|_| Overflow)
    }

    #[inline]
    fn at_least(&mut self, n: &i64, bound: i64) -> bool {
        *n >= bound
    }

    #[inline]
    fn decided(&self, truth: &bool) -> Option<bool> {
        Some(*truth)
    }
}
