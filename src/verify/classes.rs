//! Terms that a question cannot tell apart: of each class one is enough.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::model::{RelationId, TaxonomyId, TermId, Vocabulary};

use super::mentions::Use;

/// What tells terms apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Tests<'a> {
    /// Being a kind of these.
    pub(super) terms: Option<&'a BTreeSet<TermId>>,
    /// Reaching these ranks.
    pub(super) ranks: Option<&'a Use>,
    /// What kinds bring with them under these relations.
    pub(super) attributes: Option<&'a BTreeMap<RelationId, Use>>,
}

type Signature = (Vec<TermId>, Vec<u32>, Vec<(RelationId, TermId)>);

/// One term of each class, the plainest; with the class in which no test holds first, where there is one.
pub(super) struct Classes {
    by_signature: BTreeMap<Signature, TermId>,
    of: BTreeMap<TermId, Signature>,
}

impl Classes {
    pub(super) fn new(vocabulary: &Vocabulary, taxonomy: TaxonomyId, tests: &Tests<'_>) -> Classes {
        let mut classes = Classes { by_signature: BTreeMap::new(), of: BTreeMap::new() };
        let mut best: BTreeMap<Signature, (usize, i64, u32)> = BTreeMap::new();
        for (index, term) in vocabulary.terms.iter().enumerate().filter(|(_, t)| t.taxonomy == taxonomy) {
            let id = TermId(index as u32);
            let signature = signature(vocabulary, id, tests);
            // Above a cut the lowest term says it best, below it the highest.
            let rank = i64::from(term.rank);
            let near = if signature.1.is_empty() { -rank } else { rank };
            let plain = (term.ancestors.len(), near, index as u32);
            if best.get(&signature).is_none_or(|known| plain < *known) {
                best.insert(signature.clone(), plain);
                classes.by_signature.insert(signature.clone(), id);
            }
            classes.of.insert(id, signature);
        }
        classes
    }

    /// One term of each class in which some test holds.
    pub(super) fn telling(&self) -> impl Iterator<Item = TermId> + '_ {
        self.by_signature.iter().filter(|(signature, _)| !silent(signature)).map(|(_, term)| *term)
    }

    /// A term for which no test holds.
    pub(super) fn other(&self) -> Option<TermId> {
        self.by_signature.iter().find(|(signature, _)| silent(signature)).map(|(_, term)| *term)
    }

    /// The term that stands for this one.
    pub(super) fn standing_for(&self, term: TermId) -> Option<TermId> {
        self.by_signature.get(self.of.get(&term)?).copied()
    }
}

fn silent(signature: &Signature) -> bool {
    signature.0.is_empty() && signature.1.is_empty() && signature.2.is_empty()
}

fn signature(vocabulary: &Vocabulary, term: TermId, tests: &Tests<'_>) -> Signature {
    let is = tests.terms.into_iter().flatten().copied().filter(|of| vocabulary.is_a(term, *of)).collect();
    let known = vocabulary.term(term);
    let rank = known.map_or(0, |known| known.rank);
    let ranks = match tests.ranks {
        Some(used) if used.all_ranks => vec![rank + 1],
        Some(used) => used.ranks.iter().copied().filter(|cut| rank >= *cut && *cut > 0).collect(),
        None => Vec::new(),
    };
    let mut brought: Vec<(RelationId, TermId)> = Vec::new();
    if let (Some(relations), Some(known)) = (tests.attributes, known) {
        for ancestor in known.ancestors.iter().chain([&term]) {
            let attributes = vocabulary.term(*ancestor).map_or(&[][..], |t| t.attributes.as_slice());
            brought.extend(
                attributes
                    .iter()
                    .filter(|a| relations.contains_key(&a.relation))
                    .map(|a| (a.relation, a.value)),
            );
        }
    }
    brought.sort_unstable();
    brought.dedup();
    (is, ranks, brought)
}
