//! Marks: a level or a status as a letter in a shape, so that nobody needs the colour.

use maud::{Markup, html};
use penholder_language::model::Level;

use crate::findings::{Finding, LineState, Status};

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// An open finding, an error.
    Error,
    /// An open finding, a warning.
    Warning,
    /// An open finding, a note.
    Note,
    /// Met.
    Met,
    /// Accepted with a reason.
    Accepted,
    /// A given fact is missing.
    NotAssessed,
    /// Does not arise.
    NotArising,
    /// Better than what it is compared with.
    Better,
    /// Worse than what it is compared with.
    Worse,
    /// Half given.
    Partly,
    /// Ruled out on purpose.
    RuledOut,
    /// Not there.
    Missing,
}

impl Mark {
    /// Of an open finding.
    pub fn level(level: Level) -> Self {
        match level {
            Level::Error => Mark::Error,
            Level::Warning => Mark::Warning,
            Level::Note => Mark::Note,
        }
    }

    /// Of a status; open ones show their level.
    pub fn status(status: Status, level: Level) -> Self {
        match status {
            Status::Partial | Status::Gap | Status::Excluded => Mark::level(level),
            Status::Met => Mark::Met,
            Status::Accepted => Mark::Accepted,
            Status::NotAssessed => Mark::NotAssessed,
            Status::NotApplicable => Mark::NotArising,
        }
    }

    /// Of a finding.
    pub fn of(finding: &Finding) -> Self {
        Mark::status(finding.status, finding.level)
    }

    /// Of one thing that a rule asks for.
    pub fn line(state: LineState) -> Self {
        match state {
            LineState::Holds => Mark::Met,
            LineState::Partly => Mark::Partly,
            LineState::Excluded => Mark::RuledOut,
            LineState::Missing => Mark::Missing,
        }
    }

    /// The letter or sign.
    pub fn letter(self) -> &'static str {
        match self {
            Mark::Error => "E",
            Mark::Warning => "W",
            Mark::Note => "N",
            Mark::Met => "✓",
            Mark::Accepted => "A",
            Mark::NotAssessed => "?",
            Mark::NotArising => "–",
            Mark::Better => "▲",
            Mark::Worse => "▼",
            Mark::Partly => "½",
            Mark::RuledOut => "⊘",
            Mark::Missing => "✗",
        }
    }

    /// In a word or two, as a screen reader says it.
    pub fn word(self) -> &'static str {
        match self {
            Mark::Error => Level::Error.name(),
            Mark::Warning => Level::Warning.name(),
            Mark::Note => Level::Note.name(),
            Mark::Met => "met",
            Mark::Accepted => "accepted",
            Mark::NotAssessed => "not assessed",
            Mark::NotArising => "does not arise",
            Mark::Better => "better",
            Mark::Worse => "worse",
            Mark::Partly => "in part",
            Mark::RuledOut => "ruled out",
            Mark::Missing => "missing",
        }
    }

    /// The class that the style sheet knows it by.
    pub fn class(self) -> &'static str {
        match self {
            Mark::Error => "error",
            Mark::Warning => "warning",
            Mark::Note => "note",
            Mark::Met => "good",
            Mark::Accepted => "accepted",
            Mark::NotAssessed | Mark::Partly => "unknown",
            Mark::NotArising => "absent",
            Mark::Better => "better",
            Mark::Worse | Mark::RuledOut | Mark::Missing => "worse",
        }
    }
}

/// A mark in a line of text.
pub fn mark(shown: Mark) -> Markup {
    html! {
        span class={ "mark " (shown.class()) } role="img" aria-label=(shown.word()) { b { (shown.letter()) } }
    }
}
