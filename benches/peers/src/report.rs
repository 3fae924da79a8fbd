//! The tables, as Markdown, so that a run can be pasted where it is reported.

use crate::timing::Cost;

/// A line of a table.
pub struct Row {
    /// The engine and the way it is used.
    pub name: &'static str,
    /// What it cost.
    pub cost: Cost,
}

/// Costs of one unit, each also as a multiple of the first row.
pub fn table(title: &str, rows: &[Row]) -> String {
    let Some(reference) = rows.first() else { return String::new() };
    let head = ["wall µs", "CPU µs", "× wall", "× CPU"];
    let mut text = format!("\n| {title:<38} |");
    head.iter().for_each(|column| text += &format!(" {column:>9} |"));
    text += &format!("\n|:{}-|", "-".repeat(38));
    head.iter().for_each(|_| text += "----------:|");
    for Row { name, cost } in rows {
        let (wall, cpu) = (cost.wall / reference.cost.wall, cost.cpu / reference.cost.cpu);
        text +=
            &format!("\n| {name:<38} | {:>9.2} | {:>9.2} | {wall:>9.1} | {cpu:>9.1} |", cost.wall, cost.cpu);
    }
    text + "\n"
}
