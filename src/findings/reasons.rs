//! Why: the clauses and given facts on which an answer rests, read off the circuit.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::model::{Draft, EntityId, Pack, RuleId, Vocabulary};

use super::judge::statuses;
use super::text::Names;
use super::{ClauseRef, Status};
use crate::evaluate::{
    Circuit, Decide, Evaluator, Interpretation, Leaf, NodeId, Overflow, Plan, Reading, fold_on, witness,
};
use crate::facts::{FactId, Facts};

/// The written facts behind one binding of a rule.
#[derive(Default)]
pub(super) struct Reasons {
    /// Clauses on the goal side.
    pub(super) clauses: Vec<ClauseRef>,
    /// Clauses on the means side that hold or half hold.
    pub(super) found: Vec<ClauseRef>,
    /// Given facts.
    pub(super) rests_on: Vec<ClauseRef>,
}

/// A circuit of a draft, kept over the rules that are asked about.
pub(super) struct Explainer<'a> {
    circuit: Circuit,
    /// The truth of every node in the reading, as far as the circuit had grown when somebody last asked.
    values: Vec<bool>,
    truths: Interpretation<NodeId>,
    facts: &'a Facts,
    plan: &'a Plan,
    names: Names<'a>,
    reading: &'a Reading,
    wanted: &'a dyn Fn(RuleId, Status) -> bool,
}

impl<'a> Explainer<'a> {
    pub(super) fn new(
        facts: &'a Facts,
        plan: &'a Plan,
        names: Names<'a>,
        reading: &'a Reading,
        wanted: &'a dyn Fn(RuleId, Status) -> bool,
    ) -> Self {
        let mut circuit = Circuit::default();
        let truths = Interpretation::provenance(facts, &mut circuit);
        Explainer { circuit, values: Vec::new(), truths, facts, plan, names, reading, wanted }
    }

    /// Whether reasons are asked for.
    pub(super) fn wants(&self, id: RuleId, status: Status) -> bool {
        (self.wanted)(id, status)
    }

    /// The reasons of the bindings that are `wanted`.
    pub(super) fn rule(
        &mut self,
        pack: &Pack,
        id: RuleId,
        wanted: &[Vec<EntityId>],
    ) -> Result<BTreeMap<Vec<EntityId>, Reasons>, Overflow> {
        let mut roots: Vec<(Vec<EntityId>, NodeId, Vec<NodeId>)> = Vec::new();
        let mut evaluator = Evaluator::new(&mut self.circuit, self.facts, &self.truths, self.plan);
        for before in needed(pack, id) {
            evaluator.outcome(before, |_| {})?;
        }
        let is_wanted = |binding: &[EntityId]| wanted.iter().any(|one| one.as_slice() == binding);
        evaluator.rule_where(id, is_wanted, |instance| {
            let lines = instance.lines.iter().flat_map(|line| [line.holds, line.partly]).collect();
            roots.push((instance.binding.to_vec(), instance.applies, lines));
        })?;
        self.catch_up();
        Ok(roots
            .into_iter()
            .map(|(binding, applies, lines)| (binding, self.reasons(applies, &lines)))
            .collect())
    }

    /// For each binding that is `wanted` and each horn of a dilemma, the clauses that take the horn.
    pub(super) fn dilemma(
        &mut self,
        dilemma: usize,
        wanted: &[&[EntityId]],
    ) -> Result<Vec<Vec<Vec<ClauseRef>>>, Overflow> {
        let mut roots: Vec<(NodeId, Vec<NodeId>)> = Vec::new();
        let mut evaluator = Evaluator::new(&mut self.circuit, self.facts, &self.truths, self.plan);
        evaluator.dilemma_where(
            dilemma,
            |binding| wanted.contains(&binding),
            |instance| {
                roots.push((instance.applies, instance.horns.iter().map(|horn| horn.taken).collect()));
            },
        )?;
        self.catch_up();
        let arises = |node: &NodeId| self.values.get(node.index()).copied().unwrap_or(false);
        let taken = |horns: &Vec<NodeId>| horns.iter().map(|horn| self.clauses(*horn)).collect();
        Ok(roots.iter().filter(|(applies, _)| arises(applies)).map(|(_, horns)| taken(horns)).collect())
    }

    fn clauses(&self, node: NodeId) -> Vec<ClauseRef> {
        let mut reasons = Reasons::default();
        for entity in self.entities(node, false) {
            self.sort_out(entity, &mut reasons, true);
        }
        reasons.clauses.sort_by(|a, b| super::natural(&a.label, &b.label).then_with(|| a.cmp(b)));
        reasons.clauses
    }

    fn reasons(&self, applies: NodeId, lines: &[NodeId]) -> Reasons {
        let mut reasons = Reasons::default();
        for entity in self.entities(applies, true) {
            self.sort_out(entity, &mut reasons, true);
        }
        for line in lines {
            for entity in self.entities(*line, false) {
                self.sort_out(entity, &mut reasons, false);
            }
        }
        for list in [&mut reasons.clauses, &mut reasons.found, &mut reasons.rests_on] {
            list.sort_by(|a, b| super::natural(&a.label, &b.label).then_with(|| a.cmp(b)));
            list.dedup();
        }
        let clauses = reasons.clauses.clone();
        reasons.found.retain(|clause| !clauses.contains(clause));
        reasons
    }

    fn sort_out(&self, entity: EntityId, reasons: &mut Reasons, goal: bool) {
        let (Some(clause), Some(known)) = (self.names.clause(entity), self.names.draft.entity(entity)) else {
            return;
        };
        let given = self.names.vocabulary.sort(known.sort).is_some_and(|sort| sort.origin.is_given());
        if given {
            reasons.rests_on.push(clause);
        } else if known.label.is_some() {
            if goal { reasons.clauses.push(clause) } else { reasons.found.push(clause) }
        }
    }

    /// Entities whose facts a node rests on; of the means side only where it holds.
    fn entities(&self, node: NodeId, always: bool) -> BTreeSet<EntityId> {
        if !always && !self.values.get(node.index()).copied().unwrap_or(false) {
            return BTreeSet::new();
        }
        witness(&self.circuit, &self.values, node)
            .into_iter()
            .filter_map(|fact| self.entity_of(fact))
            .collect()
    }

    /// Works out the nodes that the circuit has gained.
    fn catch_up(&mut self) {
        let reading = self.reading;
        let decide = |leaf: Leaf| match leaf {
            Leaf::Fact(_) => true,
            Leaf::Option(choice, option) => reading.takes(choice, option),
        };
        fold_on(&self.circuit, &mut Decide(decide), &mut self.values);
    }

    fn entity_of(&self, fact: FactId) -> Option<EntityId> {
        self.facts.conditions.facts.get(fact.0 as usize).map(|fact| fact.entity)
    }
}

/// Names for a draft.
pub(super) fn names<'a>(draft: &'a Draft, vocabulary: &'a Vocabulary) -> Names<'a> {
    Names { draft, vocabulary }
}

/// The rules whose status a rule asks for, those that they ask for first.
pub(super) fn needed(pack: &Pack, id: RuleId) -> Vec<RuleId> {
    let mut found = BTreeSet::new();
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        let asked = pack.rule(next).map(statuses).unwrap_or_default();
        open.extend(asked.into_iter().filter(|rule| found.insert(*rule)));
    }
    // Rules stand after those whose status they ask for.
    found.into_iter().collect()
}
