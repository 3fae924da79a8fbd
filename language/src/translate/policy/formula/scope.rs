//! Variables: what binds them, which sorts they range over, whether they are used.

use super::Frame;
use crate::model::{Slot, SortId, Variable};
use crate::source::{Diagnostic, Span};
use crate::syntax::policy::ast;
use crate::translate::policy::unknown::unknown;

/// A variable in scope.
pub(super) struct Bound {
    pub(super) name: String,
    pub(super) slot: Slot,
    pub(super) sorts: Vec<SortId>,
    pub(super) span: Span,
    pub(super) used: bool,
}

/// A variable that was found.
#[derive(Clone)]
pub(in crate::translate::policy) struct Found {
    pub(in crate::translate::policy) name: String,
    pub(in crate::translate::policy) slot: Slot,
    /// Empty where they could not be told.
    pub(in crate::translate::policy) sorts: Vec<SortId>,
    pub(in crate::translate::policy) span: Span,
}

impl Frame<'_, '_> {
    /// The sorts of these names.
    pub(in crate::translate::policy) fn sorts(&mut self, names: &[ast::Name]) -> Vec<SortId> {
        let known = &self.context.names.sorts;
        let mut sorts = Vec::with_capacity(names.len());
        for name in names {
            match known.get(&name.text) {
                Some(sort) if sorts.contains(sort) => {
                    let told = Diagnostic::error(name.span, format!("`{}` is listed twice", name.text));
                    self.diagnostics.push(told);
                }
                Some(sort) => sorts.push(*sort),
                None => self.diagnostics.push(unknown(name, "sort", known.keys().map(String::as_str))),
            }
        }
        sorts
    }

    /// Binds a variable of these sorts; gives its slot.
    pub(in crate::translate::policy) fn bind(&mut self, name: &ast::Name, sorts: Vec<SortId>) -> Slot {
        if let Some(first) = self.scope.iter().find(|bound| bound.name == name.text) {
            let told = Diagnostic::error(name.span, format!("`{}` stands for something already", name.text))
                .label("bound again")
                .help("choose another name")
                .related(first.span, "bound first here");
            self.diagnostics.push(told);
        }
        let slot = self.reserve(1);
        self.scope.push(Bound { name: name.text.clone(), slot, sorts, span: name.span, used: false });
        slot
    }

    /// Binds the variable of a quantifier.
    pub(in crate::translate::policy) fn variable(
        &mut self,
        binder: &ast::Binder,
        ruled_out: bool,
    ) -> Variable {
        let sorts = self.sorts(&binder.sorts);
        let slot = self.bind(&binder.name, sorts.clone());
        Variable { name: binder.name.text.clone(), slot, sorts, ruled_out }
    }

    /// Ends the scope of the variable bound last; one that should have been used and was not is told.
    pub(in crate::translate::policy) fn unbind(&mut self, expect_use: bool) {
        if let Some(bound) = self.scope.pop()
            && expect_use
            && !bound.used
        {
            let told = Diagnostic::warning(bound.span, format!("`{}` is never used", bound.name))
                .label("whatever it is, the answer is the same")
                .help("say something about it, or take it away");
            self.diagnostics.push(told);
        }
    }

    /// The variable of that name.
    pub(in crate::translate::policy) fn lookup(&mut self, name: &ast::Name) -> Option<Found> {
        if let Some(bound) = self.scope.iter_mut().rev().find(|bound| bound.name == name.text) {
            bound.used = true;
            let (slot, sorts) = (bound.slot, bound.sorts.clone());
            return Some(Found { name: name.text.clone(), slot, sorts, span: name.span });
        }
        let told = unknown(name, "variable here", self.scope.iter().map(|bound| bound.name.as_str()));
        let told = match (told.help.is_empty(), name.text.starts_with(char::is_uppercase)) {
            (true, true) => told.help("bind it: `for each SORT X`, `some SORT X: …`"),
            (true, false) => told.help("variables begin with a capital"),
            _ => told,
        };
        self.diagnostics.push(told);
        None
    }

    /// Whether a variable of that name is in scope; marks it as used.
    pub(in crate::translate::policy) fn mention(&mut self, name: &str) -> Option<Vec<SortId>> {
        let bound = self.scope.iter_mut().rev().find(|bound| bound.name == name)?;
        bound.used = true;
        Some(bound.sorts.clone())
    }

    /// Names of the variables in scope.
    pub(in crate::translate::policy) fn variables(&self) -> impl Iterator<Item = &str> {
        self.scope.iter().map(|bound| bound.name.as_str())
    }
}
