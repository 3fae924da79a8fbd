//! What must hold of every comparison: nothing changes against itself, the order of clauses and their labels do not matter, and what
//! one direction drops the other adds.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeSet;

use penholder::compare::{Change, Kind, Text, Unit, changes, heaviest, links, units};
use penholder_language::model::{Draft, Pack};
use penholder_language::source::SourceMap;
use penholder_language::syntax::mandate;
use penholder_language::translate::mandate::{Selection, drafts};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn pack() -> &'static Pack {
    static PACK: std::sync::OnceLock<Pack> = std::sync::OnceLock::new();
    PACK.get_or_init(|| penholder::embedded::shipped_packs().into_iter().next().unwrap())
}

/// A text, resolved.
struct Read {
    draft: Draft,
    units: Vec<Unit>,
}

fn read(text: &str) -> Read {
    let mut sources = SourceMap::default();
    let file = sources.add("draft", text);
    let (tree, problems) = mandate::parse(file, text);
    assert!(problems.is_empty(), "{text}\n{problems:?}");
    let (mut found, problems) = drafts(&tree, &[], &Selection::default(), &pack().vocabulary);
    let errors: Vec<_> =
        problems.iter().filter(|p| p.severity == penholder_language::source::Severity::Error).collect();
    assert!(errors.is_empty(), "{text}\n{errors:?}");
    let draft = found.remove(0);
    let units = units::of_draft(&draft, &sources, &pack().vocabulary);
    Read { draft, units }
}

fn compared(old: &Read, new: &Read) -> Vec<Change> {
    let vocabulary = &pack().vocabulary;
    let age = |read: &Read| units::age(&read.draft, &read.units, vocabulary);
    let links = links(&old.units, &new.units, age(new) < age(old), vocabulary);
    let text = |read: &Read| (read.draft.clone(), read.units.clone());
    let ((old_draft, old_units), (new_draft, new_units)) = (text(old), text(new));
    changes(
        Text { draft: &old_draft, units: &old_units },
        Text { draft: &new_draft, units: &new_units },
        &links,
        vocabulary,
    )
}

/// Acts that differ enough to be told apart.
const ACTS: &[&str] = &[
    "decides mission to stabilise in north",
    "decides mission to protect-civilians in north if in-imminent-danger",
    "requests mission to monitor-ceasefire",
    "decides mission to support-elections",
    "requests mission to human-rights",
    "decides mission to demine",
    "authorizes mission to detain",
    "requests secretary-general report within 90 days on general-report",
    "decides mission comprises up to 11_200 military",
    "encourages mission to inform-public",
];

fn text(clauses: &[(String, String)]) -> String {
    let lines: Vec<String> =
        clauses.iter().map(|(label, clause)| format!("    ¶{label} {clause}\n")).collect();
    format!("situation here {{\n    area north {{ vast }}\n}}\nmandate M for here {{\n{}}}\n", lines.concat())
}

fn labelled(acts: &[&str], from: usize) -> Vec<(String, String)> {
    acts.iter().enumerate().map(|(at, act)| ((from + at).to_string(), (*act).to_owned())).collect()
}

fn some_acts() -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(ACTS.to_vec(), 2..=ACTS.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_changes_against_itself(acts in some_acts()) {
        let read = read(&text(&labelled(&acts, 1)));
        for change in compared(&read, &read) {
            prop_assert_eq!(change.kind, Kind::Same);
            prop_assert!(!change.moved && change.weight == 0);
        }
    }

    #[test]
    fn new_labels_alone_are_no_change(acts in some_acts(), from in 20_usize..60) {
        let (old, new) = (read(&text(&labelled(&acts, 1))), read(&text(&labelled(&acts, from))));
        for change in compared(&old, &new) {
            prop_assert_eq!(change.kind, Kind::Same);
            prop_assert!(change.moved);
        }
    }

    #[test]
    fn the_order_of_clauses_does_not_matter(acts in some_acts(), more in some_acts(), turn in 0_usize..8) {
        let old = read(&text(&labelled(&acts, 1)));
        let clauses = labelled(&more, 1);
        let mut turned = clauses.clone();
        let by = turn % turned.len();
        turned.rotate_left(by);
        let told = |read: &Read| compared(&old, read).into_iter().map(|c| (c.new, c.old, c.kind, c.weight)).collect::<Vec<_>>();
        prop_assert_eq!(told(&read(&text(&clauses))), told(&read(&text(&turned))));
    }

    #[test]
    fn turned_round_what_is_new_is_dropped(acts in some_acts(), more in some_acts()) {
        let (old, new) = (read(&text(&labelled(&acts, 1))), read(&text(&labelled(&more, 1))));
        let there = compared(&old, &new);
        let back = compared(&new, &old);
        let of = |changes: &[Change], kind: Kind| -> BTreeSet<Option<usize>> {
            let wanted = changes.iter().filter(|change| change.kind == kind);
            wanted.map(|change| change.new.or_else(|| change.old.first().copied())).collect()
        };
        prop_assert_eq!(of(&there, Kind::New), of(&back, Kind::Dropped));
        prop_assert_eq!(of(&there, Kind::Dropped), of(&back, Kind::New));
    }

    #[test]
    fn turned_round_what_is_stronger_is_weaker(
        verbs in (select(vec!["decides", "requests", "encourages"]), select(vec!["decides", "requests", "encourages"])),
        troops in (1_000_u32..20_000, 1_000_u32..20_000),
    ) {
        let of = |verb: &str, troops: u32| read(&text(&[
            ("1".to_owned(), format!("{verb} mission to protect-civilians in north")),
            ("2".to_owned(), format!("decides mission comprises up to {troops} military")),
            ("3".to_owned(), "requests mission to human-rights".to_owned()),
        ]));
        let (a, b) = (of(verbs.0, troops.0), of(verbs.1, troops.1));
        let (there, back) = (compared(&a, &b), compared(&b, &a));
        let mirrored = |kind: Kind| match kind {
            Kind::Strengthened => Kind::Weakened,
            Kind::Weakened => Kind::Strengthened,
            other => other,
        };
        for (there, back) in there.iter().zip(&back) {
            prop_assert_eq!(there.kind, mirrored(back.kind));
            prop_assert_eq!(there.weight, back.weight);
        }
    }
}

/// The kinds of changes and their words, the heaviest first.
fn heavy(old: &str, new: &str) -> Vec<(Kind, String)> {
    let clauses = |lines: &str| -> String {
        text(
            &lines
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(|line| {
                    let (label, clause) = line.split_once(' ').unwrap();
                    (label.to_owned(), clause.to_owned())
                })
                .collect::<Vec<_>>(),
        )
    };
    let (old, new) = (read(&clauses(old)), read(&clauses(new)));
    let words = |change: &Change| {
        change.details.iter().map(|detail| detail.text.clone()).collect::<Vec<_>>().join("; ")
    };
    heaviest(&compared(&old, &new), &old.units, &new.units)
        .iter()
        .map(|change| (change.kind, words(change)))
        .collect()
}

#[test]
fn what_a_staffer_wants_first_stands_first() {
    let found = heavy(
        "1 decides mission to protect-civilians in north if in-imminent-danger
         2 authorizes mission to use-force at defence-of-mandate for ¶1
         3 decides mission comprises up to 11_200 military
         4 requests secretary-general report within 90 days on general-report
         5 decides mission to demine
         6 encourages mission to inform-public",
        "1 decides mission to protect-civilians in north
         2 authorizes mission to use-force at neutralisation for ¶1
         3 decides mission comprises up to 12_000 military
         5 encourages mission to demine
         6 requests mission to inform-public",
    );
    let kinds: Vec<Kind> = found.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds[0], Kind::Strengthened, "{found:#?}");
    assert!(found[0].1.contains("defence-of-mandate → neutralisation"), "{found:#?}");
    let place = |part: &str| {
        found
            .iter()
            .position(|(_, words)| words.contains(part))
            .unwrap_or_else(|| panic!("{part}: {found:#?}"))
    };
    assert_eq!(found[place("11,200 → 12,000")].0, Kind::Strengthened);
    assert_eq!(found[place("no longer in-imminent-danger")].0, Kind::Strengthened, "a caveat gone");
    assert_eq!(found[place("decides → encourages")].0, Kind::Weakened, "a task demoted");
    assert_eq!(found[place("no longer: report")].0, Kind::Dropped, "a report no longer asked for");
    assert!(place("12,000") < place("inform-public"), "a ceiling counts more than public information");
}

#[test]
fn a_paragraph_that_moved_and_split_is_not_gone() {
    let found = heavy(
        "1 decides mission to protect-civilians in north
         1 decides mission to demine
         2 requests mission to human-rights",
        "4 requests mission to human-rights
         7(a) decides mission to protect-civilians in north
         7(b) decides mission to demine",
    );
    assert!(found.iter().all(|(kind, _)| !matches!(kind, Kind::New | Kind::Dropped)), "{found:#?}");
}
