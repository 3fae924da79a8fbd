//! What speaks for it that one unit continues another, by what the two say alone.

use super::Unit;
use super::bags::{ACTS, Bag, Bags, PAIRS, STARTS, Said, TERMS, TOPICS, WORDS, Weighted};
use super::kin::Kin;
use super::table::Table;

/// How many signals a pair has by itself.
pub(super) const ALONE: usize = 48;
/// How many of them need no other pair.
const OWN: usize = 44;

/// What the signals are, in their order.
pub(super) const NAMES: [&str; ALONE] = [
    "words, phrases and terms in common, of both",
    "of what the new one says, how much the old one says",
    "of what the old one said, how much the new one says",
    "words in common",
    "phrases in common",
    "terms in common",
    "of the terms of the new one, how many the old one has",
    "beginnings of words in common",
    "how much is in common at all",
    "the best pair of statements",
    "the best new statement",
    "the same verb",
    "the same is told",
    "both are paragraphs, or both parts",
    "heading",
    "with all that stands below",
    "in meaning, with all that stands below",
    "matters, with all that stands below",
    "the best pair of beginnings",
    "matters of the best pair of beginnings",
    "kindred words of the best pair of beginnings",
    "the first statements' beginnings",
    "matters of the first statements' beginnings",
    "in meaning",
    "in meaning, the best pair of statements",
    "kindred words for what the new one says",
    "kindred words for what the old one said",
    "kindred words, of both",
    "kindred words, of the better one",
    "matters in common",
    "of the matters of the new one, how many the old one has",
    "of the matters of the old one, how many the new one has",
    "matters of the best pair of statements",
    "place in the text",
    "words of the new one that fall to the old one",
    "phrases of the new one that fall to the old one",
    "acts of the new one that fall to the old one",
    "matters of the new one that fall to the old one",
    "words of the old one that fall to the new one",
    "phrases of the old one that fall to the new one",
    "acts of the old one that fall to the new one",
    "matters of the old one that fall to the new one",
    "words of the new one's beginning that fall to the old one",
    "matters, the earlier and the more the heavier",
    "more alike than any other old unit",
    "more alike than any other new unit",
    "the most alike old unit",
    "the most alike new unit",
];

/// How much each kind of feature counts where all are taken together.
const KIND_WEIGHTS: [(usize, f32); 4] = [(WORDS, 1.0), (PAIRS, 0.5), (TERMS, 0.5), (STARTS, 0.25)];

/// A text: its units and what they say.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) units: &'a [Unit],
    pub(super) bags: &'a Bags,
}

/// How much of one bag another has, and the other way round.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Overlap {
    /// The share of the new one's weight that the old one has.
    of_new: f32,
    /// The share of the old one's weight that the new one has.
    of_old: f32,
    /// The weight that they share.
    weight: f32,
}

impl Overlap {
    fn new(shared: f32, old: f32, new: f32) -> Overlap {
        let share = |total: f32| if total > 0.0 { shared / total } else { 0.0 };
        Overlap { of_new: share(new), of_old: share(old), weight: shared }
    }

    fn of_kind(old: &Bag, new: &Bag, kind: usize) -> Overlap {
        Overlap::new(old.shared(new, kind), old.total(kind), new.total(kind))
    }

    /// Words, phrases and terms in one.
    fn of_all(old: &Bag, new: &Bag) -> Overlap {
        let sum = |of: &dyn Fn(usize) -> f32| -> f32 {
            KIND_WEIGHTS.iter().map(|(kind, weight)| weight * of(*kind)).sum()
        };
        let shared = sum(&|kind| old.shared(new, kind));
        Overlap::new(shared, sum(&|kind| old.total(kind)), sum(&|kind| new.total(kind)))
    }

    fn both(self) -> f32 {
        (self.of_new * self.of_old).sqrt()
    }

    /// A large share of little says little.
    fn trust(self, full: f32) -> f32 {
        (self.weight / full).min(1.0)
    }
}

/// The signals of every pair: rows are new units, columns old ones.
pub(super) fn signals(old: Side<'_>, new: Side<'_>) -> Table<[f32; ALONE]> {
    let (rows, columns) = (new.units.len(), old.units.len());
    let counts = Counts::new(old.bags, new.bags);
    let own = Table::build(rows, columns, |j, i| own(old, i, new, j, &counts));
    // How much better a pair is than the next best of its row and of its column.
    let plain = Table::build(rows, columns, |j, i| own.at(j, i).map_or(0.0, |own| likeness(own)));
    let best_but = |values: &mut dyn Iterator<Item = f32>| -> (f32, f32) {
        values.fold(
            (0.0, 0.0),
            |(first, second), value| {
                if value > first { (value, first) } else { (first, second.max(value)) }
            },
        )
    };
    let by_row: Vec<(f32, f32)> = (0..rows).map(|j| best_but(&mut plain.row(j).iter().copied())).collect();
    let by_column: Vec<(f32, f32)> =
        (0..columns).map(|i| best_but(&mut (0..rows).filter_map(|j| plain.at(j, i).copied()))).collect();
    Table::build(rows, columns, |j, i| {
        let value = plain.at(j, i).copied().unwrap_or_default();
        let next = |best: Option<&(f32, f32)>| {
            let (first, second) = best.copied().unwrap_or_default();
            if value >= first { second } else { first }
        };
        let (row, column) = (value - next(by_row.get(j)), value - next(by_column.get(i)));
        let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
        let mut all = [0.0; ALONE];
        let margins = [row.max(-0.5), column.max(-0.5), flag(row > 0.0), flag(column > 0.0)];
        let signals = own.at(j, i).into_iter().flatten().chain(&margins);
        for (place, signal) in all.iter_mut().zip(signals) {
            *place = *signal;
        }
        all
    })
}

/// A rough likeness, by which pairs are ranked.
pub(super) fn likeness(own: &[f32]) -> f32 {
    let [all, of_new, _, _, _, _, _, _, _, statements, ..] = own else { return 0.0 };
    all + 0.5 * of_new + 0.2 * statements
}

fn own(old: Side<'_>, i: usize, new: Side<'_>, j: usize, counts: &Counts) -> [f32; OWN] {
    let (Some(a), Some(b)) = (old.bags.of(i), new.bags.of(j)) else { return [0.0; OWN] };
    let (said, says) = (a, b);
    let (a, b) = (said.unit, says.unit);
    let all = Overlap::of_all(a, b);
    let [words, pairs, terms, starts, topics] =
        [WORDS, PAIRS, TERMS, STARTS, TOPICS].map(|kind| Overlap::of_kind(a, b, kind));
    let votes = votes(says, said, counts);
    let statements = statements(said.statements, says.statements);
    let heads = heads(said.heads, says.heads);
    let (kindred_new, kindred_old) = (kindred(b, a), kindred(a, b));
    let first = |side: Side<'_>, at: usize| {
        side.units
            .get(at)
            .and_then(|unit| unit.statements.first())
            .map(|one| (one.verb.clone(), one.addressee.clone()))
            .unwrap_or_default()
    };
    let ((old_verb, old_told), (new_verb, new_told)) = (first(old, i), first(new, j));
    let part = |side: Side<'_>, at: usize| side.units.get(at).is_some_and(|unit| unit.parent.is_some());
    let place = |at: usize, of: usize| if of > 1 { at as f32 / (of - 1) as f32 } else { 0.5 };
    [
        all.both(),
        all.of_new * all.trust(10.0),
        all.of_old * all.trust(10.0),
        words.both(),
        pairs.both(),
        terms.both(),
        terms.of_new * terms.trust(4.0),
        starts.both(),
        (1.0 + all.weight).ln() / 4.0,
        statements.both,
        statements.of_new,
        alike(&old_verb, &new_verb),
        alike(&old_told, &new_told),
        if part(old, i) == part(new, j) { 1.0 } else { 0.0 },
        Overlap::of_kind(said.heading, says.heading, WORDS).both() + Overlap::of_all(a, says.heading).of_new,
        Overlap::of_all(said.whole, says.whole).both(),
        said.whole.cosine(says.whole),
        Overlap::of_kind(said.whole, says.whole, TOPICS).both(),
        heads.best,
        heads.topics,
        heads.kindred,
        heads.first,
        heads.first_topics,
        a.cosine(b),
        statements.cosine,
        kindred_new,
        kindred_old,
        (kindred_new * kindred_old).sqrt(),
        kindred_new.max(kindred_old),
        topics.both(),
        topics.of_new * topics.trust(5.0),
        topics.of_old * topics.trust(5.0),
        statements.topics,
        1.0 - (place(i, old.units.len()) - place(j, new.units.len())).abs(),
        votes.words,
        votes.pairs,
        votes.acts,
        votes.topics,
        votes.words_back,
        votes.pairs_back,
        votes.acts_back,
        votes.topics_back,
        votes.head,
        along(said.matters, says.matters),
    ]
}

/// In how many units of each text the features of a kind stand: words, phrases, acts, matters.
struct Counts([(usize, Vec<f32>, Vec<f32>); 4]);

impl Counts {
    fn new(old: &Bags, new: &Bags) -> Counts {
        Counts([WORDS, PAIRS, ACTS, TOPICS].map(|kind| (kind, old.counts(kind), new.counts(kind))))
    }
}

/// What each unit says, shared out among the units of the other text that say it, too: the part that falls to this one. An item
/// of a list may be one word of an old paragraph, but the only paragraph that had it.
#[derive(Default)]
struct Votes {
    words: f32,
    pairs: f32,
    acts: f32,
    topics: f32,
    words_back: f32,
    pairs_back: f32,
    acts_back: f32,
    topics_back: f32,
    head: f32,
}

fn votes(new: Said<'_>, old: Said<'_>, counts: &Counts) -> Votes {
    let share = |from: &Bag, to: &Bag, kind: usize, units: &[f32]| {
        let total = from.total(kind);
        if total > 0.0 { from.votes(to, kind, units) / total } else { 0.0 }
    };
    let (a, b) = (old.unit, new.unit);
    let [words, pairs, acts, topics] = counts.0.each_ref().map(|(kind, units, _)| share(b, a, *kind, units));
    let [words_back, pairs_back, acts_back, topics_back] =
        counts.0.each_ref().map(|(kind, _, units)| share(a, b, *kind, units));
    let [(kind, units, _), ..] = &counts.0;
    let head = new.heads.first().map_or(0.0, |head| share(head, a, *kind, units));
    Votes { words, pairs, acts, topics, words_back, pairs_back, acts_back, topics_back, head }
}

/// How far two directions go the same way, from 0 to 1.
fn along(a: &[Weighted], b: &[Weighted]) -> f32 {
    let theirs = |number: &u32| {
        let at = b.binary_search_by_key(number, |(number, _)| *number).ok()?;
        b.get(at).map(|(_, value)| *value)
    };
    a.iter().filter_map(|(number, value)| theirs(number).map(|other| value * other)).sum()
}

/// The best of all pairs of statements.
#[derive(Default)]
struct Statements {
    both: f32,
    of_new: f32,
    topics: f32,
    cosine: f32,
}

fn statements(old: &[Bag], new: &[Bag]) -> Statements {
    let mut best = Statements::default();
    for (s, t) in old.iter().flat_map(|s| new.iter().map(move |t| (s, t))) {
        let (all, topics) = (Overlap::of_all(s, t), Overlap::of_kind(s, t, TOPICS));
        let long = (s.kin.len().min(t.kin.len()) as f32 / 5.0).min(1.0);
        best.both = best.both.max(all.both() * all.trust(6.0));
        best.of_new = best.of_new.max(all.of_new * all.trust(6.0));
        best.topics = best.topics.max(topics.both() * topics.trust(4.0));
        best.cosine = best.cosine.max(s.cosine(t) * long);
    }
    best
}

/// The best of all pairs of beginnings, and the pair of the first ones.
#[derive(Default)]
struct Heads {
    best: f32,
    topics: f32,
    kindred: f32,
    first: f32,
    first_topics: f32,
}

fn heads(old: &[Bag], new: &[Bag]) -> Heads {
    let mut best = Heads::default();
    for (s, t) in old.iter().flat_map(|s| new.iter().map(move |t| (s, t))) {
        let (all, topics) = (Overlap::of_all(s, t), Overlap::of_kind(s, t, TOPICS));
        best.best = best.best.max(all.both() * all.trust(5.0));
        best.topics = best.topics.max(topics.both() * topics.trust(2.0));
        best.kindred = best.kindred.max((kindred(s, t) * kindred(t, s)).sqrt());
    }
    if let (Some(s), Some(t)) = (old.first(), new.first()) {
        best.first = Overlap::of_all(s, t).both();
        best.first_topics = Overlap::of_kind(s, t, TOPICS).both();
    }
    best
}

/// How much of what one says the other says in the same or in kindred words.
fn kindred(of: &Bag, by: &Bag) -> f32 {
    let kin = Kin::table();
    let (mut sum, mut total) = (0.0, 0.0);
    for (place, number, weight) in &of.kin {
        let mut best = 0.0_f32;
        let near = place.map_or(&[][..], |place| kin.near(place));
        for (other, same, _) in &by.kin {
            if same == number {
                best = 1.0;
                break;
            }
            if let Some(near) = other.and_then(|other| near.get(other)) {
                best = best.max((near - 0.3) / 0.7);
            }
        }
        total += weight;
        sum += weight * best;
    }
    if total > 0.0 { sum / total } else { 0.0 }
}

/// Whether the same is meant; 0 where one of them says nothing.
fn alike(a: &str, b: &str) -> f32 {
    match (a, b) {
        ("", _) | (_, "") => 0.0,
        _ if a == b => 1.0,
        _ => -0.5,
    }
}
