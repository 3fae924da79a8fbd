//! Dilemmas, proposals, what is accepted, what could not be assessed.

use maud::{Markup, html};
use penholder_language::model::Block;

use super::super::parts::{Cell, Ids, Mark, Matrix, MatrixGroup, MatrixRow, dilemma_picture, mark, matrix};
use crate::findings::{CriterionState, DilemmaFinding, ProposalFinding, Report, Stance};
use crate::reports::human::{about, about_dilemma, block_name, waiting};
use crate::reports::look::cut;

/// How many pictures of one dilemma are drawn.
const PICTURES: usize = 24;
/// The longest text that is shown whole, in characters.
const LONG: usize = 1_000;

/// A picture for each subject of each dilemma that arises.
pub(super) fn dilemmas(report: &Report, ids: &mut Ids) -> Markup {
    let arising: Vec<&DilemmaFinding> =
        report.dilemmas.iter().filter(|dilemma| dilemma.stance != Stance::NotAssessed).collect();
    if arising.is_empty() {
        return Markup::default();
    }
    html! {
        p class="hint" {
            "A filled end is a way that the draft takes. Beside it, each box is a risk of that way: "
            "with ! it is open, ticked it is answered by the draft. A jagged line joins ways that exclude each other."
        }
        @for alike in arising.chunk_by(|a, b| a.code == b.code) {
            @if let Some(first) = alike.first() {
                p class="intro" { strong { (first.code) " " (first.name) } ": " (first.asks) " " span class="soft" { "[" (first.source) "]" } }
            }
            ul class="multiples" {
                @for dilemma in alike.iter().take(PICTURES) { li { (dilemma_picture(dilemma, ids)) } }
            }
            @if alike.len() > PICTURES { p class="soft" { "… and " (alike.len() - PICTURES) " more subjects" } }
        }
    }
}

/// Which criteria of which proposals the draft meets; of proposals that do not arise nothing.
pub(super) fn proposals(report: &Report) -> Markup {
    let columns = vec![html! { "stands" }, html! { "where" }];
    let arises = |proposal: &&ProposalFinding| proposal.score().1 > 0;
    let groups = report.proposals.iter().filter(arises).map(group).collect();
    let caption = "What each proposal asks, and whether the draft adopts it".into();
    matrix(&Matrix { caption, corner: "criterion".into(), columns, groups })
}

fn group(proposal: &ProposalFinding) -> MatrixGroup {
    let (met, of) = proposal.score();
    let title = format!("{} {}: {met} of {of} criteria", proposal.code, proposal.name);
    MatrixGroup { title, rows: proposal.criteria.iter().map(criterion).collect() }
}

fn criterion(criterion: &CriterionState) -> MatrixRow {
    let shown = Mark::status(criterion.status, penholder_language::model::Level::Note);
    let labels: Vec<String> =
        criterion.clauses.iter().filter(|l| !l.is_empty()).map(|l| format!("¶{l}")).collect();
    MatrixRow {
        head: html! { span class="code" { (criterion.code) } " " (criterion.asks) },
        cells: vec![
            Cell {
                mark: Some(shown),
                text: if shown == Mark::Note { criterion.status.name() } else { shown.word() }.into(),
                ..Cell::default()
            },
            Cell::text(cut(&labels.join(", "), 200)),
        ],
        high: false,
    }
}

/// What the drafter accepts, and why.
pub(super) fn accepted(report: &Report) -> Markup {
    let findings = report.findings.iter().filter_map(|finding| {
        let accepted = finding.accepted.as_ref()?;
        let otherwise = format!("{}, {}", finding.level.name(), accepted.status.name());
        Some((&finding.code, &finding.name, about(finding), &accepted.reason, otherwise))
    });
    let dilemmas = report.dilemmas.iter().filter_map(|dilemma| {
        let (reason, _) = dilemma.accepted.as_ref()?;
        Some((&dilemma.code, &dilemma.name, about_dilemma(dilemma), reason, dilemma.stance.name().to_owned()))
    });
    let rows = findings.chain(dilemmas).map(|(code, name, about, reason, otherwise)| MatrixRow {
        head: html! {
            (mark(Mark::Accepted)) " " span class="code" { (code) } " " (name)
            @if !about.is_empty() { span class="soft" { " " (cut(about.trim(), 200)) } }
        },
        cells: vec![Cell::text(cut(reason, LONG)), Cell::text(otherwise)],
        high: false,
    });
    matrix(&Matrix {
        caption: "Findings that the draft accepts, each with the reason that it gives".into(),
        corner: "finding".into(),
        columns: vec![html! { "because" }, html! { "otherwise" }],
        groups: vec![MatrixGroup { title: String::new(), rows: rows.collect() }],
    })
}

/// What could not be judged, and what would have to be supplied.
pub(super) fn unassessed(report: &Report) -> Markup {
    let waiting = waiting(report);
    if waiting.is_empty() {
        return Markup::default();
    }
    let missing = |block: &Block| report.findings.iter().any(|finding| finding.missing.contains(block));
    html! {
        dl class="evidence" {
            @for (what, codes) in &waiting { dt { (cut(what, 200)) } dd { (cut(&codes.join(" "), LONG)) } }
        }
        @for (block, option) in [(Block::Situation, "--situation"), (Block::Deployment, "--deployment")] {
            @if missing(&block) {
                p class="hint" {
                    "Add a " code { (block_name(block)) } " block to the file, or name one with "
                    code { (option) " FILE" } "."
                }
            }
        }
    }
}
