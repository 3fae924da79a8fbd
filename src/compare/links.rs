//! Which old units each new unit continues: what the two say, then the company they keep, then a choice for all.

use penholder_language::model::Vocabulary;

use super::Unit;
use super::bags::bags;
use super::company::{COMPANY, Likely, company};
use super::newness::{NEWNESS, newness};
use super::signals::{ALONE, Side, signals};
use super::table::Table;
use super::weights::{Weights, sum};

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
    let forward = |old, new| Evidence::new(old, new, vocabulary).links(Weights::shipped());
    let mut found = if turned { forward(second, first) } else { forward(first, second) };
    if turned {
        for link in &mut found {
            std::mem::swap(&mut link.old, &mut link.new);
        }
    }
    found.sort_by(|a, b| a.new.cmp(&b.new).then(b.sure.total_cmp(&a.sure)).then(a.old.cmp(&b.old)));
    found
}

/// All that is known of two texts before anything is weighed.
pub struct Evidence<'u> {
    old: &'u [Unit],
    new: &'u [Unit],
    pub(super) alone: Table<[f32; ALONE]>,
    pub(super) newness: Vec<[f32; NEWNESS]>,
}

impl<'u> Evidence<'u> {
    /// Holds every new unit against every old one.
    pub fn new(old: &'u [Unit], new: &'u [Unit], vocabulary: &Vocabulary) -> Evidence<'u> {
        let (old_bags, new_bags) = bags(old, new, vocabulary);
        let (before, after) = (Side { units: old, bags: &old_bags }, Side { units: new, bags: &new_bags });
        let alone = signals(before, after);
        let newness = newness(&alone, before, after);
        Evidence { old, new, alone, newness }
    }

    /// How likely each new unit continues each old one, by what the two say alone.
    pub(super) fn likely(&self, weights: &[f32], of_newness: &[f32]) -> Likely {
        let novelty = |row| self.novelty(row, of_newness);
        let each = |row, column| self.alone.at(row, column).map_or(f32::MIN, |signals| sum(signals, weights));
        Likely::new(self.new.len(), self.old.len(), novelty, each)
    }

    /// The signals in company, as far as that is known.
    pub(super) fn company(&self, likely: &Likely) -> Table<[f32; COMPANY]> {
        company(&self.alone, likely, self.old, self.new)
    }

    /// How likely each new unit continues each old one, the company included.
    pub(super) fn together(
        &self,
        all: &Table<[f32; COMPANY]>,
        weights: &[f32],
        of_newness: &[f32],
    ) -> Likely {
        let novelty = |row| self.novelty(row, of_newness);
        let each = |row, column| all.at(row, column).map_or(f32::MIN, |signals| sum(signals, weights));
        Likely::new(self.new.len(), self.old.len(), novelty, each)
    }

    /// The links by some weights, by new unit, the main antecedent first.
    pub fn links(&self, weights: &Weights) -> Vec<Link> {
        let [new_alone, new_together] = &weights.newness;
        let likely = self.likely(&weights.alone, new_alone);
        let all = self.company(&likely);
        let likely = self.together(&all, &weights.together, new_together);
        (0..self.new.len()).flat_map(|row| chosen(&likely, row, self.new.len())).collect()
    }

    fn novelty(&self, row: usize, weights: &[f32]) -> f32 {
        self.newness.get(row).map_or(0.0, |signals| sum(signals, weights))
    }
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
    let mut further: Vec<Link> = further.map(|(old, sure)| link(old, *sure)).collect();
    further.sort_by(|a, b| b.sure.total_cmp(&a.sure));
    std::iter::once(link(main, *sure)).chain(further).collect()
}
