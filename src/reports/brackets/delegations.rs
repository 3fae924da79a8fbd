//! What delegations would have, as parts of a page.

use maud::{Markup, html};

use super::html::takes;
use super::words::{differences, name, names, number_of, option, tally};
use crate::brackets::{Analysis, Settlement};
use crate::reports::counted;
use crate::reports::html::parts::{Cell, Mark, Matrix, MatrixGroup, MatrixRow, matrix, scrolling};
use crate::reports::look::cut;

/// Brackets of which it is told who wants what.
const BRACKETS: usize = 400;

/// Of each delegation the best reading among those that give it all it asks for.
pub(super) fn preferred(analysis: &Analysis) -> Markup {
    if analysis.delegations.is_empty() {
        return html! { p { "No option has a proponent." } };
    }
    let caption = "The reading that each delegation prefers: the fewest and lightest findings among those that give it all";
    html! {
        p class="hint" {
            "A delegation concedes a bracket where none of the options that it proposes is taken. What a concession is worth to whom \
             this page does not know."
        }
        (scrolling(caption, html! {
            table {
                caption { (caption) }
                thead { tr {
                    th scope="col" { "delegation" }
                    th scope="col" { "first options, but" }
                    th scope="col" class="num" { "errors" }
                    th scope="col" class="num" { "warnings" }
                    th scope="col" class="num" { "notes" }
                    th scope="col" class="num" { "brackets with its name" }
                    th scope="col" class="num" { "readings that give it all" }
                } }
                tbody { @for delegation in &analysis.delegations { tr {
                    th scope="row" { (cut(&delegation.name, 80)) }
                    @match &delegation.best {
                        Some((best, taken)) => {
                            td { (takes(analysis, taken)) }
                            @for count in [best.errors, best.warnings, best.notes] { td class="num" { (count) } }
                        }
                        None => {
                            td { @if delegation.readings.is_some() { "no reading gives it all" } @else { "not worked out" } }
                            @for _ in 0..3 { td class="num" { "–" } }
                        }
                    }
                    td class="num" { (delegation.brackets) }
                    td class="num" { @if let Some(many) = delegation.readings { (number_of(many)) } @else { "?" } }
                } } }
            }
        }))
    }
}

/// Bracket by bracket who wants what, and what the reading that costs least gives them of it.
pub(super) fn agreements(analysis: &Analysis) -> Markup {
    let rows = analysis.agreements.iter().take(BRACKETS).filter_map(|agreement| {
        let bracket = analysis.brackets.get(agreement.choice)?;
        let taken = |settlement: &Option<Settlement>| {
            settlement.as_ref().and_then(|s| s.taken.get(agreement.choice).copied()).flatten()
        };
        let least = taken(&analysis.least);
        let wish = |place: usize| {
            let Some((_, options)) = agreement.wishes.iter().find(|(own, _)| *own == place) else {
                return Cell::default();
            };
            let numbers: Vec<String> = options.iter().map(|option| (option + 1).to_string()).collect();
            let shown = least.map(|taken| if options.contains(&taken) { Mark::Met } else { Mark::Missing });
            Cell { mark: shown, text: numbers.join(" or "), ..Cell::default() }
        };
        let together = match (agreement.common.first(), agreement.wishes.len()) {
            (Some(common), 1) => Cell {
                text: "nobody against".to_owned(),
                more: option(bracket, *common),
                ..Cell::default()
            },
            (Some(common), _) => {
                Cell { text: "agreed".to_owned(), more: option(bracket, *common), ..Cell::default() }
            }
            (None, _) => Cell::text("open"),
        };
        let mut cells = vec![together];
        cells.extend((0..analysis.delegations.len()).map(wish));
        let head = html! {
            (name(bracket))
            ol class="options" { @for place in 0..bracket.options.len() { li { (option(bracket, place as u32)) } } }
        };
        Some(MatrixRow { head, cells, high: agreement.common.is_empty() })
    });
    let rows: Vec<MatrixRow> = rows.collect();
    let mut columns = vec![html! { "together" }];
    columns.extend(analysis.delegations.iter().map(|delegation| html! { (cut(&delegation.name, 40)) }));
    html! {
        (matrix(&Matrix {
            caption: "Who wants which option. ✓: the reading that costs least gives it; ✗: it is conceded there".to_owned(),
            corner: "bracket".to_owned(),
            columns,
            groups: vec![MatrixGroup { title: String::new(), rows }],
        }))
        @if analysis.agreements.len() > BRACKETS { p class="soft" { "And " (analysis.agreements.len() - BRACKETS) " more, which `--format json` lists." } }
    }
}

/// The reading that costs all least, and the one that shares the cost most evenly.
pub(super) fn settlements(analysis: &Analysis) -> Markup {
    let (least, even) = (analysis.least.as_ref(), analysis.fairest.as_ref());
    let same = least.zip(even).is_some_and(|(least, even)| least.taken == even.taken);
    html! {
        @if let Some(least) = least {
            h3 { "Least cost to all" @if same { ", and to whoever concedes most" } }
            (meeting(analysis, least))
        }
        @if let Some(even) = even.filter(|_| !same) {
            h3 { "Least cost to whoever concedes most" }
            (meeting(analysis, even))
        }
    }
}

fn meeting(analysis: &Analysis, settlement: &Settlement) -> Markup {
    html! {
        p {
            (counted(settlement.cost as usize, "concession")) ", at most " (settlement.largest) " by one; " (tally(settlement.tally))
            @if settlement.readings > 1 { " (" (number_of(settlement.readings)) " readings)" }
        }
        @let changes = differences(analysis, &settlement.taken);
        @if changes.is_empty() { p { "It is the text as it stands." } }
        @else { p { "First options, but:" } ul { @for change in changes { li { (change) } } } }
        ul { @for (delegation, conceded) in analysis.delegations.iter().zip(&settlement.concessions) { li {
            strong { (cut(&delegation.name, 80)) }
            @if conceded.is_empty() { " concedes nothing" } @else { " concedes " (names(analysis, conceded)) }
        } } }
    }
}
