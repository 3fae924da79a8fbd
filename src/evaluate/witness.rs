//! Why a node has its value: the written facts on which it rests.

use std::collections::BTreeSet;

use super::circuit::{Circuit, Leaf, Node, NodeId};
use crate::facts::FactId;

/// The written facts on which the value of `root` rests, sorted; `values` are the truths of all nodes in a reading.
///
/// Of several sufficient reasons all are given, so that their order does not matter; of a sum, every part that counts.
pub fn witness(circuit: &Circuit, values: &[bool], root: NodeId) -> Vec<FactId> {
    let mut search = Search { circuit, values, seen: BTreeSet::new(), facts: BTreeSet::new() };
    search.follow(root);
    search.facts.into_iter().collect()
}

struct Search<'a> {
    circuit: &'a Circuit,
    values: &'a [bool],
    seen: BTreeSet<NodeId>,
    facts: BTreeSet<FactId>,
}

impl Search<'_> {
    /// Goes down with a list of its own: a circuit may be deeper than the stack.
    fn follow(&mut self, root: NodeId) {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if self.seen.insert(node) {
                self.expand(node, &mut open);
            }
        }
    }

    fn expand(&mut self, node: NodeId, open: &mut Vec<NodeId>) {
        let holds = self.holds(node);
        match self.circuit.nodes().get(node.index()) {
            Some(Node::Leaf(Leaf::Fact(fact))) if holds => {
                self.facts.insert(*fact);
            }
            Some(Node::Not(a)) => open.push(*a),
            // Whatever has the value of the whole is a reason for it: an *or* that holds rests on each side that does.
            Some(Node::And(a, b) | Node::Or(a, b)) => {
                open.extend([*a, *b].into_iter().filter(|side| self.holds(*side) == holds));
            }
            Some(Node::AtLeast(terms, _)) => {
                open.extend(terms.iter().map(|(_, node)| *node).filter(|node| self.holds(*node)));
            }
            _ => {}
        }
    }

    fn holds(&self, node: NodeId) -> bool {
        self.values.get(node.index()).copied().unwrap_or(false)
    }
}
