//! Changes to the tree: made outright, or put up for choice beside what is there.

use penholder_language::syntax::mandate::ast::{
    Alternative, Bracket, BracketOption, Clause, Entry, Figure, Name, Node, Phrase, Place, Value,
};

use super::candidate::Edit;

/// The entry with the change made. What does not fit leaves it as it is.
pub(super) fn edited(entry: &Entry, edit: &Edit) -> Entry {
    let mut entry = entry.clone();
    if let Node::Clause(clause) = &mut entry.node {
        change(clause, edit);
    }
    entry
}

fn change(clause: &mut Clause, edit: &Edit) {
    match edit {
        Edit::Verb { to, .. } => {
            if let Some(Alternative::Plain(verb)) = &mut clause.verb {
                verb.text.clone_from(to);
            }
        }
        Edit::Figure { item, to, .. } => {
            if let Some(Some(Alternative::Plain(figure))) =
                clause.items.get_mut(*item).map(|item| &mut item.figure)
            {
                figure.value = *to;
            }
        }
        Edit::Value { at: (item, phrase, value), to, .. } => {
            let Some(Alternative::Plain(phrase)) =
                clause.items.get_mut(*item).and_then(|item| item.phrases.get_mut(*phrase))
            else {
                return;
            };
            let Some(cell) = phrase.values.get_mut(*value) else { return };
            // A value that goes leaves an empty bracket behind, so that the others keep their places; see `tidy`.
            *cell = match to {
                Some(to) => Alternative::Plain(named(to, cell)),
                None => Alternative::Bracket(bracket(None, vec![Vec::new()])),
            };
        }
        Edit::Specify { preposition, value, .. } => {
            if let Some(item) = clause.items.last_mut() {
                item.phrases.push(Alternative::Plain(phrase(preposition, value)));
            }
        }
        Edit::Add { .. } | Edit::Strike { .. } | Edit::Choose { .. } => {}
    }
}

fn phrase(preposition: &str, value: &str) -> Phrase {
    let place = Place::default();
    let before = Alternative::Bracket(bracket(None, Vec::new()));
    let values = vec![Alternative::Plain(named(value, &before))];
    Phrase { preposition: Name { text: preposition.to_owned(), quoted: false, place }, values, place }
}

/// Takes out the empty brackets that [`edited`] leaves.
pub(super) fn tidy(entry: &mut Entry) {
    let Node::Clause(clause) = &mut entry.node else { return };
    for phrase in clause.items.iter_mut().flat_map(|item| &mut item.phrases) {
        if let Alternative::Plain(phrase) = phrase {
            phrase.values.retain(|value| match value {
                Alternative::Plain(_) => true,
                Alternative::Bracket(bracket) => {
                    bracket.options.iter().any(|option| !option.content.is_empty())
                }
            });
        }
    }
}

/// Puts up for choice, under a name, what is there at one place of a clause and what the edits would put there.
pub(super) fn offer(entry: &mut Entry, name: &str, edits: &[&Edit]) {
    let Node::Clause(clause) = &mut entry.node else { return };
    let Some(first) = edits.first() else { return };
    match first {
        Edit::Verb { .. } => {
            let Some(verb) = clause.verb.clone() else { return };
            let mut options = vec![vec![verb.clone()]];
            for edit in edits {
                if let (Edit::Verb { to, .. }, Alternative::Plain(known)) = (edit, &verb) {
                    options.push(vec![Alternative::Plain(Name { text: to.clone(), ..known.clone() })]);
                }
            }
            clause.verb = Some(Alternative::Bracket(bracket(Some(name), options)));
        }
        Edit::Figure { item, .. } => {
            let Some(cell) = clause.items.get_mut(*item).map(|item| &mut item.figure) else { return };
            let Some(Alternative::Plain(known)) = *cell else { return };
            let mut options = vec![vec![Alternative::Plain(known)]];
            for edit in edits {
                if let Edit::Figure { to, .. } = edit {
                    options.push(vec![Alternative::Plain(Figure { value: *to, ..known })]);
                }
            }
            *cell = Some(Alternative::Bracket(bracket(Some(name), options)));
        }
        Edit::Value { at: (item, phrase, value), .. } => {
            let Some(Alternative::Plain(phrase)) =
                clause.items.get_mut(*item).and_then(|item| item.phrases.get_mut(*phrase))
            else {
                return;
            };
            let Some(cell) = phrase.values.get_mut(*value) else { return };
            let mut options = vec![vec![cell.clone()]];
            for edit in edits {
                if let Edit::Value { to, .. } = edit {
                    options.push(to.iter().map(|to| Alternative::Plain(named(to, cell))).collect());
                }
            }
            *cell = Alternative::Bracket(bracket(Some(name), options));
        }
        Edit::Specify { .. } => {
            let Some(item) = clause.items.last_mut() else { return };
            let mut options = vec![Vec::new()];
            for edit in edits {
                if let Edit::Specify { preposition, value, .. } = edit {
                    options.push(vec![Alternative::Plain(phrase(preposition, value))]);
                }
            }
            item.phrases.push(Alternative::Bracket(bracket(Some(name), options)));
        }
        Edit::Add { .. } | Edit::Strike { .. } | Edit::Choose { .. } => {}
    }
}

/// A value that names something, where another one stood.
fn named(to: &str, before: &Alternative<Value>) -> Value {
    let place = match before {
        Alternative::Plain(value) => value.place(),
        Alternative::Bracket(bracket) => bracket.place,
    };
    let plain = to.chars().next().is_some_and(char::is_alphabetic)
        && to.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '\''));
    Value::Name(Name { text: to.to_owned(), quoted: !plain, place })
}

fn bracket<T>(name: Option<&str>, options: Vec<Vec<T>>) -> Bracket<T> {
    let place = Place::default();
    let name = name.map(|name| Name { text: name.to_owned(), quoted: false, place });
    let options = options.into_iter().map(|content| BracketOption {
        proponents: Vec::new(),
        content,
        tail: Vec::new(),
        place,
    });
    Bracket { name, options: options.collect(), place }
}
