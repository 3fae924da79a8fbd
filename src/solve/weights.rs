//! `Σ weight ≥ bound` as gates: a decision diagram where it stays small, binary adders where it does not.
//!
//! Diagrams propagate everything that follows (Eén, Sörensson 2006); adders are of bounded size whatever the weights.

use std::collections::HashMap;

use batsat::{Lit, SolverInterface};

use super::gates::Gates;

/// A diagram with more decisions than this is given up for adders.
const LARGEST_DIAGRAM: usize = 3_000;
/// With more terms than this a diagram is not tried: it is built by recursion over them.
const MOST_TERMS: usize = 400;

/// The literal that holds exactly where the weights of the literals that hold reach the bound.
pub(super) fn at_least<S: SolverInterface>(gates: &mut Gates<S>, terms: &[(i64, Lit)], bound: i64) -> Lit {
    let mut bound = i128::from(bound);
    let mut positive: Vec<(i128, Lit)> = Vec::with_capacity(terms.len());
    for (weight, literal) in terms {
        let weight = i128::from(*weight);
        // What takes away where it holds is what adds where it does not.
        if weight < 0 {
            bound -= weight;
            positive.push((-weight, !*literal));
        } else if weight > 0 {
            positive.push((weight, *literal));
        }
    }
    positive.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let total: i128 = positive.iter().map(|(weight, _)| weight).sum();
    if bound <= 0 || total < bound {
        return gates.constant(bound <= 0);
    }
    if positive.len() <= MOST_TERMS && small(&positive, total, bound) {
        let mut known = HashMap::new();
        return diagram(gates, &positive, total, bound, &mut known);
    }
    adders(gates, &positive, bound)
}

/// Whether the diagram has few decisions; counted level by level before a clause is made.
fn small(terms: &[(i128, Lit)], total: i128, bound: i128) -> bool {
    let (mut level, mut rest, mut count) = (vec![bound], total, 0_usize);
    for (weight, _) in terms {
        rest -= weight;
        let mut next: Vec<i128> = level.iter().flat_map(|missing| [*missing, missing - weight]).collect();
        next.retain(|missing| *missing > 0 && *missing <= rest);
        next.sort_unstable();
        next.dedup();
        count += next.len();
        if count > LARGEST_DIAGRAM {
            return false;
        }
        level = next;
    }
    true
}

fn diagram<S: SolverInterface>(
    gates: &mut Gates<S>,
    terms: &[(i128, Lit)],
    rest: i128,
    missing: i128,
    known: &mut HashMap<(usize, i128), Lit>,
) -> Lit {
    if missing <= 0 || rest < missing {
        return gates.constant(missing <= 0);
    }
    let Some(((weight, literal), tail)) = terms.split_first() else { return gates.constant(false) };
    if let Some(node) = known.get(&(terms.len(), missing)) {
        return *node;
    }
    let with = diagram(gates, tail, rest - weight, missing - weight, known);
    let without = diagram(gates, tail, rest - weight, missing, known);
    // What suffices without a term suffices with it.
    let taken = gates.and(*literal, with);
    let node = gates.or(taken, without);
    known.insert((terms.len(), missing), node);
    node
}

fn adders<S: SolverInterface>(gates: &mut Gates<S>, terms: &[(i128, Lit)], bound: i128) -> Lit {
    let width = 128 - terms.iter().map(|(weight, _)| weight).sum::<i128>().leading_zeros();
    let columns: Vec<Vec<Lit>> = (0..=width)
        .map(|bit| terms.iter().filter(|(weight, _)| (weight >> bit) & 1 == 1).map(|(_, l)| *l).collect())
        .collect();
    let mut sum = Vec::with_capacity(columns.len());
    let mut carried: Vec<Lit> = Vec::new();
    for mut column in columns {
        column.append(&mut carried);
        let no = gates.constant(false);
        let bit = loop {
            match (column.pop(), column.pop()) {
                (Some(a), Some(b)) => {
                    let c = column.pop().unwrap_or(no);
                    let (bit, carry) = gates.add(a, b, c);
                    column.push(bit);
                    carried.push(carry);
                }
                (one, _) => break one.unwrap_or(no),
            }
        };
        sum.push(bit);
    }
    compare(gates, &sum, bound)
}

/// Whether a binary number, lowest bit first, reaches the bound.
fn compare<S: SolverInterface>(gates: &mut Gates<S>, sum: &[Lit], bound: i128) -> Lit {
    let mut reaches = gates.constant(true);
    for (bit, literal) in sum.iter().enumerate() {
        reaches = match (bound >> bit) & 1 {
            1 => gates.and(*literal, reaches),
            _ => gates.or(*literal, reaches),
        };
    }
    if bound >> sum.len() > 0 { gates.constant(false) } else { reaches }
}
