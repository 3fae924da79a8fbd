//! A line for each bracket and each thing that hinges on it.

use super::Weighings;
use super::words::{decided, names, others, row, short};
use crate::brackets::RowKind;

/// `file,mandate,bracket,option,text,proponents,best,…`: first the options, then what hinges on each bracket.
pub fn csv(run: Weighings<'_>) -> String {
    let mut text = line(&[
        "file",
        "mandate",
        "bracket",
        "kind",
        "option",
        "text",
        "proponents",
        "best",
        "code",
        "what",
        "flips",
        "of",
        "together_with",
        "outcome",
    ]);
    for draft in run.drafts {
        let analysis = &draft.analysis;
        let start = [draft.path.as_str(), analysis.mandate.as_str()];
        for (place, bracket) in analysis.brackets.iter().enumerate() {
            for (number, option) in bracket.options.iter().enumerate() {
                let number = (number + 1).to_string();
                let best = option.best.map(short).unwrap_or_default();
                let proponents = option.proponents.join("; ");
                let own = [
                    &bracket.name,
                    "option",
                    &number,
                    &option.text,
                    &proponents,
                    &best,
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                ];
                text.push_str(&line(&[&start[..], &own[..]].concat()));
            }
            let (alone, together) = decided(analysis, place);
            for (decided, lever) in alone.iter().chain(&together) {
                let kind = match decided.kind {
                    RowKind::Finding => "finding",
                    RowKind::Dilemma => "dilemma",
                    RowKind::Axis => "axis",
                };
                let with = names(analysis, &others(decided, place));
                let (flips, of) = (lever.flips.to_string(), lever.of.to_string());
                for outcome in &lever.outcomes {
                    let number = (outcome.option + 1).to_string();
                    let states = outcome.states.join(" or ");
                    let what = row(decided);
                    let own = [
                        &bracket.name,
                        kind,
                        &number,
                        "",
                        "",
                        "",
                        &decided.code,
                        &what,
                        &flips,
                        &of,
                        &with,
                        &states,
                    ];
                    text.push_str(&line(&[&start[..], &own[..]].concat()));
                }
            }
        }
    }
    text
}

fn line(cells: &[&str]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| field(cell)).collect();
    format!("{}\r\n", quoted.join(","))
}

/// Quoted where it has to be. A cell that a spreadsheet would take for a formula is marked as text.
fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '@', '\t', '\r']) || (text.starts_with('-') && text.len() > 1);
    let marked = if formula { format!("'{text}") } else { text.to_owned() };
    if marked.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", marked.replace('"', "\"\""))
    } else {
        marked
    }
}
