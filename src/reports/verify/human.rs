//! What verification came to, for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::reports::{Look, counted};
use crate::verify::{Answer, Checked, Ground, Question, Report};

/// A report for people: what is wrong first, then what is declared, then counts. `all` lists every answer.
pub fn render(report: &Report, look: Look, all: bool) -> String {
    let mut text = String::new();
    for checked in report.faults() {
        fault(checked, look, &mut text);
    }
    let mut hidden = 0;
    for checked in report.checked.iter().filter(|checked| checked.fault.is_some()) {
        let Some(declared) = &checked.declared else { continue };
        if !all && !declared.by_line {
            hidden += 1;
            continue;
        }
        let fault = checked.fault.as_deref().unwrap_or_default();
        text.push_str(&look.wrap("wanted: ", 4, &format!("{fault} ({})", declared.because)));
    }
    if hidden > 0 {
        let told = format!("wanted: {hidden} more, as the rules say themselves; --all lists them");
        text.push_str(&look.wrap("", 4, &told));
    }
    for checked in report.unanswered() {
        let Answer::Unknown(why) = &checked.answer else { continue };
        let told = format!("unknown: {} of {}: {why}", checked.question.name(), named(checked));
        text.push_str(&look.wrap("", 4, &told));
    }
    if all {
        for checked in &report.checked {
            let told =
                format!("{} {}: {}", named(checked), checked.question.name(), in_words(&checked.answer));
            text.push_str(&look.wrap("  ", 4, &told));
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    summary(report, look, &mut text);
    text
}

fn named(checked: &Checked) -> String {
    let codes = checked.codes.join(" and ");
    if checked.part.is_empty() { codes } else { format!("{codes} ({})", checked.part) }
}

fn fault(checked: &Checked, look: Look, text: &mut String) {
    let told = format!("{} {}", checked.codes.join(", "), checked.question.name());
    let _ = writeln!(text, "{}", look.bold(&told));
    text.push_str(&look.wrap("    ", 4, checked.fault.as_deref().unwrap_or_default()));
    text.push_str(&look.wrap("    ", 4, &in_words(&checked.answer)));
    if let Some(help) = checked.help {
        text.push_str(&look.wrap("    help: ", 10, help));
    }
    if let Some(example) = checked.answer.example() {
        text.push_str("    such as\n");
        for line in example.lines() {
            let _ = writeln!(text, "        {}", look.dim(line));
        }
    }
}

/// An answer with what it rests on.
fn in_words(answer: &Answer) -> String {
    match answer {
        Answer::Proved(ground) => format!("proved: {}", rests_on(ground)),
        Answer::Refuted(ground) => format!("refuted: {}", rests_on(ground)),
        Answer::Searched(to) => {
            format!(
                "searched among mandates with up to {to} entities of a sort, which proves nothing of larger ones"
            )
        }
        Answer::Tried(tried) => format!("searched: {tried}; that proves nothing of others"),
        Answer::Unknown(why) => format!("unknown: {why}"),
    }
}

fn rests_on(ground: &Ground) -> String {
    match ground {
        Ground::Example { size, .. } => format!("by a mandate of {}", counted_entities(*size)),
        Ground::Bound(bound) => {
            format!(
                "no mandate does otherwise; it was enough to look at {} of a sort",
                counted_entities(*bound)
            )
        }
        Ground::Text(text) => text.clone(),
    }
}

fn counted_entities(size: usize) -> String {
    if size == 1 { "1 entity".to_owned() } else { format!("{size} entities") }
}

fn summary(report: &Report, look: Look, text: &mut String) {
    let mut counts: BTreeMap<Question, [usize; 4]> = BTreeMap::new();
    for checked in &report.checked {
        let place = match checked.answer {
            Answer::Proved(_) => 0,
            Answer::Refuted(_) => 1,
            Answer::Searched(_) | Answer::Tried(_) => 2,
            Answer::Unknown(_) => 3,
        };
        if let Some(count) = counts.entry(checked.question).or_default().get_mut(place) {
            *count += 1;
        }
    }
    let _ = writeln!(text, "{:<22} {:>7} {:>8} {:>9} {:>8}", "", "proved", "refuted", "searched", "unknown");
    for (question, [proved, refuted, searched, unknown]) in counts {
        let _ = writeln!(text, "{:<22} {proved:>7} {refuted:>8} {searched:>9} {unknown:>8}", question.name());
    }
    let faults = report.faults().count();
    let open = report.unanswered().count();
    let verdict = if faults == 0 && open > 0 {
        look.bold(&format!("nothing wrong found, {} without an answer", counted(open, "question")))
    } else if faults == 0 {
        look.good("nothing wrong")
    } else {
        look.bold(&format!("{} wrong", counted(faults, "thing")))
    };
    let _ = writeln!(
        text,
        "{}: {}, {} beyond the bounded fragment: {verdict}",
        report.pack,
        counted(report.rules, "rule"),
        report.beyond.len()
    );
}
