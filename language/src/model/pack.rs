//! A policy pack, resolved against a vocabulary: definitions inlined, names turned into handles.

use serde::{Deserialize, Serialize};

use super::vocabulary::index;
use super::{Block, Costs, RelationId, SortId, TermId, Vocabulary};
use crate::source::{SourceMap, Span};

index!(
    /// A rule, by its place in [`Pack::rules`].
    RuleId
);

/// How grave a finding is. Ordered: `Note < Warning < Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth a look.
    Note,
    /// Should be answered.
    Warning,
    /// Means do not reach the goal.
    Error,
}

impl Level {
    /// `error`, `warning`, `note`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// Place of a variable in a rule's frame.
pub type Slot = u32;

/// A quantified variable. Every quantifier of a rule has a slot of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// Its name as the rule writes it; for texts and explanations.
    pub name: String,
    /// Where its entity stands while a formula is evaluated.
    pub slot: Slot,
    /// The sorts it ranges over.
    pub sorts: Vec<SortId>,
    /// Ranges over clauses that rule their act out, instead of those that give it.
    pub ruled_out: bool,
}

/// What the object of a relation is tested against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Object {
    /// The entity in a slot.
    Variable(Slot),
    /// Any of these terms or a kind of one; a related entity counts by its kinds.
    Terms(Vec<TermId>),
}

/// A side of a comparison of ordered terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LevelOperand {
    /// The highest term to which the relation relates the entity in the slot.
    Attribute {
        /// The relation; its range is one ordered taxonomy.
        relation: RelationId,
        /// The entity.
        slot: Slot,
    },
    /// A term.
    Term(TermId),
}

/// A number inside a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantity {
    /// The figure or date of the entity in the slot. A comparison that names one which is not stated does
    /// not hold.
    Attribute {
        /// The relation; its range is number or date.
        relation: RelationId,
        /// The entity.
        slot: Slot,
    },
    /// The sum of the figures of all entities that satisfy `body`; what is not stated counts 0.
    Sum {
        /// Bound variable.
        variable: Variable,
        /// Which figure.
        relation: RelationId,
        /// Which entities.
        body: Box<Formula>,
    },
    /// How many entities satisfy `body`.
    Count {
        /// Bound variable.
        variable: Variable,
        /// Which entities.
        body: Box<Formula>,
    },
}

/// A quantity times a whole number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinearTerm {
    /// The factor.
    pub coefficient: i64,
    /// The quantity.
    pub quantity: Quantity,
}

/// A status that another rule can have, over all that it applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RuleStatus {
    /// It applies somewhere.
    Applies,
    /// It applies, and wherever it does it is met.
    Met,
    /// It applies somewhere and is not fully met there.
    Gap,
    /// It applies somewhere, and not all of what it asks is there, but something wherever it applies.
    Partial,
}

/// A closed or open formula over the facts of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Formula {
    /// True or false.
    Constant(bool),
    /// All hold.
    And(Vec<Formula>),
    /// One holds.
    Or(Vec<Formula>),
    /// Does not hold.
    Not(Box<Formula>),
    /// Some entity of the variable's sorts satisfies the body.
    Exists(Variable, Box<Formula>),
    /// Every entity of the variable's sorts satisfies the body.
    ForAll(Variable, Box<Formula>),
    /// The entity in the slot is of one of the kinds.
    Is(Slot, Vec<TermId>),
    /// The relation holds between the entity in the slot and the object.
    Related(RelationId, Slot, Object),
    /// The relation holds between the entity in the slot and anything at all.
    States(RelationId, Slot),
    /// Both slots hold the same entity.
    Same(Slot, Slot),
    /// `Σ coefficient × quantity ≥ bound`.
    AtLeast {
        /// The sum.
        terms: Vec<LinearTerm>,
        /// What it must reach.
        bound: i64,
    },
    /// The left level is at least the right one (above it where `strict`). Holds where the right side has no
    /// level, fails where only the left has none.
    LevelAtLeast {
        /// Left side.
        left: LevelOperand,
        /// Right side.
        right: LevelOperand,
        /// Must lie above.
        strict: bool,
    },
    /// At least `k` of the formulas hold.
    Several {
        /// How many.
        k: u32,
        /// Of which.
        of: Vec<Formula>,
    },
    /// Another rule of the pack has a status.
    Status(RuleId, RuleStatus),
}

/// A text with places to fill: `{G}` a variable, `{has}`, `{needs}`, `{short}`, `{missing}`, `{name-of-figure}`.
/// Unknown places are refused when the pack is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text(pub String);

/// A named number of a rule, for its comparisons and texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Name as written.
    pub name: String,
    /// The sum; `constant` is added to it.
    pub terms: Vec<LinearTerm>,
    /// Added to the sum.
    pub constant: i64,
    /// What it counts ("helicopters"); empty where nothing is said.
    pub unit: String,
}

/// A given fact without which a rule is not assessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// Holds where the fact was supplied. Closed but for the rule's own variables.
    pub formula: Formula,
    /// What a block should say.
    pub text: String,
}

/// One thing that a rule asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequireLine {
    /// What is asked, in a few words; fills `{missing}`.
    pub label: String,
    /// Holds where it is given.
    pub formula: Formula,
    /// Holds where it is half given.
    pub partly: Option<Formula>,
    /// Holds where the draft rules out what would give it: the formula with every `some` over clauses turned
    /// to the clauses that rule out. `None` where the formula asks for no clause.
    pub excluded: Option<Formula>,
    /// Level of a finding that this line is missing.
    pub level: Level,
    /// Where the formula is one comparison: `has` and `needs`, in a unit.
    pub measure: Option<Measure>,
    /// Where the line stands, in the pack's sources.
    pub span: Span,
}

/// `has` and `needs` of a comparison `has ≥ needs` (or `≤`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// What there is.
    pub has: Vec<LinearTerm>,
    /// Added to `has`.
    pub has_constant: i64,
    /// What is needed.
    pub needs: Vec<LinearTerm>,
    /// Added to `needs`.
    pub needs_constant: i64,
    /// Both sides are told divided by this: 100 for `a / b >= 90%`, of which the sides are `100·a` and `90·b`;
    /// else 1. What is needed is rounded away from what there is.
    pub divisor: i64,
    /// The comparison is `has ≤ needs`: what is too much is told instead of what is short.
    pub at_most: bool,
    /// What is counted ("helicopters", "%", "days"); "date" where both sides are days since 1970-01-01.
    pub unit: String,
}

/// Lowers the level of a finding where the draft answers it in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ease {
    /// Not above this level.
    pub to: Level,
    /// Where this holds.
    pub when: Formula,
    /// Why that is an answer.
    pub because: Text,
}

/// A way to close a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// Text in the Council's style, with places to fill.
    pub text: Text,
    /// The clauses that the text stands for.
    pub adds: Vec<Adds>,
}

/// A clause template: an item of the mandate language with places to fill (`{T}` the label or name).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adds {
    /// The item.
    pub template: String,
    /// Where the template stands, in the pack's sources.
    pub span: Span,
}

/// A family of rules: the rows of one section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    /// The codes of its rules start with this.
    pub prefix: String,
    /// Its name.
    pub title: String,
}

/// A rule: what arises on the goal side, and what it asks on the means side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Stable code.
    pub code: String,
    /// Name in words, hyphenated.
    pub name: String,
    /// One line: what is asked.
    pub asks: String,
    /// Where the source says so.
    pub source: String,
    /// Why a threshold that the source does not give was chosen.
    pub judgements: Vec<String>,
    /// What it is judged for: each binding that satisfies `condition` is one finding.
    pub for_each: Vec<Variable>,
    /// When it arises.
    pub condition: Formula,
    /// How many slots its frame has.
    pub slots: u32,
    /// Given blocks that its formulas name: without them it is not assessed.
    pub blocks: Vec<Block>,
    /// Given facts that it needs besides.
    pub needs: Vec<Need>,
    /// Named numbers.
    pub figures: Vec<Figure>,
    /// What it asks. All: met; some: partial; none: gap.
    pub require: Vec<RequireLine>,
    /// Answers that lower the level.
    pub eased: Vec<Ease>,
    /// The reason, with figures.
    pub because: Text,
    /// Ways to close a gap, the preferred one first.
    pub remedies: Vec<Remedy>,
    /// The whole rule, in the pack's sources.
    pub span: Span,
    /// Its `for each … where …` lines, in the pack's sources.
    pub condition_span: Span,
}

/// What a horn puts at risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Risk {
    /// Short name.
    pub name: String,
    /// What can go wrong.
    pub text: String,
    /// Holds where the draft does something about it.
    pub mitigated: Formula,
}

/// A way out of a dilemma.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Horn {
    /// Short name.
    pub name: String,
    /// In words.
    pub title: String,
    /// Holds where the draft takes it.
    pub taken: Formula,
    /// What that accepts.
    pub risks: Vec<Risk>,
    /// Where it stands, in the pack's sources.
    pub span: Span,
}

/// Two horns that exclude each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incompatible {
    /// Places in [`Dilemma::horns`].
    pub horns: (u32, u32),
    /// Holds where both can be taken after all.
    pub unless: Formula,
    /// Why they exclude each other.
    pub because: String,
}

/// A dilemma: each way out costs something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dilemma {
    /// Stable code.
    pub code: String,
    /// Name in words, hyphenated.
    pub name: String,
    /// One line.
    pub asks: String,
    /// Where the source says so.
    pub source: String,
    /// For whom or what the choice is made; no variable: for the draft as a whole.
    pub for_each: Vec<Variable>,
    /// When it arises.
    pub condition: Formula,
    /// How many slots its frame has.
    pub slots: u32,
    /// Given blocks that its formulas name.
    pub blocks: Vec<Block>,
    /// The ways out.
    pub horns: Vec<Horn>,
    /// Which exclude each other.
    pub incompatible: Vec<Incompatible>,
    /// What the choice is about.
    pub because: Text,
    /// Where it stands, in the pack's sources.
    pub span: Span,
}

/// The criteria of a proposal.
pub type Criteria = Vec<RuleId>;

/// A proposal: rules that say whether a draft adopts it, clauses that would.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Stable code.
    pub code: String,
    /// Name in words, hyphenated.
    pub name: String,
    /// One line.
    pub asks: String,
    /// Where the source says so.
    pub source: String,
    /// Its criteria.
    pub criteria: Criteria,
    /// Clauses that adopt it.
    pub adds: Vec<Adds>,
    /// Where it stands, in the pack's sources.
    pub span: Span,
}

/// What variants of a draft are weighed by besides findings; less is easier to agree on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// Its name.
    pub name: String,
    /// What it means.
    pub doc: String,
    /// What is measured.
    pub scale: Scale,
    /// Where it stands, in the pack's sources.
    pub span: Span,
}

/// What an axis measures, and in what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scale {
    /// A sum.
    Number {
        /// Its parts.
        terms: Vec<LinearTerm>,
        /// Added to them.
        constant: i64,
        /// What it counts; may be empty.
        unit: String,
    },
    /// The highest of some ordered terms: each term of the taxonomy, weakest first, with when something reaches it.
    Level(Vec<(TermId, Formula)>),
}

/// The finding that an acceptance accepts nothing (any more).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaleAcceptance {
    /// Stable code.
    pub code: String,
    /// Name in words, hyphenated.
    pub name: String,
    /// One line.
    pub asks: String,
    /// Where the source says so.
    pub source: String,
    /// Its level.
    pub level: Level,
    /// The reason; `{code}` is the code accepted.
    pub because: Text,
    /// What to do.
    pub remedy: Text,
    /// Where it stands, in the pack's sources.
    pub span: Span,
}

/// Rules that are meant to repeat or exclude each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    /// Their codes, in the order written: two or more.
    pub codes: Vec<String>,
    /// Why it is wanted.
    pub because: String,
    /// Where the first code stands, in the pack's sources.
    pub span: Span,
}

/// A definition, as documentation; its body is inlined wherever it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Name.
    pub name: String,
    /// Parameters as written (`T: task`).
    pub parameters: Vec<String>,
    /// What it means.
    pub doc: String,
    /// Where it stands, in the pack's sources.
    pub span: Span,
}

/// A policy pack with its vocabulary, ready to evaluate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Name (`sebastian-2015`).
    pub name: String,
    /// What it rests on.
    pub title: String,
    /// The vocabulary.
    pub vocabulary: Vocabulary,
    /// Families, in the order they are to be shown.
    pub families: Vec<Family>,
    /// Definitions, for documentation.
    pub definitions: Vec<Definition>,
    /// Rules, each after those whose status it asks for, else by code.
    pub rules: Vec<Rule>,
    /// Dilemmas, by code.
    pub dilemmas: Vec<Dilemma>,
    /// Proposals, by code.
    pub proposals: Vec<Proposal>,
    /// What variants are weighed by, in the order of the text.
    pub axes: Vec<Axis>,
    /// Overlaps that are declared, in the order of the text.
    pub overlaps: Vec<Overlap>,
    /// The finding on acceptances that accept nothing.
    pub stale_acceptance: Option<StaleAcceptance>,
    /// What changes to a draft cost.
    pub costs: Costs,
    /// The sources, for spans.
    pub sources: SourceMap,
}

impl Pack {
    /// The rule of that handle.
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.get(id.index())
    }

    /// The rule of that code.
    pub fn rule_coded(&self, code: &str) -> Option<RuleId> {
        self.rules.iter().position(|rule| rule.code == code).and_then(|i| u32::try_from(i).ok()).map(RuleId)
    }
}
