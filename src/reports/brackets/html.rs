//! All readings as a page to pass round.

use maud::{Markup, html};

use super::words::{
    axes, decided, differences, name, names, number_of, option, others, outcomes, readings, row, tally, value,
};
use super::{Weighing, Weighings, delegations};
use crate::brackets::{Analysis, Hinge, Lever, RowKind, Taken, Weighed};
use crate::reports::counted;
use crate::reports::html::Page;
use crate::reports::html::parts::{
    Amount, Cell, Ids, LINES, Matrix, MatrixGroup, MatrixRow, TradeLine, fold, matrix, scrolling, trade_offs,
};

/// Points of the front that are shown; the JSON has them all.
const FRONT: usize = 60;
/// Rows of the matrix.
const ROWS: usize = 400;

/// Every draft, as one HTML file; with `proponents` also what each delegation would have.
pub fn html(run: Weighings<'_>, proponents: bool) -> String {
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
        one(&draft.analysis, proponents, &mut page);
    }
    page.render()
}

fn one(analysis: &Analysis, proponents: bool, page: &mut Page) {
    page.section("In short", short(analysis));
    if analysis.brackets.is_empty() {
        return;
    }
    page.section("Best readings", best(analysis));
    let front = front(analysis, page.ids());
    page.section("Trade-off front", front);
    if proponents {
        page.section("Delegations", delegations::preferred(analysis));
        page.section("Where they agree", delegations::agreements(analysis));
        page.section("Readings that all can find acceptable", delegations::settlements(analysis));
    }
    page.section("What each bracket decides", brackets(analysis));
    page.section("Findings and brackets", table(analysis));
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

pub(super) fn takes(analysis: &Analysis, taken: &Taken) -> Markup {
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

fn front(analysis: &Analysis, ids: &mut Ids) -> Markup {
    if analysis.front.is_empty() {
        return Markup::default();
    }
    let shown = analysis.front.get(..FRONT).unwrap_or(&analysis.front);
    html! {
        @if analysis.front.len() == 1 { p { "One reading has less of everything than all others, or as much." } }
        @else { p { "Less of one thing is to be had only for more of another." } }
        (picture(analysis, shown, ids))
        (readings_table(analysis, "The front over errors, warnings and what is asked for", shown))
        @if shown.len() < analysis.front.len() { p { (analysis.front.len() - shown.len()) " more are in the JSON." } }
        @if analysis.front_cut { p { "The front has more points than were kept." } }
    }
}

/// The first readings of the front, and the text as it stands.
fn picture(analysis: &Analysis, front: &[Weighed], ids: &mut Ids) -> Markup {
    let line = |mark: String, base: bool, weighed: &Weighed| {
        let counts = [weighed.tally.errors, weighed.tally.warnings].map(|count| {
            let value = i64::from(count);
            Amount { value, told: value.to_string() }
        });
        let axes = weighed
            .axes
            .iter()
            .enumerate()
            .map(|(place, own)| Amount { value: *own, told: value(analysis, place, *own) });
        TradeLine { mark, base, amounts: counts.into_iter().chain(axes).collect() }
    };
    let drawn = front.get(..LINES - 1).unwrap_or(front);
    let stands = line("0".to_owned(), true, &analysis.as_it_stands);
    let mut lines: Vec<TradeLine> = drawn
        .iter()
        .zip(1..)
        .map(|(weighed, mark): (&Weighed, usize)| line(mark.to_string(), false, weighed))
        .collect();
    let same = lines.iter().find(|line| line.amounts == stands.amounts).map(|line| line.mark.clone());
    if same.is_none() {
        lines.insert(0, stands);
    }
    let mut scales = vec!["errors".to_owned(), "warnings".to_owned()];
    scales.extend(analysis.axes.iter().map(|axis| match axis.unit.as_str() {
        "" => axis.name.clone(),
        unit => format!("{}, {unit}", axis.name),
    }));
    html! {
        p class="hint" {
            "Each line is a reading of the table below, by its number; further to the left is less. "
            @match same {
                None => "The dashed line, 0, is the text as it stands.",
                Some(mark) => { "The text as it stands comes to the same as " (mark) "." },
            }
            @if drawn.len() < front.len() { " Drawn are the first " (drawn.len()) "." }
        }
        (trade_offs(&scales, &lines, ids))
    }
}

fn readings_table(analysis: &Analysis, caption: &str, list: &[Weighed]) -> Markup {
    scrolling(
        caption,
        html! {
            table {
                caption { (caption) }
                thead { tr {
                    th scope="col" { "no." }
                    th scope="col" { "first options, but" }
                    th scope="col" class="num" { "errors" }
                    th scope="col" class="num" { "warnings" }
                    th scope="col" class="num" { "notes" }
                    @for axis in &analysis.axes { th scope="col" class="num" { (axis.name) } }
                    th scope="col" class="num" { "readings" }
                } }
                tbody { @for (place, weighed) in list.iter().enumerate() { tr {
                    th scope="row" { (place + 1) }
                    td { (takes(analysis, &weighed.taken)) }
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

/// In how many of the readings in which it is there a bracket matters.
fn share(lever: &Lever) -> String {
    match u128::from(lever.flips) * 100 / u128::from(lever.of.max(1)) {
        0 => "<1%".to_owned(),
        share => format!("{share}%"),
    }
}

fn table(analysis: &Analysis) -> Markup {
    let cell = |hinge: &Hinge, bracket: usize| match hinge {
        Hinge::On(levers) => match levers.iter().find(|lever| lever.choice == bracket) {
            Some(_) if levers.len() == 1 => Cell::text("●"),
            Some(lever) => Cell::text(share(lever)),
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
        caption:
            "Which bracket changes what: alone (●), or in what part of the readings of the others in question"
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
