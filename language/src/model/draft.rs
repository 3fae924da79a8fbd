//! A draft in the vocabulary's terms: entities, what holds of them, and the brackets on which it depends.
//!
//! One [`Draft`] is one mandate block together with the situation and the deployment that it is read against.

use serde::{Deserialize, Serialize};

use super::vocabulary::index;
use super::{Block, Date, RelationId, SortId, TermId};
use crate::source::Span;

index!(
    /// An entity, by its place in [`Draft::entities`].
    EntityId
);
index!(
    /// A bracketed choice, by its place in [`Draft::choices`].
    ChoiceId
);

/// On which bracket options something depends: all of them must be taken. Empty: always there.
/// Sorted, no choice twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Guard(pub Vec<(ChoiceId, u32)>);

/// Something that is there under a guard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guarded<T> {
    /// What.
    pub value: T,
    /// In which readings.
    pub guard: Guard,
    /// Where it is written.
    pub span: Span,
}

/// What a tuple relates an entity to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// Another entity.
    Entity(EntityId),
    /// A term; where the range is a sort, it stands for every entity of that kind.
    Term(TermId),
    /// A number in the relation's unit.
    Number(i64),
    /// A day.
    Date(Date),
    /// Words.
    Text(String),
}

/// A relation that holds of an entity, under a guard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tuple {
    /// Which relation.
    pub relation: RelationId,
    /// To what.
    pub value: Value,
    /// In which readings.
    pub guard: Guard,
    /// Where it is written.
    pub span: Span,
}

/// A thing that rules quantify over: a group, an area, a clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its sort.
    pub sort: SortId,
    /// Name of a declared entity; of a clause, its paragraph label (`¶16(a)(i)`), empty where it has none.
    pub name: String,
    /// Words that explain it (`"Gao, Kidal and Timbuktu"`), or the clause's own text note.
    pub description: String,
    /// Paragraph label without `¶` (`16(a)(i)`); clauses only.
    pub label: Option<String>,
    /// A clause that rules its act out instead of giving it.
    pub ruled_out: bool,
    /// In which readings it is there.
    pub presence: Guard,
    /// What it is a kind of, as written; the closure is not taken here.
    pub kinds: Vec<Guarded<TermId>>,
    /// What else holds of it.
    pub tuples: Vec<Tuple>,
    /// Where it is written.
    pub span: Span,
}

/// One option of a bracket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// Who proposes it; empty where nobody is named.
    pub proponents: Vec<String>,
    /// The text of the option, shortened to a line; empty where the option is to say nothing.
    pub text: String,
    /// Where it is written (first place).
    pub span: Span,
}

/// A bracket: one of its options is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its name: as written (`[@robust …]`), or made from the paragraph (`17bis.1`).
    pub name: String,
    /// The options, two or more.
    pub options: Vec<ChoiceOption>,
    /// The options of other brackets inside which it stands.
    pub within: Guard,
    /// Where it is written (first place).
    pub span: Span,
}

/// To which findings an acceptance applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AcceptanceScope {
    /// All of the rule's.
    Everything,
    /// Those on a paragraph, or on one below it.
    Label(String),
    /// Those about an entity of that name.
    Named(String),
}

/// A finding that the drafter accepts, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The rule code as written.
    pub code: String,
    /// Which of its findings.
    pub scope: AcceptanceScope,
    /// Why; never empty.
    pub reason: String,
    /// In which readings.
    pub guard: Guard,
    /// Where it is written.
    pub span: Span,
}

/// A given block that a draft is read against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Which block.
    pub block: Block,
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
}

/// One mandate block with its situation and deployment, resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Name of the mandate block.
    pub name: String,
    /// Document symbol (`S/RES/2100 (2013)`); empty where none is given.
    pub symbol: String,
    /// What it renews or amends, as written; empty where nothing.
    pub renews: String,
    /// The given blocks it is read against.
    pub given: Vec<Given>,
    /// Everything that rules may quantify over.
    pub entities: Vec<Entity>,
    /// The brackets.
    pub choices: Vec<Choice>,
    /// The findings accepted.
    pub accepts: Vec<Acceptance>,
    /// Where the mandate block stands.
    pub span: Span,
}

impl Draft {
    /// Whether a block of that kind was supplied. The mandate itself always is.
    pub fn supplies(&self, block: Block) -> bool {
        block == Block::Mandate || self.given.iter().any(|given| given.block == block)
    }

    /// The entity of that handle.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.index())
    }
}
