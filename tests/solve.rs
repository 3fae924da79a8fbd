//! The solver against exhaustive evaluation: random circuits over a few leaves, sums with awkward weights among them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::time::Instant;

use penholder::evaluate::{Algebra, Circuit, Decide, Leaf, NodeId, fold};
use penholder::facts::FactId;
use penholder::solve::{Answer, Limits, Model, Solver};
use proptest::prelude::*;

const LEAVES: u32 = 9;

fn leaf(n: u32) -> Leaf {
    Leaf::Fact(FactId(n))
}

/// How a random node is made of the nodes before it.
#[derive(Clone, Debug)]
enum Step {
    Not(usize),
    And(usize, usize),
    Or(usize, usize),
    AtLeast(Vec<(i64, usize)>, i64),
}

fn weight() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => -6..7_i64,
        1 => prop_oneof![Just(8_831_i64), Just(-11_200), Just(i64::from(i32::MAX)), Just(1 << 40)],
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let at = any::<prop::sample::Index>();
    let place = move || at.clone().prop_map(|i| i.index(1 << 20));
    prop_oneof![
        1 => place().prop_map(Step::Not),
        3 => (place(), place()).prop_map(|(a, b)| Step::And(a, b)),
        3 => (place(), place()).prop_map(|(a, b)| Step::Or(a, b)),
        3 => (prop::collection::vec((weight(), place()), 1..7), prop_oneof![4 => -9..12_i64, 1 => weight()])
            .prop_map(|(terms, bound)| Step::AtLeast(terms, bound)),
    ]
}

fn build(steps: &[Step]) -> (Circuit, Vec<NodeId>) {
    let mut circuit = Circuit::default();
    let mut nodes: Vec<NodeId> = (0..LEAVES).map(|n| circuit.leaf(leaf(n))).collect();
    for step in steps {
        let at = |i: &usize| nodes[i % nodes.len()];
        let node = match step {
            Step::Not(a) => circuit.not(&at(a)),
            Step::And(a, b) => circuit.and(&at(a), &at(b)),
            Step::Or(a, b) => circuit.or(&at(a), &at(b)),
            Step::AtLeast(terms, bound) => {
                let terms: Vec<_> = terms.iter().map(|(w, a)| (*w, circuit.number(1, &at(a)))).collect();
                let sum = circuit.sum(&terms).unwrap();
                circuit.at_least(&sum, *bound)
            }
        };
        nodes.push(node);
    }
    (circuit, nodes)
}

fn values(circuit: &Circuit, holds: impl FnMut(Leaf) -> bool) -> Vec<bool> {
    fold(circuit, &mut Decide(holds))
}

/// Whether some assignment makes all nodes hold.
fn possible(circuit: &Circuit, nodes: &[NodeId]) -> bool {
    (0..1_u32 << LEAVES).any(|bits| {
        let values = values(circuit, |l| matches!(l, Leaf::Fact(FactId(n)) if bits >> n & 1 == 1));
        nodes.iter().all(|node| values[node.index()])
    })
}

fn confirmed(circuit: &Circuit, nodes: &[NodeId], model: &Model) -> bool {
    let values = values(circuit, |leaf| model.holds(leaf));
    nodes.iter().all(|node| values[node.index()])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_solver_agrees_with_trying_everything(
        steps in prop::collection::vec(step(), 1..14),
        asked in prop::collection::vec(any::<prop::sample::Index>(), 1..5),
    ) {
        let (mut circuit, nodes) = build(&steps);
        let mut solver = Solver::default();
        let limits = Limits::default();
        let asked: Vec<NodeId> = asked.iter().map(|i| nodes[i.index(nodes.len())]).collect();
        let denied: Vec<NodeId> = asked.iter().map(|node| circuit.not(node)).collect();
        // The second question is asked of the same solver; assumptions that contradict each other outright included.
        let both: Vec<NodeId> = asked.iter().chain(denied.first()).copied().collect();
        for question in [&asked, &denied, &both] {
            match solver.solve_minimal(&circuit, question, &limits) {
                Answer::Satisfiable(model) => prop_assert!(confirmed(&circuit, question, &model)),
                Answer::Unsatisfiable(core) => {
                    let clash: Vec<NodeId> = core.iter().map(|i| question[*i]).collect();
                    prop_assert!(!possible(&circuit, &clash));
                    for left_out in 0..clash.len() {
                        let mut fewer = clash.clone();
                        fewer.remove(left_out);
                        prop_assert!(possible(&circuit, &fewer), "the clash is not minimal");
                    }
                }
                Answer::Unknown => prop_assert!(false, "gave up"),
            }
        }
        let leaves: Vec<NodeId> = nodes[..LEAVES as usize].to_vec();
        if let Answer::Satisfiable(model) = solver.solve_small(&circuit, &asked, &leaves, &limits) {
            prop_assert!(confirmed(&circuit, &asked, &model));
            for out in &model.0 {
                let mut fewer = model.clone();
                fewer.0.remove(out);
                prop_assert!(!confirmed(&circuit, &asked, &fewer), "a fact too many");
            }
        } else {
            prop_assert!(!possible(&circuit, &asked));
        }
    }
}

#[test]
fn long_sums_with_odd_weights_are_exact() {
    let mut circuit = Circuit::default();
    let terms: Vec<_> = (0..40)
        .map(|n| {
            let node = circuit.leaf(leaf(n));
            (1_000_003 + i64::from(n) * 7_919 * i64::from(n), circuit.number(1, &node))
        })
        .collect();
    let total: i64 = terms.iter().map(|(w, _)| w).sum();
    let sum = circuit.sum(&terms).unwrap();
    let (all, more) = (circuit.at_least(&sum, total), circuit.at_least(&sum, total - 1_000_002));
    let none = circuit.at_least(&sum, 1_000_003);
    let mut solver = Solver::default();
    assert!(
        matches!(solver.solve(&circuit, &[all], &Limits::default()), Answer::Satisfiable(m) if m.0.len() == 40)
    );
    // Every term is larger than what may be missing.
    assert!(
        matches!(solver.solve(&circuit, &[more], &Limits::default()), Answer::Satisfiable(m) if m.0.len() == 40)
    );
    let nothing = circuit.not(&none);
    assert!(
        matches!(solver.solve(&circuit, &[nothing], &Limits::default()), Answer::Satisfiable(m) if m.0.is_empty())
    );
    assert!(matches!(solver.solve(&circuit, &[all, nothing], &Limits::default()), Answer::Unsatisfiable(_)));
}

#[test]
fn weights_at_the_end_of_64_bits_do_not_wrap() {
    let mut circuit = Circuit::default();
    let (a, b) = (circuit.leaf(leaf(0)), circuit.leaf(leaf(1)));
    let terms = [(i64::MAX / 2, circuit.number(1, &a)), (i64::MAX / 2, circuit.number(1, &b))];
    let sum = circuit.sum(&terms).unwrap();
    let both = circuit.at_least(&sum, i64::MAX - 1);
    let mut solver = Solver::default();
    assert!(
        matches!(solver.solve(&circuit, &[both], &Limits::default()), Answer::Satisfiable(m) if m.0.len() == 2)
    );
    let not_a = circuit.not(&a);
    assert_eq!(solver.solve(&circuit, &[both, not_a], &Limits::default()), Answer::Unsatisfiable(vec![0, 1]));
}

#[test]
fn a_question_without_time_is_unknown() {
    // Pigeons: 9 into 8 holes, which clauses alone refute slowly.
    let mut circuit = Circuit::default();
    let mut solver = Solver::default();
    let at: Vec<Vec<NodeId>> =
        (0..9).map(|p| (0..8).map(|h| circuit.leaf(leaf(p * 8 + h))).collect()).collect();
    for pigeon in &at {
        solver.require_any(&circuit, pigeon);
    }
    #[allow(clippy::needless_range_loop)]
    for hole in 0..8 {
        for (one, other) in (0..9).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let both = circuit.and(&at[one][hole], &at[other][hole]);
            let not = circuit.not(&both);
            solver.require(&circuit, not);
        }
    }
    let few = Limits { steps: 5, until: None };
    assert_eq!(solver.solve(&circuit, &[], &few), Answer::Unknown);
    let late = Limits { until: Some(Instant::now()), ..Limits::default() };
    assert_eq!(solver.solve(&circuit, &[], &late), Answer::Unknown);
    assert_eq!(solver.solve(&circuit, &[], &Limits::default()), Answer::Unsatisfiable(vec![]));
}
