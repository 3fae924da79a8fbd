//! Drafts with clauses put into them, struck out of them or put up for choice: at the level of the tree, so that the
//! canonical form prints the result with the drafter's own comments and form.

mod choice;
mod clauses;
mod labels;
mod place;

pub use choice::{choice, optional, unused_name};
pub use clauses::{clauses, filled};
pub use labels::{Labels, each_label, labels_of, relabel};
pub use place::{anchor, insert};
