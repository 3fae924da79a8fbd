//! From the tree of a mandate file to drafts: names resolved against the vocabulary and against each other.
//!
//! Two passes over the blocks that belong together: the first finds out what there is (entities and brackets),
//! the second what holds of it. So a name may be used before the line that declares it.

mod accept;
mod act;
mod brackets;
mod builder;
mod check;
mod clause;
mod describe;
mod entries;
mod guards;
mod names;
mod select;
mod values;
mod work;

use std::collections::HashMap;

use self::builder::Builder;
use self::select::Blocks;
use crate::model::{Draft, Vocabulary};
use crate::source::{Diagnostic, Span};
use crate::syntax::mandate::ast::{Block, BlockKind, File};

/// Which given blocks the mandates take that name none. Without a name it is the only one there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Name of a situation.
    pub situation: Option<String>,
    /// Name of a deployment.
    pub deployment: Option<String>,
}

/// The drafts of `main`: one for each mandate block, with what it is read against. `context` holds further
/// situations and deployments. Whatever is wrong with one entry, the others are in the draft.
pub fn drafts(
    main: &File,
    context: &[&File],
    select: &Selection,
    vocabulary: &Vocabulary,
) -> (Vec<Draft>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    twice_named(main, &mut problems);
    let blocks = Blocks { main, context, select };
    let mut drafts = Vec::new();
    let mut used: Vec<Span> = Vec::new();
    for block in main.blocks.iter().filter(|block| block.kind == BlockKind::Mandate) {
        let given = blocks.given(block, &mut problems);
        used.extend(given.iter().map(|block| block.place.0));
        let (draft, found) = draft(&given, Some(block), vocabulary);
        problems.extend(found);
        drafts.push(draft);
    }
    // What no mandate uses is not left unread.
    for block in
        main.blocks.iter().filter(|block| block.kind != BlockKind::Mandate && !used.contains(&block.place.0))
    {
        if let Some(given) = blocks.alone(block) {
            problems.extend(draft(&given, None, vocabulary).1);
        }
    }
    (drafts, in_order(problems))
}

fn draft(given: &[&Block], mandate: Option<&Block>, vocabulary: &Vocabulary) -> (Draft, Vec<Diagnostic>) {
    let mut builder = Builder::new(vocabulary);
    for block in given.iter().copied().chain(mandate) {
        builder.block(block);
    }
    builder.finish()
}

fn twice_named(file: &File, problems: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(BlockKind, &str), Span> = HashMap::new();
    for block in &file.blocks {
        let span = block.name.place.0;
        let first = *seen.entry((block.kind, block.name.text.as_str())).or_insert(span);
        if first != span {
            let message = format!("{} `{}` stands here twice", block.kind.keyword(), block.name.text);
            problems.push(
                Diagnostic::error(span, message)
                    .related(first, "the first one")
                    .help("give one of them another name"),
            );
        }
    }
}

/// The order of places; a given block that several mandates use is complained about once.
fn in_order(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    problems.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
    problems.dedup();
    problems
}
