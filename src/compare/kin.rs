//! Which words keep the same company in the Council's texts: *electoral* and *legislative*, *impunity* and *prosecute*.
//!
//! A table of vectors, learnt from how words occur together in many resolutions. It tells how near two stems are in
//! meaning where two texts say the same in other words.

use std::collections::BTreeMap;
use std::sync::OnceLock;

const TABLE: &[u8] = include_bytes!("data/kin.bin");

/// Vectors of stems.
pub(super) struct Kin {
    places: BTreeMap<&'static str, usize>,
    vectors: Vec<Vec<f32>>,
}

impl Kin {
    pub(super) fn table() -> &'static Kin {
        static KIN: OnceLock<Kin> = OnceLock::new();
        KIN.get_or_init(|| Kin::read(TABLE).unwrap_or(Kin { places: BTreeMap::new(), vectors: Vec::new() }))
    }

    fn read(mut bytes: &'static [u8]) -> Option<Kin> {
        let mut take = |count: usize| -> Option<&'static [u8]> {
            let (head, tail) = bytes.split_at_checked(count)?;
            bytes = tail;
            Some(head)
        };
        let count = u16::from_le_bytes(take(2)?.try_into().ok()?);
        let dimensions = usize::from(*take(1)?.first()?);
        let mut kin = Kin { places: BTreeMap::new(), vectors: Vec::new() };
        for place in 0..usize::from(count) {
            let length = usize::from(*take(1)?.first()?);
            let stem = std::str::from_utf8(take(length)?).ok()?;
            let vector = take(dimensions)?.iter().map(|byte| f32::from(*byte as i8) / 127.0).collect();
            kin.places.insert(stem, place);
            kin.vectors.push(vector);
        }
        // What all have in common tells nothing.
        let dims = kin.vectors.first().map_or(0, Vec::len);
        let mut mean = vec![0.0f32; dims];
        for v in &kin.vectors { for (m, x) in mean.iter_mut().zip(v) { *m += x / kin.vectors.len() as f32; } }
        for v in &mut kin.vectors { for (x, m) in v.iter_mut().zip(&mean) { *x -= m; } let n = v.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6); v.iter_mut().for_each(|x| *x /= n); }
        Some(kin)
    }

    pub(super) fn place(&self, stem: &str) -> Option<usize> {
        self.places.get(stem).copied()
    }

    pub(super) fn vector(&self, place: usize) -> &[f32] {
        self.vectors.get(place).map_or(&[], Vec::as_slice)
    }

    /// How near two stems are, from -1 to 1.
    pub(super) fn near(&self, a: usize, b: usize) -> f32 {
        self.vector(a).iter().zip(self.vector(b)).map(|(x, y)| x * y).sum()
    }
}
