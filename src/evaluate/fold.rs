//! Folds over a circuit: one pass, children first. A fold knows nodes and no rules.

use super::circuit::{Circuit, Leaf, Node, NodeId};

/// What a fold makes of each node.
pub trait Fold {
    /// What a node is worth.
    type Value: Clone;

    /// True or false.
    fn constant(&mut self, value: bool) -> Self::Value;
    /// A leaf.
    fn leaf(&mut self, leaf: Leaf) -> Self::Value;
    /// Not.
    fn not(&mut self, a: &Self::Value) -> Self::Value;
    /// Both.
    fn and(&mut self, a: &Self::Value, b: &Self::Value) -> Self::Value;
    /// Either.
    fn or(&mut self, a: &Self::Value, b: &Self::Value) -> Self::Value;
    /// The weights of the terms that hold reach the bound.
    fn at_least(&mut self, terms: &[(i64, Self::Value)], bound: i64) -> Self::Value;
}

/// The value of every node, by [`NodeId::index`].
pub fn fold<F: Fold>(circuit: &Circuit, fold: &mut F) -> Vec<F::Value> {
    let mut values = Vec::new();
    fold_on(circuit, fold, &mut values);
    values
}

/// As [`fold`], of a circuit that has grown since: nodes that have a value keep it, those after them get theirs.
pub fn fold_on<F: Fold>(circuit: &Circuit, fold: &mut F, values: &mut Vec<F::Value>) {
    let known = values.len();
    values.reserve(circuit.nodes().len().saturating_sub(known));
    for node in circuit.nodes().iter().skip(known) {
        let value = match node {
            Node::Constant(value) => fold.constant(*value),
            Node::Leaf(leaf) => fold.leaf(*leaf),
            Node::Not(a) => {
                let a = value_of(values, *a, fold);
                fold.not(&a)
            }
            Node::And(a, b) => {
                let (a, b) = (value_of(values, *a, fold), value_of(values, *b, fold));
                fold.and(&a, &b)
            }
            Node::Or(a, b) => {
                let (a, b) = (value_of(values, *a, fold), value_of(values, *b, fold));
                fold.or(&a, &b)
            }
            Node::AtLeast(terms, bound) => {
                let terms: Vec<(i64, F::Value)> =
                    terms.iter().map(|(weight, node)| (*weight, value_of(values, *node, fold))).collect();
                fold.at_least(&terms, *bound)
            }
        };
        values.push(value);
    }
}

/// Children stand before parents, so the value is always there; a broken graph would count as false.
fn value_of<F: Fold>(values: &[F::Value], node: NodeId, fold: &mut F) -> F::Value {
    match values.get(node.index()) {
        Some(value) => value.clone(),
        None => fold.constant(false),
    }
}

/// The fold back to `bool`: a reading decides the leaves.
pub struct Decide<R>(
    /// Whether a leaf holds.
    pub R,
);

impl<R: FnMut(Leaf) -> bool> Fold for Decide<R> {
    type Value = bool;

    fn constant(&mut self, value: bool) -> bool {
        value
    }

    fn leaf(&mut self, leaf: Leaf) -> bool {
        (self.0)(leaf)
    }

    fn not(&mut self, a: &bool) -> bool {
        !a
    }

    fn and(&mut self, a: &bool, b: &bool) -> bool {
        *a && *b
    }

    fn or(&mut self, a: &bool, b: &bool) -> bool {
        *a || *b
    }

    fn at_least(&mut self, terms: &[(i64, bool)], bound: i64) -> bool {
        terms.iter().filter(|(_, holds)| *holds).map(|(weight, _)| i128::from(*weight)).sum::<i128>()
            >= i128::from(bound)
    }
}
