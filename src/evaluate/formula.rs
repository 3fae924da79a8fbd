//! The meaning of formulas. `number` has that of figures, `rule` that of rules and dilemmas.

use penholder_language::model::{
    EntityId, Formula, LevelOperand, Object, RelationId, RuleId, RuleStatus, Slot, TermId, Variable,
    Vocabulary,
};

use super::rule::{Instance, Outcome};
use super::{Algebra, Interpretation, Overflow};
use crate::facts::{ConditionId, Facts, lookup};

/// Evaluates rules and formulas over the facts of one draft.
pub struct Evaluator<'a, A: Algebra> {
    pub(super) algebra: &'a mut A,
    pub(super) facts: &'a Facts,
    pub(super) vocabulary: &'a Vocabulary,
    truths: &'a Interpretation<A::Truth>,
    frame: Vec<EntityId>,
    pub(super) numbers: Vec<(i64, A::Number)>,
    pub(super) outcomes: Vec<Option<Outcome<A::Truth>>>,
    // Kept from rule to rule, so that judging allocates nothing.
    pub(super) scratch: Option<Box<Instance<A::Truth>>>,
    pub(super) binding: Vec<EntityId>,
}

impl<'a, A: Algebra> Evaluator<'a, A> {
    /// An evaluator for a draft. `truths` must be an interpretation of the same facts.
    pub fn new(
        algebra: &'a mut A,
        facts: &'a Facts,
        truths: &'a Interpretation<A::Truth>,
        vocabulary: &'a Vocabulary,
    ) -> Self {
        Evaluator {
            algebra,
            facts,
            vocabulary,
            truths,
            frame: Vec::new(),
            numbers: Vec::new(),
            outcomes: Vec::new(),
            scratch: None,
            binding: Vec::new(),
        }
    }

    /// Puts an entity into a slot of the frame.
    pub fn bind(&mut self, slot: Slot, entity: EntityId) {
        let index = slot as usize;
        if self.frame.len() <= index {
            self.frame.resize(index + 1, EntityId(u32::MAX));
        }
        if let Some(cell) = self.frame.get_mut(index) {
            *cell = entity;
        }
    }

    pub(super) fn at(&self, slot: Slot) -> EntityId {
        self.frame.get(slot as usize).copied().unwrap_or(EntityId(u32::MAX))
    }

    pub(super) fn truth(&mut self, condition: ConditionId) -> A::Truth {
        match self.truths.get(condition) {
            Some(truth) => truth.clone(),
            None => self.algebra.constant(false),
        }
    }

    fn is(&self, truth: &A::Truth, value: bool) -> bool {
        self.algebra.decided(truth) == Some(value)
    }

    // Kinds and conjunctions are most of every pack: they are answered in a frame as small as can be, which is why
    // the other cases are kept out of line.
    /// The truth of a formula, its free variables bound by [`Evaluator::bind`].
    ///
    /// # Errors
    /// [`Overflow`] where figures leave 64 bits.
    pub fn holds(&mut self, formula: &Formula) -> Result<A::Truth, Overflow> {
        match formula {
            Formula::Is(slot, terms) => Ok(self.is_kind(self.at(*slot), terms)),
            Formula::And(parts) => self.all(parts),
            other => self.holds_otherwise(other),
        }
    }

    #[inline(never)]
    fn holds_otherwise(&mut self, formula: &Formula) -> Result<A::Truth, Overflow> {
        match formula {
            Formula::Constant(value) => Ok(self.algebra.constant(*value)),
            Formula::Is(..) | Formula::And(_) => self.holds(formula),
            Formula::Or(parts) => self.any(parts),
            Formula::Not(part) => {
                let part = self.holds(part)?;
                Ok(self.algebra.not(&part))
            }
            Formula::Exists(variable, body) => self.exists(variable, body),
            Formula::ForAll(variable, body) => self.for_all(variable, body),
            Formula::Related(relation, slot, object) => Ok(self.related(*relation, self.at(*slot), object)),
            Formula::States(relation, slot) => {
                let stated =
                    self.facts.row(*relation, self.at(*slot)).map_or(ConditionId::NEVER, |row| row.stated);
                Ok(self.truth(stated))
            }
            Formula::Same(a, b) => {
                let same = self.at(*a) == self.at(*b);
                Ok(self.algebra.constant(same))
            }
            Formula::AtLeast { terms, bound } => self.reaches(terms, *bound),
            Formula::LevelAtLeast { left, right, strict } => Ok(self.level_reaches(left, right, *strict)),
            Formula::Several { k, of } => self.several(*k, of),
            Formula::Status(rule, status) => Ok(self.status(*rule, *status)),
        }
    }

    #[inline(never)]
    fn all(&mut self, parts: &[Formula]) -> Result<A::Truth, Overflow> {
        let mut all = self.algebra.constant(true);
        for part in parts {
            let part = self.holds(part)?;
            all = self.algebra.and(&all, &part);
            if self.is(&all, false) {
                break;
            }
        }
        Ok(all)
    }

    #[inline(never)]
    fn any(&mut self, parts: &[Formula]) -> Result<A::Truth, Overflow> {
        let mut any = self.algebra.constant(false);
        for part in parts {
            let part = self.holds(part)?;
            any = self.algebra.or(&any, &part);
            if self.is(&any, true) {
                break;
            }
        }
        Ok(any)
    }

    #[inline(never)]
    fn exists(&mut self, variable: &Variable, body: &Formula) -> Result<A::Truth, Overflow> {
        let mut any = self.algebra.constant(false);
        let facts = self.facts;
        for sort in &variable.sorts {
            for entity in facts.of_sort(*sort, variable.ruled_out) {
                let one = self.body_holds(variable, *entity, body)?;
                any = self.algebra.or(&any, &one);
                if self.is(&any, true) {
                    return Ok(any);
                }
            }
        }
        Ok(any)
    }

    #[inline(never)]
    fn for_all(&mut self, variable: &Variable, body: &Formula) -> Result<A::Truth, Overflow> {
        let mut all = self.algebra.constant(true);
        let facts = self.facts;
        for sort in &variable.sorts {
            for entity in facts.of_sort(*sort, variable.ruled_out) {
                self.bind(variable.slot, *entity);
                let there = self.truth(facts.presence(*entity));
                if self.is(&there, false) {
                    continue;
                }
                let body = self.holds(body)?;
                let absent = self.algebra.not(&there);
                let one = self.algebra.or(&absent, &body);
                all = self.algebra.and(&all, &one);
                if self.is(&all, false) {
                    return Ok(all);
                }
            }
        }
        Ok(all)
    }

    /// The entity is there and satisfies the body.
    pub(super) fn body_holds(
        &mut self,
        variable: &Variable,
        entity: EntityId,
        body: &Formula,
    ) -> Result<A::Truth, Overflow> {
        let there = self.truth(self.facts.presence(entity));
        if self.is(&there, false) {
            return Ok(there);
        }
        self.bind(variable.slot, entity);
        let body = self.holds(body)?;
        Ok(self.algebra.and(&there, &body))
    }

    fn is_kind(&mut self, entity: EntityId, terms: &[TermId]) -> A::Truth {
        if let [term] = terms {
            return self.truth(self.facts.kind(entity, *term));
        }
        let mut any = self.algebra.constant(false);
        for term in terms {
            let one = self.truth(self.facts.kind(entity, *term));
            any = self.algebra.or(&any, &one);
        }
        any
    }

    #[inline(never)]
    fn related(&mut self, relation: RelationId, subject: EntityId, object: &Object) -> A::Truth {
        let facts = self.facts;
        let Some(row) = facts.row(relation, subject) else { return self.algebra.constant(false) };
        match object {
            Object::Variable(slot) => self.truth(lookup(row.entities, self.at(*slot))),
            Object::Terms(terms) => {
                let mut any = self.algebra.constant(false);
                for term in terms {
                    let one = self.truth(lookup(row.terms, *term));
                    any = self.algebra.or(&any, &one);
                }
                any
            }
        }
    }

    /// For every level on the right there is one on the left that reaches it.
    #[inline(never)]
    fn level_reaches(&mut self, left: &LevelOperand, right: &LevelOperand, strict: bool) -> A::Truth {
        let (left, right) = (self.levels(left), self.levels(right));
        let mut all = self.algebra.constant(true);
        for (needed, when) in &right {
            let mut reached = self.algebra.not(when);
            for (level, given) in &left {
                if level > needed || (!strict && level == needed) {
                    reached = self.algebra.or(&reached, given);
                }
            }
            all = self.algebra.and(&all, &reached);
        }
        all
    }

    fn levels(&mut self, operand: &LevelOperand) -> Vec<(u32, A::Truth)> {
        match operand {
            LevelOperand::Term(term) => {
                let rank = self.vocabulary.term(*term).map_or(0, |term| term.rank);
                vec![(rank, self.algebra.constant(true))]
            }
            LevelOperand::Attribute { relation, slot } => {
                let facts = self.facts;
                let row = facts.row(*relation, self.at(*slot));
                row.map_or(&[][..], |row| row.levels)
                    .iter()
                    .map(|(rank, c)| (*rank, self.truth(*c)))
                    .collect()
            }
        }
    }

    #[inline(never)]
    fn several(&mut self, k: u32, of: &[Formula]) -> Result<A::Truth, Overflow> {
        let start = self.numbers.len();
        for part in of {
            let part = self.holds(part)?;
            let one = self.algebra.number(1, &part);
            self.numbers.push((1, one));
        }
        let total = self.total(start)?;
        Ok(self.algebra.at_least(&total, i64::from(k)))
    }

    /// The status of a rule that was evaluated before; false where it was not assessed.
    #[inline(never)]
    fn status(&mut self, rule: RuleId, status: RuleStatus) -> A::Truth {
        let outcome = self.outcomes.get(rule.index()).cloned().flatten();
        let Some(outcome) = outcome else { return self.algebra.constant(false) };
        let unmet = self.algebra.not(&outcome.met);
        match status {
            RuleStatus::Applies => outcome.applies,
            RuleStatus::Met => self.algebra.and(&outcome.applies, &outcome.met),
            RuleStatus::Gap => self.algebra.and(&outcome.applies, &unmet),
        }
    }
}
