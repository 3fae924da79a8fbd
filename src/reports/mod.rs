//! From judged drafts to text: pure functions, which read no files and print nothing.

pub mod adopt;
pub mod brackets;
pub mod compare;
pub mod diagnostics;
mod document;
pub mod explain;
mod first;
pub mod github;
pub mod html;
pub mod human;
pub mod json;
mod look;
mod places;
pub mod policy;
pub mod repair;
#[cfg(test)]
mod sample;
pub mod sarif;
mod snippet;
pub mod survey;
mod table;
pub mod verify;

use penholder_language::model::Pack;

use crate::findings::Report;
pub(crate) use first::{Step, first};
pub use look::Look;
pub use places::Places;

/// One mandate, judged, and the name of the file it stands in.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What messages call the file.
    pub path: String,
    /// What was found.
    pub report: Report,
}

/// All that one run has to tell.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// By what was judged.
    pub pack: &'a Pack,
    /// The texts that the findings point into.
    pub places: &'a Places<'a>,
    /// The rules' own texts.
    pub rules: &'a Places<'a>,
    /// The mandates, in the order in which they were named.
    pub judged: &'a [Judged],
}

/// The title of the family that a code belongs to: the one with the longest prefix.
pub(crate) fn family<'a>(pack: &'a Pack, code: &str) -> Option<&'a penholder_language::model::Family> {
    let fits = |family: &&penholder_language::model::Family| code.starts_with(family.prefix.as_str());
    pack.families.iter().filter(fits).max_by_key(|family| family.prefix.len())
}

/// `1 error`, `2 errors`.
pub fn counted(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
