//! What is said of a variable: its kind, its relations, its identity.

use super::Frame;
use super::scope::Found;
use crate::model::{Derived, Formula, Object, Range, Relation, RelationId, SortId, TermId};
use crate::source::Diagnostic;
use crate::syntax::policy::ast;
use crate::translate::policy::unknown::{listed, unknown};

impl Frame<'_, '_> {
    /// `X is a | b`: terms of the sorts' taxonomies, or definitions.
    pub(super) fn is(&mut self, subject: &ast::Name, kinds: &[ast::Name]) -> Formula {
        let Some(found) = self.lookup(subject) else { return Formula::Constant(false) };
        let mut terms = Vec::new();
        let mut alternatives = Vec::new();
        for kind in kinds {
            match self.kind(&found, kind) {
                Kind::Term(term) => terms.push(term),
                Kind::Definition => alternatives.push(self.apply(kind, &[subject])),
                Kind::Unknown => {}
            }
        }
        if !terms.is_empty() {
            alternatives.insert(0, Formula::Is(found.slot, terms));
        }
        one_of(alternatives)
    }

    fn kind(&mut self, of: &Found, kind: &ast::Name) -> Kind {
        let context = self.context;
        let vocabulary = &context.vocabulary;
        let taxonomies: Vec<_> =
            of.sorts.iter().filter_map(|id| vocabulary.sort(*id)).map(|sort| sort.kinds).collect();
        let term =
            context.names.terms.get(&kind.text).and_then(|id| vocabulary.term(*id).map(|term| (*id, term)));
        if let Some((id, term)) = term
            && taxonomies.contains(&term.taxonomy)
        {
            return Kind::Term(id);
        }
        if context.definitions.contains_key(&kind.text) || context.broken.contains_key(&kind.text) {
            return Kind::Definition;
        }
        if taxonomies.is_empty() {
            return Kind::Unknown;
        }
        let told = match term {
            Some((_, term)) => {
                let told = Diagnostic::error(kind.span, format!("`{}` cannot be `{}`", of.name, kind.text))
                    .label(format!("not a kind of {}", self.sort_names(&of.sorts)))
                    .related(term.span, "the term is declared here");
                match self.relation_to(&of.sorts, term.taxonomy) {
                    Some(relation) => {
                        told.help(format!("did you mean `{} {relation} {}`?", of.name, kind.text))
                    }
                    None => told,
                }
            }
            None => {
                let fitting = vocabulary.terms.iter().filter(|term| taxonomies.contains(&term.taxonomy));
                let single = context.definitions.values().filter(|template| template.parameters.len() == 1);
                let names = fitting
                    .map(|term| term.name.as_str())
                    .chain(single.map(|template| template.name.as_str()));
                unknown(kind, &format!("kind of {}", self.sort_names(&of.sorts)), names)
            }
        };
        self.diagnostics.push(told);
        Kind::Unknown
    }

    /// A relation from these sorts to the terms of a taxonomy.
    fn relation_to(&self, sorts: &[SortId], taxonomy: crate::model::TaxonomyId) -> Option<&str> {
        self.context
            .vocabulary
            .relations
            .iter()
            .find(|r| {
                r.range.contains(&Range::Terms(taxonomy)) && r.domain.iter().any(|sort| sorts.contains(sort))
            })
            .map(|relation| relation.name.as_str())
    }

    /// `X R Y | t`: a relation to variables or terms, or a definition of two things.
    pub(super) fn related(
        &mut self,
        subject: &ast::Name,
        relation: &ast::Name,
        objects: &[ast::Name],
    ) -> Formula {
        if !self.context.names.relations.contains_key(&relation.text) {
            if self.context.definitions.contains_key(&relation.text)
                || self.context.broken.contains_key(&relation.text)
            {
                return one_of(
                    objects.iter().map(|object| self.apply(relation, &[subject, object])).collect(),
                );
            }
            let told = self.no_relation(relation);
            self.diagnostics.push(told);
            return Formula::Constant(false);
        }
        let Some((found, id)) = self.attribute(subject, relation) else { return Formula::Constant(false) };
        let Some(declared) = self.context.vocabulary.relation(id) else { return Formula::Constant(false) };
        let mut terms = Vec::new();
        let mut alternatives = Vec::new();
        for object in objects {
            if object.text.starts_with(char::is_uppercase) {
                alternatives.extend(self.object(id, declared, &found, object));
            } else {
                terms.extend(self.object_term(declared, object));
            }
        }
        if !terms.is_empty() {
            alternatives.insert(0, Formula::Related(id, found.slot, Object::Terms(terms)));
        }
        one_of(alternatives)
    }

    fn no_relation(&self, name: &ast::Name) -> Diagnostic {
        let relations = self.context.names.relations.keys().map(String::as_str);
        let pairs = self.context.definitions.values().filter(|template| template.parameters.len() == 2);
        unknown(name, "relation", relations.chain(pairs.map(|template| template.name.as_str())))
    }

    /// The subject of a relation, whose sorts it is about, and the relation.
    pub(super) fn attribute(&mut self, subject: &ast::Name, name: &ast::Name) -> Option<(Found, RelationId)> {
        let found = self.lookup(subject);
        let Some(id) = self.context.names.relations.get(&name.text).copied() else {
            let told = self.no_relation(name);
            self.diagnostics.push(told);
            return None;
        };
        let found = found?;
        let relation = self.context.vocabulary.relation(id)?;
        if found.sorts.is_empty() || found.sorts.iter().any(|sort| relation.domain.contains(sort)) {
            return Some((found, id));
        }
        let told = Diagnostic::error(
            name.span,
            format!("no {} has a `{}`", self.sort_names(&found.sorts), name.text),
        )
        .label(format!("`{}` is a {}", found.name, self.sort_names(&found.sorts)))
        .help(format!("it is a relation of {}", self.sort_names(&relation.domain)))
        .related(relation.span, "the relation is declared here");
        self.diagnostics.push(told);
        None
    }

    fn object(
        &mut self,
        id: RelationId,
        relation: &Relation,
        of: &Found,
        object: &ast::Name,
    ) -> Option<Formula> {
        let found = self.lookup(object)?;
        let takes = |sort: &SortId| relation.range.contains(&Range::Sort(*sort));
        if found.sorts.is_empty() || found.sorts.iter().any(takes) {
            return Some(Formula::Related(id, of.slot, Object::Variable(found.slot)));
        }
        let told = Diagnostic::error(
            object.span,
            format!("`{}` never relates to a {}", relation.name, self.sort_names(&found.sorts)),
        )
        .label(format!("`{}` is a {}", found.name, self.sort_names(&found.sorts)))
        .help(format!("it relates to {}", self.range_names(relation)))
        .related(relation.span, "the relation is declared here");
        self.diagnostics.push(told);
        None
    }

    fn object_term(&mut self, relation: &Relation, object: &ast::Name) -> Option<TermId> {
        let vocabulary = &self.context.vocabulary;
        if relation.range.iter().all(|range| matches!(range, Range::Number | Range::Date | Range::Text)) {
            let told = Diagnostic::error(object.span, format!("`{}` relates to no terms", relation.name))
                .help(format!(
                    "compare it: `{} of X >= …`, or ask whether it is there: `X states {0}`",
                    relation.name
                ))
                .related(relation.span, "the relation is declared here");
            self.diagnostics.push(told);
            return None;
        }
        if matches!(relation.derived, Some(Derived::Covers(_) | Derived::Overlap(_) | Derived::Narrows)) {
            let told =
                Diagnostic::error(object.span, format!("`{}` holds between variables only", relation.name))
                    .help("it is worked out from another relation; ask for a term with that one")
                    .related(relation.span, "the relation is declared here");
            self.diagnostics.push(told);
            return None;
        }
        let fits = |taxonomy| {
            relation.range.iter().any(|range| match range {
                Range::Terms(terms) => *terms == taxonomy,
                Range::Sort(sort) => vocabulary.sort(*sort).is_some_and(|sort| sort.kinds == taxonomy),
                _ => false,
            })
        };
        let found = self.context.names.terms.get(&object.text).copied();
        let term = found.and_then(|id| vocabulary.term(id));
        if term.is_some_and(|term| fits(term.taxonomy)) {
            return found;
        }
        let told = match term {
            Some(term) => Diagnostic::error(
                object.span,
                format!("`{}` never relates to `{}`", relation.name, object.text),
            )
            .help(format!("it relates to {}", self.range_names(relation)))
            .related(term.span, "the term is declared here")
            .related(relation.span, "the relation is declared here"),
            None => {
                let fitting = vocabulary.terms.iter().filter(|term| fits(term.taxonomy));
                unknown(
                    object,
                    &format!("term that `{}` relates to", relation.name),
                    fitting.map(|t| t.name.as_str()),
                )
            }
        };
        self.diagnostics.push(told);
        None
    }

    /// `X states R`
    pub(super) fn states(&mut self, subject: &ast::Name, relation: &ast::Name) -> Formula {
        let Some((found, id)) = self.attribute(subject, relation) else { return Formula::Constant(false) };
        if let Some(declared) = self.context.vocabulary.relation(id)
            && matches!(declared.derived, Some(Derived::Covers(_) | Derived::Overlap(_) | Derived::Narrows))
        {
            let told = Diagnostic::error(relation.span, format!("`{}` is never stated", relation.text))
                .help("it is worked out from another relation; ask whether that one is stated")
                .related(declared.span, "the relation is declared here");
            self.diagnostics.push(told);
        }
        Formula::States(id, found.slot)
    }

    /// `X = Y`, `X != Y`
    pub(super) fn same(&mut self, left: &ast::Name, right: &ast::Name, distinct: bool) -> Formula {
        let (left, right) = (self.lookup(left), self.lookup(right));
        let (Some(left), Some(right)) = (left, right) else { return Formula::Constant(false) };
        let apart = !left.sorts.is_empty()
            && !right.sorts.is_empty()
            && !left.sorts.iter().any(|sort| right.sorts.contains(sort));
        if apart || left.slot == right.slot {
            let why = if apart { "are never of the same sort" } else { "are one and the same" };
            let told = Diagnostic::error(
                left.span.join(right.span),
                format!("`{}` and `{}` {why}", left.name, right.name),
            );
            self.diagnostics.push(told);
        }
        let same = Formula::Same(left.slot, right.slot);
        if distinct { Formula::Not(Box::new(same)) } else { same }
    }

    pub(super) fn sort_names(&self, sorts: &[SortId]) -> String {
        listed(sorts.iter().filter_map(|id| self.context.vocabulary.sort(*id)).map(|sort| sort.name.as_str()))
    }

    fn range_names(&self, relation: &Relation) -> String {
        let vocabulary = &self.context.vocabulary;
        listed(relation.range.iter().filter_map(|range| match range {
            Range::Sort(sort) => vocabulary.sort(*sort).map(|sort| sort.name.as_str()),
            Range::Terms(terms) => vocabulary.taxonomies.get(terms.index()).map(|t| t.name.as_str()),
            Range::Number => Some("number"),
            Range::Date => Some("date"),
            Range::Text => Some("text"),
        }))
    }
}

enum Kind {
    Term(TermId),
    Definition,
    Unknown,
}

/// The only alternative, or any of them.
fn one_of(mut alternatives: Vec<Formula>) -> Formula {
    match alternatives.len() {
        0 => Formula::Constant(false),
        1 => alternatives.swap_remove(0),
        _ => Formula::Or(alternatives),
    }
}
