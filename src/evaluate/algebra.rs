//! The algebra over which rules are evaluated. Two instances: [`Bool`](super::Bool), [`Circuit`](super::Circuit).

use std::fmt;

/// A sum left the range of 64-bit numbers. The evaluation is given up: no figure is ever wrong silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a sum of figures is too large to be told in 64 bits")
    }
}

impl std::error::Error for Overflow {}

/// What truths and numbers are. The evaluator knows a rule's meaning; an algebra knows none.
pub trait Algebra {
    /// A truth.
    type Truth: Clone;
    /// A whole number.
    type Number: Clone;

    /// True or false.
    fn constant(&mut self, value: bool) -> Self::Truth;
    /// Both.
    fn and(&mut self, a: &Self::Truth, b: &Self::Truth) -> Self::Truth;
    /// Either.
    fn or(&mut self, a: &Self::Truth, b: &Self::Truth) -> Self::Truth;
    /// Not.
    fn not(&mut self, a: &Self::Truth) -> Self::Truth;
    /// `value` where `when` holds, else 0.
    fn number(&mut self, value: i64, when: &Self::Truth) -> Self::Number;
    /// `Σ coefficient × number`.
    ///
    /// # Errors
    /// [`Overflow`] where the sum can leave 64 bits.
    fn sum(&mut self, terms: &[(i64, Self::Number)]) -> Result<Self::Number, Overflow>;
    /// `n ≥ bound`.
    fn at_least(&mut self, n: &Self::Number, bound: i64) -> Self::Truth;

    /// The truth, where it is the same in every reading. Saves work: what is decided needs no look at the rest.
    fn decided(&self, truth: &Self::Truth) -> Option<bool>;
}
