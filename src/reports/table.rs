//! Plain tables: columns two blanks apart, one column that wraps.

use unicode_width::UnicodeWidthStr;

use super::Look;
use super::look::cut;

/// A table that grows row by row.
pub(super) struct Table {
    look: Look,
    indent: usize,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

#[derive(Clone, Copy)]
pub(super) enum Column {
    /// Words, to the left.
    Text(&'static str),
    /// Figures, to the right.
    Number(&'static str),
    /// Words that wrap in what the others leave; at most one column wraps or is cut.
    Wrapped(&'static str),
    /// Words that are cut where the others leave no room.
    Cut(&'static str),
}

impl Column {
    fn title(self) -> &'static str {
        match self {
            Column::Text(title) | Column::Number(title) | Column::Wrapped(title) | Column::Cut(title) => {
                title
            }
        }
    }
}

impl Table {
    pub(super) fn new(look: Look, indent: usize, columns: &[Column]) -> Self {
        Table { look, indent, columns: columns.to_vec(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table with its header, or nothing where it has no row.
    pub(super) fn render(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        let widths = self.widths();
        let titles: Vec<String> = self.columns.iter().map(|column| column.title().to_owned()).collect();
        let mut text = String::new();
        if titles.iter().any(|title| !title.is_empty()) {
            for line in self.lines(&titles, &widths) {
                text.push_str(&format!("{}\n", self.look.dim(&line)));
            }
        }
        for row in &self.rows {
            for line in self.lines(row, &widths) {
                text.push_str(&format!("{line}\n"));
            }
        }
        text
    }

    /// Each column as wide as its widest cell; the one that wraps takes what is left.
    fn widths(&self) -> Vec<usize> {
        let widest = |index: usize, column: &Column| {
            let cells = self.rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.width());
            cells.max().unwrap_or(0).max(column.title().width())
        };
        let mut widths: Vec<usize> = self.columns.iter().enumerate().map(|(i, c)| widest(i, c)).collect();
        let total = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1) + self.indent;
        if let Some(index) =
            self.columns.iter().position(|column| matches!(column, Column::Wrapped(_) | Column::Cut(_)))
            && let Some(width) = widths.get_mut(index)
        {
            let others = total - *width;
            *width = (*width).min(self.look.width().saturating_sub(others).max(8));
        }
        widths
    }

    fn lines(&self, row: &[String], widths: &[usize]) -> Vec<String> {
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(&self.columns)
            .zip(widths)
            .map(|((cell, column), width)| match column {
                Column::Wrapped(_) => textwrap::wrap(cell, *width).iter().map(|l| l.to_string()).collect(),
                Column::Cut(_) => vec![cut(cell, *width)],
                Column::Text(_) | Column::Number(_) => vec![cell.clone()],
            })
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        (0..height).map(|line| self.line(&cells, widths, line)).collect()
    }

    fn line(&self, cells: &[Vec<String>], widths: &[usize], line: usize) -> String {
        let mut text = " ".repeat(self.indent);
        for (index, ((cell, column), width)) in cells.iter().zip(&self.columns).zip(widths).enumerate() {
            let part = cell.get(line).map_or("", String::as_str);
            let blanks = " ".repeat(width.saturating_sub(part.width()));
            if index > 0 {
                text.push_str("  ");
            }
            match column {
                Column::Number(_) => text.push_str(&format!("{blanks}{part}")),
                _ => text.push_str(&format!("{part}{blanks}")),
            }
        }
        text.truncate(text.trim_end().len());
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_one_wraps() {
        let look = Look::new(40, false);
        let mut table =
            Table::new(look, 2, &[Column::Text("code"), Column::Number("n"), Column::Wrapped("asks")]);
        table.row(["M1".into(), "12".into(), "a short one".into()]);
        table.row(["Z101".into(), "3".into(), "a long one that does not fit into the line".into()]);
        assert_eq!(
            table.render(),
            "  code   n  asks\n  M1    12  a short one\n  Z101   3  a long one that does not fit\n            into the line\n"
        );
    }

    #[test]
    fn a_table_without_rows_is_nothing() {
        assert_eq!(Table::new(Look::new(80, false), 0, &[Column::Text("code")]).render(), "");
    }
}
