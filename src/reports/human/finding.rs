//! One finding, in few lines or in full.

use std::collections::BTreeSet;

use miette::Severity;
use penholder_language::model::Level;

use super::Options;
use crate::findings::{ClauseRef, Figures, Finding, LineResult, LineState, Status};
use crate::reports::look::{cut, figure, one_line};
use crate::reports::snippet::Snippet;
use crate::reports::{Look, Run};

/// So many readings from prose are told of a finding.
const READINGS_SHOWN: usize = 4;
/// So many letters of each.
const WORDS_SHOWN: usize = 60;

/// What the heading above a finding shows already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reports) enum Shown {
    /// The clause, or what else it is about.
    Place,
    /// The rule's condition.
    Rule,
}

/// Findings of one rule that differ only in what they are about, as a paragraph of text. A rule that was `told`
/// already does not show its condition again, and what is merely worth a look takes one line.
pub(super) fn render(
    run: Run<'_>,
    alike: &[&Finding],
    shown: Shown,
    told: &mut BTreeSet<String>,
    options: Options,
) -> String {
    if options.verbose {
        return alike.iter().map(|finding| detailed(run, finding, options.look)).collect();
    }
    let Some((finding, others)) = alike.split_first() else { return String::new() };
    let look = options.look;
    if finding.level == Level::Note && shown == Shown::Place {
        return line(finding, others.len(), look);
    }
    let first = told.insert(finding.code.clone());
    let mut text = headline(finding, shown, look);
    text.push_str(&look.wrap("    ", 4, &finding.message));
    if !others.is_empty() {
        let others: Vec<String> = others.iter().map(|finding| about(finding)).collect();
        text.push_str(&look.fact(4, "likewise", &others.join(", ")));
    }
    text.push_str(&figures_and_lines(finding, look));
    if let Some(eased) = &finding.eased {
        text.push_str(&look.fact(4, "eased", &format!("to {}: {eased}", finding.level.name())));
    }
    text.push_str(&places(run, finding, shown, look));
    let given = names(alike.iter().flat_map(|finding| &finding.rests_on));
    if !given.is_empty() {
        text.push_str(&look.fact(4, "given", &given));
    }
    let read = read_from(alike);
    if !read.is_empty() {
        text.push_str(&look.fact(4, "read from", &read));
    }
    if shown == Shown::Place && first {
        let condition = cut(&condition(run, finding), 2 * look.width().saturating_sub(24));
        text.push_str(&look.fact(4, "rule", &format!("{condition}  [{}]", finding.source)));
    }
    text.push_str(&first_remedy(finding, first || shown == Shown::Rule, look));
    text
}

/// `note X1 reach: the reason …`, cut to a line.
fn line(finding: &Finding, others: usize, look: Look) -> String {
    let more = if others > 0 { format!(" (and {others} more)") } else { String::new() };
    let room = look.width().saturating_sub(9 + finding.code.chars().count() + more.len());
    let told = cut(&format!("{}: {}", finding.name, finding.message), room);
    let level = look.level(finding.level, finding.level.name());
    format!("  {level} {} {told}{more}\n", look.bold(&finding.code))
}

/// All that is known of a finding, with both places as they are written.
pub(in crate::reports) fn detailed(run: Run<'_>, finding: &Finding, look: Look) -> String {
    let met = finding.status == Status::Met;
    let mut text = headline(finding, Shown::Rule, look);
    // The reason is written for what is missing.
    text.push_str(&look.wrap("    ", 4, if met { &finding.asks } else { &finding.message }));
    let mut marked: Vec<_> = finding.clauses.iter().map(|clause| (clause.span, "")).collect();
    if marked.is_empty() {
        marked.push((run.places.first_line(finding.place), ""));
    }
    let weight = if met { Severity::Advice } else { severity(finding.level) };
    let arises = Snippet::new(run.places, weight, "it arises here", &marked);
    text.push_str(&indented(&arises.render(look)));
    if finding.rule.is_some() {
        let because =
            Snippet::new(run.rules, Severity::Advice, "because the rule says", &[(finding.rule_span, "")]);
        text.push_str(&indented(&because.render(look)));
    }
    text.push_str(&lines(run, finding, look));
    if let Some(eased) = &finding.eased {
        text.push_str(&look.fact(4, "eased", &format!("to {}: {eased}", finding.level.name())));
    }
    for (key, clauses) in [("found", &finding.found), ("given", &finding.rests_on)] {
        for clause in clauses {
            let written = one_line(first_line(run.places.text(clause.span)));
            text.push_str(&look.fact(4, key, &format!("{written}  [{}]", run.places.told(clause.span))));
        }
    }
    for judgement in &finding.judgements {
        text.push_str(&look.fact(4, "judgement", judgement));
    }
    text.push_str(&look.fact(4, "source", &finding.source));
    for remedy in finding.remedies.iter().filter(|_| !met) {
        text.push_str(&look.fact(4, "fix", &remedy.text));
        for clause in &remedy.clauses {
            text.push_str(&look.fact(4, "", &format!("+ {clause}")));
        }
    }
    text
}

/// `error X1 reach · partial`.
fn headline(finding: &Finding, shown: Shown, look: Look) -> String {
    let level = match finding.status.is_open() {
        true => look.level(finding.level, finding.level.name()),
        false => look.good(finding.status.name()),
    };
    let status = if finding.status.is_open() && finding.status != Status::Gap {
        format!(" · {}", finding.status.name())
    } else {
        String::new()
    };
    let about = if shown == Shown::Rule { about(finding) } else { String::new() };
    let about = if about.is_empty() { about } else { format!(" · {about}") };
    let first = format!("  {level} {} ", look.bold(&finding.code));
    look.wrap(&first, 4, &format!("{}{status}{about}", finding.name))
}

/// For what it was judged: the bound entities, else the clauses.
pub(in crate::reports) fn about(finding: &Finding) -> String {
    let subjects: Vec<&str> = finding.subjects.iter().map(|subject| subject.text.as_str()).collect();
    if subjects.is_empty() { labels(&finding.clauses).join(", ") } else { subjects.join(", ") }
}

fn figures_and_lines(finding: &Finding, look: Look) -> String {
    let mut text = String::new();
    if let Some(figures) = &finding.figures {
        text.push_str(&look.fact(4, "figures", &told(figures)));
    }
    for (state, key) in [
        (LineState::Missing, "missing"),
        (LineState::Excluded, "ruled out"),
        (LineState::Partly, "in part"),
        (LineState::Holds, "there is"),
    ] {
        let labels: Vec<&str> = finding
            .lines
            .iter()
            .filter(|line| line.state == state && !line.label.is_empty())
            .map(|line: &LineResult| line.label.as_str())
            .collect();
        // Of a rule that asks one thing only, the message says whether it is there.
        let told = finding.message.contains(&labels.join("; "));
        if !labels.is_empty() && finding.lines.len() > 1 && !told {
            text.push_str(&look.fact(4, key, &labels.join("; ")));
        }
    }
    text
}

/// `has 3, needs 15, short by 12 helicopters`.
pub(in crate::reports) fn told(figures: &Figures) -> String {
    let unit = if figures.unit.is_empty() { String::new() } else { format!(" {}", figures.unit) };
    let has_needs = format!("has {}, needs {}", figure(figures.has), figure(figures.needs));
    match (figures.short, figures.has > figures.needs) {
        (0, _) => format!("{has_needs}{unit}"),
        (short, false) => format!("{has_needs}, short by {}{unit}", figure(short)),
        (short, true) => format!("{has_needs}, {} too many{unit}", figure(short)),
    }
}

/// The rule's condition in one line: what it is about and where that arises, without the lines between.
pub(in crate::reports) fn condition(run: Run<'_>, finding: &Finding) -> String {
    let mut kept = Vec::new();
    let mut keeping = true;
    for line in run.rules.text(finding.rule_span).lines() {
        match line.split_whitespace().next() {
            Some("for" | "where") => keeping = true,
            Some("figure" | "needs" | "level" | "require") => keeping = false,
            _ => {}
        }
        if keeping {
            kept.push(line);
        }
    }
    let condition = one_line(&kept.join(" "));
    if condition.is_empty() { finding.asks.clone() } else { condition }
}

/// Where it is: under a rule's heading the clause's own words, under a paragraph's the other paragraphs.
fn places(run: Run<'_>, finding: &Finding, shown: Shown, look: Look) -> String {
    let mut text = String::new();
    if shown == Shown::Rule {
        let written = one_line(first_line(run.places.text(finding.place)));
        text.push_str(&look.fact(4, "at", &format!("{written}  [{}]", run.places.told(finding.place))));
    }
    let mut labels = labels(&finding.clauses);
    if let Some(first) = labels.first().cloned() {
        labels.retain(|label| *label != first);
    }
    if !labels.is_empty() {
        text.push_str(&look.fact(4, "also", &labels.join(", ")));
    }
    text
}

/// The preferred remedy: its words where they are `new`, and the clauses that they stand for.
fn first_remedy(finding: &Finding, new: bool, look: Look) -> String {
    let Some(remedy) = finding.remedies.first() else { return String::new() };
    let mut text = String::new();
    if new || remedy.clauses.is_empty() {
        text.push_str(&look.fact(4, "fix", &remedy.text));
    }
    for (i, clause) in remedy.clauses.iter().enumerate() {
        let key = if text.is_empty() && i == 0 { "fix" } else { "" };
        text.push_str(&look.fact(4, key, &format!("+ {clause}")));
    }
    text
}

/// Names, each once, in their first order.
fn names<'f>(clauses: impl Iterator<Item = &'f ClauseRef>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for clause in clauses {
        if !names.contains(&clause.text.as_str()) {
            names.push(&clause.text);
        }
    }
    names.join(", ")
}

/// `"deter threats" (likely), "armed groups" (sure)`: on what findings rest that a program read from prose.
fn read_from(alike: &[&Finding]) -> String {
    let mut told: Vec<String> = Vec::new();
    for clause in
        alike.iter().flat_map(|finding| finding.clauses.iter().chain(&finding.found).chain(&finding.rests_on))
    {
        let Some(read) = &clause.read else { continue };
        let words = format!("\"{}\" ({})", cut(&read.words, WORDS_SHOWN), read.certainty);
        if !told.contains(&words) {
            told.push(words);
        }
    }
    let more = told.len().saturating_sub(READINGS_SHOWN);
    told.truncate(READINGS_SHOWN);
    if more > 0 {
        told.push(format!("{more} more"));
    }
    told.join(", ")
}

pub(in crate::reports) fn labels(clauses: &[ClauseRef]) -> Vec<String> {
    let mut labels: Vec<String> = clauses.iter().map(label).collect();
    labels.dedup();
    labels
}

fn label(clause: &ClauseRef) -> String {
    if clause.label.is_empty() { clause.text.clone() } else { format!("¶{}", clause.label) }
}

pub(super) fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

pub(super) fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note => Severity::Advice,
    }
}

fn indented(text: &str) -> String {
    text.lines().filter(|line| !line.is_empty()).map(|line| format!("  {line}\n")).collect()
}

/// What the rule asks, each with a sign for how it stands and the place where the rule asks it.
fn lines(run: Run<'_>, finding: &Finding, look: Look) -> String {
    let mut text = String::new();
    for line in &finding.lines {
        let (sign, state) = match line.state {
            LineState::Holds => (look.good("✓"), "holds"),
            LineState::Partly => (look.level(line.level, "½"), "holds in part"),
            LineState::Excluded => (look.level(line.level, "⊘"), "is ruled out"),
            LineState::Missing => (look.level(line.level, "✗"), "is missing"),
        };
        let label = if line.label.is_empty() { "what is asked" } else { line.label.as_str() };
        let figures = line.figures.as_ref().map(|f| format!(": {}", told(f))).unwrap_or_default();
        let line = format!("{label} {state}{figures}  [{}]", run.rules.told(line.span));
        text.push_str(&look.wrap(&format!("    {sign} "), 6, &line));
    }
    text
}
