//! What rules mean, in one place: an evaluator generic over an [`Algebra`].
//!
//! Nothing else in the program knows what a formula means. `Bool` answers for one reading; `Circuit` builds the
//! graph of all answers, over which everything else is a fold.

mod algebra;
mod circuit;
mod fold;
mod formula;
mod gates;
mod interpretation;
mod lanes;
mod number;
mod plain;
mod plan;
mod rule;
mod sheaf;
mod witness;

pub use algebra::{Algebra, Overflow};
pub use circuit::{Circuit, Leaf, Linear, Node, NodeId};
pub use fold::{Decide, Fold, fold, fold_on};
pub use formula::Evaluator;
pub use gates::{Bits, Gate, GateId, Gates, gcd};
pub use interpretation::{Interpretation, Reading};
pub use lanes::{Block, Dimension, LANES, Lanes, Word, numbers, word};
pub use plain::Bool;
pub use plan::{OpId, Plan, PlanAxis, SumId, Told};
pub use rule::{DilemmaInstance, HornTruth, Instance, LineTruth, Outcome};
pub use witness::{rests_on, witness};
