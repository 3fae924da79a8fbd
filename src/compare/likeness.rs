//! How alike two units are, by what they say alone: words, phrases, terms, verb and addressee.

use super::Unit;
use super::bags::{Bag, Bags, KINDS, PAIRS, STARTS, TERMS, TOPICS, WORDS};

pub const TEXT: usize = 34;

/// How much of one bag another has, and the other way round.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Overlap {
    /// The share of the new one's weight that the old one has.
    pub(super) of_new: f32,
    /// The share of the old one's weight that the new one has.
    pub(super) of_old: f32,
    /// The weight that they share.
    pub(super) weight: f32,
}

impl Overlap {
    pub(super) fn both(self) -> f32 {
        (self.of_new * self.of_old).sqrt()
    }
}

pub(super) fn of_kind(old: &Bag, new: &Bag, kind: usize) -> Overlap {
    let shared = old.shared(new, kind);
    let share = |total: f32| if total > 0.0 { shared / total } else { 0.0 };
    Overlap { of_new: share(new.total(kind)), of_old: share(old.total(kind)), weight: shared }
}

/// All kinds in one.
pub(super) fn overlap(old: &Bag, new: &Bag) -> Overlap {
    let weights: [f32; KINDS] = { let mut w = [0.0; KINDS]; w[WORDS] = 1.0; w[PAIRS] = 0.5; w[TERMS] = 0.5; w[STARTS] = 0.25; w };
    let (mut shared, mut of_old, mut of_new) = (0.0, 0.0, 0.0);
    for (kind, weight) in weights.iter().enumerate() {
        shared += weight * old.shared(new, kind);
        of_old += weight * old.total(kind);
        of_new += weight * new.total(kind);
    }
    let share = |total: f32| if total > 0.0 { shared / total } else { 0.0 };
    Overlap { of_new: share(of_new), of_old: share(of_old), weight: shared }
}

/// A large share of little says little.
fn confidence(weight: f32, full: f32) -> f32 {
    (weight / full).min(1.0)
}

/// How much of what one says the other says in the same or in kindred words.
fn soft(of: &Bag, by: &Bag) -> f32 {
    let kin = super::kin::Kin::table();
    let (mut sum, mut total) = (0.0, 0.0);
    for (place, number, weight) in &of.kin {
        total += weight;
        let mut best = 0.0f32;
        for (p, n, _) in &by.kin {
            if n == number { best = 1.0; break; }
            if let (Some(a), Some(b)) = (place, p) { best = best.max((kin.near(*a, *b) - 0.3) / 0.7); }
        }
        sum += weight * best;
    }
    if total > 0.0 { sum / total } else { 0.0 }
}

fn cosine(a: &Bag, b: &Bag) -> f32 { a.centre.iter().zip(&b.centre).map(|(x, y)| x * y).sum() }

/// The signals of a pair that need no company.
pub(super) fn signals((old, old_bags, i): (&[Unit], &Bags, usize), (new, new_bags, j): (&[Unit], &Bags, usize)) -> [f32; TEXT] {
    let (o, n) = (&old[i], &new[j]);
    let (a, b) = (&old_bags.units[i], &new_bags.units[j]);
    let all = overlap(a, b);
    let words = of_kind(a, b, WORDS);
    let pairs = of_kind(a, b, PAIRS);
    let terms = of_kind(a, b, TERMS);
    let topics = of_kind(a, b, TOPICS);
    let mut best_topic = 0.0f32;
    let mut best = 0.0f32;
    let mut best_cos = 0.0f32;
    let (sn, so) = (soft(b, a), soft(a, b));
    let mut best_new = 0.0f32;
    for s in &old_bags.statements[i] {
        for t in &new_bags.statements[j] {
            let o = overlap(s, t);
            let tt = of_kind(s, t, TOPICS); best_topic = best_topic.max(tt.both() * confidence(tt.weight, 4.0));
            best_cos = best_cos.max(cosine(s, t) * (s.kin.len().min(t.kin.len()) as f32 / 5.0).min(1.0));
            best = best.max(o.both() * confidence(o.weight, 6.0));
            best_new = best_new.max(o.of_new * confidence(o.weight, 6.0));
        }
    }
    let (mut h1, mut h2, mut h3) = (0.0f32, 0.0f32, 0.0f32);
    for s in &old_bags.heads[i] { for t in &new_bags.heads[j] {
        let o = overlap(s, t);
        h1 = h1.max(o.both() * confidence(o.weight, 5.0));
        h2 = h2.max(of_kind(s, t, TOPICS).both() * confidence(of_kind(s, t, TOPICS).weight, 2.0));
        h3 = h3.max((soft(s, t) * soft(t, s)).sqrt());
    } }
    let (f1, f2) = match (old_bags.heads[i].first(), new_bags.heads[j].first()) { (Some(s), Some(t)) => (overlap(s, t).both(), of_kind(s, t, TOPICS).both()), _ => (0.0, 0.0) };
    let verb = |u: &Unit| u.statements.first().map(|s| s.verb.clone()).unwrap_or_default();
    let told = |u: &Unit| u.statements.first().map(|s| s.addressee.clone()).unwrap_or_default();
    let same = |a: String, b: String| if a.is_empty() || b.is_empty() { 0.0 } else if a == b { 1.0 } else { -0.5 };
    let heading = of_kind(&old_bags.headings[i], &new_bags.headings[j], WORDS).both();
    let under = overlap(a, &new_bags.headings[j]).of_new;
    let place = |at: usize, of: usize| if of > 1 { at as f32 / (of - 1) as f32 } else { 0.5 };
    [
        all.both(),
        all.of_new * confidence(all.weight, 10.0),
        all.of_old * confidence(all.weight, 10.0),
        words.both(),
        pairs.both(),
        terms.both(),
        terms.of_new * confidence(terms.weight, 4.0),
        of_kind(a, b, STARTS).both(),
        (1.0 + all.weight).ln() / 4.0,
        best,
        best_new,
        same(verb(o), verb(n)),
        same(told(o), told(n)),
        if o.parent.is_some() == n.parent.is_some() { 1.0 } else { 0.0 },
        heading + under,
        { let (x, y) = (&old_bags.whole[i], &new_bags.whole[j]); overlap(x, y).both() }, cosine(&old_bags.whole[i], &new_bags.whole[j]), of_kind(&old_bags.whole[i], &new_bags.whole[j], TOPICS).both(),
        h1, h2, h3, f1, f2,
        cosine(a, b), best_cos, sn, so, (sn * so).sqrt(), sn.max(so),
        topics.both(),
        topics.of_new * confidence(topics.weight, 5.0),
        topics.of_old * confidence(topics.weight, 5.0),
        best_topic,
        1.0 - (place(i, old.len()) - place(j, new.len())).abs(),
    ]
}
