//! What can be checked only when everything is resolved: relations that have one object.

use std::collections::HashMap;

use super::builder::Builder;
use super::guards::both;
use crate::model::{Entity, RelationId, Tuple, Vocabulary};
use crate::source::Diagnostic;

impl Builder<'_> {
    /// A relation with one object has two in some reading.
    pub(super) fn check_single(&mut self) {
        let problems: Vec<Diagnostic> =
            self.draft.entities.iter().flat_map(|entity| twice(self.vocabulary, entity)).collect();
        problems.into_iter().for_each(|problem| self.problem(problem));
    }
}

fn twice(vocabulary: &Vocabulary, entity: &Entity) -> Vec<Diagnostic> {
    let mut by_relation: HashMap<RelationId, Vec<&Tuple>> = HashMap::new();
    let mut problems = Vec::new();
    for tuple in &entity.tuples {
        let Some(relation) = vocabulary.relation(tuple.relation).filter(|relation| relation.single) else {
            continue;
        };
        let before = by_relation.entry(tuple.relation).or_default();
        match before.iter().find(|first| both(&first.guard, &tuple.guard).is_some()) {
            Some(first) => {
                let of = if entity.label.is_some() {
                    "this clause".to_owned()
                } else {
                    format!("`{}`", entity.name)
                };
                let message = format!("`{}` of {of} has two values, but only one is possible", relation.name);
                problems.push(
                    Diagnostic::error(tuple.span, message)
                        .related(first.span, "the first value")
                        .help("keep one of them, or put both into brackets as options"),
                );
            }
            None => before.push(tuple),
        }
    }
    problems
}
