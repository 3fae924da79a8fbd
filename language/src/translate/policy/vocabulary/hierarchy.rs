//! What terms are kinds of: parents, and the closure over them.

use super::Building;
use super::terms::Declared;
use crate::model::TermId;
use crate::source::Diagnostic;
use crate::translate::policy::order::{order, shown};
use crate::translate::policy::unknown::unknown;

/// A term may be a kind of so many others, directly and by what these are kinds of.
const MOST_ANCESTORS: usize = 256;

impl Building<'_> {
    /// Resolves parents and takes the closure. A hierarchy with a cycle is refused.
    pub(super) fn parents(&mut self, declared: &[Declared<'_>]) {
        for (id, term) in declared {
            let taxonomy = self.vocabulary.term(*id).map(|term| term.taxonomy);
            for parent in &term.parents {
                let terms = &self.vocabulary.terms;
                let found = self.names.terms.get(&parent.text).copied();
                let its = found.and_then(|found| self.vocabulary.term(found));
                match (found, its) {
                    (Some(found), Some(its)) if Some(its.taxonomy) == taxonomy => {
                        if let Some(term) = self.vocabulary.terms.get_mut(id.index()) {
                            term.parents.push(found);
                        }
                    }
                    (_, Some(its)) => {
                        let told = Diagnostic::error(
                            parent.span,
                            format!("`{}` belongs to another taxonomy", parent.text),
                        )
                        .help("a term can only be a kind of terms of its own taxonomy")
                        .related(its.span, "declared here");
                        self.diagnostics.push(told);
                    }
                    _ => {
                        let same = terms.iter().filter(|term| Some(term.taxonomy) == taxonomy);
                        self.diagnostics.push(unknown(parent, "term", same.map(|term| term.name.as_str())));
                    }
                }
            }
        }
        self.close();
    }

    fn close(&mut self) {
        let terms = &self.vocabulary.terms;
        let uses: Vec<Vec<usize>> =
            terms.iter().map(|term| term.parents.iter().map(|parent| parent.index()).collect()).collect();
        let (sorted, cycles) = order(&uses);
        for cycle in cycles {
            let on_it: Vec<_> = cycle.iter().filter_map(|i| terms.get(*i)).collect();
            let Some(first) = on_it.first() else { continue };
            let path = shown(on_it.iter().map(|term| term.name.as_str()));
            let mut told =
                Diagnostic::error(first.span, format!("`{}` is a kind of itself: `{path}`", first.name))
                    .help("take one of these parents away");
            for other in on_it.iter().skip(1) {
                told = told.related(other.span, format!("`{}` stands on the cycle", other.name));
            }
            self.diagnostics.push(told);
        }
        for i in sorted {
            let Some(term) = self.vocabulary.terms.get(i) else { continue };
            let mut ancestors: Vec<TermId> = term.ancestors.clone();
            for parent in term.parents.iter().filter_map(|parent| self.vocabulary.term(*parent)) {
                ancestors.extend(&parent.ancestors);
            }
            ancestors.sort_unstable();
            ancestors.dedup();
            if ancestors.len() > MOST_ANCESTORS {
                let told =
                    Diagnostic::error(term.span, format!("`{}` is a kind of too many terms", term.name))
                        .help(format!("at most {MOST_ANCESTORS}, counting all the way up"));
                self.diagnostics.push(told);
                ancestors.truncate(1);
            }
            if let Some(term) = self.vocabulary.terms.get_mut(i) {
                term.ancestors = ancestors;
            }
        }
    }
}
