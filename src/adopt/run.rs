//! One draft, judged with and without sets of clauses.

use penholder_language::model::{Draft, Level, Proposal};
use penholder_language::source::{Diagnostic, Severity, SourceMap};
use penholder_language::syntax::mandate::ast::{Block, Entry};
use penholder_language::syntax::mandate::entry_text;

use crate::amend::{Labels, anchor, filled, optional, unused_name};
use crate::evaluate::Reading;
use crate::findings::{DilemmaFinding, Finding, Report, judge};
use crate::repair::{Base, Trouble, translated};

/// A set of clauses to put in.
#[derive(Clone, Debug)]
pub struct Package {
    /// The proposal's code, or the name of the drafter's file.
    pub name: String,
    /// What it is, in a line; empty where nobody says.
    pub asks: String,
    /// The clauses, each under its label.
    pub clauses: Vec<Entry>,
}

/// The clauses of a proposal, with labels that nothing in the draft has.
///
/// # Errors
/// [`Trouble::Unreadable`] where a clause of the pack is none.
pub fn of_proposal(
    proposal: &Proposal,
    labels: &mut Labels,
    sources: &mut SourceMap,
) -> Result<Package, Trouble> {
    let mut clauses = Vec::with_capacity(proposal.adds.len());
    for adds in &proposal.adds {
        let first = filled(&adds.template, "1", sources).map_err(Trouble::Unreadable)?;
        let label = labels.fresh(&[anchor(&first)]).into_iter().next().unwrap_or_default();
        clauses.push(filled(&adds.template, &label, sources).map_err(Trouble::Unreadable)?);
    }
    Ok(Package { name: proposal.code.clone(), asks: proposal.asks.clone(), clauses })
}

/// How a finding or a dilemma changes.
#[derive(Clone, Debug)]
pub enum Change<T> {
    /// Open before, not after.
    Closed(T),
    /// Open after, not before.
    Opened(T),
    /// Open in both, at another level, in another way, or by another figure.
    Changed(T, T),
}

/// A draft with and without.
#[derive(Clone, Debug)]
pub struct Adopted {
    /// The sets of clauses.
    pub packages: Vec<Package>,
    /// Without.
    pub before: Report,
    /// With all of them.
    pub after: Report,
    /// What changes among the findings: what is closed, what is opened, what is changed.
    pub findings: Vec<Change<Finding>>,
    /// What changes among the dilemmas.
    pub dilemmas: Vec<Change<DilemmaFinding>>,
}

/// The draft with every set of clauses put up for choice.
pub(super) struct Offered {
    pub(super) draft: Draft,
    /// Of each package the name of its choice.
    pub(super) names: Vec<String>,
}

pub(super) fn offered(base: &Base<'_>, packages: &[Package]) -> Result<Offered, Trouble> {
    let mut block: Block = base.block().clone();
    let prefix = unused_name(&block, "adopt");
    let names: Vec<String> = (0..packages.len()).map(|place| format!("{prefix}{place}")).collect();
    for (package, name) in packages.iter().zip(&names) {
        block.entries.push(optional(name, package.clauses.clone()));
    }
    let (draft, problems) = translated(base, block)?;
    let errors: Vec<Diagnostic> =
        problems.into_iter().filter(|problem| problem.severity == Severity::Error).collect();
    if errors.is_empty() { Ok(Offered { draft, names }) } else { Err(Trouble::Unreadable(errors)) }
}

impl Offered {
    /// The reading in which these packages are put in, and every bracket of the draft's own takes its first option.
    pub(super) fn reading(&self, taken: &dyn Fn(usize) -> bool) -> Reading {
        let option = |name: &String| self.names.iter().position(|own| own == name).is_some_and(taken);
        Reading(self.draft.choices.iter().map(|choice| u32::from(option(&choice.name))).collect())
    }
}

/// Judges a draft with and without the clauses.
///
/// # Errors
/// [`Trouble`] where it cannot be judged, or the clauses do not fit it.
pub fn adopt(base: &Base<'_>, packages: Vec<Package>) -> Result<Adopted, Trouble> {
    let offered = offered(base, &packages)?;
    let judged = |taken: bool| {
        judge(base.pack, &offered.draft, &offered.reading(&|_| taken)).map_err(Trouble::Overflow)
    };
    let (before, after) = (judged(false)?, judged(true)?);
    let open = |finding: &Finding| finding.status.is_open();
    let told = |finding: &Finding| {
        let figures = finding.figures.as_ref().map(|figures| (figures.has, figures.needs));
        let lines: Vec<_> = finding.lines.iter().map(|line| line.state).collect();
        (finding.status.name(), finding.level, figures, lines)
    };
    let key = |finding: &Finding| {
        (finding.code.clone(), finding.subjects.iter().map(|s| s.text.clone()).collect::<Vec<_>>())
    };
    let mut findings = changes(&before.findings, &after.findings, &key, &open, &|a, b| told(a) == told(b));
    findings.sort_by_key(|change| match change {
        Change::Closed(finding) => (0, level_first(finding.level)),
        Change::Opened(finding) => (1, level_first(finding.level)),
        Change::Changed(_, finding) => (2, level_first(finding.level)),
    });
    let key = |dilemma: &DilemmaFinding| {
        (dilemma.code.clone(), dilemma.subjects.iter().map(|s| s.text.clone()).collect::<Vec<_>>())
    };
    let risks = |dilemma: &DilemmaFinding| {
        let names: Vec<String> = dilemma.open_risks().map(|risk| risk.name.clone()).collect();
        let horns: Vec<bool> = dilemma.horns.iter().map(|horn| horn.taken).collect();
        (dilemma.stance, names, horns)
    };
    let is_open = |dilemma: &DilemmaFinding| dilemma.is_open();
    let dilemmas = changes(&before.dilemmas, &after.dilemmas, &key, &is_open, &|a, b| risks(a) == risks(b));
    Ok(Adopted { packages, before, after, findings, dilemmas })
}

fn level_first(level: Level) -> u8 {
    match level {
        Level::Error => 0,
        Level::Warning => 1,
        Level::Note => 2,
    }
}

fn changes<T: Clone, K: PartialEq>(
    before: &[T],
    after: &[T],
    key: &dyn Fn(&T) -> K,
    open: &dyn Fn(&T) -> bool,
    same: &dyn Fn(&T, &T) -> bool,
) -> Vec<Change<T>> {
    let mut found = Vec::new();
    for was in before.iter().filter(|was| open(was)) {
        match after.iter().find(|is| open(is) && key(is) == key(was)) {
            None => found.push(Change::Closed(was.clone())),
            Some(is) if !same(was, is) => found.push(Change::Changed(was.clone(), is.clone())),
            Some(_) => {}
        }
    }
    for is in after.iter().filter(|is| open(is)) {
        if !before.iter().any(|was| open(was) && key(was) == key(is)) {
            found.push(Change::Opened(is.clone()));
        }
    }
    found
}

impl Package {
    /// The clauses as they are written.
    pub fn texts(&self) -> Vec<String> {
        self.clauses.iter().map(entry_text).collect()
    }
}
