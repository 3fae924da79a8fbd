//! How large a mandate must be looked at: witnesses counted along the quantifiers of one question.
//!
//! In negation normal form an existential wants one witness for each combination of the universals on which it depends.
//! Where the counts settle, whatever satisfies the question has a part of that size that satisfies it, too: no function
//! leads from an entity to another, and a smaller draft makes a universal no harder (see `docs/verify.md`). Where they
//! do not settle, or sums are compared, the count is a size to search to and no bound.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::model::{
    Formula, LevelOperand, LinearTerm, Object, Pack, Quantity, RuleStatus, Slot, SortId, Variable,
};

use super::question::{Claim, closed};

/// More witnesses of one sort than this are not counted.
const MOST: usize = 64;

/// So many parts that are pulled out of a body are counted by the ways in which they can turn out; more, by the
/// universals on which they depend.
const MOST_PULLED: u32 = 3;

/// Entities of a sort: those that are there, or the clauses that rule out.
pub(super) type Place = (SortId, bool);

/// How many entities of each sort a question wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// By sort, and whether ruled out.
    pub(super) counts: BTreeMap<Place, usize>,
    /// Why the counts bound nothing; empty where they do.
    pub beyond: BTreeSet<Beyond>,
}

/// What the bounded fragment leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Beyond {
    /// Figures are added up: leaving an entity out changes the sum.
    Sum,
    /// Two figures are compared with each other, so that no few values stand for all.
    Figures,
    /// Counts are added up, or compared with something else.
    Counts,
    /// Witnesses want witnesses without end, or too many.
    Endless,
}

impl Beyond {
    /// In words.
    pub fn reason(self) -> &'static str {
        match self {
            Beyond::Sum => "adds up figures",
            Beyond::Figures => "compares figures with each other",
            Beyond::Counts => "compares counts with each other",
            Beyond::Endless => "its witnesses want more witnesses than are counted",
        }
    }
}

/// An existential, with what multiplies its witnesses.
struct Wanted {
    places: Vec<Place>,
    times: usize,
    depends: Vec<Factor>,
}

/// What an existential depends on.
enum Factor {
    /// A universal: a witness for each entity over which it ranges.
    Each(Vec<Place>),
    /// An existential around it that wants several witnesses: one for each of them.
    Times(usize),
}

struct Bound {
    slot: Slot,
    places: Vec<Place>,
    universal: bool,
    /// How many witnesses it wants in one and the same situation.
    times: usize,
    depends: BTreeSet<Slot>,
}

impl Factor {
    fn of(bound: &Bound) -> Factor {
        if bound.universal { Factor::Each(bound.places.clone()) } else { Factor::Times(bound.times) }
    }
}

impl Bound {
    /// Whether what names it must be there more than once for its sake.
    fn multiplies(&self) -> bool {
        self.universal || self.times > 1
    }
}

struct Walk<'p> {
    pack: &'p Pack,
    scope: Vec<Bound>,
    wanted: Vec<Wanted>,
    quantified: BTreeSet<Place>,
    beyond: BTreeSet<Beyond>,
}

impl Demand {
    /// What the claims want together, where so many entities are there besides.
    pub(super) fn of(pack: &Pack, claims: &[Claim], besides: &BTreeMap<Place, usize>) -> Demand {
        let mut walk = Walk {
            pack,
            scope: Vec::new(),
            wanted: Vec::new(),
            quantified: BTreeSet::new(),
            beyond: BTreeSet::new(),
        };
        for claim in claims {
            walk.scope.clear();
            walk.visit(&claim.formula, claim.holds);
        }
        walk.settle(besides)
    }

    /// No more than so many of a sort.
    pub(super) fn capped(&self, most: usize) -> Demand {
        let counts = self.counts.iter().map(|(place, count)| (*place, (*count).min(most))).collect();
        Demand { counts, beyond: self.beyond.clone() }
    }

    /// One more of each.
    pub(super) fn raised(&self) -> Demand {
        let counts = self.counts.iter().map(|(place, count)| (*place, count + 1)).collect();
        Demand { counts, beyond: self.beyond.clone() }
    }

    /// The largest count.
    pub(super) fn largest(&self) -> usize {
        self.counts.values().copied().max().unwrap_or(0)
    }

    pub(super) fn total(&self) -> usize {
        self.counts.values().sum()
    }
}

impl Walk<'_> {
    fn visit(&mut self, formula: &Formula, holds: bool) {
        match formula {
            Formula::And(parts) | Formula::Or(parts) | Formula::Several { of: parts, .. } => {
                parts.iter().for_each(|part| self.visit(part, holds));
            }
            Formula::Not(part) => self.visit(part, !holds),
            Formula::Exists(variable, body) => self.quantifier(variable, body, holds, holds, 1),
            Formula::ForAll(variable, body) => self.quantifier(variable, body, !holds, holds, 1),
            Formula::AtLeast { terms, bound } => self.compared(terms, *bound, holds),
            Formula::Status(rule, status) => {
                let scope = std::mem::take(&mut self.scope);
                if let Some(rule) = self.pack.rule(*rule) {
                    let parts = match status {
                        RuleStatus::Applies => vec![(closed::applies(rule), holds)],
                        RuleStatus::Met => vec![(closed::applies(rule), holds), (closed::open(rule), !holds)],
                        RuleStatus::Gap => vec![(closed::open(rule), holds)],
                        RuleStatus::Partial => {
                            vec![(closed::open(rule), holds), (closed::empty(rule), !holds)]
                        }
                    };
                    parts.iter().for_each(|(formula, holds)| self.visit(formula, *holds));
                }
                self.scope = scope;
            }
            Formula::Constant(_)
            | Formula::Is(..)
            | Formula::Related(..)
            | Formula::States(..)
            | Formula::Same(..)
            | Formula::LevelAtLeast { .. } => {}
        }
    }

    fn quantifier(
        &mut self,
        variable: &Variable,
        body: &Formula,
        existential: bool,
        holds: bool,
        times: usize,
    ) {
        let places: Vec<Place> = variable.sorts.iter().map(|sort| (*sort, variable.ruled_out)).collect();
        self.quantified.extend(&places);
        let mut depends: BTreeSet<Slot> = BTreeSet::new();
        let mut times = times;
        if existential {
            let mut named = BTreeSet::new();
            relevant(body, variable.slot, &mut named);
            for bound in self.scope.iter().filter(|bound| named.contains(&bound.slot)) {
                if bound.multiplies() {
                    depends.insert(bound.slot);
                }
                depends.extend(&bound.depends);
            }
            // What is pulled out of an `or` decides which witness will do: one for each way it can turn out.
            let mut pulled = BTreeSet::new();
            let count = self.pulled(body, variable.slot, holds, false, &mut pulled);
            if count > MOST_PULLED {
                depends.extend(&pulled);
            } else {
                times = times.saturating_mul(1 << count);
            }
            let of = |slot: &Slot| self.scope.iter().find(|b| b.slot == *slot).map(Factor::of);
            let depends = depends.iter().filter_map(of).collect();
            self.wanted.push(Wanted { places: places.clone(), times, depends });
        }
        self.scope.push(Bound { slot: variable.slot, places, universal: !existential, times, depends });
        self.visit(body, holds);
        self.scope.pop();
    }

    /// How many parts of an existential's body do not name it and stand under an `or`, and on which universals they
    /// depend.
    fn pulled(
        &self,
        formula: &Formula,
        own: Slot,
        holds: bool,
        under_or: bool,
        on: &mut BTreeSet<Slot>,
    ) -> u32 {
        let parts = |parts: &[Formula], one: bool, on: &mut BTreeSet<Slot>| {
            let under_or = under_or || (one && parts.len() > 1);
            parts.iter().map(|part| self.pulled(part, own, holds, under_or, on)).sum()
        };
        match formula {
            Formula::And(list) => parts(list, !holds, on),
            Formula::Or(list) => parts(list, holds, on),
            Formula::Several { of, .. } => parts(of, true, on),
            Formula::Not(inner) => self.pulled(inner, own, !holds, under_or, on),
            other => {
                let mut named = BTreeSet::new();
                slots(other, &mut named);
                if named.contains(&own) || !under_or {
                    return 0;
                }
                let mut depends = false;
                for bound in self.scope.iter().filter(|bound| named.contains(&bound.slot)) {
                    depends |= bound.multiplies() || !bound.depends.is_empty();
                    if bound.multiplies() {
                        on.insert(bound.slot);
                    }
                    on.extend(&bound.depends);
                }
                u32::from(depends)
            }
        }
    }

    fn compared(&mut self, terms: &[LinearTerm], bound: i64, holds: bool) {
        if terms.len() > 1 {
            let counts = terms.iter().all(|t| matches!(t.quantity, Quantity::Count { .. }));
            self.beyond.insert(if counts { Beyond::Counts } else { Beyond::Figures });
        }
        for term in terms {
            match &term.quantity {
                Quantity::Attribute { relation, .. } => {
                    // Of a relation with several values they are added up.
                    if !self.pack.vocabulary.relation(*relation).is_some_and(|known| known.single) {
                        self.beyond.insert(Beyond::Figures);
                    }
                }
                Quantity::Sum { variable, body, .. } => {
                    self.beyond.insert(Beyond::Sum);
                    // Two parts show what one part does not.
                    self.quantifier(variable, body, true, true, 2);
                    self.quantifier(variable, body, false, false, 1);
                }
                Quantity::Count { variable, body } => {
                    let enough = bound.checked_div(term.coefficient).unwrap_or(0).unsigned_abs();
                    let times = usize::try_from(enough).unwrap_or(MOST).saturating_add(1).min(MOST + 1);
                    let upward = (term.coefficient > 0) == holds;
                    if upward || terms.len() > 1 {
                        self.quantifier(variable, body, true, true, times);
                    }
                    if !upward || terms.len() > 1 {
                        self.quantifier(variable, body, false, false, 1);
                    }
                }
            }
        }
    }

    /// Counts rise until nothing changes.
    fn settle(mut self, besides: &BTreeMap<Place, usize>) -> Demand {
        let mut counts: BTreeMap<Place, usize> = self.quantified.iter().map(|place| (*place, 0)).collect();
        let mut settled = false;
        for _ in 0..=self.wanted.len() + 1 {
            let mut next: BTreeMap<Place, usize> = self.quantified.iter().map(|place| (*place, 0)).collect();
            for wanted in &self.wanted {
                let of = |factor: &Factor| -> usize {
                    let there = |place: &Place| besides.get(place).copied().unwrap_or(0);
                    match factor {
                        Factor::Times(times) => *times,
                        Factor::Each(places) => places
                            .iter()
                            .map(|place| (counts.get(place).copied().unwrap_or(0) + there(place)).max(1))
                            .sum(),
                    }
                };
                let ways: usize = wanted.depends.iter().map(of).fold(wanted.times, usize::saturating_mul);
                for place in &wanted.places {
                    let own = next.entry(*place).or_default();
                    *own = own.saturating_add(ways).min(MOST + 1);
                }
            }
            if next == counts {
                settled = true;
                break;
            }
            counts = next;
        }
        if !settled || counts.values().any(|count| *count > MOST) {
            self.beyond.insert(Beyond::Endless);
        }
        for count in counts.values_mut() {
            *count = (*count).clamp(1, MOST);
        }
        Demand { counts, beyond: self.beyond }
    }
}

/// The slots that an existential's body names, after what does not name the existential itself is pulled out.
fn relevant(formula: &Formula, own: Slot, named: &mut BTreeSet<Slot>) {
    match formula {
        Formula::And(list) | Formula::Or(list) | Formula::Several { of: list, .. } => {
            list.iter().for_each(|part| relevant(part, own, named));
        }
        Formula::Not(inner) => relevant(inner, own, named),
        other => {
            let mut all = BTreeSet::new();
            slots(other, &mut all);
            if all.contains(&own) {
                named.extend(all);
            }
        }
    }
}

fn slots(formula: &Formula, named: &mut BTreeSet<Slot>) {
    match formula {
        Formula::Constant(_) | Formula::Status(..) => {}
        Formula::And(list) | Formula::Or(list) | Formula::Several { of: list, .. } => {
            list.iter().for_each(|part| slots(part, named));
        }
        Formula::Not(inner) => slots(inner, named),
        Formula::Exists(_, body) | Formula::ForAll(_, body) => slots(body, named),
        Formula::Is(slot, _) | Formula::States(_, slot) => {
            named.insert(*slot);
        }
        Formula::Related(_, slot, object) => {
            named.insert(*slot);
            if let Object::Variable(other) = object {
                named.insert(*other);
            }
        }
        Formula::Same(one, other) => named.extend([*one, *other]),
        Formula::AtLeast { terms, .. } => {
            for term in terms {
                match &term.quantity {
                    Quantity::Attribute { slot, .. } => {
                        named.insert(*slot);
                    }
                    Quantity::Sum { body, .. } | Quantity::Count { body, .. } => slots(body, named),
                }
            }
        }
        Formula::LevelAtLeast { left, right, .. } => {
            for operand in [left, right] {
                if let LevelOperand::Attribute { slot, .. } = operand {
                    named.insert(*slot);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use penholder_language::model::TermId;

    const S: SortId = SortId(0);
    const T: SortId = SortId(1);

    fn variable(slot: Slot, sort: SortId) -> Variable {
        Variable { name: String::new(), slot, sorts: vec![sort], ruled_out: false }
    }

    fn is(slot: Slot, term: u32) -> Formula {
        Formula::Is(slot, vec![TermId(term)])
    }

    fn counts(formula: Formula) -> Demand {
        Demand::of(&Pack::default(), &[Claim { formula, holds: true }], &BTreeMap::from([((S, false), 5)]))
    }

    fn for_all_some(body: Formula) -> Formula {
        let some = Formula::Exists(variable(1, T), Box::new(body));
        Formula::ForAll(variable(0, S), Box::new(some))
    }

    #[test]
    fn a_witness_that_depends_is_wanted_for_each() {
        use penholder_language::model::RelationId;
        let related = Formula::Related(RelationId(0), 1, Object::Variable(0));
        assert_eq!(counts(for_all_some(related)).counts.get(&(T, false)), Some(&5));
    }

    #[test]
    fn what_does_not_name_the_witness_is_pulled_out() {
        let gated = Formula::And(vec![is(0, 1), is(1, 2)]);
        assert_eq!(counts(for_all_some(gated)).counts.get(&(T, false)), Some(&1));
        // Either kind may be wanted, one for some of S, the other for the rest.
        let split = Formula::Or(vec![
            Formula::And(vec![is(0, 1), is(1, 2)]),
            Formula::And(vec![Formula::Not(Box::new(is(0, 1))), is(1, 3)]),
        ]);
        assert!(counts(for_all_some(split)).counts.get(&(T, false)).is_some_and(|count| *count >= 2));
    }

    #[test]
    fn a_witness_of_several_witnesses_is_wanted_for_each_of_them() {
        use penholder_language::model::RelationId;
        let related = Formula::Related(RelationId(0), 1, Object::Variable(0));
        let some = Formula::Exists(variable(1, T), Box::new(related));
        // Three of S, each with one of T: the one of T may not serve two.
        let many = Formula::AtLeast {
            terms: vec![LinearTerm {
                coefficient: 1,
                quantity: Quantity::Count { variable: variable(0, S), body: Box::new(some.clone()) },
            }],
            bound: 3,
        };
        assert!(counts(many).counts.get(&(T, false)).is_some_and(|count| *count >= 3));
        // For some of U one of S, for the rest another one; each of these has a T of its own.
        let split = Formula::Or(vec![
            Formula::And(vec![is(2, 1), is(0, 2)]),
            Formula::And(vec![Formula::Not(Box::new(is(2, 1))), is(0, 3)]),
        ]);
        let one = Formula::Exists(variable(0, S), Box::new(Formula::And(vec![split, some])));
        let all = Formula::ForAll(variable(2, SortId(2)), Box::new(one));
        assert!(counts(all).counts.get(&(T, false)).is_some_and(|count| *count >= 2));
    }

    #[test]
    fn what_wants_itself_has_no_bound() {
        use penholder_language::model::RelationId;
        let related = Formula::Related(RelationId(0), 1, Object::Variable(0));
        let some = Formula::Exists(variable(1, S), Box::new(related));
        let cycle = Formula::ForAll(variable(0, S), Box::new(some));
        assert!(counts(cycle).beyond.contains(&Beyond::Endless));
    }

    #[test]
    fn a_count_that_is_too_large_has_no_bound() {
        let many = |bound| Formula::AtLeast {
            terms: vec![LinearTerm {
                coefficient: 1,
                quantity: Quantity::Count { variable: variable(0, S), body: Box::new(is(0, 1)) },
            }],
            bound,
        };
        assert!(counts(many(3)).beyond.is_empty());
        assert!(counts(many(1_000)).beyond.contains(&Beyond::Endless));
    }
}
