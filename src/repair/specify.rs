//! What a clause could say more: the phrases that a rule asks of it, with values that the draft itself uses.

use std::collections::BTreeSet;

use penholder_language::model::{
    Draft, EntityId, Formula, Object, Pack, Range, RelationId, Rule, Value, Vocabulary, Written,
};

/// So many values are offered where the draft uses none.
const DECLARED: usize = 3;

/// A phrase that a clause could have.
pub(super) struct Saying {
    pub(super) clause: EntityId,
    pub(super) preposition: String,
    pub(super) value: String,
}

/// The phrases that a rule asks of the clauses it is judged for. `used` is the draft whose values are taken.
pub(super) fn sayings(
    pack: &Pack,
    draft: &Draft,
    used: &Draft,
    rule: &Rule,
    binding: &[EntityId],
) -> Vec<Saying> {
    let vocabulary = &pack.vocabulary;
    let mut found = Vec::new();
    for (relation, slot, values) in asked(rule) {
        let bound = rule.for_each.iter().zip(binding).find(|(variable, _)| variable.slot == slot);
        let Some((_, clause)) = bound else { continue };
        let chosen = draft.entity(*clause).is_some_and(|entity| entity.label.is_some());
        let Some(preposition) = vocabulary.relation(relation).and_then(|relation| {
            relation.written.iter().find_map(|written| match written {
                Written::Preposition(preposition) => Some(preposition.clone()),
                _ => None,
            })
        }) else {
            continue;
        };
        if !chosen {
            continue;
        }
        let values = match values {
            Some(values) => values,
            None => usual(vocabulary, used, relation),
        };
        for value in values {
            found.push(Saying { clause: *clause, preposition: preposition.clone(), value });
        }
    }
    found
}

/// The relations that a rule's `require` lines ask of a variable; with terms where they name some.
fn asked(rule: &Rule) -> Vec<(RelationId, u32, Option<Vec<String>>)> {
    let mut found = Vec::new();
    let mut open: Vec<&Formula> = rule.require.iter().map(|line| &line.formula).collect();
    while let Some(formula) = open.pop() {
        match formula {
            Formula::And(parts) | Formula::Or(parts) | Formula::Several { of: parts, .. } => {
                open.extend(parts)
            }
            Formula::Exists(_, part) | Formula::ForAll(_, part) => open.push(part),
            Formula::States(relation, slot) => found.push((*relation, *slot, None)),
            Formula::Related(relation, slot, Object::Variable(_)) => found.push((*relation, *slot, None)),
            _ => {}
        }
    }
    found.dedup();
    found
}

/// The values that the draft's own clauses have under a relation; where there are none, what is declared.
fn usual(vocabulary: &Vocabulary, used: &Draft, relation: RelationId) -> Vec<String> {
    let mut values: BTreeSet<String> = BTreeSet::new();
    for entity in used.entities.iter().filter(|entity| entity.label.is_some()) {
        for tuple in entity.tuples.iter().filter(|tuple| tuple.relation == relation) {
            match &tuple.value {
                Value::Entity(other) => {
                    let named = used.entity(*other).filter(|other| other.label.is_none());
                    values.extend(named.map(|other| other.name.clone()));
                }
                Value::Term(term) => values.extend(vocabulary.term(*term).map(|term| term.name.clone())),
                _ => {}
            }
        }
    }
    if !values.is_empty() {
        return values.into_iter().collect();
    }
    let sorts: Vec<Range> = vocabulary.relation(relation).map(|r| r.range.clone()).unwrap_or_default();
    let containments: BTreeSet<RelationId> = vocabulary.relations.iter().filter_map(|r| r.through).collect();
    let declared = used.entities.iter().filter(|entity| {
        // Wholes, not their parts.
        sorts.contains(&Range::Sort(entity.sort))
            && entity.label.is_none()
            && !entity.tuples.iter().any(|tuple| containments.contains(&tuple.relation))
    });
    declared.take(DECLARED).map(|entity| entity.name.clone()).collect()
}
