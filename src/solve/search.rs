//! The solver over a circuit: nodes are put into clauses when they are first asked about.

use std::collections::{BTreeMap, HashSet};
use std::time::Instant;

use batsat::{Lit, SolverInterface, lbool};

use super::gates::Gates;
use super::weights;
use crate::evaluate::{Circuit, Leaf, Node, NodeId};

/// When to give up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// So many steps (decisions and conflicts) for one question: the same on every machine.
    pub steps: u64,
    /// Not after this.
    pub until: Option<Instant>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { steps: 2_000_000, until: None }
    }
}

/// Which leaves hold. A leaf that no question rested on does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model(pub HashSet<Leaf>);

impl Model {
    /// Whether the leaf holds.
    pub fn holds(&self, leaf: Leaf) -> bool {
        self.0.contains(&leaf)
    }
}

/// What a question came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The nodes can hold together, for one so.
    Satisfiable(Model),
    /// They cannot; these of the assumptions, by place, clash by themselves. Sorted, not always fewest.
    Unsatisfiable(Vec<usize>),
    /// The limits were reached first.
    Unknown,
}

/// Stops the search at its limits.
struct Brake {
    limits: std::cell::Cell<Limits>,
    steps: std::cell::Cell<u64>,
}

impl batsat::Callbacks for Brake {
    fn stop(&self) -> bool {
        let steps = self.steps.get() + 1;
        self.steps.set(steps);
        let limits = self.limits.get();
        // The clock is looked at now and then only.
        steps > limits.steps
            || (steps % 256 == 1 && limits.until.is_some_and(|until| Instant::now() >= until))
    }
}

/// A solver for one circuit, which may grow between questions.
pub struct Solver {
    gates: Gates<batsat::Solver<Brake>>,
    literals: Vec<Option<Lit>>,
    leaves: Vec<(Leaf, Lit)>,
}

impl Default for Solver {
    fn default() -> Self {
        let brake = Brake { limits: Limits::default().into(), steps: 0.into() };
        let sat = batsat::Solver::new(batsat::SolverOpts::default(), brake);
        Solver { gates: Gates::new(sat), literals: Vec::new(), leaves: Vec::new() }
    }
}

impl Solver {
    /// From now on the node holds.
    pub fn require(&mut self, circuit: &Circuit, node: NodeId) {
        self.require_any(circuit, &[node]);
    }

    /// From now on one of the nodes holds.
    pub fn require_any(&mut self, circuit: &Circuit, nodes: &[NodeId]) {
        let clause: Vec<Lit> = nodes.iter().map(|node| self.literal(circuit, *node)).collect();
        self.gates.require(&clause);
    }

    /// Whether all assumptions can hold together, besides what is required.
    pub fn solve(&mut self, circuit: &Circuit, assumptions: &[NodeId], limits: &Limits) -> Answer {
        let literals: Vec<Lit> = assumptions.iter().map(|node| self.literal(circuit, *node)).collect();
        match self.search(&literals, limits) {
            Some(true) => Answer::Satisfiable(self.model()),
            Some(false) => Answer::Unsatisfiable(self.clash(&literals)),
            None => Answer::Unknown,
        }
    }

    /// As [`Solver::solve`], where of a clash no assumption can be left out.
    pub fn solve_minimal(&mut self, circuit: &Circuit, assumptions: &[NodeId], limits: &Limits) -> Answer {
        let literals: Vec<Lit> = assumptions.iter().map(|node| self.literal(circuit, *node)).collect();
        match self.search(&literals, limits) {
            Some(true) => return Answer::Satisfiable(self.model()),
            None => return Answer::Unknown,
            Some(false) => {}
        }
        let mut clash = self.clash(&literals);
        let mut place = 0;
        while let Some(left_out) = clash.get(place).copied() {
            let kept: Vec<usize> = clash.iter().copied().filter(|other| *other != left_out).collect();
            let chosen: Vec<Lit> = kept.iter().filter_map(|i| literals.get(*i).copied()).collect();
            match self.search(&chosen, limits) {
                Some(false) => {
                    let smaller = self.clash(&chosen);
                    // What was found needed before is needed still, so that the place does not move.
                    clash = smaller.iter().filter_map(|i| kept.get(*i).copied()).collect();
                }
                _ => place += 1,
            }
        }
        Answer::Unsatisfiable(clash)
    }

    /// A model of the assumptions in which no leaf of `leaves` that holds can be left out, the rest of them being as
    /// they are. `None` where the limits were reached before there was one.
    pub fn solve_small(
        &mut self,
        circuit: &Circuit,
        assumptions: &[NodeId],
        leaves: &[NodeId],
        limits: &Limits,
    ) -> Answer {
        let mut literals: Vec<Lit> = assumptions.iter().map(|node| self.literal(circuit, *node)).collect();
        let leaves: Vec<Lit> = leaves.iter().map(|node| self.literal(circuit, *node)).collect();
        match self.search(&literals, limits) {
            Some(true) => {}
            Some(false) => return Answer::Unsatisfiable(self.clash(&literals)),
            None => return Answer::Unknown,
        }
        let mut model = self.model();
        let mut held: Vec<Lit> = leaves.iter().copied().filter(|leaf| self.holds(*leaf)).collect();
        let asked = literals.len();
        loop {
            let fewer = self.gates.fresh();
            let mut clause = vec![!fewer];
            clause.extend(held.iter().map(|leaf| !*leaf));
            self.gates.require(&clause);
            literals.truncate(asked);
            literals.push(fewer);
            literals.extend(leaves.iter().filter(|leaf| !held.contains(leaf)).map(|leaf| !*leaf));
            if self.search(&literals, limits) != Some(true) {
                self.gates.require(&[!fewer]);
                return Answer::Satisfiable(model);
            }
            model = self.model();
            held.retain(|leaf| self.gates.sat.value_lit(*leaf) == lbool::TRUE);
            self.gates.require(&[!fewer]);
        }
    }

    fn search(&mut self, literals: &[Lit], limits: &Limits) -> Option<bool> {
        if limits.until.is_some_and(|until| Instant::now() >= until) {
            return None;
        }
        self.gates.sat.cb_mut().limits.set(*limits);
        self.gates.sat.cb_mut().steps.set(0);
        let result = self.gates.sat.solve_limited(literals);
        if result == lbool::TRUE {
            return Some(true);
        }
        (result == lbool::FALSE).then_some(false)
    }

    fn holds(&self, literal: Lit) -> bool {
        self.gates.sat.value_lit(literal) == lbool::TRUE
    }

    fn model(&self) -> Model {
        Model(self.leaves.iter().filter(|(_, literal)| self.holds(*literal)).map(|(leaf, _)| *leaf).collect())
    }

    /// The places of the assumptions that the last search found to clash.
    fn clash(&self, literals: &[Lit]) -> Vec<usize> {
        let core: HashSet<Lit> = self.gates.sat.unsat_core().iter().copied().collect();
        let mut first: BTreeMap<Lit, usize> = BTreeMap::new();
        for (place, literal) in literals.iter().enumerate() {
            // The solver names what it refutes, in one sign or the other.
            if core.contains(literal) || core.contains(&!*literal) {
                first.entry(*literal).or_insert(place);
            }
        }
        let mut places: Vec<usize> = first.into_values().collect();
        places.sort_unstable();
        places
    }

    /// The literal of a node; puts the node and all below it into clauses where that was not done before.
    fn literal(&mut self, circuit: &Circuit, node: NodeId) -> Lit {
        if let Some(known) = self.known(node) {
            return known;
        }
        let mut below = vec![node];
        let mut seen = HashSet::from([node]);
        let mut place = 0;
        while let Some(next) = below.get(place).copied() {
            place += 1;
            for child in children(circuit, next) {
                if self.known(child).is_none() && seen.insert(child) {
                    below.push(child);
                }
            }
        }
        // Children stand before their parents.
        below.sort_unstable();
        for node in below {
            let literal = self.encode(circuit, node);
            if self.literals.len() <= node.index() {
                self.literals.resize(node.index() + 1, None);
            }
            if let Some(cell) = self.literals.get_mut(node.index()) {
                *cell = Some(literal);
            }
        }
        self.of(node)
    }

    fn known(&self, node: NodeId) -> Option<Lit> {
        self.literals.get(node.index()).copied().flatten()
    }

    /// The literal of a node that was encoded; a broken graph would count as false.
    fn of(&self, node: NodeId) -> Lit {
        self.known(node).unwrap_or_else(|| self.gates.constant(false))
    }

    fn encode(&mut self, circuit: &Circuit, node: NodeId) -> Lit {
        match circuit.nodes().get(node.index()) {
            None => self.gates.constant(false),
            Some(Node::Constant(value)) => self.gates.constant(*value),
            Some(Node::Leaf(leaf)) => {
                let literal = self.gates.fresh();
                self.leaves.push((*leaf, literal));
                literal
            }
            Some(Node::Not(a)) => !self.of(*a),
            Some(Node::And(a, b)) => {
                let (a, b) = (self.of(*a), self.of(*b));
                self.gates.and(a, b)
            }
            Some(Node::Or(a, b)) => {
                let (a, b) = (self.of(*a), self.of(*b));
                self.gates.or(a, b)
            }
            Some(Node::AtLeast(terms, bound)) => {
                let terms: Vec<(i64, Lit)> = terms.iter().map(|(weight, a)| (*weight, self.of(*a))).collect();
                weights::at_least(&mut self.gates, &terms, *bound)
            }
        }
    }
}

fn children(circuit: &Circuit, node: NodeId) -> Vec<NodeId> {
    match circuit.nodes().get(node.index()) {
        Some(Node::Not(a)) => vec![*a],
        Some(Node::And(a, b) | Node::Or(a, b)) => vec![*a, *b],
        Some(Node::AtLeast(terms, _)) => terms.iter().map(|(_, a)| *a).collect(),
        Some(Node::Constant(_) | Node::Leaf(_)) | None => Vec::new(),
    }
}
