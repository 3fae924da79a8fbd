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
mod kin;
mod links;
mod matrix;
mod signals;
mod table;
mod unit;
pub mod units;
mod weights;
mod words;

pub use change::{Change, Kind, Text, changes, heaviest};
pub use difference::{Detail, Direction};
pub use links::{Link, links};
pub use matrix::{Cell, Row, Turn, dominating, rows, turn};
pub use unit::{Statement, Unit};

/// No text with more paragraphs is compared: every one is held against every other.
pub const MOST_UNITS: usize = 600;
