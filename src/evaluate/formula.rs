//! The meaning of formulas. `number` has that of figures, `rule` that of rules and dilemmas.

use penholder_language::model::{EntityId, RelationId, RuleId, RuleStatus, Slot};
use smallvec::SmallVec;

use super::plan::{LevelSide, LevelTest, Op, OpId, Plan, PlanVariable, Stretch, TermTest};
use super::rule::Outcome;
use super::{Algebra, Interpretation, Overflow};
use crate::facts::{ConditionId, Facts, lookup};

/// Evaluates rules and formulas over the facts of one draft.
pub struct Evaluator<'a, A: Algebra> {
    pub(super) algebra: &'a mut A,
    pub(super) facts: &'a Facts,
    pub(super) plan: &'a Plan,
    truths: &'a Interpretation<A::Truth>,
    // Short lists in place: most drafts are judged without asking for memory.
    frame: SmallVec<[EntityId; 8]>,
    pub(super) numbers: SmallVec<[(i64, A::Number); 4]>,
    pub(super) outcomes: Vec<Option<Outcome<A::Truth>>>,
}

impl<'a, A: Algebra> Evaluator<'a, A> {
    /// An evaluator for a draft. `truths` must be an interpretation of the same facts.
    pub fn new(
        algebra: &'a mut A,
        facts: &'a Facts,
        truths: &'a Interpretation<A::Truth>,
        plan: &'a Plan,
    ) -> Self {
        Evaluator {
            algebra,
            facts,
            plan,
            truths,
            frame: SmallVec::new(),
            numbers: SmallVec::new(),
            outcomes: Vec::new(),
        }
    }

    /// Puts an entity into a slot of the frame.
    #[inline]
    pub fn bind(&mut self, slot: Slot, entity: EntityId) {
        let index = slot as usize;
        if self.frame.len() <= index {
            self.frame.resize(index + 1, EntityId(u32::MAX));
        }
        if let Some(cell) = self.frame.get_mut(index) {
            *cell = entity;
        }
    }

    #[inline]
    pub(super) fn at(&self, slot: Slot) -> EntityId {
        self.frame.get(slot as usize).copied().unwrap_or(EntityId(u32::MAX))
    }

    #[inline]
    pub(super) fn truth(&mut self, condition: ConditionId) -> A::Truth {
        match self.truths.get(condition) {
            Some(truth) => truth.clone(),
            None => self.algebra.constant(false),
        }
    }

    #[inline]
    fn is(&self, truth: &A::Truth, value: bool) -> bool {
        self.algebra.decided(truth) == Some(value)
    }

    // Kinds and conjunctions are most of every pack: they are answered in a frame as small as can be, which is why
    // the other cases are kept out of line.
    /// The truth of a formula of the plan, its free variables bound by [`Evaluator::bind`].
    ///
    /// # Errors
    /// [`Overflow`] where figures leave 64 bits.
    #[inline]
    pub fn holds(&mut self, formula: OpId) -> Result<A::Truth, Overflow> {
        self.op_holds(self.plan.op(formula))
    }

    #[inline]
    fn op_holds(&mut self, op: Op) -> Result<A::Truth, Overflow> {
        match op {
            Op::Is(slot, term) => Ok(self.truth(self.facts.kind(self.at(slot), term))),
            Op::IsAll(slot, terms) => Ok(self.is_all(self.at(slot), terms)),
            Op::And(parts) => self.all(parts),
            op => self.holds_otherwise(op),
        }
    }

    #[inline(never)]
    fn holds_otherwise(&mut self, op: Op) -> Result<A::Truth, Overflow> {
        match op {
            Op::Constant(value) => Ok(self.algebra.constant(value)),
            Op::Is(..) | Op::IsAll(..) | Op::And(_) => self.op_holds(op),
            Op::Or(parts) => self.any(parts),
            Op::Not(part) => {
                let part = self.holds(part)?;
                Ok(self.algebra.not(&part))
            }
            Op::Exists(variable, body) => self.exists(variable, body),
            Op::ForAll(variable, body) => self.for_all(variable, body),
            Op::IsAny(slot, terms) => Ok(self.is_any(self.at(slot), terms)),
            Op::Related(relation, slot, other) => Ok(self.related(relation, slot, other)),
            Op::RelatedTerms(test) => Ok(self.related_terms(test)),
            Op::States(relation, slot) => {
                let stated =
                    self.facts.row(relation, self.at(slot)).map_or(ConditionId::NEVER, |row| row.stated);
                Ok(self.truth(stated))
            }
            Op::Same(a, b) => {
                let same = self.at(a) == self.at(b);
                Ok(self.algebra.constant(same))
            }
            Op::AtLeast(sum) => self.reaches(sum),
            Op::LevelAtLeast(test) => Ok(self.level_reaches(test)),
            Op::Several(k, of) => self.several(k, of),
            Op::Status(rule, status) => Ok(self.status(rule, status)),
        }
    }

    #[inline]
    fn is_all(&mut self, entity: EntityId, terms: Stretch) -> A::Truth {
        let (plan, kinds) = (self.plan, self.facts.kinds(entity));
        let mut all = self.algebra.constant(true);
        for term in terms.of(&plan.terms) {
            let one = self.truth(kinds.get(term.index()).copied().unwrap_or_default());
            all = self.algebra.and(&all, &one);
            if self.is(&all, false) {
                break;
            }
        }
        all
    }

    #[inline(never)]
    fn all(&mut self, parts: Stretch) -> Result<A::Truth, Overflow> {
        let plan = self.plan;
        let mut all = self.algebra.constant(true);
        for part in parts.of(&plan.ops) {
            let part = self.op_holds(*part)?;
            all = self.algebra.and(&all, &part);
            if self.is(&all, false) {
                break;
            }
        }
        Ok(all)
    }

    #[inline(never)]
    fn any(&mut self, parts: Stretch) -> Result<A::Truth, Overflow> {
        let plan = self.plan;
        let mut any = self.algebra.constant(false);
        for part in parts.of(&plan.ops) {
            let part = self.op_holds(*part)?;
            any = self.algebra.or(&any, &part);
            if self.is(&any, true) {
                break;
            }
        }
        Ok(any)
    }

    pub(super) fn variable(&self, variable: u32) -> Option<PlanVariable> {
        self.plan.variables.get(variable as usize).copied()
    }

    #[inline(never)]
    fn exists(&mut self, variable: u32, body: OpId) -> Result<A::Truth, Overflow> {
        let mut any = self.algebra.constant(false);
        let Some(variable) = self.variable(variable) else { return Ok(any) };
        let (facts, plan) = (self.facts, self.plan);
        for sort in variable.sorts.of(&plan.sorts) {
            for entity in facts.of_sort(*sort, variable.ruled_out) {
                let one = self.body_holds(variable.slot, *entity, body)?;
                any = self.algebra.or(&any, &one);
                if self.is(&any, true) {
                    return Ok(any);
                }
            }
        }
        Ok(any)
    }

    #[inline(never)]
    fn for_all(&mut self, variable: u32, body: OpId) -> Result<A::Truth, Overflow> {
        let mut all = self.algebra.constant(true);
        let Some(variable) = self.variable(variable) else { return Ok(all) };
        let (facts, plan) = (self.facts, self.plan);
        for sort in variable.sorts.of(&plan.sorts) {
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
        slot: Slot,
        entity: EntityId,
        body: OpId,
    ) -> Result<A::Truth, Overflow> {
        let there = self.truth(self.facts.presence(entity));
        if self.is(&there, false) {
            return Ok(there);
        }
        self.bind(slot, entity);
        let body = self.holds(body)?;
        Ok(self.algebra.and(&there, &body))
    }

    fn is_any(&mut self, entity: EntityId, terms: Stretch) -> A::Truth {
        let plan = self.plan;
        let mut any = self.algebra.constant(false);
        for term in terms.of(&plan.terms) {
            let one = self.truth(self.facts.kind(entity, *term));
            any = self.algebra.or(&any, &one);
        }
        any
    }

    fn related(&mut self, relation: RelationId, subject: Slot, object: Slot) -> A::Truth {
        let row = self.facts.row(relation, self.at(subject));
        let condition = row.map_or(ConditionId::NEVER, |row| lookup(row.entities, self.at(object)));
        self.truth(condition)
    }

    fn related_terms(&mut self, test: u32) -> A::Truth {
        let (facts, plan) = (self.facts, self.plan);
        let mut any = self.algebra.constant(false);
        let Some(TermTest { relation, slot, terms }) = plan.term_tests.get(test as usize).copied() else {
            return any;
        };
        let Some(row) = facts.row(relation, self.at(slot)) else { return any };
        for term in terms.of(&plan.terms) {
            let one = self.truth(lookup(row.terms, *term));
            any = self.algebra.or(&any, &one);
        }
        any
    }

    /// For every level on the right there is one on the left that reaches it.
    fn level_reaches(&mut self, test: u32) -> A::Truth {
        let mut all = self.algebra.constant(true);
        let Some(LevelTest { left, right, strict }) = self.plan.level_tests.get(test as usize).copied()
        else {
            return all;
        };
        let (left, right) = (self.levels(left), self.levels(right));
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

    fn levels(&mut self, side: LevelSide) -> Vec<(u32, A::Truth)> {
        match side {
            LevelSide::Rank(rank) => vec![(rank, self.algebra.constant(true))],
            LevelSide::Attribute(relation, slot) => {
                let facts = self.facts;
                let row = facts.row(relation, self.at(slot));
                row.map_or(&[][..], |row| row.levels)
                    .iter()
                    .map(|(rank, c)| (*rank, self.truth(*c)))
                    .collect()
            }
        }
    }

    fn several(&mut self, k: u32, of: Stretch) -> Result<A::Truth, Overflow> {
        let start = self.numbers.len();
        for part in of.ids() {
            let part = self.holds(OpId(part))?;
            let one = self.algebra.number(1, &part);
            self.numbers.push((1, one));
        }
        let total = self.total(start)?;
        Ok(self.algebra.at_least(&total, i64::from(k)))
    }

    /// The status of a rule that was evaluated before; false where it was not assessed.
    fn status(&mut self, rule: RuleId, status: RuleStatus) -> A::Truth {
        let outcome = self.outcomes.get(rule.index()).cloned().flatten();
        let Some(outcome) = outcome else { return self.algebra.constant(false) };
        let unmet = self.algebra.not(&outcome.met);
        match status {
            RuleStatus::Applies => outcome.applies,
            RuleStatus::Met => self.algebra.and(&outcome.applies, &outcome.met),
            RuleStatus::Gap => self.algebra.and(&outcome.applies, &unmet),
            RuleStatus::Partial => {
                let lacking = self.algebra.and(&outcome.applies, &unmet);
                self.algebra.and(&lacking, &outcome.begun)
            }
        }
    }
}
