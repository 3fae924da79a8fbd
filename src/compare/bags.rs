//! What each unit says, as weighted features, and how much two units share.
//!
//! A feature that many units have says little: weights follow from how rare it is in the two texts at hand, so that
//! what is boilerplate in them (the mission's name, the host's) counts for next to nothing without being listed.

use std::collections::BTreeMap;

use penholder_language::model::{TermId, Vocabulary};

use super::kin::{Kin, add, dot, normalise};
use super::units::is_below;
use super::words::{ShortForms, Stem, Word, words};
use super::{Act, Statement, Unit};

/// Matters, and the words that show them.
const MATTERS: &str = include_str!("data/topics.txt");

/// In how many kinds features come.
pub(super) const KINDS: usize = 6;
/// Stems of words, figures, names.
pub(super) const WORDS: usize = 0;
/// Two stems, one after the other.
pub(super) const PAIRS: usize = 1;
/// Terms of the vocabulary, and what they are kinds of.
pub(super) const TERMS: usize = 2;
/// The first letters of long stems, by which *elections* and *electoral* meet.
pub(super) const STARTS: usize = 3;
/// Matters that the words show.
pub(super) const TOPICS: usize = 4;
/// What its clauses do, and who is told.
pub(super) const ACTS: usize = 5;

/// So many letters.
const START: usize = 5;
/// How many stems the beginning of a statement has.
const HEAD: usize = 10;
/// How many stems of a unit tell first what it is about.
const OPENING: usize = 12;

/// A feature by number, with its weight.
pub(super) type Weighted = (u32, f32);

/// What one unit or statement says: the features of each kind, by number, and their weights.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag {
    features: [Vec<Weighted>; KINDS],
    totals: [f32; KINDS],
    /// Of each word its place in the table of kin, its number and its weight.
    pub(super) kin: Vec<(Option<usize>, u32, f32)>,
    /// The middle of its words in that table.
    centre: Vec<f32>,
}

impl Bag {
    /// How much the two share, of each kind.
    pub(super) fn shared(&self, other: &Bag, kind: usize) -> f32 {
        let (left, right) = (self.features(kind), other.features(kind));
        let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
        let mut sum = 0.0;
        while let (Some((a, weight)), Some((b, _))) = (left.peek(), right.peek()) {
            if a == b {
                sum += weight;
            }
            let (go_left, go_right) = (a <= b, b <= a);
            if go_left {
                left.next();
            }
            if go_right {
                right.next();
            }
        }
        sum
    }

    /// What the two share, of one kind, each feature divided by how many units have it: who alone has a word has the whole of
    /// its weight.
    pub(super) fn votes(&self, other: &Bag, kind: usize, units: &[f32]) -> f32 {
        let theirs = other.features(kind);
        let has = |number: &u32| theirs.binary_search_by_key(number, |(number, _)| *number).is_ok();
        let share = |number: u32| units.get(number as usize).copied().unwrap_or(1.0).max(1.0);
        self.features(kind)
            .iter()
            .filter(|(number, _)| has(number))
            .map(|(number, weight)| weight / share(*number))
            .sum()
    }

    /// The weight of all that is said, of one kind.
    pub(super) fn total(&self, kind: usize) -> f32 {
        self.totals.get(kind).copied().unwrap_or_default()
    }

    /// How near the two are in meaning, from -1 to 1.
    pub(super) fn cosine(&self, other: &Bag) -> f32 {
        dot(&self.centre, &other.centre)
    }

    fn features(&self, kind: usize) -> &[Weighted] {
        self.features.get(kind).map_or(&[], Vec::as_slice)
    }
}

/// The bags of one text.
#[derive(Debug, Default)]
pub(super) struct Bags {
    units: Vec<Bag>,
    statements: Vec<Vec<Bag>>,
    heads: Vec<Vec<Bag>>,
    whole: Vec<Bag>,
    headings: Vec<Bag>,
    matters: Vec<Vec<Weighted>>,
}

/// The bags of one unit.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    /// Of all that it says.
    pub(super) unit: &'a Bag,
    /// Of each statement.
    pub(super) statements: &'a [Bag],
    /// Of how each statement begins: what is decided or asked stands there.
    pub(super) heads: &'a [Bag],
    /// With all that stands below it.
    pub(super) whole: &'a Bag,
    /// Of its heading.
    pub(super) heading: &'a Bag,
    /// What it is about, as a direction: the more and the earlier a matter shows, the more it counts.
    pub(super) matters: &'a [Weighted],
}

impl Bags {
    /// In how many units each feature of a kind stands, by its number.
    pub(super) fn counts(&self, kind: usize) -> Vec<f32> {
        let mut counts = Vec::new();
        for (number, _) in self.units.iter().flat_map(|bag| bag.features(kind)) {
            let at = *number as usize;
            if counts.len() <= at {
                counts.resize(at + 1, 0.0);
            }
            if let Some(count) = counts.get_mut(at) {
                *count += 1.0;
            }
        }
        counts
    }

    pub(super) fn of(&self, unit: usize) -> Option<Said<'_>> {
        Some(Said {
            unit: self.units.get(unit)?,
            statements: self.statements.get(unit)?,
            heads: self.heads.get(unit)?,
            whole: self.whole.get(unit)?,
            heading: self.headings.get(unit)?,
            matters: self.matters.get(unit)?,
        })
    }
}

/// Features before they are weighted, by kind.
type Raw = [Vec<String>; KINDS];

/// What is said in a text, statement by statement of each unit.
struct RawText {
    statements: Vec<Vec<Raw>>,
    heads: Vec<Vec<Raw>>,
    headings: Vec<Raw>,
    /// Of each unit how much it shows each matter.
    matters: Vec<BTreeMap<&'static str, f32>>,
}

/// The bags of two texts, weighted by what is rare in both together.
pub(super) fn bags(old: &[Unit], new: &[Unit], vocabulary: &Vocabulary) -> (Bags, Bags) {
    let split = |units: &[Unit]| -> Vec<Vec<Vec<Word>>> {
        let of = |unit: &Unit| unit.statements.iter().map(said).collect();
        units.iter().map(of).collect()
    };
    let (old_words, new_words) = (split(old), split(new));
    let all = old_words.iter().chain(&new_words).flatten().map(Vec::as_slice);
    let making = Making { forms: ShortForms::of(all), topics: Topics::new(), vocabulary };
    let (old_raw, new_raw) = (making.raw(old, &old_words), making.raw(new, &new_words));
    let index = Index::new(&old_raw.statements, &new_raw.statements);
    (index.bags(old, &old_raw), index.bags(new, &new_raw))
}

/// The words of a statement, with what its terms mean.
fn said(statement: &Statement) -> Vec<Word> {
    let mut said = words(&statement.text);
    if let Some(last) = said.last_mut() {
        last.stop = true;
    }
    said.extend(words(&statement.gloss));
    said
}

/// What is needed to find features.
struct Making<'v> {
    forms: ShortForms,
    topics: Topics,
    vocabulary: &'v Vocabulary,
}

impl Making<'_> {
    fn raw(&self, units: &[Unit], split: &[Vec<Vec<Word>>]) -> RawText {
        let mut text =
            RawText { statements: Vec::new(), heads: Vec::new(), headings: Vec::new(), matters: Vec::new() };
        for (unit, split) in units.iter().zip(split) {
            let stems: Vec<Vec<Stem>> = split.iter().map(|words| self.forms.stems(words)).collect();
            let said = unit.statements.iter().zip(&stems);
            let mut said: Vec<Raw> =
                said.map(|(statement, stems)| self.features(stems, &statement.terms)).collect();
            // What the clauses of a paragraph do is kept with its first statement.
            if let Some([.., acts]) = said.first_mut() {
                acts.extend(unit.acts.iter().flat_map(|act| self.acts(act)));
            }
            text.statements.push(said);
            let head = |stems: &Vec<Stem>| self.features(stems.get(..HEAD).unwrap_or(stems), &[]);
            text.heads.push(stems.iter().map(head).collect());
            text.matters.push(self.topics.of(&stems.concat()));
            text.headings.push(self.features(&self.forms.stems(&words(&unit.heading)), &[]));
        }
        text
    }

    fn features(&self, stems: &[Stem], terms: &[TermId]) -> Raw {
        let mut raw: Raw = Default::default();
        let [words, pairs, kinds, starts, matters, _] = &mut raw;
        for (at, stem) in stems.iter().enumerate() {
            words.push(stem.text.clone());
            starts.push(stem.text.chars().take(START).collect());
            let before = at.checked_sub(1).and_then(|before| stems.get(before));
            if let Some(before) = before.filter(|_| stem.joined) {
                pairs.push(format!("{} {}", before.text, stem.text));
            }
            matters.extend(self.topics.at(stems.get(at..).unwrap_or_default()).map(str::to_owned));
        }
        for term in terms.iter().filter_map(|term| self.vocabulary.term(*term)) {
            let ancestors = term.ancestors.iter().filter_map(|ancestor| self.vocabulary.term(*ancestor));
            kinds.extend(ancestors.map(|ancestor| ancestor.name.clone()));
        }
        raw
    }

    /// What a clause does, by itself and as a kind of other things, and who is told to do it.
    fn acts(&self, act: &Act) -> Vec<String> {
        let mut said = Vec::new();
        for term in act.kinds.iter().filter_map(|kind| self.vocabulary.term(*kind)) {
            let ancestors = term.ancestors.iter().filter_map(|ancestor| self.vocabulary.term(*ancestor));
            said.extend(ancestors.map(|ancestor| ancestor.name.clone()));
            said.push(term.name.clone());
            said.extend(act.told.iter().map(|told| format!("{told}: {}", term.name)));
        }
        said
    }
}

/// Which words show which matter: by the first stem of a phrase, its stems and the matter.
struct Topics(BTreeMap<String, Vec<(Vec<String>, &'static str)>>);

impl Topics {
    fn new() -> Topics {
        let mut by_first: BTreeMap<String, Vec<(Vec<String>, &'static str)>> = BTreeMap::new();
        let forms = ShortForms::default();
        let lines = MATTERS.lines().filter(|line| !line.starts_with('#'));
        for (name, phrases) in lines.filter_map(|line| line.split_once(": ")) {
            for phrase in phrases.split(", ") {
                let stems: Vec<String> =
                    forms.stems(&words(phrase)).into_iter().map(|stem| stem.text).collect();
                if let Some(first) = stems.first() {
                    by_first.entry(first.clone()).or_default().push((stems, name));
                }
            }
        }
        Topics(by_first)
    }

    /// The matters that some stems show, from the first one on.
    fn at<'a>(&'a self, stems: &'a [Stem]) -> impl Iterator<Item = &'static str> + 'a {
        let known = stems.first().and_then(|stem| self.0.get(&stem.text));
        known.into_iter().flatten().filter(move |(phrase, _)| fits(phrase, stems)).map(|(_, name)| *name)
    }

    /// How much some stems show each matter: what stands first counts for more, and so does a phrase.
    fn of(&self, stems: &[Stem]) -> BTreeMap<&'static str, f32> {
        let mut shown: BTreeMap<&'static str, f32> = BTreeMap::new();
        for (at, stem) in stems.iter().enumerate() {
            let rest = stems.get(at..).unwrap_or_default();
            let known = self.0.get(&stem.text).into_iter().flatten();
            for (phrase, name) in known.filter(|(phrase, _)| fits(phrase, rest)) {
                let place = if at < OPENING { 2.0 } else { 1.0 };
                *shown.entry(name).or_default() += place * if phrase.len() > 1 { 1.5 } else { 1.0 };
            }
        }
        shown
    }
}

/// Whether some stems begin with those of a phrase.
fn fits(phrase: &[String], stems: &[Stem]) -> bool {
    phrase.len() <= stems.len() && phrase.iter().zip(stems).all(|(wanted, stem)| *wanted == stem.text)
}

/// The number and the weight of every feature.
struct Index([BTreeMap<String, Weighted>; KINDS]);

impl Index {
    /// What is common in either text is common: a phrase that every item of one list repeats tells nothing.
    fn new(old: &[Vec<Raw>], new: &[Vec<Raw>]) -> Index {
        let mut index = Index(Default::default());
        for (kind, known) in index.0.iter_mut().enumerate() {
            for units in [old, new] {
                for (feature, count) in counts(units, kind) {
                    let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                    let weight = ((units.len() as f32 + 1.0) / (count + 0.5)).ln().max(0.05);
                    let known = known.entry(feature.clone()).or_insert((next, weight));
                    known.1 = known.1.min(weight);
                }
            }
        }
        index
    }

    fn bags(&self, units: &[Unit], raw: &RawText) -> Bags {
        let each = |list: &[Vec<Raw>]| -> Vec<Vec<Bag>> {
            list.iter()
                .map(|parts| parts.iter().map(|part| self.bag(std::iter::once(part))).collect())
                .collect()
        };
        let with_below = |unit: usize| {
            let below = (0..units.len()).filter(move |at| *at == unit || is_below(units, *at, unit));
            self.bag(below.filter_map(|at| raw.statements.get(at)).flatten())
        };
        Bags {
            units: raw.statements.iter().map(|parts| self.bag(parts.iter())).collect(),
            statements: each(&raw.statements),
            heads: each(&raw.heads),
            whole: (0..units.len()).map(with_below).collect(),
            headings: raw.headings.iter().map(|heading| self.bag(std::iter::once(heading))).collect(),
            matters: raw.matters.iter().map(|matters| self.matters(matters)).collect(),
        }
    }

    /// Matters as a direction, of length 1.
    fn matters(&self, shown: &BTreeMap<&'static str, f32>) -> Vec<Weighted> {
        let known = |name: &str| self.0.get(TOPICS)?.get(name).copied();
        let mut found: Vec<Weighted> = shown
            .iter()
            .filter_map(|(name, shown)| known(name).map(|(number, weight)| (number, weight * shown.ln_1p())))
            .collect();
        let length = found.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(1e-6);
        found.iter_mut().for_each(|(_, value)| *value /= length);
        found.sort_unstable_by_key(|(number, _)| *number);
        found
    }

    fn bag<'a>(&self, parts: impl Iterator<Item = &'a Raw>) -> Bag {
        let mut found: [Vec<&String>; KINDS] = Default::default();
        for part in parts {
            for (found, features) in found.iter_mut().zip(part) {
                found.extend(features);
            }
        }
        let mut bag = Bag::default();
        let kin = Kin::table();
        let kinds = bag.features.iter_mut().zip(&mut bag.totals).zip(found.iter_mut()).zip(&self.0);
        for (kind, (((features, total), found), known)) in kinds.enumerate() {
            found.sort_unstable();
            found.dedup();
            for feature in found {
                let Some((number, weight)) = known.get(*feature).copied() else { continue };
                features.push((number, weight));
                *total += weight;
                if kind == WORDS {
                    bag.kin.push((kin.place(feature), number, weight));
                }
            }
            features.sort_unstable_by_key(|(number, _)| *number);
        }
        for (place, _, weight) in &bag.kin {
            if let Some(vector) = place.map(|place| kin.vector(place)) {
                bag.centre.resize(vector.len(), 0.0);
                add(&mut bag.centre, vector, *weight);
            }
        }
        normalise(&mut bag.centre);
        bag
    }
}

/// In how many units each feature of a kind stands.
fn counts(units: &[Vec<Raw>], kind: usize) -> BTreeMap<&String, f32> {
    let mut counts: BTreeMap<&String, f32> = BTreeMap::new();
    for unit in units {
        let mut seen: Vec<&String> = unit.iter().filter_map(|raw| raw.get(kind)).flatten().collect();
        seen.sort_unstable();
        seen.dedup();
        for feature in seen {
            *counts.entry(feature).or_default() += 1.0;
        }
    }
    counts
}
