//! Renewals that people read by hand (`tests/corpus/antecedents`), scored. Runs where `PENHOLDER_CORPUS` names the corpus.
//! `PENHOLDER_VERBOSE=1` lists every unit that is wrong.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout
)]

use std::path::PathBuf;

use penholder::compare::links;

#[path = "../benches/antecedents/renewals.rs"]
mod renewals;
use renewals::{Score, held_out, renewals, table};

/// What is reached with the weights that come with the program, which were fitted on the same renewals.
const FLOORS: (f64, f64, f64) = (0.85, 0.90, 0.80);
/// What is reached on each renewal with weights that were fitted on the other four.
const FLOORS_HELD_OUT: (f64, f64, f64) = (0.79, 0.82, 0.73);

#[test]
fn renewals_are_followed() {
    let Some(corpus) = std::env::var_os("PENHOLDER_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: PENHOLDER_CORPUS names no corpus");
        return;
    };
    let pack = penholder::embedded::shipped_packs().into_iter().next().unwrap();
    let renewals = renewals(&corpus, &pack);
    let found: Vec<_> =
        renewals.iter().map(|one| links(&one.old, &one.new, false, &pack.vocabulary)).collect();
    if std::env::var_os("PENHOLDER_VERBOSE").is_some() {
        renewals
            .iter()
            .zip(&found)
            .flat_map(|(one, links)| one.wrong(links))
            .for_each(|wrong| println!("{wrong}"));
    }
    reach(&table("fitted on all five", &renewals, &found), FLOORS);
    let found = held_out(&renewals, &pack.vocabulary);
    reach(&table("fitted on the other four", &renewals, &found), FLOORS_HELD_OUT);
}

fn reach(score: &Score, floors: (f64, f64, f64)) {
    let (right, precision, recall) = score.shares();
    assert!(right >= floors.0 && precision >= floors.1 && recall >= floors.2);
}
