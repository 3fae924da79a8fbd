//! New, gone, unchanged.

use std::collections::VecDeque;

use penholder_language::model::Level;

use super::{Entry, Recorded, is_open};
use crate::findings::{Finding, Identity, Report, Status, matched};

/// How an open finding stands to what was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Not recorded.
    New,
    /// Recorded at a lower level than it has now.
    Graver(Level),
    /// Recorded.
    Unchanged,
}

impl Change {
    /// As output writes it.
    pub fn name(self) -> &'static str {
        match self {
            Change::New => "new",
            Change::Graver(_) => "graver",
            Change::Unchanged => "unchanged",
        }
    }
}

/// What was recorded and is not open any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// As it was.
    pub entry: Entry,
    /// How the rule stands now; `None` where it does not arise for that subject.
    pub now: Option<Status>,
}

/// A report beside what was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Beside what, in words.
    pub against: String,
    /// For each finding of the report, in its order; `None` for what is not open.
    pub findings: Vec<Option<Change>>,
    /// For each dilemma of the report, likewise.
    pub dilemmas: Vec<Option<Change>>,
    /// Findings and dilemmas that are not open any more.
    pub gone: Vec<Gone>,
}

impl Changes {
    /// Whether the finding of that place counts: it is open, and was not recorded or was less grave.
    pub fn counts(&self, index: usize) -> bool {
        matches!(self.findings.get(index), Some(Some(Change::New | Change::Graver(_))))
    }

    /// How many findings and dilemmas are new or graver, and how many are unchanged.
    pub fn tally(&self) -> (usize, usize) {
        let all = || self.findings.iter().chain(&self.dilemmas).flatten();
        let unchanged = all().filter(|change| **change == Change::Unchanged).count();
        (all().count() - unchanged, unchanged)
    }
}

/// What changed since. Without a record of the mandate everything is new.
pub fn changes(report: &Report, recorded: Option<&Recorded>, against: &str) -> Changes {
    let none = Recorded::default();
    let recorded = recorded.unwrap_or(&none);
    let (findings, mut gone) = findings(report, &recorded.findings);
    let now: Vec<Option<Identity>> =
        report.dilemmas.iter().map(|d| is_open(d).then(|| Identity::of_dilemma(d))).collect();
    let (found, left) = compared(&recorded.dilemmas, &now);
    let dilemmas = now
        .iter()
        .zip(found)
        .map(|(open, old)| open.as_ref().map(|_| if old.is_some() { Change::Unchanged } else { Change::New }))
        .collect();
    gone.extend(left.into_iter().map(|entry| Gone { entry: entry.clone(), now: None }));
    Changes { against: against.to_owned(), findings, dilemmas, gone }
}

fn findings(report: &Report, recorded: &[Entry]) -> (Vec<Option<Change>>, Vec<Gone>) {
    let now: Vec<Option<Identity>> =
        report.findings.iter().map(|f| f.status.is_open().then(|| Identity::of(f))).collect();
    let (found, left) = compared(recorded, &now);
    let changes = report
        .findings
        .iter()
        .zip(found)
        .map(|(finding, old)| finding.status.is_open().then(|| change(finding, old)))
        .collect();
    (changes, fates(report, &left))
}

fn change(finding: &Finding, old: Option<&Entry>) -> Change {
    match old.map(|entry| entry.level) {
        None => Change::New,
        Some(Some(level)) if level < finding.level => Change::Graver(level),
        Some(_) => Change::Unchanged,
    }
}

/// For each that is open now what it continues, and the entries that nothing continues.
fn compared<'a>(recorded: &'a [Entry], now: &[Option<Identity>]) -> (Vec<Option<&'a Entry>>, Vec<&'a Entry>) {
    let old: Vec<Identity> = recorded.iter().map(|entry| entry.identity.clone()).collect();
    let open: Vec<Identity> = now.iter().flatten().cloned().collect();
    let mut found: VecDeque<Option<usize>> = matched(&old, &open).into();
    let mut left: Vec<Option<&Entry>> = recorded.iter().map(Some).collect();
    for index in found.iter().flatten() {
        if let Some(taken) = left.get_mut(*index) {
            *taken = None;
        }
    }
    let continued = now.iter().map(|open| {
        let place = open.as_ref().and_then(|_| found.pop_front()).flatten();
        place.and_then(|index| recorded.get(index))
    });
    (continued.collect(), left.into_iter().flatten().collect())
}

/// What became of entries: accepted or met now, or not judged; else it does not arise.
fn fates(report: &Report, left: &[&Entry]) -> Vec<Gone> {
    let closed: Vec<&Finding> = report
        .findings
        .iter()
        .filter(|finding| !finding.status.is_open() && finding.status != Status::NotApplicable)
        .collect();
    let old: Vec<Identity> = closed.iter().map(|finding| Identity::of(finding)).collect();
    let wanted: Vec<Identity> = left.iter().map(|entry| entry.identity.clone()).collect();
    let unjudged = |entry: &Entry| {
        let same = |f: &&&Finding| f.status == Status::NotAssessed && f.code == entry.identity.code;
        closed.iter().find(same).map(|finding| finding.status)
    };
    matched(&old, &wanted)
        .into_iter()
        .zip(left)
        .map(|(place, entry)| {
            let now = place.and_then(|index| closed.get(index)).map(|finding| finding.status);
            Gone { entry: (*entry).clone(), now: now.or_else(|| unjudged(entry)) }
        })
        .collect()
}
