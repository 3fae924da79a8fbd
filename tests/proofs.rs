//! No proof is wrong: what is proved of random formulas holds of every random draft.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use penholder::evaluate::{Bool, Evaluator, Interpretation, Plan, Reading};
use penholder::facts::Facts;
use penholder::verify::{Answer, Ground, Options, Question, Report, verify};
use penholder_language::model::{
    Draft, EntityId, Formula, Guard, Guarded, Level, Pack, RequireLine, Rule, TermId, Text, Value,
};
use penholder_language::source::Span;
use proptest::prelude::*;
use support::generate::{draft, formula, vocabulary};

fn rule(code: &str, formula: Formula) -> Rule {
    let line = RequireLine {
        label: String::new(),
        formula,
        partly: None,
        excluded: None,
        level: Level::Error,
        measure: None,
        span: Span::default(),
    };
    Rule {
        code: code.to_owned(),
        name: code.to_lowercase(),
        asks: String::new(),
        source: String::new(),
        judgements: Vec::new(),
        for_each: Vec::new(),
        condition: Formula::Constant(true),
        slots: 64,
        blocks: Vec::new(),
        needs: Vec::new(),
        figures: Vec::new(),
        require: vec![line],
        eased: Vec::new(),
        because: Text::default(),
        remedies: Vec::new(),
        span: Span::default(),
        condition_span: Span::default(),
    }
}

/// Whether the formula holds of the draft, by the plain evaluator. Brackets take their first option.
fn holds(pack: &Pack, draft: &Draft, formula: &Formula) -> bool {
    let facts = Facts::new(draft, &pack.vocabulary);
    let truths = Interpretation::reading(&facts, &Reading::default());
    let mut plan = Plan::default();
    let op = plan.formula(formula, &pack.vocabulary);
    let mut algebra = Bool;
    Evaluator::new(&mut algebra, &facts, &truths, &plan).holds(op).unwrap()
}

/// A clause has an act, and nobody is named who is not there: what the language demands of a draft.
fn writable(mut draft: Draft) -> Draft {
    let there: Vec<bool> = draft
        .entities
        .iter()
        .map(|entity| entity.presence.0.iter().all(|(_, option)| *option == 0))
        .collect();
    for entity in &mut draft.entities {
        let own = |guard: &Guard| guard.0.iter().all(|(_, option)| *option == 0);
        if entity.label.is_some() && !entity.kinds.iter().any(|kind| own(&kind.guard)) {
            let value = if entity.sort.0 == 2 { TermId(6) } else { TermId(9) };
            entity.kinds.push(Guarded { value, guard: Guard::default(), span: Span::default() });
        }
        entity.tuples.retain(|tuple| match tuple.value {
            Value::Entity(EntityId(id)) => there[id as usize],
            _ => true,
        });
    }
    draft
}

fn refuted(report: &Report, question: Question, codes: &[&str]) -> bool {
    report.checked.iter().any(|checked| {
        checked.question == question
            && checked.codes == codes
            && matches!(checked.answer, Answer::Refuted(Ground::Bound(_)))
    })
}

fn pack(one: &Formula, other: &Formula) -> Pack {
    Pack {
        vocabulary: vocabulary(),
        rules: vec![rule("M1", one.clone()), rule("M2", other.clone())],
        ..Pack::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn what_is_proved_of_a_formula_holds_of_drafts(
        one in formula(&[]),
        other in formula(&[]),
        drafts in prop::collection::vec(draft().prop_map(writable), 12),
    ) {
        // One implies the other, so that there is something to prove.
        let both = Formula::And(vec![one.clone(), other.clone()]);
        let pack = pack(&one, &both);
        let report = verify(&pack, &Options { threads: 1, steps: 20_000, ..Options::default() });
        let truths: Vec<(bool, bool)> =
            drafts.iter().map(|draft| (holds(&pack, draft, &one), holds(&pack, draft, &both))).collect();
        for (place, code) in ["M1", "M2"].iter().enumerate() {
            let of = |truth: &(bool, bool)| if place == 0 { truth.0 } else { truth.1 };
            if refuted(&report, Question::CanBeBroken, &[code]) {
                prop_assert!(truths.iter().all(of), "{code} was proved to be always met: {:?}", pack.rules[place].require);
            }
            if refuted(&report, Question::CanBeMet, &[code]) {
                prop_assert!(!truths.iter().any(of), "{code} was proved never to be met: {:?}", pack.rules[place].require);
            }
        }
        if refuted(&report, Question::Compatible, &["M1", "M2"]) {
            prop_assert!(!truths.iter().any(|(one, both)| *one && *both));
        }
        for (from, to) in [("M1", "M2"), ("M2", "M1")] {
            if refuted(&report, Question::Independent, &[from, to]) {
                let fine = |truth: &(bool, bool)| if from == "M1" { truth.0 || !truth.1 } else { truth.1 || !truth.0 };
                prop_assert!(truths.iter().all(fine), "{from} was proved to add nothing to {to}");
            }
        }
    }
}
