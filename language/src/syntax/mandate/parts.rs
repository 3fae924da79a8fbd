//! The pieces of a clause before their roles are known, and brackets around them.

use super::ast::{Alternative, Bracket, BracketOption, Details, Figure, Name, Phrase, Place, Value};
use crate::source::Diagnostic;

/// A piece of a clause.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// A name, a number …
    Value(Value),
    /// `up to`.
    UpTo(Place),
    /// `to`, `shall`, `that`, `comprises`, `comprising`.
    Joint(Name),
    /// Between two things.
    Comma(Place),
    /// A preposition and its values.
    Phrase(Phrase),
    /// Alternatives of whatever kind.
    Bracket(RawBracket),
    /// Braces; none where they are empty.
    Details(Option<Details>, Place),
}

/// Brackets whose content has no role yet.
#[derive(Clone, Debug)]
pub(super) struct RawBracket {
    pub(super) name: Option<Name>,
    pub(super) options: Vec<RawOption>,
    pub(super) place: Place,
}

/// An option whose content has no role yet.
#[derive(Clone, Debug)]
pub(super) struct RawOption {
    pub(super) proponents: Vec<Name>,
    pub(super) parts: Vec<Part>,
    pub(super) place: Place,
}

/// What brackets are around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing at all.
    Empty,
    /// Phrases.
    Phrases,
    /// Figures only.
    Figures,
    /// Names, or acts with what belongs to them.
    Words,
}

impl Part {
    pub(super) fn place(&self) -> Place {
        match self {
            Part::Value(value) => value.place(),
            Part::UpTo(place) | Part::Comma(place) | Part::Details(_, place) => *place,
            Part::Joint(name) => name.place,
            Part::Phrase(phrase) => phrase.place,
            Part::Bracket(bracket) => bracket.place,
        }
    }

    /// An unquoted name.
    pub(super) fn word(&self) -> Option<&Name> {
        match self {
            Part::Value(Value::Name(name)) if !name.quoted => Some(name),
            _ => None,
        }
    }

    pub(super) fn figure(&self) -> Option<Figure> {
        match self {
            Part::Value(Value::Number(value, place)) => {
                Some(Figure { value: *value, percent: false, place: *place })
            }
            Part::Value(Value::Percent(value, place)) => {
                Some(Figure { value: *value, percent: true, place: *place })
            }
            _ => None,
        }
    }

    /// What it is, for a message.
    pub(super) fn in_words(&self) -> String {
        match self {
            Part::Value(Value::Name(name)) if name.quoted => "words in quotes".to_owned(),
            Part::Value(Value::Name(name)) | Part::Joint(name) => format!("`{}`", name.text),
            Part::Value(Value::Label(label)) => format!("`¶{}`", label.text),
            Part::Value(Value::Number(..) | Value::Percent(..)) => "a number".to_owned(),
            Part::Value(Value::Duration(..)) => "a time".to_owned(),
            Part::Value(Value::Date(..)) => "a date".to_owned(),
            Part::UpTo(_) => "`up to`".to_owned(),
            Part::Comma(_) => "`,`".to_owned(),
            Part::Phrase(phrase) => format!("`{}`", phrase.preposition.text),
            Part::Bracket(_) => "a bracket".to_owned(),
            Part::Details(..) => "`{`".to_owned(),
        }
    }
}

impl RawBracket {
    /// What the options are, judged by the first that says something.
    pub(super) fn shape(&self) -> Shape {
        let mut figures = false;
        for part in self.options.iter().flat_map(|option| &option.parts) {
            let shape = match part {
                Part::Phrase(_) => Shape::Phrases,
                Part::Bracket(inner) => inner.shape(),
                Part::UpTo(_) => Shape::Empty,
                part if part.figure().is_some() => Shape::Figures,
                _ => Shape::Words,
            };
            match shape {
                Shape::Empty => {}
                Shape::Figures => figures = true,
                // An act may have phrases of its own inside its option; then words or a figure came first.
                Shape::Phrases if figures => return Shape::Words,
                shape => return shape,
            }
        }
        if figures { Shape::Figures } else { Shape::Empty }
    }

    /// Gives the options their content.
    pub(super) fn convert<T>(
        self,
        content: &mut dyn FnMut(Vec<Part>) -> Result<Vec<T>, Diagnostic>,
    ) -> Result<Bracket<T>, Diagnostic> {
        if self.options.iter().all(|option| option.parts.is_empty()) {
            return Err(Diagnostic::error(self.place.0, "this bracket says nothing in any of its options")
                .help("write the text that is in dispute between `[` and `]`"));
        }
        let mut options = Vec::new();
        for RawOption { proponents, parts, place } in self.options {
            options.push(BracketOption { proponents, content: content(parts)?, tail: Vec::new(), place });
        }
        Ok(Bracket { name: self.name, options, place: self.place })
    }
}

/// Values separated by commas.
pub(super) fn values_of(parts: Vec<Part>) -> Result<Vec<Alternative<Value>>, Diagnostic> {
    separated(parts, "a value", &mut |part| match part {
        Part::Value(value) => Ok(value),
        part => Err(part),
    })
}

/// Names separated by commas: addressees, or one verb.
pub(super) fn names_of(parts: Vec<Part>, what: &str) -> Result<Vec<Alternative<Name>>, Diagnostic> {
    separated(parts, what, &mut |part| match part {
        Part::Value(Value::Name(name)) => Ok(name),
        part => Err(part),
    })
}

/// One figure, with or without `up to`.
pub(super) fn figures_of(parts: Vec<Part>) -> Result<Vec<Alternative<Figure>>, Diagnostic> {
    let parts = parts.into_iter().filter(|part| !matches!(part, Part::UpTo(_))).collect();
    separated(parts, "a number", &mut |part| part.figure().ok_or(part))
}

/// A run of phrases.
pub(super) fn phrases_of(parts: Vec<Part>) -> Result<Vec<Alternative<Phrase>>, Diagnostic> {
    let mut phrases = Vec::new();
    for part in parts {
        match part {
            Part::Phrase(phrase) => phrases.push(Alternative::Plain(phrase)),
            Part::Bracket(bracket) => phrases.push(Alternative::Bracket(bracket.convert(&mut phrases_of)?)),
            part => return Err(unexpected(&part, "a phrase such as `in north`")),
        }
    }
    Ok(phrases)
}

/// Things of one kind between commas. Where grammar already dropped the commas, neighbours count as separated.
fn separated<T>(
    parts: Vec<Part>,
    what: &str,
    plain: &mut dyn FnMut(Part) -> Result<T, Part>,
) -> Result<Vec<Alternative<T>>, Diagnostic> {
    let mut found = Vec::new();
    let mut comma: Option<Place> = None;
    for part in parts {
        match part {
            Part::Comma(place) if comma.is_some() || found.is_empty() => {
                return Err(Diagnostic::error(place.0, format!("expected {what} before this `,`")));
            }
            Part::Comma(place) => comma = Some(place),
            Part::Bracket(bracket) => {
                comma = None;
                let inner = bracket.convert(&mut |parts| separated(parts, what, &mut *plain))?;
                found.push(Alternative::Bracket(inner));
            }
            part => {
                comma = None;
                found.push(Alternative::Plain(plain(part).map_err(|part| unexpected(&part, what))?));
            }
        }
    }
    match comma {
        Some(place) => Err(Diagnostic::error(place.0, format!("expected {what} after this `,`"))),
        None => Ok(found),
    }
}

/// Something stands where something else was expected.
pub(super) fn unexpected(part: &Part, wanted: &str) -> Diagnostic {
    Diagnostic::error(part.place().0, format!("expected {wanted}, found {}", part.in_words()))
        .label("not expected here")
}
