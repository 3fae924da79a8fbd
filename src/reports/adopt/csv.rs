//! What adopting proposals would do, as CSV (RFC 4180).

use super::Told;
use crate::adopt::Change;
use crate::findings::Finding;

/// One row for each combination, or for each finding that changes.
pub fn csv(told: Told<'_>) -> String {
    let mut lines: Vec<Vec<String>> = Vec::new();
    match told {
        Told::One(adopted) => {
            lines.push(["change", "code", "name", "level", "subjects"].map(str::to_owned).into());
            for change in &adopted.findings {
                let (word, finding): (&str, &Finding) = match change {
                    Change::Closed(finding) => ("closed", finding),
                    Change::Opened(finding) => ("opened", finding),
                    Change::Changed(_, finding) => ("changed", finding),
                };
                let subjects: Vec<&str> =
                    finding.subjects.iter().map(|subject| subject.text.as_str()).collect();
                lines.push(vec![
                    word.to_owned(),
                    finding.code.clone(),
                    finding.name.clone(),
                    finding.level.name().to_owned(),
                    subjects.join("; "),
                ]);
            }
        }
        Told::All(table) => {
            let mut head: Vec<String> = ["with", "errors", "warnings", "notes"].map(str::to_owned).into();
            head.extend(table.dilemmas.iter().map(|(code, _)| code.clone()));
            head.extend(table.families.iter().map(|(prefix, _)| prefix.clone()));
            head.extend(["closed", "opened"].map(str::to_owned));
            lines.push(head);
            for row in &table.rows {
                let mut line = vec![table.name(row)];
                line.extend(row.open.iter().chain(&row.dilemmas).chain(&row.families).map(usize::to_string));
                line.extend([row.closed.join(" "), row.opened.join(" ")]);
                lines.push(line);
            }
        }
    }
    lines
        .iter()
        .map(|line| line.iter().map(|cell| field(cell)).collect::<Vec<_>>().join(",") + "\r\n")
        .collect()
}

/// Quoted where it must be; what a spreadsheet would take for a formula is told as text.
fn field(cell: &str) -> String {
    let cell = if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}
