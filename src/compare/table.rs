//! A table with rows and columns.

/// Values by row and column.
#[derive(Clone, Debug, Default)]
pub(super) struct Table<T> {
    columns: usize,
    cells: Vec<T>,
}

impl<T> Table<T> {
    /// A table with every cell made from its row and column.
    pub(super) fn build(rows: usize, columns: usize, mut cell: impl FnMut(usize, usize) -> T) -> Table<T> {
        let mut cells = Vec::with_capacity(rows * columns);
        for row in 0..rows {
            for column in 0..columns {
                cells.push(cell(row, column));
            }
        }
        Table { columns, cells }
    }

    pub(super) fn at(&self, row: usize, column: usize) -> Option<&T> {
        if column < self.columns { self.cells.get(row * self.columns + column) } else { None }
    }

    pub(super) fn row(&self, row: usize) -> &[T] {
        self.cells.get(row * self.columns..(row + 1) * self.columns).unwrap_or_default()
    }

    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    pub(super) fn rows(&self) -> usize {
        self.cells.len().checked_div(self.columns).unwrap_or(0)
    }
}
