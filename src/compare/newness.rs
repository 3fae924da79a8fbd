//! What speaks for it that a new unit continues nothing at all.

use super::signals::{ALONE, likeness};
use super::table::Table;
use super::{Unit, signals::Side};

/// How many signals there are of newness.
pub(super) const NEWNESS: usize = 6;

/// What they are, in their order.
pub(super) const NAMES: [&str; NEWNESS] = [
    "how alike the two texts are",
    "how much longer the new text is",
    "part of a list",
    "head of a list",
    "how alike the nearest old unit is",
    "always",
];

/// So that the weights are of one size: likeness seldom passes 1.
const SCALE: f32 = 5.0;

/// The signals of every new unit. What is little alike is new where a text was renewed, less so where it was written anew.
pub(super) fn newness(own: &Table<[f32; ALONE]>, old: Side<'_>, new: Side<'_>) -> Vec<[f32; NEWNESS]> {
    let rows = new.units.len();
    let nearest: Vec<f32> = (0..rows)
        .map(|row| own.row(row).iter().map(|signals| likeness(signals)).fold(0.0, f32::max) * SCALE)
        .collect();
    let middle = nearest.iter().sum::<f32>() / rows.max(1) as f32;
    let longer = (rows.max(1) as f32 / old.units.len().max(1) as f32).ln();
    let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
    let of = |(at, unit): (usize, &Unit)| {
        let leads = new.units.iter().any(|other| other.parent == Some(at));
        let near = nearest.get(at).copied().unwrap_or_default();
        [middle, longer, flag(unit.parent.is_some()), flag(leads), near, 1.0]
    };
    new.units.iter().enumerate().map(of).collect()
}
