//! What each unit says, as weighted features, and how much two units share.
//!
//! A feature that many units have says little: weights follow from how rare it is in the two texts at hand, so that
//! what is boilerplate in them (the mission's name, the host's) counts for next to nothing without being listed.

use std::collections::BTreeMap;

use penholder_language::model::Vocabulary;

use super::Unit;
use super::words::{ShortForms, Stem, Word, stem, words};

/// Matters, and the words that show them.
const MATTERS: &str = include_str!("data/topics.txt");

/// In how many kinds features come.
pub(super) const KINDS: usize = 5;
/// Stems of words, figures, names.
pub(super) const WORDS: usize = 0;
/// Two stems, one after the other.
pub(super) const PAIRS: usize = 1;
/// Terms of the vocabulary, and what they are kinds of.
pub(super) const TERMS: usize = 2;

/// The first letters of long stems, by which *elections* and *electoral* meet.
pub(super) const STARTS: usize = 3;
/// So many.
const START: usize = 5;
const POW: f32 = 1.0;

/// Matters that the words show.
pub(super) const TOPICS: usize = 4;

/// How many stems the beginning of a statement has.
const HEAD: usize = 10;
/// A feature by number, with its weight.
type Weighted = (u32, f32);

/// What one unit or statement says: the features of each kind, by number, and their weights.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag {
    features: [Vec<Weighted>; KINDS],
    totals: [f32; KINDS],
    /// Place among the kin, feature number, weight.
    pub(super) kin: Vec<(Option<usize>, u32, f32)>,
    pub(super) centre: Vec<f32>,
}

impl Bag {
    /// How much the two share, of each kind.
    pub(super) fn shared(&self, other: &Bag, kind: usize) -> f32 {
        let (Some(left), Some(right)) = (self.features.get(kind), other.features.get(kind)) else { return 0.0 };
        let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
        let mut sum = 0.0;
        while let (Some((a, weight)), Some((b, _))) = (left.peek(), right.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => {
                    left.next();
                }
                std::cmp::Ordering::Greater => {
                    right.next();
                }
                std::cmp::Ordering::Equal => {
                    sum += weight;
                    left.next();
                    right.next();
                }
            }
        }
        sum
    }

    /// The weight of all that is said, of one kind.
    pub(super) fn total(&self, kind: usize) -> f32 {
        self.totals.get(kind).copied().unwrap_or_default()
    }

}

/// The bags of one text.
#[derive(Debug, Default)]
pub(super) struct Bags {
    /// Of each unit.
    pub(super) units: Vec<Bag>,
    /// Of each statement of each unit.
    pub(super) statements: Vec<Vec<Bag>>,
    /// Of each unit with all that stands below it.
    pub(super) whole: Vec<Bag>,
    /// Of how each statement of each unit begins: what is decided or asked stands there.
    pub(super) heads: Vec<Vec<Bag>>,
    /// Of the headings.
    pub(super) headings: Vec<Bag>,
}

/// Features of a statement before they are weighted.
type Raw = [Vec<String>; KINDS];

/// The bags of two texts, weighted by what is rare in both together.
pub(super) fn bags(old: &[Unit], new: &[Unit], vocabulary: &Vocabulary) -> (Bags, Bags) {
    let split = |units: &[Unit]| -> Vec<Vec<Vec<Word>>> {
        let of = |unit: &Unit| unit.statements.iter().map(|statement| words(&statement.text)).collect();
        units.iter().map(of).collect()
    };
    let (old_words, new_words) = (split(old), split(new));
    let all = old_words.iter().chain(&new_words).flatten().map(Vec::as_slice);
    let forms = ShortForms::of(all);
    let topics = Phrases::topics();
    let raw = |units: &[Unit], split: &[Vec<Vec<Word>>]| -> Vec<Vec<Raw>> {
        let of = |(unit, words): (&Unit, &Vec<Vec<Word>>)| {
            let statements = unit.statements.iter().zip(words);
            statements.map(|(statement, words)| features(&forms.stems(words), &statement.terms, &topics, vocabulary)).collect()
        };
        units.iter().zip(split).map(of).collect()
    };
    let head = |units: &[Unit], split: &[Vec<Vec<Word>>]| -> Vec<Vec<Raw>> {
        units.iter().zip(split).map(|(_, words)| words.iter().map(|words| { let stems = forms.stems(words); features(stems.get(..HEAD.min(stems.len())).unwrap_or_default(), &[], &topics, vocabulary) }).collect()).collect()
    };
    let (old_head, new_head) = (head(old, &old_words), head(new, &new_words));
    let (old_raw, new_raw) = (raw(old, &old_words), raw(new, &new_words));
    let index = Index::new(&old_raw, &new_raw);
    let make = |units: &[Unit], raw: &[Vec<Raw>], head: &[Vec<Raw>]| Bags {
        heads: head.iter().map(|s| s.iter().map(|one| index.bag(std::slice::from_ref(one))).collect()).collect(),
        units: raw.iter().map(|statements| index.bag(statements)).collect(),
        statements: raw.iter().map(|s| s.iter().map(|one| index.bag(std::slice::from_ref(one))).collect()).collect(),
        whole: (0..units.len()).map(|i| { let all: Vec<Raw> = (0..units.len()).filter(|k| *k == i || super::links::below(units, *k, i)).flat_map(|k| raw[k].clone()).collect(); index.bag(&all) }).collect(),
        headings: units.iter().map(|unit| index.bag(&[features(&forms.stems(&words(&unit.heading)), &[], &topics, vocabulary)])).collect(),
    };
    (make(old, &old_raw, &old_head), make(new, &new_raw, &new_head))
}

fn features(stems: &[Stem], terms: &[penholder_language::model::TermId], topics: &Phrases, vocabulary: &Vocabulary) -> Raw {
    let mut raw: Raw = Default::default();
    let [words, pairs, kinds, starts, matters] = &mut raw;
    for (at, stem) in stems.iter().enumerate() {
        words.push(stem.text.clone());
        starts.push(stem.text.chars().take(START).collect());
        let before = at.checked_sub(1).and_then(|before| stems.get(before));
        if let Some(before) = before.filter(|_| stem.joined) {
            pairs.push(format!("{} {}", before.text, stem.text));
        }
        matters.extend(topics.at(stems, at).cloned());
    }
    for term in terms.iter().filter_map(|term| vocabulary.term(*term)) {
        let ancestors = term.ancestors.iter().filter_map(|ancestor| vocabulary.term(*ancestor));
        kinds.extend(ancestors.map(|ancestor| ancestor.name.clone()));
    }
    raw
}

/// How prose names the vocabulary's terms, by the first stem of a phrase.
struct Phrases(BTreeMap<String, Vec<(Vec<String>, Vec<String>)>>);

impl Phrases {
    /// Which words show which matter.
    fn topics() -> Phrases {
        let mut by_first: BTreeMap<String, Vec<(Vec<String>, Vec<String>)>> = BTreeMap::new();
        let forms = ShortForms::default();
        let lines = MATTERS.lines().filter(|line| !line.starts_with('#'));
        for (name, phrases) in lines.filter_map(|line| line.split_once(": ")) {
            for phrase in phrases.split(", ") {
                let stems: Vec<String> = forms.stems(&words(phrase)).into_iter().map(|stem| stem.text).collect();
                if let Some(first) = stems.first() {
                    by_first.entry(first.clone()).or_default().push((stems, vec![name.to_owned()]));
                }
            }
        }
        Phrases(by_first)
    }

    /// The terms that the stems from a place on name, with what they are kinds of.
    fn at<'a>(&'a self, stems: &'a [Stem], at: usize) -> impl Iterator<Item = &'a String> {
        let rest = stems.get(at..).unwrap_or_default();
        let first = rest.first().and_then(|stem| self.0.get(&stem.text));
        let fits = move |phrase: &&(Vec<String>, Vec<String>)| {
            phrase.0.len() <= rest.len() && phrase.0.iter().zip(rest).all(|(wanted, stem)| *wanted == stem.text)
        };
        first.into_iter().flatten().filter(fits).flat_map(|(_, names)| names)
    }
}

/// The number and the weight of every feature.
struct Index([BTreeMap<String, Weighted>; KINDS]);

impl Index {
    /// What is common in either text is common: a phrase that every item of one list repeats tells nothing.
    fn new(old: &[Vec<Raw>], new: &[Vec<Raw>]) -> Index {
        let mut index = Index(Default::default());
        for (kind, known) in index.0.iter_mut().enumerate() {
            for units in [old, new] {
                let mut counts: BTreeMap<&String, f32> = BTreeMap::new();
                for unit in units {
                    let mut seen: Vec<&String> = unit.iter().filter_map(|raw| raw.get(kind)).flatten().collect();
                    seen.sort_unstable();
                    seen.dedup();
                    for feature in seen {
                        *counts.entry(feature).or_default() += 1.0;
                    }
                }
                for (feature, count) in counts {
                    let next = known.len() as u32;
                    let weight = ((units.len() as f32 + 1.0) / (count + 0.5)).ln().max(0.05).powf(POW);
                    let known = known.entry(feature.clone()).or_insert((next, weight));
                    known.1 = known.1.min(weight);
                }
            }
        }
        index
    }

    fn bag(&self, statements: &[Raw]) -> Bag {
        let mut bag = Bag::default();
        let kin = super::kin::Kin::table();
        let mut words: Vec<&String> = statements.iter().filter_map(|raw| raw.get(WORDS)).flatten().collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            if let Some((number, weight)) = self.0.get(WORDS).and_then(|known| known.get(word)) {
                let place = kin.place(word);
                bag.kin.push((place, *number, *weight));
                if let Some(place) = place {
                    let vector = kin.vector(place);
                    bag.centre.resize(vector.len(), 0.0);
                    for (c, v) in bag.centre.iter_mut().zip(vector) { *c += v * weight; }
                }
            }
        }
        let norm = bag.centre.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
        bag.centre.iter_mut().for_each(|x| *x /= norm);
        for (kind, known) in self.0.iter().enumerate() {
            let all = statements.iter().filter_map(|raw| raw.get(kind)).flatten();
            let mut found: Vec<Weighted> = all.filter_map(|feature| known.get(feature).copied()).collect();
            found.sort_unstable_by_key(|(number, _)| *number);
            found.dedup_by_key(|(number, _)| *number);
            if let (Some(features), Some(total)) = (bag.features.get_mut(kind), bag.totals.get_mut(kind)) {
                *total = found.iter().map(|(_, weight)| weight).sum();
                *features = found;
            }
        }
        bag
    }
}

/// The stem of a whole expression, for names that are compared as they stand.
#[allow(dead_code)]
pub(super) fn name(text: &str) -> String {
    words(text).iter().map(|word| stem(&word.text)).collect::<Vec<_>>().join(" ")
}
