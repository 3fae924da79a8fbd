//! Learns what `compare` follows paragraphs by, from the corpus that `PENHOLDER_CORPUS` names: `kin.bin` from resolutions, the weights
//! from the renewals that people read by hand.
//!
//!     PENHOLDER_CORPUS=DIR cargo bench --bench antecedents -- kin       writes src/compare/data/kin.bin
//!     PENHOLDER_CORPUS=DIR cargo bench --bench antecedents -- weights   writes src/compare/data/weights.txt
//!     PENHOLDER_CORPUS=DIR cargo bench --bench antecedents              says whether both are as they would be written, and scores them
//!
//! The weights rest on the words, so `kin` comes first, and the program is built again before `weights`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::path::{Path, PathBuf};
use std::{env, fs};

use penholder::compare::{Example, Weights, fit, kin_of};
use penholder_language::source::SourceMap;

mod renewals;
use renewals::{held_out, numbers, renewals, resolution, table};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/compare/data");

fn main() {
    let Some(corpus) = env::var_os("PENHOLDER_CORPUS").map(PathBuf::from) else {
        println!("skipped: PENHOLDER_CORPUS names no corpus");
        return;
    };
    let what = env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let what = what.as_deref().unwrap_or("check");
    if matches!(what, "kin" | "check") {
        settle("kin.bin", &kin(&corpus), what == "kin");
    }
    if matches!(what, "weights" | "check") {
        weights(&corpus, what == "weights");
    }
}

/// Writes a file, or says whether it is as it would be written.
fn settle(name: &str, bytes: &[u8], write: bool) {
    let path = Path::new(DATA).join(name);
    let same = fs::read(&path).is_ok_and(|there| there == bytes);
    if write {
        fs::write(&path, bytes).unwrap();
    }
    let told = match (same, write) {
        (true, _) => "the same bytes",
        (false, true) => "written anew",
        (false, false) => "NOT what is there",
    };
    println!("{name}: {} bytes, {told}", bytes.len());
}

/// Words by the company they keep, in all texts but those that are scored.
fn kin(corpus: &Path) -> Vec<u8> {
    let held: Vec<PathBuf> = numbers().iter().map(|number| resolution(corpus, number)).collect();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(corpus.join("resolutions")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| !held.contains(path));
    paths.sort();
    let mut texts: Vec<String> = Vec::new();
    for path in &paths {
        let mut sources = SourceMap::default();
        let bytes = fs::read(path).unwrap();
        let Ok(document) = penholder_reader::read(&bytes, "text", &Default::default(), &mut sources) else {
            continue;
        };
        let paragraphs = document.operative.iter().chain(&document.preamble);
        texts.extend(paragraphs.map(|paragraph| paragraph.text().to_owned()));
    }
    println!("{} texts, {} paragraphs", paths.len(), texts.len());
    kin_of(texts.iter().map(String::as_str))
}

/// Weights from all renewals, how well they do on them, and how well those do that were fitted on all but one.
fn weights(corpus: &Path, write: bool) {
    let pack = penholder::embedded::shipped_packs().into_iter().next().unwrap();
    let renewals = renewals(corpus, &pack);
    let examples: Vec<Example<'_>> =
        renewals.iter().map(|renewal| renewal.example(&pack.vocabulary)).collect();
    let written = fit(&examples.iter().collect::<Vec<_>>()).written();
    settle("weights.txt", written.as_bytes(), write);
    let weights = Weights::read(&written);
    let links: Vec<_> = examples.iter().map(|example| example.evidence.links(&weights)).collect();
    table("fitted on all five", &renewals, &links);
    println!();
    table("fitted on the other four", &renewals, &held_out(&renewals, &pack.vocabulary));
}
