//! Words that the formats share.

use crate::compare::{Cell, Change, Kind, Row, Statement, Turn, Unit};
use crate::reports::look::{cut, figure};

/// So many details are told where there is little room.
const FEW: usize = 3;

/// The label of a unit, as output writes it.
pub(super) fn label(units: &[Unit], at: usize) -> String {
    units.get(at).map(|unit| unit.label.clone()).unwrap_or_default()
}

/// What changed, in one line.
pub(super) fn what(change: &Change, old: &[Unit], new: &[Unit]) -> String {
    let mut parts: Vec<String> = change.details.iter().map(|detail| detail.text.clone()).collect();
    match change.kind {
        Kind::New | Kind::Dropped if parts.is_empty() => {
            let unit = change
                .new
                .and_then(|at| new.get(at))
                .or_else(|| change.old.first().and_then(|at| old.get(*at)));
            parts.push(unit.map(opening).unwrap_or_default());
        }
        Kind::Reworded | Kind::Split | Kind::Merged if parts.is_empty() => {
            let before = change.old.first().and_then(|at| old.get(*at));
            if let (Some(before), Some(after)) = (before, change.new.and_then(|at| new.get(at))) {
                parts.extend(otherwise(&before.text(), &after.text()));
            }
        }
        Kind::Same if change.moved => parts.push("moved".to_owned()),
        _ => {}
    }
    parts.join("; ")
}

/// What changed, the heaviest things only.
pub(super) fn in_short(change: &Change, old: &[Unit], new: &[Unit]) -> String {
    let mut few = change.clone();
    few.details.truncate(FEW);
    let mut told = what(&few, old, new);
    if change.details.len() > FEW {
        told.push_str(&format!("; and {} more", change.details.len() - FEW));
    }
    told
}

/// How a unit begins.
pub(super) fn opening(unit: &Unit) -> String {
    let text: Vec<&str> =
        unit.statements.iter().map(|statement: &Statement| statement.text.as_str()).collect();
    let text = text.join(" ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let more = if words.len() > 14 { " …" } else { "" };
    format!(
        "“{}{more}”",
        words.iter().take(14).copied().collect::<Vec<_>>().join(" ").trim_end_matches([';', '.', ',', ':'])
    )
}

/// The words that one text has and the other has not, some of each.
fn otherwise(old: &str, new: &str) -> Vec<String> {
    let words = |text: &str| -> Vec<String> {
        let trimmed =
            text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
        trimmed.filter(|word| !word.is_empty()).collect()
    };
    let (before, after) = (words(old), words(new));
    let lower = |list: &[String]| -> std::collections::BTreeSet<String> {
        list.iter().map(|word| word.to_lowercase()).collect()
    };
    let (had, has) = (lower(&before), lower(&after));
    let only = |list: &[String], other: &std::collections::BTreeSet<String>| -> String {
        let mut seen = std::collections::BTreeSet::new();
        let kept =
            list.iter().filter(|word| word.chars().count() > 2 && !other.contains(&word.to_lowercase()));
        let kept: Vec<&str> =
            kept.filter(|word| seen.insert(word.to_lowercase())).take(7).map(String::as_str).collect();
        kept.join(" ")
    };
    let (gone, come) = (only(&before, &has), only(&after, &had));
    let mut parts = Vec::new();
    if !gone.is_empty() {
        parts.push(format!("without: {gone}"));
    }
    if !come.is_empty() {
        parts.push(format!("with: {come}"));
    }
    parts
}

/// A row's head: what it is about.
pub(super) fn head(row: &Row) -> String {
    if row.subject.is_empty() {
        format!("{} {}", row.code, row.name)
    } else {
        format!("{} {} – {}", row.code, row.name, row.subject)
    }
}

/// A cell in a word or two.
pub(super) fn told(cell: Option<&Cell>) -> String {
    let Some(cell) = cell else { return "·".to_owned() };
    let mut told = if cell.open && !cell.told.contains(':') && cell.told != "unresolved" {
        format!("{} {}", cell.level.name(), cell.told)
    } else {
        cell.told.clone()
    };
    if let Some(figures) = cell.figures.as_ref().filter(|_| cell.open) {
        told.push_str(&format!(" {}/{}", figure(figures.has), figure(figures.needs)));
    }
    told
}

/// What a turn is called.
pub(super) fn turned(turn: Turn) -> &'static str {
    match turn {
        Turn::Closed => "closed",
        Turn::Opened => "opened",
        Turn::Lighter => "lighter",
        Turn::Graver => "graver",
    }
}

/// By how much: what a row was for one variant and is for another.
pub(super) fn by_how_much(row: &Row, from: usize, to: usize) -> String {
    format!("{} → {}", told(row.cell(from)), told(row.cell(to)))
}

/// A name cut to fit a column.
pub(super) fn short(text: &str, room: usize) -> String {
    cut(text, room)
}
