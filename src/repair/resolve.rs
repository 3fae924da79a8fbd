//! A bracket of the draft decided: its text becomes that of one option.

use penholder_language::source::Span;
use penholder_language::syntax::mandate::ast::{Act, Alternative, Block, Bracket, Clause, Entry, Item, Node};

/// Which bracket, and which option of it.
pub(super) struct Decided<'a> {
    pub(super) name: &'a str,
    pub(super) span: Span,
    pub(super) option: usize,
}

impl Decided<'_> {
    fn is<T>(&self, bracket: &Bracket<T>) -> bool {
        match &bracket.name {
            Some(name) => name.text == self.name,
            None => bracket.place.0 == self.span,
        }
    }

    fn content<T: Clone>(&self, bracket: &Bracket<T>) -> Vec<T> {
        bracket.options.get(self.option).map(|option| option.content.clone()).unwrap_or_default()
    }

    /// Decides the bracket wherever it stands in the block.
    pub(super) fn in_block(&self, block: &mut Block) {
        let entries = std::mem::take(&mut block.entries);
        block.entries = self.in_entries(entries);
    }

    fn in_entries(&self, entries: Vec<Entry>) -> Vec<Entry> {
        let mut decided = Vec::with_capacity(entries.len());
        for mut entry in entries {
            match &mut entry.node {
                Node::Bracket(bracket) if self.is(bracket) => {
                    let mut content = self.content(bracket);
                    if let Some(first) = content.first_mut() {
                        let mut leading = std::mem::take(&mut entry.trivia.leading);
                        leading.append(&mut first.trivia.leading);
                        first.trivia.leading = leading;
                    }
                    decided.extend(self.in_entries(content));
                    continue;
                }
                Node::Bracket(bracket) => {
                    for option in &mut bracket.options {
                        option.content = self.in_entries(std::mem::take(&mut option.content));
                    }
                }
                Node::Clause(clause) => self.in_clause(clause),
                Node::Statement(statement) => self.in_list(&mut statement.values),
                _ => {}
            }
            decided.push(entry);
        }
        decided
    }

    fn in_clause(&self, clause: &mut Clause) {
        if let Some(verb) = &mut clause.verb {
            self.in_one(verb);
        }
        self.in_list(&mut clause.addressees);
        clause.items.iter_mut().for_each(|item| self.in_item(item));
    }

    fn in_item(&self, item: &mut Item) {
        if let Some(Alternative::Bracket(bracket)) = &item.figure
            && self.is(bracket)
        {
            item.figure = self.content(bracket).into_iter().next();
        }
        self.in_list(&mut item.phrases);
        for phrase in &mut item.phrases {
            if let Alternative::Plain(phrase) = phrase {
                self.in_list(&mut phrase.values);
            }
        }
        let Act::Bracket(bracket) = &mut item.act else { return };
        if !self.is(bracket) {
            let inner = bracket.options.iter_mut().flat_map(|option| &mut option.content);
            return inner.for_each(|item| self.in_item(item));
        }
        if let Some(mut chosen) = self.content(bracket).into_iter().next() {
            self.in_item(&mut chosen);
            let outer = std::mem::take(&mut item.phrases);
            chosen.phrases.extend(outer);
            chosen.figure = chosen.figure.or_else(|| item.figure.take());
            chosen.up_to |= item.up_to;
            *item = chosen;
        }
    }

    fn in_list<T: Clone>(&self, list: &mut Vec<Alternative<T>>) {
        let before = std::mem::take(list);
        for mut alternative in before {
            match &alternative {
                Alternative::Bracket(bracket) if self.is(bracket) => list.extend(self.content(bracket)),
                _ => {
                    self.in_one(&mut alternative);
                    list.push(alternative);
                }
            }
        }
    }

    /// Where one thing must stand, an empty option leaves the bracket as it is.
    fn in_one<T: Clone>(&self, alternative: &mut Alternative<T>) {
        let Alternative::Bracket(bracket) = alternative else { return };
        if !self.is(bracket) {
            for inner in bracket.options.iter_mut().flat_map(|option| &mut option.content) {
                self.in_one(inner);
            }
        } else if let Some(chosen) = self.content(bracket).into_iter().next() {
            *alternative = chosen;
        }
    }
}
