//! Relations: subjects and objects. Their properties follow when all relations are known.

use super::{Building, next, text};
use crate::model::{Range, Relation, RelationId, SortId, Unit};
use crate::source::Diagnostic;
use crate::syntax::policy::ast;
use crate::translate::policy::unknown::{duplicate, unknown};

impl Building<'_> {
    pub(super) fn declare_relations<'a>(
        &mut self,
        relations: impl Iterator<Item = &'a ast::Relation>,
    ) -> Vec<(RelationId, &'a ast::Relation)> {
        let mut declared = Vec::new();
        for relation in relations {
            if let Some(first) = self.names.relations.get(&relation.name.text) {
                let first = self.vocabulary.relation(*first).map_or(relation.span, |first| first.span);
                self.diagnostics.push(duplicate(&relation.name, "relation", first));
                continue;
            }
            let domain: Vec<SortId> =
                relation.domain.iter().filter_map(|sort| self.sort_named(sort)).collect();
            let range: Vec<Range> =
                relation.range.iter().filter_map(|range| self.range_named(range)).collect();
            let id = RelationId(next(&self.vocabulary.relations));
            self.names.relations.insert(relation.name.text.clone(), id);
            self.vocabulary.relations.push(Relation {
                name: relation.name.text.clone(),
                doc: text(relation.doc.as_ref()),
                domain,
                range,
                written: Vec::new(),
                phrases: Vec::new(),
                unit: Unit::Count(String::new()),
                single: false,
                symmetric: false,
                transitive: false,
                declares: false,
                gives_kind: None,
                through: None,
                derived: None,
                span: relation.name.span,
            });
            declared.push((id, relation));
        }
        declared
    }

    fn sort_named(&mut self, name: &ast::Name) -> Option<SortId> {
        let found = self.names.sorts.get(&name.text).copied();
        if found.is_none() {
            self.diagnostics.push(unknown(name, "sort", self.names.sorts.keys().map(String::as_str)));
        }
        found
    }

    fn range_named(&mut self, name: &ast::Name) -> Option<Range> {
        let plain = match name.text.as_str() {
            "number" => Some(Range::Number),
            "date" => Some(Range::Date),
            "text" => Some(Range::Text),
            _ => None,
        };
        let sort = self.names.sorts.get(&name.text).copied().map(Range::Sort);
        let terms = self.names.taxonomies.get(&name.text).copied().map(Range::Terms);
        if sort.is_some() && terms.is_some() {
            let told = Diagnostic::error(name.span, format!("`{}` is both a sort and a taxonomy", name.text))
                .help("give the taxonomy another name");
            self.diagnostics.push(told);
        }
        let found = plain.or(sort).or(terms);
        if found.is_none() {
            let sorts = self.names.sorts.keys().chain(self.names.taxonomies.keys()).map(String::as_str);
            let told = unknown(name, "sort or taxonomy", sorts.chain(["number", "date", "text"]));
            self.diagnostics.push(told);
        }
        found
    }
}
