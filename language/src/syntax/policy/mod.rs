//! The policy language: from text to trees, with every syntax error told in one run.

pub mod ast;
mod complaint;
mod grammar;
mod nesting;
mod read;
mod recover;
pub(crate) mod words;

pub use words::nearest;

use crate::source::{Diagnostic, FileId, Span};
use grammar::{PolicyGrammar, Rule};
use pest::Parser;

/// Texts longer than this are refused: 8 MiB.
const LONGEST: usize = 8 << 20;

/// Reads a policy file. What could be read is in the tree; what could not is told.
pub fn parse(file: FileId, text: &str) -> (ast::File, Vec<Diagnostic>) {
    let empty = ast::File { id: file, items: Vec::new(), damaged: true };
    if text.len() > LONGEST {
        let told = Diagnostic::error(Span::new(file, 0, 0), "this file is longer than 8 MiB")
            .help("split it into several files of the same folder");
        return (empty, vec![told]);
    }
    let too_deep = nesting::too_deep(text).is_some();
    match (!too_deep).then(|| PolicyGrammar::parse(Rule::file, text)) {
        Some(Ok(pairs)) => {
            let mut reader = read::Reader::new(file, 0);
            let items =
                pairs.flat_map(|pair| pair.into_inner()).filter_map(|pair| reader.item(pair)).collect();
            let damaged = !reader.diagnostics.is_empty();
            (ast::File { id: file, items, damaged }, reader.diagnostics)
        }
        _ => recover::file(file, text),
    }
}
