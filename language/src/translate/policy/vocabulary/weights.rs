//! What changes weigh when two texts are compared.

use super::Building;
use crate::model::{Weighed, Weight};
use crate::source::Diagnostic;
use crate::syntax::policy::ast;
use crate::translate::policy::unknown::unknown;

/// No change weighs more.
const MOST: u32 = 100;

impl Building<'_> {
    pub(super) fn weights<'a>(&mut self, weights: impl Iterator<Item = &'a ast::Weight>) {
        for weight in weights {
            let Some(of) = self.weighed(&weight.of) else { continue };
            if weight.weight > MOST {
                let told = Diagnostic::error(weight.of.span, format!("`{}` weighs too much", weight.of.text));
                self.diagnostics.push(told.help(format!("a weight is a number from 0 to {MOST}")));
            } else if self.vocabulary.weights.iter().any(|known| known.of == of) {
                let told =
                    Diagnostic::error(weight.of.span, format!("`{}` has a weight already", weight.of.text));
                self.diagnostics.push(told.help("leave one of the two out"));
            } else if (weight.weakens || weight.bounds) && !matches!(of, Weighed::Relation(_)) {
                let told = Diagnostic::error(weight.of.span, format!("`{}` is no relation", weight.of.text));
                self.diagnostics.push(told.help("only a relation weakens or bounds a clause"));
            } else {
                let (weakens, bounds) = (weight.weakens, weight.bounds);
                self.vocabulary.weights.push(Weight { of, weight: weight.weight, weakens, bounds });
            }
        }
    }

    fn weighed(&mut self, name: &ast::Name) -> Option<Weighed> {
        let relation = self.names.relations.get(&name.text).copied().map(Weighed::Relation);
        let sort = self.names.sorts.get(&name.text).copied().map(Weighed::Sort);
        let term = self.names.terms.get(&name.text).copied().map(Weighed::Term);
        let found = relation.or(sort).or(term);
        if found.is_none() {
            let names =
                self.names.relations.keys().chain(self.names.sorts.keys()).chain(self.names.terms.keys());
            let told = unknown(name, "relation, sort or term", names.map(String::as_str));
            self.diagnostics.push(told);
        }
        found
    }
}
