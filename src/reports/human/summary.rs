//! The summary of one mandate: it fits a screen of 24 lines and 80 columns.

use penholder_language::model::Level;

use super::unassessed::block_name;
use super::unassessed::waiting;
use crate::findings::{Finding, Report, Stance, Status};
use crate::reports::look::{cut, figure};
use crate::reports::table::{Column, Table};
use crate::reports::{Judged, Look, Run, counted, family};

/// What a reading by a program cannot know.
const FROM_PROSE: &str = "read from prose by a program: what it did not recognise in the text counts as not said; \
                          `penholder read` prints what it recognised";
/// Rows of the table of figures.
const FIGURES: usize = 4;
/// Rows of the table of families.
const FAMILIES: usize = 9;

/// Counts by level and family, figures, dilemmas, proposals.
pub(super) fn render(run: Run<'_>, judged: &Judged, look: Look) -> String {
    let narrow = Look::new(look.width().min(80), look.colour());
    let report = &judged.report;
    let mut text = format!("{}\n", look.dim(&"─".repeat(narrow.width())));
    text.push_str(&heading(judged, narrow));
    text.push_str(&families(run, report, narrow));
    text.push_str(&figures(report, narrow));
    text.push_str(&rest(report, narrow));
    text
}

fn heading(judged: &Judged, look: Look) -> String {
    let report = &judged.report;
    let mut given: Vec<String> =
        report.given.iter().map(|(block, name)| format!("{} {name}", block_name(*block))).collect();
    if report.brackets > 0 {
        given.push(format!("{}, the first option of each taken", counted(report.brackets, "bracket")));
    }
    let symbol = if report.symbol.is_empty() { String::new() } else { format!(" {}", report.symbol) };
    let name = cut(&format!("{}{symbol}", report.mandate), look.width() / 2);
    let room = look.width().saturating_sub(name.chars().count() + 3);
    let mut text = format!("{}  {}\n", look.bold(&name), look.dim(&cut(&judged.path, room)));
    if !given.is_empty() {
        text.push_str(&format!("  {}\n", cut(&given.join("; "), look.width() - 2)));
    }
    if report.from_prose {
        text.push_str(&look.wrap("  ", 2, FROM_PROSE));
    }
    text.push_str(&format!("  {}\n", verdict(report, look)));
    text
}

/// `2 errors, 1 warning, 3 notes; 1 accepted, 4 met`.
pub(super) fn verdict(report: &Report, look: Look) -> String {
    let levels = [Level::Error, Level::Warning, Level::Note].map(|level| {
        let number = report.count(level);
        let told = counted(number, level.name());
        if number > 0 { look.level(level, &told) } else { told }
    });
    let accepted = report.count_status(Status::Accepted);
    format!("{}; {accepted} accepted, {} met", levels.join(", "), report.count_status(Status::Met))
}

fn families(run: Run<'_>, report: &Report, look: Look) -> String {
    let columns = [
        Column::Cut("family"),
        Column::Number("errors"),
        Column::Number("warnings"),
        Column::Number("notes"),
        Column::Number("accepted"),
        Column::Number("met"),
    ];
    let mut table = Table::new(look, 2, &columns);
    for shown in run.pack.families.iter() {
        let of = |wanted: &dyn Fn(&Finding) -> bool| {
            let own = |f: &&Finding| family(run.pack, &f.code).is_some_and(|f| f.prefix == shown.prefix);
            report.findings.iter().filter(own).filter(|finding| wanted(finding)).count()
        };
        let open = |level| of(&|finding| finding.status.is_open() && finding.level == level);
        let numbers = [
            open(Level::Error),
            open(Level::Warning),
            open(Level::Note),
            of(&|finding| finding.status == Status::Accepted),
            of(&|finding| finding.status == Status::Met),
        ];
        if numbers.iter().any(|number| *number > 0) && table.len() < FAMILIES {
            let title = format!("{} {}", shown.prefix, shown.title);
            table.row(std::iter::once(title).chain(numbers.iter().map(usize::to_string)));
        }
    }
    table.render()
}

fn figures(report: &Report, look: Look) -> String {
    let mut short: Vec<&Finding> = report
        .findings
        .iter()
        .filter(|finding| finding.status.is_open() && finding.figures.as_ref().is_some_and(|f| f.short > 0))
        .collect();
    short.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    let columns = [
        Column::Cut("means against goals"),
        Column::Number("has"),
        Column::Number("needs"),
        Column::Number("short by"),
    ];
    let mut table = Table::new(look, 2, &columns);
    for finding in short.iter().take(FIGURES) {
        let Some(figures) = &finding.figures else { continue };
        let unit = if figures.unit.is_empty() { String::new() } else { format!(" ({})", figures.unit) };
        table.row([
            format!("{} {}{unit}", finding.code, finding.name),
            figure(figures.has),
            figure(figures.needs),
            figure(figures.short),
        ]);
    }
    let mut text = table.render();
    if let Some(more) = short.len().checked_sub(FIGURES).filter(|more| *more > 0) {
        text.push_str(&format!("  … and {more} more\n"));
    }
    text
}

/// One line each for dilemmas, proposals and what was not assessed.
fn rest(report: &Report, look: Look) -> String {
    let mut lines = Vec::new();
    let stances = |stance| report.dilemmas.iter().filter(|d| d.stance == stance).count();
    let arising = report.dilemmas.len() - stances(Stance::NotAssessed);
    if arising > 0 {
        let risks: usize =
            report.dilemmas.iter().filter(|d| d.accepted.is_none()).map(|d| d.open_risks().count()).sum();
        let risks = if risks == 1 { "1 open risk".to_owned() } else { format!("{risks} open risks") };
        lines.push(format!(
            "dilemmas: {} decided, {} unresolved, {} contradictory; {risks}",
            stances(Stance::Taken),
            stances(Stance::Unresolved),
            stances(Stance::Contradictory),
        ));
    }
    let scores: Vec<String> = report
        .proposals
        .iter()
        .map(|proposal| (proposal, proposal.score()))
        .filter(|(_, (_, arise))| *arise > 0)
        .map(|(proposal, (met, arise))| format!("{} {met}/{arise}", proposal.code))
        .collect();
    if !scores.is_empty() {
        lines.push(format!("proposals: {}", scores.join("  ")));
    }
    let waiting: usize = waiting(report).values().map(Vec::len).sum();
    if waiting > 0 {
        lines.push(format!("not assessed: {}", counted(waiting, "rule")));
    }
    lines.iter().map(|line| format!("  {}\n", cut(line, look.width() - 2))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Figures;
    use crate::reports::sample::{finding, sample};
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn the_summary_fits_a_screen_however_much_there_is() {
        let mut sample = sample();
        for letter in 'a'..='z' {
            let prefix = letter.to_string();
            sample.pack.families.push(penholder_language::model::Family {
                prefix: prefix.clone(),
                title: "a title that goes on and on until nobody can remember how it began".into(),
            });
            let mut many = finding(
                &format!("{prefix}1"),
                "a-name-that-is-long-enough-for-two-columns-of-it",
                Status::Gap,
                Level::Error,
            );
            many.figures = Some(Figures {
                has: i64::MIN,
                needs: i64::MAX,
                short: i64::MAX,
                unit: "long unit ".repeat(9),
            });
            sample.judged[0].report.findings.push(many);
        }
        let text = sample.with(|run| render(run, &run.judged[0], Look::new(200, false)));
        assert!(text.lines().count() <= 23, "{} lines:\n{text}", text.lines().count());
        assert!(text.lines().all(|line| line.width() <= 92), "{text}");
    }

    #[test]
    fn the_summary_counts() {
        let text = sample().with(|run| render(run, &run.judged[0], Look::new(80, false)));
        assert!(text.contains("1 error, 0 warnings, 1 note; 1 accepted, 1 met"), "{text}");
        assert!(text.contains("Y1 1/2") && text.contains("1 contradictory; 1 open risk"), "{text}");
        assert!(text.contains("not assessed: 1 rule"), "{text}");
        assert!(text.lines().all(|line| line.width() <= 80), "{text}");
    }
}
