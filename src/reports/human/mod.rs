//! The report for people: what is wrong first, a summary that fits a screen last.

mod changes;
mod dilemmas;
mod finding;
mod group;
mod proposals;
mod statistics;
mod summary;
mod unassessed;

use penholder_language::model::Level;

use super::look::cut;
use super::{Judged, Look, Run, counted};
use crate::findings::{Report, Status};

pub use changes::changed;
pub(super) use changes::{fate, subjects};
pub(super) use dilemmas::{about as about_dilemma, told as dilemma};
pub(super) use finding::{about, condition, detailed, labels, told};
pub(super) use group::alike;
pub(super) use proposals::told as proposal;
pub use statistics::statistics;
pub(super) use unassessed::{block_name, waiting};

/// Under which headings findings stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Paragraph by paragraph, as the draft has them.
    #[default]
    Paragraph,
    /// Rule by rule.
    Rule,
}

/// What to show, and how.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Width and colour.
    pub look: Look,
    /// Under which headings.
    pub grouping: Grouping,
    /// All that is known of every finding.
    pub verbose: bool,
    /// What is met and what does not arise, too.
    pub all: bool,
}

/// The findings of every mandate, each with its summary.
pub fn render(run: Run<'_>, options: Options) -> String {
    let reports: Vec<String> = run.judged.iter().map(|judged| mandate(run, judged, options)).collect();
    reports.join("\n")
}

fn mandate(run: Run<'_>, judged: &Judged, options: Options) -> String {
    let report = &judged.report;
    let mut parts = vec![group::findings(run, report, options)];
    parts.push(accepted(report, options.look));
    parts.push(dilemmas::section(report, options));
    parts.push(proposals::section(report, options));
    parts.push(unassessed::section(report, options.look));
    if options.all {
        parts.push(silent(report, options.look));
    }
    parts.push(first(report, options.look));
    parts.push(summary::render(run, judged, options.look));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// The name of a section.
fn section_title(look: Look, title: &str) -> String {
    format!("{}\n", look.bold(title))
}

/// What answers most at once, where there is much to do.
fn first(report: &Report, look: Look) -> String {
    let steps = super::first(report);
    if steps.is_empty() {
        return String::new();
    }
    let levels = [Level::Error, Level::Warning];
    let all: usize = levels.iter().map(|level| report.count(*level)).sum();
    let of = levels.map(|level| counted(report.count(level), level.name())).join(", ");
    let answered: usize = steps.iter().map(|step| step.findings.len()).sum();
    let head = format!("{}  ", look.bold("do first"));
    let told = format!(
        "what answers {answered} of these {all} findings ({of}), each in the pack's words for the first of them"
    );
    let mut text = look.wrap(&head, 2, &told);
    for step in steps {
        let counts = [Level::Error, Level::Warning].map(|level| {
            let count = step.count(level);
            (count > 0).then(|| look.level(level, &counted(count, level.name())))
        });
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        let told = if step.remedy.text.is_empty() {
            step.remedy.clauses.join("; ")
        } else {
            step.remedy.text.clone()
        };
        let head = format!("  {} {}: ", counts.join(", "), look.bold(&step.codes().join(" ")));
        text.push_str(&look.wrap(&head, 4, &cut(&told, 150)));
    }
    text
}

fn accepted(report: &Report, look: Look) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let Some(accepted) = &finding.accepted else { continue };
        let head = format!("  {} {}", look.bold(&finding.code), finding.name);
        let place = finding::about(finding);
        let state = format!("{} {}", finding.level.name(), accepted.status.name());
        let place = if place.is_empty() { String::new() } else { format!(" for {place}") };
        text.push_str(&look.wrap(&head, 4, &format!("{place} (otherwise {state})")));
        text.push_str(&look.fact(4, "because", &accepted.reason));
    }
    for dilemma in &report.dilemmas {
        let Some((reason, _)) = &dilemma.accepted else { continue };
        let head = format!("  {} {}", look.bold(&dilemma.code), dilemma.name);
        text.push_str(&look.wrap(&head, 4, &dilemmas::about(dilemma)));
        text.push_str(&look.fact(4, "because", reason));
    }
    if text.is_empty() { text } else { section_title(look, "accepted, with reasons") + &text }
}

/// The rules that have nothing to say: met, or not applicable.
fn silent(report: &Report, look: Look) -> String {
    let codes = |status: Status| {
        let mut codes: Vec<&str> =
            report.findings.iter().filter(|f| f.status == status).map(|f| f.code.as_str()).collect();
        codes.dedup();
        codes.join(" ")
    };
    let mut text = String::new();
    for (status, title) in [(Status::Met, "met"), (Status::NotApplicable, "does not arise")] {
        let codes = codes(status);
        if !codes.is_empty() {
            text.push_str(&section_title(look, title));
            text.push_str(&look.wrap("  ", 2, &codes));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::sample::sample;
    use unicode_width::UnicodeWidthStr;

    fn shown(width: usize, colour: bool, grouping: Grouping, verbose: bool) -> String {
        let options = Options { look: Look::new(width, colour), grouping, verbose, all: true };
        sample().with(|run| render(run, options))
    }

    #[test]
    fn clause_and_condition_are_both_shown_whatever_the_grouping() {
        for grouping in [Grouping::Paragraph, Grouping::Rule] {
            for verbose in [false, true] {
                let text = shown(80, false, grouping, verbose);
                assert!(text.contains("¶3(a) decides mission to patrol in north"), "{text}");
                assert!(text.contains("A is vast"), "{text}");
                for part in ["X1", "reach", "the reason of X1", "has 3, needs 15", "short by 12", "§9"] {
                    assert!(text.contains(part), "{part} is missing:\n{text}");
                }
                assert!(
                    text.contains("Requests the Secretary-General to provide 12 more helicopters"),
                    "{text}"
                );
                assert!(text.contains("requests secretary-general to provide helicopter in north"), "{text}");
            }
        }
    }

    #[test]
    fn what_is_accepted_is_shown_with_its_reason() {
        let text = shown(80, false, Grouping::Paragraph, false);
        assert!(text.contains("accepted, with reasons") && text.contains("told elsewhere"), "{text}");
    }

    #[test]
    fn lines_fit_the_terminal_and_carry_no_colour_unless_wanted() {
        for width in [50, 80, 120] {
            for verbose in [false, true] {
                let text = shown(width, false, Grouping::Paragraph, verbose);
                assert!(!text.contains('\u{1b}'));
                // Lines of the draft itself are shown as they are.
                let told = text.lines().filter(|line| !line.contains(['│', '·']));
                let long: Vec<&str> = told.filter(|line| line.width() > width).collect();
                assert!(long.is_empty(), "{long:#?}");
            }
        }
        assert!(shown(80, true, Grouping::Paragraph, false).contains('\u{1b}'));
    }

    #[test]
    #[ignore = "shows the report to people"]
    fn look() {
        println!("{}", shown(80, false, Grouping::Paragraph, false));
        println!("{}", shown(80, false, Grouping::Rule, false));
        println!("{}", shown(80, false, Grouping::Paragraph, true));
    }

    #[test]
    fn the_same_goes_in_the_same_comes_out() {
        assert_eq!(shown(80, true, Grouping::Rule, true), shown(80, true, Grouping::Rule, true));
    }
}
