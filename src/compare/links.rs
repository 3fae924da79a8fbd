//! Which old units each new unit continues: likeness, then the company units keep, then one assignment for all.

use penholder_language::model::Vocabulary;

use super::Unit;
use super::bags::{Bags, bags};
use super::likeness::{TEXT, overlap, signals};

/// A new unit goes on from an old one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The old unit, by its place.
    pub old: usize,
    /// How sure it is, from 0 to 1.
    pub sure: f32,
}

/// For each new unit the old units it continues, the main one first; none: it is new.
pub type Links = Vec<Vec<Link>>;

pub const ALONE: usize = TEXT + 4;
pub const COMPANY: usize = ALONE + 8;

pub struct Grid<const N: usize> { pub columns: usize, pub cells: Vec<[f32; N]> }
impl<const N: usize> Grid<N> {
    pub fn at(&self, new: usize, old: usize) -> &[f32; N] { &self.cells[new * self.columns + old] }
}

pub struct Prepared { pub old_bags: Bags, pub new_bags: Bags, pub alone: Grid<ALONE> }

pub fn prepare(old: &[Unit], new: &[Unit], vocabulary: &Vocabulary) -> Prepared {
    let (old_bags, new_bags) = bags(old, new, vocabulary);
    let mut cells = Vec::new();
    for j in 0..new.len() { for i in 0..old.len() {
        let s = signals((old, &old_bags, i), (new, &new_bags, j));
        let mut c = [0.0; ALONE];
        c[..TEXT].copy_from_slice(&s);
        cells.push(c);
    } }
    let columns = old.len();
    // margins
    let sim: Vec<f32> = cells.iter().map(|c| c[0] + 0.5 * c[1] + 0.2 * c[9]).collect();
    let rows = new.len();
    for j in 0..rows { for i in 0..columns {
        let s = sim[j * columns + i];
        let row = (0..columns).filter(|k| *k != i).map(|k| sim[j * columns + k]).fold(0.0, f32::max);
        let col = (0..rows).filter(|k| *k != j).map(|k| sim[k * columns + i]).fold(0.0, f32::max);
        let c = &mut cells[j * columns + i];
        c[TEXT] = (s - row).max(-0.5);
        c[TEXT + 1] = (s - col).max(-0.5);
        c[TEXT + 2] = if s > row { 1.0 } else { 0.0 };
        c[TEXT + 3] = if s > col { 1.0 } else { 0.0 };
    } }
    Prepared { old_bags, new_bags, alone: Grid { columns, cells } }
}

/// Probabilities; last of each row: new
pub fn softmax<const N: usize>(grid: &Grid<N>, rows: usize, w: &[f32], novelty: f32) -> Vec<Vec<f32>> {
    (0..rows).map(|j| {
        let mut e: Vec<f32> = (0..grid.columns).map(|i| grid.at(j, i).iter().zip(w).map(|(a, b)| a * b).sum()).collect();
        e.push(novelty);
        let m = e.iter().copied().fold(f32::MIN, f32::max);
        let mut p: Vec<f32> = e.iter().map(|x| (x - m).exp()).collect();
        let t: f32 = p.iter().sum();
        p.iter_mut().for_each(|x| *x /= t);
        p
    }).collect()
}

pub fn company(prep: &Prepared, p: &[Vec<f32>], old: &[Unit], new: &[Unit]) -> Grid<COMPANY> {
    let kids = |units: &[Unit]| { let mut c = vec![Vec::new(); units.len()]; for (i, u) in units.iter().enumerate() { if let Some(q) = u.parent { c[q].push(i); } } c };
    let (old_kids, new_kids) = (kids(old), kids(new));
    let mut cells = Vec::new();
    let (rows, columns) = (new.len(), old.len());
    // below[j][i]: probability that j continues something at or below i (strictly below)
    let mut column_sum = vec![0.0f32; columns];
    for row in p { for i in 0..columns { column_sum[i] += row[i]; } }
    for j in 0..rows { for i in 0..columns {
        let mut c = [0.0; COMPANY];
        c[..ALONE].copy_from_slice(prep.alone.at(j, i));
        let parents = match (new[j].parent, old[i].parent) { (Some(a), Some(b)) => p[a][b], _ => 0.0 };
        // the list was one paragraph before
        let whole = new[j].parent.filter(|_| old_kids[i].is_empty()).map_or(0.0, |a| p[a][i]);
        // siblings come from the same list
        let siblings = match (new[j].parent, old[i].parent) {
            (Some(a), Some(b)) => { let k: Vec<_> = new_kids[a].iter().filter(|k| **k != j).collect();
                if k.is_empty() { 0.0 } else { k.iter().map(|k| old_kids[b].iter().map(|o| p[**k][*o]).sum::<f32>()).sum::<f32>() / k.len() as f32 } }
            _ => 0.0 };
        let family = if new_kids[j].is_empty() { 0.0 } else {
            new_kids[j].iter().map(|k| (0..columns).filter(|o| below(old, *o, i)).map(|o| p[*k][o]).sum::<f32>()).sum::<f32>() / new_kids[j].len() as f32 };
        let same_kind = if new_kids[j].is_empty() == old_kids[i].is_empty() { 1.0 } else { 0.0 };
        let mut near = 0.0;
        for (sign, d) in [(-1i32, 1i32), (1, 1), (-1, 2), (1, 2)] {
            let jj = j as i32 + sign * d;
            if jj < 0 || jj as usize >= rows { continue; }
            for e in 0..=2i32 { let ii = i as i32 + sign * e; if ii < 0 || ii as usize >= columns { continue; }
                near += p[jj as usize][ii as usize] * if e == 0 { 0.5 } else { 1.0 } / (d * 2) as f32; }
        }
        let rivals = (column_sum[i] - p[j][i]).min(2.0);
        c[ALONE] = parents; c[ALONE + 1] = whole; c[ALONE + 2] = siblings; c[ALONE + 3] = family; c[ALONE + 4] = same_kind; c[ALONE + 5] = near.min(1.5); c[ALONE + 6] = rivals;
        c[ALONE + 7] = p[j][i];
        cells.push(c);
    } }
    Grid { columns, cells }
}

pub(super) fn below(units: &[Unit], mut at: usize, of: usize) -> bool {
    for _ in 0..8 { match units[at].parent { Some(p) if p == of => return true, Some(p) => at = p, None => return false } }
    false
}

pub fn choose(p: &[Vec<f32>], prep: &Prepared, old: &[Unit], t: [f32; 4]) -> Links {
    let columns = old.len();
    p.iter().enumerate().map(|(j, row)| {
        let mut order: Vec<usize> = (0..=columns).collect();
        order.sort_by(|a, b| row[*b].total_cmp(&row[*a]).then(a.cmp(b)));
        if order[0] == columns { return Vec::new(); }
        let mut l = vec![Link { old: order[0], sure: row[order[0]] }];
        for i in order.iter().skip(1).filter(|i| **i < columns) {
            let o = overlap(&prep.old_bags.units[*i], &prep.new_bags.units[j]);
            let col_best = (0..p.len()).all(|k| p[k][*i] <= row[*i]);
            if row[*i] >= t[0] || (col_best && row[*i] >= t[1] && o.of_old >= t[2] && o.weight > t[3]) { l.push(Link { old: *i, sure: row[*i] }); }
        }
        l
    }).collect()
}
