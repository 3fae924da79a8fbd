//! Dilemmas: which way out a draft takes for whom, and what that leaves open.

use super::finding::labels;
use super::{Options, section_title};
use crate::findings::{DilemmaFinding, HornTaken, Report, RiskState, Stance};
use crate::reports::Look;

/// Every dilemma that arises.
pub(super) fn section(report: &Report, options: Options) -> String {
    let mut text = String::new();
    let arising = report.dilemmas.iter().filter(|d| d.stance != Stance::NotAssessed && d.accepted.is_none());
    for dilemma in arising {
        text.push_str(&told(dilemma, options.look, options.verbose));
    }
    if text.is_empty() { text } else { section_title(options.look, "dilemmas") + &text }
}

/// For whom or what the choice is made.
pub(in crate::reports) fn about(dilemma: &DilemmaFinding) -> String {
    let subjects: Vec<&str> = dilemma.subjects.iter().map(|subject| subject.text.as_str()).collect();
    if subjects.is_empty() { String::new() } else { format!(" for {}", subjects.join(", ")) }
}

/// One dilemma for one binding.
pub(in crate::reports) fn told(dilemma: &DilemmaFinding, look: Look, verbose: bool) -> String {
    let taken: Vec<&str> =
        dilemma.horns.iter().filter(|horn| horn.taken).map(|horn| horn.name.as_str()).collect();
    let stance = match dilemma.stance {
        Stance::Taken => taken.join(" and "),
        Stance::Contradictory => format!("{}: contradictory", taken.join(" and ")),
        Stance::Unresolved => "unresolved".to_owned(),
        Stance::NotAssessed => "not assessed".to_owned(),
    };
    let stance = if dilemma.is_open() { look.bold(&stance) } else { look.good(&stance) };
    let head = format!("  {} ", look.bold(&dilemma.code));
    let mut text = look.wrap(&head, 4, &format!("{}{} → {stance}", dilemma.name, about(dilemma)));
    if verbose || dilemma.stance != Stance::Taken {
        text.push_str(&look.wrap("    ", 4, &dilemma.message));
    }
    for (first, second, because) in &dilemma.clashes {
        text.push_str(&look.fact(4, "clash", &format!("{first} and {second}: {because}")));
    }
    for horn in &dilemma.horns {
        text.push_str(&self::horn(horn, look, verbose));
    }
    if verbose {
        text.push_str(&look.fact(4, "source", &dilemma.source));
    }
    text
}

fn horn(horn: &HornTaken, look: Look, verbose: bool) -> String {
    if !horn.taken && !verbose {
        return String::new();
    }
    let clauses = labels(&horn.clauses).join(", ");
    let place = if clauses.is_empty() { String::new() } else { format!(" ({clauses})") };
    let key = if horn.taken { "takes" } else { "not taken" };
    let mut text = look.fact(4, key, &format!("{}{place}", horn.title));
    for (key, mitigated) in [(if horn.taken { "at risk" } else { "would risk" }, false), ("answered", true)] {
        let risks: Vec<&str> = horn
            .risks
            .iter()
            .filter(|risk: &&RiskState| risk.mitigated == mitigated)
            .map(|risk| risk.text.as_str())
            .collect();
        if !risks.is_empty() && (verbose || !mitigated) {
            text.push_str(&look.fact(4, key, &risks.join("; ")));
        }
    }
    text
}
