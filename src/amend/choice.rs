//! Entries put up for choice under a name, as negotiators would bracket them; and the choice made.

use std::collections::BTreeSet;

use penholder_language::syntax::mandate::ast::{
    Block, Bracket, BracketOption, Entry, Name, Node, Place, Trivia,
};
use penholder_language::syntax::mandate::entry_text;

/// Entries that stand where the second option of the choice is taken; the first says nothing.
pub fn optional(name: &str, entries: Vec<Entry>) -> Entry {
    choice(name, vec![Vec::new(), entries])
}

/// A choice between options, in their order.
pub fn choice(name: &str, options: Vec<Vec<Entry>>) -> Entry {
    let place = options.iter().flatten().next().map(|entry| entry.place).unwrap_or_default();
    let options = options.into_iter().map(|content| BracketOption {
        proponents: Vec::new(),
        content,
        tail: Vec::new(),
        place,
    });
    let name = Name { text: name.to_owned(), quoted: false, place: Place::default() };
    let bracket = Bracket { name: Some(name), options: options.collect(), place };
    Entry { trivia: Trivia::default(), node: Node::Bracket(bracket), place }
}

/// A beginning for names of choices that no bracket of the block's source has: `stem-`, or longer.
pub fn unused_name(block: &Block, stem: &str) -> String {
    let mut taken = BTreeSet::new();
    names(&block.entries, &mut taken);
    let mut prefix = format!("{stem}-");
    while taken.iter().any(|name| name.starts_with(&prefix)) {
        prefix.insert(0, 'x');
    }
    prefix
}

fn names(entries: &[Entry], found: &mut BTreeSet<String>) {
    for entry in entries {
        // Brackets inside a clause have names, too, and its text shows them all.
        let text = entry_text(entry);
        for part in text.split('@').skip(1) {
            found.insert(part.chars().take_while(|c| !c.is_whitespace()).collect());
        }
        if let Node::Bracket(bracket) = &entry.node {
            found.extend(bracket.name.iter().map(|name| name.text.clone()));
            bracket.options.iter().for_each(|option| names(&option.content, found));
        }
    }
}
