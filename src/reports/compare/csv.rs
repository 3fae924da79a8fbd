//! A comparison as CSV: one line for each finding and variant, and one for each change.

use super::words::{label, what};
use super::{Comparison, letter};

/// The columns.
const HEAD: &str = "record,from,to,code,subject,status,level,has,needs,new,old,kind,weight,what\n";

/// The comparison as lines, each ended by a line feed.
pub fn render(comparison: &Comparison) -> String {
    let mut text = HEAD.to_owned();
    for row in comparison.told_rows() {
        for at in 0..comparison.variants.len() {
            let Some(cell) = row.cell(at) else { continue };
            let figure = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
            let level = if cell.open { cell.level.name() } else { "" };
            line(
                &mut text,
                &[
                    "finding",
                    "",
                    &letter(at),
                    &row.code,
                    &row.subject,
                    &cell.told,
                    level,
                    &figure(cell.figures.as_ref().map(|figures| figures.has)),
                    &figure(cell.figures.as_ref().map(|figures| figures.needs)),
                    "",
                    &cell.labels.join(" "),
                    "",
                    "",
                    &cell.message,
                ],
            );
        }
    }
    for pair in &comparison.pairs {
        let units = |at| comparison.variant(at).map_or(&[][..], |variant| &variant.units);
        let (old, new) = (units(pair.from), units(pair.to));
        for change in &pair.changes {
            let before: Vec<String> = change.old.iter().map(|at| label(old, *at)).collect();
            let now = change.new.map(|at| label(new, at)).unwrap_or_default();
            line(
                &mut text,
                &[
                    "change",
                    &letter(pair.from),
                    &letter(pair.to),
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    &now,
                    &before.join(" "),
                    change.kind.name(),
                    &change.weight.to_string(),
                    &what(change, old, new),
                ],
            );
        }
    }
    text
}

fn line(text: &mut String, fields: &[&str]) {
    let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
    text.push_str(&fields.join(","));
    text.push('\n');
}

/// What a spreadsheet would take for a formula begins with an apostrophe.
fn quoted(field: &str) -> String {
    let field = if field.starts_with(['=', '+', '-', '@']) { format!("'{field}") } else { field.to_owned() };
    if field.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_break_a_line_or_run_is_quoted() {
        assert_eq!(
            [quoted("a,b"), quoted("a\"b"), quoted("=1+1"), quoted("plain")],
            ["\"a,b\"", "\"a\"\"b\"", "'=1+1", "plain"]
        );
    }
}
