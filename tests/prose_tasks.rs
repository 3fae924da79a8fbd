//! Tasks read from real resolutions, against expert codings, in the folder that `PENHOLDER_CORPUS` names; skipped where it is
//! not set.
//!
//! `PENHOLDER_CORPUS=… cargo test --release --test prose_tasks -- --nocapture` prints the tables. With `PENHOLDER_PREDICTED=FILE`
//! the codings are written there too, for `score_pema.py`, and with `PENHOLDER_VOCABULARY=FOLDER` the vocabulary is read from
//! that folder as it is now, so that a phrase can be tried without building anything.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

#[path = "support/packs.rs"]
mod packs;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use packs::read_pack;
use penholder::embedded::shipped_packs;
use penholder::prose::{Options, Prose};
use penholder_language::model::Vocabulary;
use penholder_language::source::SourceMap;
use penholder_reader::read;

/// Missions that were only scored, never looked at, while phrases were written: those whose name's SHA-256 leaves 1 when
/// divided by 3.
const HELD_OUT: &[&str] = &["UNMIS", "MINUSMA", "UNOSOM II", "MINURCA", "UNOMOZ", "UNMEE"];

/// F1 must not fall below: all missions and the held-out ones, at each grain.
const FLOORS: [(&str, f64, f64); 4] = [
    ("resolution+task", 0.795, 0.785),
    ("resolution+task+modality", 0.61, 0.59),
    ("paragraph+task", 0.705, 0.705),
    ("subparagraph+task", 0.675, 0.675),
];

/// A coding: resolution, task, modality, paragraph.
type Row = (u32, String, String, String);

#[test]
fn tasks_are_read_as_experts_code_them() {
    let Some(corpus) = env::var_os("PENHOLDER_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: PENHOLDER_CORPUS is not set");
        return;
    };
    let missions = missions(&corpus);
    let gold: Vec<Row> = table(&corpus.join("pema_dev.csv"))
        .iter()
        .map(|row| (number(&row[0]), row[3].clone(), row[4].clone(), label(&row[5])))
        .filter(|row| missions.contains_key(&row.0))
        .collect();
    let predicted = predicted(&corpus);
    if let Some(path) = env::var_os("PENHOLDER_PREDICTED") {
        write_rows(Path::new(&path), &predicted);
    }
    let mut told = String::new();
    let held = |row: &Row| HELD_OUT.contains(&missions[&row.0].as_str());
    type Group<'a> = (&'a str, &'a dyn Fn(&Row) -> bool);
    let groups: [Group<'_>; 3] = [("all", &|_| true), ("looked at", &|row| !held(row)), ("held out", &held)];
    for (name, of) in groups {
        line(&mut told, name, &gold, &predicted, of);
    }
    for mission in missions.values().collect::<BTreeSet<_>>() {
        line(&mut told, mission, &gold, &predicted, &|row| missions[&row.0] == *mission);
    }
    let tasks: BTreeSet<&String> = gold.iter().chain(&predicted).map(|row| &row.1).collect();
    for task in tasks {
        line(&mut told, task, &gold, &predicted, &|row| row.1 == *task);
    }
    println!("{told}");
    for (grain, (name, all, unseen)) in FLOORS.iter().enumerate() {
        for (which, floor, of) in [("all", all, groups[0].1), ("held out", unseen, groups[2].1)] {
            let (_, _, f1) = score(&gold, &predicted, grain, of);
            assert!(f1 >= *floor, "{name}, {which}: F1 {f1:.3} is below {floor}");
        }
    }
}

/// One line of the table: the four grains.
fn line(told: &mut String, name: &str, gold: &[Row], predicted: &[Row], of: &dyn Fn(&Row) -> bool) {
    write!(told, "{name:18}").unwrap();
    for (grain, (_, _, _)) in FLOORS.iter().enumerate() {
        let (precision, recall, f1) = score(gold, predicted, grain, of);
        write!(told, " | {precision:.3} {recall:.3} {f1:.3}").unwrap();
    }
    told.push('\n');
}

fn score(gold: &[Row], predicted: &[Row], grain: usize, of: &dyn Fn(&Row) -> bool) -> (f64, f64, f64) {
    let key = |row: &Row| {
        let (number, task, modality, paragraph) = row.clone();
        match grain {
            0 => (number, task, String::new()),
            1 => (number, task, modality),
            2 => (number, task, paragraph.chars().take_while(char::is_ascii_digit).collect()),
            _ => (number, task, paragraph),
        }
    };
    let keys = |rows: &[Row]| rows.iter().filter(|row| of(row)).map(key).collect::<BTreeSet<_>>();
    let (gold, predicted) = (keys(gold), keys(predicted));
    let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let hits = gold.intersection(&predicted).count();
    let (precision, recall) = (share(hits, predicted.len()), share(hits, gold.len()));
    let f1 = if hits == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    (precision, recall, f1)
}

/// What is read from every resolution that was coded.
fn predicted(corpus: &Path) -> Vec<Row> {
    let vocabulary = match env::var_os("PENHOLDER_VOCABULARY") {
        Some(folder) => from_folder(Path::new(&folder)),
        None => shipped_packs().into_iter().next().unwrap().vocabulary,
    };
    let prose = Prose::new(&vocabulary);
    let mut rows = Vec::new();
    for row in table(&corpus.join("pema_dev_resolutions.csv")) {
        let path = corpus.join(&row[3]);
        let mut sources = SourceMap::default();
        let bytes = fs::read(&path).unwrap();
        let document = read(&bytes, &row[3], &penholder_reader::Options::default(), &mut sources).unwrap();
        for coding in prose.codings(&document, &Options::default(), "pema") {
            rows.push((number(&row[0]), coding.code, coding.role, label(&coding.paragraph)));
        }
    }
    rows
}

fn from_folder(folder: &Path) -> Vocabulary {
    read_pack(fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()).vocabulary
}

fn missions(corpus: &Path) -> BTreeMap<u32, String> {
    let rows = table(&corpus.join("pema_dev_resolutions.csv"));
    rows.into_iter().map(|row| (number(&row[0]), row[1].clone())).collect()
}

/// The rows of a table without its head. No field of these has a comma in it.
fn table(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    let rows = text.lines().skip(1).filter(|line| !line.is_empty());
    rows.map(|line| line.split(',').map(|field| field.trim().to_owned()).collect()).collect()
}

/// `S/RES/2100` as 2100.
fn number(symbol: &str) -> u32 {
    symbol.rsplit('/').next().unwrap().parse().unwrap()
}

/// `16a(iii)` as `16aiii`, `p. 4` as `4`.
fn label(text: &str) -> String {
    let small = text.trim().to_lowercase();
    let rest = small.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let rest = rest.strip_prefix('.').map_or(small.as_str(), str::trim_start);
    rest.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn write_rows(path: &Path, rows: &[Row]) {
    let mut text = String::from("resolution,task,modality,paragraph\n");
    for (number, task, modality, paragraph) in rows {
        writeln!(text, "S/RES/{number},{task},{modality},{paragraph}").unwrap();
    }
    fs::write(path, text).unwrap();
}
