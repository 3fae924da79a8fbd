//! Findings as workflow commands, which GitHub shows on the lines of a pull request.

use penholder_language::model::Level;

use super::Run;
use crate::baseline::Changes;
use crate::findings::Finding;

/// One command for each open finding; where `changes` has one entry for each mandate of the run, for each that is new.
pub fn render(run: Run<'_>, changes: &[Changes]) -> String {
    let judged = run.judged.iter().enumerate().map(|(at, judged)| (judged, changes.get(at)));
    let findings = judged.flat_map(|(judged, changes)| {
        let new = move |at: usize| changes.is_none_or(|changes| changes.counts(at));
        judged.report.findings.iter().enumerate().filter(move |(at, f)| f.status.is_open() && new(*at))
    });
    findings.map(|(_, finding)| command(run, finding)).collect()
}

fn command(run: Run<'_>, finding: &Finding) -> String {
    let kind = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let (start, end) = (run.places.start(finding.place), run.places.end(finding.place));
    // GitHub wants columns only where a place is on one line.
    let columns = match start.line == end.line {
        true => format!(",col={},endColumn={}", start.column, end.column),
        false => String::new(),
    };
    let title = property(&format!("{} {}", finding.code, finding.name));
    let remedy = finding.remedies.first().map(|remedy| format!("\n{}", remedy.text)).unwrap_or_default();
    format!(
        "::{kind} file={},line={},endLine={}{columns},title={title}::{}\n",
        property(run.places.name(finding.place)),
        start.line,
        end.line,
        data(&format!("{} [{}]{remedy}", finding.message, finding.source)),
    )
}

/// Escaped for the part after `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escaped for a property, where `:` and `,` separate.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::sample::sample;

    #[test]
    fn one_command_a_finding_on_one_line() {
        let text = sample().with(|run| render(run, &[]));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "::error file=vale.mandate,line=6,endLine=6,col=5,endColumn=45,title=X1 reach::the reason of X1 [§9]%0ARequests the Secretary-General to provide 12 more helicopters",
                "::notice file=vale.mandate,line=5,endLine=5,col=1,endColumn=25,title=X6 whole::the reason of X6 [§9]",
            ]
        );
    }

    #[test]
    fn separators_are_escaped() {
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
        assert_eq!(data("a:b,90 %\r\n"), "a:b,90 %25%0D%0A");
    }
}
