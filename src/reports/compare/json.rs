//! A comparison as JSON: versioned, with a published schema.

use super::words::{label, turned, what};
use super::{Comparison, Pair, Split, letter, v1};
use crate::compare::{Cell, Change, Row, Turn, Unit};

/// The comparison as text, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn json(comparison: &Comparison) -> Result<String, serde_json::Error> {
    crate::reports::document::text(&document(comparison))
}

/// The JSON Schema (2020-12) of what [`json`] gives, with a line end.
///
/// # Errors
/// None that an input can cause; what serde reports is handed on.
pub fn schema() -> Result<String, serde_json::Error> {
    crate::reports::document::schema::<v1::Document>()
}

fn document(comparison: &Comparison) -> v1::Document {
    let dominated = comparison.dominated().into_iter();
    v1::Document {
        version: 1,
        pack: comparison.pack.clone(),
        base: letter(comparison.base),
        variants: comparison
            .variants
            .iter()
            .enumerate()
            .map(|(at, variant)| self::variant(at, variant))
            .collect(),
        matrix: comparison.told_rows().into_iter().map(row).collect(),
        against_base: comparison.others().map(|at| against(comparison, at)).collect(),
        dominated: dominated
            .map(|(at, by)| v1::Dominated { variant: letter(at), by: by.into_iter().map(letter).collect() })
            .collect(),
        changes: comparison.pairs.iter().flat_map(|pair| changes(comparison, pair)).collect(),
        splits: comparison.splits.iter().map(split).collect(),
    }
}

fn variant(at: usize, variant: &super::Variant) -> v1::Variant {
    let [errors, warnings, notes] = variant.counts;
    v1::Variant {
        letter: letter(at),
        mandate: variant.name.clone(),
        path: variant.path.clone(),
        symbol: variant.symbol.clone(),
        situation: variant.situation.clone(),
        errors,
        warnings,
        notes,
    }
}

fn row(row: &Row) -> v1::Row {
    v1::Row {
        code: row.code.clone(),
        name: row.name.clone(),
        family: row.family.clone(),
        subject: row.subject.clone(),
        differs: row.differs(),
        cells: row.cells.iter().map(|cell| cell.as_ref().map(self::cell)).collect(),
    }
}

fn cell(cell: &Cell) -> v1::Cell {
    let figures = cell.figures.as_ref();
    v1::Cell {
        status: cell.told.clone(),
        open: cell.open,
        level: cell.open.then(|| cell.level.name().to_owned()),
        has: figures.map(|figures| figures.has),
        needs: figures.map(|figures| figures.needs),
        short: figures.map(|figures| figures.short),
        clauses: cell.labels.clone(),
        message: if cell.open { cell.message.clone() } else { String::new() },
    }
}

fn against(comparison: &Comparison, at: usize) -> v1::Against {
    let turns = comparison.turns(at).into_iter();
    v1::Against {
        variant: letter(at),
        turns: turns.map(|(row, turn)| self::turn(row, turn, comparison.base, at)).collect(),
    }
}

fn turn(row: &Row, turn: Turn, from: usize, to: usize) -> v1::Turned {
    v1::Turned {
        code: row.code.clone(),
        subject: row.subject.clone(),
        turn: turned(turn).to_owned(),
        from: row.cell(from).map(cell),
        to: row.cell(to).map(cell),
    }
}

fn split(split: &Split) -> v1::Split {
    let turns = |turns: &[(Row, Turn)], from, to| {
        turns.iter().map(|(row, turn)| self::turn(row, *turn, from, to)).collect()
    };
    v1::Split {
        from: letter(split.from),
        to: letter(split.to),
        situation: turns(&split.situation, 0, 1),
        text: turns(&split.text, 1, 2),
        impossible: split.impossible.clone(),
    }
}

fn changes<'a>(comparison: &'a Comparison, pair: &'a Pair) -> impl Iterator<Item = v1::Change> + 'a {
    let units = |at| comparison.variant(at).map_or(&[][..], |variant| &variant.units);
    let (old, new) = (units(pair.from), units(pair.to));
    pair.changes.iter().map(move |change| self::change(change, pair, old, new))
}

fn change(change: &Change, pair: &Pair, old: &[Unit], new: &[Unit]) -> v1::Change {
    let place = |unit: Option<&Unit>| {
        unit.and_then(|unit| unit.place).map(|(line, column)| v1::Place { line, column })
    };
    v1::Change {
        from: letter(pair.from),
        to: letter(pair.to),
        new: change.new.map(|at| label(new, at)),
        old: change.old.iter().map(|at| label(old, *at)).collect(),
        kind: change.kind,
        what: what(change, old, new),
        weight: change.weight,
        sure: change.sure,
        new_place: place(change.new.and_then(|at| new.get(at))),
        old_place: place(change.old.first().and_then(|at| old.get(*at))),
        details: change.details.iter().map(detail).collect(),
    }
}

fn detail(detail: &crate::compare::Detail) -> v1::Detail {
    v1::Detail { text: detail.text.clone(), direction: detail.direction, weight: detail.weight }
}
