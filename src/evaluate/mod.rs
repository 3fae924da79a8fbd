//! What rules mean, in one place: an evaluator generic over an [`Algebra`].
//!
//! Nothing else in the program knows what a formula means. `Bool` answers for one reading; `Circuit` builds the
//! graph of all answers, over which everything else is a fold.

mod algebra;
mod circuit;
mod fold;
mod formula;
mod interpretation;
mod number;
mod plain;
mod plan;
mod rule;
mod witness;

pub use algebra::{Algebra, Overflow};
pub use circuit::{Circuit, Leaf, Linear, Node, NodeId};
pub use fold::{Decide, Fold, fold, fold_on};
pub use formula::Evaluator;
pub use interpretation::{Interpretation, Reading};
pub use plain::Bool;
pub use plan::{OpId, Plan, SumId, Told};
pub use rule::{DilemmaInstance, HornTruth, Instance, LineTruth, Outcome};
pub use witness::witness;
