//! Many texts side by side: which findings each has, and which tasks; as CSV, as JSON, as a heat map.

mod csv;
mod html;
mod json;
pub mod v1;

use std::collections::BTreeMap;

use penholder_language::model::{Date, Level, Pack};

use crate::findings::{Report, Status};

pub use csv::{findings, tasks};
pub use html::html;
pub use json::{json, schema};

/// One text of a survey.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// What messages call the file.
    pub path: String,
    /// What was found, or why the file could not be read.
    pub outcome: Result<Found, String>,
}

/// What was found in one text.
#[derive(Clone, Debug)]
pub struct Found {
    /// The mandate's name.
    pub mandate: String,
    /// Its document symbol.
    pub symbol: String,
    /// The first day that the mandate tells of itself: that of its adoption.
    pub date: Option<Date>,
    /// For each rule how it stands: the worst of its findings.
    pub rows: BTreeMap<String, (Status, Level)>,
    /// The tasks that it lays on the mission.
    pub tasks: Vec<SurveyedTask>,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyedTask {
    /// The term.
    pub task: String,
    /// How the mission does it; empty where that is not told.
    pub role: String,
    /// Its paragraph, without `¶`.
    pub paragraph: String,
}

impl Found {
    /// Gathers what a report says, rule by rule.
    pub fn of(report: &Report, date: Option<Date>, tasks: Vec<SurveyedTask>) -> Self {
        let mut rows: BTreeMap<String, (Status, Level)> = BTreeMap::new();
        for finding in &report.findings {
            let own = (finding.status, finding.level);
            let known = rows.entry(finding.code.clone()).or_insert(own);
            if weight(own) > weight(*known) {
                *known = own;
            }
        }
        Found { mandate: report.mandate.clone(), symbol: report.symbol.clone(), date, rows, tasks }
    }
}

/// What stands for a rule where it has several findings: the gravest open one, else the most telling.
fn weight((status, level): (Status, Level)) -> (u8, Level) {
    let rank = match status {
        Status::Gap => 6,
        Status::Excluded => 5,
        Status::Partial => 4,
        Status::Accepted => 3,
        Status::Met => 2,
        Status::NotAssessed => 1,
        Status::NotApplicable => 0,
    };
    (rank, level)
}

/// The codes of a pack's rules, in its order.
fn codes(pack: &Pack) -> Vec<&str> {
    pack.rules.iter().map(|rule| rule.code.as_str()).collect()
}

/// `2013-04-25`, or nothing.
fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_stands_for_a_rule() {
        assert!(weight((Status::Gap, Level::Note)) > weight((Status::Partial, Level::Error)));
        assert!(weight((Status::Gap, Level::Error)) > weight((Status::Gap, Level::Note)));
        assert!(weight((Status::Met, Level::Note)) > weight((Status::NotApplicable, Level::Error)));
    }
}
