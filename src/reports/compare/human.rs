//! A comparison, for people: what matters most first.

use super::words::{by_how_much, head, in_short, label, opening, short, told, turned};
use super::{Comparison, Pair, Split, letter};
use crate::compare::{Change, Kind, Row, Turn, Unit, heaviest};
use crate::reports::Look;
use crate::reports::table::{Column, Table};

/// So many changes stand at the top.
const TOP: usize = 10;
/// The heads of the columns for variants.
const LETTERS: [&str; 26] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U",
    "V", "W", "X", "Y", "Z",
];

/// The comparison as text.
pub fn render(comparison: &Comparison, look: Look) -> String {
    let mut text = variants(comparison, look);
    for pair in &comparison.pairs {
        text.push_str(&top(comparison, pair, look));
    }
    for variant in comparison.others() {
        text.push_str(&turns(comparison, variant, look));
    }
    text.push_str(&dominated(comparison, look));
    for split in &comparison.splits {
        text.push_str(&taken_apart(split, look));
    }
    for pair in &comparison.pairs {
        text.push_str(&paragraphs(comparison, pair, look));
    }
    text.push_str(&matrix(comparison, look));
    text
}

fn variants(comparison: &Comparison, look: Look) -> String {
    let columns = [
        Column::Text(""),
        Column::Text("variant"),
        Column::Cut("file"),
        Column::Text("situation"),
        Column::Number("errors"),
        Column::Number("warnings"),
        Column::Number("notes"),
    ];
    let mut table = Table::new(look, 0, &columns);
    for (at, variant) in comparison.variants.iter().enumerate() {
        let [errors, warnings, notes] = variant.counts;
        table.row([
            letter(at),
            short(&variant.name, 24),
            variant.path.clone(),
            variant.situation.clone().unwrap_or_else(|| "none".to_owned()),
            errors.to_string(),
            warnings.to_string(),
            notes.to_string(),
        ]);
    }
    table.render()
}

fn sides<'a>(comparison: &'a Comparison, pair: &Pair) -> (&'a [Unit], &'a [Unit]) {
    let units = |at| comparison.variant(at).map_or(&[][..], |variant| &variant.units);
    (units(pair.from), units(pair.to))
}

fn title(look: Look, text: &str) -> String {
    format!("\n{}\n", look.bold(text))
}

fn arrow(from: usize, to: usize) -> String {
    format!("{} → {}", letter(from), letter(to))
}

/// The heaviest changes of a pair.
fn top(comparison: &Comparison, pair: &Pair, look: Look) -> String {
    let (old, new) = sides(comparison, pair);
    let heavy = heaviest(&pair.changes, old, new);
    let mut text = title(look, &format!("What matters most, {}", arrow(pair.from, pair.to)));
    if heavy.is_empty() {
        text.push_str(
            "  nothing that weighs: no task, authority, figure, verb or condition is another one\n",
        );
        return text;
    }
    for (at, change) in heavy.iter().take(TOP).enumerate() {
        let place = places(change, old, new);
        let first = format!("{:>4}. {:<12} ", at + 1, change.kind.name());
        text.push_str(&look.wrap(&first, 6, &format!("{place}  {}", in_short(change, old, new))));
        let quoted =
            change.new.and_then(|at| new.get(at)).or_else(|| change.old.first().and_then(|at| old.get(*at)));
        if let Some(unit) = quoted.filter(|_| !change.details.is_empty()) {
            text.push_str(&format!(
                "      {}\n",
                look.dim(&short(&opening(unit), look.width().saturating_sub(6)))
            ));
        }
    }
    if heavy.len() > TOP {
        text.push_str(&format!("      and {} more, below\n", heavy.len() - TOP));
    }
    text
}

/// Where a change stands: `¶16(a) ← ¶12, ¶13`.
fn places(change: &Change, old: &[Unit], new: &[Unit]) -> String {
    let before: Vec<String> = change.old.iter().map(|at| format!("¶{}", label(old, *at))).collect();
    match change.new {
        None => before.join(", "),
        Some(at) if before.is_empty() => format!("¶{}", label(new, at)),
        Some(at) => format!("¶{} ← {}", label(new, at), before.join(", ")),
    }
}

/// What a variant gains and gives up against the base.
fn turns(comparison: &Comparison, variant: usize, look: Look) -> String {
    let turns = comparison.turns(variant);
    let count = |wanted: &[Turn]| turns.iter().filter(|(_, turn)| wanted.contains(turn)).count();
    let mut text = title(look, &format!("{} against {}", letter(variant), letter(comparison.base)));
    let (gains, losses) = (count(&[Turn::Closed, Turn::Lighter]), count(&[Turn::Opened, Turn::Graver]));
    if gains + losses == 0 {
        text.push_str("  no finding is lighter or graver\n");
        return text;
    }
    text.push_str(&format!("  gains in {gains}, gives up in {losses}\n"));
    for (row, turn) in sorted(&turns, variant, comparison.base) {
        let first = format!("  {:<8} ", turned(turn));
        text.push_str(&look.wrap(
            &first,
            11,
            &format!("{}: {}", head(row), by_how_much(row, comparison.base, variant)),
        ));
    }
    text
}

/// The gravest first, gains before losses.
fn sorted<'a>(turns: &[(&'a Row, Turn)], variant: usize, base: usize) -> Vec<(&'a Row, Turn)> {
    let mut turns = turns.to_vec();
    let level = |row: &Row| {
        let open = |at| row.cell(at).filter(|cell| cell.open).map(|cell| cell.level);
        open(variant).max(open(base))
    };
    let loses = |turn: Turn| matches!(turn, Turn::Opened | Turn::Graver);
    turns.sort_by(|a, b| loses(a.1).cmp(&loses(b.1)).then_with(|| level(b.0).cmp(&level(a.0))));
    turns
}

fn dominated(comparison: &Comparison, look: Look) -> String {
    let mut text = title(look, "Dominated variants");
    let dominated = comparison.dominated();
    if dominated.is_empty() {
        text.push_str("  none: each does better than every other in some finding\n");
    }
    for (variant, by) in dominated {
        let by: Vec<String> = by.into_iter().map(letter).collect();
        let told = format!(
            "{} by {}: no finding is lighter, some are graver. Findings count what is open; a text that asks for less has fewer.",
            letter(variant),
            by.join(", ")
        );
        text.push_str(&look.wrap("  ", 4, &told));
    }
    text
}

/// What the text did, and what the situation.
fn taken_apart(split: &Split, look: Look) -> String {
    let mut text = title(look, &format!("Text and situation, {}", arrow(split.from, split.to)));
    if let Some(why) = &split.impossible {
        let told = format!(
            "cannot be taken apart: the text of {} does not fit the situation of {} ({why})",
            letter(split.from),
            letter(split.to)
        );
        text.push_str(&look.wrap("  ", 4, &told));
        return text;
    }
    let parts =
        [("the situation alone", &split.situation, (0, 1)), ("the new text in it", &split.text, (1, 2))];
    for (name, turns, (from, to)) in parts {
        let closed = turns.iter().filter(|(_, turn)| matches!(turn, Turn::Closed | Turn::Lighter)).count();
        text.push_str(&format!("  {name}: {} better, {} worse\n", closed, turns.len() - closed));
        for (row, turn) in turns {
            let first = format!("    {:<8} ", turned(*turn));
            text.push_str(&look.wrap(&first, 13, &format!("{}: {}", head(row), by_how_much(row, from, to))));
        }
    }
    text
}

/// Every paragraph, in the order of the newer text.
fn paragraphs(comparison: &Comparison, pair: &Pair, look: Look) -> String {
    let (old, new) = sides(comparison, pair);
    let count = |kind: Kind| pair.changes.iter().filter(|change| change.kind == kind).count();
    let told: Vec<String> = Kind::ALL
        .into_iter()
        .filter(|kind| count(*kind) > 0)
        .map(|kind| format!("{} {}", count(kind), kind.name()))
        .collect();
    let mut text = title(look, &format!("Paragraphs, {}: {}", arrow(pair.from, pair.to), told.join(", ")));
    let columns = [
        Column::Text(LETTERS.get(pair.to).copied().unwrap_or_default()),
        Column::Text(LETTERS.get(pair.from).copied().unwrap_or_default()),
        Column::Text("what became of it"),
        Column::Wrapped(""),
    ];
    let mut table = Table::new(look, 2, &columns);
    for change in pair.changes.iter().filter(|change| comparison.all || change.kind != Kind::Same) {
        let before: Vec<String> = change.old.iter().map(|at| label(old, *at)).collect();
        let now = change.new.map(|at| label(new, at)).unwrap_or_default();
        table.row([now, before.join(", "), change.kind.name().to_owned(), in_short(change, old, new)]);
    }
    text.push_str(&table.render());
    text
}

/// The findings by variant.
fn matrix(comparison: &Comparison, look: Look) -> String {
    let rows = comparison.told_rows();
    let all = if comparison.all { "all rows" } else { "rows that differ" };
    let mut text = title(look, &format!("Findings, {all}: {} of {}", rows.len(), comparison.rows.len()));
    let mut family = None;
    let mut columns = vec![Column::Wrapped("")];
    columns.extend(LETTERS.iter().take(comparison.variants.len()).map(|letter| Column::Text(letter)));
    let mut table = Table::new(look, 2, &columns);
    for row in rows {
        if family != Some(&row.family) {
            text.push_str(&table.render());
            table = Table::new(look, 2, &columns);
            text.push_str(&format!("  {}\n", look.bold(&row.family)));
            family = Some(&row.family);
        }
        let cells = (0..comparison.variants.len()).map(|at| told(row.cell(at)));
        table.row(std::iter::once(head(row)).chain(cells));
    }
    text.push_str(&table.render());
    text
}
