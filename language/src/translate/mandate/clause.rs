//! First pass over a clause: which entity it is, and what is said of it.

use super::act::Parts;
use super::builder::Builder;
use super::guards::both;
use super::work::{Said, Work};
use crate::model::{Guard, Origin, SortId, TermId, Written};
use crate::source::{Diagnostic, Span};
use crate::syntax::mandate::ast::{Clause, Name, Value};
use crate::syntax::mandate::clause_text;

impl<'a> Builder<'a> {
    pub(super) fn clause(&mut self, clause: &'a Clause, guard: &Guard, span: Span) {
        let label = clause.label.text.clone();
        if let Some(first) = self.said_before(clause_text(clause), guard, span) {
            let problem = Diagnostic::warning(span, format!("¶{label} says this twice"))
                .related(first, "said here first")
                .help("delete one of the two");
            self.problem(problem);
        }
        let sorts = self.sorts_with(Origin::Chosen);
        let parts =
            Parts { base: label.clone(), label: Some(label), sorts, ruled_out: clause.verb.is_none() };
        let base = parts.base.clone();
        let name_text = |name: &Name| name.text.clone();
        let verbs = match &clause.verb {
            Some(verb) => self.unfold(std::slice::from_ref(verb), &base, guard, &name_text),
            None => Vec::new(),
        };
        let addressees = self.unfold(&clause.addressees, &base, guard, &name_text);

        let words = clause.words.as_ref().map(|words| words.text.as_str()).unwrap_or_default();
        let mut made = Vec::new();
        for item in &clause.items {
            made.extend(self.item(item, &parts, guard, span, words));
        }
        for (place, said) in [(Written::Verb, &verbs), (Written::Addressee, &addressees)] {
            for (guard, name) in said {
                let value = Value::Name((*name).clone());
                if made.is_empty() {
                    self.work.push(Work {
                        entity: None,
                        said: Said::Place(place.clone(), guard.clone(), value.clone()),
                    });
                }
                for (id, presence) in &made {
                    if let Some(guard) = both(guard, presence) {
                        let said = Said::Place(place.clone(), guard, value.clone());
                        self.work.push(Work { entity: Some(*id), said });
                    }
                }
            }
        }
        for (id, presence) in made {
            self.details(id, clause.details.as_ref(), &presence);
        }
    }

    /// The term of an act and the sort whose clauses do it.
    pub(super) fn act(&mut self, name: &Name, parts: &Parts) -> Option<(TermId, SortId)> {
        let term = self.vocabulary.term_named(&name.text);
        let taxonomy = term.and_then(|term| self.vocabulary.term(term)).map(|term| term.taxonomy);
        let fits = |id: &SortId| self.vocabulary.sort(*id).is_some_and(|sort| Some(sort.kinds) == taxonomy);
        let found: Vec<SortId> = parts.sorts.iter().copied().filter(fits).collect();
        match (term, found.as_slice()) {
            (Some(term), [sort]) => Some((term, *sort)),
            (Some(term), [sort, other, ..]) => {
                let problem = Diagnostic::error(
                    name.place.0,
                    format!("`{}` can be {} and {}", name.text, self.a_sort(*sort), self.a_sort(*other)),
                )
                .help("the vocabulary gives both the same kinds, which clauses cannot tell apart");
                self.problem(problem);
                Some((term, *sort))
            }
            _ => {
                let problem = self.no_act(name, parts);
                self.problem(problem);
                None
            }
        }
    }

    /// The acts that an item may have.
    pub(super) fn acts(&self, parts: &Parts) -> impl Iterator<Item = &'a str> + use<'a> {
        let vocabulary = self.vocabulary;
        let kinds: Vec<_> =
            parts.sorts.iter().filter_map(|id| vocabulary.sort(*id)).map(|sort| sort.kinds).collect();
        vocabulary
            .terms
            .iter()
            .filter(move |term| kinds.contains(&term.taxonomy))
            .map(|term| term.name.as_str())
    }

    /// A verb or an addressee of a clause that could not be made: at least it should be one.
    pub(super) fn known_anywhere(&mut self, place: &Written, name: &Name) {
        let relations = self.vocabulary.relations.iter();
        let ranges: Vec<_> = relations
            .filter(|relation| relation.written.contains(place))
            .flat_map(|relation| relation.range.iter().copied())
            .collect();
        if ranges.is_empty() || self.scope.contains_key(&name.text) || self.failed_names.contains(&name.text)
        {
            return;
        }
        if self.vocabulary.term_named(&name.text).is_none() {
            let problem = self.unknown_name(name, super::work::place_name(place), &ranges);
            self.problem(problem);
        }
    }
}
