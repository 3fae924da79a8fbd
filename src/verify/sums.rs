//! Comparisons of sums and of figures with each other, as facts of their own.
//!
//! No few entities settle such a comparison. But it is true or false of a mandate, or of the entities that it names, as a
//! written fact is: where a question has no answer even if each comparison may turn out as it likes, only not against
//! arithmetic, it has none in a mandate of whatever size. So each comparison becomes a relation of a pack made for
//! proofs; what the solver makes of them is checked with every sum an unknown whole number (`linear`), and what cannot be
//! is told to the solver. Nothing is shown by such a pack, only refuted.

use penholder_language::model::{
    EntityId, Formula, LinearTerm, Object, Pack, Quantity, Range, Relation, RelationId, RequireLine, Rule,
    RuleId, Slot, SortId, Text, Unit, Value, Variable, Vocabulary,
};
use penholder_language::source::Span;

use super::canonical::{BOUND, canonical};
use super::linear::{Row, clash};
use super::mentions::Mentions;
use super::question::Claim;
use super::universe::freed;
use super::world::World;
use crate::evaluate::{NodeId, Plan};
use crate::facts::Fact;
use crate::solve::{Answer, Limits, Model};

/// So often arithmetic is asked about what the solver found.
const ROUNDS: usize = 2_000;

/// A pack in which comparisons are facts.
pub(super) struct Sums {
    pub(super) pack: Pack,
    pub(super) plan: Plan,
    pub(super) free: Vocabulary,
    known: Known,
    /// For a comparison that only holds where there is something to add up: the rule that says so.
    axioms: Vec<(RelationId, RuleId)>,
}

/// The comparisons and what they compare.
#[derive(Clone, Default)]
struct Known {
    quantities: Vec<Quantity>,
    comparisons: Vec<Comparison>,
}

/// `Σ coefficient × quantity ≥ bound`, of up to two entities.
#[derive(Clone, PartialEq, Eq)]
struct Comparison {
    relation: RelationId,
    /// Each with the places of its variables among the comparison's.
    terms: Vec<(i64, usize, Vec<usize>)>,
    bound: i64,
    /// Sorts of its variables.
    variables: Vec<Variable>,
}

/// A comparison about certain entities.
struct Instance {
    holds: NodeId,
    /// The entities are there.
    there: Vec<NodeId>,
    terms: Vec<(usize, i128)>,
    bound: i128,
    /// Where it does not hold, the sum is below the bound; where a figure is not stated, that says nothing.
    both: bool,
}

impl Sums {
    /// `None` where no rule compares sums or figures with each other.
    pub(super) fn new(pack: &Pack) -> Option<Sums> {
        let mandate = pack.vocabulary.sort_of_block(penholder_language::model::Block::Mandate)?;
        let mut own = pack.clone();
        let mut rewriter = Rewriter {
            vocabulary: &pack.vocabulary,
            mandate,
            first: pack.vocabulary.relations.len() as u32,
            known: Known::default(),
            grows: true,
            spare: 0,
            scope: Vec::new(),
        };
        for rule in &mut own.rules {
            rewriter.rule(rule);
        }
        for dilemma in &mut own.dilemmas {
            rewriter.spare = dilemma.slots;
            dilemma.slots += 1;
            rewriter.scope.clone_from(&dilemma.for_each);
            rewriter.replace(&mut dilemma.condition);
            for horn in &mut dilemma.horns {
                rewriter.replace(&mut horn.taken);
                horn.risks.iter_mut().for_each(|risk| rewriter.replace(&mut risk.mitigated));
            }
            dilemma.incompatible.iter_mut().for_each(|pair| rewriter.replace(&mut pair.unless));
        }
        if rewriter.known.comparisons.is_empty() {
            return None;
        }
        let axioms = rewriter.axioms(&mut own);
        let known = rewriter.known;
        own.vocabulary.relations.extend(known.comparisons.iter().map(|one| relation(one, mandate)));
        let (plan, free) = (Plan::new(&own), freed(&own.vocabulary));
        Some(Sums { pack: own, plan, free, known, axioms })
    }

    /// The claims about this pack.
    pub(super) fn claims(&self, claims: &[Claim]) -> Vec<Claim> {
        let Some(mandate) = self.pack.vocabulary.sort_of_block(penholder_language::model::Block::Mandate)
        else {
            return claims.to_vec();
        };
        let mut rewriter = Rewriter {
            vocabulary: &self.pack.vocabulary,
            mandate,
            first: 0,
            known: self.known.clone(),
            grows: false,
            // Nothing is evaluated here.
            spare: Slot::MAX,
            scope: Vec::new(),
        };
        claims
            .iter()
            .map(|claim| Claim { formula: rewriter.formula(&claim.formula), holds: claim.holds })
            .collect()
    }

    /// Rules that hold of every mandate, about comparisons that the claims name.
    pub(super) fn axioms(&self, claims: &[Claim]) -> Vec<RuleId> {
        let mentions = Mentions::of(&self.pack, claims);
        let named = |relation: &RelationId| mentions.relations.contains_key(relation);
        self.axioms.iter().filter(|(relation, _)| named(relation)).map(|(_, rule)| *rule).collect()
    }

    /// Whether the nodes can hold together, arithmetic included.
    pub(super) fn ask(&self, world: &mut World<'_>, nodes: &[NodeId], limits: &Limits) -> Answer {
        let (instances, signed) = self.instances(world);
        for _ in 0..ROUNDS {
            let model = match world.ask(nodes, limits) {
                Answer::Satisfiable(model) => model,
                other => return other,
            };
            let Some(lemma) = lemma(world, &instances, &signed, &model) else {
                return Answer::Satisfiable(model);
            };
            world.solver.require_any(&world.circuit, &lemma);
        }
        Answer::Unknown
    }

    /// Every comparison about every entity of the world, and which unknowns may be below zero.
    fn instances(&self, world: &World<'_>) -> (Vec<Instance>, Vec<bool>) {
        let mut unknowns: Vec<(usize, Vec<EntityId>)> = Vec::new();
        let mut instances = Vec::new();
        for (index, entity) in world.universe.draft.entities.iter().enumerate() {
            let id = EntityId(index as u32);
            for (number, tuple) in entity.tuples.iter().enumerate() {
                let Some(own) = self.known.comparisons.iter().find(|own| own.relation == tuple.relation)
                else {
                    continue;
                };
                let about = match (&tuple.value, own.variables.len()) {
                    (Value::Text(_), 0) => Vec::new(),
                    (Value::Text(_), 1) => vec![id],
                    (Value::Entity(other), 2) => vec![id, *other],
                    _ => continue,
                };
                let mut terms = Vec::with_capacity(own.terms.len());
                for (coefficient, quantity, places) in &own.terms {
                    let of = places.iter().filter_map(|place| about.get(*place).copied()).collect();
                    let unknown = (*quantity, of);
                    let place = unknowns.iter().position(|known| *known == unknown).unwrap_or_else(|| {
                        unknowns.push(unknown);
                        unknowns.len() - 1
                    });
                    terms.push((place, i128::from(*coefficient)));
                }
                let stated = |(_, quantity, _): &(i64, usize, Vec<usize>)| {
                    !matches!(self.known.quantities.get(*quantity), Some(Quantity::Attribute { .. }))
                };
                instances.push(Instance {
                    holds: world.node((id, Fact::Tuple(number as u32))),
                    there: about.iter().map(|id| world.node((*id, Fact::Presence))).collect(),
                    terms,
                    bound: i128::from(own.bound),
                    both: own.terms.iter().all(stated),
                });
            }
        }
        let signed = unknowns.iter().map(|(quantity, _)| self.signed(*quantity)).collect();
        (instances, signed)
    }

    /// Whether a quantity may be below zero: a day before 1970, say.
    fn signed(&self, quantity: usize) -> bool {
        match self.known.quantities.get(quantity) {
            Some(Quantity::Count { .. }) => false,
            Some(Quantity::Sum { relation, .. } | Quantity::Attribute { relation, .. }) => {
                self.pack.vocabulary.relation(*relation).is_none_or(|known| known.range != [Range::Number])
            }
            None => true,
        }
    }
}

/// What the solver must be told, where its model is against arithmetic.
fn lemma(
    world: &mut World<'_>,
    instances: &[Instance],
    signed: &[bool],
    model: &Model,
) -> Option<Vec<NodeId>> {
    let mut rows = Vec::new();
    for (place, instance) in instances.iter().enumerate() {
        if world.told(model, instance.holds) {
            rows.push(Row::new(instance.terms.iter().copied(), instance.bound, place));
        } else if instance.both && instance.there.iter().all(|node| world.told(model, *node)) {
            let turned = instance.terms.iter().map(|(unknown, coefficient)| (*unknown, -coefficient));
            rows.push(Row::new(turned, 1 - instance.bound, place));
        }
    }
    let places = clash(rows, |unknown| signed.get(unknown).copied().unwrap_or(true))?;
    let mut lemma = Vec::new();
    for instance in places.iter().filter_map(|place| instances.get(*place)) {
        if world.told(model, instance.holds) {
            lemma.push(world.not(instance.holds));
        } else {
            lemma.push(instance.holds);
            for node in &instance.there {
                lemma.push(world.not(*node));
            }
        }
    }
    Some(lemma)
}

/// The relation that a comparison becomes.
fn relation(comparison: &Comparison, mandate: SortId) -> Relation {
    let sorts = |place: usize| comparison.variables.get(place).map(|variable| variable.sorts.clone());
    let range = sorts(1).map(|sorts| sorts.into_iter().map(Range::Sort).collect());
    Relation {
        name: String::new(),
        doc: String::new(),
        domain: sorts(0).unwrap_or_else(|| vec![mandate]),
        range: range.unwrap_or_else(|| vec![Range::Text]),
        written: Vec::new(),
        phrases: Vec::new(),
        unit: Unit::Count(String::new()),
        single: false,
        symmetric: false,
        transitive: false,
        declares: false,
        gives_kind: None,
        through: None,
        derived: None,
        span: Span::default(),
    }
}

/// Puts relations in the place of comparisons.
struct Rewriter<'p> {
    vocabulary: &'p Vocabulary,
    mandate: SortId,
    /// The first relation that is free.
    first: u32,
    known: Known,
    /// Comparisons that are not known yet become known.
    grows: bool,
    /// A slot that no formula uses.
    spare: Slot,
    scope: Vec<Variable>,
}

impl Rewriter<'_> {
    fn rule(&mut self, rule: &mut Rule) {
        self.spare = rule.slots;
        rule.slots += 1;
        self.scope.clone_from(&rule.for_each);
        self.replace(&mut rule.condition);
        rule.needs.iter_mut().for_each(|need| self.replace(&mut need.formula));
        for line in &mut rule.require {
            self.replace(&mut line.formula);
            [&mut line.partly, &mut line.excluded].into_iter().flatten().for_each(|own| self.replace(own));
        }
        rule.eased.iter_mut().for_each(|ease| self.replace(&mut ease.when));
    }

    fn replace(&mut self, formula: &mut Formula) {
        *formula = self.formula(formula);
    }

    fn formula(&mut self, formula: &Formula) -> Formula {
        let mut list = |parts: &[Formula]| parts.iter().map(|part| self.formula(part)).collect();
        match formula {
            Formula::And(parts) => Formula::And(list(parts)),
            Formula::Or(parts) => Formula::Or(list(parts)),
            Formula::Several { k, of } => Formula::Several { k: *k, of: list(of) },
            Formula::Not(part) => Formula::Not(Box::new(self.formula(part))),
            Formula::Exists(variable, body) => Formula::Exists(variable.clone(), self.under(variable, body)),
            Formula::ForAll(variable, body) => Formula::ForAll(variable.clone(), self.under(variable, body)),
            Formula::AtLeast { terms, bound } if self.beyond(terms) => {
                self.compared(terms, *bound).unwrap_or_else(|| formula.clone())
            }
            Formula::AtLeast { terms, bound } => {
                let terms = terms.iter().map(|term| self.counted(term)).collect();
                Formula::AtLeast { terms, bound: *bound }
            }
            other => other.clone(),
        }
    }

    fn under(&mut self, variable: &Variable, body: &Formula) -> Box<Formula> {
        self.scope.push(variable.clone());
        let body = self.formula(body);
        self.scope.pop();
        Box::new(body)
    }

    /// A count by itself stays; what it counts by may compare sums.
    fn counted(&mut self, term: &LinearTerm) -> LinearTerm {
        let quantity = match &term.quantity {
            Quantity::Count { variable, body } => {
                Quantity::Count { variable: variable.clone(), body: self.under(variable, body) }
            }
            other => other.clone(),
        };
        LinearTerm { coefficient: term.coefficient, quantity }
    }

    /// Whether few entities and few figures do not settle the comparison.
    fn beyond(&self, terms: &[LinearTerm]) -> bool {
        let single = |relation: RelationId| self.vocabulary.relation(relation).is_some_and(|own| own.single);
        match terms {
            [LinearTerm { quantity: Quantity::Count { .. }, .. }] => false,
            [LinearTerm { quantity: Quantity::Attribute { relation, .. }, .. }] => !single(*relation),
            [] => false,
            _ => true,
        }
    }

    fn compared(&mut self, terms: &[LinearTerm], bound: i64) -> Option<Formula> {
        let mut slots: Vec<Slot> = Vec::new();
        let mut own = Vec::with_capacity(terms.len());
        for term in terms {
            let (quantity, names) = canonical(&term.quantity);
            let known = self.known.quantities.iter().position(|known| *known == quantity);
            let place = known.unwrap_or_else(|| {
                self.known.quantities.push(quantity);
                self.known.quantities.len() - 1
            });
            let mut places = Vec::with_capacity(names.len());
            for name in names {
                places.push(slots.iter().position(|slot| *slot == name).unwrap_or_else(|| {
                    slots.push(name);
                    slots.len() - 1
                }));
            }
            own.push((term.coefficient, place, places));
        }
        let mut variables = Vec::with_capacity(slots.len());
        for (place, slot) in slots.iter().enumerate() {
            let variable = self.scope.iter().rev().find(|variable| variable.slot == *slot)?;
            variables.push(Variable { name: String::new(), slot: place as Slot, ..variable.clone() });
        }
        if variables.len() > 2 {
            return None;
        }
        let relation = RelationId(self.first + self.known.comparisons.len() as u32);
        let mut comparison = Comparison { relation, terms: own, bound, variables };
        let same = |known: &&Comparison| Comparison { relation, ..(*known).clone() } == comparison;
        match self.known.comparisons.iter().find(same) {
            Some(known) => comparison.relation = known.relation,
            None if self.grows => self.known.comparisons.push(comparison.clone()),
            None => return None,
        }
        let relation = comparison.relation;
        Some(match *slots.as_slice() {
            [one] => Formula::States(relation, one),
            [one, other] => Formula::Related(relation, one, Object::Variable(other)),
            _ => {
                let mandate = Variable {
                    name: String::new(),
                    slot: self.spare,
                    sorts: vec![self.mandate],
                    ruled_out: false,
                };
                Formula::Exists(mandate, Box::new(Formula::States(relation, self.spare)))
            }
        })
    }

    /// Where a sum is above zero, something is added up: one rule for each comparison that says so.
    fn axioms(&mut self, pack: &mut Pack) -> Vec<(RelationId, RuleId)> {
        let mut axioms = Vec::new();
        for comparison in self.known.comparisons.clone() {
            let [(coefficient, quantity, _)] = comparison.terms.as_slice() else { continue };
            let Some(Quantity::Sum { variable, relation, body }) =
                self.known.quantities.get(*quantity).cloned()
            else {
                continue;
            };
            if *coefficient < 1 || comparison.bound < 1 {
                continue;
            }
            self.scope.clone_from(&comparison.variables);
            self.spare = BOUND * 4;
            let body = self.under(&variable, &body);
            let stated = Formula::States(relation, variable.slot);
            let some = Formula::Exists(variable, Box::new(Formula::And(vec![*body, stated])));
            let holds = match comparison.variables.as_slice() {
                [one] => Formula::States(comparison.relation, one.slot),
                [one, other] => Formula::Related(comparison.relation, one.slot, Object::Variable(other.slot)),
                _ => {
                    let mandate = Variable {
                        name: String::new(),
                        slot: self.spare,
                        sorts: vec![self.mandate],
                        ruled_out: false,
                    };
                    Formula::Exists(mandate, Box::new(Formula::States(comparison.relation, self.spare)))
                }
            };
            axioms.push((comparison.relation, RuleId(pack.rules.len() as u32)));
            pack.rules
                .push(axiom(comparison.variables, Formula::Or(vec![Formula::Not(Box::new(holds)), some])));
        }
        axioms
    }
}

fn axiom(for_each: Vec<Variable>, formula: Formula) -> Rule {
    let line = RequireLine {
        label: String::new(),
        formula,
        partly: None,
        excluded: None,
        level: penholder_language::model::Level::Note,
        measure: None,
        span: Span::default(),
    };
    Rule {
        code: String::new(),
        name: String::new(),
        asks: String::new(),
        source: String::new(),
        judgements: Vec::new(),
        for_each,
        condition: Formula::Constant(true),
        slots: BOUND * 4 + 1,
        blocks: Vec::new(),
        needs: Vec::new(),
        figures: Vec::new(),
        require: vec![line],
        eased: Vec::new(),
        because: Text::default(),
        remedies: Vec::new(),
        span: Span::default(),
        condition_span: Span::default(),
    }
}
