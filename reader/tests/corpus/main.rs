//! Measures the reader on real resolutions, in the folder that `PENHOLDER_CORPUS` names; skipped where it is not set.
//!
//! `PENHOLDER_CORPUS=… cargo test -p penholder-reader --test corpus -- --nocapture` prints the table;
//! with `PENHOLDER_VERBOSE=1` also every difference from the gold standard.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod gold;
mod pages;
mod score;
mod sense;

use std::path::{Path, PathBuf};

use penholder_language::source::SourceMap;
use penholder_reader::{Document, Options};

/// Floors, set a little below what is reached once the gold's own mistakes are left out.
const MAIN: f64 = 0.995;
const SUB: f64 = 0.99;
const VERB: f64 = 0.99;

fn corpus() -> Option<PathBuf> {
    match std::env::var_os("PENHOLDER_CORPUS") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => {
            eprintln!("skipped: PENHOLDER_CORPUS is not set");
            None
        }
    }
}

fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

fn read(path: &Path) -> Result<Document, Vec<penholder_language::source::Diagnostic>> {
    let bytes = std::fs::read(path).unwrap();
    penholder_reader::read(&bytes, &stem(path), &Options::default(), &mut SourceMap::default())
}

#[test]
fn structure_against_the_gold_standard() {
    let Some(corpus) = corpus() else { return };
    let errata = gold::errata();
    let mut totals = score::Totals::default();
    let mut corrected = score::Totals::default();
    for path in texts(&corpus.join("raw")) {
        let name = stem(&path);
        let gold = gold::read(&corpus.join("paragraphs").join(format!("{name}.json")));
        let document = read(&path).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        let found = gold::of(&document);
        totals.add(&name, &gold, &found, &[], false);
        corrected.add(&name, &gold, &found, &errata, true);
    }
    println!(
        "{:<28} {:>6} {:>6} {:>6} {:>9} {:>9} {:>9}",
        "", "gold", "found", "both", "precision", "recall", "F1"
    );
    totals.print("as the gold stands");
    corrected.print("without the gold's slips");
    assert!(corrected.main.f1() >= MAIN, "operative paragraphs: {:.4}", corrected.main.f1());
    assert!(corrected.sub.f1() >= SUB, "sub-paragraphs: {:.4}", corrected.sub.f1());
    assert!(corrected.verb.f1() >= VERB, "operative verbs: {:.4}", corrected.verb.f1());
}

#[test]
fn every_resolution_is_read_sensibly() {
    let Some(corpus) = corpus() else { return };
    let mut odd = Vec::new();
    let paths = texts(&corpus.join("resolutions"));
    for path in &paths {
        match read(path) {
            Ok(document) => odd.extend(sense::oddities(&stem(path), &document)),
            Err(errors) => odd.push(format!("{}: not read: {}", stem(path), errors[0].message)),
        }
    }
    for line in &odd {
        println!("{line}");
    }
    println!("{} texts, {} oddities", paths.len(), odd.len());
    assert!(odd.len() * 100 <= paths.len() * 3, "{} oddities in {} texts", odd.len(), paths.len());
}

#[test]
fn broken_lines_and_pages_change_nothing() {
    let Some(corpus) = corpus() else { return };
    for setting in [pages::Setting::Indented, pages::Setting::Flush, pages::Setting::Blank] {
        let (mut gold, mut found, mut both) = (0, 0, 0);
        for path in texts(&corpus.join("resolutions")) {
            let Ok(document) = read(&path) else { continue };
            let text = pages::lay_out(&document, setting);
            let again = penholder_reader::read(
                text.as_bytes(),
                "again",
                &Options::default(),
                &mut SourceMap::default(),
            );
            let expected = pages::essence(&document);
            let mut read = again.map(|document| pages::essence(&document)).unwrap_or_default();
            gold += expected.len();
            found += read.len();
            for line in expected {
                match read.iter().position(|other| *other == line) {
                    Some(at) => {
                        read.swap_remove(at);
                        both += 1;
                    }
                    None if std::env::var_os("PENHOLDER_VERBOSE").is_some() => {
                        println!("{setting:?} {} {}", stem(&path), line.0);
                    }
                    None => {}
                }
            }
        }
        let f1 = 2.0 * both as f64 / (gold + found).max(1) as f64;
        println!(
            "{setting:?}: {gold} paragraphs, {found} read again, {both} the same to the letter: {f1:.4}"
        );
        assert!(f1 >= 0.985, "{setting:?}: {f1:.4}");
    }
}
