//! The meaning of figures: attributes, sums, counts, and comparisons of them.

use penholder_language::model::{Formula, LinearTerm, Quantity, RelationId, Slot, Variable};

use super::{Algebra, Evaluator, Overflow};
use crate::facts::ConditionId;

impl<A: Algebra> Evaluator<'_, A> {
    /// `Σ coefficient × quantity ≥ bound`, and every single figure that is named is stated.
    #[inline(never)]
    pub(super) fn reaches(&mut self, terms: &[LinearTerm], bound: i64) -> Result<A::Truth, Overflow> {
        let mut stated = self.algebra.constant(true);
        for term in terms {
            if let Quantity::Attribute { relation, slot } = term.quantity {
                let condition = self.stated(relation, slot);
                let one = self.truth(condition);
                stated = self.algebra.and(&stated, &one);
            }
        }
        if self.algebra.decided(&stated) == Some(false) {
            return Ok(stated);
        }
        let total = self.linear(terms, 0)?;
        let reached = self.algebra.at_least(&total, bound);
        Ok(self.algebra.and(&stated, &reached))
    }

    /// `constant + Σ coefficient × quantity`; what is not stated counts 0.
    ///
    /// # Errors
    /// [`Overflow`] where figures leave 64 bits.
    pub fn linear(&mut self, terms: &[LinearTerm], constant: i64) -> Result<A::Number, Overflow> {
        let start = self.numbers.len();
        if constant != 0 {
            let always = self.algebra.constant(true);
            let number = self.algebra.number(constant, &always);
            self.numbers.push((1, number));
        }
        for term in terms {
            let number = self.quantity(&term.quantity)?;
            self.numbers.push((term.coefficient, number));
        }
        self.total(start)
    }

    /// Sums up and takes away what was pushed since `start`.
    pub(super) fn total(&mut self, start: usize) -> Result<A::Number, Overflow> {
        let parts = self.numbers.get(start..).unwrap_or_default();
        let total = self.algebra.sum(parts);
        self.numbers.truncate(start);
        total
    }

    fn quantity(&mut self, quantity: &Quantity) -> Result<A::Number, Overflow> {
        match quantity {
            Quantity::Attribute { relation, slot } => self.attribute(*relation, *slot),
            Quantity::Sum { variable, relation, body } => self.sum_over(variable, Some(*relation), body),
            Quantity::Count { variable, body } => self.sum_over(variable, None, body),
        }
    }

    fn attribute(&mut self, relation: RelationId, slot: Slot) -> Result<A::Number, Overflow> {
        let always = self.algebra.constant(true);
        let start = self.numbers.len();
        self.push_attribute(relation, slot, &always);
        self.total(start)
    }

    /// Pushes each figure that the entity may have, counted where `when` holds.
    fn push_attribute(&mut self, relation: RelationId, slot: Slot, when: &A::Truth) {
        let facts = self.facts;
        let numbers = facts.row(relation, self.at(slot)).map_or(&[][..], |row| row.numbers);
        for (value, condition) in numbers {
            let own = self.truth(*condition);
            let both = self.algebra.and(when, &own);
            let number = self.algebra.number(*value, &both);
            self.numbers.push((1, number));
        }
    }

    fn sum_over(
        &mut self,
        variable: &Variable,
        relation: Option<RelationId>,
        body: &Formula,
    ) -> Result<A::Number, Overflow> {
        let facts = self.facts;
        let start = self.numbers.len();
        for sort in &variable.sorts {
            for entity in facts.of_sort(*sort, variable.ruled_out) {
                let counts = self.body_holds(variable, *entity, body)?;
                if self.algebra.decided(&counts) == Some(false) {
                    continue;
                }
                match relation {
                    Some(relation) => {
                        self.bind(variable.slot, *entity);
                        self.push_attribute(relation, variable.slot, &counts);
                    }
                    None => {
                        let one = self.algebra.number(1, &counts);
                        self.numbers.push((1, one));
                    }
                }
            }
        }
        self.total(start)
    }

    fn stated(&self, relation: RelationId, slot: Slot) -> ConditionId {
        self.facts.row(relation, self.at(slot)).map_or(ConditionId::NEVER, |row| row.stated)
    }
}
