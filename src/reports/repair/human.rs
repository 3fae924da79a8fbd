//! A repair as a drafter reads it: each change with its price and what it is for, then what else would serve.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::model::Level;

use super::Shown;
use crate::repair::{Changed, Demand, Kind, Repair, Verdict};
use crate::reports::Look;
use crate::reports::look::figure;

/// The text. `written`: the changes were made in the file.
pub fn human(shown: Shown<'_>, written: bool, look: Look) -> String {
    let before = &shown.outcome.before;
    let mut text = format!("{} {}  {}\n", look.bold(&before.mandate), before.symbol, look.dim(shown.path));
    match &shown.outcome.verdict {
        Verdict::Sound => {
            text.push_str(&format!(
                "nothing is open at the level of {}: there is nothing to repair\n",
                at(shown.level)
            ));
        }
        Verdict::Repaired { best, bound, proven, alternatives, sought } => {
            text.push_str(&headline(shown, best, *bound, *proven, look));
            text.push_str(&changes(shown, best, look));
            text.push_str(&afterwards(shown, best, written, look));
            text.push_str(&others(best, alternatives, look));
            if !sought {
                text.push_str(&format!("\n{}", look.wrap("", 0, unsought(*proven))));
            }
        }
        Verdict::Impossible(clash) => text.push_str(&impossible(shown, clash, look)),
        Verdict::OutOfTime(bound) => {
            let found = format!(
                "no repair was found in time among {} changes; none costs less than {}. A longer `--time-limit` may find one\n",
                shown.outcome.candidates,
                figure(*bound)
            );
            text.push_str(&look.wrap("", 0, &found));
        }
    }
    text
}

/// Why there may be other repairs than those that are told.
pub(super) fn unsought(proven: bool) -> &'static str {
    if proven {
        "not every way round was tried in the time for it: there may be other repairs, or cheaper others"
    } else {
        "others were not looked for; a longer `--time-limit` may prove the cheapest, and leave time for them"
    }
}

/// That candidates were cut off, where no repair was found.
pub(super) const CUT: &str = "not every change was weighed: what clauses put in ask for in turn was not followed to its end, so that there may be a repair all the same";

pub(super) fn at(level: Level) -> &'static str {
    match level {
        Level::Error => "errors",
        Level::Warning => "warnings and errors",
        Level::Note => "notes, warnings and errors",
    }
}

fn headline(shown: Shown<'_>, best: &Repair, bound: i64, proven: bool, look: Look) -> String {
    look.wrap("", 0, &in_short(shown, best, bound, proven))
}

/// How many changes for how much, and how sure it is that nothing costs less.
pub(super) fn in_short(shown: Shown<'_>, best: &Repair, bound: i64, proven: bool) -> String {
    let before = &shown.outcome.before;
    let open: Vec<String> = [Level::Error, Level::Warning, Level::Note]
        .into_iter()
        .filter(|level| *level >= shown.level)
        .map(|level| counted(before.count(level), level.name()))
        .collect();
    let how = if proven {
        format!("the cheapest of {} changes weighed, proven", shown.outcome.candidates)
    } else {
        format!("best found in time, not proven: none costs less than {}", figure(bound))
    };
    let deep = if shown.outcome.complete {
        ""
    } else {
        "; what the clauses put in ask for in turn was not followed to its end"
    };
    let count = counted(best.changes.len(), "change");
    format!("{}: {count} for {} ({how}{deep})", open.join(", "), figure(best.cost))
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn changes(shown: Shown<'_>, repair: &Repair, look: Look) -> String {
    let mut text = String::from("\n");
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for change in &repair.changes {
        // What is said more of a clause put in stands in the clause.
        if change.candidate.kind == Kind::Specify
            && repair
                .changes
                .iter()
                .any(|other| other.candidate.kind == Kind::Add && other.label == change.label)
        {
            continue;
        }
        let prose = change.prose.as_str();
        let new = !prose.is_empty() && told.insert(prose);
        // Of one remedy the sentence stands once, with all that it costs and is for.
        let one = |other: &&Changed| {
            shown.prose && other.before.is_empty() && !prose.is_empty() && other.prose == prose
        };
        if one(&change) && !new {
            continue;
        }
        let mut all: Vec<&Changed> = repair.changes.iter().filter(one).collect();
        if all.is_empty() {
            all.push(change);
        }
        if shown.prose && change.before.is_empty() {
            if new {
                text.push_str(&look.wrap(
                    &format!("  {} ", look.bold(&format!("¶{}", change.label))),
                    6,
                    prose,
                ));
            } else if prose.is_empty() {
                text.push_str(&line('+', &change.after, look));
            }
        } else {
            if !change.before.is_empty() {
                text.push_str(&line('-', &change.before, look));
            }
            if !change.after.is_empty() {
                text.push_str(&line('+', &change.after, look));
            }
            if new {
                text.push_str(&look.fact(4, "says", prose));
            }
        }
        let sum = all.iter().fold(0_i64, |sum, own| sum.saturating_add(own.candidate.cost));
        let cost = format!("{}, {}", change.candidate.kind.name(), figure(sum));
        text.push_str(&look.fact(4, "costs", &cost));
        text.push_str(&look.fact(4, "for", &closes(&all)));
    }
    text
}

fn line(sign: char, clause: &str, look: Look) -> String {
    let sign = if sign == '+' { look.good("+") } else { look.level(Level::Error, "-") };
    look.wrap(&format!("  {sign} "), 6, clause)
}

/// The findings that changes close, by code; many of one code are counted.
pub(super) fn closes(changes: &[&Changed]) -> String {
    let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (code, subjects) in changes.iter().flat_map(|change| &change.closes) {
        let own = codes.entry(code).or_default();
        if !own.contains(&subjects.as_str()) {
            own.push(subjects);
        }
    }
    let told: Vec<String> = codes
        .into_iter()
        .map(|(code, subjects)| match subjects.as_slice() {
            [""] => code.to_owned(),
            [one] => format!("{code} {one}"),
            [one, rest @ ..] => format!("{code} {one} and {} more", rest.len()),
            [] => code.to_owned(),
        })
        .collect();
    if told.is_empty() { "what the others ask for together".to_owned() } else { told.join("; ") }
}

fn afterwards(shown: Shown<'_>, best: &Repair, written: bool, look: Look) -> String {
    let closed = match best.closed.len() {
        0 => String::new(),
        1 => ", and 1 finding is closed".to_owned(),
        count => format!(", and {count} findings are closed"),
    };
    let checked = format!(
        "checked again: nothing is left open at the level of {}, nothing is new{closed}",
        at(shown.level)
    );
    let mut text = format!("\n{}", look.wrap("", 0, &checked));
    if written {
        text.push_str(&format!("wrote {}\n", shown.path));
    } else if !shown.prose {
        text.push_str("`--write` makes the changes in the file\n");
    }
    text
}

/// What the others put in the place of what.
fn others(best: &Repair, alternatives: &[Repair], look: Look) -> String {
    let mut text = String::new();
    for other in alternatives {
        let (gone, come) = (without(best, other), without(other, best));
        text.push_str(&format!(
            "\n{} {} ({} more)\n",
            look.bold("or for"),
            figure(other.cost),
            figure(other.cost.saturating_sub(best.cost))
        ));
        text.push_str(&look.fact(2, "without", &listed(&gone)));
        text.push_str(&look.fact(2, "but", &listed(&come)));
    }
    text
}

pub(super) fn without<'r>(one: &'r Repair, other: &Repair) -> Vec<&'r Changed> {
    let known = |change: &&Changed| other.changes.iter().any(|theirs| theirs.candidate == change.candidate);
    one.changes.iter().filter(|change| !known(change)).collect()
}

/// So many changes are told one by one.
const LISTED: usize = 6;

pub(super) fn listed(changes: &[&Changed]) -> String {
    let mut told: Vec<String> = changes
        .iter()
        .take(LISTED)
        .map(|change| match change.candidate.kind {
            Kind::Add => change.candidate.text.clone(),
            kind => format!("{} {}", kind.name(), change.candidate.text),
        })
        .collect();
    if changes.len() > LISTED {
        told.push(format!("{} more", changes.len() - LISTED));
    }
    if told.is_empty() { "nothing".to_owned() } else { told.join("; ") }
}

fn impossible(shown: Shown<'_>, clash: &[Demand], look: Look) -> String {
    let why = match clash.len() {
        1 => "No change does this:",
        _ => "These clash; without any one of them the others could be met:",
    };
    let head = format!(
        "no repair among {} changes leaves nothing open at the level of {}. {why}",
        shown.outcome.candidates,
        at(shown.level)
    );
    let mut text = look.wrap("", 0, &head);
    if !shown.outcome.complete {
        text.push_str(&look.wrap("", 0, CUT));
    }
    for demand in clash {
        text.push_str(&look.wrap("  · ", 4, demanded(demand).trim_end()));
    }
    if clash.is_empty() {
        text.push_str("  (the changes that would do could not be put into the text)\n");
    }
    text
}

/// What must be kept to.
pub(super) fn demanded(demand: &Demand) -> String {
    match demand {
        Demand::Close(code, subjects, level) => format!("close the {} {code} {subjects}", level.name()),
        Demand::Open(code, subjects) => format!("do not open {code} {subjects}"),
        Demand::Keep(label) => format!("keep ¶{label} (`--keep`)"),
        Demand::Forbid(word) => format!("no {word} (`--forbid`)"),
        Demand::Budget(word, most) => format!("no more than {} {word} (`--budget`)", figure(*most)),
    }
}
