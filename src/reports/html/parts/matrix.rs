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

/// The table; empty markup where it has no rows.
pub fn matrix(table: &Matrix) -> Markup {
    if table.groups.iter().all(|group| group.rows.is_empty()) {
        return Markup::default();
    }
    scrolling(
        &table.caption,
        html! {
            table class="matrix" {
                caption { (table.caption) }
                thead { tr {
                    th scope="col" { (table.corner) }
                    @for (at, column) in table.columns.iter().enumerate() {
                        th scope="col" class=[numeric(table, at).then_some("num")] { (column) }
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
