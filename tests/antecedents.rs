//! Renewals that people read by hand (`tests/corpus/antecedents`), scored. Runs where `PENHOLDER_CORPUS` names the corpus.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use penholder::compare::{Unit, links, units};
use penholder::prose::phrase::Phrases;
use penholder_language::model::Draft;
use penholder_language::source::SourceMap;

/// Of all units the share whose main antecedent, or newness, is right; of links said and of links there, those in common.
const FLOORS: (f64, f64, f64) = (0.80, 0.86, 0.70);

/// One file of readings: by label in the newer text the labels in the older one.
fn gold(path: &Path) -> BTreeMap<String, (Vec<String>, bool)> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .skip(1)
        .map(|line| {
            let (label, rest) = line.split_once(',').unwrap();
            let (old, sure) = rest.rsplit_once(',').unwrap();
            let old = old.trim_matches('"').split([' ', ';', ',']).filter(|label| !label.is_empty());
            (label.to_owned(), (old.map(str::to_owned).collect(), sure == "y"))
        })
        .collect()
}

fn resolution(corpus: &Path, number: &str) -> Option<PathBuf> {
    let wanted = format!("S_RES_{number}_");
    let entries = fs::read_dir(corpus.join("resolutions")).ok()?;
    entries
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().unwrap().to_string_lossy().starts_with(&wanted))
}

#[derive(Default)]
struct Score {
    units: usize,
    right: usize,
    sure: usize,
    sure_right: usize,
    said: usize,
    there: usize,
    both: usize,
}

impl Score {
    fn add(&mut self, other: &Score) {
        self.units += other.units;
        self.right += other.right;
        self.sure += other.sure;
        self.sure_right += other.sure_right;
        self.said += other.said;
        self.there += other.there;
        self.both += other.both;
    }

    fn print(&self, name: &str) {
        let share = |part: usize, of: usize| part as f64 / of as f64;
        println!(
            "| {name} | {} | {:.3} | {:.3} | {:.3} | {:.3} |",
            self.units,
            share(self.right, self.units),
            share(self.sure_right, self.sure),
            share(self.both, self.said),
            share(self.both, self.there)
        );
    }
}

#[test]
fn renewals_are_followed() {
    let Some(corpus) = std::env::var_os("PENHOLDER_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: PENHOLDER_CORPUS names no corpus");
        return;
    };
    let pack = penholder::embedded::shipped_packs().into_iter().next().unwrap();
    let phrases = Phrases::new(&pack.vocabulary);
    let read = |number: &str| -> Vec<Unit> {
        let path = resolution(&corpus, number).unwrap_or_else(|| panic!("no text of {number}"));
        let mut sources = SourceMap::default();
        let document =
            penholder_reader::read(&fs::read(&path).unwrap(), number, &Default::default(), &mut sources)
                .unwrap();
        units::of_document(&document, &sources, &Draft::default(), &phrases, &pack.vocabulary)
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/antecedents");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    println!("| renewal | units | main or new right | where readers agree | link precision | link recall |");
    println!("|---|---|---|---|---|---|");
    let mut total = Score::default();
    for path in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "csv")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (from, to) = name.split_once('-').unwrap();
        let (old, new) = (read(from), read(to));
        let found = links(&old, &new, false, &pack.vocabulary);
        let gold = gold(path);
        let mut score = Score::default();
        for (at, unit) in new.iter().enumerate() {
            let said: Vec<&String> =
                found.iter().filter(|link| link.new == at).map(|link| &old[link.old].label).collect();
            let (wanted, sure) = &gold[&unit.label];
            let right = said.first().copied() == wanted.first();
            score.units += 1;
            score.right += usize::from(right);
            score.sure += usize::from(*sure);
            score.sure_right += usize::from(*sure && right);
            score.said += said.len();
            score.there += wanted.len();
            score.both += said.iter().filter(|label| wanted.contains(label)).count();
            if !right && std::env::var_os("PENHOLDER_VERBOSE").is_some() {
                println!("  {name} {}: {wanted:?}, not {said:?}", unit.label);
            }
        }
        score.print(&name.replace('-', " → "));
        total.add(&score);
    }
    total.print("all");
    let share = |part: usize, of: usize| part as f64 / of as f64;
    assert!(share(total.right, total.units) >= FLOORS.0);
    assert!(share(total.both, total.said) >= FLOORS.1);
    assert!(share(total.both, total.there) >= FLOORS.2);
}
