//! Why a node has its value: the written facts on which it rests.

use std::collections::{BTreeMap, BinaryHeap, HashMap};

use rustc_hash::FxBuildHasher;

use super::circuit::{Circuit, Leaf, Node, NodeId};
use super::{Algebra, Bool};
use crate::facts::FactId;

/// The written facts on which the value of `root` rests, sorted; `values` are the truths of all nodes in a reading.
///
/// Of several sufficient reasons all are given, so that their order does not matter; of a sum, every part that counts.
pub fn witness(circuit: &Circuit, values: &[bool], root: NodeId) -> Vec<FactId> {
    rests_on(&mut Bool, circuit, values, root)
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(fact, _)| fact)
        .collect()
}

/// As [`witness`], over any algebra: each fact on which `root` may rest, with the readings in which it does.
/// `values` are the truths of all nodes of the circuit in that algebra.
pub fn rests_on<A: Algebra>(
    algebra: &mut A,
    circuit: &Circuit,
    values: &[A::Truth],
    root: NodeId,
) -> Vec<(FactId, A::Truth)> {
    let always = algebra.constant(true);
    let mut search = Search { algebra, values, open: BinaryHeap::new(), reached: HashMap::default() };
    search.reach(root, always);
    let mut facts: BTreeMap<FactId, A::Truth> = BTreeMap::new();
    // Parents stand after their children: from the last node on, all that leads to a node comes before it.
    while let Some(node) = search.open.pop() {
        let Some(reached) = search.reached.remove(&node) else { continue };
        let value = search.value(node);
        match circuit.nodes().get(node.index()) {
            Some(Node::Leaf(Leaf::Fact(fact))) => {
                let rests = search.algebra.and(&reached, &value);
                if search.algebra.decided(&rests) != Some(false) {
                    facts.insert(*fact, rests);
                }
            }
            Some(Node::Not(a)) => search.reach(*a, reached),
            // Whatever has the value of the whole is a reason for it: an *or* that holds rests on each side that does.
            Some(Node::And(a, b) | Node::Or(a, b)) => {
                for side in [*a, *b] {
                    let same = search.same(side, &value);
                    let on = search.algebra.and(&reached, &same);
                    search.reach(side, on);
                }
            }
            Some(Node::AtLeast(terms, _)) => {
                for (_, term) in terms {
                    let counts = search.value(*term);
                    let on = search.algebra.and(&reached, &counts);
                    search.reach(*term, on);
                }
            }
            _ => {}
        }
    }
    facts.into_iter().collect()
}

/// A list of its own to go down by: a circuit may be deeper than the stack.
struct Search<'a, A: Algebra> {
    algebra: &'a mut A,
    values: &'a [A::Truth],
    open: BinaryHeap<NodeId>,
    /// Where each open node is reached.
    reached: HashMap<NodeId, A::Truth, FxBuildHasher>,
}

impl<A: Algebra> Search<'_, A> {
    fn reach(&mut self, node: NodeId, when: A::Truth) {
        if self.algebra.decided(&when) == Some(false) {
            return;
        }
        match self.reached.get_mut(&node) {
            Some(known) => *known = self.algebra.or(known, &when),
            None => {
                self.reached.insert(node, when);
                self.open.push(node);
            }
        }
    }

    /// The node has that value.
    fn same(&mut self, node: NodeId, value: &A::Truth) -> A::Truth {
        let own = self.value(node);
        let both = self.algebra.and(&own, value);
        let either = self.algebra.or(&own, value);
        let neither = self.algebra.not(&either);
        self.algebra.or(&both, &neither)
    }

    fn value(&mut self, node: NodeId) -> A::Truth {
        match self.values.get(node.index()) {
            Some(value) => value.clone(),
            None => self.algebra.constant(false),
        }
    }
}
