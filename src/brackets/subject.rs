//! What readings are weighed by: the findings, dilemmas and axes of a draft, as gates over its brackets.

use penholder_language::model::{ChoiceId, Draft, Pack, Scale};

use super::Tally;
use super::space::Space;
use crate::evaluate::{
    Circuit, Evaluator, Gate, GateId, Gates, Interpretation, NodeId, Overflow, Plan, PlanAxis, fold,
};
use crate::facts::Facts;
use crate::findings::{DilemmaProspect, Prospect, figure, prospects};

/// A finding.
pub(super) struct FindingGates {
    pub(super) prospect: Prospect,
    /// Partial, gap, excluded, accepted, error, warning, note: as in [`Prospect`].
    pub(super) states: [GateId; 7],
}

impl FindingGates {
    pub(super) fn error(&self) -> GateId {
        self.states[4]
    }

    pub(super) fn warning(&self) -> GateId {
        self.states[5]
    }

    pub(super) fn note(&self) -> GateId {
        self.states[6]
    }
}

/// A dilemma.
pub(super) struct DilemmaGates {
    pub(super) prospect: DilemmaProspect,
    /// Arises, unresolved, contradictory; then of each horn: taken, and each risk open.
    pub(super) states: Vec<GateId>,
}

/// An axis.
pub(super) enum AxisGates {
    /// Always counted, and what is counted where a gate holds.
    Number(i64, Vec<(i64, GateId)>),
    /// Each level, weakest first: something reaches it.
    Level(Vec<GateId>),
}

/// All of them, and the gates they are made of.
pub(super) struct Subject {
    pub(super) gates: Gates,
    pub(super) findings: Vec<FindingGates>,
    pub(super) dilemmas: Vec<DilemmaGates>,
    pub(super) axes: Vec<AxisGates>,
    /// Of each bracket, that it is there.
    pub(super) there: Vec<GateId>,
    /// Nodes of the circuit.
    pub(super) nodes: usize,
}

impl Subject {
    /// Evaluates the pack once, over all readings.
    pub(super) fn new(pack: &Pack, draft: &Draft, space: &Space) -> Result<Subject, Overflow> {
        let facts = Facts::new(draft, &pack.vocabulary);
        let plan = Plan::new(pack);
        let mut circuit = Circuit::default();
        let truths = Interpretation::brackets(&facts, &mut circuit);
        let told = prospects(pack, &plan, draft, &facts, &mut circuit, &truths)?;
        let mut axes = Vec::with_capacity(pack.axes.len());
        for axis in plan.axes() {
            let mut evaluator = Evaluator::new(&mut circuit, &facts, &truths, &plan);
            axes.push(match axis {
                PlanAxis::Number(sum) => {
                    let linear = evaluator.figure(*sum)?;
                    Measured::Number(linear.constant, linear.terms)
                }
                PlanAxis::Level(levels) => {
                    let reached: Result<Vec<NodeId>, Overflow> =
                        levels.iter().map(|level| evaluator.holds(*level)).collect();
                    Measured::Level(reached?)
                }
            });
        }

        let options = draft.choices.iter().map(|choice| choice.options.len() as u32).collect();
        let mut gates = Gates::new(options, space.fixed.clone());
        let values = fold(&circuit, &mut gates);
        let gate = |node: &NodeId| values.get(node.index()).copied().unwrap_or(GateId::FALSE);
        let findings = told.findings.into_iter().map(|prospect| FindingGates {
            states: [
                prospect.partial,
                prospect.gap,
                prospect.excluded,
                prospect.accepted,
                prospect.error,
                prospect.warning,
                prospect.note,
            ]
            .map(|node| gate(&node)),
            prospect,
        });
        let never = |finding: &FindingGates| finding.states.iter().all(|state| *state == GateId::FALSE);
        let findings: Vec<FindingGates> = findings.filter(|finding| !never(finding)).collect();
        let dilemmas = told.dilemmas.into_iter().map(|prospect| {
            let mut states = vec![prospect.applies, prospect.unresolved, prospect.contradictory];
            for horn in &prospect.horns {
                states.push(horn.taken);
                states.extend(horn.risks.iter().map(|(_, open)| *open));
            }
            DilemmaGates { states: states.iter().map(gate).collect(), prospect }
        });
        let dilemmas = dilemmas.collect();
        let axes = axes
            .into_iter()
            .map(|axis| match axis {
                Measured::Number(constant, terms) => {
                    number(constant, terms.iter().map(|(weight, node)| (*weight, gate(node))))
                }
                Measured::Level(levels) => {
                    // What reaches a level reaches those below it.
                    let mut reached: Vec<GateId> = levels.iter().map(gate).collect();
                    let mut above = GateId::FALSE;
                    for level in reached.iter_mut().rev() {
                        above = gates.or(*level, above);
                        *level = above;
                    }
                    AxisGates::Level(reached)
                }
            })
            .collect();
        let there = there(draft, space, &mut gates);
        let nodes = circuit.nodes().len();
        Ok(Subject { gates, findings, dilemmas, axes, there, nodes })
    }

    /// What one reading comes to: its open findings, and its place on each axis (of levels, how many are reached).
    pub(super) fn weigh(&self, reading: &[u32]) -> (Tally, Vec<i64>) {
        let values = self.values(reading);
        let holds = |gate: GateId| values.get(gate.index()).copied().unwrap_or(false);
        let count = |gate: fn(&FindingGates) -> GateId| {
            self.findings.iter().filter(|finding| holds(gate(finding))).count() as u32
        };
        let tally = Tally {
            errors: count(FindingGates::error),
            warnings: count(FindingGates::warning),
            notes: count(FindingGates::note),
        };
        let axes = self.axes.iter().map(|axis| match axis {
            AxisGates::Number(constant, terms) => terms
                .iter()
                .filter(|(_, gate)| holds(*gate))
                .fold(*constant, |sum, (weight, _)| sum.saturating_add(*weight)),
            AxisGates::Level(levels) => levels.iter().filter(|level| holds(**level)).count() as i64,
        });
        (tally, axes.collect())
    }

    /// The findings that are open in a reading.
    pub(super) fn open(&self, reading: &[u32]) -> Vec<usize> {
        let values = self.values(reading);
        let holds = |gate: &GateId| values.get(gate.index()).copied().unwrap_or(false);
        (0..self.findings.len())
            .filter(|place| self.findings.get(*place).is_some_and(|f| f.states.iter().take(3).any(holds)))
            .collect()
    }

    /// Every gate in one reading.
    pub(super) fn values(&self, reading: &[u32]) -> Vec<bool> {
        let mut values: Vec<bool> = Vec::with_capacity(self.gates.gates().len());
        for gate in self.gates.gates() {
            let at = |gate: GateId| values.get(gate.index()).copied().unwrap_or(false);
            values.push(match *gate {
                Gate::Constant(value) => value,
                Gate::Option(choice, option) => reading.get(choice.index()) == Some(&option),
                Gate::Not(a) => !at(a),
                Gate::And(a, b) => at(a) && at(b),
                Gate::Or(a, b) => at(a) || at(b),
                Gate::Xor(a, b) => at(a) != at(b),
                Gate::Odd(a, b, c) => at(a) ^ at(b) ^ at(c),
                Gate::Most(a, b, c) => (at(a) && at(b)) || (at(c) && (at(a) || at(b))),
            });
        }
        values
    }
}

enum Measured {
    Number(i64, Vec<(i64, NodeId)>),
    Level(Vec<NodeId>),
}

/// What is the same in every reading goes into the constant.
fn number(constant: i64, terms: impl Iterator<Item = (i64, GateId)>) -> AxisGates {
    let mut always = constant;
    let mut rest = Vec::new();
    for (weight, gate) in terms {
        match gate.constant() {
            Some(true) => always = always.saturating_add(weight),
            Some(false) => {}
            None => rest.push((weight, gate)),
        }
    }
    AxisGates::Number(always, rest)
}

/// Of each bracket, that the options around it are taken.
fn there(draft: &Draft, space: &Space, gates: &mut Gates) -> Vec<GateId> {
    let mut there = Vec::with_capacity(draft.choices.len());
    for (choice, gone) in draft.choices.iter().zip(&space.gone) {
        let mut all = if *gone { GateId::FALSE } else { GateId::TRUE };
        for (outer, option) in &choice.within.0 {
            let taken = gates.option(ChoiceId(outer.0), *option);
            all = gates.and(all, taken);
        }
        there.push(all);
    }
    there
}

/// An axis in the pack's words: levels are told by their terms.
pub(super) fn told(pack: &Pack, axis: usize, value: i64) -> String {
    match pack.axes.get(axis).map(|axis| &axis.scale) {
        Some(Scale::Level(levels)) => {
            let reached = usize::try_from(value).ok().and_then(|count| count.checked_sub(1));
            let term = reached.and_then(|place| levels.get(place)).map(|(term, _)| *term);
            term.and_then(|term| pack.vocabulary.term(term)).map_or("none".to_owned(), |t| t.name.clone())
        }
        _ => figure(value),
    }
}
