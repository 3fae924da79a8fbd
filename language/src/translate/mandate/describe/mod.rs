//! What to say where a name does not fit: what stands there, what could, what was meant.

mod act;
mod detail;
mod statement;
mod value;

use super::builder::Builder;
use crate::model::{Origin, Range, SortId, TaxonomyId};

/// More examples than this are not listed.
const MAX_LISTED: usize = 6;

impl Builder<'_> {
    /// `an area`.
    pub(super) fn a_sort(&self, sort: SortId) -> String {
        self.vocabulary.sort(sort).map(|sort| with_article(&sort.name)).unwrap_or_default()
    }

    fn is_chosen(&self, sort: SortId) -> bool {
        self.vocabulary.sort(sort).is_some_and(|sort| sort.origin == Origin::Chosen)
    }

    fn domain_of(&self, relation: &str) -> Vec<SortId> {
        let relations = self.vocabulary.relations.iter();
        let named = relations.filter(|known| known.derived.is_none() && known.name == relation);
        named.flat_map(|relation| relation.domain.iter().copied()).collect()
    }

    fn relation_names(&self, sort: SortId) -> Vec<&str> {
        self.relations_of(sort)
            .filter_map(|id| self.vocabulary.relation(id))
            .map(|relation| relation.name.as_str())
            .collect()
    }

    fn taxonomies_of(&self, ranges: &[Range]) -> Vec<TaxonomyId> {
        ranges
            .iter()
            .filter_map(|range| match range {
                Range::Terms(taxonomy) => Some(*taxonomy),
                Range::Sort(sort) => self.vocabulary.sort(*sort).map(|sort| sort.kinds),
                _ => None,
            })
            .collect()
    }

    /// The terms of a taxonomy where they are few, else its name.
    fn some_terms(&self, taxonomy: TaxonomyId) -> String {
        let terms = self.vocabulary.terms.iter().filter(|term| term.taxonomy == taxonomy);
        let names: Vec<String> = terms.map(|term| format!("`{}`", term.name)).collect();
        if names.len() <= MAX_LISTED && !names.is_empty() {
            return listed(&names);
        }
        let name = self
            .vocabulary
            .taxonomies
            .get(taxonomy.index())
            .map(|taxonomy| taxonomy.name.as_str())
            .unwrap_or_default();
        format!("a term of `{name}` (such as {})", listed(names.get(..2).unwrap_or_default()))
    }
}

fn with_article(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// `a, b or c`; a long list is cut.
fn listed(words: &[String]) -> String {
    match words {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        words if words.len() > MAX_LISTED * 2 => {
            format!("{} and others", words.get(..MAX_LISTED).unwrap_or_default().join(", "))
        }
        [init @ .., last] => format!("{} or {last}", init.join(", ")),
    }
}
