//! Sorts.

use super::{Building, next, text};
use crate::model::{Block, Origin, Sort, SortId};
use crate::source::Diagnostic;
use crate::syntax::policy::ast;
use crate::translate::policy::unknown::{duplicate, unknown};

impl Building<'_> {
    pub(super) fn sorts<'a>(&mut self, sorts: impl Iterator<Item = &'a ast::Sort>) {
        for sort in sorts {
            if let Some(first) = self.names.sorts.get(&sort.name.text) {
                let first = self.vocabulary.sort(*first).map_or(sort.span, |first| first.span);
                self.diagnostics.push(duplicate(&sort.name, "sort", first));
                continue;
            }
            let (Some(origin), Some(kinds)) = (self.origin(sort), self.taxonomy_of(sort)) else { continue };
            let id = SortId(next(&self.vocabulary.sorts));
            self.names.sorts.insert(sort.name.text.clone(), id);
            let name = sort.name.text.clone();
            self.vocabulary.sorts.push(Sort {
                name,
                doc: text(sort.doc.as_ref()),
                origin,
                kinds,
                span: sort.name.span,
            });
        }
    }

    fn taxonomy_of(&mut self, sort: &ast::Sort) -> Option<crate::model::TaxonomyId> {
        let found = self.names.taxonomies.get(&sort.kinds.text).copied();
        if found.is_none() {
            let names = self.names.taxonomies.keys().map(String::as_str);
            let told = unknown(&sort.kinds, "taxonomy", names);
            let help = match told.help.as_str() {
                "" => format!("declare it: `terms {} \"…\" {{ … }}`", sort.kinds.text),
                near => near.to_owned(),
            };
            self.diagnostics.push(told.help(help));
        }
        found
    }

    fn origin(&mut self, sort: &ast::Sort) -> Option<Origin> {
        let (name, origin): (_, fn(Block) -> Origin) = match &sort.origin {
            ast::Origin::Chosen(_) => return Some(Origin::Chosen),
            ast::Origin::Itself(name) => (name, Origin::Itself),
            ast::Origin::Declared(name) => (name, Origin::Declared),
            ast::Origin::Counted(name) => (name, Origin::Counted),
        };
        let Some(block) = Block::named(&name.text) else {
            let told = unknown(name, "block", Block::ALL.map(Block::name));
            self.diagnostics.push(told.help("blocks are `situation`, `deployment` and `mandate`"));
            return None;
        };
        let origin = origin(block);
        let rival = self.vocabulary.sorts.iter().find(|rival| rival.origin == origin);
        if let (Origin::Itself(_), Some(rival)) = (origin, rival) {
            let told = Diagnostic::error(name.span, format!("the {} block is of two sorts", name.text))
                .related(rival.span, format!("it is a `{}` already", rival.name));
            self.diagnostics.push(told);
            return None;
        }
        Some(origin)
    }
}
