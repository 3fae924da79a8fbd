//! Which given blocks a rule rests on: those of the sorts that it quantifies over.

use crate::model::{Block, Formula, LinearTerm, Origin, Quantity, Variable, Vocabulary};

/// Gathers blocks, each once, in the order of [`Block`].
pub(super) struct Blocks<'v> {
    vocabulary: &'v Vocabulary,
    found: Vec<Block>,
}

impl<'v> Blocks<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary) -> Self {
        Blocks { vocabulary, found: Vec::new() }
    }

    pub(super) fn found(mut self) -> Vec<Block> {
        self.found.sort_unstable();
        self.found.dedup();
        self.found
    }

    /// A variable that may be a clause rests on no block.
    pub(super) fn variable(&mut self, variable: &Variable) {
        let origins =
            || variable.sorts.iter().filter_map(|id| self.vocabulary.sort(*id)).map(|sort| sort.origin);
        if !origins().any(|origin| origin == Origin::Chosen) {
            let given: Vec<Block> = origins().filter(|origin| origin.is_given()).map(Origin::block).collect();
            self.found.extend(given);
        }
    }

    pub(super) fn formula(&mut self, formula: &Formula) {
        match formula {
            Formula::And(list) | Formula::Or(list) | Formula::Several { of: list, .. } => {
                list.iter().for_each(|part| self.formula(part));
            }
            Formula::Not(inner) => self.formula(inner),
            Formula::Exists(variable, body) | Formula::ForAll(variable, body) => {
                self.variable(variable);
                self.formula(body);
            }
            Formula::AtLeast { terms, .. } => self.terms(terms),
            Formula::Constant(_)
            | Formula::Is(..)
            | Formula::Related(..)
            | Formula::States(..)
            | Formula::Same(..)
            | Formula::LevelAtLeast { .. }
            | Formula::Status(..) => {}
        }
    }

    pub(super) fn terms(&mut self, terms: &[LinearTerm]) {
        for term in terms {
            match &term.quantity {
                Quantity::Attribute { .. } => {}
                Quantity::Sum { variable, body, .. } | Quantity::Count { variable, body } => {
                    self.variable(variable);
                    self.formula(body);
                }
            }
        }
    }
}
