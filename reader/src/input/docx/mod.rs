//! Word documents: the archive, its numbering, and the paragraphs of its body.

mod archive;
mod body;
mod numbering;

use super::{Problem, Source};
use crate::Options;

/// Reads a `.docx`.
pub fn read(bytes: &[u8], options: &Options) -> Result<Source, Problem> {
    let parts = archive::open(bytes)?;
    let mut numbering = numbering::Numbering::default();
    if let Some(text) = &parts.numbering {
        numbering.read_lists(text)?;
    }
    if let Some(text) = &parts.styles {
        numbering.read_styles(text)?;
    }
    body::read(&parts.document, numbering, options)
}
