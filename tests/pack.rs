//! The shipped pack: fixtures of every rule hold, every mutant is noticed, every example says what the paper says.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use penholder::evaluate::Reading;
use penholder::findings::{Finding, Report, Status, judge};
use penholder::fixtures::{Expectation, Fixture, Suite};
use penholder_language::model::{Draft, Level, Pack};
use penholder_language::source::SourceMap;
use penholder_language::{syntax::mandate, translate};

fn pack() -> Pack {
    penholder::embedded::shipped_packs().into_iter().next().unwrap()
}

fn fixtures(folder: &Path) -> Vec<Fixture> {
    let mut found = Vec::new();
    for rule in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        let name = rule.file_name().unwrap().to_str().unwrap().to_owned();
        let code = name.split('-').next().unwrap().to_owned();
        for expectation in Expectation::ALL {
            let Ok(entries) = fs::read_dir(rule.join(expectation.folder())) else { continue };
            for file in entries.map(|entry| entry.unwrap().path()) {
                let text = fs::read_to_string(&file).unwrap();
                let short = file.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.push(Fixture { code: code.clone(), expectation, name: short, text });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_fixture_shows_what_its_folder_says() {
    let pack = pack();
    let suite = Suite::new(&pack, fixtures(&root().join("policies").join(&pack.name)));
    let problems: Vec<String> = suite
        .check(&pack, &[])
        .into_iter()
        .map(|problem| format!("{} {}: {}", problem.code, problem.fixture, problem.message))
        .collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    assert!(suite.len() > 200, "only {} fixtures", suite.len());
}

fn drafts(path: &Path, pack: &Pack) -> (SourceMap, Vec<Draft>) {
    let text = fs::read_to_string(path).unwrap();
    let mut sources = SourceMap::default();
    let file = sources.add(path.display().to_string(), text.as_str());
    let (tree, mut diagnostics) = mandate::parse(file, &text);
    let (drafts, more) =
        translate::mandate::drafts(&tree, &[], &translate::mandate::Selection::default(), &pack.vocabulary);
    diagnostics.extend(more);
    assert!(diagnostics.is_empty(), "{}: {diagnostics:#?}", path.display());
    (sources, drafts)
}

/// `CODE STATUS LEVEL LABEL`, as the expectation files write it.
fn told(finding: &Finding) -> BTreeSet<String> {
    let mut places: BTreeSet<String> =
        finding.clauses.iter().map(|clause| format!("¶{}", clause.label)).collect();
    places.extend(finding.subjects.iter().map(|subject| subject.text.clone()));
    places.insert("-".to_owned());
    places
        .into_iter()
        .map(|place| format!("{} {} {} {place}", finding.code, finding.status.name(), finding.level.name()))
        .collect()
}

fn compare(name: &str, expected: &str, report: &Report) -> Vec<String> {
    let mut wrong = Vec::new();
    let told: Vec<BTreeSet<String>> = report.findings.iter().map(told).collect();
    let grave = |f: &&Finding| f.status.is_open() && f.level >= Level::Warning;
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    let mut only = false;
    for line in
        expected.lines().map(|line| line.split('#').next().unwrap().trim()).filter(|line| !line.is_empty())
    {
        if line == "only" {
            only = true;
        } else if let Some(code) = line.strip_prefix('!') {
            if report.findings.iter().filter(grave).any(|f| f.code == code.trim()) {
                wrong.push(format!("{name}: {code} must not be found at error or warning level"));
            }
        } else {
            wanted.insert(line.split_whitespace().next().unwrap());
            let folded = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if !told.iter().any(|lines| lines.contains(&folded)) {
                wrong.push(format!("{name}: expected `{folded}`"));
            }
        }
    }
    if only {
        for finding in report.findings.iter().filter(grave).filter(|f| !wanted.contains(f.code.as_str())) {
            wrong.push(format!("{name}: `{} {}` was not expected", finding.code, finding.message));
        }
    }
    wrong
}

#[test]
fn every_example_says_what_a_reader_of_the_paper_expects() {
    let pack = pack();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(root().join("examples/expected")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let expected = fs::read_to_string(&path).unwrap();
        let (_, drafts) = drafts(&root().join("examples").join(format!("{name}.mandate")), &pack);
        let report = judge(&pack, &drafts[0], &Reading::default()).unwrap();
        wrong.extend(compare(&name, &expected, &report));
        seen += 1;
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(seen >= 8, "only {seen} examples have expectations");
}

#[test]
fn every_example_has_expectations() {
    for entry in fs::read_dir(root().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "mandate") {
            let name = path.file_stem().unwrap().to_str().unwrap();
            let expected = root().join("examples/expected").join(format!("{name}.expected"));
            assert!(expected.exists(), "{} has no {}", path.display(), expected.display());
        }
    }
}

#[test]
fn the_papers_own_mandate_leaves_only_what_it_accepts() {
    let pack = pack();
    let (_, drafts) = drafts(&root().join("examples/paper-mandate.mandate"), &pack);
    let report = judge(&pack, &drafts[0], &Reading::default()).unwrap();
    let open: Vec<String> = report
        .findings
        .iter()
        .filter(|f| f.status.is_open() && f.level >= Level::Warning)
        .map(|f| format!("{} {}", f.code, f.message))
        .collect();
    assert!(open.is_empty(), "\n{}", open.join("\n"));
    assert!(report.count_status(Status::Accepted) > 0, "what it accepts stays visible");
}

#[test]
fn a_traditional_mission_is_left_in_peace() {
    let pack = pack();
    let (_, drafts) = drafts(&root().join("examples/ceasefire-observation.mandate"), &pack);
    let report = judge(&pack, &drafts[0], &Reading::default()).unwrap();
    assert_eq!(report.count(Level::Error), 0);
    assert!(report.count(Level::Warning) <= 3);
}
