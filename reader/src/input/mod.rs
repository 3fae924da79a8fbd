//! From bytes to a text and its blocks: what kind of file it is, what it says, and where its paragraphs begin.

mod akn;
mod detect;
mod docx;
mod encoding;
mod html;
mod plain;
mod problem;
mod rich;
mod xml;

use std::ops::Range;

pub(crate) use problem::Problem;

use crate::Options;
use crate::document::Kind;
use crate::flow::Flow;

/// The largest input that is read, in bytes.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// No resolution has so many paragraphs, annexes and all.
pub(crate) const MAX_PARAGRAPHS: usize = 50_000;

/// A text that was found in a file, in blocks.
#[derive(Debug)]
pub(crate) struct Source {
    /// In what kind of file it came.
    pub kind: Kind,
    /// The text that offsets point into.
    pub text: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// What was odd about it.
    pub notes: Vec<Note>,
    /// Symbol and day that the file states apart from its text.
    pub symbol: Option<Range<usize>>,
    pub date: Option<(u16, u8, u8)>,
}

/// Something odd, at a place.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub range: Range<usize>,
    pub message: String,
    pub help: String,
}

/// A stretch of text that stands by itself: a paragraph, a heading.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// The text, with its number in front.
    pub flow: Flow,
    /// What the file says it is.
    pub style: Style,
}

/// What the file says that a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Nothing in particular.
    Body,
    /// A heading.
    Heading,
    /// The beginning of an annex.
    Annex,
}

/// Finds out what the bytes are, and reads them.
pub(crate) fn open(bytes: &[u8], name: &str, options: &Options) -> Result<Source, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(Problem::new(format!(
            "the file has {} MiB; at most {} MiB are read",
            bytes.len() >> 20,
            MAX_BYTES >> 20
        ))
        .help("give the resolution alone, without the documents around it"));
    }
    let source = match detect::content(bytes, name)? {
        detect::Content::Zip => docx::read(bytes, options),
        detect::Content::AkomaNtoso(text) => akn::read(&text, options),
        detect::Content::Html(text) => html::read(&text, options),
        detect::Content::Text(text) => plain::read(text),
    }?;
    match source.blocks.len() > MAX_PARAGRAPHS {
        true => Err(Problem::too_long()),
        false => Ok(source),
    }
}
