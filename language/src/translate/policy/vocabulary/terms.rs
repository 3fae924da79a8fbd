//! Terms and the taxonomies they belong to.

use super::phrases::phrase;
use super::{Building, next, text};
use crate::model::{
    Phrase, Phrasebook, Range, RelationId, Taxonomy, TaxonomyId, Term, TermAttribute, TermId,
};
use crate::source::Diagnostic;
use crate::syntax::policy::ast;
use crate::translate::policy::unknown::{duplicate, unknown};

/// A term with what was written of it.
pub(super) type Declared<'a> = (TermId, &'a ast::Term);

impl Building<'_> {
    /// Gives every term its handle; what it is a kind of follows when all are known.
    pub(super) fn declare_terms<'a>(
        &mut self,
        blocks: impl Iterator<Item = &'a ast::Terms>,
    ) -> Vec<Declared<'a>> {
        let mut declared = Vec::new();
        let mut lengths: Vec<u32> = Vec::new();
        for block in blocks {
            let taxonomy = self.taxonomy(block);
            lengths.resize(self.vocabulary.taxonomies.len(), 0);
            for term in &block.terms {
                if let Some(first) = self.names.terms.get(&term.name.text) {
                    let first = self.vocabulary.term(*first).map_or(term.span, |first| first.span);
                    self.diagnostics.push(duplicate(&term.name, "term", first));
                    continue;
                }
                if term.name.text.starts_with(char::is_uppercase) {
                    let told = Diagnostic::error(term.name.span, "terms begin with a small letter")
                        .help("rules take a name that begins with a capital for a variable");
                    self.diagnostics.push(told);
                }
                let id = TermId(next(&self.vocabulary.terms));
                let mut rank = 0;
                if let Some(length) = lengths.get_mut(taxonomy.index()) {
                    rank = *length;
                    *length += 1;
                }
                self.names.terms.insert(term.name.text.clone(), id);
                self.vocabulary.terms.push(Term {
                    name: term.name.text.clone(),
                    doc: term.meaning.text.clone(),
                    taxonomy,
                    parents: Vec::new(),
                    ancestors: vec![id],
                    rank,
                    codes: Vec::new(),
                    attributes: Vec::new(),
                    span: term.name.span,
                });
                declared.push((id, term));
            }
        }
        let taxonomies = &self.vocabulary.taxonomies;
        for term in &mut self.vocabulary.terms {
            if !taxonomies.get(term.taxonomy.index()).is_some_and(|taxonomy| taxonomy.ordered) {
                term.rank = 0;
            }
        }
        declared
    }

    /// The taxonomy that a block declares, or adds to.
    fn taxonomy(&mut self, block: &ast::Terms) -> TaxonomyId {
        let known = self.names.taxonomies.get(&block.name.text).copied();
        if let Some((id, taxonomy)) =
            known.and_then(|id| self.vocabulary.taxonomies.get_mut(id.index()).map(|taxonomy| (id, taxonomy)))
        {
            taxonomy.ordered |= block.ordered;
            if taxonomy.doc.is_empty() {
                taxonomy.doc = text(block.doc.as_ref());
            }
            return id;
        }
        let id = TaxonomyId(next(&self.vocabulary.taxonomies));
        self.names.taxonomies.insert(block.name.text.clone(), id);
        self.vocabulary.taxonomies.push(Taxonomy {
            name: block.name.text.clone(),
            doc: text(block.doc.as_ref()),
            ordered: block.ordered,
            span: block.name.span,
        });
        id
    }

    /// What holds of every entity of a kind, and how prose names it.
    pub(super) fn details(&mut self, declared: &[Declared<'_>]) {
        let mut by_term: Vec<Vec<Phrase>> = vec![Vec::new(); self.vocabulary.terms.len()];
        for (id, term) in declared {
            for (word, values) in &term.details {
                if word.text == "phrases" {
                    let phrases: Vec<_> = values
                        .iter()
                        .filter_map(|value| phrase(value, &self.names.terms, self.diagnostics))
                        .collect();
                    if let Some(own) = by_term.get_mut(id.index()) {
                        own.extend(phrases);
                    }
                    continue;
                }
                if word.text == "codes" {
                    let codes: Vec<_> = values.iter().filter_map(|value| self.code(value)).collect();
                    if let Some(term) = self.vocabulary.terms.get_mut(id.index()) {
                        term.codes.extend(codes);
                    }
                    continue;
                }
                let Some(relation) = self.names.relations.get(&word.text).copied() else {
                    let names = self.names.relations.keys().map(String::as_str).chain(["phrases", "codes"]);
                    self.diagnostics.push(unknown(word, "relation", names));
                    continue;
                };
                for value in values {
                    let name = ast::Name { text: value.text.clone(), span: value.span };
                    if let Some(attribute) = self.attribute(*id, relation, word, &name)
                        && let Some(term) = self.vocabulary.terms.get_mut(id.index())
                    {
                        term.attributes.push(attribute);
                    }
                }
            }
        }
        self.vocabulary.phrases = Phrasebook::from(by_term);
    }

    /// What another scheme calls a term: `SCHEME:WORD`.
    fn code(&mut self, value: &ast::Words) -> Option<(String, String)> {
        let parts =
            value.text.split_once(':').filter(|(scheme, word)| !scheme.is_empty() && !word.is_empty());
        if parts.is_none() {
            let told = Diagnostic::error(value.span, format!("`{}` names no scheme", value.text))
                .help("write the scheme, a colon and its word for the term, such as \"pema:Demining\"");
            self.diagnostics.push(told);
        }
        parts.map(|(scheme, word)| (scheme.trim().to_owned(), word.trim().to_owned()))
    }

    fn attribute(
        &mut self,
        of: TermId,
        id: RelationId,
        word: &ast::Name,
        value: &ast::Name,
    ) -> Option<TermAttribute> {
        let relation = self.vocabulary.relation(id)?;
        let taxonomy = self.vocabulary.term(of)?.taxonomy;
        let kinds_of = |sort| self.vocabulary.sort(sort).map(|sort| sort.kinds);
        if !relation.domain.iter().any(|sort| kinds_of(*sort) == Some(taxonomy)) {
            let told = Diagnostic::error(word.span, format!("nothing of this kind has a `{}`", word.text))
                .help("no sort with this taxonomy is a subject of the relation")
                .related(relation.span, "the relation is declared here");
            self.diagnostics.push(told);
            return None;
        }
        let Some(found) = self.names.terms.get(&value.text).copied() else {
            let terms = self.vocabulary.terms.iter().map(|term| term.name.as_str());
            let told = unknown(value, "term", terms);
            self.diagnostics.push(told);
            return None;
        };
        let its = self.vocabulary.term(found)?.taxonomy;
        let fits = relation.range.iter().any(|range| match range {
            Range::Terms(taxonomy) => *taxonomy == its,
            Range::Sort(sort) => kinds_of(*sort) == Some(its),
            _ => false,
        });
        if !fits {
            let told =
                Diagnostic::error(value.span, format!("`{}` cannot relate to `{}`", word.text, value.text))
                    .related(relation.span, "the relation is declared here");
            self.diagnostics.push(told);
            return None;
        }
        Some(TermAttribute { relation: id, value: found })
    }
}
