//! Seeded faults: small packs with one thing wrong, each with what must be said of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

use penholder::verify::{Answer, Checked, Options, Report, verify};
use penholder_language::model::Pack;
use penholder_language::source::{Severity, SourceMap};
use penholder_language::{syntax, translate};

const FOLDER: &str = "tests/verify/faults";

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "policy"))
        .collect();
    files.sort();
    files
}

fn pack_of(texts: &[String]) -> Pack {
    let mut sources = SourceMap::default();
    let (mut trees, mut told) = (Vec::new(), Vec::new());
    for (number, text) in texts.iter().enumerate() {
        let id = sources.add(number.to_string(), text.as_str());
        let (tree, problems) = syntax::policy::parse(id, text);
        trees.push(tree);
        told.extend(problems);
    }
    let (pack, problems) = translate::policy::pack(&trees, sources);
    told.extend(problems);
    let errors: Vec<String> = told
        .iter()
        .filter(|p| p.severity == Severity::Error)
        .map(|p| format!("{} {}", p.message, p.help))
        .collect();
    assert!(errors.is_empty(), "the pack cannot be read: {errors:#?}");
    pack
}

fn pack(path: &Path) -> Pack {
    let text = fs::read_to_string(path).unwrap();
    let own = text.lines().any(|line| line.starts_with("sort "));
    let base = fs::read_to_string(format!("{FOLDER}/vocabulary/base.policy")).unwrap();
    let texts = if own { vec![text] } else { vec![base, text] };
    pack_of(&texts)
}

fn expected(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().filter_map(|line| line.strip_prefix("#! ")).map(str::to_owned).collect()
}

fn told(checked: &Checked) -> String {
    let codes = checked.codes.join(" ");
    format!("{} {codes}: {}", checked.question.name(), checked.fault.as_deref().unwrap_or_default())
}

fn report(pack: &Pack) -> Report {
    verify(pack, &Options::default())
}

#[test]
fn every_seeded_fault_is_found_and_nothing_else() {
    let mut wrong = Vec::new();
    for path in files() {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let report = report(&pack(&path));
        let faults: Vec<String> = report.faults().map(told).collect();
        let wanted = expected(&path);
        if name.starts_with("outside-") {
            assert!(!wanted.is_empty(), "{name} says nothing of its fault");
            for line in &wanted {
                let (codes, words) = line.split_once(':').unwrap_or((line, ""));
                let codes: Vec<&str> = codes.split([' ', ',']).filter(|code| !code.is_empty()).collect();
                let words: Vec<&str> =
                    words.split('|').map(str::trim).filter(|word| !word.is_empty()).collect();
                let names = |checked: &&Checked| {
                    let all = codes.iter().all(|code| checked.codes.iter().any(|own| own == code));
                    all && (words.is_empty() || words.iter().any(|word| told(checked).contains(word)))
                };
                if !report.faults().any(|checked| names(&checked)) {
                    wrong.push(format!("{name}: nobody says `{line}`, but {faults:#?}"));
                }
            }
            continue;
        }
        for line in &wanted {
            if !faults.iter().any(|fault| fault.starts_with(line.as_str())) {
                wrong.push(format!("{name}: not found: {line}"));
            }
        }
        for fault in &faults {
            if !wanted.iter().any(|line| fault.starts_with(line.as_str())) {
                wrong.push(format!("{name}: found besides: {fault}"));
            }
        }
        for open in report.unanswered() {
            wrong.push(format!("{name}: unanswered: {open:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_enough_of_them() {
    assert!(files().len() > 30, "{} files", files().len());
}

fn shape(report: &Report) -> Vec<(String, String, &'static str)> {
    report
        .checked
        .iter()
        .map(|checked| {
            let mut codes = checked.codes.clone();
            // Which of two rules that clash is named first is the pack's order.
            if checked.question.name() == "compatible" {
                codes.sort();
            }
            (
                format!("{} {}", checked.question.name(), codes.join(" ")),
                checked.part.clone(),
                checked.answer.name(),
            )
        })
        .collect()
}

#[test]
fn answers_do_not_depend_on_the_order_of_the_rules() {
    for path in files() {
        let one = pack(&path);
        let mut other = one.clone();
        // Rules that rest on another's status must come after it.
        if fs::read_to_string(&path).unwrap().contains("rule M1 met") || !one.proposals.is_empty() {
            continue;
        }
        other.rules.reverse();
        let (mut left, mut right) = (shape(&report(&one)), shape(&report(&other)));
        left.sort();
        right.sort();
        assert_eq!(left, right, "{}", path.display());
    }
}

#[test]
fn more_entities_than_the_bound_change_no_proof() {
    for path in files() {
        let pack = pack(&path);
        let (one, more) = (report(&pack), verify(&pack, &Options { spare: 1, ..Options::default() }));
        for (checked, again) in one.checked.iter().zip(&more.checked) {
            assert_eq!(
                (checked.question, &checked.codes, &checked.part),
                (again.question, &again.codes, &again.part)
            );
            let settled =
                |checked: &Checked| matches!(checked.answer, Answer::Proved(_) | Answer::Refuted(_));
            if settled(checked) && settled(again) {
                assert_eq!(
                    checked.answer.name(),
                    again.answer.name(),
                    "{}: {checked:?} {again:?}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn a_search_without_time_proves_nothing() {
    let pack = pack(Path::new("tests/verify/faults/clash.policy"));
    let options = Options { until: Some(std::time::Instant::now()), ..Options::default() };
    let report = verify(&pack, &options);
    assert!(
        report
            .checked
            .iter()
            .all(|checked| matches!(checked.answer, Answer::Unknown(_) | Answer::Searched(_)))
    );
    assert_eq!(report.faults().count(), 0, "what was not looked at is no fault");
}
