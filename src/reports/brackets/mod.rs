//! All readings of a bracketed draft, told: for people, as JSON, as CSV, as a page.

mod csv;
mod delegations;
mod html;
mod human;
mod json;
pub mod v1;
mod words;

use penholder_language::model::Pack;

use super::Places;
use crate::brackets::Analysis;

pub use csv::csv;
pub use html::html;
pub use human::{Options, human};
pub use json::{json, schema};

/// One draft, all its readings weighed, and the name of the file it stands in.
#[derive(Clone, Debug)]
pub struct Weighing {
    /// What messages call the file.
    pub path: String,
    /// What was found.
    pub analysis: Analysis,
}

/// All that one run has to tell.
#[derive(Clone, Copy)]
pub struct Weighings<'a> {
    /// By what was judged.
    pub pack: &'a Pack,
    /// The texts that the brackets stand in.
    pub places: &'a Places<'a>,
    /// The drafts.
    pub drafts: &'a [Weighing],
}
