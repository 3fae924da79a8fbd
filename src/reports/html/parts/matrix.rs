//! A table of marks: what holds where.

use maud::{Markup, html};

use super::mark::{Mark, mark};
use super::scrolling;

/// A table: columns are variants (or brackets, proposals, resolutions), rows what is asked, in groups.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// What the table shows; every table has one.
    pub caption: String,
    /// Over the heads of the rows.
    pub corner: String,
    /// The heads of the columns.
    pub columns: Vec<Markup>,
    /// The rows.
    pub groups: Vec<MatrixGroup>,
}

/// Rows with a title in common.
#[derive(Clone, Debug, Default)]
pub struct MatrixGroup {
    /// The title; empty for rows without one.
    pub title: String,
    /// The rows.
    pub rows: Vec<MatrixRow>,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct MatrixRow {
    /// Its head: what is asked.
    pub head: Markup,
    /// One for each column.
    pub cells: Vec<Cell>,
    /// Stands out.
    pub high: bool,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// A mark.
    pub mark: Option<Mark>,
    /// Beside the mark: figures, a label.
    pub text: String,
    /// In small, below.
    pub more: String,
    /// As in the column that the others are compared with: shown faint.
    pub same: bool,
}

impl Cell {
    /// A mark and nothing else.
    pub fn mark(mark: Mark) -> Self {
        Cell { mark: Some(mark), ..Cell::default() }
    }

    /// Text and nothing else.
    pub fn text(text: impl Into<String>) -> Self {
        Cell { text: text.into(), ..Cell::default() }
    }
}

/// So many columns stand side by side; more are put into a table of their own below.
const COLUMNS: usize = 24;
/// More columns than this are narrow, with their heads on end, where nothing in them is longer than [`NARROW`].
const WIDE: usize = 9;
const NARROW: usize = 4;

/// The table; empty markup where it has no rows.
pub fn matrix(table: &Matrix) -> Markup {
    if table.groups.iter().all(|group| group.rows.is_empty()) {
        return Markup::default();
    }
    if table.columns.len() <= COLUMNS {
        return one(table);
    }
    let all = table.columns.len();
    let parts = (0..all).step_by(COLUMNS).map(|from| part(table, from, (from + COLUMNS).min(all)));
    html! { @for part in parts { (one(&part)) } }
}

/// Some of the columns.
fn part(table: &Matrix, from: usize, to: usize) -> Matrix {
    let row = |row: &MatrixRow| MatrixRow {
        head: row.head.clone(),
        cells: row.cells.get(from..to.min(row.cells.len())).unwrap_or_default().to_vec(),
        high: row.high,
    };
    let group = |group: &MatrixGroup| MatrixGroup {
        title: group.title.clone(),
        rows: group.rows.iter().map(row).collect(),
    };
    Matrix {
        caption: format!("{}, {} to {to} of {}", table.caption, from + 1, table.columns.len()),
        corner: table.corner.clone(),
        columns: table.columns.get(from..to).unwrap_or_default().to_vec(),
        groups: table.groups.iter().map(group).collect(),
    }
}

fn one(table: &Matrix) -> Markup {
    let dense = table.columns.len() > WIDE && cells(table).all(is_narrow) && !cells(table).all(is_number);
    scrolling(
        &table.caption,
        html! {
            table class=(if dense { "matrix dense" } else { "matrix" }) {
                caption { (table.caption) }
                thead { tr {
                    th scope="col" { (table.corner) }
                    @for (at, column) in table.columns.iter().enumerate() {
                        th scope="col" class=[numeric(table, at).then_some("num")] { span class="end-on" { (column) } }
                    }
                } }
                @for group in table.groups.iter().filter(|group| !group.rows.is_empty()) {
                    tbody {
                        @if !group.title.is_empty() {
                            tr { th class="family" scope="rowgroup" colspan=(table.columns.len() + 1) { (group.title) } }
                        }
                        @for row in &group.rows { (self::row(row)) }
                    }
                }
            }
        },
    )
}

fn cells(table: &Matrix) -> impl Iterator<Item = &Cell> {
    table.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells)
}

fn is_narrow(cell: &Cell) -> bool {
    cell.more.is_empty() && cell.text.chars().count() + 2 * usize::from(cell.mark.is_some()) <= NARROW
}

/// Whether a column has nothing but numbers, which stand under one another.
fn numeric(table: &Matrix, column: usize) -> bool {
    let mut cells = table.groups.iter().flat_map(|group| &group.rows).filter_map(|row| row.cells.get(column));
    cells.all(is_number)
}

fn class(cell: &Cell) -> Option<&'static str> {
    match (cell.same, is_number(cell)) {
        (true, true) => Some("same num"),
        (true, false) => Some("same"),
        (false, true) => Some("num"),
        (false, false) => None,
    }
}

fn is_number(cell: &Cell) -> bool {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, ',' | '+' | '-' | '−' | '–');
    cell.mark.is_none() && cell.more.is_empty() && !cell.text.is_empty() && cell.text.chars().all(digits)
}

fn row(row: &MatrixRow) -> Markup {
    html! {
        tr class=[row.high.then_some("high")] {
            th scope="row" { (row.head) }
            @for cell in &row.cells {
                td class=[class(cell)] {
                    @if let Some(shown) = cell.mark { (mark(shown)) }
                    @if cell.mark.is_some() && !cell.text.is_empty() { " " }
                    (cell.text)
                    @if !cell.more.is_empty() { span class="more" { (cell.more) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_many_columns_goes_on_below_itself() {
        let row = MatrixRow { head: html! { "row" }, cells: vec![Cell::text("1"); 50], high: false };
        let table = Matrix {
            caption: "many".into(),
            corner: "c".into(),
            columns: (0..50).map(|place| html! { (place) }).collect(),
            groups: vec![MatrixGroup { title: "group".into(), rows: vec![row] }],
        };
        let text = matrix(&table).0;
        assert_eq!(text.matches("<table").count(), 3);
        assert!(text.contains("many, 49 to 50 of 50"), "{text}");
        assert_eq!(text.matches("<td").count(), 50);
    }
}
