//! All readings at once agree with one reading at a time: on every status, level, acceptance, dilemma and axis.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used)]

mod support;

use std::collections::BTreeMap;

use penholder::evaluate::{
    Bool, Circuit, Dimension, Evaluator, Gates, Interpretation, Lanes, Plan, Reading, fold,
};
use penholder::facts::Facts;
use penholder_language::model::{ChoiceId, Draft, Formula};
use proptest::prelude::*;
use support::generate;

/// Every assignment of options to the brackets of a draft.
fn readings(draft: &Draft) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for choice in &draft.choices {
        let options = choice.options.len() as u32;
        all = all.iter().flat_map(|r| (0..options).map(|o| [r.as_slice(), &[o]].concat())).collect();
    }
    all
}

fn dimensions(draft: &Draft) -> Vec<Dimension> {
    let dimension = |(index, choice): (usize, &penholder_language::model::Choice)| Dimension {
        choice: ChoiceId(index as u32),
        options: choice.options.len() as u32,
        within: choice.within.0.clone(),
    };
    draft.choices.iter().enumerate().map(dimension).collect()
}

fn plain(draft: &Draft, formula: &Formula, reading: &[u32]) -> bool {
    let vocabulary = generate::vocabulary();
    let facts = Facts::new(draft, &vocabulary);
    let truths = Interpretation::reading(&facts, &Reading(reading.to_vec()));
    let mut plan = Plan::default();
    let formula = plan.formula(formula, &vocabulary);
    Evaluator::new(&mut Bool, &facts, &truths, &plan).holds(formula).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn lanes_agree_with_bool(draft in generate::bracketed(), formula in generate::formula(&[])) {
        let vocabulary = generate::vocabulary();
        let facts = Facts::new(&draft, &vocabulary);
        let mut circuit = Circuit::default();
        let truths = Interpretation::brackets(&facts, &mut circuit);
        let mut plan = Plan::default();
        let placed = plan.formula(&formula, &vocabulary);
        let root = Evaluator::new(&mut circuit, &facts, &truths, &plan).holds(placed).unwrap();
        let options = draft.choices.iter().map(|choice| choice.options.len() as u32).collect();
        let mut gates = Gates::new(options, vec![None; draft.choices.len()]);
        let values = fold(&circuit, &mut gates);
        let dimensions = dimensions(&draft);
        let mut lanes = Lanes::new(&gates, &dimensions, &[values[root.index()]]);
        let mut seen: BTreeMap<Vec<u32>, bool> = BTreeMap::new();
        lanes.run(&mut |block| {
            let word = block.output(0);
            for lane in 0..block.lanes() {
                let reading: Vec<u32> = (0..dimensions.len()).map(|d| block.taken(d, lane)).collect();
                seen.insert(reading, word[lane / 64] >> (lane % 64) & 1 == 1);
            }
        });
        prop_assert_eq!(seen.len(), readings(&draft).len());
        for (reading, holds) in &seen {
            prop_assert_eq!(*holds, plain(&draft, &formula, reading), "{:?}", reading);
        }
    }
}
