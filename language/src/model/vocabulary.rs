//! The vocabulary: sorts, taxonomies of terms, relations. All of it is data; the code knows none by name.

use serde::{Deserialize, Serialize};

use super::{Phrase, Phrasebook};
use crate::source::Span;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index into the list it counts in.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}
pub(crate) use index;

index!(
    /// A sort of entity, by its place in [`Vocabulary::sorts`].
    SortId
);
index!(
    /// A taxonomy, by its place in [`Vocabulary::taxonomies`].
    TaxonomyId
);
index!(
    /// A term, by its place in [`Vocabulary::terms`].
    TermId
);
index!(
    /// A relation, by its place in [`Vocabulary::relations`].
    RelationId
);

/// Which block of a `.mandate` file a fact stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Block {
    /// What the draft meets.
    Situation,
    /// What is on the ground, as of a date.
    Deployment,
    /// The draft.
    Mandate,
}

impl Block {
    /// Every block.
    pub const ALL: [Block; 3] = [Block::Situation, Block::Deployment, Block::Mandate];

    /// The word that begins it.
    pub fn name(self) -> &'static str {
        match self {
            Block::Situation => "situation",
            Block::Deployment => "deployment",
            Block::Mandate => "mandate",
        }
    }

    /// The block that begins with that word.
    pub fn named(name: &str) -> Option<Block> {
        Block::ALL.into_iter().find(|block| block.name() == name)
    }
}

/// Where entities of a sort come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// Declared by name inside a block (`group AQIM { … }`); in a mandate block such an entity is chosen.
    Declared(Block),
    /// Figures on the ground: the statements of a deployment block (`8_831 military of 11_200`).
    Counted(Block),
    /// The block itself (`situation mali-2013 { … }` is an entity of this sort).
    Itself(Block),
    /// A clause of the draft, whose act is a term of the sort's taxonomy.
    Chosen,
}

impl Origin {
    /// The block that entities of this origin stand in.
    pub fn block(self) -> Block {
        match self {
            Origin::Declared(block) | Origin::Counted(block) | Origin::Itself(block) => block,
            Origin::Chosen => Block::Mandate,
        }
    }

    /// Given facts cannot be repaired: nobody legislates a situation or a deployment.
    pub fn is_given(self) -> bool {
        self.block() != Block::Mandate
    }
}

/// A sort of entity: what rules quantify over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// Name as written.
    pub name: String,
    /// What it means.
    pub doc: String,
    /// Where its entities come from.
    pub origin: Origin,
    /// The taxonomy of which its entities are kinds. Two sorts may share one (units mandated, units deployed).
    pub kinds: TaxonomyId,
    /// Where it is declared.
    pub span: Span,
}

/// A set of terms that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taxonomy {
    /// Name as written.
    pub name: String,
    /// What it means.
    pub doc: String,
    /// Whether its terms stand in order, weakest first ([`Term::rank`]).
    pub ordered: bool,
    /// Where it is declared first.
    pub span: Span,
}

/// A term: a kind of task, a tactic, a force level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Name as written, hyphenated.
    pub name: String,
    /// What it means.
    pub doc: String,
    /// The taxonomy it belongs to. A name is unique over all taxonomies.
    pub taxonomy: TaxonomyId,
    /// What it is a kind of, directly.
    pub parents: Vec<TermId>,
    /// What it is a kind of, itself included, sorted: the closure of `parents`.
    pub ancestors: Vec<TermId>,
    /// Its place in an ordered taxonomy, weakest 0; 0 elsewhere.
    pub rank: u32,
    /// What codings of others call it, `pema:Demining`: the scheme and its word. A kind without one has its parents'.
    pub codes: Vec<(String, String)>,
    /// What holds of every entity of this kind (a task of this kind demands that force level).
    pub attributes: Vec<TermAttribute>,
    /// Where it is declared.
    pub span: Span,
}

/// A fact about every entity of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermAttribute {
    /// The relation.
    pub relation: RelationId,
    /// The term it relates to.
    pub value: TermId,
}

/// What a relation may relate to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Range {
    /// An entity of a sort, or a term of the sort's taxonomy, which stands for every entity of that kind.
    Sort(SortId),
    /// A term of a taxonomy.
    Terms(TaxonomyId),
    /// A whole number, in the relation's [`Unit`].
    Number,
    /// A day.
    Date,
    /// Words of the drafter's own.
    Text,
}

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// A plain count ("persons", "helicopters"); empty where each kind has its own.
    Count(String),
    /// Days; written `4 months`, `60 days`; a month counts 30 days, a year 365.
    Days,
    /// Percent; written `90%`.
    Percent,
}

/// How a mandate file writes a relation, besides `{ name value }`, which always works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Written {
    /// By its name in braces only.
    Braces,
    /// After a preposition (`in north`, `against AQIM`, `for ¶16`).
    Preposition(String),
    /// The verb of a clause.
    Verb,
    /// The addressee of a clause.
    Addressee,
    /// The figure before a clause's or a deployment's act (`1_440 police`).
    Figure,
    /// In braces, by whoever reads prose: how sure the reading is. Its terms are ordered.
    Certainty,
}

/// A relation from entities to entities, terms, numbers, dates or texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Name as written.
    pub name: String,
    /// What it means.
    pub doc: String,
    /// Sorts of its subjects.
    pub domain: Vec<SortId>,
    /// What its objects may be.
    pub range: Vec<Range>,
    /// How it is written.
    pub written: Vec<Written>,
    /// In prose, the words that stand before its object (`against`, `posed by`); none where any object found in a
    /// clause is meant.
    pub phrases: Vec<String>,
    /// What its numbers count.
    pub unit: Unit,
    /// At most one object for each subject.
    pub single: bool,
    /// Holds both ways.
    pub symmetric: bool,
    /// Goes on along itself (containment): a in b, b in c, then a in c.
    pub transitive: bool,
    /// Naming an unknown entity here declares it (`neighbours Algeria, Niger`).
    pub declares: bool,
    /// The kind that whoever is named here has besides its own (a host is a host state).
    pub gives_kind: Option<TermId>,
    /// Carried downwards by a containment: what holds of the whole holds of its parts
    /// (a task in the north is a task in Kidal, if `Kidal` is `within` the north).
    pub through: Option<RelationId>,
    /// Worked out from another relation; never written in a mandate.
    pub derived: Option<Derived>,
    /// Where it is declared.
    pub span: Span,
}

/// How a derived relation follows from another one, call it `r`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Derived {
    /// `x` and `y` have an object of `r` in common; a term stands for every entity of its kind.
    Overlap(RelationId),
    /// `y` has objects of `r`, and `x` has each of them, or its kind, or the whole of which it is a part.
    Covers(RelationId),
    /// A kind of `x` is a kind of `y`, or a kind of it; `x` and `y` are distinct. Rests on no relation.
    Narrows,
    /// The objects of `r` that are written as a term, and so stand for a class.
    ByKind(RelationId),
    /// The objects of `r` that are written by name.
    ByName(RelationId),
}

/// All that mandates and rules may name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    /// The sorts.
    pub sorts: Vec<Sort>,
    /// The taxonomies.
    pub taxonomies: Vec<Taxonomy>,
    /// The terms of every taxonomy.
    pub terms: Vec<Term>,
    /// How prose names them; stored apart from the rest.
    #[serde(skip)]
    pub phrases: Phrasebook,
    /// The relations.
    pub relations: Vec<Relation>,
    /// What changes weigh when two texts are compared, in the order of the files.
    pub weights: Vec<Weight>,
}

/// Something of which changes have a weight of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Weighed {
    /// What a relation says of a clause.
    Relation(RelationId),
    /// That a clause of the sort is there.
    Sort(SortId),
    /// A clause of that kind, or of a kind of it.
    Term(TermId),
}

/// How much a change counts when two texts are compared. What has no weight of its own counts 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weight {
    /// Of what.
    pub of: Weighed,
    /// How much, from 0 to 100.
    pub weight: u32,
    /// The more of it, the weaker the clause.
    pub weakens: bool,
    /// Where nothing is named, all is meant.
    pub bounds: bool,
}

impl Vocabulary {
    /// The sort of that handle.
    pub fn sort(&self, id: SortId) -> Option<&Sort> {
        self.sorts.get(id.index())
    }

    /// The term of that handle.
    pub fn term(&self, id: TermId) -> Option<&Term> {
        self.terms.get(id.index())
    }

    /// How prose names a term.
    pub fn phrases(&self, term: TermId) -> &[Phrase] {
        self.phrases.of(term)
    }

    /// The relation of that handle.
    pub fn relation(&self, id: RelationId) -> Option<&Relation> {
        self.relations.get(id.index())
    }

    /// The sort of that name.
    pub fn sort_named(&self, name: &str) -> Option<SortId> {
        position(&self.sorts, |sort| sort.name == name).map(SortId)
    }

    /// The taxonomy of that name.
    pub fn taxonomy_named(&self, name: &str) -> Option<TaxonomyId> {
        position(&self.taxonomies, |taxonomy| taxonomy.name == name).map(TaxonomyId)
    }

    /// The term of that name.
    pub fn term_named(&self, name: &str) -> Option<TermId> {
        position(&self.terms, |term| term.name == name).map(TermId)
    }

    /// The relation of that name.
    pub fn relation_named(&self, name: &str) -> Option<RelationId> {
        position(&self.relations, |relation| relation.name == name).map(RelationId)
    }

    /// The weight of something; 1 where none is declared.
    pub fn weight(&self, of: Weighed) -> u32 {
        self.weights.iter().find(|weight| weight.of == of).map_or(1, |weight| weight.weight)
    }

    /// Whether more of what a relation says makes a clause weaker.
    pub fn more_weakens(&self, relation: RelationId) -> bool {
        let of = Weighed::Relation(relation);
        self.weights.iter().any(|weight| weight.of == of && weight.weakens)
    }

    /// Whether a clause that names nothing under a relation means all.
    pub fn bounds(&self, relation: RelationId) -> bool {
        let of = Weighed::Relation(relation);
        self.weights.iter().any(|weight| weight.of == of && weight.bounds)
    }

    /// Whether `kind` is `of`, or a kind of it.
    pub fn is_a(&self, kind: TermId, of: TermId) -> bool {
        kind == of || self.term(kind).is_some_and(|term| term.ancestors.binary_search(&of).is_ok())
    }

    /// The block whose entity is of this sort, and the sort for each block that is itself an entity.
    pub fn sort_of_block(&self, block: Block) -> Option<SortId> {
        position(&self.sorts, |sort| sort.origin == Origin::Itself(block)).map(SortId)
    }
}

fn position<T>(list: &[T], found: impl Fn(&T) -> bool) -> Option<u32> {
    list.iter().position(found).and_then(|i| u32::try_from(i).ok())
}
