//! Open findings under their headings: the paragraph as it stands in the draft, or the rule as it stands in the pack.

use std::collections::{BTreeMap, BTreeSet};

use miette::Severity;
use penholder_language::model::Level;
use penholder_language::source::Span;

use super::finding::{Shown, labels, render, severity};
use super::{Grouping, Options};
use crate::findings::{Finding, LineState, Report, natural};
use crate::reports::snippet::Snippet;
use crate::reports::{Run, counted};

/// Findings with a heading in common.
struct Group<'a> {
    title: String,
    span: Span,
    findings: Vec<&'a Finding>,
}

/// Every open finding.
pub(super) fn findings(run: Run<'_>, report: &Report, options: Options) -> String {
    let groups = match options.grouping {
        Grouping::Paragraph => by_paragraph(report),
        Grouping::Rule => by_rule(report),
    };
    let mut seen = BTreeSet::new();
    let told: Vec<String> = groups.iter().map(|group| told(run, group, &mut seen, options)).collect();
    told.join("\n")
}

/// The paragraphs in the order of the text, then what is about no paragraph, last the draft as a whole.
fn by_paragraph(report: &Report) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<(u8, Natural), Group<'_>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.status.is_open()) {
        let (order, title) = match (labels(&finding.clauses).first(), finding.subjects.first()) {
            (Some(label), _) => (1, label.clone()),
            (None, Some(subject)) => (2, subject.text.clone()),
            (None, None) if finding.place == report.span => (4, "the draft as a whole".to_owned()),
            (None, None) => (3, "acceptances".to_owned()),
        };
        let group = groups.entry((order, Natural(title.clone()))).or_insert_with(|| Group {
            title,
            span: finding.rule_span,
            findings: Vec::new(),
        });
        group.findings.push(finding);
    }
    let mut groups: Vec<Group<'_>> = groups.into_values().collect();
    for group in &mut groups {
        // A stable sort: of the same level, by code as before.
        group.findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    }
    groups
}

fn by_rule(report: &Report) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for finding in report.findings.iter().filter(|finding| finding.status.is_open()) {
        match groups.last_mut() {
            Some(group) if group.findings.last().is_some_and(|last| last.code == finding.code) => {
                group.findings.push(finding);
            }
            _ => groups.push(Group {
                title: format!("{} {}: {}  [{}]", finding.code, finding.name, finding.asks, finding.source),
                span: finding.rule_span,
                findings: vec![finding],
            }),
        }
    }
    groups
}

fn told(run: Run<'_>, group: &Group<'_>, seen: &mut BTreeSet<String>, options: Options) -> String {
    let (places, shown) = match options.grouping {
        Grouping::Paragraph => (run.places, Shown::Place),
        Grouping::Rule => (run.rules, Shown::Rule),
    };
    let gravest = group.findings.iter().map(|finding| finding.level).max().unwrap_or(Level::Note);
    let title = match options.grouping {
        Grouping::Paragraph => format!("{}: {}", group.title, levels(&group.findings)),
        Grouping::Rule => group.title.clone(),
    };
    let severity: Severity = severity(gravest);
    // In full, every finding shows both places itself.
    let mut marked: Vec<(Span, &str)> = match options.grouping {
        _ if options.verbose => Vec::new(),
        Grouping::Paragraph => group.findings.iter().map(|f| (places.first_line(f.place), "")).collect(),
        Grouping::Rule => vec![(group.span, "")],
    };
    marked.sort_unstable();
    marked.dedup();
    let mut text = Snippet::new(places, severity, title, &marked).render(options.look);
    // Under a rule's heading every place is shown; under a paragraph's they are all of that paragraph.
    let together = |a: &Finding, b: &Finding| alike(a, b) && (shown == Shown::Place || a.place == b.place);
    for alike in group.findings.chunk_by(|a, b| together(a, b)) {
        text.push_str(&render(run, alike, shown, seen, options));
    }
    text
}

/// Whether two findings of a group say the same of different subjects.
pub(in crate::reports) fn alike(a: &Finding, b: &Finding) -> bool {
    let missing =
        |finding: &Finding| -> Vec<LineState> { finding.lines.iter().map(|line| line.state).collect() };
    (&a.code, a.level, a.status) == (&b.code, b.level, b.status)
        && a.figures.is_none()
        && b.figures.is_none()
        && a.eased == b.eased
        && missing(a) == missing(b)
}

/// `2 errors, 1 note`.
fn levels(findings: &[&Finding]) -> String {
    let parts = [Level::Error, Level::Warning, Level::Note].map(|level| {
        let number = findings.iter().filter(|finding| finding.level == level).count();
        (number > 0).then(|| counted(number, level.name()))
    });
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Text in the order in which a reader would put it.
#[derive(PartialEq, Eq)]
struct Natural(String);

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        natural(&self.0, &other.0)
    }
}
