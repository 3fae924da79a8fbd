//! A statement that says nothing of its block.

use super::{listed, with_article};
use crate::model::{Origin, Range, Written};
use crate::source::Diagnostic;
use crate::syntax::mandate::ast::Statement;
use crate::syntax::mandate::is_preposition;
use crate::translate::mandate::builder::Builder;
use crate::translate::mandate::entries::block_word;

impl Builder<'_> {
    /// What is wrong with a statement that can be no property of the block; nothing where it can.
    pub(in crate::translate::mandate) fn no_property(&self, statement: &Statement) -> Option<Diagnostic> {
        let word = &statement.word;
        let block = block_word(self.block);
        let own = self.own.and_then(|own| self.sort_of(own));
        if own.is_some_and(|own| !self.headed(&word.text, own).is_empty()) {
            return None;
        }
        let term = self.vocabulary.term_named(&word.text).and_then(|id| self.vocabulary.term(id));
        if term.is_some() && own.is_some() && statement.values.is_empty() {
            return None;
        }
        let problem = |message: String| Diagnostic::error(word.place.0, message).label("not known here");
        let sort = self.vocabulary.sort_named(&word.text).and_then(|id| self.vocabulary.sort(id));
        let place = sort.and_then(|sort| match sort.origin {
            Origin::Declared(other) => Some(block_word(other)),
            _ => None,
        });
        if let Some(place) = place {
            let message = format!("{} is not declared in a {block} block", with_article(&word.text));
            return Some(problem(message).help(format!("it is declared in a {place} block")));
        }
        if is_preposition(&word.text) {
            let message = format!("`{}` says nothing of a {block} block as a whole", word.text);
            return Some(problem(message).help("indent the line deeper to go on with the entry above"));
        }
        let domain: Vec<String> = self.domain_of(&word.text).iter().map(|sort| self.a_sort(*sort)).collect();
        if !domain.is_empty() {
            let message = format!("`{}` is not said of a {block} block as a whole", word.text);
            let whole = self.domain_of(&word.text).iter().find_map(|sort| {
                match self.vocabulary.sort(*sort)?.origin {
                    Origin::Itself(block) => Some(block_word(block)),
                    _ => None,
                }
            });
            let help = match whole {
                Some(other) => format!("it belongs into a {other} block"),
                None => format!("it is said of {}, in braces: `{{ {} … }}`", listed(&domain), word.text),
            };
            return Some(problem(message).help(help));
        }
        if self.is_verb(&word.text) {
            let message = format!("`{}` is a verb, but no paragraph stands before it", word.text);
            return Some(
                problem(message).help(format!("a clause begins with its paragraph: `¶1 {} …`", word.text)),
            );
        }
        if term.is_some() {
            let message = format!("`{}` is a term, which has no values", word.text);
            return Some(problem(message).help("values of one relation are separated by `,`"));
        }
        if self.scope.contains_key(&word.text) {
            let message = format!("`{}` is a name, which begins no entry", word.text);
            return Some(problem(message).help("a preposition or a `,` is missing before it"));
        }
        let sorts = self.vocabulary.sorts.iter().filter(|sort| sort.origin == Origin::Declared(self.block));
        let sorts: Vec<&str> = sorts.map(|sort| sort.name.as_str()).collect();
        let relations: Vec<&str> = own.map(|own| self.relation_names(own)).unwrap_or_default();
        let help = match self.suggest(&word.text, sorts.iter().chain(&relations).copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let sorts: Vec<String> = sorts.iter().map(|sort| format!("`{sort}`")).collect();
                let relations: Vec<String> =
                    relations.iter().map(|relation| format!("`{relation}`")).collect();
                match (sorts.is_empty(), relations.is_empty()) {
                    (false, false) => {
                        format!("a {block} declares {}; it says {}", listed(&sorts), listed(&relations))
                    }
                    (false, true) => format!("a {block} declares {}", listed(&sorts)),
                    _ => format!("a {block} says {}", listed(&relations)),
                }
            }
        };
        Some(problem(format!("`{}` begins no entry of a {block} block", word.text)).help(help))
    }

    fn is_verb(&self, word: &str) -> bool {
        let Some(term) = self.vocabulary.term_named(word).and_then(|id| self.vocabulary.term(id)) else {
            return false;
        };
        self.vocabulary.relations.iter().any(|relation| {
            relation.written.contains(&Written::Verb) && relation.range.contains(&Range::Terms(term.taxonomy))
        })
    }
}
