//! Repairs: for people as a patch or as drafting language, for programs as JSON; as a page.

mod html;
mod human;
mod v1;

use crate::repair::Outcome;
use penholder_language::model::{Level, Pack};

pub use html::html;
pub use human::human;

/// A repair to be told.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The draft's file.
    pub path: &'a str,
    /// By which it was judged.
    pub pack: &'a Pack,
    /// What the repair came to.
    pub outcome: &'a Outcome,
    /// From which level on nothing may be open.
    pub level: Level,
    /// The draft is prose: changes are told as drafting language.
    pub prose: bool,
}

/// The document as JSON, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn json(shown: Shown<'_>) -> Result<String, serde_json::Error> {
    crate::reports::document::text(&v1::document(shown))
}

/// The JSON Schema (2020-12) of what [`json`] gives, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn schema() -> Result<String, serde_json::Error> {
    crate::reports::document::schema::<v1::Document>()
}
