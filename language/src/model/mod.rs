//! What the languages denote: a vocabulary, a policy pack over it, a draft in its terms.
//!
//! Everything is by number: names are resolved once, here. No sort, relation or term is known to the code;
//! they are data of the vocabulary.

mod calendar;
mod costs;
mod draft;
mod pack;
mod phrase;
mod phrasebook;
mod vocabulary;

pub use calendar::Date;
pub use costs::{Change, Clauses, Cost, Costs};
pub use draft::{
    Acceptance, AcceptanceScope, Choice, ChoiceId, ChoiceOption, Draft, Entity, EntityId, Given, Guard,
    Guarded, Tuple, Value,
};
pub use pack::{
    Adds, Axis, Criteria, Definition, Dilemma, Ease, Family, Figure, Formula, Horn, Incompatible, Level,
    LevelOperand, LinearTerm, Measure, Need, Object, Overlap, Pack, Proposal, Quantity, Remedy, RequireLine,
    Risk, Rule, RuleId, RuleStatus, Scale, Slot, StaleAcceptance, Text, Variable,
};
pub use phrase::{Guarding, Part, Pattern, Phrase, Piece, Slot as PhraseSlot, is_hyphen, normal};
pub use phrasebook::Phrasebook;
pub use vocabulary::{
    Block, Derived, Origin, Range, Relation, RelationId, Sort, SortId, Taxonomy, TaxonomyId, Term,
    TermAttribute, TermId, Unit, Vocabulary, Weighed, Weight, Written,
};
