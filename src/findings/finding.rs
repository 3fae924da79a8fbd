//! Findings and reports, as data.

use penholder_language::model::{Block, EntityId, Level, RuleId};
use penholder_language::source::Span;

use super::{DilemmaFinding, ProposalFinding, SubjectIdentity};

/// How a rule stands towards a draft, for one binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// All that is asked is given.
    Met,
    /// Some of it is.
    Partial,
    /// None of it is.
    Gap,
    /// The draft rules it out on purpose.
    Excluded,
    /// Not met, and accepted with a reason.
    Accepted,
    /// A given fact that the rule needs was not supplied.
    NotAssessed,
    /// Does not arise.
    NotApplicable,
}

impl Status {
    /// As output writes it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Met => "met",
            Status::Partial => "partial",
            Status::Gap => "gap",
            Status::Excluded => "excluded",
            Status::Accepted => "accepted",
            Status::NotAssessed => "not-assessed",
            Status::NotApplicable => "not-applicable",
        }
    }

    /// Whether it counts against the draft.
    pub fn is_open(self) -> bool {
        matches!(self, Status::Partial | Status::Gap | Status::Excluded)
    }
}

/// A clause that a finding points at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseRef {
    /// Paragraph label without `¶`; empty for what has none.
    pub label: String,
    /// What it says, in short (`deter`), or the name of what it declares.
    pub text: String,
    /// Where it is written.
    pub span: Span,
    /// Of what a program read from prose: on what the reading rests.
    pub read: Option<ReadFrom>,
}

/// On what the reading of a clause from prose rests.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReadFrom {
    /// The words that made the clause.
    pub words: String,
    /// How sure the reading is: a term of the vocabulary.
    pub certainty: String,
}

/// What a rule was judged for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The rule's variable.
    pub variable: String,
    /// The entity.
    pub entity: EntityId,
    /// Its name, or its label and act.
    pub text: String,
    /// What makes it the same in another text.
    pub identity: SubjectIdentity,
}

/// `has`, `needs` and what is short, in a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// What there is.
    pub has: i64,
    /// What is needed.
    pub needs: i64,
    /// What is missing (or, of a maximum, too much).
    pub short: i64,
    /// What is counted; may be empty.
    pub unit: String,
}

/// How one thing that a rule asks for stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineState {
    /// Given.
    Holds,
    /// Half given.
    Partly,
    /// Ruled out.
    Excluded,
    /// Missing.
    Missing,
}

/// One thing that a rule asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineResult {
    /// What is asked, in a few words.
    pub label: String,
    /// How it stands.
    pub state: LineState,
    /// Its level.
    pub level: Level,
    /// Figures, where it compares some.
    pub figures: Option<Figures>,
    /// Where the rule says so, in the pack's sources.
    pub span: Span,
}

/// A way to close a gap, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemedyText {
    /// In the Council's style.
    pub text: String,
    /// As clauses of the mandate language.
    pub clauses: Vec<String>,
}

/// That a finding was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Why.
    pub reason: String,
    /// The status that it would have otherwise.
    pub status: Status,
    /// Where it is accepted.
    pub span: Span,
}

/// How a rule stands for one binding, told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule; `None` for the finding on acceptances that accept nothing.
    pub rule: Option<RuleId>,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// One line: what it asks.
    pub asks: String,
    /// How it stands.
    pub status: Status,
    /// How grave it is; of a status that is not open, the gravest that it could have.
    pub level: Level,
    /// For what it was judged.
    pub subjects: Vec<Subject>,
    /// The goal side: clauses that give rise to it.
    pub clauses: Vec<ClauseRef>,
    /// The means side: clauses that meet it, wholly or partly.
    pub found: Vec<ClauseRef>,
    /// The given facts on which it rests (the situation's, the deployment's).
    pub rests_on: Vec<ClauseRef>,
    /// Of the first failing comparison.
    pub figures: Option<Figures>,
    /// What it asks, line by line.
    pub lines: Vec<LineResult>,
    /// The reason, in words. Of a rule not assessed: what a block would have to say.
    pub message: String,
    /// Why the level is lower than the rule's.
    pub eased: Option<String>,
    /// Where the source says so.
    pub source: String,
    /// Thresholds that the source does not give.
    pub judgements: Vec<String>,
    /// Ways to close it.
    pub remedies: Vec<RemedyText>,
    /// That and why it was accepted.
    pub accepted: Option<Accepted>,
    /// The blocks that would have to be supplied; empty unless not assessed.
    pub missing: Vec<Block>,
    /// The place in the draft to show.
    pub place: Span,
    /// The rule's condition, in the pack's sources.
    pub rule_span: Span,
}

/// All that is told about one draft, in one reading of its brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The mandate's name.
    pub mandate: String,
    /// Its document symbol.
    pub symbol: String,
    /// Given blocks that it was read against.
    pub given: Vec<(Block, String)>,
    /// A program read it from prose: what it did not find counts as silent.
    pub from_prose: bool,
    /// How many brackets it has; the first option of each was taken unless a reading says otherwise.
    pub brackets: usize,
    /// Every rule's findings, by code and place.
    pub findings: Vec<Finding>,
    /// The dilemmas, by code and subject.
    pub dilemmas: Vec<DilemmaFinding>,
    /// The proposals.
    pub proposals: Vec<ProposalFinding>,
    /// Where the mandate block stands.
    pub span: Span,
}

impl Report {
    /// The open findings of a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.status.is_open() && finding.level == level).count()
    }

    /// How many findings have a status.
    pub fn count_status(&self, status: Status) -> usize {
        self.findings.iter().filter(|finding| finding.status == status).count()
    }
}
