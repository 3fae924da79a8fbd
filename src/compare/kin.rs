//! Which words keep the same company in the Council's texts: *electoral* and *legislative*, *impunity* and *prosecute*.
//!
//! A table of vectors, learnt from how stems occur together in many resolutions (`docs/compare.md` says how). It tells how
//! near two stems are in meaning where two texts say the same in other words.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// How many stems (two bytes), how many dimensions (one); then for each stem its length, its letters, its vector.
const TABLE: &[u8] = include_bytes!("data/kin.bin");

/// Vectors of stems.
#[derive(Debug, Default)]
pub(super) struct Kin {
    places: BTreeMap<&'static str, usize>,
    vectors: Vec<Vec<f32>>,
    /// How near any two stems are, row by row: asked for millions of times, so worked out once.
    near: OnceLock<Vec<Vec<f32>>>,
}

impl Kin {
    /// The table, read once.
    pub(super) fn table() -> &'static Kin {
        static KIN: OnceLock<Kin> = OnceLock::new();
        KIN.get_or_init(|| Kin::read(TABLE).unwrap_or_default())
    }

    fn read(mut bytes: &'static [u8]) -> Option<Kin> {
        let mut take = |count: usize| -> Option<&'static [u8]> {
            let (head, tail) = bytes.split_at_checked(count)?;
            bytes = tail;
            Some(head)
        };
        let count = u16::from_le_bytes(take(2)?.try_into().ok()?);
        let dimensions = usize::from(*take(1)?.first()?);
        let mut kin = Kin::default();
        for place in 0..usize::from(count) {
            let length = usize::from(*take(1)?.first()?);
            kin.places.insert(std::str::from_utf8(take(length)?).ok()?, place);
            kin.vectors.push(take(dimensions)?.iter().map(|byte| f32::from(byte.cast_signed())).collect());
        }
        kin.centre(dimensions);
        Some(kin)
    }

    /// What all stems have in common tells nothing.
    fn centre(&mut self, dimensions: usize) {
        let mut mean = vec![0.0; dimensions];
        for vector in &mut self.vectors {
            normalise(vector);
            add(&mut mean, vector, 1.0);
        }
        let share = 1.0 / self.vectors.len().max(1) as f32;
        for vector in &mut self.vectors {
            add(vector, &mean, -share);
            normalise(vector);
        }
    }

    /// The place of a stem in the table.
    pub(super) fn place(&self, stem: &str) -> Option<usize> {
        self.places.get(stem).copied()
    }

    /// The vector at a place, of length 1.
    pub(super) fn vector(&self, place: usize) -> &[f32] {
        self.vectors.get(place).map_or(&[], Vec::as_slice)
    }

    /// How near each stem is to the one at a place, from -1 to 1.
    pub(super) fn near(&self, place: usize) -> &[f32] {
        let row = |one: &Vec<f32>| self.vectors.iter().map(|other| dot(one, other)).collect();
        let near = self.near.get_or_init(|| self.vectors.iter().map(row).collect());
        near.get(place).map_or(&[], Vec::as_slice)
    }
}

/// Adds so many times a vector.
pub(super) fn add(sum: &mut [f32], vector: &[f32], times: f32) {
    for (sum, value) in sum.iter_mut().zip(vector) {
        *sum += value * times;
    }
}

pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Makes a vector's length 1, unless it is nothing.
pub(super) fn normalise(vector: &mut [f32]) {
    let length = dot(vector, vector).sqrt();
    if length > 1e-6 {
        vector.iter_mut().for_each(|value| *value /= length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_matter_are_nearer_than_others() {
        let kin = Kin::table();
        let near = |a, b| kin.near(kin.place(a).unwrap())[kin.place(b).unwrap()];
        assert!(near("impun", "prosecut") > 0.5 + near("impun", "helicopt").max(0.0));
    }
}
