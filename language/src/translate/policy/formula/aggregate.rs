//! Sums and counts over entities.

use super::{Frame, Linear};
use crate::model::{Formula, Quantity, Range, Unit};
use crate::source::Diagnostic;
use crate::syntax::policy::ast;

impl Frame<'_, '_> {
    /// `sum of R over SORT X where A`
    pub(super) fn sum(
        &mut self,
        name: &ast::Name,
        binder: &ast::Binder,
        such: Option<&ast::Formula>,
    ) -> Option<Linear> {
        let variable = self.variable(binder, false);
        let attribute = self.attribute(&binder.name, name);
        let body = such.map_or(Formula::Constant(true), |such| self.formula(such));
        self.unbind(true);
        let (_, id) = attribute?;
        let relation = self.context.vocabulary.relation(id)?;
        if !relation.range.contains(&Range::Number) {
            let told = Diagnostic::error(name.span, format!("`{}` has no numbers to add up", name.text))
                .related(relation.span, "the relation is declared here");
            self.diagnostics.push(told);
            return None;
        }
        Some(Linear::quantity(Quantity::Sum { variable, relation: id, body: Box::new(body) }, &relation.unit))
    }

    /// `count of SORT X where A`
    pub(super) fn count(&mut self, binder: &ast::Binder, such: Option<&ast::Formula>) -> Linear {
        let variable = self.variable(binder, false);
        let body = such.map_or(Formula::Constant(true), |such| self.formula(such));
        self.unbind(such.is_some());
        let quantity = Quantity::Count { variable, body: Box::new(body) };
        Linear::quantity(quantity, &Unit::Count(String::new()))
    }
}
