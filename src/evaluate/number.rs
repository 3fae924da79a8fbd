//! The meaning of figures: attributes, sums, counts, and comparisons of them.

use penholder_language::model::{RelationId, Slot};

use super::plan::{OpId, PlanQuantity, Sum, SumId, SumTerm};
use super::{Algebra, Evaluator, Overflow};
use crate::facts::ConditionId;

impl<A: Algebra> Evaluator<'_, A> {
    fn sum(&self, sum: SumId) -> Sum {
        self.plan.sums.get(sum.0 as usize).copied().unwrap_or(Sum { terms: Default::default(), constant: 0 })
    }

    /// The sum reaches its bound, and every single figure that it names is stated.
    #[inline(never)]
    pub(super) fn reaches(&mut self, sum: SumId) -> Result<A::Truth, Overflow> {
        let plan = self.plan;
        let sum = self.sum(sum);
        let mut stated = self.algebra.constant(true);
        let start = self.numbers.len();
        for term in sum.terms.of(&plan.sum_terms) {
            let PlanQuantity::Attribute(relation, slot) = term.quantity else {
                self.push_term(term)?;
                continue;
            };
            let Some(figures) = self.facts.figures(relation, self.at(slot)) else {
                stated = self.algebra.constant(false);
                break;
            };
            let one = self.truth(figures.stated);
            stated = self.algebra.and(&stated, &one);
            if self.algebra.decided(&stated) == Some(false) {
                break;
            }
            self.push_figures(term.coefficient, figures.numbers, None);
        }
        if self.algebra.decided(&stated) == Some(false) {
            self.numbers.truncate(start);
            return Ok(stated);
        }
        let total = self.total(start)?;
        let reached = self.algebra.at_least(&total, sum.constant);
        Ok(self.algebra.and(&stated, &reached))
    }

    /// A figure with its constant; what is not stated counts 0.
    ///
    /// # Errors
    /// [`Overflow`] where figures leave 64 bits.
    pub fn figure(&mut self, sum: SumId) -> Result<A::Number, Overflow> {
        let sum = self.sum(sum);
        let start = self.numbers.len();
        let always = self.algebra.constant(true);
        let constant = self.algebra.number(sum.constant, &always);
        self.numbers.push((1, constant));
        self.push_terms(sum)?;
        self.total(start)
    }

    /// Sums up and takes away what was pushed since `start`.
    pub(super) fn total(&mut self, start: usize) -> Result<A::Number, Overflow> {
        let parts = self.numbers.get(start..).unwrap_or_default();
        let total = self.algebra.sum(parts);
        self.numbers.truncate(start);
        total
    }

    fn push_terms(&mut self, sum: Sum) -> Result<(), Overflow> {
        let plan = self.plan;
        for term in sum.terms.of(&plan.sum_terms) {
            self.push_term(term)?;
        }
        Ok(())
    }

    fn push_term(&mut self, term: &SumTerm) -> Result<(), Overflow> {
        match term.quantity {
            PlanQuantity::Attribute(relation, slot) => {
                self.push_attribute(term.coefficient, relation, slot, None);
                Ok(())
            }
            PlanQuantity::Sum(variable, relation, body) => {
                self.push_over(term.coefficient, variable, Some(relation), body)
            }
            PlanQuantity::Count(variable, body) => self.push_over(term.coefficient, variable, None, body),
        }
    }

    /// Pushes each figure that the entity may have, counted where `when` holds.
    fn push_attribute(
        &mut self,
        coefficient: i64,
        relation: RelationId,
        slot: Slot,
        when: Option<&A::Truth>,
    ) {
        if let Some(figures) = self.facts.figures(relation, self.at(slot)) {
            self.push_figures(coefficient, figures.numbers, when);
        }
    }

    fn push_figures(&mut self, coefficient: i64, numbers: &[(i64, ConditionId)], when: Option<&A::Truth>) {
        for (value, condition) in numbers {
            let own = self.truth(*condition);
            let counts = match when {
                Some(when) => self.algebra.and(when, &own),
                None => own,
            };
            let number = self.algebra.number(*value, &counts);
            self.numbers.push((coefficient, number));
        }
    }

    fn push_over(
        &mut self,
        coefficient: i64,
        variable: u32,
        relation: Option<RelationId>,
        body: OpId,
    ) -> Result<(), Overflow> {
        let Some(variable) = self.variable(variable) else { return Ok(()) };
        let (facts, plan) = (self.facts, self.plan);
        for sort in variable.sorts.of(&plan.sorts) {
            for entity in facts.of_sort(*sort, variable.ruled_out) {
                let counts = self.body_holds(variable.slot, *entity, body)?;
                if self.algebra.decided(&counts) == Some(false) {
                    continue;
                }
                match relation {
                    Some(relation) => {
                        self.bind(variable.slot, *entity);
                        self.push_attribute(coefficient, relation, variable.slot, Some(&counts));
                    }
                    None => {
                        let one = self.algebra.number(1, &counts);
                        self.numbers.push((coefficient, one));
                    }
                }
            }
        }
        Ok(())
    }
}
