//! The meaning of rules and dilemmas: bindings, lines, statuses.

use penholder_language::model::{EntityId, RuleId};

use super::plan::{OpId, PlanDilemma, PlanHorn, PlanRule, PlanVariable};
use super::{Algebra, Evaluator, Overflow};

/// How one `require` line stands for one binding.
#[derive(Clone, Debug)]
pub struct LineTruth<T> {
    /// Given.
    pub holds: T,
    /// Half given.
    pub partly: T,
    /// Ruled out on purpose.
    pub excluded: T,
}

/// One binding of a rule's `for each` variables in which it may arise.
#[derive(Clone, Debug)]
pub struct Instance<T> {
    /// The entities, in the order of the variables.
    pub binding: Vec<EntityId>,
    /// The rule arises.
    pub applies: T,
    /// The given facts that it needs are there, line by line.
    pub needs: Vec<T>,
    /// What it asks, line by line.
    pub lines: Vec<LineTruth<T>>,
    /// The answers that lower its level.
    pub eased: Vec<T>,
}

impl<T> Instance<T> {
    fn new(applies: T) -> Self {
        Instance { binding: Vec::new(), applies, needs: Vec::new(), lines: Vec::new(), eased: Vec::new() }
    }
}

/// A rule over all its bindings, for rules that ask for its status.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// It arises somewhere.
    pub applies: T,
    /// Wherever it arises, every line holds.
    pub met: T,
}

/// How a horn stands for one binding.
#[derive(Clone, Debug)]
pub struct HornTruth<T> {
    /// The draft takes it.
    pub taken: T,
    /// Each of its risks is answered.
    pub mitigated: Vec<T>,
}

/// One binding of a dilemma.
#[derive(Clone, Debug)]
pub struct DilemmaInstance<T> {
    /// The entities, in the order of the variables.
    pub binding: Vec<EntityId>,
    /// The dilemma arises.
    pub applies: T,
    /// The ways out, in order.
    pub horns: Vec<HornTruth<T>>,
    /// Each incompatible pair may stand together.
    pub reconciled: Vec<T>,
}

impl<A: Algebra> Evaluator<'_, A> {
    /// Evaluates a rule: `found` is shown every binding in which it may arise, in the order of the facts.
    /// Rules whose status it asks for must have been evaluated before by [`Evaluator::outcome`].
    ///
    /// # Errors
    /// [`Overflow`] where figures leave 64 bits.
    pub fn rule(&mut self, rule: RuleId, mut found: impl FnMut(&Instance<A::Truth>)) -> Result<(), Overflow> {
        self.instances(rule, |_| true, |_, instance| found(instance))
    }

    /// As [`Evaluator::rule`], of the bindings that are `wanted` only.
    ///
    /// # Errors
    /// [`Overflow`] where figures leave 64 bits.
    pub fn rule_where(
        &mut self,
        rule: RuleId,
        wanted: impl Fn(&[EntityId]) -> bool,
        mut found: impl FnMut(&Instance<A::Truth>),
    ) -> Result<(), Overflow> {
        self.instances(rule, wanted, |_, instance| found(instance))
    }

    /// As [`Evaluator::rule`], and keeps the outcome over all bindings for rules that ask for its status.
    ///
    /// # Errors
    /// [`Overflow`] where figures leave 64 bits.
    pub fn outcome(
        &mut self,
        rule: RuleId,
        mut found: impl FnMut(&Instance<A::Truth>),
    ) -> Result<(), Overflow> {
        let mut outcome = Outcome { applies: self.algebra.constant(false), met: self.algebra.constant(true) };
        self.instances(
            rule,
            |_| true,
            |evaluator, instance| {
                evaluator.count(instance, &mut outcome);
                found(instance);
            },
        )?;
        self.record(rule, Some(outcome));
        Ok(())
    }

    #[inline]
    fn instances(
        &mut self,
        rule: RuleId,
        wanted: impl Fn(&[EntityId]) -> bool,
        mut found: impl FnMut(&mut Self, &Instance<A::Truth>),
    ) -> Result<(), Overflow> {
        let plan = self.plan;
        let Some(rule) = plan.rules.get(rule.index()) else { return Ok(()) };
        let there = self.algebra.constant(true);
        match rule.for_each.of(&plan.variables) {
            // Most rules are about one thing at a time: they need no list of bindings.
            [variable] => self.each(*variable, &there, &mut |evaluator, entity, there| {
                if !wanted(&[entity]) {
                    return Ok(());
                }
                evaluator.instance(rule, &[entity], there, &mut found)
            }),
            variables => {
                let mut binding = std::mem::take(&mut self.binding);
                binding.clear();
                let done =
                    self.bindings(variables, &mut binding, &there, &mut |evaluator, binding, there| {
                        if !wanted(binding) {
                            return Ok(());
                        }
                        evaluator.instance(rule, binding, there, &mut found)
                    });
                self.binding = binding;
                done
            }
        }
    }

    /// Notes that a rule was not assessed: rules that ask for its status see none.
    pub fn skip(&mut self, id: RuleId) {
        self.record(id, None);
    }

    /// Evaluates a dilemma, by its place in the pack.
    ///
    /// # Errors
    /// [`Overflow`] where figures leave 64 bits.
    pub fn dilemma(
        &mut self,
        dilemma: usize,
        found: impl FnMut(DilemmaInstance<A::Truth>),
    ) -> Result<(), Overflow> {
        self.dilemma_where(dilemma, |_| true, found)
    }

    /// As [`Evaluator::dilemma`], of the bindings that are `wanted` only.
    ///
    /// # Errors
    /// [`Overflow`] where figures leave 64 bits.
    pub fn dilemma_where(
        &mut self,
        dilemma: usize,
        wanted: impl Fn(&[EntityId]) -> bool,
        mut found: impl FnMut(DilemmaInstance<A::Truth>),
    ) -> Result<(), Overflow> {
        let plan = self.plan;
        let Some(dilemma) = plan.dilemmas.get(dilemma).copied() else { return Ok(()) };
        let PlanDilemma { for_each, condition, horns, unless } = dilemma;
        let there = self.algebra.constant(true);
        self.bindings(
            for_each.of(&plan.variables),
            &mut Vec::new(),
            &there,
            &mut |evaluator, binding, there| {
                if !wanted(binding) {
                    return Ok(());
                }
                let Some(applies) = evaluator.arises(condition, there)? else { return Ok(()) };
                let horns = horns
                    .of(&plan.horns)
                    .iter()
                    .map(|horn| evaluator.horn(*horn))
                    .collect::<Result<_, _>>()?;
                let reconciled =
                    unless.ids().map(|pair| evaluator.holds(OpId(pair))).collect::<Result<_, _>>()?;
                found(DilemmaInstance { binding: binding.to_vec(), applies, horns, reconciled });
                Ok(())
            },
        )
    }

    /// Goes through the bindings of the variables whose entities may be there.
    fn bindings(
        &mut self,
        variables: &[PlanVariable],
        binding: &mut Vec<EntityId>,
        there: &A::Truth,
        each: &mut impl FnMut(&mut Self, &[EntityId], &A::Truth) -> Result<(), Overflow>,
    ) -> Result<(), Overflow> {
        let Some((variable, rest)) = variables.split_first() else { return each(self, binding, there) };
        self.each(*variable, there, &mut |evaluator, entity, there| {
            binding.push(entity);
            evaluator.bindings(rest, binding, there, each)?;
            binding.pop();
            Ok(())
        })
    }

    /// Binds the variable to each entity that may be there.
    #[inline]
    fn each(
        &mut self,
        variable: PlanVariable,
        there: &A::Truth,
        each: &mut impl FnMut(&mut Self, EntityId, &A::Truth) -> Result<(), Overflow>,
    ) -> Result<(), Overflow> {
        let (facts, plan) = (self.facts, self.plan);
        for sort in variable.sorts.of(&plan.sorts) {
            for entity in facts.of_sort(*sort, variable.ruled_out) {
                let presence = self.truth(facts.presence(*entity));
                let there = self.algebra.and(there, &presence);
                if self.algebra.decided(&there) == Some(false) {
                    continue;
                }
                self.bind(variable.slot, *entity);
                each(self, *entity, &there)?;
            }
        }
        Ok(())
    }

    /// The condition, where it can hold.
    #[inline]
    fn arises(&mut self, condition: OpId, there: &A::Truth) -> Result<Option<A::Truth>, Overflow> {
        let condition = self.holds(condition)?;
        let applies = self.algebra.and(there, &condition);
        Ok((self.algebra.decided(&applies) != Some(false)).then_some(applies))
    }

    /// Shows the binding to `found`, unless the rule cannot arise for it.
    #[inline]
    fn instance(
        &mut self,
        rule: &PlanRule,
        binding: &[EntityId],
        there: &A::Truth,
        found: &mut impl FnMut(&mut Self, &Instance<A::Truth>),
    ) -> Result<(), Overflow> {
        let Some(applies) = self.arises(rule.condition, there)? else { return Ok(()) };
        let mut instance = self.scratch.take().unwrap_or_else(|| Box::new(Instance::new(there.clone())));
        instance.binding.clear();
        instance.binding.extend_from_slice(binding);
        instance.applies = applies;
        let done = self.fill(rule, &mut instance);
        if done.is_ok() {
            found(self, &instance);
        }
        self.scratch = Some(instance);
        done
    }

    /// What the rule needs and asks for the binding of the frame.
    fn fill(&mut self, rule: &PlanRule, instance: &mut Instance<A::Truth>) -> Result<(), Overflow> {
        instance.needs.clear();
        for need in rule.needs.ids() {
            let need = self.holds(OpId(need))?;
            instance.needs.push(need);
        }
        instance.lines.clear();
        let mut met = self.algebra.constant(true);
        let plan = self.plan;
        for line in rule.lines.of(&plan.lines) {
            let holds = self.holds(line.formula)?;
            met = self.algebra.and(&met, &holds);
            let given = self.algebra.decided(&holds) == Some(true);
            let partly = self.fallback(line.partly, given)?;
            let excluded = self.fallback(line.excluded, given)?;
            instance.lines.push(LineTruth { holds, partly, excluded });
        }
        instance.eased.clear();
        let given = self.algebra.decided(&met) == Some(true);
        for ease in rule.eased.ids() {
            let eased = self.fallback(Some(OpId(ease)), given)?;
            instance.eased.push(eased);
        }
        Ok(())
    }

    /// A formula that only matters where something else is not given.
    #[inline]
    fn fallback(&mut self, formula: Option<OpId>, given: bool) -> Result<A::Truth, Overflow> {
        match formula {
            Some(formula) if !given => self.holds(formula),
            _ => Ok(self.algebra.constant(false)),
        }
    }

    fn horn(&mut self, horn: PlanHorn) -> Result<HornTruth<A::Truth>, Overflow> {
        let taken = self.holds(horn.taken)?;
        let mitigated = horn.mitigated.ids().map(|risk| self.holds(OpId(risk))).collect::<Result<_, _>>()?;
        Ok(HornTruth { taken, mitigated })
    }

    /// Adds a binding to the rule's outcome over all of them; where needs are not met, it does not count.
    fn count(&mut self, instance: &Instance<A::Truth>, outcome: &mut Outcome<A::Truth>) {
        let mut assessed = instance.applies.clone();
        for need in &instance.needs {
            assessed = self.algebra.and(&assessed, need);
        }
        let mut met = self.algebra.constant(true);
        for line in &instance.lines {
            met = self.algebra.and(&met, &line.holds);
        }
        let elsewhere = self.algebra.not(&assessed);
        let fine = self.algebra.or(&elsewhere, &met);
        outcome.applies = self.algebra.or(&outcome.applies, &assessed);
        outcome.met = self.algebra.and(&outcome.met, &fine);
    }

    fn record(&mut self, id: RuleId, outcome: Option<Outcome<A::Truth>>) {
        if self.outcomes.len() <= id.index() {
            self.outcomes.resize_with(id.index() + 1, || None);
        }
        if let Some(cell) = self.outcomes.get_mut(id.index()) {
            *cell = outcome;
        }
    }
}
