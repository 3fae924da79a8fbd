//! All readings, for people: the best first, then what is traded for what, then what each bracket decides.

use super::words::{
    axes, decided, differences, name, names, number_of, option, others, outcomes, readings, row, short,
    tally, unknown,
};
use super::{Weighing, Weighings};
use crate::brackets::{Analysis, BracketInfo, Settlement, Taken, Weighed};
use crate::reports::look::{cut, figure};
use crate::reports::{Look, counted};

/// Points of the front that are shown; the JSON has them all.
const FRONT: usize = 12;
/// Things that hinge on a bracket, unless all are wanted.
const HINGES: usize = 3;
/// Groups that are named.
const GROUPS: usize = 8;

/// What to show, and how.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Width and colour.
    pub look: Look,
    /// All that hinges on each bracket.
    pub verbose: bool,
    /// What the delegations would have.
    pub proponents: bool,
}

/// Every draft, one after the other.
pub fn human(run: Weighings<'_>, options: Options) -> String {
    let told: Vec<String> = run.drafts.iter().map(|draft| one(draft, options)).collect();
    told.join("\n")
}

fn one(draft: &Weighing, options: Options) -> String {
    let analysis = &draft.analysis;
    let look = options.look;
    let mut parts = vec![heading(draft, look)];
    if !analysis.brackets.is_empty() {
        parts.push(best(analysis, look));
        parts.push(front(analysis, look));
        parts.push(brackets(analysis, options));
        if options.proponents {
            parts.push(proponents(analysis, look));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn title(look: Look, title: &str, more: &str) -> String {
    let more = if more.is_empty() { String::new() } else { format!("  {}", look.dim(more)) };
    format!("{}{more}\n", look.bold(title))
}

fn heading(draft: &Weighing, look: Look) -> String {
    let analysis = &draft.analysis;
    let symbol = if analysis.symbol.is_empty() { String::new() } else { format!(" {}", analysis.symbol) };
    let called = cut(&format!("{}{symbol}", analysis.mandate), look.width() / 2);
    let mut text = format!("{}  {}\n", look.bold(&called), look.dim(&draft.path));
    if analysis.brackets.is_empty() {
        text.push_str("  no brackets: there is one reading, and `penholder check` judges it\n");
        return text;
    }
    let pinned = analysis.brackets.iter().filter(|bracket| bracket.pinned.is_some()).count();
    let pinned = if pinned > 0 { format!(", {pinned} pinned") } else { String::new() };
    text.push_str(&look.wrap(
        "  ",
        4,
        &format!(
            "{}{pinned}: {} readings",
            counted(analysis.brackets.len(), "bracket"),
            readings(analysis.readings)
        ),
    ));
    text.push_str(&groups(analysis, look));
    let stands = &analysis.as_it_stands;
    let levels =
        look.fact(2, "as written", &format!("{}; {}", tally(stands.tally), axes(analysis, &stands.axes)));
    text.push_str(&levels);
    text.push_str(&look.fact(2, "always", &format!("{}: no bracket changes them", tally(analysis.always))));
    text
}

/// Which brackets have nothing to do with each other.
fn groups(analysis: &Analysis, look: Look) -> String {
    let mut text = String::new();
    if analysis.factored && analysis.too_large.is_empty() {
        let how = format!(
            "too many readings to go through ({} at most): groups of brackets that have nothing to do with each other \
             were gone through one by one, which is exact",
            number_of(analysis.limit)
        );
        text.push_str(&look.wrap("  ", 4, &how));
    }
    for place in &analysis.too_large {
        let Some(group) = analysis.groups.get(*place) else { continue };
        let told = format!(
            "{} that belong together have too many readings even so ({}): the best readings and the front are not \
             known; pin some of them, `--pin {}=1`",
            counted(group.len(), "bracket"),
            cut(&names(analysis, group), 120),
            group.first().and_then(|place| analysis.brackets.get(*place)).map_or("", |b| b.name.as_str())
        );
        text.push_str(&look.wrap("  ", 4, &told));
    }
    if analysis.groups.len() > 1 {
        let mut told: Vec<String> =
            analysis.groups.iter().take(GROUPS).map(|group| names(analysis, group)).collect();
        if analysis.groups.len() > GROUPS {
            told.push(format!("{} more", analysis.groups.len() - GROUPS));
        }
        let told =
            format!("{} groups that do not touch each other: {}", analysis.groups.len(), told.join(" | "));
        text.push_str(&look.wrap("  ", 4, &told));
    }
    text
}

fn best(analysis: &Analysis, look: Look) -> String {
    if analysis.best.is_empty() {
        return String::new();
    }
    let mut text = title(look, "Best readings", "fewest errors, then warnings, then notes");
    for weighed in &analysis.best {
        text.push_str(&reading(analysis, weighed, &tally(weighed.tally), look));
    }
    text
}

fn reading(analysis: &Analysis, weighed: &Weighed, counts: &str, look: Look) -> String {
    let many = format!(
        "{} ({})",
        look.bold(counts),
        if weighed.readings == 1 {
            "1 reading".to_owned()
        } else {
            format!("{} readings", number_of(weighed.readings))
        }
    );
    let mut text = look.wrap("  ", 4, &format!("{many}; {}", axes(analysis, &weighed.axes)));
    text.push_str(&changes(analysis, &weighed.taken, look, 4));
    text
}

/// What a reading takes, as against the text as it stands.
fn changes(analysis: &Analysis, taken: &Taken, look: Look, indent: usize) -> String {
    let changes = differences(analysis, taken);
    let told = if changes.is_empty() {
        "the text as it stands: the first option everywhere".to_owned()
    } else {
        format!("first options, but {}", changes.join(" · "))
    };
    look.wrap(&" ".repeat(indent), indent + 2, &told)
}

fn front(analysis: &Analysis, look: Look) -> String {
    if analysis.front.is_empty() {
        return String::new();
    }
    let axes: Vec<&str> = analysis.axes.iter().map(|axis| axis.name.as_str()).collect();
    let mut text = title(
        look,
        "Trade-off front",
        &format!("less of one thing (errors, warnings, {}) only for more of another", axes.join(", ")),
    );
    for weighed in analysis.front.iter().take(FRONT) {
        let counts = format!(
            "{}, {}",
            counted(weighed.tally.errors as usize, "error"),
            counted(weighed.tally.warnings as usize, "warning")
        );
        text.push_str(&reading(analysis, weighed, &counts, look));
    }
    let more = analysis.front.len().saturating_sub(FRONT);
    if more > 0 {
        text.push_str(&format!("  … {more} more; `--format json` has them all\n"));
    }
    if analysis.front_cut {
        text.push_str(&look.wrap("  ", 4, "the front has more points than were kept"));
    }
    text
}

fn brackets(analysis: &Analysis, options: Options) -> String {
    let look = options.look;
    let mut text =
        title(look, "What each bracket decides", "[fewest errors/warnings/notes to be had with the option]");
    let mut idle = Vec::new();
    for (place, bracket) in analysis.brackets.iter().enumerate() {
        let (alone, together) = decided(analysis, place);
        let unknown = unknown(analysis, place);
        if alone.is_empty()
            && together.is_empty()
            && unknown == 0
            && bracket.pinned.is_none()
            && !bracket.gone
        {
            idle.push(bracket);
            continue;
        }
        text.push_str(&head(analysis, bracket, look));
        if bracket.pinned.is_some() || bracket.gone {
            continue;
        }
        for (place, info) in bracket.options.iter().enumerate() {
            let best = info.best.map_or(String::new(), |best| format!("  [{}]", short(best)));
            let told = format!("{}{}", option(bracket, place as u32), look.dim(&best));
            text.push_str(&look.wrap(&format!("    {} ", place + 1), 6, &told));
        }
        let shown = if options.verbose { usize::MAX } else { HINGES };
        for (decided, lever) in alone.iter().take(shown) {
            let told = format!("{}: {}", row(decided), outcomes(lever));
            text.push_str(&look.fact(4, "alone", &told));
        }
        for (decided, lever) in together.iter().take(shown) {
            let with = names(analysis, &others(decided, place));
            let many = |number: u64| figure(i64::try_from(number).unwrap_or(i64::MAX));
            let when = if lever.flips == lever.of {
                "whatever they take".to_owned()
            } else {
                format!("in {} of their {} readings", many(lever.flips), many(lever.of))
            };
            let told = format!("with {with}, {when}: {}", row(decided));
            text.push_str(&look.fact(4, "together", &told));
        }
        let hidden = alone.len().saturating_sub(shown) + together.len().saturating_sub(shown);
        if hidden > 0 {
            text.push_str(&look.fact(4, "", &format!("… {hidden} more; `--verbose` shows them")));
        }
        if unknown > 0 {
            let told = format!(
                "{} may hinge on it together with too many others to go through",
                counted(unknown, "finding")
            );
            text.push_str(&look.fact(4, "unknown", &told));
        }
    }
    if !idle.is_empty() {
        let told: Vec<String> = idle.iter().map(|bracket| name(bracket)).collect();
        let told = format!("no finding, no dilemma and no axis hinges on {}", told.join(", "));
        text.push_str(&look.fact(2, "nothing", &told));
    }
    text
}

fn head(analysis: &Analysis, bracket: &BracketInfo, look: Look) -> String {
    let within: Vec<String> = bracket
        .within
        .iter()
        .filter_map(|(outer, option)| {
            Some(format!("{} {}", name(analysis.brackets.get(*outer)?), option + 1))
        })
        .collect();
    let mut more = Vec::new();
    if !within.is_empty() {
        more.push(format!("inside {}", within.join(", ")));
    }
    if let Some(pinned) = bracket.pinned {
        more.push(format!("pinned to {}", option(bracket, pinned)));
    }
    if bracket.gone {
        more.push("not there, as others are pinned".to_owned());
    }
    format!("  {}  {}\n", look.bold(&name(bracket)), look.dim(&more.join("; "))).replace("  \n", "\n")
}

fn proponents(analysis: &Analysis, look: Look) -> String {
    let mut text =
        title(look, "Delegations", "a bracket is conceded where none of the delegation's options is taken");
    if analysis.delegations.is_empty() {
        text.push_str("  no option has a proponent\n");
        return text;
    }
    for delegation in &analysis.delegations {
        let named = counted(delegation.brackets, "bracket");
        text.push_str(&look.wrap("  ", 4, &format!("{}  {named}", look.bold(&delegation.name))));
        let told = match (&delegation.best, delegation.readings) {
            (Some((best, _)), Some(many)) => {
                format!("{} readings give it all; at best {}", number_of(many), tally(*best))
            }
            (None, Some(_)) => "no reading gives it all".to_owned(),
            _ => "not worked out".to_owned(),
        };
        text.push_str(&look.fact(4, "prefers", &told));
        if let Some((_, taken)) = &delegation.best {
            text.push_str(&changes(analysis, taken, look, 15));
        }
    }
    text.push('\n');
    text.push_str(&agreements(analysis, look));
    for (heading, settlement) in
        [("Least cost to all", &analysis.least), ("Least cost to whoever concedes most", &analysis.fairest)]
    {
        if let Some(settlement) = settlement {
            text.push('\n');
            text.push_str(&meeting(analysis, heading, settlement, look));
        }
    }
    text
}

fn agreements(analysis: &Analysis, look: Look) -> String {
    let mut text = title(look, "Where they agree", "");
    let names = analysis.brackets.iter().map(|bracket| name(bracket).chars().count());
    let width = names.max().unwrap_or(0).min(24);
    for agreement in &analysis.agreements {
        let Some(bracket) = analysis.brackets.get(agreement.choice) else { continue };
        let many = agreement.wishes.len();
        let told = match agreement.common.first() {
            Some(common) if many > 1 => format!("agreed by {many}: {}", option(bracket, *common)),
            Some(common) => format!("asked by one, nobody against: {}", option(bracket, *common)),
            None => {
                let own = agreement.wishes.iter().filter_map(|(place, options)| {
                    let options: Vec<String> = options.iter().map(|place| (place + 1).to_string()).collect();
                    Some(format!("{} wants {}", analysis.delegations.get(*place)?.name, options.join(" or ")))
                });
                format!("open: {}", own.collect::<Vec<_>>().join("; "))
            }
        };
        text.push_str(&listed(look, &name(bracket), width, &told));
    }
    text
}

/// A name in a column of its own, then the text.
fn listed(look: Look, name: &str, width: usize, text: &str) -> String {
    let first = format!("  {}", look.dim(&format!("{name:<width$}  ")));
    look.wrap(&first, width + 4, text)
}

fn meeting(analysis: &Analysis, heading: &str, settlement: &Settlement, look: Look) -> String {
    let more =
        format!("{}, at most {} by one", counted(settlement.cost as usize, "concession"), settlement.largest);
    let mut text = title(look, heading, &more);
    let many = if settlement.readings == 1 {
        String::new()
    } else {
        format!(" ({} readings)", number_of(settlement.readings))
    };
    text.push_str(&format!("  {}{many}\n", tally(settlement.tally)));
    text.push_str(&changes(analysis, &settlement.taken, look, 2));
    let width = analysis.delegations.iter().map(|d| d.name.chars().count()).max().unwrap_or(0).min(24);
    for (delegation, concessions) in analysis.delegations.iter().zip(&settlement.concessions) {
        let told = if concessions.is_empty() {
            "concedes nothing".to_owned()
        } else {
            format!("concedes {}", names(analysis, concessions))
        };
        text.push_str(&listed(look, &delegation.name, width, &told));
    }
    text
}
