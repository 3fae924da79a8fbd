//! The syntax tree of a mandate file: what is written, with comments and places, before any name is known.

use std::fmt;

use crate::source::Span;

/// Where something is written. All places compare equal, so that trees compare by what they say.
#[derive(Clone, Copy, Default)]
pub struct Place(pub Span);

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.0.start, self.0.end)
    }
}

impl PartialEq for Place {
    fn eq(&self, _: &Place) -> bool {
        true
    }
}

impl Eq for Place {}

/// A file: blocks, and the comments after the last of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// The blocks in their order.
    pub blocks: Vec<Block>,
    /// Comments after the last block.
    pub tail: Vec<Comment>,
}

/// A comment on a line of its own, `#` included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The comment, from `#` on.
    pub text: String,
    /// A blank line stands before it.
    pub blank_before: bool,
}

/// What surrounds an entry or a block without being part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trivia {
    /// Comments on the lines before.
    pub leading: Vec<Comment>,
    /// A blank line stands before (after the leading comments, if any).
    pub blank_before: bool,
    /// The comment at the end of its last line.
    pub trailing: Option<String>,
}

/// Which of the three a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// What the draft meets.
    Situation,
    /// What is on the ground.
    Deployment,
    /// The draft.
    Mandate,
}

impl BlockKind {
    /// All of them.
    pub const ALL: [BlockKind; 3] = [BlockKind::Situation, BlockKind::Deployment, BlockKind::Mandate];

    /// The word that opens such a block.
    pub fn keyword(self) -> &'static str {
        match self {
            BlockKind::Situation => "situation",
            BlockKind::Deployment => "deployment",
            BlockKind::Mandate => "mandate",
        }
    }
}

/// A block: `mandate MINUSMA "S/RES/2100 (2013)" for mali-2013 { … }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Comments around it.
    pub trivia: Trivia,
    /// Which kind.
    pub kind: BlockKind,
    /// Its name.
    pub name: Name,
    /// Its title, or the symbol of the document.
    pub title: Option<Quoted>,
    /// What it rests on.
    pub links: Vec<Link>,
    /// What it says.
    pub entries: Vec<Entry>,
    /// Comments after the last entry.
    pub tail: Vec<Comment>,
    /// From its keyword to the brace that closes it.
    pub place: Place,
}

/// What a block rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// `as of 2015-03-21`.
    AsOf(Date),
    /// `for SITUATION`.
    For(Name),
    /// `with DEPLOYMENT, DEPLOYMENT`.
    With(Vec<Name>),
    /// `renews TEXT`.
    Renews(Name),
    /// `amends TEXT`.
    Amends(Name),
}

/// A name, in quotes or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name itself, without quotes.
    pub text: String,
    /// Written in quotes.
    pub quoted: bool,
    /// Where.
    pub place: Place,
}

/// Words in quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The words, without quotes.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// A paragraph label, without its sign: `16(a)(i)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The label.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// A day as written; whether the calendar has it is not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// Year.
    pub year: i32,
    /// Month, from 1.
    pub month: u32,
    /// Day of the month, from 1.
    pub day: u32,
    /// Where.
    pub place: Place,
}

/// What a duration counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// Days.
    Day,
    /// Seven days.
    Week,
    /// Thirty days.
    Month,
    /// 365 days.
    Year,
}

impl TimeUnit {
    /// How many days one of it is.
    pub fn days(self) -> i64 {
        match self {
            TimeUnit::Day => 1,
            TimeUnit::Week => 7,
            TimeUnit::Month => 30,
            TimeUnit::Year => 365,
        }
    }
}

/// A value of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A name or a string.
    Name(Name),
    /// A paragraph.
    Label(Label),
    /// A whole number.
    Number(i64, Place),
    /// A share in percent.
    Percent(i64, Place),
    /// A span of time.
    Duration(i64, TimeUnit, Place),
    /// A day.
    Date(Date),
}

impl Value {
    /// Where it is written.
    pub fn place(&self) -> Place {
        match self {
            Value::Name(name) => name.place,
            Value::Label(label) => label.place,
            Value::Number(_, place) | Value::Percent(_, place) | Value::Duration(_, _, place) => *place,
            Value::Date(date) => date.place,
        }
    }
}

/// Something, or brackets with alternatives for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alternative<T> {
    /// The thing itself.
    Plain(T),
    /// One of several.
    Bracket(Bracket<Alternative<T>>),
}

/// Alternatives: `[@robust France, Niger: … | Russia: … ]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket<T> {
    /// The name by which it is one choice with others.
    pub name: Option<Name>,
    /// The options, at least one.
    pub options: Vec<BracketOption<T>>,
    /// From `[` to `]`.
    pub place: Place,
}

/// One alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BracketOption<T> {
    /// Who proposes it.
    pub proponents: Vec<Name>,
    /// What it says; empty: nothing.
    pub content: Vec<T>,
    /// Comments after its last entry; only around whole entries.
    pub tail: Vec<Comment>,
    /// Where.
    pub place: Place,
}

/// An entry of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Comments around it.
    pub trivia: Trivia,
    /// What it is.
    pub node: Node,
    /// Where.
    pub place: Place,
}

/// What an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A declaration or a property.
    Statement(Statement),
    /// A figure of a deployment.
    Figure(FigureEntry),
    /// A clause.
    Clause(Clause),
    /// A finding accepted.
    Acceptance(Acceptance),
    /// Brackets around whole entries.
    Bracket(Bracket<Entry>),
}

/// `area north "…" { vast }`, `host Mali`, `neighbours Algeria, Niger`: which of the two the vocabulary tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The sort or relation.
    pub word: Name,
    /// Values separated by commas; for a declaration the name.
    pub values: Vec<Alternative<Value>>,
    /// Words that explain the name.
    pub words: Option<Quoted>,
    /// What else holds.
    pub details: Option<Details>,
}

/// A figure on the ground: `8_831 military of 11_200 in north { … }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureEntry {
    /// The figure, the kind and the phrases.
    pub item: Item,
    /// What else holds.
    pub details: Option<Details>,
    /// Words that explain it.
    pub words: Option<Quoted>,
}

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its paragraph.
    pub label: Label,
    /// The operative verb; none where the act is ruled out.
    pub verb: Option<Alternative<Name>>,
    /// Who is told.
    pub addressees: Vec<Alternative<Name>>,
    /// The word between addressees and act.
    pub joint: Joint,
    /// The act with its phrases; several in a figures clause.
    pub items: Vec<Item>,
    /// What else holds.
    pub details: Option<Details>,
    /// The clause's own words.
    pub words: Option<Quoted>,
}

/// The word between addressees and act. All mean the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joint {
    /// None: `requests secretary-general report`.
    #[default]
    None,
    /// `to`, which also stands for `shall` and `that`.
    To,
    /// `comprises`, which also stands for `comprising`.
    Comprises,
}

/// An act with its figure and phrases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Written with `up to`.
    pub up_to: bool,
    /// The figure.
    pub figure: Option<Alternative<Figure>>,
    /// What is to be done.
    pub act: Act,
    /// Where, against whom, by when …
    pub phrases: Vec<Alternative<Phrase>>,
}

/// What is to be done: a term, or brackets around acts, each with its own figure and phrases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A term.
    Name(Name),
    /// One of several.
    Bracket(Bracket<Item>),
}

/// A figure before an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// How many, or how many percent.
    pub value: i64,
    /// In percent.
    pub percent: bool,
    /// Where.
    pub place: Place,
}

/// A preposition and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The preposition.
    pub preposition: Name,
    /// Its values.
    pub values: Vec<Alternative<Value>>,
    /// Where.
    pub place: Place,
}

/// What stands in braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// Each between two commas.
    pub details: Vec<Detail>,
    /// From `{` to `}`.
    pub place: Place,
}

/// A relation and its values, or a term by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The relation or the term.
    pub head: Name,
    /// Its values; none for a term by itself.
    pub values: Vec<Value>,
    /// Where.
    pub place: Place,
}

/// `accepts M107 at ¶16 because "…"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The code of the rule.
    pub code: Name,
    /// What it is confined to.
    pub scope: AcceptanceScope,
    /// Why.
    pub reason: Quoted,
}

/// What an acceptance is confined to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AcceptanceScope {
    /// Nothing: all findings of the rule.
    Everything,
    /// A paragraph.
    Label(Label),
    /// An entity.
    Named(Name),
}
