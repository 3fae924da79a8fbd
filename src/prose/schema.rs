//! What the vocabulary lets a text say: which terms are acts, which relations are read from prose, and by what words.

use penholder_language::model::{
    Block, Origin, Phrase, Range, Relation, RelationId, SortId, TaxonomyId, TermId, Vocabulary, Written,
};

use super::words::words;

/// The vocabulary by the shapes that reading needs.
pub(super) struct Schema<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    /// The relations that are read from prose.
    pub(super) relations: Vec<ProseRelation<'v>>,
    /// The relation that is written as the verb.
    pub(super) verb: Option<RelationId>,
    /// The terms that say how sure a reading is, weakest first.
    pub(super) certainties: Vec<TermId>,
    /// The name of the relation to them.
    pub(super) certainty: Option<&'v str>,
}

/// A relation with the words around its object.
pub(super) struct ProseRelation<'v> {
    pub(super) relation: &'v Relation,
    /// Each with the words before the object and those after it, in lower case; both empty: anywhere in the clause.
    pub(super) connectors: Vec<(Vec<String>, Vec<String>)>,
}

impl ProseRelation<'_> {
    /// Whether an object is one wherever it stands.
    pub(super) fn is_anywhere(&self) -> bool {
        self.connectors.iter().any(|(before, after)| before.is_empty() && after.is_empty())
    }

    /// The preposition that the language writes.
    pub(super) fn preposition(&self) -> Option<&str> {
        self.relation.written.iter().find_map(|way| match way {
            Written::Preposition(word) => Some(word.as_str()),
            _ => None,
        })
    }
}

impl<'v> Schema<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary) -> Self {
        let written =
            |way: &Written| vocabulary.relations.iter().position(|relation| relation.written.contains(way));
        let certainty = written(&Written::Certainty).and_then(|at| vocabulary.relations.get(at));
        let mut certainties: Vec<TermId> = certainty.map_or_else(Vec::new, |relation| {
            let terms = vocabulary
                .terms
                .iter()
                .zip(0..)
                .filter(|(term, _)| relation.range.contains(&Range::Terms(term.taxonomy)));
            terms.map(|(_, id)| TermId(id)).collect()
        });
        certainties.sort_by_key(|id| vocabulary.term(*id).map(|term| term.rank));
        Schema {
            vocabulary,
            relations: vocabulary
                .relations
                .iter()
                .filter(|relation| !relation.phrases.is_empty())
                .map(read)
                .collect(),
            verb: written(&Written::Verb).and_then(|at| u32::try_from(at).ok()).map(RelationId),
            certainties,
            certainty: certainty.map(|relation| relation.name.as_str()),
        }
    }

    pub(super) fn taxonomy(&self, term: TermId) -> Option<TaxonomyId> {
        self.vocabulary.term(term).map(|term| term.taxonomy)
    }

    pub(super) fn name(&self, term: TermId) -> &'v str {
        self.vocabulary.term(term).map_or("", |term| term.name.as_str())
    }

    fn sorts(&self) -> impl Iterator<Item = (SortId, &'v penholder_language::model::Sort)> {
        (0..).map(SortId).zip(&self.vocabulary.sorts)
    }

    /// The sort of clauses that have this term for an act.
    pub(super) fn act(&self, term: TermId) -> Option<SortId> {
        let taxonomy = self.taxonomy(term)?;
        let mut sorts = self.sorts();
        sorts.find(|(_, sort)| sort.origin == Origin::Chosen && sort.kinds == taxonomy).map(|(id, _)| id)
    }

    /// The kind of the mission: that for which texts have a title.
    pub(super) fn mission(&self) -> Option<TermId> {
        let titled = |phrases: &[Phrase]| phrases.iter().any(|phrase| phrase.text.contains("{title"));
        (0..).map(TermId).zip(self.vocabulary.phrases.all()).find(|(_, own)| titled(own)).map(|(id, _)| id)
    }

    /// The relation of a sort to the terms of which this is one, if it is written in braces only.
    pub(super) fn detail(&self, sort: SortId, term: TermId) -> Option<&'v str> {
        let taxonomy = self.taxonomy(term)?;
        let mut relations = self.vocabulary.relations.iter();
        relations
            .find(|relation| {
                relation.domain.contains(&sort)
                    && relation.derived.is_none()
                    && relation.range.contains(&Range::Terms(taxonomy))
                    && relation.written.contains(&Written::Braces)
            })
            .map(|relation| relation.name.as_str())
    }

    /// Whether entities of a sort are clauses.
    pub(super) fn is_chosen(&self, sort: SortId) -> bool {
        self.vocabulary.sort(sort).is_some_and(|sort| sort.origin == Origin::Chosen)
    }

    /// The sort that a block declares by name and of which this term is a kind.
    pub(super) fn declared(&self, term: TermId, block: Block) -> Option<SortId> {
        let taxonomy = self.taxonomy(term)?;
        let mut sorts = self.sorts();
        sorts
            .find(|(_, sort)| sort.origin == Origin::Declared(block) && sort.kinds == taxonomy)
            .map(|(id, _)| id)
    }

    /// Whether entities of a sort can have a figure.
    pub(super) fn counts(&self, sort: SortId) -> bool {
        self.vocabulary
            .relations
            .iter()
            .any(|relation| relation.written.contains(&Written::Figure) && relation.domain.contains(&sort))
    }

    /// The terms that a relation's object can be.
    pub(super) fn takes(&self, relation: &Relation, term: TermId) -> bool {
        let taxonomy = self.taxonomy(term);
        relation.range.iter().any(|range| match range {
            Range::Terms(terms) => Some(*terms) == taxonomy,
            Range::Sort(sort) => self.vocabulary.sort(*sort).map(|sort| sort.kinds) == taxonomy,
            _ => false,
        })
    }

    /// The term for so many doubts: none, the surest.
    pub(super) fn certainty_of(&self, doubts: usize) -> Option<&'v str> {
        let level = self.certainties.get(self.certainties.len().checked_sub(1)?.saturating_sub(doubts))?;
        Some(self.name(*level))
    }

    /// The verb that some words are.
    pub(super) fn verb_named(&self, words: &str) -> Option<&'v str> {
        let range = &self.verb.and_then(|id| self.vocabulary.relation(id))?.range;
        let terms = (0..).map(TermId).zip(&self.vocabulary.terms);
        let mut verbs = terms.filter(|(_, term)| range.contains(&Range::Terms(term.taxonomy)));
        let named = |id: TermId| self.vocabulary.phrases(id).iter().any(|phrase| phrase.text == words);
        verbs.find(|(id, _)| named(*id)).map(|(_, term)| term.name.as_str())
    }

    /// The preposition before the conditions of work of a sort: that of a relation to terms which prose reads anywhere in a
    /// clause and which every sort of clause has.
    pub(super) fn conditions(&self, sort: SortId) -> Option<&str> {
        let chosen = self.sorts().filter(|(_, sort)| sort.origin == Origin::Chosen).count();
        let relation = self.relations.iter().find(|relation| {
            let domain = &relation.relation.domain;
            relation.is_anywhere()
                && domain.contains(&sort)
                && domain.len() == chosen
                && matches!(relation.relation.range.as_slice(), [Range::Terms(_)])
        })?;
        relation.preposition()
    }

    /// The sorts to which a relation leads that a clause of a sort writes with a preposition.
    pub(super) fn objects(&self, preposition: &str, sort: SortId) -> Vec<SortId> {
        let written = |relation: &&Relation| {
            relation.domain.contains(&sort)
                && relation
                    .written
                    .iter()
                    .any(|way| matches!(way, Written::Preposition(word) if word == preposition))
        };
        let ranges = self.vocabulary.relations.iter().filter(written).flat_map(|relation| &relation.range);
        ranges
            .filter_map(|range| match range {
                Range::Sort(sort) => Some(*sort),
                _ => None,
            })
            .collect()
    }

    /// The terms for whoever can be told something, and the verbs.
    pub(super) fn is_written(&self, way: &Written, term: TermId) -> bool {
        self.vocabulary
            .relations
            .iter()
            .any(|relation| relation.written.contains(way) && self.takes(relation, term))
    }
}

fn read(relation: &Relation) -> ProseRelation<'_> {
    let lower = |text: &str| words(text).iter().map(|word| word.text.to_lowercase()).collect::<Vec<_>>();
    let connectors = relation
        .phrases
        .iter()
        .map(|phrase| {
            let (before, after) = phrase.split_once("{}").unwrap_or((phrase, ""));
            (lower(before), lower(after))
        })
        .collect();
    ProseRelation { relation, connectors }
}
