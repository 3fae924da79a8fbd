//! The result in one glance: counts, the gravest findings, figures.

use std::collections::BTreeMap;

use maud::{Markup, html};
use penholder_language::model::Level;

use super::super::parts::Cell;
use super::super::parts::{Bar, Mark, Matrix, MatrixGroup, MatrixRow, bars, mark, matrix, tallies};
use super::{facts, named};
use crate::findings::{Finding, Report, Status};
use crate::reports::human::about;
use crate::reports::look::cut;
use crate::reports::{Judged, Run, Step, family, first};

/// How many errors the summary lists.
const GRAVEST: usize = 12;
/// How many figures are drawn.
const FIGURES: usize = 40;

/// `5 errors · 80 warnings · …`, large.
pub(super) fn verdict(report: &Report) -> Markup {
    let levels = [Level::Error, Level::Warning, Level::Note].map(|level| {
        let count = report.count(level);
        (Mark::level(level), count, plural(count, level.name()))
    });
    let accepted = (Mark::Accepted, report.count_status(Status::Accepted), "accepted".to_owned());
    let met = (Mark::Met, report.count_status(Status::Met), "met".to_owned());
    let counts: Vec<(Mark, usize, String)> = levels.into_iter().chain([accepted, met]).collect();
    tallies(&counts)
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}

/// Where several mandates stand on a page: which one this is, and its counts.
pub(super) fn head(run: Run<'_>, judged: &Judged) -> Markup {
    html! {
        dl class="facts" { @for (key, value) in facts(run, judged) { div { dt { (key) } dd { (value) } } } }
        (verdict(&judged.report))
    }
}

/// Every mandate of the run with its counts.
pub(super) fn mandates(run: Run<'_>) -> Markup {
    let rows = run.judged.iter().map(|judged| {
        let report = &judged.report;
        let count = |number: usize| Cell::text(number.to_string());
        let mut cells: Vec<Cell> =
            [Level::Error, Level::Warning, Level::Note].map(|level| count(report.count(level))).into();
        cells.push(count(report.count_status(Status::Accepted)));
        cells.push(count(report.count_status(Status::Met)));
        MatrixRow {
            head: html! { (named(judged)) " " span class="soft" { (judged.path) } },
            cells,
            high: false,
        }
    });
    matrix(&Matrix {
        caption: "Open findings of each mandate, by level".into(),
        corner: "mandate".into(),
        columns: columns(),
        groups: vec![MatrixGroup { title: String::new(), rows: rows.collect() }],
    })
}

fn columns() -> Vec<Markup> {
    let heads = [
        (Mark::Error, "errors"),
        (Mark::Warning, "warnings"),
        (Mark::Note, "notes"),
        (Mark::Accepted, "accepted"),
        (Mark::Met, "met"),
    ];
    heads.map(|(shown, noun)| html! { (mark(shown)) span class="noun" { " " (noun) } }).into()
}

/// What answers most, errors by name, then counts by family.
pub(super) fn section(run: Run<'_>, judged: &Judged, cards: &BTreeMap<String, String>) -> Markup {
    let report = &judged.report;
    let errors: Vec<&Finding> =
        report.findings.iter().filter(|f| f.status.is_open() && f.level == Level::Error).collect();
    html! {
        (steps(&first(report), cards))
        @if !errors.is_empty() { (gravest(&errors, cards)) }
        (families(run, report))
    }
}

/// Findings that the same clauses would answer, each with what the pack would write.
fn steps(steps: &[Step<'_>], cards: &BTreeMap<String, String>) -> Markup {
    let levels = [Level::Error, Level::Warning];
    let row = |step: &Step<'_>| MatrixRow {
        head: html! {
            @for code in step.codes() {
                a href=[cards.get(code).map(|id| format!("#{id}"))] { span class="code" { (code) } } " "
            }
            span class="prose" {
                @if step.remedy.text.is_empty() { (cut(&step.remedy.clauses.join("; "), 400)) } @else { (cut(&step.remedy.text, 400)) }
            }
        },
        cells: levels
            .map(|level| Cell { same: step.count(level) == 0, ..Cell::text(step.count(level).to_string()) })
            .into(),
        high: false,
    };
    matrix(&Matrix {
        caption: "What to do first: findings that clauses of the same kind would answer, the gravest and the most first".into(),
        corner: "what the pack would write for one of them".into(),
        columns: columns().into_iter().take(levels.len()).collect(),
        groups: vec![MatrixGroup { title: String::new(), rows: steps.iter().map(row).collect() }],
    })
}

fn gravest(errors: &[&Finding], cards: &BTreeMap<String, String>) -> Markup {
    html! {
        ul class="gravest" {
            @for alike in errors.chunk_by(|a, b| a.code == b.code).take(GRAVEST) {
                @if let Some(finding) = alike.first() { li {
                    (mark(Mark::Error)) " "
                    a href=[cards.get(&finding.code).map(|id| format!("#{id}"))] { span class="code" { (finding.code) } " " (finding.name) }
                    ": "
                    (cut(&finding.message, 400))
                    @if alike.len() > 1 {
                        span class="soft" { " Likewise: " (cut(&others(alike), 300)) "." }
                    }
                } }
            }
        }
    }
}

fn others(alike: &[&Finding]) -> String {
    alike.iter().skip(1).map(|finding| about(finding)).collect::<Vec<_>>().join(", ")
}

fn families(run: Run<'_>, report: &Report) -> Markup {
    let rows = run.pack.families.iter().filter_map(|shown| {
        let own: Vec<&Finding> = report
            .findings
            .iter()
            .filter(|f| family(run.pack, &f.code).is_some_and(|family| family.prefix == shown.prefix))
            .collect();
        let open = |level| own.iter().filter(|f| f.status.is_open() && f.level == level).count();
        let of = |status| own.iter().filter(|f| f.status == status).count();
        let counts = [
            open(Level::Error),
            open(Level::Warning),
            open(Level::Note),
            of(Status::Accepted),
            of(Status::Met),
        ];
        let head = html! { span class="code" { (shown.prefix) } " " (shown.title) };
        let number = |count: usize| Cell { same: count == 0, ..Cell::text(count.to_string()) };
        counts.iter().any(|count| *count > 0).then(|| MatrixRow {
            head,
            cells: counts.map(number).into(),
            high: false,
        })
    });
    matrix(&Matrix {
        caption: "Findings by family of rules".into(),
        corner: "family".into(),
        columns: columns(),
        groups: vec![MatrixGroup { title: String::new(), rows: rows.collect() }],
    })
}

/// Every figure that falls short, the gravest first; then those that suffice.
pub(super) fn means(report: &Report) -> Markup {
    let counts = |f: &&Finding| f.status.is_open() || matches!(f.status, Status::Met | Status::Accepted);
    let mut compared: Vec<&Finding> =
        report.findings.iter().filter(counts).filter(|finding| finding.figures.is_some()).collect();
    compared.sort_by_key(|finding| (!finding.status.is_open(), std::cmp::Reverse(finding.level)));
    let alike = |a: &&Finding, b: &&Finding| {
        (&a.code, &a.figures, a.status, a.level) == (&b.code, &b.figures, b.status, b.level)
    };
    let rows: Vec<Bar> = compared
        .chunk_by(alike)
        .take(FIGURES)
        .filter_map(|alike| {
            let (finding, others) = alike.split_first()?;
            Some((finding, others.len(), finding.figures.as_ref()?))
        })
        .map(|(finding, others, figures)| Bar {
            label: html! {
                (mark(Mark::of(finding))) " " span class="code" { (finding.code) } " " (finding.name)
                @if !about(finding).is_empty() { ", " (cut(&about(finding), 80)) }
                @if others > 0 { " and " (others) " more" }
                @if !figures.unit.is_empty() { span class="soft" { " (" (cut(&figures.unit, 80)) ")" } }
            },
            figures: figures.clone(),
        })
        .collect();
    bars("What there is, and what the draft's own goals need: solid is there, hatched is missing", &rows)
}
