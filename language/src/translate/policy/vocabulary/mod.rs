//! The vocabulary: sorts, taxonomies of terms, relations.

mod hierarchy;
mod options;
mod phrases;
mod relations;
mod sorts;
mod terms;
mod weights;

use std::collections::HashMap;

use crate::model::{RelationId, SortId, TaxonomyId, TermId, Vocabulary};
use crate::source::Diagnostic;
use crate::syntax::policy::ast;

/// What each name of the vocabulary stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub(super) sorts: HashMap<String, SortId>,
    pub(super) taxonomies: HashMap<String, TaxonomyId>,
    pub(super) terms: HashMap<String, TermId>,
    pub(super) relations: HashMap<String, RelationId>,
}

/// All that some files declare for mandates and rules to name.
pub(super) fn vocabulary(files: &[ast::File], diagnostics: &mut Vec<Diagnostic>) -> (Vocabulary, Names) {
    let mut building = Building { vocabulary: Vocabulary::default(), names: Names::default(), diagnostics };
    let items = || files.iter().flat_map(|file| &file.items);
    // First every name, so that order does not matter; then what they are.
    let terms = building.declare_terms(items().filter_map(|item| match item {
        ast::Item::Terms(terms) => Some(terms),
        _ => None,
    }));
    building.sorts(items().filter_map(|item| match item {
        ast::Item::Sort(sort) => Some(sort),
        _ => None,
    }));
    let relations = building.declare_relations(items().filter_map(|item| match item {
        ast::Item::Relation(relation) => Some(relation),
        _ => None,
    }));
    building.relation_options(&relations);
    building.parents(&terms);
    building.details(&terms);
    building.weights(items().filter_map(|item| match item {
        ast::Item::Weight(weight) => Some(weight),
        _ => None,
    }));
    (building.vocabulary, building.names)
}

/// A vocabulary in the making.
struct Building<'d> {
    vocabulary: Vocabulary,
    names: Names,
    diagnostics: &'d mut Vec<Diagnostic>,
}

/// A list's next handle.
fn next<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

fn text(words: Option<&ast::Words>) -> String {
    words.map(|words| words.text.clone()).unwrap_or_default()
}
