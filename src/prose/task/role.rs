//! In which role a mission does its work, and whether a stretch speaks of its work at all.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range as Span;

use penholder_language::model::{Range, TaxonomyId, TermId, Vocabulary};

use super::stretch::Stretch;
use crate::prose::phrase::{Hit, Phrases, Scope, Words};

/// So many signs before a place are looked at; those farther away do not reach it.
const NEAR: usize = 16;

/// The roles of a vocabulary: the ordered taxonomies whose phrases speak of somebody's part.
#[derive(Clone, Debug)]
pub(super) struct Roles<'v> {
    vocabulary: &'v Vocabulary,
    phrases: Phrases<'v>,
    /// Taxonomies of work: of chosen sorts that can have a role, and all whose terms have codes.
    work: BTreeSet<TaxonomyId>,
    /// Of those, the ones that have roles.
    with_role: BTreeSet<TaxonomyId>,
    rank: HashMap<TermId, u32>,
}

/// What a stretch says of a mission.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// Nothing.
    None,
    /// It speaks of it, but not to give it work.
    Spoken,
    /// It speaks of its work.
    Work(Involved),
}

impl Part {
    pub(super) fn work(&self) -> Option<&Involved> {
        match self {
            Part::Work(involved) => Some(involved),
            Part::None | Part::Spoken => None,
        }
    }
}

/// A role, and which of its phrases tells it.
pub(super) type Sign = (TermId, usize);

/// How a stretch speaks of a mission's work.
#[derive(Clone, Debug)]
pub(super) struct Involved {
    /// What it says of the mission's part: where, and in which role at most.
    parts: Vec<(Span<usize>, Sign)>,
    /// The part that the paragraph above gives.
    given: Option<Sign>,
    /// Verbs of work: where, and of which role.
    verbs: Vec<(Span<usize>, Sign)>,
    /// The last verb of the paragraph above.
    verb_above: Option<Sign>,
    /// What is only said in passing.
    passing: Vec<Span<usize>>,
    /// It rests on a weak sign.
    pub(super) weak: bool,
}

impl Involved {
    /// Whether the stretch itself says that it is the mission's work.
    pub(super) fn is_own(&self) -> bool {
        !self.parts.is_empty()
    }
}

impl<'v> Roles<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary) -> Self {
        let mut taxonomies = BTreeSet::new();
        for (id, term) in (0..).map(TermId).zip(&vocabulary.terms) {
            let refers = vocabulary.phrases(id).iter().filter(|phrase| phrase.refers());
            let ordered = vocabulary.taxonomies.get(term.taxonomy.index()).is_some_and(|found| found.ordered);
            if ordered && refers.count() > 0 {
                taxonomies.insert(term.taxonomy);
            }
        }
        let to_role = |range: &Range| matches!(range, Range::Terms(found) if taxonomies.contains(found));
        let sorts = vocabulary
            .relations
            .iter()
            .filter(|relation| relation.range.iter().any(to_role))
            .flat_map(|relation| &relation.domain);
        let with_role: BTreeSet<TaxonomyId> =
            sorts.filter_map(|sort| vocabulary.sort(*sort)).map(|sort| sort.kinds).collect();
        let coded = vocabulary.terms.iter().filter(|term| !term.codes.is_empty()).map(|term| term.taxonomy);
        let work =
            with_role.iter().copied().chain(coded).filter(|found| !taxonomies.contains(found)).collect();
        let ranks = (0..).map(TermId).zip(&vocabulary.terms);
        Roles {
            vocabulary,
            phrases: Phrases::of(vocabulary, |taxonomy| taxonomies.contains(&taxonomy)),
            work,
            with_role,
            rank: ranks
                .filter(|(_, term)| taxonomies.contains(&term.taxonomy))
                .map(|(id, term)| (id, term.rank))
                .collect(),
        }
    }

    /// Whether terms of a taxonomy are work.
    pub(super) fn is_work(&self, taxonomy: TaxonomyId) -> bool {
        self.work.contains(&taxonomy)
    }

    /// What a stretch says of the mission's part; nothing where it does not speak of it. `lead` is what the stretch above
    /// says, for one without a verb of its own.
    pub(super) fn involved(
        &self,
        words: &Words,
        stretch: &Stretch,
        lead: Option<&Part>,
        scope: &Scope<'_>,
    ) -> Part {
        let hits = self.phrases.find_in(words, stretch.words.clone(), scope);
        // The weakest role speaks of somebody without giving work: with the verb of the stretch, in all of it, else up to
        // the next comma.
        let (passing, hits): (Vec<Hit>, Vec<Hit>) =
            hits.into_iter().partition(|hit| self.rank.get(&hit.term) == Some(&0));
        let governs =
            |hit: &Hit| hit.words.start < stretch.opening.end && stretch.opening.start < hit.words.end;
        if matches!(lead, Some(Part::Spoken)) || passing.iter().any(governs) {
            return Part::Spoken;
        }
        let passing =
            passing.into_iter().map(|hit| hit.words.start..words.pause(hit.words.end, stretch.words.end));
        let lead = lead.and_then(Part::work);
        let (parts, verbs): (Vec<Hit>, Vec<Hit>) = hits.into_iter().partition(|hit| self.refers(hit));
        let weak = !parts.is_empty() && parts.iter().all(|hit| hit.weak);
        let placed = |hits: Vec<Hit>| {
            hits.into_iter().map(|hit| (hit.words, (hit.term, hit.phrase))).collect::<Vec<_>>()
        };
        let involved = Involved {
            weak: weak || (parts.is_empty() && lead.is_some_and(|lead| lead.weak)),
            parts: placed(parts),
            given: lead.and_then(|lead| lead.given.or_else(|| lead.parts.last().map(|(_, role)| *role))),
            verbs: placed(verbs),
            passing: passing.collect(),
            verb_above: lead.and_then(|lead| lead.verbs.last().map(|(_, role)| *role).or(lead.verb_above)),
        };
        if involved.parts.is_empty() && lead.is_none() { Part::None } else { Part::Work(involved) }
    }

    /// Whether what was found is only said in passing.
    pub(super) fn in_passing(hit: &Hit, involved: &Involved) -> bool {
        let to = involved.passing.partition_point(|aside| aside.start <= hit.words.start);
        let near = involved.passing.get(to.saturating_sub(NEAR)..to).unwrap_or_default();
        near.iter().any(|aside| hit.words.start < aside.end)
    }

    /// In which role a mission does the work that was found, and what says that it is the mission's.
    pub(super) fn of(&self, hit: &Hit, involved: &Involved) -> (Option<TermId>, Option<Sign>) {
        let part = nearest(&involved.parts, &hit.words).or(involved.given);
        let part = part.or_else(|| involved.parts.first().map(|(_, sign)| *sign));
        let verb = nearest(&involved.verbs, &hit.words).or(involved.verb_above);
        let rank = |role: &TermId| self.rank.get(role).copied().unwrap_or_default();
        let role = part.into_iter().chain(verb).map(|(role, _)| role).min_by_key(rank);
        let taxonomy = self.vocabulary.term(hit.term).map(|term| term.taxonomy);
        (role.filter(|_| taxonomy.is_some_and(|taxonomy| self.with_role.contains(&taxonomy))), part)
    }

    fn refers(&self, hit: &Hit) -> bool {
        self.vocabulary.phrases(hit.term).get(hit.phrase).is_some_and(|phrase| phrase.refers())
    }
}

/// The role whose words stand nearest before a hit, or in it.
fn nearest(roles: &[(Span<usize>, Sign)], hit: &Span<usize>) -> Option<Sign> {
    let to = roles.partition_point(|(at, _)| at.start < hit.end);
    let near = roles.get(to.saturating_sub(NEAR)..to)?;
    near.iter().max_by_key(|(at, _)| at.end).map(|(_, role)| *role)
}
