//! Which objects in a clause's words stand in which relation to it.

use penholder_language::model::{Range as Objects, SortId, Unit};

use super::schema::{ProseRelation, Schema};
use super::text::{Object, Text, Thing};
use super::words::Word;

/// So many words may stand between the words of a relation and its object: articles, adjectives.
const GAP: usize = 4;

/// Whether a relation can have such an object.
pub(super) fn takes(
    schema: &Schema<'_>,
    relation: &ProseRelation<'_>,
    object: &Object,
    sort_of: &dyn Fn(usize) -> Option<SortId>,
) -> bool {
    let range = &relation.relation.range;
    match &object.thing {
        // Other clauses are named by their paragraphs, not by what they do.
        Thing::Term(term) => schema.act(*term).is_none() && schema.takes(relation.relation, *term),
        Thing::Named(named) => sort_of(*named).is_some_and(|sort| range.contains(&Objects::Sort(sort))),
        Thing::Day(_) => range.contains(&Objects::Date),
        Thing::Time(_) => range.contains(&Objects::Number) && relation.relation.unit == Unit::Days,
        Thing::Labels(reference) => {
            reference.of.is_none()
                && range.iter().any(|range| match range {
                    Objects::Sort(sort) => schema.is_chosen(*sort),
                    _ => false,
                })
        }
    }
}

/// Whether the words around an object tell the relation.
pub(super) fn connects(relation: &ProseRelation<'_>, text: &Text<'_>, object: &Object) -> bool {
    if relation.is_anywhere() {
        return true;
    }
    let before = text.before(object.range.start);
    let after = text.after(object.range.end);
    relation.connectors.iter().any(|(lead, tail)| {
        same(tail, after) && (lead.is_empty() || (0..=GAP).any(|gap| leads(lead, before, gap)))
    })
}

fn same(pattern: &[String], words: &[Word<'_>]) -> bool {
    pattern.len() <= words.len() && pattern.iter().zip(words).all(|(a, b)| b.text.eq_ignore_ascii_case(a))
}

/// Whether some words end in a pattern, but for a gap of words that are no punctuation.
fn leads(pattern: &[String], words: &[Word<'_>], gap: usize) -> bool {
    let Some(end) = words.len().checked_sub(gap) else { return false };
    let Some(start) = end.checked_sub(pattern.len()) else { return false };
    let skipped = words.get(end..).unwrap_or_default();
    !skipped.iter().any(|word| word.is_mark() || is_joint(word))
        && words.get(start..end).is_some_and(|words| same(pattern, words))
}

/// Whether an object goes on a list that another one began: only commas, `and` and a few words stand between.
pub(super) fn continues(text: &Text<'_>, last: &Object, next: &Object) -> bool {
    if next.range.start < last.range.end {
        return false;
    }
    let from = text.word_at(last.range.end);
    let to = text.word_at(next.range.start);
    let between = text.words.get(from..to).unwrap_or_default();
    let listed = between.iter().any(|word| {
        word.text == "," || ["and", "or", "including", "namely", "as"].iter().any(|joint| word.is(joint))
    });
    let plain = between.iter().filter(|word| !word.is_mark()).count();
    let stops = between.iter().any(|word| matches!(word.text, ";" | ":" | ".") || is_preposition(word));
    listed && plain <= GAP && !stops
}

fn is_joint(word: &Word<'_>) -> bool {
    is_preposition(word) || word.is("and") || word.is("or") || word.is("to")
}

fn is_preposition(word: &Word<'_>) -> bool {
    ["of", "in", "for", "by", "with", "from", "on", "at", "against", "between", "through", "under", "within"]
        .iter()
        .any(|small| word.is(small))
}
