//! What is told of all readings at once agrees with judging them one by one, by every rule of the shipped pack: on the
//! examples, with brackets put around clauses, phrases and acceptances at random.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use penholder::brackets::{Analysis, Count, Hinge, Limits, RowKind, Tally, analyse};
use penholder::evaluate::{
    Bool, Circuit, Decide, Evaluator, Interpretation, Leaf, NodeId, Plan, PlanAxis, Reading, fold,
};
use penholder::facts::Facts;
use penholder::findings::{Report, Status, judge, prospects};
use penholder_language::model::{
    Acceptance, AcceptanceScope, Choice, ChoiceId, ChoiceOption, Draft, Guard, Level, Pack,
};
use penholder_language::source::{SourceMap, Span};
use penholder_language::syntax::mandate;
use penholder_language::translate::mandate::{Selection, drafts};

fn pack() -> Pack {
    penholder::embedded::shipped_packs().into_iter().next().unwrap()
}

fn example(name: &str, pack: &Pack) -> Draft {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name).with_extension("mandate");
    let text = fs::read_to_string(path).unwrap();
    let file = SourceMap::default().add("example", text.as_str());
    let (tree, problems) = mandate::parse(file, &text);
    assert!(problems.is_empty(), "{name}: {problems:?}");
    drafts(&tree, &[], &Selection::default(), &pack.vocabulary).0.remove(0)
}

/// A sequence of numbers that looks random and is the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

/// Puts brackets around clauses and their parts.
fn bracket(draft: &mut Draft, brackets: usize, seed: u64) {
    let mut numbers = Numbers(seed);
    let names = ["Arbania", "Quist", "Toland"];
    for place in 0..brackets {
        let options = if numbers.below(4) == 0 { 3 } else { 2 };
        let id = ChoiceId(draft.choices.len() as u32);
        let within = match numbers.below(3) {
            0 if place > 0 => {
                let outer = numbers.below(draft.choices.len());
                let option = numbers.below(draft.choices[outer].options.len()) as u32;
                let mut guard = draft.choices[outer].within.clone();
                guard.0.push((ChoiceId(outer as u32), option));
                guard.0.sort();
                guard
            }
            _ => Guard::default(),
        };
        let option = |n: usize| ChoiceOption {
            proponents: if (n + place).is_multiple_of(2) {
                vec![names[(n + place) % 3].into()]
            } else {
                vec![]
            },
            text: n.to_string(),
            span: Span::default(),
        };
        draft.choices.push(Choice {
            name: format!("x{place}"),
            options: (0..options).map(option).collect(),
            within: within.clone(),
            span: Span::default(),
        });
        for option in 0..options as u32 {
            let mut guard = within.clone();
            guard.0.push((id, option));
            guard.0.sort();
            let clauses: Vec<usize> = (0..draft.entities.len())
                .filter(|i| draft.entities[*i].label.is_some() && draft.entities[*i].presence.0.is_empty())
                .collect();
            if clauses.is_empty() {
                continue;
            }
            let clause = &mut draft.entities[clauses[numbers.below(clauses.len())]];
            let tuples = clause.tuples.len();
            match numbers.below(3) {
                0 => clause.presence = guard,
                1 if tuples > 0 => clause.tuples[numbers.below(tuples)].guard = guard,
                _ => clause.kinds[0].guard = guard,
            }
        }
    }
    for acceptance in &mut draft.accepts {
        if numbers.below(2) == 0 {
            let choice = numbers.below(draft.choices.len());
            acceptance.guard = Guard(vec![(ChoiceId(choice as u32), 0)]);
        }
    }
}

/// Acceptances of all kinds: by paragraph, by name, of dilemmas, of what is not found.
fn accept(draft: &mut Draft, report: &Report) {
    let mut accepts = |code: &str, scope: AcceptanceScope| {
        draft.accepts.push(Acceptance {
            code: code.into(),
            scope,
            reason: "a reason".into(),
            guard: Guard::default(),
            span: Span::default(),
        });
    };
    for finding in report.findings.iter().filter(|finding| finding.status.is_open()).step_by(5) {
        if let Some(clause) = finding.clauses.last().filter(|clause| !clause.label.is_empty()) {
            accepts(&finding.code, AcceptanceScope::Label(clause.label.clone()));
        } else if let Some(subject) = finding.subjects.first() {
            accepts(&finding.code, AcceptanceScope::Named(subject.text.clone()));
        }
    }
    for dilemma in report.dilemmas.iter().take(2) {
        accepts(&dilemma.code, AcceptanceScope::Everything);
        let clauses = dilemma.horns.iter().flat_map(|horn| &horn.clauses);
        for clause in clauses.take(1) {
            accepts(&dilemma.code, AcceptanceScope::Label(clause.label.clone()));
        }
    }
    accepts("M106", AcceptanceScope::Label("99".into()));
}

/// Every assignment of options; that of a bracket that is not there is its first.
fn readings(draft: &Draft) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for choice in &draft.choices {
        let options = choice.options.len() as u32;
        all = all.iter().flat_map(|r| (0..options).map(|o| [r.as_slice(), &[o]].concat())).collect();
    }
    let there = |reading: &Vec<u32>, choice: &Choice| {
        choice.within.0.iter().all(|(outer, option)| reading[outer.index()] == *option)
    };
    all.retain(|r: &Vec<u32>| draft.choices.iter().zip(r).all(|(c, o)| *o == 0 || there(r, c)));
    all
}

/// The drafts that are tried: small enough that judging each reading by itself takes seconds.
fn subjects(pack: &Pack) -> Vec<(String, Draft)> {
    let mut subjects = vec![("bracketed-draft".to_owned(), example("bracketed-draft", pack))];
    for (seed, name) in
        ["minusma-2013", "fib-2013", "ceasefire-observation", "paper-mandate"].iter().enumerate()
    {
        for round in 0..2_usize {
            let mut draft = example(name, pack);
            bracket(&mut draft, 4 + round, (7 * seed + round) as u64);
            let report = judge(pack, &draft, &Reading::default()).unwrap();
            accept(&mut draft, &report);
            subjects.push((format!("{name} {round}"), draft));
        }
    }
    subjects
}

/// Code, subjects, status and level of what is open or accepted.
fn told(report: &Report) -> Vec<String> {
    let mut told: Vec<String> = report
        .findings
        .iter()
        .filter(|f| f.status.is_open() || f.status == Status::Accepted)
        .map(|f| {
            let level = if f.status.is_open() { f.level.name() } else { "" };
            // Stale acceptances have no subject.
            let subjects: Vec<&str> = f.subjects.iter().map(|s| s.text.as_str()).collect();
            format!("{} {subjects:?} {} {level}", f.code, f.status.name())
        })
        .collect();
    for dilemma in &report.dilemmas {
        if dilemma.stance.name() != "not-assessed" {
            let subjects: Vec<&str> = dilemma.subjects.iter().map(|s| s.text.as_str()).collect();
            let taken = dilemma.horns.iter().filter(|h| h.taken).map(|h| h.name.as_str());
            let risks: Vec<&str> = dilemma.open_risks().map(|risk| risk.name.as_str()).collect();
            told.push(format!(
                "{} {subjects:?} {} {:?} {risks:?}",
                dilemma.code,
                dilemma.stance.name(),
                taken.collect::<Vec<_>>()
            ));
        }
    }
    told.sort();
    told
}

#[test]
fn prospects_are_what_judging_one_reading_says() {
    let pack = pack();
    for (name, draft) in subjects(&pack) {
        prospects_agree(&pack, &name, &draft);
    }
}

/// Judges every reading by itself and by the fold of the one circuit; gives the states in which each rule was seen.
fn prospects_agree(pack: &Pack, name: &str, draft: &Draft) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut seen: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    let facts = Facts::new(draft, &pack.vocabulary);
    let plan = Plan::new(pack);
    let mut circuit = Circuit::default();
    let truths = Interpretation::brackets(&facts, &mut circuit);
    let prospects = prospects(pack, &plan, draft, &facts, &mut circuit, &truths).unwrap();
    for reading in readings(draft).into_iter().map(Reading) {
        let values = fold(
            &circuit,
            &mut Decide(|leaf| match leaf {
                Leaf::Fact(_) => true,
                Leaf::Option(choice, option) => reading.takes(choice, option),
            }),
        );
        let holds = |node: NodeId| values[node.index()];
        let mut found = Vec::new();
        for p in &prospects.findings {
            let states =
                [(p.partial, "partial"), (p.gap, "gap"), (p.excluded, "excluded"), (p.accepted, "accepted")];
            let state: Vec<&str> = states.iter().filter(|(n, _)| holds(*n)).map(|(_, s)| *s).collect();
            let levels = [(p.error, "error"), (p.warning, "warning"), (p.note, "note")];
            let level: Vec<&str> = levels.iter().filter(|(n, _)| holds(*n)).map(|(_, s)| *s).collect();
            assert!(state.len() <= 1 && level.len() <= 1, "{name}: {} {state:?} {level:?}", p.code);
            if let Some(state) = state.first() {
                let subjects: &[String] = if p.rule.is_some() { &p.subjects } else { &[] };
                found.push(format!("{} {subjects:?} {state} {}", p.code, level.first().unwrap_or(&"")));
            }
        }
        for d in prospects.dilemmas.iter().filter(|d| holds(d.applies)) {
            let stance = match (holds(d.unresolved), holds(d.contradictory)) {
                (true, _) => "unresolved",
                (_, true) => "contradictory",
                _ => "taken",
            };
            let taken: Vec<&str> =
                d.horns.iter().filter(|h| holds(h.taken)).map(|h| h.name.as_str()).collect();
            let risks = d.horns.iter().flat_map(|h| &h.risks).filter(|(_, n)| holds(*n));
            let risks: Vec<&str> = risks.map(|(risk, _)| risk.as_str()).collect();
            found.push(format!("{} {:?} {stance} {taken:?} {risks:?}", d.code, d.subjects));
        }
        found.sort();
        let report = judge(pack, draft, &reading).unwrap();
        assert_eq!(found, told(&report), "{name} {reading:?}");
        for finding in &report.findings {
            let state = if finding.status.is_open() { "open" } else { finding.status.name() };
            seen.entry(finding.code.clone()).or_default().insert(state);
        }
    }
    seen
}

/// One reading, judged by itself.
struct Judged {
    reading: Vec<u32>,
    tally: Tally,
    axes: Vec<i64>,
}

fn one_by_one(pack: &Pack, draft: &Draft) -> Vec<Judged> {
    let plan = Plan::new(pack);
    let facts = Facts::new(draft, &pack.vocabulary);
    readings(draft)
        .into_iter()
        .map(|reading| {
            let report = judge(pack, draft, &Reading(reading.clone())).unwrap();
            let count = |level| report.count(level) as u32;
            let tally = Tally {
                errors: count(Level::Error),
                warnings: count(Level::Warning),
                notes: count(Level::Note),
            };
            let truths = Interpretation::reading(&facts, &Reading(reading.clone()));
            let mut algebra = Bool;
            let mut evaluator = Evaluator::new(&mut algebra, &facts, &truths, &plan);
            let mut axes = Vec::new();
            for axis in plan.axes() {
                axes.push(match axis {
                    PlanAxis::Number(sum) => evaluator.figure(*sum).unwrap(),
                    PlanAxis::Level(levels) => {
                        levels.iter().filter(|level| evaluator.holds(**level).unwrap()).count() as i64
                    }
                });
            }
            Judged { reading, tally, axes }
        })
        .collect()
}

fn objective(judged: &Judged) -> Vec<i64> {
    let mut values = vec![i64::from(judged.tally.errors), i64::from(judged.tally.warnings)];
    values.extend(&judged.axes);
    values
}

fn agrees(name: &str, draft: &Draft, all: &[Judged], analysis: &Analysis) {
    assert_eq!(analysis.readings, Count::Exactly(all.len() as u128), "{name}");
    let mut classes: BTreeMap<Tally, u128> = BTreeMap::new();
    all.iter().for_each(|j| *classes.entry(j.tally).or_default() += 1);
    let expected: Vec<(Tally, u128)> = classes.into_iter().take(5).collect();
    let found: Vec<(Tally, u128)> = analysis.best.iter().map(|w| (w.tally, w.readings)).collect();
    assert_eq!(found, expected, "{name}: the best");

    let covers = |a: &[i64], b: &[i64]| a.iter().zip(b).all(|(a, b)| a <= b);
    let points: BTreeSet<Vec<i64>> = all.iter().map(objective).collect();
    let front: Vec<&Vec<i64>> =
        points.iter().filter(|p| !points.iter().any(|other| other != *p && covers(other, p))).collect();
    let found: Vec<Vec<i64>> = analysis
        .front
        .iter()
        .map(|w| {
            let mut values = vec![i64::from(w.tally.errors), i64::from(w.tally.warnings)];
            values.extend(&w.axes);
            values
        })
        .collect();
    assert_eq!(found.iter().collect::<Vec<_>>(), front, "{name}: the front");
    if !analysis.factored {
        for (point, weighed) in front.iter().zip(&analysis.front) {
            let count = all.iter().filter(|j| objective(j) == **point).count() as u128;
            assert_eq!(weighed.readings, count, "{name}: readings at {point:?}");
        }
    }

    // A sample is a reading that comes to what is said of it.
    for weighed in analysis.best.iter().chain(&analysis.front) {
        let reading: Vec<u32> = weighed.taken.iter().map(|taken| taken.unwrap_or(0)).collect();
        let judged = all.iter().find(|j| j.reading == reading).expect("a reading");
        assert_eq!((judged.tally, &judged.axes), (weighed.tally, &weighed.axes), "{name} {reading:?}");
    }
    let there = |reading: &[u32], place: usize| {
        draft.choices[place].within.0.iter().all(|(outer, option)| reading[outer.index()] == *option)
    };
    for (place, bracket) in analysis.brackets.iter().enumerate() {
        for (option, info) in bracket.options.iter().enumerate() {
            // What is not there counts with its first option.
            let with = all.iter().filter(|j| j.reading[place] == option as u32);
            assert_eq!(info.best, with.map(|j| j.tally).min(), "{name} {} {option}", bracket.name);
        }
    }

    // Concessions, counted reading by reading.
    let conceded = |reading: &[u32], name: &str| -> u64 {
        let own = |place: &usize| {
            let proposes = |o: &&ChoiceOption| o.proponents.iter().any(|p| p == name);
            let options = &draft.choices[*place].options;
            let any = options.iter().any(|o| proposes(&o));
            any && there(reading, *place) && !proposes(&&options[reading[*place] as usize])
        };
        (0..draft.choices.len()).filter(own).count() as u64
    };
    let costs = |judged: &Judged| -> Vec<u64> {
        analysis.delegations.iter().map(|d| conceded(&judged.reading, &d.name)).collect()
    };
    for (place, delegation) in analysis.delegations.iter().enumerate() {
        let own = || all.iter().filter(|judged| costs(judged)[place] == 0);
        assert_eq!(delegation.readings, Some(own().count() as u128), "{name} {}", delegation.name);
        let best = delegation.best.as_ref().map(|(tally, _)| *tally);
        assert_eq!(best, own().map(|judged| judged.tally).min(), "{name} {}", delegation.name);
    }
    let least = all.iter().map(|j| (costs(j).iter().sum::<u64>(), j.tally)).min();
    let found = analysis.least.as_ref().map(|s| (s.cost, s.tally));
    if !analysis.delegations.is_empty() {
        assert_eq!(found, least, "{name}: the least");
    }
    if let Some(fairest) = &analysis.fairest {
        let expected = all.iter().map(|j| {
            let costs = costs(j);
            (costs.iter().max().copied().unwrap_or(0), costs.iter().sum::<u64>(), j.tally)
        });
        assert_eq!(
            Some((fairest.largest, fairest.cost, fairest.tally)),
            expected.min(),
            "{name}: the fairest"
        );
    }
}

#[test]
fn the_analysis_is_what_judging_all_readings_comes_to() {
    let pack = pack();
    let mut factored = 0;
    for (name, draft) in subjects(&pack) {
        let all = one_by_one(&pack, &draft);
        let whole = analyse(&pack, &draft, &[], Limits::default()).unwrap();
        assert!(!whole.factored);
        agrees(&name, &draft, &all, &whole);
        hinges(&name, &draft, &all, &whole);
        // Group by group it comes to the same, where the groups are small enough.
        let limit = Limits { readings: all.len() as u128 - 1 };
        let parts = analyse(&pack, &draft, &[], limit).unwrap();
        assert!(parts.factored, "{name}");
        if parts.too_large.is_empty() {
            factored += 1;
            agrees(&name, &draft, &all, &parts);
        } else {
            assert!(parts.best.is_empty() && parts.front.is_empty() && parts.least.is_none());
        }
    }
    assert!(factored > 0, "no draft fell into groups");
}

/// Brackets that change a count are named by some finding, and those that are named by none change nothing.
fn hinges(name: &str, draft: &Draft, all: &[Judged], analysis: &Analysis) {
    let by_reading: BTreeMap<&Vec<u32>, &Judged> = all.iter().map(|j| (&j.reading, j)).collect();
    for place in 0..draft.choices.len() {
        let named = |kind: RowKind| {
            let rows = analysis.rows.iter().filter(move |row| row.kind == kind);
            rows.map(|row| &row.hinge).any(|hinge| hinge.choices().contains(&place))
        };
        let (mut counts, mut axes) = (false, false);
        for judged in all {
            let mut other = judged.reading.clone();
            other[place] = (other[place] + 1) % draft.choices[place].options.len() as u32;
            if let Some(other) = by_reading.get(&other) {
                counts |= judged.tally != other.tally;
                axes |= judged.axes != other.axes;
            }
        }
        assert!(!counts || named(RowKind::Finding), "{name}: {} changes counts", draft.choices[place].name);
        assert!(!axes || named(RowKind::Axis), "{name}: {} changes an axis", draft.choices[place].name);
    }
    for row in &analysis.rows {
        let Hinge::On(levers) = &row.hinge else { panic!("{name}: {} not worked out", row.name) };
        assert!(levers.iter().all(|lever| lever.flips > 0 && lever.flips <= lever.of));
    }
}

/// The fixtures of a rule.
fn fixtures(code: &str) -> Vec<String> {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/sebastian-2015");
    let mut texts = Vec::new();
    for rule in fs::read_dir(pack).unwrap().map(|entry| entry.unwrap().path()) {
        if !rule.file_name().unwrap().to_str().unwrap().starts_with(&format!("{code}-")) {
            continue;
        }
        for verdict in ["pass", "fail"] {
            let Ok(folder) = fs::read_dir(rule.join(verdict)) else { continue };
            let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
            paths.sort();
            texts.extend(paths.iter().take(3).map(|path| fs::read_to_string(path).unwrap()));
        }
    }
    texts
}

/// The lanes agree with `Bool` for every rule of the shipped pack: on its own fixtures, with brackets put around their
/// clauses at random, all readings. Every rule is seen open and not open.
#[test]
fn every_rule_is_weighed_as_it_is_judged() {
    let pack = pack();
    let mut seen: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    let mut tried = 0;
    let once = |seen: &BTreeMap<String, BTreeSet<&'static str>>, code: &String| {
        seen.get(code).is_none_or(|states| !states.contains("open") || states.len() < 2)
    };
    // Where the brackets of one round leave a rule as it is, those of another do not.
    for round in 0..8_usize {
        for (place, rule) in pack.rules.iter().enumerate() {
            if round > 0 && !once(&seen, &rule.code) {
                continue;
            }
            for (number, text) in fixtures(&rule.code).iter().enumerate() {
                let file = SourceMap::default().add("fixture", text.as_str());
                let (tree, _) = mandate::parse(file, text);
                let all = drafts(&tree, &[], &Selection::default(), &pack.vocabulary).0;
                let Some(mut draft) = all.into_iter().next() else { continue };
                bracket(&mut draft, 2 + (place + number) % 3, (31 * place + number + 997 * round) as u64);
                let name = format!("{} {number} {round}", rule.code);
                for (code, states) in prospects_agree(&pack, &name, &draft) {
                    seen.entry(code).or_default().extend(states);
                }
                let all = one_by_one(&pack, &draft);
                agrees(&name, &draft, &all, &analyse(&pack, &draft, &[], Limits::default()).unwrap());
                tried += 1;
            }
        }
    }
    assert!(tried > 2 * pack.rules.len(), "only {tried} fixtures");
    let codes = pack.rules.iter().map(|rule| &rule.code);
    let missed: Vec<&String> = codes.filter(|code| once(&seen, code)).collect();
    assert!(missed.is_empty(), "never both open and not open: {missed:?}");
}
