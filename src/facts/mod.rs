//! Annotated facts: a draft spread out so that rules can be evaluated on it by table look-up.
//!
//! Everything that follows from the vocabulary alone is worked out here, once per draft: kinds of kinds, terms that
//! stand for every entity of their kind, containment, symmetric and derived relations, attributes of terms. Each
//! fact carries a [`ConditionId`]: in which readings of the draft it holds, and from which written facts it follows.

mod build;
mod condition;
mod derive;
mod tables;

pub(crate) use build::lookup;
pub use condition::{BaseFact, Condition, ConditionId, Conditions, Fact, FactId};
pub use tables::{Facts, Figures, Row};
