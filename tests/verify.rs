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

/// The text with its rules the other way round.
fn reversed(text: &str) -> String {
    let mut items: Vec<String> = Vec::new();
    for line in text.split_inclusive('\n') {
        let begins = line.starts_with(|c: char| c.is_ascii_alphabetic());
        match items.last_mut() {
            Some(item) if !begins => item.push_str(line),
            _ => items.push(line.to_owned()),
        }
    }
    let (mut rules, mut rest): (Vec<String>, Vec<String>) =
        items.into_iter().partition(|item| item.starts_with("rule "));
    rules.reverse();
    rest.extend(rules);
    rest.concat()
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
        let text = fs::read_to_string(&path).unwrap();
        // Rules that rest on another's status must come after it.
        if text.contains("rule M1 met") {
            continue;
        }
        let own = text.lines().any(|line| line.starts_with("sort "));
        let base = fs::read_to_string(format!("{FOLDER}/vocabulary/base.policy")).unwrap();
        let turned = reversed(&text);
        let one = pack(&path);
        let other = pack_of(&if own { vec![turned] } else { vec![base, turned] });
        // Vocabulary items are no rules: a pack of its own keeps them in front.
        assert_eq!(one.rules.len(), other.rules.len());
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

#[test]
fn a_sum_that_leaves_64_bits_is_refused() {
    let base = fs::read_to_string(format!("{FOLDER}/vocabulary/base.policy")).unwrap();
    let rules = r#"
        |pack p "p"
        |family M "m"
        |rule M1 huge {
        |    asks "a" source "s" level error
        |    require (sum of strength over means U where U is troops) >= 9_000_000_000_000_000_000
        |    because "b" remedy "r"
        |}"#;
    let rules: String =
        rules.lines().filter_map(|line| line.trim().strip_prefix('|')).map(|l| format!("{l}\n")).collect();
    let report = report(&pack_of(&[base, rules]));
    assert!(report.unanswered().any(|checked| checked.question.name() == "can-be-met"), "{report:?}");
}

fn shipped() -> Pack {
    penholder::embedded::shipped_packs().into_iter().next().unwrap()
}

#[test]
fn the_shipped_pack_verifies_clean() {
    let report = report(&shipped());
    let faults: Vec<String> = report.faults().map(told).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(report.unanswered().count(), 0);
    examples_say_what_is_told_of_them(&shipped(), &report);
    rules_beyond_are_listed(&report);
    let document = penholder::reports::verify::json(&report).unwrap();
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(document["version"], 1);
    assert_eq!(document["answers"].as_array().unwrap().len(), report.checked.len());
}

/// The files are read as `check` reads them, and judged as it judges.
fn examples_say_what_is_told_of_them(pack: &Pack, report: &Report) {
    let mut judged = 0;
    for checked in report.checked.iter().filter(|checked| checked.answer.name() == "proved") {
        let Some(text) = checked.answer.example() else { continue };
        let (file, problems) = syntax::mandate::parse(penholder_language::source::FileId(0), text);
        assert!(problems.is_empty(), "{problems:?} in\n{text}");
        let select = translate::mandate::Selection::default();
        let (drafts, problems) = translate::mandate::drafts(&file, &[], &select, &pack.vocabulary);
        assert!(
            problems.iter().all(|problem| problem.severity != Severity::Error),
            "{problems:?} in\n{text}"
        );
        let found = penholder::findings::judge(pack, &drafts[0], &Default::default()).unwrap();
        let own = || found.findings.iter().filter(|finding| finding.code == checked.codes[0]);
        let open = own().any(|finding| finding.status.is_open());
        let met = own().any(|finding| finding.status == penholder::findings::Status::Met);
        match checked.question.name() {
            "can-be-broken" => assert!(open, "{checked:?}"),
            "can-be-met" => assert!(met && !open, "{checked:?}"),
            _ => continue,
        }
        assert_eq!(syntax::mandate::format(text).unwrap(), text, "not in the canonical form");
        judged += 1;
    }
    assert!(judged > 150, "{judged} examples");
}

/// The list in the documentation is made from the pack: `PENHOLDER_BLESS=1` writes it.
fn rules_beyond_are_listed(report: &Report) {
    let list = penholder::reports::verify::beyond(report);
    let page = fs::read_to_string("docs/verify.md").unwrap();
    let (before, rest) = page.split_once("<!-- generated: beyond -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    let wanted = format!("{before}<!-- generated: beyond -->\n{list}<!-- end -->{after}");
    if std::env::var_os("PENHOLDER_BLESS").is_some() {
        fs::write("docs/verify.md", wanted).unwrap();
    } else {
        assert_eq!(page, wanted, "PENHOLDER_BLESS=1 cargo test --test verify writes the list");
    }
}
