//! What clauses say, in a form in which those of two texts can be laid side by side.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::model::{
    Draft, Entity, EntityId, RelationId, SortId, Term, TermId, Value, Vocabulary, Weighed, Written,
};

use super::Unit;
use super::units::{is_taken, kinds};

/// One thing that a clause says under a relation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// A term.
    Term(TermId),
    /// A number or a day.
    Number(i64, String),
    /// A name, words, or which paragraphs of the two texts belong together.
    Name(String),
}

/// A clause.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// The unit in which it stands.
    pub(super) unit: usize,
    /// Its sort.
    pub(super) sort: SortId,
    /// What it is a kind of, as written.
    pub(super) kinds: Vec<TermId>,
    /// It rules its act out.
    pub(super) ruled_out: bool,
    /// What it says.
    pub(super) said: BTreeMap<RelationId, BTreeSet<Said>>,
    /// Its act, in words.
    pub(super) act: String,
    /// What a change of it counts.
    pub(super) weight: u32,
    /// What counts of that because of who is told, out of how much.
    pub(super) share: (u32, u32),
    /// Who is told, by name.
    told: BTreeSet<String>,
}

/// The clauses of a text. `group` tells of a paragraph's label which paragraphs of the two texts belong together with it.
pub(super) fn clauses(
    draft: &Draft,
    units: &[Unit],
    vocabulary: &Vocabulary,
    group: &dyn Fn(&str) -> String,
) -> Vec<Clause> {
    let mut found = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        found.extend(unit.clauses.iter().filter_map(|id| clause(draft, *id, at, vocabulary, group)));
    }
    found
}

fn clause(
    draft: &Draft,
    id: EntityId,
    unit: usize,
    vocabulary: &Vocabulary,
    group: &dyn Fn(&str) -> String,
) -> Option<Clause> {
    let entity = draft.entity(id)?;
    let mut said: BTreeMap<RelationId, BTreeSet<Said>> = BTreeMap::new();
    for tuple in entity.tuples.iter().filter(|tuple| is_taken(&tuple.guard)) {
        if vocabulary.weight(Weighed::Relation(tuple.relation)) == 0 {
            continue;
        }
        let value = match &tuple.value {
            Value::Term(term) => Said::Term(*term),
            Value::Number(number) => Said::Number(*number, String::new()),
            Value::Date(date) => Said::Number(i64::from(date.0), date.to_string()),
            Value::Text(text) => Said::Name(text.clone()),
            Value::Entity(other) => {
                let other = draft.entity(*other)?;
                Said::Name(other.label.as_ref().map_or_else(|| other.name.clone(), |label| group(label)))
            }
        };
        said.entry(tuple.relation).or_default().insert(value);
    }
    let kinds: Vec<TermId> = kinds(entity).collect();
    let names: Vec<&str> =
        kinds.iter().filter_map(|kind| vocabulary.term(*kind)).map(|term| term.name.as_str()).collect();
    let act = if names.is_empty() {
        vocabulary.sort(entity.sort).map(|sort| sort.name.clone()).unwrap_or_default()
    } else {
        names.join(", ")
    };
    let ancestors = kinds.iter().filter_map(|kind| vocabulary.term(*kind)).flat_map(|term| &term.ancestors);
    let weight = ancestors.map(|term| vocabulary.weight(Weighed::Term(*term))).max().unwrap_or(1);
    let (told, share) = told(draft, entity, vocabulary);
    Some(Clause {
        unit,
        sort: entity.sort,
        kinds,
        ruled_out: entity.ruled_out,
        said,
        act,
        weight,
        share,
        told,
    })
}

/// Who is told, and what a clause told to them counts, out of what it counts at most. Where nobody is told all of it counts.
fn told(draft: &Draft, entity: &Entity, vocabulary: &Vocabulary) -> (BTreeSet<String>, (u32, u32)) {
    let (mut told, mut terms) = (BTreeSet::new(), Vec::new());
    let addressee =
        |id| vocabulary.relation(id).is_some_and(|relation| relation.written.contains(&Written::Addressee));
    for tuple in entity.tuples.iter().filter(|tuple| is_taken(&tuple.guard) && addressee(tuple.relation)) {
        match &tuple.value {
            Value::Term(term) => {
                told.extend(vocabulary.term(*term).map(|term| term.name.clone()));
                terms.push(*term);
            }
            Value::Entity(id) => {
                let Some(other) = draft.entity(*id) else { continue };
                told.insert(other.name.clone());
                terms.extend(kinds(other));
            }
            _ => {}
        }
    }
    let weight = |term: &Term| -> u32 {
        term.ancestors.iter().map(|kind| vocabulary.weight(Weighed::Term(*kind))).max().unwrap_or(1)
    };
    let known: Vec<&Term> = terms.iter().filter_map(|term| vocabulary.term(*term)).collect();
    let own = known.iter().map(|term| weight(term)).max();
    let alike = vocabulary.terms.iter().filter(|term| known.iter().any(|one| one.taxonomy == term.taxonomy));
    let most = alike.map(weight).max();
    (told, (own.unwrap_or(1), most.unwrap_or(1)))
}

impl Clause {
    /// What it counts that the clause is there or gone: less, where its verb binds less.
    pub(super) fn presence(&self, vocabulary: &Vocabulary) -> u32 {
        let full = self.counted(vocabulary.weight(Weighed::Sort(self.sort)) * self.weight * 2);
        let verb = vocabulary
            .relations
            .iter()
            .zip(0..)
            .find(|(relation, _)| relation.written.contains(&Written::Verb));
        let said = verb.and_then(|(_, id)| self.said.get(&RelationId(id))).into_iter().flatten();
        let term = said.filter_map(|said| match said {
            Said::Term(term) => vocabulary.term(*term),
            _ => None,
        });
        let Some(term) = term.max_by_key(|term| term.rank) else { return full };
        let last = vocabulary
            .terms
            .iter()
            .filter(|other| other.taxonomy == term.taxonomy)
            .map(|other| other.rank)
            .max();
        let last = last.unwrap_or(0).max(1);
        (full * (term.rank + 1)).div_ceil(last + 1)
    }

    /// What counts of a weight because of who is told.
    pub(super) fn counted(&self, weight: u32) -> u32 {
        let (own, most) = self.share;
        (weight * own).div_ceil(most.max(1))
    }

    /// Whether the same act is asked of the same, wherever it stands.
    pub(super) fn is_same_act(&self, other: &Clause) -> bool {
        self.sort == other.sort
            && self.kinds == other.kinds
            && !self.kinds.is_empty()
            && self.ruled_out == other.ruled_out
            && (self.told == other.told || !self.told.is_disjoint(&other.told))
    }

    /// Whether two clauses say the same but for one thing.
    pub(super) fn is_nearly(&self, other: &Clause) -> bool {
        let others = other.said.keys().filter(|relation| !self.said.contains_key(relation)).count();
        let different =
            self.said.iter().filter(|(relation, said)| other.said.get(relation) != Some(said)).count();
        self.sort == other.sort
            && self.kinds == other.kinds
            && self.ruled_out == other.ruled_out
            && different + others <= 1
    }

    /// How well two clauses of one sort go together; none where they do not.
    pub(super) fn likeness(&self, other: &Clause, vocabulary: &Vocabulary) -> Option<u32> {
        if self.sort != other.sort {
            return None;
        }
        let pairs =
            || self.kinds.iter().flat_map(|kind| other.kinds.iter().map(move |other| (*kind, *other)));
        let kin = if self.kinds == other.kinds {
            8
        } else if pairs().any(|(kind, other)| kind == other) {
            6
        } else if pairs().any(|(kind, other)| vocabulary.is_a(kind, other) || vocabulary.is_a(other, kind)) {
            4
        } else {
            return None;
        };
        let shared = self.said.iter().map(|(relation, said)| {
            other.said.get(relation).map_or(0, |other| said.intersection(other).count())
        });
        let shared = u32::try_from(shared.sum::<usize>()).unwrap_or(u32::MAX);
        Some(kin + shared.min(6) + u32::from(self.ruled_out == other.ruled_out))
    }
}
