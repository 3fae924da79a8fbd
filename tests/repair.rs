//! Repairs of drafts in the shipped pack: what is promised holds, and it is quick.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use penholder::embedded;
use penholder::evaluate::Reading;
use penholder::findings::{Finding, Report, judge};
use penholder::repair::{Base, Options, Outcome, Repair, Verdict, repair};
use penholder_language::model::{Level, Pack};
use penholder_language::source::{FileId, SourceMap};
use penholder_language::syntax::mandate::ast::{BlockKind, File, Node};
use penholder_language::syntax::mandate::{parse, print};
use penholder_language::translate::mandate::{Selection, drafts};

fn pack() -> Pack {
    embedded::names().next().and_then(embedded::shipped).unwrap()
}

fn options(pack: &Pack, level: Level) -> Options {
    Options {
        level,
        costs: pack.costs.clone(),
        keep: Vec::new(),
        forbid: Vec::new(),
        budget: Vec::new(),
        alternatives: 0,
        until: Some(Instant::now() + Duration::from_secs(120)),
    }
}

fn example(name: &str) -> File {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    parse(FileId::default(), &fs::read_to_string(path).unwrap()).0
}

fn repaired(pack: &Pack, file: &File, options: &Options) -> Outcome {
    let text = print(file);
    let (file, _) = parse(FileId::default(), &text);
    let mut sources = SourceMap::default();
    sources.add("draft", text.as_str());
    let (found, _) = drafts(&file, &[], &Selection::default(), &pack.vocabulary);
    let base = Base::new(pack, &file, &[], &sources, &found[0], 0).unwrap();
    repair(&base, options, &mut |_| {}).unwrap()
}

fn judged(pack: &Pack, text: &str) -> Report {
    let (file, problems) = parse(FileId::default(), text);
    assert!(problems.is_empty(), "{problems:?}");
    let (found, problems) = drafts(&file, &[], &Selection::default(), &pack.vocabulary);
    assert!(
        problems.iter().all(|p| p.severity != penholder_language::source::Severity::Error),
        "{problems:?}"
    );
    judge(pack, &found[0], &Reading::default()).unwrap()
}

fn open(report: &Report) -> Vec<(String, String, Level)> {
    let open = report.findings.iter().filter(|finding| finding.status.is_open());
    let subjects = |f: &Finding| f.subjects.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(", ");
    open.map(|f| (f.code.clone(), subjects(f), f.level)).collect()
}

/// Judged again by itself, the text keeps what was promised.
fn keeps_its_promise(pack: &Pack, before: &Report, repair: &Repair, level: Level) {
    let (were, are) = (open(before), open(&judged(pack, &repair.text)));
    for (code, subjects, at) in &are {
        assert!(*at < level, "{code} {subjects} is left open");
        assert!(
            were.iter().any(|(c, s, was)| c == code && s == subjects && was >= at),
            "{code} {subjects} is new"
        );
    }
    // What was put in is canonical, and the comments are there.
    assert_eq!(print(&parse(FileId::default(), &repair.text).0), repair.text);
}

#[test]
fn the_examples_are_repaired_and_checked_again() {
    let pack = pack();
    for name in ["minusma-2015.mandate", "minusma-2013.mandate", "afisma-2012.mandate"] {
        let file = example(name);
        let outcome = repaired(&pack, &file, &options(&pack, Level::Error));
        match &outcome.verdict {
            Verdict::Repaired { best, bound, proven, .. } => {
                assert!(*proven && *bound == best.cost, "{name}");
                keeps_its_promise(&pack, &outcome.before, best, Level::Error);
                let comments = |text: &str| text.matches('#').count();
                assert_eq!(comments(&best.text), comments(&print(&file)), "{name}");
            }
            Verdict::Sound => {}
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn what_must_stay_stays_and_what_clashes_is_named() {
    let pack = pack();
    let file = example("minusma-2015.mandate");
    let mut limited = options(&pack, Level::Error);
    let free = repaired(&pack, &file, &limited);
    let Verdict::Repaired { best, .. } = &free.verdict else { panic!("{:?}", free.verdict) };
    // Whatever the cheapest repair does most, done without.
    let dearest = best.changes.iter().max_by_key(|change| change.candidate.cost).unwrap();
    limited.forbid = vec![dearest.candidate.about.clone()];
    let other = repaired(&pack, &file, &limited);
    if let Verdict::Repaired { best: second, .. } = &other.verdict {
        assert!(second.cost >= best.cost);
        assert!(second.changes.iter().all(|change| change.candidate.about != dearest.candidate.about));
        keeps_its_promise(&pack, &other.before, second, Level::Error);
    }
    limited.forbid =
        ["add", "figure", "step", "specify", "narrow", "strike", "choose"].map(str::to_owned).into();
    let nothing = repaired(&pack, &file, &limited);
    let Verdict::Impossible(clash) = nothing.verdict else { panic!("{:?}", nothing.verdict) };
    assert!(clash.len() >= 2, "a finding and a limit clash: {clash:?}");
}

/// Drafts made of the clauses of the examples, drawn by a fixed rule: the same on every machine.
fn random_drafts(count: usize) -> Vec<File> {
    let names = ["minusma-2015.mandate", "minusma-2013.mandate", "afisma-2012.mandate", "fib-2013.mandate"];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut draw = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    (0..count)
        .map(|number| {
            let mut file = example(names[number % names.len()]);
            for block in file.blocks.iter_mut().filter(|block| block.kind == BlockKind::Mandate) {
                // Clauses that others refer to stay: labels are drawn, not clauses.
                let refers: Vec<String> =
                    block.entries.iter().map(penholder_language::syntax::mandate::entry_text).collect();
                block.entries.retain(|entry| match &entry.node {
                    Node::Clause(clause) => {
                        let label = &clause.label.text;
                        let top: String = label.chars().take_while(char::is_ascii_digit).collect();
                        let named = refers
                            .iter()
                            .any(|text| text.split('¶').skip(2).any(|rest| rest.starts_with(top.as_str())));
                        named || draw(100) < 60
                    }
                    _ => true,
                });
            }
            file
        })
        .collect()
}

#[test]
fn random_drafts_are_repaired_quickly() {
    let count = std::env::var("PENHOLDER_DRAFTS").ok().and_then(|n| n.parse().ok()).unwrap_or(12);
    let pack = pack();
    let mut times = Vec::new();
    for file in random_drafts(count) {
        let start = Instant::now();
        let outcome = repaired(&pack, &file, &options(&pack, Level::Error));
        times.push(start.elapsed());
        if let Verdict::Repaired { best, .. } = &outcome.verdict {
            keeps_its_promise(&pack, &outcome.before, best, Level::Error);
        }
    }
    times.sort();
    println!("{count} drafts: median {:?}, slowest {:?}", times[times.len() / 2], times[times.len() - 1]);
}
