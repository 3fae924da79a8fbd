//! Counts by rule, over all mandates of a run, and one line for each mandate.

use std::collections::BTreeMap;

use penholder_language::model::Level;

use super::section_title;
use super::summary::verdict;
use crate::findings::{Finding, Status};
use crate::reports::table::{Column, Table};
use crate::reports::{Look, Run};

/// What one rule said, counted.
#[derive(Default)]
struct Count<'a> {
    name: &'a str,
    level: Option<Level>,
    open: usize,
    accepted: usize,
    met: usize,
    not_assessed: usize,
}

/// A table of rules, the most frequent first, and one of mandates.
pub fn statistics(run: Run<'_>, look: Look) -> String {
    let mut counts: BTreeMap<&str, Count<'_>> = BTreeMap::new();
    for finding in run.judged.iter().flat_map(|judged| &judged.report.findings) {
        let count = counts.entry(&finding.code).or_default();
        count.name = &finding.name;
        count.add(finding);
    }
    let mut rows: Vec<(&str, Count<'_>)> = counts
        .into_iter()
        .filter(|(_, count)| count.open + count.accepted + count.met + count.not_assessed > 0)
        .collect();
    rows.sort_by(|a, b| {
        (b.1.open, b.1.level).cmp(&(a.1.open, a.1.level)).then_with(|| crate::findings::natural(a.0, b.0))
    });
    let columns = [
        Column::Text("code"),
        Column::Number("open"),
        Column::Text("level"),
        Column::Number("accepted"),
        Column::Number("met"),
        Column::Number("not assessed"),
        Column::Wrapped("rule"),
    ];
    let mut table = Table::new(look, 0, &columns);
    for (code, count) in rows {
        table.row([
            code.to_owned(),
            count.open.to_string(),
            count.level.map_or("", Level::name).to_owned(),
            count.accepted.to_string(),
            count.met.to_string(),
            count.not_assessed.to_string(),
            count.name.to_owned(),
        ]);
    }
    format!("{}\n{}", table.render(), mandates(run, look))
}

impl Count<'_> {
    fn add(&mut self, finding: &Finding) {
        match finding.status {
            Status::Met => self.met += 1,
            Status::Accepted => self.accepted += 1,
            Status::NotAssessed => self.not_assessed += 1,
            Status::NotApplicable => {}
            Status::Gap | Status::Partial | Status::Excluded => {
                self.open += 1;
                self.level = self.level.max(Some(finding.level));
            }
        }
    }
}

fn mandates(run: Run<'_>, look: Look) -> String {
    let mut text = section_title(look, "mandates");
    for judged in run.judged {
        let head = format!("  {} ", look.bold(&judged.report.mandate));
        text.push_str(&format!("{head}({}): {}\n", judged.path, verdict(&judged.report, look)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::sample::sample;

    #[test]
    fn every_rule_that_says_something_is_counted() {
        let text = sample().with(|run| statistics(run, Look::new(80, false)));
        assert!(text.starts_with("code  open  level"), "{text}");
        assert!(text.contains("X1       1  error"), "{text}");
        assert!(!text.contains("X5"), "a rule that does not arise is not counted:\n{text}");
        assert!(text.contains("MIVAL (vale.mandate): 1 error"), "{text}");
    }
}
