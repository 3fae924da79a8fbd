//! Brackets, options and readings in words.

use crate::brackets::{Analysis, BracketInfo, Count, Hinge, Lever, Row, RowKind, Taken, Tally};
use crate::reports::counted;
use crate::reports::look::{cut, figure, one_line};

/// So much of an option's text is told.
const TEXT: usize = 48;

/// The name of a bracket: `@robust`, `¶17bis.1`.
pub(super) fn name(bracket: &BracketInfo) -> String {
    if bracket.name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("¶{}", bracket.name)
    } else {
        format!("@{}", bracket.name)
    }
}

/// Who proposes an option and what it says: `Toland: encourages`; `nothing` where it is empty.
pub(super) fn option(bracket: &BracketInfo, place: u32) -> String {
    let Some(option) = bracket.options.get(place as usize) else { return String::new() };
    let text = if option.text.is_empty() { "nothing".to_owned() } else { cut(&brief(&option.text), TEXT) };
    if option.proponents.is_empty() { text } else { format!("{}: {text}", option.proponents.join(", ")) }
}

/// The same as short as can be: who proposes it, else what it says.
pub(super) fn pick(bracket: &BracketInfo, place: u32) -> String {
    let Some(option) = bracket.options.get(place as usize) else { return String::new() };
    let named = |other: &crate::brackets::OptionInfo| other.proponents == option.proponents;
    let alone = bracket.options.iter().filter(|other| named(other)).count() == 1;
    if !option.proponents.is_empty() && alone {
        return option.proponents.join(", ");
    }
    if option.text.is_empty() { "nothing".to_owned() } else { cut(&brief(&option.text), 32) }
}

/// Clauses on one line, without what a program noted of its reading: braces with words in quotes behind them.
fn brief(text: &str) -> String {
    let mut told = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(" {") {
        told.push_str(before);
        // What is cut off within the braces is no loss.
        let Some((_, after)) = behind.split_once('}') else { return one_line(&format!("{told}…")) };
        let noted = Some(after).and_then(|after| {
            let quoted = after.trim_start().strip_prefix('"')?;
            Some(quoted.split_once('"')?.1)
        });
        if noted.is_none() {
            told.push_str(" {");
        }
        rest = noted.unwrap_or(behind);
    }
    told.push_str(rest);
    one_line(&told)
}

/// A number of findings of each level.
pub(super) fn tally(tally: Tally) -> String {
    let told = |number: u32, noun| counted(number as usize, noun);
    format!(
        "{}, {}, {}",
        told(tally.errors, "error"),
        told(tally.warnings, "warning"),
        told(tally.notes, "note")
    )
}

/// `2/9/3`: errors, warnings and notes.
pub(super) fn short(tally: Tally) -> String {
    format!("{}/{}/{}", tally.errors, tally.warnings, tally.notes)
}

/// A place on an axis.
pub(super) fn value(analysis: &Analysis, axis: usize, value: i64) -> String {
    let Some(info) = analysis.axes.get(axis) else { return String::new() };
    if info.levels.is_empty() {
        return figure(value);
    }
    let reached = usize::try_from(value).ok().and_then(|count| count.checked_sub(1));
    reached.and_then(|place| info.levels.get(place)).cloned().unwrap_or_else(|| "none".to_owned())
}

/// `strength 6,800 persons, force deterrence`.
pub(super) fn axes(analysis: &Analysis, values: &[i64]) -> String {
    let told = analysis.axes.iter().enumerate().zip(values).map(|((place, axis), own)| {
        format!("{} {} {}", axis.name, value(analysis, place, *own), axis.unit).trim_end().to_owned()
    });
    told.collect::<Vec<_>>().join(", ")
}

/// A number of readings; `about` where it is not known to the last.
pub(super) fn readings(count: Count) -> String {
    match count {
        Count::Exactly(number) => number_of(number),
        Count::MoreThan(u128::MAX) => "more than 10³⁸".to_owned(),
        Count::AtMost(number) => format!("at most {}", number_of(number)),
        Count::MoreThan(number) => format!("more than {}", number_of(number)),
    }
}

/// Thousands separated; what is too long for that as a power of ten.
pub(super) fn number_of(number: u128) -> String {
    match i64::try_from(number) {
        Ok(number) => figure(number),
        Err(_) => format!("{number:.0e}", number = number as f64),
    }
}

/// Where a reading differs from the text as it stands, which takes the first option everywhere.
pub(super) fn differences(analysis: &Analysis, taken: &Taken) -> Vec<String> {
    let stands = &analysis.as_it_stands.taken;
    let all = analysis.brackets.iter().zip(taken).zip(stands);
    all.filter(|((_, taken), stands)| taken.is_some() && taken.unwrap_or(0) != stands.unwrap_or(0))
        .map(|((bracket, taken), _)| format!("{}: {}", name(bracket), pick(bracket, taken.unwrap_or(0))))
        .collect()
}

/// What hinges, in a few words: `M101 force-authority, ¶5 (neutralise)`.
pub(super) fn row(row: &Row) -> String {
    let mut told = match row.kind {
        RowKind::Axis => row.name.clone(),
        _ => format!("{} {}", row.code, row.name),
    };
    if !row.subjects.is_empty() {
        told.push_str(", ");
        told.push_str(&row.subjects.join(", "));
    }
    told
}

/// What comes of each option: `1 → gap (error); 2, 3 → not open`.
pub(super) fn outcomes(lever: &Lever) -> String {
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    for outcome in &lever.outcomes {
        let states = outcome.states.join(" or ");
        let number = (outcome.option + 1).to_string();
        match told.iter_mut().find(|(known, _)| *known == states) {
            Some((_, options)) => options.push(number),
            None => told.push((states, vec![number])),
        }
    }
    told.iter()
        .map(|(states, options)| format!("{} → {states}", options.join(", ")))
        .collect::<Vec<_>>()
        .join("; ")
}

/// How much it matters: axes, then what can be an error, then dilemmas, then warnings, then notes.
fn gravity(row: &Row, lever: &Lever) -> u8 {
    let states = || lever.outcomes.iter().flat_map(|outcome| &outcome.states);
    match row.kind {
        RowKind::Axis => 0,
        _ if states().any(|state| state.ends_with("(error)")) => 1,
        RowKind::Dilemma => 2,
        _ if states().any(|state| state.ends_with("(warning)")) => 3,
        RowKind::Finding => 4,
    }
}

/// Rows, each with what a bracket does to it.
pub(super) type Decided<'a> = Vec<(&'a Row, &'a Lever)>;

/// The rows that a bracket decides alone, and those it decides with others, with its lever; what matters most first.
pub(super) fn decided(analysis: &Analysis, bracket: usize) -> (Decided<'_>, Decided<'_>) {
    let (mut alone, mut together) = (Vec::new(), Vec::new());
    for row in &analysis.rows {
        let Hinge::On(levers) = &row.hinge else { continue };
        let Some(lever) = levers.iter().find(|lever| lever.choice == bracket) else { continue };
        if levers.len() == 1 { alone.push((row, lever)) } else { together.push((row, lever)) }
    }
    for list in [&mut alone, &mut together] {
        list.sort_by_key(|(row, lever)| {
            (gravity(row, lever), std::cmp::Reverse(lever.flips * 1000 / lever.of.max(1)))
        });
    }
    (alone, together)
}

/// The rows that may hinge on a bracket, which was not worked out.
pub(super) fn unknown(analysis: &Analysis, bracket: usize) -> usize {
    let may = |row: &&Row| matches!(&row.hinge, Hinge::AtMost(choices) if choices.contains(&bracket));
    analysis.rows.iter().filter(may).count()
}

/// Brackets by name.
pub(super) fn names(analysis: &Analysis, places: &[usize]) -> String {
    let told = places.iter().filter_map(|place| analysis.brackets.get(*place)).map(name);
    told.collect::<Vec<_>>().join(", ")
}

/// The other brackets on which a row hinges.
pub(super) fn others(row: &Row, bracket: usize) -> Vec<usize> {
    row.hinge.choices().into_iter().filter(|other| *other != bracket).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_of_a_reading_is_left_out() {
        let text = "¶1 decides mission to train { role assist, read sure } \"train the police\"\n  ¶1 decides mission to stay";
        assert_eq!(brief(text), "¶1 decides mission to train ¶1 decides mission to stay");
        assert_eq!(brief("¶4 decides mission to stay { role as …"), "¶4 decides mission to stay…");
        assert_eq!(brief("to stay { lead X } now"), "to stay { lead X } now");
    }
}
