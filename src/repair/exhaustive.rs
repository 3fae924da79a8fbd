//! The search against trying everything: on small drafts with scales drawn at random.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use penholder_language::model::{Change, Clauses, Cost, Costs, Level, Origin, Pack, SortId, TaxonomyId};
use penholder_language::source::{FileId, SourceMap, Span};
use penholder_language::syntax::{mandate, policy};
use penholder_language::translate;
use penholder_language::translate::mandate::{Selection, drafts};
use proptest::prelude::*;

use super::gather::gather;
use super::run::demands;
use super::{Base, Options, Verdict, repair};
use crate::evaluate::{Decide, Leaf, Node, NodeId, Plan, Reading, fold};
use crate::findings::judge;

/// With more candidates than this not everything is tried.
const SMALL: usize = 13;

fn pack() -> Pack {
    let mut sources = SourceMap::default();
    let mut open =
        vec!["tests/cli/policies/vocabulary".into(), Path::new("tests/cli/policies/small").to_owned()];
    let mut paths = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "policy") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let id = sources.add(path.display().to_string(), text.as_str());
        files.push(policy::parse(id, &text).0);
    }
    translate::policy::pack(&files, sources).0
}

/// Costs of putting in, saying more, striking out and stepping up, by sort and taxonomy; and of brackets.
fn scale(pack: &Pack, costs: &[i64]) -> Costs {
    let mut costs = costs.iter().copied().cycle();
    let mut lines = Vec::new();
    let mut line = |change, amount| lines.push(Cost { change, amount, per: 1, span: Span::default() });
    for (place, sort) in (0_u32..).zip(&pack.vocabulary.sorts) {
        if sort.origin == Origin::Chosen {
            let of = Clauses::Sort(SortId(place));
            for change in [Change::Add(of), Change::Strike(of), Change::Narrow(of), Change::Specify(of)] {
                line(change, costs.next().unwrap());
            }
        }
    }
    for (place, taxonomy) in (0_u32..).zip(&pack.vocabulary.taxonomies) {
        if taxonomy.ordered {
            line(Change::Step(TaxonomyId(place)), costs.next().unwrap());
        }
    }
    line(Change::Choose, costs.next().unwrap());
    Costs { lines }
}

fn draft() -> impl Strategy<Value = String> {
    let lines = [
        "¶3(a) decides mission to patrol in north",
        "¶3(b) decides mission 1 helicopter in north",
        "[ ¶3(c) decides mission 2 helicopter in north | ¶3(c) decides mission 4 helicopter in north ]",
        "¶4 requests mission to talk with Riders",
        "¶5 notes mission radios for ¶3(a)",
        "accepts X2 because \"the day is set later\"",
        "accepts X1 at ¶3(a) because \"they walk\"",
    ];
    prop::collection::vec(prop::bool::weighted(0.7), lines.len()).prop_map(move |kept| {
        // What others refer to stays.
        let kept = lines.iter().zip(kept).enumerate().filter(|(place, (_, kept))| *place == 0 || *kept);
        let text: Vec<&str> = kept.map(|(_, (line, _))| *line).collect();
        format!(
            "situation vale {{\n area north {{ vast }}\n group Riders {{ rebels }}\n}}\nmandate M for vale {{\n {}\n}}\n",
            text.join("\n ")
        )
    })
}

/// The cheapest of all subsets of the candidates, where they are few.
fn exhaustive(base: &Base<'_>, options: &Options) -> Option<Option<i64>> {
    let plan = Plan::new(base.pack);
    let before = judge(base.pack, base.draft, &Reading::default()).unwrap();
    let mut gathered = gather(base, options, &plan, &before).unwrap();
    if gathered.offers.len() > SMALL {
        return None;
    }
    let asked = demands(&mut gathered.space, base, options, &before, &gathered.offers);
    let space = &gathered.space;
    let nodes: Vec<NodeId> = asked.iter().map(|(_, node)| *node).chain(space.sound.iter().copied()).collect();
    let leaf = |node: &NodeId| match space.circuit.nodes()[node.index()] {
        Node::Leaf(leaf) => Some(leaf),
        _ => None,
    };
    let leaves: Vec<Option<Leaf>> = space.taken.iter().map(leaf).collect();
    let mut best: Option<i64> = None;
    for mask in 0_u32..1 << leaves.len() {
        let chosen = || (0..leaves.len()).filter(|place| mask >> place & 1 == 1);
        let taken: Vec<Leaf> = chosen().filter_map(|place| leaves[place]).collect();
        let first = |leaf: Leaf| matches!(leaf, Leaf::Option(choice, 0) if !taken.iter().any(|other| matches!(other, Leaf::Option(theirs, _) if *theirs == choice)));
        let values = fold(&space.circuit, &mut Decide(|leaf| taken.contains(&leaf) || first(leaf)));
        if taken.len() == chosen().count() && nodes.iter().all(|node| values[node.index()]) {
            let cost = chosen().map(|place| gathered.offers[place].candidate.cost).sum();
            best = Some(best.map_or(cost, |known: i64| known.min(cost)));
        }
    }
    Some(best)
}

fn cheapest(base: &Base<'_>, options: &Options) -> Option<i64> {
    match repair(base, options, &mut |_| {}).unwrap().verdict {
        Verdict::Sound => Some(0),
        Verdict::Repaired { best, bound, proven, alternatives, .. } => {
            assert!(proven && bound == best.cost);
            assert_eq!(best.cost, best.changes.iter().map(|change| change.candidate.cost).sum::<i64>());
            assert!(alternatives.iter().all(|other| other.cost >= best.cost));
            Some(best.cost)
        }
        Verdict::Impossible(_) => None,
        Verdict::OutOfTime(_) => panic!("no time limit was set"),
    }
}

/// How many drafts were small enough to try everything.
static TRIED: AtomicUsize = AtomicUsize::new(0);

#[test]
fn everything_is_tried_often_enough() {
    nothing_is_cheaper_and_dearer_changes_make_no_repair_cheaper();
    assert!(TRIED.load(Ordering::Relaxed) >= 40, "{TRIED:?} drafts were small");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    fn nothing_is_cheaper_and_dearer_changes_make_no_repair_cheaper(
        text in draft(),
        costs in prop::collection::vec(0..9_i64, 17),
        dearer in 0..17_usize,
        level in prop_oneof![Just(Level::Error), Just(Level::Warning), Just(Level::Note)],
    ) {
        let pack = pack();
        let (file, problems) = mandate::parse(FileId::default(), &text);
        prop_assert!(problems.is_empty(), "{:?}", problems);
        let (found, _) = drafts(&file, &[], &Selection::default(), &pack.vocabulary);
        let mut sources = SourceMap::default();
        sources.add("draft", text.as_str());
        let base = Base::new(&pack, &file, &[], &sources, &found[0], 0).unwrap();
        let options = |costs: &[i64]| Options {
            level,
            costs: scale(&pack, costs),
            keep: Vec::new(),
            forbid: Vec::new(),
            budget: Vec::new(),
            alternatives: 2,
            until: None,
        };
        let first = cheapest(&base, &options(&costs));
        if let Some(wanted) = exhaustive(&base, &options(&costs)) {
            prop_assert_eq!(first, wanted, "{}", text);
            TRIED.fetch_add(1, Ordering::Relaxed);
        }
        let mut raised = costs.clone();
        raised[dearer] += 3;
        let second = cheapest(&base, &options(&raised));
        prop_assert_eq!(first.is_some(), second.is_some());
        prop_assert!(second >= first);
    }
}
