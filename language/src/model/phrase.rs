//! How prose names a term: patterns of words. The syntax is read by `translate`, the matching is done by the program.

use serde::{Deserialize, Serialize};

use super::TermId;

/// One way in which prose names a term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// As written.
    pub text: String,
    /// What must stand in the text: this is the hit.
    pub pattern: Pattern,
    /// What else must be, or must not be.
    pub guards: Vec<(Guarding, Pattern)>,
    /// Where the phrase counts.
    pub part: Option<Part>,
    /// A reading that rests on it is weak.
    pub weak: bool,
}

/// Words one after the other.
pub type Pattern = Vec<Piece>;

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// A word, in the form that [`normal`] gives.
    Word(String),
    /// A word that begins so: `disarm*`.
    Stem(String),
    /// One of several patterns: `(police|law enforcement)`.
    Choice(Vec<Pattern>),
    /// That pattern, or nothing: `[the]`.
    Maybe(Pattern),
    /// Up to so many words: `..`, `..6`.
    Gap(u8),
    /// Something of a known form: `{figure}`.
    Slot(Slot),
    /// Words that name somebody or something of that kind: `{mission}`.
    Is(TermId),
}

impl Phrase {
    /// Whether it speaks of somebody or something that is named elsewhere in the text, in itself or in the clause.
    pub fn refers(&self) -> bool {
        let mut found = Vec::new();
        references(&self.pattern, &mut found);
        let with = self.guards.iter().filter(|(guarding, _)| *guarding == Guarding::With);
        with.for_each(|(_, pattern)| references(pattern, &mut found));
        !found.is_empty()
    }

    /// The kinds that it, or a guard of it, speaks of.
    pub fn references(&self) -> Vec<TermId> {
        let mut found = Vec::new();
        references(&self.pattern, &mut found);
        self.guards.iter().for_each(|(_, pattern)| references(pattern, &mut found));
        found
    }
}

fn references(pattern: &[Piece], found: &mut Vec<TermId>) {
    for piece in pattern {
        match piece {
            Piece::Is(term) => found.push(*term),
            Piece::Choice(options) => options.iter().for_each(|option| references(option, found)),
            Piece::Maybe(option) => references(option, found),
            Piece::Word(_) | Piece::Stem(_) | Piece::Gap(_) | Piece::Slot(_) => {}
        }
    }
}

/// Forms that a place in a phrase may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Slot {
    /// A number, in digits or in words.
    Figure,
    /// A calendar day.
    Date,
    /// A length of time.
    Duration,
    /// Paragraphs, by their numbers.
    Paragraphs,
    /// A name of somebody or something; the phrase tells how a text introduces it, and is no hit by itself.
    Name,
    /// A name that is another word for the kind itself; else as [`Slot::Name`].
    Title,
}

impl Slot {
    /// Every form, with the word for it.
    pub const ALL: [(&'static str, Slot); 6] = [
        ("figure", Slot::Figure),
        ("date", Slot::Date),
        ("duration", Slot::Duration),
        ("paragraphs", Slot::Paragraphs),
        ("name", Slot::Name),
        ("title", Slot::Title),
    ];
}

/// What a guard asks of the surroundings of a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Guarding {
    /// `& …`: stands in the same clause, too, before or after.
    With,
    /// `! …`: does not stand in the same clause.
    Without,
    /// `!< …`: does not stand right before.
    NotAfter,
    /// `!> …`: does not stand right behind.
    NotBefore,
    /// `@ …`: stands in the paragraph above or in the heading.
    Under,
    /// `!@ …`: stands neither in the paragraph above nor in the heading.
    NotUnder,
}

impl Guarding {
    /// Every guard, with its sign.
    pub const ALL: [(&'static str, Guarding); 6] = [
        ("&", Guarding::With),
        ("!", Guarding::Without),
        ("!<", Guarding::NotAfter),
        ("!>", Guarding::NotBefore),
        ("@", Guarding::Under),
        ("!@", Guarding::NotUnder),
    ];
}

/// A part of a resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Before the operative paragraphs.
    Preamble,
    /// The operative paragraphs.
    Operative,
}

/// A word as phrases see it: small letters, no hyphen (`cease-fire` is `ceasefire`), `-ize` for `-ise`, no possessive.
pub fn normal(word: &str) -> String {
    let mut small = String::with_capacity(word.len());
    for c in word.chars().filter(|c| !is_hyphen(*c)) {
        // Nearly all are ASCII, for which this is a table look-up less.
        match c.is_ascii() {
            true => small.push(c.to_ascii_lowercase()),
            false => small.extend(c.to_lowercase().map(straight)),
        }
    }
    for ending in ["'s", "'"] {
        if let Some(stripped) = small.strip_suffix(ending).filter(|left| !left.is_empty()) {
            small = stripped.to_owned();
            break;
        }
    }
    for ending in ["ise", "ised", "ises", "ising", "isation", "isations"] {
        let stem = small.strip_suffix(ending).filter(|stem| stem.len() > 3).map(str::to_owned);
        if let Some(mut stem) = stem {
            stem.push_str("iz");
            stem.push_str(ending.get(2..).unwrap_or_default());
            return stem;
        }
    }
    small
}

/// Whether a character joins the parts of a word.
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}')
}

fn straight(c: char) -> char {
    if c == '\u{2019}' { '\'' } else { c }
}
