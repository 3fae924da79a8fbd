//! The meaning of rules and dilemmas: bindings, lines, statuses.

use penholder_language::model::{EntityId, RuleId};
use smallvec::SmallVec;

use super::plan::{OpId, PlanDilemma, PlanHorn, PlanRule, PlanVariable};
use super::sheaf::{Kinds, Sheaf};
use super::{Algebra, Evaluator, Overflow};
use crate::facts::ConditionId;

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
    pub binding: SmallVec<[EntityId; 2]>,
    /// The rule arises.
    pub applies: T,
    /// The given facts that it needs are there, line by line.
    pub needs: SmallVec<[T; 1]>,
    /// What it asks, line by line.
    pub lines: SmallVec<[LineTruth<T>; 2]>,
    /// The answers that lower its level.
    pub eased: SmallVec<[T; 1]>,
}

/// A rule over all its bindings, for rules that ask for its status.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// It arises somewhere.
    pub applies: T,
    /// Wherever it arises, every line holds.
    pub met: T,
    /// Wherever it arises, some line holds, or half of it.
    pub begun: T,
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
    /// Evaluates every rule of the plan that is `assessed`: `found` is shown every binding in which one may arise.
    /// The bindings of one rule come in the order of the facts; the rules come in no order to rely on.
    ///
    /// # Errors
    /// [`Overflow`] where figures leave 64 bits.
    pub fn rules(
        &mut self,
        assessed: impl Fn(RuleId) -> bool,
        mut found: impl FnMut(RuleId, &Instance<A::Truth>),
    ) -> Result<(), Overflow> {
        let plan = self.plan;
        let mut instance = self.blank();
        for sheaf in &plan.sheaves {
            self.sheaf(sheaf, &assessed, &mut instance, &mut found)?;
        }
        for id in &plan.in_order {
            let asked_for = plan.rules.get(id.index()).is_some_and(|rule| rule.asked_for);
            match (assessed(*id), asked_for) {
                (false, _) => self.skip(*id),
                (true, true) => self.outcome(*id, |instance| found(*id, instance))?,
                (true, false) => self.rule(*id, |instance| found(*id, instance))?,
            }
        }
        Ok(())
    }

    /// What costs the same for all rules about one thing is done once for all of them.
    fn sheaf(
        &mut self,
        sheaf: &Sheaf,
        assessed: &impl Fn(RuleId) -> bool,
        instance: &mut Instance<A::Truth>,
        found: &mut impl FnMut(RuleId, &Instance<A::Truth>),
    ) -> Result<(), Overflow> {
        let (facts, plan, variable) = (self.facts, self.plan, sheaf.variable);
        for entity in
            variable.sorts.of(&plan.sorts).iter().flat_map(|s| facts.of_sort(*s, variable.ruled_out))
        {
            let there = self.truth(facts.presence(*entity));
            if self.algebra.decided(&there) == Some(false) {
                continue;
            }
            let kinds = facts.kinds(*entity);
            self.bind(variable.slot, *entity);
            instance.binding.clear();
            instance.binding.push(*entity);
            for (id, asked) in &sheaf.rules {
                let there = self.of_kinds(*asked, kinds, &there);
                if self.algebra.decided(&there) == Some(false) || !assessed(*id) {
                    continue;
                }
                let Some(rule) = plan.rules.get(id.index()) else { continue };
                if self.fill(rule, &there, instance)? {
                    found(*id, instance);
                }
            }
        }
        Ok(())
    }

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
        let (no, yes) = (self.algebra.constant(false), self.algebra.constant(true));
        let mut outcome = Outcome { applies: no, met: yes.clone(), begun: yes };
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

    fn instances(
        &mut self,
        rule: RuleId,
        wanted: impl Fn(&[EntityId]) -> bool,
        mut found: impl FnMut(&mut Self, &Instance<A::Truth>),
    ) -> Result<(), Overflow> {
        let plan = self.plan;
        let Some(rule) = plan.rules.get(rule.index()) else { return Ok(()) };
        let there = self.algebra.constant(true);
        let mut instance = self.blank();
        let variables = rule.for_each.of(&plan.variables);
        self.bindings(variables, rule.kinds, &mut Vec::new(), &there, &mut |evaluator, binding, there| {
            if wanted(binding) && evaluator.fill(rule, there, &mut instance)? {
                instance.binding.clear();
                instance.binding.extend_from_slice(binding);
                found(evaluator, &instance);
            }
            Ok(())
        })
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
            None,
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

    /// Goes through the bindings of the variables whose entities may be there, the last of all these kinds.
    fn bindings(
        &mut self,
        variables: &[PlanVariable],
        kinds: Kinds,
        binding: &mut Vec<EntityId>,
        there: &A::Truth,
        each: &mut impl FnMut(&mut Self, &[EntityId], &A::Truth) -> Result<(), Overflow>,
    ) -> Result<(), Overflow> {
        let Some((variable, rest)) = variables.split_first() else { return each(self, binding, there) };
        let (facts, plan) = (self.facts, self.plan);
        for entity in
            variable.sorts.of(&plan.sorts).iter().flat_map(|s| facts.of_sort(*s, variable.ruled_out))
        {
            let presence = self.truth(facts.presence(*entity));
            let mut there = self.algebra.and(there, &presence);
            if rest.is_empty() {
                there = self.of_kinds(kinds, facts.kinds(*entity), &there);
            }
            if self.algebra.decided(&there) == Some(false) {
                continue;
            }
            self.bind(variable.slot, *entity);
            binding.push(*entity);
            self.bindings(rest, kinds, binding, &there, each)?;
            binding.pop();
        }
        Ok(())
    }

    /// There, and of all these kinds; `row` has the entity's kinds.
    #[inline]
    fn of_kinds(&mut self, kinds: Kinds, row: &[ConditionId], there: &A::Truth) -> A::Truth {
        let Some([one, other]) = kinds else { return there.clone() };
        // Looking at both costs less than guessing where to stop.
        let [one, other] = [one, other].map(|kind| row.get(kind.index()).copied().unwrap_or_default());
        let (one, other) = (self.truth(one), self.truth(other));
        let both = self.algebra.and(&one, &other);
        self.algebra.and(there, &both)
    }

    /// The condition, where it can hold.
    #[inline]
    fn arises(&mut self, condition: OpId, there: &A::Truth) -> Result<Option<A::Truth>, Overflow> {
        let condition = self.holds(condition)?;
        let applies = self.algebra.and(there, &condition);
        Ok((self.algebra.decided(&applies) != Some(false)).then_some(applies))
    }

    /// The rule for the binding of the frame; `false` where it cannot arise.
    #[inline]
    fn fill(
        &mut self,
        rule: &PlanRule,
        there: &A::Truth,
        instance: &mut Instance<A::Truth>,
    ) -> Result<bool, Overflow> {
        instance.applies = match rule.condition {
            None => there.clone(),
            Some(condition) => match self.arises(condition, there)? {
                Some(applies) => applies,
                None => return Ok(false),
            },
        };
        self.answer(rule, instance)?;
        Ok(true)
    }

    fn blank(&mut self) -> Instance<A::Truth> {
        let (binding, lines) = (SmallVec::new(), SmallVec::new());
        let applies = self.algebra.constant(false);
        Instance { binding, applies, needs: SmallVec::new(), lines, eased: SmallVec::new() }
    }

    /// What the rule needs and asks for the binding of the frame.
    fn answer(&mut self, rule: &PlanRule, instance: &mut Instance<A::Truth>) -> Result<(), Overflow> {
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
        let (mut met, mut begun) = (self.algebra.constant(true), self.algebra.constant(false));
        for line in &instance.lines {
            met = self.algebra.and(&met, &line.holds);
            let given = self.algebra.or(&line.holds, &line.partly);
            begun = self.algebra.or(&begun, &given);
        }
        let elsewhere = self.algebra.not(&assessed);
        let fine = self.algebra.or(&elsewhere, &met);
        let begun = self.algebra.or(&elsewhere, &begun);
        outcome.applies = self.algebra.or(&outcome.applies, &assessed);
        outcome.met = self.algebra.and(&outcome.met, &fine);
        outcome.begun = self.algebra.and(&outcome.begun, &begun);
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
