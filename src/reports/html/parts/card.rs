//! A finding: a line and its reason; folded away, the evidence, the source and the remedy.

use maud::{Markup, html};
use penholder_language::model::Level;

use super::bars::bar;
use super::mark::{Mark, mark};
use crate::findings::{ClauseRef, Finding, LineState, RemedyText, Status};
use crate::reports::Run;
use crate::reports::human::{about, condition, labels, told};
use crate::reports::look::{cut, one_line};

/// The longest reason or remedy that is shown whole, in characters.
const LONG: usize = 1_500;
/// The longest name, label or source.
const SHORT: usize = 300;
/// How many clauses of a kind are shown.
const CLAUSES: usize = 24;

/// What to show of a finding.
#[derive(Clone, Copy)]
pub struct Card<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Others that say the same of different subjects.
    pub others: &'a [&'a Finding],
    /// Name of the element.
    pub id: &'a str,
    /// Whether it stands unfolded.
    pub open: bool,
    /// Whether to say what it is about: not where it stands beside the paragraph.
    pub subject: bool,
    /// A word that stands out in the first line, such as `new`; may be empty.
    pub tag: &'a str,
    /// The element at which a paragraph label stands on this page.
    pub link: &'a dyn Fn(&str) -> Option<String>,
}

/// The card. The reason is readable without unfolding; what rests on the draft links to its paragraphs.
pub fn finding_card(run: Run<'_>, card: Card<'_>) -> Markup {
    let finding = card.finding;
    let shown = Mark::of(finding);
    let met = finding.status == Status::Met;
    html! {
        details class={ "finding " (shown.class()) } id=(card.id) open[card.open] {
            summary {
                span class="head" {
                    (mark(shown))
                    span class="code" { (finding.code) }
                    span { (cut(&finding.name, SHORT)) @if let Some(status) = partly(finding) { " · " (status) } }
                    @if card.subject && !about(finding).is_empty() { span class="soft" { (cut(&about(finding), SHORT)) } }
                    @if !card.tag.is_empty() { span class="tag" { (card.tag) } }
                    span class="aside" { (aside(finding)) span class="turn" aria-hidden="true" {} }
                }
                // The reason is written for what is missing.
                span class="reason" { (cut(if met { &finding.asks } else { &finding.message }, LONG)) }
            }
            (evidence(run, card))
        }
    }
}

fn partly(finding: &Finding) -> Option<&'static str> {
    matches!(finding.status, Status::Partial | Status::Excluded).then(|| finding.status.name())
}

fn aside(finding: &Finding) -> String {
    match &finding.figures {
        Some(figures) if figures.short > 0 && figures.has <= figures.needs => {
            format!("short by {}", crate::reports::look::figure(figures.short))
        }
        _ => String::new(),
    }
}

fn evidence(run: Run<'_>, card: Card<'_>) -> Markup {
    let finding = card.finding;
    let given: Vec<&ClauseRef> =
        [finding].into_iter().chain(card.others.iter().copied()).flat_map(|f| &f.rests_on).collect();
    html! {
        @if let Some(figures) = &finding.figures { (bar(figures)) }
        dl {
            @if let Some(figures) = &finding.figures { dt { "Figures" } dd { (cut(&told(figures), SHORT)) } }
            @if !card.others.is_empty() { dt { "Likewise" } dd { (others(card.others)) } }
            @if finding.lines.len() > 1 { dt class="screen" { "Asked" } dd class="screen" { (asked(finding)) } }
            @if let Some(accepted) = &finding.accepted {
                dt { "Accepted" } dd { (cut(&accepted.reason, LONG)) " (otherwise " (finding.level.name()) ", " (accepted.status.name()) ")" }
            }
            @if let Some(eased) = &finding.eased { dt { "Eased" } dd { "to " (finding.level.name()) ": " (cut(eased, LONG)) } }
            @if finding.clauses.len() > 1 { dt class="screen" { "Arises at" } dd class="screen" { (places(&finding.clauses, card.link)) } }
            @if !finding.found.is_empty() { dt class="screen" { "Found" } dd class="screen" { (places(&finding.found, card.link)) } }
            @if !given.is_empty() { dt class="screen" { "Given" } dd class="screen" { (names(&given)) } }
            @if finding.rule.is_some() { dt class="screen" { "Rule" } dd class="screen" { code { (cut(&condition(run, finding), LONG)) } } }
            @for judgement in &finding.judgements { dt class="screen" { "Judgement" } dd class="screen" { (cut(judgement, LONG)) } }
            dt { "Source" } dd { (cut(&finding.source, SHORT)) }
            @if finding.status != Status::Met {
                @for (i, remedy) in finding.remedies.iter().enumerate() {
                    dt { @if i == 0 { "Remedy" } @else { "or" } } dd class="remedy" { (self::remedy(remedy)) }
                }
            }
        }
    }
}

fn others(others: &[&Finding]) -> String {
    let told: Vec<String> = others.iter().take(CLAUSES).map(|finding| about(finding)).collect();
    with_rest(told.join(", "), others.len())
}

/// `a, b` or `a, b and 7 more`.
fn with_rest(told: String, all: usize) -> String {
    match all.checked_sub(CLAUSES).filter(|rest| *rest > 0) {
        Some(rest) => format!("{told} and {rest} more"),
        None => told,
    }
}

fn asked(finding: &Finding) -> Markup {
    html! {
        ul class="asks" {
            @for line in &finding.lines { li {
                (mark(Mark::line(line.state))) " "
                @if line.label.is_empty() { "what is asked" } @else { (cut(&line.label, SHORT)) }
                @if line.state != LineState::Holds && line.level != finding.level { span class="soft" { " (" (level(line.level)) ")" } }
                @if let Some(figures) = &line.figures { span class="soft" { ": " (cut(&told(figures), SHORT)) } }
            } }
        }
    }
}

fn level(level: Level) -> &'static str {
    level.name()
}

/// Paragraphs, linked where they stand on this page; of what has no label the name.
fn places(clauses: &[ClauseRef], link: &dyn Fn(&str) -> Option<String>) -> Markup {
    let mut shown: Vec<(String, &str, &str)> = Vec::new();
    for (clause, label) in clauses.iter().map(|clause| (clause, labels(std::slice::from_ref(clause)))) {
        let Some(label) = label.into_iter().next() else { continue };
        if shown.last().is_none_or(|last| last.0 != label) {
            shown.push((label, &clause.label, &clause.text));
        }
    }
    html! {
        @for (i, (label, plain, text)) in shown.iter().take(CLAUSES).enumerate() {
            @if i > 0 { ", " }
            @match link(plain) {
                Some(id) if !plain.is_empty() => a href={ "#" (id) } { (label) },
                _ => (label),
            }
            @if !plain.is_empty() && shown.len() <= 3 { " " span class="soft" { "(" (text) ")" } }
        }
        @if shown.len() > CLAUSES { " and " (shown.len() - CLAUSES) " more" }
    }
}

fn names(clauses: &[&ClauseRef]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for clause in clauses {
        if !names.contains(&clause.text.as_str()) && names.len() <= CLAUSES {
            names.push(&clause.text);
        }
    }
    names.join(", ")
}

fn remedy(remedy: &RemedyText) -> Markup {
    html! {
        @if !remedy.text.is_empty() { p { (cut(&remedy.text, LONG)) } }
        @for clause in remedy.clauses.iter().take(CLAUSES) { code class="add" { "+ " (cut(&one_line(clause), LONG)) } }
    }
}
