//! How long `brackets` takes, from 2⁴ to 2²⁴ readings, beside judging the readings one by one with `Bool`.
//!
//! The draft is `examples/renewal-in-brackets.mandate`, twenty brackets of two options; where fewer are wanted the rest
//! is pinned, where more, brackets around further clauses are added. Everything that `brackets` tells is worked out, in one
//! thread. What is compared with is as little as can be: facts and plan made once, every rule and axis evaluated by the
//! fast path for each reading, its findings counted and nothing told; of many readings 4,096 are timed.
//!
//! `cargo bench --bench brackets`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use penholder::brackets::{Count, Limits, analyse};
use penholder::evaluate::{Bool, Evaluator, Interpretation, Plan, PlanAxis, Reading};
use penholder::facts::Facts;
use penholder::findings::standing;
use penholder_language::model::{ChoiceId, Draft, Pack, RuleId};
use penholder_language::source::SourceMap;
use penholder_language::syntax::mandate;
use penholder_language::translate::mandate::{Selection, drafts};

const TEXT: &str = include_str!("../../examples/renewal-in-brackets.mandate");

/// Brackets for what goes beyond a million readings.
const MORE: &str = "
    [ Quist: ¶50 requests secretary-general training on asymmetric-threats ]
    [ Toland: ¶51 requests secretary-general logistics for ¶11 ]
    [ Arbania: ¶52 decides mission to counter-terrorism in Mirr against \"Black Standard\" ]
    [ Quist: ¶53 requests contributors 6 helicopter in Mirr ]
    accepts";

/// So many readings are judged one by one.
const SAMPLE: u32 = 4096;

fn draft(pack: &Pack, text: &str) -> Draft {
    let file = SourceMap::default().add("renewal", text);
    let (tree, problems) = mandate::parse(file, text);
    assert!(problems.is_empty(), "{problems:?}");
    let (mut drafts, problems) = drafts(&tree, &[], &Selection::default(), &pack.vocabulary);
    assert!(
        problems.iter().all(|p| p.severity != penholder_language::source::Severity::Error),
        "{problems:?}"
    );
    drafts.remove(0)
}

/// All readings at once, the fastest of some runs.
fn at_once(pack: &Pack, draft: &Draft, brackets: usize) -> Duration {
    let pins: Vec<(ChoiceId, u32)> =
        (brackets..draft.choices.len()).map(|place| (ChoiceId(place as u32), 0)).collect();
    let runs = if brackets > 20 { 3 } else { 7 };
    let times = (0..runs).map(|_| {
        let start = Instant::now();
        let analysis = analyse(pack, draft, &pins, Limits::default()).unwrap();
        let took = start.elapsed();
        assert_eq!(analysis.readings, Count::Exactly(1 << brackets));
        assert!(!analysis.factored);
        black_box(analysis);
        took
    });
    times.min().unwrap()
}

/// One reading, as little as can be.
fn alone(pack: &Pack, plan: &Plan, facts: &Facts, reading: &Reading) -> (u32, u32, u32) {
    let truths = Interpretation::reading(facts, reading);
    let mut algebra = Bool;
    let mut evaluator = Evaluator::new(&mut algebra, facts, &truths, plan);
    let mut counts = (0, 0, 0);
    for (index, rule) in pack.rules.iter().enumerate() {
        evaluator
            .outcome(RuleId(index as u32), |instance| {
                let standing = standing(&mut Bool, rule, instance);
                counts.0 += u32::from(standing.error);
                counts.1 += u32::from(standing.warning);
                counts.2 += u32::from(standing.note);
            })
            .unwrap();
    }
    for axis in plan.axes() {
        match axis {
            PlanAxis::Number(sum) => {
                black_box(evaluator.figure(*sum).unwrap());
            }
            PlanAxis::Level(levels) => {
                levels.iter().for_each(|level| {
                    black_box(evaluator.holds(*level).unwrap());
                });
            }
        }
    }
    counts
}

/// Time for one reading, the fastest of some runs.
fn one_by_one(pack: &Pack, draft: &Draft) -> Duration {
    let (plan, facts) = (Plan::new(pack), Facts::new(draft, &pack.vocabulary));
    let choices = draft.choices.len() as u32;
    let times = (0..3).map(|_| {
        let start = Instant::now();
        for number in 0..SAMPLE {
            let options = (0..choices).map(|place| number.wrapping_mul(2_654_435_761) >> place & 1).collect();
            black_box(alone(pack, &plan, &facts, &Reading(options)));
        }
        start.elapsed() / SAMPLE
    });
    times.min().unwrap()
}

fn main() {
    let pack = penholder::embedded::shipped_packs().into_iter().next().expect("a shipped pack");
    let twenty = draft(&pack, TEXT);
    let more = draft(&pack, &TEXT.replacen("\n    accepts", MORE, 1));
    let each = one_by_one(&pack, &twenty);
    println!("one reading with `Bool`: {:.1} µs", each.as_secs_f64() * 1e6);
    println!("| readings | all at once | to a reading | one by one | ratio |");
    println!("|---|---|---|---|---|");
    for brackets in (4..=24).step_by(4) {
        let draft = if brackets > 20 { &more } else { &twenty };
        let all = at_once(&pack, draft, brackets).as_secs_f64();
        let readings = (1_u64 << brackets) as f64;
        let singly = readings * each.as_secs_f64();
        println!(
            "| 2^{brackets} | {:.1} ms | {:.1} ns | {singly:.3} s | {:.1} |",
            all * 1e3,
            all / readings * 1e9,
            singly / all
        );
    }
}
