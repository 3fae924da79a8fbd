//! What adopting proposals would do: for people, as JSON, as CSV, as a page.

mod csv;
mod html;
mod human;
mod v1;
mod words;

use crate::adopt::{Adopted, Table};
use crate::reports::Run;

pub use csv::csv;
pub use html::html;
pub use human::{human, table};

/// A draft, and what it is judged by.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The draft's file.
    pub path: &'a str,
    /// The draft's name.
    pub mandate: &'a str,
    /// The pack, and the texts that findings point into.
    pub run: Run<'a>,
}

/// What is told: one adoption, or all of them.
#[derive(Clone, Copy)]
pub enum Told<'a> {
    /// Sets of clauses put in together.
    One(&'a Adopted),
    /// Every combination.
    All(&'a Table),
}

/// The document as JSON, with a line end. `mandate` is the draft's name.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn json(path: &str, mandate: &str, told: Told<'_>) -> Result<String, serde_json::Error> {
    crate::reports::document::text(&v1::document(path, mandate, told))
}

/// The JSON Schema (2020-12) of what [`json`] gives, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn schema() -> Result<String, serde_json::Error> {
    crate::reports::document::schema::<v1::Document>()
}
