//! What adopting proposals would do, as a drafter reads it.

use penholder_language::model::Level;

use super::words::{difference, subjects};
use crate::adopt::{Adopted, Change, Combination, Table};
use crate::findings::{DilemmaFinding, Finding, Report, Subject};
use crate::reports::Look;

/// One adoption: the clauses, what closes, what opens, what changes by how much.
pub fn human(path: &str, adopted: &Adopted, look: Look) -> String {
    let before = &adopted.before;
    let mut text = format!("{} {}  {}\n", look.bold(&before.mandate), before.symbol, look.dim(path));
    for package in &adopted.packages {
        text.push_str(&look.wrap(&format!("with {} ", look.bold(&package.name)), 4, &package.asks));
        for clause in package.texts() {
            text.push_str(&look.wrap(&format!("  {} ", look.good("+")), 6, &clause));
        }
    }
    text.push_str(&part("closes", &adopted.findings, look, &|change| match change {
        Change::Closed(finding) => Some(told(finding, look)),
        _ => None,
    }));
    text.push_str(&part("opens", &adopted.findings, look, &|change| match change {
        Change::Opened(finding) => Some(format!("{}: {}", told(finding, look), finding.message)),
        _ => None,
    }));
    text.push_str(&part("changes", &adopted.findings, look, &|change| match change {
        Change::Changed(was, is) => Some(format!("{}: {}", told(is, look), difference(was, is))),
        _ => None,
    }));
    text.push_str(&part("dilemmas", &adopted.dilemmas, look, &|change| Some(dilemma(change))));
    text.push_str(&format!("\n{}\n{}\n", counts("before", &adopted.before), counts("after", &adopted.after)));
    text
}

fn part<T>(
    title: &str,
    changes: &[Change<T>],
    look: Look,
    line: &dyn Fn(&Change<T>) -> Option<String>,
) -> String {
    let lines: Vec<String> = changes.iter().filter_map(line).collect();
    let mut text = format!("\n{} {}\n", look.bold(title), lines.len());
    for line in &lines {
        text.push_str(&look.wrap("  ", 6, line));
    }
    if lines.is_empty() {
        text = format!("\n{} nothing\n", look.bold(title));
    }
    text
}

/// ` for ¶16(a)(i) (deter)`; nothing for the draft as a whole.
fn of(judged: &[Subject]) -> String {
    let told = subjects(judged);
    if told.is_empty() { told } else { format!(" for {told}") }
}

fn told(finding: &Finding, look: Look) -> String {
    format!(
        "{} {} {}{}",
        look.level(finding.level, finding.level.name()),
        finding.code,
        finding.name,
        of(&finding.subjects)
    )
}

fn dilemma(change: &Change<DilemmaFinding>) -> String {
    let name =
        |dilemma: &DilemmaFinding| format!("{} {}{}", dilemma.code, dilemma.name, of(&dilemma.subjects));
    let stance = |dilemma: &DilemmaFinding| {
        let risks: Vec<&str> = dilemma.open_risks().map(|risk| risk.name.as_str()).collect();
        let risks = if risks.is_empty() { String::new() } else { format!(", at risk: {}", risks.join(", ")) };
        format!("{}{risks}", dilemma.stance.name())
    };
    match change {
        Change::Closed(was) => format!("{}: nothing left open (was {})", name(was), stance(was)),
        Change::Opened(is) => format!("{}: {}", name(is), stance(is)),
        Change::Changed(was, is) => format!("{}: {} → {}", name(is), stance(was), stance(is)),
    }
}

fn counts(when: &str, report: &Report) -> String {
    let open = report.dilemmas.iter().filter(|dilemma| dilemma.is_open()).count();
    format!(
        "{when:<6} {} errors, {} warnings, {} notes; {open} dilemmas open",
        report.count(Level::Error),
        report.count(Level::Warning),
        report.count(Level::Note)
    )
}

/// Combinations against the levels, the dilemmas and the families of rules: all of them, or the best of each number.
pub fn table(path: &str, mandate: &str, table: &Table, all: bool, look: Look) -> String {
    let rows: Vec<&Combination> = if all { table.rows.iter().collect() } else { table.in_short() };
    let used: Vec<usize> = (0..table.families.len())
        .filter(|place| table.rows.iter().any(|row| row.families.get(*place).is_some_and(|count| *count > 0)))
        .collect();
    let mut head: Vec<String> = ["with", "errors", "warnings", "notes"].map(str::to_owned).into();
    head.extend(table.dilemmas.iter().map(|(code, _)| format!("{code} open")));
    head.extend(
        used.iter().filter_map(|place| table.families.get(*place)).map(|(prefix, _)| format!("{prefix}*")),
    );
    let mut lines = vec![head];
    for row in &rows {
        let mut line = vec![table.name(row)];
        line.extend(row.open.iter().chain(&row.dilemmas).map(usize::to_string));
        line.extend(used.iter().filter_map(|place| row.families.get(*place)).map(usize::to_string));
        lines.push(line);
    }
    let mut text = format!("{}  {}\n", look.bold(mandate), look.dim(path));
    text.push_str(&aligned(&lines, look));
    let left_out = table.rows.len() - rows.len();
    if left_out > 0 {
        text.push_str(&look.wrap(
            "",
            0,
            &format!("of each number of proposals the best; `--verbose` shows {left_out} more"),
        ));
    }
    let dilemmas: Vec<String> = table.dilemmas.iter().map(|(code, name)| format!("{code} {name}")).collect();
    text.push_str(&look.wrap(
        "",
        2,
        &format!("{}: for how many something is left open", dilemmas.join(", ")),
    ));
    let families: Vec<String> = used
        .iter()
        .filter_map(|place| table.families.get(*place))
        .map(|(prefix, title)| format!("{prefix}* {title}"))
        .collect();
    text.push_str(&look.wrap("", 2, &format!("{}: errors and warnings", families.join(", "))));
    for row in table.rows.iter().filter(|row| row.taken.len() == 1) {
        let listed = |codes: &[String]| if codes.is_empty() { "nothing".to_owned() } else { codes.join(" ") };
        text.push_str(&format!("\n{}\n", look.bold(&table.name(row))));
        text.push_str(&look.fact(2, "closes", &listed(&row.closed)));
        text.push_str(&look.fact(2, "opens", &listed(&row.opened)));
    }
    text
}

fn aligned(lines: &[Vec<String>], look: Look) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let width = |column: usize| {
        lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for (place, line) in lines.iter().enumerate() {
        let mut told = String::from(" ");
        for ((cell, width), column) in line.iter().zip(&widths).zip(0..) {
            let width = *width;
            told.push_str(&if column == 0 {
                format!(" {cell:<width$}")
            } else {
                format!("  {cell:>width$}")
            });
        }
        let told = told.trim_end();
        text.push_str(&if place == 0 { look.dim(told) } else { told.to_owned() });
        text.push('\n');
    }
    text
}
