//! Plain text, as copied from a page: lines to paragraphs, without what the page adds.

mod furniture;
mod join;
mod lines;

use super::{Block, Source};
use crate::document::Kind;

/// Reads a text.
pub fn read(text: String) -> Source {
    let mut lines = lines::split(&text);
    let symbol = furniture::strip(&text, &mut lines);
    let blocks: Vec<Block> = join::blocks(&text, &lines);
    Source { kind: Kind::Text, text, blocks, notes: Vec::new(), symbol, date: None }
}
