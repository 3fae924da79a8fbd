//! Words in braces, prepositions and figures that do not go with an entity.

use super::{listed, with_article};
use crate::model::{Range, RelationId, SortId, TaxonomyId, Written};
use crate::source::{Diagnostic, Span};
use crate::syntax::mandate::ast::{Name, Value};
use crate::translate::mandate::builder::Builder;
use crate::translate::mandate::work::place_name;

impl Builder<'_> {
    /// No relation of the sort is called, or written, like the head of a detail.
    pub(in crate::translate::mandate) fn unknown_head(
        &self,
        sort: SortId,
        head: &Name,
        value: Option<&Value>,
    ) -> Diagnostic {
        let a_sort = self.a_sort(sort);
        let problem = |message: String| Diagnostic::error(head.place.0, message).label("not known here");
        let domain: Vec<String> = self.domain_of(&head.text).iter().map(|sort| self.a_sort(*sort)).collect();
        if !domain.is_empty() {
            let help = format!("it is said of {}", listed(&domain));
            return problem(format!("`{}` is not said of {a_sort}", head.text)).help(help);
        }
        if self.vocabulary.term_named(&head.text).is_some() {
            let value = value.map(crate::syntax::mandate::value_text).unwrap_or_default();
            return problem(format!("`{}` is a term, which has no values", head.text))
                .help(format!("a `,` is missing between `{}` and `{value}`", head.text));
        }
        let names = self.relation_names(sort);
        let help = match self.suggest(&head.text, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("of {a_sort} can be said {}", listed(&names))
            }
        };
        problem(format!("`{}` is no relation of {a_sort}", head.text)).help(help)
    }

    pub(in crate::translate::mandate) fn unknown_preposition(&self, sort: SortId, head: &Name) -> Diagnostic {
        let a_sort = self.a_sort(sort);
        let mut words: Vec<String> = Vec::new();
        for id in self.relations_of(sort) {
            for way in
                self.vocabulary.relation(id).map(|relation| relation.written.as_slice()).unwrap_or_default()
            {
                if let Written::Preposition(word) = way {
                    let word = format!("`{word}`");
                    if !words.contains(&word) {
                        words.push(word);
                    }
                }
            }
        }
        let help = if words.is_empty() {
            format!("no preposition goes with {a_sort}; what else holds stands in braces")
        } else {
            format!("{a_sort} takes {}", listed(&words))
        };
        Diagnostic::error(head.place.0, format!("`{}` does not go with {a_sort}", head.text))
            .label("not possible here")
            .help(help)
    }

    /// The sort has no verb, addressee or figure.
    pub(in crate::translate::mandate) fn no_place(
        &self,
        sort: SortId,
        place: &Written,
        span: Span,
    ) -> Diagnostic {
        let what = place_name(place).trim_start_matches("the ");
        Diagnostic::error(span, format!("{} has no {what}", self.a_sort(sort))).help("leave it out")
    }

    /// A term in braces, or as an entry, that is none.
    pub(in crate::translate::mandate) fn unknown_flag(&self, sort: SortId, name: &Name) -> Diagnostic {
        let a_sort = self.a_sort(sort);
        let problem = |message: String| Diagnostic::error(name.place.0, message).label("not known here");
        if name.quoted {
            return problem("words in quotes stand for nothing here".to_owned())
                .help("name the relation before them");
        }
        if !self.headed(&name.text, sort).is_empty() {
            return problem(format!("`{}` has no value", name.text))
                .help(format!("write `{} VALUE`", name.text));
        }
        let terms: Vec<&str> = self.flags_of(sort);
        let relations = self.relation_names(sort);
        let help = match self.suggest(&name.text, terms.iter().chain(&relations).copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let kinds =
                    self.vocabulary.sort(sort).map(|sort| self.some_terms(sort.kinds)).unwrap_or_default();
                format!("{a_sort} is {kinds}")
            }
        };
        problem(format!("`{}` is no term", name.text)).help(help)
    }

    /// A term that no relation of the sort takes, or several do.
    pub(in crate::translate::mandate) fn unclear_flag(
        &self,
        sort: SortId,
        name: &Name,
        taxonomy: TaxonomyId,
        relations: &[RelationId],
    ) -> Diagnostic {
        let span = name.place.0;
        let a_sort = self.a_sort(sort);
        let names: Vec<String> = relations
            .iter()
            .filter_map(|id| self.vocabulary.relation(*id))
            .map(|relation| format!("`{} {}`", relation.name, name.text))
            .collect();
        if names.is_empty() {
            let of = self
                .vocabulary
                .taxonomies
                .get(taxonomy.index())
                .map(|taxonomy| taxonomy.name.as_str())
                .unwrap_or_default();
            return Diagnostic::error(span, format!("`{}` cannot be said of {a_sort}", name.text))
                .label(format!("a term of `{of}`"))
                .help(self.who_takes(taxonomy));
        }
        Diagnostic::error(span, format!("`{}` can mean several things of {a_sort}", name.text))
            .label("not clear")
            .help(format!("write {}", listed(&names)))
    }

    /// Of what a term of a taxonomy can be said.
    fn who_takes(&self, taxonomy: TaxonomyId) -> String {
        let mut sorts: Vec<String> = Vec::new();
        for (sort, id) in self.vocabulary.sorts.iter().zip(0..) {
            let takes = self.relations_of(SortId(id)).any(|relation| {
                self.vocabulary.relation(relation).is_some_and(|r| r.range.contains(&Range::Terms(taxonomy)))
            });
            if sort.kinds == taxonomy || takes {
                sorts.push(with_article(&sort.name));
            }
        }
        if sorts.is_empty() { String::new() } else { format!("it can be said of {}", listed(&sorts)) }
    }

    /// Terms that can stand by themselves in the braces of an entity.
    fn flags_of(&self, sort: SortId) -> Vec<&str> {
        let mut taxonomies: Vec<TaxonomyId> =
            self.vocabulary.sort(sort).map(|sort| sort.kinds).into_iter().collect();
        for relation in self.relations_of(sort).filter_map(|id| self.vocabulary.relation(id)) {
            taxonomies.extend(self.taxonomies_of(&relation.range));
        }
        let terms = self.vocabulary.terms.iter().filter(|term| taxonomies.contains(&term.taxonomy));
        terms.map(|term| term.name.as_str()).collect()
    }
}
