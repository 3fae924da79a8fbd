//! Values that no relation takes.

use super::listed;
use crate::model::{EntityId, Origin, Range, RelationId, SortId, Unit};
use crate::source::{Diagnostic, Span};
use crate::syntax::mandate::ast::{Name, Value};
use crate::translate::mandate::builder::Builder;
use crate::translate::mandate::entries::block_word;
use crate::translate::mandate::values::is_below;

impl Builder<'_> {
    /// No relation takes the value. Nothing, where the blame lies elsewhere.
    pub(in crate::translate::mandate) fn refused(
        &self,
        entity: EntityId,
        candidates: &[RelationId],
        value: &Value,
        what: &str,
    ) -> Option<Diagnostic> {
        let mut ranges: Vec<Range> = Vec::new();
        for relation in candidates.iter().filter_map(|id| self.vocabulary.relation(*id)) {
            relation.range.iter().for_each(|range| {
                if !ranges.contains(range) {
                    ranges.push(*range);
                }
            });
        }
        match value {
            Value::Name(name) => {
                let known =
                    self.scope.contains_key(&name.text) || self.vocabulary.term_named(&name.text).is_some();
                if !known && self.failed_names.contains(&name.text) {
                    return None;
                }
                let takes_names =
                    ranges.iter().any(|range| matches!(range, Range::Sort(_) | Range::Terms(_)));
                if !known && takes_names {
                    return Some(self.unknown_name(name, what, &ranges));
                }
            }
            Value::Label(label) => {
                if self.failed_below(&label.text) {
                    return None;
                }
                if self.below(&label.text).all(|id| id == entity) {
                    return Some(self.unknown_label(entity, &label.text, label.place.0));
                }
            }
            _ => {}
        }
        let message =
            format!("{what} takes {}, but {}", self.in_words(candidates, &ranges), self.what_is(value));
        let problem = Diagnostic::error(value.place().0, message).label("does not fit");
        Some(match value {
            Value::Name(name) if !name.quoted && ranges.contains(&Range::Text) => {
                problem.help("put it into quotes")
            }
            _ => problem,
        })
    }

    /// A name that neither the draft nor the vocabulary has.
    pub(in crate::translate::mandate) fn unknown_name(
        &self,
        name: &Name,
        what: &str,
        ranges: &[Range],
    ) -> Diagnostic {
        let mut candidates: Vec<&str> = Vec::new();
        for entity in self.draft.entities.iter().filter(|entity| ranges.contains(&Range::Sort(entity.sort))) {
            if entity.label.is_none() {
                candidates.push(&entity.name);
            }
        }
        let taxonomies = self.taxonomies_of(ranges);
        let terms = self.vocabulary.terms.iter().filter(|term| taxonomies.contains(&term.taxonomy));
        candidates.extend(terms.map(|term| term.name.as_str()));
        let help = match self.suggest(&name.text, candidates.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => self.how_to_name(name, ranges),
        };
        let message = match what.strip_prefix("the ") {
            Some(what) => format!("unknown {what} `{}`", name.text),
            None => format!("unknown name `{}`", name.text),
        };
        Diagnostic::error(name.place.0, message).label("not known").help(help)
    }

    fn how_to_name(&self, name: &Name, ranges: &[Range]) -> String {
        for range in ranges {
            let Range::Sort(sort) = range else { continue };
            if let Some(sort) = self.vocabulary.sort(*sort)
                && let Origin::Declared(block) = sort.origin
            {
                return format!("declare it in the {}: `{} {}`", block_word(block), sort.name, name.text);
            }
        }
        let words = self.taxonomies_of(ranges).first().map(|taxonomy| self.some_terms(*taxonomy));
        words.map(|words| format!("it can be {words}")).unwrap_or_default()
    }

    fn unknown_label(&self, entity: EntityId, label: &str, span: Span) -> Diagnostic {
        if self
            .draft
            .entity(entity)
            .and_then(|entity| entity.label.as_deref())
            .is_some_and(|own| is_below(own, label))
        {
            return Diagnostic::error(span, format!("¶{label} refers to itself"))
                .help("name another paragraph");
        }
        let labels: Vec<&str> = self.labels.keys().map(String::as_str).collect();
        let help = match self.suggest(label, labels.iter().copied()) {
            Some(near) => format!("did you mean `¶{near}`?"),
            None => {
                let above: Vec<String> = labels.iter().map(|label| format!("`¶{label}`")).collect();
                format!("the draft has {}", listed(&above))
            }
        };
        Diagnostic::error(span, format!("no clause has the paragraph ¶{label}"))
            .label("not in this draft")
            .help(help)
    }

    /// `AQIM is a group`.
    fn what_is(&self, value: &Value) -> String {
        match value {
            Value::Name(name) => {
                if let Some(sort) = self.scope.get(&name.text).and_then(|id| self.sort_of(*id)) {
                    return format!("`{}` is {}", name.text, self.a_sort(sort));
                }
                let term = self.vocabulary.term_named(&name.text).and_then(|id| self.vocabulary.term(id));
                match term.and_then(|term| self.vocabulary.taxonomies.get(term.taxonomy.index())) {
                    Some(taxonomy) => format!("`{}` is a term of `{}`", name.text, taxonomy.name),
                    None if name.quoted => "these are words in quotes".to_owned(),
                    None => format!("`{}` is a name", name.text),
                }
            }
            Value::Label(label) => {
                let sorts: Vec<SortId> = self.below(&label.text).filter_map(|id| self.sort_of(id)).collect();
                let sort = sorts.first().map(|sort| self.a_sort(*sort)).unwrap_or_default();
                format!("¶{} is {sort}", label.text)
            }
            Value::Number(..) => "this is a number".to_owned(),
            Value::Percent(..) => "this is a share".to_owned(),
            Value::Duration(..) => "this is a time".to_owned(),
            Value::Date(..) => "this is a date".to_owned(),
        }
    }

    /// `an area or a group`.
    fn in_words(&self, candidates: &[RelationId], ranges: &[Range]) -> String {
        let chosen: Vec<String> = ranges
            .iter()
            .filter_map(|range| match range {
                Range::Sort(sort) if self.is_chosen(*sort) => Some(self.a_sort(*sort)),
                _ => None,
            })
            .collect();
        let mut words: Vec<String> = Vec::new();
        for range in ranges {
            words.push(match range {
                Range::Sort(sort) if self.is_chosen(*sort) => continue,
                Range::Sort(sort) => self.a_sort(*sort),
                Range::Terms(taxonomy) => self.some_terms(*taxonomy),
                Range::Number => self.number_words(candidates),
                Range::Date => "a date such as `2013-04-25`".to_owned(),
                Range::Text => "words in quotes".to_owned(),
            });
        }
        if !chosen.is_empty() {
            words.push(format!("the paragraph of {}", listed(&chosen)));
        }
        listed(&words)
    }

    fn number_words(&self, candidates: &[RelationId]) -> String {
        let relations = candidates.iter().filter_map(|id| self.vocabulary.relation(*id));
        let mut units = relations
            .filter(|relation| relation.range.contains(&Range::Number))
            .map(|relation| &relation.unit);
        match units.next() {
            Some(Unit::Days) => "a time such as `60 days`".to_owned(),
            Some(Unit::Percent) => "a share such as `90%`".to_owned(),
            _ => "a number".to_owned(),
        }
    }
}
