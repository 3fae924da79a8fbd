//! Gives the pieces of a clause their roles: verb, addressees, act, phrases.
//!
//! The grammar takes any run of pieces; what is missing or too much is said here, in the language's own words.

use std::collections::VecDeque;

use super::ast::{
    Act, Alternative, Bracket, Clause, Details, FigureEntry, Item, Joint, Label, Name, Place, Quoted, Value,
};
use super::parts::{Part, RawBracket, Shape, figures_of, names_of, phrases_of, unexpected};
use crate::source::Diagnostic;

type Parts = VecDeque<Part>;

/// A clause of its label and pieces.
pub(super) fn clause(label: Label, parts: Vec<Part>) -> Result<Clause, Diagnostic> {
    let mut parts = Parts::from(parts);
    let mut clause = Clause {
        label,
        verb: None,
        addressees: Vec::new(),
        joint: Joint::None,
        items: Vec::new(),
        details: None,
        words: None,
    };
    if !rules_out(&mut parts) {
        clause.verb = Some(verb(&mut parts, clause.label.place)?);
        skip_joint(&mut parts, "that");
        (clause.addressees, clause.joint) = addressees(&mut parts, clause.verb.as_ref())?;
    }
    clause.items = items(&mut parts, clause.label.place)?;
    (clause.details, clause.words) = rest(parts)?;
    Ok(clause)
}

/// A figure on the ground of its pieces.
pub(super) fn figure_entry(parts: Vec<Part>) -> Result<FigureEntry, Diagnostic> {
    let mut parts = Parts::from(parts);
    let start = parts.front().map_or(Place::default(), Part::place);
    let item = item(&mut parts, start)?;
    let (details, words) = rest(parts)?;
    Ok(FigureEntry { item, details, words })
}

fn rules_out(parts: &mut Parts) -> bool {
    let is =
        |part: Option<&Part>, word: &str| part.and_then(Part::word).is_some_and(|name| name.text == word);
    let found = is(parts.front(), "rules") && is(parts.get(1), "out");
    if found {
        parts.drain(..2);
    }
    found
}

fn verb(parts: &mut Parts, label: Place) -> Result<Alternative<Name>, Diagnostic> {
    match parts.pop_front() {
        Some(Part::Value(Value::Name(name))) if !name.quoted => Ok(Alternative::Plain(name)),
        Some(Part::Bracket(bracket)) => {
            let place = bracket.place;
            let mut content = |parts: Vec<Part>| {
                let found = names_of(parts, "a verb")?;
                if found.len() > 1 {
                    return Err(Diagnostic::error(place.0, "an option of this bracket holds more than a verb")
                        .help("a bracket here stands around the verb alone; put whole clauses into brackets for more"));
                }
                Ok(found)
            };
            Ok(Alternative::Bracket(bracket.convert(&mut content)?))
        }
        Some(part) => Err(unexpected(&part, "a verb such as `decides` or `requests`")),
        None => Err(Diagnostic::error(label.0, "this paragraph has no text")
            .help("write a verb, whom it tells, and what to do: `¶1 decides mission to …`")),
    }
}

fn skip_joint(parts: &mut Parts, word: &str) {
    if matches!(parts.front(), Some(Part::Joint(name)) if name.text == word) {
        parts.pop_front();
    }
}

/// Who is told: what stands before `to` or its like; without one, the first of two groups of words.
fn addressees(
    parts: &mut Parts,
    verb: Option<&Alternative<Name>>,
) -> Result<(Vec<Alternative<Name>>, Joint), Diagnostic> {
    let head = parts.iter().take_while(|part| in_head(part)).count();
    let joint = parts.iter().take(head).position(|part| matches!(part, Part::Joint(_)));
    let count = match joint {
        Some(joint) => joint,
        None => {
            // After a comma a figure begins another item; the words before it hold an act already.
            let after_comma = head.checked_sub(1).and_then(|last| parts.get(last));
            let ends_in_figure =
                !matches!(after_comma, Some(Part::Comma(_))) && parts.get(head).is_some_and(begins_figure);
            without_joint(parts, head, ends_in_figure)?
        }
    };
    let told: Vec<Part> = parts.drain(..count).collect();
    if joint.is_some() {
        check_one_group(&told, verb)?;
    }
    let mut word = Joint::None;
    while let Some(Part::Joint(name)) = parts.front() {
        word = if name.text.starts_with("compris") { Joint::Comprises } else { Joint::To };
        parts.pop_front();
    }
    if told.is_empty() && word == Joint::To {
        word = Joint::None;
    }
    Ok((names_of(told, "an addressee")?, word))
}

/// Belongs to what stands before the first figure or phrase.
fn in_head(part: &Part) -> bool {
    match part {
        Part::Bracket(bracket) => bracket.shape() == Shape::Words && !has_figure(bracket),
        Part::Value(Value::Name(_)) | Part::Joint(_) | Part::Comma(_) => true,
        _ => false,
    }
}

fn begins_figure(part: &Part) -> bool {
    match part {
        Part::UpTo(_) => true,
        Part::Bracket(bracket) => bracket.shape() == Shape::Figures || has_figure(bracket),
        part => part.figure().is_some(),
    }
}

/// A bracket around acts with their figures.
fn has_figure(bracket: &RawBracket) -> bool {
    bracket.options.iter().flat_map(|option| &option.parts).any(|part| match part {
        Part::Bracket(inner) => has_figure(inner),
        part => part.figure().is_some(),
    })
}

/// How many of the first `head` parts are addressees, where no word like `to` tells.
fn without_joint(parts: &Parts, head: usize, ends_in_figure: bool) -> Result<usize, Diagnostic> {
    let mut groups: Vec<usize> = Vec::new();
    let mut after_comma = false;
    for (i, part) in parts.iter().take(head).enumerate() {
        match part {
            Part::Comma(_) => after_comma = true,
            // The clause's own words come last.
            Part::Value(Value::Name(name)) if name.quoted && i + 1 == head && i > 0 && !after_comma => {}
            _ if after_comma => after_comma = false,
            _ => groups.push(i),
        }
    }
    let expected = if ends_in_figure { 1 } else { 2 };
    if let Some(part) = groups.get(expected).and_then(|extra| parts.get(*extra)) {
        return Err(Diagnostic::error(part.place().0, format!("{} is a word too many", part.in_words()))
            .label("not expected here")
            .help("a clause reads `¶1 VERB ADDRESSEE, ADDRESSEE to ACT in PLACE`; another entry begins a new line"));
    }
    Ok(if ends_in_figure { head } else { groups.get(1).copied().unwrap_or(0) })
}

fn check_one_group(told: &[Part], verb: Option<&Alternative<Name>>) -> Result<(), Diagnostic> {
    let is_comma = |part: &Part| matches!(part, Part::Comma(_));
    for pair in told.windows(2) {
        if let [before, after] = pair
            && !is_comma(before)
            && !is_comma(after)
        {
            return Err(Diagnostic::error(
                after.place().0,
                format!("{} is a word too many", after.in_words()),
            )
            .label("not expected here")
            .help(match (verb, before.word()) {
                (Some(Alternative::Plain(verb)), Some(word)) => format!(
                    "several addressees are separated by `,`; a verb of several words has hyphens: `{}-{}`",
                    verb.text, word.text
                ),
                _ => "several addressees are separated by `,`".to_owned(),
            }));
        }
    }
    Ok(())
}

fn items(parts: &mut Parts, label: Place) -> Result<Vec<Item>, Diagnostic> {
    let mut items = vec![item(parts, label)?];
    while let Some(Part::Comma(place)) = parts.front() {
        let place = *place;
        parts.pop_front();
        if !parts.front().is_some_and(begins_figure) {
            return Err(Diagnostic::error(place.0, "a clause has one act, so nothing can follow this `,`")
                .help("write another clause under the same paragraph, or a figure: `10_000 ACT, 500 ACT`"));
        }
        items.push(item(parts, place)?);
    }
    Ok(items)
}

fn item(parts: &mut Parts, before: Place) -> Result<Item, Diagnostic> {
    let mut up_to = matches!(parts.front(), Some(Part::UpTo(_)));
    if up_to {
        parts.pop_front();
    }
    let mut figure = None;
    if let Some(found) = parts.front().and_then(Part::figure) {
        parts.pop_front();
        figure = Some(Alternative::Plain(found));
    } else if matches!(parts.front(), Some(Part::Bracket(bracket)) if bracket.shape() == Shape::Figures)
        && let Some(Part::Bracket(bracket)) = parts.pop_front()
    {
        up_to |= starts_with_up_to(&bracket);
        let place = bracket.place;
        let mut content = |parts: Vec<Part>| match figures_of(parts)? {
            several if several.len() > 1 => {
                Err(Diagnostic::error(place.0, "an option of this bracket holds more than one number"))
            }
            one => Ok(one),
        };
        figure = Some(Alternative::Bracket(bracket.convert(&mut content)?));
    }
    let act = act(parts, before)?;
    Ok(Item { up_to, figure, act, phrases: phrases(parts)? })
}

fn starts_with_up_to(bracket: &RawBracket) -> bool {
    bracket.options.iter().flat_map(|option| &option.parts).any(|part| match part {
        Part::Bracket(inner) => starts_with_up_to(inner),
        part => matches!(part, Part::UpTo(_)),
    })
}

fn act(parts: &mut Parts, before: Place) -> Result<Act, Diagnostic> {
    match parts.pop_front() {
        Some(Part::Value(Value::Name(name))) if !name.quoted => Ok(Act::Name(name)),
        Some(Part::Bracket(bracket)) if bracket.shape() != Shape::Phrases => {
            Ok(Act::Bracket(bracket.convert(&mut acts)?))
        }
        Some(part) => Err(unexpected(&part, "what is to be done").help("write the act before its phrases")),
        None => Err(Diagnostic::error(before.0, "it is not said what is to be done")
            .help("end the clause with an act: `¶1 decides mission to ACT`")),
    }
}

/// The content of an option around an act: one act, or nothing.
fn acts(parts: Vec<Part>) -> Result<Vec<Item>, Diagnostic> {
    let mut parts = Parts::from(parts);
    let Some(first) = parts.front().map(Part::place) else { return Ok(Vec::new()) };
    let item = item(&mut parts, first)?;
    match parts.front() {
        Some(part) => Err(unexpected(part, "`|` or `]` after the act")
            .help("put whole clauses into brackets where more than the act is in dispute")),
        None => Ok(vec![item]),
    }
}

fn phrases(parts: &mut Parts) -> Result<Vec<Alternative<super::ast::Phrase>>, Diagnostic> {
    let mut found = Vec::new();
    loop {
        match parts.pop_front() {
            Some(Part::Phrase(phrase)) => found.push(Alternative::Plain(phrase)),
            Some(Part::Bracket(bracket)) if bracket.shape() == Shape::Phrases => {
                let bracket: Bracket<_> = bracket.convert(&mut phrases_of)?;
                found.push(Alternative::Bracket(bracket));
            }
            Some(other) => {
                parts.push_front(other);
                return Ok(found);
            }
            None => return Ok(found),
        }
    }
}

/// What may end a clause: braces and words, in either order.
fn rest(parts: Parts) -> Result<(Option<Details>, Option<Quoted>), Diagnostic> {
    let (mut details, mut words) = (None, None);
    let mut braces = false;
    for part in parts {
        match part {
            Part::Details(found, _) if !braces => {
                braces = true;
                details = found;
            }
            Part::Value(Value::Name(name)) if name.quoted && words.is_none() => {
                words = Some(Quoted { text: name.text, place: name.place });
            }
            Part::Details(_, place) => {
                return Err(Diagnostic::error(place.0, "there are braces already")
                    .help("write all details into one pair"));
            }
            part => return Err(too_much(&part)),
        }
    }
    Ok((details, words))
}

fn too_much(part: &Part) -> Diagnostic {
    let problem = unexpected(part, "a phrase such as `in PLACE`, `{`, or the end of the clause");
    match part {
        Part::Value(Value::Name(name)) if !name.quoted => {
            problem.help(format!("a preposition is missing before `{}`, or a `,` between values", name.text))
        }
        Part::Bracket(_) => problem.help("put `|` between options, and a preposition into every phrase"),
        _ => problem,
    }
}
