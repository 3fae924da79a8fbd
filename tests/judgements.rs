//! Findings on real resolutions, against what a careful reader wrote down beforehand (`tests/corpus/judgements.csv`), on the
//! texts in the folder that `PENHOLDER_CORPUS` names; skipped where it is not set.
//!
//! `PENHOLDER_CORPUS=… cargo test --release --test judgements -- --nocapture` prints the tables. With `PENHOLDER_DIFFERENCES=1`
//! every pair on which they differ is printed with the reader's reason, and with `PENHOLDER_POLICIES=policies` rules and
//! vocabulary are read from that folder as they are now, so that a phrase can be tried without building anything.
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
use std::path::{Path, PathBuf};
use std::{env, fs};

use packs::read_pack;
use penholder::embedded::shipped_packs;
use penholder::evaluate::Reading;
use penholder::findings::{Report, Status, judge};
use penholder::prose::{Options, Prose};
use penholder_language::model::{Level, Pack};
use penholder_language::source::SourceMap;
use penholder_language::translate::mandate::{Selection, drafts};
use penholder_reader::read;

/// What must at least be reached: κ, precision and recall of gaps.
const FLOORS: [(&str, f64, f64, f64); 2] = [("all", 0.75, 0.84, 0.84), ("sure", 0.88, 0.92, 0.95)];

/// The same for all pairs of the second reader, whose answers were never looked at while rules and phrases were mended.
const SECOND: (f64, f64, f64) = (0.72, 0.78, 0.81);

/// Gaps told as errors where the reader sees none, at most.
const WRONG_ERRORS: usize = 0;

/// One row of the catalogue for one resolution.
struct Pair {
    resolution: u32,
    row: String,
    expected: Answer,
    told: Answer,
    /// The gravest level of a gap that is told.
    level: Option<Level>,
    sure: bool,
    reason: String,
}

/// What stands for a resolution as a whole, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    DoesNotArise,
    NotAssessed,
    Met,
    Partial,
    Gap,
}

impl Answer {
    fn read(word: &str) -> Answer {
        match word {
            "-" => Answer::DoesNotArise,
            "not-assessed" => Answer::NotAssessed,
            "met" => Answer::Met,
            "partial" => Answer::Partial,
            "gap" => Answer::Gap,
            other => panic!("`{other}` is no answer"),
        }
    }

    fn of(status: Status) -> Answer {
        match status {
            Status::NotApplicable => Answer::DoesNotArise,
            Status::NotAssessed => Answer::NotAssessed,
            Status::Met => Answer::Met,
            Status::Partial | Status::Accepted => Answer::Partial,
            Status::Gap | Status::Excluded => Answer::Gap,
        }
    }
}

#[test]
fn findings_agree_with_a_careful_reader() {
    let Some(corpus) = env::var_os("PENHOLDER_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: PENHOLDER_CORPUS is not set");
        return;
    };
    let second = pairs(&corpus, "judgements-second.csv");
    let pairs = pairs(&corpus, "judgements.csv");
    assert_eq!(pairs.len(), 1080);
    let sure: Vec<&Pair> = pairs.iter().filter(|pair| pair.sure).collect();
    let all: Vec<&Pair> = pairs.iter().collect();
    println!("rows        pairs agree  kappa  gaps: precision recall | sure pairs: the same");
    let groups: BTreeSet<&str> = pairs.iter().map(|pair| group(&pair.row)).collect();
    for name in groups {
        let of = |pairs: &[&Pair]| figures(pairs.iter().copied().filter(|pair| group(&pair.row) == name));
        println!("{name:8} {} | {}", of(&all).line(), of(&sure).line());
    }
    for resolution in pairs.iter().map(|pair| pair.resolution).collect::<BTreeSet<_>>() {
        let of =
            |pairs: &[&Pair]| figures(pairs.iter().copied().filter(|pair| pair.resolution == resolution));
        println!("{resolution:<8} {} | {}", of(&all).line(), of(&sure).line());
    }
    let found = [figures(all.iter().copied()), figures(sure.iter().copied())];
    println!("{:8} {} | {}", "in all", found[0].line(), found[1].line());
    let others = figures(second.iter());
    let sure_others = figures(second.iter().filter(|pair| pair.sure));
    println!("{:8} {} | {}", "second", others.line(), sure_others.line());
    confusion(&pairs);
    if env::var_os("PENHOLDER_DIFFERENCES").is_some() {
        differences(&pairs);
    }
    let wrong: Vec<&Pair> = pairs
        .iter()
        .filter(|pair| pair.level == Some(Level::Error) && pair.expected != Answer::Gap)
        .collect();
    for pair in &wrong {
        println!(
            "a wrong error: {} {}, expected {:?}: {}",
            pair.resolution, pair.row, pair.expected, pair.reason
        );
    }
    for (figures, (name, kappa, precision, recall)) in found.iter().zip(FLOORS) {
        for (what, value, floor) in [
            ("κ", figures.kappa, kappa),
            ("precision of gaps", figures.precision, precision),
            ("recall of gaps", figures.recall, recall),
        ] {
            assert!(value >= floor, "{name} pairs: {what} {value:.3} is below {floor}");
        }
    }
    let (kappa, precision, recall) = SECOND;
    for (what, value, floor) in [
        ("κ", others.kappa, kappa),
        ("precision of gaps", others.precision, precision),
        ("recall of gaps", others.recall, recall),
    ] {
        assert!(value >= floor, "second reader: {what} {value:.3} is below {floor}");
    }
    assert!(wrong.len() == WRONG_ERRORS, "{} gaps are wrong at error level", wrong.len());
}

struct Figures {
    pairs: usize,
    agreement: f64,
    kappa: f64,
    precision: f64,
    recall: f64,
}

impl Figures {
    fn line(&self) -> String {
        format!(
            "{:8} {:.3} {:6.3} {:15.3} {:6.3}",
            self.pairs, self.agreement, self.kappa, self.precision, self.recall
        )
    }
}

/// Exact agreement; Cohen's κ, unweighted; gaps among gaps.
fn figures<'p>(pairs: impl Iterator<Item = &'p Pair>) -> Figures {
    let pairs: Vec<&Pair> = pairs.collect();
    let count = |holds: &dyn Fn(&Pair) -> bool| pairs.iter().filter(|pair| holds(pair)).count() as f64;
    let share = |part: f64, whole: f64| if whole == 0.0 { 1.0 } else { part / whole };
    let whole = pairs.len() as f64;
    let agreement = share(count(&|pair| pair.expected == pair.told), whole);
    let answers = [Answer::DoesNotArise, Answer::NotAssessed, Answer::Met, Answer::Partial, Answer::Gap];
    let chance: f64 = answers
        .iter()
        .map(|answer| {
            share(count(&|pair| pair.expected == *answer), whole)
                * share(count(&|pair| pair.told == *answer), whole)
        })
        .sum();
    let both = count(&|pair| pair.expected == Answer::Gap && pair.told == Answer::Gap);
    Figures {
        pairs: pairs.len(),
        agreement,
        kappa: share(agreement - chance, 1.0 - chance),
        precision: share(both, count(&|pair| pair.told == Answer::Gap)),
        recall: share(both, count(&|pair| pair.expected == Answer::Gap)),
    }
}

/// The catalogue's part to which a row belongs.
fn group(row: &str) -> &str {
    if row.starts_with('D') { &row[..2] } else { &row[..1] }
}

fn confusion(pairs: &[Pair]) {
    let answers = [Answer::Gap, Answer::Partial, Answer::Met, Answer::DoesNotArise, Answer::NotAssessed];
    println!("expected \\ told {:?}", answers);
    for expected in answers {
        let row: Vec<usize> = answers
            .iter()
            .map(|told| pairs.iter().filter(|pair| pair.expected == expected && pair.told == *told).count())
            .collect();
        println!("{:15} {row:?}", format!("{expected:?}"));
    }
}

fn differences(pairs: &[Pair]) {
    let mut differing: Vec<&Pair> = pairs.iter().filter(|pair| pair.expected != pair.told).collect();
    differing.sort_by_key(|pair| (&pair.row, pair.resolution));
    for pair in differing {
        let sure = if pair.sure { "sure" } else { "unsure" };
        println!(
            "{} {}: expected {:?} ({sure}), told {:?} | {}",
            pair.row, pair.resolution, pair.expected, pair.told, pair.reason
        );
    }
}

fn pairs(corpus: &Path, answers: &str) -> Vec<Pair> {
    let pack = match env::var_os("PENHOLDER_POLICIES") {
        Some(folder) => from_folder(Path::new(&folder)),
        None => shipped_packs().into_iter().next().unwrap(),
    };
    let prose = Prose::new(&pack.vocabulary);
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(answers)).unwrap();
    let mut reports: BTreeMap<u32, Report> = BTreeMap::new();
    let mut pairs = Vec::new();
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        let fields: Vec<&str> = line.splitn(5, ',').collect();
        let resolution: u32 = fields[0].parse().unwrap();
        let report = reports.entry(resolution).or_insert_with(|| checked(corpus, resolution, &pack, &prose));
        let findings = report.findings.iter().filter(|finding| finding.code == fields[1]);
        let gaps = findings.clone().filter(|finding| Answer::of(finding.status) == Answer::Gap);
        pairs.push(Pair {
            resolution,
            row: fields[1].to_owned(),
            expected: Answer::read(fields[2]),
            told: findings.map(|finding| Answer::of(finding.status)).max().unwrap_or(Answer::DoesNotArise),
            level: gaps.map(|finding| finding.level).max(),
            sure: fields[3] == "y",
            reason: fields[4].trim_matches('"').to_owned(),
        });
    }
    pairs
}

/// What `check` says of a resolution.
fn checked(corpus: &Path, number: u32, pack: &Pack, prose: &Prose<'_>) -> Report {
    let path = fs::read_dir(corpus.join("resolutions"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().unwrap().to_string_lossy().starts_with(&format!("S_RES_{number:04}_")))
        .unwrap_or_else(|| panic!("resolution {number} is not in the corpus"));
    let (bytes, mut sources) = (fs::read(&path).unwrap(), SourceMap::default());
    let document = read(&bytes, "text", &penholder_reader::Options::default(), &mut sources).unwrap();
    let file = prose.read(&document, &Options::default()).file;
    let (drafts, _) = drafts(&file, &[], &Selection::default(), &pack.vocabulary);
    judge(pack, drafts.first().expect("a mandate"), &Reading::default()).unwrap()
}

fn from_folder(folder: &Path) -> Pack {
    let mut paths = Vec::new();
    policies(folder, &mut paths);
    read_pack(paths)
}

fn policies(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            policies(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "policy") {
            found.push(path);
        }
    }
}
