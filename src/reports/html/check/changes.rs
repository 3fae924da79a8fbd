//! What changed since a baseline or an older text.

use maud::{Markup, html};

use super::super::parts::{Cell, Mark, Matrix, MatrixGroup, MatrixRow, mark, matrix};
use crate::baseline::{Change, Changes};
use crate::findings::{Report, Stance};
use crate::reports::human::{about, about_dilemma, fate, subjects};
use crate::reports::look::cut;

/// How many rows of a kind are listed.
const ROWS: usize = 200;
/// The longest text that is shown whole, in characters.
const LONG: usize = 300;

/// New and gone, in a table; how many are as they were.
pub(super) fn section(report: &Report, since: &Changes) -> Markup {
    let (new, unchanged) = since.tally();
    let against = since.against.trim_matches('`');
    let groups = vec![
        MatrixGroup { title: "New".into(), rows: self::new(report, since).take(ROWS).collect() },
        MatrixGroup { title: "Gone".into(), rows: gone(since).take(ROWS).collect() },
    ];
    html! {
        p class="lede" { "Since " code { (against) } ": " (new) " new, " (since.gone.len()) " gone, " (unchanged) " unchanged." }
        (matrix(&Matrix {
            caption: format!("What is new and what is gone since {against}"),
            corner: "finding".into(),
            columns: vec![html! { "what became of it" }],
            groups,
        }))
        @if new > ROWS || since.gone.len() > ROWS { p class="soft" { "Of each kind the first " (ROWS) "." } }
    }
}

fn new<'r>(report: &'r Report, since: &'r Changes) -> impl Iterator<Item = MatrixRow> {
    let changed = |change: &Option<Change>| change.filter(|change| *change != Change::Unchanged);
    let findings = report.findings.iter().zip(&since.findings).filter_map(move |(finding, change)| {
        let change = changed(change)?;
        let head = html! {
            (mark(Mark::of(finding))) " " span class="code" { (finding.code) } " " (finding.name)
            span class="soft" { " " (cut(&about(finding), LONG)) }
        };
        let cell = Cell { text: told(change), more: cut(&finding.message, LONG), ..Cell::default() };
        Some(MatrixRow { head, cells: vec![cell], high: false })
    });
    let dilemmas = report.dilemmas.iter().zip(&since.dilemmas).filter_map(move |(dilemma, change)| {
        let change = changed(change)?;
        let head = html! {
            span class="code" { (dilemma.code) } " " (dilemma.name) span class="soft" { (cut(&about_dilemma(dilemma), LONG)) }
        };
        let cell = Cell { text: told(change), more: stance(dilemma.stance).into(), ..Cell::default() };
        Some(MatrixRow { head, cells: vec![cell], high: false })
    });
    findings.chain(dilemmas)
}

fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Taken => "a way is taken, and risks are open",
        other => other.name(),
    }
}

fn told(change: Change) -> String {
    match change {
        Change::Graver(was) => format!("graver: was {}", was.name()),
        other => other.name().to_owned(),
    }
}

fn gone(since: &Changes) -> impl Iterator<Item = MatrixRow> {
    since.gone.iter().map(|gone| MatrixRow {
        head: html! {
            span class="code" { (gone.entry.identity.code) } " " (gone.entry.name)
            span class="soft" { " " (cut(&subjects(&gone.entry.identity), LONG)) }
        },
        cells: vec![Cell::text(fate(gone))],
        high: false,
    })
}
