//! Questions to a solver: can a circuit's nodes hold together, by which leaves, and if not, which of them clash.
//!
//! A [`Solver`] is one more fold over the circuit of the one evaluator: it knows nodes and leaves, and no rule. Sums are
//! put into clauses exactly, with their weights in 128 bits, so that nothing can overflow in it.

mod gates;
mod search;
mod weights;

pub use search::{Answer, Limits, Model, Solver};
