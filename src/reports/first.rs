//! What to do first: open findings that the same clauses would answer, together, the gravest and the most of them first.

use penholder_language::model::Level;

use crate::findings::{Finding, RemedyText, Report};

/// With fewer errors and warnings there is nothing to put in order.
const MANY: usize = 12;
/// So many steps are told.
pub(crate) const STEPS: usize = 10;
/// What ends the part of a clause that says what is done: what follows says where, for what, on what condition.
const PHRASES: &[&str] =
    &["for", "in", "against", "about", "with", "if", "within", "until", "by", "between", "at", "from", "{"];

/// Findings that the same clauses would answer.
#[derive(Clone, Debug)]
pub(crate) struct Step<'a> {
    /// The findings, the gravest first.
    pub(crate) findings: Vec<&'a Finding>,
    /// What the pack would write for the first of them.
    pub(crate) remedy: &'a RemedyText,
}

impl Step<'_> {
    /// How many are open at a level.
    pub(crate) fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }

    /// The rules, each once.
    pub(crate) fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = Vec::new();
        for finding in &self.findings {
            if !codes.contains(&finding.code.as_str()) {
                codes.push(&finding.code);
            }
        }
        codes
    }
}

/// The steps that answer most; none where there is little to do.
pub(crate) fn first(report: &Report) -> Vec<Step<'_>> {
    if report.count(Level::Error) + report.count(Level::Warning) < MANY {
        return Vec::new();
    }
    let mut steps: Vec<(Vec<String>, Step<'_>)> = Vec::new();
    let mut open: Vec<&Finding> =
        report.findings.iter().filter(|f| f.status.is_open() && f.level > Level::Note).collect();
    open.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    for finding in open {
        let Some(remedy) = finding.remedies.first() else { continue };
        let mut key: Vec<String> = remedy.clauses.iter().map(|clause| said(clause)).collect();
        key.sort();
        match steps.iter_mut().find(|(known, _)| *known == key && !key.is_empty()) {
            Some((_, step)) => step.findings.push(finding),
            None => steps.push((key, Step { findings: vec![finding], remedy })),
        }
    }
    // A stable sort: of the same weight in the order of the report.
    steps.sort_by_key(|(_, step)| std::cmp::Reverse((step.count(Level::Error), step.count(Level::Warning))));
    steps.into_iter().map(|(_, step)| step).take(STEPS).collect()
}

/// What a clause says to do, without where, for what and on what condition.
fn said(clause: &str) -> String {
    let words = clause.split_whitespace().take_while(|word| !PHRASES.contains(word));
    // Figures differ from paragraph to paragraph.
    let words = words.filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Status;
    use crate::reports::sample::{finding, sample};

    fn open(code: &str, level: Level, clause: &str) -> Finding {
        let mut open = finding(code, "name", Status::Gap, level);
        open.remedies =
            vec![RemedyText { text: format!("Decides {code}"), clauses: vec![clause.to_owned()] }];
        open
    }

    #[test]
    fn what_the_same_clauses_answer_stands_together() {
        let mut sample = sample();
        let report = &mut sample.judged[0].report;
        report.findings.clear();
        for label in 1..=6 {
            report.findings.push(open("A1", Level::Warning, &format!("requests radios on use for ¶{label}")));
            report.findings.push(open("A2", Level::Warning, &format!("decides {label} boats in north")));
        }
        report.findings.push(open("A3", Level::Warning, "requests radios on use within 2 months"));
        report.findings.push(open("A4", Level::Warning, "requests radios on care for ¶1"));
        report.findings.push(open("A5", Level::Error, "decides peace"));
        report.findings.push(open("A6", Level::Note, "decides peace"));
        let steps = first(report);
        let told: Vec<(Vec<&str>, usize)> =
            steps.iter().map(|step| (step.codes(), step.findings.len())).collect();
        assert_eq!(told, [(vec!["A5"], 1), (vec!["A1", "A3"], 7), (vec!["A2"], 6), (vec!["A4"], 1)]);
    }

    #[test]
    fn of_little_nothing_is_first() {
        assert!(first(&sample().judged[0].report).is_empty());
    }
}
