//! Reads resolutions in prose: the bytes of a document become numbered paragraphs with their operative verbs.
//!
//! Data flows `bytes → input (a text and its blocks) → structure (a document)`. Nothing here knows the vocabulary or
//! what a clause is: verbs and their strength are data (`data/verbs.txt`), the rest is how resolutions are laid out.

mod document;
mod flow;
mod input;
mod numerals;
mod structure;

use penholder_language::source::{Diagnostic, SourceMap};

pub use document::{
    Annex, Bracket, BracketOption, Day, Document, Found, Inline, Kind, Paragraph, Strength, Verb,
};
pub use input::MAX_BYTES;

/// How to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Read a text with tracked changes as it was before them. Otherwise insertions count and deletions do not.
    pub original: bool,
}

/// Reads a document. `name` is what messages call it; its ending is only a hint, the content decides what it is.
///
/// The text that spans point into is added to `sources`: of a text file the text itself (decoded), of containers the
/// text found in them, one paragraph a line. What cannot be read at all comes back as errors that say what to do.
pub fn read(
    bytes: &[u8],
    name: &str,
    options: &Options,
    sources: &mut SourceMap,
) -> Result<Document, Vec<Diagnostic>> {
    match input::open(bytes, name, options) {
        Ok(source) => {
            let file = sources.add(name, source.text.as_str());
            structure::build(&source, file)
        }
        Err(problem) => {
            let file = sources.add(name, "");
            Err(vec![problem.at(file)])
        }
    }
}
