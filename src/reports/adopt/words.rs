//! What changes, in words.

use crate::findings::{Finding, LineState, Subject};
use crate::reports::look::figure;

/// For whom or what; empty for the draft as a whole.
pub(super) fn subjects(subjects: &[Subject]) -> String {
    subjects.iter().map(|subject| subject.text.as_str()).collect::<Vec<_>>().join(", ")
}

/// By how much, or how otherwise.
pub(super) fn difference(was: &Finding, is: &Finding) -> String {
    let mut parts = Vec::new();
    if was.level != is.level {
        parts.push(format!("{} → {}", was.level.name(), is.level.name()));
    }
    if was.status != is.status {
        parts.push(format!("{} → {}", was.status.name(), is.status.name()));
    }
    if let (Some(a), Some(b)) = (&was.figures, &is.figures)
        && (a.has, a.needs) != (b.has, b.needs)
    {
        parts.push(
            format!("short by {} → {} {}", figure(a.short), figure(b.short), b.unit).trim_end().to_owned(),
        );
    }
    let missing =
        |finding: &Finding| finding.lines.iter().filter(|line| line.state != LineState::Holds).count();
    if parts.is_empty() && missing(was) != missing(is) {
        parts.push(format!("{} of what it asks missing → {}", missing(was), missing(is)));
    }
    if parts.is_empty() { "stands otherwise".to_owned() } else { parts.join(", ") }
}
