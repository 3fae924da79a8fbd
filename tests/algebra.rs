//! The two algebras and a naive reference agree: on every formula, draft and reading.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use penholder::evaluate::{Bool, Circuit, Decide, Evaluator, Interpretation, Leaf, Plan, Reading, fold};
use penholder::facts::Facts;
use penholder_language::model::{Draft, Formula};
use proptest::prelude::*;
use support::generate;
use support::naive::Naive;

fn readings() -> impl Iterator<Item = Reading> {
    (0..8_u32).map(|bits| Reading(vec![bits & 1, bits >> 1 & 1, bits >> 2 & 1]))
}

fn plain(draft: &Draft, formula: &Formula, reading: &Reading) -> bool {
    let vocabulary = generate::vocabulary();
    let facts = Facts::new(draft, &vocabulary);
    let truths = Interpretation::reading(&facts, reading);
    let mut plan = Plan::default();
    let formula = plan.formula(formula, &vocabulary);
    Evaluator::new(&mut Bool, &facts, &truths, &plan).holds(formula).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1536, ..ProptestConfig::default() })]

    #[test]
    fn bool_agrees_with_the_naive_reference(draft in generate::draft(), formula in generate::formula(&[])) {
        let vocabulary = generate::vocabulary();
        for reading in readings() {
            let naive = Naive { draft: &draft, vocabulary: &vocabulary, reading: &reading };
            prop_assert_eq!(plain(&draft, &formula, &reading), naive.holds(&formula, &mut Vec::new()), "{:?}", reading);
        }
    }

    #[test]
    fn the_fold_of_the_circuit_is_bool(draft in generate::draft(), formula in generate::formula(&[])) {
        let vocabulary = generate::vocabulary();
        let facts = Facts::new(&draft, &vocabulary);
        for provenance in [true, false] {
            let mut circuit = Circuit::default();
            let truths = if provenance {
                Interpretation::provenance(&facts, &mut circuit)
            } else {
                Interpretation::brackets(&facts, &mut circuit)
            };
            let mut plan = Plan::default();
            let placed = plan.formula(&formula, &vocabulary);
            let root = Evaluator::new(&mut circuit, &facts, &truths, &plan).holds(placed).unwrap();
            for reading in readings() {
                let leaves = |leaf: Leaf| match leaf {
                    Leaf::Fact(_) => true,
                    Leaf::Option(choice, option) => reading.takes(choice, option),
                };
                let values = fold(&circuit, &mut Decide(leaves));
                prop_assert_eq!(values[root.index()], plain(&draft, &formula, &reading), "{:?}", reading);
            }
        }
    }
}
