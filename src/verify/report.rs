//! What verification comes to.

use std::collections::BTreeSet;

use super::demand::Beyond;

/// What is asked of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// The rule, or the dilemma, arises in some mandate.
    Arises,
    /// Some mandate in which the rule arises has no finding of it.
    CanBeMet,
    /// Some mandate has a finding of it.
    CanBeBroken,
    /// The line can fail where the rule arises.
    LineMatters,
    /// The line can hold where the rule arises.
    LineCanHold,
    /// What gives the line by half gives it by half only, somewhere.
    HalfMatters,
    /// A mandate with a finding of the first rule can be without one of the second.
    Independent,
    /// Both rules can arise and be met in one mandate.
    Compatible,
    /// All rules can arise and be met in one mandate.
    Together,
    /// The remedy answers the gap for which it is offered.
    RemedyHelps,
    /// Remedies, one after the other, leave no gap.
    Repairable,
    /// A finding that is a gap is no lower than the rule's line says, unless an answer is in the text.
    LevelHolds,
    /// What is excluded is ruled out by the draft.
    ExclusionHolds,
    /// An accepted finding is told as such, and no other changes with it.
    AcceptanceTold,
    /// The horn can be taken.
    HornCanBeTaken,
    /// The dilemma can be left open.
    CanBeUnresolved,
    /// Horns that exclude each other can clash, and be reconciled.
    HornsClash,
    /// Each risk of a horn can be answered.
    RiskCanBeAnswered,
    /// The proposal's clauses adopt it.
    ProposalAdopts,
    /// Which findings adopting the proposal can open.
    ProposalOpens,
    /// A declared overlap is one.
    OverlapDeclared,
}

impl Question {
    /// As output writes it.
    pub fn name(self) -> &'static str {
        match self {
            Question::Arises => "arises",
            Question::CanBeMet => "can-be-met",
            Question::CanBeBroken => "can-be-broken",
            Question::LineMatters => "line-matters",
            Question::LineCanHold => "line-can-hold",
            Question::HalfMatters => "half-matters",
            Question::Independent => "independent",
            Question::Compatible => "compatible",
            Question::Together => "together",
            Question::RemedyHelps => "remedy-helps",
            Question::Repairable => "repairable",
            Question::LevelHolds => "level-holds",
            Question::ExclusionHolds => "exclusion-holds",
            Question::AcceptanceTold => "acceptance-told",
            Question::HornCanBeTaken => "horn-can-be-taken",
            Question::CanBeUnresolved => "can-be-unresolved",
            Question::HornsClash => "horns-clash",
            Question::RiskCanBeAnswered => "risk-can-be-answered",
            Question::ProposalAdopts => "proposal-adopts",
            Question::ProposalOpens => "proposal-opens",
            Question::OverlapDeclared => "overlap-declared",
        }
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is so.
    Proved(Ground),
    /// It is not so.
    Refuted(Ground),
    /// Neither shown nor refuted among mandates with up to so many entities of a sort.
    Searched(usize),
    /// Found wrong in none of the mandates at hand, or counted in them; with what was tried. It proves nothing of others.
    Tried(String),
    /// The limits were reached, or a figure left 64 bits.
    Unknown(String),
}

/// What an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A mandate file that shows it, confirmed by the evaluator; with how many entities it has.
    Example {
        /// The file.
        text: String,
        /// Entities in it.
        size: usize,
    },
    /// No mandate with up to so many entities of a sort does otherwise, and so none at all.
    Bound(usize),
    /// What is told besides.
    Text(String),
}

impl Answer {
    /// As output writes it.
    pub fn name(&self) -> &'static str {
        match self {
            Answer::Proved(_) => "proved",
            Answer::Refuted(_) => "refuted",
            Answer::Searched(_) | Answer::Tried(_) => "searched",
            Answer::Unknown(_) => "unknown",
        }
    }

    /// The mandate file that shows it.
    pub fn example(&self) -> Option<&str> {
        match self {
            Answer::Proved(Ground::Example { text, .. }) | Answer::Refuted(Ground::Example { text, .. }) => {
                Some(text)
            }
            _ => None,
        }
    }
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The question.
    pub question: Question,
    /// Codes of rules, dilemmas or proposals it is about; for two, their order matters.
    pub codes: Vec<String>,
    /// Which part: a remedy, a horn, a line. Empty where it is about the whole.
    pub part: String,
    /// The answer.
    pub answer: Answer,
    /// What is wrong, in a rule author's words; `None` where nothing is.
    pub fault: Option<String>,
    /// What can be done about it.
    pub help: Option<&'static str>,
    /// Why it is wanted.
    pub declared: Option<Declared>,
}

/// That something is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Why.
    pub because: String,
    /// By an `overlap` line; else it follows from how the rule is written.
    pub by_line: bool,
}

/// All answers about a pack.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The pack's name.
    pub pack: String,
    /// How many rules it has.
    pub rules: usize,
    /// The answers, in an order that does not depend on that of the rules.
    pub checked: Vec<Checked>,
    /// Rules beyond the bounded fragment, with the reasons.
    pub beyond: Vec<(String, BTreeSet<Beyond>)>,
}

impl Report {
    /// What is wrong and not declared.
    pub fn faults(&self) -> impl Iterator<Item = &Checked> {
        self.checked.iter().filter(|checked| checked.fault.is_some() && checked.declared.is_none())
    }

    /// Questions without an answer.
    pub fn unanswered(&self) -> impl Iterator<Item = &Checked> {
        self.checked.iter().filter(|checked| matches!(checked.answer, Answer::Unknown(_)))
    }
}
