//! What must not change a finding, and what must not open one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use penholder::evaluate::{Bool, Evaluator, Instance, Interpretation, Plan, Reading};
use penholder::facts::Facts;
use penholder::findings::{Report, Status, judge};
use penholder_language::model::{
    Draft, Entity, Formula, Guard, Guarded, Origin, Pack, Quantity, Rule, RuleId, SortId, TermId, Value,
};
use penholder_language::source::SourceMap;
use penholder_language::syntax::mandate::{self, ast};
use penholder_language::translate::mandate::{Selection, drafts};
use proptest::prelude::*;

fn pack() -> Pack {
    penholder::embedded::shipped_packs().into_iter().next().unwrap()
}

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "mandate"))
        .collect();
    found.sort();
    found
}

fn tree(path: &Path) -> ast::File {
    let text = fs::read_to_string(path).unwrap();
    let mut sources = SourceMap::default();
    let file = sources.add("example", text.as_str());
    mandate::parse(file, &text).0
}

fn resolve(tree: &ast::File, pack: &Pack) -> Draft {
    drafts(tree, &[], &Selection::default(), &pack.vocabulary).0.remove(0)
}

/// A report without the handles that depend on order.
fn told(report: &Report) -> Vec<String> {
    report
        .findings
        .iter()
        .map(|f| {
            let labels: Vec<&str> = f.clauses.iter().map(|c| c.label.as_str()).collect();
            let subjects: Vec<&str> = f.subjects.iter().map(|s| s.text.as_str()).collect();
            format!(
                "{} {} {} {subjects:?} {labels:?} {} {:?}",
                f.code,
                f.status.name(),
                f.level.name(),
                f.message,
                f.figures
            )
        })
        .collect()
}

/// Judging all rules at once goes through them in another order and looks at kinds first: it must show the same.
#[test]
fn all_rules_at_once_are_each_rule_alone() {
    let pack = pack();
    let plan = Plan::new(&pack);
    let mut bindings = 0;
    for path in examples() {
        let draft = resolve(&tree(&path), &pack);
        let facts = Facts::new(&draft, &pack.vocabulary);
        let truths = Interpretation::reading(&facts, &Reading::default());
        // Every third rule is left out, so that rules that rest on one left out are seen, too.
        let assessed = |id: RuleId| id.index() % 3 != 1;
        let mut alone = vec![Vec::new(); pack.rules.len()];
        let (mut one, mut other) = (Bool, Bool);
        let mut evaluator = Evaluator::new(&mut one, &facts, &truths, &plan);
        for (index, shown) in alone.iter_mut().enumerate() {
            let id = RuleId(index as u32);
            if assessed(id) {
                evaluator.outcome(id, |instance| shown.push(told_instance(instance))).unwrap();
            } else {
                evaluator.skip(id);
            }
        }
        let mut together = vec![Vec::new(); pack.rules.len()];
        Evaluator::new(&mut other, &facts, &truths, &plan)
            .rules(assessed, |id, instance| together[id.index()].push(told_instance(instance)))
            .unwrap();
        assert_eq!(alone, together, "{}", path.display());
        bindings += alone.iter().map(Vec::len).sum::<usize>();
    }
    assert!(bindings > 500, "the examples show too little: {bindings} bindings");
}

fn told_instance(instance: &Instance<bool>) -> String {
    format!("{instance:?}")
}

/// What only one of the two says.
fn differences(before: &Report, after: &Report) -> Vec<String> {
    let (before, after) = (told(before), told(after));
    let only = |mine: &[String], theirs: &[String], sign: char| -> Vec<String> {
        mine.iter().filter(|line| !theirs.contains(line)).map(|line| format!("{sign} {line}")).collect()
    };
    let mut found = only(&before, &after, '-');
    found.extend(only(&after, &before, '+'));
    if found.is_empty() && before != after {
        found.push("the order of findings".to_owned());
    }
    found
}

fn shuffle<T>(list: &mut [T], seed: &mut u64) {
    for i in (1..list.len()).rev() {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(i, (*seed >> 33) as usize % (i + 1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_clauses_and_blocks_changes_nothing(which in 0..64_usize, seed in any::<u64>()) {
        let pack = pack();
        let files = examples();
        let original = tree(&files[which % files.len()]);
        let mut seed = seed;
        let mut shuffled = original.clone();
        for block in &mut shuffled.blocks {
            shuffle(&mut block.entries, &mut seed);
        }
        shuffle(&mut shuffled.blocks, &mut seed);
        let before = judge(&pack, &resolve(&original, &pack), &Reading::default()).unwrap();
        let after_draft = drafts(&shuffled, &[], &Selection::default(), &pack.vocabulary).0;
        let same = after_draft.iter().find(|draft| draft.name == before.mandate).unwrap();
        let after = judge(&pack, same, &Reading::default()).unwrap();
        prop_assert_eq!(differences(&before, &after), Vec::<String>::new());
    }

    #[test]
    fn the_order_of_rules_changes_nothing(which in 0..64_usize, seed in any::<u64>()) {
        let pack = pack();
        let files = examples();
        let draft = resolve(&tree(&files[which % files.len()]), &pack);
        let mut seed = seed;
        // Rules that ask for another's status stand after it; the others may stand anywhere.
        let mut free: Vec<usize> = (0..pack.rules.len()).filter(|i| !asks_status(&pack.rules[*i])).collect();
        let bound: Vec<usize> = (0..pack.rules.len()).filter(|i| asks_status(&pack.rules[*i])).collect();
        shuffle(&mut free, &mut seed);
        let order: Vec<usize> = free.into_iter().chain(bound).collect();
        let mut shuffled = pack.clone();
        shuffled.rules = order.iter().map(|i| pack.rules[*i].clone()).collect();
        for rule in &mut shuffled.rules {
            renumber(rule, &order);
        }
        for proposal in &mut shuffled.proposals {
            for id in &mut proposal.criteria {
                id.0 = order.iter().position(|old| *old == id.index()).unwrap() as u32;
            }
        }
        let before = judge(&pack, &draft, &Reading::default()).unwrap();
        let after = judge(&shuffled, &draft, &Reading::default()).unwrap();
        prop_assert_eq!(differences(&before, &after), Vec::<String>::new());
    }

    #[test]
    fn adding_a_means_opens_no_gap_of_a_rule_that_arises_from_none(
        which in 0..64_usize, term in any::<u32>(), number in proptest::option::of(1..50_000_i64)
    ) {
        let pack = pack();
        let files = examples();
        let draft = resolve(&tree(&files[which % files.len()]), &pack);
        // The last chosen sorts are the means side; which they are is told by the vocabulary's own order of sorts.
        let sorts = means_sorts(&pack);
        let sort = sorts[term as usize % sorts.len()];
        let mut more = draft.clone();
        more.entities.push(clause(&pack, sort, term, number));
        let before = judge(&pack, &draft, &Reading::default()).unwrap();
        let after = judge(&pack, &more, &Reading::default()).unwrap();
        for rule in pack.rules.iter().filter(|rule| !arises_from(&pack, rule, &sorts)) {
            let gaps = |report: &Report| {
                report.findings.iter().filter(|f| f.code == rule.code && f.status == Status::Gap).count()
            };
            prop_assert!(gaps(&after) <= gaps(&before), "{} opened", rule.code);
        }
    }
}

fn means_sorts(pack: &Pack) -> Vec<SortId> {
    let sorts = pack.vocabulary.sorts.iter().enumerate();
    let named = ["authority", "means", "support", "guidance", "arrangement"];
    sorts
        .filter(|(_, sort)| sort.origin == Origin::Chosen && named.contains(&sort.name.as_str()))
        .map(|(i, _)| SortId(i as u32))
        .collect()
}

fn clause(pack: &Pack, sort: SortId, pick: u32, number: Option<i64>) -> Entity {
    let vocabulary = &pack.vocabulary;
    let kinds = vocabulary.sort(sort).unwrap().kinds;
    let terms: Vec<u32> = (0..vocabulary.terms.len() as u32)
        .filter(|t| vocabulary.terms[*t as usize].taxonomy == kinds)
        .collect();
    let guarded = |term| Guarded { value: term, guard: Guard::default(), span: Default::default() };
    let tuple = |relation: &str, value| penholder_language::model::Tuple {
        relation: vocabulary.relation_named(relation).unwrap(),
        value,
        guard: Guard::default(),
        span: Default::default(),
    };
    let mut tuples = vec![
        tuple("verb", Value::Term(vocabulary.term_named("decides").unwrap())),
        tuple("addressee", Value::Term(vocabulary.term_named("mission").unwrap())),
    ];
    if let (Some(number), true) = (number, vocabulary.sort(sort).unwrap().name == "means") {
        tuples.push(tuple("strength", Value::Number(number)));
    }
    Entity {
        sort,
        name: "¶99".into(),
        description: String::new(),
        label: Some("99".into()),
        ruled_out: false,
        presence: Guard::default(),
        kinds: vec![guarded(TermId(terms[pick as usize % terms.len()]))],
        tuples,
        span: Default::default(),
    }
}

/// Whether a rule's goal side, or the bound of one of its comparisons, or a negation in what it asks, looks at one
/// of the sorts.
fn arises_from(pack: &Pack, rule: &Rule, sorts: &[SortId]) -> bool {
    let derived = asks_status(rule);
    rule.for_each.iter().any(|v| v.sorts.iter().any(|s| sorts.contains(s)))
        || mentions(&rule.condition, sorts, Polarity::Any)
        || rule.needs.iter().any(|need| mentions(&need.formula, sorts, Polarity::Any))
        || rule.require.iter().any(|line| {
            mentions(&line.formula, sorts, Polarity::Negative)
                || line.partly.as_ref().is_some_and(|f| mentions(f, sorts, Polarity::Negative))
        })
        || derived && pack.rules.iter().any(|other| !asks_status(other) && arises_from(pack, other, sorts))
}

#[derive(Clone, Copy, PartialEq)]
enum Polarity {
    Any,
    Positive,
    Negative,
}

/// Whether a formula looks at the sorts in a way that can turn it false when there are more of them.
fn mentions(formula: &Formula, sorts: &[SortId], wanted: Polarity) -> bool {
    walk(formula, sorts, wanted, Polarity::Positive)
}

fn walk(formula: &Formula, sorts: &[SortId], wanted: Polarity, here: Polarity) -> bool {
    let flip = |p| if p == Polarity::Positive { Polarity::Negative } else { Polarity::Positive };
    let counts = |p: Polarity| wanted == Polarity::Any || p == wanted;
    let over =
        |v: &penholder_language::model::Variable| v.sorts.iter().any(|s| sorts.contains(s)) && !v.ruled_out;
    match formula {
        Formula::And(parts) | Formula::Or(parts) | Formula::Several { of: parts, .. } => {
            parts.iter().any(|part| walk(part, sorts, wanted, here))
        }
        Formula::Not(part) => walk(part, sorts, wanted, flip(here)),
        Formula::Exists(v, body) => over(v) && counts(here) || walk(body, sorts, wanted, here),
        Formula::ForAll(v, body) => over(v) && counts(flip(here)) || walk(body, sorts, wanted, here),
        Formula::AtLeast { terms, .. } => terms.iter().any(|term| match &term.quantity {
            Quantity::Attribute { .. } => false,
            Quantity::Sum { variable, body, .. } | Quantity::Count { variable, body } => {
                let side = if term.coefficient < 0 { flip(here) } else { here };
                over(variable) && counts(side) || walk(body, sorts, wanted, side)
            }
        }),
        _ => false,
    }
}

fn asks_status(rule: &Rule) -> bool {
    let mut found = false;
    let mut rule = rule.clone();
    each_status(&mut rule, &mut |_| found = true);
    found
}

fn renumber(rule: &mut Rule, order: &[usize]) {
    each_status(rule, &mut |id| id.0 = order.iter().position(|old| *old == id.index()).unwrap() as u32);
}

fn each_status(rule: &mut Rule, see: &mut impl FnMut(&mut penholder_language::model::RuleId)) {
    fn go(formula: &mut Formula, see: &mut impl FnMut(&mut penholder_language::model::RuleId)) {
        match formula {
            Formula::And(parts) | Formula::Or(parts) | Formula::Several { of: parts, .. } => {
                parts.iter_mut().for_each(|part| go(part, see));
            }
            Formula::Not(part) | Formula::Exists(_, part) | Formula::ForAll(_, part) => go(part, see),
            Formula::Status(id, _) => see(id),
            _ => {}
        }
    }
    go(&mut rule.condition, see);
    for line in &mut rule.require {
        go(&mut line.formula, see);
        line.partly.iter_mut().for_each(|f| go(f, see));
        line.excluded.iter_mut().for_each(|f| go(f, see));
    }
    rule.eased.iter_mut().for_each(|ease| go(&mut ease.when, see));
}
