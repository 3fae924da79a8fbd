//! Learns what signals weigh from pairs of texts whose links a reader wrote down.
//!
//! Gradient descent (Adam) on the likelihood of the conditional logit, first without company, then with it; weights are drawn
//! towards 0. Everything is done in one order, so that the same examples give the same weights.

use super::company::{COMPANY, Likely};
use super::links::Evidence;
use super::newness::NEWNESS;
use super::signals::ALONE;
use super::table::Table;
use super::weights::Weights;

/// How strongly weights are drawn towards 0.
const DECAY: f64 = 0.0005;
/// How often weights are moved.
const STEPS: u32 = 400;
/// After so many steps they are moved less.
const SETTLED: u32 = 280;
/// How far one step goes.
const STEP: f64 = 0.1;
/// What speaks for newness at the start.
const START: f64 = 5.0;
/// Where a unit has several antecedents, what the main one counts for.
const MAIN: f64 = 0.7;

/// Two texts, and of each new unit the old ones that it continues, the main one first.
pub struct Example<'u> {
    /// What is known of the two.
    pub evidence: Evidence<'u>,
    /// What a reader says.
    pub wanted: Vec<Vec<usize>>,
}

/// The weights under which the examples are likeliest.
pub fn fit(examples: &[&Example<'_>]) -> Weights {
    let mut weights = Weights::default();
    let [new_alone, new_together] = &mut weights.newness;
    let cases: Vec<Case<'_, ALONE>> =
        examples.iter().map(|example| Case { example, signals: &example.evidence.alone }).collect();
    let likely =
        |case: &Case<'_, ALONE>, weights: &[f32], new: &[f32]| case.example.evidence.likely(weights, new);
    descend(&cases, &mut weights.alone, new_alone, likely);
    let all: Vec<Table<[f32; COMPANY]>> = examples
        .iter()
        .map(|example| example.evidence.company(&example.evidence.likely(&weights.alone, new_alone)))
        .collect();
    let cases: Vec<Case<'_, COMPANY>> =
        examples.iter().zip(&all).map(|(example, signals)| Case { example, signals }).collect();
    let likely = |case: &Case<'_, COMPANY>, weights: &[f32], new: &[f32]| {
        case.example.evidence.together(case.signals, weights, new)
    };
    descend(&cases, &mut weights.together, new_together, likely);
    weights
}

/// One example with its signals.
struct Case<'a, const N: usize> {
    example: &'a Example<'a>,
    signals: &'a Table<[f32; N]>,
}

fn descend<const N: usize>(
    cases: &[Case<'_, N>],
    weights: &mut [f32; N],
    newness: &mut [f32; NEWNESS],
    likely: impl Fn(&Case<'_, N>, &[f32], &[f32]) -> Likely,
) {
    let mut at = vec![0.0_f64; N + NEWNESS];
    if let Some(always) = at.last_mut() {
        *always = START;
    }
    let (mut mean, mut spread) = (vec![0.0_f64; at.len()], vec![0.0_f64; at.len()]);
    for step in 1..=STEPS {
        put(&at, weights, newness);
        let mut slope = vec![0.0_f64; at.len()];
        let mut units = 0.0;
        for case in cases {
            units += case.example.wanted.len() as f64;
            case.add_slope(&likely(case, weights, newness), &mut slope);
        }
        let (first, second) = (1.0 - 0.9_f64.powf(step.into()), 1.0 - 0.99_f64.powf(step.into()));
        let length = if step > SETTLED { STEP * 0.3 } else { STEP };
        let last = at.len() - 1;
        let moving = at.iter_mut().zip(&slope).zip(mean.iter_mut().zip(spread.iter_mut()));
        for (place, ((value, slope), (mean, spread))) in moving.enumerate() {
            let decay = if place == last { 0.0 } else { DECAY * *value };
            let slope = slope / units.max(1.0) + decay;
            *mean = 0.9 * *mean + 0.1 * slope;
            *spread = 0.99 * *spread + 0.01 * slope * slope;
            *value -= length * (*mean / first) / ((*spread / second).sqrt() + 1e-6);
        }
    }
    put(&at, weights, newness);
}

fn put(at: &[f64], weights: &mut [f32], newness: &mut [f32]) {
    for (weight, value) in weights.iter_mut().chain(newness).zip(at) {
        *weight = *value as f32;
    }
}

impl<const N: usize> Case<'_, N> {
    /// Adds by how much what is said differs from what is wanted, for every signal.
    fn add_slope(&self, likely: &Likely, slope: &mut [f64]) {
        for (row, wanted) in self.example.wanted.iter().enumerate() {
            for (column, said) in likely.row(row).iter().enumerate() {
                let miss = f64::from(*said) - share(wanted, column);
                if miss.abs() > 1e-6
                    && let Some(signals) = self.signals.at(row, column)
                {
                    for (slope, signal) in slope.iter_mut().zip(signals) {
                        *slope += miss * f64::from(*signal);
                    }
                }
            }
            let miss = f64::from(likely.is_new(row)) - if wanted.is_empty() { 1.0 } else { 0.0 };
            let newness = self.example.evidence.newness.get(row).into_iter().flatten();
            for (slope, signal) in slope.iter_mut().skip(N).zip(newness) {
                *slope += miss * f64::from(*signal);
            }
        }
    }
}

/// What an old unit should count for.
fn share(wanted: &[usize], old: usize) -> f64 {
    match (wanted.iter().position(|wanted| *wanted == old), wanted.len()) {
        (None, _) => 0.0,
        (Some(_), 1) => 1.0,
        (Some(0), _) => MAIN,
        (Some(_), count) => (1.0 - MAIN) / (count - 1) as f64,
    }
}
