//! Mandates that were found, judged by every rule: most questions about two rules are answered by one of them.

use std::collections::BTreeSet;

use penholder_language::model::Draft;

use super::example::all_stand;
use super::in_parallel;
use super::search::{Search, Shown};

/// Mandates found so far.
pub(super) struct Pool<'s, 'p> {
    search: &'s Search<'p>,
    shown: Vec<Shown>,
}

/// A mandate with how every rule stands towards it: whether it arises, whether there is a finding.
pub(super) struct Judged {
    pub(super) shown: Shown,
    pub(super) stands: Vec<(bool, bool)>,
}

impl<'s, 'p> Pool<'s, 'p> {
    pub(super) fn new(search: &'s Search<'p>) -> Self {
        Pool { search, shown: Vec::new() }
    }

    pub(super) fn extend(&mut self, shown: Vec<Shown>) {
        self.shown.extend(shown);
    }

    /// Judges each by every rule.
    pub(super) fn judged(self) -> Vec<Judged> {
        let search = self.search;
        let mut seen = BTreeSet::new();
        let shown: Vec<Shown> = self.shown.into_iter().filter(|s| seen.insert(s.read.text.clone())).collect();
        let judge = |shown: &Shown| {
            let stands = all_stand(search.pack, search.plan, &shown.read).ok()?;
            Some(Judged { shown: shown.clone(), stands })
        };
        in_parallel(search.options.threads, &shown, judge).into_iter().flatten().collect()
    }
}

/// Both drafts in one: the blocks themselves are one, everything else stands side by side. `None` where the blocks say
/// different things of which only one can be said.
pub(super) fn side_by_side(search: &Search<'_>, one: &Draft, other: &Draft) -> Option<Draft> {
    use penholder_language::model::{EntityId, Origin, Value};

    let vocabulary = &search.pack.vocabulary;
    let mut both = one.clone();
    let mut places: Vec<EntityId> = Vec::with_capacity(other.entities.len());
    let itself = |sort| vocabulary.sort(sort).is_some_and(|sort| matches!(sort.origin, Origin::Itself(_)));
    let mut next = both.entities.len();
    for entity in &other.entities {
        let own = one.entities.iter().position(|own| own.sort == entity.sort && itself(own.sort));
        places.push(EntityId(own.unwrap_or(next) as u32));
        if own.is_none() {
            next += 1;
        }
    }
    for (entity, place) in other.entities.iter().zip(&places) {
        let mut entity = entity.clone();
        for tuple in &mut entity.tuples {
            if let Value::Entity(object) = tuple.value {
                tuple.value = Value::Entity(*places.get(object.index())?);
            }
        }
        match both.entities.get_mut(place.index()) {
            Some(own) => {
                for tuple in entity.tuples {
                    let single = vocabulary.relation(tuple.relation).is_some_and(|relation| relation.single);
                    let same = own.tuples.iter().find(|t| t.relation == tuple.relation);
                    match same {
                        Some(same) if same.value == tuple.value => {}
                        Some(_) if single => return None,
                        _ => own.tuples.push(tuple),
                    }
                }
                own.kinds.extend(entity.kinds);
            }
            None => {
                entity.name.push('b');
                if let Some(label) = &mut entity.label {
                    label.push('b');
                }
                both.entities.push(entity);
            }
        }
    }
    Some(both)
}
