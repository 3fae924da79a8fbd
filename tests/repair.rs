//! scratch
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
use penholder::embedded;
use penholder::repair::*;
use penholder_language::model::*;
use penholder_language::source::*;
use penholder_language::syntax::mandate;
use penholder_language::translate::mandate::{Selection, drafts};
use std::time::Instant;

fn scale(v: &Vocabulary) -> Costs {
    let mut lines = Vec::new();
    let mut add = |change, amount, per| lines.push(Cost { change, amount, per, span: Span::default() });
    for (i, s) in v.sorts.iter().enumerate() {
        if s.origin == Origin::Chosen {
            add(Change::Add(Clauses::Sort(SortId(i as u32))), match s.name.as_str() { "task" => 10, "authority" => 5, "means" => 3, "guidance" => 1, _ => 2 }, 1);
            add(Change::Strike(Clauses::Sort(SortId(i as u32))), 50, 1);
            add(Change::Narrow(Clauses::Sort(SortId(i as u32))), 25, 1); add(Change::Specify(Clauses::Sort(SortId(i as u32))), 1, 1);
        }
    }
    for (i, t) in v.taxonomies.iter().enumerate() { if t.ordered { add(Change::Step(TaxonomyId(i as u32)), 5, 1); } }
    add(Change::Choose, 3, 1);
    Costs { lines }
}

#[test]
fn scratch() {
    let pack = embedded::shipped("sebastian-2015").unwrap();
    for name in std::env::var("EX").unwrap_or("minusma-2015".into()).split(',') {
        let text = std::fs::read_to_string(format!("examples/{name}.mandate")).unwrap();
        let mut sources = SourceMap::default();
        let id = sources.add(name, text.as_str());
        let (file, _) = mandate::parse(id, &text);
        let (found, _) = drafts(&file, &[], &Selection::default(), &pack.vocabulary);
        for level in [Level::Error, Level::Warning, Level::Note] {
            let start = Instant::now();
            let around: Vec<&mandate::ast::File> = vec![];
            let base = Base::new(&pack, &file, &around, &sources, &found[0], 0).unwrap();
            let options = Options { level, costs: scale(&pack.vocabulary), keep: vec![], forbid: vec![], budget: vec![], alternatives: 3, until: Some(Instant::now() + std::time::Duration::from_secs(60)) };
            let outcome = repair(&base, &options, &mut |p| eprintln!("   {p:?} {:?}", start.elapsed())).unwrap();
            println!("{name} {level:?}: {:?}, candidates {}, rounds {}, complete {}", start.elapsed(), outcome.candidates, outcome.rounds, outcome.complete);
            match outcome.verdict {
                Verdict::Repaired { best, bound, proven, alternatives } => {
                    println!("cost {} bound {bound} proven {proven} changes {} alternatives {:?}", best.cost, best.changes.len(), alternatives.iter().map(|a| a.cost).collect::<Vec<_>>());
                    for c in &best.changes { println!("  {} {:?} [{}] {} -> {}   closes {:?}", c.label, c.candidate.kind, c.candidate.cost, c.before, c.after, c.closes.iter().map(|c| format!("{} {}", c.0, c.1)).collect::<Vec<_>>()); }
                }
                other => println!("{other:?}"),
            }
        }
    }
}
