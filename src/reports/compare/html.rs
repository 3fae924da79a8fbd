//! A comparison as one page: what matters most, the matrix, every paragraph.

use maud::{Markup, html};

use super::words::{by_how_much, head, in_short, label, opening, turned};
use super::{Comparison, Pair, is_status, letter};
use crate::compare::{Cell, Change, Kind, Turn, Unit, heaviest};
use crate::findings::Status;
use crate::reports::html::Page;
use crate::reports::html::parts::{self, Mark, Matrix, MatrixGroup, MatrixRow, fold, matrix, scrolling};
use crate::reports::look::figure;

/// So many changes stand at the top.
const TOP: usize = 10;

/// The page as text.
pub fn render(comparison: &Comparison) -> String {
    let names: Vec<&str> = comparison.variants.iter().map(|variant| variant.name.as_str()).collect();
    let mut page = Page::new("Comparison", names.join(", "));
    page.fact("pack", comparison.pack.as_str());
    page.lead(variants(comparison));
    for pair in &comparison.pairs {
        let title = format!("What matters most, {} to {}", letter(pair.from), letter(pair.to));
        page.section(title, top(comparison, pair));
    }
    for at in comparison.others() {
        page.section(format!("{} against {}", letter(at), letter(comparison.base)), turns(comparison, at));
    }
    page.section("Findings by variant", findings(comparison));
    for pair in &comparison.pairs {
        page.section(
            format!("Paragraphs, {} to {}", letter(pair.from), letter(pair.to)),
            paragraphs(comparison, pair),
        );
    }
    page.render()
}

fn variants(comparison: &Comparison) -> Markup {
    let dominated = comparison.dominated();
    let by = |at: usize| -> String {
        let by = dominated
            .iter()
            .find(|(variant, _)| *variant == at)
            .map(|(_, by)| by.iter().map(|by| letter(*by)).collect::<Vec<_>>());
        by.map(|by| by.join(", ")).unwrap_or_default()
    };
    scrolling(
        "Variants",
        html! {
            table {
                caption { "Variants" }
                thead { tr {
                    th scope="col" { "letter" } th scope="col" { "variant" } th scope="col" { "file" } th scope="col" { "situation" }
                    th scope="col" class="num" { "errors" } th scope="col" class="num" { "warnings" } th scope="col" class="num" { "notes" }
                    th scope="col" { "dominated by" }
                } }
                tbody { @for (at, variant) in comparison.variants.iter().enumerate() { tr {
                    th scope="row" { (letter(at)) @if at == comparison.base { " (base)" } }
                    td { (variant.name) @if !variant.symbol.is_empty() { ", " (variant.symbol) } }
                    td { (variant.path) }
                    td { (variant.situation.as_deref().unwrap_or("none")) }
                    @for count in variant.counts { td class="num" { (count) } }
                    td { (by(at)) }
                } } }
            }
        },
    )
}

fn sides<'a>(comparison: &'a Comparison, pair: &Pair) -> (&'a [Unit], &'a [Unit]) {
    let units = |at| comparison.variant(at).map_or(&[][..], |variant| &variant.units);
    (units(pair.from), units(pair.to))
}

fn places(change: &Change, old: &[Unit], new: &[Unit]) -> String {
    let before: Vec<String> = change.old.iter().map(|at| format!("¶{}", label(old, *at))).collect();
    match change.new {
        None => before.join(", "),
        Some(at) if before.is_empty() => format!("¶{}", label(new, at)),
        Some(at) => format!("¶{} ← {}", label(new, at), before.join(", ")),
    }
}

fn top(comparison: &Comparison, pair: &Pair) -> Markup {
    let (old, new) = sides(comparison, pair);
    let heavy = heaviest(&pair.changes, old, new);
    html! {
        @if heavy.is_empty() { p { "Nothing that weighs." } } @else {
            ol { @for change in heavy.iter().take(TOP) { li {
                strong { (change.kind.name()) } " " (places(change, old, new)) ": " (in_short(change, old, new))
                @if let Some(unit) = change.new.and_then(|at| new.get(at)).or_else(|| change.old.first().and_then(|at| old.get(*at))) {
                    br; small { (opening(unit)) }
                }
            } } }
            @if heavy.len() > TOP { p { "And " (heavy.len() - TOP) " more, among the paragraphs below." } }
        }
    }
}

fn turns(comparison: &Comparison, at: usize) -> Markup {
    let turns = comparison.turns(at);
    let mark = |turn: Turn| match turn {
        Turn::Closed | Turn::Lighter => Mark::Better,
        Turn::Opened | Turn::Graver => Mark::Worse,
    };
    html! {
        @if turns.is_empty() { p { "No finding is lighter or graver." } } @else {
            ul { @for (row, turn) in turns { li {
                (parts::mark(mark(turn))) " " (turned(turn)) " " strong { (head(row)) } ": " (by_how_much(row, comparison.base, at))
            } } }
        }
    }
}

fn cell(cell: Option<&Cell>) -> parts::Cell {
    let Some(cell) = cell else { return parts::Cell::mark(Mark::NotArising) };
    let mark = if cell.open {
        Mark::level(cell.level)
    } else if cell.unassessed {
        Mark::NotAssessed
    } else if is_status(&cell.told, Status::Accepted) {
        Mark::Accepted
    } else {
        Mark::Met
    };
    let plain =
        is_status(&cell.told, Status::Met) || is_status(&cell.told, Status::Accepted) || cell.unassessed;
    let text = match cell.figures.as_ref().filter(|_| cell.open) {
        Some(figures) => format!("{} of {}", figure(figures.has), figure(figures.needs)),
        None if plain => String::new(),
        None => cell.told.clone(),
    };
    let labels: Vec<String> = cell.labels.iter().take(3).map(|label| format!("¶{label}")).collect();
    parts::Cell { mark: Some(mark), text, more: labels.join(" "), same: false }
}

fn findings(comparison: &Comparison) -> Markup {
    let mut groups: Vec<MatrixGroup> = Vec::new();
    for row in comparison.told_rows() {
        let head = html! { (head(row)) };
        let cells = (0..comparison.variants.len()).map(|at| cell(row.cell(at))).collect();
        let row_of = MatrixRow { head, cells, high: false };
        match groups.last_mut().filter(|group| group.title == row.family) {
            Some(group) => group.rows.push(row_of),
            None => groups.push(MatrixGroup { title: row.family.clone(), rows: vec![row_of] }),
        }
    }
    let caption = if comparison.all { "Every finding" } else { "Findings in which the variants differ" };
    let named = comparison.variants.iter().enumerate();
    let columns =
        named.map(|(at, variant)| html! { (letter(at)) " " span class="noun" { (variant.name) } }).collect();
    if groups.is_empty() {
        return html! { p { "The variants differ in no finding." } };
    }
    matrix(&Matrix { caption: caption.to_owned(), corner: "finding".to_owned(), columns, groups })
}

fn paragraphs(comparison: &Comparison, pair: &Pair) -> Markup {
    let (old, new) = sides(comparison, pair);
    let table = |changes: Vec<&Change>, name: &str| {
        scrolling(
            name,
            html! {
                table {
                    caption { (name) }
                    thead { tr {
                        th scope="col" { (letter(pair.to)) } th scope="col" { (letter(pair.from)) }
                        th scope="col" { "what became of it" } th scope="col" { "how" }
                    } }
                    tbody { @for change in changes { tr {
                        th scope="row" { @if let Some(at) = change.new { "¶" (label(new, at)) } }
                        td { @for (place, at) in change.old.iter().enumerate() { @if place > 0 { ", " } "¶" (label(old, *at)) } }
                        td { (change.kind.name()) }
                        td { (in_short(change, old, new)) }
                    } } }
                }
            },
        )
    };
    let (same, other): (Vec<&Change>, Vec<&Change>) =
        pair.changes.iter().partition(|change| change.kind == Kind::Same);
    html! {
        @if other.is_empty() { p { "Every paragraph says the same." } } @else { (table(other, "Paragraphs that changed")) }
        @if !same.is_empty() { (fold(&format!("{} paragraphs that say the same", same.len()), table(same, "Paragraphs that say the same"))) }
    }
}
