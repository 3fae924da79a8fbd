//! A symbolic universe in front of the solver: rules evaluated over it by the one evaluator, questions put as nodes.

use std::collections::HashMap;

use penholder_language::model::{
    Draft, Entity, EntityId, Formula, Guard, Pack, Rule, RuleId, Value, Vocabulary,
};

use super::universe::{Constraint, Key, Universe};
use crate::evaluate::{
    Algebra, Circuit, DilemmaInstance, Evaluator, Instance, Interpretation, Leaf, Node, NodeId, Overflow,
    Plan,
};
use crate::facts::{Fact, FactId, Facts};
use crate::solve::{Answer, Limits, Model, Solver};

/// One binding of a rule, as nodes.
#[derive(Clone, Debug)]
pub(super) struct BindingNodes {
    pub(super) binding: Vec<EntityId>,
    /// It arises there and its given facts are there.
    pub(super) assessed: NodeId,
    /// All lines hold.
    pub(super) met: NodeId,
    /// No line holds, not even half, and not all are ruled out.
    pub(super) bare: NodeId,
    /// Each line, its half and what rules it out.
    pub(super) lines: Vec<[NodeId; 3]>,
    /// Each answer that lowers its level.
    pub(super) eased: Vec<NodeId>,
}

/// A rule over all its bindings.
#[derive(Clone, Debug)]
pub(super) struct RuleNodes {
    pub(super) bindings: Vec<BindingNodes>,
    /// It arises somewhere.
    pub(super) applies: NodeId,
    /// Somewhere something is missing.
    pub(super) open: NodeId,
    /// Somewhere everything is missing.
    pub(super) gap: NodeId,
}

/// A universe to which clauses were added.
pub(super) struct After {
    facts: Facts,
    truths: Interpretation<NodeId>,
}

/// A universe, its circuit and its solver.
pub(super) struct World<'p> {
    pack: &'p Pack,
    plan: &'p Plan,
    /// By which facts are spread out.
    vocabulary: &'p Vocabulary,
    pub(super) universe: Universe,
    facts: Facts,
    pub(super) circuit: Circuit,
    truths: Interpretation<NodeId>,
    keys: HashMap<Key, NodeId>,
    leaves: Vec<NodeId>,
    /// From here on facts are free that only stand in what was added.
    free: u32,
    pub(super) solver: Solver,
}

impl<'p> World<'p> {
    pub(super) fn new(
        pack: &'p Pack,
        plan: &'p Plan,
        vocabulary: &'p Vocabulary,
        universe: Universe,
    ) -> World<'p> {
        let facts = Facts::new(&universe.draft, vocabulary);
        let mut circuit = Circuit::default();
        let truths = Interpretation::provenance(&facts, &mut circuit);
        let (mut keys, mut leaves) = (HashMap::new(), Vec::new());
        for (index, fact) in facts.conditions.facts.iter().enumerate() {
            let leaf = circuit.leaf(Leaf::Fact(FactId(index as u32)));
            keys.insert((fact.entity, fact.fact), leaf);
            leaves.push(leaf);
        }
        let free = leaves.len() as u32;
        let solver = Solver::default();
        let mut world =
            World { pack, plan, vocabulary, universe, facts, circuit, truths, keys, leaves, free, solver };
        world.constrain();
        world
    }

    pub(super) fn node(&self, key: Key) -> NodeId {
        self.keys.get(&key).copied().unwrap_or(NodeId::FALSE)
    }

    fn constrain(&mut self) {
        for constraint in self.universe.constraints.clone() {
            match constraint {
                Constraint::Only(one, other) => {
                    let absent = self.circuit.not(&self.node(one));
                    self.solver.require_any(&self.circuit, &[absent, self.node(other)]);
                }
                Constraint::One(keys) => self.at_most_one(&keys),
                Constraint::Some(key, keys) => {
                    let mut clause = vec![self.circuit.not(&self.node(key))];
                    clause.extend(keys.iter().map(|key| self.node(*key)));
                    self.solver.require_any(&self.circuit, &clause);
                }
                Constraint::Always(key) => self.solver.require(&self.circuit, self.node(key)),
            }
        }
    }

    fn at_most_one(&mut self, keys: &[Key]) {
        let nodes: Vec<NodeId> = keys.iter().map(|key| self.node(*key)).collect();
        if nodes.len() <= 5 {
            for (place, one) in nodes.iter().enumerate() {
                for other in nodes.iter().skip(place + 1) {
                    let (one, other) = (self.circuit.not(one), self.circuit.not(other));
                    self.solver.require_any(&self.circuit, &[one, other]);
                }
            }
            return;
        }
        let terms: Vec<_> = nodes.iter().map(|node| (1, self.circuit.number(1, node))).collect();
        // As many as there are facts: no overflow.
        if let Ok(sum) = self.circuit.sum(&terms) {
            let two = self.circuit.at_least(&sum, 2);
            let not = self.circuit.not(&two);
            self.solver.require(&self.circuit, not);
        }
    }

    /// The mandate after clauses were added to it. Facts of `draft` that the universe has are the universe's; of the
    /// others those are certain that `certain` says, the rest may hold or not.
    pub(super) fn after(&mut self, draft: &Draft, certain: impl Fn(Key) -> bool) -> After {
        let facts = Facts::new(draft, self.vocabulary);
        let base = self.free;
        self.free += facts.conditions.facts.len() as u32;
        let keys = &self.keys;
        let truths = Interpretation::new(&facts, &mut self.circuit, |circuit, leaf| {
            let Leaf::Fact(FactId(index)) = leaf else { return NodeId::FALSE };
            let Some(fact) = facts.conditions.facts.get(index as usize) else { return NodeId::FALSE };
            let key = (fact.entity, fact.fact);
            match keys.get(&key) {
                Some(known) => *known,
                None if certain(key) => NodeId::TRUE,
                None => circuit.leaf(Leaf::Fact(FactId(base + index))),
            }
        });
        After { facts, truths }
    }

    /// A rule's statuses.
    pub(super) fn rule(&mut self, id: RuleId) -> Result<RuleNodes, Overflow> {
        self.rule_after(None, id)
    }

    /// A rule's statuses once clauses were added.
    pub(super) fn rule_after(&mut self, after: Option<&After>, id: RuleId) -> Result<RuleNodes, Overflow> {
        let (pack, plan) = (self.pack, self.plan);
        let mut instances: Vec<Instance<NodeId>> = Vec::new();
        let (facts, truths) =
            after.map_or((&self.facts, &self.truths), |after| (&after.facts, &after.truths));
        let mut evaluator = Evaluator::new(&mut self.circuit, facts, truths, plan);
        for before in rests_on(pack, id) {
            evaluator.outcome(before, |_| {})?;
        }
        evaluator.rule(id, |instance| instances.push(instance.clone()))?;
        let bindings: Vec<BindingNodes> =
            instances.into_iter().map(|instance| binding(&mut self.circuit, instance)).collect();
        let (mut applies, mut open, mut gap) = (NodeId::FALSE, NodeId::FALSE, NodeId::FALSE);
        for binding in &bindings {
            let unmet = self.circuit.not(&binding.met);
            let missing = self.circuit.and(&binding.assessed, &unmet);
            let bare = self.circuit.and(&binding.assessed, &binding.bare);
            applies = self.circuit.or(&applies, &binding.assessed);
            open = self.circuit.or(&open, &missing);
            gap = self.circuit.or(&gap, &bare);
        }
        Ok(RuleNodes { bindings, applies, open, gap })
    }

    pub(super) fn dilemma(&mut self, place: usize) -> Result<Vec<DilemmaInstance<NodeId>>, Overflow> {
        let mut instances = Vec::new();
        let mut evaluator = Evaluator::new(&mut self.circuit, &self.facts, &self.truths, self.plan);
        evaluator.dilemma(place, |instance| instances.push(instance))?;
        Ok(instances)
    }

    /// Whether a fact holds in a model.
    pub(super) fn told(&self, model: &Model, node: NodeId) -> bool {
        match self.circuit.nodes().get(node.index()) {
            Some(Node::Leaf(leaf)) => model.holds(*leaf),
            _ => node == NodeId::TRUE,
        }
    }

    /// The pack's own vocabulary, with what follows from it.
    pub(super) fn original(&self) -> &'p Vocabulary {
        &self.pack.vocabulary
    }

    pub(super) fn not(&mut self, node: NodeId) -> NodeId {
        self.circuit.not(&node)
    }

    pub(super) fn all(&mut self, nodes: impl IntoIterator<Item = NodeId>) -> NodeId {
        nodes.into_iter().fold(NodeId::TRUE, |all, node| self.circuit.and(&all, &node))
    }

    pub(super) fn any(&mut self, nodes: impl IntoIterator<Item = NodeId>) -> NodeId {
        nodes.into_iter().fold(NodeId::FALSE, |any, node| self.circuit.or(&any, &node))
    }

    /// No clause that rules out is there.
    pub(super) fn nothing_ruled_out(&mut self) -> Vec<NodeId> {
        let entities = self.universe.draft.entities.iter().enumerate();
        let ids: Vec<EntityId> =
            entities.filter(|(_, entity)| entity.ruled_out).map(|(i, _)| EntityId(i as u32)).collect();
        ids.into_iter().map(|id| self.not(self.node((id, Fact::Presence)))).collect()
    }

    /// Whether the nodes can hold together.
    pub(super) fn ask(&mut self, nodes: &[NodeId], limits: &Limits) -> Answer {
        if nodes.contains(&NodeId::FALSE) {
            return Answer::Unsatisfiable(
                nodes.iter().position(|n| *n == NodeId::FALSE).into_iter().collect(),
            );
        }
        self.solver.solve(&self.circuit, nodes, limits)
    }

    /// As [`World::ask`], for a mandate of which nothing can be left out.
    pub(super) fn ask_small(&mut self, nodes: &[NodeId], limits: &Limits) -> Answer {
        match self.ask(nodes, limits) {
            Answer::Satisfiable(_) => self.solver.solve_small(&self.circuit, nodes, &self.leaves, limits),
            other => other,
        }
    }

    /// The mandate that a model is.
    pub(super) fn draft(&self, model: &Model) -> Draft {
        let mut facts: HashMap<Key, bool> = HashMap::new();
        for (index, fact) in self.facts.conditions.facts.iter().enumerate() {
            facts.insert((fact.entity, fact.fact), model.holds(Leaf::Fact(FactId(index as u32))));
        }
        let holds = |key: Key| facts.get(&key).copied().unwrap_or(false);
        let mut places: HashMap<EntityId, EntityId> = HashMap::new();
        for index in 0..self.universe.draft.entities.len() {
            let id = EntityId(index as u32);
            if holds((id, Fact::Presence)) {
                places.insert(id, EntityId(places.len() as u32));
            }
        }
        let mut draft = Draft { name: self.universe.draft.name.clone(), ..Draft::default() };
        for (index, entity) in self.universe.draft.entities.iter().enumerate() {
            let id = EntityId(index as u32);
            if !places.contains_key(&id) {
                continue;
            }
            let kinds = entity.kinds.iter().enumerate();
            let tuples = entity.tuples.iter().enumerate();
            draft.entities.push(Entity {
                presence: Guard::default(),
                kinds: kinds
                    .filter(|(n, _)| holds((id, Fact::Kind(*n as u32))))
                    .map(|(_, k)| k.clone())
                    .collect(),
                tuples: tuples
                    .filter(|(n, _)| holds((id, Fact::Tuple(*n as u32))))
                    .filter_map(|(_, tuple)| {
                        let mut tuple = tuple.clone();
                        if let Value::Entity(object) = tuple.value {
                            tuple.value = Value::Entity(*places.get(&object)?);
                        }
                        Some(tuple)
                    })
                    .collect(),
                ..entity.clone()
            });
        }
        draft
    }
}

fn binding(circuit: &mut Circuit, instance: Instance<NodeId>) -> BindingNodes {
    let all = |circuit: &mut Circuit, nodes: &mut dyn Iterator<Item = NodeId>| {
        nodes.fold(NodeId::TRUE, |all, node| circuit.and(&all, &node))
    };
    let mut assessed = instance.needs.iter().copied().chain([instance.applies]);
    let assessed = all(circuit, &mut assessed);
    let met = all(circuit, &mut instance.lines.iter().map(|line| line.holds));
    let excluded = all(circuit, &mut instance.lines.iter().map(|line| line.excluded));
    let mut bare = circuit.not(&excluded);
    for line in &instance.lines {
        let some = circuit.or(&line.holds, &line.partly);
        let none = circuit.not(&some);
        bare = circuit.and(&bare, &none);
    }
    BindingNodes {
        binding: instance.binding.to_vec(),
        assessed,
        met,
        bare,
        lines: instance.lines.iter().map(|line| [line.holds, line.partly, line.excluded]).collect(),
        eased: instance.eased.into_vec(),
    }
}

/// The rules whose status a rule rests on, directly or not, in the order of the pack.
pub(super) fn rests_on(pack: &Pack, id: RuleId) -> Vec<RuleId> {
    let mut found: Vec<RuleId> = Vec::new();
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        for status in pack.rule(next).map(statuses).unwrap_or_default() {
            if !found.contains(&status) {
                found.push(status);
                open.push(status);
            }
        }
    }
    found.sort_unstable();
    found
}

fn statuses(rule: &Rule) -> Vec<RuleId> {
    let mut open: Vec<&Formula> = vec![&rule.condition];
    open.extend(rule.needs.iter().map(|need| &need.formula));
    open.extend(rule.eased.iter().map(|ease| &ease.when));
    for line in &rule.require {
        open.extend(
            [Some(&line.formula), line.partly.as_ref(), line.excluded.as_ref()].into_iter().flatten(),
        );
    }
    let mut found = Vec::new();
    while let Some(formula) = open.pop() {
        match formula {
            Formula::And(parts) | Formula::Or(parts) | Formula::Several { of: parts, .. } => {
                open.extend(parts)
            }
            Formula::Not(part) | Formula::Exists(_, part) | Formula::ForAll(_, part) => open.push(part),
            Formula::Status(id, _) => found.push(*id),
            _ => {}
        }
    }
    found
}
