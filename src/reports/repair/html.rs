//! A repair as a page: each change with its price and what it is for, what else would serve, the draft with the changes made.

use std::collections::BTreeSet;

use maud::{Markup, html};
use penholder_language::model::Level;

use super::Shown;
use super::human::{CUT, at, closes, demanded, in_short, listed, unsought, without};
use crate::repair::{Demand, Kind, Repair, Verdict};
use crate::reports::html::Page;
use crate::reports::html::parts::{
    Cell, Mark, Matrix, MatrixGroup, MatrixRow, fold, matrix, scrolling, tallies,
};
use crate::reports::look::{cut, figure};

/// Findings and changes that are listed.
const ROWS: usize = 600;
/// The longest text that is shown whole, in characters.
const LONG: usize = 600;
/// So much of the draft is shown, in characters.
const TEXT: usize = 400_000;

/// The page as text.
pub fn html(shown: Shown<'_>) -> String {
    let before = &shown.outcome.before;
    let mut page = Page::new("Repair", [before.mandate.as_str(), before.symbol.as_str()].join(" ").trim());
    page.fact("file", shown.path);
    page.fact("pack", shown.pack.name.as_str());
    page.fact("leave nothing open at the level of", at(shown.level));
    match &shown.outcome.verdict {
        Verdict::Sound => page.lead(html! { p class="lede" { "Nothing is open at this level: there is nothing to repair." } }),
        Verdict::Repaired { best, bound, proven, alternatives, sought } => {
            page.lead(html! {
                (tallies(&[
                    (Mark::NotAssessed, best.changes.len(), "changes".to_owned()),
                    (Mark::Met, best.closed.len(), "findings closed".to_owned()),
                ]))
                p class="lede" { (in_short(shown, best, *bound, *proven)) "." }
            });
            page.section("The changes", changes(best));
            page.section("Findings that are closed", closed(best));
            page.section("What else would serve", others(best, alternatives, (!sought).then(|| unsought(*proven))));
            if !shown.prose {
                let text = html! { pre class="file" { (cut(&best.text, TEXT)) } };
                page.section("The draft with the changes made", fold("The whole file", text));
            }
        }
        Verdict::Impossible(clash) => page.section("No repair", impossible(shown, clash)),
        Verdict::OutOfTime(bound) => page.section(
            "No repair found in time",
            html! { p {
                "Among " (shown.outcome.candidates) " changes none was found in time; none costs less than " (figure(*bound))
                ". A longer " code { "--time-limit" } " may find one."
            } },
        ),
    }
    page.render()
}

/// In the order of the draft: what is struck out, what is put in, what it would say in the Council's style.
fn changes(best: &Repair) -> Markup {
    let caption = "Changes, in the order of the draft, after which the draft was checked again";
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let rows = best.changes.iter().take(ROWS).map(|change| {
        // What is said more of a clause put in stands in the clause.
        let within = change.candidate.kind == Kind::Specify
            && best
                .changes
                .iter()
                .any(|other| other.candidate.kind == Kind::Add && other.label == change.label);
        let prose = change.prose.as_str();
        let new = !prose.is_empty() && told.insert(prose);
        html! { tr {
            th scope="row" {
                @if within { span class="soft" { "in the clause above" } }
                @else {
                    @if !change.before.is_empty() { p { del { code { (cut(&change.before, LONG)) } } } }
                    @if !change.after.is_empty() { p { ins { code { (cut(&change.after, LONG)) } } } }
                    @if new { p class="prose" { (cut(prose, LONG)) } }
                }
            }
            td { (change.candidate.kind.name()) }
            td class="num" { (figure(change.candidate.cost)) }
            td { (cut(&closes(&[change]), LONG)) }
        } }
    });
    scrolling(
        caption,
        html! {
            table class="changes" {
                caption { (caption) }
                thead { tr { th scope="col" { "change" } th scope="col" { "kind" } th scope="col" class="num" { "costs" } th scope="col" { "for" } } }
                tbody { @for row in rows { (row) } }
            }
        },
    )
}

fn closed(best: &Repair) -> Markup {
    let rows =
        best.closed.iter().take(ROWS).map(|(code, subjects, level): &(String, String, Level)| MatrixRow {
            head: html! { span class="code" { (code) } " " (cut(subjects, LONG)) },
            cells: vec![Cell::mark(Mark::level(*level))],
            high: false,
        });
    matrix(&Matrix {
        caption: "Open before, and not after".to_owned(),
        corner: "finding".to_owned(),
        columns: vec![html! { "was" }],
        groups: vec![MatrixGroup { title: String::new(), rows: rows.collect() }],
    })
}

fn others(best: &Repair, alternatives: &[Repair], left: Option<&str>) -> Markup {
    html! {
        @if let Some(left) = left { p { (left) "." } }
        @for other in alternatives {
            h3 { "For " (figure(other.cost)) ", " (figure(other.cost.saturating_sub(best.cost))) " more" }
            dl class="evidence" {
                dt { "without" } dd { (cut(&listed(&without(best, other)), 2 * LONG)) }
                dt { "but" } dd { (cut(&listed(&without(other, best)), 2 * LONG)) }
            }
        }
    }
}

fn impossible(shown: Shown<'_>, clash: &[Demand]) -> Markup {
    html! {
        p {
            "No repair among " (shown.outcome.candidates) " changes leaves nothing open at this level. "
            @if !shown.outcome.complete { (CUT) ". " }
            @if clash.len() == 1 { "No change does this:" }
            @else if !clash.is_empty() { "These clash; without any one of them the others could be met:" }
            @else { "The changes that would do could not be put into the text." }
        }
        ul { @for demand in clash { li { (cut(demanded(demand).trim_end(), LONG)) } } }
    }
}
