//! What is new, gone and unchanged beside a baseline or an older text.

use super::{Options, group, mandate, section_title, summary};
use crate::baseline::{Change, Changes, Gone};
use crate::findings::{Identity, Report};
use crate::reports::{Judged, Run};

/// The new findings in full, what is gone in a line each, and how many are as they were. With `--all` the unchanged
/// ones are shown in full, too. `changes` has one entry for each mandate of the run.
pub fn changed(run: Run<'_>, changes: &[Changes], options: Options) -> String {
    let told = run.judged.iter().zip(changes).map(|(judged, changes)| one(run, judged, changes, options));
    told.collect::<Vec<_>>().join("\n")
}

fn one(run: Run<'_>, judged: &Judged, changes: &Changes, options: Options) -> String {
    let mut parts = Vec::new();
    if options.all {
        parts.push(mandate(run, judged, options));
        parts.push(gone(changes, options));
        parts.push(tally(changes, options));
    } else {
        let new = only_new(&judged.report, changes);
        parts.push(group::findings(run, &new, options));
        parts.push(super::dilemmas::section(&new, options));
        parts.push(gone(changes, options));
        parts.push(tally(changes, options));
        parts.push(summary::render(run, judged, options.look));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// The report without what was recorded.
fn only_new(report: &Report, changes: &Changes) -> Report {
    let mut new = report.clone();
    let mut counts = (0..).map(|index| changes.counts(index));
    new.findings.retain(|_| counts.next().unwrap_or(false));
    let mut kept = changes.dilemmas.iter();
    new.dilemmas.retain(|_| matches!(kept.next(), Some(Some(change)) if *change != Change::Unchanged));
    new
}

fn gone(changes: &Changes, options: Options) -> String {
    if changes.gone.is_empty() {
        return String::new();
    }
    let look = options.look;
    let mut text = section_title(look, &format!("gone since {}", changes.against));
    for gone in &changes.gone {
        let head = format!("  {} ", look.bold(&gone.entry.identity.code));
        text.push_str(&look.wrap(&head, 4, &format!("{}: {}", named(gone), fate(gone))));
    }
    text
}

/// The rule's name and what it was about.
fn named(gone: &Gone) -> String {
    let about = subjects(&gone.entry.identity);
    if about.is_empty() { gone.entry.name.clone() } else { format!("{} for {about}", gone.entry.name) }
}

/// What an identity is about, in words.
pub(in crate::reports) fn subjects(identity: &Identity) -> String {
    let told = identity.subjects.iter().map(|subject| match subject.label.as_str() {
        "" => subject.act.clone(),
        label => format!("¶{label} ({})", subject.act),
    });
    told.collect::<Vec<_>>().join(", ")
}

/// What became of it.
pub(in crate::reports) fn fate(gone: &Gone) -> String {
    let was = match gone.entry.level {
        Some(level) => level.name(),
        None => gone.entry.status.as_str(),
    };
    let now = match gone.now {
        Some(status) => format!("{} now", status.name().replace('-', " ")),
        None if gone.entry.level.is_none() => "not open any more".to_owned(),
        None => "does not arise any more".to_owned(),
    };
    format!("was {was}, {now}")
}

/// `since old.json: 2 new, 1 gone, 83 unchanged`.
fn tally(changes: &Changes, options: Options) -> String {
    let (new, unchanged) = changes.tally();
    let hint = if unchanged > 0 && !options.all { " (`--all` shows them)" } else { "" };
    let told = format!(
        "since {}: {new} new, {} gone, {unchanged} unchanged{hint}",
        changes.against,
        changes.gone.len(),
    );
    options.look.wrap("", 2, &told)
}
