//! The free algebra: truths as nodes of an interned graph, built once per draft, folded many times.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use penholder_language::model::ChoiceId;
use rustc_hash::FxBuildHasher;

use super::{Algebra, Overflow};
use crate::facts::FactId;

/// A node of a [`Circuit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The node that is false.
    pub const FALSE: NodeId = NodeId(0);
    /// The node that is true.
    pub const TRUE: NodeId = NodeId(1);

    /// As an index into values computed for every node.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a circuit does not look behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Leaf {
    /// A fact as written.
    Fact(FactId),
    /// An option of a bracket is taken.
    Option(ChoiceId, u32),
}

/// What a node is. It refers to earlier nodes only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// True or false.
    Constant(bool),
    /// A leaf.
    Leaf(Leaf),
    /// Not.
    Not(NodeId),
    /// Both.
    And(NodeId, NodeId),
    /// Either.
    Or(NodeId, NodeId),
    /// `Σ weight of the terms that hold ≥ bound`.
    AtLeast(Box<[(i64, NodeId)]>, i64),
}

/// A number: a constant and weights that count where a node holds. Sorted by node, no node twice, no weight 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Linear {
    /// Always counted.
    pub constant: i64,
    /// Counted where the node holds.
    pub terms: Vec<(i64, NodeId)>,
}

/// The graph. Equal nodes are one node, and children stand before their parents.
#[derive(Clone, Debug)]
pub struct Circuit {
    nodes: Vec<Node>,
    /// The nodes again, found by what they are.
    known: HashTable<NodeId>,
}

impl Default for Circuit {
    fn default() -> Self {
        let mut circuit = Circuit { nodes: Vec::new(), known: HashTable::new() };
        circuit.intern(Node::Constant(false));
        circuit.intern(Node::Constant(true));
        circuit
    }
}

impl Circuit {
    /// Every node, children first.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node for a leaf.
    pub fn leaf(&mut self, leaf: Leaf) -> NodeId {
        self.intern(Node::Leaf(leaf))
    }

    fn intern(&mut self, node: Node) -> NodeId {
        let nodes = &self.nodes;
        let hash = |node: &Node| FxBuildHasher.hash_one(node);
        let known = self.known.entry(
            hash(&node),
            |id| nodes.get(id.index()) == Some(&node),
            |id| nodes.get(id.index()).map_or(0, hash),
        );
        match known {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => {
                let id = NodeId(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
                place.insert(id);
                self.nodes.push(node);
                id
            }
        }
    }

    fn is_not(&self, a: NodeId, b: NodeId) -> bool {
        let negates =
            |x: NodeId, y: NodeId| matches!(self.nodes.get(x.index()), Some(Node::Not(inner)) if *inner == y);
        negates(a, b) || negates(b, a)
    }
}

impl Algebra for Circuit {
    type Truth = NodeId;
    type Number = Linear;

    fn constant(&mut self, value: bool) -> NodeId {
        if value { NodeId::TRUE } else { NodeId::FALSE }
    }

    fn and(&mut self, a: &NodeId, b: &NodeId) -> NodeId {
        match (*a, *b) {
            (NodeId::FALSE, _) | (_, NodeId::FALSE) => NodeId::FALSE,
            (NodeId::TRUE, other) | (other, NodeId::TRUE) => other,
            (a, b) if a == b => a,
            (a, b) if self.is_not(a, b) => NodeId::FALSE,
            (a, b) => self.intern(Node::And(a.min(b), a.max(b))),
        }
    }

    fn or(&mut self, a: &NodeId, b: &NodeId) -> NodeId {
        match (*a, *b) {
            (NodeId::TRUE, _) | (_, NodeId::TRUE) => NodeId::TRUE,
            (NodeId::FALSE, other) | (other, NodeId::FALSE) => other,
            (a, b) if a == b => a,
            (a, b) if self.is_not(a, b) => NodeId::TRUE,
            (a, b) => self.intern(Node::Or(a.min(b), a.max(b))),
        }
    }

    fn not(&mut self, a: &NodeId) -> NodeId {
        match *a {
            NodeId::FALSE => NodeId::TRUE,
            NodeId::TRUE => NodeId::FALSE,
            a => match self.nodes.get(a.index()) {
                Some(Node::Not(inner)) => *inner,
                _ => self.intern(Node::Not(a)),
            },
        }
    }

    fn number(&mut self, value: i64, when: &NodeId) -> Linear {
        match *when {
            NodeId::FALSE => Linear::default(),
            NodeId::TRUE => Linear { constant: value, terms: Vec::new() },
            when => Linear { constant: 0, terms: if value == 0 { Vec::new() } else { vec![(value, when)] } },
        }
    }

    fn sum(&mut self, terms: &[(i64, Linear)]) -> Result<Linear, Overflow> {
        let mut constant = 0_i128;
        let mut weights: Vec<(NodeId, i128)> = Vec::new();
        for (coefficient, number) in terms {
            constant += i128::from(*coefficient) * i128::from(number.constant);
            weights.extend(
                number
                    .terms
                    .iter()
                    .map(|(weight, node)| (*node, i128::from(*coefficient) * i128::from(*weight))),
            );
        }
        weights.sort_unstable_by_key(|(node, _)| *node);
        let mut merged: Vec<(NodeId, i128)> = Vec::with_capacity(weights.len());
        for (node, weight) in weights {
            match merged.last_mut() {
                Some((last, sofar)) if *last == node => *sofar += weight,
                _ => merged.push((node, weight)),
            }
        }
        merged.retain(|(_, weight)| *weight != 0);
        // Whatever subset of the terms holds, the value must fit.
        let low = constant + merged.iter().map(|(_, w)| *w.min(&0)).sum::<i128>();
        let high = constant + merged.iter().map(|(_, w)| *w.max(&0)).sum::<i128>();
        i64::try_from(low).and(i64::try_from(high)).map_err(|_| Overflow)?;
        let terms: Result<Vec<_>, _> =
            merged.into_iter().map(|(node, weight)| i64::try_from(weight).map(|w| (w, node))).collect();
        Ok(Linear {
            constant: i64::try_from(constant).map_err(|_| Overflow)?,
            terms: terms.map_err(|_| Overflow)?,
        })
    }

    fn at_least(&mut self, n: &Linear, bound: i64) -> NodeId {
        let bound = i128::from(bound) - i128::from(n.constant);
        let low: i128 = n.terms.iter().map(|(w, _)| i128::from((*w).min(0))).sum();
        let high: i128 = n.terms.iter().map(|(w, _)| i128::from((*w).max(0))).sum();
        if low >= bound {
            return NodeId::TRUE;
        }
        if high < bound {
            return NodeId::FALSE;
        }
        match (n.terms.as_slice(), i64::try_from(bound)) {
            // One term decides: it must hold, or must not.
            ([(weight, node)], _) if *weight > 0 => *node,
            ([(_, node)], _) => self.not(node),
            (terms, Ok(bound)) => self.intern(Node::AtLeast(terms.into(), bound)),
            (_, Err(_)) => NodeId::FALSE,
        }
    }

    fn decided(&self, truth: &NodeId) -> Option<bool> {
        match *truth {
            NodeId::FALSE => Some(false),
            NodeId::TRUE => Some(true),
            _ => None,
        }
    }
}
