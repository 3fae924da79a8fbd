//! Proofs about a pack: that no rule is empty, impossible, always met, repeated or at odds with another; that remedies,
//! horns and proposals do what they say.
//!
//! A question is put over a symbolic mandate (`universe`): a draft that says everything that could be said about a few
//! entities, each fact a leaf, evaluated by the one evaluator into a circuit and handed to the solver. How few entities
//! are enough is counted from the question's quantifiers (`demand`). A mandate that the solver finds is written, read
//! again and judged by the plain evaluator before it is shown (`example`).

mod acceptances;
mod added;
mod canonical;
mod classes;
mod demand;
mod dilemmas;
mod example;
mod linear;
mod lines;
mod mentions;
mod overlaps;
mod pairs;
mod pool;
mod proposals;
mod question;
mod remedies;
mod report;
mod rules;
mod search;
mod sums;
mod together;
mod universe;
mod world;
mod write;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use penholder_language::model::{Pack, RuleId};

pub use demand::Beyond;
pub use report::{Answer, Checked, Declared, Ground, Question, Report};

use crate::evaluate::Plan;
use crate::solve::Limits;
use pool::Pool;
use search::Search;

/// How far to go.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// So many steps for one question.
    pub steps: u64,
    /// Not after this.
    pub until: Option<Instant>,
    /// Mandates with up to so many entities of a sort are searched where the bound is larger, or there is none.
    pub most: usize,
    /// So many more entities of each sort than are needed: more work for the same answers.
    pub spare: usize,
    /// How many questions are worked on at once.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { steps: 200_000, until: None, most: 4, spare: 0, threads: 2 }
    }
}

/// Asks all questions about a pack.
pub fn verify(pack: &Pack, options: &Options) -> Report {
    let plan = Plan::new(pack);
    let limits = Limits { steps: options.steps, until: options.until };
    let free = universe::freed(&pack.vocabulary);
    let sums = sums::Sums::new(pack);
    let search = Search { pack, plan: &plan, free: &free, sums: sums.as_ref(), options, limits };
    let ids: Vec<RuleId> = (0..pack.rules.len()).map(|i| RuleId(i as u32)).collect();
    let singles = in_parallel(options.threads, &ids, |id| rules::single(&search, *id));
    let mut checked = Vec::new();
    let mut pool = Pool::new(&search);
    let mut beyond = Vec::new();
    for single in singles {
        checked.extend(single.checked);
        pool.extend(single.shown);
        beyond.extend(single.beyond);
    }
    let pool = pool.judged();
    checked.extend(pairs::all(&search, &pool));
    checked.extend(together::together(&search, &pool));
    checked.extend(acceptances::acceptances(&search, &pool));
    let places: Vec<usize> = (0..pack.dilemmas.len()).collect();
    checked.extend(
        in_parallel(options.threads, &places, |place| dilemmas::dilemma(&search, *place))
            .into_iter()
            .flatten(),
    );
    let places: Vec<usize> = (0..pack.proposals.len()).collect();
    checked.extend(
        in_parallel(options.threads, &places, |place| proposals::proposal(&search, *place, &pool))
            .into_iter()
            .flatten(),
    );
    let repairable = proposals::repairable(&search, &pool, &checked);
    checked.extend(repairable);
    overlaps::declare(pack, &mut checked);
    checked.sort_by(|a, b| (&a.codes, a.question, &a.part).cmp(&(&b.codes, b.question, &b.part)));
    beyond.sort();
    Report { pack: pack.name.clone(), rules: pack.rules.len(), checked, beyond }
}

/// Maps a list on several threads; the results are in the list's order.
pub(crate) fn in_parallel<T: Sync, R: Send>(
    threads: usize,
    list: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(list.len()));
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                while let Some((place, item)) = {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    list.get(place).map(|item| (place, item))
                } {
                    let result = work(item);
                    // A thread that panicked has ended the program's work anyway.
                    if let Ok(mut done) = done.lock() {
                        done.push((place, result));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}
