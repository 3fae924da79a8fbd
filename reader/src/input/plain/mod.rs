//! Plain text, as copied from a page: lines to paragraphs, without what the page adds.

mod furniture;
mod join;
mod lines;

use super::{Block, Problem, Source};
use crate::document::Kind;

/// No resolution has so many lines.
const MAX_LINES: usize = 500_000;

/// Reads a text.
pub fn read(text: String) -> Result<Source, Problem> {
    let mut lines = lines::split(&text);
    if lines.len() > MAX_LINES {
        return Err(Problem::too_long());
    }
    let symbol = furniture::strip(&text, &mut lines);
    let blocks: Vec<Block> = join::blocks(&text, &lines);
    Ok(Source { kind: Kind::Text, text, blocks, notes: Vec::new(), symbol, date: None })
}
