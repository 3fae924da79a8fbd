//! All readings as a page to pass round.

use maud::{Markup, html};

use super::words::{
    axes, decided, differences, name, names, number_of, option, others, outcomes, readings, row, tally, value,
};
use super::{Weighing, Weighings};
use crate::brackets::{Analysis, Hinge, RowKind, Settlement, Taken, Weighed};
use crate::reports::counted;
use crate::reports::html::Page;
use crate::reports::html::parts::{Cell, Matrix, MatrixGroup, MatrixRow, fold, matrix, scrolling};

/// Points of the front that are shown; the JSON has them all.
const FRONT: usize = 60;
/// Rows of the matrix.
const ROWS: usize = 400;

/// Every draft, as one HTML file.
pub fn html(run: Weighings<'_>) -> String {
    let named = |draft: &Weighing| {
        [draft.analysis.mandate.as_str(), draft.analysis.symbol.as_str()].join(" ").trim().to_owned()
    };
    let mut page = match run.drafts {
        [only] => {
            let mut page = Page::new("Readings of a bracketed draft", named(only));
            page.fact("file", only.path.clone());
            page.fact("readings", readings(only.analysis.readings));
            page
        }
        several => Page::new("Readings of bracketed drafts", counted(several.len(), "draft")),
    };
    page.fact("pack", run.pack.name.clone());
    for draft in run.drafts {
        if run.drafts.len() > 1 {
            page.section(named(draft), html! { p { (draft.path) } });
        }
        one(&draft.analysis, &mut page);
    }
    page.render()
}

fn one(analysis: &Analysis, page: &mut Page) {
    page.section("In short", short(analysis));
    if analysis.brackets.is_empty() {
        return;
    }
    page.section("Best readings", best(analysis));
    page.section("Trade-off front", front(analysis));
    page.section("What each bracket decides", brackets(analysis));
    page.section("Findings and brackets", table(analysis));
    page.section("Delegations", delegations(analysis));
}

fn short(analysis: &Analysis) -> Markup {
    let stands = &analysis.as_it_stands;
    html! {
        @if analysis.brackets.is_empty() { p { "No brackets: there is one reading." } }
        @else {
            p { (counted(analysis.brackets.len(), "bracket")) ": " (readings(analysis.readings)) " readings." }
            p { "As it stands: " (tally(stands.tally)) "; " (axes(analysis, &stands.axes)) "." }
            p { "Whatever is decided: " (tally(analysis.always)) "." }
        }
        @if analysis.factored {
            p { "There are too many readings to go through; groups of brackets that do not touch each other were gone \
                 through one by one, which is exact." }
        }
        @for group in analysis.too_large.iter().filter_map(|place| analysis.groups.get(*place)) {
            p { "Not worked out: " (names(analysis, group)) " belong together and have too many readings. Pin some." }
        }
        @if analysis.groups.len() > 1 {
            p { "Brackets in one line touch each other; what is decided in one line changes nothing in another:" }
            ul { @for group in &analysis.groups { li { (names(analysis, group)) } } }
        }
    }
}

fn takes(analysis: &Analysis, taken: &Taken) -> Markup {
    let changes = differences(analysis, taken);
    html! {
        @if changes.is_empty() { "the text as it stands" }
        @else { ul { @for change in changes { li { (change) } } } }
    }
}

fn best(analysis: &Analysis) -> Markup {
    if analysis.best.is_empty() {
        return Markup::default();
    }
    readings_table(analysis, "Readings with the fewest and lightest findings", &analysis.best)
}

fn front(analysis: &Analysis) -> Markup {
    if analysis.front.is_empty() {
        return Markup::default();
    }
    let shown = analysis.front.get(..FRONT).unwrap_or(&analysis.front);
    html! {
        p { "Less of one thing is to be had only for more of another." }
        (readings_table(analysis, "The front over errors, warnings and what is asked for", shown))
        @if shown.len() < analysis.front.len() { p { (analysis.front.len() - shown.len()) " more are in the JSON." } }
    }
}

fn readings_table(analysis: &Analysis, caption: &str, list: &[Weighed]) -> Markup {
    scrolling(
        caption,
        html! {
            table {
                caption { (caption) }
                thead { tr {
                    th scope="col" { "first options, but" }
                    th scope="col" class="num" { "errors" }
                    th scope="col" class="num" { "warnings" }
                    th scope="col" class="num" { "notes" }
                    @for axis in &analysis.axes { th scope="col" class="num" { (axis.name) } }
                    th scope="col" class="num" { "readings" }
                } }
                tbody { @for weighed in list { tr {
                    th scope="row" { (takes(analysis, &weighed.taken)) }
                    td class="num" { (weighed.tally.errors) }
                    td class="num" { (weighed.tally.warnings) }
                    td class="num" { (weighed.tally.notes) }
                    @for (place, own) in weighed.axes.iter().enumerate() {
                        td class="num" { (value(analysis, place, *own)) }
                    }
                    td class="num" { (number_of(weighed.readings)) }
                } } }
            }
        },
    )
}

fn brackets(analysis: &Analysis) -> Markup {
    html! {
        @for (place, bracket) in analysis.brackets.iter().enumerate() {
            @let (alone, together) = decided(analysis, place);
            h3 { (name(bracket)) }
            @if let Some(pinned) = bracket.pinned { p { "Pinned to " (option(bracket, pinned)) "." } }
            ol { @for (place, info) in bracket.options.iter().enumerate() {
                li {
                    (option(bracket, place as u32))
                    @if let Some(best) = info.best { span class="soft" { " – at best " (tally(best)) } }
                }
            } }
            @if alone.is_empty() && together.is_empty() { p { "Nothing hinges on it." } }
            @if !alone.is_empty() {
                p { "It decides alone:" }
                ul { @for (decided, lever) in &alone { li { (row(decided)) ": " (outcomes(lever)) } } }
            }
            @if !together.is_empty() {
                (fold(&format!("With other brackets: {}", together.len()), html! {
                    ul { @for (decided, lever) in &together { li {
                        (row(decided)) ": in " (lever.flips) " of " (lever.of) " readings of "
                        (names(analysis, &others(decided, place)))
                    } } }
                }))
            }
        }
    }
}

fn table(analysis: &Analysis) -> Markup {
    let cell = |hinge: &Hinge, bracket: usize| match hinge {
        Hinge::On(levers) => match levers.iter().find(|lever| lever.choice == bracket) {
            Some(_) if levers.len() == 1 => Cell::text("alone"),
            Some(lever) => Cell::text(format!("{}/{}", lever.flips, lever.of)),
            None => Cell::default(),
        },
        Hinge::AtMost(choices) if choices.contains(&bracket) => Cell::text("?"),
        Hinge::AtMost(_) => Cell::default(),
    };
    let group = |title: &str, kind: RowKind| MatrixGroup {
        title: title.to_owned(),
        rows: analysis
            .rows
            .iter()
            .filter(|row| row.kind == kind)
            .take(ROWS)
            .map(|own| MatrixRow {
                head: html! { (row(own)) },
                cells: (0..analysis.brackets.len()).map(|place| cell(&own.hinge, place)).collect(),
                high: own.hinge.alone().is_some(),
            })
            .collect(),
    };
    matrix(&Matrix {
        caption: "Which bracket changes what: alone, or in how many readings of the others in question"
            .to_owned(),
        corner: "what hinges".to_owned(),
        columns: analysis.brackets.iter().map(|bracket| html! { (name(bracket)) }).collect(),
        groups: vec![
            group("Findings", RowKind::Finding),
            group("Dilemmas", RowKind::Dilemma),
            group("What is asked for", RowKind::Axis),
        ],
    })
}

fn delegations(analysis: &Analysis) -> Markup {
    if analysis.delegations.is_empty() {
        return Markup::default();
    }
    html! {
        p { "A delegation concedes a bracket where none of its options is taken." }
        ul { @for delegation in &analysis.delegations { li {
            strong { (delegation.name) } ", " (counted(delegation.brackets, "bracket"))
            @if let Some((best, taken)) = &delegation.best {
                ": at best " (tally(*best)) (takes(analysis, taken))
            } @else { ": no reading is known that gives it all" }
        } } }
        @if let Some(least) = &analysis.least { (meeting(analysis, "Least cost to all", least)) }
        @if let Some(even) = &analysis.fairest {
            (meeting(analysis, "Least cost to whoever concedes most", even))
        }
    }
}

fn meeting(analysis: &Analysis, heading: &str, settlement: &Settlement) -> Markup {
    html! {
        h3 { (heading) }
        p { (counted(settlement.cost as usize, "concession")) ", at most " (settlement.largest) " by one; "
            (tally(settlement.tally)) }
        (takes(analysis, &settlement.taken))
        ul { @for (delegation, conceded) in analysis.delegations.iter().zip(&settlement.concessions) { li {
            (delegation.name)
            @if conceded.is_empty() { " concedes nothing" } @else { " concedes " (names(analysis, conceded)) }
        } } }
    }
}
