//! The cheapest set of candidates with which every demand holds, and the proof that none is cheaper.
//!
//! Core-guided: as long as the solver cannot do without all candidates that cost something, it names some of which one
//! must be taken (a core); what the cheapest of them costs is paid for certain, and from then on they may be taken one
//! at that price, a second one at another (Morgado, Dodaro, Marques-Silva 2014). When the solver agrees, what was paid
//! is what the answer costs. Costs are whole numbers, and every step rests on an answer of the exact solver.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use super::space::Space;
use crate::evaluate::{Algebra, Decide, Leaf, Node, NodeId, fold};
use crate::solve::{Answer, Limits, Model, Solver};

/// Cores larger than this are not made smaller one by one.
const LARGE: usize = 60;

/// How far a search came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Optimum {
    /// The cheapest.
    Proven(BTreeSet<usize>),
    /// The cheapest found in time, if any, and what none can cost less than.
    BestFound(Option<BTreeSet<usize>>, u64),
    /// There is none.
    Impossible,
}

/// A search over one space.
pub(super) struct Search<'s> {
    space: &'s mut Space,
    solver: Solver,
    costs: Vec<u64>,
    leaves: Vec<Option<Leaf>>,
    demands: Vec<NodeId>,
    until: Option<Instant>,
}

/// A price on a node: what must be paid where it holds, and of which sum it is the next step.
#[derive(Clone, Copy, Debug)]
struct Price {
    cost: u64,
    sum: Option<(usize, i64)>,
}

impl<'s> Search<'s> {
    /// `costs` are those of the candidates.
    pub(super) fn new(space: &'s mut Space, costs: &[u64], until: Option<Instant>) -> Self {
        let mut solver = Solver::default();
        for node in &space.sound {
            solver.require(&space.circuit, *node);
        }
        let leaf = |node: &NodeId| match space.circuit.nodes().get(node.index()) {
            Some(Node::Leaf(leaf)) => Some(*leaf),
            _ => None,
        };
        let leaves = space.taken.iter().map(leaf).collect();
        Search { space, solver, costs: costs.to_vec(), leaves, demands: Vec::new(), until }
    }

    /// Whether all demands can be met; where not, which of them clash, by place, none of which can be left out.
    /// `None`: out of time. What can be met is demanded from then on.
    pub(super) fn demand(&mut self, demands: &[NodeId]) -> Option<Result<(), Vec<usize>>> {
        match self.solver.solve_minimal(&self.space.circuit, demands, &self.limits(self.until)) {
            Answer::Satisfiable(_) => {
                for demand in demands {
                    self.solver.require(&self.space.circuit, *demand);
                }
                self.demands = demands.to_vec();
                Some(Ok(()))
            }
            Answer::Unsatisfiable(clash) => Some(Err(clash)),
            Answer::Unknown => None,
        }
    }

    /// From now on these candidates are not taken all together without another one.
    pub(super) fn exclude(&mut self, chosen: &BTreeSet<usize>) {
        let mut other = Vec::new();
        for (place, taken) in self.space.taken.iter().enumerate() {
            other.push(if chosen.contains(&place) { self.space.circuit.not(taken) } else { *taken });
        }
        self.solver.require_any(&self.space.circuit, &other);
    }

    /// The cheapest candidates without those shut out. `told` hears how far it is: cost found, bound.
    pub(super) fn cheapest(
        &mut self,
        shut: &BTreeSet<usize>,
        until: Option<Instant>,
        told: &mut dyn FnMut(Option<u64>, u64),
    ) -> Optimum {
        let limits = self.limits(until);
        let shut_out: Vec<NodeId> = shut
            .iter()
            .filter_map(|place| self.space.taken.get(*place).copied())
            .map(|taken| self.space.circuit.not(&taken))
            .collect();
        let mut prices: BTreeMap<NodeId, Price> = BTreeMap::new();
        for (taken, cost) in self.space.taken.iter().zip(&self.costs) {
            if *cost > 0 {
                prices.insert(*taken, Price { cost: *cost, sum: None });
            }
        }
        let mut sums: Vec<Vec<NodeId>> = Vec::new();
        let mut bound = 0_u64;
        let mut best: Option<(u64, BTreeSet<usize>)> = None;
        // What is dear is refused first: cores of dear things raise the bound most.
        let mut least = prices.values().map(|price| price.cost).max().unwrap_or(0);
        loop {
            // Cores that take no search are found without the solver looking at the clock.
            if limits.until.is_some_and(|until| Instant::now() >= until) {
                return Optimum::BestFound(best.map(|(_, chosen)| chosen), bound);
            }
            let asked: Vec<NodeId> =
                prices.iter().filter(|(_, price)| price.cost >= least).map(|(node, _)| *node).collect();
            let mut refused = shut_out.clone();
            for node in &asked {
                refused.push(self.space.circuit.not(node));
            }
            match self.core(&refused, shut_out.len(), &limits) {
                Err(Some(model)) => {
                    let chosen = self.chosen(&model);
                    let cost = self.cost(&chosen);
                    if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                        best = Some((cost, chosen));
                    }
                    told(best.as_ref().map(|(cost, _)| *cost), bound);
                    if let Some((cost, chosen)) = best.as_ref().filter(|(cost, _)| *cost <= bound) {
                        let _ = cost;
                        return Optimum::Proven(self.needed(chosen));
                    }
                    let next =
                        prices.values().map(|price| price.cost).filter(|cost| *cost < least && *cost > 0);
                    // Halving skips steps between costs that differ little.
                    match next.max() {
                        Some(next) => least = next.min(least / 2).max(1),
                        None => return Optimum::BestFound(best.map(|(_, chosen)| chosen), bound),
                    }
                }
                Err(None) => return Optimum::BestFound(best.map(|(_, chosen)| chosen), bound),
                Ok(core) => {
                    let core: Vec<NodeId> =
                        core.iter().filter_map(|place| asked.get(*place).copied()).collect();
                    let paid = core.iter().filter_map(|node| prices.get(node)).map(|price| price.cost).min();
                    let Some(paid) = paid else { return Optimum::Impossible };
                    bound = bound.saturating_add(paid);
                    self.pay(&core, paid, &mut prices, &mut sums);
                    told(best.as_ref().map(|(cost, _)| *cost), bound);
                    if let Some((_, chosen)) = best.as_ref().filter(|(cost, _)| *cost <= bound) {
                        return Optimum::Proven(self.needed(chosen));
                    }
                }
            }
        }
    }

    /// Takes what was paid off the prices of a core, and puts a price on a second one of it.
    fn pay(
        &mut self,
        core: &[NodeId],
        paid: u64,
        prices: &mut BTreeMap<NodeId, Price>,
        sums: &mut Vec<Vec<NodeId>>,
    ) {
        let mut further: Vec<(usize, i64)> = Vec::new();
        for node in core {
            let Some(price) = prices.get_mut(node) else { continue };
            price.cost -= paid.min(price.cost);
            further.extend(price.sum.map(|(sum, count)| (sum, count + 1)));
        }
        if core.len() > 1 {
            sums.push(core.to_vec());
            further.push((sums.len() - 1, 2));
        }
        for (sum, count) in further {
            let Some(of) = sums.get(sum) else { continue };
            let node = at_least(self.space, of, count);
            if node != NodeId::FALSE {
                let price = prices.entry(node).or_insert(Price { cost: 0, sum: Some((sum, count)) });
                price.cost = price.cost.saturating_add(paid);
            }
        }
        prices.retain(|_, price| price.cost > 0);
    }

    /// Which of the refused, those shut out not counted, cannot all be refused; else a model, else out of time.
    fn core(
        &mut self,
        refused: &[NodeId],
        shut: usize,
        limits: &Limits,
    ) -> Result<Vec<usize>, Option<Model>> {
        let mut clash = match self.solver.solve(&self.space.circuit, refused, limits) {
            Answer::Satisfiable(model) => return Err(Some(model)),
            Answer::Unknown => return Err(None),
            Answer::Unsatisfiable(clash) => clash,
        };
        for _ in 0..4 {
            let again: Vec<NodeId> = clash.iter().filter_map(|place| refused.get(*place).copied()).collect();
            let answer = if again.len() > LARGE {
                self.solver.solve(&self.space.circuit, &again, limits)
            } else {
                self.solver.solve_minimal(&self.space.circuit, &again, limits)
            };
            let Answer::Unsatisfiable(smaller) = answer else { break };
            let shrunk = smaller.len() < clash.len();
            clash = smaller.iter().filter_map(|place| clash.get(*place).copied()).collect();
            if !shrunk || again.len() <= LARGE {
                break;
            }
        }
        Ok(clash.into_iter().filter_map(|place| place.checked_sub(shut)).collect())
    }

    /// The candidates taken in a model.
    fn chosen(&self, model: &Model) -> BTreeSet<usize> {
        let taken = |leaf: &Option<Leaf>| leaf.is_some_and(|leaf| model.holds(leaf));
        self.leaves.iter().enumerate().filter(|(_, leaf)| taken(leaf)).map(|(place, _)| place).collect()
    }

    /// Without candidates that are taken for nothing.
    fn needed(&self, chosen: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut needed = chosen.clone();
        for place in chosen.iter().rev() {
            needed.remove(place);
            if self.cost(&BTreeSet::from([*place])) > 0 || !self.holds(&needed) {
                needed.insert(*place);
            }
        }
        needed
    }

    fn holds(&self, chosen: &BTreeSet<usize>) -> bool {
        let leaves: Vec<Leaf> =
            chosen.iter().filter_map(|place| self.leaves.get(*place).copied().flatten()).collect();
        let values = fold(&self.space.circuit, &mut Decide(|leaf| leaves.contains(&leaf)));
        let holds = |node: &NodeId| values.get(node.index()).copied().unwrap_or(false);
        self.demands.iter().chain(&self.space.sound).all(holds)
    }

    fn cost(&self, chosen: &BTreeSet<usize>) -> u64 {
        let costs = chosen.iter().filter_map(|place| self.costs.get(*place));
        costs.fold(0, |sum, cost| sum.saturating_add(*cost))
    }

    fn limits(&self, until: Option<Instant>) -> Limits {
        let until = match (until, self.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Limits { until, ..Limits::default() }
    }
}

/// So many of the nodes hold.
fn at_least(space: &mut Space, of: &[NodeId], count: i64) -> NodeId {
    let numbers: Vec<_> = of.iter().map(|node| (1, space.circuit.number(1, node))).collect();
    // A sum of ones always fits.
    space.circuit.sum(&numbers).map_or(NodeId::FALSE, |sum| space.circuit.at_least(&sum, count))
}
