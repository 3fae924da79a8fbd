//! Learns which words keep the same company: the table that `kin.rs` reads.
//!
//! Co-occurrence within a window, positive pointwise mutual information, and of that matrix the strongest directions, found by
//! repeated multiplication. Everything is done in one order, so that the same texts give the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{ShortForms, words};

/// How many directions are kept.
const DIMENSIONS: usize = 48;
/// So many stems on, words still keep company.
const WINDOW: usize = 12;
/// A stem that stands in fewer paragraphs has no company to speak of.
const FEWEST: usize = 6;
/// How often the matrix is multiplied.
const TIMES: usize = 25;

/// A stem of a paragraph, and whether it stands there as a name does: with a capital, inside a sentence.
type Standing = (String, bool);

/// The table of kin, from paragraphs of many texts: how many stems (two bytes), how many dimensions (one); then for each stem its
/// length, its letters, its direction.
pub fn learnt<'t>(paragraphs: impl Iterator<Item = &'t str>) -> Vec<u8> {
    let paragraphs: Vec<Vec<Standing>> = paragraphs.map(standing).collect();
    let stems = common(&paragraphs);
    let near = information(&company(&paragraphs, &stems));
    let directions = strongest(&near);
    let mut bytes = Vec::new();
    bytes.extend(u16::try_from(stems.len()).unwrap_or(u16::MAX).to_le_bytes());
    bytes.extend(u8::try_from(DIMENSIONS));
    for (stem, direction) in stems.keys().zip(&directions) {
        bytes.extend(u8::try_from(stem.len()));
        bytes.extend(stem.bytes());
        let length = direction.iter().map(|value| value * value).sum::<f64>().sqrt().max(1e-6);
        bytes.extend(direction.iter().map(|value| ((value / length * 127.0).round() as i8).cast_unsigned()));
    }
    bytes
}

fn standing(text: &str) -> Vec<Standing> {
    let mut found = Vec::new();
    let mut inside = false;
    let forms = ShortForms::default();
    for word in words(text) {
        let capital = word.text.starts_with(char::is_uppercase);
        let stems = forms.stems(std::slice::from_ref(&word));
        found.extend(stems.into_iter().map(|stem| (stem.text, capital && inside)));
        inside = !word.stop;
    }
    found
}

/// The stems that are kept, with their numbers: common ones, no names, no figures.
fn common(paragraphs: &[Vec<Standing>]) -> BTreeMap<&str, usize> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for paragraph in paragraphs {
        let mut seen = BTreeSet::new();
        for (stem, name) in paragraph.iter().filter(|(stem, _)| seen.insert(stem.clone())) {
            let count = counts.entry(stem).or_default();
            count.0 += 1;
            count.1 += usize::from(*name);
        }
    }
    let kept = counts.iter().filter(|(stem, (all, names))| {
        *all >= FEWEST
            && names * 2 < *all
            && (3..=40).contains(&stem.len())
            && stem.starts_with(char::is_alphabetic)
    });
    kept.enumerate().map(|(number, (stem, _))| (*stem, number)).collect()
}

/// How often stems stand near each other, the nearer the more.
fn company(paragraphs: &[Vec<Standing>], stems: &BTreeMap<&str, usize>) -> Vec<Vec<f64>> {
    let mut near = vec![vec![0.0; stems.len()]; stems.len()];
    for paragraph in paragraphs {
        let numbers: Vec<Option<usize>> =
            paragraph.iter().map(|(stem, _)| stems.get(stem.as_str()).copied()).collect();
        for (at, left) in numbers.iter().enumerate() {
            for (distance, right) in numbers.iter().skip(at + 1).take(WINDOW).enumerate() {
                let (Some(left), Some(right)) = (*left, *right) else { continue };
                let weight = 1.0 / (1.0 + (distance + 1) as f64 / 4.0);
                for (a, b) in [(left, right), (right, left)] {
                    if let Some(cell) = near.get_mut(a).and_then(|row| row.get_mut(b)).filter(|_| a != b) {
                        *cell += weight;
                    }
                }
            }
        }
    }
    near
}

/// By how much more often they do than chance would have it, as a logarithm; the same both ways.
fn information(near: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let sums: Vec<f64> = near.iter().map(|row| row.iter().sum()).collect();
    // Rare company tells less than it seems.
    let smoothed: Vec<f64> = sums.iter().map(|sum: &f64| sum.powf(0.75)).collect();
    let (total, smoothed_total) = (sums.iter().sum::<f64>(), smoothed.iter().sum::<f64>());
    let told = |count: f64, sum: f64, other: f64| {
        if count > 0.0 {
            ((count / total) / (sum / total * (other / smoothed_total))).ln().max(0.0)
        } else {
            0.0
        }
    };
    let each = |(row, sum): (&Vec<f64>, &f64)| -> Vec<f64> {
        row.iter().zip(&smoothed).map(|(count, other)| told(*count, *sum, *other)).collect()
    };
    let one_way: Vec<Vec<f64>> = near.iter().zip(&sums).map(each).collect();
    let back = |row: usize, column: usize| one_way.get(column).and_then(|other| other.get(row)).copied();
    let both = |(row, values): (usize, &Vec<f64>)| -> Vec<f64> {
        let mean = |(column, value): (usize, &f64)| 0.5 * (value + back(row, column).unwrap_or_default());
        values.iter().enumerate().map(mean).collect()
    };
    one_way.iter().enumerate().map(both).collect()
}

/// Of each stem its share in the strongest directions of a symmetric matrix, each scaled by the root of its strength.
fn strongest(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut seed = 42_u64;
    let mut any = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % 2000) as f64 / 1000.0 - 1.0
    };
    let mut directions: Vec<Vec<f64>> =
        (0..DIMENSIONS).map(|_| matrix.iter().map(|_| any()).collect()).collect();
    let mut strengths = vec![0.0; DIMENSIONS];
    for _ in 0..TIMES {
        let mut next: Vec<Vec<f64>> = Vec::with_capacity(DIMENSIONS);
        for (direction, strength) in directions.iter().zip(&mut strengths) {
            let mut moved: Vec<f64> = matrix.iter().map(|row| dot(row, direction)).collect();
            for before in &next {
                let along = dot(before, &moved);
                moved.iter_mut().zip(before).for_each(|(value, before)| *value -= along * before);
            }
            *strength = dot(&moved, &moved).sqrt();
            let length = strength.max(1e-12);
            moved.iter_mut().for_each(|value| *value /= length);
            next.push(moved);
        }
        directions = next;
    }
    let of = |stem: usize| {
        let share = |(direction, strength): (&Vec<f64>, &f64)| {
            direction.get(stem).copied().unwrap_or_default() * strength.sqrt()
        };
        directions.iter().zip(&strengths).map(share).collect()
    };
    (0..matrix.len()).map(of).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
