//! Properties of relations: how they are written, what their numbers count, how they carry on.

use super::Building;
use crate::model::{Derived, Range, Relation, RelationId, Term, TermId, Unit, Written};
use crate::source::Diagnostic;
use crate::syntax::policy::ast;
use crate::translate::policy::unknown::{listed, unknown};

/// The prepositions that a mandate can use.
const PREPOSITIONS: &[&str] = &[
    "in", "at", "by", "for", "from", "with", "within", "against", "on", "about", "under", "until", "after",
    "before", "between", "through", "of", "if", "as", "over", "during",
];

/// The properties that a relation can have.
const OPTIONS: &[&str] = &[
    "single",
    "symmetric",
    "transitive",
    "declares",
    "through",
    "unit",
    "written",
    "phrases",
    "covers",
    "overlap",
    "by-kind",
    "by-name",
    "narrows",
];

impl Building<'_> {
    pub(super) fn relation_options(&mut self, declared: &[(RelationId, &ast::Relation)]) {
        for (id, written) in declared {
            for (word, values) in &written.options {
                self.option(*id, word, values);
            }
            if let Some(relation) = self.vocabulary.relations.get_mut(id.index())
                && relation.written.is_empty()
            {
                relation.written.push(Written::Braces);
            }
        }
    }

    fn option(&mut self, id: RelationId, word: &ast::Name, values: &[ast::Words]) {
        match word.text.as_str() {
            "written" => {
                let ways: Vec<Written> = values.iter().filter_map(|value| self.written(value)).collect();
                self.change(id, |relation| relation.written.extend(ways));
                self.some_value(word, values, "written in");
            }
            "phrases" => {
                self.some_value(word, values, "phrases \"against\"");
                let phrases = values.iter().map(|value| value.text.clone());
                self.change(id, |relation| relation.phrases.extend(phrases));
            }
            "unit" => {
                if let Some(value) = self.one_value(word, values, "unit \"persons\"") {
                    let quoted = usize::try_from(value.span.end - value.span.start)
                        .is_ok_and(|n| n > value.text.len());
                    let unit = match value.text.as_str() {
                        "days" if !quoted => Unit::Days,
                        "percent" if !quoted => Unit::Percent,
                        other => Unit::Count(other.to_owned()),
                    };
                    self.change(id, |relation| relation.unit = unit);
                }
            }
            "through" => {
                let whole = self.relation_in(word, values, "through within");
                self.change(id, |relation| relation.through = whole);
            }
            "covers" => {
                let of = self.relation_in(word, values, "covers in").map(Derived::Covers);
                self.change(id, |relation| relation.derived = of);
            }
            "overlap" => {
                let of = self.relation_in(word, values, "overlap in").map(Derived::Overlap);
                self.change(id, |relation| relation.derived = of);
            }
            "by-kind" => {
                let of = self.relation_in(word, values, "by-kind against").map(Derived::ByKind);
                self.change(id, |relation| relation.derived = of);
            }
            "by-name" => {
                let of = self.relation_in(word, values, "by-name against").map(Derived::ByName);
                self.change(id, |relation| relation.derived = of);
            }
            "declares" => {
                let kind = self.kind_given(id, values);
                self.change(id, |relation| (relation.declares, relation.gives_kind) = (true, kind));
            }
            flag => {
                let set: fn(&mut Relation) = match flag {
                    "single" => |relation| relation.single = true,
                    "symmetric" => |relation| relation.symmetric = true,
                    "transitive" => |relation| relation.transitive = true,
                    "narrows" => |relation| relation.derived = Some(Derived::Narrows),
                    _ => {
                        let told = unknown(word, "property of a relation", OPTIONS.iter().copied());
                        let help = format!("properties are {}", listed(OPTIONS.iter().copied()));
                        self.diagnostics.push(if told.help.is_empty() { told.help(help) } else { told });
                        return;
                    }
                };
                self.change(id, set);
                if let Some(extra) = values.first() {
                    let told = Diagnostic::error(extra.span, format!("`{}` stands alone", word.text))
                        .help("properties of a relation are separated by `;`");
                    self.diagnostics.push(told);
                }
            }
        }
    }

    fn change(&mut self, id: RelationId, change: impl FnOnce(&mut Relation)) {
        if let Some(relation) = self.vocabulary.relations.get_mut(id.index()) {
            change(relation);
        }
    }

    fn written(&mut self, value: &ast::Words) -> Option<Written> {
        Some(match value.text.as_str() {
            "verb" => Written::Verb,
            "addressee" => Written::Addressee,
            "figure" => Written::Figure,
            "certainty" => Written::Certainty,
            preposition if PREPOSITIONS.contains(&preposition) => {
                Written::Preposition(preposition.to_owned())
            }
            _ => {
                let name = ast::Name { text: value.text.clone(), span: value.span };
                let ways = PREPOSITIONS.iter().copied().chain(["verb", "addressee", "figure", "certainty"]);
                let told = unknown(&name, "preposition", ways);
                self.diagnostics.push(match told.help.as_str() {
                    "" => told.help(format!(
                        "a relation is written verb, addressee, figure, certainty, or after one of {}",
                        listed(PREPOSITIONS.iter().copied())
                    )),
                    _ => told,
                });
                return None;
            }
        })
    }

    /// The kind that whoever is named has besides: a term that an object of the relation can be.
    fn kind_given(&mut self, id: RelationId, values: &[ast::Words]) -> Option<TermId> {
        let value = values.first()?;
        let name = ast::Name { text: value.text.clone(), span: value.span };
        let vocabulary = &self.vocabulary;
        let range = &vocabulary.relation(id)?.range;
        let fits = |term: &Term| {
            range.iter().any(|range| match range {
                Range::Sort(sort) => vocabulary.sort(*sort).is_some_and(|sort| sort.kinds == term.taxonomy),
                _ => false,
            })
        };
        let found = self.names.terms.get(&value.text).copied();
        if found.and_then(|id| vocabulary.term(id)).is_some_and(fits) {
            return found;
        }
        let fitting = vocabulary.terms.iter().filter(|term| fits(term));
        let told = unknown(&name, "kind of what this declares", fitting.map(|term| term.name.as_str()));
        self.diagnostics.push(told);
        None
    }

    fn some_value(&mut self, word: &ast::Name, values: &[ast::Words], example: &str) {
        if values.is_empty() {
            let told = Diagnostic::error(word.span, format!("what `{}` says is missing", word.text))
                .help(format!("for example `{example}`"));
            self.diagnostics.push(told);
        }
    }

    fn one_value<'a>(
        &mut self,
        word: &ast::Name,
        values: &'a [ast::Words],
        example: &str,
    ) -> Option<&'a ast::Words> {
        self.some_value(word, values, example);
        if let Some(extra) = values.get(1) {
            let told = Diagnostic::error(extra.span, format!("`{}` takes one word", word.text))
                .help("properties of a relation are separated by `;`");
            self.diagnostics.push(told);
        }
        values.first()
    }

    fn relation_in(&mut self, word: &ast::Name, values: &[ast::Words], example: &str) -> Option<RelationId> {
        let value = self.one_value(word, values, example)?;
        let found = self.names.relations.get(&value.text).copied();
        if found.is_none() {
            let name = ast::Name { text: value.text.clone(), span: value.span };
            self.diagnostics.push(unknown(
                &name,
                "relation",
                self.names.relations.keys().map(String::as_str),
            ));
        }
        found
    }
}
