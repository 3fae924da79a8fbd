//! The company that units keep: parents, parts, neighbours and rivals of a pair, as far as they are known already.

use super::Unit;
use super::signals::{ALONE, NAMES as NAMES_ALONE};
use super::table::Table;
use super::units::is_below;

/// How many signals a pair has in company.
pub(super) const COMPANY: usize = ALONE + 9;

/// What the signals are that need company, in their order after those that need none.
const NAMES: [&str; COMPANY - ALONE] = [
    "their parents go together",
    "the list was one paragraph",
    "the other parts of the list come from the same list",
    "the parts of the list come from there",
    "both have parts, or both have none",
    "the neighbours go together",
    "other new units come from there",
    "so far",
    "the parts of the old list go there",
];

/// What every signal is.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES_ALONE.into_iter().chain(NAMES)
}

/// For each new unit how likely it continues each old one.
pub(super) struct Likely(Table<f32>);

impl Likely {
    /// From what the signals of each pair, and of newness, come to; what remains of 1 is how likely the unit is new.
    pub(super) fn new(
        rows: usize,
        columns: usize,
        novelty: impl Fn(usize) -> f32,
        sum: impl Fn(usize, usize) -> f32,
    ) -> Likely {
        let sums = Table::build(rows, columns, sum);
        let scale: Vec<(f32, f32)> = (0..rows)
            .map(|row| {
                let novelty = novelty(row);
                let most = sums.row(row).iter().copied().fold(novelty, f32::max);
                let total: f32 = sums.row(row).iter().map(|sum| (sum - most).exp()).sum();
                (most, total + (novelty - most).exp())
            })
            .collect();
        Likely(Table::build(rows, columns, |row, column| {
            let (most, total) = scale.get(row).copied().unwrap_or((0.0, 1.0));
            sums.at(row, column).map_or(0.0, |sum| (sum - most).exp() / total)
        }))
    }

    /// How likely a new unit continues an old one.
    pub(super) fn of(&self, new: usize, old: usize) -> f32 {
        self.0.at(new, old).copied().unwrap_or_default()
    }

    /// How likely a new unit is new.
    pub(super) fn is_new(&self, new: usize) -> f32 {
        1.0 - self.0.row(new).iter().sum::<f32>()
    }

    /// How likely each old unit is continued by a new one.
    pub(super) fn row(&self, new: usize) -> &[f32] {
        self.0.row(new)
    }

    fn column_sums(&self) -> Vec<f32> {
        (0..self.0.columns()).map(|column| (0..self.0.rows()).map(|row| self.of(row, column)).sum()).collect()
    }
}

/// Adds to the signals of each pair what its company says.
pub(super) fn company(
    alone: &Table<[f32; ALONE]>,
    likely: &Likely,
    old: &[Unit],
    new: &[Unit],
) -> Table<[f32; COMPANY]> {
    let (old_parts, new_parts) = (parts(old), parts(new));
    let sums = likely.column_sums();
    let family = Family { old, new, old_parts: &old_parts, new_parts: &new_parts, likely };
    Table::build(new.len(), old.len(), |j, i| {
        let own = likely.of(j, i);
        let rivals = sums.get(i).copied().unwrap_or_default() - own;
        let said = [
            family.parents(j, i),
            family.was_one_paragraph(j, i),
            family.siblings(j, i),
            family.parts_come_from(j, i),
            family.both_have_parts(j, i),
            family.neighbours(j, i).min(1.5),
            rivals.min(2.0),
            own,
            family.parts_go_there(j, i),
        ];
        let mut all = [0.0; COMPANY];
        let signals = alone.at(j, i).into_iter().flatten().chain(&said);
        for (place, signal) in all.iter_mut().zip(signals) {
            *place = *signal;
        }
        all
    })
}

/// The parts of each unit: what stands right below it.
fn parts(units: &[Unit]) -> Vec<Vec<usize>> {
    let mut parts = vec![Vec::new(); units.len()];
    for (at, unit) in units.iter().enumerate() {
        if let Some(list) = unit.parent.and_then(|parent| parts.get_mut(parent)) {
            list.push(at);
        }
    }
    parts
}

struct Family<'a> {
    old: &'a [Unit],
    new: &'a [Unit],
    old_parts: &'a [Vec<usize>],
    new_parts: &'a [Vec<usize>],
    likely: &'a Likely,
}

impl Family<'_> {
    fn parent(units: &[Unit], at: usize) -> Option<usize> {
        units.get(at).and_then(|unit| unit.parent)
    }

    fn parts(list: &[Vec<usize>], at: usize) -> &[usize] {
        list.get(at).map_or(&[], Vec::as_slice)
    }

    fn parents(&self, j: usize, i: usize) -> f32 {
        match (Self::parent(self.new, j), Self::parent(self.old, i)) {
            (Some(new), Some(old)) => self.likely.of(new, old),
            _ => 0.0,
        }
    }

    /// What is a list now was one paragraph.
    fn was_one_paragraph(&self, j: usize, i: usize) -> f32 {
        let whole = Self::parts(self.old_parts, i).is_empty();
        Self::parent(self.new, j).filter(|_| whole).map_or(0.0, |parent| self.likely.of(parent, i))
    }

    /// The other parts of the list come from the same list.
    fn siblings(&self, j: usize, i: usize) -> f32 {
        let (Some(new), Some(old)) = (Self::parent(self.new, j), Self::parent(self.old, i)) else {
            return 0.0;
        };
        let others: Vec<usize> =
            Self::parts(self.new_parts, new).iter().copied().filter(|part| *part != j).collect();
        let from = |part: usize| -> f32 {
            Self::parts(self.old_parts, old).iter().map(|other| self.likely.of(part, *other)).sum()
        };
        mean(others.iter().map(|part| from(*part)))
    }

    fn parts_come_from(&self, j: usize, i: usize) -> f32 {
        let below: Vec<usize> = (0..self.old.len()).filter(|at| is_below(self.old, *at, i)).collect();
        let from = |part: &usize| -> f32 { below.iter().map(|old| self.likely.of(*part, *old)).sum() };
        mean(Self::parts(self.new_parts, j).iter().map(from))
    }

    fn parts_go_there(&self, j: usize, i: usize) -> f32 {
        let into = |part: &usize| -> f32 {
            Self::parts(self.new_parts, j).iter().map(|new| self.likely.of(*new, *part)).sum()
        };
        mean(Self::parts(self.old_parts, i).iter().map(into))
    }

    fn both_have_parts(&self, j: usize, i: usize) -> f32 {
        let has = |list: &[Vec<usize>], at: usize| !Self::parts(list, at).is_empty();
        if has(self.new_parts, j) == has(self.old_parts, i) { 1.0 } else { 0.0 }
    }

    /// What stands around the new unit comes from what stands around the old one.
    fn neighbours(&self, j: usize, i: usize) -> f32 {
        let mut sum = 0.0;
        for distance in [1, 2] {
            for other in 0..=2 {
                let weight = if other == 0 { 0.5 } else { 1.0 } / (2 * distance) as f32;
                let before = j.checked_sub(distance).zip(i.checked_sub(other));
                let after = Some((j + distance, i + other));
                let likely = |pair: Option<(usize, usize)>| pair.map_or(0.0, |(j, i)| self.likely.of(j, i));
                sum += weight * (likely(before) + likely(after));
            }
        }
        sum
    }
}

fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let (count, sum) = values.fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    if count > 0.0 { sum / count } else { 0.0 }
}
