//! Variants side by side: which paragraph of one text goes on from which of another, what that changes, and how the findings of
//! several variants differ.
//!
//! Data flows `drafts and documents → units → bags → signals → links → changes`, and `reports → rows`. Nothing here knows a
//! word of the vocabulary: what a change counts is declared there.

mod bags;
mod change;
mod clauses;
mod company;
mod difference;
mod fit;
mod kin;
mod kin_learnt;
mod links;
mod matrix;
mod newness;
mod signals;
mod table;
mod unit;
pub mod units;
mod weights;
mod words;

pub use change::{Change, Kind, Text, changes, heaviest};
pub use difference::{Detail, Direction};
pub use fit::{Example, fit};
pub use kin_learnt::learnt as kin_of;
pub use links::{Evidence, Link, links};
pub use matrix::{Cell, Row, Turn, dominating, rows, turn};
pub use unit::{Act, Statement, Unit};
pub use weights::Weights;

/// No text with more paragraphs is compared: every one is held against every other.
pub const MOST_UNITS: usize = 600;
