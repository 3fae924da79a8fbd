//! Which old units each new unit continues: what the two say, then the company they keep, then a choice for all.

use penholder_language::model::Vocabulary;

use super::Unit;
use super::bags::bags;
use super::company::{Likely, company};
use super::signals::{Side, signals};
use super::weights::{NEW, NEW_ALONE, alone, together};

/// A further antecedent is at least so likely.
const FURTHER: f32 = 0.25;
/// Where no other new unit is as likely to continue it, so likely is enough.
const FURTHER_AND_BEST: f32 = 0.08;

/// That a unit of the newer text goes on from one of the older.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The unit of the first text, by its place.
    pub old: usize,
    /// The unit of the second text, by its place.
    pub new: usize,
    /// How sure it is, from 0 to 1.
    pub sure: f32,
}

/// All links between two texts, by new unit, the main antecedent first.
///
/// `turned`: the second text is the older one in fact. Links are always looked for from the older text to the newer, so that what
/// goes with what does not depend on which of them was named first.
pub fn links(first: &[Unit], second: &[Unit], turned: bool, vocabulary: &Vocabulary) -> Vec<Link> {
    let mut found =
        if turned { forward(second, first, vocabulary) } else { forward(first, second, vocabulary) };
    if turned {
        for link in &mut found {
            std::mem::swap(&mut link.old, &mut link.new);
        }
    }
    found.sort_by(|a, b| a.new.cmp(&b.new).then(b.sure.total_cmp(&a.sure)).then(a.old.cmp(&b.old)));
    found
}

fn forward(old: &[Unit], new: &[Unit], vocabulary: &Vocabulary) -> Vec<Link> {
    let (old_bags, new_bags) = bags(old, new, vocabulary);
    let own = signals(Side { units: old, bags: &old_bags }, Side { units: new, bags: &new_bags });
    let (rows, columns) = (new.len(), old.len());
    let sum = |j, i| own.at(j, i).map_or(f32::MIN, alone);
    let likely = Likely::new(rows, columns, NEW_ALONE, sum);
    let all = company(&own, &likely, old, new);
    let likely = Likely::new(rows, columns, NEW, |j, i| all.at(j, i).map_or(f32::MIN, together));
    (0..rows).flat_map(|row| chosen(&likely, row, rows)).collect()
}

/// The links of one new unit.
fn chosen(likely: &Likely, row: usize, rows: usize) -> Vec<Link> {
    let values = likely.row(row);
    let best = values.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
    let Some((main, sure)) = best.filter(|(_, sure)| **sure >= likely.is_new(row)) else { return Vec::new() };
    let link = |old: usize, sure: f32| Link { old, new: row, sure };
    let best_of = |old: usize, sure: f32| (0..rows).all(|other| likely.of(other, old) <= sure);
    let further = values.iter().enumerate().filter(|(old, sure)| {
        *old != main && (**sure >= FURTHER || (**sure >= FURTHER_AND_BEST && best_of(*old, **sure)))
    });
    std::iter::once(link(main, *sure)).chain(further.map(|(old, sure)| link(old, *sure))).collect()
}
