//! Which words of the vocabulary a question rests on: only those take part in its symbolic mandates.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use penholder_language::model::{
    Derived, Formula, LevelOperand, LinearTerm, Object, Pack, Quantity, Range, RelationId, Slot, SortId,
    TaxonomyId, TermId, Variable, Vocabulary,
};

use super::question::{Claim, closed};

/// What a question says of one relation.
#[derive(Clone, Debug, Default)]
pub(super) struct Use {
    /// Sorts of its subjects.
    pub(super) subjects: BTreeSet<SortId>,
    /// Entities are looked for among its objects.
    pub(super) entities: bool,
    /// Terms for which its objects are tested.
    pub(super) terms: BTreeSet<TermId>,
    /// Values written as terms matter as such.
    pub(super) by_term: bool,
    /// It is asked whether anything is stated.
    pub(super) stated: bool,
    /// Ranks at which its levels are cut; all of them where levels are compared with levels.
    pub(super) ranks: BTreeSet<u32>,
    pub(super) all_ranks: bool,
    /// Numbers that make a difference.
    pub(super) numbers: BTreeSet<i64>,
}

/// What a question says.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentions {
    pub(super) relations: BTreeMap<RelationId, Use>,
    /// Terms for which entities of a taxonomy are tested.
    pub(super) kinds: BTreeMap<TaxonomyId, BTreeSet<TermId>>,
}

struct Walk<'p> {
    pack: &'p Pack,
    found: Mentions,
    sorts: HashMap<Slot, Vec<SortId>>,
}

impl Mentions {
    pub(super) fn of(pack: &Pack, claims: &[Claim]) -> Mentions {
        let mut walk = Walk { pack, found: Mentions::default(), sorts: HashMap::new() };
        for claim in claims {
            walk.sorts.clear();
            walk.visit(&claim.formula);
        }
        walk.finish()
    }
}

impl Walk<'_> {
    fn vocabulary(&self) -> &Vocabulary {
        &self.pack.vocabulary
    }

    fn of(&self, slot: Slot) -> Vec<SortId> {
        self.sorts.get(&slot).cloned().unwrap_or_default()
    }

    fn relation(&mut self, relation: RelationId, subjects: &[SortId]) -> &mut Use {
        let used = self.found.relations.entry(relation).or_default();
        used.subjects.extend(subjects);
        used
    }

    fn visit(&mut self, formula: &Formula) {
        match formula {
            Formula::Constant(_) | Formula::Same(..) => {}
            Formula::And(parts) | Formula::Or(parts) | Formula::Several { of: parts, .. } => {
                parts.iter().for_each(|part| self.visit(part));
            }
            Formula::Not(part) => self.visit(part),
            Formula::Exists(variable, body) | Formula::ForAll(variable, body) => self.bound(variable, body),
            Formula::Is(_, terms) => self.kinds(terms),
            Formula::Related(relation, slot, object) => {
                let subjects = self.of(*slot);
                match object {
                    Object::Variable(other) => {
                        let objects = self.of(*other);
                        self.relation(*relation, &subjects).entities = true;
                        self.derived(*relation, &subjects, &objects);
                    }
                    Object::Terms(terms) => {
                        self.relation(*relation, &subjects).terms.extend(terms);
                        self.kinds(terms);
                        self.derived(*relation, &subjects, &[]);
                    }
                }
            }
            Formula::States(relation, slot) => {
                let subjects = self.of(*slot);
                self.relation(*relation, &subjects).stated = true;
                self.derived(*relation, &subjects, &[]);
            }
            Formula::AtLeast { terms, bound } => self.compared(terms, *bound),
            Formula::LevelAtLeast { left, right, .. } => self.levels(left, right),
            Formula::Status(rule, _) => {
                if let Some(rule) = self.pack.rule(*rule) {
                    let sorts = std::mem::take(&mut self.sorts);
                    self.visit(&closed::open(rule));
                    self.visit(&closed::empty(rule));
                    self.sorts = sorts;
                }
            }
        }
    }

    fn bound(&mut self, variable: &Variable, body: &Formula) {
        self.sorts.insert(variable.slot, variable.sorts.clone());
        self.visit(body);
    }

    fn kinds(&mut self, terms: &[TermId]) {
        for term in terms {
            if let Some(taxonomy) = self.vocabulary().term(*term).map(|term| term.taxonomy) {
                self.found.kinds.entry(taxonomy).or_default().insert(*term);
            }
        }
    }

    /// What a derived relation follows from.
    fn derived(&mut self, relation: RelationId, subjects: &[SortId], objects: &[SortId]) {
        let Some(derived) = self.vocabulary().relation(relation).and_then(|known| known.derived) else {
            return;
        };
        let objects: Vec<SortId> = if objects.is_empty() {
            let known = self.vocabulary().relation(relation);
            known.map(|known| sorts_of(&known.range)).unwrap_or_default()
        } else {
            objects.to_vec()
        };
        match derived {
            Derived::Overlap(of) | Derived::Covers(of) => {
                for side in [subjects, objects.as_slice()] {
                    let used = self.relation(of, side);
                    used.entities = true;
                    used.stated = true;
                }
            }
            Derived::ByKind(of) | Derived::ByName(of) => {
                let used = self.relation(of, subjects);
                used.entities = true;
                used.by_term = true;
            }
            Derived::Narrows => {}
        }
    }

    fn levels(&mut self, left: &LevelOperand, right: &LevelOperand) {
        for (one, other) in [(left, right), (right, left)] {
            let LevelOperand::Attribute { relation, slot } = one else { continue };
            let subjects = self.of(*slot);
            let rank = match other {
                LevelOperand::Term(term) => self.vocabulary().term(*term).map(|term| term.rank),
                LevelOperand::Attribute { .. } => None,
            };
            let used = self.relation(*relation, &subjects);
            match rank {
                // Of what lies at a rank, above and below it one term each is enough.
                Some(rank) => used.ranks.extend([rank, rank + 1]),
                None => used.all_ranks = true,
            }
        }
    }

    fn compared(&mut self, terms: &[LinearTerm], bound: i64) {
        for (place, term) in terms.iter().enumerate() {
            let (relation, subjects) = match &term.quantity {
                Quantity::Attribute { relation, slot } => (*relation, self.of(*slot)),
                Quantity::Sum { variable, relation, body } => {
                    self.bound(variable, body);
                    (*relation, variable.sorts.clone())
                }
                Quantity::Count { variable, body } => {
                    self.bound(variable, body);
                    continue;
                }
            };
            let mut numbers = vec![0];
            if term.coefficient != 0 {
                let reach = bound.div_euclid(term.coefficient);
                numbers.extend([reach.saturating_sub(1), reach, reach.saturating_add(1)]);
                for (_, other) in terms.iter().enumerate().filter(|(i, _)| *i != place) {
                    // Where one side is a share of the other: figures at, under and over it.
                    let share = other.coefficient.saturating_abs();
                    numbers.extend([share.saturating_sub(1), share, share.saturating_add(1)]);
                    if other.coefficient.abs() == term.coefficient.abs() {
                        numbers.extend([1, 2]);
                    }
                }
            }
            self.relation(relation, &subjects).numbers.extend(numbers);
        }
    }

    /// Adds what facts follow from: containments, kinds that bring levels with them.
    fn finish(mut self) -> Mentions {
        let mut open: Vec<RelationId> = self.found.relations.keys().copied().collect();
        while let Some(relation) = open.pop() {
            let Some(known) = self.pack.vocabulary.relation(relation) else { continue };
            if let Some(through) = known.through
                && self.found.relations.get(&relation).is_some_and(|used| used.entities)
                && let Some(containment) = self.pack.vocabulary.relation(through)
            {
                let new = !self.found.relations.contains_key(&through);
                let used = self.found.relations.entry(through).or_default();
                used.entities = true;
                used.subjects.extend(&containment.domain);
                if new {
                    open.push(through);
                }
            }
        }
        self.found
    }
}

pub(super) fn sorts_of(range: &[Range]) -> Vec<SortId> {
    range.iter().filter_map(|range| if let Range::Sort(sort) = range { Some(*sort) } else { None }).collect()
}
